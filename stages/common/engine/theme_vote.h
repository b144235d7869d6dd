/* theme_vote.h - the theme of a mention by its neighbours' votes (rule 9): learning ends with it, assignment is it. */
#ifndef GRIPE_THEME_VOTE_H
#define GRIPE_THEME_VOTE_H

#include <stddef.h>
#include <stdint.h>

#include "theme_knn.h"

struct theme_ballot {
	const int32_t *theme, *sub; /* of the members that near lists name; -1: outsider, votes for none */
	size_t theme_count, sub_count;
	double *theme_votes, *sub_votes; /* [theme_count], [sub_count] scratch, 0 between calls */
};

struct theme_vote {
	int32_t theme, sub, runner_up; /* -1: none */
	double won, second;            /* shares of all votes that theme and runner_up got */
};

/* theme_vote - each of near[count] votes for its theme with max(similarity, 0)^2; most votes win, ties to the smaller
 * number; the sub-theme is chosen among the winner's by the same votes. */
struct theme_vote theme_vote(const struct theme_ballot *ballot, const struct theme_near *near, size_t count);

#endif
