/* xml_any.c - the formats appstore-xml (Apple's RSS of customer reviews) and xml (any XML that is a list of records:
 * RSS, Atom, forum exports, annotated sentences).
 *
 * xml: the first INFILE_PEEK bytes are parsed to find the leaf (an element without child elements, or an attribute)
 * that holds the most words; the record is the nearest element above it that comes back. All leaves of a record become
 * columns named as they are, and columns.h guesses what each is, as it does for tables, --map included. Then the file
 * is streamed. Memory: one record, and what columns.h samples. */
#include <stdlib.h>

#include "array.h"
#include "columns_said.h"
#include "format.h"
#include "hash.h"
#include "html_text.h"
#include "option.h"
#include "xml_stream.h"

enum {
	SAMPLE_ROWS = 200,
	FIELDS_MOST = 64,
	PATH_DEPTH = 24,
	TEXT_WORDS = 2 /* mean words of a leaf that may be the text */
};

/* ---- one record as names and values ---- */

struct record_row {
	struct arena arena;
	struct intern names; /* all names seen so far, over all records */
	struct str values[FIELDS_MOST];
	int64_t mended; /* the line where an element of the record was mended; 0: none was */
};

static void row_clear(struct record_row *row)
{
	row->mended = 0;
	arena_reset(&row->arena);
	memset(row->values, 0, sizeof row->values);
}

/* The first value of a name wins; categories and tags come back and are joined while short. */
static void row_add(struct record_row *row, struct str name, struct str value)
{
	uint32_t at;
	value = str_trim(value);
	if (value.len == 0 || (row->names.count >= FIELDS_MOST && intern_find(&row->names, name) == INTERN_NONE)) {
		return;
	}
	at = intern_add(&row->names, name);
	if (row->values[at].len == 0) {
		row->values[at] = arena_dup(&row->arena, value);
	} else if (row->values[at].len + value.len < ATTR_VALUE_MAX) {
		row->values[at] = arena_printf(&row->arena, "%.*s, %.*s", STR_ARGS(row->values[at]), STR_ARGS(value));
	}
}

static void add_attributes(struct xml_stream *xml, struct record_row *row, struct str prefix)
{
	if (xmlTextReaderHasAttributes(xml->reader) != 1 || xmlTextReaderMoveToFirstAttribute(xml->reader) != 1) {
		return;
	}
	do {
		struct str name = xml_name(xml), value = str_from((const char *)xmlTextReaderConstValue(xml->reader));
		if (str_eq(name, STR("xmlns")) ||
		    str_eq(str_from((const char *)xmlTextReaderConstPrefix(xml->reader)), STR("xmlns"))) {
			continue;
		}
		row_add(row,
		        prefix.len > 0 ? arena_printf(&row->arena, "%.*s %.*s", STR_ARGS(prefix), STR_ARGS(name))
		                       : name,
		        value);
	} while (xmlTextReaderMoveToNextAttribute(xml->reader) == 1);
	xmlTextReaderMoveToElement(xml->reader);
}

/* <author><name>: an element "name" inside of another says whose name it is. */
static struct str leaf_name(const struct str *open, int level)
{
	bool vague =
	    str_eq(open[level], STR("name")) || str_eq(open[level], STR("id")) || str_eq(open[level], STR("value"));
	return open[vague && level > 1 ? level - 1 : level];
}

