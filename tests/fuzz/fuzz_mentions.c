/* Any text through split, stem, tag and alert in a language by its first byte: there is a mention, spans rise and stay
 * inside, no code point is cut, evidence lies in its mention, a kind is there once. Bytes are repaired to UTF-8 first,
 * as the reader does. Runs from the root of the tree: it reads lexicons/. */
#include <stdint.h>
#include <stdlib.h>

#include "stage.h"
#include "token.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

extern const struct stage stage_split, stage_stem, stage_tag, stage_alert;
static const struct stage *const CHAIN[] = { &stage_split, &stage_stem, &stage_tag, &stage_alert };
enum { STAGES = sizeof CHAIN / sizeof *CHAIN };
static void *states[STAGES]; /* opened once: loading the lists for every input would take all the time */
static struct stage_run runs[STAGES];
static struct book books[STAGES];

static void demand(int holds)
{
	if (!holds) {
		abort();
	}
}

static int keep(void *to, struct record *record, struct err *err)
{
	(void)to;
	(void)err;
	demand(record->contact.id.len > 0);
	return 0;
}

static int on_boundary(struct str text, size_t at)
{
	return at == text.len || (text.at[at] & 0xC0) != 0x80;
}

/* What stages hand on as a mention's words is what the tokenizer makes of the mention alone. */
static void check_tokens(const struct record *record, const struct mention *mention)
{
	static struct tokenizer *tokenizer;
	struct err err = ERR_INIT;
	struct token *tokens;
	size_t count;
	if (tokenizer == NULL) {
		demand(tokenizer_open(&tokenizer, &err) == 0);
	}
	count = tokenize(tokenizer, record->arena, mention->text, record->contact.lang, &tokens);
	demand(mention->tokenised && mention->token_count == count);
	for (size_t i = 0; i < count; i++) {
		const struct token *kept = &mention->tokens[i];
		demand(str_eq(kept->word, tokens[i].word) && kept->start == tokens[i].start &&
		       kept->end == tokens[i].end);
	}
}

static void check(const struct record *record)
{
	struct str text = record->contact.text;
	uint32_t end = 0;
	demand(record->mention_count > 0);
	for (size_t i = 0; i < record->mention_count; i++) {
		const struct mention *mention = &record->mentions[i];
		size_t kinds = 0;
		demand(mention->n == i && mention->span.start >= end && mention->span.start <= mention->span.end &&
		       mention->span.end <= text.len);
		demand(on_boundary(text, mention->span.start) && on_boundary(text, mention->span.end));
		demand(mention->text.len == mention->span.end - mention->span.start);
		end = mention->span.end;
		check_tokens(record, mention);
		for (size_t k = 0; k < mention->signal_count; k++) {
			demand(mention->signals[k].span.start >= mention->span.start &&
			       mention->signals[k].span.end <= mention->span.end);
			kinds += str_eq(mention->signals[k].family, STR("kind"));
		}
		demand(mention->signal_count == 0 || kinds == 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const langs[] = { "en", "de", "fr", "es", "ja", "", "zz", "../en" };
	struct arena arena = ARENA_INIT;
	struct record record = { .arena = &arena };
	struct emit emit = { keep, NULL };
	struct err err = ERR_INIT;
	struct options *options;
	struct buf text;
	char *argv[] = { NULL };
	char **paths;
	size_t path_count;
	if (len == 0) {
		return 0;
	}
	buf_init(&text, SIZE_MAX);
	utf8_repair(&text, (struct str){ (const char *)bytes + 1, len - 1 });
	record.contact.id = STR("f");
	record.contact.lang = str_from(langs[bytes[0] % 8]);
	record.contact.text = buf_str(&text);
	for (size_t i = 0; i < STAGES; i++) {
		if (states[i] == NULL) {
			demand(options_parse(&options, CHAIN[i]->options, NULL, 0, argv, &paths, &path_count, &err) ==
			       0);
			runs[i] = (struct stage_run){ .stage = CHAIN[i],
				                      .options = options,
				                      .lexicons = "lexicons",
				                      .threads = 1,
				                      .book = &books[i],
				                      .input_name = "-" };
			demand(CHAIN[i]->open(&runs[i], &states[i], &err) == 0);
		}
		demand(CHAIN[i]->step(states[i], &record, &emit, &err) == 0);
	}
	check(&record);
	arena_release(&arena);
	buf_release(&text);
	return 0;
}
