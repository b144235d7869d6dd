/* columns.c - which column of a table is what, and a contact out of a row (columns.h).
 *
 * in: header cells and up to a few hundred sample rows. out: a role for each column, then contacts.
 * Method: --map decides first, then the format's own list, then a score of header words (lexicons/LANG/columns.tsv) and
 * content: a time column must hold dates, a score small numbers, an id no repeats, and the text is the column with most
 * words of its own a cell (choices of a questionnaire repeat, so the mean is weighed with the share of distinct cells).
 * Each decision can be read with --explain. Chosen against: a trained classifier of columns; there are ten roles and
 * the two signals are enough to be explained in one line. Memory: the header, and statistics of the sample while
 * guessing. */
#include "columns.h"

#include <stdlib.h>

#include "column_beside.h"
#include "column_fit.h"
#include "option.h"
#include "utf8.h"

enum {
	ATTR_BYTES_MEAN = 80, /* bytes a cell on average: what is longer is prose, not a label */
	NAMES_BYTES = 600     /* of the columns' names in a message */
};

/* "how likely are you*" fits every key that starts so. */
static bool name_fits(struct str key, struct str name)
{
	return name.len > 0 && name.at[name.len - 1] == '*' ? str_starts(key, str_slice(name, 0, name.len - 1))
	                                                    : str_eq(key, name);
}

size_t column_names_find(const struct column *at, size_t count, struct str names)
{
	struct str rest = names;
	while (rest.at != NULL) {
		struct str name = str_cut(rest, '|', &rest);
		for (size_t i = 0; i < count; i++) {
			if (name_fits(at[i].key, name)) {
				return i;
			}
		}
	}
	return count;
}

bool table_spec_fits(const struct table_spec *spec, const struct column *at, size_t count)
{
	struct str rest = str_from(spec->needs);
	while (rest.at != NULL) {
		struct str entry = str_cut(rest, ';', &rest);
		if (entry.len > 0 && column_names_find(at, count, entry) == count) {
			return false;
		}
	}
	return true;
}

static bool role_add(struct columns *columns, enum column_role role, size_t column, const char *why)
{
	if (columns->at[column].role != COLUMN_NONE ||
	    (role < COLUMN_ATTR && columns->role_count[role] == ROLE_COLUMNS)) {
		return false;
	}
	columns->at[column].role = role;
	columns->at[column].why = why;
	if (role < COLUMN_ATTR) {
		columns->by_role[role][columns->role_count[role]++] = column;
	}
	return true;
}

static size_t column_by_name(const struct columns *columns, struct str name)
{
	size_t at = 0;
	while (at < columns->count && !str_eq(columns->at[at].name, name)) {
		at++;
	}
	return at;
}

static size_t column_by_key(const struct columns *columns, struct str key)
{
	size_t at = 0;
	while (at < columns->count && (key.len == 0 || !str_eq(columns->at[at].key, key))) {
		at++;
	}
	return at;
}

/* "#3": the third column. */
static size_t column_by_place(const struct columns *columns, struct str name)
{
	int64_t number;
	bool is_place = str_starts(name, STR("#")) && integer_parse(str_slice(name, 1, name.len), &number) &&
	                number >= 1 && (uint64_t)number <= columns->count;
	return is_place ? (size_t)number - 1 : columns->count;
}

static int no_such_column(const struct columns *columns, struct str name, struct err *err)
{
	struct buf names;
	int status;
	buf_init(&names, NAMES_BYTES);
	for (size_t i = 0; i < columns->count; i++) {
		buf_printf(&names, "%s%.*s", i > 0 ? ", " : "", STR_ARGS(columns->at[i].name));
	}
	status =
	    err_set(err, GRIPE_USAGE, "--map: no column '%.*s' among: %.*s", STR_ARGS(name), STR_ARGS(buf_str(&names)));
	buf_release(&names);
	return status;
}

