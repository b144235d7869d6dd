/* record_json.c - records as NDJSON: keys in a fixed order, numbers by buf_number, unknown members as the bytes they
 * came as. The way back is record_parse.c. */
#include "record.h"

/* Inlined where the name is a literal, so that its length is known when compiling: these two run for every field of
 * every record. */
static inline __attribute__((always_inline)) void key(struct buf *out, const char *name)
{
	if (out->len > 0 && out->at[out->len - 1] != '{') {
		buf_byte(out, ',');
	}
	buf_byte(out, '"');
	buf_text(out, name);
	buf_text(out, "\":");
}

static inline __attribute__((always_inline)) void text_field(struct buf *out, const char *name, struct str value)
{
	if (value.len > 0) {
		key(out, name);
		buf_json_string(out, value);
	}
}

static void list_field(struct buf *out, const char *name, const struct str *list, size_t count)
{
	if (count == 0) {
		return;
	}
	key(out, name);
	buf_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			buf_byte(out, ',');
		}
		buf_json_string(out, list[i]);
	}
	buf_byte(out, ']');
}

static void span_field(struct buf *out, const char *name, struct span span)
{
	key(out, name);
	buf_byte(out, '[');
	buf_integer(out, span.start);
	buf_byte(out, ',');
	buf_integer(out, span.end);
	buf_byte(out, ']');
}

static void attrs_field(struct buf *out, const struct contact *c)
{
	if (c->attr_count == 0) {
		return;
	}
	key(out, "attrs");
	buf_byte(out, '{');
	for (size_t i = 0; i < c->attr_count; i++) {
		if (i > 0) {
			buf_byte(out, ',');
		}
		buf_json_string(out, c->attrs[i].key);
		buf_byte(out, ':');
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
		key(out, "score");
		buf_number(out, c->score);
	}
	text_field(out, "scale", c->scale);
	text_field(out, "lang", c->lang);
}

static void place_fields(struct buf *out, const struct contact *c)
{
	text_field(out, "source", c->source);
	text_field(out, "channel", c->channel);
	text_field(out, "time", c->time);
	text_field(out, "person", c->person);
	text_field(out, "role", c->role);
	text_field(out, "thread", c->thread);
	score_fields(out, c);
}

static void tail_fields(struct buf *out, const struct contact *c)
{
	text_field(out, "url", c->url);
	if (c->copies > 1) {
		key(out, "copies");
		buf_integer(out, c->copies);
	}
	attrs_field(out, c);
}

static void encode_contact(struct buf *out, const struct contact *c)
{
	buf_text(out, "{\"id\":");
	buf_json_string(out, c->id);
	place_fields(out, c);
	text_field(out, "title", c->title);
	text_field(out, "text", c->text);
	tail_fields(out, c);
	list_field(out, "notes", c->notes, c->note_count);
	extra_members(out, c->extra);
	buf_text(out, "}\n");
}

static void signals_field(struct buf *out, const struct mention *m)
{
	if (m->signal_count == 0) {
		return;
	}
	key(out, "signals");
	buf_byte(out, '{');
	for (size_t i = 0; i < m->signal_count; i++) {
		const struct signal *s = &m->signals[i];
		if (i == 0 || !str_eq(s->family, m->signals[i - 1].family)) {
			if (i > 0) {
				buf_text(out, "],");
			}
			buf_json_string(out, s->family);
			buf_text(out, ":[");
		} else {
			buf_byte(out, ',');
		}
		buf_text(out, "{\"value\":");
		buf_json_string(out, s->value);
		if (s->weight != 1) {
			buf_text(out, ",\"weight\":");
			buf_number(out, s->weight);
		}
		span_field(out, "span", s->span);
		buf_byte(out, '}');
	}
	buf_text(out, "]}");
}

static void troubles_field(struct buf *out, const struct mention *m)
{
	if (m->trouble_count == 0) {
		return;
	}
	key(out, "trouble");
	buf_byte(out, '[');
	for (size_t i = 0; i < m->trouble_count; i++) {
		const struct trouble *t = &m->troubles[i];
		buf_text(out, i > 0 ? ",{" : "{");
		text_field(out, "class", t->class);
		text_field(out, "thing", t->thing);
		text_field(out, "by", t->by);
		key(out, "p");
		buf_number(out, t->p_milli / 1000.0);
		span_field(out, "span", t->span);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void encode_mention(struct buf *out, const struct contact *c, const struct mention *m)
{
	buf_text(out, "{\"contact\":");
	buf_json_string(out, c->id);
	key(out, "n");
	buf_integer(out, m->n);
	span_field(out, "span", m->span);
	key(out, "text");
	buf_json_string(out, m->text);
	list_field(out, "stems", m->stems, m->stem_count);
	list_field(out, "phrases", m->phrases, m->phrase_count);
	signals_field(out, m);
	troubles_field(out, m);
	text_field(out, "states", m->states);
	text_field(out, "issue", m->issue);
	if (m->theme.len > 0) {
		text_field(out, "theme", m->theme);
		text_field(out, "sub", m->sub);
		key(out, "fit");
		buf_number(out, m->fit);
	}
	text_field(out, "runner_up", m->runner_up);
	text_field(out, "unassigned", m->unassigned);
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
