/* role_learn.c - see role_learn.h: a desk's staff and a list's experts are known by whom they answer, not by a field.
 *
 * What enters: the contacts of a first pass that name their person. What leaves: rows for role_agents.h.
 * Method: threads are sampled whole: of all contacts, those with the smallest hashes of their thread (a mail's of its
 * subject, which its answers share), so that order and partition of the input do not matter and two samples merge into
 * one. Of the threads in the sample everything is known: who opened one (its first contact in time, unless that says
 * that it answers), who was the first other person to write. A reply whose thread has no beginning (archives without
 * References; other tools' exports) belongs to the newest thread before it that was opened with its subject. A person
 * is an agent who was the first to answer FIRST_LEAST different people, in a good share of the threads he wrote in, and
 * opened few. Different people, not threads: fans answer one brand often. The first to answer: "me too" stands further
 * below. Fewer are enough where one person is the first in half of all answered threads and asked nothing (a small
 * desk), or where his texts begin as macros do. Whom a source calls a customer is none. Chosen against counting
 * messages: busy customers write more of them than agents do. Memory: 2 * most entries of 64 bytes, and the names in
 * them. */
#include "role_learn.h"

#include <inttypes.h>
#include <stdlib.h>

#include "hash.h"
#include "role_thread.h"
#include "timestamp.h"
#include "tsv.h"

enum {
	THREAD_MOST =
	    512, /* contacts of a thread that are looked at, the first in time: who answers first is known by then */
	SAMPLE_MOST = 1024, /* contacts of one sample key: a subject that programs use for thousands of mails */
	PERSON_MOST = 1024, /* bytes of a name; a longer field is none */
	FIRST_LEAST =
	    5, /* people answered first: among 76 desks and 1443 customers of a public set, no customer reached 4 */
	FIRST_SHARE = 3,  /* of the threads an agent wrote in, he was the first in one of so many at least */
	OPENED_SHARE = 2, /* people answered are more than so many times the threads opened */
	DESK_LEAST = 3,   /* people answered first by one who opened nothing, where DESK_SHARE holds */
	DESK_SHARE = 2,   /* he was the first to answer in one of so many of the threads that he answered */
	MACROS_LEAST = 3, /* texts of a person that begin as macros do */
	MACROS_SHARE = 2, /* one of so many of the person's texts does */
	LIMIT_BITS =
	    16, /* of the sample's limit that are told: the whole of it would be a subject's hash, to try guesses on */
	SEED_ID = 21,
	SEED_PERSON = 22
};

enum { ROOT = 1, REPLY = 2, SAID_AGENT = 4, SAID_CUSTOMER = 8, MACRO = 16 };

struct entry {
	uint64_t sample, thread, subject, id, who; /* who: hash of the name as it was read */
	int64_t time;                              /* seconds since 1970; INT64_MIN: not known */
	uint32_t name;                             /* names.names[name] */
	unsigned flags;
};

/* A thread: entries[start, end) of one hash. */
struct group {
	size_t start, end;
	uint32_t opener; /* person */
	bool opened;     /* its beginning is here, so that the opener is known */
	bool by_agent;   /* the source says that an agent opened it */
	size_t into;     /* the group whose opener it goes by: itself, or one with the same subject */
};

struct turn { /* an entry under the group that it goes by */
	size_t group;
	const struct entry *entry;
	uint32_t person;
};

struct pair {
	uint32_t person, opener;
	bool first;
};

struct person {
	uint32_t name; /* any of the names that it goes by */
	bool agent;
	uint32_t contacts, macros, said_customer;
	uint32_t unknown;             /* contacts whose source says nothing */
	uint32_t opened;              /* threads */
	uint32_t answered, people;    /* threads of others, and different openers of them */
	uint32_t first, first_people; /* the same for threads in which this person was the first other to write */
};

