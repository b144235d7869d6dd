/* past.c - see past.h. Memory: 24 bytes a line. */
#include "past.h"

#include <stdlib.h>

#include "array.h"
#include "infile.h"
#include "option.h"

enum { ROWS_FIRST = 1024, CELLS_MAX = 6, LAYERS = 2 };

static void row_add(struct past *past, enum tally_layer layer, const struct past_row *row)
{
	past->rows[layer] = array_room(past->rows[layer], past->counts[layer], &past->caps[layer],
	                               sizeof *past->rows[layer], ROWS_FIRST);
	past->rows[layer][past->counts[layer]++] = *row;
}

static uint32_t attr_number(struct past *past, struct str key, struct str value)
{
	struct arena arena = ARENA_INIT;
	struct str pair = arena_printf(&arena, "%.*s\t%.*s", STR_ARGS(key), STR_ARGS(value));
	uint32_t number = intern_add(&past->attrs, pair);
	arena_release(&arena);
	return number;
}

static bool whole(struct str text, int64_t *out)
{
	double value;
	bool good = number_parse(text, &value) && value >= -1e9 && value <= 1e9;
	*out = good ? (int64_t)value : 0;
	return good && (double)*out == value;
}

static bool line_take(struct past *past, struct str line)
{
	struct str cells[CELLS_MAX], rest = line;
	struct past_row row = { .item = PAST_ALL, .attr = INTERN_NONE };
	size_t count = 0;
	int64_t contacts;
	while (rest.at != NULL && count < CELLS_MAX) {
		cells[count++] = str_cut(rest, '\t', &rest);
	}
	if (rest.at != NULL || (count != 4 && count != CELLS_MAX) || !whole(cells[0], &row.day) ||
	    !whole(cells[3], &contacts) || contacts < 0) {
		return false;
	}
	row.contacts = (uint32_t)contacts;
	row.attr = count == CELLS_MAX ? attr_number(past, cells[4], cells[5]) : INTERN_NONE;
	if (str_eq(cells[1], STR("all")) && cells[2].len == 0) {
		row_add(past, LAYER_THEMES, &row);
		row_add(past, LAYER_ISSUES, &row);
		return true;
	}
	enum tally_layer layer = str_eq(cells[1], STR("issue")) ? LAYER_ISSUES : LAYER_THEMES;
	if ((layer == LAYER_THEMES && !str_eq(cells[1], STR("theme"))) || cells[2].len == 0) {
		return false;
	}
	row.item = intern_add(&past->items[layer], cells[2]);
	row_add(past, layer, &row);
	return true;
}

int past_load(struct past *past, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	int more = 0, result = infile_open(&file, path, err);
	*past = (struct past){ .open = true };
	intern_init(&past->items[0]);
	intern_init(&past->items[1]);
	intern_init(&past->attrs);
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while (result == 0 && (more = lines_next(&lines, &line, err)) > 0) {
		if (!line_take(past, line)) {
			result = err_set(err, GRIPE_DATA, "not a line of days, layers, ids and contacts");
			err_at(err, path, lines.number, 0);
		}
	}
	lines_release(&lines);
	infile_close(file);
	return result < 0 ? result : more;
}

void past_release(struct past *past)
{
	if (past->open) {
		for (int layer = 0; layer < LAYERS; layer++) {
			intern_release(&past->items[layer]);
			free(past->rows[layer]);
		}
		intern_release(&past->attrs);
	}
	*past = (struct past){ .open = false };
}

void past_leaves(const struct past *past, struct tally *tally)
{
	const struct intern *items = &past->items[tally->layer];
	const struct past_row *rows = past->rows[tally->layer];
	uint64_t *due = memory_array(items->count + 1, sizeof *due);
	int64_t newest = INT64_MIN;
	for (size_t i = 0; i < past->counts[tally->layer]; i++) {
		newest = rows[i].day > newest ? rows[i].day : newest;
	}
	for (size_t i = 0; i < past->counts[tally->layer]; i++) {
		if (rows[i].item != PAST_ALL && rows[i].attr == INTERN_NONE && rows[i].day > newest - PAST_DAYS) {
			due[rows[i].item] += rows[i].contacts;
		}
	}
	for (size_t l = 0; l < tally->leaves.intern.count; l++) {
		uint32_t here = intern_find(items, pair_first(tally->leaves.intern.names[l]));
		if (here != INTERN_NONE) {
			due[here] = 0; /* the night has it */
		}
	}
	for (size_t i = 0; i < items->count; i++) {
		if (due[i] >= PAST_DUE) {
			tally_leaf(tally, items->names[i], STR_EMPTY);
		}
	}
	free(due);
}

/* Place of name in names[count], which rise in byte order; INTERN_NONE: it is not there. */
static uint32_t place_of(const struct str *names, size_t count, struct str name)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(names[middle], name) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low < count && str_eq(names[low], name) ? (uint32_t)low : INTERN_NONE;
}

void past_numbers_make(struct past_numbers *numbers, const struct past *past, const struct tally *tally)
{
	const struct intern *items = &past->items[tally->layer];
	numbers->theme = memory_array(items->count + 1, sizeof *numbers->theme);
	numbers->attr = memory_array(past->attrs.count + 1, sizeof *numbers->attr);
	for (size_t i = 0; i < items->count; i++) {
		numbers->theme[i] = place_of(tally->themes, tally->theme_count, items->names[i]);
	}
	for (size_t i = 0; i < past->attrs.count; i++) {
		numbers->attr[i] = place_of(tally->attrs.names, tally->attrs.count, past->attrs.names[i]);
	}
}

void past_numbers_release(struct past_numbers *numbers)
{
	free(numbers->theme);
	free(numbers->attr);
}
