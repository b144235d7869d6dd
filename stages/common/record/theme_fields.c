/* theme_fields.c - the rows of theme_fields.h as tables. */
#include "theme_fields.h"

#include "field_rows.h"

static const struct field theme_rows[] = { THEME_FIELDS(FIELD_ROW) };
static const struct field unassigned_rows[] = { UNASSIGNED_FIELDS(FIELD_ROW) };
static const struct field sub_rows[] = { SUB_FIELDS(FIELD_ROW) };
static const struct field topic_rows[] = { TOPIC_FIELDS(FIELD_ROW) };
static const struct field quote_rows[] = { QUOTE_FIELDS(FIELD_ROW) };
static const struct field contrast_rows[] = { CONTRAST_FIELDS(FIELD_ROW) };
static const struct field trend_rows[] = { TREND_FIELDS(FIELD_ROW) };
static const struct field change_rows[] = { CHANGE_FIELDS(FIELD_ROW) };
static const struct field anomaly_rows[] = { ANOMALY_FIELDS(FIELD_ROW) };
static const struct field action_rows[] = { ACTION_FIELDS(FIELD_ROW) };
static const struct field if_fixed_rows[] = { IF_FIXED_FIELDS(FIELD_ROW) };

const struct field_shape theme_shape = { "theme", theme_rows, THEME_COUNT, THEME_label };
const struct field_shape unassigned_shape = { "unassigned", unassigned_rows, UNASSIGNED_COUNT, UNASSIGNED_reason };
const struct field_shape sub_shape = { "sub", sub_rows, SUB_COUNT, SUB_label };
const struct field_shape topic_shape = { "topic", topic_rows, TOPIC_COUNT, TOPIC_label };
const struct field_shape quote_shape = { "quote", quote_rows, QUOTE_COUNT, QUOTE_text };
const struct field_shape contrast_shape = { "contrast", contrast_rows, CONTRAST_COUNT, NO_FACE };
const struct field_shape trend_shape = { "trend", trend_rows, TREND_COUNT, TREND_state };
const struct field_shape change_shape = { "change", change_rows, CHANGE_COUNT, CHANGE_day };
const struct field_shape anomaly_shape = { "anomaly", anomaly_rows, ANOMALY_COUNT, NO_FACE };
const struct field_shape action_shape = { "action", action_rows, ACTION_COUNT, ACTION_text };
const struct field_shape if_fixed_shape = { "if_fixed", if_fixed_rows, IF_FIXED_COUNT, NO_FACE };
