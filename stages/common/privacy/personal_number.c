/* personal_number.c - IBANs, payment cards, telephone numbers, order and account numbers.
 *
 * IBAN (ISO 13616): country, length by country, remainder 1 of 97. Card (ISO/IEC 7812): prefix and length of an issuer,
 * Luhn's checksum. Telephone numbers have no checksum: what is written as one is taken ("+" or 00 and a country; a
 * trunk zero and groups; three-three-four; an area in brackets), and anything else of 7 to 13 digits in groups only
 * where a word near says so ("call", "fax", "reach me at"). Dates, prices, decimals and thousands are none. Order and
 * account numbers: digits, or letters and digits, right behind a word that names them; and any bare run of nine digits,
 * which no quantity that customers write has. */
#include "personal_part.h"

#include <string.h>

enum {
	IBAN_BYTES = 34, /* ISO 13616 */
	CARD_DIGITS_LEAST = 12,
	CARD_DIGITS_MOST = 19,
	CARD_PART_DIGITS = 8,  /* what follows "card" and has fewer is no part of its number that says much */
	CARD_DIGITS_SURE = 13, /* shorter ones (Maestro) need a word before them */
	GROUPS = 12,           /* groups of digits in one candidate */
	CANDIDATE_DIGITS = 24,
	PHONE_DIGITS_MOST = 15, /* E.164 */
	PHONE_DIGITS_LOCAL = 7, /* fewest, behind a word that says so: area and subscriber, or the subscriber alone */
	PHONE_DIGITS_PLUS = 7,  /* fewest behind a "+" */
	PHONE_CONTEXT_MOST = 13,
	EXTENSION_DIGITS = 6,
	BARE_DIGITS = 9,            /* a bare run of so many digits is somebody's number */
	NUMBER_DIGITS_LEAST = 3,    /* "order #123" */
	NUMBER_DIGITS_UNLINKED = 5, /* "order 12345": without "#" or "no", shorter ones are quantities and years */
	CODE_BYTES = 6,             /* shortest mix of letters and digits that needs no "#" or "no" before it */
	NUMBER_BYTES = 40
};

/* Digits in groups, as they stand: groups[i] starts at start[i], and between[i] is the byte before it ('(' and ')' win
 * over spaces). */
struct candidate {
	char digits[CANDIDATE_DIGITS + 1];
	size_t count; /* of digits */
	size_t groups;
	size_t size[GROUPS];  /* digits of each */
	size_t end[GROUPS];   /* byte offset behind each */
	char between[GROUPS]; /* before each; [0] is '(' or 0 */
	bool plus;
	size_t start;
};

bool find_iban(const struct scan *scan, size_t token, struct found *found)
{
	/* Lengths by country, from the registry of ISO 13616. */
	static const char lengths[] =
	    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR"
	    "27GB22GE22GI23GL18GR27"
	    "GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI"
	    "28NL18NO15OM23PK24PL28"
	    "PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";
	char compact[IBAN_BYTES + 1];
	size_t want = 0, have = 0, at = token;
	int rest = 0;
	char a = byte_at(scan, token), b = byte_at(scan, token + 1);
	if (!ascii_is_alpha(a) || !ascii_is_alpha(b) || !ascii_is_digit(byte_at(scan, token + 2)) ||
	    byte_of_word(byte_before(scan, token))) {
		return false;
	}
	a = (char)(ascii_lower(a) - 32);
	b = (char)(ascii_lower(b) - 32);
	for (size_t i = 0; lengths[i] != '\0' && want == 0; i += 4) {
		if (lengths[i] == a && lengths[i + 1] == b) {
			want = (size_t)(lengths[i + 2] - '0') * 10 + (size_t)(lengths[i + 3] - '0');
		}
	}
	while (want > 0 && have < want && at < scan->text.len) {
		char c = scan->text.at[at];
		if (ascii_is_alnum(c)) {
			compact[have++] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
		} else if ((c != ' ' && c != '-') || have < 4 || !ascii_is_alnum(byte_at(scan, at + 1))) {
			return false;
		}
		at++;
	}
	if (want == 0 || have < want || ascii_is_alnum(byte_at(scan, at))) {
		return false;
	}
	for (size_t i = 0; i < want; i++) {
		char c = compact[(i + 4) % want];
		rest = ascii_is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
	}
	if (rest != 1) {
		return false;
	}
	*found = (struct found){ token, at, PII_IBAN };
	return true;
}

