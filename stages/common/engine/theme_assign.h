/* theme_assign.h - the theme of a mention: one pure function, text x model -> theme, for learning, nightly runs and a
 * single line (rule 9).
 *
 * A mention's 15 nearest in the sample (found by probing the nearest cells first) vote with max(similarity, 0)^2,
 * outsiders for none; a mention that is thinly surrounded, or foreign in words, surroundings and meaning (rule 7), has
 * no theme. In a contact with more than 3 mentions only those whose cosine to the theme's centroid is at least .3 keep
 * it; the fit that is written is the cosine of the contact's gist with the centroid, so the contact's primary theme is
 * the mention's with the highest fit (rule 8). A rule of the ledger claims its mentions before all that. */
#ifndef GRIPE_THEME_ASSIGN_H
#define GRIPE_THEME_ASSIGN_H

#include "record.h"
#include "theme_knn.h"
#include "theme_model.h"

struct theme_assigner; /* one per thread; the model is shared */

GRIPE_MUST_USE int theme_assigner_open(struct theme_assigner **assigner, const struct theme_model *model,
                                       const char *lexicons, struct err *err);
void theme_assigner_close(struct theme_assigner *assigner);

/* How one mention got its theme, for `why`. */
struct theme_answer {
	int32_t theme, sub, runner_up; /* -1: none */
	double fit;                    /* 0..1: cosine of the contact's gist with the theme's centroid */
	double own_fit;                /* cosine of the mention itself with it */
	const char *reason;            /* NULL with a theme; else "too_short" "no_match" "language" */
	int64_t member;                /* the sample mention that it equals, or -1 */
	int32_t pin;                   /* rule that claimed it, or -1 */
	size_t near_count;             /* <= THEME_NEIGHBOURS */
	struct theme_near near[THEME_NEIGHBOURS];
	double votes_won, votes_runner_up;       /* shares of the neighbours' votes; the margin is their difference */
	double nearness, familiar, surroundings; /* the three measures of rule 7 */
	double foreign;                          /* mean of their robust z values; below -1.75: an outsider */
	struct theme_words words;                /* in the arena that was given */
};

/* theme_answer_contact - answers[count] for the mention texts of one contact; lang: ISO 639-1 or empty. Everything in
 * arena, with all that explains them. */
void theme_answer_contact(struct theme_assigner *assigner, struct arena *arena, struct str lang,
                          const struct str *texts, size_t count, struct theme_answer *answers);
/* theme_vectors_contact - vectors[count][stride] of a contact's mentions, 0 for those without a known word or in
 * another language: for theme_births. */
void theme_vectors_contact(struct theme_assigner *assigner, struct arena *arena, struct str lang,
                           const struct str *texts, size_t count, int16_t *vectors);
/* theme_assign_record - sets theme, sub, fit, runner_up or unassigned on every mention of the record (ids are borrowed
 * from the model). */
void theme_assign_record(struct theme_assigner *assigner, struct record *record);

/* theme_mention_key - content key of a mention: its normalised text and its contact's (both hashes); equal keys count
 * as equal content. */
uint64_t theme_mention_key(uint64_t text_key, uint64_t contact_key);
/* theme_contact_key - of a contact's mentions' text keys, in order. */
uint64_t theme_contact_key(const struct theme_words *mentions, size_t count);

#endif
