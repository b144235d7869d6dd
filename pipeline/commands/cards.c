/* cards.c - see cards.h. In: issues.ndjson and themes.ndjson of a run (what there is), mentions.ndjson (what is said).
 * How far a mention is central: of a topic its fit, of an issue the probability of the trouble that it states. Memory:
 * DRAW_ALL texts a way of drawing, for each issue and topic. */
#include "cards.h"

#include <stdlib.h>

#include "array.h"
#include "json_write.h"
#include "ledger_apply.h"
#include "ledger_walk.h"
#include "personal.h"
#include "run_lines.h"
#include "view.h"
#include "why.h"

#define MILLI 1000.0

/* ---- what there is ---- */

static struct str *texts_copy(struct cards *cards, const struct str *from, size_t count)
{
	struct str *copy = arena_array(&cards->arena, count + 1, sizeof *copy);
	for (size_t i = 0; i < count; i++) {
		copy[i] = arena_dup(&cards->arena, from[i]);
	}
	return copy;
}

static struct str *parts_copy(struct cards *cards, const struct view_counts *parts)
{
	struct str *copy = arena_array(&cards->arena, parts->count + 1, sizeof *copy);
	for (size_t i = 0; i < parts->count; i++) {
		copy[i] = arena_dup(&cards->arena, parts->list[i].name);
	}
	return copy;
}

static void card_add(struct cards *cards, const struct view_theme *from)
{
	enum { FIRST = 64 };
	struct str issue = theme_text(from, THEME_issue), id = issue.len > 0 ? issue : theme_text(from, THEME_theme);
	uint32_t number;
	if (id.len == 0 || intern_find(&cards->ids, id) != INTERN_NONE) {
		return;
	}
	number = intern_add(&cards->ids, id);
	cards->list = array_room(cards->list, number, &cards->cap, sizeof *cards->list, FIRST);
	cards->list[number] = (struct card){ .id = cards->ids.names[number],
		                             .table = arena_dup(&cards->arena, theme_text(from, THEME_table)),
		                             .label = arena_dup(&cards->arena, theme_text(from, THEME_label)),
		                             .terms = texts_copy(cards, from->terms, from->term_count),
		                             .term_count = from->term_count,
		                             .parts = parts_copy(cards, &from->subs),
		                             .part_count = from->subs.count,
		                             .contacts = (uint64_t)theme_number(from, THEME_contacts) };
}

static int table_line(void *to, struct str line, uint64_t number, struct err *err)
{
	struct cards *cards = to;
	struct view view;
	int result;
	(void)number;
	view_init(&view);
	result = view_add(&view, line, err);
	for (size_t i = 0; i < view.themes.count; i++) {
		card_add(cards, &view.themes.list[i]);
	}
	for (size_t i = 0; i < view.beside.count; i++) {
		card_add(cards, &view.beside.list[i]);
	}
	view_release(&view);
	return result;
}

/* ---- what is said ---- */

/* The probability of what the mention states. */
static double issue_fit(const struct mention *mention)
{
	struct str class = ledger_class(mention->issue), learnt = ledger_class(ledger_unedited(mention).issue);
	uint32_t most = 0;
	for (size_t i = 0; i < mention->trouble_count; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		if ((str_eq(trouble->class, class) || str_eq(trouble->class, learnt)) && trouble->p_milli > most) {
			most = trouble->p_milli;
		}
	}
	return most / MILLI;
}

static void offer(struct cards *cards, struct str id, struct str text, double fit)
{
	uint32_t number = id.len > 0 ? intern_find(&cards->ids, id) : INTERN_NONE;
	if (number != INTERN_NONE) {
		card_draw_offer(&cards->list[number].draw, &cards->arena, text, fit);
	}
}

static int take_mention(void *to, struct record *record, uint64_t contact, struct err *err)
{
	struct cards *cards = to;
	const struct mention *mention = &record->mentions[0];
	(void)contact;
	(void)err;
	offer(cards, mention->issue, mention->text, issue_fit(mention));
	offer(cards, mention->theme, mention->text, mention->fit);
	return 0;
}

