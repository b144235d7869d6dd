/* table_fields.h - the columns of the tables that `gripe tables` and `gripe post` write, a row each (field.h): what a
 * spreadsheet, Miller or DuckDB reads of a run. From here come the header lines, the JSON Schema that the tables are
 * held to, and the manual page.
 *
 * A column that is called like a member of an issue, a theme or the summary holds that member; what is nowhere in these
 * is set by who makes the rows (pipeline/tables/table_rows.c). */
#ifndef GRIPE_TABLE_FIELDS_H
#define GRIPE_TABLE_FIELDS_H

#include "theme_fields.h"

/* clang-format off */

/* What a row is about: an issue or a theme. */
#define TABLE_SUBJECT(ROW, SHAPE) \
	ROW(SHAPE, issue, TEXT, OR_LEFT_OUT, IN_RECORD, "", "id of the issue; empty: the row is of a theme") \
	ROW(SHAPE, theme, TEXT, OR_LEFT_OUT, IN_RECORD, "", "id of the theme; empty: the row is of an issue") \
	ROW(SHAPE, label, TEXT, OR_LEFT_OUT, IN_RECORD, "", "what it is called")

#define TABLE_ISSUES_FIELDS(ROW) \
	TABLE_SUBJECT(ROW, TABLE_ISSUES) \
	ROW(TABLE_ISSUES, table, TEXT, ALWAYS, IN_RECORD, "", "pain, request, howto, praise, other or muted") \
	ROW(TABLE_ISSUES, rank, COUNT, ALWAYS, IN_RECORD, "", "place within its table") \
	ROW(TABLE_ISSUES, rank_low, COUNT, OR_LEFT_OUT, IN_RECORD, "", "lower end of the 95 % interval of the rank") \
	ROW(TABLE_ISSUES, rank_high, COUNT, OR_LEFT_OUT, IN_RECORD, "", "upper end of it") \
	ROW(TABLE_ISSUES, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "how many name it") \
	ROW(TABLE_ISSUES, people, COUNT, ALWAYS, IN_RECORD, "people", "how many people name it") \
	ROW(TABLE_ISSUES, of, COUNT, ALWAYS, IN_RECORD, "contacts", "how many contacts its share is of") \
	ROW(TABLE_ISSUES, share, SHARE, ALWAYS, IN_RECORD, "share of 1", "contacts over of") \
	ROW(TABLE_ISSUES, share_low, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", "lower end of its 95 % interval") \
	ROW(TABLE_ISSUES, share_high, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", "upper end of it") \
	ROW(TABLE_ISSUES, union_share, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", \
	    "of the same contacts, those that name it or one ranked before it") \
	ROW(TABLE_ISSUES, kind, TEXT, OR_LEFT_OUT, IN_RECORD, "", \
	    "defect, how-to, request, complaint, praise or other") \
	ROW(TABLE_ISSUES, state, TEXT, OR_LEFT_OUT, IN_RECORD, "", "new, rising, steady, falling, gone or unknown") \
	ROW(TABLE_ISSUES, recent, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "in the present window") \
	ROW(TABLE_ISSUES, recent_of, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "all contacts of that window") \
	ROW(TABLE_ISSUES, before, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "in up to four windows before it") \
	ROW(TABLE_ISSUES, before_of, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "all contacts of these") \
	RATIO(ROW, TABLE_ISSUES) \
	ROW(TABLE_ISSUES, effort, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "those with a sign of effort") \
	ROW(TABLE_ISSUES, repeat_people, COUNT, OR_LEFT_OUT, IN_RECORD, "people", \
	    "those who came with it more than once") \
	ROW(TABLE_ISSUES, churn_risk, COUNT, OR_LEFT_OUT, IN_RECORD, "people", "people at risk of leaving") \
	ROW(TABLE_ISSUES, cost, EXACT(2), OR_LEFT_OUT, IN_RECORD, "currency of --costs", \
	    "handling and churn together") \
	ROW(TABLE_ISSUES, at_most, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", \
	    "those that name no other issue: the most that would go away with it") \
	ROW(TABLE_ISSUES, step, TEXT, OR_LEFT_OUT, IN_RECORD, "", "the journey step") \
	ROW(TABLE_ISSUES, owner, TEXT, OR_LEFT_OUT, IN_RECORD, "", "who owns it") \
	ROW(TABLE_ISSUES, next_step, TEXT, OR_LEFT_OUT, IN_RECORD, "", "what to do next") \
	ROW(TABLE_ISSUES, first_seen, TIME, OR_LEFT_OUT, IN_RECORD, "", "time of the first contact") \
	ROW(TABLE_ISSUES, last_seen, TIME, OR_LEFT_OUT, IN_RECORD, "", "time of the last contact") \
	ROW(TABLE_ISSUES, quote, TEXT, OR_LEFT_OUT, IN_RECORD, "", "the first of its quotes")

