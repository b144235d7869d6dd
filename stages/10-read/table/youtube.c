/* youtube.c - comments of YouTube: Takeout's comments.csv, yt-dlp's .info.json, the Data API's threads.
 *
 * in: a table whose texts are pieces of JSON, or JSON. out: one contact a comment; the channel's own comments are an
 * agent's. What the file says of the video is no contact. Memory: one row, or one file. */
#include "json_records.h"
#include "table.h"

/* {"text":"a"},{"text":"b"} or {"takeoutSegments":[…]}: the texts, one behind the other. */
static void add_pieces(struct buf *out, struct json_object *pieces, int depth)
{
	struct json_object *inner;
	for (size_t i = 0; json_object_is_type(pieces, json_type_array) && i < json_object_array_length(pieces); i++) {
		struct json_object *piece = json_object_array_get_idx(pieces, i);
		inner = json_at(piece, STR("takeoutSegments"));
		if (json_object_is_type(inner, json_type_array) && depth < 4) {
			add_pieces(out, inner, depth + 1);
		} else if (json_object_is_type(piece, json_type_object)) {
			inner = json_at(piece, STR("text"));
			buf_text(out,
			         json_object_is_type(inner, json_type_string) ? json_object_get_string(inner) : "");
		}
	}
}

static void takeout_fix(struct contact *contact, const struct str *cells, size_t count, const struct columns *columns,
                        struct arena *arena, const char **drop)
{
	struct json_object *pieces;
	struct buf list, text;
	(void)cells, (void)count, (void)columns, (void)drop;
	if (!str_starts(str_trim(contact->text), STR("{"))) {
		return; /* older exports have the words as they are */
	}
	buf_init(&list, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	buf_printf(&list, "[%.*s]", STR_ARGS(contact->text));
	pieces = json_tokener_parse(list.at);
	add_pieces(&text, pieces, 0);
	if (pieces != NULL) {
		contact->text = arena_dup(arena, buf_str(&text));
	}
	json_object_put(pieces);
	buf_release(&list);
	buf_release(&text);
}

TABLE_FORMAT(format_youtube_takeout, "youtube-takeout", "social",
             "comments.csv of YouTube's Takeout: Comment ID, Comment Text, Video ID, Comment Create Timestamp",
             .needs = "comment id|live chat id;comment text|live chat text;video id|post id|channel id",
             .roles =
                 "text=comment text|live chat text;id=comment id|live chat id;time=comment create timestamp|live chat "
                 "create timestamp;thread=top level comment id|parent comment id|comment id|live chat id;"
                 "person=channel id;attr=video id",
             .others = "price|parent comment id|post id", .exact = true, .certainty = 96, .fix = takeout_fix);

/* "root" is no comment's id. */
static void comment_fix(struct contact *contact, struct json_object *record, struct reading *reading, const char **drop)
{
	(void)reading, (void)drop;
	if (json_object_get_boolean(json_at(record, STR("author_is_uploader")))) {
		contact->role = STR("agent");
	}
	if (contact->thread.len == 0 || str_eq(contact->thread, STR("root"))) {
		contact->thread = contact->id;
	}
}

/* The comments of a video; what says how it is encoded, named and described is nobody's contact. */
static int video_record(struct reading *reading, struct json_object *record, struct json_object *element,
                        struct err *err)
{
	static const struct json_spec comment = {
		.roles = "text=text;id=id;time=timestamp|_time_text;person=author|author_id;thread=parent",
		.attrs = "likes=like_count",
		.fix = comment_fix,
	};
	struct json_object *comments = json_at(record, STR("comments"));
	int status = 0;
	(void)element;
	for (size_t i = 0;
	     status >= 0 && json_object_is_type(comments, json_type_array) && i < json_object_array_length(comments);
	     i++) {
		struct json_object *one = json_object_array_get_idx(comments, i);
		status = json_object_is_type(one, json_type_object) ? json_emit(reading, &comment, one, err) : 0;
	}
	book_note(reading->run->book, "videos", 1);
	return status;
}

static int info_detect(const struct glance *first)
{
	struct str ahead = first->ahead;
	return json_looks(ahead) &&
	               (json_has_keys(ahead, "id;title;formats|thumbnails;format_id|extractor|uploader_id|"
	                                     "webpage_url") ||
	                (str_ends_nocase(str_from(first->path), STR(".info.json")) && json_has_keys(ahead, "id;title")))
	           ? 98
	           : 0;
}

static const struct json_spec info_spec = { .record = video_record };
const struct format format_yt_dlp = {
	"yt-dlp",    ".info.json of yt-dlp: a video with comments[] of text, author, timestamp",
	info_detect, json_spec_parse,
	"social",    &info_spec
};

static int thread_record(struct reading *reading, struct json_object *record, struct json_object *element,
                         struct err *err)
{
	static const struct json_spec comment = {
		.roles = "text=snippet.textOriginal|snippet.textDisplay;id=id;time=snippet.publishedAt;person=snippet."
		         "authorDisplayName|snippet.authorChannelId.value;thread=snippet.parentId|id",
		.attrs = "likes=snippet.likeCount",
	};
	struct json_object *top = json_at(record, STR("snippet.topLevelComment")),
	                   *replies = json_at(record, STR("replies.comments"));
	int status = json_emit(reading, &comment, json_object_is_type(top, json_type_object) ? top : record, err);
	(void)element;
	for (size_t i = 0;
	     status >= 0 && json_object_is_type(replies, json_type_array) && i < json_object_array_length(replies);
	     i++) {
		struct json_object *one = json_object_array_get_idx(replies, i);
		status = json_object_is_type(one, json_type_object) ? json_emit(reading, &comment, one, err) : 0;
	}
	return status;
}

JSON_FORMAT(format_youtube_api, "youtube-api", "social",
            "JSON of YouTube's Data API: commentThreads or comments of snippet.textOriginal, authorDisplayName",
            .needs = "snippet;textOriginal|textDisplay;authorDisplayName", .items = "items", .record = thread_record,
            .certainty = 95);
