/* page.c - the one page: what hurts most, in an order that somebody who has two minutes can act on. Headline with its
 * denominator and grain, the table of the biggest issues, each with what it is about, in customers' words, and what to
 * do next; then praise, then what the numbers rest on. */
#include "writer.h"

static void join_terms(struct buf *out, const struct view_theme *t)
{
	for (size_t i = 0; i < t->term_count; i++) {
		buf_text(out, i > 0 ? ", " : "");
		buf_str_add(out, t->terms[i]);
	}
}

static void interval(struct buf *out, double low, double high)
{
	struct buf a, b;
	if (high <= 0) {
		buf_text(out, "–");
		return;
	}
	buf_init(&a, SIZE_MAX);
	buf_init(&b, SIZE_MAX);
	percent(&a, low);
	percent(&b, high);
	if (a.len > 3 &&
	    str_ends(buf_str(&a),
	             STR(" %"))) { /* "11.8–12.9 %": the unit once; NBSP is not used, so that grep finds it */
		a.len -= 2;
		a.at[a.len] = '\0';
	}
	buf_printf(out, "%s–%s", a.at, b.at);
	buf_release(&a);
	buf_release(&b);
}

/* "2" or "2–4" when ranks cannot be told apart. */
static void rank_text(struct buf *out, const struct view_theme *t)
{
	buf_fixed(out, t->rank, 0);
	if (t->rank_high > t->rank_low) {
		buf_text(out, " (");
		buf_fixed(out, t->rank_low, 0);
		buf_text(out, "–");
		buf_fixed(out, t->rank_high, 0);
		buf_text(out, ")");
	}
}

static bool in_table(const struct view_theme *t, const char *table)
{
	return str_eq(t->table, str_from(table));
}

/* Where no contact says who wrote it, each counts as a person of its own, and speaking of people would claim too much.
 */
static bool people_known(const struct view *view)
{
	return view->people != view->contacts;
}

static size_t count_table(const struct view *view, const char *table)
{
	size_t n = 0;
	for (size_t i = 0; i < view->theme_count; i++) {
		n += in_table(&view->themes[i], table);
	}
	return n;
}

/* A row's cells are built in one buffer each and handed over together. */
enum { MOST_CELLS = 8 };
struct row {
	struct buf cells[MOST_CELLS];
	size_t count;
};

static void row_init(struct row *row)
{
	for (size_t i = 0; i < MOST_CELLS; i++) {
		buf_init(&row->cells[i], SIZE_MAX);
	}
	row->count = 0;
}

static struct buf *cell(struct row *row)
{
	return &row->cells[row->count++];
}

static void row_write(struct row *row, struct buf *out, const struct writer *w, unsigned right)
{
	struct str texts[MOST_CELLS];
	for (size_t i = 0; i < row->count; i++) {
		texts[i] = buf_str(&row->cells[i]);
	}
	w->table_row(out, texts, row->count, right);
	for (size_t i = 0; i < row->count; i++) {
		buf_clear(&row->cells[i]);
	}
	row->count = 0;
}

static void row_release(struct row *row)
{
	for (size_t i = 0; i < MOST_CELLS; i++) {
		buf_release(&row->cells[i]);
	}
}

static void issue_table(struct buf *out, const struct view *view, const struct writer *w, const char *table, size_t top)
{
	static const struct str columns[] = { { "rank", 4 },  { "issue", 5 }, { "contacts", 8 }, { "people", 6 },
		                              { "share", 5 }, { "95 %", 4 },  { "together", 8 }, { "trend", 5 } };
	bool pain = strcmp(table, "pain") == 0;
	size_t shown = 0, columns_shown = pain ? 8 : 6;
	unsigned right = 1 | 4 | 8 | 16 | 32 | 64;
	struct row row;
	row_init(&row);
	w->table_begin(out, columns, columns_shown, right);
	for (size_t i = 0; i < view->theme_count && shown < top; i++) {
		const struct view_theme *t = &view->themes[i];
		if (!in_table(t, table)) {
			continue;
		}
		rank_text(cell(&row), t);
		buf_str_add(cell(&row), t->label);
		number_grouped(cell(&row), t->contacts);
		number_grouped(cell(&row), t->people);
		percent(cell(&row), t->share);
		if (t->too_few) {
			buf_text(cell(&row), "too few");
		} else {
			interval(cell(&row), t->share_low, t->share_high);
		}
		if (pain) {
			percent(cell(&row), t->union_share);
			buf_str_add(cell(&row),
			            t->trend.len > 0 && !str_eq(t->trend, STR("unknown")) ? t->trend : STR("–"));
		}
		row_write(&row, out, w, right);
		shown++;
	}
	w->table_end(out);
	row_release(&row);
}

