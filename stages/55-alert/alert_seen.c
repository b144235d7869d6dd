/* alert_seen.c - see alert_seen.h. The file: a line that says what it is, then one line for each contact and lane. */
#include "alert_seen.h"

#include <stdlib.h>
#include <unistd.h>

#include "buf.h"
#include "infile.h"
#include "outfile.h"

static const char HEAD[] = "gripe alert state 1";

static int line_take(struct alert_seen *seen, uint64_t number, struct str line, struct err *err)
{
	if (number == 1 ? !str_eq(line, str_from(HEAD)) : memchr(line.at, '\t', line.len) == NULL) {
		return err_set(err, GRIPE_DATA, "no state file of gripe alert");
	}
	if (number > 1) {
		intern_add(&seen->lines, line);
	}
	return 0;
}

static int lines_read(struct alert_seen *seen, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	int more, result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while (result == 0 && (more = lines_next(&lines, &line, err)) != 0) {
		result = more < 0 ? more : line_take(seen, lines.number, line, err);
		if (result == GRIPE_DATA) {
			err_at(err, path, lines.number, 0);
		}
	}
	if (result == 0 && lines.number == 0) {
		err_set(err, GRIPE_DATA, "no state file of gripe alert: it is empty");
		err_at(err, path, 0, 0);
		result = GRIPE_DATA;
	}
	lines_release(&lines);
	infile_close(file);
	return result;
}

void alert_seen_init(struct alert_seen *seen)
{
	intern_init(&seen->lines);
}

int alert_seen_open(struct alert_seen *seen, const char *path, struct err *err)
{
	return path == NULL || access(path, F_OK) != 0 ? 0 : lines_read(seen, path, err);
}

void alert_seen_release(struct alert_seen *seen)
{
	intern_release(&seen->lines);
}

bool alert_seen_add(struct alert_seen *seen, struct str lane, struct str contact)
{
	size_t before = seen->lines.count;
	struct buf line;
	buf_init(&line, SIZE_MAX);
	buf_printf(&line, "%.*s\t", STR_ARGS(lane));
	for (size_t i = 0; i < contact.len; i++) { /* an id of a stranger's may hold anything; a line ends a line */
		buf_byte(&line, (unsigned char)contact.at[i] < ' ' ? ' ' : contact.at[i]);
	}
	intern_add(&seen->lines, buf_str(&line));
	buf_release(&line);
	return seen->lines.count > before;
}

static int by_bytes(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

int alert_seen_save(const struct alert_seen *seen, const char *path, struct err *err)
{
	struct outfile *file = NULL;
	size_t count = seen->lines.count;
	struct str *sorted = memory_array(count + 1, sizeof *sorted);
	struct buf text;
	int result;
	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "%s\n", HEAD);
	for (uint32_t i = 0; i < count; i++) {
		sorted[i] = seen->lines.names[i];
	}
	if (count > 0) {
		qsort(sorted, count, sizeof *sorted, by_bytes);
	}
	for (size_t i = 0; i < count; i++) {
		buf_str_add(&text, sorted[i]);
		buf_byte(&text, '\n');
	}
	result = outfile_open_private(&file, path, err);
	result = result < 0 ? result : outfile_write(file, buf_str(&text), err);
	if (result < 0) {
		outfile_abort(file);
	} else {
		result = outfile_commit(file, err);
	}
	buf_release(&text);
	free(sorted);
	return result;
}
