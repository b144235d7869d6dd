/* history.c - stage 80-history. Enters: the stream of issues and themes, the ranking's summary (--summary), and with
 * --records the other files of the run's folder. Leaves: one run in the store (--store), in one transaction that is
 * committed when all else of the run is in place. A run's id is a hash of all it says, so keeping the same run again
 * changes nothing. Holds the lines of the stream until the end. */
#include "history.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "array.h"
#include "common_options.h"
#include "hash.h"
#include "infile.h"
#include "inputs.h"
#include "json_scan.h"
#include "night_records.h"
#include "store.h"
#include "store_gist.h"
#include "store_model.h"
#include "store_night.h"
#include "summary_fields.h"
#include "timestamp.h"
#include "utf8.h"

#define SUMMARY_LIMIT ((size_t)64 << 20) /* bytes */
enum {
	LINES_FIRST = 64,
	WAIT_SECONDS = 10,
	WAIT_MOST = 3600, /* seconds: who waits longer is stuck */
	MS_OF_SECOND = 1000
};

struct history_asked { /* options */
	const char *store, *summary, *records, *model, *parent, *settings, *undated;
	int64_t wait_seconds; /* for a locked store */
};

struct history {
	struct stage_run *run;
	struct arena arena;
	struct str *lines; /* theme records */
	size_t count, cap;
	struct history_asked asked;
	struct store *store; /* open from the end of the records on, in a transaction until history_keep */
	bool begun;          /* a run is written and not committed yet */
};

static const struct option_spec options[] = {
	{ "store", 0, "FILE", "the SQLite file that keeps the runs; made when it is not there",
	  OPTION_TEXT(struct history_asked, store, NULL) },
	{ "summary", 0, "FILE", "totals and headline, as the ranking wrote them",
	  OPTION_TEXT(struct history_asked, summary, NULL) },
	{ "records", 0, "DIR", "keep the night's contacts and mentions too: those of this run folder",
	  OPTION_TEXT(struct history_asked, records, NULL) },
	{ "model", 0, "DIR", "the model by which they were assigned; it is kept as well",
	  OPTION_TEXT(struct history_asked, model, NULL) },
	{ "parent", 0, "MODEL", "id of the model that it was learnt from",
	  OPTION_TEXT(struct history_asked, parent, NULL) },
	{ "settings", 0, "DIGEST", "what tells runs of other settings apart",
	  OPTION_TEXT(struct history_asked, settings, "") },
	{ "undated", 0, "DATE", "the night of a run without --now whose contacts have no date",
	  OPTION_TEXT(struct history_asked, undated, "") },
	{ "wait", 0, "SECONDS", "wait this long for a store that another program has locked (default 10)",
	  OPTION_WHOLE(struct history_asked, wait_seconds, 0, WAIT_MOST, 10) },
	{ 0 },
};

static int history_open(struct stage_run *run, void **state, struct err *err)
{
	struct history *h = memory_alloc(sizeof *h);
	int result;
	*state = h;
	h->run = run;
	result = options_fill(run->options, options, &h->asked, err);
	return result < 0 || h->asked.store != NULL
	           ? result
	           : err_set(err, GRIPE_USAGE, "--store FILE is needed: where the run is kept");
}

/* What the store takes: it makes columns of the members, so a line that is no JSON would end the run there. */
static bool is_object(struct str line)
{
	struct json_scan scan = { .text = line };
	struct str raw;
	return utf8_bad_at(line) == line.len && json_kind_next(&scan) == JSON_OBJECT && json_skip(&scan, &raw) &&
	       json_finish(&scan);
}

static int history_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct history *h = state;
	(void)emit;
	if (!is_object(record->json)) {
		return reject(h->run, h->run->input_name, record->line, SIZE_MAX, "not a JSON object", record->json,
		              err);
	}
	h->lines = array_room(h->lines, h->count, &h->cap, sizeof *h->lines, LINES_FIRST);
	h->lines[h->count++] = arena_dup(&h->arena, record->json);
	return 0;
}

