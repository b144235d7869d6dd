/* role_thread.c - see role_thread.h.
 *
 * Mails bear their thread's name as a hash of its first Message-ID, so that only the subject tells an answer from a
 * question; posts and tickets that open a thread give it their own id; collectors of posts keep what is answered (attrs
 * in_reply_to) or what kind of post it is (attrs type). Time: the title's front. Memory: the prefixes. */
#include "role_thread.h"

#include <stdlib.h>

#include "hash.h"
#include "tsv.h"

enum {
	TAG_BYTES = 40,      /* longest "[name of a list]" */
	SUBJECT_BYTES = 200, /* of a subject that are compared: programs cut longer ones */
	SEED_THREAD = 11,
	SEED_SUBJECT = 12
};

struct reply_words {
	struct arena arena;
	struct str *prefixes; /* prefixes[count] */
	size_t count;
};

static void add_prefixes(struct reply_words *words, const struct tsv *table)
{
	struct str *all = arena_array(&words->arena, words->count + table->row_count + 1, sizeof *all);
	if (words->count > 0) {
		memcpy(all, words->prefixes, words->count * sizeof *all);
	}
	for (size_t i = 0; i < table->row_count; i++) {
		if (str_eq(table->rows[i].cells[0], STR("reply_prefix"))) {
			all[words->count++] = table->rows[i].cells[1];
		}
	}
	words->prefixes = all;
}

int reply_words_open(struct reply_words **out, const char *lexicons, struct err *err)
{
	struct reply_words *words = memory_alloc(sizeof *words);
	struct tsv languages, table;
	int result = tsv_lexicon(&languages, &words->arena, lexicons, "any", "languages.tsv", 3, err);
	for (size_t i = 0; result >= 0 && i < languages.row_count; i++) {
		result = tsv_lexicon(&table, &words->arena, lexicons,
		                     arena_dup(&words->arena, languages.rows[i].cells[0]).at, "mail.tsv", 2, err);
		if (result >= 0) {
			add_prefixes(words, &table);
		}
	}
	if (result < 0) {
		reply_words_close(words);
		return result;
	}
	*out = words;
	return 0;
}

void reply_words_close(struct reply_words *words)
{
	if (words != NULL) {
		arena_release(&words->arena);
		free(words);
	}
}

/* "Re: ", "AW[2]: " at the front of the subject: their length, 0 without. */
static size_t prefix_length(const struct reply_words *words, struct str subject)
{
	for (size_t i = 0; i < words->count; i++) {
		size_t at = words->prefixes[i].len;
		if (at >= subject.len || !str_starts_nocase(subject, words->prefixes[i])) {
			continue;
		}
		while (at < subject.len &&
		       (ascii_is_digit(subject.at[at]) || memchr("[](^)", subject.at[at], 5) != NULL)) {
			at++;
		}
		at += at < subject.len && subject.at[at] == ' ';
		if (at < subject.len && subject.at[at] == ':') {
			return at + 1;
		}
	}
	return 0;
}

static struct str subject_core(const struct reply_words *words, struct str subject, bool *reply)
{
	for (;;) {
		size_t prefix;
		subject = str_trim(subject);
		prefix = prefix_length(words, subject);
		if (prefix > 0) {
			*reply = true;
			subject = str_slice(subject, prefix, subject.len);
			continue;
		}
		if (subject.len > 0 && subject.at[0] == '[') {
			size_t end = str_find(subject, STR("]"), 1);
			if (end <= TAG_BYTES && end + 1 < subject.len) {
				subject = str_slice(subject, end + 1, subject.len);
				continue;
			}
		}
		return subject;
	}
}

static uint64_t subject_hash(struct str core)
{
	char folded[SUBJECT_BYTES];
	size_t len = 0;
	for (size_t i = 0; i < core.len && len < sizeof folded; i++) {
		if (!ascii_is_space(core.at[i])) { /* where a long line was folded, blanks differ */
			folded[len++] = ascii_lower(core.at[i]);
		}
	}
	return len == 0 ? 0 : hash64((struct str){ folded, len }, SEED_SUBJECT) | 1;
}

static bool attrs_say_reply(const struct contact *contact)
{
	for (size_t i = 0; i < contact->attr_count; i++) {
		const struct attr *attr = &contact->attrs[i];
		if (str_eq(attr->key, STR("in_reply_to")) ||
		    (str_eq(attr->key, STR("type")) &&
		     (str_eq(attr->value, STR("answer")) || str_eq(attr->value, STR("comment"))))) {
			return true;
		}
	}
	return false;
}

struct place place_of(const struct reply_words *words, const struct contact *contact)
{
	struct place place = { 0 };
	bool mail = str_eq(contact->channel, STR("email")) || contact->thread.len == 0;
	place.reply = attrs_say_reply(contact);
	if (contact->title.len > 0 && mail) {
		place.subject = subject_hash(subject_core(words, contact->title, &place.reply));
	}
	place.root = contact->thread.len > 0 && str_eq(contact->id, contact->thread);
	place.thread = hash64(contact->thread.len > 0 ? contact->thread : contact->id, SEED_THREAD);
	place.sample = place.subject != 0 ? place.subject : place.thread;
	return place;
}
