/* said.c - see said.h. Stems of all rows in one table, by class and stem; each with the rows of the class that have it.
 */
#include "said.h"

#include <stdlib.h>

#include "array.h"
#include "language_table.h"

enum { COMMA_WORDS = 3 }; /* words that a comma or its like counts for between them */

struct said_list {
	struct arena arena;
	struct said_row *rows; /* [count] in the order of the table */
	size_t count;
	int *roots, *places; /* [count] the class of each, and its number among the rows of that class */
	size_t per_root[CLASSES_MAX];
	struct intern keys; /* the class's number and a stem */
	uint32_t *masks;    /* [keys.count] */
	size_t mask_cap;
};

enum { KEY_MOST = 64 };

/* The class's number and the stem; long stems are cut, as no word of the table is. */
static struct str key_of(char key[KEY_MOST], int class, struct str stem)
{
	size_t len = stem.len < KEY_MOST - 1 ? stem.len : KEY_MOST - 1;
	key[0] = (char)class;
	memcpy(key + 1, stem.at, len);
	return (struct str){ key, len + 1 };
}

static void words_add(struct said_list *list, struct stemmer *stemmer, size_t row)
{
	struct str words = list->rows[row].words;
	while (words.at != NULL) {
		char key[KEY_MOST];
		struct str rest, word = str_cut(words, ' ', &rest);
		size_t before = list->keys.count;
		uint32_t number = intern_add(&list->keys, key_of(key, list->roots[row], stem(stemmer, word)));
		list->masks = array_room(list->masks, number, &list->mask_cap, sizeof *list->masks, 256);
		list->masks[number] = number < before ? list->masks[number] : 0;
		list->masks[number] |= UINT32_C(1) << list->places[row];
		words = rest;
	}
}

static int row_add(struct said_list *list, const struct ontology *ontology, const struct tsv_row *row, struct err *err)
{
	int class = ontology_find(ontology, row->cells[0]);
	int root = class < 0 ? -1 : ontology_root(ontology, class);
	if (class < 0 || list->per_root[root] == SAID_ROWS) {
		return err_set(err, GRIPE_DATA, "\"%.*s\" is no class, or has more than %d rows",
		               STR_ARGS(row->cells[0]), SAID_ROWS);
	}
	list->rows[list->count] = (struct said_row){ .class = class,
		                                     .words = row->cells[1],
		                                     .alone = row->cells[2],
		                                     .with = row->cells[3],
		                                     .after = row->cells[4] };
	list->roots[list->count] = root;
	list->places[list->count++] = (int)list->per_root[root]++;
	return 0;
}

static int rows_read(struct said_list *list, const char *lexicons, struct str lang, const struct ontology *ontology,
                     struct err *err)
{
	static const char file[] = "trouble_said.tsv";
	struct tsv table;
	int result = tsv_lexicon(&table, &list->arena, lexicons, arena_dup(&list->arena, lang).at, file, 5, err);
	if (result < 0) {
		return result;
	}
	list->rows = arena_array(&list->arena, table.row_count + 1, sizeof *list->rows);
	list->roots = arena_array(&list->arena, table.row_count + 1, sizeof *list->roots);
	list->places = arena_array(&list->arena, table.row_count + 1, sizeof *list->places);
	for (size_t i = 0; i < table.row_count; i++) {
		result = row_add(list, ontology, &table.rows[i], err);
		if (result < 0) {
			err_at(err, file, table.rows[i].line, 0);
			return result;
		}
	}
	return 0;
}

int said_open(struct said_list **out, const char *lexicons, struct str lang, const struct ontology *ontology,
              struct err *err)
{
	struct said_list *list = memory_alloc(sizeof *list);
	struct stemmer *stemmer = NULL;
	int result = stemmer_open(&stemmer, lang, err);
	intern_init(&list->keys);
	if (result == 0 && is_language(lang)) {
		result = rows_read(list, lexicons, lang, ontology, err);
	}
	for (size_t i = 0; result == 0 && i < list->count; i++) {
		words_add(list, stemmer, i);
	}
	stemmer_close(stemmer);
	if (result < 0) {
		said_close(list);
		return result;
	}
	*out = list;
	return 0;
}

void said_close(struct said_list *list)
{
	if (list != NULL) {
		intern_release(&list->keys);
		free(list->masks);
		arena_release(&list->arena);
		free(list);
	}
}

const struct said_row *said_row_at(const struct said_list *list, int class, int place)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->places[i] == place && (list->roots[i] == class || list->rows[i].class == class)) {
			return &list->rows[i];
		}
	}
	return NULL;
}

const struct said_row *said_of_way(const struct said_list *list, int way)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->rows[i].class == way) {
			return &list->rows[i];
		}
	}
	return NULL;
}

uint32_t said_mask(const struct said_list *list, int class, struct str stem)
{
	char key[KEY_MOST];
	uint32_t number = intern_find(&list->keys, key_of(key, class, stem));
	return number == INTERN_NONE ? 0 : list->masks[number];
}

/* Words between word i and [from, to), and more for a comma. */
static uint32_t words_off(const struct issue_words *words, uint32_t i, uint32_t from, uint32_t to)
{
	uint32_t first = i < from ? i + 1 : to, end = i < from ? from : i, off = 0;
	if (i >= from && i < to) {
		return 0;
	}
	for (uint32_t w = first; w <= end && w < words->count; w++) {
		off += (w < end ? 1u : 0u) + (words->words[w].parted ? COMMA_WORDS : 0u);
	}
	return off;
}

/* The uppermost row of a way among these rows of class, or NULL. */
static const struct said_row *way_of(const struct said_list *list, int class, uint32_t mask)
{
	for (size_t i = 0; mask != 0 && i < list->count; i++) {
		if (list->roots[i] == class && list->rows[i].class != class && (mask >> list->places[i] & 1) != 0) {
			return &list->rows[i];
		}
	}
	return NULL;
}

int said_way(const struct said_list *list, int class, const struct issue_words *words, uint32_t from, uint32_t to,
             uint32_t reach)
{
	const struct said_row *best = NULL;
	uint32_t nearest = reach + 1;
	for (uint32_t i = 0; list->per_root[class] > 0 && i < words->count; i++) {
		const struct said_row *row = way_of(list, class, said_mask(list, class, words->words[i].stem));
		uint32_t off = row != NULL ? words_off(words, i, from, to) : nearest;
		if (off < nearest || (off == nearest && best != NULL && row != NULL && row < best)) {
			best = row;
			nearest = off;
		}
	}
	return best != NULL ? best->class : class;
}
