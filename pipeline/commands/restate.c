/* restate.c - see restate.h. The texts of mentions pass through the stages that made them what they are (stem, tag,
 * assign), as they do in a run. */
#include "restate.h"

#include "common_options.h"
#include "hash.h"
#include "number_map.h"
#include "stage_table.h"
#include "store_model.h"
#include "store_night.h"
#include "store_sql.h"
#include "tally.h"

enum { STAGES = 3, ARGUMENTS = 5 };

struct chain {
	struct step {
		const struct stage *stage;
		struct stage_run run;
		struct book book;
		struct options *options;
		void *state;
		struct chain *chain;
	} steps[STAGES];
	struct store *store;
	const int64_t *numbers;     /* of the record's mentions */
	struct tally tallies[2];    /* of the night, by enum tally_layer: what counts for what is ranking's to say */
	struct number_map contacts; /* hash of a contact's id to its number */
};

static int step_put(void *to, struct record *record, struct err *err);

static int pass(struct chain *chain, size_t at, struct record *record, struct err *err)
{
	int result = 0;
	if (at < STAGES) {
		struct step *step = &chain->steps[at];
		struct emit emit = { step_put, step };
		return step->stage->step(step->state, record, &emit, err);
	}
	for (size_t i = 0; i < record->mention_count && result == 0; i++) {
		result = store_mention_again(chain->store, chain->numbers[i], &record->mentions[i], err);
	}
	for (int layer = 0; layer < 2 && result == 0; layer++) {
		result = tally_add(&chain->tallies[layer], record, err);
	}
	return result;
}

static int step_put(void *to, struct record *record, struct err *err)
{
	struct step *step = to;
	return pass(step->chain, (size_t)(step - step->chain->steps) + 1, record, err);
}

static int step_open(struct step *step, const char *name, const struct restate_wanted *wanted, struct err *err)
{
	static char model[] = "--model", ledger[] = "--ledger";
	char *argv[ARGUMENTS + 1] = { (char *)(uintptr_t)name }, **paths;
	int argc = 1, result;
	size_t path_count;
	if (strcmp(name, "assign") == 0) {
		argv[argc++] = model;
		argv[argc++] = (char *)(uintptr_t)wanted->model;
		if (wanted->ledger != NULL) {
			argv[argc++] = ledger;
			argv[argc++] = (char *)(uintptr_t)wanted->ledger;
		}
	}
	step->stage = stage_find(name);
	step->run = *wanted->run;
	step->run.stage = step->stage;
	step->run.book = &step->book;
	step->run.rejects = NULL;
	step->run.output = NULL;
	result =
	    options_parse(&step->options, step->stage->options, common_options, argc, argv, &paths, &path_count, err);
	step->run.options = step->options;
	return result < 0 ? result : step->stage->open(&step->run, &step->state, err);
}

static int chain_open(struct chain *chain, const struct restate_wanted *wanted, struct err *err)
{
	static const char *const names[STAGES] = { "stem", "tag", "assign" };
	int result = 0;
	for (size_t i = 0; i < STAGES && result == 0; i++) {
		chain->steps[i].chain = chain;
		result = step_open(&chain->steps[i], names[i], wanted, err);
	}
	return result;
}

static void chain_close(struct chain *chain)
{
	for (size_t i = STAGES; i-- > 0;) {
		if (chain->steps[i].stage != NULL) {
			chain->steps[i].stage->close(chain->steps[i].state);
			options_free(chain->steps[i].options);
		}
	}
}

/* ---- a night ---- */

/* A contact's mentions, as far as they have come. */
struct gathered {
	struct arena arena;
	struct record record;
	int64_t contact, *numbers;
	size_t cap, number_cap;
};

static int gathered_pass(struct chain *chain, struct gathered *gathered, struct err *err)
{
	int result = 0;
	if (gathered->record.mention_count > 0) {
		chain->numbers = gathered->numbers;
		result = pass(chain, 0, &gathered->record, err);
	}
	arena_reset(&gathered->arena);
	gathered->record = (struct record){ .arena = &gathered->arena };
	gathered->cap = 0;
	gathered->numbers = NULL;
	return result;
}

static void gather(struct gathered *gathered, sqlite3_stmt *row, uint64_t *key)
{
	enum { CONTACT, ID, LANG, NUMBER, PLACE, TEXT, COUNT };
	struct record *record = &gathered->record;
	struct mention *mention;
	if (record->mention_count == 0) {
		gathered->contact = sqlite3_column_int64(row, CONTACT);
		*key = hash64(store_text(row, ID), 0);
		record->contact.id = arena_dup(&gathered->arena, store_text(row, ID));
		record->contact.lang = arena_dup(&gathered->arena, store_text(row, LANG));
		gathered->numbers = arena_array(&gathered->arena, (size_t)sqlite3_column_int64(row, COUNT) + 1,
		                                sizeof *gathered->numbers);
	}
	gathered->numbers[record->mention_count] = sqlite3_column_int64(row, NUMBER);
	mention = record_mention_add(record, &gathered->cap);
	mention->n = (uint32_t)sqlite3_column_int64(row, PLACE);
	mention->text = arena_dup(&gathered->arena, store_text(row, TEXT));
	mention->span = (struct span){ 0, (uint32_t)mention->text.len };
}

