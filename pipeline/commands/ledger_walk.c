/* ledger_walk.c - see ledger_walk.h. Holds one mention: what the ledger does to one depends on no other. */
#include "ledger_walk.h"

#include "infile.h"

struct walk {
	const struct ledger_visit *visit;
	struct arena arena;
	struct buf id; /* of the contact that was seen last */
	uint64_t contacts;
};

static int take_line(struct walk *walk, struct str line, struct err *err)
{
	struct mention mention;
	struct record record = { .arena = &walk->arena, .mentions = &mention, .mention_count = 1 };
	int result;
	arena_reset(&walk->arena);
	result = record_decode_mention(&record.contact, &mention, &walk->arena, line, err);
	if (result < 0) {
		return result;
	}
	if (walk->contacts == 0 || !str_eq(record.contact.id, buf_str(&walk->id))) {
		walk->contacts++;
		buf_clear(&walk->id);
		buf_str_add(&walk->id, record.contact.id);
	}
	return walk->visit->mention(walk->visit->to, &record, walk->contacts, err);
}

int ledger_walk(const char *path, const struct ledger_visit *visit, struct err *err)
{
	struct walk walk = { .visit = visit, .arena = ARENA_INIT };
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&walk.id, SIZE_MAX);
	lines_init(&lines, file);
	while ((result = lines_next(&lines, &line, err)) > 0) {
		result = take_line(&walk, line, err);
		if (result < 0) {
			err_at(err, infile_name(file), lines.number, 0);
			break;
		}
	}
	lines_release(&lines);
	infile_close(file);
	buf_release(&walk.id);
	arena_release(&walk.arena);
	return result;
}
