/* boilerplate_learn.c - see boilerplate.h: which lines recur over many people's texts.
 *
 * What enters: the contacts of a first pass, with quotes and signatures gone. What leaves: a list of folded units, each
 * with the number of senders and of different texts that hold it. Method: a bottom-k sample of different texts by hash
 * (the same sample whatever the order or partition of the input; two samples merge by taking the k smallest of both),
 * then exact counts over the sample. What recurs in one text of a hundred is found in a sample of 20,000 as surely as
 * in all; so memory is bounded without a sketch's false finds. Identical texts count once: a flood of copies is the
 * business of duplicates, its lines are not boilerplate. boilerplate_form.c says which units of the sample are listed.
 * Memory: k texts cut at TEXT_BYTES each. */
#include <stdlib.h>

#include "boilerplate.h"
#include "boilerplate_form.h"
#include "buf.h"
#include "hash.h"
#include "outfile.h"

enum {
	TEXT_BYTES = 4096 /* of a text: its head and its tail, where templates stand */
};

struct boilerplate_learner {
	struct sampled *sample; /* sample[count], count < 2 * most: sorted out whenever it is full */
	size_t count, most;
	uint64_t limit; /* texts with a larger hash cannot be in the sample any more */
};

void boilerplate_learner_open(struct boilerplate_learner **learner, size_t most)
{
	*learner = memory_alloc(sizeof **learner);
	(*learner)->most = most;
	(*learner)->limit = UINT64_MAX;
	(*learner)->sample = memory_array(most * 2, sizeof *(*learner)->sample);
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
	free(l);
}

static struct sampled copy_of(struct str text, uint64_t hash, uint64_t sender)
{
	size_t head = text.len > TEXT_BYTES ? TEXT_BYTES / 4 * 3 : text.len,
	       tail = text.len > TEXT_BYTES ? TEXT_BYTES / 4 : 0;
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

/* The fifth cell of a line with personal data: front number, bytes, secret. */
static void add_escaped(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		buf_text(out, text.at[i] == '\\' ? "\\" : "");
		buf_byte(out, text.at[i]);
	}
}

static void write_row(struct buf *out, const struct boilerplate_found *found, const struct boilerplate_secrets *secrets,
                      struct arena *arena)
{
	struct str unit = found->unit, bare = str_ends(unit, STR(":")) ? str_slice(unit, 0, unit.len - 1) : unit,
	           shown = bare;
	bool hidden = secrets != NULL && secrets->mask(secrets->with, arena, bare, &shown);
	buf_printf(out, "%zu\t%zu\t", found->senders, found->texts);
	add_escaped(out, shown);
	buf_text(out, bare.len < unit.len ? ":" : "");
	if (found->form || hidden) {
		buf_text(out, found->field ? "\tfield" : found->form ? "\tform" : "\t");
	}
	if (hidden) {
		buf_printf(out, "\t%u.%zu.", boilerplate_front_number(bare), bare.len);
		secrets->secret(secrets->with, unit, out);
	}
	buf_byte(out, '\n');
}

int boilerplate_learned(struct boilerplate_learner *l, const struct boilerplate_list *list, size_t *lines,
                        struct err *err)
{
	struct intern units;
	struct arena arena = ARENA_INIT;
	struct boilerplate_found *found;
	struct buf out;
	int result = 0;
	intern_init(&units);
	compact(l);
	*lines = boilerplate_find(l->sample, l->count, &units, &found);
	buf_init(&out, SIZE_MAX);
	buf_text(&out, "# Lines and sentences that recur over many senders, for --boilerplate: senders, texts, the "
	               "line as it is compared, form or field; where personal data is masked, by what the line is "
	               "found. Delete a row to keep such lines.\n");
	if (*lines > 0 && list->secrets != NULL) {
		result = list->secrets->open(list->secrets->with, err);
	}
	for (size_t i = 0; result >= 0 && i < *lines; i++) {
		write_row(&out, &found[i], list->secrets, &arena);
	}
	buf_str_add(&out, list->more);
	if (result >= 0) {
		result = outfile_save(list->path, buf_str(&out), err);
	}
	buf_release(&out);
	free(found);
	arena_release(&arena);
	intern_release(&units);
	return result;
}
