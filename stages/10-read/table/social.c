/* social.c - posts: Twitter's archive, its APIs and the tables made from them, Mastodon, Telegram, Reddit, Hacker News.
 *
 * in: the JSON and tables that these services and the usual collectors write. out: one contact a post, with the
 * conversation it belongs to as thread. What a post answers is its thread, so that a reply and what it replies to meet
 * (twcs: the whole conversation, tweet_threads.c); an agent's posts (inbound False) keep their role. Memory: one post,
 * or the file where a page needs its list of users (API v2). */
#include "export_text.h"
#include "json_records.h"
#include "tweet_threads.h"

/* ---- Twitter ---- */

static bool is_archive(struct str ahead)
{
	return str_find(str_slice(ahead, 0, ahead.len < 256 ? ahead.len : 256), STR("window.YTD."), 0) <
	       (ahead.len < 256 ? ahead.len : 256);
}

static int archive_detect(const struct glance *first)
{
	struct str ahead = first->ahead;
	return is_archive(ahead) && json_has_keys(ahead, "full_text|text|tweet") ? 97 : 0;
}

static const struct json_spec archive_spec = {
	.roles = "text=full_text|text;id=id_str|id;time=created_at;thread=in_reply_to_status_id_str|in_reply_to_status_"
	         "id|id_str|id;lang=lang",
	.attrs = "favorite_count;retweet_count;in_reply_to=in_reply_to_screen_name",
	.wrap = "tweet",
};
const struct format format_twitter_archive = {
	"twitter-archive", "tweets.js of a Twitter/X archive: window.YTD.tweets.part0 = [",
	archive_detect,    json_spec_parse,
	"social",          &archive_spec
};

JSON_FORMAT(
    format_twitter, "twitter", "social",
    "JSON of Twitter's API v1.1: statuses or a list of tweets with created_at, user, text",
    .needs = "created_at;id_str;text|full_text;screen_name|retweet_count|in_reply_to_status_id_str",
    .roles =
        "text=extended_tweet.full_text|full_text|text;id=id_str|id;time=created_at;person=user.screen_name|user.id_str;"
        "thread=in_reply_to_status_id_str|id_str|id;lang=lang|metadata.iso_language_code",
    .attrs =
        "retweet_count;favorite_count;in_reply_to=in_reply_to_screen_name;location=user.location;place=place.full_name",
    .items = "statuses|tweets", .wrap = "tweet");

/* Names of the authors stand apart, in includes.users. */
static int v2_record(struct reading *reading, struct json_object *record, struct json_object *element, struct err *err)
{
	static const struct json_spec spec = {
		.roles = "text=note_tweet.text|text;id=id;time=created_at;person=author_id;thread=conversation_id|id;"
		         "lang=lang",
		.attrs = "retweet_count=public_metrics.retweet_count;like_count=public_metrics.like_count;reply_count="
		         "public_metrics.reply_count",
	};
	struct json_object *users = json_at(element, STR("includes.users"));
	struct contact contact;
	json_contact(reading, &spec, record, &contact);
	for (size_t i = 0; json_object_is_type(users, json_type_array) && i < json_object_array_length(users); i++) {
		struct json_object *user = json_object_array_get_idx(users, i);
		if (contact.person.len > 0 && str_eq(json_text(user, "id", &reading->arena), contact.person)) {
			contact.person = json_text(user, "username|id", &reading->arena);
			break;
		}
	}
	return reading_emit(reading, &contact, err);
}

JSON_FORMAT(
    format_twitter_v2, "twitter-v2", "social",
    "JSON of Twitter's API v2: data with author_id or conversation_id, includes",
    .needs = "author_id|edit_history_tweet_ids;text;conversation_id|public_metrics|edit_history_tweet_ids|includes",
    .items = "data", .record = v2_record, .certainty = 88);

static struct str pandas_number(struct str id)
{
	return id.len > 2 && str_ends(id, STR(".0")) ? str_slice(id, 0, id.len - 2) : id;
}

/* inbound: True for the customer. The conversation's smallest id names the thread; without it (a pipe), the tweet that
 * is answered. */
