/* personal_place.c - street addresses, found from a number in them.
 *
 * Three ways of writing: number first ("12 Elm Street", "12 rue de la Paix", "6750 Koskikatu 25 Apt. 864"), name first ("Lindenstraße 12", "Calle de Alcalá 12",
 * "ul. Długa 5"), and post office boxes. The words come from the lexicons (roles street, street_before, street_end, unit, box, particle). An address
 * goes on over unit, town and region as long as these are capitalised and end in a postcode. Names of streets without any such word are not found:
 * without a gazetteer they cannot be told from "5 Stars". British postcodes have a shape of their own and stand alone. */
#include "personal_part.h"

#include "utf8.h"

enum {
	STREET_WORDS = 6,     /* most words of a street's name */
	STREET_STEM = 3,      /* fewest bytes before a glued ending: "Lindweg", not "Auntie" */
	HOUSE_DIGITS = 6,     /* most digits of a house number (6750, 62314) */
	TAIL_WORDS = 8,       /* words between street and postcode */
	TAIL_BYTES = 96
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t skip_blanks(const struct scan *scan, size_t at)
{
	while (at < scan->text.len && is_blank(scan->text.at[at])) {
		at++;
	}
	return at;
}

static size_t digits_end(const struct scan *scan, size_t at)
{
	while (at < scan->text.len && ascii_is_digit(scan->text.at[at])) {
		at++;
	}
	return at;
}

/* "12", "12a", "12-14", "12/3": a house number's end, or SIZE_MAX. */
static size_t house_end(const struct scan *scan, size_t at)
{
	size_t end = digits_end(scan, at);
	if (end == at || end - at > HOUSE_DIGITS) {
		return SIZE_MAX;
	}
	if (ascii_is_alpha(byte_at(scan, end)) && !is_word_byte(byte_at(scan, end + 1))) {
		end++;
	} else if ((byte_at(scan, end) == '-' || byte_at(scan, end) == '/') && ascii_is_digit(byte_at(scan, end + 1))) {
		end = digits_end(scan, end + 1);
	}
	return is_word_byte(byte_at(scan, end)) ? SIZE_MAX : end;
}

static bool ends_street(const struct scan *scan, struct str word)
{
	char folded[WORD_BYTES];
	size_t len = word.len < WORD_BYTES ? word_fold(folded, word) : 0;
	for (size_t i = 0; i < scan->words->ending_count; i++) {
		struct str ending = scan->words->endings[i];
		if (len >= ending.len + STREET_STEM && str_ends((struct str){ folded, len }, ending)) {
			return true;
		}
	}
	return false;
}

static bool is_ending(const struct scan *scan, struct str word)
{
	char folded[WORD_BYTES];
	size_t len = word.len < WORD_BYTES ? word_fold(folded, word) : 0;
	for (size_t i = 0; i < scan->words->ending_count; i++) {
		if (str_eq(scan->words->endings[i], (struct str){ folded, len })) {
			return true;
		}
	}
	return false;
}

/* "Apt. 12", "Suite 838 B", "# 5" behind a street; also ", Box 9168". Its end, or `at` when there is none. */
static size_t unit_end(const struct scan *scan, size_t at)
{
	size_t i = at;
	struct str word;
	while (i < scan->text.len && i < at + 4 && (is_blank(scan->text.at[i]) || scan->text.at[i] == ',' || scan->text.at[i] == '\n')) {
		i++;
	}
	word = word_after(scan, i);
	if (word.len == 0 || (word_roles(scan->words, word) & (ROLE_UNIT | ROLE_BOX)) == 0) {
		return at;
	}
	i += word.len;
	i += byte_at(scan, i) == '.';
	i = skip_blanks(scan, i);
	i += byte_at(scan, i) == '#';
	return ascii_is_digit(byte_at(scan, i)) && house_end(scan, i) != SIZE_MAX ? house_end(scan, i) : at;
}

/* Four to six digits, also parted once ("394 13", "75534-030"), or a British or Canadian or Dutch one; its end, or SIZE_MAX. */
static size_t postcode_end(const struct scan *scan, size_t at)
{
	size_t end = digits_end(scan, at);
	if (end - at >= 3 && end - at <= 6) {
		if ((byte_at(scan, end) == '-' || byte_at(scan, end) == ' ') && ascii_is_digit(byte_at(scan, end + 1))) {
			size_t more = digits_end(scan, end + 1);
			if (more - end - 1 >= 2 && more - end - 1 <= 4 && !is_word_byte(byte_at(scan, more))) {
				bool goes_on = (byte_at(scan, more) == ' ' || byte_at(scan, more) == '-') && ascii_is_digit(byte_at(scan, more + 1));
				return goes_on ? SIZE_MAX : more; /* "655 437 108" is a telephone number */
			}
		}
		return end - at >= 4 && !is_word_byte(byte_at(scan, end)) ? end : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* The town, region and postcode behind a street: the end of the postcode, or `at`. */
static size_t tail_end(const struct scan *scan, size_t at)
{
	size_t i = at, breaks = 0;
	for (int words = 0; words <= TAIL_WORDS && i < scan->text.len && i < at + TAIL_BYTES;) {
		char c = scan->text.at[i];
		if (is_blank(c) || c == ',' || c == '.' || c == '-' || c == '(' || c == ')' || c == '/') {
			i++;
		} else if (c == '\n' && breaks < 4) {
			breaks++;
			i++;
		} else if (ascii_is_digit(c)) {
			size_t end = postcode_end(scan, i);
			return end == SIZE_MAX ? at : end;
		} else {
			struct str word = word_after(scan, i);
			if (word.len == 0 || !(name_case(word, true) || (word_roles(scan->words, word) & ROLE_PARTICLE) != 0)) {
				return at;
			}
			i += word.len;
			words++;
		}
	}
	return at;
}

static bool finish_address(const struct scan *scan, size_t start, size_t end, struct found *found)
{
	size_t unit = unit_end(scan, end);
	*found = (struct found){ start, tail_end(scan, unit), PII_ADDRESS };
	return true;
}

/* "12 Elm Street", "5 rue de la Paix", "6750 Koskikatu 25 Apt. 864". */
static bool number_first(const struct scan *scan, size_t at, struct found *found)
{
	size_t i = house_end(scan, at), last = SIZE_MAX;
	bool french = false, any = false, second = false;
	if (i == SIZE_MAX || is_word_byte(byte_before(scan, at)) || byte_before(scan, at) == '.' || byte_before(scan, at) == '$') {
		return false;
	}
	i += byte_at(scan, i) == ',';
	for (int count = 0; count < STREET_WORDS && i < scan->text.len && is_blank(scan->text.at[i]); count++) {
		struct str word = word_after(scan, skip_blanks(scan, i));
		bool name = word.len > 0 && name_case(word, true);
		uint32_t roles = word.len == 0 ? 0 : word_roles(scan->words, word);
		size_t end = word.len == 0 ? i : (size_t)(word.at - scan->text.at) + word.len;
		if (count == 0 && (roles & ROLE_STREET_BEFORE) != 0) {
			french = true;
		} else if (any && (roles & (ROLE_UNIT | ROLE_BOX)) != 0) {
			size_t unit = unit_end(scan, i);
			if (unit > i) {
				return finish_address(scan, at, unit, found);
			}
			break;
		} else if (any && !french && (roles & ROLE_STREET) != 0) {
			end += byte_at(scan, end) == '.' && byte_at(scan, end + 1) != '\n' && byte_at(scan, end + 1) != ' ';
			return finish_address(scan, at, end, found);
		} else if (name && ends_street(scan, word)) {
			size_t house = skip_blanks(scan, end);
			house = ascii_is_digit(byte_at(scan, house)) ? house_end(scan, house) : SIZE_MAX;
			return finish_address(scan, at, house == SIZE_MAX ? end : house, found);
		} else if (word.len == 0) {
			/* A second number: "23 Voldstedlund 77 Suite 5", "5 45th Street". */
			size_t digits = skip_blanks(scan, i), house = ascii_is_digit(byte_at(scan, digits)) ? digits_end(scan, digits) : SIZE_MAX;
			if (house == SIZE_MAX || house - digits > HOUSE_DIGITS || second) {
				break;
			}
			second = true;
			while (ascii_is_alpha(byte_at(scan, house)) && house < digits + HOUSE_DIGITS + 2) {
				house++;
			}
			end = house;
		} else if (name) {
			any = true;
			last = end;
		} else if ((roles & ROLE_PARTICLE) == 0) {
			break;
		}
		end += byte_at(scan, end) == '.' && is_blank(byte_at(scan, end + 1)) && name && word.len <= 3;
		i = end;
	}
	if (french && last != SIZE_MAX) {
		return finish_address(scan, at, last, found);
	}
	if (any) {
		size_t unit = unit_end(scan, i);
		if (unit > i) {
			return finish_address(scan, at, unit, found);
		}
	}
	return false;
}

/* "Lindenstraße 12", "Calle de Alcalá, 12", "P.O. Box 12". */
static bool name_first(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = at > scan->floor + LOOK_BACK ? at - LOOK_BACK : scan->floor, i = at, end = house_end(scan, at);
	if (end == SIZE_MAX || is_word_byte(byte_before(scan, at))) {
		return false;
	}
	for (int count = 0; count < STREET_WORDS; count++) {
		struct str word;
		size_t start, between;
		uint32_t roles;
		start = word_before(scan, i, stop, &word);
		if (start == SIZE_MAX) {
			return false;
		}
		for (between = start + word.len; between < i && strchr(count == 0 ? " ,.º°#n" : " .'-", scan->text.at[between]) != NULL; between++) {
		}
		if (between < i) {
			return false;
		}
		roles = word_roles(scan->words, word);
		if (count == 0 && (roles & ROLE_BOX) != 0 && name_case(word, true)) {
			return finish_address(scan, start, end, found);
		}
		if (count == 0 && name_case(word, false) && ends_street(scan, word)) {
			return finish_address(scan, start, end, found);
		}
		if (count == 0 && name_case(word, false) && is_ending(scan, word)) { /* "Villacher Straße 12" */
			size_t name = word_before(scan, start, stop, &word);
			return name != SIZE_MAX && name_case(word, false) && name + word.len + 1 == start && finish_address(scan, name, end, found);
		}
		if (count > 0 && (roles & ROLE_STREET_BEFORE) != 0) {
			return finish_address(scan, start, end, found);
		}
		if (!name_case(word, true) && (roles & ROLE_PARTICLE) == 0) {
			return false;
		}
		i = start;
	}
	return false;
}

/* "SW1A 1AA", "M1 1AE": one or two letters, a digit, perhaps one more of either, a space, a digit and two letters; all in upper case. */
static bool british_postcode(const struct scan *scan, size_t at, size_t token, struct found *found)
{
	size_t i = at, letters = at - token;
	if (letters < 1 || letters > 2) {
		return false;
	}
	for (size_t k = token; k < at; k++) {
		if (scan->text.at[k] < 'A' || scan->text.at[k] > 'Z') {
			return false;
		}
	}
	i++;
	i += ascii_is_digit(byte_at(scan, i)) || (byte_at(scan, i) >= 'A' && byte_at(scan, i) <= 'Z');
	if (byte_at(scan, i) != ' ' || !ascii_is_digit(byte_at(scan, i + 1)) || is_alnum(byte_at(scan, i + 4)) || is_word_byte(byte_before(scan, token))) {
		return false;
	}
	for (size_t k = i + 2; k < i + 4; k++) {
		if (byte_at(scan, k) < 'A' || byte_at(scan, k) > 'Z') {
			return false;
		}
	}
	*found = (struct found){ token, i + 4, PII_ADDRESS };
	return true;
}

bool find_address(const struct scan *scan, size_t at, size_t token, struct found *found)
{
	return token < at ? british_postcode(scan, at, token, found) : number_first(scan, at, found);
}

bool find_street(const struct scan *scan, size_t at, size_t token, struct found *found)
{
	return token == at && name_first(scan, at, found);
}
