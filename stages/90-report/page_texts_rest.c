/* page_texts_rest.c - page_texts.h: what the numbers rest on, a paragraph each. */
#include "page_texts.h"

static void unassigned_text(struct buf *out, const struct page *page)
{
	const struct view_counts *reasons = &page->view->unassigned;
	double sum = 0;
	size_t told = 0;
	for (size_t i = 0; i < reasons->count; i++) {
		sum += reasons->list[i].count;
	}
	if (sum <= 0) {
		return;
	}
	say_number(out, page->words, "rest.no_topic", sum);
	for (size_t i = 0; i < reasons->count; i++) {
		if (reasons->list[i].count > 0) {
			buf_text(out, told++ > 0 ? ", " : ": ");
			word_whole(out, page->words, reasons->list[i].count);
			buf_byte(out, ' ');
			name_text(out, page, "aside", reasons->list[i].name);
		}
	}
	buf_byte(out, '.');
}

static void muted_text(struct buf *out, const struct page *page)
{
	const struct view_list *lists[] = { &page->view->themes, &page->view->beside };
	struct buf list;
	buf_init(&list, SIZE_MAX);
	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
		for (size_t i = 0; i < lists[l]->count; i++) {
			const struct view_theme *theme = &lists[l]->list[i];
			if (str_eq(theme_text(theme, THEME_table), STR("muted"))) {
				buf_text(&list, list.len > 0 ? "; " : "");
				buf_str_add(&list, theme_text(theme, THEME_label));
				buf_text(&list, " (");
				word_whole(&list, page->words, theme_number(theme, THEME_contacts));
				buf_byte(&list, ')');
			}
		}
	}
	if (list.len > 0) {
		SAY(out, page->words, "rest.muted", buf_str(&list));
	}
	buf_release(&list);
}

static void dates_apart_text(struct buf *out, const struct page *page)
{
	if (page->view->summary[SUMMARY_dates_apart].number > 0) {
		say_number(out, page->words, "rest.dates_apart", page->view->summary[SUMMARY_dates_apart].number);
	}
}

/* Two levels of topics, how finely is a choice; the one place where they are told. */
static void levels_text(struct buf *out, const struct page *page)
{
	const struct view *view = page->view;
	double half = view->curves[GRAIN_OF_THEMES][CURVE_k50].number,
	       fine = view->curves[GRAIN_OF_SUBS][CURVE_k50].number;
	struct buf figures[4];
	if (view->issues_lead || half <= 0) {
		return;
	}
	for (size_t i = 0; i < 4; i++) {
		buf_init(&figures[i], SIZE_MAX);
	}
	word_whole(&figures[0], page->words, half);
	word_whole(&figures[1], page->words, view->grains[GRAIN_OF_THEMES][GRAIN_issues].number);
	word_whole(&figures[2], page->words, fine);
	word_whole(&figures[3], page->words, view->grains[GRAIN_OF_SUBS][GRAIN_issues].number);
	SAY(out, page->words, fine > 0 ? "rest.levels" : "rest.level", buf_str(&figures[0]), buf_str(&figures[1]),
	    buf_str(&figures[2]), buf_str(&figures[3]));
	for (size_t i = 0; i < 4; i++) {
		buf_release(&figures[i]);
	}
}

static void method_text(struct buf *out, const struct page *page)
{
	say_plain(out, page->words, page->view->issues_lead ? "rest.issues" : "rest.topics");
}

/* How to find the same counts by hand in the records. */
static void recount_text(struct buf *out, const struct page *page)
{
	struct str copies = page->view->summary[SUMMARY_copies].text;
	if (page->view->issues_lead && copies.len > 0) {
		say_plain(out, page->words,
		          str_eq(copies, STR("all"))   ? "rest.recount.all"
		          : str_eq(copies, STR("one")) ? "rest.recount.one"
		                                       : "rest.recount.auto");
	}
}

/* What the headline's interval holds beside sampling. */
static void learnt_again_text(struct buf *out, const struct page *page)
{
	double resamples = page->view->summary[SUMMARY_resamples].number;
	if (page->view->issues_lead && resamples >= 1) {
		say_number(out, page->words, "rest.resamples", resamples);
	}
}

bool rest_text(struct buf *out, const struct page *page, size_t which)
{
	static void (*const texts[])(struct buf *out, const struct page *page) = {
		unassigned_text, muted_text, dates_apart_text, method_text, recount_text, levels_text, learnt_again_text
	};
	if (which >= sizeof texts / sizeof *texts) {
		return false;
	}
	texts[which](out, page);
	return true;
}
