/* why_issue_print.c - see why_issue.h: the issue side of an answer, for people and for programs. Probabilities have the
 * three digits that tagging writes; spans are bytes of the contact's clean text. */
#include "json_write.h"
#include "why.h"
#include "why_issue.h"

enum {
	PROBABILITY_DIGITS = 3,
	SCORE_DIGITS = 2,
	NAME_WIDTH = 18,
	PATTERN_CHARACTERS = 60 /* of a pattern, shown to people: some list all words of a kind */
};

static void put_milli(struct buf *out, uint32_t milli)
{
	buf_fixed(out, milli / 1000.0, PROBABILITY_DIGITS);
}

/* The bytes of a span, as far as they stand in the mention. */
static struct str text_of(const struct mention *mention, struct span span)
{
	size_t start = span.start > mention->span.start ? span.start - mention->span.start : 0;
	size_t end = span.end > mention->span.start ? span.end - mention->span.start : 0;
	end = end < mention->text.len ? end : mention->text.len;
	return start < end ? str_slice(mention->text, start, end) : STR_EMPTY;
}

static void put_quoted(struct buf *out, struct str text, size_t characters)
{
	buf_text(out, "\xE2\x80\x9C");
	why_excerpt(out, text, characters);
	buf_text(out, "\xE2\x80\x9D");
}

static void put_span(struct buf *out, const struct mention *mention, struct span span)
{
	put_quoted(out, text_of(mention, span), SIZE_MAX);
	buf_printf(out, " [%u, %u)", span.start, span.end);
}

static struct str class_name(const struct issue_model *model, int class)
{
	return model->ontology->classes[class].name;
}

/* ---- for people ---- */

static void text_row(const struct trouble_reason *reason, struct buf *out)
{
	if (reason->row == NULL) {
		buf_text(out, "a pattern that the lexicons no longer have");
		return;
	}
	buf_text(out, "pattern ");
	put_quoted(out, reason->row->pattern, PATTERN_CHARACTERS);
	buf_printf(out, " (%.*s:%llu)", STR_ARGS(reason->file), (unsigned long long)reason->row->line);
}

static void text_reader(const struct trouble_reason *reason, const struct mention *mention, struct buf *out)
{
	buf_text(out, "reader ");
	put_milli(out, reason->p_milli);
	for (size_t i = 0; i < reason->word_count; i++) {
		buf_text(out, i == 0 ? ", by " : ", ");
		why_excerpt(out, text_of(mention, reason->words[i]), SIZE_MAX);
		buf_printf(out, " %u %%", (reason->share_milli[i] + 5) / 10);
	}
}

static void text_trouble(const struct why_trouble *told, const struct mention *mention, struct buf *out)
{
	const struct trouble *trouble = told->trouble;
	bool reader = str_eq(trouble->by, STR("reader")), pattern = !reader;
	int pad = NAME_WIDTH - (int)trouble->class.len;
	buf_printf(out, "    %.*s%*s ", STR_ARGS(trouble->class), pad > 0 ? pad : 0, "");
	put_milli(out, trouble->p_milli);
	buf_text(out, "  ");
	put_milli(out, told->p_milli);
	buf_text(out, "  ");
	put_span(out, mention, trouble->span);
	buf_text(out, ": ");
	if (pattern) {
		text_row(&told->reason, out);
	}
	if (told->reason.read) {
		buf_text(out, pattern ? "; " : "");
		text_reader(&told->reason, mention, out);
	} else if (reader) {
		buf_text(out, "the reader of another run");
	}
	buf_byte(out, '\n');
}

static void text_thing(const struct why_thing *thing, struct buf *out)
{
	buf_printf(out, "%.*s (", STR_ARGS(thing->thing->name));
	if ((thing->roles & THING_BRAND) != 0) {
		buf_text(out, "a brand: heads nothing)");
		return;
	}
	buf_fixed(out, thing->score, SCORE_DIGITS);
	buf_printf(out, ", %u word%s off", thing->distance, thing->distance == 1 ? "" : "s");
	buf_text(out, (thing->roles & THING_SUBJECT) != 0 ? ", said everywhere)" : ")");
}

static void text_things(const struct why_stated *told, struct buf *out)
{
	bool chosen = told->thing_count > 0 && (told->things[0].roles & THING_BRAND) == 0;
	buf_text(out, "  thing      ");
	if (chosen) {
		text_thing(&told->things[0], out);
	} else {
		buf_text(out, "none is named near it");
	}
	for (size_t i = chosen ? 1 : 0; i < told->thing_count; i++) {
		buf_text(out, i == (chosen ? 1 : 0) ? "; passed over: " : ", ");
		text_thing(&told->things[i], out);
	}
	buf_byte(out, '\n');
}

