/* csv_rows.c - rows of a delimited file (csv_rows.h).
 *
 * in: bytes of a stream. out: rows of cells, with the line they start at.
 * Method: a row without quotes, or with cells quoted in the plainest way ("…" between two delimiters, no quote inside),
 * is cut in one look over its bytes; any other goes through libcsv, a line at a time, until libcsv says that the row is
 * whole: so what RFC 4180 leaves to the reader (doubled quotes, a quote inside a bare cell, text behind a closing
 * quote) is libcsv's, and most bytes of most files are looked at once. Cells of the first kind are borrowed from the
 * window; those of the second are copied out of libcsv. A quote that never closes would swallow the file: the row that
 * it makes has the wrong number of cells or quotes where none may stand, so its first line is given alone and reading
 * goes on at the next one; when the end of the file comes first, that is an error with the line where the quote opened.
 * Memory: a window that holds one row, CSV_ROW_LIMIT at the most. */
#include "csv_rows.h"

#include <csv.h>
#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "buf.h"

enum {
	CELLS_FIRST = 64, /* of a row: room to begin with */
	CELL_GROWTH = 256 * 1024
}; /* bytes; libcsv adds one block at a time, so a cell of 20 MB is moved 80 times, not 5,000 */

enum { WINDOW = 128 * 1024, SNIFF_BYTES = 64 * 1024 };

struct cell_place {
	size_t start, len; /* in copied */
};

struct csv_rows {
	struct infile *file;
	struct csv_dialect dialect;
	struct csv_parser parser;
	char *window;
	size_t cap, start, end;
	bool done;
	uint64_t line, offset; /* of window[start] */
	/* cells of the row in hand */
	struct str *cells;
	size_t cell_cap, cell_count;
	/* what libcsv gave */
	struct buf copied;
	struct cell_place *places;
	size_t place_cap, place_count;
	bool row_whole;
	bool exhausted;    /* libcsv is out of memory */
	bool special[256]; /* delimiter, quote, LF, and CR: what ends the quick look */
};

/* Lines are cut here, so a row's end is the one LF that feed_line adds: a CR inside is a letter. */
static int only_lf(unsigned char c)
{
	return c == '\n';
}

static void on_cell(void *bytes, size_t len, void *to)
{
	struct csv_rows *rows = to;
	rows->places = array_room(rows->places, rows->place_count, &rows->place_cap, sizeof *rows->places, CELLS_FIRST);
	rows->places[rows->place_count++] = (struct cell_place){ rows->copied.len, len };
	if (len > 0) {
		buf_add(&rows->copied, bytes, len);
	}
}

static void on_row(int end, void *to)
{
	struct csv_rows *rows = to;
	(void)end;
	rows->row_whole = true;
}

void csv_rows_open(struct csv_rows **out, struct infile *file, const struct csv_dialect *dialect)
{
	struct csv_rows *rows = memory_alloc(sizeof *rows);
	rows->file = file;
	rows->dialect = *dialect;
	rows->cap = WINDOW;
	rows->window = memory_grow(NULL, rows->cap, 1); /* not zeroed: a sniff opens several of these */
	rows->line = 1;
	buf_init(&rows->copied, CSV_ROW_LIMIT);
	if (csv_init(&rows->parser, 0) != 0) {
		memory_exhausted(sizeof rows->parser);
	}
	csv_set_delim(&rows->parser, (unsigned char)dialect->delimiter);
	csv_set_term_func(&rows->parser, only_lf);
	csv_set_blk_size(&rows->parser, CELL_GROWTH);
	rows->special[(unsigned char)dialect->delimiter] = rows->special['\n'] = rows->special['\r'] = true;
	rows->special['"'] = dialect->quotes;
	*out = rows;
}

void csv_rows_close(struct csv_rows *rows)
{
	if (rows != NULL) {
		csv_free(&rows->parser);
		buf_release(&rows->copied);
		free(rows->places);
		free(rows->cells);
		free(rows->window);
		free(rows);
	}
}

/* More bytes behind window[end]. 1, 0 at the end of the stream, negative on errors. */
static int fill(struct csv_rows *rows, struct err *err)
{
	int64_t got;
	if (rows->done) {
		return 0;
	}
	if (rows->start > 0) {
		memmove(rows->window, rows->window + rows->start, rows->end - rows->start);
		rows->end -= rows->start;
		rows->start = 0;
	}
	if (rows->end == rows->cap) {
		rows->cap *= 2;
		rows->window = memory_grow(rows->window, rows->cap, 1);
	}
	got = infile_read(rows->file, rows->window + rows->end, rows->cap - rows->end, err);
	if (got < 0) {
		return (int)got;
	}
	rows->end += (size_t)got;
	rows->done = got == 0;
	return got > 0;
}

