/* mail.c - see mail.h.
 *
 * In: the bytes of a mail, and the mbox line before it. Out: a contact: text (mail_body.h), title = subject, person =
 * "Name <address>" of From, time = Date (else the newest Received, else the mbox line), thread, attrs.attachments,
 * notes of what was found and repaired. Threads: the first id in References is the thread's root (RFC 5322, 3.6.4),
 * else what In-Reply-To's mail belongs to, else for a "Re:" the thread of the same subject, else the mail's own id.
 * Kept as 64-bit hashes of ids, 16 bytes an entry, in an open-addressed table per file: JWZ's threading needs all mails
 * at once, this streams; it differs where a reply stands before its parent and only In-Reply-To links them. Who wrote
 * it: headers that say so (RFC 3834 Auto-Submitted, RFC 3464 reports, null return paths, Precedence; "bulk" is what old
 * lists set too) are protocol and stand here; subjects and senders that say so are words and stand in
 * lexicons/LANG/mail.tsv. */
#include "mail.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "charset.h"
#include "date_mail.h"
#include "dates.h"
#include "hash.h"
#include "mail_body.h"
#include "mail_head.h"
#include "mail_labels.h"
#include "number_map.h"

enum { SEED_ID = 1, SEED_SUBJECT = 2 };

struct mail_reader {
	struct reading *reading;
	GMimeParserOptions *options;
	struct number_map threads; /* hash of an id or subject: its thread */
};

static void thread_set(struct mail_reader *reader, uint64_t key, uint64_t thread)
{
	number_map_set(&reader->threads, key, thread);
}

static uint64_t thread_get(struct mail_reader *reader, uint64_t key)
{
	return number_map_get(&reader->threads, key);
}

struct mail_reader *mail_open(struct reading *reading)
{
	struct mail_reader *reader = memory_alloc(sizeof *reader);
	reader->reading = reading;
	reader->options = mail_options();
	return reader;
}

void mail_close(struct mail_reader *reader)
{
	if (reader == NULL) {
		return;
	}
	g_mime_parser_options_free(reader->options);
	number_map_release(&reader->threads);
	free(reader);
}

static bool starts_with(const struct mail_reader *reader, struct str text, const char *kind)
{
	return language_rows_starts(&reader->reading->words->subject.mail, kind, text) > 0;
}

/* A mail as it is looked at: its headers, and its body as a tree, or (plain mails) as bytes. */
struct view {
	struct mail_head head;
	GMimeMessage *message; /* NULL: plain */
	struct str plain;
};

static struct str header(struct mail_reader *reader, const struct view *view, enum mail_header which)
{
	return mail_head_text(&view->head, which, reader->options, &reader->reading->arena);
}

/* The name behind the address in "felix at example.org (Felix Lee)"; empty when it is the address once more. */
static struct str name_in_parentheses(const struct language_rows *words, struct str from, size_t start)
{
	size_t open = str_find(from, STR("("), start), length;
	struct str name = open < from.len ? str_slice(from, open + 1, from.len) : STR_EMPTY;
	name.len -= str_ends(name, STR(")"));
	name = str_trim(name);
	return language_rows_finds(words, "at_sign", name, &length) < name.len ? STR_EMPTY : name;
}

/* "felix at example.org (Felix Lee)", as archives write it, to "Felix Lee <felix@example.org>". */
static bool archive_address(const struct mail_reader *reader, struct str from, struct str *person)
{
	const struct language_rows *words = &reader->reading->words->subject.mail;
	struct arena *arena = &reader->reading->arena;
	size_t length, at = language_rows_finds(words, "at_sign", from, &length);
	struct str local, domain, name;
	if (at == from.len || memchr(from.at, '@', from.len) != NULL) {
		return false;
	}
	local = str_slice(from, 0, at - 1); /* a blank stands on either side of the word */
	domain = str_trim(str_slice(from, at + length, str_find(from, STR("("), at)));
	if (memchr(local.at, ' ', local.len) != NULL || str_find(domain, STR(" "), 0) < domain.len) {
		return false;
	}
	name = name_in_parentheses(words, from, at);
	*person = name.len > 0
	              ? arena_printf(arena, "%.*s <%.*s@%.*s>", STR_ARGS(name), STR_ARGS(local), STR_ARGS(domain))
	              : arena_printf(arena, "%.*s@%.*s", STR_ARGS(local), STR_ARGS(domain));
	return true;
}

