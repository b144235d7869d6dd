/* costing.c - see costing.h. In: rows, rules of costs.tsv. Money in whole cents, odds in millionths, so that sums are
 * exact in any order. Without a table nothing has a price, and people at risk are those with the signal risk:churn, the
 * one name of the record that says so. */
#include "costing.h"

#include <math.h>
#include <stdlib.h>

#include "option.h"
#include "whole.h"

enum { MILLION = 1000000 };

/* Three cells: what, name, amount. Two: the name says what it is. */
static int rule_read(struct cost_rule *rule, const struct tsv_row *row, struct arena *arena, struct err *err)
{
	struct str what = row->cells[0], name = row->cells[1], amount = row->cell_count > 2 ? row->cells[2] : name;
	if (row->cell_count == 2) {
		bool value = str_eq(what, STR("value")), signal = memchr(what.at, ':', what.len) != NULL;
		name = value ? STR("*") : what;
		what = value ? STR("value") : signal ? STR("churn") : STR("handling");
	}
	bool churn = str_eq(what, STR("churn"));
	if (!churn && !str_eq(what, STR("handling")) && !str_eq(what, STR("value"))) {
		return err_set(err, GRIPE_DATA, "a cost is currency, handling, value or churn, not \"%.40s\"",
		               arena_dup(arena, what).at);
	}
	*rule = (struct cost_rule){ what, name, 0 };
	if (!number_parse(amount, &rule->amount) || rule->amount < 0 || rule->amount > (churn ? 1 : 1e9)) {
		return err_set(err, GRIPE_DATA, "\"%.40s\" is not %s", arena_dup(arena, amount).at,
		               churn ? "odds from 0 to 1" : "an amount from 0 to 1e9");
	}
	return 0;
}

int costs_load(struct cost_table *table, const char *path, struct err *err)
{
	struct tsv tsv;
	int result = tsv_load(&tsv, &table->arena, path, 2, err);
	if (result < 0) {
		return result;
	}
	table->rules = memory_array(tsv.row_count + 1, sizeof *table->rules);
	table->currency = STR("money");
	for (size_t i = 0; i < tsv.row_count; i++) {
		const struct tsv_row *row = &tsv.rows[i];
		struct cost_rule *rule = &table->rules[table->count];
		if (str_eq(row->cells[0], STR("currency"))) {
			table->currency = row->cells[1];
			continue;
		}
		int result_of_row = rule_read(rule, row, &table->arena, err);
		if (result_of_row < 0) {
			err_at(err, path, row->line, 0);
			return result_of_row;
		}
		table->count++;
	}
	return 0;
}

void costs_release(struct cost_table *table)
{
	free(table->rules);
	arena_release(&table->arena);
}

/* The last rule that names it, or the last for "*"; negative without either. */
static double amount_of(const struct cost_table *table, const char *what, struct str name)
{
	double exact = -1, other = -1;
	for (size_t i = 0; i < table->count; i++) {
		const struct cost_rule *rule = &table->rules[i];
		if (!str_eq(rule->what, str_from(what))) {
			continue;
		}
		if (str_eq(rule->name, STR("*"))) {
			other = rule->amount;
		} else if (str_eq(rule->name, name)) {
			exact = rule->amount;
		}
	}
	return exact >= 0 ? exact : other;
}

enum { NO_RISK = -1 };

/* Odds of leaving for a signal, or NO_RISK. Where no rule speaks of churn, risk:churn says who is at risk, and it costs
 * nothing. */
static int64_t odds_of(const struct cost_table *table, struct str pair)
{
	struct str family = pair_first(pair), value = pair_second(pair);
	int64_t odds = NO_RISK;
	bool ruled = false;
	for (size_t i = 0; i < table->count; i++) {
		struct str rest, name = table->rules[i].name, first = str_cut(name, ':', &rest);
		if (!str_eq(table->rules[i].what, STR("churn"))) {
			continue;
		}
		ruled = true;
		if (rest.at != NULL ? str_eq(first, family) && str_eq(rest, value) : str_eq(name, value)) {
			odds = llround(table->rules[i].amount * MILLION);
		}
	}
	return !ruled && str_eq(family, STR("risk")) && str_eq(value, STR("churn")) ? 0 : odds;
}

struct prices {
	int64_t *handling; /* cents by channel; negative: no price */
	int64_t *odds;     /* millionths by signal, or NO_RISK */
	int64_t value;     /* cents of a customer */
};

static int64_t worst_odds(const struct prices *prices, const uint64_t *signs)
{
	int64_t worst = NO_RISK;
	for (uint32_t word = 0; word < SIGN_WORDS; word++) {
		for (uint64_t left = signs[word]; left != 0; left &= left - 1) {
			int64_t odds = prices->odds[word * 64 + (uint32_t)__builtin_ctzll(left)];
			worst = odds > worst ? odds : worst;
		}
	}
	return worst;
}

