/* page_facts.h - what the first screen says, computed once from the view, so that every format says the same. */
#ifndef GRIPE_PAGE_FACTS_H
#define GRIPE_PAGE_FACTS_H

#include "view.h"

enum { FIVE = 5, FACTS_CHANGES = 8 };

/* How the share of one issue moves. */
enum arrow { ARROW_UNKNOWN, ARROW_FLAT, ARROW_UP, ARROW_DOWN, ARROW_NEW, ARROW_GONE, ARROW_COUNT };
struct movement {
	enum arrow arrow;
	double before, after;    /* share of all contacts; with an arrow that is known */
	double ratio, low, high; /* of the second to the first, with its 95 % interval; 0: not made */
	struct str since;        /* first day of the second */
};

/* Contacts of a period beside what is usual. */
struct volume {
	const struct view_series *periods;
	struct str period; /* day, week or fortnight */
	struct str from;   /* first day of the first */
	double usual;      /* median of the whole ones: the first and the last may be cut off */
	bool *unusual;     /* unusual[periods->count] */
	size_t unusual_count;
};

/* Where the contacts of the run are: those that are counted, in order of what they are in; then those outside. */
enum share_of { OF_FIVE, OF_ISSUES, OF_RESTS, OF_MUTED, OF_NONE, OF_PRAISE, OF_VENT, OF_NOTHING, OF_COUNT };

struct facts {
	const struct view *view;
	const struct view_theme *five[FIVE]; /* named in the headline */
	size_t five_count;
	double places[OF_COUNT]; /* contacts */
	struct volume volume;
	struct str first, last; /* times of the first and last contact of an issue or topic; empty: not known */
	double longest;         /* upper end of the widest interval of the five: what a bar's axis has to hold */
};

/* facts_find - after view_close; arrays in the view's arena. */
void facts_find(struct facts *facts, struct view *view);
/* movement_of - an issue's. A change that is sure (turn) comes first, then the state of its trend. */
struct movement movement_of(const struct view_theme *theme);
/* day_after - the day so many days behind "2025-03-01", as text in the arena; empty for what is no day. */
struct str day_after(struct arena *arena, struct str day, int64_t days);
/* period_days - length of a period of that name, in days. */
int64_t period_days(struct str period);
/* view_counted - contacts that state so. */
double view_state(const struct view *view, const char *state);
/* table_count - issues of a table, remainders aside. */
size_t table_count(const struct view_list *list, struct str table);
/* theme_shows - is it an issue of that table, no remainder? */
static inline bool theme_shows(const struct view_theme *theme, struct str table)
{
	return str_eq(theme_text(theme, THEME_table), table) && !theme_is_rest(theme);
}

#endif
