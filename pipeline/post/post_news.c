/* post_news.c - see post_say.h: the title that is the news, what changed since the post before, and what was done and
 * whether it worked. */
#include <math.h>

#include "post_say.h"
#include "timestamp.h"

enum {
	CHANGES_TOLD = 6, /* issues under "what changed": more is a table, and the table is shipped */
	UNUSUAL_TOLD = 2  /* days */
};

/* ---- what changed ---- */

static void change_say(struct post *post, const struct post_issue *issue)
{
	struct post_args args = { .count = 0 };
	if (issue->state == CHANGE_RISING || issue->state == CHANGE_FALLING) {
		post_say_change_args(&args, post, issue);
		doc_say(&post->doc, RUN_PLAIN,
		        !issue->has_range               ? "change_open"
		        : issue->state == CHANGE_RISING ? "change_rise"
		                                        : "change_fall",
		        &args);
		return;
	}
	arg_text(&args, "label", issue->label);
	post_say_count(&args, "recent_n", post_say_of_issue(post, issue, FIGURE_RECENT, issue->recent));
	post_say_count(&args, "recent_of", post_say_of_issue(post, issue, FIGURE_RECENT_OF, issue->recent_of));
	post_say_count(&args, "before_n", post_say_of_issue(post, issue, FIGURE_BEFORE, issue->before));
	post_say_count(&args, "before_of", post_say_of_issue(post, issue, FIGURE_BEFORE_OF, issue->before_of));
	doc_say(&post->doc, RUN_PLAIN, issue->state == CHANGE_NEW ? "change_new" : "change_gone", &args);
}

/* Over which time the changes are. */
static void window_say(struct post *post)
{
	json_object *change = json_member(post->run.summary, "period_change", json_type_object);
	const char *const names[] = { "recent_from", "recent_to", "before_from", "before_to" };
	struct post_args args = { .count = 0 };
	int64_t day = 0;
	if (post->before.there) {
		struct figure new = { .of = FIGURE_RECENT_OF,
			              .stated = post->recent_contacts,
			              .file = "contacts.ndjson" };
		post_say_count(&args, "n", new);
		arg_day(&args, "day", post->before.last_day);
		if (post->before.dated) {
			doc_say(&post->doc, RUN_PLAIN, "window_post", &args);
		}
		return;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!post_say_day_of(change, names[i], &day)) {
			return;
		}
		arg_day(&args, names[i], day);
	}
	doc_say(&post->doc, RUN_PLAIN, "window_dates", &args);
}

/* Days that the past does not explain, the newest first as ranking has them; with a run before, those since. */
static void unusual_say(struct post *post)
{
	size_t told = 0;
	for (size_t i = 0; i < post->issue_count && told < UNUSUAL_TOLD; i++) {
		json_object *list = json_member(post->issues[i].line, "anomalies", json_type_array),
		            *first = json_list(list) > 0 ? json_object_array_get_idx(list, 0) : NULL;
		int64_t day = 0;
		if (first == NULL || !post_tells(post, &post->issues[i]) || !post_say_day_of(first, "day", &day) ||
		    json_text_of(first, "segment").len > 0 || (post->before.dated && day <= post->before.last_day)) {
			continue;
		}
		struct post_args args = { .count = 0 };
		struct figure on =
		    post_say_of_issue(post, &post->issues[i], FIGURE_ON_DAY, json_number_of(first, "contacts", 0));
		on.day = day;
		on.days = (int)json_number_of(first, "days", 1);
		arg_text(&args, "label", post->issues[i].label);
		post_say_count(&args, "n", on);
		arg_day(&args, "day", day);
		doc_block(&post->doc, BLOCK_PARAGRAPH);
		doc_say(&post->doc, RUN_PLAIN, "unusual", &args);
		told++;
	}
}

