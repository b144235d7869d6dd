/* rank_quote.h - some mentions of each theme, kept while they stream by, and the three that are shown: one central, one
 * at the edge, one drawn, so that the evidence is not chosen for the label. */
#ifndef GRIPE_RANK_QUOTE_H
#define GRIPE_RANK_QUOTE_H

#include "hash.h"
#include "record.h"

enum {
	QUOTES_SHOWN = 3,
	QUOTES_KEPT = 48,     /* a theme: enough left after near-identical texts and repeated people are skipped */
	QUOTES_ASIDE = 12,    /* likewise at the edge, and drawn */
	QUOTE_CHARS_MIN = 25, /* shorter ones say nothing to a stranger, longer ones are not read */
	QUOTE_CHARS_MAX = 220
};

enum quote_pick { PICK_CENTRAL, PICK_EDGE, PICK_DRAWN, PICK_COUNT };
extern const char *const pick_names[PICK_COUNT];

struct quote {
	char *text, *contact;         /* owned, NUL-terminated */
	char *time, *channel, *scale; /* likewise, of the contact; "" where there is none */
	double score;                 /* on that scale; NAN where there is none */
	uint32_t text_len;
	uint32_t n;
	struct span span;
	double fit;
	uint64_t person; /* hash; of the contact where the person is not known */
	uint64_t words;  /* hash of the folded letters and digits: equal for texts that differ in case, spaces or
	                    punctuation */
};

struct quote_list { /* of one theme, for one pick: who comes first by its order */
	struct quote *list;
	size_t count, cap;
};

struct quote_pool {
	bool of_issues; /* set before the first record: quotes of issues, not of themes */
	struct intern themes;
	struct quote_list (*kept)[PICK_COUNT]; /* kept[themes.count] */
	size_t cap;
};

struct quote_picked {
	const struct quote *quote; /* borrowed of the pool */
	enum quote_pick pick;
};

void quotes_init(struct quote_pool *pool);
void quotes_release(struct quote_pool *pool);
/* quotes_add - offers the mentions of a record. The first QUOTES_KEPT or QUOTES_ASIDE of distinct wording stay, by the
 * order of each pick: any order of offers keeps the same ones. */
void quotes_add(struct quote_pool *pool, const struct record *record);
/* quotes_offer - one candidate (copied). */
void quotes_offer(struct quote_pool *pool, struct str theme, const struct quote *quote);
/* quotes_pick - up to QUOTES_SHOWN of a theme, of distinct people, none that shares most of its words with another: the
 * central one fits best (those that say the words of the label first), the one at the edge fits least, the drawn one
 * has the least hash of its wording. praise: of the mentions that praise it, else of the others (tally_sides.h).
 * Returns how many. */
size_t quotes_pick(const struct quote_pool *pool, struct str theme, struct str label, bool praise,
                   struct quote_picked picked[QUOTES_SHOWN]);
/* quotes_outside - of a theme, all kept mentions that state a problem, a request or a question and are in no issue,
 * best first; their contacts may be in one by another mention. Returns how many. Borrowed. */
size_t quotes_outside(const struct quote_pool *pool, struct str theme, struct str label,
                      const struct quote *list[QUOTES_KEPT]);

#endif
