/* post_gate.c - see post_gate.h. Each check has a place and a reason to tell; all are made, so that one run of
 * --explain says everything. */
#include "post_gate.h"

#include <stdio.h>
#include <unistd.h>

#include "ledger.h"
#include "personal.h"
#include "plain_text.h"
#include "post_books.h"
#include "post_recount.h"
#include "tell.h"

const char *const gate_names[GATE_REASONS] = { "quote", "people", "personal", "number", "coverage", "books", "mixed" };

/* One thing looked at; where and what are told when it is bad. */
static void look(struct gate *gate, enum gate_reason reason, bool good, struct str where, struct str what)
{
	if (good) {
		gate->passed[reason]++;
		return;
	}
	gate->failed[reason]++;
	buf_printf(&gate->findings, "no\t%s\t%.*s\t", gate_names[reason], STR_ARGS(where));
	buf_str_add(&gate->findings, what);
	buf_byte(&gate->findings, '\n');
}

static struct str place(const struct gate *gate, const char *file, uint64_t line)
{
	struct arena *arena = gate->post->doc.arena;
	return line > 0 ? arena_printf(arena, "%s:%llu", file, (unsigned long long)line)
	                : arena_printf(arena, "%s", file);
}

static struct str issue_place(const struct gate *gate, const struct post_issue *issue)
{
	return place(gate, gate->post->file, issue->line_number);
}

/* Is the issue told of in the post: does a figure stand in it, or the headline name it? */
static bool is_told(const struct post *post, const struct post_issue *issue)
{
	bool told = post->asked.team == NULL && issue < post->issues + post->named;
	for (size_t i = 0; i < post->doc.figure_count && !told; i++) {
		told = str_eq(post->doc.figures[i].id, issue->id);
	}
	return told;
}

static void quotes_look(struct gate *gate)
{
	static const char *const said[] = { [QUOTE_LOST] = "no contact of the run has the id \"%.*s\" of this quote",
		                            [QUOTE_DIFFERS] = "contact \"%.*s\" does not say this, at this place",
		                            [QUOTE_VERBATIM] = "%.*s" };
	for (size_t i = 0; i < gate->post->issue_count; i++) {
		const struct post_issue *issue = &gate->post->issues[i];
		if (issue->quote_told) {
			char what[512];
			snprintf(what, sizeof what, said[issue->quote.state], STR_ARGS(issue->quote.contact));
			look(gate, GATE_QUOTE, issue->quote.state == QUOTE_VERBATIM, issue_place(gate, issue),
			     str_from(what));
		}
	}
}

static void people_look(struct gate *gate, const struct recount *recount)
{
	const struct post *post = gate->post;
	for (size_t i = 0; i < post->issue_count; i++) {
		const struct figure namers = { .of = FIGURE_NAMERS, .id = post->issues[i].id };
		double people = 0;
		if (!is_told(post, &post->issues[i])) {
			continue;
		}
		(void)recount_holds(recount, &namers, &people);
		look(gate, GATE_PEOPLE, people >= (double)post->asked.min_people, issue_place(gate, &post->issues[i]),
		     arena_printf(post->doc.arena, "%.0f people name \"%.*s\", fewer than %lld (--min-people)", people,
		                  STR_ARGS(post->issues[i].label), (long long)post->asked.min_people));
	}
}

/* What people read, and what the run's ledger says, of the issues of the headline. */
static void mixed_look(struct gate *gate, const struct ledger *ledger)
{
	const struct post *post = gate->post;
	for (size_t i = 0; i < post->named; i++) {
		const struct post_issue *issue = &post->issues[i];
		const struct read_mark *mark =
		    read_marks_of(&post->marks, issue->id, json_number_of(issue->line, "contacts", -1));
		const struct ledger_row *row = ledger_last(ledger, LEDGER_MIXED, issue->id);
		if (mark != NULL && is_told(post, issue)) {
			look(gate, GATE_MIXED, !read_mark_mixed(mark), STR(READ_MARKS_FILE),
			     arena_printf(post->doc.arena,
			                  "\"%.*s\" of the headline is mixed: %d of %d mentions that were read fit",
			                  STR_ARGS(issue->label), mark->fit, mark->read));
		}
		if (row != NULL && is_told(post, issue)) {
			look(gate, GATE_MIXED, false, place(gate, "ledger.tsv", row->line),
			     arena_printf(post->doc.arena, "\"%.*s\" of the headline is mixed, by the ledger",
			                  STR_ARGS(issue->label)));
		}
	}
}

static int mixed_check(struct gate *gate, struct err *err)
{
	struct ledger *ledger = NULL;
	const char *path = arena_printf(gate->post->doc.arena, "%s/ledger.tsv", gate->post->run.folder).at;
	int result = access(path, F_OK) == 0 ? ledger_open(&ledger, path, err) : 0;
	if (result == 0) {
		mixed_look(gate, ledger);
	}
	ledger_close(ledger);
	return result;
}

static void coverage_look(struct gate *gate)
{
	const struct post *post = gate->post;
	json_object *summary = post->run.summary;
	double counted = json_number_of(summary, "counted", 0),
	       covered = post->run.leading != &post->run.issues ? json_number_of(summary, "coverage", 0)
	                 : counted > 0                          ? 1 - json_number_of(summary, "unplaced", 0) / counted
	                                                        : 0;
	look(gate, GATE_COVERAGE, covered >= post->asked.min_coverage, STR("summary.json"),
	     arena_printf(post->doc.arena,
	                  "%.0f %% of the contacts that are counted are in an issue, under the floor of %.0f %% "
	                  "(--min-coverage)",
	                  covered * 100, post->asked.min_coverage * 100));
}

