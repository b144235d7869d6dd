/* columns_said.c - see columns_said.h. In: columns, and each row beside the contact it became. Out: lines of the
 * summary and notes of the book. Memory: an example a column. */
#include "columns_said.h"

#include "utf8.h"

void columns_said_watch(struct columns_said *said, const struct reading *reading, const struct columns *columns)
{
	static const enum column_role roles[] = { COLUMN_TIME, COLUMN_SCORE };
	*said = (struct columns_said){ .reading = reading, .columns = columns };
	for (size_t i = 0; i < columns->count; i++) {
		for (size_t k = 0; k < sizeof roles / sizeof *roles && said->unread_count < UNREAD_COLUMNS; k++) {
			const struct column *about = &columns->at[i];
			bool by_name = (about->role == COLUMN_ATTR || about->role == COLUMN_DROP) &&
			               columns->role_count[roles[k]] == 0 &&
			               column_words_is(reading->words->columns, about->key, roles[k]);
			if (about->role == roles[k] || by_name) {
				said->unread[said->unread_count++] =
				    (struct unread_column){ .column = i, .role = roles[k] };
			}
		}
	}
}

static bool is_read(const struct columns_said *said, enum column_role role, struct str cell)
{
	const struct read_words *words = said->reading->words;
	int64_t seconds;
	double score, top;
	return role == COLUMN_TIME ? date_read(words->dates, cell, DATE_ORDER_UNKNOWN, &seconds) != DATE_NONE
	                           : cell_score(cell_words_of(words->columns), cell, &score, &top);
}

void columns_said_row(struct columns_said *said, const struct str *cells, size_t count, const struct contact *contact)
{
	for (size_t i = 0; i < said->unread_count; i++) {
		struct unread_column *unread = &said->unread[i];
		struct str cell;
		if (unread->role == COLUMN_TIME ? contact->time.len > 0 : contact->has_score) { /* the usual row */
			unread->filled++;
			continue;
		}
		cell = unread->column < count
		           ? cell_filled(cell_words_of(said->reading->words->columns), cells[unread->column])
		           : STR_EMPTY;
		unread->filled += cell.len > 0;
		if (cell.len == 0 || is_read(said, unread->role, cell)) {
			continue;
		}
		if (unread->count++ == 0) {
			size_t most = sizeof unread->example - 1;
			memcpy(unread->example, cell.at, cell.len < most ? cell.len : utf8_floor(cell, most));
		}
	}
}

/* Cells under the name of a date or a score that are none. */
static void tell_unread(const struct columns_said *said)
{
	const struct reading *reading = said->reading;
	for (size_t i = 0; i < said->unread_count; i++) {
		const struct unread_column *unread = &said->unread[i];
		bool time = unread->role == COLUMN_TIME;
		if (unread->count == 0) {
			continue;
		}
		book_note(reading->run->book, time ? "dates_not_read" : "scores_not_read", unread->count);
		if (reading->run->said != NULL) {
			buf_printf(reading->run->said,
			           "gripe read: %s: \"%.*s\": %llu of %llu cells are no %s, such as \"%s\"\n",
			           reading->path, STR_ARGS(said->columns->at[unread->column].name),
			           (unsigned long long)unread->count, (unsigned long long)unread->filled,
			           time ? "date" : "score", unread->example);
		}
	}
}

static void tell_inverted(const struct columns_said *said)
{
	const struct column *inverted = said->columns->inverted;
	if (inverted != NULL && said->reading->run->said != NULL) {
		buf_printf(said->reading->run->said,
		           "gripe read: %s: \"%.*s\": more is worse, so it is no score (--map score=COLUMN makes it "
		           "one)\n",
		           said->reading->path, STR_ARGS(inverted->name));
	}
}

/* Prose that is not the text: an attribute, cut short, or left out. */
static void tell_prose(const struct columns_said *said)
{
	const struct columns *columns = said->columns;
	struct buf names;
	buf_init(&names, SIZE_MAX);
	for (size_t i = 0; i < columns->count; i++) {
		const struct column *about = &columns->at[i];
		if (about->prose && (about->role == COLUMN_ATTR || about->role == COLUMN_DROP)) {
			buf_printf(&names, "%s\"%.*s\"", names.len > 0 ? ", " : "", STR_ARGS(about->name));
		}
	}
	if (names.len > 0 && said->reading->run->said != NULL) {
		buf_printf(said->reading->run->said,
		           "gripe read: %s: prose that is not taken for the text: %.*s (--map text=COLUMN,text=COLUMN "
		           "names all of it)\n",
		           said->reading->path, STR_ARGS(buf_str(&names)));
	}
	buf_release(&names);
}

void columns_said_tell(const struct columns_said *said)
{
	if (said->columns != NULL) {
		tell_unread(said);
		tell_inverted(said);
		tell_prose(said);
	}
}
