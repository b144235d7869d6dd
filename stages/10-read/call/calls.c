/* calls.c - see calls.h.
 *
 * In: turns in time's order. Out: a contact per speaker: its words, each utterance a line, role where the file or the
 * speaker's name says one (lexicons/LANG/call.tsv); thread: the call. Speakers of whom nothing is known are told apart
 * by what only agents and only customers say; the contact then has the note "role_guessed". A contact per utterance was
 * the other choice: it would make a long call outweigh a short one, and a complaint that is told in five turns would be
 * five contacts. Memory: the words of one call. */
#include "calls.h"

#include <inttypes.h>
#include <stdlib.h>

#include "array.h"
#include "charset.h"
#include "dates.h"
#include "tsv.h"

enum {
	TELLING_BYTES = 4096, /* of a speaker's words: openings, and what is asked and offered in the first minutes */
	CUSTOMER_LEAD = 2     /* phrases of customers that show who the other is when nobody says an agent's */
};

struct call *call_open(struct reading *reading)
{
	struct call *call = memory_alloc(sizeof *call);
	call->reading = reading;
	call->last = INTERN_NONE;
	intern_init(&call->names);
	return call;
}

static void forget_turns(struct call *call)
{
	for (size_t i = 0; i < call->names.count; i++) {
		buf_release(&call->speakers[i].text);
	}
	intern_release(&call->names);
	call->last = INTERN_NONE;
	intern_init(&call->names);
	call->last = INTERN_NONE;
	call->content = 0;
}

void call_close(struct call *call)
{
	if (call == NULL) {
		return;
	}
	forget_turns(call);
	intern_release(&call->names);
	free(call->speakers);
	arena_release(&call->arena);
	free(call);
}

size_t call_name_end(struct str line, size_t bytes_most, size_t words_most)
{
	static const char signs[] = { ' ', '.', '\'', '-', '_', '(', ')', '#', '&' };
	size_t words = 1, at = 0;
	for (; at < line.len && at < bytes_most && line.at[at] != ':'; at++) {
		if (!byte_of_word(line.at[at]) && memchr(signs, line.at[at], sizeof signs) == NULL) {
			return 0;
		}
		words += line.at[at] == ' ';
	}
	return at > 0 && at < line.len && line.at[at] == ':' && words <= words_most && byte_of_letter(line.at[0]) ? at
	                                                                                                          : 0;
}

bool call_is_name(struct str name)
{
	enum { NAME_BYTES = 60, NAME_WORDS = 6 };
	if (name.len == 0 || name.len > NAME_BYTES || str_words(name) > NAME_WORDS || !byte_of_letter(name.at[0]) ||
	    (name.at[0] >= 'a' && name.at[0] <= 'z' && memchr(name.at, '_', name.len) == NULL)) {
		return false;
	}
	for (size_t i = 0; i < name.len; i++) {
		if (strchr("?!;:\"<>=|[]{}", name.at[i]) != NULL) {
			return false;
		}
	}
	return name.at[name.len - 1] != '.' && name.at[name.len - 1] != ',';
}

static bool is_word_end(struct str s, size_t at)
{
	return at >= s.len || !(ascii_is_alpha(s.at[at]) || ((unsigned char)s.at[at] & 0x80) != 0);
}

const char *call_role_of(const struct call *call, struct str name)
{
	return call_role_named(call->reading->words, name);
}

const char *call_role_named(const struct read_words *words, struct str name)
{
	static const char *const roles[] = { "customer", "agent", "bot" };
	for (size_t i = 0; i < words->calls.count; i++) {
		const struct str *cells = words->calls.at[i].row->cells;
		if (!str_starts_nocase(name, cells[1]) || !is_word_end(name, cells[1].len)) {
			continue;
		}
		for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
			if (str_eq(cells[0], str_from(roles[r]))) {
				return roles[r];
			}
		}
	}
	return "";
}

/* What stands in the brackets behind a name; empty without. */
static struct str bracketed(struct str name)
{
	size_t open = str_find(name, STR("("), 0);
	return open + 2 < name.len && str_ends(name, STR(")")) ? str_trim(str_slice(name, open + 1, name.len - 1))
	                                                       : STR_EMPTY;
}

