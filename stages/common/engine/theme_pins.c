/* theme_pins.c - see theme_pins.h. The matcher is that of the lexicons; here it only remembers which pin came first. */
#include "theme_pins.h"

#include <stdlib.h>

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

int32_t theme_pins_find(struct theme_pins *pins, struct arena *arena, struct str text, const struct token *tokens,
                        size_t count)
{
	struct matchable matchable;
	int32_t first = -1;
	if (pins->count == 0) {
		return -1;
	}
	matchable_make(&matchable, pins->patterns, pins->stemmer, arena, text, tokens, count);
	for (size_t at = 0; at < matchable.count; at++) {
		struct pattern_hit hits[HITS];
		size_t found = patterns_at(pins->patterns, &matchable, at, hits, HITS);
		for (size_t h = 0; h < found; h++) {
			if (first < 0 || (int32_t)hits[h].payload < first) {
				first = (int32_t)hits[h].payload;
			}
		}
	}
	return first;
}
