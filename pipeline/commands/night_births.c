/* night_births.c - see night_births.h. Memory: a vector a mention of the pool. */
#include "night_births.h"

#include <stdlib.h>

#include "array.h"
#include "hash.h"
#include "infile.h"
#include "json_write.h"
#include "outfile.h"
#include "record.h"
#include "store_sql.h"
#include "theme_assign.h"
#include "theme_birth.h"

enum {
	POOL_FIRST = 1024,
	POOL_PART =
	    5 /* the pool is a fifth of the sample at the most: a larger one has most neighbours whatever is new */
};

struct pooled { /* a mention of the last nights */
	struct str contact, lang, text;
	uint64_t key; /* hash of the contact's id */
	uint32_t n;
	bool tonight, told; /* told: of a birth that was reported */
};

struct pool {
	struct arena arena;
	struct pooled *list; /* [count], mentions of a contact beside each other */
	size_t count, cap, most;
};

static void pool_add(struct pool *pool, const struct pooled *mention)
{
	struct pooled *to;
	pool->list = array_room(pool->list, pool->count, &pool->cap, sizeof *pool->list, POOL_FIRST);
	to = &pool->list[pool->count++];
	*to = *mention;
	to->contact = arena_dup(&pool->arena, mention->contact);
	to->lang = arena_dup(&pool->arena, mention->lang);
	to->text = arena_dup(&pool->arena, mention->text);
	to->key = hash64(mention->contact, 0);
}

static int stored_take(struct pool *pool, struct store *store, struct str night, struct err *err)
{
	sqlite3_stmt *rows;
	int more = 0,
	    result =
	        store_prepare(store,
	                      "SELECT c.id, c.lang, m.text, m.n, EXISTS (SELECT 1 FROM birth_member b"
	                      " WHERE b.mention = m.number) FROM contact c JOIN mention m ON m.contact = c.number"
	                      " WHERE c.latest = 1 AND c.run IN (SELECT number FROM run WHERE night IN (SELECT"
	                      " DISTINCT night FROM run WHERE contacts > 0 AND (?1 = '' OR night < ?1)"
	                      " ORDER BY night DESC LIMIT ?2)) ORDER BY (SELECT night FROM run WHERE number = c.run)"
	                      " DESC, c.number, m.n",
	                      &rows, err);
	if (result < 0) {
		return result;
	}
	store_bind(rows, 1, night);
	store_bind_whole(rows, 2, THEME_BIRTH_NIGHTS - 1);
	while (pool->count < pool->most && (more = store_step(store, rows, err)) == 1) {
		struct pooled mention = { .contact = store_text(rows, 0),
			                  .lang = store_text(rows, 1),
			                  .text = store_text(rows, 2),
			                  .n = (uint32_t)sqlite3_column_int64(rows, 3),
			                  .told = sqlite3_column_int(rows, 4) != 0 };
		pool_add(pool, &mention);
	}
	sqlite3_reset(rows);
	return more < 0 ? more : 0;
}

static int tonight_take(struct pool *pool, const char *folder, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct infile *file = NULL;
	struct lines lines;
	struct str line, path = arena_printf(&pool->arena, "%s/mentions.ndjson", folder);
	int more = 0, result = infile_open(&file, path.at, err);
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while (result == 0 && (more = lines_next(&lines, &line, err)) > 0) {
		struct contact contact;
		struct mention mention;
		arena_reset(&arena);
		result = record_decode_mention(&contact, &mention, &arena, line, err);
		if (result < 0) {
			err_at(err, path.at, lines.number, 0);
		} else {
			pool_add(pool, &(struct pooled){ .contact = contact.id,
			                                 .lang = contact.lang,
			                                 .text = mention.text,
			                                 .n = mention.n,
			                                 .tonight = true });
		}
	}
	lines_release(&lines);
	infile_close(file);
	arena_release(&arena);
	return result < 0 ? result : more;
}

static int by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

/* Keeps the contacts with the smallest hashes where there are too many mentions. */
static void pool_bound(struct pool *pool)
{
	uint64_t *keys = memory_array(pool->count + 1, sizeof *keys), most = UINT64_MAX;
	size_t kept = 0;
	for (size_t i = 0; i < pool->count; i++) {
		keys[i] = pool->list[i].key;
	}
	if (pool->count > pool->most) {
		qsort(keys, pool->count, sizeof *keys, by_key);
		most = keys[pool->most];
	}
	for (size_t i = 0; i < pool->count; i++) {
		if (pool->list[i].key < most) {
			pool->list[kept++] = pool->list[i];
		}
	}
	pool->count = kept;
	free(keys);
}

