/* looker.c - see looker.h. */
#include "looker.h"

int step_batch(struct link *link, struct batch *batch, const struct emit *emit, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < batch->count && result == 0; i++) {
		link->states[0].book.in += record_units(&batch->records[i], link->stage->reads);
		result = link->stage->step(link->states[0].state, &batch->records[i], emit, err);
	}
	return result;
}

static int keep_made(void *to, struct batch *batch, struct err *err)
{
	(void)err;
	batch_list_add(to, batch);
	return 0;
}

static int looker_put(void *to, struct record *record, struct err *err)
{
	struct looker *looker = to;
	const struct stage *stage = looker->link->stage;
	struct emit emit = batcher_emit(&looker->batcher);
	int result = 0;
	looker->link->states[0].book.out++;
	if (stage->writes == SHAPE_TEXT) {
		buf_str_add(looker->place->page, record->json);
		return 0;
	}
	if (looker->file != NULL) {
		buf_clear(&looker->line);
		record_encode(&looker->line, record, stage->writes);
		bool issue = looker->issues != NULL && str_starts(buf_str(&looker->line), STR("{\"issue\":"));
		result = outfile_write(issue ? looker->issues : looker->file, buf_str(&looker->line), err);
	}
	if (result == 0 && stage->writes == SHAPE_THEMES) {
		result = emit_put(&emit, record, err);
	}
	return result;
}

static int file_open(const struct looker *looker, const char *name, struct outfile **file, struct err *err)
{
	return outfile_open(file, arena_printf(looker->place->arena, "%s/%s", looker->place->folder, name).at, err);
}

int looker_open(struct looker *looker, struct link *link, const struct looker_place *place, struct err *err)
{
	int result = link_open(link, 1, err);
	*looker = (struct looker){ .place = place, .link = link, .batcher = { NULL, keep_made, place->made } };
	buf_init(&looker->line, SIZE_MAX);
	if (result == 0 && link->stage->writes == SHAPE_THEMES) {
		result = file_open(looker, "issues.ndjson", &looker->issues, err);
		result = result < 0 ? result : file_open(looker, "themes.ndjson", &looker->file, err);
	} else if (result == 0 && link->stage->writes == SHAPE_ALERTS) {
		result = file_open(looker, "alerts.ndjson", &looker->file, err);
	}
	return result;
}

int looker_see(struct looker *looker, struct batch *batch, struct err *err)
{
	struct emit emit = { looker_put, looker };
	return step_batch(looker->link, batch, &emit, err);
}

/* The stage's last words. */
static int finish(struct looker *looker, struct err *err)
{
	struct emit emit = { looker_put, looker };
	struct link_state *s = looker->link->states;
	int result = 0;
	if (looker->link->stage->finish != NULL) {
		result = looker->link->stage->finish(s->state, &emit, err);
		result = result == GRIPE_FOUND ? 0 : result; /* alerts are said, they do not fail a run */
	}
	if (result == 0) {
		result = batcher_flush(&looker->batcher, err);
	}
	s->book.kept = s->book.in - book_dropped(&s->book, NULL);
	return result;
}

int looker_close(struct looker *looker, int result, struct err *err)
{
	struct outfile *const files[] = { looker->file, looker->issues };
	if (looker->link == NULL) {
		return result;
	}
	result = result == 0 ? finish(looker, err) : result;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (files[i] != NULL && result == 0) {
			result = outfile_commit(files[i], err);
		} else {
			outfile_abort(files[i]);
		}
	}
	batcher_release(&looker->batcher);
	buf_release(&looker->line);
	looker->link = NULL;
	return result;
}