static void more_line(struct buf *out, const struct view *view, const struct writer *w, const char *table, size_t top)
{
	size_t all = count_table(view, table);
	struct buf text;
	if (all <= top) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "… and %zu smaller ones; themes.ndjson and themes.csv have them all.", all - top);
	w->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void subs_line(struct buf *out, const struct view_theme *t, const struct writer *w)
{
	enum { SUBS_SHOWN = 4 };
	struct buf text;
	if (t->sub_count < 2) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "Within it: ");
	for (size_t i = 0; i < t->sub_count && i < SUBS_SHOWN; i++) {
		buf_text(&text, i > 0 ? "; " : "");
		buf_str_add(&text, t->subs[i].label);
		buf_text(&text, " (");
		number_grouped(&text, t->subs[i].contacts);
		buf_text(&text, ")");
	}
	if (t->sub_count > SUBS_SHOWN) {
		buf_printf(&text, "; and %zu more", t->sub_count - SUBS_SHOWN);
	}
	buf_text(&text, ".");
	w->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void channels_text(struct buf *out, const struct view_theme *t)
{
	if (t->channel_count < 2) {
		return;
	}
	buf_text(out, " Channels: ");
	for (size_t i = 0; i < t->channel_count; i++) {
		buf_text(out, i > 0 ? ", " : "");
		buf_str_add(out, t->channels[i].name);
		buf_byte(out, ' ');
		number_grouped(out, t->channels[i].count);
	}
	buf_byte(out, '.');
}

static void facts(struct buf *out, const struct view *view, const struct view_theme *t, const struct writer *w)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	number_grouped(&text, t->contacts);
	buf_printf(&text, " contact%s", t->contacts == 1 ? "" : "s");
	if (people_known(view)) {
		buf_text(&text, " from ");
		number_grouped(&text, t->people);
		buf_text(&text, t->people == 1 ? " person" : " people");
	}
	if (t->kind.len > 0 && !str_eq(t->kind, STR("other"))) {
		buf_printf(&text, ", mostly %.*s", STR_ARGS(t->kind));
		for (char *p = text.at; *p != '\0'; p++) {
			*p = *p == '_' ? '-' : *p;
		}
	}
	if (t->praised > 0) {
		buf_text(&text, "; ");
		number_grouped(&text, t->praised);
		buf_text(&text, t->praised == 1 ? " more praises it" : " more praise it");
	}
	if (t->effort > 0) {
		buf_text(&text, "; ");
		number_grouped(&text, t->effort);
		buf_text(&text, t->effort == 1 ? " tells of having to try again" : " tell of having to try again");
	}
	if (t->has_points && t->points_lost > 0) {
		buf_text(&text, "; costs ");
		buf_fixed(&text, t->points_lost, 2);
		buf_printf(&text, " points of the score%s%.*s%s", t->scale.len > 0 ? " (" : "", STR_ARGS(t->scale),
		           t->scale.len > 0 ? ")" : "");
	}
	if (t->has_cost) {
		buf_text(&text, "; cost ");
		number_grouped(&text, t->cost);
		buf_byte(&text, ' ');
		buf_str_add(&text, view->currency);
	}
	buf_byte(&text, '.');
	if (t->term_count > 0) {
		buf_text(&text, " Words: ");
		join_terms(&text, t);
		buf_byte(&text, '.');
	}
	channels_text(&text, t);
	w->paragraph(out, buf_str(&text));
	buf_release(&text);
}

/* Half a percent of the contacts: less is not worth a sentence about the rest. */
#define WORTH_FIXING 0.005

