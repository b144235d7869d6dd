/* charset_guess.c - see charset_guess.h.
 *
 * In: a sample of bytes. Out: the charset under which they look most like a language, with a confidence.
 * Method: the different words that hold a byte beyond ASCII are decoded by each charset of one byte a character, and
 * weighed: by the letter groups of the language model (language.h), by the shape of words (a capital behind a small
 * letter, a sign between letters, two scripts in one word, a Greek final sigma within a word) and, for scripts that one
 * language has, by their letters. Charsets of two bytes are weighed by their own order: the common characters of JIS,
 * GB, Big5 and KS stand in rows of their own (level 1), and kana, hangul and ideographs keep the company that their
 * language gives them. Both are means a byte, so they can be compared; the best one wins. Chosen against: ICU's
 * detector, which knows no DOS, Mac and Baltic charsets, wants longer texts, and answers differently from version to
 * version. ICU's converters give the tables. Memory: the words looked at, some tens of KB. */
#include "charset_guess.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>

#include "buf.h"
#include "hash.h"

enum {
	WORDS_MOST = 400,    /* different words of each kind that are looked at */
	WORD_BYTES = 60,     /* longer runs are no words: text without blanks */
	LATIN_LEAD = 192,    /* 1/16 nat: what the words in ASCII may speak against a language */
	CONFIDENT_WORDS = 6, /* from so many words on a lead counts in full */
	CANDIDATES_MOST = 40,
	REPLACED = 0xFFFD
};

/* In the order of preference where two read the same. Handicap: 1/16 nat, what the words must say more for charsets
 * that are rare in files of today. */
static const struct single {
	const char *name;
	int handicap;
} singles[] = {
	{ "windows-1252", 0 }, { "windows-1250", 8 },  { "windows-1251", 0 },  { "windows-1253", 24 },
	{ "windows-1254", 8 }, { "windows-1257", 16 }, { "windows-1255", 24 }, { "windows-1256", 24 },
	{ "windows-874", 24 }, { "KOI8-R", 8 },        { "KOI8-U", 16 },       { "ISO-8859-15", 16 },
	{ "ISO-8859-2", 16 },  { "ISO-8859-5", 24 },   { "ISO-8859-7", 32 },   { "ISO-8859-13", 24 },
	{ "macintosh", 32 },   { "IBM850", 32 },       { "IBM437", 40 },       { "IBM852", 32 },
	{ "IBM866", 24 },
};
enum { SINGLES = sizeof singles / sizeof *singles };

/* ---- the words ---- */

struct words {
	struct intern odd, plain; /* with bytes beyond ASCII, and without */
	size_t odd_bytes;         /* beyond ASCII, in the different odd words */
};

static bool is_word_byte(unsigned char c)
{
	return c >= 0x80 || ascii_is_alpha((char)c) || c == '\'';
}

static void collect(struct words *words, struct str sample)
{
	size_t at = 0;
	while (at < sample.len && words->odd.count < WORDS_MOST) {
		size_t start = at, wide = 0;
		while (at < sample.len && is_word_byte((unsigned char)sample.at[at]) && at - start < WORD_BYTES) {
			wide += (unsigned char)sample.at[at++] >= 0x80;
		}
		if (wide > 0 && at < sample.len && ascii_is_digit(sample.at[at])) {
			at++; /* money before its number */
		}
		if (wide > 0) {
			size_t known = words->odd.count;
			intern_add(&words->odd, str_slice(sample, start, at));
			words->odd_bytes += words->odd.count > known ? wide : 0;
		} else if (at > start && words->plain.count < WORDS_MOST) {
			intern_add(&words->plain, str_slice(sample, start, at));
		}
		at += at == start;
	}
}

/* ---- charsets of one byte a character ---- */

/* Code points of 0x80-0xff; 0: none there. False: ICU does not know the charset. */
static bool load_single(const char *name, uint16_t table[128])
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);
	for (int i = 0; U_SUCCESS(status) && i < 128; i++) {
		char byte = (char)(0x80 + i);
		const char *from = &byte;
		UErrorCode one = U_ZERO_ERROR;
		UChar32 c = ucnv_getNextUChar(converter, &from, from + 1, &one);
		table[i] = U_FAILURE(one) || c == REPLACED || c > 0xFFFF || (c >= 0x80 && c < 0xA0) ? 0 : (uint16_t)c;
	}
	ucnv_close(converter);
	return U_SUCCESS(status);
}

