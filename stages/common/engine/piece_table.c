/* piece_table.c - see piece_table.h. The file is mapped and stays as it is; beside it stands only a hash table from
 * names to rows (256 KiB for 27,558 names), because a binary search per prefix of each new word costs ten times more.
 * Everything that is used as an index is checked once, at opening. */
#include "piece_table.h"

#include <math.h>
#include <stdlib.h>

#include "arena.h"
#include "hash.h"
#include "mapfile.h"

enum { TABLE_HEAD = 24, NAME_LONGEST = 128 }; /* bytes */

struct piece_table {
	struct str map; /* empty over borrowed memory */
	uint64_t print;
	uint32_t n, dim, names_bytes, bits;
	const uint32_t *offsets; /* [n] */
	const float *scales;     /* [n] */
	const char *names;       /* [names_bytes] */
	const uint8_t *rows;     /* [n][dim / 2] or [n][dim] */
	size_t longest;          /* bytes of the longest name */
	uint32_t *slots;         /* [slot_count] row + 1, 0 = free */
	size_t slot_count;
};

static struct str name_at(const struct piece_table *table, uint32_t piece)
{
	size_t start = table->offsets[piece];
	size_t end = piece + 1 < table->n ? table->offsets[piece + 1] : table->names_bytes;
	return (struct str){ table->names + start, end - start - 1 };
}

/* Offsets rise, each name ends with its only NUL right before the next one, and names rise: so a name's length needs no
 * search afterwards. */
static int check_names(struct piece_table *table, struct err *err)
{
	for (uint32_t i = 0; i < table->n; i++) {
		uint64_t end = i + 1 < table->n ? table->offsets[i + 1] : table->names_bytes;
		if (table->offsets[i] >= end || end > table->names_bytes || end - table->offsets[i] > NAME_LONGEST ||
		    (i == 0 && table->offsets[0] != 0) || table->names[end - 1] != '\0' ||
		    memchr(table->names + table->offsets[i], '\0', end - table->offsets[i]) != table->names + end - 1) {
			return err_set(err, GRIPE_DATA, "piece table: name %u is damaged", (unsigned)i);
		}
		if (!isfinite(table->scales[i])) {
			return err_set(err, GRIPE_DATA, "piece table: scale %u is not a number", (unsigned)i);
		}
		if (i > 0 && str_cmp(name_at(table, i - 1), name_at(table, i)) >= 0) {
			return err_set(err, GRIPE_DATA, "piece table: names %u and %u are out of order",
			               (unsigned)i - 1, (unsigned)i);
		}
		if (end - table->offsets[i] - 1 > table->longest) {
			table->longest = end - table->offsets[i] - 1;
		}
	}
	return 0;
}

static void index_names(struct piece_table *table)
{
	for (table->slot_count = 16; table->slot_count < 2 * (size_t)table->n; table->slot_count *= 2) {
	}
	table->slots = memory_array(table->slot_count, sizeof *table->slots);
	for (uint32_t i = 0; i < table->n; i++) {
		size_t slot = hash64(name_at(table, i), 0) & (table->slot_count - 1);
		while (table->slots[slot] != 0) {
			slot = (slot + 1) & (table->slot_count - 1);
		}
		table->slots[slot] = i + 1;
	}
}

int piece_table_memory(struct piece_table **result, struct str bytes, struct err *err)
{
	struct piece_table *table;
	uint32_t head[4];
	uint64_t rows_at, row_bytes;
	int status;
	*result = NULL;
	if (bytes.len < TABLE_HEAD || memcmp(bytes.at, "THVEC1\0\0", 8) != 0) {
		return err_set(err, GRIPE_DATA, "piece table: not a table of this kind (magic THVEC1 is missing)");
	}
	memcpy(head, bytes.at + 8, sizeof head);
	row_bytes = head[3] == 4 ? head[1] / 2 : head[1];
	rows_at = TABLE_HEAD + 8 * (uint64_t)head[0] + ((uint64_t)head[2] + 63) / 64 * 64;
	if (head[0] == 0 || head[1] == 0 || head[1] % 2 != 0 || head[1] > 1024 ||
	    (head[3] != 4 && head[3] != 8 && head[3] != 0) || rows_at + head[0] * row_bytes != bytes.len) {
		return err_set(err, GRIPE_DATA,
		               "piece table: sizes do not fit together (%u names, %u columns, %u bits, %zu bytes)",
		               (unsigned)head[0], (unsigned)head[1], (unsigned)head[3], bytes.len);
	}
	table = memory_alloc(sizeof *table);
	table->n = head[0];
	table->dim = head[1];
	table->names_bytes = head[2];
	table->bits = head[3];
	table->offsets = (const uint32_t *)(const void *)(bytes.at + TABLE_HEAD);
	table->scales = (const float *)(const void *)(bytes.at + TABLE_HEAD + 4 * (size_t)head[0]);
	table->names = bytes.at + TABLE_HEAD + 8 * (size_t)head[0];
	table->rows = (const uint8_t *)bytes.at + rows_at;
	status = check_names(table, err);
	if (status < 0) {
		free(table);
		return status;
	}
	table->print = hash64(bytes, 0);
	index_names(table);
	*result = table;
	return 0;
}

