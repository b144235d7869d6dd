/* store_ask.c - see store_ask.h. Words go through the index (store_words.h), meaning through the gists (store_gist.h);
 * what either finds is looked up by number and held against the rest of the question. Memory: what is found, texts too.
 */
#include "store_ask.h"

#include <stdlib.h>

#include "array.h"
#include "hash.h"
#include "store_gist.h"
#include "store_sql.h"
#include "store_words.h"

enum { LIKE_MOST = 500 /* mentions by meaning: those behind are alike in little */ };

struct asking {
	struct store *store;
	const struct ask *ask;
	struct found_list *found;
	int64_t item; /* of the theme; -1: any */
};

/* What is looked up of a mention, and what the question wants of it beside its words: ?2 since, ?3 until, ?4 item. */
#define FOUND_COLUMNS "SELECT m.number, c.time, c.id, p.pseudonym, c.channel, m.text, i.id, t.id"
#define FOUND_JOINS                                                                                                    \
	" JOIN contact c ON c.number = m.contact LEFT JOIN person p ON p.number = c.person"                            \
	" LEFT JOIN item i ON i.number = m.issue LEFT JOIN item t ON t.number = m.theme"
#define FOUND_WANTED                                                                                                   \
	" AND c.latest = 1 AND (?2 IS NULL OR c.time >= ?2) AND (?3 IS NULL OR c.time < ?3)"                           \
	" AND (?4 IS NULL OR m.issue = ?4 OR m.theme = ?4)"

static void add(struct asking *asking, sqlite3_stmt *row, double alike)
{
	enum { FIRST = 256 };
	struct found_list *found = asking->found;
	struct arena *arena = &found->arena;
	found->list = array_room(found->list, found->count, &found->cap, sizeof *found->list, FIRST);
	found->list[found->count++] = (struct found){
		.mention = sqlite3_column_int64(row, 0),
		.time = sqlite3_column_type(row, 1) == SQLITE_NULL ? ASK_ALWAYS : sqlite3_column_int64(row, 1),
		.contact = arena_dup(arena, store_text(row, 2)),
		.person = arena_dup(arena, store_text(row, 3)),
		.channel = arena_dup(arena, store_text(row, 4)),
		.text = arena_dup(arena, store_text(row, 5)),
		.issue = arena_dup(arena, store_text(row, 6)),
		.theme = arena_dup(arena, store_text(row, 7)),
		.alike = alike,
	};
}

static void bind_wanted(const struct asking *asking, sqlite3_stmt *statement)
{
	if (asking->ask->since != ASK_ALWAYS) {
		store_bind_whole(statement, 2, asking->ask->since);
	}
	if (asking->ask->until != ASK_ALWAYS) {
		store_bind_whole(statement, 3, asking->ask->until);
	}
	if (asking->item >= 0) {
		store_bind_whole(statement, 4, asking->item);
	}
}

static int add_all(struct asking *asking, sqlite3_stmt *statement, double alike, struct err *err)
{
	int result;
	while ((result = store_step(asking->store, statement, err)) == 1) {
		add(asking, statement, alike);
	}
	return result;
}

/* ---- the theme ---- */

static int theme_find(struct asking *asking, struct err *err)
{
	struct str theme = asking->ask->theme;
	int result;
	asking->item = -1;
	if (theme.len == 0) {
		return 0;
	}
	result = store_number(asking->store, &asking->item, err, "SELECT number FROM item WHERE id = ?1 AND number > 0",
	                      "t", theme);
	if (result == 0) {
		result = store_number(asking->store, &asking->item, err,
		                      "SELECT i.number FROM theme t JOIN item i ON i.id = coalesce(t.issue, t.theme)"
		                      " WHERE t.label = ?1 COLLATE NOCASE ORDER BY t.run DESC, t.n LIMIT 1",
		                      "t", theme);
	}
	if (result != 0) {
		return result < 0 ? result : 0;
	}
	err_set(err, GRIPE_USAGE, "no issue or theme is called \"%.*s\"", (int)(theme.len < 60 ? theme.len : 60),
	        theme.at);
	err_at(err, store_path(asking->store), 0, 0);
	return GRIPE_USAGE;
}

static int by_theme(struct asking *asking, struct err *err)
{
	static const char sql[] =
	    FOUND_COLUMNS " FROM contact_item x JOIN mention m ON m.contact = x.contact" FOUND_JOINS
	                  " WHERE x.item = ?4" FOUND_WANTED;
	sqlite3_stmt *statement;
	int result = store_prepare(asking->store, sql, &statement, err);
	if (result < 0) {
		return result;
	}
	bind_wanted(asking, statement);
	return add_all(asking, statement, ASK_BY_WORDS, err);
}

/* ---- its words ---- */

/* The query of one language, unless another has it already. */
static int query_add(struct buf *query, struct intern *seen, struct str text, struct str lang, struct err *err)
{
	struct buf one;
	size_t known = seen->count;
	int result;
	buf_init(&one, SIZE_MAX);
	result = store_words_query(&one, text, lang, err);
	if (result == 0 && one.len > 0) {
		(void)intern_add(seen, buf_str(&one));
	}
	if (seen->count > known) {
		buf_text(query, query->len > 0 ? " OR (" : "(");
		buf_str_add(query, buf_str(&one));
		buf_byte(query, ')');
	}
	buf_release(&one);
	return result;
}

