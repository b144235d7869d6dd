/* personal_name.c - names of people: behind a greeting, in a signature, behind "my name is" or "Mrs", above an address,
 * by their own words, and those of the person whose text it is.
 *
 * What stands in the place of a name and is written like one (capitalised, at most NAME_WORDS words, none of the words
 * that greetings say besides names) is taken for one, whatever it is. In the middle of a sentence these are: a given
 * name (given_names.tsv), a family name or a word that ends like one (family_names.tsv), each with what stands around
 * it like the rest of a name (person_names.tsv has more of both, and rarer ones, which need each other); a word that is
 * a name or something else (Mark, Rose) only beside a sure one; two capitalised words around an initial; and what
 * stands in a list of names. The words of a name that was found are looked for in the rest of the text. What a company
 * or a place is called after people ("Johnson Ltd", "Jackson County") stays. A text without any capital is searched for
 * sure names alone. */
#include "personal_part.h"

#include "utf8.h"

enum {
	SIGNATURE_BYTES = 48, /* longest line that is taken for a name */
	FAMILY_STEM = 3,      /* fewest bytes before the ending of a family name */
	CAPS_BYTES = 5,       /* shortest name in capitals that is no abbreviation */
	LOWER_BYTES = 4,      /* shortest one without capitals that is no other word */
	LOWER_WORDS = 2,      /* "my name is ann lee and": so many words without capitals are a name */
	BLOCK_BYTES = 160,    /* from the line of a name to its address or telephone number */
	BLOCK_LINES = 4,      /* the same in lines */
	LEARN_WORDS = 2,      /* a longer one may have taken in a headline ("Ann Lee Profile Manager") */
	JOINER_BYTES = 3,     /* longest word like "and" */
	INITIAL_BYTES = 2,    /* of an initial, perhaps beyond ASCII */
	PAIR_BYTES = 3,       /* shortest word of two that are a name together */
	CORNER_BYTES = 4      /* " of " before a street at a corner */
};

/* "XXXX": what other programs put in the place of something. */
static bool is_blot(struct str word)
{
	size_t same = 1;
	while (same < word.len && word.at[same] == word.at[0]) {
		same++;
	}
	return word.len > 2 && same == word.len;
}

/* A word of a name as it is read. */
struct name_word {
	struct str text; /* without its possessive */
	uint32_t roles;
	bool particle; /* "de", inside of a name */
	bool fits;     /* it is written like a word of a name */
};

/* The word at a place; begun: a name has begun before it, small: it may be written small. */
static struct name_word read_name_word(const struct scan *scan, size_t at, bool begun, bool small)
{
	struct name_word word = { .text = without_possessive(word_after(scan, at)) };
	word.roles = word_roles(scan->words, word.text);
	word.particle = begun && (word.roles & ROLE_PARTICLE) != 0;
	word.fits = word.particle || (small && word.text.len > INITIAL_BYTES) || name_case(word.text, true);
	return word;
}

/* Whether a name ends before a word, whatever it is. */
static bool stops_name(const struct name_word *word)
{
	return word->text.len == 0 || word->text.len > 2 * NAME_BYTES || (word->roles & ROLE_TITLE) != 0 ||
	       is_blot(word->text);
}

/* The words of a name that start at `at`: their end, or SIZE_MAX. Particles ("de", "von") may stand inside, an initial
 * may have its dot. lower: any case will do. A word that greetings say besides names makes the whole no name. */
static size_t name_end(const struct scan *scan, size_t at, bool lower)
{
	size_t end = SIZE_MAX, i = at;
	for (int count = 0; count < NAME_WORDS; count++) {
		struct name_word word = read_name_word(scan, i, end != SIZE_MAX, lower && count < LOWER_WORDS);
		if (stops_name(&word)) {
			break;
		}
		if ((word.roles & (ROLE_NOT_NAME | ROLE_GREETING | ROLE_CLOSING)) != 0) {
			return count == 0 || name_case(word.text, true) ? SIZE_MAX : end;
		}
		if (!word.fits) {
			break;
		}
		i += word.text.len;
		end = word.particle ? end : i;
		if (word.text.len <= INITIAL_BYTES && byte_at(scan, i) == '.') {
			end = ++i;
		}
		if (!is_blank(byte_at(scan, i)) || i >= scan->text.len) {
			break;
		}
		i = skip_blanks(scan, i);
	}
	return end;
}

/* "Mr. ", "Herr Dr. ": the place behind the titles. */
static size_t skip_titles(const struct scan *scan, size_t at)
{
	for (int count = 0; count < 3; count++) {
		struct str word = word_after(scan, at);
		if ((word_roles(scan->words, word) & ROLE_TITLE) == 0) {
			break;
		}
		at += word.len;
		at += byte_at(scan, at) == '.';
		at = skip_blanks(scan, at);
	}
	return at;
}

static bool ends_line(const struct scan *scan, size_t at)
{
	at = skip_blanks(scan, at);
	return at >= scan->text.len || scan->text.at[at] == '\n';
}

/* "and", "&", "et" at `at`: the place behind it and its blanks, or `at`. */
static size_t skip_joiner(const struct scan *scan, size_t at)
{
	struct str word = word_after(scan, at);
	size_t end = at + (byte_at(scan, at) == '&'                                             ? 1
	                   : word.len > 0 && word.len <= JOINER_BYTES && !name_case(word, true) ? word.len
	                                                                                        : 0);
	return end > at && is_blank(byte_at(scan, end)) ? skip_blanks(scan, end) : at;
}

