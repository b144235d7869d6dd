/* stackexchange.c - Posts.xml and Comments.xml of a StackExchange site's dump.
 *
 * In: <posts> or <comments> of <row …/> with everything in attributes; bodies are HTML (posts) or light Markdown
 * (comments). Out: a contact per question, answer and comment; wiki pages and tag texts (PostTypeId above 2) are
 * dropped as "not_a_post". thread: the question, "post-7"; for a comment the post it stands under, since Comments.xml
 * alone does not say which question an answer belongs to. Score there is votes, not satisfaction: it stays an
 * attribute. An answer is no customer's word (role agent), but that of the one who asked. Memory: one row, and 16 to 32
 * bytes a question. */
#include <stdlib.h>

#include "format.h"
#include "hash.h"
#include "html_text.h"
#include "number_map.h"
#include "xml_stream.h"

enum { ASKERS_MAX = 1 << 22 /* questions whose asker is remembered: 128 MB of slots at most */ };

struct row {
	struct xml_stream *xml;
	struct buf value;
	struct reading *reading;
	struct arena *arena;
	struct number_map askers; /* hash of a question's id: that of who asked */
};

static void asked(struct number_map *askers, struct str id, struct str person)
{
	if (askers->count < ASKERS_MAX && person.len > 0) {
		number_map_set(askers, hash64(id, 1) | 1, hash64(person, 2));
	}
}

/* Did the one who asked the question write it? Questions stand before their answers: a dump is in the order of ids. */
static bool asker_wrote(const struct number_map *askers, struct str id, struct str person)
{
	return person.len > 0 && number_map_get(askers, hash64(id, 1) | 1) == hash64(person, 2);
}

static struct str field(struct row *row, const char *name)
{
	return xml_attribute(row->xml, name, &row->value) ? arena_dup(row->arena, buf_str(&row->value)) : STR_EMPTY;
}

static struct str person_of(struct row *row, const char *id_name, const char *display_name)
{
	struct str id = field(row, id_name);
	return id.len > 0 ? arena_printf(row->arena, "user-%.*s", STR_ARGS(id)) : field(row, display_name);
}

static void votes(struct row *row, struct contact *contact)
{
	contact_attr(contact, row->arena, STR("votes"), field(row, "Score"));
}

/* NULL, or why the row is no contact. */
static const char *post(struct row *row, struct contact *contact, struct err *err, int *status)
{
	struct str type = field(row, "PostTypeId"), id = field(row, "Id"), parent = field(row, "ParentId"),
	           body = field(row, "Body");
	struct buf text;
	if (!str_eq(type, STR("1")) && !str_eq(type, STR("2"))) {
		return "not_a_post";
	}
	buf_init(&text, SIZE_MAX);
	*status = html_to_text(&text, body, err);
	contact->text = arena_dup(row->arena, buf_str(&text));
	buf_release(&text);
	contact->id = arena_printf(row->arena, "post-%.*s", STR_ARGS(id));
	contact->thread = arena_printf(row->arena, "post-%.*s", STR_ARGS(parent.len > 0 ? parent : id));
	contact->title = field(row, "Title");
	contact->time = reading_time(row->reading, contact, field(row, "CreationDate"));
	contact->person = person_of(row, "OwnerUserId", "OwnerDisplayName");
	contact_attr(contact, row->arena, STR("type"), str_eq(type, STR("1")) ? STR("question") : STR("answer"));
	contact_attr(contact, row->arena, STR("tags"), field(row, "Tags"));
	votes(row, contact);
	if (parent.len == 0) {
		asked(&row->askers, id, contact->person);
	} else if (!asker_wrote(&row->askers, parent, contact->person)) {
		contact->role = STR("agent");
	}
	return NULL;
}

static void comment(struct row *row, struct contact *contact)
{
	struct str id = field(row, "Id"), parent = field(row, "PostId");
	contact->id = arena_printf(row->arena, "comment-%.*s", STR_ARGS(id));
	contact->thread = arena_printf(row->arena, "post-%.*s", STR_ARGS(parent));
	contact->text = field(row, "Text");
	contact->time = reading_time(row->reading, contact, field(row, "CreationDate"));
	contact->person = person_of(row, "UserId", "UserDisplayName");
	contact_attr(contact, row->arena, STR("type"), STR("comment"));
	votes(row, contact);
}

static int take_row(struct reading *reading, struct row *row, bool comments, struct err *err)
{
	struct contact contact = { .copies = 1 };
	const char *why = NULL;
	int status = 0;
	if (!xml_attribute(row->xml, "Id", &row->value)) {
		return reading_reject(reading, (uint64_t)xmlTextReaderGetParserLineNumber(row->xml->reader), SIZE_MAX,
		                      "a row without Id", STR_EMPTY, err);
	}
	if (comments) {
		comment(row, &contact);
	} else {
		why = post(row, &contact, err, &status);
	}
	if (status < 0) {
		return status;
	}
	if (why != NULL) {
		book_drop(reading->run->book, why, 1);
		arena_reset(&reading->arena);
		return 0;
	}
	return reading_emit(reading, &contact, err);
}

static int parse_stackexchange(struct reading *reading, struct err *err)
{
	struct xml_stream xml;
	struct row row = { .xml = &xml, .reading = reading, .arena = &reading->arena };
	bool comments = false;
	int result;
	if (reading->explain != NULL) {
		return 0;
	}
	buf_init(&row.value, SIZE_MAX);
	result = xml_open(&xml, reading->file, reading->run->book, err);
	while (result >= 0 && (result = xml_next(&xml, err)) > 0) {
		if (xmlTextReaderNodeType(xml.reader) != XML_READER_TYPE_ELEMENT) {
			continue;
		}
		if (xmlTextReaderDepth(xml.reader) == 0) {
			comments = str_eq(xml_name(&xml), STR("comments"));
		} else if (str_eq(xml_name(&xml), STR("row"))) {
			result = take_row(reading, &row, comments, err);
		}
	}
	xml_close(&xml);
	number_map_release(&row.askers);
	buf_release(&row.value);
	return result;
}

static int detect_stackexchange(const struct glance *first)
{
	struct str ahead = first->ahead;
	struct str start = str_slice(ahead, 0, ahead.len < 4096 ? ahead.len : 4096);
	size_t row = str_find(start, STR("<row "), 0);
	bool posts = str_find(start, STR("<posts>"), 0) < row && str_find(start, STR("PostTypeId="), row) < start.len;
	bool comments = str_find(start, STR("<comments>"), 0) < row && str_find(start, STR("PostId="), row) < start.len;
	return row < start.len && (posts || comments) ? 97 : 0;
}

const struct format format_stackexchange = {
	.name = "stackexchange",
	.looks_for = "XML <posts> or <comments> of <row …/>: Posts.xml, Comments.xml of a site's dump",
	.detect = detect_stackexchange,
	.parse = parse_stackexchange,
	.channel = "forum"
};