struct role_learner {
	struct subject_words words;
	struct word_forms on_behalf; /* " via " */
	struct entry *entries;       /* entries[count], count < 2 * most */
	size_t count, most;
	uint64_t limit; /* samples with a larger hash cannot be in any more */
	int64_t newest;
	struct intern names;
	struct intern nobody; /* what sources write for people they do not name */
	/* once settled: */
	struct intern normals;  /* persons by their normal form */
	uint32_t *person_of;    /* person_of[names.count] */
	struct person *persons; /* persons[normals.count] */
	struct group *groups;   /* groups[group_count] */
	size_t group_count;
};

static int load_nobody(struct role_learner *l, const char *lexicons, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct tsv table;
	int result = tsv_lexicon(&table, &arena, lexicons, "any", "nobody.tsv", 1, err);
	for (size_t i = 0; result >= 0 && i < table.row_count; i++) {
		intern_add(&l->nobody, table.rows[i].cells[0]);
	}
	arena_release(&arena);
	return result;
}

int role_learner_open(struct role_learner **out, const char *lexicons, size_t most, struct err *err)
{
	struct role_learner *l = memory_alloc(sizeof *l);
	int result;
	l->most = most;
	l->limit = UINT64_MAX;
	l->newest = INT64_MIN;
	intern_init(&l->names);
	intern_init(&l->nobody);
	intern_init(&l->normals);
	result = subject_words_open(&l->words, lexicons, err);
	if (result >= 0) {
		l->on_behalf = language_rows_forms(&l->words.mail, "on_behalf", " ", " ", &l->words.arena);
		result = load_nobody(l, lexicons, err);
	}
	if (result < 0) {
		role_learner_close(l);
		return result;
	}
	l->entries = memory_array(most * 2, sizeof *l->entries);
	*out = l;
	return 0;
}

void role_learner_close(struct role_learner *l)
{
	if (l == NULL) {
		return;
	}
	subject_words_close(&l->words);
	intern_release(&l->names);
	intern_release(&l->nobody);
	intern_release(&l->normals);
	free(l->entries);
	free(l->person_of);
	free(l->persons);
	free(l->groups);
	free(l);
}

/* ---- the sample ---- */

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

/* In a thread: by time; what bears the thread's id before what does not; then by what does not depend on the order of
 * reading. */
static int by_place(const struct entry *a, const struct entry *b)
{
	if (a->time != b->time) {
		return a->time < b->time ? -1 : 1;
	}
	if (((a->flags ^ b->flags) & ROOT) != 0) {
		return (a->flags & ROOT) != 0 ? -1 : 1;
	}
	if (((a->flags ^ b->flags) & REPLY) != 0) {
		return (a->flags & REPLY) == 0 ? -1 : 1;
	}
	return a->id != b->id ? compare_numbers(a->id, b->id) : compare_numbers(a->who, b->who);
}

static int by_sample(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = a->sample != b->sample   ? compare_numbers(a->sample, b->sample)
	            : a->thread != b->thread ? compare_numbers(a->thread, b->thread)
	                                     : by_place(a, b);
	return order != 0 ? order : compare_numbers(a->flags, b->flags);
}

/* Names of entries that are gone go too. */
static void renew_names(struct role_learner *l)
{
	struct intern names;
	intern_init(&names);
	for (size_t i = 0; i < l->count; i++) {
		l->entries[i].name = intern_add(&names, l->names.names[l->entries[i].name]);
	}
	intern_release(&l->names);
	l->names = names;
}

/* Each contact once, the first THREAD_MOST of a thread, the first SAMPLE_MOST of a sample key. What is left of a part
 * of the input holds all that is left of the whole. */
static void thin(struct role_learner *l)
{
	size_t kept = 0, key = 0, thread = 0; /* where the entries of the current key and thread begin */
	qsort(l->entries, l->count, sizeof *l->entries, by_sample);
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[i];
		bool new_key = kept == 0 || e->sample != l->entries[kept - 1].sample,
		     new_thread = new_key || e->thread != l->entries[kept - 1].thread;
		key = new_key ? kept : key;
		thread = new_thread ? kept : thread;
		if (new_thread ? kept - key < SAMPLE_MOST
		               : kept - key < SAMPLE_MOST && kept - thread < THREAD_MOST &&
		                     by_sample(&l->entries[kept - 1], e) != 0) {
			l->entries[kept++] = *e;
		}
	}
	l->count = kept;
}

