/* boilerplate.c - see boilerplate.h. What is cut; boilerplate_learn.c finds it.
 *
 * A unit is a line, or a sentence of a line longer than UNIT_LINE. Units are compared in a folded form
 * (boilerplate_fold: ASCII lower case, blanks collapsed, every number as one 0), whole. Three reasons cut a unit: it is
 * in the lexicon or the list; it starts with a lexicon's "start" phrase; or its shape alone says that a program drew
 * it: a rule, a row of a ticket's table
 * ("Reporter: ann | Owner: bob"), a ticked box of a form, an instruction in an HTML comment. Code between fences, and
 * runs of lines that look like a program's output, are no words of anybody's: they go as well, unless code is to be
 * kept. Memory: the lists. Time: one hash a line. */
#include "boilerplate.h"

#include <stdlib.h>

#include "boilerplate_unit.h"
#include "hash.h"
#include "option.h"
#include "role_agents.h"
#include "tsv.h"

enum {
	STARTS = 256,       /* lists of entries by their first byte */
	FRONTS = 1 << 13,   /* bits of the hashes of their first bytes */
	FRONT_BYTES = 6,    /* fewer hold more lines up, more say no more: entries are some hundreds */
	MACHINE_LINES = 5,  /* a run of so many lines of a program's looks is its output */
	HEADING_BYTES = 40, /* headings ("Media I/O:") that may stand in such a run */
	LEFT_WORDS = 4      /* fewer words are not what somebody wrote for; lines that merely recur stay with them */
};

/* What an entry says of the lines that it matches, by how sure it is that no customer wrote them for this contact. */
enum entry {
	ENTRY_RECURRING, /* many people's texts hold it */
	ENTRY_FORM,      /* a form's line */
	ENTRY_FIELD,     /* a form's line whose answers are values: they go with it */
	ENTRY_PROGRAM    /* a program's words, which stand where a text is not */
};

struct start {
	struct str text;
	struct start *next;
};

struct entries {
	struct intern names;
	struct buf kinds; /* enum entry of each, a byte */
};

struct boilerplate {
	struct arena arena;
	struct entries units;  /* folded, whole */
	struct entries labels; /* folded, without the colon that they end with in the list */
	struct entries hidden; /* secrets of units and labels (with their colon) that hold personal data */
	const struct boilerplate_secrets *secrets;
	struct start *starts[STARTS]; /* by first byte */
	unsigned char
	    fronts[FRONTS / 8]; /* bits: folded first FRONT_BYTES of units and starts, hashed; most lines stop here */
	size_t longest;         /* of units and starts, bytes */
	bool keep_code;         /* code between fences is not cut */
	bool sentences;         /* the list has some: long lines are looked at by sentence */
	struct buf folded, out, secret;
};

unsigned boilerplate_front_number(struct str folded)
{
	return (unsigned)hash64(str_slice(folded, 0, folded.len < FRONT_BYTES ? folded.len : FRONT_BYTES), 3) &
	       (FRONTS - 1);
}

static void add_front_number(struct boilerplate *b, size_t front, size_t len)
{
	b->longest = len > b->longest ? len : b->longest;
	b->fronts[front / 8] |= (unsigned char)(1u << front % 8);
}

static void add_front(struct boilerplate *b, struct str folded)
{
	add_front_number(b, boilerplate_front_number(folded), folded.len);
}

static bool has_front(const struct boilerplate *b, size_t front)
{
	return (b->fronts[front / 8] >> front % 8 & 1) != 0;
}

/* False when no entry begins as the unit does. Leaves the unit's front in b->folded. */
static bool front_known(struct boilerplate *b, struct str unit)
{
	boilerplate_fold_front(&b->folded, unit, FRONT_BYTES);
	return b->folded.len < FRONT_BYTES || has_front(b, boilerplate_front_number(buf_str(&b->folded)));
}

static void entries_init(struct entries *entries)
{
	intern_init(&entries->names);
	buf_init(&entries->kinds, SIZE_MAX);
}

static void entries_release(struct entries *entries)
{
	intern_release(&entries->names);
	buf_release(&entries->kinds);
}

static void add_entry(struct entries *entries, struct str name, enum entry entry)
{
	uint32_t number = intern_add(&entries->names, name);
	if (number == entries->kinds.len) {
		buf_byte(&entries->kinds, (char)entry);
	} else if (entries->kinds.at[number] < (char)entry) {
		entries->kinds.at[number] = (char)entry;
	}
}

