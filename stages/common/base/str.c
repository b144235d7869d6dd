/* str.c - see str.h. */
#include "str.h"

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n == 0 ? 0 : memcmp(a.at, b.at, n);
	if (order != 0) {
		return order < 0 ? -1 : 1;
	}
	return a.len < b.len ? -1 : a.len > b.len;
}

bool str_eq_nocase(struct str a, struct str b)
{
	return a.len == b.len && str_starts_nocase(a, b);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}

bool str_starts_nocase(struct str s, struct str prefix)
{
	if (s.len < prefix.len) {
		return false;
	}
	for (size_t i = 0; i < prefix.len; i++) {
		if (ascii_lower(s.at[i]) != ascii_lower(prefix.at[i])) {
			return false;
		}
	}
	return true;
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_starts(str_slice(s, s.len - suffix.len, s.len), suffix);
}

bool str_ends_nocase(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_starts_nocase(str_slice(s, s.len - suffix.len, s.len), suffix);
}

size_t str_find(struct str s, struct str what, size_t from)
{
	if (what.len == 0) {
		return from <= s.len ? from : s.len;
	}
	while (from < s.len && what.len <= s.len - from) {
		const char *hit = memchr(s.at + from, what.at[0], s.len - from - what.len + 1);
		if (hit == NULL) {
			break;
		}
		from = (size_t)(hit - s.at);
		if (memcmp(hit, what.at, what.len) == 0) {
			return from;
		}
		from++;
	}
	return s.len;
}

size_t str_find_nocase(struct str s, struct str what, size_t from)
{
	char low, high;
	if (what.len == 0) {
		return from <= s.len ? from : s.len;
	}
	low = ascii_lower(what.at[0]);
	high = low >= 'a' && low <= 'z' ? (char)(low - 32) : low;
	for (; what.len <= s.len && from <= s.len - what.len; from++) {
		if ((s.at[from] == low || s.at[from] == high) &&
		    str_starts_nocase((struct str){ s.at + from, what.len }, what)) {
			return from;
		}
	}
	return s.len;
}

struct str str_trim(struct str s)
{
	while (s.len > 0 && ascii_is_space(s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && ascii_is_space(s.at[s.len - 1])) {
		s.len--;
	}
	return s;
}

size_t str_words(struct str s)
{
	size_t words = 0;
	for (size_t i = 0; i < s.len; i++) {
		words += !ascii_is_space(s.at[i]) && (i == 0 || ascii_is_space(s.at[i - 1]));
	}
	return words;
}

bool str_says(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (byte_of_word(s.at[i])) {
			return true;
		}
	}
	return false;
}

struct str str_cut(struct str s, char separator, struct str *rest)
{
	const char *hit = s.len == 0 ? NULL : memchr(s.at, separator, s.len);
	if (hit == NULL) {
		*rest = STR_EMPTY;
		return s;
	}
	*rest = (struct str){ hit + 1, s.len - (size_t)(hit + 1 - s.at) };
	return (struct str){ s.at, (size_t)(hit - s.at) };
}

bool str_lists(struct str list, char separator, struct str word)
{
	while (list.at != NULL) {
		if (str_eq(str_cut(list, separator, &list), word)) {
			return true;
		}
	}
	return false;
}
