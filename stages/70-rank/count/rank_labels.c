/* rank_labels.c - see rank_labels.h. In: a table that people edit; so columns are found by name where it has a heading,
 * and a theme that it does not name keeps its id as its label. Memory: the table. */
#include "rank_labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "option.h"

void labels_init(struct labels *labels)
{
	*labels = (struct labels){ 0 };
	intern_init(&labels->ids);
}

void labels_release(struct labels *labels)
{
	intern_release(&labels->ids);
	arena_release(&labels->arena);
	free(labels->list);
}

static size_t column(const struct tsv_row *head, const char *name, size_t fallback)
{
	for (size_t i = 0; i < head->cell_count; i++) {
		if (str_eq(head->cells[i], str_from(name))) {
			return i;
		}
	}
	return fallback;
}

static struct str cell(const struct tsv_row *row, size_t at)
{
	return at < row->cell_count ? row->cells[at] : STR_EMPTY;
}

int labels_load(struct labels *labels, const char *folder, struct err *err)
{
	struct tsv tsv;
	struct str path = arena_printf(&labels->arena, "%s/themes.tsv", folder);
	int result = tsv_load(&tsv, &labels->arena, path.at, 1, err);
	if (result < 0) {
		return err_wrap(err, "labels of the model");
	}
	bool headed = tsv.row_count > 0 && str_eq(cell(&tsv.rows[0], 0), STR("id"));
	struct tsv_row none = { NULL, 0, 0 };
	const struct tsv_row *head = headed ? &tsv.rows[0] : &none;
	size_t label = column(head, "label", 2), terms = column(head, "terms", 5);
	labels->list = memory_array(tsv.row_count + 1, sizeof *labels->list);
	for (size_t i = headed; i < tsv.row_count; i++) {
		labels->list[intern_add(&labels->ids, cell(&tsv.rows[i], 0))] =
		    (struct label){ cell(&tsv.rows[i], label), cell(&tsv.rows[i], terms), STR_EMPTY, -1 };
	}
	return 0;
}

/* Rows of issue_resamples.tsv: resample, covered, counted; resample 0 is the sample itself, and comes first. */
static int method_read(struct method *method, const struct tsv *tsv, const char *path, struct err *err)
{
	for (size_t i = 0; i < tsv->row_count; i++) {
		int64_t numbers[3];
		for (size_t c = 0; c < 3; c++) {
			if (!integer_parse(tsv->rows[i].cells[c], &numbers[c]) || numbers[c] < 0) {
				err_set(err, GRIPE_DATA, "three counts are wanted");
				err_at(err, path, tsv->rows[i].line, 0);
				return GRIPE_DATA;
			}
		}
		double share = numbers[2] > 0 ? (double)numbers[1] / (double)numbers[2] : 0;
		if (i == 0) {
			method->share = share;
			method->counted = (uint64_t)numbers[2];
		} else {
			method->mean_square += (share - method->share) * (share - method->share);
			method->resamples++;
		}
	}
	method->mean_square /= method->resamples > 0 ? (double)method->resamples : 1;
	return 0;
}

/* How often issues came back, and how much the first five moved; a model from before says neither. */
static int resamples_read(struct labels *labels, const struct tsv *issues, const char *folder, struct err *err)
{
	struct tsv tsv;
	struct str path = arena_printf(&labels->arena, "%s/issue_resamples.tsv", folder);
	int result = access(path.at, F_OK) != 0 ? 1 : tsv_load(&tsv, &labels->arena, path.at, 3, err);
	if (result == 0) {
		result = method_read(&labels->method, &tsv, path.at, err);
	}
	for (size_t i = 0; i < issues->row_count && result == 0 && labels->method.resamples > 0; i++) {
		struct label *label = &labels->list[intern_find(&labels->ids, issues->rows[i].cells[0])];
		if (!integer_parse(cell(&issues->rows[i], 4), &label->came_back) || label->came_back < 0) {
			label->came_back = -1;
		}
	}
	return result < 0 ? result : 0;
}

/* The language of the labels, where the model says it. */
static int lang_read(struct labels *labels, const char *folder, struct err *err)
{
	enum { NAME, COUNT, TEXT, CELLS };
	struct tsv tsv;
	struct str path = arena_printf(&labels->arena, "%s/issue_classes.tsv", folder);
	int result = access(path.at, F_OK) != 0 ? 1 : tsv_load(&tsv, &labels->arena, path.at, CELLS, err);
	for (size_t i = 0; result == 0 && i < tsv.row_count; i++) {
		if (str_eq(tsv.rows[i].cells[NAME], STR("lang"))) {
			labels->lang = tsv.rows[i].cells[TEXT];
		}
	}
	return result < 0 ? result : 0;
}

/* Names of things, where the model has them. */
static int things_read(struct labels *labels, const char *folder, struct err *err)
{
	struct str path = arena_printf(&labels->arena, "%s/issue_things.tsv", folder);
	return access(path.at, F_OK) != 0 ? 0 : tsv_load(&labels->things, &labels->arena, path.at, 2, err);
}

int labels_issues(struct labels *labels, const char *folder, struct err *err)
{
	struct tsv tsv;
	struct str path = arena_printf(&labels->arena, "%s/issues.tsv", folder);
	int result;
	if (access(path.at, F_OK) != 0) {
		return 0;
	}
	result = tsv_load(&tsv, &labels->arena, path.at, 3, err);
	if (result < 0) {
		return err_wrap(err, "labels of the model");
	}
	labels->list = memory_array(tsv.row_count + 1, sizeof *labels->list);
	for (size_t i = 0; i < tsv.row_count; i++) {
		labels->list[intern_add(&labels->ids, tsv.rows[i].cells[0])] =
		    (struct label){ tsv.rows[i].cells[2], STR_EMPTY, tsv.rows[i].cells[1], -1 };
	}
	result = things_read(labels, folder, err);
	result = result == 0 ? lang_read(labels, folder, err) : result;
	return result == 0 ? resamples_read(labels, &tsv, folder, err) : result;
}

struct str thing_name(const struct labels *labels, struct str thing)
{
	for (size_t i = 0; i < labels->things.row_count; i++) {
		const struct str *cells = labels->things.rows[i].cells;
		if (str_eq(cells[0], thing) && cells[1].len > 0) {
			return cells[1];
		}
	}
	return thing;
}

void subjects_add(struct buf *out, const struct labels *labels)
{
	enum { NAME = 1, ROLES = 4 };
	for (size_t i = 0; i < labels->things.row_count; i++) {
		if (str_lists(cell(&labels->things.rows[i], ROLES), ' ', STR("subject"))) {
			buf_byte(out, ' ');
			buf_str_add(out, cell(&labels->things.rows[i], NAME));
		}
	}
}

struct str label_learnt(const struct labels *labels, struct str id)
{
	uint32_t number = intern_find(&labels->ids, id);
	return number == INTERN_NONE ? STR_EMPTY : labels->list[number].text;
}

struct label label_of(const struct labels *labels, struct str id)
{
	uint32_t number = intern_find(&labels->ids, id);
	struct label label =
	    number == INTERN_NONE ? (struct label){ STR_EMPTY, STR_EMPTY, STR_EMPTY, -1 } : labels->list[number];
	struct str decided = ledger_label(labels->ledger, id);
	if (decided.len > 0) {
		label.text = decided;
	}
	if (label.text.len == 0) {
		label.text = id;
	}
	return label;
}