static int query_make(struct asking *asking, struct buf *query, struct err *err)
{
	sqlite3_stmt *statement;
	struct intern seen;
	int result;
	intern_init(&seen);
	if (asking->ask->lang.len > 0) {
		result = query_add(query, &seen, asking->ask->text, asking->ask->lang, err);
		intern_release(&seen);
		return result;
	}
	result = store_prepare(asking->store, "SELECT lang FROM tongue ORDER BY lang", &statement, err);
	while (result >= 0 && (result = store_step(asking->store, statement, err)) == 1) {
		result = query_add(query, &seen, asking->ask->text, store_text(statement, 0), err);
	}
	intern_release(&seen);
	return result;
}

static int by_words(struct asking *asking, struct err *err)
{
	static const char sql[] = FOUND_COLUMNS " FROM mention_words w JOIN mention m ON m.number = w.rowid" FOUND_JOINS
	                                        " WHERE mention_words MATCH ?1" FOUND_WANTED;
	sqlite3_stmt *statement;
	struct buf query;
	int result;
	buf_init(&query, SIZE_MAX);
	result = query_make(asking, &query, err);
	if (result == 0 && query.len > 0) {
		result = store_prepare(asking->store, sql, &statement, err);
		if (result == 0) {
			store_bind(statement, 1, buf_str(&query));
			bind_wanted(asking, statement);
			result = add_all(asking, statement, ASK_BY_WORDS, err);
		}
	}
	buf_release(&query);
	return result;
}

/* ---- its meaning ---- */

static bool is_found(const struct found_list *found, size_t count, int64_t mention)
{
	for (size_t i = 0; i < count; i++) {
		if (found->list[i].mention == mention) {
			return true;
		}
	}
	return false;
}

static int model_language(struct asking *asking, struct arena *arena, struct str *lang, struct err *err)
{
	sqlite3_stmt *statement;
	int result =
	    store_prepare(asking->store, "SELECT lang FROM model ORDER BY number DESC LIMIT 1", &statement, err);
	*lang = asking->ask->lang;
	if (result < 0 || lang->len > 0) {
		return result;
	}
	result = store_step(asking->store, statement, err);
	if (result == 1) {
		*lang = arena_dup(arena, store_text(statement, 0));
		sqlite3_reset(statement);
	}
	return result < 0 ? result : 0;
}

static int by_meaning(struct asking *asking, struct err *err)
{
	static const char sql[] = FOUND_COLUMNS " FROM mention m" FOUND_JOINS " WHERE m.number = ?1" FOUND_WANTED;
	struct gist_near *near = memory_array(LIKE_MOST, sizeof *near);
	struct gist_asked asked = { .lexicons = asking->ask->lexicons,
		                    .text = asking->ask->like,
		                    .least = asking->ask->least,
		                    .most = LIKE_MOST };
	size_t count = 0, by_words = asking->found->count;
	sqlite3_stmt *statement;
	int result = model_language(asking, &asking->found->arena, &asked.lang, err);
	result = result == 0 ? store_gist_near(asking->store, &asked, near, &count, err) : result;
	for (size_t i = 0; i < count && result == 0; i++) {
		if (is_found(asking->found, by_words, near[i].mention)) {
			continue;
		}
		result = store_prepare(asking->store, sql, &statement, err);
		if (result == 0) {
			store_bind_whole(statement, 1, near[i].mention);
			bind_wanted(asking, statement);
			result = add_all(asking, statement, near[i].alike, err);
		}
	}
	free(near);
	return result;
}

/* ---- the whole ---- */

static int newest_first(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	if (x->time != y->time) {
		return x->time > y->time ? -1 : 1; /* ASK_ALWAYS is the smallest */
	}
	return x->mention < y->mention ? -1 : x->mention > y->mention;
}

int store_ask(struct store *store, const struct ask *ask, struct found_list *found, struct err *err)
{
	struct asking asking = { .store = store, .ask = ask, .found = found };
	bool words = ask->text.len > 0, meaning = ask->like.len > 0;
	int result;
	*found = (struct found_list){ .arena = ARENA_INIT };
	if (!words && !meaning && ask->theme.len == 0) {
		return err_set(err, GRIPE_USAGE, "what is asked? Words, --like TEXT or --theme T");
	}
	result = theme_find(&asking, err);
	if (result == 0 && !words && !meaning) {
		result = by_theme(&asking, err);
	}
	result = result == 0 && words ? by_words(&asking, err) : result;
	result = result == 0 && meaning ? by_meaning(&asking, err) : result;
	if (found->count > 0) {
		qsort(found->list, found->count, sizeof *found->list, newest_first);
	}
	return result;
}

void found_release(struct found_list *found)
{
	free(found->list);
	arena_release(&found->arena);
}
