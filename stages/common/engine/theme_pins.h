/* theme_pins.h - rules of the ledger: phrases and patterns that claim mentions for a theme before anything else does.
 * A pin is a pattern in the language of the lexicons (pattern.h): "cancel order" finds "cancelled orders",
 * "refund|money * back" more. */
#ifndef GRIPE_THEME_PINS_H
#define GRIPE_THEME_PINS_H

#include <stdint.h>

#include "err.h"
#include "pattern.h"
#include "str.h"

struct theme_pins; /* one per thread */

GRIPE_MUST_USE int theme_pins_open(struct theme_pins **pins, struct str lang, struct err *err);
void theme_pins_close(struct theme_pins *pins);
/* theme_pins_add - the next pin; they are numbered 0, 1, 2 … GRIPE_DATA: no pattern, and why. All before the first
 * theme_pins_find. */
GRIPE_MUST_USE int theme_pins_add(struct theme_pins *pins, struct str pattern, struct err *err);
/* theme_pins_all - the numbers of the pins that stand in the text, each once and rising, in arena. tokens[count]: of
 * the text. */
struct theme_pins_found {
	uint32_t *numbers; /* numbers[count] */
	size_t count;
};
struct theme_pins_found theme_pins_all(struct theme_pins *pins, struct arena *arena, struct str text,
                                       const struct token *tokens, size_t count);
/* theme_pins_find - the first pin (smallest number) that stands in the text, or -1. */
int32_t theme_pins_find(struct theme_pins *pins, struct arena *arena, struct str text, const struct token *tokens,
                        size_t count);

#endif
