/* dates.h - dates as exports write them, to seconds since 1970 in UTC; and whether 03/04 is March or April, decided
 * from a whole column. A value is a date only when nothing else stands in it; dates of mails, which are looser, are
 * read by date_mail.h with the same words, zones and years. */
#ifndef GRIPE_DATES_H
#define GRIPE_DATES_H

#include "date_words.h"

enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

/* What the values of one column say. All counts are of values. */
struct date_evidence {
	uint64_t values;      /* not empty */
	uint64_t dates;       /* that are dates under one reading at least, of a year that is believed */
	uint64_t day_first;   /* possible only with the day first: 24/02/2015 */
	uint64_t month_first; /* possible only with the month first: 02/24/2015 */
	uint64_t open;        /* both: 03/04/2015 */
	uint64_t dotted; /* of the open ones, those written with dots or dashes (3.4.2015), where the day stands first
	                    in practice */
};

/* date_watch - one more value of the column. dates may be NULL. */
void date_watch(struct date_evidence *evidence, const struct dates *dates, struct str value);

/* date_decide - the order that the evidence speaks for: the majority of the values that allow one reading only; without
 * any, day first for dots and dashes, month first for slashes. *guessed (may be NULL): true when no value decided it.
 * DATE_ORDER_UNKNOWN when nothing was open at all. */
enum date_order date_decide(const struct date_evidence *evidence, bool *guessed);

/* date_read - ISO 8601 and its relatives, RFC 2822, ctime, 28-Jul-18, 8/4/2016 11:52, 24-02-2015 11.35, "09 4, 2015",
 * 3:04 PM, offsets with and without a space, zone names, epoch seconds, milliseconds and microseconds (also with a
 * fraction), 20170718. A value that cannot be read in the order given but in the other is read in the other. No zone:
 * taken as UTC. dates (may be NULL): without it no month and no zone is known by its name. */
enum date_found date_read(const struct dates *dates, struct str value, enum date_order order, int64_t *seconds);

/* date_to_text - date_read into RFC 3339: 20 bytes and a NUL, set when DATE_FOUND. */
enum { DATE_TEXT_SIZE = 21 };
enum date_found date_to_text(const struct dates *dates, struct str value, enum date_order order,
                             char out[DATE_TEXT_SIZE]);
/* date_text - seconds of a year from 1 to 9999 as RFC 3339. */
void date_text(int64_t seconds, char out[DATE_TEXT_SIZE]);

#endif
