/* issue_assign.h - the issue of a mention: one pure function, tagged mention x model -> issue, for learning, nightly
 * runs and a single line.
 *
 * 1 states   from the troubles that tagging found, their probabilities moved a little to this corpus' own shares:
 *            which class is stated, if any; else whether it asks, requests, praises, vents or leaves.
 * 2 thing    the thing near the words that say it which this class often takes here.
 * 3 issue    the model's issue of (class, thing).
 * 4 contact  a long narrative counts for its main issues alone. */
#ifndef GRIPE_ISSUE_ASSIGN_H
#define GRIPE_ISSUE_ASSIGN_H

#include "issue_model.h"
#include "record.h"
#include "said.h"

enum { STATED_MOST = 2 }; /* troubles that one mention counts for */

struct stated {            /* a class that a mention states */
	int class, way;    /* way: in which it is stated ("foodbad-cold"), or the class itself */
	uint32_t p_milli;  /* after the shift to this corpus' shares */
	uint32_t from, to; /* the words that say it, [from, to) of the mention's words */
	bool pattern;      /* words of a pattern, which are no thing themselves */
};
struct thing_near {
	uint32_t thing;    /* number in the thing list */
	uint32_t distance; /* words between, and more for a comma */
};
enum { NEAR_MOST = 12 };        /* things near one trouble that are weighed */
enum { MENTION_TROUBLES = 16 }; /* troubles of one mention that are looked at; they come most probable first */

struct issue_weighed { /* a trouble of a mention, as this corpus has it */
	int class;
	uint32_t p_milli, reader_milli; /* with what a pattern adds, and without */
	struct span span;
	bool pattern;
	bool again;       /* its class was weighed before, of another thing */
	uint32_t trouble; /* its number in the mention */
};

enum issue_doubt { /* why a mention states no problem, or not the one that is most probable */
	           DOUBT_NONE,
	           DOUBT_NOTHING, /* no trouble is listed */
	           DOUBT_SCORE,   /* its contact gave a top score */
	           DOUBT_SHORT,   /* less than two words */
	           DOUBT_GOOD,    /* it praises or is of good mood, and the trouble is not sure enough for that */
	           DOUBT_UNSURE,  /* no class is likely enough */
	           DOUBT_SENSE    /* said of a product that talks, the class means something else */
};

struct issue_mention {            /* one mention, read */
	struct issue_words words; /* none where nothing can be stated */
	struct stated stated[STATED_MOST];
	size_t stated_count;
	struct thing_near near[STATED_MOST][NEAR_MOST];
	size_t near_count[STATED_MOST];
	struct str states;      /* problem request question praise vent churn, or empty: nothing of these */
	uint32_t trouble_milli; /* probability that it states any trouble */
	enum issue_doubt doubt;
	/* after issue_place: */
	const struct thing *thing[STATED_MOST]; /* or NULL */
	int32_t issue[STATED_MOST];             /* or -1 */
	bool set_aside[STATED_MOST];            /* it had one, but its contact is a long story of something else */
};

struct issue_assigner; /* one per thread; the model is shared */

GRIPE_MUST_USE int issue_assigner_open(struct issue_assigner **assigner, const struct issue_model *model,
                                       const char *lexicons, struct err *err);
void issue_assigner_close(struct issue_assigner *assigner);

/* issue_read - steps 1 and the candidates of 2 for all mentions of a record; mentions[record->mention_count], all in
 * arena. GRIPE_DATA: a list of a language is damaged. */
GRIPE_MUST_USE int issue_read(struct issue_assigner *assigner, struct arena *arena, const struct record *record,
                              struct issue_mention *mentions, struct err *err);
/* issue_things - the list of things that words of this language are read with. */
GRIPE_MUST_USE int issue_things(struct issue_assigner *assigner, struct str lang, struct thing_list **things,
                                struct err *err);
/* issue_said_list - how this language states its classes. */
GRIPE_MUST_USE int issue_said_list(struct issue_assigner *assigner, struct str lang, const struct said_list **said,
                                   struct err *err);
/* issue_weigh - the troubles of a mention with their probabilities moved to this corpus' own shares of classes:
 * p f / sum(p f), where what no class takes keeps its f; a class with the factor 0 has none, whatever a pattern says.
 * out[MENTION_TROUBLES]; returns how many. */
size_t issue_weigh(const struct issue_model *model, const struct mention *mention, struct issue_weighed *out);
/* issue_thing_score - what issue_choose goes by; false: the thing heads nothing (a brand). */
bool issue_thing_score(const struct issue_model *model, const struct thing *thing, const struct stated *stated,
                       uint32_t distance, double *score);
/* issue_choose - step 2: which of the near things the trouble has: often said with this class, near, and no subject.
 * NULL: none. */
const struct thing *issue_choose(const struct issue_model *model, const struct thing_list *things,
                                 const struct stated *stated, const struct thing_near *near, size_t count);
/* issue_place - the things of 2, steps 3 and 4 for what issue_read read. */
GRIPE_MUST_USE int issue_place(struct issue_assigner *assigner, struct arena *arena, const struct record *record,
                               struct issue_mention *mentions, struct err *err);
/* issue_place_things - steps 3 and 4 alone, for mentions whose things are chosen. */
void issue_place_things(const struct issue_model *model, struct arena *arena, struct issue_mention *mentions,
                        size_t count);
/* issue_first - the one issue that a placed mention counts for, or -1. */
int32_t issue_first(const struct issue_mention *mention);
/* issue_assign_record - sets states and issue on every mention of the record (ids are borrowed from the model). */
GRIPE_MUST_USE int issue_assign_record(struct issue_assigner *assigner, struct record *record, struct err *err);

#endif
