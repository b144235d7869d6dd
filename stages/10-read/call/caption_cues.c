/* caption_cues.c - see captions.h.
 *
 * WebVTT follows the parser of the W3C's recommendation (WebVTT, section 6: blocks, timings, cue text tokenizer)
 * because its test suite says what each odd byte means; SubRip and SBV have no specification, so their rule is: a line
 * with two times starts a cue, and its text goes up to the next such line, without the empty lines and the index number
 * before it. No library in C reads these formats and gives the text; ffmpeg's would draw in codecs. References (&amp;)
 * are those of HTML 4 through libxml2; HTML 5 added two thousand mathematical names that nobody says on the phone. */
#include "captions.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>

#include "array.h"
#include "utf8.h"

enum { CUES_FIRST = 64 /* room to begin with */ };

void cues_release(struct cues *cues)
{
	free(cues->cues);
	arena_release(&cues->arena);
	memset(cues, 0, sizeof *cues);
}

static void add_cue(struct cues *cues, double start, double end, struct str text)
{
	cues->cues = array_room(cues->cues, cues->count, &cues->cap, sizeof *cues->cues, CUES_FIRST);
	cues->cues[cues->count++] = (struct cue){ start, end, arena_dup(&cues->arena, text) };
}

/* NUL to U+FFFD, CRLF and CR to '\n': the algorithm's first step. */
static void normalise(struct buf *out, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.at[i] == '\0') {
			buf_text(out, "\xEF\xBF\xBD");
		} else if (bytes.at[i] == '\r') {
			buf_byte(out, '\n');
			i += i + 1 < bytes.len && bytes.at[i + 1] == '\n';
		} else {
			buf_byte(out, bytes.at[i]);
		}
	}
}

static size_t digits(struct str s, size_t *at, double *value)
{
	size_t start = *at;
	*value = 0;
	while (*at < s.len && ascii_is_digit(s.at[*at])) {
		*value = *value * 10 + (s.at[(*at)++] - '0');
	}
	return *at - start;
}

static bool is_vtt_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f';
}

static void skip_space(struct str s, size_t *at)
{
	while (*at < s.len && is_vtt_space(s.at[*at])) {
		(*at)++;
	}
}

static bool take_sign(struct str s, size_t *at, char sign)
{
	bool there = *at < s.len && s.at[*at] == sign;
	*at += there;
	return there;
}

/* "Collect a WebVTT timestamp": 01:02:03.004 or 02:03.004. The hours, of any number of digits, are told by their
 * length, their size, or the second colon. */
static bool vtt_timestamp(struct str s, size_t *at, double *seconds)
{
	double hours = 0, minutes, rest, thousandths;
	size_t n = digits(s, at, &minutes);
	bool has_hours = n != 2 || minutes > 59;
	if (n == 0 || !take_sign(s, at, ':') || digits(s, at, &rest) != 2) {
		return false;
	}
	if (take_sign(s, at, ':')) {
		hours = minutes;
		minutes = rest;
		has_hours = false;
		if (digits(s, at, &rest) != 2) {
			return false;
		}
	}
	if (has_hours || !take_sign(s, at, '.') || digits(s, at, &thousandths) != 3 || minutes > 59 || rest > 59) {
		return false;
	}
	*seconds = hours * 3600 + minutes * 60 + rest + thousandths / 1000;
	return true;
}

/* Two times with an arrow between, in the notation of `time`. */
static bool two_times(struct str line, bool (*time)(struct str s, size_t *at, double *seconds), double *start,
                      double *end)
{
	size_t at = 0;
	skip_space(line, &at);
	if (!time(line, &at, start)) {
		return false;
	}
	skip_space(line, &at);
	if (!str_starts(str_slice(line, at, line.len), STR("-->"))) {
		return false;
	}
	at += 3;
	skip_space(line, &at);
	return time(line, &at, end);
}