/* ---- the whole ---- */

static void card_hash(struct cards *cards, struct card *card)
{
	const struct drawn *drawn[DRAW_ALL];
	enum draw how[DRAW_ALL];
	size_t count = card_draw_take(&card->draw, drawn, how);
	uint64_t hash = hash64(card->id, 0);
	for (size_t t = 0; t < card->term_count; t++) {
		hash = hash_mix(hash, hash64(card->terms[t], 1));
	}
	for (size_t i = 0; i < count; i++) {
		hash = hash_mix(hash, drawn[i]->hash);
	}
	card->hash = arena_printf(&cards->arena, "c%016llx", (unsigned long long)hash);
}

int cards_read(struct cards *cards, const char *run, struct err *err)
{
	const struct run_lines tables = { table_line, cards };
	const struct ledger_visit visit = { take_mention, cards };
	int result;
	*cards = (struct cards){ .arena = ARENA_INIT };
	intern_init(&cards->ids);
	result = run_lines_of(run, "issues.ndjson", &tables, err);
	result = result == 0 ? run_lines_of(run, "themes.ndjson", &tables, err) : result;
	if (result == 0) {
		result = ledger_walk(arena_printf(&cards->arena, "%s/mentions.ndjson", run).at, &visit, err);
	}
	for (size_t i = 0; i < cards->ids.count && result == 0; i++) {
		card_hash(cards, &cards->list[i]);
	}
	return result;
}

void cards_release(struct cards *cards)
{
	intern_release(&cards->ids);
	free(cards->list);
	arena_release(&cards->arena);
}

const struct card *cards_find(const struct cards *cards, struct str id)
{
	uint32_t number = intern_find(&cards->ids, id);
	return number == INTERN_NONE ? NULL : &cards->list[number];
}

static void put_mentions(struct buf *out, const struct card *card, struct personal *personal)
{
	struct arena arena = ARENA_INIT;
	const struct drawn *drawn[DRAW_ALL];
	enum draw how[DRAW_ALL];
	size_t count = card_draw_take(&card->draw, drawn, how);
	struct buf line;
	buf_init(&line, SIZE_MAX);
	json_put_open(out, "mentions", '[');
	for (size_t i = 0; i < count; i++) {
		struct str masked;
		(void)personal_mask(personal, &arena, (struct personal_text){ drawn[i]->text, STR_EMPTY }, &masked,
		                    NULL);
		buf_clear(&line);
		why_excerpt(&line, masked, DRAW_CHARACTERS);
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "text", buf_str(&line));
		json_put_text(out, "drawn", str_from(draw_names[how[i]]));
		buf_byte(out, '}');
		arena_reset(&arena);
	}
	buf_byte(out, ']');
	buf_release(&line);
	arena_release(&arena);
}

static void put_card(struct buf *out, const struct card *card, struct personal *personal)
{
	buf_byte(out, '{');
	json_put_text(out, "theme", card->id);
	json_put_text(out, "card", card->hash);
	json_put_text(out, "table", card->table);
	json_put_text(out, "label", card->label);
	json_put_list(out, "terms", card->terms, card->term_count);
	json_put_list(out, "parts", card->parts, card->part_count);
	json_put_int(out, "contacts", (int64_t)card->contacts);
	put_mentions(out, card, personal);
	buf_text(out, "}\n");
}

int cards_write(struct buf *out, const struct cards *cards, const struct ledger *ledger, struct stage_run *run,
                struct err *err)
{
	struct personal *personal = NULL;
	int result = personal_open(&personal, run, err);
	for (size_t i = 0; i < cards->ids.count && result >= 0; i++) {
		const struct card *card = &cards->list[i];
		if (card->draw.by[DRAW_RANDOM].count > 0 && ledger_answered(ledger, card->id, card->hash) == NULL) {
			put_card(out, card, personal);
		}
	}
	personal_close(personal);
	return result < 0 ? result : 0;
}