static bool is_text(int type)
{
	return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
	       type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

/* A tag of HTML within a text: <br> and the like end a line, <b> and the like are nothing. False: it is an element of
 * the record, for nothing stands around it. */
static bool take_inline(struct xml_stream *xml, int type, int level, struct buf *text)
{
	struct str name = xml_name(xml);
	bool starts = type == XML_READER_TYPE_ELEMENT;
	if ((!starts && type != XML_READER_TYPE_END_ELEMENT) || level < 2 || !xml_is_inline(name)) {
		return false;
	}
	if (starts && (str_eq_nocase(name, STR("br")) || str_eq_nocase(name, STR("p")) ||
	               str_eq_nocase(name, STR("li")) || str_eq_nocase(name, STR("hr")))) {
		buf_byte(text, '\n');
	}
	return true;
}

/* Reads the element it stands at, to its end tag, into row: leaves by their name, attributes of children as "child
 * name". */
static int read_record(struct xml_stream *xml, struct record_row *row, struct err *err)
{
	int depth = xmlTextReaderDepth(xml->reader), result = 0, level = 0;
	struct str open[PATH_DEPTH];
	struct buf text;
	bool leaf = true;
	row_clear(row);
	buf_init(&text, SIZE_MAX);
	open[0] = arena_dup(&row->arena, xml_name(xml));
	add_attributes(xml, row, STR_EMPTY);
	if (xmlTextReaderIsEmptyElement(xml->reader) == 1) {
		buf_release(&text);
		return 0;
	}
	while ((result = xml_next(xml, err)) > 0) {
		int type = xmlTextReaderNodeType(xml->reader);
		if (take_inline(xml, type, xmlTextReaderDepth(xml->reader) - depth, &text)) {
			continue;
		}
		if (type == XML_READER_TYPE_ELEMENT) {
			level = xmlTextReaderDepth(xml->reader) - depth;
			if (level > 0 && level < PATH_DEPTH) {
				open[level] = arena_dup(&row->arena, xml_name(xml));
				add_attributes(xml, row, open[level]);
			}
			buf_clear(&text);
			leaf = xmlTextReaderIsEmptyElement(xml->reader) != 1;
		} else if (type == XML_READER_TYPE_END_ELEMENT) {
			level = xmlTextReaderDepth(xml->reader) - depth;
			if (leaf && level < PATH_DEPTH) {
				row_add(row, leaf_name(open, level), buf_str(&text));
			}
			leaf = false;
			buf_clear(&text);
			if (level == 0) {
				break;
			}
		} else if (is_text(type)) {
			const xmlChar *value = xmlTextReaderConstValue(xml->reader);
			buf_text(&text, value != NULL ? (const char *)value : "");
		} else if (type == XML_READER_TYPE_PROCESSING_INSTRUCTION && row->mended == 0 &&
		           str_eq(xml_name(xml), STR(XML_MENDED))) {
			(void)integer_parse(str_from((const char *)xmlTextReaderConstValue(xml->reader)), &row->mended);
		}
	}
	buf_release(&text);
	return result < 0 ? result : 0;
}

/* ---- which element is the record ---- */

struct path_stat { /* of a path of element names */
	uint64_t count, words;
};

static uint64_t count_words(struct str s)
{
	uint64_t words = 0;
	bool inside = false;
	for (size_t i = 0; i < s.len; i++) {
		bool blank = ascii_is_space(s.at[i]);
		words += !blank && !inside;
		inside = !blank;
	}
	return words;
}

struct paths {
	struct intern names; /* "a/b/c", attributes "a/b/@c" */
	struct path_stat *stats;
	size_t cap;
};

static struct path_stat *stat_of(struct paths *paths, struct str path)
{
	enum { PATHS_FIRST = 64 };
	size_t known = paths->names.count;
	uint32_t at = intern_add(&paths->names, path);
	if (at == known) {
		paths->stats = array_room(paths->stats, at, &paths->cap, sizeof *paths->stats, PATHS_FIRST);
		paths->stats[at] = (struct path_stat){ 0, 0 };
	}
	return &paths->stats[at];
}

static void count_attributes(struct xml_stream *xml, struct paths *paths, struct buf *path)
{
	size_t len = path->len;
	if (xmlTextReaderHasAttributes(xml->reader) != 1 || xmlTextReaderMoveToFirstAttribute(xml->reader) != 1) {
		return;
	}
	do {
		struct path_stat *stat;
		buf_printf(path, "/@%s", (const char *)xmlTextReaderConstLocalName(xml->reader));
		stat = stat_of(paths, buf_str(path));
		stat->count++;
		stat->words += count_words(str_from((const char *)xmlTextReaderConstValue(xml->reader)));
		path->len = len;
	} while (xmlTextReaderMoveToNextAttribute(xml->reader) == 1);
	path->at[len] = '\0';
	xmlTextReaderMoveToElement(xml->reader);
}

static void cut_path(struct buf *path)
{
	while (path->len > 0 && path->at[--path->len] != '/') {
	}
	path->at[path->len] = '\0';
}

/* Counts all paths of the sample; a cut-off end is no error here. */
static void count_paths(struct xml_stream *xml, struct paths *paths)
{
	struct buf path;
	struct err ignored = ERR_INIT;
	buf_init(&path, 4096);
	while (xml_next(xml, &ignored) > 0) {
		int type = xmlTextReaderNodeType(xml->reader);
		if (type == XML_READER_TYPE_ELEMENT) {
			bool empty = xmlTextReaderIsEmptyElement(xml->reader) == 1;
			buf_printf(&path, "/%s", (const char *)xmlTextReaderConstLocalName(xml->reader));
			stat_of(paths, buf_str(&path))->count++;
			count_attributes(xml, paths, &path);
			if (empty) {
				cut_path(&path);
			}
		} else if (type == XML_READER_TYPE_END_ELEMENT) {
			cut_path(&path);
		} else if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA) {
			stat_of(paths, buf_str(&path))->words +=
			    count_words(str_from((const char *)xmlTextReaderConstValue(xml->reader)));
		}
	}
	buf_release(&path);
}

