/* issue_learn.h - which issues a corpus has: from a sample of tagged contacts to the issue tables of a model.
 *
 * The steps, each in a file of its own:
 *   issue_lists    what they read of the lexicons
 *   issue_shares   how much likelier each class is here than where the reader learnt
 *   issue_nouns    the corpus' own things and its brands
 *   issue_count    the steps from here on, and how many contacts each issue has
 *   issue_group    pairs of class and thing become issues: small ones join, neighbours merge, what is said of
 *                  everything heads nothing, what is too broad is split by its things
 *   issue_name     a label for each
 *   issue_said     how its customers say it, where most of them say the same
 *   issue_resample the same again on twenty resamples of persons: which issues come back */
#ifndef GRIPE_ISSUE_LEARN_H
#define GRIPE_ISSUE_LEARN_H

#include "issue_assign.h"
#include "piece_table.h"
#include "theme_vector.h"
#include "tsv.h"

/* What leads an issue: beside its entry in the model while it is learnt. */
struct issue_lead {
	int class;
	struct str thing; /* id, or empty: the class alone */
	bool rest;        /* the remainder of a class */
	bool named;       /* the thing stands in at least half of its mentions */
	int or_class;     /* a neighbour that a good part of its mentions state, or -1 */
	int said[2];      /* places among the rows of its class (said.h) that its customers say; -1: none */
};


/* The sample, read: what the steps hand to each other. */
struct issue_learning {
	const char *lexicons;
	const struct record **records;
	uint64_t *weights; /* [record_count] contacts that each stands for: different people who sent the same words */
	size_t record_count;
	uint64_t silent; /* contacts besides, which state no class: left out of the records of a resample */
	uint64_t asking; /* of these, those that state a problem, a request or a question all the same */
	struct arena arena;
	struct issue_model *model;
	struct piece_table *table;   /* of the model's language; NULL: none */
	struct theme_reader *reader; /* of the model's language: names of things have directions */
	struct tsv lists, labels;    /* any/trouble_things.tsv, LANG/trouble_label.tsv */
	const struct said_list *said; /* of the model's language */
	uint64_t floor;              /* contacts (weighed) that an issue has at least */
	/* after reading with the corpus' own things: */
	struct issue_assigner *assigner;
	struct issue_mention **read; /* [record_count][its mentions] */
	struct issue_lead *leads;    /* [model->issue_count] */
	size_t lead_cap;
	bool things_chosen; /* by issue_group: what was read says the thing of each trouble */
	uint64_t problems;  /* contacts (weighed) that state a problem */
	uint64_t mentions;
};

/* issue_learn - *model for issue_model_close. story: a line of what came out. GRIPE_DATA: a list is damaged. */
GRIPE_MUST_USE int issue_learn(const struct record **records, size_t record_count, const char *lexicons,
                               struct issue_model **model, struct buf *story, struct err *err);

/* issue_problem_stated - whether any mention of a contact states a problem. */
static inline bool issue_problem_stated(const struct issue_mention *read, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(read[i].states, STR("problem"))) {
			return true;
		}
	}
	return false;
}

/* issue_lists.c: issue_lists_open - lists, labels, table, reader, for the model's language. GRIPE_DATA: file and
 * line. */
GRIPE_MUST_USE int issue_lists_open(struct issue_learning *learning, struct err *err);
/* issue_listed - word stands in that list of any/trouble_things.tsv. */
bool issue_listed(const struct issue_learning *learning, struct str list, struct str word);
/* issue_shares.c: factor_milli and product of the model. */
void issue_shares(struct issue_learning *learning);
/* issue_nouns.c: the things of the model, own ones and brands. */
GRIPE_MUST_USE int issue_nouns(struct issue_learning *learning, struct err *err);
/* issue_group.c: pairs and issues of the model, without labels. */
GRIPE_MUST_USE int issue_group(struct issue_learning *learning, struct err *err);
/* issue_count.c: the steps from counting on, for another sample of the same reading: counts, pairs and issues. */
GRIPE_MUST_USE int issue_regroup(struct issue_learning *learning, struct err *err);
/* issue_resample.c: how often each issue comes back when it is learnt again, and what the first five hold then. */
GRIPE_MUST_USE int issue_resample(struct issue_learning *learning, struct err *err);
/* issue_name.c: labels, and pairs of issues that would have one name lead to one; before they are counted again. */
void issue_name(struct issue_learning *learning);
/* issue_name_said - labels again, with what issue_said found; one that another issue has stays as it was. */
void issue_name_said(struct issue_learning *learning);
/* issue_said.c: how customers say their issues, of the sample that was placed last. */
void issue_said(struct issue_learning *learning);

#endif
