/* why_issue.h - the issue side of `gripe why`: what each mention of a contact states, by what that was found, the thing
 * that was chosen and those passed over, the issue or why there is none. Computed by the functions that tag, learn and
 * assign use; here their answers are only put side by side. */
#ifndef GRIPE_WHY_ISSUE_H
#define GRIPE_WHY_ISSUE_H

#include "issue_assign.h"
#include "tagger.h"

struct why_trouble { /* one that tagging found */
	const struct trouble *trouble;
	uint32_t p_milli; /* after the shift to this corpus' shares; as tagged where there is no model of issues */
	struct trouble_reason reason;
};
struct why_thing {
	const struct thing *thing;
	double score;
	uint32_t distance; /* words */
	unsigned roles;    /* enum issue_thing_role; a brand heads nothing */
};
struct why_stated { /* what the mention counts for */
	const struct stated *stated;
	struct why_thing things[NEAR_MOST]; /* by score falling, then id; brands last; the first is the chosen one */
	size_t thing_count;
	int home_class; /* where the ontology has a trouble of this thing */
	struct str home_thing;
	uint64_t contacts;               /* that learnt, of this class and thing */
	const struct issue_entry *issue; /* NULL: */
	const char *code;                /* why there is none, a word for programs */
};
struct why_issue {                        /* of one mention */
	const struct issue_mention *read; /* NULL: the model has no issues */
	struct why_trouble *troubles;
	size_t trouble_count;
	struct why_stated stated[STATED_MOST];
	size_t stated_count;
	const char *code; /* why nothing is stated that could be an issue; NULL: something is */
};

struct why_issues; /* of one model */

/* why_issues_open - the tables of FOLDER, a model's. GRIPE_DATA, GRIPE_IO. */
GRIPE_MUST_USE int why_issues_open(struct why_issues **issues, const char *folder, const char *lexicons,
                                   struct err *err);
void why_issues_close(struct why_issues *issues);
/* why_issues_model - or NULL: a model from before there were issues. */
const struct issue_model *why_issues_model(const struct why_issues *issues);
/* why_issues_answer - answers[record->mention_count], all in the record's arena or as long as issues. A record without
 * tags is tagged first. */
GRIPE_MUST_USE int why_issues_answer(struct why_issues *issues, struct record *record, struct why_issue *answers,
                                     struct err *err);

/* why_issue_id - the issue that the model counts the mention for, or empty. */
struct str why_issue_id(const struct why_issue *answer);

/* why_issue_text, why_issue_json - lines for people; members of the mention's object for programs. */
void why_issue_text(const struct why_issues *issues, const struct record *record, size_t mention,
                    const struct why_issue *answer, struct buf *out);
void why_issue_json(const struct why_issues *issues, const struct record *record, size_t mention,
                    const struct why_issue *answer, struct buf *out);

#endif
