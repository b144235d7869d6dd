/* learn_stage.c - mentions enter, a model folder leaves: the themes of what people wrote, found without being told.
 *
 * step keeps the sample (bottom-k by content, at most --sample distinct mentions, with the texts of their contacts for
 * context); finish learns from it (learn.c) and writes the folder given with -o. Same records in any order, any number
 * of threads: same bytes. */
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "issue_learn.h"
#include "issue_sample.h"
#include "learn.h"
#include "model_folder.h"
#include "stage.h"
#include "theme_assign.h"
#include "theme_sample.h"

enum {
	THEMES_MOST = 100000, /* --themes: more than any sample has to tell apart */
	SAMPLE_MOST = 200000  /* --sample: neighbours of all pairs take minutes there */
};

struct learn_asked { /* options */
	bool coarse, fine, one_topic, many_topics;
	double granularity;
	int64_t themes, sample; /* themes: 0 when it is not given */
	const char *from, *ledger, *pin;
};

static const struct option_spec learn_options[] = {
	{ "coarse", 0, NULL, "fewer, broader themes", OPTION_FLAG(struct learn_asked, coarse) },
	{ "fine", 0, NULL, "more, narrower themes", OPTION_FLAG(struct learn_asked, fine) },
	{ "granularity", 'g', "G", "anything between: 0 is --coarse, 1 the default, 2 --fine",
	  OPTION_NUMBER(struct learn_asked, granularity, 0, 2, 1) },
	{ "themes", 'k', "K", "exactly K themes (as far as there is that much to tell apart)",
	  OPTION_WHOLE(struct learn_asked, themes, 1, THEMES_MOST, 0) },
	{ "one-topic", 0, NULL, "each contact tells one story: mentions of a contact pull together",
	  OPTION_FLAG(struct learn_asked, one_topic) },
	{ "many-topics", 0, NULL, "contacts tell no story (without either, the data decide)",
	  OPTION_FLAG(struct learn_asked, many_topics) },
	{ "sample", 0, "N", "learn on at most N distinct mentions (default 15000)",
	  OPTION_WHOLE(struct learn_asked, sample, 1, SAMPLE_MOST, THEME_SAMPLE) },
	{ "from", 0, "MODEL",
	  "relearn: keep the ids and names of this model where its themes are found again, and say what changed",
	  OPTION_TEXT(struct learn_asked, from, NULL) },
	{ "ledger", 0, "FILE",
	  "rows \"pin, label, phrase or pattern\" of this table claim their mentions before themes are sought",
	  OPTION_TEXT(struct learn_asked, ledger, NULL) },
	{ "pin", 0, "LEDGER", "the earlier name of --ledger", OPTION_TEXT(struct learn_asked, pin, NULL) },
	{ 0 },
};

struct learn {
	struct stage_run *run;
	struct learn_asked asked;
	struct learn_options options;
	struct theme_model *from;
	struct theme_sample *sample;
	struct issue_sample *contacts;
	struct tokenizer *tokenizer;
};

/* Resolution of communities and factor of the linkage's cut, by name. Between coarse (0), default (1) and fine (2):
 * geometric and linear. */
static const struct theme_grain grains[] = { { 1, 0.6, "coarse" }, { 2, 0.45, "default" }, { 5, 0.6, "fine" } };

static double power(double base, double exponent)
{
	/* base^exponent for base in [1, 5] and exponent in [0, 1], by halving: libm's pow differs between machines in
	 * its last bit */
	double result = 1, root = base;
	for (int bit = 0; bit < 40; bit++) {
		double low = 1, high = root;
		for (int step = 0; step < 60; step++) {
			double middle = (low + high) / 2;
			if (middle * middle <= root) {
				low = middle;
			} else {
				high = middle;
			}
		}
		root = low;
		exponent *= 2;
		if (exponent >= 1) {
			result *= root;
			exponent -= 1;
		}
	}
	return result;
}

static int take_grain(struct learn *learn, struct err *err)
{
	const struct options *options = learn->run->options;
	const struct learn_asked *asked = &learn->asked;
	struct theme_grain *grain = &learn->options.grain;
	double g = asked->granularity;
	int given = asked->coarse + asked->fine + option_given(options, "granularity") + (asked->themes > 0);
	if (given > 1) {
		return err_set(err, GRIPE_USAGE, "--coarse, --fine, --granularity and --themes exclude each other");
	}
	*grain = grains[asked->coarse ? 0 : asked->fine ? 2 : 1];
	if (option_given(options, "granularity")) {
		const struct theme_grain *low = &grains[g < 1 ? 0 : 1], *high = low + 1;
		double part = g < 1 ? g : g - 1;
		struct buf number;
		buf_init(&number, 16);
		buf_number(&number, g);
		grain->resolution =
		    low->resolution * power(high->resolution / low->resolution, part >= 1 ? 0.999999999 : part);
		grain->cut = low->cut + (high->cut - low->cut) * part;
		snprintf(grain->name, sizeof grain->name, "granularity %s", number.at);
		buf_release(&number);
	}
	if (asked->themes > 0) {
		learn->options.themes = (size_t)asked->themes;
		snprintf(grain->name, sizeof grain->name, "themes %lld", (long long)asked->themes);
	}
	return 0;
}