static int apply_map(struct columns *columns, const struct column_map *map, struct arena *arena, struct err *err)
{
	for (size_t i = 0; map != NULL && i < map->count; i++) {
		struct str name = map->pairs[i].name;
		size_t found = column_by_name(columns, name);
		found = found < columns->count ? found : column_by_key(columns, column_key(arena, name));
		found = found < columns->count ? found : column_by_place(columns, name);
		if (found == columns->count) {
			return no_such_column(columns, name, err);
		}
		columns->at[found].role = COLUMN_NONE;
		role_add(columns, map->pairs[i].role, found, "--map");
	}
	return 0;
}

static enum column_role role_named(struct str name)
{
	for (size_t r = 1; r < COLUMN_ROLES; r++) {
		if (str_eq(name, str_from(column_role_name((enum column_role)r)))) {
			return (enum column_role)r;
		}
	}
	return COLUMN_NONE;
}

/* names: between "|" */
static void drop_others(struct columns *columns, struct str names)
{
	while (names.at != NULL) {
		struct str name = str_cut(names, '|', &names);
		for (size_t i = 0; i < columns->count; i++) {
			if (name_fits(columns->at[i].key, name)) {
				role_add(columns, COLUMN_DROP, i, "format");
			}
		}
	}
}

/* "text=review text|review body;title=review title": each name that is in the header takes the role, in the order
 * written. */
static void apply_spec(struct columns *columns, const struct table_spec *spec)
{
	bool mapped[COLUMN_ROLES];
	struct str rest = str_from(spec->roles);
	for (size_t r = 0; r < COLUMN_ROLES; r++) {
		mapped[r] = columns->role_count[r] > 0;
	}
	while (rest.at != NULL) {
		struct str names, role_text;
		struct str entry = str_cut(rest, ';', &rest);
		enum column_role role;
		role_text = str_cut(entry, '=', &names);
		role = role_named(role_text);
		while (names.at != NULL) {
			struct str name = str_cut(names, '|', &names);
			for (size_t i = 0; i < columns->count && !mapped[role];
			     i++) { /* "reviewId" and "review_id" may both be there */
				if (name_fits(columns->at[i].key, name)) {
					role_add(columns, role, i, "format");
				}
			}
		}
	}
	drop_others(columns, str_from(spec->others));
}

/* What the guessing looks at: the columns, and their statistics beside them. */
struct guess {
	struct columns *columns;
	const struct column_sample *sample;
	struct column_stats *stats; /* stats[columns->count] */
};

static double fit(const struct guess *guess, size_t column, enum column_role role)
{
	/* "How likely are you to cancel?": the more, the worse */
	if (role == COLUMN_SCORE && column_words_inverted(guess->sample->words, guess->columns->at[column].key)) {
		return 0;
	}
	return column_fit(role, guess->columns->at[column].key, &guess->stats[column], guess->sample->row_count,
	                  guess->sample->words);
}

static int header_weight(const struct guess *guess, size_t column, enum column_role role)
{
	return column_words_weight(guess->sample->words, guess->columns->at[column].key, role, NULL);
}

static void guess_role(const struct guess *guess, enum column_role role)
{
	struct columns *columns = guess->columns;
	size_t best = columns->count;
	double most = 0;
	if (columns->role_count[role] > 0) {
		return;
	}
	for (size_t i = 0; i < columns->count; i++) {
		double fits = columns->at[i].role == COLUMN_NONE ? fit(guess, i, role) : 0;
		if (fits > most) { /* ties: the first column */
			most = fits;
			best = i;
		}
	}
	if (best < columns->count) {
		role_add(columns, role, best, header_weight(guess, best, role) > 0 ? "header" : "content");
	}
}

static bool is_filled(const struct guess *guess, const struct table_row *row, size_t column)
{
	return column < row->count && cell_filled(cell_words_of(guess->sample->words), row->cells[column]).len > 0;
}

/* Under 5 % of the rows that fill one of them fill both. */
static bool take_turns(const struct guess *guess, size_t first, size_t second)
{
	size_t both = 0, either = 0;
	for (size_t r = 0; r < guess->sample->row_count; r++) {
		const struct table_row *row = &guess->sample->rows[r];
		bool a = is_filled(guess, row, first), b = is_filled(guess, row, second);
		both += a && b;
		either += a || b;
	}
	return both * 20 < either;
}

