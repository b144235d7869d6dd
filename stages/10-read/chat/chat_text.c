/* chat_text.c - chats as text: the formats whatsapp and chat-text.
 *
 * In: lines; a message begins at a line of one of the shapes of chat_head.h, the file's own, and goes on until the next
 * one. Out: messages (chats.c). Lines with a time and no name are a system's, and are counted; so is what a program put
 * in place of words. The name of an attached file is taken off, its caption stays. Memory: the messages of the file. */
#include "charset.h"
#include "chat_head.h"
#include "chats.h"
#include "hash.h"

enum {
	LOOKED_AT = 65536, /* bytes in which heads are counted */
	LINES_BEFORE = 5,  /* of a title above the first head */
	HEAD_LINES = 400,
	HEADS_LEAST = 2,
	SURE_WHATSAPP = 93,
	SURE_CHAT = 91,
	SURE_SPLIT = 90, /* the words stand below: other texts have such lines too */
	ATTACHED_MOST = 200
};

struct seen_heads {
	size_t heads, named, below;
	size_t names, sentences; /* different ones; those that go on in small letters, as sentences do */
	bool near_start;
	struct str first; /* its time */
};

static struct str without_bom(struct str ahead)
{
	size_t bom;
	(void)charset_bom(ahead, &bom);
	return str_slice(ahead, bom, ahead.len);
}

/* "customer called" before a colon is no name; "Ann Lee" and "mum" are. */
static bool reads_like_a_sentence(struct str who)
{
	size_t space = who.len;
	for (size_t i = 0; i < who.len; i++) {
		space = who.at[i] == ' ' ? i : space;
	}
	return space + 1 < who.len && who.at[space + 1] >= 'a' && who.at[space + 1] <= 'z';
}

static struct seen_heads count_heads(const struct read_words *words, struct str ahead, enum chat_shape shape)
{
	struct seen_heads seen = { 0 };
	size_t lines = 0;
	struct intern names;
	bool after = false, day = shape != CHAT_TABBED;
	struct str rest = without_bom(ahead), date;
	rest.len = rest.len < LOOKED_AT ? rest.len : LOOKED_AT;
	intern_init(&names);
	while (rest.at != NULL && lines < HEAD_LINES && (seen.heads > 0 || lines <= LINES_BEFORE)) {
		struct str line = str_cut(rest, '\n', &rest);
		struct chat_head head;
		lines += str_trim(line).len > 0;
		day = day || chat_day(line, &date);
		if (day && chat_head(words, line, shape, &head)) {
			seen.near_start = seen.near_start || (seen.heads == 0 && lines <= LINES_BEFORE);
			seen.first = seen.heads == 0 ? head.when : seen.first;
			seen.heads++;
			seen.named += head.who.len > 0;
			seen.sentences += reads_like_a_sentence(head.who);
			(void)intern_add(&names, head.who);
			after = head.words.len == 0;
		} else if (str_trim(line).len > 0) {
			seen.below += after;
			after = false;
		}
	}
	seen.names = names.count;
	intern_release(&names);
	return seen;
}

/* A time within a recording's first minutes, in brackets, is a transcript's: "[00:12] Ada". */
static bool is_elapsed(const struct read_words *words, struct str when)
{
	enum { MORNING = 6 * 3600 };
	int64_t seconds = chat_clock(words, when);
	return seconds >= 0 && seconds < MORNING;
}

/* How sure that the file is a chat in that shape. */
static int sure_of(const struct glance *first, enum chat_shape shape)
{
	struct seen_heads seen = count_heads(first->words, first->ahead, shape);
	bool below = shape == CHAT_ABOVE || shape == CHAT_BEHIND || shape == CHAT_STAMPED;
	if (seen.heads < HEADS_LEAST || !seen.near_start || seen.named == 0) {
		return 0;
	}
	if (seen.names >= seen.heads && seen.sentences * 2 > seen.named) { /* notes with their times */
		return 0;
	}
	if (below) {
		return seen.below * 2 >= seen.heads && !is_elapsed(first->words, seen.first) ? SURE_SPLIT : 0;
	}
	return SURE_CHAT;
}

