/* history_care.c - gripe history check, export and prune. */
#include "history_command.h"
#include "json_write.h"
#include "store_night.h"
#include "store_sql.h"

/* ---- check ---- */

/* Each asks for what must not be: rows are told, none is good. */
static const struct {
	const char *what, *select;
} checks[] = {
	{ "SQLite's integrity", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'" },
	{ "references between tables",
	  "SELECT printf('table %s, row %d', \"table\", rowid) FROM pragma_foreign_key_check" },
	{ "counts by day that are too small",
	  "SELECT printf('item %d, day %d: %d of %d', n.item, n.day, coalesce(d.contacts, 0), n.contacts) FROM"
	  " (SELECT i.item, c.day, sum(c.weight) AS contacts FROM contact c JOIN contact_item i ON i.contact = c.number"
	  " WHERE c.latest = 1 AND c.day NOTNULL GROUP BY 1, 2) n LEFT JOIN day_count d ON d.item = n.item AND d.day = "
	  "n.day"
	  " WHERE coalesce(d.contacts, 0) < n.contacts" },
	{ "contacts that count twice, or not at all",
	  "SELECT printf('%s: %d', id, sum(latest)) FROM contact GROUP BY id HAVING sum(latest) <> 1" },
	{ "live themes of one label", "SELECT printf('%s: %d themes', label, count(*)) FROM model_theme WHERE model = "
	                              "(SELECT max(number) FROM model"
	                              " WHERE mentions > 0) AND label <> '' GROUP BY label HAVING count(*) > 1" },
};

static int check_one(struct store_call *call, size_t i, bool *sound, struct err *err)
{
	enum { TOLD = 5 };
	sqlite3_stmt *statement;
	size_t rows = 0;
	int more, result = store_prepare(call->store, checks[i].select, &statement, err);
	if (result < 0) {
		return result;
	}
	while ((more = store_step(call->store, statement, err)) == 1) {
		if (rows++ < TOLD) {
			buf_printf(&call->out, "%s: %.*s\n", checks[i].what, STR_ARGS(store_text(statement, 0)));
		}
	}
	if (rows == 0 && more == 0) {
		buf_printf(&call->out, "%s: ok\n", checks[i].what);
	}
	*sound = *sound && rows == 0;
	return more;
}

int history_check(struct store_call *call, struct err *err)
{
	bool sound = true;
	struct err index = ERR_INIT;
	int result = 0;
	for (size_t i = 0; i < sizeof checks / sizeof *checks && result == 0; i++) {
		result = check_one(call, i, &sound, err);
	}
	if (result == 0 &&
	    store_script(call->store, "INSERT INTO mention_words(mention_words) VALUES('integrity-check')",
	                 "index of words", &index) < 0) {
		sound = false;
		buf_printf(&call->out, "index of words: %s\n", index.message);
	} else if (result == 0) {
		buf_text(&call->out, "index of words: ok\n");
	}
	return result < 0 ? result : sound ? 0 : GRIPE_FOUND;
}

/* ---- export ---- */

int history_export(struct store_call *call, struct err *err)
{
	static const char select[] =
	    "SELECT c.id, c.source, c.channel, strftime('%Y-%m-%dT%H:%M:%SZ', c.time, 'unixepoch'), p.pseudonym, "
	    "c.score,"
	    " c.scale, c.lang, (SELECT group_concat(text, ' ') FROM (SELECT text FROM mention WHERE contact = c.number"
	    " ORDER BY n)), c.attrs, (SELECT json_group_array(i.id) FROM contact_item ci JOIN item i ON i.number = "
	    "ci.item"
	    " WHERE ci.contact = c.number), r.night FROM contact c JOIN run r ON r.number = c.run"
	    " LEFT JOIN person p ON p.number = c.person WHERE c.latest = 1 AND r.night >= ?1 ORDER BY r.night, "
	    "c.number";
	static const char *const texts[] = { "id", "source", "channel", "time", "person" };
	enum { SCORE = 5, SCALE, LANG, TEXT, ATTRS, ITEMS, NIGHT };
	sqlite3_stmt *statement;
	int more, result = store_prepare(call->store, select, &statement, err);
	if (result < 0) {
		return result;
	}
	store_bind(statement, 1, str_from(call->asked.since));
	while ((more = store_step(call->store, statement, err)) == 1) {
		buf_byte(&call->out, '{');
		for (int i = 0; i < SCORE; i++) {
			json_put_filled(&call->out, texts[i], store_text(statement, i));
		}
		if (sqlite3_column_type(statement, SCORE) != SQLITE_NULL) {
			json_put_number(&call->out, "score", sqlite3_column_double(statement, SCORE));
		}
		json_put_filled(&call->out, "scale", store_text(statement, SCALE));
		json_put_filled(&call->out, "lang", store_text(statement, LANG));
		json_put_text(&call->out, "text", store_text(statement, TEXT));
		if (sqlite3_column_type(statement, ATTRS) != SQLITE_NULL) {
			json_put_name(&call->out, "attrs");
			buf_str_add(&call->out, store_text(statement, ATTRS));
		}
		json_put_name(&call->out, "items");
		buf_str_add(&call->out, store_text(statement, ITEMS));
		json_put_filled(&call->out, "night", store_text(statement, NIGHT));
		buf_text(&call->out, "}\n");
	}
	return more;
}

/* ---- prune ---- */

/* Contacts of old nights go, with mentions, words and people that have no other; what was counted, and the lines of
 * issues and themes, stay. */
static int prune_contacts(struct store_call *call, struct err *err)
{
	static const char *const steps[] = {
		"INSERT INTO mention_words(mention_words, rowid, text) SELECT 'delete', s.number, s.text FROM "
		"mention_said s"
		" JOIN mention m ON m.number = s.number JOIN contact c ON c.number = m.contact JOIN run r ON r.number "
		"= c.run"
		" WHERE r.night < ?1 AND r.night <> ''",
		"DELETE FROM contact WHERE run IN (SELECT number FROM run WHERE night < ?1 AND night <> '')",
		"DELETE FROM person WHERE NOT EXISTS (SELECT 1 FROM contact WHERE contact.person = person.number)",
	};
	int64_t before = 0, day, contacts = 0;
	int result = store_day(call->asked.before, &day, err);
	result = result < 0
	             ? result
	             : store_number(call->store, &before, err,
	                            "SELECT count(*) FROM contact c JOIN run r ON r.number = c.run WHERE r.night < ?1"
	                            " AND r.night <> ''",
	                            "t", str_from(call->asked.before));
	for (size_t i = 0; i < sizeof steps / sizeof *steps && result >= 0; i++) {
		result = store_do(call->store, err, steps[i], "t", str_from(call->asked.before));
		contacts = i == 1 ? before : contacts;
	}
	if (result >= 0) {
		buf_printf(&call->out, "%lld contacts are gone; their counts and the lines of issues stay\n",
		           (long long)contacts);
	}
	return result < 0 ? result : 0;
}

int history_prune(struct store_call *call, struct err *err)
{
	int64_t there = 0;
	int result;
	if ((call->asked.before == NULL) == (call->asked.run == 0)) {
		return err_set(err, GRIPE_USAGE, "what is to go? --before DATE or --run N");
	}
	result = store_begin(call->store, err);
	if (result == 0 && call->asked.run != 0) {
		result =
		    store_number(call->store, &there, err, "SELECT 1 FROM run WHERE number = ?1", "i", call->asked.run);
		result = result < 0 ? result
		         : there == 0
		             ? err_set(err, GRIPE_USAGE, "the store has no run %lld", (long long)call->asked.run)
		             : store_night_remove(call->store, call->asked.run, err);
	} else if (result == 0) {
		result = prune_contacts(call, err);
	}
	if (result < 0) {
		store_roll_back(call->store);
		return result;
	}
	return store_commit(call->store, err);
}
