/* html_text.c - see html_text.h.
 *
 * libxml2's HTML parser (lenient, repairs nesting) drives SAX callbacks; no tree is built, so memory is the text and a
 * few counters. What is written depends on pending white space only: blanks collapse into one, and a line's end is
 * written when the next visible character comes, with the quote marks of the depth that it stands in. A tree and XPath
 * would say the same with ten times the memory. A stranger's markup is bounded: the parser's cost for an end tag grows
 * with the depth of open elements, so past DEPTH_LIMIT open elements it is stopped and the rest goes through a plain
 * tag remover, which is linear. */
#include "html_text.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "utf8.h"

enum {
	DEPTH_LIMIT = 1000, /* open elements; mail of ten nested replies in tables has about 150 */
	EMOJI_BYTES = 16,   /* longest emoji, with its joiners */
	EMOJI_FIRST = 0xE2, /* no emoji begins with a smaller byte */
	QUOTE_LIMIT = 16,   /* levels of "> " that are told apart; deeper ones count as this one */
	TAG_LIMIT = 4096    /* bytes of a tag, for looks_like_html: longer ones are not looked at */
};

struct writer {
	htmlParserCtxtPtr parser;
	struct buf *out;
	size_t start; /* out->len at the start */
	int newlines; /* owed before the next character: 0, 1 or 2 */
	bool space;   /* owed */
	bool line_open;
	bool lines;        /* newlines of the text end lines */
	int text_newlines; /* since the last visible character */
	int depth, skip_depth,
	    pre_depth; /* open elements; depth at which leaving out and keeping blanks began, 0: not */
	int fence_depth;
	int quote_at[QUOTE_LIMIT], quotes; /* depths at which quotes opened */
	int written_quotes;                /* level of the line written last */
	size_t stopped_at; /* bytes of the input taken when the parser was stopped; SIZE_MAX: it was not */
};

static void owe_newlines(struct writer *w, int count)
{
	if (count > 0) { /* inline elements keep the blank before them */
		w->newlines = count > w->newlines ? count : w->newlines;
		w->space = false;
	}
}

/* The newlines that are owed; an empty line inside of a quote is a quoted one. */
static void write_newlines(struct writer *w)
{
	int both = w->quotes < w->written_quotes ? w->quotes : w->written_quotes;
	for (int i = 0; i < w->newlines; i++) {
		buf_byte(w->out, '\n');
		for (int q = 0; i + 1 < w->newlines && q < both; q++) {
			buf_text(w->out, q + 1 < both ? "> " : ">");
		}
	}
}

/* What is owed, before a visible character. */
static void settle(struct writer *w)
{
	if (w->newlines > 0 && w->out->len > w->start) {
		write_newlines(w);
		w->line_open = false;
	}
	if (!w->line_open) {
		for (int q = 0; q < w->quotes; q++) {
			buf_text(w->out, "> ");
		}
		w->line_open = true;
		w->written_quotes = w->quotes;
		w->space = w->space && w->pre_depth != 0;
	}
	if (w->space) {
		buf_byte(w->out, ' ');
	}
	w->newlines = w->text_newlines = 0;
	w->space = false;
}

/* &#146; and the like mean windows-1252. c in [0x80, 0xA0) */
static uint32_t windows_sign(uint32_t c)
{
	static const uint16_t signs[32] = { 0x20AC, 0xFFFD, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
		                            0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0xFFFD, 0x17D,  0xFFFD,
		                            0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		                            0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0xFFFD, 0x17E,  0x178 };
	return signs[c - 0x80];
}

/* White space outside of <pre>: line ends count where lines are kept, all else is one blank. */
static void write_blank(struct writer *w, uint32_t c)
{
	if (c == '\n' && w->lines) {
		w->text_newlines += w->text_newlines < 2;
		owe_newlines(w, w->text_newlines);
	} else {
		w->space = true;
	}
}