int piece_table_open(struct piece_table **table, const char *path, struct err *err)
{
	struct str bytes;
	int status = mapfile_open(&bytes, path, "piece table", err);
	*table = NULL;
	if (status < 0 || bytes.at == NULL) {
		return status;
	}
	status = piece_table_memory(table, bytes, err);
	if (status < 0) {
		mapfile_close(bytes);
		err_at(err, path, 0, 0);
		return status;
	}
	(*table)->map = bytes;
	return 0;
}

void piece_table_close(struct piece_table *table)
{
	if (table != NULL) {
		mapfile_close(table->map);
		free(table->slots);
		free(table);
	}
}

size_t piece_table_dim(const struct piece_table *table)
{
	return table->dim;
}

size_t piece_table_count(const struct piece_table *table)
{
	return table->n;
}

uint64_t piece_table_print(const struct piece_table *table)
{
	return table->print;
}

struct str piece_table_name(const struct piece_table *table, uint32_t piece)
{
	return name_at(table, piece);
}

static int64_t find_name(const struct piece_table *table, struct str name)
{
	size_t slot = hash64(name, 0) & (table->slot_count - 1);
	while (table->slots[slot] != 0) {
		if (str_eq(name_at(table, table->slots[slot] - 1), name)) {
			return table->slots[slot] - 1;
		}
		slot = (slot + 1) & (table->slot_count - 1);
	}
	return -1;
}

size_t piece_table_split(const struct piece_table *table, struct str word, uint32_t *pieces, size_t cap)
{
	char name[NAME_LONGEST + 2] = "##";
	size_t count = 0, at = 0;
	while (at < word.len && count < cap) {
		size_t inside = at > 0 ? 2 : 0, longest = table->longest > inside ? table->longest - inside : 0;
		size_t len = word.len - at < longest ? word.len - at : longest;
		int64_t piece = -1;
		memcpy(name + 2, word.at + at, len);
		while (len > 0 && (piece = find_name(table, (struct str){ name + 2 - inside, len + inside })) < 0) {
			len--;
		}
		if (piece >= 0) {
			pieces[count++] = (uint32_t)piece;
			at += len;
		} else {
			at++;
		}
	}
	return count;
}

void piece_table_add(const struct piece_table *table, uint32_t piece, float *sum)
{
	float scale = table->scales[piece];
	if (table->bits == 4) {
		const uint8_t *row = table->rows + (size_t)piece * (table->dim / 2);
		for (size_t k = 0; k < table->dim / 2; k++) {
			sum[2 * k] += scale * (float)((row[k] & 15) - 8);
			sum[2 * k + 1] += scale * (float)((row[k] >> 4) - 8);
		}
	} else {
		const int8_t *row = (const int8_t *)table->rows + (size_t)piece * table->dim;
		for (size_t k = 0; k < table->dim; k++) {
			sum[k] += scale * (float)row[k];
		}
	}
}

unsigned piece_table_bits(const struct piece_table *table)
{
	return table->bits == 4 ? 4 : 8;
}

size_t piece_table_names_bytes(const struct piece_table *table)
{
	return table->names_bytes;
}

uint32_t piece_table_scale_bits(const struct piece_table *table, uint32_t piece)
{
	uint32_t bits;
	memcpy(&bits, &table->scales[piece], sizeof bits);
	return bits;
}

void piece_table_values(const struct piece_table *table, uint32_t piece, int16_t *values)
{
	if (table->bits == 4) {
		const uint8_t *row = table->rows + (size_t)piece * (table->dim / 2);
		for (size_t k = 0; k < table->dim / 2; k++) {
			values[2 * k] = (int16_t)((row[k] & 15) - 8);
			values[2 * k + 1] = (int16_t)((row[k] >> 4) - 8);
		}
	} else {
		const int8_t *row = (const int8_t *)table->rows + (size_t)piece * table->dim;
		for (size_t k = 0; k < table->dim; k++) {
			values[k] = row[k];
		}
	}
}
