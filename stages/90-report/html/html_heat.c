/* html_heat.c - heat maps: issues by channel and by step of the journey, as tables with a figure in each cell; and the
 * issues that one segment names more than the others. Steps of colour are absolute, so that two pages compare; a cell
 * is outlined where it differs from the other columns by more than chance does (z of two shares, 4 or more). */
#include <math.h>
#include <stdlib.h>

#include "html.h"
#include "html_marks.h"

enum { COLUMNS_MOST = 10, SEGMENTS_MOST = 12, LEAST_CONTACTS = 20 /* of a channel, to be a column */ };
#define OUTLINED 4.0
#define LEAST_SHARE 0.03 /* a step that no issue's contacts speak of as often has no column */

struct heat {
	struct str names[COLUMNS_MOST];
	double sizes[COLUMNS_MOST]; /* contacts of a column; 0: shares are of the row */
	size_t count;
	const char *group; /* of names in the page's words */
};

static double count_of(const struct view_counts *counts, struct str name)
{
	for (size_t i = 0; i < counts->count; i++) {
		if (str_eq(counts->list[i].name, name)) {
			return counts->list[i].count;
		}
	}
	return 0;
}

static void channels_find(struct heat *heat, const struct page *page)
{
	const struct view_counts *channels = &page->view->channels;
	*heat = (struct heat){ .group = "channel" };
	for (size_t i = 0; i < channels->count && heat->count < COLUMNS_MOST; i++) {
		if (channels->list[i].count >= LEAST_CONTACTS) {
			heat->names[heat->count] = channels->list[i].name;
			heat->sizes[heat->count++] = channels->list[i].count;
		}
	}
}

static void step_add(struct heat *heat, struct str name)
{
	for (size_t i = 0; i < heat->count; i++) {
		if (str_eq(heat->names[i], name)) {
			return;
		}
	}
	if (heat->count < COLUMNS_MOST) {
		heat->names[heat->count++] = name;
	}
}

static void steps_find(struct heat *heat, const struct page *page)
{
	size_t seen = 0;
	*heat = (struct heat){ .group = "step" };
	for (size_t i = 0; i < page->view->themes.count && seen < page->top; i++) {
		const struct view_theme *theme = &page->view->themes.list[i];
		if (!theme_shows(theme, STR("pain"))) {
			continue;
		}
		seen++;
		for (size_t s = 0; s < theme->journey.count; s++) {
			if (theme->journey.list[s].count >= LEAST_SHARE * theme_number(theme, THEME_contacts)) {
				step_add(heat, theme->journey.list[s].name);
			}
		}
	}
}

bool html_channels_shows(const struct page *page)
{
	struct heat heat;
	channels_find(&heat, page);
	return heat.count >= 2 && page->facts->five_count > 0;
}

bool html_journey_shows(const struct page *page)
{
	struct heat heat;
	steps_find(&heat, page);
	return heat.count >= 2 && page->facts->five_count > 0;
}

static int step_of_colour(double share)
{
	static const double from[] = { 0.01, 0.03, 0.06, 0.10, 0.15, 0.25 };
	int step = 0;
	while (step < (int)(sizeof from / sizeof *from) && share >= from[step]) {
		step++;
	}
	return step;
}

/* How far the share of one column is from that of the others, in standard deviations. */
static double away(const struct heat *heat, const struct view_counts *counts, size_t column)
{
	double here = 0, of = heat->sizes[column], there = 0, elsewhere = 0, pooled, spread;
	for (size_t c = 0; c < heat->count; c++) {
		double count = count_of(counts, heat->names[c]);
		here += c == column ? count : 0;
		there += c == column ? 0 : count;
		elsewhere += c == column ? 0 : heat->sizes[c];
	}
	if (of <= 0 || elsewhere <= 0) {
		return 0;
	}
	pooled = (here + there) / (of + elsewhere);
	spread = sqrt(pooled * (1 - pooled) * (1 / of + 1 / elsewhere));
	return spread > 0 ? fabs(here / of - there / elsewhere) / spread : 0;
}

