/* ask.c - see ask.h. The question is put to the store; gists that lack (mentions came since they were made) are made
 * first, where nobody else is writing. */
#include "ask.h"

#include <stdlib.h>
#include <time.h>

#include "command_frame.h"
#include "content_words.h"
#include "outfile.h"
#include "store_gist.h"
#include "tell.h"
#include "timestamp.h"

enum {
	MS_OF_SECOND = 1000,
	WAIT_MOST = 3600, /* seconds, as of a run */
	ROWS_SHOWN = 20,  /* of a table for people: a screen */
	ROWS_MOST = 1000000000
};
#define LIKE_LEAST 0.5 /* cosine: below it mentions share a word or two with the text, and not its meaning */

struct ask_options {
	const char *store, *since, *until, *theme, *like, *lang, *vault, *contact_list, *about;
	bool people, json, again;
	double least;
	int64_t limit, wait_seconds;
};

const struct option_spec ask_options[] = {
	{ "store", 0, "FILE", "the store that runs were kept in", OPTION_TEXT(struct ask_options, store, NULL) },
	{ "since", 0, "DATE", "said on this day or later", OPTION_TEXT(struct ask_options, since, NULL) },
	{ "until", 0, "DATE", "said before this day", OPTION_TEXT(struct ask_options, until, NULL) },
	{ "theme", 0, "T", "of this issue or theme: its id, or what it is called",
	  OPTION_TEXT(struct ask_options, theme, "") },
	{ "like", 0, "TEXT", "mentions that mean what the text means, whatever their words",
	  OPTION_TEXT(struct ask_options, like, "") },
	{ "least", 0, "COSINE", "how alike these are at least (default 0.5)",
	  OPTION_NUMBER(struct ask_options, least, -1, 1, LIKE_LEAST) },
	{ "lang", 0, "LANG", "language of the words (default: all that the store has) and of --like (its model's)",
	  OPTION_TEXT(struct ask_options, lang, "") },
	{ "people", 0, NULL, "a row for each person, not for each mention", OPTION_FLAG(struct ask_options, people) },
	{ "limit", 0, "ROWS", "rows of the table (default 20; 0: all, as with --json)",
	  OPTION_WHOLE(struct ask_options, limit, 0, ROWS_MOST, -1) },
	{ "json", 0, NULL, "a line of JSON for each row", OPTION_FLAG(struct ask_options, json) },
	{ "contact-list", 0, "FILE", "write the people as CSV, to write back to them; they are not listed twice",
	  OPTION_TEXT(struct ask_options, contact_list, NULL) },
	{ "vault", 0, "FILE", "who is behind the pseudonyms, as a run with --vault kept it",
	  OPTION_TEXT(struct ask_options, vault, NULL) },
	{ "about", 0, "NAME", "what they are told of (default: the words of the question)",
	  OPTION_TEXT(struct ask_options, about, NULL) },
	{ "again", 0, NULL, "list those too who were told", OPTION_FLAG(struct ask_options, again) },
	{ "wait", 0, "SECONDS", "wait this long for a store that another program has locked (default 10)",
	  OPTION_WHOLE(struct ask_options, wait_seconds, 0, WAIT_MOST, 10) },
	{ 0 },
};

static const char usage[] =
    "gripe ask - who said a thing: when, where, in which words; and whom to write back to\n\n"
    "usage: gripe ask --store FILE [--since DATE] [--theme T] [--people] [--like TEXT] [WORD]...\n"
    "       gripe ask --store FILE --vault FILE --contact-list OUT.csv WORD...\n\n"
    "Looks through the mentions that the store keeps, those of two years ago as well: by their words (all that are "
    "given, in any order and form), by their\nmeaning, by their issue or theme.\n\n";

struct question {
	struct ask_options asked;
	struct stage_run run;
	struct ask ask;
	struct buf text; /* the words */
};

static int day_read(const char *text, const char *option, int64_t *seconds, struct err *err)
{
	*seconds = ASK_ALWAYS;
	if (text == NULL || timestamp_parse(str_from(text), seconds)) {
		return 0;
	}
	return err_set(err, GRIPE_USAGE, "--%s takes a date like 2025-03-01, not \"%.40s\"", option, text);
}

static int question_read(struct question *question, const struct command_call *call, struct err *err)
{
	const struct ask_options *asked = &question->asked;
	struct common_asked common;
	int result = options_fill(call->options, ask_options, &question->asked, err);
	result = result == 0 ? run_from_options(&question->run, &common, call->options, call->lexicons, err) : result;
	if (result == 0 && asked->store == NULL) {
		result = err_set(err, GRIPE_USAGE, "--store FILE is needed: where the runs are kept");
	}
	if (result == 0 && (asked->contact_list != NULL) != (asked->vault != NULL)) {
		result = err_set(err, GRIPE_USAGE, "--contact-list and --vault go together");
	}
	for (size_t i = 0; i < call->path_count; i++) {
		buf_text(&question->text, i > 0 ? " " : "");
		buf_text(&question->text, call->paths[i]);
	}
	question->ask = (struct ask){ .text = str_trim(buf_str(&question->text)),
		                      .like = str_trim(str_from(asked->like)),
		                      .theme = str_trim(str_from(asked->theme)),
		                      .lang = str_from(asked->lang),
		                      .least = asked->least,
		                      .lexicons = question->run.lexicons };
	result = result == 0 ? day_read(asked->since, "since", &question->ask.since, err) : result;
	return result == 0 ? day_read(asked->until, "until", &question->ask.until, err) : result;
}

