/* clean.c - contacts enter as they were read, contacts leave with what their customer said and nothing else.
 *
 * Order of work, and why in this order: the role that the source says (an agent's text costs nothing more); markup to
 * lines (quotes show as "> "); quoted history, footers, signature (they need the lines as they were sent, and the
 * sender's name as it was read); the role that the text or the first pass says (an answer to a macro quotes it);
 * characters in one form; boilerplate; the title where it says something new; nothing left, non-answers; language
 * (after the cuts, so that a German answer above an English history is German); personal data (last, on exactly what
 * will be stored), and persons as pseudonyms, in whatever field they stand. A pure function of record, options and
 * lexicons: O(1) memory, but for --learn-boilerplate, which holds a sample, and --vault, which holds who wrote. What
 * was done stands in the record's notes (html, quote_cut, signature_cut, footer_cut, boilerplate_cut, quote_only,
 * url_cut), and counted in the book. */
#include <stdio.h>
#include <stdlib.h>

#include "boilerplate.h"
#include "clean_lists.h"
#include "html_text.h"
#include "language.h"
#include "name_learn.h"
#include "nonanswer.h"
#include "normalise.h"
#include "personal.h"
#include "personal_field.h"
#include "pseudonym.h"
#include "redacted.h"
#include "reply.h"
#include "role.h"
#include "role_agents.h"
#include "role_learn.h"
#include "run_names.h"
#include "stage.h"
#include "subject.h"
#include "tsv.h"
#include "vault.h"

enum {
	LEARN_CONTACTS = 20000, /* --learn-boilerplate: contacts in the sample; 80 MB at most, 15 MB of usual mails */
	LEARN_TURNS = 200000,   /* the same for the sample of threads; 30 MB with names */
	TAG_BYTES = 24,         /* longest name of a list in a subject */
	TITLE_SHARE = 8         /* a title is looked for in the first so many of its own lengths of the text */
};

struct clean_asked { /* options */
	const char *roles, *languages, *boilerplate, *learn_path, *key, *kept_handle, *vault;
	int title, quotes, signatures, code, nonanswers, pii;
	bool keep_ids;
};
enum { WHAT_CUT, WHAT_KEEP };
enum { TITLE_JOIN, TITLE_KEEP };
enum { PII_MASK, PII_DROP, PII_KEEP };
static const char *const title_names[] = { "join", "keep", NULL };
static const char *const cut_names[] = { "cut", "keep", NULL }, *const drop_names[] = { "drop", "keep", NULL };
static const char *const pii_names[] = { "mask", "drop", "keep", NULL };

static const struct option_spec clean_options[] = {
	{ "roles", 0, "LIST",
	  "keep contacts of these roles: customer, agent, bot, all (default customer; no role counts as customer)",
	  OPTION_TEXT(struct clean_asked, roles, "customer") },
	{ "languages", 0, "LIST",
	  "keep contacts in these languages, ISO 639-1 codes by commas (default all: every one that is known)",
	  OPTION_TEXT(struct clean_asked, languages, "all") },
	{ "title", 0, "WHAT",
	  "join puts a title that says something new before the text; keep leaves it alone (default join)",
	  OPTION_CHOICE(struct clean_asked, title, title_names, TITLE_JOIN) },
	{ "quotes", 0, "WHAT", "cut or keep quoted mail (default cut)",
	  OPTION_CHOICE(struct clean_asked, quotes, cut_names, WHAT_CUT) },
	{ "signatures", 0, "WHAT", "cut or keep signatures (default cut)",
	  OPTION_CHOICE(struct clean_asked, signatures, cut_names, WHAT_CUT) },
	{ "code", 0, "WHAT", "cut or keep code and runs of lines that a program put out (default cut)",
	  OPTION_CHOICE(struct clean_asked, code, cut_names, WHAT_CUT) },
	{ "non-answers", 0, "WHAT", "drop or keep texts that answer nothing, such as \"n/a\" (default drop)",
	  OPTION_CHOICE(struct clean_asked, nonanswers, drop_names, WHAT_CUT) },
	{ "boilerplate", 0, "FILE",
	  "cut the lines that --learn-boilerplate wrote to FILE as well, and know the agents that it found",
	  OPTION_TEXT(struct clean_asked, boilerplate, NULL) },
	{ "learn-boilerplate", 0, "FILE",
	  "write the lines that recur over many senders, and who answers in others' threads, to FILE at the end",
	  OPTION_TEXT(struct clean_asked, learn_path, NULL) },
	{ "pii", 0, "WHAT",
	  "mask, drop or keep personal data in texts; keep leaves persons readable too (default mask)",
	  OPTION_CHOICE(struct clean_asked, pii, pii_names, PII_MASK) },
	{ "keep-handle", 0, "NAME", "leave the handle @NAME readable: the product's own (may be given again)",
	  OPTION_TEXT(struct clean_asked, kept_handle, NULL) },
	{ "keep-ids", 0, NULL,
	  "leave the ids of records and threads as the source has them (default: keyed, but for running numbers)",
	  OPTION_FLAG(struct clean_asked, keep_ids) },
	{ "vault", 0, "FILE",
	  "keep who is behind the pseudonyms in FILE, made 0600, to write back to them (default: nowhere)",
	  OPTION_TEXT(struct clean_asked, vault, NULL) },
	{ "key", 0, "FILE",
	  "secret key of the persons' pseudonyms, made on first use (default ~/.config/gripe/person.key)",
	  OPTION_TEXT(struct clean_asked, key, NULL) },
	{ 0 },
};

