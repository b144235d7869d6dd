/* column_fit.c - see column_fit.h. One rule a role, in the table `rules`; each looks at a candidate, which is a
 * column's statistics beside the weight of its header for that role. */
#include "column_fit.h"

struct candidate {
	const struct column_stats *stats;
	double header;   /* weight of the header's words for the role: 0, 1-9 (holds one), 2-18 (is one) */
	double also;     /* the same for the customer's words beside others: 0 or WEIGHT_FAIR */
	double drop;     /* the same for what is to be dropped */
	double filled;   /* share of the sample's rows; 1 without rows */
	double distinct; /* share of the filled cells; 1 without any */
	bool seen;       /* a cell is filled: the content can be asked */
};

/* Shares that are thresholds; "most" and "hardly" are of the filled cells. */
static const double half = 0.5, most = 0.8, hardly_distinct = 0.02;

enum {
	WEIGHT_STRONG = 7, /* a header word that is believed whatever the content */
	WEIGHT_FAIR = 5,
	CHOICES_SEEN = 50, /* filled cells from which on repeats show that they are choices */
	LABEL_WORDS = 8,   /* mean words a cell: an id or the name of a thread has fewer */
	NAME_WORDS = 6,
	ROLE_WORDS = 3,
	ROLES_MOST = 12,   /* different values of a column that says who wrote */
	SCORES_MOST = 101, /* 0 to 100 */
	LANGUAGE_BYTES = 8 /* "pt-BR", "english" */
};

/* The content is something else than words of a language. */
static bool is_no_prose(const struct column_stats *s)
{
	return s->letters < half || s->urls > half || s->dates > half || s->coded > half || s->tokens > half;
}

/* Without a word in the header, the content must be prose: sentences that hardly repeat. */
static bool has_words_enough(const struct candidate *c)
{
	double least = c->header >= WEIGHT_WHOLE ? 1 : c->header > 0 ? 2 : 3; /* mean words a cell */
	bool repeats = c->distinct < 0.4 || c->stats->letters < most;
	return c->stats->words >= least && (c->header > 0 || !repeats);
}

/* The same few answers over and over. */
static bool is_choices(const struct candidate *c)
{
	return c->stats->filled > CHOICES_SEEN && c->distinct < hardly_distinct && c->header < WEIGHT_WHOLE;
}

static bool is_prose(const struct candidate *c)
{
	return !is_no_prose(c->stats) && has_words_enough(c);
}

static double fit_text(const struct candidate *c)
{
	double content = 1, header = c->header > c->also ? c->header : c->also;
	if ((c->drop > 0 && c->header == 0) || is_choices(c) || (c->seen && !is_prose(c))) {
		return 0;
	}
	if (c->seen) {
		content = c->stats->words * (c->distinct < hardly_distinct ? hardly_distinct : c->distinct);
	}
	return content * (1 + header / 3) * (0.3 + 0.7 * c->filled);
}

static double fit_title(const struct candidate *c)
{
	return !c->seen || (c->stats->letters > half && c->stats->urls < half) ? c->header : 0;
}

static double fit_id(const struct candidate *c)
{
	bool unique = c->stats->distinct == c->stats->filled && c->stats->words < LABEL_WORDS;
	return !c->seen || unique ? c->header * c->filled : 0;
}

static double fit_time(const struct candidate *c)
{
	if (c->seen ? c->stats->dates < half : c->header < WEIGHT_WHOLE) {
		return 0;
	}
	if (c->header > 0) {
		return (c->header + 1) * (half + c->filled);
	}
	return c->seen && c->stats->dates > most && !c->stats->epoch ? half * c->filled : 0;
}

static double fit_score(const struct candidate *c)
{
	const struct column_stats *s = c->stats;
	bool scores = c->seen && s->numbers > most && s->low >= 0 && s->high <= 100 && s->distinct <= SCORES_MOST;
	return scores ? c->header * (half + c->filled) : 0;
}

/* "bank name" holds "name": a weak word is believed where values differ from row to row. */
static double fit_person(const struct candidate *c)
{
	bool believed = c->header >= WEIGHT_STRONG || (c->header >= WEIGHT_FAIR && c->distinct > 0.3);
	bool names = !c->seen || (c->stats->words < NAME_WORDS && c->stats->urls < half);
	return believed && names ? c->header * (half + c->filled) : 0;
}

static double fit_role(const struct candidate *c)
{
	return c->seen && c->stats->distinct <= ROLES_MOST && c->stats->words < ROLE_WORDS ? c->header : 0;
}

static double fit_thread(const struct candidate *c)
{
	return !c->seen || c->stats->words < LABEL_WORDS ? c->header * (half + c->filled) : 0;
}

static double fit_language(const struct candidate *c)
{
	return c->seen && c->stats->bytes <= LANGUAGE_BYTES && c->stats->letters > most ? c->header : 0;
}

static double fit_url(const struct candidate *c)
{
	return c->stats->urls > most ? 1 + c->header : 0;
}

/* A role that is not here is said by the format, by --map or by the table's header words, never by one column's fit. */
static double (*const rules[COLUMN_ROLES])(const struct candidate *c) = {
	[COLUMN_TEXT] = fit_text, [COLUMN_TITLE] = fit_title,   [COLUMN_ID] = fit_id,
	[COLUMN_TIME] = fit_time, [COLUMN_SCORE] = fit_score,   [COLUMN_PERSON] = fit_person,
	[COLUMN_ROLE] = fit_role, [COLUMN_THREAD] = fit_thread, [COLUMN_LANG] = fit_language,
	[COLUMN_URL] = fit_url,
};

double column_fit(enum column_role role, struct str key, const struct column_stats *stats, size_t row_count,
                  const struct column_words *words)
{
	struct candidate c = { .stats = stats,
		               .header = column_words_weight(words, key, role, NULL),
		               .also = column_words_also(words, key) ? WEIGHT_FAIR : 0,
		               .drop = column_words_weight(words, key, COLUMN_DROP, NULL),
		               .filled = row_count == 0 ? 1 : (double)stats->filled / (double)row_count,
		               .distinct = stats->filled == 0 ? 1 : (double)stats->distinct / (double)stats->filled,
		               .seen = stats->filled > 0 };
	bool dropped = c.drop > c.header && c.header + stats->dates > 0;
	return rules[role] == NULL || dropped ? 0 : rules[role](&c);
}
