/* view.h - what a report shows, read from the stream of themes, the summary beside it and the books of the stages; no
 * format in it. */
#ifndef GRIPE_VIEW_H
#define GRIPE_VIEW_H

#include "arena.h"
#include "err.h"
#include "str.h"

enum { VIEW_QUOTES = 3, VIEW_TERMS = 6 };

struct view_quote {
	struct str contact, text;
};

struct view_sub {
	struct str label;
	double contacts, share;
};

struct view_count { /* a name with its number: a channel, a reason, a way of being set aside */
	struct str name;
	double count;
};

struct view_theme {
	struct str id, table, label, scale, kind, owner, next_step, trend, first_seen, last_seen;
	struct str *terms;
	size_t term_count;
	double rank, rank_low, rank_high; /* 0: none */
	double contacts, people, mentions, of;
	double share, share_low, share_high; /* shares of 1; low 0 and high 0: no interval */
	double union_share, union_low, union_high;
	double effort, cost, sentiment, points_lost,
	    praised; /* praised: contacts beyond `contacts` that only praise it */
	bool has_cost, has_points, too_few;
	double fixed_contacts, fixed_share, fixed_issues; /* what is left to tell once it is fixed: contacts that go
	                                                     away, top five of the rest, how many the rest are */
	struct view_quote quotes[VIEW_QUOTES];
	size_t quote_count;
	struct view_sub *subs;
	size_t sub_count;
	struct view_count *channels;
	size_t channel_count;
};

struct view_contrast { /* an issue that one channel tells and the others do not, or the other way round */
	struct str label, channel, said;
	double contacts, share, share_elsewhere;
};

struct view_book { /* one stage's counts */
	struct str stage;
	double in, kept, out;
	struct view_count *dropped;
	size_t dropped_count;
};

struct view {
	struct arena arena;
	struct str headline, currency;
	double contacts, people, coverage;              /* coverage: share of 1 */
	double issues, fine_issues, k50, k80, fine_k50; /* 0: not reached or not known */
	double cost, repeat_people;
	struct str recent_from, recent_to; /* the present window of trends, days */
	struct view_contrast *contrasts;
	size_t contrast_count;
	struct view_theme *themes;
	size_t theme_count, theme_cap;
	struct view_count *unassigned;
	size_t unassigned_count;
	struct view_book *books;
	size_t book_count;
};

void view_init(struct view *view);
void view_release(struct view *view);
/* view_add - one line of the theme stream. GRIPE_DATA: not an object. Lines of table "unassigned" go to unassigned. */
GRIPE_MUST_USE int view_add(struct view *view, struct str json, struct err *err);
/* view_summary - the summary file; view_funnel - the folder of books, stages in the order of the flow by what they pass
 * on. A folder that is not there is no error. */
GRIPE_MUST_USE int view_summary(struct view *view, const char *path, struct err *err);
GRIPE_MUST_USE int view_funnel(struct view *view, const char *folder, struct err *err);

#endif
