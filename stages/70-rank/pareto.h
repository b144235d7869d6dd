/* pareto.h - themes counted and put in order, and what the first k of them cover together.
 *
 * A contact counts for every theme that one of its mentions names, so shares overlap; what "the first k themes cause" is therefore
 * the size of their union, never a sum of shares. The same at two grains: themes, and sub-themes ("leaves"). */
#ifndef GRIPE_PARETO_H
#define GRIPE_PARETO_H

#include "tally.h"

enum table { TABLE_PAIN, TABLE_PRAISE, TABLE_OTHER, TABLE_COUNT };
enum kind { KIND_DEFECT, KIND_HOW_TO, KIND_REQUEST, KIND_COMPLAINT, KIND_PRAISE, KIND_OTHER, KIND_COUNT };
extern const char *const table_names[TABLE_COUNT];
extern const char *const kind_names[KIND_COUNT];

enum unit { UNIT_CONTACTS, UNIT_PEOPLE, UNIT_THREADS, UNIT_COUNT };

struct item { /* a theme or a sub-theme */
	uint64_t units[UNIT_COUNT];  /* contacts (weighed), distinct people, distinct threads that name it */
	uint64_t rows;               /* contacts, each once */
	uint64_t mentions;
	uint64_t only;               /* contacts (weighed) that name no other ranked item */
	uint64_t kinds[KIND_COUNT];  /* contacts (weighed) by what they say about it; "other": no evidence either way */
	uint64_t pain;               /* contacts (weighed) that report, ask, wish or complain; one may do several of these */
	int64_t sentiment_milli;
	int64_t first, last;         /* seconds, or TIME_NONE */
	enum kind kind;
	enum table table;
	int64_t key; /* what the order goes by, larger first; set by the caller before pareto_order, contacts otherwise */
};

struct grain {
	size_t count;
	struct item *items;         /* items[count], by id */
	const uint32_t *leaf_item;  /* leaf_item[leaves]: item of each sub-theme pair */
	uint32_t *order;            /* order[count]: the pain table first, then praise, then other; within each by key, contacts, id */
	uint32_t *place;            /* place[item] in order */
	size_t starts[TABLE_COUNT + 1]; /* of each table in order */
	uint64_t *covered[UNIT_COUNT];  /* covered[unit][k]: units that name at least one of the first k pain items, k = 0 … ranked */
	uint64_t totals[UNIT_COUNT];    /* denominators */
	size_t ranked;                  /* pain items */
};

/* grain_count - counts of the items; leaf_item as in struct grain (borrowed), count items. */
void grain_count(struct grain *grain, const struct tally *tally, const uint32_t *leaf_item, size_t count);
void grain_release(struct grain *grain);
/* kinds_vote - kind and table of each item, from items[].kinds. See kind_vote.c. */
void kinds_vote(struct grain *grain);
/* pareto_order - order, place and covered, from items[].table and .key. O(rows + items log items). */
void pareto_order(struct grain *grain, const struct tally *tally);
/* pareto_reach - the smallest k whose first k items cover at least percent of the units; 0 when even all of them do not. */
size_t pareto_reach(const struct grain *grain, enum unit unit, unsigned percent);
/* row_first - the best place among a row's ranked items, or SIZE_MAX when it names none. */
size_t row_first(const struct grain *grain, const struct tally_row *row);
/* row_items - the distinct items of a row, rising, into list (which holds row->entry_count); returns how many. */
size_t row_items(const struct grain *grain, const struct tally_row *row, uint32_t *list);

#endif
