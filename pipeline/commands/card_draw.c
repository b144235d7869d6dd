/* card_draw.c - see card_draw.h. Three bounded lists: by fit falling, by fit rising, by the hash of the text, which is
 * chance that comes out the same every time. Hashes decide among equal fits, so nothing depends on order. Memory: 36
 * texts at the most, and those that were crowded out (some 12 ln(n) of n mentions). */
#include "card_draw.h"

#include <string.h>

#include "hash.h"
#include "utf8.h"

const char *const draw_names[DRAWS] = { "central", "edge", "random" };

/* Does a stand before b? */
static bool before(enum draw how, const struct drawn *a, const struct drawn *b)
{
	if (how == DRAW_CENTRAL && a->fit != b->fit) {
		return a->fit > b->fit;
	}
	if (how == DRAW_EDGE && a->fit != b->fit) {
		return a->fit < b->fit;
	}
	return a->hash < b->hash;
}

/* The first bytes, not into a code point. */
static struct str front(struct arena *arena, struct str text)
{
	size_t end = text.len <= DRAW_BYTES ? text.len : utf8_floor(text, DRAW_BYTES + 1);
	return arena_dup(arena, str_slice(text, 0, end));
}

static void list_remove(struct draw_list *list, size_t at)
{
	memmove(&list->at[at], &list->at[at + 1], (list->count - at - 1) * sizeof *list->at);
	list->count--;
}

/* Puts one where it belongs; *text of the first list that wants it is a copy, and serves the others too. */
static void list_offer(struct draw_list *list, enum draw how, struct drawn *one, struct arena *arena, bool *copied)
{
	size_t at = 0;
	while (at < list->count && list->at[at].hash != one->hash) {
		at++;
	}
	if (at < list->count) {
		if (!before(how, one, &list->at[at])) {
			return;
		}
		list_remove(list, at);
	}
	for (at = list->count; at > 0 && before(how, one, &list->at[at - 1]); at--) {
	}
	if (at == DRAW_ALL) {
		return;
	}
	if (!*copied) {
		one->text = front(arena, one->text);
		*copied = true;
	}
	list->count -= list->count == DRAW_ALL;
	memmove(&list->at[at + 1], &list->at[at], (list->count - at) * sizeof *list->at);
	list->at[at] = *one;
	list->count++;
}

void card_draw_offer(struct card_draw *draw, struct arena *arena, struct str text, double fit)
{
	struct drawn one = { text, hash64(text, 0), fit };
	bool copied = false;
	for (int how = 0; how < DRAWS; how++) {
		list_offer(&draw->by[how], (enum draw)how, &one, arena, &copied);
	}
}

static bool taken(const struct drawn *const *drawn, size_t count, uint64_t hash)
{
	for (size_t i = 0; i < count; i++) {
		if (drawn[i]->hash == hash) {
			return true;
		}
	}
	return false;
}

size_t card_draw_take(const struct card_draw *draw, const struct drawn **drawn, enum draw *how)
{
	size_t count = 0;
	for (int way = 0; way < DRAWS; way++) {
		size_t of_this_way = 0;
		for (size_t i = 0; i < draw->by[way].count && of_this_way < DRAW_EACH; i++) {
			if (!taken(drawn, count, draw->by[way].at[i].hash)) {
				drawn[count] = &draw->by[way].at[i];
				how[count++] = (enum draw)way;
				of_this_way++;
			}
		}
	}
	return count;
}
