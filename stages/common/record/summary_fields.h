/* summary_fields.h - the members of the summary that rank writes beside the stream of themes, a row each (field.h): the
 * one file that report and history read of it. */
#ifndef GRIPE_SUMMARY_FIELDS_H
#define GRIPE_SUMMARY_FIELDS_H

#include "theme_fields.h"

/* clang-format off */

#define SUMMARY_FIELDS(ROW) \
	ROW(SUMMARY, headline, TEXT, ALWAYS, IN_RECORD, "", "the sentence") \
	ROW(SUMMARY, share, SHARE, OR_NULL, IN_RECORD, "share of 1", "of the headline; null: no contact is counted") \
	ROW(SUMMARY, share_low, SHARE, OR_NULL, IN_RECORD, "share of 1", \
	    "lower end of its 95 % interval, by sampling of persons and, of issues, by learning them again; null: " \
	    "too few people") \
	ROW(SUMMARY, share_high, SHARE, OR_NULL, IN_RECORD, "share of 1", "upper end of it") \
	ROW(SUMMARY, resamples, COUNT, ALWAYS, IN_RECORD, "resamples", \
	    "on which the issues were learnt again; 0: the interval is of sampling alone") \
	ROW(SUMMARY, by, TEXT, ALWAYS, IN_RECORD, "", \
	    "what the order goes by: contacts, people, cost, churn, score or effort") \
	ROW(SUMMARY, copies, TEXT, ALWAYS, IN_RECORD, "", "auto, one or all, as --copies says") \
	ROW(SUMMARY, layer, TEXT, ALWAYS, IN_RECORD, "", \
	    "what the headline counts: issues, or topics where issues hold less than a tenth of the contacts with a " \
	    "problem; the members from grains on are of that layer") \
	ROW(SUMMARY, lang, TEXT, OR_LEFT_OUT, IN_RECORD, "", \
	    "language of most mentions that the model learnt from, which the labels are in") \
	ROW(SUMMARY, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "all of them") \
	ROW(SUMMARY, wordings, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "distinct ones: copies of the same words, whoever sent them, are one") \
	ROW(SUMMARY, counted, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "what shares are of: of issues those that state a problem, a request or a question, of topics all") \
	ROW(SUMMARY, states, BY_NAME, ALWAYS, IN_RECORD, "contacts", \
	    "what they state, each by the first that it does: problem, request, question, praise, vent, churn, " \
	    "nothing") \
	ROW(SUMMARY, unplaced, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "with a problem, a request or a question, and in no issue of the table of pain, nor in a muted one") \
	ROW(SUMMARY, muted, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", \
	    "likewise, but in an issue that the ledger mutes") \
	ROW(SUMMARY, people, COUNT, ALWAYS, IN_RECORD, "people", "who wrote them") \
	ROW(SUMMARY, threads, COUNT, ALWAYS, IN_RECORD, "threads", "that they stand in") \
	ROW(SUMMARY, busiest, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "of the one person who wrote most; 0: no person is known") \
	ROW(SUMMARY, dates_apart, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "dated half a year or more behind all others (one in 200 at most) or ten years (one in 20): they count, " \
	    "without their date") \
	ROW(SUMMARY, scores_outside, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "with an answer that their scale does not have: in no score") \
	ROW(SUMMARY, mentions, COUNT, ALWAYS, IN_RECORD, "mentions", "in them") \
	ROW(SUMMARY, min, COUNT, ALWAYS, IN_RECORD, "people", "as --min says") \
	ROW(SUMMARY, coverage, SHARE, OR_NULL, IN_RECORD, "share of 1", \
	    "part of the contacts that have a theme; null: there are none") \
	ROW(SUMMARY, unassigned, BY_NAME, ALWAYS, IN_RECORD, "contacts", \
	    "without a theme, by the first reason that applies") \
	ROW(SUMMARY, currency, TEXT, OR_LEFT_OUT, IN_RECORD, "", "of --costs") \
	ROW(SUMMARY, cost, EXACT(2), OR_LEFT_OUT, IN_RECORD, "currency", "of all contacts: handling and churn") \
	ROW(SUMMARY, cost_handling, EXACT(2), OR_LEFT_OUT, IN_RECORD, "currency", "of handling them") \
	ROW(SUMMARY, cost_churn, EXACT(2), OR_LEFT_OUT, IN_RECORD, "currency", \
	    "value of customers by the odds that they leave") \
	ROW(SUMMARY, unpriced, BY_NAME, OR_LEFT_OUT, IN_RECORD, "contacts", \
	    "by channel, those that --costs has no price for: they cost nothing in it") \
	ROW(SUMMARY, churn_risk, COUNT, ALWAYS, IN_RECORD, "people", "people at risk of leaving") \
	ROW(SUMMARY, repeat_people, COUNT, ALWAYS, IN_RECORD, "people", "those who came more than once") \
	ROW(SUMMARY, repeat_contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "how often these came again") \
	ROW(SUMMARY, grains, OBJECT(grains), ALWAYS, IN_RECORD, "", "how few issues cause how much, at two grains") \
	ROW(SUMMARY, families, LIST(family), ALWAYS, IN_RECORD, "", \
	    "things that have three issues or more, those named most first") \
	ROW(SUMMARY, outside, LIST(outside), ALWAYS, IN_RECORD, "", \
	    "up to five topics of the contacts that state a problem, a request or a question and are in no issue, " \
	    "not even in a remainder: 4 contacts or more, and half of those that name the topic state such in it") \
	ROW(SUMMARY, scores, LIST(score), ALWAYS, IN_RECORD, "", "a scale each, most answers first") \
	ROW(SUMMARY, period_change, OBJECT(period_change), OR_NULL, IN_RECORD, "", \
	    "what moved; null when no contact has a time") \
	ROW(SUMMARY, anomalies_tested, COUNT, ALWAYS, IN_RECORD, "nights", \
	    "the family that false discoveries are counted over") \
	ROW(SUMMARY, anomalies, LIST(anomaly), ALWAYS, IN_RECORD, "", "what was raised, newest first, 200 at most") \
	ROW(SUMMARY, channels, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by channel") \
	ROW(SUMMARY, sources, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by source") \
	ROW(SUMMARY, channel_contrasts, LIST(contrast), ALWAYS, IN_RECORD, "", \
	    "themes that one channel tells and the others do not") \
	ROW(SUMMARY, segments, LIST(segment), ALWAYS, IN_RECORD, "", "sizes of the attributes' values") \
	ROW(SUMMARY, segments_hidden, COUNT, ALWAYS, IN_RECORD, "values", "those with too few people to be shown") \
	ROW(SUMMARY, segments_dropped, FLAG, ALWAYS, IN_RECORD, "", \
	    "themes times values were more than 16 million, and none are compared") \
	ROW(SUMMARY, segment_contrasts, LIST(contrast), ALWAYS, IN_RECORD, "", \
	    "themes that one value's contacts name more or less") \
	ROW(SUMMARY, journeys, LIST(journey), ALWAYS, IN_RECORD, "", "steps of the journey by theme")

#define FAMILY_FIELDS(ROW) \
	ROW(FAMILY, thing, TEXT, ALWAYS, IN_RECORD, "", "id of the thing") \
	ROW(FAMILY, label, TEXT, ALWAYS, IN_RECORD, "", "what it is called; the id where the model has no name") \
	ROW(FAMILY, issues, COUNT, ALWAYS, IN_RECORD, "issues", "how many are of it, in the table of pain") \
	ROW(FAMILY, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "those that name at least one of them") \
	ROW(FAMILY, people, COUNT, ALWAYS, IN_RECORD, "people", "likewise") \
	ROW(FAMILY, share, SHARE, ALWAYS, IN_RECORD, "share of 1", \
	    "of the contacts with a problem, a request or a question")

#define OUTSIDE_FIELDS(ROW) \
	ROW(OUTSIDE, theme, TEXT, ALWAYS, IN_RECORD, "", "id of the theme") \
	ROW(OUTSIDE, label, TEXT, ALWAYS, IN_RECORD, "", "what it is called") \
	ROW(OUTSIDE, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "those in no issue that state a problem, a request or a question in it") \
	ROW(OUTSIDE, named, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "those in no issue that name it, and state such anywhere") \
	ROW(OUTSIDE, contact, TEXT, OR_LEFT_OUT, IN_RECORD, "", "id of the contact that text is of") \
	ROW(OUTSIDE, text, TEXT, OR_LEFT_OUT, IN_RECORD, "", \
	    "a mention of it, of 25 to 220 characters; left out where none has that length")

#define GRAINS_FIELDS(ROW) \
	ROW(GRAINS, themes, OBJECT(grain), ALWAYS, IN_RECORD, "", "themes") \
	ROW(GRAINS, subs, OBJECT(grain), ALWAYS, IN_RECORD, "", "sub-themes: the finer grain")

#define GRAIN_FIELDS(ROW) \
	ROW(GRAIN, issues, COUNT, ALWAYS, IN_RECORD, "", "how many are in the table of pain") \
	ROW(GRAIN, praise, COUNT, ALWAYS, IN_RECORD, "", "how many are in that of praise") \
	ROW(GRAIN, other, COUNT, ALWAYS, IN_RECORD, "", "how many are in neither") \
	ROW(GRAIN, contacts, OBJECT(curve), ALWAYS, IN_RECORD, "", "how few issues cover how many contacts") \
	ROW(GRAIN, people, OBJECT(curve), ALWAYS, IN_RECORD, "", "how many people") \
	ROW(GRAIN, threads, OBJECT(curve), ALWAYS, IN_RECORD, "", "how many threads")

#define CURVE_FIELDS(ROW) \
	ROW(CURVE, of, COUNT, ALWAYS, IN_RECORD, "", "all of them") \
	ROW(CURVE, any, COUNT, ALWAYS, IN_RECORD, "", "those that name an issue") \
	ROW(CURVE, k50, COUNT, OR_NULL, IN_RECORD, "issues", "how many issues cover half of them; null: all do not") \
	ROW(CURVE, k50_low, COUNT, OR_NULL, IN_RECORD, "issues", "lower end of its 95 % interval") \
	ROW(CURVE, k50_high, COUNT, OR_NULL, IN_RECORD, "issues", "upper end of its 95 % interval") \
	ROW(CURVE, k80, COUNT, OR_NULL, IN_RECORD, "issues", \
	    "how many issues cover four fifths of them; null: all do not") \
	ROW(CURVE, k80_low, COUNT, OR_NULL, IN_RECORD, "issues", "lower end of its 95 % interval") \
	ROW(CURVE, k80_high, COUNT, OR_NULL, IN_RECORD, "issues", "upper end of its 95 % interval") \
	ROW(CURVE, top, LIST(top), ALWAYS, IN_RECORD, "", "what the first 1, 3, 5 and 10 issues cover")

#define TOP_FIELDS(ROW) \
	ROW(TOP, k, COUNT, ALWAYS, IN_RECORD, "issues", "how many") \
	ROW(TOP, covered, COUNT, ALWAYS, IN_RECORD, "", "those that name one of them") \
	ROW(TOP, share, SHARE, OR_NULL, IN_RECORD, "share of 1", "of all; null: there are none") \
	ROW(TOP, share_of_any, SHARE, OR_NULL, IN_RECORD, "share of 1", "of those that name any issue") \
	ROW(TOP, low, SHARE, OR_NULL, IN_RECORD, "share of 1", "lower end of the 95 % interval of share") \
	ROW(TOP, high, SHARE, OR_NULL, IN_RECORD, "share of 1", "upper end of the 95 % interval of share")

#define SCORE_FIELDS(ROW) \
	ROW(SCORE, scale, TEXT, ALWAYS, IN_RECORD, "", "name of the scale") \
	ROW(SCORE, called, TEXT, ALWAYS, IN_RECORD, "", \
	    "what the data call it; another name than scale where the answers cannot be of that one: of ten or more " \
	    "called nps none is 0 or above 7") \
	ROW(SCORE, scored, COUNT, ALWAYS, IN_RECORD, "contacts", "those with an answer, and people who wrote nothing") \
	ROW(SCORE, silent, COUNT, ALWAYS, IN_RECORD, "people", "of these, who wrote nothing: they are no contacts") \
	ROW(SCORE, out_of_range, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "with an answer that the scale does not have, and not among the scored") \
	ROW(SCORE, score, EXACT(6), ALWAYS, IN_RECORD, "points", "their mean") \
	ROW(SCORE, lowest, FIXED(0), ALWAYS, IN_RECORD, "points", "the scale's minimum") \
	ROW(SCORE, highest, FIXED(0), ALWAYS, IN_RECORD, "points", "the scale's maximum") \
	ROW(SCORE, points_lost, EXACT(6), ALWAYS, IN_RECORD, "points", "from the maximum to the score") \
	ROW(SCORE, points_gained, EXACT(6), ALWAYS, IN_RECORD, "points", "from the minimum to the score") \
	ANSWERS(ROW, SCORE, ALWAYS) \
	ROW(SCORE, score_before, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", "of the window before the present one") \
	ROW(SCORE, score_recent, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", "of the present window") \
	ROW(SCORE, moved, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", "from the first to the second") \
	ROW(SCORE, themes, LIST(score_part), ALWAYS, IN_RECORD, "", "the parts that sum to it, by theme, and none")

#define SCORE_PART_FIELDS(ROW) \
	ROW(SCORE_PART, theme, TEXT, ALWAYS, IN_RECORD, "", "id, or none for scored contacts without a theme") \
	ROW(SCORE_PART, scored, COUNT, ALWAYS, IN_RECORD, "contacts", "those with an answer that name it") \
	ROW(SCORE_PART, points_lost, EXACT(6), ALWAYS, IN_RECORD, "points", "its part of the scale's points_lost") \
	ROW(SCORE_PART, points_gained, EXACT(6), ALWAYS, IN_RECORD, "points", "its part of points_gained") \
	ANSWERS(ROW, SCORE_PART, ALWAYS) \
	ROW(SCORE_PART, mix, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", "its part of moved, by how many name it") \
	ROW(SCORE_PART, within, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", "its part of moved, by how they score")

#define PERIOD_CHANGE_FIELDS(ROW) \
	ROW(PERIOD_CHANGE, recent_from, DAY, ALWAYS, IN_RECORD, "", "first day of the present window") \
	ROW(PERIOD_CHANGE, recent_to, DAY, ALWAYS, IN_RECORD, "", "last day of the present window") \
	ROW(PERIOD_CHANGE, recent, COUNT, ALWAYS, IN_RECORD, "contacts", "in it") \
	ROW(PERIOD_CHANGE, before_from, DAY, ALWAYS, IN_RECORD, "", "first day of what it is compared with") \
	ROW(PERIOD_CHANGE, before_to, DAY, ALWAYS, IN_RECORD, "", "last day of that") \
	ROW(PERIOD_CHANGE, before, COUNT, ALWAYS, IN_RECORD, "contacts", "in it") \
	ROW(PERIOD_CHANGE, new, TEXTS, ALWAYS, IN_RECORD, "", "ids of the themes that are new") \
	ROW(PERIOD_CHANGE, rising, TEXTS, ALWAYS, IN_RECORD, "", "ids of those that rise") \
	ROW(PERIOD_CHANGE, steady, TEXTS, ALWAYS, IN_RECORD, "", "ids of those that stay") \
	ROW(PERIOD_CHANGE, falling, TEXTS, ALWAYS, IN_RECORD, "", "ids of those that fall") \
	ROW(PERIOD_CHANGE, gone, TEXTS, ALWAYS, IN_RECORD, "", "ids of those that nobody names any more") \
	ROW(PERIOD_CHANGE, weekday, FACTORS, ALWAYS, IN_RECORD, "", \
	    "contacts of a weekday, mon to sun, as a factor of the mean day") \
	ROW(PERIOD_CHANGE, period, TEXT, ALWAYS, IN_RECORD, "", "day, week or fortnight") \
	ROW(PERIOD_CHANGE, from, DAY, ALWAYS, IN_RECORD, "", "first day of the oldest period in counts") \
	ROW(PERIOD_CHANGE, counts, COUNTS, ALWAYS, IN_RECORD, "contacts", "of all, by period")

#define SEGMENT_FIELDS(ROW) \
	ROW(SEGMENT, segment, TEXT, ALWAYS, IN_RECORD, "", "the attribute") \
	ROW(SEGMENT, value, TEXT, ALWAYS, IN_RECORD, "", "its value") \
	ROW(SEGMENT, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "those that have it") \
	ROW(SEGMENT, people, COUNT, ALWAYS, IN_RECORD, "people", "those that have it")

#define JOURNEY_FIELDS(ROW) \
	ROW(JOURNEY, step, TEXT, ALWAYS, IN_RECORD, "", "the step") \
	ROW(JOURNEY, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "those that speak of it") \
	ROW(JOURNEY, themes, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by theme")

enum { SUMMARY_FIELDS(FIELD_ROW_NUMBER) SUMMARY_COUNT };
enum { FAMILY_FIELDS(FIELD_ROW_NUMBER) FAMILY_COUNT };
enum { OUTSIDE_FIELDS(FIELD_ROW_NUMBER) OUTSIDE_COUNT };
enum { GRAINS_FIELDS(FIELD_ROW_NUMBER) GRAINS_COUNT };
enum { GRAIN_FIELDS(FIELD_ROW_NUMBER) GRAIN_COUNT };
enum { CURVE_FIELDS(FIELD_ROW_NUMBER) CURVE_COUNT };
enum { TOP_FIELDS(FIELD_ROW_NUMBER) TOP_COUNT };
enum { SCORE_FIELDS(FIELD_ROW_NUMBER) SCORE_COUNT };
enum { SCORE_PART_FIELDS(FIELD_ROW_NUMBER) SCORE_PART_COUNT };
enum { PERIOD_CHANGE_FIELDS(FIELD_ROW_NUMBER) PERIOD_CHANGE_COUNT };
enum { SEGMENT_FIELDS(FIELD_ROW_NUMBER) SEGMENT_COUNT };
enum { JOURNEY_FIELDS(FIELD_ROW_NUMBER) JOURNEY_COUNT };

/* clang-format on */

extern const struct field_shape summary_shape, family_shape, outside_shape, grains_shape, grain_shape, curve_shape,
    top_shape, score_shape, score_part_shape, period_change_shape, segment_shape, journey_shape;

#endif
