/* eight.h - eight bytes of text at once, where most bytes need no work.
 *
 * A test gives the high bit of each byte that passes it. As a yes or no it is exact; as a place only the first one is,
 * because a borrow may make the byte behind a hit look like one (Mycroft 1987, as in Warren, Hacker's Delight, 6-1).
 * Tests join with |. */
#ifndef GRIPE_EIGHT_H
#define GRIPE_EIGHT_H

#include <stdint.h>
#include <string.h>

#define EIGHT_ONES UINT64_C(0x0101010101010101)
#define EIGHT_HIGHS UINT64_C(0x8080808080808080)

/* eight_load - at[0] becomes the lowest byte on every machine. */
static inline uint64_t eight_load(const char *at)
{
	uint64_t eight;
	memcpy(&eight, at, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	eight = __builtin_bswap64(eight);
#endif
	return eight;
}

static inline uint64_t eight_equal(uint64_t eight, char byte)
{
	uint64_t differs = eight ^ EIGHT_ONES * (unsigned char)byte;
	return (differs - EIGHT_ONES) & ~differs & EIGHT_HIGHS;
}

/* eight_below - bytes below `least`, which is at most 0x80. */
static inline uint64_t eight_below(uint64_t eight, unsigned char least)
{
	return (eight - EIGHT_ONES * least) & ~eight & EIGHT_HIGHS;
}

/* eight_wide - bytes of 0x80 and more: beyond ASCII. Exact for each byte. */
static inline uint64_t eight_wide(uint64_t eight)
{
	return eight & EIGHT_HIGHS;
}

/* eight_first - which byte the first hit is; hits is not 0. */
static inline size_t eight_first(uint64_t hits)
{
	return (size_t)__builtin_ctzll(hits) / 8;
}

#endif
