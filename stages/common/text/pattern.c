/* pattern.c - a trie over stems and exact words (Fredkin 1960) whose edges stand in one hash table; see pattern.h.
 *
 * Alternatives and "*" are written out when a pattern is added, "_" is an edge of its own, so a walk from one unit
 * branches at most twice a step and goes at most PATTERN_WORDS steps. Nearly every word of a text begins no pattern:
 * one look into the vocabulary's table and it is done. Chosen against Aho-Corasick: wildcards and the choice between
 * stem and exact word would multiply its states. */
#include "pattern.h"

#include <stdlib.h>

#include "array.h"
#include "utf8.h"

enum {
	ANY = 0,               /* the edge "_" */
	SIGN_BYTES = 8,        /* longest sign */
	NODES_FIRST = 1 << 10, /* room at first */
	MET_FIRST = 1 << 10,
	TERMINALS_FIRST = 1 << 8,
	MET_MOST = 1 << 16 /* words kept, about 6 MB; rarer ones are looked up each time */
};

struct terminal {
	uint32_t payload, next; /* next: index + 1 of another payload of the same node */
};
struct node {
	uint64_t edge;     /* the one that leads to it: node before << 32 | word number; never 0 but for the root, which
	                      has no edge "_" */
	uint32_t terminal; /* index + 1 into terminals */
};
/* The numbers of a word that was met: stemming and looking up each word of a text thrice would take most of the time.
 */
struct met {
	uint32_t stem, exact;
};
struct patterns {
	struct intern words; /* number + 1 is what edges carry; exact forms begin with "=" */
	struct slots edges;  /* from an edge to the node behind it */
	struct node *nodes;
	size_t node_count, node_cap;
	struct terminal *terminals;
	size_t terminal_count, terminal_cap;
	uint32_t beginning;    /* number of "^", 0: in no pattern */
	bool sign_begins[256]; /* bytes with which a sign of some pattern begins */
	struct intern met_words;
	struct met *met; /* met[met_words.count] */
	size_t met_cap;
};

void patterns_open(struct patterns **out)
{
	struct patterns *patterns = memory_alloc(sizeof *patterns);
	intern_init(&patterns->words);
	intern_init(&patterns->met_words);
	patterns->nodes = array_room(NULL, 0, &patterns->node_cap, sizeof *patterns->nodes, NODES_FIRST);
	patterns->nodes[patterns->node_count++] = (struct node){ 0, 0 }; /* the root */
	*out = patterns;
}

void patterns_close(struct patterns *patterns)
{
	if (patterns != NULL) {
		intern_release(&patterns->words);
		slots_release(&patterns->edges);
		free(patterns->nodes);
		free(patterns->terminals);
		intern_release(&patterns->met_words);
		free(patterns->met);
		free(patterns);
	}
}

/* Fibonacci hashing: keys are our own. */
static uint64_t edge_hash(uint64_t edge)
{
	return (edge ^ edge >> 29) * 0x9E3779B97F4A7C15u;
}

/* The node behind an edge, or SLOTS_NONE. */
static uint32_t node_find(const struct patterns *patterns, uint64_t edge)
{
	struct slots_walk walk = slots_walk(&patterns->edges, edge_hash(edge));
	uint32_t node;
	do {
		node = slots_next(&patterns->edges, &walk);
	} while (node != SLOTS_NONE && patterns->nodes[node].edge != edge);
	return node;
}

static uint32_t node_after(struct patterns *patterns, uint32_t node, uint32_t word)
{
	uint64_t edge = (uint64_t)node << 32 | word;
	uint32_t after = node_find(patterns, edge);
	if (after != SLOTS_NONE) {
		return after;
	}
	after = (uint32_t)patterns->node_count;
	patterns->nodes = array_room(patterns->nodes, patterns->node_count, &patterns->node_cap,
	                             sizeof *patterns->nodes, NODES_FIRST);
	patterns->nodes[patterns->node_count++] = (struct node){ edge, 0 };
	slots_add(&patterns->edges, edge_hash(edge), after);
	return after;
}