struct clean {
	struct stage_run *run;
	struct clean_asked asked;
	struct role *role;
	struct reply *reply;
	struct normalise *normalise;
	struct subject_words subject_words;
	struct boilerplate *boilerplate;
	struct boilerplate_learner *learner;
	struct role_learner *role_learner;
	struct role_agents *agents; /* NULL: none is known */
	struct name_learner *name_learner;
	struct run_names *names; /* of the people of the run; NULL: none was looked for */
	struct nonanswer *nonanswer;
	struct language *language;
	struct personal *personal;
	struct personal_fields *fields;
	struct pseudonym *pseudonym; /* NULL: not needed */
	const char *key;
	struct str known_as;    /* the record's person as a pseudonym, where it was needed for the role; else empty */
	bool keep_persons;      /* --pii keep */
	struct vault_seen seen; /* who wrote, for the vault */
	struct boilerplate_secrets secrets;
	unsigned reply_parts;
	bool join_title, keep_nonanswers, keep_code, drop_personal;
	struct str roles, languages; /* lists; languages is empty for all */
	struct buf scratch;
};

static void clean_close(void *state)
{
	struct clean *clean = state;
	if (clean == NULL) {
		return;
	}
	role_close(clean->role);
	reply_close(clean->reply);
	normalise_close(clean->normalise);
	subject_words_close(&clean->subject_words);
	boilerplate_close(clean->boilerplate);
	boilerplate_learner_close(clean->learner);
	role_learner_close(clean->role_learner);
	role_agents_close(clean->agents);
	name_learner_close(clean->name_learner);
	run_names_close(clean->names);
	nonanswer_close(clean->nonanswer);
	language_close(clean->language);
	personal_close(clean->personal);
	personal_fields_close(clean->fields);
	pseudonym_close(clean->pseudonym);
	vault_seen_release(&clean->seen);
	buf_release(&clean->scratch);
	free(clean);
}

/* Is item one of list's items, which stand apart by commas? */
static bool listed(struct str list, struct str item)
{
	while (list.at != NULL) {
		struct str rest;
		if (str_eq(str_trim(str_cut(list, ',', &rest)), item)) {
			return true;
		}
		list = rest;
	}
	return false;
}

static int check_roles(struct str list, struct err *err)
{
	while (list.at != NULL) {
		struct str rest, item = str_trim(str_cut(list, ',', &rest));
		if (!listed(STR("customer,agent,bot,all"), item)) {
			return err_set(err, GRIPE_USAGE, "--roles takes customer, agent, bot or all, not \"%.*s\"",
			               STR_ARGS(item));
		}
		list = rest;
	}
	return 0;
}

