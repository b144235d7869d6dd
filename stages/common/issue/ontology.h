/* ontology.h - the classes of trouble: lexicons/any/trouble_class.tsv and trouble_home.tsv, the same for every language
 * and corpus, so that an issue's name (class and thing) is too. */
#ifndef GRIPE_ONTOLOGY_H
#define GRIPE_ONTOLOGY_H

#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "str.h"

enum { CLASSES_MAX = 256 }; /* the shipped table has 60, and the ways to state them */

enum class_mode {
	CLASS_THING, /* an issue is the class and a thing: "Bag lost" */
	CLASS_WHOLE, /* the class names itself: "Too expensive" */
	CLASS_NONE   /* heads no issue: displeasure, leaving */
	             /* "way" in the table: a way to state the class whose name its own begins with, and of its mode */
};

enum class_flag {
	CLASS_NEEDS = 1,    /* says nothing without a thing: refused, missing */
	CLASS_TOPIC = 2,    /* its words are those of topics too: a surer reading is wanted */
	CLASS_PRODUCT = 4,  /* troubles of products */
	CLASS_PEOPLE = 8,   /* troubles with people */
	CLASS_ANSWERS = 16, /* a product that talks has them in another sense: "it does not answer" */
	CLASS_VERDICT = 32, /* names no cause: looked through to what it is about */
	CLASS_VAGUE = 64,   /* without a thing it says nothing that could be mended: "doesn't work" */
	CLASS_WORK = 128,   /* what employees say of their employer: nothing where hardly anybody does */
	CLASS_MIXED = 256,  /* its ways want different people: told apart by them even where it is small */
	CLASS_TROUBLE = 512 /* not request, question, praise, vent, churn */
};

struct class
{
	struct str name;
	enum class_mode mode;
	unsigned flags;
	int parent; /* a way to state another class ("Food cold" of "Food bad"): number of that class; else -1 */
	uint64_t kin[CLASSES_MAX / 64]; /* bit per class: neighbours that merge on the same thing */
	double share;                   /* of labelled mentions of many files that state it */
	size_t home_first, home_count;  /* its rows of homes */
};

struct home { /* a trouble of this thing is of another class, or of another thing */
	struct str thing;
	int class, to;       /* numbers of classes */
	struct str to_thing; /* empty: the same; "-": none, because the word says no more than the class */
};

struct ontology { /* read only after opening */
	struct arena arena;
	struct class classes[CLASSES_MAX];
	size_t count;
	struct home *homes; /* by class, in the order of the table */
	size_t home_count;
};

/* ontology_open - GRIPE_DATA with file and line: a name twice, a mode, flag or class that is not known. */
GRIPE_MUST_USE int ontology_open(struct ontology **ontology, const char *lexicons, struct err *err);
void ontology_close(struct ontology *ontology);
/* ontology_find - number of the class, or -1. */
int ontology_find(const struct ontology *ontology, struct str name);
static inline bool ontology_kin(const struct ontology *ontology, int class, int other)
{
	return (ontology->classes[class].kin[other / 64] >> (other % 64) & 1) != 0;
}
/* ontology_root - the class that a way states; any other class itself. */
static inline int ontology_root(const struct ontology *ontology, int class)
{
	return ontology->classes[class].parent >= 0 ? ontology->classes[class].parent : class;
}
static inline bool class_is(const struct ontology *ontology, int class, unsigned flags)
{
	return (ontology->classes[class].flags & flags) != 0;
}
/* ontology_home - where a trouble of this thing belongs; *class and *thing are changed in place. thing may be empty. */
void ontology_home(const struct ontology *ontology, int *class, struct str *thing);

#endif
