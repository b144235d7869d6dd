/* fuzz_record.c - any bytes as a line of a stream: decoded, copied, encoded, and decoded again to the same line. */
#include <assert.h>
#include <stdint.h>

#include "record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void round_trip(struct str line, struct arena *arena, bool contacts)
{
	struct record record = { .arena = arena }, copy;
	struct mention mention;
	struct err err = ERR_INIT;
	struct buf first, second;
	enum shape shape = contacts ? SHAPE_CONTACTS : SHAPE_MENTIONS;
	int result = contacts ? record_decode_contact(&record, arena, line, &err)
	                      : record_decode_mention(&record.contact, &mention, arena, line, &err);
	if (result < 0) {
		return;
	}
	if (!contacts) {
		record.mentions = &mention;
		record.mention_count = 1;
	}
	buf_init(&first, SIZE_MAX);
	buf_init(&second, SIZE_MAX);
	record_dup(&copy, arena, &record);
	record_encode(&first, &copy, shape);
	first.len--; /* newline */
	record = (struct record){ .arena = arena };
	result = contacts ? record_decode_contact(&record, arena, buf_str(&first), &err)
	                  : record_decode_mention(&record.contact, &mention, arena, buf_str(&first), &err);
	assert(result == 0);
	if (!contacts) {
		record.mentions = &mention;
		record.mention_count = 1;
	}
	record_encode(&second, &record, shape);
	second.len--;
	assert(str_eq(buf_str(&first), buf_str(&second)));
	buf_release(&first);
	buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena arena = ARENA_INIT;
	struct str line = { (const char *)bytes, len };
	round_trip(line, &arena, true);
	round_trip(line, &arena, false);
	arena_release(&arena);
	return 0;
}
