/* json_stream.c - a JSON file as elements (json_stream.h).
 *
 * in: reading->file. out: one parsed value after the other.
 * Method: a small scanner finds where an element ends (it knows strings, escapes and depth, no more), json_check holds
 * the bytes to RFC 8259, and json-c makes the value. So memory is that of one element, whatever the file's size, and
 * every fault has its line. Lines are taken for NDJSON when at least two of the first ones are whole values by
 * themselves; else the file is a document, or several with line breaks between them. Memory: a window that holds one
 * element. */
#include "json_stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "json_scan.h"

enum {
	JSON_WINDOW = 128 * 1024,
	NDJSON_LINES = 10,
	KEY_BYTES = 64 * 1024,
	STRING_MOST = LINE_LIMIT /* bytes of one string: no one writes as much */
};

static bool json_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Length of "window.YTD.tweets.part0 = " at the start, 0 without one. */
static size_t assignment(struct str ahead)
{
	size_t at = 0;
	while (at < ahead.len && json_space(ahead.at[at])) {
		at++;
	}
	if (!str_starts(str_slice(ahead, at, ahead.len), STR("window.")) &&
	    !str_starts(str_slice(ahead, at, ahead.len), STR("var "))) {
		return 0;
	}
	while (at < ahead.len && ahead.at[at] != '=' && ahead.at[at] != '\n') {
		at++;
	}
	return at < ahead.len && ahead.at[at] == '=' ? at + 1 : 0;
}

bool json_looks(struct str ahead)
{
	size_t at = assignment(ahead);
	while (at < ahead.len && json_space(ahead.at[at])) {
		at++;
	}
	return at < ahead.len && (ahead.at[at] == '{' || ahead.at[at] == '[');
}

/* A quotation mark at a place and a colon behind it. */
static bool ends_key(struct str ahead, size_t at)
{
	if (at == ahead.len || ahead.at[at] != '"') {
		return false;
	}
	for (at++; at < ahead.len && json_space(ahead.at[at]); at++) {
	}
	return at < ahead.len && ahead.at[at] == ':';
}

bool json_has_key(struct str ahead, struct str key)
{
	size_t at = 0;
	if (ahead.len > KEY_BYTES) {
		ahead.len = KEY_BYTES;
	}
	while ((at = str_find(ahead, key, at)) < ahead.len) {
		if (at > 0 && ahead.at[at - 1] == '"' && ends_key(ahead, at + key.len)) {
			return true;
		}
		at++;
	}
	return false;
}

bool json_has_keys(struct str ahead, const char *needs)
{
	struct str rest = str_from(needs);
	while (rest.at != NULL) {
		struct str alternatives = str_cut(rest, ';', &rest);
		bool found = alternatives.len == 0;
		while (alternatives.at != NULL && !found) {
			found = json_has_key(ahead, str_cut(alternatives, '|', &alternatives));
		}
		if (!found) {
			return false;
		}
	}
	return true;
}

/* ---- values ---- */

struct json_object *json_at(struct json_object *value, struct str path)
{
	while (value != NULL && path.at != NULL && path.len > 0) {
		struct str name = str_cut(path, '.', &path);
		char key[128];
		if (str_eq(name, STR("#"))) {
			value =
			    json_object_is_type(value, json_type_array) ? json_object_array_get_idx(value, 0) : NULL;
			continue;
		}
		if (name.len >= sizeof key || !json_object_is_type(value, json_type_object)) {
			return NULL;
		}
		memcpy(key, name.at, name.len);
		key[name.len] = '\0';
		value = json_object_object_get(value, key);
	}
	return value;
}

static struct str joined(struct json_object *list, struct arena *arena)
{
	struct buf out;
	struct str text;
	buf_init(&out, (size_t)1 << 20);
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *item = json_object_array_get_idx(list, i);
		struct str part = json_object_is_type(item, json_type_array) ? STR_EMPTY : json_scalar(item, arena);
		if (part.len > 0) {
			buf_text(&out, out.len > 0 ? ", " : "");
			buf_str_add(&out, part);
		}
	}
	text = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

