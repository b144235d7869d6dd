/* alert.c - mentions with their signals enter; an alert leaves for each contact that names a risk which somebody must
 * see today: a lawsuit, an injury, fraud, a data leak, self-harm …; contacts that say that they leave have a lane of
 * their own. The fast lane: needs neither themes nor a model, so it can run on every record as it comes. Exit status 1
 * when there was one.
 *
 * Evidence is the tagger's risk signals; its lists carry the severity (1-5), negated ones are gone already ("no
 * lawsuit"). The user's own rules (--rules) are rows of the same form. Here lexicons/LANG/hypothetical.tsv lowers the
 * severity of what only might happen or is talked about ("what if it caught fire"), except where a condition is the
 * usual form of a threat ("if I am not refunded I will sue"), and of what is told: in a contact with two signs of a
 * film, a book or a game nothing is meant, with one in the mention it is doubted.
 *
 * What stays under --least is counted, not raised. An alert that rests on a single word waits for the end: a word that
 * stands in more than 5 % of the contacts is what this corpus is about, and no sign. No contact is raised twice in a
 * lane, nor in a later run with the same --state. Memory: the lists, the ids of contacts that were raised, alerts that
 * wait. */
#include <stdio.h>
#include <stdlib.h>

#include "alert_held.h"
#include "alert_lists.h"
#include "alert_seen.h"
#include "json_write.h"
#include "stage.h"

enum { LEAST = 3, SEVERITY_MOST = 5, TOLD_FOR_CERTAIN = 2 /* signs in a contact */ };

enum lane { LANE_RISK, LANE_CHURN, LANES };
static const char *const LANE_NAMES[LANES] = { "risk", "churn" }; /* churn is a kind of risk, too */

struct alert_asked {   /* options */
	int64_t least; /* severity */
	const char *rules, *state;
};

static const struct option_spec alert_options[] = {
	{ "least", 0, "SEVERITY", "raise only risks of this severity or more, 1 to 5 (default 3)",
	  OPTION_WHOLE(struct alert_asked, least, 1, SEVERITY_MOST, LEAST) },
	{ "rules", 0, "FILE", "rows of your own, as in lexicons/en/risk.tsv, for all languages",
	  OPTION_TEXT(struct alert_asked, rules, NULL) },
	{ "state", 0, "FILE", "contacts that were raised are kept in FILE, and raised once in all runs",
	  OPTION_TEXT(struct alert_asked, state, NULL) },
	{ 0 },
};

struct alert {
	struct stage_run *run;
	struct alert_asked asked;
	struct alert_places places;
	struct tokenizer *tokenizer;
	struct language_table lists; /* of struct alert_lists */
	struct alert_seen seen;
	struct alert_held held;
	uint64_t contacts, raised[LANES];
};

static int open_lists(void *context, struct str lang, void **made, struct err *err)
{
	struct alert_lists *lists = NULL;
	int result = alert_lists_open(&lists, context, lang, err);
	*made = lists;
	return result;
}

static void close_lists(void *made)
{
	alert_lists_close(made);
}

static void alert_close(void *state)
{
	struct alert *alert = state;
	if (alert == NULL) {
		return;
	}
	language_table_release(&alert->lists);
	tokenizer_close(alert->tokenizer);
	alert_seen_release(&alert->seen);
	alert_held_release(&alert->held);
	free(alert);
}

static int alert_open(struct stage_run *run, void **state, struct err *err)
{
	struct alert *alert = memory_alloc(sizeof *alert);
	int result = tokenizer_open(&alert->tokenizer, err);
	*state = alert;
	alert->run = run;
	alert_held_init(&alert->held);
	alert_seen_init(&alert->seen);
	result = result < 0 ? result : options_fill(run->options, alert_options, &alert->asked, err);
	alert->places = (struct alert_places){ run->lexicons, alert->asked.rules };
	alert->lists = (struct language_table){ .open = open_lists, .close = close_lists, .context = &alert->places };
	return result < 0 ? result : alert_seen_open(&alert->seen, alert->asked.state, err);
}

