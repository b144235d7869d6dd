/* reviews.c - app stores and shops: Google Play Console and its scrapers, App Store customer reviews, Amazon, Yelp,
 * Trustpilot.
 *
 * in: tables and JSON as these sites and the usual collectors write them. out: one contact a review, with its stars; a
 * developer's reply is not a customer's text and is left out; a rating without words is set aside as no_text. Memory:
 * one row or element. */
#include "json_records.h"
#include "table.h"

/* …&reviewId=gp%3AAOqpTO…: the console has no id column, but the link holds it. */
static void play_console_fix(struct contact *contact, const struct str *cells, size_t count,
                             const struct columns *columns, struct arena *arena, const char **drop)
{
	size_t at = str_find(contact->url, STR("reviewId="), 0), end;
	(void)cells, (void)count, (void)columns, (void)arena, (void)drop;
	if (at < contact->url.len) {
		for (end = at + 9; end < contact->url.len && contact->url.at[end] != '&'; end++) {
		}
		contact->id = str_slice(contact->url, at + 9, end);
	}
}

TABLE_FORMAT(format_play_console, "play-console", "review",
             "CSV of Google Play Console: Package Name, Star Rating, Review Text (UTF-16LE)",
             .needs = "package name;star rating;review text",
             .roles = "text=review text;title=review title;score=star rating;lang=reviewer language;url=review link;"
                      "time=review submit date and time|review submit millis since epoch|review last update date and "
                      "time|review last update millis since epoch;"
                      "attr=package name|app version code|app version name|device|app version",
             .others = "developer reply text|developer reply date and time|developer reply millis since epoch|review "
                       "submit millis since epoch|"
                       "review last update millis since epoch|review last update date and time",
             .scale = "stars5", .exact = true, .certainty = 98, .fix = play_console_fix);

TABLE_FORMAT(format_play, "play", "review", "CSV of google-play-scraper: reviewId, content, score, userName, at",
             .needs = "review id;content|comments|review description;score|rating|stars;user name|username|thumbs up "
                      "count|reply content|at|app version",
             .roles = "text=content|comments|review description;title=title|review title;id=review id;time=at|created "
                      "at|date|review date;score=score|rating|stars;"
                      "person=user name|username|author;url=url;lang=language|lang",
             .others = "reply content|replied at|user image|reply text|developer response|reply date|developer "
                       "reply|developer response date",
             .scale = "stars5");

static int play_record(struct reading *reading, struct json_object *record, struct json_object *element,
                       struct err *err);

JSON_FORMAT(
    format_play_json, "play-json", "review",
    "JSON of google-play-scraper or the Play Developer API: reviewId, content or text, score",
    .needs = "reviewId|replyDate|userComment|scoreText;score|starRating;content|text",
    .roles = "text=content|text;title=title;id=reviewId|id;time=at|date;score=score;person=userName|author;url=url",
    .attrs = "app_version=appVersion|reviewCreatedVersion|version;thumbs_up=thumbsUpCount|thumbsUp;app=appId",
    .items = "reviews|data", .scale = "stars5", .record = play_record);

static const struct json_spec play_api_spec = {
	.roles = "text=userComment.text;time=userComment.lastModified.seconds;score=userComment.starRating;lang="
	         "userComment.reviewerLanguage",
	.attrs = "app_version=userComment.appVersionName;device=userComment.device;os_version=userComment."
	         "androidOsVersion;thumbs_up=userComment.thumbsUpCount",
	.scale = "stars5",
};

/* The developer API keeps the user's comment and the developer's in one list. */
static int play_record(struct reading *reading, struct json_object *record, struct json_object *element,
                       struct err *err)
{
	struct json_object *comments = json_at(record, STR("comments"));
	struct contact contact;
	(void)element;
	if (!json_object_is_type(comments, json_type_array)) {
		const struct json_spec one = { .roles = format_play_json_spec.roles,
			                       .attrs = format_play_json_spec.attrs,
			                       .scale = "stars5" };
		return json_emit(reading, &one, record, err);
	}
	for (size_t i = 0; i < json_object_array_length(comments); i++) {
		struct json_object *comment = json_object_array_get_idx(comments, i);
		int status;
		if (json_at(comment, STR("userComment")) == NULL) {
			continue;
		}
		json_contact(reading, &play_api_spec, comment, &contact);
		contact.id = json_text(record, "reviewId", &reading->arena);
		contact.person = json_text(record, "authorName", &reading->arena);
		status = reading_emit(reading, &contact, err);
		if (status < 0) {
			return status;
		}
	}
	return 0;
}

/* The first entry of the feed is the app itself: it has im:name and no im:rating. */
static void appstore_fix(struct contact *contact, struct json_object *record, struct reading *reading,
                         const char **drop)
{
	(void)contact, (void)reading;
	if (json_object_object_get(record, "im:name") != NULL && json_object_object_get(record, "im:rating") == NULL) {
		*drop = "not_a_review";
	}
}

