/* tagger.h - a record's mentions with their signals and troubles: what the stage does, and what explains it. */
#ifndef GRIPE_TAGGER_H
#define GRIPE_TAGGER_H

#include "trouble_reasons.h"

struct tagger; /* one per thread: the lists of each language met */

/* tagger_open - as troubles_open. */
GRIPE_MUST_USE int tagger_open(struct tagger **tagger, const char *lexicons, bool with_reader, struct err *err);
void tagger_close(struct tagger *tagger);
/* tagger_record - fills signals and troubles of every mention, in the record's arena; names of classes and things live
 * as long as the tagger. *says: the record's language has lists of signals. GRIPE_DATA: a list is damaged. */
GRIPE_MUST_USE int tagger_record(struct tagger *tagger, struct record *record, bool *says, struct err *err);
/* tagger_reasons - by what each trouble of a tagged mention was found, with these lexicons: reasons[trouble_count], in
 * the record's arena. */
GRIPE_MUST_USE int tagger_reasons(struct tagger *tagger, const struct record *record, const struct mention *mention,
                                  struct trouble_reason *reasons, struct err *err);

#endif