/* The headline of the summary; the summary's bytes are part of the run's identity. */
static int read_summary(struct history *h, struct buf *text, struct str *headline, struct err *err)
{
	struct infile *file = NULL;
	json_object *root, *value = NULL;
	int result;
	if (h->asked.summary == NULL) {
		return 0;
	}
	result = infile_open(&file, h->asked.summary, err);
	if (result < 0) {
		return result;
	}
	result = infile_all(file, text, err);
	infile_close(file);
	if (result < 0) {
		return result;
	}
	root = json_tokener_parse(text->at);
	if (root == NULL || !json_object_is_type(root, json_type_object)) {
		json_object_put(root);
		err_set(err, GRIPE_DATA, "not a JSON object");
		err_at(err, h->asked.summary, 0, 0);
		return GRIPE_DATA;
	}
	if (json_object_object_get_ex(root, summary_shape.fields[SUMMARY_headline].name, &value)) {
		*headline = arena_dup(&h->arena, str_from(json_object_get_string(value)));
	}
	json_object_put(root);
	return 0;
}

/* The newest time any theme was seen: what the run reaches up to. */
static struct str newest(struct history *h)
{
	struct str key = arena_printf(&h->arena, "\"%s\":\"", theme_shape.fields[THEME_last_seen].name);
	struct str until = STR_EMPTY;
	for (size_t i = 0; i < h->count; i++) {
		size_t at = str_find(h->lines[i], key, 0);
		if (at < h->lines[i].len) {
			struct str rest,
			    value = str_cut(str_slice(h->lines[i], at + key.len, h->lines[i].len), '"', &rest);
			until = str_cmp(value, until) > 0 ? value : until;
		}
	}
	return until;
}

/* A digest of what was read, whatever the order of the files; empty when nobody noted it. */
static struct str inputs_digest(struct history *h)
{
	const struct inputs *inputs = h->run->inputs;
	uint64_t sum = 0;
	for (size_t i = 0; inputs != NULL && i < inputs->count; i++) {
		sum += hash_mix(1, hash64(str_from(inputs->at[i].sha256), 0));
	}
	return inputs == NULL ? STR_EMPTY : arena_printf(&h->arena, "%016llx", (unsigned long long)sum);
}

/* The bytes of the records' files into *id. */
static int hash_records(const struct history *h, uint64_t *id, struct err *err)
{
	static const char *const names[] = { "contacts.ndjson", "mentions.ndjson", "counted.tsv" };
	enum { PATH_BYTES = 4200 };
	int result = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names && h->asked.records != NULL && result == 0; i++) {
		char path[PATH_BYTES], sha256[SHA256_HEX + 1];
		uint64_t bytes;
		snprintf(path, sizeof path, "%s/%s", h->asked.records, names[i]);
		result = file_sha256(path, sha256, &bytes, err);
		*id = result == 0 ? hash_mix(*id, hash64(str_from(sha256), 0)) : *id;
	}
	return result;
}

/* The night that the run is of: the day of --now, else of the newest time seen. Without contacts kept it is of no
 * night: nothing can be replaced by it. */
static struct str night_of(struct history *h, struct str until)
{
	enum { DATE = sizeof "2025-03-01" - 1 };
	struct str time = h->run->now != NULL ? str_from(h->run->now)
	                  : until.len > 0     ? until
	                                      : str_from(h->asked.undated);
	return h->asked.records == NULL || time.len < DATE ? STR_EMPTY : str_slice(time, 0, DATE);
}

static void tell_settled(struct history *h, struct str night, const struct store_settled *settled)
{
	struct buf *said = h->run->said;
	if (said == NULL || h->asked.records == NULL) {
		return;
	}
	buf_text(said, "gripe history: night ");
	buf_str_add(said, night.len > 0 ? night : STR("without a date"));
	buf_printf(said, ": %lld contacts kept", (long long)settled->contacts);
	if (settled->again > 0) {
		buf_printf(said, ", %lld of them known from another night and counted once", (long long)settled->again);
	}
	if (settled->replaced > 0) {
		buf_printf(said, "; an earlier run of this night with %lld contacts is replaced",
		           (long long)settled->replaced_contacts);
	}
	if (settled->beside > 0) {
		buf_printf(said, "; it stands beside %lld other%s of this night that shares no contact with it",
		           (long long)settled->beside, settled->beside == 1 ? "" : "s");
	}
	buf_byte(said, '\n');
}

