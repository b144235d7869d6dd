/* fuzz_feed.c - any bytes as the feed that a post is put into: what comes out is a feed again, with the same id, and
 * putting the same post into it changes nothing more. */
#include <stdlib.h>

#include "post_print.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void made(struct post *post, struct arena *arena)
{
	struct err err = ERR_INIT;
	*post = (struct post){ .day = 20000 };
	buf_init(&post->issues_csv, SIZE_MAX);
	if (post_words_open(&post->words, arena, "lexicons", "en", &err) < 0) {
		abort();
	}
	post->doc = (struct post_doc){ .arena = arena, .words = &post->words, .lang = STR("en") };
	doc_title(&post->doc, "title_empty", &(struct post_args){ .count = 0 });
	doc_block(&post->doc, BLOCK_PARAGRAPH);
	doc_foreign(&post->doc, RUN_PLAIN, STR("What customers said."));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena arena = ARENA_INIT;
	struct err err = ERR_INIT;
	struct post post;
	struct buf once, twice;
	made(&post, &arena);
	buf_init(&once, SIZE_MAX);
	buf_init(&twice, SIZE_MAX);
	if (post_feed_renew(&once, &post, (struct str){ (const char *)bytes, len }, "feed.xml", &err) == 0) {
		if (post_feed_renew(&twice, &post, buf_str(&once), "feed.xml", &err) < 0 ||
		    !str_eq(buf_str(&once), buf_str(&twice))) {
			abort();
		}
	}
	buf_release(&once);
	buf_release(&twice);
	buf_release(&post.issues_csv);
	arena_release(&arena);
	return 0;
}