/* Whole keys as long as `most` entries hold them. */
static void compact(struct role_learner *l)
{
	size_t end;
	thin(l);
	if (l->count > l->most) {
		uint64_t first_out = l->entries[l->most].sample;
		for (end = l->most; end > 0 && l->entries[end - 1].sample == first_out; end--) {
		}
		l->count = end;
		l->limit = first_out - (first_out > 0);
	}
	renew_names(l);
}

static bool worth_keeping(const struct contact *contact, const struct place *place)
{
	return contact->person.len > 0 && contact->person.len <= PERSON_MOST &&
	       (contact->thread.len > 0 || place->subject != 0);
}

/* "Ann Lee via users <users@lists.example.org>": lists put their own address in the place of a writer's. */
static bool lends_its_address(const struct role_learner *l, struct str person)
{
	for (size_t i = 0; i < l->on_behalf.count; i++) {
		size_t at = str_find(person, l->on_behalf.at[i], 0);
		if (at < person.len && str_find(person, STR("@"), at) < person.len) {
			return true;
		}
	}
	return false;
}

void role_learn(struct role_learner *l, const struct contact *contact, bool said)
{
	struct place place;
	int64_t time;
	unsigned flags;
	if (str_eq(contact->role, STR("bot")) || contact->person.len == 0) {
		return;
	}
	place = place_of(&l->words, contact);
	if (!timestamp_parse(contact->time, &time)) {
		time = INT64_MIN;
	}
	l->newest = time > l->newest ? time : l->newest;
	if (place.sample > l->limit || !worth_keeping(contact, &place)) {
		return;
	}
	flags = (place.root ? ROOT : 0u) | (place.reply ? REPLY : 0u);
	if (str_eq(contact->role, STR("agent"))) {
		flags |= said ? SAID_AGENT : MACRO;
	} else if (said || lends_its_address(l, contact->person)) {
		flags |= SAID_CUSTOMER;
	}
	l->entries[l->count++] = (struct entry){ place.sample,
		                                 place.thread,
		                                 place.subject,
		                                 hash64(contact->id, SEED_ID),
		                                 hash64(contact->person, SEED_PERSON),
		                                 time,
		                                 intern_add(&l->names, contact->person),
		                                 flags };
	if (l->count == l->most * 2) {
		compact(l);
	}
}

/* ---- who wrote, and in whose thread ---- */

/* One person may be written in several ways. */
static void settle_persons(struct role_learner *l)
{
	struct buf normal;
	buf_init(&normal, SIZE_MAX);
	l->person_of = memory_array(l->names.count + 1, sizeof *l->person_of);
	for (size_t i = 0; i < l->names.count; i++) {
		buf_clear(&normal);
		person_normalise(&normal, l->names.names[i], &l->words.mail);
		l->person_of[i] = intern_add(&l->normals, buf_str(&normal));
	}
	buf_release(&normal);
	l->persons = memory_array(l->normals.count + 1, sizeof *l->persons);
	memset(l->persons, 0, (l->normals.count + 1) * sizeof *l->persons);
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[i];
		struct person *person = &l->persons[l->person_of[e->name]];
		person->name = e->name;
		person->contacts++;
		person->macros += (e->flags & MACRO) != 0;
		person->said_customer += (e->flags & SAID_CUSTOMER) != 0;
		person->unknown += (e->flags & (SAID_AGENT | SAID_CUSTOMER)) == 0;
	}
}

static void settle_groups(struct role_learner *l)
{
	l->groups = memory_array(l->count + 1, sizeof *l->groups);
	for (size_t start = 0, end; start < l->count; start = end) {
		const struct entry *first = &l->entries[start];
		struct group *group = &l->groups[l->group_count];
		for (end = start; end < l->count && l->entries[end].sample == first->sample &&
		                  l->entries[end].thread == first->thread;
		     end++) {
		}
		*group = (struct group){ .start = start,
			                 .end = end,
			                 .opener = l->person_of[first->name],
			                 .by_agent = (first->flags & SAID_AGENT) != 0,
			                 .into = l->group_count };
		/* who wrote first is not known where times are missing, but of a thread that is named after its first
		 * contact */
		group->opened = (first->flags & ROOT) != 0 ||
		                ((first->flags & REPLY) == 0 && (first->time != INT64_MIN || end - start == 1));
		l->group_count++;
	}
}