static void text_none(const struct issue_model *model, const struct why_stated *told, struct buf *out)
{
	struct str class = class_name(model, told->home_class);
	if (strcmp(told->code, "narrative") == 0) {
		buf_text(out, "the contact is a long story, and mostly of something else");
	} else if (strcmp(told->code, "heads_none") == 0) {
		buf_printf(out, "%.*s heads no issue", STR_ARGS(class));
	} else {
		buf_printf(out, "below the floor: %llu of the contacts that learnt say it, and %.*s has no remainder",
		           (unsigned long long)told->contacts, STR_ARGS(class));
	}
}

static void text_stated(const struct issue_model *model, const struct why_stated *told, struct buf *out)
{
	int class = told->stated->class;
	struct str thing = told->thing_count > 0 && (told->things[0].roles & THING_BRAND) == 0
	                       ? told->things[0].thing->id
	                       : THING_NONE;
	buf_printf(out, "  counts as  %.*s, ", STR_ARGS(class_name(model, class)));
	put_milli(out, told->stated->p_milli);
	if (class != told->home_class || !str_eq(thing, told->home_thing)) {
		buf_printf(out, "; of this thing that is %.*s of %.*s", STR_ARGS(class_name(model, told->home_class)),
		           STR_ARGS(told->home_thing));
	}
	buf_byte(out, '\n');
	text_things(told, out);
	buf_text(out, "  issue      ");
	if (told->issue != NULL) {
		buf_printf(out, "%.*s (%.*s), %s, %llu contacts of those that learnt", STR_ARGS(told->issue->label),
		           STR_ARGS(told->issue->id), issue_table_names[told->issue->table],
		           (unsigned long long)told->issue->contacts);
	} else {
		buf_text(out, "none: ");
		text_none(model, told, out);
	}
	buf_byte(out, '\n');
}

static void text_doubt(const struct record *record, const struct issue_mention *read, struct buf *out)
{
	static const char *const reasons[] = {
		[DOUBT_NONE] = "what it states heads no issue",
		[DOUBT_NOTHING] = "no trouble is found in it",
		[DOUBT_SCORE] = "its contact gave a top score",
		[DOUBT_SHORT] = "it is a single word",
		[DOUBT_GOOD] = "it praises or is in good mood, and no trouble is sure enough against that",
		[DOUBT_UNSURE] = "no trouble is sure enough",
		[DOUBT_SENSE] = "said of a product, the trouble means something else",
	};
	buf_text(out, "  issue      none: ");
	if (read->states.len > 0 && !str_eq(read->states, STR("problem"))) {
		buf_printf(out, "it states %.*s; ", STR_ARGS(read->states));
	}
	buf_text(out, reasons[read->doubt]);
	if (read->doubt == DOUBT_SCORE) {
		buf_text(out, " (");
		buf_number(out, record->contact.score);
		buf_printf(out, ", %.*s)", STR_ARGS(record->contact.scale));
	}
	buf_byte(out, '\n');
}

void why_issue_text(const struct why_issues *issues, const struct record *record, size_t number,
                    const struct why_issue *answer, struct buf *out)
{
	const struct mention *mention = &record->mentions[number];
	if (answer->read != NULL) {
		struct str states = answer->read->states;
		buf_printf(out, "  states     %.*s; the reader gives all troubles ",
		           STR_ARGS(states.len > 0 ? states : STR("nothing")));
		put_milli(out, answer->read->trouble_milli);
		buf_byte(out, '\n');
	}
	if (answer->trouble_count > 0) {
		buf_text(out,
		         "  troubles   probability as tagged, and in this corpus; the words, and what found them\n");
	}
	for (size_t i = 0; i < answer->trouble_count; i++) {
		text_trouble(&answer->troubles[i], mention, out);
	}
	for (size_t k = 0; k < answer->stated_count; k++) {
		text_stated(why_issues_model(issues), &answer->stated[k], out);
	}
	if (answer->read != NULL && answer->code != NULL) {
		text_doubt(record, answer->read, out);
	}
}

/* ---- for programs ---- */

static void json_milli(struct buf *out, const char *name, uint32_t milli)
{
	json_put_fixed(out, name, milli / 1000.0, PROBABILITY_DIGITS);
}

