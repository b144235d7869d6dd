/* record_pack.c - see record_pack.h. Numbers in the machine's own byte order and at their full width: what is packed is
 * compressed by whoever writes it to a file. */
#include "record_pack.h"

#include "contact_pack.h"

static void put_u32(struct buf *out, size_t value)
{
	uint32_t v = (uint32_t)value;
	buf_add(out, &v, sizeof v);
}

static void put_str(struct buf *out, struct str s)
{
	put_u32(out, s.len);
	buf_str_add(out, s);
}

static uint32_t take_u32(const unsigned char **at)
{
	uint32_t value;
	memcpy(&value, *at, sizeof value);
	*at += sizeof value;
	return value;
}

/* An empty one has no place, as in a copy of a record. */
static struct str take_str(const unsigned char **at)
{
	size_t len = take_u32(at);
	struct str s = { len > 0 ? (const char *)*at : NULL, len };
	*at += len;
	return s;
}

static void take_bytes(const unsigned char **at, void *to, size_t size)
{
	memcpy(to, *at, size);
	*at += size;
}

static void put_signals(struct buf *out, const struct mention *mention)
{
	put_u32(out, mention->signal_count);
	for (size_t i = 0; i < mention->signal_count; i++) {
		const struct signal *signal = &mention->signals[i];
		put_str(out, signal->family);
		put_str(out, signal->value);
		buf_add(out, &signal->weight, sizeof signal->weight);
		buf_add(out, &signal->span, sizeof signal->span);
	}
}

static void take_signals(const unsigned char **at, struct arena *arena, struct mention *mention)
{
	mention->signal_count = take_u32(at);
	mention->signals =
	    mention->signal_count == 0 ? NULL : arena_array(arena, mention->signal_count, sizeof *mention->signals);
	for (size_t i = 0; i < mention->signal_count; i++) {
		struct signal *signal = &mention->signals[i];
		signal->family = take_str(at);
		signal->value = take_str(at);
		take_bytes(at, &signal->weight, sizeof signal->weight);
		take_bytes(at, &signal->span, sizeof signal->span);
	}
}

static void put_troubles(struct buf *out, const struct mention *mention)
{
	put_u32(out, mention->trouble_count);
	for (size_t i = 0; i < mention->trouble_count; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		put_str(out, trouble->class);
		put_str(out, trouble->thing);
		put_str(out, trouble->by);
		put_u32(out, trouble->p_milli);
		put_u32(out, trouble->reader_milli);
		buf_add(out, &trouble->span, sizeof trouble->span);
	}
}

static void take_troubles(const unsigned char **at, struct arena *arena, struct mention *mention)
{
	mention->trouble_count = take_u32(at);
	mention->troubles =
	    mention->trouble_count == 0 ? NULL : arena_array(arena, mention->trouble_count, sizeof *mention->troubles);
	for (size_t i = 0; i < mention->trouble_count; i++) {
		struct trouble *trouble = &mention->troubles[i];
		trouble->class = take_str(at);
		trouble->thing = take_str(at);
		trouble->by = take_str(at);
		trouble->p_milli = take_u32(at);
		trouble->reader_milli = take_u32(at);
		take_bytes(at, &trouble->span, sizeof trouble->span);
	}
}

static void put_edit(struct buf *out, const struct ledger_edit *edit)
{
	buf_byte(out, edit != NULL);
	if (edit == NULL) {
		return;
	}
	const struct str strings[] = { edit->states, edit->issue, edit->theme, edit->sub, edit->unassigned };
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		put_str(out, strings[i]);
	}
	buf_add(out, &edit->fit, sizeof edit->fit);
	put_u32(out, edit->line_count);
	if (edit->line_count > 0) {
		buf_add(out, edit->lines, edit->line_count * sizeof *edit->lines);
	}
}

static struct ledger_edit *take_edit(const unsigned char **at, struct arena *arena)
{
	struct ledger_edit *edit = *(*at)++ != 0 ? arena_alloc(arena, sizeof *edit) : NULL;
	if (edit == NULL) {
		return NULL;
	}
	struct str *const strings[] = { &edit->states, &edit->issue, &edit->theme, &edit->sub, &edit->unassigned };
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		*strings[i] = take_str(at);
	}
	take_bytes(at, &edit->fit, sizeof edit->fit);
	edit->line_count = take_u32(at);
	edit->lines = arena_array(arena, edit->line_count + 1, sizeof *edit->lines);
	take_bytes(at, edit->lines, edit->line_count * sizeof *edit->lines);
	return edit;
}

/* Most mentions are slices of their contact's text. */
static bool is_slice(const struct mention *mention, struct str text)
{
	return mention->span.start <= mention->span.end && mention->span.end <= text.len &&
	       str_eq(mention->text, str_slice(text, mention->span.start, mention->span.end));
}

static void put_mention(struct buf *out, const struct mention *m, struct str text)
{
	const struct str strings[] = { m->stems, m->phrases,   m->states,     m->issue, m->theme,
		                       m->sub,   m->runner_up, m->unassigned, m->extra };
	bool slice = is_slice(m, text);
	put_u32(out, m->n);
	buf_add(out, &m->span, sizeof m->span);
	buf_byte(out, slice);
	if (!slice) {
		put_str(out, m->text);
	}
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		put_str(out, strings[i]);
	}
	buf_add(out, &m->stems_of, sizeof m->stems_of);
	buf_add(out, &m->fit, sizeof m->fit);
	put_signals(out, m);
	put_troubles(out, m);
	put_edit(out, m->edit);
}

static void take_mention(const unsigned char **at, struct arena *arena, struct mention *m, struct str text)
{
	struct str *const strings[] = { &m->stems, &m->phrases,   &m->states,     &m->issue, &m->theme,
		                        &m->sub,   &m->runner_up, &m->unassigned, &m->extra };
	*m = (struct mention){ .n = take_u32(at) };
	take_bytes(at, &m->span, sizeof m->span);
	m->text = *(*at)++ != 0 ? str_slice(text, m->span.start, m->span.end) : take_str(at);
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		*strings[i] = take_str(at);
	}
	take_bytes(at, &m->stems_of, sizeof m->stems_of);
	take_bytes(at, &m->fit, sizeof m->fit);
	take_signals(at, arena, m);
	take_troubles(at, arena, m);
	m->edit = take_edit(at, arena);
}

int record_pack(struct buf *out, const struct record *record, struct err *err)
{
	int result = contact_pack(out, &record->contact, err);
	if (result < 0) {
		return result;
	}
	buf_add(out, &record->line, sizeof record->line);
	put_str(out, record->json);
	put_u32(out, record->mention_count);
	for (size_t i = 0; i < record->mention_count; i++) {
		put_mention(out, &record->mentions[i], record->contact.text);
	}
	return buf_check(out, "a record", err);
}

size_t record_unpack(struct record *record, struct arena *arena, const unsigned char *packed)
{
	const unsigned char *at = packed + packed_len(packed);
	*record = (struct record){ .arena = arena };
	contact_unpack(&record->contact, arena, packed);
	take_bytes(&at, &record->line, sizeof record->line);
	record->json = take_str(&at);
	record->mention_count = take_u32(&at);
	record->mentions =
	    record->mention_count == 0 ? NULL : arena_array(arena, record->mention_count, sizeof *record->mentions);
	for (size_t i = 0; i < record->mention_count; i++) {
		take_mention(&at, arena, &record->mentions[i], record->contact.text);
	}
	return (size_t)(at - packed);
}