static int check_languages(const struct clean *clean, struct str list, struct err *err)
{
	while (list.at != NULL) {
		struct str rest, item = str_trim(str_cut(list, ',', &rest));
		if (!str_eq(language_code(clean->language, item), item) || item.len == 0) {
			return err_set(err, GRIPE_USAGE,
			               "--languages does not know \"%.*s\"; lexicons/any/languages.tsv lists the codes",
			               STR_ARGS(item));
		}
		list = rest;
	}
	return 0;
}

static int read_options(struct clean *clean, const struct stage_run *run, struct err *err)
{
	struct clean_asked *asked = &clean->asked;
	int result = options_fill(run->options, clean_options, asked, err);
	if (result < 0) {
		return result;
	}
	clean->keep_persons = asked->pii == PII_KEEP;
	clean->drop_personal = asked->pii == PII_DROP;
	clean->join_title = asked->title == TITLE_JOIN;
	clean->keep_nonanswers = asked->nonanswers == WHAT_KEEP;
	clean->keep_code = asked->code == WHAT_KEEP;
	clean->reply_parts = (asked->quotes == WHAT_CUT ? REPLY_QUOTES | REPLY_FOOTERS : 0) |
	                     (asked->signatures == WHAT_CUT ? REPLY_SIGNATURES : 0);
	clean->roles = str_from(asked->roles);
	clean->languages = str_from(asked->languages);
	clean->key = asked->key != NULL ? asked->key : run->key_file[0] != '\0' ? run->key_file : NULL;
	return asked->vault == NULL || !clean->keep_persons
	           ? check_roles(clean->roles, err)
	           : err_set(err, GRIPE_USAGE, "--vault is for pseudonyms: with --pii keep there are none");
}

/* Of a masked text the masks alone: "… [name] …". What stands beside personal data often is some too. */
static struct str masks_of(struct arena *arena, struct str masked)
{
	struct buf out;
	struct str kept;
	bool gap = false;
	buf_init(&out, SIZE_MAX);
	for (size_t at = 0, end; at < masked.len; at = end) {
		bool mask = masked.at[at] == '[' && str_find(masked, STR("]"), at) < masked.len;
		end = mask ? str_find(masked, STR("]"), at) + 1 : at + 1;
		if (mask || (!gap && !ascii_is_space(masked.at[at]))) {
			buf_text(&out, out.len > 0 ? " " : "");
			buf_str_add(&out, mask ? str_slice(masked, at, end) : STR("\xE2\x80\xA6"));
			gap = !mask;
		}
	}
	kept = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return kept;
}

/* Whether what follows this byte stands inside of a word. */
static bool goes_on_word(char c)
{
	return ascii_is_alnum(c) || c == '\'' || (unsigned char)c >= 0x80;
}

/* A unit has lost its capitals, by which most names are found: each word gets one, which hides too much rather than too
 * little. */
static bool mask_words(struct clean *clean, struct arena *arena, struct str unit, struct str *masked)
{
	char *capitals = arena_alloc(arena, unit.len + 1);
	for (size_t i = 0; i < unit.len; i++) {
		bool first = i == 0 || !goes_on_word(unit.at[i - 1]);
		capitals[i] = first ? ascii_upper(unit.at[i]) : unit.at[i];
	}
	if (personal_mask(clean->personal, arena,
	                  (struct personal_text){ (struct str){ capitals, unit.len }, STR_EMPTY }, masked, NULL) == 0 &&
	    personal_mask(clean->personal, arena, (struct personal_text){ unit, STR_EMPTY }, masked, NULL) == 0) {
		return false;
	}
	*masked = masks_of(arena, *masked);
	return true;
}

/* The same, or the line names somebody of the run. */
static bool mask_unit(void *with, struct arena *arena, struct str unit, struct str *masked)
{
	struct clean *clean = with;
	if (mask_words(clean, arena, unit, masked)) {
		return true;
	}
	if (run_names_mask(clean->names, arena, unit, false, masked) == 0) {
		return false;
	}
	*masked = masks_of(arena, *masked);
	return true;
}

static void secret_unit(void *with, struct str unit, struct buf *out)
{
	struct clean *clean = with;
	pseudonym_secret(clean->pseudonym, unit, out);
}

