/* table.h - a delimited file as a table: dialect, header, sample, rows; what every CSV and TSV format reads through. */
#ifndef GRIPE_TABLE_H
#define GRIPE_TABLE_H

#include "columns_said.h"
#include "csv_rows.h"
#include "format.h"

struct table {
	struct reading *reading;
	struct arena arena; /* sample and columns; lives as long as the table */
	struct csv_dialect dialect;
	struct table_row *sample; /* the first rows, header and what stands above it included */
	size_t sample_count;
	size_t header;   /* index in sample of the header row */
	bool has_header; /* false: columns are called "column 1", …, and rows start at `header` */
	size_t column_count;
	struct str *names; /* column_count of them, instead of the header row's; NULL: that row's */
	struct csv_rows *rows;
	struct columns columns;
	/* a row in hand that may be the first half of one (a line break outside of quotes) */
	struct table_row held;
	struct arena held_arena;
	bool holding, ahead_read;
	struct csv_row ahead; /* read already, not given yet */
	size_t ahead_blank;
	uint64_t rejoined, ragged, overlong;
	struct columns_said said;
};

/* table_open - sniffs and samples; reading->file stays at its start. GRIPE_DATA when the file holds no row. */
GRIPE_MUST_USE int table_open(struct table *table, struct reading *reading, struct err *err);
/* table_is_named_tabs - "x.tsv", "x.tab", compressed or not. */
bool table_is_named_tabs(const char *path);
/* table_guess - columns from the header and the sample's rows from `first` on (an index in sample); decides the dates'
 * order, looking through the whole file when it can be opened again and the sample does not tell. */
GRIPE_MUST_USE int table_guess(struct table *table, const struct table_spec *spec, size_t first, struct err *err);
/* table_next - the next row behind the header (and `skip` more rows, given to table_start), 1, 0 at the end, negative.
 * Rows that a stray line break tore apart are joined again. A row with too few cells is given as it is: *whole is
 * false. */
GRIPE_MUST_USE int table_start(struct table *table, size_t skip, struct err *err);
GRIPE_MUST_USE int table_next(struct table *table, struct table_row *row, bool *whole, struct err *err);
void table_close(struct table *table);

/* The first row, looked at once for all the known tables. */
struct table_header {
	struct arena arena;
	struct column *columns; /* name and key alone */
	size_t count;           /* 0: the bytes do not begin as a table does */
};
void table_header_open(struct table_header *header, struct str ahead);
void table_header_close(struct table_header *header);
/* table_header_fits - how sure that the header is spec's: 0 or its certainty. */
int table_header_fits(const struct table_header *header, const struct table_spec *spec);
/* table_detect - the same of what is seen at first. */
int table_detect(const struct table_spec *spec, const struct glance *first);
/* table_parse - the parse function of formats whose spec is a struct table_spec, or NULL for guessing all. */
GRIPE_MUST_USE int table_parse(struct reading *reading, struct err *err);

/* TABLE_FORMAT - declares a format whose files are tables: its descriptor, and the detect function that its spec makes.
 */
#define TABLE_FORMAT(symbol, format_name, format_channel, known_by, ...)                                               \
	static const struct table_spec symbol##_spec = { __VA_ARGS__ };                                                \
	static int symbol##_detect(const struct glance *first)                                                         \
	{                                                                                                              \
		return table_detect(&symbol##_spec, first);                                                            \
	}                                                                                                              \
	const struct format symbol = { format_name, known_by,       symbol##_detect,                                   \
		                       table_parse, format_channel, &symbol##_spec }

#endif
