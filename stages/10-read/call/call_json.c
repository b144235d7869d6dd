/* call_json.c - transcripts as JSON: what speech recognisers give (AWS Transcribe and Call Analytics, Google, Deepgram,
 * AssemblyAI, Kaldi, autoEdit, podcast and Whisper segments), and recorded chats (ABCD, Taskmaster, Harper Valley,
 * lists of messages).
 *
 * In: JSON through json-c, a file that is one call, or an array or lines of calls. Out: turns (calls.c). Where a
 * recogniser gives words with a speaker each, they are put in the order of their times (two channels interleave) and
 * joined, punctuation without a blank before it. A list of alternatives is read for its first, the likeliest. Memory:
 * one call. */
#include <stdlib.h>

#include "array.h"
#include "call_json.h"
#include "turns_text.h"

struct json_object *call_json_member(struct json_object *value, const char *path)
{
	return json_at(value, str_from(path));
}

size_t call_json_length(struct json_object *array)
{
	return array != NULL && json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

static struct json_object *element(struct json_object *array, size_t i)
{
	return json_object_array_get_idx(array, i);
}

static double seconds_of(struct json_object *value, double unit)
{
	double number;
	struct str text;
	if (json_object_is_type(value, json_type_object)) {
		double whole = call_json_seconds(value, "seconds", 1);
		return (whole < 0 ? 0 : whole) + json_object_get_double(call_json_member(value, "nanos")) / 1e9;
	}
	if (!json_object_is_type(value, json_type_string)) {
		return json_object_get_double(value) * unit;
	}
	text = str_from(json_object_get_string(value));
	if (str_ends(text, STR("s"))) {
		text.len--;
	}
	return number_parse(text, &number) ? number * unit : -1;
}

double call_json_seconds(struct json_object *record, const char *paths, double unit)
{
	struct str rest = str_from(paths);
	while (rest.at != NULL) {
		struct json_object *value = json_at(record, str_cut(rest, '|', &rest));
		if (value != NULL) {
			return seconds_of(value, unit);
		}
	}
	return -1;
}

/* ---- words with times and speakers ---- */

enum { WORDS_FIRST = 256 /* room to begin with */ };

void call_words_add(struct call_words *words, struct call_word word)
{
	words->at = array_room(words->at, words->count, &words->cap, sizeof *words->at, WORDS_FIRST);
	if (word.start < 0 && words->count > 0) { /* punctuation has no time of its own */
		word.start = words->at[words->count - 1].start;
		word.end = words->at[words->count - 1].end;
		if (word.speaker.len == 0) {
			word.speaker = words->at[words->count - 1].speaker;
		}
	}
	word.n = words->count;
	words->at[words->count++] = word;
}

static int by_time(const void *a, const void *b)
{
	const struct call_word *x = a, *y = b;
	if (x->start != y->start) {
		return x->start < y->start ? -1 : 1;
	}
	return x->n < y->n ? -1 : x->n > y->n;
}

void call_words_give(struct call *call, struct call_words *words)
{
	struct buf text;
	size_t first = 0;
	buf_init(&text, SIZE_MAX);
	if (words->count > 0) {
		qsort(words->at, words->count, sizeof *words->at, by_time);
	}
	for (size_t i = 0; i < words->count; i++) {
		const struct call_word *word = &words->at[i];
		bool pause = i > first && word->start >= 0 &&
		             word->start - words->at[i - 1].end >= CALL_PAUSE_SECONDS && !word->glued;
		if (i > first && (pause || !str_eq(word->speaker, words->at[first].speaker))) {
			call_turn(call, words->at[first].speaker, buf_str(&text), words->at[first].start,
			          words->at[i - 1].end, pause);
			buf_clear(&text);
			first = i;
		}
		if (text.len > 0 && !word->glued) {
			buf_byte(&text, ' ');
		}
		buf_str_add(&text, word->text);
	}
	if (words->count > 0) {
		call_turn(call, words->at[first].speaker, buf_str(&text), words->at[first].start, -1, false);
	}
	buf_release(&text);
	free(words->at);
}

void call_words_list(struct call_words *words, struct json_object *array, const struct call_paths *paths,
                     struct str who, struct arena *arena)
{
	for (size_t i = 0; i < call_json_length(array); i++) {
		struct json_object *item = element(array, i);
		struct str own = json_text(item, paths->speaker, arena);
		struct call_word word = { .start = call_json_seconds(item, paths->start, paths->unit),
			                  .end = call_json_seconds(item, paths->end, paths->unit),
			                  .text = json_text(item, paths->text, arena),
			                  .speaker = own.len > 0 ? own : who };
		if (word.text.len > 0) {
			call_words_add(words, word);
		}
	}
}

size_t call_turn_list(struct call *call, struct json_object *array, const struct call_paths *paths, struct arena *arena)
{
	size_t taken = 0;
	for (size_t i = 0; i < call_json_length(array); i++) {
		struct json_object *item = element(array, i);
		struct str said = json_text(item, paths->text, arena);
		if (said.len > 0) {
			call_turn(call, json_text(item, paths->speaker, arena), said,
			          call_json_seconds(item, paths->start, paths->unit),
			          call_json_seconds(item, paths->end, paths->unit), false);
			taken++;
		}
	}
	return taken;
}

/* ---- the formats ---- */

static void take_call_analytics(struct call *call, struct json_object *record, struct call_about *about,
                                struct arena *arena)
{
	(void)about;
	call_turn_list(call, call_json_member(record, "Transcript"),
	               &(struct call_paths){ "Content", "ParticipantRole|ParticipantId", "BeginOffsetMillis",
	                                     "EndOffsetMillis", 0.001 },
	               arena);
}

/* AWS: an item is {"type":"pronunciation"|"punctuation","start_time":"13.03","alternatives":[{"content":"There"}]}. */
static void aws_items(struct call_words *words, struct json_object *items, const struct intern *times,
                      const struct str *speakers, struct str who, struct arena *arena)
{
	for (size_t i = 0; i < call_json_length(items); i++) {
		struct json_object *item = element(items, i);
		struct str start = json_text(item, "start_time", arena), own = json_text(item, "speaker_label", arena);
		struct call_word word = { call_json_seconds(item, "start_time", 1),
			                  call_json_seconds(item, "end_time", 1),
			                  json_text(item, "alternatives.#.content", arena),
			                  who,
			                  false,
			                  0 };
		uint32_t known = times != NULL ? intern_find(times, start) : INTERN_NONE;
		word.glued = str_eq(json_text(item, "type", arena), STR("punctuation"));
		word.speaker = own.len > 0            ? own
		               : known != INTERN_NONE ? speakers[known]
		               : word.glued           ? STR_EMPTY
		                                      : who;
		call_words_add(words, word);
	}
}

static void take_aws(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *results = call_json_member(record, "results"),
	                   *segments = call_json_member(results, "speaker_labels.segments"),
	                   *channels = call_json_member(results, "channel_labels.channels");
	struct call_words words = { NULL, 0, 0 };
	struct intern times;
	struct str *speakers = NULL;
	size_t cap = 0;
	(void)about;
	if (call_turn_list(
	        call, call_json_member(results, "audio_segments"),
	        &(struct call_paths){ "transcript", "speaker_label|channel_label", "start_time", "end_time", 1 },
	        arena) > 0) {
		return;
	}
	intern_init(&times);
	for (size_t i = 0; i < call_json_length(segments);
	     i++) { /* which speaker said the word that starts at that time; times are compared as they are written */
		struct json_object *items = call_json_member(element(segments, i), "items");
		for (size_t j = 0; j < call_json_length(items); j++) {
			uint32_t n = intern_add(&times, json_text(element(items, j), "start_time", arena));
			speakers = array_room(speakers, n, &cap, sizeof *speakers, WORDS_FIRST);
			speakers[n] = json_text(element(items, j), "speaker_label", arena);
		}
	}
	for (size_t i = 0; i < call_json_length(channels); i++) {
		struct json_object *channel = element(channels, i);
		aws_items(&words, call_json_member(channel, "items"), NULL, NULL,
		          json_text(channel, "channel_label", arena), arena);
	}
	if (words.count == 0) {
		aws_items(&words, call_json_member(results, "items"), &times, speakers, STR_EMPTY, arena);
	}
	if (words.count == 0) {
		call_turn(call, STR_EMPTY, json_text(results, "transcripts.#.transcript", arena), -1, -1, false);
	}
	call_words_give(call, &words);
	intern_release(&times);
	free(speakers);
}

static void take_google(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *results = call_json_member(record, "response.results");
	struct call_words words = { NULL, 0, 0 };
	size_t count;
	results = results != NULL ? results : call_json_member(record, "results");
	count = call_json_length(results);
	if (count > 0) {
		struct json_object *last = call_json_member(element(results, count - 1), "alternatives.#.words");
		about->lang = json_text(element(results, 0), "languageCode", arena);
		/* with speakers told apart, the last result repeats all words with their speakers */
		if (json_text(call_json_length(last) > 0 ? element(last, 0) : NULL, "speakerTag|speakerLabel", arena)
		        .len > 0) {
			call_words_list(
			    &words, last,
			    &(struct call_paths){ "word", "speakerTag|speakerLabel", "startTime", "endTime", 1 },
			    STR_EMPTY, arena);
			call_words_give(call, &words);
			return;
		}
	}
	for (size_t i = 0; i < count; i++) {
		struct json_object *best = call_json_member(element(results, i), "alternatives.#"),
		                   *spoken = call_json_member(best, "words");
		double start =
		    call_json_length(spoken) > 0 ? call_json_seconds(element(spoken, 0), "startTime", 1) : -1;
		double end = call_json_length(spoken) > 0
		                 ? call_json_seconds(element(spoken, call_json_length(spoken) - 1), "endTime", 1)
		                 : -1;
		call_turn(call, json_text(element(results, i), "channelTag", arena),
		          json_text(best, "transcript", arena), start, end, false);
	}
}

static void take_deepgram(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *results = call_json_member(record, "results"),
	                   *channels = call_json_member(results, "channels");
	struct call_words words = { NULL, 0, 0 };
	(void)about;
	if (call_turn_list(call, call_json_member(results, "utterances"),
	                   &(struct call_paths){ "transcript", "speaker|channel", "start", "end", 1 }, arena) > 0) {
		return;
	}
	for (size_t i = 0; i < call_json_length(channels); i++) {
		struct str who = call_json_length(channels) > 1 ? arena_printf(arena, "channel %zu", i) : STR_EMPTY;
		struct json_object *best = call_json_member(element(channels, i), "alternatives.#");
		size_t before = words.count;
		call_words_list(&words, call_json_member(best, "words"),
		                &(struct call_paths){ "punctuated_word|word", "speaker", "start", "end", 1 }, who,
		                arena);
		if (words.count == before) {
			call_turn(call, who, json_text(best, "transcript", arena), -1, -1, false);
		}
	}
	call_words_give(call, &words);
}

static void take_assemblyai(struct call *call, struct json_object *record, struct call_about *about,
                            struct arena *arena)
{
	struct call_words words = { NULL, 0, 0 };
	(void)about;
	if (call_turn_list(call, call_json_member(record, "utterances"),
	                   &(struct call_paths){ "text", "speaker", "start", "end", 0.001 }, arena) > 0) {
		return;
	}
	call_words_list(&words, call_json_member(record, "words"),
	                &(struct call_paths){ "text", "speaker", "start", "end", 0.001 }, STR_EMPTY, arena);
	if (words.count == 0) {
		call_turn(call, STR_EMPTY, json_text(record, "text", arena), -1, -1, false);
	}
	call_words_give(call, &words);
}

static void take_kaldi(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *inside = call_json_member(record, "retval"), *segments;
	struct call_words words = { NULL, 0, 0 };
	size_t segment = 0;
	(void)about;
	inside = inside != NULL ? inside : record;
	segments = call_json_member(inside, "segmentation.segments");
	call_words_list(&words, call_json_member(inside, "words"),
	                &(struct call_paths){ "punct|word", "speaker", "start", "end", 1 }, STR_EMPTY, arena);
	for (size_t i = 0; i < words.count; i++) { /* both rise in time */
		while (segment + 1 < call_json_length(segments) &&
		       call_json_seconds(element(segments, segment + 1), "start", 1) <= words.at[i].start) {
			segment++;
		}
		if (segment < call_json_length(segments)) {
			words.at[i].speaker =
			    json_text(element(segments, segment), "speaker.@id|speaker.name|speaker", arena);
		}
	}
	call_words_give(call, &words);
}

static void take_autoedit(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *parts = call_json_member(record, "text");
	struct call_words words = { NULL, 0, 0 };
	about->time = STR_EMPTY;
	for (size_t i = 0; i < call_json_length(parts); i++) {
		struct json_object *paragraphs = call_json_member(element(parts, i), "paragraph");
		struct str who = json_text(element(parts, i), "speaker", arena);
		bool unnamed = language_rows_starts(&call->reading->words->calls, "nobody", who) > 0;
		for (size_t j = 0; j < call_json_length(paragraphs); j++) {
			call_words_list(&words, call_json_member(element(paragraphs, j), "line"),
			                &(struct call_paths){ "text", "speaker", "startTime", "endTime", 1 },
			                unnamed ? STR_EMPTY : who, arena);
		}
	}
	call_words_give(call, &words);
}

static void take_segments(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	(void)about;
	if (call_turn_list(call, call_json_member(record, "segments"),
	                   &(struct call_paths){ "body|text", "speaker", "startTime|start", "endTime|end", 1 },
	                   arena) == 0) {
		call_turn(call, STR_EMPTY, json_text(record, "text", arena), -1, -1, false);
	}
}

static void take_abcd(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *turns = call_json_member(record, "original");
	uint64_t actions = 0;
	(void)about;
	for (size_t i = 0; i < call_json_length(turns); i++) {
		struct json_object *turn = element(turns, i);
		struct str who = json_scalar(call_json_length(turn) > 0 ? element(turn, 0) : NULL, arena);
		if (call_json_length(turn) < 2) {
			continue;
		}
		if (strcmp(call_role_of(call, who), "bot") == 0) {
			actions++;
		} else {
			call_turn(call, who, json_scalar(element(turn, 1), arena), -1, -1, true);
		}
	}
	if (actions > 0) {
		book_note(call->reading->run->book, "system_event", actions);
	}
}

/* Where a chat says what part a writer has, beside the name. */
#define PARTS                                                                                                          \
	"role|speaker_role|speakerRole|sender_type|senderType|sender_role|author_type|authorType|author_role|"         \
	"participant_role|participantRole|participant_type|user_type|userType|"                                        \
	"sender.type|sender.role|author.type|author.role|from.type|from.role|participant.role"

/* Lists of messages: who and what under the names that chats use. */
static void take_messages(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	static const char *const lists[] = { "utterances", "turns",        "messages", "dialogue",
		                             "dialog",     "conversation", "log" };
	(void)about;
	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
		struct json_object *turns = call_json_member(record, lists[l]);
		for (size_t i = 0; i < call_json_length(turns); i++) {
			struct json_object *turn = element(turns, i);
			struct str who = json_text(turn, "speaker|sender|author|from|participant|name", arena),
			           part = json_text(turn, PARTS, arena);
			const char *role = call_role_of(call, part);
			who = who.len > 0 ? who : part;
			call_turn(call, who, json_text(turn, "text|content|message|utterance|body", arena), -1, -1,
			          true);
			if (role[0] != '\0' && who.len > 0) {
				call_set_role(call, who, role);
			}
		}
	}
}

