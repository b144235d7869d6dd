/* personal_place.c - street addresses, found from a number in them.
 *
 * Ways of writing: number first ("12 Elm Street", "12 rue de la Paix"), name first ("Lindenstraße 12", "Calle de Alcalá
 * 12", "ul. Długa 5"), a number on both sides
 * ("6750 Koskikatu 25 Apt. 864"), post office boxes, boxes of the military ("PSC 12, Box 34, APO AE 09012"), and
 * corners of two streets. The words come from the lexicons (roles street, street_before, street_end, unit, box,
 * particle, address, corner, military). A street without such a word is taken where it has a number on both sides and
 * ends a line or goes on with a unit, or where a word says that an address comes ("lives at"); else it cannot be told
 * from "5 Stars". An address goes on over unit, postcode, town and region, on the same line or on lines of their own,
 * as long as these are capitalised. British postcodes have a shape of their own and stand alone. */
#include "personal_part.h"

#include "utf8.h"

enum {
	STREET_WORDS = 6,  /* most words of a street's name */
	SHOUTED_BYTES = 4, /* shortest word in capitals that is no abbreviation */
	STREET_STEM = 3,   /* fewest bytes before a glued ending: "Lindweg", not "Auntie" */
	STREET_SHORT = 4,  /* longest abbreviation of a word of a street: "str." */
	HOUSE_DIGITS = 6,  /* most digits of a house number (6750, 62314) */
	TAIL_WORDS = 8,    /* words between street and postcode */
	TAIL_LONGEST = 96,
	TAIL_BREAKS = 4,    /* lines of an address behind its street */
	SEGMENT_WORDS = 3,  /* "New York City": words of a town or country */
	BETWEEN_BYTES = 8,  /* marks and blanks between a street and its unit, those before a quoted line too */
	CUE_WORDS = 3,      /* "the address is:" */
	SURE_DIGITS = 3,    /* a house number of fewer is as easily a quantity */
	UNMARKED_WORDS = 4, /* most words of a street's name without any word that says so */
	CORNER_WORDS = 10   /* of both streets at a corner */
};

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
	if (ascii_is_alpha(byte_at(scan, end)) && !byte_of_word(byte_at(scan, end + 1))) {
		end++;
	} else if ((byte_at(scan, end) == '-' || byte_at(scan, end) == '/') && ascii_is_digit(byte_at(scan, end + 1))) {
		end = digits_end(scan, end + 1);
	}
	return byte_of_word(byte_at(scan, end)) ? SIZE_MAX : end;
}

static bool ends_street(const struct scan *scan, struct str word)
{
	return ends_like(&scan->words->streets, word, STREET_STEM) && (name_roles(scan->words, word) & ROLE_GIVEN) == 0;
}

static bool is_ending(const struct scan *scan, struct str word)
{
	char folded[WORD_BYTES];
	size_t len = word.len < WORD_BYTES ? word_fold(folded, word) : 0;
	for (size_t i = 0; i < scan->words->streets.count; i++) {
		if (str_eq(scan->words->streets.at[i], (struct str){ folded, len })) {
			return true;
		}
	}
	return false;
}

/* Written like a name; in a text without capitals, any word is. */
static bool is_cap(const struct scan *scan, struct str word, bool all_caps)
{
	return word.len > 0 && (scan->lower || name_case(word, all_caps));
}

/* "SECTION", "TO": in capitals alone, which says nothing about names. */
static bool is_shouted(struct str word)
{
	return word.len > 1 && !name_case(word, false) && name_case(word, true);
}

static bool is_year(struct str digits)
{
	return digits.len == 4 &&
	       ((digits.at[0] == '1' && digits.at[1] == '9') || (digits.at[0] == '2' && digits.at[1] == '0'));
}

/* No word of a street's or a town's name. */
#define ROLE_NO_PLACE (ROLE_NOT_NAME | ROLE_GREETING | ROLE_CLOSING | ROLE_MONTH | ROLE_VERSION | ROLE_PHONE)

/* Roles of a word that may be part of an address. Of one written small (in a text with capitals), only whether it
 * belongs to a street is asked. */
static uint32_t place_roles(const struct scan *scan, struct str word)
{
	if (word.len == 0) {
		return 0;
	}
	return word_roles_among(scan->words, word,
	                        ascii_is_lower(word.at[0]) && !scan->lower ? FILTER_PLACE : FILTER_ALL);
}

