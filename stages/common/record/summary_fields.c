/* summary_fields.c - the rows of summary_fields.h as tables. */
#include "summary_fields.h"

#include "field_rows.h"

static const struct field summary_rows[] = { SUMMARY_FIELDS(FIELD_ROW) };
static const struct field family_rows[] = { FAMILY_FIELDS(FIELD_ROW) };
static const struct field grains_rows[] = { GRAINS_FIELDS(FIELD_ROW) };
static const struct field grain_rows[] = { GRAIN_FIELDS(FIELD_ROW) };
static const struct field curve_rows[] = { CURVE_FIELDS(FIELD_ROW) };
static const struct field top_rows[] = { TOP_FIELDS(FIELD_ROW) };
static const struct field score_rows[] = { SCORE_FIELDS(FIELD_ROW) };
static const struct field score_part_rows[] = { SCORE_PART_FIELDS(FIELD_ROW) };
static const struct field period_change_rows[] = { PERIOD_CHANGE_FIELDS(FIELD_ROW) };
static const struct field segment_rows[] = { SEGMENT_FIELDS(FIELD_ROW) };
static const struct field journey_rows[] = { JOURNEY_FIELDS(FIELD_ROW) };

const struct field_shape summary_shape = { "summary", summary_rows, SUMMARY_COUNT, NO_FACE };
const struct field_shape family_shape = { "family", family_rows, FAMILY_COUNT, NO_FACE };
const struct field_shape grains_shape = { "grains", grains_rows, GRAINS_COUNT, NO_FACE };
const struct field_shape grain_shape = { "grain", grain_rows, GRAIN_COUNT, NO_FACE };
const struct field_shape curve_shape = { "curve", curve_rows, CURVE_COUNT, NO_FACE };
const struct field_shape top_shape = { "top", top_rows, TOP_COUNT, NO_FACE };
const struct field_shape score_shape = { "score", score_rows, SCORE_COUNT, NO_FACE };
const struct field_shape score_part_shape = { "score_part", score_part_rows, SCORE_PART_COUNT, NO_FACE };
const struct field_shape period_change_shape = { "period_change", period_change_rows, PERIOD_CHANGE_COUNT, NO_FACE };
const struct field_shape segment_shape = { "segment", segment_rows, SEGMENT_COUNT, NO_FACE };
const struct field_shape journey_shape = { "journey", journey_rows, JOURNEY_COUNT, NO_FACE };
