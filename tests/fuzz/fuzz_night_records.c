/* fuzz_night_records.c - records of a night of any bytes: the parts between lines of "=" are contacts.ndjson,
 * mentions.ndjson, counted.tsv and births.ndjson of a run folder. Kept whole, with every reference and every count in
 * order, or refused with a reason and nothing kept. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "night_records.h"
#include "store_night.h"
#include "store_sql.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char *const names[] = { "contacts.ndjson", "mentions.ndjson", "counted.tsv", "births.ndjson" };
enum { NAMES = sizeof names / sizeof *names };

static void folder_write(const char *folder, struct str text)
{
	struct str rest = text;
	for (size_t i = 0; i < NAMES; i++) {
		char path[128];
		struct str all = rest;
		size_t cut = all.at != NULL ? str_find(all, STR("=\n"), 0) : 0;
		FILE *file;
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		file = fopen(path, "w");
		assert(file != NULL && (cut == 0 || fwrite(all.at, 1, cut, file) == cut));
		fclose(file);
		rest = cut + 2 <= all.len ? str_slice(all, cut + 2, all.len) : STR_EMPTY;
	}
}

static int64_t number(struct store *store, const char *sql)
{
	struct err err = ERR_INIT;
	int64_t value = -1;
	assert(store_number(store, &value, &err, sql, "") >= 0);
	return value;
}

static void keep(struct store *store, const char *folder)
{
	struct store_night night = { .id = STR("r1"), .night = STR("2025-03-01") };
	struct store_settled settled;
	struct err err = ERR_INIT;
	int64_t run = 0;
	assert(store_begin(store, &err) == 0 && store_night_add(store, &night, &run, &err) == 0);
	if (night_records(store, run, folder, &err) == 0 && store_night_settle(store, run, &settled, &err) == 0) {
		assert(store_commit(store, &err) == 0);
		assert(number(store, "SELECT count(*) FROM pragma_foreign_key_check") == 0);
		assert(number(store, "SELECT coalesce(sum(contacts), 0) FROM day_count WHERE item = 0") ==
		       number(store, "SELECT coalesce(sum(weight), 0) FROM contact WHERE day NOTNULL AND weight > 0"));
	} else {
		assert(err.message[0] != '\0');
		store_roll_back(store);
		assert(number(store, "SELECT count(*) FROM run") == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char folder[] = "/tmp/gripe-fuzz-night-XXXXXX", path[128];
	struct store *store = NULL;
	struct err err = ERR_INIT;
	assert(mkdtemp(folder) != NULL);
	folder_write(folder, (struct str){ (const char *)bytes, len });
	assert(store_open(&store, ":memory:", 0, &err) == 0);
	keep(store, folder);
	store_close(store);
	for (size_t i = 0; i < NAMES; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		unlink(path);
	}
	rmdir(folder);
	return 0;
}
