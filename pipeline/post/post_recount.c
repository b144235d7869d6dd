/* post_recount.c - see post_recount.h. Each figure is one pass over the rows: a post has a hundred, a row is 48 bytes.
 * Of a run before, the figures are those that its own tables state; the run's present window is that of its summary.
 * What cannot be made again from counts is held to lie around its figure: the ends of intervals, which are bootstrapped
 * over persons or widened by spread. */
#include "post_recount.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "csv_rows.h"
#include "option.h"
#include "table_fields.h"
#include "timestamp.h"

enum { ROWS_FIRST = 1024, PER = 1000 };

static bool row_take(struct recount *recount, const struct csv_row *row)
{
	const struct str *cells = row->cells;
	int64_t contacts = 0, person = 0, seconds = 0;
	struct recount_row *to;
	if (row->count != TABLE_COUNTED_COUNT || !integer_parse(cells[TABLE_COUNTED_contacts], &contacts) ||
	    (cells[TABLE_COUNTED_person].len > 0 && !integer_parse(cells[TABLE_COUNTED_person], &person)) ||
	    (cells[TABLE_COUNTED_day].len > 0 && !timestamp_parse(cells[TABLE_COUNTED_day], &seconds))) {
		return false;
	}
	recount->rows = array_room(recount->rows, recount->count, &recount->cap, sizeof *recount->rows, ROWS_FIRST);
	to = &recount->rows[recount->count++];
	*to = (struct recount_row){ .contacts = (double)contacts,
		                    .counted = str_eq(cells[TABLE_COUNTED_counted], STR("true")),
		                    .new = str_eq(cells[TABLE_COUNTED_new], STR("true")),
		                    .dated = cells[TABLE_COUNTED_day].len > 0,
		                    .day = timestamp_day(seconds),
		                    .person = (uint32_t)person,
		                    .ids = intern_add(&recount->ids, cells[TABLE_COUNTED_issues]) };
	recount->persons = to->person > recount->persons ? to->person : recount->persons;
	return true;
}

int recount_read(struct recount *recount, const struct post *post, struct err *err)
{
	const struct csv_dialect dialect = { .delimiter = ',', .quotes = true };
	struct infile *file = NULL;
	struct csv_rows *rows = NULL;
	struct csv_row row;
	int result = infile_memory(&file, "counted.csv", buf_str(&post->counted), err), got = 0;
	*recount = (struct recount){ .post = post };
	intern_init(&recount->ids);
	if (result < 0) {
		return result;
	}
	csv_rows_open(&rows, file, &dialect);
	for (size_t n = 0; result == 0 && (got = csv_rows_next(rows, &row, TABLE_COUNTED_COUNT, NULL, err)) > 0; n++) {
		if (n > 0 && !row_take(recount, &row)) { /* the first is the header */
			result = err_set(err, GRIPE_DATA, "row %zu of counted.csv cannot be read again", n);
		}
	}
	csv_rows_close(rows);
	infile_close(file);
	return result == 0 ? got : result;
}

void recount_release(struct recount *recount)
{
	free(recount->rows);
	intern_release(&recount->ids);
}

/* ---- which rows a figure is over ---- */

struct over {
	const struct recount *recount;
	struct str id;                  /* empty: whatever they name */
	bool counted, new, old, dated;  /* only such; old: not new */
	bool alone, unplaced, headline; /* naming no other issue of pain; none; one of the headline's */
	int64_t from, to;               /* days [from, to), when dated */
};

static bool names(const struct over *over, struct str ids)
{
	const struct post *post = over->recount->post;
	size_t pain = 0, named = 0;
	bool found = over->id.len == 0;
	for (struct str rest = ids, id; rest.len > 0;) {
		id = str_cut(rest, ';', &rest);
		found = found || str_eq(id, over->id);
		pain += post_is_pain(post, id);
		for (size_t i = 0; i < post->named; i++) {
			named += str_eq(post->issues[i].id, id);
		}
	}
	return found && (!over->alone || pain == 1) && (!over->unplaced || pain == 0) && (!over->headline || named > 0);
}

static bool is_over(const struct over *over, const struct recount_row *row)
{
	return (!over->counted || row->counted) && (!over->new || row->new) && (!over->old || !row->new) &&
	       (!over->dated || (row->dated && row->day >= over->from && row->day < over->to)) &&
	       names(over, over->recount->ids.names[row->ids]);
}

static double contacts(const struct over *over)
{
	double sum = 0;
	for (size_t i = 0; i < over->recount->count; i++) {
		sum += is_over(over, &over->recount->rows[i]) ? over->recount->rows[i].contacts : 0;
	}
	return sum;
}

/* Known persons once each; beyond the one who is known, senders of copies are people too. all: of every row. */
static double people(const struct over *over, bool all)
{
	bool *seen = memory_alloc(over->recount->persons + (size_t)1);
	double sum = 0;
	for (size_t i = 0; i < over->recount->count; i++) {
		const struct recount_row *row = &over->recount->rows[i];
		if (!is_over(over, row)) {
			continue;
		}
		bool first = row->person == 0 || !seen[row->person];
		seen[row->person] = true;
		sum += row->person == 0 ? row->contacts : (double)first + (all ? row->contacts - 1 : 0);
	}
	free(seen);
	return sum;
}

