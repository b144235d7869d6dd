/* boilerplate_form.h - which units of a sample of texts are boilerplate: by how many people's texts hold them, and by
 * the company that they keep. */
#ifndef GRIPE_BOILERPLATE_FORM_H
#define GRIPE_BOILERPLATE_FORM_H

#include "hash.h"

struct sampled {
	uint64_t hash, sender; /* of the text; of who wrote it: the smallest when several wrote the same text */
	char *text;
	size_t len;
};

struct boilerplate_found {
	struct str unit; /* folded; a label ends with a colon */
	size_t senders, texts;
	bool form, field;
};

/* boilerplate_find - *found: the units of sample[count] (in an order that depends on the texts alone) that are
 * boilerplate, most senders first; to be freed. Their strings live in *units, which the caller initialises and
 * releases. Returns how many. O(bytes of the sample, n log n for its lines). */
size_t boilerplate_find(const struct sampled *sample, size_t count, struct intern *units,
                        struct boilerplate_found **found);

#endif
