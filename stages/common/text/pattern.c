/* pattern.c - a trie (Fredkin 1960) whose edges stand in one hash table; see pattern.h.
 *
 * A step of the trie is an element of a pattern as it is written: "late|slow" is one step with two edges to one node,
 * so patterns that begin alike share nodes and alternatives do not multiply. "*" is three places from which the next
 * element goes on: here, behind one word and behind two; "*5" six of them, "[so]" two. A word may stand in several
 * elements at a node; then a walk follows each, at most PATTERN_WORDS steps deep. Writing all forms out instead (one
 * edge a word at each node) took 60 MB and 0.1 s for 3,000 patterns of troubles.
 *
 * Nearly every look into the table finds nothing, so a bit for each edge's hash is asked first (Bloom 1970, with one
 * hash): these bits stay in the cache, the table does not. Nearly every word of a text begins no pattern: one look
 * into the vocabulary's table and it is done. Chosen against Aho-Corasick: wildcards and the choice between stem and
 * exact word would multiply its states. */
#include "pattern.h"

#include <assert.h>
#include <stdlib.h>

#include "array.h"
#include "buf.h"
#include "utf8.h"

enum {
	ANY = 0,       /* the edge "_" */
	GAP_WORDS = 2, /* of "*" */
	FIRST_CLASSES = 32,
	BITS_A_SLOT = 4,
	SIGN_BYTES = 8,      /* longest sign */
	MET_SLOTS = 1 << 10, /* at first; a power of two, at most half full */
	MET_MOST = 1 << 16   /* words kept, about 6 MB; rarer ones are looked up each time */
};

struct edge {
	uint64_t key;        /* node << 32 | word number; 0 = free (the root has no edge "_") */
	uint32_t node, more; /* more: index + 1 of another node that the same word leads to */
};
struct another {
	uint32_t node, more;
};
struct node {
	uint64_t ways; /* a bit for each word that leads on, by its hash: most nodes have few, so one look says no */
	uint32_t terminal; /* index + 1 into terminals */
	bool any;          /* "_" leads on */
};
struct terminal {
	uint32_t payload, next; /* next: index + 1 of another payload of the same node */
};
struct patterns {
	struct intern words; /* number + 1 is what edges carry; exact forms begin with "=" */
	struct edge *edges;
	size_t edge_count, edge_slots;
	uint64_t *seen; /* BITS_A_SLOT bits for each slot of edges */
	struct another *others;
	size_t other_count, other_cap;
	struct intern steps; /* node, stars before it, element as written */
	uint32_t *step_node; /* [steps.count] where it leads to */
	size_t step_cap;
	struct node *nodes; /* [node_count], the first is the root */
	size_t node_count, node_cap;
	struct terminal *terminals;
	size_t terminal_count, terminal_cap;
	uint32_t beginning;      /* number of "^", 0: in no pattern */
	bool sign_begins[256];   /* bytes with which a sign of some pattern begins */
	struct intern classes;   /* names of word classes, */
	struct str *class_words; /* [classes.count] and their words by "|" */
	size_t class_cap;
	/* the numbers of words that were met: stemming and looking up each word of a text thrice would take most of the
	 * time */
	struct met {
		uint64_t hash;
		struct str word;  /* at == NULL: free */
		struct str given; /* the stem that its token came with; at == NULL: none, it is the stemmer's */
		uint32_t stem, exact, not, cant;
	} *met;
	size_t met_count, met_slots;
	struct arena met_words;
};

static uint32_t node_make(struct patterns *patterns)
{
	patterns->nodes =
	    array_room(patterns->nodes, patterns->node_count, &patterns->node_cap, sizeof *patterns->nodes, 1024);
	patterns->nodes[patterns->node_count] = (struct node){ 0 };
	return (uint32_t)patterns->node_count++;
}

void patterns_open(struct patterns **out)
{
	struct patterns *patterns = memory_alloc(sizeof *patterns);
	intern_init(&patterns->words);
	patterns->edge_slots = 1024;
	patterns->edges = memory_array(patterns->edge_slots, sizeof *patterns->edges);
	patterns->seen = memory_array(patterns->edge_slots * BITS_A_SLOT / 64, sizeof *patterns->seen);
	intern_init(&patterns->steps);
	intern_init(&patterns->classes);
	node_make(patterns);
	patterns->met_slots = MET_SLOTS;
	patterns->met = memory_array(MET_SLOTS, sizeof *patterns->met);
	*out = patterns;
}

