/* fused.c - executes a plan in one process.
 *
 * The flow has two halves. The first streams: the reader's records go through chains of pure stages (on threads) and
 * through stages that hold something (the duplicates' table) up to the mentions. The second works on the mentions,
 * which are kept in memory in their batches: stages that only look at them (alerts, learning), the assignment (pure, on
 * threads, in place), and those that sum them up (ranking), whose few theme records go on to the report. Order is kept
 * everywhere, so the result is that of the shell pipeline, byte for byte; tests/pipeline holds both to it. Memory: the
 * mentions. */
#include "fused.h"

#include <stdio.h>
#include <stdlib.h>

#include "common_options.h"
#include "roll_up.h"

struct hold { /* a serial stage in the streaming half: what comes out of one pool goes through it into the next */
	struct flow *flow;
	struct link *link;
	bool rehearsal; /* the link only learns: the batches wait here and go on as they came */
	struct batch_list waiting;
	struct batcher batcher;
	struct pool *pool; /* the pool behind it, which batcher fills */
};

struct flow {
	struct fused *f;
	struct link links[PLAN_STAGES];
	struct link learners[PLAN_STAGES]; /* first passes, by the line they are for */
	struct options *options[PLAN_STAGES], *learner_options[PLAN_STAGES];
	struct hold holds[2 * PLAN_STAGES];
	size_t hold_count;
	struct link *chains[2 * PLAN_STAGES][PLAN_STAGES];
	size_t chain_counts[2 * PLAN_STAGES];
	struct batch_list kept; /* the mentions */
	struct batch_list made; /* theme records */
	size_t books_saved;     /* lines of the plan whose book stands in the folder */
};

/* ---- setting up ---- */

static int link_init(struct flow *flow, struct link *link, struct options **options, const struct plan_line *line,
                     char *const *words, struct err *err)
{
	char **argv = arena_array(&flow->f->plan->arena, (size_t)line->argc + 1, sizeof *argv), **paths;
	size_t path_count;
	int result;
	memcpy(argv, words, (size_t)line->argc * sizeof *argv);
	result =
	    options_parse(options, line->stage->options, common_options, line->argc, argv, &paths, &path_count, err);
	if (result < 0) {
		return err_wrap(err, "%s", line->stage->name);
	}
	link->stage = line->stage;
	link->run = flow->f->common;
	link->run.stage = line->stage;
	link->run.options = *options;
	link->run.output = option_text(*options, "output", NULL);
	link->run.rejects = line->stage->pure
	                        ? NULL
	                        : &flow->f->rejects; /* pure stages run on threads and set aside in their book alone */
	link->run.input_name = "-";
	return 0;
}

/* ---- the streaming half ---- */

static int keep(void *to, struct batch *batch, struct err *err)
{
	struct flow *flow = to;
	(void)err;
	batch_compact(batch);
	batch_list_add(&flow->kept, batch);
	return 0;
}

static int step_batch(struct link *link, struct batch *batch, const struct emit *emit, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < batch->count && result == 0; i++) {
		link->states[0].book.in += record_units(&batch->records[i], link->stage->reads);
		result = link->stage->step(link->states[0].state, &batch->records[i], emit, err);
	}
	return result;
}

static int hold_put(void *to, struct record *record, struct err *err)
{
	struct hold *hold = to;
	struct emit emit = batcher_emit(&hold->batcher);
	hold->link->states[0].book.out += record_units(record, hold->link->stage->writes);
	hold->link->states[0].book.kept += record_units(record, hold->link->stage->writes);
	return emit_put(&emit, record, err);
}

static int put_nowhere(void *to, struct record *record, struct err *err)
{
	(void)to;
	(void)record;
	(void)err;
	return 0;
}

