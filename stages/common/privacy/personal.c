/* personal.c - the pass over a text, and what is put in the place of what was found. See personal.h.
 *
 * In: a text in UTF-8. Out: the text with placeholders, and a count per kind. Method: a table of 256 classes turns most
 * bytes away, eight at a time where they are letters and blanks; a trigger byte (digit, '@', ':', '.', '[', capital
 * letter, end of line) calls the finders of its class, which look around it within constant bounds (personal_part.h).
 * So the time is linear, whatever the text; regular expressions with backtracking were chosen against for that reason.
 * Idempotence: placeholders are skipped and are walls for looking back, as is what was masked before, so a second pass
 * sees what the first saw. Where a mask makes a new boundary for what stands before it, the pass is repeated there
 * until nothing is found (PASSES bounds it; a text without finds takes one). */
#include "personal.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#include "array.h"
#include "eight.h"
#include "personal_part.h"
#include "utf8.h"

enum {
	PASSES = 64, /* a name that is found makes what stands left of it one too, and so on: far more links than people
	                write; a longer chain would end in the next run of the program */
	NEAR_WORDS = 4,      /* "the corner of", "his name's": the word itself, those to which it matters, and one for
	                        the count */
	FORWARD_BYTES = 1024 /* more than any finder looks ahead, but for what is longer than people write: six words of
	                        a street, its tail, a block under a name */
};

enum { MARKS_FIRST = 64, HANDLES_FIRST = 4 }; /* room for so many at first */

enum mode { MODE_KEEP, MODE_MASK, MODE_DROP };

struct personal {
	struct words words;
	int mode;
	struct arena arena; /* the handles that are kept */
	struct str *handles;
	size_t handle_count;
	struct buf out[2]; /* of this pass, and of the one before */
	struct marks {     /* the placeholders in them */
		struct mark {
			size_t start, end;
			bool fresh; /* found in the pass that wrote it */
		} *at;
		size_t count, cap;
	} marks[2];
};

