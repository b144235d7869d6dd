/* turns_text.c - transcripts as plain text: zoom ("[Name] 11:02:09" above what was said), switchboard ("A.12: …"), and
 * dialogue ("Agent: …" on each line).
 *
 * In: one call a file; out: turns (calls.c). A line that names no speaker goes on with the one before. Sounds in angle
 * brackets or brackets alone on their line are no words. Memory: the words of the call. */
#include "turns_text.h"

#include "charset.h"

enum {
	LABEL_BYTES = 48,
	LABEL_WORDS = 5,
	LABELS_MOST = 8, /* different ones in a file: more are no speakers */
	CLOCK_BYTES = 24 /* of a time before a label: longer is a column of numbers */
};

/* Where the label ends and what is said starts; 0: the line has no label. */
typedef size_t label_of(struct str line, struct str *name);

static size_t zoom_label(struct str line, struct str *name)
{
	size_t close = str_find(line, STR("]"), 0), at = close + 1;
	if (line.len < 3 || line.at[0] != '[' || close == line.len || close < 2 || close > 120) {
		return 0;
	}
	*name = str_slice(line, 1, close);
	while (at < line.len && (ascii_is_digit(line.at[at]) || line.at[at] == ':' || line.at[at] == ' ')) {
		at++;
	}
	return at == line.len ? at : 0; /* the words stand below */
}

static size_t switchboard_label(struct str line, struct str *name)
{
	size_t at = 2;
	if (line.len < 4 || line.at[0] < 'A' || line.at[0] > 'Z' || line.at[1] != '.') {
		return 0;
	}
	while (at < line.len && ascii_is_digit(line.at[at])) {
		at++;
	}
	if (at == 2 || at == line.len || line.at[at] != ':') {
		return 0;
	}
	*name = str_slice(line, 0, 1);
	return at + 1;
}

/* "[00:12] " in front of a label: its bytes, CLOCK_BYTES at the most. */
static size_t clock_length(struct str line)
{
	static const char signs[] = { '[', ']', '(', ')', ':', '.', ',', ' ', '-' };
	size_t at = 0;
	if (line.len == 0 || !(line.at[0] == '[' || line.at[0] == '(' || ascii_is_digit(line.at[0]))) {
		return 0;
	}
	while (at < line.len && at < CLOCK_BYTES &&
	       (ascii_is_digit(line.at[at]) || memchr(signs, line.at[at], sizeof signs) != NULL)) {
		at++;
	}
	return at;
}

/* "Agent:", "Customer (Ann):", "[00:12] Ann Lee:", "spk_0:" */
static size_t dialogue_label(struct str line, struct str *name)
{
	size_t start = clock_length(line), end;
	struct str label = str_slice(line, start, line.len);
	if (start == CLOCK_BYTES) {
		return 0;
	}
	end = call_name_end(label, LABEL_BYTES, LABEL_WORDS);
	if (end == 0 || memchr(label.at, '&', end) != NULL ||
	    (end + 1 < label.len && label.at[end + 1] != ' ' && label.at[end + 1] != '\t')) {
		return 0;
	}
	*name = str_trim(str_slice(label, 0, end));
	return start + end + 1;
}

/* "<Laughter>", "[noise]" all over the line: no words of anyone. */
static bool is_sound(struct str line)
{
	return line.len > 2 && ((line.at[0] == '<' && str_find(line, STR(">"), 0) == line.len - 1) ||
	                        (line.at[0] == '[' && str_find(line, STR("]"), 0) == line.len - 1));
}

void turns_dialogue(struct call *call, struct str text)
{
	struct str speaker = STR_EMPTY;
	while (text.at != NULL) {
		struct str rest, line = str_trim(str_cut(text, '\n', &rest)), name;
		size_t from = dialogue_label(line, &name);
		if (from > 0) {
			speaker = name;
			line = str_trim(str_slice(line, from, line.len));
		}
		call_turn(call, speaker, line, -1, -1, false);
		text = rest;
	}
}

/* "00:05:00" alone: a section of a transcript. */
static bool is_section_time(struct str line)
{
	return line.len > 0 && clock_length(line) == line.len && memchr(line.at, ':', line.len) != NULL;
}

/* A line of the program that wrote the transcript. */
static bool is_programs(const struct read_words *words, struct str line)
{
	return is_section_time(line) || language_rows_starts(&words->exports, "transcript_footer", line) > 0;
}

