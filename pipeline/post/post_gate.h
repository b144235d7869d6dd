/* post_gate.h - what a post must pass before anything of it is published. */
#ifndef GRIPE_POST_GATE_H
#define GRIPE_POST_GATE_H

#include "post.h"
#include "stage.h"

enum gate_reason { GATE_QUOTE, GATE_PEOPLE, GATE_PERSONAL, GATE_NUMBER, GATE_COVERAGE, GATE_BOOKS, GATE_MIXED };
#define GATE_REASONS (GATE_MIXED + 1)
extern const char *const gate_names[GATE_REASONS];

struct gate {
	const struct post *post;
	struct buf findings;         /* a line each: "no", reason, place, what; tabs between */
	size_t passed[GATE_REASONS]; /* how many things were looked at and good */
	size_t failed[GATE_REASONS];
};

/* gate_run - looks at everything. run: of the command, for the words by which personal data is known. GRIPE_IO,
 * GRIPE_DATA: it cannot be looked at. Release in any case. */
GRIPE_MUST_USE int gate_run(struct gate *gate, const struct post *post, struct stage_run *run, struct err *err);
void gate_release(struct gate *gate);
size_t gate_failed(const struct gate *gate);
/* gate_explain - a line for each reason that nothing speaks against, and each finding. gate_sentence - what failed, on
 * one line. */
void gate_explain(struct buf *out, const struct gate *gate);
void gate_sentence(struct buf *out, const struct gate *gate);

#endif
