/* store_schema.c - see store_schema.h. A migration that stands in a release is never changed: files made by it are out
 * there. Members of a theme's line that are asked for often are columns that SQLite makes of the JSON, so that the
 * record stays the one source. */
#include "store_schema.h"

static const char first[] =
    "CREATE TABLE run(id TEXT PRIMARY KEY, until TEXT, headline TEXT, number INTEGER UNIQUE NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE theme(run TEXT NOT NULL REFERENCES run(id), n INTEGER NOT NULL, json TEXT NOT NULL,"
    " theme TEXT GENERATED ALWAYS AS (json ->> '$.theme') VIRTUAL,"
    " label TEXT GENERATED ALWAYS AS (json ->> '$.label') VIRTUAL,"
    " contacts INTEGER GENERATED ALWAYS AS (json ->> '$.contacts') VIRTUAL,"
    " share REAL GENERATED ALWAYS AS (json ->> '$.share') VIRTUAL,"
    " PRIMARY KEY(run, n)) WITHOUT ROWID;"
    "CREATE INDEX theme_by_id ON theme(theme, run);";

/* Runs of version 1 are kept: their lines, and no contacts, which it did not have. */
static const char second[] =
    "ALTER TABLE theme RENAME TO theme_1; ALTER TABLE run RENAME TO run_1; DROP INDEX theme_by_id;"

    "CREATE TABLE model(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, parent INTEGER REFERENCES model,"
    " lang TEXT NOT NULL, version TEXT NOT NULL, mentions INTEGER NOT NULL) STRICT;"
    "CREATE TABLE model_file(model INTEGER NOT NULL REFERENCES model ON DELETE CASCADE, name TEXT NOT NULL,"
    " bytes BLOB NOT NULL, UNIQUE(model, name)) STRICT;"
    "CREATE TABLE model_theme(model INTEGER NOT NULL REFERENCES model ON DELETE CASCADE, theme TEXT NOT NULL,"
    " label TEXT NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY(model, theme)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE descent(model INTEGER NOT NULL REFERENCES model ON DELETE CASCADE, theme TEXT,"
    " what TEXT NOT NULL CHECK(what IN ('kept', 'born', 'merged', 'split', 'retired')), former TEXT,"
    " share INTEGER) STRICT;"
    "CREATE INDEX descent_by_model ON descent(model);"

    "CREATE TABLE run(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, night TEXT NOT NULL, until TEXT,"
    " headline TEXT NOT NULL, inputs TEXT NOT NULL, settings TEXT NOT NULL, model INTEGER REFERENCES model,"
    " version TEXT NOT NULL, books TEXT, summary TEXT, contacts INTEGER NOT NULL, mentions INTEGER NOT NULL, footing "
    "INTEGER REFERENCES model) STRICT;"
    "CREATE INDEX run_by_night ON run(night, number);"
    "CREATE TABLE theme(run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, n INTEGER NOT NULL, json TEXT NOT NULL,"
    " issue TEXT GENERATED ALWAYS AS (json ->> '$.issue') VIRTUAL,"
    " theme TEXT GENERATED ALWAYS AS (json ->> '$.theme') VIRTUAL,"
    " tab TEXT GENERATED ALWAYS AS (json ->> '$.table') VIRTUAL,"
    " label TEXT GENERATED ALWAYS AS (json ->> '$.label') VIRTUAL,"
    " contacts INTEGER GENERATED ALWAYS AS (CAST(json ->> '$.contacts' AS INTEGER)) VIRTUAL,"
    " share REAL GENERATED ALWAYS AS (CAST(json ->> '$.share' AS REAL)) VIRTUAL,"
    " PRIMARY KEY(run, n)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX theme_by_issue ON theme(issue, run) WHERE issue IS NOT NULL;"
    "CREATE INDEX theme_by_theme ON theme(theme, run) WHERE theme IS NOT NULL;"
    "CREATE TABLE action(run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, issue TEXT NOT NULL, day TEXT NOT NULL,"
    " text TEXT NOT NULL, verdict TEXT NOT NULL, ratio REAL, ratio_low REAL, ratio_high REAL, expected REAL) STRICT;"
    "CREATE INDEX action_by_run ON action(run);"

    "CREATE TABLE person(number INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE contact(number INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
    " id TEXT NOT NULL, person INTEGER REFERENCES person, time INTEGER, day INTEGER, channel TEXT NOT NULL,"
    " source TEXT NOT NULL, lang TEXT NOT NULL, score REAL, scale TEXT, weight INTEGER NOT NULL,"
    " latest INTEGER NOT NULL, attrs TEXT) STRICT;"
    "CREATE INDEX contact_by_id ON contact(id);"
    "CREATE INDEX contact_by_run ON contact(run);"
    "CREATE INDEX contact_by_person ON contact(person) WHERE person IS NOT NULL;"
    "CREATE TABLE item(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, layer TEXT NOT NULL) STRICT;"
    "INSERT INTO item(number, id, layer) VALUES(0, '', 'all');"
    "CREATE TABLE mention(number INTEGER PRIMARY KEY, contact INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,"
    " n INTEGER NOT NULL, text TEXT NOT NULL, states TEXT NOT NULL, issue INTEGER REFERENCES item,"
    " theme INTEGER REFERENCES item, fit INTEGER NOT NULL) STRICT;"
    "CREATE INDEX mention_by_contact ON mention(contact);"
    "CREATE TABLE contact_item(contact INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,"
    " item INTEGER NOT NULL REFERENCES item, PRIMARY KEY(contact, item)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE day_count(item INTEGER NOT NULL REFERENCES item, day INTEGER NOT NULL, contacts INTEGER NOT NULL,"
    " PRIMARY KEY(item, day)) STRICT, WITHOUT ROWID;"

    "CREATE VIEW mention_said(number, text) AS SELECT m.number,"
    " CASE c.lang WHEN '' THEN 'en' ELSE c.lang END || char(31) || m.text"
    " FROM mention m JOIN contact c ON c.number = m.contact;"
    "CREATE VIRTUAL TABLE mention_words USING fts5(text, content='mention_said', content_rowid='number',"
    " tokenize='gripe', detail=none, columnsize=0);"

    "CREATE TABLE birth(number INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
    " label TEXT NOT NULL, mentions INTEGER NOT NULL) STRICT;"
    "CREATE INDEX birth_by_run ON birth(run);"
    "CREATE TABLE birth_member(mention INTEGER PRIMARY KEY REFERENCES mention ON DELETE CASCADE,"
    " birth INTEGER NOT NULL REFERENCES birth ON DELETE CASCADE) STRICT;"
    "CREATE INDEX birth_member_by_birth ON birth_member(birth);"

    "INSERT INTO run(number, id, night, until, headline, inputs, settings, version, contacts, mentions)"
    " SELECT number, id, coalesce(substr(until, 1, 10), ''), until, coalesce(headline, ''), '', '', '', 0, 0"
    " FROM run_1;"
    "INSERT INTO theme(run, n, json) SELECT r.number, t.n, t.json FROM theme_1 t JOIN run_1 r ON r.id = t.run;"
    "DROP TABLE theme_1; DROP TABLE run_1;";

/* Questions: who was told, the languages that there are, and mentions by their meaning. */
static const char third[] =
    "CREATE TABLE told(person TEXT NOT NULL, about TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY(person, about))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE tongue(lang TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
    "INSERT INTO tongue SELECT DISTINCT lang FROM contact;"
    "CREATE TRIGGER tongue_heard AFTER INSERT ON contact BEGIN INSERT OR IGNORE INTO tongue VALUES(new.lang); END;"
    "CREATE TABLE gist_mean(lang TEXT PRIMARY KEY, mean BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE gist_block(block INTEGER PRIMARY KEY, gists BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER gist_came AFTER INSERT ON mention BEGIN DELETE FROM gist_block WHERE block = new.number / 1024; "
    "END;"
    "CREATE TRIGGER gist_went AFTER DELETE ON mention BEGIN DELETE FROM gist_block WHERE block = old.number / 1024; "
    "END;"
    "CREATE TRIGGER gist_changed AFTER UPDATE OF text ON mention BEGIN"
    " DELETE FROM gist_block WHERE block = new.number / 1024; END;";

const char *const store_migrations[STORE_VERSION] = { first, second, third };