static int open_pseudonym(struct clean *clean, struct err *err)
{
	return clean->pseudonym != NULL ? 0 : pseudonym_open(&clean->pseudonym, clean->key, clean->run->lexicons, err);
}

/* What the list must not show is masked with the lexicons of personal data and hidden under the key: a rehearsal has
 * opened neither. */
static int open_secrets(void *with, struct err *err)
{
	struct clean *clean = with;
	int result = clean->personal != NULL ? 0 : personal_open(&clean->personal, clean->run, err);
	return result >= 0 ? open_pseudonym(clean, err) : result;
}

/* What changes a text before it is known whose and in which language it is; a rehearsal needs no more. */
static int open_text_parts(struct clean *clean, struct err *err)
{
	const char *lexicons = clean->run->lexicons;
	int result = role_open(&clean->role, lexicons, err);
	if (result >= 0) {
		result = reply_open(&clean->reply, lexicons, err);
	}
	if (result >= 0) {
		result = normalise_open(&clean->normalise, err);
	}
	if (result >= 0) {
		result = subject_words_open(&clean->subject_words, lexicons, err);
	}
	if (result >= 0) {
		result = boilerplate_open(
		    &clean->boilerplate,
		    &(struct boilerplate_rules){ .lexicons = lexicons,
		                                 .list = clean->asked.boilerplate,
		                                 .keep_code = clean->keep_code,
		                                 .secrets = clean->keep_persons ? NULL : &clean->secrets },
		    err);
	}
	return result >= 0 ? nonanswer_open(&clean->nonanswer, lexicons, err) : result;
}

/* The names of the run, as the first pass wrote them. */
static int open_names(struct clean *clean, const char *list, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct tsv table;
	int result = tsv_load(&table, &arena, list, 3, err);
	run_names_open(&clean->names, clean->pseudonym);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		if (str_eq(table.rows[i].cells[0], STR("name")) &&
		    !run_names_add(clean->names, table.rows[i].cells[1])) {
			result = err_set(err, GRIPE_DATA, "a row \"name\" needs a keyed hash of 16 digits");
			err_at(err, list, table.rows[i].line, 0);
		}
	}
	arena_release(&arena);
	return result;
}

/* What finds languages and persons. */
static int open_person_parts(struct clean *clean, struct err *err)
{
	const char *lexicons = clean->run->lexicons, *list = clean->asked.boilerplate;
	int result = language_open(&clean->language, lexicons, err);
	if (result >= 0) {
		result = personal_open(&clean->personal, clean->run, err);
	}
	if (result >= 0) {
		result = personal_fields_open(&clean->fields, lexicons, err);
	}
	if (result >= 0 && list != NULL && clean->key != NULL) {
		result = role_agents_open(&clean->agents, lexicons, list, err);
	}
	if (result >= 0 && (!clean->keep_persons || clean->agents != NULL)) {
		result = open_pseudonym(clean, err);
	}
	if (result >= 0 && list != NULL && !clean->keep_persons) {
		result = open_names(clean, list, err);
	}
	return result;
}

/* What learns the names of the run; not when they are to stay readable. */
static int open_name_learner(struct clean *clean, struct err *err)
{
	const char *lexicons = clean->run->lexicons;
	int result = open_secrets(clean, err);
	if (result >= 0 && clean->fields == NULL) {
		result = personal_fields_open(&clean->fields, lexicons, err);
	}
	return result < 0 ? result
	                  : name_learner_open(&clean->name_learner, lexicons, clean->personal, clean->fields, err);
}

/* A vault that cannot be written is told before the first record. */
static int try_vault(const struct clean *clean, struct err *err)
{
	struct vault *vault = NULL;
	int result = clean->asked.vault == NULL ? 0 : vault_open(&vault, clean->asked.vault, true, err);
	vault_close(vault);
	return result;
}

static int open_parts(struct clean *clean, struct err *err)
{
	int result = open_text_parts(clean, err);
	if (result < 0 || clean->run->rehearsal) {
		return result;
	}
	result = try_vault(clean, err);
	return result < 0 ? result : open_person_parts(clean, err);
}

