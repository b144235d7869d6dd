/* mail_head.h - the headers of a mail that matter here, from its bytes or from GMime's tree. */
#ifndef GRIPE_MAIL_HEAD_H
#define GRIPE_MAIL_HEAD_H

#include <gmime/gmime.h>

#include "arena.h"
#include "buf.h"
#include "str.h"

enum mail_header {
	HEAD_SUBJECT,
	HEAD_FROM,
	HEAD_DATE,
	HEAD_RECEIVED, /* the first: the newest */
	HEAD_MESSAGE_ID,
	HEAD_REFERENCES,
	HEAD_IN_REPLY_TO,
	HEAD_AUTO_SUBMITTED,
	HEAD_PRECEDENCE,
	HEAD_RETURN_PATH,
	HEAD_FAILED_RECIPIENTS,
	HEAD_AUTOREPLY,
	HEAD_AUTORESPOND,
	HEAD_REPLY_TO,
	HEAD_LIST,   /* any header that only mailing lists set; or Sender, which old ones set */
	HEAD_LABELS, /* of the mailbox: X-Gmail-Labels */
	HEAD_CONTENT_TYPE,
	HEAD_CONTENT_ENCODING,
	HEAD_CONTENT_DISPOSITION,
	HEAD_COUNT
};

struct mail_head {
	struct str raw[HEAD_COUNT]; /* as they stand, folded; the first of a name; .at NULL: not there */
};

/* mail_header_name - bytes of the name before the colon of a header line; 0: line is none. */
size_t mail_header_name(struct str line);

/* mail_head_scan - reads the header block at the start of bytes; *body: where the text behind its empty line starts.
 * False, and nothing is to be used, when a line is no header, or the block does not end by an empty line: GMime knows
 * what to make of those. */
bool mail_head_scan(struct mail_head *head, struct str bytes, size_t *body);
/* mail_head_of - the same from a parsed message; borrowed from it. */
void mail_head_of(struct mail_head *head, GMimeMessage *message);
/* mail_head_is_plain - the body is one text, neither encoded nor attached: nothing for a MIME parser to do. */
bool mail_head_is_plain(const struct mail_head *head);

/* mail_head_one_type - bytes, or where several headers say the type of the body and one of them that it has parts,
 * bytes with that one alone, in out: programs that add a header of their own make the mail unreadable for who takes the
 * last.
 */
struct str mail_head_one_type(struct buf *out, struct str bytes);

/* mail_head_text - decoded (RFC 2047, raw 8-bit), unfolded, valid UTF-8, blanks collapsed; in arena. Empty when it is
 * not there. */
struct str mail_head_text(const struct mail_head *head, enum mail_header which, GMimeParserOptions *options,
                          struct arena *arena);

#endif
