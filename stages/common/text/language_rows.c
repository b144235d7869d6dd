/* language_rows.c - see language_rows.h. */
#include "language_rows.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "array.h"

enum { FEW_LANGUAGES = 64, FEW_ROWS = 256, FEW_FORMS = 8 /* room to begin with */ };

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the folders; what has a point in its name is hidden, or a table that belongs to no language. */
static int folders(const char *lexicons, struct arena *arena, const char ***names, size_t *count, struct err *err)
{
	DIR *folder = lexicons == NULL ? NULL : opendir(lexicons);
	struct dirent *entry;
	size_t cap = 0;
	*names = NULL;
	*count = 0;
	if (folder == NULL) {
		return lexicons == NULL || errno == ENOENT ? 0 : err_errno(err, "%s", lexicons);
	}
	while ((entry = readdir(folder)) != NULL) {
		if (strchr(entry->d_name, '.') == NULL) {
			*names = array_room_arena(arena, *names, *count, &cap, sizeof **names, FEW_LANGUAGES);
			(*names)[(*count)++] = arena_dup(arena, str_from(entry->d_name)).at;
		}
	}
	closedir(folder);
	if (*count > 0) {
		qsort(*names, *count, sizeof **names, by_text);
	}
	return 0;
}

int language_rows_open(struct language_rows *rows, struct arena *arena, const char *lexicons, const char *name,
                       size_t columns_min, struct err *err)
{
	const char **names;
	size_t count, cap = 0;
	int status = folders(lexicons, arena, &names, &count, err);
	*rows = (struct language_rows){ NULL, 0, 0 };
	for (size_t i = 0; status == 0 && i < count; i++) {
		struct tsv tsv;
		status = tsv_lexicon(&tsv, arena, lexicons, names[i], name, columns_min, err);
		rows->files += status == 0 && tsv.row_count > 0;
		for (size_t k = 0; status == 0 && k < tsv.row_count; k++) {
			rows->at = array_room_arena(arena, rows->at, rows->count, &cap, sizeof *rows->at, FEW_ROWS);
			rows->at[rows->count++] = (struct language_row){ &tsv.rows[k], names[i] };
		}
	}
	return status;
}

size_t language_rows_starts(const struct language_rows *rows, const char *kind, struct str text)
{
	struct str wanted = str_from(kind);
	size_t longest = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct str *cells = rows->at[i].row->cells;
		if (cells[1].len > longest && str_eq(cells[0], wanted) && str_starts_nocase(text, cells[1])) {
			longest = cells[1].len;
		}
	}
	return longest;
}

size_t language_rows_finds(const struct language_rows *rows, const char *kind, struct str text, size_t *length)
{
	struct str wanted = str_from(kind);
	size_t first = text.len;
	*length = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct str *cells = rows->at[i].row->cells;
		if (!str_eq(cells[0], wanted)) {
			continue;
		}
		for (size_t at = 0; (at = str_find_nocase(text, cells[1], at)) < first; at++) {
			size_t end = at + cells[1].len;
			if (at > 0 && text.at[at - 1] == ' ' && end < text.len && text.at[end] == ' ') {
				first = at;
				*length = cells[1].len;
			}
		}
	}
	return first;
}

struct word_forms language_rows_forms(const struct language_rows *rows, const char *kind, const char *before,
                                      const char *after, struct arena *arena)
{
	struct str wanted = str_from(kind);
	struct word_forms forms = { NULL, 0 };
	size_t cap = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct str *cells = rows->at[i].row->cells;
		if (str_eq(cells[0], wanted)) {
			forms.at = array_room_arena(arena, forms.at, forms.count, &cap, sizeof *forms.at, FEW_FORMS);
			forms.at[forms.count++] = arena_printf(arena, "%s%.*s%s", before, STR_ARGS(cells[1]), after);
		}
	}
	return forms;
}