static void heat_row(const struct html *html, const struct heat *heat, const struct view_theme *theme,
                     const struct view_counts *counts)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	anchor_issue(&text, theme);
	HTML(html->out, "<tr><th scope=\"row\"><a href=\"#%\">%</a></th>", buf_str(&text),
	     theme_text(theme, THEME_label));
	for (size_t c = 0; c < heat->count; c++) {
		double of = heat->sizes[c] > 0 ? heat->sizes[c] : theme_number(theme, THEME_contacts);
		double share = of > 0 ? count_of(counts, heat->names[c]) / of : 0;
		buf_clear(&text);
		word_figure(&text, html->page->words, share);
		buf_printf(html->out, "<td class=\"h%d%s\">", step_of_colour(share),
		           away(heat, counts, c) >= OUTLINED ? " ov" : "");
		HTML(html->out, "%</td>", buf_str(&text));
	}
	buf_text(html->out, "</tr>\n");
	buf_release(&text);
}

static void heat_table(const struct html *html, const struct heat *heat, bool journey)
{
	const struct view_theme **list = memory_array(html->page->top + 1, sizeof *list);
	size_t count = html_shown(html->page, list);
	struct buf text;
	buf_init(&text, SIZE_MAX);
	HTML(html->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%\"><table class=\"hm\"><thead>"
	     "<tr><th scope=\"col\">%</th>",
	     words_get(html->page->words, journey ? "h.journey" : "h.channels"),
	     table_heading(html->page->words, "issue"));
	for (size_t c = 0; c < heat->count; c++) {
		buf_clear(&text);
		name_text(&text, html->page, heat->group, heat->names[c]);
		HTML(html->out, "<th scope=\"col\"><span class=\"vv\">%</span></th>", buf_str(&text));
	}
	buf_text(html->out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < count; i++) {
		heat_row(html, heat, list[i], journey ? &list[i]->journey : &list[i]->channels);
	}
	buf_text(html->out, "</tbody></table></div>\n");
	buf_release(&text);
	free(list);
}

static void heat_section(const struct html *html, const struct heat *heat, bool journey)
{
	const char *id = journey ? "journey" : "channels";
	HTML(html->out, "<section id=\"%\" aria-labelledby=\"h-%\"><h2 id=\"h-%\">%</h2><p class=\"unit\">%</p>\n",
	     str_from(id), str_from(id), str_from(id),
	     words_get(html->page->words, journey ? "h.journey" : "h.channels"),
	     words_get(html->page->words, journey ? "journey.unit" : "channels.unit"));
	heat_table(html, heat, journey);
	buf_text(html->out, "</section>\n");
}

void html_channels(const struct html *html)
{
	struct heat heat;
	if (html_channels_shows(html->page)) {
		channels_find(&heat, html->page);
		heat_section(html, &heat, false);
	}
}

void html_journey(const struct html *html)
{
	struct heat heat;
	if (html_journey_shows(html->page)) {
		steps_find(&heat, html->page);
		heat_section(html, &heat, true);
	}
}

/* ---- segments ---- */

static int contrast_order(const void *a, const void *b)
{
	const struct field_value *x = (*(const struct view_contrast *const *)a)->values,
	                         *y = (*(const struct view_contrast *const *)b)->values;
	if (x[CONTRAST_z].number != y[CONTRAST_z].number) {
		return x[CONTRAST_z].number > y[CONTRAST_z].number ? -1 : 1;
	}
	int order = str_cmp(x[CONTRAST_theme].text, y[CONTRAST_theme].text);
	order = order != 0 ? order : str_cmp(x[CONTRAST_segment].text, y[CONTRAST_segment].text);
	return order != 0 ? order : str_cmp(x[CONTRAST_value].text, y[CONTRAST_value].text);
}

/* Those that a value names more than the others, furthest from chance first; remainders of classes aside. Returns how
 * many. */
static size_t segments_find(const struct page *page, const struct view_contrast **list)
{
	size_t count = 0;
	for (size_t i = 0; i < page->view->segment_contrast_count; i++) {
		const struct view_contrast *contrast = &page->view->segment_contrasts[i];
		if (contrast->values[CONTRAST_z].number > 0 && !issue_is_rest(contrast->values[CONTRAST_theme].text)) {
			list[count++] = contrast;
		}
	}
	if (count > 0) {
		qsort(list, count, sizeof *list, contrast_order);
	}
	return count < SEGMENTS_MOST ? count : SEGMENTS_MOST;
}