#define TABLE_TREND_FIELDS(ROW) \
	TABLE_SUBJECT(ROW, TABLE_TREND) \
	ROW(TABLE_TREND, period, TEXT, ALWAYS, IN_RECORD, "", "day, week or fortnight") \
	ROW(TABLE_TREND, from, DAY, ALWAYS, IN_RECORD, "", "first day of the period") \
	ROW(TABLE_TREND, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "those of the period that name it") \
	ROW(TABLE_TREND, of, COUNT, OR_LEFT_OUT, IN_RECORD, "contacts", "all contacts of the period")

#define TABLE_DRIVERS_FIELDS(ROW) \
	ROW(TABLE_DRIVERS, scale, TEXT, ALWAYS, IN_RECORD, "", "nps, csat, ces, stars5 …") \
	ROW(TABLE_DRIVERS, theme, TEXT, ALWAYS, IN_RECORD, "", \
	    "id of the issue or the theme, whichever the headline counts; none for scored contacts without one") \
	ROW(TABLE_DRIVERS, label, TEXT, OR_LEFT_OUT, IN_RECORD, "", "what it is called") \
	ROW(TABLE_DRIVERS, scored, COUNT, ALWAYS, IN_RECORD, "contacts", "those with an answer that name it") \
	ROW(TABLE_DRIVERS, points_lost, EXACT(6), ALWAYS, IN_RECORD, "points", \
	    "its part of the distance from the scale's maximum to the score; all of a scale sum to it") \
	ROW(TABLE_DRIVERS, points_gained, EXACT(6), ALWAYS, IN_RECORD, "points", "the same from the minimum") \
	ROW(TABLE_DRIVERS, detractors, COUNT, ALWAYS, IN_RECORD, "contacts", "at the lower end of the scale") \
	ROW(TABLE_DRIVERS, passives, COUNT, ALWAYS, IN_RECORD, "contacts", "between the ends") \
	ROW(TABLE_DRIVERS, promoters, COUNT, ALWAYS, IN_RECORD, "contacts", "at the upper end") \
	ROW(TABLE_DRIVERS, mix, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", \
	    "its part in the movement of the score, by how many name it") \
	ROW(TABLE_DRIVERS, within, EXACT(6), OR_LEFT_OUT, IN_RECORD, "points", "the same, by how they score")

#define TABLE_SEGMENTS_FIELDS(ROW) \
	ROW(TABLE_SEGMENTS, segment, TEXT, ALWAYS, IN_RECORD, "", "the attribute; channel for channels") \
	ROW(TABLE_SEGMENTS, value, TEXT, ALWAYS, IN_RECORD, "", "its value") \
	ROW(TABLE_SEGMENTS, theme, TEXT, ALWAYS, IN_RECORD, "", "id of the issue or the theme") \
	ROW(TABLE_SEGMENTS, label, TEXT, OR_LEFT_OUT, IN_RECORD, "", "what it is called") \
	ROW(TABLE_SEGMENTS, said, TEXT, OR_LEFT_OUT, IN_RECORD, "", "only here, more here, less here or not here") \
	ROW(TABLE_SEGMENTS, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", "those of the value that name it") \
	ROW(TABLE_SEGMENTS, share, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", "of the value's contacts") \
	ROW(TABLE_SEGMENTS, share_elsewhere, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", \
	    "of the other values' contacts") \
	ROW(TABLE_SEGMENTS, odds, FIXED(3), ALWAYS, IN_RECORD, "", "their ratio of odds") \
	ROW(TABLE_SEGMENTS, z, FIXED(2), ALWAYS, IN_RECORD, "standard deviations", "how far that is from chance")

#define TABLE_CONTACTS_FIELDS(ROW) \
	ROW(TABLE_CONTACTS, contact, TEXT, ALWAYS, IN_RECORD, "", "id") \
	ROW(TABLE_CONTACTS, time, TIME, OR_LEFT_OUT, IN_RECORD, "", "when it was written") \
	ROW(TABLE_CONTACTS, channel, TEXT, OR_LEFT_OUT, IN_RECORD, "", "review, social, email, chat, call …") \
	ROW(TABLE_CONTACTS, source, TEXT, OR_LEFT_OUT, IN_RECORD, "", "format or place it came from") \
	ROW(TABLE_CONTACTS, lang, TEXT, OR_LEFT_OUT, IN_RECORD, "", "ISO 639-1") \
	ROW(TABLE_CONTACTS, person, TEXT, OR_LEFT_OUT, IN_RECORD, "", "keyed pseudonym") \
	ROW(TABLE_CONTACTS, thread, TEXT, OR_LEFT_OUT, IN_RECORD, "", "of the conversation") \
	ROW(TABLE_CONTACTS, score, NUMBER, OR_LEFT_OUT, IN_RECORD, "points", "what the customer gave") \
	ROW(TABLE_CONTACTS, scale, TEXT, OR_LEFT_OUT, IN_RECORD, "", "of score") \
	ROW(TABLE_CONTACTS, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "what the row counts for: 1, or more where copies of it were collapsed") \
	ROW(TABLE_CONTACTS, counted, FLAG, ALWAYS, IN_RECORD, "", \
	    "it states a problem, a request or a question: shares of issues are of these") \
	ROW(TABLE_CONTACTS, issues, TEXT, OR_LEFT_OUT, IN_RECORD, "", "ids of its issues, with ; between") \
	ROW(TABLE_CONTACTS, themes, TEXT, OR_LEFT_OUT, IN_RECORD, "", "ids of its themes, with ; between") \
	ROW(TABLE_CONTACTS, text, TEXT, OR_LEFT_OUT, IN_RECORD, "", "what it says, after cleaning and masking")

/* Contacts as a post ships them: enough to count every issue and person again, and none of their words. */
#define TABLE_COUNTED_FIELDS(ROW) \
	ROW(TABLE_COUNTED, contact, COUNT, ALWAYS, IN_RECORD, "", "number of the row, from 1") \
	ROW(TABLE_COUNTED, day, DAY, OR_LEFT_OUT, IN_RECORD, "", "when it was written") \
	ROW(TABLE_COUNTED, channel, TEXT, OR_LEFT_OUT, IN_RECORD, "", "review, social, email, chat, call …") \
	ROW(TABLE_COUNTED, person, COUNT, OR_LEFT_OUT, IN_RECORD, "", \
	    "number of the person in this table alone; empty: nobody knows who it was") \
	ROW(TABLE_COUNTED, contacts, COUNT, ALWAYS, IN_RECORD, "contacts", \
	    "what the row counts for: 1, or more where copies of it were collapsed") \
	ROW(TABLE_COUNTED, counted, FLAG, ALWAYS, IN_RECORD, "", "it states a problem, a request or a question") \
	ROW(TABLE_COUNTED, new, FLAG, ALWAYS, IN_RECORD, "", "it is not in the run that the post compares with") \
	ROW(TABLE_COUNTED, issues, TEXT, OR_LEFT_OUT, IN_RECORD, "", \
	    "ids of its issues, or of its themes where the headline counts these, with ; between")

/* What changed between two runs, as a post ships it. */
#define TABLE_CHANGES_FIELDS(ROW) \
	ROW(TABLE_CHANGES, issue, TEXT, ALWAYS, IN_RECORD, "", "id of the issue") \
	ROW(TABLE_CHANGES, label, TEXT, ALWAYS, IN_RECORD, "", "what it is called") \
	ROW(TABLE_CHANGES, state, TEXT, ALWAYS, IN_RECORD, "", "new, rising, steady, falling, gone or unknown") \
	ROW(TABLE_CHANGES, recent, COUNT, ALWAYS, IN_RECORD, "contacts", "since the last post") \
	ROW(TABLE_CHANGES, recent_of, COUNT, ALWAYS, IN_RECORD, "contacts", "all of that time") \
	ROW(TABLE_CHANGES, before, COUNT, ALWAYS, IN_RECORD, "contacts", "before it") \
	ROW(TABLE_CHANGES, before_of, COUNT, ALWAYS, IN_RECORD, "contacts", "all of that time") \
	RATIO(ROW, TABLE_CHANGES) \
	ROW(TABLE_CHANGES, q, SHARE, OR_LEFT_OUT, IN_RECORD, "share of 1", \
	    "rate of false discoveries at which it would be called a change")

enum { TABLE_ISSUES_FIELDS(FIELD_ROW_NUMBER) TABLE_ISSUES_COUNT };
enum { TABLE_TREND_FIELDS(FIELD_ROW_NUMBER) TABLE_TREND_COUNT };
enum { TABLE_DRIVERS_FIELDS(FIELD_ROW_NUMBER) TABLE_DRIVERS_COUNT };
enum { TABLE_SEGMENTS_FIELDS(FIELD_ROW_NUMBER) TABLE_SEGMENTS_COUNT };
enum { TABLE_CONTACTS_FIELDS(FIELD_ROW_NUMBER) TABLE_CONTACTS_COUNT };
enum { TABLE_COUNTED_FIELDS(FIELD_ROW_NUMBER) TABLE_COUNTED_COUNT };
enum { TABLE_CHANGES_FIELDS(FIELD_ROW_NUMBER) TABLE_CHANGES_COUNT };
/* No table has more columns: room for the values of any row. */
enum { TABLE_COLUMNS_MOST = TABLE_ISSUES_COUNT };

/* clang-format on */

extern const struct field_shape table_issues_shape, table_trend_shape, table_drivers_shape, table_segments_shape,
    table_contacts_shape, table_counted_shape, table_changes_shape;

#endif
