/* stage_table.c - see stage_table.h. */
#include "stage_table.h"

#include <string.h>

extern const struct stage stage_read;
extern const struct stage stage_join;
extern const struct stage stage_clean;
extern const struct stage stage_dedupe;
extern const struct stage stage_split;
extern const struct stage stage_stem;
extern const struct stage stage_tag;
extern const struct stage stage_alert;
extern const struct stage stage_learn;
extern const struct stage stage_assign;
extern const struct stage stage_rank;
extern const struct stage stage_history;
extern const struct stage stage_report;

const struct stage *const stage_table[STAGE_COUNT] = { &stage_read,  &stage_join,   &stage_clean, &stage_dedupe,
	                                               &stage_split, &stage_stem,   &stage_tag,   &stage_alert,
	                                               &stage_learn, &stage_assign, &stage_rank,  &stage_history,
	                                               &stage_report };

const struct stage *stage_find(const char *name)
{
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		if (strcmp(stage_table[i]->name, name) == 0) {
			return stage_table[i];
		}
	}
	return NULL;
}