static void terminal_add(struct patterns *patterns, uint32_t node, uint32_t payload)
{
	for (uint32_t at = patterns->nodes[node].terminal; at != 0; at = patterns->terminals[at - 1].next) {
		if (patterns->terminals[at - 1].payload == payload) {
			return;
		}
	}
	patterns->terminals = array_room(patterns->terminals, patterns->terminal_count, &patterns->terminal_cap,
	                                 sizeof *patterns->terminals, TERMINALS_FIRST);
	patterns->terminals[patterns->terminal_count] = (struct terminal){ payload, patterns->nodes[node].terminal };
	patterns->nodes[node].terminal = (uint32_t)++patterns->terminal_count;
}

static bool is_word_byte(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '+' || c == '#';
}

/* Its number in the vocabulary; "=word" and signs by themselves, other words by their stem. */
static uint32_t word_number(struct patterns *patterns, struct stemmer *stemmer, struct str word)
{
	if (word.len > 1 && word.at[0] == '=') {
		return intern_add(&patterns->words, word) + 1;
	}
	if (str_eq(word, STR("^"))) {
		patterns->beginning = intern_add(&patterns->words, word) + 1;
		return patterns->beginning;
	}
	if (!is_word_byte(word.at[0]) && word.len <= SIGN_BYTES) {
		patterns->sign_begins[(unsigned char)word.at[0]] = true;
		return intern_add(&patterns->words, word) + 1;
	}
	return intern_add(&patterns->words, stem(stemmer, word)) + 1;
}

struct form { /* one way through a pattern while it is written out */
	uint32_t words[PATTERN_WORDS];
	size_t count;
};
struct forms {
	struct form at[PATTERN_FORMS];
	size_t count;
};

/* Every form so far goes on with each of the alternatives in `cell`. */
static int forms_extend(struct forms *forms, struct patterns *patterns, struct stemmer *stemmer, struct str cell,
                        struct err *err)
{
	size_t before = forms->count, made = 0;
	struct forms *next = memory_alloc(sizeof *next);
	int result = 0;
	bool wild = str_eq(cell, STR("*"));
	for (size_t repeat = 0; result == 0 && (wild ? repeat <= 2 : cell.at != NULL); repeat++) {
		struct str rest = STR_EMPTY, choice = wild ? cell : str_cut(cell, '|', &rest);
		uint32_t word = wild || str_eq(choice, STR("_")) ? ANY
		                : choice.len == 0                ? ANY
		                                                 : word_number(patterns, stemmer, choice);
		if (choice.len == 0 || made + before > PATTERN_FORMS) {
			result = err_set(err, GRIPE_DATA,
			                 choice.len == 0 ? "an empty alternative in a pattern"
			                                 : "a pattern with more than %d forms",
			                 PATTERN_FORMS);
		}
		for (size_t i = 0; result == 0 && i < before; i++) {
			struct form *form = &next->at[made];
			*form = forms->at[i];
			for (size_t k = 0; k < (wild ? repeat : 1); k++) {
				if (form->count == PATTERN_WORDS) {
					result = err_set(err, GRIPE_DATA, "a pattern with more than %d words",
					                 PATTERN_WORDS);
					break;
				}
				form->words[form->count++] = word;
			}
			made++;
		}
		cell = wild ? cell : rest;
	}
	next->count = made;
	*forms = *next;
	free(next);
	return result;
}

static bool is_wild(struct str cell)
{
	return str_eq(cell, STR("*")) || str_eq(cell, STR("_"));
}

int patterns_add(struct patterns *patterns, struct stemmer *stemmer, struct str pattern, uint32_t payload,
                 struct err *err)
{
	struct forms *forms = memory_alloc(sizeof *forms);
	struct str left = pattern, cell = STR_EMPTY;
	int result = 0;
	forms->count = 1;
	while (result == 0 && left.at != NULL) {
		struct str rest;
		cell = str_cut(left, ' ', &rest);
		if (cell.len == 0 || (is_wild(cell) && (left.at == pattern.at || rest.at == NULL))) {
			result = err_set(err, GRIPE_DATA,
			                 "a pattern begins and ends with a word, and one blank stands between words");
		} else {
			result = forms_extend(forms, patterns, stemmer, cell, err);
		}
		left = rest;
	}
	for (size_t i = 0; result == 0 && i < forms->count; i++) {
		uint32_t node = 0;
		for (size_t k = 0; k < forms->at[i].count; k++) {
			node = node_after(patterns, node, forms->at[i].words[k]);
		}
		if (node == 0) {
			result = err_set(err, GRIPE_DATA, "an empty pattern");
		} else {
			terminal_add(patterns, node, payload);
		}
	}
	free(forms);
	return result;
}

