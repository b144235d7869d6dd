/* decisions.c - see decisions.h. Tables that people edit: the last word of the ledger counts, the first fitting row of
 * a rule table. */
#include "decisions.h"

#include <stdlib.h>

#include "timestamp.h"

static bool known(struct str word)
{
	return str_eq(word, STR("owner")) || str_eq(word, STR("journey")) || str_eq(word, STR("action"));
}

int decisions_ledger(struct decisions *decisions, const char *path, struct err *err)
{
	struct tsv tsv;
	int result = tsv_load(&tsv, &decisions->arena, path, 1, err);
	if (result < 0) {
		return err_wrap(err, "ledger");
	}
	decisions->list = memory_array(tsv.row_count + 1, sizeof *decisions->list);
	for (size_t i = 0; i < tsv.row_count; i++) {
		const struct tsv_row *row = &tsv.rows[i];
		struct decision *decision = &decisions->list[decisions->count];
		size_t verb = row->cell_count > 1 && !known(row->cells[0]) && known(row->cells[1]);
		if (row->cell_count < 3 || !known(row->cells[verb])) {
			continue;
		}
		*decision = (struct decision){ row->cells[verb],
			                       row->cells[1 - verb],
			                       row->cells[2],
			                       row->cell_count > 3 ? row->cells[3] : STR_EMPTY,
			                       0,
			                       row->line };
		if (str_eq(decision->what, STR("action")) && !timestamp_parse(decision->value, &decision->time)) {
			err_set(err, GRIPE_DATA, "an action needs a date like 2025-03-01, not \"%.40s\"",
			        arena_dup(&decisions->arena, decision->value).at);
			err_at(err, path, row->line, 0);
			return GRIPE_DATA;
		}
		decisions->count++;
	}
	return 0;
}

int decisions_owners(struct decisions *decisions, const char *path, struct err *err)
{
	return tsv_load(&decisions->owners, &decisions->arena, path, 3, err);
}

int decisions_steps(struct decisions *decisions, const char *path, struct err *err)
{
	return tsv_load(&decisions->steps, &decisions->arena, path, 4, err);
}

void decisions_release(struct decisions *decisions)
{
	free(decisions->list);
	arena_release(&decisions->arena);
}

struct str decision_of(const struct decisions *decisions, const char *what, struct str theme)
{
	struct str found = STR_EMPTY;
	for (size_t i = 0; i < decisions->count; i++) {
		if (str_eq(decisions->list[i].what, str_from(what)) && str_eq(decisions->list[i].theme, theme)) {
			found = decisions->list[i].value;
		}
	}
	return found;
}

static struct str owner_row(const struct decisions *decisions, struct str what, struct str key)
{
	for (size_t i = 0; i < decisions->owners.row_count && key.len > 0; i++) {
		const struct str *cells = decisions->owners.rows[i].cells;
		if (str_eq(cells[0], what) && str_eq(cells[1], key)) {
			return cells[2];
		}
	}
	return STR_EMPTY;
}

struct str owner_of(const struct decisions *decisions, struct str theme, struct str journey)
{
	struct str found = decision_of(decisions, "owner", theme);
	if (found.len == 0) {
		found = owner_row(decisions, STR("theme"), theme);
	}
	if (found.len == 0) {
		found = owner_row(decisions, STR("journey"), journey);
	}
	return found.len > 0 ? found : owner_row(decisions, STR("*"), STR("*"));
}

static bool fits(struct str rule, struct str value)
{
	return str_eq(rule, STR("*")) || (value.len > 0 && str_eq(rule, value));
}

struct str next_step_of(const struct decisions *decisions, struct str kind, struct str owner, struct str journey)
{
	for (size_t i = 0; i < decisions->steps.row_count; i++) {
		const struct str *cells = decisions->steps.rows[i].cells;
		if (fits(cells[0], kind) && fits(cells[1], owner) && fits(cells[2], journey)) {
			return cells[3];
		}
	}
	return STR_EMPTY;
}
