/* plan_shell.c - a plan as a shell script: the same stages with the same options, joined by pipes, filling the same run
 * folder (manifest.json aside). Files stand between where two stages read the same records: the contacts after
 * cleaning, and the mentions, which are learnt from and then assigned. Words that start with "$out" are left for the
 * shell to fill in. */
#include <string.h>

#include "plan.h"

static void quoted(struct buf *out, const char *word)
{
	bool plain = word[0] != '\0';
	if (strncmp(word, "$out", 4) == 0 && (word[4] == '/' || word[4] == '\0')) {
		buf_text(out, "\"$out\"");
		if (word[4] != '\0') {
			quoted(out, word + 4);
		}
		return;
	}
	for (const char *p = word; *p != '\0'; p++) {
		plain = plain && (ascii_is_alpha(*p) || ascii_is_digit(*p) || strchr("-_./=,:@%+", *p) != NULL);
	}
	if (plain) {
		buf_text(out, word);
		return;
	}
	buf_byte(out, '\'');
	for (const char *p = word; *p != '\0'; p++) {
		if (*p == '\'') {
			buf_text(out, "'\\''");
		} else {
			buf_byte(out, *p);
		}
	}
	buf_byte(out, '\'');
}

/* argv[argc], apart by spaces. */
static void words(struct buf *out, int argc, char *const *argv)
{
	for (int i = 0; i < argc; i++) {
		buf_text(out, i > 0 ? " " : "");
		quoted(out, argv[i]);
	}
}

static void command(struct buf *out, const struct plan_line *line)
{
	buf_text(out, "gripe ");
	words(out, line->argc, line->argv);
	buf_printf(out, " --books \"$out\"/books/%s.json", line->stage->name);
}

/* The lines before `to` that a first pass is made of, when line `to` learns from one: no file of raw records is kept,
 * the inputs are read again. */
static void rehearsal(struct buf *out, struct plan *plan, size_t to)
{
	for (size_t i = 0; i < to; i++) {
		buf_text(out, "gripe ");
		words(out, plan->lines[i].argc, plan->lines[i].argv);
		buf_text(out, i == 0 ? " -q --max-rejects 1 \"$@\" |\n    " : " -q |\n    ");
	}
	buf_text(out, "gripe ");
	words(out, plan->lines[to].argc, plan_rehearsal(plan, &plan->lines[to]));
	buf_text(out, " -q -o /dev/null\n");
}

/* Joins lines [from, to) with pipes; input: what the first reads, output: file of the last or "" for none. */
static void pipeline(struct buf *out, const struct plan *plan, size_t from, size_t to, const char *input,
                     const char *output)
{
	for (size_t i = from; i < to; i++) {
		buf_text(out, i > from ? " |\n    " : "");
		command(out, &plan->lines[i]);
		if (i == from) {
			buf_printf(out, " %s", input);
		}
		if (i == 0) {
			buf_text(out, " --rejects \"$out\"/rejects.ndjson");
		}
	}
	if (output[0] != '\0') {
		buf_printf(out, " -o \"$out\"/%s", output);
	}
	buf_byte(out, '\n');
}

/* A step of a night, between two stages: the store is asked. */
static void store_step(struct buf *out, struct plan *plan, const char *word, const char *folder)
{
	const char *now = plan_option(plan, "history", "now");
	buf_printf(out, "gripe history %s ", word);
	quoted(out, folder);
	buf_text(out, " --store ");
	quoted(out, plan_option(plan, "history", "store"));
	if (now != NULL) {
		buf_text(out, " --now ");
		quoted(out, now);
	}
	if (strcmp(word, "restate") == 0) {
		buf_text(out, " -o /dev/null");
		if (plan_option(plan, "assign", "ledger") != NULL) {
			buf_text(out, " --ledger ");
			quoted(out, plan_option(plan, "assign", "ledger"));
		}
	}
	buf_byte(out, '\n');
}

static bool is_night(struct plan *plan)
{
	return plan_option(plan, "history", "records") != NULL;
}

