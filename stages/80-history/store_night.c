/* store_night.c - see store_night.h. Counts by day are kept as sums: what becomes the latest row of its id is added,
 * what ceases to be is taken off, so that a night costs what a night holds, whatever the store holds. */
#include "store_night.h"

#include "buf.h"
#include "json_write.h"
#include "store_sql.h"
#include "timestamp.h"

/* ---- rows ---- */

int store_night_add(struct store *store, const struct store_night *night, int64_t *number, struct err *err)
{
	int64_t model = 0;
	int result = store_number(store, number, err, "SELECT number FROM run WHERE id = ?1", "t", night->id);
	if (result != 0) {
		return result;
	}
	result = store_number(store, &model, err, "SELECT number FROM model WHERE id = ?1", "t", night->model);
	if (result < 0) {
		return result;
	}
	result = store_do(store, err,
	                  "INSERT INTO run(id, night, until, headline, inputs, settings, version, books, summary,"
	                  " model, footing, contacts, mentions, number) VALUES(?1, ?2, nullif(?3, ''), ?4, ?5, ?6, ?7,"
	                  " nullif(?8, ''), nullif(?9, ''), nullif(?10, 0), nullif(?10, 0), 0, 0,"
	                  " (SELECT coalesce(max(number), 0) + 1 FROM run))",
	                  "ttttttttti", night->id, night->night, night->until, night->headline, night->inputs,
	                  night->settings, night->version, night->books, night->summary, model);
	*number = store_last(store);
	return result;
}

int store_theme(struct store *store, int64_t run, int64_t n, struct str json, struct err *err)
{
	int result = store_do(store, err, "INSERT INTO theme(run, n, json) VALUES(?1, ?2, ?3)", "iit", run, n, json);
	return result < 0 ? result
	                  : store_do(store, err,
	                             "INSERT INTO action(run, issue, day, text, verdict, ratio, ratio_low, ratio_high,"
	                             " expected) SELECT t.run, coalesce(t.issue, t.theme), a.value ->> '$.day',"
	                             " a.value ->> '$.text', a.value ->> '$.verdict', a.value ->> '$.ratio',"
	                             " a.value ->> '$.ratio_low', a.value ->> '$.ratio_high',"
	                             " a.value ->> '$.expected'"
	                             " FROM theme t, json_each(t.json, '$.actions') a WHERE t.run = ?1 AND t.n = ?2",
	                             "ii", run, n);
}

static int person_number(struct store *store, struct str pseudonym, int64_t *number, struct err *err)
{
	int result;
	*number = 0;
	if (pseudonym.len == 0) {
		return 0;
	}
	result = store_number(store, number, err, "SELECT number FROM person WHERE pseudonym = ?1", "t", pseudonym);
	if (result == 0) {
		result = store_do(store, err, "INSERT INTO person(pseudonym) VALUES(?1)", "t", pseudonym);
		*number = store_last(store);
	}
	return result < 0 ? result : 0;
}

static void attrs_json(struct buf *out, const struct contact *contact)
{
	for (size_t i = 0; i < contact->attr_count; i++) {
		buf_byte(out, i > 0 ? ',' : '{');
		buf_json_string(out, contact->attrs[i].key);
		buf_byte(out, ':');
		buf_json_string(out, contact->attrs[i].value);
	}
	buf_text(out, contact->attr_count > 0 ? "}" : "");
}

int store_contact(struct store *store, int64_t run, const struct contact *contact, int64_t *number, struct err *err)
{
	static const char insert[] = "INSERT INTO contact(run, id, person, time, channel, source, lang, score, scale,"
	                             " weight, latest, attrs) VALUES(?1, ?2, nullif(?3, 0), ?4, ?5, ?6, ?7, ?8,"
	                             " nullif(?9, ''), 0, 1, nullif(?10, ''))";
	sqlite3_stmt *statement;
	struct buf attrs;
	int64_t person, seconds;
	int result = person_number(store, contact->person, &person, err);
	result = result < 0 ? result : store_prepare(store, insert, &statement, err);
	if (result < 0) {
		return result;
	}
	buf_init(&attrs, SIZE_MAX);
	attrs_json(&attrs, contact);
	store_bind_whole(statement, 1, run);
	store_bind(statement, 2, contact->id);
	store_bind_whole(statement, 3, person);
	if (contact->time.len > 0 && timestamp_parse(contact->time, &seconds)) {
		store_bind_whole(statement, 4, seconds);
	}
	store_bind(statement, 5, contact->channel);
	store_bind(statement, 6, contact->source);
	store_bind(statement, 7, contact->lang);
	if (contact->has_score) {
		store_bind_real(statement, 8, contact->score);
		store_bind(statement, 9, contact->scale);
	}
	store_bind(statement, 10, buf_str(&attrs));
	result = store_step(store, statement, err);
	buf_release(&attrs);
	*number = store_last(store);
	return result;
}

