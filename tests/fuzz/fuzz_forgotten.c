/* fuzz_forgotten.c - JSON of any bytes without what some people said: left alone, or JSON again that has nothing more
 * of theirs to leave out. */
#include <assert.h>
#include <stdint.h>

#include "forgotten.h"
#include "json_scan.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str json = { (const char *)bytes, len };
	struct forgotten gone;
	struct buf once, twice;
	const char *why;
	if (utf8_bad_at(json) != json.len) { /* whoever reads a file of a run has seen to that */
		return 0;
	}
	forgotten_init(&gone);
	(void)intern_add(&gone.persons, STR("p1"));
	(void)intern_add(&gone.contacts, STR("k1"));
	buf_init(&once, SIZE_MAX);
	buf_init(&twice, SIZE_MAX);
	(void)forgotten_line(&gone, json, true);
	if (forgotten_json(&once, &gone, json) && once.len > 0) {
		assert(once.len <= len && json_check(buf_str(&once), &why) == 0);
		assert(forgotten_json(&twice, &gone, buf_str(&once)));
		assert(str_eq(buf_str(&once), buf_str(&twice)));
	} else {
		assert(once.len == 0);
	}
	buf_release(&once);
	buf_release(&twice);
	forgotten_release(&gone);
	return 0;
}
