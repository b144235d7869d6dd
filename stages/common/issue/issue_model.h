/* issue_model.h - which issues one corpus has: part of the model folder, as tables that people can read and keep in
 * git.
 *
 * issues.tsv         id, table, label, contacts, came back: what is counted and shown
 * issue_pairs.tsv    class, thing, contacts, issue: where a trouble of a thing goes; how often they stand together
 * issue_things.tsv   id, name, words, contacts, role: the things said in this corpus; "subject": said in so much of it
 *                    that it tells nothing apart; "own": found here and in no list; "brand": heads nothing
 * issue_classes.tsv  class, contacts, factor: how much likelier a class is here than where the reader learnt, in
 *                    thousandths
 * issue_resamples.tsv resample, covered, counted: what the first five hold of the sample (resample 0), and, learnt
 * again on resamples of persons, theirs of each; how often an issue came back stands in issues.tsv An issue's id is its
 * name in the ontology: class, a point, and the thing ("lost.bag"); the class alone ("price"); "lost.other" for what a
 * class has below the floor. So it is the same on every night, machine and corpus. */
#ifndef GRIPE_ISSUE_MODEL_H
#define GRIPE_ISSUE_MODEL_H

#include "buf.h"
#include "hash.h"
#include "ontology.h"
#include "things.h"

enum issue_table { ISSUE_PAIN, ISSUE_REQUEST, ISSUE_HOWTO, ISSUE_PRAISE, ISSUE_TABLES };
extern const char *const issue_table_names[ISSUE_TABLES]; /* pain request howto praise */

/* Stands for a thing in a pair: none named; the class alone; several small ones. */
#define THING_NONE STR("-")
#define THING_OTHER STR("other")

struct issue_entry {
	struct str id, label;
	enum issue_table table;
	uint64_t contacts;  /* of those that learnt */
	uint64_t came_back; /* resamples that found it too */
};
/* What the first five issues of pain hold of the contacts with a problem, a request or a question. */
struct issue_union {
	uint64_t covered, counted;
};
enum { ISSUE_RESAMPLES = 20 };
struct issue_pair {
	int class;
	struct str thing; /* id, or THING_NONE */
	uint64_t contacts;
	int32_t issue; /* number, or -1: too few for one */
};
enum issue_thing_role { THING_SUBJECT = 1, THING_OWN = 2, THING_BRAND = 4 };
struct issue_thing {
	struct str id, name;
	struct str words; /* of an own thing: by commas */
	uint64_t contacts;
	unsigned roles;
};

struct issue_model { /* read only once made: may be shared by threads */
	struct arena arena;
	struct str lang; /* of most mentions: labels are in it */
	struct ontology *ontology;
	struct issue_entry *issues; /* [issue_count] in the order of learning: contacts falling, then id */
	size_t issue_count, issue_cap;
	struct issue_pair *pairs; /* [pair_count] */
	size_t pair_count, pair_cap;
	struct issue_thing *things; /* [thing_count] */
	size_t thing_count, thing_cap;
	uint64_t class_contacts[CLASSES_MAX];           /* troubles of it that were stated */
	uint32_t factor_milli[CLASSES_MAX];             /* 1000: as usual */
	uint64_t stated;                                /* troubles that were stated */
	struct issue_union unions[1 + ISSUE_RESAMPLES]; /* the first: of the sample itself */
	size_t resamples;                               /* 0: a model from before there were any */
	bool product;                          /* more troubles of products than with people: see CLASS_ANSWERS */
	struct intern pair_names, thing_names; /* "class thing", id; numbers are indexes */
};

void issue_model_init(struct issue_model *model);
/* issue_model_open - from FOLDER (of a model); *model stays NULL, and 0 is returned, when it has no issues.tsv (a model
 * from before there were issues). GRIPE_DATA with file and line. */
GRIPE_MUST_USE int issue_model_open(struct issue_model **model, const char *folder, const char *lexicons,
                                    struct err *err);
/* issue_model_blank - a model without pairs and issues that borrows ontology, classes and things of another, and adds
 * no things: for learning again. issue_model_blank_release - frees it and not what it borrowed. */
void issue_model_blank(struct issue_model *model, const struct issue_model *from);
void issue_model_blank_release(struct issue_model *model);
/* issue_model_write - the five tables as text, for whoever writes the folder. */
struct issue_model_file {
	const char *name;
	struct buf text;
};
enum { ISSUE_MODEL_FILES = 5 };
void issue_model_write(const struct issue_model *model, struct issue_model_file files[ISSUE_MODEL_FILES]);
void issue_model_close(struct issue_model *model);

/* issue_model_pair - number of the pair, added with 0 contacts and no issue where it is not there; _find: or -1. */
size_t issue_model_pair(struct issue_model *model, int class, struct str thing);
int64_t issue_model_pair_find(const struct issue_model *model, int class, struct str thing);
size_t issue_model_thing(struct issue_model *model, struct str id);
const struct issue_thing *issue_model_thing_find(const struct issue_model *model, struct str id);
/* The same as a place, valid until the next one is added. */
static inline struct issue_pair *issue_model_pair_add(struct issue_model *model, int class, struct str thing)
{
	size_t number = issue_model_pair(model, class, thing); /* may move pairs */
	return &model->pairs[number];
}
static inline struct issue_thing *issue_model_thing_add(struct issue_model *model, struct str id)
{
	size_t number = issue_model_thing(model, id); /* may move things */
	return &model->things[number];
}
/* issue_model_issue - number of the issue with this id, or -1. */
int64_t issue_model_issue(const struct issue_model *model, struct str id);

#endif