static void cell_push(struct csv_rows *rows, const char *at, size_t len)
{
	rows->cells = array_room(rows->cells, rows->cell_count, &rows->cell_cap, sizeof *rows->cells, CELLS_FIRST);
	rows->cells[rows->cell_count++] = (struct str){ at, len };
}

enum glance { GLANCE_ROW, GLANCE_QUOTE, GLANCE_MORE };

/* What a glance has found of a row. */
struct glimpse {
	size_t len, end; /* bytes of the row without its line end, and with it */
	uint64_t breaks; /* line breaks inside of quotes */
};

/* A quoted cell of the plainest kind, "…" with no quote inside, right between two delimiters: taken as it stands.
 * Anything else is libcsv's. */
static const char *plain_quoted(const struct csv_rows *rows, const char *open, const char *stop, struct glimpse *seen)
{
	const char *close = memchr(open + 1, '"', (size_t)(stop - open) - 1);
	if (close == NULL || close + 1 == stop || rows->dialect.backslash || !rows->special[(unsigned char)close[1]] ||
	    close[1] == '"') {
		return NULL;
	}
	for (const char *p = open + 1;
	     (p = memchr(p, rows->dialect.cr_ends ? '\r' : '\n', (size_t)(close - p))) != NULL; p++) {
		seen->breaks++;
	}
	return close;
}

/* Whether the row ends at a CR: before LF the CR belongs to its end; alone it ends rows only in files that have nothing
 * else, and at the end of the file. */
static bool ends_at_return(const struct csv_rows *rows, const char *p, const char *stop)
{
	return p + 1 == stop || p[1] == '\n' || rows->dialect.cr_ends;
}

/* The bytes of the line end at p: LF, CR or both; 0 at the end of the file. */
static size_t break_bytes(const char *p, const char *stop)
{
	return p == stop ? 0 : *p == '\r' && p + 1 < stop && p[1] == '\n' ? 2 : 1;
}

static inline const char *next_special(const struct csv_rows *rows, const char *p, const char *stop)
{
	while (p < stop && !rows->special[(unsigned char)*p]) {
		p++;
	}
	return p;
}

/* One look: cells until the end of the line. */
static enum glance glance(struct csv_rows *rows, struct glimpse *seen)
{
	const char *at = rows->window + rows->start, *cell = at, *stop = rows->window + rows->end;
	bool closed = false; /* the cell in hand was quoted, and its quote has closed */
	rows->cell_count = 0;
	seen->breaks = 0;
	for (const char *p = at;; p++) {
		char c;
		p = next_special(rows, p, stop);
		c = p < stop ? *p : '\n'; /* the end of the file ends the row */
		if (!rows->done && (p == stop || (c == '\r' && p + 1 == stop))) {
			return GLANCE_MORE;
		}
		if (c == '"') {
			p = p == cell ? plain_quoted(rows, p, stop, seen) : NULL;
			if (p == NULL) {
				return GLANCE_QUOTE;
			}
			cell++;
			closed = true;
		} else if (c == '\r' && !ends_at_return(rows, p, stop)) {
			if (closed) { /* a bare CR behind a closing quote */
				return GLANCE_QUOTE;
			}
		} else {
			cell_push(rows, cell, (size_t)(p - cell) - closed);
			if (c != rows->dialect.delimiter) {
				seen->len = (size_t)(p - at);
				seen->end = seen->len + break_bytes(p, stop);
				return GLANCE_ROW;
			}
			cell = p + 1;
			closed = false;
		}
	}
}

static const char *line_break(const char *p, const char *stop)
{
	while (p < stop && *p != '\r' && *p != '\n') {
		p++;
	}
	return p;
}

/* The end of the physical line that starts at `from` (an offset from window[start]): bytes up to it, and with it. 0:
 * more bytes are needed. */
static bool line_end(const struct csv_rows *rows, size_t from, size_t *len, size_t *end)
{
	const char *at = rows->window + rows->start, *stop = rows->window + rows->end, *p = at + from;
	bool more; /* bytes are needed to say */
	if (rows->dialect.cr_ends) {
		p = line_break(p, stop);
		more = p == stop || (*p == '\r' && p + 1 == stop); /* LF may follow */
	} else {
		const char *hit = p < stop ? memchr(p, '\n', (size_t)(stop - p)) : NULL;
		more = hit == NULL;
		p = more ? stop : hit;
	}
	if (more && !rows->done) {
		return false;
	}
	*len = (size_t)(p - at);
	*end = *len + break_bytes(p, stop);
	return true;
}

