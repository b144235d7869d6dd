/* rank_part.h - partial results: what rank keeps, as lines that any other rank can take in, so that parts of an input
 * may be ranked apart. */
#ifndef GRIPE_RANK_PART_H
#define GRIPE_RANK_PART_H

#include "rank_quote.h"
#include "tally.h"

/* A line is {"part":"WORDS"}: words between spaces, each escaped so that JSON needs no escapes: % and two hexadecimal
 * digits for bytes up to space, for " % \ and DEL; a lone % is the empty word. First word: row, quote, key or counts;
 * "issue_" before it in the layer of issues. */
#define PART_START "{\"part\":\""

/* part_write - the state before tally_close, a line a call of put (without '\n'). */
GRIPE_MUST_USE int part_write(const struct tally *tally, const struct quote_pool *quotes,
                              int (*put)(void *to, struct str line, struct err *err), void *to, struct err *err);
/* part_read - one such line into the state of its layer. GRIPE_DATA: not one. */
enum { PART_LAYERS = 2 };
struct part_layer { /* by enum tally_layer */
	struct tally *tally;
	struct quote_pool *quotes;
};
GRIPE_MUST_USE int part_read(const struct part_layer layers[PART_LAYERS], struct str line, struct err *err);

#endif
