/* post_words.c - see post_words.h. A list is checked whole when it is read, against the keys that a post asks for and
 * the places each sentence may fill: a mistake in a translation is told before anything is published. */
#include "post_words.h"

#include <math.h>
#include <stdio.h>

#include "timestamp.h"

enum { GROUP_DIGITS = 3, MONTHS = 12 };
#define NO_DIGIT_FROM 0.1995 /* share of 1: from here on a digit behind the point says less than it costs to read */

/* Every key, and the places that its sentence may fill. */
static const struct word_key {
	const char *key, *places;
} keys[] = {
	{ "decimal", "" },
	{ "group", "" },
	{ "percent", "n" },
	{ "times", "n" },
	{ "day", "day month year" },
	{ "title_new", "label" },
	{ "title_rise", "label before recent" },
	{ "title_rise_two", "label other" },
	{ "title_rise_more", "label other n" },
	{ "title_fall", "label before recent" },
	{ "title_fall_two", "label other" },
	{ "title_fall_more", "label other n" },
	{ "title_gone", "label" },
	{ "title_better", "label" },
	{ "title_same", "label" },
	{ "title_worse", "label" },
	{ "title_first", "label" },
	{ "title_quiet", "label" },
	{ "title_empty", "" },
	{ "title_team", "team title" },
	{ "lead", "labels n share counted low high" },
	{ "lead_wide", "labels n share counted" },
	{ "lead_topics", "labels n share counted" },
	{ "lead_team", "n team" },
	{ "team_none", "team" },
	{ "who", "people contacts" },
	{ "who_dated", "people contacts from to" },
	{ "unplaced", "n" },
	{ "ranked", "label share n people" },
	{ "heading_heard", "" },
	{ "heading_changed", "" },
	{ "heading_done", "" },
	{ "heading_suggest", "" },
	{ "heading_sure", "" },
	{ "window_post", "n day" },
	{ "window_dates", "recent_from recent_to before_from before_to" },
	{ "change_new", "label recent_n recent_of" },
	{ "change_rise", "label before recent ratio low high" },
	{ "change_fall", "label before recent ratio low high" },
	{ "change_open", "label before recent ratio" },
	{ "change_gone", "label before_n before_of" },
	{ "still_first", "label" },
	{ "unusual", "label n day" },
	{ "changed_none", "" },
	{ "quiet", "label share counted" },
	{ "quiet_since", "label share counted day" },
	{ "done_better", "text day label before after ratio low high" },
	{ "done_same", "text day label ratio low high" },
	{ "done_worse", "text day label before after ratio low high" },
	{ "done_open", "text day label before after" },
	{ "done_early", "text day label" },
	{ "suggest", "label step" },
	{ "at_most", "n" },
	{ "read_one", "read fit label" },
	{ "read_mixed", "read fit label" },
	{ "read_none", "" },
	{ "alerts", "n" },
	{ "resting", "" },
	{ "chart_issues", "counted" },
	{ "chart_issues_unit", "" },
	{ "chart_trend", "label period" },
	{ "chart_trend_unit", "" },
	{ "period.day", "" },
	{ "period.week", "" },
	{ "period.fortnight", "" },
	{ "mail_tables", "" },
	{ "feed_title", "" },
};
enum { KEYS = sizeof keys / sizeof *keys };

struct str post_word(const struct post_words *words, const char *key)
{
	for (size_t i = 0; i < words->rows.row_count; i++) {
		if (str_eq(words->rows.rows[i].cells[0], str_from(key))) {
			return words->rows.rows[i].cells[1];
		}
	}
	return STR_EMPTY;
}

/* The row of keys that a key of the list is of, "at_most.one" of at_most; NULL: of none. */
static const struct word_key *key_of(struct str key)
{
	for (size_t i = 0; i < KEYS; i++) {
		struct str known = str_from(keys[i].key);
		if (str_eq(key, known) ||
		    (key.len == known.len + strlen(".one") && str_starts(key, known) && str_ends(key, STR(".one")))) {
			return &keys[i];
		}
	}
	return NULL;
}

static bool is_month(struct str key)
{
	char name[24];
	for (int month = 1; month <= MONTHS; month++) {
		snprintf(name, sizeof name, "month.%d", month);
		if (str_eq(key, str_from(name))) {
			return true;
		}
	}
	return false;
}

/* Whether every place that the sentence fills is one of places; *bad: the first that is not. */
static bool places_known(struct str sentence, struct str places, struct str *bad)
{
	size_t at = 0;
	while ((at = str_find(sentence, STR("{"), at)) < sentence.len) {
		size_t end = str_find(sentence, STR("}"), at);
		*bad = str_slice(sentence, at, end < sentence.len ? end + 1 : sentence.len);
		if (end == sentence.len || !str_lists(places, ' ', str_slice(sentence, at + 1, end))) {
			return false;
		}
		at = end;
	}
	return true;
}

