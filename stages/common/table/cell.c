/* cell.c - see cell.h. Every cell of a table passes cell_filled, so that is a look at one byte for nearly all. */
#include "cell.h"

#include "option.h"
#include "utf8.h"

static bool is_of(const struct language_row *row, const char *kind)
{
	return str_eq(row->row->cells[0], str_from(kind));
}

int cell_words_open(struct cell_words *words, struct arena *arena, const char *lexicons, struct err *err)
{
	int status;
	*words = (struct cell_words){ .nothing_longest = 0 };
	status = language_rows_open(&words->rows, arena, lexicons, "cells.tsv", 2, err);
	for (size_t i = 0; i < words->rows.count; i++) {
		struct str word = words->rows.at[i].row->cells[1];
		if (is_of(&words->rows.at[i], "nothing") && word.len > 0) {
			words->nothing_opens[(unsigned char)word.at[0]] = true;
			words->nothing_longest = word.len > words->nothing_longest ? word.len : words->nothing_longest;
		}
	}
	return status;
}

struct str cell_filled(const struct cell_words *words, struct str cell)
{
	struct str text = str_trim(cell);
	if (words == NULL || text.len == 0 || text.len > words->nothing_longest ||
	    !words->nothing_opens[(unsigned char)text.at[0]]) {
		return text;
	}
	for (size_t i = 0; i < words->rows.count; i++) {
		if (str_eq(text, words->rows.at[i].row->cells[1]) && is_of(&words->rows.at[i], "nothing")) {
			return STR_EMPTY;
		}
	}
	return text;
}

enum cell_truth cell_truth(const struct cell_words *words, struct str cell)
{
	for (size_t i = 0; words != NULL && i < words->rows.count; i++) {
		const struct language_row *row = &words->rows.at[i];
		if (str_eq_nocase(cell, row->row->cells[1]) && (is_of(row, "yes") || is_of(row, "no"))) {
			return is_of(row, "yes") ? CELL_YES : CELL_NO;
		}
	}
	return CELL_NEITHER;
}

bool cell_is_total(const struct cell_words *words, struct str cell)
{
	enum { TOTAL_BYTES = 32 };
	struct str text = str_trim(cell);
	text.len -= text.len > 0 && text.at[text.len - 1] == ':';
	if (text.len == 0 || text.len > TOTAL_BYTES || ascii_is_digit(text.at[0])) {
		return false;
	}
	for (size_t i = 0; words != NULL && i < words->rows.count; i++) {
		const struct language_row *row = &words->rows.at[i];
		if (str_eq_nocase(text, row->row->cells[1]) && is_of(row, "total")) {
			return true;
		}
	}
	return false;
}

/* ---- scores ---- */

enum { EMPTY_STAR = 0x2606, STARS_MAX = 10 };

static bool is_full_star(uint32_t c)
{
	enum { BLACK_STAR = 0x2605, WHITE_MEDIUM_STAR = 0x2B50, GLOWING_STAR = 0x1F31F };
	return c == BLACK_STAR || c == WHITE_MEDIUM_STAR || c == GLOWING_STAR;
}

/* "★★★★☆", "⭐⭐": the full ones, out of all when there is an empty one; false: it does not begin with stars. *end: the
 * bytes of them, and of the blanks and variation selectors between. */
static bool read_stars(struct str text, double *score, double *top, size_t *end)
{
	enum { SELECTOR = 0xFE0F };
	size_t full = 0, all = 0, at = 0;
	*end = 0;
	while (at < text.len) {
		uint32_t c = utf8_next(text, &at);
		if (!is_full_star(c) && c != EMPTY_STAR && c != SELECTOR && c != ' ') {
			break;
		}
		full += is_full_star(c);
		all += is_full_star(c) || c == EMPTY_STAR;
		*end = at;
	}
	*score = (double)full;
	*top = all > full ? (double)all : 0;
	return all > 0 && all <= STARS_MAX;
}

/* Bytes of the number that text begins with: a sign, digits, points. */
static size_t number_length(struct str text)
{
	size_t end = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+') ? 1 : 0;
	while (end < text.len && (ascii_is_digit(text.at[end]) || text.at[end] == '.')) {
		end++;
	}
	return end;
}

/* "4,5" as 4.5: one or two digits behind a comma at text[comma], and no more of them; *end moves behind them. */
static bool read_decimal_comma(struct str text, size_t comma, double *score, size_t *end)
{
	char copy[16]; /* a score has fewer digits */
	size_t behind = comma + 1;
	if (comma == 0 || comma >= text.len || text.at[comma] != ',') {
		return false;
	}
	while (behind < text.len && ascii_is_digit(text.at[behind])) {
		behind++;
	}
	if (behind == comma + 1 || behind > comma + 3 || behind >= sizeof copy) {
		return false;
	}
	memcpy(copy, text.at, behind);
	copy[comma] = '.';
	*end = behind;
	return number_parse((struct str){ copy, behind }, score);
}

