/* post_text.c - see post.h: what a post says, in its order: the title that is the news; what we heard; what changed;
 * what was done, and whether it worked; what we suggest; how sure we are. A fortnight in which nothing changed gets two
 * lines. No number is written but through a figure, so the gate sees all of them. */
#include <math.h>

#include "post_say.h"

enum { SUGGESTED = 3 /* issues: what a team can begin in a fortnight */ };
#define UNPLACED_TOLD 0.1 /* share of the counted: of fewer in no issue nothing needs saying */

/* ---- what we heard ---- */

static struct figure union_figure(const struct post *post)
{
	return post_say_of_summary(FIGURE_UNION, post_say_summary_number(post, "share"));
}

static struct str labels_joined(const struct post *post)
{
	struct buf text;
	struct str joined;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < post->named; i++) {
		buf_text(&text, i > 0 ? ", " : "");
		buf_str_add(&text, post->issues[i].label);
	}
	joined = arena_dup(post->doc.arena, buf_str(&text));
	buf_release(&text);
	return joined;
}

static void lead_say(struct post *post)
{
	struct post_args args = { .count = 0 };
	double low = post_say_summary_number(post, "share_low"), high = post_say_summary_number(post, "share_high");
	arg_text(&args, "labels", labels_joined(post));
	post_say_count(&args, "n", post_say_listed((double)post->named));
	post_say_share(&args, "share", union_figure(post));
	post_say_count(&args, "counted", post_say_of_summary(FIGURE_COUNTED, post_say_summary_number(post, "counted")));
	if (!isnan(low) && !isnan(high)) {
		struct figure least = post_say_bound(union_figure(post), BOUND_LOW, low),
		              most = post_say_bound(union_figure(post), BOUND_HIGH, high);
		arg_figure(&args, "low", ARG_POINTS, &least);
		arg_figure(&args, "high", ARG_POINTS, &most);
	}
	doc_say(&post->doc, RUN_STRONG,
	        !post_say_issues_lead(post) ? "lead_topics"
	        : isnan(low) || isnan(high) ? "lead_wide"
	                                    : "lead",
	        &args);
}

static void who_say(struct post *post)
{
	struct post_args args = { .count = 0 };
	post_say_count(&args, "people", post_say_of_summary(FIGURE_PEOPLE, post_say_summary_number(post, "people")));
	post_say_count(&args, "contacts",
	               post_say_of_summary(FIGURE_CONTACTS, post_say_summary_number(post, "contacts")));
	arg_day(&args, "from", post->first_day);
	arg_day(&args, "to", post->last_day);
	doc_say(&post->doc, RUN_PLAIN, post->dated ? "who_dated" : "who", &args);
}

static void unplaced_say(struct post *post)
{
	double unplaced = post_say_summary_number(post, "unplaced"), counted = post_say_summary_number(post, "counted");
	struct post_args args = { .count = 0 };
	if (post_say_issues_lead(post) && unplaced > counted * UNPLACED_TOLD) {
		post_say_count(&args, "n", post_say_of_summary(FIGURE_UNPLACED, unplaced));
		doc_say(&post->doc, RUN_PLAIN, "unplaced", &args);
	}
}

static void ranked_say(struct post *post, const struct post_issue *issue)
{
	struct post_args args = { .count = 0 };
	arg_text(&args, "label", issue->label);
	post_say_share(&args, "share",
	               post_say_of_issue(post, issue, FIGURE_SHARE, json_number_of(issue->line, "share", NAN)));
	post_say_count(&args, "n",
	               post_say_of_issue(post, issue, FIGURE_NAMED, json_number_of(issue->line, "contacts", NAN)));
	post_say_count(&args, "people",
	               post_say_of_issue(post, issue, FIGURE_NAMERS, json_number_of(issue->line, "people", NAN)));
	doc_block(&post->doc, BLOCK_ITEM);
	doc_say(&post->doc, RUN_PLAIN, "ranked", &args);
}

static void heard_say(struct post *post, size_t *quoted)
{
	size_t owned = 0;
	doc_block(&post->doc, BLOCK_PARAGRAPH);
	for (size_t i = 0; i < post->issue_count; i++) {
		owned += post_tells(post, &post->issues[i]);
	}
	if (post->asked.team != NULL) {
		struct post_args args = { .count = 0 };
		post_say_count(&args, "n", post_say_listed((double)owned));
		arg_ours(&args, "team", str_from(post->asked.team));
		doc_say(&post->doc, RUN_STRONG, "lead_team", &args);
	} else {
		lead_say(post);
	}
	who_say(post);
	unplaced_say(post);
	doc_block(&post->doc, BLOCK_HEADING);
	doc_say(&post->doc, RUN_PLAIN, "heading_heard", NULL);
	for (size_t i = 0, told = 0; i < post->issue_count && told < POST_NAMED; i++) {
		if (post_tells(post, &post->issues[i])) {
			ranked_say(post, &post->issues[i]);
			told++;
		}
	}
	for (size_t i = 0; i < post->doc.chart_count; i++) {
		doc_block(&post->doc, BLOCK_CHART)->chart = i;
	}
	for (size_t i = 0; i < post->issue_count; i++) {
		if (post_tells(post, &post->issues[i]) && !post_say_has_changed(post, &post->issues[i])) {
			post_say_quote(post, &post->issues[i], quoted);
			break;
		}
	}
}