/* The shape that the file has; CHAT_SHAPES: none. */
static enum chat_shape shape_of(const struct glance *first, int *sure)
{
	for (int shape = 0; shape < CHAT_SHAPES; shape++) {
		*sure = sure_of(first, (enum chat_shape)shape);
		if (*sure > 0) {
			return (enum chat_shape)shape;
		}
	}
	return CHAT_SHAPES;
}

/* WhatsApp by its dash, or by its name or its marks of direction where others write the same brackets. */
static int detect_whatsapp(const struct glance *first)
{
	int sure;
	enum chat_shape shape = shape_of(first, &sure);
	struct str name = str_from(first->path), ahead = first->ahead;
	bool marked = str_find_nocase(name, STR("whatsapp"), 0) < name.len || str_ends(name, STR("_chat.txt")) ||
	              str_find(ahead, STR("] \xe2\x80\x8e"), 0) < ahead.len ||
	              str_find(ahead, STR(": \xe2\x80\x8e"), 0) < ahead.len;
	return shape == CHAT_DASH || (shape == CHAT_BRACKET && marked) ? SURE_WHATSAPP : 0;
}

static int detect_chat_text(const struct glance *first)
{
	int sure;
	return shape_of(first, &sure) == CHAT_SHAPES ? 0 : sure;
}

struct chat_lines {
	struct reading *reading;
	struct chat *chat;
	enum chat_shape shape;
	struct buf day; /* LINE's, in force */
	/* the message in hand: */
	bool open, dated;
	struct buf when, who, words;
};

/* "IMG-1.jpg (file attached)": the bytes of the line when it names a file and nothing else; 0: it does not. */
static size_t attached_length(struct str text)
{
	size_t end = str_find(text, STR("\n"), 0), dot = 0, open;
	struct str line = str_slice(text, 0, end);
	open = str_find(line, STR(" ("), 0);
	if (open == line.len || line.len > ATTACHED_MOST || !str_ends(line, STR(")"))) {
		return 0;
	}
	for (size_t i = 0; i < open; i++) {
		dot = line.at[i] == '.' ? i + 1 : dot;
	}
	return dot > 0 && open > dot && open - dot <= 5 && memchr(line.at + dot, ' ', open - dot) == NULL ? end : 0;
}

/* The words without what the program added: a file's name in front, "<This message was edited>" behind. */
static struct str own_words(const struct read_words *words, struct str text)
{
	size_t attached = attached_length(text), open;
	text = str_trim(str_slice(text, attached, text.len));
	if (str_starts(text, STR("\xe2\x80\x8e"))) {
		return STR_EMPTY; /* WhatsApp on iOS marks so what is not typed */
	}
	if (str_ends(text, STR(">"))) {
		for (open = text.len; open > 0 && text.at[open - 1] != '<'; open--) {
		}
		if (open > 0 && language_rows_starts(&words->exports, "edited", str_slice(text, open, text.len)) > 0) {
			text = str_trim(str_slice(text, 0, open - 1));
			text.len -= str_ends(text, STR("\xe2\x80\x8e")) ? 3 : 0;
		}
	}
	return text;
}

static void give_message(struct chat_lines *lines)
{
	const struct read_words *words = lines->reading->words;
	struct str text = own_words(words, str_trim(buf_str(&lines->words)));
	struct chat_message message = { .person = buf_str(&lines->who), .text = text, .clock = -1 };
	if (!lines->open) {
		return;
	}
	lines->open = false;
	if (lines->who.len == 0 || text.len == 0) {
		book_drop(lines->reading->run->book, "system_event", 1);
	} else {
		if (lines->dated) {
			message.when = buf_str(&lines->when);
		} else {
			message.clock = chat_clock(words, buf_str(&lines->when));
		}
		chat_add(lines->chat, &message);
	}
}

