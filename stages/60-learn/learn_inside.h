/* learn_inside.h - what the steps of learning hand to each other. n = sampled mentions, in canonical order (by content
 * key), those that a rule of the ledger claims behind the others: the first `free_count` are grouped, the rest have
 * their theme already. */
#ifndef GRIPE_LEARN_INSIDE_H
#define GRIPE_LEARN_INSIDE_H

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "learn_options.h"
#include "theme_knn.h"
#include "theme_louvain.h"
#include "theme_lsa.h"
#include "theme_sample.h"

struct learn_pin {
	struct str label, pattern;
	uint32_t group; /* pins with equal labels are one theme */
};

struct theme_pins;
struct ledger;

struct learning {
	const struct learn_options *options;
	struct arena arena;
	struct str lang;
	uint64_t dropped_language; /* mentions of other languages, by weight */
	uint64_t dropped_unknown;  /* without a known word */
	struct piece_table *table;
	struct theme_reader *reader;
	/* sample */
	size_t n, free_count;
	const struct theme_pick **picks; /* [n] */
	struct theme_words *words;       /* [n] */
	uint32_t *source;                /* [n] dense number of the contact */
	size_t source_count;
	const struct theme_source **sources; /* [source_count] */
	/* rules of the ledger */
	struct ledger *ledger; /* NULL: none is given; the pins' texts are its */
	struct learn_pin *pins;
	size_t pin_count, pin_groups;
	struct str *pin_labels; /* [pin_groups] */
	struct theme_pins *matcher;
	int32_t *claimed; /* [n] pin group, or -1 */
	/* vectors */
	struct theme_lsa lsa;
	float *mean;
	struct theme_frame frame;
	int16_t *vectors; /* [n][stride] */
	float *around;    /* [n] */
	/* neighbours */
	size_t k;
	struct theme_near *near; /* [free_count][k] */
	struct theme_graph graph;
	int32_t *anchor, *anchor_sub; /* [n] theme and sub-theme in the old model, or -1; NULL without one */
	double typical;
	/* groups */
	uint32_t *community; /* [free_count] */
	size_t communities;
	int32_t *theme, *sub, *runner_up; /* [n] */
	size_t theme_count, sub_count;
	int32_t *sub_parent; /* [sub_count] */
	struct theme_measures_spread spread;
};

/* learn_vectors.c: the sample's words, the frame, and the vectors. */
GRIPE_MUST_USE int learn_read(struct learning *learning, struct theme_sample *sample, struct err *err);
void learn_embed(struct learning *learning);
/* learn_stems - of a mention of the source: as they are, or none where the model's language is another than the
 * contact's. */
static inline struct str learn_stems(const struct learning *learning, const struct theme_source *source,
                                     struct str stems)
{
	return theme_reader_reads(learning->reader, source->lang) ? stems : STR_EMPTY;
}
/* learn_context.c: the share of the contact in a mention's vector, into the frame. */
void learn_context(struct learning *learning);
/* learn_pins.c: rules of the ledger, and which mentions they claim. */
GRIPE_MUST_USE int learn_pins_load(struct learning *learning, const char *path, struct err *err);
void learn_pins_claim(struct learning *learning);
/* learn_anchor.c: relearning. */
GRIPE_MUST_USE int learn_anchor(struct learning *learning, struct err *err);
void learn_changes(const struct learning *learning, const struct theme_model *model, const int32_t *old_of,
                   const double *shared, struct buf *story);
/* learn_descent.c: the same as a table. */
void learn_descent(const struct learning *learning, const struct theme_model *model, const int32_t *old_of,
                   const double *shared, struct buf *out);
/* learn_groups.c: neighbours, communities, themes, outsiders. */
void learn_groups(struct learning *learning);
/* learn_model.c: order, ids, cells, labels, the folder. */
GRIPE_MUST_USE int learn_save(struct learning *learning, struct theme_sample *sample, const char *folder,
                              struct buf *story, struct err *err);

#endif
