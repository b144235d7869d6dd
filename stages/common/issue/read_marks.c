/* read_marks.c - see read_marks.h. */
#include "read_marks.h"

#include <unistd.h>

#include "option.h"
#include "tsv.h"

enum { COLUMNS = 7, MARKS_MOST = 1000000 /* of any count in it */ };

static bool whole(struct str cell, int64_t least, int *out)
{
	int64_t value = 0;
	bool good = integer_parse(cell, &value) && value >= least && value <= MARKS_MOST;
	*out = (int)value;
	return good;
}

static bool share(struct str cell, double *out)
{
	return number_parse(cell, out) && *out >= 0 && *out <= 1;
}

static bool mark_read(struct read_mark *mark, const struct str *cells)
{
	mark->issue = cells[0];
	return number_parse(cells[1], &mark->contacts) && whole(cells[2], 1, &mark->readers) &&
	       whole(cells[3], 0, &mark->read) && whole(cells[4], 0, &mark->fit) && mark->fit <= mark->read &&
	       share(cells[5], &mark->low) && share(cells[6], &mark->high) && mark->low <= mark->high;
}

int read_marks_load(struct read_marks *marks, struct arena *arena, const char *path, struct err *err)
{
	struct tsv rows = { NULL, 0 };
	*marks = (struct read_marks){ NULL, 0 };
	int result = access(path, F_OK) == 0 ? tsv_load(&rows, arena, path, COLUMNS, err) : 0;
	marks->list = arena_array(arena, rows.row_count + 1, sizeof *marks->list);
	for (size_t i = 0; i < rows.row_count && result == 0; i++) {
		if (!mark_read(&marks->list[marks->count++], rows.rows[i].cells)) {
			result = err_set(err, GRIPE_DATA,
			                 "no row of what was read: issue, contacts, readers, read, fit, low, high");
			err_at(err, path, rows.rows[i].line, 0);
		}
	}
	return result;
}

const struct read_mark *read_marks_of(const struct read_marks *marks, struct str issue, double contacts)
{
	for (size_t i = 0; i < marks->count; i++) {
		if (str_eq(marks->list[i].issue, issue) && marks->list[i].contacts == contacts) {
			return &marks->list[i];
		}
	}
	return NULL;
}
