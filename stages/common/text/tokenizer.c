/* tokenizer.c - text in, folded words with their byte spans out; one pass, linear time, no list of words.
 *
 * Method: the two regular expressions of rule 1 of the theme engine, fused by hand. At every byte where it may begin,
 * what is no word (URL, @name, &entity;, xx… redaction, a mask of the cleaner like [email]) is tried first and ends a
 * word that is under way, just as if a blank stood there. ASCII runs through a table of classes (over 100 MB/s); Latin
 * letters beyond ASCII are folded by a table made from ICU's compatibility decompositions, plus the few letters that
 * have none (ß ø ł …); runs of other scripts go to ICU's word breaker, which knows Thai, Japanese and Chinese.
 *
 * French, Italian and Catalan elide (l'article, dell'anno): there an apostrophe parts words instead of vanishing, so
 * that "article" is one word everywhere.
 *
 * Memory: scratch that grows to the longest text seen. Chosen against: ICU for everything (a tenth of the speed and
 * another notion of a word than the table of word-piece vectors was fitted with), PCRE (no spans of folded text, ten
 * times slower). */
#include "token.h"

#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "array.h"
#include "breaks.h"
#include "utf8.h"

enum {
	FOLD_LOW = 0xC0,
	FOLD_HIGH = 0x250,      /* Latin-1, Latin Extended-A and -B: French, German, Polish, Turkish … */
	FOLD_MORE_LOW = 0x1E00, /* Latin Extended Additional: Vietnamese */
	FOLD_MORE_HIGH = 0x1F00,
	FOLD_BYTES = 3,    /* longest folded form kept: "ffi" */
	TOKENS_FIRST = 64, /* room at first: of a mention, which has 45 words at the most */
	MASK_BYTES = 12,   /* longest name between the brackets of a mask */
	RUN_UNITS = 8192,  /* UTF-16 units handed to ICU at once; a longer run without a blank or a stop is cut */
	WORD_MOST =
	    256, /* bytes, folded: the longest word of a dictionary has 80; longer is a line drawn with letters */
	TEXT_LIMIT = (1 << 30) - 1 /* bytes; ICU counts in int32_t, and letters may take twice their text */
};

enum class { /* of a byte */
	     OTHER = 0,
	     LETTER = 1,
	     DIGIT = 2,
	     JOINER = 4,  /* + and # inside a word: c++, c# */
	     SPECIAL = 8, /* something that is no word may begin here: h w x @ & [ */
	     HIGH = 16    /* part of a code point beyond ASCII */
};

struct tokenizer {
	uint8_t class[256];
	char fold[FOLD_HIGH - FOLD_LOW][FOLD_BYTES + 1];
	char fold_more[FOLD_MORE_HIGH - FOLD_MORE_LOW][FOLD_BYTES + 1];
	const UNormalizer2 *decompose;
	struct breaks breaks;
	UChar units[RUN_UNITS];          /* the run in UTF-16 */
	uint32_t offsets[RUN_UNITS + 1]; /* byte of the text where each unit begins */
	/* the text under way */
	struct str text;
	bool elides;
	struct token *tokens; /* word.at counts from letters' start until the end: letters may move while it grows */
	size_t count, cap;
	char *letters;
	size_t used, letters_cap;
};

/* Names between brackets that the cleaner writes in place of personal data: part of its output format, not words of a
 * language. */
static const char *const MASKS[] = { "account", "address", "card",     "date", "email", "file",   "handle",
	                             "iban",    "id",      "ip",       "mac",  "name",  "number", "order",
	                             "person",  "phone",   "redacted", "url",  NULL };

/* Letters without a decomposition, by the customary transcription. */
static const struct {
	uint32_t from;
	char to[FOLD_BYTES + 1];
} LETTERS[] = { { 0xDF, "ss" }, { 0xE6, "ae" }, { 0xF0, "d" },  { 0xF8, "o" },  { 0xFE, "th" },   { 0x111, "d" },
	        { 0x127, "h" }, { 0x131, "i" }, { 0x138, "k" }, { 0x142, "l" }, { 0x14B, "ng" },  { 0x153, "oe" },
	        { 0x167, "t" }, { 0x180, "b" }, { 0x19A, "l" }, { 0x1DD, "e" }, { 0x1E9E, "ss" }, { 0, "" } };

