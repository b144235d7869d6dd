/* post_feed.c - the Atom feed of a folder of posts (RFC 4287), by libxml2. The feed that is there is read again, so
 * what others put into it stays; a document type is refused, and nothing outside is ever fetched. Ids are made of what
 * does not change: the feed's of its first post, an entry's of the feed's id and the post's name; so a post that is
 * made again replaces itself, and says a later "updated" only when it says something else. */
#include <glib.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <unistd.h>

#include "infile.h"
#include "post_print.h"
#include "timestamp.h"

#define ATOM "http://www.w3.org/2005/Atom"
enum { FEED_LIMIT = 64 << 20 /* bytes */, UUID_BYTES = 16, DIGEST_BYTES = 32, TIME_BYTES = 32 };

struct str post_uuid(struct arena *arena, struct str of)
{
	enum { VERSION_AT = 6, VARIANT_AT = 8 };
	guint8 b[DIGEST_BYTES];
	gsize len = sizeof b;
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(sum, (const guchar *)of.at, (gssize)of.len);
	g_checksum_get_digest(sum, b, &len);
	g_checksum_free(sum);
	b[VERSION_AT] = (guint8)((b[VERSION_AT] & 0x0F) | 0x80); /* 8: made in a way of one's own (RFC 9562) */
	b[VARIANT_AT] = (guint8)((b[VARIANT_AT] & 0x3F) | 0x80);
	return arena_printf(arena, "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
	                    b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
	                    b[14], b[UUID_BYTES - 1]);
}

static const xmlChar *xml(const char *text)
{
	return (const xmlChar *)text;
}

static xmlNodePtr child(xmlNodePtr of, const char *name)
{
	for (xmlNodePtr node = of->children; node != NULL; node = node->next) {
		if (node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, xml(name)) && node->ns != NULL &&
		    xmlStrEqual(node->ns->href, xml(ATOM))) {
			return node;
		}
	}
	return NULL;
}

/* The text of a child, in the arena; empty: it has none. */
static struct str child_text(struct arena *arena, xmlNodePtr of, const char *name)
{
	xmlNodePtr node = child(of, name);
	xmlChar *text = node != NULL ? xmlNodeGetContent(node) : NULL;
	struct str out = arena_dup(arena, str_from((const char *)text));
	xmlFree(text);
	return out;
}

static xmlNodePtr put(xmlNodePtr to, const char *name, struct arena *arena, struct str text)
{
	struct str ended = arena_dup(arena, text); /* with a NUL behind it */
	return xmlNewTextChild(to, to->ns, xml(name), text.len > 0 ? xml(ended.at) : NULL);
}

static void put_link(xmlNodePtr to, const char *rel, const char *type, struct str href)
{
	xmlNodePtr link = xmlNewTextChild(to, to->ns, xml("link"), NULL);
	xmlNewProp(link, xml("rel"), xml(rel));
	xmlNewProp(link, xml("type"), xml(type));
	xmlNewProp(link, xml("href"), xml(href.at));
}

static struct str address(const struct post *post, const char *file)
{
	const char *site = post->asked.site != NULL ? post->asked.site : "";
	bool slash = site[0] != '\0' && site[strlen(site) - 1] != '/';
	return arena_printf(post->doc.arena, "%s%s%s", site, slash ? "/" : "", file);
}

static struct str time_text(const struct post *post, int64_t seconds)
{
	enum { DAY_SECONDS = 86400 };
	struct buf text;
	struct str out;
	buf_init(&text, TIME_BYTES);
	timestamp_format(&text, seconds >= 0 ? seconds : post->day * DAY_SECONDS);
	out = arena_dup(post->doc.arena, buf_str(&text));
	buf_release(&text);
	return out;
}

static xmlDocPtr feed_new(const struct post *post)
{
	xmlDocPtr doc = xmlNewDoc(xml("1.0"));
	xmlNodePtr feed = xmlNewNode(NULL, xml("feed"));
	struct arena *arena = post->doc.arena;
	struct buf seed;
	xmlSetNs(feed, xmlNewNs(feed, xml(ATOM), NULL));
	xmlDocSetRootElement(doc, feed);
	buf_init(&seed, SIZE_MAX);
	buf_printf(&seed, "feed\n%s\n%.*s\n", post->asked.site != NULL ? post->asked.site : "",
	           STR_ARGS(post_name(post)));
	buf_str_add(&seed, buf_str(&post->issues_csv));
	put(feed, "id", arena, post_uuid(arena, buf_str(&seed)));
	buf_release(&seed);
	put(feed, "title", arena, post_word(&post->words, "feed_title"));
	put(feed, "updated", arena, time_text(post, -1));
	put_link(feed, "self", "application/atom+xml", address(post, "feed.xml"));
	put(put(feed, "author", arena, STR_EMPTY), "name", arena, STR("gripe"));
	return doc;
}

static int feed_bad(xmlDocPtr doc, const char *path, const char *why, struct err *err)
{
	if (doc != NULL) {
		xmlFreeDoc(doc);
	}
	err_set(err, GRIPE_DATA, "%s; a post is put into a feed of its own folder, so move this file away", why);
	err_at(err, path, 0, 0);
	return GRIPE_DATA;
}

