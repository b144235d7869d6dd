/* name_learn.c - see name_learn.h.
 *
 * A word is a name of the run when somebody's field, greeting or signature has it and nothing speaks against it.
 * Against it speak: the lists (an ordinary word that is a name as well, a title, a company's word, the value of a field
 * that says "customer" or "guest"); that people write it small (more than one time in five); that a field of companies
 * has it more often than one of persons; that more than one contact in ten says it, which is a product or a firm; and,
 * where greetings alone have it, that more than one in fifty does. Handles (letters with digits, "_" or ".") are
 * nobody's words and need no more than a field. Two words that are no names alone ("Mark Rose") are one together.
 *
 * Memory: the words of persons' fields, and 16 MB in which all words are counted: a count-min sketch (Cormode &
 * Muthukrishnan 2005), whose sums do not depend on the order of the records. It counts too much at times, never too
 * little, so that a name may stay readable by it with the chance that a frequent word falls on both its places, one in
 * a hundred thousand. */
#include "name_learn.h"

#include <stdlib.h>

#include "array.h"
#include "hash.h"
#include "tsv.h"
#include "utf8.h"

enum {
	SKETCH_ROWS = 2,
	SKETCH_SLOTS = 1 << 20,
	WORDS_FIRST = 256,
	SMALL_LEAST = 3,   /* times written small, at least, before that speaks against a name */
	SMALL_SHARE = 5,   /* of its uses: more than one in so many */
	COMMON_LEAST = 20, /* times said, before being said often speaks against it */
	COMMON_SHARE = 10, /* of the contacts */
	GREETED_LEAST = 4, /* the same for names of greetings alone */
	GREETED_SHARE = 50,
	VALUE_MOST = 96, /* bytes of a field that holds a name */
	VALUE_WORDS = 4
};

struct tally {                                /* of a word */
	uint32_t persons, companies, greeted; /* records whose fields, and texts whose greeting or signature, have it */
	bool handle, pair;
};

struct name_learner {
	struct personal *personal;
	struct personal_fields *fields;
	struct arena arena;
	struct intern no_person; /* words that no person's name has: "customer", "guest" */
	struct intern companies; /* names of fields that hold a firm */
	struct intern words;     /* folded */
	struct tally *tallies;   /* [words.count] */
	size_t cap;
	struct sketch {
		uint32_t small, capital;
	} *sketch; /* [SKETCH_ROWS][SKETCH_SLOTS] */
	uint64_t contacts;
	struct buf folded;
};

int name_learner_open(struct name_learner **out, const char *lexicons, struct personal *personal,
                      struct personal_fields *fields, struct err *err)
{
	struct name_learner *l = memory_alloc(sizeof *l);
	struct tsv table;
	int result;
	*out = l;
	l->personal = personal;
	l->fields = fields;
	intern_init(&l->no_person);
	intern_init(&l->companies);
	intern_init(&l->words);
	buf_init(&l->folded, SIZE_MAX);
	l->sketch = memory_array((size_t)SKETCH_ROWS * SKETCH_SLOTS, sizeof *l->sketch);
	result = tsv_lexicon(&table, &l->arena, lexicons, "any", "no_person.tsv", 2, err);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		bool field = str_eq(table.rows[i].cells[0], STR("company"));
		intern_add(field ? &l->companies : &l->no_person, table.rows[i].cells[1]);
	}
	return result < 0 ? result : 0;
}

void name_learner_close(struct name_learner *l)
{
	if (l != NULL) {
		intern_release(&l->no_person);
		intern_release(&l->companies);
		intern_release(&l->words);
		buf_release(&l->folded);
		arena_release(&l->arena);
		free(l->tallies);
		free(l->sketch);
		free(l);
	}
}

static struct str folded(struct name_learner *l, struct str word)
{
	buf_clear(&l->folded);
	name_fold(&l->folded, word);
	return buf_str(&l->folded);
}

