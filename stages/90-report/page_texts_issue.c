/* page_texts_issue.c - page_texts.h: the texts of one issue. */
#include <math.h>

#include "page_texts.h"

enum { SUBS_SHOWN = 4, HEADLINE_NAMES = 5 };
#define WORTH_FIXING 0.005 /* share of the contacts: less is not worth a sentence about the rest */

/* A count in the words of a key, behind "; ". */
static void also(struct buf *out, const struct page *page, const char *key, double count)
{
	if (count > 0) {
		buf_text(out, "; ");
		say_number(out, page->words, key, count);
	}
}

/* An issue of the table of pain, so a problem whatever the word lists see in its sentences. */
static bool is_problem(const struct view_theme *theme)
{
	return theme_text(theme, THEME_issue).len > 0 && str_eq(theme_text(theme, THEME_table), STR("pain"));
}

static void size_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct str kind = theme_text(theme, THEME_kind);
	struct buf people;
	say_number(out, page->words, "n.contacts", theme_number(theme, THEME_contacts));
	if (page_people_known(page->view)) {
		buf_init(&people, SIZE_MAX);
		say_number(&people, page->words, "n.people", theme_number(theme, THEME_people));
		buf_byte(out, ' ');
		SAY(out, page->words, "kick.people", buf_str(&people));
		buf_release(&people);
	}
	if (kind.len > 0 && !str_eq(kind, STR("other")) && !is_problem(theme)) {
		struct buf name;
		buf_init(&name, SIZE_MAX);
		name_text(&name, page, "kind", kind);
		buf_text(out, ", ");
		SAY(out, page->words, "issue.mostly", buf_str(&name));
		buf_release(&name);
	}
}

/* What it costs: points of the score, which a problem alone takes away; money. */
static void cost_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct buf amount;
	buf_init(&amount, SIZE_MAX);
	if (is_problem(theme) && theme_number(theme, THEME_points_lost) > 0) {
		word_fixed(&amount, page->words, theme_number(theme, THEME_points_lost), 2);
		buf_text(out, "; ");
		SAY(out, page->words, "issue.points", buf_str(&amount), theme_text(theme, THEME_scale));
	}
	if (theme_number(theme, THEME_cost) > 0) {
		buf_clear(&amount);
		money_text(&amount, page, theme_number(theme, THEME_cost));
		buf_text(out, "; ");
		SAY(out, page->words, "issue.cost", buf_str(&amount));
	}
	buf_release(&amount);
}

/* Of those that the headline names: how sure it is that there is such an issue. */
static void came_back_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct buf came, of;
	if (theme_number(theme, THEME_of_resamples) <= 0 || theme_number(theme, THEME_rank) > HEADLINE_NAMES ||
	    !is_problem(theme)) {
		return;
	}
	buf_init(&came, SIZE_MAX);
	buf_init(&of, SIZE_MAX);
	word_whole(&came, page->words, theme_number(theme, THEME_came_back));
	word_whole(&of, page->words, theme_number(theme, THEME_of_resamples));
	buf_text(out, "; ");
	SAY(out, page->words, "issue.came_back", buf_str(&came), buf_str(&of));
	buf_release(&came);
	buf_release(&of);
}

/* "call 2, email 1" of counts with a name of a group. */
static void counts_text(struct buf *out, const struct page *page, const char *group, const struct view_counts *counts)
{
	for (size_t i = 0; i < counts->count; i++) {
		buf_text(out, i > 0 ? ", " : "");
		name_text(out, page, group, counts->list[i].name);
		buf_byte(out, ' ');
		word_whole(out, page->words, counts->list[i].count);
	}
}