/* A first pass: the learner sees copies, so that the records themselves go on as they were read. */
static int rehearse(struct hold *hold, struct batch *batch, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct emit nowhere = { put_nowhere, NULL };
	int result = 0;
	for (size_t i = 0; i < batch->count && result == 0; i++) {
		struct record copy;
		record_dup(&copy, &arena, &batch->records[i]);
		result = hold->link->stage->step(hold->link->states[0].state, &copy, &nowhere, err);
		arena_reset(&arena);
	}
	arena_release(&arena);
	batch_list_add(&hold->waiting, batch);
	return result;
}

static int feed_hold(void *to, struct batch *batch, struct err *err)
{
	struct hold *hold = to;
	if (hold->rehearsal) {
		return rehearse(hold, batch, err);
	}
	struct emit emit = { hold_put, hold };
	int result = step_batch(hold->link, batch, &emit, err);
	batch_free(batch);
	return result;
}

/* The pool behind a hold is opened with the first batch for it: what its stages read may have been learnt just before.
 */
static int ready(struct hold *hold, struct err *err)
{
	struct flow *flow = hold->flow;
	size_t i = (size_t)(hold - flow->holds);
	bool last = i + 1 == flow->hold_count;
	int result = 0;
	if (hold->pool != NULL) {
		return 0;
	}
	if (!last) {
		result = link_open(flow->holds[i + 1].link, 1, err);
	}
	return result < 0 ? result
	                  : pool_open(&hold->pool, flow->chains[i], flow->chain_counts[i], flow->f->common.threads,
	                              last ? keep : feed_hold, last ? (void *)flow : (void *)&flow->holds[i + 1], err);
}

static int fill_pool(void *to, struct batch *batch, struct err *err)
{
	struct hold *hold = to;
	int result = ready(hold, err);
	if (result < 0) {
		batch_free(batch);
		return result;
	}
	return pool_put(hold->pool, batch, err);
}

/* What a hold gives when all of its input has come: the reader's records, a holding stage's last ones, or the batches
 * that waited for a first pass. */
static int finish_hold(struct hold *hold, struct err *err)
{
	struct emit emit = { hold_put, hold }, nowhere = { put_nowhere, NULL };
	struct link_state *s = hold->link->states;
	const struct stage *stage = hold->link->stage;
	int result = 0;
	if (stage->produce != NULL) {
		result = stage->produce(s->state, hold->flow->f->paths, hold->flow->f->path_count, &emit, err);
		s->book.in = s->book.kept + book_dropped(&s->book, NULL);
	}
	if (result == 0 && stage->finish != NULL) {
		result = stage->finish(s->state, hold->rehearsal ? &nowhere : &emit, err);
	}
	if (result == 0) {
		result = ready(hold, err);
	}
	while (result == 0 && hold->waiting.first != NULL) {
		result = pool_put(hold->pool, batch_list_take(&hold->waiting), err);
	}
	return result == 0 ? batcher_flush(&hold->batcher, err) : result;
}

static int run_streams(struct flow *flow, struct err *err)
{
	int result = link_open(flow->holds[0].link, 1, err);
	for (size_t i = 0; i < flow->hold_count; i++) {
		struct hold *hold = &flow->holds[i];
		if (result == 0) {
			result = finish_hold(hold, err);
		}
		batcher_release(&hold->batcher);
		batch_list_free(&hold->waiting);
		if (hold->pool != NULL) {
			result = pool_close(hold->pool, result, err);
			hold->pool = NULL;
		}
	}
	return result;
}

/* ---- the half that works on the kept mentions ---- */

struct sink { /* alerts and themes: counted, written to a file of the run folder, kept when they are themes */
	struct flow *flow;
	struct link *link;
	struct outfile *file;
	struct outfile *issues; /* of what is ranked: the lines of issues have a file of their own */
	struct buf line;
	struct batcher batcher;
};

static int keep_made(void *to, struct batch *batch, struct err *err)
{
	struct flow *flow = to;
	(void)err;
	batch_list_add(&flow->made, batch);
	return 0;
}