struct str json_scalar(struct json_object *value, struct arena *arena)
{
	struct buf out;
	struct str text;
	switch (json_object_get_type(value)) {
	case json_type_string:
		return (struct str){ json_object_get_string(value), (size_t)json_object_get_string_len(value) };
	case json_type_boolean: return json_object_get_boolean(value) ? STR("true") : STR("false");
	case json_type_int:
		if (json_object_get_int64(value) == INT64_MAX) { /* beyond it json-c has an unsigned one */
			return arena_printf(arena, "%llu", (unsigned long long)json_object_get_uint64(value));
		}
		buf_init(&out, 32);
		buf_integer(&out, json_object_get_int64(value));
		text = arena_dup(arena, buf_str(&out));
		buf_release(&out);
		return text;
	case json_type_double:
		if (!isfinite(json_object_get_double(value))) {
			return STR_EMPTY;
		}
		buf_init(&out, 64);
		buf_number(&out, json_object_get_double(value));
		text = arena_dup(arena, buf_str(&out));
		buf_release(&out);
		return text;
	case json_type_array: return joined(value, arena);
	default: return STR_EMPTY;
	}
}

struct str json_text_str(struct json_object *value, struct str paths, struct arena *arena)
{
	while (paths.at != NULL) {
		struct str text = json_scalar(json_at(value, str_cut(paths, '|', &paths)), arena);
		if (text.len > 0) {
			return text;
		}
	}
	return STR_EMPTY;
}

struct str json_text(struct json_object *value, const char *paths, struct arena *arena)
{
	return json_text_str(value, str_from(paths), arena);
}

/* ---- the stream ---- */

struct stream {
	struct reading *reading;
	const struct json_each *each;
	struct json_tokener *tokener;
	char *window;
	size_t cap, start, end;
	bool done;
	uint64_t line, offset; /* of window[start] */
};

static int fill(struct stream *s, struct err *err)
{
	int64_t got;
	if (s->done) {
		return 0;
	}
	if (s->start > 0) {
		memmove(s->window, s->window + s->start, s->end - s->start);
		s->end -= s->start;
		s->start = 0;
	}
	if (s->end == s->cap) {
		if (s->cap > DOCUMENT_LIMIT / 2) {
			return err_set(err, GRIPE_DATA, "one JSON value is longer than %zu bytes", DOCUMENT_LIMIT / 2);
		}
		s->cap *= 2;
		s->window = memory_grow(s->window, s->cap, 1);
	}
	got = infile_read(s->reading->file, s->window + s->end, s->cap - s->end, err);
	if (got < 0) {
		return (int)got;
	}
	s->end += (size_t)got;
	s->done = got == 0;
	return got > 0;
}

static void take(struct stream *s, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		s->line += s->window[s->start + i] == '\n';
	}
	s->start += bytes;
	s->offset += bytes;
}

/* The next byte that is no white space, not taken: 0…255, -1 at the end, under -1: an error code. *lines: line breaks
 * passed. */
static int peek_byte(struct stream *s, uint64_t *lines, struct err *err)
{
	for (;;) {
		uint64_t before = s->line;
		size_t at = s->start;
		while (at < s->end && json_space(s->window[at])) {
			at++;
		}
		take(s, at - s->start);
		*lines += s->line - before;
		if (s->start < s->end) {
			return (unsigned char)s->window[s->start];
		}
		{
			int status = fill(s, err);
			if (status <= 0) {
				return status == 0 ? -1 : status;
			}
		}
	}
}

static int fault(struct stream *s, size_t at, const char *why, struct err *err)
{
	uint64_t line = s->line;
	for (size_t i = s->start; i < s->start + at && i < s->end; i++) {
		line += s->window[i] == '\n';
	}
	err_set(err, GRIPE_DATA, "byte %llu: %s", (unsigned long long)(s->offset + at), why);
	err_at(err, s->reading->path, line, 0);
	return GRIPE_DATA;
}

