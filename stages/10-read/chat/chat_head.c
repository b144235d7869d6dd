/* chat_head.c - see chat_head.h.
 *
 * In: a line. Out: its parts as views of it. A time is known by its form (groups of digits, ':' or '.' between hour and
 * minute), not by being understood: a message whose date nobody can read is still a message. What has a time and no
 * name before a colon is a system's line ("Ada added Joe"). Names may hold anything but a quotation mark, which stands
 * in what a system says ("changed the subject to "x: y""), and the severities of logs are no names. No memory. */
#include "chat_head.h"

#include "calls.h"
#include "dates.h"

enum {
	WHEN_BYTES = 48, /* of a time: the longest is "12. September 2023, 10:02:03 nachm." and its like */
	WHO_BYTES = 80,  /* of a name */
	DATE_GROUPS = 5, /* groups of digits of a date with a time: day, month, year, hour, minute */
	CLOCK_GROUPS = 2
};

/* Marks that show the direction of writing and a no-break blank: bytes at text[0], 0: none. */
static size_t mark_length(struct str text)
{
	return str_starts(text, STR("\xe2\x80\x8e")) || str_starts(text, STR("\xe2\x80\x8f")) ||
	               str_starts(text, STR("\xef\xbb\xbf"))
	           ? 3
	           : 0;
}

static struct str without_marks(struct str line)
{
	size_t length;
	while ((length = mark_length(line)) > 0) {
		line = str_slice(line, length, line.len);
	}
	return line;
}

/* Bytes of a digit at text[at]: an ASCII one, or one of Arabic and Persian writing; 0: none. */
static size_t digit_length(struct str text, size_t at)
{
	unsigned char first = (unsigned char)text.at[at],
	              second = at + 1 < text.len ? (unsigned char)text.at[at + 1] : 0;
	return ascii_is_digit(text.at[at])                         ? 1
	       : first == 0xD9 && second >= 0xA0 && second <= 0xA9 ? 2
	       : first == 0xDB && second >= 0xB0 && second <= 0xB9 ? 2
	                                                           : 0;
}

struct form {
	size_t groups; /* of digits */
	bool clock;    /* ':' or '.' between the last two and nothing else */
	bool first;    /* begins with a digit */
};

static struct form form_of(struct str text)
{
	struct form form = { 0 };
	bool in_digits = false;
	char between = 0;
	form.first = text.len > 0 && digit_length(text, 0) > 0;
	for (size_t i = 0, length; i < text.len; i += length == 0 ? 1 : length) {
		length = digit_length(text, i);
		if (length > 0 && !in_digits) {
			form.groups++;
			form.clock = form.clock || between == ':' || (between == '.' && form.groups == DATE_GROUPS);
		}
		if (length == 0) {
			between = in_digits ? text.at[i] : ' ';
		}
		in_digits = length > 0;
	}
	return form;
}

static bool is_date_and_time(struct str text)
{
	struct form form = form_of(text);
	return form.groups >= DATE_GROUPS - 1 && form.clock && text.len <= WHEN_BYTES;
}

static bool is_clock(struct str text)
{
	struct form form = form_of(text);
	return form.first && form.clock && form.groups >= CLOCK_GROUPS && form.groups <= CLOCK_GROUPS + 1 &&
	       text.len <= WHEN_BYTES / 2;
}

/* "ERROR", and a row of such by dashes: "root - ERROR - cannot open". */
static bool is_severity(struct str who)
{
	static const char *const levels[] = { "TRACE", "DEBUG",    "INFO",  "NOTICE", "WARN", "WARNING",
		                              "ERROR", "CRITICAL", "FATAL", "ALERT",  "LOG" };
	while (who.at != NULL) {
		struct str rest, part = str_trim(str_cut(who, '-', &rest));
		for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
			if (str_eq_nocase(part, str_from(levels[i]))) {
				return true;
			}
		}
		who = rest;
	}
	return false;
}

static bool is_name(struct str who)
{
	static const char *const quotes[] = { "\"", "\xe2\x80\x9c", "\xe2\x80\x9e", "\xc2\xab", "://" };
	who = str_trim(who);
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		if (str_find(who, str_from(quotes[i]), 0) < who.len) {
			return false;
		}
	}
	return who.len > 0 && who.len <= WHO_BYTES && memchr(who.at, '\t', who.len) == NULL && !is_severity(who);
}

