/* reply_rules.c - see reply_rules.h.
 *
 * What enters: single lines (or a few lines joined) of a mail. What leaves: whether a mail program wrote them.
 * Method: no regular expressions. A line is an attribution when independent pieces of evidence meet: an opening word
 * and a verb of one language from the lexicon, a date or time by its shape, an address, a colon or dashes at its end, a
 * quote below it. Mail programs vary the order of these pieces by language and version ("schrieb Ann:", "Ann schrieb:",
 * "Ann <a@b.c> tarihinde şunu yazdı:"), so evidence is counted rather than order prescribed; that is why a language
 * needs three to ten short rows in lexicons/LANG/reply.tsv and no code. Letters: ASCII is compared without case; other
 * letters by bytes, so lexicons list both forms where the first letter is one. Memory: the lexicons, some tens of
 * kilobytes. Time: linear in the line times the rows; it is asked for only at lines that end with a colon or a dash, or
 * stand before a quote. */
#include "reply_rules.h"

#include <stdlib.h>

#include "hash.h"
#include "reply_phrases.h"
#include "tsv.h"

enum kind { OPEN, VERB, MOBILE, FOOTER, DISCLAIMER, KINDS };
static const char *const kind_names[KINDS] = { "open", "verb", "mobile", "footer", "disclaimer" };
enum whole { ORIGINAL, FORWARD, SIGNOFF, WHOLES }; /* kinds whose phrases are whole lines */
static const char *const whole_names[WHOLES] = { "original", "forward", "signoff" };

enum {
	PHRASE_LANGS = 64,  /* languages.tsv has fewer; more is a usage error of the lexicon */
	DATE_REACH = 60,    /* bytes: a date stands this near behind the opening word */
	OWN_REACH = 12,     /* words: a sign-off or mobile line has no more */
	KEY_BYTES = 40,     /* longest header name, "Отправлено" is 20 bytes */
	WHOLE_BYTES = 120,  /* longest phrase that is a whole line */
	MOBILE_BYTES = 200, /* a line with a link behind it */
	STAMP_BYTES = 80    /* date, time, zone and a name */
};

struct reply_rules {
	struct arena arena;
	struct phrases kinds[KINDS];
	struct intern wholes[WHOLES];
	struct intern keys; /* header names, ASCII lower case */
	unsigned char *key_kinds;
	size_t key_cap;
};

static struct str lower(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++) {
		copy[i] = ascii_lower(text.at[i]);
	}
	return (struct str){ copy, text.len };
}

static unsigned header_by_name(struct str name)
{
	static const struct {
		const char *name;
		unsigned kind;
	} names[] = { { "from", HEADER_FROM }, { "sent", HEADER_SENT },       { "date", HEADER_DATE },
		      { "to", HEADER_TO },     { "subject", HEADER_SUBJECT }, { "copy", HEADER_COPY } };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(name, str_from(names[i].name))) {
			return names[i].kind;
		}
	}
	return 0;
}

static void add_key(struct reply_rules *rules, struct str name, unsigned kind)
{
	uint32_t number = intern_add(&rules->keys, lower(&rules->arena, name));
	if (number >= rules->key_cap) {
		size_t cap = rules->key_cap * 2 + 64;
		rules->key_kinds = memory_grow(rules->key_kinds, cap, 1);
		memset(rules->key_kinds + rules->key_cap, 0, cap - rules->key_cap);
		rules->key_cap = cap;
	}
	rules->key_kinds[number] |= (unsigned char)kind;
}

static int add_row(struct reply_rules *rules, const struct tsv_row *row, int lang, const char *code, struct err *err)
{
	unsigned header = header_by_name(row->cells[0]);
	if (header != 0) {
		add_key(rules, row->cells[1], header);
		return 0;
	}
	for (int kind = 0; kind < WHOLES; kind++) {
		if (str_eq(row->cells[0], str_from(whole_names[kind]))) {
			intern_add(&rules->wholes[kind], lower(&rules->arena, row->cells[1]));
			return 0;
		}
	}
	for (int kind = 0; kind < KINDS; kind++) {
		if (str_eq(row->cells[0], str_from(kind_names[kind]))) {
			phrases_add(&rules->kinds[kind], lower(&rules->arena, row->cells[1]), lang);
			return 0;
		}
	}
	err_set(err, GRIPE_DATA, "unknown kind \"%.*s\"", STR_ARGS(row->cells[0]));
	err_at(err, arena_printf(&rules->arena, "lexicons/%s/reply.tsv", code).at, row->line, 0);
	return GRIPE_DATA;
}

