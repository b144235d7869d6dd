/* view.c - see view.h: its beginning and end. */
#include "view.h"

void view_init(struct view *view)
{
	*view = (struct view){ .arena = ARENA_INIT };
}

void view_release(struct view *view)
{
	arena_release(&view->arena);
}

void view_close(struct view *view)
{
	view->issues_lead = view->themes.count > 0 && !str_eq(view->summary[SUMMARY_layer].text, STR("topics"));
	if (!view->issues_lead) {
		struct view_list issues = view->themes;
		view->themes = view->beside;
		view->beside = issues;
	}
}

const struct read_mark *view_mark(const struct view *view, const struct view_theme *theme)
{
	struct str id = theme_text(theme, THEME_issue);
	return id.len > 0 ? read_marks_of(&view->marks, id, theme_number(theme, THEME_contacts)) : NULL;
}
