/* signal_lexicon.h - the tagger's word lists of one language, as one set of patterns whose payload says what was found.
 * lexicons/README.md has the format. */
#ifndef GRIPE_SIGNAL_LEXICON_H
#define GRIPE_SIGNAL_LEXICON_H

#include "frame.h"
#include "tsv.h"

enum family {
	SENTIMENT,
	EMOTION,
	EFFORT,
	RISK,
	JOURNEY,
	TRUST,
	KIND,
	FAMILIES,
	NEGATION = FAMILIES,
	INTENSIFIER,
	LISTS,
	TROUBLE = LISTS, /* rows of trouble_lexicon.h: in the same set of patterns, so that one pass finds all */
	THING,
	ALL_LISTS
};

struct entry {
	enum family family;
	struct str value; /* "negative", "anger", "lawsuit" …; of kind, one of KINDS */
	double weight; /* sentiment -4..4; intensifier a factor; negation its reach in words, CONTRAST for "but"; else
	                  strength > 0 */
	struct frame_row frame; /* RISK */
	uint32_t row;           /* TROUBLE: its number in the trouble lexicon; THING: value is its id */
};
#define CONTRAST (-1.0)
#define GUARD                                                                                                          \
	STR("-") /* value of a pattern that only keeps others from matching in its place: "fatal error" is no injury   \
	          */

struct signal_lexicon {
	struct patterns *patterns;
	struct stemmer *stemmer;
	struct entry *entries; /* a pattern's payload is its index */
	size_t count, cap;
	bool says;       /* it has rows of a family, so its language gets signals */
	uint32_t *taken; /* [count], or NULL: how often each entry stood in a text and gave way to none of its family;
	                    counted for whoever tends the lists, who owns it */
	struct arena arena;
};

extern const char *const FAMILY_NAMES[LISTS]; /* also the names of the files: sentiment … kind, negation, intensifier */

/* signal_lexicon_open - GRIPE_DATA with file and line for a row that breaks the format. A language without lists gives
 * an empty set (count 0). */
GRIPE_MUST_USE int signal_lexicon_open(struct signal_lexicon **lexicon, const char *folder, struct str lang,
                                       struct err *err);
/* signal_lexicon_begin - an empty set of the language, for signal_lexicon_row. */
GRIPE_MUST_USE int signal_lexicon_begin(struct signal_lexicon **lexicon, struct str lang, struct err *err);
/* signal_lexicon_classes - makes the words of FOLDER/LANG/word_class.tsv known, before any row. GRIPE_DATA, GRIPE_IO.
 */
GRIPE_MUST_USE int signal_lexicon_classes(struct signal_lexicon *lexicon, const char *folder, const char *lang,
                                          struct err *err);
/* signal_lexicon_row - adds one row of the list `family` (below LISTS), as signal_lexicon_open does with each;
 * negations before risks and troubles. A row that breaks the format leaves nothing behind: GRIPE_DATA, without a place.
 */
GRIPE_MUST_USE int signal_lexicon_row(struct signal_lexicon *lexicon, enum family family, const struct tsv_row *row,
                                      struct err *err);
/* signal_lexicon_add - one more pattern; strict: as PATTERN_STRICT. Before any text is matched. GRIPE_DATA: see
 * patterns_add. */
GRIPE_MUST_USE int signal_lexicon_add(struct signal_lexicon *lexicon, struct str pattern, const struct entry *entry,
                                      bool strict, struct err *err);
void signal_lexicon_close(struct signal_lexicon *lexicon);

#endif
