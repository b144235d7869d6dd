/* post.h - what a post is made of: a run, perhaps the run of the post before, its issues with what changed, and the
 * tables that are shipped with it. */
#ifndef GRIPE_POST_H
#define GRIPE_POST_H

#include "post_doc.h"
#include "rates.h"
#include "read_marks.h"
#include "run_read.h"

enum { POST_NAMED = 5 /* issues of the headline, as ranking names them */ };

struct post_asked { /* options */
	const char *before, *out, *team, *mail, *from, *to, *site, *date, *lang;
	int64_t min_people;
	double min_coverage; /* share of 1 */
	bool explain;
};

enum quote_state { QUOTE_LOST, QUOTE_DIFFERS, QUOTE_VERBATIM };
struct post_quote {
	struct str contact, text; /* text empty: the issue has none */
	size_t start, end;        /* bytes of the contact's text */
	enum quote_state state;   /* after the walk */
	bool dated;
	int64_t day;
	struct str channel;
};

enum change_state { CHANGE_UNKNOWN, CHANGE_NEW, CHANGE_RISING, CHANGE_STEADY, CHANGE_FALLING, CHANGE_GONE };
#define CHANGE_STATES (CHANGE_GONE + 1)
extern const char *const change_names[CHANGE_STATES]; /* as the record of an issue has them */

struct post_issue {
	json_object *line;
	uint64_t line_number; /* in issues.ndjson, or themes.ndjson where topics lead */
	struct str id, label;
	struct post_quote quote;
	bool quote_told; /* the quote stands in the post */
	enum change_state state;
	double recent, recent_of, before, before_of; /* contacts */
	double now, then, elsewhere; /* contacts, counted in the walks: of this run the new ones and the others, and
	                                those that the run before gave it */
	bool known_before;           /* the run before could have found it: it is an issue of its model */
	bool has_ratio, has_range;
	struct rate_ratio ratio;
	double q;
};

struct post_before { /* of the run of the post before */
	bool there;
	struct run_read run;
	struct arena arena;
	double contacts;        /* counted in its walk */
	uint64_t lines, shared; /* of its contacts; those of them that this run has too */
	bool dated;
	int64_t last_day;
};

struct post {
	struct post_asked asked;
	struct run_read run;
	const char *file; /* that the issues are lines of: "issues.ndjson" */
	struct post_before before;
	struct post_issue *issues; /* of the table of pain, remainders aside, in their order */
	size_t issue_count, named; /* the first `named` stand in the headline */
	struct str *pain;          /* ids of the table of pain and muted, remainders too: pain[pain_count] */
	size_t pain_count;
	struct read_marks marks;
	double contacts, recent_contacts; /* counted in the walk; with a run before, the new ones are recent */
	uint64_t lines;                   /* of contacts.ndjson */
	uint64_t mention_lines;
	bool dated;
	int64_t first_day, last_day, day;                   /* of the contacts; of the post */
	struct buf counted, changes, issues_csv, trend_csv; /* the tables that are shipped */
	struct post_doc doc;
	struct post_words words;
};

/* post_open.c: reads the runs and walks their contacts. post->asked is set. GRIPE_USAGE, GRIPE_DATA, GRIPE_IO. Release
 * in any case. */
GRIPE_MUST_USE int post_open(struct post *post, const char *run, const char *lexicons, struct err *err);
void post_release(struct post *post);

/* post_shares - this run holds the contacts of the run before, so both times are counted by its own issues: what
 * changed is then no matter of what the one learnt and the other did not. */
bool post_shares(const struct post *post);
/* post_count.c: walks the contacts of both runs: quotes, sums, counted.csv. */
GRIPE_MUST_USE int post_count(struct post *post, struct err *err);
/* post_changes.c: what changed, by the run of the post before, else by the run's own trends. */
void post_changes(struct post *post);
/* post_ships.c: the tables beside counted.csv. */
GRIPE_MUST_USE int post_ships(struct post *post, struct err *err);
/* post_text.c: title and blocks, with post_news.c and post_say.c. post_charts.c: the charts. */
void post_compose(struct post *post);
void post_charts(struct post *post);

/* post_is_pain - does the id stand in the table of pain (or is it muted)? */
bool post_is_pain(const struct post *post, struct str id);
/* post_ships_issue - enough people name the issue for a row of its own in the tables. */
bool post_ships_issue(const struct post *post, struct str id);
/* post_tells - false: the post is for a team, and the issue is not its own. */
bool post_tells(const struct post *post, const struct post_issue *issue);

#endif