/* "content" and "comments" in one header, each row filling one of them: the second is asked where the first is empty.
 */
static void guess_alternates(const struct guess *guess, enum column_role role)
{
	struct columns *columns = guess->columns;
	size_t first;
	if (columns->role_count[role] != 1) {
		return;
	}
	first = columns->by_role[role][0];
	for (size_t i = 0; i < columns->count; i++) {
		if (columns->at[i].role == COLUMN_NONE && guess->stats[i].filled > 0 &&
		    header_weight(guess, i, role) >= WEIGHT_WHOLE && fit(guess, i, role) > 0 &&
		    take_turns(guess, first, i)) {
			role_add(columns, role, i, "header");
		}
	}
}

static int by_attr(const void *a, const void *b)
{
	const struct column *x = *(const struct column *const *)a, *y = *(const struct column *const *)b;
	int order = str_cmp(x->attr, y->attr);
	return order != 0 ? order : (x > y) - (x < y);
}

/* Names, addresses and the like are no attribute: only what is taken for the person is kept, and a later stage makes it
 * a pseudonym. */
static bool is_personal(const struct column *column, const struct column_words *words)
{
	return column_words_weight(words, column->key, COLUMN_DROP, NULL) >= WEIGHT_WHOLE ||
	       column_words_weight(words, column->key, COLUMN_PERSON, NULL) >= WEIGHT_WHOLE;
}

/* Why a column that has no other role is no attribute either; NULL: it is one. count: attributes so far. A nameless
 * column is a row index of R or pandas. */
static const char *why_no_attr(const struct guess *guess, size_t column, size_t count)
{
	const struct column *about = &guess->columns->at[column];
	const struct column_stats *stats = &guess->stats[column];
	return about->key.len == 0                        ? "no name"
	       : stats->bytes > ATTR_BYTES_MEAN           ? "long"
	       : stats->coded > 0.5                       ? "printed by a program"
	       : count >= ATTRS_MAX                       ? "too many"
	       : is_personal(about, guess->sample->words) ? "personal, or nobody's own words"
	                                                  : NULL;
}

/* A column that is nothing else is an attribute, unless there is a reason against it. */
static void settle_rest(struct column *column, const char *why_not)
{
	column->role = why_not != NULL ? COLUMN_DROP : COLUMN_ATTR;
	column->why = why_not != NULL ? why_not : "rest";
}

static void choose_attrs(const struct guess *guess, struct arena *arena)
{
	struct columns *columns = guess->columns;
	const struct column **chosen = arena_array(arena, columns->count + 1, sizeof *chosen);
	size_t count = 0;
	for (size_t i = 0; i < columns->count; i++) {
		struct column *column = &columns->at[i];
		if (column->role == COLUMN_NONE) {
			settle_rest(column, why_no_attr(guess, i, count));
		}
		if (column->role == COLUMN_ATTR && count < ATTRS_MAX) {
			chosen[count++] = column;
		}
	}
	if (count > 0) {
		qsort(chosen, count, sizeof *chosen, by_attr);
	}
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !str_eq(chosen[i]->attr, chosen[i - 1]->attr)) {
			columns->attrs[columns->attr_count++] = (size_t)(chosen[i] - columns->at);
		}
	}
}

/* By the highest score that was seen. */
static const char *scale_by_range(const struct column_stats *stats)
{
	return stats->high <= 5 ? "stars5" : stats->high <= 10 ? "points10" : "points100";
}

/* Answers from 1 to 5 are no NPS, whatever stands above them: enough of them, or one at the very top. */
static bool is_five_points(const struct column_stats *stats)
{
	enum { FEW_ANSWERS = 3, ENOUGH_ANSWERS = 8 };
	return stats->filled >= FEW_ANSWERS && stats->low >= 1 &&
	       (stats->high == 5 || (stats->high < 5 && stats->filled >= ENOUGH_ANSWERS));
}