static int clean_open(struct stage_run *run, void **state, struct err *err)
{
	struct clean *clean = memory_alloc(sizeof *clean);
	int result;
	clean->run = run;
	buf_init(&clean->scratch, SIZE_MAX);
	vault_seen_init(&clean->seen);
	*state = clean;
	result = read_options(clean, run, err);
	if (result >= 0) {
		clean->secrets = (struct boilerplate_secrets){ clean, open_secrets, mask_unit, secret_unit };
		result = open_parts(clean, err);
	}
	if (result >= 0 && str_eq(clean->languages, STR("all"))) {
		clean->languages = STR_EMPTY;
	} else if (result >= 0 && !run->rehearsal) {
		result = check_languages(clean, clean->languages, err);
	}
	if (result >= 0 && clean->asked.learn_path != NULL) {
		boilerplate_learner_open(&clean->learner, LEARN_CONTACTS);
		result = role_learner_open(&clean->role_learner, run->lexicons, LEARN_TURNS, err);
		if (result >= 0 && !clean->keep_persons) {
			result = open_name_learner(clean, err);
		}
	}
	if (result < 0) {
		clean_close(clean);
		*state = NULL;
		return result;
	}
	clean_lists_missing(run);
	return result;
}

static void note(struct clean *clean, struct record *record, const char *name, size_t count)
{
	if (count > 0) {
		contact_note(&record->contact, record->arena, str_from(name));
		book_note(clean->run->book, name, 1);
	}
}

/* Reviews, posts, answers and calls are written in one go: nothing is quoted above them and nobody signs them. */
static bool mail_like(struct str channel)
{
	return !str_eq(channel, STR("review")) && !str_eq(channel, STR("social")) && !str_eq(channel, STR("survey")) &&
	       !str_eq(channel, STR("call"));
}

/* Lines of text out of what was read, HTML undone. */
static int plain_text(struct clean *clean, struct record *record, struct str *text, bool *html, struct err *err)
{
	int result;
	*html = text->len > 0 && memchr(text->at, '<', text->len) != NULL && looks_like_html(*text);
	if (!*html) {
		return 0;
	}
	buf_clear(&clean->scratch);
	result = html_has_lines(*text) ? html_lines_to_text(&clean->scratch, *text, err)
	                               : html_to_text(&clean->scratch, *text, err);
	if (result >= 0) {
		*text = arena_dup(record->arena, buf_str(&clean->scratch));
		note(clean, record, "html", 1);
	}
	return result;
}

/* In what is left of a form, lines that answer nothing ("No", "n/a", "_No response_") go too, unless nothing else is
 * left. */
static void drop_empty_answers(struct clean *clean, struct record *record)
{
	struct str rest = record->contact.text, left;
	buf_clear(&clean->scratch);
	while (rest.at != NULL) {
		struct str next, line = str_cut(rest, '\n', &next), text = str_trim(line);
		if (text.len == 0 || !nonanswer_is(clean->nonanswer, text)) {
			buf_str_add(&clean->scratch, line);
			buf_byte(&clean->scratch, '\n');
		}
		rest = next;
	}
	left = str_trim(buf_str(&clean->scratch));
	if (left.len > 0 && left.len < record->contact.text.len) {
		record->contact.text = arena_dup(record->arena, left);
	}
}

/* Does a mail program say by a title that it is an answer, or passed on? Most titles have no colon; one that begins
 * with a tag says what it is about. */
static bool answers(const struct clean *clean, struct str title)
{
	bool reply = false;
	if (title.len > 0 && title.at[0] != '[' && memchr(title.at, ':', title.len) != NULL) {
		(void)subject_core(&clean->subject_words, title, &reply);
	}
	return reply;
}

/* The subject of what a mail answers says nothing about the mail; a second cleaning knows by the note of the first. */
static bool answered(const struct contact *contact)
{
	for (size_t i = 0; i < contact->note_count; i++) {
		if (str_eq(contact->notes[i], STR("quote_cut"))) {
			return true;
		}
	}
	return false;
}

/* Has it a title that says what the contact is about, were there no text? */
static bool says_something(const struct clean *clean, const struct contact *contact)
{
	return contact->title.len > 0 && !answers(clean, contact->title) && !answered(contact);
}

