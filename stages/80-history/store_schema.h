/* store_schema.h - the tables of the store, and how an older file becomes a newer one.
 *
 * The schema's version is SQLite's user_version; a migration a version, applied in one transaction. All tables are
 * STRICT. Times are seconds since 1970 (UTC), days are days since 1970-01-01, shares and fits thousandths where they
 * are integers. Texts are masked, persons and ids pseudonyms, as the cleaning stage left them. What each table holds:
 *
 * run          a kept run. number: order of keeping; id: a hash of all that it says; night: the date it is of,
 *              "2025-03-01" (--now, else the newest contact's); until: time of the newest contact, or NULL; headline;
 *              inputs, settings: digests (what was read; plan, word lists, ledger), "" when not known; model: the
 *              model it was assigned by, NULL when none was given; version: gripe's; books: JSON list of the stages'
 *              books; summary: JSON of rank; contacts, mentions: how many it brought; footing: the model that its
 * contacts are assigned by now (that of the run, until a later one has assigned them again). theme        a line of its
 * issues.ndjson or themes.ndjson as it was written (json), and columns that SQLite makes of it: issue, theme (NULL
 * where it is the other), tab ("pain", "request", …), label, contacts, share. action       what the ledger says was
 * done about an issue, and its verdict as of that run (ratio of rates after over before, with its 95 % interval; NULL:
 * nothing to compare). person       who wrote: number and pseudonym. Goes with the person's last contact. contact one
 * contact of one run: id (keyed), person (NULL: not known), time and day (NULL: no date; day is what trends count by),
 * channel, source, lang, score, scale, weight (contacts that it counts for), attrs (JSON object, NULL: none). The same
 * id may come on several nights: latest is 1 on the row of the newest night alone, and that row alone is counted and
 * answers questions. mention      a sentence or clause of a contact: n (place in it, from 0), text, states (problem,
 * request, question, praise, vent, churn or ""), issue and theme (numbers of item, NULL: none), fit (to the theme,
 *              thousandths, -1000 to 1000).
 * item         what is counted: issues ("late.delivery", layer "issue") and themes ("t1a2b3c4d", layer "theme");
 *              number 0 with an empty id is all contacts.
 * contact_item which items a contact counts for.
 * day_count    contacts (by weight, of rows that are latest) of an item on a day.
 * mention_said the view that the index of words reads: number of a mention, and its text with its language before it.
 * mention_words FTS5 over it: stems, no places in the text (detail=none: MATCH takes words with AND, OR, NOT, and no
 *              phrases; who wants a phrase looks at the text of what was found). store_words_query makes the query.
 * model        a model that runs were assigned by: id ("m" and a hash of its files), parent (the one it was learnt
 *              from, or NULL), lang, version, mentions (of its sample). model_file: the files of its folder; those of
 *              models no longer needed are let go, their rows in model, model_theme and descent stay.
 * model_theme  a model's themes: id, label, mentions of the sample.
 * descent      what became of the themes of the parent: theme (of this model; NULL: retired), what (kept, born, merged,
 *              split, retired), former (theme of the parent; NULL: born), share (thousandths of the former's mentions
 *              in the new sample that are here now).
 * told         that a person (pseudonym) was written to about a thing, and on which day (store_told.h).
 * tongue       the languages that contacts came in ("": not known).
 * gist_block   what 1,024 mentions mean, in bits, by number / 1024; gist_mean: the mean that these are about, a
 * language (store_gist.h; empty: the language has none). Made from the mentions: a block that is not there is made
 *              again, and triggers drop those whose mentions change.
 * birth        a topic that arose between two learnings, found in the nights after: label (its middle mention's text),
 *              mentions, the run that reported it. birth_member: its mentions. */
#ifndef GRIPE_STORE_SCHEMA_H
#define GRIPE_STORE_SCHEMA_H

#include <sqlite3.h>

enum { STORE_VERSION = 3 };
/* store_migrations - [v]: from version v to v + 1, several statements. */
extern const char *const store_migrations[STORE_VERSION];

#endif
