/* post_count.c - see post.h. One walk over the contacts of each run. Of the run before, ids are held as 64-bit hashes
 * (16 to 32 bytes a contact), to tell which contacts are new. Persons get numbers in the order of the contacts, so that
 * the shipped table cannot be joined with another by its pseudonyms. */
#include "hash.h"
#include "number_map.h"
#include "plain_text.h"
#include "post.h"
#include "run_contacts.h"
#include "table_fields.h"
#include "table_sink.h"
#include "timestamp.h"

struct counting {
	struct post *post;
	struct number_map before; /* hashes of the ids of the run before */
	struct intern persons, quoted;
	struct table_sink sink;
};

static uint64_t id_key(struct str id)
{
	return hash64(id, 0) | 1; /* 0 is no key */
}

static int before_visit(void *to, const struct run_contact *contact, struct err *err)
{
	struct counting *counting = to;
	struct post_before *before = &counting->post->before;
	int64_t seconds;
	(void)err;
	number_map_set(&counting->before, id_key(contact->record.contact.id), 1);
	before->contacts += (double)contact->weight;
	before->lines++;
	if (timestamp_parse(contact->record.contact.time, &seconds)) {
		int64_t day = timestamp_day(seconds);
		before->last_day = !before->dated || day > before->last_day ? day : before->last_day;
		before->dated = true;
	}
	for (size_t i = 0; i < counting->post->issue_count; i++) {
		struct post_issue *issue = &counting->post->issues[i];
		issue->elsewhere += run_contact_names(contact, issue->id) ? (double)contact->weight : 0;
	}
	return 0;
}

static void quotes_look(struct counting *counting, const struct run_contact *from, bool dated, int64_t day)
{
	const struct contact *contact = &from->record.contact;
	struct post *post = counting->post;
	if (intern_find(&counting->quoted, contact->id) == INTERN_NONE) {
		return;
	}
	for (size_t i = 0; i < post->issue_count; i++) {
		struct post_quote *quote = &post->issues[i].quote;
		if (quote->text.len == 0 || !str_eq(quote->contact, contact->id)) {
			continue;
		}
		bool inside = quote->start <= quote->end && quote->end <= contact->text.len;
		quote->state = inside && str_eq(str_slice(contact->text, quote->start, quote->end), quote->text)
		                   ? QUOTE_VERBATIM
		                   : QUOTE_DIFFERS;
		quote->dated = dated;
		quote->day = day;
		quote->channel = arena_dup(&post->run.arena, contact->channel);
	}
}

/* The ids of the layer that the headline counts. */
static void issue_ids(struct buf *out, const struct run_contact *from, bool issues)
{
	const struct str *ids = issues ? from->issues : from->themes;
	size_t count = issues ? from->issue_count : from->theme_count;
	for (size_t i = 0; i < count; i++) {
		buf_text(out, i > 0 ? ";" : "");
		buf_str_add(out, ids[i]);
	}
}

struct told { /* of one contact, beside its record */
	bool dated, new;
	int64_t day;
};

static int row_put(struct counting *counting, const struct run_contact *from, const struct told *told, struct err *err)
{
	const struct contact *contact = &from->record.contact;
	struct field_value values[TABLE_COUNTED_COUNT] = { 0 };
	struct buf ids;
	int result;
	set_whole(values, TABLE_COUNTED_contact, (int64_t)from->number);
	if (told->dated) {
		set_whole(values, TABLE_COUNTED_day, told->day);
	}
	set_text(values, TABLE_COUNTED_channel, text_clipped(from->record.arena, contact->channel));
	if (contact->person.len > 0) {
		set_whole(values, TABLE_COUNTED_person, intern_add(&counting->persons, contact->person) + INT64_C(1));
	}
	set_whole(values, TABLE_COUNTED_contacts, (int64_t)from->weight);
	set_whole(values, TABLE_COUNTED_counted, from->counted);
	set_whole(values, TABLE_COUNTED_new, told->new);
	buf_init(&ids, SIZE_MAX);
	issue_ids(&ids, from, counting->post->run.leading == &counting->post->run.issues);
	set_text(values, TABLE_COUNTED_issues, buf_str(&ids));
	result = counting->sink.row(counting->sink.to, values, err);
	buf_release(&ids);
	return result;
}

static int contact_visit(void *to, const struct run_contact *from, struct err *err)
{
	struct counting *counting = to;
	struct post *post = counting->post;
	const struct contact *contact = &from->record.contact;
	struct told told = { .new = number_map_get(&counting->before, id_key(contact->id)) == 0 };
	int64_t seconds = 0;
	told.dated = timestamp_parse(contact->time, &seconds);
	told.day = timestamp_day(seconds);
	post->lines++;
	post->mention_lines += from->record.mention_count;
	post->contacts += (double)from->weight;
	post->recent_contacts += told.new ? (double)from->weight : 0;
	post->before.shared += !told.new;
	if (told.dated) {
		post->first_day = !post->dated || told.day < post->first_day ? told.day : post->first_day;
		post->last_day = !post->dated || told.day > post->last_day ? told.day : post->last_day;
		post->dated = true;
	}
	for (size_t i = 0; i < post->issue_count; i++) {
		double *count = told.new ? &post->issues[i].now : &post->issues[i].then;
		*count += run_contact_names(from, post->issues[i].id) ? (double)from->weight : 0;
	}
	quotes_look(counting, from, told.dated, told.day);
	return row_put(counting, from, &told, err);
}

int post_count(struct post *post, struct err *err)
{
	struct counting counting = { .post = post };
	struct csv_sink csv = { .out = &post->counted };
	int result = 0;
	counting.sink = csv_sink(&csv);
	intern_init(&counting.persons);
	intern_init(&counting.quoted);
	for (size_t i = 0; i < post->issue_count; i++) {
		if (post->issues[i].quote.text.len > 0) {
			intern_add(&counting.quoted, post->issues[i].quote.contact);
		}
	}
	if (post->before.there) {
		result = run_contacts(&post->before.run, &(struct run_contact_visit){ before_visit, &counting }, err);
	}
	result = result == 0 ? counting.sink.begin(counting.sink.to, &table_counted_shape, err) : result;
	if (result == 0) {
		result = run_contacts(&post->run, &(struct run_contact_visit){ contact_visit, &counting }, err);
	}
	number_map_release(&counting.before);
	intern_release(&counting.persons);
	intern_release(&counting.quoted);
	return result;
}
