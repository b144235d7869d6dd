/* test_mime_oracles.c - the MIME torture set and mime4j's messages against the trees and bodies that mime4j's own tests
 * expect.
 *
 * Reads ../shared/data/email/mime4j/ where it is there, else skips. X.xml: the tree with bodies as they stand;
 * X_decoded_N.txt: leaf N decoded. GRIPE_MIME_TABLE=1 prints each difference. Parts without a header and without a byte
 * (a boundary right behind another) are left out of the comparison. Three numbers are held: trees equal, leaf bodies as
 * they stand equal, and decoded (white space at the end of a body does not count). */
#include <dirent.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>

#include "infile.h"
#include "mail_body.h"

#define SHARE_WANTED 0.97

struct tally {
	unsigned trees, trees_equal, bodies, bodies_equal, decoded, decoded_equal;
	bool table;
};

static struct str file_bytes(struct buf *into, const char *path)
{
	struct infile *file;
	struct err err = ERR_INIT;
	buf_clear(into);
	if (infile_open(&file, path, &err) < 0) {
		return STR_EMPTY;
	}
	if (infile_all(file, into, &err) < 0) {
		buf_clear(into);
	}
	infile_close(file);
	return (struct str){ into->at, into->len };
}

static struct str end_trimmed(struct str s)
{
	while (s.len > 0 && ascii_is_space(s.at[s.len - 1])) {
		s.len--;
	}
	while (s.len > 0 && (s.at[0] == '\n' || s.at[0] == '\r')) {
		s = str_slice(s, 1, s.len);
	}
	return s;
}

/* Equal but for CR before LF; beyond ASCII, the oracle's XML holds what its own charset made of a byte, so such
 * characters are passed over on both sides. */
static bool same_text(struct str a, struct str b)
{
	size_t i = 0, j = 0;
	a = end_trimmed(a);
	b = end_trimmed(b);
	for (;;) {
		while (i < a.len && (a.at[i] == '\r' || (a.at[i] & 0x80) != 0)) {
			i++;
		}
		while (j < b.len && (b.at[j] == '\r' || (b.at[j] & 0x80) != 0)) {
			j++;
		}
		if (i == a.len || j == b.len) {
			return i == a.len && j == b.len;
		}
		if (a.at[i++] != b.at[j++]) {
			return false;
		}
	}
}

/* ---- the oracle: a tree as text, "message(multipart(body,message(body)))", and its bodies in order ---- */

struct leaves {
	struct str at[512];
	char number[512][64]; /* "1_2_1" */
	size_t count;
};

static bool named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* "multipart(body,,body)" without the parts that have neither a header nor a byte. */
static bool is_blank(const xmlNode *part)
{
	for (const xmlNode *node = part->children; node != NULL; node = node->next) {
		xmlChar *text = xmlNodeGetContent(node);
		bool blank = end_trimmed(str_from((const char *)text)).len == 0 && !named(node, "multipart") &&
		             !named(node, "message");
		xmlFree(text);
		if (!blank) {
			return false;
		}
	}
	return true;
}

static void oracle_entity(const xmlNode *entity, struct buf *tree, struct leaves *leaves, xmlChar **keep, size_t *kept,
                          const char *number)
{
	int child = 0;
	for (const xmlNode *node = entity->children; node != NULL; node = node->next) {
		char inner[64];
		if (named(node, "body") || named(node, "text-body") || named(node, "binary-body")) {
			xmlChar *text = xmlNodeGetContent(node);
			buf_text(tree, "body");
			snprintf(leaves->number[leaves->count], sizeof leaves->number[0], "%s", number);
			leaves->at[leaves->count++] = str_from((const char *)text);
			keep[(*kept)++] = text;
		} else if (named(node, "message")) {
			buf_text(tree, "message(");
			snprintf(inner, sizeof inner, "%.50s_1", number);
			oracle_entity(node, tree, leaves, keep, kept, inner);
			buf_text(tree, ")");
		} else if (named(node, "multipart")) {
			buf_text(tree, "multipart(");
			for (const xmlNode *part = node->children; part != NULL; part = part->next) {
				if (named(part, "body-part") && is_blank(part)) {
					child++; /* two boundaries with nothing between: GMime makes no part of it, and
					            there is no text in it */
				} else if (named(part, "body-part")) {
					snprintf(inner, sizeof inner, "%.50s_%d", number, ++child);
					oracle_entity(part, tree, leaves, keep, kept, inner);
					buf_text(tree, ",");
				}
			}
			buf_text(tree, ")");
		}
	}
}

