/* theme_sample.c - see theme_sample.h. Bottom-k sketch: a heap holds the largest key on top and a hash table finds
 * equal content. Once a key has been evicted, no key at or above the smallest evicted one is taken again; so whatever
 * stays was never evicted, its weight is exact, and the order of the input cannot matter; sketches of parts merge into
 * the sketch of the whole. Of contacts with equal content the smallest id stands for all, for the same reason. Memory:
 * most x (a pick, and its contact's texts while one of its mentions is picked). */
#include "theme_sample.h"

#include <stdlib.h>

#include "arena.h"
#include "theme_vector.h"

struct theme_sample {
	struct theme_pick *picks; /* [count], a heap by key, largest first; rising once it has been read */
	size_t count, most;
	uint32_t *slots; /* [slot_count] place among picks + 1, 0 free: kept in step with the heap */
	size_t slot_count;
	uint64_t threshold; /* smallest key ever evicted */
	uint64_t seen;
};

struct theme_sample *theme_sample_open(size_t most)
{
	struct theme_sample *sample = memory_alloc(sizeof *sample);
	sample->most = most > 0 ? most : 1;
	sample->picks = memory_array(sample->most, sizeof *sample->picks);
	for (sample->slot_count = 64; sample->slot_count < 4 * sample->most; sample->slot_count *= 2) {
	}
	sample->slots = memory_array(sample->slot_count, sizeof *sample->slots);
	sample->threshold = UINT64_MAX;
	return sample;
}

static char *copy_text(char *to, struct str from, struct str *copy)
{
	if (from.len > 0) {
		memcpy(to, from.at, from.len);
	}
	*copy = (struct str){ to, from.len };
	return to + from.len;
}

static uint64_t stems_key(const struct record *record)
{
	uint64_t key = 0;
	for (size_t i = 0; i < record->mention_count; i++) {
		key = hash_mix(key, hash64(mention_stems(&record->mentions[i]), 0));
	}
	return key;
}

static struct theme_source *source_make(const struct record *record, uint64_t contact_key)
{
	const struct contact *contact = &record->contact;
	size_t count = record->mention_count < THEME_CONTEXT_MENTIONS ? record->mention_count : THEME_CONTEXT_MENTIONS;
	size_t bytes = contact->id.len + contact->person.len + contact->lang.len;
	struct theme_source *source;
	char *at;
	for (size_t i = 0; i < count; i++) {
		bytes += record->mentions[i].text.len + mention_stems(&record->mentions[i]).len;
	}
	source = memory_alloc(sizeof *source + 2 * count * sizeof(struct str) + bytes + 1);
	source->texts = (struct str *)(void *)(source + 1);
	source->stems = source->texts + count;
	source->count = count;
	source->mentions = record->mention_count;
	source->key = contact_key;
	source->stems_key = stems_key(record);
	source->references = 1; /* of the offer that makes it */
	at = (char *)(source->stems + count);
	at = copy_text(at, contact->id, &source->id);
	at = copy_text(at, contact->person, &source->person);
	at = copy_text(at, contact->lang, &source->lang);
	for (size_t i = 0; i < count; i++) {
		at = copy_text(at, record->mentions[i].text, &source->texts[i]);
		at = copy_text(at, mention_stems(&record->mentions[i]), &source->stems[i]);
	}
	return source;
}

static void source_release(struct theme_source *source)
{
	if (source != NULL && --source->references == 0) {
		free(source);
	}
}

static void pick_release(struct theme_pick *pick)
{
	if (pick->place >= pick->source->count) {
		free((void *)(uintptr_t)pick->text.at);
	}
	source_release(pick->source);
}

static void pick_from(struct theme_pick *pick, struct theme_source *source, const struct record *record, size_t place)
{
	pick->source = source;
	source->references++;
	pick->place = (uint32_t)place;
	if (place < source->count) {
		pick->text = source->texts[place];
		pick->stems = source->stems[place];
	} else {
		struct str text = record->mentions[place].text, stems = mention_stems(&record->mentions[place]);
		char *at = copy_text(memory_alloc(text.len + stems.len + 1), text, &pick->text);
		copy_text(at, stems, &pick->stems);
	}
}

void theme_sample_close(struct theme_sample *sample)
{
	if (sample != NULL) {
		for (size_t i = 0; i < sample->count; i++) {
			pick_release(&sample->picks[i]);
		}
		free(sample->picks);
		free(sample->slots);
		free(sample);
	}
}

static size_t slot_of(const struct theme_sample *sample, uint64_t key)
{
	size_t slot = (key ^ key >> 32) & (sample->slot_count - 1);
	while (sample->slots[slot] != 0 && sample->picks[sample->slots[slot] - 1].key != key) {
		slot = (slot + 1) & (sample->slot_count - 1);
	}
	return slot;
}