static uint32_t known(const struct patterns *patterns, struct str word)
{
	uint32_t number = intern_find(&patterns->words, word);
	return number == INTERN_NONE ? 0 : number + 1;
}

/* The longest sign of a pattern that begins at `at` and ends by `end`; its length, 0 when there is none. */
static size_t sign_at(const struct patterns *patterns, struct str text, size_t at, size_t end, uint32_t *number)
{
	size_t longest = end - at < SIGN_BYTES ? end - at : SIGN_BYTES;
	if (!patterns->sign_begins[(unsigned char)text.at[at]]) {
		return 0;
	}
	for (size_t len = longest; len > 0; len--) {
		*number = known(patterns, str_slice(text, at, at + len));
		if (*number != 0) {
			return len;
		}
	}
	return 0;
}

static enum barrier barrier_of(char c)
{
	return c == '.' || c == ';' || c == '!' || c == '?' || c == '\n'  ? BARRIER_SENTENCE
	       : c == ',' || c == ':' || c == '(' || c == ')' || c == '"' ? BARRIER_THOUGHT
	                                                                  : BARRIER_NONE;
}

/* The signs of text[from, to), and whether punctuation in it parts what stands before from what follows. */
static enum barrier gap_take(struct matchable *matchable, const struct patterns *patterns, struct str text, size_t from,
                             size_t to)
{
	enum barrier barrier = BARRIER_NONE;
	while (from < to) {
		uint32_t number = 0;
		size_t len = sign_at(patterns, text, from, to, &number);
		enum barrier here = barrier_of(text.at[from]);
		if (len > 0) { /* what a sign parts, it parts behind itself: "why?" is a pattern */
			matchable->units[matchable->count++] =
			    (struct unit){ (uint32_t)from, (uint32_t)(from + len), number, 0, barrier, true };
		}
		barrier = here > barrier ? here : barrier;
		from += len > 0 ? len : 1;
	}
	return barrier;
}

/* A word drawn out ("soooo", "loooove") as its usual form: runs of three or more letters become two, or one, whichever
 * is known. */
static uint32_t drawn_out(const struct patterns *patterns, struct stemmer *stemmer, struct str word)
{
	char shorter[48];
	for (size_t keep = 2; keep >= 1 && word.len < sizeof shorter; keep--) {
		size_t n = 0, run;
		uint32_t number;
		for (size_t i = 0; i < word.len; i += run) {
			run = 1;
			while (i + run < word.len && word.at[i + run] == word.at[i]) {
				run++;
			}
			for (size_t k = 0; k < (run < 3 ? run : keep); k++) {
				shorter[n++] = word.at[i];
			}
		}
		if (n == word.len) {
			return 0;
		}
		number = known(patterns, stem(stemmer, (struct str){ shorter, n }));
		if (number != 0) {
			return number;
		}
	}
	return 0;
}

/* The numbers of a word's stem and of the word itself. */
static struct met numbers_of(const struct patterns *patterns, struct stemmer *stemmer, struct str word)
{
	struct met met = { 0 };
	char exact[64];
	met.stem = known(patterns, stem(stemmer, word));
	if (word.len + 1 < sizeof exact) {
		exact[0] = '=';
		memcpy(exact + 1, word.at, word.len);
		met.exact = known(patterns, (struct str){ exact, word.len + 1 });
	}
	if (met.stem == 0 && met.exact == 0) {
		met.stem = drawn_out(patterns, stemmer, word);
	}
	return met;
}

static struct met numbers_met(struct patterns *patterns, struct stemmer *stemmer, struct str word)
{
	uint32_t number = intern_find(&patterns->met_words, word);
	struct met met;
	if (number != INTERN_NONE) {
		return patterns->met[number];
	}
	met = numbers_of(patterns, stemmer, word);
	if (patterns->met_words.count < MET_MOST) {
		patterns->met = array_room(patterns->met, patterns->met_words.count, &patterns->met_cap,
		                           sizeof *patterns->met, MET_FIRST);
		patterns->met[intern_add(&patterns->met_words, word)] = met;
	}
	return met;
}

static struct unit unit_of(struct patterns *patterns, struct stemmer *stemmer, const struct token *token)
{
	struct met met = numbers_met(patterns, stemmer, token->word);
	return (struct unit){ .start = token->start, .end = token->end, .stem = met.stem, .exact = met.exact };
}

