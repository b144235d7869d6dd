/* pairs.c - see pairs.h. Recursion ends at the twelfth byte, so its depth is 12; short ranges are sorted by insertion.
 */
#include "pairs.h"

#include <stdbool.h>

enum { BYTES = 12, INSERTION_MOST = 24 };

static unsigned byte_of(const struct pair *pair, unsigned level)
{
	const uint32_t word = level < 4 ? pair->high : level < 8 ? pair->low : pair->rank;
	return word >> (24 - 8 * (level & 3)) & 255;
}

static bool before(const struct pair *a, const struct pair *b)
{
	if (a->high != b->high) {
		return a->high < b->high;
	}
	return a->low != b->low ? a->low < b->low : a->rank < b->rank;
}

static void sort_small(struct pair *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct pair held = at[i];
		size_t j = i;
		for (; j > 0 && before(&held, &at[j - 1]); j--) {
			at[j] = at[j - 1];
		}
		at[j] = held;
	}
}

static void sort_level(struct pair *at, size_t count, unsigned level)
{
	size_t next[256], ends[256], counts[256] = { 0 }, sum = 0;
	for (size_t i = 0; i < count; i++) {
		counts[byte_of(&at[i], level)]++;
	}
	for (size_t b = 0; b < 256; b++) {
		next[b] = sum;
		sum += counts[b];
		ends[b] = sum;
	}
	/* Each pair goes to its bucket's next place; what stood there goes on to its own, until one belongs where the
	 * chain began. */
	for (size_t b = 0; b < 256; b++) {
		while (next[b] < ends[b]) {
			struct pair held = at[next[b]];
			unsigned to;
			while ((to = byte_of(&held, level)) != b) {
				struct pair other = at[next[to]];
				at[next[to]++] = held;
				held = other;
			}
			at[next[b]++] = held;
		}
	}
	for (size_t b = 0, start = 0; level + 1 < BYTES && b < 256; start = ends[b++]) {
		size_t len = ends[b] - start;
		if (len > INSERTION_MOST) {
			sort_level(at + start, len, level + 1);
		} else if (len > 1) {
			sort_small(at + start, len);
		}
	}
}

void pairs_sort(struct pair *pairs, size_t count)
{
	if (count > INSERTION_MOST) {
		sort_level(pairs, count, 0);
	} else {
		sort_small(pairs, count);
	}
}