static bool find_entry(const struct entries *entries, struct str name, enum entry *entry)
{
	uint32_t number = intern_find(&entries->names, name);
	if (number == INTERN_NONE) {
		return false;
	}
	*entry = (enum entry)entries->kinds.at[number];
	return true;
}

static void add_unit(struct boilerplate *b, struct str folded, enum entry entry)
{
	add_entry(&b->units, folded, entry);
	add_front(b, folded);
}

static void add_start(struct boilerplate *b, struct str text)
{
	struct start *start = arena_alloc(&b->arena, sizeof *start);
	unsigned char first = (unsigned char)text.at[0];
	*start = (struct start){ arena_dup(&b->arena, text), b->starts[first] };
	add_front(b, text);
	b->starts[first] = start;
}

/* Lines of no language are programs' lines. */
static int load_lexicon(struct boilerplate *b, const char *lexicons, const char *code, enum entry line, struct err *err)
{
	struct tsv table;
	int result = tsv_lexicon(&table, &b->arena, lexicons, code, "boilerplate.tsv", 2, err);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		struct str kind = table.rows[i].cells[0];
		boilerplate_fold(&b->folded, table.rows[i].cells[1]);
		if (str_eq(kind, STR("line")) && b->folded.len > 0) {
			add_unit(b, buf_str(&b->folded), line);
		} else if (str_eq(kind, STR("start")) && b->folded.len > 0) {
			add_start(b, buf_str(&b->folded));
		} else {
			result = err_set(err, GRIPE_DATA, "kind \"%.*s\" is not line or start, or its phrase is empty",
			                 STR_ARGS(kind));
			err_at(err, arena_printf(&b->arena, "%s/%s/boilerplate.tsv", lexicons, code).at,
			       table.rows[i].line, 0);
		}
	}
	return result;
}

/* The fourth cell of a row, which may be left out. False: it is none of its words. */
static bool entry_of(struct str kind, enum entry *entry)
{
	*entry = str_eq(kind, STR("field")) ? ENTRY_FIELD : str_eq(kind, STR("form")) ? ENTRY_FORM : ENTRY_RECURRING;
	return *entry != ENTRY_RECURRING || kind.len == 0;
}

/* "2623.28.p0123456789abcdef": front number, bytes, secret. False: it is not. */
static bool add_secret(struct boilerplate *b, struct str cell, enum entry entry)
{
	struct str rest, tail, front = str_cut(cell, '.', &rest), len = str_cut(rest, '.', &tail);
	int64_t front_number, bytes;
	if (!integer_parse(front, &front_number) || !integer_parse(len, &bytes) || front_number < 0 ||
	    front_number >= FRONTS || bytes < 0 || bytes > UNIT_PARAGRAPH || tail.len == 0) {
		return false;
	}
	if (b->secrets != NULL) {
		add_front_number(b, (size_t)front_number, (size_t)bytes);
		add_entry(&b->hidden, tail, entry);
		b->sentences = true;
	}
	return true;
}

static int load_row(struct boilerplate *b, const struct tsv_row *row, struct err *err)
{
	struct str line = row->cells[2];
	enum entry entry = ENTRY_RECURRING;
	if (row->cell_count > 3 && !entry_of(row->cells[3], &entry)) {
		return err_set(err, GRIPE_DATA, "the fourth cell is form, field or nothing, not \"%.*s\"",
		               STR_ARGS(row->cells[3]));
	}
	if (row->cell_count > 4) {
		return add_secret(b, row->cells[4], entry)
		           ? 0
		           : err_set(err, GRIPE_DATA, "the fifth cell, \"%.*s\", is not as it was written",
		                     STR_ARGS(row->cells[4]));
	}
	boilerplate_fold(&b->folded, line);
	if (b->folded.len > 0 && str_ends(line, STR(":"))) {
		add_entry(&b->labels, buf_str(&b->folded), entry < ENTRY_FORM ? ENTRY_FORM : entry);
		add_front(b, buf_str(&b->folded));
	} else if (b->folded.len > 0) {
		add_unit(b, buf_str(&b->folded), entry);
		b->sentences = true;
	}
	return 0;
}

static int load_list(struct boilerplate *b, const char *path, struct err *err)
{
	struct tsv table;
	int result = tsv_load(&table, &b->arena, path, 3, err);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		if (role_agents_row(table.rows[i].cells[0])) {
			continue;
		}
		result = load_row(b, &table.rows[i], err);
		if (result < 0) {
			err_at(err, path, table.rows[i].line, 0);
		}
	}
	return result;
}

