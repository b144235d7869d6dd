/* personal_place.c - what an address goes on with behind its street: unit, postcode, town and region, on the same line
 * or on lines of their own, as long as these are capitalised. British postcodes have a shape of their own and stand
 * alone. See personal_street.c for where an address begins. */
#include "personal_place.h"

enum {
	TAIL_LONGEST = 96,      /* bytes behind a street that are looked through */
	TAIL_BREAKS = 4,        /* lines of an address behind its street */
	BETWEEN_BYTES = 8,      /* marks and blanks between a street and its unit, those before a quoted line too */
	AREA_LETTERS = 2,       /* most letters that a postcode begins with: "SW", "CH" */
	OUTWARD_BYTES = 4,      /* of the first part of "SW1A 1AA" at the most */
	INWARD_BYTES = 4,       /* of its second part, with the blank before it */
	POSTCODE_LEAST = 4,     /* digits of a postcode without a second part */
	POSTCODE_MOST = 6,      /* digits of its first part */
	POSTCODE_PART_LEAST = 3 /* digits of the first part where there is a second: "394 13" */
};

size_t house_end(const struct scan *scan, size_t at)
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

bool written_as_name(const struct scan *scan, struct str word)
{
	return word.len > 0 && (scan->lower || name_case(word, true));
}

size_t skip_between(const struct scan *scan, size_t at)
{
	size_t i = at, breaks = 0;
	while (i < scan->text.len && i < at + BETWEEN_BYTES &&
	       strchr(breaks > 0 ? " \t\n>?" : " \t\n,.", scan->text.at[i]) != NULL) {
		breaks += scan->text.at[i++] == '\n';
	}
	return i;
}

size_t unit_end(const struct scan *scan, size_t at)
{
	size_t i = skip_between(scan, at), house;
	struct str word = word_after(scan, i);
	if (word.len == 0 || (word_roles(scan->words, word) & (ROLE_UNIT | ROLE_BOX)) == 0) {
		return at;
	}
	i += word.len;
	i += byte_at(scan, i) == '.';
	i = skip_blanks(scan, i);
	i += byte_at(scan, i) == '#';
	house = house_end(scan, i);
	return house == SIZE_MAX ? at : house;
}

/* Whether digits that end at `at` go on behind a blank or a dash. */
static bool digits_go_on(const struct scan *scan, size_t at)
{
	return (byte_at(scan, at) == ' ' || byte_at(scan, at) == '-') && ascii_is_digit(byte_at(scan, at + 1));
}

/* "-030", " 13" behind the first part of a postcode: its end, or `at`. */
static size_t postcode_part_end(const struct scan *scan, size_t at)
{
	size_t end, digits;
	if (!digits_go_on(scan, at)) {
		return at;
	}
	end = digits_end(scan, at + 1);
	digits = end - at - 1;
	return digits >= 2 && digits <= 4 && !byte_of_word(byte_at(scan, end)) ? end : at;
}

/* "00-238", as Poland writes them: the end, or SIZE_MAX. */
static size_t polish_postcode_end(const struct scan *scan, size_t at)
{
	size_t dash = at + 2, end = dash + 4;
	return digits_end(scan, at) == dash && byte_at(scan, dash) == '-' && digits_end(scan, dash + 1) == end &&
	               !byte_of_word(byte_at(scan, end))
	           ? end
	           : SIZE_MAX;
}

/* Four to six digits, also parted once ("394 13", "75534-030", "00-238"); its end, or SIZE_MAX. */
static size_t postcode_end(const struct scan *scan, size_t at)
{
	size_t end = digits_end(scan, at), digits = end - at, part;
	if (digits < POSTCODE_PART_LEAST || digits > POSTCODE_MOST) {
		return polish_postcode_end(scan, at);
	}
	part = postcode_part_end(scan, end);
	if (part > end) {
		return digits_go_on(scan, part) ? SIZE_MAX : part; /* "655 437 108" is a telephone number */
	}
	return digits >= POSTCODE_LEAST && !byte_of_word(byte_at(scan, end)) ? end : SIZE_MAX;
}

