/* boilerplate.c - see boilerplate.h. What is cut; boilerplate_learn.c finds it.
 *
 * A unit is a line, or a sentence of a line longer than UNIT_LINE. Units are compared in a folded form (boilerplate_fold: ASCII lower case, blanks collapsed, every number as one 0), whole.
 * Three reasons cut a unit: it is in the lexicon or the list; it starts with a lexicon's "start" phrase; or its shape alone says that a program drew it: a rule, a row of a ticket's table
 * ("Reporter: … | Owner: …"), a ticked box of a form, an instruction in an HTML comment. Code between fences is no words of anybody's: it goes as well, unless it is to be kept. Memory: the lists. Time: one hash a line. */
#include "boilerplate.h"

#include <stdlib.h>

#include "boilerplate_unit.h"
#include "hash.h"
#include "role_agents.h"
#include "tsv.h"

enum {
	STARTS = 256,
	FRONTS = 1 << 13,
	FRONT_BYTES = 6,  /* fewer hold more lines up, more say no more: entries are some hundreds */
	RULE_LEAST = 5,   /* bytes of "-----": shorter ones are dashes */
	FIELD_BYTES = 24 /* "Severity:" in a table's row */
};

struct start {
	struct str text;
	struct start *next;
};

struct boilerplate {
	struct arena arena;
	struct intern units;          /* folded, whole */
	struct intern labels;         /* folded, without the colon that they end with in the list */
	struct start *starts[STARTS]; /* by first byte */
	unsigned char fronts[FRONTS / 8]; /* bits: folded first FRONT_BYTES of units and starts, hashed; most lines stop here */
	bool keep_code;               /* code between fences is not cut */
	bool sentences;               /* the list has some: long lines are looked at by sentence */
	struct buf folded, out;
};

static size_t front_of(struct str folded)
{
	return (size_t)hash64(str_slice(folded, 0, folded.len < FRONT_BYTES ? folded.len : FRONT_BYTES), 3) & (FRONTS - 1);
}

static void add_front(struct boilerplate *b, struct str folded)
{
	size_t front = front_of(folded);
	b->fronts[front / 8] |= (unsigned char)(1u << front % 8);
}

/* False when no entry begins as the unit does: the first FRONT_BYTES of boilerplate_fold without the rest of it. */
static bool front_known(const struct boilerplate *b, struct str unit)
{
	char front[FRONT_BYTES];
	size_t len = 0, at = 0, number;
	while (at < unit.len && boilerplate_edge(unit.at[at])) {
		at++;
	}
	for (; at < unit.len && len < FRONT_BYTES; at++) {
		char c = unit.at[at];
		if (ascii_is_space(c)) {
			c = ' ';
		} else if (ascii_is_digit(c)) {
			c = '0';
		}
		if ((c != ' ' && c != '0') || len == 0 || front[len - 1] != c) {
			front[len++] = ascii_lower(c);
		}
	}
	if (len < FRONT_BYTES) {
		return true;
	}
	number = front_of((struct str){ front, len });
	return (b->fronts[number / 8] >> number % 8 & 1) != 0;
}

static void add_start(struct boilerplate *b, struct str text)
{
	struct start *start = arena_alloc(&b->arena, sizeof *start);
	unsigned char first = (unsigned char)text.at[0];
	*start = (struct start){ arena_dup(&b->arena, text), b->starts[first] };
	add_front(b, text);
	b->starts[first] = start;
}

static int load_lexicon(struct boilerplate *b, const char *lexicons, const char *code, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, &b->arena, lexicons, code, "boilerplate.tsv", 2, err);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		struct str kind = table.rows[i].cells[0];
		boilerplate_fold(&b->folded, table.rows[i].cells[1]);
		if (str_eq(kind, STR("line")) && b->folded.len > 0) {
			intern_add(&b->units, buf_str(&b->folded));
			add_front(b, buf_str(&b->folded));
		} else if (str_eq(kind, STR("start")) && b->folded.len > 0) {
			add_start(b, buf_str(&b->folded));
		} else {
			result = err_set(err, GRIPE_DATA, "kind \"%.*s\" is not line or start, or its phrase is empty", STR_ARGS(kind));
			err_at(err, arena_printf(&b->arena, "%s/%s/boilerplate.tsv", lexicons, code).at, table.rows[i].line, 0);
		}
	}
	return result;
}

