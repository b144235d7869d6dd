/* fused.c - executes a plan in one process.
 *
 * The flow is a row of passes. In the first the reader's records stream through chains of pure stages (on threads) and
 * through stages that hold something (the duplicates' table) up to the mentions. Each further one takes these up again
 * and gives them to pure stages (the assignment, on threads). Behind every pass stand the stages that only look at
 * records or sum them up (alerts, learning, ranking): they see them as they come, and what they make of all is there
 * before the next pass begins. In the last pass the records are written to the run folder and leave the process. What
 * waits between two passes is kept in memory up to --mem and then in a temporary file (batch_store.h). Theme records
 * are few and go on to the report. Order is kept everywhere, so the result is that of the shell pipeline, byte for
 * byte; tests/pipeline holds both to it. */
#include "fused.h"

#include <stdio.h>
#include <stdlib.h>

#include "batch_store.h"
#include "common_options.h"
#include "kept_records.h"
#include "looker.h"

struct hold { /* a serial stage in the streaming half: what comes out of one pool goes through it into the next */
	struct flow *flow;
	struct link *link;
	bool rehearsal; /* the link only learns: the batches wait here and go on as they came */
	struct batch_store waiting;
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
	size_t pass_end; /* lookers of this pass: lines [pass_from, pass_end) */
	size_t pass_from;
	struct batch_store stores[2]; /* what waits for the next pass is put into one and taken out of the other */
	size_t filling;               /* of stores */
	struct looker_place place;
	struct looker lookers[PLAN_STAGES];
	struct kept_records records;
	bool prepared;          /* before_ranking was called */
	bool written;           /* contacts.ndjson and mentions.ndjson stand in the folder, or are not wanted */
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

/* Lines that read contacts or mentions and let them pass as they are. */
static bool is_looker(const struct stage *stage)
{
	return !stage_transforms(stage) && stage->reads != SHAPE_THEMES;
}

/* A stage that makes themes and that somebody must be called before. */
static bool must_wait(const struct flow *flow, const struct stage *stage)
{
	return stage->writes == SHAPE_THEMES && flow->f->before_ranking != NULL && !flow->prepared;
}

/* Sets the lookers behind the stages that this pass begins with: lines from `from` on. */
static void pass_bounds(struct flow *flow, size_t from)
{
	const struct plan *plan = flow->f->plan;
	flow->pass_from = flow->pass_end = from;
	while (flow->pass_end < plan->count && is_looker(plan->lines[flow->pass_end].stage) &&
	       !must_wait(flow, plan->lines[flow->pass_end].stage)) {
		flow->pass_end++;
	}
}

/* No stage behind this pass takes the records up again. */
static bool is_last_pass(const struct flow *flow)
{
	return flow->pass_end == flow->f->plan->count ||
	       flow->f->plan->lines[flow->pass_end].stage->reads == SHAPE_THEMES;
}

/* No stage behind this pass changes the records. */
static bool is_done_with_records(const struct flow *flow)
{
	return is_last_pass(flow) || must_wait(flow, flow->f->plan->lines[flow->pass_end].stage);
}

static int pass_open(struct flow *flow, struct err *err)
{
	int result = 0;
	for (size_t i = flow->pass_from; i < flow->pass_end && result == 0; i++) {
		result = looker_open(&flow->lookers[i], &flow->links[i], &flow->place, err);
		result = result < 0 ? err_wrap(err, "%s", flow->links[i].stage->name) : 0;
	}
	if (result == 0 && is_done_with_records(flow) && !flow->written) {
		result = kept_records_open(&flow->records, flow->f->folder, err);
	}
	return result;
}

/* Where the records of a pass arrive: all lookers see them, then they wait for the next pass or leave. */
static int arrive(void *to, struct batch *batch, struct err *err)
{
	struct flow *flow = to;
	int result = 0;
	for (size_t i = flow->pass_from; i < flow->pass_end && result == 0; i++) {
		result = looker_see(&flow->lookers[i], batch, err);
		result = result < 0 ? err_wrap(err, "%s", flow->links[i].stage->name) : 0;
	}
	if (result == 0 && flow->records.contacts != NULL) {
		result = kept_records_write(&flow->records, batch, err);
	}
	if (result == 0 && !is_last_pass(flow)) {
		if (batch_store_stays(&flow->stores[flow->filling])) {
			batch_compact(batch);
		}
		return batch_store_put(&flow->stores[flow->filling], batch, err);
	}
	batch_free(batch);
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
	if (result < 0) {
		batch_free(batch);
		return result;
	}
	return batch_store_put(&hold->waiting, batch, err);
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
	return result < 0
	           ? result
	           : pool_open(&hold->pool, flow->chains[i], flow->chain_counts[i], flow->f->common.threads,
	                       last ? arrive : feed_hold, last ? (void *)flow : (void *)&flow->holds[i + 1], err);
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
	while (result == 0 && hold->rehearsal) {
		struct batch *batch;
		result = batch_store_take(&hold->waiting, &batch, err);
		if (batch == NULL) {
			break;
		}
		result = pool_put(hold->pool, batch, err);
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
		batch_store_release(&hold->waiting);
		if (hold->pool != NULL) {
			result = pool_close(hold->pool, result, err);
			hold->pool = NULL;
		}
	}
	return result;
}

/* ---- what stands behind the first pass ---- */

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

/* The end of a pass: its lookers end in their order. Books are written before a stage that makes themes ends: it may
 * read them from the folder. result: of the pass; the first failure is returned. */
static int pass_close(struct flow *flow, int result, struct err *err)
{
	for (size_t i = flow->pass_from; i < flow->pass_end; i++) {
		const struct stage *stage = flow->links[i].stage;
		bool sound = result == 0;
		if (sound && stage->writes == SHAPE_THEMES) {
			result = save_books(flow, i, err);
		}
		result = looker_close(&flow->lookers[i], result, err);
		if (sound && result < 0) {
			err_wrap(err, "%s", stage->name);
		}
	}
	flow->written = flow->written || flow->records.contacts != NULL;
	return kept_records_close(&flow->records, result, err);
}

/* The pass whose pure stages are lines [from, to): takes up what the one before has left. */
static int pass_run(struct flow *flow, size_t from, size_t to, struct err *err)
{
	struct link *chain[PLAN_STAGES];
	struct batch_store *source = &flow->stores[flow->filling];
	struct pool *pool = NULL;
	struct batch *batch = NULL;
	int result = 0;
	flow->filling = 1 - flow->filling;
	for (size_t i = from; i < to; i++) {
		chain[i - from] = &flow->links[i];
	}
	pass_bounds(flow, to);
	result = pool_open(&pool, chain, to - from, flow->f->common.threads, arrive, flow, err);
	result = result < 0 && to > from ? err_wrap(err, "%s", flow->links[from].stage->name) : result;
	result = result == 0 ? pass_open(flow, err) : result;
	while (result == 0) {
		result = batch_store_take(source, &batch, err);
		if (result < 0 || batch == NULL) {
			break;
		}
		result = pool_put(pool, batch, err);
	}
	result = pool != NULL ? pool_close(pool, result, err) : result;
	return pass_close(flow, result, err);
}

/* A stage that reads themes, to its end. */
static int report(struct flow *flow, size_t i, struct err *err)
{
	struct looker *looker = &flow->lookers[i];
	int result = save_books(flow, i, err);
	result = result < 0 ? result : looker_open(looker, &flow->links[i], &flow->place, err);
	for (struct batch *batch = flow->made.first; batch != NULL && result == 0; batch = batch->next) {
		result = looker_see(looker, batch, err);
	}
	result = looker_close(looker, result, err);
	return result < 0 ? err_wrap(err, "%s", flow->links[i].stage->name) : 0;
}

/* All that stands behind the first pass. */
static int run_rest(struct flow *flow, struct err *err)
{
	const struct plan *plan = flow->f->plan;
	int result = 0;
	for (size_t i = flow->pass_end; i < plan->count && result == 0;) {
		size_t to = i;
		while (to < plan->count && stage_transforms(plan->lines[to].stage)) {
			to++;
		}
		if (to == i && must_wait(flow, plan->lines[i].stage)) {
			result = save_books(flow, i, err);
			result = result == 0 ? flow->f->before_ranking(flow->f->to, flow->f, err) : result;
			result = result < 0 ? err_wrap(err, "%s", plan->lines[i].stage->name) : 0;
			flow->prepared = true;
		}
		if (result == 0 && plan->lines[i].stage->reads != SHAPE_THEMES) {
			result = pass_run(flow, i, to, err);
			i = flow->pass_end;
		} else if (result == 0) {
			result = report(flow, i++, err);
		}
	}
	return result < 0 ? result : save_books(flow, plan->count, err);
}

static void add_hold(struct flow *flow, struct link *link, bool rehearsal)
{
	struct hold *hold = &flow->holds[flow->hold_count++];
	*hold =
	    (struct hold){ .flow = flow, .link = link, .rehearsal = rehearsal, .batcher = { NULL, fill_pool, hold } };
	batch_store_init(&hold->waiting, flow->f->common.temporary, flow->f->memory);
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
	flow->f = f;
	flow->written = !f->keep_records;
	flow->place = (struct looker_place){ f->folder, &f->plan->arena, &f->page, &flow->made };
	for (size_t i = 0; i < 2; i++) {
		batch_store_init(&flow->stores[i], f->common.temporary, f->memory);
	}
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
		pass_bounds(flow, arrange(flow));
		result = pass_open(flow, err);
		result = result == 0 ? run_streams(flow, err) : result;
		if (result == 0) {
			result = check_rejects(flow, err);
		}
		result = pass_close(flow, result, err);
		if (result == 0) {
			result = run_rest(flow, err);
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
	for (size_t i = 0; i < 2; i++) {
		batch_store_release(&flow->stores[i]);
	}
	for (size_t i = 0; i < flow->hold_count; i++) {
		batch_store_release(&flow->holds[i].waiting);
	}
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
