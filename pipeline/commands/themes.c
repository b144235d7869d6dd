/* themes.c - see themes.h. */
#include "themes.h"

#include <unistd.h>

#include "cards.h"
#include "command_frame.h"
#include "outfile.h"
#include "store_questions.h"

struct themes_asked { /* options */
	bool cards, json;
	const char *ledger, *store, *layer;
	int64_t wait_seconds;
};

const struct option_spec themes_options[] = {
	{ "cards", 0, NULL, "a card for each issue and topic of a run, for who gives names",
	  OPTION_FLAG(struct themes_asked, cards) },
	{ "ledger", 0, "FILE",
	  "leave out cards that it has an answer to (default: the run folder's ledger.tsv, where it has one)",
	  OPTION_TEXT(struct themes_asked, ledger, NULL) },
	{ "store", 0, "FILE", "the issues and themes of this store, with their contacts over all nights",
	  OPTION_TEXT(struct themes_asked, store, NULL) },
	{ "layer", 0, "LAYER", "issue or theme: those of the store alone (default both)",
	  OPTION_TEXT(struct themes_asked, layer, NULL) },
	{ "json", 0, NULL, "JSON instead of a table", OPTION_FLAG(struct themes_asked, json) },
	{ "wait", 0, "SECONDS", "wait this long for a store that another program has locked (default 10)",
	  OPTION_WHOLE(struct themes_asked, wait_seconds, 0, STORE_WAIT_MOST, STORE_WAIT) },
	{ 0 },
};

static const char usage[] =
    "gripe themes - the issues and themes of a store; those of a run as cards, for who gives names\n\n"
    "usage: gripe themes --store FILE [--layer LAYER] [--json]\n       gripe themes --cards [--ledger LEDGER] RUN\n\n"
    "A card is a line of JSON: what it is called, its terms, and twelve of its mentions. "
    "gripe ledger apply --names takes the answers.\n\n";

/* Which ledger has the answers so far; NULL: none. */
static int ledger_find(struct ledger **ledger, const char *asked, const char *run, struct err *err)
{
	struct arena arena = ARENA_INIT;
	const char *path = asked != NULL ? asked : arena_printf(&arena, "%s/ledger.tsv", run).at;
	int result = asked == NULL && access(path, F_OK) != 0 ? 0 : ledger_open(ledger, path, err);
	arena_release(&arena);
	return result;
}

static int cards_work(const struct themes_asked *asked, const char *folder, struct stage_run *run, struct err *err)
{
	struct ledger *ledger = NULL;
	struct cards cards = { .list = NULL };
	struct buf out;
	int result = ledger_find(&ledger, asked->ledger, folder, err);
	buf_init(&out, SIZE_MAX);
	if (result == 0) {
		result = cards_read(&cards, folder, err);
		result = result == 0 ? cards_write(&out, &cards, ledger, run, err) : result;
		result = result == 0 ? outfile_save(run->output, buf_str(&out), err) : result;
		cards_release(&cards);
	}
	ledger_close(ledger);
	buf_release(&out);
	return result;
}

static int themes_work(const struct command_call *call, struct err *err)
{
	struct themes_asked asked;
	struct stage_run run;
	struct common_asked common;
	int result = options_fill(call->options, themes_options, &asked, err);
	result = result == 0 ? run_from_options(&run, &common, call->options, call->lexicons, err) : result;
	if (result < 0) {
		return result;
	}
	if (asked.store != NULL) {
		return asked.cards ? err_set(err, GRIPE_USAGE, "--cards are of a run folder, --store is a store")
		                   : store_themes(call, err);
	}
	if (!asked.cards || call->path_count != 1) {
		return err_set(
		    err, GRIPE_USAGE,
		    "a run folder or a store is wanted: gripe themes --cards RUN, or gripe themes --store FILE");
	}
	return cards_work(&asked, call->paths[0], &run, err);
}

int themes_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "themes", .usage = usage, .parsed = themes_options, .shown = themes_options, .work = themes_work
	};
	return command_run(&frame, argc, argv, lexicons);
}
