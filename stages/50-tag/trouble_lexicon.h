/* trouble_lexicon.h - the patterns of trouble of one language: lexicons/LANG/trouble.tsv, and the things of thing.tsv.
 * lexicons/README.md has the format. */
#ifndef GRIPE_TROUBLE_LEXICON_H
#define GRIPE_TROUBLE_LEXICON_H

#include "ontology.h"
#include "signal_lexicon.h"

enum { TROUBLE_GUARD = -1 }; /* class of a row that only keeps others from matching in its place: "late night" */

struct trouble_row {
	int class; /* number in the ontology, or TROUBLE_GUARD */
	struct frame_row frame;
	bool topic; /* counts only where another sign of trouble stands in the mention */
	bool trade; /* means something only in a corpus of its trade */
	struct str pattern;
	uint64_t line; /* of the file */
};

struct trouble_lexicon {
	struct trouble_row *rows; /* [count] in the order of the file */
	size_t count, cap;
	struct str file; /* within the lexicons: "en/trouble.tsv" */
};

/* trouble_lexicon_open - adds the rows' patterns, and those of the things, to `lexicon` of the language; before any
 * text is matched; patterns and file live in its arena. A language without lists gets none. GRIPE_DATA with file and
 * line for a row that breaks the format. */
GRIPE_MUST_USE int trouble_lexicon_open(struct trouble_lexicon **troubles, struct signal_lexicon *lexicon,
                                        const struct ontology *ontology, const char *folder, struct str lang,
                                        struct err *err);
/* trouble_lexicon_begin - without rows, for trouble_lexicon_row and thing_lexicon_row, which add one row each, as
 * trouble_lexicon_open does with all. GRIPE_DATA, without a place, for a row that breaks the
 * format. */
void trouble_lexicon_begin(struct trouble_lexicon **troubles, struct signal_lexicon *lexicon, struct str lang);
GRIPE_MUST_USE int trouble_lexicon_row(struct trouble_lexicon *troubles, struct signal_lexicon *lexicon,
                                       const struct ontology *ontology, const struct tsv_row *row, struct err *err);
GRIPE_MUST_USE int thing_lexicon_row(struct signal_lexicon *lexicon, const struct tsv_row *row, struct err *err);
void trouble_lexicon_close(struct trouble_lexicon *troubles);

#endif
