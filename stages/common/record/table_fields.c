/* table_fields.c - the rows of table_fields.h as tables. */
#include "table_fields.h"

#include "field_rows.h"

static const struct field issues_rows[] = { TABLE_ISSUES_FIELDS(FIELD_ROW) };
static const struct field trend_rows[] = { TABLE_TREND_FIELDS(FIELD_ROW) };
static const struct field drivers_rows[] = { TABLE_DRIVERS_FIELDS(FIELD_ROW) };
static const struct field segments_rows[] = { TABLE_SEGMENTS_FIELDS(FIELD_ROW) };
static const struct field contacts_rows[] = { TABLE_CONTACTS_FIELDS(FIELD_ROW) };
static const struct field counted_rows[] = { TABLE_COUNTED_FIELDS(FIELD_ROW) };
static const struct field changes_rows[] = { TABLE_CHANGES_FIELDS(FIELD_ROW) };

const struct field_shape table_issues_shape = { "table_issues", issues_rows, TABLE_ISSUES_COUNT, NO_FACE };
const struct field_shape table_trend_shape = { "table_trend", trend_rows, TABLE_TREND_COUNT, NO_FACE };
const struct field_shape table_drivers_shape = { "table_drivers", drivers_rows, TABLE_DRIVERS_COUNT, NO_FACE };
const struct field_shape table_segments_shape = { "table_segments", segments_rows, TABLE_SEGMENTS_COUNT, NO_FACE };
const struct field_shape table_contacts_shape = { "table_contacts", contacts_rows, TABLE_CONTACTS_COUNT, NO_FACE };
const struct field_shape table_counted_shape = { "table_counted", counted_rows, TABLE_COUNTED_COUNT, NO_FACE };
const struct field_shape table_changes_shape = { "table_changes", changes_rows, TABLE_CHANGES_COUNT, NO_FACE };
