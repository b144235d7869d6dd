/* memory_plan.c - see memory_plan.h. Measured on sets of 20,000 and 100,000 contacts of 60 words, all of whose records
 * waited in files (tests/bench/large.md), and rounded up. */
#include "memory_plan.h"

#include "option.h"

#define MIB ((uint64_t)1 << 20)

enum {
	PROGRAM_MIB = 160,       /* the program, lists of a language or two, tables of duplicates and of ranking */
	THREAD_MIB = 64,         /* of each thread: lists, what its reader keeps, batches under way */
	SAMPLE_DEFAULT = 15000,  /* gripe-learn(1): --sample */
	SAMPLE_BYTES = 12 * 1024 /* of a mention of it: its contact, its vector, what is near it */
};

int memory_parse(const char *text, uint64_t *bytes, struct err *err)
{
	static const char units[] = "KMG";
	struct str size = str_from(text);
	const char *letter = size.len > 0 ? strchr(units, size.at[size.len - 1]) : NULL;
	unsigned shift = letter != NULL ? 10 * (unsigned)(letter - units + 1) : 0;
	int64_t number;
	size.len -= letter != NULL;
	if (!integer_parse(size, &number) || number < 0 || (uint64_t)number > UINT64_MAX >> shift) {
		return err_set(err, GRIPE_USAGE, "--mem takes a size like 700M or 2G, not \"%.40s\"", text);
	}
	*bytes = (uint64_t)number << shift;
	return 0;
}

uint64_t memory_needed(struct plan *plan, int threads)
{
	uint64_t needed = (PROGRAM_MIB + THREAD_MIB * (uint64_t)threads) * MIB, sample = SAMPLE_DEFAULT;
	const char *asked = plan_option(plan, "learn", "sample");
	int64_t number;
	if (asked != NULL && integer_parse(str_from(asked), &number) && number > 0) {
		sample = (uint64_t)number;
	}
	for (size_t i = 0; i < plan->count; i++) {
		needed += str_eq(str_from(plan->lines[i].stage->name), STR("learn")) ? sample * SAMPLE_BYTES : 0;
	}
	return needed;
}

int memory_for_records(struct plan *plan, int threads, const char *asked, size_t *records, struct err *err)
{
	uint64_t needed = memory_needed(plan, threads), bytes = MEMORY_DEFAULT;
	int result = asked != NULL ? memory_parse(asked, &bytes, err) : 0;
	if (result == 0 && asked != NULL && bytes < needed) {
		return err_set(err, GRIPE_USAGE,
		               "--mem %.40s is too little: with %d thread%s and this sample a run needs %lluM", asked,
		               threads, threads == 1 ? "" : "s", (unsigned long long)((needed + MIB - 1) / MIB));
	}
	*records = bytes > needed ? (size_t)((bytes - needed) / 2) : 0;
	return result;
}
