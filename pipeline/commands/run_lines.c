/* run_lines.c - see run_lines.h. Holds one line. */
#include "run_lines.h"

#include <unistd.h>

#include "arena.h"
#include "infile.h"

int run_lines(const char *path, const struct run_lines *to, struct err *err)
{
	struct infile *file;
	struct lines lines;
	struct str line;
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while ((result = lines_next(&lines, &line, err)) > 0) {
		result = to->line(to->to, line, lines.number, err);
		if (result < 0) {
			err_at(err, infile_name(file), lines.number, 0);
			break;
		}
	}
	lines_release(&lines);
	infile_close(file);
	return result;
}

int run_lines_of(const char *run, const char *name, const struct run_lines *to, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct str path = arena_printf(&arena, "%s/%s", run, name);
	int result = access(path.at, F_OK) == 0 ? run_lines(path.at, to, err) : 0;
	arena_release(&arena);
	return result;
}
