/* label_phrases.h - the phrases that could name a group of mentions, counted and scored.
 *
 * A phrase is 1-4 content items and at most one negation within LABEL_REACH items and no punctuation; its key is the
 * set of their stems, so that "cancelled my flight", "flight was cancelled" and "flight cancelled" are one; its form is
 * the commonest way it is written, without the words of class `drop`. */
#ifndef GRIPE_LABEL_PHRASES_H
#define GRIPE_LABEL_PHRASES_H

#include "label_corpus.h"
#include "label_counter.h"

enum { LABEL_REACH = 7 };

struct label_phrase {
	struct label_key key;
	size_t size;      /* stems in the key, the negation included */
	struct str form;  /* lower case, borrowed from the corpus */
	uint8_t classes;  /* LABEL_PROBLEM, LABEL_NOT, LABEL_JUDGEMENT when any stem is; LABEL_VAGUE when all are */
	double inside;    /* people of the group (contacts where the person is not known) who say it, by weight */
	double outside;   /* others who say it */
	double closeness; /* cosine of phrase and group, in [-1, 1]; 1 without a table */
	double score;
	bool vague_part; /* one of its words is vague */
	bool whole;      /* not a part of a longer phrase that says it nearly as often */
};

struct label_group {
	struct label_phrase *phrases; /* [phrase_count] by score falling, then form */
	size_t phrase_count;
	double contacts; /* people, counted likewise */
};

/* label_phrases - groups[group_count]; of[mention_count]: the group of each mention or -1. share: a phrase of fewer of
 * a group's contacts is left out. Everything in arena; groups' phrases are at most LABEL_PHRASES_MAX each. */
enum { LABEL_PHRASES_MAX = 400 };
void label_phrases(struct label_corpus *corpus, const struct label_input *input, const int32_t *of, size_t group_count,
                   struct arena *arena, struct label_group *groups);

#endif
