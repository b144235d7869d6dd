/* call_services.c - transcripts of further services as JSON: Gong, IBM Watson, Speechmatics, Bedrock Data Automation,
 * Rev, the BBC's digital paper edit; and any JSON of timed words.
 *
 * In: JSON, a file that is one call, or an array or lines of calls. Out: turns (calls.c). Who spoke is said by the
 * word, by the turn, or by a list of times of its own. JSON of words that nobody knows by name is told by its values:
 * most are one word with a time. Memory: one call. */
#include <stdlib.h>

#include "array.h"
#include "call_json.h"

enum { DEPTH_MOST = 8 /* of lists within lists */ };

static struct json_object *nth(struct json_object *array, size_t i)
{
	return json_object_array_get_idx(array, i);
}

/* ---- Gong ---- */

/* The party with that speaker's id, or NULL. */
static struct json_object *party_of(struct json_object *record, struct str speaker, struct arena *arena)
{
	struct json_object *parties = call_json_member(record, "parties");
	for (size_t i = 0; speaker.len > 0 && i < call_json_length(parties); i++) {
		if (str_eq(json_text(nth(parties, i), "speakerId|id", arena), speaker)) {
			return nth(parties, i);
		}
	}
	return NULL;
}

static void take_gong(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *monologues = call_json_member(record, "transcript");
	(void)about;
	for (size_t i = 0; i < call_json_length(monologues); i++) {
		struct json_object *monologue = nth(monologues, i), *said = call_json_member(monologue, "sentences");
		struct str id = json_text(monologue, "speakerId", arena);
		struct json_object *party = party_of(record, id, arena);
		struct str name = party != NULL ? json_text(party, "name|emailAddress", arena) : STR_EMPTY;
		const char *role = call_role_of(call, json_text(party, "affiliation", arena));
		name = name.len > 0 ? name : id;
		for (size_t j = 0; j < call_json_length(said); j++) {
			call_turn(call, name, json_text(nth(said, j), "text", arena),
			          call_json_seconds(nth(said, j), "start", 0.001),
			          call_json_seconds(nth(said, j), "end", 0.001), false);
		}
		if (role[0] != '\0' && call_json_length(said) > 0) {
			call_set_role(call, name, role);
		}
	}
}

/* ---- who spoke when ---- */

struct spell { /* from a time on, until the next */
	double from;
	struct str speaker;
};
struct spells {
	struct spell *at;
	size_t count, cap;
};

static void add_spells(struct spells *spells, struct json_object *list, const char *from, const char *speaker,
                       struct arena *arena)
{
	for (size_t i = 0; i < call_json_length(list); i++) {
		struct spell one = { call_json_seconds(nth(list, i), from, 1),
			             json_text(nth(list, i), speaker, arena) };
		spells->at = array_room(spells->at, spells->count, &spells->cap, sizeof *spells->at, 64);
		spells->at[spells->count++] = one;
	}
}

/* Who speaks at a time: of the spells that rise in time, the last that has begun. *hint: where the last search ended.
 */
static struct str speaker_at(const struct spells *spells, double time, size_t *hint)
{
	if (spells->count == 0) {
		return STR_EMPTY;
	}
	if (*hint >= spells->count || spells->at[*hint].from > time) {
		*hint = 0;
	}
	while (*hint + 1 < spells->count && spells->at[*hint + 1].from <= time) {
		(*hint)++;
	}
	return spells->at[*hint].speaker;
}

/* ---- IBM Watson ---- */

/* The words of one result with their times; false: fewer or more are timed than were said. */
static bool add_timed(struct call_words *words, struct json_object *best, const struct spells *spells, size_t *hint,
                      struct arena *arena)
{
	struct json_object *spoken = call_json_member(best, "timestamps");
	if (call_json_length(spoken) != str_words(json_text(best, "transcript", arena))) {
		return false;
	}
	for (size_t i = 0; i < call_json_length(spoken); i++) {
		struct json_object *triple = nth(spoken, i);
		struct call_word word = { .start = -1, .end = -1 };
		if (call_json_length(triple) >= 3) {
			word.text = json_scalar(nth(triple, 0), arena);
			word.start = json_object_get_double(nth(triple, 1));
			word.end = json_object_get_double(nth(triple, 2));
			word.speaker = speaker_at(spells, word.start, hint);
		}
		if (word.text.len > 0 && word.text.at[0] != '%') { /* "%HESITATION" */
			call_words_add(words, word);
		}
	}
	return true;
}