/* What stands in a decoded word, letter by letter. */
struct shape {
	uint32_t before; /* the letter before, 0: a sign or the start */
	uint32_t sign;   /* a sign behind a letter */
	uint32_t last;   /* whatever stood before */
	int score;
	int script;   /* of the letters so far */
	int accents;  /* Latin letters beyond ASCII on end */
	int capitals; /* on end, up to here */
};

/* Letters that one half of the Cyrillic alphabets has and the other has not, over all words. */
struct alphabets {
	int south, east;
};

enum { /* 1/16 nat */
       NO_CHARACTER = -160,
       SIGN_INSIDE = -80,    /* "przysz³a" */
       CAPITAL_INSIDE = -64, /* "ðÏÓÙÌËÁ" is one script, with its case turned round */
       CAPITALS_MEET = -3,   /* shouting, or a charset with its case turned round */
       TWO_SCRIPTS = -160,
       ODD_SIGN = -24,    /* box drawings, currency signs nobody writes, fractions */
       MONEY = 24,        /* pound or euro before a number */
       USUAL_SIGN = 4,    /* quotes, dashes, euro, degree */
       FINAL_WRONG = -96, /* a final form (Greek sigma, five Hebrew letters) within a word */
       FINAL_RIGHT = 24,
       OWN_LETTER = 8, /* of a script that is not Latin: its words hold no others */
       HEBREW_LETTER = 11,
       GREEK_LETTER = 16,     /* has no letter groups in the model */
       THAI_LETTER = 8,       /* nor has Thai */
       THAI_MARK_WRONG = -64, /* a vowel sign or tone without a consonant before it */
       ALTERNATES = 4,        /* a vowel and a consonant stand side by side */
       VOWELS_MEET = -6,
       CONSONANTS_MEET = -4,
       COMMON_LETTER = 3, /* one of the ten that make two thirds of Cyrillic text */
       RARE_LETTER = -6,
       TWO_ALPHABETS = -24, /* of Cyrillic: Serbian and Macedonian letters beside Russian or Ukrainian ones */
       SECOND_ACCENT = -6,  /* "příště" has two Latin letters beyond ASCII on end, few words have three */
       THIRD_ACCENT = -24
};

/* Signs beyond ASCII that customers' keyboards and word processors write. */
static bool is_usual_sign(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2026) || c == 0x20AC || c == 0xA3 || c == 0xB0 || c == 0xA0 || c == 0xAB ||
	       c == 0xBB || c == 0x2116 || c == 0xBF || c == 0xA1 || c == 0x2122 || c == 0xAE || c == 0xA9 || c == 0xA7;
}

static int script_of_letter(uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	return c < 0x80 ? (int)USCRIPT_LATIN : (int)uscript_getScript((UChar32)c, &status);
}

/* Raised letters of DOS and Latin-1, which are signs. */
static bool is_raised(uint32_t c)
{
	return c == 0xAA || c == 0xBA || (c >= 0x2070 && c < 0x20A0);
}

static bool is_letter_of_text(uint32_t c)
{
	return is_raised(c) ? false
	       : c < 0x80   ? ascii_is_alpha((char)c)
	                    : u_isalpha((UChar32)c) || u_charType((UChar32)c) == U_NON_SPACING_MARK;
}

/* Letters that end a word and stand nowhere else. */
static bool is_final(uint32_t c)
{
	return c == 0x3C2 || c == 0x5DA || c == 0x5DD || c == 0x5DF || c == 0x5E3 || c == 0x5E5;
}

static bool is_among(uint32_t c, const uint16_t *letters, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (letters[i] == c) {
			return true;
		}
	}
	return false;
}

/* How often a small letter of Cyrillic is used, over all its languages: a e i o r s t v l n; f, shch, hard e and the
 * letters of one language. */
static int rarity(uint32_t c)
{
	static const uint16_t common[] = { 0x430, 0x435, 0x438, 0x43E, 0x440, 0x441, 0x442, 0x432, 0x43B, 0x43D };
	static const uint16_t rare[] = { 0x444, 0x449, 0x44A, 0x44D };
	return is_among(c, common, sizeof common / sizeof *common) ? COMMON_LETTER
	       : (c > 0x44F && c != 0x456 && c != 0x458) || is_among(c, rare, sizeof rare / sizeof *rare) ? RARE_LETTER
	                                                                                                  : 0;
}

