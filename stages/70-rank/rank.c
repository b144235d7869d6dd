/* rank.c - the stage: contacts with assigned mentions in, themes in the order of the pain they cause out.
 *
 * In: contacts with mentions that name a theme, or say why they have none. Out: one object a theme (pain, then praise,
 * then other), then the unassigned by reason; the headline and all totals go to --summary. Each method stands in a file
 * of its own: tally (what is kept), pareto (unions and order), kind_vote (which table), bootstrap (intervals), cross
 * (signals, channels, segments), rank_quote. Memory: a row a contact (tally.c). Result: the same bytes for any order
 * and any cut of the input into parts. */
#include "ranking.h"

#include <stdlib.h>
#include <unistd.h>

#include "headline.h"
#include "outfile.h"
#include "rank_part.h"
#include "rank_summary.h"
#include "theme_line.h"
#include "timestamp.h"

struct rank_given { /* options */
	const char *summary, *model, *segments, *costs, *owners, *ledger;
	int by, copies, period; /* indices into their names */
	int64_t min, min_people;
	bool partial, merge;
};

struct rank_state {
	struct stage_run *run;
	struct ranking ranking;
	struct rank_given given;
	char *segment_list;
};

static const char *const period_names[] = { "auto", "day", "week", "fortnight", NULL };
enum { COPIES_ONE, COPIES_ALL };
static const char *const copies_names[] = { "one", "all", NULL };

static const struct option_spec rank_options[] = {
	{ "summary", 0, "FILE", "write the headline and all totals to FILE as JSON",
	  OPTION_TEXT(struct rank_given, summary, NULL) },
	{ "model", 0, "DIR", "take labels and terms from DIR/themes.tsv (default: the id is the label)",
	  OPTION_TEXT(struct rank_given, model, NULL) },
	{ "by", 0, "MEASURE", "order by contacts, people, cost, churn, score or effort (default contacts)",
	  OPTION_CHOICE(struct rank_given, by, rank_by_names, BY_CONTACTS) },
	{ "copies", 0, "HOW", "duplicates count as one contact or all (default one)",
	  OPTION_CHOICE(struct rank_given, copies, copies_names, COPIES_ONE) },
	{ "min", 0, "N", "a theme with fewer contacts has \"too few\" for an interval (default 5)",
	  OPTION_WHOLE(struct rank_given, min, 1, INT64_MAX, 5) },
	{ "min-people", 0, "N", "show no cell of a segment with fewer people (default 5)",
	  OPTION_WHOLE(struct rank_given, min_people, 1, INT64_MAX, 5) },
	{ "by-segment", 0, "KEYS", "attributes to compare, separated by commas (default: all with 2 to 40 values)",
	  OPTION_TEXT(struct rank_given, segments, NULL) },
	{ "period", 0, "LENGTH", "trends by day, week or fortnight (default: day for a month of data, else week)",
	  OPTION_CHOICE(struct rank_given, period, period_names, 0) },
	{ "costs", 0, "FILE", "handling costs, customer value and churn odds (costs.tsv); without it no money is shown",
	  OPTION_TEXT(struct rank_given, costs, NULL) },
	{ "owners", 0, "FILE", "who owns which theme or journey step (owners.tsv)",
	  OPTION_TEXT(struct rank_given, owners, NULL) },
	{ "ledger", 0, "FILE", "owners, journey steps and actions with dates, as decided (ledger.tsv)",
	  OPTION_TEXT(struct rank_given, ledger, NULL) },
	{ "partial", 0, NULL, "write a partial result instead of themes", OPTION_FLAG(struct rank_given, partial) },
	{ "merge", 0, NULL, "accept partial results alone: a mention in the input is an error",
	  OPTION_FLAG(struct rank_given, merge) },
	{ 0 },
};

static void segments_parse(struct rank_state *state, const char *text)
{
	size_t count = 1;
	state->segment_list = memory_array(strlen(text) + 1, 1);
	memcpy(state->segment_list, text, strlen(text));
	for (const char *at = text; *at != '\0'; at++) {
		count += *at == ',';
	}
	char **keys = memory_array(count + 1, sizeof *keys), *at = state->segment_list;
	for (size_t i = 0; i < count; i++) {
		keys[i] = at;
		at += strcspn(at, ",");
		*at++ = '\0';
	}
	state->ranking.asked.segments = keys;
	state->ranking.tally.segment_keys = keys;
}