enum { HEADING_MOST = 20 /* lines above what is said */ };

/* A label stands in the first lines: without one nothing else is asked, for this is looked at in every file. */
static bool labelled_soon(struct str ahead, label_of *label)
{
	size_t lines = 0;
	while (ahead.at != NULL && lines <= HEADING_MOST) {
		struct str line = str_trim(str_cut(ahead, '\n', &ahead)), name;
		if (line.len > 0 && label(line, &name) > 0) {
			return true;
		}
		lines += line.len > 0;
	}
	return false;
}

/* A title: few words, and no end of a sentence. */
static bool is_title(struct str line)
{
	enum { TITLE_WORDS = 8 };
	return str_words(line) <= TITLE_WORDS && strchr(".!?:", line.at[line.len - 1]) == NULL;
}

/* Lines above what is said, where one of them says so ("Attendees", *said), or they are titles: how many lines that are
 * not empty stand before the first label; 0: the text has no such heading. */
static size_t heading_lines(const struct read_words *words, struct str ahead, label_of *label, bool *said)
{
	enum { TITLES_MOST = 3 };
	size_t lines = 0, at = 0;
	bool heading = false, titles = true;
	*said = false;
	if (!labelled_soon(ahead, label)) {
		return 0;
	}
	while (at < ahead.len && lines < HEADING_MOST) {
		size_t end = str_find(ahead, STR("\n"), at), word;
		struct str line = str_trim(str_slice(ahead, at, end)), name;
		at = end + 1;
		if (line.len == 0) {
			continue;
		}
		word = language_rows_starts(&words->exports, "transcript_heading", line);
		heading = heading || word == line.len || (word > 0 && word + 1 == line.len) || is_section_time(line);
		if (word == 0 && label(line, &name) > 0) {
			*said = heading && lines > 0;
			return heading || (titles && lines <= TITLES_MOST) ? lines : 0;
		}
		titles = titles && is_title(line);
		lines++;
	}
	return 0;
}

struct turns {
	struct call *call;
	label_of *label;
	bool calls_by_rule; /* the numbers of the turns start again where a call does (switchboard) */
	size_t heading;     /* lines of it still to come */
	struct buf speaker;
};

static bool begins_a_call(const struct turns *turns, struct str line)
{
	return turns->calls_by_rule && (str_starts(line, STR("A.1:")) || str_starts(line, STR("B.1:"))) &&
	       turns->call->names.count > 0;
}

static int take_turn_line(struct turns *turns, struct str line, struct err *err)
{
	struct call_about about = { .id = STR_EMPTY };
	struct str name;
	size_t from;
	if (line.len > 0 && turns->heading > 0) {
		turns->heading--;
		return 0;
	}
	if (begins_a_call(turns, line)) {
		int result = call_emit(turns->call, &about, err);
		buf_clear(&turns->speaker);
		if (result < 0) {
			return result;
		}
	}
	from = turns->label(line, &name);
	if (from > 0) {
		buf_clear(&turns->speaker);
		buf_str_add(&turns->speaker, name);
		line = str_trim(str_slice(line, from, line.len));
	}
	if (!is_sound(line) && !is_programs(turns->call->reading->words, line)) {
		call_turn(turns->call, buf_str(&turns->speaker), line, -1, -1, false);
	}
	return 0;
}

static int read_turns(struct reading *reading, label_of *label, bool calls_by_rule, struct err *err)
{
	struct turns turns = { .label = label, .calls_by_rule = calls_by_rule };
	struct call_about about = { .id = STR_EMPTY };
	struct lines lines;
	struct str line, ahead;
	bool said_so;
	int result = infile_peek(reading->file, &ahead, err);
	if (result < 0 || reading->explain != NULL) {
		return result;
	}
	turns.heading = heading_lines(reading->words, ahead, label, &said_so);
	if (turns.heading > 0) {
		book_note(reading->run->book, "transcript_heading", turns.heading);
	}
	buf_init(&turns.speaker, 4096);
	turns.call = call_open(reading);
	lines_init(&lines, reading->file);
	while (result >= 0 && (result = lines_next(&lines, &line, err)) > 0) {
		result = take_turn_line(&turns, str_trim(line), err);
	}
	if (result >= 0) {
		result = call_emit(turns.call, &about, err);
	}
	lines_release(&lines);
	call_close(turns.call);
	buf_release(&turns.speaker);
	return result;
}