/* ---- what a contact says ---- */

struct hit {
	struct str kind;
	double severity; /* after doubt, 1-5 */
	struct span span;
	const struct mention *mention;
	bool doubted, one_word;
};
struct findings { /* of one contact, in the order of its text */
	struct hit *hits;
	size_t count;
	struct alert_look *looks; /* [mention_count] */
};

static enum lane lane_of(struct str kind)
{
	return str_eq(kind, str_from(LANE_NAMES[LANE_CHURN])) ? LANE_CHURN : LANE_RISK;
}

static bool is_risk(const struct signal *signal)
{
	return str_eq(signal->family, STR("risk"));
}

static size_t risks_count(const struct record *record)
{
	size_t count = 0;
	for (size_t i = 0; i < record->mention_count; i++) {
		for (size_t k = 0; k < record->mentions[i].signal_count; k++) {
			count += is_risk(&record->mentions[i].signals[k]) ? 1 : 0;
		}
	}
	return count;
}

/* What doubts and signs of something told leave of a severity; never less than 1. */
static void doubt_apply(const struct record *record, const struct alert_lists *lists, const struct findings *findings,
                        struct hit *hit)
{
	struct told here = { .count = 0 }, all = { .count = 0 };
	const struct alert_look *look = &findings->looks[hit->mention - record->mentions];
	double taken = hit->span.start < hit->mention->span.start
	                   ? 0
	                   : alert_doubt_at(lists, look, hit->span.start - hit->mention->span.start, hit->kind);
	alert_told_add(&here, lists, look, hit->kind);
	for (size_t i = 0; i < record->mention_count && all.count < TOLD_FOR_CERTAIN; i++) {
		alert_told_add(&all, lists, &findings->looks[i], hit->kind);
	}
	taken = all.count >= TOLD_FOR_CERTAIN ? SEVERITY_MOST : here.takes > taken ? here.takes : taken;
	hit->doubted = taken > 0;
	hit->severity = hit->severity - taken < 1 ? 1 : hit->severity - taken;
}

static bool is_one_word(struct str text)
{
	return memchr(text.at, ' ', text.len) == NULL;
}

static struct str evidence_of(const struct hit *hit)
{
	const struct mention *mention = hit->mention;
	bool inside =
	    hit->span.start >= mention->span.start && hit->span.end <= mention->span.start + mention->text.len;
	return inside ? str_slice(mention->text, hit->span.start - mention->span.start,
	                          hit->span.end - mention->span.start)
	              : STR_EMPTY;
}

static void hit_add(struct findings *findings, const struct mention *mention, struct str kind, double severity,
                    struct span span)
{
	struct hit *hit = &findings->hits[findings->count++];
	*hit = (struct hit){ kind, severity, span, mention, false, false };
	hit->one_word = is_one_word(evidence_of(hit));
}

