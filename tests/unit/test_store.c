/* test_store.c - the store: migrations, nights that are repeated, replaced and overlap, counts by day, the index of
 * words. */
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "store.h"
#include "store_night.h"
#include "store_schema.h"
#include "store_sql.h"
#include "store_words.h"

struct fixture {
	char path[64];
	struct store *store;
	struct err err;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	int fd;
	snprintf(f->path, sizeof f->path, "/tmp/gripe-storeXXXXXX");
	fd = mkstemp(f->path);
	*state = f;
	return fd < 0 || close(fd) != 0 ? -1 : store_open(&f->store, f->path, 0, &f->err);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	unlink(f->path);
	free(f);
	return 0;
}

static int64_t number(struct fixture *f, const char *sql)
{
	int64_t value = INT64_MIN;
	assert_true(store_number(f->store, &value, &f->err, sql, "") >= 0);
	return value;
}

/* Index of words, references and counts by day: what they hold is what the rows say. */
static void assert_sound(struct fixture *f)
{
	assert_int_equal(store_script(f->store, "INSERT INTO mention_words(mention_words) VALUES('integrity-check')",
	                              "the index", &f->err),
	                 0);
	assert_int_equal(number(f, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM (SELECT i.item, c.day, sum(c.weight) AS n FROM contact c"
	                           " JOIN contact_item i ON i.contact = c.number WHERE c.latest = 1 AND c.day NOTNULL"
	                           " GROUP BY 1, 2 EXCEPT SELECT item, day, contacts FROM day_count)"),
	                 0);
	assert_int_equal(number(f, "SELECT (SELECT sum(contacts) FROM day_count WHERE item = 0) - (SELECT"
	                           " coalesce(sum(weight), 0) FROM contact WHERE latest = 1 AND day NOTNULL)"),
	                 0);
	assert_int_equal(number(f, "SELECT count(*) FROM (SELECT id, sum(latest) AS n FROM contact GROUP BY id)"
	                           " WHERE n <> 1"),
	                 0);
	assert_int_equal(number(f, "SELECT count(*) FROM person p WHERE NOT EXISTS (SELECT 1 FROM contact c"
	                           " WHERE c.person = p.number)"),
	                 0);
}

/* A night of one contact a word of ids: person "p" and text "a parcel came late". Returns store_night_add's. */
static int keep(struct fixture *f, const char *run, const char *night, const char *ids, struct store_settled *settled)
{
	struct store_night row = { .id = str_from(run), .night = str_from(night) };
	int64_t at = 0;
	int result;
	assert_int_equal(store_begin(f->store, &f->err), 0);
	result = store_night_add(f->store, &row, &at, &f->err);
	if (result == 1) {
		store_roll_back(f->store);
		return 1;
	}
	assert_int_equal(result, 0);
	for (struct str rest = str_from(ids); rest.at != NULL && rest.len > 0;) {
		struct contact contact = { .id = str_cut(rest, ' ', &rest), .person = STR("p"), .lang = STR("en") };
		struct mention mention = { .text = STR("the parcels came late"), .issue = STR("late.parcel") };
		int64_t place;
		assert_int_equal(store_contact(f->store, at, &contact, &place, &f->err), 0);
		assert_int_equal(store_mention(f->store, place, &mention, &f->err), 0);
		assert_int_equal(store_counted(f->store, place, 20000, 1, &f->err), 0);
		assert_int_equal(store_counts_for(f->store, place, STR("late.parcel"), "issue", &f->err), 0);
	}
	assert_int_equal(store_night_settle(f->store, at, settled, &f->err), 0);
	assert_int_equal(store_commit(f->store, &f->err), 0);
	return 0;
}

static void a_night_that_is_repeated_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct store_settled settled;
	assert_int_equal(keep(f, "r1", "2025-03-01", "a b", &settled), 0);
	assert_int_equal(keep(f, "r1", "2025-03-01", "a b", &settled), 1);
	assert_int_equal(number(f, "SELECT count(*) FROM contact"), 2);
	assert_sound(f);
}

