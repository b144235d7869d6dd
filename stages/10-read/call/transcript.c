/* transcript.c - the format transcript: what is said under a line with a name and a time.
 *
 * In: text as meeting and dictation programs save it: "Ada Lovelace  0:03", "00:12 | Ada", "Ada (00:12):", or the name
 * and the time on two lines, one above the other, or names alone that take turns; the words below. Out: turns
 * (calls.c). What stands above the first such line (title, attendees, keywords) and lines that the program put in
 * (export.tsv, transcript_footer) are counted as transcript_heading and are no one's words. Memory: the file. Times
 * must not fall: a timetable's lines have no words below, and a list of appointments jumps. */
#include <stdlib.h>

#include "calls.h"
#include "charset.h"

enum {
	NAME_BYTES = 60,
	LOOKED_AT = 65536, /* bytes in which heads are counted */
	LINES_LOOKED = 600,
	FIRST_BYTES = 4096, /* in which the first head stands, below a title and the list of who was there */
	FIRST_LINES = 40,
	SPEAKERS_MOST = 40,
	SURE = 89
};

enum line_kind { LINE_EMPTY, LINE_WORDS, LINE_HEAD, LINE_TIME };

struct line_parts {
	struct str line, name;
	double time; /* seconds, of a head or a time; < 0: none */
	enum line_kind kind;
};

/* The number of three digits at the most at text[*at], which moves behind it; false: none is there. */
static bool take_number(struct str text, size_t *at, double *number)
{
	size_t start = *at;
	*number = 0;
	while (*at < text.len && *at - start < 3 && ascii_is_digit(text.at[*at])) {
		*number = *number * 10 + (text.at[(*at)++] - '0');
	}
	return *at > start;
}

/* ".120" at text[at]: where it ends. */
static size_t skip_fraction(struct str text, size_t at)
{
	if (at + 1 < text.len && (text.at[at] == '.' || text.at[at] == ',') && ascii_is_digit(text.at[at + 1])) {
		for (at++; at < text.len && ascii_is_digit(text.at[at]); at++) {
		}
	}
	return at;
}

/* "0:03", "1:02:40", "00:00:03.120" at text's start: its bytes and seconds; 0: none. */
static size_t clock_length(struct str text, double *seconds)
{
	size_t at = 0, groups = 0;
	bool more = true;
	*seconds = 0;
	while (more) {
		double number;
		if (!take_number(text, &at, &number) || (groups > 0 && number > 59)) {
			return 0;
		}
		*seconds = *seconds * 60 + number;
		groups++;
		more = groups < 3 && at < text.len && text.at[at] == ':';
		at += more;
	}
	at = skip_fraction(text, at);
	return groups >= 2 && (at == text.len || !byte_of_word(text.at[at])) ? at : 0;
}

static bool is_sign(char c)
{
	return c == ' ' || c == '\t' || strchr("()[]|-,:>*#", c) != NULL;
}

/* Without blanks, brackets, bars, dashes (also long ones) and no-break blanks at both ends. */
static struct str without_signs(struct str text)
{
	static const char *const wide[] = { "\xc2\xa0", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\xa2", "\xc2\xb7" };
	bool again = true;
	while (again) {
		again = false;
		while (text.len > 0 && is_sign(text.at[0])) {
			text = str_slice(text, 1, text.len);
		}
		while (text.len > 0 && is_sign(text.at[text.len - 1])) {
			text.len--;
		}
		for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
			struct str sign = str_from(wide[i]);
			if (str_starts(text, sign)) {
				text = str_slice(text, sign.len, text.len);
				again = true;
			}
			if (str_ends(text, sign)) {
				text.len -= sign.len;
				again = true;
			}
		}
	}
	return text;
}

/* The name in "Ada (Guest)" as it stands, with its closing bracket again. */
static struct str closed(struct str name, struct str line)
{
	size_t end = (size_t)(name.at - line.at) + name.len;
	return memchr(name.at, '(', name.len) != NULL && end < line.len && line.at[end] == ')'
	           ? str_slice(line, (size_t)(name.at - line.at), end + 1)
	           : name;
}

/* A time in front: alone, or with a name behind it. False: none is there. */
static bool time_first(struct line_parts *parts, struct str bare)
{
	size_t length = clock_length(bare, &parts->time);
	struct str rest;
	double end;
	if (length == 0) {
		return false;
	}
	rest = without_signs(str_slice(bare, length, bare.len));
	parts->kind = rest.len == 0 || clock_length(rest, &end) == rest.len ? LINE_TIME
	              : call_is_name(rest)                                  ? LINE_HEAD
	                                                                    : LINE_WORDS;
	parts->name = closed(rest, parts->line);
	return true;
}

/* May a time begin at text[at]: a digit behind a sign, a wide one too, but no colon. */
static bool may_begin(struct str text, size_t at)
{
	return ascii_is_digit(text.at[at]) && (at == 0 || (is_sign(text.at[at - 1]) && text.at[at - 1] != ':') ||
	                                       (unsigned char)text.at[at - 1] >= 0x80);
}

