/* reading_weak.c - stands in for read.c until it is there, so that the program links; a strong definition wins. To be removed with it. */
#include "format.h"

__attribute__((weak)) int reading_emit(struct reading *reading, struct contact *contact, struct err *err)
{
	struct record record = { .arena = &reading->arena, .contact = *contact };
	return emit_put(reading->emit, &record, err);
}

__attribute__((weak)) int reading_reject(struct reading *reading, uint64_t line, size_t offset, const char *why, struct str bytes, struct err *err)
{
	return reject(reading->run, reading->path, line, offset, why, bytes, err);
}
