/* issue_nouns.c - the corpus' own things: nouns that its customers say and no list has.
 *
 * A word is taken for a noun by its left neighbours in this corpus: "the", "my" and the like against "to", "we", "did".
 * Two such words that often stand together are one thing ("gate agent"). Words of mood name no thing; neither do
 * brands: what is written with a capital inside sentences (in a language that does not write nouns so), the values of
 * columns such as company or product, and the name of the source. */
#include <stdlib.h>

#include "array.h"
#include "issue_learn.h"
#include "language_table.h"
#include "tsv.h"

enum {
	WORD_LEAST = 3,       /* bytes of a word that may be a thing */
	DETERMINED_LEAST = 4, /* times a noun stands behind a determiner */
	BIG_LEAST = 3,        /* times a brand is written with a capital inside a sentence */
	PAIR_LEAST = 4,       /* times two words stand together to be one thing */
	VALUES_MOST = 30,     /* distinct values of a column of brands */
	VALUE_BYTES = 40      /* longer ones are texts */
};
static const double NOUN = 0.6;           /* share of determiners among left neighbours, one third of one added */
static const double CLOSED = 0.45;        /* share of a noun's places behind a determiner that end the group of words */
static const double CAPITALS = 0.7;       /* share of capitals of a brand */
static const double NOUNS_BIG = 0.12;     /* more words with a capital inside sentences: the language writes nouns so */
static const double PAIR_SHARE = 0.0006;  /* of the mentions */
static const double PAIR_OF_HEAD = 0.2;   /* of the mentions of its second word */
static const double SUBJECT_SHARE = 0.08; /* of the mentions: a thing in more of them tells nothing apart */
static const double OWN_SHARE = 0.0015;   /* of the contacts that say an own thing, at least OWN_LEAST */
enum { OWN_LEAST = 3 };

struct word_facts { /* of a stem */
	uint32_t determined, verbal, mentions, contacts, felt, troubled, listed, big, small;
	uint32_t closed; /* of `determined`: no word of its own follows, so it is no adjective of one */
	uint32_t last_contact, last_mention; /* + 1 */
	struct str surface;                  /* its commonest form, by the counts of `forms` */
	uint32_t surface_count;
};
struct pair_facts {
	uint32_t first, second, mentions, contacts, determined, verbal, last_contact;
	struct str surface;
};

struct said_facts { /* of a listed thing */
	uint32_t mentions, last_mention;
};

struct nouns {
	struct issue_learning *learning;
	struct thing_list *things;
	struct tokenizer *tokenizer;
	struct arena arena, of_mention; /* the second: of the mention that is counted */
	struct buf pair_name;           /* reused */
	struct intern stems, forms, pair_names;
	struct word_facts *words; /* [stems.count] */
	size_t word_cap;
	uint32_t *form_counts;
	size_t form_cap;
	struct pair_facts *pairs;
	size_t pair_cap;
	struct intern said; /* ids of listed things */
	struct said_facts *said_facts;
	size_t said_cap;
	struct intern brands;        /* stems */
	uint64_t inside, inside_big; /* words inside sentences; those of them with a capital */
};

static struct word_facts *facts_of(struct nouns *nouns, const struct issue_word *word, uint32_t *number)
{
	size_t before = nouns->stems.count;
	*number = intern_add(&nouns->stems, word->stem);
	nouns->words = array_room(nouns->words, *number, &nouns->word_cap, sizeof *nouns->words, 4096);
	if (nouns->stems.count > before) {
		nouns->words[*number] = (struct word_facts){ 0 };
	}
	return &nouns->words[*number];
}

/* The commonest form of a stem: the first to reach the highest count, in the sample's order. */
static void form_count(struct nouns *nouns, struct word_facts *facts, struct str form)
{
	size_t before = nouns->forms.count;
	uint32_t number = intern_add(&nouns->forms, form);
	nouns->form_counts = array_room(nouns->form_counts, number, &nouns->form_cap, sizeof *nouns->form_counts, 4096);
	if (nouns->forms.count > before) {
		nouns->form_counts[number] = 0;
	}
	if (++nouns->form_counts[number] > facts->surface_count) {
		facts->surface_count = nouns->form_counts[number];
		facts->surface = nouns->forms.names[number];
	}
}

