/* charset.h - bytes of any charset to valid UTF-8, with what was repaired said in the book's notes. ICU does the
 * tables. */
#ifndef GRIPE_CHARSET_H
#define GRIPE_CHARSET_H

#include "book.h"
#include "buf.h"
#include "infile.h"

/* charset_bom - charset name of the byte order mark at the start ("UTF-8", "UTF-16LE", "UTF-32LE" tested before
 * UTF-16LE …) and its length; NULL, 0 without one. */
const char *charset_bom(struct str ahead, size_t *bom_len);

/* charset_field - one field's bytes to valid UTF-8, appended to out: UTF-8 as it is; double-encoded UTF-8 undone; else
 * windows-1252, or CP850 where its bytes 0x80-0x9f sit between letters as accented letters; NULs out; CRLF and CR to
 * '\n'. Each repair counted in book (may be NULL) and, the first time, as a note name returned in *note (NULL: none).
 */
void charset_field(struct buf *out, struct str bytes, struct book *book, const char **note);

/* charset_labelled - bytes under a charset label of a mail part or XML (any of the odd ones: default, uft-8, x-unknown,
 * ks_c_5601-1987 …); ISO-8859-1 with bytes 0x80-0x9f is taken as windows-1252; an unknown label falls back to
 * charset_field. */
void charset_labelled(struct buf *out, struct str bytes, struct str label, struct book *book, const char **note);

/* charset_resolve - a name as people and programs write it, into the one that ICU is asked for (cp1251 stays, gbk is
 * gb18030, latin1 is windows-1252). False: ICU has no such charset. */
enum { CHARSET_NAME = 64 };
bool charset_resolve(const char *name, char resolved[CHARSET_NAME]);

#endif
