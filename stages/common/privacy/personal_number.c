/* personal_number.c - IBANs, payment cards, order and account numbers.
 *
 * IBAN (ISO 13616): country, length by country, remainder 1 of 97. Card (ISO/IEC 7812): prefix and length of an issuer,
 * Luhn's checksum. Order and account numbers: digits, or letters and digits, right behind a word that names them; and
 * any bare run of nine digits, which no quantity that customers write has. Telephone numbers stand in personal_phone.c.
 */
#include <string.h>

#include "personal_candidate.h"
#include "personal_checksum.h"

enum {
	IBAN_BYTES = 34, /* ISO 13616 */
	IBAN_FRONT = 4,  /* its country and check digits, which count last */
	CARD_DIGITS_LEAST = 12,
	CARD_DIGITS_MOST = 19,
	CARD_DIGITS_SURE = 13,      /* shorter ones (Maestro) need a word before them */
	CARD_GROUP_LEAST = 4,       /* digits of each group but the last */
	CARD_GROUP_MOST = 7,        /* digits of any group */
	CARD_PART_DIGITS = 8,       /* what follows "card" and has fewer is no part of its number that says much */
	ISSUER_DIGITS = 4,          /* that tell the issuer */
	BARE_DIGITS = 9,            /* a bare run of so many digits is somebody's number */
	NUMBER_DIGITS_LEAST = 3,    /* "order #123" */
	NUMBER_DIGITS_UNLINKED = 5, /* "order 12345": without "#" or "no", shorter ones are quantities and years */
	CODE_BYTES = 6,             /* shortest mix of letters and digits that needs no "#" or "no" before it */
	NUMBER_BYTES = 40,
	FOURS_LEAST = 3 /* groups of four digits that are somebody's number */
};

/* Bytes of an IBAN by its country, from the registry of ISO 13616. */
static const struct {
	char country[3];
	unsigned char bytes;
} ibans[] = { { "AD", 24 }, { "AE", 23 }, { "AL", 28 }, { "AT", 20 }, { "AZ", 28 }, { "BA", 20 }, { "BE", 16 },
	      { "BG", 22 }, { "BH", 22 }, { "BI", 27 }, { "BR", 29 }, { "BY", 28 }, { "CH", 21 }, { "CR", 22 },
	      { "CY", 28 }, { "CZ", 24 }, { "DE", 22 }, { "DJ", 27 }, { "DK", 18 }, { "DO", 28 }, { "EE", 20 },
	      { "EG", 29 }, { "ES", 24 }, { "FI", 18 }, { "FK", 18 }, { "FO", 18 }, { "FR", 27 }, { "GB", 22 },
	      { "GE", 22 }, { "GI", 23 }, { "GL", 18 }, { "GR", 27 }, { "GT", 28 }, { "HR", 21 }, { "HU", 28 },
	      { "IE", 22 }, { "IL", 23 }, { "IQ", 23 }, { "IS", 26 }, { "IT", 27 }, { "JO", 30 }, { "KW", 30 },
	      { "KZ", 20 }, { "LB", 28 }, { "LC", 32 }, { "LI", 21 }, { "LT", 20 }, { "LU", 20 }, { "LV", 21 },
	      { "LY", 25 }, { "MC", 27 }, { "MD", 24 }, { "ME", 22 }, { "MK", 19 }, { "MN", 20 }, { "MR", 27 },
	      { "MT", 31 }, { "MU", 30 }, { "NI", 28 }, { "NL", 18 }, { "NO", 15 }, { "OM", 23 }, { "PK", 24 },
	      { "PL", 28 }, { "PS", 29 }, { "PT", 25 }, { "QA", 29 }, { "RO", 24 }, { "RS", 22 }, { "RU", 33 },
	      { "SA", 24 }, { "SC", 31 }, { "SD", 18 }, { "SE", 24 }, { "SI", 19 }, { "SK", 24 }, { "SM", 27 },
	      { "SO", 23 }, { "ST", 25 }, { "SV", 28 }, { "TL", 23 }, { "TN", 24 }, { "TR", 26 }, { "UA", 29 },
	      { "VA", 22 }, { "VG", 24 }, { "XK", 20 }, { "YE", 30 } };

/* The bytes of an IBAN of the country whose letters, in any case, stand at a place; 0: it has none. */
static size_t iban_bytes(const struct scan *scan, size_t at)
{
	char first = ascii_upper(byte_at(scan, at)), second = ascii_upper(byte_at(scan, at + 1));
	for (size_t i = 0; i < sizeof ibans / sizeof *ibans; i++) {
		if (ibans[i].country[0] == first && ibans[i].country[1] == second) {
			return ibans[i].bytes;
		}
	}
	return 0;
}

/* The letters and digits of an IBAN without the blanks and dashes between them, in upper case, into compact[bytes]; the
 * end, or SIZE_MAX when there are fewer or more. */