static void fixed_line(struct buf *out, const struct view *view, const struct view_theme *t, const struct writer *w)
{
	struct buf text;
	if (t->fixed_contacts < 1 || t->fixed_contacts < WORTH_FIXING * view->contacts || t->fixed_issues < 1) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "Once fixed: ");
	number_grouped(&text, t->fixed_contacts);
	buf_printf(&text, " contact%s fewer, those that name nothing else.", t->fixed_contacts == 1 ? "" : "s");
	w->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void step_line(struct buf *out, const struct view_theme *t, const struct writer *w)
{
	struct buf text;
	if (t->next_step.len == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "Next: %.*s", STR_ARGS(t->next_step));
	if (t->owner.len > 0) {
		buf_printf(&text, " (owner: %.*s)", STR_ARGS(t->owner));
	}
	w->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void issue(struct buf *out, const struct view *view, const struct view_theme *t, const struct writer *w)
{
	struct buf head;
	buf_init(&head, SIZE_MAX);
	buf_fixed(&head, t->rank, 0);
	buf_printf(&head, ". %.*s: ", STR_ARGS(t->label));
	percent(&head, t->share);
	buf_text(&head, " of contacts");
	w->heading(out, 3, buf_str(&head));
	buf_release(&head);
	facts(out, view, t, w);
	subs_line(out, t, w);
	for (size_t i = 0; i < t->quote_count; i++) {
		w->quote(out, t->quotes[i].text, t->quotes[i].contact);
	}
	fixed_line(out, view, t, w);
	step_line(out, t, w);
}

static void issues(struct buf *out, const struct view *view, const struct writer *w, const char *table, size_t top)
{
	size_t shown = 0;
	for (size_t i = 0; i < view->theme_count && shown < top; i++) {
		if (in_table(&view->themes[i], table)) {
			issue(out, view, &view->themes[i], w);
			shown++;
		}
	}
}

static void headline(struct buf *out, const struct view *view, const struct writer *w)
{
	struct buf text;
	struct str first = STR_EMPTY, last = STR_EMPTY;
	buf_init(&text, SIZE_MAX);
	w->heading(out, 1, view->headline.len > 0 ? view->headline : STR("What customers tell us"));
	buf_text(&text, "Of ");
	number_grouped(&text, view->contacts);
	buf_text(&text, view->contacts == 1 ? " contact" : " contacts");
	if (people_known(view)) {
		buf_text(&text, " from ");
		number_grouped(&text, view->people);
		buf_text(&text, view->people == 1 ? " customer" : " customers");
	}
	for (size_t i = 0; i < view->theme_count; i++) {
		const struct view_theme *t = &view->themes[i];
		if (t->first_seen.len >= 10 && (first.len == 0 || str_cmp(t->first_seen, first) < 0)) {
			first = t->first_seen;
		}
		if (t->last_seen.len >= 10 && str_cmp(t->last_seen, last) > 0) {
			last = t->last_seen;
		}
	}
	if (first.len > 0) {
		buf_printf(&text, ", %.10s to %.10s", first.at, last.at);
	}
	buf_text(&text, "; ");
	percent(&text, view->coverage);
	buf_text(&text, " name an issue that was found.");
	if (view->k50 > 0) {
		buf_text(&text, " Half of all contacts name ");
		if (view->k50 == 1) {
			buf_text(&text, "the biggest");
		} else {
			buf_printf(&text, "at least one of the %.0f biggest", view->k50);
		}
		buf_printf(&text, " of %.0f issue%s", view->issues, view->issues == 1 ? "" : "s");
		if (view->fine_k50 > 0) {
			buf_printf(&text, " (at the finer grain: %.0f of %.0f)", view->fine_k50, view->fine_issues);
		}
		buf_byte(&text, '.');
	}
	if (view->cost > 0) {
		buf_text(&text, " All of it cost ");
		number_grouped(&text, view->cost);
		buf_printf(&text, " %.*s.", STR_ARGS(view->currency));
	}
	w->paragraph(out, buf_str(&text));
	buf_release(&text);
}

static void trend_item(struct buf *out, const struct view *view, const struct writer *w, const char *state,
                       const char *says)
{
	struct buf text;
	size_t count = 0;
	buf_init(&text, SIZE_MAX);
	buf_text(&text, says);
	for (size_t i = 0; i < view->theme_count; i++) {
		if (str_eq(view->themes[i].trend, str_from(state))) {
			buf_text(&text, count++ > 0 ? "; " : " ");
			buf_str_add(&text, view->themes[i].label);
		}
	}
	if (count > 0) {
		w->list_item(out, buf_str(&text));
	}
	buf_release(&text);
}

/* New, rising, falling and gone issues; nothing at all when all is steady, because filler is not read. */
static void changes(struct buf *out, const struct view *view, const struct writer *w)
{
	static const char *const states[][2] = {
		{ "new", "New:" }, { "rising", "Rising:" }, { "falling", "Falling:" }, { "gone", "Gone:" }
	};
	struct buf text;
	bool any = false;
	for (size_t i = 0; i < view->theme_count; i++) {
		for (size_t s = 0; s < 4; s++) {
			any = any || str_eq(view->themes[i].trend, str_from(states[s][0]));
		}
	}
	if (!any) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "What changed");
	if (view->recent_from.len >= 10 && view->recent_to.len >= 10) {
		buf_printf(&text, ", %.10s to %.10s", view->recent_from.at, view->recent_to.at);
	}
	w->heading(out, 2, buf_str(&text));
	w->list_begin(out);
	for (size_t s = 0; s < 4; s++) {
		trend_item(out, view, w, states[s][0], states[s][1]);
	}
	w->list_end(out);
	buf_release(&text);
}

