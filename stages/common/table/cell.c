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

/* ---- scores ---- */

/* "★★★★☆": the full ones, out of all when there is an empty one. */
static bool read_stars(struct str text, double *score, double *top)
{
	enum { FULL = 0x2605, EMPTY = 0x2606, STARS_MAX = 10 };
	size_t full = 0, all = 0, at = 0;
	while (at < text.len) {
		uint32_t c = utf8_next(text, &at);
		full += c == FULL;
		all += c == FULL || c == EMPTY;
	}
	*score = (double)full;
	*top = all > full ? (double)all : 0;
	return all <= STARS_MAX;
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

/* "4,5": one or two digits behind a comma at text[comma], and nothing else. */
static bool has_decimal_comma(struct str text, size_t comma)
{
	return comma + 1 < text.len && text.at[comma] == ',' && ascii_is_digit(text.at[comma + 1]) &&
	       comma + 3 >= text.len;
}

static bool read_decimal_comma(struct str text, size_t comma, double *score)
{
	char copy[16]; /* a score has fewer digits */
	if (text.len >= sizeof copy) {
		return false;
	}
	memcpy(copy, text.at, text.len);
	copy[comma] = '.';
	return number_parse((struct str){ copy, text.len }, score);
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
	return str_starts(rest, STR("- ")) || str_starts(rest, STR("(")) ||
	       (words != NULL && language_rows_starts(&words->rows, "unit", rest) > 0);
}

bool cell_score(const struct cell_words *words, struct str cell, double *score, double *top)
{
	struct str text = str_trim(cell), rest, most;
	size_t end = number_length(text);
	*top = 0;
	if (str_starts(text, STR("\xe2\x98\x85"))) { /* ★ */
		return read_stars(text, score, top);
	}
	if (has_decimal_comma(text, end)) {
		return read_decimal_comma(text, end, score);
	}
	if (end == 0 || !number_parse(str_slice(text, 0, end), score)) {
		return false;
	}
	if (end == text.len) {
		return true;
	}
	rest = str_trim(str_slice(text, end, text.len));
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
