/* field.c - see field.h. Enters: a shape and a value for each of its rows. Leaves: one JSON object, its keys in the
 * order of the rows. */
#include "field.h"

#include "json_write.h"
#include "timestamp.h"

enum { DECIMAL = 10 };

static void put_day(struct buf *out, int64_t day)
{
	int year, month, day_of_month;
	timestamp_civil(day, &year, &month, &day_of_month);
	buf_printf(out, "\"%04d-%02d-%02d\"", year, month, day_of_month);
}

static void put_time(struct buf *out, int64_t seconds)
{
	buf_byte(out, '"');
	timestamp_format(out, seconds);
	buf_byte(out, '"');
}

/* Digit by digit from a whole number: no rounding can come in. */
static void put_exact(struct buf *out, int64_t value, int digits)
{
	uint64_t size = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value, unit = 1;
	for (int i = 0; i < digits; i++) {
		unit *= DECIMAL;
	}
	buf_printf(out, "%s%llu.%0*llu", value < 0 ? "-" : "", (unsigned long long)(size / unit), digits,
	           (unsigned long long)(size % unit));
}

static void put_value(struct buf *out, const struct field *field, const struct field_value *value)
{
	switch (field->type) {
	case FIELD_TEXT: buf_json_string(out, value->text); break;
	case FIELD_TIME: put_time(out, value->whole); break;
	case FIELD_DAY: put_day(out, value->whole); break;
	case FIELD_FLAG: buf_text(out, value->whole != 0 ? "true" : "false"); break;
	case FIELD_COUNT: buf_integer(out, value->whole); break;
	case FIELD_EXACT: put_exact(out, value->whole, field->digits); break;
	case FIELD_FIXED:
	case FIELD_SHARE: buf_fixed(out, value->number, field->digits); break;
	case FIELD_NUMBER: buf_number(out, value->number); break;
	case FIELD_TINY: buf_printf(out, "%.1e", value->number); break;
	default: buf_str_add(out, value->text); break; /* JSON already */
	}
}

void field_plain(struct buf *out, const struct field *field, const struct field_value *value)
{
	size_t start = out->len;
	if (value->state != FIELD_GIVEN) {
		return;
	}
	if (field->type == FIELD_TEXT) {
		buf_str_add(out, value->text);
		return;
	}
	put_value(out, field, value);
	if (field->type == FIELD_TIME || field->type == FIELD_DAY) { /* without the quotes that JSON wants */
		memmove(out->at + start, out->at + start + 1, out->len - start - 2);
		out->len -= 2;
		out->at[out->len] = '\0';
	}
}

void fields_write(struct buf *out, const struct field_shape *shape, const struct field_value *values)
{
	buf_byte(out, '{');
	for (size_t i = 0; i < shape->count; i++) {
		if (values[i].state == FIELD_ABSENT) {
			continue;
		}
		json_put_name(out, shape->fields[i].name);
		if (values[i].state == FIELD_NULL) {
			buf_text(out, "null");
		} else {
			put_value(out, &shape->fields[i], &values[i]);
		}
	}
	buf_byte(out, '}');
}