void matchable_make(struct matchable *matchable, struct patterns *patterns, struct stemmer *stemmer,
                    struct arena *arena, struct str text, const struct token *tokens, size_t token_count)
{
	size_t gaps = text.len, at = 0;
	for (size_t i = 0; i < token_count; i++) {
		gaps -= tokens[i].end - tokens[i].start;
	}
	matchable->units = arena_array(arena, token_count + gaps + 1,
	                               sizeof *matchable->units); /* at worst every byte between words is a sign */
	matchable->count = 0;
	if (patterns->beginning != 0 && token_count > 0) {
		matchable->units[matchable->count++] =
		    (struct unit){ tokens[0].start, tokens[0].start, patterns->beginning, 0, BARRIER_NONE, true };
	}
	for (size_t i = 0; i <= token_count; i++) {
		enum barrier barrier =
		    gap_take(matchable, patterns, text, at, i < token_count ? tokens[i].start : text.len);
		if (i < token_count) {
			struct unit unit = unit_of(patterns, stemmer, &tokens[i]);
			unit.barrier =
			    i == 0 ? BARRIER_NONE : barrier; /* what stands before the first word parts nothing */
			matchable->units[matchable->count++] = unit;
			at = tokens[i].end;
		}
	}
}

struct walk {
	const struct patterns *patterns;
	const struct matchable *matchable;
	size_t from;
	struct pattern_hit *hits;
	size_t count, cap;
};

/* Keeps hits sorted: longest first, then payload rising; without doubles. */
static void hit_add(struct walk *walk, uint32_t payload, size_t length)
{
	size_t at = walk->count;
	for (size_t i = 0; i < walk->count; i++) {
		if (walk->hits[i].payload == payload) {
			if (walk->hits[i].length >= length) {
				return;
			}
			memmove(walk->hits + i, walk->hits + i + 1, (walk->count - i - 1) * sizeof *walk->hits);
			walk->count--;
			break;
		}
	}
	for (at = walk->count; at > 0 && (walk->hits[at - 1].length < length || (walk->hits[at - 1].length == length &&
	                                                                         walk->hits[at - 1].payload > payload));
	     at--) {
	}
	if (at == walk->cap) {
		return;
	}
	if (walk->count == walk->cap) {
		walk->count--;
	}
	memmove(walk->hits + at + 1, walk->hits + at, (walk->count - at) * sizeof *walk->hits);
	walk->hits[at] = (struct pattern_hit){ payload, (uint32_t)length };
	walk->count++;
}

static void walk_from(struct walk *walk, uint32_t node, size_t at);

static void walk_edge(struct walk *walk, uint32_t node, uint32_t word, size_t at)
{
	const struct patterns *patterns = walk->patterns;
	uint64_t edge = (uint64_t)node << 32 | word;
	uint32_t after = edge == 0 ? SLOTS_NONE : node_find(patterns, edge);
	if (after == SLOTS_NONE) {
		return;
	}
	for (uint32_t t = patterns->nodes[after].terminal; t != 0; t = patterns->terminals[t - 1].next) {
		hit_add(walk, patterns->terminals[t - 1].payload, at + 1 - walk->from);
	}
	walk_from(walk, after, at + 1);
}

static void walk_from(struct walk *walk, uint32_t node, size_t at)
{
	const struct unit *unit;
	if (at >= walk->matchable->count || at >= walk->from + PATTERN_WORDS) {
		return;
	}
	unit = &walk->matchable->units[at];
	if (at > walk->from && unit->barrier == BARRIER_SENTENCE) {
		return;
	}
	if (unit->stem != 0) {
		walk_edge(walk, node, unit->stem, at);
	}
	if (unit->exact != 0) {
		walk_edge(walk, node, unit->exact, at);
	}
	if (!unit->sign) {
		walk_edge(walk, node, ANY, at);
	}
}

size_t patterns_at(const struct patterns *patterns, const struct matchable *matchable, size_t at,
                   struct pattern_hit *hits, size_t cap)
{
	struct walk walk = { patterns, matchable, at, hits, 0, cap };
	if (matchable->units[at].stem == 0 && matchable->units[at].exact == 0) {
		return 0;
	}
	walk_from(&walk, 0, at);
	return walk.count;
}
