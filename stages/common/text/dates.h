/* dates.h - dates as exports write them, to seconds since 1970 in UTC; and whether 03/04 is March or April,
 * decided from a whole column. */
#ifndef GRIPE_DATES_H
#define GRIPE_DATES_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

/* Names of months in other languages than English: folded to lower case, sorted by the caller or not, at most a few
 * hundred. */
struct date_word {
	struct str word;
	int month; /* 1-12 */
};
struct date_words {
	const struct date_word *words;
	size_t count;
};

/* What the values of one column say. All counts are of values. */
struct date_evidence {
	uint64_t values;      /* not empty */
	uint64_t dates;       /* that are dates under one reading at least */
	uint64_t day_first;   /* possible only with the day first: 24/02/2015 */
	uint64_t month_first; /* possible only with the month first: 02/24/2015 */
	uint64_t open;        /* both: 03/04/2015 */
	uint64_t dotted; /* of the open ones, those written with dots or dashes (3.4.2015), where the day stands first
	                    in practice */
};

/* date_watch - one more value of the column. words may be NULL. */
void date_watch(struct date_evidence *evidence, struct str value, const struct date_words *words);

/* date_decide - the order that the evidence speaks for: the majority of the values that allow one reading only; without
 * any, day first for dots and dashes, month first for slashes. *guessed (may be NULL): true when no value decided it.
 * DATE_ORDER_UNKNOWN when nothing was open at all. */
enum date_order date_decide(const struct date_evidence *evidence, bool *guessed);

/* date_parse - ISO 8601 and its relatives, RFC 2822, ctime, 28-Jul-18, 8/4/2016 11:52, 24-02-2015 11.35, "09 4, 2015",
 * 3:04 PM, offsets with and without a space, zone names, epoch seconds, milliseconds and microseconds (also with a
 * fraction), 20170718. A value that cannot be read in the order given but in the other is read in the other. No zone:
 * taken as UTC. False: not a date. */
bool date_parse(struct str value, enum date_order order, const struct date_words *words, int64_t *seconds);

/* date_to_text - date_parse into RFC 3339 of 20 bytes and a NUL. */
bool date_to_text(struct str value, enum date_order order, const struct date_words *words, char out[21]);

#endif
