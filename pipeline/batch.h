/* batch.h - records in batches through a chain of pure stages, on one thread or many, out again in the order they came.
 *
 * A batch owns the arena that its records live in. Each worker thread has a state of its own of every stage in the
 * chain (a pure stage's result depends on nothing else), so the outcome is the same for any number of threads. */
#ifndef GRIPE_BATCH_H
#define GRIPE_BATCH_H

#include "stage.h"

enum { BATCH_RECORDS = 256, BATCH_BYTES = 1 << 20 }; /* whichever is reached first: some milliseconds of work */

struct batch {
	struct batch *next;
	struct arena arena;
	struct record *records;
	size_t count, cap;
};

struct batch_list { /* in the order of their coming */
	struct batch *first, *last;
};

/* One stage as part of a run. */
struct link {
	const struct stage *stage;
	struct stage_run run; /* a template: each state gets a copy with a book of its own */
	struct book book;     /* summed when the link is closed */
	struct link_state {
		struct stage_run run;
		struct book book;
		void *state;
	} *states; /* states[state_count], opened on demand, kept open until link_close: records may point into them */
	size_t state_count;
};

/* link_open - opens states until there are `count` of them. */
GRIPE_MUST_USE int link_open(struct link *link, size_t count, struct err *err);
/* link_books - sums the states' books into link->book and empties them. */
void link_books(struct link *link);
void link_close(struct link *link);

/* Puts records into batches: the source's emit. */
struct batcher {
	struct batch *filling;
	int (*full)(void *to, struct batch *batch, struct err *err); /* takes the batch over */
	void *to;
};
struct emit batcher_emit(struct batcher *batcher);
GRIPE_MUST_USE int batcher_flush(struct batcher *batcher, struct err *err);
void batcher_release(struct batcher *batcher);

/* batch_compact - moves the records into an arena of their own size: what stages used on the way is freed. */
void batch_compact(struct batch *batch);
void batch_free(struct batch *batch);
/* batch_list_add - at the end; batch_list_take - the first, or NULL; batch_list_free - all that are left. */
void batch_list_add(struct batch_list *list, struct batch *batch);
struct batch *batch_list_take(struct batch_list *list);
void batch_list_free(struct batch_list *list);

/* A pool that runs chain[chain_count] over batches. consume gets each batch, in the order of pool_put, on the caller's
 * thread, and owns it. */
struct pool;
GRIPE_MUST_USE int pool_open(struct pool **pool, struct link **chain, size_t chain_count, int threads,
                             int (*consume)(void *to, struct batch *batch, struct err *err), void *to, struct err *err);
/* pool_put - takes the batch over; may consume earlier ones. */
GRIPE_MUST_USE int pool_put(struct pool *pool, struct batch *batch, struct err *err);
/* pool_close - after the last batch (result 0), or after a failure (nothing more is consumed); joins the threads and
 * frees the pool. Returns the first failure. */
GRIPE_MUST_USE int pool_close(struct pool *pool, int result, struct err *err);

#endif