/* Groups of one subject stand together (they have one sample key): a reply without a beginning goes to the newest that
 * was opened before it. */
static void join_by_subject(struct role_learner *l)
{
	for (size_t i = 0; i < l->group_count; i++) {
		const struct entry *reply = &l->entries[l->groups[i].start], *best = NULL;
		size_t from = i, to = i + 1;
		if (l->groups[i].opened || reply->subject == 0) {
			continue;
		}
		while (from > 0 && l->entries[l->groups[from - 1].start].sample == reply->sample) {
			from--;
		}
		while (to < l->group_count && l->entries[l->groups[to].start].sample == reply->sample) {
			to++;
		}
		for (size_t k = from; k < to; k++) {
			const struct entry *opening = &l->entries[l->groups[k].start];
			if (l->groups[k].opened && opening->subject == reply->subject && opening->time <= reply->time &&
			    (best == NULL || by_place(best, opening) < 0)) {
				best = opening;
				l->groups[i].into = k;
			}
		}
	}
}

static int by_turn(const void *left, const void *right)
{
	const struct turn *a = left, *b = right;
	return a->group != b->group ? (a->group < b->group ? -1 : 1) : by_place(a->entry, b->entry);
}

static struct turn *settle_turns(const struct role_learner *l)
{
	struct turn *turns = memory_array(l->count + 1, sizeof *turns);
	for (size_t g = 0; g < l->group_count; g++) {
		for (size_t i = l->groups[g].start; i < l->groups[g].end; i++) {
			turns[i] = (struct turn){ l->groups[g].into, &l->entries[i], l->person_of[l->entries[i].name] };
		}
	}
	qsort(turns, l->count, sizeof *turns, by_turn);
	return turns;
}

/* ---- counting ---- */

struct pairs {
	struct pair *at;
	size_t count;
};

static int by_pair(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;
	if (a->person != b->person) {
		return a->person < b->person ? -1 : 1;
	}
	return a->opener != b->opener ? (a->opener < b->opener ? -1 : 1) : (int)b->first - (int)a->first;
}

/* The turns of one group: who answered its opener. Appends pairs; true when anybody did. */
static bool count_group(struct role_learner *l, const struct turn *turns, size_t count, size_t *last_group,
                        struct pairs *pairs)
{
	const struct group *group = &l->groups[turns[0].group];
	bool first = true;
	if (!group->opened) {
		return false;
	}
	l->persons[group->opener].opened++;
	for (size_t i = 0; i < count && !group->by_agent; i++) {
		struct person *person = &l->persons[turns[i].person];
		if (turns[i].person == group->opener || last_group[turns[i].person] == turns[0].group) {
			continue;
		}
		last_group[turns[i].person] = turns[0].group;
		person->answered++;
		person->first += first;
		pairs->at[pairs->count++] = (struct pair){ turns[i].person, group->opener, first };
		first = false;
	}
	return !first;
}

static size_t count_turns(struct role_learner *l, const struct turn *turns)
{
	size_t *last_group = memory_array(l->normals.count + 1, sizeof *last_group), answered = 0;
	struct pairs pairs = { memory_array(l->count + 1, sizeof *pairs.at), 0 };
	for (size_t i = 0; i < l->normals.count; i++) {
		last_group[i] = SIZE_MAX;
	}
	for (size_t start = 0, end; start < l->count; start = end) {
		for (end = start; end < l->count && turns[end].group == turns[start].group; end++) {
		}
		answered += count_group(l, turns + start, end - start, last_group, &pairs);
	}
	qsort(pairs.at, pairs.count, sizeof *pairs.at, by_pair);
	for (size_t i = 0; i < pairs.count; i++) {
		if (i == 0 || pairs.at[i].person != pairs.at[i - 1].person ||
		    pairs.at[i].opener != pairs.at[i - 1].opener) {
			l->persons[pairs.at[i].person].people++;
			l->persons[pairs.at[i].person].first_people += pairs.at[i].first;
		}
	}
	free(pairs.at);
	free(last_group);
	return answered;
}

