/* forget.c - see forget.h. Who is meant is told by a pseudonym, or by an address, a handle or a name, which become one
 * under the key. Everything is looked through once more at the end: what still stands somewhere is told, and status 1.
 */
#include "forget.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command_frame.h"
#include "pseudonym.h"
#include "run_lines.h"
#include "store_forget.h"
#include "tell.h"
#include "vault.h"

enum { MS_OF_SECOND = 1000, WAIT_MOST = 3600 };

struct forget_asked { /* options */
	const char *store, *vault, *list, *key;
	int64_t wait_seconds;
};

const struct option_spec forget_options[] = {
	{ "store", 0, "FILE", "the store to take them out of", OPTION_TEXT(struct forget_asked, store, NULL) },
	{ "vault", 0, "FILE", "the vault to take them out of", OPTION_TEXT(struct forget_asked, vault, NULL) },
	{ "list", 0, "FILE", "persons, one a line, instead of PERSON; - for standard input",
	  OPTION_TEXT(struct forget_asked, list, NULL) },
	{ "key", 0, "FILE", "secret key of the persons' pseudonyms (default ~/.config/gripe/person.key)",
	  OPTION_TEXT(struct forget_asked, key, NULL) },
	{ "wait", 0, "SECONDS", "wait this long for a store that another program has locked (default 10)",
	  OPTION_WHOLE(struct forget_asked, wait_seconds, 0, WAIT_MOST, 10) },
	{ 0 },
};

static const char usage[] =
    "gripe forget - a person out of the store, the vault and run folders; what was counted stays\n\n"
    "usage: gripe forget [--store FILE] [--vault FILE] PERSON [RUN|MODEL]...\n"
    "       gripe forget [--store FILE] [--vault FILE] --list FILE [RUN|MODEL]...\n\n"
    "PERSON is a pseudonym, or an address, a handle or a name, as a source had it. What they wrote goes, with its "
    "words "
    "in the index, its\nquotes and its places in models; figures stay. Reports of run folders are made again.\n\n";

struct forget_call {
	struct stage_run run;
	struct forget_asked asked;
	char **runs;
	size_t run_count;
	struct forgotten gone;
	struct arena arena;
	struct pseudonym *pseudonym; /* opened when somebody is named otherwise than by one */
	struct buf said;
};

/* ---- who ---- */

static bool is_pseudonym(struct str text)
{
	enum { LENGTH = 17 };
	bool good = text.len == LENGTH && text.at[0] == 'p';
	for (size_t i = 1; good && i < text.len; i++) {
		good = ascii_is_digit(text.at[i]) || (text.at[i] >= 'a' && text.at[i] <= 'f');
	}
	return good;
}

static int person_add(struct forget_call *call, struct str person, struct err *err)
{
	const char *key = call->asked.key != NULL ? call->asked.key : call->run.key_file;
	int result = 0;
	person = str_trim(person);
	if (person.len == 0) {
		return 0;
	}
	if (!is_pseudonym(person) && call->pseudonym == NULL) {
		if (access(key, F_OK) != 0) { /* a new key would make other pseudonyms */
			err_set(err, GRIPE_USAGE, "there is no key, so only pseudonyms can be told apart: --key FILE");
			err_at(err, key, 0, 0);
			return GRIPE_USAGE;
		}
		result = pseudonym_open(&call->pseudonym, key, call->run.lexicons, err);
	}
	if (result == 0) {
		struct str name = is_pseudonym(person) ? person : pseudonym(call->pseudonym, &call->arena, person);
		(void)intern_add(&call->gone.persons, name);
	}
	return result;
}

static int person_line(void *to, struct str line, uint64_t number, struct err *err)
{
	(void)number;
	return person_add(to, line, err);
}

/* ---- where ---- */

static int from_store(struct forget_call *call, struct err *err)
{
	struct store *store = NULL;
	struct store_forgot forgot;
	struct str folder = arena_printf(&call->arena, "%s.forgetting", call->asked.store);
	int result = store_look(&store, call->asked.store, (int)call->asked.wait_seconds * MS_OF_SECOND, err);
	result = result == 0 ? store_forget(store, &call->gone, folder.at, &forgot, err) : result;
	result = result == 0 ? store_scrub(store, err) : result;
	store_close(store);
	if (result == 0) {
		buf_printf(&call->said,
		           "gripe forget: %s: %lld people, %lld contacts, %lld mentions, %lld lines with quotes, %lld "
		           "mentions of models\n",
		           call->asked.store, (long long)forgot.persons, (long long)forgot.contacts,
		           (long long)forgot.mentions, (long long)forgot.quotes, (long long)forgot.members);
	}
	return result;
}

static int from_vault(struct forget_call *call, struct err *err)
{
	struct vault *vault;
	uint64_t count = 0;
	int result = vault_open(&vault, call->asked.vault, false, err);
	if (result < 0) {
		return result;
	}
	result = vault_begin(vault, err);
	for (size_t i = 0; i < call->gone.persons.count && result >= 0; i++) {
		result = vault_remove(vault, call->gone.persons.names[i], err);
		count += result > 0;
	}
	result = result >= 0 ? vault_commit(vault, err) : result;
	result = result == 0 ? vault_scrub(vault, err) : result;
	vault_close(vault);
	if (result == 0) {
		buf_printf(&call->said, "gripe forget: %s: %llu people\n", call->asked.vault,
		           (unsigned long long)count);
	}
	return result;
}

