/* sheet_draw.c - see sheet.h. Of each issue the mentions whose words have the smallest hashes: which these are depends
 * on the words alone, not on what the product thinks of them, and the same words never come twice. */
#include "run_contacts.h"
#include "sheet.h"
#include "table_sink.h"

const char *const sheet_names[SHEET_COLUMNS] = { "mention", "issue", "label", "text", "fits", "other issue" };

struct drawn {
	uint64_t hash;
	struct str mention, text;
};
struct draw { /* of one issue, or of the contacts in none */
	struct str issue, label;
	struct drawn *list; /* list[count], by hash rising */
	size_t count, most;
};
struct drawing {
	const struct run_read *run;
	struct arena arena;
	struct draw *draws; /* draws[count]: the issues, then the contacts in none */
	size_t count;
	uint64_t seed;
};

/* Where a hash belongs among those drawn; false: it is there already, or too large. */
static bool place_of(const struct draw *draw, uint64_t hash, size_t *at)
{
	*at = draw->count;
	while (*at > 0 && draw->list[*at - 1].hash >= hash) {
		(*at)--;
	}
	return *at < draw->most && (*at == draw->count || draw->list[*at].hash != hash);
}

static void draw_add(struct drawing *drawing, struct draw *draw, struct str text, struct str mention)
{
	uint64_t hash = hash64(text, drawing->seed);
	size_t at;
	if (!place_of(draw, hash, &at)) {
		return;
	}
	draw->count += draw->count < draw->most;
	for (size_t i = draw->count - 1; i > at; i--) {
		draw->list[i] = draw->list[i - 1];
	}
	draw->list[at] = (struct drawn){ hash, arena_dup(&drawing->arena, mention), arena_dup(&drawing->arena, text) };
}

static bool in_pain(const struct drawing *drawing, const struct run_contact *contact)
{
	for (size_t i = 0; i < contact->issue_count; i++) {
		struct str table = json_text_of(run_line_of(drawing->run, contact->issues[i]), "table");
		if (str_eq(table, STR("pain")) || str_eq(table, STR("muted"))) {
			return true;
		}
	}
	return false;
}

static int contact_visit(void *to, const struct run_contact *contact, struct err *err)
{
	struct drawing *drawing = to;
	struct draw *none = &drawing->draws[drawing->count - 1];
	const struct record *record = &contact->record;
	(void)err;
	for (size_t m = 0; m < record->mention_count; m++) {
		const struct mention *mention = &record->mentions[m];
		for (size_t i = 0; i + 1 < drawing->count && mention->issue.len > 0; i++) {
			if (str_eq(drawing->draws[i].issue, mention->issue)) {
				draw_add(drawing, &drawing->draws[i], mention->text,
				         arena_printf(record->arena, "%.*s#%u", STR_ARGS(record->contact.id),
				                      (unsigned)mention->n));
			}
		}
	}
	if (contact->counted && !in_pain(drawing, contact)) {
		draw_add(drawing, none, record->contact.text,
		         arena_printf(record->arena, "%.*s#-", STR_ARGS(record->contact.id)));
	}
	return 0;
}

static void draws_open(struct drawing *drawing, const struct sheet_asked *asked)
{
	const struct run_lines *issues = &drawing->run->issues;
	drawing->draws = arena_array(&drawing->arena, (size_t)asked->issues + 1, sizeof *drawing->draws);
	for (size_t i = 0; i < issues->count && drawing->count < (size_t)asked->issues; i++) {
		struct str id = run_id(issues->list[i]);
		if (str_eq(json_text_of(issues->list[i], "table"), STR("pain")) && !issue_is_rest(id)) {
			drawing->draws[drawing->count++] =
			    (struct draw){ .issue = id,
				           .label = json_text_of(issues->list[i], "label"),
				           .most = (size_t)asked->mentions };
		}
	}
	drawing->draws[drawing->count++].most = (size_t)asked->contacts;
	for (size_t i = 0; i < drawing->count; i++) {
		struct draw *draw = &drawing->draws[i];
		draw->list = arena_array(&drawing->arena, draw->most + 1, sizeof *draw->list);
	}
}

static void rows_put(struct buf *out, const struct draw *draw)
{
	for (size_t i = 0; i < draw->count; i++) {
		const struct str cells[SHEET_COLUMNS] = { [SHEET_MENTION] = draw->list[i].mention,
			                                  [SHEET_ISSUE] = draw->issue,
			                                  [SHEET_LABEL] = draw->label,
			                                  [SHEET_TEXT] = draw->list[i].text };
		for (size_t c = 0; c < SHEET_COLUMNS; c++) {
			buf_text(out, c > 0 ? "," : "");
			csv_text(out, cells[c], true);
		}
		buf_byte(out, '\n');
	}
}

int sheet_draw(struct buf *out, const struct run_read *run, const struct sheet_asked *asked, uint64_t seed,
               struct err *err)
{
	struct drawing drawing = { .run = run, .arena = ARENA_INIT, .seed = seed };
	int result = 0;
	draws_open(&drawing, asked);
	if (drawing.count < 2) {
		result = err_set(err, GRIPE_USAGE, "the run has no issue that could be read");
	}
	result = result == 0 ? run_contacts(run, &(struct run_contact_visit){ contact_visit, &drawing }, err) : result;
	buf_text(out, asked->excel ? BYTE_ORDER_MARK : "");
	for (size_t c = 0; c < SHEET_COLUMNS; c++) {
		buf_text(out, c > 0 ? "," : "");
		buf_text(out, sheet_names[c]);
	}
	buf_byte(out, '\n');
	for (size_t i = 0; i < drawing.count && result == 0; i++) {
		rows_put(out, &drawing.draws[i]);
	}
	arena_release(&drawing.arena);
	return result;
}
