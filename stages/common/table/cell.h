/* cell.h - what one cell of a table is: nothing, a yes or a no, a score, prose, or what a program has printed. */
#ifndef GRIPE_CELL_H
#define GRIPE_CELL_H

#include "language_rows.h"

/* The words of lexicons/LANG/cells.tsv: nothing, yes, no, out_of, unit, rated, number, total. */
struct cell_words {
	struct language_rows rows;
	bool nothing_opens[256]; /* first bytes of the cells that are nothing */
	size_t nothing_longest;  /* bytes */
};
/* cell_words_open - from under lexicons (may be NULL), in arena. GRIPE_IO; GRIPE_DATA as language_rows_open. */
GRIPE_MUST_USE int cell_words_open(struct cell_words *words, struct arena *arena, const char *lexicons,
                                   struct err *err);

/* In all of these words may be NULL: then none is known. */

/* cell_filled - trimmed; empty for what says that there is nothing (NA, None, null, -, [] …). */
struct str cell_filled(const struct cell_words *words, struct str cell);

enum cell_truth { CELL_NO, CELL_YES, CELL_NEITHER };
enum cell_truth cell_truth(const struct cell_words *words, struct str cell);

/* cell_is_total - a word that heads a row of sums: "Total", "Grand total:", "Summe". */
bool cell_is_total(const struct cell_words *words, struct str cell);

/* cell_score - "5", "4.0", "4,5", "4/5", "4 stars", "4 out of 5", "Rated 4 out of 5", "FIVE",
 * "★★★★☆", "⭐⭐", "4/5 ★", "75%". *top: the number it is out of, 0 when
 * not said. False: no score. */
bool cell_score(const struct cell_words *words, struct str cell, double *score, double *top);

/* cell_word_count - words, as writing without blanks has them: two signs of Japanese, Chinese or Korean are one.
 * *letters: set when a letter stands in it, left alone else. */
size_t cell_word_count(struct str cell, bool *letters);

/* cell_is_coded - {"author": …}, [MessageEntity(…)], Message(id=1, …): what a program has printed. cell is not empty.
 */
bool cell_is_coded(struct str cell);

/* cell_is_token - one run without blanks that is no word of a language: a mail address, a UUID, a hash, a path or a
 * type of MIME, an id or code with digits in it. */
bool cell_is_token(struct str cell);

#endif
