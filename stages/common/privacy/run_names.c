/* run_names.c - see run_names.h. A table of the hashes' numbers; and a memory of which words were looked up already, by
 * their quick hash, because texts say the same words again and again and a keyed hash costs a microsecond. A collision
 * of two words' quick hashes (63 bits) would mask a word too much or too little; none is expected in a run of any size.
 */
#include "run_names.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#include "array.h"
#include "hash.h"
#include "utf8.h"

enum {
	RUN_LEAST = 3,              /* letters of a name: shorter ones are words of every language */
	HANDLE_LEAST = 5,           /* bytes of a handle */
	RUN_MOST = 64,              /* bytes of a word: longer is no name */
	FOLDED_MOST = 3 * RUN_MOST, /* bytes of a word in lower case: one that is broken becomes the three of U+FFFD */
	SECRET_TEXT = 17,           /* "p" and 16 digits */
	SEEN_SLOTS = 1 << 18,       /* 2 MB: pairs of words are many */
	NAMES_FIRST = 64
};

struct run_names {
	struct pseudonym *pseudonym;
	uint64_t *numbers; /* numbers[count], sorted once `sorted` */
	size_t count, cap;
	bool sorted;
	uint64_t
	    *seen; /* [SEEN_SLOTS] quick hash, the last bit: it is a name; newer words take the place of older ones */
	struct folded {
		struct str of; /* the word as it stands in the text; at == NULL: none */
		char at[FOLDED_MOST];
		size_t len;
		uint64_t hash;
	} words[2];  /* the last two: the second of a pair is the first of the next */
	size_t last; /* of words: the one that was asked for last */
	struct buf folded, secret, out;
};

void run_names_open(struct run_names **out, struct pseudonym *pseudonym)
{
	struct run_names *names = memory_alloc(sizeof *names);
	names->pseudonym = pseudonym;
	names->seen = memory_array(SEEN_SLOTS, sizeof *names->seen);
	buf_init(&names->folded, SIZE_MAX);
	buf_init(&names->secret, SIZE_MAX);
	buf_init(&names->out, SIZE_MAX);
	*out = names;
}

void run_names_close(struct run_names *names)
{
	if (names != NULL) {
		buf_release(&names->folded);
		buf_release(&names->secret);
		buf_release(&names->out);
		free(names->numbers);
		free(names->seen);
		free(names);
	}
}

void name_fold(struct buf *out, struct str word)
{
	for (size_t at = 0; at < word.len;) {
		uint32_t c;
		if ((unsigned char)word.at[at] < 0x80) {
			buf_byte(out, ascii_lower(word.at[at++]));
			continue;
		}
		c = utf8_next(word, &at);
		buf_codepoint(out, c == UTF8_BAD ? 0xFFFD : (uint32_t)u_tolower((UChar32)c));
	}
}

struct str run_names_secret(struct run_names *names, struct arena *arena, struct str name)
{
	buf_clear(&names->folded);
	buf_clear(&names->secret);
	buf_text(&names->folded, "name\n");
	name_fold(&names->folded, name);
	pseudonym_secret(names->pseudonym, buf_str(&names->folded), &names->secret);
	return arena_dup(arena, buf_str(&names->secret));
}