static bool may_be_thing(const struct issue_word *word)
{
	return (word->classes & (WORD_STOP | WORD_NEGATION | WORD_NOTHING | WORD_PHATIC)) == 0 &&
	       word->word.len >= WORD_LEAST && !ascii_is_digit(word->word.at[0]);
}

/* A word inside a sentence: a small letter or a comma and one blank stand before it. */
static void capital_count(struct nouns *nouns, struct word_facts *facts, struct str text, uint32_t start)
{
	bool inside = start >= 2 && text.at[start - 1] == ' ' &&
	              ((text.at[start - 2] >= 'a' && text.at[start - 2] <= 'z') || text.at[start - 2] == ',');
	if (inside) {
		bool big = text.at[start] >= 'A' && text.at[start] <= 'Z';
		nouns->inside++;
		nouns->inside_big += big;
		facts->big += big;
		facts->small += !big;
	}
}

static bool shouts(struct str text, const struct issue_words *words)
{
	size_t big = 0;
	for (size_t i = 0; i < words->count; i++) {
		big += text.at[words->words[i].start] >= 'A' && text.at[words->words[i].start] <= 'Z';
	}
	return big * 2 > words->count;
}

static bool felt(const struct mention *mention, const struct issue_word *word)
{
	for (size_t i = 0; i < mention->signal_count; i++) {
		const struct signal *signal = &mention->signals[i];
		if (str_eq(signal->family, STR("sentiment")) &&
		    signal->span.start <= mention->span.start + word->start &&
		    signal->span.end >= mention->span.start + word->end) {
			return true;
		}
	}
	return false;
}

static bool stands_behind(const struct issue_words *words, size_t i, unsigned classes)
{
	return i > 0 && !words->words[i].parted && (words->words[i - 1].classes & classes) != 0;
}

/* Evidence of a trouble: "crashes", "delayed". */
static bool troubled(const struct mention *mention, const struct issue_word *word)
{
	for (size_t i = 0; i < mention->trouble_count; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		if (trouble->span.start <= mention->span.start + word->start &&
		    trouble->span.end >= mention->span.start + word->end) {
			return true;
		}
	}
	return false;
}

/* Of a word and the next; first: the number of its stem. */
static void pair_count(struct nouns *nouns, const struct issue_words *words, size_t i, uint32_t first, uint32_t contact)
{
	const struct issue_word *a = &words->words[i];
	const struct issue_word *b = a + 1;
	uint32_t second, number;
	size_t before = nouns->pair_names.count;
	struct pair_facts *pair;
	facts_of(nouns, b, &second);
	buf_clear(&nouns->pair_name);
	buf_str_add(&nouns->pair_name, a->stem);
	buf_byte(&nouns->pair_name, ' ');
	buf_str_add(&nouns->pair_name, b->stem);
	number = intern_add(&nouns->pair_names, buf_str(&nouns->pair_name));
	nouns->pairs = array_room(nouns->pairs, number, &nouns->pair_cap, sizeof *nouns->pairs, 4096);
	pair = &nouns->pairs[number];
	if (nouns->pair_names.count > before) {
		*pair = (struct pair_facts){ .first = first, .second = second };
		pair->surface = arena_printf(&nouns->arena, "%.*s %.*s", STR_ARGS(a->word), STR_ARGS(b->word));
	}
	pair->mentions++;
	pair->determined += stands_behind(words, i, WORD_DETERMINER);
	pair->verbal += stands_behind(words, i, WORD_VERBAL);
	pair->contacts += pair->last_contact != contact + 1;
	pair->last_contact = contact + 1;
}

static void said_count(struct nouns *nouns, struct str id, uint32_t number)
{
	size_t before = nouns->said.count;
	uint32_t said = intern_add(&nouns->said, id);
	struct said_facts *facts;
	nouns->said_facts = array_room(nouns->said_facts, said, &nouns->said_cap, sizeof *nouns->said_facts, 256);
	facts = &nouns->said_facts[said];
	if (nouns->said.count > before) {
		*facts = (struct said_facts){ 0 };
	}
	facts->mentions += facts->last_mention != number + 1;
	facts->last_mention = number + 1;
}

/* No word that may be a thing's follows at once. */
static bool ends_group(const struct issue_words *words, size_t i)
{
	return i + 1 >= words->count || words->words[i + 1].parted || !may_be_thing(&words->words[i + 1]);
}

