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
#include "calls.h"
#include "json_stream.h"
#include "turns_text.h"

struct call_json {
	const char *needs;   /* json_has_keys */
	const char *without; /* a key that must not be there; NULL: none */
	bool whole_file;     /* the elements of the file's array are turns of one call */
	int certainty;
	void (*take)(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena);
	const char *id, *time, *lang; /* paths; NULL: none */
	const char *items;            /* an array of calls inside of the object; NULL: the object is one */
};

static struct json_object *member(struct json_object *value, const char *path)
{
	return json_at(value, str_from(path));
}

static size_t length(struct json_object *array)
{
	return array != NULL && json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

static struct json_object *element(struct json_object *array, size_t i)
{
	return json_object_array_get_idx(array, i);
}

/* Seconds: a number (times unit), "13.03", "12.900s", or {"seconds":"12","nanos":900000000}; -1 when it is not there.
 */
static double seconds(struct json_object *record, const char *path, double unit)
{
	struct json_object *value = member(record, path);
	double number;
	struct str text;
	if (value == NULL) {
		return -1;
	}
	if (json_object_is_type(value, json_type_object)) {
		double whole = seconds(value, "seconds", 1);
		return (whole < 0 ? 0 : whole) + json_object_get_double(member(value, "nanos")) / 1e9;
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

/* ---- words with times and speakers ---- */

struct word {
	double start, end;
	struct str text, speaker;
	bool glued; /* punctuation: no blank before it */
	size_t n;   /* its place in the file: the order where times are equal */
};
enum { WORDS_FIRST = 256 /* room to begin with */ };
struct words {
	struct word *at;
	size_t count, cap;
};

static void add_word(struct words *words, struct word word)
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
	const struct word *x = a, *y = b;
	if (x->start != y->start) {
		return x->start < y->start ? -1 : 1;
	}
	return x->n < y->n ? -1 : x->n > y->n;
}

static void give_words(struct call *call, struct words *words)
{
	struct buf text;
	size_t first = 0;
	buf_init(&text, SIZE_MAX);
	if (words->count > 0) {
		qsort(words->at, words->count, sizeof *words->at, by_time);
	}
	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->at[i];
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

/* An array of words; names of fields differ, their sense does not. */
static void word_list(struct words *words, struct json_object *array, const char *text, const char *speaker,
                      const char *start, const char *end, double unit, struct str who, struct arena *arena)
{
	for (size_t i = 0; i < length(array); i++) {
		struct json_object *item = element(array, i);
		struct word word = { seconds(item, start, unit),
			             seconds(item, end, unit),
			             json_text(item, text, arena),
			             who,
			             false,
			             0 };
		struct str own = json_text(item, speaker, arena);
		word.speaker = own.len > 0 ? own : who;
		if (word.text.len > 0) {
			add_word(words, word);
		}
	}
}

/* An array of turns. */
static size_t turn_list(struct call *call, struct json_object *array, const char *text, const char *speaker,
                        const char *start, const char *end, double unit, struct arena *arena)
{
	size_t taken = 0;
	for (size_t i = 0; i < length(array); i++) {
		struct json_object *item = element(array, i);
		struct str said = json_text(item, text, arena);
		if (said.len > 0) {
			call_turn(call, json_text(item, speaker, arena), said, seconds(item, start, unit),
			          seconds(item, end, unit), false);
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
	turn_list(call, member(record, "Transcript"), "Content", "ParticipantRole|ParticipantId", "BeginOffsetMillis",
	          "EndOffsetMillis", 0.001, arena);
}

/* AWS: an item is {"type":"pronunciation"|"punctuation","start_time":"13.03","alternatives":[{"content":"There"}]}. */
static void aws_items(struct words *words, struct json_object *items, const struct intern *times,
                      const struct str *speakers, struct str who, struct arena *arena)
{
	for (size_t i = 0; i < length(items); i++) {
		struct json_object *item = element(items, i);
		struct str start = json_text(item, "start_time", arena), own = json_text(item, "speaker_label", arena);
		struct word word = { seconds(item, "start_time", 1),
			             seconds(item, "end_time", 1),
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
		add_word(words, word);
	}
}

static void take_aws(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *results = member(record, "results"), *segments = member(results, "speaker_labels.segments"),
	                   *channels = member(results, "channel_labels.channels");
	struct words words = { NULL, 0, 0 };
	struct intern times;
	struct str *speakers = NULL;
	size_t cap = 0;
	(void)about;
	if (turn_list(call, member(results, "audio_segments"), "transcript", "speaker_label|channel_label",
	              "start_time", "end_time", 1, arena) > 0) {
		return;
	}
	intern_init(&times);
	for (size_t i = 0; i < length(segments);
	     i++) { /* which speaker said the word that starts at that time; times are compared as they are written */
		struct json_object *items = member(element(segments, i), "items");
		for (size_t j = 0; j < length(items); j++) {
			uint32_t n = intern_add(&times, json_text(element(items, j), "start_time", arena));
			speakers = array_room(speakers, n, &cap, sizeof *speakers, WORDS_FIRST);
			speakers[n] = json_text(element(items, j), "speaker_label", arena);
		}
	}
	for (size_t i = 0; i < length(channels); i++) {
		struct json_object *channel = element(channels, i);
		aws_items(&words, member(channel, "items"), NULL, NULL, json_text(channel, "channel_label", arena),
		          arena);
	}
	if (words.count == 0) {
		aws_items(&words, member(results, "items"), &times, speakers, STR_EMPTY, arena);
	}
	if (words.count == 0) {
		call_turn(call, STR_EMPTY, json_text(results, "transcripts.#.transcript", arena), -1, -1, false);
	}
	give_words(call, &words);
	intern_release(&times);
	free(speakers);
}

static void take_google(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *results = member(record, "response.results");
	struct words words = { NULL, 0, 0 };
	size_t count;
	results = results != NULL ? results : member(record, "results");
	count = length(results);
	if (count > 0) {
		struct json_object *last = member(element(results, count - 1), "alternatives.#.words");
		about->lang = json_text(element(results, 0), "languageCode", arena);
		/* with speakers told apart, the last result repeats all words with their speakers */
		if (json_text(length(last) > 0 ? element(last, 0) : NULL, "speakerTag|speakerLabel", arena).len > 0) {
			word_list(&words, last, "word", "speakerTag|speakerLabel", "startTime", "endTime", 1, STR_EMPTY,
			          arena);
			give_words(call, &words);
			return;
		}
	}
	for (size_t i = 0; i < count; i++) {
		struct json_object *best = member(element(results, i), "alternatives.#"),
		                   *spoken = member(best, "words");
		double start = length(spoken) > 0 ? seconds(element(spoken, 0), "startTime", 1) : -1;
		double end = length(spoken) > 0 ? seconds(element(spoken, length(spoken) - 1), "endTime", 1) : -1;
		call_turn(call, json_text(element(results, i), "channelTag", arena),
		          json_text(best, "transcript", arena), start, end, false);
	}
}

static void take_deepgram(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *results = member(record, "results"), *channels = member(results, "channels");
	struct words words = { NULL, 0, 0 };
	(void)about;
	if (turn_list(call, member(results, "utterances"), "transcript", "speaker|channel", "start", "end", 1, arena) >
	    0) {
		return;
	}
	for (size_t i = 0; i < length(channels); i++) {
		struct str who = length(channels) > 1 ? arena_printf(arena, "channel %zu", i) : STR_EMPTY;
		struct json_object *best = member(element(channels, i), "alternatives.#");
		size_t before = words.count;
		word_list(&words, member(best, "words"), "punctuated_word|word", "speaker", "start", "end", 1, who,
		          arena);
		if (words.count == before) {
			call_turn(call, who, json_text(best, "transcript", arena), -1, -1, false);
		}
	}
	give_words(call, &words);
}

static void take_assemblyai(struct call *call, struct json_object *record, struct call_about *about,
                            struct arena *arena)
{
	struct words words = { NULL, 0, 0 };
	(void)about;
	if (turn_list(call, member(record, "utterances"), "text", "speaker", "start", "end", 0.001, arena) > 0) {
		return;
	}
	word_list(&words, member(record, "words"), "text", "speaker", "start", "end", 0.001, STR_EMPTY, arena);
	if (words.count == 0) {
		call_turn(call, STR_EMPTY, json_text(record, "text", arena), -1, -1, false);
	}
	give_words(call, &words);
}

static void take_kaldi(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *inside = member(record, "retval"), *segments;
	struct words words = { NULL, 0, 0 };
	size_t segment = 0;
	(void)about;
	inside = inside != NULL ? inside : record;
	segments = member(inside, "segmentation.segments");
	word_list(&words, member(inside, "words"), "punct|word", "speaker", "start", "end", 1, STR_EMPTY, arena);
	for (size_t i = 0; i < words.count; i++) { /* both rise in time */
		while (segment + 1 < length(segments) &&
		       seconds(element(segments, segment + 1), "start", 1) <= words.at[i].start) {
			segment++;
		}
		if (segment < length(segments)) {
			words.at[i].speaker =
			    json_text(element(segments, segment), "speaker.@id|speaker.name|speaker", arena);
		}
	}
	give_words(call, &words);
}

static void take_autoedit(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *parts = member(record, "text");
	struct words words = { NULL, 0, 0 };
	about->time = STR_EMPTY;
	for (size_t i = 0; i < length(parts); i++) {
		struct json_object *paragraphs = member(element(parts, i), "paragraph");
		struct str who = json_text(element(parts, i), "speaker", arena);
		bool unnamed = language_rows_starts(&call->reading->words->calls, "nobody", who) > 0;
		for (size_t j = 0; j < length(paragraphs); j++) {
			word_list(&words, member(element(paragraphs, j), "line"), "text", "speaker", "startTime",
			          "endTime", 1, unnamed ? STR_EMPTY : who, arena);
		}
	}
	give_words(call, &words);
}

static void take_segments(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	(void)about;
	if (turn_list(call, member(record, "segments"), "body|text", "speaker", "startTime|start", "endTime|end", 1,
	              arena) == 0) {
		call_turn(call, STR_EMPTY, json_text(record, "text", arena), -1, -1, false);
	}
}

static void take_abcd(struct call *call, struct json_object *record, struct call_about *about, struct arena *arena)
{
	struct json_object *turns = member(record, "original");
	uint64_t actions = 0;
	(void)about;
	for (size_t i = 0; i < length(turns); i++) {
		struct json_object *turn = element(turns, i);
		struct str who = json_scalar(length(turn) > 0 ? element(turn, 0) : NULL, arena);
		if (length(turn) < 2) {
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
		struct json_object *turns = member(record, lists[l]);
		for (size_t i = 0; i < length(turns); i++) {
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
	double start = seconds(record, "start_ms", 0.001), length_s = seconds(record, "duration_ms", 0.001);
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
	struct json_object *items = file->spec->items != NULL ? member(value, file->spec->items) : NULL;
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
	for (size_t i = 0; i < length(items) && result >= 0; i++) {
		result = emit_record(file->call, file->spec, element(items, i), line, err);
	}
	return result;
}

static int parse_call_json(struct reading *reading, struct err *err)
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

static int detect_call_json(const struct call_json *spec, struct str ahead)
{
	if (!json_looks(ahead) || !json_has_keys(ahead, spec->needs) ||
	    (spec->without != NULL && json_has_key(ahead, str_from(spec->without)))) {
		return 0;
	}
	return spec->certainty;
}

#define CALL_FORMAT(symbol, format_name, format_channel, known_by, ...)                                                \
	static const struct call_json symbol##_spec = { __VA_ARGS__ };                                                 \
	static int symbol##_detect(const struct glance *first)                                                         \
	{                                                                                                              \
		return detect_call_json(&symbol##_spec, first->ahead);                                                 \
	}                                                                                                              \
	const struct format symbol = { format_name,     known_by,       symbol##_detect,                               \
		                       parse_call_json, format_channel, &symbol##_spec }

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