static struct str utf8_of(struct arena *arena, const char *text)
{
	struct buf clean;
	struct str result;
	const char *note;
	buf_init(&clean, SIZE_MAX);
	charset_field(&clean, str_from(text), NULL, &note);
	for (size_t i = 0; i < clean.len; i++) {
		clean.at[i] = ascii_is_space(clean.at[i]) ? ' ' : clean.at[i];
	}
	result = arena_dup(arena, str_trim(buf_str(&clean)));
	buf_release(&clean);
	return result;
}

/* "Name <address>" out of From or Reply-To, or what there is of it. */
static struct str person_in(struct mail_reader *reader, const struct view *view, enum mail_header which)
{
	struct arena *arena = &reader->reading->arena;
	struct str from = header(reader, view, which), name, address = STR_EMPTY, person;
	InternetAddressList *list;
	InternetAddress *first;
	if (from.len == 0 || archive_address(reader, from, &person)) {
		return from.len == 0 ? from : person;
	}
	list = internet_address_list_parse(reader->options, arena_dup(arena, view->head.raw[which]).at);
	first =
	    list != NULL && internet_address_list_length(list) > 0 ? internet_address_list_get_address(list, 0) : NULL;
	if (first == NULL) {
		person = from;
	} else {
		name = utf8_of(arena, internet_address_get_name(first));
		if (INTERNET_ADDRESS_IS_MAILBOX(first)) {
			address = utf8_of(arena, internet_address_mailbox_get_addr((InternetAddressMailbox *)first));
		}
		if (name.len == 0 || str_eq_nocase(name, address)) {
			person = address.len > 0 ? address : from;
		} else {
			person = address.len > 0 ? arena_printf(arena, "%.*s <%.*s>", STR_ARGS(name), STR_ARGS(address))
			                         : name;
		}
	}
	if (list != NULL) {
		g_object_unref(list);
	}
	return person;
}

static struct str address_in(struct str person)
{
	size_t open = str_find(person, STR("<"), 0);
	return open < person.len ? str_slice(person, open + 1, person.len) : person;
}

static bool reads_no_reply(const struct mail_reader *reader, struct str person)
{
	return starts_with(reader, address_in(person), "no_reply_sender");
}

/* A form on a page sends what a customer wrote from an address that nobody reads: the customer is whom an answer goes
 * to. */
static struct str person_of(struct mail_reader *reader, const struct view *view)
{
	struct str from = person_in(reader, view, HEAD_FROM), reply_to;
	if (!reads_no_reply(reader, from) || view->head.raw[HEAD_REPLY_TO].at == NULL) {
		return from;
	}
	reply_to = person_in(reader, view, HEAD_REPLY_TO);
	return reply_to.len > 0 && memchr(reply_to.at, '@', reply_to.len) != NULL && !reads_no_reply(reader, reply_to)
	           ? reply_to
	           : from;
}

/* Received: ends with "; date". */
static struct str received_date(struct str received)
{
	const char *last = NULL;
	for (size_t i = 0; i < received.len; i++) {
		last = received.at[i] == ';' ? received.at + i : last;
	}
	return last == NULL ? STR_EMPTY : str_slice(received, (size_t)(last - received.at) + 1, received.len);
}

/* The first of Date, the newest Received and the mbox line that is a date; a year that is not believed is noted. */
static struct str time_of(struct mail_reader *reader, const struct view *view, struct str envelope,
                          struct contact *contact)
{
	struct arena *arena = &reader->reading->arena;
	enum { IN_DATE, IN_RECEIVED, IN_ENVELOPE, PLACES };
	char *text = arena_alloc(arena, DATE_TEXT_SIZE);
	bool far = false;
	for (int place = IN_DATE; place < PLACES; place++) {
		int64_t seconds;
		struct str said = place == IN_DATE       ? header(reader, view, HEAD_DATE)
		                  : place == IN_RECEIVED ? received_date(header(reader, view, HEAD_RECEIVED))
		                                         : envelope;
		enum date_found found = date_read_mail(reader->reading->words->dates, said, &seconds);
		if (found == DATE_FOUND) {
			date_text(seconds, text);
			return (struct str){ text, DATE_TEXT_SIZE - 1 };
		}
		far = far || found == DATE_FAR;
	}
	if (far) {
		contact_note(contact, arena, STR(DATE_FAR_NOTE));
	}
	return STR_EMPTY;
}