/* ASCII letters of the compatibility decomposition of cp, lower case; "" when there are none or they do not fit. */
static void fold_compute(const struct tokenizer *tokenizer, uint32_t cp, char out[FOLD_BYTES + 1])
{
	UChar units[16];
	UErrorCode status = U_ZERO_ERROR;
	uint32_t lower = (uint32_t)u_tolower((UChar32)cp);
	size_t n = 0;
	int32_t len;
	memset(out, 0, FOLD_BYTES + 1);
	for (size_t i = 0; LETTERS[i].from != 0; i++) {
		if (LETTERS[i].from == lower) {
			memcpy(out, LETTERS[i].to, FOLD_BYTES + 1);
			return;
		}
	}
	len = unorm2_getDecomposition(tokenizer->decompose, (UChar32)lower, units, 16, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < len; i++) {
		UChar unit = units[i] == 0x131 ? 'i' : units[i];
		if (unit < 0x80 && ascii_is_alpha((char)unit) && n < FOLD_BYTES) {
			out[n++] = ascii_lower((char)unit);
		}
	}
}

static void classes_make(uint8_t class[256])
{
	for (int c = 0; c < 256; c++) {
		class[c] = (uint8_t)(c >= 0x80                 ? HIGH
		                     : ascii_is_alpha((char)c) ? LETTER
		                     : ascii_is_digit((char)c) ? DIGIT
		                     : c == '+' || c == '#'    ? JOINER
		                                               : OTHER);
	}
	for (const char *special = "hHwWxX@&["; *special != '\0'; special++) {
		class[(unsigned char)*special] |= SPECIAL;
	}
}

int tokenizer_open(struct tokenizer **out, struct err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	struct tokenizer *tokenizer = memory_alloc(sizeof *tokenizer);
	tokenizer->decompose = unorm2_getNFKDInstance(&status);
	if (U_FAILURE(status)) {
		free(tokenizer);
		return err_set(err, GRIPE_IO, "ICU has no normalisation data: %s", u_errorName(status));
	}
	classes_make(tokenizer->class);
	for (uint32_t cp = FOLD_LOW; cp < FOLD_HIGH; cp++) {
		if (cp != 0xD7 && cp != 0xF7) { /* the signs × and ÷ */
			fold_compute(tokenizer, cp, tokenizer->fold[cp - FOLD_LOW]);
		}
	}
	for (uint32_t cp = FOLD_MORE_LOW; cp < FOLD_MORE_HIGH; cp++) {
		fold_compute(tokenizer, cp, tokenizer->fold_more[cp - FOLD_MORE_LOW]);
	}
	*out = tokenizer;
	return 0;
}

void tokenizer_close(struct tokenizer *tokenizer)
{
	if (tokenizer != NULL) {
		breaks_release(&tokenizer->breaks);
		free(tokenizer->tokens);
		free(tokenizer->letters);
		free(tokenizer);
	}
}

static uint8_t class_at(const struct tokenizer *tokenizer, size_t at)
{
	return at < tokenizer->text.len ? tokenizer->class[(unsigned char)tokenizer->text.at[at]] : OTHER;
}

static bool is_blank(uint32_t cp)
{
	return cp < 0x80 ? ascii_is_space((char)cp) || (cp >= 0x1C && cp <= 0x1F) : u_isUWhiteSpace((UChar32)cp);
}

/* Letters, digits and _ of any script: what goes on in an @name or an &entity;. */
static size_t name_end(const struct tokenizer *tokenizer, size_t at)
{
	while (at < tokenizer->text.len) {
		uint8_t class = class_at(tokenizer, at);
		if (class & (LETTER | DIGIT) || tokenizer->text.at[at] == '_') {
			at++;
		} else if (class & HIGH) {
			size_t next = at;
			uint32_t cp = utf8_next(tokenizer->text, &next);
			if (cp == UTF8_BAD || !u_isalnum((UChar32)cp)) {
				return at;
			}
			at = next;
		} else {
			return at;
		}
	}
	return at;
}

static size_t blank_from(struct str text, size_t at)
{
	while (at < text.len) {
		size_t next = at;
		if (is_blank(utf8_next(text, &next))) {
			break;
		}
		at = next;
	}
	return at;
}