/* Marks of Thai stand over, under or behind a consonant. */
static int thai_score(const struct shape *shape, uint32_t c)
{
	bool mark = c == 0xE31 || (c >= 0xE34 && c <= 0xE3A) || (c >= 0xE47 && c <= 0xE4E);
	bool carried =
	    shape->before >= 0xE01 && shape->before <= 0xE4E && !(shape->before >= 0xE3F && shape->before <= 0xE46);
	return mark && !carried ? THAI_MARK_WRONG : THAI_LETTER;
}

/* Vowels of the Cyrillic and the Greek alphabet, small; those with accents are taken as their letter. */
static bool is_vowel(uint32_t c)
{
	static const uint16_t vowels[] = { 0x430, 0x435, 0x438, 0x43E, 0x443, 0x44A, 0x44B, 0x44D, 0x44E, 0x44F,
		                           0x451, 0x454, 0x456, 0x457, 0x3B1, 0x3AC, 0x3B5, 0x3AD, 0x3B7, 0x3AE,
		                           0x3B9, 0x3AF, 0x3CA, 0x3BF, 0x3CC, 0x3C5, 0x3CD, 0x3C9, 0x3CE };
	return is_among(c, vowels, sizeof vowels / sizeof *vowels);
}

/* In words of Cyrillic and Greek vowels and consonants take turns more often than not. The soft sign is neither. */
static int turn_score(const struct shape *shape, uint32_t c)
{
	enum { SOFT_SIGN = 0x44C };
	uint32_t before = (uint32_t)u_tolower((UChar32)shape->before), now = (uint32_t)u_tolower((UChar32)c);
	bool vowel = is_vowel(now);
	if (before < 0x370 || before == SOFT_SIGN || now == SOFT_SIGN) {
		return 0;
	}
	return vowel != is_vowel(before) ? ALTERNATES : vowel ? VOWELS_MEET : CONSONANTS_MEET;
}

/* What the letter says by its script alone. */
static int script_score(struct shape *shape, uint32_t c, int script)
{
	enum { MICRO = 0xB5 };
	shape->accents = script == USCRIPT_LATIN && c >= 0x80 ? shape->accents + 1 : 0;
	if (script == USCRIPT_LATIN) {
		return shape->accents > 2 ? THIRD_ACCENT : shape->accents == 2 ? SECOND_ACCENT : 0;
	}
	return c == MICRO                   ? ODD_SIGN
	       : is_final(shape->before)    ? FINAL_WRONG
	       : script == USCRIPT_THAI     ? thai_score(shape, c)
	       : script == USCRIPT_GREEK    ? GREEK_LETTER
	       : script == USCRIPT_CYRILLIC ? OWN_LETTER + rarity((uint32_t)u_tolower((UChar32)c))
	       : script == USCRIPT_HEBREW   ? HEBREW_LETTER
	       : script > USCRIPT_INHERITED ? OWN_LETTER
	                                    : 0;
}

/* A letter right behind another: its case, its script, and whether vowels take turns. */
static int joint_score(const struct shape *shape, uint32_t c, int script)
{
	bool capital = u_isupper((UChar32)c) && u_islower((UChar32)shape->before);
	bool small = u_islower((UChar32)c) && shape->capitals > 1;
	int score = capital || small ? CAPITAL_INSIDE : shape->capitals > 0 && c >= 0x80 ? CAPITALS_MEET : 0;
	if (script != shape->script && script > USCRIPT_INHERITED) {
		score += TWO_SCRIPTS;
	}
	return score + (script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK ? turn_score(shape, c) : 0);
}

/* A letter behind what stands already. */
static void add_letter(struct shape *shape, uint32_t c)
{
	int script = script_of_letter(c);
	if (shape->sign != 0) {
		shape->score += shape->sign >= 0x2010 && shape->sign <= 0x2019 ? 0 : SIGN_INSIDE;
		shape->sign = 0;
	}
	shape->score += script_score(shape, c, script);
	if (shape->before != 0) {
		shape->score += joint_score(shape, c, script);
	}
	shape->script = script > USCRIPT_INHERITED ? script : shape->script;
	shape->capitals = u_isupper((UChar32)c) ? shape->capitals + 1 : 0;
	shape->before = c;
}

/* A digit beside a letter beyond ASCII is hardly written; beside a sign of money or degrees it is. */
static void add_digit(struct shape *shape)
{
	shape->score += shape->before >= 0x80                          ? SIGN_INSIDE / 2
	                : shape->last == 0xA3 || shape->last == 0x20AC ? MONEY
	                                                               : 0;
	shape->before = 0;
	shape->sign = 0;
}

