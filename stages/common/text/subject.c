/* subject.c - see subject.h. A prefix is a word of the list, perhaps a count ("[2]", "(2)", "^2"), blanks and a colon;
 * a tag is what stands in square brackets, as mailing lists put their name there. */
#include "subject.h"

enum { TAG_BYTES = 40 /* of a list's name with its brackets: what is longer is the subject itself */ };

int subject_words_open(struct subject_words *words, const char *lexicons, struct err *err)
{
	*words = (struct subject_words){ .arena = ARENA_INIT };
	return language_rows_open(&words->mail, &words->arena, lexicons, "mail.tsv", 2, err);
}

void subject_words_close(struct subject_words *words)
{
	arena_release(&words->arena);
}

/* The end of a count that starts at `at`; `at` itself when none does. */
static size_t count_end(struct str subject, size_t at)
{
	static const char opens[] = { '[', '(', '^' }, closes[] = { ']', ')' };
	if (at == subject.len || memchr(opens, subject.at[at], sizeof opens) == NULL) {
		return at;
	}
	for (at++; at < subject.len && ascii_is_digit(subject.at[at]); at++) {
	}
	return at < subject.len && memchr(closes, subject.at[at], sizeof closes) != NULL ? at + 1 : at;
}

/* Bytes of the prefix at the front, its colon included; 0: none. */
static size_t prefix_length(const struct subject_words *words, struct str subject)
{
	size_t at = words == NULL ? 0 : language_rows_starts(&words->mail, "reply_prefix", subject);
	if (at == 0) {
		return 0;
	}
	for (at = count_end(subject, at); at < subject.len && subject.at[at] == ' '; at++) {
	}
	return at < subject.len && subject.at[at] == ':' ? at + 1 : 0;
}

/* Bytes of the tag at the front; 0: none, or nothing stands behind it. */
static size_t tag_length(struct str subject)
{
	const char *close = subject.len > 0 && subject.at[0] == '['
	                        ? memchr(subject.at, ']', subject.len < TAG_BYTES ? subject.len : TAG_BYTES)
	                        : NULL;
	size_t length = close == NULL ? 0 : (size_t)(close - subject.at) + 1;
	return length < subject.len ? length : 0;
}

struct str subject_core(const struct subject_words *words, struct str subject, bool *is_reply)
{
	bool reply = false;
	for (;;) {
		size_t prefix, front;
		subject = str_trim(subject);
		prefix = prefix_length(words, subject);
		front = prefix > 0 ? prefix : tag_length(subject);
		if (front == 0) {
			break;
		}
		reply = reply || prefix > 0;
		subject = str_slice(subject, front, subject.len);
	}
	if (is_reply != NULL) {
		*is_reply = reply;
	}
	return subject;
}