/* Without marks, and without the "~" before who is not in the phone book, and the no-break blanks around it. */
static struct str bare_name(struct str who)
{
	static const char *const signs[] = { "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xaf", "\xc2\xa0", "~", " " };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		struct str sign = str_from(signs[i]);
		if (str_starts(who, sign)) {
			who = str_slice(who, sign.len, who.len);
			i = SIZE_MAX; /* from the first sign again */
		}
	}
	return who;
}

/* "Ada: words" into its two; without a name all of it is a system's. */
static void take_who(struct str rest, struct chat_head *head)
{
	size_t colon = str_find(rest, STR(": "), 0);
	if (colon == rest.len && str_ends(rest, STR(":"))) {
		colon = rest.len - 1;
	}
	head->who = STR_EMPTY;
	head->words = str_trim(rest);
	if (colon < rest.len && is_name(str_slice(rest, 0, colon))) {
		head->who = str_trim(str_slice(rest, 0, colon));
		head->words = str_trim(str_slice(rest, colon + 1, rest.len));
		head->who = bare_name(head->who);
	}
}

static bool dash_head(struct str line, struct chat_head *head)
{
	struct str front = str_slice(line, 0, line.len < WHEN_BYTES ? line.len : WHEN_BYTES);
	size_t dash = str_find(front, STR(" - "), 0), end = dash;
	if (dash == front.len) { /* older phones: "12.03.17, 10:11:12: Ada: words" */
		dash = end = str_find(front, STR(": "), 0);
	}
	if (dash == front.len || !form_of(line).first || !is_date_and_time(str_slice(line, 0, end))) {
		return false;
	}
	head->when = str_trim(str_slice(line, 0, end));
	take_who(str_slice(line, dash + (line.at[dash] == ':' ? 1 : 3), line.len), head);
	return true;
}

/* "[when]" at the start: where what follows it stands; 0: none. */
static size_t bracketed(struct str line, struct chat_head *head)
{
	size_t close = str_find(line, STR("]"), 0);
	if (line.len < 3 || line.at[0] != '[' || close == line.len || close > WHEN_BYTES) {
		return 0;
	}
	head->when = str_trim(str_slice(line, 1, close));
	head->has_date = is_date_and_time(head->when);
	return head->has_date || is_clock(head->when) ? close + 1 : 0;
}

static bool bracket_head(struct str line, struct chat_head *head)
{
	size_t from = bracketed(line, head);
	if (from == 0 || !head->has_date) {
		return false;
	}
	take_who(str_trim(str_slice(line, from, line.len)), head);
	return true;
}

static bool above_head(struct str line, struct chat_head *head)
{
	size_t from = bracketed(line, head);
	struct str who = from > 0 ? str_trim(str_slice(line, from, line.len)) : STR_EMPTY;
	if (!is_name(who) || str_words(who) > 6 || str_find(who, STR(": "), 0) < who.len) {
		return false;
	}
	head->who = str_ends(who, STR(":")) ? str_slice(who, 0, who.len - 1) : who;
	head->words = STR_EMPTY;
	return true;
}

static bool behind_head(struct str line, struct chat_head *head)
{
	size_t open = str_find(line, STR("["), 0);
	struct str who = str_trim(str_slice(line, 0, open));
	struct str tail = str_ends(line, STR(":")) ? str_slice(line, 0, line.len - 1) : line;
	if (open == line.len || !str_ends(who, STR(",")) || !str_ends(tail, STR("]"))) {
		return false;
	}
	head->who = str_trim(str_slice(who, 0, who.len - 1));
	head->when = str_trim(str_slice(tail, open + 1, tail.len - 1));
	head->has_date = is_date_and_time(head->when);
	head->words = STR_EMPTY;
	return head->has_date && is_name(head->who);
}

/* "Ada Lee  10:37 AM", "Ada Lee — 03/03/2024 10:11": the time begins at the first digit, and has a date or a word for
 * the half of the day; a time without either is a transcript's. */