static void vectors_make(const struct pool *pool, struct theme_assigner *assigner, size_t stride, int16_t *vectors)
{
	struct arena arena = ARENA_INIT;
	for (size_t i = 0, end; i < pool->count; i = end) {
		struct str *texts;
		for (end = i + 1; end < pool->count && str_eq(pool->list[end].contact, pool->list[i].contact) &&
		                  pool->list[end].tonight == pool->list[i].tonight;
		     end++) {
		}
		texts = arena_array(&arena, end - i, sizeof *texts);
		for (size_t k = i; k < end; k++) {
			texts[k - i] = pool->list[k].text;
		}
		theme_vectors_contact(assigner, &arena, pool->list[i].lang, texts, end - i, vectors + i * stride);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static void member_put(struct buf *out, const struct pooled *mention)
{
	json_put_comma(out);
	buf_byte(out, '[');
	json_put_item(out, mention->contact);
	buf_printf(out, ",%u]", mention->n);
}

/* Mentions that have joined a birth told before. */
static void grown_write(struct buf *out, const struct pool *pool, const bool *told)
{
	size_t from = out->len;
	bool any = false;
	buf_byte(out, '{');
	json_put_text(out, "label", STR_EMPTY);
	json_put_int(out, "mentions", 0);
	json_put_open(out, "members", '[');
	for (size_t i = 0; i < pool->count; i++) {
		if (told[i] && !pool->list[i].told) {
			member_put(out, &pool->list[i]);
			any = true;
		}
	}
	buf_text(out, "]}\n");
	out->len = any ? out->len : from;
}

static void birth_write(struct buf *out, struct pool *pool, const struct theme_birth *birth)
{
	buf_byte(out, '{');
	json_put_text(out, "label", pool->list[birth->medoid].text);
	json_put_int(out, "mentions", (int64_t)birth->member_count);
	json_put_open(out, "members", '[');
	for (size_t i = 0; i < birth->member_count; i++) {
		struct pooled *mention = &pool->list[birth->members[i]];
		member_put(out, mention);
		mention->told = true;
	}
	buf_text(out, "]}\n");
}

static void births_write(struct pool *pool, const struct theme_model *model, struct theme_assigner *assigner,
                         int threads, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct theme_birth *births;
	size_t stride = model->frame.stride, count;
	int16_t *vectors = memory_array(pool->count * stride, sizeof *vectors);
	bool *told = arena_array(&arena, pool->count, sizeof *told);
	for (size_t i = 0; i < pool->count; i++) {
		told[i] = pool->list[i].told;
	}
	vectors_make(pool, assigner, stride, vectors);
	count = theme_births(model, vectors, pool->count, told, threads, &arena, &births);
	for (size_t b = 0; b < count; b++) {
		birth_write(out, pool, &births[b]);
	}
	grown_write(out, pool, told);
	free(vectors);
	arena_release(&arena);
}

static int births_find(struct pool *pool, struct store *store, const struct births_wanted *wanted, struct buf *out,
                       struct err *err)
{
	struct theme_model *model = NULL;
	struct theme_assigner *assigner = NULL;
	int result = theme_model_open(&model, wanted->model, err);
	result = result == 0 ? theme_assigner_open(&assigner, model, wanted->run->lexicons, err) : result;
	if (result == 0) {
		pool->most = model->n / POOL_PART < BIRTH_POOL ? model->n / POOL_PART : BIRTH_POOL;
		result = tonight_take(pool, wanted->folder, err);
		pool_bound(pool);
	}
	result = result == 0 ? stored_take(pool, store, wanted->night, err) : result;
	if (result == 0 && pool->count > 0) {
		births_write(pool, model, assigner, wanted->run->threads, out);
	}
	theme_assigner_close(assigner);
	theme_model_close(model);
	return result;
}

int night_births(struct store *store, const struct births_wanted *wanted, struct err *err)
{
	struct pool pool = { .arena = ARENA_INIT };
	struct buf out;
	int result;
	buf_init(&out, SIZE_MAX);
	result = births_find(&pool, store, wanted, &out, err);
	result = result == 0 ? outfile_save(arena_printf(&pool.arena, "%s/births.ndjson", wanted->folder).at,
	                                    buf_str(&out), err)
	                     : result;
	buf_release(&out);
	free(pool.list);
	arena_release(&pool.arena);
	return result;
}
