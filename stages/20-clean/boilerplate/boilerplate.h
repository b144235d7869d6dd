/* boilerplate.h - lines that nobody wrote for this contact: templates, footers, disclaimers, greetings; listed in a
 * lexicon, or learned from how many people's texts they recur in. */
#ifndef GRIPE_BOILERPLATE_H
#define GRIPE_BOILERPLATE_H

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "str.h"

struct boilerplate; /* what to cut; one per thread */

/* How lines with personal data stand in a list: masked for people, and as a secret by which they are found again. */
struct boilerplate_secrets {
	void *with;
	int (*open)(void *with, struct err *err); /* once before the first line is looked at for a list */
	bool (*mask)(void *with, struct arena *arena, struct str unit,
	             struct str *masked);                             /* true: it holds personal data */
	void (*secret)(void *with, struct str unit, struct buf *out); /* appended */
};

struct boilerplate_rules {
	const char *lexicons; /* of each LANG of lexicons/any/languages.tsv, and of any/, boilerplate.tsv is read */
	const char *list;     /* a file that boilerplate_learned wrote, or NULL */
	bool keep_code;       /* leave code between fences */
	const struct boilerplate_secrets *secrets; /* lives longer; NULL: the list's secret rows are passed over */
};

/* boilerplate_open - GRIPE_IO, GRIPE_DATA (with the line). */
GRIPE_MUST_USE int boilerplate_open(struct boilerplate **boilerplate, const struct boilerplate_rules *rules,
                                    struct err *err);
void boilerplate_close(struct boilerplate *boilerplate); /* NULL allowed */

/* boilerplate_cut - *own: text without such lines, in arena, or text itself. When nothing else would be left, the whole
 * text; but nothing when titled (the contact has a title that says what it is about) or when programs alone wrote it
 * ("an attachment was scrubbed"). Lines that merely recur stay when only a word or two would be left. Returns the
 * number of lines cut. */
size_t boilerplate_cut(struct boilerplate *boilerplate, struct arena *arena, struct str text, bool titled,
                       struct str *own);

/* ---- learning ---- */

struct boilerplate_learner;
/* most: contacts in the sample (those with the smallest hash of their text, so that order and partition do not matter).
 */
void boilerplate_learner_open(struct boilerplate_learner **learner, size_t most);
void boilerplate_learner_close(struct boilerplate_learner *learner); /* NULL allowed */
/* boilerplate_learn - one contact: sender (person, or thread where there is none) and text. */
void boilerplate_learn(struct boilerplate_learner *learner, struct str sender, struct str text);
struct boilerplate_list {
	const char *path;                          /* where it is written */
	const struct boilerplate_secrets *secrets; /* NULL: all is written as it is */
	struct str more;                           /* rows of others, last */
};

/* boilerplate_learned - writes a list: lines "senders<TAB>texts<TAB>line", most senders first, then by line; a line
 * that ends with a colon is a label of forms, which goes from the front of lines. A fourth cell says "form" of lines
 * and labels that stand in forms, "field" of those whose values go with them. A fifth stands where the line holds
 * personal data, which is masked then. *lines: how many. GRIPE_IO. */
GRIPE_MUST_USE int boilerplate_learned(struct boilerplate_learner *learner, const struct boilerplate_list *list,
                                       size_t *lines, struct err *err);
/* boilerplate_front_number - of a folded unit: which lines can be it, by their first bytes. */
unsigned boilerplate_front_number(struct str folded);

#endif