static struct call_speaker *speaker_of(struct call *call, struct str name)
{
	enum { SPEAKERS_FIRST = 8 };
	size_t known = call->names.count;
	uint32_t number = intern_add(&call->names, str_trim(name));
	if (number == known) {
		struct call_speaker new = { .name = call->names.names[number], .ended = -1 };
		buf_init(&new.text, DOCUMENT_LIMIT);
		new.role = call_role_of(call, new.name);
		if (new.role[0] == '\0') { /* "Ann Lee (Guest)" */
			new.role = call_role_of(call, bracketed(new.name));
		}
		call->speakers =
		    array_room(call->speakers, number, &call->speaker_cap, sizeof *call->speakers, SPEAKERS_FIRST);
		call->speakers[number] = new;
	}
	return &call->speakers[number];
}

void call_set_role(struct call *call, struct str name, const char *role)
{
	speaker_of(call, name)->role = role;
}

const char *call_speaker_role(const struct call *call, struct str name)
{
	uint32_t number = intern_find(&call->names, str_trim(name));
	return number == INTERN_NONE ? "" : call->speakers[number].role;
}

void call_turn(struct call *call, struct str name, struct str text, double start, double end, bool new_line)
{
	struct call_speaker *speaker;
	struct buf clean;
	const char *note;
	uint32_t number;
	bool blank = true;
	if (str_trim(text).len == 0) {
		return;
	}
	speaker = speaker_of(call, name);
	number = (uint32_t)(speaker - call->speakers);
	buf_init(&clean, SIZE_MAX);
	charset_field(&clean, str_trim(text), call->reading->run->book, &note);
	if (speaker->text.len > 0) {
		bool pause = start >= 0 && speaker->ended >= 0 && start - speaker->ended >= CALL_PAUSE_SECONDS;
		buf_byte(&speaker->text, call->last != number || new_line || pause ? '\n' : ' ');
	}
	for (size_t i = 0; i < clean.len; i++) {
		if (!ascii_is_space(clean.at[i])) {
			buf_byte(&speaker->text, clean.at[i]);
			blank = false;
		} else if (!blank) {
			buf_byte(&speaker->text, ' ');
			blank = true;
		}
	}
	call->content = hash_mix(hash64(buf_str(&clean), number), call->content);
	call->last = number;
	speaker->ended = end;
	buf_release(&clean);
}

/* How much the words are an agent's: phrases that only one who takes calls says, less those that only one who calls
 * says. *agents: how many of the first. */
static int agent_words(const struct call *call, const struct call_speaker *speaker, int *agents)
{
	struct str said = str_slice(buf_str(&speaker->text), 0,
	                            speaker->text.len < TELLING_BYTES ? speaker->text.len : TELLING_BYTES);
	const struct language_rows *words = &call->reading->words->calls;
	int score = 0;
	*agents = 0;
	for (size_t i = 0; i < words->count; i++) {
		const struct str *cells = words->at[i].row->cells;
		bool agent = str_eq(cells[0], STR("agent_phrase"));
		if ((agent || str_eq(cells[0], STR("customer_phrase"))) &&
		    str_find_nocase(said, cells[1], 0) < said.len) {
			score += agent ? 1 : -1;
			*agents += agent;
		}
	}
	return score;
}

/* Two people of whom nothing is known: the one whose words are more an agent's, where an agent's phrase shows it, or
 * the other says twice what customers say. */
static bool guess_two(const struct call *call, struct call_speaker *a, struct call_speaker *b)
{
	int a_agents, b_agents, lead = agent_words(call, a, &a_agents) - agent_words(call, b, &b_agents);
	if (lead == 0 || ((lead > 0 ? a_agents : b_agents) == 0 && lead > -CUSTOMER_LEAD && lead < CUSTOMER_LEAD)) {
		return false;
	}
	a->role = lead > 0 ? "agent" : "customer";
	b->role = lead > 0 ? "customer" : "agent";
	return true;
}