static int item_number(struct store *store, struct str id, const char *layer, int64_t *number, struct err *err)
{
	int result;
	*number = 0;
	if (id.len == 0) {
		return 0;
	}
	result = store_number(store, number, err, "SELECT number FROM item WHERE id = ?1", "t", id);
	if (result == 0) {
		result = store_do(store, err, "INSERT INTO item(id, layer) VALUES(?1, ?2)", "tt", id, str_from(layer));
		*number = store_last(store);
	}
	return result < 0 ? result : 0;
}

int store_mention(struct store *store, int64_t contact, const struct mention *mention, struct err *err)
{
	enum { THOUSAND = 1000 };
	int64_t issue, theme = 0;
	int result = item_number(store, mention->issue, "issue", &issue, err);
	if (result == 0) {
		result = item_number(store, mention->theme, "theme", &theme, err);
	}
	return result < 0 ? result
	                  : store_do(store, err,
	                             "INSERT INTO mention(contact, n, text, states, issue, theme, fit)"
	                             " VALUES(?1, ?2, ?3, ?4, nullif(?5, 0), nullif(?6, 0), ?7)",
	                             "iittiii", contact, (int64_t)mention->n, mention->text, mention->states, issue,
	                             theme, (int64_t)(mention->fit * THOUSAND));
}

int store_counted(struct store *store, int64_t contact, int64_t day, int64_t weight, struct err *err)
{
	if (day == INT64_MIN) {
		return store_do(store, err, "UPDATE contact SET weight = ?2 WHERE number = ?1", "ii", contact, weight);
	}
	return store_do(store, err, "UPDATE contact SET weight = ?2, day = ?3 WHERE number = ?1", "iii", contact,
	                weight, day);
}

int store_counts_for(struct store *store, int64_t contact, struct str item, const char *layer, struct err *err)
{
	int64_t number;
	int result = item_number(store, item, layer, &number, err);
	return result < 0 ? result
	                  : store_do(store, err,
	                             "INSERT INTO contact_item(contact, item) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
	                             "ii", contact, number);
}

/* ---- counts by day ---- */

/* The contacts of `pending`, which a statement before has filled, are added to the counts (sign 1) or taken off (-1).
 */
static int count_pending(struct store *store, int64_t sign, struct err *err)
{
	int result =
	    store_do(store, err,
	             "INSERT INTO day_count(item, day, contacts)"
	             " SELECT i.item, c.day, ?1 * sum(c.weight) FROM pending p JOIN contact c ON c.number = p.contact"
	             " JOIN contact_item i ON i.contact = c.number WHERE c.day IS NOT NULL AND c.weight > 0"
	             " GROUP BY i.item, c.day"
	             " ON CONFLICT(item, day) DO UPDATE SET contacts = contacts + excluded.contacts",
	             "i", sign);
	if (result == 0) {
		result = store_do(
		    store, err,
		    "INSERT INTO day_count(item, day, contacts)"
		    " SELECT 0, c.day, ?1 * sum(c.weight) FROM pending p JOIN contact c ON c.number = p.contact"
		    " WHERE c.day IS NOT NULL AND c.weight > 0 GROUP BY c.day"
		    " ON CONFLICT(item, day) DO UPDATE SET contacts = contacts + excluded.contacts",
		    "i", sign);
	}
	return result;
}

/* The same, and they are (sign 1) or are not (-1) the latest rows of their ids from now on. */
static int latest_pending(struct store *store, int64_t sign, struct err *err)
{
	int result = count_pending(store, sign, err);
	return result < 0
	           ? result
	           : store_do(store, err,
	                      "UPDATE contact SET latest = (?1 = 1) WHERE number IN (SELECT contact FROM pending)", "i",
	                      sign);
}