static void guess_scale(const struct guess *guess)
{
	struct columns *columns = guess->columns;
	const struct column_words *words = guess->sample->words;
	const struct column_stats *stats;
	const char *said;
	struct str key;
	if (columns->role_count[COLUMN_SCORE] == 0) {
		return;
	}
	stats = &guess->stats[columns->by_role[COLUMN_SCORE][0]];
	key = columns->at[columns->by_role[COLUMN_SCORE][0]].key;
	said = columns->spec != NULL && columns->spec->scale != NULL ? columns->spec->scale
	                                                             : column_words_scale(words, key);
	if (said != NULL && strcmp(said, "nps") == 0 &&
	    ((is_five_points(stats) && !column_words_is_scale(words, key, "points10")) ||
	     (stats->filled > 0 && stats->high > 10))) {
		said = NULL;
	}
	columns->scale = said != NULL ? said : scale_by_range(stats);
}

/* The first score of which more is worse: no score, and said. */
static void find_inverted(const struct guess *guess)
{
	struct columns *columns = guess->columns;
	for (size_t i = 0; i < columns->count && columns->inverted == NULL; i++) {
		bool numbers = guess->stats[i].filled > 0 && guess->stats[i].numbers > 0.8;
		if (numbers && column_words_inverted(guess->sample->words, columns->at[i].key)) {
			columns->inverted = &columns->at[i];
		}
	}
}

static void guess_channel(struct columns *columns, const struct column_words *words)
{
	int best = 0;
	for (size_t i = 0; i < columns->count; i++) {
		const struct column_word *word = NULL;
		int weight = column_words_weight(words, columns->at[i].key, COLUMN_CHANNEL, &word);
		if (weight > best) {
			best = weight;
			columns->channel = word->channel;
		}
	}
}

/* "inbound: no" is the company's; "is staff: no" and "internal: no" may be anybody's. */
static struct str writer_of(const struct columns *columns, struct str cell)
{
	enum cell_truth truth =
	    columns->writer != NULL ? cell_truth(cell_words_of(columns->header_words), cell) : CELL_NEITHER;
	switch (truth) {
	case CELL_YES: return str_from(columns->writer);
	case CELL_NO: return strcmp(columns->writer, "customer") == 0 ? STR("agent") : STR_EMPTY;
	case CELL_NEITHER:
	default: return column_words_writer(columns->header_words, cell);
	}
}

/* Whether a cell of the column of writers tells customers from others. */
static bool tells_customers(const struct columns *columns, const struct column_words *words, struct str cell)
{
	return (columns->writer != NULL && cell_truth(cell_words_of(words), cell) != CELL_NEITHER) ||
	       str_eq(column_words_writer(words, cell), STR("customer"));
}

/* A column "role" of a survey holds jobs, in a software's list of users their rights: where no row of the sample names
 * a customer, or scores are given outside of threads, it does not say who wrote, unless --map or the format said so. */
static void guess_writer(const struct guess *guess)
{
	struct columns *columns = guess->columns;
	const struct table_row *rows = guess->sample->rows;
	const struct column_words *words = guess->sample->words;
	const struct cell_words *cells = cell_words_of(words);
	const struct column_word *word = NULL;
	struct column *column;
	size_t place;
	bool customer = false;
	if (columns->role_count[COLUMN_ROLE] == 0) {
		return;
	}
	place = columns->by_role[COLUMN_ROLE][0];
	column = &columns->at[place];
	column_words_weight(words, column->key, COLUMN_ROLE, &word);
	columns->writer = word != NULL ? word->writer : NULL;
	for (size_t i = 0; i < guess->sample->row_count && !customer; i++) {
		struct str cell = place < rows[i].count ? cell_filled(cells, rows[i].cells[place]) : STR_EMPTY;
		customer = tells_customers(columns, words, cell);
	}
	customer = customer && (columns->role_count[COLUMN_SCORE] == 0 || columns->role_count[COLUMN_THREAD] > 0);
	if (!customer && strcmp(column->why, "header") == 0) {
		column->role = COLUMN_NONE;
		column->why = NULL;
		columns->role_count[COLUMN_ROLE] = 0;
	}
}

