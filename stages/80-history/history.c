/* history.c - stage 80-history. Enters: the stream of themes, and the ranking's summary (--summary). Leaves: one run in
 * the store (--store), in one transaction that is committed when all else of the run is in place. A run's id is a hash
 * of all it says, so keeping the same run again changes nothing. Holds the themes until the end. */
#include "history.h"

#include <json-c/json.h>
#include <stdlib.h>

#include "array.h"
#include "hash.h"
#include "infile.h"
#include "json_scan.h"
#include "store.h"
#include "summary_fields.h"
#include "utf8.h"

#define SUMMARY_LIMIT ((size_t)64 << 20) /* bytes */
enum {
	LINES_FIRST = 64,
	WAIT_SECONDS = 10,
	WAIT_MOST = 3600, /* seconds: who waits longer is stuck */
	MS_OF_SECOND = 1000
};

struct history_asked { /* options */
	const char *store, *summary;
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

static int write_run(struct history *h, struct str headline, uint64_t id, struct err *err)
{
	struct str name = arena_printf(&h->arena, "r%016llx", (unsigned long long)id);
	int result = store_begin(h->store, name, newest(h), headline, err);
	if (result != 0) {
		if (result > 0 &&
		    h->run->said != NULL) { /* not in the book: a run that is repeated leaves the same bytes */
			buf_text(h->run->said, "gripe history: the store has this run already\n");
		}
		return result < 0 ? result : 0;
	}
	h->begun = true;
	for (size_t i = 0; i < h->count && result == 0; i++) {
		result = store_theme(h->store, name, h->lines[i], err);
	}
	return result;
}

static int history_finish(void *state, const struct emit *emit, struct err *err)
{
	struct history *h = state;
	struct str headline = STR_EMPTY;
	struct buf summary;
	uint64_t id;
	int result;
	(void)emit;
	buf_init(&summary, SUMMARY_LIMIT);
	result = read_summary(h, &summary, &headline, err);
	id = hash64(buf_str(&summary), 0);
	buf_release(&summary);
	for (size_t i = 0; i < h->count; i++) {
		id = hash_mix(id, hash64(h->lines[i], 0));
	}
	if (result == 0) {
		result = store_open(&h->store, h->asked.store, (int)h->asked.wait_seconds * MS_OF_SECOND, err);
	}
	return result == 0 ? write_run(h, headline, id, err) : result;
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
	.summary = "keeps a run's themes in a store, one SQLite file",
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
