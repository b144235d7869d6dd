/* google_reviews.c - reviews on Google Maps: the Business Profile API (and Takeout), both Places APIs, and the usual
 * collectors.
 *
 * in: JSON or tables. out: one contact a review with its stars; the owner's answer is neither text nor attribute. A
 * translation that stands beside the original is taken off by reading_emit (export_text.h). Memory: one element or row.
 */
#include "json_records.h"
#include "table.h"

/* starRating is a word of the API. */
static void stars_fix(struct contact *contact, struct json_object *record, struct reading *reading, const char **drop)
{
	static const char *const stars[] = { "ONE", "TWO", "THREE", "FOUR", "FIVE" };
	struct str said = json_text(record, "starRating", &reading->arena);
	(void)drop;
	for (size_t i = 0; i < sizeof stars / sizeof *stars; i++) {
		if (str_eq(said, str_from(stars[i]))) {
			contact->has_score = true;
			contact->score = (double)(i + 1);
			contact->scale = STR("stars5");
		}
	}
}

JSON_FORMAT(format_google_business, "google-business", "review",
            "JSON of Google's Business Profile API or Takeout: reviews of reviewer, starRating, comment, createTime",
            .needs = "reviewer;starRating;createTime", .items = "reviews|locationReviews", .wrap = "review",
            .roles = "text=comment;id=reviewId|name;time=createTime|updateTime;person=reviewer.displayName",
            .scale = "stars5", .certainty = 95, .fix = stars_fix);

JSON_FORMAT(
    format_google_places, "google-places", "review",
    "JSON of Google's Places APIs: reviews of author_name, rating, text, time; or authorAttribution, publishTime",
    .needs = "reviews;author_name|authorAttribution;rating;relative_time_description|publishTime|author_url",
    .items = "result.reviews|reviews|places.#.reviews",
    .roles = "text=originalText.text|text.text|text;id=name;time=publishTime|time;score=rating;person="
             "authorAttribution.displayName|author_name;lang=originalText.languageCode|original_language|language",
    .scale = "stars5", .certainty = 95);

#define REVIEW_TEXT "review_text|reviewText|text|snippet|textTranslated"
JSON_FORMAT(format_google_maps, "google-maps", "review",
            "JSON of Google Maps reviews as collectors write them: review_text or text, stars, the owner's answer",
            .needs = "review_text|reviewText|text;rating|stars|review_rating|score;response_from_owner_text|"
                     "responseFromOwnerText|owner_answer|ownerReply|response_from_owner",
            .items = "reviews|reviews_data|data",
            .roles = "text=" REVIEW_TEXT
                     ";id=review_id|reviewId;time=published_at_date|publishedAtDate|review_datetime_"
                     "utc|publishedAt|review_timestamp|date|published_at|publishAt;"
                     "score=review_rating|rating|stars|score;person=name|author_title|reviewerName|author_name|"
                     "reviewer.name;lang=originalLanguage|language;url=reviewUrl|review_link",
            .attrs = "likes=review_likes_count|likesCount|review_likes;place=title|placeName", .scale = "stars5",
            .certainty = 93);

TABLE_FORMAT(format_google_maps_csv, "google-maps-csv", "review",
             "CSV of Google Maps reviews as collectors write them: review_text, review_rating, owner_answer",
             .needs =
                 "review text|text|comment;review rating|stars|rating|star rating;owner answer|response from owner "
                 "text|owner reply|response from owner|review reply|review reply comment",
             .roles = "text=review text|text|comment;id=review id;time=review datetime utc|published at date|published "
                      "at|review timestamp|date|create time|publish at;"
                      "score=review rating|stars|rating|star rating;person=author title|reviewer name|name|author "
                      "name|reviewer display name;lang=original language|language;"
                      "url=review url|review link;attr=review likes|likes count|review likes count",
             .others = "owner answer|response from owner text|owner reply|response from owner|response from owner "
                       "date|response from owner ago|owner answer timestamp|owner answer timestamp datetime "
                       "utc|review reply|review reply comment|review reply update time|text translated|author link|"
                       "author image|reviewer url|reviewer photo url|reviewer id|author id",
             .scale = "stars5", .exact = true, .certainty = 93);
