/* page_family.c - things that have many troubles: what all issues of one hold together, each contact once. */
#include "figures_text.h"
#include "page.h"

static const struct field_value *family_of(const struct view *view, struct str thing)
{
	for (size_t i = 0; i < view->family_count; i++) {
		if (str_eq(view->families[i][FAMILY_thing].text, thing)) {
			return view->families[i];
		}
	}
	return NULL;
}

void page_family_text(struct buf *out, const struct page *page, const struct view_theme *theme)
{
	struct str thing = theme_text(theme, THEME_family);
	const struct field_value *family = thing.len > 0 ? family_of(page->view, thing) : NULL;
	if (family != NULL) {
		buf_printf(out, " One of %.0f issues of %.*s.", family[FAMILY_issues].number,
		           STR_ARGS(family[FAMILY_label].text));
	}
}

void page_families(struct buf *out, const struct page *page)
{
	struct buf text;
	if (page->view->family_count == 0) {
		return;
	}
	buf_init(&text, SIZE_MAX);
	buf_text(&text, "Things with several issues, and what these hold together, each contact once: ");
	for (size_t i = 0; i < page->view->family_count; i++) {
		const struct field_value *family = page->view->families[i];
		buf_text(&text, i > 0 ? "; " : "");
		buf_printf(&text, "%.*s: %.0f issues, ", STR_ARGS(family[FAMILY_label].text),
		           family[FAMILY_issues].number);
		plural(&text, family[FAMILY_contacts].number, "contact", "contacts");
		buf_text(&text, " (");
		percent(&text, family[FAMILY_share].number);
		buf_byte(&text, ')');
	}
	buf_byte(&text, '.');
	page->writer->paragraph(out, buf_str(&text));
	buf_release(&text);
}
