/* main.c - the one program: `gripe COMMAND …` and, by the name it is called with, `gripe-COMMAND …`.
 * Finds the folder of lexicons, looks the command up, and hands over; knows nothing of text. */
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "common_options.h"
#include "ending.h"

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

static int usage(FILE *to, int status)
{
	fputs("gripe - which few issues cause most of the pain?\n\n"
	      "usage: gripe COMMAND [OPTION]... [FILE]...\n\n"
	      "commands:\n",
	      to);
	for (const struct command *c = command_table; c->name != NULL; c++) {
		fprintf(to, "  %-8s %s\n", c->name, c->summary);
	}
	fputs("\nstages, in the order of the flow:\n", to);
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		fprintf(to, "  %-8s %s\n", stage_table[i]->name, stage_table[i]->summary);
	}
	fputs("\ngripe COMMAND -h tells more; the manual is gripe(1).\n", to);
	return status;
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
	fprintf(stderr, "gripe: unknown command \"%.60s\"; %s\n", name,
	        access(name, F_OK) == 0 ? "for what is in a file: gripe run FILE" : "gripe -h lists them");
	return -GRIPE_USAGE;
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
		return usage(stderr, -GRIPE_USAGE);
	} else {
		argc--;
		argv++;
		name = argv[0];
	}
	if (is_one_of(name, help)) {
		return usage(stdout, fflush(stdout) == 0 ? 0 : -GRIPE_IO);
	}
	if (strcmp(name, "--version") == 0) {
		return printf("gripe %s\n", GRIPE_VERSION) < 0 || fflush(stdout) != 0 ? -GRIPE_IO : 0;
	}
	return run_named(program, name, argc, argv);
}
