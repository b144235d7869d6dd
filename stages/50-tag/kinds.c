/* kinds.c - see kinds.h. A mention's troubles carry probabilities: those of all classes of trouble together stand
 * against request, question, praise, and displeasure (vent, churn); what is left to one is that of nothing. The
 * likeliest is the kind; a trouble is a defect where its likeliest class is one of products, else a complaint. */
#include "kinds.h"

enum kind_group { TROUBLES, REQUEST, QUESTION, PRAISE, DISPLEASURE, GROUPS };

static const struct {
	const char *class;
	enum kind_group group;
	const char *kind;
} QUIET[] = { { "request", REQUEST, "request" },
	      { "question", QUESTION, "how_to" },
	      { "praise", PRAISE, "praise" },
	      { "vent", DISPLEASURE, "complaint" },
	      { "churn", DISPLEASURE, "complaint" } };
enum { QUIET_COUNT = sizeof QUIET / sizeof *QUIET, CERTAIN = 1000 /* thousandths */ };

struct group {
	uint32_t milli; /* of its classes together */
	const struct trouble *likeliest;
	const char *kind;
};

static void group_add(struct group *group, const struct trouble *trouble, const char *kind)
{
	group->milli += trouble->p_milli;
	if (group->likeliest == NULL) { /* troubles come the most probable first */
		group->likeliest = trouble;
		group->kind = kind;
	}
}

static void trouble_take(struct group groups[GROUPS], const struct ontology *ontology, const struct trouble *trouble)
{
	for (size_t i = 0; i < QUIET_COUNT; i++) {
		if (str_eq(trouble->class, str_from(QUIET[i].class))) {
			group_add(&groups[QUIET[i].group], trouble, QUIET[i].kind);
			return;
		}
	}
	int class = ontology_find(ontology, trouble->class);
	bool product = class >= 0 && class_is(ontology, class, CLASS_PRODUCT);
	group_add(&groups[TROUBLES], trouble, product ? "defect" : "complaint");
}

void kind_settle(struct mention *mention, const struct ontology *ontology)
{
	struct group groups[GROUPS] = { { 0 } }, none = { .milli = CERTAIN, .kind = "other" };
	const struct group *best = &none;
	struct signal *kind = mention->signal_count > 0 ? &mention->signals[mention->signal_count - 1] : NULL;
	if (kind == NULL || !str_eq(kind->family, STR("kind"))) {
		return; /* its language has no lists */
	}
	for (size_t i = 0; i < mention->trouble_count; i++) {
		trouble_take(groups, ontology, &mention->troubles[i]);
	}
	for (size_t g = 0; g < GROUPS; g++) {
		none.milli -= groups[g].milli < none.milli ? groups[g].milli : none.milli;
	}
	for (size_t g = 0; g < GROUPS; g++) {
		best = groups[g].milli > best->milli ? &groups[g] : best;
	}
	if (best == &none && str_eq(kind->value, STR("how_to"))) {
		return; /* questions have forms of their own, of which the reader sees few */
	}
	if (!str_eq(kind->value, str_from(best->kind))) {
		kind->span = best->likeliest != NULL ? best->likeliest->span : mention->span;
		kind->value = str_from(best->kind);
	}
	kind->weight = best == &none ? 1 : (double)(best->milli < CERTAIN ? best->milli : CERTAIN) / CERTAIN;
}
