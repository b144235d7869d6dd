/* html_document.h - the page as one HTML file: style and script are inside, nothing is fetched, and without scripts
 * everything can be read. */
#ifndef GRIPE_HTML_DOCUMENT_H
#define GRIPE_HTML_DOCUMENT_H

#include "page_contacts.h"
#include "page_parts.h"

/* html_document - contacts may be NULL: quotes are not linked then, and there are no more of them than the stream has.
 * title: of the document; empty: the headline. */
void html_document(struct buf *out, const struct page *page, const struct page_contacts *contacts, struct str title);

#endif
