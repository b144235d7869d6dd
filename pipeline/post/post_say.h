/* post_say.h - what the parts of a post's text share: figures by what they are of, issues by what changed of them. */
#ifndef GRIPE_POST_SAY_H
#define GRIPE_POST_SAY_H

#include "post.h"

/* Figures: of the summary; of an issue's line; an end of the interval of another; of things that the post lists. */
struct figure post_say_of_summary(enum figure_of of, double stated);
struct figure post_say_of_issue(const struct post *post, const struct post_issue *issue, enum figure_of of,
                                double stated);
struct figure post_say_bound(struct figure figure, enum figure_bound bound, double stated);
struct figure post_say_listed(double count);
/* Such a figure into a place of a sentence, as a count and as a share. */
void post_say_count(struct post_args *args, const char *name, struct figure figure);
void post_say_share(struct post_args *args, const char *name, struct figure figure);

/* post_say_summary_number - a member of the summary, NAN where it is not there. post_say_day_of - a member that is a
 * day. */
double post_say_summary_number(const struct post *post, const char *name);
bool post_say_day_of(json_object *from, const char *name, int64_t *day);
/* post_say_issues_lead - the headline counts issues, not topics. */
bool post_say_issues_lead(const struct post *post);

/* post_say_has_changed - is it news? post_say_in_state - the nth issue told of in this state, or NULL;
 * post_say_count_state - how many; post_say_count_changed - in any that is news. post_say_first_told - the first issue
 * told of, or NULL. */
bool post_say_has_changed(const struct post *post, const struct post_issue *issue);
struct post_issue *post_say_in_state(const struct post *post, enum change_state state, size_t nth);
size_t post_say_count_state(const struct post *post, enum change_state state);
size_t post_say_count_changed(const struct post *post);
const struct post_issue *post_say_first_told(const struct post *post);
/* post_say_nothing_known - the runs say nothing of what changed: no dates, too little time. */
bool post_say_nothing_known(const struct post *post);

/* post_say_change_args - label, before, recent, ratio, and low and high where there is an interval. */
void post_say_change_args(struct post_args *args, const struct post *post, const struct post_issue *issue);
/* post_say_quote - a block with the issue's quote, unless *quoted says that the post has enough. */
void post_say_quote(struct post *post, struct post_issue *issue, size_t *quoted);

/* post_news.c: the title; what changed; what was done. */
void post_title_say(struct post *post);
void post_changes_say(struct post *post, size_t *quoted);
void post_done_say(struct post *post);
/* post_action_key - the title that the verdict of an action makes, and the issue that it is of; NULL: none is news. */
const char *post_action_key(const struct post *post, const struct post_issue **of);

#endif
