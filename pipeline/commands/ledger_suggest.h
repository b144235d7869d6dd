/* ledger_suggest.h - lines of a ledger that a run suggests: merges of issues with neighbouring things or troubles, and
 * names in customers' words. A person chooses: nothing is applied. */
#ifndef GRIPE_LEDGER_SUGGEST_H
#define GRIPE_LEDGER_SUGGEST_H

#include "content_words.h"
#include "ledger.h"
#include "rank_labels.h"

enum { RUN_WORDS = 48 }; /* of a sentence or a label; those behind are not looked at */
struct run_words {       /* stems that say something */
	struct str list[RUN_WORDS];
	size_t count;
};

/* One issue of the run's table of pain. */
struct run_issue {
	struct str id, label;
	int class;        /* number in the ontology */
	struct str thing; /* empty: its class names itself */
	uint64_t contacts;
	uint64_t seen;            /* the contact that was counted last */
	uint64_t mentions, named; /* of it; those that hold a word of its label */
	struct run_words words;   /* of its label */
	struct intern phrases;    /* evidence, folded */
	struct run_phrase *said;  /* said[phrases.count] */
	size_t said_cap;
};
struct run_phrase {
	struct str text; /* as it was written, the last in byte order: in small letters where anybody wrote it so */
	uint64_t contacts, seen;
	size_t words;
};
/* That a contact names an issue: by contact, then issue. */
struct run_naming {
	uint64_t contact, weight;
	uint32_t issue;
};

struct run_issues {
	struct arena arena;
	struct ontology *ontology;
	struct tsv lists;      /* any/trouble_things.tsv */
	struct ledger *ledger; /* of the run; NULL: it was made without one */
	struct labels labels;
	struct content_words words;
	struct arena scratch; /* of one mention */
	struct intern ids;
	struct run_issue *list; /* list[ids.count]; class -1: not in the table of pain */
	size_t cap;
	struct run_naming *namings; /* namings[naming_count] */
	size_t naming_count, naming_cap;
};

/* run_issues_read - from a run folder. GRIPE_DATA, GRIPE_IO. */
GRIPE_MUST_USE int run_issues_read(struct run_issues *issues, const char *run, const char *lexicons, struct err *err);
void run_issues_release(struct run_issues *issues);
/* ledger_suggest - comments and lines, as text of a ledger. GRIPE_DATA, GRIPE_IO. */
GRIPE_MUST_USE int ledger_suggest(struct buf *out, const char *run, const char *lexicons, struct err *err);

#endif
