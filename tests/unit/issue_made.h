/* issue_made.h - for tests of issues: a folder of made lexicons, and records whose troubles are given, so that no test
 * depends on the shipped lists or on the reader's weights. */
#ifndef GRIPE_ISSUE_MADE_H
#define GRIPE_ISSUE_MADE_H

#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "array.h"
#include "issue_model.h"
#include "record.h"

struct made {
	char folder[64];
	struct arena arena;
};

static inline const char *made_path(struct made *made, const char *name)
{
	return arena_printf(&made->arena, "%s/%s", made->folder, name).at;
}

/* name: "en/thing.tsv"; its folder is made. */
static inline void made_file(struct made *made, const char *name, struct str text)
{
	struct str rest, folder = str_cut(str_from(name), '/', &rest);
	FILE *file;
	if (rest.at != NULL) {
		(void)mkdir(made_path(made, arena_dup(&made->arena, folder).at), 0777);
	}
	file = fopen(made_path(made, name), "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text.at, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
}

/* Classes with every mode and flag. Shares are of 10,000 mentions. */
#define MADE_CLASSES                                                                                                   \
	"broken\tthing\tcrash\tproduct\t200\n"                                                                         \
	"cancelled\tthing\t\tneeds topic\t100\n"                                                                       \
	"charged\twhole\t\t\t200\n"                                                                                    \
	"churn\tnone\t\t\t50\n"                                                                                        \
	"crash\tthing\t\tproduct\t100\n"                                                                               \
	"late\tthing\tlost\t\t200\n"                                                                                   \
	"lost\tthing\t\tneeds\t100\n"                                                                                  \
	"noanswer\twhole\tnoreply\tpeople answers\t100\n"                                                              \
	"noreply\twhole\t\tpeople answers\t100\n"                                                                      \
	"praise\tthing\t\t\t400\n"                                                                                     \
	"price\twhole\t\tverdict\t200\n"                                                                               \
	"request\tthing\t\t\t100\n"                                                                                    \
	"question\tthing\t\t\t100\n"                                                                                   \
	"vent\tnone\t\t\t100\n"                                                                                        \
	"weak\tthing\tcrash\tverdict vague\t100\n"

static inline int made_open(void **state)
{
	struct made *made = memory_alloc(sizeof *made);
	*state = made;
	snprintf(made->folder, sizeof made->folder, "/tmp/gripe-issue-XXXXXX");
	if (mkdtemp(made->folder) == NULL) {
		return -1;
	}
	made_file(made, "any/trouble_class.tsv", STR("# classes\n" MADE_CLASSES));
	made_file(made, "any/trouble_home.tsv", STR("food\tlate\tlate\torder\nbag\tbroken\tlost\n"));
	made_file(made, "any/trouble_things.tsv", STR("brand_column\tcompany\nparcel\torder delivery\n"));
	made_file(made, "en/thing.tsv",
	          STR("app\tapp\tapp\n"
	              "bag\tbag\tbag, suitcase\n"
	              "bag_fee\tbag fee\tchecked bag fee, bag fee\n"
	              "flight\tflight\tflight\n"
	              "food\tfood\tfood\n"
	              "order\torder\torder\n"
	              "phone\tphone\tphone\n"
	              "ticket\tticket\tticket\n"));
	made_file(
	    made, "en/thing_words.tsv",
	    STR("channel\tphone call\ndeterminer\tthe my\nnothing\ttime problem\nphatic\tplease\nverbal\tto we\n"));
	made_file(made, "en/stop.tsv", STR("the\nmy\nis\nwas\nto\nwe\nand\nnot\tnot\nnever\tnot\n"));
	made_file(made, "en/trouble_label.tsv",
	          STR("+or\tor\n+other\t{}: other things\n"
	              "broken\tDoesn't work\t{} doesn't work\tdoesn't work\n"
	              "cancelled\tCancelled\t{} cancelled\tcancelled\n"
	              "charged\tWrong charge\tWrong charge: {}\twrongly charged\n"
	              "crash\tCrashes\t{} crashes\tcrashes\n"
	              "late\tToo late\t{} late\tlate\n"
	              "lost\tLost\t{} lost\tlost\n"
	              "praise\tPraise\t{} praised\tpraised\n"
	              "price\tToo expensive\tToo expensive: {}\ttoo expensive\n"
	              "request\tWanted\tWants: {}\twanted\n"
	              "weak\tWorks poorly\t{} works poorly\tworks poorly\n"));
	made_file(made, "de/thing.tsv", STR("bag\tKoffer\tkoffer, gepäck\nwebsite\tSeite\tseite\n"));
	made_file(made, "de/stop.tsv", STR("seit\n"));
	return 0;
}

static inline int made_close(void **state)
{
	struct made *made = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", made->folder);
	(void)!system(command);
	arena_release(&made->arena);
	free(made);
	return 0;
}

/* What a failed call said. */
static inline const char *made_error(struct made *made, const struct err *err)
{
	char *text = arena_alloc(&made->arena, ERR_TEXT_BYTES);
	err_text(err, text, ERR_TEXT_BYTES);
	return text;
}

#define assert_says(made, err, wanted)                                                                                 \
	do {                                                                                                           \
		const char *said_ = made_error(made, err);                                                             \
		if (strstr(said_, wanted) == NULL) {                                                                   \
			fail_msg("\"%s\" does not say \"%s\"", said_, wanted);                                         \
		}                                                                                                      \
	} while (0)

/* ---- records ---- */

static inline struct record made_record(struct made *made, const char *id, const char *lang)
{
	return (struct record){ .arena = &made->arena,
		                .contact = { .id = arena_dup(&made->arena, str_from(id)),
		                             .source = STR("csv"),
		                             .lang = str_from(lang),
		                             .copies = 1 } };
}

/* made_mention - one more mention, by itself as if the contact began with it. */
static inline struct mention *made_mention(struct record *record, const char *text)
{
	size_t cap = record->mention_count; /* as many as there are: grown each time */
	struct mention *mention = record_mention_add(record, &cap);
	mention->n = (uint32_t)record->mention_count - 1;
	mention->text = arena_dup(record->arena, str_from(text));
	mention->span = (struct span){ 0, (uint32_t)mention->text.len };
	return mention;
}

/* made_trouble - a trouble of the mention whose words are `words` (they stand in it); by: reader, pattern, both. They
 * are to be added most probable first, as tagging orders them. */
struct made_trouble {
	const char *class, *by, *words;
	uint32_t p_milli;
};
static inline void made_trouble(struct record *record, struct mention *mention, struct made_trouble made)
{
	size_t cap = mention->trouble_count, at = str_find(mention->text, str_from(made.words), 0);
	uint32_t added = strcmp(made.by, "both") == 0 ? 250 : strcmp(made.by, "pattern") == 0 ? made.p_milli : 0;
	assert_true(at < mention->text.len);
	mention->troubles = array_room_arena(record->arena, mention->troubles, mention->trouble_count, &cap,
	                                     sizeof *mention->troubles, 1);
	mention->troubles[mention->trouble_count++] =
	    (struct trouble){ .class = str_from(made.class),
		              .by = str_from(made.by),
		              .p_milli = made.p_milli,
		              .reader_milli = made.p_milli - added,
		              .span = { (uint32_t)at, (uint32_t)(at + strlen(made.words)) } };
}

#endif
