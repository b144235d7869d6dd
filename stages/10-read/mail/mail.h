/* mail.h - one mail's bytes to one contact (a digest: one per mail in it). */
#ifndef GRIPE_MAIL_H
#define GRIPE_MAIL_H

#include "format.h"

struct mail_reader; /* of one file: the threads seen so far, 16 bytes a message id */

struct mail_reader *mail_open(struct reading *reading);
void mail_close(struct mail_reader *reader); /* NULL allowed */

/* mail_read - bytes: the mail from its first header on; envelope: the mbox "From " line before it, or empty; offset:
 * where it starts in the file. What is no mail at all (no header) goes to the rejects. role=bot, and a note, for what
 * no person wrote: bounce, receipt, report, auto_reply. */
GRIPE_MUST_USE int mail_read(struct mail_reader *reader, struct str bytes, struct str envelope, uint64_t offset,
                             struct err *err);

/* mail_looks - how many of the first lines are headers that mails have (From, Date, Subject, Received, …); 0 when the
 * first line is no header at all. */
int mail_looks(struct str ahead);

#endif
