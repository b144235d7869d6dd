/* The feed of posts against RFC 4287: its schema (tests/reference/atom.rng), and what it asks for beside that. With a
 * file's name it says what is wrong with that feed, and nothing when all is well. */
#include "cmocka_all.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>

#include "infile.h"
#include "post_print.h"

#define SCHEMA "tests/reference/atom.rng"

static void complain(void *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void complain(void *to, const char *format, ...)
{
	char line[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	buf_text(to, line);
}

/* What the schema has against the document. */
static void schema_check(xmlDocPtr doc, struct buf *said)
{
	xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(SCHEMA);
	xmlRelaxNGSetParserErrors(parser, complain, complain, said);
	xmlRelaxNGPtr schema = xmlRelaxNGParse(parser);
	if (schema == NULL) {
		buf_text(said, "the schema is none\n");
	} else {
		xmlRelaxNGValidCtxtPtr valid = xmlRelaxNGNewValidCtxt(schema);
		xmlRelaxNGSetValidErrors(valid, complain, complain, said);
		if (xmlRelaxNGValidateDoc(valid, doc) != 0 && said->len == 0) {
			buf_text(said, "not valid\n");
		}
		xmlRelaxNGFreeValidCtxt(valid);
		xmlRelaxNGFree(schema);
	}
	xmlRelaxNGFreeParserCtxt(parser);
}

/* What the RFC asks for in words: each a path that selects what is wrong. */
static void words_check(xmlDocPtr doc, struct buf *said)
{
	static const char *const rules[][2] = {
		{ "//a:entry[not(a:author) and not(../a:author)]", "an entry has no author" },
		{ "//a:entry[not(a:content) and not(a:link[@rel='alternate'])]",
		  "an entry has neither content nor page" },
		{ "//a:entry[a:id = preceding-sibling::a:entry/a:id]", "two entries have one id" },
		{ "//a:entry[a:id = ../a:id]", "an entry has the id of the feed" },
		{ "//a:feed[not(a:link[@rel='self'])]", "the feed does not say where it is" },
		{ "//a:id[not(contains(., ':'))]", "an id is no absolute IRI" },
		{ "//a:content[@type='html' and a:*]", "HTML is not escaped" },
	};
	xmlXPathContextPtr context = xmlXPathNewContext(doc);
	xmlXPathRegisterNs(context, (const xmlChar *)"a", (const xmlChar *)"http://www.w3.org/2005/Atom");
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)rules[i][0], context);
		if (found == NULL || (found->nodesetval != NULL && found->nodesetval->nodeNr > 0)) {
			buf_printf(said, "%s\n", rules[i][1]);
		}
		xmlXPathFreeObject(found);
	}
	xmlXPathFreeContext(context);
}

static void feed_check(struct str text, struct buf *said)
{
	xmlDocPtr doc = xmlReadMemory(text.at, (int)text.len, NULL, NULL,
	                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (doc == NULL) {
		buf_text(said, "not well-formed\n");
		return;
	}
	schema_check(doc, said);
	words_check(doc, said);
	xmlFreeDoc(doc);
}

#define HEAD "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:x:1</id><title>t</title>"
#define SELF "<link rel='self' href='feed.xml'/><author><name>n</name></author>"
#define ENTRY                                                                                                          \
	"<entry><id>urn:x:2</id><title>e</title><updated>2025-03-01T00:00:00Z</updated><content>c</content></entry>"

static void the_schema_takes_what_the_rfc_takes_and_nothing_else(void **state)
{
	static const struct {
		const char *feed;
		bool good;
	} feeds[] = {
		{ HEAD "<updated>2025-03-01T00:00:00Z</updated>" SELF ENTRY "</feed>", true },
		{ HEAD "<updated>2025-03-01T00:00:00Z</updated>" SELF "<x:y xmlns:x='urn:y'>z</x:y>" ENTRY "</feed>",
		  true },
		{ HEAD SELF ENTRY "</feed>", false },                                                 /* no updated */
		{ HEAD "<updated>1 March</updated>" SELF ENTRY "</feed>", false },                    /* no date */
		{ HEAD "<updated>2025-03-01T00:00:00Z</updated>" SELF ENTRY ENTRY "</feed>", false }, /* one id */
		{ HEAD "<updated>2025-03-01T00:00:00Z</updated><author><name>n</name></author>" ENTRY "</feed>",
		  false },
		{ HEAD "<updated>2025-03-01T00:00:00Z</updated>" SELF "<b>no such</b></feed>", false },
		{ HEAD "<updated>2025-03-01T00:00:00Z</updated><link rel='self' href='f'/>" ENTRY "</feed>", false },
		{ HEAD "<updated>2025-03-01T00:00:00Z</updated>" SELF "<link rel='x'/>" ENTRY "</feed>", false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
		struct buf said;
		buf_init(&said, SIZE_MAX);
		feed_check(str_from(feeds[i].feed), &said);
		if ((said.len == 0) != feeds[i].good) {
			fail_msg("feed %zu: %s", i, said.at);
		}
		buf_release(&said);
	}
}

static void an_id_is_a_uuid_and_the_same_for_the_same(void **state)
{
	struct arena arena = ARENA_INIT;
	struct str one = post_uuid(&arena, STR("a")), same = post_uuid(&arena, STR("a")),
	           other = post_uuid(&arena, STR("b"));
	(void)state;
	assert_true(str_eq(one, same));
	assert_false(str_eq(one, other));
	assert_int_equal(one.len, strlen("urn:uuid:") + 36);
	assert_int_equal(one.at[strlen("urn:uuid:") + 14], '8'); /* its version */
	assert_true(strchr("89ab", one.at[strlen("urn:uuid:") + 19]) != NULL);
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_schema_takes_what_the_rfc_takes_and_nothing_else),
		cmocka_unit_test(an_id_is_a_uuid_and_the_same_for_the_same),
	};
	if (argc > 1) {
		struct infile *file;
		struct err err = ERR_INIT;
		struct buf text, said;
		buf_init(&text, SIZE_MAX);
		buf_init(&said, SIZE_MAX);
		if (infile_open(&file, argv[1], &err) < 0 || infile_all(file, &text, &err) < 0) {
			return 1;
		}
		infile_close(file);
		feed_check(buf_str(&text), &said);
		printf("%s", said.at);
		buf_release(&text);
		buf_release(&said);
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