static struct tally *tally_of(struct name_learner *l, struct str fold)
{
	size_t before = l->words.count, number = intern_add(&l->words, fold);
	l->tallies = array_room(l->tallies, number, &l->cap, sizeof *l->tallies, WORDS_FIRST);
	if (l->words.count > before) {
		l->tallies[number] = (struct tally){ 0 };
	}
	return &l->tallies[number];
}

/* ---- whom the records name ---- */

struct value { /* of a field, while its words are gone through */
	struct name_learner *learner;
	struct str words[VALUE_WORDS];
	size_t count, handles;
	struct str handle;
	bool nobody, too_long;
};

static void take_run(void *to, struct str run, bool handle)
{
	struct value *v = to;
	if (handle) {
		v->handle = run;
		v->handles++;
		return;
	}
	v->nobody = v->nobody || intern_find(&v->learner->no_person, folded(v->learner, run)) != INTERN_NONE;
	v->too_long = v->too_long || v->count == VALUE_WORDS;
	if (v->count < VALUE_WORDS) {
		v->words[v->count++] = run;
	}
}

/* A capital, or a script that has none. */
static bool is_written_big(struct str word)
{
	return !(word.at[0] >= 'a' && word.at[0] <= 'z');
}

/* "Ann Lee <ann@example.org>", "ann at example.org (Ann Lee)": what stands beside the address. */
static struct str without_address(struct str value)
{
	size_t open = str_find(value, STR("<"), 0), round = str_find(value, STR("("), 0);
	if (open < value.len && open > 0) {
		return str_slice(value, 0, open);
	}
	if (round < value.len && memchr(value.at, '@', round) != NULL) {
		return str_slice(value, round + 1, value.len);
	}
	return value;
}

enum source { FROM_PERSON, FROM_COMPANY, FROM_TEXT };

static void count_tally(struct tally *tally, enum source source)
{
	tally->persons += source == FROM_PERSON;
	tally->companies += source == FROM_COMPANY;
	tally->greeted += source == FROM_TEXT;
}

/* The part of an address before its sign, where it is written as a handle: "ann.lee7". */
static struct str local_part(struct str value)
{
	size_t sign = str_find(value, STR("@"), 0), start = sign == value.len ? 0 : sign;
	while (start > 0 && (ascii_is_alnum(value.at[start - 1]) || strchr("._-", value.at[start - 1]) != NULL)) {
		start--;
	}
	return sign == value.len ? STR_EMPTY : str_slice(value, start, sign);
}

static void take_handle(struct name_learner *l, struct str value, enum source source)
{
	struct value v = { .learner = l };
	name_runs(value, take_run, &v);
	if (v.handles == 1 && !v.nobody && source == FROM_PERSON) {
		struct tally *tally = tally_of(l, folded(l, v.handle));
		count_tally(tally, source);
		tally->handle = true;
	}
}

static void take_pair(struct name_learner *l, struct str first, struct str second, enum source source)
{
	struct tally *tally;
	buf_clear(&l->folded);
	name_fold(&l->folded, first);
	buf_byte(&l->folded, ' ');
	name_fold(&l->folded, second);
	tally = tally_of(l, buf_str(&l->folded));
	count_tally(tally, source);
	tally->pair = true;
}

static void take_value(struct name_learner *l, struct str whole, enum source source)
{
	struct value v = { .learner = l };
	struct str local = local_part(whole), value = str_trim(without_address(whole));
	if (whole.len == 0 || whole.len > VALUE_MOST) {
		return;
	}
	if (local.len > 0) {
		take_handle(l, local, source);
	}
	if (local.len > 0 && memchr(value.at, '@', value.len) != NULL) {
		return; /* the address alone: its words are not a name's for sure */
	}
	name_runs(value, take_run, &v);
	if (v.nobody || v.too_long) {
		return;
	}
	if (v.handles > 0) {
		take_handle(l, value, source);
		return;
	}
	for (size_t i = 0; i < v.count; i++) {
		if (is_written_big(v.words[i])) {
			count_tally(tally_of(l, folded(l, v.words[i])), source);
		}
	}
	if (v.count == 2 && is_written_big(v.words[0]) && is_written_big(v.words[1])) {
		take_pair(l, v.words[0], v.words[1], source);
	}
}

