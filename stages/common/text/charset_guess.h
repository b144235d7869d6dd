/* charset_guess.h - which charset bytes are in that are no UTF-8 and say nothing of themselves. */
#ifndef GRIPE_CHARSET_GUESS_H
#define GRIPE_CHARSET_GUESS_H

#include "language.h"
#include "str.h"

struct charset_guess {
	const char *name; /* as ICU knows it: "windows-1251"; lives as long as the program */
	int confidence;   /* 0 to 100: how much better its letters fit than those of the next charset that reads them
	                     otherwise, and on how many words that stands */
};

/* charset_guess - of bytes beyond ASCII that are not UTF-8; sample may begin and end within a character. letters:
 * tells how much a decoding looks like a language; NULL: by the shape of words alone. Never fails: where nothing fits,
 * windows-1252 with a confidence of 0. O(sample + words looked at x charsets). */
void charset_guess(struct charset_guess *guess, struct str sample, struct language *letters);

/* charset_is_iso2022jp - the escapes that open Japanese in a file of seven bits. */
bool charset_is_iso2022jp(struct str bytes);

#endif
