/* chats.c - see chats.h.
 *
 * In: messages of one file. Out: contacts with person, time, thread and role. A message that follows one of the same
 * person by at most reading->join_seconds is joined to it, a line each; the book counts such messages. The thread is
 * the first message's hash: the next export of the same chat, which goes on longer, has the same. Who is an agent: a
 * name with a word of companies in it ("Shop Help"; kind company_name of call.tsv), unless all have one; then, as in
 * calls, what only agents and only customers say. Memory: the messages of one file. */
#include "chats.h"

#include <inttypes.h>
#include <stdlib.h>

#include "array.h"
#include "calls.h"
#include "dates.h"
#include "undated.h"

enum { MESSAGES_FIRST = 64 /* room to begin with */ };

struct chat {
	struct reading *reading;
	struct arena arena;
	struct chat_message *messages;
	size_t count, cap;
};

struct chat *chat_open(struct reading *reading)
{
	struct chat *chat = memory_alloc(sizeof *chat);
	chat->reading = reading;
	return chat;
}

void chat_close(struct chat *chat)
{
	if (chat != NULL) {
		free(chat->messages);
		arena_release(&chat->arena);
		free(chat);
	}
}

/* Without the full stop and the mark of direction that programs put around. */
static struct str bare(struct str text)
{
	static const char *const marks[] = { "\xe2\x80\x8e", "\xe2\x80\x8f" };
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (str_starts(text, str_from(marks[i]))) {
			text = str_slice(text, 3, text.len);
		}
	}
	text = str_trim(text);
	return str_ends(text, STR(".")) ? str_slice(text, 0, text.len - 1) : text;
}

/* "Ada sent an attachment" without Ada. */
static struct str without_name(struct str text, struct str person)
{
	return person.len > 0 && str_starts(text, person) ? str_trim(str_slice(text, person.len, text.len)) : text;
}

/* "<Media omitted>", "[Sticker]": all of the text stands in one pair of brackets, on one line. */
static bool is_placeholder(struct str text)
{
	bool angled = str_starts(text, STR("<")) && str_find(text, STR(">"), 0) + 1 == text.len,
	     square = str_starts(text, STR("[")) && str_find(text, STR("]"), 0) + 1 == text.len;
	return (angled || square) && memchr(text.at, '\n', text.len) == NULL;
}

bool chat_is_notice(const struct read_words *words, struct str person, struct str text)
{
	struct str rest = bare(text), after = without_name(rest, person);
	size_t length = language_rows_starts(&words->exports, "notice", after);
	return is_placeholder(str_trim(text)) || (length > 0 && length == after.len) ||
	       language_rows_starts(&words->exports, "notice_start", after) > 0;
}

/* A date with the digits and the comma of ASCII for those of Arabic and Persian writing. */
static struct str plain_digits(struct arena *arena, struct str when)
{
	char *to = arena_alloc(arena, when.len + 1);
	size_t length = 0;
	for (size_t i = 0; i < when.len; i++) {
		unsigned char first = (unsigned char)when.at[i],
		              second = i + 1 < when.len ? (unsigned char)when.at[i + 1] : 0;
		bool arabic = first == 0xD9 && second >= 0xA0 && second <= 0xA9,
		     persian = first == 0xDB && second >= 0xB0 && second <= 0xB9,
		     comma = first == 0xD8 && second == 0x8C;
		to[length++] = arabic    ? (char)('0' + second - 0xA0)
		               : persian ? (char)('0' + second - 0xB0)
		               : comma   ? ','
		                         : when.at[i];
		i += arabic || persian || comma;
	}
	return (struct str){ to, length };
}

void chat_add(struct chat *chat, const struct chat_message *message)
{
	struct arena *arena = &chat->arena;
	struct chat_message *kept;
	if (chat_is_notice(chat->reading->words, message->person, message->text)) {
		book_drop(chat->reading->run->book, "system_event", 1);
		return;
	}
	chat->messages = array_room(chat->messages, chat->count, &chat->cap, sizeof *chat->messages, MESSAGES_FIRST);
	kept = &chat->messages[chat->count++];
	*kept = *message;
	kept->person = arena_dup(arena, str_trim(message->person));
	kept->text = arena_dup(arena, str_trim(message->text));
	kept->id = arena_dup(arena, message->id);
	kept->thread = arena_dup(arena, message->thread);
	kept->title = arena_dup(arena, message->title);
	kept->url = arena_dup(arena, message->url);
	kept->when = plain_digits(arena, message->when);
}