static struct str parent_of(struct str path)
{
	while (path.len > 0 && path.at[--path.len] != '/') {
	}
	return path;
}

/* The record's path for the leaf with the most words: upwards while the parent holds one of it only, and at least to an
 * element. Ties: byte order of the path. */
static struct str record_path(struct paths *paths)
{
	struct str best = STR_EMPTY, path;
	uint64_t most = 0;
	for (size_t i = 0; i < paths->names.count; i++) {
		const struct path_stat *stat = &paths->stats[i];
		if (stat->count > 0 && stat->words >= TEXT_WORDS * stat->count &&
		    (stat->words > most || (stat->words == most && str_cmp(paths->names.names[i], best) < 0))) {
			best = paths->names.names[i];
			most = stat->words;
		}
	}
	path = parent_of(best);
	while (path.len > 0 && parent_of(path).len > 0 &&
	       stat_of(paths, path)->count <= stat_of(paths, parent_of(path))->count) {
		path = parent_of(path);
	}
	return path.len > 0 ? path : best;
}

/* ---- reading ---- */

static bool at_path(const struct buf *path, struct str want)
{
	return str_eq(buf_str(path), want);
}

struct any {
	struct reading *reading;
	struct str record; /* path */
	struct record_row row;
	struct arena arena; /* of the sample and the guess */
	struct columns columns;
	struct columns_said said;
};

/* Runs over the records of xml; take is called with each row. */
static int each_record(struct any *any, struct xml_stream *xml,
                       int (*take)(struct any *any, uint64_t line, struct err *err), struct err *err)
{
	struct buf path;
	int result;
	buf_init(&path, 4096);
	while ((result = xml_next(xml, err)) > 0) {
		int type = xmlTextReaderNodeType(xml->reader);
		if (type == XML_READER_TYPE_ELEMENT) {
			bool empty = xmlTextReaderIsEmptyElement(xml->reader) == 1;
			buf_printf(&path, "/%s", (const char *)xmlTextReaderConstLocalName(xml->reader));
			if (at_path(&path, any->record)) {
				result = read_record(xml, &any->row, err);
				if (result >= 0) {
					result =
					    take(any, (uint64_t)xmlTextReaderGetParserLineNumber(xml->reader), err);
				}
				if (result != 0) {
					break;
				}
				empty = true;
			}
			if (empty) {
				cut_path(&path);
			}
		} else if (type == XML_READER_TYPE_END_ELEMENT) {
			cut_path(&path);
		}
	}
	buf_release(&path);
	return result;
}

