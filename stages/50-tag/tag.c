/* tag.c - mentions enter, mentions with their signals and troubles leave: sentiment, emotion, effort, risk, journey,
 * trust and one kind; and what the mention states (a class of trouble, a request, praise …), with a probability. Each
 * has the bytes that show it. The lists are
 * lexicons/LANG/{sentiment,emotion,effort,risk,journey,trust,kind,negation,intensifier,trouble,thing}.tsv and
 * lexicons/reader.bin; a language without lists of signals gets none, and the book counts its contacts. Methods:
 * signals.c, troubles.c. Memory: the lists of each language met, and what the reader keeps (16 MB a language). */
#include <stdlib.h>

#include "stage.h"
#include "tagger.h"

struct tag_asked {
	bool no_reader;
};

static const struct option_spec options[] = {
	{ "no-reader", 0, NULL, "troubles by patterns alone, without the learnt reader",
	  OPTION_FLAG(struct tag_asked, no_reader) },
	{ 0 },
};

struct tag {
	struct stage_run *run;
	struct tagger *tagger;
};

static void tag_close(void *state)
{
	struct tag *tag = state;
	if (tag != NULL) {
		tagger_close(tag->tagger);
		free(tag);
	}
}

static int tag_open(struct stage_run *run, void **state, struct err *err)
{
	struct tag *tag = memory_alloc(sizeof *tag);
	struct tag_asked asked;
	int result = options_fill(run->options, options, &asked, err);
	*state = tag;
	tag->run = run;
	return result < 0 ? result : tagger_open(&tag->tagger, run->lexicons, !asked.no_reader, err);
}

static int tag_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct tag *tag = state;
	bool says = false;
	int result = tagger_record(tag->tagger, record, &says, err);
	if (result < 0) {
		return result;
	}
	if (!says) {
		book_note(tag->run->book, "language without lists", 1);
	}
	return emit_put(emit, record, err);
}

const struct stage stage_tag = {
	.name = "tag",
	.summary = "signals of each mention (sentiment, emotion, effort, risk, journey, trust, kind) and its troubles",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_MENTIONS,
	.holds = "lexicons",
	.pure = true,
	.options = options,
	.open = tag_open,
	.step = tag_step,
	.close = tag_close,
};
