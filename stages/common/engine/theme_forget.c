/* theme_forget.c - see theme_forget.h. The model is opened, copied but for what goes, and saved into a folder beside,
 * from which its two files are moved: what else stands in the model's folder is not touched. */
#include "theme_forget.h"

#include <stdio.h>
#include <stdlib.h>

#include "hash.h"
#include "model_folder.h"
#include "theme_model.h"

enum { PATH_BYTES = 4300 };

struct forgetting {
	const struct theme_model *from;
	struct theme_model copy;
	struct arena arena;
	const struct theme_gone *gone;
	uint64_t members, quotes;
};

/* The sample: texts and ids that go are empty; their keys become numbers that no text has but by chance. */
static void members_copy(struct forgetting *forgetting)
{
	const struct theme_model *from = forgetting->from;
	struct str *contacts = arena_array(&forgetting->arena, from->n + 1, sizeof *contacts),
	           *texts = arena_array(&forgetting->arena, from->n + 1, sizeof *texts);
	uint64_t *keys = arena_array(&forgetting->arena, from->n + 1, sizeof *keys);
	for (size_t m = 0; m < from->n; m++) {
		struct str contact = theme_model_contact(from, m);
		bool gone = forgetting->gone->is_gone(forgetting->gone->with, contact);
		contacts[m] = gone ? STR_EMPTY : contact;
		texts[m] = gone ? STR_EMPTY : theme_model_text(from, m);
		keys[m] = gone ? hash_mix(UINT64_MAX, m) : from->keys[m];
		forgetting->members += gone;
	}
	forgetting->copy.member_contact = contacts;
	forgetting->copy.member_text = texts;
	forgetting->copy.keys = keys;
}

/* Themes, and the sub-themes behind them: quotes "CONTACT#N" of contacts that go are left out. */
static void entries_copy(struct forgetting *forgetting)
{
	const struct theme_model *from = forgetting->from;
	size_t all = from->theme_count + from->sub_count;
	struct theme_entry *entries = arena_array(&forgetting->arena, all + 1, sizeof *entries);
	for (size_t i = 0; i < all; i++) {
		const struct theme_entry *entry = &from->themes[i];
		entries[i] = *entry;
		entries[i].quotes = arena_array(&forgetting->arena, entry->quote_count + 1, sizeof(struct str));
		entries[i].quote_count = 0;
		for (size_t q = 0; q < entry->quote_count; q++) {
			struct str rest, contact = str_cut(entry->quotes[q], '#', &rest);
			if (!forgetting->gone->is_gone(forgetting->gone->with, contact)) {
				entries[i].quotes[entries[i].quote_count++] = entry->quotes[q];
			} else {
				forgetting->quotes++;
			}
		}
	}
	forgetting->copy.themes = entries;
	forgetting->copy.subs = entries + from->theme_count;
}

static int move_file(const char *from, const char *to, const char *name, struct err *err)
{
	char source[PATH_BYTES + 32], target[PATH_BYTES + 32];
	snprintf(source, sizeof source, "%s/%s", from, name);
	snprintf(target, sizeof target, "%s/%s", to, name);
	if (rename(source, target) != 0) {
		err_errno(err, "cannot be replaced");
		err_at(err, target, 0, 0);
		return GRIPE_IO;
	}
	return 0;
}

static int save(const struct forgetting *forgetting, const char *folder, struct err *err)
{
	char beside[PATH_BYTES];
	int result;
	if (snprintf(beside, sizeof beside, "%s.forgetting", folder) >= (int)sizeof beside) {
		return err_set(err, GRIPE_USAGE, "the path of the model is too long");
	}
	model_folder_remove(beside); /* of one that was killed */
	result = theme_model_save(&forgetting->copy, beside, err);
	/* The table last: it tells of the sample what the sample still has. */
	result = result == 0 ? move_file(beside, folder, "model.bin", err) : result;
	result = result == 0 ? move_file(beside, folder, "themes.tsv", err) : result;
	model_folder_remove(beside);
	return result;
}

int theme_model_forget(const char *folder, const struct theme_gone *gone, uint64_t *members, struct err *err)
{
	struct theme_model *model;
	struct forgetting forgetting = { .arena = ARENA_INIT, .gone = gone };
	int result = theme_model_open(&model, folder, err);
	*members = 0;
	if (result < 0) {
		return result;
	}
	forgetting.from = model;
	forgetting.copy = *model;
	forgetting.copy.inside = NULL; /* texts are those of the copy */
	forgetting.copy.extra_count = 0;
	members_copy(&forgetting);
	entries_copy(&forgetting);
	if (forgetting.members > 0 || forgetting.quotes > 0) {
		result = save(&forgetting, folder, err);
	}
	*members = forgetting.members;
	arena_release(&forgetting.arena);
	theme_model_close(model);
	return result;
}
