/* night.c - see night.h. The store is opened for each of the steps and closed again, so that no lock is held while a
 * run reads and counts; what it keeps is written by stage history at the end, in one transaction. */
#include "night.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "hash.h"
#include "leftover.h"
#include "manifest.h"
#include "night_births.h"
#include "outfile.h"
#include "restate.h"
#include "store.h"
#include "store_model.h"
#include "store_past.h"

enum { WAIT_SECONDS = 10, MS_OF_SECOND = 1000 }; /* as stage history waits when it is not told how long */

static int model_current(struct night *night, struct err *err)
{
	struct store *store = NULL;
	int result = access(night->store, F_OK) != 0 ? 1 : store_look(&store, night->store, night->wait_ms, err);
	result = result == 0 ? store_model_current(store, &night->arena, &night->model, err) : result;
	store_close(store);
	return result < 0 ? result : 0;
}

static int model_write(const struct night *night, const char *folder, struct err *err)
{
	struct store *store = NULL;
	int result = store_look(&store, night->store, night->wait_ms, err);
	result = result == 0 ? store_model_write(store, night->model, folder, err) : result;
	store_close(store);
	return result;
}

/* The store's model as the anchor of what is learnt now. */
static int anchor_write(struct night *night, struct plan *plan, const struct night_asked *asked, struct err *err)
{
	night->parent = night->model;
	if (asked->temporary == NULL) {
		snprintf(night->anchor, sizeof night->anchor, "%s/anchor.tmp", asked->folder);
	} else {
		int n = snprintf(night->anchor, sizeof night->anchor, "%s/gripe-anchorXXXXXX", asked->temporary);
		if (n >= (int)sizeof night->anchor || mkdtemp(night->anchor) == NULL) {
			night->anchor[0] = '\0';
			return err_errno(err, "no folder can be made in %s", asked->temporary);
		}
		leftover_add(night->anchor);
		night->anchored = true;
		int result = model_write(night, night->anchor, err);
		if (result < 0) {
			return result;
		}
	}
	plan_add(plan, plan_find(plan, "learn"), "from", night->anchor);
	plan_add(plan, plan_find(plan, "history"), "parent", night->parent.at);
	return 0;
}

int night_shape(struct night *night, struct plan *plan, const struct night_asked *asked, struct err *err)
{
	const char *wait = plan_option(plan, "history", "wait");
	char folder[4200];
	int result;
	*night = (struct night){ .arena = ARENA_INIT,
		                 .store = plan_option(plan, "history", "store"),
		                 .relearn = asked->relearn };
	night->wait_ms =
	    (wait != NULL ? atoi(wait) : WAIT_SECONDS) * MS_OF_SECOND; /* the option was checked as a number */
	if (night->store == NULL) {
		return asked->relearn
		           ? err_set(err, GRIPE_USAGE, "--relearn learns a store's model anew: --store FILE is needed")
		           : 0;
	}
	if (asked->model_given) {
		return asked->relearn ? err_set(err, GRIPE_USAGE, "--relearn and --model exclude each other") : 0;
	}
	result = model_current(night, err);
	if (result < 0) {
		return result;
	}
	bool learns = asked->plan_given && plan_find(plan, "learn") != NULL;
	if (night->model.len == 0 || asked->relearn || learns) {
		plan_insert(plan, stage_find("learn"));
		return night->model.len == 0 || plan_option(plan, "learn", "from") != NULL
		           ? 0
		           : anchor_write(night, plan, asked, err);
	}
	plan_remove(plan, "learn");
	snprintf(folder, sizeof folder, "%s/model", asked->folder);
	return asked->temporary == NULL ? 0 : model_write(night, folder, err);
}

/* Words of the plan that say what is done, not where: paths of this run's folder, of the store and of the model are
 * left out, and so is the learning, whose result the model is. */
