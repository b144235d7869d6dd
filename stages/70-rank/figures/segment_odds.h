/* segment_odds.h - which themes a segment (a store, a version, a channel) names more often than all others do. */
#ifndef GRIPE_SEGMENT_ODDS_H
#define GRIPE_SEGMENT_ODDS_H

/* log_odds - z of the log-odds ratio of a theme in a segment against the rest (Monroe, Colaresi & Quinn 2008, eq. 22),
 * with an informative prior: in, of_in: contacts of the segment that name the theme, and all of the segment; out,
 * of_out: the same of the rest. prior: pseudo-contacts, dealt at the theme's overall rate. *ratio gets the odds ratio
 * so smoothed. */
double log_odds(double in, double of_in, double out, double of_out, double prior, double *ratio);

#endif