static void open_message(struct chat_lines *lines, const struct chat_head *head)
{
	give_message(lines);
	buf_clear(&lines->when);
	buf_clear(&lines->who);
	buf_clear(&lines->words);
	if (!head->has_date && lines->day.len > 0) {
		buf_str_add(&lines->when, buf_str(&lines->day));
		buf_byte(&lines->when, ' ');
	}
	buf_str_add(&lines->when, head->when);
	buf_str_add(&lines->who, head->who);
	buf_str_add(&lines->words, head->words);
	lines->dated = head->has_date || lines->day.len > 0;
	lines->open = true;
}

/* "like 1", "3 replies": what a page puts under a message; one of a few words with a number. */
static bool is_counter(const struct read_words *words, struct str line)
{
	return language_rows_starts(&words->exports, "counter", line) > 0 && str_words(line) <= 3;
}

/* A line of "=": what follows it is the program's own (Discord's text). */
static bool is_program_rule(struct str line)
{
	enum { RULE_LEAST = 20 };
	size_t same = 0;
	while (same < line.len && line.at[same] == '=') {
		same++;
	}
	return same >= RULE_LEAST && same == line.len;
}

static void take_line(struct chat_lines *lines, struct str line)
{
	struct chat_head head;
	struct str date;
	line.len -= str_ends(line, STR("\r"));
	if (lines->shape == CHAT_TABBED && chat_day(line, &date)) {
		give_message(lines);
		buf_clear(&lines->day);
		buf_str_add(&lines->day, date);
	} else if (chat_head(lines->reading->words, line, lines->shape, &head)) {
		open_message(lines, &head);
	} else if (is_program_rule(str_trim(line))) {
		give_message(lines);
	} else if (lines->open && !((lines->shape == CHAT_ABOVE || lines->shape == CHAT_STAMPED) &&
	                            is_counter(lines->reading->words, str_trim(line)))) {
		buf_byte(&lines->words, '\n');
		buf_str_add(&lines->words, str_trim(line));
	} else if (str_trim(line).len > 0) {
		book_note(lines->reading->run->book, "chat_heading", 1);
	}
}

static int parse_chat_text(struct reading *reading, struct err *err)
{
	struct chat_lines lines = { .reading = reading };
	struct glance first = { .path = reading->path, .words = reading->words };
	struct lines each;
	struct str line;
	int sure, result = infile_peek(reading->file, &first.ahead, err);
	struct buf *const bufs[] = { &lines.day, &lines.when, &lines.who, &lines.words };
	if (result < 0 || reading->explain != NULL) {
		return result;
	}
	lines.shape = shape_of(&first, &sure);
	if (lines.shape == CHAT_SHAPES) {
		return err_set(err, GRIPE_DATA, "no line begins a message: a time and a name");
	}
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++) {
		buf_init(bufs[i], DOCUMENT_LIMIT);
	}
	lines.chat = chat_open(reading);
	lines_init(&each, reading->file);
	while ((result = lines_next(&each, &line, err)) > 0) {
		take_line(&lines, line);
	}
	give_message(&lines);
	if (result >= 0) {
		result = chat_emit(lines.chat, err);
	}
	lines_release(&each);
	chat_close(lines.chat);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++) {
		buf_release(bufs[i]);
	}
	return result;
}

const struct format format_whatsapp = { .name = "whatsapp",
	                                .looks_for = "WhatsApp's export: \"31.12.23, 14:06 - Name: words\" or "
	                                             "\"[31.12.23, 14:06:12] Name: words\"",
	                                .detect = detect_whatsapp,
	                                .parse = parse_chat_text,
	                                .channel = "chat" };
const struct format format_chat_text = {
	.name = "chat-text",
	.looks_for = "a chat as text: \"[2024-03-03, 12:23] Name: words\" (Signal, Skype), a time and a name above the "
	             "words (Teams, Telegram, Discord), \"15:01:02 From Name to Everyone:\" (Zoom), LINE's tabs",
	.detect = detect_chat_text,
	.parse = parse_chat_text,
	.channel = "chat"
};
