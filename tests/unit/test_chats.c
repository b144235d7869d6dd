/* test_chats.c - where a message of a chat begins in a text, and which messages become one contact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chat_head.h"
#include <stdlib.h>

#include "chats.h"

struct chats_test {
	struct read_words *words;
	struct stage_run run;
	struct book book;
	struct buf got;
};

static int set_up(void **state)
{
	struct chats_test *test = memory_alloc(sizeof *test);
	struct err err = ERR_INIT;
	test->run = (struct stage_run){ .book = &test->book, .lexicons = "lexicons", .threads = 1 };
	buf_init(&test->got, SIZE_MAX);
	*state = test;
	return read_words_open(&test->words, &test->run, &err);
}

static int tear_down(void **state)
{
	struct chats_test *test = *state;
	read_words_close(test->words);
	buf_release(&test->got);
	free(test);
	return 0;
}

/* The parts of a line by bars; "none": it begins no message in that shape. */
static void head_is(struct chats_test *test, enum chat_shape shape, const char *line, const char *want)
{
	struct chat_head head;
	buf_clear(&test->got);
	if (chat_head(test->words, str_from(line), shape, &head)) {
		buf_printf(&test->got, "%.*s|%.*s|%.*s", STR_ARGS(head.when), STR_ARGS(head.who), STR_ARGS(head.words));
	} else {
		buf_text(&test->got, "none");
	}
	assert_string_equal(test->got.at, want);
}

static void a_message_begins_with_a_time_and_a_name(void **state)
{
	struct chats_test *test = *state;
	head_is(test, CHAT_DASH, "31.12.23, 14:06 - Ada: hello: you", "31.12.23, 14:06|Ada|hello: you");
	head_is(test, CHAT_DASH, "2/4/23, 10:02\xe2\x80\xafPM - Ada:", "2/4/23, 10:02\xe2\x80\xafPM|Ada|");
	head_is(test, CHAT_DASH, "3.3.2024 klo 19.02 - Ada: hei", "3.3.2024 klo 19.02|Ada|hei");
	head_is(test, CHAT_DASH, "12.03.17, 10:11:12: Ada: alt", "12.03.17, 10:11:12|Ada|alt");
	head_is(test, CHAT_BRACKET,
	        "\xe2\x80\x8e[31/12/2023, 14:05:40] ~\xc2\xa0"
	        "Ada: hi",
	        "31/12/2023, 14:05:40|Ada|hi");
	head_is(test, CHAT_ABOVE, "[10:37 AM] Ada Lee", "10:37 AM|Ada Lee|");
	head_is(test, CHAT_ABOVE, "[03-Mar-24 10:11 AM] ada", "03-Mar-24 10:11 AM|ada|");
	head_is(test, CHAT_BEHIND, "Ada Lee, [03.03.2024 10:11]", "03.03.2024 10:11|Ada Lee|");
	head_is(test, CHAT_STAMPED, "Ada Lee  10:37 AM", "10:37 AM|Ada Lee|");
	head_is(test, CHAT_STAMPED, "Ada Lee \xe2\x80\x94 03/03/2024 10:11", "03/03/2024 10:11|Ada Lee|");
	head_is(test, CHAT_MEETING, "15:01:02\t From Ada to Everyone:", "15:01:02|Ada|");
	head_is(test, CHAT_MEETING, "15:01:02 From  Ada  to  Joe(Direct Message) : hi", "15:01:02|Ada|hi");
	head_is(test, CHAT_TABBED, "10:11\tAda\thello", "10:11|Ada|hello");
}

static void a_system_line_has_no_name(void **state)
{
	struct chats_test *test = *state;
	head_is(test, CHAT_DASH, "31.12.23, 14:06 - Ada added Joe", "31.12.23, 14:06||Ada added Joe");
	head_is(test, CHAT_DASH, "31.12.23, 14:06 - Ada changed the subject to \"Shop: help\"",
	        "31.12.23, 14:06||Ada changed the subject to \"Shop: help\"");
	head_is(test, CHAT_TABBED, "10:11\tAda unsent a message.", "10:11||Ada unsent a message.");
}

static void other_lines_begin_no_message(void **state)
{
	struct chats_test *test = *state;
	head_is(test, CHAT_DASH, "3 - 4 pieces: all broken", "none");
	head_is(test, CHAT_DASH, "It started - at 10:02: after two days", "none");
	head_is(test, CHAT_DASH, "", "none");
	head_is(test, CHAT_BRACKET, "[1] Ada: a footnote", "none");
	head_is(test, CHAT_BRACKET, "[10:37 AM] Ada: no date", "none");
	head_is(test, CHAT_ABOVE, "[sic] Ada", "none");
	head_is(test, CHAT_ABOVE, "[10:37] ", "none");
	head_is(test, CHAT_BEHIND, "Ada, [see below]", "none");
	head_is(test, CHAT_STAMPED, "Ada Lee  10:37", "none");
	head_is(test, CHAT_STAMPED, "it broke at 10:37 AM", "none");
	head_is(test, CHAT_STAMPED, "Order 4711 came at 10:37 AM", "none");
	head_is(test, CHAT_MEETING, "15:01:02 it broke: again", "none");
	head_is(test, CHAT_TABBED, "price\t10\tpieces", "none");
}

static void a_log_is_no_chat(void **state)
{
	struct chats_test *test = *state;
	head_is(test, CHAT_BRACKET, "[2024-03-03 10:11:12] ERROR: cannot open",
	        "2024-03-03 10:11:12||ERROR: cannot open");
}