static int load_list(struct boilerplate *b, const char *path, struct err *err)
{
	struct tsv table;
	int result = tsv_load(&table, &b->arena, path, 3, err);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		if (role_agents_row(table.rows[i].cells[0])) {
			continue;
		}
		boilerplate_fold(&b->folded, table.rows[i].cells[2]);
		if (str_ends(table.rows[i].cells[2], STR(":"))) {
			intern_add(&b->labels, buf_str(&b->folded));
			continue;
		}
		intern_add(&b->units, buf_str(&b->folded));
		add_front(b, buf_str(&b->folded));
		b->sentences = true;
	}
	return result;
}

int boilerplate_open(struct boilerplate **out, const char *lexicons, const char *list, bool keep_code, struct err *err)
{
	struct boilerplate *b = memory_alloc(sizeof *b);
	struct tsv languages;
	int result;
	intern_init(&b->units);
	intern_init(&b->labels);
	b->keep_code = keep_code;
	buf_init(&b->folded, SIZE_MAX);
	buf_init(&b->out, SIZE_MAX);
	result = tsv_lexicon(&languages, &b->arena, lexicons, "any", "languages.tsv", 3, err);
	for (size_t i = 0; result >= 0 && i < languages.row_count; i++) {
		result = load_lexicon(b, lexicons, arena_dup(&b->arena, languages.rows[i].cells[0]).at, err);
	}
	if (result >= 0) {
		result = load_lexicon(b, lexicons, "any", err);
	}
	if (result >= 0 && list != NULL) {
		result = load_list(b, list, err);
	}
	if (result < 0) {
		boilerplate_close(b);
		return result;
	}
	*out = b;
	return 0;
}

void boilerplate_close(struct boilerplate *b)
{
	if (b == NULL) {
		return;
	}
	intern_release(&b->units);
	intern_release(&b->labels);
	arena_release(&b->arena);
	buf_release(&b->folded);
	buf_release(&b->out);
	free(b);
}

static bool drawn(struct str text)
{
	size_t marks = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (memchr("-=_+*~#|. \t", text.at[i], 11) == NULL) {
			return false;
		}
		marks += text.at[i] != ' ' && text.at[i] != '\t' && text.at[i] != '.';
	}
	return marks >= RULE_LEAST;
}

/* "Reporter: ann | Owner: bob": a field's name and colon at the front of both halves. */
static bool ticket_row(struct str text)
{
	const char *bar = memchr(text.at, '|', text.len);
	struct str left, right;
	size_t colon;
	if (bar == NULL) {
		return false;
	}
	left = str_trim((struct str){ text.at, (size_t)(bar - text.at) });
	right = str_trim((struct str){ bar + 1, text.len - (size_t)(bar + 1 - text.at) });
	colon = str_find(left, STR(":"), 0);
	if (colon == left.len || colon > FIELD_BYTES || left.len == 0 || !ascii_is_alpha(left.at[0])) {
		return false;
	}
	colon = str_find(right, STR(":"), 0);
	return right.len == 0 || (colon < right.len && colon <= FIELD_BYTES && ascii_is_alpha(right.at[0]));
}

/* "<details>", "</summary>": markup of a form with nothing between its tags. */
static bool only_tags(struct str text)
{
	size_t at = 0;
	while (at < text.len && text.at[at] == '<') {
		const char *end = memchr(text.at + at, '>', text.len - at);
		if (end == NULL || !(ascii_is_alpha(text.at[at + 1]) || text.at[at + 1] == '/')) {
			return false;
		}
		at = (size_t)(end - text.at) + 1;
		while (at < text.len && ascii_is_space(text.at[at])) {
			at++;
		}
	}
	return at == text.len;
}

static bool ticked_box(struct str text)
{
	return text.len >= 5 && (text.at[0] == '-' || text.at[0] == '*') && text.at[1] == ' ' && text.at[2] == '[' && text.at[4] == ']' &&
	       (text.at[3] == ' ' || text.at[3] == 'x' || text.at[3] == 'X');
}

static bool listed(struct boilerplate *b, struct str unit)
{
	struct str folded;
	if (!front_known(b, unit)) {
		return false;
	}
	boilerplate_fold(&b->folded, unit);
	folded = buf_str(&b->folded);
	if (folded.len == 0) {
		return false;
	}
	if (intern_find(&b->units, folded) != INTERN_NONE) {
		return true;
	}
	for (const struct start *start = b->starts[(unsigned char)folded.at[0]]; start != NULL; start = start->next) {
		if (str_starts(folded, start->text)) {
			return true;
		}
	}
	return false;
}

