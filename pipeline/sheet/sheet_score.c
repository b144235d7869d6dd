/* sheet_score.c - see sheet.h. Purity is the share of the mentions read that fit, with its exact interval (Clopper &
 * Pearson 1934); where two read, a mention fits when both say so, and only what both ticked counts. The share of an
 * issue by what was read: its named share times its purity, and of every other issue, and of the contacts in none, the
 * part that readers put into it; its interval by the variances of these parts, each widened by two yes and two no
 * (Agresti & Coull 1998). Agreement is Cohen's kappa (1960): how much more often two readers agree than by chance. */
#include <math.h>

#include "rates.h"
#include "read_marks.h"
#include "sheet.h"
#include "tell.h"
#include "tsv.h"

#define LEVEL 0.95
#define NORMAL 1.959964 /* standard deviations on either side of that */

struct tally {
	struct str issue, label; /* issue empty: contacts in none, or of all */
	double contacts, share;  /* share: named, of the counted */
	int read, fit;
};

static bool is_read(const struct sheet *sheet, const struct sheet_row *row)
{
	return row->known && row->ticks[0] != TICK_NONE && (sheet->readers < 2 || row->ticks[1] != TICK_NONE);
}

static bool fits(const struct sheet *sheet, const struct sheet_row *row)
{
	return row->ticks[0] == TICK_FITS && (sheet->readers < 2 || row->ticks[1] == TICK_FITS);
}

static struct tally tally_of(const struct sheet *sheet, const struct run_read *run, struct str issue)
{
	json_object *line = run_line_of(run, issue);
	double counted = json_number_of(run->summary, "counted", 0),
	       unplaced = json_number_of(run->summary, "unplaced", 0);
	struct tally tally = { .issue = issue, .label = json_text_of(line, "label") };
	tally.contacts = line != NULL ? json_number_of(line, "contacts", 0) : unplaced;
	tally.share = line != NULL ? json_number_of(line, "share", 0) : counted > 0 ? unplaced / counted : 0;
	for (size_t i = 0; i < sheet->count; i++) {
		if (is_read(sheet, &sheet->rows[i]) && str_eq(sheet->rows[i].issue, issue)) {
			tally.read++;
			tally.fit += fits(sheet, &sheet->rows[i]);
		}
	}
	return tally;
}

/* Mentions read of `from` that readers put into `into`. */
static int moved(const struct sheet *sheet, struct str from, struct str into)
{
	int count = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct sheet_row *row = &sheet->rows[i];
		count +=
		    is_read(sheet, row) && !fits(sheet, row) && str_eq(row->issue, from) && str_eq(row->other, into);
	}
	return count;
}

struct estimate {
	double mean, variance;
};

/* part of read, of what has this share. */
static void estimate_add(struct estimate *estimate, double share, int part, int read)
{
	if (read > 0) {
		double wide = (part + 2.0) / (read + 4.0);
		estimate->mean += share * part / read;
		estimate->variance += share * share * wide * (1 - wide) / (read + 4.0);
	}
}

static void number(struct buf *out, double value, int digits)
{
	buf_byte(out, '\t');
	buf_fixed(out, value, digits);
}

struct tallies {
	struct tally *list; /* issues that were read, in the order of the run; then the contacts in none */
	size_t count;
};

static void share_write(struct buf *out, const struct sheet *sheet, const struct tallies *tallies, size_t at)
{
	enum { DIGITS = 3 };
	const struct tally *tally = &tallies->list[at];
	struct estimate estimate = { 0, 0 };
	estimate_add(&estimate, tally->share, tally->fit, tally->read);
	for (size_t i = 0; i < tallies->count; i++) {
		const struct tally *other = &tallies->list[i];
		int part = i != at ? moved(sheet, other->issue, tally->issue) : 0;
		if (part > 0) {
			estimate_add(&estimate, other->share, part, other->read);
		}
	}
	double half = NORMAL * sqrt(estimate.variance);
	number(out, tally->share, DIGITS);
	number(out, estimate.mean, DIGITS);
	number(out, fmax(0, estimate.mean - half), DIGITS);
	number(out, fmin(1, estimate.mean + half), DIGITS);
}

