/* learn_context.c - how much of its contact a mention's vector holds (rule 4): the data decide, unless an option does.
 *
 * Enters: the sample's picks with the texts of their contacts, and the frame. Leaves: frame.context. A complaint tells
 * one story in many sentences, and a sentence of it says what it is about only beside the others: with the whole
 * contact in each vector AMI on long complaints goes from .18 to .21. A long review weighs food, staff and price, and
 * would be pulled together as well, so length alone does not decide; likeness does. Cosine of two mentions of one
 * contact, mean over contacts: complaints to a bureau .10 to .13, support tickets .09 to .17, reviews of restaurants,
 * hotels, rides and goods .04 to .10, tales of a forum .07. On labelled tickets that pass both tests (English, German)
 * AMI gains .006 and .014; on Spanish ones, which are like .09, it would lose .034. */
#include <stdlib.h>

#include "learn_inside.h"

enum {
	STORY_MENTIONS = 5,  /* a contact of at least so many is long */
	STORY_CONTACTS = 500 /* whose likeness is measured: the first by content hash; bounds the time */
};
#define STORY_LONG 0.5     /* of the contacts are long */
#define STORY_LIKENESS 0.1 /* mean cosine of two mentions of a contact, without context */
#define CONTEXT_SOME 0.3   /* share of the contact beside the mention itself */
#define CONTEXT_WHOLE 1.0

/* Share of long contacts. A sampled mention stands for one in so many of its contact, so long contacts, which are
 * likelier to be met, count no more than short ones. */
static double long_share(const struct learning *learning)
{
	double all = 0, many = 0;
	for (size_t i = 0; i < learning->n; i++) {
		size_t mentions = learning->picks[i]->source->mentions;
		double part = mentions > 0 ? 1.0 / (double)mentions : 1;
		all += part;
		many += mentions >= STORY_MENTIONS ? part : 0;
	}
	return all > 0 ? many / all : 0;
}

/* Mean cosine of two mentions of the contact; *found is false with fewer than two that have a vector. The e of a
 * mention is unit length or a little less, so the sum of all pairs is what the length of their sum has beyond their
 * own. */
static double likeness(struct learning *learning, const struct theme_source *source, float *e, struct arena *scratch,
                       bool *found)
{
	const struct theme_frame *frame = &learning->frame;
	float *whole = e + frame->dim;
	double own = 0, together = 0;
	size_t count = 0;
	memset(whole, 0, frame->dim * sizeof *whole);
	for (size_t place = 0; place < source->count; place++) {
		struct theme_words words;
		theme_read(learning->reader, scratch, source->texts[place],
		           learn_stems(learning, source, source->stems[place]), &words);
		if (words.known) {
			memset(e, 0, frame->dim * sizeof *e);
			theme_embed(learning->reader, frame, &words, e, NULL);
			for (size_t k = 0; k < frame->dim; k++) {
				own += (double)e[k] * (double)e[k];
				whole[k] += e[k];
			}
			count++;
		}
	}
	for (size_t k = 0; k < frame->dim; k++) {
		together += (double)whole[k] * (double)whole[k];
	}
	arena_reset(scratch);
	*found = count > 1;
	return *found ? (together - own) / (double)(count * (count - 1)) : 0;
}

static double mean_likeness(struct learning *learning)
{
	float *e = memory_array(2 * learning->frame.dim + 1, sizeof *e);
	bool *seen = memory_array(learning->source_count + 1, sizeof *seen);
	struct arena scratch = ARENA_INIT;
	double sum = 0;
	size_t count = 0;
	for (size_t i = 0; i < learning->n && count < STORY_CONTACTS; i++) {
		bool found = false;
		if (!seen[learning->source[i]]) {
			seen[learning->source[i]] = true;
			sum += likeness(learning, learning->sources[learning->source[i]], e, &scratch, &found);
			count += found;
		}
	}
	arena_release(&scratch);
	free(seen);
	free(e);
	return count > 0 ? sum / (double)count : 0;
}

void learn_context(struct learning *learning)
{
	enum learn_stories stories = learning->options->stories;
	bool whole = stories == LEARN_STORIES_ALWAYS;
	if (stories == LEARN_STORIES_BY_DATA && learning->options->from != NULL) {
		whole =
		    theme_model_stories(learning->options->from); /* its ids were found so; a flip would lose them */
	} else if (stories == LEARN_STORIES_BY_DATA && long_share(learning) >= STORY_LONG) {
		whole = mean_likeness(learning) >= STORY_LIKENESS;
	}
	learning->frame.context = whole ? CONTEXT_WHOLE : CONTEXT_SOME;
}