static void slot_remove(struct theme_sample *sample, uint64_t key)
{
	size_t mask = sample->slot_count - 1, hole = slot_of(sample, key);
	sample->slots[hole] = 0;
	for (size_t at = (hole + 1) & mask; sample->slots[at] != 0;
	     at = (at + 1) & mask) { /* moves back what the hole would hide */
		uint64_t other = sample->picks[sample->slots[at] - 1].key;
		size_t home = (other ^ other >> 32) & mask;
		if (((at - home) & mask) >= ((at - hole) & mask)) {
			sample->slots[hole] = sample->slots[at];
			sample->slots[at] = 0;
			hole = at;
		}
	}
}

static void swap_picks(struct theme_sample *sample, size_t a, size_t b)
{
	size_t slot_a = slot_of(sample, sample->picks[a].key), slot_b = slot_of(sample, sample->picks[b].key);
	struct theme_pick pick = sample->picks[a];
	sample->picks[a] = sample->picks[b];
	sample->picks[b] = pick;
	sample->slots[slot_a] = (uint32_t)b + 1;
	sample->slots[slot_b] = (uint32_t)a + 1;
}

static void sift_up(struct theme_sample *sample, size_t at)
{
	while (at > 0 && sample->picks[(at - 1) / 2].key < sample->picks[at].key) {
		swap_picks(sample, at, (at - 1) / 2);
		at = (at - 1) / 2;
	}
}

static void sift_down(struct theme_sample *sample, size_t at)
{
	for (;;) {
		size_t child = 2 * at + 1;
		if (child + 1 < sample->count && sample->picks[child + 1].key > sample->picks[child].key) {
			child++;
		}
		if (child >= sample->count || sample->picks[child].key <= sample->picks[at].key) {
			return;
		}
		swap_picks(sample, at, child);
		at = child;
	}
}

static void evict_largest(struct theme_sample *sample)
{
	uint64_t key = sample->picks[0].key;
	if (sample->count > 1) {
		swap_picks(sample, 0, sample->count - 1);
	}
	slot_remove(sample, key);
	sample->threshold = key < sample->threshold ? key : sample->threshold;
	pick_release(&sample->picks[--sample->count]);
	sift_down(sample, 0);
}

/* The contact of a content that is there already: the smaller id stands for both, then the smaller place; of one id and
 * place, which differ in stems at most, that with the smaller key of them. */
static void pick_again(struct theme_pick *pick, struct theme_source **source, const struct record *record, size_t place,
                       uint64_t contact_key)
{
	int order = str_cmp(record->contact.id, pick->source->id);
	if (order == 0) {
		uint64_t stems = place == pick->place ? stems_key(record) : 0;
		order = place != pick->place              ? (place < pick->place ? -1 : 1)
		        : stems < pick->source->stems_key ? -1
		                                          : 1;
	}
	if (order > 0) {
		return;
	}
	if (*source == NULL) {
		*source = source_make(record, contact_key);
	}
	pick_release(pick);
	pick_from(pick, *source, record, place);
}

void theme_sample_offer(struct theme_sample *sample, const struct record *record, const uint64_t *keys,
                        uint64_t contact_key)
{
	struct theme_source *source = NULL;
	uint64_t copies = record->contact.copies > 0 ? record->contact.copies : 1;
	for (size_t i = 0; i < record->mention_count; i++) {
		size_t slot;
		sample->seen += keys[i] != 0 ? copies : 0;
		if (keys[i] == 0 || keys[i] >= sample->threshold) {
			continue;
		}
		slot = slot_of(sample, keys[i]);
		if (sample->slots[slot] != 0) {
			struct theme_pick *pick = &sample->picks[sample->slots[slot] - 1];
			pick->weight += copies;
			pick_again(pick, &source, record, i, contact_key);
			continue;
		}
		if (sample->count == sample->most) {
			if (keys[i] > sample->picks[0].key) {
				sample->threshold = keys[i];
				continue;
			}
			evict_largest(sample);
			slot = slot_of(sample, keys[i]);
		}
		if (source == NULL) {
			source = source_make(record, contact_key);
		}
		sample->picks[sample->count] = (struct theme_pick){ .key = keys[i], .weight = copies };
		pick_from(&sample->picks[sample->count], source, record, i);
		sample->slots[slot] = (uint32_t)++sample->count;
		sift_up(sample, sample->count - 1);
	}
	source_release(source);
}

static int compare_picks(const void *a, const void *b)
{
	const struct theme_pick *x = a, *y = b;
	return (x->key > y->key) - (x->key < y->key);
}

const struct theme_pick *theme_sample_picks(struct theme_sample *sample, size_t *count)
{
	qsort(sample->picks, sample->count, sizeof *sample->picks, compare_picks);
	*count = sample->count;
	return sample->picks;
}

uint64_t theme_sample_seen(const struct theme_sample *sample)
{
	return sample->seen;
}
