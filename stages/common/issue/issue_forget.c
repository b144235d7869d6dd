/* issue_forget.c - see issue_forget.h. Tables are copied line by line, comments too; nothing is written where nothing
 * goes. */
#include "issue_forget.h"

#include <unistd.h>

#include "infile.h"
#include "outfile.h"

#define TABLE_LIMIT ((size_t)64 << 20) /* bytes, as of any table */

enum { PAIR_THING = 1, PAIR_ISSUE = 3, THING_ID = 0, THING_NAME = 1, THING_ROLES = 4 };

struct tables {
	const struct forgotten *gone;
	struct arena arena;
	struct intern named; /* things that an issue is made of */
};

static struct str cell(struct str line, int number)
{
	struct str rest = line, found = STR_EMPTY;
	for (int i = 0; i <= number; i++) {
		found = rest.at != NULL ? str_cut(rest, '\t', &rest) : STR_EMPTY;
	}
	return found;
}

static bool is_row(struct str line)
{
	return line.len > 0 && line.at[0] != '#';
}

static bool has_theirs(struct tables *tables, struct str text)
{
	return !str_eq(forgotten_mask(tables->gone, &tables->arena, text), text);
}

static bool pair_goes(struct tables *tables, struct str line)
{
	struct str thing = cell(line, PAIR_THING);
	return intern_find(&tables->named, thing) == INTERN_NONE && has_theirs(tables, thing);
}

static bool thing_goes(struct tables *tables, struct str line)
{
	return str_find(cell(line, THING_ROLES), STR("own"), 0) < cell(line, THING_ROLES).len &&
	       intern_find(&tables->named, cell(line, THING_ID)) == INTERN_NONE &&
	       has_theirs(tables, cell(line, THING_NAME));
}

static int table_read(struct buf *text, const char *path, struct err *err)
{
	struct infile *file = NULL;
	int result = infile_open(&file, path, err);
	if (result == 0) {
		result = infile_all(file, text, err);
		infile_close(file);
	}
	return result;
}

static void issues_note(struct tables *tables, struct str text)
{
	while (text.at != NULL && text.len > 0) {
		struct str line = str_cut(text, '\n', &text);
		if (is_row(line) && str_trim(cell(line, PAIR_ISSUE)).len > 0) {
			(void)intern_add(&tables->named, cell(line, PAIR_THING));
		}
	}
}

static int table_write(struct tables *tables, const char *path, struct str text,
                       bool (*goes)(struct tables *tables, struct str line), struct err *err)
{
	struct buf out;
	int result = 0;
	buf_init(&out, TABLE_LIMIT);
	for (struct str rest = text; rest.at != NULL && rest.len > 0;) {
		struct str line = str_cut(rest, '\n', &rest);
		if (!is_row(line) || !goes(tables, line)) {
			buf_str_add(&out, line);
			buf_byte(&out, '\n');
		}
	}
	if (out.len < text.len) {
		result = outfile_save(path, buf_str(&out), err);
	}
	buf_release(&out);
	return result;
}

static int tables_forget(struct tables *tables, const char *pairs_path, const char *things_path, struct err *err)
{
	struct buf pairs, things;
	int result;
	buf_init(&pairs, TABLE_LIMIT);
	buf_init(&things, TABLE_LIMIT);
	result = table_read(&pairs, pairs_path, err);
	result = result == 0 ? table_read(&things, things_path, err) : result;
	if (result == 0) {
		issues_note(tables, buf_str(&pairs));
		result = table_write(tables, pairs_path, buf_str(&pairs), pair_goes, err);
	}
	result = result == 0 ? table_write(tables, things_path, buf_str(&things), thing_goes, err) : result;
	buf_release(&pairs);
	buf_release(&things);
	return result;
}

int issue_tables_forget(const char *folder, const struct forgotten *gone, struct err *err)
{
	struct tables tables = { .gone = gone, .arena = ARENA_INIT };
	struct str pairs = arena_printf(&tables.arena, "%s/issue_pairs.tsv", folder),
	           things = arena_printf(&tables.arena, "%s/issue_things.tsv", folder);
	int result = 0;
	intern_init(&tables.named);
	if (access(pairs.at, F_OK) == 0 && access(things.at, F_OK) == 0) {
		result = tables_forget(&tables, pairs.at, things.at, err);
	}
	intern_release(&tables.named);
	arena_release(&tables.arena);
	return result;
}
