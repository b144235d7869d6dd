/* learn.c - see learn.h: the steps in their order; each stands in a file of its own and reads like its rule.
 * Memory at 15,000 mentions: about 120 MB at its peak (words and texts of the sample, vectors of 704 bytes, matrices of
 * the randomised SVD). */
#include "learn.h"

#include <stdlib.h>

#include "learn_inside.h"
#include "ledger.h"
#include "theme_pins.h"

static void learning_release(struct learning *learning)
{
	theme_reader_close(learning->reader);
	piece_table_close(learning->table);
	theme_lsa_release(&learning->lsa);
	theme_graph_release(&learning->graph);
	free(learning->vectors);
	free(learning->near);
	theme_pins_close(learning->matcher);
	ledger_close(learning->ledger);
	arena_release(&learning->arena);
}

int learn_themes(struct theme_sample *sample, const struct learn_options *options, const char *folder,
                 struct buf *story, struct err *err)
{
	struct learning learning = { .options = options };
	int status = learn_read(&learning, sample, err);
	if (status == 0 && options->pins != NULL) {
		status = learn_pins_load(&learning, options->pins, err);
	}
	if (status == 0) {
		learn_pins_claim(&learning);
		learn_embed(&learning);
		status = learn_anchor(&learning, err);
	}
	if (status == 0) {
		learn_groups(&learning);
		status = learn_save(&learning, sample, folder, story, err);
	}
	learning_release(&learning);
	return status;
}