static void learn_close(void *state)
{
	struct learn *learn = state;
	if (learn != NULL) {
		theme_sample_close(learn->sample);
		issue_sample_close(learn->contacts);
		theme_model_close(learn->from);
		if (learn->tokenizer != NULL) {
			tokenizer_close(learn->tokenizer);
		}
		free(learn);
	}
}

static enum learn_stories stories_asked(const struct learn *learn)
{
	if (learn->asked.one_topic) {
		return LEARN_STORIES_ALWAYS;
	}
	return learn->asked.many_topics ? LEARN_STORIES_NEVER : LEARN_STORIES_BY_DATA;
}

static int learn_open(struct stage_run *run, void **state, struct err *err)
{
	struct learn *learn = memory_alloc(sizeof *learn);
	int status;
	*state = learn;
	learn->run = run;
	if (run->output == NULL) {
		return err_set(err, GRIPE_USAGE, "where shall the model go? -o DIR");
	}
	status = options_fill(run->options, learn_options, &learn->asked, err);
	if (status == 0) {
		status = model_folder_check(run->output, err);
	}
	if (status == 0) {
		status = take_grain(learn, err);
	}
	if (status == 0 && learn->asked.one_topic && learn->asked.many_topics) {
		status = err_set(err, GRIPE_USAGE, "--one-topic and --many-topics exclude each other");
	}
	if (status == 0 && learn->asked.from != NULL) {
		status = theme_model_open(&learn->from, learn->asked.from, err);
	}
	if (status == 0) {
		status = tokenizer_open(&learn->tokenizer, err);
	}
	if (status < 0) {
		return status;
	}
	learn->options.stories = stories_asked(learn);
	learn->options.sample = (size_t)learn->asked.sample;
	learn->options.threads = run->threads;
	learn->options.seed = run->seed;
	learn->options.lexicons = run->lexicons;
	learn->options.from = learn->from;
	learn->options.pins = learn->asked.ledger != NULL ? learn->asked.ledger : learn->asked.pin;
	learn->sample = theme_sample_open(learn->options.sample);
	learn->contacts = issue_sample_open(ISSUE_SAMPLE);
	return 0;
}

static int learn_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct learn *learn = state;
	struct theme_words *words = arena_array(record->arena, record->mention_count + 1, sizeof *words);
	uint64_t *keys = arena_array(record->arena, record->mention_count + 1, sizeof *keys), contact_key;
	(void)emit;
	(void)err;
	for (size_t i = 0; i < record->mention_count; i++) {
		words[i].token_count = mention_tokens(learn->tokenizer, record, &record->mentions[i], &words[i].tokens);
		words[i].text_key = theme_text_key(words[i].tokens, words[i].token_count);
	}
	contact_key = theme_contact_key(words, record->mention_count);
	for (size_t i = 0; i < record->mention_count; i++) {
		keys[i] = words[i].token_count > 0 ? theme_mention_key(words[i].text_key, contact_key) : 0;
	}
	theme_sample_offer(learn->sample, record, keys, contact_key);
	issue_sample_offer(learn->contacts, record);
	return 0;
}

/* The tables of issues, as files for the model's folder. */
static int learn_issues(struct learn *learn, struct issue_model_file *files, struct buf *story, struct err *err)
{
	size_t count;
	const struct record **records = issue_sample_records(learn->contacts, &count);
	struct issue_model *model;
	int status = issue_learn(records, count, learn->run->lexicons, &model, story, err);
	if (status == 0) {
		issue_model_write(model, files);
		issue_model_close(model);
	}
	issue_sample_close(learn->contacts); /* before learning topics needs its memory */
	learn->contacts = NULL;
	return status;
}

static int learn_finish(void *state, const struct emit *emit, struct err *err)
{
	struct learn *learn = state;
	struct issue_model_file files[ISSUE_MODEL_FILES] = { 0 };
	struct theme_extra extras[ISSUE_MODEL_FILES];
	struct buf story;
	int status;
	(void)emit;
	buf_init(&story, SIZE_MAX);
	status = learn_issues(learn, files, &story, err);
	for (size_t i = 0; status == 0 && i < ISSUE_MODEL_FILES; i++) {
		extras[i] = (struct theme_extra){ files[i].name, buf_str(&files[i].text) };
	}
	if (status == 0) {
		learn->options.extras = extras;
		learn->options.extra_count = ISSUE_MODEL_FILES;
		status = learn_themes(learn->sample, &learn->options, learn->run->output, &story, err);
		for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
			buf_release(&files[i].text);
		}
	}
	if (status == 0 && learn->run->said != NULL) {
		buf_str_add(learn->run->said, buf_str(&story));
	}
	buf_release(&story);
	return status;
}

const struct stage stage_learn = {
	.name = "learn",
	.summary = "find the issues, themes and sub-themes of mentions and write them as a model folder",
	.reads = SHAPE_MENTIONS,
	.writes = SHAPE_NOTHING,
	.holds = "sample",
	.pure = false,
	.options = learn_options,
	.open = learn_open,
	.step = learn_step,
	.finish = learn_finish,
	.close = learn_close,
};
