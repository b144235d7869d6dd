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

#include "column_words.h"
#include "hash.h"
#include "option.h"
#include "utf8.h"

/* What the sample says of one column; shares are of filled cells. */
struct column_stats {
	size_t filled, distinct;
	double words, letters, numbers, urls, dates, bytes,
	    coded; /* means: words a cell (each cell counts 40 at the most); shares of cells with a letter, … */
	double low, high;
	bool epoch; /* its dates are bare numbers, which only a header makes dates */
	struct date_evidence evidence;
};

enum {
	FEW_ANSWERS = 10,     /* below it choices have not had the time to repeat */
	CELL_WORDS_MAX = 40,  /* words that one cell counts for: a few very long cells do not make a column the text */
	ATTR_BYTES_MEAN = 80, /* bytes a cell on average: what is longer is prose, not a label */
	WEIGHT_PERSON = 7,
	WEIGHT_WHOLE =
	    10 /* a header that is a strong word whole (lexicon weight 5 or more): column_words_weight doubles it */
};

struct str cell_filled(struct str cell)
{
	static const char *const nothing[] = { "NA",   "N/A", "n/a", "None", "nan", "NaN",  "null",
		                               "NULL", "[]",  "-",   "--",   "{}",  "#N/A", "\\N" };
	struct str text = str_trim(cell);
	if (text.len > 0 && text.len <= 4 && strchr("Nn[-{#\\", text.at[0]) != NULL && text.at[0] != '\0') {
		for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
			if (str_eq(text, str_from(nothing[i]))) {
				return STR_EMPTY;
			}
		}
	}
	return text;
}

bool score_parse(struct str cell, double *score, double *top)
{
	struct str text = str_trim(cell);
	size_t end = 0;
	*top = 0;
	if (str_starts(text, STR("\xe2\x98\x85"))) { /* ★ */
		size_t stars = 0, all = 0, at = 0;
		while (at < text.len) {
			uint32_t c = utf8_next(text, &at);
			stars += c == 0x2605;
			all += c == 0x2605 || c == 0x2606;
		}
		*score = (double)stars;
		*top = all > stars ? (double)all : 0;
		return all <= 10;
	}
	if (text.len > 0 && (text.at[0] == '-' || text.at[0] == '+')) {
		end++;
	}
	while (end < text.len && (ascii_is_digit(text.at[end]) || text.at[end] == '.')) {
		end++;
	}
	if (end + 1 < text.len && text.at[end] == ',' && ascii_is_digit(text.at[end + 1]) &&
	    end + 3 >= text.len) { /* 4,5 */
		char copy[16];
		if (text.len >= sizeof copy) {
			return false;
		}
		memcpy(copy, text.at, text.len);
		copy[end] = '.';
		return number_parse((struct str){ copy, text.len }, score);
	}
	if (end == 0 || !number_parse(str_slice(text, 0, end), score)) {
		return false;
	}
	if (end < text.len) {
		struct str rest = str_trim(str_slice(text, end, text.len));
		struct str behind = str_starts(rest, STR("/"))               ? str_slice(rest, 1, rest.len)
		                    : str_starts_nocase(rest, STR("out of")) ? str_slice(rest, 6, rest.len)
		                                                             : STR_EMPTY;
		size_t digits = 0;
		behind = str_trim(behind);
		while (digits < behind.len && ascii_is_digit(behind.at[digits])) {
			digits++;
		}
		if (digits > 0) {
			return number_parse(str_slice(behind, 0, digits), top);
		}
		if (str_eq(rest, STR("%"))) {
			*top = 100;
			return true;
		}
		return str_starts_nocase(rest, STR("star")) || str_starts(rest, STR("- ")) ||
		       str_starts(rest, STR("(")) || rest.len == 0;
	}
	return true;
}

static size_t count_words(struct str cell, bool *letters)
{
	size_t words = 0, wide = 0;
	bool in_word = false;
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)cell.at[i];
		bool word = ascii_is_alpha((char)c) || ascii_is_digit((char)c) || c >= 0x80 || c == '\'';
		*letters = *letters || ascii_is_alpha((char)c) || c >= 0x80;
		words += word && !in_word;
		in_word = word;
		wide += c >= 0xe3 && c <= 0xed; /* first bytes of Japanese, Chinese, Korean: no spaces between words */
	}
	return words + wide / 2;
}

