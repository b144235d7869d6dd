/* mail_date.h - the Date of a mail, and of the "From " line before it, however it was written. */
#ifndef GRIPE_MAIL_DATE_H
#define GRIPE_MAIL_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

/* mail_date_parse - RFC 5322 with its obsolete forms and the wild's: words in any order, two-digit years, no seconds,
 * "." for ":", named zones, "GMT+9", "+-0500", no zone (taken as UTC), comments; asctime as in mbox lines; ISO 8601.
 * False: no day, month and year in it. */
bool mail_date_parse(struct str text, int64_t *seconds);

#endif