void patterns_close(struct patterns *patterns)
{
	if (patterns != NULL) {
		intern_release(&patterns->words);
		intern_release(&patterns->steps);
		intern_release(&patterns->classes);
		free(patterns->class_words);
		free(patterns->step_node);
		free(patterns->edges);
		free(patterns->seen);
		free(patterns->others);
		free(patterns->nodes);
		free(patterns->terminals);
		free(patterns->met);
		arena_release(&patterns->met_words);
		free(patterns);
	}
}

/* Fibonacci hashing; keys are our own. */
static uint64_t edge_hash(uint64_t key)
{
	return (key ^ key >> 29) * 0x9E3779B97F4A7C15u;
}

/* An empty slot, or the one of key. */
static struct edge *edge_slot(const struct patterns *patterns, uint64_t key)
{
	size_t mask = patterns->edge_slots - 1, at = (size_t)(edge_hash(key) >> 32) & mask;
	while (patterns->edges[at].key != 0 && patterns->edges[at].key != key) {
		at = (at + 1) & mask;
	}
	return &patterns->edges[at];
}

static uint64_t *seen_word(const struct patterns *patterns, uint64_t key, uint64_t *bit)
{
	uint64_t hash = edge_hash(key);
	*bit = UINT64_C(1) << (hash >> 58);
	return &patterns->seen[(size_t)(hash >> 20) & (patterns->edge_slots * BITS_A_SLOT / 64 - 1)];
}

static void edge_put(struct patterns *patterns, const struct edge *edge)
{
	uint64_t bit, *word = seen_word(patterns, edge->key, &bit);
	*word |= bit;
	*edge_slot(patterns, edge->key) = *edge;
}

static void edges_grow(struct patterns *patterns)
{
	struct edge *old = patterns->edges;
	size_t count = patterns->edge_slots;
	patterns->edge_slots *= 2;
	patterns->edges = memory_array(patterns->edge_slots, sizeof *patterns->edges);
	free(patterns->seen);
	patterns->seen = memory_array(patterns->edge_slots * BITS_A_SLOT / 64, sizeof *patterns->seen);
	for (size_t i = 0; i < count; i++) {
		if (old[i].key != 0) {
			edge_put(patterns, &old[i]);
		}
	}
	free(old);
}

/* The edge of key, NULL when there is none. */
static const struct edge *edge_find(const struct patterns *patterns, uint64_t key)
{
	uint64_t bit, *word = seen_word(patterns, key, &bit);
	const struct edge *edge = (*word & bit) == 0 ? NULL : edge_slot(patterns, key);
	return edge != NULL && edge->key != 0 ? edge : NULL;
}

static uint64_t word_bit(uint32_t word)
{
	return word == 0 ? 0 : UINT64_C(1) << (word * 0x9E3779B1u >> 26);
}

static bool leads_to(const struct patterns *patterns, const struct edge *edge, uint32_t target)
{
	bool there = edge->key != 0 && edge->node == target;
	for (uint32_t more = edge->key != 0 ? edge->more : 0; more != 0 && !there;
	     more = patterns->others[more - 1].more) {
		there = patterns->others[more - 1].node == target;
	}
	return there;
}

/* word leads from node to target too; two alternatives of one stem are one edge. */
static void edge_add(struct patterns *patterns, uint32_t node, uint32_t word, uint32_t target)
{
	uint64_t key = (uint64_t)node << 32 | word;
	struct edge *edge = edge_slot(patterns, key);
	if (leads_to(patterns, edge, target)) {
		return;
	}
	patterns->nodes[node].ways |= word_bit(word);
	patterns->nodes[node].any = patterns->nodes[node].any || word == ANY;
	if (edge->key != 0) {
		patterns->others = array_room(patterns->others, patterns->other_count, &patterns->other_cap,
		                              sizeof *patterns->others, 1024);
		patterns->others[patterns->other_count] = (struct another){ target, edge->more };
		edge->more = (uint32_t)++patterns->other_count;
		return;
	}
	edge_put(patterns, &(struct edge){ key, target, 0 });
	if (++patterns->edge_count * 2 > patterns->edge_slots) {
		edges_grow(patterns);
	}
}