static void take_harper(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	double start = call_json_seconds(record, "start_ms", 0.001),
	       length_s = call_json_seconds(record, "duration_ms", 0.001);
	(void)about;
	call_turn(call, json_text(record, "speaker_role|speaker", arena),
	          json_text(record, "human_transcript|transcript", arena), start,
	          start >= 0 && length_s >= 0 ? start + length_s : -1, false);
}

/* One field holds the whole call as "Agent: …" lines; a table printed as JSON has its newlines as two characters. */
static void take_text(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct str text = json_text(record, "transcript_text|transcript|call_transcript|conversation_text", arena);
	struct buf lines;
	double score;
	buf_init(&lines, SIZE_MAX);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\\' && i + 1 < text.len && text.at[i + 1] == 'n') {
			buf_byte(&lines, '\n');
			i++;
		} else {
			buf_byte(&lines, text.at[i]);
		}
	}
	turns_dialogue(call, buf_str(&lines));
	buf_release(&lines);
	if (number_parse(json_text(record, "customer_satisfaction|csat|satisfaction", arena), &score)) {
		about->has_score = true;
		about->score = score;
		about->scale = "csat";
	}
}

/* A path of the spec in the record; empty without either. */
static struct str text_at(struct json_object *record, const char *path, struct arena *arena)
{
	return record != NULL && path != NULL ? json_text(record, path, arena) : STR_EMPTY;
}

