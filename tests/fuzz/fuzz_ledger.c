/* fuzz_ledger.c - a ledger of any bytes: refused with a reason, or it moves mentions along without end or circle, and
 * the same again when it is applied to what it left. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ledger_apply.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void apply_twice(const struct ledger *ledger, struct ledger_rules *rules)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct mention mentions[] = {
		{ .text = STR("the order is late and the courier rude"),
		  .issue = STR("late.order"),
		  .states = STR("problem"),
		  .theme = STR("t00000001") },
		{ .text = STR("too dear"), .unassigned = STR("no_match") },
	};
	enum { COUNT = sizeof mentions / sizeof *mentions };
	struct record record = { .arena = &arena,
		                 .contact = { .id = STR("a"), .lang = STR("en") },
		                 .mentions = mentions,
		                 .mention_count = COUNT };
	if (ledger_apply(rules, &record, &err) == 0) {
		struct mention once[COUNT];
		memcpy(once, mentions, sizeof once);
		assert(ledger_apply(rules, &record, &err) == 0);
		for (size_t i = 0; i < COUNT; i++) {
			assert(str_eq(once[i].issue, mentions[i].issue) && str_eq(once[i].theme, mentions[i].theme));
			assert(ledger_last(ledger, LEDGER_MERGE, mentions[i].issue) == NULL);
		}
	}
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char path[] = "/tmp/gripe-fuzz-ledger-XXXXXX";
	int fd = mkstemp(path);
	struct ledger *ledger = NULL;
	struct ledger_rules *rules = NULL;
	struct err err = ERR_INIT;
	assert(fd >= 0 && write(fd, bytes, len) == (ssize_t)len && close(fd) == 0);
	if (ledger_open(&ledger, path, &err) == 0 && ledger_rules_open(&rules, ledger, &err) == 0) {
		apply_twice(ledger, rules);
	} else {
		assert(err.message[0] != '\0');
	}
	ledger_rules_close(rules);
	ledger_close(ledger);
	unlink(path);
	return 0;
}
