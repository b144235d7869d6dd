/* if_fixed.c - see if_fixed.h. Without a theme among the first k, the first k of the rest are the first k + 1 without
 * it: what they cover is the union of k + 1 less the contacts that only the removed one covers. Those which name no
 * other issue at all go out of the denominator too. A bound, not a forecast: people who had a problem fixed may write
 * about another. */
#include "if_fixed.h"

#include <stdlib.h>

void if_fixed_make(struct if_fixed *fixed, const struct tally *tally, const struct grain *grain, size_t top)
{
	size_t wider = grain->ranked < top + 1 ? grain->ranked : top + 1,
	       first = grain->ranked < top ? grain->ranked : top;
	uint64_t *alone = memory_array(
	    wider + 1, sizeof *alone); /* alone[place]: contacts that name just this one of the first top + 1 */
	for (size_t i = 0; i < tally->row_count; i++) {
		const struct tally_row *row = tally->rows[i];
		uint32_t last = UINT32_MAX, count = 0;
		for (uint32_t e = 0; e < row->entry_count; e++) {
			uint32_t place = grain->place[grain->leaf_item[row->entries[e].leaf]];
			if (place < wider && place != last) {
				last = place;
				count++;
			}
		}
		if (count == 1) {
			alone[last] += tally_weight(tally, row);
		}
	}
	for (size_t p = 0; p < grain->ranked; p++) {
		uint64_t gone = grain->items[grain->order[p]].only;
		uint64_t covered =
		    p < first ? grain->covered[UNIT_CONTACTS][wider] - alone[p] : grain->covered[UNIT_CONTACTS][first];
		fixed[p] = (struct if_fixed){ gone, covered, grain->totals[UNIT_CONTACTS] - gone };
	}
	free(alone);
}
