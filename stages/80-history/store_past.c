/* store_past.c - see store_past.h. The sums by day are read whole; what must not be in them is taken off contact by
 * contact, so that the cost is that of a night, not of the store. Attributes have no sums: they are counted from the
 * contacts of the weeks that anomalies look at. */
#include "store_past.h"

#include "infile.h"
#include "record.h"
#include "store_sql.h"
#include "timestamp.h"

enum {
	PAST_YEARS_DAYS = 740,     /* rank looks back two years at the most */
	ATTR_DAYS = 75,            /* its baseline of eight weeks, and the two weeks that are tested */
	ATTR_VALUES = 40,          /* an attribute of more values is a name, not a segment: rank's own limit */
	ATTR_CONTACTS = 500 * 1000 /* with more within ATTR_DAYS no attribute is counted, and rank compares none */
};

/* The ids of the night, and its newest time. */
static int ids_take(struct store *store, const char *path, int64_t *newest, struct err *err)
{
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	struct arena arena = ARENA_INIT;
	int more = 0, result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while (result == 0 && (more = lines_next(&lines, &line, err)) > 0) {
		struct record record;
		int64_t seconds;
		arena_reset(&arena);
		result = record_decode_contact(&record, &arena, line, err);
		if (result < 0) {
			err_at(err, path, lines.number, 0);
		} else if (timestamp_parse(record.contact.time, &seconds) && seconds > *newest) {
			*newest = seconds;
		}
		result = result < 0 ? result
		                    : store_do(store, err, "INSERT INTO tonight(id) VALUES(?1) ON CONFLICT DO NOTHING",
		                               "t", record.contact.id);
	}
	lines_release(&lines);
	infile_close(file);
	arena_release(&arena);
	return result < 0 ? result : more;
}

/* Fills `away`: latest rows that are no past of this night. */
static int away_fill(struct store *store, struct str night, struct err *err)
{
	static const char *const fills[] = {
		"INSERT INTO away SELECT c.number FROM tonight t JOIN contact c ON c.id = t.id WHERE c.latest = 1"
		" AND ?1 = ?1 ON CONFLICT DO NOTHING",
		"INSERT INTO away SELECT c.number FROM run r JOIN contact c ON c.run = r.number WHERE r.night > ?1"
		" AND ?1 <> '' AND c.latest = 1 ON CONFLICT DO NOTHING",
		"INSERT INTO away SELECT c.number FROM run r JOIN contact c ON c.run = r.number WHERE r.night = ?1"
		" AND ?1 <> '' AND c.latest = 1 AND EXISTS (SELECT 1 FROM contact o JOIN tonight t ON t.id = o.id"
		" WHERE o.run = r.number) ON CONFLICT DO NOTHING",
	};
	int result = 0;
	for (size_t i = 0; i < sizeof fills / sizeof *fills && result == 0; i++) {
		result = store_do(store, err, fills[i], "t", night);
	}
	return result;
}

static void cell(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) { /* what would part cells or lines is a blank, as in no attribute */
		buf_byte(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
	}
}

/* day layer id contacts … : rows of a statement that is bound, as lines. */
static int rows_write(struct store *store, sqlite3_stmt *statement, struct buf *out, struct err *err)
{
	int columns = sqlite3_column_count(statement), more;
	while ((more = store_step(store, statement, err)) == 1) {
		for (int i = 0; i < columns; i++) {
			buf_text(out, i > 0 ? "\t" : "");
			cell(out, store_text(statement, i));
		}
		buf_byte(out, '\n');
	}
	return more;
}

