/* sheet.h - a sheet for people to read a run by: of each of the first issues some mentions, drawn by a hash of their
 * words, and of the contacts with a problem that are in no issue some too. Who reads ticks whether each fits. */
#ifndef GRIPE_SHEET_H
#define GRIPE_SHEET_H

#include "hash.h"
#include "infile.h"
#include "run_read.h"

/* Columns of a sheet, in their order. */
enum sheet_column {
	SHEET_MENTION, /* "CONTACT#N"; of a contact in no issue "CONTACT#-" */
	SHEET_ISSUE,   /* id; empty: it is in none */
	SHEET_LABEL,
	SHEET_TEXT,
	SHEET_FITS,  /* to be ticked: yes or no; of a contact in none: whether that is right */
	SHEET_OTHER, /* id or label of the issue that it belongs to, where the reader knows one */
	SHEET_COLUMNS
};
extern const char *const sheet_names[SHEET_COLUMNS];

struct sheet_asked { /* options */
	const char *score, *second;
	bool excel;
	int64_t issues, mentions, contacts; /* how many of each are drawn */
};

/* sheet_draw - the sheet as CSV, its texts guarded against spreadsheets that run formulas. seed: another draws another
 * sample. GRIPE_USAGE: the run has no issue. Memory: what is drawn. */
GRIPE_MUST_USE int sheet_draw(struct buf *out, const struct run_read *run, const struct sheet_asked *asked,
                              uint64_t seed, struct err *err);

/* ---- scoring ---- */

enum sheet_tick { TICK_NONE, TICK_FITS, TICK_NOT };
struct sheet_row {
	struct str mention, issue; /* as the sheet has them */
	enum sheet_tick ticks[2];  /* of the two readers */
	struct str other;          /* id; empty: none was named, or nobody knows it */
	bool known;                /* the run has this mention, of this issue */
};
struct sheet {
	struct arena arena;
	struct intern mentions; /* numbers of the rows */
	struct sheet_row *rows; /* rows[count] */
	size_t count, cap;
	int readers; /* sheets that were read */
};

/* sheet_read - adds the ticks of one reader, of two at most. run: for labels in place of ids. GRIPE_DATA with its line:
 * no sheet, a tick that is neither yes nor no, a mention twice. Release in any case. */
void sheet_init(struct sheet *sheet);
GRIPE_MUST_USE int sheet_read(struct sheet *sheet, struct infile *file, const struct run_read *run,
                              const char *lexicons, struct err *err);
void sheet_release(struct sheet *sheet);
/* sheet_check - marks the rows that the run has. GRIPE_DATA: it has none of them. Returns how many it has not. */
GRIPE_MUST_USE int64_t sheet_check(struct sheet *sheet, const struct run_read *run, struct err *err);
/* sheet_score - the table of what was read, and read.tsv for the page and the post. */
void sheet_score(struct buf *table, struct buf *marks, const struct sheet *sheet, const struct run_read *run);

#endif