/* Headlines alone are the text. */
static void titles_become_text(struct columns *columns)
{
	size_t count = columns->role_count[COLUMN_TITLE];
	if (columns->role_count[COLUMN_TEXT] > 0 || count == 0) {
		return;
	}
	memcpy(columns->by_role[COLUMN_TEXT], columns->by_role[COLUMN_TITLE], sizeof columns->by_role[COLUMN_TEXT]);
	columns->role_count[COLUMN_TEXT] = count;
	columns->role_count[COLUMN_TITLE] = 0;
	for (size_t i = 0; i < count; i++) {
		columns->at[columns->by_role[COLUMN_TEXT][i]].role = COLUMN_TEXT;
	}
}

/* Columns that --map or the format calls text are the text together: the first, and beside it the others. */
static void spread_texts(struct columns *columns, size_t named)
{
	for (size_t i = 1; i < named; i++) {
		size_t column = columns->by_role[COLUMN_TEXT][i], at = columns->beside_count++;
		for (; at > 0 && columns->beside[at - 1] > column; at--) {
			columns->beside[at] = columns->beside[at - 1];
		}
		columns->beside[at] = column;
	}
}

/* From the columns that have no role yet; prose that is left over is marked. */
static void find_beside(const struct guess *guess)
{
	struct columns *columns = guess->columns;
	const struct column_sample *sample = guess->sample;
	for (size_t i = 0; i < columns->count && columns->role_count[COLUMN_TEXT] > 0; i++) {
		struct column *about = &columns->at[i];
		if (about->role != COLUMN_NONE || header_weight(guess, i, COLUMN_DROP) > 0 ||
		    column_is_copy(sample->rows, sample->row_count, columns->by_role[COLUMN_TEXT][0], i)) {
			continue;
		}
		if (columns->beside_count < BESIDE_MAX &&
		    column_stands_beside(about->name, about->key, &guess->stats[i], sample->words)) {
			about->role = COLUMN_TEXT;
			about->why = "header, beside the text";
			columns->beside[columns->beside_count++] = i;
		} else {
			about->prose = column_is_prose(&guess->stats[i]);
		}
	}
}

/* named: text columns by --map or the format. Who names them by hand has named them all. */
static void guess_texts(const struct guess *guess, size_t named)
{
	struct columns *columns = guess->columns;
	const struct table_spec *spec = guess->sample->spec;
	bool by_hand = named > 0 && strcmp(columns->at[columns->by_role[COLUMN_TEXT][0]].why, "--map") == 0;
	if (spec != NULL && !spec->several && !by_hand) {
		return;
	}
	if (named > 1) {
		spread_texts(columns, named);
	}
	if (!by_hand) {
		find_beside(guess);
	}
}

static void guess_order(const struct guess *guess)
{
	struct columns *columns = guess->columns;
	if (columns->role_count[COLUMN_TIME] > 0) {
		columns->dates = guess->stats[columns->by_role[COLUMN_TIME][0]].evidence;
		columns->order = date_decide(&columns->dates, &columns->order_guessed);
	}
}

static void guess_roles(const struct guess *guess)
{
	static const enum column_role in_turn[] = { COLUMN_TIME, COLUMN_URL,    COLUMN_LANG, COLUMN_SCORE,
		                                    COLUMN_ID,   COLUMN_THREAD, COLUMN_TEXT, COLUMN_TITLE,
		                                    COLUMN_ROLE, COLUMN_PERSON };
	for (size_t i = 0; i < sizeof in_turn / sizeof *in_turn; i++) {
		guess_role(guess, in_turn[i]);
		guess_alternates(guess, in_turn[i]);
	}
}

/* Two columns of one name are two attributes: "other", "other_2". */
static void tell_apart(struct columns *columns, struct arena *arena, size_t column)
{
	struct column *about = &columns->at[column];
	size_t number = 1;
	for (size_t i = 0; i < column; i++) {
		number += str_eq(columns->at[i].name, about->name);
	}
	if (number > 1 && about->key.len > 0) {
		about->attr = arena_printf(arena, "%.*s_%zu", STR_ARGS(about->attr), number);
	}
}

