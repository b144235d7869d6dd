/* next_step.c - see next_step.h. In: the rows of next_step.tsv, and what is known of an issue or topic. Out: one
 * sentence, or none.
 *
 * An issue goes by its class, where a fifth of its contacts state it in more words than one: what a reader infers, or
 * one word says, does not carry a step. Kind and step are guesses from word lists: good
 * enough for a topic when many of its contacts show them, and then the sentence says how many; never for an issue, to
 * which they gave the next step of another trouble. No sentence is better than one that is not about it. */
#include "next_step.h"

#include "pareto.h"

static const struct str any = { "*", 1 }, hole = { "{}", 2 }, of_class = { "class:", 6 };

struct str next_step_class(struct str cell)
{
	return str_starts(cell, of_class) ? str_slice(cell, of_class.len, cell.len) : STR_EMPTY;
}

static bool has_hole(struct str text)
{
	return str_find(text, hole, 0) < text.len;
}

static bool is_kind(struct str cell)
{
	for (size_t k = 0; k < KIND_COUNT; k++) {
		if (str_eq(cell, str_from(kind_names[k]))) {
			return true;
		}
	}
	return false;
}

int next_step_form(const struct tsv_row *row, struct err *err)
{
	struct str what = row->cells[NEXT_FOR];
	bool class = next_step_class(what).len > 0;
	int result = 0;
	if (!class && !str_eq(what, any) && !is_kind(what)) {
		result = err_set(err, GRIPE_DATA, "class:NAME, a kind or * is wanted, not \"%.*s\"", STR_ARGS(what));
	} else if (row->cells[NEXT_TEXT].len == 0) {
		result = err_set(err, GRIPE_DATA, "the text is missing");
	} else if (!class && has_hole(row->cells[NEXT_TEXT])) {
		result = err_set(err, GRIPE_DATA, "{} is filled for a class alone, not for \"%.*s\"", STR_ARGS(what));
	}
	if (result < 0) {
		err_at(err, NULL, row->line, 0);
	}
	return result;
}

int next_step_load(struct tsv *steps, struct arena *arena, const char *path, struct err *err)
{
	int result = tsv_load(steps, arena, path, NEXT_CELLS, err);
	for (size_t i = 0; i < steps->row_count && result == 0; i++) {
		result = next_step_form(&steps->rows[i], err);
		if (result < 0) {
			err_at(err, path, 0, 0);
		}
	}
	return result;
}

static bool is_any_or(struct str rule, struct str value)
{
	return str_eq(rule, any) || (value.len > 0 && str_eq(rule, value));
}

static bool enough(uint64_t said, const struct next_asked *asked)
{
	return said > 0 && said >= (asked->contacts + NEXT_EVIDENCE - 1) / NEXT_EVIDENCE;
}

/* Contacts of the kind "other" show no sign of any: evidence of nothing. */
static bool kind_fits(struct str rule, const struct next_asked *asked)
{
	if (str_eq(rule, any)) {
		return true;
	}
	return is_any_or(rule, asked->kind) &&
	       (asked->issue || (!str_eq(rule, str_from(kind_names[KIND_OTHER])) && enough(asked->kind_said, asked)));
}

static bool step_fits(struct str rule, const struct next_asked *asked)
{
	return str_eq(rule, any) ||
	       (is_any_or(rule, asked->step) && (asked->step_decided || enough(asked->step_said, asked)));
}

static bool row_fits(const struct str *cells, const struct next_asked *asked)
{
	struct str class = next_step_class(cells[NEXT_FOR]);
	bool named = class.len > 0 ? asked->issue && str_eq(class, asked->class) &&
	                                 (asked->thing.len > 0 || !has_hole(cells[NEXT_TEXT]))
	                           : kind_fits(cells[NEXT_FOR], asked);
	return named && is_any_or(cells[NEXT_OWNER], asked->owner) && step_fits(cells[NEXT_STEP], asked);
}

static void text_fill(struct buf *out, struct str text, struct str thing)
{
	size_t from = 0, at;
	while ((at = str_find(text, hole, from)) < text.len) {
		buf_str_add(out, str_slice(text, from, at));
		buf_str_add(out, thing);
		from = at + hole.len;
	}
	buf_str_add(out, str_slice(text, from, text.len));
}

/* " (complaint in 12 of 40 contacts, pay in 9)": what the row goes by, as far as contacts are seen to say it. */
static void evidence_write(struct buf *out, const struct str *cells, const struct next_asked *asked)
{
	bool kind = !str_eq(cells[NEXT_FOR], any), step = !str_eq(cells[NEXT_STEP], any) && !asked->step_decided;
	if (!kind && !step) {
		return;
	}
	buf_text(out, " (");
	if (kind) {
		buf_printf(out, "%.*s in %llu of %llu contacts", STR_ARGS(asked->kind),
		           (unsigned long long)asked->kind_said, (unsigned long long)asked->contacts);
	}
	if (step) {
		buf_printf(out, "%s%.*s in %llu", kind ? ", " : "", STR_ARGS(asked->step),
		           (unsigned long long)asked->step_said);
	}
	if (step && !kind) {
		buf_printf(out, " of %llu contacts", (unsigned long long)asked->contacts);
	}
	buf_byte(out, ')');
}

/* The first row that fits, or NULL. class_alone: rows of a class alone. */
static const struct str *row_find(const struct tsv *steps, const struct next_asked *asked, bool class_alone)
{
	for (size_t i = 0; i < steps->row_count; i++) {
		const struct str *cells = steps->rows[i].cells;
		if (row_fits(cells, asked) && (!class_alone || next_step_class(cells[NEXT_FOR]).len > 0)) {
			return cells;
		}
	}
	return NULL;
}

/* A way ("foodbad-cold") goes by rows of its own, and where it has none by those of its class. */
bool next_step_write(struct buf *out, const struct tsv *steps, const struct next_asked *asked)
{
	struct next_asked root = *asked;
	struct str way;
	const struct str *cells;
	if (asked->issue && !enough(asked->stated, asked)) {
		return false;
	}
	root.class = str_cut(asked->class, '-', &way);
	cells = way.len > 0 ? row_find(steps, asked, true) : NULL;
	cells = cells != NULL ? cells : row_find(steps, &root, false);
	if (cells != NULL) {
		text_fill(out, cells[NEXT_TEXT], asked->thing);
		if (!asked->issue) {
			evidence_write(out, cells, asked);
		}
	}
	return cells != NULL && asked->issue;
}
