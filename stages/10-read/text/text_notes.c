/* text_notes.c - the format text: notes that people typed, with no format at all.
 *
 * What one contact is has to be seen from the content; the first INFILE_PEEK bytes decide, and --explain says it:
 *   rules     lines of three or more - = * _ # ~ alone stand between notes: what stands between two of them is a note;
 *   lines     no empty lines between the lines, and lines that do not look wrapped (a wrapped text has lines of nearly
 * one length that go on in lower case): each line is a note; blocks    empty lines stand between blocks: each block is
 * a note, when there are more than a letter has (BLOCKS_OF_ONE) or the blocks start alike (a date, a number, "Ticket
 * 12"); whole     else the file is one note. A line that is wrapped in a tag ("<Cons>slow</Cons>") loses it; product
 * reviews annotated as "feature[+2]##sentence" lose the annotation, and "[t]" lines start a review. Memory: one note.
 */
#include "charset.h"
#include "dates.h"
#include "format.h"

enum { WRAP_MOST = 110, BLOCKS_OF_ONE = 6, SAMPLE_LINES = 400, NOTE_LIMIT = 16 * 1024 * 1024 };

enum text_shape { TEXT_WHOLE, TEXT_LINES, TEXT_BLOCKS, TEXT_RULES, TEXT_REVIEWS };
static const char *const shape_names[] = { "one note", "a note per line", "a note per block between empty lines",
	                                   "a note between rules", "reviews with [t] lines" };

static bool is_rule(struct str line)
{
	line = str_trim(line);
	if (line.len < 3 || strchr("-=*_#~", line.at[0]) == NULL || line.at[0] == '\0') {
		return false;
	}
	for (size_t i = 1; i < line.len; i++) {
		if (line.at[i] != line.at[0]) {
			return false;
		}
	}
	return true;
}

/* A date, a number with a sign, or a word and a number: how lists of notes head their items. */
static bool heads_a_note(struct str line)
{
	size_t digits = 0, i = 0;
	line = str_trim(line);
	while (i < line.len && strchr("#[(", line.at[i]) != NULL) {
		i++;
	}
	while (i < line.len && i < 16 && ascii_is_alpha(line.at[i])) {
		i++;
	}
	while (i < line.len && i < 18 && strchr(" #.:", line.at[i]) != NULL) {
		i++;
	}
	while (i < line.len && i < 30 && (ascii_is_digit(line.at[i]) || strchr("-/.:", line.at[i]) != NULL)) {
		digits += ascii_is_digit(line.at[i++]);
	}
	return digits > 0 && (i == line.len || strchr(" )],:\tT", line.at[i]) != NULL);
}

struct survey { /* of the first lines */
	size_t lines, empty, rules, blocks, heads, long_lines, wrapped, reviews, block_lines;
	/* of the line before: */
	size_t length;
	bool in_block, open; /* open: its sentence goes on */
};

/* A line of 50 to 100 bytes whose sentence is open, and this one goes on with a small letter: a wrapped paragraph. */
static bool goes_on(const struct survey *before, struct str line)
{
	return before->open && before->length >= 50 && before->length <= 100 && line.at[0] >= 'a' && line.at[0] <= 'z';
}

static void look_at_line(struct survey *seen, struct str line)
{
	struct str words = str_trim(line);
	if (words.len == 0) {
		seen->empty++;
		seen->in_block = seen->open = false;
		return;
	}
	seen->lines++;
	if (is_rule(line)) {
		seen->rules += seen->lines > 1;
		seen->in_block = false;
		return;
	}
	if (!seen->in_block) {
		seen->blocks++;
		seen->heads += heads_a_note(line);
	}
	seen->in_block = true;
	seen->block_lines++;
	seen->wrapped += goes_on(seen, line);
	seen->long_lines += line.len > WRAP_MOST;
	seen->reviews += str_starts(line, STR("[t]")) || str_find(line, STR("##"), 0) < line.len;
	seen->open = strchr(".!?", words.at[words.len - 1]) == NULL;
	seen->length = line.len;
}