static void purity_write(struct buf *out, const struct sheet *sheet, const struct tally *tally)
{
	enum { DIGITS = 3 };
	struct interval interval = share_interval(tally->fit, tally->read, LEVEL);
	buf_byte(out, '\t');
	tell_plain(out, tally->label.len > 0 ? tally->label : STR("-"));
	buf_printf(out, "\t%d\t%d\t%d", sheet->readers, tally->read, tally->fit);
	number(out, tally->read > 0 ? (double)tally->fit / tally->read : 0, DIGITS);
	number(out, interval.low, DIGITS);
	number(out, interval.high, DIGITS);
}

/* Cohen's kappa over all that both ticked; NAN: nobody else read, or all ticks are the same. */
static double kappa(const struct sheet *sheet)
{
	double n = 0, both = 0, yes[2] = { 0, 0 };
	for (size_t i = 0; i < sheet->count && sheet->readers == 2; i++) {
		const enum sheet_tick *ticks = sheet->rows[i].ticks;
		if (is_read(sheet, &sheet->rows[i])) {
			n++;
			both += ticks[0] == ticks[1];
			yes[0] += ticks[0] == TICK_FITS;
			yes[1] += ticks[1] == TICK_FITS;
		}
	}
	if (n == 0) {
		return NAN;
	}
	double chance = yes[0] / n * (yes[1] / n) + (1 - yes[0] / n) * (1 - yes[1] / n);
	return chance >= 1 ? NAN : (both / n - chance) / (1 - chance);
}

static void marks_write(struct buf *marks, const struct sheet *sheet, const struct tally *tally)
{
	enum { DIGITS = 6 };
	struct interval interval = share_interval(tally->fit, tally->read, LEVEL);
	tsv_cell_add(marks, tally->issue);
	buf_printf(marks, "\t%.0f\t%d\t%d\t%d", tally->contacts, sheet->readers, tally->read, tally->fit);
	number(marks, interval.low, DIGITS);
	number(marks, interval.high, DIGITS);
	buf_byte(marks, '\n');
}

static void tallies_make(struct tallies *tallies, struct arena *arena, const struct sheet *sheet,
                         const struct run_read *run)
{
	tallies->list = arena_array(arena, run->issues.count + 1, sizeof *tallies->list);
	for (size_t i = 0; i < run->issues.count; i++) {
		struct tally tally = tally_of(sheet, run, run_id(run->issues.list[i]));
		if (tally.read > 0 && tally.issue.len > 0) {
			tallies->list[tallies->count++] = tally;
		}
	}
	tallies->list[tallies->count] = tally_of(sheet, run, STR_EMPTY);
	tallies->count += tallies->list[tallies->count].read > 0;
}

void sheet_score(struct buf *table, struct buf *marks, const struct sheet *sheet, const struct run_read *run)
{
	enum { DIGITS = 3 };
	struct arena arena = ARENA_INIT;
	struct tallies tallies = { NULL, 0 };
	struct tally all = { .label = STR("-") };
	double agreement = kappa(sheet);
	tallies_make(&tallies, &arena, sheet, run);
	buf_text(
	    table,
	    "issue\tlabel\treaders\tread\tfit\tpurity\tlow\thigh\tshare\tshare_read\tshare_low\tshare_high\tkappa\n");
	buf_text(
	    marks,
	    "# What people read of each issue (gripe sheet --score): issue, contacts it had, readers, mentions read, "
	    "those that fit, 95 % interval of that share.\n");
	for (size_t i = 0; i < tallies.count; i++) {
		const struct tally *tally = &tallies.list[i];
		bool issue = tally->issue.len > 0;
		tsv_cell_add(table, issue ? tally->issue : STR("-"));
		purity_write(table, sheet, tally);
		share_write(table, sheet, &tallies, i);
		buf_text(table, "\t-\n");
		all.read += issue ? tally->read : 0;
		all.fit += issue ? tally->fit : 0;
		if (issue) {
			marks_write(marks, sheet, tally);
		}
	}
	buf_byte(table, '*');
	purity_write(table, sheet, &all);
	buf_text(table, "\t-\t-\t-\t-");
	if (isnan(agreement)) {
		buf_text(table, "\t-");
	} else {
		number(table, agreement, DIGITS);
	}
	buf_byte(table, '\n');
	arena_release(&arena);
}