static void count_mention(struct nouns *nouns, const struct record *record, struct mention *mention, uint32_t contact,
                          uint32_t number)
{
	struct arena *arena = &nouns->of_mention;
	struct issue_words words;
	struct token *tokens;
	size_t n;
	bool loud;
	arena_reset(arena);
	n = mention_tokens(nouns->tokenizer, record, mention, &tokens);
	things_read(nouns->things, arena, mention->text, tokens, n, &words);
	loud = shouts(mention->text, &words);
	for (size_t i = 0; i < words.count; i++) {
		const struct issue_word *word = &words.words[i];
		uint32_t stem;
		struct word_facts *facts = facts_of(nouns, word, &stem);
		if ((word->classes & WORD_STOP) == 0) {
			bool determined = stands_behind(&words, i, WORD_DETERMINER);
			facts->determined += determined;
			facts->closed += determined && ends_group(&words, i);
			facts->verbal += stands_behind(&words, i, WORD_VERBAL);
		}
		if (!may_be_thing(word)) {
			continue;
		}
		form_count(nouns, facts, word->word);
		facts->felt += felt(mention, word);
		facts->troubled += troubled(mention, word);
		facts->mentions += facts->last_mention != number + 1;
		facts->contacts += facts->last_contact != contact + 1;
		facts->last_mention = number + 1;
		facts->last_contact = contact + 1;
		if (!loud) {
			capital_count(nouns, facts, mention->text, word->start);
		}
		if (i + 1 < words.count && may_be_thing(word + 1) && !word[1].parted) {
			pair_count(nouns, &words, i, stem, contact);
		}
	}
	for (size_t i = 0; i < words.thing_count; i++) {
		said_count(nouns, things_at(nouns->things, words.things[i].thing)->id, number);
		for (uint32_t w = words.things[i].start; w < words.things[i].end; w++) {
			uint32_t stem;
			facts_of(nouns, &words.words[w], &stem)->listed++;
		}
	}
}

static void count_all(struct nouns *nouns)
{
	const struct issue_learning *learning = nouns->learning;
	uint32_t number = 0;
	for (size_t r = 0; r < learning->record_count; r++) {
		const struct record *record = learning->records[r];
		struct str lang = language_named(record->contact.lang);
		for (size_t i = 0; i < record->mention_count && str_eq(lang, learning->model->lang); i++) {
			count_mention(nouns, record, &record->mentions[i], (uint32_t)r, number++);
		}
	}
}

/* ---- brands ---- */

static void brand_words(struct nouns *nouns, struct str text)
{
	struct token *tokens;
	size_t n = tokenize(nouns->tokenizer, &nouns->arena, text, nouns->learning->model->lang, &tokens);
	for (size_t i = 0; i < n; i++) {
		struct str stem = things_stem(nouns->things, tokens[i].word);
		uint32_t number = intern_find(&nouns->stems, stem);
		if (tokens[i].word.len >= WORD_LEAST && (number == INTERN_NONE || nouns->words[number].listed == 0)) {
			intern_add(&nouns->brands, stem);
		}
	}
}

struct column { /* of attributes whose values are brands */
	struct str key;
	struct intern values;
};

static bool is_brand_column(const struct tsv *lists, struct str key)
{
	for (size_t i = 0; i < lists->row_count; i++) {
		struct str words = lists->rows[i].cells[1];
		while (str_eq(lists->rows[i].cells[0], STR("brand_column")) && words.at != NULL) {
			struct str rest, word = str_cut(words, ' ', &rest);
			if (str_find_nocase(key, word, 0) < key.len) {
				return true;
			}
			words = rest;
		}
	}
	return false;
}

enum { COLUMNS = 16 }; /* columns of brands that are looked at */

static void column_count(struct column *columns, size_t *count, const struct tsv *lists, const struct attr *attr)
{
	size_t c = 0;
	if (attr->value.len >= VALUE_BYTES || !is_brand_column(lists, attr->key)) {
		return;
	}
	while (c < *count && !str_eq(columns[c].key, attr->key)) {
		c++;
	}
	if (c == *count && c < COLUMNS) {
		columns[c].key = attr->key;
		intern_init(&columns[c].values);
		(*count)++;
	}
	if (c < COLUMNS) {
		intern_add(&columns[c].values, attr->value);
	}
}

