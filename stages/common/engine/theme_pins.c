/* theme_pins.c - see theme_pins.h. The matcher is that of the lexicons; here it only remembers which pin came first. */
#include "theme_pins.h"

#include <stdlib.h>

#include "array.h"

enum { HITS = 64 }; /* pins that may match at one word; the longest are kept */

struct theme_pins {
	struct patterns *patterns;
	struct stemmer *stemmer;
	uint32_t count;
};

int theme_pins_open(struct theme_pins **result, struct str lang, struct err *err)
{
	struct theme_pins *pins = memory_alloc(sizeof *pins);
	int status = stemmer_open(&pins->stemmer, lang, err);
	*result = NULL;
	if (status < 0) {
		free(pins);
		return status;
	}
	patterns_open(&pins->patterns);
	*result = pins;
	return 0;
}

void theme_pins_close(struct theme_pins *pins)
{
	if (pins != NULL) {
		patterns_close(pins->patterns);
		stemmer_close(pins->stemmer);
		free(pins);
	}
}

int theme_pins_add(struct theme_pins *pins, struct str pattern, struct err *err)
{
	int status = patterns_add(pins->patterns, pins->stemmer, pattern, pins->count, err);
	pins->count += status == 0;
	return status;
}

static int rising(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

/* Sorted, each once. */
static void distinct(struct theme_pins_found *found)
{
	size_t kept = 0;
	qsort(found->numbers, found->count, sizeof *found->numbers, rising);
	for (size_t i = 0; i < found->count; i++) {
		if (i == 0 || found->numbers[i] != found->numbers[kept - 1]) {
			found->numbers[kept++] = found->numbers[i];
		}
	}
	found->count = kept;
}

struct theme_pins_found theme_pins_all(struct theme_pins *pins, struct arena *arena, struct str text,
                                       const struct token *tokens, size_t count)
{
	struct theme_pins_found found = { NULL, 0 };
	struct matchable matchable;
	size_t cap = 0;
	if (pins->count == 0) {
		return found;
	}
	matchable_make(&matchable, pins->patterns, pins->stemmer, arena, text, tokens, count);
	for (size_t at = 0; at < matchable.count; at++) {
		struct pattern_hit hits[HITS];
		size_t here = patterns_at(pins->patterns, &matchable, at, hits, HITS);
		for (size_t h = 0; h < here; h++) {
			found.numbers =
			    array_room_arena(arena, found.numbers, found.count, &cap, sizeof *found.numbers, HITS);
			found.numbers[found.count++] = hits[h].payload;
		}
	}
	if (found.count > 0) {
		distinct(&found);
	}
	return found;
}

int32_t theme_pins_find(struct theme_pins *pins, struct arena *arena, struct str text, const struct token *tokens,
                        size_t count)
{
	struct theme_pins_found found = theme_pins_all(pins, arena, text, tokens, count);
	return found.count > 0 ? (int32_t)found.numbers[0] : -1;
}
