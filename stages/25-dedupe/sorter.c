/* sorter.c - see sorter.h.
 *
 * Contacts are gathered in a chunk of SORT_BYTES; a full chunk is sorted and appended to the temporary file as a run;
 * reading merges the runs through a binary heap of readers, each with a small buffer. More than MERGE_RUNS runs are
 * first merged into one, so memory stays constant. Ties are byte-identical contacts, so the order in which equal ones
 * come cannot be seen. In memory: the chunk, or MERGE_RUNS buffers. */
#include "sorter.h"

#include <stdlib.h>

#include "arena.h"
#include "contact_pack.h"

enum {
	MERGE_RUNS = 64,        /* runs merged at once */
	READ_BYTES = 128 * 1024 /* buffer of one run's reader; grows to its longest contact */
};

struct entry {
	uint64_t key; /* rises with the canonical order: seconds, then the id's first bytes */
	const unsigned char *packed;
};

struct reader {
	uint64_t next, end; /* of the run, in the file */
	unsigned char *bytes;
	size_t at, len, cap;
	const unsigned char *packed; /* its first contact that is not taken yet */
};

struct run {
	uint64_t start, end;
};

struct sorter {
	struct spill spill;
	unsigned char *chunk;
	size_t chunk_len, chunk_cap;
	struct entry *entries; /* of the chunk, once sorted */
	size_t chunk_count, entry_at;
	struct run runs[MERGE_RUNS];
	size_t run_count;
	struct reader readers[MERGE_RUNS];
	size_t heap[MERGE_RUNS]; /* of readers, the least contact on top */
	size_t heap_count;
	bool merging, started;
	uint64_t count;
};

void sorter_open(struct sorter **sorter, const char *folder)
{
	*sorter = memory_alloc(sizeof **sorter);
	spill_init(&(*sorter)->spill, folder, SPILL_MEMORY);
}

static void free_readers(struct sorter *sorter)
{
	for (size_t i = 0; i < MERGE_RUNS; i++) {
		free(sorter->readers[i].bytes);
		sorter->readers[i].bytes = NULL;
	}
}

void sorter_close(struct sorter *sorter)
{
	if (sorter == NULL) {
		return;
	}
	free_readers(sorter);
	spill_release(&sorter->spill);
	free(sorter->chunk);
	free(sorter->entries);
	free(sorter);
}

uint64_t sorter_count(const struct sorter *sorter)
{
	return sorter->count;
}

/* 40 bits of seconds since the year 0 (all that a timestamp can say; no time is the largest), 24 of the id. */
static uint64_t entry_key(const unsigned char *packed)
{
	int64_t seconds = packed_seconds(packed), low = -62200000000;
	struct str id = packed_id(packed);
	uint64_t time, start = 0;
	seconds = seconds < low ? low : seconds;
	time = (uint64_t)seconds - (uint64_t)low;
	time = time > ((uint64_t)1 << 40) - 1 ? ((uint64_t)1 << 40) - 1 : time;
	for (size_t i = 0; i < 3; i++) {
		start = start << 8 | (i < id.len ? (unsigned char)id.at[i] : 0);
	}
	return time << 24 | start;
}

static int by_canon(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->key != y->key) {
		return x->key < y->key ? -1 : 1;
	}
	return packed_cmp(x->packed, y->packed);
}

static void sort_chunk(struct sorter *s)
{
	size_t at = 0;
	free(s->entries);
	s->entries = memory_array(s->chunk_count + 1, sizeof *s->entries);
	for (size_t i = 0; i < s->chunk_count; i++) {
		s->entries[i] = (struct entry){ entry_key(s->chunk + at), s->chunk + at };
		at += packed_len(s->chunk + at);
	}
	qsort(s->entries, s->chunk_count, sizeof *s->entries, by_canon);
}

static GRIPE_MUST_USE int merge_runs(struct sorter *s, struct err *err);

static GRIPE_MUST_USE int write_run(struct sorter *s, struct err *err)
{
	struct run run = { spill_size(&s->spill), 0 };
	int code = 0;
	if (s->run_count == MERGE_RUNS) {
		code = merge_runs(s, err);
		run.start = spill_size(&s->spill);
	}
	sort_chunk(s);
	for (size_t i = 0; code == 0 && i < s->chunk_count; i++) {
		code = spill_add(&s->spill, s->entries[i].packed, packed_len(s->entries[i].packed), err);
	}
	run.end = spill_size(&s->spill);
	s->runs[s->run_count++] = run;
	s->chunk_len = s->chunk_count = 0;
	return code;
}

int sorter_add(struct sorter *s, const unsigned char *packed, struct err *err)
{
	size_t len = packed_len(packed);
	if (s->chunk_len + len > SORT_BYTES && s->chunk_count > 0) {
		int code = write_run(s, err);
		if (code < 0) {
			return code;
		}
	}
	if (s->chunk_len + len > s->chunk_cap) {
		size_t cap = s->chunk_cap == 0 ? 64 * 1024 : s->chunk_cap;
		while (cap < s->chunk_len + len) {
			cap *= 2;
		}
		s->chunk = memory_grow(s->chunk, cap, 1);
		s->chunk_cap = cap;
	}
	memcpy(s->chunk + s->chunk_len, packed, len);
	s->chunk_len += len;
	s->chunk_count++;
	s->count++;
	return 0;
}

