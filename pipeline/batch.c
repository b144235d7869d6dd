/* batch.c - see batch.h. The pool is a ring of slots: the caller fills the next one, workers take filled slots in order
 * and mark them done, and the caller empties the oldest when the ring is full or at the end. A slot is the only thing
 * two threads share, under one mutex. */
#include "batch.h"

#include <pthread.h>
#include <stdlib.h>

#include "array.h"

enum { RING_PER_THREAD = 3 }; /* slots: enough that a worker finds work while the caller consumes */

/* ---- links ---- */

int link_open(struct link *link, size_t count, struct err *err)
{
	if (link->state_count >= count) {
		return 0;
	}
	if (link->states == NULL) {
		link->states =
		    memory_array(count, sizeof *link->states); /* never grown: stages keep pointers to their run */
		link->state_count = 0;
	} else {
		return err_set(err, GRIPE_USAGE, "stage %s was opened for fewer threads", link->stage->name);
	}
	for (size_t i = 0; i < count; i++) {
		struct link_state *s = &link->states[i];
		int result;
		s->run = link->run;
		s->run.book = &s->book;
		result = link->stage->open(&s->run, &s->state, err);
		if (result < 0) {
			link->stage->close(s->state);
			return result;
		}
		link->state_count++;
	}
	return 0;
}

void link_books(struct link *link)
{
	for (size_t i = 0; i < link->state_count; i++) {
		book_add(&link->book, &link->states[i].book);
		link->states[i].book = (struct book){ .in = 0 };
	}
}

void link_close(struct link *link)
{
	link_books(link);
	for (size_t i = 0; i < link->state_count; i++) {
		link->stage->close(link->states[i].state);
	}
	free(link->states);
	link->states = NULL;
	link->state_count = 0;
}

/* ---- batches ---- */

void batch_compact(struct batch *batch)
{
	struct arena arena = ARENA_INIT;
	for (size_t i = 0; i < batch->count; i++) {
		struct record from = batch->records[i];
		record_dup(&batch->records[i], &arena, &from);
	}
	arena_release(&batch->arena);
	batch->arena = arena;
	for (size_t i = 0; i < batch->count; i++) {
		batch->records[i].arena = &batch->arena;
	}
	batch->cap = batch->count;
	batch->records = memory_grow(batch->records, batch->cap, sizeof *batch->records);
}

void batch_free(struct batch *batch)
{
	if (batch != NULL) {
		arena_release(&batch->arena);
		free(batch->records);
		free(batch);
	}
}

void batch_list_add(struct batch_list *list, struct batch *batch)
{
	batch->next = NULL;
	if (list->first == NULL) {
		list->first = batch;
	} else {
		list->last->next = batch;
	}
	list->last = batch;
}

struct batch *batch_list_take(struct batch_list *list)
{
	struct batch *batch = list->first;
	if (batch != NULL) {
		list->first = batch->next;
		batch->next = NULL;
	}
	return batch;
}

void batch_list_free(struct batch_list *list)
{
	for (struct batch *batch = batch_list_take(list); batch != NULL; batch = batch_list_take(list)) {
		batch_free(batch);
	}
}

static struct record *batch_add(struct batch *batch)
{
	batch->records = array_room(batch->records, batch->count, &batch->cap, sizeof *batch->records, BATCH_RECORDS);
	return &batch->records[batch->count++];
}

static int batcher_put(void *to, struct record *record, struct err *err)
{
	struct batcher *b = to;
	if (b->filling == NULL) {
		b->filling = memory_alloc(sizeof *b->filling);
	}
	record_dup(batch_add(b->filling), &b->filling->arena, record);
	if (b->filling->count >= BATCH_RECORDS || b->filling->arena.used >= BATCH_BYTES) {
		return batcher_flush(b, err);
	}
	return 0;
}

struct emit batcher_emit(struct batcher *batcher)
{
	return (struct emit){ batcher_put, batcher };
}

