/* boilerplate_learn.c - see boilerplate.h: which lines recur over many people's texts.
 *
 * What enters: the contacts of a first pass, with quotes and signatures gone. What leaves: a list of folded units, each with the number of senders and of different texts that hold it.
 * Method: a bottom-k sample of different texts by hash (the same sample whatever the order or partition of the input; two samples merge by taking the k smallest of both), then exact counts
 * over the sample. What recurs in one text of a hundred is found in a sample of 20,000 as surely as in all; so memory is bounded without a sketch's false finds. Identical texts count once:
 * a flood of copies is the business of duplicates, its lines are not boilerplate. A unit is listed when at least SHARE of the senders in the sample and SENDERS_LEAST of them wrote it; sentences
 * inside long lines, which people do happen to share ("it does not work"), need more words and a larger share.
 * Memory: k texts cut at TEXT_BYTES each. */
#include <stdlib.h>

#include "boilerplate.h"
#include "boilerplate_unit.h"
#include "hash.h"
#include "outfile.h"

enum {
	TEXT_BYTES = 4096,     /* of a text: its head and its tail, where templates stand */
	SENDERS_LEAST = 8,     /* fewer people may write alike by chance */
	LINE_SHARE = 100,      /* one sender in so many, for lines */
	SENTENCE_SHARE = 33,   /* … and for sentences of long lines */
	SHORT_SHARE = 50,      /* … and for lines of less than LINE_WORDS words that are no headings: "Hello", "Bug", "binary" */
	LONG_SHARE = 300,      /* … and for lines of LONG_WORDS words or more, which LONG_LEAST people do not write alike by chance */
	LONG_WORDS = 6,
	LONG_LEAST = 5,
	LINE_WORDS = 3,
	LABEL_WORDS = 2,
	SENTENCE_WORDS = 6
};

struct sampled {
	uint64_t hash, sender; /* of the text; of who wrote it: the smallest when several wrote the same text */
	char *text;
	size_t len;
};

struct boilerplate_learner {
	struct sampled *sample; /* sample[count], count < 2 * most: sorted out whenever it is full */
	size_t count, most;
	uint64_t limit; /* texts with a larger hash cannot be in the sample any more */
	struct buf folded;
};

struct sighting {
	uint32_t unit;
	bool sentence, small;
	uint64_t sender, text;
};

void boilerplate_learner_open(struct boilerplate_learner **learner, size_t most)
{
	*learner = memory_alloc(sizeof **learner);
	(*learner)->most = most;
	(*learner)->limit = UINT64_MAX;
	(*learner)->sample = memory_array(most * 2, sizeof *(*learner)->sample);
	buf_init(&(*learner)->folded, SIZE_MAX);
}

void boilerplate_learner_close(struct boilerplate_learner *l)
{
	if (l == NULL) {
		return;
	}
	for (size_t i = 0; i < l->count; i++) {
		free(l->sample[i].text);
	}
	free(l->sample);
	buf_release(&l->folded);
	free(l);
}

static struct sampled copy_of(struct str text, uint64_t hash, uint64_t sender)
{
	size_t head = text.len > TEXT_BYTES ? TEXT_BYTES / 4 * 3 : text.len, tail = text.len > TEXT_BYTES ? TEXT_BYTES / 4 : 0;
	struct sampled entry = { hash, sender, memory_alloc(head + tail + 1), head + tail };
	memcpy(entry.text, text.at, head);
	if (tail > 0) {
		memcpy(entry.text + head, text.at + text.len - tail, tail);
		entry.text[head] = '\n'; /* so that no unit runs over the cut */
	}
	return entry;
}

static int by_hash(const void *left, const void *right)
{
	const struct sampled *a = left, *b = right;
	return a->hash != b->hash ? (a->hash < b->hash ? -1 : 1) : a->sender < b->sender ? -1 : a->sender > b->sender;
}

/* One entry a text, with its smallest sender; then the `most` smallest hashes. */
static void compact(struct boilerplate_learner *l)
{
	size_t kept = 0;
	qsort(l->sample, l->count, sizeof *l->sample, by_hash);
	for (size_t i = 0; i < l->count; i++) {
		if (kept == l->most || (kept > 0 && l->sample[kept - 1].hash == l->sample[i].hash)) {
			free(l->sample[i].text);
		} else {
			l->sample[kept++] = l->sample[i];
		}
	}
	l->count = kept;
	l->limit = kept == l->most ? l->sample[kept - 1].hash : UINT64_MAX;
}

void boilerplate_learn(struct boilerplate_learner *l, struct str sender, struct str text)
{
	uint64_t hash = hash64(text, 1);
	if (text.len == 0 || hash > l->limit) {
		return;
	}
	l->sample[l->count++] = copy_of(text, hash, hash64(sender.len > 0 ? sender : text, 2));
	if (l->count == l->most * 2) {
		compact(l);
	}
}

static int by_unit(const void *left, const void *right)
{
	const struct sighting *a = left, *b = right;
	if (a->unit != b->unit) {
		return a->unit < b->unit ? -1 : 1;
	}
	return a->sender != b->sender ? (a->sender < b->sender ? -1 : 1) : a->text < b->text ? -1 : a->text > b->text;
}

static size_t word_count(struct str text)
{
	size_t words = 0;
	for (size_t i = 0; i < text.len; i++) {
		words += !ascii_is_space(text.at[i]) && (i == 0 || ascii_is_space(text.at[i - 1]));
	}
	return words;
}

struct sightings {
	struct sighting *at;
	size_t count, cap;
	struct intern units;
};

