/* rank.c - the stage: contacts with assigned mentions in, issues and themes in the order of the pain they cause out.
 *
 * In: contacts with mentions that name an issue and a theme, or say why they have none. Out: one object an issue (pain,
 * requests, questions, praise), then one a theme (pain, praise, other), then the unassigned by reason; the headline and
 * all totals go to --summary. Both layers go through the same methods, each in a file of its own: tally (what is kept),
 * pareto (unions and order), kind_vote (which table), bootstrap (intervals), cross (signals, channels, segments),
 * rank_quote. Memory: a row a contact and layer (tally.c). Result: the same bytes for any order and any cut of the
 * input into parts. */
#include "ranking.h"

#include <stdlib.h>
#include <unistd.h>

#include "counted.h"
#include "headline.h"
#include "outfile.h"
#include "rank_part.h"
#include "rank_summary.h"
#include "silent_answers.h"
#include "theme_line.h"
#include "timestamp.h"

struct rank_options {
	const char *summary, *model, *by_segment, *costs, *owners, *ledger, *funnel, *counted, *past;
	int by, copies, period;
	int64_t min, min_people;
	bool partial, merge;
};

struct rank_state {
	struct stage_run *run;
	struct rank_options options;
	struct ranking layers[PART_LAYERS]; /* by enum tally_layer */
	struct decisions decisions;
	struct cost_table costs;
	struct past past;
	char *segment_list;
	char **segments; /* NULL: every attribute with few values */
};

static const char *const period_names[] = { "auto", "day", "week", "fortnight", NULL };
static const int period_days[] = { 0, 1, 7, 14 };

static const struct option_spec rank_options[] = {
	{ "summary", 0, "FILE", "write the headline and all totals to FILE as JSON",
	  OPTION_TEXT(struct rank_options, summary, NULL) },
	{ "model", 0, "DIR", "take labels and terms from DIR/issues.tsv and themes.tsv (default: the id is the label)",
	  OPTION_TEXT(struct rank_options, model, NULL) },
	{ "by", 0, "MEASURE", "order by contacts, people, cost, churn, score or effort (default contacts)",
	  OPTION_CHOICE(struct rank_options, by, rank_by_names, BY_CONTACTS) },
	{ "copies", 0, "HOW",
	  "duplicates count as one contact, all, or (default: auto) as many as different people sent them",
	  OPTION_CHOICE(struct rank_options, copies, copies_names, COPIES_AUTO) },
	{ "min", 0, "N", "an issue or theme that fewer people name has \"too few\" for an interval (default 5)",
	  OPTION_WHOLE(struct rank_options, min, 1, INT64_MAX, 5) },
	{ "min-people", 0, "N", "show no cell of a segment with fewer people (default 5)",
	  OPTION_WHOLE(struct rank_options, min_people, 1, INT64_MAX, 5) },
	{ "by-segment", 0, "KEYS", "attributes to compare, separated by commas (default: all with 2 to 40 values)",
	  OPTION_TEXT(struct rank_options, by_segment, NULL) },
	{ "period", 0, "LENGTH", "trends by day, week or fortnight (default: day for a month of data, else week)",
	  OPTION_CHOICE(struct rank_options, period, period_names, 0) },
	{ "costs", 0, "FILE", "handling costs, customer value and churn odds (costs.tsv); without it no money is shown",
	  OPTION_TEXT(struct rank_options, costs, NULL) },
	{ "owners", 0, "FILE", "who owns which issue, theme or journey step (owners.tsv)",
	  OPTION_TEXT(struct rank_options, owners, NULL) },
	{ "ledger", 0, "FILE", "what was decided: names, mutes, owners, journey steps, actions (ledger.tsv)",
	  OPTION_TEXT(struct rank_options, ledger, NULL) },
	{ "funnel", 0, "DIR", "the books of all stages: answers of those who wrote nothing are in the score too",
	  OPTION_TEXT(struct rank_options, funnel, NULL) },
	{ "counted", 0, "FILE", "write what each contact was counted as to FILE, for a store",
	  OPTION_TEXT(struct rank_options, counted, NULL) },
	{ "past", 0, "FILE", "contacts by day of earlier nights (gripe history past), which trends and anomalies go by",
	  OPTION_TEXT(struct rank_options, past, NULL) },
	{ "partial", 0, NULL, "write a partial result instead of issues and themes",
	  OPTION_FLAG(struct rank_options, partial) },
	{ "merge", 0, NULL, "accept partial results alone: a mention in the input is an error",
	  OPTION_FLAG(struct rank_options, merge) },
	{ 0 },
};

