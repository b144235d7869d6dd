/* score_scale.c - see score_scale.h. */
#include "score_scale.h"

struct score_scale {
	struct str name;
	double half, high, most; /* at most half: low; from high to most: high */
};

static const struct score_scale *scale_of(const struct contact *contact)
{
	static const struct score_scale scales[] = { { STR("stars5"), 2.5, 4.01, 5 },
		                                     { STR("csat"), 2.5, 4.01, 5 },
		                                     { STR("nps"), 5, 9, 10 },
		                                     { STR("points10"), 5, 7.51, 10 },
		                                     { STR("points100"), 50, 75.01, 100 } };
	for (size_t i = 0; contact->has_score && i < sizeof scales / sizeof *scales; i++) {
		if (str_eq(contact->scale, scales[i].name)) {
			return &scales[i];
		}
	}
	return NULL;
}

bool score_is_low(const struct contact *contact)
{
	const struct score_scale *scale = scale_of(contact);
	return scale != NULL && contact->score <= scale->half;
}

bool score_is_high(const struct contact *contact)
{
	const struct score_scale *scale = scale_of(contact);
	return scale != NULL && contact->score >= scale->high && contact->score <= scale->most;
}