/* The unit in l->folded. */
static void add_sighting(struct boilerplate_learner *l, struct sightings *s, const struct sampled *from, bool sentence, bool small)
{
	if (s->count == s->cap) {
		s->cap = s->cap * 2 + 1024;
		s->at = memory_grow(s->at, s->cap, sizeof *s->at);
	}
	s->at[s->count++] = (struct sighting){ intern_add(&s->units, buf_str(&l->folded)), sentence, small, from->sender, from->hash };
}

static void sight(struct boilerplate_learner *l, struct sightings *s, struct str unit, const struct sampled *from, bool sentence)
{
	bool heading = str_starts(unit, STR("#")) || str_starts(unit, STR("**"));
	size_t words;
	boilerplate_fold(&l->folded, unit);
	words = word_count(buf_str(&l->folded));
	if (words < (sentence ? SENTENCE_WORDS : 1)) {
		return;
	}
	add_sighting(l, s, from, sentence, !sentence && !heading && words < LINE_WORDS);
}

/* "OS version: 10": the label, with its colon. */
static void sight_label(struct boilerplate_learner *l, struct sightings *s, struct str line, const struct sampled *from)
{
	size_t colon = str_find(line, STR(":"), 0);
	if (colon >= line.len || colon + 1 >= line.len || colon > UNIT_LINE) {
		return;
	}
	boilerplate_fold(&l->folded, str_slice(line, 0, colon));
	if (word_count(buf_str(&l->folded)) < LABEL_WORDS) {
		return;
	}
	buf_byte(&l->folded, ':');
	add_sighting(l, s, from, false, false);
}

static void sight_text(struct boilerplate_learner *l, struct sightings *s, const struct sampled *from)
{
	struct str rest = str_trim((struct str){ from->text, from->len });
	bool several = memchr(rest.at, '\n', rest.len) != NULL;
	while (rest.at != NULL) {
		struct str next, line = str_cut(rest, '\n', &next);
		size_t at = 0;
		rest = next;
		if (line.len <= UNIT_LINE) {
			if (several) {
				sight(l, s, line, from, false);
				sight_label(l, s, line, from);
			}
			continue;
		}
		while (at < line.len) {
			size_t end = boilerplate_sentence(line, at);
			sight(l, s, str_slice(line, at, end), from, true);
			at = end;
		}
	}
}

struct found {
	struct str unit;
	size_t senders, texts;
};

static int by_senders(const void *left, const void *right)
{
	const struct found *a = left, *b = right;
	return a->senders != b->senders ? (a->senders > b->senders ? -1 : 1) : a->texts != b->texts ? (a->texts > b->texts ? -1 : 1) : str_cmp(a->unit, b->unit);
}

static size_t count_senders(const struct boilerplate_learner *l)
{
	struct sighting *who = memory_array(l->count + 1, sizeof *who);
	size_t senders = 0;
	for (size_t i = 0; i < l->count; i++) {
		who[i].sender = l->sample[i].sender;
	}
	qsort(who, l->count, sizeof *who, by_unit);
	for (size_t i = 0; i < l->count; i++) {
		senders += i == 0 || who[i].sender != who[i - 1].sender;
	}
	free(who);
	return senders;
}

static size_t find(struct sightings *s, size_t all_senders, struct found *found)
{
	size_t count = 0;
	if (s->count == 0) {
		return 0;
	}
	qsort(s->at, s->count, sizeof *s->at, by_unit);
	for (size_t i = 0, end; i < s->count; i = end) {
		struct found f = { s->units.names[s->at[i].unit], 0, 0 };
		bool sentence = true, small = true, long_line;
		size_t least;
		for (end = i; end < s->count && s->at[end].unit == s->at[i].unit; end++) {
			bool new_sender = end == i || s->at[end].sender != s->at[end - 1].sender;
			f.senders += new_sender;
			f.texts += new_sender || s->at[end].text != s->at[end - 1].text;
			sentence = sentence && s->at[end].sentence;
			small = small && s->at[end].small;
		}
		long_line = !sentence && word_count(f.unit) >= LONG_WORDS;
		least = all_senders / (sentence ? SENTENCE_SHARE : small ? SHORT_SHARE : long_line ? LONG_SHARE : LINE_SHARE);
		if (f.senders >= (long_line ? LONG_LEAST : SENDERS_LEAST) && f.senders >= least) {
			found[count++] = f;
		}
	}
	qsort(found, count, sizeof *found, by_senders);
	return count;
}

int boilerplate_learned(struct boilerplate_learner *l, const char *path, struct str more, size_t *lines, struct err *err)
{
	struct sightings s;
	struct found *found;
	struct buf out;
	int result;
	s.at = NULL;
	s.count = s.cap = 0;
	intern_init(&s.units);
	compact(l);
	for (size_t i = 0; i < l->count; i++) {
		sight_text(l, &s, &l->sample[i]);
	}
	found = memory_array(s.units.count + 1, sizeof *found);
	*lines = find(&s, count_senders(l), found);
	buf_init(&out, SIZE_MAX);
	buf_text(&out, "# Lines and sentences that recur over many senders, for --boilerplate: senders, texts, the line as it is compared. Delete a row to keep such lines.\n");
	for (size_t i = 0; i < *lines; i++) {
		buf_printf(&out, "%zu\t%zu\t", found[i].senders, found[i].texts);
		for (size_t c = 0; c < found[i].unit.len; c++) {
			buf_text(&out, found[i].unit.at[c] == '\\' ? "\\" : "");
			buf_byte(&out, found[i].unit.at[c]);
		}
		buf_byte(&out, '\n');
	}
	buf_str_add(&out, more);
	result = outfile_save(path, buf_str(&out), err);
	buf_release(&out);
	free(found);
	free(s.at);
	intern_release(&s.units);
	return result;
}