bool html_segments_shows(const struct page *page)
{
	const struct view_contrast **list = memory_array(page->view->segment_contrast_count + 1, sizeof *list);
	size_t count = segments_find(page, list);
	free(list);
	return count > 0;
}

static void segment_row(const struct html *html, const struct field_value *contrast, double most)
{
	const struct page *page = html->page;
	struct buf here, there;
	buf_init(&here, SIZE_MAX);
	buf_init(&there, SIZE_MAX);
	word_percent(&here, page->words, contrast[CONTRAST_share].number);
	word_percent(&there, page->words, contrast[CONTRAST_share_elsewhere].number);
	HTML(html->out, "<li><span class=\"nm\"><b>%</b>: % = %</span><span class=\"bar\">",
	     contrast[CONTRAST_label].text, contrast[CONTRAST_segment].text, contrast[CONTRAST_value].text);
	mark_stretch(html->out, 0, contrast[CONTRAST_share].number / most, "hot");
	HTML(html->out, "</span><span class=\"sh\">%</span><span class=\"bar\">", buf_str(&here));
	mark_stretch(html->out, 0, contrast[CONTRAST_share_elsewhere].number / most, "b");
	HTML(html->out, "</span><span class=\"sh\">%</span></li>\n", buf_str(&there));
	buf_release(&here);
	buf_release(&there);
}

static void segment_numbers(const struct html *html, const struct view_contrast **list, size_t count)
{
	enum { ISSUE, ATTRIBUTE, VALUE, CONTACTS, HERE, ELSEWHERE, COLUMNS };
	static const char *const names[COLUMNS] = { "issue", "attribute", "value", "contacts", "here", "elsewhere" };
	struct column columns[COLUMNS];
	struct buf figures[3];
	for (size_t c = 0; c < COLUMNS; c++) {
		columns[c] = (struct column){ table_heading(html->page->words, names[c]), c >= CONTACTS };
	}
	for (size_t f = 0; f < 3; f++) {
		buf_init(&figures[f], SIZE_MAX);
	}
	html_numbers_begin(html, columns, COLUMNS);
	for (size_t i = 0; i < count; i++) {
		const struct field_value *contrast = list[i]->values;
		for (size_t f = 0; f < 3; f++) {
			buf_clear(&figures[f]);
		}
		word_whole(&figures[0], html->page->words, contrast[CONTRAST_contacts].number);
		word_percent(&figures[1], html->page->words, contrast[CONTRAST_share].number);
		word_percent(&figures[2], html->page->words, contrast[CONTRAST_share_elsewhere].number);
		html_numbers_row(html, columns,
		                 (const struct str[COLUMNS]){ contrast[CONTRAST_label].text,
		                                              contrast[CONTRAST_segment].text,
		                                              contrast[CONTRAST_value].text, buf_str(&figures[0]),
		                                              buf_str(&figures[1]), buf_str(&figures[2]) },
		                 COLUMNS);
	}
	html_numbers_end(html);
	for (size_t f = 0; f < 3; f++) {
		buf_release(&figures[f]);
	}
}

void html_segments(const struct html *html)
{
	const struct view_contrast **list = memory_array(html->page->view->segment_contrast_count + 1, sizeof *list);
	size_t count = segments_find(html->page, list);
	double most = 0;
	for (size_t i = 0; i < count; i++) {
		most = fmax(most, fmax(list[i]->values[CONTRAST_share].number,
		                       list[i]->values[CONTRAST_share_elsewhere].number));
	}
	if (count > 0 && most > 0) {
		buf_text(html->out, "<section id=\"segments\" aria-labelledby=\"h-segments\">");
		html_heading(html, 2, "h-segments", "h.segments");
		HTML(html->out, "<p class=\"unit\">%</p>\n<ol class=\"seg\">",
		     words_get(html->page->words, "segments.unit"));
		for (size_t i = 0; i < count; i++) {
			segment_row(html, list[i]->values, most);
		}
		buf_text(html->out, "</ol>\n");
		segment_numbers(html, list, count);
		buf_text(html->out, "</section>\n");
	}
	free(list);
}