/* Tables that people edit. The rules for next steps come with the lexicons, and a folder without them has none. */
static int tables_load(struct rank_state *state, struct err *err)
{
	const struct rank_given *given = &state->given;
	struct ranking *ranking = &state->ranking;
	struct str steps = arena_printf(&ranking->decisions.arena, "%s/next_step.tsv", state->run->lexicons);
	int result = access(steps.at, R_OK) == 0 ? decisions_steps(&ranking->decisions, steps.at, err) : 0;
	if (result == 0 && given->model != NULL) {
		result = labels_load(&ranking->labels, given->model, err);
	}
	if (result == 0 && given->costs != NULL) {
		result = costs_load(&ranking->costs, given->costs, err);
	}
	if (result == 0 && given->owners != NULL) {
		result = decisions_owners(&ranking->decisions, given->owners, err);
	}
	if (result == 0 && given->ledger != NULL) {
		result = decisions_ledger(&ranking->decisions, given->ledger, err);
	}
	if (result == 0 && given->by == BY_COST && given->costs == NULL) {
		result = err_set(err, GRIPE_USAGE, "--by cost needs --costs FILE");
	}
	return result;
}

static int asked_parse(struct rank_state *state, struct err *err)
{
	static const int period_days[] = { 0, 1, 7, 14 };
	const struct rank_given *given = &state->given;
	struct rank_asked *asked = &state->ranking.asked;
	int result = options_fill(state->run->options, rank_options, &state->given, err);
	if (result < 0) {
		return result;
	}
	if (given->segments != NULL) {
		segments_parse(state, given->segments);
	}
	asked->by = given->by;
	asked->period_days = period_days[given->period];
	asked->partial = given->partial;
	asked->min = (uint64_t)given->min;
	asked->min_people = (uint64_t)given->min_people;
	asked->seed = state->run->seed;
	state->ranking.tally.copies_all = given->copies == COPIES_ALL;
	state->ranking.now = TIME_NONE;
	if (state->run->now != NULL) {
		state->ranking.now_given = timestamp_parse(str_from(state->run->now), &state->ranking.now);
	}
	return tables_load(state, err);
}

static int rank_open(struct stage_run *run, void **to, struct err *err)
{
	struct rank_state *state = memory_alloc(sizeof *state);
	*to = state;
	state->run = run;
	tally_init(&state->ranking.tally);
	quotes_init(&state->ranking.quotes);
	labels_init(&state->ranking.labels);
	return asked_parse(state, err);
}

static int rank_step(void *at, struct record *record, const struct emit *emit, struct err *err)
{
	struct rank_state *state = at;
	(void)emit;
	if (state->given.merge) {
		return err_set(err, GRIPE_DATA, "--merge takes partial results (gripe rank --partial), not mentions");
	}
	int result = tally_add(&state->ranking.tally, record, err);
	if (result == 0) {
		quotes_add(&state->ranking.quotes, record);
	}
	return result;
}

static int rank_part(void *at, struct str line, struct err *err)
{
	struct rank_state *state = at;
	return part_read(&state->ranking.tally, &state->ranking.quotes, line, err);
}

static int put_line(const struct emit *emit, struct buf *line, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct record record = { .arena = &arena, .json = buf_str(line) };
	int result = emit_put(emit, &record, err);
	arena_release(&arena);
	buf_clear(line);
	return result;
}

static int put_lines(const struct ranking *ranking, const struct emit *emit, struct err *err)
{
	struct buf line;
	int result = 0;
	buf_init(&line, SIZE_MAX);
	for (size_t i = 0; i < ranking->themes.count && result == 0; i++) {
		theme_line(&line, ranking, ranking->themes.order[i]);
		result = put_line(emit, &line, err);
	}
	for (enum unassigned_reason r = 0; r < REASON_COUNT && result == 0; r++) {
		reason_line(&line, ranking, r);
		result = put_line(emit, &line, err);
	}
	buf_release(&line);
	return result;
}

static int put_part(void *to, struct str line, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct record record = { .arena = &arena, .json = line };
	int result = emit_put(to, &record, err);
	arena_release(&arena);
	return result;
}

static int rank_finish(void *at, const struct emit *emit, struct err *err)
{
	struct rank_state *state = at;
	const char *path = state->given.summary;
	struct buf text;
	if (state->ranking.asked.partial) {
		return part_write(&state->ranking.tally, &state->ranking.quotes, put_part, (void *)(uintptr_t)emit,
		                  err);
	}
	ranking_make(&state->ranking);
	int result = put_lines(&state->ranking, emit, err);
	buf_init(&text, SIZE_MAX);
	if (result == 0 && path != NULL) {
		summary_text(&text, &state->ranking);
		result = outfile_save(path, buf_str(&text), err);
	} else if (result == 0 && state->run->said != NULL) {
		headline_text(state->run->said, &state->ranking);
		buf_byte(state->run->said, '\n');
	}
	buf_release(&text);
	return result;
}

static void rank_close(void *at)
{
	struct rank_state *state = at;
	if (state == NULL) {
		return;
	}
	ranking_release(&state->ranking);
	free(state->ranking.asked.segments);
	free(state->segment_list);
	free(state);
}

const struct stage stage_rank = {
	.name = "rank",
	.summary = "order themes by the pain they cause, with intervals and evidence",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_THEMES,
	.holds = "about 120 B a contact",
	.options = rank_options,
	.open = rank_open,
	.step = rank_step,
	.part = rank_part,
	.finish = rank_finish,
	.close = rank_close,
};
