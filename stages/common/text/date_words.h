/* date_words.h - what the two readers of dates (dates.h for tables, date_mail.h for mails) share: the words of dates in
 * all languages, the rule for years of two digits, and the years that are believed. */
#ifndef GRIPE_DATE_WORDS_H
#define GRIPE_DATE_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "language_rows.h"

enum {
	DATE_YEAR_FIRST = 1980, /* contacts by machine are not older: an earlier year is a birthday or an empty field */
	DATE_YEAR_LAST = 2100   /* without --now; with it, the year behind --now */
};

/* What a word does in a date. The names are those of the first cell in lexicons/LANG/dates.tsv. */
enum date_word_kind {
	DATE_WORD_NONE,
	DATE_WORD_MONTH,  /* "month": its number follows */
	DATE_WORD_ZONE,   /* "zone": minutes east of Greenwich follow (any/dates.tsv) */
	DATE_WORD_AM,     /* "am" */
	DATE_WORD_PM,     /* "pm" */
	DATE_WORD_JOINT,  /* "joint": between the parts of a date: 3rd of May, 3 de mayo de 2019 */
	DATE_WORD_BEFORE, /* "before": between the date and the time: May 3, 2019 at 4:05; behind the time too: 17:06
	                     Uhr */
	DATE_WORD_UNIT,   /* "unit": behind a number of the date, says which it is: 2024年3月14日, 2024 г. */
	DATE_WORD_HOUR,   /* "hour": behind the hour, in the place of a colon: 17h06, 17時06分 */
	DATE_WORD_MINUTE, /* "minute": behind minutes or seconds */
};

struct date_word {
	struct str word; /* ASCII letters small */
	enum date_word_kind kind;
	int number;
};

struct dates {
	struct arena arena;
	struct date_word *words; /* words[count], by bytes, then by kind; each pair once */
	size_t count, files;     /* files: folders that have dates.tsv; 0: only dates in numbers are read */
	int64_t before;          /* seconds: the end of the last year that is believed */
};

enum date_found {
	DATE_NONE,  /* no date */
	DATE_FAR,   /* a date, of a year that is not believed: for the caller no date, and to be counted */
	DATE_FOUND, /* seconds since 1970 in UTC are set */
};

/* dates_open - the words under `lexicons` (NULL: none). now: RFC 3339, or NULL. GRIPE_IO; GRIPE_DATA: a row of
 * dates.tsv that is none, with its place. */
GRIPE_MUST_USE int dates_open(struct dates **dates, const char *lexicons, const char *now, struct err *err);
void dates_close(struct dates *dates); /* NULL: nothing */

/* dates_word - the word among those of that kind (case of ASCII letters does not matter), or NULL. dates may be NULL.
 */
const struct date_word *dates_word(const struct dates *dates, struct str word, enum date_word_kind kind);

/* date_full_year - the year that `digits` digits mean: two by RFC 5322's rule (00-49 are 20xx, 50-99 are 19xx), three
 * count from 1900, as mail of the year 2000 wrote "100"; four stand as they are. */
int date_full_year(int year, size_t digits);

/* What a contact is noted with whose time was left out because of its year. */
#define DATE_FAR_NOTE "date_out_of_range"

struct date_civil {
	int year, month, day, hour, minute, second;
	int zone_minutes; /* east of Greenwich */
};
/* date_settle - the civil time as seconds in UTC. dates may be NULL. */
enum date_found date_settle(const struct dates *dates, const struct date_civil *civil, int64_t *seconds);
/* date_believed - DATE_FOUND, or DATE_FAR by its year. */
enum date_found date_believed(const struct dates *dates, int64_t seconds);

#endif
