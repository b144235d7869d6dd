/* pattern.h - phrases of a lexicon found in a text's words: many patterns at once, in time linear in the text.
 *
 * A pattern is words with one blank between them (lexicons/README.md has the format for people):
 *   word     matches every word with the same stem (charge: charged, charges, charging)
 *   =word    matches this folded form only
 *   a|b      either
 *   _        any one word
 *   *        up to two words, whichever; *5 up to five (1 to 9)
 *   [a|b]    either, or nothing
 *   NOT      any negation of the language, CANT any word of its that says "cannot" (patterns_member); may stand in a|b
 *   NAME     any word of a class that patterns_class has made known; may stand in a|b and [a|b]
 *   ^        the beginning of the text; stands before its first word
 *   sign     a code point or a short run of ASCII punctuation that is no word: ? ! :( and emoji; stands in the text as
 * a word of its own. A pattern begins and ends with something that must stand there. */
#ifndef GRIPE_PATTERN_H
#define GRIPE_PATTERN_H

#include "token.h"

struct patterns;
void patterns_open(struct patterns **patterns);
void patterns_close(struct patterns *patterns);
/* patterns_class - NAME (capitals) stands for these words (each as an alternative of a pattern, with "|" between them)
 * in patterns that are added behind. GRIPE_DATA: a name that is none or known, a word that is none.
 * patterns_class_words - of that class; at == NULL: there is no such class. */
GRIPE_MUST_USE int patterns_class(struct patterns *patterns, struct str name, struct str words, struct err *err);
struct str patterns_class_words(const struct patterns *patterns, struct str name);
/* pattern_gap - how many words the element stands for at most, whichever they are: "*", "*5"; 0: it is no gap.
 * pattern_optional - the element is "[…]"; *inner: what stands in it, else the element itself. */
size_t pattern_gap(struct str element);
bool pattern_optional(struct str element, struct str *inner);
/* patterns_add - payload is given back with each hit. The same pattern may carry several payloads. stemmer: of the
 * pattern's language. GRIPE_DATA with the reason: empty, a wildcard or an optional word at an end, more than
 * PATTERN_WORDS words, a class that is not known. */
GRIPE_MUST_USE int patterns_add(struct patterns *patterns, struct stemmer *stemmer, struct str pattern,
                                uint32_t payload, struct err *err);

enum { PATTERN_WORDS = 16 };
/* Bit of a payload: no hit across a comma, colon, bracket or quotation mark (sentences end every pattern), and of
 * several hits at one place ("*" takes up to two words) the shortest, not the longest. */
#define PATTERN_STRICT (UINT32_C(1) << 31)

/* patterns_member - word (folded) is one of those that the element `class` ("NOT" or "CANT") stands for. Before any
 * text is matched. */
void patterns_member(struct patterns *patterns, struct str class, struct str word);
bool patterns_is_member(const struct patterns *patterns, struct str class, struct str word);

enum barrier {
	BARRIER_NONE,
	BARRIER_THOUGHT,
	BARRIER_SENTENCE
}; /* punctuation right before a unit: none; , : ( ) quotes; . ; ! ? line end */

/* A text as patterns see it: its words and signs in order. No pattern matches across a sentence's end. */
struct matchable {
	struct unit {
		uint32_t start, end;  /* bytes of the text */
		uint32_t stem, exact; /* numbers in the patterns' vocabulary; 0: in no pattern */
		uint32_t not, cant;   /* those of NOT and CANT where the word is one of theirs, else 0 */
		enum barrier barrier;
		bool sign;
	} *units;
	size_t count;
};
/* matchable_make - the words of text (as tokenize made them) and the signs between them that some pattern knows. A
 * token's own stem is taken before the stemmer's. All patterns were added before; patterns remembers the words it
 * meets. One thread at a time. */
void matchable_make(struct matchable *matchable, struct patterns *patterns, struct stemmer *stemmer,
                    struct arena *arena, struct str text, const struct token *tokens, size_t token_count);

struct pattern_hit {
	uint32_t payload;
	uint32_t length; /* units from where it was asked */
};
/* patterns_at - all patterns that match from unit `at` on, longest first, then by payload. At most `cap` (the longest
 * ones are kept). Returns their number. */
size_t patterns_at(const struct patterns *patterns, const struct matchable *matchable, size_t at,
                   struct pattern_hit *hits, size_t cap);

#endif
