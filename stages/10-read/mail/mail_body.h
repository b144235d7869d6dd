/* mail_body.h - the text that a person wrote in a mail: which parts of its MIME tree are it, decoded, as lines. */
#ifndef GRIPE_MAIL_BODY_H
#define GRIPE_MAIL_BODY_H

#include <gmime/gmime.h>

#include "book.h"
#include "buf.h"
#include "language_rows.h"

enum mail_finding {                          /* bits */
	            MAIL_BOUNCE = 1,         /* multipart/report of a delivery status (RFC 3464) */
	            MAIL_RECEIPT = 2,        /* of a disposition notification (RFC 8098) */
	            MAIL_REPORT = 4,         /* any other multipart/report: abuse feedback (RFC 5965) … */
	            MAIL_ENCRYPTED = 8,      /* nothing can be read */
	            MAIL_FROM_HTML = 16,     /* the text was HTML */
	            MAIL_ENCLOSED = 32,      /* the text is that of an enclosed mail, the outer one has none */
	            MAIL_BROKEN = 64,        /* multipart without parts, base64 that is none: read as it stands */
	            MAIL_TOO_DEEP = 128,     /* parts below MIME_DEPTH were left out */
	            MAIL_UUENCODED = 256,    /* uuencoded files were taken out of the text */
	            MAIL_LIST_FOOTER = 512,  /* a mailing list's footer was cut */
	            MAIL_CALENDAR = 1024,    /* an invitation or the answer to one (RFC 5546): a program's words */
	            MAIL_TNEF = 2048,        /* the text stood in Outlook's winmail.dat */
	            MAIL_ARMOUR = 4096,      /* PGP's signature was taken off */
	            MAIL_TNEF_DAMAGED = 8192 /* winmail.dat breaks off before any text */
};

/* Parts within parts, enclosed mails included; real mail is below ten. */
#define MIME_DEPTH 32

/* Trees made while reading, because GMime does not look inside: freed together. */
struct mail_tree;
struct mail_trees {
	struct mail_subtree *newest;
	size_t count;
};
void mail_trees_release(struct mail_trees *trees);
/* mail_encoded_message - the mail inside of a message/rfc822 part that is base64 or quoted-printable (RFC 2045 forbids
 * it, programs do it); NULL: part is no such. */
GMimeMessage *mail_encoded_message(struct mail_trees *trees, GMimePart *part);
/* mail_repaired_multipart - a multipart in which GMime found no part, though lines start with its boundary: with
 * garbage behind it, or longer than GMime takes. NULL: no such line. */
GMimeObject *mail_repaired_multipart(struct mail_trees *trees, GMimeMultipart *multipart);

struct mail_body {
	struct buf text;        /* valid UTF-8, '\n' lines, no white space at its ends */
	struct buf attachments; /* their names, "; " between */
	size_t attachment_count;
	unsigned found;            /* enum mail_finding */
	const char *note;          /* first charset repair, or NULL */
	GMimeMessage *digest[256]; /* mails of a multipart/digest, borrowed from the tree */
	size_t digest_count;
	struct mail_trees trees;
};

void mail_body_init(struct mail_body *body);
void mail_body_release(struct mail_body *body);

/* mail_body_read - root: a message's MIME part, NULL allowed. Text parts before HTML ones in an alternative;
 * attachments are named and not read. */
void mail_body_read(struct mail_body *body, GMimeObject *root, struct book *book);

/* mail_body_cut_footer - takes a mailing list's own footer off what one of the two has read. words: mail.tsv, for how
 * archives write "@"; NULL: only addresses with the sign itself and links show a footer. */
void mail_body_cut_footer(struct mail_body *body, const struct language_rows *words);

/* A message parsed: bytes must outlive it. */
struct mail_tree {
	GMimeMessage *message; /* NULL: nothing that could be one */
	GByteArray array;
	GMimeStream *stream;
	GMimeParserOptions *options;
	struct buf turned; /* bytes with bare CR as line ends, turned */
};
/* mail_tree_open - always to be closed. bytes.len must be below 4 GiB. */
void mail_tree_open(struct mail_tree *tree, struct str bytes);
void mail_tree_close(struct mail_tree *tree);
/* mail_tree_headers - how many headers the message has, those of its MIME part included; 0: no mail. */
int mail_tree_headers(const struct mail_tree *tree);

/* mail_body_plain - bytes: the body of a mail that is one text, neither encoded nor attached; type: its Content-Type,
 * or NULL. Same text as mail_body_read gives. */
void mail_body_plain(struct mail_body *body, struct str bytes, const char *type, struct book *book);

/* mail_options - GMime's leniencies, one place for all; to be freed with g_mime_parser_options_free. Starts GMime. */
GMimeParserOptions *mail_options(void);

/* mail_part_bytes - a leaf's content with its transfer encoding undone, also under labels that are misspelt; true when
 * it was broken and is given as it stands. */
bool mail_part_bytes(struct buf *out, GMimePart *part);

/* mail_unflow - format=flowed (RFC 3676) joined into paragraphs. */
void mail_unflow(struct buf *out, struct str text, bool delsp);

#endif
