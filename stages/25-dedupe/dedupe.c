/* dedupe.c - exact and near duplicates collapse into one contact with `copies`.
 *
 * In: contacts in any order. Out: one contact for each group of the same or nearly the same text, in canonical order
 * (time, id, content), so the same contacts give the same bytes whatever their order. The earliest of a group
 * represents it; `copies` are summed, and `senders` says how many people they are of (who is not known counts by id).
 * Same: equal sets of word shingles (case, punctuation and white space aside), of one role; nearly the same: sets that
 * resemble by --near (near.h). --near 1: equal bytes only. Contacts without text are duplicates of nothing but their
 * own second delivery (same id, same fields). Method: contacts go through an external sort (sorter.h). A first reading
 * in order notes key, shingles and facts of each in temporary files; groups are then made from ranks alone; a second
 * reading emits the representatives. Memory: 20 bytes a contact at most - key and rank 12, where its shingles
 * stand 2.5, representative 4; later next of its group 4, time 4, copies 4, person 4, representative 4 - and a fixed 40
 * MB, so that ten million contacts take less than 240 MB. */
#include <stdlib.h>

#include "array.h"
#include "contact_pack.h"
#include "hash.h"
#include "near.h"
#include "outfile.h"
#include "pairs.h"
#include "shingle.h"
#include "sorter.h"
#include "stage.h"

enum {
	BURST_COPIES = 10,     /* so many copies within BURST_SECONDS are a burst */
	BURST_SECONDS = 86400, /* a day: a campaign, a script or a syndicated post comes within one */
	FACTS_AT_ONCE = 2048,  /* facts read from their file at once */
	GROUP_FIRST = 64,
	CONTACTS_MOST = 1 << 30 /* ranks have 31 bits */
};
#define CONTACT_BYTES_MOST ((size_t)1 << 30)
#define RENAMED EXACT_COPY /* in reps, once groups are made: another contact before has the same id */

struct fact { /* of one contact, in the temporary file of facts */
	int64_t seconds;
	uint64_t id;
	uint32_t person; /* hash of the person; of the id, without PERSON_KNOWN, where that is not known */
	uint32_t copies, senders;
};

struct dedupe_asked { /* options */
	double near;
	const char *groups, *folder; /* folder: of temporary files */
};

struct dedupe {
	struct stage_run *run;
	struct dedupe_asked asked;
	uint32_t near;
	struct sorter *sorter;
	struct buf packed;
	struct set_store sets;
	struct spill facts;
	struct arena arena;
	size_t count;
	uint32_t *rep; /* rep[count] */
	struct pair *pairs;
	/* once groups are made: */
	uint32_t *next;  /* the next of the same group, 0 at its end (rank 0 is first of its group) */
	uint32_t *clock; /* seconds that passed, gaps longer than BURST_SECONDS shortened; later the flags of a
	                    representative */
	uint32_t *copies, *person; /* person: later the senders of a representative */
	uint32_t *group;           /* group[group_cap]: the people of one group */
	size_t group_cap;
};

#define CLOCK_NONE UINT32_MAX
#define PERSON_KNOWN ((uint32_t)1 << 31)
enum { FLAG_BURST = 1, FLAG_SAME_PERSON = 2, FLAG_OTHER_PERSON = 4 };

static const struct option_spec options[] = {
	{ "near", 0, "SHARE",
	  "texts whose word shingles resemble by SHARE or more are duplicates; 1: only equal texts (default 0.9)",
	  OPTION_NUMBER(struct dedupe_asked, near, 0.5, 1, 0.9) },
	{ "groups", 0, "FILE",
	  "write which contacts were collapsed: number of the group, id; the first of a group represents it",
	  OPTION_TEXT(struct dedupe_asked, groups, NULL) },
	{ "tmp", 0, "DIR", "folder for temporary files (default: $TMPDIR, or /tmp)",
	  OPTION_TEXT(struct dedupe_asked, folder, NULL) },
	{ 0 },
};

static int dedupe_open(struct stage_run *run, void **state, struct err *err)
{
	struct dedupe_asked asked;
	int code = options_fill(run->options, options, &asked, err);
	struct dedupe *d;
	if (code < 0) {
		return code;
	}
	if (asked.folder == NULL) {
		asked.folder = run->temporary;
	}
	d = memory_alloc(sizeof *d);
	*d = (struct dedupe){
		.run = run, .asked = asked, .near = (uint32_t)(asked.near * NEAR_ONE + 0.5), .arena = ARENA_INIT
	};
	sorter_open(&d->sorter, asked.folder);
	buf_init(&d->packed, CONTACT_BYTES_MOST);
	d->sets.sets.fd = -1;
	spill_init(&d->facts, asked.folder, SPILL_MEMORY);
	*state = d;
	return 0;
}

