/* timestamp.h - times of records: RFC 3339 in UTC, and the civil calendar (proleptic Gregorian), without clock or zone
 * tables. */
#ifndef GRIPE_TIMESTAMP_H
#define GRIPE_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "str.h"

/* timestamp_parse - RFC 3339 ("T" or space, fraction dropped, offset applied, a bare date is midnight UTC) to seconds
 * since 1970. */
bool timestamp_parse(struct str text, int64_t *seconds);
/* timestamp_format - "2025-03-01T09:00:00Z"; years 0000 to 9999, others clamp. */
void timestamp_format(struct buf *out, int64_t seconds);
struct civil_time {
	int year, month, day, hour, minute, second;
};
/* timestamp_from_civil - false when a part is out of range (month 1-12, day of that month, hour 0-23, minute 0-59,
 * second 0-60). */
bool timestamp_from_civil(const struct civil_time *civil, int64_t *seconds);
/* day number since 1970-01-01, and back */
int64_t timestamp_day(int64_t seconds);
void timestamp_civil(int64_t day, int *year, int *month, int *day_of_month);
/* 0 = Monday */
int timestamp_weekday(int64_t day);

#endif
