/* decisions.c - see decisions.h. Tables that people edit: the last word of the ledger counts, the first fitting row of
 * a rule table. */
#include "decisions.h"

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
	ledger_close(decisions->ledger);
	arena_release(&decisions->arena);
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
	struct str found = ledger_value(decisions->ledger, LEDGER_OWNER, theme);
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
