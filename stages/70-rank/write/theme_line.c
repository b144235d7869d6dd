/* theme_line.c - a theme as one JSON object. In: the finished ranking. The members are the rows of theme_fields.h, set
 * here by topic and written in the order of the rows. Nothing is computed here beyond a division. */
#include "theme_line.h"

#include "rank_members.h"

#include <stdlib.h>

#include "theme_part.h"

#define MICRO 1e6 /* points of a scale are kept in whole millionths */

static void terms_list(struct buf *out, struct str terms)
{
	buf_byte(out, '[');
	while (terms.len > 0) {
		size_t end = 0;
		while (end < terms.len && terms.at[end] != ',' && terms.at[end] != ';' && terms.at[end] != '|') {
			end++;
		}
		struct str term = str_trim(str_slice(terms, 0, end));
		if (term.len > 0) {
			json_put_item(out, term);
		}
		terms = str_slice(terms, end < terms.len ? end + 1 : end, terms.len);
	}
	buf_byte(out, ']');
}

static void fill_place(struct theme_part *part)
{
	const struct grain *grain = &part->ranking->themes;
	const struct bootstrap *boot = &part->ranking->theme_boot;
	uint32_t item = part->item;
	enum table table = grain->items[item].table;
	struct field_value *values = part->values;
	set_whole(values, THEME_rank, (int64_t)(grain->place[item] - grain->starts[table]) + 1);
	if (table == TABLE_PAIN && boot->rank_low[item] > 0) {
		set_whole(values, THEME_rank_low, boot->rank_low[item]);
		set_whole(values, THEME_rank_high, boot->rank_high[item]);
		set_whole(values, THEME_tied, boot->rank_low[item] != boot->rank_high[item]);
	} else {
		set_null(values, THEME_rank_low);
		set_null(values, THEME_rank_high);
		set_null(values, THEME_tied);
	}
}

/* A theme or a sub-theme among those of its grain. */
struct group {
	const struct grain *grain;
	const struct bootstrap *boot;
	uint32_t item;
	uint64_t min; /* people, for an interval */
};

static void counts_set(struct field_value *values, const struct group *group)
{
	const struct item *it = &group->grain->items[group->item];
	set_whole(values, GROUP_contacts, (int64_t)it->units[UNIT_CONTACTS]);
	set_whole(values, GROUP_people, (int64_t)it->units[UNIT_PEOPLE]);
	set_whole(values, GROUP_threads, (int64_t)it->units[UNIT_THREADS]);
	set_whole(values, GROUP_mentions, (int64_t)it->mentions);
	set_number(values, GROUP_share, share_of(it->units[UNIT_CONTACTS], grain_whole(group->grain, group->item)));
	range_set(values, GROUP_share_low, GROUP_share_high, &group->boot->share[group->item]);
	set_whole(values, GROUP_too_few, it->units[UNIT_PEOPLE] < group->min);
}

static void unions_set(struct field_value *values, const struct group *group)
{
	const struct grain *grain = group->grain;
	if (grain->items[group->item].table != TABLE_PAIN) {
		return;
	}
	size_t k = grain->place[group->item] + 1;
	static const size_t rows[UNIT_COUNT] = { GROUP_union_share, GROUP_union_people, GROUP_union_threads };
	for (size_t unit = 0; unit < UNIT_COUNT; unit++) {
		set_number(values, rows[unit], share_of(grain->covered[unit][k], grain->totals[unit]));
	}
	range_set(values, GROUP_union_low, GROUP_union_high,
	          k <= group->boot->tracked ? &group->boot->covered[UNIT_CONTACTS][k] : NULL);
}

