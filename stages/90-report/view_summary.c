/* view_summary.c - the summary beside the stream (view.h). */
#include "member.h"

/* Of the last night, over all contacts: what a segment shows alone stands in the data. */
static void get_unusual(struct view *view, json_object *list)
{
	size_t count = list != NULL ? json_object_array_length(list) : 0;
	for (size_t i = 0; i < count && view->unusual_count < VIEW_UNUSUAL; i++) {
		struct field_value values[ANOMALY_COUNT] = { 0 };
		json_object *entry = json_object_array_get_idx(list, i), *tonight = NULL;
		members_read(view, entry, &anomaly_shape, values);
		if (json_object_object_get_ex(entry, anomaly_shape.fields[ANOMALY_tonight].name, &tonight) &&
		    json_object_get_boolean(tonight) && values[ANOMALY_segment].text.len == 0) {
			memcpy(view->unusual[view->unusual_count++], values, sizeof values);
		}
	}
}

/* A list of contrasts into the arena. Returns how many. */
static size_t get_contrasts(struct view *view, json_object *list, struct view_contrast **contrasts)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	*contrasts = arena_array(&view->arena, count, sizeof **contrasts);
	for (size_t i = 0; i < count; i++) {
		(*contrasts)[i] = (struct view_contrast){ 0 };
		members_read(view, json_object_array_get_idx(list, i), &contrast_shape, (*contrasts)[i].values);
	}
	return count;
}

static void get_parts(struct view *view, json_object *score)
{
	json_object *list = score == NULL ? NULL : member_get(score, &score_shape, SCORE_themes, json_type_array);
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	view->parts = arena_array(&view->arena, count, sizeof *view->parts);
	for (size_t i = 0; i < count; i++) {
		view->parts[i] = (struct view_part){ 0 };
		members_read(view, json_object_array_get_idx(list, i), &score_part_shape, view->parts[i].values);
	}
	view->part_count = count;
}

static void get_scores(struct view *view, json_object *list)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count && i < VIEW_SCORES; i++) {
		members_read(view, json_object_array_get_idx(list, i), &score_shape, view->scores[i]);
		if (i == 0) {
			get_parts(view, json_object_array_get_idx(list, i));
		}
		view->score_count++;
	}
}

static void get_families(struct view *view, json_object *list)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count && i < VIEW_FAMILIES; i++) {
		members_read(view, json_object_array_get_idx(list, i), &family_shape,
		             view->families[view->family_count++]);
	}
}

static void get_outside(struct view *view, json_object *list)
{
	size_t count = list == NULL ? 0 : json_object_array_length(list);
	for (size_t i = 0; i < count && i < VIEW_OUTSIDE; i++) {
		members_read(view, json_object_array_get_idx(list, i), &outside_shape,
		             view->outside[view->outside_count++]);
	}
}

static void get_grain(struct view *view, json_object *grain, enum view_grain at)
{
	json_object *curve = grain == NULL ? NULL : member_get(grain, &grain_shape, GRAIN_contacts, json_type_object);
	if (curve != NULL) {
		members_read(view, grain, &grain_shape, view->grains[at]);
		members_read(view, curve, &curve_shape, view->curves[at]);
	}
}

int view_summary(struct view *view, const char *path, struct err *err)
{
	json_object *root = NULL, *grains, *change;
	int result = member_load(path, &root, err);
	if (result < 0) {
		return result;
	}
	members_read(view, root, &summary_shape, view->summary);
	members_counts(view, member_get(root, &summary_shape, SUMMARY_states, json_type_object), &view->states);
	members_counts(view, member_get(root, &summary_shape, SUMMARY_unpriced, json_type_object), &view->unpriced);
	members_counts(view, member_get(root, &summary_shape, SUMMARY_channels, json_type_object), &view->channels);
	get_families(view, member_get(root, &summary_shape, SUMMARY_families, json_type_array));
	get_outside(view, member_get(root, &summary_shape, SUMMARY_outside, json_type_array));
	get_scores(view, member_get(root, &summary_shape, SUMMARY_scores, json_type_array));
	change = member_get(root, &summary_shape, SUMMARY_period_change, json_type_object);
	if (change != NULL) {
		members_read(view, change, &period_change_shape, view->change);
		members_series(view, member_get(change, &period_change_shape, PERIOD_CHANGE_counts, json_type_array),
		               &view->periods);
	}
	get_unusual(view, member_get(root, &summary_shape, SUMMARY_anomalies, json_type_array));
	view->contrast_count = get_contrasts(
	    view, member_get(root, &summary_shape, SUMMARY_channel_contrasts, json_type_array), &view->contrasts);
	view->segment_contrast_count =
	    get_contrasts(view, member_get(root, &summary_shape, SUMMARY_segment_contrasts, json_type_array),
	                  &view->segment_contrasts);
	grains = member_get(root, &summary_shape, SUMMARY_grains, json_type_object);
	if (grains != NULL) {
		get_grain(view, member_get(grains, &grains_shape, GRAINS_themes, json_type_object), GRAIN_OF_THEMES);
		get_grain(view, member_get(grains, &grains_shape, GRAINS_subs, json_type_object), GRAIN_OF_SUBS);
	}
	json_object_put(root);
	return 0;
}