static size_t mask_end(struct str text, size_t at)
{
	size_t n = 0;
	while (n <= MASK_BYTES && at + 1 + n < text.len && text.at[at + 1 + n] >= 'a' && text.at[at + 1 + n] <= 'z') {
		n++;
	}
	if (n == 0 || at + 1 + n >= text.len || text.at[at + 1 + n] != ']') {
		return at;
	}
	for (size_t i = 0; MASKS[i] != NULL; i++) {
		if (str_eq(str_from(MASKS[i]), str_slice(text, at + 1, at + 1 + n))) {
			return at + n + 2;
		}
	}
	return at;
}

/* "xx", "XXXX/XX": what was blackened by hand. */
static size_t redaction_end(struct str text, size_t at)
{
	size_t end = at;
	while (end < text.len && ascii_lower(text.at[end]) == 'x') {
		end++;
	}
	if (end < at + 2) {
		return at;
	}
	while (end < text.len && (ascii_lower(text.at[end]) == 'x' || text.at[end] == '/')) {
		end++;
	}
	return end;
}

/* A URL goes on to the next blank; its beginning alone is none. */
static size_t url_end(struct str text, size_t at)
{
	const struct str beginnings[] = { STR("www."), STR("http://"), STR("https://") };
	struct str rest = str_slice(text, at, text.len);
	char second = rest.len > 1 ? ascii_lower(rest.at[1]) : '\0';
	if (second != 't' && second != 'w') { /* most words with h or w are done here */
		return at;
	}
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
		if (str_starts_nocase(rest, beginnings[i])) {
			size_t from = at + beginnings[i].len, end = blank_from(text, from);
			return end > from ? end : at;
		}
	}
	return at;
}

/* Where the thing that is no word and begins at `at` ends; `at` itself when none begins here. Only called where class
 * has SPECIAL. */
static size_t skip_end(const struct tokenizer *tokenizer, size_t at)
{
	struct str text = tokenizer->text;
	size_t end;
	switch (text.at[at]) {
	case '[': return mask_end(text, at);
	case '@': end = name_end(tokenizer, at + 1); return end > at + 1 ? end : at;
	case '&':
		end = name_end(tokenizer, at + 1);
		return end > at + 1 && end < text.len && text.at[end] == ';' ? end + 1 : at;
	case 'x':
	case 'X': return redaction_end(text, at);
	default: return url_end(text, at);
	}
}

static bool skips(const struct tokenizer *tokenizer, size_t at, uint8_t class)
{
	return (class & SPECIAL) && skip_end(tokenizer, at) > at;
}

/* The ASCII letters of the Latin letter at `at`, or NULL; *next behind it. A combining mark folds to "". */
static const char *fold_at(struct tokenizer *tokenizer, size_t at, size_t *next)
{
	static const char nothing[] = "";
	uint32_t cp;
	*next = at;
	cp = utf8_next(tokenizer->text, next);
	if (cp >= FOLD_LOW && cp < FOLD_HIGH) {
		return tokenizer->fold[cp - FOLD_LOW][0] != '\0' ? tokenizer->fold[cp - FOLD_LOW] : NULL;
	}
	if (cp >= FOLD_MORE_LOW && cp < FOLD_MORE_HIGH) {
		return tokenizer->fold_more[cp - FOLD_MORE_LOW][0] != '\0' ? tokenizer->fold_more[cp - FOLD_MORE_LOW]
		                                                           : NULL;
	}
	return (cp >= 0x300 && cp < 0x370) || cp == 0xAD ? nothing : NULL; /* combining marks, soft hyphen */
}

