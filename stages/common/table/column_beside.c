/* column_beside.c - see column_beside.h.
 *
 * In: a column's header, and what the sample says of it. Method: content says whether people wrote it, the header
 * whether they are the same people: an agent's summary, a product's description and a translation are prose as well, so
 * prose alone is not enough. Memory: none. */
#include "column_beside.h"

static bool is_question(struct str name)
{
	return str_ends_nocase(name, STR("?")) || str_ends_nocase(name, STR("？")) || str_starts(name, STR("¿"));
}

/* Answers in few words ("price", "none") are no prose, yet they are the customer's where the header says so. */
static bool is_short_answers(const struct column_stats *stats)
{
	static const double of_letters = 0.6, words_least = 1.2, distinct_least = 0.1, coded_most = 0.5;
	return stats->filled > 0 && stats->letters > of_letters && stats->words >= words_least &&
	       stats->coded < coded_most && stats->dates < coded_most && stats->urls < coded_most &&
	       (double)stats->distinct > distinct_least * (double)stats->filled;
}

bool column_stands_beside(struct str name, struct str key, const struct column_stats *stats,
                          const struct column_words *words)
{
	bool named = column_words_also(words, key);
	return (named || is_question(name)) && (column_is_prose(stats) || (named && is_short_answers(stats)));
}

bool column_is_copy(const struct table_row *rows, size_t row_count, size_t text, size_t copy)
{
	enum { ALIKE = 24 /* bytes at the front */ };
	size_t both = 0, same = 0;
	for (size_t r = 0; r < row_count; r++) {
		struct str a = text < rows[r].count ? str_trim(rows[r].cells[text]) : STR_EMPTY,
		           b = copy < rows[r].count ? str_trim(rows[r].cells[copy]) : STR_EMPTY;
		if (a.len > 0 && b.len > 0) {
			both++;
			same += str_eq_nocase(str_slice(a, 0, a.len < ALIKE ? a.len : ALIKE),
			                      str_slice(b, 0, b.len < ALIKE ? b.len : ALIKE));
		}
	}
	return same * 2 > both;
}

struct str column_join(struct arena *arena, const struct str *texts, size_t count)
{
	size_t len = 0;
	char *joint, *to;
	if (count < 2) {
		return count == 0 ? STR_EMPTY : texts[0];
	}
	for (size_t i = 0; i < count; i++) {
		len += texts[i].len + 1;
	}
	joint = to = arena_alloc(arena, len);
	for (size_t i = 0; i < count; i++) {
		memcpy(to, texts[i].at, texts[i].len);
		to += texts[i].len;
		*to++ = '\n';
	}
	return (struct str){ joint, len - 1 };
}
