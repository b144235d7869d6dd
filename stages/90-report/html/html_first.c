/* html_first.c - the first screen: headline, where the contacts are, whether this is a usual time, the five, and beside
 * them what changed, what a person has to read, whether fixes worked, what nobody owns. */
#include "html.h"
#include "html_marks.h"

enum { VOLUME_WIDTH = 304, VOLUME_HEIGHT = 90 };

/* The bar of all contacts and its keys: counted ones first. */
static void books(const struct html *html)
{
	const struct facts *facts = html->page->facts;
	struct buf text;
	if (!html->page->view->issues_lead || html->page->view->summary[SUMMARY_counted].number <= 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(html->out, "<div class=\"bk\">");
	mark_books(html->out, facts->places, OF_COUNT);
	buf_text(html->out, "<ul class=\"keys\"><li><b>");
	say_number(&text, html->page->words, "place.counted", html->page->view->summary[SUMMARY_counted].number);
	HTML(html->out, "%:</b></li>", buf_str(&text));
	for (size_t place = 0; place < OF_COUNT; place++) {
		buf_clear(&text);
		if (place == OF_PRAISE) {
			HTML(html->out, "<li class=\"kout\"><b>%:</b></li>",
			     words_get(html->page->words, "place.outside"));
		}
		if (place_text(&text, html->page, (enum share_of)place)) {
			buf_printf(html->out, "<li><span class=\"sw k%zu\"></span>", place + 1);
			HTML(html->out, "%</li>", buf_str(&text));
		}
	}
	buf_text(html->out, "</ul></div>\n");
	buf_release(&text);
}

static void header(const struct html *html)
{
	const struct page *page = html->page;
	struct buf names, finding, interval;
	buf_init(&names, SIZE_MAX);
	buf_init(&finding, SIZE_MAX);
	buf_init(&interval, SIZE_MAX);
	buf_text(html->out, "<header class=\"top\" id=\"top\">");
	if (page->view->summary[SUMMARY_contacts].number > 0) {
		kick_text(&names, page);
		html_paragraph(html, "kick", &names);
	}
	if (!headline_composed(page)) {
		headline_plain(&names, page);
		HTML(html->out, "<h1>%</h1>\n", buf_str(&names));
	} else {
		headline_names(&names, page);
		headline_finding(&finding, page);
		headline_interval(&interval, page);
		HTML(html->out, "<h1>%: <b>%</b> <span class=\"iv\">%</span></h1>\n", buf_str(&names),
		     buf_str(&finding), buf_str(&interval));
	}
	buf_clear(&names);
	notes_text(&names, page);
	html_paragraph(html, "deck", &names);
	scores_text(&names, page);
	html_paragraph(html, "deck", &names);
	books(html);
	buf_text(html->out, "</header>\n");
	buf_release(&names);
	buf_release(&finding);
	buf_release(&interval);
}

/* Each period with its count: the table behind the chart. */
static void volume_numbers(const struct html *html)
{
	const struct page *page = html->page;
	const struct volume *volume = &page->facts->volume;
	enum { DAY, CONTACTS, TIMES, COLUMNS };
	const struct column columns[COLUMNS] = { [DAY] = { table_heading(page->words, "from"), false },
		                                 [CONTACTS] = { table_heading(page->words, "contacts"), true },
		                                 [TIMES] = { table_heading(page->words, "times_usual"), true } };
	struct buf cells[COLUMNS];
	for (size_t c = 0; c < COLUMNS; c++) {
		buf_init(&cells[c], SIZE_MAX);
	}
	html_numbers_begin(html, columns, volume->usual > 0 ? COLUMNS : TIMES);
	for (size_t i = 0; i < volume->periods->count; i++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			buf_clear(&cells[c]);
		}
		volume_period(&cells[DAY], page, i);
		word_whole(&cells[CONTACTS], page->words, volume->periods->list[i]);
		if (volume->usual > 0) {
			word_fixed(&cells[TIMES], page->words, volume->periods->list[i] / volume->usual, 1);
		}
		html_numbers_row(
		    html, columns,
		    (const struct str[]){ buf_str(&cells[DAY]), buf_str(&cells[CONTACTS]), buf_str(&cells[TIMES]) },
		    volume->usual > 0 ? COLUMNS : TIMES);
	}
	html_numbers_end(html);
	for (size_t c = 0; c < COLUMNS; c++) {
		buf_release(&cells[c]);
	}
}