/* The keys of --by-segment, NULL-terminated. */
static void segments_parse(struct rank_state *state, const char *text)
{
	size_t count = 1;
	char *at;
	state->segment_list = memory_array(strlen(text) + 1, 1);
	memcpy(state->segment_list, text, strlen(text));
	for (at = state->segment_list; *at != '\0'; at++) {
		count += *at == ',';
	}
	state->segments = memory_array(count + 1, sizeof *state->segments);
	at = state->segment_list;
	for (size_t i = 0; i < count; i++) {
		state->segments[i] = at;
		at += strcspn(at, ",");
		*at++ = '\0';
	}
}

/* Tables that people edit. The rules for next steps come with the lexicons, and a folder without them has none. */
static int tables_load(struct rank_state *state, struct err *err)
{
	const struct rank_options *options = &state->options;
	struct decisions *decisions = &state->decisions;
	struct str steps = arena_printf(&decisions->arena, "%s/next_step.tsv", state->run->lexicons);
	int result = access(steps.at, R_OK) == 0 ? decisions_steps(decisions, steps.at, err) : 0;
	if (result == 0 && options->costs != NULL) {
		result = costs_load(&state->costs, options->costs, err);
	}
	if (result == 0 && options->owners != NULL) {
		result = decisions_owners(decisions, options->owners, err);
	}
	if (result == 0 && options->ledger != NULL) {
		result = ledger_open(&decisions->ledger, options->ledger, err);
	}
	if (result == 0 && options->past != NULL) {
		result = past_load(&state->past, options->past, err);
	}
	return result;
}

static int layer_open(struct rank_state *state, enum tally_layer layer, struct err *err)
{
	const struct rank_options *options = &state->options;
	struct ranking *ranking = &state->layers[layer];
	ranking->asked = (struct rank_asked){ .by = options->by,
		                              .min = (uint64_t)options->min,
		                              .min_people = (uint64_t)options->min_people,
		                              .seed = state->run->seed,
		                              .period_days = period_days[options->period] };
	ranking->tally.layer = layer;
	ranking->tally.segment_keys = state->segments;
	ranking->tally.copies = (enum tally_copies)options->copies;
	ranking->quotes.of_issues = layer == LAYER_ISSUES;
	ranking->decisions = &state->decisions;
	ranking->costs = &state->costs;
	ranking->past = state->past.open ? &state->past : NULL;
	ranking->labels.ledger = state->decisions.ledger;
	ranking->now = TIME_NONE;
	if (state->run->now != NULL) {
		ranking->now_given = timestamp_parse(str_from(state->run->now), &ranking->now);
	}
	if (options->model == NULL) {
		return 0;
	}
	return layer == LAYER_ISSUES ? labels_issues(&ranking->labels, options->model, err)
	                             : labels_load(&ranking->labels, options->model, err);
}

static int rank_open(struct stage_run *run, void **to, struct err *err)
{
	struct rank_state *state = memory_alloc(sizeof *state);
	int result;
	*to = state;
	state->run = run;
	for (int layer = 0; layer < PART_LAYERS; layer++) {
		tally_init(&state->layers[layer].tally);
		quotes_init(&state->layers[layer].quotes);
		labels_init(&state->layers[layer].labels);
	}
	result = options_fill(run->options, rank_options, &state->options, err);
	if (result == 0 && state->options.by == BY_COST && state->options.costs == NULL) {
		result = err_set(err, GRIPE_USAGE, "--by cost needs --costs FILE");
	}
	if (result == 0 && state->options.by_segment != NULL) {
		segments_parse(state, state->options.by_segment);
	}
	result = result == 0 ? tables_load(state, err) : result;
	for (int layer = 0; layer < PART_LAYERS && result == 0; layer++) {
		result = layer_open(state, (enum tally_layer)layer, err);
	}
	return result;
}

static int rank_step(void *at, struct record *record, const struct emit *emit, struct err *err)
{
	struct rank_state *state = at;
	int result = 0;
	(void)emit;
	if (state->options.merge) {
		return err_set(err, GRIPE_DATA, "--merge takes partial results (gripe rank --partial), not mentions");
	}
	for (int layer = 0; layer < PART_LAYERS && result == 0; layer++) {
		struct ranking *ranking = &state->layers[layer];
		result = tally_add(&ranking->tally, record, err);
		if (result == 0) {
			quotes_add(&ranking->quotes, record);
		}
	}
	return result;
}