static void twcs_fix(struct contact *contact, const struct str *cells, size_t count, const struct columns *columns,
                     struct arena *arena, const char **drop)
{
	size_t inbound = column_names_find(columns->at, columns->count, STR("inbound"));
	size_t answers = column_names_find(columns->at, columns->count, STR("in response to tweet id"));
	(void)drop;
	if (inbound < count) {
		contact->role = str_eq_nocase(str_trim(cells[inbound]), STR("false")) ? STR("agent") : STR("customer");
	}
	if (columns->prepared != NULL) {
		contact->thread = tweet_threads_root(columns->prepared, arena, contact->id);
	} else if (answers < count) {
		contact->thread = pandas_number(cell_filled(cell_words_of(columns->header_words), cells[answers]));
	}
	if (contact->thread.len == 0) {
		contact->thread = contact->id;
	}
}

TABLE_FORMAT(format_twcs, "twcs", "social",
             "CSV of customer support on Twitter: tweet_id, author_id, inbound or in_response_to_tweet_id",
             .needs = "tweet id;author id;inbound|in response to tweet id;text",
             .roles = "text=text;id=tweet id;time=created at;person=author id", .exact = true, .certainty = 97,
             .others = "inbound|in response to tweet id|response tweet id", .fix = twcs_fix,
             .prepare = tweet_threads_prepare, .release = tweet_threads_release);

TABLE_FORMAT(format_tweets, "tweets", "social", "CSV of tweets: tweet_id or id with text, tweet_created, retweet_count",
             .needs = "tweet id|id str|status id;text|full text|tweet text|tweet|content",
             .roles = "text=full text|text|tweet text|tweet|content;id=tweet id|id str|status id;time=tweet "
                      "created|created at|timestamp|date|tweet created at;"
                      "person=name|user name|username|screen name|user screen name|author|author "
                      "id;thread=conversation id|in reply to status id;lang=lang|language",
             .others = "tweet coord|user timezone");

/* ---- Mastodon ---- */

/* Boosts (Announce) hold only an address; what is answered names the thread. */
static void mastodon_fix(struct contact *contact, struct json_object *record, struct reading *reading,
                         const char **drop)
{
	struct str type = json_text(record, "type", &reading->arena);
	if (str_eq(type, STR("Announce"))) {
		*drop = "no_text";
	}
	if (contact->thread.len == 0) {
		contact->thread = contact->id;
	}
}

static int mastodon_detect(const struct glance *first)
{
	struct str ahead = first->ahead;
	if (!json_looks(ahead)) {
		return 0;
	}
	if (json_has_key(ahead, STR("orderedItems")) ||
	    (json_has_key(ahead, STR("@context")) && str_find(ahead, STR("activitystreams"), 0) < ahead.len)) {
		return 95;
	}
	return json_has_keys(ahead, "account;content;spoiler_text|in_reply_to_id") ? 92 : 0;
}

static const struct json_spec mastodon_spec = {
	.roles = "text=object.content|content;title=object.summary|spoiler_text;id=object.id|id;time=object.published|"
	         "published|created_at;"
	         "person=object.attributedTo|actor|account.acct|account.username;thread=object.conversation|object."
	         "inReplyTo|in_reply_to_id;url=object.url|url;lang=language",
	.attrs = "visibility;reblogs_count;favourites_count",
	.items = "orderedItems",
	.fix = mastodon_fix,
};
const struct format format_mastodon = {
	"mastodon",      "JSON of Mastodon: an outbox (orderedItems) or statuses with account and content",
	mastodon_detect, json_spec_parse,
	"social",        &mastodon_spec
};

/* ---- Telegram ---- */

/* "text" is a string, or a list of strings and {type, text}. */
static struct str telegram_text(struct json_object *text, struct arena *arena)
{
	struct buf out;
	struct str all;
	if (!json_object_is_type(text, json_type_array)) {
		return json_scalar(text, arena);
	}
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0; i < json_object_array_length(text); i++) {
		struct json_object *part = json_object_array_get_idx(text, i);
		buf_str_add(&out, json_object_is_type(part, json_type_object) ? json_text(part, "text", arena)
		                                                              : json_scalar(part, arena));
	}
	all = arena_dup(arena, buf_str(&out));
	buf_release(&out);
	return all;
}

