/* post_words.h - the sentences of a post, from lexicons/LANG/post.tsv, and figures and days as that language writes
 * them. */
#ifndef GRIPE_POST_WORDS_H
#define GRIPE_POST_WORDS_H

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "tsv.h"

struct post_words {
	struct tsv rows;
	char path[4096]; /* of the list, for messages */
};

/* post_words_open - GRIPE_USAGE: there is no list of this language. GRIPE_DATA with its line: a key twice, a key or a
 * place in braces that the post does not know; a key that is missing is named. */
GRIPE_MUST_USE int post_words_open(struct post_words *words, struct arena *arena, const char *lexicons,
                                   const char *lang, struct err *err);
/* post_word - the sentence under key; empty: there is none. */
struct str post_word(const struct post_words *words, const char *key);

/* Figures and days, appended: "14,427"; "5.7 %", without a digit from 20 % on; "×2.1", with two digits under 1; "24
 * February 2015". */
void post_word_count(struct buf *out, const struct post_words *words, double count);
void post_word_share(struct buf *out, const struct post_words *words, double share);
void post_word_points(struct buf *out, const struct post_words *words, double share); /* without the sign */
void post_word_ratio(struct buf *out, const struct post_words *words, double ratio);
void post_word_times(struct buf *out, const struct post_words *words, double ratio); /* with the sign before it */
void post_word_rate(struct buf *out, const struct post_words *words, double rate);   /* one digit behind the point */
void post_word_day(struct buf *out, const struct post_words *words, int64_t day);

#endif
