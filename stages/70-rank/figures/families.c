/* families.c - see families.h. Which issues belong together is read from their ids alone (class, point, thing), so it
 * is the same for every corpus; what they hold is counted over the rows, each contact and person once. Sums of
 * integers: no order of rows matters. */
#include "families.h"

#include <stdlib.h>

/* The thing of an issue; empty: its class names itself, or it is a remainder. */
static struct str thing_of(struct str id, const struct ledger *ledger)
{
	struct str thing;
	id = ledger_origin(ledger, id);
	if (issue_is_rest(id)) {
		return STR_EMPTY;
	}
	(void)str_cut(id, '.', &thing);
	return thing;
}

static uint32_t family_find(const struct families *families, struct str thing)
{
	for (size_t f = 0; f < families->count; f++) {
		if (str_eq(families->list[f].thing, thing)) {
			return (uint32_t)f;
		}
	}
	return FAMILY_NONE;
}

/* A family for each thing, whatever its size. */
static void gather(struct families *families, const struct tally *tally, const struct grain *grain,
                   const struct ledger *ledger)
{
	for (size_t item = 0; item < grain->count; item++) {
		struct str thing =
		    grain->place[item] < grain->ranked ? thing_of(tally->themes[item], ledger) : STR_EMPTY;
		uint32_t family = thing.len > 0 ? family_find(families, thing) : FAMILY_NONE;
		if (thing.len > 0 && family == FAMILY_NONE) {
			family = (uint32_t)families->count++;
			families->list[family] = (struct family){ .thing = thing };
		}
		families->of_item[item] = family;
		if (family != FAMILY_NONE) {
			families->list[family].issues++;
		}
	}
}

/* stamp[families]: the last row that was counted of each. */
static void count_contacts(struct families *families, const struct tally *tally, const struct grain *grain)
{
	size_t *stamp = memory_array(families->count + 1, sizeof *stamp);
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		for (uint32_t e = 0; e < row->entry_count; e++) {
			uint32_t family = families->of_item[grain->leaf_item[row->entries[e].leaf]];
			if (family != FAMILY_NONE && stamp[family] != i + 1) {
				stamp[family] = i + 1;
				families->list[family].contacts += tally_weight(tally, row);
			}
		}
	}
	free(stamp);
}

/* A person counts once, the others who sent copies of a contact once each. by_group, by_row: as stamp above. */
static void count_people(struct families *families, const struct tally *tally, const struct grain *grain)
{
	const struct tally_groups *people = &tally->people;
	size_t *by_group = memory_array(families->count + 1, sizeof *by_group),
	       *by_row = memory_array(families->count + 1, sizeof *by_row);
	for (size_t g = 0; g < people->count; g++) {
		for (uint32_t i = people->start[g]; i < people->start[g + 1]; i++) {
			const struct tally_row *row = tally->rows[people->rows[i]];
			for (uint32_t e = 0; e < row->entry_count; e++) {
				uint32_t family = families->of_item[grain->leaf_item[row->entries[e].leaf]];
				if (family == FAMILY_NONE || by_row[family] == (size_t)i + 1) {
					continue;
				}
				by_row[family] = (size_t)i + 1;
				families->list[family].people += tally_others(tally, row);
				families->list[family].people += by_group[family] != g + 1;
				by_group[family] = g + 1;
			}
		}
	}
	free(by_group);
	free(by_row);
}

static int larger_first(const void *left, const void *right)
{
	const struct family *a = left, *b = right;
	if (a->contacts != b->contacts) {
		return a->contacts > b->contacts ? -1 : 1;
	}
	return str_cmp(a->thing, b->thing);
}

/* Keeps those that are large enough, in order; of_item follows. */
static void settle(struct families *families, const struct tally *tally, const struct grain *grain,
                   const struct ledger *ledger)
{
	size_t kept = 0;
	for (size_t f = 0; f < families->count; f++) {
		const struct family *family = &families->list[f];
		if (family->issues >= FAMILY_ISSUES && family->contacts * 100 >= tally->total * FAMILY_PERCENT) {
			families->list[kept++] = *family;
		}
	}
	families->count = kept;
	qsort(families->list, kept, sizeof *families->list, larger_first);
	for (size_t item = 0; item < grain->count; item++) {
		families->of_item[item] = families->of_item[item] != FAMILY_NONE
		                              ? family_find(families, thing_of(tally->themes[item], ledger))
		                              : FAMILY_NONE;
	}
}

void families_make(struct families *families, const struct tally *tally, const struct grain *grain,
                   const struct ledger *ledger)
{
	families->list = memory_array(grain->count + 1, sizeof *families->list);
	families->of_item = memory_array(grain->count + 1, sizeof *families->of_item);
	gather(families, tally, grain, ledger);
	count_contacts(families, tally, grain);
	count_people(families, tally, grain);
	settle(families, tally, grain, ledger);
}

void families_release(struct families *families)
{
	free(families->list);
	free(families->of_item);
}