static int row_check(const struct post_words *words, size_t at, struct err *err)
{
	const struct tsv_row *row = &words->rows.rows[at];
	const struct word_key *key = key_of(row->cells[0]);
	struct str bad = STR_EMPTY;
	int result = 0;
	if (key == NULL && !is_month(row->cells[0])) {
		result = err_set(err, GRIPE_DATA, "\"%.*s\" is no key of a post's sentences", STR_ARGS(row->cells[0]));
	} else if (!places_known(row->cells[1], str_from(key != NULL ? key->places : ""), &bad)) {
		result = err_set(err, GRIPE_DATA, "nothing fills %.*s in this sentence", STR_ARGS(bad));
	}
	for (size_t i = 0; i < at && result == 0; i++) {
		if (str_eq(words->rows.rows[i].cells[0], row->cells[0])) {
			result = err_set(err, GRIPE_DATA, "\"%.*s\" stands in line %llu already",
			                 STR_ARGS(row->cells[0]), (unsigned long long)words->rows.rows[i].line);
		}
	}
	err_at(err, result < 0 ? words->path : NULL, result < 0 ? row->line : 0, 0);
	return result;
}

static int keys_check(const struct post_words *words, struct err *err)
{
	char month[24];
	const char *missing = NULL;
	for (size_t i = 0; i < KEYS && missing == NULL; i++) {
		missing = post_word(words, keys[i].key).len == 0 ? keys[i].key : NULL;
	}
	for (int m = 1; m <= MONTHS && missing == NULL; m++) {
		snprintf(month, sizeof month, "month.%d", m);
		missing = post_word(words, month).len == 0 ? month : NULL;
	}
	if (missing != NULL) {
		err_set(err, GRIPE_DATA, "has no sentence for \"%s\"", missing);
		err_at(err, words->path, 0, 0);
		return GRIPE_DATA;
	}
	return 0;
}

int post_words_open(struct post_words *words, struct arena *arena, const char *lexicons, const char *lang,
                    struct err *err)
{
	int result = tsv_lexicon(&words->rows, arena, lexicons, lang, "post.tsv", 2, err);
	snprintf(words->path, sizeof words->path, "%s/%s/post.tsv", lexicons, lang);
	if (result == 0 && words->rows.row_count == 0) {
		return err_set(err, GRIPE_USAGE,
		               "there are no sentences for a post in \"%.20s\" (lexicons/LANG/post.tsv)", lang);
	}
	for (size_t i = 0; i < words->rows.row_count && result == 0; i++) {
		result = row_check(words, i, err);
	}
	return result == 0 ? keys_check(words, err) : result;
}

/* sentence with `text` in each of its places. */
static void filled(struct buf *out, struct str sentence, struct str text)
{
	size_t open = str_find(sentence, STR("{"), 0), close = str_find(sentence, STR("}"), open);
	buf_str_add(out, str_slice(sentence, 0, open));
	buf_str_add(out, text);
	if (close < sentence.len) {
		buf_str_add(out, str_slice(sentence, close + 1, sentence.len));
	}
}

static void number_add(struct buf *out, const struct post_words *words, double value, int digits)
{
	struct buf plain;
	buf_init(&plain, SIZE_MAX);
	buf_fixed(&plain, value, digits);
	struct str fraction, whole = str_cut(buf_str(&plain), '.', &fraction);
	size_t first = whole.len > 0 && whole.at[0] == '-' ? 1 : 0;
	for (size_t i = 0; i < whole.len; i++) {
		if (i > first && (whole.len - i) % GROUP_DIGITS == 0) {
			buf_str_add(out, post_word(words, "group"));
		}
		buf_byte(out, whole.at[i]);
	}
	if (fraction.at != NULL) {
		buf_str_add(out, post_word(words, "decimal"));
		buf_str_add(out, fraction);
	}
	buf_release(&plain);
}

void post_word_count(struct buf *out, const struct post_words *words, double count)
{
	number_add(out, words, count, 0);
}

void post_word_rate(struct buf *out, const struct post_words *words, double rate)
{
	number_add(out, words, rate, 1);
}

void post_word_points(struct buf *out, const struct post_words *words, double share)
{
	number_add(out, words, share * 100, share > 0 && share < NO_DIGIT_FROM ? 1 : 0);
}

void post_word_share(struct buf *out, const struct post_words *words, double share)
{
	struct buf number;
	buf_init(&number, SIZE_MAX);
	post_word_points(&number, words, share);
	filled(out, post_word(words, "percent"), buf_str(&number));
	buf_release(&number);
}

void post_word_ratio(struct buf *out, const struct post_words *words, double ratio)
{
	number_add(out, words, ratio, ratio < 1 ? 2 : 1);
}

void post_word_times(struct buf *out, const struct post_words *words, double ratio)
{
	struct buf number;
	buf_init(&number, SIZE_MAX);
	post_word_ratio(&number, words, ratio);
	filled(out, post_word(words, "times"), buf_str(&number));
	buf_release(&number);
}

void post_word_day(struct buf *out, const struct post_words *words, int64_t day)
{
	struct str pattern = post_word(words, "day");
	int year, month, day_of_month;
	char name[16];
	timestamp_civil(day, &year, &month, &day_of_month);
	snprintf(name, sizeof name, "month.%d", month);
	for (size_t i = 0; i < pattern.len; i++) {
		struct str rest = str_slice(pattern, i, pattern.len);
		if (str_starts(rest, STR("{day}"))) {
			buf_integer(out, day_of_month);
			i += strlen("{day}") - 1;
		} else if (str_starts(rest, STR("{month}"))) {
			buf_str_add(out, post_word(words, name));
			i += strlen("{month}") - 1;
		} else if (str_starts(rest, STR("{year}"))) {
			buf_integer(out, year);
			i += strlen("{year}") - 1;
		} else {
			buf_byte(out, pattern.at[i]);
		}
	}
}
