/* post_ships.c - see post.h: the tables that stand beside a post, so that whoever reads it can count again. Of issues
 * those of the table of pain that enough people name, without quotes: what a customer said stands in the post alone,
 * where the gate looks at it. */
#include "plain_text.h"
#include "post.h"
#include "table_rows.h"

static int change_put(const struct post_issue *issue, const struct table_sink *sink, struct err *err)
{
	struct field_value values[TABLE_CHANGES_COUNT] = { 0 };
	set_text(values, TABLE_CHANGES_issue, issue->id);
	set_text(values, TABLE_CHANGES_label, issue->label);
	set_text(values, TABLE_CHANGES_state, str_from(change_names[issue->state]));
	set_whole(values, TABLE_CHANGES_recent, (int64_t)issue->recent);
	set_whole(values, TABLE_CHANGES_recent_of, (int64_t)issue->recent_of);
	set_whole(values, TABLE_CHANGES_before, (int64_t)issue->before);
	set_whole(values, TABLE_CHANGES_before_of, (int64_t)issue->before_of);
	if (issue->has_ratio) {
		set_number(values, TABLE_CHANGES_ratio, issue->ratio.ratio);
	}
	if (issue->has_range) {
		set_number(values, TABLE_CHANGES_ratio_low, issue->ratio.interval.low);
		set_number(values, TABLE_CHANGES_ratio_high, issue->ratio.interval.high);
	}
	set_number(values, TABLE_CHANGES_q, issue->q);
	return sink->row(sink->to, values, err);
}

struct narrowing { /* passes on the rows of the table of pain, without what is not shipped */
	const struct table_sink *sink;
	size_t quote; /* its column; SIZE_MAX: the table has none */
	const struct post *post;
	size_t count;
};

static int narrow_begin(void *to, const struct field_shape *shape, struct err *err)
{
	struct narrowing *narrowing = to;
	narrowing->count = shape->count;
	return narrowing->sink->begin(narrowing->sink->to, shape, err);
}

static int narrow_row(void *to, const struct field_value *from, struct err *err)
{
	struct narrowing *narrowing = to;
	struct field_value values[TABLE_COLUMNS_MOST];
	struct str id = from[0].text.len > 0 ? from[0].text : from[1].text; /* issue, theme */
	if (!post_ships_issue(narrowing->post, id)) {
		return 0;
	}
	memcpy(values, from, narrowing->count * sizeof *values);
	for (size_t i = 0; i < narrowing->count; i++) {
		values[i].text = text_clipped(narrowing->post->doc.arena, values[i].text);
	}
	if (narrowing->quote != SIZE_MAX) {
		values[narrowing->quote] = (struct field_value){ .state = FIELD_ABSENT };
	}
	return narrowing->sink->row(narrowing->sink->to, values, err);
}

static int narrowed(struct post *post, const char *table, size_t quote, struct buf *out, struct err *err)
{
	struct csv_sink csv = { .out = out };
	const struct table_sink sink = csv_sink(&csv);
	struct narrowing narrowing = { .sink = &sink, .quote = quote, .post = post };
	const struct table_sink narrow = { narrow_begin, narrow_row, &narrowing };
	return table_write(table_kind_find(table), &post->run, &narrow, err);
}

int post_ships(struct post *post, struct err *err)
{
	struct csv_sink csv = { .out = &post->changes };
	const struct table_sink sink = csv_sink(&csv);
	int result = sink.begin(sink.to, &table_changes_shape, err);
	for (size_t i = 0; i < post->issue_count && result == 0; i++) {
		if (post_ships_issue(post, post->issues[i].id)) {
			result = change_put(&post->issues[i], &sink, err);
		}
	}
	result = result == 0 ? narrowed(post, "issues", TABLE_ISSUES_quote, &post->issues_csv, err) : result;
	return result == 0 ? narrowed(post, "trend", SIZE_MAX, &post->trend_csv, err) : result;
}