static bool number_of(struct str secret, uint64_t *number)
{
	*number = 0;
	for (size_t i = 1; i < secret.len; i++) {
		char c = secret.at[i];
		if (!ascii_is_digit(c) && !(c >= 'a' && c <= 'f')) {
			return false;
		}
		*number = *number << 4 | (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return secret.len == SECRET_TEXT && secret.at[0] == 'p';
}

bool run_names_add(struct run_names *names, struct str secret)
{
	uint64_t number;
	if (!number_of(secret, &number)) {
		return false;
	}
	names->numbers = array_room(names->numbers, names->count, &names->cap, sizeof *names->numbers, NAMES_FIRST);
	names->numbers[names->count++] = number;
	names->sorted = false;
	return true;
}

static int by_number(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

/* A word of the text under way in lower case; of at most RUN_MOST bytes. Valid until two others were asked for. */
static const struct folded *folded(struct run_names *names, struct str word)
{
	for (size_t i = 0; i < 2; i++) {
		if (names->words[i].of.at == word.at && names->words[i].of.len == word.len) {
			names->last = i;
			return &names->words[i];
		}
	}
	names->last = 1 - names->last;
	struct folded *to = &names->words[names->last];
	buf_clear(&names->folded);
	name_fold(&names->folded, word);
	to->of = word;
	to->len = names->folded.len;
	memcpy(to->at, names->folded.at, to->len);
	to->hash = hash64((struct str){ to->at, to->len }, 1);
	return to;
}

/* Is it, or are both with a blank between them, one of the names? second: NULL for a word alone. */
static bool looked_up(struct run_names *names, const struct folded *first, const struct folded *second)
{
	uint64_t number;
	buf_clear(&names->folded);
	buf_clear(&names->secret);
	buf_text(&names->folded, "name\n");
	buf_add(&names->folded, first->at, first->len);
	if (second != NULL) {
		buf_byte(&names->folded, ' ');
		buf_add(&names->folded, second->at, second->len);
	}
	pseudonym_secret(names->pseudonym, buf_str(&names->folded), &names->secret);
	return number_of(buf_str(&names->secret), &number) &&
	       bsearch(&number, names->numbers, names->count, sizeof number, by_number) != NULL;
}

/* The same of words of the text under way; second: empty for a word alone. */
static bool is_name(struct run_names *names, struct str first, struct str second)
{
	const struct folded *one, *other;
	uint64_t hash, *seen;
	if (first.len > RUN_MOST || second.len > RUN_MOST) {
		return false;
	}
	one = folded(names, first);
	other = second.len > 0 ? folded(names, second) : NULL;
	hash = other != NULL ? hash_mix(one->hash, other->hash) : one->hash;
	seen = &names->seen[(hash >> 1) % SEEN_SLOTS];
	if (*seen >> 1 != hash >> 1) {
		*seen = hash >> 1 << 1 | (looked_up(names, one, other) ? 1 : 0);
	}
	return (*seen & 1) != 0;
}

static bool is_letter_at(struct str text, size_t at, size_t *end)
{
	uint32_t c;
	*end = at;
	if (at >= text.len) {
		return false;
	}
	if ((unsigned char)text.at[at] < 0x80) {
		*end = at + 1;
		return ascii_is_alpha(text.at[at]);
	}
	c = utf8_next(text, end);
	return c != UTF8_BAD && u_isalpha((UChar32)c);
}

static size_t letters_end(struct str text, size_t at)
{
	size_t end;
	while (is_letter_at(text, at, &end)) {
		at = end;
	}
	return at;
}

static bool in_handle(struct str text, size_t at, size_t *end)
{
	if (at < text.len && (ascii_is_digit(text.at[at]) || strchr("_.-", text.at[at]) != NULL) &&
	    text.at[at] != '\0') {
		*end = at + 1;
		return true;
	}
	return is_letter_at(text, at, end);
}

/* The run of a handle from `at` on, without marks at its end; *more: it holds more than letters. */
static size_t handle_end(struct str text, size_t at, bool *more)
{
	size_t start = at, end;
	*more = false;
	while (in_handle(text, at, &end)) {
		at = end;
	}
	while (at > start && (text.at[at - 1] == '.' || text.at[at - 1] == '-')) {
		at--;
	}
	for (size_t i = start; i < at; i++) {
		*more = *more || ascii_is_digit(text.at[i]) || text.at[i] == '_' || text.at[i] == '.';
	}
	return at;
}

static bool starts_run(struct str text, size_t at)
{
	size_t end;
	return is_letter_at(text, at, &end) || (at < text.len && (ascii_is_digit(text.at[at]) || text.at[at] == '_'));
}

static size_t next_byte(struct str text, size_t at)
{
	(void)utf8_next(text, &at);
	return at;
}

static bool long_enough(struct str word)
{
	return word.len >= RUN_LEAST && (word.len >= 2 * RUN_LEAST || utf8_count(word) >= RUN_LEAST);
}

void name_runs(struct str text, name_run said, void *to)
{
	for (size_t at = 0, end; at < text.len;) {
		bool more;
		if (!starts_run(text, at)) {
			at = next_byte(text, at);
			continue;
		}
		end = handle_end(text, at, &more);
		if (more && end - at >= HANDLE_LEAST && end - at <= RUN_MOST) {
			said(to, str_slice(text, at, end), true);
		}
		while (at < end) {
			size_t stop = letters_end(text, at);
			struct str word = str_slice(text, at, stop);
			if (stop > at && word.len <= RUN_MOST && long_enough(word)) {
				said(to, word, false);
			}
			at = stop > at ? stop : at + 1;
		}
	}
}

/* The end of the name that starts at `at`; `at`: none does. *first: of the word or handle there, so much is passed over
 * when it is none. */
static size_t name_end_at(struct run_names *names, struct str text, size_t at, size_t *first)
{
	bool more;
	size_t handle = handle_end(text, at, &more), end = letters_end(text, at), next;
	struct str word = str_slice(text, at, end);
	if (more && handle - at >= HANDLE_LEAST && is_name(names, str_slice(text, at, handle), STR_EMPTY)) {
		return handle;
	}
	*first = end > at ? end : at + 1;
	if (end == at) {
		return at;
	}
	next = end < text.len && text.at[end] == ' ' ? letters_end(text, end + 1) : end;
	if (next > end + 1 && is_name(names, word, str_slice(text, end + 1, next))) {
		return next;
	}
	return long_enough(word) && is_name(names, word, STR_EMPTY) ? end : at;
}

/* The end of a placeholder of the cleaner at `at`; `at`: none is there. */
static size_t mask_end(struct str text, size_t at)
{
	size_t end = at + 1;
	while (end < text.len && text.at[end] >= 'a' && text.at[end] <= 'z') {
		end++;
	}
	return text.at[at] == '[' && end > at + 1 && end < text.len && text.at[end] == ']' ? end + 1 : at;
}

size_t run_names_mask(struct run_names *names, struct arena *arena, struct str text, bool drop, struct str *masked)
{
	size_t count = 0, copied = 0, last = SIZE_MAX;
	*masked = text;
	if (names == NULL || names->count == 0 || text.len == 0) {
		return 0;
	}
	if (!names->sorted) {
		qsort(names->numbers, names->count, sizeof *names->numbers, by_number);
		names->sorted = true;
	}
	names->words[0].of = names->words[1].of = STR_EMPTY;
	buf_clear(&names->out);
	for (size_t at = 0; at < text.len;) {
		size_t end = mask_end(text, at), first = at + 1;
		if (end > at) {
			at = end;
			continue;
		}
		if (!starts_run(text, at)) {
			at = next_byte(text, at);
			continue;
		}
		end = name_end_at(names, text, at, &first);
		if (end == at) {
			at = first;
			continue;
		}
		if (!(last != SIZE_MAX && at == last + 1 &&
		      text.at[last] == ' ')) { /* else it goes on the one before */
			buf_str_add(&names->out, str_slice(text, copied, at));
			buf_text(&names->out, drop ? "" : "[name]");
			count++;
		}
		at = end;
		last = end;
		copied = end;
	}
	if (count > 0) {
		buf_str_add(&names->out, str_slice(text, copied, text.len));
		*masked = arena_dup(arena, buf_str(&names->out));
	}
	return count;
}