void post_changes_say(struct post *post, size_t *quoted)
{
	static const enum change_state order[] = { CHANGE_NEW, CHANGE_RISING, CHANGE_FALLING, CHANGE_GONE };
	size_t told = 0;
	doc_block(&post->doc, BLOCK_HEADING);
	doc_say(&post->doc, RUN_PLAIN, "heading_changed", NULL);
	doc_block(&post->doc, BLOCK_PARAGRAPH);
	window_say(post);
	if (post_say_count_changed(post) == 0) {
		doc_say(&post->doc, RUN_PLAIN, "changed_none", NULL);
	}
	for (size_t s = 0; s < sizeof order / sizeof *order; s++) {
		struct post_issue *issue;
		for (size_t n = 0; (issue = post_say_in_state(post, order[s], n)) != NULL && told < CHANGES_TOLD;
		     n++, told++) {
			doc_block(&post->doc, BLOCK_PARAGRAPH);
			change_say(post, issue);
			if (issue->state != CHANGE_GONE) {
				post_say_quote(post, issue, quoted);
			}
		}
	}
	unusual_say(post);
	if (post_say_count_changed(post) > 0 && post->named > 0 && post->issues[0].state == CHANGE_STEADY &&
	    post_tells(post, &post->issues[0])) {
		struct post_args args = { .count = 0 };
		arg_text(&args, "label", post->issues[0].label);
		doc_block(&post->doc, BLOCK_PARAGRAPH);
		doc_say(&post->doc, RUN_PLAIN, "still_first", &args);
	}
}

/* ---- what was done ---- */

static const char *verdict_key(json_object *action, bool ranged)
{
	static const struct {
		const char *verdict, *key;
		bool ranged; /* the sentence names an interval */
	} verdicts[] = { { "better", "done_better", true },
		         { "no change seen", "done_same", true },
		         { "worse", "done_worse", true },
		         { "too early", "done_early", false } };
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		if (str_eq(json_text_of(action, "verdict"), str_from(verdicts[i].verdict))) {
			return verdicts[i].ranged && !ranged ? "done_open" : verdicts[i].key;
		}
	}
	return "done_early";
}

static void action_say(struct post *post, const struct post_issue *issue, json_object *action)
{
	struct post_args args = { .count = 0 };
	double low = json_number_of(action, "ratio_low", NAN), high = json_number_of(action, "ratio_high", NAN);
	bool ranged = !isnan(low) && !isnan(high);
	int64_t day = 0;
	if (!post_say_day_of(action, "day", &day)) {
		return;
	}
	struct figure before =
	                  post_say_of_issue(post, issue, FIGURE_RATE, json_number_of(action, "before_per_1000", 0)),
	              after = post_say_of_issue(post, issue, FIGURE_RATE, json_number_of(action, "after_per_1000", 0)),
	              ratio = post_say_of_issue(post, issue, FIGURE_RATES_RATIO, json_number_of(action, "ratio", 1));
	before.days = (int)json_number_of(action, "before_days", 0);
	before.day = day - before.days;
	after.days = (int)json_number_of(action, "after_days", 0);
	after.day = day + 1; /* the day of the action belongs to neither side */
	ratio.day = after.day;
	ratio.days = after.days;
	ratio.before = day;
	ratio.days_before = before.days;
	arg_plain(&args, "text", json_text_of(action, "text"));
	arg_day(&args, "day", day);
	arg_text(&args, "label", issue->label);
	arg_figure(&args, "before", ARG_RATE, &before);
	arg_figure(&args, "after", ARG_RATE, &after);
	if (ranged) {
		struct figure least = post_say_bound(ratio, BOUND_LOW, low),
		              most = post_say_bound(ratio, BOUND_HIGH, high);
		arg_figure(&args, "ratio", ARG_TIMES, &ratio);
		arg_figure(&args, "low", ARG_RATIO, &least);
		arg_figure(&args, "high", ARG_RATIO, &most);
	}
	doc_block(&post->doc, BLOCK_ITEM);
	doc_say(&post->doc, RUN_PLAIN, verdict_key(action, ranged), &args);
}

static size_t actions_count(const struct post *post)
{
	size_t count = 0;
	for (size_t i = 0; i < post->issue_count; i++) {
		if (post_tells(post, &post->issues[i])) {
			count += json_list(json_member(post->issues[i].line, "actions", json_type_array));
		}
	}
	return count;
}

void post_done_say(struct post *post)
{
	if (actions_count(post) == 0) {
		return;
	}
	doc_block(&post->doc, BLOCK_HEADING);
	doc_say(&post->doc, RUN_PLAIN, "heading_done", NULL);
	for (size_t i = 0; i < post->issue_count; i++) {
		json_object *list = json_member(post->issues[i].line, "actions", json_type_array);
		for (size_t k = 0; k < json_list(list) && post_tells(post, &post->issues[i]); k++) {
			action_say(post, &post->issues[i], json_object_array_get_idx(list, k));
		}
	}
}

/* ---- the title ---- */