/* "-8001" behind the letters of a country: its end, or SIZE_MAX. */
static size_t country_postcode_end(const struct scan *scan, size_t dash)
{
	size_t end = digits_end(scan, dash + 1), digits = end - dash - 1;
	return (digits == 4 || digits == 5) && !byte_of_word(byte_at(scan, end)) ? end : SIZE_MAX;
}

/* " 1AA", " 0B1": whether the second part of a postcode stands there. */
static bool is_inward(const struct scan *scan, size_t at)
{
	return byte_at(scan, at) == ' ' && ascii_is_digit(byte_at(scan, at + 1)) &&
	       ascii_is_alnum(byte_at(scan, at + 2)) && ascii_is_alnum(byte_at(scan, at + 3)) &&
	       !byte_of_word(byte_at(scan, at + INWARD_BYTES));
}

/* "SW1A 1AA", "K1A 0B1", "CH-8001": the end of a postcode that begins with a letter, or SIZE_MAX. */
static size_t letters_postcode_end(const struct scan *scan, size_t at)
{
	size_t i = at;
	while (i < at + AREA_LETTERS && ascii_is_upper(byte_at(scan, i))) {
		i++;
	}
	if (i == at) {
		return SIZE_MAX;
	}
	if (byte_at(scan, i) == '-') {
		return country_postcode_end(scan, i);
	}
	if (!ascii_is_digit(byte_at(scan, i))) {
		return SIZE_MAX;
	}
	for (i++; i < at + OUTWARD_BYTES && ascii_is_alnum(byte_at(scan, i)); i++) {
	}
	return is_inward(scan, i) ? i + INWARD_BYTES : SIZE_MAX;
}

/* "IL 62704", "OR 97201": two capital letters before a postcode, whatever word they are else. */
static bool is_state(const struct scan *scan, struct str word)
{
	size_t end = word_end(scan, word);
	return word.len == 2 && ascii_is_upper(word.at[0]) && ascii_is_upper(word.at[1]) &&
	       is_blank(byte_at(scan, end)) && ascii_is_digit(byte_at(scan, skip_blanks(scan, end)));
}

/* Whether a town's name may begin with a word, or go on with it (any: whatever it says). */
static bool starts_town(const struct scan *scan, struct str word, uint32_t roles)
{
	return written_as_name(scan, word) &&
	       ((roles & ROLE_PLACE) != 0 || (roles & ROLE_NO_PLACE) == 0 || is_state(scan, word));
}
static bool goes_on_town(const struct scan *scan, struct str word, uint32_t roles, bool any)
{
	return (roles & ROLE_PARTICLE) != 0 ||
	       (written_as_name(scan, word) && (any || (roles & ROLE_NO_PLACE) == 0 || is_state(scan, word)));
}

/* "Springfield", "Frankfurt am Main", "New York City": capitalised words on one line, none that says something else
 * (any: the first one does not); their end, or `at`. The first particle is not counted as a word. */
static size_t town_end(const struct scan *scan, size_t at, bool any)
{
	size_t end = at, i = at;
	int most = SEGMENT_WORDS;
	for (int words = 0; words < most; words++) {
		struct str word = word_after(scan, i);
		uint32_t roles = word_roles(scan->words, word);
		bool opens = words == 0 && (roles & ROLE_PLACE) != 0; /* "New" alone is no town */
		if (!(words == 0 ? starts_town(scan, word, roles) : goes_on_town(scan, word, roles, any)) ||
		    ascii_is_digit(byte_at(scan, i + word.len))) {
			break;
		}
		if (words > 0 && (roles & ROLE_PARTICLE) != 0) {
			most = SEGMENT_WORDS + 1;
		}
		i += word.len;
		end = written_as_name(scan, word) && !opens ? i : end;
		if (!is_blank(byte_at(scan, i)) || i >= scan->text.len) {
			break;
		}
		i = skip_blanks(scan, i);
	}
	return byte_at(scan, end) == ':' ? at : end; /* "Mobile:" */
}

/* Whether a part of an address that ends there ends its line, or a part of it. */
static bool ends_at_comma(const struct scan *scan, size_t at)
{
	return at >= scan->text.len || scan->text.at[at] == '\n' || scan->text.at[at] == ',';
}