int reply_rules_open(struct reply_rules **out, const char *lexicons, struct err *err)
{
	struct reply_rules *rules = memory_alloc(sizeof *rules);
	struct tsv languages, table;
	int result;
	intern_init(&rules->keys);
	for (int kind = 0; kind < WHOLES; kind++) {
		intern_init(&rules->wholes[kind]);
	}
	result = tsv_lexicon(&languages, &rules->arena, lexicons, "any", "languages.tsv", 3, err);
	for (size_t i = 0; result >= 0 && i < languages.row_count && i < PHRASE_LANGS; i++) {
		const char *code = arena_dup(&rules->arena, languages.rows[i].cells[0]).at;
		result = tsv_lexicon(&table, &rules->arena, lexicons, code, "reply.tsv", 2, err);
		for (size_t row = 0; result >= 0 && row < table.row_count; row++) {
			result = add_row(rules, &table.rows[row], (int)i, code, err);
		}
	}
	if (result < 0) {
		reply_rules_close(rules);
		return result;
	}
	for (int kind = 0; kind < KINDS; kind++) {
		phrases_index(&rules->kinds[kind]);
	}
	*out = rules;
	return 0;
}

void reply_rules_close(struct reply_rules *rules)
{
	if (rules == NULL) {
		return;
	}
	for (int kind = 0; kind < KINDS; kind++) {
		phrases_release(&rules->kinds[kind]);
	}
	for (int kind = 0; kind < WHOLES; kind++) {
		intern_release(&rules->wholes[kind]);
	}
	free(rules->key_kinds);
	intern_release(&rules->keys);
	arena_release(&rules->arena);
	free(rules);
}

/* Offset of phrase in text as whole words, or text.len. Only ASCII letters and digits can continue a word here: scripts
 * without blanks have no word ends. */
static size_t find_words(struct str text, struct str phrase, size_t from)
{
	size_t at;
	while ((at = str_find_nocase(text, phrase, from)) < text.len) {
		size_t end = at + phrase.len;
		bool before = at == 0 || !ascii_is_alnum(phrase.at[0]) || !ascii_is_alnum(text.at[at - 1]);
		bool after =
		    end == text.len || !ascii_is_alnum(phrase.at[phrase.len - 1]) || !ascii_is_alnum(text.at[end]);
		if (before && after) {
			return at;
		}
		from = at + 1;
	}
	return text.len;
}

static size_t digits_at(struct str text, size_t at)
{
	size_t n = 0;
	while (at + n < text.len && ascii_is_digit(text.at[at + n])) {
		n++;
	}
	return n;
}

bool reply_date(struct str text)
{
	for (size_t at = 0; at < text.len; at++) {
		size_t n = ascii_is_digit(text.at[at]) ? digits_at(text, at) : 0, m;
		char mark;
		if (n == 0) {
			continue;
		}
		mark = at + n < text.len ? text.at[at + n] : '\0';
		m = digits_at(text, at + n + 1 < text.len ? at + n + 1 : text.len);
		if (n == 4 && (text.at[at] == '1' || text.at[at] == '2') &&
		    (text.at[at + 1] == '9' || text.at[at + 1] == '0')) {
			return true; /* a year */
		}
		if (n <= 2 && m == 2 && (mark == ':' || mark == 'h')) {
			return true; /* a time of day; "10.30" may be an amount */
		}
		if (n <= 2 && m >= 1 && m <= 2 && (mark == '/' || mark == '-' || mark == '.')) {
			size_t next = at + n + 1 + m;
			if (next < text.len && text.at[next] == mark && digits_at(text, next + 1) >= 2) {
				return true; /* 3/5/24 */
			}
		}
		at += n - 1;
	}
	return false;
}

/* An address: letters around '@', or the list archives' "ann at example.org". */
static bool has_address(struct str text)
{
	size_t at = 0;
	while ((at = str_find(text, STR("@"), at)) < text.len) {
		if (at > 0 && !ascii_is_space(text.at[at - 1]) && at + 1 < text.len &&
		    ascii_is_alnum(text.at[at + 1])) {
			return true;
		}
		at++;
	}
	return str_find(text, STR(" at "), 0) < text.len && str_find(text, STR("<"), 0) < text.len;
}

