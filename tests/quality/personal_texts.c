/* personal_texts.c - texts on standard input, each ended by a NUL, masked onto standard output in the same form; with
 * "time", the seconds of processor time that masking alone took, and the bytes, on standard error. Compiled by
 * privacy.sh against the program's objects. usage: personal_texts LEXICONS [time] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "infile.h"
#include "personal.h"

int main(int argc, char **argv)
{
	struct stage_run run = { .lexicons = argc > 1 ? argv[1] : "lexicons" };
	struct err err = ERR_INIT;
	struct personal *personal;
	struct infile *in;
	struct buf all;
	struct arena arena = ARENA_INIT;
	struct str rest;
	clock_t spent = 0;
	size_t bytes = 0;
	buf_init(&all, SIZE_MAX);
	if (infile_open(&in, "-", &err) < 0 || infile_all(in, &all, &err) < 0 ||
	    personal_open(&personal, &run, &err) < 0) {
		fprintf(stderr, "%s\n", err.message);
		return 4;
	}
	rest = buf_str(&all);
	while (rest.at != NULL && rest.len > 0) {
		struct str text = str_cut(rest, '\0', &rest), masked;
		clock_t start = clock();
		personal_mask(personal, &arena, (struct personal_text){ text, STR_EMPTY }, &masked, NULL);
		spent += clock() - start;
		bytes += text.len;
		fwrite(masked.at, 1, masked.len, stdout);
		putchar('\0');
		arena_reset(&arena);
	}
	if (argc > 2) {
		fprintf(stderr, "%.6f %zu\n", (double)spent / CLOCKS_PER_SEC, bytes);
	}
	arena_release(&arena);
	personal_close(personal);
	infile_close(in);
	buf_release(&all);
	return 0;
}