static void terminal_add(struct patterns *patterns, uint32_t node, uint32_t payload)
{
	for (uint32_t at = patterns->nodes[node].terminal; at != 0; at = patterns->terminals[at - 1].next) {
		if (patterns->terminals[at - 1].payload == payload) {
			return;
		}
	}
	if (patterns->terminal_count == patterns->terminal_cap) {
		patterns->terminal_cap = patterns->terminal_cap * 2 + 256;
		patterns->terminals =
		    memory_grow(patterns->terminals, patterns->terminal_cap, sizeof *patterns->terminals);
	}
	patterns->terminals[patterns->terminal_count] = (struct terminal){ payload, patterns->nodes[node].terminal };
	patterns->nodes[node].terminal = (uint32_t)++patterns->terminal_count;
}

static bool is_word_byte(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '+' || c == '#';
}

/* Words of texts and patterns are folded, so capitals cannot be one of them. */
static bool is_class(struct str word)
{
	return str_eq(word, STR("NOT")) || str_eq(word, STR("CANT"));
}

/* How the vocabulary remembers that word belongs to a class: "NOT word", which no word can be. */
static struct str member_name(char *at, size_t cap, struct str class, struct str word)
{
	size_t len = class.len + 1 + word.len;
	if (len > cap) {
		return STR_EMPTY;
	}
	memcpy(at, class.at, class.len);
	at[class.len] = ' ';
	memcpy(at + class.len + 1, word.at, word.len);
	return (struct str){ at, len };
}

enum { MEMBER_BYTES = 64 }; /* of a class and a negation; longer words are none */

void patterns_member(struct patterns *patterns, struct str class, struct str word)
{
	char at[MEMBER_BYTES];
	struct str name = member_name(at, sizeof at, class, word);
	assert(is_class(class));
	if (name.len > 0) {
		intern_add(&patterns->words, name);
	}
}

/* Its number in the vocabulary; "=word", classes and signs by themselves, other words by their stem. */
static uint32_t word_number(struct patterns *patterns, struct stemmer *stemmer, struct str word)
{
	if (word.len > 1 && word.at[0] == '=' && byte_of_word(word.at[1])) { /* "=(" is a sign */
		return intern_add(&patterns->words, word) + 1;
	}
	if (str_eq(word, STR("^"))) {
		patterns->beginning = intern_add(&patterns->words, word) + 1;
		return patterns->beginning;
	}
	if (is_class(word)) {
		return intern_add(&patterns->words, word) + 1;
	}
	if (!is_word_byte(word.at[0]) && word.len <= SIGN_BYTES) {
		patterns->sign_begins[(unsigned char)word.at[0]] = true;
		return intern_add(&patterns->words, word) + 1;
	}
	return intern_add(&patterns->words, stem(stemmer, word)) + 1;
}

size_t pattern_gap(struct str element)
{
	if (str_eq(element, STR("*"))) {
		return GAP_WORDS;
	}
	if (element.len == 2 && element.at[0] == '*' && element.at[1] >= '1' && element.at[1] <= '9') {
		return (size_t)(element.at[1] - '0');
	}
	return 0;
}

bool pattern_optional(struct str element, struct str *inner)
{
	bool optional = element.len > 2 && element.at[0] == '[' && element.at[element.len - 1] == ']';
	*inner = optional ? str_slice(element, 1, element.len - 1) : element;
	return optional;
}

static bool is_wild(struct str cell)
{
	return pattern_gap(cell) > 0 || str_eq(cell, STR("_"));
}

/* Letters A-Z and "_" behind the first, which no word of a text has: the name of a class of words. */
static bool is_class_name(struct str word)
{
	for (size_t i = 0; i < word.len; i++) {
		if (!(word.at[i] >= 'A' && word.at[i] <= 'Z') && !(i > 0 && word.at[i] == '_')) {
			return false;
		}
	}
	return word.len > 1;
}

int patterns_class(struct patterns *patterns, struct str name, struct str words, struct err *err)
{
	size_t before = patterns->classes.count;
	struct str left = words;
	uint32_t number;
	if (!is_class_name(name) || is_class(name)) {
		return err_set(err, GRIPE_DATA, "a class of words has a name in capitals, not \"%.*s\"",
		               STR_ARGS(name));
	}
	while (left.at != NULL) {
		struct str rest, word = str_cut(left, '|', &rest);
		if (word.len == 0 || memchr(word.at, ' ', word.len) != NULL || is_wild(word) || is_class_name(word)) {
			return err_set(err, GRIPE_DATA, "a class consists of words with | between them, not \"%.*s\"",
			               STR_ARGS(word));
		}
		left = rest;
	}
	number = intern_add(&patterns->classes, name);
	if (patterns->classes.count == before) {
		return err_set(err, GRIPE_DATA, "the class \"%.*s\" stands twice", STR_ARGS(name));
	}
	patterns->class_words = array_room(patterns->class_words, number, &patterns->class_cap,
	                                   sizeof *patterns->class_words, FIRST_CLASSES);
	patterns->class_words[number] = arena_dup(&patterns->met_words, words);
	return 0;
}

