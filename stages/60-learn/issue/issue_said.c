/* issue_said.c - an issue in its customers' own words (lexicons/LANG/trouble_said.tsv): "Seat cramped", where the class
 * alone says "in a poor state". A row is taken where at least half of the issue's mentions have one of its words, or
 * two rows together where each has its part; else the class's own label stays. In: the sample as it was placed. Out:
 * the ways of saying it in issue_lead. */
#include <stdlib.h>

#include "array.h"
#include "issue_learn.h"

static const double HALF = 0.5; /* of an issue's mentions that say it so, by one row or by two */
static const double PART = 0.2; /* of them that each of two rows must have, so that both stand in the label */

/* Mentions of an issue that have words of rows i and j of its class; i = j: of row i. */
struct said_tally {
	uint32_t mentions, both[SAID_ROWS][SAID_ROWS];
};

static uint32_t mask_of(const struct said_list *said, int class, const struct issue_words *words)
{
	uint32_t mask = 0;
	for (size_t i = 0; i < words->count; i++) {
		mask |= said_mask(said, class, words->words[i].stem);
	}
	return mask;
}

static void tally_mask(struct said_tally *tally, uint32_t mask)
{
	tally->mentions++;
	for (int i = 0; i < SAID_ROWS; i++) {
		for (int j = 0; (mask >> i & 1) != 0 && j < SAID_ROWS; j++) {
			tally->both[i][j] += mask >> j & 1;
		}
	}
}

static void tally_contact(const struct issue_learning *learning, struct arena *arena, size_t contact,
                          struct said_tally *tallies)
{
	struct issue_mention *mentions = learning->read[contact];
	size_t count = learning->records[contact]->mention_count;
	issue_place_things(learning->model, arena, mentions,
	                   count); /* issues were numbered anew since they were counted */
	for (size_t i = 0; i < count; i++) {
		int32_t issue = issue_first(&mentions[i]);
		if (issue >= 0) {
			int class = ontology_root(learning->model->ontology, learning->leads[issue].class);
			tally_mask(&tallies[issue], mask_of(learning->said, class, &mentions[i].words));
		}
	}
}

static void tally_all(const struct issue_learning *learning, struct said_tally *tallies)
{
	struct arena arena = ARENA_INIT;
	for (size_t r = 0; r < learning->record_count; r++) {
		arena_reset(&arena);
		tally_contact(learning, &arena, r, tallies);
	}
	arena_release(&arena);
}

/* The row that at least half of the mentions have, or else the two; those of most mentions, the first of equals. */
static void choose(const struct said_tally *tally, int said[2])
{
	uint32_t best = 0, pair = 0;
	int one = -1, two[2] = { -1, -1 };
	for (int i = 0; i < SAID_ROWS; i++) {
		uint32_t own = tally->both[i][i];
		one = own > best ? i : one;
		best = own > best ? own : best;
		for (int j = i + 1; j < SAID_ROWS; j++) {
			uint32_t other = tally->both[j][j], either = own + other - tally->both[i][j];
			bool parts = own >= PART * tally->mentions && other >= PART * tally->mentions;
			if (parts && either > pair) {
				pair = either;
				two[0] = own >= other ? i : j;
				two[1] = own >= other ? j : i;
			}
		}
	}
	if (best > 0 && best >= HALF * tally->mentions) {
		said[0] = one;
	} else if (pair > 0 && pair >= HALF * tally->mentions) {
		memcpy(said, two, sizeof two);
	}
}

void issue_said(struct issue_learning *learning)
{
	struct said_tally *tallies = memory_array(learning->model->issue_count + 1, sizeof *tallies);
	tally_all(learning, tallies);
	for (size_t i = 0; i < learning->model->issue_count; i++) {
		if (learning->model->ontology->classes[learning->leads[i].class].parent < 0) {
			choose(&tallies[i], learning->leads[i].said); /* a way is named as it is said */
		}
	}
	free(tallies);
}