static void count_handling(struct costing *costing, const struct tally *tally, const struct tally_row *row,
                           const struct prices *prices, const bool *pain)
{
	int64_t price = prices->handling[row->channel];
	int64_t cents = price < 0 ? 0 : whole_times(price, tally_weight(tally, row));
	costing->unpriced[row->channel] += price < 0 ? tally_weight(tally, row) : 0;
	uint32_t at = 0, theme, from, pains = 0, last = 0;
	while (row_theme_next(tally, row, &at, &theme, &from)) {
		costing->themes[theme].handling = whole_plus(costing->themes[theme].handling, cents);
		pains += pain[theme];
		last = pain[theme] ? theme : last;
	}
	if (pains == 1) {
		costing->themes[last].gone_handling = whole_plus(costing->themes[last].gone_handling, cents);
	}
	costing->themes[tally->theme_count].handling = whole_plus(costing->themes[tally->theme_count].handling, cents);
}

static void at_risk(struct theme_cost *cost, int64_t people, int64_t cents)
{
	cost->at_risk += (uint64_t)people;
	cost->churn = whole_plus(cost->churn, cents);
}

/* One person: worst[theme] and touched[] are scratch; worst is NO_RISK before and after. */
static void count_person(struct costing *costing, const struct tally *tally, size_t group, const struct prices *prices,
                         int64_t *worst, uint32_t *touched)
{
	const struct tally_groups *people = &tally->people;
	size_t count = 0;
	int64_t value = VALUE_NONE, all = NO_RISK;
	for (uint32_t i = people->start[group]; i < people->start[group + 1]; i++) {
		const struct tally_row *row = tally->rows[people->rows[i]];
		int64_t said = worst_odds(prices, row->signs); /* by what has no theme too */
		value = row->value_cents > value ? row->value_cents : value;
		all = said > all ? said : all;
		for (uint32_t e = 0; e < row->entry_count; e++) {
			int64_t odds = worst_odds(prices, row->entries[e].signs);
			uint32_t theme = tally->leaf_theme[row->entries[e].leaf];
			if (odds != NO_RISK && worst[theme] == NO_RISK) {
				touched[count++] = theme;
			}
			worst[theme] = odds > worst[theme] ? odds : worst[theme];
		}
	}
	value = value == VALUE_NONE ? prices->value : value;
	for (size_t i = 0; i < count; i++) {
		struct theme_cost *cost = &costing->themes[touched[i]];
		int64_t cents = whole_clamp((whole_sum)worst[touched[i]] * value / MILLION);
		at_risk(cost, 1, cents);
		cost->gone_churn = whole_plus(cost->gone_churn, count == 1 ? cents : 0);
		worst[touched[i]] = NO_RISK;
	}
	if (all != NO_RISK) {
		at_risk(&costing->themes[tally->theme_count], 1, whole_clamp((whole_sum)all * value / MILLION));
	}
}

/* The others who sent copies: each at the odds of these words, and of the usual value. */
static void count_others(struct costing *costing, const struct tally *tally, const struct tally_row *row,
                         const struct prices *prices)
{
	int64_t others = (int64_t)tally_others(tally, row), odds = worst_odds(prices, row->signs);
	uint32_t at = 0, theme, from;
	if (others == 0 || odds == NO_RISK) {
		return;
	}
	at_risk(&costing->themes[tally->theme_count], others,
	        whole_clamp((whole_sum)odds * prices->value * others / MILLION));
	while (row_theme_next(tally, row, &at, &theme, &from)) {
		odds = NO_RISK;
		for (uint32_t e = from; e < at; e++) {
			int64_t here = worst_odds(prices, row->entries[e].signs);
			odds = here > odds ? here : odds;
		}
		if (odds != NO_RISK) {
			at_risk(&costing->themes[theme], others,
			        whole_clamp((whole_sum)odds * prices->value * others / MILLION));
		}
	}
}

void costing_make(struct costing *costing, const struct tally *tally, const struct cost_table *table, const bool *pain)
{
	struct prices prices = { memory_array(tally->channels.count + 1, sizeof(int64_t)),
		                 memory_array(SIGNS_MAX, sizeof(int64_t)),
		                 llround(fmax(amount_of(table, "value", STR("*")), 0) * 100) };
	int64_t *worst = memory_array(tally->theme_count + 1, sizeof *worst);
	uint32_t *touched = memory_array(tally->theme_count + 1, sizeof *touched);
	for (size_t t = 0; t < tally->theme_count; t++) {
		worst[t] = NO_RISK;
	}
	for (size_t c = 0; c < tally->channels.count; c++) {
		prices.handling[c] = llround(amount_of(table, "handling", tally->channels.names[c]) * 100);
	}
	for (size_t s = 0; s < tally->signs.count; s++) {
		prices.odds[s] = odds_of(table, tally->signs.names[s]);
	}
	*costing = (struct costing){ .money = table->currency.len > 0 };
	costing->themes = memory_array(tally->theme_count + 1, sizeof *costing->themes);
	costing->unpriced = memory_array(tally->channels.count + 1, sizeof *costing->unpriced);
	for (size_t i = 0; i < tally->row_count; i++) {
		count_handling(costing, tally, tally->rows[i], &prices, pain);
		count_others(costing, tally, tally->rows[i], &prices);
	}
	for (size_t g = 0; g < tally->people.count; g++) {
		count_person(costing, tally, g, &prices, worst, touched);
	}
	free(worst);
	free(touched);
	free(prices.handling);
	free(prices.odds);
}

void costing_release(struct costing *costing)
{
	free(costing->themes);
	free(costing->unpriced);
}
