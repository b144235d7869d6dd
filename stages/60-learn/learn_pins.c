/* learn_pins.c - rules of the ledger claim their mentions first; discovery runs on the rest.
 * A row is "pin <tab> LABEL <tab> phrase or pattern"; pins of issues and of topics that have an id are for assigning,
 * and rows of other kinds are not ours (ledger.h). A phrase matches where its stems stand next to each other, so
 * "cancel order" finds "cancelled orders"; of several rules that match, the first in the file wins. Rules with equal
 * labels make one theme. */
#include <stdlib.h>

#include "learn_inside.h"
#include "ledger.h"
#include "theme_pins.h"

static int add_pin(struct learning *learning, const struct ledger_row *row, struct err *err)
{
	struct learn_pin *pin = &learning->pins[learning->pin_count];
	int status = theme_pins_add(learning->matcher, row->phrase, err);
	if (status < 0) {
		err_at(err, learning->ledger->path.at, row->line, 0);
		return status;
	}
	*pin = (struct learn_pin){ row->id, row->phrase, 0 };
	while (pin->group < learning->pin_groups && !str_eq(learning->pin_labels[pin->group], pin->label)) {
		pin->group++;
	}
	if (pin->group == learning->pin_groups) {
		learning->pin_labels[learning->pin_groups++] = pin->label;
	}
	learning->pin_count++;
	return 0;
}

int learn_pins_load(struct learning *learning, const char *path, struct err *err)
{
	int status = ledger_open(&learning->ledger, path, err);
	if (status < 0) {
		return status;
	}
	status = theme_pins_open(&learning->matcher, learning->lang, err);
	learning->pins = arena_array(&learning->arena, learning->ledger->count + 1, sizeof *learning->pins);
	learning->pin_labels = arena_array(&learning->arena, learning->ledger->count + 1, sizeof *learning->pin_labels);
	for (size_t r = 0; r < learning->ledger->count && status == 0; r++) {
		if (learning->ledger->rows[r].of_learning) {
			status = add_pin(learning, &learning->ledger->rows[r], err);
		}
	}
	return status;
}

/* Moves claimed mentions behind the others; both parts stay in canonical order. */
void learn_pins_claim(struct learning *learning)
{
	size_t n = learning->n, at = 0;
	int32_t *claims = arena_array(&learning->arena, n + 1, sizeof *claims);
	const struct theme_pick **picks = arena_array(&learning->arena, n + 1, sizeof(struct theme_pick *));
	struct theme_words *words = arena_array(&learning->arena, n + 1, sizeof *words);
	uint32_t *source = arena_array(&learning->arena, n + 1, sizeof *source);
	int32_t *claimed = arena_array(&learning->arena, n + 1, sizeof *claimed);
	for (size_t i = 0; i < n; i++) {
		int32_t pin = -1;
		if (learning->pin_count > 0) {
			pin = theme_pins_find(learning->matcher, &learning->arena, learning->picks[i]->text,
			                      learning->words[i].tokens, learning->words[i].token_count);
		}
		claims[i] = pin >= 0 ? (int32_t)learning->pins[pin].group : -1;
	}
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < n; i++) {
			if ((claims[i] >= 0) == (round == 1)) {
				picks[at] = learning->picks[i];
				words[at] = learning->words[i];
				source[at] = learning->source[i];
				claimed[at++] = claims[i];
			}
		}
		if (round == 0) {
			learning->free_count = at;
		}
	}
	learning->picks = picks;
	learning->words = words;
	learning->source = source;
	learning->claimed = claimed;
}
