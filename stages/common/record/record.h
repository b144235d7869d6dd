/* record.h - what flows between stages: a contact, and after the splitter its mentions; and its NDJSON form.
 *
 * In memory a record is one contact with all of its mentions. On the wire, contacts are one line each; from the
 * splitter on, every mention is a line that repeats what later stages need of its contact (source, time, person, …
 * never its text or title). Decoding mentions gathers neighbouring lines of one contact into one record again. Theme
 * and alert streams carry one JSON object a line, kept as text. The manual page gripe-record(5) is the contract of the
 * wire form.
 *
 * All strings are borrowed: they live in the arena of the record, or in the input that outlives it. */
#ifndef GRIPE_RECORD_H
#define GRIPE_RECORD_H

#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "str.h"

struct attr {
	struct str key, value;
};

struct span {
	uint32_t start, end; /* bytes of the contact's clean text, [start, end) */
};

struct contact {
	struct str id;      /* never empty after the reader */
	struct str source;  /* format or place it came from: "play", "zendesk", "mbox" */
	struct str channel; /* review social email chat call ticket survey forum; may be empty */
	struct str time;    /* RFC 3339 in UTC, "2025-03-01T09:00:00Z", or empty */
	struct str person;  /* as read: name or address; after cleaning: keyed pseudonym; may be empty */
	struct str role;    /* customer agent bot, or empty (not known: taken as customer) */
	struct str thread;
	bool has_score;
	double score;
	struct str scale; /* nps csat stars5 ces … */
	struct str lang;  /* ISO 639-1, or empty */
	struct str title, text, url;
	uint32_t copies; /* 1 = itself only; 0 on the wire is read as 1; written when it is not 1 */
	uint32_t
	    senders; /* distinct people among the copies; who is not known counts by id. 0: as 1; written when more */
	struct attr *attrs;
	size_t attr_count; /* keys rising by byte order, distinct */
	struct str *notes;
	size_t note_count; /* what was repaired or cut, short names, in order of happening */
	struct str extra;  /* unknown fields: raw JSON members `"a":1,"b":[2]` without braces, input order; or empty */
};

struct signal {
	struct str family; /* sentiment emotion effort risk journey trust kind */
	struct str value;  /* "negative", "anger", "repeat_contact", "lawsuit", "delivery", … */
	double weight;     /* signed for sentiment, else strength > 0; 1 when a lexicon says nothing */
	struct span span;  /* the evidence */
};

struct trouble {          /* what a mention states: a class of trouble, or request, question, praise, vent, churn */
	struct str class; /* a name of lexicons/any/trouble_class.tsv */
	struct str thing; /* id of the thing that stands nearest (lexicons/LANG/thing.tsv), or empty */
	struct str by;    /* "pattern", "reader" or "both" */
	uint32_t p_milli; /* probability, thousandths */
	uint32_t
	    reader_milli; /* what the reader alone gives, no more than p_milli; all of it by "reader", 0 by "pattern" */
	struct span span; /* the words that say it */
};

struct ledger_edit {     /* what the ledger changed of a mention */
	uint32_t *lines; /* of the ledger, in the order in which they acted */
	size_t line_count;
	struct str states, issue; /* what the model says; empty: none */
	/* The same of its topic; theme and unassigned both empty: the topic was not changed. */
	struct str theme, sub, unassigned;
	double fit; /* of theme */
};

struct token {
	struct str word;     /* folded form, as token.h says */
	uint32_t start, end; /* bytes of the text it came from */
	struct str stem;     /* as the stemming stage, or whoever changed its list, has it; at == NULL: none gave one */
};

