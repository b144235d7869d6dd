/* html_charts.c - how few issues add up to how much; how each moves; and the score, lost and gained by issue. */
#include <stdlib.h>

#include "html.h"
#include "html_marks.h"

enum { SMALL_WIDTH = 150, SMALL_HEIGHT = 56, PARTS_MOST = 12 };

static void section_begin(const struct html *html, const char *id, const char *heading, const char *unit)
{
	HTML(html->out, "<section id=\"%\" aria-labelledby=\"h-%\">\n<h2 id=\"h-%\">", str_from(id), str_from(id),
	     str_from(id));
	html_word(html, heading);
	buf_text(html->out, "</h2>\n");
	if (unit != NULL) {
		HTML(html->out, "<p class=\"unit\">%</p>\n", words_get(html->page->words, unit));
	}
}

static void named(const struct html *html, const struct view_theme *theme)
{
	struct buf anchor;
	buf_init(&anchor, SIZE_MAX);
	anchor_issue(&anchor, theme);
	HTML(html->out, "<a href=\"#%\">%</a>", buf_str(&anchor), theme_text(theme, THEME_label));
	buf_release(&anchor);
}

static double widest(const struct view_theme *const *list, size_t count)
{
	double most = 0;
	for (size_t i = 0; i < count; i++) {
		double share = theme_number(list[i], THEME_share), high = theme_number(list[i], THEME_share_high);
		most = share > most ? share : most;
		most = high > most ? high : most;
	}
	return most > 0 ? most : 1;
}

static void pareto_row(const struct html *html, const struct view_theme *theme, double most, double all)
{
	const struct page *page = html->page;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_printf(html->out, "<li><span class=\"rk\">%.0f</span><span class=\"nm\">", theme_number(theme, THEME_rank));
	named(html, theme);
	buf_text(html->out, "</span><span class=\"bar\">");
	mark_bar(html->out, theme_number(theme, THEME_share) / most, theme_number(theme, THEME_share_low) / most,
	         theme_number(theme, THEME_share_high) / most);
	word_percent(&text, page->words, theme_number(theme, THEME_share));
	HTML(html->out, "</span><span class=\"sh\">%</span><span class=\"bar\">", buf_str(&text));
	mark_dot(html->out, theme_number(theme, THEME_union_share) / all);
	buf_clear(&text);
	word_percent(&text, page->words, theme_number(theme, THEME_union_share));
	HTML(html->out, "</span><span class=\"sh\"><span class=\"vh\">% </span>%</span></li>\n",
	     words_get(page->words, "col.union"), buf_str(&text));
	buf_release(&text);
}

enum { P_ISSUE, P_CONTACTS, P_PEOPLE, P_SHARE, P_RANGE, P_UNION, P_TREND, P_COLUMNS };

static void pareto_numbers(const struct html *html, const struct view_theme *const *list, size_t count)
{
	const struct page *page = html->page;
	static const char *const names[P_COLUMNS] = { "issue",    "contacts", "people", "share",
		                                      "interval", "union",    "trend" };
	struct column columns[P_COLUMNS];
	struct buf cells[P_COLUMNS];
	for (size_t c = 0; c < P_COLUMNS; c++) {
		columns[c] = (struct column){ table_heading(page->words, names[c]), c > P_ISSUE && c < P_TREND };
		buf_init(&cells[c], SIZE_MAX);
	}
	html_numbers_begin(html, columns, P_COLUMNS);
	for (size_t i = 0; i < count; i++) {
		struct str texts[P_COLUMNS];
		for (size_t c = 0; c < P_COLUMNS; c++) {
			buf_clear(&cells[c]);
		}
		buf_str_add(&cells[P_ISSUE], theme_text(list[i], THEME_label));
		word_whole(&cells[P_CONTACTS], page->words, theme_number(list[i], THEME_contacts));
		word_whole(&cells[P_PEOPLE], page->words, theme_number(list[i], THEME_people));
		word_percent(&cells[P_SHARE], page->words, theme_number(list[i], THEME_share));
		range_text(&cells[P_RANGE], page, list[i]);
		word_percent(&cells[P_UNION], page->words, theme_number(list[i], THEME_union_share));
		movement_text(&cells[P_TREND], page, list[i]);
		for (size_t c = 0; c < P_COLUMNS; c++) {
			texts[c] = buf_str(&cells[c]);
		}
		html_numbers_row(html, columns, texts, P_COLUMNS);
	}
	html_numbers_end(html);
	for (size_t c = 0; c < P_COLUMNS; c++) {
		buf_release(&cells[c]);
	}
}

