/* export_text.c - see export_text.h. The marks are rows of lexicons/LANG/export.tsv. In: a text; out: a view of it. */
#include "export_text.h"

enum { REMOVED_BYTES = 200 /* of a notice that a text was taken away */ };

/* Where a line of text, from `from` on, begins with a word of that kind, and its bytes; text.len: nowhere. */
static size_t mark_at(const struct read_words *words, struct str text, const char *kind, size_t from, size_t *length)
{
	for (size_t at = from; at < text.len; at = str_find(text, STR("\n"), at) + 1) {
		*length = language_rows_starts(&words->exports, kind, str_slice(text, at, text.len));
		if (*length > 0) {
			return at;
		}
	}
	return text.len;
}

struct str export_original(const struct read_words *words, struct str text)
{
	size_t mark, length, original, original_length;
	if (str_find(text, STR("oogle)"), 0) == text.len) { /* the end of the mark in every language */
		return text;
	}
	text = str_trim(text);
	mark = mark_at(words, text, "translated", 0, &length);
	if (mark == text.len) {
		return text;
	}
	original = mark_at(words, text, "original", mark + length, &original_length);
	if (original < text.len) {
		return str_trim(str_slice(text, original + original_length, text.len));
	}
	return str_trim(mark > 0 ? str_slice(text, 0, mark) : str_slice(text, length, text.len));
}

bool export_is_removed(const struct read_words *words, struct str text)
{
	text = str_trim(text);
	return text.len > 0 && text.len < REMOVED_BYTES && str_ends(text, STR("]")) &&
	       language_rows_starts(&words->exports, "removed", text) > 0;
}

bool export_is_bots(const struct read_words *words, struct str person, struct str text)
{
	struct buf padded;
	size_t length;
	bool found;
	if (str_ends(person, STR("Bot")) || str_ends(person, STR("_bot")) || str_ends(person, STR("-bot")) ||
	    str_ends(person, STR("[bot]"))) {
		return true;
	}
	buf_init(&padded, SIZE_MAX);
	buf_byte(&padded, ' ');
	for (size_t i = 0; i < text.len; i++) { /* signs part words too: "*I am a bot, and …" */
		buf_byte(&padded, byte_of_word(text.at[i]) || text.at[i] == '\'' ? text.at[i] : ' ');
	}
	buf_byte(&padded, ' ');
	found = language_rows_finds(&words->exports, "bot_phrase", buf_str(&padded), &length) < padded.len;
	buf_release(&padded);
	return found;
}
