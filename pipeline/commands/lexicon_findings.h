/* lexicon_findings.h - what `gripe lexicon check` has to say of rows, and how it is shown. */
#ifndef GRIPE_LEXICON_FINDINGS_H
#define GRIPE_LEXICON_FINDINGS_H

#include <stdint.h>

#include "arena.h"
#include "buf.h"

enum finding_kind {
	FINDING_FORMAT,      /* the row or the file breaks the format */
	FINDING_UNKNOWN,     /* a file that nothing reads */
	FINDING_EXAMPLE,     /* an example of the row does not hold */
	FINDING_DUPLICATE,   /* an earlier row has the same pattern and says the same */
	FINDING_CONFLICT,    /* an earlier row has the same pattern and says something else */
	FINDING_UNREACHABLE, /* whatever matches it, another row takes its place */
	FINDING_NEVER_FIRED, /* in the mentions that were given; not wrong by itself */
	FINDING_KINDS
};

struct finding {
	enum finding_kind kind;
	struct str file;
	uint64_t line; /* 0: of the file as a whole */
	struct str pattern, message;
};
struct findings {
	struct arena arena; /* of what they say */
	struct finding *at;
	size_t count, cap;
	size_t rows, files; /* that were checked */
};

/* findings_add - file, pattern and message outlive it. */
void findings_add(struct findings *findings, const struct finding *finding);
void findings_release(struct findings *findings);
/* findings_wrong - those that are not FINDING_NEVER_FIRED. */
size_t findings_wrong(const struct findings *findings);
/* findings_sort - by file, line, kind, pattern. */
void findings_sort(struct findings *findings);

/* findings_table - a row a finding: for people in columns, each cell cut at some width but the last; findings_tsv - by
 * tab, with a heading; findings_json - one object. */
void findings_table(const struct findings *findings, struct buf *out);
void findings_tsv(const struct findings *findings, struct buf *out);
void findings_json(const struct findings *findings, struct buf *out);

#endif
