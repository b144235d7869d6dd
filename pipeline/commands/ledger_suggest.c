/* ledger_suggest.c - see ledger_suggest.h. Two issues are neighbours when they are one trouble of things that are
 * neighbours, or neighbouring troubles of one thing: by the lists that learning groups with (trouble_class.tsv,
 * trouble_things.tsv) and by their names. Learning merges such pairs where its sample bears it; what is left for a
 * person are those that the figures leave open. Smaller goes into larger, so accepting all lines makes no circle. */
#include "ledger_suggest.h"

#include <stdlib.h>

#include "buf.h"

enum {
	NAMED_PERCENT = 50, /* of an issue's mentions hold a word of its label; fewer: it may be called otherwise */
	NAMED_LEAST = 5,    /* mentions; fewer tell nothing about names */
	PHRASE_LEAST = 3,   /* contacts that say a name, at least */
	PHRASE_PERCENT = 5, /* of the issue's contacts that say it, at least: what fewer say is one wording of many */
	PHRASE_WORDS = 2,   /* words of a name, at least: one alone is no sentence */
	PHRASE_LONGEST = 8  /* words of a name, at the most */
};

struct merge { /* a suggestion */
	const struct run_issue *from, *into;
	const char *because;
	uint64_t both, either; /* contacts */
};

/* Do both stand in the list of this name? */
static bool listed(const struct run_issues *issues, struct str list, struct str one, struct str other)
{
	for (size_t i = 0; i < issues->lists.row_count; i++) {
		const struct str *cells = issues->lists.rows[i].cells;
		if (str_eq(cells[0], list) && str_lists(cells[1], ' ', one) && str_lists(cells[1], ' ', other)) {
			return true;
		}
	}
	return false;
}

/* "order" and "order_history": all words of the one are words of the other. */
static bool name_within(struct str one, struct str other)
{
	struct str rest = one;
	if (one.len == 0 || one.len >= other.len) {
		return false;
	}
	while (rest.at != NULL) {
		if (!str_lists(other, '_', str_cut(rest, '_', &rest))) {
			return false;
		}
	}
	return true;
}

static bool neighbouring_things(const struct run_issues *issues, struct str class, struct str one, struct str other)
{
	return one.len > 0 && other.len > 0 &&
	       (name_within(one, other) || name_within(other, one) || listed(issues, class, one, other) ||
	        listed(issues, STR("parcel"), one, other));
}

/* Why two issues may be one; NULL: they are no neighbours. */
static const char *neighbours(const struct run_issues *issues, const struct run_issue *a, const struct run_issue *b)
{
	const struct ontology *ontology = issues->ontology;
	struct str class = ontology->classes[a->class].name, other = ontology->classes[b->class].name;
	bool kin = ontology_kin(ontology, a->class, b->class) || ontology_kin(ontology, b->class, a->class);
	if (a->class == b->class && neighbouring_things(issues, class, a->thing, b->thing)) {
		return "one trouble of neighbouring things";
	}
	if (kin && str_eq(a->thing, b->thing)) {
		return a->thing.len > 0 ? "neighbouring troubles of one thing" : "neighbouring troubles";
	}
	if (listed(issues, STR("getting"), class, other) && listed(issues, STR("parcel"), a->thing, b->thing)) {
		return "both wait for what is delivered";
	}
	return NULL;
}

static bool is_smaller(const struct run_issue *a, const struct run_issue *b)
{
	return a->contacts != b->contacts ? a->contacts < b->contacts : str_cmp(a->id, b->id) > 0;
}

/* Contacts that name both. namings are by contact. */
static void count_both(const struct run_issues *issues, struct merge *merge)
{
	uint64_t contact = 0;
	unsigned seen = 0;
	for (size_t i = 0; i < issues->naming_count; i++) {
		const struct run_naming *naming = &issues->namings[i];
		const struct run_issue *issue = &issues->list[naming->issue];
		seen = naming->contact == contact ? seen : 0;
		contact = naming->contact;
		if (issue == merge->from || issue == merge->into) {
			merge->both += seen != 0 ? naming->weight : 0;
			seen = 1;
		}
	}
	merge->either = merge->from->contacts + merge->into->contacts - merge->both;
}

