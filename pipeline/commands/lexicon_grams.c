/* lexicon_grams.c - see lexicon_grams.h. What the matcher would leave out is left out here: what reaches over
 * punctuation, what begins where a negation reaches, a gap that passes over one (troubles.c). */
#include "lexicon_grams.h"

#include <stdlib.h>

#include "array.h"

enum { WORD_LEAST = 3 /* bytes of a word that names something */ };

void lexicon_words_init(struct lexicon_words *words)
{
	*words = (struct lexicon_words){ .form_cap = 0 };
	intern_init(&words->stems);
	intern_init(&words->forms);
	intern_add(&words->stems, STR("NOT"));
	intern_add(&words->stems, STR("CANT"));
}

void lexicon_words_release(struct lexicon_words *words)
{
	intern_release(&words->stems);
	intern_release(&words->forms);
	free(words->form_stem);
	free(words->form_count);
}

static void form_count(struct lexicon_words *words, struct str form, uint32_t stem)
{
	size_t before = words->forms.count, cap = words->form_cap;
	uint32_t number = intern_add(&words->forms, form);
	words->form_stem = array_room(words->form_stem, number, &cap, sizeof *words->form_stem, 4096);
	words->form_count = array_room(words->form_count, number, &words->form_cap, sizeof *words->form_count, 4096);
	if (words->forms.count > before) {
		words->form_stem[number] = stem;
		words->form_count[number] = 0;
	}
	words->form_count[number]++;
}

struct str *lexicon_words_surface(const struct lexicon_words *words)
{
	struct str *surfaces = memory_array(words->stems.count + 1, sizeof *surfaces);
	uint32_t *best = memory_array(words->stems.count + 1, sizeof *best);
	surfaces[GRAM_NOT] = STR("NOT");
	surfaces[GRAM_CANT] = STR("CANT");
	for (uint32_t f = 0; f < words->forms.count; f++) {
		uint32_t stem = words->form_stem[f], count = words->form_count[f];
		if (count > best[stem] || (count == best[stem] && str_cmp(words->forms.names[f], surfaces[stem]) < 0)) {
			best[stem] = count;
			surfaces[stem] = words->forms.names[f];
		}
	}
	free(best);
	return surfaces;
}

uint8_t *lexicon_words_functional(const struct lexicon_words *words, const struct str *surfaces,
                                  const struct stopwords *stopwords)
{
	uint8_t *functional = memory_array(words->stems.count + 1, 1);
	for (size_t w = GRAM_CANT + 1; w <= words->stems.count; w++) {
		functional[w] = surfaces[w].len < WORD_LEAST || ascii_is_digit(surfaces[w].at[0]) ||
		                is_stopword(stopwords, surfaces[w]) || is_phatic(stopwords, surfaces[w]);
	}
	return functional;
}

bool lexicon_gram_reads_well(const struct gram *gram, const uint8_t *functional)
{
	uint32_t first = gram->words[0], last = gram->words[lexicon_gram_length(gram) - 1];
	return functional[first] == 0 && functional[last] == 0 && last > GRAM_CANT;
}

static bool is_plain(struct str word)
{
	for (size_t i = 0; i < word.len; i++) {
		if ((unsigned char)word.at[i] >= 0x80) {
			return false;
		}
	}
	return true;
}

static uint32_t element_of(const struct gram_reading *reading, struct str word)
{
	struct lexicon_lists *lists = reading->lists;
	struct lexicon_words *words = reading->words;
	struct str its_stem;
	uint32_t number;
	if (patterns_is_member(lists->lexicon->patterns, STR("NOT"), word)) {
		return patterns_is_member(lists->lexicon->patterns, STR("CANT"), word) ? GRAM_CANT : GRAM_NOT;
	}
	if (!is_plain(word)) {
		return 0; /* lists are folded */
	}
	its_stem = stem(lists->lexicon->stemmer, word);
	if (reading->count) {
		number = intern_add(&words->stems, its_stem) + 1;
		form_count(words, word, number);
		return number;
	}
	number = intern_find(&words->stems, its_stem);
	return number == INTERN_NONE ? 0 : number + 1;
}

void lexicon_grams_read(const struct gram_reading *reading, struct arena *arena, const struct contact *contact,
                        struct str text, struct gram_mention *mention)
{
	struct lexicon_look look;
	const struct matchable *matchable = &look.found.matchable;
	size_t token = 0;
	lexicon_look(reading->lists, arena, contact, text, &look);
	mention->units = arena_array(arena, matchable->count + 1, sizeof *mention->units);
	mention->count = matchable->count;
	for (size_t i = 0; i < matchable->count; i++) {
		const struct unit *unit = &matchable->units[i];
		struct gram_unit *to = &mention->units[i];
		to->parted = unit->barrier != BARRIER_NONE;
		to->negated = look.found.negated[i] % 2 == 1;
		if (!unit->sign) {
			to->word = element_of(reading, look.tokens.at[token++].word);
			to->negation = to->word == GRAM_NOT || to->word == GRAM_CANT;
		}
	}
}

struct growing { /* a gram and where it stands */
	const struct gram_mention *mention;
	const struct gram_visit *visit;
	struct gram gram;
	size_t length;
	bool denies; /* has a negation of its own */
	bool passes; /* its gap passes over one */
};

static bool may_stand(const struct growing *growing, size_t at)
{
	const struct gram_unit *unit = &growing->mention->units[at];
	return unit->word != 0 && (growing->visit->wanted == NULL || growing->visit->wanted[unit->word] != 0);
}

static void grow(struct growing growing, size_t at, bool gapped);

/* The next element, with and without a gap before it. */
static void grow_on(const struct growing *growing, size_t at)
{
	const struct gram_mention *mention = growing->mention;
	struct growing next = *growing;
	for (size_t skipped = 0; skipped <= GRAM_GAP; skipped++) {
		size_t to = at + 1 + skipped;
		if (to >= mention->count || mention->units[to].parted) {
			return;
		}
		if (skipped == 0) {
			grow(next, to, false);
		}
		if (growing->gram.gap == 0) {
			grow(next, to, true);
		}
		next.passes = next.passes || mention->units[to].negation;
	}
}

static void grow(struct growing growing, size_t at, bool gapped)
{
	const struct gram_unit *unit = &growing.mention->units[at];
	if (growing.length == GRAM_WORDS || !may_stand(&growing, at)) {
		return;
	}
	growing.gram.gap = gapped ? (uint32_t)growing.length : growing.gram.gap;
	growing.gram.words[growing.length++] = unit->word;
	growing.denies = growing.denies || unit->negation;
	if (growing.denies || !growing.passes) {
		growing.visit->take(growing.visit->to, &growing.gram);
	}
	grow_on(&growing, at);
}

void lexicon_grams_visit(const struct gram_mention *mention, const struct gram_visit *visit)
{
	for (size_t at = 0; at < mention->count; at++) {
		const struct gram_unit *unit = &mention->units[at];
		if (!unit->negated || unit->negation) {
			struct growing growing = { .mention = mention, .visit = visit };
			grow(growing, at, false);
		}
	}
}

size_t lexicon_gram_length(const struct gram *gram)
{
	size_t length = 0;
	while (length < GRAM_WORDS && gram->words[length] != 0) {
		length++;
	}
	return length;
}

void lexicon_gram_text(const struct gram *gram, const struct str *surfaces, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < GRAM_WORDS && gram->words[i] != 0; i++) {
		if (i > 0) {
			buf_text(out, gram->gap == i ? " * " : " ");
		}
		buf_str_add(out, surfaces[gram->words[i]]);
	}
}
