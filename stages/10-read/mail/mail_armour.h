/* mail_armour.h - what signing programs put around the words of a mail: PGP within the text, CMS around the whole. */
#ifndef GRIPE_MAIL_ARMOUR_H
#define GRIPE_MAIL_ARMOUR_H

#include "buf.h"

/* mail_unarmour - text without PGP's armour (RFC 4880, 6 and 7): signed text stays, with its dashes as they were;
 * signatures and keys go. False: there is none, and out is as it was. *encrypted: an encrypted message was taken out.
 */
bool mail_unarmour(struct buf *out, struct str text, bool *encrypted);

/* mail_signed_content - the content of a signed CMS message in DER or BER (RFC 5652, 5.1), as S/MIME sends it when it
 * does not sign beside the text; appended to out. False: bytes hold none. */
bool mail_signed_content(struct buf *out, struct str bytes);

#endif
