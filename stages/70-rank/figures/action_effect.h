/* action_effect.h - did it work: a theme's contacts before and after an action with a date. */
#ifndef GRIPE_ACTION_EFFECT_H
#define GRIPE_ACTION_EFFECT_H

#include "day_series.h"
#include "rates.h"

enum verdict { VERDICT_TOO_EARLY, VERDICT_BETTER, VERDICT_NO_CHANGE, VERDICT_WORSE, VERDICT_COUNT };
extern const char *const verdict_names[VERDICT_COUNT];

enum {
	ACTION_DAYS = 56,    /* looked at on each side, at most */
	ACTION_DAYS_MIN = 7, /* after it: a whole week, so that weekdays cannot decide */
	ACTION_DUE_MIN =
	    10 /* contacts that would have come after it at the old rate: with fewer no verdict is possible */
};

struct action_effect {
	int64_t day;
	uint64_t before, after;       /* contacts of the theme */
	uint64_t before_of, after_of; /* all contacts */
	size_t before_days, after_days;
	double spread;
	struct rate_ratio ratio;             /* NAN: no data before or after it */
	uint64_t people_before, people_back; /* people who named it before, and of those, who did so again after */
	enum verdict verdict;
};

/* action_effect - day: of the action, which belongs to neither side. */
void action_effect(struct action_effect *effect, const struct tally *tally, const struct day_series *series,
                   uint32_t theme, int64_t day);

#endif