int batcher_flush(struct batcher *batcher, struct err *err)
{
	struct batch *batch = batcher->filling;
	batcher->filling = NULL;
	return batch == NULL ? 0 : batcher->full(batcher->to, batch, err);
}

void batcher_release(struct batcher *batcher)
{
	batch_free(batcher->filling);
	batcher->filling = NULL;
}

/* ---- a batch through the chain ---- */

struct walk_chain {
	struct link **chain;
	size_t count, thread, at; /* at: the link that the record enters */
	struct batch *out;
};

/* The end of the chain, or the next stage. */
static int chain_put(void *to, struct record *record, struct err *err)
{
	struct walk_chain *w = to;
	struct link_state *s;
	struct walk_chain next = *w;
	struct emit emit = { chain_put, &next };
	if (w->at > 0) {
		const struct stage *before = w->chain[w->at - 1]->stage;
		struct book *book = &w->chain[w->at - 1]->states[w->thread].book;
		book->out += record_units(record, before->writes);
		book->kept += before->reads == before->writes ? record_units(record, before->writes) : 1;
	}
	if (w->at == w->count) {
		*batch_add(w->out) = *record;
		return 0;
	}
	s = &w->chain[w->at]->states[w->thread];
	s->book.in += record_units(record, w->chain[w->at]->stage->reads);
	next.at = w->at + 1;
	return w->chain[w->at]->stage->step(s->state, record, &emit, err);
}

static int run_chain(struct link **chain, size_t count, size_t thread, struct batch *batch, struct err *err)
{
	struct batch out = { .records = NULL };
	struct walk_chain w = { chain, count, thread, 0, &out };
	int result = 0;
	for (size_t i = 0; i < batch->count && result == 0 && count > 0; i++) {
		result = chain_put(&w, &batch->records[i], err);
		if (result < 0 && err->record[0] == '\0') {
			struct str id = batch->records[i].contact.id;
			size_t n = id.len < sizeof err->record - 1 ? id.len : sizeof err->record - 1;
			if (n > 0) {
				memcpy(err->record, id.at, n);
			}
			err->record[n] = '\0';
		}
	}
	if (count > 0) {
		free(batch->records);
		batch->records = out.records;
		batch->count = out.count;
		batch->cap = out.cap;
	}
	return result;
}

/* ---- the pool ---- */

struct slot {
	struct batch *batch;
	enum { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_DONE } state;
	int result;
	struct err err;
};

struct pool {
	struct link **chain;
	size_t chain_count;
	int (*consume)(void *to, struct batch *batch, struct err *err);
	void *to;
	struct slot *ring;
	size_t ring_size, put_at, take_at, get_at; /* counters; the slot is counter % ring_size */
	pthread_mutex_t lock;
	pthread_cond_t filled, done;
	bool stopping;
	struct worker {
		struct pool *pool;
		size_t number;
		pthread_t thread;
	} *workers;
	size_t worker_count; /* 0: everything on the caller's thread */
};