/* The next <id> in a header, from *at on; some programs leave the brackets out. */
static bool next_id(struct str ids, size_t *at, struct str *id)
{
	while (*at < ids.len) {
		size_t start = *at, end;
		if (ids.at[start] == '<') {
			end = str_find(ids, STR(">"), start);
			*id = str_trim(str_slice(ids, start + 1, end));
			*at = end + (end < ids.len);
		} else if (ascii_is_space(ids.at[start]) || ids.at[start] == ',') {
			*at = start + 1;
			continue;
		} else {
			end = start;
			while (end < ids.len && !ascii_is_space(ids.at[end]) && ids.at[end] != '<') {
				end++;
			}
			*id = str_slice(ids, start, end);
			*at = end;
		}
		if (memchr(id->at, '@', id->len) != NULL && memchr(id->at, ' ', id->len) == NULL) {
			return true;
		}
	}
	return false;
}

static uint64_t id_hash(struct str id)
{
	uint64_t hash = hash64(id, SEED_ID);
	return hash == 0 ? 1 : hash;
}

/* The key under which it stands that the mail itself, not a reference to it, was read. */
static uint64_t seen_key(uint64_t own)
{
	return hash_mix(own, SEED_ID) | 1;
}

/* The key of a subject, folded. */
static uint64_t subject_key(struct str core)
{
	struct buf folded;
	uint64_t key;
	buf_init(&folded, SIZE_MAX);
	for (size_t i = 0; i < core.len; i++) {
		buf_byte(&folded, ascii_lower(core.at[i]));
	}
	key = hash64(buf_str(&folded), SEED_SUBJECT) | 1;
	buf_release(&folded);
	return key;
}

/* The thread that stands under the key, or the key itself as a new one. */
static uint64_t thread_under(struct mail_reader *reader, uint64_t key)
{
	uint64_t thread = thread_get(reader, key);
	return thread != 0 ? thread : key;
}

/* By References: the first id is the root. What the others name belongs to this thread, whether it is here or not. 0:
 * there are none. */
static uint64_t thread_by_references(struct mail_reader *reader, struct str references)
{
	struct str id;
	size_t at = 0;
	uint64_t thread = 0;
	while (next_id(references, &at, &id)) {
		thread = thread != 0 ? thread : thread_under(reader, id_hash(id));
		if (thread_get(reader, id_hash(id)) == 0) {
			thread_set(reader, id_hash(id), thread);
		}
	}
	return thread;
}

static uint64_t thread_by_parent(struct mail_reader *reader, struct str parent)
{
	struct str id;
	size_t at = 0;
	uint64_t thread;
	if (!next_id(parent, &at, &id)) {
		return 0;
	}
	thread = thread_under(reader, id_hash(id));
	thread_set(reader, id_hash(id), thread);
	return thread;
}

/* What a mail says of its thread. */
struct thread_keys {
	uint64_t own; /* hash of its id, 0: it has none */
	uint64_t subject;
	bool is_reply, has_subject;
};

/* The first that says it: References, In-Reply-To, an earlier mail's references to this one, the subject of a reply,
 * the mail's own id. 0: none. */
static uint64_t find_thread(struct mail_reader *reader, const struct view *view, const struct thread_keys *keys)
{
	uint64_t thread = thread_by_references(reader, header(reader, view, HEAD_REFERENCES));
	if (thread == 0) {
		thread = thread_by_parent(reader, header(reader, view, HEAD_IN_REPLY_TO));
	}
	if (thread == 0 && keys->own != 0) {
		thread = thread_get(reader, keys->own);
	}
	if (thread == 0 && keys->is_reply && keys->has_subject) {
		thread = thread_under(reader, keys->subject);
	}
	if (thread == 0) {
		thread = keys->own != 0 ? keys->own : keys->has_subject ? keys->subject : 0;
	}
	return thread;
}