/* The bytes between two groups of digits, 0 when a group cannot follow there: " ", "-", ".", "/", ")", ") ", " (",
 * ")-", " - ", a no-break space. */
static size_t gap_between(const struct scan *scan, size_t at, char *kind)
{
	size_t i = at, limit = at + 4;
	*kind = 0;
	for (; i < limit && i < scan->text.len && !ascii_is_digit(scan->text.at[i]); i++) {
		char c = scan->text.at[i];
		if (c == '(' || c == ')') {
			*kind = c;
		} else if (c == '-' || c == '.' || c == '/') {
			if (*kind != 0 && *kind != ' ' && *kind != ')') {
				return 0;
			}
			*kind = *kind == ')' ? ')' : c;
		} else if (c == ' ') {
			*kind = *kind == 0 ? ' ' : *kind;
		} else if ((unsigned char)c == 0xC2 && (unsigned char)byte_at(scan, i + 1) == 0xA0) {
			*kind = *kind == 0 ? ' ' : *kind;
			i++;
		} else {
			return 0;
		}
	}
	return i < scan->text.len && i > at && ascii_is_digit(scan->text.at[i]) ? i - at : 0;
}

static void read_candidate(const struct scan *scan, size_t at, struct candidate *c)
{
	size_t i = at;
	*c = (struct candidate){ .start = at };
	if (byte_before(scan, c->start) == '(') {
		c->start--;
		c->between[0] = '(';
	}
	if (byte_before(scan, c->start) == '+') {
		c->start--;
		c->plus = true;
		if (byte_before(scan, c->start) == '(') {
			c->start--;
		}
	}
	while (c->groups < GROUPS) {
		size_t gap, first = i;
		char kind;
		while (i < scan->text.len && ascii_is_digit(scan->text.at[i]) && c->count < CANDIDATE_DIGITS) {
			c->digits[c->count++] = scan->text.at[i++];
		}
		c->size[c->groups] = i - first;
		c->end[c->groups++] = i;
		gap = gap_between(scan, i, &kind);
		if (gap == 0 || c->groups == GROUPS || c->count == CANDIDATE_DIGITS) {
			break;
		}
		c->between[c->groups] = kind;
		i += gap;
	}
	/* Digits that go on without a gap belong to the last group: then it is no number that a person has. */
	if (i < scan->text.len && ascii_is_digit(scan->text.at[i])) {
		c->groups = 0;
	}
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
	for (size_t i = 0; i < 4; i++) {
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

/* The first `groups` groups as a card: one run, or groups of four to six of which all but the last have four or more
 * digits. */
static bool is_card(const struct candidate *c, size_t groups, uint32_t context)
{
	size_t count = 0;
	for (size_t i = 0; i < groups; i++) {
		count += c->size[i];
		if (groups > 1 && (c->size[i] > 7 || (i + 1 < groups && c->size[i] < 4) ||
		                   (i > 0 && c->between[i] != ' ' && c->between[i] != '-'))) {
			return false;
		}
	}
	if (count < CARD_DIGITS_LEAST || count > CARD_DIGITS_MOST || c->plus || !is_luhn(c->digits, count)) {
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

static int group_value(const struct candidate *c, size_t group)
{
	size_t at = 0;
	int value = 0;
	for (size_t i = 0; i < group; i++) {
		at += c->size[i];
	}
	for (size_t i = 0; i < c->size[group] && i < 6; i++) {
		value = value * 10 + (c->digits[at + i] - '0');
	}
	return value;
}

/* "01.02.2024", "2024-02-01", "1/2/24", also with a time behind. */
static bool is_date_like(const struct candidate *c, size_t groups)
{
	int a, b, d;
	if (groups < 3 || c->plus || c->between[1] != c->between[2] ||
	    (c->between[1] != '-' && c->between[1] != '.' && c->between[1] != '/' && c->between[1] != ' ')) {
		return false;
	}
	a = group_value(c, 0), b = group_value(c, 1), d = group_value(c, 2);
	if (c->size[0] == 4 && c->size[1] <= 2 && c->size[2] <= 2) {
		return a >= 1800 && a <= 2199 && b >= 1 && b <= 12 && d >= 1 && d <= 31;
	}
	if (c->size[0] <= 2 && c->size[1] <= 2 && c->size[2] == 4) {
		return a >= 1 && b >= 1 && a <= 31 && b <= 31 && (a <= 12 || b <= 12) && d >= 1800 && d <= 2199;
	}
	return groups == 3 && c->size[0] <= 2 && c->size[1] <= 2 && c->size[2] == 2 && a >= 1 && b >= 1 && a <= 31 &&
	       b <= 31 && (a <= 12 || b <= 12);
}

/* "12 500 000", "1.250.000": all groups but the first of three digits, the same mark between. */
static bool is_thousands(const struct candidate *c, size_t groups)
{
	for (size_t i = 1; i < groups; i++) {
		if (c->size[i] != 3 || (c->between[i] != ' ' && c->between[i] != '.') ||
		    c->between[i] != c->between[1]) {
			return false;
		}
	}
	return groups > 1 && c->size[0] <= 3 && c->digits[0] != '0' && !c->plus;
}

static bool same_gaps(const struct candidate *c, size_t from, size_t groups)
{
	for (size_t i = from + 1; i < groups; i++) {
		if (c->between[i] != c->between[from]) {
			return false;
		}
	}
	return true;
}

/* North America: three, three, four digits, the area not below 200, with or without a 1 in front. */
static bool is_north_american(const struct candidate *c, size_t groups)
{
	size_t first = groups == 4 && c->size[0] == 1 && c->digits[0] == '1' ? 1 : 0;
	if (groups - first != 3 || c->size[first] != 3 || c->size[first + 1] != 3 || c->size[first + 2] != 4 ||
	    c->digits[first] < '2') {
		return false;
	}
	return c->between[first + 1] == ')' || c->between[first] == '(' || same_gaps(c, first + 1, groups);
}

static bool is_phone(const struct candidate *c, size_t groups, bool context)
{
	size_t count = 0, shortest = CANDIDATE_DIGITS, slashes = 0;
	bool bracket = c->between[0] == '(' && groups > 1 && c->between[1] == ')';
	for (size_t i = 0; i < groups; i++) {
		count += c->size[i];
		shortest = i > 0 && c->size[i] < shortest ? c->size[i] : shortest;
		slashes += i > 0 && c->between[i] == '/';
		if (i > 0 && c->size[i] > 8) {
			return false;
		}
	}
	if (count > PHONE_DIGITS_MOST || is_date_like(c, groups) || slashes > 1 ||
	    (slashes == 1 && c->between[1] != '/')) {
		return false;
	}
	if (c->plus) {
		return count >= PHONE_DIGITS_PLUS;
	}
	if (c->digits[0] == '0' && c->digits[1] == '0' && count >= 10 && (groups > 1 || context)) {
		return true;
	}
	if (is_north_american(c, groups)) {
		return true;
	}
	if (bracket && c->size[0] >= 2 && c->size[0] <= 5 && count >= 8 && shortest >= 2) {
		return true;
	}
	if (c->digits[0] == '0' && c->digits[1] != '0' && count >= 9 && count <= 12 && shortest >= 2 &&
	    c->size[0] >= 2 && c->size[0] <= 5) {
		return true;
	}
	if (c->digits[0] == '0' && c->digits[1] != '0' && groups == 1 && (count == 10 || count == 11)) {
		return true;
	}
	if (groups > 2 && groups <= 5 && count >= 9 && shortest >= 3 && c->size[0] <= 4 && c->between[1] == '-' &&
	    same_gaps(c, 1, groups)) {
		return true;
	}
	if (context && groups == 3 && count == 6 && c->size[0] == 2 && shortest == 2 && same_gaps(c, 1, groups) &&
	    c->between[1] == ' ') {
		return true; /* small countries: "33 93 31" */
	}
	return context && count >= PHONE_DIGITS_LOCAL && count <= PHONE_CONTEXT_MOST && groups <= 6 && shortest >= 2;
}

/* " x123", "ext. 45" behind a telephone number. */
static size_t extension_end(const struct scan *scan, size_t end)
{
	size_t i = end, digits = 0;
	while (byte_at(scan, i) == ' ' && i < scan->text.len && i < end + 2) {
		i++;
	}
	if (ascii_lower(byte_at(scan, i)) == 'x') {
		i++;
	} else if (str_starts_nocase(str_slice(scan->text, i < scan->text.len ? i : scan->text.len, scan->text.len),
	                             STR("ext"))) {
		i += byte_at(scan, i + 3) == '.' ? 4 : 3;
	} else {
		return end;
	}
	i += byte_at(scan, i) == ' ' && i < scan->text.len;
	for (; digits < EXTENSION_DIGITS && ascii_is_digit(byte_at(scan, i)); digits++) {
		i++;
	}
	return digits > 0 && !ascii_is_alnum(byte_at(scan, i)) ? i : end;
}

/* "416 60 039 office", "082 490 1693-Office". */
static bool phone_word_after(const struct scan *scan, size_t end)
{
	size_t i = end;
	while (i < scan->text.len && i < end + 3 && strchr(" -(,", scan->text.at[i]) != NULL) {
		i++;
	}
	return i > end && (word_roles(scan->words, word_after(scan, i)) & ROLE_PHONE_AFTER) != 0;
}

static bool is_currency(struct str text, size_t at)
{
	static const char *const signs[] = {
		"$",           "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xB9", "\xE2\x82\xBD", "\xE2\x82\xBA",
		"\xE2\x82\xA9"
	};
	char first = at < text.len ? text.at[at] : ' ';
	if (first != '$' && first != '\xE2' && first != '\xC2') {
		return false;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (str_starts(str_slice(text, at, text.len), str_from(signs[i]))) {
			return true;
		}
	}
	return false;
}

static bool is_amount(const struct scan *scan, size_t start, size_t end)
{
	size_t i = start;
	if (i > scan->floor && scan->text.at[i - 1] == ' ') {
		i--;
	}
	for (size_t bytes = 1; bytes <= 3 && i >= scan->floor + bytes; bytes++) {
		if (is_currency(scan->text, i - bytes)) {
			return true;
		}
	}
	return is_currency(scan->text, end) || (byte_at(scan, end) == ' ' && is_currency(scan->text, end + 1)) ||
	       byte_at(scan, end) == '%' ||
	       ((byte_at(scan, end) == ',' || byte_at(scan, end) == '.') && ascii_is_digit(byte_at(scan, end + 1)));
}

static bool find_phone(const struct scan *scan, const struct candidate *c, uint32_t context, struct found *found)
{
	char before = byte_before(scan, c->start);
	if (ascii_is_alnum(before) || before == '_' || before == '#' || before == '.' || before == '/' ||
	    (c->plus && before == '+') || (context & ROLE_POSTCODE) != 0) {
		return false;
	}
	if (before == '-' && c->start > scan->floor + 1 && ascii_is_digit(scan->text.at[c->start - 2])) {
		return false;
	}
	for (size_t groups = c->groups; groups > 0; groups--) {
		size_t end = c->end[groups - 1], extension;
		bool said;
		char after;
		if (!is_phone(c, groups, true)) { /* not even where a word says so: the cheapest to ask */
			continue;
		}
		extension = extension_end(scan, end);
		said = (context & ROLE_PHONE) != 0 || extension > end || phone_word_after(scan, end);
		after = byte_at(scan, extension);
		/* What goes on with a dash or a dot is not cut there: "4111-1111-1111-1112" is no telephone number and
		 * four digits. */
		if (groups < c->groups && c->between[groups] != ' ' && c->between[groups] != '(') {
			continue;
		}
		if ((c->between[0] == '(' && groups == 1) || ascii_is_alnum(after) || after == '_' ||
		    (after == ':' && ascii_is_digit(byte_at(scan, extension + 1))) ||
		    (is_thousands(c, groups) && !said) || is_amount(scan, c->start, extension) ||
		    !is_phone(c, groups, said)) {
			continue;
		}
		*found = (struct found){ c->start, extension, PII_PHONE };
		return true;
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
	size_t stop = at > scan->floor + NUMBER_BYTES ? at - NUMBER_BYTES : scan->floor;
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

static bool find_order(const struct scan *scan, const struct candidate *c, size_t at, struct found *found)
{
	size_t start, end, digits = 0;
	uint32_t context;
	bool linked, link_between = false;
	char before;
	number_span(scan, at, &start, &end);
	before = byte_before(scan, start);
	for (size_t i = start; i < end; i++) {
		digits += ascii_is_digit(scan->text.at[i]);
	}
	if (digits < NUMBER_DIGITS_LEAST || is_date_like(c, c->groups < 3 ? c->groups : 3) ||
	    is_amount(scan, start, end) || before == '.' || before == ',') {
		return false;
	}
	context = context_before(scan, start, true, &linked);
	if ((context & (ROLE_NUMBER | ROLE_CARD | ROLE_ID)) == 0 || !linked ||
	    ((context & ROLE_CARD) != 0 && digits < CARD_PART_DIGITS)) {
		return false;
	}
	/* "order 2019" is a year, "order #2019" and "order no 2019" are not. */
	if (before == '#' || before == ':') {
		link_between = true;
	} else {
		struct str word;
		size_t stop = start > scan->floor + WORD_BYTES ? start - WORD_BYTES : scan->floor,
		       from = word_before(scan, start, stop, &word);
		link_between = from != SIZE_MAX && ((word_roles(scan->words, word) & ROLE_LINK) != 0 ||
		                                    memchr(word.at + word.len, '#', start - from - word.len) != NULL ||
		                                    memchr(word.at + word.len, ':', start - from - word.len) != NULL);
	}
	/* Neither is "AB12CD3". */
	if (!link_between && digits < NUMBER_DIGITS_UNLINKED && !(digits < end - start && end - start >= CODE_BYTES)) {
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
	return groups >= 3 && (c->between[1] == ' ' || c->between[1] == '-') && !c->plus ? groups : 0;
}

static bool find_bare(const struct scan *scan, const struct candidate *c, size_t at, struct found *found)
{
	char before = byte_before(scan, at), after = byte_at(scan, c->end[0]);
	size_t fours = grouped_fours(c);
	if (fours > 0 && !ascii_is_alnum(before) && before != '-' &&
	    !ascii_is_alnum(byte_at(scan, c->end[fours - 1]))) {
		*found = (struct found){ at, c->end[fours - 1], PII_NUMBER };
		return true;
	}
	if (c->size[0] < BARE_DIGITS || ascii_is_alnum(before) || ascii_is_alnum(after) || before == '_' ||
	    after == '_' ||
	    ((before == '.' || before == ',') && at > scan->floor + 1 && ascii_is_digit(scan->text.at[at - 2])) ||
	    is_amount(scan, at, c->end[0])) {
		return false;
	}
	*found = (struct found){ at, c->end[0], PII_NUMBER };
	return true;
}

size_t candidate_digits(const struct scan *scan, size_t at, size_t enough)
{
	size_t count = 0, gap = 0;
	for (; at < scan->text.len && count < enough && gap <= 3; at++) {
		if (ascii_is_digit(scan->text.at[at])) {
			count++;
			gap = 0;
		} else {
			gap += ascii_is_alnum(scan->text.at[at])                     ? 1
			       : strchr(" -./()\xC2\xA0", scan->text.at[at]) != NULL ? 1
			                                                             : 4;
		}
	}
	return count;
}

bool find_number(const struct scan *scan, size_t at, size_t token, uint32_t context, struct found *found)
{
	struct candidate c;
	read_candidate(scan, at, &c);
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