/* Fills the reader so that a whole contact stands at its place; packed = NULL at the run's end. */
static GRIPE_MUST_USE int reader_fill(struct spill *spill, struct reader *r, struct err *err)
{
	size_t want = PACK_HEAD;
	for (;;) {
		size_t have = r->len - r->at;
		if (have >= PACK_HEAD) {
			want = packed_len(r->bytes + r->at);
		}
		if (have >= want) {
			r->packed = r->bytes + r->at;
			return 0;
		}
		if (r->next == r->end && have == 0) {
			r->packed = NULL;
			return 0;
		}
		memmove(r->bytes, r->bytes + r->at, have);
		r->at = 0;
		r->len = have;
		if (want > r->cap) {
			r->bytes = memory_grow(r->bytes, want, 1);
			r->cap = want;
		}
		size_t room = r->cap - r->len < r->end - r->next ? r->cap - r->len : (size_t)(r->end - r->next);
		int code = spill_read(spill, r->next, r->bytes + r->len, room, err);
		if (code < 0) {
			return code;
		}
		r->len += room;
		r->next += room;
	}
}

static bool less(const struct sorter *s, size_t a, size_t b)
{
	int order = packed_cmp(s->readers[a].packed, s->readers[b].packed);
	return order != 0 ? order < 0 : a < b;
}

static void sink(struct sorter *s, size_t i)
{
	for (;;) {
		size_t child = 2 * i + 1, held = s->heap[i];
		if (child >= s->heap_count) {
			return;
		}
		if (child + 1 < s->heap_count && less(s, s->heap[child + 1], s->heap[child])) {
			child++;
		}
		if (!less(s, s->heap[child], held)) {
			return;
		}
		s->heap[i] = s->heap[child];
		s->heap[child] = held;
		i = child;
	}
}

static GRIPE_MUST_USE int start_merge(struct sorter *s, struct err *err)
{
	s->heap_count = 0;
	s->started = false;
	for (size_t i = 0; i < s->run_count; i++) {
		struct reader *r = &s->readers[i];
		int code;
		if (r->bytes == NULL) {
			r->bytes = memory_array(READ_BYTES, 1);
			r->cap = READ_BYTES;
		}
		r->next = s->runs[i].start;
		r->end = s->runs[i].end;
		r->at = r->len = 0;
		code = reader_fill(&s->spill, r, err);
		if (code < 0) {
			return code;
		}
		if (r->packed != NULL) {
			s->heap[s->heap_count++] = i;
		}
	}
	for (size_t i = s->heap_count; i-- > 0;) {
		sink(s, i);
	}
	return 0;
}

/* The contact returned last is taken away only now, so that its bytes stayed valid. */
static GRIPE_MUST_USE int merge_next(struct sorter *s, const unsigned char **packed, struct err *err)
{
	if (s->started) {
		struct reader *r = &s->readers[s->heap[0]];
		int code;
		r->at += packed_len(r->packed);
		code = reader_fill(&s->spill, r, err);
		if (code < 0) {
			return code;
		}
		if (r->packed == NULL) {
			s->heap[0] = s->heap[--s->heap_count];
		}
		if (s->heap_count > 0) {
			sink(s, 0);
		}
	}
	s->started = s->heap_count > 0;
	*packed = s->started ? s->readers[s->heap[0]].packed : NULL;
	if (!s->started) {
		free_readers(s); /* until the next reading others need the memory */
	}
	return s->started;
}

/* All runs into one, in a new file. */
static int merge_runs(struct sorter *s, struct err *err)
{
	struct spill merged;
	const unsigned char *packed;
	int code = start_merge(s, err);
	spill_init(&merged, s->spill.folder, SPILL_MEMORY);
	while (code == 0 && (code = merge_next(s, &packed, err)) == 1) {
		code = spill_add(&merged, packed, packed_len(packed), err);
	}
	if (code < 0) {
		spill_release(&merged);
		return code;
	}
	spill_release(&s->spill);
	s->spill = merged;
	s->runs[0] = (struct run){ 0, spill_size(&merged) };
	s->run_count = 1;
	s->heap_count = 0;
	return 0;
}

int sorter_rewind(struct sorter *s, struct err *err)
{
	s->entry_at = 0;
	if (s->run_count == 0) {
		if (s->entries == NULL) {
			sort_chunk(s);
		}
		return 0;
	}
	if (s->chunk_count > 0) {
		int code = write_run(s, err);
		if (code < 0) {
			return code;
		}
	}
	free(s->chunk);
	free(s->entries);
	s->chunk = NULL;
	s->entries = NULL;
	s->chunk_cap = 0;
	s->merging = true;
	return start_merge(s, err);
}

int sorter_next(struct sorter *s, const unsigned char **packed, struct err *err)
{
	if (s->merging) {
		return merge_next(s, packed, err);
	}
	if (s->entry_at == s->chunk_count) {
		return 0;
	}
	*packed = s->entries[s->entry_at++].packed;
	return 1;
}