static size_t iban_end(const struct scan *scan, size_t at, size_t bytes, char *compact)
{
	size_t have = 0;
	for (; have < bytes && at < scan->text.len; at++) {
		char c = scan->text.at[at];
		if (ascii_is_alnum(c)) {
			compact[have++] = ascii_upper(c);
		} else if ((c != ' ' && c != '-') || have < IBAN_FRONT || !ascii_is_alnum(byte_at(scan, at + 1))) {
			return SIZE_MAX;
		}
	}
	return have == bytes && !ascii_is_alnum(byte_at(scan, at)) ? at : SIZE_MAX;
}

/* ISO 7064 MOD 97-10 over compact[bytes], its front behind the rest, letters as 10 to 35. */
static bool is_iban(const char *compact, size_t bytes)
{
	int rest = 0;
	for (size_t i = 0; i < bytes; i++) {
		char c = compact[(i + IBAN_FRONT) % bytes];
		rest = ascii_is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
	}
	return rest == 1;
}

bool find_iban(const struct scan *scan, size_t token, struct found *found)
{
	char compact[IBAN_BYTES];
	size_t bytes, end;
	if (!ascii_is_alpha(byte_at(scan, token)) || !ascii_is_digit(byte_at(scan, token + 2)) ||
	    byte_of_word(byte_before(scan, token))) {
		return false;
	}
	bytes = iban_bytes(scan, token);
	end = bytes == 0 ? SIZE_MAX : iban_end(scan, token, bytes, compact);
	if (end == SIZE_MAX || !is_iban(compact, bytes)) {
		return false;
	}
	*found = (struct found){ token, end, PII_IBAN };
	return true;
}

/* Ranges of issuers by the first four digits, with the lengths that they use. */
static bool is_issuer(const char *digits, size_t count)
{
	static const struct {
		int low, high;
		size_t least, most;
	} ranges[] = {
		{ 4000, 4999, 13, 19 },                         /* Visa */
		{ 5100, 5599, 16, 16 },                         /* Mastercard */
		{ 2221, 2720, 16, 16 },                         /* Mastercard */
		{ 3400, 3499, 15, 15 }, { 3700, 3799, 15, 15 }, /* American Express */
		{ 3000, 3059, 14, 19 }, { 3095, 3095, 14, 19 }, { 3600, 3699, 14, 19 },
		{ 3800, 3999, 14, 19 },                                                 /* Diners */
		{ 6011, 6011, 16, 19 }, { 6440, 6599, 16, 19 }, { 6200, 6299, 16, 19 }, /* Discover, UnionPay */
		{ 3528, 3589, 16, 19 }, { 2131, 2131, 15, 15 }, { 1800, 1800, 15, 15 }, /* JCB */
		{ 2200, 2204, 16, 19 },                                                 /* Mir */
		{ 5000, 5099, 12, 19 }, { 5600, 6999, 12, 19 }, { 604, 604, 12, 19 },   /* Maestro */
	};
	int prefix = 0;
	for (size_t i = 0; i < ISSUER_DIGITS; i++) {
		prefix = prefix * 10 + (digits[i] - '0');
	}
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		if (prefix >= ranges[i].low && prefix <= ranges[i].high && count >= ranges[i].least &&
		    count <= ranges[i].most) {
			return true;
		}
	}
	return false;
}

/* Whether groups of digits are parted as those of a card: one run, or groups of four to seven of which the last may be
 * shorter, blanks or dashes between. */
static bool has_card_groups(const struct candidate *c, size_t groups)
{
	for (size_t i = 0; groups > 1 && i < groups; i++) {
		bool last = i + 1 == groups;
		if (c->size[i] > CARD_GROUP_MOST || (!last && c->size[i] < CARD_GROUP_LEAST) ||
		    (i > 0 && c->between[i] != ' ' && c->between[i] != '-')) {
			return false;
		}
	}
	return true;
}

/* The first `groups` groups as a card. */
static bool is_card(const struct candidate *c, size_t groups, uint32_t context)
{
	size_t count = 0;
	for (size_t i = 0; i < groups; i++) {
		count += c->size[i];
	}
	if (count < CARD_DIGITS_LEAST || count > CARD_DIGITS_MOST || c->plus || !has_card_groups(c, groups) ||
	    !is_luhn(c->digits, count)) {
		return false;
	}
	return (context & ROLE_CARD) != 0 || (count >= CARD_DIGITS_SURE && is_issuer(c->digits, count));
}

static bool find_card(const struct scan *scan, const struct candidate *c, uint32_t context, struct found *found)
{
	for (size_t groups = c->groups; groups > 0; groups--) {
		if (is_card(c, groups, context) && !ascii_is_alnum(byte_at(scan, c->end[groups - 1]))) {
			*found = (struct found){ c->start + (c->between[0] == '('), c->end[groups - 1], PII_CARD };
			return true;
		}
	}
	return false;
}

static bool in_number(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '/' || c == '_';
}

