/* mail_labels.h - the folders of a mailbox that a mail says it lay in (X-Gmail-Labels). */
#ifndef GRIPE_MAIL_LABELS_H
#define GRIPE_MAIL_LABELS_H

#include "language_rows.h"

enum mail_label { MAIL_LABEL_NONE, MAIL_LABEL_SPAM, MAIL_LABEL_DRAFT, MAIL_LABEL_SENT };

/* mail_label_of - labels: decoded, commas between, double quotes around one that has a comma. Spam and trash before
 * drafts, drafts before what was sent. exports: the rows of export.tsv. */
enum mail_label mail_label_of(const struct language_rows *exports, struct str labels);

#endif
