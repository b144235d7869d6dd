/* tweet_threads.c - conversations out of a table of tweets (tweet_threads.h).
 *
 * in: every row's id, what it answers and what answers it. out: for each tweet the smallest id of its conversation: a
 * name that does not depend on the order of the rows. Method: union-find with path halving over ids in a map
 * (Tarjan 1975), the smaller id always on top; ids are whole numbers, "3.0" too. Memory: 16 bytes a slot, at most
 * TWEETS_MAX tweets in twice as many slots: 64 MB; larger tables keep the tweet they answer as thread. */
#include "tweet_threads.h"

#include <stdlib.h>

#include "charset.h"
#include "number_map.h"

enum { TWEETS_MAX = 2000000 };

struct threads {
	struct number_map above; /* a tweet's id: that of the tweet above it in its tree; itself: a root */
	bool full;
};

static uint64_t root_of(struct threads *threads, uint64_t id)
{
	uint64_t above;
	while ((above = number_map_get(&threads->above, id)) != id) {
		uint64_t next = number_map_get(&threads->above, above);
		number_map_set(&threads->above, id, next);
		id = next;
	}
	return id;
}

static void add(struct threads *threads, uint64_t id)
{
	if (number_map_get(&threads->above, id) == 0) {
		number_map_set(&threads->above, id, id);
	}
}

static void join(struct threads *threads, uint64_t a, uint64_t b)
{
	uint64_t x, y;
	if (a == 0 || b == 0 || threads->above.count + 2 > TWEETS_MAX) {
		threads->full = threads->full || threads->above.count + 2 > TWEETS_MAX;
		return;
	}
	add(threads, a);
	add(threads, b);
	x = root_of(threads, a);
	y = root_of(threads, b);
	number_map_set(&threads->above, x < y ? y : x, x < y ? x : y);
}

/* "3", "3.0"; 0: no id. */
static uint64_t id_number(struct str text)
{
	uint64_t number = 0;
	size_t i = 0;
	text = str_trim(text);
	while (i < text.len && i < 19 && ascii_is_digit(text.at[i])) {
		number = number * 10 + (uint64_t)(text.at[i++] - '0');
	}
	return i > 0 && (i == text.len || str_eq(str_slice(text, i, text.len), STR(".0"))) ? number : 0;
}

static void take_row(struct threads *threads, const struct csv_row *row, const size_t columns[3])
{
	uint64_t id = columns[0] < row->count ? id_number(row->cells[columns[0]]) : 0;
	for (size_t c = 1; c < 3; c++) {
		struct str rest = columns[c] < row->count ? row->cells[columns[c]] : STR_EMPTY;
		while (rest.at != NULL && rest.len > 0) { /* several answers stand in one cell, by commas */
			join(threads, id, id_number(str_cut(rest, ',', &rest)));
		}
	}
}

void *tweet_threads_prepare(struct table *table)
{
	const struct columns *about = &table->columns;
	const size_t columns[3] = { column_names_find(about->at, about->count, STR("tweet id")),
		                    column_names_find(about->at, about->count, STR("in response to tweet id")),
		                    column_names_find(about->at, about->count, STR("response tweet id")) };
	struct threads *threads;
	struct reading_again again;
	struct csv_rows *rows;
	struct csv_row row;
	struct err ignored = ERR_INIT;
	if (!reading_again(table->reading, &again)) {
		reading_again_close(&again);
		return NULL;
	}
	threads = memory_alloc(sizeof *threads);
	csv_rows_open(&rows, again.text, &table->dialect);
	while (!threads->full && csv_rows_next(rows, &row, table->column_count, NULL, &ignored) == 1) {
		take_row(threads, &row, columns);
	}
	csv_rows_close(rows);
	reading_again_close(&again);
	if (threads->full) {
		book_note(table->reading->run->book, "threads_by_reply_alone", 1);
		tweet_threads_release(threads);
		return NULL;
	}
	return threads;
}

void tweet_threads_release(void *prepared)
{
	struct threads *threads = prepared;
	if (threads != NULL) {
		number_map_release(&threads->above);
		free(threads);
	}
}

struct str tweet_threads_root(void *prepared, struct arena *arena, struct str id)
{
	struct threads *threads = prepared;
	uint64_t number = id_number(id);
	if (threads == NULL || number == 0 || number_map_get(&threads->above, number) == 0) {
		return id;
	}
	return arena_printf(arena, "%llu", (unsigned long long)root_of(threads, number));
}
