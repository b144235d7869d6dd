/* column_words.h - what a column can be, and the words that say it: header words of all languages, and --map. */
#ifndef GRIPE_COLUMN_WORDS_H
#define GRIPE_COLUMN_WORDS_H

#include "cell.h"
#include "language_rows.h"

enum column_role {
	COLUMN_NONE, /* not decided */
	COLUMN_TEXT,
	COLUMN_TITLE,
	COLUMN_ID,
	COLUMN_TIME,
	COLUMN_SCORE,
	COLUMN_PERSON,
	COLUMN_ROLE,
	COLUMN_THREAD,
	COLUMN_LANG,
	COLUMN_URL,
	COLUMN_CHANNEL,
	COLUMN_SOURCE,
	COLUMN_ATTR, /* short and useful: goes to attrs */
	COLUMN_DROP, /* long, empty, a row index, an agent's reply */
	COLUMN_ROLES
};
/* The names of the roles in --map and --explain: "text", "title", … */
const char *column_role_name(enum column_role role);

/* --map text=COL,id=COL,…: a comma between pairs; a name with a comma or '=' in it stands in double quotes; COL may be
 * "#3", the third column. */
struct column_map {
	struct {
		enum column_role role;
		struct str name;
	} pairs[32];
	size_t count;
};
GRIPE_MUST_USE int column_map_parse(struct column_map *map, struct arena *arena, const char *text, struct err *err);

/* column_key - "Review Text", "reviewText", "review_text" -> "review text". */
struct str column_key(struct arena *arena, struct str name);
/* column_attr - a key as the name of an attribute, "review_text"; cut at ATTR_NAME_MAX. */
enum { ATTR_NAME_MAX = 60 /* bytes */ };
struct str column_attr(struct arena *arena, struct str key);

struct column_word {
	struct str key; /* as column_key makes it */
	enum column_role role;
	int weight;          /* 1-9: how much the word alone says */
	const char *channel; /* role "channel:review": a table with this header is of this channel; else NULL */
	const char *scale;   /* role "scale:nps": a score under this header has this scale; else NULL */
	bool inverted;       /* role "inverted": of a score under this header more is worse */
	bool also;           /* role "also": the customer's words beside those in another column */
	const char *writer;  /* role "role:agent": yes under this header means an agent wrote; else NULL */
};
struct column_words {
	struct arena arena;
	struct column_word *at;
	size_t count, files; /* files: languages that have columns.tsv; 0: columns are told by content alone */
	struct cell_words cells;
	struct tsv writers; /* any/role_words.tsv: role, word */
};

/* Header words of all languages under the lexicons' folder (LANG/columns.tsv: role, words, weight 1-9).
 */
GRIPE_MUST_USE int column_words_open(struct column_words **words, const char *lexicons, struct err *err);
void column_words_close(struct column_words *words);

/* NULL without words. */
static inline const struct cell_words *cell_words_of(const struct column_words *words)
{
	return words == NULL ? NULL : &words->cells;
}

/* column_words_weight - how strongly the header key speaks for the role: twice the word's weight when it is the whole
 * key, once when it holds it, 0 when nothing fits. *which (may be NULL): the word; left alone when none fits. words may
 * be NULL. */
int column_words_weight(const struct column_words *words, struct str key, enum column_role role,
                        const struct column_word **which);

/* column_words_is - the header key is, whole, a word of the role. words may be NULL. */
bool column_words_is(const struct column_words *words, struct str key, enum column_role role);

/* column_words_scale - the scale that the header names most strongly, or NULL. column_words_is_scale - a word of the
 * header names that scale, strongly or not. column_words_inverted - the header asks for something bad, so that more is
 * worse. words may be NULL. */
const char *column_words_scale(const struct column_words *words, struct str key);
bool column_words_is_scale(const struct column_words *words, struct str key, const char *scale);
bool column_words_inverted(const struct column_words *words, struct str key);
/* column_words_also - the header names words of the customer that stand beside the text ("cons"). words may be NULL. */
bool column_words_also(const struct column_words *words, struct str key);

/* column_words_writer - the role that a cell names ("End-user" -> customer, "Agent 2" -> agent), or empty. words may be
 * NULL. */
struct str column_words_writer(const struct column_words *words, struct str cell);

#endif
