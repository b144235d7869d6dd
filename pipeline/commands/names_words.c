/* names_words.c - see names.h: which words of a label stand in the mentions of its card. A label is read in each
 * language that its mentions are in, because stems and stop words are a language's. Memory: the labels' stems. */
#include <stdlib.h>

#include "ledger_walk.h"
#include "names.h"

struct name_words { /* a label in one language */
	struct str lang;
	struct stems stems;
	bool *seen; /* seen[stems.count] */
	struct name_words *next;
};

struct searching {
	struct answers *answers;
	struct content_words words;
	struct arena scratch; /* of one mention */
};

/* The label in this language, read when it is the first time. */
static int label_in(struct searching *searching, struct answer *answer, struct str lang, struct name_words **out,
                    struct err *err)
{
	struct arena *arena = &searching->answers->arena;
	const struct spoken label = { answer->label, lang, arena };
	struct name_words *in = answer->spoken;
	int result = 0;
	while (in != NULL && !str_eq(in->lang, lang)) {
		in = in->next;
	}
	if (in == NULL) {
		in = arena_alloc(arena, sizeof *in);
		*in = (struct name_words){ .lang = arena_dup(arena, lang), .next = answer->spoken };
		result = content_stems(&searching->words, &label, &in->stems, err);
		in->seen = arena_array(arena, in->stems.count + 1, sizeof *in->seen);
		memset(in->seen, 0, (in->stems.count + 1) * sizeof *in->seen);
		answer->spoken = in;
	}
	*out = in;
	return result;
}

static bool is_of(const struct answer *answer, const struct mention *mention)
{
	return answer->label.len > 0 && answer->of != NULL &&
	       (str_eq(answer->theme, mention->issue) || str_eq(answer->theme, mention->theme));
}

static void mark(struct name_words *label, const struct stems *said)
{
	for (size_t l = 0; l < label->stems.count; l++) {
		for (size_t s = 0; s < said->count && !label->seen[l]; s++) {
			label->seen[l] = str_eq(label->stems.list[l], said->list[s]);
		}
	}
}

static int take_mention(void *to, struct record *record, uint64_t contact, struct err *err)
{
	struct searching *searching = to;
	const struct mention *mention = &record->mentions[0];
	const struct spoken spoken = { mention->text, language_named(record->contact.lang), &searching->scratch };
	struct stems said = { NULL, 0 };
	bool known = false;
	int result = 0;
	(void)contact;
	for (size_t i = 0; i < searching->answers->count && result == 0; i++) {
		struct answer *answer = &searching->answers->list[i];
		struct name_words *label;
		if (!is_of(answer, mention)) {
			continue;
		}
		result = known ? 0 : content_stems(&searching->words, &spoken, &said, err);
		known = true;
		result = result == 0 ? label_in(searching, answer, spoken.lang, &label, err) : result;
		if (result == 0) {
			mark(label, &said);
		}
	}
	arena_reset(&searching->scratch);
	return result;
}

int name_words_find(struct answers *answers, const struct names_job *job, struct err *err)
{
	struct searching searching = { .answers = answers, .scratch = ARENA_INIT };
	const struct ledger_visit visit = { take_mention, &searching };
	struct str mentions = arena_printf(&answers->arena, "%s/mentions.ndjson", job->run);
	int result = content_words_open(&searching.words, job->lexicons, err);
	result = result == 0 ? ledger_walk(mentions.at, &visit, err) : result;
	content_words_release(&searching.words);
	arena_release(&searching.scratch);
	return result;
}

static size_t missing_count(const struct name_words *in)
{
	size_t count = 0;
	for (size_t s = 0; s < in->stems.count; s++) {
		count += !in->seen[s];
	}
	return count;
}

struct str name_words_missing(const struct answer *answer, struct arena *arena, bool *none)
{
	const struct name_words *best = NULL;
	struct buf out;
	struct str missing;
	for (const struct name_words *in = answer->spoken; in != NULL; in = in->next) {
		size_t count = missing_count(in), least = best != NULL ? missing_count(best) : SIZE_MAX;
		if (in->stems.count > 0 && (count < least || (count == least && str_cmp(in->lang, best->lang) < 0))) {
			best = in;
		}
	}
	*none = best == NULL;
	buf_init(&out, SIZE_MAX);
	for (size_t s = 0; best != NULL && s < best->stems.count; s++) {
		if (!best->seen[s]) {
			buf_text(&out, out.len > 0 ? " " : "");
			buf_str_add(&out, best->stems.list[s]);
		}
	}
	missing = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return missing;
}
