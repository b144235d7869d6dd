/* call_json.h - what the readers of transcripts in JSON share: words with times and speakers, lists of turns, and the
 * description of a format. */
#ifndef GRIPE_CALL_JSON_H
#define GRIPE_CALL_JSON_H

#include "calls.h"
#include "json_stream.h"

struct call_json {
	const char *needs;   /* json_has_keys */
	const char *without; /* a key that must not be there; NULL: none */
	bool whole_file;     /* the elements of the file's array are turns of one call */
	int certainty;
	void (*take)(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena);
	const char *id, *time, *lang; /* paths; NULL: none */
	const char *items;            /* an array of calls inside of the object; NULL: the object is one */
};

struct json_object *call_json_member(struct json_object *value, const char *path);
/* call_json_length - elements of an array; 0 for what is none. */
size_t call_json_length(struct json_object *array);
/* call_json_seconds - a number (times unit), "13.03", "12.900s", or {"seconds":"12","nanos":900000000}; at the first of
 * the paths "a|b" that is there; -1 when none is. */
double call_json_seconds(struct json_object *record, const char *paths, double unit);

struct call_word {
	double start, end;
	struct str text, speaker;
	bool glued; /* punctuation: no blank before it */
	size_t n;   /* its place in the file: the order where times are equal; set by call_words_add */
};
struct call_words {
	struct call_word *at;
	size_t count, cap;
};
/* call_words_add - a word without a time (punctuation) has that of the word before, and its speaker where it has none.
 */
void call_words_add(struct call_words *words, struct call_word word);
/* call_words_give - the words in the order of their times as turns; frees them. */
void call_words_give(struct call *call, struct call_words *words);

/* Where an array has what: paths as json_text takes them. */
struct call_paths {
	const char *text, *speaker, *start, *end;
	double unit; /* seconds of one unit of time */
};
/* call_words_list - an array of words; who: their speaker where they have none. */
void call_words_list(struct call_words *words, struct json_object *array, const struct call_paths *paths,
                     struct str who, struct arena *arena);
/* call_turn_list - an array of turns; how many had words. */
size_t call_turn_list(struct call *call, struct json_object *array, const struct call_paths *paths,
                      struct arena *arena);

/* call_json_parse - the parse function of formats whose spec is a struct call_json. */
GRIPE_MUST_USE int call_json_parse(struct reading *reading, struct err *err);
int call_json_detect(const struct call_json *spec, struct str ahead);

#define CALL_FORMAT(symbol, format_name, format_channel, known_by, ...)                                                \
	static const struct call_json symbol##_spec = { __VA_ARGS__ };                                                 \
	static int symbol##_detect(const struct glance *first)                                                         \
	{                                                                                                              \
		return call_json_detect(&symbol##_spec, first->ahead);                                                 \
	}                                                                                                              \
	const struct format symbol = { format_name,     known_by,       symbol##_detect,                               \
		                       call_json_parse, format_channel, &symbol##_spec }

#endif
