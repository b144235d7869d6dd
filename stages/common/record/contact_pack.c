/* contact_pack.c - see contact_pack.h. Numbers in the machine's own byte order; the content hash is over texts and
 * numbers field by field, so that it is the same on every machine. */
#include "contact_pack.h"

#include "hash.h"
#include "timestamp.h"

static void put_u32(struct buf *out, size_t value)
{
	uint32_t v = (uint32_t)value;
	buf_add(out, &v, sizeof v);
}

static uint64_t put_str(struct buf *out, struct str s, uint64_t hash)
{
	put_u32(out, s.len);
	buf_str_add(out, s);
	return hash_mix(hash, hash64(s, 0));
}

int contact_pack(struct buf *out, const struct contact *contact, struct err *err)
{
	const struct str strings[] = { contact->source, contact->channel, contact->time,  contact->person,
		                       contact->role,   contact->thread,  contact->scale, contact->lang,
		                       contact->title,  contact->text,    contact->url,   contact->extra };
	size_t start = out->len;
	uint64_t hash = 0, score_bits;
	int64_t seconds;
	uint32_t len;
	unsigned char head[PACK_HEAD] = { 0 };
	if (!timestamp_parse(contact->time, &seconds)) {
		seconds = NO_TIME;
	}
	buf_add(out, head, sizeof head);
	buf_str_add(out, contact->id);
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		hash = put_str(out, strings[i], hash);
	}
	memcpy(&score_bits, &contact->score, sizeof score_bits);
	score_bits = contact->has_score ? score_bits : 0;
	buf_byte(out, contact->has_score);
	buf_add(out, &score_bits, sizeof score_bits);
	put_u32(out, contact->copies > 0 ? contact->copies : 1);
	put_u32(out, contact->senders);
	hash = hash_mix(hash_mix(hash, score_bits), contact->copies > 0 ? contact->copies : 1);
	hash = contact->senders > 1 ? hash_mix(hash, contact->senders) : hash;
	put_u32(out, contact->attr_count);
	for (size_t i = 0; i < contact->attr_count; i++) {
		hash = put_str(out, contact->attrs[i].key, hash);
		hash = put_str(out, contact->attrs[i].value, hash);
	}
	put_u32(out, contact->note_count);
	for (size_t i = 0; i < contact->note_count; i++) {
		hash = put_str(out, contact->notes[i], hash);
	}
	if (buf_check(out, "a contact", err) < 0) {
		return GRIPE_DATA;
	}
	len = (uint32_t)(out->len - start);
	memcpy(out->at + start, &len, 4);
	len = (uint32_t)contact->id.len;
	memcpy(out->at + start + 4, &len, 4);
	memcpy(out->at + start + 8, &seconds, 8);
	memcpy(out->at + start + 16, &hash, 8);
	return 0;
}

static uint32_t take_u32(const unsigned char **at)
{
	uint32_t value;
	memcpy(&value, *at, sizeof value);
	*at += sizeof value;
	return value;
}

static struct str take_str(const unsigned char **at)
{
	size_t len = take_u32(at);
	struct str s = { (const char *)*at, len };
	*at += len;
	return s;
}

void contact_unpack(struct contact *contact, struct arena *arena, const unsigned char *packed)
{
	struct str *const strings[] = { &contact->source, &contact->channel, &contact->time,  &contact->person,
		                        &contact->role,   &contact->thread,  &contact->scale, &contact->lang,
		                        &contact->title,  &contact->text,    &contact->url,   &contact->extra };
	const unsigned char *at = packed + PACK_HEAD;
	*contact = (struct contact){ .id = packed_id(packed) };
	at += contact->id.len;
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		*strings[i] = take_str(&at);
	}
	contact->has_score = *at++ != 0;
	memcpy(&contact->score, at, sizeof contact->score);
	at += sizeof contact->score;
	contact->copies = take_u32(&at);
	contact->senders = take_u32(&at);
	contact->attr_count = take_u32(&at);
	contact->attrs =
	    contact->attr_count == 0 ? NULL : arena_array(arena, contact->attr_count, sizeof *contact->attrs);
	for (size_t i = 0; i < contact->attr_count; i++) {
		contact->attrs[i].key = take_str(&at);
		contact->attrs[i].value = take_str(&at);
	}
	contact->note_count = take_u32(&at);
	contact->notes =
	    contact->note_count == 0 ? NULL : arena_array(arena, contact->note_count, sizeof *contact->notes);
	for (size_t i = 0; i < contact->note_count; i++) {
		contact->notes[i] = take_str(&at);
	}
}

uint32_t packed_len(const unsigned char *packed)
{
	uint32_t len;
	memcpy(&len, packed, sizeof len);
	return len;
}
int64_t packed_seconds(const unsigned char *packed)
{
	int64_t seconds;
	memcpy(&seconds, packed + 8, sizeof seconds);
	return seconds;
}
uint64_t packed_hash(const unsigned char *packed)
{
	uint64_t hash;
	memcpy(&hash, packed + 16, sizeof hash);
	return hash;
}
struct str packed_id(const unsigned char *packed)
{
	uint32_t len;
	memcpy(&len, packed + 4, sizeof len);
	return (struct str){ (const char *)packed + PACK_HEAD, len };
}

int packed_cmp(const unsigned char *a, const unsigned char *b)
{
	int64_t x = packed_seconds(a), y = packed_seconds(b);
	uint64_t h, k;
	int order;
	if (x != y) {
		return x < y ? -1 : 1;
	}
	order = str_cmp(packed_id(a), packed_id(b));
	if (order != 0) {
		return order;
	}
	h = packed_hash(a), k = packed_hash(b);
	if (h != k) {
		return h < k ? -1 : 1;
	}
	/* Two contents of one hash: the bytes decide. */
	return str_cmp((struct str){ (const char *)a, packed_len(a) }, (struct str){ (const char *)b, packed_len(b) });
}