static int feed_parse(xmlDocPtr *doc, struct arena *arena, struct str text, const char *path, struct err *err)
{
	*doc = text.len > FEED_LIMIT
	           ? NULL
	           : xmlReadMemory(text.at, (int)text.len, NULL, NULL,
	                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS);
	if (*doc == NULL || xmlDocGetRootElement(*doc) == NULL) {
		return feed_bad(*doc, path, "is no XML", err);
	}
	xmlNodePtr root = xmlDocGetRootElement(*doc);
	if (xmlGetIntSubset(*doc) != NULL || !xmlStrEqual(root->name, xml("feed")) || root->ns == NULL ||
	    !xmlStrEqual(root->ns->href, xml(ATOM)) || child_text(arena, root, "id").len == 0) {
		return feed_bad(*doc, path, "is no Atom feed with an id", err);
	}
	return 0;
}

/* The feed's own prefix for its names is kept: new nodes take the root's namespace. */
static xmlNodePtr entry_new(const struct post *post, xmlNodePtr feed, struct str id)
{
	struct arena *arena = post->doc.arena;
	struct buf html;
	xmlNodePtr entry = xmlNewDocNode(feed->doc, feed->ns, xml("entry"), NULL), content;
	struct str page = address(post, arena_printf(arena, "%.*s.html", STR_ARGS(post_name(post))).at);
	put(entry, "id", arena, id);
	put(entry, "title", arena, post_title(post));
	put(entry, "updated", arena, time_text(post, -1));
	put(entry, "published", arena, time_text(post, -1));
	put_link(entry, "alternate", "text/html", page);
	put(entry, "summary", arena, post_description(post));
	buf_init(&html, SIZE_MAX);
	post_html_body(&html, post, false);
	content = put(entry, "content", arena, buf_str(&html));
	xmlNewProp(content, xml("type"), xml("html"));
	buf_release(&html);
	return entry;
}

static bool says_the_same(struct arena *arena, xmlNodePtr a, xmlNodePtr b)
{
	return str_eq(child_text(arena, a, "title"), child_text(arena, b, "title")) &&
	       str_eq(child_text(arena, a, "summary"), child_text(arena, b, "summary")) &&
	       str_eq(child_text(arena, a, "content"), child_text(arena, b, "content"));
}

static void retime(const struct post *post, xmlNodePtr of, const char *name, int64_t seconds)
{
	xmlNodePtr node = child(of, name);
	if (node != NULL) {
		xmlNodeSetContent(node, xml(time_text(post, seconds).at));
	}
}

/* entry in the place of old, which it was published as. */
static void replace(const struct post *post, xmlNodePtr old, xmlNodePtr entry)
{
	struct arena *arena = post->doc.arena;
	int64_t updated = 0, published = 0, day = 0;
	(void)timestamp_parse(time_text(post, -1), &day);
	if (timestamp_parse(child_text(arena, old, "published"), &published)) {
		retime(post, entry, "published", published);
	}
	if (timestamp_parse(child_text(arena, old, "updated"), &updated)) {
		updated = says_the_same(arena, old, entry) ? updated : updated + 1;
		retime(post, entry, "updated", updated > day ? updated : day);
	}
	xmlReplaceNode(old, entry);
	xmlFreeNode(old);
}

static void entry_put(const struct post *post, xmlNodePtr feed, struct str id, xmlNodePtr entry)
{
	xmlNodePtr first = NULL;
	for (xmlNodePtr node = feed->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE || !xmlStrEqual(node->name, xml("entry"))) {
			continue;
		}
		if (str_eq(child_text(post->doc.arena, node, "id"), id)) {
			replace(post, node, entry);
			return;
		}
		first = first == NULL ? node : first;
	}
	if (first != NULL) {
		xmlAddPrevSibling(first, entry);
	} else {
		xmlAddChild(feed, entry);
	}
}

/* What is beyond FEED_ENTRIES goes; the feed is as new as its newest entry. */
static void feed_close(const struct post *post, xmlNodePtr feed)
{
	int64_t newest = 0, updated = 0;
	size_t count = 0;
	for (xmlNodePtr node = feed->children, next; node != NULL; node = next) {
		next = node->next;
		if (node->type != XML_ELEMENT_NODE || !xmlStrEqual(node->name, xml("entry"))) {
			continue;
		}
		if (++count > FEED_ENTRIES) {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		} else if (timestamp_parse(child_text(post->doc.arena, node, "updated"), &updated)) {
			newest = updated > newest ? updated : newest;
		}
	}
	retime(post, feed, "updated", newest);
}

int post_feed_renew(struct buf *out, const struct post *post, struct str old, const char *path, struct err *err)
{
	xmlDocPtr doc = NULL;
	xmlChar *text = NULL;
	int bytes = 0, result = old.at != NULL ? feed_parse(&doc, post->doc.arena, old, path, err) : 0;
	if (result < 0) {
		return result;
	}
	doc = doc != NULL ? doc : feed_new(post);
	xmlNodePtr feed = xmlDocGetRootElement(doc);
	struct str seed = arena_printf(post->doc.arena, "%s\n%.*s", child_text(post->doc.arena, feed, "id").at,
	                               STR_ARGS(post_name(post))),
	           id = post_uuid(post->doc.arena, seed);
	entry_put(post, feed, id, entry_new(post, feed, id));
	feed_close(post, feed);
	xmlDocDumpFormatMemoryEnc(doc, &text, &bytes, "UTF-8", 1);
	buf_add(out, text, (size_t)bytes);
	xmlFree(text);
	xmlFreeDoc(doc);
	return 0;
}

int post_feed(struct buf *out, const struct post *post, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct buf old;
	if (access(path, F_OK) != 0) {
		return post_feed_renew(out, post, STR_EMPTY, path, err);
	}
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&old, FEED_LIMIT);
	result = infile_all(file, &old, err);
	infile_close(file);
	result = result == 0 ? post_feed_renew(out, post, buf_str(&old), path, err) : result;
	buf_release(&old);
	return result;
}
