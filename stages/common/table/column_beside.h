/* column_beside.h - whether a column holds a customer's own words beside the column that is the text: pros and cons,
 * "what did you like", "what should we fix". */
#ifndef GRIPE_COLUMN_BESIDE_H
#define GRIPE_COLUMN_BESIDE_H

#include "column_stats.h"
#include "column_words.h"

/* column_stands_beside - the header asks a question or is one of the words of `also` in columns.tsv, and the content is
 * what people write. name: as in the file. words may be NULL. */
bool column_stands_beside(struct str name, struct str key, const struct column_stats *stats,
                          const struct column_words *words);

/* column_is_copy - in most of the rows[row_count] that fill both, `copy` begins as `text` does, capitals aside. */
bool column_is_copy(const struct table_row *rows, size_t row_count, size_t text, size_t copy);

/* column_join - texts[count], a line each; borrowed when there is one, else in arena. */
struct str column_join(struct arena *arena, const struct str *texts, size_t count);

#endif