static bool stamped_head(struct str line, struct chat_head *head)
{
	static const char *const dashes[] = { "\xe2\x80\x94", "\xe2\x80\x93", "\xc2\xa0", ",", "-", "[", "(", " " };
	size_t digit = 0;
	struct str who;
	line = str_trim(line);
	while (digit < line.len && !ascii_is_digit(line.at[digit])) {
		digit++;
	}
	if (digit == 0 || digit == line.len || digit > WHO_BYTES || line.len - digit > WHEN_BYTES) {
		return false;
	}
	head->when = str_slice(line, digit, line.len);
	head->has_date = is_date_and_time(head->when);
	who = str_slice(line, 0, digit);
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		struct str dash = str_from(dashes[i]);
		if (str_ends(who, dash)) {
			who.len -= dash.len;
			i = SIZE_MAX; /* from the first again */
		}
	}
	head->who = who;
	head->words = STR_EMPTY;
	return call_is_name(who) && str_words(head->when) <= 4 &&
	       (head->has_date || (is_clock(head->when) && byte_of_letter(head->when.at[head->when.len - 1])));
}

/* "15:01:02 From Ada to Everyone: words"; the words of the phrase are those of export.tsv. */
static bool meeting_head(const struct read_words *words, struct str line, struct chat_head *head)
{
	size_t at = 0, from, length, to, to_length, colon;
	struct str rest, names;
	while (at < line.len && (ascii_is_digit(line.at[at]) || line.at[at] == ':')) {
		at++;
	}
	head->when = str_slice(line, 0, at);
	if (!is_clock(head->when)) {
		return false;
	}
	rest = str_trim(str_slice(line, at, line.len));
	length = language_rows_starts(&words->exports, "sender", rest);
	from = length;
	if (length == 0 || from >= rest.len || rest.at[from] != ' ') {
		return false;
	}
	names = str_slice(rest, from, rest.len);
	to = language_rows_finds(&words->exports, "receiver", names, &to_length);
	colon = str_find(names, STR(":"), to < names.len ? to : 0);
	if (colon == names.len) {
		return false;
	}
	head->who = str_trim(str_slice(names, 0, to < colon ? to : colon));
	head->words = str_trim(str_slice(names, colon + 1, names.len));
	return is_name(head->who);
}

static bool tabbed_head(struct str line, struct chat_head *head)
{
	struct str rest, words;
	head->when = str_cut(line, '\t', &rest);
	if (rest.at == NULL || !is_clock(str_trim(head->when))) {
		return false;
	}
	head->who = str_trim(str_cut(rest, '\t', &words));
	head->words = words.at == NULL ? head->who : str_trim(words);
	head->who = words.at == NULL ? STR_EMPTY : head->who; /* "10:11<tab>Ada unsent a message." */
	return words.at == NULL || is_name(head->who);
}

bool chat_head(const struct read_words *words, struct str line, enum chat_shape shape, struct chat_head *head)
{
	*head = (struct chat_head){ .has_date = true };
	line = without_marks(line);
	line.len -= str_ends(line, STR("\r"));
	switch (shape) {
	case CHAT_DASH: return dash_head(line, head);
	case CHAT_BRACKET: return bracket_head(line, head);
	case CHAT_ABOVE: return above_head(line, head);
	case CHAT_BEHIND: return behind_head(line, head);
	case CHAT_STAMPED: return stamped_head(line, head);
	case CHAT_MEETING: head->has_date = false; return meeting_head(words, line, head);
	case CHAT_TABBED: head->has_date = false; return tabbed_head(line, head);
	case CHAT_SHAPES:
	default: return false;
	}
}

bool chat_day(struct str line, struct str *date)
{
	enum { DAY_BYTES = 40 };
	size_t end = 0, groups = 0;
	line = without_marks(str_trim(line));
	if (line.len > DAY_BYTES || line.len < 8 || !ascii_is_digit(line.at[0])) {
		return false;
	}
	for (; end < line.len && (ascii_is_digit(line.at[end]) || strchr("/.-", line.at[end]) != NULL); end++) {
		groups += ascii_is_digit(line.at[end]) && (end == 0 || !ascii_is_digit(line.at[end - 1]));
	}
	*date = str_slice(line, 0, end);
	return groups == 3 && memchr(line.at + end, '\t', line.len - end) == NULL && form_of(line).groups == 3;
}

int64_t chat_clock(const struct read_words *words, struct str clock)
{
	enum { DAY_SECONDS = 86400 };
	char text[64] = "2000-01-01 ";
	size_t used = strlen(text);
	int64_t seconds;
	if (clock.len == 0 || used + clock.len > sizeof text) {
		return -1;
	}
	memcpy(text + used, clock.at, clock.len);
	return date_read(words->dates, (struct str){ text, used + clock.len }, DATE_ORDER_UNKNOWN, &seconds) ==
	               DATE_FOUND
	           ? seconds % DAY_SECONDS
	           : -1;
}