static int rank_part(void *at, struct str line, struct err *err)
{
	struct rank_state *state = at;
	struct part_layer layers[PART_LAYERS];
	for (int layer = 0; layer < PART_LAYERS; layer++) {
		layers[layer] = (struct part_layer){ &state->layers[layer].tally, &state->layers[layer].quotes };
	}
	return part_read(layers, line, err);
}

/* to: struct emit, read only. */
static int put_line(void *to, struct str line, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct record record = { .arena = &arena, .json = line };
	int result = emit_put(to, &record, err);
	arena_release(&arena);
	return result;
}

static int put_lines(const struct ranking *ranking, void *emit, struct err *err)
{
	struct buf line;
	int result = 0;
	buf_init(&line, SIZE_MAX);
	for (size_t i = 0; i < ranking->themes.count && result == 0; i++) {
		theme_line(&line, ranking, ranking->themes.order[i]);
		result = put_line(emit, buf_str(&line), err);
		buf_clear(&line);
	}
	for (enum unassigned_reason r = 0; ranking->tally.layer == LAYER_THEMES && r < REASON_COUNT && result == 0;
	     r++) {
		reason_line(&line, ranking, r);
		result = put_line(emit, buf_str(&line), err);
		buf_clear(&line);
	}
	buf_release(&line);
	return result;
}

static int put_parts(const struct rank_state *state, void *emit, struct err *err)
{
	int result = 0;
	for (int layer = 0; layer < PART_LAYERS && result == 0; layer++) {
		const struct ranking *ranking = &state->layers[layer];
		result = part_write(&ranking->tally, &ranking->quotes, put_line, emit, err);
	}
	return result;
}

static int tell(const struct rank_state *state, struct err *err)
{
	const struct ranking *issues = &state->layers[LAYER_ISSUES], *themes = &state->layers[LAYER_THEMES];
	struct buf text;
	int result = 0;
	buf_init(&text, SIZE_MAX);
	if (state->options.summary != NULL) {
		summary_text(&text, issues, themes);
		result = outfile_save(state->options.summary, buf_str(&text), err);
	} else if (state->run->said != NULL) {
		headline_text(state->run->said, issues, themes);
		buf_byte(state->run->said, '\n');
	}
	buf_release(&text);
	return result;
}

static int rank_finish(void *at, const struct emit *emit, struct err *err)
{
	struct rank_state *state = at;
	void *to = (void *)(uintptr_t)emit;
	int result = 0;
	if (state->options.partial) {
		return put_parts(state, to, err);
	}
	if (state->options.funnel != NULL) {
		struct tally *const tallies[PART_LAYERS] = { &state->layers[0].tally, &state->layers[1].tally };
		result = silent_answers_read(tallies, PART_LAYERS, state->options.funnel, err);
	}
	if (result < 0) {
		return result;
	}
	for (int layer = 0; layer < PART_LAYERS; layer++) {
		ranking_make(&state->layers[layer]);
	}
	ranking_join(&state->layers[LAYER_ISSUES], &state->layers[LAYER_THEMES]);
	book_note(state->run->book, "score_out_of_range", state->layers[LAYER_THEMES].scores_outside);
	book_note(state->run->book, "date_apart", state->layers[LAYER_THEMES].dates_apart);
	for (int layer = PART_LAYERS - 1; layer >= 0 && result == 0; layer--) {
		result = put_lines(&state->layers[layer], to, err);
	}
	if (result == 0 && state->options.counted != NULL) {
		result = counted_save(&state->layers[LAYER_ISSUES], &state->layers[LAYER_THEMES],
		                      state->options.counted, err);
	}
	return result == 0 ? tell(state, err) : result;
}

static void rank_close(void *at)
{
	struct rank_state *state = at;
	if (state == NULL) {
		return;
	}
	for (int layer = 0; layer < PART_LAYERS; layer++) {
		ranking_release(&state->layers[layer]);
	}
	decisions_release(&state->decisions);
	costs_release(&state->costs);
	past_release(&state->past);
	free(state->segments);
	free(state->segment_list);
	free(state);
}

const struct stage stage_rank = {
	.name = "rank",
	.summary = "order issues and themes by the pain they cause, with intervals and evidence",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_THEMES,
	.holds = "about 350 B a contact",
	.options = rank_options,
	.open = rank_open,
	.step = rank_step,
	.part = rank_part,
	.finish = rank_finish,
	.close = rank_close,
};
