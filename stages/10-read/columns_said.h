/* columns_said.h - what the summary says of a file's columns: dates and scores that nobody understood, scores of which
 * more is worse, prose beside the text that is not read. For tables, surveys, JSON and XML alike. */
#ifndef GRIPE_COLUMNS_SAID_H
#define GRIPE_COLUMNS_SAID_H

#include "columns.h"
#include "format.h"

/* A column of dates or scores, and its cells that are none. */
struct unread_column {
	size_t column;
	enum column_role role;
	uint64_t filled, count;
	char example[48];
};
enum { UNREAD_COLUMNS = 6 /* that are watched */ };

struct columns_said {
	const struct reading *reading;
	const struct columns *columns;
	struct unread_column unread[UNREAD_COLUMNS];
	size_t unread_count;
};

/* columns_said_watch - which columns are dates or scores by their role, or by their name alone; columns must outlive
 * said. columns_said_row - one row and the contact that was made of it. columns_said_tell - at the end of the file: a
 * line for each thing there is to say, and notes dates_not_read and scores_not_read in the book. */
void columns_said_watch(struct columns_said *said, const struct reading *reading, const struct columns *columns);
void columns_said_row(struct columns_said *said, const struct str *cells, size_t count, const struct contact *contact);
void columns_said_tell(const struct columns_said *said);

#endif