static void dedupe_close(void *state)
{
	struct dedupe *d = state;
	if (d == NULL) {
		return;
	}
	sorter_close(d->sorter);
	buf_release(&d->packed);
	set_store_release(&d->sets);
	spill_release(&d->facts);
	arena_release(&d->arena);
	free(d->rep);
	free(d->pairs);
	free(d->next);
	free(d->clock);
	free(d->copies);
	free(d->person);
	free(d->group);
	free(d);
}

static int dedupe_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct dedupe *d = state;
	int code;
	(void)emit;
	if (sorter_count(d->sorter) >= CONTACTS_MOST) {
		return err_set(err, GRIPE_DATA, "more than %d contacts in one run: split it by time", CONTACTS_MOST);
	}
	buf_clear(&d->packed);
	code = contact_pack(&d->packed, &record->contact, err);
	return code < 0 ? code : sorter_add(d->sorter, (const unsigned char *)d->packed.at, err);
}

/* ---- first reading: what is compared, and the facts ---- */

static uint64_t role_seed(const struct contact *contact)
{
	return contact->role.len == 0 || str_eq(contact->role, STR("customer")) ? 0 : hash64(contact->role, 1);
}

/* The key that equal texts share. Those without words are compared by their bytes, those without text by all they have.
 */
static uint64_t content_key(const struct dedupe *d, const struct contact *contact, const unsigned char *packed,
                            const struct shingles *set)
{
	uint64_t seed = role_seed(contact);
	if (str_trim(contact->text).len == 0 && str_trim(contact->title).len == 0) {
		return hash_mix(hash_mix(packed_hash(packed), hash64(contact->id, 2)), 2);
	}
	if (d->near == NEAR_ONE || set->count == 0) {
		return hash_mix(hash64(contact->title, seed + 3), hash64(contact->text, seed + 3));
	}
	return hash_mix(shingles_hash(set), seed + 4);
}

static GRIPE_MUST_USE int note_contact(struct dedupe *d, size_t rank, const unsigned char *packed, struct shingles *set,
                                       struct err *err)
{
	struct contact contact;
	struct fact fact;
	int code;
	arena_reset(&d->arena);
	contact_unpack(&contact, &d->arena, packed);
	set->count = 0;
	if (d->near < NEAR_ONE) {
		shingles_of(set, contact.title, contact.text, role_seed(&contact));
	}
	d->pairs[rank] = pair_of(content_key(d, &contact, packed, set), (uint32_t)rank);
	code = set_store_add(&d->sets, set, err);
	fact = (struct fact){ packed_seconds(packed), hash64(contact.id, 5), 0, contact.copies, contact.senders };
	fact.person = contact.person.len > 0 ? (uint32_t)(hash64(contact.person, 6) >> 33) | PERSON_KNOWN
	                                     : (uint32_t)(fact.id >> 33);
	return code < 0 ? code : spill_add(&d->facts, &fact, sizeof fact, err);
}

static GRIPE_MUST_USE int read_contacts(struct dedupe *d, struct err *err)
{
	struct shingles set = { NULL, 0, 0 };
	const unsigned char *packed;
	size_t rank = 0;
	int code = sorter_rewind(d->sorter, err);
	while (code == 0 && (code = sorter_next(d->sorter, &packed, err)) == 1) {
		code = note_contact(d, rank++, packed, &set, err);
	}
	shingles_release(&set);
	return code;
}

/* ---- groups ---- */

static void group_equal(struct dedupe *d)
{
	pairs_sort(d->pairs, d->count);
	for (size_t start = 0, end; start < d->count; start = end) {
		uint32_t first = d->pairs[start].rank;
		d->rep[first] = first;
		for (end = start + 1; end < d->count && pair_key(&d->pairs[end]) == pair_key(&d->pairs[start]); end++) {
			d->rep[d->pairs[end].rank] = EXACT_COPY | first;
		}
	}
}

/* Copies of one that is itself a copy go to its representative; the book gets how many were equal and how many nearly.
 */
