/* theme_model.h - the model folder: themes.tsv for people, model.bin for the machine.
 *
 * themes.tsv: id, parent, label, size, share, terms, quote ids; people may edit labels, and they are read from there.
 * model.bin: versioned, checksummed, little-endian, no pointers, mapped read-only; each section's place and size and
 * each number in it that is used as an index is checked when it is opened, so a damaged file is refused and never
 * walked out of. A version this program does not know is refused by its number. Written whole: into a folder beside,
 * then renamed; an older model of that name stays until the rename. */
#ifndef GRIPE_THEME_MODEL_H
#define GRIPE_THEME_MODEL_H

#include <stdint.h>

#include "err.h"
#include "str.h"
#include "theme_outside.h"
#include "theme_vector.h"

enum { THEME_MODEL_VERSION = 1 };

struct theme_entry {
	struct str id;    /* "t1a2b3c4d", a sub-theme "s…": stable over relearning */
	int32_t parent;   /* of a sub-theme: its theme; of a theme -1 */
	struct str label; /* as in themes.tsv */
	struct str *terms;
	size_t term_count;
	struct str *quotes; /* "CONTACT#N", of sample mentions */
	size_t quote_count;
	uint64_t size; /* mentions of the sample, by weight */
	bool pinned;   /* claimed by a rule of the ledger */
};

/* What a person chose and what came out, for sentences about the grain. */
struct theme_grain {
	double resolution; /* of communities */
	double cut;        /* factor of the linkage's threshold */
	char name[32];     /* "default", "coarse", "fine", "granularity 0.5", "themes 12" */
};

struct theme_pin { /* a rule of the ledger */
	uint32_t theme;
	struct str pattern; /* pattern.h */
};

struct theme_mapping;

struct theme_extra { /* another file of the folder, for saving: the tables of issues */
	const char *name;
	struct str text;
};

struct theme_model { /* read only after opening: may be shared by threads. [n] = sample mentions */
	struct str lang;
	uint64_t table_print; /* of the piece table; 0: none */
	struct theme_frame frame;
	struct theme_grain grain;
	size_t n;
	const int16_t *vectors;       /* [n][stride], members of one cell beside each other */
	const float *around;          /* [n] cosine of the uncentred semantic vector with the mean */
	const int32_t *theme;         /* [n] -1: outsider */
	const int32_t *sub;           /* [n] -1: outsider */
	const int32_t *runner_up;     /* [n] theme with the second most votes, or -1 */
	const uint32_t *weight;       /* [n] how many equal (mention, contact) texts it stands for */
	const uint64_t *keys;         /* [n] content keys, see theme_mention_key */
	const uint32_t *key_slots;    /* [key_slot_count] member + 1, 0 = free */
	size_t key_slot_count;        /* a power of two */
	size_t groups;                /* of cells: the communities that the cells lie in */
	const uint32_t *group_start;  /* [groups + 1] first cell of each */
	const int16_t *group_vectors; /* [groups][stride] unit centroids */
	size_t cells;
	const uint32_t *cell_start;  /* [cells + 1] */
	const int16_t *cell_vectors; /* [cells][stride] unit centroids */
	size_t theme_count, sub_count;
	const int16_t *theme_vectors;        /* [theme_count][stride] unit centroids */
	const int16_t *sub_vectors;          /* [sub_count][stride] */
	struct theme_entry *themes;          /* [theme_count] by size falling, then id */
	struct theme_entry *subs;            /* [sub_count] by parent, then size falling, then id */
	struct theme_measures_spread spread; /* rule 7's three measures over the sample */
	double typical;    /* m of rule 6: median over the sample of the mean similarity to 15 neighbours */
	uint64_t contacts; /* distinct contacts in the sample */
	uint64_t seen;     /* mentions that were offered to the sample, by weight */
	const struct theme_pin *pins;
	size_t pin_count; /* in the order of the ledger */
	/* texts of the sample; theme_model_contact and its sisters read them, also from a mapped model */
	const struct str *member_contact; /* [n] ids; NULL when mapped */
	const uint32_t *member_place;     /* [n] the mention's n */
	const struct str *member_text;    /* [n]; NULL when mapped */
	const struct theme_extra *extras; /* [extra_count] saved beside; not read back here */
	size_t extra_count;
	struct theme_mapping *inside; /* the mapping and the arena; NULL in a model that is being learnt */
};

/* theme_model_open - folder (as given with --model). GRIPE_IO, GRIPE_DATA. Free with theme_model_close. */
GRIPE_MUST_USE int theme_model_open(struct theme_model **model, const char *folder, struct err *err);
/* theme_model_memory - model.bin's bytes alone, 64-byte aligned and outliving it: labels are ids (tests, fuzzing). */
GRIPE_MUST_USE int theme_model_memory(struct theme_model **model, struct str bytes, struct err *err);
/* theme_model_head_bytes - where the checksummed part begins. */
size_t theme_model_head_bytes(void);
void theme_model_close(struct theme_model *model);

/* A sample mention as it was read: its contact, place in the contact, and text (masked by then). */
struct str theme_model_contact(const struct theme_model *model, size_t member);
uint32_t theme_model_place(const struct theme_model *model, size_t member);
struct str theme_model_text(const struct theme_model *model, size_t member);
/* theme_model_stories - true when a mention's vector holds the whole of its contact: each contact tells one story. */
bool theme_model_stories(const struct theme_model *model);
/* theme_model_find - member with this content key, or -1. */
int64_t theme_model_find(const struct theme_model *model, uint64_t key);

/* theme_model_save - writes the folder as a whole, durable when it returns 0; on failure what was there stays. */
GRIPE_MUST_USE int theme_model_save(const struct theme_model *model, const char *folder, struct err *err);

#endif