static size_t apostrophe_len(struct str text, size_t at)
{
	if (at < text.len && text.at[at] == '\'') {
		return 1;
	}
	return at + 2 < text.len && memcmp(text.at + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* Room was made for the whole text at its beginning: no letter grows to more than twice its bytes. */
static inline void letter_add(struct tokenizer *tokenizer, char c)
{
	tokenizer->letters[tokenizer->used++] = c;
}

static void token_add(struct tokenizer *tokenizer, size_t letters_from, size_t start, size_t end)
{
	if (tokenizer->used == letters_from || tokenizer->used - letters_from > WORD_MOST) {
		tokenizer->used = letters_from;
		return;
	}
	tokenizer->tokens =
	    array_room(tokenizer->tokens, tokenizer->count, &tokenizer->cap, sizeof *tokenizer->tokens, TOKENS_FIRST);
	tokenizer->tokens[tokenizer->count++] =
	    (struct token){ { NULL, tokenizer->used - letters_from }, (uint32_t)start, (uint32_t)end, { NULL, 0 } };
}

/* Takes letters (and digits and joiners when `inner`) from `at`; returns where it stopped. */
static size_t take(struct tokenizer *tokenizer, size_t at, bool inner)
{
	const uint8_t wanted = inner ? LETTER | DIGIT | JOINER : LETTER;
	const char *text = tokenizer->text.at;
	size_t len = tokenizer->text.len;
	while (at < len) {
		uint8_t class = tokenizer->class[(unsigned char)text[at]];
		if (class & wanted) {
			if (skips(tokenizer, at, class)) {
				break;
			}
			letter_add(tokenizer, ascii_lower(text[at++]));
		} else if (class & HIGH) {
			size_t next;
			const char *fold = fold_at(tokenizer, at, &next);
			if (fold == NULL) {
				break;
			}
			while (*fold != '\0') {
				letter_add(tokenizer, *fold++);
			}
			at = next;
		} else {
			break;
		}
	}
	return at;
}

/* A word that begins with a letter at `at`: [a-z][a-z0-9+#]*('[a-z]+)? */
static size_t word_take(struct tokenizer *tokenizer, size_t at)
{
	size_t from = tokenizer->used, end = take(tokenizer, at, true), mark = apostrophe_len(tokenizer->text, end);
	if (mark > 0 && !tokenizer->elides) {
		size_t before = tokenizer->used, tail = take(tokenizer, end + mark, false);
		if (tokenizer->used > before) {
			end = tail;
		}
	}
	token_add(tokenizer, from, at, end);
	return end;
}

/* Digits at `at`, a word only when letters follow: [0-9]+[a-z]+ */
static size_t number_take(struct tokenizer *tokenizer, size_t at)
{
	size_t from = tokenizer->used, digits = at, end;
	while (class_at(tokenizer, digits) & DIGIT) {
		letter_add(tokenizer, tokenizer->text.at[digits++]);
	}
	end = tokenizer->used;
	digits = take(tokenizer, digits, false);
	if (tokenizer->used == end) {
		tokenizer->used = from;
	} else {
		token_add(tokenizer, from, at, digits);
	}
	return digits;
}

/* Adds the word units[start, end), lower case already, as UTF-8. */
static void foreign_word(struct tokenizer *tokenizer, int32_t start, int32_t end)
{
	size_t from = tokenizer->used;
	int32_t n = 0;
	UErrorCode status = U_ZERO_ERROR;
	u_strToUTF8(tokenizer->letters + from, (int32_t)(tokenizer->letters_cap - from), &n, tokenizer->units + start,
	            end - start, &status);
	if (U_SUCCESS(status) || status == U_STRING_NOT_TERMINATED_WARNING) {
		tokenizer->used += (size_t)n;
		token_add(tokenizer, from, tokenizer->offsets[start], tokenizer->offsets[end]);
	}
}

static bool foreign_goes_on(uint32_t cp, bool inside)
{
	return u_isalpha((UChar32)cp) || (inside && (U_GET_GC_MASK((UChar32)cp) & (U_GC_M_MASK | U_GC_ND_MASK)) != 0);
}

/* Scripts that write no blanks between words. */
static bool needs_breaks(uint32_t cp)
{
	int32_t line = u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK);
	return line == U_LB_COMPLEX_CONTEXT || line == U_LB_IDEOGRAPHIC || line == U_LB_CONDITIONAL_JAPANESE_STARTER;
}

/* A run of letters of other scripts: where blanks part words it is one, else ICU says where they are. Returns the end
 * of the run; `at` when none begins there. */
static size_t foreign_take(struct tokenizer *tokenizer, size_t at, struct str lang)
{
	size_t run = at;
	int32_t n = 0, start;
	bool blankless = false;
	UErrorCode status = U_ZERO_ERROR;
	while (run < tokenizer->text.len && n + 2 <= RUN_UNITS && class_at(tokenizer, run) & HIGH) {
		size_t next = run;
		uint32_t cp = utf8_next(tokenizer->text, &next);
		if (cp == UTF8_BAD || fold_at(tokenizer, run, &next) != NULL || !foreign_goes_on(cp, n > 0)) {
			break;
		}
		blankless = blankless || needs_breaks(cp);
		cp = (uint32_t)u_tolower((UChar32)cp);
		tokenizer->offsets[n] = (uint32_t)run;
		if (cp > 0xFFFF) {
			tokenizer->offsets[n + 1] = (uint32_t)run;
			tokenizer->units[n++] = (UChar)U16_LEAD(cp);
			tokenizer->units[n++] = (UChar)U16_TRAIL(cp);
		} else {
			tokenizer->units[n++] = (UChar)cp;
		}
		run = next;
	}
	if (n == 0) {
		return at;
	}
	tokenizer->offsets[n] = (uint32_t)run;
	if (!blankless || !breaks_open(&tokenizer->breaks, UBRK_WORD, lang)) {
		foreign_word(tokenizer, 0, n);
		return run;
	}
	ubrk_setText(tokenizer->breaks.at, tokenizer->units, n, &status);
	start = ubrk_first(tokenizer->breaks.at);
	for (int32_t end = ubrk_next(tokenizer->breaks.at); U_SUCCESS(status) && end != UBRK_DONE;
	     start = end, end = ubrk_next(tokenizer->breaks.at)) {
		foreign_word(tokenizer, start, end);
	}
	return run;
}

/* What begins with a byte beyond ASCII at `at`; returns where to go on. */
static size_t high_take(struct tokenizer *tokenizer, size_t at, struct str lang)
{
	size_t next, end;
	const char *fold = fold_at(tokenizer, at, &next);
	if (fold != NULL) {
		return fold[0] == '\0' ? next : word_take(tokenizer, at);
	}
	end = foreign_take(tokenizer, at, lang);
	if (end == at) {
		utf8_next(tokenizer->text, &end);
	}
	return end;
}

static bool lang_elides(struct str lang)
{
	return str_eq(lang, STR("fr")) || str_eq(lang, STR("it")) || str_eq(lang, STR("ca"));
}

/* Copies the scratch into arena; the words stand one behind the other in one piece. */
static size_t hand_over(struct tokenizer *tokenizer, struct arena *arena, struct token **tokens)
{
	const char *at;
	*tokens = NULL;
	if (tokenizer->count == 0) {
		return 0;
	}
	at = arena_dup(arena, (struct str){ tokenizer->letters, tokenizer->used }).at;
	*tokens = arena_array(arena, tokenizer->count, sizeof **tokens);
	for (size_t i = 0; i < tokenizer->count; i++) {
		(*tokens)[i] = tokenizer->tokens[i];
		(*tokens)[i].word.at = at;
		at += (*tokens)[i].word.len;
	}
	return tokenizer->count;
}

size_t tokenize(struct tokenizer *tokenizer, struct arena *arena, struct str text, struct str lang,
                struct token **tokens)
{
	size_t at = 0;
	tokenizer->text = text.len > TEXT_LIMIT ? str_slice(text, 0, utf8_floor(text, TEXT_LIMIT)) : text;
	tokenizer->elides = lang_elides(lang);
	tokenizer->count = tokenizer->used = 0;
	if (tokenizer->letters_cap < tokenizer->text.len * 2) {
		tokenizer->letters_cap = tokenizer->text.len * 2;
		tokenizer->letters = memory_grow(tokenizer->letters, tokenizer->letters_cap, 1);
	}
	while (at < tokenizer->text.len) {
		uint8_t class = class_at(tokenizer, at);
		if (class & SPECIAL) {
			size_t end = skip_end(tokenizer, at);
			if (end > at) {
				at = end;
				continue;
			}
		}
		at = class & LETTER  ? word_take(tokenizer, at)
		     : class & DIGIT ? number_take(tokenizer, at)
		     : class & HIGH  ? high_take(tokenizer, at, lang)
		                     : at + 1;
	}
	return hand_over(tokenizer, arena, tokens);
}