/* ---- times ---- */

/* Whether some time has a letter: "1/2/24, 9:12 PM". */
static bool has_twelve_hours(const struct chat *chat)
{
	for (size_t i = 0; i < chat->count; i++) {
		struct str when = chat->messages[i].when;
		for (size_t k = 0; k < when.len; k++) {
			if (ascii_is_alpha(when.at[k])) {
				return true;
			}
		}
	}
	return false;
}

static void say_order(const struct chat *chat, enum date_order order, bool guessed)
{
	if (chat->reading->run->said != NULL) {
		buf_printf(chat->reading->run->said, "gripe read: %s: dates have the %s first%s\n", chat->reading->path,
		           order == DATE_DAY_FIRST ? "day" : "month",
		           guessed ? ": no value decides it (--day-first or --month-first says so)" : "");
	}
}

/* The order of day and month that all dates of the file speak for. Where none decides it, the clock does: whoever puts
 * the month first has one of twelve hours. */
static enum date_order order_of(const struct chat *chat)
{
	struct date_evidence evidence = { 0 };
	enum date_order order;
	bool guessed;
	if (chat->reading->date_order != DATE_ORDER_UNKNOWN) {
		return (enum date_order)chat->reading->date_order;
	}
	for (size_t i = 0; i < chat->count; i++) {
		if (chat->messages[i].when.len > 0) {
			date_watch(&evidence, chat->reading->words->dates, chat->messages[i].when);
		}
	}
	order = date_decide(&evidence, &guessed);
	if (guessed && order == DATE_MONTH_FIRST && !has_twelve_hours(chat)) {
		order = DATE_DAY_FIRST;
	}
	if (evidence.open > 0) {
		say_order(chat, order, guessed);
	}
	return order;
}

static bool moment_of(const struct chat *chat, const struct chat_message *message, enum date_order order,
                      int64_t *seconds)
{
	*seconds = message->clock;
	return message->when.len > 0
	           ? date_read(chat->reading->words->dates, message->when, order, seconds) == DATE_FOUND
	           : message->clock >= 0;
}

/* Exports that put the newest first are turned. */
static void turn(struct chat *chat, enum date_order order)
{
	int64_t first, last;
	if (chat->count < 2 || !moment_of(chat, &chat->messages[0], order, &first) ||
	    !moment_of(chat, &chat->messages[chat->count - 1], order, &last) || first <= last) {
		return;
	}
	for (size_t i = 0, j = chat->count - 1; i < j; i++, j--) {
		struct chat_message held = chat->messages[i];
		chat->messages[i] = chat->messages[j];
		chat->messages[j] = held;
	}
}

/* Whether message `next` goes on with the one before it. */
static bool goes_on(const struct chat *chat, size_t next, enum date_order order)
{
	const struct chat_message *a = &chat->messages[next - 1], *b = &chat->messages[next];
	int64_t from, to;
	if (chat->reading->join_seconds <= 0 || a->person.len == 0 || !str_eq(a->person, b->person) ||
	    !str_eq(a->thread, b->thread) || a->text.len == 0 || b->text.len == 0) {
		return false;
	}
	return moment_of(chat, a, order, &from) && moment_of(chat, b, order, &to) && to >= from &&
	       to - from <= chat->reading->join_seconds;
}

/* ---- who is who ---- */

static bool names_a_company(const struct read_words *words, struct str name)
{
	struct buf padded;
	size_t length;
	bool found;
	buf_init(&padded, SIZE_MAX);
	buf_printf(&padded, " %.*s ", STR_ARGS(name));
	found = language_rows_finds(&words->calls, "company_name", buf_str(&padded), &length) < padded.len;
	buf_release(&padded);
	return found;
}