static int sink_put(void *to, struct record *record, struct err *err)
{
	struct sink *sink = to;
	struct emit emit = batcher_emit(&sink->batcher);
	int result = 0;
	sink->link->states[0].book.out++;
	if (sink->link->stage->writes == SHAPE_TEXT) {
		buf_str_add(&sink->flow->f->page, record->json);
		return 0;
	}
	if (sink->file != NULL) {
		buf_clear(&sink->line);
		record_encode(&sink->line, record, sink->link->stage->writes);
		bool issue = sink->issues != NULL && str_starts(buf_str(&sink->line), STR("{\"issue\":"));
		result = outfile_write(issue ? sink->issues : sink->file, buf_str(&sink->line), err);
	}
	if (result == 0 && sink->link->stage->writes == SHAPE_THEMES) {
		result = emit_put(&emit, record, err);
	}
	return result;
}

static int open_sink(struct sink *sink, struct flow *flow, struct link *link, struct err *err)
{
	const char *name = link->stage->writes == SHAPE_ALERTS   ? "alerts.ndjson"
	                   : link->stage->writes == SHAPE_THEMES ? "themes.ndjson"
	                                                         : NULL;
	*sink = (struct sink){ .flow = flow, .link = link, .batcher = { NULL, keep_made, flow } };
	buf_init(&sink->line, SIZE_MAX);
	int result = 0;
	if (link->stage->writes == SHAPE_THEMES) {
		result = outfile_open(&sink->issues,
		                      arena_printf(&flow->f->plan->arena, "%s/issues.ndjson", flow->f->folder).at, err);
	}
	if (name == NULL || result < 0) {
		return result;
	}
	return outfile_open(&sink->file, arena_printf(&flow->f->plan->arena, "%s/%s", flow->f->folder, name).at, err);
}

static int close_sink(struct sink *sink, int result, struct err *err)
{
	struct outfile *const files[] = { sink->file, sink->issues };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (files[i] != NULL && result == 0) {
			result = outfile_commit(files[i], err);
		} else {
			outfile_abort(files[i]);
		}
	}
	return result;
}

/* One serial stage over a list of batches, to its end. */
static int run_over(struct flow *flow, struct link *link, struct batch *list, struct err *err)
{
	struct sink sink;
	struct emit emit = { sink_put, &sink };
	struct link_state *s;
	int result;
	result = link_open(link, 1, err);
	if (result < 0) {
		return result;
	}
	s = link->states;
	result = open_sink(&sink, flow, link, err);
	for (struct batch *batch = list; batch != NULL && result == 0; batch = batch->next) {
		result = step_batch(link, batch, &emit, err);
	}
	if (result == 0 && link->stage->finish != NULL) {
		result = link->stage->finish(s->state, &emit, err);
		result = result == GRIPE_FOUND ? 0 : result; /* alerts are said, they do not fail a run */
	}
	if (result == 0) {
		result = batcher_flush(&sink.batcher, err);
	}
	batcher_release(&sink.batcher);
	result = close_sink(&sink, result, err);
	buf_release(&sink.line);
	s->book.kept = s->book.in - book_dropped(&s->book, NULL);
	return result;
}

/* The assignment: a pure stage over the kept batches, which come back in order. */
static int run_pure(struct flow *flow, struct link *link, struct err *err)
{
	struct link *chain[] = { link };
	struct batch_list list = flow->kept;
	struct pool *pool = NULL;
	int result = pool_open(&pool, chain, 1, flow->f->common.threads, keep, flow, err);
	if (result < 0) {
		return result;
	}
	flow->kept = (struct batch_list){ NULL, NULL };
	while (list.first != NULL && result == 0) {
		result = pool_put(pool, batch_list_take(&list), err);
	}
	batch_list_free(&list);
	return pool_close(pool, result, err);
}

