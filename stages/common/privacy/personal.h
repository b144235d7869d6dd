/* personal.h - personal data in a text: found in one pass over its bytes, and replaced by [email] [phone] [card] [iban]
 * [id] [ip] [mac] [url] [address] [number] [name] [handle] [file], and [date] for one of birth.
 *
 * What counts as what, and where the words that decide come from, stands in personal.c. Masking is idempotent:
 * mask(mask(x)) = mask(x). */
#ifndef GRIPE_PERSONAL_H
#define GRIPE_PERSONAL_H

#include "arena.h"
#include "book.h"
#include "err.h"
#include "stage.h"
#include "str.h"

struct personal; /* one per thread: holds the lexicons' words and scratch */

/* personal_open - reads lexicons/LANG/personal_*.tsv of every language, and the option --pii keep|mask|drop (mask when
 * it is not given), and each --keep-handle. GRIPE_USAGE: another value of --pii. GRIPE_IO, GRIPE_DATA: a lexicon that
 * cannot be read, with its line. */
GRIPE_MUST_USE int personal_open(struct personal **personal, struct stage_run *run, struct err *err);
void personal_close(struct personal *personal); /* NULL allowed */

struct personal_text {
	struct str text;   /* valid UTF-8, in any language: the words of all are looked at, so that a wrong guess leaks
	                      nothing */
	struct str person; /* the person's field as it was read ("Ann Lee", "Ann Lee <ann@example.org>", a handle), or
	                      empty: its names, and the words of the local part of its address, are masked wherever the
	                      text says them with a capital */
};

/* personal_names - calls said with each name that a greeting, a closing, a form's field or the head of an address at
 * the start of a line tells: "Dear Ann Lee,", "Kind regards,\nAnn". */
void personal_names(struct personal *personal, struct str text, void (*said)(void *to, struct str name), void *to);
/* personal_may_name - may a word, in lower case, be the name of a person wherever it stands? No: it is an ordinary word
 * as well ("mark"), a title, a firm's word, a month. */
bool personal_may_name(const struct personal *personal, struct str word);

/* personal_mask - *masked: the text itself when nothing was found (no copy), else a new one in arena. book: gets a note
 * per kind, "pii_email" and so on; may be NULL. Returns how many places were masked (--pii drop: taken out; keep: 0,
 * and nothing is counted). O(len) time; letters between capitals, digits and marks cost a test of eight bytes at once,
 * words of a text without any capital a hash of four of their letters. */
size_t personal_mask(struct personal *personal, struct arena *arena, struct personal_text what, struct str *masked,
                     struct book *book);

#endif
