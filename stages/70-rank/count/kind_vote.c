/* kind_vote.c - what kind of thing a theme is (defect, how-to, request, complaint, praise, other), and so in which
 * table it stands.
 *
 * In: per theme, the contacts by what they say about it (pareto.c). Praise and non-issues never enter the pain ranking:
 * a theme is praise when more of its contacts praise than complain, ask or report; it is no issue ("other") when signs
 * of pain are rare in it AND much rarer than in all contacts, so that a corpus in which few sentences carry any sign
 * (plain questions to a help desk) keeps its themes. A theme of which nobody shows a sign of any kind (a language
 * without word lists, untagged input) is ranked all the same, but is not called a complaint: its kind is "other". */
#include "pareto.h"

enum {
	OTHER_BELOW_PERCENT = 10, /* of a theme's contacts show pain: below it may be no issue; lexicons find about half
	                             of what a reader would */
	OTHER_BELOW_FACTOR = 4 /* and only where its rate is under the corpus's divided by this: chance alone does not
	                          bring a theme of 30 contacts there */
};

static enum kind largest_pain(const uint64_t *kinds)
{
	enum kind best = kinds[KIND_COMPLAINT] > 0 ? KIND_COMPLAINT : KIND_OTHER;
	for (enum kind k = KIND_DEFECT; k <= KIND_COMPLAINT; k++) {
		if (kinds[k] > (best == KIND_OTHER ? 0 : kinds[best])) {
			best = k;
		}
	}
	return best;
}

void kinds_vote(struct grain *grain)
{
	uint64_t pain = 0, contacts = 0, evidence = 0;
	for (size_t i = 0; i < grain->count; i++) {
		pain += grain->items[i].pain;
		evidence += grain->items[i].pain + grain->items[i].kinds[KIND_PRAISE];
		contacts += grain->items[i].units[UNIT_CONTACTS];
	}
	for (size_t i = 0; i < grain->count; i++) {
		struct item *item = &grain->items[i];
		uint64_t here = item->pain, size = item->units[UNIT_CONTACTS];
		item->kind = largest_pain(item->kinds);
		item->table = TABLE_PAIN;
		if (item->kinds[KIND_PRAISE] > here) {
			item->kind = KIND_PRAISE;
			item->table = TABLE_PRAISE;
		} else if (evidence > 0 && here * 100 < size * OTHER_BELOW_PERCENT &&
		           here * contacts * OTHER_BELOW_FACTOR < pain * size) {
			item->kind = KIND_OTHER;
			item->table = TABLE_OTHER;
		}
	}
}
