/* table_rows.c - see table_rows.h. Members are copied by their names (json_fill); what is composed here is what lies
 * deeper in the line: the trend, the first quote, what would go away. */
#include "table_rows.h"

#include "run_contacts.h"
#include "timestamp.h"

static int issue_row(const struct table_sink *sink, json_object *line, struct err *err)
{
	struct field_value values[TABLE_ISSUES_COUNT] = { 0 };
	json_object *fixed = json_member(line, "if_fixed", json_type_object),
	            *quotes = json_member(line, "quotes", json_type_array);
	json_fill(&table_issues_shape, values, line);
	json_fill(&table_issues_shape, values, json_member(line, "trend", json_type_object));
	if (fixed != NULL) {
		set_whole(values, TABLE_ISSUES_at_most, (int64_t)json_number_of(fixed, "contacts", 0));
	}
	if (json_list(quotes) > 0) {
		set_text(values, TABLE_ISSUES_quote, json_text_of(json_object_array_get_idx(quotes, 0), "text"));
	}
	return sink->row(sink->to, values, err);
}

/* Lines of contacts without a theme are no theme. */
static bool is_subject(json_object *line)
{
	return run_id(line).len > 0;
}

/* visit is called for each issue and theme, what the headline counts first. */
static int subjects(const struct run_read *run, const struct table_sink *sink,
                    int (*visit)(const struct run_read *run, const struct table_sink *sink, json_object *line,
                                 struct err *err),
                    struct err *err)
{
	const struct run_lines *const files[] = { run->leading,
		                                  run->leading == &run->issues ? &run->themes : &run->issues };
	int result = 0;
	for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
		for (size_t i = 0; i < files[f]->count && result == 0; i++) {
			if (is_subject(files[f]->list[i])) {
				result = visit(run, sink, files[f]->list[i], err);
			}
		}
	}
	return result;
}

static int issue_visit(const struct run_read *run, const struct table_sink *sink, json_object *line, struct err *err)
{
	(void)run;
	return issue_row(sink, line, err);
}

static int issues_rows(const struct run_read *run, const struct table_sink *sink, struct err *err)
{
	return subjects(run, sink, issue_visit, err);
}

/* The first day of the period behind this one. */
static int64_t next_period(int64_t day, struct str period)
{
	enum { WEEK = 7, FORTNIGHT = 14 };
	return day + (str_eq(period, STR("week")) ? WEEK : str_eq(period, STR("fortnight")) ? FORTNIGHT : 1);
}

/* Contacts of a day on, by the summary's counts, which begin on their own day; negative: not known. */
static double all_of(const struct run_read *run, struct str period, int64_t day)
{
	json_object *change = json_member(run->summary, "period_change", json_type_object),
	            *counts = json_member(change, "counts", json_type_array);
	int64_t seconds = 0;
	if (!str_eq(json_text_of(change, "period"), period) ||
	    !timestamp_parse(json_text_of(change, "from"), &seconds)) {
		return -1;
	}
	int64_t at = timestamp_day(seconds);
	for (size_t i = 0; i < json_list(counts); i++, at = next_period(at, period)) {
		if (at == day) {
			return json_object_get_double(json_object_array_get_idx(counts, i));
		}
	}
	return -1;
}

static int trend_visit(const struct run_read *run, const struct table_sink *sink, json_object *line, struct err *err)
{
	json_object *trend = json_member(line, "trend", json_type_object),
	            *counts = json_member(trend, "counts", json_type_array);
	struct str period = json_text_of(trend, "period");
	int64_t seconds = 0;
	int result = 0;
	if (!timestamp_parse(json_text_of(trend, "from"), &seconds)) {
		return 0;
	}
	int64_t day = timestamp_day(seconds);
	for (size_t i = 0; i < json_list(counts) && result == 0; i++, day = next_period(day, period)) {
		struct field_value values[TABLE_TREND_COUNT] = { 0 };
		double of = all_of(run, period, day);
		set_text(values, TABLE_TREND_period, period);
		set_whole(values, TABLE_TREND_from, day);
		set_whole(values, TABLE_TREND_contacts, json_object_get_int64(json_object_array_get_idx(counts, i)));
		if (of >= 0) {
			set_whole(values, TABLE_TREND_of, (int64_t)of);
		}
		json_fill(&table_trend_shape, values, line);
		result = sink->row(sink->to, values, err);
	}
	return result;
}

static int trend_rows(const struct run_read *run, const struct table_sink *sink, struct err *err)
{
	return subjects(run, sink, trend_visit, err);
}

