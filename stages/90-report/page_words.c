/* page_words.c - see page_words.h. Separators, plural forms and dates are ICU's (CLDR); rounding is buf_fixed's, so
 * that a figure is the same digits in every language. English is written as in Britain: "22 Feb 2015". */
#include "page_words.h"

#include <math.h>
#include <stdlib.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "array.h"
#include "timestamp.h"
#include "tsv.h"

#define PAGE_LANG "en" /* whose words stand where a language has none */
#define LIST "page.tsv"
#define LONGEST_EXACT 1e15 /* from here on a number has no digits behind the point that mean anything */
#define WHOLE_FROM 19.95   /* of a hundred: from here on a digit behind the point says less than it costs to read */
#define LEAST_SHOWN 0.1    /* of a hundred */
enum { DIGITS_IN_GROUP = 3, DATE_UNITS = 64, LOCALE_BYTES = 16, DAY_BYTES = 10 };

void words_init(struct words *words)
{
	*words = (struct words){ .arena = ARENA_INIT, .decimal = ".", .group = ",", .group_from = 1 };
}

void words_release(struct words *words)
{
	if (words->plurals != NULL) {
		uplrules_close(words->plurals);
	}
	for (size_t form = 0; form < DAY_FORMS; form++) {
		if (words->days[form] != NULL) {
			udat_close(words->days[form]);
		}
	}
	arena_release(&words->arena);
}

static int row_order(const void *a, const void *b)
{
	return str_cmp(((const struct words_row *)a)->key, ((const struct words_row *)b)->key);
}

static struct words_row *row_find(const struct words *words, struct str key)
{
	struct words_row wanted = { key, STR_EMPTY };
	return words->count == 0 ? NULL : bsearch(&wanted, words->rows, words->count, sizeof wanted, row_order);
}

/* The rows of one language replace those of the language before it; what that one does not have stands behind. */
static int rows_add(struct words *words, const char *folder, const char *lang, struct err *err)
{
	struct tsv tsv;
	int result = tsv_lexicon(&tsv, &words->arena, folder, lang, LIST, 2, err);
	size_t known = words->count, count = known;
	struct words_row *rows;
	if (result < 0 || tsv.row_count == 0) {
		return result;
	}
	rows = arena_array(&words->arena, known + tsv.row_count, sizeof *rows);
	if (known > 0) {
		memcpy(rows, words->rows, known * sizeof *rows);
	}
	words->rows = rows;
	for (size_t i = 0; i < tsv.row_count; i++) {
		struct words_row row = { tsv.rows[i].cells[0], tsv.rows[i].cells[1] }, *there;
		there = row_find(words, row.key); /* among the `known`, which are sorted */
		if (there != NULL) {
			there->text = row.text;
		} else {
			rows[count++] = row;
		}
	}
	words->count = count;
	qsort(rows, count, sizeof *rows, row_order);
	return 0;
}

static const char *locale_of(const struct words *words, char locale[LOCALE_BYTES])
{
	struct str lang = words->lang.len < LOCALE_BYTES ? words->lang : STR(PAGE_LANG);
	if (str_eq(lang, STR(PAGE_LANG))) {
		return "en_GB";
	}
	memcpy(locale, lang.at, lang.len);
	locale[lang.len] = '\0';
	return locale;
}

static void symbol_read(const UNumberFormat *numbers, UNumberFormatSymbol which, char to[SYMBOL_BYTES])
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[SYMBOL_BYTES];
	char narrow[SYMBOL_BYTES];
	int32_t len = unum_getSymbol(numbers, which, wide, SYMBOL_BYTES, &status);
	u_strToUTF8(narrow, SYMBOL_BYTES, NULL, wide, U_SUCCESS(status) ? len : 0, &status);
	if (status == U_ZERO_ERROR) { /* with its NUL */
		memcpy(to, narrow, SYMBOL_BYTES);
	}
}

