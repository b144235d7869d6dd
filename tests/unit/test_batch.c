/* test_batch.c - the pool: order kept on many threads, the first failure reported, nothing hanging, books summed. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>

#include "batch_store.h"
#include "memory_plan.h"

/* A stage that drops ids ending in 7, fails on "bad", and keeps how often it was opened. */
static int fake_open(struct stage_run *run, void **state, struct err *err)
{
	(void)err;
	*state = run;
	return 0;
}

static int fake_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct stage_run *run = state;
	struct str id = record->contact.id;
	if (str_eq(id, STR("bad"))) {
		return err_set(err, GRIPE_DATA, "it is bad");
	}
	if (str_ends(id, STR("7"))) {
		book_drop(run->book, "seven", 1);
		return 0;
	}
	record->contact.title = arena_printf(record->arena, "<%.*s>", STR_ARGS(id));
	return emit_put(emit, record, err);
}

static void fake_close(void *state)
{
	(void)state;
}

static const struct stage fake = { .name = "fake",
	                           .summary = "",
	                           .reads = SHAPE_CONTACTS,
	                           .writes = SHAPE_CONTACTS,
	                           .holds = "",
	                           .pure = true,
	                           .open = fake_open,
	                           .step = fake_step,
	                           .close = fake_close };

struct gathered {
	struct buf titles;
	size_t batches;
};

static int gather(void *to, struct batch *batch, struct err *err)
{
	struct gathered *g = to;
	(void)err;
	for (size_t i = 0; i < batch->count; i++) {
		buf_str_add(&g->titles, batch->records[i].contact.title);
	}
	g->batches++;
	batch_free(batch);
	return 0;
}

static int put_in_pool(void *to, struct batch *batch, struct err *err)
{
	return pool_put(to, batch, err);
}

/* Sends count records through two fake links; bad_at: which of them fails, or -1. */
static int run(int threads, int count, int bad_at, struct gathered *g, struct book *book, struct err *err)
{
	struct link links[2] = { { .stage = &fake }, { .stage = &fake } }, *chain[] = { &links[0], &links[1] };
	struct pool *pool = NULL;
	struct batcher batcher = { NULL, put_in_pool, NULL };
	int result = pool_open(&pool, chain, 2, threads, gather, g, err);
	assert_int_equal(result, 0);
	batcher.to = pool;
	for (int i = 0; i < count && result == 0; i++) {
		char id[16];
		struct record r = { .contact = { .id = { id, 0 } } };
		struct emit emit = batcher_emit(&batcher);
		r.contact.id.len = (size_t)snprintf(id, sizeof id, "%d", i);
		if (i == bad_at) {
			r.contact.id = STR("bad");
		}
		result = emit_put(&emit, &r, err);
	}
	if (result == 0) {
		result = batcher_flush(&batcher, err);
	}
	batcher_release(&batcher);
	result = pool_close(pool, result, err);
	link_close(&links[0]);
	link_close(&links[1]);
	*book = links[0].book;
	return result;
}

static void order_and_books_do_not_depend_on_threads(void **state)
{
	struct gathered one = { .batches = 0 }, many = { .batches = 0 };
	struct book book_one, book_many;
	struct err err = ERR_INIT;
	(void)state;
	buf_init(&one.titles, SIZE_MAX);
	buf_init(&many.titles, SIZE_MAX);
	assert_int_equal(run(1, 5000, -1, &one, &book_one, &err), 0);
	assert_int_equal(run(7, 5000, -1, &many, &book_many, &err), 0);
	assert_true(many.batches > 10);
	assert_string_equal(one.titles.at, many.titles.at);
	assert_int_equal(book_many.in, 5000);
	assert_int_equal(book_many.kept, 4500);
	assert_int_equal(book_dropped(&book_many, "seven"), 500);
	assert_memory_equal(&book_one, &book_many, sizeof book_one);
	buf_release(&one.titles);
	buf_release(&many.titles);
}

static void a_failure_ends_the_run_with_its_reason_and_record(void **state)
{
	static const int threads[] = { 1, 2, 6 }, places[] = { 0, 300, 4998 };
	(void)state;
	for (size_t t = 0; t < 3; t++) {
		for (size_t p = 0; p < 3; p++) {
			struct gathered g = { .batches = 0 };
			struct book book;
			struct err err = ERR_INIT;
			buf_init(&g.titles, SIZE_MAX);
			assert_int_equal(run(threads[t], 5000, places[p], &g, &book, &err), GRIPE_DATA);
			assert_string_equal(err.message, "it is bad");
			assert_string_equal(err.record, "bad");
			buf_release(&g.titles);
		}
	}
}