static int parse_zoom(struct reading *reading, struct err *err)
{
	return read_turns(reading, zoom_label, false, err);
}

static int parse_switchboard(struct reading *reading, struct err *err)
{
	return read_turns(reading, switchboard_label, true, err);
}

static int parse_dialogue(struct reading *reading, struct err *err)
{
	return read_turns(reading, dialogue_label, false, err);
}

struct labels {
	size_t lines, labelled, kinds;
	size_t customers, agents; /* labels that are such words, with a sentence behind them */
	bool headed;              /* a heading of a transcript stands above */
	bool spoken_below;        /* the line behind a label is text */
};

/* "Agent: How can I help?": by the word for the part, and not "Agent: Joe". */
static void count_part(struct labels *seen, const struct read_words *words, struct str name, struct str said)
{
	enum { WORDS_LEAST = 3 };
	const char *role = str_words(said) >= WORDS_LEAST ? call_role_named(words, name) : "";
	seen->customers += strcmp(role, "customer") == 0;
	seen->agents += strcmp(role, "agent") == 0;
}

static struct labels count_labels(const struct glance *first, label_of *label)
{
	struct str ahead = first->ahead;
	struct labels seen = { 0 };
	struct intern names;
	size_t at = 0, bom, heading;
	bool after = false, said_so;
	intern_init(&names);
	(void)charset_bom(ahead, &bom);
	ahead = str_slice(ahead, bom, ahead.len < 65536 ? ahead.len : 65536);
	heading = heading_lines(first->words, ahead, label, &said_so);
	seen.headed = said_so;
	heading = said_so ? heading : 0;
	while (at < ahead.len && seen.lines < 400) {
		size_t end = str_find(ahead, STR("\n"), at);
		struct str line = str_trim(str_slice(ahead, at, end)), name;
		size_t said;
		at = end + 1;
		if (line.len == 0 || heading > 0 || is_section_time(line) ||
		    (seen.headed && is_programs(first->words, line))) {
			heading -= line.len > 0 && heading > 0;
			continue;
		}
		seen.lines++;
		said = label(line, &name);
		if (said > 0) {
			(void)intern_add(&names, name);
			count_part(&seen, first->words, name, str_slice(line, said, line.len));
			seen.labelled++;
			after = true;
		} else {
			seen.spoken_below = seen.spoken_below || after;
			after = false;
		}
	}
	seen.kinds = names.count;
	intern_release(&names);
	return seen;
}

static int detect_zoom(const struct glance *first)
{
	struct labels seen = count_labels(first, zoom_label);
	return seen.labelled >= 2 && seen.spoken_below && seen.labelled * 4 >= seen.lines ? 90 : 0;
}

static int detect_switchboard(const struct glance *first)
{
	struct labels seen = count_labels(first, switchboard_label);
	return seen.labelled >= 3 && seen.labelled * 3 >= seen.lines ? 90 : 0;
}

/* Most lines start with one of a few labels that come back. */
static int detect_dialogue(const struct glance *first)
{
	struct labels seen = count_labels(first, dialogue_label);
	bool all_parts = seen.customers > 0 && seen.agents > 0 && seen.customers + seen.agents == seen.labelled;
	if ((seen.headed || all_parts) && seen.labelled >= 2 && seen.labelled * 10 >= seen.lines * 4) {
		return 60;
	}
	return seen.labelled >= 3 && seen.kinds >= 2 && seen.kinds <= LABELS_MOST &&
	               seen.labelled >= 2 * seen.kinds - 1 && seen.labelled * 10 >= seen.lines * 4
	           ? 60
	           : 0;
}

const struct format format_zoom = { .name = "zoom",
	                            .looks_for = "\"[Name] 11:02:09\" above what was said, as meeting programs save it",
	                            .detect = detect_zoom,
	                            .parse = parse_zoom,
	                            .channel = "call" };
const struct format format_switchboard = { .name = "switchboard",
	                                   .looks_for = "turns \"A.1: …\", \"B.2: …\"",
	                                   .detect = detect_switchboard,
	                                   .parse = parse_switchboard,
	                                   .channel = "call" };
const struct format format_dialogue = { .name = "dialogue",
	                                .looks_for =
	                                    "lines \"Agent: …\", \"Customer: …\" with a few names that come back",
	                                .detect = detect_dialogue,
	                                .parse = parse_dialogue,
	                                .channel = "call" };