static void a_changed_rerun_replaces_its_night(void **state)
{
	struct fixture *f = *state;
	struct store_settled settled;
	assert_int_equal(keep(f, "r1", "2025-03-01", "a b", &settled), 0);
	assert_int_equal(keep(f, "r2", "2025-03-01", "b c d", &settled), 0);
	assert_int_equal(settled.replaced, 1);
	assert_int_equal(settled.replaced_contacts, 2);
	assert_int_equal(number(f, "SELECT count(*) FROM run"), 1);
	assert_int_equal(number(f, "SELECT contacts FROM day_count WHERE item = 0"), 3);
	assert_sound(f);
}

static void another_source_of_the_same_night_stands_beside_it(void **state)
{
	struct fixture *f = *state;
	struct store_settled settled;
	assert_int_equal(keep(f, "r1", "2025-03-01", "a b", &settled), 0);
	assert_int_equal(keep(f, "r2", "2025-03-01", "c", &settled), 0);
	assert_int_equal(settled.replaced, 0);
	assert_int_equal(settled.beside, 1);
	assert_int_equal(number(f, "SELECT contacts FROM day_count WHERE item = 0"), 3);
	assert_sound(f);
}

static void an_empty_night_gives_way_to_its_contacts(void **state)
{
	struct fixture *f = *state;
	struct store_settled settled;
	assert_int_equal(keep(f, "r1", "2025-03-01", "", &settled), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM run"), 1);
	assert_int_equal(keep(f, "r2", "2025-03-01", "a", &settled), 0);
	assert_int_equal(settled.replaced, 1);
	assert_int_equal(number(f, "SELECT count(*) FROM run"), 1);
	assert_sound(f);
}

static void contacts_that_come_again_on_another_night_count_once(void **state)
{
	struct fixture *f = *state;
	struct store_settled settled;
	assert_int_equal(keep(f, "r2", "2025-03-02", "b c", &settled), 0);
	assert_int_equal(keep(f, "r3", "2025-03-03", "c d", &settled), 0);
	assert_int_equal(settled.again, 1);
	assert_int_equal(keep(f, "r1", "2025-03-01", "a b", &settled), 0); /* an older night, kept later */
	assert_int_equal(settled.again, 1);
	assert_int_equal(number(f, "SELECT contacts FROM day_count WHERE item = 0"), 4);
	assert_int_equal(number(f, "SELECT r.number FROM contact c JOIN run r ON r.number = c.run"
	                           " WHERE c.id = 'b' AND latest = 1"),
	                 1);
	assert_sound(f);
}

static void the_row_before_counts_again_when_the_latest_goes(void **state)
{
	struct fixture *f = *state;
	struct store_settled settled;
	assert_int_equal(keep(f, "r1", "2025-03-01", "a b", &settled), 0);
	assert_int_equal(keep(f, "r2", "2025-03-02", "b c", &settled), 0);
	assert_int_equal(store_begin(f->store, &f->err), 0);
	assert_int_equal(store_night_remove(f->store, 2, &f->err), 0);
	assert_int_equal(store_commit(f->store, &f->err), 0);
	assert_int_equal(number(f, "SELECT contacts FROM day_count WHERE item = 0"), 2);
	assert_sound(f);
}

static int64_t found(struct fixture *f, const char *text, const char *lang)
{
	struct buf query;
	int64_t count = -1;
	buf_init(&query, SIZE_MAX);
	assert_int_equal(store_words_query(&query, str_from(text), str_from(lang), &f->err), 0);
	assert_int_equal(store_number(f->store, &count, &f->err,
	                              "SELECT count(*) FROM mention_words WHERE mention_words MATCH ?1", "t",
	                              buf_str(&query)),
	                 1);
	buf_release(&query);
	return count;
}

static void words_are_found_in_any_form_and_order(void **state)
{
	struct fixture *f = *state;
	struct store_settled settled;
	assert_int_equal(keep(f, "r1", "2025-03-01", "a b", &settled), 0);
	assert_int_equal(found(f, "parcel", "en"), 2);
	assert_int_equal(found(f, "late PARCELS", ""), 2);
	assert_int_equal(found(f, "refund", "en"), 0);
	assert_int_equal(found(f, "parcel refund", "en"), 0);
	assert_int_equal(keep(f, "r2", "2025-03-01", "a", &settled), 0);
	assert_int_equal(found(f, "parcel", "en"), 1);
}

static void a_question_without_words_has_no_query(void **state)
{
	struct fixture *f = *state;
	struct buf query;
	buf_init(&query, SIZE_MAX);
	assert_int_equal(store_words_query(&query, STR("?! \""), STR("en"), &f->err), 0);
	assert_int_equal(query.len, 0);
	buf_release(&query);
}

static void what_was_not_committed_was_never_there(void **state)
{
	struct fixture *f = *state;
	struct store_night row = { .id = STR("r1"), .night = STR("2025-03-01") };
	int64_t at = 0;
	assert_int_equal(store_begin(f->store, &f->err), 0);
	assert_int_equal(store_night_add(f->store, &row, &at, &f->err), 0);
	store_close(f->store);
	assert_int_equal(store_open(&f->store, f->path, 0, &f->err), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM run"), 0);
}

static void a_second_writer_is_told_to_try_again(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	assert_int_equal(store_begin(f->store, &f->err), 0);
	assert_int_equal(store_look(&other, f->path, 10, &f->err), 0);
	assert_int_equal(store_begin(other, &f->err), GRIPE_BUSY);
	store_close(other);
}

static void a_question_to_a_store_that_is_not_there_is_refused(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	assert_int_equal(store_look(&other, "/tmp/gripe-no-such-store.db", 0, &f->err), GRIPE_USAGE);
	store_close(other);
	assert_int_not_equal(access("/tmp/gripe-no-such-store.db", F_OK), 0);
}

static void a_store_of_version_1_is_carried_over(void **state)
{
	struct fixture *f = *state;
	char path[80];
	sqlite3 *db;
	struct store *old = f->store;
	snprintf(path, sizeof path, "%s.old", f->path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, store_migrations[0], NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
	                              "INSERT INTO run VALUES('r7', '2025-03-01T10:00:00Z', 'Late', 1);"
	                              "INSERT INTO theme(run, n, json) VALUES('r7', 0,"
	                              " '{\"issue\":\"late.parcel\",\"table\":\"pain\",\"contacts\":12}');"
	                              "PRAGMA user_version = 1",
	                              NULL, NULL, NULL),
	                 SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(store_open(&f->store, path, 0, &f->err), 0);
	assert_int_equal(number(f, "PRAGMA user_version"), STORE_VERSION);
	assert_int_equal(number(f, "SELECT count(*) FROM run WHERE number = 1 AND id = 'r7' AND night = '2025-03-01'"),
	                 1);
	assert_int_equal(number(f, "SELECT contacts FROM theme WHERE run = 1 AND issue = 'late.parcel'"), 12);
	assert_int_equal(number(f, "SELECT count(*) FROM sqlite_schema WHERE name IN ('run_1', 'theme_1')"), 0);
	store_close(f->store);
	f->store = old;
	unlink(path);
}

static void a_store_of_a_later_version_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	assert_int_equal(store_script(f->store, "PRAGMA user_version = 99", "x", &f->err), 0);
	assert_int_equal(store_look(&other, f->path, 0, &f->err), GRIPE_DATA);
	assert_non_null(strstr(f->err.message, "version 99"));
	store_close(other);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(a_night_that_is_repeated_changes_nothing),
		CASE(a_changed_rerun_replaces_its_night),
		CASE(another_source_of_the_same_night_stands_beside_it),
		CASE(an_empty_night_gives_way_to_its_contacts),
		CASE(contacts_that_come_again_on_another_night_count_once),
		CASE(the_row_before_counts_again_when_the_latest_goes),
		CASE(words_are_found_in_any_form_and_order),
		CASE(a_question_without_words_has_no_query),
		CASE(what_was_not_committed_was_never_there),
		CASE(a_second_writer_is_told_to_try_again),
		CASE(a_question_to_a_store_that_is_not_there_is_refused),
		CASE(a_store_of_version_1_is_carried_over),
		CASE(a_store_of_a_later_version_is_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