/* Results stand in a list, or in a list of such answers. Where times and words do not agree, the transcript is one word
 * of whoever speaks at its beginning. */
static void add_watson(struct call_words *words, struct json_object *answer, int depth, struct arena *arena)
{
	struct json_object *results = call_json_member(answer, "results");
	struct spells spells = { NULL, 0, 0 };
	size_t hint = 0;
	add_spells(&spells, call_json_member(answer, "speaker_labels"), "from", "speaker", arena);
	for (size_t i = 0; i < call_json_length(results) && depth < DEPTH_MOST; i++) {
		struct json_object *result = nth(results, i), *best = call_json_member(result, "alternatives.#"),
		                   *first = call_json_member(best, "timestamps.#");
		struct call_word all = { .start = -1,
			                 .end = -1,
			                 .text = str_trim(json_text(best, "transcript", arena)) };
		if (call_json_member(result, "results") != NULL) {
			add_watson(words, result, depth + 1, arena);
		} else if (all.text.len > 0 && !add_timed(words, best, &spells, &hint, arena)) {
			if (call_json_length(first) >= 3) {
				all.start = json_object_get_double(nth(first, 1));
				all.speaker = speaker_at(&spells, all.start, &hint);
			}
			call_words_add(words, all);
		}
	}
	free(spells.at);
}

static void take_watson(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct call_words words = { NULL, 0, 0 };
	(void)about;
	add_watson(&words, record, 0, arena);
	call_words_give(call, &words);
}

/* ---- Speechmatics ---- */

static void take_speechmatics(struct call *call, struct json_object *record, struct call_about *about,
                              struct arena *arena)
{
	struct json_object *results = call_json_member(record, "results");
	struct call_words words = { NULL, 0, 0 };
	(void)about;
	for (size_t i = 0; i < call_json_length(results); i++) {
		struct json_object *item = nth(results, i), *best = call_json_member(item, "alternatives.#");
		struct call_word word = { .start = call_json_seconds(item, "start_time", 1),
			                  .end = call_json_seconds(item, "end_time", 1),
			                  .text = json_text(best, "content", arena),
			                  .speaker = json_text(best, "speaker", arena) };
		word.speaker = word.speaker.len > 0 ? word.speaker : json_text(item, "channel|speaker", arena);
		word.glued = str_eq(json_text(item, "type", arena), STR("punctuation")) ||
		             str_eq(json_text(item, "attaches_to", arena), STR("previous"));
		if (word.text.len > 0) {
			call_words_add(&words, word);
		}
	}
	call_words_give(call, &words);
}

/* ---- Bedrock Data Automation, Rev, digital paper edit ---- */

static void take_data_automation(struct call *call, struct json_object *record, struct call_about *about,
                                 struct arena *arena)
{
	static const struct call_paths segments = { "text|transcript",
		                                    "speaker.speaker_name|speaker.speaker_label|speaker_label|"
		                                    "channel.channel_label|channel_label",
		                                    "start_timestamp_millis", "end_timestamp_millis", 0.001 };
	static const struct call_paths items = { "content|text", "speaker.speaker_label|speaker_label",
		                                 "start_timestamp_millis", "end_timestamp_millis", 0.001 };
	struct call_words words = { NULL, 0, 0 };
	(void)about;
	if (call_turn_list(call, call_json_member(record, "audio_segments"), &segments, arena) == 0) {
		call_words_list(&words, call_json_member(record, "audio_items"), &items, STR_EMPTY, arena);
		call_words_give(call, &words);
	}
}

/* A speaker's name in the list of them, or its number. */
static struct str rev_speaker(struct json_object *record, struct json_object *monologue, struct arena *arena)
{
	struct json_object *speakers = call_json_member(record, "speakers");
	struct str name = json_text(monologue, "speaker_name", arena), number = json_text(monologue, "speaker", arena);
	for (size_t i = 0; name.len == 0 && i < call_json_length(speakers); i++) {
		if (str_eq(json_text(nth(speakers, i), "id", arena), number)) {
			name = json_text(nth(speakers, i), "name", arena);
		}
	}
	return name.len > 0 ? name : number;
}