/* "FIVE", "five stars", "FIVE_STARS": bytes of the word, and its figure; 0: none. */
static size_t read_number_word(const struct cell_words *words, struct str text, double *score)
{
	for (size_t i = 0; words != NULL && i < words->rows.count; i++) {
		const struct language_row *row = &words->rows.at[i];
		size_t len = row->row->cells[1].len;
		bool ends = text.len == len || (text.len > len && (text.at[len] == ' ' || text.at[len] == '_'));
		if (is_of(row, "number") && row->row->cell_count > 2 && ends &&
		    str_starts_nocase(text, row->row->cells[1]) && number_parse(row->row->cells[2], score)) {
			return len;
		}
	}
	return 0;
}

/* The digits behind "/" or "out of"; empty: there are none. */
static struct str top_in(const struct cell_words *words, struct str rest)
{
	size_t sign = str_starts(rest, STR("/")) ? 1
	              : words != NULL            ? language_rows_starts(&words->rows, "out_of", rest)
	                                         : 0;
	struct str behind;
	size_t digits = 0;
	if (sign == 0) {
		return STR_EMPTY;
	}
	behind = str_trim(str_slice(rest, sign, rest.len));
	while (digits < behind.len && ascii_is_digit(behind.at[digits])) {
		digits++;
	}
	return str_slice(behind, 0, digits);
}

/* What may follow a score: its name ("5 - Great", "5 (best)"), or what is counted. */
static bool names_the_score(const struct cell_words *words, struct str rest)
{
	double stars, top;
	size_t end;
	return str_starts(rest, STR("- ")) || str_starts(rest, STR("(")) ||
	       (words != NULL && language_rows_starts(&words->rows, "unit", rest) > 0) ||
	       (read_stars(rest, &stars, &top, &end) && end == rest.len);
}

/* Behind the figure: nothing, what it is out of, or what is counted. */
static bool take_rest(const struct cell_words *words, struct str rest, double *top)
{
	struct str most;
	rest = str_starts(rest, STR("_")) ? str_slice(rest, 1, rest.len) : str_trim(rest);
	if (rest.len == 0) {
		return true;
	}
	most = top_in(words, rest);
	if (most.len > 0) {
		return number_parse(most, top);
	}
	if (str_eq(rest, STR("%"))) {
		*top = 100;
		return true;
	}
	return names_the_score(words, rest);
}

bool cell_score(const struct cell_words *words, struct str cell, double *score, double *top)
{
	struct str text = str_trim(cell);
	size_t end = number_length(text), before = 0;
	*top = 0;
	if (end > 0 && end == text.len) { /* the usual cell */
		return number_parse(text, score);
	}
	if (end == 0 && read_stars(text, score, top, &end)) {
		double figure;
		struct str rest = str_trim(str_slice(text, end, text.len));
		if (*score == 1 && number_parse(rest, &figure)) { /* "★ 4.5" */
			*score = figure;
			return true;
		}
		return rest.len == 0 || str_starts(rest, STR("("));
	}
	if (end == 0 && words != NULL) {
		before = language_rows_starts(&words->rows, "rated", text);
		text = str_trim(str_slice(text, before, text.len));
		end = number_length(text);
	}
	if (end == 0) {
		end = read_number_word(words, text, score);
	} else if (!read_decimal_comma(text, end, score, &end) && !number_parse(str_slice(text, 0, end), score)) {
		return false;
	}
	return end > 0 && take_rest(words, str_slice(text, end, text.len), top);
}

/* ---- prose ---- */

size_t cell_word_count(struct str cell, bool *letters)
{
	size_t words = 0, wide = 0;
	bool in_word = false;
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)cell.at[i];
		bool word = byte_of_word((char)c) || c == '\'';
		*letters = *letters || byte_of_letter((char)c);
		words += word && !in_word;
		in_word = word;
		wide += c >= 0xe3 && c <= 0xed; /* first bytes of Japanese, Chinese, Korean: no spaces between words */
	}
	return words + wide / 2;
}

static bool stands_between(struct str cell, char open, char close)
{
	return cell.at[0] == open && cell.at[cell.len - 1] == close;
}

bool cell_is_coded(struct str cell)
{
	enum { NAME_BYTES = 3 /* of what stands before a parenthesis: "a(b=1)" may be prose */ };
	size_t name = 0;
	if (stands_between(cell, '{', '}') || stands_between(cell, '[', ']')) {
		return true;
	}
	while (name < cell.len && (ascii_is_alnum(cell.at[name]) || cell.at[name] == '_')) {
		name++;
	}
	return name >= NAME_BYTES && name < cell.len && cell.at[name] == '(' && str_ends(cell, STR(")")) &&
	       memchr(cell.at, '=', cell.len) != NULL;
}

bool cell_is_token(struct str cell)
{
	enum { TOKEN_LEAST = 5 /* bytes: "2nd" and "v2" are words */ };
	size_t digits = 0, letters = 0, at_signs = 0, slashes = 0;
	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.at[i];
		if ((unsigned char)c >= 0x80 || ascii_is_space(c)) {
			return false;
		}
		digits += ascii_is_digit(c);
		letters += ascii_is_alpha(c);
		at_signs += c == '@';
		slashes += c == '/' || c == '\\';
	}
	return (at_signs == 1 && letters > 0 && memchr(cell.at, '.', cell.len) != NULL) ||
	       (cell.len >= TOKEN_LEAST && (digits > 0 || slashes > 0));
}