/* The initial at `at` ("J. ", "J "): the place behind it, or `at`. */
static size_t skip_initial(const struct scan *scan, size_t at)
{
	struct str word = word_after(scan, at);
	size_t end = at + word.len;
	if (word.len == 0 || word.len > 2 || !name_case(word, false) ||
	    (word.len == 2 && (unsigned char)word.at[0] < 0x80)) {
		return at;
	}
	end += byte_at(scan, end) == '.';
	return is_blank(byte_at(scan, end)) && end < scan->text.len ? skip_blanks(scan, end) : at;
}

/* Whether a word of companies or streets comes within a few words that may be a name's. */
static bool company_ahead(const struct scan *scan, size_t at)
{
	for (int count = 0; count < NAME_WORDS && is_blank(byte_at(scan, at)) && at < scan->text.len; count++) {
		struct str word = word_after(scan, skip_initial(scan, skip_blanks(scan, at)));
		if (word.len == 0 || (word_roles(scan->words, word) & (ROLE_COMPANY | ROLE_STREET)) != 0) {
			return word.len > 0;
		}
		if (!name_case(word, true)) {
			return false;
		}
		at = word_end(scan, word);
	}
	return false;
}

/* "Ltd", "County", "& Co" behind a name, or among the capitalised words there: not a person's. */
static bool is_company(const struct scan *scan, size_t end)
{
	size_t i = end + (byte_at(scan, end) == ','), joined = skip_joiner(scan, skip_blanks(scan, end));
	if (byte_at(scan, skip_blanks(scan, i)) == '&' && i < end + 2) {
		return true;
	}
	if (is_blank(byte_at(scan, end)) && joined > skip_blanks(scan, end)) { /* "Quist and Sons" */
		struct str word = word_after(scan, joined);
		return name_case(word, true) && (word_roles(scan->words, word) & ROLE_COMPANY) != 0;
	}
	return company_ahead(scan, i);
}

/* "Debt Settlement Division": a word of a company or an office in what stands where a name does, unless it begins with
 * a given name ("Emily Hall").
 */
static bool is_office(const struct scan *scan, size_t at, size_t end)
{
	if ((name_roles(scan->words, word_after(scan, at)) & ROLE_GIVEN) != 0) {
		return false;
	}
	while (at < end) {
		struct str word = word_after(scan, at);
		if ((word_roles(scan->words, word) & ROLE_COMPANY) != 0) {
			return true;
		}
		at += word.len + 1;
	}
	return false;
}

/* "Hi Ann," "Dear Mr. Lee:" "Hello Ann Lee!" and what else sets the name off. */
static bool greeting_name(const struct scan *scan, size_t at, struct found *found)
{
	size_t i = phrase_at(scan, at, ROLE_GREETING), end, start;
	char c;
	if (i == SIZE_MAX) {
		return false;
	}
	i = skip_blanks(scan, i + (byte_at(scan, i) == ','));
	start = skip_titles(scan, i);
	end = name_end(scan, start, false);
	c = end == SIZE_MAX ? 'x' : byte_at(scan, end);
	if (end == SIZE_MAX || !(ends_line(scan, end) || c == ',' || c == '!' || c == ':' || c == ';' || c == '.' ||
	                         (c == ' ' && byte_at(scan, end + 1) == '-'))) {
		return false;
	}
	*found = (struct found){ start, end, PII_NAME };
	return start > i || !is_office(scan, start, end);
}

/* Whether a name below a closing phrase may end there; own_line: it stands on a line of its own. */
static bool closes_name(const struct scan *scan, size_t end, bool own_line)
{
	return ends_line(scan, end) || (own_line && (byte_at(scan, end) == ',' || byte_at(scan, end) == '.'));
}

/* "Kind regards,\nAnn Lee", "Thanks, Ann": a closing, and then a name that ends the line. */
static bool closing_name(const struct scan *scan, size_t at, struct found *found)
{
	size_t i = phrase_at(scan, at, ROLE_CLOSING), end, start, breaks = 0;
	if (i == SIZE_MAX) {
		return false;
	}
	while (i < scan->text.len && breaks <= 2 && (strchr(",.!-:~ \t\n", scan->text.at[i]) != NULL)) {
		breaks += scan->text.at[i] == '\n';
		i++;
	}
	start = skip_titles(scan, i);
	end = name_end(scan, start, breaks > 0);
	if (end == SIZE_MAX || end - start > SIGNATURE_BYTES || !closes_name(scan, end, breaks > 0)) {
		return false;
	}
	*found = (struct found){ start, end, PII_NAME };
	return start > i || !is_office(scan, start, end);
}

/* "- Ann" as the last line. */
static bool dash_name(const struct scan *scan, size_t at, struct found *found)
{
	size_t i = at, end;
	while (i < at + 3 && (byte_at(scan, i) == '-' || byte_at(scan, i) == '~')) {
		i++;
	}
	i = skip_blanks(scan, i);
	end = i == at ? SIZE_MAX : name_end(scan, i, false);
	if (end == SIZE_MAX || end - i > SIGNATURE_BYTES) {
		return false;
	}
	for (size_t rest = end; rest < scan->text.len; rest++) {
		if (!ascii_is_space(scan->text.at[rest])) {
			return false;
		}
	}
	*found = (struct found){ i, end, PII_NAME };
	return true;
}

