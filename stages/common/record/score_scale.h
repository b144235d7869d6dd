/* score_scale.h - what a score says on its scale. Of scales that are not listed it is not known which end is the good
 * one, nor how long they are; of those neither is true. */
#ifndef GRIPE_SCORE_SCALE_H
#define GRIPE_SCORE_SCALE_H

#include "record.h"

/* score_is_low - half of its scale or less. */
bool score_is_low(const struct contact *contact);
/* score_is_high - above three quarters of its scale (a promoter gives 9 or 10): whoever gives it has no trouble. */
bool score_is_high(const struct contact *contact);

#endif