/* A number alone may be the id of anything. */
static struct str call_id(struct str id, struct arena *arena)
{
	size_t digits = 0;
	while (digits < id.len && ascii_is_digit(id.at[digits])) {
		digits++;
	}
	return id.len > 0 && digits == id.len ? arena_printf(arena, "call-%.*s", STR_ARGS(id)) : id;
}

/* "en", "en-US" and "en_US" are "en"; what is no code of two letters is empty. */
static struct str language_code(struct str lang)
{
	return lang.len == 2 || (lang.len > 2 && (lang.at[2] == '-' || lang.at[2] == '_')) ? str_slice(lang, 0, 2)
	                                                                                   : STR_EMPTY;
}

static int emit_record(struct call *call, const struct call_json *spec, struct json_object *record, uint64_t line,
                       struct err *err)
{
	struct call_about about = { .id = STR_EMPTY };
	struct arena arena = ARENA_INIT;
	int result;
	if (record != NULL) {
		spec->take(call, record, &about, &arena);
		if (spec->time != NULL) {
			about.time = text_at(record, spec->time, &arena);
		}
	}
	about.id = call_id(text_at(record, spec->id, &arena), &arena);
	about.lang = language_code(spec->lang != NULL ? text_at(record, spec->lang, &arena) : about.lang);
	result = call->names.count > 0
	             ? call_emit(call, &about, err)
	             : reading_reject(call->reading, line, SIZE_MAX, "a call without words", STR_EMPTY, err);
	arena_release(&arena);
	return result;
}