static void *work(void *argument)
{
	struct worker *worker = argument;
	struct pool *pool = worker->pool;
	pthread_mutex_lock(&pool->lock);
	for (;;) {
		struct slot *slot;
		while (!pool->stopping && pool->take_at == pool->put_at) {
			pthread_cond_wait(&pool->filled, &pool->lock);
		}
		if (pool->take_at == pool->put_at) {
			break;
		}
		slot = &pool->ring[pool->take_at++ % pool->ring_size];
		slot->state = SLOT_TAKEN;
		pthread_mutex_unlock(&pool->lock);
		slot->result = run_chain(pool->chain, pool->chain_count, worker->number, slot->batch, &slot->err);
		pthread_mutex_lock(&pool->lock);
		slot->state = SLOT_DONE;
		pthread_cond_broadcast(&pool->done);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

static int start_workers(struct pool *pool, size_t count, struct err *err)
{
	pool->ring_size = count * RING_PER_THREAD;
	pool->ring = memory_array(pool->ring_size, sizeof *pool->ring);
	pool->workers = memory_array(count, sizeof *pool->workers);
	for (size_t i = 0; i < count; i++) {
		pool->workers[i].pool = pool;
		pool->workers[i].number = i;
		if (pthread_create(&pool->workers[i].thread, NULL, work, &pool->workers[i]) != 0) {
			return err_set(err, GRIPE_IO, "a thread could not be started");
		}
		pool->worker_count++;
	}
	return 0;
}

int pool_open(struct pool **out, struct link **chain, size_t chain_count, int threads,
              int (*consume)(void *to, struct batch *batch, struct err *err), void *to, struct err *err)
{
	struct pool *pool = memory_alloc(sizeof *pool);
	int result = 0;
	*pool = (struct pool){ .chain = chain, .chain_count = chain_count, .consume = consume, .to = to };
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->filled, NULL);
	pthread_cond_init(&pool->done, NULL);
	for (size_t i = 0; i < chain_count && result == 0; i++) {
		result = link_open(chain[i], (size_t)threads, err);
	}
	if (result == 0 && threads > 1 && chain_count > 0) {
		result = start_workers(pool, (size_t)threads, err);
	}
	if (result < 0) {
		struct err ignored = ERR_INIT;
		return pool_close(pool, result, &ignored);
	}
	*out = pool;
	return 0;
}

/* Waits for the oldest slot and hands its batch on. */
static int consume_oldest(struct pool *pool, bool discard, struct err *err)
{
	struct slot *slot = &pool->ring[pool->get_at % pool->ring_size];
	struct batch *batch;
	int result;
	pthread_mutex_lock(&pool->lock);
	while (slot->state != SLOT_DONE) {
		pthread_cond_wait(&pool->done, &pool->lock);
	}
	pthread_mutex_unlock(&pool->lock);
	pool->get_at++;
	batch = slot->batch;
	result = slot->result;
	slot->state = SLOT_FREE;
	slot->batch = NULL;
	if (result < 0 && !discard) {
		*err = slot->err;
	}
	if (result < 0 || discard) {
		batch_free(batch);
		return result;
	}
	return pool->consume(pool->to, batch, err);
}

int pool_put(struct pool *pool, struct batch *batch, struct err *err)
{
	struct slot *slot;
	batch->next = NULL;
	if (pool->worker_count == 0) {
		int result = run_chain(pool->chain, pool->chain_count, 0, batch, err);
		if (result < 0) {
			batch_free(batch);
			return result;
		}
		return pool->consume(pool->to, batch, err);
	}
	if (pool->put_at - pool->get_at == pool->ring_size) {
		int result = consume_oldest(pool, false, err);
		if (result < 0) {
			batch_free(batch);
			return result;
		}
	}
	pthread_mutex_lock(&pool->lock);
	slot = &pool->ring[pool->put_at % pool->ring_size];
	*slot = (struct slot){ .batch = batch, .state = SLOT_FILLED };
	pool->put_at++;
	pthread_cond_signal(&pool->filled);
	pthread_mutex_unlock(&pool->lock);
	return 0;
}

int pool_close(struct pool *pool, int result, struct err *err)
{
	while (pool->get_at < pool->put_at) {
		int one = consume_oldest(pool, result < 0, err);
		if (result >= 0) {
			result = one;
		}
	}
	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->filled);
	pthread_mutex_unlock(&pool->lock);
	for (size_t i = 0; i < pool->worker_count; i++) {
		pthread_join(pool->workers[i].thread, NULL);
	}
	pthread_mutex_destroy(&pool->lock);
	pthread_cond_destroy(&pool->filled);
	pthread_cond_destroy(&pool->done);
	free(pool->workers);
	free(pool->ring);
	free(pool);
	return result;
}
