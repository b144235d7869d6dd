/* The four tables of issues, which people edit: damage is an error with its line, and what is accepted assigns and is
 * written so that it reads back the same. The bytes are the four tables one behind the other, with a line "%%" between
 * them. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "issue_assign.h"
#include "record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char *const names[ISSUE_MODEL_FILES] = { "issues.tsv", "issue_pairs.tsv", "issue_things.tsv",
	                                              "issue_classes.tsv" };

static void table_put(const char *folder, const char *name, struct str text)
{
	char path[128];
	FILE *file;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "wb");
	assert(file != NULL && (text.len == 0 || fwrite(text.at, 1, text.len, file) == text.len));
	fclose(file);
}

static void folder_clean(const char *folder)
{
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		char path[128];
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		unlink(path);
	}
	rmdir(folder);
}

static void assign(const struct issue_model *model)
{
	struct arena arena = ARENA_INIT;
	struct trouble troubles[2] = { { STR("lost"), STR("bag"), STR("both"), 800, 550, { 4, 8 } },
		                       { STR("late"), STR_EMPTY, STR("reader"), 300, 300, { 20, 26 } } };
	struct mention mention = { .text = STR("you lost my bag on the flight"),
		                   .span = { 0, 29 },
		                   .troubles = troubles,
		                   .trouble_count = 2 };
	struct record record = { .arena = &arena,
		                 .contact = { .id = STR("a"), .lang = STR("en") },
		                 .mentions = &mention,
		                 .mention_count = 1 };
	struct issue_assigner *assigner;
	struct err err = ERR_INIT;
	if (issue_assigner_open(&assigner, model, "lexicons", &err) == 0) {
		if (issue_assign_record(assigner, &record, &err) == 0) {
			assert(mention.issue.len == 0 || issue_model_issue(model, mention.issue) >= 0);
		}
		issue_assigner_close(assigner);
	}
	arena_release(&arena);
}

/* Tables, written and read and written again, are the same. */
static void write_twice(const struct issue_model *model, const char *folder)
{
	struct issue_model_file first[ISSUE_MODEL_FILES], second[ISSUE_MODEL_FILES];
	struct issue_model *again = NULL;
	struct err err = ERR_INIT;
	issue_model_write(model, first);
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		table_put(folder, first[i].name, buf_str(&first[i].text));
	}
	if (issue_model_open(&again, folder, "lexicons", &err) != 0) {
		fprintf(stderr, "%s:%llu: %s\n", err.source, (unsigned long long)err.line, err.message);
		abort();
	}
	issue_model_write(again, second);
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		assert(str_eq(buf_str(&first[i].text), buf_str(&second[i].text)));
		buf_release(&first[i].text);
		buf_release(&second[i].text);
	}
	issue_model_close(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str rest = { (const char *)bytes, len };
	struct issue_model *model = NULL;
	struct err err = ERR_INIT;
	char folder[] = "/tmp/gripe-fuzz-issue-XXXXXX";
	assert(mkdtemp(folder) != NULL);
	for (size_t i = 0; i < ISSUE_MODEL_FILES; i++) {
		size_t end = str_find(rest, STR("%%\n"), 0);
		table_put(folder, names[i], str_slice(rest, 0, end));
		rest = end < rest.len ? str_slice(rest, end + 3, rest.len) : STR_EMPTY;
	}
	if (issue_model_open(&model, folder, "lexicons", &err) == 0) {
		assign(model);
		write_twice(model, folder);
	} else {
		assert(model == NULL && err.message[0] != '\0');
	}
	issue_model_close(model);
	folder_clean(folder);
	return 0;
}