static int pending_fill(struct store *store, const char *select, int64_t run, struct err *err)
{
	int result = store_script(store,
	                          "CREATE TEMP TABLE IF NOT EXISTS pending(contact INTEGER PRIMARY KEY) STRICT;"
	                          "DELETE FROM pending",
	                          "no room for temporary tables", err);
	return result < 0 ? result : store_do(store, err, select, "i", run);
}

/* Rows of other nights that are superseded by this run's, then this run's rows that a later night supersedes. The later
 * night wins, and of one night the later run. */
static int supersede(struct store *store, int64_t run, struct err *err)
{
	int result = pending_fill(store,
	                          "INSERT INTO pending SELECT o.number FROM contact c JOIN run r ON r.number = c.run"
	                          " JOIN contact o ON o.id = c.id AND o.run <> c.run JOIN run q ON q.number = o.run"
	                          " WHERE c.run = ?1 AND o.latest = 1 AND (q.night, q.number) < (r.night, r.number)"
	                          " ON CONFLICT DO NOTHING",
	                          run, err);
	result = result < 0 ? result : latest_pending(store, -1, err);
	if (result == 0) {
		result = store_do(store, err,
		                  "UPDATE contact SET latest = 0 WHERE run = ?1 AND EXISTS (SELECT 1 FROM contact o"
		                  " JOIN run q ON q.number = o.run JOIN run r ON r.number = ?1 WHERE o.id = contact.id"
		                  " AND o.run <> ?1 AND (q.night, q.number) > (r.night, r.number))",
		                  "i", run);
	}
	if (result == 0) {
		result = pending_fill(
		    store, "INSERT INTO pending SELECT number FROM contact WHERE run = ?1 AND latest = 1", run, err);
	}
	return result < 0 ? result : latest_pending(store, 1, err);
}

/* ---- a run that goes ---- */

/* Of each id whose latest row goes with the run, the row of the newest night left. */
static const char next_latest[] =
    "INSERT INTO pending SELECT number FROM (SELECT o.number, row_number() OVER (PARTITION BY o.id"
    " ORDER BY q.night DESC, q.number DESC) AS place FROM contact c JOIN contact o ON o.id = c.id AND o.run <> c.run"
    " JOIN run q ON q.number = o.run WHERE c.run = ?1 AND c.latest = 1) WHERE place = 1";

int store_night_remove(struct store *store, int64_t run, struct err *err)
{
	static const char *const last[] = {
		"INSERT INTO mention_words(mention_words, rowid, text) SELECT 'delete', s.number, s.text FROM "
		"mention_said s"
		" JOIN mention m ON m.number = s.number JOIN contact c ON c.number = m.contact WHERE c.run = ?1",
		"CREATE TEMP TABLE IF NOT EXISTS leaving(person INTEGER PRIMARY KEY) STRICT",
		"DELETE FROM leaving",
		"INSERT INTO leaving SELECT DISTINCT person FROM contact WHERE run = ?1 AND person IS NOT NULL",
		"DELETE FROM run WHERE number = ?1",
		"DELETE FROM person WHERE number IN (SELECT person FROM leaving)"
		" AND NOT EXISTS (SELECT 1 FROM contact WHERE contact.person = person.number)",
		"DELETE FROM day_count WHERE contacts = 0",
	};
	int result = pending_fill(store, "INSERT INTO pending SELECT number FROM contact WHERE run = ?1 AND latest = 1",
	                          run, err);
	result = result < 0 ? result : count_pending(store, -1, err);
	result = result < 0 ? result : pending_fill(store, next_latest, run, err);
	result = result < 0 ? result : latest_pending(store, 1, err);
	for (size_t i = 0; i < sizeof last / sizeof *last && result == 0; i++) {
		result = store_do(store, err, last[i], "i", run);
	}
	return result;
}

/* ---- settling ---- */

/* Runs of the same night that go: they share a contact with this one, or one of the two has none. */
static int next_replaced(struct store *store, int64_t run, int64_t *earlier, struct err *err)
{
	return store_number(store, earlier, err,
	                    "SELECT o.number FROM run r JOIN run o ON o.night = r.night AND o.number < r.number"
	                    " WHERE r.number = ?1 AND r.night <> '' AND (r.contacts = 0 OR o.contacts = 0 OR EXISTS"
	                    " (SELECT 1 FROM contact c JOIN contact d ON d.id = c.id AND d.run = o.number"
	                    " WHERE c.run = r.number)) ORDER BY o.number LIMIT 1",
	                    "i", run);
}

