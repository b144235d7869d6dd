/* night_records.c - see night_records.h. The two files of records stand in one order; a contact's mentions are found by
 * its id, whose hash is also what counted.tsv calls it by. */
#include "night_records.h"

#include <stdio.h>
#include <stdlib.h>

#include "hash.h"
#include "infile.h"
#include "number_map.h"
#include "option.h"
#include "store_night.h"

enum { PATH_BYTES = 4200 };

struct night {
	struct store *store;
	int64_t run;
	struct number_map numbers; /* hash of a contact's id to its number */
	struct arena arena;        /* of one line */
	struct str line;
};

static int decode_contact(struct night *night, struct err *err)
{
	struct record record;
	int64_t number = 0;
	uint64_t key;
	int result = record_decode_contact(&record, &night->arena, night->line, err);
	if (result < 0) {
		return result;
	}
	key = hash64(record.contact.id, 0);
	if (number_map_get(&night->numbers, key) != 0) {
		return err_set(err, GRIPE_DATA, "a contact of this id stands there already");
	}
	result = store_contact(night->store, night->run, &record.contact, &number, err);
	number_map_set(&night->numbers, key, (uint64_t)number);
	return result;
}

static int decode_mention(struct night *night, struct err *err)
{
	struct contact contact;
	struct mention mention;
	uint64_t number;
	int result = record_decode_mention(&contact, &mention, &night->arena, night->line, err);
	if (result < 0) {
		return result;
	}
	number = number_map_get(&night->numbers, hash64(contact.id, 0));
	return number == 0 ? err_set(err, GRIPE_DATA, "a mention of no contact in contacts.ndjson")
	                   : store_mention(night->store, (int64_t)number, &mention, err);
}

static bool number_read(struct str text, int base, int64_t *out)
{
	char digits[32], *end;
	if (text.len == 0 || text.len >= sizeof digits) {
		return false;
	}
	memcpy(digits, text.at, text.len);
	digits[text.len] = '\0';
	*out = base == 16 ? (int64_t)strtoull(digits, &end, base) : strtoll(digits, &end, base);
	return *end == '\0';
}

/* hash day weight layer id id … */
static int decode_counted(struct night *night, struct err *err)
{
	struct str rest, cells[4];
	int64_t key, day = INT64_MIN, weight, number;
	bool good, issues;
	int result = 0;
	rest = night->line;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		cells[i] = rest.at != NULL ? str_cut(rest, '\t', &rest) : STR_EMPTY;
	}
	issues = str_eq(cells[3], STR("issue"));
	good = number_read(cells[0], 16, &key) && (str_eq(cells[1], STR("-")) || number_read(cells[1], 10, &day)) &&
	       number_read(cells[2], 10, &weight) && (issues || str_eq(cells[3], STR("theme")));
	if (!good) {
		return err_set(err, GRIPE_DATA, "not a line of gripe rank --counted");
	}
	number = (int64_t)number_map_get(&night->numbers, (uint64_t)key);
	if (number == 0) {
		return err_set(err, GRIPE_DATA, "it counts a contact that is not in contacts.ndjson");
	}
	if (issues) { /* a contact has a line in each layer: day and weight are those of the first */
		result = store_counted(night->store, number, day, weight, err);
	}
	while (result == 0 && rest.at != NULL) {
		result =
		    store_counts_for(night->store, number, str_cut(rest, '\t', &rest), issues ? "issue" : "theme", err);
	}
	return result;
}

/* Every line of a file of the folder through take. */
static int each_line(struct night *night, const char *folder, const char *name,
                     int (*take)(struct night *night, struct err *err), struct err *err)
{
	char path[PATH_BYTES];
	struct infile *file = NULL;
	struct lines lines;
	int more = 0, result;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while (result == 0 && (more = lines_next(&lines, &night->line, err)) > 0) {
		arena_reset(&night->arena);
		result = take(night, err);
		if (result == GRIPE_DATA) {
			err_at(err, path, lines.number, 0);
		}
	}
	lines_release(&lines);
	infile_close(file);
	return result < 0 ? result : more;
}

int night_records(struct store *store, int64_t run, const char *folder, struct err *err)
{
	struct night night = { .store = store, .run = run, .arena = ARENA_INIT };
	int result = each_line(&night, folder, "contacts.ndjson", decode_contact, err);
	result = result == 0 ? each_line(&night, folder, "mentions.ndjson", decode_mention, err) : result;
	result = result == 0 ? each_line(&night, folder, "counted.tsv", decode_counted, err) : result;
	number_map_release(&night.numbers);
	arena_release(&night.arena);
	return result;
}
