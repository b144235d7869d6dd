/* stage.h - what a stage is: a descriptor in its own file, and what it is given at run time.
 *
 * A stage sees its options, its folder of lexicons, its book, its rejects and the records; no global, no environment,
 * no clock, no exit. `stage_main` runs one as a filter between | and the fused run joins several in one process; both
 * through this descriptor. */
#ifndef GRIPE_STAGE_H
#define GRIPE_STAGE_H

#include "book.h"
#include "err.h"
#include "option.h"
#include "record.h"

struct stage;
struct rejects;
struct inputs;

struct stage_run { /* lives as long as the stage's state; the stage borrows it */
	const struct stage *stage;
	const struct options *options; /* the stage's own, and the common ones */
	const char *lexicons;          /* folder that holds en/, fr/ … ; never NULL */
	const char *now; /* --now as RFC 3339, or NULL: a stage that needs it then uses the newest time it has seen */
	uint64_t seed;   /* --seed, 0 by default */
	bool rehearsal;  /* what is emitted goes nowhere, only what `learns` writes counts: the stage may leave out the
	                    rest */
	int threads;     /* >= 1; what a holding stage may use inside */
	int verbose;     /* -q: -1, default 0, -v: 1 */
	struct book *book;       /* the stage adds drops and notes; in, kept and out are counted by whoever runs it */
	struct rejects *rejects; /* reject() takes it; may be NULL */
	struct inputs *inputs;   /* what the first stage reads is noted there (inputs.h); NULL: nobody asks */
	const char *temporary;   /* folder for temporary files; does not show in the output */
	const char *output;      /* -o, or NULL: for stages that write a folder or files (writes == SHAPE_NOTHING) */
	struct buf *said;        /* lines for people (each with '\n'): shown on stderr at the end, not with -q */
	struct buf *urgent;      /* lines that -q does not silence: what somebody must know at once */
	struct buf *print;       /* filled by open: goes to standard output instead of a run (a list of formats, say) */
	const char *input_name;  /* file being read, for messages; or "-" */
	char key_file[1024]; /* where the pseudonyms' key lies unless a stage's --key says otherwise; "" when the user
	                        has no home folder */
};

/* Where a stage puts what it makes. put returns 0, or negative to stop (the stage returns it at once). */
struct emit {
	int (*put)(void *to, struct record *record, struct err *err);
	void *to;
};
static inline GRIPE_MUST_USE int emit_put(const struct emit *emit, struct record *record, struct err *err)
{
	return emit->put(emit->to, record, err);
}

struct stage {
	const char *name;    /* "clean" */
	const char *summary; /* one line; the manual page's NAME says the same */
	enum shape reads, writes;
	/* Its place among the stages that contacts pass on their way into a count, as the number of its folder: goes
	 * into its book, by which report tells what was set aside where. 0: what it does is not told there. */
	int funnel;
	const char *holds; /* memory it keeps: "O(1)", "20 B a contact", "sample" */
	bool pure; /* step depends on record, options and lexicons alone: several threads may each open a state of their
	              own */
	const struct option_spec *options; /* ends with a zeroed entry; NULL: none of its own */
	/* A stage that does better after having seen all records once: with option learns FILE it writes what it learnt
	 * at the end, with option uses FILE it takes it. Both ways of running a plan then make a first pass. NULL:
	 * none. */
	const char *learns, *uses;
	/* open - makes the state. step - takes one record, emits zero or more; it may change the record in place and
	 * emit it. finish - after the last record. close - frees, also after a failure; state may be NULL. produce -
	 * the first stage only: instead of step, reads the named inputs ("-": standard input). */
	int (*open)(struct stage_run *run, void **state, struct err *err);
	int (*step)(void *state, struct record *record, const struct emit *emit, struct err *err);
	int (*finish)(void *state, const struct emit *emit, struct err *err);
	void (*close)(void *state);
	/* keep - after finish, when all else that the run leaves is in place: makes what the stage wrote outside of the
	 * run stand; without it close takes that back. NULL: nothing is written outside. */
	int (*keep)(void *state, struct err *err);
	/* part - where a holding stage can be given what another run of it kept: takes, as they stand, lines that begin
	 * with {"part": (NULL: bad records). */
	int (*part)(void *state, struct str line, struct err *err);
	int (*produce)(void *state, char *const *paths, size_t path_count, const struct emit *emit, struct err *err);
};

/* stage_transforms - contacts and mentions in, contacts and mentions out: such a stage can stand in the streaming half
 * of a run; any other only looks, or sums up. */
static inline bool stage_transforms(const struct stage *stage)
{
	return (stage->reads == SHAPE_CONTACTS || stage->reads == SHAPE_MENTIONS) &&
	       (stage->writes == SHAPE_CONTACTS || stage->writes == SHAPE_MENTIONS);
}

/* stage_main - runs one stage as a program: argv[0] is its name ("gripe read" is "read" already), argv[1…] options and
 * files. lexicons: the folder to use when --lexicons is not given. Prints messages, returns the exit status. */
int stage_main(const struct stage *stage, int argc, char **argv, const char *lexicons);

/* rejects.c: bad records with place and reason, one JSON object a line, to --rejects; counted in the book as
 * "rejected". reject - source, line (0: not known), offset (SIZE_MAX: not known), why, and the bytes (cut at 4 KiB).
 * Returns 0; GRIPE_IO when it cannot be written; GRIPE_DATA when more than --max-rejects (share of what was read,
 * checked from 100 rejects on and at the end by whoever runs the stage). */
GRIPE_MUST_USE int reject(struct stage_run *run, const char *source, uint64_t line, size_t offset, const char *why,
                          struct str bytes, struct err *err);
/* reject_file - a file of many, or the rest of it, that cannot be read: a line in --rejects, no record of the balance.
 * is_broken: it was meant to be read; else it is a picture, say. GRIPE_IO. reject_saw_file - one more was opened. */
GRIPE_MUST_USE int reject_file(struct stage_run *run, const char *source, uint64_t line, const char *why,
                               bool is_broken, struct err *err);
void reject_saw_file(struct stage_run *run);

#endif
