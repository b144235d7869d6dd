/* piece_table.h - word-piece vectors of a language: the table lexicons/LANG/pieces.tbl, memory-mapped and checked.
 *
 * Layout (little-endian): "THVEC1\0\0"; uint32 n, dim, names_bytes, bits; uint32 offset[n] of names in the blob, names
 * rising by byte value; float32 scale[n]; the blob of NUL-terminated names, zero-padded to a multiple of 64; rows of
 * dim/2 bytes (bits 4: column 2k in the low nibble of byte k, value = nibble - 8) or dim bytes (bits 8 or 0: int8).
 * "##x" is a piece inside a word. vector(piece) = scale * row. */
#ifndef GRIPE_PIECE_TABLE_H
#define GRIPE_PIECE_TABLE_H

#include <stdint.h>

#include "err.h"
#include "str.h"

struct piece_table; /* read only after opening: may be shared by threads */

/* piece_table_open - maps the file and checks magic, sizes, order of the names and every offset. *table stays NULL and
 * 0 is returned when the file does not exist (a language without a table). GRIPE_IO: cannot be read; GRIPE_DATA:
 * damaged, with what and where. */
GRIPE_MUST_USE int piece_table_open(struct piece_table **table, const char *path, struct err *err);
/* piece_table_memory - the same over bytes that outlive it, 4-byte aligned (tests, fuzzing). */
GRIPE_MUST_USE int piece_table_memory(struct piece_table **table, struct str bytes, struct err *err);
void piece_table_close(struct piece_table *table);

size_t piece_table_dim(const struct piece_table *table);
size_t piece_table_count(const struct piece_table *table);
/* piece_table_print - a fingerprint of the bytes: a model says which table its vectors came from. */
uint64_t piece_table_print(const struct piece_table *table);
struct str piece_table_name(const struct piece_table *table, uint32_t piece);

/* piece_table_split - greedy: the longest name that is a prefix of word, then the longest "##" + rest, and so on; a
 * character that matches nothing is skipped. pieces[cap]: row numbers. Returns how many (at most cap; a word has at
 * most as many pieces as bytes). */
size_t piece_table_split(const struct piece_table *table, struct str word, uint32_t *pieces, size_t cap);
/* piece_table_add - sum[dim] += scale * row of the piece, column by column. */
void piece_table_add(const struct piece_table *table, uint32_t piece, float *sum);

/* What the reader of troubles counts with, in integers alone. piece_table_bits - 4 or 8 a value.
 * piece_table_names_bytes
 * - with the count it tells one table from another. piece_table_scale_bits - the scale's float32 as its bits.
 * piece_table_values - values[dim]: the row's integers (bits 4: -8 to 7). */
unsigned piece_table_bits(const struct piece_table *table);
size_t piece_table_names_bytes(const struct piece_table *table);
uint32_t piece_table_scale_bits(const struct piece_table *table, uint32_t piece);
void piece_table_values(const struct piece_table *table, uint32_t piece, int16_t *values);

#endif