/* Gists of mentions that came since; not when somebody else is writing, who makes them himself. */
static int gists_fill(struct store *store, const struct question *question, struct err *err)
{
	struct err busy = ERR_INIT;
	int result;
	if (question->ask.like.len == 0) {
		return 0;
	}
	result = store_begin(store, &busy);
	if (result == GRIPE_BUSY) {
		return 0;
	}
	if (result < 0) {
		*err = busy;
		return result;
	}
	result = store_gist_fill(store, question->run.lexicons, err);
	if (result < 0) {
		store_roll_back(store);
		return result;
	}
	return store_commit(store, err);
}

static int by_bytes(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* The stems of a text in byte order, each once: "Dark modes" and "mode, dark" ask the same. */
static int about_add(struct buf *out, struct content_words *words, struct arena *arena, struct str text,
                     struct err *err)
{
	const struct spoken spoken = { text, LANGUAGE_FALLBACK, arena };
	struct stems stems;
	int result = content_stems(words, &spoken, &stems, err);
	if (result == 0 && stems.count > 0) {
		qsort(stems.list, stems.count, sizeof *stems.list, by_bytes);
	}
	for (size_t i = 0; result == 0 && i < stems.count; i++) {
		if (i == 0 || !str_eq(stems.list[i], stems.list[i - 1])) {
			buf_text(out, out->len > 0 ? " " : "");
			buf_str_add(out, stems.list[i]);
		}
	}
	return result;
}

static int about_make(struct buf *out, const struct question *question, struct err *err)
{
	const struct ask *ask = &question->ask;
	struct content_words words;
	struct arena arena = ARENA_INIT;
	int result;
	if (question->asked.about != NULL) {
		buf_text(out, question->asked.about);
		return 0;
	}
	result = content_words_open(&words, question->run.lexicons, err);
	result = result == 0 ? about_add(out, &words, &arena, ask->text, err) : result;
	if (result == 0 && ask->like.len > 0) {
		buf_text(out, " ~");
		result = about_add(out, &words, &arena, ask->like, err);
	}
	if (ask->theme.len > 0) {
		buf_text(out, " @");
		buf_str_add(out, ask->theme);
	}
	content_words_release(&words);
	arena_release(&arena);
	return result;
}

static int list_people(const struct question *question, struct store *store, const struct ask_people *people,
                       struct err *err)
{
	struct contact_list list = { .path = question->asked.contact_list,
		                     .vault = question->asked.vault,
		                     .again = question->asked.again };
	int64_t now = (int64_t)time(NULL);
	struct buf about, said;
	int result;
	if (list.path == NULL) {
		return 0;
	}
	buf_init(&about, SIZE_MAX);
	buf_init(&said, SIZE_MAX);
	result = about_make(&about, question, err);
	if (question->run.now != NULL && timestamp_parse(str_from(question->run.now), &now)) {
		/* another day than today's was given */
	}
	list.about = buf_str(&about);
	list.day = timestamp_day(now);
	result = result == 0 ? contact_list(&list, store, people, &said, err) : result;
	if (result == 0 && question->run.verbose >= 0) {
		tell(buf_str(&said));
	}
	buf_release(&about);
	buf_release(&said);
	return result;
}

static int answer(const struct question *question, struct store *store, const struct found_list *found, struct err *err)
{
	int64_t limit = question->asked.limit;
	struct ask_people people;
	struct ask_shown shown = { .found = found, .people = &people, .by_person = question->asked.people };
	struct buf out;
	int result;
	buf_init(&out, SIZE_MAX);
	ask_people_make(&people, found);
	shown.limit = limit > 0 ? (size_t)limit : limit == 0 || question->asked.json ? SIZE_MAX : ROWS_SHOWN;
	(question->asked.json ? ask_json : ask_text)(&shown, &out);
	result = list_people(question, store, &people, err);
	result = result == 0 ? outfile_save(question->run.output, buf_str(&out), err) : result;
	ask_people_release(&people);
	buf_release(&out);
	return result;
}

static int ask_store(const struct question *question, struct err *err)
{
	struct store *store = NULL;
	struct found_list found = { .list = NULL };
	int result = store_look(&store, question->asked.store, (int)question->asked.wait_seconds * MS_OF_SECOND, err);
	result = result == 0 ? gists_fill(store, question, err) : result;
	if (result == 0) {
		result = store_ask(store, &question->ask, &found, err);
		result = result == 0 ? answer(question, store, &found, err) : result;
		found_release(&found);
	}
	store_close(store);
	return result;
}

static int ask_work(const struct command_call *call, struct err *err)
{
	struct question question;
	int result;
	buf_init(&question.text, SIZE_MAX);
	result = question_read(&question, call, err);
	result = result == 0 ? ask_store(&question, err) : result;
	buf_release(&question.text);
	return result;
}

int ask_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "ask", .usage = usage, .parsed = ask_options, .shown = ask_options, .work = ask_work
	};
	return command_run(&frame, argc, argv, lexicons);
}
