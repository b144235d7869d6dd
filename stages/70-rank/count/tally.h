/* tally.h - what rank keeps of each contact: one compact row, enough for every figure, and mergeable.
 *
 * Rows are added in any order, from records or from partial results; tally_close puts them into their one canonical
 * form (names sorted, rows of one contact united). Rows stay in the order of their coming, because whatever is computed
 * from them is a sum of integers, a minimum or a maximum: no result can depend on the order of input, on how it was cut
 * into parts, or on threads. Uniting is idempotent in what is a set (themes, signals, attributes) and additive in what
 * is a count (mentions, sentiment): a contact whose mentions lie in two parts is one contact. */
#ifndef GRIPE_TALLY_H
#define GRIPE_TALLY_H

#include "hash.h"
#include "record.h"

enum {
	SIGN_WORDS = 2,              /* 64 distinct (family, value) pairs of signals each */
	SIGNS_MAX = SIGN_WORDS * 64, /* the shipped lexicons have about 60 */
	SEGMENT_VALUES_AUTO =
	    40, /* an attribute is a segment by itself when it has 2 to 40 values: more is a name, not a group */
	SEGMENT_VALUES_MAX = 65536, /* of an attribute asked for by name */
	SEGMENT_CELLS_MAX =
	    1 << 24 /* themes x values of all segments: 600 MB of tables; beyond it no segment is compared */
};
#define TIME_NONE INT64_MIN
#define SCORE_NONE INT32_MIN
#define VALUE_NONE INT64_MIN

enum unassigned_reason { REASON_NO_MATCH, REASON_LANGUAGE, REASON_TOO_SHORT, REASON_NON_ANSWER, REASON_COUNT };
extern const char *const reason_names[REASON_COUNT];

/* What is counted: themes (what mentions are about), or issues (what is wrong). An issue's shares are of the contacts
 * that state a problem, a request or a question; a theme's of all. */
enum tally_layer { LAYER_THEMES, LAYER_ISSUES };

/* What a contact that stands for several weighs: the different people who sent it, as far as is known; 1; all of them.
 */
enum tally_copies { COPIES_AUTO, COPIES_ONE, COPIES_ALL, COPIES_COUNT };
extern const char *const copies_names[COPIES_COUNT + 1]; /* NULL at the end, as options want them */

/* Bits of what a contact states, by any of its mentions. */
enum states {
	STATES_PROBLEM = 1,
	STATES_REQUEST = 2,
	STATES_QUESTION = 4,
	STATES_PRAISE = 8,
	STATES_VENT = 16,
	STATES_CHURN = 32
};
enum { STATES_COUNT = 6, STATES_PAIN = STATES_PROBLEM | STATES_REQUEST | STATES_QUESTION };
extern const char *const states_names[STATES_COUNT];
/* The sign (family and value) of an entry of the layer of themes in which a mention states a problem, a request or a
 * question. */
#define STATES_FAMILY "states"
#define STATES_PAIN_VALUE "pain"
/* The signs of an entry in which words say something outright, more than one of them: a kind or a step of the journey,
 * by their names; in the layer of issues the trouble that the mention is counted for. Evidence for what to do next. */
#define OUTRIGHT_FAMILY "outright"
#define OUTRIGHT_TROUBLE "trouble"

struct tally_entry {   /* one contact's mentions of one sub-theme; of one issue and theme in the layer of issues */
	uint32_t leaf; /* number of the (theme, sub) or (issue, theme) pair; the second half may be empty */
	uint32_t mentions;
	int64_t sentiment_milli; /* sum of the signed weights of its sentiment signals, thousandths */
	uint64_t signs[SIGN_WORDS];
};

struct tally_row {
	uint64_t contact, person, thread; /* hashes; person and thread 0: not known */
	int64_t time;                     /* seconds since 1970, or TIME_NONE */
	int64_t value_cents;              /* the customer's value (attribute "value"), or VALUE_NONE */
	int32_t score_milli;              /* thousandths, or SCORE_NONE */
	uint32_t copies, senders;         /* >= 1; senders: different people among the copies, as far as is known */
	uint32_t mentions;                /* all, unassigned ones too */
	uint32_t channel, source, scale;  /* numbers of names */
	uint32_t reasons;                 /* bit per enum unassigned_reason */
	uint32_t states;                  /* bits of enum states */
	uint64_t signs[SIGN_WORDS];       /* of all its mentions, those in no entry too */
	uint32_t attr_count, entry_count;
	struct tally_entry
	    entries[]; /* rising by leaf; attr_count numbers of (key, value) pairs stand behind them, rising */
};

struct tally_names { /* strings to numbers; after tally_close in byte order */
	struct intern intern;
	struct str *names; /* after tally_close: names[count] */
	size_t count;
};

/* Answers of those who wrote nothing, and so are no contacts. */
struct tally_silent {
	uint32_t scale;
	int32_t score_milli;
	uint64_t count;
};

/* A unit that may hold several contacts (person, thread): rows[start[i]] … rows[start[i + 1] - 1] are one. */
struct tally_groups {
	uint32_t *rows;  /* rows[row_count], grouped; groups in the order of their first row, so that walking them walks
	                    memory */
	uint32_t *start; /* start[count + 1] */
	size_t count;
	uint64_t units; /* count, and the others who sent copies (tally_others) */
};