/* "OS version: Windows 10" with the label in the list: what follows it, or nothing when that is a word or two. False: no such label. */
static bool labelled(struct boilerplate *b, struct str text, struct str *value)
{
	size_t colon = str_find(text, STR(":"), 0), blanks = 0;
	if (b->labels.count == 0 || colon >= text.len || colon > UNIT_LINE) {
		return false;
	}
	boilerplate_fold(&b->folded, str_slice(text, 0, colon));
	if (intern_find(&b->labels, buf_str(&b->folded)) == INTERN_NONE) {
		return false;
	}
	*value = str_slice(text, colon + 1, text.len);
	while (value->len > 0 && boilerplate_edge(value->at[0])) {
		*value = str_slice(*value, 1, value->len);
	}
	for (size_t i = 0; i < value->len; i++) {
		blanks += ascii_is_space(value->at[i]);
	}
	*value = blanks < 2 ? STR_EMPTY : *value;
	return true;
}

/* Appends what is left of a line; true when something was cut from it. */
static bool cut_line(struct boilerplate *b, struct str line)
{
	struct str text = str_trim(line), value;
	size_t at = 0;
	bool any = false;
	if (text.len == 0) {
		return false;
	}
	if (labelled(b, text, &value)) {
		buf_str_add(&b->out, value);
		return true;
	}
	if (drawn(text) || ticket_row(text) || ticked_box(text) || only_tags(text) || listed(b, text)) {
		return true;
	}
	if (!b->sentences || text.len <= UNIT_LINE) {
		buf_str_add(&b->out, line);
		return false;
	}
	while (at < line.len) {
		size_t end = boilerplate_sentence(line, at);
		struct str sentence = str_slice(line, at, end);
		if (listed(b, str_trim(sentence))) {
			any = true;
		} else {
			buf_str_add(&b->out, sentence);
		}
		at = end;
	}
	return any;
}

/* Instructions of forms stand between "<!--" and "-->", over lines. */
static size_t cut_comments(struct buf *out, struct str text)
{
	size_t at = 0, cut = 0;
	buf_clear(out);
	while (at < text.len) {
		size_t start = str_find(text, STR("<!--"), at), end = str_find(text, STR("-->"), start);
		if (end >= text.len) {
			break;
		}
		buf_str_add(out, str_slice(text, at, start));
		at = end + 3;
		cut++;
	}
	buf_str_add(out, str_slice(text, at, text.len));
	return cut;
}

/* Where lines went, several empty ones may have met: one stays. In place: never longer than it was. */
static struct str close_gaps(struct buf *out)
{
	size_t to = 0;
	for (size_t at = 0; at < out->len; at++) {
		if (out->at[at] == '\n' && to >= 2 && out->at[to - 1] == '\n' && out->at[to - 2] == '\n') {
			continue;
		}
		out->at[to++] = out->at[at];
	}
	out->len = to;
	return str_trim(buf_str(out));
}

static size_t fences(struct str text)
{
	size_t count = 0;
	for (size_t at = 0; (at = str_find(text, STR("```"), at)) < text.len; at += 3) {
		size_t start = at;
		while (start > 0 && (text.at[start - 1] == ' ' || text.at[start - 1] == '\t')) {
			start--;
		}
		count += start == 0 || text.at[start - 1] == '\n';
	}
	return count;
}

size_t boilerplate_cut(struct boilerplate *b, struct arena *arena, struct str text, struct str *own)
{
	struct buf plain;
	struct str rest = text;
	size_t cut = 0;
	bool code = false, closed;
	*own = text;
	if (text.len == 0 || (memchr(text.at, '\n', text.len) == NULL && (!b->sentences || text.len <= UNIT_LINE))) {
		return 0;
	}
	buf_init(&plain, SIZE_MAX);
	if (str_find(text, STR("<!--"), 0) < text.len) {
		cut = cut_comments(&plain, text);
		rest = buf_str(&plain);
	}
	buf_clear(&b->out);
	closed = fences(rest) % 2 == 0; /* a fence that is never closed would take the rest of the text */
	while (rest.at != NULL) {
		struct str next, line = str_cut(rest, '\n', &next);
		size_t before = b->out.len;
		if (str_starts(str_trim(line), STR("```"))) {
			code = !code;
		}
		if (code || str_starts(str_trim(line), STR("```"))) {
			if (b->keep_code || !closed) {
				buf_str_add(&b->out, line);
			} else {
				cut++;
				rest = next;
				continue;
			}
		} else if (cut_line(b, line)) {
			cut++;
			/* the newline of a line that is gone goes as well */
			if (b->out.len == before) {
				rest = next;
				continue;
			}
		}
		buf_byte(&b->out, '\n');
		rest = next;
	}
	if (cut > 0) {
		struct str left = close_gaps(&b->out);
		if (left.len > 0) {
			*own = arena_dup(arena, left);
		} else {
			cut = 0;
		}
	}
	buf_release(&plain);
	return cut;
}