/* Some in memory and the rest in a file, or all in either: they come out as they went in. */
static void batches_come_out_in_order_from_memory_and_file(void **state)
{
	static const size_t memory[] = { 0, 4000, SIZE_MAX };
	(void)state;
	for (size_t m = 0; m < sizeof memory / sizeof *memory; m++) {
		struct batch_store store;
		struct err err = ERR_INIT;
		struct batch *batch;
		int next = 0;
		batch_store_init(&store, "/tmp", memory[m]);
		for (int i = 0; i < 20; i++) {
			struct batch *put = memory_alloc(sizeof *put);
			put->count = put->cap = 2;
			put->records = memory_array(2, sizeof *put->records);
			for (int k = 0; k < 2; k++) {
				put->records[k].arena = &put->arena;
				put->records[k].contact.id = arena_printf(&put->arena, "%d", 2 * i + k);
				put->records[k].contact.text = arena_printf(&put->arena, "%0500d", i);
			}
			assert_int_equal(batch_store_put(&store, put, &err), 0);
		}
		assert_int_equal(store.resident.first == NULL, memory[m] == 0);
		assert_int_equal(spill_size(&store.spill) == 0, memory[m] == SIZE_MAX);
		while (batch_store_take(&store, &batch, &err) == 0 && batch != NULL) {
			for (size_t k = 0; k < batch->count; k++) {
				char id[16];
				snprintf(id, sizeof id, "%d", next++);
				assert_true(str_eq(batch->records[k].contact.id, str_from(id)));
				assert_int_equal(batch->records[k].contact.text.len, 500);
				assert_ptr_equal(batch->records[k].arena, &batch->arena);
			}
			batch_free(batch);
		}
		assert_int_equal(next, 40);
		batch_store_release(&store);
	}
}

static void a_store_without_a_folder_says_so(void **state)
{
	struct batch_store store;
	struct err err = ERR_INIT;
	int result = 0;
	(void)state;
	batch_store_init(&store, "/nonexistent", 0);
	for (int i = 0; i < 20 && result == 0; i++) { /* 4 MiB stand in memory before the file is opened */
		struct batch *put = memory_alloc(sizeof *put);
		put->count = put->cap = 1;
		put->records = memory_array(1, sizeof *put->records);
		put->records[0].contact.id = STR("1");
		char *noise = arena_alloc(&put->arena, 1 << 20);
		uint32_t draw = 7;
		for (size_t k = 0; k < 1 << 20; k++) {
			draw = draw * 1664525 + 1013904223;
			noise[k] = (char)(draw >> 24);
		}
		put->records[0].contact.text = (struct str){ noise, 1 << 20 };
		result = batch_store_put(&store, put, &err);
	}
	assert_int_equal(result, GRIPE_IO);
	assert_non_null(strstr(err.message, "/nonexistent"));
	batch_store_release(&store);
}

static void sizes_of_memory_are_read(void **state)
{
	static const struct {
		const char *text;
		uint64_t bytes; /* 0: refused */
	} cases[] = { { "700M", 700ull << 20 },
		      { "2G", 2ull << 30 },
		      { "1K", 1024 },
		      { "5", 5 },
		      { "1.5G", 0 },
		      { "", 0 },
		      { "M", 0 },
		      { "-1M", 0 },
		      { "2GB", 0 },
		      { "99999999999G", 0 } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err err = ERR_INIT;
		uint64_t bytes = 0;
		assert_int_equal(memory_parse(cases[i].text, &bytes, &err), cases[i].bytes != 0 ? 0 : GRIPE_USAGE);
		assert_int_equal(bytes, cases[i].bytes);
	}
}

static void memory_is_for_threads_and_sample_first(void **state)
{
	struct plan plan = { .count = 0 };
	struct err err = ERR_INIT;
	size_t records = 1;
	(void)state;
	assert_int_equal(plan_load(&plan, NULL, &err), 0);
	assert_true(memory_needed(&plan, 4) > memory_needed(&plan, 1));
	assert_int_equal(memory_for_records(&plan, 200, NULL, &records, &err), 0); /* more than the default */
	assert_int_equal(records, 0);
	assert_int_equal(memory_for_records(&plan, 1, "4G", &records, &err), 0);
	assert_int_equal(records, ((4ull << 30) - memory_needed(&plan, 1)) / 2);
	assert_int_equal(memory_for_records(&plan, 1, "100M", &records, &err), GRIPE_USAGE);
	assert_non_null(strstr(err.message, "--mem 100M is too little"));
	plan_release(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_and_books_do_not_depend_on_threads),
		cmocka_unit_test(a_failure_ends_the_run_with_its_reason_and_record),
		cmocka_unit_test(batches_come_out_in_order_from_memory_and_file),
		cmocka_unit_test(a_store_without_a_folder_says_so),
		cmocka_unit_test(sizes_of_memory_are_read),
		cmocka_unit_test(memory_is_for_threads_and_sample_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