struct str patterns_class_words(const struct patterns *patterns, struct str name)
{
	uint32_t number = is_class_name(name) ? intern_find(&patterns->classes, name) : INTERN_NONE;
	return number == INTERN_NONE ? STR_EMPTY : patterns->class_words[number];
}

static int element_check(const struct patterns *patterns, struct str cell, struct err *err)
{
	while (cell.at != NULL) {
		struct str rest, choice = str_cut(cell, '|', &rest);
		if (choice.len == 0) {
			return err_set(err, GRIPE_DATA, "an empty alternative in a pattern");
		}
		if (is_class_name(choice) && !is_class(choice) && patterns_class_words(patterns, choice).at == NULL) {
			return err_set(err, GRIPE_DATA, "no class of words is called \"%.*s\"", STR_ARGS(choice));
		}
		cell = rest;
	}
	return 0;
}

/* Before anything is added, so that a pattern that is refused leaves nothing behind. */
static int pattern_check(const struct patterns *patterns, struct str pattern, struct err *err)
{
	struct str left = pattern;
	size_t words = 0;
	int result = left.at != NULL ? 0 : err_set(err, GRIPE_DATA, "an empty pattern");
	while (result == 0 && left.at != NULL) {
		struct str rest, inner, cell = str_cut(left, ' ', &rest);
		bool may_lack = pattern_optional(cell, &inner) || is_wild(cell);
		if (cell.len == 0 || (may_lack && (left.at == pattern.at || rest.at == NULL))) {
			return err_set(err, GRIPE_DATA,
			               "a pattern begins and ends with a word, and one blank stands between words");
		}
		words += pattern_gap(cell) > 0 ? pattern_gap(cell) : 1;
		result = words <= PATTERN_WORDS
		             ? element_check(patterns, inner, err)
		             : err_set(err, GRIPE_DATA, "a pattern with more than %d words", PATTERN_WORDS);
		left = rest;
	}
	return result;
}

struct front { /* nodes from which a pattern goes on while it is added: more than one behind "*" and "[…]" */
	uint32_t nodes[PATTERN_WORDS + 1];
	size_t count;
};

/* How the step of the front by this element is known: the front's nodes, then the element. */
static void step_name(const struct front *front, struct str cell, struct buf *name)
{
	buf_init(name, SIZE_MAX);
	for (size_t i = 0; i < front->count; i++) {
		buf_printf(name, "%u ", (unsigned)front->nodes[i]);
	}
	buf_str_add(name, cell);
}

static void front_edges(const struct front *front, struct patterns *patterns, uint32_t word, uint32_t target)
{
	for (size_t i = 0; i < front->count; i++) {
		edge_add(patterns, front->nodes[i], word, target);
	}
}

/* A class stands for its words. */
static void choices_add(const struct front *front, struct patterns *patterns, struct stemmer *stemmer, struct str cell,
                        uint32_t target)
{
	while (cell.at != NULL) {
		struct str rest, choice = str_cut(cell, '|', &rest), words = patterns_class_words(patterns, choice);
		if (words.at != NULL) {
			choices_add(front, patterns, stemmer, words, target);
		} else {
			front_edges(front, patterns,
			            str_eq(choice, STR("_")) ? ANY : word_number(patterns, stemmer, choice), target);
		}
		cell = rest;
	}
}

/* The front's step by the element `cell`, made when it is the first. */
static void front_step(struct front *front, struct patterns *patterns, struct stemmer *stemmer, struct str cell)
{
	struct buf name;
	size_t known = patterns->steps.count;
	uint32_t step;
	step_name(front, cell, &name);
	step = intern_add(&patterns->steps, buf_str(&name));
	buf_release(&name);
	if (step == known) {
		uint32_t target = node_make(patterns);
		patterns->step_node =
		    array_room(patterns->step_node, step, &patterns->step_cap, sizeof *patterns->step_node, 1024);
		patterns->step_node[step] = target;
		choices_add(front, patterns, stemmer, cell, target);
	}
	front->nodes[0] = patterns->step_node[step];
	front->count = 1;
}