static bool writes_macros(const struct person *person)
{
	return person->macros >= MACROS_LEAST && (size_t)person->macros * MACROS_SHARE >= person->contacts;
}

static bool is_agent(const struct person *person, size_t answered_threads)
{
	bool answers = (size_t)person->people > (size_t)person->opened * OPENED_SHARE &&
	               (size_t)person->first * FIRST_SHARE >= person->answered;
	if (person->said_customer > 0 || person->unknown == 0) {
		return false;
	}
	if (answers && person->first_people >= FIRST_LEAST) {
		return true;
	}
	if (person->opened == 0 && person->first_people >= DESK_LEAST &&
	    (size_t)person->first * DESK_SHARE >= answered_threads) {
		return true;
	}
	return writes_macros(person) && person->people > person->opened;
}

size_t role_learner_found(struct role_learner *l)
{
	struct turn *turns;
	size_t found = 0, answered;
	compact(l);
	settle_persons(l);
	settle_groups(l);
	join_by_subject(l);
	turns = settle_turns(l);
	answered = count_turns(l, turns);
	free(turns);
	for (size_t i = 0; i < l->normals.count; i++) {
		bool nobody =
		    l->normals.names[i].len == 0 || intern_find(&l->nobody, l->normals.names[i]) != INTERN_NONE;
		l->persons[i].agent = !nobody && is_agent(&l->persons[i], answered);
		found += l->persons[i].agent;
	}
	return found;
}

/* ---- the rows ---- */

static int by_text(const void *left, const void *right)
{
	const struct str *a = left, *b = right;
	return str_cmp(*a, *b);
}

/* Rounded down, so that what the list claims to know of threads stays true. */
static uint64_t told_limit(uint64_t limit)
{
	return limit == UINT64_MAX ? limit : limit >> (64 - LIMIT_BITS) << (64 - LIMIT_BITS);
}

void role_learned(struct role_learner *l, struct pseudonym *pseudonyms, struct buf *rows)
{
	struct arena arena = ARENA_INIT;
	struct str *lines = memory_array(l->normals.count + l->group_count + 1, sizeof *lines);
	size_t count = 0;
	for (size_t i = 0; i < l->normals.count; i++) {
		const struct person *p = &l->persons[i];
		if (p->agent) {
			struct str who = pseudonym(pseudonyms, &arena, l->names.names[p->name]);
			lines[count++] = arena_printf(&arena,
			                              "agent\t%.*s\tanswered %u people in %u threads, %u people first; "
			                              "opened %u; macros %u of %u",
			                              STR_ARGS(who), p->people, p->answered, p->first_people, p->opened,
			                              p->macros, p->contacts);
		}
	}
	for (size_t g = 0; g < l->group_count;
	     g++) { /* a reply that goes by another group's opener may be the opener's own */
		const struct group *group = &l->groups[l->groups[g].into];
		if (group->opened && l->persons[group->opener].agent) {
			struct str who = pseudonym(pseudonyms, &arena, l->names.names[l->persons[group->opener].name]);
			struct str thread =
			    role_thread_keyed(pseudonyms, &arena, l->entries[l->groups[g].start].thread);
			lines[count++] = arena_printf(&arena, "opened\t%.*s\t%.*s", STR_ARGS(who), STR_ARGS(thread));
		}
	}
	qsort(lines, count, sizeof *lines, by_text);
	for (size_t i = 0; i < count; i++) {
		buf_str_add(rows, lines[i]);
		buf_byte(rows, '\n');
	}
	buf_printf(rows, "seen\t%016" PRIx64 "\t", told_limit(l->limit));
	if (l->newest == INT64_MIN) {
		buf_byte(rows, '-');
	} else {
		timestamp_format(rows, l->newest);
	}
	buf_byte(rows, '\n');
	arena_release(&arena);
	free(lines);
}