static int cut_replies(struct clean *clean, struct record *record, struct err *err)
{
	struct contact *contact = &record->contact;
	struct reply_cut cut = { 0, 0, 0, false };
	bool html;
	int result = plain_text(clean, record, &contact->text, &html, err);
	if (result < 0) {
		return result;
	}
	normalise_text(clean->normalise, record->arena, contact->text, !html, &contact->text);
	if (mail_like(contact->channel)) {
		struct reply_mail mail = { contact->text, contact->person, clean->reply_parts };
		reply_strip(clean->reply, record->arena, &mail, &contact->text, &cut);
		note(clean, record, "quote_cut", cut.quoted);
		note(clean, record, "signature_cut", cut.signature);
		note(clean, record, "footer_cut", cut.footer);
		note(clean, record, "quote_only", cut.whole);
	}
	return 0;
}

static void cut_lines(struct clean *clean, struct record *record)
{
	struct contact *contact = &record->contact;
	size_t lines;
	if (clean->name_learner != NULL) {
		name_learn_words(clean->name_learner, contact->title);
		name_learn_words(clean->name_learner, contact->text);
	}
	if (clean->learner != NULL) {
		boilerplate_learn(clean->learner, contact->person.len > 0 ? contact->person : contact->thread,
		                  contact->text);
		if (clean->run->rehearsal) {
			return;
		}
	}
	lines = boilerplate_cut(clean->boilerplate, record->arena, contact->text,
	                        clean->join_title && says_something(clean, contact), &contact->text);
	note(clean, record, "boilerplate_cut", lines);
	if (lines > 0) {
		drop_empty_answers(clean, record);
	}
}

/* A mailing list puts its name before every subject: "[users] printer jams" -> "printer jams". */
static struct str without_tag(struct str title)
{
	size_t end = title.len > 2 && title.at[0] == '[' ? str_find(title, STR("] "), 1) : title.len;
	return end < title.len && end <= TAG_BYTES ? str_trim(str_slice(title, end + 2, title.len)) : title;
}

/* Cut-off titles end with dots, or with one sign for three. */
static struct str without_dots(struct str title)
{
	static const char ellipsis[] = "\xE2\x80\xA6";
	for (;;) {
		if (str_ends(title, STR("."))) {
			title.len--;
		} else if (str_ends(title, STR(ellipsis))) {
			title.len -= STR(ellipsis).len;
		} else {
			return title;
		}
	}
}

/* What stands between a title and the text behind it: a full stop, unless a mark is there, or a letter beyond ASCII. */
static const char *title_stop(struct str title)
{
	char last = title.at[title.len - 1];
	return strchr(".!?:;,)", last) == NULL && (unsigned char)last < 0x80 ? "." : "";
}

/* A title says something new unless the text begins with it, or it is the subject that all mails of a thread repeat. */
static void join_title(const struct clean *clean, struct record *record)
{
	struct contact *contact = &record->contact;
	struct str whole = str_eq(contact->channel, STR("email")) ? without_tag(contact->title) : contact->title,
	           title = without_dots(whole), text = contact->text, front;
	if (title.len == 0 || (answers(clean, title) && text.len > 0)) {
		return;
	}
	if (text.len == 0) {
		contact->text = whole;
		return;
	}
	front = str_slice(text, 0, text.len < title.len * TITLE_SHARE ? text.len : title.len * TITLE_SHARE);
	if (str_find_nocase(front, title, 0) == front.len) {
		contact->text =
		    arena_printf(record->arena, "%.*s%s\n%.*s", STR_ARGS(whole), title_stop(whole), STR_ARGS(text));
	}
}

static int drop(struct clean *clean, const char *reason)
{
	book_drop(clean->run->book, reason, 1);
	return 0;
}

/* False when the contact's language is not wanted. */
static bool set_language(struct clean *clean, struct contact *contact)
{
	bool foreign;
	struct str lang = language_of(clean->language, contact->text, contact->lang, &foreign);
	char name[sizeof "language_xx"];
	if (!foreign && (lang.len == 0 || clean->languages.len == 0 || listed(clean->languages, lang))) {
		contact->lang = lang;
		return true;
	}
	snprintf(name, sizeof name, "language_%.2s", lang.len > 0 ? lang.at : "xx");
	book_note(clean->run->book, name, 1);
	return false;
}