/* Letters and digits in one piece, dashes and slashes inside, around `at`. */
static void number_span(const struct scan *scan, size_t at, size_t *start, size_t *end)
{
	size_t stop = look_back(scan, at, NUMBER_BYTES);
	for (*start = at; *start > stop && in_number(scan->text.at[*start - 1]); (*start)--) {
	}
	while (*start < at && !ascii_is_alnum(scan->text.at[*start])) {
		(*start)++;
	}
	for (*end = at; *end < scan->text.len && *end - *start < NUMBER_BYTES && in_number(scan->text.at[*end]);
	     (*end)++) {
	}
	while (*end > at && !ascii_is_alnum(scan->text.at[*end - 1])) {
		(*end)--;
	}
}

/* Whether "#", ":" or a word such as "no" stands before a number: "order 2019" is a year, "order #2019" and "order no
 * 2019" are not. */
static bool is_linked(const struct scan *scan, size_t start)
{
	struct str word, marks;
	size_t from;
	if (byte_before(scan, start) == '#' || byte_before(scan, start) == ':') {
		return true;
	}
	from = word_before(scan, start, look_back(scan, start, WORD_BYTES), &word);
	if (from == SIZE_MAX) {
		return false;
	}
	marks = str_slice(scan->text, word_end(scan, word), start);
	return (word_roles(scan->words, word) & ROLE_LINK) != 0 || memchr(marks.at, '#', marks.len) != NULL ||
	       memchr(marks.at, ':', marks.len) != NULL;
}

/* Whether a word right before a number of so many digits says that it is somebody's. */
static bool is_named(const struct scan *scan, size_t start, size_t digits)
{
	bool linked;
	uint32_t context = context_before(scan, start, true, &linked);
	return linked && (context & (ROLE_NUMBER | ROLE_CARD | ROLE_ID)) != 0 &&
	       ((context & ROLE_CARD) == 0 || digits >= CARD_PART_DIGITS);
}

static bool find_order(const struct scan *scan, const struct candidate *c, size_t at, struct found *found)
{
	size_t start, end, digits = 0;
	bool code;
	number_span(scan, at, &start, &end);
	for (size_t i = start; i < end; i++) {
		digits += ascii_is_digit(scan->text.at[i]);
	}
	if (digits < NUMBER_DIGITS_LEAST || is_date_like(c, c->groups < 3 ? c->groups : 3) ||
	    is_amount(scan, start, end) || byte_before(scan, start) == '.' || byte_before(scan, start) == ',' ||
	    !is_named(scan, start, digits)) {
		return false;
	}
	code = digits < end - start && end - start >= CODE_BYTES; /* "AB12CD3" */
	if (digits < NUMBER_DIGITS_UNLINKED && !code && !is_linked(scan, start)) {
		return false;
	}
	*found = (struct found){ start, end, PII_NUMBER };
	return true;
}

/* Four, four and four digits or more: a card that was typed wrong, or a number as long. */
static size_t grouped_fours(const struct candidate *c)
{
	size_t groups = 0;
	while (groups < c->groups && c->size[groups] == 4 && (groups < 2 || c->between[groups] == c->between[1])) {
		groups++;
	}
	return groups >= FOURS_LEAST && (c->between[1] == ' ' || c->between[1] == '-') && !c->plus ? groups : 0;
}

/* "1.123456789", "1,123456789": digits that go on before a place. */
static bool is_decimal_part(const struct scan *scan, size_t at)
{
	char before = byte_before(scan, at);
	return (before == '.' || before == ',') && ascii_is_digit(byte_before(scan, at - 1));
}

static bool is_joined(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

static bool find_bare(const struct scan *scan, const struct candidate *c, size_t at, struct found *found)
{
	char before = byte_before(scan, at);
	size_t fours = grouped_fours(c), end = c->end[0];
	if (fours > 0 && !ascii_is_alnum(before) && before != '-' &&
	    !ascii_is_alnum(byte_at(scan, c->end[fours - 1]))) {
		*found = (struct found){ at, c->end[fours - 1], PII_NUMBER };
		return true;
	}
	if (c->size[0] < BARE_DIGITS || is_joined(before) || is_joined(byte_at(scan, end)) ||
	    is_decimal_part(scan, at) || is_amount(scan, at, end)) {
		return false;
	}
	*found = (struct found){ at, end, PII_NUMBER };
	return true;
}

bool find_number(const struct scan *scan, size_t at, size_t token, uint32_t context, struct found *found)
{
	struct candidate c;
	candidate_read(scan, at, &c);
	if (c.groups == 0) {
		return false;
	}
	if (token == at && (context & ROLE_ID) == 0 && find_card(scan, &c, context, found)) {
		return true;
	}
	if ((context & (ROLE_NUMBER | ROLE_CARD | ROLE_ID)) != 0 && !c.plus && find_order(scan, &c, at, found)) {
		return true;
	}
	return token == at && (find_phone(scan, &c, context, found) || find_bare(scan, &c, at, found));
}
