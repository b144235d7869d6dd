/* learn_descent.c - what became of each theme of the model that learning started from, as a table of the model's
 * folder: descent.tsv, with the columns what, former, theme, share.
 *
 * kept: the theme has the id of the former; born: nothing of the former model is most of it; split: it, or a part of
 * another that went into it, came off the former; merged: the former has no theme of its own any more, and most of it
 * is here; retired: it has none, and is nowhere. share: thousandths of the former's mentions in the new sample that are
 * in this theme. Parts under PART_LEAST are chance at the edges of two themes and are not told. */
#include "buf.h"
#include "learn_inside.h"

enum { THOUSAND = 1000, PART_LEAST = 100 /* thousandths */, MOSTLY = 500 /* thousandths: more is most of it */ };

struct descent {
	const struct learning *learning;
	const struct theme_model *model;
	const int32_t *old_of; /* [themes] the former whose id a theme has, or -1 */
	const double *shared;  /* [formers][themes] mentions in both, weighed */
	struct buf *out;
};

static int64_t share_of(const struct descent *descent, size_t former, size_t theme)
{
	size_t themes = descent->model->theme_count;
	const double *row = descent->shared + former * themes;
	double sum = 0;
	for (size_t b = 0; b < themes; b++) {
		sum += row[b];
	}
	return sum > 0 ? (int64_t)(row[theme] / sum * THOUSAND + .5) : 0;
}

/* Thousandths of the theme's own mentions that were the former's. */
static int64_t part_of(const struct descent *descent, size_t former, size_t theme)
{
	double sum = 0;
	for (size_t a = 0; a < descent->learning->options->from->theme_count; a++) {
		sum += descent->shared[a * descent->model->theme_count + theme];
	}
	return sum > 0 ? (int64_t)(descent->shared[former * descent->model->theme_count + theme] / sum * THOUSAND) : 0;
}

static void row(const struct descent *descent, const char *what, int64_t former, int64_t theme, int64_t share)
{
	const struct theme_model *from = descent->learning->options->from;
	buf_printf(descent->out, "%s\t%.*s\t%.*s\t%lld\n", what,
	           STR_ARGS(former >= 0 ? from->themes[former].id : STR_EMPTY),
	           STR_ARGS(theme >= 0 ? descent->model->themes[theme].id : STR_EMPTY), (long long)share);
}

static void formers(const struct descent *descent, size_t former)
{
	int64_t own = -1;
	bool merged = false;
	for (size_t b = 0; b < descent->model->theme_count; b++) {
		own = descent->old_of[b] == (int64_t)former ? (int64_t)b : own;
	}
	if (own >= 0) {
		row(descent, "kept", (int64_t)former, own, share_of(descent, former, (size_t)own));
	}
	for (size_t b = 0; b < descent->model->theme_count; b++) {
		int64_t share = share_of(descent, former, b);
		bool new_one = descent->old_of[b] < 0 && part_of(descent, former, b) >= MOSTLY;
		if ((int64_t)b == own || (share < PART_LEAST && !new_one)) {
			continue;
		}
		bool merges = own < 0 && share >= MOSTLY;
		row(descent, merges ? "merged" : "split", (int64_t)former, (int64_t)b, share);
		merged = merged || merges;
	}
	if (own < 0 && !merged) {
		row(descent, "retired", (int64_t)former, -1, 0);
	}
}

void learn_descent(const struct learning *learning, const struct theme_model *model, const int32_t *old_of,
                   const double *shared, struct buf *out)
{
	const struct descent descent = { learning, model, old_of, shared, out };
	buf_text(out, "# what\tformer\ttheme\tthousandths of the former's mentions that are in the theme\n");
	for (size_t a = 0; a < learning->options->from->theme_count; a++) {
		formers(&descent, a);
	}
	for (size_t b = 0; b < model->theme_count; b++) {
		bool from_one = old_of[b] >= 0;
		for (size_t a = 0; a < learning->options->from->theme_count && !from_one; a++) {
			from_one = part_of(&descent, a, b) >= MOSTLY;
		}
		if (!from_one) {
			row(&descent, "born", -1, (int64_t)b, 0);
		}
	}
}