static int appstore_detect(const struct glance *first)
{
	struct str ahead = first->ahead;
	if (!json_looks(ahead)) {
		return 0;
	}
	if (json_has_key(ahead, STR("feed")) &&
	    (json_has_key(ahead, STR("im:rating")) || json_has_key(ahead, STR("im:name")) ||
	     json_has_key(ahead, STR("im:version")))) {
		return 96;
	}
	return json_has_keys(ahead, "reviewerNickname;rating;body") ? 93 : 0;
}

static const struct json_spec appstore_spec = {
	.roles = "text=content.label|attributes.body|body;title=title.label|attributes.title|title;id=id.label|id;time="
	         "updated.label|attributes.createdDate|createdDate;"
	         "score=im:rating.label|attributes.rating|rating;person=author.name.label|attributes.reviewerNickname|"
	         "reviewerNickname;url=link.attributes.href",
	.attrs = "app_version=im:version.label;territory=attributes.territory|territory;vote_count=im:voteCount.label;"
	         "vote_sum=im:voteSum.label",
	.items = "feed.entry|data",
	.scale = "stars5",
	.fix = appstore_fix,
};
const struct format format_appstore_json = {
	"appstore",      "JSON of Apple's customer reviews feed (feed.entry with im:rating) or App Store Connect",
	appstore_detect, json_spec_parse,
	"review",        &appstore_spec
};

/* style: {"Color:": " Black"} - the keys end in a colon. */
static void amazon_fix(struct contact *contact, struct json_object *record, struct reading *reading, const char **drop)
{
	struct json_object *style = json_object_object_get(record, "style");
	(void)drop;
	if (json_object_is_type(style, json_type_object)) {
		json_object_object_foreach(style, key, value)
		{
			struct str name = str_trim(str_from(key));
			if (name.len > 0 && name.at[name.len - 1] == ':') {
				name.len--;
			}
			name = column_key(&reading->arena, name);
			json_attr(reading, contact, arena_dup(&reading->arena, name).at,
			          json_scalar(value, &reading->arena));
		}
	}
}

JSON_FORMAT(format_amazon_json, "amazon-json", "review",
            "NDJSON of Amazon reviews: reviewText, overall, asin; or rating, text, asin, user_id",
            .needs = "asin;reviewText|overall|rating;reviewerID|user_id|unixReviewTime",
            .roles = "text=reviewText|text;title=summary|title;time=unixReviewTime|timestamp|reviewTime;score=overall|"
                     "rating;person=reviewerID|user_id",
            .attrs = "product=asin|parent_asin;verified=verified|verified_purchase;votes=vote|helpful_vote",
            .scale = "stars5", .fix = amazon_fix);

TABLE_FORMAT(
    format_amazon, "amazon", "review",
    "TSV or CSV of Amazon reviews: review_body, star_rating, product_id; or Text, Score, ProductId, ProfileName",
    .needs = "review body|text;star rating|score;product id;review headline|summary",
    .roles = "text=review body|text;title=review headline|summary;id=review id|id;time=review date|time;score=star "
             "rating|score;person=customer id|user id;"
             "attr=product id|product category|marketplace|verified purchase|vine|helpful votes",
    .others = "profile name|customer name", .scale = "stars5");

TABLE_FORMAT(format_alexa, "amazon-alexa", "review",
             "TSV of Amazon Alexa reviews: rating, date, variation, verified_reviews",
             .needs = "rating;date;variation;verified reviews",
             .roles = "text=verified reviews;time=date;score=rating;attr=variation|feedback", .scale = "stars5",
             .exact = true);

JSON_FORMAT(format_yelp_json, "yelp-json", "review", "NDJSON of Yelp: review_id, business_id, stars, text",
            .needs = "business_id;stars;text;review_id|user_id",
            .roles = "text=text;id=review_id;time=date;score=stars;person=user_id",
            .attrs = "business=business_id;useful;funny;cool", .scale = "stars5");

TABLE_FORMAT(format_yelp, "yelp", "review", "CSV of Yelp: business_id, stars, text",
             .needs = "business id;stars;text|review",
             .roles = "text=text|review;id=review id;time=date;score=stars;person=user id", .scale = "stars5");

TABLE_FORMAT(
    format_trustpilot, "trustpilot", "review", "CSV of Trustpilot: Review Content, Review Stars, Review Created",
    .needs = "review content|review text;review stars|stars;review created utc|review created|review consumer user "
             "id|consumer name|business unit id|domain url",
    .roles = "text=review content|review text;title=review title;id=review id;time=review created utc|review "
             "created|review date;score=review stars|stars;"
             "person=review consumer user id|consumer user id|consumer name;lang=review language;url=review url",
    .others = "company reply|company reply text|reply text|company reply date utc", .scale = "stars5");

JSON_FORMAT(
    format_trustpilot_json, "trustpilot-json", "review", "JSON of Trustpilot: reviews with consumer, stars, text",
    .needs = "consumer;stars;text;createdAt",
    .roles =
        "text=text;title=title;id=id;time=createdAt;score=stars;person=consumer.id|consumer.displayName;lang=language",
    .attrs = "verified=isVerified;location=location.name|countOfReviews", .items = "reviews", .scale = "stars5");