/* What a night is compared with, before it is ranked. */
static void night_steps(struct buf *out, struct plan *plan)
{
	if (plan_option(plan, "history", "parent") != NULL) {
		store_step(out, plan, "restate", "$out");
	}
	store_step(out, plan, "past", "$out");
	if (plan_find(plan, "learn") == NULL) {
		store_step(out, plan, "births", "$out");
	}
}

static void last_stages(struct buf *out, struct plan *plan, size_t from)
{
	const char *mentions = "mentions.tmp";
	for (size_t i = from; i < plan->count; i++) {
		const struct stage *stage = plan->lines[i].stage;
		if (stage->writes == SHAPE_THEMES && is_night(plan)) {
			night_steps(out, plan);
		}
		command(out, &plan->lines[i]);
		if (stage->reads == SHAPE_THEMES) {
			buf_text(out, " \"$out\"/issues.ndjson \"$out\"/themes.ndjson");
		} else {
			buf_printf(out, " \"$out\"/%s", mentions);
		}
		if (stage->writes == SHAPE_ALERTS) {
			buf_text(out, " -o \"$out\"/alerts.ndjson || [ $? -eq 1 ] # 1: it found some");
		} else if (stage->writes == SHAPE_THEMES) {
			buf_text(out,
			         " -o \"$out\"/ranked.tmp\n"
			         "grep '^{\"issue\":' \"$out\"/ranked.tmp >\"$out\"/issues.ndjson || [ $? -eq 1 ]\n"
			         "grep -v '^{\"issue\":' \"$out\"/ranked.tmp >\"$out\"/themes.ndjson || [ $? -eq 1 ]");
		} else if (stage_transforms(stage)) {
			buf_text(out, " -o \"$out\"/mentions.ndjson\n"
			              "gripe contacts \"$out\"/contacts.tmp \"$out\"/mentions.ndjson -o "
			              "\"$out\"/contacts.ndjson");
			mentions = "mentions.ndjson";
		}
		buf_byte(out, '\n');
	}
}

void plan_shell(struct plan *plan, const char *folder, struct buf *out)
{
	size_t contacts = 1, streaming;
	while (contacts < plan->count && plan->lines[contacts].stage->writes == SHAPE_CONTACTS) {
		contacts++;
	}
	streaming = contacts;
	while (streaming < plan->count && stage_transforms(plan->lines[streaming].stage) &&
	       strcmp(plan->lines[streaming].stage->name, "assign") != 0) {
		streaming++;
	}
	buf_text(out, "#!/usr/bin/env bash\n# Made by gripe plan --sh: does what gripe run --out does. Input files are "
	              "the script's arguments.\n"
	              "set -o pipefail -eu\nout=");
	quoted(out, folder);
	buf_text(out, "\nmkdir -p \"$out\"/books\n");
	if (plan_option(plan, "assign", "ledger") != NULL) {
		buf_text(out, "gzip -cdf <"); /* passes on what is not packed */
		quoted(out, plan_option(plan, "assign", "ledger"));
		buf_text(out, " >\"$out\"/ledger.tsv\n");
	}
	if (is_night(plan) && plan_find(plan, "learn") == NULL &&
	    strncmp(plan_option(plan, "assign", "model"), "$out", strlen("$out")) == 0) {
		store_step(out, plan, "model", "$out/model");
	} else if (is_night(plan) && plan_option(plan, "history", "parent") != NULL) {
		store_step(out, plan, "model", "$out/anchor.tmp");
	}
	for (size_t i = 1; i < contacts; i++) {
		if (plan->lines[i].rehearsed) {
			rehearsal(out, plan, i);
		}
	}
	pipeline(out, plan, 0, contacts, "\"$@\"", "contacts.tmp");
	pipeline(out, plan, contacts, streaming, "\"$out\"/contacts.tmp", "mentions.tmp");
	last_stages(out, plan, streaming);
	buf_text(out, "rm -f \"$out\"/contacts.tmp \"$out\"/mentions.tmp \"$out\"/ranked.tmp");
	buf_text(out, is_night(plan) ? "\nrm -rf \"$out\"/anchor.tmp\n" : "\n");
}

void plan_text(const struct plan *plan, struct buf *out)
{
	for (size_t i = 0; i < plan->count; i++) {
		words(out, plan->lines[i].argc, plan->lines[i].argv);
		buf_byte(out, '\n');
	}
}