static void look(struct survey *seen, struct str ahead)
{
	size_t at = 0;
	while (at < ahead.len && seen->lines < SAMPLE_LINES) {
		size_t end = at;
		while (end < ahead.len && ahead.at[end] != '\n' && ahead.at[end] != '\r') {
			end++;
		}
		look_at_line(seen, str_slice(ahead, at, end));
		at = end + 1 + (end + 1 < ahead.len && ahead.at[end] == '\r' && ahead.at[end + 1] == '\n');
	}
}

static enum text_shape shape_of(struct str ahead)
{
	struct survey seen = { 0 };
	look(&seen, ahead);
	if (seen.reviews > 4 && seen.reviews * 2 > seen.lines) {
		return TEXT_REVIEWS;
	}
	if (seen.rules > 0 && seen.blocks > seen.rules) {
		return TEXT_RULES;
	}
	if (seen.blocks >= 2 && seen.heads * 2 > seen.blocks) {
		return TEXT_BLOCKS;
	}
	if (seen.lines < 2) {
		return TEXT_WHOLE;
	}
	/* hardly an empty line: what stands together is a list, or a wrapped letter */
	if (seen.blocks * 8 <= seen.block_lines || seen.empty == 0) {
		bool wrapped = seen.wrapped * 4 > seen.block_lines &&
		               seen.long_lines * 4 < seen.block_lines; /* who wraps leaves no long lines */
		return wrapped ? (seen.blocks > BLOCKS_OF_ONE ? TEXT_BLOCKS : TEXT_WHOLE) : TEXT_LINES;
	}
	return seen.blocks > BLOCKS_OF_ONE ? TEXT_BLOCKS : TEXT_WHOLE;
}

struct note {
	struct reading *reading;
	struct buf text, title;
};

/* Bytes of the first word, which a bracket, a comma or a blank ends. */
static size_t first_word(struct str text)
{
	enum { WORD_MOST = 40 };
	size_t end = 0;
	while (end < text.len && end < WORD_MOST && !ascii_is_space(text.at[end]) &&
	       strchr(")],", text.at[end]) == NULL) {
		end++;
	}
	return end;
}

static bool is_date(const struct reading *reading, struct str text, char time[DATE_TEXT_SIZE])
{
	return date_to_text(reading->words->dates, text, DATE_ORDER_UNKNOWN, time) == DATE_FOUND;
}

/* The date that a note starts with: one or two words ("2024-01-02", "2024-01-02 10:15", "3 March" is none). */
static struct str leading_date(struct reading *reading, struct str text)
{
	enum { DATE_LEAST = 6, CLOCK_LEAST = 4, BOTH_MOST = 60 /* bytes; a lone number is no date */ };
	char time[DATE_TEXT_SIZE];
	size_t first, second;
	while (text.len > 0 && strchr("#[(", text.at[0]) != NULL) {
		text = str_slice(text, 1, text.len);
	}
	first = first_word(text);
	if (first < DATE_LEAST || !ascii_is_digit(text.at[0])) {
		return STR_EMPTY;
	}
	second = first + (first < text.len);
	while (second < text.len && second < BOTH_MOST && (ascii_is_digit(text.at[second]) || text.at[second] == ':')) {
		second++;
	}
	if ((second > first + CLOCK_LEAST && is_date(reading, str_slice(text, 0, second), time)) ||
	    (memchr(text.at, '-', first) != NULL && is_date(reading, str_slice(text, 0, first), time))) {
		return arena_dup(&reading->arena, str_from(time));
	}
	return STR_EMPTY;
}

static int emit_note(struct note *note, struct err *err)
{
	struct contact contact = { .copies = 1,
		                   .text = str_trim(buf_str(&note->text)),
		                   .title = buf_str(&note->title) };
	int result = 0;
	if (buf_check(&note->text, "a note", NULL) < 0) {
		result = reading_reject(note->reading, 0, SIZE_MAX, "a note is longer than 16 MiB",
		                        str_slice(contact.text, 0, 200), err);
	} else if (contact.text.len > 0) {
		contact.time = leading_date(note->reading, contact.text);
		result = reading_emit(note->reading, &contact, err);
	}
	buf_clear(&note->text);
	buf_clear(&note->title);
	return result;
}

static void add_line(struct note *note, struct str line)
{
	const char *unused;
	if (note->text.len > 0) {
		buf_byte(&note->text, '\n');
	}
	charset_field(&note->text, line, note->reading->run->book, &unused);
}