/* More than two: a transfer, a conference. Who speaks as an agent is one, unless all do; the others are left open. */
static bool guess_many(struct call *call)
{
	size_t agents = 0, others = 0;
	int phrases;
	for (size_t i = 0; i < call->names.count; i++) {
		struct call_speaker *speaker = &call->speakers[i];
		bool agent = speaker->role[0] == '\0' && agent_words(call, speaker, &phrases) > 0;
		agents += agent;
		others += !agent && strcmp(speaker->role, "agent") != 0 && strcmp(speaker->role, "bot") != 0;
	}
	for (size_t i = 0; i < call->names.count && agents > 0 && others > 0; i++) {
		struct call_speaker *speaker = &call->speakers[i];
		if (speaker->role[0] == '\0' && agent_words(call, speaker, &phrases) > 0) {
			speaker->role = "agent";
		}
	}
	return agents > 0 && others > 0;
}

bool call_settle_roles(struct call *call)
{
	struct call_speaker *people[2] = { NULL, NULL };
	size_t count = 0;
	for (size_t i = 0; i < call->names.count; i++) {
		if (strcmp(call->speakers[i].role, "bot") != 0) {
			people[count < 2 ? count : 1] = &call->speakers[i];
			count++;
		}
	}
	if (count != 2) {
		return count > 2 && guess_many(call);
	}
	for (size_t i = 0; i < 2; i++) {
		const char *known = people[1 - i]->role;
		if (people[i]->role[0] == '\0' && known[0] != '\0') {
			people[i]->role = strcmp(known, "agent") == 0 ? "customer" : "agent";
			return false;
		}
	}
	return people[0]->role[0] == '\0' && guess_two(call, people[0], people[1]);
}

/* The name behind a part: "Agent (Emily Davis)"; before one: "Emily Davis (Guest)", "Emily Davis (Example Inc)"; a part
 * alone and a machine's label ("spk_0", "Speaker 1", "A") name nobody. */
static struct str person_of(const struct call *call, const struct call_speaker *speaker)
{
	struct str name = speaker->name, inside = bracketed(name);
	bool digit = false;
	if (inside.len > 0) {
		struct str before = str_trim(str_slice(name, 0, str_find(name, STR("("), 0)));
		if (before.len == 0 || call_role_of(call, before)[0] != '\0') {
			return inside;
		}
		name = before;
	}
	for (size_t i = 0; i < name.len; i++) {
		digit = digit || ascii_is_digit(name.at[i]);
	}
	return digit || name.len < 2 || call_role_of(call, name)[0] != '\0' ? STR_EMPTY : name;
}

int call_emit(struct call *call, const struct call_about *about, struct err *err)
{
	struct reading *reading = call->reading;
	bool guessed = call_settle_roles(call);
	struct buf thread;
	int result = 0;
	buf_init(&thread, 4096);
	if (about->id.len > 0 && about->id.len < 200) {
		buf_str_add(&thread, about->id);
	} else {
		buf_printf(&thread, "call-%016" PRIx64, call->content);
	}
	if (guessed) {
		book_note(reading->run->book, "role_guessed", 1);
	}
	for (size_t i = 0; i < call->names.count && result >= 0; i++) {
		struct call_speaker *speaker = &call->speakers[i];
		struct contact contact = { .text = buf_str(&speaker->text),
			                   .thread = buf_str(&thread),
			                   .title = about->title,
			                   .url = about->url,
			                   .lang = about->lang };
		if (speaker->text.len == 0) {
			continue;
		}
		contact.time = reading_time(reading, &contact, about->time);
		contact.role = str_from(speaker->role);
		if (about->has_score && (contact.role.len == 0 || str_eq(contact.role, STR("customer")))) {
			contact.has_score = true;
			contact.score = about->score;
			contact.scale = str_from(about->scale);
		}
		contact.person = person_of(call, speaker);
		if (speaker->name.len > 0 && contact.person.len == 0) {
			contact_attr(&contact, &reading->arena, STR("speaker"), speaker->name);
		}
		if (guessed) {
			contact_note(&contact, &reading->arena, STR("role_guessed"));
		}
		result = reading_emit(reading, &contact, err);
	}
	buf_release(&thread);
	forget_turns(call);
	return result;
}
