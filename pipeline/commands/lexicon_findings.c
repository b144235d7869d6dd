/* lexicon_findings.c - see lexicon_findings.h. */
#include "lexicon_findings.h"

#include <stdlib.h>

#include "array.h"
#include "json_write.h"
#include "tsv.h"
#include "utf8.h"

enum {
	FIRST_FINDINGS = 64,
	PATTERN_COLUMNS = 40 /* characters of a pattern that a table shows */
};

static const char *const KINDS[FINDING_KINDS] = { "format",   "unknown",     "example",    "duplicate",
	                                          "conflict", "unreachable", "never_fired" };

void findings_add(struct findings *findings, const struct finding *finding)
{
	findings->at = array_room(findings->at, findings->count, &findings->cap, sizeof *findings->at, FIRST_FINDINGS);
	findings->at[findings->count++] = *finding;
}

void findings_release(struct findings *findings)
{
	free(findings->at);
	arena_release(&findings->arena);
}

size_t findings_wrong(const struct findings *findings)
{
	size_t wrong = 0;
	for (size_t i = 0; i < findings->count; i++) {
		wrong += findings->at[i].kind != FINDING_NEVER_FIRED;
	}
	return wrong;
}

static int by_place(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int order = str_cmp(a->file, b->file);
	if (order == 0 && a->line != b->line) {
		order = a->line < b->line ? -1 : 1;
	}
	if (order == 0) {
		order = (int)a->kind - (int)b->kind;
	}
	order = order != 0 ? order : str_cmp(a->pattern, b->pattern);
	return order != 0 ? order : str_cmp(a->message, b->message);
}

void findings_sort(struct findings *findings)
{
	if (findings->count > 0) {
		qsort(findings->at, findings->count, sizeof *findings->at, by_place);
	}
}

static void place_add(struct buf *out, const struct finding *finding)
{
	buf_str_add(out, finding->file);
	if (finding->line > 0) {
		buf_byte(out, ':');
		buf_integer(out, (int64_t)finding->line);
	}
}

static size_t characters(struct str text)
{
	size_t at = 0, count = 0;
	while (at < text.len) {
		(void)utf8_next(text, &at);
		count++;
	}
	return count;
}

/* The cell, filled up to `width` characters and two blanks. */
static void column_add(struct buf *out, struct str cell, size_t width)
{
	size_t at = 0, count = 0;
	while (at < cell.len && count < width) {
		(void)utf8_next(cell, &at);
		count++;
	}
	buf_add(out, cell.at, at);
	for (; count < width + 2; count++) {
		buf_byte(out, ' ');
	}
}

static size_t more(size_t width, struct str cell)
{
	size_t count = characters(cell);
	return count > width ? count : width;
}

void findings_table(const struct findings *findings, struct buf *out)
{
	size_t place_width = 0, kind_width = 0, pattern_width = 0;
	struct buf place;
	buf_init(&place, SIZE_MAX);
	for (size_t i = 0; i < findings->count; i++) {
		buf_clear(&place);
		place_add(&place, &findings->at[i]);
		place_width = more(place_width, buf_str(&place));
		kind_width = more(kind_width, str_from(KINDS[findings->at[i].kind]));
		pattern_width = more(pattern_width, findings->at[i].pattern);
	}
	pattern_width = pattern_width < PATTERN_COLUMNS ? pattern_width : PATTERN_COLUMNS;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->at[i];
		buf_clear(&place);
		place_add(&place, finding);
		column_add(out, buf_str(&place), place_width);
		column_add(out, str_from(KINDS[finding->kind]), kind_width);
		column_add(out, finding->pattern, pattern_width);
		buf_str_add(out, finding->message);
		buf_byte(out, '\n');
	}
	buf_release(&place);
}

void findings_tsv(const struct findings *findings, struct buf *out)
{
	buf_text(out, "# file\tline\tkind\tpattern\tmessage\n");
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->at[i];
		tsv_cell_add(out, finding->file);
		buf_byte(out, '\t');
		buf_integer(out, (int64_t)finding->line);
		buf_printf(out, "\t%s\t", KINDS[finding->kind]);
		tsv_cell_add(out, finding->pattern);
		buf_byte(out, '\t');
		tsv_cell_add(out, finding->message);
		buf_byte(out, '\n');
	}
}

void findings_json(const struct findings *findings, struct buf *out)
{
	buf_byte(out, '{');
	json_put_int(out, "files", (int64_t)findings->files);
	json_put_int(out, "rows", (int64_t)findings->rows);
	json_put_int(out, "wrong", (int64_t)findings_wrong(findings));
	json_put_open(out, "findings", '[');
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->at[i];
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "file", finding->file);
		json_put_int(out, "line", (int64_t)finding->line);
		json_put_text(out, "kind", str_from(KINDS[finding->kind]));
		json_put_filled(out, "pattern", finding->pattern);
		json_put_text(out, "message", finding->message);
		buf_byte(out, '}');
	}
	buf_text(out, "]}\n");
}