struct mention {
	uint32_t n;        /* 0-based place in its contact */
	struct span span;  /* of the contact's clean text */
	struct str text;   /* exactly the bytes of span */
	struct str stems;  /* JSON list of strings as it stands on the line: one per token of text, stop words included,
	                      in order; empty before the stemming stage */
	uint64_t stems_of; /* mention_stems_of what they were made of; 0: not known, then nobody believes them */
	struct str phrases; /* JSON list of strings: stems joined by one space; empty: none */
	struct signal *signals;
	size_t signal_count; /* by family in the order above, then span.start, then value */
	struct trouble *troubles;
	size_t trouble_count; /* most probable first, then class; NULL/0 before the tagging stage */
	/* after assignment: */
	struct str states;                /* problem request question praise vent churn, or empty: nothing of these */
	struct str issue;                 /* its id ("bag.lost"), or empty */
	struct str theme, sub, runner_up; /* ids, or empty */
	double fit;                       /* 0..1, meaningful with theme */
	struct str unassigned;            /* non_answer too_short no_match language, or empty */
	struct ledger_edit *edit;         /* NULL: the ledger changed nothing of it */
	struct str extra;                 /* unknown fields of its line, as in struct contact */
	/* In memory only: its words in the contact's language, once somebody asked for them (mention_tokens); the bytes
	 * of the words stand one behind the other in one piece. Their stems are set when stems fits text, and are
	 * slices of it but where it has escapes. */
	struct token *tokens;
	size_t token_count;
	bool tokenised;
};

struct record {
	struct arena
	    *arena; /* what stages allocate for this record; lives until emit_put returns, longer only by record_dup */
	struct contact contact;
	struct mention *mentions;
	size_t mention_count; /* mentions before the splitter: NULL, 0 */
	struct str json; /* theme and alert streams: one object, no newline; SHAPE_TEXT: any text, written as it is;
	                    else empty */
	uint64_t line;   /* input line for messages, 0 = none */
};

/* issue_is_rest - the id is that of a class's remainder, "broken.other". */
static inline bool issue_is_rest(struct str id)
{
	return str_ends(id, STR(".other"));
}

enum shape { SHAPE_NOTHING, SHAPE_CONTACTS, SHAPE_MENTIONS, SHAPE_ALERTS, SHAPE_THEMES, SHAPE_TEXT };

/* record_units - what a record counts for in the books of a stage that reads or writes this shape: its lines. */
static inline uint64_t record_units(const struct record *record, enum shape shape)
{
	return shape == SHAPE_MENTIONS ? record->mention_count : 1;
}

/* span_write - "[start,end]"; span_put - that as the member "span". */
void span_write(struct buf *out, struct span span);
void span_put(struct buf *out, struct span span);

/* record_encode - appends the record's line(s), each with '\n'. Keys in a fixed order, empty fields left out, unknown
 * ones last. */
void record_encode(struct buf *out, const struct record *record, enum shape shape);

/* record_decode_contact - one line of NDJSON into *record (zeroed first), strings in arena.
 * Without an "id" it gets one from its content (contact_content_id). GRIPE_DATA: not one JSON object, a known field of
 * the wrong type, neither "id" nor "text", invalid UTF-8; err->offset says where. */
GRIPE_MUST_USE int record_decode_contact(struct record *record, struct arena *arena, struct str line, struct err *err);

/* record_decode_mention - one line into one mention and the contact's part of it. */
GRIPE_MUST_USE int record_decode_mention(struct contact *contact, struct mention *mention, struct arena *arena,
                                         struct str line, struct err *err);

/* record_mention_add - room for one more mention, zeroed, in the record's arena; *cap: those that fit, 0 at first. */
struct mention *record_mention_add(struct record *record, size_t *cap);

/* record_dup - deep copy into arena (to->arena = arena). */
void record_dup(struct record *to, struct arena *arena, const struct record *from);

/* contact_content_id - 'h' and 16 hex digits of a hash of source, time, person, thread, title and text: the id of what
 * came without one. It is the same wherever the record stood and by whichever door it came: the reader and the decoder
 * of records both ask here. */
struct str contact_content_id(const struct contact *contact, struct arena *arena);

/* contact_note - appends a note (copied) once: a name that is there already is not repeated. */
void contact_note(struct contact *contact, struct arena *arena, struct str note);
/* contact_attr - sets an attribute (key and value copied), keeping keys sorted; an empty value removes it. */
void contact_attr(struct contact *contact, struct arena *arena, struct str key, struct str value);
/* contact_attr_get - its value, or empty. */
struct str contact_attr_get(const struct contact *contact, struct str key);

#endif
