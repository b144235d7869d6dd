/* issue_sample.c - see issue_sample.h. A bottom-k sketch in a heap with the largest key on top; each contact lives in
 * an arena of its own, which goes with it. Memory: some 2 KB a contact. */
#include "issue_sample.h"

#include <stdlib.h>

#include "hash.h"

enum { KEPT_ROOM = 2048 }; /* bytes; most contacts need as much */

struct kept {
	uint64_t key;
	struct str id; /* of the record: ties of keys are broken by it */
	struct arena *arena;
	struct record *record;
};
struct issue_sample {
	struct kept *heap; /* [count], the largest (key, id) first */
	size_t count, most;
	uint64_t seen;
	const struct record **records;
};

struct issue_sample *issue_sample_open(size_t most)
{
	struct issue_sample *sample = memory_alloc(sizeof *sample);
	sample->most = most > 0 ? most : 1;
	sample->heap = memory_array(sample->most, sizeof *sample->heap);
	return sample;
}

static void kept_release(struct kept *kept)
{
	arena_release(kept->arena);
	free(kept->arena);
}

void issue_sample_close(struct issue_sample *sample)
{
	if (sample != NULL) {
		for (size_t i = 0; i < sample->count; i++) {
			kept_release(&sample->heap[i]);
		}
		free(sample->heap);
		free(sample->records);
		free(sample);
	}
}

static uint64_t key_of(const struct record *record)
{
	uint64_t key = hash64(record->contact.id, 0);
	for (size_t i = 0; i < record->mention_count; i++) {
		key = hash_mix(key, hash64(record->mentions[i].text, 0));
	}
	return key;
}

static int compare(const void *left, const void *right)
{
	const struct kept *a = left, *b = right;
	return a->key != b->key ? (a->key < b->key ? -1 : 1) : str_cmp(a->id, b->id);
}

static void swap(struct kept *a, struct kept *b)
{
	struct kept was = *a;
	*a = *b;
	*b = was;
}

static void sift_up(struct kept *heap, size_t at)
{
	while (at > 0 && compare(&heap[(at - 1) / 2], &heap[at]) < 0) {
		swap(&heap[(at - 1) / 2], &heap[at]);
		at = (at - 1) / 2;
	}
}

static void sift_down(struct kept *heap, size_t count)
{
	for (size_t at = 0, child = 1; child < count; child = 2 * at + 1) {
		child += child + 1 < count && compare(&heap[child], &heap[child + 1]) < 0;
		if (compare(&heap[at], &heap[child]) >= 0) {
			return;
		}
		swap(&heap[at], &heap[child]);
		at = child;
	}
}

/* The contact without what learning does not read. */
static struct kept keep(const struct record *record, uint64_t key)
{
	struct kept kept = { .key = key, .arena = memory_alloc(sizeof *kept.arena) };
	struct record slim = *record;
	slim.contact.title = slim.contact.text = slim.contact.url = slim.contact.extra = STR_EMPTY;
	slim.contact.note_count = 0;
	slim.mention_count =
	    record->mention_count < ISSUE_SAMPLE_MENTIONS ? record->mention_count : ISSUE_SAMPLE_MENTIONS;
	arena_begin(kept.arena, KEPT_ROOM);
	slim.mentions = arena_array(kept.arena, slim.mention_count + 1, sizeof *slim.mentions);
	for (size_t i = 0; i < slim.mention_count; i++) {
		struct mention *mention = &slim.mentions[i];
		*mention = record->mentions[i];
		mention->phrases = mention->extra = STR_EMPTY;
	}
	kept.record = arena_alloc(kept.arena, sizeof *kept.record);
	record_dup(kept.record, kept.arena, &slim);
	kept.id = kept.record->contact.id;
	return kept;
}

void issue_sample_offer(struct issue_sample *sample, const struct record *record)
{
	struct kept fresh = { .key = key_of(record), .id = record->contact.id };
	sample->seen++;
	if (sample->count == sample->most) {
		if (compare(&fresh, &sample->heap[0]) >= 0) {
			return;
		}
		kept_release(&sample->heap[0]);
		sample->heap[0] = sample->heap[--sample->count];
		sift_down(sample->heap, sample->count);
	}
	sample->heap[sample->count] = keep(record, fresh.key);
	sift_up(sample->heap, sample->count++);
}

const struct record **issue_sample_records(struct issue_sample *sample, size_t *count)
{
	qsort(sample->heap, sample->count, sizeof *sample->heap, compare);
	free(sample->records);
	sample->records = memory_array(sample->count + 1, sizeof *sample->records);
	for (size_t i = 0; i < sample->count; i++) {
		sample->records[i] = sample->heap[i].record;
	}
	*count = sample->count;
	return sample->records;
}

uint64_t issue_sample_seen(const struct issue_sample *sample)
{
	return sample->seen;
}
