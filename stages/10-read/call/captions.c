/* captions.c - the formats vtt, srt and sbv: cues (caption_cues.c) to a call's turns (calls.c).
 *
 * Live captions roll: each cue repeats the last line of the cue before and adds one, so every word would count twice or
 * thrice. Where at least ROLLING_SHARE of the cues do that, lines that stand at the end of the cue before are taken
 * off; elsewhere two cues that say "yes" stay two. Speakers come from <v Name>, or from "Name: " at the start of cues
 * where such names come back; a speaker stays until the next one is named. ">>" marks another, unnamed, speaker: a new
 * line. */
#include "captions.h"

#include <stdlib.h>

#include "calls.h"
#include "charset.h"
#include "utf8.h"

#define ROLLING_SHARE                                                                                                  \
	0.3 /* of cues that start with the line the cue before ended with; recordings of people have under 0.02 */
enum { NAME_BYTES = 40, NAME_WORDS = 4, START_LINES = 3 /* not empty, in which the first times of a file stand */ };

struct caption_lines {
	struct str *lines;
	size_t count;
};

static struct caption_lines split_lines(struct arena *arena, struct str text)
{
	struct caption_lines out = { NULL, 1 };
	for (size_t i = 0; i < text.len; i++) {
		out.count += text.at[i] == '\n';
	}
	out.lines = arena_array(arena, out.count, sizeof *out.lines);
	out.count = 0;
	while (text.at != NULL) {
		struct str rest, line = str_trim(str_cut(text, '\n', &rest));
		if (line.len > 0) {
			out.lines[out.count++] = line;
		}
		text = rest;
	}
	return out;
}

/* How many of the first lines of b are the last ones of a, in order. */
static size_t overlap(const struct caption_lines *a, const struct caption_lines *b)
{
	size_t most = a->count < b->count ? a->count : b->count;
	for (size_t n = most; n > 0; n--) {
		size_t same = 0;
		while (same < n && str_eq(a->lines[a->count - n + same], b->lines[same])) {
			same++;
		}
		if (same == n) {
			return n;
		}
	}
	return 0;
}

/* "Travis: " in front: the length of the name, or 0. */
static size_t name_length(struct str line)
{
	size_t at = call_name_end(line, NAME_BYTES, NAME_WORDS + 2);
	bool small = at > 0 && line.at[0] >= 'a' && line.at[0] <= 'z';
	if (small && memchr(line.at, '_', at) == NULL) {
		return 0; /* names and parts are written with a capital; "spk_0" is a machine's */
	}
	return at > 0 && (at + 1 == line.len || line.at[at + 1] == ' ') ? at : 0;
}

/* A line without the marks of another speaker in front, ">> AGENT: …". */
static struct str without_marks(struct str line)
{
	while (line.len > 0 && (line.at[0] == '>' || line.at[0] == ' ')) {
		line = str_slice(line, 1, line.len);
	}
	return line;
}

/* Whether "Name: " means a speaker in this file: names come back, or stand before every fourth cue. */
static bool names_are_speakers(const struct call *call, const struct caption_lines *cues, size_t count)
{
	struct intern names;
	size_t named = 0;
	bool part = false, result;
	intern_init(&names);
	for (size_t i = 0; i < count; i++) {
		struct str line = cues[i].count > 0 ? without_marks(cues[i].lines[0]) : STR_EMPTY;
		size_t n = name_length(line);
		if (n > 0) {
			struct str name = str_slice(line, 0, n);
			(void)intern_add(&names, name);
			part = part || call_role_of(call, name)[0] != '\0';
			named++;
		}
	}
	result = named > 0 && (part || named > names.count || named * 4 >= count);
	intern_release(&names);
	return result;
}

/* Teams writes the name on a line of its own above the words: whether the first lines of most cues are such, names that
 * come back and words below. */
static bool names_stand_above(const struct caption_lines *cues, size_t count)
{
	struct intern names;
	size_t named = 0;
	bool result;
	intern_init(&names);
	for (size_t i = 0; i < count; i++) {
		struct str first = cues[i].count > 1 ? cues[i].lines[0] : STR_EMPTY;
		if (call_is_name(first)) {
			(void)intern_add(&names, first);
			named++;
		}
	}
	result = named >= 2 && named * 4 >= count * 3 && named > names.count;
	intern_release(&names);
	return result;
}

/* The first line of each cue becomes the voice of the others. */
static void take_names_above(struct caption_lines *cues, struct str *voices, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cues[i].count > 1 && call_is_name(cues[i].lines[0])) {
			voices[i] = cues[i].lines[0];
			cues[i].lines++;
			cues[i].count--;
		}
	}
}

