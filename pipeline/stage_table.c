/* stage_table.c - see stage_table.h. */
#include "stage_table.h"

#include <string.h>

extern const struct stage stage_read __attribute__((weak));
extern const struct stage stage_join __attribute__((weak));
extern const struct stage stage_clean __attribute__((weak));
extern const struct stage stage_dedupe __attribute__((weak));
extern const struct stage stage_split __attribute__((weak));
extern const struct stage stage_stem __attribute__((weak));
extern const struct stage stage_tag __attribute__((weak));
extern const struct stage stage_alert __attribute__((weak));
extern const struct stage stage_learn __attribute__((weak));
extern const struct stage stage_assign __attribute__((weak));
extern const struct stage stage_rank __attribute__((weak));
extern const struct stage stage_history __attribute__((weak));
extern const struct stage stage_report __attribute__((weak));

const struct stage *const stage_table[STAGE_COUNT] = { &stage_read, &stage_join,  &stage_clean,  &stage_dedupe, &stage_split,   &stage_stem,  &stage_tag,
	                                               &stage_alert, &stage_learn, &stage_assign, &stage_rank,   &stage_history, &stage_report };

const struct stage *stage_find(const char *name)
{
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		if (stage_table[i] != NULL && strcmp(stage_table[i]->name, name) == 0) {
			return stage_table[i];
		}
	}
	return NULL;
}
