/* chat_json.c - chats as JSON: Teams (Graph), Skype, Messenger and Instagram, Google Chat, Discord.
 *
 * In: one JSON document a chat, or a list of messages. Out: messages (chats.c). Each program says in a member of its
 * own what is a message and what an event ("systemEventMessage", "GuildMemberJoin"): events are counted and left out.
 * Names of the people in a chat are in its title too, so a title is no attribute unless it is a channel's. Memory: the
 * messages of one file. */
#include "chat_json.h"

#include "html_text.h"

/* How one program writes a message. */
struct message_spec {
	const char *needs;  /* json_has_keys */
	const char *items;  /* "a|b": arrays of messages within an element; NULL or none there: the element is one */
	const char *inside; /* of each item again an array of messages ("MessageList"); NULL: none */
	const char *person, *text, *time, *id, *thread;
	const char *chat; /* in the element: the channel's name; NULL: none */
	const char *kind,
	    *kinds;          /* the member that says what it is, and the values of messages ("a|b"); NULL: all are */
	const char *gone;    /* members of which one that is true, or not empty, says that it was taken back */
	const char *replies; /* array of messages below one; NULL: none */
	const char *program; /* members of which one that is true, or not empty, says that a program wrote it */
	bool html;
	int certainty;
};

struct chat_json {
	struct chat *chat;
	struct reading *reading;
	const struct message_spec *spec;
	struct arena arena;
	const char *channel; /* of the element in hand */
};

bool chat_json_says(struct json_object *record, const char *paths)
{
	struct str rest = str_from(paths);
	while (rest.at != NULL && rest.len > 0) {
		struct json_object *value = json_at(record, str_cut(rest, '|', &rest));
		bool empty = value == NULL ||
		             (json_object_is_type(value, json_type_boolean) && !json_object_get_boolean(value)) ||
		             (json_object_is_type(value, json_type_string) && json_object_get_string_len(value) == 0);
		if (!empty) {
			return true;
		}
	}
	return false;
}

bool chat_json_is_one_of(struct str value, const char *names)
{
	return str_lists(str_from(names), '|', value);
}

static bool is_event(const struct message_spec *spec, struct json_object *record, struct arena *arena)
{
	struct str kind = spec->kind != NULL ? json_text(record, spec->kind, arena) : STR_EMPTY;
	return (kind.len > 0 && !chat_json_is_one_of(kind, spec->kinds)) ||
	       (spec->gone != NULL && chat_json_says(record, spec->gone));
}

static int take_message(struct chat_json *json, struct json_object *record, struct err *err)
{
	const struct message_spec *spec = json->spec;
	struct arena *arena = &json->arena;
	struct chat_message message = { .clock = -1, .chat = json->channel };
	struct json_object *replies = spec->replies != NULL ? json_at(record, str_from(spec->replies)) : NULL;
	struct buf lines;
	int status = 0;
	if (!json_object_is_type(record, json_type_object)) {
		return reading_reject(json->reading, 0, SIZE_MAX, "not an object", json_scalar(record, arena), err);
	}
	buf_init(&lines, SIZE_MAX);
	message.text = json_text(record, spec->text, arena);
	if (spec->html) {
		status = html_to_text(&lines, message.text, err);
		message.text = buf_str(&lines);
	}
	message.person = json_text(record, spec->person, arena);
	message.when = json_text(record, spec->time, arena);
	message.id = spec->id != NULL ? json_text(record, spec->id, arena) : STR_EMPTY;
	message.thread = spec->thread != NULL ? json_text(record, spec->thread, arena) : STR_EMPTY;
	message.role = spec->program != NULL && chat_json_says(record, spec->program) ? "bot" : NULL;
	if (is_event(spec, record, arena)) {
		book_drop(json->reading->run->book, "system_event", 1);
	} else if (str_trim(message.text).len == 0) {
		book_drop(json->reading->run->book, "no_text", 1);
	} else {
		chat_add(json->chat, &message);
	}
	buf_release(&lines);
	for (size_t i = 0;
	     status >= 0 && json_object_is_type(replies, json_type_array) && i < json_object_array_length(replies);
	     i++) {
		struct chat_json below = *json;
		below.spec = &(struct message_spec){ .person = spec->person,
			                             .text = spec->text,
			                             .time = spec->time,
			                             .id = spec->id,
			                             .thread = spec->thread,
			                             .kind = spec->kind,
			                             .kinds = spec->kinds,
			                             .gone = spec->gone,
			                             .program = spec->program,
			                             .html = spec->html };
		status = take_message(&below, json_object_array_get_idx(replies, i), err);
		json->arena = below.arena;
	}
	return status;
}

static int take_list(struct chat_json *json, struct json_object *list, struct err *err)
{
	int status = 0;
	for (size_t i = 0; status >= 0 && i < json_object_array_length(list); i++) {
		status = take_message(json, json_object_array_get_idx(list, i), err);
		arena_reset(&json->arena);
	}
	return status;
}

/* The list of one conversation, whose messages are a chat of their own. */
static int take_conversation(struct chat_json *json, struct json_object *list, struct err *err)
{
	int status = take_list(json, list, err);
	return status < 0 ? status : chat_emit(json->chat, err);
}