/* "Name: Ann Lee". */
static bool field_name(const struct scan *scan, size_t at, struct found *found)
{
	size_t i = phrase_at(scan, at, ROLE_FIELD), end;
	if (i == SIZE_MAX) {
		return false;
	}
	i = skip_blanks(scan, i);
	if (byte_at(scan, i) != ':') {
		return false;
	}
	i = skip_titles(scan, skip_blanks(scan, i + 1));
	end = name_end(scan, i, scan->lower);
	if (end == SIZE_MAX) {
		return false;
	}
	*found = (struct found){ i, end, PII_NAME };
	return true;
}

/* A mask that says how to reach somebody. */
static bool is_contact(struct str mask)
{
	return str_starts(mask, STR("[address]")) || str_starts(mask, STR("[phone]")) ||
	       str_starts(mask, STR("[email]"));
}

/* Whether a mask that says how to reach somebody stands in the next lines behind a place. */
static bool contact_follows(const struct scan *scan, size_t at)
{
	size_t lines = 0;
	for (size_t i = at; i < scan->text.len && i < at + BLOCK_BYTES && lines <= BLOCK_LINES; i++) {
		lines += scan->text.at[i] == '\n';
		if (scan->text.at[i] == '[' && is_contact(str_slice(scan->text, i, scan->text.len))) {
			return true;
		}
	}
	return false;
}

/* Whether more than one word stands in text[at..end). */
static bool has_words(const struct scan *scan, size_t at, size_t end)
{
	for (size_t i = at + 1; i < end; i++) {
		if (is_blank(scan->text.at[i])) {
			return true;
		}
	}
	return false;
}

/* "Ann Lee" alone on the first line of a block that has an address, a telephone number or an e-mail address in its next
 * lines, which an earlier pass has masked. */
static bool block_name(const struct scan *scan, size_t line, size_t at, struct found *found)
{
	struct str word = word_after(scan, at);
	bool first_line = line <= scan->floor + 1 || scan->text.at[line - 2] == '\n';
	size_t end;
	if (!first_line || !name_case(word, false)) {
		return false;
	}
	end = name_end(scan, at, false);
	if (end == SIZE_MAX || end - at > SIGNATURE_BYTES || !ends_line(scan, end) || is_company(scan, at + word.len)) {
		return false;
	}
	*found = (struct found){ at, end, PII_NAME };
	return has_words(scan, at, end) && contact_follows(scan, end);
}

bool find_line_name(const struct scan *scan, size_t at, struct found *found)
{
	size_t start = at;
	struct str word;
	uint32_t roles;
	while (at < scan->text.len && (is_blank(scan->text.at[at]) || scan->text.at[at] == '>')) {
		at++;
	}
	if (byte_at(scan, at) == '-' || byte_at(scan, at) == '~') {
		return dash_name(scan, at, found);
	}
	word = word_after(scan, at);
	roles = word_roles(scan->words, word);
	return ((roles & ROLE_GREETING) != 0 && greeting_name(scan, at, found)) ||
	       ((roles & ROLE_CLOSING) != 0 && closing_name(scan, at, found)) ||
	       ((roles & ROLE_FIELD) != 0 && field_name(scan, at, found)) ||
	       (roles == 0 && block_name(scan, start, at, found));
}

static bool is_known(const struct scan *scan, struct str word)
{
	for (size_t i = 0; i < scan->known_count; i++) {
		if (str_eq(scan->known[i], word)) {
			return true;
		}
	}
	return false;
}

/* A name of several words that was found elsewhere. */
static bool whole_name(const struct scan *scan, size_t at, struct found *found)
{
	for (size_t i = 0; i < scan->known_count; i++) {
		struct str name = scan->known[i];
		if (memchr(name.at, ' ', name.len) != NULL &&
		    str_starts(str_slice(scan->text, at, scan->text.len), name) &&
		    !byte_of_word(byte_at(scan, at + name.len))) {
			*found = (struct found){ at, at + name.len, PII_NAME };
			return true;
		}
	}
	return false;
}

/* A word of a known name, with those of its other words that follow. */
static bool known_name(const struct scan *scan, size_t at, struct str word, struct found *found)
{
	size_t end = at + word.len;
	if (!is_known(scan, word)) {
		return whole_name(scan, at, found);
	}
	for (int count = 1; count < KNOWN_PARTS && byte_at(scan, end) == ' ' && end < scan->text.len; count++) {
		struct str next = without_possessive(word_after(scan, end + 1));
		if (next.len == 0 || !is_known(scan, next)) {
			break;
		}
		end += 1 + next.len;
	}
	*found = (struct found){ at, end, PII_NAME };
	return true;
}

/* What a word says about a name by itself. */
enum name_sign { SIGN_NONE, SIGN_EITHER, SIGN_FAMILY, SIGN_GIVEN };

