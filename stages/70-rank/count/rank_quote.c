/* rank_quote.c - see rank_quote.h.
 *
 * In: mentions with theme and fit. Kept: for each pick a number of candidates a theme, one per wording, by (fit down,
 * fit up or nothing, hash of the wording, contact, n): top lists of per-group maxima, which are exactly mergeable:
 * whatever is in the whole's list is in the list of the part it came from. Near-identical: more than 60 % of the
 * shorter one's distinct three-byte pieces of the folded text are in the other (containment, Broder 1997). */
#include "rank_quote.h"

#include <math.h>
#include <stdlib.h>

#include "array.h"
#include "side_name.h"
#include "tally.h"
#include "utf8.h"

enum { NEAR_PERCENT = 60, THEMES_FIRST = 64, QUOTES_FIRST = 4 };

enum {
	SHORT_BYTES = 45
}; /* a quote of fewer bytes is mostly the bare name of its theme: "@airline customer service" */
static const double SHORT_TAX = 0.15; /* of fit: what a short quote must be better by */
static const double SAYS_LABEL =
    0.3; /* of fit: for a quote with all words of the label, in part for some; it shows why the theme is called so */

const char *const pick_names[PICK_COUNT] = { "central", "edge", "drawn" };
static const size_t lists_most[PICK_COUNT] = { QUOTES_KEPT, QUOTES_ASIDE, QUOTES_ASIDE };

void quotes_init(struct quote_pool *pool)
{
	*pool = (struct quote_pool){ 0 };
	intern_init(&pool->themes);
}

static void quote_free(struct quote *quote)
{
	free(quote->text);
	free(quote->contact);
	free(quote->time);
	free(quote->channel);
	free(quote->scale);
}

void quotes_release(struct quote_pool *pool)
{
	for (size_t t = 0; t < pool->themes.count; t++) {
		for (size_t pick = 0; pick < PICK_COUNT; pick++) {
			struct quote_list *list = &pool->kept[t][pick];
			for (size_t i = 0; i < list->count; i++) {
				quote_free(&list->list[i]);
			}
			free(list->list);
		}
	}
	free(pool->kept);
	intern_release(&pool->themes);
}

/* Letters, digits and all non-ASCII bytes, lower case: to must hold text.len bytes. */
static size_t fold(struct str text, char *to)
{
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		if (c >= 128 || ascii_is_alpha((char)c) || ascii_is_digit((char)c)) {
			to[len++] = ascii_lower((char)c);
		}
	}
	return len;
}

enum { TEXT_LIMIT = QUOTE_CHARS_MAX * 4 }; /* bytes of UTF-8 */

static uint64_t wording(struct str text)
{
	char folded[TEXT_LIMIT];
	return hash64((struct str){ folded, fold(text, folded) }, 3);
}

static double worth(double fit, size_t len)
{
	return fit - (len < SHORT_BYTES ? SHORT_TAX : 0);
}

static int fit_order(const struct quote *a, const struct quote *b, enum quote_pick pick)
{
	double x = a->fit, y = b->fit;
	if (pick == PICK_CENTRAL) {
		x = -worth(a->fit, a->text_len);
		y = -worth(b->fit, b->text_len);
	}
	return pick == PICK_DRAWN || x == y ? 0 : x < y ? -1 : 1;
}

/* < 0: a comes first for this pick. */
static int quote_order(const struct quote *a, const struct quote *b, enum quote_pick pick)
{
	int order = fit_order(a, b, pick);
	if (order == 0) {
		order = a->words != b->words ? (a->words < b->words ? -1 : 1) : strcmp(a->contact, b->contact);
	}
	return order != 0 ? order : a->n < b->n ? -1 : a->n > b->n;
}

static char *text_copy(struct str text)
{
	char *copy = memory_alloc(text.len + 1);
	if (text.len > 0) {
		memcpy(copy, text.at, text.len);
	}
	return copy;
}

static struct quote_list *theme_quotes(struct quote_pool *pool, struct str theme)
{
	size_t before = pool->themes.count, number = intern_add(&pool->themes, theme);
	pool->kept = array_room(pool->kept, number, &pool->cap, sizeof *pool->kept, THEMES_FIRST);
	if (pool->themes.count > before) {
		memset(pool->kept[number], 0, sizeof pool->kept[number]);
	}
	return pool->kept[number];
}

/* Room in the list for a quote, which is before the last one or the list is not full; its place. */
static size_t place_make(struct quote_list *quotes, const struct quote *quote, enum quote_pick pick)
{
	size_t at;
	if (quotes->count == lists_most[pick]) {
		quote_free(&quotes->list[--quotes->count]);
	}
	quotes->list = array_room(quotes->list, quotes->count, &quotes->cap, sizeof *quotes->list, QUOTES_FIRST);
	at = quotes->count++;
	while (at > 0 && quote_order(quote, &quotes->list[at - 1], pick) < 0) {
		at--;
	}
	memmove(quotes->list + at + 1, quotes->list + at, (quotes->count - 1 - at) * sizeof *quotes->list);
	return at;
}

