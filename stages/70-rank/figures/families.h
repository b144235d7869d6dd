/* families.h - issues of one thing that has many troubles: "Order late", "Order missing", "Order broken" are the
 * order's family. Each stays an issue of its own; of the family it is told what all hold together, as a union, never a
 * sum. */
#ifndef GRIPE_FAMILIES_H
#define GRIPE_FAMILIES_H

#include "ledger.h"
#include "pareto.h"

enum {
	FAMILY_ISSUES = 3, /* of one thing: two are a pair that stands in the table anyway */
	FAMILY_PERCENT = 2 /* of the contacts that issues are counted over: less is not worth a sentence */
};
#define FAMILY_NONE UINT32_MAX

struct family {
	struct str thing; /* its id */
	uint32_t issues;
	uint64_t contacts, people; /* that name at least one of them */
};
struct families {
	struct family *list; /* list[count], by contacts falling, then thing */
	size_t count;
	uint32_t *of_item; /* of_item[items]: number of its family, or FAMILY_NONE */
};

/* families_make - of the ranked items of a layer of issues: those whose id names a thing, remainders aside. An issue
 * that the ledger split off is of the thing it was split from. ledger: NULL without one. O(rows + items^2). */
void families_make(struct families *families, const struct tally *tally, const struct grain *grain,
                   const struct ledger *ledger);
void families_release(struct families *families);

#endif