static enum name_sign sign_of_roles(uint32_t roles)
{
	const uint32_t family_of_firms = ROLE_FAMILY | ROLE_COMPANY; /* "Hathaway" */
	if ((roles & (ROLE_GIVEN | ROLE_FAMILY | ROLE_EITHER)) == 0) {
		return SIGN_NONE;
	}
	if ((roles & (ROLE_COMMON | ROLE_EITHER | ROLE_NOT_NAME | ROLE_MONTH)) != 0 ||
	    (roles & family_of_firms) == family_of_firms) {
		return SIGN_EITHER;
	}
	return (roles & ROLE_GIVEN) != 0 ? SIGN_GIVEN : SIGN_FAMILY;
}

/* "OpenSky": a product's. */
static bool has_capital_inside(struct str word)
{
	bool small = false;
	for (size_t i = 1; i < word.len; i++) {
		small = small || ascii_is_lower(word.at[i]);
		if (small && word.at[i] >= 'A' && word.at[i] <= 'Z' && word.at[i - 1] != '-') {
			return true;
		}
	}
	return false;
}

/* The first part of "Jean-Luc", the last of "Hauta-aho", count too. *ending: a family name by its ending alone. */
static enum name_sign name_sign_of(const struct scan *scan, struct str word, uint32_t roles, bool *ending)
{
	enum name_sign sign = sign_of_roles(roles);
	const char *dash;
	*ending = false;
	if (sign == SIGN_NONE && word.len > FAMILY_STEM && (dash = memchr(word.at, '-', word.len)) != NULL) {
		struct str last = str_slice(word, (size_t)(dash - word.at) + 1, word.len),
		           first = str_slice(word, 0, (size_t)(dash - word.at));
		if (name_case(last, false)) {
			uint32_t roles_of_last = name_roles(scan->words, last);
			bool family = (roles_of_last & (ROLE_FAMILY | ROLE_GIVEN)) == ROLE_FAMILY;
			enum name_sign second = family ? SIGN_FAMILY : sign_of_roles(roles_of_last);
			sign = sign_of_roles(name_roles(scan->words, first));
			sign = sign >= SIGN_FAMILY && second != SIGN_FAMILY
			           ? sign
			           : second; /* "Ellis-Quist" is no given name */
		}
	}
	if (sign == SIGN_NONE && ends_like(&scan->words->families, word, FAMILY_STEM) && !has_capital_inside(word) &&
	    word_roles(scan->words, word) == 0) {
		*ending = true;
		return SIGN_FAMILY;
	}
	return sign;
}

static enum name_sign name_sign(const struct scan *scan, struct str word, bool *ending)
{
	return name_sign_of(scan, word, name_roles(scan->words, word), ending);
}

/* Whether a word is of the rarer names of a kind, which are towns or words of another language as well. */
static bool is_rare(const struct scan *scan, struct str word, uint32_t kind)
{
	const uint32_t rare = kind | ROLE_EITHER;
	uint32_t roles = word_roles(scan->words, word);
	return (roles & rare) == rare && (roles & (ROLE_COMMON | ROLE_COMPANY | ROLE_NOT_NAME | ROLE_MONTH)) == 0;
}

/* "Ann.Lee@example.org", "ann-lee.example": the word goes on as an address of the net. */
static bool is_address(const struct scan *scan, size_t end)
{
	size_t i = end;
	if (byte_at(scan, i) == '.' && !ascii_is_alnum(byte_at(scan, i + 1))) {
		return false;
	}
	while (i < scan->text.len && i < end + 2 * WORD_BYTES &&
	       (ascii_is_alnum(scan->text.at[i]) || memchr("._+-", scan->text.at[i], 4) != NULL)) {
		i++;
	}
	return byte_at(scan, i) == '@';
}

/* Behind "San", "St.", "@", "/" and inside of identifiers, a name is a place's or a program's. */
static bool is_bound(const struct scan *scan, size_t at, struct str word)
{
	size_t stop = look_back(scan, at, WORD_BYTES), start;
	struct str last;
	uint32_t roles;
	if (byte_at(scan, at + word.len) == '_' ||
	    (memchr("@._+-", byte_at(scan, at + word.len), 5) != NULL && is_address(scan, at + word.len)) ||
	    ascii_is_digit(byte_at(scan, at + word.len)) || strchr("@#/_.-\\&", byte_before(scan, at)) != NULL) {
		return true;
	}
	start = byte_before(scan, at) == ' ' ? word_before(scan, at, stop, &last) : SIZE_MAX;
	if (start == SIZE_MAX ||
	    !(start + last.len + 1 == at || (start + last.len + 2 == at && scan->text.at[at - 2] == '.'))) {
		return false;
	}
	roles = word_roles(scan->words, last);
	return (name_case(last, true) &&
	        (roles & (ROLE_PARTICLE | ROLE_MILITARY | ROLE_STREET_BEFORE | ROLE_PLACE)) != 0) ||
	       (scan->lower && (roles & ROLE_PLACE) != 0);
}

/* Whether a sentence or line starts at `at`, where any word has a capital. */
static bool starts_sentence(const struct scan *scan, size_t at)
{
	size_t i = at;
	while (i > scan->floor && (is_blank(scan->text.at[i - 1]) || strchr("\"'>*(", scan->text.at[i - 1]) != NULL)) {
		i--;
	}
	return i == scan->floor ? i == 0 : strchr(".!?:\n", scan->text.at[i - 1]) != NULL;
}

