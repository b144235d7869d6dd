/* contact_ndjson.c - gripe's own record as a source: one contact a line, as gripe-record(5) has it.
 *
 * in: NDJSON with at least "text" and one of gripe's other fields. out: the same contacts; unknown fields stay as they
 * are. A line that is no contact is rejected with its place, and reading goes on. Times in other forms than RFC 3339
 * are brought to it. Memory: one line. */
#include "dates.h"
#include "format.h"
#include "timestamp.h"

static struct str first_line(struct str ahead)
{
	struct str rest, line = str_trim(str_cut(ahead, '\n', &rest));
	while (line.len == 0 && rest.at != NULL) {
		line = str_trim(str_cut(rest, '\n', &rest));
	}
	return line;
}

static bool has(struct str line, const char *key)
{
	return str_find(line, str_from(key), 0) < line.len;
}

/* A whole object on the first line with "id", "text" and "source" or "channel": what gripe writes. With "id" and "text"
 * alone it may be anybody's. */
static int contact_detect(const struct glance *first)
{
	struct str line = first_line(first->ahead);
	bool source, channel;
	if (line.len < 2 || line.at[0] != '{' || line.at[line.len - 1] != '}' || !has(line, "\"id\"") ||
	    !has(line, "\"text\"")) {
		return 0;
	}
	source = has(line, "\"source\"");
	channel = has(line, "\"channel\"");
	if (source && channel) {
		return 97;
	}
	return channel || (source && has(line, "\"attrs\"")) ? 92 : 0;
}

static int contact_parse(struct reading *reading, struct err *err)
{
	struct lines lines;
	struct str line;
	int more, status = 0;
	lines_init(&lines, reading->file);
	while (status == 0 && (more = lines_next(&lines, &line, err)) != 0) {
		struct record record;
		struct err why = ERR_INIT;
		int64_t seconds;
		if (more < 0) {
			status = more;
			break;
		}
		line = str_trim(line);
		if (line.len == 0) {
			continue;
		}
		if (reading->explain != NULL) {
			break;
		}
		if (record_decode_contact(&record, &reading->arena, line, &why) < 0) {
			status =
			    reading_reject(reading, lines.number, why.offset == 0 ? SIZE_MAX : (size_t)why.offset - 1,
			                   why.message, line, err);
			arena_reset(&reading->arena);
			continue;
		}
		if (!timestamp_parse(record.contact.time, &seconds) ||
		    date_believed(reading->words->dates, seconds) != DATE_FOUND) {
			record.contact.time = reading_time(reading, &record.contact, record.contact.time);
		}
		status = reading_emit(reading, &record.contact, err);
	}
	lines_release(&lines);
	return status;
}

const struct format format_contact = {
	.name = "contact",
	.looks_for = "gripe's own NDJSON: one object a line with id, text, source or channel",
	.detect = contact_detect,
	.parse = contact_parse,
};
