/* ledger_walk.c - see ledger_walk.h. Holds one mention: what the ledger does to one depends on no other. */
#include "ledger_walk.h"

#include "run_lines.h"

struct walk {
	const struct ledger_visit *visit;
	struct arena arena;
	struct buf id; /* of the contact that was seen last */
	uint64_t contacts;
};

static int take_line(void *to, struct str line, uint64_t number, struct err *err)
{
	struct walk *walk = to;
	struct mention mention;
	struct record record = { .arena = &walk->arena, .mentions = &mention, .mention_count = 1 };
	int result;
	(void)number;
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
	int result;
	buf_init(&walk.id, SIZE_MAX);
	result = run_lines(path, &(struct run_lines){ take_line, &walk }, err);
	buf_release(&walk.id);
	arena_release(&walk.arena);
	return result;
}
