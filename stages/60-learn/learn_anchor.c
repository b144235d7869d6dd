/* learn_anchor.c - relearning with an older model as the anchor (rule 10): what each sampled mention was called until
 * now, and after learning what was born, merged, split and retired, in words. Old and new themes are matched on the new
 * sample, so that no old text is needed. */
#include <stdlib.h>

#include "buf.h"
#include "learn_inside.h"
#include "theme_assign.h"
#include "theme_match.h"

#define MOSTLY                                                                                                         \
	0.5 /* share of a theme's mentions that must come from, or go to, one other for the word "split" or "merged"   \
	     */

int learn_anchor(struct learning *learning, struct err *err)
{
	struct theme_assigner *assigner;
	struct arena scratch = ARENA_INIT;
	int status;
	if (learning->options->from == NULL) {
		return 0;
	}
	status = theme_assigner_open(&assigner, learning->options->from, learning->options->lexicons, err);
	if (status < 0) {
		return err_wrap(err, "the model to start from");
	}
	learning->anchor = arena_array(&learning->arena, learning->n + 1, sizeof *learning->anchor);
	learning->anchor_sub = arena_array(&learning->arena, learning->n + 1, sizeof *learning->anchor_sub);
	for (size_t i = 0; i < learning->n;
	     i++) { /* contacts of several sampled mentions are answered once for each: relearning is weekly */
		const struct theme_source *source = learning->picks[i]->source;
		uint32_t place = learning->picks[i]->place;
		struct theme_answer *answers = arena_array(&scratch, source->count + 1, sizeof *answers);
		learning->anchor[i] = -1;
		learning->anchor_sub[i] = -1;
		if (place < source->count) {
			theme_answer_contact(assigner, &scratch, source->lang, source->texts, source->count, answers);
			learning->anchor[i] = answers[place].theme;
			learning->anchor_sub[i] = answers[place].sub;
		}
		arena_reset(&scratch);
	}
	arena_release(&scratch);
	theme_assigner_close(assigner);
	return 0;
}

static void tell(struct buf *story, const char *word, const struct theme_entry *theme, const char *link,
                 const struct theme_entry *other)
{
	buf_printf(story, "%s: %.*s \"%.*s\"", word, STR_ARGS(theme->id), STR_ARGS(theme->label));
	if (other != NULL) {
		buf_printf(story, " %s %.*s \"%.*s\"", link, STR_ARGS(other->id), STR_ARGS(other->label));
	}
	buf_byte(story, '\n');
}

/* The largest of count values `step` apart; its place, *share of their sum. */
static size_t largest_share(const double *values, size_t count, size_t step, double *share)
{
	size_t best = 0;
	double sum = 0;
	for (size_t i = 0; i < count; i++) {
		sum += values[i * step];
		best = values[i * step] > values[best * step] ? i : best;
	}
	*share = sum > 0 ? values[best * step] / sum : 0;
	return best;
}

void learn_changes(const struct learning *learning, const struct theme_model *model, const int32_t *old_of,
                   const double *shared, struct buf *story)
{
	const struct theme_model *from = learning->options->from;
	size_t old_count = from->theme_count, new_count = model->theme_count, kept = 0;
	bool *alive = memory_array(old_count + 1, sizeof *alive);
	double share;
	for (size_t b = 0; b < new_count; b++) {
		if (old_of[b] >= 0) {
			alive[old_of[b]] = true;
			kept++;
		} else if (old_count > 0) {
			size_t a = largest_share(shared + b, old_count, new_count, &share);
			tell(story, share >= MOSTLY ? "split" : "born", &model->themes[b], "from",
			     share >= MOSTLY ? &from->themes[a] : NULL);
		} else {
			tell(story, "born", &model->themes[b], "", NULL);
		}
	}
	for (size_t a = 0; a < old_count; a++) {
		if (!alive[a] && new_count > 0) {
			size_t b = largest_share(shared + a * new_count, new_count, 1, &share);
			tell(story, share >= MOSTLY ? "merged" : "retired", &from->themes[a], "into",
			     share >= MOSTLY ? &model->themes[b] : NULL);
		}
	}
	buf_printf(story, "%zu of %zu themes keep their id\n", kept, old_count);
	free(alive);
}
