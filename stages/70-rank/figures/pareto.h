/* pareto.h - themes counted and put in order, and what the first k of them cover together.
 *
 * A contact counts for every theme that one of its mentions names, so shares overlap; what "the first k themes cause"
 * is therefore the size of their union, never a sum of shares. The same at two grains: themes, and sub-themes
 * ("leaves"). */
#ifndef GRIPE_PARETO_H
#define GRIPE_PARETO_H

#include "tally.h"

/* Requests and questions have tables of their own in the layer of issues alone. Muted: by the ledger, whatever it is.
 */
enum table {
	TABLE_PAIN,
	TABLE_REQUEST,
	TABLE_HOWTO,
	TABLE_PRAISE,
	TABLE_OTHER,
	TABLE_MUTED,
	TABLE_ABSENT,
	TABLE_COUNT
};
enum kind { KIND_DEFECT, KIND_HOW_TO, KIND_REQUEST, KIND_COMPLAINT, KIND_PRAISE, KIND_OTHER, KIND_COUNT };
extern const char *const table_names[TABLE_COUNT];
extern const char *const kind_names[KIND_COUNT];

enum unit { UNIT_CONTACTS, UNIT_PEOPLE, UNIT_THREADS, UNIT_COUNT };

struct item {                       /* a theme or a sub-theme */
	uint64_t units[UNIT_COUNT]; /* contacts (weighed), distinct people, distinct threads that name it */
	uint64_t mentions;
	uint64_t only;              /* contacts (weighed) that name no other ranked item */
	uint64_t kinds[KIND_COUNT]; /* contacts (weighed) by what they say about it; "other": no evidence either way */
	uint64_t pain; /* contacts (weighed) that report, ask, wish or complain; one may do several of these */
	int64_t sentiment_milli;
	int64_t first, last; /* seconds, or TIME_NONE */
	enum kind kind;
	enum table table;
	int64_t
	    key; /* what the order goes by, larger first; set by the caller before pareto_order, contacts otherwise */
};

#define PLACE_NONE UINT32_MAX
struct grain {
	size_t count;
	struct item *items;        /* items[count], by id */
	const uint32_t *leaf_item; /* leaf_item[leaves]: item of each sub-theme pair */
	uint32_t *order; /* order[count]: by table in the order of enum table; within each by key, contacts, id */
	uint32_t *place; /* place[item] in order */
	size_t starts[TABLE_COUNT + 1]; /* of each table in order */
	uint64_t *covered[UNIT_COUNT];  /* covered[unit][k]: units that name at least one of the first k pain items, k =
	                                   0 … ranked */
	uint64_t totals[UNIT_COUNT];    /* denominators: of the units that are counted (tally_counted) */
	uint64_t all;                   /* contacts (weighed), counted or not: what shares of praise are of */
	size_t ranked;                  /* pain items */
	uint32_t *first; /* first[row]: the best place among its ranked items, PLACE_NONE when it names none */
};

/* grain_count - counts of the items; leaf_item as in struct grain (borrowed), count items. */
void grain_count(struct grain *grain, const struct tally *tally, const uint32_t *leaf_item, size_t count);
void grain_release(struct grain *grain);
/* grain_whole - the contacts (weighed) that an item's share is of: whoever praises states no problem, and stands
 * outside of the denominator, so that praise is a part of all. After the item has its table. */
static inline uint64_t grain_whole(const struct grain *grain, uint32_t item)
{
	return grain->items[item].table == TABLE_PRAISE ? grain->all : grain->totals[UNIT_CONTACTS];
}
/* kinds_vote - kind and table of each item, from items[].kinds. See kind_vote.c. */
void kinds_vote(struct grain *grain);
/* pareto_order - order, place and covered, from items[].table and .key.; first as well. O(rows + items log items). */
void pareto_order(struct grain *grain, const struct tally *tally);
/* pareto_reach - the smallest k whose first k items cover at least percent of the units; 0 when even all of them do
 * not. */
size_t pareto_reach(const struct grain *grain, enum unit unit, unsigned percent);

#endif
