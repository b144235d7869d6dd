/* test_dedupe.c - what collapses, who represents, that order does not show, and that the parts underneath do what they
 * say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "contact_pack.h"
#include "pairs.h"
#include "set_store.h"
#include "shingle.h"
#include "sorter.h"
#include "stage.h"

extern const struct stage stage_dedupe;

struct result {
	struct arena arena;
	struct buf lines; /* as NDJSON */
	struct book book;
	size_t count;
};

static int put(void *to, struct record *record, struct err *err)
{
	struct result *result = to;
	(void)err;
	result->count++;
	record_encode(&result->lines, record, SHAPE_CONTACTS);
	return 0;
}

static void start(struct result *result)
{
	*result = (struct result){ .arena = ARENA_INIT };
	buf_init(&result->lines, SIZE_MAX);
}
static void end(struct result *result)
{
	buf_release(&result->lines);
	arena_release(&result->arena);
}

/* Runs the stage over contacts[order[i]], with --near `near`. */
static void dedupe(struct result *result, const struct contact *contacts, size_t count, size_t first, size_t stride,
                   const char *near)
{
	char *argv[] = { (char *)"dedupe", (char *)"--near", (char *)(near == NULL ? "0.9" : near), NULL }, **paths;
	size_t path_count;
	struct options *options;
	struct err err = ERR_INIT;
	struct emit emit = { put, result };
	struct stage_run run = { .stage = &stage_dedupe, .lexicons = "lexicons", .book = &result->book };
	void *state;
	start(result);
	assert_int_equal(options_parse(&options, stage_dedupe.options, NULL, 3, argv, &paths, &path_count, &err), 0);
	run.options = options;
	assert_int_equal(stage_dedupe.open(&run, &state, &err), 0);
	for (size_t i = 0; i < count; i++) {
		struct record record = { .arena = &result->arena, .contact = contacts[(first + i * stride) % count] };
		assert_int_equal(stage_dedupe.step(state, &record, &emit, &err), 0);
	}
	assert_int_equal(stage_dedupe.finish(state, &emit, &err), 0);
	stage_dedupe.close(state);
	options_free(options);
}

static struct contact contact(const char *id, const char *time, const char *person, const char *text)
{
	return (struct contact){ .id = str_from(id),
		                 .time = str_from(time),
		                 .person = str_from(person),
		                 .text = str_from(text),
		                 .copies = 1 };
}

static void equal_texts_collapse_and_the_earliest_represents(void **state)
{
	struct contact c[] = { contact("b", "2025-01-02T00:00:00Z", "p1", "It never arrived."),
		               contact("c", "2025-01-01T00:00:00Z", "p2", "It never arrived."),
		               contact("a", "", "p3", "It never arrived."),
		               contact("d", "2025-01-01T00:00:00Z", "p4", "Another thing.") };
	struct result r;
	(void)state;
	dedupe(&r, c, 4, 0, 1, "1");
	assert_string_equal(
	    r.lines.at,
	    "{\"id\":\"c\",\"time\":\"2025-01-01T00:00:00Z\",\"person\":\"p2\",\"text\":\"It never "
	    "arrived.\",\"copies\":3,\"senders\":3,\"notes\":[\"duplicate_other_person\"]}\n"
	    "{\"id\":\"d\",\"time\":\"2025-01-01T00:00:00Z\",\"person\":\"p4\",\"text\":\"Another thing.\"}\n");
	assert_int_equal(book_dropped(&r.book, "duplicate"), 2);
	assert_int_equal(book_noted(&r.book, "duplicate_other_person"), 2);
	end(&r);
}

static void case_punctuation_and_spaces_make_no_difference_unless_near_is_one(void **state)
{
	struct contact c[] = { contact("a", "", "", "It NEVER arrived, not once!"),
		               contact("b", "", "", "it never  arrived \xE2\x80\x93 not once") };
	struct result r;
	(void)state;
	dedupe(&r, c, 2, 0, 1, NULL);
	assert_int_equal(r.count, 1);
	end(&r);
	dedupe(&r, c, 2, 0, 1, "1");
	assert_int_equal(r.count, 2);
	end(&r);
}

