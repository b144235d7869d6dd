/* post_doc.c - see post_doc.h. */
#include "post_doc.h"

#include <assert.h>
#include <stdio.h>

#include "array.h"
#include "plain_text.h"

enum { BLOCKS_FIRST = 32, RUNS_FIRST = 8, FIGURES_FIRST = 64 };

static struct post_arg *arg_add(struct post_args *args, const char *name, enum arg_kind kind)
{
	assert(args->count < POST_ARGS_MOST);
	struct post_arg *arg = &args->list[args->count++];
	*arg = (struct post_arg){ .name = name, .kind = kind };
	return arg;
}

void arg_text(struct post_args *args, const char *name, struct str text)
{
	arg_add(args, name, ARG_TEXT)->text = text;
}

void arg_plain(struct post_args *args, const char *name, struct str text)
{
	arg_add(args, name, ARG_PLAIN)->text = text;
}

void arg_ours(struct post_args *args, const char *name, struct str text)
{
	arg_add(args, name, ARG_OURS)->text = text;
}

void arg_day(struct post_args *args, const char *name, int64_t day)
{
	arg_add(args, name, ARG_DAY)->day = day;
}

void arg_figure(struct post_args *args, const char *name, enum arg_kind kind, const struct figure *figure)
{
	arg_add(args, name, kind)->figure = *figure;
}

static struct text_run *run_add(struct post_doc *doc, struct text_run **runs, size_t *count, size_t *cap)
{
	*runs = array_room_arena(doc->arena, *runs, *count, cap, sizeof **runs, RUNS_FIRST);
	return &(*runs)[(*count)++];
}

struct text_block *doc_block(struct post_doc *doc, enum block_kind kind)
{
	doc->blocks = array_room_arena(doc->arena, doc->blocks, doc->block_count, &doc->block_cap, sizeof *doc->blocks,
	                               BLOCKS_FIRST);
	struct text_block *block = &doc->blocks[doc->block_count++];
	*block = (struct text_block){ .kind = kind };
	return block;
}

static struct text_block *last_block(struct post_doc *doc)
{
	assert(doc->block_count > 0);
	return &doc->blocks[doc->block_count - 1];
}

/* A figure as it is printed, and kept with that. */
static void figure_show(struct post_doc *doc, struct buf *out, const struct post_arg *arg)
{
	size_t start = out->len;
	double value = arg->figure.stated;
	switch (arg->kind) {
	case ARG_SHARE: post_word_share(out, doc->words, value); break;
	case ARG_POINTS: post_word_points(out, doc->words, value); break;
	case ARG_TIMES: post_word_times(out, doc->words, value); break;
	case ARG_RATIO: post_word_ratio(out, doc->words, value); break;
	case ARG_RATE: post_word_rate(out, doc->words, value); break;
	default: post_word_count(out, doc->words, value); break;
	}
	doc->figures = array_room_arena(doc->arena, doc->figures, doc->figure_count, &doc->figure_cap,
	                                sizeof *doc->figures, FIGURES_FIRST);
	struct figure *kept = &doc->figures[doc->figure_count++];
	*kept = arg->figure;
	kept->shown = arena_dup(doc->arena, str_slice(buf_str(out), start, out->len));
}

struct saying { /* a sentence on its way into runs */
	struct post_doc *doc;
	struct text_run **runs;
	size_t *count, *cap;
	enum run_style style;
	struct buf plain; /* words since the last run */
};

static void plain_close(struct saying *saying)
{
	if (saying->plain.len > 0) {
		struct text_run *run = run_add(saying->doc, saying->runs, saying->count, saying->cap);
		*run =
		    (struct text_run){ saying->style, false, arena_dup(saying->doc->arena, buf_str(&saying->plain)) };
		buf_clear(&saying->plain);
	}
}

