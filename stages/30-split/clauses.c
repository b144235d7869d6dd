/* clauses.c - a sentence into its clauses: at a joining word (but, however, although, though; and before a subject), a
 * semicolon or a spaced dash, when what stands before and what follows both have CLAUSE_WORDS words and a verb. The
 * joint itself belongs to neither side. Counts of verbs before each token answer "has a verb" in O(1), so a sentence of
 * a million "and I"s costs no more than another. */
#include "split.h"

enum { CLAUSE_WORDS = 4 };

static bool has_verb(const struct passage *passage, size_t from, size_t to)
{
	return to >= from + CLAUSE_WORDS && passage->verbs_before[to] > passage->verbs_before[from];
}

static size_t blanks_end(struct str text, size_t at)
{
	size_t blank;
	while ((blank = blank_len(text, at)) > 0) {
		at += blank;
	}
	return at;
}

/* Behind one or more dashes (- – —) at `at`, or `at`. */
static size_t dashes_end(struct str text, size_t at)
{
	for (;;) {
		if (at < text.len && text.at[at] == '-') {
			at++;
		} else if (at + 2 < text.len && (memcmp(text.at + at, "\xE2\x80\x93", 3) == 0 ||
		                                 memcmp(text.at + at, "\xE2\x80\x94", 3) == 0)) {
			at += 3;
		} else {
			return at;
		}
	}
}

/* The joining word of one or two tokens that begins exactly at `at`: where it ends, or `at`; *needs_subject from the
 * lexicon. */
static size_t word_end(const struct passage *passage, size_t at, bool *needs_subject)
{
	const struct grammar *grammar = passage->grammar;
	size_t token = passage_token(passage, at);
	const struct token *first;
	uint32_t number;
	if (token >= passage->token_count || passage->tokens[token].start != at) {
		return at;
	}
	first = &passage->tokens[token];
	if (token + 1 < passage->token_count && intern_find(&grammar->joint_heads, first->word) != INTERN_NONE) {
		char both[64];
		struct str head = first->word, tail = first[1].word;
		if (head.len + 1 + tail.len <= sizeof both) {
			memcpy(both, head.at, head.len);
			both[head.len] = ' ';
			memcpy(both + head.len + 1, tail.at, tail.len);
			number = intern_find(&grammar->joints, (struct str){ both, head.len + 1 + tail.len });
			if (number != INTERN_NONE) {
				*needs_subject = grammar->joint_needs_subject[number];
				return first[1].end;
			}
		}
	}
	number = intern_find(&grammar->joints, first->word);
	if (number == INTERN_NONE) {
		return at;
	}
	*needs_subject = grammar->joint_needs_subject[number];
	return first->end;
}

/* The joint that begins at `at` with a blank, a comma or a semicolon: its end (behind the blanks that follow), or `at`
 * when there is none. *resume: where to look next when there is none. */
static size_t joint_end(const struct passage *passage, struct str text, size_t at, bool *needs_subject, size_t *resume)
{
	size_t mark = blanks_end(text, at), word = mark, end;
	bool spaced = mark > at;
	*needs_subject = false;
	if (mark < text.len && memchr(",;", text.at[mark], 2) != NULL) {
		word = blanks_end(text, mark + 1);
	}
	*resume = word > at ? word : at + 1;
	end = word_end(passage, word, needs_subject);
	if (end > word && blank_len(text, end) > 0) {
		return blanks_end(text, end);
	}
	*needs_subject = false;
	if (word > mark + 1 && text.at[mark] == ';') {
		return word;
	}
	end = dashes_end(text, mark);
	return spaced && end > mark && blank_len(text, end) > 0 ? blanks_end(text, end) : at;
}

void clauses_find(const struct passage *passage, struct span sentence, struct spans *clauses)
{
	struct str text = str_slice(passage->text, 0, sentence.end);
	size_t from = sentence.start, at = sentence.start, last = passage_token(passage, sentence.end);
	struct span rest;
	while (at < sentence.end) {
		bool needs_subject;
		size_t end, resume, left, right, start;
		if (text.at[at] != ',' && text.at[at] != ';' && blank_len(text, at) == 0) {
			at++;
			continue;
		}
		end = joint_end(passage, text, at, &needs_subject, &resume);
		if (end == at) {
			at = resume;
			continue;
		}
		start = passage_token(passage, from);
		left = passage_token(passage, at);
		right = passage_token(passage, end);
		if (has_verb(passage, start, left) && has_verb(passage, right, last) &&
		    (!needs_subject ||
		     intern_find(&passage->grammar->subjects, passage->tokens[right].word) != INTERN_NONE)) {
			struct span clause = span_trim(passage->text, (struct span){ (uint32_t)from, (uint32_t)at });
			spans_add(clauses, clause.start, clause.end);
			from = end;
		}
		at = end;
	}
	rest = span_trim(passage->text, (struct span){ (uint32_t)from, sentence.end });
	spans_add(clauses, rest.start, rest.end);
}