static int put(void *to, struct record *record, struct err *err)
{
	struct chats_test *test = to;
	const struct contact *contact = &record->contact;
	(void)err;
	buf_printf(&test->got, "%.*s/%.*s/%.*s;", STR_ARGS(contact->person), STR_ARGS(contact->role),
	           STR_ARGS(contact->text));
	return 0;
}

static const struct format chat_format = { .name = "chat", .channel = "chat" };

/* Messages "person|time|text" by lines, as contacts in test->got. */
static void chat_is(struct chats_test *test, int join_seconds, const char *messages, const char *want)
{
	struct emit emit = { put, test };
	struct err err = ERR_INIT;
	struct reading reading = { .run = &test->run,
		                   .path = "x",
		                   .emit = &emit,
		                   .words = test->words,
		                   .format = &chat_format,
		                   .join_seconds = join_seconds };
	struct chat *chat = chat_open(&reading);
	struct str rest = str_from(messages);
	buf_clear(&test->got);
	memset(&test->book, 0, sizeof test->book);
	while (rest.len > 0) {
		struct str line = str_cut(rest, '\n', &rest), time, text;
		struct chat_message message = { .clock = -1 };
		message.person = str_cut(line, '|', &time);
		message.when = str_cut(time, '|', &text);
		message.text = text;
		chat_add(chat, &message);
	}
	assert_true(chat_emit(chat, &err) >= 0);
	chat_close(chat);
	arena_release(&reading.arena);
	assert_string_equal(test->got.at, want);
}

static void messages_within_the_gap_are_one_contact(void **state)
{
	struct chats_test *test = *state;
	static const char three[] = "Ada|2024-03-03 10:00:00|The kettle\nAda|2024-03-03 10:00:59|leaks\n"
	                            "Ada|2024-03-03 10:01:59|still";
	chat_is(test, 59, three, "Ada//The kettle\nleaks;Ada//still;");
	assert_int_equal(book_noted(&test->book, "messages_joined"), 1);
	chat_is(test, 0, three, "Ada//The kettle;Ada//leaks;Ada//still;");
	assert_int_equal(book_noted(&test->book, "messages_joined"), 0);
	chat_is(test, 60, three, "Ada//The kettle\nleaks\nstill;");
}

static void another_person_or_no_time_parts_messages(void **state)
{
	struct chats_test *test = *state;
	chat_is(test, 59, "Ada|2024-03-03 10:00:00|a b\nJoe|2024-03-03 10:00:01|c d\nAda|2024-03-03 10:00:02|e f",
	        "Ada//a b;Joe//c d;Ada//e f;");
	chat_is(test, 59, "Ada||a b\nAda||c d", "Ada//a b;Ada//c d;");
}

static void newest_first_is_turned(void **state)
{
	struct chats_test *test = *state;
	chat_is(test, 59, "Joe|2024-03-03 10:05:00|last\nAda|2024-03-03 10:00:00|first", "Ada//first;Joe//last;");
}

static void a_time_that_is_no_date_is_counted(void **state)
{
	struct chats_test *test = *state;
	chat_is(test, 59, "Ada|sometime in May|It leaks\nAda|2024-03-03 10:05:00|Still", "Ada//It leaks;Ada//Still;");
	assert_int_equal(book_noted(&test->book, "time_not_read"), 1);
}

static void the_name_of_a_company_is_an_agents(void **state)
{
	struct chats_test *test = *state;
	chat_is(test, 59, "Ada|2024-03-03 10:00:00|It leaks\nShop Help|2024-03-03 10:05:00|We look",
	        "Ada/customer/It leaks;Shop Help/agent/We look;");
	chat_is(test, 59, "Help|2024-03-03 10:00:00|It leaks\nShop|2024-03-03 10:05:00|We look",
	        "Help//It leaks;Shop//We look;");
	chat_is(test, 59, "Ada|2024-03-03 10:00:00|It leaks\nShopna|2024-03-03 10:05:00|Mine too",
	        "Ada//It leaks;Shopna//Mine too;");
}

static void what_a_program_put_there_is_set_aside(void **state)
{
	struct chats_test *test = *state;
	chat_is(test, 59,
	        "Ada|2024-03-03 10:00:00|<Media omitted>\nAda|2024-03-03 10:00:01|You deleted this message\n"
	        "Ada|2024-03-03 10:00:02|Ada sent an attachment.\nAda|2024-03-03 10:00:03|[Photo]\n"
	        "Ada|2024-03-03 10:00:04|I deleted this message too early\nAda|2024-03-03 10:05:04|<b> is a tag",
	        "Ada//I deleted this message too early;Ada//<b> is a tag;");
	assert_int_equal(book_dropped(&test->book, "system_event"), 4);
}

static void the_day_is_told_from_all_dates(void **state)
{
	struct chats_test *test = *state;
	/* the 13th decides that the month stands first: read day first, April would come before */
	chat_is(test, 59, "Ada|2/4/23, 10:02 PM|a b\nAda|2/13/23, 9:16 AM|c d", "Ada//a b;Ada//c d;");
	chat_is(test, 59, "Ada|4/2/23, 10:02 PM|a b\nAda|13/2/23, 9:16 AM|c d", "Ada//a b;Ada//c d;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_message_begins_with_a_time_and_a_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_system_line_has_no_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(other_lines_begin_no_message, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_log_is_no_chat, set_up, tear_down),
		cmocka_unit_test_setup_teardown(messages_within_the_gap_are_one_contact, set_up, tear_down),
		cmocka_unit_test_setup_teardown(another_person_or_no_time_parts_messages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(newest_first_is_turned, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_time_that_is_no_date_is_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_name_of_a_company_is_an_agents, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_a_program_put_there_is_set_aside, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_day_is_told_from_all_dates, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