static int replace(struct store *store, int64_t run, struct store_settled *settled, struct err *err)
{
	int64_t earlier = 0, contacts = 0;
	int result;
	while ((result = next_replaced(store, run, &earlier, err)) == 1) {
		result =
		    store_number(store, &contacts, err, "SELECT contacts FROM run WHERE number = ?1", "i", earlier);
		result = result < 0 ? result : store_night_remove(store, earlier, err);
		if (result < 0) {
			return result;
		}
		settled->replaced++;
		settled->replaced_contacts += contacts;
	}
	result =
	    result < 0
	        ? result
	        : store_number(store, &settled->beside, err,
	                       "SELECT count(*) FROM run r JOIN run o ON o.night = r.night AND o.number <> r.number"
	                       " WHERE r.number = ?1 AND r.night <> ''",
	                       "i", run);
	return result < 0 ? result : 0;
}

int store_night_settle(struct store *store, int64_t run, struct store_settled *settled, struct err *err)
{
	int result;
	*settled = (struct store_settled){ 0 };
	result = store_do(store, err,
	                  "UPDATE run SET contacts = (SELECT count(*) FROM contact WHERE run = ?1), mentions ="
	                  " (SELECT count(*) FROM mention m JOIN contact c ON c.number = m.contact WHERE c.run = ?1)"
	                  " WHERE number = ?1",
	                  "i", run);
	if (result == 0) {
		result = store_number(store, &settled->contacts, err, "SELECT contacts FROM run WHERE number = ?1", "i",
		                      run);
	}
	result = result < 0 ? result : supersede(store, run, err);
	result = result < 0 ? result : replace(store, run, settled, err);
	if (result == 0) {
		result = store_number(store, &settled->again, err,
		                      "SELECT count(*) FROM contact c WHERE c.run = ?1 AND EXISTS"
		                      " (SELECT 1 FROM contact o WHERE o.id = c.id AND o.run <> c.run)",
		                      "i", run);
	}
	return result < 0
	           ? result
	           : store_do(store, err,
	                      "INSERT INTO mention_words(rowid, text) SELECT s.number, s.text FROM mention_said s"
	                      " JOIN mention m ON m.number = s.number JOIN contact c ON c.number = m.contact"
	                      " WHERE c.run = ?1",
	                      "i", run);
}

/* ---- the same night by another model ---- */

int store_mention_again(struct store *store, int64_t number, const struct mention *mention, struct err *err)
{
	enum { THOUSAND = 1000 };
	int64_t issue, theme = 0;
	int result = item_number(store, mention->issue, "issue", &issue, err);
	if (result == 0) {
		result = item_number(store, mention->theme, "theme", &theme, err);
	}
	return result < 0 ? result
	                  : store_do(store, err,
	                             "UPDATE mention SET issue = nullif(?2, 0), theme = nullif(?3, 0), fit = ?4"
	                             " WHERE number = ?1",
	                             "iiii", number, issue, theme, (int64_t)(mention->fit * THOUSAND));
}

int store_night_uncount(struct store *store, int64_t run, struct err *err)
{
	int result = pending_fill(store, "INSERT INTO pending SELECT number FROM contact WHERE run = ?1 AND latest = 1",
	                          run, err);
	result = result < 0 ? result : count_pending(store, -1, err);
	return result < 0
	           ? result
	           : store_do(store, err,
	                      "DELETE FROM contact_item WHERE contact IN (SELECT number FROM contact WHERE run = ?1)",
	                      "i", run);
}

int store_night_recount(struct store *store, int64_t run, int64_t model, struct err *err)
{
	int result = pending_fill(store, "INSERT INTO pending SELECT number FROM contact WHERE run = ?1 AND latest = 1",
	                          run, err);
	result = result < 0 ? result : count_pending(store, 1, err);
	result = result < 0 ? result : store_do(store, err, "DELETE FROM day_count WHERE contacts = 0", "");
	return result < 0 ? result
	                  : store_do(store, err, "UPDATE run SET footing = ?2 WHERE number = ?1", "ii", run, model);
}
