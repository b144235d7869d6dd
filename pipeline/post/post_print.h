/* post_print.h - a post in its formats. Texts in it are anybody's: each printer escapes them so that nothing of a
 * customer's becomes markup, a link, a script or a template's command. */
#ifndef GRIPE_POST_PRINT_H
#define GRIPE_POST_PRINT_H

#include "post.h"

/* What the files of a post are called: "2025-03-01-issues", and with a team behind it. In the arena of the run. */
struct str post_name(const struct post *post);
/* post_title - its title as text. post_description - its first paragraph as text. */
struct str post_title(const struct post *post);
struct str post_description(const struct post *post);
/* post_day_text - "2025-03-01". */
struct str post_day_text(const struct post *post, int64_t day);

/* post_markdown - with the front matter that Hugo and Jekyll read; charts are files beside it. post_markdown_body -
 * without front matter and charts, for the plain part of a mail. */
void post_markdown(struct buf *out, const struct post *post);
void post_markdown_body(struct buf *out, const struct post *post);
/* post_html - one self-contained page; post_html_body - what stands in its body, charts: with the charts. */
void post_html(struct buf *out, const struct post *post);
void post_html_body(struct buf *out, const struct post *post, bool charts);

/* post_feed - the Atom feed at path (DIR/feed.xml) with this post in it: a post of the same id is replaced, others
 * stay, the oldest beyond FEED_ENTRIES go. *out: the feed's new text. GRIPE_DATA: what is at path is no Atom feed. */
enum { FEED_ENTRIES = 50 };
GRIPE_MUST_USE int post_feed(struct buf *out, const struct post *post, const char *path, struct err *err);
/* post_feed_renew - the same of the feed's former text (at NULL: there is none); path: for messages. */
GRIPE_MUST_USE int post_feed_renew(struct buf *out, const struct post *post, struct str old, const char *path,
                                   struct err *err);
/* post_uuid - "urn:uuid:…" made of the text: the same for the same. */
struct str post_uuid(struct arena *arena, struct str of);

/* post_mail - a message as sendmail -t takes it: text and HTML as alternatives, the tables attached. */
GRIPE_MUST_USE int post_mail(struct buf *out, const struct post *post, struct err *err);

#endif
