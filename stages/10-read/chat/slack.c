/* slack.c - Slack's export: the formats slack (a channel's day) and slack-lists (users.json, channels.json and their
 * like, which are no contacts).
 *
 * In: an array of messages. Out: messages (chats.c) with the names of users.json (slack_names.h), the channel as
 * attribute, "<@U02>" and "<url|label>" as text. Joins, topics, calls and the like are counted and left out; an
 * integration's message is the text of what it brings ("attachments") where it has none of its own. Memory: one day of
 * a channel, and the names. */
#include "chat_json.h"
#include "slack_names.h"

struct slack_day {
	struct chat *chat;
	struct reading *reading;
	struct arena arena;
	struct str channel; /* the folder, or empty */
};

/* "EXPORT/general/2024-01-02.json": "general"; empty for a group of people, whose folder is called after them. */
static struct str folder_of(struct str path)
{
	size_t end = path.len, start;
	while (end > 0 && path.at[end - 1] != '/') {
		end--;
	}
	if (end == 0) {
		return STR_EMPTY;
	}
	for (start = end - 1; start > 0 && path.at[start - 1] != '/' && path.at[start - 1] != '!'; start--) {
	}
	path = str_slice(path, start, end - 1);
	return str_starts(path, STR("mpdm-")) ? STR_EMPTY : path;
}

/* What stands between "<" and ">": a person, a channel, a call to all, or a link with its label. */
static void add_reference(struct buf *out, struct str inside, const struct slack_names *names)
{
	struct str label, target = str_cut(inside, '|', &label);
	if (str_starts(target, STR("@"))) {
		struct str name = slack_names_of(names, str_slice(target, 1, target.len));
		buf_printf(out, "@%.*s", STR_ARGS(label.len > 0 ? label : name));
	} else if (str_starts(target, STR("#"))) {
		buf_printf(out, "#%.*s", STR_ARGS(label.len > 0 ? label : str_slice(target, 1, target.len)));
	} else if (str_starts(target, STR("!"))) {
		struct str word = label.len > 0 ? label : str_slice(target, 1, target.len);
		buf_printf(out, "%s%.*s", str_starts(word, STR("@")) ? "" : "@", STR_ARGS(word));
	} else {
		buf_str_add(out, label.len > 0 ? label : target);
	}
}

/* Slack's notation of text: "<…>" and the three references of HTML. */
static struct str plain_text(struct arena *arena, struct str text, const struct slack_names *names)
{
	static const struct {
		const char *code, *sign;
	} signs[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" } };
	struct buf out;
	struct str plain;
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0; i < text.len; i++) {
		struct str rest = str_slice(text, i, text.len);
		size_t close = str_find(rest, STR(">"), 0), sign = 0;
		if (text.at[i] == '<' && close < rest.len) {
			add_reference(&out, str_slice(rest, 1, close), names);
			i += close;
			continue;
		}
		while (sign < 3 && !str_starts(rest, str_from(signs[sign].code))) {
			sign++;
		}
		if (sign < 3) {
			buf_text(&out, signs[sign].sign);
			i += strlen(signs[sign].code) - 1;
		} else {
			buf_byte(&out, text.at[i]);
		}
	}
	plain = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return plain;
}

/* The words of what an integration attached, a line each. */
static struct str attached_text(struct json_object *message, struct arena *arena)
{
	struct json_object *list = json_at(message, STR("attachments"));
	struct buf out;
	struct str text;
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0; json_object_is_type(list, json_type_array) && i < json_object_array_length(list); i++) {
		text = json_text(json_object_array_get_idx(list, i), "text|fallback|pretext|title", arena);
		buf_text(&out, out.len > 0 && text.len > 0 ? "\n" : "");
		buf_str_add(&out, text);
	}
	text = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static void take_message(struct slack_day *day, struct json_object *record)
{
	static const char kept[] = "bot_message|thread_broadcast|me_message|file_share|file_comment|reply_broadcast";
	struct arena *arena = &day->arena;
	const struct slack_names *names = day->reading->slack;
	struct str subtype = json_text(record, "subtype", arena), ts = json_text(record, "ts", arena),
	           user = json_text(record, "user|comment.user", arena), text = json_text(record, "text", arena);
	bool own = str_trim(text).len > 0, program = chat_json_says(record, "bot_id") || str_eq(user, STR("USLACKBOT"));
	struct chat_message message = { .clock = -1, .when = ts };
	if ((subtype.len > 0 && !chat_json_is_one_of(subtype, kept)) || chat_json_says(record, "hidden")) {
		book_drop(day->reading->run->book, "system_event", 1);
		return;
	}
	message.text = plain_text(arena, own ? text : attached_text(record, arena), names);
	message.person = slack_names_of(names, user);
	if (user.len == 0 || str_eq(message.person, user)) {
		struct str said = json_text(
		    record, "user_profile.real_name|user_profile.display_name|username|bot_profile.name", arena);
		message.person = said.len > 0 ? said : user;
	}
	message.role = program && own ? "bot" : NULL;
	message.id = day->channel.len > 0 ? arena_printf(arena, "%.*s/%.*s", STR_ARGS(day->channel), STR_ARGS(ts)) : ts;
	message.thread = json_text(record, "thread_ts", arena);
	message.chat = day->channel.len > 0 ? day->channel.at : NULL;
	if (message.text.len == 0) {
		book_drop(day->reading->run->book, "no_text", 1);
	} else {
		chat_add(day->chat, &message);
	}
}

