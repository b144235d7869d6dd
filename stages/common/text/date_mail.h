/* date_mail.h - the Date of a mail, and of the "From " line before it, however it was written. */
#ifndef GRIPE_DATE_MAIL_H
#define GRIPE_DATE_MAIL_H

#include "date_words.h"

/* date_read_mail - RFC 5322 with its obsolete forms and the wild's: words in any order, two-digit years, no seconds,
 * "." for ":", named zones, "GMT+9", "+-0500", no zone (taken as UTC), comments; asctime as in mbox lines; ISO 8601.
 * DATE_NONE: no day, month and year in it. dates may be NULL: then no month and no zone has a name. */
enum date_found date_read_mail(const struct dates *dates, struct str text, int64_t *seconds);

#endif
