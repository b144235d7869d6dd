/* post_say.c - see post_say.h. */
#include "post_say.h"

#include <math.h>

#include "plain_text.h"
#include "timestamp.h"

enum { QUOTED = 3 /* quotes in a post, of the issues that are told first */ };

struct figure post_say_of_summary(enum figure_of of, double stated)
{
	return (struct figure){ .of = of, .stated = stated, .file = "summary.json" };
}

struct figure post_say_of_issue(const struct post *post, const struct post_issue *issue, enum figure_of of,
                                double stated)
{
	return (struct figure){
		.of = of, .id = issue->id, .stated = stated, .file = post->file, .line = issue->line_number
	};
}

struct figure post_say_bound(struct figure figure, enum figure_bound bound, double stated)
{
	figure.bound = bound;
	figure.stated = stated;
	return figure;
}

struct figure post_say_listed(double count)
{
	return (struct figure){ .of = FIGURE_LISTED, .stated = count, .again = count, .file = "the post" };
}

void post_say_count(struct post_args *args, const char *name, struct figure figure)
{
	arg_figure(args, name, ARG_COUNT, &figure);
}

void post_say_share(struct post_args *args, const char *name, struct figure figure)
{
	arg_figure(args, name, ARG_SHARE, &figure);
}

double post_say_summary_number(const struct post *post, const char *name)
{
	return json_number_of(post->run.summary, name, NAN);
}

bool post_say_issues_lead(const struct post *post)
{
	return post->run.leading == &post->run.issues;
}

bool post_say_has_changed(const struct post *post, const struct post_issue *issue)
{
	return post_tells(post, issue) && issue->state != CHANGE_UNKNOWN && issue->state != CHANGE_STEADY;
}

/* The nth issue in this state, or NULL. */
struct post_issue *post_say_in_state(const struct post *post, enum change_state state, size_t nth)
{
	for (size_t i = 0; i < post->issue_count; i++) {
		if (post->issues[i].state == state && post_tells(post, &post->issues[i]) && nth-- == 0) {
			return &post->issues[i];
		}
	}
	return NULL;
}

size_t post_say_count_state(const struct post *post, enum change_state state)
{
	size_t count = 0;
	while (post_say_in_state(post, state, count) != NULL) {
		count++;
	}
	return count;
}

size_t post_say_count_changed(const struct post *post)
{
	return post_say_count_state(post, CHANGE_NEW) + post_say_count_state(post, CHANGE_RISING) +
	       post_say_count_state(post, CHANGE_FALLING) + post_say_count_state(post, CHANGE_GONE);
}

static double ratio_of(double part, double whole)
{
	return whole > 0 ? part / whole : 0;
}

void post_say_change_args(struct post_args *args, const struct post *post, const struct post_issue *issue)
{
	struct figure recent = post_say_of_issue(post, issue, FIGURE_RECENT_SHARE,
	                                         ratio_of(issue->recent, issue->recent_of)),
	              before = post_say_of_issue(post, issue, FIGURE_BEFORE_SHARE,
	                                         ratio_of(issue->before, issue->before_of)),
	              ratio = post_say_of_issue(post, issue, FIGURE_RATIO, issue->ratio.ratio),
	              low = post_say_bound(ratio, BOUND_LOW, issue->ratio.interval.low),
	              high = post_say_bound(ratio, BOUND_HIGH, issue->ratio.interval.high);
	arg_text(args, "label", issue->label);
	post_say_share(args, "before", before);
	post_say_share(args, "recent", recent);
	arg_figure(args, "ratio", ARG_TIMES, &ratio);
	if (issue->has_range) {
		arg_figure(args, "low", ARG_RATIO, &low);
		arg_figure(args, "high", ARG_RATIO, &high);
	}
}

void post_say_quote(struct post *post, struct post_issue *issue, size_t *quoted)
{
	struct buf source;
	if (issue->quote.text.len == 0 || issue->quote.text.len > CLIP_BYTES || *quoted >= QUOTED) {
		return;
	}
	(*quoted)++;
	issue->quote_told = true;
	buf_init(&source, SIZE_MAX);
	if (issue->quote.dated) {
		post_word_day(&source, &post->words, issue->quote.day);
	}
	buf_text(&source, source.len > 0 && issue->quote.channel.len > 0 ? ", " : "");
	buf_str_add(&source, text_clipped(post->doc.arena, issue->quote.channel));
	doc_block(&post->doc, BLOCK_QUOTE)->source = arena_dup(post->doc.arena, buf_str(&source));
	doc_foreign(&post->doc, RUN_PLAIN, issue->quote.text);
	buf_release(&source);
}

bool post_say_day_of(json_object *from, const char *name, int64_t *day)
{
	int64_t seconds = 0;
	bool good = timestamp_parse(json_text_of(from, name), &seconds);
	*day = timestamp_day(seconds);
	return good;
}

/* Whether the runs say nothing of what changed: no dates, too little time. No new contact at all is known well. */
bool post_say_nothing_known(const struct post *post)
{
	if (post->before.there && post->recent_contacts <= 0) {
		return false;
	}
	for (size_t i = 0; i < post->issue_count; i++) {
		if (post->issues[i].state != CHANGE_UNKNOWN) {
			return false;
		}
	}
	return true;
}

const struct post_issue *post_say_first_told(const struct post *post)
{
	for (size_t i = 0; i < post->issue_count; i++) {
		if (post_tells(post, &post->issues[i])) {
			return &post->issues[i];
		}
	}
	return NULL;
}