/* The largest neighbour of an issue that is larger than it. */
static bool merge_find(const struct run_issues *issues, const struct run_issue *from, struct merge *merge)
{
	*merge = (struct merge){ .from = from };
	for (size_t i = 0; i < issues->ids.count; i++) {
		const struct run_issue *into = &issues->list[i];
		const char *because =
		    into->class >= 0 && is_smaller(from, into) ? neighbours(issues, from, into) : NULL;
		if (because != NULL && (merge->into == NULL || is_smaller(merge->into, into))) {
			merge->into = into;
			merge->because = because;
		}
	}
	if (merge->into != NULL) {
		count_both(issues, merge);
	}
	return merge->into != NULL;
}

static int larger_first(const void *left, const void *right)
{
	const struct run_issue *a = *(const struct run_issue *const *)left,
	                       *b = *(const struct run_issue *const *)right;
	return is_smaller(a, b) ? 1 : is_smaller(b, a) ? -1 : 0;
}

/* Cells of a table: a line break in what a customer wrote would begin an edit of its own. */
static void put_issue(struct buf *out, const struct run_issue *issue)
{
	tsv_cell_add(out, issue->label);
	buf_text(out, " (");
	tsv_cell_add(out, issue->id);
	buf_printf(out, ", %llu contact%s)", (unsigned long long)issue->contacts, issue->contacts == 1 ? "" : "s");
}

static void put_merge(struct buf *out, const struct merge *merge)
{
	buf_text(out, "# ");
	put_issue(out, merge->from);
	buf_text(out, " and ");
	put_issue(out, merge->into);
	buf_printf(out, ": %s; %llu name both, %llu either\nmerge\t", merge->because, (unsigned long long)merge->both,
	           (unsigned long long)merge->either);
	tsv_cell_add(out, merge->from->id);
	buf_byte(out, '\t');
	tsv_cell_add(out, merge->into->id);
	buf_byte(out, '\n');
}

/* The phrase that most contacts say, of those that may be a name; NULL: none. */
static const struct run_phrase *name_find(const struct run_issue *issue)
{
	const struct run_phrase *best = NULL;
	for (size_t i = 0; i < issue->phrases.count; i++) {
		const struct run_phrase *phrase = &issue->said[i];
		if (phrase->contacts >= PHRASE_LEAST && phrase->contacts * 100 >= issue->contacts * PHRASE_PERCENT &&
		    phrase->contacts > issue->named && phrase->words >= PHRASE_WORDS &&
		    phrase->words <= PHRASE_LONGEST &&
		    (best == NULL || phrase->contacts > best->contacts ||
		     (phrase->contacts == best->contacts && str_cmp(phrase->text, best->text) < 0))) {
			best = phrase;
		}
	}
	return best;
}

static void put_name(struct buf *out, const struct run_issue *issue)
{
	const struct run_phrase *name = name_find(issue);
	size_t at;
	if (issue->mentions < NAMED_LEAST || issue->named * 100 >= issue->mentions * NAMED_PERCENT || name == NULL) {
		return;
	}
	buf_text(out, "# ");
	put_issue(out, issue);
	buf_printf(out, ": the words of its label stand in %llu of %llu mentions; %llu contacts say \"",
	           (unsigned long long)issue->named, (unsigned long long)issue->mentions,
	           (unsigned long long)name->contacts);
	tsv_cell_add(out, name->text);
	buf_text(out, "\"\nrename\t");
	tsv_cell_add(out, issue->id);
	buf_byte(out, '\t');
	at = out->len;
	tsv_cell_add(out, name->text);
	out->at[at] = out->at[at] >= 'a' && out->at[at] <= 'z' ? (char)(out->at[at] - 'a' + 'A') : out->at[at];
	buf_byte(out, '\n');
}

int ledger_suggest(struct buf *out, const char *run, const char *lexicons, struct err *err)
{
	struct run_issues issues;
	struct merge merge;
	int result = run_issues_read(&issues, run, lexicons, err);
	const struct run_issue **order = memory_array(issues.ids.count + 1, sizeof(struct run_issue *));
	size_t count = 0;
	for (size_t i = 0; i < issues.ids.count && result == 0; i++) {
		if (issues.list[i].class >= 0) {
			order[count++] = &issues.list[i];
		}
	}
	qsort(order, count, sizeof *order, larger_first);
	for (size_t i = 0; i < count; i++) {
		if (merge_find(&issues, order[i], &merge)) {
			put_merge(out, &merge);
		}
	}
	for (size_t i = 0; i < count; i++) {
		put_name(out, order[i]);
	}
	free(order);
	run_issues_release(&issues);
	return result;
}