/* The same; a whole line of capitalised words is a town's whatever they are ("KINGSTON NEAR LEWES"). */
static size_t line_town_end(const struct scan *scan, size_t at, bool line)
{
	size_t end = line && !scan->lower ? town_end(scan, at, true) : at;
	return end > at && ends_at_comma(scan, end) ? end : town_end(scan, at, false);
}

/* Marks, blanks and ends of lines between two parts of an address, with what quoted lines begin with. */
struct tail_gap {
	size_t end, breaks;
	bool comma;
};

static struct tail_gap skip_tail_gap(const struct scan *scan, size_t at)
{
	struct tail_gap gap = { at, 0, false };
	while (gap.end < scan->text.len &&
	       strchr(gap.breaks > 0 ? " \t\n,>?()/-" : " \t\n,.()/-", scan->text.at[gap.end]) != NULL) {
		gap.breaks += scan->text.at[gap.end] == '\n';
		gap.comma = gap.comma || scan->text.at[gap.end] == ',';
		gap.end++;
	}
	return gap;
}

/* The end of a tail whose postcode ends there: a town may follow where none has been before it. */
static size_t tail_end_behind_postcode(const struct scan *scan, size_t postcode, bool town)
{
	size_t next = skip_blanks(scan, postcode), end;
	if (town || next == postcode || next >= scan->text.len) {
		return postcode;
	}
	end = town_end(scan, next, false);
	return end > next ? end : postcode;
}

/* Postcode, town, region and country behind a street: their end, or `at`. Behind a comma anything capitalised is one; a
 * line of its own when nothing else stands there. */
static size_t tail_end(const struct scan *scan, size_t at)
{
	size_t i = at, best = at, breaks = 0;
	while (i < scan->text.len && i < at + TAIL_LONGEST && breaks <= TAIL_BREAKS) {
		struct tail_gap gap = skip_tail_gap(scan, i);
		bool digit = ascii_is_digit(byte_at(scan, gap.end));
		size_t end;
		if (gap.end >= scan->text.len || gap.end > i + BETWEEN_BYTES) {
			return best;
		}
		breaks += gap.breaks;
		end = digit ? postcode_end(scan, gap.end) : letters_postcode_end(scan, gap.end);
		if (end != SIZE_MAX) {
			return tail_end_behind_postcode(scan, end, i > at);
		}
		end = digit ? gap.end : line_town_end(scan, gap.end, gap.breaks > 0);
		if (end == gap.end) {
			return best;
		}
		if (gap.comma || (gap.breaks > 0 && ends_at_comma(scan, end))) {
			best = end;
		}
		i = end;
	}
	return best;
}

/* "Suite 3, Floor 2": a unit and what it is part of. */
bool finish_address(const struct scan *scan, size_t start, size_t end, struct found *found)
{
	size_t unit = unit_end(scan, unit_end(scan, end));
	*found = (struct found){ start, tail_end(scan, unit), PII_ADDRESS };
	return true;
}

static bool all_upper(const struct scan *scan, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (!ascii_is_upper(byte_at(scan, i))) {
			return false;
		}
	}
	return true;
}

/* One or two letters, a digit, perhaps one more of either, a space, a digit and two letters; all in upper case. */
bool find_british_postcode(const struct scan *scan, size_t at, size_t token, struct found *found)
{
	size_t space = at + 1;
	if (at - token < 1 || at - token > AREA_LETTERS || !all_upper(scan, token, at) ||
	    byte_of_word(byte_before(scan, token))) {
		return false;
	}
	space += ascii_is_digit(byte_at(scan, space)) || ascii_is_upper(byte_at(scan, space));
	if (byte_at(scan, space) != ' ' || !ascii_is_digit(byte_at(scan, space + 1)) ||
	    !all_upper(scan, space + 2, space + INWARD_BYTES) || ascii_is_alnum(byte_at(scan, space + INWARD_BYTES))) {
		return false;
	}
	*found = (struct found){ token, space + INWARD_BYTES, PII_ADDRESS };
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
