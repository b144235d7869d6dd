/* lexicon_next.c - see lexicon_next.h. The form of a row is asked of the stage that reads it; which classes there are,
 * of the ontology; and as the first row that fits counts, a row is never reached when an earlier one fits all that it
 * fits. */
#include "lexicon_next.h"

#include <unistd.h>

#include "next_step.h"
#include "ontology.h"

struct next_check {
	struct findings *findings;
	struct str file;
	struct ontology *ontology;
	struct tsv table;
};

static void tell(struct next_check *check, enum finding_kind kind, const struct tsv_row *row, struct str message)
{
	findings_add(check->findings, &(struct finding){ kind, check->file, row->line, row->cells[NEXT_FOR], message });
}

static bool covers(struct str earlier, struct str later)
{
	return str_eq(earlier, STR("*")) || str_eq(earlier, later);
}

static bool has_thing(const struct tsv_row *row)
{
	return str_find(row->cells[NEXT_TEXT], STR("{}"), 0) < row->cells[NEXT_TEXT].len;
}

/* Whatever the later row fits, the earlier one does. */
static bool hides(const struct tsv_row *earlier, const struct tsv_row *later)
{
	return earlier->cell_count >= NEXT_CELLS && (!has_thing(earlier) || has_thing(later)) &&
	       covers(earlier->cells[NEXT_FOR], later->cells[NEXT_FOR]) &&
	       covers(earlier->cells[NEXT_OWNER], later->cells[NEXT_OWNER]) &&
	       covers(earlier->cells[NEXT_STEP], later->cells[NEXT_STEP]);
}

static void row_check(struct next_check *check, size_t number)
{
	const struct tsv_row *row = &check->table.rows[number];
	struct arena *arena = &check->findings->arena;
	struct err err = ERR_INIT;
	struct str class;
	int result = row->cell_count < NEXT_CELLS
	                 ? err_set(&err, GRIPE_DATA, "%d cells by tab wanted, %zu found", NEXT_CELLS, row->cell_count)
	                 : next_step_form(row, &err);
	if (result < 0) {
		tell(check, FINDING_FORMAT, row, arena_dup(arena, str_from(err.message)));
		return;
	}
	class = next_step_class(row->cells[NEXT_FOR]);
	if (class.len > 0 && ontology_find(check->ontology, class) < 0) {
		tell(check, FINDING_FORMAT, row, arena_printf(arena, "no class is called \"%.*s\"", STR_ARGS(class)));
		return;
	}
	for (size_t i = 0; i < number; i++) {
		if (hides(&check->table.rows[i], row)) {
			tell(check, FINDING_UNREACHABLE, row,
			     arena_printf(arena, "line %llu fits all that this row fits",
			                  (unsigned long long)check->table.rows[i].line));
			return;
		}
	}
}

int lexicon_next_check(struct findings *findings, const struct lexicon_folders *folders, struct err *err)
{
	struct arena *arena = &findings->arena;
	struct next_check check = { .findings = findings,
		                    .file = arena_printf(arena, "%s/next_step.tsv", folders->folder) };
	struct str classes = arena_printf(arena, "%s/any/trouble_class.tsv", folders->folder);
	struct err bad = ERR_INIT;
	int result;
	if (access(check.file.at, F_OK) != 0) {
		return 0;
	}
	findings->files++;
	if (tsv_load(&check.table, arena, check.file.at, 1, &bad) < 0) {
		findings_add(findings, &(struct finding){ FINDING_FORMAT, check.file, bad.line, STR_EMPTY,
		                                          arena_dup(arena, str_from(bad.message)) });
		return 0;
	}
	result = ontology_open(&check.ontology, access(classes.at, F_OK) == 0 ? folders->folder : folders->behind, err);
	for (size_t i = 0; i < check.table.row_count && result == 0; i++) {
		row_check(&check, i);
	}
	findings->rows += check.table.row_count;
	ontology_close(check.ontology);
	return result;
}