static void brands_of_columns(struct nouns *nouns, const struct tsv *lists)
{
	const struct issue_learning *learning = nouns->learning;
	struct column columns[COLUMNS];
	size_t count = 0;
	for (size_t r = 0; r < learning->record_count; r++) {
		const struct contact *contact = &learning->records[r]->contact;
		for (size_t a = 0; a < contact->attr_count; a++) {
			column_count(columns, &count, lists, &contact->attrs[a]);
		}
	}
	for (size_t c = 0; c < count; c++) {
		size_t most = learning->record_count / 20 > VALUES_MOST ? learning->record_count / 20 : VALUES_MOST;
		for (size_t v = 0; v < columns[c].values.count && columns[c].values.count <= most; v++) {
			brand_words(nouns, columns[c].values.names[v]);
		}
		intern_release(&columns[c].values);
	}
}

static void brands_of_sources(struct nouns *nouns)
{
	const struct issue_learning *learning = nouns->learning;
	struct intern sources;
	intern_init(&sources);
	for (size_t r = 0; r < learning->record_count; r++) {
		struct str source = learning->records[r]->contact.source;
		size_t before = sources.count;
		intern_add(&sources, source);
		if (sources.count > before) {
			brand_words(nouns, source);
		}
	}
	intern_release(&sources);
}

static void brands_find(struct nouns *nouns)
{
	bool nouns_big = (double)nouns->inside_big > NOUNS_BIG * (double)nouns->inside;
	for (uint32_t s = 0; s < nouns->stems.count && !nouns_big; s++) {
		const struct word_facts *f = &nouns->words[s];
		if (f->big >= BIG_LEAST && f->big >= CAPITALS * (f->big + f->small) && f->listed == 0) {
			intern_add(&nouns->brands, nouns->stems.names[s]);
		}
	}
	brands_of_columns(nouns, &nouns->learning->lists);
	brands_of_sources(nouns);
}

/* ---- own things ---- */

static bool is_brand(const struct nouns *nouns, uint32_t stem)
{
	return intern_find(&nouns->brands, nouns->stems.names[stem]) != INTERN_NONE;
}

static bool stands_as_noun(uint32_t determined, uint32_t verbal)
{
	return (determined + 0.3) / (determined + verbal + 1.0) >= NOUN && determined >= DETERMINED_LEAST;
}

static bool is_noun(const struct nouns *nouns, uint32_t stem)
{
	const struct word_facts *f = &nouns->words[stem];
	return stands_as_noun(f->determined, f->verbal) && f->closed >= CLOSED * f->determined &&
	       f->felt * 2 <= f->mentions;
}

static bool is_subject(const struct nouns *nouns, uint32_t mentions)
{
	return mentions > SUBJECT_SHARE * (double)nouns->learning->mentions;
}

static void own_add(struct nouns *nouns, struct str stems, struct str surface, uint64_t contacts, uint32_t mentions)
{
	struct issue_model *model = nouns->learning->model;
	char *id = arena_alloc(&model->arena, stems.len + 1);
	for (size_t i = 0; i < stems.len; i++) {
		id[i] = stems.at[i] == ' ' ? '_' : stems.at[i];
	}
	struct issue_thing *thing = issue_model_thing_add(model, (struct str){ id, stems.len });
	thing->name = arena_dup(&model->arena, surface);
	thing->words = thing->name;
	thing->contacts = contacts;
	thing->roles = THING_OWN | (is_subject(nouns, mentions) ? THING_SUBJECT : 0U);
}

/* share of all, but never less than least. */
static double floor_of(double share, double all, double least)
{
	return share * all < least ? least : share * all;
}

/* The two words stand together often in this corpus, and in a good share of the mentions of the second. */
static bool stands_together(const struct nouns *nouns, const struct pair_facts *pair, double contact_floor)
{
	double mention_floor = floor_of(PAIR_SHARE, (double)nouns->learning->mentions, PAIR_LEAST);
	return pair->mentions >= mention_floor && pair->contacts >= contact_floor &&
	       pair->mentions >= PAIR_OF_HEAD * nouns->words[pair->second].mentions;
}

/* Two words behind determiners as a noun is, where the second is not what the first does or suffers ("the app
 * crashes"). */
