/* trouble_reader.h - what a mention states, read by a small network: a probability for each class of trouble, and for
 * request, question, praise, vent, churn and none.
 *
 * A convolution over the vectors of word pieces (filters 1 to 4 pieces wide, the maximum of each over the mention, one
 * layer to the classes: Kim 2014), learnt from labelled mentions (pipeline/reader/). All arithmetic is on integers, so
 * the same words give the same bytes on every machine; pipeline/reader/FORMAT.md is the specification. The weights are
 * lexicons/reader.bin, the vectors lexicons/LANG/pieces.tbl: a language without a table is not read. */
#ifndef GRIPE_TROUBLE_READER_H
#define GRIPE_TROUBLE_READER_H

#include "piece_table.h"
#include "token.h"

struct trouble_reader; /* one per thread: keeps what each piece adds to each filter, up to about 16 MB a language */

enum { TROUBLE_PIECES = 48 };                    /* pieces of a mention that are read */
#define TROUBLE_CERTAIN 65536                    /* probability 1 */
static inline uint32_t trouble_milli(uint32_t p) /* in thousandths */
{
	return (p * 1000 + TROUBLE_CERTAIN / 2) / TROUBLE_CERTAIN;
}

/* trouble_reader_open - weights: path of reader.bin. *reader stays NULL and 0 is returned when the file does not exist.
 * lexicons: folder with LANG/pieces.tbl; must outlive the reader. GRIPE_IO, GRIPE_DATA: damaged, with what. */
GRIPE_MUST_USE int trouble_reader_open(struct trouble_reader **reader, const char *weights, const char *lexicons,
                                       struct err *err);
/* trouble_reader_memory - the same over bytes of a reader.bin that outlive it, 4-byte aligned (tests, fuzzing). */
GRIPE_MUST_USE int trouble_reader_memory(struct trouble_reader **reader, struct str bytes, const char *lexicons,
                                         struct err *err);
void trouble_reader_close(struct trouble_reader *reader);

/* Classes in alphabetical order, "none" among them. */
size_t trouble_reader_count(const struct trouble_reader *reader);
struct str trouble_reader_class(const struct trouble_reader *reader, size_t class);

/* trouble_reader_language - what trouble_reader_read wants for lang: its number, or TROUBLE_UNREAD when the weights do
 * not know the language, it has no table, or another table than the one that was learnt with. Opens the table the first
 * time. GRIPE_IO, GRIPE_DATA: the table cannot be read. */
enum { TROUBLE_UNREAD = INT16_MAX };
GRIPE_MUST_USE int trouble_reader_language(struct trouble_reader *reader, struct str lang, struct err *err);
/* trouble_reader_table - gives a language its table (taken over in any case, closed with the reader). Result as above.
 */
GRIPE_MUST_USE int trouble_reader_table(struct trouble_reader *reader, struct str lang, struct piece_table *table,
                                        struct err *err);

struct trouble_reading {
	const int64_t *logits; /* [count] in 1/256 */
	const uint32_t *p;     /* [count] in 1/65536 */
};
/* trouble_reader_read - tokens as tokenize made them, of a mention in `language`. *reading is valid until the next
 * call. Costs additions and maxima, two to three microseconds a mention; a piece's first time about ten. */
void trouble_reader_read(struct trouble_reader *reader, int language, const struct token *tokens, size_t count,
                         struct trouble_reading *reading);
/* trouble_reader_evidence - of the last mention that was read: the token whose pieces fired the filters that give
 * `class` most, the earlier one among equals; SIZE_MAX when none did. */
size_t trouble_reader_evidence(struct trouble_reader *reader, size_t class);
/* trouble_reader_words - the same for people: the words that fired most, the first of them is the evidence; at most
 * `most`. Returns how many. */
struct trouble_word {
	size_t token;
	uint32_t share_milli; /* of what the strongest filters give the class */
};
size_t trouble_reader_words(struct trouble_reader *reader, size_t class, struct trouble_word *words, size_t most);
/* trouble_reader_pieces - of the last mention: rows of the table, -1 for the unknown piece (tests). */
size_t trouble_reader_pieces(const struct trouble_reader *reader, const int32_t **rows);

#endif