static void arg_say(struct saying *saying, const struct post_arg *arg)
{
	if (arg->kind == ARG_TEXT || arg->kind == ARG_PLAIN) {
		plain_close(saying);
		struct text_run *run = run_add(saying->doc, saying->runs, saying->count, saying->cap);
		bool apart = arg->kind == ARG_TEXT && saying->style == RUN_PLAIN;
		*run = (struct text_run){ apart ? RUN_LABEL : saying->style, true,
			                  arena_dup(saying->doc->arena, text_clipped(saying->doc->arena, arg->text)) };
	} else if (arg->kind == ARG_OURS) {
		buf_str_add(&saying->plain, arg->text);
	} else if (arg->kind == ARG_DAY) {
		post_word_day(&saying->plain, saying->doc->words, arg->day);
	} else {
		figure_show(saying->doc, &saying->plain, arg);
	}
}

static const struct post_arg *arg_find(const struct post_args *args, struct str name)
{
	for (size_t i = 0; i < args->count; i++) {
		if (str_eq(str_from(args->list[i].name), name)) {
			return &args->list[i];
		}
	}
	return NULL;
}

static struct str sentence_of(const struct post_words *words, const char *key, const struct post_args *args)
{
	const struct post_arg *n = arg_find(args, STR("n"));
	char one[64];
	snprintf(one, sizeof one, "%s.one", key);
	struct str sentence = n != NULL && n->figure.stated == 1 ? post_word(words, one) : STR_EMPTY;
	return sentence.len > 0 ? sentence : post_word(words, key);
}

/* A place that args do not fill stays empty: the list was checked, so it is a figure that this run has not. */
static void sentence_say(struct saying *saying, struct str sentence, const struct post_args *args)
{
	size_t at = 0;
	while (at < sentence.len) {
		size_t open = str_find(sentence, STR("{"), at), close = str_find(sentence, STR("}"), open);
		buf_str_add(&saying->plain, str_slice(sentence, at, open));
		if (open == sentence.len) {
			break;
		}
		const struct post_arg *arg = arg_find(args, str_slice(sentence, open + 1, close));
		if (arg != NULL) {
			arg_say(saying, arg);
		}
		at = close + 1;
	}
	plain_close(saying);
}

static const struct post_args no_args = { .count = 0 };

void doc_say(struct post_doc *doc, enum run_style style, const char *key, const struct post_args *args)
{
	struct text_block *block = last_block(doc);
	struct saying saying = { doc, &block->runs, &block->count, &block->cap, style, { 0 } };
	args = args != NULL ? args : &no_args;
	buf_init(&saying.plain, SIZE_MAX);
	buf_text(&saying.plain, block->count > 0 ? " " : "");
	sentence_say(&saying, sentence_of(doc->words, key, args), args);
	buf_release(&saying.plain);
}

void doc_title(struct post_doc *doc, const char *key, const struct post_args *args)
{
	struct saying saying = { doc, &doc->title, &doc->title_count, &doc->title_cap, RUN_PLAIN, { 0 } };
	buf_init(&saying.plain, SIZE_MAX);
	sentence_say(&saying, sentence_of(doc->words, key, args), args);
	buf_release(&saying.plain);
}

void doc_foreign(struct post_doc *doc, enum run_style style, struct str text)
{
	struct text_block *block = last_block(doc);
	struct text_run *run = run_add(doc, &block->runs, &block->count, &block->cap);
	*run = (struct text_run){ style, true, arena_dup(doc->arena, text) };
}

void runs_text(struct buf *out, const struct text_run *runs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_str_add(out, runs[i].text);
	}
}

struct str doc_text(struct post_doc *doc, const char *key, const struct post_args *args)
{
	struct text_run *runs = NULL;
	size_t count = 0, cap = 0;
	struct saying saying = { doc, &runs, &count, &cap, RUN_PLAIN, { 0 } };
	struct str text;
	args = args != NULL ? args : &no_args;
	buf_init(&saying.plain, SIZE_MAX);
	sentence_say(&saying, sentence_of(doc->words, key, args), args);
	runs_text(&saying.plain, runs, count);
	text = arena_dup(doc->arena, buf_str(&saying.plain));
	buf_release(&saying.plain);
	return text;
}
