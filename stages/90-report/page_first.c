/* page_first.c - the first screen, behind the headline: is this a usual time, the five issues, what changed, what a
 * person has to read, whether the fixes worked, what nobody owns. What is not known has no heading. */
#include "page_parts.h"
#include "page_texts.h"

static void volume(const struct page *page)
{
	const struct volume *series = &page->facts->volume;
	size_t count = series->periods->count;
	struct volume_row *rows;
	struct arena arena = ARENA_INIT;
	struct buf text;
	double highest = 0;
	if (count < 2) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	volume_title(&text, page);
	page->writer->form->heading(page->writer, 2, buf_str(&text));
	rows = arena_array(&arena, count, sizeof *rows);
	for (size_t i = 0; i < count; i++) {
		highest = series->periods->list[i] > highest ? series->periods->list[i] : highest;
	}
	for (size_t i = 0; i < count; i++) {
		buf_clear(&text);
		volume_period(&text, page, i);
		rows[i].label = arena_dup(&arena, buf_str(&text));
		buf_clear(&text);
		word_whole(&text, page->words, series->periods->list[i]);
		rows[i].count = arena_dup(&arena, buf_str(&text));
		buf_clear(&text);
		volume_note(&text, page, i);
		rows[i].note = arena_dup(&arena, buf_str(&text));
		rows[i].part = highest > 0 ? series->periods->list[i] / highest : 0;
	}
	buf_clear(&text);
	volume_text(&text, page);
	page->writer->form->volume(page->writer, rows, count, buf_str(&text));
	arena_release(&arena);
	buf_release(&text);
}

enum row_text { ROW_SHARE, ROW_RANGE, ROW_MOVE, ROW_PEOPLE, ROW_META, ROW_SOURCE, ROW_TEXTS };

static void row_write(const struct page *page, const struct view_theme *theme, struct buf texts[ROW_TEXTS])
{
	enum arrow arrow = movement_of(theme).arrow;
	double longest = page->facts->longest > 0 ? page->facts->longest : 1;
	const struct view_quote *quote = theme->quote_count > 0 ? &theme->quotes[0] : NULL;
	for (size_t i = 0; i < ROW_TEXTS; i++) {
		buf_clear(&texts[i]);
	}
	word_percent(&texts[ROW_SHARE], page->words, theme_number(theme, THEME_share));
	range_text(&texts[ROW_RANGE], page, theme);
	if (arrow != ARROW_UNKNOWN) {
		movement_text(&texts[ROW_MOVE], page, theme);
	}
	people_text(&texts[ROW_PEOPLE], page, theme);
	meta_text(&texts[ROW_META], page, theme);
	if (quote != NULL) {
		quote_source(&texts[ROW_SOURCE], page, quote, (struct source_parts){ false, true });
	}
	page->writer->form->issue(page->writer,
	                          &(struct issue_row){ .rank = (size_t)theme_number(theme, THEME_rank),
	                                               .name = theme_text(theme, THEME_label),
	                                               .share = buf_str(&texts[ROW_SHARE]),
	                                               .range = buf_str(&texts[ROW_RANGE]),
	                                               .movement = buf_str(&texts[ROW_MOVE]),
	                                               .people = buf_str(&texts[ROW_PEOPLE]),
	                                               .meta = buf_str(&texts[ROW_META]),
	                                               .quote = quote != NULL ? quote->text : STR_EMPTY,
	                                               .source = buf_str(&texts[ROW_SOURCE]),
	                                               .part = theme_number(theme, THEME_share) / longest,
	                                               .low = theme_number(theme, THEME_share_low) / longest,
	                                               .high = theme_number(theme, THEME_share_high) / longest,
	                                               .alarming = arrow == ARROW_UP || arrow == ARROW_NEW });
}

static void five(const struct page *page)
{
	struct buf texts[ROW_TEXTS];
	struct buf head;
	if (page->facts->five_count == 0) {
		return;
	}
	buf_init(&head, SIZE_MAX);
	say_number(&head, page->words, page->view->issues_lead ? "h.five" : "h.five_topics",
	           (double)page->facts->five_count);
	page->writer->form->heading(page->writer, 2, buf_str(&head));
	for (size_t i = 0; i < ROW_TEXTS; i++) {
		buf_init(&texts[i], SIZE_MAX);
	}
	for (size_t i = 0; i < page->facts->five_count; i++) {
		row_write(page, page->facts->five[i], texts);
	}
	page->writer->form->list_end(page->writer);
	for (size_t i = 0; i < ROW_TEXTS; i++) {
		buf_release(&texts[i]);
	}
	buf_clear(&head);
	say_plain(&head, page->words, page->view->issues_lead ? "five.overlap" : "five.overlap_topics");
	page_paragraph(page, &head);
	buf_release(&head);
}

/* An item of what changed, under its heading once there is one. */
static void change_item(const struct page *page, struct buf *text, size_t *told)
{
	if (text->len > 0) {
		if ((*told)++ == 0) {
			page_heading(page, 2, "h.changed");
		}
		page->writer->form->list_item(page->writer, buf_str(text));
	}
	buf_clear(text);
}

/* What is unusual, and new, rising, falling and gone issues; nothing at all when all is steady, because filler is not
 * read. */
static void changes(const struct page *page)
{
	const struct view_list *themes = &page->view->themes;
	struct buf text;
	size_t told = 0, moved = 0;
	buf_init(&text, SIZE_MAX);
	unusual_text(&text, page);
	change_item(page, &text, &told);
	births_text(&text, page);
	change_item(page, &text, &told);
	for (size_t i = 0; i < themes->count && moved < FACTS_CHANGES; i++) {
		if (change_shows(&themes->list[i])) {
			change_text(&text, page, &themes->list[i]);
			change_item(page, &text, &told);
			moved++;
		}
	}
	if (told > 0) {
		page->writer->form->list_end(page->writer);
		changed_since(&text, page);
		page_paragraph(page, &text);
	}
	buf_release(&text);
}

static void alerts(const struct page *page)
{
	struct buf text;
	if (page->view->alerts.count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	page_heading(page, 2, "h.alerts");
	alerts_text(&text, page);
	page_paragraph(page, &text);
	buf_release(&text);
}

static void fixes(const struct page *page)
{
	const struct view_list *themes = &page->view->themes;
	struct buf text;
	size_t told = 0;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < themes->count; i++) {
		const struct view_theme *theme = &themes->list[i];
		bool muted = str_eq(theme_text(theme, THEME_table), STR("muted"));
		for (size_t a = 0; !muted && a < theme->action_count; a++) {
			if (told++ == 0) {
				page_heading(page, 2, "h.fixes");
			}
			buf_clear(&text);
			buf_printf(&text, "%.*s: ", STR_ARGS(theme_text(theme, THEME_label)));
			action_text(&text, page, theme->actions[a]);
			page->writer->form->list_item(page->writer, buf_str(&text));
		}
	}
	if (told > 0) {
		page->writer->form->list_end(page->writer);
	}
	buf_release(&text);
}

static void unowned(const struct page *page)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	unowned_text(&text, page);
	if (text.len > 0) {
		page_heading(page, 2, "h.unowned");
		page_paragraph(page, &text);
	}
	buf_release(&text);
}

void page_first(const struct page *page)
{
	volume(page);
	five(page);
	changes(page);
	alerts(page);
	fixes(page);
	unowned(page);
}
