/* html_text.h - HTML of mails, posts and tickets to plain text lines. */
#ifndef GRIPE_HTML_TEXT_H
#define GRIPE_HTML_TEXT_H

#include "buf.h"
#include "err.h"
#include "str.h"

/* html_to_text - html (valid UTF-8) appended to out as lines: blocks end lines, paragraphs are apart by an empty line,
 * list items start with "- ", quoted blocks (blockquote, and the quote containers of mail programs) start with "> " per
 * level, code blocks (pre with code) stand between "```" lines; links keep their text; scripts, styles, titles and what
 * is styled display:none is left out; entities are undone. The text has no blank at the end of a line and no newline at
 * either end. Linear in time but for a bounded factor; memory: the document once more. GRIPE_DATA only when out's limit
 * is met. */
GRIPE_MUST_USE int html_to_text(struct buf *out, struct str html, struct err *err);

/* html_lines_to_text - the same for text with some tags in it, such as Markdown: its newlines end lines. */
GRIPE_MUST_USE int html_lines_to_text(struct buf *out, struct str text, struct err *err);

/* html_has_lines - do newlines end lines in this text with tags? So where no tag makes paragraphs, or where lines begin
 * as Markdown's do: headings, fences, boxes, rules, rows of tables. */
bool html_has_lines(struct str text);

/* looks_like_html - true when the text has a tag of HTML that makes sense as one: an end tag whose start tag stands
 * before it, or a line break, paragraph, rule, image or document tag. "a <b and c> d" is not, "x < y" is not. */
bool looks_like_html(struct str text);

#endif