static int days_write(struct store *store, int64_t newest_day, struct buf *out, struct err *err)
{
	static const char select[] =
	    "WITH parts(item, day, n) AS (SELECT item, day, contacts FROM day_count WHERE day > ?1"
	    " UNION ALL SELECT i.item, c.day, -c.weight FROM away a JOIN contact c ON c.number = a.contact"
	    "  JOIN contact_item i ON i.contact = c.number WHERE c.day > ?1"
	    " UNION ALL SELECT 0, c.day, -c.weight FROM away a JOIN contact c ON c.number = a.contact WHERE c.day > ?1)"
	    " SELECT p.day, i.layer, i.id, sum(p.n) AS n FROM parts p JOIN item i ON i.number = p.item"
	    " GROUP BY p.item, p.day HAVING sum(p.n) > 0 ORDER BY p.day, i.layer, i.id";
	sqlite3_stmt *statement;
	int result = store_prepare(store, select, &statement, err);
	if (result == 0) {
		store_bind_whole(statement, 1, newest_day - PAST_YEARS_DAYS);
		result = rows_write(store, statement, out, err);
	}
	return result;
}

static int attrs_write(struct store *store, int64_t newest_day, struct buf *out, struct err *err)
{
	static const char select[] =
	    "WITH near(number, day, weight, attrs) AS (SELECT number, day, weight, attrs FROM contact WHERE latest = 1"
	    "  AND day > ?1 AND attrs NOTNULL AND number NOT IN (SELECT contact FROM away)),"
	    " few(key) AS (SELECT a.key FROM near, json_each(near.attrs) a GROUP BY a.key"
	    "  HAVING count(DISTINCT a.value) <= ?2)"
	    " SELECT near.day, i.layer, i.id, sum(near.weight) AS n, a.key, a.value FROM near,"
	    " json_each(near.attrs) a JOIN contact_item ci ON ci.contact = near.number JOIN item i ON i.number = "
	    "ci.item"
	    " WHERE a.key IN (SELECT key FROM few) GROUP BY near.day, ci.item, a.key, a.value HAVING sum(near.weight) "
	    "> 0"
	    " ORDER BY near.day, i.layer, i.id, a.key, a.value";
	sqlite3_stmt *statement;
	int64_t contacts = 0;
	int result =
	    store_number(store, &contacts, err, "SELECT sum(contacts) FROM day_count WHERE item = 0 AND day > ?1", "i",
	                 newest_day - ATTR_DAYS);
	if (result < 0 || contacts > ATTR_CONTACTS) {
		return result < 0 ? result : 0;
	}
	result = store_prepare(store, select, &statement, err);
	if (result == 0) {
		store_bind_whole(statement, 1, newest_day - ATTR_DAYS);
		store_bind_whole(statement, 2, ATTR_VALUES);
		result = rows_write(store, statement, out, err);
	}
	return result;
}

int store_past(struct store *store, struct past_wanted *wanted, struct buf *out, struct err *err)
{
	enum { DATE = sizeof "2025-03-01" - 1 };
	int64_t newest = INT64_MIN, given;
	struct buf night;
	int result = store_script(store,
	                          "CREATE TEMP TABLE IF NOT EXISTS tonight(id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
	                          "CREATE TEMP TABLE IF NOT EXISTS away(contact INTEGER PRIMARY KEY) STRICT;"
	                          "DELETE FROM tonight; DELETE FROM away; BEGIN",
	                          "no room for temporary tables", err);
	if (result < 0) {
		return result;
	}
	buf_init(&night, SIZE_MAX);
	result = ids_take(store, wanted->contacts, &newest, err);
	if (timestamp_parse(wanted->now, &given)) {
		newest = given;
	}
	if (newest != INT64_MIN) {
		timestamp_format(&night, newest);
	}
	wanted->night = arena_dup(wanted->arena, str_slice(buf_str(&night), 0, night.len < DATE ? night.len : DATE));
	buf_release(&night);
	result = result == 0 ? away_fill(store, wanted->night, err) : result;
	if (result == 0 && newest != INT64_MIN) {
		result = days_write(store, timestamp_day(newest), out, err);
		result = result == 0 ? attrs_write(store, timestamp_day(newest), out, err) : result;
	}
	if (result < 0) {
		struct err later = ERR_INIT;
		int ended = store_script(store, "ROLLBACK", "cannot be read", &later);
		return ended < 0 && result == 0 ? ended : result;
	}
	return store_script(store, "COMMIT", "cannot be read", err);
}