static void add_sign(struct shape *shape, uint32_t c)
{
	shape->score += c == '\'' ? 0 : is_usual_sign(c) ? USUAL_SIGN : ODD_SIGN;
	shape->sign = shape->before != 0 && c != '\'' ? c : 0;
	shape->before = 0;
}

/* Serbian and Macedonian have U+0452, 453, 455, 458-45C, 45F; Russian, Ukrainian and Bulgarian those from the shcha on,
 * and some of their own. */
static void count_alphabets(struct alphabets *alphabets, uint32_t c)
{
	uint32_t small = c >= 0x400 && c < 0x460 ? (uint32_t)u_tolower((UChar32)c) : 0;
	alphabets->south +=
	    small == 0x452 || small == 0x453 || small == 0x455 || (small >= 0x458 && small <= 0x45C) || small == 0x45F;
	alphabets->east +=
	    (small >= 0x449 && small <= 0x44F) || small == 0x439 || small == 0x454 || small == 0x456 || small == 0x457;
}

/* A word under a table: its decoded letters appended to text, its shape's score. */
static int decode_word(struct buf *text, struct str word, const uint16_t table[128], struct alphabets *alphabets)
{
	struct shape shape = { .script = USCRIPT_COMMON };
	for (size_t i = 0; i < word.len; i++) {
		unsigned char byte = (unsigned char)word.at[i];
		uint32_t c = byte < 0x80 ? byte : table[byte - 0x80];
		if (c == 0) {
			shape.score += NO_CHARACTER;
			shape.before = 0;
			buf_byte(text, ' ');
			continue;
		}
		buf_codepoint(text, c);
		count_alphabets(alphabets, c);
		if (is_letter_of_text(c)) {
			add_letter(&shape, c);
		} else if (c < 0x80 && ascii_is_digit((char)c)) {
			add_digit(&shape);
		} else {
			add_sign(&shape, c);
		}
		shape.last = c;
	}
	buf_byte(text, ' ');
	return shape.score + (is_final(shape.before) ? FINAL_RIGHT : 0);
}

/* What the words in ASCII say of the languages: how far behind the best each is, LATIN_LEAD at the most. */
static void lead_of_plain(const struct words *words, struct language *letters, int lead[LANGUAGES_MOST])
{
	struct buf text;
	int most = 0;
	buf_init(&text, SIZE_MAX);
	memset(lead, 0, LANGUAGES_MOST * sizeof *lead);
	for (size_t i = 0; i < words->plain.count; i++) {
		buf_str_add(&text, words->plain.names[i]);
		buf_byte(&text, ' ');
	}
	if (letters != NULL) {
		(void)language_add(letters, buf_str(&text), lead);
	}
	for (size_t i = 0; i < LANGUAGES_MOST; i++) {
		most = lead[i] > most ? lead[i] : most;
	}
	for (size_t i = 0; i < LANGUAGES_MOST; i++) {
		lead[i] = most - lead[i] < LATIN_LEAD ? lead[i] - most : -LATIN_LEAD;
	}
	buf_release(&text);
}

/* A charset with what it makes of the words. */
struct candidate {
	const char *name;
	double score;   /* a byte beyond ASCII, 1/16 nat */
	uint64_t reads; /* hash of what the words become: two that read the same are one */
};

static struct candidate try_single(const struct single *single, const struct words *words, struct language *letters,
                                   const int lead[LANGUAGES_MOST])
{
	struct candidate made = { .name = single->name, .score = -1e9 };
	uint16_t table[128];
	int sums[LANGUAGES_MOST], best, shapes = -single->handicap;
	struct alphabets alphabets = { 0, 0 };
	struct buf text;
	if (!load_single(single->name, table)) {
		return made;
	}
	buf_init(&text, SIZE_MAX);
	memcpy(sums, lead, sizeof sums);
	for (size_t i = 0; i < words->odd.count; i++) {
		shapes += decode_word(&text, words->odd.names[i], table, &alphabets);
	}
	shapes += TWO_ALPHABETS * (alphabets.south < alphabets.east ? alphabets.south : alphabets.east);
	if (letters != NULL) {
		(void)language_add(letters, buf_str(&text), sums);
	}
	best = sums[0];
	for (size_t i = 1; i < LANGUAGES_MOST; i++) {
		best = sums[i] > best ? sums[i] : best;
	}
	made.score = ((double)best + shapes) / (double)words->odd_bytes;
	made.reads = hash64(buf_str(&text), 0);
	buf_release(&text);
	return made;
}

