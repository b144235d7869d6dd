/* signature.h - where the signature at the end of a mail begins. */
#ifndef GRIPE_SIGNATURE_H
#define GRIPE_SIGNATURE_H

#include "reply_rules.h"
#include "str.h"

/* signature_start - lines[count]: the lines that are left of a mail, top to bottom, empty ones too. Returns the number
 * of lines to keep (count: no signature); never below 1 when lines[0] is not empty. Cuts from the end, as often as
 * something fits: "Sent from my phone"; "-ann"; "-- " and what is below; "Regards," and a name; the sender's name with
 * address lines. */
size_t signature_start(const struct reply_rules *rules, const struct str *lines, size_t count, struct str sender);

#endif
