/* view.h - what a report shows, read from the stream of themes, the summary beside it and the books of the stages; no
 * format in it. What each member is called and holds is said by its row (theme_fields.h, summary_fields.h,
 * book_fields.h): values stand in the places of their rows, and one that was not there is an empty text and 0. */
#ifndef GRIPE_VIEW_H
#define GRIPE_VIEW_H

#include "arena.h"
#include "err.h"
#include "record.h"
#include "summary_fields.h"

enum {
	VIEW_QUOTES = 3,
	VIEW_TERMS = 6,
	VIEW_SCORES = 3,
	VIEW_FAMILIES = 8,
	VIEW_ACTIONS = 3,
	VIEW_EDITS = 8,
	VIEW_OUTSIDE = 5,
	VIEW_UNUSUAL = 5,
	VIEW_BIRTHS = 5,
	ALERT_GRAVEST = 4 /* severities go from 1 to 5; from here on a person or the law is in it */
};

struct view_quote {
	struct str contact, text;
	struct str pick, time, channel; /* why it was taken; when and by which way it came; empty: not known */
	struct str scale;               /* of its score; empty: it has none */
	double score;
};

struct view_series { /* a number a period, oldest first */
	double *list;
	size_t count;
};

struct view_count { /* a name with its number: a channel, a sub-theme, a reason, a way of being set aside */
	struct str name;
	double count;
};
struct view_counts {
	struct view_count *list;
	size_t count, cap;
};

struct view_contrast { /* an issue that one channel or segment tells and others do not, or the other way round */
	struct field_value values[CONTRAST_COUNT];
};

struct view_theme {
	/* The text of an object is that of the member that stands for it: of trend its state, of quotes the first. */
	struct field_value values[THEME_COUNT];
	struct field_value fixed[IF_FIXED_COUNT]; /* what is left to tell once it is fixed */
	struct str terms[VIEW_TERMS];
	size_t term_count;
	struct str edits[VIEW_EDITS]; /* what the ledger made of it */
	size_t edit_count;
	struct field_value actions[VIEW_ACTIONS][ACTION_COUNT]; /* the last ones of the ledger */
	size_t action_count;
	struct view_quote quotes[VIEW_QUOTES];
	size_t quote_count;
	struct view_counts subs, channels, journey; /* sub-themes by label, with their contacts */
	struct view_counts topics;                  /* of an issue: the topics that say most about it, likewise */
	struct field_value trend[TREND_COUNT], turn[CHANGE_COUNT]; /* turn: when its rate changed for sure */
	struct view_series periods;                                /* contacts, as trend's from and period say */
	struct view_contrast *segments;                            /* that name it more than others do */
	size_t segment_count;
};

struct view_part { /* of the first score, an issue's */
	struct field_value values[SCORE_PART_COUNT];
};

struct view_book { /* one stage's counts */
	struct str stage;
	double funnel, in, kept;
	struct view_counts dropped;
};

struct view_alert {
	struct str contact, risk, text, time, channel;
	double severity; /* 1 to 5 */
	size_t line;
};
struct view_alerts {             /* what must reach a person at once */
	bool known;              /* they were given */
	struct view_alert *list; /* gravest first, then by line */
	size_t count, cap;
	size_t contacts, gravest; /* distinct ones; of these, with one of severity ALERT_GRAVEST or more */
	struct view_counts risks; /* alerts by risk, most first */
};

enum view_grain { GRAIN_OF_THEMES, GRAIN_OF_SUBS, VIEW_GRAINS };

struct view_list {
	struct view_theme *list;
	size_t count, cap;
};

struct view {
	struct arena arena;
	struct field_value summary[SUMMARY_COUNT], change[PERIOD_CHANGE_COUNT];
	struct field_value grains[VIEW_GRAINS][GRAIN_COUNT], curves[VIEW_GRAINS][CURVE_COUNT]; /* of contacts */
	struct view_contrast *contrasts;
	size_t contrast_count;
	struct view_list themes; /* what the headline counts: issues, or topics where issues hold too little */
	struct view_list beside; /* the other layer: topics where issues lead, else the few issues that there are */
	bool issues_lead;        /* after view_close: the headline counts issues, and shares are of who has a problem */
	struct view_counts unassigned, states, unpriced; /* the last two, and channels: of the summary */
	struct view_counts channels;
	struct view_series periods;                          /* all contacts, as change's from and period say */
	struct field_value scores[VIEW_SCORES][SCORE_COUNT]; /* scales with most answers */
	size_t score_count;
	struct view_part *parts; /* of the first of them */
	size_t part_count;
	struct view_contrast *segment_contrasts; /* issues that values of attributes name more or less */
	size_t segment_contrast_count;
	struct field_value families[VIEW_FAMILIES][FAMILY_COUNT]; /* the largest */
	size_t family_count;
	struct field_value outside[VIEW_OUTSIDE][OUTSIDE_COUNT]; /* topics of what no issue holds, the largest */
	size_t outside_count;
	struct view_alerts alerts;
	struct field_value unusual[VIEW_UNUSUAL]
	                          [ANOMALY_COUNT]; /* what the last night had more of than its past explains */
	size_t unusual_count;
	struct view_count births[VIEW_BIRTHS]; /* topics that arose since the model was learnt: text of one, mentions */
	size_t birth_count;
	struct view_book *books; /* in the order of the flow */
	size_t book_count, book_cap;
};

static inline struct str theme_text(const struct view_theme *theme, size_t row)
{
	return theme->values[row].text;
}
/* theme_is_rest - a trouble without a cause of its own: what is left of a class once its issues are taken out. */
static inline bool theme_is_rest(const struct view_theme *theme)
{
	return issue_is_rest(theme_text(theme, THEME_issue)) && str_eq(theme_text(theme, THEME_table), STR("pain"));
}
static inline double theme_number(const struct view_theme *theme, size_t row)
{
	return theme->values[row].number;
}

void view_init(struct view *view);
void view_release(struct view *view);
/* view_add - one line of the theme stream. GRIPE_DATA: not an object. Lines of table "unassigned" go to unassigned. */
GRIPE_MUST_USE int view_add(struct view *view, struct str json, struct err *err);
/* view_close - after the last line and the summary: decides which layer leads. The summary says it; without one, or
 * where the stream has no issue, what is there does. */
void view_close(struct view *view);
/* view_summary - the summary file. */
GRIPE_MUST_USE int view_summary(struct view *view, const char *path, struct err *err);
/* view_alerts - the file of alerts. GRIPE_DATA: a line is no object. */
GRIPE_MUST_USE int view_alerts(struct view *view, const char *path, struct err *err);
/* view_births - births.ndjson; a file that is not there is no error. GRIPE_DATA with file and line. */
GRIPE_MUST_USE int view_births(struct view *view, const char *path, struct err *err);
/* view_funnel - a folder of books (NAME.json): those with a place in the funnel, in its order. A folder that is not
 * there is no error. */
GRIPE_MUST_USE int view_funnel(struct view *view, const char *folder, struct err *err);

#endif