int columns_guess(struct columns *columns, struct arena *arena, const struct column_sample *sample, struct err *err)
{
	struct guess guess = { columns, sample, memory_array(sample->count + 1, sizeof *guess.stats) };
	size_t named;
	int status;
	*columns = (struct columns){
		.count = sample->count, .spec = sample->spec, .date_words = sample->dates, .header_words = sample->words
	};
	columns->at = arena_array(arena, sample->count + 1, sizeof *columns->at);
	for (size_t i = 0; i < sample->count; i++) {
		columns->at[i].name = arena_dup(arena, str_trim(sample->names[i]));
		columns->at[i].key = column_key(arena, sample->names[i]);
		columns->at[i].attr = column_attr(arena, columns->at[i].key);
		tell_apart(columns, arena, i);
		column_stats_of(&guess.stats[i], sample->rows, sample->row_count, i, cell_words_of(sample->words),
		                sample->dates);
	}
	status = apply_map(columns, sample->map, arena, err);
	if (status == 0) {
		if (sample->spec != NULL) {
			apply_spec(columns, sample->spec);
		}
		named = columns->role_count[COLUMN_TEXT];
		if (sample->spec == NULL || !sample->spec->exact) {
			guess_roles(&guess);
		}
		guess_texts(&guess, named);
		titles_become_text(columns);
		guess_scale(&guess);
		find_inverted(&guess);
		guess_channel(columns, sample->words);
		guess_writer(&guess);
		guess_order(&guess);
		choose_attrs(&guess, arena);
	}
	free(guess.stats);
	return status;
}

struct str columns_cell(const struct columns *columns, enum column_role role, const struct str *cells, size_t count)
{
	for (size_t i = 0; i < columns->role_count[role]; i++) {
		size_t column = columns->by_role[role][i];
		struct str cell =
		    column < count ? cell_filled(cell_words_of(columns->header_words), cells[column]) : STR_EMPTY;
		if (cell.len > 0) {
			return cell;
		}
	}
	return STR_EMPTY;
}

/* The text and what stands beside it, in the order of the columns. */
static struct str text_of(const struct columns *columns, struct arena *arena, const struct str *cells, size_t count)
{
	const struct cell_words *words = cell_words_of(columns->header_words);
	struct str texts[BESIDE_MAX + 1], first = columns_cell(columns, COLUMN_TEXT, cells, count);
	size_t place = columns->role_count[COLUMN_TEXT] > 0 ? columns->by_role[COLUMN_TEXT][0] : 0, found = 0;
	bool put = first.len == 0;
	for (size_t i = 0; i <= columns->beside_count; i++) {
		size_t column = i < columns->beside_count ? columns->beside[i] : SIZE_MAX;
		struct str cell = column < count ? cell_filled(words, cells[column]) : STR_EMPTY;
		if (!put && place < column) {
			texts[found++] = first;
			put = true;
		}
		if (cell.len > 0 && !str_eq(cell, first)) {
			texts[found++] = cell;
		}
	}
	return column_join(arena, texts, found);
}

/* 5.70306E+17: a spreadsheet has rounded the id away. */
static bool id_destroyed(struct str id)
{
	size_t i = 0;
	while (i < id.len && (ascii_is_digit(id.at[i]) || id.at[i] == '.' || id.at[i] == ',')) {
		i++;
	}
	return i > 0 && i + 2 < id.len && (id.at[i] == 'E' || id.at[i] == 'e') && id.at[i + 1] == '+';
}

/* "3.0", as pandas writes a whole number beside holes. */
static struct str id_whole(struct str id)
{
	size_t digits = 0;
	while (digits < id.len && ascii_is_digit(id.at[digits])) {
		digits++;
	}
	return digits > 0 && digits + 2 == id.len && id.at[digits] == '.' && id.at[digits + 1] == '0'
	           ? str_slice(id, 0, digits)
	           : id;
}