void facts_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct buf channels;
	size_text(out, page, theme);
	also(out, page, "issue.praised", theme_number(theme, THEME_praised));
	also(out, page, "issue.effort", theme_number(theme, THEME_effort));
	cost_text(out, page, theme);
	came_back_text(out, page, theme);
	buf_byte(out, '.');
	if (theme->channels.count >= 2) {
		buf_init(&channels, SIZE_MAX);
		counts_text(&channels, page, "channel", &theme->channels);
		buf_byte(out, ' ');
		SAY(out, page->words, "issue.channels", buf_str(&channels));
		buf_release(&channels);
	}
	family_text(out, page, theme);
}

void words_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct buf list;
	if (theme->term_count == 0) {
		return;
	}
	buf_init(&list, SIZE_MAX);
	for (size_t i = 0; i < theme->term_count; i++) {
		buf_text(&list, i > 0 ? ", " : "");
		buf_str_add(&list, theme->terms[i]);
	}
	SAY(out, page->words, "issue.words", buf_str(&list));
	buf_release(&list);
}

void topics_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	for (size_t i = 0; i < theme->topics.count; i++) {
		const struct view_count *topic = &theme->topics.list[i];
		buf_text(out, i > 0 ? ", " : "");
		buf_str_add(out, topic->name);
		buf_text(out, " (");
		if (i == 0) {
			say_number(out, page->words, "n.contacts", topic->count);
		} else {
			word_whole(out, page->words, topic->count);
		}
		buf_byte(out, ')');
	}
}

void subs_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	const struct view_counts *subs = &theme->subs;
	struct buf list;
	if (subs->count < 2) {
		return;
	}
	buf_init(&list, SIZE_MAX);
	for (size_t i = 0; i < subs->count && i < SUBS_SHOWN; i++) {
		buf_text(&list, i > 0 ? "; " : "");
		buf_str_add(&list, subs->list[i].name);
		buf_text(&list, " (");
		word_whole(&list, page->words, subs->list[i].count);
		buf_byte(&list, ')');
	}
	if (subs->count > SUBS_SHOWN) {
		buf_text(&list, "; ");
		say_number(&list, page->words, "issue.more", (double)(subs->count - SUBS_SHOWN));
	}
	SAY(out, page->words, "issue.within", buf_str(&list));
	buf_release(&list);
}

void fixed_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	double gone = theme->fixed[IF_FIXED_contacts].number;
	if (gone >= 1 && gone >= WORTH_FIXING * page->view->summary[SUMMARY_contacts].number &&
	    theme->fixed[IF_FIXED_issues].number >= 1) {
		say_number(out, page->words, "issue.gone", gone);
	}
}

void step_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct str step = theme_text(theme, THEME_next_step), owner = theme_text(theme, THEME_owner);
	if (step.len == 0) {
		return;
	}
	SAY(out, page->words, "issue.next", step);
	if (theme->values[THEME_next_stated].state == FIELD_GIVEN) {
		struct buf stated, of;
		buf_init(&stated, SIZE_MAX);
		buf_init(&of, SIZE_MAX);
		word_whole(&stated, page->words, theme_number(theme, THEME_next_stated));
		say_number(&of, page->words, "n.contacts", theme_number(theme, THEME_contacts));
		buf_byte(out, ' ');
		SAY(out, page->words, "issue.stated", buf_str(&stated), buf_str(&of));
		buf_release(&stated);
		buf_release(&of);
	}
	if (owner.len > 0) {
		buf_text(out, " (");
		SAY(out, page->words, "owner.is", owner);
		buf_byte(out, ')');
	}
}

static const struct field_value *family_of(const struct view *view, struct str thing)
{
	for (size_t i = 0; i < view->family_count; i++) {
		if (str_eq(view->families[i][FAMILY_thing].text, thing)) {
			return view->families[i];
		}
	}
	return NULL;
}

void family_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct str thing = theme_text(theme, THEME_family);
	const struct field_value *family = thing.len > 0 ? family_of(page->view, thing) : NULL;
	struct buf count;
	if (family != NULL) {
		buf_init(&count, SIZE_MAX);
		word_whole(&count, page->words, family[FAMILY_issues].number);
		buf_byte(out, ' ');
		SAY(out, page->words, "issue.family", buf_str(&count), family[FAMILY_label].text);
		buf_release(&count);
	}
}

