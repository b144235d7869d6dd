/* format.h - a source format: how it is recognised, and how its contacts are read. One table of them in formats.c, in
 * order of preference on ties.
 *
 * A parser takes decoded bytes from reading->file, and for each thing a customer wrote calls reading_emit with a
 * contact whose strings live in reading->arena (reset after each emit) or outlive the call. It streams: memory does not
 * grow with the file, but for formats that are one JSON document (bounded by DOCUMENT_LIMIT). A record it cannot use
 * goes to reading_reject with its place and reason, and parsing goes on. Text may arrive in any charset: charset.h
 * repairs it, counted in the book's notes. */
#ifndef GRIPE_FORMAT_H
#define GRIPE_FORMAT_H

#include "charset_stream.h"
#include "infile.h"
#include "read_words.h"
#include "stage.h"

struct table_header;
struct slack_names; /* of the exports read so far; slack_names.h */
struct columns;
struct column_map; /* --map text=COL,id=COL,…, parsed; columns.h */

struct reading {
	struct stage_run *run;
	struct infile *file;
	const char *path; /* as given, or "archive.zip!member" */
	struct arena arena;
	const struct emit *emit;
	const struct column_map *map;   /* NULL: guess */
	const struct read_words *words; /* never NULL */
	int join_seconds; /* --join-messages: the gap within which messages of one person are one contact; 0: never */
	int date_order;   /* enum date_order: --day-first, --month-first, or not said */
	const char *source, *channel; /* --source, --channel, or NULL */
	struct buf *explain;          /* --explain: what was guessed goes here, and no contact is made; else NULL */
	const char
	    *again; /* path by which the same bytes can be opened once more, or NULL (a pipe, an archive's member) */
	struct slack_names *slack;   /* NULL: ids stay ids */
	struct charset_judge *judge; /* decides the charset of `again`; NULL: its bytes are taken as they are */
	const struct format *format;
	char without_text[400];     /* set by reading_without_text: the file's columns; else "" */
	bool has_answers;           /* and there are scores in it, which count without words */
	bool is_double;             /* all of the file was encoded twice: each field is undone */
	uint64_t undated;           /* records whose time is there and is no date */
	char undated_first[48];     /* the first such, cut */
	uint64_t contacts, rejects; /* of this file, for --explain and the summary */
};

/* What a format is recognised by. */
struct glance {
	struct str ahead; /* the first bytes: INFILE_PEEK of them, or all of the file; its BOM still there */
	const char *path; /* the file's name */
	const struct table_header *header; /* its first row, for the tables; NULL: they look for themselves */
	const struct read_words *words;    /* as in struct reading */
};

struct format {
	const char *name;      /* what --format takes, lower case: "mbox", "csv", "appstore-rss" */
	const char *looks_for; /* one line for --list-formats */
	/* detect - how sure, 0 (no) to 100. */
	int (*detect)(const struct glance *first);
	int (*parse)(struct reading *reading, struct err *err);
	const char *channel; /* what reading_emit gives a contact that has none; NULL: none */
	const void *spec;    /* the family's own description (struct table_spec, struct json_spec), or NULL */
};

/* format_has_own_charset - it says by itself which charset each of its parts is in (mail, XML): its bytes are left as
 * they are. */
bool format_has_own_charset(const struct format *format);
/* format_nth - the nth format of the table (formats.c); NULL behind its end. */
const struct format *format_nth(size_t nth);

/* reading_emit - fills what the parser left empty (source = format's name, channel's default, id = contact_content_id),
 * makes the text valid UTF-8 with '\n' lines, puts the contact, and resets the arena. */
GRIPE_MUST_USE int reading_emit(struct reading *reading, struct contact *contact, struct err *err);
/* reading_time - a date in any form as the contact's time: RFC 3339 in the arena. Empty when it is none, and when its
 * year is not believed, which is noted on the contact. */
struct str reading_time(struct reading *reading, struct contact *contact, struct str value);
/* reading_reject - as reject(), with the file's name. */
GRIPE_MUST_USE int reading_reject(struct reading *reading, uint64_t line, size_t offset, const char *why,
                                  struct str bytes, struct err *err);

/* reading_again - opens the file a second time, decoded as it was the first time, for a look through all of it. False:
 * it cannot be (a pipe, an archive's member), or that failed; what goes wrong here goes wrong again in the real reading
 * and is told there. reading_again_close - closes both. */
struct reading_again {
	struct infile *raw, *marked, *text;
	struct charset_found found;
};
bool reading_again(const struct reading *reading, struct reading_again *again);
void reading_again_close(struct reading_again *again);

/* reading_without_text - no column holds what customers wrote: noted in the book. The file is set aside, with the names
 * of its columns, unless it gives contacts all the same; or said, when its scores count as answers without words. */
void reading_without_text(struct reading *reading, const struct columns *columns);

/* A whole JSON document, an .eml, an archive's member: the most that is held at once. */
#define DOCUMENT_LIMIT ((size_t)1 << 30)

#endif
