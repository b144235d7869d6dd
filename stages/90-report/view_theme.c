/* view_theme.c - the lines of the stream: issues, themes, and what has none (view.h). */
#include <stdlib.h>

#include "array.h"
#include "member.h"

enum { THEMES_FIRST = 32, SEGMENTS_FIRST = 8 };

static void get_actions(struct view *view, json_object *list, struct view_theme *theme)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = count > VIEW_ACTIONS ? count - VIEW_ACTIONS : 0; i < count; i++) {
		members_read(view, json_object_array_get_idx(list, i), &action_shape,
		             theme->actions[theme->action_count++]);
	}
}

static void get_quotes(struct view *view, json_object *list, struct view_theme *theme)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count && i < VIEW_QUOTES; i++) {
		json_object *quote = json_object_array_get_idx(list, i);
		struct view_quote *to = &theme->quotes[theme->quote_count];
		*to = (struct view_quote){ .contact = member_text(view, quote, &quote_shape, QUOTE_contact),
			                   .text = member_text(view, quote, &quote_shape, QUOTE_text),
			                   .pick = member_text(view, quote, &quote_shape, QUOTE_pick),
			                   .time = member_text(view, quote, &quote_shape, QUOTE_time),
			                   .channel = member_text(view, quote, &quote_shape, QUOTE_channel),
			                   .scale = member_text(view, quote, &quote_shape, QUOTE_scale),
			                   .score = member_number(quote, &quote_shape, QUOTE_score) };
		theme->quote_count += to->text.len > 0;
	}
	if (theme->quote_count > 0) {
		set_text(theme->values, THEME_quotes, theme->quotes[0].text);
	}
}

static void get_subs(struct view *view, json_object *list, struct view_theme *theme)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count; i++) {
		json_object *sub = json_object_array_get_idx(list, i);
		*counts_add(view, &theme->subs) = (struct view_count){ member_text(view, sub, &sub_shape, SUB_label),
			                                               member_number(sub, &sub_shape, SUB_contacts) };
	}
}

static void get_topics(struct view *view, json_object *list, struct view_theme *theme)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	struct buf labels;
	buf_init(&labels, SIZE_MAX);
	for (size_t i = 0; i < count; i++) {
		json_object *topic = json_object_array_get_idx(list, i);
		struct str label = member_text(view, topic, &topic_shape, TOPIC_label);
		*counts_add(view, &theme->topics) =
		    (struct view_count){ label, member_number(topic, &topic_shape, TOPIC_contacts) };
		buf_text(&labels, i > 0 ? "; " : "");
		buf_str_add(&labels, label);
	}
	if (count > 0) {
		set_text(theme->values, THEME_topics, arena_dup(&view->arena, buf_str(&labels)));
	}
	buf_release(&labels);
}

static void get_trend(struct view *view, json_object *trend, struct view_theme *theme)
{
	json_object *turn = trend == NULL ? NULL : member_get(trend, &trend_shape, TREND_change, json_type_object);
	if (trend != NULL) {
		members_read(view, trend, &trend_shape, theme->trend);
		members_series(view, member_get(trend, &trend_shape, TREND_counts, json_type_array), &theme->periods);
	}
	if (turn != NULL) {
		members_read(view, turn, &change_shape, theme->turn);
	}
}

/* Of an object of lists by attribute all members, each with its attribute. */
static void get_segments(struct view *view, json_object *object, struct view_theme *theme)
{
	size_t cap = 0;
	if (object == NULL) {
		return;
	}
	json_object_object_foreach(object, attribute, list)
	{
		size_t count = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
		for (size_t i = 0; i < count; i++) {
			struct view_contrast *contrast;
			theme->segments = array_room_arena(&view->arena, theme->segments, theme->segment_count, &cap,
			                                   sizeof *theme->segments, SEGMENTS_FIRST);
			contrast = &theme->segments[theme->segment_count++];
			*contrast = (struct view_contrast){ 0 };
			members_read(view, json_object_array_get_idx(list, i), &contrast_shape, contrast->values);
			set_text(contrast->values, CONTRAST_segment, arena_dup(&view->arena, str_from(attribute)));
		}
	}
}

static void add_theme(struct view *view, json_object *from)
{
	json_object *fixed = member_get(from, &theme_shape, THEME_if_fixed, json_type_object);
	bool issue = member_get(from, &theme_shape, THEME_issue, json_type_string) != NULL;
	struct view_list *to = issue ? &view->themes : &view->beside;
	struct view_theme *theme;
	to->list = array_room_arena(&view->arena, to->list, to->count, &to->cap, sizeof *to->list, THEMES_FIRST);
	theme = &to->list[to->count++];
	*theme = (struct view_theme){ 0 };
	members_read(view, from, &theme_shape, theme->values);
	if (fixed != NULL) {
		members_read(view, fixed, &if_fixed_shape, theme->fixed);
	}
	theme->term_count =
	    members_texts(view, member_get(from, &theme_shape, THEME_terms, json_type_array), theme->terms, VIEW_TERMS);
	theme->edit_count =
	    members_texts(view, member_get(from, &theme_shape, THEME_edits, json_type_array), theme->edits, VIEW_EDITS);
	get_actions(view, member_get(from, &theme_shape, THEME_actions, json_type_array), theme);
	get_quotes(view, member_get(from, &theme_shape, THEME_quotes, json_type_array), theme);
	get_subs(view, member_get(from, &theme_shape, THEME_subs, json_type_array), theme);
	get_topics(view, member_get(from, &theme_shape, THEME_topics, json_type_array), theme);
	members_counts(view, member_get(from, &theme_shape, THEME_channels, json_type_object), &theme->channels);
	members_counts(view, member_get(from, &theme_shape, THEME_journey, json_type_object), &theme->journey);
	get_trend(view, member_get(from, &theme_shape, THEME_trend, json_type_object), theme);
	get_segments(view, member_get(from, &theme_shape, THEME_segments, json_type_object), theme);
}

int view_add(struct view *view, struct str json, struct err *err)
{
	json_object *root;
	int result = member_parse(&root, json, err);
	if (result < 0) {
		return result;
	}
	if (str_eq(member_text(view, root, &theme_shape, THEME_table), STR("unassigned"))) {
		*counts_add(view, &view->unassigned) =
		    (struct view_count){ member_text(view, root, &unassigned_shape, UNASSIGNED_reason),
			                 member_number(root, &unassigned_shape, UNASSIGNED_contacts) };
	} else {
		add_theme(view, root);
	}
	json_object_put(root);
	return 0;
}