/* ---- ours ---- */

struct our_leaves {
	struct buf raw[512], decoded[512];
	size_t count;
};

static void our_entity(GMimeObject *object, struct buf *tree, struct our_leaves *leaves, struct mail_trees *trees)
{
	GMimeMessage *encoded =
	    object != NULL && GMIME_IS_PART(object) ? mail_encoded_message(trees, (GMimePart *)object) : NULL;
	if (object != NULL && GMIME_IS_MULTIPART(object) && g_mime_multipart_get_count((GMimeMultipart *)object) == 0) {
		GMimeObject *repaired = mail_repaired_multipart(trees, (GMimeMultipart *)object);
		object = repaired != NULL ? repaired : object;
	}
	if (encoded != NULL) {
		buf_text(tree, "message(");
		our_entity(g_mime_message_get_mime_part(encoded), tree, leaves, trees);
		buf_text(tree, ")");
		return;
	}
	if (object == NULL) {
		buf_text(tree, "body");
		buf_init(&leaves->raw[leaves->count], SIZE_MAX);
		buf_init(&leaves->decoded[leaves->count++], SIZE_MAX);
	} else if (GMIME_IS_MULTIPART(object)) {
		buf_text(tree, "multipart(");
		for (int i = 0; i < g_mime_multipart_get_count((GMimeMultipart *)object); i++) {
			GMimeObject *child = g_mime_multipart_get_part((GMimeMultipart *)object, i);
			struct buf bytes;
			bool blank;
			buf_init(&bytes, SIZE_MAX);
			if (GMIME_IS_PART(child)) {
				(void)mail_part_bytes(&bytes, (GMimePart *)child);
			}
			blank = GMIME_IS_PART(child) &&
			        g_mime_header_list_get_count(g_mime_object_get_header_list(child)) == 0 &&
			        end_trimmed(buf_str(&bytes)).len == 0;
			buf_release(&bytes);
			if (!blank) {
				our_entity(child, tree, leaves, trees);
				buf_text(tree, ",");
			}
		}
		buf_text(tree, ")");
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)object);
		buf_text(tree, "message(");
		if (message != NULL) {
			our_entity(g_mime_message_get_mime_part(message), tree, leaves, trees);
		}
		buf_text(tree, ")");
	} else if (GMIME_IS_PART(object)) {
		GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)object);
		GMimeStream *memory = g_mime_stream_mem_new();
		GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)memory);
		buf_text(tree, "body");
		buf_init(&leaves->raw[leaves->count], SIZE_MAX);
		buf_init(&leaves->decoded[leaves->count], SIZE_MAX);
		if (content != NULL) {
			GMimeStream *source = g_mime_data_wrapper_get_stream(content);
			g_mime_stream_reset(source);
			g_mime_stream_write_to_stream(source, memory);
			g_mime_stream_reset(source);
			buf_add(&leaves->raw[leaves->count], bytes->data, bytes->len);
			(void)mail_part_bytes(&leaves->decoded[leaves->count], (GMimePart *)object);
		}
		g_object_unref(memory);
		leaves->count++;
	}
}

