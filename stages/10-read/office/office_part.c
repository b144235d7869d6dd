/* office_part.c - see office_part.h. Memory: a piece, as large as whoever makes it likes. */
#include "office_part.h"

static int64_t pull_part(void *from, void *to, size_t cap, struct err *err)
{
	struct office_part *part = from;
	size_t some;
	while (part->at == part->out.len) {
		int more;
		buf_clear(&part->out);
		part->at = 0;
		more = part->more(part->state, &part->out, err);
		if (more < 0) {
			return more;
		}
		if (more == 0 && part->out.len == 0) {
			return 0;
		}
	}
	some = part->out.len - part->at < cap ? part->out.len - part->at : cap;
	memcpy(to, part->out.at + part->at, some);
	part->at += some;
	return (int64_t)some;
}

int office_part_visit(const struct office_file *office, const char *name, struct office_part *part, struct err *err)
{
	struct infile *file;
	struct buf path;
	int status;
	buf_init(&path, SIZE_MAX);
	buf_init(&part->out, SIZE_MAX);
	part->at = 0;
	buf_printf(&path, "%s!%s", office->path, name);
	status = infile_callback(&file, path.at, pull_part, part, err);
	if (status >= 0) {
		status = office->visit->visit(office->visit->to, file, path.at, err);
		infile_close(file);
	}
	buf_release(&part->out);
	buf_release(&path);
	return status;
}