struct calls_of_file {
	struct call *call;
	const struct call_json *spec;
	struct arena arena;
};

static int take_element(void *to, struct json_object *value, uint64_t line, bool sole, struct err *err)
{
	struct calls_of_file *file = to;
	struct json_object *items = file->spec->items != NULL ? call_json_member(value, file->spec->items) : NULL;
	int result = 0;
	(void)sole;
	if (file->spec->whole_file) {
		struct call_about unused = { .id = STR_EMPTY };
		file->spec->take(file->call, value, &unused, &file->arena);
		arena_reset(&file->arena);
		return 0;
	}
	if (items == NULL) {
		return emit_record(file->call, file->spec, value, line, err);
	}
	for (size_t i = 0; i < call_json_length(items) && result >= 0; i++) {
		result = emit_record(file->call, file->spec, element(items, i), line, err);
	}
	return result;
}

int call_json_parse(struct reading *reading, struct err *err)
{
	struct calls_of_file file = { NULL, reading->format->spec, ARENA_INIT };
	struct json_each each = { take_element, &file };
	int result;
	if (reading->explain != NULL) {
		return 0;
	}
	file.call = call_open(reading);
	result = json_elements(reading, &each, err);
	if (result >= 0 && file.spec->whole_file) {
		result = emit_record(file.call, file.spec, NULL, 0, err);
	}
	call_close(file.call);
	arena_release(&file.arena);
	return result;
}