static int place_order(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void sub_object(struct buf *out, const struct ranking *ranking, uint32_t leaf)
{
	const struct group group = { &ranking->leaves, &ranking->leaf_boot, leaf, ranking->asked.min };
	struct field_value values[SUB_COUNT] = { 0 };
	struct str sub = pair_second(ranking->tally.leaves.names[leaf]);
	set_text(values, SUB_sub, sub);
	set_text(values, SUB_label, label_of(&ranking->labels, sub).text);
	if (ranking->leaves.items[leaf].table == TABLE_PAIN) {
		set_whole(values, SUB_rank, (int64_t)ranking->leaves.place[leaf] + 1);
	}
	counts_set(values + SUB_contacts, &group);
	unions_set(values + SUB_union_share, &group);
	json_put_comma(out);
	fields_write(out, &sub_shape, values);
}

/* In the finer grain's own order: the largest of this theme first. */
static void fill_subs(struct theme_part *part)
{
	const struct tally *tally = &part->ranking->tally;
	const struct grain *grain = &part->ranking->leaves;
	size_t from = tally->theme_start[part->item], to = tally->theme_start[part->item + 1], count = 0;
	to = tally->layer == LAYER_ISSUES ? from : to; /* what is in an issue is told as its topics */
	uint32_t *places = memory_array(to - from + 1, sizeof *places);
	struct buf *out = part_scratch(part);
	for (size_t leaf = from; leaf < to; leaf++) {
		places[count++] = grain->place[leaf];
	}
	qsort(places, count, sizeof *places, place_order);
	buf_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		uint32_t leaf = grain->order[places[i]];
		if (pair_second(tally->leaves.names[leaf]).len > 0) {
			sub_object(out, part->ranking, leaf);
		}
	}
	buf_byte(out, ']');
	set_text(part->values, THEME_subs, part_keep(part));
	free(places);
}

static void fill_cost(struct theme_part *part)
{
	const struct theme_cost *cost = &part->ranking->costing.themes[part->item];
	if (part->ranking->costing.money) {
		set_whole(part->values, THEME_cost, whole_plus(cost->handling, cost->churn));
		set_whole(part->values, THEME_cost_handling, cost->handling);
		set_whole(part->values, THEME_cost_churn, cost->churn);
	}
	set_whole(part->values, THEME_churn_risk, (int64_t)cost->at_risk);
}

static void fill_score(struct theme_part *part)
{
	struct field_value *values = part->values;
	if (part->ranking->driver_count == 0) {
		return;
	}
	const struct drivers *drivers = &part->ranking->drivers[0];
	const struct driver *driver = &drivers->list[part->item];
	uint64_t others = drivers->scored - driver->scored;
	set_text(values, THEME_scale, drivers->name);
	set_whole(values, THEME_scored, (int64_t)driver->scored);
	set_whole(values, THEME_points_lost, driver->lost_mean);
	set_whole(values, THEME_points_gained, driver->gained_mean);
	if (driver->scored > 0) {
		set_number(values, THEME_score, (double)driver->points / (double)driver->scored / MICRO);
	}
	if (others > 0) {
		double without = (double)(drivers->points - driver->points) / (double)others / MICRO;
		set_number(values, THEME_score_without, without);
		set_number(values, THEME_score_impact,
		           (double)drivers->points / (double)drivers->scored / MICRO - without);
	}
	set_whole(values, THEME_detractors, (int64_t)driver->detractors);
	set_whole(values, THEME_passives, (int64_t)driver->passives);
	set_whole(values, THEME_promoters, (int64_t)driver->promoters);
	set_number(values, THEME_gain, share_of(driver->promoters, drivers->scored) * 100);
	set_number(values, THEME_loss, share_of(driver->detractors, drivers->scored) * 100);
	if (drivers->moved) {
		set_whole(values, THEME_moved_mix, driver->mix_mean);
		set_whole(values, THEME_moved_within, driver->within_mean);
	}
}