/* "<Cons>slow</Cons>" without its tag. */
static struct str without_tag(struct str line)
{
	struct str inner = str_trim(line);
	size_t close = str_find(inner, STR(">"), 0), open;
	struct str name;
	if (inner.len < 8 || inner.at[0] != '<' || close == inner.len || inner.at[inner.len - 1] != '>') {
		return line;
	}
	name = str_slice(inner, 1, close);
	open = inner.len - name.len - 3;
	if (inner.len < 2 * name.len + 5 || inner.at[open] != '<' || inner.at[open + 1] != '/' ||
	    !str_eq(str_slice(inner, open + 2, inner.len - 1), name)) {
		return line;
	}
	return str_slice(inner, close + 1, open);
}

static int review_line(struct note *note, struct str line, struct err *err)
{
	size_t mark = str_find(line, STR("##"), 0);
	int result = 0;
	if (str_starts(line, STR("[t]"))) {
		const char *unused;
		result = emit_note(note, err);
		charset_field(&note->title, str_trim(str_slice(line, 3, line.len)), note->reading->run->book, &unused);
	} else if (mark < line.len) {
		add_line(note, str_trim(str_slice(line, mark + 2, line.len)));
	}
	return result;
}

static int take_line(struct note *note, enum text_shape shape, struct str line, struct err *err)
{
	int result = 0;
	if (shape == TEXT_REVIEWS) {
		return review_line(note, line, err);
	}
	if (shape == TEXT_RULES && is_rule(line)) {
		return emit_note(note, err);
	}
	if (shape == TEXT_BLOCKS && (str_trim(line).len == 0 || is_rule(line))) {
		return emit_note(note, err);
	}
	add_line(note, shape == TEXT_LINES ? without_tag(line) : line);
	if (shape == TEXT_LINES) {
		result = emit_note(note, err);
	}
	return result;
}

/* Bare CR ends lines too; a line of lines_next may hold several then. */
static int take_lines(struct note *note, enum text_shape shape, struct str line, struct err *err)
{
	int result = 0;
	if (line.len > 0 && line.at[line.len - 1] == '\r') {
		line.len--;
	}
	while (result >= 0 && line.at != NULL) {
		struct str rest, one = str_cut(line, '\r', &rest);
		result = take_line(note, shape, one, err);
		line = rest;
	}
	return result;
}

static int parse_text(struct reading *reading, struct err *err)
{
	struct note note = { .reading = reading };
	struct lines lines;
	struct str ahead, line;
	enum text_shape shape;
	int result = infile_peek(reading->file, &ahead, err);
	if (result < 0) {
		return result;
	}
	shape = shape_of(ahead);
	if (reading->explain != NULL) {
		buf_printf(reading->explain, "  %s\n", shape_names[shape]);
		return 0;
	}
	buf_init(&note.text, NOTE_LIMIT);
	buf_init(&note.title, NOTE_LIMIT);
	lines_init(&lines, reading->file);
	while (result >= 0 && (result = lines_next(&lines, &line, err)) > 0) {
		result = take_lines(&note, shape, line, err);
	}
	if (result >= 0) {
		result = emit_note(&note, err);
	}
	lines_release(&lines);
	buf_release(&note.text);
	buf_release(&note.title);
	return result;
}

/* Text has no NULs and hardly any control characters. */
static int detect_text(const struct glance *first)
{
	struct str ahead = first->ahead;
	size_t bom, controls = 0, n = ahead.len < 65536 ? ahead.len : 65536;
	struct str name = str_from(first->path);
	if (charset_bom(ahead, &bom) == NULL && n > 0 && memchr(ahead.at, '\0', n) != NULL) {
		return 0;
	}
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)ahead.at[i];
		controls += c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B;
	}
	if (controls * 200 > n) {
		return 0;
	}
	return str_ends_nocase(name, STR(".txt")) || str_ends_nocase(name, STR(".text")) ? 30 : 15;
}

const struct format format_text = {
	.name = "text",
	.looks_for = "plain text: notes per line, per block, between rules, or one (--explain says which)",
	.detect = detect_text,
	.parse = parse_text,
	.channel = NULL
};