/* Where one channel tells what the others do not. */
static void contrasts(struct buf *out, const struct view *view, const struct writer *w)
{
	enum { CONTRASTS_SHOWN = 5 };
	struct buf text;
	if (view->contrast_count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	w->heading(out, 2, STR("What one channel tells and others do not"));
	w->list_begin(out);
	for (size_t i = 0; i < view->contrast_count && i < CONTRASTS_SHOWN; i++) {
		const struct view_contrast *c = &view->contrasts[i];
		buf_clear(&text);
		buf_printf(&text, "%.*s: ", STR_ARGS(c->label));
		percent(&text, c->share);
		buf_printf(&text, " of contacts by %.*s, ", STR_ARGS(c->channel));
		percent(&text, c->share_elsewhere);
		buf_text(&text, " elsewhere");
		w->list_item(out, buf_str(&text));
	}
	w->list_end(out);
	buf_release(&text);
}

static void funnel(struct buf *out, const struct view *view, const struct writer *w)
{
	static const struct str columns[] = { { "stage", 5 }, { "in", 2 }, { "kept", 4 }, { "set aside", 9 } };
	struct row row;
	if (view->book_count == 0) {
		return;
	}
	row_init(&row);
	w->table_begin(out, columns, 4, 2 | 4);
	for (size_t i = 0; i < view->book_count; i++) {
		const struct view_book *b = &view->books[i];
		struct buf *why;
		buf_str_add(cell(&row), b->stage);
		number_grouped(cell(&row), b->in);
		number_grouped(cell(&row), b->kept);
		why = cell(&row);
		for (size_t k = 0; k < b->dropped_count; k++) {
			buf_text(why, k > 0 ? ", " : "");
			number_grouped(why, b->dropped[k].count);
			buf_printf(why, " %.*s", STR_ARGS(b->dropped[k].name));
		}
		for (char *p = why->at; *p != '\0'; p++) {
			*p = *p == '_' ? ' ' : *p;
		}
		row_write(&row, out, w, 2 | 4);
	}
	w->table_end(out);
	row_release(&row);
}

static void unassigned(struct buf *out, const struct view *view, const struct writer *w)
{
	struct buf text;
	double sum = 0;
	for (size_t i = 0; i < view->unassigned_count; i++) {
		sum += view->unassigned[i].count;
	}
	if (sum == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	number_grouped(&text, sum);
	buf_text(&text, sum == 1 ? " contact names no issue:" : " contacts name no issue:");
	for (size_t i = 0, n = 0; i < view->unassigned_count; i++) {
		if (view->unassigned[i].count > 0) {
			buf_text(&text, n++ > 0 ? ", " : " ");
			number_grouped(&text, view->unassigned[i].count);
			buf_byte(&text, ' ');
			for (size_t k = 0; k < view->unassigned[i].name.len; k++) {
				char c = view->unassigned[i].name.at[k];
				buf_byte(&text, c == '_' ? ' ' : c);
			}
		}
	}
	buf_byte(&text, '.');
	w->paragraph(out, buf_str(&text));
	buf_release(&text);
}

void page_write(struct buf *out, const struct view *view, const struct writer *w, size_t top, struct str title)
{
	w->begin(out, title.len > 0 ? title : view->headline.len > 0 ? view->headline : STR("gripe"));
	headline(out, view, w);
	w->chart(out, view);
	if (count_table(view, "pain") > 0) {
		w->heading(out, 2, STR("The issues, by contacts"));
		issue_table(out, view, w, "pain", top);
		more_line(out, view, w, "pain", top);
		w->heading(out, 2, STR("In customers' words"));
		issues(out, view, w, "pain", top);
	}
	changes(out, view, w);
	contrasts(out, view, w);
	if (count_table(view, "praise") > 0) {
		w->heading(out, 2, STR("Praise"));
		issue_table(out, view, w, "praise", top);
		issues(out, view, w, "praise", 3);
	}
	if (count_table(view, "other") > 0) {
		w->heading(out, 2, STR("No issue"));
		w->paragraph(out, STR("What people write about without a problem, a request or praise in it."));
		issue_table(out, view, w, "other", top);
	}
	w->heading(out, 2, STR("What the numbers rest on"));
	funnel(out, view, w);
	unassigned(out, view, w);
	w->paragraph(out, STR("A contact counts once for every issue it names, so shares overlap and \"together\" "
	                      "counts each contact once. "
	                      "Intervals are 95 % (bootstrap over contacts); ranks in brackets cannot be told apart. "
	                      "How finely issues are split is a choice (--coarse, --fine): the headline names it."));
	w->end(out);
}