static bool window_of(const struct post *post, bool recent, struct over *over)
{
	json_object *change = json_member(post->run.summary, "period_change", json_type_object);
	int64_t from = 0, to = 0;
	bool good = timestamp_parse(json_text_of(change, recent ? "recent_from" : "before_from"), &from) &&
	            timestamp_parse(json_text_of(change, recent ? "recent_to" : "before_to"), &to);
	over->dated = true;
	over->from = timestamp_day(from);
	over->to = timestamp_day(to) + 1;
	return good;
}

/* Contacts now, and before: of an issue, or with an empty id of all. NAN: nothing says over which time. */
static double now_count(const struct recount *recount, struct str id)
{
	struct over over = { .recount = recount, .id = id, .new = recount->post->before.there };
	bool good = recount->post->before.there || window_of(recount->post, true, &over);
	return good ? contacts(&over) : NAN;
}

static double before_count(const struct recount *recount, struct str id)
{
	const struct post *post = recount->post;
	struct over over = { .recount = recount, .id = id };
	if (post_shares(post)) {
		over.old = true;
		return contacts(&over);
	}
	if (post->before.there) {
		return id.len == 0 ? json_number_of(post->before.run.summary, "contacts", NAN)
		                   : json_number_of(run_line_of(&post->before.run, id), "contacts", 0);
	}
	return window_of(post, false, &over) ? contacts(&over) : NAN;
}

static double rate(const struct recount *recount, struct str id, int64_t from, int days)
{
	struct over over = { .recount = recount, .id = id, .dated = true, .from = from, .to = from + days }, all = over;
	all.id = STR_EMPTY;
	return contacts(&over) / contacts(&all);
}

static double of_days(const struct recount *recount, const struct figure *figure)
{
	struct over on = { .recount = recount, .id = figure->id, .dated = true };
	double before;
	switch (figure->of) {
	case FIGURE_ON_DAY:
		on.from = figure->day - figure->days + 1;
		on.to = figure->day + 1;
		return contacts(&on);
	case FIGURE_RATE: return rate(recount, figure->id, figure->day, figure->days) * PER;
	default:
		before = rate(recount, figure->id, figure->before - figure->days_before, figure->days_before);
		return rate(recount, figure->id, figure->day, figure->days) / before;
	}
}

static double of_changes(const struct recount *recount, const struct figure *figure)
{
	double now = now_count(recount, figure->id), now_of = now_count(recount, STR_EMPTY),
	       before = before_count(recount, figure->id), before_of = before_count(recount, STR_EMPTY);
	switch (figure->of) {
	case FIGURE_RECENT: return now;
	case FIGURE_RECENT_OF: return now_of;
	case FIGURE_RECENT_SHARE: return now / now_of;
	case FIGURE_BEFORE: return before;
	case FIGURE_BEFORE_OF: return before_of;
	case FIGURE_BEFORE_SHARE: return before / before_of;
	default: return now / now_of / (before / before_of);
	}
}

static double counted_of(const struct recount *recount)
{
	bool issues = recount->post->run.leading == &recount->post->run.issues;
	return contacts(&(struct over){ .recount = recount, .counted = issues });
}

static double made_again(const struct recount *recount, const struct figure *figure)
{
	struct over over = { .recount = recount, .id = figure->id };
	switch (figure->of) {
	case FIGURE_CONTACTS:
	case FIGURE_NAMED: return contacts(&over);
	case FIGURE_COUNTED: return counted_of(recount);
	case FIGURE_PEOPLE: return people(&over, true);
	case FIGURE_NAMERS: return people(&over, false);
	case FIGURE_UNPLACED: over.counted = over.unplaced = true; return contacts(&over);
	case FIGURE_UNION: over.headline = true; return contacts(&over) / counted_of(recount);
	case FIGURE_SHARE: return contacts(&over) / counted_of(recount);
	case FIGURE_ALONE: over.alone = true; return contacts(&over);
	case FIGURE_ON_DAY:
	case FIGURE_RATE:
	case FIGURE_RATES_RATIO: return of_days(recount, figure);
	case FIGURE_ALERTS:
	case FIGURE_READ:
	case FIGURE_FIT:
	case FIGURE_LISTED: return figure->again;
	default: return of_changes(recount, figure);
	}
}

/* How far off a figure may be by the digits that the run's files keep of it. */
static double slack(const struct figure *figure, double again)
{
	switch (figure->of) {
	case FIGURE_RATIO:
	case FIGURE_RATES_RATIO: return 1e-4 * fmax(1, fabs(again));
	case FIGURE_RATE: return 1e-3;
	default: return 1e-6;
	}
}

bool recount_holds(const struct recount *recount, const struct figure *figure, double *again)
{
	*again = made_again(recount, figure);
	double least = *again - slack(figure, *again), most = *again + slack(figure, *again);
	if (isnan(figure->stated) || isnan(*again)) {
		return false;
	}
	switch (figure->bound) {
	case BOUND_LOW: return figure->stated <= most;
	case BOUND_HIGH: return figure->stated >= least;
	default: return figure->stated >= least && figure->stated <= most;
	}
}
