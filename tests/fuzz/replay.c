/* replay.c - feeds every file of a folder (argv[1]) to a fuzz target without a fuzzing engine: the corpus as a test.
 * Each file is also fed cut in half and with one byte flipped, so that a small corpus reaches error paths too. */
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static int feed(const char *path)
{
	FILE *file = fopen(path, "rb");
	unsigned char *bytes;
	size_t len, cap = 1 << 22;
	if (file == NULL) {
		return -1;
	}
	bytes = malloc(cap);
	len = bytes == NULL ? 0 : fread(bytes, 1, cap, file);
	fclose(file);
	if (bytes == NULL) {
		return -1;
	}
	LLVMFuzzerTestOneInput(bytes, len);
	LLVMFuzzerTestOneInput(bytes, len / 2);
	if (len > 0) {
		bytes[len / 3] ^= 0x20;
		LLVMFuzzerTestOneInput(bytes, len);
	}
	free(bytes);
	return 0;
}

int main(int argc, char **argv)
{
	struct dirent *entry;
	DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
	if (folder == NULL) {
		printf("not ok corpus folder is there\n");
		return 1;
	}
	while ((entry = readdir(folder)) != NULL) {
		char path[1024];
		if (entry->d_name[0] == '.') {
			continue;
		}
		snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
		printf("%s replay %s\n", feed(path) == 0 ? "ok" : "not ok", entry->d_name);
	}
	closedir(folder);
	return 0;
}