/* The name in the identifier that Webex gives a cue: 12 "Ada Lovelace" (3372); empty in any other. */
static struct str name_in_identifier(struct str id)
{
	size_t open = str_find(id, STR(" \""), 0), close;
	for (size_t i = 0; i < open; i++) {
		if (!ascii_is_digit(id.at[i])) {
			return STR_EMPTY;
		}
	}
	close = open < id.len ? str_find(id, STR("\""), open + 2) : id.len;
	return open > 0 && close < id.len ? str_slice(id, open + 2, close) : STR_EMPTY;
}

/* A block's cue; a name in its identifier is its voice. */
static void add_block(struct cues *cues, double start, double end, struct str id, struct str text)
{
	struct str name = name_in_identifier(id);
	if (name.len > 0 && !str_starts(text, STR("<v"))) {
		text = arena_printf(&cues->arena, "<v %.*s>%.*s", STR_ARGS(name), STR_ARGS(text));
	}
	add_cue(cues, start, end, text);
}

/* "Collect a WebVTT block": one from s at *at; a cue is added. */
static void vtt_block(struct cues *cues, struct str s, size_t *at, bool in_header)
{
	size_t count = 0, previous = *at;
	bool arrow = false, have_cue = false;
	double start = 0, end = 0;
	struct str id = STR_EMPTY;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	while (*at < s.len) {
		size_t stop = str_find(s, STR("\n"), *at);
		struct str line = str_slice(s, *at, stop);
		*at = stop < s.len ? stop + 1 : stop;
		count++;
		if (str_find(line, STR("-->"), 0) < line.len) {
			if (in_header || !(count == 1 || (count == 2 && !arrow))) {
				*at = previous;
				break;
			}
			arrow = true;
			previous = *at;
			id = count == 2 ? arena_dup(&cues->arena, buf_str(&text)) : id;
			if (two_times(line, vtt_timestamp, &start, &end)) {
				have_cue = true;
				buf_clear(&text);
			} else {
				cues->damaged++;
			}
			continue;
		}
		if (line.len == 0) {
			break;
		}
		if (text.len > 0) {
			buf_byte(&text, '\n');
		}
		buf_str_add(&text, line);
		previous = *at;
	}
	if (have_cue) {
		add_block(cues, start, end, id, buf_str(&text));
	}
	buf_release(&text);
}

bool captions_vtt(struct cues *cues, struct str bytes)
{
	struct buf normal;
	struct str s;
	size_t at = 6;
	bool good;
	buf_init(&normal, SIZE_MAX);
	normalise(&normal, str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_slice(bytes, 3, bytes.len) : bytes);
	s = buf_str(&normal);
	good = str_starts(s, STR("WEBVTT")) && (s.len == 6 || s.at[6] == ' ' || s.at[6] == '\t' || s.at[6] == '\n');
	if (good) {
		at = str_find(s, STR("\n"), 0) + 1;
		if (at < s.len && s.at[at] != '\n') {
			vtt_block(cues, s, &at, true);
		}
		while (at < s.len) {
			while (at < s.len && s.at[at] == '\n') {
				at++;
			}
			if (at < s.len) {
				vtt_block(cues, s, &at, false);
			}
		}
	}
	buf_release(&normal);
	return good;
}

/* A time of SubRip or SBV: [h:]m:s[,.]fraction, as many digits as there are. */
static bool loose_time(struct str s, size_t *at, double *seconds)
{
	double parts[3], fraction = 0;
	size_t count = 0, n;
	*seconds = 0;
	for (;;) {
		if (count == 3 || digits(s, at, &parts[count]) == 0) {
			return false;
		}
		*seconds = *seconds * 60 + parts[count++];
		if (*at >= s.len || s.at[*at] != ':') {
			break;
		}
		(*at)++;
	}
	if (count < 2) {
		return false;
	}
	if (*at < s.len && (s.at[*at] == ',' || s.at[*at] == '.')) {
		size_t mark = *at;
		(*at)++;
		n = digits(s, at, &fraction);
		if (n == 0) {
			*at = mark; /* SBV's comma between the two times */
		}
		for (; n > 0; n--) {
			fraction /= 10;
		}
		*seconds += fraction;
	}
	return true;
}