static void list_offer(struct quote_list *quotes, const struct quote *quote, enum quote_pick pick)
{
	struct quote *kept = quotes->list;
	if (quotes->count == lists_most[pick] && quote_order(quote, &kept[quotes->count - 1], pick) >= 0) {
		return;
	}
	for (size_t i = 0; i < quotes->count; i++) {
		if (kept[i].words == quote->words) {
			if (quote_order(quote, &kept[i], pick) >= 0) {
				return;
			}
			quote_free(&kept[i]);
			memmove(kept + i, kept + i + 1, (quotes->count - i - 1) * sizeof *kept);
			quotes->count--;
			break;
		}
	}
	size_t at = place_make(quotes, quote, pick);
	quotes->list[at] = *quote;
	quotes->list[at].text = text_copy((struct str){ quote->text, quote->text_len });
	quotes->list[at].contact = text_copy(str_from(quote->contact));
	quotes->list[at].time = text_copy(str_from(quote->time));
	quotes->list[at].channel = text_copy(str_from(quote->channel));
	quotes->list[at].scale = text_copy(str_from(quote->scale));
}

void quotes_offer(struct quote_pool *pool, struct str theme, const struct quote *quote)
{
	struct quote_list *lists = theme_quotes(pool, theme);
	for (size_t pick = 0; pick < PICK_COUNT; pick++) {
		list_offer(&lists[pick], quote, (enum quote_pick)pick);
	}
}

/* Long enough to say something, short enough to be read. */
static bool worth_a_look(const struct mention *mention, struct str side)
{
	size_t chars;
	if (side.len == 0 || mention->text.len < QUOTE_CHARS_MIN || mention->text.len > TEXT_LIMIT) {
		return false;
	}
	chars = utf8_count(mention->text);
	return chars >= QUOTE_CHARS_MIN && chars <= QUOTE_CHARS_MAX;
}

/* How likely the mention states its issue: the probability of its first trouble of the issue's class; of one that was
 * counted for an issue of another class, that of its most probable trouble. */
static double certainty(const struct mention *mention)
{
	for (size_t i = 0; i < mention->trouble_count; i++) {
		struct str class = mention->troubles[i].class;
		if (str_starts(mention->issue, class) &&
		    (mention->issue.len == class.len || mention->issue.at[class.len] == '.')) {
			return mention->troubles[i].p_milli / 1000.0;
		}
	}
	return mention->trouble_count > 0 ? mention->troubles[0].p_milli / 1000.0 : 0;
}

/* A NUL behind each text of the contact, once for all of its mentions. */
struct quoted {
	char *id, *time, *channel, *scale;
};

static void offer(struct quote_pool *pool, struct str side, const struct mention *mention, const struct record *record,
                  const struct quoted *quoted)
{
	const struct contact *contact = &record->contact;
	double fit = pool->of_issues ? certainty(mention) : mention->fit;
	if (!worth_a_look(mention, side)) {
		return;
	}
	quotes_offer(
	    pool, side,
	    &(struct quote){ .text = (char *)(uintptr_t)mention->text.at,
	                     .contact = quoted->id,
	                     .time = quoted->time,
	                     .channel = quoted->channel,
	                     .scale = quoted->scale,
	                     .score = contact->has_score ? contact->score : NAN,
	                     .text_len = (uint32_t)mention->text.len,
	                     .n = mention->n,
	                     .span = mention->span,
	                     .fit = fit,
	                     .person = contact->person.len > 0 ? hash64(contact->person, 1) : hash64(contact->id, 0),
	                     .words = wording(mention->text) });
}

void quotes_add(struct quote_pool *pool, const struct record *record)
{
	const struct contact *contact = &record->contact;
	struct quoted quoted = { text_copy(contact->id), text_copy(contact->time), text_copy(contact->channel),
		                 text_copy(contact->has_score ? contact->scale : STR_EMPTY) };
	for (size_t i = 0; i < record->mention_count; i++) {
		const struct mention *mention = &record->mentions[i];
		char room[SIDE_ROOM];
		bool outside =
		    !pool->of_issues && mention->issue.len == 0 && (tally_states(mention->states) & STATES_PAIN) != 0;
		offer(pool, pool->of_issues ? mention->issue : side_theme(mention, room), mention, record, &quoted);
		if (outside) {
			offer(pool, side_outside(mention->theme, room), mention, record, &quoted);
		}
	}
	free(quoted.id);
	free(quoted.time);
	free(quoted.channel);
	free(quoted.scale);
}