/* Signals and rules of every mention; nothing is looked at closely in a contact that has neither. */
static void findings_make(struct alert *alert, struct record *record, struct alert_lists *lists,
                          struct findings *findings)
{
	size_t most = risks_count(record);
	*findings = (struct findings){ .count = 0 };
	if (most == 0 && !alert_lists_have_rules(lists)) {
		return;
	}
	findings->looks = arena_array(record->arena, record->mention_count, sizeof *findings->looks);
	for (size_t i = 0; i < record->mention_count; i++) {
		struct token *tokens;
		size_t n = mention_tokens(alert->tokenizer, record, &record->mentions[i], &tokens);
		alert_lists_look(lists, record->arena, &record->mentions[i], tokens, n, &findings->looks[i]);
		most += findings->looks[i].rule_count;
	}
	findings->hits = arena_array(record->arena, most + 1, sizeof *findings->hits);
	for (size_t i = 0; i < record->mention_count; i++) {
		const struct mention *mention = &record->mentions[i];
		const struct alert_look *look = &findings->looks[i];
		for (size_t k = 0; k < mention->signal_count; k++) {
			const struct signal *signal = &mention->signals[k];
			if (is_risk(signal)) {
				hit_add(findings, mention, signal->value, signal->weight, signal->span);
			}
		}
		for (size_t k = 0; k < look->rule_count; k++) {
			const struct rule *rule = alert_lists_rule(lists, look->rules[k].entry);
			const struct unit *units = look->matchable.units;
			struct span span = { mention->span.start + units[look->rules[k].start].start,
				             mention->span.start + units[look->rules[k].end - 1].end };
			hit_add(findings, mention, rule->kind, rule->severity, span);
		}
	}
	for (size_t i = 0; i < findings->count; i++) {
		doubt_apply(record, lists, findings, &findings->hits[i]);
	}
}

/* ---- the alert ---- */

static void kinds_write(struct buf *json, const struct findings *findings, enum lane lane)
{
	json_put_open(json, "risks", '[');
	for (size_t i = 0; i < findings->count; i++) {
		struct str kind = findings->hits[i].kind;
		bool known = lane_of(kind) != lane;
		for (size_t k = 0; k < i && !known; k++) {
			known = str_eq(findings->hits[k].kind, kind);
		}
		if (!known) {
			json_put_item(json, kind);
		}
	}
	buf_byte(json, ']');
}

/* The line of one alert, as gripe-record(5) lists its members; a member without a value is left out. */
static struct str alert_json(const struct record *record, const struct findings *findings, const struct hit *hit)
{
	const struct contact *contact = &record->contact;
	enum lane lane = lane_of(hit->kind);
	struct buf json;
	struct str kept;
	buf_init(&json, SIZE_MAX);
	buf_byte(&json, '{');
	json_put_text(&json, "contact", contact->id);
	json_put_int(&json, "n", hit->mention->n);
	json_put_text(&json, "lane", str_from(LANE_NAMES[lane]));
	json_put_number(&json, "severity", hit->severity);
	json_put_filled(&json, "risk", hit->kind);
	kinds_write(&json, findings, lane);
	if (hit->doubted) {
		json_put_bool(&json, "hypothetical", true);
	}
	span_put(&json, hit->span);
	json_put_filled(&json, "evidence", evidence_of(hit));
	json_put_filled(&json, "text", hit->mention->text);
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

/* Out it goes, unless the contact was raised in this lane before. */
static int alert_put(struct alert *alert, struct str kind, struct record *out, const struct emit *emit, struct err *err)
{
	enum lane lane = lane_of(kind);
	char name[sizeof alert->run->book->notes->name];
	if (!alert_seen_add(&alert->seen, str_from(LANE_NAMES[lane]), out->contact.id)) {
		book_note(alert->run->book, "raised before", 1);
		return 0;
	}
	snprintf(name, sizeof name, BOOK_ALERT "%.*s", STR_ARGS(kind));
	book_note(alert->run->book, name, 1);
	alert->raised[lane]++;
	return emit_put(emit, out, err);
}

/* The gravest of a lane, the first among equals, of which more than one word tells before those of one; or NULL. */
static const struct hit *gravest(const struct findings *findings, enum lane lane, double least)
{
	const struct hit *best = NULL;
	for (size_t i = 0; i < findings->count; i++) {
		const struct hit *hit = &findings->hits[i];
		if (lane_of(hit->kind) == lane && hit->severity >= least &&
		    (best == NULL || (best->one_word && !hit->one_word) ||
		     (best->one_word == hit->one_word && hit->severity > best->severity))) {
			best = hit;
		}
	}
	return best;
}

static bool has_lane(const struct findings *findings, enum lane lane)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (lane_of(findings->hits[i].kind) == lane) {
			return true;
		}
	}
	return false;
}

