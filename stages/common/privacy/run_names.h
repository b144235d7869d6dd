/* run_names.h - the names of the people of a run: whoever is named in a person's field, a greeting or a signature is
 * masked in every text, also where the text alone would not tell that it is a name.
 *
 * They are kept as keyed hashes of their words, so that a list of them tells nobody anything. */
#ifndef GRIPE_RUN_NAMES_H
#define GRIPE_RUN_NAMES_H

#include "pseudonym.h"

struct run_names; /* one per thread */

/* run_names_open - empty. pseudonym: of the key, borrowed. */
void run_names_open(struct run_names **names, struct pseudonym *pseudonym);
void run_names_close(struct run_names *names); /* NULL allowed */
/* run_names_secret - the keyed hash of a word, a handle, or two words with a blank between, as it is written in a list:
 * "p" and 16 hexadecimal digits. Case does not matter. */
struct str run_names_secret(struct run_names *names, struct arena *arena, struct str name);
/* run_names_add - a secret of a list. False: it has not that shape. */
bool run_names_add(struct run_names *names, struct str secret);

/* run_names_mask - *masked: text with [name] for each of the names in it, neighbours as one; in arena, or text itself.
 * drop: with nothing in their place. Returns how many places. O(len); a word that was not seen before costs a keyed
 * hash. */
size_t run_names_mask(struct run_names *names, struct arena *arena, struct str text, bool drop, struct str *masked);

/* name_runs - the words of a text as names are compared: runs of letters, without marks; and as handles: runs of
 * letters, digits, "_", "." and "-" that hold more than letters. said(to, run, handle, start) for each. */
typedef void (*name_run)(void *to, struct str run, bool handle);
void name_runs(struct str text, name_run said, void *to);
/* name_fold - lower case, appended. */
struct buf;
void name_fold(struct buf *out, struct str word);

#endif