static void near_texts_collapse_and_a_negation_does_not(void **state)
{
	struct contact c[] = {
		contact("a", "", "",
		        "the parcel was left in the rain in front of the wrong door and nobody in your office wanted "
		        "to hear about it when i called"),
		contact("b", "", "",
		        "@shop the parcel was left in the rain in front of the wrong door and nobody in your office "
		        "wanted to hear about it when i called"),
		contact("c", "", "",
		        "the parcel was not left in the rain in front of the wrong door and nobody in your office "
		        "wanted to hear about it when i called"),
	};
	struct result r;
	(void)state;
	dedupe(&r, c, 3, 0, 1, NULL);
	assert_int_equal(r.count, 2);
	assert_int_equal(book_noted(&r.book, "duplicate_near"), 1);
	end(&r);
}

static void empty_texts_are_duplicates_of_none(void **state)
{
	struct contact c[] = { contact("a", "", "", ""), contact("b", "", "", " "), contact("c", "", "", "") };
	struct result r;
	(void)state;
	dedupe(&r, c, 3, 0, 1, NULL);
	assert_int_equal(r.count, 3);
	end(&r);
}

static void one_id_with_two_texts_becomes_two_ids(void **state)
{
	struct contact c[] = { contact("a", "2025-01-02T00:00:00Z", "", "second text"),
		               contact("a", "2025-01-01T00:00:00Z", "", "first text"),
		               contact("a", "2025-01-01T00:00:00Z", "", "first text") };
	struct result r;
	(void)state;
	dedupe(&r, c, 3, 0, 1, NULL);
	assert_int_equal(r.count, 2);
	assert_non_null(
	    strstr(r.lines.at, "{\"id\":\"a\",\"time\":\"2025-01-01T00:00:00Z\",\"text\":\"first text\",\"copies\":2"));
	assert_non_null(strstr(r.lines.at, "{\"id\":\"a~"));
	end(&r);
}

static void an_agent_and_a_customer_are_never_copies_of_each_other(void **state)
{
	struct contact c[] = { contact("a", "", "", "thank you for contacting us"),
		               contact("b", "", "", "thank you for contacting us") };
	struct result r;
	(void)state;
	c[1].role = STR("agent");
	dedupe(&r, c, 2, 0, 1, NULL);
	assert_int_equal(r.count, 2);
	end(&r);
}

static void copies_are_summed_and_bursts_are_noted(void **state)
{
	struct contact c[12];
	char ids[12][16], times[12][48];
	struct result r;
	(void)state;
	for (int i = 0; i < 12; i++) {
		snprintf(ids[i], sizeof ids[i], "c%02d", i);
		snprintf(times[i], sizeof times[i], "2025-01-%02dT%02d:00:00Z", 1 + i / 6,
		         i * 3 % 24); /* twelve over two days, ten within one of 24 hours */
		c[i] = contact(ids[i], times[i], "p1", "sign the petition now please everybody");
	}
	c[3].copies = 5;
	dedupe(&r, c, 12, 0, 1, NULL);
	assert_int_equal(r.count, 1);
	assert_non_null(strstr(r.lines.at, "\"copies\":16"));
	assert_non_null(strstr(r.lines.at, "\"burst\""));
	assert_non_null(strstr(r.lines.at, "\"duplicate_same_person\""));
	end(&r);
	dedupe(&r, c, 3, 0, 1, NULL);
	assert_null(strstr(r.lines.at, "burst"));
	end(&r);
}

/* A date that nobody meant, long before all others, and contacts without any: the burst between is seen all the same.
 */
static void a_burst_is_found_beside_dates_of_nonsense(void **state)
{
	struct contact c[14];
	char ids[14][16];
	struct result r;
	(void)state;
	for (int i = 0; i < 14; i++) {
		snprintf(ids[i], sizeof ids[i], "c%02d", i);
		c[i] = contact(ids[i],
		               i == 0   ? "0001-01-01T00:00:00Z"
		               : i > 10 ? ""
		                        : "2025-01-01T10:00:00Z",
		               "p1", "sign the petition now please everybody");
	}
	dedupe(&r, c, 14, 0, 1, NULL);
	assert_int_equal(r.count, 1);
	assert_int_equal(book_noted(&r.book, "burst"), 1);
	end(&r);
	c[5].time = STR("2024-12-31T09:59:59Z");
	dedupe(&r, c, 14, 0, 1, NULL);
	assert_int_equal(book_noted(&r.book, "burst"), 0);
	end(&r);
}