static bool sure_case(const struct scan *scan, struct str word)
{
	return name_case(word, false) || (scan->lower && word.len >= LOWER_BYTES) ||
	       (word.len >= CAPS_BYTES && name_case(word, true));
}

/* The words behind `end` that are names themselves, in a text without capitals: "jennifer okafor" but not "jennifer
 * said". */
static size_t lower_name_end(const struct scan *scan, size_t end)
{
	for (int count = 1; count < NAME_WORDS && byte_at(scan, end) == ' ' && end < scan->text.len; count++) {
		struct str next = without_possessive(word_after(scan, end + 1));
		bool ending, rare = is_rare(scan, next, ROLE_GIVEN) || is_rare(scan, next, ROLE_FAMILY);
		if (next.len == 0 || ((rare || name_sign(scan, next, &ending) == SIGN_NONE) &&
		                      !(next.len == 1 && next.at[0] != 'a' && next.at[0] != 'i'))) {
			break;
		}
		end += 1 + next.len;
	}
	return end;
}

/* The start of the capitalised word that a comma, or (joined) a blank, ends before `at`; SIZE_MAX: none. */
static size_t listed_before(const struct scan *scan, size_t at, bool joined)
{
	size_t stop = look_back(scan, at, CONTEXT_BYTES), start;
	struct str word;
	start = word_before(scan, at, stop, &word);
	if (start == SIZE_MAX || !name_case(word, true) || start + word.len + (joined ? 1 : 2) != at ||
	    (!joined && scan->text.at[at - 2] != ',')) {
		return SIZE_MAX;
	}
	return start;
}

/* "and Pike", "& Pike": whether a word with a capital follows a joiner at a place. */
static bool joined_follows(const struct scan *scan, size_t at)
{
	size_t next = skip_joiner(scan, at);
	return next > at && name_case(word_after(scan, next), true);
}

/* The first of a list, or one of a longer list: what follows the comma behind it. */
static bool is_before_listed(const struct scan *scan, size_t at, size_t comma)
{
	size_t start = skip_joiner(scan, skip_blanks(scan, comma + 1)), end;
	struct str word = word_after(scan, start);
	if (!name_case(word, true)) {
		return false;
	}
	end = start + word.len;
	return (byte_at(scan, end) == ',' && listed_before(scan, at, false) != SIZE_MAX) ||
	       (is_blank(byte_at(scan, end)) && joined_follows(scan, end + 1));
}

/* The last of a list: a joiner before it, and listed words before that. */
static bool is_joined_last(const struct scan *scan, size_t at)
{
	struct str word;
	size_t joiner = word_before(scan, at, look_back(scan, at, WORD_BYTES), &word), second;
	if (joiner == SIZE_MAX || word.len > JOINER_BYTES || name_case(word, true) || joiner + word.len + 1 != at) {
		return false;
	}
	second = listed_before(scan, joiner, true);
	return listed_before(scan, joiner, false) != SIZE_MAX ||
	       (second != SIZE_MAX && listed_before(scan, second, false) != SIZE_MAX);
}

/* "Quist, Barlow and Pike": of three words one that stands alone, a comma before or behind the first two: partners of a
 * firm rather than a person. */
static bool is_listed(const struct scan *scan, size_t at, size_t end)
{
	if (byte_at(scan, end) == ',' && is_blank(byte_at(scan, end + 1))) {
		return is_before_listed(scan, at, end);
	}
	if (listed_before(scan, at, false) != SIZE_MAX) { /* the second */
		return joined_follows(scan, end + is_blank(byte_at(scan, end)));
	}
	return is_joined_last(scan, at);
}

/* A family name that stands alone is a firm's in a list of them, or with a hyphen ("Quist-Barlow"), and any other word
 * in a text without capitals. */
static bool is_firm(const struct scan *scan, size_t at, struct str word)
{
	return scan->lower || memchr(word.at, '-', word.len) != NULL || is_listed(scan, at, at + word.len);
}

/* "Katrina and Storgatan 15": behind a word, "and", up to NAME_WORDS others of which the first has a capital, and the
 * number of a house: the corner of two streets. */
static bool is_corner(const struct scan *scan, size_t end)
{
	size_t at = skip_joiner(scan, skip_blanks(scan, end));
	if (at == skip_blanks(scan, end) || !name_case(word_after(scan, at), true)) {
		return false;
	}
	for (int count = 0; count < NAME_WORDS; count++) {
		struct str word = word_after(scan, at);
		if (word.len == 0) {
			return count > 0 && ascii_is_digit(byte_at(scan, at));
		}
		at += word.len;
		at = skip_blanks(scan, at + (byte_at(scan, at) == '.'));
	}
	return ascii_is_digit(byte_at(scan, at));
}

/* A sure name and what follows it like the rest of one. */
static bool sure_name(const struct scan *scan, size_t at, struct str word, enum name_sign sign, struct found *found)
{
	size_t end = scan->lower ? lower_name_end(scan, at + word.len) : name_end(scan, at, false);
	end = end == SIZE_MAX ? at + word.len : end;
	if (word.len < 3 || !sure_case(scan, word) || is_bound(scan, at, word) || is_company(scan, at + word.len) ||
	    (end == at + word.len && (is_corner(scan, end) || (sign == SIGN_FAMILY && is_firm(scan, at, word))))) {
		return false;
	}
	*found = (struct found){ at, end, PII_NAME };
	return true;
}

