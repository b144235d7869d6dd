/* lexicon_lists.h - the tagger's lists of one language, loaded row by row for whoever tends them: a row that breaks the
 * format is told and left out, and the others are there to be asked what they find in a text. */
#ifndef GRIPE_LEXICON_LISTS_H
#define GRIPE_LEXICON_LISTS_H

#include "troubles.h"
#include "tsv.h"

struct lexicon_list { /* one file */
	enum family family;
	struct str file;  /* its path */
	bool own;         /* of the first folder, not of the one behind it */
	struct tsv table; /* empty: there is no such file */
};
struct lexicon_place { /* of a pattern's row */
	enum family family;
	uint32_t row; /* number in the list's table */
};
struct lexicon_lists { /* of one language */
	struct arena arena;
	struct str lang;
	struct tokenizer *tokenizer;
	struct troubles *troubles; /* patterns alone, for what competes */
	struct signal_lexicon *lexicon;
	struct trouble_lexicon *rows;
	struct lexicon_list lists[ALL_LISTS];
	struct lexicon_place *places; /* [lexicon->count] of each entry */
	size_t place_cap;
};

/* Told of a row that breaks the format, or of a whole file (row: NULL) that cannot be read as a table. */
struct lexicon_faults {
	void (*tell)(void *to, const struct lexicon_list *list, const struct tsv_row *row, const struct err *err);
	void *to;
};

/* lexicon_path - in arena: FOLDER/LANG/NAME where that file is there, else BEHIND/LANG/NAME. */
struct str lexicon_path(struct arena *arena, const char *folder, const char *behind, struct str lang, const char *name);
struct lexicon_folders {
	const char *folder;
	const char *behind; /* has what the first lacks; may be the same */
};
/* lexicon_lists_open - the lists of the folder; one that it lacks is taken from the one behind it.
 * GRIPE_IO, GRIPE_DATA: the classes of trouble cannot be read. */
GRIPE_MUST_USE int lexicon_lists_open(struct lexicon_lists **lists, const struct lexicon_folders *folders,
                                      struct str lang, const struct lexicon_faults *faults, struct err *err);
void lexicon_lists_close(struct lexicon_lists *lists);
/* lexicon_list_name - "sentiment.tsv", in arena. */
const char *lexicon_list_name(struct arena *arena, enum family family);
/* lexicon_lists_add - one more row of a list, which is in no file; before any text is looked at. GRIPE_DATA as for any
 * row. */
GRIPE_MUST_USE int lexicon_lists_add(struct lexicon_lists *lists, enum family family, const struct tsv_row *row,
                                     struct err *err);

struct lexicon_look { /* what the lists find in a text */
	struct token_list tokens;
	struct signals_found found;
	struct place *frames; /* [frame_count] rows of troubles that won */
	size_t frame_count;
};
/* lexicon_look - contact: its score may make topics count; NULL: one with the least score. All in arena. */
void lexicon_look(struct lexicon_lists *lists, struct arena *arena, const struct contact *contact, struct str text,
                  struct lexicon_look *look);
/* lexicon_look_row - the row of troubles that a frame or a match comes from. */
static inline const struct trouble_row *lexicon_look_row(const struct lexicon_lists *lists, const struct place *place)
{
	return &lists->rows->rows[lists->lexicon->entries[place->entry].row];
}

#endif