/* White space inside of <pre> stands as it is. */
static void write_blank_pre(struct writer *w, uint32_t c)
{
	if (c == '\n') {
		w->newlines = w->newlines < 2 ? w->newlines + 1 : 2;
		w->space = false;
	} else if (c != '\r') {
		if (w->newlines > 0 || !w->line_open) {
			settle(w);
		}
		buf_byte(w->out, ' ');
	}
}

static void write_text(struct writer *w, struct str s)
{
	size_t at = 0;
	while (at < s.len) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);
		if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0) {
			if (w->pre_depth == 0) {
				write_blank(w, c);
			} else {
				write_blank_pre(w, c);
			}
		} else if (c >= 0x80 && c < 0xA0) {
			settle(w);
			buf_codepoint(w->out, windows_sign(c));
		} else {
			settle(w);
			buf_add(w->out, s.at + from, at - from);
		}
	}
}

/* Elements, by what they do to lines. Sorted by use, not by name: the list is short. */
static bool one_of(const xmlChar *name, const char *list)
{
	size_t n = strlen((const char *)name);
	for (const char *at = list; *at != '\0'; at += strcspn(at, " "), at += *at == ' ') {
		if (strcspn(at, " ") == n &&
		    str_eq_nocase((struct str){ at, n }, (struct str){ (const char *)name, n })) {
			return true;
		}
	}
	return false;
}

static int lines_around(const xmlChar *name)
{
	if (one_of(name, "p h1 h2 h3 h4 h5 h6 blockquote pre table ul ol dl hr")) {
		return 2;
	}
	return one_of(name, "div br li tr dt dd section article header footer aside main nav address form fieldset "
	                    "center option body figure figcaption caption")
	           ? 1
	           : 0;
}

static struct str attribute(const xmlChar **attributes, const char *name)
{
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
		if (xmlStrcasecmp(attributes[i], (const xmlChar *)name) == 0) {
			return str_from((const char *)attributes[i + 1]);
		}
	}
	return STR_EMPTY;
}

/* display:none with any blanks between. */
static bool is_hidden(const xmlChar **attributes)
{
	struct str style = attribute(attributes, "style");
	size_t at = str_find_nocase(style, STR("display"), 0);
	if (at == style.len) {
		return false;
	}
	style = str_trim(str_slice(style, at + 7, style.len));
	return style.len > 0 && style.at[0] == ':' &&
	       str_starts_nocase(str_trim(str_slice(style, 1, style.len)), STR("none"));
}

static bool is_quote(const xmlChar *name, const xmlChar **attributes)
{
	struct str class = attribute(attributes, "class");
	if (one_of(name, "blockquote")) {
		return true;
	}
	return str_find(class, STR("gmail_quote"), 0) < class.len ||
	       str_find(class, STR("yahoo_quoted"), 0) < class.len;
}

static void fence(struct writer *w)
{
	owe_newlines(w, 1);
	settle(w);
	buf_text(w->out, "```");
	owe_newlines(w, 1);
}

/* Beyond DEPTH_LIMIT the parser is stopped, and where it was is kept. */
static bool too_deep(struct writer *w)
{
	const xmlParserInput *input = w->parser->input;
	if (w->depth <= DEPTH_LIMIT) {
		return false;
	}
	if (w->stopped_at == SIZE_MAX) {
		w->stopped_at = input->consumed + (size_t)(input->cur - input->base);
		xmlStopParser(w->parser);
	}
	return true;
}

/* An emoji as a picture: its alternative text is the character. */
static void write_picture(struct writer *w, struct str alternative)
{
	if (alternative.len > 0 && alternative.len <= EMOJI_BYTES && (unsigned char)alternative.at[0] >= EMOJI_FIRST) {
		write_text(w, alternative);
	}
}

static void break_line(struct writer *w)
{
	if (w->pre_depth == 0) {
		owe_newlines(w, 0);
	}
	w->newlines = w->newlines < 2 ? w->newlines + 1 : 2;
	w->space = false;
}