static int telegram_messages(struct reading *reading, struct json_object *chat, struct err *err)
{
	static const struct json_spec spec = {
		.roles = "time=date_unixtime|date;person=from_id|from;thread=reply_to_message_id",
		.attrs = "forwarded_from",
	};
	struct json_object *messages = json_at(chat, STR("messages"));
	int status = 0;
	for (size_t i = 0; status >= 0 && i < json_object_array_length(messages); i++) {
		struct json_object *message = json_object_array_get_idx(messages, i);
		struct contact contact;
		struct str chat_id = json_text(chat, "id|name", &reading->arena),
		           id = json_text(message, "id", &reading->arena);
		if (!str_eq(json_text(message, "type", &reading->arena), STR("message"))) {
			book_drop(reading->run->book, "system_event", 1);
			continue;
		}
		json_contact(reading, &spec, message, &contact);
		contact.text = telegram_text(json_at(message, STR("text")), &reading->arena);
		contact.id = arena_printf(&reading->arena, "%.*s/%.*s", STR_ARGS(chat_id), STR_ARGS(id));
		if (contact.thread.len > 0) {
			contact.thread =
			    arena_printf(&reading->arena, "%.*s/%.*s", STR_ARGS(chat_id), STR_ARGS(contact.thread));
		} else {
			contact.thread = contact.id;
		}
		json_attr(reading, &contact, "chat", json_text(chat, "name", &reading->arena));
		status = reading_emit(reading, &contact, err);
	}
	return status;
}

static int telegram_record(struct reading *reading, struct json_object *record, struct json_object *element,
                           struct err *err)
{
	struct json_object *chats = json_at(record, STR("chats.list"));
	int status = 0;
	(void)element;
	if (json_object_is_type(json_at(record, STR("messages")), json_type_array)) {
		return telegram_messages(reading, record, err);
	}
	for (size_t i = 0;
	     status >= 0 && json_object_is_type(chats, json_type_array) && i < json_object_array_length(chats); i++) {
		struct json_object *chat = json_object_array_get_idx(chats, i);
		if (json_object_is_type(json_at(chat, STR("messages")), json_type_array)) {
			status = telegram_messages(reading, chat, err);
		}
	}
	return status;
}

JSON_FORMAT(format_telegram, "telegram", "social", "result.json of Telegram Desktop: messages with date, from, text",
            .needs = "messages;date;from_id|date_unixtime|actor_id|from", .record = telegram_record);

/* ---- Reddit, Hacker News ---- */

static void reddit_fix(struct contact *contact, struct json_object *record, struct reading *reading, const char **drop)
{
	struct str thread = json_text(record, "link_id|name", &reading->arena),
	           standing = json_text(record, "distinguished", &reading->arena);
	if (str_eq_nocase(contact->person, STR("AutoModerator")) ||
	    export_is_bots(reading->words, contact->person, contact->text)) {
		contact->role = STR("bot");
	} else if (str_eq(standing, STR("moderator")) ||
	           str_eq(standing, STR("admin"))) { /* who speaks in the name of the place */
		contact->role = STR("agent");
	}
	if (export_is_removed(reading->words, contact->text)) {
		contact->text = STR_EMPTY;
		if (contact->title.len == 0 || export_is_removed(reading->words, contact->title)) {
			*drop = "no_text";
		}
	}
	if (str_eq(contact->person, STR("[deleted]"))) {
		contact->person = STR_EMPTY;
	}
	contact->thread = thread.len > 3 && thread.at[0] == 't' && thread.at[2] == '_'
	                      ? str_slice(thread, 3, thread.len)
	                  : thread.len > 0 ? thread
	                                   : contact->id;
}