/* "lives at", "my address is": a word that says so, near before a place. */
static bool is_cued(const struct scan *scan, size_t at)
{
	size_t stop = at > scan->floor + CONTEXT_BYTES ? at - CONTEXT_BYTES : scan->floor;
	for (int i = 0; i < CUE_WORDS; i++) {
		struct str word;
		at = word_before(scan, at, stop, &word);
		if (at == SIZE_MAX) {
			return false;
		}
		if ((word_roles(scan->words, word) & ROLE_ADDRESS) != 0) {
			return true;
		}
	}
	return false;
}

/* Blanks, marks and one end of line, with what quoted lines begin with. */
static size_t skip_between(const struct scan *scan, size_t at)
{
	size_t i = at, breaks = 0;
	while (i < scan->text.len && i < at + BETWEEN_BYTES &&
	       strchr(breaks > 0 ? " \t\n>?" : " \t\n,.", scan->text.at[i]) != NULL) {
		breaks += scan->text.at[i++] == '\n';
	}
	return i;
}

/* "Apt. 12", "Suite 838 B", "# 5" behind a street; also ", Box 9168". Its end, or `at` when there is none. */
static size_t unit_end(const struct scan *scan, size_t at)
{
	size_t i = skip_between(scan, at);
	struct str word = word_after(scan, i);
	if (word.len == 0 || (word_roles(scan->words, word) & (ROLE_UNIT | ROLE_BOX)) == 0) {
		return at;
	}
	i += word.len;
	i += byte_at(scan, i) == '.';
	i = skip_blanks(scan, i);
	i += byte_at(scan, i) == '#';
	return ascii_is_digit(byte_at(scan, i)) && house_end(scan, i) != SIZE_MAX ? house_end(scan, i) : at;
}