/* A time at the end, with a name before it. */
static bool time_last(struct line_parts *parts, struct str bare)
{
	for (size_t at = bare.len; at > 0; at--) {
		if (may_begin(bare, at - 1) &&
		    clock_length(str_slice(bare, at - 1, bare.len), &parts->time) == bare.len - at + 1) {
			struct str name = without_signs(str_slice(bare, 0, at - 1));
			parts->name = closed(name, parts->line);
			parts->kind = call_is_name(name) ? LINE_HEAD : LINE_WORDS;
			return true;
		}
	}
	return false;
}

/* One line alone: empty, a time, a name and a time, or words. */
static void look_at(struct line_parts *parts)
{
	struct str bare = without_signs(parts->line);
	parts->kind = parts->line.len == 0 ? LINE_EMPTY : LINE_WORDS;
	parts->time = -1;
	if (bare.len > 0 && bare.len <= NAME_BYTES + 40 && !time_first(parts, bare) && !time_last(parts, bare)) {
		parts->time = -1;
	}
}

/* Names and times on two lines: a time with a name right below it, or right above. */
static void join_pairs(struct line_parts *lines, size_t count)
{
	for (size_t i = 0; i + 1 < count; i++) {
		struct line_parts *one = &lines[i], *two = &lines[i + 1];
		bool words_follow = i + 2 < count && lines[i + 2].kind == LINE_WORDS;
		if (one->kind == LINE_TIME && two->kind == LINE_WORDS && call_is_name(two->line) && words_follow) {
			one->kind = LINE_HEAD;
			one->name = two->line;
			two->kind = LINE_EMPTY;
		} else if (one->kind == LINE_WORDS && call_is_name(one->line) && two->kind == LINE_TIME) {
			one->kind = LINE_HEAD;
			one->name = one->line;
			one->time = two->time;
			two->kind = LINE_EMPTY;
		}
	}
}

/* Lines that may be a speaker's name alone: another line of words stands below. */
static bool may_head(const struct line_parts *lines, size_t count, size_t i)
{
	return lines[i].kind == LINE_WORDS && call_is_name(lines[i].line) && i + 1 < count &&
	       lines[i + 1].kind == LINE_WORDS;
}

struct names_seen {
	struct intern names;
	uint32_t *number; /* number[lines] of the name on the line, or INTERN_NONE */
	size_t *times;    /* times[names] */
	size_t heads, speakers;
	bool part;  /* one of them is a word for a part: "Agent" */
	bool turns; /* none comes twice in a row */
};

static void count_names(struct names_seen *seen, const struct read_words *words, const struct line_parts *lines,
                        size_t count)
{
	uint32_t last = INTERN_NONE;
	seen->turns = true;
	for (size_t i = 0; i < count; i++) {
		seen->number[i] = may_head(lines, count, i) ? intern_add(&seen->names, lines[i].line) : INTERN_NONE;
		seen->times[seen->number[i] == INTERN_NONE ? count : seen->number[i]]++;
	}
	for (size_t i = 0; i < count; i++) {
		if (seen->number[i] == INTERN_NONE || seen->times[seen->number[i]] < 2) {
			seen->number[i] = INTERN_NONE; /* what comes once is words */
			continue;
		}
		seen->turns = seen->turns && seen->number[i] != last;
		seen->part = seen->part || call_role_named(words, lines[i].line)[0] != '\0';
		last = seen->number[i];
		seen->heads++;
	}
	for (size_t i = 0; i < seen->names.count; i++) {
		seen->speakers += seen->times[i] > 1;
	}
}

/* Without times: two names that take turns, each on a line of its own above what was said, are heads; more than two
 * where one of them is a word for a part. */
static void names_take_turns(const struct read_words *words, struct line_parts *lines, size_t count)
{
	enum { HEADS_LEAST = 4, PARTS_MOST = 8 };
	struct names_seen seen = { .number = memory_array(count + 1, sizeof *seen.number),
		                   .times = memory_array(count + 1, sizeof *seen.times) };
	bool timed = false;
	for (size_t i = 0; i < count && !timed; i++) {
		timed = lines[i].kind == LINE_HEAD || lines[i].kind == LINE_TIME;
	}
	intern_init(&seen.names);
	if (!timed) {
		count_names(&seen, words, lines, count);
	}
	if (seen.turns && seen.heads >= HEADS_LEAST && seen.speakers >= 2 &&
	    seen.speakers <= (seen.part ? PARTS_MOST : 2)) {
		for (size_t i = 0; i < count; i++) {
			if (seen.number[i] != INTERN_NONE) {
				lines[i].kind = LINE_HEAD;
				lines[i].name = lines[i].line;
			}
		}
	}
	intern_release(&seen.names);
	free(seen.number);
	free(seen.times);
}

static struct line_parts *cut_lines(const struct read_words *words, struct str text, size_t most, size_t *count)
{
	struct line_parts *lines;
	*count = 1;
	for (size_t i = 0; i < text.len; i++) {
		*count += text.at[i] == '\n';
	}
	lines = memory_array(*count, sizeof *lines);
	*count = 0;
	while (text.at != NULL && *count < most) {
		struct str rest;
		lines[*count].line = str_trim(str_cut(text, '\n', &rest));
		look_at(&lines[(*count)++]);
		text = rest;
	}
	join_pairs(lines, *count);
	names_take_turns(words, lines, *count);
	return lines;
}