/* What an element writes before what it holds. */
static void write_opening(struct writer *w, const xmlChar *name)
{
	if (one_of(name, "pre") && w->pre_depth == 0) {
		w->pre_depth = w->depth;
	} else if (one_of(name, "code") && w->pre_depth != 0 && w->depth == w->pre_depth + 1) {
		fence(w);
		w->fence_depth = w->depth;
	} else if (one_of(name, "li")) {
		settle(w);
		buf_text(w->out, "- ");
	} else if (one_of(name, "td th")) {
		w->space = true;
	}
}

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes)
{
	struct writer *w = data;
	w->depth++;
	if (too_deep(w) || w->skip_depth != 0) {
		return;
	}
	if (one_of(name, "script style title noscript template svg iframe object") || is_hidden(attributes)) {
		w->skip_depth = w->depth;
	} else if (one_of(name, "img")) {
		write_picture(w, attribute(attributes, "alt"));
	} else {
		if (one_of(name, "br")) {
			break_line(w);
		} else {
			owe_newlines(w, lines_around(name));
		}
		if (is_quote(name, attributes) && w->quotes < QUOTE_LIMIT) {
			owe_newlines(w, 1);
			w->quote_at[w->quotes++] = w->depth;
		}
		write_opening(w, name);
	}
}

static void on_end(void *data, const xmlChar *name)
{
	struct writer *w = data;
	if (w->skip_depth == 0 && w->depth <= DEPTH_LIMIT) {
		if (w->fence_depth == w->depth && w->depth > 0) {
			fence(w);
			w->fence_depth = 0;
		}
		if (!one_of(name, "br")) {
			owe_newlines(w, lines_around(name));
		}
		if (w->quotes > 0 && w->quote_at[w->quotes - 1] == w->depth) {
			w->quotes--;
		}
		if (w->pre_depth == w->depth) {
			w->pre_depth = 0;
		}
	}
	if (w->skip_depth == w->depth) {
		w->skip_depth = 0;
	}
	w->depth -= w->depth > 0;
}

static void on_text(void *data, const xmlChar *text, int len)
{
	struct writer *w = data;
	if (w->skip_depth == 0 && len > 0) {
		write_text(w, (struct str){ (const char *)text, (size_t)len });
	}
}

/* The plain way for what the parser was not given: tags out, the rest as text. */
static void remove_tags(struct writer *w, struct str html, bool inside_tag)
{
	const char *first = html.len == 0 ? NULL : memchr(html.at, '>', html.len);
	/* the parser stops inside the tag that was one too many */
	size_t at = !inside_tag ? 0 : first == NULL ? html.len : (size_t)(first - html.at) + 1;
	w->skip_depth = w->pre_depth = w->quotes = 0;
	while (at < html.len) {
		const char *open = memchr(html.at + at, '<', html.len - at), *close;
		size_t end = open == NULL ? html.len : (size_t)(open - html.at);
		write_text(w, str_slice(html, at, end));
		close = open == NULL ? NULL : memchr(open, '>', html.len - end);
		if (close == NULL) {
			break;
		}
		at = (size_t)(close - html.at) + 1;
		w->space = true;
	}
}

static int convert(struct buf *out, struct str html, bool lines, struct err *err)
{
	htmlSAXHandler handler = { .startElement = on_start,
		                   .endElement = on_end,
		                   .characters = on_text,
		                   .ignorableWhitespace = on_text,
		                   .cdataBlock = on_text };
	struct writer w = { .out = out, .start = out->len, .lines = lines, .stopped_at = SIZE_MAX };
	htmlParserCtxtPtr parser =
	    html.len == 0 || html.len > INT32_MAX ? NULL : htmlCreateMemoryParserCtxt(html.at, (int)html.len);
	if (parser == NULL) { /* empty, beyond 2 GiB, or no memory */
		remove_tags(&w, html, false);
	} else {
		w.parser = parser;
		memcpy(parser->sax, &handler, sizeof handler);
		parser->userData = &w;
		htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		                               HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
		xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
		htmlParseDocument(parser);
		if (parser->myDoc != NULL) {
			xmlFreeDoc(parser->myDoc);
			parser->myDoc = NULL;
		}
		htmlFreeParserCtxt(parser);
		if (w.stopped_at < html.len) {
			remove_tags(&w, str_slice(html, w.stopped_at, html.len), true);
		}
	}
	/* trailing blanks of preformatted lines */
	while (out->len > w.start && ascii_is_space(out->at[out->len - 1])) {
		out->at[--out->len] = '\0';
	}
	return buf_check(out, "the text of an HTML document", err);
}

