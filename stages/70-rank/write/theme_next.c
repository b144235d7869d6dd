/* theme_next.c - what to do next about a theme or an issue, as values of its record: its journey step, the owner of
 * that step, and the sentence that the ledger has for it, else next_step.tsv. In: the counts of the ranking and what
 * people decided. */
#include "next_step.h"
#include "theme_part.h"

/* The words of an issue's thing: as this corpus calls it, else its id, whose words stand with "_" between them. */
static struct str thing_words(struct theme_part *part, struct str id)
{
	struct str thing, name;
	char *words;
	(void)str_cut(id, '.', &thing);
	if (issue_is_rest(id) || thing.len == 0) {
		return STR_EMPTY;
	}
	name = thing_name(&part->ranking->labels, thing);
	words = arena_array(part->arena, name.len + 1, sizeof *words);
	for (size_t i = 0; i < name.len; i++) {
		words[i] = (char)(name.at[i] == '_' ? ' ' : name.at[i]);
	}
	return (struct str){ words, name.len };
}

/* The kind that rows may go by: of an issue that its table says; in the table of pain its class says more. */
static enum kind issue_kind(enum table table)
{
	switch (table) {
	case TABLE_REQUEST: return KIND_REQUEST;
	case TABLE_HOWTO: return KIND_HOW_TO;
	case TABLE_PRAISE: return KIND_PRAISE;
	case TABLE_PAIN:
	case TABLE_OTHER:
	case TABLE_MUTED:
	case TABLE_ABSENT:
	case TABLE_COUNT: break;
	}
	return KIND_COUNT;
}

static void issue_asked(struct theme_part *part, struct next_asked *asked)
{
	const struct ranking *ranking = part->ranking;
	struct str rest, id = ledger_origin(ranking->decisions->ledger, ranking->tally.themes[part->item]);
	enum kind kind = issue_kind(ranking->themes.items[part->item].table);
	asked->issue = true;
	asked->class = str_cut(id, '.', &rest);
	asked->thing = thing_words(part, id);
	asked->kind = kind == KIND_COUNT ? STR_EMPTY : str_from(kind_names[kind]);
}

/* Contacts that say so outright: a kind, a step, or the trouble itself. */
static uint64_t outright_count(const struct theme_part *part, struct str what)
{
	const struct cross *cross = &part->ranking->cross;
	uint32_t sign = what.len == 0 ? INTERN_NONE : tally_sign(&part->ranking->tally, OUTRIGHT_FAMILY, what);
	return sign == INTERN_NONE ? 0 : cross->sign[part->item * cross->signs + sign];
}

void fill_next(struct theme_part *part)
{
	const struct ranking *ranking = part->ranking;
	const struct decisions *decisions = ranking->decisions;
	const struct item *it = &ranking->themes.items[part->item];
	struct str id = ranking->tally.themes[part->item], step = theme_journey(ranking, part->item);
	struct next_asked asked = { .kind = str_from(kind_names[it->kind]),
		                    .owner = owner_of(decisions, id, step),
		                    .step = step,
		                    .step_decided = ledger_last(decisions->ledger, LEDGER_JOURNEY, id) != NULL,
		                    .contacts = it->units[UNIT_CONTACTS],
		                    .stated = outright_count(part, STR(OUTRIGHT_TROUBLE)),
		                    .kind_said = outright_count(
		                        part, it->kind == KIND_HOW_TO ? STR("how_to") : str_from(kind_names[it->kind])),
		                    .step_said = outright_count(part, step) };
	if (ranking->tally.layer == LAYER_ISSUES) {
		issue_asked(part, &asked);
	}
	set_text(part->values, THEME_step, step);
	set_text(part->values, THEME_owner, asked.owner);
	set_text(part->values, THEME_next_step, ledger_value(decisions->ledger, LEDGER_NEXT, id));
	if (part->values[THEME_next_step].text.len == 0) {
		if (next_step_write(part_scratch(part), &decisions->steps, &asked)) {
			set_whole(part->values, THEME_next_stated, (int64_t)asked.stated);
		}
		set_text(part->values, THEME_next_step, part_keep(part));
	}
}