enum trigger { PLAIN, AT, COLON, DOT, BRACKET, CAPITAL, BEYOND, LINE, DIGIT, LETTER };
/* clang-format off */
static const unsigned char triggers[256] = {
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT,
	['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
	['@'] = AT, [':'] = COLON, ['.'] = DOT, ['['] = BRACKET, ['\n'] = LINE,
	['A'] = CAPITAL, ['B'] = CAPITAL, ['C'] = CAPITAL, ['D'] = CAPITAL, ['E'] = CAPITAL,
	['F'] = CAPITAL, ['G'] = CAPITAL, ['H'] = CAPITAL, ['I'] = CAPITAL,
	['J'] = CAPITAL, ['K'] = CAPITAL, ['L'] = CAPITAL, ['M'] = CAPITAL, ['N'] = CAPITAL,
	['O'] = CAPITAL, ['P'] = CAPITAL, ['Q'] = CAPITAL, ['R'] = CAPITAL,
	['S'] = CAPITAL, ['T'] = CAPITAL, ['U'] = CAPITAL, ['V'] = CAPITAL, ['W'] = CAPITAL,
	['X'] = CAPITAL, ['Y'] = CAPITAL, ['Z'] = CAPITAL,
	/* First bytes of the blocks that have capitals: Latin, Greek, Cyrillic, Armenian. */
	[0xC3] = BEYOND, [0xC4] = BEYOND, [0xC5] = BEYOND, [0xC8] = BEYOND, [0xCE] = BEYOND,
	[0xCF] = BEYOND, [0xD0] = BEYOND, [0xD4] = BEYOND, [0xD5] = BEYOND,
};
/* The same for a text without any capital: names are looked for at every word. */
static const unsigned char triggers_lower[256] = {
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT,
	['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
	['@'] = AT, [':'] = COLON, ['.'] = DOT, ['['] = BRACKET, ['\n'] = LINE,
	['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER,
	['f'] = LETTER, ['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER,
	['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER, ['m'] = LETTER, ['n'] = LETTER,
	['o'] = LETTER, ['p'] = LETTER, ['q'] = LETTER, ['r'] = LETTER,
	['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER,
	['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER,
};
/* clang-format on */

static const struct {
	const char *mask, *note;
} placeholders[PII_KINDS] = {
	[PII_EMAIL] = { "[email]", "pii_email" },
	[PII_PHONE] = { "[phone]", "pii_phone" },
	[PII_CARD] = { "[card]", "pii_card" },
	[PII_IBAN] = { "[iban]", "pii_iban" },
	[PII_ID] = { "[id]", "pii_id" },
	[PII_IP] = { "[ip]", "pii_ip" },
	[PII_MAC] = { "[mac]", "pii_mac" },
	[PII_URL] = { "[url]", "pii_url" },
	[PII_ADDRESS] = { "[address]", "pii_address" },
	[PII_NUMBER] = { "[number]", "pii_number" },
	[PII_NAME] = { "[name]", "pii_name" },
	[PII_HANDLE] = { "[handle]", "pii_handle" },
	[PII_DATE] = { "[date]", "pii_birth" },
	[PII_FILE] = { "[file]", "pii_file" },
};

/* The one option of the stage that masks which says what becomes of what is found. */
struct personal_asked {
	int mode; /* enum mode */
};
static const char *const modes[] = { "keep", "mask", "drop", NULL };
static const struct option_spec personal_options[] = {
	{ "pii", 0, "WHAT", "", OPTION_CHOICE(struct personal_asked, mode, modes, MODE_MASK) },
	{ 0 },
};

/* Each --keep-handle, with its "@" or without. */
static void take_handles(struct personal *personal, const struct options *options)
{
	const char *handle;
	size_t cap = 0;
	for (size_t n = 0; (handle = option_nth(options, "keep-handle", n)) != NULL; n++) {
		personal->handles = array_room_arena(&personal->arena, personal->handles, n, &cap,
		                                     sizeof *personal->handles, HANDLES_FIRST);
		personal->handles[personal->handle_count++] = str_from(handle + (handle[0] == '@'));
	}
}

int personal_open(struct personal **personal, struct stage_run *run, struct err *err)
{
	struct personal_asked asked;
	struct personal *made;
	int code = options_fill(run->options, personal_options, &asked, err);
	*personal = NULL;
	if (code < 0) {
		return code;
	}
	made = memory_alloc(sizeof *made);
	memset(made->marks, 0, sizeof made->marks);
	made->mode = asked.mode;
	take_handles(made, run->options);
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
		arena_release(&personal->arena);
		buf_release(&personal->out[0]);
		buf_release(&personal->out[1]);
		free(personal->marks[0].at);
		free(personal->marks[1].at);
		free(personal);
	}
}

/* The end of the placeholder at `at`, or 0. Also those that other stages and other programs write: a short word in
 * brackets. */
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
	size_t stop = look_back(scan, at, TOKEN_BYTES), start = at;
	while (start > stop && ascii_is_alnum(scan->text.at[start - 1])) {
		start--;
	}
	return start;
}

/* "AB 12 34 56 C": the letters of an identity number stand apart. */
static bool find_spaced_id(const struct scan *scan, size_t at, uint32_t context, struct found *found)
{
	enum { LETTERS_MOST = 2 };
	size_t gap, letters;
	if (at == scan->floor || (scan->text.at[at - 1] != ' ' && scan->text.at[at - 1] != '-')) {
		return false;
	}
	gap = letters = at - 1;
	while (letters > scan->floor && gap - letters < LETTERS_MOST && ascii_is_upper(scan->text.at[letters - 1])) {
		letters--;
	}
	return letters < gap && find_id(scan, letters, context, false, found);
}

static bool has_inner_dot(const struct scan *scan, size_t at)
{
	while (ascii_is_digit(byte_at(scan, at))) {
		at++;
	}
	return byte_at(scan, at) == '.' && ascii_is_digit(byte_at(scan, at + 1));
}

/* All that starts at a token was looked for at its first digit. */
static bool is_first_digit(const struct scan *scan, size_t token, size_t at)
{
	for (size_t i = token; i < at; i++) {
		if (ascii_is_digit(scan->text.at[i])) {
			return false;
		}
	}
	return true;
}

/* Of so few digits, words that stand right before alone make something ("order no 1234"); but for a version, four
 * digits with dots are an address of the net. */
static bool is_few(const struct scan *scan, size_t at, size_t digits)
{
	return digits < CANDIDATE_SOME && strchr(" \n#:(", byte_before(scan, at)) != NULL && !has_inner_dot(scan, at);
}

/* What begins with its first digit. */
static bool find_bare_token(const struct scan *scan, size_t at, uint32_t context, bool linked, struct found *found)
{
	return ((context & ROLE_VERSION) == 0 && find_ip4(scan, at, found)) ||
	       (linked && (context & ROLE_POSTCODE) != 0 && find_postcode(scan, at, found)) ||
	       find_spaced_id(scan, at, context, found);
}

static bool find_at_digit(const struct scan *scan, size_t at, struct found *found)
{
	size_t token = token_start(scan, at), digits;
	uint32_t context;
	bool linked, card;
	if (!is_first_digit(scan, token, at)) {
		return false;
	}
	if (token == at && find_birth(scan, at, found)) {
		return true;
	}
	if (find_iban(scan, token, found) || find_mac(scan, token, found)) {
		return true;
	}
	digits = token == at ? candidate_digits(scan, at, CANDIDATE_SOME) : CANDIDATE_SOME;
	if (digits < CANDIDATE_ENOUGH) { /* "2 hours": at the most a house number */
		return find_address(scan, at, token, found) || find_street(scan, at, token, found);
	}
	context = context_before(scan, token, is_few(scan, at, digits), &linked);
	if (token == at && find_bare_token(scan, at, context, linked, found)) {
		return true;
	}
	/* A card before an identity number where a word says "card"; a house number before a telephone's ("office at
	 * 17031 2202 Elm Street"). */
	card = (context & ROLE_CARD) != 0;
	return (!card && find_id(scan, token, context, linked, found)) || find_address(scan, at, token, found) ||
	       find_number(scan, at, token, context, found) || (card && find_id(scan, token, context, linked, found)) ||
	       find_street(scan, at, token, found);
}

/* Whether a quotation mark or dash of U+2010 to U+203F stands right before: its bytes are those of a letter. */
static bool is_mark_before(const struct scan *scan, size_t at)
{
	return at >= scan->floor + 3 && (unsigned char)scan->text.at[at - 3] == 0xE2 &&
	       (unsigned char)scan->text.at[at - 2] == 0x80;
}

static bool find_at(const struct scan *scan, size_t at, enum trigger trigger, struct found *found)
{
	char before;
	switch (trigger) {
	case DIGIT: return find_at_digit(scan, at, found);
	case AT: return find_email(scan, at, found) || find_handle(scan, at, found);
	case DOT:
		return find_spelled_email(scan, at, found) || find_link(scan, at, found) || find_file(scan, at, found);
	case COLON: return find_url(scan, at, found) || find_ip6_or_mac(scan, at, found);
	case LINE: return find_line_name(scan, at + 1, found);
	case CAPITAL:
	case BEYOND:
	case LETTER:
		before = byte_before(scan, at);
		return before != '\'' && (!byte_of_word(before) || is_mark_before(scan, at)) &&
		       find_name(scan, at, found);
	default: return false;
	}
}

/* What is under way in one pass. Where `before` is given, only what stands within FORWARD_BYTES before a fresh mark is
 * looked at again: a mask changes nothing for what stands behind it, whose finders never look over it, and nothing for
 * what stands too far before it to see it. */
struct pass {
	const unsigned char *triggers; /* the table of them */
	int mode;
	uint64_t *counts; /* counts[PII_KINDS] of what was found, added to */
	size_t finds;
	const struct marks *before; /* of the last pass; NULL: look everywhere */
	size_t next, fresh;         /* of its marks, and the next one of those that are fresh */
	struct marks *now;
	struct buf *out;
	size_t at, stop; /* the region that is looked at */
	size_t copied;   /* of the text to out */
	int near; /* without capitals: so many words still stand near one that could be a name's or tell of one */
	bool known_small; /* a name that is looked for has no capital itself */
};

/* A placeholder at text[start..end) that goes to out as it is, or (fresh) has just been put there and is len bytes
 * long. */
static void add_mark(struct pass *pass, size_t start, size_t len, bool fresh)
{
	struct marks *marks = pass->now;
	size_t put = fresh ? pass->out->len - len : pass->out->len + (start - pass->copied);
	marks->at = array_room(marks->at, marks->count, &marks->cap, sizeof *marks->at, MARKS_FIRST);
	marks->at[marks->count++] = (struct mark){ put, put + len, fresh };
}

/* A full stop is a trigger inside of a word alone ("example.org"). */
static inline bool is_plain_at(struct str text, size_t at, const unsigned char *table)
{
	enum trigger trigger = table[(unsigned char)text.at[at]];
	return trigger == PLAIN || (trigger == DOT && !(at + 1 < text.len && ascii_is_alpha(text.at[at + 1])));
}

/* The first trigger from `at` on. In a text with capitals nothing between '\\' and DEL is one, nor is a blank: these
 * are passed over eight at a time.
 */
static size_t skip_plain(struct str text, size_t at, size_t stop, const unsigned char *table)
{
	while (at < stop && is_plain_at(text, at, table)) {
		at++;
		while (table == triggers && at + 8 <= stop) {
			uint64_t eight = eight_load(text.at + at), blank = eight ^ EIGHT_ONES * ' ', hits;
			blank = ~(((blank & ~EIGHT_HIGHS) + ~EIGHT_HIGHS) | blank) &
			        EIGHT_HIGHS; /* exact for each byte: no carry goes over */
			hits =
			    (~((eight | EIGHT_HIGHS) - EIGHT_ONES * '\\') & EIGHT_HIGHS & ~blank) | eight_wide(eight);
			if (hits != 0) {
				at += eight_first(hits);
				break;
			}
			at += 8;
		}
	}
	return at;
}

/* To the first mark from the next one on that the pass before has made. */
static void go_to_fresh(struct pass *pass)
{
	while (pass->fresh < pass->next ||
	       (pass->fresh < pass->before->count && !pass->before->at[pass->fresh].fresh)) {
		pass->fresh++;
	}
}

static bool next_region(struct scan *scan, struct pass *pass)
{
	for (; pass->before != NULL && pass->next < pass->before->count; pass->next++) {
		struct mark mark = pass->before->at[pass->next];
		if (mark.start < pass->at) {
			continue; /* taken in by what was found */
		}
		go_to_fresh(pass);
		if (pass->fresh < pass->before->count && pass->at < mark.start) {
			size_t seen = pass->before->at[pass->fresh].start,
			       from = seen > pass->at + FORWARD_BYTES ? seen - FORWARD_BYTES : pass->at;
			if (from < mark.start) { /* a finder may look over other marks ahead */
				pass->at = from;
				pass->stop = mark.start;
				pass->near = NEAR_WORDS;
				return true;
			}
		}
		add_mark(pass, mark.start, mark.end - mark.start, false);
		scan->floor = pass->at = mark.end;
	}
	return false;
}

/* Puts a mask in the place of what was found. What a line's or an address's finder found may start before or after the
 * trigger, never before the floor. */
static void put_found(struct pass *pass, struct scan *scan, const struct found *found)
{
	struct str mask = pass->mode == MODE_MASK ? str_from(placeholders[found->kind].mask) : STR_EMPTY;
	buf_str_add(pass->out, str_slice(scan->text, pass->copied, found->start));
	buf_str_add(pass->out, mask);
	add_mark(pass, found->start, mask.len, true);
	scan->floor = pass->at = pass->copied = found->end;
	pass->near = NEAR_WORDS;
	scan->named = found->kind == PII_NAME ? found->end : 0;
	if (found->kind == PII_NAME && scan->known_count < KNOWN_PARTS) {
		learn_name(scan, str_slice(scan->text, found->start, found->end));
		pass->known_small = pass->known_small || scan->lower;
	}
	pass->counts[found->kind]++;
	pass->finds++;
}

/* In a text without capitals: the end of the word at pass->at when find_name would find nothing there, which most words
 * tell without being looked up; else its start. */
static size_t dull_word_end(const struct scan *scan, struct pass *pass)
{
	size_t at = pass->at, end = at;
	char before = at > 1 ? scan->text.at[at - 2] : ' ', behind;
	struct str word;
	while (end < scan->text.len && ascii_is_lower(scan->text.at[end])) {
		end++;
	}
	behind = byte_at(scan, end);
	word = str_slice(scan->text, at, end);
	if (pass->known_small || ((unsigned char)before & 0x80) != 0 || ((unsigned char)behind & 0x80) != 0 ||
	    strchr(" :?\"'", before) != NULL || behind == '\'' || behind == '-' ||
	    word_passes(scan->words, word, FILTER_TELLING)) {
		pass->near = NEAR_WORDS;
	}
	pass->near -= pass->near > 0;
	return pass->near == 0 && !word_passes(scan->words, word, FILTER_NAME) ? end : at;
}

/* Behind the word or number that a trigger stands in: one look is enough. */
static size_t trigger_end(const struct pass *pass, struct str text, size_t at, enum trigger trigger)
{
	bool run = trigger >= DIGIT && trigger <= LETTER;
	do {
		at++;
	} while (run && at < text.len && pass->triggers[(unsigned char)text.at[at]] == trigger);
	return at;
}

/* Whether something stands at the trigger at pass->at; else pass->at moves behind what stands there. */
static bool find_at_trigger(struct scan *scan, struct pass *pass, struct found *found)
{
	size_t at = pass->at, end = at;
	enum trigger trigger = pass->triggers[(unsigned char)scan->text.at[at]];
	if (trigger == BRACKET && (end = placeholder_end(scan->text, at)) > 0) {
		add_mark(pass, at, end - at, false);
		scan->floor = pass->at = end;
		return false;
	}
	if (trigger == LETTER) {
		end = dull_word_end(scan, pass);
	} else {
		end = at;
	}
	if (end == at && find_at(scan, at, trigger, found)) {
		return true;
	}
	pass->at = end > at ? end : trigger_end(pass, scan->text, at, trigger);
	return false;
}

/* The next thing that is found in the regions that are looked at. */
static bool find_next(struct scan *scan, struct pass *pass, struct found *found)
{
	while (pass->at < pass->stop || next_region(scan, pass)) {
		pass->at = skip_plain(scan->text, pass->at, pass->stop, pass->triggers);
		if (pass->at < pass->stop && find_at_trigger(scan, pass, found)) {
			return true;
		}
	}
	return false;
}

/* One pass; pass->out gets the masked text when anything was found. */
static void mask_once(struct scan *scan, struct pass *pass)
{
	struct found found;
	scan->floor = scan->named = 0;
	for (size_t i = 0; i < scan->known_count; i++) {
		pass->known_small = pass->known_small || ascii_is_lower(scan->known[i].at[0]);
	}
	if (pass->at >= pass->stop && !next_region(scan, pass)) {
		return;
	}
	/* The first line starts without an end of line before it. */
	if (pass->at == 0 && find_line_name(scan, 0, &found)) {
		put_found(pass, scan, &found);
	}
	while (find_next(scan, pass, &found)) {
		put_found(pass, scan, &found);
	}
	if (pass->finds > 0) {
		buf_str_add(pass->out, str_slice(scan->text, pass->copied, scan->text.len));
	}
}

void personal_names(struct personal *personal, struct str text, void (*said)(void *to, struct str name), void *to)
{
	struct arena arena = ARENA_INIT;
	struct scan scan = { .words = &personal->words, .text = text, .arena = &arena };
	for (size_t at = 0; at < text.len; at = str_find(text, STR("\n"), at) + 1) {
		struct found found;
		if (find_line_name(&scan, at, &found)) {
			said(to, str_slice(text, found.start, found.end));
		}
	}
	arena_release(&arena);
}

bool personal_may_name(const struct personal *personal, struct str word)
{
	return (word_roles(&personal->words, word) &
	        (ROLE_COMMON | ROLE_EITHER | ROLE_NOT_NAME | ROLE_TITLE | ROLE_PARTICLE | ROLE_COMPANY | ROLE_MONTH |
	         ROLE_GREETING | ROLE_CLOSING | ROLE_STREET)) == 0;
}

static bool has_capital(struct str text)
{
	for (size_t i = skip_plain(text, 0, text.len, triggers); i < text.len;
	     i = skip_plain(text, i + 1, text.len, triggers)) {
		enum trigger trigger = triggers[(unsigned char)text.at[i]];
		size_t next = i;
		if (trigger == CAPITAL || (trigger == BEYOND && u_isupper((UChar32)utf8_next(text, &next)))) {
			return true;
		}
	}
	return false;
}

/* A pass over the scanned text, everywhere or near what was found last; into: which of the two buffers gets it. */
static size_t run_pass(struct personal *personal, struct scan *scan, uint64_t *counts, bool everywhere, size_t into)
{
	struct pass pass = { .triggers = scan->lower ? triggers_lower : triggers,
		             .mode = personal->mode,
		             .counts = counts,
		             .before = everywhere ? NULL : &personal->marks[into ^ 1],
		             .now = &personal->marks[into],
		             .out = &personal->out[into],
		             .stop = everywhere ? scan->text.len : 0,
		             .near = NEAR_WORDS };
	pass.now->count = 0;
	buf_clear(pass.out);
	mask_once(scan, &pass);
	return pass.finds;
}

size_t personal_mask(struct personal *personal, struct arena *arena, struct personal_text what, struct str *masked,
                     struct book *book)
{
	uint64_t counts[PII_KINDS] = { 0 };
	struct scan scan = { .words = &personal->words,
		             .text = what.text,
		             .arena = arena,
		             .handles = personal->handles,
		             .handle_count = personal->handle_count };
	size_t all = 0, into = 0;
	bool everywhere = true, again = true;
	*masked = what.text;
	if (personal->mode == MODE_KEEP || what.text.len == 0) {
		return 0;
	}
	scan.lower = !has_capital(what.text);
	known_person(&scan, what.person);
	for (int count = 0; count < PASSES && again; count++) {
		size_t known_before = scan.known_count, finds = run_pass(personal, &scan, counts, everywhere, into);
		all += finds;
		again = finds > 0;
		everywhere = scan.known_count > known_before; /* words of names may stand anywhere */
		if (finds > 0) {
			scan.text = buf_str(&personal->out[into]);
			into ^= 1;
		} else if (all > 0 && !scan.lower && !has_capital(scan.text)) {
			/* the capitals were those of names: what is left is a text without */
			scan.lower = everywhere = again = true;
		}
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
