/* why.h - `gripe why`: what a contact or a text states, which issue and theme it matched, and how strongly; for a
 * mention without one, why it has none. */
#ifndef GRIPE_WHY_H
#define GRIPE_WHY_H

#include "option.h"
#include "piece_table.h"
#include "theme_assign.h"
#include "why_issue.h"
#include "why_ledger.h"

extern const struct option_spec why_options[]; /* ends with a zeroed entry */
int why_main(int argc, char **argv, const char *lexicons);

/* One contact under question. */
struct why {
	const struct theme_model *model;
	const struct piece_table *table;    /* of the model's language; NULL: no part of the meaning is told */
	struct str contact;                 /* id, or empty for a text given by hand */
	const struct record *record;        /* its mentions, tagged */
	const struct theme_answer *answers; /* [record->mention_count] */
	const struct why_issues *issues;
	const struct why_issue *issue_answers; /* [record->mention_count] */
	const struct why_ledger *ledger;       /* NULL: none is asked */
	int64_t only;                          /* place of the one mention that was asked for, or -1 */
};

/* why_text, why_json - for people, and one JSON object for programs; both end with a newline. */
void why_text(const struct why *why, struct buf *out);
void why_json(const struct why *why, struct buf *out);

/* why_excerpt - at most `characters` code points of a text, on one line. */
void why_excerpt(struct buf *out, struct str text, size_t characters);

/* One row of a mention's words. */
struct why_word {
	struct str word;
	double meaning; /* share of the mention's meaning vector, they sum to 1; below 0: it pulls the other way; 0
	                   without a table */
	double rarity;  /* weight of its stem in the lexical part, ln(1 + (N - df + .5) / (df + .5)); 0 when the sample
	                   does not know it or it is a stop word */
	double in_sample; /* share of the sample's mentions with its stem; 0 likewise */
};
/* why_words - distinct words of an answer by meaning falling, then rarity falling, then word; in arena. */
size_t why_words(const struct why *why, const struct theme_answer *answer, struct arena *arena,
                 struct why_word **words);
/* why_reason - a sentence about why the answer has no theme; in arena. */
struct str why_reason(const struct why *why, const struct theme_answer *answer, struct arena *arena);

#endif