static void hide_names(struct clean *clean, const struct record *record, struct str *text)
{
	size_t count = run_names_mask(clean->names, record->arena, *text, clean->drop_personal, text);
	if (count > 0) {
		book_note(clean->run->book, "pii_name_of_run", count);
	}
}

/* The person by a pseudonym; the vault, where one is kept, knows who that is. */
static void hide_writer(struct clean *clean, struct record *record)
{
	struct contact *contact = &record->contact;
	struct str said = contact->person, address;
	contact->person = clean->known_as.len > 0 ? clean->known_as : pseudonym(clean->pseudonym, record->arena, said);
	if (clean->asked.vault != NULL && contact->person.len > 0) {
		address = pseudonym_normal(clean->pseudonym, record->arena, said);
		if (address.len > 0) {
			vault_seen_add(&clean->seen, &(struct vault_person){ contact->person, address, said });
		}
	}
}

static void hide_persons(struct clean *clean, struct record *record)
{
	struct contact *contact = &record->contact;
	if (!clean->keep_persons) {
		size_t redacted = redacted_mask(record->arena, contact->text, clean->drop_personal, &contact->text);
		if (redacted > 0) {
			book_note(clean->run->book, "redacted", redacted);
		}
		(void)redacted_mask(record->arena, contact->title, clean->drop_personal, &contact->title);
	}
	personal_mask(clean->personal, record->arena, (struct personal_text){ contact->text, contact->person },
	              &contact->text, clean->run->book);
	if (contact->title.len > 0) {
		personal_mask(clean->personal, record->arena, (struct personal_text){ contact->title, contact->person },
		              &contact->title, NULL);
	}
	if (!clean->keep_persons) {
		struct personal_hiding how = { clean->personal, clean->pseudonym, clean->names, clean->drop_personal,
			                       clean->run->book };
		hide_names(clean, record, &contact->text);
		hide_names(clean, record, &contact->title);
		personal_fields_hide(clean->fields, &how, record);
		hide_writer(clean, record);
	}
}

static bool wanted_role(const struct clean *clean, struct str role)
{
	return listed(clean->roles, STR("all")) || listed(clean->roles, role.len > 0 ? role : STR("customer"));
}

/* Where the source is silent: a phrase of the text; else what the first pass found out about the person. The text is
 * without what it quotes, so that a macro above an answer is not the answer's. */
static void find_role(struct clean *clean, struct record *record)
{
	struct contact *contact = &record->contact;
	contact->role = role_of(clean->role, STR_EMPTY, contact->text);
	note(clean, record, "role_by_phrase", contact->role.len > 0);
	if (clean->role_learner != NULL) {
		role_learn(clean->role_learner, contact, false);
	}
	if (contact->role.len == 0 && clean->agents != NULL && contact->person.len > 0) {
		clean->known_as = pseudonym(clean->pseudonym, record->arena, contact->person);
		struct record seen = *record;
		if (clean->keep_persons && !clean->asked.keep_ids) { /* the list knows threads by their keyed ids */
			personal_ids_hide(clean->pseudonym, &seen);
		}
		seen.contact.person = clean->known_as;
		if (role_agents_wrote(clean->agents, clean->pseudonym, record->arena, &seen.contact)) {
			contact->role = STR("agent");
			note(clean, record, "role_by_position", 1);
		}
	}
}

static void clean_title(struct clean *clean, struct record *record)
{
	struct contact *contact = &record->contact;
	if (contact->title.len == 0) {
		return;
	}
	normalise_text(clean->normalise, record->arena, contact->title, true, &contact->title);
	if (clean->join_title && (!answered(contact) || contact->text.len == 0)) {
		join_title(clean, record);
	}
}

/* Why a contact that was cut is not kept; NULL: it is. */
static const char *unwanted(struct clean *clean, struct contact *contact)
{
	if (contact->text.len == 0) {
		book_answer(clean->run->book, contact); /* the score is theirs too */
		return "no_text";
	}
	if (!clean->keep_nonanswers && nonanswer_is(clean->nonanswer, contact->text)) {
		book_answer(clean->run->book, contact);
		return "non_answer";
	}
	return set_language(clean, contact) ? NULL : "language";
}