static int from_run(struct forget_call *call, const char *folder, struct err *err)
{
	struct run_forgot forgot;
	int result = run_forget(folder, &call->gone, call->run.lexicons, &forgot, err);
	if (result == 0) {
		buf_printf(&call->said, "gripe forget: %s: %llu contacts, %llu lines, %llu mentions of the model\n",
		           folder, (unsigned long long)forgot.contacts, (unsigned long long)forgot.lines,
		           (unsigned long long)forgot.members);
	}
	return result;
}

/* A folder with a model, of no run. */
static bool is_model(struct forget_call *call, const char *folder)
{
	return access(arena_printf(&call->arena, "%s/model.bin", folder).at, F_OK) == 0;
}

static int from_model(struct forget_call *call, const char *folder, struct err *err)
{
	uint64_t members = 0;
	int result = model_forget(folder, &call->gone, &members, err);
	if (result == 0) {
		buf_printf(&call->said, "gripe forget: %s: %llu mentions of the model\n", folder,
		           (unsigned long long)members);
	}
	return result;
}

/* Everything once more. */
static int look_again(struct forget_call *call, struct err *err)
{
	const char *const files[] = { call->asked.store, call->asked.vault };
	int left = 0, result = 0;
	for (size_t i = 0; i < sizeof files / sizeof *files && result >= 0; i++) {
		result = files[i] != NULL ? forget_left(files[i], &call->gone, &call->said, err) : 0;
		left += result;
	}
	for (size_t i = 0; i < call->run_count && result >= 0; i++) {
		result = forget_left(call->runs[i], &call->gone, &call->said, err);
		left += result;
	}
	return result < 0 ? result : left > 0 ? GRIPE_FOUND : 0;
}

/* All that is known of them, before anything changes: a model knows contacts alone. */
static int learn_all(struct forget_call *call, struct err *err)
{
	struct store *store = NULL;
	int result = 0;
	for (size_t i = 0; i < call->run_count && result == 0; i++) {
		result = is_model(call, call->runs[i]) ? 0 : run_forget_learn(call->runs[i], &call->gone, err);
	}
	if (result == 0 && call->asked.store != NULL) {
		result = store_look(&store, call->asked.store, (int)call->asked.wait_seconds * MS_OF_SECOND, err);
		result = result == 0 ? store_forget_learn(store, &call->gone, err) : result;
		store_close(store);
	}
	return result;
}

/* Models first and the store last: stopped on the way, what is left can still be found out again. */
static int forget_all(struct forget_call *call, struct err *err)
{
	int result = learn_all(call, err);
	for (size_t i = 0; i < call->run_count && result == 0; i++) {
		result = is_model(call, call->runs[i]) ? from_model(call, call->runs[i], err) : 0;
	}
	for (size_t i = 0; i < call->run_count && result == 0; i++) {
		result = is_model(call, call->runs[i]) ? 0 : from_run(call, call->runs[i], err);
	}
	result = result == 0 && call->asked.vault != NULL ? from_vault(call, err) : result;
	result = result == 0 && call->asked.store != NULL ? from_store(call, err) : result;
	return result == 0 ? look_again(call, err) : result;
}

static int forget_who(struct forget_call *call, const struct command_call *from, struct err *err)
{
	int result;
	if (call->asked.list == NULL && from->path_count == 0) {
		return err_set(err, GRIPE_USAGE, "who is to be forgotten? A pseudonym, an address, a handle or a name");
	}
	call->runs = call->asked.list == NULL ? from->paths + 1 : from->paths;
	call->run_count = from->path_count - (call->asked.list == NULL);
	if (call->asked.store == NULL && call->asked.vault == NULL && call->run_count == 0) {
		return err_set(err, GRIPE_USAGE, "out of what? --store FILE, --vault FILE or folders of runs");
	}
	result = call->asked.list == NULL ? person_add(call, str_from(from->paths[0]), err)
	                                  : run_lines(call->asked.list, &(struct run_lines){ person_line, call }, err);
	return result;
}

static int forget_work(const struct command_call *from, struct err *err)
{
	struct forget_call call = { .arena = ARENA_INIT };
	struct common_asked common;
	int result = options_fill(from->options, forget_options, &call.asked, err);
	(void)umask(S_IRWXG | S_IRWXO); /* as a run: what is written anew is its owner's alone */
	forgotten_init(&call.gone);
	buf_init(&call.said, SIZE_MAX);
	result = result == 0 ? run_from_options(&call.run, &common, from->options, from->lexicons, err) : result;
	result = result == 0 ? forget_who(&call, from, err) : result;
	result = result == 0 ? forget_all(&call, err) : result;
	if (call.run.verbose >= 0 || result == GRIPE_FOUND) {
		tell(buf_str(&call.said));
	}
	pseudonym_close(call.pseudonym);
	forgotten_release(&call.gone);
	buf_release(&call.said);
	arena_release(&call.arena);
	return result;
}

int forget_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "forget", .usage = usage, .parsed = forget_options, .shown = forget_options, .work = forget_work
	};
	return command_run(&frame, argc, argv, lexicons);
}
