/* issue_topics.c - see issue_topics.h.
 *
 * In: rows of the layer of issues, whose entries are pairs of an issue and the topic of the same mentions, and those of
 * the layer of themes, whose entries know whether they state a problem. Counting pairs of one mention, not of one
 * contact, is what keeps a long complaint from lending each of its topics to each of its issues. What a topic is
 * compared with (its lift, Brin et al. 1997) is counted the same way: contacts that state a problem in a mention of it.
 * Sums of integers over rows, and a total order: no order of input matters. Memory: a count a pair. */
#include "issue_topics.h"

#include <stdlib.h>

#include "outside_topics.h"
#include "whole.h"

enum { SAME_WORD_LEAST = 3, ENDING_MOST = 3 }; /* bytes that two forms of a word share, and in which they may differ */

/* The next word of a label; the dot between variants is none. */
static struct str word_next(struct str *rest)
{
	struct str word = STR_EMPTY;
	while (rest->len > 0 && (word.len == 0 || str_eq(word, STR("·")))) {
		size_t from = 0, to;
		while (from < rest->len && strchr(" ,:;/-", rest->at[from]) != NULL) {
			from++;
		}
		to = from;
		while (to < rest->len && strchr(" ,:;/-", rest->at[to]) == NULL) {
			to++;
		}
		word = str_slice(*rest, from, to);
		*rest = str_slice(*rest, to, rest->len);
	}
	return str_eq(word, STR("·")) ? STR_EMPTY : word;
}

/* "bags" and "bag", "crashes" and "crashing". */
static bool same_word(struct str a, struct str b)
{
	size_t shared = 0, longer = a.len > b.len ? a.len : b.len, wanted;
	while (shared < a.len && shared < b.len && ascii_lower(a.at[shared]) == ascii_lower(b.at[shared])) {
		shared++;
	}
	wanted = longer > SAME_WORD_LEAST + ENDING_MOST ? longer - ENDING_MOST : SAME_WORD_LEAST;
	return shared == longer || shared >= wanted;
}

bool label_within(struct str label, struct str other)
{
	struct str word;
	while ((word = word_next(&label)).len > 0) {
		struct str rest = other, against;
		do {
			against = word_next(&rest);
		} while (against.len > 0 && !same_word(word, against));
		if (against.len == 0) {
			return false;
		}
	}
	return true;
}

/* Contacts (weighed) by pair of issue and topic: counts[leaves]. */
static uint64_t *pairs_count(const struct tally *issues)
{
	uint64_t *counts = memory_array(issues->leaves.count + 1, sizeof *counts);
	for (size_t i = 0; i < issues->row_count; i++) {
		const struct tally_row *row = issues->rows[i];
		for (uint32_t e = 0; e < row->entry_count; e++) { /* a pair stands once in a row */
			counts[row->entries[e].leaf] += tally_weight(issues, row);
		}
	}
	return counts;
}

static int topic_order(const void *left, const void *right)
{
	const struct issue_topic *a = left, *b = right;
	if (a->contacts != b->contacts) {
		return a->contacts > b->contacts ? -1 : 1;
	}
	return str_cmp(a->id, b->id);
}

/* An issue while its topics are sought. */
struct inside {
	const struct topic_sources *from;
	const uint64_t *pain; /* pain[themes]: contacts with a problem in a mention of the theme */
	struct str told;      /* its label, and the corpus' subjects */
	uint64_t contacts;    /* of the issue */
};

static bool says_much(const struct inside *inside, const struct issue_topic *topic)
{
	const struct topic_sources *from = inside->from;
	size_t theme = topic_find(from->themes, topic->id);
	if (topic->id.len == 0 || topic->contacts < ISSUE_TOPICS_FLOOR ||
	    topic->contacts * 100 < inside->contacts * ISSUE_TOPICS_PERCENT || theme == SIZE_MAX ||
	    from->theme_grain->items[theme].table == TABLE_MUTED || label_within(topic->label, inside->told)) {
		return false;
	}
	return (whole_sum)topic->contacts * from->issues->total * 100 >=
	       (whole_sum)inside->pain[theme] * inside->contacts * ISSUE_TOPICS_LIFT;
}

/* Those of one issue, to the end of the list. Returns how many. */
static size_t topics_of(struct issue_topic *to, const struct inside *inside, size_t issue, const uint64_t *pairs)
{
	const struct tally *issues = inside->from->issues;
	size_t count = 0;
	for (uint32_t leaf = issues->theme_start[issue]; leaf < issues->theme_start[issue + 1]; leaf++) {
		struct str id = pair_second(issues->leaves.names[leaf]);
		to[count] = (struct issue_topic){ id, label_of(inside->from->theme_labels, id).text, pairs[leaf] };
		count += says_much(inside, &to[count]);
	}
	qsort(to, count, sizeof *to, topic_order);
	return count < ISSUE_TOPICS_MOST ? count : ISSUE_TOPICS_MOST;
}

void issue_topics_make(struct issue_topics *topics, const struct topic_sources *from)
{
	const struct tally *issues = from->issues;
	uint64_t *pairs = pairs_count(issues), *pain = topics_of_pain(from->themes);
	size_t count = 0;
	struct buf told;
	buf_init(&told, SIZE_MAX);
	topics->list = memory_array(issues->leaves.count + 1, sizeof *topics->list);
	topics->start = memory_array(issues->theme_count + 1, sizeof *topics->start);
	for (size_t i = 0; i < issues->theme_count; i++) {
		const struct item *item = &from->issue_grain->items[i];
		struct inside inside = { .from = from, .pain = pain, .contacts = item->units[UNIT_CONTACTS] };
		buf_clear(&told);
		buf_str_add(&told, label_of(from->issue_labels, issues->themes[i]).text);
		subjects_add(&told, from->issue_labels);
		inside.told = buf_str(&told);
		topics->start[i] = count;
		count += item->table != TABLE_PRAISE ? topics_of(topics->list + count, &inside, i, pairs) : 0;
	}
	topics->start[issues->theme_count] = count;
	free(pairs);
	free(pain);
	buf_release(&told);
}

void issue_topics_release(struct issue_topics *topics)
{
	free(topics->list);
	free(topics->start);
}