/* Four to six digits, also parted once ("394 13", "75534-030", "00-238"); its end, or SIZE_MAX. */
static size_t postcode_end(const struct scan *scan, size_t at)
{
	size_t end = digits_end(scan, at);
	if (end - at == 2 && byte_at(scan, end) == '-' && digits_end(scan, end + 1) == end + 4 &&
	    !byte_of_word(byte_at(scan, end + 4))) {
		return end + 4;
	}
	if (end - at >= 3 && end - at <= 6) {
		if ((byte_at(scan, end) == '-' || byte_at(scan, end) == ' ') &&
		    ascii_is_digit(byte_at(scan, end + 1))) {
			size_t more = digits_end(scan, end + 1);
			if (more - end - 1 >= 2 && more - end - 1 <= 4 && !byte_of_word(byte_at(scan, more))) {
				bool goes_on = (byte_at(scan, more) == ' ' || byte_at(scan, more) == '-') &&
				               ascii_is_digit(byte_at(scan, more + 1));
				return goes_on ? SIZE_MAX : more; /* "655 437 108" is a telephone number */
			}
		}
		return end - at >= 4 && !byte_of_word(byte_at(scan, end)) ? end : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* "SW1A 1AA", "K1A 0B1", "CH-8001": the end of a postcode that begins with a letter, or SIZE_MAX. */
static size_t letters_postcode_end(const struct scan *scan, size_t at)
{
	size_t i = at;
	while (i < at + 2 && byte_at(scan, i) >= 'A' && byte_at(scan, i) <= 'Z') {
		i++;
	}
	if (i > at && byte_at(scan, i) == '-' && ascii_is_digit(byte_at(scan, i + 1))) {
		size_t end = digits_end(scan, i + 1);
		return end >= i + 5 && end <= i + 6 && !byte_of_word(byte_at(scan, end)) ? end : SIZE_MAX;
	}
	if (i == at || !ascii_is_digit(byte_at(scan, i))) {
		return SIZE_MAX;
	}
	for (i++; i < at + 4 && ascii_is_alnum(byte_at(scan, i)); i++) {
	}
	if (byte_at(scan, i) != ' ' || !ascii_is_digit(byte_at(scan, i + 1)) || !ascii_is_alnum(byte_at(scan, i + 2)) ||
	    !ascii_is_alnum(byte_at(scan, i + 3)) || byte_of_word(byte_at(scan, i + 4))) {
		return SIZE_MAX;
	}
	return i + 4;
}

/* "IL 62704", "OR 97201": two capital letters before a postcode, whatever word they are else. */
static bool is_state(const struct scan *scan, struct str word)
{
	size_t end = (size_t)(word.at - scan->text.at) + word.len;
	return word.len == 2 && word.at[0] >= 'A' && word.at[0] <= 'Z' && word.at[1] >= 'A' && word.at[1] <= 'Z' &&
	       is_blank(byte_at(scan, end)) && ascii_is_digit(byte_at(scan, skip_blanks(scan, end)));
}

/* "Springfield", "Frankfurt am Main", "New York City": capitalised words on one line, none that says something else
 * (any: the first one does not); their end, or `at`. */
static size_t town_end(const struct scan *scan, size_t at, bool any)
{
	size_t end = at, i = at;
	for (int words = 0, particles = 0; words < SEGMENT_WORDS + particles; words++) {
		struct str word = word_after(scan, i);
		uint32_t roles = word_roles(scan->words, word);
		bool particle = words > 0 && (roles & ROLE_PARTICLE) != 0,
		     opens = words == 0 && (roles & ROLE_PLACE) != 0;
		if (!(is_cap(scan, word, true) || particle) ||
		    (!particle && !opens && (roles & ROLE_NO_PLACE) != 0 && !(any && words > 0) &&
		     !is_state(scan, word)) ||
		    ascii_is_digit(byte_at(scan, i + word.len))) {
			break;
		}
		particles += particle && particles == 0;
		i += word.len;
		end = is_cap(scan, word, true) && !opens ? i : end;
		if (!is_blank(byte_at(scan, i)) || i >= scan->text.len) {
			break;
		}
		i = skip_blanks(scan, i);
	}
	return byte_at(scan, end) == ':' ? at : end; /* "Mobile:" */
}

/* The same; a whole line of capitalised words is a town's whatever they are ("KINGSTON NEAR LEWES"). */
static size_t line_town_end(const struct scan *scan, size_t at, bool line)
{
	size_t end = line && !scan->lower ? town_end(scan, at, true) : at;
	return end > at && (end >= scan->text.len || scan->text.at[end] == '\n' || scan->text.at[end] == ',')
	           ? end
	           : town_end(scan, at, false);
}

/* Postcode, town, region and country behind a street: their end, or `at`. Behind a comma anything capitalised is one; a
 * line of its own when nothing else stands there. */
static size_t tail_end(const struct scan *scan, size_t at)
{
	size_t i = at, best = at, breaks = 0;
	bool town = false;
	while (i < scan->text.len && i < at + TAIL_LONGEST && breaks <= TAIL_BREAKS) {
		size_t end, from = i;
		bool comma = false, line = false;
		for (; i < scan->text.len && strchr(line ? " \t\n,>?()/-" : " \t\n,.()/-", scan->text.at[i]) != NULL;
		     i++) {
			line = line || scan->text.at[i] == '\n';
			breaks += scan->text.at[i] == '\n';
			comma = comma || scan->text.at[i] == ',';
		}
		if (i >= scan->text.len || i > from + BETWEEN_BYTES) {
			return best;
		}
		end = ascii_is_digit(scan->text.at[i]) ? postcode_end(scan, i) : letters_postcode_end(scan, i);
		if (end != SIZE_MAX) {
			best = end;
			end = town ? best : town_end(scan, skip_blanks(scan, best), false);
			return end > skip_blanks(scan, best) && is_blank(byte_at(scan, best)) ? end : best;
		}
		end = ascii_is_digit(scan->text.at[i]) ? i : line_town_end(scan, i, line);
		if (end == i) {
			return best;
		}
		if (comma || (line && (end >= scan->text.len || strchr("\n,", scan->text.at[end]) != NULL))) {
			best = end;
		}
		town = true;
		i = end;
	}
	return best;
}

/* "Suite 3, Floor 2": a unit and what it is part of. */
static bool finish_address(const struct scan *scan, size_t start, size_t end, struct found *found)
{
	size_t unit = unit_end(scan, unit_end(scan, end));
	*found = (struct found){ start, tail_end(scan, unit), PII_ADDRESS };
	return true;
}

/* "Erzsébet tér 19.", "u. 12, 3.": the end of a house number behind the word of a street where a line, a comma or a
 * unit follows it; else `end`. */
static size_t house_behind(const struct scan *scan, size_t end, struct str word)
{
	size_t i = end + (byte_at(scan, end) == '.' && word.len <= STREET_SHORT), house;
	i = skip_blanks(scan, i);
	house = i > end && ascii_is_digit(byte_at(scan, i)) ? house_end(scan, i) : SIZE_MAX;
	if (house == SIZE_MAX) {
		return end;
	}
	i = house + (byte_at(scan, house) == '.');
	return i >= scan->text.len || byte_at(scan, i) == '\n' || byte_at(scan, i) == ',' ||
	               unit_end(scan, house) > house
	           ? house
	           : end;
}

/* "172 Maneeži 75": whether what has a number on both sides is a street. The name's words have been looked at. */
static bool is_between_numbers(const struct scan *scan, size_t at, size_t end)
{
	size_t digits = digits_end(scan, at), next = skip_blanks(scan, end);
	char c = byte_at(scan, next);
	if (unit_end(scan, end) > end || is_cued(scan, at)) {
		return true;
	}
	return digits - at >= SURE_DIGITS && !is_year(str_slice(scan->text, at, digits)) && !scan->lower &&
	       (next >= scan->text.len || c == '\n' || c == ',' ||
	        (c == '.' && !ascii_is_digit(byte_at(scan, next + 1))));
}

/* The last words of a street's name behind "de" or "Rue", written small: "12 rue des lilas, 75002 Paris", "3 Rue victor
 * hugo", where they end a line or a part of one. */
static bool is_lower_name(const struct scan *scan, struct str word)
{
	size_t end = (size_t)(word.at - scan->text.at) + word.len, next = skip_blanks(scan, end);
	struct str second = word_after(scan, next);
	if (word.len < 3 || (word_roles(scan->words, word) & (ROLE_PARTICLE | ROLE_NO_PLACE)) != 0) {
		return false;
	}
	if (second.len > 2 && next > end && ascii_is_lower(second.at[0]) &&
	    (word_roles(scan->words, second) & (ROLE_PARTICLE | ROLE_NO_PLACE)) == 0) {
		end = next + second.len;
		next = skip_blanks(scan, end);
	}
	return next >= scan->text.len || strchr(",\n", scan->text.at[next]) != NULL ||
	       name_case(word_after(scan, next), true) || unit_end(scan, end) > end ||
	       (scan->text.at[next] == '.' && !byte_of_word(byte_at(scan, next + 1)));
}

/* Whether nothing goes on behind a street but a comma, a full stop, the line's end or a unit: "12 elm street,
 * springfield", not "2 way street signs". */
static bool ends_part(const struct scan *scan, size_t end)
{
	size_t next = skip_blanks(scan, end);
	return next >= scan->text.len || strchr(",.;\n", scan->text.at[next]) != NULL || unit_end(scan, end) > end;
}

/* "12 Elm Street", "5 rue de la Paix", "6750 Koskikatu 25 Apt. 864". */
static bool number_first(const struct scan *scan, size_t at, struct found *found)
{
	size_t i = house_end(scan, at), last = SIZE_MAX, both = SIZE_MAX;
	bool french = false, any = false, second = false, plain = true, sure,
	     joined = false /* by "de", "des": "rue des lilas" */;
	if (i == SIZE_MAX || byte_of_word(byte_before(scan, at)) || byte_before(scan, at) == '.' ||
	    byte_before(scan, at) == '$') {
		return false;
	}
	sure = digits_end(scan, at) - at >= SURE_DIGITS;
	i += byte_at(scan, i) == ',';
	for (int count = 0; count < STREET_WORDS && i < scan->text.len && is_blank(scan->text.at[i]); count++) {
		struct str word = word_after(scan, skip_blanks(scan, i));
		uint32_t roles = place_roles(scan, word);
		bool shouted = is_shouted(word);
		bool name =
		    is_cap(scan, word, true) &&
		    (!(scan->lower || shouted) || (roles & ROLE_PLACE) != 0 ||
		     (roles & (ROLE_NO_PLACE | ROLE_PARTICLE | ROLE_LINK | (scan->lower ? ROLE_STREET : 0u))) == 0);
		size_t end = word.len == 0 ? i : (size_t)(word.at - scan->text.at) + word.len, house;
		if (count == (int)second && (roles & ROLE_STREET_BEFORE) != 0 && word.len > 1) {
			french = true;
		} else if (any && (roles & (ROLE_UNIT | ROLE_BOX)) != 0) {
			size_t unit = unit_end(scan, i);
			if (unit > i) {
				return finish_address(scan, at, unit, found);
			}
			break;
		} else if (any && !french && (roles & ROLE_STREET) != 0) {
			if (scan->lower && (word.len == 1 || count > SEGMENT_WORDS ||
			                    !(sure || is_cued(scan, at) ||
			                      (count <= 2 && (roles & ROLE_COMMON) == 0 && ends_part(scan, end))))) {
				return false;
			}
			house = house_behind(scan, end, word);
			end += house == end && byte_at(scan, end) == '.' && byte_at(scan, end + 1) != '\n' &&
			       byte_at(scan, end + 1) != ' ';
			return finish_address(scan, at, house > end ? house : end, found);
		} else if (name && ends_street(scan, word)) {
			house = skip_blanks(scan, end);
			house = ascii_is_digit(byte_at(scan, house)) ? house_end(scan, house) : SIZE_MAX;
			return finish_address(scan, at, house == SIZE_MAX ? end : house, found);
		} else if (word.len == 0) {
			/* A second number: "23 Voldstedlund 77 Suite 5", "5 45th Street". */
			size_t digits = skip_blanks(scan, i);
			house = ascii_is_digit(byte_at(scan, digits)) ? digits_end(scan, digits) : SIZE_MAX;
			if (house == SIZE_MAX || house - digits > HOUSE_DIGITS || second) {
				break;
			}
			if ((any || french) && house_end(scan, digits) != SIZE_MAX) {
				both = house_end(scan, digits);
			}
			second = true;
			while (ascii_is_alpha(byte_at(scan, house)) && house < digits + HOUSE_DIGITS + 2) {
				house++;
			}
			end = house;
		} else if (name || (french && joined && is_lower_name(scan, word))) {
			any = true;
			plain = plain && (roles & ROLE_NO_PLACE) == 0 && !(shouted && word.len < SHOUTED_BYTES) &&
			        count < UNMARKED_WORDS + second;
			last = end;
		} else if ((roles & (ROLE_PARTICLE | ROLE_STREET)) == 0) {
			break;
		}
		end += byte_at(scan, end) == '.' && is_blank(byte_at(scan, end + 1)) &&
		       (name || (roles & ROLE_STREET_BEFORE) != 0) && word.len <= STREET_SHORT;
		joined = (joined && last == end) /* the next of two small ones */ ||
		         ((roles & ROLE_PARTICLE) != 0 && (roles & ROLE_COMMON) == 0) ||
		         (name && (roles & (ROLE_STREET_BEFORE | ROLE_STREET)) == ROLE_STREET_BEFORE);
		i = end;
	}
	if (french && last != SIZE_MAX) {
		return finish_address(scan, at, both == SIZE_MAX ? last : both, found);
	}
	if (both != SIZE_MAX && plain && (any || french) && is_between_numbers(scan, at, both)) {
		return finish_address(scan, at, both, found);
	}
	if (any) {
		size_t unit = unit_end(scan, i);
		if (unit > i) {
			return finish_address(scan, at, unit, found);
		}
	}
	return false;
}

/* "Unit 5022 Box 1225\nDPO AP 51065", "PSC 3294, Box 9168": from the number of the first. */
static bool military_box(const struct scan *scan, size_t start, size_t end, struct found *found)
{
	size_t i = skip_between(scan, end);
	struct str word = word_after(scan, i);
	if ((word_roles(scan->words, word) & ROLE_BOX) == 0) {
		return false;
	}
	i = skip_blanks(scan, i + word.len);
	i = ascii_is_digit(byte_at(scan, i)) ? house_end(scan, i) : SIZE_MAX;
	return i != SIZE_MAX && finish_address(scan, start, i, found);
}

/* "USS Alba\nFPO AA 68422": from the number back. */
bool find_military(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = at > scan->floor + CONTEXT_BYTES ? at - CONTEXT_BYTES : scan->floor, end = digits_end(scan, at),
	       start, line;
	struct str word;
	if (end - at != 5) {
		return false;
	}
	start = word_before(scan, at, stop, &word);
	if (start == SIZE_MAX || word.len != 2 || start + 3 != at) {
		return false;
	}
	start = word_before(scan, start, stop, &word);
	if (start == SIZE_MAX || word.len != 3 || (word_roles(scan->words, word) & ROLE_MILITARY) == 0 ||
	    start + 7 != at) {
		return false;
	}
	for (line = start; line > stop && scan->text.at[line - 1] == '\n'; line--) {
	}
	for (int i = 0; i < SEGMENT_WORDS && line != SIZE_MAX; i++) { /* the ship's name, not over its line's start */
		line = word_before(scan, line, stop, &word);
		if (line != SIZE_MAX && (word_roles(scan->words, word) & ROLE_MILITARY) != 0) {
			start = line;
			break;
		}
	}
	*found = (struct found){ start, end, PII_ADDRESS };
	return true;
}

/* "Kossuth Lajos u. 12", "Nové náměstí 5": capitalised words, a word of a street written small, a number; word: that
 * word, at `start`. */
static bool small_street(const struct scan *scan, size_t start, size_t end, size_t stop, struct str word,
                         struct found *found)
{
	size_t first = start;
	if (name_case(word, true)) {
		return false;
	}
	for (int count = 0; count < SEGMENT_WORDS; count++) {
		size_t before = word_before(scan, first, stop, &word);
		if (before == SIZE_MAX || before + word.len + 1 != first || !name_case(word, false) ||
		    (word_roles(scan->words, word) & ROLE_NO_PLACE) != 0) {
			break;
		}
		first = before;
	}
	return first < start && finish_address(scan, first, end, found);
}

/* "lives on Hoge Wei 32", "on Hoge Wei 32 St.": capitalised words from `start` on and a number, where a word before or
 * behind says what it is. */
static bool unmarked_street(const struct scan *scan, size_t start, size_t at, size_t end, struct found *found)
{
	struct str next;
	if (start >= at || !name_case(word_after(scan, start), true)) {
		return false;
	}
	next = word_after(scan, skip_blanks(scan, end));
	if (next.len > 1 && (word_roles(scan->words, next) & ROLE_STREET) != 0) {
		*found = (struct found){ start, (size_t)(next.at - scan->text.at) + next.len, PII_ADDRESS };
		return true;
	}
	return is_cued(scan, start) && finish_address(scan, start, end, found);
}

/* "the corner of Elm Street and 5th": from the first of two streets on, over capitalised words, numbers, and what joins
 * them. */
bool find_corner(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = at > scan->floor + WORD_BYTES ? at - WORD_BYTES : scan->floor, end = at, i = at;
	struct str word;
	size_t before = word_before(scan, at, stop, &word);
	if (before == SIZE_MAX || word_before(scan, before, stop, &word) == SIZE_MAX ||
	    (word_roles(scan->words, word) & ROLE_CORNER) == 0) {
		return false;
	}
	for (int count = 0; count < CORNER_WORDS && i < scan->text.len; count++) {
		uint32_t roles;
		word = word_after(scan, i);
		roles = word_roles(scan->words, word);
		if (word.len == 0 && !ascii_is_digit(scan->text.at[i])) {
			break;
		}
		if (word.len > 0 && (roles & ROLE_PARTICLE) == 0 &&
		    (!(name_case(word, true) || (roles & (ROLE_STREET | ROLE_STREET_BEFORE)) != 0) ||
		     (roles & ROLE_NO_PLACE) != 0)) {
			break;
		}
		i += word.len;
		while (word.len == 0 && byte_of_word(byte_at(scan, i))) { /* "12", "5th" */
			i++;
		}
		end = word.len == 0 || name_case(word, true) || (roles & ROLE_STREET) != 0 ? i : end;
		i += byte_at(scan, i) == '.' && is_blank(byte_at(scan, i + 1));
		if (!is_blank(byte_at(scan, i))) {
			break;
		}
		i = skip_blanks(scan, i);
	}
	*found = (struct found){ at, end, PII_ADDRESS };
	return end > at;
}

/* The start of "P.O. ", "PO ", "Post Office " before the word of a box. */
static size_t post_before(const struct scan *scan, size_t at, size_t stop)
{
	for (int count = 0; count < 2; count++) {
		struct str word;
		size_t start = word_before(scan, at, stop, &word);
		if (start == SIZE_MAX || start + word.len + 2 < at || scan->text.at[at - 1] == '\n' ||
		    (word_roles(scan->words, word) & ROLE_POST) == 0) {
			break;
		}
		at = start;
	}
	return at;
}

/* "Lindenstraße 12", "Calle de Alcalá, 12", "P.O. Box 12". */
static bool name_first(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = at > scan->floor + LOOK_BACK ? at - LOOK_BACK : scan->floor, i = at, end = house_end(scan, at);
	bool named = false;
	if (end == SIZE_MAX || byte_of_word(byte_before(scan, at))) {
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
		if (count > 0 && word.len == 1 && scan->text.at[start + 1] == '/') { /* "C/ Mayor 5" */
			return (word_roles(scan->words, word) & ROLE_STREET_BEFORE) != 0 &&
			       finish_address(scan, start, end, found);
		}
		for (between = start + word.len;
		     between < i && strchr(count == 0 ? " ,.º°#n" : " .'-", scan->text.at[between]) != NULL;
		     between++) {
		}
		if (between < i) {
			return false;
		}
		roles = place_roles(scan, word);
		if (count == 0 && roles == 0 && ascii_is_lower(word.at[0]) && !scan->lower) {
			return false; /* most numbers: "it took 12" */
		}
		if (count == 0 && (roles & ROLE_BOX) != 0 && name_case(word, true)) {
			return finish_address(scan, post_before(scan, start, stop), end, found);
		}
		if (count == 0 && (roles & (ROLE_UNIT | ROLE_MILITARY)) != 0 && military_box(scan, start, end, found)) {
			return true;
		}
		if (count == 0 && name_case(word, false) && ends_street(scan, word)) {
			return finish_address(scan, start, end, found);
		}
		if (count == 0 && name_case(word, false) && is_ending(scan, word)) { /* "Villacher Straße 12" */
			size_t name = word_before(scan, start, stop, &word);
			return name != SIZE_MAX && name_case(word, false) && name + word.len + 1 == start &&
			       finish_address(scan, name, end, found);
		}
		if (count == 0 && (roles & ROLE_STREET) != 0 && small_street(scan, start, end, stop, word, found)) {
			return true;
		}
		if (named && word.len > 1 && (roles & ROLE_STREET_BEFORE) != 0) {
			return finish_address(scan, start, end, found);
		}
		if (!name_case(word, true) && (roles & ROLE_PARTICLE) == 0) {
			return unmarked_street(scan, i, at, end, found);
		}
		if ((roles & ROLE_NO_PLACE) != 0 && (roles & ROLE_PARTICLE) == 0) {
			return false;
		}
		named = named || name_case(word, true); /* "via the 7 day rule" */
		i = start;
	}
	return false;
}

/* "SW1A 1AA", "M1 1AE": one or two letters, a digit, perhaps one more of either, a space, a digit and two letters; all
 * in upper case. */
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
	if (byte_at(scan, i) != ' ' || !ascii_is_digit(byte_at(scan, i + 1)) || ascii_is_alnum(byte_at(scan, i + 4)) ||
	    byte_of_word(byte_before(scan, token))) {
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

bool find_postcode(const struct scan *scan, size_t at, struct found *found)
{
	size_t end = postcode_end(scan, at);
	if (end == SIZE_MAX || byte_of_word(byte_before(scan, at))) {
		return false;
	}
	*found = (struct found){ at, end, PII_ADDRESS };
	return true;
}

bool find_address(const struct scan *scan, size_t at, size_t token, struct found *found)
{
	if (token < at) {
		return british_postcode(scan, at, token, found);
	}
	return (byte_before(scan, at) == ' ' && at > scan->floor + 3 && scan->text.at[at - 2] == 'f' &&
	        find_corner(scan, at, found)) ||
	       number_first(scan, at, found) || find_military(scan, at, found);
}

bool find_street(const struct scan *scan, size_t at, size_t token, struct found *found)
{
	return token == at && name_first(scan, at, found);
}
