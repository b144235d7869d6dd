/* column_words.h - the inside of column_words.c that columns.c asks. */
#ifndef GRIPE_COLUMN_WORDS_H
#define GRIPE_COLUMN_WORDS_H

#include "columns.h"
#include "tsv.h"

struct column_word {
	struct str key; /* as column_key makes it */
	enum column_role role;
	int weight;          /* 1-9: how much the word alone says */
	const char *channel; /* role "channel:review": a table with this header is of this channel; else NULL */
	const char *scale;   /* role "scale:nps": a score under this header has this scale; else NULL */
	const char *writer;  /* role "role:agent": yes under this header means an agent wrote; else NULL */
};
struct column_words {
	struct arena arena;
	struct column_word *at;
	size_t count;
	struct date_word *months;
	struct date_words dates;
	struct tsv writers; /* any/role_words.tsv: role, word */
};

/* column_words_weight - how strongly the header key speaks for the role: twice the word's weight when it is the whole
 * key, once when it holds it, 0 when nothing fits. *which (may be NULL): the word; left alone when none fits. words may
 * be NULL. */
int column_words_weight(const struct column_words *words, struct str key, enum column_role role,
                        const struct column_word **which);

/* column_words_writer - the role that a cell names ("End-user" -> customer, "Agent 2" -> agent), or empty. words may be
 * NULL. */
struct str column_words_writer(const struct column_words *words, struct str cell);

#endif
