/* ask_print.c - see ask.h. Texts are a stranger's: in tables they are on one line, and what steers a terminal is gone.
 */
#include "ask.h"
#include "json_write.h"
#include "tell.h"
#include "timestamp.h"
#include "utf8.h"
#include "why.h"

enum { QUOTE_CHARACTERS = 100, DAY_WIDTH = 10, NAME_WIDTH = 18, CHANNEL_WIDTH = 8, CHANNELS_WIDTH = 14 };

void ask_day(struct buf *out, int64_t time)
{
	size_t from = out->len;
	if (time != ASK_ALWAYS) {
		timestamp_format(out, time);
		out->len = from + DAY_WIDTH;
	}
}

/* Fills up to the width, and two blanks. */
static void pad(struct buf *out, size_t from, size_t width)
{
	size_t shown = utf8_count(str_slice(buf_str(out), from, out->len));
	for (; shown < width + 2; shown++) {
		buf_byte(out, ' ');
	}
}

static void cell(struct buf *out, struct str text, size_t width)
{
	size_t from = out->len;
	buf_str_add(out, text.len > 0 ? text : STR("-"));
	pad(out, from, width);
}

static void day_cell(struct buf *out, int64_t time)
{
	size_t from = out->len;
	ask_day(out, time);
	buf_text(out, time == ASK_ALWAYS ? "-" : "");
	pad(out, from, DAY_WIDTH);
}

static void quote(struct buf *out, struct str text)
{
	struct buf line;
	buf_init(&line, SIZE_MAX);
	why_excerpt(&line, text, QUOTE_CHARACTERS);
	tell_plain(out, buf_str(&line));
	buf_byte(out, '\n');
	buf_release(&line);
}

static void channels_join(struct buf *out, const struct ask_person *person)
{
	for (size_t i = 0; i < person->channel_count; i++) {
		buf_text(out, i > 0 ? " " : "");
		buf_str_add(out, person->channels[i]);
	}
}

static void counted(struct buf *out, uint64_t count, const char *one, const char *many)
{
	buf_printf(out, "%llu %s", (unsigned long long)count, count == 1 ? one : many);
}

static void sentence(const struct ask_shown *shown, struct buf *out)
{
	const struct ask_people *people = shown->people;
	counted(out, shown->found->count, "mention", "mentions");
	buf_text(out, " in ");
	counted(out, people->contacts, "contact", "contacts");
	buf_text(out, " from ");
	counted(out, people->count, "person", "people");
	if (people->first != ASK_ALWAYS) {
		buf_text(out, ", ");
		ask_day(out, people->first);
		buf_text(out, " to ");
		ask_day(out, people->last);
	}
	buf_byte(out, '\n');
}

static void person_row(struct buf *out, const struct ask_person *person)
{
	size_t from;
	cell(out, person->person, NAME_WIDTH);
	from = out->len;
	buf_printf(out, "%8llu", (unsigned long long)person->contacts);
	pad(out, from, 8);
	day_cell(out, person->first);
	day_cell(out, person->last);
	from = out->len;
	channels_join(out, person);
	pad(out, from, CHANNELS_WIDTH);
	quote(out, person->text);
}

static void mention_row(struct buf *out, const struct found *found)
{
	day_cell(out, found->time);
	cell(out, found->channel, CHANNEL_WIDTH);
	cell(out, found->person, NAME_WIDTH);
	quote(out, found->text);
}

void ask_text(const struct ask_shown *shown, struct buf *out)
{
	size_t count = shown->by_person ? shown->people->count : shown->found->count,
	       most = count < shown->limit ? count : shown->limit;
	sentence(shown, out);
	if (most > 0) {
		buf_text(out, shown->by_person
		                  ? "\nperson              contacts  first       last        channels        said\n"
		                  : "\ndate        channel   person              said\n");
	}
	for (size_t i = 0; i < most; i++) {
		if (shown->by_person) {
			person_row(out, &shown->people->list[i]);
		} else {
			mention_row(out, &shown->found->list[i]);
		}
	}
	if (most < count) {
		buf_printf(out, "\n%zu more: --limit 0 shows all\n", count - most);
	}
}

static void put_time(struct buf *out, const char *name, int64_t time)
{
	if (time != ASK_ALWAYS) {
		json_put_name(out, name);
		buf_byte(out, '"');
		timestamp_format(out, time);
		buf_byte(out, '"');
	}
}

static void person_json(struct buf *out, const struct ask_person *person)
{
	json_put_filled(out, "person", person->person);
	json_put_int(out, "contacts", (int64_t)person->contacts);
	json_put_int(out, "mentions", (int64_t)person->mentions);
	put_time(out, "first", person->first);
	put_time(out, "last", person->last);
	json_put_list(out, "channels", person->channels, person->channel_count);
	json_put_text(out, "contact", person->contact);
	json_put_text(out, "text", person->text);
}

static void mention_json(struct buf *out, const struct found *found)
{
	json_put_text(out, "contact", found->contact);
	put_time(out, "time", found->time);
	json_put_filled(out, "channel", found->channel);
	json_put_filled(out, "person", found->person);
	json_put_filled(out, "issue", found->issue);
	json_put_filled(out, "theme", found->theme);
	if (found->alike < ASK_BY_WORDS) {
		json_put_share(out, "alike", found->alike);
	}
	json_put_text(out, "text", found->text);
}

void ask_json(const struct ask_shown *shown, struct buf *out)
{
	size_t count = shown->by_person ? shown->people->count : shown->found->count;
	for (size_t i = 0; i < count && i < shown->limit; i++) {
		buf_byte(out, '{');
		if (shown->by_person) {
			person_json(out, &shown->people->list[i]);
		} else {
			mention_json(out, &shown->found->list[i]);
		}
		buf_text(out, "}\n");
	}
}