/* The thread as a number; *again: the mail's own id has been seen in this file. */
static uint64_t thread_of(struct mail_reader *reader, const struct view *view, struct str subject, bool *again)
{
	struct thread_keys keys = { 0 };
	struct str core = subject_core(&reader->reading->words->subject, subject, &keys.is_reply), id;
	size_t at = 0;
	uint64_t thread;
	keys.own = next_id(header(reader, view, HEAD_MESSAGE_ID), &at, &id) ? id_hash(id) : 0;
	keys.subject = subject_key(core);
	keys.has_subject = core.len > 0;
	*again = keys.own != 0 && thread_get(reader, seen_key(keys.own)) != 0;
	thread = find_thread(reader, view, &keys);
	if (thread != 0 && keys.own != 0) {
		thread_set(reader, keys.own, thread);
		thread_set(reader, seen_key(keys.own), 1);
	}
	if (thread != 0 && keys.has_subject && (!keys.is_reply || thread_get(reader, keys.subject) == 0)) {
		thread_set(reader, keys.subject, thread);
	}
	return thread;
}

/* What is asked whether a person wrote a mail. */
struct sender {
	struct mail_reader *reader;
	const struct view *view;
	unsigned found; /* enum mail_finding, of its body */
	struct str person, subject;
};

static struct str sender_header(const struct sender *sender, enum mail_header which)
{
	return header(sender->reader, sender->view, which);
}

static bool is_bounce(const struct sender *sender)
{
	return (sender->found & MAIL_BOUNCE) != 0 || sender_header(sender, HEAD_FAILED_RECIPIENTS).len > 0;
}

static bool is_receipt(const struct sender *sender)
{
	return (sender->found & MAIL_RECEIPT) != 0;
}

static bool is_report(const struct sender *sender)
{
	return (sender->found & MAIL_REPORT) != 0;
}

static bool is_calendar(const struct sender *sender)
{
	return (sender->found & MAIL_CALENDAR) != 0;
}

/* A return path of "<>" alone is that of any automatic mail; with the words it is a bounce. */
static bool reads_like_bounce(const struct sender *sender)
{
	return starts_with(sender->reader, address_in(sender->person), "bounce_sender") ||
	       (str_eq(sender_header(sender, HEAD_RETURN_PATH), STR("<>")) &&
	        starts_with(sender->reader, sender->subject, "bounce_subject"));
}

static bool is_auto_reply(const struct sender *sender)
{
	struct str submitted = sender_header(sender, HEAD_AUTO_SUBMITTED);
	return (submitted.len > 0 && !str_starts_nocase(submitted, STR("no"))) ||
	       sender_header(sender, HEAD_AUTOREPLY).len > 0 || sender_header(sender, HEAD_AUTORESPOND).len > 0 ||
	       str_starts_nocase(sender_header(sender, HEAD_PRECEDENCE), STR("auto")) ||
	       starts_with(sender->reader, sender->subject, "auto_subject") ||
	       starts_with(sender->reader, address_in(sender->person), "auto_sender");
}

static bool is_no_reply(const struct sender *sender)
{
	return reads_no_reply(sender->reader, sender->person);
}

/* Old lists set it for what people write. */
static bool is_bulk(const struct sender *sender)
{
	struct str precedence = sender_header(sender, HEAD_PRECEDENCE);
	return sender->view->head.raw[HEAD_LIST].at == NULL &&
	       (str_eq_nocase(precedence, STR("bulk")) || str_eq_nocase(precedence, STR("junk")));
}

/* Why no person wrote it, the first that holds, or NULL. */
static const char *bot_reason(const struct sender *sender)
{
	static const struct {
		bool (*holds)(const struct sender *sender);
		const char *why;
	} reasons[] = { { is_bounce, "bounce" },         { is_receipt, "receipt" },
		        { is_report, "report" },         { is_calendar, "calendar" },
		        { reads_like_bounce, "bounce" }, { is_auto_reply, "auto_reply" },
		        { is_no_reply, "no_reply" },     { is_bulk, "bulk" } };
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (reasons[i].holds(sender)) {
			return reasons[i].why;
		}
	}
	return NULL;
}