/* The parts of those who write, as of the speakers of a call. True when they were guessed from what is said. */
static bool settle_roles(struct chat *chat, struct call *call)
{
	struct intern people;
	size_t companies = 0;
	intern_init(&people);
	for (size_t i = 0; i < chat->count; i++) {
		const struct chat_message *message = &chat->messages[i];
		if (message->person.len > 0) {
			call_turn(call, message->person, message->text, -1, -1, true);
			(void)intern_add(&people, message->person);
			if (message->role != NULL) {
				call_set_role(call, message->person, message->role);
			}
		}
	}
	for (size_t i = 0; i < people.count; i++) {
		companies += names_a_company(chat->reading->words, people.names[i]);
	}
	for (size_t i = 0; i < people.count && companies < people.count; i++) {
		if (names_a_company(chat->reading->words, people.names[i])) {
			call_set_role(call, people.names[i], "agent");
		}
	}
	intern_release(&people);
	return call_settle_roles(call);
}

/* ---- out ---- */

/* The thread of messages that say none: what the chat began with. */
static struct str thread_of(struct chat *chat)
{
	uint64_t hash = 0;
	if (chat->count > 0) {
		const struct chat_message *first = &chat->messages[0];
		hash = hash_mix(hash64(first->when, 1), hash_mix(hash64(first->person, 2), hash64(first->text, 3)));
	}
	return arena_printf(&chat->arena, "chat-%016" PRIx64, hash);
}

/* What others answer is of the thread that is named after it. */
static void join_roots(struct chat *chat)
{
	struct intern answered;
	intern_init(&answered);
	for (size_t i = 0; i < chat->count; i++) {
		if (chat->messages[i].thread.len > 0) {
			(void)intern_add(&answered, chat->messages[i].thread);
		}
	}
	for (size_t i = 0; i < chat->count; i++) {
		struct chat_message *message = &chat->messages[i];
		if (message->thread.len == 0 && message->id.len > 0 &&
		    intern_find(&answered, message->id) != INTERN_NONE) {
			message->thread = message->id;
		}
	}
	intern_release(&answered);
}

/* The messages [from, to) as one contact. */
static int emit_joined(struct chat *chat, size_t from, size_t to, struct contact *contact, struct err *err)
{
	struct reading *reading = chat->reading;
	const struct chat_message *first = &chat->messages[from];
	struct buf text;
	int status;
	buf_init(&text, DOCUMENT_LIMIT);
	for (size_t i = from; i < to; i++) {
		buf_text(&text, i > from ? "\n" : "");
		buf_str_add(&text, chat->messages[i].text);
	}
	if (to - from > 1) {
		book_note(reading->run->book, "messages_joined", to - from - 1);
	}
	contact->text = buf_str(&text);
	contact->person = first->person;
	contact->id = first->id;
	contact->title = first->title;
	contact->url = first->url;
	contact->thread = first->thread.len > 0 ? first->thread : contact->thread;
	if (first->when.len > 0) {
		contact->time = reading_time(reading, contact, first->when);
		undated_count(reading, contact, first->when);
	}
	if (first->chat != NULL && first->chat[0] != '\0') {
		contact_attr(contact, &reading->arena, STR("chat"), str_from(first->chat));
	}
	status = reading_emit(reading, contact, err);
	buf_release(&text);
	return status;
}

int chat_emit(struct chat *chat, struct err *err)
{
	struct reading *reading = chat->reading;
	struct call *call = call_open(reading);
	enum date_order order = order_of(chat);
	int said_order = reading->date_order, status = 0;
	struct str thread;
	bool guessed;
	turn(chat, order);
	join_roots(chat);
	guessed = settle_roles(chat, call);
	thread = thread_of(chat);
	if (guessed) {
		book_note(reading->run->book, "role_guessed", 1);
	}
	reading->date_order = (int)order;
	for (size_t i = 0, to; i < chat->count && status >= 0; i = to) {
		const struct chat_message *message = &chat->messages[i];
		struct contact contact = { .thread = thread };
		const char *role = message->role != NULL ? message->role : call_speaker_role(call, message->person);
		for (to = i + 1; to < chat->count && goes_on(chat, to, order); to++) {
		}
		contact.role = str_from(role);
		if (guessed && role[0] != '\0') {
			contact_note(&contact, &reading->arena, STR("role_guessed"));
		}
		status = emit_joined(chat, i, to, &contact, err);
	}
	reading->date_order = said_order;
	undated_say(reading);
	reading->undated = 0;
	call_close(call);
	chat->count = 0;
	arena_reset(&chat->arena);
	return status;
}
