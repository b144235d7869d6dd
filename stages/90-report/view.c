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
