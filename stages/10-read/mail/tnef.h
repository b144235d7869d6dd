/* tnef.h - the text in a winmail.dat, which Outlook sends instead of parts: MS-OXTNEF. */
#ifndef GRIPE_TNEF_H
#define GRIPE_TNEF_H

#include "buf.h"

enum tnef_text { TNEF_NONE, TNEF_PLAIN, TNEF_HTML, TNEF_RTF, TNEF_DAMAGED };

/* tnef_is - the signature at the front. */
bool tnef_is(struct str bytes);

/* tnef_text - the message's text appended to out, in the best form there is: plain, HTML, RTF (decompressed). Plain
 * text is UTF-8 or the bytes as they stand (its code page is in *charset, "windows-1252" and the like, or empty; HTML
 * names its own). What is damaged ends the search, never reads beyond bytes; TNEF_DAMAGED: before any text was found.
 */
enum tnef_text tnef_text(struct buf *out, struct str bytes, char charset[24]);

#endif