static void add_cue_turns(struct call *call, const struct cue *cue, const struct caption_lines *lines, size_t from,
                          struct str voice, bool names, struct str *speaker)
{
	for (size_t i = from; i < lines->count; i++) {
		struct str line = lines->lines[i];
		bool new_line = false;
		size_t n = names && voice.len == 0 ? name_length(line) : 0;
		if (str_starts(line, STR(">>"))) {
			line = without_marks(line);
			new_line = true;
			*speaker = n > 0 ? *speaker : STR_EMPTY;
			n = names ? name_length(line) : 0;
		} else if (lines->count > 1 && str_starts(line, STR("- "))) {
			line = str_slice(line, 2, line.len);
			new_line = true;
		}
		if (n > 0) {
			*speaker = str_slice(line, 0, n);
			line = str_slice(line, n + 1, line.len);
		}
		if (voice.len > 0) {
			*speaker = voice;
		}
		call_turn(call, *speaker, line, i == from ? cue->start : -1, cue->end, new_line);
	}
}

/* What the cues of a file are made into: lines without tags, and who speaks by "<v Name>". */
struct spoken_cues {
	struct caption_lines *lines; /* lines[cues->count] */
	struct str *voices;
	size_t rolling; /* cues that begin with the line that the cue before ended with */
};

static void open_spoken(struct spoken_cues *spoken, struct cues *cues)
{
	spoken->lines = memory_array(cues->count + 1, sizeof *spoken->lines);
	spoken->voices = memory_array(cues->count + 1, sizeof *spoken->voices);
	spoken->rolling = 0;
	for (size_t i = 0; i < cues->count; i++) {
		struct buf text;
		buf_init(&text, SIZE_MAX);
		caption_text(&text, cues->cues[i].text, &cues->arena, &spoken->voices[i]);
		spoken->lines[i] = split_lines(&cues->arena, arena_dup(&cues->arena, buf_str(&text)));
		buf_release(&text);
		spoken->rolling += i > 0 && overlap(&spoken->lines[i - 1], &spoken->lines[i]) > 0;
	}
	if (names_stand_above(spoken->lines, cues->count)) {
		take_names_above(spoken->lines, spoken->voices, cues->count);
	}
}

static int emit_cues(struct reading *reading, struct cues *cues, struct err *err)
{
	struct call *call = call_open(reading);
	struct call_about about = { .id = STR_EMPTY };
	struct caption_lines none = { NULL, 0 };
	struct spoken_cues spoken;
	struct str speaker = STR_EMPTY;
	bool names, rolls;
	int result;
	open_spoken(&spoken, cues);
	rolls = cues->count > 2 && (double)spoken.rolling >= ROLLING_SHARE * (double)cues->count;
	names = names_are_speakers(call, spoken.lines, cues->count);
	for (size_t i = 0; i < cues->count; i++) {
		const struct caption_lines *before = i > 0 ? &spoken.lines[i - 1] : &none;
		size_t from = rolls ? overlap(before, &spoken.lines[i]) : 0;
		add_cue_turns(call, &cues->cues[i], &spoken.lines[i], from, spoken.voices[i], names, &speaker);
	}
	if (rolls) {
		book_note(reading->run->book, "rolling_captions", 1);
	}
	result = call->names.count > 0 ? call_emit(call, &about, err)
	                               : reading_reject(reading, 0, SIZE_MAX, "cues without words", STR_EMPTY, err);
	call_close(call);
	free(spoken.lines);
	free(spoken.voices);
	return result;
}

/* The whole file as valid UTF-8; NULs stay for the parsers to replace. */
static int whole_file(struct reading *reading, struct buf *out, struct err *err)
{
	struct buf bytes;
	const char *note;
	int result;
	buf_init(&bytes, DOCUMENT_LIMIT);
	result = infile_all(reading->file, &bytes, err);
	if (result >= 0 && utf8_bad_at(buf_str(&bytes)) < bytes.len) {
		charset_field(out, buf_str(&bytes), reading->run->book, &note);
	} else if (result >= 0) {
		buf_str_add(out, buf_str(&bytes));
	}
	buf_release(&bytes);
	return result;
}

/* More cues without words than with: an empty line stands between each time and its words, as Teams writes it. */
static bool words_stand_apart(const struct cues *cues)
{
	size_t empty = 0;
	for (size_t i = 0; i < cues->count; i++) {
		empty += str_trim(cues->cues[i].text).len == 0;
	}
	return empty * 2 > cues->count;
}

