/* transcript.c - the format transcript: what is said under a line with a name and a time.
 *
 * In: text as meeting and dictation programs save it: "Ada Lovelace  0:03", "00:12 | Ada", "Ada (00:12):", or the name
 * and the time on two lines, one above the other; the words below. Out: turns (calls.c). What stands above the first
 * such line (title, attendees, keywords) and lines that the program put in (export.tsv, transcript_footer) are counted
 * as transcript_heading and are no one's words. Memory: the file. Times must not fall: a timetable's lines have no
 * words below, and a list of appointments jumps. */
#include <stdlib.h>

#include "calls.h"
#include "charset.h"

enum {
	NAME_BYTES = 60,
	LOOKED_AT = 65536, /* bytes in which heads are counted */
	LINES_LOOKED = 600,
	SPEAKERS_MOST = 40,
	SURE = 89
};

enum line_kind { LINE_EMPTY, LINE_WORDS, LINE_HEAD, LINE_TIME };

struct line_parts {
	struct str line, name;
	double time; /* seconds, of a head or a time; < 0: none */
	enum line_kind kind;
};

/* "0:03", "1:02:40", "00:00:03.120" at text's start: its bytes and seconds; 0: none. */
static size_t clock_length(struct str text, double *seconds)
{
	size_t at = 0, groups = 0;
	*seconds = 0;
	for (;;) {
		size_t start = at;
		double number = 0;
		while (at < text.len && at - start < 3 && ascii_is_digit(text.at[at])) {
			number = number * 10 + (text.at[at++] - '0');
		}
		if (at == start || (groups > 0 && number > 59)) {
			return 0;
		}
		*seconds = *seconds * 60 + number;
		groups++;
		if (groups == 3 || at >= text.len || text.at[at] != ':') {
			break;
		}
		at++;
	}
	if (at + 1 < text.len && (text.at[at] == '.' || text.at[at] == ',') && ascii_is_digit(text.at[at + 1])) {
		for (at++; at < text.len && ascii_is_digit(text.at[at]); at++) {
		}
	}
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

/* One line alone: empty, a time, a name and a time, or words. */
static void look_at(struct line_parts *parts)
{
	struct str line = parts->line, bare = without_signs(line);
	size_t length;
	double end;
	parts->kind = line.len == 0 ? LINE_EMPTY : LINE_WORDS;
	parts->time = -1;
	if (bare.len == 0 || bare.len > NAME_BYTES + 40) {
		return;
	}
	length = clock_length(bare, &parts->time);
	if (length > 0) {
		struct str rest = without_signs(str_slice(bare, length, bare.len));
		parts->kind = rest.len == 0 || clock_length(rest, &end) == rest.len ? LINE_TIME
		              : call_is_name(rest)                                  ? LINE_HEAD
		                                                                    : LINE_WORDS;
		parts->name = closed(rest, line);
		return;
	}
	for (size_t at = bare.len; at > 0; at--) { /* the time behind the name */
		bool starts = ascii_is_digit(bare.at[at - 1]) &&
		              (at == 1 || is_sign(bare.at[at - 2]) || (unsigned char)bare.at[at - 2] >= 0x80);
		if (starts && !(at > 1 && bare.at[at - 2] == ':') &&
		    clock_length(str_slice(bare, at - 1, bare.len), &parts->time) == bare.len - at + 1) {
			struct str name = without_signs(str_slice(bare, 0, at - 1));
			parts->name = closed(name, line);
			parts->kind = call_is_name(name) ? LINE_HEAD : LINE_WORDS;
			return;
		}
	}
	parts->time = -1;
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

static struct line_parts *cut_lines(struct str text, size_t most, size_t *count)
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

static int detect_transcript(const struct glance *first)
{
	size_t count, bom, heads = 0, spoken = 0, falls = 0;
	struct intern names;
	struct line_parts *lines;
	double before = -1;
	struct str ahead = first->ahead;
	bool after = false, fits;
	(void)charset_bom(ahead, &bom);
	ahead = str_slice(ahead, bom, ahead.len < LOOKED_AT ? ahead.len : LOOKED_AT);
	lines = cut_lines(ahead, LINES_LOOKED, &count);
	intern_init(&names);
	for (size_t i = 0; i < count; i++) {
		if (is_footer(first->words, lines[i].line)) {
			continue;
		}
		if (lines[i].kind == LINE_HEAD) {
			falls += lines[i].time < before;
			before = lines[i].time;
			heads++;
			(void)intern_add(&names, lines[i].name);
			after = true;
		} else if (lines[i].kind == LINE_WORDS) {
			spoken += after;
			after = false;
		}
	}
	fits = heads >= 2 && spoken * 4 >= heads * 3 && falls * 10 <= heads && names.count <= SPEAKERS_MOST &&
	       (heads > names.count || heads <= 3);
	intern_release(&names);
	free(lines);
	return fits ? SURE : 0;
}

static int give_turns(struct reading *reading, struct str text, struct err *err)
{
	struct call *call = call_open(reading);
	struct call_about about = { .id = STR_EMPTY };
	struct str speaker = STR_EMPTY;
	size_t count, heading = 0;
	struct line_parts *lines = cut_lines(text, SIZE_MAX, &count);
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
	.looks_for = "a name and a time (\"Ada Lovelace  0:03\", \"00:12 | Ada\", or on two lines) above what was said",
	.detect = detect_transcript,
	.parse = parse_transcript,
	.channel = "call"
};