static int write_records(struct flow *flow, const char *name, enum shape shape, struct err *err)
{
	struct outfile *file = NULL;
	struct buf text;
	int result = outfile_open(&file, arena_printf(&flow->f->plan->arena, "%s/%s", flow->f->folder, name).at, err);
	if (result < 0) {
		return result;
	}
	buf_init(&text, SIZE_MAX);
	for (struct batch *batch = flow->kept.first; batch != NULL && result == 0; batch = batch->next) {
		for (size_t i = 0; i < batch->count; i++) {
			if (shape == SHAPE_CONTACTS) {
				roll_up_encode(&text, &batch->records[i]);
			} else {
				record_encode(&text, &batch->records[i], shape);
			}
		}
		result = outfile_write(file, buf_str(&text), err);
		buf_clear(&text);
	}
	buf_release(&text);
	if (result < 0) {
		outfile_abort(file);
		return result;
	}
	return outfile_commit(file, err);
}

static int save_book(struct flow *flow, struct link *link, struct err *err)
{
	const char *name = link->stage->name;
	struct buf text;
	int result;
	link_books(link);
	result = book_check(&link->book, name, err);
	if (result < 0) {
		return result;
	}
	buf_init(&text, SIZE_MAX);
	book_json(&link->book, name, link->stage->funnel, &text);
	buf_byte(&text, '\n');
	result = outfile_save(arena_printf(&flow->f->plan->arena, "%s/books/%s.json", flow->f->folder, name).at,
	                      buf_str(&text), err);
	buf_release(&text);
	return result;
}

/* The books of the first `count` lines, whose stages have ended: each is written once. */
static int save_books(struct flow *flow, size_t count, struct err *err)
{
	int result = 0;
	for (; flow->books_saved < count && result == 0; flow->books_saved++) {
		result = save_book(flow, &flow->links[flow->books_saved], err);
	}
	return result;
}

static int check_rejects(struct flow *flow, struct err *err)
{
	link_books(&flow->links[0]);
	if (flow->links[0].book.in == 0 && !flow->f->may_be_empty) {
		err_set(err, GRIPE_DATA, "no record was found in it");
		err_at(err, flow->f->path_count == 1 ? flow->f->paths[0] : "the input", 0, 0);
		return GRIPE_DATA;
	}
	return rejects_close(&flow->f->rejects, flow->links[0].book.in, err);
}

static int write_kept(struct flow *flow, struct err *err)
{
	int result = write_records(flow, "contacts.ndjson", SHAPE_CONTACTS, err);
	return result < 0 ? result : write_records(flow, "mentions.ndjson", SHAPE_MENTIONS, err);
}

static int run_line(struct flow *flow, size_t i, struct err *err)
{
	const struct stage *stage = flow->f->plan->lines[i].stage;
	if (stage_transforms(stage)) {
		return run_pure(flow, &flow->links[i], err);
	}
	return run_over(flow, &flow->links[i], stage->reads == SHAPE_THEMES ? flow->made.first : flow->kept.first, err);
}

/* Records and books are written before the first stage that reads themes, books before the one that makes them too: it
 * may read them from the folder. */
static int run_rest(struct flow *flow, size_t from, struct err *err)
{
	struct plan *plan = flow->f->plan;
	bool written = !flow->f->keep_records;
	int result = 0;
	for (size_t i = from; i < plan->count; i++) {
		const struct stage *stage = plan->lines[i].stage;
		if (stage->reads == SHAPE_THEMES) {
			result = written ? 0 : write_kept(flow, err);
			written = true;
			result = result < 0 ? result : save_books(flow, i, err);
		} else if (stage->writes == SHAPE_THEMES) {
			result = save_books(flow, i, err);
			if (result == 0 && flow->f->before_ranking != NULL) {
				result = written ? 0 : write_kept(flow, err);
				written = true;
				result = result == 0 ? flow->f->before_ranking(flow->f->to, flow->f, err) : result;
			}
		}
		if (result == 0) {
			result = run_line(flow, i, err);
		}
		if (result < 0) {
			return err_wrap(err, "%s", stage->name);
		}
	}
	if (!written) { /* a plan that ends before the report keeps its records too */
		result = write_kept(flow, err);
	}
	return result < 0 ? result : save_books(flow, plan->count, err);
}