struct sample {
	struct any any; /* first: each_record hands it back */
	struct table_row rows[SAMPLE_ROWS];
	size_t count;
};

static int keep_row(struct any *any, uint64_t line, struct err *err)
{
	struct sample *sample = (struct sample *)any;
	struct table_row *row = &sample->rows[sample->count++];
	(void)err;
	row->line = line;
	row->count = FIELDS_MOST;
	row->cells = arena_array(&any->arena, FIELDS_MOST, sizeof *row->cells);
	for (size_t i = 0; i < any->row.names.count; i++) {
		row->cells[i] = arena_dup(&any->arena, any->row.values[i]);
	}
	return sample->count == SAMPLE_ROWS ? 1 : 0;
}

/* Looks at the first bytes: the record's path, and what its columns are. */
static int look(struct sample *sample, struct str ahead, struct err *err)
{
	struct any *any = &sample->any;
	struct paths paths = { .stats = NULL };
	struct infile *memory;
	struct xml_stream xml;
	struct book ignored = { 0 };
	struct err cut = ERR_INIT;
	int result = 0;
	intern_init(&paths.names);
	for (int pass = 0; pass < 2 && result >= 0; pass++) {
		result = infile_memory(&memory, any->reading->path, ahead, err);
		if (result < 0) {
			break;
		}
		result = xml_open(&xml, memory, &ignored, err);
		if (result >= 0 && pass == 0) {
			count_paths(&xml, &paths);
			any->record = arena_dup(&any->arena, record_path(&paths));
		} else if (result >= 0 && any->record.len > 0) {
			(void)each_record(any, &xml, keep_row, &cut);
		}
		xml_close(&xml);
		infile_close(memory);
	}
	intern_release(&paths.names);
	free(paths.stats);
	if (result < 0) {
		return result;
	}
	if (sample->count == 0 || any->row.names.count == 0) {
		return 0; /* nothing to read */
	}
	for (size_t i = 0; i < sample->count; i++) {
		sample->rows[i].count = any->row.names.count;
	}
	return columns_guess(&any->columns, &any->arena,
	                     &(struct column_sample){ .names = any->row.names.names,
	                                              .count = any->row.names.count,
	                                              .rows = sample->rows,
	                                              .row_count = sample->count,
	                                              .spec = any->reading->format->spec,
	                                              .map = any->reading->map,
	                                              .words = any->reading->words->columns,
	                                              .dates = any->reading->words->dates },
	                     err);
}

static int emit_row(struct any *any, uint64_t line, struct err *err)
{
	struct reading *reading = any->reading;
	struct contact contact = { .copies = 1 };
	const char *drop = NULL;
	(void)line;
	columns_contact(&any->columns, &reading->arena, any->row.values, any->columns.count, &contact, &drop);
	if (any->row.mended > 0) {
		return reading_reject(reading, (uint64_t)any->row.mended, SIZE_MAX,
		                      "an element that is not closed, or closed twice", contact.text, err);
	}
	columns_said_row(&any->said, any->row.values, any->columns.count, &contact);
	if (drop != NULL) {
		book_drop(reading->run->book, drop, 1);
		arena_reset(&reading->arena);
		return 0;
	}
	if (looks_like_html(contact.text)) {
		struct buf text;
		int result;
		buf_init(&text, SIZE_MAX);
		result = html_to_text(&text, contact.text, err);
		contact.text = arena_dup(&reading->arena, buf_str(&text));
		buf_release(&text);
		if (result < 0) {
			return result;
		}
	}
	return reading_emit(reading, &contact, err);
}

