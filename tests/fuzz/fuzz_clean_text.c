/* fuzz_clean_text.c - any bytes as a contact's text through everything that cleaning does before personal data is
 * masked: nothing is read outside of the text, what leaves is valid UTF-8, and no text that has words becomes empty.
 * The first line is taken as the sender. */
#include <stdio.h>
#include <stdlib.h>

#include "boilerplate.h"
#include "boilerplate_form.h"
#include "html_text.h"
#include "language.h"
#include "nonanswer.h"
#include "normalise.h"
#include "reply.h"
#include "role.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { SAMPLES = 9 };

static struct reply *reply;
static struct normalise *normalise;
static struct boilerplate *boilerplate;
static struct nonanswer *nonanswer;
static struct language *language;
static struct role *role;

static void open_all(void)
{
	struct err err = ERR_INIT;
	if (reply_open(&reply, "lexicons", &err) < 0 || normalise_open(&normalise, &err) < 0 ||
	    boilerplate_open(&boilerplate, &(struct boilerplate_rules){ .lexicons = "lexicons" }, &err) < 0 ||
	    nonanswer_open(&nonanswer, "lexicons", &err) < 0 || language_open(&language, "lexicons", &err) < 0 ||
	    role_open(&role, "lexicons", &err) < 0) {
		fprintf(stderr, "%s\n", err.message);
		abort();
	}
}

static void check(const char *what, struct str before, struct str after)
{
	if (utf8_bad_at(after) != after.len || (str_trim(before).len > 0 && after.len == 0)) {
		fprintf(stderr, "%s\n--- before\n%.*s\n--- after\n%.*s\n", what, STR_ARGS(before), STR_ARGS(after));
		abort();
	}
}

/* The text as SAMPLES people sent it, each from another byte on: its lines recur, whatever they are. */
static void find_forms(struct str text)
{
	struct sampled sample[SAMPLES];
	struct boilerplate_found *found;
	struct intern units;
	size_t count;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct str from = str_slice(text, utf8_floor(text, text.len * i / (SAMPLES * 4)), text.len);
		sample[i] = (struct sampled){ i, i, (char *)from.at, from.len };
	}
	intern_init(&units);
	count = boilerplate_find(sample, text.len == 0 ? 0 : SAMPLES, &units, &found);
	for (size_t i = 0; i < count; i++) {
		if (found[i].unit.len == 0 || found[i].senders == 0 || found[i].senders > found[i].texts ||
		    found[i].texts > SAMPLES || (found[i].field && !found[i].form)) {
			check("forms", text, STR(""));
		}
	}
	free(found);
	intern_release(&units);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena arena = ARENA_INIT;
	struct reply_cut cut;
	struct str sender, text, normal, own, left, again, lang;
	struct buf repaired;
	size_t cut_lines;
	bool foreign;
	if (reply == NULL) {
		open_all();
	}
	buf_init(&repaired, SIZE_MAX);
	utf8_repair(&repaired, (struct str){ (const char *)bytes, len });
	sender = str_cut(buf_str(&repaired), '\n', &text);
	if (text.at == NULL) {
		text = sender;
	}
	(void)role_of(role, STR(""), text);
	normalise_text(normalise, &arena, text, true, &normal);
	if (utf8_bad_at(normal) != normal.len) {
		check("normalise", text, normal);
	}
	reply_strip(reply, &arena,
	            &(struct reply_mail){ normal, sender, REPLY_QUOTES | REPLY_SIGNATURES | REPLY_FOOTERS }, &own,
	            &cut);
	check("reply", normal, own);
	cut_lines = boilerplate_cut(boilerplate, &arena, own, false, &left);
	if (left.len > 0 || cut_lines == 0) { /* of what programs alone wrote nothing is left */
		check("boilerplate", own, left);
	}
	find_forms(own);
	(void)nonanswer_is(nonanswer, left);
	lang = language_of(language, left, sender, &foreign);
	if (!str_eq(lang, language_of(language, left, sender, &foreign))) {
		check("language", left, STR(""));
	}
	normalise_text(normalise, &arena, left, false, &again);
	buf_release(&repaired);
	arena_release(&arena);
	return 0;
}
