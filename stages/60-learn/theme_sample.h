/* theme_sample.h - which mentions learn: the k with the smallest content hashes among all that were offered, in
 * whatever order (rule 9). */
#ifndef GRIPE_THEME_SAMPLE_H
#define GRIPE_THEME_SAMPLE_H

#include <stdint.h>

#include "record.h"

enum { THEME_SAMPLE = 15000 };

struct theme_source { /* a contact with a sampled mention; keeps the texts that its context vector needs */
	struct str id, person, lang;
	struct str *texts;      /* [count] of its first THEME_CONTEXT_MENTIONS mentions */
	struct str *stems;      /* [count] mention_stems of them */
	size_t count, mentions; /* mentions: all that the contact has */
	uint64_t key;           /* content key of the whole contact */
	uint64_t stems_key;     /* of the stems of all its mentions: decides between two that are alike in all else */
	size_t references;
};

struct theme_pick { /* one sampled mention: one content, however often it was written */
	uint64_t key;
	uint64_t weight;             /* contacts' copies included */
	struct theme_source *source; /* of the smallest contact id that wrote it */
	uint32_t place;              /* its n there */
	struct str text;             /* as written */
	struct str stems;            /* mention_stems */
};

struct theme_sample;

struct theme_sample *theme_sample_open(size_t most);
void theme_sample_close(struct theme_sample *sample);
/* theme_sample_offer - one contact with all its mentions; keys[mention_count]: content keys, 0 for a mention that must
 * not learn (no word in it). */
void theme_sample_offer(struct theme_sample *sample, const struct record *record, const uint64_t *keys,
                        uint64_t contact_key);
/* theme_sample_picks - sorted by key (equal keys cannot be); *count of them. Ends the sampling: no offer may follow. */
const struct theme_pick *theme_sample_picks(struct theme_sample *sample, size_t *count);
/* Sum of the weights of everything offered with a key. */
uint64_t theme_sample_seen(const struct theme_sample *sample);

#endif