/* ---- what we suggest ---- */

static void suggest_say(struct post *post)
{
	size_t told = 0;
	for (size_t i = 0; i < post->issue_count && told < SUGGESTED; i++) {
		const struct post_issue *issue = &post->issues[i];
		struct str step = json_text_of(issue->line, "next_step");
		json_object *fixed = json_member(issue->line, "if_fixed", json_type_object);
		struct post_args args = { .count = 0 };
		if (step.len == 0 || !post_tells(post, issue) || issue->state == CHANGE_GONE) {
			continue;
		}
		if (told++ == 0) {
			doc_block(&post->doc, BLOCK_HEADING);
			doc_say(&post->doc, RUN_PLAIN, "heading_suggest", NULL);
		}
		doc_block(&post->doc, BLOCK_ITEM);
		arg_text(&args, "label", issue->label);
		arg_plain(&args, "step", step);
		doc_say(&post->doc, RUN_PLAIN, "suggest", &args);
		post_say_count(&args, "n",
		               post_say_of_issue(post, issue, FIGURE_ALONE, json_number_of(fixed, "contacts", NAN)));
		if (fixed != NULL) {
			doc_say(&post->doc, RUN_PLAIN, "at_most", &args);
		}
	}
}

/* ---- how sure we are ---- */

static const struct read_mark *mark_of(const struct post *post, const struct post_issue *issue)
{
	return read_marks_of(&post->marks, issue->id, json_number_of(issue->line, "contacts", -1));
}

static struct figure of_reading(const struct post_issue *issue, enum figure_of of, int count)
{
	return (struct figure){ .of = of, .id = issue->id, .stated = count, .again = count, .file = READ_MARKS_FILE };
}

static void read_say(struct post *post)
{
	size_t told = 0;
	for (size_t i = 0; i < post->named; i++) {
		const struct read_mark *mark = mark_of(post, &post->issues[i]);
		struct post_args args = { .count = 0 };
		if (mark == NULL || !post_tells(post, &post->issues[i])) {
			continue;
		}
		arg_text(&args, "label", post->issues[i].label);
		post_say_count(&args, "read", of_reading(&post->issues[i], FIGURE_READ, mark->read));
		post_say_count(&args, "fit", of_reading(&post->issues[i], FIGURE_FIT, mark->fit));
		doc_say(&post->doc, RUN_PLAIN, read_mark_mixed(mark) ? "read_mixed" : "read_one", &args);
		told++;
	}
	if (told == 0) {
		doc_say(&post->doc, RUN_PLAIN, "read_none", NULL);
	}
}

static void sure_say(struct post *post)
{
	doc_block(&post->doc, BLOCK_HEADING);
	doc_say(&post->doc, RUN_PLAIN, "heading_sure", NULL);
	doc_block(&post->doc, BLOCK_PARAGRAPH);
	read_say(post);
	doc_say(&post->doc, RUN_PLAIN, "resting", NULL);
	if (post->run.alerts.count > 0 && post->asked.team == NULL) {
		struct post_args args = { .count = 0 };
		double alerts = (double)post->run.alerts.count;
		post_say_count(
		    &args, "n",
		    (struct figure){ .of = FIGURE_ALERTS, .stated = alerts, .again = alerts, .file = "alerts.ndjson" });
		doc_block(&post->doc, BLOCK_PARAGRAPH);
		doc_say(&post->doc, RUN_PLAIN, "alerts", &args);
	}
}

/* ---- the whole ---- */

/* Two lines: that nothing changed, and what is still first. */
static void quiet_say(struct post *post)
{
	const struct post_issue *first = post_say_first_told(post);
	struct post_args args = { .count = 0 };
	doc_block(&post->doc, BLOCK_PARAGRAPH);
	if (first != NULL) {
		arg_text(&args, "label", first->label);
		post_say_share(&args, "share",
		               post_say_of_issue(post, first, FIGURE_SHARE, json_number_of(first->line, "share", NAN)));
		post_say_count(&args, "counted",
		               post_say_of_summary(FIGURE_COUNTED, post_say_summary_number(post, "counted")));
		arg_day(&args, "day", post->before.last_day);
		doc_say(&post->doc, RUN_PLAIN, post->before.dated ? "quiet_since" : "quiet", &args);
		doc_block(&post->doc, BLOCK_PARAGRAPH);
	}
	who_say(post);
}

void post_compose(struct post *post)
{
	size_t quoted = 0;
	const struct post_issue *of = NULL;
	bool quiet =
	    post_say_first_told(post) == NULL ||
	    (post_say_count_changed(post) == 0 && post_action_key(post, &of) == NULL && !post_say_nothing_known(post));
	post_title_say(post);
	if (quiet) {
		quiet_say(post);
		return;
	}
	post_charts(post);
	heard_say(post, &quoted);
	if (!post_say_nothing_known(post)) {
		post_changes_say(post, &quoted);
	}
	post_done_say(post);
	suggest_say(post);
	sure_say(post);
}