/* Listings hold things, and a thing's replies are a listing again. */
static int reddit_thing(struct reading *reading, const struct json_spec *spec, struct json_object *thing, int depth,
                        struct err *err)
{
	struct json_object *data = json_at(thing, STR("data")), *children, *replies;
	int status = 0;
	data = json_object_is_type(data, json_type_object) ? data : thing;
	children = json_at(data, STR("children"));
	if (depth > 64) {
		return 0;
	}
	if (!json_object_is_type(children, json_type_array)) {
		if (json_at(data, STR("author")) == NULL) {
			return 0; /* "more": what was not loaded */
		}
		replies = json_at(data, STR("replies"));
		status = json_emit(reading, spec, data, err);
		return status >= 0 && json_object_is_type(replies, json_type_object)
		           ? reddit_thing(reading, spec, replies, depth + 1, err)
		           : status;
	}
	for (size_t i = 0; status >= 0 && i < json_object_array_length(children); i++) {
		status = reddit_thing(reading, spec, json_object_array_get_idx(children, i), depth + 1, err);
	}
	return status;
}

static int reddit_record(struct reading *reading, struct json_object *record, struct json_object *element,
                         struct err *err)
{
	static const struct json_spec spec = {
		.roles =
		    "text=selftext|body;title=title;id=id;time=created_utc|created;person=author;url=permalink|url",
		.attrs = "subreddit;votes=score;num_comments;flair=link_flair_text",
		.fix = reddit_fix,
	};
	(void)element;
	return reddit_thing(reading, &spec, record, 0, err);
}

JSON_FORMAT(format_reddit_json, "reddit-json", "social",
            "NDJSON or API JSON of Reddit: subreddit, author, selftext or body, created_utc",
            .needs = "subreddit|subreddit_id;author;selftext|body;created_utc|created", .record = reddit_record);

/* What Reddit puts in place of a text, and its own program. */
static void reddit_row_fix(struct contact *contact, const struct str *cells, size_t count,
                           const struct columns *columns, struct arena *arena, const char **drop)
{
	static const char *const gone[] = { "[deleted]", "[removed]", "[deleted by user]" };
	(void)cells, (void)count, (void)columns, (void)arena;
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
		if (str_eq(str_trim(contact->text), str_from(gone[i]))) {
			contact->text = STR_EMPTY;
			*drop =
			    contact->title.len == 0 || str_eq(contact->title, str_from(gone[i])) ? "no_text" : *drop;
		}
		if (str_eq(contact->person, str_from(gone[i]))) {
			contact->person = STR_EMPTY;
		}
	}
	if (str_eq(contact->person, STR("AutoModerator")) || str_ends(contact->person, STR("Bot"))) {
		contact->role = STR("bot");
	}
}

TABLE_FORMAT(
    format_reddit, "reddit", "social", "CSV of Reddit posts or comments: subreddit, title or body",
    .needs = "subreddit;selftext|body|post text|text|comment|comment body|title|post title",
    .roles = "text=selftext|body|post text|text|comment body|comment;title=title|post title;id=id|post id|comment id;"
             "time=created utc|created|created at|date|timestamp;person=author|username;thread=link id|post "
             "id;url=permalink|link|url;attr=subreddit|score|num comments|label",
    .fix = reddit_row_fix);

static void hackernews_fix(struct contact *contact, struct json_object *record, struct reading *reading,
                           const char **drop)
{
	if (json_object_get_boolean(json_at(record, STR("deleted"))) ||
	    json_object_get_boolean(json_at(record, STR("dead"))) || export_is_removed(reading->words, contact->text)) {
		*drop = "no_text";
	}
	if (contact->thread.len == 0) {
		contact->thread = contact->id;
	}
}

JSON_FORMAT(format_hackernews_json, "hackernews-json", "forum",
            "JSON of Hacker News: by, time, text or title, kids; or Algolia's hits",
            .needs = "by|objectID|comment_text;text|title|comment_text;time|created_at|created_at_i;kids|descendants|"
                     "parent|story_id|objectID",
            .roles = "text=comment_text|story_text|text;title=title;id=objectID|id;time=created_at|time;person=author|"
                     "by;thread=story_id|parent;url=url|story_url",
            .attrs = "points=points|score", .items = "hits", .certainty = 84, .fix = hackernews_fix);

TABLE_FORMAT(format_hackernews, "hackernews", "forum", "CSV of Hacker News: title, num_points, num_comments, author",
             .needs = "title;num points|points;num comments;author",
             .roles = "text=text|comment text;title=title;id=id;time=created at|time;person=author;url=url;attr=num "
                      "points|num comments");