/* XML that is glued together by hand: how often it had to be mended, and where first. */
static void say_mended(const struct reading *reading, const struct xml_stream *xml)
{
	if (xml->guard.mended > 0 && reading->run->said != NULL) {
		buf_printf(reading->run->said,
		           "gripe read: %s:%llu: XML that is not well-formed, mended %llu times from here\n",
		           reading->path, (unsigned long long)xml->guard.mended_line,
		           (unsigned long long)xml->guard.mended);
	}
}

static int parse_xml(struct reading *reading, struct err *err)
{
	struct sample *sample = memory_alloc(sizeof *sample);
	struct any *any = &sample->any;
	struct xml_stream xml;
	struct str ahead;
	int result = infile_peek(reading->file, &ahead, err);
	any->reading = reading;
	intern_init(&any->row.names);
	if (result >= 0) {
		result = look(sample, ahead, err);
	}
	if (result >= 0 && any->columns.count == 0) {
		result = reading_reject(reading, 1, SIZE_MAX, "XML without an element that holds texts",
		                        str_slice(ahead, 0, ahead.len < 200 ? ahead.len : 200), err);
	} else if (result >= 0 && reading->explain != NULL) {
		buf_printf(reading->explain, "  records: %.*s\n", STR_ARGS(any->record));
		columns_explain(&any->columns, reading->explain);
	} else if (result >= 0) {
		result = xml_open_marked(&xml, reading->file, reading->run->book, err);
		if (result >= 0) {
			columns_said_watch(&any->said, reading, &any->columns);
			result = each_record(any, &xml, emit_row, err);
			columns_said_tell(&any->said);
			say_mended(reading, &xml);
		}
		xml_close(&xml);
	}
	intern_release(&any->row.names);
	arena_release(&any->row.arena);
	arena_release(&any->arena);
	free(sample);
	return result;
}

/* ---- Apple's reviews ---- */

/* What is inside of an entry that has been read so far. */
struct review {
	struct reading *reading;
	struct xml_stream *xml;
	struct buf *text, attribute;
	struct contact contact;
	bool in_author;
};

/* Members of an entry whose text is a field of the contact as it stands. */
static struct str *field_of(struct review *review, struct str name)
{
	struct contact *contact = &review->contact;
	return str_eq(name, STR("content"))                     ? &contact->text
	       : str_eq(name, STR("title"))                     ? &contact->title
	       : str_eq(name, STR("id"))                        ? &contact->id
	       : review->in_author && str_eq(name, STR("name")) ? &contact->person
	                                                        : NULL;
}

static void take_member(struct review *review, struct str name, struct str text)
{
	struct contact *contact = &review->contact;
	struct arena *arena = &review->reading->arena;
	struct str *field = field_of(review, name);
	if (field != NULL) {
		*field = arena_dup(arena, text);
	} else if (str_eq(name, STR("rating"))) {
		contact->has_score = number_parse(text, &contact->score);
		contact->scale = STR("stars5");
	} else if (str_eq(name, STR("version"))) {
		contact_attr(contact, arena, STR("app_version"), text);
	} else if (str_eq(name, STR("updated"))) {
		contact->time = reading_time(review->reading, contact, text);
	}
}

static void take_link(struct review *review)
{
	if (xml_attribute(review->xml, "href", &review->attribute) && review->contact.url.len == 0) {
		review->contact.url = arena_dup(&review->reading->arena, buf_str(&review->attribute));
	}
}

/* The text once more, with the app's picture. */
static bool is_html_copy(struct review *review, struct str name)
{
	return str_eq(name, STR("content")) && xml_attribute(review->xml, "type", &review->attribute) &&
	       str_eq(buf_str(&review->attribute), STR("html"));
}