/* A word that may be a name, and the word behind it or behind an initial. */
struct pair {
	size_t at, next, behind; /* where the word, what follows it, and the other word start */
	struct str word, last;
	enum name_sign sign, other;
	bool ending; /* the other is a family name by its ending alone */
};

#define ROLE_NO_FIRST (ROLE_NOT_NAME | ROLE_GREETING | ROLE_CLOSING | ROLE_TITLE | ROLE_MONTH | ROLE_MILITARY)
#define ROLE_NO_LAST (ROLE_NOT_NAME | ROLE_COMPANY | ROLE_GREETING | ROLE_CLOSING | ROLE_MONTH)

/* Whether the words may be those of a name by their letters and by what stands around them. */
static bool read_pair(const struct scan *scan, struct pair *pair)
{
	size_t end = pair->at + pair->word.len;
	pair->next = skip_blanks(scan, end);
	if (pair->next == end || pair->next >= scan->text.len || pair->word.len < PAIR_BYTES ||
	    ascii_is_lower(byte_at(scan, pair->next)) || !name_case(pair->word, true) ||
	    is_bound(scan, pair->at, pair->word)) {
		return false;
	}
	pair->behind = skip_initial(scan, pair->next);
	pair->last = without_possessive(word_after(scan, pair->behind));
	if (pair->last.len < PAIR_BYTES || !name_case(pair->last, !name_case(pair->word, false)) ||
	    (word_roles(scan->words, pair->word) & ROLE_NO_FIRST) != 0) {
		return false;
	}
	pair->other = name_sign(scan, pair->last, &pair->ending);
	return true;
}

/* Without an initial, one of the two is a family name for sure, and the other no word of the language; or they are a
 * rarer given and a rarer family name. */
static bool is_plain_pair(const struct scan *scan, const struct pair *pair)
{
	if (is_rare(scan, pair->word, ROLE_GIVEN) && is_rare(scan, pair->last, ROLE_FAMILY)) {
		return true;
	}
	if (pair->other != SIGN_FAMILY && !(pair->sign == SIGN_EITHER && pair->other == SIGN_GIVEN)) {
		return false;
	}
	return pair->sign != SIGN_NONE || !pair->ending || !starts_sentence(scan, pair->at);
}

/* With one that may be a word itself ("A", "I"), or that has no dot while no list has either word, a sign is needed. */
static bool is_initial_pair(const struct scan *scan, const struct pair *pair)
{
	char initial = scan->text.at[pair->next];
	bool doubtful = initial == 'A' || initial == 'I' ||
	                (scan->text.at[pair->next + 1] != '.' && pair->sign == SIGN_NONE && pair->other == SIGN_NONE);
	return !doubtful || pair->sign != SIGN_NONE || pair->other > SIGN_EITHER;
}

/* "Mark Okafor", "Zelda Johnson", "Szabina J Gelencsér": a word that may be a name, and a family name or an initial
 * behind it. */
static bool paired_name(const struct scan *scan, size_t at, struct str word, enum name_sign sign, struct found *found)
{
	struct pair pair = { .at = at, .word = word, .sign = sign };
	size_t end;
	if (!read_pair(scan, &pair) ||
	    !(pair.behind == pair.next ? is_plain_pair(scan, &pair) : is_initial_pair(scan, &pair)) ||
	    (word_roles(scan->words, pair.last) & ROLE_NO_LAST) != 0) {
		return false;
	}
	end = name_end(scan, pair.behind, false);
	if (end == SIZE_MAX || is_company(scan, at + word.len)) {
		return false;
	}
	*found = (struct found){ at, end, PII_NAME };
	return true;
}

static bool titled_name(const struct scan *scan, size_t at, struct str word, struct found *found)
{
	size_t start = skip_titles(scan, at),
	       end = start > at + word.len ? name_end(scan, start, scan->lower && scan->text.at[at + word.len] == '.')
	                                   : SIZE_MAX;
	/* "m.example.org" and "M.D." have no title in them. */
	if (end == SIZE_MAX || !(name_case(word_after(scan, start), true) || scan->lower) ||
	    ((scan->lower || end - start == 1) && !is_blank(scan->text.at[start - 1]))) {
		return false;
	}
	*found = (struct found){ start, end, PII_NAME };
	return true;
}

/* "my name is", "name's" before `at`: where any word is a name, written in capitals or not. */
static bool is_naming(const struct scan *scan, size_t at, size_t stop)
{
	for (int count = 0; count < 2; count++) {
		struct str word;
		at = word_before(scan, at, stop, &word);
		if (at == SIZE_MAX || (word_roles(scan->words, without_possessive(word)) & ROLE_FIELD) != 0) {
			return at != SIZE_MAX;
		}
	}
	return false;
}