static void advance(struct csv_rows *rows, size_t bytes, uint64_t lines)
{
	rows->start += bytes;
	rows->offset += bytes;
	rows->line += lines;
}

/* \" to "" in place: same length, and libcsv knows the second. */
static void undo_backslashes(char *at, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++) {
		if (at[i] == '\\') {
			at[i] = at[i + 1] == '"' ? '"' : at[i];
			i++;
		}
	}
}

static void feed(struct csv_rows *rows, const char *bytes, size_t len)
{
	if (len > 0 && csv_parse(&rows->parser, bytes, len, on_cell, on_row, rows) != len) {
		rows->exhausted = true;
	}
}

static void cells_of_places(struct csv_rows *rows)
{
	rows->cell_count = 0;
	for (size_t i = 0; i < rows->place_count; i++) {
		cell_push(rows, rows->copied.at + rows->places[i].start, rows->places[i].len);
	}
}

/* The first line of the row cut by itself, delimiters between a pair of quotes left alone; quotes stay where they are.
 */
static void first_line_alone(struct csv_rows *rows, size_t len, bool pairs)
{
	const char *at = rows->window + rows->start, *cell = at;
	bool inside = false;
	rows->cell_count = 0;
	for (const char *p = at; p < at + len; p++) {
		inside = pairs && *p == '"' ? !inside : inside;
		if (*p == rows->dialect.delimiter && !inside) {
			cell_push(rows, cell, (size_t)(p - cell));
			cell = p + 1;
		}
	}
	cell_push(rows, cell, (size_t)(at + len - cell));
}

static bool quotes_pair(const char *at, size_t len)
{
	size_t quotes = 0;
	for (size_t i = 0; i < len; i++) {
		quotes += at[i] == '"';
	}
	return quotes % 2 == 0;
}

static bool ends_cell(const struct csv_rows *rows, char c)
{
	return c == rows->dialect.delimiter || c == '\r' || c == '\n';
}

/* Every quote of the row opens a cell, is doubled, or closes one before a delimiter or the end: what RFC 4180 allows.
 */
static bool is_regular(const struct csv_rows *rows, const char *at, size_t len)
{
	bool inside = false;
	for (size_t i = 0; i < len; i++) {
		if (at[i] != '"') {
			continue;
		}
		if (!inside) {
			if (i > 0 && at[i - 1] != rows->dialect.delimiter) {
				return false;
			}
			inside = true;
		} else if (i + 1 < len && at[i + 1] == '"') {
			i++;
		} else if (i + 1 < len && !ends_cell(rows, at[i + 1])) {
			return false;
		} else {
			inside = false;
		}
	}
	return true;
}

/* The line, counted from the row's first, in which the quote that was never closed opened: the last cell that libcsv
 * did not hand out began there. */
static uint64_t lines_before_open_quote(const struct csv_rows *rows)
{
	uint64_t lines = 0;
	for (size_t i = 0; i < rows->copied.len; i++) {
		lines += rows->copied.at[i] == '\n';
	}
	return lines;
}

static int not_closed(struct csv_rows *rows, struct err *err)
{
	int status = err_set(err, GRIPE_DATA, "quote not closed");
	err_at(err, infile_name(rows->file), rows->line + lines_before_open_quote(rows), 0);
	return status;
}

/* Lines of a row that goes on, relative to start. */
struct row_lines {
	size_t first_len, first_end, len, end; /* of the first and of the last line: up to its end, and with it */
	uint64_t count;
};

/* One more line of the row to libcsv, with its end as one byte: a row's end outside of quotes, a line break inside. 1;
 * 0: the file ends inside of the quotes; negative. */
static int feed_line(struct csv_rows *rows, struct row_lines *lines, struct err *err)
{
	size_t from = lines->end, body;
	char *at;
	while (!line_end(rows, from, &lines->len, &lines->end)) {
		int status = fill(rows, err);
		if (status < 0) {
			return status;
		}
	}
	if (lines->count > 0 && from == lines->end) {
		return 0;
	}
	at = rows->window + rows->start + from;
	body = lines->len - from;
	body -= body > 0 && at[body - 1] == '\r' && lines->end > lines->len;
	if (rows->dialect.backslash) {
		undo_backslashes(at, body);
	}
	feed(rows, at, body);
	feed(rows, "\n", 1);
	if (lines->count++ == 0) {
		lines->first_len = lines->len;
		lines->first_end = lines->end;
	}
	return 1;
}