/* "*": from here, or behind one word or more. Fits: each word of a pattern adds one node at most. */
static void front_widen(struct front *front, struct patterns *patterns, struct stemmer *stemmer, size_t words)
{
	struct front last = *front;
	for (size_t i = 0; i < words; i++) {
		front_step(&last, patterns, stemmer, STR("_"));
		front->nodes[front->count++] = last.nodes[0];
	}
}

/* "[so]": from here, or behind the word. */
static void front_maybe(struct front *front, struct patterns *patterns, struct stemmer *stemmer, struct str inner)
{
	struct front behind = *front;
	front_step(&behind, patterns, stemmer, inner);
	front->nodes[front->count++] = behind.nodes[0];
}

int patterns_add(struct patterns *patterns, struct stemmer *stemmer, struct str pattern, uint32_t payload,
                 struct err *err)
{
	struct front front = { { 0 }, 1 };
	struct str left = pattern;
	int result = pattern_check(patterns, pattern, err);
	while (result == 0 && left.at != NULL) {
		struct str rest, inner, cell = str_cut(left, ' ', &rest);
		size_t gap = pattern_gap(cell);
		if (gap > 0) {
			front_widen(&front, patterns, stemmer, gap);
		} else if (pattern_optional(cell, &inner)) {
			front_maybe(&front, patterns, stemmer, inner);
		} else {
			front_step(&front, patterns, stemmer, cell);
		}
		left = rest;
	}
	if (result == 0) {
		terminal_add(patterns, front.nodes[0], payload);
	}
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
	if (memchr(".;!?\n", c, 5) != NULL) {
		return BARRIER_SENTENCE;
	}
	return memchr(",:()\"", c, 5) != NULL ? BARRIER_THOUGHT : BARRIER_NONE;
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
			    (struct unit){ (uint32_t)from, (uint32_t)(from + len), number, 0, 0, 0, barrier, true };
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

bool patterns_is_member(const struct patterns *patterns, struct str class, struct str word)
{
	char at[MEMBER_BYTES];
	struct str name = member_name(at, sizeof at, class, word);
	return name.len > 0 && known(patterns, name) != 0;
}

/* The class's number when word is a member and some pattern has the class. */
static uint32_t class_number(const struct patterns *patterns, struct str class, struct str word)
{
	return patterns_is_member(patterns, class, word) ? known(patterns, class) : 0;
}

static bool met_is(const struct met *met, struct str word, struct str given, uint64_t hash)
{
	return met->hash == hash && str_eq_short(met->word, word) && (met->given.at == NULL) == (given.at == NULL) &&
	       str_eq_short(met->given, given);
}

static struct met *met_slot(const struct patterns *patterns, struct str word, struct str given, uint64_t hash)
{
	size_t mask = patterns->met_slots - 1, at = (size_t)hash & mask;
	while (patterns->met[at].word.at != NULL && !met_is(&patterns->met[at], word, given, hash)) {
		at = (at + 1) & mask;
	}
	return &patterns->met[at];
}

static void met_grow(struct patterns *patterns)
{
	struct met *old = patterns->met;
	size_t count = patterns->met_slots;
	patterns->met_slots *= 2;
	patterns->met = memory_array(patterns->met_slots, sizeof *patterns->met);
	for (size_t i = 0; i < count; i++) {
		if (old[i].word.at != NULL) {
			*met_slot(patterns, old[i].word, old[i].given, old[i].hash) = old[i];
		}
	}
	free(old);
}

/* The numbers of a word's stem and of the word itself. */
static struct met numbers_of(const struct patterns *patterns, struct stemmer *stemmer, const struct token *token)
{
	struct met met = { 0 };
	struct str word = token->word;
	char exact[64];
	met.stem = known(patterns, token_stem(stemmer, token));
	if (word.len + 1 < sizeof exact) {
		exact[0] = '=';
		memcpy(exact + 1, word.at, word.len);
		met.exact = known(patterns, (struct str){ exact, word.len + 1 });
	}
	met.not = class_number(patterns, STR("NOT"), word);
	met.cant = class_number(patterns, STR("CANT"), word);
	if (met.stem == 0 && met.exact == 0 && met.not == 0 && met.cant == 0) {
		met.stem = drawn_out(patterns, stemmer, word);
	}
	return met;
}

static struct unit unit_of(struct patterns *patterns, struct stemmer *stemmer, const struct token *token)
{
	uint64_t hash = hash64(token->word, 0);
	struct met *slot = met_slot(patterns, token->word, token->stem, hash), met = *slot;
	if (slot->word.at == NULL) {
		met = numbers_of(patterns, stemmer, token);
		if (patterns->met_count < MET_MOST) {
			if (++patterns->met_count * 2 > patterns->met_slots) {
				met_grow(patterns);
				slot = met_slot(patterns, token->word, token->stem, hash);
			}
			met.hash = hash;
			met.word = arena_dup(&patterns->met_words, token->word);
			met.given = token->stem.at == NULL ? STR_EMPTY : arena_dup(&patterns->met_words, token->stem);
			*slot = met;
		}
	}
	return (struct unit){ .start = token->start,
		              .end = token->end,
		              .stem = met.stem,
		              .exact = met.exact,
		              .not = met.not,
		              .cant = met.cant };
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
		    (struct unit){ tokens[0].start, tokens[0].start, patterns->beginning, 0, 0, 0, BARRIER_NONE, true };
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

/* The longest first, then by payload. */
static bool comes_after(const struct pattern_hit *hit, uint32_t payload, size_t length)
{
	return hit->length < length || (hit->length == length && hit->payload > payload);
}

/* Keeps hits sorted: longest first, then payload rising; of one payload the longest, of a strict one the shortest. */
static void hit_add(struct walk *walk, uint32_t payload, size_t length)
{
	size_t at = walk->count;
	for (size_t i = 0; i < walk->count; i++) {
		if (walk->hits[i].payload == payload) {
			bool strict = (payload & PATTERN_STRICT) != 0;
			if (strict ? walk->hits[i].length <= length : walk->hits[i].length >= length) {
				return;
			}
			memmove(walk->hits + i, walk->hits + i + 1, (walk->count - i - 1) * sizeof *walk->hits);
			walk->count--;
			break;
		}
	}
	for (at = walk->count; at > 0 && comes_after(&walk->hits[at - 1], payload, length); at--) {
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

static void walk_from(struct walk *walk, uint32_t node, size_t at, bool crossed);

/* The unit at `at` led to node. crossed: a comma or its like stands between the first unit and this one. */
static void walk_node(struct walk *walk, uint32_t node, size_t at, bool crossed)
{
	for (uint32_t t = walk->patterns->nodes[node].terminal; t != 0; t = walk->patterns->terminals[t - 1].next) {
		uint32_t payload = walk->patterns->terminals[t - 1].payload;
		if (!crossed || (payload & PATTERN_STRICT) == 0) {
			hit_add(walk, payload, at + 1 - walk->from);
		}
	}
	walk_from(walk, node, at + 1, crossed);
}

static void walk_edge(struct walk *walk, uint32_t node, uint32_t word, size_t at, bool crossed)
{
	uint64_t key = (uint64_t)node << 32 | word;
	const struct patterns *patterns = walk->patterns;
	const struct edge *edge = edge_find(patterns, key);
	uint32_t more;
	if (edge == NULL) {
		return;
	}
	walk_node(walk, edge->node, at, crossed);
	for (more = edge->more; more != 0; more = patterns->others[more - 1].more) {
		walk_node(walk, patterns->others[more - 1].node, at, crossed);
	}
}

static void walk_from(struct walk *walk, uint32_t node, size_t at, bool crossed)
{
	const struct node *here = &walk->patterns->nodes[node];
	const struct unit *unit = &walk->matchable->units[at];
	if ((here->ways == 0 && !here->any) || at >= walk->matchable->count || at >= walk->from + PATTERN_WORDS) {
		return;
	}
	if (at > walk->from) {
		if (unit->barrier == BARRIER_SENTENCE) {
			return;
		}
		crossed = crossed || unit->barrier == BARRIER_THOUGHT;
	}
	const uint32_t words[] = { unit->stem, unit->exact, unit->not, unit->cant };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if ((here->ways & word_bit(words[i])) != 0) { /* word 0 has no bit */
			walk_edge(walk, node, words[i], at, crossed);
		}
	}
	if (here->any && !unit->sign) {
		walk_edge(walk, node, ANY, at, crossed);
	}
}

size_t patterns_at(const struct patterns *patterns, const struct matchable *matchable, size_t at,
                   struct pattern_hit *hits, size_t cap)
{
	struct walk walk = { patterns, matchable, at, hits, 0, cap };
	const struct unit *unit = &matchable->units[at];
	if (unit->stem == 0 && unit->exact == 0 && unit->not == 0 && unit->cant == 0) {
		return 0;
	}
	walk_from(&walk, 0, at, false);
	return walk.count;
}