static bool srt_timings(struct str line, double *start, double *end)
{
	return two_times(line, loose_time, start, end);
}

static bool sbv_timings(struct str line, double *start, double *end)
{
	size_t at = 0, comma;
	line = str_trim(line);
	/* "0:00:01.000,0:00:02.500": the comma behind the first fraction parts them */
	comma = str_find(line, STR(","), 0);
	return comma < line.len && loose_time(str_slice(line, 0, comma), &at, start) && at == comma &&
	       (at = 0, loose_time(str_slice(line, comma + 1, line.len), &at, end)) && at == line.len - comma - 1;
}

bool caption_times(struct str line, double *start, double *end)
{
	return srt_timings(line, start, end) || sbv_timings(line, start, end);
}

static bool is_number(struct str line)
{
	line = str_trim(line);
	for (size_t i = 0; i < line.len; i++) {
		if (!ascii_is_digit(line.at[i])) {
			return false;
		}
	}
	return line.len > 0;
}

/* Text lines of a cue without the empty ones at its end, and without the number before the next cue. */
static struct str cue_lines(struct str text, bool numbered)
{
	text = str_trim(text);
	if (numbered && text.len > 0) {
		size_t start = text.len;
		while (start > 0 && text.at[start - 1] != '\n') {
			start--;
		}
		/* a number in a paragraph of its own: behind an empty line, or all there is */
		if (is_number(str_slice(text, start, text.len)) &&
		    (start == 0 || (start >= 2 && text.at[start - 2] == '\n'))) {
			text = str_trim(str_slice(text, 0, start));
		}
	}
	return text;
}

static void loose_captions(struct cues *cues, struct str bytes,
                           bool (*timings)(struct str line, double *start, double *end), bool numbered)
{
	struct buf normal;
	struct str s;
	size_t at = 0, text_start = 0;
	double start = 0, end = 0;
	bool have = false;
	buf_init(&normal, SIZE_MAX);
	normalise(&normal, bytes);
	s = buf_str(&normal);
	while (at < s.len) {
		size_t stop = str_find(s, STR("\n"), at);
		double from, to;
		struct str line = str_slice(s, at, stop);
		if (timings(line, &from, &to)) {
			if (have) {
				add_cue(cues, start, end, cue_lines(str_slice(s, text_start, at), numbered));
			}
			start = from;
			end = to;
			text_start = stop < s.len ? stop + 1 : stop;
			have = true;
		} else if (str_find(line, STR("-->"), 0) < line.len) {
			cues->damaged++;
		}
		at = stop + 1;
	}
	if (have) {
		add_cue(cues, start, end,
		        cue_lines(str_slice(s, text_start < s.len ? text_start : s.len, s.len), false));
	}
	buf_release(&normal);
}

void captions_srt(struct cues *cues, struct str bytes)
{
	loose_captions(cues, bytes, srt_timings, true);
}

void captions_sbv(struct cues *cues, struct str bytes)
{
	loose_captions(cues, bytes, sbv_timings, false);
}

/* ---- cue text ---- */

/* The digits of a number to a base from 10 to 16 at s[*at], moved over; beyond Unicode it stops growing. */
static uint32_t number_in(struct str s, size_t *at, uint32_t base)
{
	enum { BEYOND_UNICODE = 0x110000 };
	uint32_t value = 0;
	for (; *at < s.len && value < BEYOND_UNICODE; (*at)++) {
		char c = ascii_lower(s.at[*at]);
		uint32_t digit = ascii_is_digit(c)      ? (uint32_t)(c - '0')
		                 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
		                                        : base;
		if (digit >= base) {
			break;
		}
		value = value * base + digit;
	}
	return value;
}

