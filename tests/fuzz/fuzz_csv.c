/* fuzz_csv.c - any bytes as a delimited file: sniffed, cut into rows, columns guessed, contacts made; and by the table
 * format that claims them. */
#include "read_bytes.h"
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool is_table(const struct format *format)
{
	return format->parse == table_parse || (format->channel != NULL && strcmp(format->channel, "survey") == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	return read_bytes(bytes, len, "a.csv", "csv", is_table);
}