int boilerplate_open(struct boilerplate **out, const struct boilerplate_rules *rules, struct err *err)
{
	struct boilerplate *b = memory_alloc(sizeof *b);
	struct tsv languages;
	int result;
	entries_init(&b->units);
	entries_init(&b->labels);
	entries_init(&b->hidden);
	buf_init(&b->secret, SIZE_MAX);
	b->secrets = rules->secrets;
	b->keep_code = rules->keep_code;
	buf_init(&b->folded, SIZE_MAX);
	buf_init(&b->out, SIZE_MAX);
	result = tsv_lexicon(&languages, &b->arena, rules->lexicons, "any", "languages.tsv", 3, err);
	for (size_t i = 0; result >= 0 && i < languages.row_count; i++) {
		result = load_lexicon(b, rules->lexicons, arena_dup(&b->arena, languages.rows[i].cells[0]).at,
		                      ENTRY_FORM, err);
	}
	if (result >= 0) {
		result = load_lexicon(b, rules->lexicons, "any", ENTRY_PROGRAM, err);
	}
	if (result >= 0 && rules->list != NULL) {
		result = load_list(b, rules->list, err);
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
	entries_release(&b->units);
	entries_release(&b->labels);
	entries_release(&b->hidden);
	arena_release(&b->arena);
	buf_release(&b->secret);
	buf_release(&b->folded);
	buf_release(&b->out);
	free(b);
}

/* Is the unit (a label: with its colon) one that the list holds as a secret? Only asked where the front fits: a secret
 * takes microseconds. */
static bool is_secret(struct boilerplate *b, struct str unit, enum entry *entry)
{
	if (b->hidden.names.count == 0) {
		return false;
	}
	buf_clear(&b->secret);
	b->secrets->secret(b->secrets->with, unit, &b->secret);
	return find_entry(&b->hidden, buf_str(&b->secret), entry);
}

static bool listed(struct boilerplate *b, struct str unit, enum entry *entry)
{
	struct str folded;
	enum unit_shape shape;
	if (!front_known(b, unit)) {
		return false;
	}
	boilerplate_fold_front(&b->folded, unit, b->longest + 1); /* more is in no list */
	folded = buf_str(&b->folded);
	if (folded.len == 0) {
		return false;
	}
	for (const struct start *start = b->starts[(unsigned char)folded.at[0]]; start != NULL; start = start->next) {
		if (str_starts(folded, start->text)) {
			*entry = ENTRY_PROGRAM;
			return true;
		}
	}
	if (find_entry(&b->units, folded, entry)) {
		return true;
	}
	shape = boilerplate_shape(unit);
	if ((shape == UNIT_HEADING || shape == UNIT_ROW) &&
	    find_entry(&b->labels, folded, entry)) { /* "## OS version", "Verified |" */
		return true;
	}
	return is_secret(b, folded, entry);
}

/* A label of the list, or a heading of a form that somebody wrote as a label; it stands in b->folded. */
static bool label_entry(struct boilerplate *b, enum entry *entry)
{
	struct str folded = buf_str(&b->folded);
	if (find_entry(&b->labels, folded, entry) ||
	    (find_entry(&b->units, folded, entry) && (*entry == ENTRY_FORM || *entry == ENTRY_FIELD))) {
		return true;
	}
	if (!has_front(b, boilerplate_front_number(folded))) {
		return false;
	}
	buf_byte(&b->folded, ':');
	return is_secret(b, buf_str(&b->folded), entry);
}

/* "OS version: Windows 10" with the label in the list: *value is what follows it, or nothing when that goes as well: a
 * word or two, or the value of a field. */
static bool labelled(struct boilerplate *b, struct str text, struct str *value, enum entry *entry)
{
	struct str label;
	if (b->labels.names.count + b->hidden.names.count == 0 || !boilerplate_label(text, &label, value)) {
		return false;
	}
	boilerplate_fold(&b->folded, label);
	if (!label_entry(b, entry)) {
		return false;
	}
	if (str_words(*value) <= VALUE_WORDS || (*entry == ENTRY_FIELD && boilerplate_value(*value))) {
		*value = STR_EMPTY;
	}
	return true;
}

/* One walk over a text. */
struct walk {
	bool keep_recurring; /* lines that merely recur stay */
	struct str rest;     /* behind the line at hand; at is NULL behind the last */
	bool code;           /* between fences */
	const char *judged;  /* up to where lines are known to be part of a run of a program's output, or not */
	bool judged_goes;
	bool braces; /* "}}}" was looked for in vain */
	bool field;  /* the line before is a field, what stands here may be its value */
	enum { ROWS_NONE, ROWS_TABLE, ROWS_TICKET } rows; /* of what the line before was a row that went */
	size_t cut, recurring, others; /* lines: all that went; those that merely recur; those that no program wrote */
};

/* Would this line go, or is it a heading? Then a value ends before it. */
static bool ends_value(struct boilerplate *b, struct str line)
{
	enum entry entry;
	struct str value;
	return boilerplate_shape(line) == UNIT_HEADING || boilerplate_drawn(line) != UNIT_WRITTEN ||
	       listed(b, line, &entry) || labelled(b, line, &value, &entry) || str_starts(line, STR("```"));
}

/* The one line that answers a field, when it has the shape of a value and nothing follows it up to the next line of the
 * form. */
static bool answers_field(struct boilerplate *b, struct str text, struct str rest)
{
	if (!boilerplate_value(text)) {
		return false;
	}
	while (rest.at != NULL) {
		struct str line = str_trim(str_cut(rest, '\n', &rest));
		if (line.len > 0) {
			return ends_value(b, line);
		}
	}
	return true;
}

static bool row_goes(const struct walk *w, struct str text)
{
	return w->rows != ROWS_NONE && memchr(text.at, '|', text.len) != NULL &&
	       (w->rows == ROWS_TICKET || boilerplate_shape(text) != UNIT_PROSE);
}

/* Appends what stays of a long line's sentences; true when one of them went. */
static bool cut_sentences(struct boilerplate *b, struct walk *w, struct str line)
{
	bool any = false;
	enum entry entry;
	for (size_t at = 0, end; at < line.len; at = end) {
		struct str sentence;
		end = boilerplate_sentence(line, at);
		sentence = str_slice(line, at, end);
		if (!w->keep_recurring && str_words(sentence) >= SENTENCE_WORDS &&
		    listed(b, str_trim(sentence), &entry)) {
			w->recurring++;
			any = true;
		} else {
			buf_str_add(&b->out, sentence);
		}
	}
	return any;
}

/* Appends what is left of a line that no list has; field: the line above asked for an answer. True when something was
 * cut from it. */
static bool cut_unlisted(struct boilerplate *b, struct walk *w, struct str line, bool field)
{
	struct str text = str_trim(line);
	if (field && answers_field(b, text, w->rest)) {
		w->others++;
		return true;
	}
	if (b->sentences && text.len > UNIT_LINE) {
		return cut_sentences(b, w, line);
	}
	buf_str_add(&b->out, line);
	return false;
}

/* Appends what is left of a line; true when something was cut from it. */
static bool cut_line(struct boilerplate *b, struct walk *w, struct str line)
{
	struct str text = str_trim(line), value = STR_EMPTY;
	enum entry entry = ENTRY_FORM;
	enum unit_drawn drawn;
	bool field = w->field;
	if (text.len == 0) {
		return false;
	}
	w->field = false;
	if (row_goes(w, text)) {
		w->others++;
		return true;
	}
	drawn = boilerplate_drawn(text);
	w->rows = drawn == UNIT_TICKET_ROW ? ROWS_TICKET : ROWS_NONE;
	if (drawn == UNIT_WRITTEN) {
		if (!listed(b, text, &entry) && !labelled(b, text, &value, &entry)) {
			return cut_unlisted(b, w, line, field);
		}
		if (entry == ENTRY_RECURRING && w->keep_recurring && !(field && answers_field(b, text, w->rest))) {
			buf_str_add(&b->out, line);
			return false;
		}
		w->field = entry == ENTRY_FIELD && value.len == 0;
		w->rows = memchr(text.at, '|', text.len) != NULL ? ROWS_TABLE : ROWS_NONE;
	}
	w->recurring += entry == ENTRY_RECURRING;
	w->others += entry != ENTRY_PROGRAM && drawn != UNIT_RULE;
	buf_str_add(&b->out, value);
	return true;
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

/* A block of code as Trac writes it, from a line "{{{": true, and w->rest is behind it. */
static bool skip_braces(struct walk *w, struct str text)
{
	size_t end;
	if (w->braces || w->rest.at == NULL || !str_starts(text, STR("{{{"))) {
		return false;
	}
	end = str_find(w->rest, STR("}}}"), 0);
	if (end == w->rest.len) {
		w->braces = true;
		return false;
	}
	(void)str_cut(str_slice(w->rest, end, w->rest.len), '\n', &w->rest);
	return true;
}

/* Is the line, behind which w->rest stands, in a run of MACHINE_LINES lines or more that a program put out? Empty lines
 * and short headings between them do not count. */
static bool in_output(struct walk *w, struct str line)
{
	struct str rest = { line.at, w->rest.at == NULL ? line.len : (size_t)(w->rest.at + w->rest.len - line.at) };
	size_t lines = 0;
	if (line.at < w->judged) {
		return w->judged_goes;
	}
	while (rest.at != NULL) {
		struct str next = str_trim(str_cut(rest, '\n', &rest));
		if (boilerplate_machine(next)) {
			lines++;
			w->judged = next.at + next.len;
		} else if (next.len > 0 && (lines == 0 || next.len > HEADING_BYTES || next.at[next.len - 1] != ':')) {
			break;
		}
	}
	w->judged_goes = lines >= MACHINE_LINES;
	return lines > 0 && w->judged_goes;
}

/* A heading of a form: the fence above was never closed. */
static bool ends_code(struct boilerplate *b, struct str text)
{
	enum entry entry;
	return text.len > 0 && boilerplate_shape(text) == UNIT_HEADING && listed(b, text, &entry) &&
	       (entry == ENTRY_FORM || entry == ENTRY_FIELD);
}

/* Appends the lines that stay to b->out. */
static void cut_lines(struct boilerplate *b, struct walk *w)
{
	while (w->rest.at != NULL) {
		struct str line = str_cut(w->rest, '\n', &w->rest), text = str_trim(line);
		size_t before = b->out.len;
		bool fence = boilerplate_fence(text);
		w->code = fence ? !w->code && boilerplate_code(w->rest) : w->code && !ends_code(b, text);
		if (fence || w->code) {
			w->field = false;
			if (!b->keep_code) {
				w->cut++;
				w->others++;
				continue;
			}
			buf_str_add(&b->out, line);
		} else if (!b->keep_code && (skip_braces(w, text) || (text.len > 0 && in_output(w, text)))) {
			w->cut++;
			w->others++;
			continue;
		} else if (cut_line(b, w, line)) {
			w->cut++;
			if (b->out.len == before) { /* the newline of a line that is gone goes as well */
				continue;
			}
		}
		buf_byte(&b->out, '\n');
	}
}

static void walk_text(struct boilerplate *b, struct walk *w, struct str text, bool keep_recurring)
{
	*w = (struct walk){ .keep_recurring = keep_recurring, .rest = text, .judged = text.at };
	buf_clear(&b->out);
	cut_lines(b, w);
}

/* A text of one line is its writer's, but for a front and for sentences of the list. */
static size_t cut_alone(struct boilerplate *b, struct arena *arena, struct str text, struct str *own)
{
	struct walk w = { .rest = STR_EMPTY };
	struct str left = text, front, rest;
	enum entry entry;
	size_t cut = 0;
	while (b->labels.names.count + b->hidden.names.count > 0 && boilerplate_front(left, &front, &rest)) {
		boilerplate_fold(&b->folded, front);
		if (!label_entry(b, &entry)) {
			break;
		}
		left = rest;
		cut++;
	}
	if (b->sentences && left.len > UNIT_LINE) {
		buf_clear(&b->out);
		if (cut_sentences(b, &w, left)) {
			left = str_trim(buf_str(&b->out));
			cut += w.recurring;
		}
	}
	if (cut == 0 || left.len == 0) {
		return 0;
	}
	*own = arena_dup(arena, left);
	return cut;
}

size_t boilerplate_cut(struct boilerplate *b, struct arena *arena, struct str text, bool titled, struct str *own)
{
	struct buf plain;
	struct str rest = text;
	struct walk w;
	size_t cut = 0;
	*own = text;
	if (text.len == 0 || memchr(text.at, '\n', text.len) == NULL) {
		return cut_alone(b, arena, text, own);
	}
	buf_init(&plain, SIZE_MAX);
	if (str_find(text, STR("<!--"), 0) < text.len) {
		cut = cut_comments(&plain, text);
		rest = buf_str(&plain);
	}
	walk_text(b, &w, rest, false);
	if (w.recurring > 0 && str_words(buf_str(&b->out)) < LEFT_WORDS) {
		walk_text(b, &w, rest, true);
	}
	cut += w.cut;
	if (cut > 0) {
		struct str left = close_gaps(&b->out);
		if (left.len > 0) {
			*own = arena_dup(arena, left);
		} else if (titled || (w.cut > 0 && w.others == 0)) {
			*own = STR_EMPTY;
		} else {
			cut = 0;
		}
	}
	buf_release(&plain);
	return cut;
}
