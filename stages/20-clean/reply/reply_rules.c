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

#include "array.h"
#include "hash.h"
#include "language_rows.h"
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
	STAMP_BYTES = 80,   /* date, time, zone and a name */
	KEYS_FIRST = 64     /* room for so many header names at first */
};

struct reply_rules {
	struct arena arena;
	struct phrases kinds[KINDS];
	struct intern wholes[WHOLES];
	struct word_forms signs; /* " at ", as archives of lists write "@" */
	struct intern keys;      /* header names, ASCII lower case */
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
		size_t before = rules->key_cap;
		rules->key_kinds = array_room(rules->key_kinds, number, &rules->key_cap, 1, KEYS_FIRST);
		memset(rules->key_kinds + before, 0, rules->key_cap - before);
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
	struct language_rows mail;
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
	result = result < 0 ? result : language_rows_open(&mail, &rules->arena, lexicons, "mail.tsv", 2, err);
	if (result < 0) {
		reply_rules_close(rules);
		return result;
	}
	rules->signs = language_rows_forms(&mail, "at_sign", " ", " ", &rules->arena);
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

/* The digits that stand at a place of a text, and what stands behind them. */
struct number {
	struct str text;
	size_t at, digits;
	char mark;   /* NUL: nothing stands behind */
	size_t more; /* digits behind the mark */
};

static struct number number_at(struct str text, size_t at)
{
	struct number number = { .text = text, .at = at, .digits = digits_at(text, at) };
	size_t behind = at + number.digits;
	number.mark = behind < text.len ? text.at[behind] : '\0';
	number.more = digits_at(text, behind + 1);
	return number;
}

static bool is_year(const struct number *n)
{
	const char *digits = n->text.at + n->at;
	return n->digits == 4 && (digits[0] == '1' || digits[0] == '2') && (digits[1] == '9' || digits[1] == '0');
}

/* "9:12", "9h12"; "10.30" may be an amount. */
static bool is_time_of_day(const struct number *n)
{
	return n->digits <= 2 && n->more == 2 && (n->mark == ':' || n->mark == 'h');
}

/* "3/5/24" */
static bool is_numeric_date(const struct number *n)
{
	size_t second = n->at + n->digits + 1 + n->more; /* where the second mark stands */
	return n->digits <= 2 && n->more >= 1 && n->more <= 2 && (n->mark == '/' || n->mark == '-' || n->mark == '.') &&
	       second < n->text.len && n->text.at[second] == n->mark && digits_at(n->text, second + 1) >= 2;
}

bool reply_date(struct str text)
{
	for (size_t at = 0; at < text.len; at++) {
		if (ascii_is_digit(text.at[at])) {
			struct number number = number_at(text, at);
			if (is_year(&number) || is_time_of_day(&number) || is_numeric_date(&number)) {
				return true;
			}
			at += number.digits - 1;
		}
	}
	return false;
}

/* An address: letters around '@', or the list archives' "ann at example.org". */
static bool has_address(const struct reply_rules *rules, struct str text)
{
	size_t at = 0;
	while ((at = str_find(text, STR("@"), at)) < text.len) {
		if (at > 0 && !ascii_is_space(text.at[at - 1]) && at + 1 < text.len &&
		    ascii_is_alnum(text.at[at + 1])) {
			return true;
		}
		at++;
	}
	for (size_t i = 0; i < rules->signs.count; i++) {
		if (str_find(text, rules->signs.at[i], 0) < text.len) {
			return str_find(text, STR("<"), 0) < text.len;
		}
	}
	return false;
}

static const char wide_colon[] = "\xEF\xBC\x9A", no_break_space[] = "\xC2\xA0";

/* The bytes of a blank, a no-break one too, or an asterisk at the end; 0: none is there. */
static size_t last_blank(struct str text)
{
	char last = text.len > 0 ? text.at[text.len - 1] : 'x';
	if (ascii_is_space(last) || last == '*') {
		return 1;
	}
	return (unsigned char)last >= 0x80 && str_ends(text, STR(no_break_space)) ? STR(no_break_space).len : 0;
}

static struct str without_last_blanks(struct str text)
{
	for (size_t bytes; (bytes = last_blank(text)) > 0;) {
		text.len -= bytes;
	}
	return text;
}

/* Without the colon or the dashes that end an attribution; *ended says which: ':' '-' or 0. */
static struct str without_end(struct str text, char *ended)
{
	*ended = '\0';
	text = str_trim(text);
	if (str_ends(text, STR(wide_colon))) {
		*ended = ':';
		text.len -= STR(wide_colon).len;
	} else if (str_ends(text, STR(":"))) {
		*ended = ':';
		text.len--;
	} else if (str_ends(text, STR("--"))) {
		*ended = '-';
		while (str_ends(text, STR("-"))) {
			text.len--;
		}
	}
	return without_last_blanks(text);
}

static struct str without_front(struct str text)
{
	while (text.len > 0 &&
	       (ascii_is_space(text.at[0]) || text.at[0] == '-' || text.at[0] == '*' || text.at[0] == '_')) {
		text = str_slice(text, 1, text.len);
	}
	return text;
}

/* What can speak for an attribution, a bit each. */
enum sign {
	SIGN_OPEN = 1 << 0,        /* begins with "On", and has a verb of the same language and a date near */
	SIGN_VERB = 1 << 1,        /* has "wrote" */
	SIGN_VERB_LAST = 1 << 2,   /* ends with it */
	SIGN_DATE = 1 << 3,        /* has a date or a time */
	SIGN_ADDRESS = 1 << 4,     /* has an address */
	SIGN_DIGIT = 1 << 5,       /* begins with a digit */
	SIGN_COLON = 1 << 6,       /* a colon ended it */
	SIGN_DASHES = 1 << 7,      /* dashes ended it */
	SIGN_ENDED = 1 << 8,       /* one of both */
	SIGN_DASHED = 1 << 9,      /* it began with dashes */
	SIGN_QUOTE = 1 << 10,      /* a quote follows */
	SIGN_ANGLE = 1 << 11,      /* has "<" */
	SIGN_ANGLE_LAST = 1 << 12, /* ends with ">" */
	SIGN_BRACKETS = 1 << 13    /* ends with a date in square brackets */
};

/* Lines that are attributions: all signs of a row, when the text is as large as one of its reaches. */
enum { LINE = 1 << REACH_LINE, JOINED = 1 << REACH_JOINED, PARAGRAPH = 1 << REACH_PARAGRAPH };
static const struct form {
	unsigned reaches, signs;
} opened_forms[] = {
	/* "On 3 May 2024 at 9:12, Ann wrote:" */
	{ LINE | JOINED | PARAGRAPH, SIGN_OPEN | SIGN_ENDED },
	{ LINE | JOINED | PARAGRAPH, SIGN_OPEN | SIGN_VERB_LAST },
};
static const struct form other_forms[] = {
	/* "2024-05-14 11:28 GMT+03:00 Ann <ann@example.org>:" over lines */
	{ JOINED | PARAGRAPH, SIGN_DIGIT | SIGN_DATE | SIGN_ADDRESS | SIGN_VERB_LAST },
	{ JOINED | PARAGRAPH, SIGN_DIGIT | SIGN_DATE | SIGN_ADDRESS | SIGN_COLON },
	{ JOINED | PARAGRAPH, SIGN_DIGIT | SIGN_DATE | SIGN_ADDRESS | SIGN_QUOTE },
	/* in any order, where a paragraph says nothing else */
	{ PARAGRAPH, SIGN_DATE | SIGN_ADDRESS | SIGN_ANGLE | SIGN_VERB | SIGN_ENDED },
	{ PARAGRAPH, SIGN_DATE | SIGN_ADDRESS | SIGN_ANGLE | SIGN_VERB_LAST },
	{ PARAGRAPH, SIGN_DATE | SIGN_ADDRESS | SIGN_ANGLE | SIGN_ANGLE_LAST | SIGN_COLON },
	/* "Ann <a@b.c>, 14 May 2024 15:00 tarihinde şunu yazdı:" */
	{ LINE, SIGN_VERB | SIGN_DATE | SIGN_ADDRESS | SIGN_ENDED },
	/* "Ann writes:" above a quote; "Ann <ann@example.org> wrote:" anywhere */
	{ LINE, SIGN_VERB_LAST | SIGN_QUOTE },
	{ LINE, SIGN_VERB_LAST | SIGN_ADDRESS | SIGN_ANGLE | SIGN_COLON },
	/* "18.04.2017 13:09, Ann пишет:" */
	{ LINE, SIGN_VERB_LAST | SIGN_DIGIT | SIGN_DATE | SIGN_COLON },
	/* "Ann Lee [2024-05-03 09:12 +0200]:" */
	{ LINE, SIGN_BRACKETS | SIGN_QUOTE | SIGN_COLON },
	/* "---- Ann wrote ----" */
	{ LINE, SIGN_VERB | SIGN_DASHES | SIGN_DASHED },
	/* "2024-05-14 11:28 GMT+03:00 Ann <ann@example.org>:" */
	{ LINE, SIGN_DATE | SIGN_ADDRESS | SIGN_ANGLE_LAST | SIGN_COLON },
	{ LINE, SIGN_DATE | SIGN_ADDRESS | SIGN_ANGLE_LAST | SIGN_DIGIT },
	{ LINE, SIGN_DATE | SIGN_ADDRESS | SIGN_QUOTE | SIGN_COLON },
	{ LINE, SIGN_DATE | SIGN_ADDRESS | SIGN_QUOTE | SIGN_DIGIT },
};

static bool has_form(const struct form *forms, size_t count, enum reply_reach reach, unsigned signs)
{
	for (size_t i = 0; i < count; i++) {
		if ((forms[i].reaches >> reach & 1) != 0 && (forms[i].signs & ~signs) == 0) {
			return true;
		}
	}
	return false;
}
#define HAS_FORM(forms, reach, signs) has_form(forms, sizeof(forms) / sizeof *(forms), reach, signs)

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

static struct str front_of(struct str text, size_t most)
{
	return str_slice(text, 0, text.len < most ? text.len : most);
}

/* What the verbs that begin at a place say; near_date: a date stands near the front. */
static unsigned verb_signs(const struct reply_rules *rules, struct str text, size_t at, bool near_date)
{
	struct str rest = str_slice(text, at, text.len);
	unsigned signs = 0;
	for (const struct phrase *verb = rules->kinds[VERB].by_first[(unsigned char)text.at[at]]; verb != NULL;
	     verb = verb->next) {
		if (starts_words(rest, verb->text)) {
			signs |= SIGN_VERB | (verb->text.len == rest.len ? SIGN_VERB_LAST : 0u) |
			         (near_date && opens(rules, text, verb->lang, 1) ? SIGN_OPEN : 0u);
		}
	}
	return signs;
}

/* What the words of a text say. Verbs are looked for by their first byte, and only where something else speaks for an
 * attribution. */
static unsigned word_signs(const struct reply_rules *rules, struct str text, bool suspected)
{
	bool date = reply_date(text), near_date = date && reply_date(front_of(text, DATE_REACH));
	unsigned signs = (date ? SIGN_DATE : 0u) | (has_address(rules, text) ? SIGN_ADDRESS : 0u) |
	                 (text.len > 0 && ascii_is_digit(text.at[0]) ? SIGN_DIGIT : 0u);
	if ((signs & (SIGN_DATE | SIGN_ADDRESS)) == 0 && !suspected) {
		return signs;
	}
	for (size_t at = 0; at < text.len; at++) {
		signs |= inside_word(text, at) ? 0u : verb_signs(rules, text, at, near_date);
	}
	return signs;
}

/* Can an attribution begin inside of a line there? The case of the opening word counts: "On" opens, "on" goes on. */
static bool may_open_inside(const struct reply_rules *rules, struct str text, size_t at)
{
	struct str rest = str_slice(text, at, text.len);
	return text.at[at] >= 'A' && text.at[at] <= 'Z' && (text.at[at - 1] == ' ' || text.at[at - 1] == '-') &&
	       opens(rules, rest, -1, 2) && reply_date(front_of(rest, DATE_REACH));
}

/* "Thanks! On 3 May 2024 at 9:12, Ann wrote:": where the attribution begins inside the line, or text.len. */
static size_t inner_start(const struct reply_rules *rules, struct str text)
{
	for (size_t at = 1; at < text.len; at++) {
		if (may_open_inside(rules, text, at)) {
			unsigned signs = word_signs(rules, str_slice(text, at, text.len), false);
			if ((signs & SIGN_OPEN) != 0 && (signs & SIGN_VERB_LAST) != 0) {
				return at;
			}
		}
	}
	return text.len;
}

/* "2024-05-14", of which the year and the month are looked at; eight bytes are there. */
static bool begins_with_day(struct str line)
{
	return digits_at(line, 0) == 4 && line.at[4] == '-' && digits_at(line, 5) == 2 && line.at[7] == '-';
}

bool reply_stamp(struct str line)
{
	size_t zone;
	line = str_trim(line);
	if (line.len < 16 || line.len > STAMP_BYTES || !begins_with_day(line)) {
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
	if (!str_ends(body, STR("]"))) {
		return false;
	}
	while (open > 0 && body.at[open - 1] != '[') {
		open--;
	}
	return open > 0 && reply_date(str_slice(body, open, body.len));
}

/* What the marks at both ends of a text say; body: the text without them. */
static unsigned mark_signs(struct str text, struct str body, char ended, bool quote_follows)
{
	return (ended != '\0' ? SIGN_ENDED : 0u) | (ended == ':' ? SIGN_COLON : 0u) |
	       (ended == '-' ? SIGN_DASHES : 0u) | (quote_follows ? SIGN_QUOTE : 0u) |
	       (str_starts(str_trim(text), STR("--")) ? SIGN_DASHED : 0u) |
	       (memchr(body.at, '<', body.len) != NULL ? SIGN_ANGLE : 0u) |
	       (str_ends(body, STR(">")) ? SIGN_ANGLE_LAST : 0u) | (dated_brackets(body) ? SIGN_BRACKETS : 0u);
}

/* The writer's own words before the attribution that begins at a place of a line, without blanks and dashes behind. */
static size_t own_length(struct str line, size_t attribution)
{
	while (attribution > 0 && (ascii_is_space(line.at[attribution - 1]) || line.at[attribution - 1] == '-')) {
		attribution--;
	}
	return attribution;
}

/* "On Mon, 03 Jun 2024 08:14:43 +0200 Ann <ann@example.org> wrote": a line that nothing ends, and that nothing but a
 * mail program writes. */
static bool has_all_signs(const struct reply_rules *rules, struct str text, struct str body)
{
	unsigned all = SIGN_OPEN | SIGN_VERB_LAST | SIGN_DATE | SIGN_ADDRESS | SIGN_ANGLE;
	return ((mark_signs(text, body, '\0', false) | word_signs(rules, body, false)) & all) == all;
}

bool reply_attribution(const struct reply_rules *rules, struct str text, bool quote_follows, enum reply_reach reach,
                       size_t *own)
{
	char ended;
	unsigned signs;
	struct str body = without_front(without_end(text, &ended));
	*own = 0;
	if (body.len == 0) {
		return false;
	}
	if (ended == '\0' && !quote_follows) {
		return reach == REACH_LINE && has_all_signs(rules, text, body);
	}
	if (reach == REACH_JOINED && !ascii_is_digit(body.at[0]) && !opens(rules, body, -1, 1)) {
		return false;
	}
	signs = mark_signs(text, body, ended, quote_follows);
	signs |= word_signs(rules, body, (signs & (SIGN_QUOTE | SIGN_DASHED)) != 0);
	if (HAS_FORM(opened_forms, reach, signs)) {
		return true;
	}
	if (reach == REACH_LINE && ended != '\0') {
		size_t inner = inner_start(rules, body);
		if (inner < body.len) {
			*own = own_length(text, (size_t)(body.at - text.at) + inner);
			return true;
		}
	}
	return HAS_FORM(other_forms, reach, signs);
}

/* Where the colon of a header's name stands, and its bytes; 0: at none, or too far away. */
static size_t key_colon(struct str line, size_t *bytes)
{
	static const char *const colons[] = { ":", wide_colon };
	struct str front = front_of(line, KEY_BYTES);
	for (size_t i = 0; i < sizeof colons / sizeof *colons; i++) {
		struct str colon = str_from(colons[i]);
		size_t at = str_find(front, colon, 0);
		if (at < front.len && at > 0) {
			*bytes = colon.len;
			return at;
		}
	}
	return 0;
}

enum header_kind reply_header(const struct reply_rules *rules, struct str line, struct str *value)
{
	char key[KEY_BYTES];
	size_t colon, bytes;
	struct str name;
	uint32_t number;
	line = str_trim(line);
	while (line.len > 0 && (line.at[0] == '*' || line.at[0] == '|')) {
		line = str_slice(line, 1, line.len);
	}
	colon = key_colon(line, &bytes);
	if (colon == 0) {
		return HEADER_NONE;
	}
	*value = str_trim(str_slice(line, colon + bytes, line.len));
	if (value->len > 0 && value->at[0] == '*') {
		*value = str_trim(str_slice(*value, 1, value->len));
	}
	name = without_last_blanks(str_trim(str_slice(line, 0, colon)));
	for (size_t i = 0; i < name.len; i++) {
		key[i] = ascii_lower(name.at[i]);
	}
	number = intern_find(&rules->keys, (struct str){ key, name.len });
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

/* The bytes of a blank or a mark at the end of a line, those of East Asia too; 0: none is there. */
static size_t last_mark(struct str line)
{
	static const char *const wide_marks[] = { "\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x8C" };
	static const char marks[] = " ,.!-*:;)~";
	char last = line.len > 0 ? line.at[line.len - 1] : 'x';
	if ((unsigned char)last < 0x80) {
		return memchr(marks, last, sizeof marks - 1) != NULL;
	}
	for (size_t i = 0; i < sizeof wide_marks / sizeof *wide_marks; i++) {
		struct str mark = str_from(wide_marks[i]);
		if (str_ends(line, mark)) {
			return mark.len;
		}
	}
	return 0;
}

/* Without marks and blanks at both ends. */
static struct str bare(struct str line)
{
	line = without_front(str_trim(line));
	for (size_t bytes; (bytes = last_mark(line)) > 0;) {
		line.len -= bytes;
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
