/* rank_members.h - objects that theme records and the summary share. */
#ifndef GRIPE_RANK_MEMBERS_H
#define GRIPE_RANK_MEMBERS_H

#include "field.h"
#include "ranking.h"

/* anomaly_object - as JSON; with_theme: with the id and label of its theme. */
void anomaly_object(struct buf *out, const struct ranking *ranking, const struct anomaly *anomaly, bool with_theme);
/* contrast_set - the figures of a cell, into values[CONTRAST_COUNT]; what names the cell is the caller's. */
void contrast_set(struct field_value *values, const struct contrast *cell);
/* range_set - both ends; null without a range (NULL, or one that was not computed). */
void range_set(struct field_value *values, size_t low, size_t high, const struct range *range);
/* share_set - part of whole; null of nothing. */
void share_set(struct field_value *values, size_t at, uint64_t part, uint64_t whole);
/* ratio_set - into values[], from the row of the ratio on; null where it has no end. */
void ratio_set(struct field_value *values, const struct rate_ratio *ratio);
/* counts_write - an object of counts by name ("unknown" for an empty one); zeros: those of 0 too. counts[names->count].
 * named_counts_write - the same of names that are ours. */
void counts_write(struct buf *out, const struct tally_names *names, const uint64_t *counts, bool zeros);
void named_counts_write(struct buf *out, const char *const *names, const uint64_t *counts, size_t count, bool zeros);
/* period_name - "day", "week" or "fortnight". */
struct str period_name(int period_days);

#endif
