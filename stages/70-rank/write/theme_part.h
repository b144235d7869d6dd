/* theme_part.h - a theme record while it is put together: a value for each row of theme_fields.h, filled by topic. */
#ifndef GRIPE_THEME_PART_H
#define GRIPE_THEME_PART_H

#include "json_write.h"
#include "ranking.h"
#include "theme_fields.h"

struct theme_part {
	const struct ranking *ranking;
	uint32_t item;       /* index of the theme */
	struct arena *arena; /* values that are text made here */
	struct buf scratch;  /* one value that is JSON, while it is written */
	struct field_value values[THEME_COUNT];
};

/* part_scratch - an empty buffer for a value that is JSON; part_keep - what was written to it, kept for the record. */
static inline struct buf *part_scratch(struct theme_part *part)
{
	buf_clear(&part->scratch);
	return &part->scratch;
}
static inline struct str part_keep(struct theme_part *part)
{
	return arena_dup(part->arena, buf_str(&part->scratch));
}

/* theme_said.c: what its contacts say and who they are: kinds, signals, channels, segments, first and last, quotes. */
void fill_said(struct theme_part *part);
/* theme_edits.c: what the ledger made of it. */
void fill_edits(struct theme_part *part);
/* theme_next.c: the journey step, who owns it, and what to do next. */
void fill_next(struct theme_part *part);
/* theme_time.c: its trend, its unusual nights, what was done about it. */
void fill_time(struct theme_part *part);

#endif
