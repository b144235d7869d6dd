/* personal_field.h - what a record says of persons beside its text: attributes, links, ids, and fields that no stage
 * knows. */
#ifndef GRIPE_PERSONAL_FIELD_H
#define GRIPE_PERSONAL_FIELD_H

#include "personal.h"
#include "pseudonym.h"
#include "run_names.h"

struct personal_fields; /* one per thread */

/* personal_fields_open - lexicons/any/personal_fields.tsv. GRIPE_IO, GRIPE_DATA: a row of another kind, with its line.
 */
GRIPE_MUST_USE int personal_fields_open(struct personal_fields **fields, const char *lexicons, struct err *err);
void personal_fields_close(struct personal_fields *fields); /* NULL allowed */

struct personal_hiding {
	struct personal *personal;
	struct pseudonym *pseudonym;
	struct run_names *names; /* of the people of the run; may be NULL */
	bool drop;               /* take values out instead of hiding them */
	struct book *book;       /* gets a note per kind */
};

/* personal_fields_hide - in the contact of record, after its text:
 *   a field whose name says that it holds a person ("agent_name", "inReplyTo") gets the pseudonym of its value;
 *   personal data in other values is masked as in texts;
 *   a link to a person's page, or with personal data in it, is dropped (note "url_cut"). New strings are in
 * record->arena. */
void personal_fields_hide(struct personal_fields *fields, const struct personal_hiding *how, struct record *record);

/* personal_ids_hide - the ids of the record and of its thread become keyed hashes, "k" and "t" with 16 digits, but for
 * running numbers of up to six digits, alone or behind the source's name: the source's own may be a person's, and a
 * hash of the content could be guessed at. */
void personal_ids_hide(struct pseudonym *pseudonym, struct record *record);

/* personal_field_is - whether a field's name says that it holds a person. */
bool personal_field_is(struct personal_fields *fields, struct str name);

#endif