/* {"author": …}, [MessageEntity(…)], Message(id=1, …): what a program has printed, not what somebody wrote. */
static bool is_coded(struct str cell)
{
	size_t i = 0;
	char last = cell.at[cell.len - 1];
	if ((cell.at[0] == '{' && last == '}') || (cell.at[0] == '[' && last == ']')) {
		return true;
	}
	while (i < cell.len && (ascii_is_alpha(cell.at[i]) || ascii_is_digit(cell.at[i]) || cell.at[i] == '_')) {
		i++;
	}
	return i > 2 && i < cell.len && cell.at[i] == '(' && last == ')' && memchr(cell.at, '=', cell.len) != NULL;
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static void stats_of(struct column_stats *stats, const struct table_row *rows, size_t row_count, size_t column,
                     const struct dates *dates)
{
	uint64_t *hashes = memory_array(row_count + 1, sizeof *hashes);
	size_t numbers = 0, urls = 0, lettered = 0, words = 0, bytes = 0, coded = 0;
	*stats = (struct column_stats){ .low = 1e300, .high = -1e300 };
	for (size_t r = 0; r < row_count; r++) {
		struct str cell = column < rows[r].count ? cell_filled(rows[r].cells[column]) : STR_EMPTY;
		double number, top;
		bool letters = false;
		size_t cell_words;
		if (cell.len == 0) {
			continue;
		}
		hashes[stats->filled++] = hash64(cell, 0);
		if (score_parse(cell, &number, &top)) {
			numbers++;
			stats->low = number < stats->low ? number : stats->low;
			stats->high = number > stats->high ? number : stats->high;
		}
		cell_words = count_words(cell, &letters);
		words += cell_words < CELL_WORDS_MAX ? cell_words : CELL_WORDS_MAX;
		lettered += letters;
		bytes += cell.len;
		coded += is_coded(cell);
		urls += str_starts_nocase(cell, STR("http://")) || str_starts_nocase(cell, STR("https://"));
		date_watch(&stats->evidence, dates, cell);
	}
	if (stats->filled > 0) {
		double all = (double)stats->filled;
		qsort(hashes, stats->filled, sizeof *hashes, by_number);
		stats->distinct = 1;
		for (size_t i = 1; i < stats->filled; i++) {
			stats->distinct += hashes[i] != hashes[i - 1];
		}
		stats->words = (double)words / all;
		stats->letters = (double)lettered / all;
		stats->numbers = (double)numbers / all;
		stats->urls = (double)urls / all;
		stats->bytes = (double)bytes / all;
		stats->coded = (double)coded / all;
		stats->dates = (double)stats->evidence.dates / all;
		stats->epoch = stats->numbers > 0.9;
	}
	free(hashes);
}

/* "how likely are you*" fits every key that starts so. */
static bool name_fits(struct str key, struct str name)
{
	return name.len > 0 && name.at[name.len - 1] == '*' ? str_starts(key, str_slice(name, 0, name.len - 1))
	                                                    : str_eq(key, name);
}

size_t column_names_find(const struct column *at, size_t count, const char *names, size_t names_len)
{
	struct str rest = { names, names_len };
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
		if (entry.len > 0 && column_names_find(at, count, entry.at, entry.len) == count) {
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

static int apply_map(struct columns *columns, const struct column_map *map, struct arena *arena, struct err *err)
{
	for (size_t i = 0; map != NULL && i < map->count; i++) {
		struct str name = map->pairs[i].name;
		size_t found = columns->count;
		int64_t number;
		for (size_t c = 0; c < columns->count && found == columns->count; c++) {
			found = str_eq(columns->at[c].name, name) ? c : found;
		}
		if (found == columns->count) {
			struct str key = column_key(arena, name);
			for (size_t c = 0; c < columns->count && found == columns->count; c++) {
				found = key.len > 0 && str_eq(columns->at[c].key, key) ? c : found;
			}
		}
		if (found == columns->count && name.len > 1 && name.at[0] == '#' &&
		    integer_parse(str_slice(name, 1, name.len), &number) && number >= 1 &&
		    (uint64_t)number <= columns->count) {
			found = (size_t)number - 1;
		}
		if (found == columns->count) {
			struct buf names;
			int status;
			buf_init(&names, 600);
			for (size_t c = 0; c < columns->count; c++) {
				buf_printf(&names, "%s%.*s", c > 0 ? ", " : "", STR_ARGS(columns->at[c].name));
			}
			status = err_set(err, GRIPE_USAGE, "--map: no column '%.*s' among: %.*s", STR_ARGS(name),
			                 STR_ARGS(buf_str(&names)));
			buf_release(&names);
			return status;
		}
		columns->at[found].role = COLUMN_NONE;
		role_add(columns, map->pairs[i].role, found, "--map");
	}
	return 0;
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
		enum column_role role = COLUMN_NONE;
		role_text = str_cut(entry, '=', &names);
		for (size_t r = 1; r < COLUMN_ROLES; r++) {
			role = str_eq(role_text, str_from(column_role_name((enum column_role)r))) ? (enum column_role)r
			                                                                          : role;
		}
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
	rest = str_from(spec->others);
	while (rest.at != NULL) {
		struct str name = str_cut(rest, '|', &rest);
		for (size_t i = 0; i < columns->count; i++) {
			if (name_fits(columns->at[i].key, name)) {
				role_add(columns, COLUMN_DROP, i, "format");
			}
		}
	}
}

/* How well column i would do as the role, 0: not at all. */
static double fitness(const struct columns *columns, size_t i, enum column_role role, const struct column_stats *stats,
                      size_t row_count, const struct column_words *words)
{
	const struct column_stats *s = &stats[i];
	double header = column_words_weight(words, columns->at[i].key, role, NULL);
	double filled = row_count == 0 ? 1 : (double)s->filled / (double)row_count;
	double distinct = s->filled == 0 ? 1 : (double)s->distinct / (double)s->filled;
	bool seen = s->filled > 0;
	if (column_words_weight(words, columns->at[i].key, COLUMN_DROP, NULL) > header && header + s->dates > 0) {
		return 0;
	}
	switch (role) {
	case COLUMN_TEXT:
		if (column_words_weight(words, columns->at[i].key, COLUMN_DROP, NULL) > 0 && header == 0) {
			return 0;
		}
		if ((seen && (s->letters < 0.5 || s->urls > 0.5 || s->dates > 0.5 || s->coded > 0.5))) {
			return 0;
		}
		/* without a word in the header, the content must be prose: sentences that hardly repeat */
		if (seen && (s->words < (header >= WEIGHT_WHOLE ? 1
		                         : header > 0           ? 2
		                                                : 3) ||
		             (header == 0 && (distinct < 0.4 || s->letters < 0.8)))) {
			return 0;
		}
		if (s->filled > 50 && distinct < 0.02 && header < WEIGHT_WHOLE) { /* choices */
			return 0;
		}
		return (seen ? s->words * (distinct < 0.02 ? 0.02 : distinct) : 1) * (1 + header / 3) *
		       (0.3 + 0.7 * filled);
	case COLUMN_TITLE: return header > 0 && (!seen || (s->letters > 0.5 && s->urls < 0.5)) ? header : 0;
	case COLUMN_ID:
		return header > 0 && (!seen || (s->distinct == s->filled && s->words < 8)) ? header * filled : 0;
	case COLUMN_TIME:
		if (seen ? s->dates < 0.5 : header < WEIGHT_WHOLE) {
			return 0;
		}
		return header > 0                            ? (header + 1) * (0.5 + filled)
		       : seen && s->dates > 0.8 && !s->epoch ? 0.5 * filled
		                                             : 0;
	case COLUMN_SCORE:
		return header > 0 && seen && s->numbers > 0.8 && s->low >= 0 && s->high <= 100 && s->distinct <= 101
		           ? header * (0.5 + filled)
		           : 0;
	case COLUMN_PERSON:
		/* "bank name" holds "name": a weak word is believed where values differ from row to row */
		return (header >= WEIGHT_PERSON || (header >= 5 && distinct > 0.3)) &&
		               (!seen || (s->words < 6 && s->urls < 0.5))
		           ? header * (0.5 + filled)
		           : 0;
	case COLUMN_ROLE: return header > 0 && seen && s->distinct <= 12 && s->words < 3 ? header : 0;
	case COLUMN_THREAD: return header > 0 && (!seen || s->words < 8) ? header * (0.5 + filled) : 0;
	case COLUMN_LANG: return header > 0 && seen && s->bytes <= 8 && s->letters > 0.8 ? header : 0;
	case COLUMN_URL: return s->urls > 0.8 ? 1 + header : 0;
	case COLUMN_CHANNEL:
	case COLUMN_SOURCE: return 0; /* said by header words of the table, or by --map */
	default: return 0;
	}
}

static void guess_role(struct columns *columns, enum column_role role, const struct column_stats *stats,
                       size_t row_count, const struct column_words *words)
{
	size_t best = columns->count;
	double most = 0;
	if (columns->role_count[role] > 0) {
		return;
	}
	for (size_t i = 0; i < columns->count; i++) {
		double fit =
		    columns->at[i].role == COLUMN_NONE ? fitness(columns, i, role, stats, row_count, words) : 0;
		if (fit > most) { /* ties: the first column */
			most = fit;
			best = i;
		}
	}
	if (best < columns->count) {
		role_add(columns, role, best,
		         column_words_weight(words, columns->at[best].key, role, NULL) > 0 ? "header" : "content");
	}
}

/* "content" and "comments" in one header, each row filling one of them: the second is asked where the first is empty.
 */
static void guess_alternates(struct columns *columns, enum column_role role, const struct table_row *rows,
                             size_t row_count, const struct column_stats *stats, const struct column_words *words)
{
	size_t first;
	if (columns->role_count[role] != 1) {
		return;
	}
	first = columns->by_role[role][0];
	for (size_t i = 0; i < columns->count; i++) {
		size_t both = 0, either = 0;
		if (columns->at[i].role != COLUMN_NONE ||
		    column_words_weight(words, columns->at[i].key, role, NULL) < WEIGHT_WHOLE || stats[i].filled == 0 ||
		    fitness(columns, i, role, stats, row_count, words) <= 0) {
			continue;
		}
		for (size_t r = 0; r < row_count; r++) {
			bool a = first < rows[r].count && cell_filled(rows[r].cells[first]).len > 0,
			     b = i < rows[r].count && cell_filled(rows[r].cells[i]).len > 0;
			both += a && b;
			either += a || b;
		}
		if (both * 20 < either) { /* under 5 %: they take turns */
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

static void choose_attrs(struct columns *columns, struct arena *arena, const struct column_stats *stats,
                         const struct column_words *words)
{
	const struct column **chosen = arena_array(arena, columns->count + 1, sizeof *chosen);
	size_t count = 0;
	for (size_t i = 0; i < columns->count; i++) {
		struct column *column = &columns->at[i];
		bool asked = column->role == COLUMN_ATTR;
		if (column->role != COLUMN_NONE && !asked) {
			continue;
		}
		/* a nameless column is a row index of R or pandas */
		if (!asked && (column->key.len == 0 || stats[i].bytes > ATTR_BYTES_MEAN || stats[i].coded > 0.5 ||
		               count >= ATTRS_MAX)) {
			column->role = COLUMN_DROP;
			column->why = column->key.len == 0               ? "no name"
			              : stats[i].bytes > ATTR_BYTES_MEAN ? "long"
			              : stats[i].coded > 0.5             ? "printed by a program"
			                                                 : "too many";
			continue;
		}
		if (!asked && is_personal(column, words)) {
			column->role = COLUMN_DROP;
			column->why = "personal, or nobody's own words";
			continue;
		}
		column->role = COLUMN_ATTR;
		column->why = asked ? column->why : "rest";
		if (count < ATTRS_MAX) {
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

static void guess_scale(struct columns *columns, const struct column_stats *stats, const struct column_words *words)
{
	size_t column;
	const struct column_word *word = NULL;
	if (columns->role_count[COLUMN_SCORE] == 0) {
		return;
	}
	column = columns->by_role[COLUMN_SCORE][0];
	if (columns->spec != NULL && columns->spec->scale != NULL) {
		columns->scale = columns->spec->scale;
		return;
	}
	column_words_weight(words, columns->at[column].key, COLUMN_SCORE, &word);
	if (word != NULL && word->scale != NULL) {
		columns->scale = word->scale;
	} else {
		columns->scale = stats[column].high <= 5    ? "stars5"
		                 : stats[column].high <= 10 ? "points10"
		                                            : "points100";
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

/* 1 yes, 0 no, -1 neither. */
static int truth_of(struct str cell)
{
	static const char *const words[] = { "false", "true", "no", "yes", "0", "1", "f", "t", "n", "y", "0.0", "1.0" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq_nocase(cell, str_from(words[i]))) {
			return (int)(i % 2);
		}
	}
	return -1;
}

/* "inbound: no" is the company's; "is staff: no" and "internal: no" may be anybody's. */
static struct str writer_of(const struct columns *columns, struct str cell)
{
	int truth = columns->writer != NULL ? truth_of(cell) : -1;
	if (truth < 0) {
		return column_words_writer(columns->header_words, cell);
	}
	return truth > 0                                  ? str_from(columns->writer)
	       : strcmp(columns->writer, "customer") == 0 ? STR("agent")
	                                                  : STR_EMPTY;
}

/* A column "role" of a survey holds jobs, in a software's list of users their rights: where no row of the sample names
 * a customer, or scores are given outside of threads, it does not say who wrote, unless --map or the format said so. */
static void guess_writer(struct columns *columns, const struct table_row *rows, size_t row_count,
                         const struct column_words *words)
{
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
	for (size_t i = 0; i < row_count && !customer; i++) {
		struct str cell = place < rows[i].count ? cell_filled(rows[i].cells[place]) : STR_EMPTY;
		customer = (columns->writer != NULL && truth_of(cell) >= 0) ||
		           str_eq(column_words_writer(words, cell), STR("customer"));
	}
	customer = customer && (columns->role_count[COLUMN_SCORE] == 0 || columns->role_count[COLUMN_THREAD] > 0);
	if (!customer && strcmp(column->why, "header") == 0) {
		column->role = COLUMN_NONE;
		column->why = NULL;
		columns->role_count[COLUMN_ROLE] = 0;
	}
}

int columns_guess(struct columns *columns, struct arena *arena, const struct column_sample *sample, struct err *err)
{
	static const enum column_role in_turn[] = { COLUMN_TIME, COLUMN_URL,    COLUMN_LANG, COLUMN_SCORE,
		                                    COLUMN_ID,   COLUMN_THREAD, COLUMN_TEXT, COLUMN_TITLE,
		                                    COLUMN_ROLE, COLUMN_PERSON };
	const struct table_spec *spec = sample->spec;
	const struct column_words *words = sample->words;
	const struct table_row *rows = sample->rows;
	size_t count = sample->count, row_count = sample->row_count;
	struct column_stats *stats = memory_array(count + 1, sizeof *stats);
	int status;
	*columns = (struct columns){ .count = count, .spec = spec, .date_words = sample->dates, .header_words = words };
	columns->at = arena_array(arena, count + 1, sizeof *columns->at);
	for (size_t i = 0; i < count; i++) {
		columns->at[i].name = arena_dup(arena, str_trim(sample->names[i]));
		columns->at[i].key = column_key(arena, sample->names[i]);
		columns->at[i].attr = column_attr(arena, columns->at[i].key);
		stats_of(&stats[i], rows, row_count, i, sample->dates);
	}
	status = apply_map(columns, sample->map, arena, err);
	if (status != 0) {
		free(stats);
		return status;
	}
	if (spec != NULL) {
		apply_spec(columns, spec);
	}
	for (size_t i = 0; (spec == NULL || !spec->exact) && i < sizeof in_turn / sizeof *in_turn; i++) {
		guess_role(columns, in_turn[i], stats, row_count, words);
		guess_alternates(columns, in_turn[i], rows, row_count, stats, words);
	}
	if (columns->role_count[COLUMN_TEXT] == 0 &&
	    columns->role_count[COLUMN_TITLE] > 0) { /* headlines alone: they are the text */
		memcpy(columns->by_role[COLUMN_TEXT], columns->by_role[COLUMN_TITLE],
		       sizeof columns->by_role[COLUMN_TEXT]);
		columns->role_count[COLUMN_TEXT] = columns->role_count[COLUMN_TITLE];
		columns->role_count[COLUMN_TITLE] = 0;
		for (size_t i = 0; i < columns->role_count[COLUMN_TEXT]; i++) {
			columns->at[columns->by_role[COLUMN_TEXT][i]].role = COLUMN_TEXT;
		}
	}
	guess_scale(columns, stats, words);
	guess_channel(columns, words);
	guess_writer(columns, rows, row_count, words);
	if (columns->role_count[COLUMN_TIME] > 0) {
		columns->dates = stats[columns->by_role[COLUMN_TIME][0]].evidence;
		columns->order = date_decide(&columns->dates, &columns->order_guessed);
	}
	choose_attrs(columns, arena, stats, words);
	free(stats);
	return 0;
}

struct str columns_cell(const struct columns *columns, enum column_role role, const struct str *cells, size_t count)
{
	for (size_t i = 0; i < columns->role_count[role]; i++) {
		size_t column = columns->by_role[role][i];
		struct str cell = column < count ? cell_filled(cells[column]) : STR_EMPTY;
		if (cell.len > 0) {
			return cell;
		}
	}
	return STR_EMPTY;
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
		struct str cell = column < count ? cell_filled(cells[column]) : STR_EMPTY;
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
	contact->text = columns_cell(columns, COLUMN_TEXT, cells, count);
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
	if (cell.len > 0 && score_parse(cell, &contact->score, &top)) {
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

bool table_free_text(const struct table_row *rows, size_t row_count, size_t i, double *words_mean)
{
	struct column_stats stats;
	stats_of(&stats, rows, row_count, i, NULL);
	*words_mean = stats.words;
	/* choices repeat: a question of the free kind has as many answers as people who answered, nearly */
	return stats.filled > 0 && stats.letters > 0.6 && stats.dates < 0.3 && stats.urls < 0.5 && stats.coded < 0.5 &&
	       stats.words >= (stats.filled < FEW_ANSWERS ? 3 : 1.5) &&
	       (double)stats.distinct > 0.5 * (double)stats.filled;
}
