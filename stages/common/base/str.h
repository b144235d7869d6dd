/* str.h - a borrowed run of bytes: pointer and length, never freed through this type. */
#ifndef GRIPE_STR_H
#define GRIPE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *at; /* may be NULL when len is 0; not NUL-terminated */
	size_t len;     /* bytes */
};

#define STR_EMPTY ((struct str){ NULL, 0 })
#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
/* For printf's "%.*s". */
#define STR_ARGS(s) (int)(s).len, ((s).at != NULL ? (s).at : "")

static inline struct str str_from(const char *text)
{
	return text == NULL ? STR_EMPTY : (struct str){ text, strlen(text) };
}

static inline struct str str_slice(struct str s, size_t start, size_t end)
{
	return (struct str){ s.at + start, end - start };
}

/* str_same8 - equal bytes, of 8 to 16, by two reads that overlap where there are fewer than 16. */
static inline bool str_same8(const char *a, const char *b, size_t len)
{
	uint64_t a_front, b_front, a_back, b_back;
	memcpy(&a_front, a, 8), memcpy(&b_front, b, 8);
	memcpy(&a_back, a + len - 8, 8), memcpy(&b_back, b + len - 8, 8);
	return ((a_front ^ b_front) | (a_back ^ b_back)) == 0;
}
/* str_same4 - the same of 4 to 8. */
static inline bool str_same4(const char *a, const char *b, size_t len)
{
	uint32_t a_front, b_front, a_back, b_back;
	memcpy(&a_front, a, 4), memcpy(&b_front, b, 4);
	memcpy(&a_back, a + len - 4, 4), memcpy(&b_back, b + len - 4, 4);
	return ((a_front ^ b_front) | (a_back ^ b_back)) == 0;
}
static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}
/* str_eq_short - the same without a call for words of 4 to 16 bytes: for tables that are asked for every word of a
 * text. */
static inline bool str_eq_short(struct str a, struct str b)
{
	if (a.len != b.len || a.len < 4 || a.len > 16) {
		return str_eq(a, b);
	}
	return a.len >= 8 ? str_same8(a.at, b.at, a.len) : str_same4(a.at, b.at, a.len);
}

/* str_cmp - byte order, the shorter first when one is a prefix of the other; the order of every sort in the project. */
int str_cmp(struct str a, struct str b);

/* ASCII letters only: for header names, labels of formats, HTML tags; never for customers' text. */
bool str_eq_nocase(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_ends_nocase(struct str s, struct str suffix);

/* str_find - offset of the first `what` in s at or after `from`, or s.len when there is none. */
size_t str_find(struct str s, struct str what, size_t from);
size_t str_find_nocase(struct str s, struct str what, size_t from);

/* str_trim - without ASCII white space (space, \t \n \v \f \r) at both ends. */
struct str str_trim(struct str s);

/* str_words - runs of bytes between ASCII white space. str_says - does a byte_of_word stand in s? */
size_t str_words(struct str s);
bool str_says(struct str s);

/* str_cut - the part before the first `separator`; *rest gets what follows it. Without one, the whole, and *rest.at =
 * NULL. */
struct str str_cut(struct str s, char separator, struct str *rest);
/* str_lists - does word stand between the separators of list? */
bool str_lists(struct str list, char separator, struct str word);

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
static inline char ascii_upper(char c)
{
	return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}
static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool ascii_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}
/* byte_of_letter - of an ASCII letter, or of any character beyond ASCII; byte_of_word: of a digit as well. */
static inline bool byte_of_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)c >= 0x80;
}
static inline bool byte_of_word(char c)
{
	return byte_of_letter(c) || ascii_is_digit(c);
}

#endif