static bool row_too_long(struct csv_rows *rows, const struct row_lines *lines)
{
	return rows->exhausted || rows->copied.over || csv_get_buffer_size(&rows->parser) > CSV_ROW_LIMIT ||
	       lines->end > CSV_ROW_LIMIT;
}

/* A row that goes on holds an open quote, so an odd number of them: with pairs, as in <"good" coffee,5>, libcsv is led
 * astray, and the line is a row by itself. */
static bool is_led_astray(const struct csv_rows *rows, const struct row_lines *lines)
{
	return lines->count == 1 && !rows->row_whole && !rows->dialect.backslash &&
	       quotes_pair(rows->window + rows->start, lines->len);
}

/* The row in hand, raw_len bytes of it, whose cells are known. */
static int give_row(struct csv_rows *rows, struct csv_row *row, size_t raw_len)
{
	*row = (struct csv_row){
		rows->cells, rows->cell_count, rows->line, rows->offset, { rows->window + rows->start, raw_len }
	};
	return 1;
}

/* A row with quotes, through libcsv. */
static int quoted_row(struct csv_rows *rows, struct csv_row *row, size_t expected, struct err *err)
{
	struct row_lines lines = { 0 };
	bool stray;
	rows->row_whole = false;
	rows->place_count = 0;
	buf_clear(&rows->copied);
	while (!rows->row_whole) {
		int status = feed_line(rows, &lines, err);
		if (status == 0) {
			status = not_closed(rows, err);
			csv_fini(&rows->parser, NULL, NULL, NULL);
		}
		if (status < 0) {
			return status;
		}
		if (is_led_astray(rows, &lines)) {
			csv_fini(&rows->parser, NULL, NULL, NULL);
			first_line_alone(rows, lines.len, true);
			give_row(rows, row, lines.len);
			advance(rows, lines.end, 1);
			return 1;
		}
		if (row_too_long(rows, &lines)) {
			return not_closed(rows, err);
		}
	}
	stray = lines.count > 1 && expected != 0 &&
	        (rows->place_count != expected || !is_regular(rows, rows->window + rows->start, lines.len));
	if (stray) {
		first_line_alone(rows, lines.first_len, false);
	}
	if (stray && (rows->place_count > expected || rows->cell_count == expected)) {
		give_row(rows, row, lines.first_len);
		advance(rows, lines.first_end, 1);
	} else {
		cells_of_places(rows);
		give_row(rows, row, lines.len);
		advance(rows, lines.end, lines.count);
	}
	return 1;
}

int csv_rows_next(struct csv_rows *rows, struct csv_row *row, size_t expected, size_t *blank, struct err *err)
{
	if (blank != NULL) {
		*blank = 0;
	}
	for (;;) {
		struct glimpse found;
		enum glance seen;
		if (rows->start == rows->end) {
			int status = fill(rows, err);
			if (status <= 0) {
				return status;
			}
		}
		seen = glance(rows, &found);
		if (seen == GLANCE_MORE) {
			int status;
			if (rows->end - rows->start > CSV_ROW_LIMIT) {
				status = err_set(err, GRIPE_DATA, "row is longer than %d bytes", CSV_ROW_LIMIT);
				err_at(err, infile_name(rows->file), rows->line, 0);
				return status;
			}
			status = fill(rows, err);
			if (status < 0) {
				return status;
			}
			continue;
		}
		if (seen == GLANCE_QUOTE || (found.breaks > 0 && expected != 0 && rows->cell_count != expected)) {
			return quoted_row(rows, row, expected, err);
		}
		if (found.len == 0) {
			if (blank != NULL) {
				(*blank)++;
			}
			advance(rows, found.end, 1);
			continue;
		}
		*row = (struct csv_row){ rows->cells,
			                 rows->cell_count,
			                 rows->line,
			                 rows->offset,
			                 { rows->window + rows->start, found.len } };
		advance(rows, found.end, found.breaks + 1);
		return 1;
	}
}

/* Bare CRs and no LF outside of quotes. */
static bool only_cr(struct str ahead)
{
	bool quoted = false, cr = false;
	for (size_t i = 0; i < ahead.len; i++) {
		char c = ahead.at[i];
		quoted = c == '"' ? !quoted : quoted;
		if (!quoted && c == '\n') {
			return false;
		}
		cr = cr || (!quoted && c == '\r');
	}
	return cr;
}