/* Of the issues that rise, or fall: one with its figures, two by name, more by number. */
static void title_moved(struct post *post, enum change_state state, const char *const keys[3])
{
	const struct post_issue *first = post_say_in_state(post, state, 0), *second = post_say_in_state(post, state, 1);
	size_t count = post_say_count_state(post, state);
	struct post_args args = { .count = 0 };
	if (count == 1) {
		post_say_change_args(&args, post, first);
		args.count = 3; /* label, before, recent: what a title has room for */
		doc_title(&post->doc, keys[0], &args);
		return;
	}
	arg_text(&args, "label", first->label);
	arg_text(&args, "other", second->label);
	post_say_count(&args, "n", post_say_listed((double)(count - 2)));
	doc_title(&post->doc, count == 2 ? keys[1] : keys[2], &args);
}

static const char *const rise_keys[] = { "title_rise", "title_rise_two", "title_rise_more" };
static const char *const fall_keys[] = { "title_fall", "title_fall_two", "title_fall_more" };

/* Whether the run before had the same verdict of the same action: then it is no news. */
static bool told_before(const struct post *post, const struct post_issue *issue, json_object *action)
{
	static const char *const same[] = { "day", "text", "verdict" };
	json_object *line = post->before.there ? run_line_of(&post->before.run, issue->id) : NULL,
	            *list = json_member(line, "actions", json_type_array);
	for (size_t i = 0; i < json_list(list); i++) {
		json_object *former = json_object_array_get_idx(list, i);
		size_t alike = 0;
		for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
			alike += str_eq(json_text_of(former, same[k]), json_text_of(action, same[k]));
		}
		if (alike == sizeof same / sizeof *same) {
			return true;
		}
	}
	return false;
}

/* The first issue of an action that has this verdict, and had not before; NULL: none. */
static const struct post_issue *acted_on(const struct post *post, struct str verdict)
{
	for (size_t i = 0; i < post->issue_count; i++) {
		json_object *list = json_member(post->issues[i].line, "actions", json_type_array);
		for (size_t k = 0; k < json_list(list) && post_tells(post, &post->issues[i]); k++) {
			json_object *action = json_object_array_get_idx(list, k);
			if (str_eq(json_text_of(action, "verdict"), verdict) &&
			    !told_before(post, &post->issues[i], action)) {
				return &post->issues[i];
			}
		}
	}
	return NULL;
}

/* The title that a verdict makes, and the issue that it is of; NULL: no action has one that is news. */
const char *post_action_key(const struct post *post, const struct post_issue **of)
{
	static const char *const verdicts[][2] = { { "better", "title_better" },
		                                   { "worse", "title_worse" },
		                                   { "no change seen", "title_same" } };
	for (size_t v = 0; v < sizeof verdicts / sizeof *verdicts; v++) {
		*of = acted_on(post, str_from(verdicts[v][0]));
		if (*of != NULL) {
			return verdicts[v][1];
		}
	}
	return NULL;
}

void post_title_say(struct post *post)
{
	const struct post_issue *first = post_say_first_told(post), *of = first;
	const char *acted = post_action_key(post, &of);
	struct post_args args = { .count = 0 };
	if (first == NULL) {
		arg_ours(&args, "team", str_from(post->asked.team));
		doc_title(&post->doc, post->asked.team != NULL ? "team_none" : "title_empty", &args);
		return;
	}
	if (post->asked.team != NULL) { /* the rest of the title goes behind it */
		struct post_args team = { .count = 0 };
		arg_ours(&team, "team", str_from(post->asked.team));
		doc_title(&post->doc, "title_team", &team);
	}
	if (post_say_count_state(post, CHANGE_NEW) > 0) {
		arg_text(&args, "label", post_say_in_state(post, CHANGE_NEW, 0)->label);
		doc_title(&post->doc, "title_new", &args);
	} else if (post_say_count_state(post, CHANGE_RISING) > 0) {
		title_moved(post, CHANGE_RISING, rise_keys);
	} else if (post_say_count_state(post, CHANGE_GONE) > 0) {
		arg_text(&args, "label", post_say_in_state(post, CHANGE_GONE, 0)->label);
		doc_title(&post->doc, "title_gone", &args);
	} else if (post_say_count_state(post, CHANGE_FALLING) > 0) {
		title_moved(post, CHANGE_FALLING, fall_keys);
	} else if (acted != NULL) {
		arg_text(&args, "label", of->label);
		doc_title(&post->doc, acted, &args);
	} else {
		arg_text(&args, "label", first->label);
		doc_title(&post->doc, post_say_nothing_known(post) ? "title_first" : "title_quiet", &args);
	}
}
