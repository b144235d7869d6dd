/* tweet_threads.c - conversations out of a table of tweets (tweet_threads.h).
 *
 * in: every row's id, what it answers and what answers it. out: for each tweet the smallest id of its conversation: a
 * name that does not depend on the order of the rows. Method: union-find with path halving over ids in an open table
 * (Tarjan 1975), the smaller id always on top; ids are whole numbers, "3.0" too. Memory: 12 bytes a slot, at most
 * TWEETS_MAX tweets in twice as many slots: 48 MB; larger tables keep the tweet they answer as thread. */
#include "tweet_threads.h"

#include <stdlib.h>

#include "charset.h"
#include "hash.h"

enum { TWEETS_MAX = 2000000 };

struct threads {
	uint64_t *ids;   /* ids[slot_count], 0: free */
	uint32_t *above; /* slot of the tweet above it in its tree; itself: a root */
	size_t slot_count, count;
	bool full;
};

static size_t slot_of(const struct threads *threads, uint64_t id)
{
	size_t mask = threads->slot_count - 1, slot = (size_t)hash_mix(id, 1) & mask;
	while (threads->ids[slot] != 0 && threads->ids[slot] != id) {
		slot = (slot + 1) & mask;
	}
	return slot;
}

static size_t root_of(struct threads *threads, size_t slot)
{
	while (threads->above[slot] != slot) {
		threads->above[slot] = threads->above[threads->above[slot]];
		slot = threads->above[slot];
	}
	return slot;
}

static void grow(struct threads *threads)
{
	struct threads larger = { .slot_count = threads->slot_count == 0 ? 4096 : threads->slot_count * 2,
		                  .count = threads->count };
	larger.ids = memory_array(larger.slot_count, sizeof *larger.ids);
	larger.above = memory_array(larger.slot_count, sizeof *larger.above);
	for (size_t i = 0; i < threads->slot_count; i++) {
		if (threads->ids[i] != 0) {
			larger.ids[slot_of(&larger, threads->ids[i])] = threads->ids[i];
		}
	}
	for (size_t i = 0; i < threads->slot_count; i++) { /* trees as they were, between new slots */
		if (threads->ids[i] != 0) {
			larger.above[slot_of(&larger, threads->ids[i])] =
			    (uint32_t)slot_of(&larger, threads->ids[threads->above[i]]);
		}
	}
	free(threads->ids);
	free(threads->above);
	*threads = larger;
}

static void add(struct threads *threads, uint64_t id)
{
	size_t slot;
	if (threads->count * 2 >= threads->slot_count) {
		grow(threads);
	}
	slot = slot_of(threads, id);
	if (threads->ids[slot] == 0) {
		threads->ids[slot] = id;
		threads->above[slot] = (uint32_t)slot;
		threads->count++;
	}
}

static void join(struct threads *threads, uint64_t a, uint64_t b)
{
	size_t x, y;
	if (a == 0 || b == 0 || threads->count + 2 > TWEETS_MAX) {
		threads->full = threads->full || threads->count + 2 > TWEETS_MAX;
		return;
	}
	add(threads, a);
	add(threads, b);
	x = root_of(threads, slot_of(threads, a));
	y = root_of(threads, slot_of(threads, b));
	if (threads->ids[x] < threads->ids[y]) {
		threads->above[y] = (uint32_t)x;
	} else {
		threads->above[x] = (uint32_t)y;
	}
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
	struct infile *raw = NULL, *text = NULL;
	struct csv_rows *rows;
	struct csv_row row;
	struct err ignored =
	    ERR_INIT; /* what goes wrong here goes wrong again in the reading itself, and is told there */
	if (table->reading->again == NULL || infile_open(&raw, table->reading->again, &ignored) != 0) {
		return NULL;
	}
	threads = memory_alloc(sizeof *threads);
	if (charset_stream(&text, raw, NULL, &ignored) == 0) {
		csv_rows_open(&rows, text, &table->dialect);
		while (!threads->full && csv_rows_next(rows, &row, table->column_count, NULL, &ignored) == 1) {
			take_row(threads, &row, columns);
		}
		csv_rows_close(rows);
		infile_close(text);
	}
	infile_close(raw);
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
		free(threads->ids);
		free(threads->above);
		free(threads);
	}
}

struct str tweet_threads_root(void *prepared, struct arena *arena, struct str id)
{
	struct threads *threads = prepared;
	uint64_t number = id_number(id);
	size_t slot;
	if (threads == NULL || number == 0 || threads->slot_count == 0) {
		return id;
	}
	slot = slot_of(threads, number);
	return threads->ids[slot] == 0
	           ? id
	           : arena_printf(arena, "%llu", (unsigned long long)threads->ids[root_of(threads, slot)]);
}
