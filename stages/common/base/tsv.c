/* tsv.c - see tsv.h. A table is read whole: they are edited by people and small (TSV_LIMIT). */
#include "tsv.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "infile.h"
#include "utf8.h"

#define TSV_LIMIT ((size_t)64 << 20) /* bytes; the largest lexicon has some tens of kilobytes */

static struct str cell_text(struct arena *arena, struct str raw)
{
	struct buf out;
	struct str text;
	raw = str_trim(raw);
	if (raw.len == 0 || memchr(raw.at, '\\', raw.len) == NULL) {
		return raw;
	}
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.at[i];
		if (c == '\\' && i + 1 < raw.len) {
			c = raw.at[++i];
			c = c == 't' ? '\t' : c == 'n' ? '\n' : c;
		}
		buf_byte(&out, c);
	}
	text = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static void row_cells(struct tsv_row *row, struct arena *arena, struct str line)
{
	size_t count = 1;
	for (size_t i = 0; i < line.len; i++) {
		count += line.at[i] == '\t';
	}
	row->cells = arena_array(arena, count, sizeof *row->cells);
	row->cell_count = count;
	for (size_t i = 0; i < count; i++) {
		struct str rest;
		row->cells[i] = cell_text(arena, str_cut(line, '\t', &rest));
		line = rest;
	}
}

static int parse_row(struct tsv_row *row, struct arena *arena, struct str line, size_t columns_min, struct err *err)
{
	if (utf8_bad_at(line) != line.len) {
		return err_set(err, GRIPE_DATA, "not UTF-8");
	}
	row_cells(row, arena, line);
	if (row->cell_count < columns_min) {
		return err_set(err, GRIPE_DATA, "%zu cells by tab wanted, %zu found", columns_min, row->cell_count);
	}
	return 0;
}

int tsv_parse(struct tsv *tsv, struct arena *arena, struct tsv_text from, size_t columns_min, struct err *err)
{
	struct str text = from.text;
	size_t cap = 0;
	uint64_t number = 0;
	*tsv = (struct tsv){ NULL, 0 };
	if (str_starts(text, STR("\xEF\xBB\xBF"))) {
		text = str_slice(text, 3, text.len);
	}
	for (size_t i = 0; i < text.len; i++) {
		cap += text.at[i] == '\n';
	}
	tsv->rows = arena_array(arena, cap + 1, sizeof *tsv->rows);
	while (text.at != NULL && text.len > 0) {
		struct str rest, line = str_cut(text, '\n', &rest);
		struct tsv_row *row = &tsv->rows[tsv->row_count];
		number++;
		text = rest;
		if (line.len > 0 && line.at[line.len - 1] == '\r') {
			line.len--;
		}
		if (str_trim(line).len == 0 || line.at[0] == '#') {
			continue;
		}
		row->line = number;
		if (parse_row(row, arena, line, columns_min, err) < 0) {
			err_at(err, from.name, number, 0);
			return GRIPE_DATA;
		}
		tsv->row_count++;
	}
	return 0;
}

int tsv_load(struct tsv *tsv, struct arena *arena, const char *path, size_t columns_min, struct err *err)
{
	struct infile *file = NULL;
	struct buf text;
	int result;
	*tsv = (struct tsv){ NULL, 0 };
	result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&text, TSV_LIMIT);
	result = infile_all(file, &text, err);
	infile_close(file);
	if (result >= 0) {
		result = tsv_parse(tsv, arena, (struct tsv_text){ path, arena_dup(arena, buf_str(&text)) }, columns_min,
		                   err);
	}
	buf_release(&text);
	return result;
}

int tsv_lexicon(struct tsv *tsv, struct arena *arena, const char *folder, const char *lang, const char *name,
                size_t columns_min, struct err *err)
{
	struct stat info;
	struct str path = arena_printf(arena, "%s/%s/%s", folder, lang, name);
	*tsv = (struct tsv){ NULL, 0 };
	if (stat(path.at, &info) != 0 && errno == ENOENT) {
		return 0;
	}
	return tsv_load(tsv, arena, path.at, columns_min, err);
}

void tsv_cell_add(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		switch (s.at[i]) {
		case '\t': buf_text(out, "\\t"); break;
		case '\n': buf_text(out, "\\n"); break;
		case '\r': buf_byte(out, ' '); break;
		case '\\': buf_text(out, "\\\\"); break;
		default: buf_byte(out, s.at[i]);
		}
	}
}
