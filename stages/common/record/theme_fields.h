/* theme_fields.h - the members of the record of an issue or a theme, a row each (field.h); those of the summary beside
 * the stream stand in summary_fields.h.
 *
 * To add a member: a row here, its value where rank fills it (70-rank/write/theme_line.c), and
 * `UPDATE=1 bash tests/lint/fields.sh`, which writes the manual page and the schema. Whether a spreadsheet or the page
 * shows it is said in its row.
 *
 * Issues and themes are records of the same rows; each leaves out what it does not have: fields_write() writes what was
 * set. */
#ifndef GRIPE_THEME_FIELDS_H
#define GRIPE_THEME_FIELDS_H

#include "field.h"

/* clang-format off */

/* A heading is a word of the page: col.HEADING of lexicons/LANG/page.tsv. Where people see a
 * member: nowhere but in the record; in themes.csv at a place; on the page too. */
#define IN_RECORD { 0, NULL, NULL, CELL_NONE, false }
#define IN_CSV(place) { place, NULL, NULL, CELL_NONE, false }
#define IN_CSV_AS(place, name) { place, name, NULL, CELL_NONE, false }
#define ON_PAGE(place, heading, cell) { place, NULL, heading, CELL_##cell, false }
#define ON_ISSUES(place, name, heading, cell) { place, name, heading, CELL_##cell, true }

/* Counts of whatever groups contacts: themes and sub-themes. */
#define GROUP_COUNTS(ROW, SHAPE) \
	ROW(SHAPE, contacts, COUNT, ALWAYS, ON_PAGE(8, "contacts", COUNT), "contacts", "how many name it") \
	ROW(SHAPE, people, COUNT, ALWAYS, ON_PAGE(9, "people", COUNT), "people", \
	    "how many people name it; whoever is not known counts as one person for each contact") \
	ROW(SHAPE, threads, COUNT, ALWAYS, IN_RECORD, "threads", "in how many threads it is named") \
	ROW(SHAPE, mentions, COUNT, ALWAYS, IN_RECORD, "mentions", "how many sentences and clauses name it") \
	ROW(SHAPE, share, SHARE, ALWAYS, ON_PAGE(11, "share", PERCENT), "share of 1", \
	    "its part: of an issue, of the contacts that state a problem, a request or a question; of praise and of " \
	    "a theme, of all") \
	ROW(SHAPE, share_low, SHARE, OR_NULL, ON_PAGE(12, "interval", INTERVAL), "share of 1", \
	    "lower end of the 95 % interval of share") \
	ROW(SHAPE, share_high, SHARE, OR_NULL, IN_CSV(13), "share of 1", "upper end of the 95 % interval of share") \
	ROW(SHAPE, too_few, FLAG, ALWAYS, IN_RECORD, "", "fewer people than --min name it, too few for an interval")

#define GROUP_UNIONS(ROW, SHAPE) \
	ROW(SHAPE, union_share, SHARE, OR_LEFT_OUT, ON_ISSUES(14, "together", "union", PERCENT), "share of 1", \
	    "part of the same contacts that name it or one ranked before it; in the table of pain alone, as are " \
	    "those behind it") \
	ROW(SHAPE, union_low, SHARE, OR_NULL_OR_LEFT_OUT, IN_RECORD, "share of 1", \
	    "lower end of the 95 % interval of union_share") \
	ROW(SHAPE, union_high, SHARE, OR_NULL_OR_LEFT_OUT, IN_RECORD, "share of 1", \
	    "upper end of the 95 % interval of union_share") \
	ROW(SHAPE, union_people, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", "the same union of people") \
	ROW(SHAPE, union_threads, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", "the same union of threads")

/* A ratio of two rates with its 95 % interval; null where it has no end. */
#define RATIO(ROW, SHAPE) \
	ROW(SHAPE, ratio, FIXED(4), OR_NULL_OR_LEFT_OUT, IN_RECORD, "", "of the rates after and before") \
	ROW(SHAPE, ratio_low, FIXED(4), OR_NULL_OR_LEFT_OUT, IN_RECORD, "", "lower end of its 95 % interval") \
	ROW(SHAPE, ratio_high, FIXED(4), OR_NULL_OR_LEFT_OUT, IN_RECORD, "", "upper end of its 95 % interval")