static void add_hold(struct flow *flow, struct link *link, bool rehearsal)
{
	struct hold *hold = &flow->holds[flow->hold_count++];
	*hold =
	    (struct hold){ .flow = flow, .link = link, .rehearsal = rehearsal, .batcher = { NULL, fill_pool, hold } };
}

/* Sorts the plan's stages into the streaming half and the rest; returns the first line of the rest. */
static size_t arrange(struct flow *flow)
{
	struct plan *plan = flow->f->plan;
	size_t i = 1;
	add_hold(flow, &flow->links[0], false);
	for (; i < plan->count && stage_transforms(plan->lines[i].stage); i++) {
		if (plan->lines[i].rehearsed) {
			add_hold(flow, &flow->learners[i], true);
		}
		if (plan->lines[i].stage->pure) {
			size_t current = flow->hold_count - 1;
			flow->chains[current][flow->chain_counts[current]++] = &flow->links[i];
		} else {
			add_hold(flow, &flow->links[i], false);
		}
	}
	return i;
}

int fused_run(struct fused *f, struct err *err)
{
	struct flow *flow = memory_alloc(sizeof *flow);
	int result = 0;
	size_t rest;
	flow->f = f;
	f->flow = flow;
	f->common.said = &f->said;
	f->common.urgent = &f->urgent;
	f->common.inputs = f->keep_records ? &f->inputs : NULL; /* asked for by the manifest alone */
	f->common.print = NULL;
	result = rejects_open(&f->rejects, arena_printf(&f->plan->arena, "%s/rejects.ndjson", f->folder).at,
	                      f->max_rejects, err);
	f->rejects.raw = f->rejects_raw;
	for (size_t i = 0; i < f->plan->count && result == 0; i++) {
		struct plan_line *line = &f->plan->lines[i];
		result = link_init(flow, &flow->links[i], &flow->options[i], line, line->argv, err);
		if (result == 0 && line->rehearsed) {
			result = link_init(flow, &flow->learners[i], &flow->learner_options[i], line,
			                   plan_rehearsal(f->plan, line), err);
			flow->learners[i].run.rehearsal = true;
		}
	}
	if (result == 0) {
		rest = arrange(flow);
		result = run_streams(flow, err);
		if (result == 0) {
			result = check_rejects(flow, err);
		}
		if (result == 0) {
			result = run_rest(flow, rest, err);
		}
	}
	for (size_t i = 0; i < f->plan->count; i++) {
		if (flow->links[i].stage != NULL) {
			link_books(&flow->links[i]);
			f->books[i] = flow->links[i].book;
		}
	}
	return result;
}

int fused_keep(struct fused *f, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < f->plan->count && result == 0; i++) {
		const struct link *link = &f->flow->links[i];
		for (size_t s = 0; link->stage->keep != NULL && s < link->state_count && result == 0; s++) {
			result = link->stage->keep(link->states[s].state, err);
		}
	}
	return result;
}

void fused_close(struct fused *f)
{
	struct flow *flow = f->flow;
	if (flow == NULL) {
		return;
	}
	rejects_abort(&f->rejects);
	batch_list_free(&flow->kept);
	batch_list_free(&flow->made);
	for (size_t i = 0; i < f->plan->count; i++) {
		if (flow->links[i].stage != NULL) {
			link_close(&flow->links[i]);
		}
		if (flow->learners[i].stage != NULL) {
			link_close(&flow->learners[i]);
		}
		options_free(flow->options[i]);
		options_free(flow->learner_options[i]);
	}
	inputs_release(&f->inputs);
	free(flow);
	f->flow = NULL;
}