/* The place of the largest of counts[1..count), the last of equal ones; 0: all are 0. */
static size_t most_frequent(const size_t *counts, size_t count)
{
	size_t best = 0;
	for (size_t i = 1; i < count; i++) {
		best = counts[i] >= counts[best] && counts[i] > 0 ? i : best;
	}
	return best;
}

/* Share of rows with the commonest number of cells, and that number. */
static double consistency(struct str ahead, const struct csv_dialect *dialect, size_t *cells, size_t *row_count)
{
	enum { COUNTS = 512, ROWS = 400 };
	size_t counts[COUNTS] = { 0 }, all = 0, best;
	struct infile *file;
	struct csv_rows *rows;
	struct csv_row row;
	struct err err = ERR_INIT;
	if (infile_memory(&file, "", ahead, &err) != 0) {
		return 0;
	}
	csv_rows_open(&rows, file, dialect);
	while (all < ROWS && csv_rows_next(rows, &row, 0, NULL, &err) == 1) {
		if (row.count == 1 && str_starts(row.cells[0], STR("#"))) {
			continue; /* a comment */
		}
		counts[row.count < COUNTS ? row.count : COUNTS - 1]++;
		all++;
	}
	csv_rows_close(rows);
	infile_close(file);
	best = most_frequent(counts, COUNTS);
	*cells = best;
	*row_count = all;
	return all == 0 ? 0 : (double)counts[best] / (double)all;
}

/* The lines of it that are whole: without the rest of the last one. */
static struct str whole_lines(struct str ahead, char line_end)
{
	size_t end = ahead.len;
	while (end > 0 && ahead.at[end - 1] != line_end) {
		end--;
	}
	return end > 0 ? str_slice(ahead, 0, end) : ahead;
}

/* Ways of quoting, in the order of trying. */
enum way { QUOTED, BACKSLASHED, BARE, WAYS };

/* Whether the bytes can show that the delimiter and the way of quoting are theirs: bare quotes stand in files by tabs.
 */
static bool is_worth_trying(struct str ahead, char delimiter, enum way way)
{
	if (memchr(ahead.at, delimiter, ahead.len) == NULL) {
		return false;
	}
	switch (way) {
	case BACKSLASHED: return str_find(ahead, STR("\\\""), 0) < ahead.len;
	case BARE: return delimiter == '\t' && memchr(ahead.at, '"', ahead.len) != NULL;
	case QUOTED:
	case WAYS:
	default: return true;
	}
}

/* More columns that agree are better evidence; one row agrees with itself, so it counts for less. */
static double evidence(double share, size_t columns, size_t rows)
{
	return columns < 2 ? 0 : share * share * log2((double)columns + 1) * (rows > 1 ? 1 : 0.5);
}

/* The best of the ways of quoting under each of the delimiters. */
static double sniff(struct csv_dialect *dialect, struct str ahead, bool whole, const char *delimiters, size_t *cells)
{
	const double clearly = 1.02; /* better by so much, or the plain way of quoting stays */
	double best = 0, best_share = 0;
	struct csv_dialect chosen = { .delimiter = ',', .quotes = true };
	*cells = 0;
	if (ahead.len > SNIFF_BYTES) {
		ahead.len = SNIFF_BYTES;
		whole = false;
	}
	chosen.cr_ends = only_cr(ahead);
	ahead = whole ? ahead : whole_lines(ahead, chosen.cr_ends ? '\r' : '\n');
	for (; *delimiters != '\0'; delimiters++) {
		for (enum way way = QUOTED; way < WAYS; way++) {
			struct csv_dialect tried = { *delimiters, way != BARE, way == BACKSLASHED, chosen.cr_ends };
			size_t columns, rows;
			double share, score;
			if (!is_worth_trying(ahead, *delimiters, way)) {
				continue;
			}
			share = consistency(ahead, &tried, &columns, &rows);
			score = evidence(share, columns, rows);
			if (score > best * (way == QUOTED ? 1.0 : clearly)) { /* ties stay with the first */
				best = score;
				best_share = share;
				chosen = tried;
				*cells = columns;
			}
		}
	}
	*dialect = chosen;
	return best_share;
}

double csv_sniff(struct csv_dialect *dialect, struct str ahead, bool whole, size_t *cells)
{
	return sniff(dialect, ahead, whole, ",;\t|", cells);
}

double csv_sniff_tabs(struct csv_dialect *dialect, struct str ahead, bool whole, size_t *cells)
{
	const double nearly_all = 0.9;
	double share = sniff(dialect, ahead, whole, "\t", cells);
	return share >= nearly_all && *cells > 1 ? share : csv_sniff(dialect, ahead, whole, cells);
}
