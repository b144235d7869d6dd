/* counted.c - see counted.h. Enters: both layers after ranking_make. Leaves: the file. Memory: 8 bytes a contact and
 * layer, to put them in order. */
#include "counted.h"

#include <inttypes.h>
#include <stdlib.h>

#include "outfile.h"
#include "timestamp.h"

enum { WRITE_BYTES = 1 << 20 };

static int row_order(const void *a, const void *b)
{
	const struct tally_row *x = *(const struct tally_row *const *)a, *y = *(const struct tally_row *const *)b;
	return x->contact < y->contact ? -1 : x->contact > y->contact;
}

static const struct tally_row **rows_sorted(const struct tally *tally)
{
	const struct tally_row **rows = memory_array(tally->row_count + 1, sizeof *rows);
	for (size_t i = 0; i < tally->row_count; i++) {
		rows[i] = tally->rows[i];
	}
	qsort(rows, tally->row_count, sizeof *rows, row_order);
	return rows;
}

static void row_line(struct buf *out, const struct tally *tally, const struct tally_row *row)
{
	uint32_t at = 0, theme, from;
	buf_printf(out, "%016" PRIx64 "\t", row->contact);
	if (row->time == TIME_NONE) {
		buf_byte(out, '-');
	} else {
		buf_integer(out, timestamp_day(row->time));
	}
	buf_printf(out, "\t%" PRIu64 "\t%s", tally_weight(tally, row),
	           tally->layer == LAYER_ISSUES ? "issue" : "theme");
	while (row_theme_next(tally, row, &at, &theme, &from)) {
		buf_byte(out, '\t');
		buf_str_add(out, tally->themes[theme]);
	}
	buf_byte(out, '\n');
}

static int layer_write(struct outfile *file, const struct tally *tally, struct buf *out, struct err *err)
{
	const struct tally_row **rows = rows_sorted(tally);
	int result = 0;
	for (size_t i = 0; i < tally->row_count && result == 0; i++) {
		row_line(out, tally, rows[i]);
		if (out->len >= WRITE_BYTES || i + 1 == tally->row_count) {
			result = outfile_write(file, buf_str(out), err);
			buf_clear(out);
		}
	}
	free(rows);
	return result;
}

int counted_save(const struct ranking *issues, const struct ranking *themes, const char *path, struct err *err)
{
	struct outfile *file;
	struct buf out;
	int result = outfile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&out, SIZE_MAX);
	result = layer_write(file, &issues->tally, &out, err);
	result = result == 0 ? layer_write(file, &themes->tally, &out, err) : result;
	buf_release(&out);
	if (result < 0) {
		outfile_abort(file);
		return result;
	}
	return outfile_commit(file, err);
}