static void add_notes(struct mail_reader *reader, struct contact *contact, const struct mail_body *body)
{
	static const struct {
		unsigned bit;
		const char *note;
	} notes[] = { { MAIL_ENCRYPTED, "encrypted" },
		      { MAIL_ENCLOSED, "enclosed_mail" },
		      { MAIL_BROKEN, "mime_broken" },
		      { MAIL_TOO_DEEP, "mime_too_deep" },
		      { MAIL_UUENCODED, "uuencoded_removed" },
		      { MAIL_LIST_FOOTER, "list_footer" },
		      { MAIL_TNEF, "tnef_read" },
		      { MAIL_TNEF_DAMAGED, "tnef_damaged" },
		      { MAIL_ARMOUR, "pgp_removed" } };
	struct reading *reading = reader->reading;
	if (body->note != NULL) {
		contact_note(contact, &reading->arena, str_from(body->note));
	}
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
		if ((body->found & notes[i].bit) != 0) {
			contact_note(contact, &reading->arena, str_from(notes[i].note));
			book_note(reading->run->book, notes[i].note, 1);
		}
	}
	if (body->attachment_count > 0) {
		contact_attr(contact, &reading->arena, STR("attachments"), buf_str(&body->attachments));
		book_note(reading->run->book, "attachment_not_read", body->attachment_count);
	}
}

/* Why a mail is set aside by the folder that it lay in, or NULL; what the mailbox sent is an agent's. */
static const char *set_aside(struct mail_reader *reader, const struct view *view, struct contact *contact)
{
	struct str labels = header(reader, view, HEAD_LABELS);
	switch (mail_label_of(&reader->reading->words->exports, labels)) {
	case MAIL_LABEL_SPAM: return "spam";
	case MAIL_LABEL_DRAFT: return "draft";
	case MAIL_LABEL_SENT: contact->role = STR("agent"); return NULL;
	case MAIL_LABEL_NONE:
	default: return NULL;
	}
}

/* Who, when, what and whether a person wrote it, of a mail whose body is read. */
static void fill_contact(struct mail_reader *reader, const struct view *view, struct str envelope,
                         const struct mail_body *body, struct contact *contact)
{
	struct reading *reading = reader->reading;
	const char *bot;
	uint64_t thread;
	bool again;
	contact->title = header(reader, view, HEAD_SUBJECT);
	contact->person = person_of(reader, view);
	contact->time = time_of(reader, view, envelope, contact);
	contact->text = buf_str(&body->text);
	thread = thread_of(reader, view, contact->title, &again);
	if (thread != 0) {
		contact->thread = arena_printf(&reading->arena, "t%016" PRIx64, thread);
	}
	add_notes(reader, contact, body);
	bot = bot_reason(&(struct sender){ reader, view, body->found, contact->person, contact->title });
	if (bot != NULL) {
		contact->role = STR("bot");
		contact_note(contact, &reading->arena, str_from(bot));
		book_note(reading->run->book, bot, 1);
	}
	if (again) {
		contact_note(contact, &reading->arena, STR("duplicate_message_id"));
		book_note(reading->run->book, "duplicate_message_id", 1);
	}
}

static int emit_mail(struct mail_reader *reader, const struct view *view, struct str envelope, uint64_t offset,
                     int depth, struct err *err)
{
	struct reading *reading = reader->reading;
	struct contact contact = { 0 };
	struct mail_body body;
	const char *aside = set_aside(reader, view, &contact);
	int result = 0;
	if (aside != NULL) {
		book_drop(reading->run->book, aside, 1);
		return 0;
	}
	mail_body_init(&body);
	if (view->message != NULL) {
		mail_body_read(&body, g_mime_message_get_mime_part(view->message), reading->run->book);
	} else {
		mail_body_plain(&body, view->plain, arena_dup(&reading->arena, view->head.raw[HEAD_CONTENT_TYPE]).at,
		                reading->run->book);
	}
	mail_body_cut_footer(&body, &reading->words->subject.mail);
	for (size_t i = 0; i < body.digest_count && result >= 0 && depth < MIME_DEPTH; i++) {
		struct view inner = { .message = body.digest[i] };
		mail_head_of(&inner.head, inner.message);
		result = emit_mail(reader, &inner, STR_EMPTY, offset, depth + 1, err);
	}
	if (result < 0 || (body.digest_count > 0 && depth < MIME_DEPTH)) {
		mail_body_release(&body);
		return result;
	}
	fill_contact(reader, view, envelope, &body, &contact);
	if (contact.text.len == 0 && contact.title.len == 0) {
		result = reading_reject(reading, 0, (size_t)offset,
		                        (body.found & MAIL_ENCRYPTED) != 0 ? "the mail is encrypted and has no subject"
		                                                           : "the mail has neither text nor subject",
		                        envelope, err);
	} else {
		result = reading_emit(reading, &contact, err);
	}
	mail_body_release(&body);
	return result;
}

