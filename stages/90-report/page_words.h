/* page_words.h - the words of the page in one language, and figures and dates as that language writes them.
 *
 * Words are rows of lexicons/LANG/page.tsv: a key and a text, in which {0}, {1} … are what is filled in. A key with
 * forms has a row for each that its language tells apart: "contact.one", "contact.other". */
#ifndef GRIPE_PAGE_WORDS_H
#define GRIPE_PAGE_WORDS_H

#include "arena.h"
#include "buf.h"
#include "err.h"

enum { SAY_MOST = 8 };     /* places of one text */
enum { SYMBOL_BYTES = 8 }; /* of a separator in UTF-8, NUL included */

/* How a day is written: "22 Feb", "22 Feb 2015", "Sun 22". */
enum day_form { DAY_SHORT, DAY_YEAR, DAY_WEEK, DAY_FORMS };

struct words_row {
	struct str key, text;
};

struct words {
	struct arena arena;
	struct str lang;        /* of the page: "en" */
	struct words_row *rows; /* rows[count], by key: those of the language, else English */
	size_t count;
	char decimal[SYMBOL_BYTES], group[SYMBOL_BYTES];
	int group_from;        /* digits in front of a first separator at least: 2 where 1234 stands without one */
	void *plurals;         /* UPluralRules */
	void *days[DAY_FORMS]; /* UDateFormat, by form */
};

/* words_init - nothing is known; words_release may follow. */
void words_init(struct words *words);
/* words_load - the words of lang (two or three letters) from folder; of a language without page.tsv those of English.
 * GRIPE_DATA: a row of fewer than two cells, no English rows. GRIPE_IO. Once between init and release. */
GRIPE_MUST_USE int words_load(struct words *words, const char *folder, struct str lang, struct err *err);
void words_release(struct words *words);

/* words_get - the text of a key; the key itself where there is none (tests/lint/page_words.sh holds that it is there).
 */
struct str words_get(const struct words *words, const char *key);
/* say - the text of a key with its places filled by the strings that follow: SAY(out, words, "of", a, b). */
void say(struct buf *out, const struct words *words, const char *key, const struct str *filled, size_t count);
#define SAY(out, words, key, ...)                                                                                      \
	say(out, words, key, (const struct str[]){ __VA_ARGS__ },                                                      \
	    sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* say_plain - of a key without places. */
static inline void say_plain(struct buf *out, const struct words *words, const char *key)
{
	buf_str_add(out, words_get(words, key));
}
/* say_form - say() of the form of the key that the count asks for. SAY_COUNT: likewise with the strings that follow. */
void say_form(struct buf *out, const struct words *words, const char *key, double count, const struct str *filled);
#define SAY_COUNT(out, words, key, count, ...)                                                                         \
	say_form(out, words, key, count, (const struct str[SAY_MOST]){ __VA_ARGS__ })
/* say_number - "3 contacts": the form of the key that the count asks for, its {0} the count. */
void say_number(struct buf *out, const struct words *words, const char *key, double count);

/* word_whole - 14427 as "14,427". word_fixed - with so many digits behind the point. word_percent - 0.1234 as "12.3 %";
 * from 20 % on without a digit behind the point; small ones as "< 0.1 %". word_figure - the same without the sign. */
void word_whole(struct buf *out, const struct words *words, double value);
void word_fixed(struct buf *out, const struct words *words, double value, int digits);
void word_percent(struct buf *out, const struct words *words, double share);
void word_figure(struct buf *out, const struct words *words, double share);
/* word_range - "11.8–12.9 %". */
void word_range(struct buf *out, const struct words *words, double low, double high);

/* word_date - of a text that begins with a day ("2025-03-01", or a time); another text as it stands. */
void word_date(struct buf *out, const struct words *words, struct str day, enum day_form form);

#endif