/* Made texts with near and equal copies, shared ids and times: any order of input gives the same bytes. */
static void the_order_of_input_does_not_show(void **state)
{
	enum { COUNT = 211 }; /* a prime, so that any stride is a permutation */
	static const char *const words[] = { "app",  "crash", "login",  "refund", "late",
		                             "rude", "slow",  "broken", "never",  "again" };
	struct contact c[COUNT];
	struct arena arena = ARENA_INIT;
	struct result first, other;
	uint64_t random = 7;
	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		struct buf text;
		size_t seed = i % 40;
		buf_init(&text, SIZE_MAX);
		for (size_t w = 0; w < 30; w++) {
			seed = seed * 1103515245 + 12345;
			buf_printf(&text, "%s ", words[seed / 65536 % 10]);
		}
		random = random * 6364136223846793005u + 1442695040888963407u;
		if (random >> 62 == 0) {
			buf_text(&text, "indeed");
		}
		c[i] = contact(arena_printf(&arena, "c%zu", i % 150).at,
		               i % 3 == 0 ? "" : arena_printf(&arena, "2025-01-0%zuT00:00:00Z", 1 + i % 7).at, "p",
		               arena_dup(&arena, buf_str(&text)).at);
		buf_release(&text);
	}
	dedupe(&first, c, COUNT, 0, 1, NULL);
	for (size_t stride = 2; stride < 40; stride++) {
		dedupe(&other, c, COUNT, stride * 5, stride, NULL);
		assert_string_equal(other.lines.at, first.lines.at);
		end(&other);
	}
	assert_true(first.count < COUNT / 2);
	end(&first);
	arena_release(&arena);
}

static void a_packed_contact_comes_back_whole(void **state)
{
	struct attr attrs[] = { { STR("plan"), STR("pro") } };
	struct str notes[] = { STR("reply_cut"), STR("burst") };
	struct record record = { .contact = { .id = STR("x"),
		                              .source = STR("s"),
		                              .channel = STR("email"),
		                              .time = STR("2025-01-01T00:00:00Z"),
		                              .person = STR("p"),
		                              .role = STR("agent"),
		                              .thread = STR("t"),
		                              .has_score = true,
		                              .score = -2.5,
		                              .scale = STR("nps"),
		                              .lang = STR("de"),
		                              .title = STR("T"),
		                              .text = STR("a\nb"),
		                              .url = STR("u"),
		                              .copies = 3,
		                              .attrs = attrs,
		                              .attr_count = 1,
		                              .notes = notes,
		                              .note_count = 2,
		                              .extra = STR("\"k\":[1]") } },
	              back = { .arena = NULL };
	struct arena arena = ARENA_INIT;
	struct buf packed, one, two;
	struct err err = ERR_INIT;
	(void)state;
	buf_init(&packed, SIZE_MAX), buf_init(&one, SIZE_MAX), buf_init(&two, SIZE_MAX);
	assert_int_equal(contact_pack(&packed, &record.contact, &err), 0);
	assert_int_equal(packed_len((const unsigned char *)packed.at), packed.len);
	contact_unpack(&back.contact, &arena, (const unsigned char *)packed.at);
	record_encode(&one, &record, SHAPE_CONTACTS);
	record_encode(&two, &back, SHAPE_CONTACTS);
	assert_string_equal(one.at, two.at);
	buf_release(&packed), buf_release(&one), buf_release(&two);
	arena_release(&arena);
}