enum captions { CAPTIONS_VTT, CAPTIONS_SRT, CAPTIONS_SBV };

static void read_cues(struct cues *cues, enum captions kind, struct str text)
{
	if (kind == CAPTIONS_SRT) {
		captions_srt(cues, text);
	} else if (kind == CAPTIONS_SBV) {
		captions_sbv(cues, text);
	} else if (!captions_vtt(cues, text) || (cues->count == 0 && cues->damaged > 0)) {
		captions_srt(cues, text); /* no signature, or commas in the times: players show it, so do we */
	} else if (words_stand_apart(cues)) {
		cues_release(cues);
		captions_srt(cues, text);
	}
}

static int parse_captions(struct reading *reading, enum captions kind, struct err *err)
{
	struct cues cues = { 0 };
	struct buf text;
	int result;
	if (reading->explain != NULL) {
		return 0;
	}
	buf_init(&text, SIZE_MAX);
	result = whole_file(reading, &text, err);
	if (result >= 0) {
		read_cues(&cues, kind, buf_str(&text));
	}
	if (result >= 0 && cues.damaged > 0) {
		book_note(reading->run->book, "caption_time_damaged", cues.damaged);
	}
	if (result >= 0 && cues.count == 0) {
		result = reading_reject(reading, 0, SIZE_MAX, "no cue with a time and a text in it",
		                        str_slice(buf_str(&text), 0, text.len < 200 ? text.len : 200), err);
	} else if (result >= 0) {
		result = emit_cues(reading, &cues, err);
	}
	cues_release(&cues);
	buf_release(&text);
	return result;
}

static int parse_vtt(struct reading *reading, struct err *err)
{
	return parse_captions(reading, CAPTIONS_VTT, err);
}

static int parse_srt(struct reading *reading, struct err *err)
{
	return parse_captions(reading, CAPTIONS_SRT, err);
}

static int parse_sbv(struct reading *reading, struct err *err)
{
	return parse_captions(reading, CAPTIONS_SBV, err);
}

static struct str without_bom(struct str ahead)
{
	size_t bom;
	(void)charset_bom(ahead, &bom);
	return str_slice(ahead, bom, ahead.len);
}

static int detect_vtt(const struct glance *first)
{
	struct str s = without_bom(first->ahead);
	if (str_starts(s, STR("WEBVTT")) && (s.len == 6 || strchr(" \t\r\n", s.at[6]) != NULL)) {
		return 98;
	}
	return str_ends_nocase(str_from(first->path), STR(".vtt")) ? 50 : 0;
}

/* Cues in the first bytes, and whether the first stands at the very start. */
static int detect_loose(const struct glance *first, const char *ending,
                        void (*read)(struct cues *cues, struct str bytes))
{
	struct cues cues = { 0 };
	struct str s = without_bom(first->ahead);
	int sure;
	s = str_slice(s, 0, s.len < 4096 ? s.len : 4096);
	for (size_t lines = 0, at = 0; at < s.len && lines < START_LINES; at = str_find(s, STR("\n"), at) + 1) {
		struct str line = str_trim(str_slice(s, at, str_find(s, STR("\n"), at)));
		double start, end;
		lines += line.len > 0;
		if (caption_times(line, &start, &end)) { /* else a document that shows an example further down */
			read(&cues, s);
			break;
		}
	}
	sure = cues.count >= 2                                            ? 90
	       : cues.count == 1                                          ? 80
	       : str_ends_nocase(str_from(first->path), str_from(ending)) ? 50
	                                                                  : 0;
	cues_release(&cues);
	return sure;
}

static int detect_srt(const struct glance *first)
{
	return detect_loose(first, ".srt", captions_srt);
}

static int detect_sbv(const struct glance *first)
{
	return detect_loose(first, ".sbv", captions_sbv);
}

const struct format format_vtt = { .name = "vtt",
	                           .looks_for = "a first line \"WEBVTT\"",
	                           .detect = detect_vtt,
	                           .parse = parse_vtt,
	                           .channel = "call" };
const struct format format_srt = { .name = "srt",
	                           .looks_for = "lines \"00:00:01,000 --> 00:00:02,500\"",
	                           .detect = detect_srt,
	                           .parse = parse_srt,
	                           .channel = "call" };
const struct format format_sbv = { .name = "sbv",
	                           .looks_for = "lines \"0:00:01.000,0:00:02.500\"",
	                           .detect = detect_sbv,
	                           .parse = parse_sbv,
	                           .channel = "call" };