static bool introduced_name(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = look_back(scan, at, WORD_BYTES), end;
	struct str last;
	bool ending;
	if (at < scan->floor + 2 || (scan->text.at[at - 1] != ' ' && scan->text.at[at - 1] != ':') ||
	    !(byte_of_letter(scan->text.at[at - 2]) || strchr(" :?\"'", scan->text.at[at - 2]) != NULL)) {
		return false; /* most capitals stand at the start of a sentence */
	}
	if (word_before(scan, at, stop, &last) == SIZE_MAX ||
	    (word_roles_among(scan->words, last, FILTER_INTRODUCTION) & ROLE_INTRODUCTION) == 0) {
		return false;
	}
	if (!name_case(word_after(scan, at), false) && name_sign(scan, word_after(scan, at), &ending) == SIGN_NONE &&
	    !is_naming(scan, at, stop)) {
		return false; /* "my daughter LOVES it" */
	}
	if (!introduction_before(scan, at)) {
		return false;
	}
	end = (word_roles(scan->words, word_after(scan, at)) & ROLE_COMPANY) != 0 ? SIZE_MAX
	                                                                          : name_end(scan, at, scan->lower);
	*found = (struct found){ at, end, PII_NAME };
	return end != SIZE_MAX && !is_company(scan, end);
}

/* "Ann, Becker and Rossi": whether a comma or a word like "and" alone stands between a name that was masked and `at`.
 */
static bool continues_list(const struct scan *scan, size_t at)
{
	size_t i = scan->named;
	if (i == 0 || i >= at || at - i > JOINER_BYTES + 4) {
		return false;
	}
	i += byte_at(scan, i) == ',';
	i = skip_blanks(scan, i);
	return i > scan->named && (i == at || skip_joiner(scan, i) == at);
}

/* "Usamov and Becker were", "They had two: Efimiya, Mary and Ann": a word of no list that stands beside a sure name in
 * one with "and", or before a given name in a longer one. */
static bool opens_list(const struct scan *scan, size_t at, struct str word)
{
	size_t end = at + word.len, next;
	struct str other;
	bool ending, comma = byte_at(scan, end) == ',';
	enum name_sign sign;
	next = comma ? skip_blanks(scan, end + 1) : skip_blanks(scan, end);
	if (next == end + comma || (!comma && skip_joiner(scan, next) == next)) {
		return false;
	}
	other = word_after(scan, comma ? next : skip_joiner(scan, next));
	sign = name_sign(scan, other, &ending);
	end = word_end(scan, other);
	if (comma) {
		return sign == SIGN_GIVEN && name_case(other, false) &&
		       (byte_at(scan, end) == ',' ||
		        skip_joiner(scan, skip_blanks(scan, end)) > skip_blanks(scan, end));
	}
	return sign >= SIGN_FAMILY && !ending && name_case(other, false) && byte_at(scan, end) == ' ' &&
	       ascii_is_lower(byte_at(scan, end + 1)) && !is_company(scan, end) && !is_listed(scan, at, at + word.len);
}

/* A name among names: rarer ones behind one that was masked, words of no list before one that is sure. */
static bool listed_name(const struct scan *scan, size_t at, struct str word, enum name_sign sign, struct found *found)
{
	bool behind = !scan->lower && continues_list(scan, at);
	if (scan->lower || word.len < PAIR_BYTES || !name_case(word, false)) {
		return false;
	}
	if (!(behind && (sign >= SIGN_FAMILY || is_rare(scan, word, ROLE_FAMILY) || is_rare(scan, word, ROLE_GIVEN))) &&
	    !(sign == SIGN_NONE && opens_list(scan, at, word) && word_roles(scan->words, word) == 0)) {
		return false;
	}
	*found = (struct found){ at, at + word.len, PII_NAME };
	return !is_bound(scan, at, word) && !has_capital_inside(word) && !is_company(scan, at + word.len);
}

/* Whether what a word says of itself makes a name of it. */
static bool signed_name(const struct scan *scan, size_t at, struct str word, uint32_t roles, struct found *found)
{
	bool ending, doubtful;
	enum name_sign sign = name_sign_of(scan, word, roles, &ending);
	doubtful = ending && (scan->lower || starts_sentence(scan, at));
	return (sign >= SIGN_FAMILY && !doubtful && sure_name(scan, at, word, sign, found)) ||
	       (!scan->lower && paired_name(scan, at, word, sign, found)) ||
	       listed_name(scan, at, word, doubtful ? SIGN_NONE : sign, found);
}

/* "support, dear Ann, the app": a greeting in the middle of a line, and a mark behind what follows it. */
static bool greeted_name(const struct scan *scan, size_t at, struct found *found)
{
	struct str greeting;
	size_t start = word_before(scan, at, look_back(scan, at, WORD_BYTES), &greeting), end;
	if (start == SIZE_MAX || start + greeting.len + 1 != at || scan->text.at[at - 1] != ' ' ||
	    (word_roles(scan->words, greeting) & ROLE_GREETING) == 0) {
		return false;
	}
	end = name_end(scan, at, false);
	*found = (struct found){ at, end, PII_NAME };
	return end != SIZE_MAX && (strchr(",!:;.", byte_at(scan, end)) != NULL || ends_line(scan, end)) &&
	       !is_office(scan, at, end) && !is_company(scan, end);
}

bool find_name(const struct scan *scan, size_t at, struct found *found)
{
	struct str word = without_possessive(word_after(scan, at));
	uint32_t roles;
	bool third; /* of words, at the soonest: "corner of Elm" */
	if (word.len == 0) {
		return false;
	}
	if (scan->known_count > 0 && known_name(scan, at, word, found)) {
		return true;
	}
	roles = name_roles(scan->words, word);
	if (signed_name(scan, at, word, roles, found)) {
		return true;
	}
	if ((roles & ROLE_TITLE) != 0 && (name_case(word, false) || scan->lower) &&
	    titled_name(scan, at, word, found)) {
		return true;
	}
	third =
	    at > scan->floor + CORNER_BYTES && byte_before(scan, at) == ' ' && scan->text.at[at - CORNER_BYTES] == ' ';
	return introduced_name(scan, at, found) || greeted_name(scan, at, found) ||
	       (third && find_corner(scan, at, found));
}

