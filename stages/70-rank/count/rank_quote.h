/* rank_quote.h - the best mentions of each theme, kept while they stream by, and the few that are shown. */
#ifndef GRIPE_RANK_QUOTE_H
#define GRIPE_RANK_QUOTE_H

#include "hash.h"
#include "record.h"

enum {
	QUOTES_SHOWN = 3,
	QUOTES_KEPT = 48,     /* a theme: enough left after near-identical texts and repeated people are skipped */
	QUOTE_CHARS_MIN = 25, /* shorter ones say nothing to a stranger, longer ones are not read */
	QUOTE_CHARS_MAX = 220
};

struct quote {
	char *text, *contact; /* owned, NUL-terminated */
	uint32_t text_len;
	uint32_t n;
	struct span span;
	double fit;
	uint64_t person; /* hash; of the contact where the person is not known */
	uint64_t words;  /* hash of the folded letters and digits: equal for texts that differ in case, spaces or
	                    punctuation */
};

struct quote_list { /* of one theme, best first */
	struct quote list[QUOTES_KEPT];
	size_t count;
};

struct quote_pool {
	bool of_issues; /* set before the first record: quotes of issues, not of themes */
	struct intern themes;
	struct quote_list *kept; /* kept[themes.count] */
	size_t cap;
};

void quotes_init(struct quote_pool *pool);
void quotes_release(struct quote_pool *pool);
/* quotes_add - offers the mentions of a record. The best QUOTES_KEPT of distinct wording stay: any order of offers
 * keeps the same ones. */
void quotes_add(struct quote_pool *pool, const struct record *record);
/* quotes_offer - one candidate (copied). */
void quotes_offer(struct quote_pool *pool, struct str theme, const struct quote *quote);
/* quotes_pick - up to QUOTES_SHOWN of a theme: by fit, those that say the words of its label first, distinct people,
 * none that shares most of its words with one above it. praise: of the mentions that praise it, else of the others
 * (tally_sides.h). Borrowed. */
size_t quotes_pick(const struct quote_pool *pool, struct str theme, struct str label, bool praise,
                   const struct quote **picked);
/* quotes_outside - of a theme, all kept mentions that state a problem, a request or a question and are in no issue,
 * best first; their contacts may be in one by another mention. Returns how many. Borrowed. */
size_t quotes_outside(const struct quote_pool *pool, struct str theme, struct str label,
                      const struct quote *list[QUOTES_KEPT]);

#endif
