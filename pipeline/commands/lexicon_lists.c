/* lexicon_lists.c - see lexicon_lists.h. The rows are taken by the tagger's own functions, in the tagger's order. */
#include "lexicon_lists.h"

#include <stdlib.h>
#include <unistd.h>

#include "array.h"
#include "trouble_reader.h"
#include "word_class.h"

enum { FIRST_PLACES = 1024 };

/* Cells that a row has at least: as the tagger asks for, and the two examples, without which nobody can say whether a
 * row works. A row that only blocks needs none that must not fire. */
static size_t cells_least(enum family family, const struct tsv_row *row)
{
	bool guard = row->cell_count > 1 && str_eq(row->cells[1], GUARD);
	if (family == TROUBLE) {
		return guard ? 4 : 5;
	}
	if (family == RISK) {
		return guard ? 2 : 6;
	}
	return family == THING ? 5 : 2;
}

const char *lexicon_list_name(struct arena *arena, enum family family)
{
	return family == TROUBLE ? "trouble.tsv"
	       : family == THING ? "thing.tsv"
	                         : arena_printf(arena, "%s.tsv", FAMILY_NAMES[family]).at;
}

struct str lexicon_path(struct arena *arena, const char *folder, const char *behind, struct str lang, const char *name)
{
	struct str path = arena_printf(arena, "%s/%.*s/%s", folder, STR_ARGS(lang), name);
	return access(path.at, F_OK) == 0 ? path : arena_printf(arena, "%s/%.*s/%s", behind, STR_ARGS(lang), name);
}

static int row_add(struct lexicon_lists *lists, enum family family, const struct tsv_row *row, struct err *err)
{
	if (family == TROUBLE) {
		return trouble_lexicon_row(lists->rows, lists->lexicon, troubles_ontology(lists->troubles), row, err);
	}
	return family == THING ? thing_lexicon_row(lists->lexicon, row, err)
	                       : signal_lexicon_row(lists->lexicon, family, row, err);
}

/* Entries that a row brought, also one that failed half way, belong to it. */
static int row_take(struct lexicon_lists *lists, enum family family, uint32_t number, const struct tsv_row *row,
                    struct err *err)
{
	size_t before = lists->lexicon->count;
	int result = row_add(lists, family, row, err);
	for (size_t i = before; i < lists->lexicon->count; i++) {
		lists->places = array_room(lists->places, i, &lists->place_cap, sizeof *lists->places, FIRST_PLACES);
		lists->places[i] = (struct lexicon_place){ family, number };
	}
	return result;
}

static void list_load(struct lexicon_lists *lists, struct lexicon_list *list, const struct lexicon_faults *faults)
{
	struct err err = ERR_INIT;
	if (access(list->file.at, F_OK) != 0) {
		return;
	}
	if (tsv_load(&list->table, &lists->arena, list->file.at, 1, &err) < 0) {
		faults->tell(faults->to, list, NULL, &err);
		list->table = (struct tsv){ NULL, 0 };
	}
	for (size_t i = 0; i < list->table.row_count; i++) {
		const struct tsv_row *row = &list->table.rows[i];
		size_t least = cells_least(list->family, row);
		int result = 0;
		err = (struct err)ERR_INIT;
		if (row->cell_count < least) {
			result =
			    err_set(&err, GRIPE_DATA, "%zu cells by tab wanted, %zu found", least, row->cell_count);
		}
		result = result < 0 ? result : row_take(lists, list->family, (uint32_t)i, row, &err);
		if (result < 0) {
			faults->tell(faults->to, list, row, &err);
		}
	}
}

/* The classes of trouble are one list for all languages: of the folder that has them. */
static int troubles_of(struct lexicon_lists *lists, const char *folder, const char *behind, struct err *err)
{
	struct str classes = arena_printf(&lists->arena, "%s/any/trouble_class.tsv", folder);
	return troubles_open(&lists->troubles, access(classes.at, F_OK) == 0 ? folder : behind, false, err);
}

static int classes_of(struct lexicon_lists *lists, const struct lexicon_folders *folders, struct err *err)
{
	struct str own = arena_printf(&lists->arena, "%s/%s/%s", folders->folder, lists->lang.at, WORD_CLASS_FILE);
	return signal_lexicon_classes(lists->lexicon, access(own.at, F_OK) == 0 ? folders->folder : folders->behind,
	                              lists->lang.at, err);
}

static void one_load(struct lexicon_lists *lists, enum family family, const struct lexicon_folders *folders,
                     const struct lexicon_faults *faults)
{
	struct lexicon_list *list = &lists->lists[family];
	const char *name = lexicon_list_name(&lists->arena, family);
	list->family = family;
	list->file = lexicon_path(&lists->arena, folders->folder, folders->behind, lists->lang, name);
	list->own = str_eq(list->file, arena_printf(&lists->arena, "%s/%s/%s", folders->folder, lists->lang.at, name));
	list_load(lists, list, faults);
}

int lexicon_lists_open(struct lexicon_lists **out, const struct lexicon_folders *folders, struct str lang,
                       const struct lexicon_faults *faults, struct err *err)
{
	const char *folder = folders->folder, *behind = folders->behind;
	struct lexicon_lists *lists = memory_alloc(sizeof *lists);
	int result = tokenizer_open(&lists->tokenizer, err);
	lists->lang = arena_dup(&lists->arena, lang);
	result = result < 0 ? result : troubles_of(lists, folder, behind, err);
	result = result < 0 ? result : signal_lexicon_begin(&lists->lexicon, lists->lang, err);
	if (result < 0) {
		lexicon_lists_close(lists);
		return result;
	}
	trouble_lexicon_begin(&lists->rows, lists->lexicon, lists->lang);
	result = classes_of(lists, folders, err);
	if (result < 0) {
		lexicon_lists_close(lists);
		return result;
	}
	one_load(lists, NEGATION, folders, faults); /* what denies is known before rows are asked whether they do */
	for (int family = 0; family < ALL_LISTS; family++) {
		if (family != NEGATION) {
			one_load(lists, (enum family)family, folders, faults);
		}
	}
	*out = lists;
	return 0;
}

void lexicon_lists_close(struct lexicon_lists *lists)
{
	if (lists != NULL) {
		trouble_lexicon_close(lists->rows);
		signal_lexicon_close(lists->lexicon);
		troubles_close(lists->troubles);
		tokenizer_close(lists->tokenizer);
		free(lists->places);
		arena_release(&lists->arena);
		free(lists);
	}
}

int lexicon_lists_add(struct lexicon_lists *lists, enum family family, const struct tsv_row *row, struct err *err)
{
	return row_take(lists, family, (uint32_t)lists->lists[family].table.row_count, row, err);
}

void lexicon_look(struct lexicon_lists *lists, struct arena *arena, const struct contact *contact, struct str text,
                  struct lexicon_look *look)
{
	static const struct contact low = { .has_score = true, .score = 1, .scale = { "stars5", 6 } };
	struct mention mention = { .text = text, .span = { 0, (uint32_t)text.len } };
	struct trouble_source source = { .contact = contact != NULL ? contact : &low,
		                         .tokens = &look->tokens,
		                         .found = &look->found,
		                         .lexicon = lists->lexicon,
		                         .rows = lists->rows,
		                         .reader_language = TROUBLE_UNREAD };
	look->tokens.count = tokenize(lists->tokenizer, arena, text, lists->lang, &look->tokens.at);
	signals_find(&mention, arena, lists->lexicon, &look->tokens, &look->found);
	look->frame_count = troubles_frames(lists->troubles, arena, &source, &look->frames);
}
