/* personal_birth.c - dates of birth: a date, or a year, that a word of birth stands before ("born on 14.03.1971", "DOB:
 * 1971-03-14", "geboren am 14. März 1971"). Other dates say when something happened, and stay. */
#include "personal_part.h"

enum {
	WORDS_BACK = 4, /* "born in Ghent on the 14": so far a word of birth may stand before the date */
	YEAR_DIGITS = 4,
	PART_DIGITS = 2,  /* of a day or month, and of a short year */
	ORDINAL_BYTES = 2 /* "14th", "1er" */
};

/* A word of birth before a place; *month: the start of the name of a month right before it, else the place. */
static bool birth_before(const struct scan *scan, size_t at, size_t *month)
{
	size_t stop = look_back(scan, at, 2 * CONTEXT_BYTES);
	*month = at;
	for (int i = 0; i < WORDS_BACK; i++) {
		struct str word;
		size_t start = word_before(scan, at, stop, &word);
		uint32_t roles;
		if (start == SIZE_MAX || memchr(word.at + word.len, '\n', at - start - word.len) != NULL) {
			return false;
		}
		roles = word_roles(scan->words, word);
		if ((roles & ROLE_BIRTH) != 0) {
			return true;
		}
		if (i == 0 && (roles & ROLE_MONTH) != 0) {
			*month = start;
		}
		at = start;
	}
	return false;
}

/* "14.03.1971", "1971-03-14", "14/3/71": two marks alike between numbers. SIZE_MAX: none. */
static size_t numeric_end(const struct scan *scan, size_t at)
{
	size_t end = digits_end(scan, at);
	char mark = byte_at(scan, end);
	if (end - at > YEAR_DIGITS || strchr(".-/", mark) == NULL || mark == '\0') {
		return SIZE_MAX;
	}
	for (int part = 1; part < 3; part++) {
		size_t start = end + 1;
		start += part > 0 && byte_at(scan, start) == ' ';
		if (byte_at(scan, end) != mark || !ascii_is_digit(byte_at(scan, start))) {
			return SIZE_MAX;
		}
		end = digits_end(scan, start);
		if (end - start > YEAR_DIGITS) {
			return SIZE_MAX;
		}
	}
	return end;
}

/* Behind the day at `at`: its ordinal ending, a full stop, blanks and a comma, "de" and "of". */
static size_t skip_ordinal(const struct scan *scan, size_t at)
{
	struct str word;
	size_t end = at;
	while (end < at + ORDINAL_BYTES && ascii_is_lower(byte_at(scan, end))) {
		end++;
	}
	at = byte_of_word(byte_at(scan, end)) ? at : end;
	at += byte_at(scan, at) == '.' || byte_at(scan, at) == ',';
	at = skip_blanks(scan, at);
	word = word_after(scan, at);
	return word.len == PART_DIGITS && ascii_is_lower(word.at[0]) ? skip_blanks(scan, at + word.len) : at;
}

/* "14th of March 1971", "14 de marzo de 1971"; with month: "March 14, 1971". The end without a year where none follows.
 */
static size_t written_end(const struct scan *scan, size_t at, bool month)
{
	size_t end = digits_end(scan, at), next;
	if (end - at > PART_DIGITS) {
		return SIZE_MAX;
	}
	next = skip_ordinal(scan, end);
	if (!month) {
		struct str word = word_after(scan, next);
		if ((word_roles(scan->words, word) & ROLE_MONTH) == 0) {
			return SIZE_MAX;
		}
		end = next + word.len;
		next = skip_ordinal(scan, end);
	}
	return digits_end(scan, next) == next + YEAR_DIGITS ? next + YEAR_DIGITS : end;
}

bool find_birth(const struct scan *scan, size_t at, struct found *found)
{
	size_t start, end = numeric_end(scan, at);
	if (byte_of_word(byte_before(scan, at)) || !birth_before(scan, at, &start)) {
		return false;
	}
	end = end != SIZE_MAX ? end : written_end(scan, at, start < at);
	if (end == SIZE_MAX && digits_end(scan, at) == at + YEAR_DIGITS) {
		end = at + YEAR_DIGITS; /* "born in 1971" */
	}
	*found = (struct found){ start, end, PII_DATE };
	return end != SIZE_MAX;
}