static bool is_compound(const struct nouns *nouns, const struct pair_facts *pair)
{
	const struct word_facts *second = &nouns->words[pair->second];
	return stands_as_noun(pair->determined, pair->verbal) && second->troubled * 2 <= second->mentions &&
	       second->felt * 2 <= second->mentions && second->verbal * 4 <= second->mentions;
}

/* A noun behind a word, or a compound; not behind a word of mood, and no brand in it. */
static bool names_a_thing(const struct nouns *nouns, const struct pair_facts *pair)
{
	const struct word_facts *first = &nouns->words[pair->first];
	return (is_noun(nouns, pair->second) || is_compound(nouns, pair)) && first->felt * 2 <= first->mentions &&
	       !is_brand(nouns, pair->first) && !is_brand(nouns, pair->second);
}

static void own_pairs(struct nouns *nouns, double contact_floor)
{
	for (uint32_t p = 0; p < nouns->pair_names.count; p++) {
		const struct pair_facts *pair = &nouns->pairs[p];
		if (stands_together(nouns, pair, contact_floor) && names_a_thing(nouns, pair)) {
			own_add(nouns, nouns->pair_names.names[p], pair->surface, pair->contacts, pair->mentions);
		}
	}
}

static void own_words(struct nouns *nouns, double contact_floor)
{
	for (uint32_t s = 0; s < nouns->stems.count; s++) {
		const struct word_facts *f = &nouns->words[s];
		if (f->contacts >= contact_floor && f->listed == 0 && f->surface.len > 0 && is_noun(nouns, s) &&
		    !is_brand(nouns, s)) {
			own_add(nouns, nouns->stems.names[s], f->surface, f->contacts, f->mentions);
		}
	}
}

static void own_brands(struct nouns *nouns, double contact_floor)
{
	struct issue_model *model = nouns->learning->model;
	for (uint32_t b = 0; b < nouns->brands.count; b++) {
		uint32_t stem = intern_find(&nouns->stems, nouns->brands.names[b]);
		if (stem != INTERN_NONE && nouns->words[stem].contacts >= contact_floor) {
			struct issue_thing *thing = issue_model_thing_add(model, nouns->brands.names[b]);
			thing->name = arena_dup(&model->arena, nouns->words[stem].surface);
			thing->contacts = nouns->words[stem].contacts;
			thing->roles = THING_BRAND;
		}
	}
}

static void own_things(struct nouns *nouns)
{
	double contact_floor = floor_of(OWN_SHARE, (double)nouns->learning->record_count, OWN_LEAST);
	own_pairs(nouns, contact_floor);
	own_words(nouns, contact_floor);
	own_brands(nouns, contact_floor);
}

/* Things of the lists that are said everywhere. */
static void subjects(struct nouns *nouns)
{
	struct issue_model *model = nouns->learning->model;
	for (uint32_t i = 0; i < nouns->said.count; i++) {
		if (is_subject(nouns, nouns->said_facts[i].mentions)) {
			size_t thing = issue_model_thing(model, nouns->said.names[i]); /* may move the things */
			model->things[thing].roles |= THING_SUBJECT;
		}
	}
}

int issue_nouns(struct issue_learning *learning, struct err *err)
{
	struct nouns nouns = { .learning = learning };
	int result = tokenizer_open(&nouns.tokenizer, err);
	buf_init(&nouns.pair_name, SIZE_MAX);
	intern_init(&nouns.stems);
	intern_init(&nouns.forms);
	intern_init(&nouns.pair_names);
	intern_init(&nouns.brands);
	intern_init(&nouns.said);
	result = result == 0 ? things_open(&nouns.things, learning->lexicons, learning->model->lang, NULL, NULL, 0, err)
	                     : result;
	if (result == 0) {
		count_all(&nouns);
		brands_find(&nouns);
		own_things(&nouns);
		subjects(&nouns);
	}
	things_close(nouns.things);
	tokenizer_close(nouns.tokenizer);
	intern_release(&nouns.stems);
	intern_release(&nouns.forms);
	intern_release(&nouns.pair_names);
	intern_release(&nouns.brands);
	intern_release(&nouns.said);
	free(nouns.said_facts);
	free(nouns.words);
	free(nouns.form_counts);
	free(nouns.pairs);
	buf_release(&nouns.pair_name);
	arena_release(&nouns.of_mention);
	arena_release(&nouns.arena);
	return result;
}
