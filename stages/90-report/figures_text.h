/* figures_text.h - figures and foreign texts as every format of a report prints them. */
#ifndef GRIPE_FIGURES_TEXT_H
#define GRIPE_FIGURES_TEXT_H

#include "buf.h"
#include "str.h"

/* escape_xml - & < > " ' as entities, control characters as spaces; for HTML and SVG, text and attribute values. */
void escape_xml(struct buf *out, struct str text);
/* number_grouped - 14427 as "14,427". */
void number_grouped(struct buf *out, double value);
/* percent - 0.1234 as "12 %"; under 10 % one digit behind the point; 0 and small ones as "0 %" and "< 0.1 %". */
void percent(struct buf *out, double share);
/* plural - "3 contacts" or "1 contact". */
void plural(struct buf *out, double count, const char *one, const char *more);

#endif