void html_pareto(const struct html *html)
{
	const struct view_theme **list = memory_array(html->page->top + 1, sizeof *list);
	size_t count = html_shown(html->page, list);
	if (count > 0) {
		double most = widest(list, count), all = theme_number(list[count - 1], THEME_union_share);
		section_begin(html, "pareto", html->page->view->issues_lead ? "h.all" : "h.all_topics", "pareto.unit");
		buf_text(html->out, "<ol class=\"par\">");
		for (size_t i = 0; i < count; i++) {
			pareto_row(html, list[i], most, all > 0 ? all : 1);
		}
		buf_text(html->out, "</ol>\n");
		pareto_numbers(html, list, count);
		buf_text(html->out, "</section>\n");
	}
	free(list);
}

bool html_trends_shows(const struct page *page)
{
	return page->view->periods.count >= 3 && page->facts->five_count > 0;
}

/* What each period would hold had the issue only followed all contacts. */
static double *ticks_of(struct arena *arena, const struct page *page, const struct view_theme *theme, size_t *count)
{
	const struct view_series *all = &page->view->periods, *own = &theme->periods;
	double sum = 0, of = 0, *ticks;
	*count = own->count < all->count ? own->count : all->count;
	ticks = arena_array(arena, *count + 1, sizeof *ticks);
	for (size_t i = 0; i < *count; i++) {
		sum += own->list[own->count - *count + i];
		of += all->list[all->count - *count + i];
	}
	for (size_t i = 0; i < *count; i++) {
		ticks[i] = of > 0 ? all->list[all->count - *count + i] * sum / of : 0;
	}
	return ticks;
}

static void trend(const struct html *html, const struct view_theme *theme)
{
	struct arena arena = ARENA_INIT;
	struct buf text;
	size_t count = 0;
	const double *ticks = ticks_of(&arena, html->page, theme, &count);
	buf_init(&text, SIZE_MAX);
	buf_text(html->out, "<li><h3>");
	named(html, theme);
	buf_text(html->out, "</h3>");
	for (size_t i = 0; i < count; i++) {
		buf_text(&text, i > 0 ? ", " : "");
		word_whole(&text, html->page->words, theme->periods.list[theme->periods.count - count + i]);
	}
	mark_columns(html->out,
	             &(struct columns_chart){ .values = theme->periods.list + (theme->periods.count - count),
	                                      .ticks = ticks,
	                                      .count = count,
	                                      .width = SMALL_WIDTH,
	                                      .height = SMALL_HEIGHT },
	             theme_text(theme, THEME_label), buf_str(&text));
	buf_clear(&text);
	movement_text(&text, html->page, theme);
	html_paragraph(html, "note", &text);
	buf_text(html->out, "</li>\n");
	buf_release(&text);
	arena_release(&arena);
}

void html_trends(const struct html *html)
{
	const struct view_theme **list = memory_array(html->page->top + 1, sizeof *list);
	size_t count = html_shown(html->page, list);
	if (html_trends_shows(html->page)) {
		section_begin(html, "trends", "h.trends", "trends.unit");
		buf_text(html->out, "<ul class=\"sm-grid\">");
		for (size_t i = 0; i < count; i++) {
			trend(html, list[i]);
		}
		buf_text(html->out, "</ul></section>\n");
	}
	free(list);
}

/* ---- the score ---- */

bool html_score_shows(const struct page *page)
{
	const struct field_value *score = page->view->scores[0];
	return page->view->score_count > 0 && score[SCORE_scored].number > 0 &&
	       score[SCORE_highest].number > score[SCORE_lowest].number && page->view->part_count > 0;
}

/* A row of the waterfall: a name, its stretch of the scale, points and contacts. */
struct fall {
	struct str name;
	double from, to; /* on the scale, 0..1 */
	double points, scored;
	const char *class;
};