static void settle_groups(struct dedupe *d)
{
	uint64_t equal = 0, nearly = 0;
	for (size_t i = 0; i < d->count; i++) {
		if ((d->rep[i] & EXACT_COPY) != 0) {
			uint32_t first = d->rep[i] & ~EXACT_COPY;
			d->rep[i] = d->rep[first];
			if (d->rep[i] == first) {
				equal++;
			} else {
				nearly++;
			}
		} else if (d->rep[i] != i) {
			nearly++;
		}
	}
	book_drop(d->run->book, "duplicate", equal + nearly);
	book_note(d->run->book, "duplicate_equal", equal);
	book_note(d->run->book, "duplicate_near", nearly);
}

static GRIPE_MUST_USE int load_facts(struct dedupe *d, size_t first, struct fact *facts, struct err *err)
{
	size_t count = d->count - first < FACTS_AT_ONCE ? d->count - first : FACTS_AT_ONCE;
	return spill_read(&d->facts, first * sizeof *facts, facts, count * sizeof *facts, err);
}

static GRIPE_MUST_USE int load_facts_at(struct dedupe *d, size_t rank, struct fact *fact, struct err *err)
{
	return spill_read(&d->facts, rank * sizeof *fact, fact, sizeof *fact, err);
}

/* Representatives that have the id of an earlier one: told apart, so that ids are unique from here on. */
static GRIPE_MUST_USE int find_same_ids(struct dedupe *d, struct err *err)
{
	struct fact facts[FACTS_AT_ONCE];
	size_t held = 0;
	uint64_t renamed = 0;
	for (size_t i = 0; i < d->count; i++) {
		if (i % FACTS_AT_ONCE == 0) {
			int code = load_facts(d, i, facts, err);
			if (code < 0) {
				return code;
			}
		}
		if (d->rep[i] == i) {
			d->pairs[held++] = pair_of(facts[i % FACTS_AT_ONCE].id, (uint32_t)i);
		}
	}
	pairs_sort(d->pairs, held);
	for (size_t i = 1; i < held; i++) {
		if (pair_key(&d->pairs[i]) == pair_key(&d->pairs[i - 1])) {
			d->rep[d->pairs[i].rank] |= RENAMED;
			renamed++;
		}
	}
	if (renamed > 0) {
		book_note(d->run->book, "same_id_other_text", renamed);
	}
	return 0;
}

/* ---- what is said of each group ---- */

/* From the last to the first, so that each group's list rises. */
static void link_groups(struct dedupe *d)
{
	for (size_t i = d->count; i-- > 0;) {
		uint32_t rep = d->rep[i] & ~RENAMED;
		if (rep != i) {
			d->next[i] = d->next[rep];
			d->next[rep] = (uint32_t)i;
		}
	}
}

/* The clock: times rise with the rank, and only differences up to BURST_SECONDS are asked for, so longer ones need not
 * be kept and 32 bits hold 136 years of contacts every day; beyond, it stands still as for contacts without a time,
 * which come last. */
static GRIPE_MUST_USE int read_facts(struct dedupe *d, struct err *err)
{
	struct fact facts[FACTS_AT_ONCE];
	int64_t before = 0;
	uint32_t clock = 0;
	for (size_t i = 0; i < d->count; i++) {
		const struct fact *fact = &facts[i % FACTS_AT_ONCE];
		if (i % FACTS_AT_ONCE == 0) {
			int code = load_facts(d, i, facts, err);
			if (code < 0) {
				return code;
			}
		}
		if (fact->seconds != NO_TIME && clock < CLOCK_NONE - 2 * BURST_SECONDS) {
			clock += i == 0                                   ? 0
			         : fact->seconds - before > BURST_SECONDS ? BURST_SECONDS + 1
			                                                  : (uint32_t)(fact->seconds - before);
			before = fact->seconds;
		} else {
			clock = CLOCK_NONE;
		}
		d->clock[i] = clock;
		d->person[i] = fact->person;
		d->copies[i] = fact->copies;
	}
	link_groups(d);
	return 0;
}

/* BURST_COPIES within BURST_SECONDS: times rise along the group, so two places walk it once. Records that stand for
 * several count as many. */
static bool is_burst(const struct dedupe *d, uint32_t first)
{
	uint64_t within = 0;
	uint32_t tail = first, head = first;
	do {
		if (d->clock[head] == CLOCK_NONE) {
			return false; /* those without a time come last */
		}
		within += d->copies[head];
		while (d->clock[head] - d->clock[tail] > BURST_SECONDS) {
			within -= d->copies[tail];
			tail = d->next[tail];
		}
		if (within >= BURST_COPIES) {
			return true;
		}
		head = d->next[head];
	} while (head != 0);
	return false;
}