/* ---- charsets of two bytes a character ---- */

enum familiarity { BAD, RARE, OTHER_SCRIPT, COMMON_SIGN, IDEOGRAPH, OWN_SCRIPT };

/* The character at s[at]: what it is, and its bytes (2 but for what is bad or half-width). */
typedef enum familiarity (*classify)(unsigned char lead, unsigned char trail);

static bool within(unsigned char c, unsigned char low, unsigned char high)
{
	return c >= low && c <= high;
}

/* Shift-JIS: kana in rows 82 9F.. and 83, level 1 from 88 9F to 98 72. */
static enum familiarity of_shift_jis(unsigned char lead, unsigned char trail)
{
	bool leads = within(lead, 0x81, 0x9F) || within(lead, 0xE0, 0xFC);
	if (!leads || !(within(trail, 0x40, 0x7E) || within(trail, 0x80, 0xFC))) {
		return BAD;
	}
	return lead == 0x81                                                         ? COMMON_SIGN
	       : (lead == 0x82 && trail >= 0x9F) || (lead == 0x83 && trail <= 0x96) ? OWN_SCRIPT
	       : lead == 0x82                                                       ? COMMON_SIGN
	       : within(lead, 0x88, 0x98)                                           ? IDEOGRAPH
	                                                                            : RARE;
}

/* EUC of 94 x 94: the rows of JIS X 0208. */
static enum familiarity of_euc_jp(unsigned char lead, unsigned char trail)
{
	if (!within(lead, 0xA1, 0xFE) || !within(trail, 0xA1, 0xFE)) {
		return BAD;
	}
	return lead == 0xA1 || lead == 0xA3   ? COMMON_SIGN
	       : lead == 0xA4 || lead == 0xA5 ? OWN_SCRIPT
	       : within(lead, 0xB0, 0xCF)     ? IDEOGRAPH
	                                      : RARE;
}

/* GBK: level 1 of GB 2312 in rows B0-D7. */
static enum familiarity of_gbk(unsigned char lead, unsigned char trail)
{
	if (!within(lead, 0x81, 0xFE) || !within(trail, 0x40, 0xFE) || trail == 0x7F) {
		return BAD;
	}
	return trail < 0xA1                   ? RARE
	       : lead == 0xA1 || lead == 0xA3 ? COMMON_SIGN
	       : lead == 0xA4 || lead == 0xA5 ? OTHER_SCRIPT
	       : within(lead, 0xB0, 0xD7)     ? IDEOGRAPH
	                                      : RARE;
}

/* Big5: level 1 from A4 40 to C6 7E. */
static enum familiarity of_big5(unsigned char lead, unsigned char trail)
{
	if (!within(lead, 0x81, 0xFE) || !(within(trail, 0x40, 0x7E) || within(trail, 0xA1, 0xFE))) {
		return BAD;
	}
	return within(lead, 0xA1, 0xA3) ? COMMON_SIGN : within(lead, 0xA4, 0xC6) ? IDEOGRAPH : RARE;
}

/* windows-949: the hangul of KS X 1001 in rows B0-C8, ideographs from CA on. */
static enum familiarity of_korean(unsigned char lead, unsigned char trail)
{
	if (!within(lead, 0x81, 0xFE) || !within(trail, 0x41, 0xFE)) {
		return BAD;
	}
	return trail < 0xA1                                     ? RARE
	       : lead == 0xA3 || (lead == 0xA1 && trail < 0xA4) ? OTHER_SCRIPT /* stops of Chinese and Japanese */
	       : lead == 0xA1                                   ? COMMON_SIGN
	       : within(lead, 0xB0, 0xC8)                       ? OWN_SCRIPT
	       : within(lead, 0xCA, 0xFD)                       ? OTHER_SCRIPT
	                                                        : RARE;
}

static const struct doubles {
	const char *name;
	classify classify;
	double least_own; /* share of its own script among the characters, under which it is not the language */
	bool half_kana;   /* single bytes A1-DF are characters too */
} doubles[] = {
	{ "windows-31j", of_shift_jis, 0.15, true },
	{ "EUC-JP", of_euc_jp, 0.15, false },
	{ "windows-949", of_korean, 0.9, false },
	{ "gb18030", of_gbk, 0, false },
	{ "Big5", of_big5, 0, false },
};
enum { DOUBLES = sizeof doubles / sizeof *doubles };