static void take_rev(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *monologues = call_json_member(record, "monologues");
	struct buf text;
	(void)about;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < call_json_length(monologues); i++) {
		struct json_object *monologue = nth(monologues, i), *elements = call_json_member(monologue, "elements");
		buf_clear(&text);
		for (size_t j = 0; j < call_json_length(elements); j++) { /* blanks are elements too */
			struct json_object *value = call_json_member(nth(elements, j), "value");
			buf_text(&text,
			         json_object_is_type(value, json_type_string) ? json_object_get_string(value) : "");
		}
		call_turn(call, rev_speaker(record, monologue, arena), buf_str(&text), -1, -1, false);
	}
	buf_release(&text);
}

static void take_paper_edit(struct call *call, struct json_object *record, struct call_about *about,
                            struct arena *arena)
{
	static const struct call_paths paths = { "text|punct|word", "speaker", "start", "end", 1 };
	struct call_words words = { NULL, 0, 0 };
	struct spells spells = { NULL, 0, 0 };
	size_t hint = 0;
	(void)about;
	add_spells(&spells, call_json_member(record, "paragraphs"), "start", "speaker", arena);
	call_words_list(&words, call_json_member(record, "words"), &paths, STR_EMPTY, arena);
	for (size_t i = 0; i < words.count; i++) {
		if (words.at[i].speaker.len == 0) {
			words.at[i].speaker = speaker_at(&spells, words.at[i].start, &hint);
		}
	}
	call_words_give(call, &words);
	free(spells.at);
}

/* ---- any JSON of timed words ---- */

#define WORD_KEYS "punctuated_word|word|text|punct|value|content|token|name"
#define SPEAKER_KEYS "speaker|speaker_label|speakerTag|speaker_id|speakerId|speaker_name|channel"
#define START_KEYS "start|start_time|startTime|from|ts|begin|startMs|start_ms|offset|time"
#define END_KEYS "end|end_time|endTime|to|end_ts|endMs|end_ms"
static bool is_timed_word(struct json_object *value, struct arena *arena)
{
	struct str text = json_object_is_type(value, json_type_object) ? json_text(value, WORD_KEYS, arena) : STR_EMPTY;
	return text.len > 0 && str_words(text) <= 2 && call_json_seconds(value, START_KEYS, 1) >= 0;
}

/* Every array of timed words below value, with the speaker that stands beside or above it. */
static void find_words(struct call_words *words, struct json_object *value, struct str who, int depth,
                       struct arena *arena)
{
	static const struct call_paths paths = { WORD_KEYS, SPEAKER_KEYS, START_KEYS, END_KEYS, 1 };
	if (depth == DEPTH_MOST) {
		return;
	}
	if (json_object_is_type(value, json_type_object)) {
		struct str own = json_text(value, SPEAKER_KEYS, arena);
		json_object_object_foreach(value, key, inner)
		{
			(void)key;
			find_words(words, inner, own.len > 0 ? own : who, depth + 1, arena);
		}
	} else if (call_json_length(value) > 0 && is_timed_word(nth(value, 0), arena)) {
		call_words_list(words, value, &paths, who, arena);
	} else {
		for (size_t i = 0; i < call_json_length(value); i++) {
			find_words(words, nth(value, i), who, depth + 1, arena);
		}
	}
}

static void take_timed_words(struct call *call, struct json_object *record, struct call_about *about,
                             struct arena *arena)
{
	struct call_words words = { NULL, 0, 0 };
	(void)about;
	if (is_timed_word(record, arena)) { /* the file is a list of them */
		call_turn(call, json_text(record, SPEAKER_KEYS, arena), json_text(record, WORD_KEYS, arena), -1, -1,
		          false);
		return;
	}
	find_words(&words, record, STR_EMPTY, 0, arena);
	call_words_give(call, &words);
}

