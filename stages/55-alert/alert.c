/* alert.c - mentions with their signals enter; one alert a mention leaves when it names a risk that somebody must see
 * today: a lawsuit, an injury, fraud, a data leak, self-harm … The fast lane: needs neither themes nor a model, so it
 * can run on every record as it comes. Exit status 1 when there was one.
 *
 * Evidence is the tagger's risk signals; its lists carry the severity (1-5), negated ones are gone already ("no
 * lawsuit"). Here lexicons/LANG/hypothetical.tsv lowers the severity of what only might happen or is talked about
 * ("what if it caught fire"), except where a condition is the usual form of a threat ("if I am not refunded I will
 * sue"). What stays under --least is counted, not raised. Memory: the lists. */
#include <stdlib.h>

#include "json_write.h"
#include "pattern.h"
#include "stage.h"
#include "tsv.h"

enum { LEAST = 3, SEVERITY_MOST = 5, HITS = 8 };

struct doubt {             /* one row of hypothetical.tsv */
	double reach;      /* words behind the pattern */
	double takes;      /* from the severity */
	struct str except; /* kinds, by blanks */
};
struct doubts { /* of one language */
	struct patterns *patterns;
	struct stemmer *stemmer;
	struct doubt *rows;
	struct arena arena;
};
struct alert_asked {   /* options */
	int64_t least; /* severity */
};

static const struct option_spec alert_options[] = {
	{ "least", 0, "SEVERITY", "raise only risks of this severity or more, 1 to 5 (default 3)",
	  OPTION_WHOLE(struct alert_asked, least, 1, SEVERITY_MOST, LEAST) },
	{ 0 },
};

struct alert {
	struct stage_run *run;
	struct alert_asked asked;
	struct tokenizer *tokenizer;
	struct language_table doubts; /* of struct doubts */
	uint64_t raised;
};

static void doubts_close(void *made)
{
	struct doubts *doubts = made;
	if (doubts != NULL) {
		patterns_close(doubts->patterns);
		stemmer_close(doubts->stemmer);
		free(doubts->rows);
		arena_release(&doubts->arena);
		free(doubts);
	}
}

static int doubt_parse(struct doubt *doubt, const struct tsv_row *row)
{
	doubt->except = row->cell_count > 3 ? row->cells[3] : STR_EMPTY;
	return number_parse(row->cells[1], &doubt->reach) && number_parse(row->cells[2], &doubt->takes) &&
	               doubt->reach >= 1 && doubt->takes > 0
	           ? 0
	           : -1;
}

static int doubts_load(struct doubts *doubts, const char *lexicons, struct str lang, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, &doubts->arena, lexicons, arena_dup(&doubts->arena, lang).at,
	                         "hypothetical.tsv", 3, err);
	if (result < 0) {
		return result;
	}
	doubts->rows = memory_array(table.row_count, sizeof *doubts->rows);
	for (size_t i = 0; i < table.row_count && result == 0; i++) {
		result =
		    doubt_parse(&doubts->rows[i], &table.rows[i]) < 0
		        ? err_set(err, GRIPE_DATA, "a reach in words and what it takes from the severity are wanted")
		        : patterns_add(doubts->patterns, doubts->stemmer, table.rows[i].cells[0], (uint32_t)i, err);
		if (result < 0) {
			err_at(err, "hypothetical.tsv", table.rows[i].line, 0);
		}
	}
	return result;
}

static int open_doubts(void *run, struct str lang, void **made, struct err *err)
{
	struct doubts *doubts = memory_alloc(sizeof *doubts);
	int result = stemmer_open(&doubts->stemmer, lang, err);
	patterns_open(&doubts->patterns);
	result = result < 0 ? result : doubts_load(doubts, ((const struct stage_run *)run)->lexicons, lang, err);
	if (result < 0) {
		doubts_close(doubts);
		return result;
	}
	*made = doubts;
	return 0;
}

static void alert_close(void *state)
{
	struct alert *alert = state;
	if (alert == NULL) {
		return;
	}
	language_table_release(&alert->doubts);
	tokenizer_close(alert->tokenizer);
	free(alert);
}

static int alert_open(struct stage_run *run, void **state, struct err *err)
{
	struct alert *alert = memory_alloc(sizeof *alert);
	int result = tokenizer_open(&alert->tokenizer, err);
	*state = alert;
	alert->run = run;
	alert->doubts = (struct language_table){ .open = open_doubts, .close = doubts_close, .context = run };
	return result < 0 ? result : options_fill(run->options, alert_options, &alert->asked, err);
}

static bool excepted(struct str kinds, struct str kind)
{
	while (kinds.at != NULL) {
		struct str rest, one = str_cut(kinds, ' ', &rest);
		if (str_eq(one, kind)) {
			return true;
		}
		kinds = rest;
	}
	return false;
}

/* What the doubts before the evidence take from its severity: the most that one of them takes. at: byte of the
 * mention's text. */