static int on_message(void *to, struct json_object *value, uint64_t line, bool sole, struct err *err)
{
	struct slack_day *day = to;
	(void)sole;
	if (!json_object_is_type(value, json_type_object)) {
		return reading_reject(day->reading, line, SIZE_MAX, "not an object", json_scalar(value, &day->arena),
		                      err);
	}
	take_message(day, value);
	arena_reset(&day->arena);
	return 0;
}

static int parse_slack(struct reading *reading, struct err *err)
{
	struct slack_day day = { .reading = reading };
	struct json_each each = { on_message, &day };
	struct arena keep = ARENA_INIT;
	int status = 0;
	if (reading->explain != NULL) {
		return 0;
	}
	if (reading->slack != NULL) {
		status = slack_names_find(reading->slack, reading->path, err);
	}
	day.channel = arena_dup(&keep, folder_of(str_from(reading->path)));
	day.chat = chat_open(reading);
	if (status >= 0) {
		status = json_elements(reading, &each, err);
	}
	if (status >= 0) {
		status = chat_emit(day.chat, err);
	}
	chat_close(day.chat);
	arena_release(&day.arena);
	arena_release(&keep);
	return status;
}

static int detect_slack(const struct glance *first)
{
	struct str ahead = first->ahead;
	return json_looks(ahead) && json_has_keys(ahead, "type;ts;text|blocks;user|bot_id|username|subtype") ? 92 : 0;
}

/* Users are kept for their names; channels, groups and logs of integrations are nobody's words. */
static int on_entry(void *to, struct json_object *value, uint64_t line, bool sole, struct err *err)
{
	struct reading *reading = to;
	(void)line, (void)sole, (void)err;
	if (reading->slack != NULL && json_at(value, STR("profile")) != NULL) {
		slack_names_add(reading->slack, reading->path, value);
	}
	book_drop(reading->run->book, "list_of_export", 1);
	return 0;
}

static int parse_lists(struct reading *reading, struct err *err)
{
	struct json_each each = { on_entry, reading };
	return reading->explain != NULL ? 0 : json_elements(reading, &each, err);
}

static bool is_named(const char *path, const char *const *names, size_t count)
{
	struct str name = str_from(path);
	size_t start = name.len;
	while (start > 0 && name.at[start - 1] != '/' && name.at[start - 1] != '!') {
		start--;
	}
	name = str_slice(name, start, name.len);
	for (size_t i = 0; i < count; i++) {
		if (str_eq(name, str_from(names[i]))) {
			return true;
		}
	}
	return false;
}

/* By its members; the logs of integrations, which may be empty, by their name. */
static int detect_lists(const struct glance *first)
{
	static const char *const logs[] = { "integration_logs.json", "canvases.json", "lists.json",
		                            "file_conversations.json", "huddle_transcripts.json" };
	struct str ahead = first->ahead;
	if (!json_looks(ahead)) {
		return 0;
	}
	if (json_has_keys(ahead, "team_id;profile;real_name;deleted|is_bot") ||
	    json_has_keys(ahead, "creator;members;topic|is_archived|is_general;purpose|name") ||
	    (json_has_keys(ahead, "id;created;members") && !json_has_key(ahead, STR("text")))) {
		return 94;
	}
	return is_named(first->path, logs, sizeof logs / sizeof *logs) ? 94 : 0;
}

const struct format format_slack = { .name = "slack",
	                             .looks_for =
	                                 "a day of a channel in Slack's export: messages of type, user, ts, text",
	                             .detect = detect_slack,
	                             .parse = parse_slack,
	                             .channel = "chat" };
const struct format format_slack_lists = {
	.name = "slack-lists",
	.looks_for = "users.json, channels.json and the like of Slack's export: names for its messages, no contacts",
	.detect = detect_lists,
	.parse = parse_lists,
	.channel = "chat"
};
