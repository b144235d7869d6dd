/* kept_records.c - see kept_records.h. */
#include "kept_records.h"

#include <stdio.h>

#include "roll_up.h"

static int file_open(struct outfile **file, const char *folder, const char *name, struct err *err)
{
	struct arena arena = ARENA_INIT;
	int result = outfile_open(file, arena_printf(&arena, "%s/%s", folder, name).at, err);
	arena_release(&arena);
	return result;
}

int kept_records_open(struct kept_records *kept, const char *folder, struct err *err)
{
	int result = file_open(&kept->contacts, folder, "contacts.ndjson", err);
	buf_init(&kept->text, SIZE_MAX);
	return result < 0 ? result : file_open(&kept->mentions, folder, "mentions.ndjson", err);
}

int kept_records_write(struct kept_records *kept, const struct batch *batch, struct err *err)
{
	int result;
	buf_clear(&kept->text);
	for (size_t i = 0; i < batch->count; i++) {
		roll_up_encode(&kept->text, &batch->records[i]);
	}
	result = outfile_write(kept->contacts, buf_str(&kept->text), err);
	buf_clear(&kept->text);
	for (size_t i = 0; i < batch->count; i++) {
		record_encode(&kept->text, &batch->records[i], SHAPE_MENTIONS);
	}
	return result < 0 ? result : outfile_write(kept->mentions, buf_str(&kept->text), err);
}

int kept_records_close(struct kept_records *kept, int result, struct err *err)
{
	struct outfile *const files[] = { kept->contacts, kept->mentions };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (files[i] != NULL && result == 0) {
			result = outfile_commit(files[i], err);
		} else {
			outfile_abort(files[i]);
		}
	}
	if (kept->text.at != NULL) {
		buf_release(&kept->text);
	}
	kept->contacts = kept->mentions = NULL;
	return result;
}