static void learn(struct scan *scan, struct str name)
{
	if (scan->known_count < KNOWN_PARTS) {
		scan->known[scan->known_count++] = arena_dup(scan->arena, name);
	}
}

/* Whether a word of a name that was found may be looked for elsewhere: no list has it, but that of rarer names. */
static bool may_learn(const struct scan *scan, struct str word)
{
	return word.len >= PAIR_BYTES && word.len < WORD_BYTES && name_case(word, false) && !is_known(scan, word) &&
	       (word_roles(scan->words, word) == 0 || is_rare(scan, word, ROLE_FAMILY));
}

/* A name of which no word is sure, when it has several. */
static void learn_whole(struct scan *scan, struct str name)
{
	if (memchr(name.at, ' ', name.len) != NULL) {
		learn(scan, name);
	}
}

void learn_name(struct scan *scan, struct str name)
{
	struct scan own = { .words = scan->words, .text = name };
	struct str unsure[NAME_WORDS];
	size_t count = 0, long_words = 0;
	bool sure = false, ending;
	for (size_t at = 0; at < name.len && count < NAME_WORDS;) {
		struct str word = word_after(&own, at);
		sure = sure || (word.len > 0 && name_sign(scan, word, &ending) >= SIGN_FAMILY);
		long_words += word.len >= PAIR_BYTES;
		if (may_learn(scan, word)) {
			unsure[count++] = word;
		}
		at += word.len + (word.len == 0);
	}
	if (!sure) {
		learn_whole(scan, name);
		return;
	}
	for (size_t i = 0; long_words <= LEARN_WORDS && i < count; i++) {
		learn(scan, unsure[i]);
	}
}

static bool in_local_part(char c)
{
	return ascii_is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+';
}

/* The local part of an address; empty: there is none. */
static struct str local_part(struct str person)
{
	const char *sign = person.len == 0 ? NULL : memchr(person.at, '@', person.len);
	size_t end = sign == NULL ? 0 : (size_t)(sign - person.at), start = end;
	while (start > 0 && end - start < LOOK_BACK && in_local_part(person.at[start - 1])) {
		start--;
	}
	return str_slice(person, start, end);
}

/* A word of an address as people write it in a text, "igor" as "Igor", unless it says something else ("info"). */
static void learn_local_word(struct scan *scan, struct str word)
{
	char name[NAME_BYTES];
	if (word.len < PAIR_BYTES || word.len > NAME_BYTES ||
	    !(is_rare(scan, word, ROLE_GIVEN) || is_rare(scan, word, ROLE_FAMILY) ||
	      (word_roles(scan->words, word) & ~(uint32_t)(ROLE_GIVEN | ROLE_FAMILY)) == 0)) {
		return;
	}
	for (size_t i = 0; i < word.len; i++) {
		name[i] = ascii_lower(word.at[i]);
	}
	name[0] = ascii_upper(name[0]);
	if (!is_known(scan, (struct str){ name, word.len })) {
		learn(scan, (struct str){ name, word.len });
	}
}

/* "igor.vessel@example.org": its words, runs of letters. */
static void known_local_part(struct scan *scan, struct str person)
{
	struct str local = local_part(person);
	for (size_t at = 0, start; at < local.len && scan->known_count < KNOWN_PARTS; at++) {
		start = at;
		while (at < local.len && ascii_is_alpha(local.at[at])) {
			at++;
		}
		learn_local_word(scan, str_slice(local, start, at));
	}
}

/* Words of a name that may be looked for in the text: capitalised, of three letters or more, not ordinary words; and
 * those of an address. */
void known_person(struct scan *scan, struct str person)
{
	struct scan own = *scan;
	size_t at = 0;
	own.text = person;
	own.floor = 0;
	scan->known_count = 0;
	for (size_t i = 0; i < person.len; i++) {
		if (person.at[i] == '<' ||
		    person.at[i] == '(') { /* "Ann Lee <ann@example.org>", "ann at example.org (Ann Lee)" */
			if (person.at[i] == '(') {
				at = i + 1;
			} else {
				own.text.len = i;
			}
			break;
		}
	}
	while (at < own.text.len && scan->known_count < KNOWN_PARTS) {
		struct str word = word_after(&own, at);
		size_t next = at + word.len;
		bool address = byte_at(&own, next) == '@' || byte_before(&own, at) == '@' ||
		               byte_at(&own, next) == '_' || ascii_is_digit(byte_at(&own, next));
		if (word.len >= 3 && word.len < WORD_BYTES && !address && name_case(word, false) &&
		    (word_roles(scan->words, word) & (ROLE_COMMON | ROLE_NOT_NAME | ROLE_TITLE | ROLE_PARTICLE)) == 0) {
			scan->known[scan->known_count++] = word;
		}
		at = next + (word.len == 0);
	}
	known_local_part(scan, person);
}
