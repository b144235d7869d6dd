/* forums.c - forum exports that are JSON or tables: Discourse, phpBB.
 *
 * in: Discourse topics (post_stream), latest posts, a user's archive table; phpBB's posts table as CSV or JSON. out:
 * one contact a post with its topic as thread; staff's posts are role agent. HTML stays in the text: a later stage
 * takes it out. Memory: one page or row. */
#include "json_records.h"
#include "table.h"

static void discourse_fix(struct contact *contact, struct json_object *record, struct reading *reading,
                          const char **drop)
{
	struct str type = json_text(record, "post_type", &reading->arena);
	if (json_object_get_boolean(json_at(record, STR("staff"))) ||
	    json_object_get_boolean(json_at(record, STR("moderator"))) ||
	    json_object_get_boolean(json_at(record, STR("admin")))) {
		contact->role = STR("agent");
	}
	if (json_object_get_int64(json_at(record, STR("user_id"))) < 0) { /* the system's own users */
		contact->role = STR("bot");
	}
	if (str_eq(type, STR("3"))) { /* closed, pinned, moved */
		*drop = "system_event";
	}
}

JSON_FORMAT(
    format_discourse, "discourse", "forum",
    "JSON of Discourse: post_stream.posts or latest_posts with cooked or raw, topic_id, username",
    .needs = "cooked|raw|post_stream;topic_id;username", .items = "post_stream.posts|latest_posts|posts",
    .roles = "text=raw|cooked;title=topic_title;id=id;time=created_at;person=username;thread=topic_id;url=post_url",
    .attrs = "topic=topic_slug;likes=like_count;category=category_id", .certainty = 93, .fix = discourse_fix);

static const char phpbb_roles[] = "text=post_text;title=post_subject;id=post_id;time=post_time;person=poster_id|post_"
                                  "username|username;thread=topic_id";

static int phpbb_json_detect(struct str ahead)
{
	return json_looks(ahead) && json_has_keys(ahead, "post_text;topic_id;post_id|post_time") ? 93 : 0;
}

static const struct table_spec phpbb_table_spec = {
	.needs = "post text;topic id;post id|post time",
	.roles = "text=post text;title=post subject;id=post id;time=post time;person=poster id|post "
	         "username|username;thread=topic id;attr=forum id|forum name",
	.exact = true,
};
static const struct json_spec phpbb_json_spec = { .roles = phpbb_roles,
	                                          .attrs = "forum=forum_id|forum_name",
	                                          .items = "posts|data" };

static int phpbb_detect(const struct glance *first)
{
	int json = phpbb_json_detect(first->ahead);
	return json > 0 ? json : table_detect(&phpbb_table_spec, first);
}

/* phpMyAdmin writes the posts table as either. */
static int phpbb_parse(struct reading *reading, struct err *err)
{
	const struct format *as_found = reading->format;
	struct format as = *as_found;
	struct str ahead;
	int status = infile_peek(reading->file, &ahead, err);
	bool json = status >= 0 && json_looks(ahead);
	if (status < 0) {
		return status;
	}
	as.spec = json ? (const void *)&phpbb_json_spec : (const void *)&phpbb_table_spec;
	reading->format = &as;
	status = json ? json_spec_parse(reading, err) : table_parse(reading, err);
	reading->format = as_found; /* `as` ends here */
	return status;
}
const struct format format_phpbb = { "phpbb",      "CSV or JSON of phpBB's posts table: post_id, topic_id, post_text",
	                             phpbb_detect, phpbb_parse,
	                             "forum",      NULL };

TABLE_FORMAT(format_discourse_csv, "discourse-csv", "forum",
             "CSV of a Discourse user archive: topic_title, post_raw, created_at",
             .needs = "post raw|post cooked;topic title;created at",
             .roles = "text=post raw|post cooked;title=topic title;time=created at;url=url;thread=topic "
                      "title;attr=categories|like count|reply count",
             .exact = true);
