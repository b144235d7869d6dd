/* date_words.c - see date_words.h.
 *
 * In: lexicons/LANG/dates.tsv (kind, word, number) of every language. Out: one sorted list of words; a look-up is a
 * binary search. A word may stand in it more than once ("mar" is a month in five languages, the same one): pairs of
 * word and kind are kept once, and the lexicon lint says where two languages disagree. Memory: the words, some tens of
 * kilobytes. */
#include "date_words.h"

#include <stdlib.h>

#include "option.h"
#include "timestamp.h"

enum {
	PIVOT_YEAR = 50,              /* RFC 5322, 4.3 */
	WORD_BYTES = 48,              /* the longest word of a date has under 30 */
	ZONE_MINUTES = 900,           /* Kiribati is 14 hours east */
	DATE_FIRST_SECOND = 315532800 /* 1980-01-01, DATE_YEAR_FIRST */
};

static const struct {
	const char *name;
	enum date_word_kind kind;
	int least, most; /* of the number; 0, 0: none */
} kinds[] = { { "month", DATE_WORD_MONTH, 1, 12 }, { "zone", DATE_WORD_ZONE, -ZONE_MINUTES, ZONE_MINUTES },
	      { "am", DATE_WORD_AM, 0, 0 },        { "pm", DATE_WORD_PM, 0, 0 },
	      { "joint", DATE_WORD_JOINT, 0, 0 },  { "before", DATE_WORD_BEFORE, 0, 0 },
	      { "unit", DATE_WORD_UNIT, 0, 0 },    { "hour", DATE_WORD_HOUR, 0, 0 },
	      { "minute", DATE_WORD_MINUTE, 0, 0 } };

static int by_word(const void *a, const void *b)
{
	const struct date_word *x = a, *y = b;
	int order = str_cmp(x->word, y->word);
	return order != 0 ? order : (int)x->kind - (int)y->kind;
}

/* For sorting alone: of a word that two languages give different numbers the smaller stands first, in any order of the
 * files. */
static int by_row(const void *a, const void *b)
{
	const struct date_word *x = a, *y = b;
	int order = by_word(a, b);
	return order != 0 ? order : x->number - y->number;
}

static struct str folded(struct arena *arena, struct str word)
{
	char *at = arena_alloc(arena, word.len + 1);
	for (size_t i = 0; i < word.len; i++) {
		at[i] = ascii_lower(word.at[i]);
	}
	return (struct str){ at, word.len };
}

static int take_row(struct dates *dates, const struct language_row *from, struct err *err)
{
	const struct tsv_row *row = from->row;
	int64_t number = 0;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		bool numbered = kinds[i].least != kinds[i].most;
		if (!str_eq(row->cells[0], str_from(kinds[i].name))) {
			continue;
		}
		if (numbered && (row->cell_count < 3 || !integer_parse(row->cells[2], &number) ||
		                 number < kinds[i].least || number > kinds[i].most)) {
			return err_set(err, GRIPE_DATA, "%s/dates.tsv:%llu: a %s has a number from %d to %d",
			               from->language, (unsigned long long)row->line, kinds[i].name, kinds[i].least,
			               kinds[i].most);
		}
		dates->words[dates->count++] =
		    (struct date_word){ folded(&dates->arena, row->cells[1]), kinds[i].kind, (int)number };
		return 0;
	}
	return err_set(err, GRIPE_DATA, "%s/dates.tsv:%llu: '%.*s' is no kind of word in a date", from->language,
	               (unsigned long long)row->line, STR_ARGS(row->cells[0]));
}

static void sort_words(struct dates *dates)
{
	size_t kept = 0;
	if (dates->count > 0) {
		qsort(dates->words, dates->count, sizeof *dates->words, by_row);
	}
	for (size_t i = 0; i < dates->count; i++) {
		if (kept == 0 || by_word(&dates->words[kept - 1], &dates->words[i]) != 0) {
			dates->words[kept++] = dates->words[i];
		}
	}
	dates->count = kept;
}

static int year_of(int64_t seconds)
{
	int year, month, day;
	timestamp_civil(timestamp_day(seconds), &year, &month, &day);
	return year;
}

static int64_t year_start(int year)
{
	int64_t seconds = 0;
	(void)timestamp_from_civil(&(struct civil_time){ .year = year, .month = 1, .day = 1 }, &seconds);
	return seconds;
}

int dates_open(struct dates **out, const char *lexicons, const char *now, struct err *err)
{
	struct dates *dates = memory_alloc(sizeof *dates);
	struct language_rows rows;
	int64_t seconds;
	int status = language_rows_open(&rows, &dates->arena, lexicons, "dates.tsv", 2, err);
	dates->before = year_start(now != NULL && timestamp_parse(str_from(now), &seconds) ? year_of(seconds) + 2
	                                                                                   : DATE_YEAR_LAST + 1);
	dates->files = rows.files;
	dates->words = arena_array(&dates->arena, rows.count + 1, sizeof *dates->words);
	for (size_t i = 0; status == 0 && i < rows.count; i++) {
		status = take_row(dates, &rows.at[i], err);
	}
	if (status != 0) {
		dates_close(dates);
		return status;
	}
	sort_words(dates);
	*out = dates;
	return 0;
}

void dates_close(struct dates *dates)
{
	if (dates != NULL) {
		arena_release(&dates->arena);
		free(dates);
	}
}

const struct date_word *dates_word(const struct dates *dates, struct str word, enum date_word_kind kind)
{
	char small[WORD_BYTES];
	struct date_word wanted = { { small, word.len }, kind, 0 };
	if (dates == NULL || dates->count == 0 || word.len > sizeof small) {
		return NULL;
	}
	for (size_t i = 0; i < word.len; i++) {
		small[i] = ascii_lower(word.at[i]);
	}
	return bsearch(&wanted, dates->words, dates->count, sizeof *dates->words, by_word);
}

int date_full_year(int year, size_t digits)
{
	switch (digits) {
	case 2: return year < PIVOT_YEAR ? 2000 + year : 1900 + year;
	case 3: return 1900 + year;
	default: return year;
	}
}

enum date_found date_believed(const struct dates *dates, int64_t seconds)
{
	int64_t before = dates != NULL ? dates->before : year_start(DATE_YEAR_LAST + 1);
	return seconds >= DATE_FIRST_SECOND && seconds < before ? DATE_FOUND : DATE_FAR;
}

enum date_found date_settle(const struct dates *dates, const struct date_civil *civil, int64_t *seconds)
{
	const struct civil_time time = { civil->year, civil->month,  civil->day,
		                         civil->hour, civil->minute, civil->second };
	if (!timestamp_from_civil(&time, seconds)) {
		return DATE_NONE;
	}
	*seconds -= (int64_t)civil->zone_minutes * 60;
	return date_believed(dates, *seconds);
}