/* Without the colon or the dashes that end an attribution; *ended says which: ':' '-' or 0. */
static struct str without_end(struct str text, char *ended)
{
	static const char wide_colon[] = "\xEF\xBC\x9A";
	*ended = '\0';
	text = str_trim(text);
	if (str_ends(text, STR(wide_colon))) {
		*ended = ':';
		text.len -= 3;
	} else if (text.len > 0 && text.at[text.len - 1] == ':') {
		*ended = ':';
		text.len--;
	} else if (str_ends(text, STR("--"))) {
		*ended = '-';
		while (text.len > 0 && text.at[text.len - 1] == '-') {
			text.len--;
		}
	}
	while (text.len > 0 && (ascii_is_space(text.at[text.len - 1]) || text.at[text.len - 1] == '*' ||
	                        str_ends(text, STR("\xC2\xA0")))) {
		text.len -= str_ends(text, STR("\xC2\xA0")) ? 2 : 1;
	}
	return text;
}

static struct str without_front(struct str text)
{
	while (text.len > 0 &&
	       (ascii_is_space(text.at[0]) || text.at[0] == '-' || text.at[0] == '*' || text.at[0] == '_')) {
		text = str_slice(text, 1, text.len);
	}
	return text;
}

struct evidence {
	bool open, verb, verb_last, date, address, digit_first;
};

static bool starts_words(struct str text, struct str phrase)
{
	return find_words(str_slice(text, 0, phrase.len + 1 < text.len ? phrase.len + 1 : text.len), phrase, 0) == 0;
}

/* Does text begin with an opening word (of the language, or -1: of any), of `least` bytes? */
static bool opens(const struct reply_rules *rules, struct str text, int lang, size_t least)
{
	const struct phrase *open = text.len > 0 ? rules->kinds[OPEN].by_first[(unsigned char)text.at[0]] : NULL;
	for (; open != NULL; open = open->next) {
		if ((lang < 0 || open->lang == lang) && open->text.len >= least && starts_words(text, open->text)) {
			return true;
		}
	}
	return false;
}

/* What speaks for an attribution. Verbs are looked for by their first byte, and only where something else speaks for
 * one. */
static void gather(const struct reply_rules *rules, struct str text, bool quote_follows, struct evidence *e)
{
	struct str near = str_slice(text, 0, text.len < DATE_REACH ? text.len : DATE_REACH);
	bool near_date;
	*e = (struct evidence){
		false, false, false, reply_date(text), has_address(text), text.len > 0 && ascii_is_digit(text.at[0])
	};
	near_date = e->date && reply_date(near);
	if (!e->date && !e->address && !quote_follows) {
		return;
	}
	for (size_t at = 0; at < text.len; at++) {
		const struct phrase *verb = rules->kinds[VERB].by_first[(unsigned char)text.at[at]];
		if (verb == NULL || (at > 0 && ascii_is_alnum(text.at[at]) && ascii_is_alnum(text.at[at - 1]))) {
			continue;
		}
		for (; verb != NULL; verb = verb->next) {
			if (find_words(
			        str_slice(text, at,
			                  at + verb->text.len + 1 < text.len ? at + verb->text.len + 1 : text.len),
			        verb->text, 0) != 0) {
				continue;
			}
			e->verb = true;
			e->verb_last = e->verb_last || at + verb->text.len == text.len;
			e->open = e->open || (near_date && opens(rules, text, verb->lang, 1));
		}
	}
}

/* "Thanks! On 3 May 2024 at 9:12, Ann wrote:": where the attribution begins inside the line, or text.len. */
static size_t inner_start(const struct reply_rules *rules, struct str text)
{
	for (size_t at = 1; at < text.len; at++) {
		struct str rest = str_slice(text, at, text.len),
		           near = str_slice(rest, 0, rest.len < DATE_REACH ? rest.len : DATE_REACH);
		struct evidence e;
		/* the case of the opening word counts here: "On" opens, "on" goes on */
		if (text.at[at] < 'A' || text.at[at] > 'Z' || (text.at[at - 1] != ' ' && text.at[at - 1] != '-') ||
		    !opens(rules, rest, -1, 2) || !reply_date(near)) {
			continue;
		}
		gather(rules, rest, false, &e);
		if (e.open && e.verb_last) {
			return at;
		}
	}
	return text.len;
}

bool reply_stamp(struct str line)
{
	size_t zone;
	line = str_trim(line);
	if (line.len < 16 || line.len > STAMP_BYTES || digits_at(line, 0) != 4 || line.at[4] != '-' ||
	    digits_at(line, 5) != 2 || line.at[7] != '-') {
		return false;
	}
	zone = str_find(line, STR(" GMT"), 10);
	return zone + 5 < line.len && reply_date(str_slice(line, 10, zone)) &&
	       (line.at[zone + 4] == '+' || line.at[zone + 4] == '-') && digits_at(line, zone + 5) == 2;
}