/* The element or end that the stream stands at. */
static int take_node(struct review *review, struct err *err)
{
	struct str name = xml_name(review->xml);
	bool start = xmlTextReaderNodeType(review->xml->reader) == XML_READER_TYPE_ELEMENT;
	int result;
	if (str_eq(name, STR("author"))) {
		review->in_author = start;
		return 0;
	}
	if (start && str_eq(name, STR("link"))) {
		take_link(review);
		return 0;
	}
	if (!start || is_html_copy(review, name) || xmlTextReaderIsEmptyElement(review->xml->reader) == 1) {
		return 0;
	}
	buf_clear(review->text);
	result = xml_text(review->xml, review->text, err);
	if (result >= 0) {
		take_member(review, name, str_trim(buf_str(review->text)));
	}
	return result;
}

static int read_review(struct reading *reading, struct xml_stream *xml, struct buf *text, struct err *err)
{
	struct review review = { .reading = reading, .xml = xml, .text = text, .contact = { .copies = 1 } };
	int depth = xmlTextReaderDepth(xml->reader), result = 0;
	if (xmlTextReaderIsEmptyElement(xml->reader) == 1) {
		return 0;
	}
	buf_init(&review.attribute, SIZE_MAX);
	while (result >= 0 && (result = xml_next(xml, err)) > 0 && xmlTextReaderDepth(xml->reader) > depth) {
		result = take_node(&review, err);
	}
	buf_release(&review.attribute);
	if (result < 0) {
		return result;
	}
	if (!review.contact.has_score) { /* older feeds start with the app itself */
		book_drop(reading->run->book, "not_a_review", 1);
		arena_reset(&reading->arena);
		return 0;
	}
	return reading_emit(reading, &review.contact, err);
}

static int parse_appstore(struct reading *reading, struct err *err)
{
	struct xml_stream xml;
	struct buf text;
	int result;
	if (reading->explain != NULL) {
		return 0;
	}
	buf_init(&text, SIZE_MAX);
	result = xml_open(&xml, reading->file, reading->run->book, err);
	while (result >= 0 && (result = xml_next(&xml, err)) > 0) {
		if (xmlTextReaderNodeType(xml.reader) == XML_READER_TYPE_ELEMENT &&
		    xmlTextReaderDepth(xml.reader) == 1 && str_eq(xml_name(&xml), STR("entry"))) {
			result = read_review(reading, &xml, &text, err);
		}
	}
	xml_close(&xml);
	buf_release(&text);
	return result;
}

static int detect_appstore(const struct glance *first)
{
	struct str ahead = first->ahead;
	struct str start = str_slice(ahead, 0, ahead.len < 16384 ? ahead.len : 16384);
	return str_find(start, STR("<feed"), 0) < start.len &&
	               str_find(start, STR("itunes.apple.com/rss"), 0) < start.len
	           ? 97
	           : 0;
}

/* Or with a declaration, but for those of HTML. */
static bool begins_with_element(struct str s)
{
	return s.len > 2 && s.at[0] == '<' && (ascii_is_alpha(s.at[1]) || s.at[1] == '!') &&
	       !str_starts_nocase(s, STR("<html")) && !str_starts_nocase(s, STR("<!doctype html"));
}

static int detect_xml(const struct glance *first)
{
	struct str ahead = first->ahead, path = str_from(first->path);
	struct str s = str_trim(str_slice(ahead, str_starts(ahead, STR("\xEF\xBB\xBF")) ? 3 : 0, ahead.len));
	if (str_starts(s, STR("<?xml"))) {
		return 60;
	}
	return begins_with_element(s) && (str_ends_nocase(path, STR(".xml")) || str_ends_nocase(path, STR(".rss"))) ? 60
	                                                                                                            : 0;
}

const struct format format_appstore_xml = {
	.name = "appstore-xml",
	.looks_for = "Apple's RSS of customer reviews in XML: <feed xmlns:im=\"http://itunes.apple.com/rss\">",
	.detect = detect_appstore,
	.parse = parse_appstore,
	.channel = "review"
};
const struct format format_xml = {
	.name = "xml",
	.looks_for = "any XML with an element that comes back and holds texts: RSS, Atom, forum exports",
	.detect = detect_xml,
	.parse = parse_xml,
	.channel = NULL
};