/* "Transcribed by …", "Ada started transcription". */
static bool is_footer(const struct read_words *words, struct str line)
{
	enum { NOTE_BYTES = 100 };
	struct buf padded;
	size_t length;
	bool found;
	if (language_rows_starts(&words->exports, "transcript_footer", line) > 0) {
		return true;
	}
	if (line.len > NOTE_BYTES) {
		return false;
	}
	buf_init(&padded, SIZE_MAX);
	buf_printf(&padded, " %.*s ", STR_ARGS(line));
	found = language_rows_finds(&words->exports, "transcript_note", buf_str(&padded), &length) < padded.len;
	buf_release(&padded);
	return found;
}

struct seen_lines {
	size_t heads, spoken, falls, names;
};

static struct seen_lines count_lines(const struct read_words *words, const struct line_parts *lines, size_t count)
{
	struct seen_lines seen = { 0 };
	struct intern names;
	double before = -1;
	bool after = false;
	intern_init(&names);
	for (size_t i = 0; i < count; i++) {
		if (is_footer(words, lines[i].line)) {
			continue;
		}
		if (lines[i].kind == LINE_HEAD) {
			seen.falls += lines[i].time < before;
			before = lines[i].time;
			seen.heads++;
			(void)intern_add(&names, lines[i].name);
			after = true;
		} else if (lines[i].kind == LINE_WORDS) {
			seen.spoken += after;
			after = false;
		}
	}
	seen.names = names.count;
	intern_release(&names);
	return seen;
}

/* A file of anything else is told by its first lines: none has a time, and no names take turns. */
static bool begins_like_one(const struct read_words *words, struct str ahead)
{
	size_t count;
	struct line_parts *lines = cut_lines(
	    words, str_slice(ahead, 0, ahead.len < FIRST_BYTES ? ahead.len : FIRST_BYTES), FIRST_LINES, &count);
	bool timed = false;
	for (size_t i = 0; i < count; i++) {
		timed = timed || lines[i].kind == LINE_HEAD || lines[i].kind == LINE_TIME;
	}
	free(lines);
	return timed;
}

static int detect_transcript(const struct glance *first)
{
	size_t count, bom;
	struct line_parts *lines;
	struct seen_lines seen;
	struct str ahead = first->ahead;
	(void)charset_bom(ahead, &bom);
	ahead = str_slice(ahead, bom, ahead.len < LOOKED_AT ? ahead.len : LOOKED_AT);
	if (!begins_like_one(first->words, ahead)) {
		return 0;
	}
	lines = cut_lines(first->words, ahead, LINES_LOOKED, &count);
	seen = count_lines(first->words, lines, count);
	free(lines);
	return seen.heads >= 2 && seen.spoken * 4 >= seen.heads * 3 && seen.falls * 10 <= seen.heads &&
	               seen.names <= SPEAKERS_MOST && (seen.heads > seen.names || seen.heads <= 3)
	           ? SURE
	           : 0;
}

static int give_turns(struct reading *reading, struct str text, struct err *err)
{
	struct call *call = call_open(reading);
	struct call_about about = { .id = STR_EMPTY };
	struct str speaker = STR_EMPTY;
	size_t count, heading = 0;
	struct line_parts *lines = cut_lines(reading->words, text, SIZE_MAX, &count);
	bool begun = false;
	double time = -1;
	int result;
	for (size_t i = 0; i < count; i++) {
		bool footer = is_footer(reading->words, lines[i].line);
		if (lines[i].kind == LINE_HEAD && !footer) {
			begun = true;
			speaker = lines[i].name;
			time = lines[i].time;
		} else if (lines[i].kind == LINE_WORDS && begun && !footer) {
			call_turn(call, speaker, lines[i].line, -1, time, false);
		} else {
			heading += lines[i].kind == LINE_WORDS || footer;
		}
	}
	if (heading > 0) {
		book_note(reading->run->book, "transcript_heading", heading);
	}
	result = call_emit(call, &about, err);
	call_close(call);
	free(lines);
	return result;
}

static int parse_transcript(struct reading *reading, struct err *err)
{
	struct buf bytes, text;
	const char *note;
	int result;
	if (reading->explain != NULL) {
		return 0;
	}
	buf_init(&bytes, DOCUMENT_LIMIT);
	buf_init(&text, SIZE_MAX);
	result = infile_all(reading->file, &bytes, err);
	if (result >= 0) {
		charset_field(&text, buf_str(&bytes), reading->run->book, &note);
		result = give_turns(reading, buf_str(&text), err);
	}
	buf_release(&bytes);
	buf_release(&text);
	return result;
}

const struct format format_transcript = {
	.name = "transcript",
	.looks_for =
	    "a name and a time (\"Ada Lovelace  0:03\", \"00:12 | Ada\", or on two lines) above what was said, or two "
	    "names that take turns",
	.detect = detect_transcript,
	.parse = parse_transcript,
	.channel = "call"
};