/* 400 contacts of 250 kB are three runs and a rest: the merge gives what a sort in memory would. */
static void more_than_fits_in_memory_comes_in_order(void **state)
{
	enum { COUNT = 400 };
	struct sorter *sorter;
	struct buf packed;
	struct err err = ERR_INIT;
	const unsigned char *next;
	char *text = malloc(250000);
	char last[32] = "";
	size_t seen = 0;
	(void)state;
	memset(text, 'x', 250000);
	buf_init(&packed, SIZE_MAX);
	sorter_open(&sorter, "/tmp");
	for (size_t i = 0; i < COUNT; i++) {
		char id[16];
		struct contact c;
		snprintf(id, sizeof id, "c%03zu", i * 77 % COUNT);
		c = contact(id, "", "", "");
		c.text = (struct str){ text, 250000 };
		buf_clear(&packed);
		assert_int_equal(contact_pack(&packed, &c, &err), 0);
		assert_int_equal(sorter_add(sorter, (const unsigned char *)packed.at, &err), 0);
	}
	for (int reading = 0; reading < 2; reading++) {
		int code;
		assert_int_equal(sorter_rewind(sorter, &err), 0);
		for (seen = 0, *last = '\0'; (code = sorter_next(sorter, &next, &err)) == 1; seen++) {
			struct str id = packed_id(next);
			assert_true(str_cmp(str_from(last), id) < 0);
			snprintf(last, sizeof last, "%.*s", STR_ARGS(id));
			assert_int_equal(packed_len(next), packed_len((const unsigned char *)packed.at));
		}
		assert_int_equal(code, 0);
		assert_int_equal(seen, COUNT);
	}
	sorter_close(sorter);
	buf_release(&packed);
	free(text);
}

/* Sets of made numbers: what is walked to, picked and taken is what was added, in memory and, behind SETS_MEMORY, from
 * the file. */
static void sets_come_back_from_memory_and_from_the_file(void **state)
{
	enum { COUNT = 3000, MOST = 5000 };
	struct shingles made = { malloc(MOST * sizeof(uint32_t)), 0, MOST }, taken = { NULL, 0, 0 };
	struct set_store store;
	struct err err = ERR_INIT;
	(void)state;
	set_store_open(&store, "/tmp", COUNT);
	for (uint32_t rank = 0; rank < COUNT; rank++) {
		made.count = rank % 7 == 0 ? 0 : rank * 17 % MOST;
		for (uint32_t i = 0; i < made.count; i++) {
			made.at[i] = rank * 100000 + i;
		}
		assert_int_equal(set_store_add(&store, &made, &err), 0);
	}
	assert_true(spill_size(&store.sets) > SETS_MEMORY);
	for (uint32_t i = 0; i < COUNT; i++) {
		const uint32_t ranks[] = { i, i * 77 % COUNT };
		for (int way = 0; way < 3; way++) {
			uint32_t rank = ranks[way > 0];
			const uint32_t *set;
			size_t size = set_store_size(&store, rank);
			assert_int_equal(size, rank % 7 == 0 ? 0 : rank * 17 % MOST);
			assert_int_equal(way == 0   ? set_store_walk(&store, rank, &set, &err)
			                 : way == 1 ? set_store_pick(&store, rank, &set, &err)
			                            : set_store_take(&store, rank, &taken, &err),
			                 0);
			set = way == 2 ? taken.at : set;
			assert_true(size == 0 ||
			            (set[0] == rank * 100000 && set[size / 2] == rank * 100000 + size / 2 &&
			             set[size - 1] == rank * 100000 + size - 1));
		}
	}
	set_store_release(&store);
	shingles_release(&made);
	shingles_release(&taken);
}

/* One word more or less in a text of any length: as many shingles as there are places, rising, distinct. */
static void shingles_of_texts_of_any_length_are_rising_and_distinct(void **state)
{
	struct shingles a = { NULL, 0, 0 };
	struct buf text;
	(void)state;
	buf_init(&text, SIZE_MAX);
	for (unsigned words = 1; words <= 20000; words++) {
		buf_printf(&text, words % 5 == 0 ? "Word%u-" : "%uth\xC3\xA4word, ", words);
		if (words < 200 || words % 2500 == 0) {
			size_t most = words < SHINGLE_WORDS ? 1 : words - SHINGLE_WORDS + 1;
			shingles_of(&a, STR_EMPTY, buf_str(&text), 0);
			assert_int_equal(a.count, most < SHINGLES_MOST
			                              ? most
			                              : SHINGLES_MOST); /* 32-bit hashes: of so few, none meet here */
			for (size_t i = 1; i < a.count; i++) {
				assert_true(a.at[i - 1] < a.at[i]);
			}
		}
	}
	buf_release(&text);
	shingles_release(&a);
}

