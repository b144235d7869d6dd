/* calls.h - turns of a call, a meeting or a chat, from whatever format, to contacts: one per call and speaker. */
#ifndef GRIPE_CALLS_H
#define GRIPE_CALLS_H

#include "format.h"
#include "hash.h"

/* A pause inside one speaker's words that starts a new line: breath and thought take less, and text that comes without
 * full stops needs the lines. */
#define CALL_PAUSE_SECONDS 2.0

struct call_speaker {
	struct buf text;
	struct str name;  /* as the file has it, in call->names */
	const char *role; /* "customer", "agent", "bot", or "" */
	double ended;     /* end of the last words, seconds; < 0: not known */
};

struct call {
	struct reading *reading;
	struct intern names;
	struct call_speaker *speakers; /* [names.count] */
	size_t speaker_cap;
	uint32_t last; /* speaker of the last turn */
	struct arena arena;
	uint64_t content; /* hash of what was said: the call's id where the file has none */
};

struct call *call_open(struct reading *reading);
void call_close(struct call *call); /* NULL allowed */

/* call_turn - what one said: name empty: not known. Several turns of one speaker in a row are one line unless a pause
 * or new_line parts them; start, end in seconds, or negative. text: valid UTF-8 or not; blanks collapse. */
void call_turn(struct call *call, struct str name, struct str text, double start, double end, bool new_line);

/* call_name_end - where the colon behind a name stands that line begins with: letters, digits and the signs of names,
 * at most so many bytes and words, a letter first; 0: no name. */
size_t call_name_end(struct str line, size_t bytes_most, size_t words_most);

/* call_is_name - may this line, all of it, be a person's name: a letter first, a capital where the script has them, few
 * words, none of the signs of sentences. */
bool call_is_name(struct str name);

/* call_role_of - "customer", "agent", "bot" when the name is, or starts with, such a word, else "". */
const char *call_role_of(const struct call *call, struct str name);
/* call_role_named - the same without a call. */
const char *call_role_named(const struct read_words *words, struct str name);
/* call_set_role - for formats that say it. */
void call_set_role(struct call *call, struct str name, const char *role);
/* call_settle_roles - where the part of one of two is known the other's follows; where none is, what they say tells.
 * True when it was guessed from what they say. call_emit does it by itself. */
bool call_settle_roles(struct call *call);
/* call_speaker_role - the part that name has by now, or "". */
const char *call_speaker_role(const struct call *call, struct str name);

struct call_about {
	/* all may be empty (id: "call-" and a hash of the content then); not in reading->arena, which each contact
	 * resets */
	struct str id, time, title, url, lang;
	bool has_score; /* goes to the customer's contact */
	double score;
	const char *scale;
};
/* call_emit - the call's contacts in the order in which speakers first spoke; the call is empty again. */
GRIPE_MUST_USE int call_emit(struct call *call, const struct call_about *about, struct err *err);

#endif