/* A look for the end of a value. It knows strings, escapes and depth, no more, and goes on where the window ended. */
struct end_look {
	size_t at, depth, string_at;
	bool in_string, too_long, bare; /* bare: no quote and no bracket yet, so a comma or a blank ends it */
};

/* Over one byte inside of a string; true when the value ends with it. */
static bool end_in_string(struct end_look *look, char c)
{
	if (c == '\\') {
		look->at++; /* what follows is escaped */
	}
	look->in_string = c != '"';
	look->too_long = c == '"' && look->at - look->string_at > STRING_MOST;
	return c == '"' && look->depth == 0;
}

/* Goes on over bytes[have]; true when the end is found, look->at bytes from the start. */
static bool end_found(struct end_look *look, const char *bytes, size_t have)
{
	for (; look->at < have; look->at++) {
		char c = bytes[look->at];
		if (look->in_string) {
			if (end_in_string(look, c) || look->too_long) {
				look->at++;
				return true;
			}
		} else if (c == '"' || c == '{' || c == '[') {
			look->in_string = c == '"';
			look->string_at = look->at;
			look->depth += c != '"';
			look->bare = false;
		} else if (c == '}' || c == ']') {
			if (look->depth <= 1) {
				look->at += look->depth;
				return true;
			}
			look->depth--;
		} else if (look->bare && (c == ',' || json_space(c))) {
			return true;
		}
	}
	return false;
}

/* Bytes of the value that starts at window[start], *len; reads on until it ends. */
static int find_end(struct stream *s, size_t *len, struct err *err)
{
	struct end_look look = { .bare = true };
	*len = 0;
	while (!end_found(&look, s->window + s->start, s->end - s->start)) {
		int status;
		look.too_long = look.in_string && look.at - look.string_at > STRING_MOST;
		if (look.too_long) {
			break;
		}
		status = fill(s, err);
		if (status < 0) {
			return status;
		}
		if (status == 0) {
			*len = s->end - s->start;
			return 0;
		}
	}
	*len = look.at;
	return look.too_long ? fault(s, look.string_at, "a string is longer than 64 MiB", err) : 0;
}

/* One value's bytes to the callback. *at: the fault's offset, *why its reason, when it is no JSON. 1: bad. */
static int give(struct stream *s, struct str bytes, uint64_t line, bool sole, size_t *at, const char **why,
                struct err *err)
{
	struct json_object *value;
	int status;
	*at = json_check(bytes, why);
	if (*at != 0) {
		(*at)--;
		return 1;
	}
	json_tokener_reset(s->tokener);
	value = json_tokener_parse_ex(s->tokener, bytes.at, (int)bytes.len);
	if (value == NULL && json_tokener_get_error(s->tokener) == json_tokener_continue) {
		value = json_tokener_parse_ex(s->tokener, " ", 1); /* a bare number ends with the next byte */
	}
	if (value == NULL && json_tokener_get_error(s->tokener) != json_tokener_success) {
		*why = json_tokener_error_desc(json_tokener_get_error(s->tokener));
		return 1;
	}
	status = s->each->each(s->each->to, value, line, sole, err);
	json_object_put(value);
	return status;
}

static int give_here(struct stream *s, bool sole, struct err *err)
{
	size_t len, at;
	const char *why;
	int status = find_end(s, &len, err);
	if (status < 0) {
		return status;
	}
	status = give(s, (struct str){ s->window + s->start, len }, s->line, sole, &at, &why, err);
	if (status > 0) {
		return fault(s, at, why, err);
	}
	take(s, len);
	return status;
}