static int lane_raise(struct alert *alert, struct record *record, const struct findings *findings, enum lane lane,
                      const struct emit *emit, struct err *err)
{
	const struct hit *hit = gravest(findings, lane, (double)alert->asked.least);
	struct record out = { .arena = record->arena, .line = record->line };
	if (hit == NULL) {
		book_note(alert->run->book, "risk under --least", has_lane(findings, lane) ? 1 : 0);
		return 0;
	}
	out.contact.id = record->contact.id;
	out.json = alert_json(record, findings, hit);
	if (hit->one_word) {
		alert_held_add(&alert->held, alert_held_cue(&alert->held, evidence_of(hit)), hit->kind, &out);
		return 0;
	}
	return alert_put(alert, hit->kind, &out, emit, err);
}

/* Each word that is evidence by itself counts once in a contact. */
static void cues_count(struct alert *alert, struct arena *arena, const struct findings *findings)
{
	uint32_t *seen = arena_array(arena, findings->count, sizeof *seen);
	size_t count = 0;
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->hits[i].one_word) {
			uint32_t cue = alert_held_cue(&alert->held, evidence_of(&findings->hits[i]));
			bool known = false;
			for (size_t k = 0; k < count && !known; k++) {
				known = seen[k] == cue;
			}
			if (!known) {
				seen[count++] = cue;
				alert_held_count(&alert->held, cue);
			}
		}
	}
}

static int alert_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct alert *alert = state;
	struct findings findings;
	void *lists;
	int result = language_table_get(&alert->lists, record->contact.lang, &lists, err);
	if (result < 0) {
		return result;
	}
	alert->contacts++;
	findings_make(alert, record, lists, &findings);
	if (findings.count == 0) {
		return 0;
	}
	cues_count(alert, record->arena, &findings);
	for (int lane = 0; lane < LANES && result == 0; lane++) {
		result = lane_raise(alert, record, &findings, (enum lane)lane, emit, err);
	}
	return result;
}

static void tell_raised(struct alert *alert)
{
	unsigned long long risks = alert->raised[LANE_RISK], churn = alert->raised[LANE_CHURN];
	buf_printf(alert->run->urgent,
	           "gripe alert: %llu contact%s that somebody should read at once, %llu that say%s they leave\n", risks,
	           risks == 1 ? "" : "s", churn, churn == 1 ? "s" : "");
}

static int alert_finish(void *state, const struct emit *emit, struct err *err)
{
	struct alert *alert = state;
	struct arena arena = ARENA_INIT;
	int result = 0;
	for (size_t i = 0; i < alert->held.count && result == 0; i++) {
		const struct held_alert *held = &alert->held.alerts[i];
		if (alert_held_is_topic(&alert->held, held->cue, alert->contacts)) {
			book_note(alert->run->book, "a word that is a topic here", 1);
		} else {
			struct record out = { .arena = &arena, .json = held->json };
			out.contact.id = held->contact;
			result = alert_put(alert, held->kind, &out, emit, err);
		}
	}
	arena_release(&arena);
	if (result < 0 || alert->raised[LANE_RISK] + alert->raised[LANE_CHURN] == 0) {
		return result;
	}
	if (alert->run->urgent != NULL) {
		tell_raised(alert);
	}
	return GRIPE_FOUND;
}

static int alert_keep(void *state, struct err *err)
{
	const struct alert *alert = state;
	return alert->asked.state == NULL ? 0 : alert_seen_save(&alert->seen, alert->asked.state, err);
}

const struct stage stage_alert = {
	.name = "alert",
	.summary = "the risk fast lane: mentions that somebody must see today",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_ALERTS,
	.holds = "ids of contacts raised",
	.pure = false,
	.options = alert_options,
	.open = alert_open,
	.step = alert_step,
	.finish = alert_finish,
	.keep = alert_keep,
	.close = alert_close,
};
