/* personal.c - the pass over a text, and what is put in the place of what was found. See personal.h.
 *
 * In: a text in UTF-8. Out: the text with placeholders, and a count per kind. Method: a table of 256 classes turns most bytes away; a trigger byte (digit, '@', ':',
 * '[', capital letter, end of line) calls the finders of its class, which look around it within constant bounds (personal_part.h). So the time is
 * linear, whatever the text; regular expressions with backtracking were chosen against for that reason, and because one table look-up a byte is what
 * plain text should cost.
 * Idempotence: placeholders are skipped and are walls for looking back, as is what was masked before, so a second pass sees what the first saw. Where a mask makes
 * a new boundary for what stands before it, the pass is repeated until nothing is found (PASSES bounds it; a text without finds takes one). */
#include "personal.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#include "personal_part.h"
#include "utf8.h"

/* A name that is found makes what stands left of it one too, and so on: far more links than people write; at the end of a longer chain masking is not yet at rest. */
enum { PASSES = 64 };

enum mode { MODE_KEEP, MODE_MASK, MODE_DROP };

struct personal {
	struct words words;
	int mode;
	struct buf out[2]; /* of this pass, and of the one before */
};

enum trigger { PLAIN, DIGIT, AT, COLON, BRACKET, CAPITAL, BEYOND, LINE, LETTER };
/* clang-format off */
static const unsigned char triggers[256] = {
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
	['@'] = AT, [':'] = COLON, ['['] = BRACKET, ['\n'] = LINE,
	['A'] = CAPITAL, ['B'] = CAPITAL, ['C'] = CAPITAL, ['D'] = CAPITAL, ['E'] = CAPITAL, ['F'] = CAPITAL, ['G'] = CAPITAL, ['H'] = CAPITAL, ['I'] = CAPITAL,
	['J'] = CAPITAL, ['K'] = CAPITAL, ['L'] = CAPITAL, ['M'] = CAPITAL, ['N'] = CAPITAL, ['O'] = CAPITAL, ['P'] = CAPITAL, ['Q'] = CAPITAL, ['R'] = CAPITAL,
	['S'] = CAPITAL, ['T'] = CAPITAL, ['U'] = CAPITAL, ['V'] = CAPITAL, ['W'] = CAPITAL, ['X'] = CAPITAL, ['Y'] = CAPITAL, ['Z'] = CAPITAL,
	/* First bytes of the blocks that have capitals: Latin, Greek, Cyrillic, Armenian. */
	[0xC3] = BEYOND, [0xC4] = BEYOND, [0xC5] = BEYOND, [0xC8] = BEYOND, [0xCE] = BEYOND, [0xCF] = BEYOND, [0xD0] = BEYOND, [0xD4] = BEYOND, [0xD5] = BEYOND,
};
/* The same for a text without any capital: names are looked for at every word. */
static const unsigned char triggers_lower[256] = {
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
	['@'] = AT, [':'] = COLON, ['['] = BRACKET, ['\n'] = LINE,
	['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER, ['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER,
	['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER, ['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER, ['q'] = LETTER, ['r'] = LETTER,
	['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER, ['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER,
};
/* clang-format on */

static const struct {
	struct str text;
	const char *note;
} placeholders[PII_KINDS] = {
	[PII_EMAIL] = { { "[email]", 7 }, "pii_email" },
	[PII_PHONE] = { { "[phone]", 7 }, "pii_phone" },
	[PII_CARD] = { { "[card]", 6 }, "pii_card" },
	[PII_IBAN] = { { "[iban]", 6 }, "pii_iban" },
	[PII_ID] = { { "[id]", 4 }, "pii_id" },
	[PII_IP] = { { "[ip]", 4 }, "pii_ip" },
	[PII_MAC] = { { "[mac]", 5 }, "pii_mac" },
	[PII_URL] = { { "[url]", 5 }, "pii_url" },
	[PII_ADDRESS] = { { "[address]", 9 }, "pii_address" },
	[PII_NUMBER] = { { "[number]", 8 }, "pii_number" },
	[PII_NAME] = { { "[name]", 6 }, "pii_name" },
};

int personal_open(struct personal **personal, struct stage_run *run, struct err *err)
{
	static const char *const modes[] = { "keep", "mask", "drop", NULL };
	int mode = MODE_MASK, code = run->options == NULL ? 0 : option_choice(run->options, "pii", modes, MODE_MASK, &mode, err);
	struct personal *made;
	*personal = NULL;
	if (code < 0) {
		return code;
	}
	made = memory_alloc(sizeof *made);
	made->mode = mode;
	buf_init(&made->out[0], SIZE_MAX);
	buf_init(&made->out[1], SIZE_MAX);
	code = words_open(&made->words, run->lexicons, err);
	if (code < 0) {
		personal_close(made);
		return code;
	}
	*personal = made;
	return 0;
}

void personal_close(struct personal *personal)
{
	if (personal != NULL) {
		words_close(&personal->words);
		buf_release(&personal->out[0]);
		buf_release(&personal->out[1]);
		free(personal);
	}
}

/* The end of the placeholder at `at`, or 0. Also those that other stages and other programs write: a short word in brackets. */
static size_t placeholder_end(struct str text, size_t at)
{
	enum { PLACEHOLDER_BYTES = 24 };
	for (size_t i = at + 1; i < text.len && i < at + PLACEHOLDER_BYTES; i++) {
		if (text.at[i] == ']') {
			return i > at + 1 ? i + 1 : 0;
		}
		if (!(text.at[i] >= 'a' && text.at[i] <= 'z') && text.at[i] != '_') {
			return 0;
		}
	}
	return 0;
}

/* The start of the run of letters and digits that the digit at `at` belongs to. */
static size_t token_start(const struct scan *scan, size_t at)
{
	enum { TOKEN_BYTES = 40 };
	size_t stop = at > scan->floor + TOKEN_BYTES ? at - TOKEN_BYTES : scan->floor, start = at;
	while (start > stop && is_alnum(scan->text.at[start - 1])) {
		start--;
	}
	return start;
}

/* "AB 12 34 56 C": the letters of an identity number stand apart. */
static bool find_spaced_id(const struct scan *scan, size_t at, uint32_t context, struct found *found)
{
	size_t start = at > scan->floor ? at - 1 : at, letters = start;
	if (byte_before(scan, at) != ' ' && byte_before(scan, at) != '-') {
		return false;
	}
	while (letters > scan->floor && start - letters < 2 && scan->text.at[letters - 1] >= 'A' && scan->text.at[letters - 1] <= 'Z') {
		letters--;
	}
	return letters < start && start < at && find_id(scan, letters, context, false, found);
}

static bool find_at_digit(const struct scan *scan, size_t at, struct found *found)
{
	size_t token = token_start(scan, at);
	uint32_t context;
	bool linked;
	/* All that starts at a token was looked for at its first digit. */
	for (size_t i = token; i < at; i++) {
		if (ascii_is_digit(scan->text.at[i])) {
			return false;
		}
	}
	if (find_iban(scan, token, found) || find_mac(scan, token, found)) {
		return true;
	}
	if (token == at && candidate_digits(scan, at, CANDIDATE_ENOUGH) < CANDIDATE_ENOUGH) { /* "2 hours": at the most a house number */
		return find_address(scan, at, token, found) || find_street(scan, at, token, found);
	}
	context = context_before(scan, token, &linked);
	if (token == at && (context & ROLE_VERSION) == 0 && find_ip4(scan, at, found)) {
		return true;
	}
	if (token == at && find_spaced_id(scan, at, context, found)) {
		return true;
	}
	/* A card before an identity number where a word says "card"; a house number before a telephone's ("office at 17031 2202 Elm Street"). */
	return ((context & ROLE_CARD) == 0 && find_id(scan, token, context, linked, found)) || find_address(scan, at, token, found) ||
	       find_number(scan, at, token, context, found) || ((context & ROLE_CARD) != 0 && find_id(scan, token, context, linked, found)) ||
	       find_street(scan, at, token, found);
}

/* Whether a quotation mark or dash of U+2010 to U+203F stands right before: its bytes are those of a letter. */
static bool is_mark_before(const struct scan *scan, size_t at)
{
	return at >= scan->floor + 3 && (unsigned char)scan->text.at[at - 3] == 0xE2 && (unsigned char)scan->text.at[at - 2] == 0x80;
}

static bool find_at(const struct scan *scan, size_t at, enum trigger trigger, struct found *found)
{
	char before;
	switch (trigger) {
	case DIGIT: return find_at_digit(scan, at, found);
	case AT: return find_email(scan, at, found);
	case COLON: return find_url(scan, at, found) || find_ip6_or_mac(scan, at, found);
	case LINE: return find_line_name(scan, at + 1, found);
	case CAPITAL:
	case BEYOND:
	case LETTER:
		before = byte_before(scan, at);
		return before != '\'' && (!is_word_byte(before) || is_mark_before(scan, at)) && find_name(scan, at, found);
	default: return false;
	}
}

static void put_found(struct buf *out, const struct scan *scan, size_t *copied, const struct found *found, int mode)
{
	buf_str_add(out, str_slice(scan->text, *copied, found->start));
	if (mode == MODE_MASK) {
		buf_str_add(out, placeholders[found->kind].text);
	}
	*copied = found->end;
}

/* One pass; out gets the masked text when anything was found. counts[PII_KINDS] are added to. */
static size_t mask_once(const struct personal *personal, struct scan *scan, struct buf *out, uint64_t *counts)
{
	size_t copied = 0, finds = 0, i = 0, end;
	const unsigned char *table = scan->lower ? triggers_lower : triggers;
	struct str text = scan->text;
	struct found found;
	scan->floor = 0;
	buf_clear(out);
	/* The first line starts without an end of line before it. */
	if (text.len > 0 && find_line_name(scan, 0, &found)) {
		goto take;
	}
	while (i < text.len) {
		enum trigger trigger = table[(unsigned char)text.at[i]];
		if (trigger == PLAIN) {
			i++;
			continue;
		}
		if (trigger == BRACKET && (end = placeholder_end(text, i)) > 0) {
			scan->floor = i = end;
			continue;
		}
		if (!find_at(scan, i, trigger, &found)) {
			do { /* one look at a word */
				i++;
			} while (trigger == LETTER && i < text.len && table[(unsigned char)text.at[i]] == LETTER);
			continue;
		}
	take:
		/* What a line's or an address's finder took may start before or after the trigger, never before the floor. */
		put_found(out, scan, &copied, &found, personal->mode);
		if (found.kind == PII_NAME && scan->known_count < KNOWN_PARTS) {
			learn_name(scan, str_slice(text, found.start, found.end));
		}
		counts[found.kind]++;
		finds++;
		scan->floor = i = found.end;
	}
	if (finds > 0) {
		buf_str_add(out, str_slice(text, copied, text.len));
	}
	return finds;
}

static bool has_capital(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		enum trigger trigger = triggers[(unsigned char)text.at[i]];
		size_t next = i;
		if (trigger == CAPITAL || (trigger == BEYOND && u_isupper((UChar32)utf8_next(text, &next)))) {
			return true;
		}
	}
	return false;
}

size_t personal_mask(struct personal *personal, struct arena *arena, struct str text, struct str lang, struct str known, struct str *masked, struct book *book)
{
	uint64_t counts[PII_KINDS] = { 0 };
	struct scan scan = { .words = &personal->words, .text = text, .arena = arena };
	size_t all = 0, finds = 1, into = 0;
	(void)lang;
	*masked = text;
	if (personal->mode == MODE_KEEP || text.len == 0) {
		return 0;
	}
	scan.lower = !has_capital(text);
	known_person(&scan, known);
	for (int pass = 0; pass < PASSES && finds > 0; pass++) {
		struct buf *out = &personal->out[into];
		finds = mask_once(personal, &scan, out, counts);
		if (finds > 0) {
			scan.text = buf_str(out);
			into ^= 1;
		} else if (all > 0 && !scan.lower && !has_capital(scan.text)) { /* the capitals were those of names: what is left is a text without */
			scan.lower = true;
			finds = 1;
			continue;
		}
		all += finds;
	}
	if (all > 0) {
		*masked = arena_dup(arena, scan.text);
		for (int kind = 0; book != NULL && kind < PII_KINDS; kind++) {
			if (counts[kind] > 0) {
				book_note(book, placeholders[kind].note, counts[kind]);
			}
		}
	}
	return all;
}