static void volume(const struct html *html)
{
	const struct page *page = html->page;
	const struct volume *series = &page->facts->volume;
	const struct columns_chart chart = { .values = series->periods->list,
		                             .unusual = series->unusual,
		                             .count = series->periods->count,
		                             .width = VOLUME_WIDTH,
		                             .height = VOLUME_HEIGHT,
		                             .usual = series->usual };
	struct buf title, text;
	if (series->periods->count < 2) {
		return;
	}
	buf_init(&title, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	volume_title(&title, page);
	volume_text(&text, page);
	buf_text(html->out, "<section class=\"volbox\" aria-labelledby=\"h-vol\">");
	HTML(html->out, "<h2 id=\"h-vol\">%</h2>\n", buf_str(&title));
	mark_columns(html->out, &chart, buf_str(&title), buf_str(&text));
	buf_clear(&title);
	volume_period(&title, page, 0);
	HTML(html->out, "<p class=\"ends\"><span>%</span>", buf_str(&title));
	buf_clear(&title);
	volume_period(&title, page, series->periods->count - 1);
	HTML(html->out, "<span>%</span></p>\n", buf_str(&title));
	html_paragraph(html, "note", &text);
	volume_numbers(html);
	buf_text(html->out, "</section>\n");
	buf_release(&title);
	buf_release(&text);
}

#define THIN 0.1 /* of the highest: a period with fewer contacts than this part has no share worth drawing */

/* The share of each period, from the counts of the issue and of all; 0 of a period that is thin. */
static double *shares_of(struct arena *arena, const struct page *page, const struct view_theme *theme, size_t *count)
{
	const struct view_series *all = &page->view->periods, *own = &theme->periods;
	double *shares, highest = 0;
	*count = own->count < all->count ? own->count : all->count;
	shares = arena_array(arena, *count + 1, sizeof *shares);
	for (size_t i = 0; i < all->count; i++) {
		highest = all->list[i] > highest ? all->list[i] : highest;
	}
	for (size_t i = 0; i < *count; i++) {
		double of = all->list[all->count - *count + i];
		shares[i] = of > THIN * highest ? own->list[own->count - *count + i] / of : 0;
	}
	return shares;
}

/* The highest share of any period: one scale for all sparks. */
static double shares_most(const struct page *page)
{
	struct arena arena = ARENA_INIT;
	double most = 0;
	for (size_t f = 0; f < page->facts->five_count; f++) {
		size_t count;
		double *shares = shares_of(&arena, page, page->facts->five[f], &count);
		for (size_t i = 0; i < count; i++) {
			most = shares[i] > most ? shares[i] : most;
		}
	}
	arena_release(&arena);
	return most;
}

static void movement(const struct html *html, const struct view_theme *theme)
{
	static const char *const says[ARROW_COUNT] = {
		[ARROW_UNKNOWN] = "trend.unknown", [ARROW_FLAT] = "trend.flat", [ARROW_UP] = "trend.up",
		[ARROW_DOWN] = "trend.down",       [ARROW_NEW] = "trend.up",    [ARROW_GONE] = "trend.down"
	};
	struct movement move = movement_of(theme);
	struct buf text;
	buf_init(&text, SIZE_MAX);
	movement_shares(&text, html->page, &move);
	buf_printf(html->out, "<span class=\"%s\"><span aria-hidden=\"true\">",
	           move.arrow == ARROW_UP || move.arrow == ARROW_NEW ? "up" : "flat");
	HTML(html->out, "%</span><span class=\"vh\">% </span> %</span>", str_from(arrow_sign(move.arrow)),
	     words_get(html->page->words, says[move.arrow]), buf_str(&text));
	buf_release(&text);
}

/* "9.3–22": the sign stands with the share already. */
static void row_range(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	if (theme->values[THEME_too_few].whole != 0) {
		say_plain(out, page->words, "too_few");
	} else if (theme_number(theme, THEME_share_high) > 0) {
		word_figure(out, page->words, theme_number(theme, THEME_share_low));
		buf_text(out, "–");
		word_figure(out, page->words, theme_number(theme, THEME_share_high));
	}
}

static void row(const struct html *html, const struct view_theme *theme, double most)
{
	const struct page *page = html->page;
	double longest = page->facts->longest > 0 ? page->facts->longest : 1;
	struct arena arena = ARENA_INIT;
	struct buf anchor, text;
	size_t count;
	double *shares = shares_of(&arena, page, theme, &count);
	buf_init(&anchor, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	anchor_issue(&anchor, theme);
	buf_printf(html->out, "<li class=\"iss\"><span class=\"rk\">%.0f</span>", theme_number(theme, THEME_rank));
	HTML(html->out, "<div class=\"nm\"><a href=\"#%\">%</a></div>\n<div class=\"bar\">", buf_str(&anchor),
	     theme_text(theme, THEME_label));
	mark_bar(html->out, theme_number(theme, THEME_share) / longest, theme_number(theme, THEME_share_low) / longest,
	         theme_number(theme, THEME_share_high) / longest);
	word_percent(&text, page->words, theme_number(theme, THEME_share));
	HTML(html->out, "</div><div class=\"sh\"><b>%</b>", buf_str(&text));
	buf_clear(&text);
	row_range(&text, page, theme);
	HTML(html->out, " <span class=\"iv\">%</span></div>\n<div class=\"tr\">", buf_str(&text));
	movement(html, theme);
	mark_spark(html->out, shares, count, most);
	buf_clear(&text);
	people_text(&text, page, theme);
	HTML(html->out, "</div>\n<div class=\"pp\">%</div>\n", buf_str(&text));
	if (theme->quote_count > 0) {
		buf_text(html->out, "<div class=\"q\">");
		html_quote(html, &theme->quotes[0], false);
		buf_text(html->out, "</div>");
	}
	buf_clear(&text);
	meta_text(&text, page, theme);
	html_paragraph(html, "meta", &text);
	buf_text(html->out, "</li>\n");
	buf_release(&anchor);
	buf_release(&text);
	arena_release(&arena);
}

static void five(const struct html *html)
{
	const struct page *page = html->page;
	double most = shares_most(page);
	struct buf head;
	if (page->facts->five_count == 0) {
		return;
	}
	buf_init(&head, SIZE_MAX);
	say_number(&head, page->words, page->view->issues_lead ? "h.five" : "h.five_topics",
	           (double)page->facts->five_count);
	buf_text(html->out, "<section class=\"five\" aria-labelledby=\"h-five\">");
	HTML(html->out, "<h2 id=\"h-five\">%</h2>\n<ol class=\"rows\">", buf_str(&head));
	for (size_t i = 0; i < page->facts->five_count; i++) {
		row(html, page->facts->five[i], most);
	}
	buf_text(html->out, "</ol>\n<p class=\"note\">");
	html_word(html, page->view->issues_lead ? "five.overlap" : "five.overlap_topics");
	HTML(html->out, " <a href=\"#pareto\">%</a></p></section>\n", words_get(page->words, "html.all_added"));
	buf_release(&head);
}

static void change_begin(const struct html *html, size_t *told)
{
	if ((*told)++ == 0) {
		buf_text(html->out, "<section aria-labelledby=\"h-chg\">");
		html_heading(html, 2, "h-chg", "h.changed");
		buf_text(html->out, "<ul class=\"chg\">");
	}
}

/* What is unusual, and topics that arose: sentences without a link. */
static void news(const struct html *html, size_t *told)
{
	static void (*const texts[])(struct buf *out, const struct page *page) = { unusual_text, births_text };
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		buf_clear(&text);
		texts[i](&text, html->page);
		if (text.len > 0) {
			change_begin(html, told);
			HTML(html->out, "<li>%</li>\n", buf_str(&text));
		}
	}
	buf_release(&text);
}

static void changes(const struct html *html)
{
	const struct view_list *themes = &html->page->view->themes;
	struct buf text, anchor;
	size_t told = 0, moved = 0;
	buf_init(&text, SIZE_MAX);
	buf_init(&anchor, SIZE_MAX);
	news(html, &told);
	for (size_t i = 0; i < themes->count && moved < FACTS_CHANGES; i++) {
		if (change_shows(&themes->list[i])) {
			change_begin(html, &told);
			moved++;
			buf_clear(&text);
			buf_clear(&anchor);
			change_text(&text, html->page, &themes->list[i]);
			anchor_issue(&anchor, &themes->list[i]);
			HTML(html->out,
			     theme_shows(&themes->list[i], STR("pain")) &&
			             theme_number(&themes->list[i], THEME_rank) <= (double)html->page->top
			         ? "<li><a href=\"#%\">%</a></li>\n"
			         : "<li data-issue=\"%\">%</li>\n",
			     buf_str(&anchor), buf_str(&text));
		}
	}
	if (told > 0) {
		buf_text(html->out, "</ul>");
		buf_clear(&text);
		changed_since(&text, html->page);
		html_paragraph(html, "note", &text);
		buf_text(html->out, "</section>\n");
	}
	buf_release(&text);
	buf_release(&anchor);
}

static void fixes(const struct html *html)
{
	const struct view_list *themes = &html->page->view->themes;
	struct buf text;
	size_t told = 0;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < themes->count; i++) {
		bool muted = str_eq(theme_text(&themes->list[i], THEME_table), STR("muted"));
		for (size_t a = 0; !muted && a < themes->list[i].action_count; a++) {
			if (told++ == 0) {
				buf_text(html->out, "<section aria-labelledby=\"h-fix\">");
				html_heading(html, 2, "h-fix", "h.fixes");
				buf_text(html->out, "<ul class=\"chg\">");
			}
			buf_clear(&text);
			action_text(&text, html->page, themes->list[i].actions[a]);
			HTML(html->out, "<li><b>%</b>: %</li>\n", theme_text(&themes->list[i], THEME_label),
			     buf_str(&text));
		}
	}
	if (told > 0) {
		buf_text(html->out, "</ul></section>\n");
	}
	buf_release(&text);
}

static void side(const struct html *html)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_text(html->out, "<div class=\"side\">");
	changes(html);
	if (html->page->view->alerts.count > 0) {
		alerts_text(&text, html->page);
		buf_text(html->out, "<div class=\"al\">");
		HTML(html->out, "<h2><a href=\"#alerts\">%</a></h2>\n", words_get(html->page->words, "h.alerts"));
		html_paragraph(html, "note", &text);
		buf_text(html->out, "</div>\n");
	}
	fixes(html);
	unowned_text(&text, html->page);
	if (text.len > 0) {
		buf_text(html->out, "<section aria-labelledby=\"h-own\">");
		html_heading(html, 2, "h-own", "h.unowned");
		html_paragraph(html, "note", &text);
		buf_text(html->out, "</section>\n");
	}
	buf_text(html->out, "</div>\n");
	buf_release(&text);
}

void html_first(const struct html *html)
{
	buf_text(html->out, "<div class=\"first\">");
	header(html);
	volume(html);
	five(html);
	side(html);
	buf_text(html->out, "</div>\n");
}