static void fill_fixed(struct theme_part *part)
{
	const struct ranking *ranking = part->ranking;
	const struct if_fixed *fixed = &ranking->fixed[ranking->themes.place[part->item]];
	const struct theme_cost *cost = &ranking->costing.themes[part->item];
	struct field_value values[IF_FIXED_COUNT] = { 0 };
	set_whole(values, IF_FIXED_contacts, (int64_t)fixed->gone);
	share_set(values, IF_FIXED_top_share, fixed->covered, fixed->of);
	set_whole(values, IF_FIXED_of, (int64_t)fixed->of);
	set_whole(values, IF_FIXED_issues, (int64_t)ranking->themes.ranked - 1);
	if (ranking->costing.money) {
		set_whole(values, IF_FIXED_cost, whole_plus(cost->gone_handling, cost->gone_churn));
	}
	if (ranking->driver_count > 0) {
		set_whole(values, IF_FIXED_points, ranking->drivers[0].list[part->item].lost_mean);
	}
	fields_write(part_scratch(part), &if_fixed_shape, values);
	set_text(part->values, THEME_if_fixed, part_keep(part));
}

static void fill_name(struct theme_part *part)
{
	const struct tally *tally = &part->ranking->tally;
	uint32_t family = tally->layer == LAYER_ISSUES ? part->ranking->families.of_item[part->item] : FAMILY_NONE;
	struct label label = label_of(&part->ranking->labels, tally->themes[part->item]);
	set_text(part->values, tally->layer == LAYER_ISSUES ? THEME_issue : THEME_theme, tally->themes[part->item]);
	set_text(part->values, THEME_table, str_from(table_names[part->ranking->themes.items[part->item].table]));
	set_text(part->values, THEME_label, label.text);
	if (label.came_back >= 0) {
		set_whole(part->values, THEME_came_back, label.came_back);
		set_whole(part->values, THEME_of_resamples, (int64_t)part->ranking->labels.method.resamples);
	}
	if (family != FAMILY_NONE) {
		set_text(part->values, THEME_family, part->ranking->families.list[family].thing);
	}
	terms_list(part_scratch(part), label.terms);
	set_text(part->values, THEME_terms, part_keep(part));
}

void theme_line(struct buf *out, const struct ranking *ranking, uint32_t item)
{
	const struct group group = { &ranking->themes, &ranking->theme_boot, item, ranking->asked.min };
	struct arena arena = ARENA_INIT;
	struct theme_part part = { .ranking = ranking, .item = item, .arena = &arena };
	buf_init(&part.scratch, SIZE_MAX);
	fill_name(&part);
	fill_place(&part);
	counts_set(part.values + THEME_contacts, &group);
	set_whole(part.values, THEME_of, (int64_t)grain_whole(&ranking->themes, item));
	unions_set(part.values + THEME_union_share, &group);
	if (ranking->tally.praised[item] > 0) {
		set_whole(part.values, THEME_praised, (int64_t)ranking->tally.praised[item]);
	}
	fill_cost(&part);
	fill_score(&part);
	fill_said(&part);
	fill_time(&part);
	fill_edits(&part);
	fill_next(&part);
	if (ranking->themes.items[item].table == TABLE_PAIN) {
		fill_fixed(&part);
	}
	fill_subs(&part);
	fields_write(out, &theme_shape, part.values);
	buf_release(&part.scratch);
	arena_release(&arena);
}

void reason_line(struct buf *out, const struct ranking *ranking, enum unassigned_reason reason)
{
	struct field_value values[UNASSIGNED_COUNT] = { 0 };
	uint64_t count = ranking->unassigned[reason];
	set_null(values, UNASSIGNED_theme);
	set_text(values, UNASSIGNED_table, STR("unassigned"));
	set_text(values, UNASSIGNED_reason, str_from(reason_names[reason]));
	set_whole(values, UNASSIGNED_contacts, (int64_t)count);
	set_whole(values, UNASSIGNED_mentions, (int64_t)ranking->tally.unassigned_mentions[reason]);
	share_set(values, UNASSIGNED_share, count, ranking->tally.total);
	set_whole(values, UNASSIGNED_of, (int64_t)ranking->tally.total);
	fields_write(out, &unassigned_shape, values);
}
