/* export_text.h - what programs add to a text that somebody wrote. */
#ifndef GRIPE_EXPORT_TEXT_H
#define GRIPE_EXPORT_TEXT_H

#include "read_words.h"

/* export_original - a review that Google has translated stands twice in its text, with a mark before each
 * ("(Translated by Google) …  (Original) …"): the original alone; without such marks, and where only the translation
 * is there, text as it is without the mark. A view of text. */
struct str export_original(const struct read_words *words, struct str text);

/* export_is_removed - all that stands here is that a text was taken away: "[deleted by user]". */
bool export_is_removed(const struct read_words *words, struct str text);

/* export_is_bots - the words of a program that says it is one, or its name ("RemindMeBot", "price-bot"). */
bool export_is_bots(const struct read_words *words, struct str person, struct str text);

#endif