int html_to_text(struct buf *out, struct str html, struct err *err)
{
	return convert(out, html, false, err);
}

int html_lines_to_text(struct buf *out, struct str text, struct err *err)
{
	return convert(out, text, true, err);
}

/* The tag at s[at] == '<': its name in name[16], *end behind its '>', *closing; false when it is none of HTML's. */
static bool tag_at(struct str s, size_t at, char *name, size_t *end, bool *closing)
{
	const char *close = memchr(s.at + at, '>', s.len - at < TAG_LIMIT ? s.len - at : TAG_LIMIT);
	size_t n = 0;
	at++;
	*closing = at < s.len && s.at[at] == '/';
	at += *closing;
	while (at < s.len && n < 15 && (ascii_is_alpha(s.at[at]) || (n > 0 && ascii_is_digit(s.at[at])))) {
		name[n++] = ascii_lower(s.at[at++]);
	}
	name[n] = '\0';
	if (close == NULL || n == 0 || at >= s.len || strchr(" \t\r\n/>", s.at[at]) == NULL || s.at[at] == '\0') {
		return false;
	}
	*end = (size_t)(close - s.at) + 1;
	return htmlTagLookup((const xmlChar *)name) != NULL ||
	       one_of((const xmlChar *)name, "section article header footer figure main nav");
}

bool looks_like_html(struct str text)
{
	enum { OPEN_KEPT = 32 };
	char open[OPEN_KEPT][16], name[16]; /* names of start tags seen, a ring */
	size_t opened = 0, at = 0, end = 0;
	bool closing = false;
	while (at < text.len) {
		const char *hit = memchr(text.at + at, '<', text.len - at);
		if (hit == NULL) {
			return false;
		}
		at = (size_t)(hit - text.at);
		if (!tag_at(text, at, name, &end, &closing)) {
			at++;
			continue;
		}
		if (!closing && one_of((const xmlChar *)name, "br p hr img html body div")) {
			return true;
		}
		if (closing) {
			for (size_t i = 0; i < opened && i < OPEN_KEPT; i++) {
				if (strcmp(open[i], name) == 0) {
					return true;
				}
			}
		} else {
			strcpy(open[opened++ % OPEN_KEPT], name); /* both 16 */
		}
		at = end;
	}
	return false;
}

/* A line that HTML's source has no reason to hold. line: without blanks around it. */
static bool markdown_line(struct str line)
{
	static const char *const fronts[] = { "```", "- [", "|", "**" };
	size_t marks = 0;
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		if (str_starts(line, str_from(fronts[i]))) {
			return true;
		}
	}
	while (marks < line.len && line.at[marks] == '#') {
		marks++;
	}
	if (marks > 0) {
		return marks < line.len && line.at[marks] == ' ';
	}
	while (marks < line.len && memchr("-=+| ", line.at[marks], 5) != NULL) {
		marks++;
	}
	return marks >= 5 && marks == line.len;
}

bool html_has_lines(struct str text)
{
	char name[16];
	size_t end;
	bool closing, paragraphs = false;
	struct str rest = text;
	while (rest.at != NULL) {
		if (markdown_line(str_trim(str_cut(rest, '\n', &rest)))) {
			return true;
		}
	}
	for (size_t at = 0; at < text.len && !paragraphs; at++) {
		const char *hit = memchr(text.at + at, '<', text.len - at);
		if (hit == NULL) {
			break;
		}
		at = (size_t)(hit - text.at);
		paragraphs = tag_at(text, at, name, &end, &closing) &&
		             one_of((const xmlChar *)name, "p div html body table tr td li h1 h2 h3 h4 blockquote");
	}
	return !paragraphs;
}