/* Does a number of four digits have a separator? */
static bool groups_thousands(const char *locale)
{
	enum { SAMPLE = 1234, SAMPLE_DIGITS = 4, SAMPLE_UNITS = 16 };
	static const UChar plain[] = { 0 };
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[SAMPLE_UNITS];
	UNumberFormatter *formatter = unumf_openForSkeletonAndLocale(plain, 0, locale, &status);
	UFormattedNumber *number = unumf_openResult(&status);
	int32_t len = SAMPLE_DIGITS + 1;
	unumf_formatInt(formatter, SAMPLE, number, &status);
	if (U_SUCCESS(status)) {
		len = unumf_resultToString(number, wide, SAMPLE_UNITS, &status);
	}
	unumf_closeResult(number);
	unumf_close(formatter);
	return len > SAMPLE_DIGITS;
}

/* A form of days by CLDR's pattern for its parts; NULL where ICU has none. */
static UDateFormat *day_format(const char *locale, const char *parts)
{
	static const UChar utc[] = { 'U', 'T', 'C', 0 };
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[DATE_UNITS], pattern[DATE_UNITS];
	int32_t len = 0;
	UDateTimePatternGenerator *generator = udatpg_open(locale, &status);
	UDateFormat *format = NULL;
	u_uastrcpy(wide, parts);
	if (U_SUCCESS(status)) {
		len = udatpg_getBestPattern(generator, wide, -1, pattern, DATE_UNITS, &status);
	}
	udatpg_close(generator);
	if (U_SUCCESS(status)) {
		format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, utc, -1, pattern, len, &status);
	}
	return U_SUCCESS(status) ? format : NULL;
}

static void habits_read(struct words *words)
{
	static const char *const day_parts[DAY_FORMS] = {
		[DAY_SHORT] = "dMMM", [DAY_YEAR] = "dMMMy", [DAY_WEEK] = "EEEd"
	};
	char room[LOCALE_BYTES];
	const char *locale = locale_of(words, room);
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *numbers = unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, &status);
	if (U_SUCCESS(status)) {
		symbol_read(numbers, UNUM_DECIMAL_SEPARATOR_SYMBOL, words->decimal);
		symbol_read(numbers, UNUM_GROUPING_SEPARATOR_SYMBOL, words->group);
		words->group_from = groups_thousands(locale) ? 1 : 2;
	}
	unum_close(numbers);
	for (size_t form = 0; form < DAY_FORMS; form++) {
		words->days[form] = day_format(locale, day_parts[form]);
	}
	status = U_ZERO_ERROR;
	words->plurals = uplrules_open(locale, &status);
	if (U_FAILURE(status)) {
		words->plurals = NULL;
	}
}

int words_load(struct words *words, const char *folder, struct str lang, struct err *err)
{
	int result = rows_add(words, folder, PAGE_LANG, err);
	size_t english = words->count;
	words->lang = STR(PAGE_LANG);
	if (result == 0 && english == 0) {
		return err_set(err, GRIPE_DATA, "%s/" PAGE_LANG "/" LIST " has no words for the page", folder);
	}
	if (result == 0 && lang.len > 0 && !str_eq(lang, STR(PAGE_LANG))) {
		struct str name = arena_dup(&words->arena, lang);
		const struct words_row *rows = words->rows;
		result = rows_add(words, folder, name.at, err);
		words->lang = rows != words->rows ? name : words->lang; /* it has words of its own */
	}
	habits_read(words);
	return result;
}

struct str words_get(const struct words *words, const char *key)
{
	const struct words_row *row = row_find(words, str_from(key));
	return row != NULL ? row->text : str_from(key);
}

void say(struct buf *out, const struct words *words, const char *key, const struct str *filled, size_t count)
{
	struct str text = words_get(words, key);
	for (size_t i = 0; i < text.len; i++) {
		bool place =
		    text.at[i] == '{' && i + 2 < text.len && ascii_is_digit(text.at[i + 1]) && text.at[i + 2] == '}';
		if (place) {
			size_t at = (size_t)(text.at[i + 1] - '0');
			buf_str_add(out, at < count ? filled[at] : STR_EMPTY);
			i += 2;
		} else {
			buf_byte(out, text.at[i]);
		}
	}
}

/* "one", "few" or "other": what the language asks of a count. */
static struct str plural_form(const struct words *words, double count, char form[LOCALE_BYTES])
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[LOCALE_BYTES];
	int32_t len = words->plurals == NULL ? 0 : uplrules_select(words->plurals, count, wide, LOCALE_BYTES, &status);
	if (U_FAILURE(status) || len <= 0 || len >= LOCALE_BYTES) {
		return STR("other");
	}
	u_UCharsToChars(wide, form, len);
	return (struct str){ form, (size_t)len };
}