int call_json_detect(const struct call_json *spec, struct str ahead)
{
	if (!json_looks(ahead) || !json_has_keys(ahead, spec->needs) ||
	    (spec->without != NULL && json_has_key(ahead, str_from(spec->without)))) {
		return 0;
	}
	return spec->certainty;
}

CALL_FORMAT(format_aws_call_analytics, "aws-call-analytics", "call",
            "JSON with Transcript[] of ParticipantRole and Content",
            .needs = "Transcript;ParticipantRole|ParticipantId;Content", .certainty = 96, .take = take_call_analytics,
            .id = "JobName|CustomerMetadata.ContactId", .lang = "LanguageCode");
CALL_FORMAT(format_aws_transcribe, "aws-transcribe", "call", "JSON with results.transcripts and results.items",
            .needs = "results;transcripts;transcript", .certainty = 95, .take = take_aws, .id = "jobName");
CALL_FORMAT(format_google_stt, "google-stt", "call", "JSON with results[].alternatives[].transcript",
            .needs = "results;alternatives;transcript", .without = "channels", .certainty = 93, .take = take_google);
CALL_FORMAT(format_deepgram, "deepgram", "call", "JSON with results.channels[].alternatives[].transcript",
            .needs = "results;channels;alternatives;transcript", .certainty = 95, .take = take_deepgram,
            .id = "metadata.request_id", .time = "metadata.created");