/* All that the run brings, into the transaction that is open. */
static int fill_run(struct history *h, const struct store_night *night, int64_t run, struct err *err)
{
	struct store_settled settled;
	int result = 0;
	for (size_t i = 0; i < h->count && result == 0; i++) {
		result = store_theme(h->store, run, (int64_t)i, h->lines[i], err);
	}
	if (result == 0 && h->asked.records != NULL) {
		result = night_records(h->store, run, h->asked.records, err);
	}
	if (result == 0) {
		result = store_night_settle(h->store, run, &settled, err);
	}
	result = result == 0 ? store_gist_fill(h->store, h->run->lexicons, err) : result;
	if (result == 0) {
		tell_settled(h, night->night, &settled);
	}
	return result;
}

static int write_run(struct history *h, struct store_night *night, struct err *err)
{
	int64_t run = 0;
	int result;
	if (h->count == 0 && h->asked.records == NULL) {
		if (h->run->said != NULL) {
			buf_text(h->run->said, "gripe history: nothing came in, nothing is kept\n");
		}
		return 0;
	}
	result = store_begin(h->store, err);
	if (result < 0) {
		return result;
	}
	if (h->asked.model != NULL) {
		result = store_model_id(&h->arena, h->asked.model, &night->model, err);
		result = result < 0
		             ? result
		             : store_model_add(h->store, h->asked.model, night->model, str_from(h->asked.parent), err);
	}
	result = result < 0 ? result : store_night_add(h->store, night, &run, err);
	if (result == 1) { /* not in the book: a run that is repeated leaves the same bytes */
		if (h->run->said != NULL) {
			buf_text(h->run->said, "gripe history: the store has this run already\n");
		}
		store_roll_back(h->store);
		return 0;
	}
	h->begun = result == 0;
	return result < 0 ? result : fill_run(h, night, run, err);
}

static int history_finish(void *state, const struct emit *emit, struct err *err)
{
	struct history *h = state;
	struct store_night night = { .version = STR(GRIPE_VERSION), .settings = str_from(h->asked.settings) };
	struct buf summary;
	uint64_t id;
	int result;
	(void)emit;
	buf_init(&summary, SUMMARY_LIMIT);
	result = read_summary(h, &summary, &night.headline, err);
	night.summary = buf_str(&summary);
	id = hash64(night.summary, 0);
	for (size_t i = 0; i < h->count; i++) {
		id = hash_mix(id, hash64(h->lines[i], 0));
	}
	result = result == 0 ? hash_records(h, &id, err) : result;
	night.id = arena_printf(&h->arena, "r%016llx", (unsigned long long)id);
	night.until = newest(h);
	night.night = night_of(h, night.until);
	night.inputs = inputs_digest(h);
	if (result == 0) {
		result = store_open(&h->store, h->asked.store, (int)h->asked.wait_seconds * MS_OF_SECOND, err);
	}
	result = result == 0 ? write_run(h, &night, err) : result;
	buf_release(&summary);
	return result;
}

static int history_keep(void *state, struct err *err)
{
	struct history *h = state;
	return h->begun ? store_commit(h->store, err) : 0;
}

static void history_close(void *state)
{
	struct history *h = state;
	if (h != NULL) {
		store_close(h->store);
		arena_release(&h->arena);
		free(h->lines);
		free(h);
	}
}

const struct stage stage_history = {
	.name = "history",
	.summary = "keeps runs in a store, one SQLite file: issues, themes, and each night's contacts",
	.reads = SHAPE_THEMES,
	.writes = SHAPE_NOTHING,
	.holds = "the themes",
	.options = options,
	.open = history_open,
	.step = history_step,
	.finish = history_finish,
	.keep = history_keep,
	.close = history_close,
};