/* The role that the source says; false: it says one that is not wanted. */
static bool take_role(struct clean *clean, struct contact *contact, bool said)
{
	clean->known_as = STR_EMPTY;
	contact->role = role_of(clean->role, contact->role, STR_EMPTY);
	if (said && clean->role_learner != NULL) {
		role_learn(clean->role_learner, contact, true);
	}
	return !said || wanted_role(clean, contact->role);
}

static int clean_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct clean *clean = state;
	struct contact *contact = &record->contact;
	bool said = contact->role.len > 0;
	const char *reason;
	int result;
	if (clean->pseudonym != NULL && !clean->keep_persons && !clean->asked.keep_ids) {
		personal_ids_hide(clean->pseudonym,
		                  record); /* first: roles are told by threads, in both passes alike */
	}
	if (clean->name_learner != NULL) {
		name_learn(clean->name_learner, contact);
	}
	if (!take_role(clean, contact, said)) {
		return drop(clean, "wrong_role");
	}
	result = cut_replies(clean, record, err);
	if (result < 0) {
		return result;
	}
	if (!said) {
		find_role(clean, record);
	}
	if (!wanted_role(clean, contact->role)) {
		return drop(clean, "wrong_role");
	}
	cut_lines(clean, record);
	if (clean->run->rehearsal) {
		return 0;
	}
	clean_title(clean, record);
	reason = unwanted(clean, contact);
	if (reason != NULL) {
		return drop(clean, reason);
	}
	hide_persons(clean, record);
	return emit_put(emit, record, err);
}

/* Rows of the agents that were found. The list holds pseudonyms, so the key is needed as soon as there is one. */
static int learned_agents(struct clean *clean, struct buf *rows, struct err *err)
{
	size_t found =
	    clean->key == NULL ? 0 : role_learner_found(clean->role_learner); /* only --pii keep does without a key */
	int result = found > 0 ? open_pseudonym(clean, err) : 0;
	if (found > 0 && result >= 0) {
		role_learned(clean->role_learner, clean->pseudonym, rows);
		book_note(clean->run->book, "agents_learned", found);
	}
	return result;
}

static int clean_finish(void *state, const struct emit *emit, struct err *err)
{
	struct clean *clean = state;
	struct buf agents;
	size_t lines = 0;
	int result;
	(void)emit;
	if (clean->learner == NULL) {
		return 0;
	}
	buf_init(&agents, SIZE_MAX);
	result = learned_agents(clean, &agents, err);
	if (result >= 0 && clean->name_learner != NULL) {
		if (clean->names == NULL) {
			run_names_open(&clean->names, clean->pseudonym);
		}
		book_note(clean->run->book, "names_learned", name_learned(clean->name_learner, clean->names, &agents));
	}
	if (result >= 0) {
		struct boilerplate_list list = { clean->asked.learn_path, clean->keep_persons ? NULL : &clean->secrets,
			                         buf_str(&agents) };
		result = boilerplate_learned(clean->learner, &list, &lines, err);
	}
	buf_release(&agents);
	if (result < 0) {
		return err_wrap(err, "while writing the boilerplate list");
	}
	book_note(clean->run->book, "boilerplate_lines_learned", lines);
	return 0;
}

static int clean_keep(void *state, struct err *err)
{
	struct clean *clean = state;
	return clean->seen.ids.count > 0 ? vault_keep(&clean->seen, clean->asked.vault, err) : 0;
}

const struct stage stage_clean = {
	.name = "clean",
	.summary = "keep what customers said themselves, and hide who they are",
	.reads = SHAPE_CONTACTS,
	.writes = SHAPE_CONTACTS,
	.funnel = 20,
	.holds = "O(1)",
	.pure = true,
	.options = clean_options,
	.learns = "learn-boilerplate",
	.uses = "boilerplate",
	.open = clean_open,
	.step = clean_step,
	.finish = clean_finish,
	.keep = clean_keep,
	.close = clean_close,
};