static int night_again(struct chain *chain, int64_t run, struct err *err)
{
	struct gathered gathered = { .arena = ARENA_INIT, .contact = -1 };
	sqlite3_stmt *rows;
	int more, result = store_prepare(chain->store,
	                                 "SELECT c.number, c.id, c.lang, m.number, m.n, m.text,"
	                                 " (SELECT count(*) FROM mention o WHERE o.contact = c.number)"
	                                 " FROM contact c JOIN mention m ON m.contact = c.number WHERE c.run = ?1"
	                                 " ORDER BY c.number, m.n",
	                                 &rows, err);
	if (result < 0) {
		return result;
	}
	gathered.record.arena = &gathered.arena;
	store_bind_whole(rows, 1, run);
	while (result == 0 && (more = store_step(chain->store, rows, err)) != 0) {
		result = more < 0 ? more : 0;
		if (result == 0 && sqlite3_column_int64(rows, 0) != gathered.contact) {
			result = gathered_pass(chain, &gathered, err);
		}
		if (result == 0) {
			uint64_t key = 0;
			gather(&gathered, rows, &key);
			if (key != 0) {
				number_map_set(&chain->contacts, key, (uint64_t)gathered.contact);
			}
		}
	}
	sqlite3_reset(rows);
	result = result == 0 ? gathered_pass(chain, &gathered, err) : result;
	arena_release(&gathered.arena);
	return result;
}

static int count_layer(struct chain *chain, struct tally *tally, struct err *err)
{
	const char *layer = tally->layer == LAYER_ISSUES ? "issue" : "theme";
	int result = 0;
	tally_close(tally);
	for (size_t i = 0; i < tally->row_count && result == 0; i++) {
		uint32_t at = 0, theme, from;
		int64_t contact = (int64_t)number_map_get(&chain->contacts, tally->rows[i]->contact);
		while (result == 0 && row_theme_next(tally, tally->rows[i], &at, &theme, &from)) {
			result = store_counts_for(chain->store, contact, tally->themes[theme], layer, err);
		}
	}
	return result;
}

static int night_count(struct chain *chain, int64_t run, int64_t model, struct err *err)
{
	int result = store_night_uncount(chain->store, run, err);
	for (int layer = 0; layer < 2 && result == 0; layer++) {
		result = count_layer(chain, &chain->tallies[layer], err);
	}
	return result == 0 ? store_night_recount(chain->store, run, model, err) : result;
}

static void tallies_init(struct chain *chain)
{
	for (int layer = 0; layer < 2; layer++) {
		tally_init(&chain->tallies[layer]);
		chain->tallies[layer].layer = (enum tally_layer)layer;
	}
}

static void tallies_release(struct chain *chain)
{
	for (int layer = 0; layer < 2; layer++) {
		tally_release(&chain->tallies[layer]);
	}
	number_map_release(&chain->contacts);
}

/* ---- all nights ---- */

static int next_night(struct store *store, int64_t model, int64_t *run, struct err *err)
{
	return store_number(store, run, err,
	                    "SELECT number FROM run r WHERE footing IS NOT ?1 AND EXISTS (SELECT 1 FROM contact c"
	                    " WHERE c.run = r.number) ORDER BY number LIMIT 1",
	                    "i", model);
}

static int model_keep(struct store *store, const struct restate_wanted *wanted, int64_t *model, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct str id;
	int result = store_model_id(&arena, wanted->model, &id, err);
	result = result == 0 ? store_begin(store, err) : result;
	result = result == 0 ? store_model_add(store, wanted->model, id, wanted->parent, err) : result;
	result = result == 0 ? store_commit(store, err) : result;
	result =
	    result < 0 ? result : store_number(store, model, err, "SELECT number FROM model WHERE id = ?1", "t", id);
	store_roll_back(store);
	arena_release(&arena);
	return result < 0 ? result : 0;
}

int restate(struct store *store, const struct restate_wanted *wanted, int64_t *nights, struct err *err)
{
	struct chain chain = { .store = store };
	int64_t model = 0, run = 0;
	int more = 1, result = model_keep(store, wanted, &model, err);
	*nights = 0;
	result = result == 0 ? chain_open(&chain, wanted, err) : result;
	while (result == 0 && (more = next_night(store, model, &run, err)) == 1) {
		result = store_begin(store, err);
		tallies_init(&chain);
		result = result == 0 ? night_again(&chain, run, err) : result;
		result = result == 0 ? night_count(&chain, run, model, err) : result;
		tallies_release(&chain);
		result = result == 0 ? store_commit(store, err) : result;
		store_roll_back(store);
		++*nights;
	}
	chain_close(&chain);
	return result < 0 ? result : more < 0 ? more : 0;
}
