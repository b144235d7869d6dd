/* tag_memory.h - mentions of equal text are tagged once: greetings, thanks and short answers come again and again. What
 * a mention states hangs on its text, its stems, its language and whether its contact scored low; these are the key,
 * and all of it is compared, so that what is remembered is what would be found. */
#ifndef GRIPE_TAG_MEMORY_H
#define GRIPE_TAG_MEMORY_H

#include "record.h"

struct tag_memory; /* one a thread; at most 16 MB */
struct tag_memory *tag_memory_open(void);
void tag_memory_close(struct tag_memory *memory);

/* tag_memory_recall - true: the mention has the signals and troubles of an earlier one of equal text, in arena. Its
 * tokens must have been asked for (mention_tokens). */
bool tag_memory_recall(struct tag_memory *memory, const struct contact *contact, struct arena *arena,
                       struct mention *mention);
/* tag_memory_keep - remembers what was just found. Names of classes, things and signals are borrowed: they must live as
 * long as the memory. */
void tag_memory_keep(struct tag_memory *memory, const struct contact *contact, const struct mention *mention);

#endif