static int number_order(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* One that stands for several already (a second dedupe): those of its senders that it does not name itself. */
static GRIPE_MUST_USE int others_of(struct dedupe *d, uint32_t rank, uint64_t *others, struct err *err)
{
	struct fact fact;
	int code = d->copies[rank] > 1 ? load_facts_at(d, rank, &fact, err) : 0;
	*others += code == 0 && d->copies[rank] > 1 && fact.senders > 1 ? fact.senders - 1 : 0;
	return code;
}

/* Distinct people of a group. */
static GRIPE_MUST_USE int group_senders(struct dedupe *d, uint32_t first, uint64_t *senders, struct err *err)
{
	size_t count = 0;
	uint32_t i = first;
	int code;
	*senders = 0;
	do {
		d->group = array_room(d->group, count, &d->group_cap, sizeof *d->group, GROUP_FIRST);
		d->group[count++] = d->person[i];
		code = others_of(d, i, senders, err);
		i = d->next[i];
	} while (i != 0 && code == 0);
	qsort(d->group, count, sizeof *d->group, number_order);
	for (size_t k = 0; k < count; k++) {
		*senders += k == 0 || d->group[k] != d->group[k - 1];
	}
	return code;
}

/* copies[first] becomes the sum, person[first] the senders, clock[first] the flags. */
static GRIPE_MUST_USE int sum_group(struct dedupe *d, uint32_t first, struct err *err)
{
	uint64_t copies = d->copies[first], same = 0, other = 0, unknown = 0, senders;
	int code = group_senders(d, first, &senders, err);
	uint32_t flags = is_burst(d, first) ? FLAG_BURST : 0;
	for (uint32_t i = d->next[first]; i != 0; i = d->next[i]) {
		copies += d->copies[i];
		if ((d->person[i] & d->person[first] & PERSON_KNOWN) == 0) {
			unknown++;
		} else if (d->person[i] == d->person[first]) {
			same++;
		} else {
			other++;
		}
	}
	flags |= (same > 0 ? FLAG_SAME_PERSON : 0u) | (other > 0 ? FLAG_OTHER_PERSON : 0u);
	d->copies[first] = copies > UINT32_MAX ? UINT32_MAX : (uint32_t)copies;
	d->person[first] = senders > UINT32_MAX ? UINT32_MAX : (uint32_t)senders;
	d->clock[first] = flags;
	book_note(d->run->book, "duplicate_same_person", same);
	book_note(d->run->book, "duplicate_other_person", other);
	book_note(d->run->book, "duplicate_unknown_person", unknown);
	if ((flags & FLAG_BURST) != 0) {
		book_note(d->run->book, "burst", 1);
	}
	return code;
}

static GRIPE_MUST_USE int sum_groups(struct dedupe *d, struct err *err)
{
	int code = 0;
	for (size_t i = 0; i < d->count && code == 0; i++) {
		if ((d->rep[i] & ~RENAMED) != i) {
			continue;
		}
		if (d->next[i] != 0) {
			code = sum_group(d, (uint32_t)i, err);
		} else {
			d->clock[i] = 0;
			d->person[i] = 0;
		}
	}
	return code;
}

/* ---- second reading: the representatives ---- */

static GRIPE_MUST_USE int emit_contact(struct dedupe *d, size_t rank, const unsigned char *packed,
                                       const struct emit *emit, struct err *err)
{
	struct record record = { .arena = &d->arena };
	struct contact *contact = &record.contact;
	arena_reset(&d->arena);
	contact_unpack(contact, &d->arena, packed);
	contact->copies = d->copies[rank];
	contact->senders = d->person[rank] > 0 ? d->person[rank] : contact->senders;
	if ((d->rep[rank] & RENAMED) != 0) {
		contact->id =
		    arena_printf(&d->arena, "%.*s~%08x", STR_ARGS(contact->id), (unsigned)(packed_hash(packed) >> 32));
		contact_note(contact, &d->arena, STR("same_id_other_text"));
	}
	if ((d->clock[rank] & FLAG_BURST) != 0) {
		contact_note(contact, &d->arena, STR("burst"));
	}
	if ((d->clock[rank] & FLAG_SAME_PERSON) != 0) {
		contact_note(contact, &d->arena, STR("duplicate_same_person"));
	}
	if ((d->clock[rank] & FLAG_OTHER_PERSON) != 0) {
		contact_note(contact, &d->arena, STR("duplicate_other_person"));
	}
	return emit_put(emit, &record, err);
}

/* A row of the file of groups: tab, end of line and backslash in an id are escaped as tsv_load reads them. */
static GRIPE_MUST_USE int write_member(struct dedupe *d, struct outfile *groups, size_t rank,
                                       const unsigned char *packed, struct err *err)
{
	uint32_t rep = d->rep[rank] & ~RENAMED;
	struct str id = packed_id(packed);
	if (rep == rank && d->next[rank] == 0) {
		return 0;
	}
	buf_clear(&d->packed);
	buf_printf(&d->packed, "%lu\t", (unsigned long)rep + 1);
	for (size_t i = 0; i < id.len; i++) {
		char c = id.at[i];
		if (c == '\t' || c == '\n' || c == '\\') {
			buf_byte(&d->packed, '\\');
		}
		buf_byte(&d->packed, (char)(c == '\t' ? 't' : c == '\n' ? 'n' : c));
	}
	buf_byte(&d->packed, '\n');
	return outfile_write(groups, buf_str(&d->packed), err);
}

static GRIPE_MUST_USE int emit_contacts(struct dedupe *d, const struct emit *emit, struct outfile *groups,
                                        struct err *err)
{
	const unsigned char *packed;
	size_t rank = 0;
	int code = sorter_rewind(d->sorter, err);
	while (code == 0 && (code = sorter_next(d->sorter, &packed, err)) == 1) {
		code = groups == NULL ? 0 : write_member(d, groups, rank, packed, err);
		if (code == 0 && (d->rep[rank] & ~RENAMED) == rank) {
			code = emit_contact(d, rank, packed, emit, err);
		}
		rank++;
	}
	return code;
}

static GRIPE_MUST_USE int emit_all(struct dedupe *d, const struct emit *emit, struct err *err)
{
	struct outfile *groups = NULL;
	int code = d->asked.groups == NULL ? 0 : outfile_open(&groups, d->asked.groups, err);
	if (code < 0) {
		return code;
	}
	code = emit_contacts(d, emit, groups, err);
	if (groups == NULL) {
		return code;
	}
	if (code == 0) {
		return outfile_commit(groups, err);
	}
	outfile_abort(groups);
	return code;
}

/* The arrays of the second half take the place of those of the first: never more than 20 bytes a contact at once. */
static GRIPE_MUST_USE int make_groups(struct dedupe *d, struct err *err)
{
	int code;
	d->pairs = memory_array(d->count + 1, sizeof *d->pairs);
	set_store_open(&d->sets, d->asked.folder, d->count);
	code = read_contacts(d, err);
	if (code < 0) {
		return code;
	}
	d->rep = memory_array(d->count + 1, sizeof *d->rep);
	group_equal(d);
	if (d->near < NEAR_ONE) {
		code = near_group(d->rep, &d->sets, d->pairs, d->count, d->near, err);
	}
	set_store_release(&d->sets);
	if (code < 0) {
		return code;
	}
	settle_groups(d);
	code = find_same_ids(d, err);
	free(d->pairs);
	d->pairs = NULL;
	return code;
}

static int dedupe_finish(void *state, const struct emit *emit, struct err *err)
{
	struct dedupe *d = state;
	int code;
	d->count = (size_t)sorter_count(d->sorter);
	code = make_groups(d, err);
	if (code < 0) {
		return code;
	}
	d->next = memory_array(d->count + 1, sizeof *d->next);
	d->clock = memory_array(d->count + 1, sizeof *d->clock);
	d->copies = memory_array(d->count + 1, sizeof *d->copies);
	d->person = memory_array(d->count + 1, sizeof *d->person);
	code = read_facts(d, err);
	if (code < 0) {
		return code;
	}
	code = sum_groups(d, err);
	spill_release(&d->facts);
	return code < 0 ? code : emit_all(d, emit, err);
}

const struct stage stage_dedupe = {
	.name = "dedupe",
	.summary = "collapse exact and near duplicates into one contact with copies",
	.reads = SHAPE_CONTACTS,
	.writes = SHAPE_CONTACTS,
	.funnel = 25,
	.holds = "20 B a contact",
	.pure = false,
	.options = options,
	.open = dedupe_open,
	.step = dedupe_step,
	.finish = dedupe_finish,
	.close = dedupe_close,
};