static void take_said(void *to, struct str name)
{
	take_value(to, name, FROM_TEXT);
}

void name_learn(struct name_learner *l, const struct contact *contact)
{
	l->contacts++;
	take_value(l, contact->person, FROM_PERSON);
	for (size_t i = 0; i < contact->attr_count; i++) {
		const struct attr *attr = &contact->attrs[i];
		if (personal_field_is(l->fields, attr->key)) {
			take_value(l, attr->value, FROM_PERSON);
		} else if (intern_find(&l->companies, folded(l, attr->key)) != INTERN_NONE) {
			take_value(l, attr->value, FROM_COMPANY);
		}
	}
	personal_names(l->personal, contact->text, take_said, l);
}

/* ---- what the texts say ---- */

static struct sketch *slot_of(const struct name_learner *l, uint64_t hash, size_t row)
{
	return &l->sketch[row * SKETCH_SLOTS + (row == 0 ? hash : hash >> 32) % SKETCH_SLOTS];
}

static void count_word(void *to, struct str word, bool handle)
{
	struct name_learner *l = to;
	uint64_t hash;
	if (handle) {
		return;
	}
	hash = hash64(folded(l, word), 0);
	for (size_t row = 0; row < SKETCH_ROWS; row++) {
		struct sketch *slot = slot_of(l, hash, row);
		slot->small += slot->small < UINT32_MAX && !is_written_big(word);
		slot->capital += slot->capital < UINT32_MAX && is_written_big(word);
	}
}

void name_learn_words(struct name_learner *l, struct str text)
{
	name_runs(text, count_word, l);
}

static struct sketch said_times(const struct name_learner *l, struct str fold)
{
	uint64_t hash = hash64(fold, 0);
	struct sketch least = *slot_of(l, hash, 0);
	for (size_t row = 1; row < SKETCH_ROWS; row++) {
		const struct sketch *slot = slot_of(l, hash, row);
		least.small = slot->small < least.small ? slot->small : least.small;
		least.capital = slot->capital < least.capital ? slot->capital : least.capital;
	}
	return least;
}

/* ---- the verdict ---- */

static bool is_name(const struct name_learner *l, struct str fold, const struct tally *tally)
{
	struct sketch said;
	uint64_t all;
	if (tally->companies > tally->persons) {
		return false;
	}
	if (tally->handle || tally->pair) {
		return tally->persons > 0;
	}
	said = said_times(l, fold);
	all = (uint64_t)said.small + said.capital;
	if (!personal_may_name(l->personal, fold) ||
	    (said.small >= SMALL_LEAST && (uint64_t)said.small * SMALL_SHARE > all)) {
		return false;
	}
	if (all >= COMMON_LEAST && all * COMMON_SHARE > l->contacts) {
		return false;
	}
	return tally->persons > 0 || all <= GREETED_LEAST || all * GREETED_SHARE <= l->contacts;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

size_t name_learned(struct name_learner *l, struct run_names *names, struct buf *rows)
{
	struct str *secrets = memory_array(l->words.count + 1, sizeof *secrets);
	size_t count = 0;
	for (size_t i = 0; i < l->words.count; i++) {
		if (is_name(l, l->words.names[i], &l->tallies[i])) {
			secrets[count++] = run_names_secret(names, &l->arena, l->words.names[i]);
		}
	}
	qsort(secrets, count, sizeof *secrets, by_text);
	for (size_t i = 0; i < count; i++) {
		buf_printf(rows, "name\t%.*s\t-\n", STR_ARGS(secrets[i]));
		if (!run_names_add(names, secrets[i])) {
			continue; /* it was made with that shape just now */
		}
	}
	free(secrets);
	return count;
}
