/* silent_answers.c - see silent_answers.h. In: books as stages write them; of their notes, those that begin as
 * BOOK_ANSWER says: "answer_nps_10": 314. Sums are integers, so the order of the files in the folder does not matter.
 */
#include "silent_answers.h"

#include "book.h"
#include "book_folder.h"
#include "json_scan.h"
#include "option.h"

/* The tallies that each answer is added to. */
struct listeners {
	struct tally *const *tallies;
	size_t count;
};

/* "answer_nps_10" with its count; other notes are left alone. */
static void take_note(const struct listeners *to, struct str name, int64_t count)
{
	struct str rest, scale;
	size_t cut;
	double score;
	if (!str_starts(name, STR(BOOK_ANSWER)) || count <= 0) {
		return;
	}
	rest = str_slice(name, sizeof BOOK_ANSWER - 1, name.len);
	for (cut = rest.len; cut > 0 && rest.at[cut - 1] != '_'; cut--) {
	}
	scale = str_slice(rest, 0, cut > 0 ? cut - 1 : 0);
	if (cut == 0 || !number_parse(str_slice(rest, cut, rest.len), &score)) {
		return;
	}
	for (size_t i = 0; i < to->count; i++) {
		tally_silent(to->tallies[i], scale, score, (uint64_t)count);
	}
}

static bool notes_read(const struct listeners *to, struct json_scan *scan, struct arena *arena)
{
	bool first = true;
	if (!json_enter(scan, '{')) {
		return false;
	}
	while (json_more(scan, '}', &first)) {
		struct str name;
		double value;
		bool whole;
		int64_t count = 0;
		if (!json_key(scan, arena, &name) || !json_number(scan, &value, &whole, &count)) {
			return false;
		}
		take_note(to, name, whole ? count : 0);
	}
	return scan->bad == NULL;
}

static bool book_read(const struct listeners *to, struct str text, struct arena *arena)
{
	struct json_scan scan = { .text = text };
	bool first = true, good = json_enter(&scan, '{');
	while (good && json_more(&scan, '}', &first)) {
		struct str name, raw;
		good = json_key(&scan, arena, &name);
		if (good && str_eq(name, STR("notes")) && json_kind_next(&scan) == JSON_OBJECT) {
			good = notes_read(to, &scan, arena);
		} else {
			good = good && json_skip(&scan, &raw);
		}
	}
	return good && scan.bad == NULL;
}

static int book_visit(void *to, struct str text, struct err *err)
{
	struct arena arena = ARENA_INIT;
	int result = book_read(to, text, &arena) ? 0 : err_set(err, GRIPE_DATA, "not the book of a stage");
	arena_release(&arena);
	return result;
}

int silent_answers_read(struct tally *const *tallies, size_t count, const char *folder, struct err *err)
{
	struct listeners to = { tallies, count };
	return book_folder_read(folder, &(struct book_visit){ book_visit, &to }, err);
}