struct tally {
	enum tally_layer layer; /* set before the first record */
	enum tally_copies copies;
	char **segment_keys; /* attributes asked for by name, NULL-terminated; NULL: every small one */
	struct tally_names leaves, channels, sources, scales, signs, attrs, keys; /* pairs are "a\tb" */
	uint32_t *key_values; /* key_values[keys.count]: distinct values seen */
	size_t key_cap;
	struct tally_silent *silent; /* silent[silent_count] */
	size_t silent_count, silent_cap;
	struct tally_block *blocks;
	struct tally_row **rows; /* after tally_close: one a contact */
	size_t row_count;
	uint64_t unassigned_mentions[REASON_COUNT], mentions;
	/* after tally_close: */
	struct str *themes; /* themes[theme_count], byte order */
	uint64_t *praised;  /* praised[theme_count]: contacts (weighed) that only praise a theme others complain about;
	                       not among its own */
	uint32_t *leaf_theme; /* leaf_theme[leaves.count] */
	uint32_t *attr_key;   /* attr_key[attrs.count]: number of its key; INTERN_NONE: the key has too many values, and
	                         no row holds it */
	size_t theme_count;
	uint32_t *theme_start; /* theme_start[theme_count + 1]: first leaf of each theme */
	struct tally_groups people, threads;
	bool segments_dropped; /* SEGMENT_CELLS_MAX was passed */
	uint64_t total;        /* sum of weights of the rows that are counted: the denominator */
	uint64_t all;          /* sum of all weights */
};

void tally_init(struct tally *tally);
void tally_release(struct tally *tally);
/* tally_add - one contact with its assigned mentions; one without mentions is no contact here (it would not exist on
 * the wire). GRIPE_DATA: more than SIGNS_MAX kinds of signals. O(mentions x distinct sub-themes of the contact). */
GRIPE_MUST_USE int tally_add(struct tally *tally, const struct record *record, struct err *err);
/* tally_silent - count more answers of that score, from people who wrote nothing. */
void tally_silent(struct tally *tally, struct str scale, double score, uint64_t count);
/* tally_close - canonical form; nothing may be added afterwards. O(rows log rows). */
void tally_close(struct tally *tally);
/* What a row is made of, for partial results: numbers of names as tally_add would give them, a row to be filled, an
 * attribute given up. */
uint32_t tally_leaf(struct tally *tally, struct str theme, struct str sub);
uint32_t tally_attr(struct tally *tally, struct str key, struct str value); /* INTERN_NONE: no segment */
GRIPE_MUST_USE int tally_set_sign(struct tally *tally, uint64_t *signs, struct str family, struct str value,
                                  struct err *err); /* signs[SIGN_WORDS] */
struct tally_row *tally_row(struct tally *tally, size_t entries, size_t attrs);
bool tally_key_over(const struct tally *tally,
                    uint32_t key); /* before tally_close: more values than a segment may have */
void tally_key_give_up(struct tally *tally, struct str key);
/* tally_state - after tally_close: the row states these too (bits of enum states), and may come to be counted. */
void tally_state(struct tally *tally, struct tally_row *row, uint32_t states);
/* tally_next - walks the rows before tally_close, in order of adding; *place starts as {0}. NULL at the end. */
struct tally_place {
	struct tally_block *block;
	size_t at;
	bool begun;
};
struct tally_row *tally_next(const struct tally *tally, struct tally_place *place);

static inline uint64_t tally_weight(const struct tally *tally, const struct tally_row *row)
{
	return tally->copies == COPIES_ALL ? row->copies : tally->copies == COPIES_AUTO ? row->senders : 1;
}
/* tally_others - people beside its own whom the row stands for. */
static inline uint64_t tally_others(const struct tally *tally, const struct tally_row *row)
{
	return tally->copies == COPIES_ONE ? 0 : row->senders - 1;
}
/* tally_counted - does the row stand in the denominator? */
static inline bool tally_counted(const struct tally *tally, const struct tally_row *row)
{
	return tally->layer == LAYER_THEMES || (row->states & STATES_PAIN) != 0;
}
static inline void signs_join(uint64_t *to, const uint64_t *from) /* [SIGN_WORDS] each */
{
	for (size_t w = 0; w < SIGN_WORDS; w++) {
		to[w] |= from[w];
	}
}
/* entry_join - two entries of one leaf in one contact: to becomes both. */
static inline void entry_join(struct tally_entry *to, const struct tally_entry *from)
{
	to->mentions += from->mentions;
	to->sentiment_milli += from->sentiment_milli;
	signs_join(to->signs, from->signs);
}
static inline const uint32_t *row_attrs(const struct tally_row *row)
{
	return (const uint32_t *)(row->entries + row->entry_count);
}
static inline bool sign_in(const uint64_t *signs, uint32_t sign)
{
	return (signs[sign / 64] >> (sign % 64) & 1) != 0;
}
/* pair_first, pair_second - the halves of a pair's name. */
static inline struct str pair_first(struct str pair)
{
	struct str rest;
	return str_cut(pair, '\t', &rest);
}
static inline struct str pair_second(struct str pair)
{
	struct str rest;
	str_cut(pair, '\t', &rest);
	return rest;
}
/* row_theme_next - the themes of a row, each once: *at starts at 0; false at the end. [*from, *to) are the entries of
 * *theme. */
static inline bool row_theme_next(const struct tally *tally, const struct tally_row *row, uint32_t *at, uint32_t *theme,
                                  uint32_t *from)
{
	if (*at >= row->entry_count) {
		return false;
	}
	*from = *at;
	*theme = tally->leaf_theme[row->entries[*at].leaf];
	while (*at < row->entry_count && tally->leaf_theme[row->entries[*at].leaf] == *theme) {
		++*at;
	}
	return true;
}
/* tally_states - the bit of enum states that a mention's member says; 0: none of these. */
uint32_t tally_states(struct str states);
/* tally_sign - number of a (family, value) pair, or INTERN_NONE. */
uint32_t tally_sign(const struct tally *tally, const char *family, struct str value);

#endif