static int array_elements(struct stream *s, struct err *err)
{
	uint64_t lines = 0;
	int c, status;
	take(s, 1);
	c = peek_byte(s, &lines, err);
	if (c == ']') {
		take(s, 1);
		return 0;
	}
	for (;;) {
		if (c < -1) {
			return c;
		}
		if (c == -1) {
			return fault(s, 0, "the file ends inside of an array", err);
		}
		status = give_here(s, false, err);
		if (status < 0) {
			return status;
		}
		c = peek_byte(s, &lines, err);
		if (c == ']') {
			take(s, 1);
			return 0;
		}
		if (c < -1) {
			return c;
		}
		if (c != ',') {
			return fault(s, 0,
			             c == -1 ? "the file ends inside of an array"
			                     : "a comma or a closing bracket is missing",
			             err);
		}
		take(s, 1);
		c = peek_byte(s, &lines, err);
	}
}

static int documents(struct stream *s, struct err *err)
{
	uint64_t lines = 0, given = 0;
	for (;;) {
		int c, status;
		lines = 0;
		c = peek_byte(s, &lines, err);
		if (c < -1) {
			return c;
		}
		if (c == -1) {
			return given > 0 ? 0 : fault(s, 0, "no JSON value", err);
		}
		if (given > 0 && c == ';') { /* the end of an archive's assignment */
			take(s, 1);
			continue;
		}
		if (given > 0 && lines == 0) {
			return fault(s, 0, "something follows the value", err);
		}
		status = c == '[' ? array_elements(s, err) : give_here(s, given == 0, err);
		if (status < 0) {
			return status;
		}
		given++;
	}
}

static int line_elements(struct stream *s, struct err *err)
{
	struct lines lines;
	struct str line;
	int more, status = 0;
	lines_init(&lines, s->reading->file);
	while (status == 0 && (more = lines_next(&lines, &line, err)) != 0) {
		size_t at;
		const char *why;
		if (more < 0) {
			status = more;
			break;
		}
		line = str_trim(line);
		if (line.len == 0) {
			continue;
		}
		status = give(s, line, lines.number, false, &at, &why, err);
		if (status > 0) {
			char reason[160];
			snprintf(reason, sizeof reason, "byte %zu of the line: %s", at, why);
			status = reading_reject(s->reading, lines.number, (size_t)lines.offset + at, reason, line, err);
		}
	}
	lines_release(&lines);
	return status;
}

/* At least two of the first lines are objects or arrays by themselves, and half of them. A line that the look ahead
 * cuts does not count. */
static bool is_lines(struct str ahead)
{
	size_t seen = 0, whole = 0;
	while (ahead.at != NULL && seen < NDJSON_LINES) {
		struct str line = str_trim(str_cut(ahead, '\n', &ahead));
		const char *why;
		if (line.len == 0 || (ahead.at == NULL && seen > 0 && line.len >= INFILE_PEEK / 2)) {
			continue;
		}
		seen++;
		whole += (line.at[0] == '{' || line.at[0] == '[') && json_check(line, &why) == 0;
	}
	return whole >= 2 && whole * 2 >= seen;
}

int json_elements(struct reading *reading, const struct json_each *each, struct err *err)
{
	struct stream s = { .reading = reading, .each = each, .line = 1 };
	struct str ahead;
	size_t skip;
	int status = infile_peek(reading->file, &ahead, err);
	if (status < 0) {
		return status;
	}
	s.tokener = json_tokener_new_ex(JSON_CHECK_DEPTH + 8);
	if (s.tokener == NULL) {
		memory_exhausted(sizeof(void *));
	}
	skip = assignment(ahead);
	if (skip == 0 && is_lines(ahead)) {
		status = line_elements(&s, err);
	} else {
		s.cap = JSON_WINDOW;
		s.window = memory_alloc(s.cap);
		while (status >= 0 && s.end < skip && (status = fill(&s, err)) > 0) {
		}
		if (status >= 0) {
			take(&s, skip < s.end ? skip : s.end);
			status = documents(&s, err);
		}
		free(s.window);
	}
	json_tokener_free(s.tokener);
	return status < 0 ? status : 0;
}
