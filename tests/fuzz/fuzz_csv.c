/* fuzz_csv.c - any bytes as a delimited file: sniffed, cut into rows, columns guessed, contacts made; and by every table format that claims them. */
#include "read_bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return read_bytes(bytes, len, "a.csv", "csv");
}