static int on_element(void *to, struct json_object *value, uint64_t line, bool sole, struct err *err)
{
	struct chat_json *json = to;
	const struct message_spec *spec = json->spec;
	struct str rest = str_from(spec->items), channel;
	struct arena keep = ARENA_INIT;
	bool any = false;
	int status = 0;
	(void)line, (void)sole;
	channel = spec->chat != NULL ? json_text(value, spec->chat, &keep) : STR_EMPTY;
	json->channel = channel.len > 0 ? arena_dup(&keep, channel).at : NULL;
	while (status >= 0 && rest.len > 0 && !any) {
		struct json_object *list = json_at(value, str_cut(rest, '|', &rest));
		any = json_object_is_type(list, json_type_array);
		for (size_t i = 0; any && spec->inside != NULL && status >= 0 && i < json_object_array_length(list);
		     i++) {
			struct json_object *inner = json_at(json_object_array_get_idx(list, i), str_from(spec->inside));
			status = json_object_is_type(inner, json_type_array) ? take_conversation(json, inner, err) : 0;
		}
		if (any && spec->inside == NULL) {
			status = take_conversation(json, list, err);
		}
	}
	if (!any && status >= 0) {
		status = take_message(json, value, err);
		arena_reset(&json->arena);
	}
	json->channel = NULL;
	arena_release(&keep);
	return status;
}

static int parse_messages(struct reading *reading, struct err *err)
{
	struct chat_json json = { .reading = reading, .spec = reading->format->spec };
	struct json_each each = { on_element, &json };
	int status;
	if (reading->explain != NULL) {
		return 0;
	}
	json.chat = chat_open(reading);
	status = json_elements(reading, &each, err);
	if (status >= 0) {
		status = chat_emit(json.chat, err);
	}
	chat_close(json.chat);
	arena_release(&json.arena);
	return status;
}

static int detect_messages(const struct message_spec *spec, const struct glance *first)
{
	return json_looks(first->ahead) && json_has_keys(first->ahead, spec->needs) ? spec->certainty : 0;
}

#define MESSAGE_FORMAT(symbol, format_name, format_channel, known_by, ...)                                             \
	static const struct message_spec symbol##_spec = { __VA_ARGS__ };                                              \
	static int symbol##_detect(const struct glance *first)                                                         \
	{                                                                                                              \
		return detect_messages(&symbol##_spec, first);                                                         \
	}                                                                                                              \
	const struct format symbol = { format_name,    known_by,       symbol##_detect,                                \
		                       parse_messages, format_channel, &symbol##_spec }

MESSAGE_FORMAT(format_teams_graph, "teams-graph", "chat",
               "JSON of Microsoft Graph: chatMessage with messageType, createdDateTime, from.user, body.content",
               .needs = "messageType;createdDateTime;body;contentType", .items = "value|messages",
               .person = "from.user.displayName|from.user.id|from.application.displayName|from.displayName",
               .text = "body.content", .time = "createdDateTime", .id = "id", .thread = "replyToId",
               .kind = "messageType", .kinds = "message", .gone = "deletedDateTime", .replies = "replies",
               .program = "from.application", .html = true, .certainty = 95);

MESSAGE_FORMAT(format_skype, "skype", "chat",
               "messages.json of Skype and Teams for home: conversations[].MessageList[] of messagetype, content",
               .needs = "conversations;MessageList", .items = "conversations", .inside = "MessageList",
               .person = "displayName|from", .text = "content", .time = "originalarrivaltime", .id = "id",
               .kind = "messagetype", .kinds = "RichText|Text|RichText/Html", .gone = "properties.deletetime",
               .html = true, .certainty = 96);

MESSAGE_FORMAT(format_messenger, "messenger", "chat",
               "message_1.json of Facebook or Instagram: messages[] of sender_name, timestamp_ms, content",
               .needs = "sender_name|senderName;timestamp_ms|timestamp;messages;participants", .items = "messages",
               .person = "sender_name|senderName", .text = "content|text", .time = "timestamp_ms|timestamp",
               .gone = "is_unsent|isUnsent|call_duration", .certainty = 95);

MESSAGE_FORMAT(format_google_chat, "google-chat", "chat",
               "messages.json of Google Chat (Takeout): messages[] of creator, created_date, text, topic_id",
               .needs = "messages;creator;created_date;text|topic_id|message_id", .items = "messages",
               .person = "creator.name|creator.email", .text = "text", .time = "created_date", .id = "message_id",
               .thread = "topic_id", .gone = "deletion_metadata|message_state", .certainty = 95);

MESSAGE_FORMAT(format_discord, "discord", "chat",
               "JSON of DiscordChatExporter or Discord's API: messages of author, content, timestamp, type",
               .needs = "author;content;timestamp;type;isBot|discriminator|global_name|channel_id", .items = "messages",
               .person = "author.nickname|author.global_name|author.name|author.username|author.id", .text = "content",
               .time = "timestamp", .id = "id", .thread = "reference.messageId|message_reference.message_id",
               .chat = "channel.name", .kind = "type", .kinds = "Default|Reply|ThreadStarterMessage|0|19|21",
               .program = "author.isBot|author.bot|webhook_id", .certainty = 94);

MESSAGE_FORMAT(format_discord_package, "discord-package", "chat",
               "messages.json of a Discord data package: ID, Timestamp, Contents", .needs = "ID;Timestamp;Contents",
               .text = "Contents", .time = "Timestamp", .id = "ID", .certainty = 94);