static void contact_attrs(const struct columns *columns, struct arena *arena, const struct str *cells, size_t count,
                          struct contact *contact)
{
	contact->attrs = arena_array(arena, columns->attr_count + 1, sizeof *contact->attrs);
	for (size_t i = 0; i < columns->attr_count; i++) {
		size_t column = columns->attrs[i];
		struct str cell =
		    column < count ? cell_filled(cell_words_of(columns->header_words), cells[column]) : STR_EMPTY;
		if (cell.len > ATTR_VALUE_MAX) {
			cell.len = utf8_floor(cell, ATTR_VALUE_MAX);
		}
		if (cell.len > 0) {
			contact->attrs[contact->attr_count++] = (struct attr){ columns->at[column].attr, cell };
		}
	}
}

/* The first of the time columns that holds a date. */
static void contact_time(const struct columns *columns, struct arena *arena, const struct str *cells, size_t count,
                         struct contact *contact)
{
	char *time = arena_alloc(arena, DATE_TEXT_SIZE);
	bool far = false;
	for (size_t i = 0; i < columns->role_count[COLUMN_TIME]; i++) {
		size_t column = columns->by_role[COLUMN_TIME][i];
		enum date_found found =
		    column < count ? date_to_text(columns->date_words, cells[column], columns->order, time) : DATE_NONE;
		if (found == DATE_FOUND) {
			contact->time = (struct str){ time, DATE_TEXT_SIZE - 1 };
			return;
		}
		far = far || found == DATE_FAR;
	}
	if (far) {
		contact_note(contact, arena, STR(DATE_FAR_NOTE));
	}
}

void columns_contact(const struct columns *columns, struct arena *arena, const struct str *cells, size_t count,
                     struct contact *contact, const char **drop)
{
	struct str cell;
	double top;
	*contact = (struct contact){ 0 };
	*drop = NULL;
	contact->text = text_of(columns, arena, cells, count);
	contact->title = columns_cell(columns, COLUMN_TITLE, cells, count);
	contact->id = id_whole(columns_cell(columns, COLUMN_ID, cells, count));
	if (id_destroyed(contact->id)) {
		contact->id = STR_EMPTY;
	}
	contact->person = columns_cell(columns, COLUMN_PERSON, cells, count);
	contact->thread = id_whole(columns_cell(columns, COLUMN_THREAD, cells, count));
	contact->url = columns_cell(columns, COLUMN_URL, cells, count);
	contact->lang = columns_cell(columns, COLUMN_LANG, cells, count);
	contact->channel = columns->role_count[COLUMN_CHANNEL] > 0 ? columns_cell(columns, COLUMN_CHANNEL, cells, count)
	                                                           : str_from(columns->channel);
	contact->source = columns_cell(columns, COLUMN_SOURCE, cells, count);
	cell = columns_cell(columns, COLUMN_ROLE, cells, count);
	if (cell.len > 0) {
		contact->role = writer_of(columns, cell);
	}
	cell = columns_cell(columns, COLUMN_SCORE, cells, count);
	if (cell.len > 0 && cell_score(cell_words_of(columns->header_words), cell, &contact->score, &top)) {
		contact->has_score = true;
		contact->scale = top == 5 ? STR("stars5") : str_from(columns->scale);
	}
	contact_time(columns, arena, cells, count, contact);
	contact_attrs(columns, arena, cells, count, contact);
	if (columns->spec != NULL && columns->spec->fix != NULL) {
		columns->spec->fix(contact, cells, count, columns, arena, drop);
	}
}

void columns_explain(const struct columns *columns, struct buf *out)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->at[i];
		buf_printf(out, "  %-8s %.*s (%s)", column_role_name(column->role), STR_ARGS(column->name),
		           column->why == NULL ? "" : column->why);
		if (column->role == COLUMN_SCORE && columns->scale != NULL) {
			buf_printf(out, ", scale %s", columns->scale);
		}
		if (column->role == COLUMN_TIME && columns->order != DATE_ORDER_UNKNOWN) {
			buf_printf(out, ", %s first%s", columns->order == DATE_DAY_FIRST ? "day" : "month",
			           columns->order_guessed ? " (guessed: no value decides)" : "");
		}
		buf_byte(out, '\n');
	}
}