CALL_FORMAT(format_assemblyai, "assemblyai", "call", "JSON with utterances or words, and audio_url or audio_duration",
            .needs = "text;words|utterances;audio_url|audio_duration|acoustic_model", .certainty = 95,
            .take = take_assemblyai, .id = "id", .lang = "language_code");
CALL_FORMAT(format_kaldi, "kaldi", "call", "JSON with retval.words, or words with start, end and punct",
            .needs = "words|retval;punct;start|wonid", .certainty = 94, .take = take_kaldi, .id = "retval.wonid");
CALL_FORMAT(format_autoedit, "autoedit", "call", "JSON of autoEdit: text[].paragraph[].line[]",
            .needs = "audioFile|transcriptionStatus;paragraph|sttEngine|processedAudio", .certainty = 95,
            .take = take_autoedit, .id = "_id");
CALL_FORMAT(format_podcast, "podcast", "call", "JSON with segments[] of startTime or start, and body or text",
            .needs = "segments;startTime|start;body|text", .without = "utterances", .certainty = 92,
            .take = take_segments, .lang = "language");
CALL_FORMAT(format_abcd, "abcd", "chat", "JSON of ABCD: original[] of [\"agent\", \"words\"]",
            .needs = "convo_id;original", .certainty = 96, .take = take_abcd, .id = "convo_id");
CALL_FORMAT(format_taskmaster, "taskmaster", "chat", "JSON with conversation_id and utterances[] of speaker and text",
            .needs = "conversation_id|dialogue_id;utterances;speaker;text", .certainty = 95, .take = take_messages,
            .id = "conversation_id|dialogue_id");
CALL_FORMAT(format_harper_valley, "harper-valley", "call", "JSON array of turns with speaker_role and human_transcript",
            .needs = "speaker_role;human_transcript|transcript", .whole_file = true, .certainty = 95,
            .take = take_harper);
CALL_FORMAT(format_call_json, "call-json", "call", "JSON records with a whole call in transcript_text",
            .needs = "transcript_text|call_transcript|conversation_text", .certainty = 92, .take = take_text,
            .id = "transcript_id|call_id|id", .time = "call_date|call_time|date|created_at", .items = "records");
CALL_FORMAT(format_chat_json, "chat-json", "chat",
            "JSON with messages[] (turns, dialogue) of role or speaker and content or text",
            .needs = "messages|turns|dialogue|dialog;role|speaker|sender;content|text|utterance", .certainty = 55,
            .take = take_messages, .id = "conversation_id|dialogue_id|chat_id|session_id|id",
            .time = "created_at|started_at|date|timestamp");