/* Figures of contacts by what they answered on a scale. */
#define ANSWERS(ROW, SHAPE, WHEN) \
	ROW(SHAPE, detractors, COUNT, WHEN, IN_RECORD, "contacts", \
	    "those with an answer at the lower end of the scale") \
	ROW(SHAPE, passives, COUNT, WHEN, IN_RECORD, "contacts", "those with an answer between the ends") \
	ROW(SHAPE, promoters, COUNT, WHEN, IN_RECORD, "contacts", "those with an answer at the upper end")

#define THEME_FIELDS(ROW) \
	ROW(THEME, issue, TEXT, OR_LEFT_OUT, IN_CSV(1), "", \
	    "id of an issue: its class in the ontology, a point, and its thing; the class alone; or the class and " \
	    "other for its remainder") \
	ROW(THEME, theme, TEXT, OR_LEFT_OUT, IN_CSV(2), "", "id of a theme; a line has one of the two") \
	ROW(THEME, table, TEXT, ALWAYS, IN_CSV(3), "", \
	    "pain, request, howto or praise; of a theme pain, praise or other; muted: the ledger wants it in no " \
	    "ranking; absent: earlier nights had it, this one has not") \
	ROW(THEME, rank, COUNT, ALWAYS, ON_PAGE(4, "rank", PLACE), "", "place within its table") \
	ROW(THEME, rank_low, COUNT, OR_NULL, IN_CSV(5), "", "lower end of the 95 % interval of the rank") \
	ROW(THEME, rank_high, COUNT, OR_NULL, IN_CSV(6), "", "upper end of the 95 % interval of the rank") \
	ROW(THEME, tied, FLAG, OR_NULL, IN_RECORD, "", \
	    "that interval is wider than one place, so its neighbours cannot be told apart from it") \
	ROW(THEME, label, TEXT, ALWAYS, ON_PAGE(7, "issue", TEXT), "", \
	    "what it is called; the id where the model has no label") \
	ROW(THEME, family, TEXT, OR_LEFT_OUT, IN_CSV(25), "", \
	    "of an issue: id of its thing, where three issues or more are of it and name it together in 2 % of the " \
	    "contacts; families in the summary has what they hold") \
	ROW(THEME, came_back, COUNT, OR_LEFT_OUT, IN_CSV(23), "resamples", \
	    "of an issue: how many resamples of persons found it too when the issues were learnt again") \
	ROW(THEME, of_resamples, COUNT, OR_LEFT_OUT, IN_CSV(24), "resamples", "how many there were") \
	ROW(THEME, terms, TEXTS, ALWAYS, IN_RECORD, "", "words of the model") \
	GROUP_COUNTS(ROW, THEME) \
	ROW(THEME, of, COUNT, ALWAYS, IN_CSV(10), "contacts", "how many contacts its share is of") \
	GROUP_UNIONS(ROW, THEME) \
	ROW(THEME, praised, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", \
	    "those that only praise a theme others complain about; they are not among its contacts") \
	ROW(THEME, cost, EXACT(2), OR_LEFT_OUT, IN_RECORD, "currency of --costs", "handling and churn together") \
	ROW(THEME, cost_handling, EXACT(2), OR_LEFT_OUT, IN_RECORD, "currency of --costs", "of handling its contacts") \
	ROW(THEME, cost_churn, EXACT(2), OR_LEFT_OUT, IN_RECORD, "currency of --costs", \
	    "value of its customers by the odds that they leave") \
	ROW(THEME, churn_risk, COUNT, ALWAYS, IN_RECORD, "people", "people at risk of leaving") \
	ROW(THEME, scale, TEXT, OR_LEFT_OUT, IN_RECORD, "", \
	    "the scale with most answers (nps, csat, ces, stars5): what the members from here to moved_within are of") \
	ROW(THEME, scored, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "those with an answer") \
	ROW(THEME, points_lost, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", \
	    "its part of the distance of the score from the scale's maximum, shared evenly among a contact's " \
	    "themes, so that " \
	    "themes (and none in the summary) sum exactly") \
	ROW(THEME, points_gained, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", \
	    "the same of the distance from the minimum") \
	ROW(THEME, score, FIXED(6), OR_LEFT_OUT, IN_RECORD, "points", "mean of contacts that name it") \
	ROW(THEME, score_without, FIXED(6), OR_LEFT_OUT, IN_RECORD, "points", \
	    "mean of all others (Thematic's figure)") \
	ROW(THEME, score_impact, FIXED(6), OR_LEFT_OUT, IN_RECORD, "points", "mean of all less score_without") \
	ANSWERS(ROW, THEME, OR_LEFT_OUT) \
	ROW(THEME, gain, FIXED(6), OR_LEFT_OUT, IN_RECORD, "per 100 scored", \
	    "promoters that name it (Chattermill's figure)") \
	ROW(THEME, loss, FIXED(6), OR_LEFT_OUT, IN_RECORD, "per 100 scored", "detractors that name it") \
	ROW(THEME, moved_mix, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", \
	    "its part in the movement of the score from the window before to the present one, by how many " \
	    "name it; with " \
	    "moved_within it sums to the movement exactly over all themes") \
	ROW(THEME, moved_within, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", "the same, by how they score") \
	ROW(THEME, kind, TEXT, ALWAYS, IN_CSV(15), "", "defect, how-to, request, complaint, praise or other") \
	ROW(THEME, kinds, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by kind") \
	ROW(THEME, sentiment, FIXED(4), ALWAYS, IN_RECORD, "", "mean over mentions of their signed weights") \
	ROW(THEME, effort, COUNT, ALWAYS, IN_CSV(17), "contacts", "those with a sign of effort") \
	ROW(THEME, repeat_people, COUNT, ALWAYS, IN_RECORD, "people", "those who came with it more than once") \
	ROW(THEME, repeat_contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "how often these came again") \
	ROW(THEME, emotion, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by emotion") \
	ROW(THEME, trust, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by sign of trust") \
	ROW(THEME, journey, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by step of the journey") \
	ROW(THEME, risk, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by risk") \
	ROW(THEME, channels, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by channel") \
	ROW(THEME, sources, BY_NAME, ALWAYS, IN_RECORD, "contacts", "by source") \
	ROW(THEME, segments, LISTS(contrast), ALWAYS, IN_RECORD, "", \
	    "by attribute: values whose contacts name it more often than the other values' do") \
	ROW(THEME, first_seen, TIME, OR_NULL, IN_CSV(20), "", "time of the first contact") \
	ROW(THEME, last_seen, TIME, OR_NULL, IN_CSV(21), "", "time of the last contact") \
	ROW(THEME, seen_by_channel, SEEN, ALWAYS, IN_RECORD, "", "first and last contact by channel") \
	ROW(THEME, seen_by_segment, SEEN_IN, ALWAYS, IN_RECORD, "", "first and last contact by attribute and value") \
	ROW(THEME, trend, OBJECT(trend), ALWAYS, ON_ISSUES(16, NULL, "trend", TREND), "", \
	    "how its part of the contacts moves") \
	ROW(THEME, anomalies, LIST(anomaly), ALWAYS, IN_RECORD, "", "nights that the past does not explain") \
	ROW(THEME, topics, LIST(topic), OR_LEFT_OUT, IN_CSV(26), "", \
	    "of an issue, but for praise: up to three topics that say most about it, in 4 of its contacts and a " \
	    "tenth of them or more, and there at least 1.5 times as often as among all contacts with a problem; " \
	    "none whose words stand in its label; themes.csv has their labels") \
	ROW(THEME, edits, TEXTS, OR_LEFT_OUT, IN_RECORD, "", \
	    "what the ledger made of it: the line, the edit, and what was put in or cut out") \
	ROW(THEME, actions, LIST(action), ALWAYS, IN_RECORD, "", \
	    "what was done about it, by the ledger, and whether it helped") \
	ROW(THEME, quotes, LIST(quote), ALWAYS, IN_CSV_AS(22, "quote"), "", \
	    "up to three mentions of 25 to 220 characters from distinct people: one central, one at the edge, one " \
	    "drawn") \
	ROW(THEME, step, TEXT, ALWAYS, IN_RECORD, "", "the journey step; empty when none is known") \
	ROW(THEME, owner, TEXT, ALWAYS, IN_CSV(18), "", "who owns that step; empty when nobody is known") \
	ROW(THEME, next_step, TEXT, ALWAYS, IN_CSV(19), "", \
	    "what to do next, by the ledger, else by next_step.tsv: of an issue by its class, of a theme by kind and " \
	    "step; by the list only where a fifth of its contacts or more say in more words than one what the row " \
	    "goes by; else empty") \
	ROW(THEME, next_stated, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", \
	    "of an issue with a next_step of the list: those that state its trouble in more words than one") \
	ROW(THEME, if_fixed, OBJECT(if_fixed), OR_LEFT_OUT, IN_RECORD, "", \
	    "what is left once it is fixed; in the table of pain alone") \
	ROW(THEME, subs, LIST(sub), ALWAYS, IN_RECORD, "", \
	    "its sub-themes, with the same counts and unions at the finer grain")

/* A line of its own in the stream of themes: the contacts that have none, for one reason. */
#define UNASSIGNED_FIELDS(ROW) \
	ROW(UNASSIGNED, theme, TEXT, OR_NULL, IN_RECORD, "", "null") \
	ROW(UNASSIGNED, table, TEXT, ALWAYS, IN_RECORD, "", "unassigned") \
	ROW(UNASSIGNED, reason, TEXT, ALWAYS, IN_RECORD, "", \
	    "no_match, language, too_short or non_answer: the first of these that applies") \
	ROW(UNASSIGNED, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "how many") \
	ROW(UNASSIGNED, mentions, COUNT, ALWAYS, IN_RECORD, "mentions", "sentences and clauses with that reason") \
	ROW(UNASSIGNED, share, SHARE, OR_NULL, IN_RECORD, "share of 1", "part of all contacts; null: there are none") \
	ROW(UNASSIGNED, of, COUNT, ALWAYS, IN_RECORD, "contacts", "all contacts")

#define SUB_FIELDS(ROW) \
	ROW(SUB, sub, TEXT, ALWAYS, IN_RECORD, "", "id") \
	ROW(SUB, label, TEXT, ALWAYS, IN_RECORD, "", "what it is called") \
	ROW(SUB, rank, COUNT, OR_LEFT_OUT, IN_RECORD, "", "place at the finer grain; in the table of pain alone") \
	GROUP_COUNTS(ROW, SUB) \
	GROUP_UNIONS(ROW, SUB)

#define TOPIC_FIELDS(ROW) \
	ROW(TOPIC, theme, TEXT, ALWAYS, IN_RECORD, "", "id of the theme") \
	ROW(TOPIC, label, TEXT, ALWAYS, IN_RECORD, "", "what it is called") \
	ROW(TOPIC, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "those with a sentence or clause of both the issue and the theme")

#define QUOTE_FIELDS(ROW) \
	ROW(QUOTE, contact, TEXT, ALWAYS, IN_RECORD, "", "the contact's id") \
	ROW(QUOTE, n, COUNT, ALWAYS, IN_RECORD, "", "place of the mention in it, from 0") \
	ROW(QUOTE, span, SPAN, ALWAYS, IN_RECORD, "bytes", "where it stands in the contact's clean text") \
	ROW(QUOTE, text, TEXT, ALWAYS, IN_RECORD, "", "exactly the bytes of span") \
	ROW(QUOTE, fit, NUMBER, ALWAYS, IN_RECORD, "", \
	    "to a theme: a cosine; to an issue: the probability that the mention states it") \
	ROW(QUOTE, pick, TEXT, ALWAYS, IN_RECORD, "", \
	    "why this one: central (it fits best), edge (it fits least and still counts) or drawn (by lot: the least " \
	    "hash of its wording)") \
	ROW(QUOTE, time, TIME, OR_LEFT_OUT, IN_RECORD, "", "of the contact") \
	ROW(QUOTE, channel, TEXT, OR_LEFT_OUT, IN_RECORD, "", "of the contact") \
	ROW(QUOTE, score, NUMBER, OR_LEFT_OUT, IN_RECORD, "points of its scale", "what the contact answered") \
	ROW(QUOTE, scale, TEXT, OR_LEFT_OUT, IN_RECORD, "", "that score's scale; empty where it has no name")

/* A cell of themes by channels, or by values of an attribute, that differs from the others. */
#define CONTRAST_FIELDS(ROW) \
	ROW(CONTRAST, theme, TEXT, OR_LEFT_OUT, IN_RECORD, "", "id of the theme, in the summary") \
	ROW(CONTRAST, label, TEXT, OR_LEFT_OUT, IN_RECORD, "", "its label, in the summary") \
	ROW(CONTRAST, segment, TEXT, OR_LEFT_OUT, IN_RECORD, "", "the attribute, in the summary's segment_contrasts") \
	ROW(CONTRAST, value, TEXT, OR_LEFT_OUT, IN_RECORD, "", "the attribute's value") \
	ROW(CONTRAST, channel, TEXT, OR_LEFT_OUT, IN_RECORD, "", "the channel, in channel_contrasts") \
	ROW(CONTRAST, said, TEXT, OR_LEFT_OUT, IN_RECORD, "", \
	    "in the summary: only here, more here, less here or not here") \
	ROW(CONTRAST, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "those of the cell that name the theme") \
	ROW(CONTRAST, share, SHARE, OR_NULL, IN_RECORD, "share of 1", "of the cell's contacts") \
	ROW(CONTRAST, share_elsewhere, SHARE, OR_NULL, IN_RECORD, "share of 1", \
	    "of the other channels' or values' contacts") \
	ROW(CONTRAST, odds, FIXED(3), ALWAYS, IN_RECORD, "", "their ratio of odds") \
	ROW(CONTRAST, z, FIXED(2), ALWAYS, IN_RECORD, "standard deviations", "how far that is from chance")

#define TREND_FIELDS(ROW) \
	ROW(TREND, state, TEXT, ALWAYS, IN_RECORD, "", "new, rising, steady, falling, gone or unknown") \
	ROW(TREND, recent, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "in the present window") \
	ROW(TREND, recent_of, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "all contacts of that window") \
	ROW(TREND, before, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "in up to four windows before it") \
	ROW(TREND, before_of, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "all contacts of these") \
	RATIO(ROW, TREND) \
	ROW(TREND, q, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", \
	    "rate of false discoveries at which it would be called a change") \
	ROW(TREND, change, OBJECT(change), OR_LEFT_OUT, IN_RECORD, "", "when the rate has changed once and for sure") \
	ROW(TREND, period, TEXT, OR_LEFT_OUT, IN_RECORD, "", "day, week or fortnight") \
	ROW(TREND, from, DAY, OR_LEFT_OUT, IN_RECORD, "", "first day of the oldest period in counts") \
	ROW(TREND, counts, COUNTS, OR_LEFT_OUT, IN_RECORD, "contacts", "by period, the newest 60")

#define CHANGE_FIELDS(ROW) \
	ROW(CHANGE, day, DAY, ALWAYS, IN_RECORD, "", "first day of the new rate") \
	ROW(CHANGE, before, SHARE, ALWAYS, IN_RECORD, "share of 1", "its part of the contacts before") \
	ROW(CHANGE, after, SHARE, ALWAYS, IN_RECORD, "share of 1", "its part of the contacts since") \
	ROW(CHANGE, gain, FIXED(3), ALWAYS, IN_RECORD, "log likelihood", "by which two rates fit better than one")

#define ANOMALY_FIELDS(ROW) \
	ROW(ANOMALY, day, DAY, ALWAYS, IN_RECORD, "", "last day of the window") \
	ROW(ANOMALY, tonight, FLAG, ALWAYS, IN_RECORD, "", "that day is the day of --now") \
	ROW(ANOMALY, theme, TEXT, OR_LEFT_OUT, IN_RECORD, "", "id of the theme, in the summary") \
	ROW(ANOMALY, label, TEXT, OR_LEFT_OUT, IN_RECORD, "", "its label, in the summary") \
	ROW(ANOMALY, segment, TEXT, OR_LEFT_OUT, IN_RECORD, "", "the attribute; left out: all contacts") \
	ROW(ANOMALY, value, TEXT, OR_LEFT_OUT, IN_RECORD, "", "its value") \
	ROW(ANOMALY, days, COUNT, ALWAYS, IN_RECORD, "days", "length of the window, 1 or 2") \
	ROW(ANOMALY, contacts, FIXED(0), ALWAYS, IN_RECORD, "contacts", "in the window") \
	ROW(ANOMALY, expected, FIXED(2), ALWAYS, IN_RECORD, "contacts", "by the past") \
	ROW(ANOMALY, factor, FIXED(2), ALWAYS, IN_RECORD, "", "contacts over expected") \
	ROW(ANOMALY, q, TINY, ALWAYS, IN_RECORD, "share of 1", "rate of false discoveries at which it would be raised")

#define ACTION_FIELDS(ROW) \
	ROW(ACTION, day, DAY, ALWAYS, IN_RECORD, "", "of the action, which belongs to neither side") \
	ROW(ACTION, text, TEXT, ALWAYS, IN_RECORD, "", "what was done") \
	ROW(ACTION, verdict, TEXT, ALWAYS, IN_RECORD, "", "better, no change seen, worse or too early") \
	ROW(ACTION, before, COUNT, ALWAYS, IN_RECORD, "contacts", "those of the theme before it") \
	ROW(ACTION, before_of, COUNT, ALWAYS, IN_RECORD, "contacts", "all contacts before it") \
	ROW(ACTION, before_per_1000, FIXED(3), OR_NULL, IN_RECORD, "per 1,000 contacts", \
	    "the first over the second; null: no contacts") \
	ROW(ACTION, after, COUNT, ALWAYS, IN_RECORD, "contacts", "those of the theme after it") \
	ROW(ACTION, after_of, COUNT, ALWAYS, IN_RECORD, "contacts", "all contacts after it") \
	ROW(ACTION, after_per_1000, FIXED(3), OR_NULL, IN_RECORD, "per 1,000 contacts", \
	    "the first over the second; null: no contacts") \
	ROW(ACTION, before_days, COUNT, ALWAYS, IN_RECORD, "days", "looked at before it") \
	ROW(ACTION, after_days, COUNT, ALWAYS, IN_RECORD, "days", "looked at after it") \
	RATIO(ROW, ACTION) \
	ROW(ACTION, expected, FIXED(4), OR_LEFT_OUT, IN_RECORD, "", \
	    "by how much its rate was to change, as a share of 1: -0.3 is 30 % fewer") \
	ROW(ACTION, people_before, COUNT, ALWAYS, IN_RECORD, "people", "those who named it before") \
	ROW(ACTION, people_back, COUNT, ALWAYS, IN_RECORD, "people", "of these, those who did so again after")

#define IF_FIXED_FIELDS(ROW) \
	ROW(IF_FIXED, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "those that name no other issue and would go away") \
	ROW(IF_FIXED, top_share, SHARE, OR_NULL, IN_RECORD, "share of 1", \
	    "of the first five other issues in the contacts left; null: none is left") \
	ROW(IF_FIXED, of, COUNT, ALWAYS, IN_RECORD, "contacts", "the contacts left") \
	ROW(IF_FIXED, issues, COUNT, ALWAYS, IN_RECORD, "issues", "the issues left") \
	ROW(IF_FIXED, cost, EXACT(2), OR_LEFT_OUT, IN_RECORD, "currency of --costs", "that goes with it") \
	ROW(IF_FIXED, points, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", "of the score that go with it")

enum { THEME_FIELDS(FIELD_ROW_NUMBER) THEME_COUNT };
enum { UNASSIGNED_FIELDS(FIELD_ROW_NUMBER) UNASSIGNED_COUNT };
enum { SUB_FIELDS(FIELD_ROW_NUMBER) SUB_COUNT };
/* Rows that several tables have, counted from the first of them: values + THEME_contacts + GROUP_share. */
enum { GROUP_COUNTS(FIELD_ROW_NUMBER, GROUP) };
enum { GROUP_UNIONS(FIELD_ROW_NUMBER, GROUP) };
enum { RATIO(FIELD_ROW_NUMBER, RATIO) };
enum { TOPIC_FIELDS(FIELD_ROW_NUMBER) TOPIC_COUNT };
enum { QUOTE_FIELDS(FIELD_ROW_NUMBER) QUOTE_COUNT };
enum { CONTRAST_FIELDS(FIELD_ROW_NUMBER) CONTRAST_COUNT };
enum { TREND_FIELDS(FIELD_ROW_NUMBER) TREND_COUNT };
enum { CHANGE_FIELDS(FIELD_ROW_NUMBER) CHANGE_COUNT };
enum { ANOMALY_FIELDS(FIELD_ROW_NUMBER) ANOMALY_COUNT };
enum { ACTION_FIELDS(FIELD_ROW_NUMBER) ACTION_COUNT };
enum { IF_FIXED_FIELDS(FIELD_ROW_NUMBER) IF_FIXED_COUNT };

/* clang-format on */

extern const struct field_shape theme_shape, unassigned_shape, sub_shape, topic_shape, quote_shape, contrast_shape,
    trend_shape, change_shape, anomaly_shape, action_shape, if_fixed_shape;

#endif
