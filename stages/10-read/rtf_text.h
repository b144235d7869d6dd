/* rtf_text.h - the text of Rich Text Format: of documents, and of the body that Outlook packs into winmail.dat. */
#ifndef GRIPE_RTF_TEXT_H
#define GRIPE_RTF_TEXT_H

#include "buf.h"
#include "err.h"

/* rtf_text_add - the text of the next bytes of a document is appended to out, UTF-8, a line a paragraph; a piece may
 * end anywhere. GRIPE_DATA: groups deeper than any writer makes them. rtf_text_end - what was held back, once, behind
 * the last piece. */
struct rtf_text *rtf_text_open(void);
GRIPE_MUST_USE int rtf_text_add(struct rtf_text *rtf, struct buf *out, struct str bytes, struct err *err);
void rtf_text_end(struct rtf_text *rtf, struct buf *out);
void rtf_text_close(struct rtf_text *rtf); /* NULL allowed */

#endif