static void numbers_look(struct gate *gate, const struct recount *recount)
{
	static const char *const said[] = { [BOUND_NONE] = "it is",
		                            [BOUND_LOW] = "this is no lower end of an interval around",
		                            [BOUND_HIGH] = "this is no upper end of an interval around" };
	const struct post *post = gate->post;
	for (size_t i = 0; i < post->doc.figure_count; i++) {
		const struct figure *figure = &post->doc.figures[i];
		double again = 0;
		bool good = recount_holds(recount, figure, &again);
		struct str where = place(gate, figure->file, figure->line);
		look(gate, GATE_NUMBER, good, where,
		     arena_printf(post->doc.arena,
		                  "\"%.*s\"%s%.*s: %.10g stands there, but %s %.10g when made again from the tables",
		                  STR_ARGS(figure->shown), figure->id.len > 0 ? " of " : "", STR_ARGS(figure->id),
		                  figure->stated, said[figure->bound], again));
	}
}

struct personal_look {
	struct gate *gate;
	struct personal *personal;
	struct arena arena;
};

static void text_look(struct personal_look *looking, const char *what, struct str where, struct str text)
{
	struct str masked = STR_EMPTY;
	size_t found =
	    personal_mask(looking->personal, &looking->arena, (struct personal_text){ text, STR_EMPTY }, &masked, NULL);
	struct buf said;
	buf_init(&said, SIZE_MAX);
	buf_printf(&said, "%s: ", what);
	tell_plain(&said, masked); /* with what was found hidden: a log is no place for it either */
	look(looking->gate, GATE_PERSONAL, found == 0, where, buf_str(&said));
	buf_release(&said);
}

static void texts_look(struct personal_look *looking)
{
	const struct post *post = looking->gate->post;
	for (size_t i = 0; i < post->doc.title_count; i++) {
		if (post->doc.title[i].foreign) {
			text_look(looking, "title", STR("the post"), post->doc.title[i].text);
		}
	}
	for (size_t b = 0; b < post->doc.block_count; b++) {
		const struct text_block *block = &post->doc.blocks[b];
		for (size_t i = 0; i < block->count; i++) {
			if (block->runs[i].foreign) {
				text_look(looking, block->kind == BLOCK_QUOTE ? "quote" : "text", STR("the post"),
				          block->runs[i].text);
			}
		}
	}
	for (size_t i = 0; i < post->issue_count; i++) {
		const struct post_issue *issue = &post->issues[i];
		if (post_ships_issue(post, issue->id)) {
			text_look(looking, "label", issue_place(looking->gate, issue), issue->label);
			text_look(looking, "next_step", issue_place(looking->gate, issue),
			          text_clipped(post->doc.arena, json_text_of(issue->line, "next_step")));
		}
	}
}

static int personal_check(struct gate *gate, struct stage_run *run, struct err *err)
{
	struct personal_look looking = { .gate = gate, .arena = ARENA_INIT };
	int result = personal_open(&looking.personal, run, err);
	if (result == 0) {
		texts_look(&looking);
	}
	personal_close(looking.personal);
	arena_release(&looking.arena);
	return result;
}

static void book_told(void *to, bool good, struct str where, struct str what)
{
	look(to, GATE_BOOKS, good, where, what);
}

int gate_run(struct gate *gate, const struct post *post, struct stage_run *run, struct err *err)
{
	struct recount recount;
	int result;
	*gate = (struct gate){ .post = post };
	buf_init(&gate->findings, SIZE_MAX);
	result = recount_read(&recount, post, err);
	if (result == 0) {
		quotes_look(gate);
		people_look(gate, &recount);
		numbers_look(gate, &recount);
		coverage_look(gate);
		result = mixed_check(gate, err);
		result = result == 0 ? personal_check(gate, run, err) : result;
	}
	recount_release(&recount);
	return result == 0 ? post_books(post, &(struct book_looks){ book_told, gate }, err) : result;
}

void gate_release(struct gate *gate)
{
	buf_release(&gate->findings);
}

size_t gate_failed(const struct gate *gate)
{
	size_t failed = 0;
	for (size_t i = 0; i < GATE_REASONS; i++) {
		failed += gate->failed[i];
	}
	return failed;
}

void gate_explain(struct buf *out, const struct gate *gate)
{
	for (size_t i = 0; i < GATE_REASONS; i++) {
		if (gate->failed[i] == 0) {
			buf_printf(out, "ok\t%s\t-\t%zu looked at\n", gate_names[i], gate->passed[i]);
		}
	}
	buf_str_add(out, buf_str(&gate->findings));
}

void gate_sentence(struct buf *out, const struct gate *gate)
{
	buf_text(out, "gripe post: nothing is published:");
	for (size_t i = 0, told = 0; i < GATE_REASONS; i++) {
		if (gate->failed[i] > 0) {
			buf_printf(out, "%s %s (%zu)", told++ > 0 ? "," : "", gate_names[i], gate->failed[i]);
		}
	}
	buf_text(out, gate->post->asked.explain ? "\n" : "; --explain says what and where\n");
}
