/* role.h - who wrote a contact when its source does not say: a customer, an agent's macro, a program. */
#ifndef GRIPE_ROLE_H
#define GRIPE_ROLE_H

#include "err.h"
#include "str.h"

struct role; /* read only after opening */

/* role_open - lexicons/LANG/role.tsv of each LANG of lexicons/any/languages.tsv: rows role (agent, bot), phrase.
 * GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int role_open(struct role **role, const char *lexicons, struct err *err);
void role_close(struct role *role); /* NULL allowed */

/* role_of - the source's role in the words of the record ("user", "end-user", "requester" -> "customer"; "admin",
 * "operator", "staff" -> "agent"; "system" -> "bot"); when the source says nothing, the role whose phrase stands in the
 * first FRONT_BYTES of text; else empty. */
struct str role_of(const struct role *role, struct str said, struct str text);

#endif