static int read_mail(struct mail_reader *reader, struct str bytes, struct str envelope, uint64_t offset,
                     struct err *err)
{
	struct view view = { .message = NULL };
	struct mail_tree tree;
	size_t body;
	int result;
	if (bytes.len == 0 || bytes.len > UINT32_MAX) {
		return reading_reject(reader->reading, 0, (size_t)offset,
		                      bytes.len == 0 ? "the mail is empty" : "the mail is longer than 4 GiB", envelope,
		                      err);
	}
	if (mail_head_scan(&view.head, bytes, &body) && mail_head_is_plain(&view.head)) {
		view.plain = str_slice(bytes, body, bytes.len);
		return emit_mail(reader, &view, envelope, offset, 0, err);
	}
	mail_tree_open(&tree, bytes);
	if (mail_tree_headers(&tree) == 0) {
		result = reading_reject(reader->reading, 0, (size_t)offset, "no mail header stands here", bytes, err);
	} else {
		view.message = tree.message;
		mail_head_of(&view.head, tree.message);
		result = emit_mail(reader, &view, envelope, offset, 0, err);
	}
	mail_tree_close(&tree);
	return result;
}

/* Without the lines of blanks above the first header. */
static struct str without_blank_lines(struct str bytes)
{
	for (size_t at = 0; at < bytes.len && ascii_is_space(bytes.at[at]); at++) {
		if (bytes.at[at] == '\n') {
			bytes = str_slice(bytes, at + 1, bytes.len);
			at = SIZE_MAX;
		}
	}
	return bytes;
}

int mail_read(struct mail_reader *reader, struct str bytes, struct str envelope, uint64_t offset, struct err *err)
{
	struct buf once;
	int result;
	bytes = without_blank_lines(bytes);
	buf_init(&once, SIZE_MAX);
	result = read_mail(reader, mail_head_one_type(&once, bytes), envelope, offset, err);
	buf_release(&once);
	return result;
}
/* A line up to CR, LF or CRLF at ahead[*at], which moves behind it. */
static struct str line_in(struct str ahead, size_t *at)
{
	size_t start = *at, end = start;
	while (end < ahead.len && ahead.at[end] != '\n' && ahead.at[end] != '\r') {
		end++;
	}
	*at = end + 1 + (end + 1 < ahead.len && ahead.at[end] == '\r' && ahead.at[end + 1] == '\n');
	return str_slice(ahead, start, end);
}

/* A header's folded part, or the line of an mbox before the first or between them. */
static bool is_no_header_of_its_own(struct str line, bool first)
{
	return line.at[0] == ' ' || line.at[0] == '\t' || str_starts(line, STR(">From ")) ||
	       (first && str_starts(line, STR("From ")));
}

static bool is_known_header(struct str name)
{
	static const char *const names[] = { "From",         "Date",         "Subject",      "To",
		                             "Cc",           "Received",     "Return-Path",  "Message-ID",
		                             "MIME-Version", "Reply-To",     "Delivered-To", "Content-Type",
		                             "Sender",       "In-Reply-To",  "References",   "Envelope-To",
		                             "X-Mailer",     "X-Original-To" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_nocase(name, str_from(names[i]))) {
			return true;
		}
	}
	return false;
}

int mail_looks(struct str ahead)
{
	enum { LINES_MOST = 60 };
	int known = 0;
	size_t at = 0;
	for (int lines = 0; at < ahead.len && lines < LINES_MOST; lines++) {
		struct str line = line_in(ahead, &at);
		size_t name;
		if (line.len == 0) {
			break;
		}
		if (is_no_header_of_its_own(line, lines == 0)) {
			continue;
		}
		name = mail_header_name(line);
		if (name == 0) {
			return lines == 0 ? 0 : known;
		}
		known += is_known_header(str_slice(line, 0, name));
	}
	return known;
}
