/* main.c - the one program: `gripe COMMAND …` and, by the name it is called with, `gripe-COMMAND …`.
 * Finds the folder of lexicons, looks the command up, and hands over; knows nothing of text. */
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "command_frame.h"
#include "ending.h"
#include "outfile.h"
#include "suggestion.h"
#include "tell.h"

/* The lexicons stand beside the checkout's build folder (../lexicons) or in PREFIX/share/gripe/lexicons; seen from
 * where the program lies. */
static void find_lexicons(char *out, size_t cap, const char *argv0)
{
	static const char *const places[] = { "../lexicons", "../share/gripe/lexicons" };
	char self[PATH_MAX], *folder;
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	if (n > 0) {
		self[n] = '\0';
	} else if (realpath(argv0, self) == NULL) {
		snprintf(self, sizeof self, "%s", argv0);
	}
	folder = dirname(self);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		snprintf(out, cap, "%s/%s", folder, places[i]);
		if (access(out, R_OK) == 0) {
			return;
		}
	}
	snprintf(out, cap, "lexicons");
}

static void usage(struct buf *out)
{
	buf_text(out, "gripe - which few issues cause most of the pain?\n\n"
	              "usage: gripe COMMAND [OPTION]... [FILE]...\n\n"
	              "commands:\n");
	for (const struct command *c = command_table; c->name != NULL; c++) {
		if (c->summary != NULL) {
			buf_printf(out, "  %-10s %s\n", c->name, c->summary);
		}
	}
	buf_text(out, "\nstages, in the order of the flow:\n");
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		buf_printf(out, "  %-10s %s\n", stage_table[i]->name, stage_table[i]->summary);
	}
	buf_text(out, "\ngripe help COMMAND tells more; the manual is gripe(1).\n");
}

/* The help, or the version: to standard output, whole or with a line that says why not. Without a command the help goes
 * to standard error. */
static int answer(bool version, bool asked)
{
	struct err err = ERR_INIT;
	struct buf out;
	int status;
	buf_init(&out, SIZE_MAX);
	if (version) {
		buf_text(&out, "gripe " GRIPE_VERSION "\n");
	} else {
		usage(&out);
	}
	if (asked) {
		status = command_status("", outfile_save(NULL, buf_str(&out), &err), &err);
	} else {
		tell(buf_str(&out));
		status = -GRIPE_USAGE;
	}
	buf_release(&out);
	return status;
}

/* name: of no command there is. */
static int unknown(const char *name)
{
	struct suggestion near = suggestion_for(str_from(name));
	struct buf line;
	for (const struct command *c = command_table; c->name != NULL; c++) {
		suggestion_offer(&near, c->name);
	}
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		suggestion_offer(&near, stage_table[i]->name);
	}
	buf_init(&line, SIZE_MAX);
	buf_printf(&line, "gripe: unknown command \"%.60s\"", name);
	if (access(name, F_OK) == 0) {
		buf_text(&line, "; for what is in a file: gripe run FILE");
	} else {
		suggestion_say(&near, &line, "gripe ", "gripe -h lists them");
	}
	buf_byte(&line, '\n');
	tell(buf_str(&line));
	buf_release(&line);
	return -GRIPE_USAGE;
}

static bool is_one_of(const char *word, const char *const *words)
{
	while (*words != NULL && strcmp(word, *words) != 0) {
		words++;
	}
	return *words != NULL;
}

/* program: argv[0] of the process, to find the lexicons from where it lies. */
static int run_named(const char *program, const char *name, int argc, char **argv)
{
	char lexicons[PATH_MAX + 32]; /* the longest of places[] is shorter */
	find_lexicons(lexicons, sizeof lexicons, program);
	for (const struct command *c = command_table; c->name != NULL; c++) {
		if (strcmp(c->name, name) == 0) {
			return c->run(argc, argv, lexicons);
		}
	}
	if (stage_find(name) != NULL) {
		return stage_main(stage_find(name), argc, argv, lexicons);
	}
	return unknown(name);
}

int main(int argc, char **argv)
{
	static const char *const help[] = { "-h", "--help", "help", NULL };
	static const char prefix[] = "gripe-";
	const char *program = argc > 0 ? argv[0] : "gripe", *base = strrchr(program, '/'), *name;
	ending_watch();
	base = base != NULL ? base + 1 : program;
	if (strncmp(base, prefix, strlen(prefix)) == 0) {
		name = base + strlen(prefix);
	} else if (argc < 2) {
		return answer(false, false);
	} else {
		argc--;
		argv++;
		name = argv[0];
	}
	if (is_one_of(name, help) && argc > 1 && argv[1][0] != '-') { /* gripe help COMMAND is gripe COMMAND -h */
		static char ask[] = "-h";
		char *asked[] = { argv[1], ask, NULL };
		return run_named(program, argv[1], 2, asked);
	}
	if (is_one_of(name, help)) {
		return answer(false, true);
	}
	if (strcmp(name, "--version") == 0) {
		return answer(true, true);
	}
	return run_named(program, name, argc, argv);
}
