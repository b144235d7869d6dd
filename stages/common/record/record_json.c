/* record_json.c - records as NDJSON: keys in a fixed order, numbers by buf_number, unknown members as the bytes they
 * came as. The way back is record_parse.c. */
#include <inttypes.h>

#include "json_write.h"
#include "record.h"

/* Lists are left out when they are empty, as texts are. */
static void list_field(struct buf *out, const char *name, const struct str *list, size_t count)
{
	if (count > 0) {
		json_put_list(out, name, list, count);
	}
}

/* JSON text that is kept as it came. */
static void raw_field(struct buf *out, const char *name, struct str json)
{
	if (json.len > 0) {
		json_put_key(out, str_from(name));
		buf_str_add(out, json);
	}
}

void span_write(struct buf *out, struct span span)
{
	buf_byte(out, '[');
	buf_integer(out, span.start);
	buf_byte(out, ',');
	buf_integer(out, span.end);
	buf_byte(out, ']');
}

void span_put(struct buf *out, struct span span)
{
	json_put_name(out, "span");
	span_write(out, span);
}

static void attrs_field(struct buf *out, const struct contact *c)
{
	if (c->attr_count == 0) {
		return;
	}
	json_put_open(out, "attrs", '{');
	for (size_t i = 0; i < c->attr_count; i++) {
		json_put_key(out, c->attrs[i].key);
		buf_json_string(out, c->attrs[i].value);
	}
	buf_byte(out, '}');
}

static void extra_members(struct buf *out, struct str extra)
{
	if (extra.len > 0) {
		buf_byte(out, ',');
		buf_str_add(out, extra);
	}
}

static void score_fields(struct buf *out, const struct contact *c)
{
	if (c->has_score) {
		json_put_number(out, "score", c->score);
	}
	json_put_filled(out, "scale", c->scale);
	json_put_filled(out, "lang", c->lang);
}

static void place_fields(struct buf *out, const struct contact *c)
{
	json_put_filled(out, "source", c->source);
	json_put_filled(out, "channel", c->channel);
	json_put_filled(out, "time", c->time);
	json_put_filled(out, "person", c->person);
	json_put_filled(out, "role", c->role);
	json_put_filled(out, "thread", c->thread);
	score_fields(out, c);
}

static void tail_fields(struct buf *out, const struct contact *c)
{
	json_put_filled(out, "url", c->url);
	if (c->copies > 1) {
		json_put_int(out, "copies", c->copies);
	}
	if (c->senders > 1) {
		json_put_int(out, "senders", c->senders);
	}
	attrs_field(out, c);
}

static void encode_contact(struct buf *out, const struct contact *c)
{
	buf_byte(out, '{');
	json_put_text(out, "id", c->id);
	place_fields(out, c);
	json_put_filled(out, "title", c->title);
	json_put_filled(out, "text", c->text);
	tail_fields(out, c);
	list_field(out, "notes", c->notes, c->note_count);
	extra_members(out, c->extra);
	buf_text(out, "}\n");
}

static void signal_field(struct buf *out, const struct signal *s)
{
	json_put_comma(out);
	buf_byte(out, '{');
	json_put_text(out, "value", s->value);
	if (s->weight != 1) {
		json_put_number(out, "weight", s->weight);
	}
	span_put(out, s->span);
	buf_byte(out, '}');
}

static void signals_field(struct buf *out, const struct mention *m)
{
	if (m->signal_count == 0) {
		return;
	}
	json_put_open(out, "signals", '{');
	for (size_t i = 0; i < m->signal_count; i++) {
		if (i == 0 || !str_eq(m->signals[i].family, m->signals[i - 1].family)) {
			buf_text(out, i > 0 ? "]" : "");
			json_put_key(out, m->signals[i].family);
			buf_byte(out, '[');
		}
		signal_field(out, &m->signals[i]);
	}
	buf_text(out, "]}");
}

static void trouble_field(struct buf *out, const struct trouble *t)
{
	json_put_comma(out);
	buf_byte(out, '{');
	json_put_text(out, "class", t->class);
	json_put_filled(out, "thing", t->thing);
	json_put_filled(out, "by", t->by);
	json_put_number(out, "p", t->p_milli / 1000.0);
	if (str_eq(t->by, STR("both"))) {
		json_put_number(out, "reader", t->reader_milli / 1000.0);
	}
	span_put(out, t->span);
	buf_byte(out, '}');
}

static void troubles_field(struct buf *out, const struct mention *m)
{
	if (m->trouble_count == 0) {
		return;
	}
	json_put_open(out, "trouble", '[');
	for (size_t i = 0; i < m->trouble_count; i++) {
		trouble_field(out, &m->troubles[i]);
	}
	buf_byte(out, ']');
}

/* What the ledger changed: its lines, and what was there before. */
static void edit_field(struct buf *out, const struct ledger_edit *edit)
{
	if (edit == NULL) {
		return;
	}
	json_put_open(out, "ledger", '{');
	json_put_open(out, "lines", '[');
	for (size_t i = 0; i < edit->line_count; i++) {
		json_put_comma(out);
		buf_integer(out, edit->lines[i]);
	}
	buf_byte(out, ']');
	json_put_filled(out, "states", edit->states);
	json_put_filled(out, "issue", edit->issue);
	if (edit->theme.len > 0) {
		json_put_filled(out, "theme", edit->theme);
		json_put_filled(out, "sub", edit->sub);
		json_put_number(out, "fit", edit->fit);
	}
	json_put_filled(out, "unassigned", edit->unassigned);
	buf_byte(out, '}');
}

static void encode_mention(struct buf *out, const struct contact *c, const struct mention *m)
{
	buf_byte(out, '{');
	json_put_text(out, "contact", c->id);
	json_put_int(out, "n", m->n);
	span_put(out, m->span);
	json_put_text(out, "text", m->text);
	raw_field(out, "stems", m->stems);
	if (m->stems.len > 0 && m->stems_of != 0) {
		json_put_key(out, STR("stems_of"));
		buf_printf(out, "\"%016" PRIx64 "\"", m->stems_of);
	}
	raw_field(out, "phrases", m->phrases);
	signals_field(out, m);
	troubles_field(out, m);
	json_put_filled(out, "states", m->states);
	json_put_filled(out, "issue", m->issue);
	if (m->theme.len > 0) {
		json_put_filled(out, "theme", m->theme);
		json_put_filled(out, "sub", m->sub);
		json_put_number(out, "fit", m->fit);
	}
	json_put_filled(out, "runner_up", m->runner_up);
	json_put_filled(out, "unassigned", m->unassigned);
	edit_field(out, m->edit);
	place_fields(out, c);
	tail_fields(out, c);
	extra_members(out, c->extra);
	extra_members(out, m->extra);
	buf_text(out, "}\n");
}

void record_encode(struct buf *out, const struct record *record, enum shape shape)
{
	switch (shape) {
	case SHAPE_CONTACTS: encode_contact(out, &record->contact); break;
	case SHAPE_MENTIONS:
		for (size_t i = 0; i < record->mention_count; i++) {
			encode_mention(out, &record->contact, &record->mentions[i]);
		}
		break;
	case SHAPE_ALERTS:
	case SHAPE_THEMES:
		buf_str_add(out, record->json);
		buf_byte(out, '\n');
		break;
	case SHAPE_TEXT: buf_str_add(out, record->json); break;
	case SHAPE_NOTHING: break;
	}
}
