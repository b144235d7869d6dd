/* night_records.c - see night_records.h. The two files of records stand in one order; a contact's mentions are found by
 * its id, whose hash is also what counted.tsv calls it by. */
#include "night_records.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "hash.h"
#include "infile.h"
#include "number_map.h"
#include "option.h"
#include "store_night.h"
#include "store_sql.h"

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

static int birth_member(struct night *night, int64_t birth, json_object *member, struct err *err)
{
	json_object *contact = json_object_array_get_idx(member, 0), *n = json_object_array_get_idx(member, 1);
	if (!json_object_is_type(contact, json_type_string) || !json_object_is_type(n, json_type_int)) {
		return err_set(err, GRIPE_DATA, "a member is a contact's id and a place");
	}
	return store_do(night->store, err,
	                "INSERT INTO birth_member(mention, birth) SELECT m.number, ?3 FROM contact c JOIN mention m"
	                " ON m.contact = c.number WHERE c.id = ?1 AND m.n = ?2 AND c.latest = 1 ON CONFLICT DO NOTHING",
	                "tii", str_from(json_object_get_string(contact)), json_object_get_int64(n), birth);
}

/* {"label": …, "mentions": N, "members": [[contact, n], …]} */
static int decode_birth(struct night *night, struct err *err)
{
	json_object *root = json_tokener_parse(arena_dup(&night->arena, night->line).at), *label = NULL, *count = NULL,
	            *members = NULL;
	int64_t birth;
	int result;
	if (!json_object_is_type(root, json_type_object) || !json_object_object_get_ex(root, "label", &label) ||
	    !json_object_object_get_ex(root, "mentions", &count) ||
	    !json_object_object_get_ex(root, "members", &members) || !json_object_is_type(members, json_type_array)) {
		json_object_put(root);
		return err_set(err, GRIPE_DATA, "not a birth: label, mentions and members");
	}
	result = store_do(night->store, err, "INSERT INTO birth(run, label, mentions) VALUES(?1, ?2, ?3)", "iti",
	                  night->run, str_from(json_object_get_string(label)), json_object_get_int64(count));
	birth = store_last(night->store);
	for (size_t i = 0; i < json_object_array_length(members) && result == 0; i++) {
		json_object *member = json_object_array_get_idx(members, i);
		result = json_object_is_type(member, json_type_array) ? birth_member(night, birth, member, err)
		                                                      : err_set(err, GRIPE_DATA, "a member is no list");
	}
	json_object_put(root);
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
	char births[PATH_BYTES];
	int result = each_line(&night, folder, "contacts.ndjson", decode_contact, err);
	result = result == 0 ? each_line(&night, folder, "mentions.ndjson", decode_mention, err) : result;
	result = result == 0 ? each_line(&night, folder, "counted.tsv", decode_counted, err) : result;
	snprintf(births, sizeof births, "%s/births.ndjson", folder);
	if (result == 0 && access(births, F_OK) == 0) {
		result = each_line(&night, folder, "births.ndjson", decode_birth, err);
	}
	number_map_release(&night.numbers);
	arena_release(&night.arena);
	return result;
}