void edits_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct buf list;
	if (theme->edit_count == 0) {
		return;
	}
	buf_init(&list, SIZE_MAX);
	for (size_t i = 0; i < theme->edit_count; i++) {
		buf_text(&list, i > 0 ? "; " : "");
		buf_str_add(&list, theme->edits[i]);
	}
	SAY(out, page->words, "issue.edits", buf_str(&list));
	buf_release(&list);
}

void share_of_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	bool praise = str_eq(theme_text(theme, THEME_table), STR("praise"));
	struct buf share;
	buf_init(&share, SIZE_MAX);
	word_percent(&share, page->words, theme_number(theme, THEME_share));
	SAY(out, page->words,
	    !page->view->issues_lead ? "share.contacts"
	    : praise                 ? "share.all"
	                             : "share.problems",
	    buf_str(&share));
	buf_release(&share);
}

/* "−49 %", "+3.0 %" */
static void change_by(struct buf *out, const struct page *page, double change)
{
	buf_text(out, change < 0 ? "−" : "+");
	word_percent(out, page->words, fabs(change));
}

static void rates_text(struct buf *out, const struct page *page, const struct field_value *action)
{
	struct buf before, after;
	buf_init(&before, SIZE_MAX);
	buf_init(&after, SIZE_MAX);
	word_fixed(&before, page->words, action[ACTION_before_per_1000].number, 1);
	word_fixed(&after, page->words, action[ACTION_after_per_1000].number, 1);
	SAY(out, page->words, "action.rates", buf_str(&before), buf_str(&after));
	if (action[ACTION_ratio].state == FIELD_GIVEN) {
		buf_text(out, ": ");
		change_by(out, page, action[ACTION_ratio].number - 1);
	}
	if (action[ACTION_ratio_low].state == FIELD_GIVEN && action[ACTION_ratio_high].state == FIELD_GIVEN) {
		buf_text(out, " (");
		change_by(out, page, action[ACTION_ratio_low].number - 1);
		buf_text(out, " – ");
		change_by(out, page, action[ACTION_ratio_high].number - 1);
		buf_byte(out, ')');
	}
	buf_release(&before);
	buf_release(&after);
}

void action_text(struct buf *out, const struct page *page, const struct field_value *action)
{
	struct str what = action[ACTION_text].text;
	struct buf day, verdict, key;
	bool rates =
	    action[ACTION_before_per_1000].state == FIELD_GIVEN && action[ACTION_after_per_1000].state == FIELD_GIVEN;
	buf_init(&day, SIZE_MAX);
	buf_init(&verdict, SIZE_MAX);
	buf_init(&key, SIZE_MAX);
	word_date(&day, page->words, action[ACTION_day].text, DAY_YEAR);
	for (size_t i = 0; i < action[ACTION_verdict].text.len; i++) { /* keys have no blanks */
		char c = action[ACTION_verdict].text.at[i];
		buf_byte(&key, c == ' ' ? '_' : c);
	}
	name_text(&verdict, page, "verdict", buf_str(&key));
	SAY(out, page->words, what.len > 0 ? "action.what" : "action.done", buf_str(&day), what);
	buf_text(out, ": ");
	buf_str_add(out, buf_str(&verdict));
	buf_text(out, ". ");
	if (rates) {
		rates_text(out, page, action);
	} else {
		say_plain(out, page->words, "action.no_rates");
	}
	if (action[ACTION_expected].state == FIELD_GIVEN) {
		struct buf expected;
		buf_init(&expected, SIZE_MAX);
		change_by(&expected, page, action[ACTION_expected].number);
		buf_text(out, "; ");
		SAY(out, page->words, "action.expected", buf_str(&expected));
		buf_release(&expected);
	}
	buf_byte(out, '.');
	buf_release(&day);
	buf_release(&verdict);
	buf_release(&key);
}
