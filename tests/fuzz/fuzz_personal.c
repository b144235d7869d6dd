/* fuzz_personal.c - any bytes as a text with personal data: nothing is read outside of it, and masking twice is masking
 * once. The first line is taken as the person's field. */
#include <stdio.h>
#include <stdlib.h>

#include "personal.h"
#include "pseudonym.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct personal *personal;
static struct arena words;
static struct language_rows mail;

static void fail(const char *why, struct str a, struct str b)
{
	fprintf(stderr, "%s\n--- once\n%.*s\n--- twice\n%.*s\n", why, STR_ARGS(a), STR_ARGS(b));
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str input = { (const char *)bytes, len }, text, person, once, twice;
	struct arena arena = ARENA_INIT;
	struct book book = { .in = 0 };
	struct buf repaired, normal;
	if (personal == NULL) {
		struct err err = ERR_INIT;
		struct stage_run run = { .lexicons = "lexicons" };
		if (personal_open(&personal, &run, &err) < 0 ||
		    language_rows_open(&mail, &words, "lexicons", "mail.tsv", 2, &err) < 0) {
			fprintf(stderr, "%s\n", err.message);
			abort();
		}
	}
	buf_init(&repaired, SIZE_MAX);
	buf_init(&normal, SIZE_MAX);
	utf8_repair(&repaired, input);
	person = str_cut(buf_str(&repaired), '\n', &text);
	if (text.at == NULL) {
		text = person;
	}
	person_normalise(&normal, person, &mail);
	if (personal_mask(personal, &arena, (struct personal_text){ text, person }, &once, &book) > 0 &&
	    personal_mask(personal, &arena, (struct personal_text){ once, person }, &twice, &book) > 0) {
		fail("masking twice is not masking once", once, twice);
	}
	if (utf8_bad_at(once) != once.len) {
		fail("a mask has cut a character", text, once);
	}
	buf_release(&repaired);
	buf_release(&normal);
	arena_release(&arena);
	return 0;
}