static int piece_order(const void *a, const void *b)
{
	return memcmp(a, b, 3);
}

/* The distinct three-byte pieces of the folded text, sorted. */
static size_t pieces(const struct quote *quote, char (*to)[3])
{
	char folded[TEXT_LIMIT];
	size_t len = fold((struct str){ quote->text, quote->text_len }, folded), count = len < 3 ? 0 : len - 2,
	       distinct = 0;
	for (size_t i = 0; i < count; i++) {
		memcpy(to[i], folded + i, 3);
	}
	qsort(to, count, 3, piece_order);
	for (size_t i = 0; i < count; i++) {
		if (distinct == 0 || memcmp(to[distinct - 1], to[i], 3) != 0) {
			memmove(to[distinct++], to[i], 3);
		}
	}
	return distinct;
}

static bool near_identical(const struct quote *a, const struct quote *b)
{
	char x[TEXT_LIMIT][3], y[TEXT_LIMIT][3];
	size_t nx = pieces(a, x), ny = pieces(b, y), both = 0;
	for (size_t i = 0, j = 0; i < nx && j < ny;) {
		int order = memcmp(x[i], y[j], 3);
		both += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return both * 100 > (nx < ny ? nx : ny) * NEAR_PERCENT;
}

/* Share of the label's words of four letters or more that the quote has, endings aside: a word counts by all but its
 * last two letters. */
static double says(struct str text, struct str label)
{
	struct str word, rest = label;
	size_t words = 0, said = 0;
	while (rest.at != NULL) {
		word = str_cut(rest, ' ', &rest);
		if (word.len >= 4) {
			struct str stem = { word.at, word.len > 5 ? word.len - 2 : 4 };
			words++;
			said += str_find_nocase(text, stem, 0) < text.len;
		}
	}
	return words == 0 ? 0 : (double)said / (double)words;
}

struct candidate {
	const struct quote *quote;
	double value;
	size_t place;
};

static int candidate_order(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	return a->value != b->value ? (a->value > b->value ? -1 : 1) : a->place < b->place ? -1 : a->place > b->place;
}

/* What is kept under an id, best first. Returns how many. */
static size_t best_first(const struct quote_pool *pool, struct str side, struct str label,
                         const struct quote *list[QUOTES_KEPT])
{
	uint32_t number = intern_find(&pool->themes, side);
	struct candidate candidates[QUOTES_KEPT];
	size_t kept = number == INTERN_NONE ? 0 : pool->kept[number][PICK_CENTRAL].count;
	for (size_t i = 0; i < kept; i++) {
		const struct quote *quote = &pool->kept[number][PICK_CENTRAL].list[i];
		struct str text = { quote->text, quote->text_len };
		candidates[i] =
		    (struct candidate){ quote, worth(quote->fit, quote->text_len) + SAYS_LABEL * says(text, label), i };
	}
	qsort(candidates, kept, sizeof *candidates, candidate_order);
	for (size_t i = 0; i < kept; i++) {
		list[i] = candidates[i].quote;
	}
	return kept;
}

/* The first of list[count] that is of another person, and says something else, than those picked. */
static const struct quote *first_fresh(const struct quote *const *list, size_t count, const struct quote_picked *picked,
                                       size_t picked_count)
{
	for (size_t i = 0; i < count; i++) {
		bool fresh = true;
		for (size_t j = 0; j < picked_count && fresh; j++) {
			fresh = picked[j].quote->person != list[i]->person && !near_identical(picked[j].quote, list[i]);
		}
		if (fresh) {
			return list[i];
		}
	}
	return NULL;
}

size_t quotes_pick(const struct quote_pool *pool, struct str theme, struct str label, bool praise,
                   struct quote_picked picked[QUOTES_SHOWN])
{
	char room[SIDE_ROOM];
	struct str side = side_name(theme, praise, room);
	const struct quote *list[QUOTES_KEPT];
	uint32_t number = intern_find(&pool->themes, side);
	size_t count = 0;
	for (size_t pick = 0; pick < PICK_COUNT && number != INTERN_NONE; pick++) {
		const struct quote_list *kept = &pool->kept[number][pick];
		const struct quote *found;
		if (pick == PICK_CENTRAL) {
			best_first(pool, side, label, list);
		}
		for (size_t i = 0; i < kept->count && pick != PICK_CENTRAL; i++) {
			list[i] = &kept->list[i];
		}
		found = first_fresh(list, kept->count, picked, count);
		if (found != NULL) {
			picked[count++] = (struct quote_picked){ found, (enum quote_pick)pick };
		}
	}
	return count;
}

size_t quotes_outside(const struct quote_pool *pool, struct str theme, struct str label,
                      const struct quote *list[QUOTES_KEPT])
{
	char room[SIDE_ROOM];
	return best_first(pool, side_outside(theme, room), label, list);
}