void say_form(struct buf *out, const struct words *words, const char *key, double count, const struct str *filled)
{
	char room[LOCALE_BYTES];
	struct str form = plural_form(words, count, room);
	struct buf name;
	buf_init(&name, SIZE_MAX);
	buf_printf(&name, "%s.%.*s", key, STR_ARGS(form));
	if (row_find(words, buf_str(&name)) == NULL) {
		buf_clear(&name);
		buf_printf(&name, "%s.other", key);
	}
	say(out, words, name.at, filled, SAY_MOST);
	buf_release(&name);
}

void say_number(struct buf *out, const struct words *words, const char *key, double count)
{
	struct buf figure;
	buf_init(&figure, SIZE_MAX);
	word_whole(&figure, words, count);
	SAY_COUNT(out, words, key, count, buf_str(&figure));
	buf_release(&figure);
}

void word_fixed(struct buf *out, const struct words *words, double value, int digits)
{
	struct buf plain;
	struct str whole, rest;
	buf_init(&plain, SIZE_MAX);
	if (fabs(value) < LONGEST_EXACT) {
		buf_fixed(&plain, value, digits);
	} else { /* a number of the stream can be as long as 1e308 is */
		buf_printf(&plain, "%.0f", value);
	}
	whole = str_cut(buf_str(&plain), '.', &rest);
	if (whole.len > 0 && whole.at[0] == '-') {
		buf_text(out, "−");
		whole = str_slice(whole, 1, whole.len);
	}
	for (size_t i = 0; i < whole.len; i++) {
		bool apart = whole.len >= (size_t)(DIGITS_IN_GROUP + words->group_from);
		if (i > 0 && apart && (whole.len - i) % DIGITS_IN_GROUP == 0) {
			buf_text(out, words->group);
		}
		buf_byte(out, whole.at[i]);
	}
	if (rest.len > 0) {
		buf_text(out, words->decimal);
		buf_str_add(out, rest);
	}
	buf_release(&plain);
}

void word_whole(struct buf *out, const struct words *words, double value)
{
	word_fixed(out, words, value, 0);
}

void word_figure(struct buf *out, const struct words *words, double share)
{
	double points = share * 100;
	if (points > 0 && points < LEAST_SHOWN) {
		buf_text(out, "< ");
		points = LEAST_SHOWN;
	}
	word_fixed(out, words, points, points > 0 && points < WHOLE_FROM ? 1 : 0);
}

static void with_sign(struct buf *out, const struct words *words, const struct buf *figure)
{
	SAY(out, words, "percent", buf_str(figure));
}

void word_percent(struct buf *out, const struct words *words, double share)
{
	struct buf figure;
	buf_init(&figure, SIZE_MAX);
	word_figure(&figure, words, share);
	with_sign(out, words, &figure);
	buf_release(&figure);
}

void word_range(struct buf *out, const struct words *words, double low, double high)
{
	struct buf figure;
	buf_init(&figure, SIZE_MAX);
	word_figure(&figure, words, low);
	buf_text(&figure, "–");
	word_figure(&figure, words, high);
	with_sign(out, words, &figure);
	buf_release(&figure);
}

void word_date(struct buf *out, const struct words *words, struct str day, enum day_form form)
{
	char narrow[DATE_UNITS * 3 + 1];
	UChar wide[DATE_UNITS];
	UErrorCode status = U_ZERO_ERROR;
	int64_t seconds = 0;
	struct str date = day.len < DAY_BYTES ? day : str_slice(day, 0, DAY_BYTES);
	int32_t bytes = 0, len = 0;
	if (words->days[form] != NULL && timestamp_parse(date, &seconds)) {
		len = udat_format(words->days[form], (double)seconds * 1000, wide, DATE_UNITS, NULL, &status);
		u_strToUTF8(narrow, sizeof narrow, &bytes, wide, U_SUCCESS(status) ? len : 0, &status);
	}
	if (U_SUCCESS(status) && bytes > 0) {
		buf_add(out, narrow, (size_t)bytes);
	} else {
		buf_str_add(out, date);
	}
}
