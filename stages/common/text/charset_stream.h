/* charset_stream.h - a whole file decoded to UTF-8 on its way: by its mark, by what the user says, or by its letters.
 */
#ifndef GRIPE_CHARSET_STREAM_H
#define GRIPE_CHARSET_STREAM_H

#include "book.h"
#include "infile.h"

struct language;

/* charset_stream - *out: an infile over `file` decoded to UTF-8 when it starts with a BOM or is UTF-16 without one
 * (told by NULs); the BOM is taken off. Other files come as they are. *out owns nothing of `file`. */
GRIPE_MUST_USE int charset_stream(struct infile **out, struct infile *file, struct book *book, struct err *err);
/* charset_is_marked - the first bytes say by themselves that the file is in UTF-8, UTF-16 or UTF-32. */
bool charset_is_marked(struct str ahead);

/* Who decides; opened once for all files. */
struct charset_judge {
	const char *lexicons;     /* folder, for the language model; NULL: shapes of words alone */
	const char *asked;        /* a charset that ICU knows (charset_resolve), or NULL: each file is looked at */
	struct language *letters; /* opened with the first file that needs it */
};
void charset_judge_release(struct charset_judge *judge);

/* What was decided of a file. Lives longer than the stream. */
struct charset_found {
	const char *name; /* NULL: UTF-8, ASCII, UTF-8 with a few other bytes, or not read so far */
	int confidence;   /* 0 to 100; CHARSET_ASKED: the user said so */
};
enum { CHARSET_ASKED = -1 };

/* charset_decode - *out: an infile over `file`, which is 8-bit text of one charset. ASCII passes as it is until the
 * first byte beyond it; then CHARSET_SAMPLE bytes and more are looked at, and the rest is decoded by what was found.
 * Valid UTF-8, UTF-8 with strays among it, and windows-1252 (with CP850 in it, perhaps) are left as they are: fields
 * repair them (charset_field). *out owns nothing of `file`, and borrows judge and found. GRIPE_DATA: the language model
 * is damaged. Memory: the sample, 4 MiB at the most. */
GRIPE_MUST_USE int charset_decode(struct infile **out, struct infile *file, struct charset_judge *judge,
                                  struct charset_found *found, struct err *err);

#endif