static void compare(const char *folder, const char *name, struct tally *tally)
{
	static struct leaves expected;
	static struct our_leaves ours;
	xmlChar *keep[512];
	size_t kept = 0;
	char path[1024];
	struct buf bytes, oracle, mine, want;
	struct mail_tree tree;
	struct mail_trees trees = { NULL, 0 };
	xmlDoc *document;
	bool equal;
	expected.count = ours.count = 0;
	snprintf(path, sizeof path, "%s/%s.xml", folder, name);
	document = xmlReadFile(path, "ISO-8859-1",
	                       XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
	if (document == NULL) {
		return;
	}
	buf_init(&bytes, SIZE_MAX);
	buf_init(&oracle, SIZE_MAX);
	buf_init(&mine, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	oracle_entity(xmlDocGetRootElement(document), &oracle, &expected, keep, &kept, "1");
	snprintf(path, sizeof path, "%s/%s.msg", folder, name);
	mail_tree_open(&tree, file_bytes(&bytes, path));
	our_entity(tree.message != NULL ? g_mime_message_get_mime_part(tree.message) : NULL, &mine, &ours, &trees);
	equal = str_eq(buf_str(&oracle), buf_str(&mine));
	tally->trees++;
	tally->trees_equal += equal;
	if (!equal && tally->table) {
		printf("# tree %s\n#   wanted %s\n#   got    %s\n", name, oracle.at, mine.at);
	}
	for (size_t i = 0; i < expected.count && equal; i++) {
		bool same = same_text(expected.at[i], buf_str(&ours.raw[i]));
		tally->bodies++;
		tally->bodies_equal += same;
		if (!same && tally->table) {
			printf("# body %s %s: wanted %zu bytes, got %zu\n", name, expected.number[i],
			       expected.at[i].len, ours.raw[i].len);
		}
		snprintf(path, sizeof path, "%s/%s_decoded_%s.txt", folder, name, expected.number[i]);
		if (file_bytes(&want, path).len > 0) {
			same = same_text(buf_str(&want), buf_str(&ours.decoded[i]));
			tally->decoded++;
			tally->decoded_equal += same;
			if (!same && tally->table) {
				printf("# decoded %s %s: wanted %zu bytes, got %zu\n", name, expected.number[i],
				       want.len, ours.decoded[i].len);
			}
		}
	}
	for (size_t i = 0; i < ours.count; i++) {
		buf_release(&ours.raw[i]);
		buf_release(&ours.decoded[i]);
	}
	while (kept > 0) {
		xmlFree(keep[--kept]);
	}
	mail_trees_release(&trees);
	mail_tree_close(&tree);
	xmlFreeDoc(document);
	buf_release(&bytes);
	buf_release(&oracle);
	buf_release(&mine);
	buf_release(&want);
}

static void folder_of(const char *folder, struct tally *tally)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		struct str name = str_from(entries[i]->d_name);
		if (str_ends(name, STR(".msg"))) {
			entries[i]->d_name[name.len - 4] = '\0';
			compare(folder, entries[i]->d_name, tally);
		}
		free(entries[i]);
	}
	if (count >= 0) {
		free(entries);
	}
}

static void hold(const char *what, unsigned equal, unsigned all)
{
	printf("%s %s: %u of %u equal\n", equal >= SHARE_WANTED * all ? "ok" : "not ok", what, equal, all);
}

int main(void)
{
	struct tally tally = { .table = getenv("GRIPE_MIME_TABLE") != NULL };
	folder_of("../shared/data/email/mime4j/mimetools-testmsgs", &tally);
	folder_of("../shared/data/email/mime4j/testmsgs", &tally);
	xmlCleanupParser();
	if (tally.trees == 0) {
		printf("skip mime oracles: ../shared/data/email/mime4j is not here\n");
		return 0;
	}
	hold("mime trees", tally.trees_equal, tally.trees);
	hold("mime bodies as they stand", tally.bodies_equal, tally.bodies);
	hold("mime bodies decoded", tally.decoded_equal, tally.decoded);
	return 0;
}