static int drivers_rows(const struct run_read *run, const struct table_sink *sink, struct err *err)
{
	json_object *scores = json_member(run->summary, "scores", json_type_array);
	int result = 0;
	for (size_t s = 0; s < json_list(scores); s++) {
		json_object *score = json_object_array_get_idx(scores, s),
		            *parts = json_member(score, "themes", json_type_array);
		for (size_t i = 0; i < json_list(parts) && result == 0; i++) {
			json_object *part = json_object_array_get_idx(parts, i);
			struct field_value values[TABLE_DRIVERS_COUNT] = { 0 };
			set_text(values, TABLE_DRIVERS_scale, json_text_of(score, "scale"));
			set_text(values, TABLE_DRIVERS_label, run_label(run, json_text_of(part, "theme")));
			json_fill(&table_drivers_shape, values, part);
			result = sink->row(sink->to, values, err);
		}
	}
	return result;
}

static int contrast_rows(json_object *list, const struct table_sink *sink, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < json_list(list) && result == 0; i++) {
		json_object *contrast = json_object_array_get_idx(list, i);
		struct str channel = json_text_of(contrast, "channel");
		struct field_value values[TABLE_SEGMENTS_COUNT] = { 0 };
		if (channel.len > 0) {
			set_text(values, TABLE_SEGMENTS_segment, STR("channel"));
			set_text(values, TABLE_SEGMENTS_value, channel);
		}
		json_fill(&table_segments_shape, values, contrast);
		result = sink->row(sink->to, values, err);
	}
	return result;
}

static int segments_rows(const struct run_read *run, const struct table_sink *sink, struct err *err)
{
	int result = contrast_rows(json_member(run->summary, "channel_contrasts", json_type_array), sink, err);
	return result == 0 ? contrast_rows(json_member(run->summary, "segment_contrasts", json_type_array), sink, err)
	                   : result;
}

static struct str ids_joined(struct arena *arena, const struct str *ids, size_t count)
{
	struct buf text;
	struct str joined;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < count; i++) {
		buf_text(&text, i > 0 ? ";" : "");
		buf_str_add(&text, ids[i]);
	}
	joined = arena_dup(arena, buf_str(&text));
	buf_release(&text);
	return joined;
}

static void put_text(struct field_value *values, size_t at, struct str text)
{
	if (text.len > 0) {
		set_text(values, at, text);
	}
}

static int contact_visit(void *to, const struct run_contact *from, struct err *err)
{
	const struct table_sink *sink = to;
	const struct contact *contact = &from->record.contact;
	struct arena *arena = from->record.arena;
	struct field_value values[TABLE_CONTACTS_COUNT] = { 0 };
	int64_t seconds;
	set_text(values, TABLE_CONTACTS_contact, contact->id);
	if (timestamp_parse(contact->time, &seconds)) {
		set_whole(values, TABLE_CONTACTS_time, seconds);
	}
	put_text(values, TABLE_CONTACTS_channel, contact->channel);
	put_text(values, TABLE_CONTACTS_source, contact->source);
	put_text(values, TABLE_CONTACTS_lang, contact->lang);
	put_text(values, TABLE_CONTACTS_person, contact->person);
	put_text(values, TABLE_CONTACTS_thread, contact->thread);
	if (contact->has_score) {
		set_number(values, TABLE_CONTACTS_score, contact->score);
	}
	put_text(values, TABLE_CONTACTS_scale, contact->scale);
	set_whole(values, TABLE_CONTACTS_contacts, (int64_t)from->weight);
	set_whole(values, TABLE_CONTACTS_counted, from->counted);
	put_text(values, TABLE_CONTACTS_issues, ids_joined(arena, from->issues, from->issue_count));
	put_text(values, TABLE_CONTACTS_themes, ids_joined(arena, from->themes, from->theme_count));
	put_text(values, TABLE_CONTACTS_text, contact->text);
	return sink->row(sink->to, values, err);
}

static int contacts_rows(const struct run_read *run, const struct table_sink *sink, struct err *err)
{
	struct table_sink to = *sink;
	return run_contacts(run, &(struct run_contact_visit){ contact_visit, &to }, err);
}

const struct table_kind table_kinds[] = {
	{ "issues", "issues and themes, with their counts, shares and intervals", &table_issues_shape, issues_rows },
	{ "trend", "contacts of each by day, week or fortnight", &table_trend_shape, trend_rows },
	{ "drivers", "what each takes from a score and gives to it", &table_drivers_shape, drivers_rows },
	{ "segments", "which channels and segments name which more or less", &table_segments_shape, segments_rows },
	{ "contacts", "every contact with its issues and themes", &table_contacts_shape, contacts_rows },
	{ NULL, NULL, NULL, NULL },
};

const struct table_kind *table_kind_find(const char *name)
{
	const struct table_kind *kind = table_kinds;
	while (kind->name != NULL && strcmp(kind->name, name) != 0) {
		kind++;
	}
	return kind->name != NULL ? kind : NULL;
}

int table_write(const struct table_kind *kind, const struct run_read *run, const struct table_sink *sink,
                struct err *err)
{
	int result = sink->begin(sink->to, kind->shape, err);
	return result == 0 ? kind->rows(run, sink, err) : result;
}