/* "[2024-05-03 09:12 +0200]:" behind a name: mutt and its like. */
static bool dated_brackets(struct str body)
{
	size_t open = body.len;
	while (open > 0 && body.at[open - 1] != '[') {
		open--;
	}
	return open > 0 && body.at[body.len - 1] == ']' && reply_date(str_slice(body, open, body.len));
}

/* The forms that count for joined lines, besides an opening word with its verb. */
static bool joined_form(struct str body, const struct evidence *e, char ended, bool quote_follows,
                        enum reply_reach reach)
{
	if (e->digit_first && e->date && e->address && (e->verb_last || ended == ':' || quote_follows)) {
		return true;
	}
	return reach == REACH_PARAGRAPH && e->date && e->address && memchr(body.at, '<', body.len) != NULL &&
	       (e->verb ? ended != '\0' || e->verb_last : ended == ':' && str_ends(body, STR(">")));
}

bool reply_attribution(const struct reply_rules *rules, struct str text, bool quote_follows, enum reply_reach reach,
                       size_t *own)
{
	char ended;
	struct evidence e;
	struct str whole = text, body = without_front(without_end(text, &ended));
	bool dashed = str_starts(str_trim(whole), STR("--"));
	*own = 0;
	if (body.len == 0 || (ended == '\0' && !quote_follows)) {
		return false;
	}
	if (reach == REACH_JOINED && !ascii_is_digit(body.at[0]) && !opens(rules, body, -1, 1)) {
		return false;
	}
	gather(rules, body, quote_follows || dashed, &e);
	if (e.open && (ended != '\0' || e.verb_last)) {
		return true;
	}
	if (reach != REACH_LINE) {
		return joined_form(body, &e, ended, quote_follows, reach);
	}
	if (ended != '\0') {
		size_t inner = inner_start(rules, body);
		if (inner < body.len) {
			struct str front = { whole.at, (size_t)(body.at - whole.at) + inner };
			while (front.len > 0 &&
			       (ascii_is_space(front.at[front.len - 1]) || front.at[front.len - 1] == '-')) {
				front.len--;
			}
			*own = front.len;
			return true;
		}
	}
	if (e.verb && e.date && e.address && ended != '\0') {
		return true; /* "Ann <a@b.c>, 14 May 2024 15:00 tarihinde şunu yazdı:" */
	}
	if (e.verb_last && (quote_follows || (e.address && ended == ':' && memchr(body.at, '<', body.len) != NULL))) {
		return true; /* "Ann writes:" above a quote; "… <ann@example.org> wrote:" anywhere */
	}
	if (e.verb_last && e.digit_first && e.date && ended == ':') {
		return true; /* "18.04.2017 13:09, Ann пишет:" */
	}
	if (quote_follows && ended == ':' && dated_brackets(body)) {
		return true;
	}
	if (e.verb && ended == '-' && dashed) {
		return true; /* "---- Ann wrote ----" */
	}
	if (e.date && e.address && (str_ends(body, STR(">")) || quote_follows) && (ended == ':' || e.digit_first)) {
		return true; /* "2024-05-14 11:28 GMT+03:00 Ann <ann@example.org>:" */
	}
	return false;
}

enum header_kind reply_header(const struct reply_rules *rules, struct str line, struct str *value)
{
	char key[KEY_BYTES];
	size_t len = 0, at;
	struct str name;
	uint32_t number;
	line = str_trim(line);
	while (line.len > 0 && (line.at[0] == '*' || line.at[0] == '|')) {
		line = str_slice(line, 1, line.len);
	}
	at = str_find(str_slice(line, 0, line.len < KEY_BYTES ? line.len : KEY_BYTES), STR(":"), 0);
	if (at >= KEY_BYTES || at >= line.len || at == 0) {
		at = str_find(str_slice(line, 0, line.len < KEY_BYTES ? line.len : KEY_BYTES), STR("\xEF\xBC\x9A"), 0);
		if (at >= KEY_BYTES || at >= line.len || at == 0) {
			return HEADER_NONE;
		}
		*value = str_trim(str_slice(line, at + 3, line.len));
	} else {
		*value = str_trim(str_slice(line, at + 1, line.len));
	}
	name = str_trim(str_slice(line, 0, at));
	while (name.len > 0 &&
	       (name.at[name.len - 1] == '*' || str_ends(name, STR("\xC2\xA0")) || name.at[name.len - 1] == ' ')) {
		name.len -= str_ends(name, STR("\xC2\xA0")) ? 2 : 1;
	}
	for (len = 0; len < name.len; len++) {
		key[len] = ascii_lower(name.at[len]);
	}
	number = intern_find(&rules->keys, (struct str){ key, len });
	if (value->len > 0 && value->at[0] == '*') {
		*value = str_trim(str_slice(*value, 1, value->len));
	}
	return number == INTERN_NONE ? HEADER_NONE : (enum header_kind)rules->key_kinds[number];
}