/* "&#233;", "&#xE9;": appends its character and moves behind it; false: no number follows "&#". */
static bool numbered_reference(struct buf *out, struct str s, size_t *at)
{
	bool hex = *at + 2 < s.len && ascii_lower(s.at[*at + 2]) == 'x';
	size_t from = *at + 2 + hex, end = from;
	uint32_t value;
	if (*at + 1 >= s.len || s.at[*at + 1] != '#') {
		return false;
	}
	value = number_in(s, &end, hex ? 16 : 10);
	if (end == from) {
		return false;
	}
	buf_codepoint(out, value == 0 ? 0xFFFD : value);
	*at = end + (end < s.len && s.at[end] == ';');
	return true;
}

/* The entity of that name; HTML has four of them in capitals, too. */
static const htmlEntityDesc *entity_of(char *name)
{
	static const char *const capitals[][2] = {
		{ "AMP", "amp" }, { "LT", "lt" }, { "GT", "gt" }, { "QUOT", "quot" }
	};
	for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++) {
		if (strcmp(name, capitals[i][0]) == 0) {
			return htmlEntityLookup((const xmlChar *)capitals[i][1]);
		}
	}
	return htmlEntityLookup((const xmlChar *)name);
}

/* "&eacute;", and without ";" the old Latin-1 ones, as in HTML: the longest name that there is. */
static bool named_reference(struct buf *out, struct str s, size_t *at)
{
	enum { NAME_LEAST = 2, NAME_SIZE = 32, LATIN1_END = 256, APOSTROPHE = 39 /* is younger than HTML 4 */ };
	char name[NAME_SIZE];
	size_t len = 0;
	while (*at + 1 + len < s.len && len < sizeof name - 1 && ascii_is_alnum(s.at[*at + 1 + len])) {
		name[len] = s.at[*at + 1 + len];
		len++;
	}
	for (size_t used = len; used >= NAME_LEAST; used--) {
		const htmlEntityDesc *entity;
		bool closed = used == len && *at + 1 + len < s.len && s.at[*at + 1 + len] == ';';
		name[used] = '\0';
		entity = entity_of(name);
		if (entity != NULL && (closed || (entity->value < LATIN1_END && entity->value != APOSTROPHE))) {
			buf_codepoint(out, entity->value);
			*at += 1 + used + closed;
			return true;
		}
	}
	return false;
}

/* A reference at s[*at] == '&'; appends what it means and moves behind it; "&" itself when it means nothing. */
static void reference(struct buf *out, struct str s, size_t *at)
{
	if (!numbered_reference(out, s, at) && !named_reference(out, s, at)) {
		buf_byte(out, '&');
		(*at)++;
	}
}

/* Whose voice a tag "v.class Ann Lee" names, in arena; false: it is no such tag. */
static bool voice_in(struct str tag, struct arena *arena, struct str *voice)
{
	size_t at = 1;
	struct buf name;
	if (tag.len < 2 || tag.at[0] != 'v' || strchr(" .\t\n", tag.at[1]) == NULL) {
		return false;
	}
	while (at < tag.len && !is_vtt_space(tag.at[at])) {
		at++; /* classes */
	}
	buf_init(&name, 4096);
	while (at < tag.len) {
		if (tag.at[at] == '&') {
			reference(&name, tag, &at);
		} else {
			buf_byte(&name, is_vtt_space(tag.at[at]) ? ' ' : tag.at[at]);
			at++;
		}
	}
	*voice = arena_dup(arena, str_trim(buf_str(&name)));
	buf_release(&name);
	return true;
}

void caption_text(struct buf *out, struct str raw, struct arena *arena, struct str *voice)
{
	size_t at = 0;
	bool wants_voice = voice != NULL;
	if (wants_voice) {
		*voice = STR_EMPTY;
	}
	while (at < raw.len) {
		if (raw.at[at] == '&') {
			reference(out, raw, &at);
		} else if (raw.at[at] == '<') {
			size_t end = str_find(raw, STR(">"), at);
			wants_voice = wants_voice && !voice_in(str_slice(raw, at + 1, end), arena, voice);
			at = end < raw.len ? end + 1 : end;
		} else {
			buf_byte(out, raw.at[at++]);
		}
	}
}
