/* post_changes.c - see post.h. With a run of the post before: the contacts that are new since, against those that it
 * had, as shares of all contacts. Where this run holds these too, both are counted by its own issues; else the others
 * are as that run counted them, and of an issue that its model did not have nothing is said: it may have lain in
 * another. Then the ratio with its exact interval, and a change is called one where false finds over all issues stay at
 * 5 % (Benjamini & Hochberg). Without: what ranking found of the present window against those before it.
 */
#include <math.h>
#include <stdlib.h>

#include "post.h"

#define FALSE_FINDS 0.05 /* share of the changes told that may be none, as in ranking */
#define LEVEL 0.95
enum { CHANGE_LEAST = 5 /* contacts now and before together: fewer say nothing, as in ranking */ };

static enum change_state state_of(const struct post_issue *issue)
{
	if (issue->recent + issue->before < CHANGE_LEAST || issue->q > FALSE_FINDS) {
		return CHANGE_STEADY;
	}
	if (issue->before <= 0) {
		return CHANGE_NEW;
	}
	if (issue->recent <= 0) {
		return CHANGE_GONE;
	}
	return issue->ratio.ratio > 1 ? CHANGE_RISING : CHANGE_FALLING;
}

bool post_shares(const struct post *post)
{
	enum { NINE = 9, TEN = 10 }; /* of ten: a contact may have gone in the meantime, by deletion or as a copy */
	return post->before.lines > 0 && post->before.shared * TEN >= post->before.lines * NINE;
}

/* Contacts now and before, each with all contacts of its time. False: they cannot be compared. */
static bool counts_take(const struct post *post, struct post_issue *issue, bool shares)
{
	issue->recent = issue->now;
	issue->recent_of = post->recent_contacts;
	issue->before = shares ? issue->then : issue->elsewhere;
	issue->before_of = shares ? post->contacts - post->recent_contacts : post->before.contacts;
	return issue->recent_of > 0 && issue->before_of > 0 && (shares || issue->known_before);
}

static void by_runs(struct post *post)
{
	double *p = memory_array(post->issue_count + 1, sizeof *p), *q = memory_array(post->issue_count + 1, sizeof *q);
	size_t *compared = memory_array(post->issue_count + 1, sizeof *compared), count = 0;
	for (size_t i = 0; i < post->issue_count; i++) {
		struct post_issue *issue = &post->issues[i];
		issue->q = 1;
		if (counts_take(post, issue, post_shares(post))) {
			issue->ratio =
			    rate_ratio(issue->recent, issue->recent_of, issue->before, issue->before_of, LEVEL, 1);
			issue->has_ratio = isfinite(issue->ratio.ratio);
			issue->has_range = issue->has_ratio && isfinite(issue->ratio.interval.high);
			p[count] = issue->ratio.p;
			compared[count++] = i;
		}
	}
	false_discovery(p, count, q);
	for (size_t i = 0; i < count; i++) {
		post->issues[compared[i]].q = q[i];
		post->issues[compared[i]].state = state_of(&post->issues[compared[i]]);
	}
	free(p);
	free(q);
	free(compared);
}

static void by_trend(struct post_issue *issue)
{
	json_object *trend = json_member(issue->line, "trend", json_type_object);
	struct str state = json_text_of(trend, "state");
	for (int i = 0; i < CHANGE_STATES; i++) {
		issue->state = str_eq(state, str_from(change_names[i])) ? (enum change_state)i : issue->state;
	}
	issue->recent = json_number_of(trend, "recent", 0);
	issue->recent_of = json_number_of(trend, "recent_of", 0);
	issue->before = json_number_of(trend, "before", 0);
	issue->before_of = json_number_of(trend, "before_of", 0);
	issue->ratio.ratio = json_number_of(trend, "ratio", NAN);
	issue->ratio.interval.low = json_number_of(trend, "ratio_low", NAN);
	issue->ratio.interval.high = json_number_of(trend, "ratio_high", NAN);
	issue->has_ratio = !isnan(issue->ratio.ratio);
	issue->has_range = issue->has_ratio && !isnan(issue->ratio.interval.low) && !isnan(issue->ratio.interval.high);
	issue->q = json_number_of(trend, "q", 1);
}

void post_changes(struct post *post)
{
	if (post->before.there) {
		by_runs(post);
		return;
	}
	for (size_t i = 0; i < post->issue_count; i++) {
		by_trend(&post->issues[i]);
	}
}