static void fall_row(const struct html *html, const struct fall *fall)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	HTML(html->out, "<li><span class=\"nm\">%</span><span class=\"bar\">", fall->name);
	mark_stretch(html->out, fall->from, fall->to, fall->class);
	buf_text(&text, fall->points > 0 ? "+" : "");
	word_fixed(&text, html->page->words, fall->points, 2);
	HTML(html->out, "</span><span class=\"sh\">%</span>", buf_str(&text));
	buf_clear(&text);
	word_whole(&text, html->page->words, fall->scored);
	HTML(html->out, "<span class=\"pp\">%</span></li>\n", buf_str(&text));
	buf_release(&text);
}

static struct str label_by_id(const struct page *page, struct str id)
{
	const struct view_list *const lists[] = { &page->view->themes, &page->view->beside };
	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
		for (size_t i = 0; i < lists[l]->count; i++) {
			const struct view_theme *theme = &lists[l]->list[i];
			if (str_eq(theme_text(theme, THEME_issue), id) || str_eq(theme_text(theme, THEME_theme), id)) {
				return theme_text(theme, THEME_label);
			}
		}
	}
	return str_eq(id, STR("none")) ? words_get(page->words, "score.none") : id;
}

/* The parts by one of their columns, the largest first; those behind PARTS_MOST in one row. at: where on the scale the
 * first begins, 0..1; down: they take away. */
struct side {
	size_t column; /* SCORE_PART_points_lost or SCORE_PART_points_gained */
	double at;
	int down; /* -1 or 1 */
	const char *class;
};

static void sort_parts(const struct view_part **list, size_t count, size_t column)
{
	for (size_t i = 1; i < count; i++) {
		const struct view_part *part = list[i];
		size_t at = i;
		while (at > 0 && list[at - 1]->values[column].number < part->values[column].number) {
			list[at] = list[at - 1];
			at--;
		}
		list[at] = part;
	}
}

static void fall_side(const struct html *html, const struct view_part **list, size_t count, struct side side)
{
	const struct field_value *score = html->page->view->scores[0];
	double scale = score[SCORE_highest].number - score[SCORE_lowest].number, at = side.at, rest = 0;
	double scored = 0;
	sort_parts(list, count, side.column);
	for (size_t i = 0; i < count; i++) {
		double points = list[i]->values[side.column].number;
		double to = at + side.down * points / scale;
		if (i >= PARTS_MOST || points <= 0) {
			rest += points;
			scored += points > 0 ? list[i]->values[SCORE_PART_scored].number : 0;
			continue;
		}
		fall_row(html,
		         &(struct fall){ label_by_id(html->page, list[i]->values[SCORE_PART_theme].text), at, to,
		                         side.down * points, list[i]->values[SCORE_PART_scored].number, side.class });
		at = to;
	}
	if (rest > 0) {
		fall_row(html, &(struct fall){ words_get(html->page->words, "score.rest"), at,
		                               at + side.down * rest / scale, side.down * rest, scored, side.class });
	}
}

void html_score(const struct html *html)
{
	const struct view *view = html->page->view;
	const struct view_part **list = memory_array(view->part_count + 1, sizeof *list);
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < view->part_count; i++) {
		list[i] = &view->parts[i];
	}
	if (html_score_shows(html->page)) {
		section_begin(html, "score", "h.score", NULL);
		scores_text(&text, html->page);
		html_paragraph(html, "unit", &text);
		buf_text(html->out, "<h3>");
		html_word(html, "score.lost");
		buf_text(html->out, "</h3><ol class=\"wf\">");
		fall_side(html, list, view->part_count, (struct side){ SCORE_PART_points_lost, 1, -1, "hot" });
		buf_text(html->out, "</ol><h3>");
		html_word(html, "score.gained");
		buf_text(html->out, "</h3><ol class=\"wf\">");
		fall_side(html, list, view->part_count, (struct side){ SCORE_PART_points_gained, 0, 1, "b" });
		buf_text(html->out, "</ol><p class=\"note\">");
		html_word(html, "score.note");
		buf_text(html->out, "</p></section>\n");
	}
	buf_release(&text);
	free(list);
}
