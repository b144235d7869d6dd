/* decisions.c - see decisions.h. Tables that people edit: the last word of the ledger counts, the first fitting row of
 * a rule table. */
#include "decisions.h"

#include "next_step.h"

int decisions_owners(struct decisions *decisions, const char *path, struct err *err)
{
	return tsv_load(&decisions->owners, &decisions->arena, path, 3, err);
}

int decisions_steps(struct decisions *decisions, const char *path, struct err *err)
{
	return next_step_load(&decisions->steps, &decisions->arena, path, err);
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