static void pairs_are_sorted_by_key_then_rank(void **state)
{
	enum { COUNT = 5000 };
	struct pair *pairs = malloc(COUNT * sizeof *pairs);
	uint64_t random = 1, sum = 0, after = 0;
	(void)state;
	for (uint32_t i = 0; i < COUNT; i++) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		pairs[i] = pair_of(i % 3 == 0 ? random : random >> 60, i);
		sum += pair_key(&pairs[i]) ^ i;
	}
	pairs_sort(pairs, COUNT);
	for (uint32_t i = 0; i < COUNT; i++) {
		after += pair_key(&pairs[i]) ^ pairs[i].rank;
		assert_true(i == 0 || pair_key(&pairs[i - 1]) < pair_key(&pairs[i]) ||
		            (pair_key(&pairs[i - 1]) == pair_key(&pairs[i]) && pairs[i - 1].rank < pairs[i].rank));
	}
	assert_int_equal(sum, after);
	free(pairs);
}

static void resemblance_is_exact_at_its_threshold(void **state)
{
	const uint32_t a[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, b[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 },
	               c[] = { 2, 3, 4, 5, 6, 7, 8, 9, 11 };
	(void)state;
	assert_true(shingles_alike(a, 10, b, 9, 900000)); /* 9 of 10 */
	assert_false(shingles_alike(a, 10, b, 9, 900001));
	assert_false(shingles_alike(a, 10, c, 9, 900000)); /* 8 of 11 */
	assert_true(shingles_alike(a, 10, c, 9, 727272));
	assert_false(shingles_alike(a, 10, c, 9, 727273));
	assert_int_equal(shingles_prefix(8, 900000), 0); /* with one more or less it would be 8 of 9 */
	assert_int_equal(shingles_prefix(9, 900000), 1);
	assert_int_equal(shingles_prefix(100, 900000), 11);
}

static void scripts_without_spaces_and_accents_have_words(void **state)
{
	struct shingles a = { NULL, 0, 0 }, b = { NULL, 0, 0 };
	(void)state;
	shingles_of(&a, STR_EMPTY, STR("\xE9\x85\x8D\xE9\x80\x81\xE3\x81\x8C\xE9\x81\x85\xE3\x81\x84"),
	            0); /* five characters: three shingles */
	assert_int_equal(a.count, 3);
	shingles_of(&a, STR("title"), STR("caf\xC3\xA9 is closed"), 0);
	shingles_of(&b, STR("Title"), STR("caf\xC3\xA9 is, closed!"), 0);
	assert_int_equal(a.count, 2);
	assert_true(shingles_hash(&a) == shingles_hash(&b));
	shingles_of(&b, STR_EMPTY, STR(" ... !"), 0);
	assert_int_equal(b.count, 0);
	shingles_release(&a);
	shingles_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_texts_collapse_and_the_earliest_represents),
		cmocka_unit_test(case_punctuation_and_spaces_make_no_difference_unless_near_is_one),
		cmocka_unit_test(near_texts_collapse_and_a_negation_does_not),
		cmocka_unit_test(empty_texts_are_duplicates_of_none),
		cmocka_unit_test(one_id_with_two_texts_becomes_two_ids),
		cmocka_unit_test(an_agent_and_a_customer_are_never_copies_of_each_other),
		cmocka_unit_test(copies_are_summed_and_bursts_are_noted),
		cmocka_unit_test(the_order_of_input_does_not_show),
		cmocka_unit_test(a_packed_contact_comes_back_whole),
		cmocka_unit_test(more_than_fits_in_memory_comes_in_order),
		cmocka_unit_test(a_burst_is_found_beside_dates_of_nonsense),
		cmocka_unit_test(sets_come_back_from_memory_and_from_the_file),
		cmocka_unit_test(shingles_of_texts_of_any_length_are_rising_and_distinct),
		cmocka_unit_test(pairs_are_sorted_by_key_then_rank),
		cmocka_unit_test(resemblance_is_exact_at_its_threshold),
		cmocka_unit_test(scripts_without_spaces_and_accents_have_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
