/* troubles.h - what a mention states: a class of trouble, or request, question, praise, vent, churn; from patterns that
 * people write (trouble_lexicon.h) and from the reader that learnt from labelled mentions (trouble_reader.h). */
#ifndef GRIPE_TROUBLES_H
#define GRIPE_TROUBLES_H

#include "ontology.h"
#include "signals.h"
#include "trouble_lexicon.h"

struct troubles; /* one per thread */

/* troubles_open - with_reader: false leaves the patterns alone. Without a reader.bin in the lexicons there is no
 * reader. lexicons outlives it. GRIPE_IO, GRIPE_DATA. */
GRIPE_MUST_USE int troubles_open(struct troubles **troubles, const char *lexicons, bool with_reader, struct err *err);
void troubles_close(struct troubles *troubles);
const struct ontology *troubles_ontology(const struct troubles *troubles);
struct trouble_reader *troubles_reader(struct troubles *troubles); /* or NULL */
/* troubles_language - number of lang for `reader_language` below; never fails for a language that cannot be read. */
GRIPE_MUST_USE int troubles_language(struct troubles *troubles, struct str lang, struct err *err);

struct trouble_source { /* what is known of one mention */
	const struct contact *contact;
	const struct token_list *tokens;
	const struct signals_found *found;
	const struct signal_lexicon *lexicon;
	const struct trouble_lexicon *rows;
	int reader_language;
};

struct opinion { /* of the reader, on one class */
	bool read;
	uint32_t milli; /* thousandths */
};
/* trouble_probability - who is believed how far, in one place: thousandths, and never less for a reader who believes
 * more. row: NULL without a pattern. */
uint32_t trouble_probability(const struct trouble_row *row, struct opinion reader);

/* trouble_row_of - the row whose pattern stands at this place. */
const struct trouble_row *trouble_row_of(const struct trouble_source *source, const struct place *place);

/* troubles_find - sets mention->troubles (in arena), most probable first, then by class, then from left to right; spans
 * are of the contact's clean text. Class names and things live as long as troubles and the lexicon. */
void troubles_find(struct troubles *troubles, struct arena *arena, const struct trouble_source *source,
                   struct mention *mention);

/* troubles_frames - which rows of the lexicon stand in a mention after they competed (for tests and for explaining);
 * from left to right. Returns their number; *frames in arena: entry is the number in source->lexicon. */
size_t troubles_frames(const struct troubles *troubles, struct arena *arena, const struct trouble_source *source,
                       struct place **frames);

#endif