struct tally {
	size_t of[OWN_SCRIPT + 1], half, all;
};

static struct tally count_characters(const struct doubles *doubles_of, struct str sample)
{
	struct tally tally = { .all = 0 };
	size_t at = 0;
	while (at + 1 < sample.len) {
		unsigned char lead = (unsigned char)sample.at[at], trail = (unsigned char)sample.at[at + 1];
		enum familiarity what;
		if (lead < 0x80) {
			at++;
			continue;
		}
		tally.all++;
		what = doubles_of->classify(lead, trail);
		if (what == BAD && doubles_of->half_kana && within(lead, 0xA1, 0xDF)) {
			tally.half++;
			at++;
			continue;
		}
		tally.of[what]++;
		at += what == BAD ? 1 : 2;
	}
	return tally;
}

static struct candidate try_double(const struct doubles *which, struct str sample)
{
	static const double weights[] = {
		[BAD] = -64, [RARE] = -16, [OTHER_SCRIPT] = -16, [COMMON_SIGN] = 4, [IDEOGRAPH] = 16, [OWN_SCRIPT] = 20
	};
	struct candidate made = { .name = which->name, .score = -1e9, .reads = hash64(str_from(which->name), 1) };
	struct tally tally = count_characters(which, sample);
	double sum = -6.0 * (double)tally.half;
	if (tally.all == 0) {
		return made;
	}
	for (size_t i = 0; i <= OWN_SCRIPT; i++) {
		sum += weights[i] * (double)tally.of[i];
	}
	made.score = sum / (double)tally.all;
	if ((double)tally.of[OWN_SCRIPT] < which->least_own * (double)(tally.all - tally.of[COMMON_SIGN])) {
		made.score -= 12;
	}
	return made;
}

/* ---- the choice ---- */

/* How far the best is before the next, how much like a language it is at all, and on how many words that stands. */
static int confidence_of(const struct candidate *best, const struct candidate *second, size_t words)
{
	const double like_language = 8; /* 1/16 nat a byte: what real texts pass */
	double lead = best->score - (second->score > 0 ? second->score : 0);
	double share = best->score <= 0 ? 0 : lead / best->score;
	double seen = words >= CONFIDENT_WORDS ? 1 : (double)words / CONFIDENT_WORDS;
	double like = best->score >= like_language ? 1 : best->score <= 0 ? 0 : best->score / like_language;
	double confidence = share <= 0 ? 0 : (0.5 + 0.5 * (share > 0.5 ? 1 : 2 * share)) * (0.5 + 0.5 * seen) * like;
	return (int)(100 * confidence + 0.5);
}

void charset_guess(struct charset_guess *guess, struct str sample, struct language *letters)
{
	struct words words = { .odd_bytes = 0 };
	struct candidate tried[SINGLES + DOUBLES], best, second = { .score = -1e9 };
	int lead[LANGUAGES_MOST];
	size_t count = 0;
	*guess = (struct charset_guess){ "windows-1252", 0 };
	intern_init(&words.odd);
	intern_init(&words.plain);
	collect(&words, sample);
	lead_of_plain(&words, letters, lead);
	for (size_t i = 0; words.odd_bytes > 0 && i < SINGLES; i++) {
		tried[count++] = try_single(&singles[i], &words, letters, lead);
	}
	for (size_t i = 0; words.odd_bytes > 0 && i < DOUBLES; i++) {
		tried[count++] = try_double(&doubles[i], sample);
	}
	best = count > 0 ? tried[0] : second;
	for (size_t i = 1; i < count; i++) {
		best = tried[i].score > best.score ? tried[i] : best;
	}
	for (size_t i = 0; i < count; i++) {
		second = tried[i].reads != best.reads && tried[i].score > second.score ? tried[i] : second;
	}
	if (count > 0 && best.score > 0) {
		guess->name = best.name;
		guess->confidence = confidence_of(&best, &second, words.odd.count);
	}
	intern_release(&words.odd);
	intern_release(&words.plain);
}

bool charset_is_iso2022jp(struct str bytes)
{
	return str_find(bytes, STR("\x1b$B"), 0) < bytes.len || str_find(bytes, STR("\x1b$@"), 0) < bytes.len;
}