static void json_row(const struct trouble_reason *reason, struct buf *out)
{
	if (reason->row == NULL) {
		json_put_null(out, "pattern");
		return;
	}
	json_put_open(out, "pattern", '{');
	json_put_text(out, "text", reason->row->pattern);
	json_put_text(out, "file", reason->file);
	json_put_int(out, "line", (int64_t)reason->row->line);
	buf_byte(out, '}');
}

static void json_reader(const struct trouble_reason *reason, const struct mention *mention, struct buf *out)
{
	json_put_open(out, "reader", '{');
	json_milli(out, "p", reason->p_milli);
	json_put_open(out, "words", '[');
	for (size_t i = 0; i < reason->word_count; i++) {
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "word", text_of(mention, reason->words[i]));
		json_milli(out, "share", reason->share_milli[i]);
		span_put(out, reason->words[i]);
		buf_byte(out, '}');
	}
	buf_text(out, "]}");
}

static void json_trouble(const struct why_trouble *told, const struct mention *mention, struct buf *out)
{
	const struct trouble *trouble = told->trouble;
	json_put_comma(out);
	buf_byte(out, '{');
	json_put_text(out, "class", trouble->class);
	json_put_text(out, "by", trouble->by);
	json_milli(out, "p", trouble->p_milli);
	json_milli(out, "p_here", told->p_milli);
	json_put_text(out, "text", text_of(mention, trouble->span));
	span_put(out, trouble->span);
	if (!str_eq(trouble->by, STR("reader"))) {
		json_row(&told->reason, out);
	}
	if (told->reason.read) {
		json_reader(&told->reason, mention, out);
	}
	buf_byte(out, '}');
}

static void json_things(const struct why_stated *told, struct buf *out)
{
	json_put_open(out, "things", '[');
	for (size_t i = 0; i < told->thing_count; i++) {
		const struct why_thing *thing = &told->things[i];
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "id", thing->thing->id);
		json_put_text(out, "name", thing->thing->name);
		json_put_fixed(out, "score", thing->score, PROBABILITY_DIGITS);
		json_put_int(out, "distance", thing->distance);
		json_put_bool(out, "subject", (thing->roles & THING_SUBJECT) != 0);
		json_put_bool(out, "brand", (thing->roles & THING_BRAND) != 0);
		json_put_bool(out, "chosen", i == 0 && (thing->roles & THING_BRAND) == 0);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void json_issue(const struct issue_entry *issue, struct buf *out)
{
	json_put_open(out, "issue", '{');
	json_put_text(out, "id", issue->id);
	json_put_text(out, "label", issue->label);
	json_put_text(out, "table", str_from(issue_table_names[issue->table]));
	json_put_int(out, "contacts", (int64_t)issue->contacts);
	buf_byte(out, '}');
}

static void json_stated(const struct issue_model *model, const struct why_stated *told, struct buf *out)
{
	json_put_comma(out);
	buf_byte(out, '{');
	json_put_text(out, "class", class_name(model, told->stated->class));
	json_milli(out, "p", told->stated->p_milli);
	json_things(told, out);
	json_put_text(out, "home_class", class_name(model, told->home_class));
	json_put_text(out, "home_thing", told->home_thing);
	json_put_int(out, "contacts", (int64_t)told->contacts);
	if (told->issue != NULL) {
		json_issue(told->issue, out);
	} else {
		json_put_null(out, "issue");
		json_put_text(out, "none", str_from(told->code));
	}
	buf_byte(out, '}');
}

void why_issue_json(const struct why_issues *issues, const struct record *record, size_t number,
                    const struct why_issue *answer, struct buf *out)
{
	const struct issue_entry *issue = NULL;
	json_put_open(out, "troubles", '[');
	for (size_t i = 0; i < answer->trouble_count; i++) {
		json_trouble(&answer->troubles[i], &record->mentions[number], out);
	}
	buf_byte(out, ']');
	if (answer->read == NULL) {
		return;
	}
	json_put_text(out, "states", answer->read->states);
	json_milli(out, "any_trouble", answer->read->trouble_milli);
	json_put_open(out, "stated", '[');
	for (size_t k = 0; k < answer->stated_count; k++) {
		json_stated(why_issues_model(issues), &answer->stated[k], out);
		issue = issue == NULL ? answer->stated[k].issue : issue;
	}
	buf_byte(out, ']');
	if (issue != NULL) {
		json_issue(issue, out);
		return;
	}
	json_put_null(out, "issue");
	json_put_text(out, "none", str_from(answer->code != NULL ? answer->code : answer->stated[0].code));
}