/* Texts under the keys of words in the first bytes: how many are one word, and how many more. */
static void count_values(struct str ahead, size_t *single, size_t *longer)
{
	static const char *const keys[] = { "\"text\"", "\"word\"", "\"value\"", "\"content\"", "\"punct\"" };
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		struct str key = str_from(keys[k]);
		for (size_t at = 0; (at = str_find(ahead, key, at)) < ahead.len;) {
			struct str value;
			at += key.len;
			value = str_trim(str_slice(ahead, at, ahead.len));
			if (!str_starts(value, STR(":"))) {
				continue;
			}
			value = str_trim(str_slice(value, 1, value.len));
			if (str_starts(value, STR("\""))) {
				value = str_slice(value, 1, str_find(value, STR("\""), 1));
				*single += value.len > 0 && memchr(value.at, ' ', value.len) == NULL;
				*longer += value.len > 0 && memchr(value.at, ' ', value.len) != NULL;
			}
		}
	}
}

static const struct call_json timed_words_spec = {
	.needs = "word|text|value|content|punct;start|start_time|startTime|from|ts|begin|startMs|start_ms;"
	         "end|end_time|endTime|to|end_ts|endMs|end_ms",
	.certainty = 66,
	.take = take_timed_words,
};

static int detect_timed_words(const struct glance *first)
{
	enum { LOOKED_AT = 65536, WORDS_LEAST = 4 };
	struct str ahead = str_slice(first->ahead, 0, first->ahead.len < LOOKED_AT ? first->ahead.len : LOOKED_AT);
	size_t single = 0, longer = 0;
	int sure = call_json_detect(&timed_words_spec, ahead);
	if (sure > 0) {
		count_values(ahead, &single, &longer);
	}
	return single >= WORDS_LEAST && single >= 4 * longer ? sure : 0;
}

static int parse_timed_words(struct reading *reading, struct err *err)
{
	const struct format *as_found = reading->format;
	struct format as = *as_found;
	struct call_json spec = timed_words_spec;
	struct str ahead;
	int status = infile_peek(reading->file, &ahead, err);
	size_t at = 0;
	if (status < 0) {
		return status;
	}
	while (at < ahead.len && ahead.at[at] != '[' && ahead.at[at] != '{') {
		at++;
	}
	spec.whole_file = at < ahead.len && ahead.at[at] == '['; /* a list of words, or of turns of one call */
	as.spec = &spec;
	reading->format = &as;
	status = call_json_parse(reading, err);
	reading->format = as_found; /* `as` ends here */
	return status;
}

const struct format format_timed_words = { "timed-words",
	                                   "any JSON of words with times: joined into turns by speaker",
	                                   detect_timed_words,
	                                   parse_timed_words,
	                                   "call",
	                                   &timed_words_spec };

CALL_FORMAT(format_gong, "gong", "call", "JSON of Gong: callTranscripts[] of transcript[] of speakerId and sentences",
            .needs = "transcript;speakerId;sentences", .certainty = 96, .take = take_gong, .id = "callId|metaData.id",
            .time = "metaData.started|started", .items = "callTranscripts");
CALL_FORMAT(format_watson, "ibm-watson", "call",
            "JSON of IBM Watson: results[] of alternatives and timestamps, speaker_labels",
            .needs = "results;alternatives;transcript;result_index|speaker_labels|timestamps", .certainty = 94,
            .take = take_watson);
CALL_FORMAT(format_speechmatics, "speechmatics", "call",
            "JSON of Speechmatics: results[] of type, start_time and alternatives[] of content and speaker",
            .needs = "results;alternatives;content;start_time", .without = "transcripts", .certainty = 95,
            .take = take_speechmatics, .id = "job.id", .time = "job.created_at|metadata.created_at",
            .lang = "metadata.transcription_config.language");
CALL_FORMAT(format_data_automation, "bedrock-data-automation", "call",
            "JSON of Bedrock Data Automation: audio_segments[] of text, speaker and start_timestamp_millis",
            .needs = "audio_segments|audio_items;start_timestamp_millis", .certainty = 96, .take = take_data_automation,
            .id = "metadata.asset_id");
CALL_FORMAT(format_rev, "rev", "call", "JSON of Rev: monologues[] of speaker and elements[] of value",
            .needs = "monologues;elements;value", .certainty = 96, .take = take_rev, .id = "job_id");
CALL_FORMAT(format_paper_edit, "paper-edit", "call",
            "JSON of the BBC's digital paper edit: words[] of start, end, text, and paragraphs[] of speaker",
            .needs = "words;paragraphs;speaker;start", .without = "audio_url", .certainty = 95,
            .take = take_paper_edit);