static double doubt_before(const struct doubts *doubts, const struct matchable *matchable, size_t at, struct str kind)
{
	double taken = 0;
	for (size_t i = 0; i < matchable->count && matchable->units[i].start < at; i++) {
		struct pattern_hit hits[HITS];
		size_t n = patterns_at(doubts->patterns, matchable, i, hits, HITS);
		for (size_t k = 0; k < n; k++) {
			const struct doubt *doubt = &doubts->rows[hits[k].payload];
			size_t unit = i + hits[k].length;
			double distance = 0;
			while (distance < doubt->reach && unit < matchable->count &&
			       matchable->units[unit].start < at &&
			       matchable->units[unit].barrier != BARRIER_SENTENCE) {
				unit++;
				distance++;
			}
			if (unit < matchable->count && matchable->units[unit].start == at && distance < doubt->reach &&
			    doubt->takes > taken && !excepted(doubt->except, kind)) {
				taken = doubt->takes;
			}
		}
	}
	return taken;
}

struct finding {
	const struct signal *strongest;
	double severity;
	bool hypothetical;
};

static void kinds_write(struct buf *json, const struct mention *mention, struct arena *arena)
{
	struct str *seen = arena_array(arena, mention->signal_count, sizeof *seen);
	size_t count = 0;
	json_put_open(json, "risks", '[');
	for (size_t i = 0; i < mention->signal_count; i++) {
		const struct signal *signal = &mention->signals[i];
		bool known = !str_eq(signal->family, STR("risk"));
		for (size_t k = 0; k < count && !known; k++) {
			known = str_eq(seen[k], signal->value);
		}
		if (!known) {
			json_put_item(json, signal->value);
			seen[count++] = signal->value;
		}
	}
	buf_byte(json, ']');
}

/* The line of one alert, as gripe-record(5) lists its members; a member without a value is left out. */
static struct str alert_json(const struct record *record, const struct mention *mention, const struct finding *finding)
{
	const struct contact *contact = &record->contact;
	const struct signal *signal = finding->strongest;
	struct buf json;
	struct str kept;
	buf_init(&json, SIZE_MAX);
	buf_byte(&json, '{');
	json_put_text(&json, "contact", contact->id);
	json_put_int(&json, "n", mention->n);
	json_put_number(&json, "severity", finding->severity);
	json_put_filled(&json, "risk", signal->value);
	kinds_write(&json, mention, record->arena);
	if (finding->hypothetical) {
		json_put_bool(&json, "hypothetical", true);
	}
	span_put(&json, signal->span);
	if (signal->span.start >= mention->span.start && signal->span.end <= mention->span.start + mention->text.len) {
		json_put_filled(&json, "evidence",
		                str_slice(mention->text, signal->span.start - mention->span.start,
		                          signal->span.end - mention->span.start));
	}
	json_put_filled(&json, "text", mention->text);
	json_put_filled(&json, "time", contact->time);
	json_put_filled(&json, "source", contact->source);
	json_put_filled(&json, "channel", contact->channel);
	json_put_filled(&json, "thread", contact->thread);
	json_put_filled(&json, "person", contact->person);
	json_put_filled(&json, "lang", contact->lang);
	json_put_filled(&json, "url", contact->url);
	buf_byte(&json, '}');
	kept = arena_dup(record->arena, buf_str(&json));
	buf_release(&json);
	return kept;
}

/* The gravest risk of a mention, the first among equals. */
static struct finding finding_of(struct alert *alert, const struct record *record, struct mention *mention,
                                 const struct doubts *doubts)
{
	struct finding finding = { NULL, 0, false };
	struct matchable matchable;
	struct token *tokens;
	bool ready = false;
	for (size_t i = 0; i < mention->signal_count; i++) {
		const struct signal *signal = &mention->signals[i];
		double taken, severity;
		if (!str_eq(signal->family, STR("risk"))) {
			continue;
		}
		if (!ready) {
			size_t n = mention_tokens(alert->tokenizer, record, mention, &tokens);
			matchable_make(&matchable, doubts->patterns, doubts->stemmer, record->arena, mention->text,
			               tokens, n);
			ready = true;
		}
		taken = signal->span.start < mention->span.start
		            ? 0
		            : doubt_before(doubts, &matchable, signal->span.start - mention->span.start, signal->value);
		severity = signal->weight - taken < 1 ? 1 : signal->weight - taken;
		if (severity > finding.severity) {
			finding = (struct finding){ signal, severity, taken > 0 };
		}
	}
	return finding;
}

static int alert_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct alert *alert = state;
	void *doubts;
	int result = language_table_get(&alert->doubts, record->contact.lang, &doubts, err);
	for (size_t i = 0; result >= 0 && i < record->mention_count; i++) {
		struct finding finding = finding_of(alert, record, &record->mentions[i], doubts);
		struct record out = { .arena = record->arena, .line = record->line };
		if (finding.strongest == NULL) {
			continue;
		}
		if (finding.severity < (double)alert->asked.least) {
			book_note(alert->run->book, "risk under --least", 1);
			continue;
		}
		out.contact.id = record->contact.id;
		out.json = alert_json(record, &record->mentions[i], &finding);
		alert->raised++;
		result = emit_put(emit, &out, err);
	}
	return result;
}

static int alert_finish(void *state, const struct emit *emit, struct err *err)
{
	const struct alert *alert = state;
	(void)emit;
	(void)err;
	return alert->raised > 0 ? GRIPE_FOUND : 0;
}

const struct stage stage_alert = {
	.name = "alert",
	.summary = "the risk fast lane: mentions that somebody must see today",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_ALERTS,
	.holds = "O(1)",
	.pure = false,
	.options = alert_options,
	.open = alert_open,
	.step = alert_step,
	.finish = alert_finish,
	.close = alert_close,
};