static uint64_t plan_hash(const struct fused *f)
{
	static const char *const places[] = { "--store", "--model",  "--from",   "--parent",
		                              "--wait",  "--output", "--undated" };
	size_t n = strlen(f->folder);
	uint64_t hash = 0;
	for (size_t i = 0; i < f->plan->count; i++) {
		const struct plan_line *line = &f->plan->lines[i];
		for (int k = 0; k < line->argc && strcmp(line->argv[0], "learn") != 0; k++) {
			bool place = false;
			for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
				place = place || strcmp(line->argv[k], places[p]) == 0;
			}
			if (place) {
				k++;
			} else if (strncmp(line->argv[k], f->folder, n) != 0) {
				hash = hash_mix(hash, hash64(str_from(line->argv[k]), 0));
			}
		}
	}
	return hash;
}

int night_settings(struct fused *f, struct err *err)
{
	struct plan_line *line = plan_find(f->plan, "history");
	const char *ledger = plan_option(f->plan, "assign", "ledger");
	char sha256[SHA256_HEX + 1] = "";
	struct buf lists;
	uint64_t hash, bytes;
	size_t count = 0;
	int result = 0;
	if (line == NULL || plan_option(f->plan, "history", "settings") != NULL) {
		return 0;
	}
	buf_init(&lists, SIZE_MAX);
	result = manifest_lexicons(&lists, f->common.lexicons, &count, err);
	if (result == 0 && ledger != NULL) {
		result = file_sha256(ledger, sha256, &bytes, err);
	}
	hash = hash_mix(hash_mix(plan_hash(f), hash64(buf_str(&lists), 0)), hash64(str_from(sha256), 0));
	buf_release(&lists);
	if (result == 0) {
		plan_add(f->plan, line, "settings",
		         arena_printf(&f->plan->arena, "%016llx", (unsigned long long)hash).at);
	}
	return result;
}

/* A model was learnt from the store's: the earlier nights are assigned again by it, so that this one has a past. */
static int footing(struct store *store, const struct night *night, const struct fused *f, struct err *err)
{
	char model[4200];
	struct restate_wanted wanted = { model, night->parent, plan_option(f->plan, "assign", "ledger"), &f->common };
	int64_t nights = 0;
	int result;
	snprintf(model, sizeof model, "%s/model", f->folder);
	result = restate(store, &wanted, &nights, err);
	if (result == 0 && nights > 0 && f->common.said != NULL) {
		buf_printf(f->common.said,
		           "gripe run: %lld earlier run%s assigned again by the new model, to compare like with like\n",
		           (long long)nights, nights == 1 ? " is" : "s are");
	}
	return result;
}

/* Of a night that learns, every topic is in the model. */
static int births(struct store *store, const struct fused *f, struct str night, struct err *err)
{
	struct births_wanted wanted = { plan_option(f->plan, "assign", "model"), f->folder, night, &f->common };
	return night_births(store, &wanted, err);
}

int night_past(const struct night *night, const struct fused *f, struct err *err)
{
	char contacts[4200], path[4200];
	struct past_wanted wanted = { .contacts = contacts, .now = str_from(f->common.now), .arena = &f->plan->arena };
	struct store *store = NULL;
	struct buf out;
	int result;
	snprintf(contacts, sizeof contacts, "%s/contacts.ndjson", f->folder);
	snprintf(path, sizeof path, "%s/past.tsv", f->folder);
	buf_init(&out, SIZE_MAX);
	result = store_open(&store, night->store, night->wait_ms, err);
	if (result == 0 && night->parent.len > 0) {
		result = footing(store, night, f, err);
	}
	result = result == 0 ? store_past(store, &wanted, &out, err) : result;
	result = result == 0 ? outfile_save(path, buf_str(&out), err) : result;
	if (result == 0 && plan_find(f->plan, "learn") == NULL) {
		result = births(store, f, wanted.night, err);
	}
	store_close(store);
	buf_release(&out);
	return result;
}

void night_release(struct night *night)
{
	if (night->anchored) {
		leftover_tree(night->anchor);
		leftover_drop(night->anchor);
	}
	arena_release(&night->arena);
	*night = (struct night){ .store = NULL };
}