/* Is the line one of the kind's phrases, ASCII case apart? */
static bool is_whole(const struct reply_rules *rules, enum whole kind, struct str line)
{
	char folded[WHOLE_BYTES];
	if (line.len == 0 || line.len > WHOLE_BYTES) {
		return false;
	}
	for (size_t i = 0; i < line.len; i++) {
		folded[i] = ascii_lower(line.at[i]);
	}
	return intern_find(&rules->wholes[kind], (struct str){ folded, line.len }) != INTERN_NONE;
}

/* A separator line: dashes on both sides, or on the front, of a phrase of the kind; "Begin forwarded message:" has
 * none. */
static bool separator(const struct reply_rules *rules, struct str line, enum whole kind, bool dashes_needed)
{
	char ended;
	struct str all = str_trim(line), inner;
	while (all.len > 1 && all.at[0] == '*' && all.at[all.len - 1] == '*') { /* in bold type */
		all = str_trim(str_slice(all, 1, all.len - 1));
	}
	if (all.len == 0 || all.len > WHOLE_BYTES ||
	    (dashes_needed && !str_starts(all, STR("--")) && !str_starts(all, STR("__")) &&
	     !str_starts(all, STR("##")))) {
		return false;
	}
	while (all.len > 0 && all.at[0] == '#') { /* "##- Please type your reply above this line -##" */
		all = str_slice(all, 1, all.len);
	}
	inner = without_front(without_end(all, &ended));
	while (inner.len > 0 && memchr("_- #", inner.at[inner.len - 1], 4) != NULL) {
		inner.len--;
	}
	return is_whole(rules, kind, inner);
}

bool reply_original(const struct reply_rules *rules, struct str line)
{
	return separator(rules, line, ORIGINAL, true);
}

bool reply_forward(const struct reply_rules *rules, struct str line)
{
	struct str text = str_trim(line);
	char last = text.len > 0 ? text.at[text.len - 1] : '\0';
	/* asked for every line: those that neither begin with a dash nor end with a colon or a dash are not looked up
	 */
	if (last != ':' && last != '-' && last != '\x9A' && !str_starts(text, STR("--"))) {
		return false;
	}
	return separator(rules, line, FORWARD, false);
}

static struct str bare(struct str line)
{
	line = without_front(str_trim(line));
	while (line.len > 0) {
		if (memchr(" ,.!-*:;)~", line.at[line.len - 1], 10) != NULL) {
			line.len--;
		} else if (str_ends(line, STR("\xE3\x80\x82")) || str_ends(line, STR("\xEF\xBC\x81")) ||
		           str_ends(line,
		                    STR("\xEF\xBC\x8C"))) { /* the full stop, exclamation mark and comma of East Asia */
			line.len -= 3;
		} else {
			break;
		}
	}
	return line;
}

bool reply_signoff(const struct reply_rules *rules, struct str line)
{
	return line.len <= WHOLE_BYTES && is_whole(rules, SIGNOFF, bare(line));
}

bool reply_mobile(const struct reply_rules *rules, struct str line)
{
	size_t bracket;
	if (line.len > MOBILE_BYTES) {
		return false;
	}
	line = bare(line);
	bracket = str_find(line, STR("(http"), 1);
	if (bracket < line.len && line.at[bracket - 1] == ' ') {
		line = str_trim(str_slice(line, 0, bracket));
	}
	bracket = str_find(line, STR("<http"), 0);
	line = str_trim(str_slice(line, 0, bracket));
	return line.len > 0 && str_words(line) <= OWN_REACH && phrases_match(&rules->kinds[MOBILE], line);
}

bool reply_footer(const struct reply_rules *rules, struct str line)
{
	return phrases_hold(&rules->kinds[FOOTER], line);
}

bool reply_disclaimer(const struct reply_rules *rules, struct str line)
{
	return phrases_hold(&rules->kinds[DISCLAIMER], line);
}
