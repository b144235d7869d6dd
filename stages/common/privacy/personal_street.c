/* personal_street.c - street addresses, found from a number in them.
 *
 * Ways of writing: number first ("12 Elm Street", "12 rue de la Paix"), name first ("Lindenstraße 12", "Calle de Alcalá
 * 12", "ul. Długa 5"), a number on both sides ("6750 Koskikatu 25 Apt. 864"), post office boxes, boxes of the military
 * ("PSC 12, Box 34, APO AE 09012"), and corners of two streets. The words come from the lexicons (roles street,
 * street_before, street_end, unit, box, particle, address, corner, military). A street without such a word is taken
 * where it has a number on both sides and ends a line or goes on with a unit, or where a word says that an address
 * comes ("lives at"); else it cannot be told from "5 Stars". Method: from the number to the right, word by word, each
 * of which is a part of a street or ends the search; then from the number to the left in the same way.
 * personal_place.c says how far an address goes on behind its street. */
#include "personal_place.h"

enum {
	STREET_WORDS = 6,                 /* most words of a street's name */
	SHOUTED_BYTES = 4,                /* shortest word in capitals that is no abbreviation */
	STREET_STEM = 3,                  /* fewest bytes before a glued ending: "Lindweg", not "Auntie" */
	STREET_SHORT = 4,                 /* longest abbreviation of a word of a street: "str." */
	ORDINAL_BYTES = HOUSE_DIGITS + 2, /* of "45th" */
	LOWER_NAME_BYTES = 3,             /* shortest word of a name written small: "lilas" */
	CUE_WORDS = 3,                    /* "the address is:" */
	SURE_DIGITS = 3,                  /* a house number of fewer is as easily a quantity */
	SURE_WORDS = 2,                   /* words between a short number and "street" in a text without capitals */
	UNMARKED_WORDS = 4,               /* most words of a street's name without any word that says so */
	CORNER_WORDS = 10,                /* of both streets at a corner */
	POST_WORDS = 2,                   /* "Post Office" */
	STATE_LETTERS = 2,                /* "AE": the military's state */
	POST_LETTERS = 3,                 /* "APO": its town */
	STATE_DIGITS = 5                  /* of a postcode in the United States */
};

static bool ends_street(const struct scan *scan, struct str word)
{
	return ends_like(&scan->words->streets, word, STREET_STEM) && (name_roles(scan->words, word) & ROLE_GIVEN) == 0;
}

/* "Straße": a word that is glued to names elsewhere. */
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

/* "SECTION", "TO": in capitals alone, which says nothing about names. */
static bool is_shouted(struct str word)
{
	return word.len > 1 && !name_case(word, false) && name_case(word, true);
}

static bool is_year(struct str digits)
{
	return digits.len == 4 && (str_starts(digits, STR("19")) || str_starts(digits, STR("20")));
}

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
	size_t stop = look_back(scan, at, CONTEXT_BYTES);
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

/* "Erzsébet tér 19.", "u. 12, 3.": the end of a house number behind the word of a street where a line, a comma or a
 * unit follows it; else `end`. */
static size_t house_behind(const struct scan *scan, size_t end, struct str word)
{
	size_t dot = end + (byte_at(scan, end) == '.' && word.len <= STREET_SHORT), digits = skip_blanks(scan, dot),
	       house = digits > end ? house_end(scan, digits) : SIZE_MAX, next;
	if (house == SIZE_MAX) {
		return end;
	}
	next = house + (byte_at(scan, house) == '.');
	return next >= scan->text.len || byte_at(scan, next) == '\n' || byte_at(scan, next) == ',' ||
	               unit_end(scan, house) > house
	           ? house
	           : end;
}

/* Whether the full stop at a place closes a sentence. */
static bool is_full_stop(const struct scan *scan, size_t at)
{
	return byte_at(scan, at) == '.' && !byte_of_word(byte_at(scan, at + 1));
}

/* A word that may stand in a street's name without a capital. */
static bool is_lower_word(const struct scan *scan, struct str word)
{
	return word.len >= LOWER_NAME_BYTES && (word_roles(scan->words, word) & (ROLE_PARTICLE | ROLE_NO_PLACE)) == 0;
}

/* The last words of a street's name behind "de" or "Rue", written small: "12 rue des lilas, 75002 Paris", "3 Rue victor
 * hugo", where they end a line or a part of one. */
static bool is_lower_name(const struct scan *scan, struct str word)
{
	size_t end = word_end(scan, word), next = skip_blanks(scan, end);
	struct str second = word_after(scan, next);
	if (!is_lower_word(scan, word)) {
		return false;
	}
	if (next > end && second.len > 0 && ascii_is_lower(second.at[0]) && is_lower_word(scan, second)) {
		end = next + second.len;
		next = skip_blanks(scan, end);
	}
	return next >= scan->text.len || strchr(",\n", scan->text.at[next]) != NULL ||
	       name_case(word_after(scan, next), true) || unit_end(scan, end) > end || is_full_stop(scan, next);
}

/* Whether nothing goes on behind a street but a comma, a full stop, the line's end or a unit: "12 elm street,
 * springfield", not "2 way street signs". */
static bool ends_part(const struct scan *scan, size_t end)
{
	size_t next = skip_blanks(scan, end);
	return next >= scan->text.len || strchr(",.;\n", scan->text.at[next]) != NULL || unit_end(scan, end) > end;
}

/* ---- the number first ---- */

/* What the words behind a house number have shown so far. */
struct street {
	const struct scan *scan;
	size_t house; /* where its number starts */
	size_t at;    /* behind the last word that was taken */
	size_t last;  /* behind the last word of its name; SIZE_MAX: it has none */
	size_t both;  /* behind a number on the other side of its name; SIZE_MAX: there is none */
	int words;    /* that were taken; a second number is one too */
	bool opened;  /* by a word like "rue" */
	bool named;   /* a word of a name was seen */
	bool second;  /* a second number was seen */
	bool plain;   /* no word of its name says something else */
	bool joined;  /* by "de", "des", "rue": the next word may be written small ("rue des lilas") */
};

struct street_word {
	struct str text; /* empty: no letter stands there */
	size_t end;
	uint32_t roles;
	bool shouted;
	bool name; /* it may be one */
};

enum street_part {
	PART_NONE,   /* of a street's: the street ends before it */
	PART_OPENER, /* "rue" */
	PART_UNIT,   /* "Apt." */
	PART_CLOSER, /* "Street" */
	PART_GLUED,  /* "Lindenstraße" */
	PART_NUMBER, /* perhaps: no word */
	PART_NAME,   /* "Elm" */
	PART_SMALL   /* "de" */
};

static bool may_be_name(const struct scan *scan, const struct street_word *word)
{
	uint32_t others =
	    ROLE_NO_PLACE | ROLE_PARTICLE | ROLE_LINK | (scan->lower ? (uint32_t)ROLE_STREET : UINT32_C(0));
	if (!written_as_name(scan, word->text)) {
		return false;
	}
	/* A capital letter says that it is one, unless all have it, or none. */
	return (!scan->lower && !word->shouted) || (word->roles & ROLE_PLACE) != 0 || (word->roles & others) == 0;
}

static struct street_word next_street_word(const struct street *street)
{
	const struct scan *scan = street->scan;
	struct street_word word = { .text = word_after(scan, skip_blanks(scan, street->at)) };
	word.roles = place_roles(scan, word.text);
	word.shouted = is_shouted(word.text);
	word.name = may_be_name(scan, &word);
	word.end = word_end(scan, word.text);
	return word;
}

/* The first word, but for a second number: "rue". */
static bool opens_street(const struct street *street, const struct street_word *word)
{
	return street->words == (int)street->second && (word->roles & ROLE_STREET_BEFORE) != 0 && word->text.len > 1;
}

static bool is_name_word(const struct street *street, const struct street_word *word)
{
	return word->name || (street->opened && street->joined && is_lower_name(street->scan, word->text));
}

/* What a word says that stands behind a street's name. */
static enum street_part closing_part(const struct street *street, const struct street_word *word)
{
	if ((word->roles & (ROLE_UNIT | ROLE_BOX)) != 0) {
		return PART_UNIT;
	}
	return !street->opened && (word->roles & ROLE_STREET) != 0 ? PART_CLOSER : PART_NONE;
}

/* What a word is; the first that fits counts. */
static enum street_part street_part(const struct street *street, const struct street_word *word)
{
	if (opens_street(street, word)) {
		return PART_OPENER;
	}
	if (street->named && closing_part(street, word) != PART_NONE) {
		return closing_part(street, word);
	}
	if (word->name && ends_street(street->scan, word->text)) {
		return PART_GLUED;
	}
	if (word->text.len == 0) {
		return PART_NUMBER;
	}
	if (is_name_word(street, word)) {
		return PART_NAME;
	}
	return (word->roles & (ROLE_PARTICLE | ROLE_STREET)) != 0 ? PART_SMALL : PART_NONE;
}

/* Takes a second number, once: "23 Voldstedlund 77 Suite 5", "5 45th Street". */
static bool take_second_number(struct street *street)
{
	const struct scan *scan = street->scan;
	size_t digits = skip_blanks(scan, street->at), end = digits_end(scan, digits);
	if (end == digits || end - digits > HOUSE_DIGITS || street->second) {
		return false;
	}
	if ((street->named || street->opened) && house_end(scan, digits) != SIZE_MAX) {
		street->both = house_end(scan, digits);
	}
	while (ascii_is_alpha(byte_at(scan, end)) && end < digits + ORDINAL_BYTES) {
		end++;
	}
	street->second = true;
	street->joined = false;
	street->at = end;
	return true;
}

/* "Av. ", "St. ": whether a full stop behind a word belongs to it. */
static bool is_abbreviation(const struct scan *scan, const struct street_word *word)
{
	return word->text.len <= STREET_SHORT && (word->name || (word->roles & ROLE_STREET_BEFORE) != 0) &&
	       byte_at(scan, word->end) == '.' && is_blank(byte_at(scan, word->end + 1));
}

/* Whether a word may be of a street that no other word calls one. */
static bool is_plain(const struct street *street, const struct street_word *word)
{
	bool shout = word->shouted && word->text.len < SHOUTED_BYTES;
	return (word->roles & ROLE_NO_PLACE) == 0 && !shout && street->words < UNMARKED_WORDS + street->second;
}

/* Whether the word behind this one may be written small. */
static bool joins_small(const struct street_word *word)
{
	return ((word->roles & ROLE_PARTICLE) != 0 && (word->roles & ROLE_COMMON) == 0) ||
	       (word->name && (word->roles & (ROLE_STREET_BEFORE | ROLE_STREET)) == ROLE_STREET_BEFORE);
}

/* Takes a word that opens a street, is of its name, or joins words of it. */
static void take_street_word(struct street *street, const struct street_word *word, enum street_part part)
{
	bool abbreviation = is_abbreviation(street->scan, word),
	     goes_on = street->joined && part == PART_NAME && !abbreviation; /* the second of two small ones */
	if (part == PART_NAME) {
		street->named = true;
		street->last = word->end;
		street->plain = street->plain && is_plain(street, word);
	}
	street->opened = street->opened || part == PART_OPENER;
	street->joined = goes_on || joins_small(word);
	street->at = word->end + abbreviation;
}

/* In a text without capitals any word may be a name: whether "12 elm street" is one for sure. */
static bool is_sure_lower(const struct street *street, const struct street_word *word)
{
	if (word->text.len == 1 || street->words > SEGMENT_WORDS) {
		return false;
	}
	return digits_end(street->scan, street->house) - street->house >= SURE_DIGITS ||
	       is_cued(street->scan, street->house) ||
	       (street->words <= SURE_WORDS && (word->roles & ROLE_COMMON) == 0 && ends_part(street->scan, word->end));
}

/* "Elm Street", "Elm St.", "Erzsébet tér 19." */
static bool close_street(const struct street *street, const struct street_word *word, struct found *found)
{
	const struct scan *scan = street->scan;
	size_t end = word->end, house;
	if (scan->lower && !is_sure_lower(street, word)) {
		return false;
	}
	house = house_behind(scan, end, word->text);
	if (house == end && byte_at(scan, end) == '.' && byte_at(scan, end + 1) != '\n' &&
	    byte_at(scan, end + 1) != ' ') {
		house++;
	}
	return finish_address(scan, street->house, house, found);
}

/* "172 Maneeži 75": whether what has a number on both sides is a street. The name's words have been looked at. */
static bool is_between_numbers(const struct street *street)
{
	const struct scan *scan = street->scan;
	size_t digits = digits_end(scan, street->house), end = street->both, next = skip_blanks(scan, end);
	char c = byte_at(scan, next);
	if (unit_end(scan, end) > end || is_cued(scan, street->house)) {
		return true;
	}
	return digits - street->house >= SURE_DIGITS && !is_year(str_slice(scan->text, street->house, digits)) &&
	       !scan->lower &&
	       (next >= scan->text.len || c == '\n' || c == ',' ||
	        (c == '.' && !ascii_is_digit(byte_at(scan, next + 1))));
}

/* A street that no word closes: "12 rue de la Paix", "6750 Koskikatu 25", "12 Elm, Apt. 5". */
static bool open_street(const struct street *street, struct found *found)
{
	const struct scan *scan = street->scan;
	size_t unit;
	if (street->opened && street->last != SIZE_MAX) {
		return finish_address(scan, street->house, street->both == SIZE_MAX ? street->last : street->both,
		                      found);
	}
	if (street->both != SIZE_MAX && street->plain && is_between_numbers(street)) {
		return finish_address(scan, street->house, street->both, found);
	}
	unit = street->named ? unit_end(scan, street->at) : street->at;
	return unit > street->at && finish_address(scan, street->house, unit, found);
}

/* A house number at a place where one may stand; its end, or SIZE_MAX. */
static size_t first_house_end(const struct scan *scan, size_t at)
{
	char before = byte_before(scan, at);
	return byte_of_word(before) || before == '.' || before == '$' ? SIZE_MAX : house_end(scan, at);
}

/* "12 Elm Street", "5 rue de la Paix", "6750 Koskikatu 25 Apt. 864". */
static bool number_first(const struct scan *scan, size_t at, struct found *found)
{
	size_t house = first_house_end(scan, at), unit;
	struct street street = { .scan = scan, .house = at, .last = SIZE_MAX, .both = SIZE_MAX, .plain = true };
	if (house == SIZE_MAX) {
		return false;
	}
	street.at = house + (byte_at(scan, house) == ',');
	for (; street.words < STREET_WORDS && street.at < scan->text.len && is_blank(scan->text.at[street.at]);
	     street.words++) {
		struct street_word word = next_street_word(&street);
		enum street_part part = street_part(&street, &word);
		switch (part) {
		case PART_NONE: return open_street(&street, found);
		case PART_UNIT:
			unit = unit_end(scan, street.at);
			return unit > street.at ? finish_address(scan, at, unit, found) : open_street(&street, found);
		case PART_CLOSER: return close_street(&street, &word, found);
		case PART_GLUED:
			house = house_end(scan, skip_blanks(scan, word.end));
			return finish_address(scan, at, house == SIZE_MAX ? word.end : house, found);
		case PART_NUMBER:
			if (!take_second_number(&street)) {
				return open_street(&street, found);
			}
			break;
		default: take_street_word(&street, &word, part); break;
		}
	}
	return open_street(&street, found);
}

/* ---- the name first ---- */

/* A house number, and the word before it that is looked at. */
struct house {
	const struct scan *scan;
	size_t at, end;  /* the number */
	size_t stop;     /* how far to look back */
	size_t start;    /* of the word */
	struct str word; /* never empty */
	uint32_t roles;
};

/* "Unit 5022 Box 1225\nDPO AP 51065", "PSC 3294, Box 9168": from the number of the first. */
static bool military_box(const struct house *house, struct found *found)
{
	const struct scan *scan = house->scan;
	struct str word = word_after(scan, skip_between(scan, house->end));
	size_t box;
	if ((word_roles(scan->words, word) & ROLE_BOX) == 0) {
		return false;
	}
	box = house_end(scan, skip_blanks(scan, word_end(scan, word)));
	return box != SIZE_MAX && finish_address(scan, house->start, box, found);
}

/* Whether the word at `start` ends one blank before a place. */
static bool is_right_before(size_t start, struct str word, size_t at)
{
	return start != SIZE_MAX && start + word.len + 1 == at;
}

/* "Kossuth Lajos u. 12", "Nové náměstí 5": capitalised words, a word of a street written small, a number. */
static bool small_street(const struct house *house, struct found *found)
{
	const struct scan *scan = house->scan;
	size_t first = house->start;
	if (name_case(house->word, true)) {
		return false;
	}
	for (int count = 0; count < SEGMENT_WORDS; count++) {
		struct str word;
		size_t before = word_before(scan, first, house->stop, &word);
		if (!is_right_before(before, word, first) || !name_case(word, false) ||
		    (word_roles(scan->words, word) & ROLE_NO_PLACE) != 0) {
			break;
		}
		first = before;
	}
	return first < house->start && finish_address(scan, first, house->end, found);
}

/* "Villacher Straße 12": the name stands before a word that is glued to others. */
static bool two_word_street(const struct house *house, struct found *found)
{
	struct str word;
	size_t name = word_before(house->scan, house->start, house->stop, &word);
	return is_right_before(name, word, house->start) && name_case(word, false) &&
	       finish_address(house->scan, name, house->end, found);
}

/* "lives on Hoge Wei 32", "on Hoge Wei 32 St.": capitalised words from `start` on and a number, where a word before or
 * behind says what it is. */
static bool unmarked_street(const struct house *house, size_t start, struct found *found)
{
	const struct scan *scan = house->scan;
	struct str next;
	if (start >= house->at || !name_case(word_after(scan, start), true)) {
		return false;
	}
	next = word_after(scan, skip_blanks(scan, house->end));
	if (next.len > 1 && (word_roles(scan->words, next) & ROLE_STREET) != 0) {
		*found = (struct found){ start, word_end(scan, next), PII_ADDRESS };
		return true;
	}
	return is_cued(scan, start) && finish_address(scan, start, house->end, found);
}

/* The start of "P.O. ", "PO ", "Post Office " before the word of a box. */
static size_t post_before(const struct house *house)
{
	size_t at = house->start;
	for (int count = 0; count < POST_WORDS; count++) {
		struct str word;
		size_t start = word_before(house->scan, at, house->stop, &word);
		if (start == SIZE_MAX || start + word.len + 2 < at || house->scan->text.at[at - 1] == '\n' ||
		    (word_roles(house->scan->words, word) & ROLE_POST) == 0) {
			break;
		}
		at = start;
	}
	return at;
}

enum verdict { IS_NONE, IS_ADDRESS, GO_ON };

static enum verdict verdict_of(bool address)
{
	return address ? IS_ADDRESS : IS_NONE;
}

/* The word right before a number: most say at once whether an address ends there. */
static enum verdict nearest_word(const struct house *house, struct found *found)
{
	const struct scan *scan = house->scan;
	struct str word = house->word;
	uint32_t roles = house->roles;
	if (roles == 0 && ascii_is_lower(word.at[0]) && !scan->lower) {
		return IS_NONE; /* most numbers: "it took 12" */
	}
	if ((roles & ROLE_BOX) != 0 && name_case(word, true)) {
		return verdict_of(finish_address(scan, post_before(house), house->end, found));
	}
	if ((roles & (ROLE_UNIT | ROLE_MILITARY)) != 0 && military_box(house, found)) {
		return IS_ADDRESS;
	}
	if (name_case(word, false) && ends_street(scan, word)) {
		return verdict_of(finish_address(scan, house->start, house->end, found));
	}
	if (name_case(word, false) && is_ending(scan, word)) {
		return verdict_of(two_word_street(house, found));
	}
	return (roles & ROLE_STREET) != 0 && small_street(house, found) ? IS_ADDRESS : GO_ON;
}

/* Any word before a number: next is where the one behind it starts, named: it or one behind it has a capital. */
static enum verdict name_word(const struct house *house, size_t next, bool named, struct found *found)
{
	bool particle = (house->roles & ROLE_PARTICLE) != 0;
	if (named && house->word.len > 1 && (house->roles & ROLE_STREET_BEFORE) != 0) {
		return verdict_of(finish_address(house->scan, house->start, house->end, found));
	}
	if (!particle && !name_case(house->word, true)) {
		return verdict_of(unmarked_street(house, next, found));
	}
	return !particle && (house->roles & ROLE_NO_PLACE) != 0 ? IS_NONE : GO_ON;
}

/* Whether nothing but some marks stands between two places. */
static bool only_marks(const struct scan *scan, size_t from, size_t to, const char *marks)
{
	while (from < to && strchr(marks, scan->text.at[from]) != NULL) {
		from++;
	}
	return from >= to;
}

/* "Lindenstraße 12", "Calle de Alcalá, 12", "P.O. Box 12". */
static bool name_first(const struct scan *scan, size_t at, struct found *found)
{
	struct house house = { .scan = scan, .at = at, .stop = look_back(scan, at, LOOK_BACK) };
	size_t next = at;
	bool named = false; /* "via the 7 day rule" is none */
	house.end = house_end(scan, at);
	if (house.end == SIZE_MAX || byte_of_word(byte_before(scan, at))) {
		return false;
	}
	for (int count = 0; count < STREET_WORDS; count++) {
		enum verdict verdict = GO_ON;
		house.start = word_before(scan, next, house.stop, &house.word);
		if (house.start == SIZE_MAX) {
			return false;
		}
		if (count > 0 && house.word.len == 1 && scan->text.at[house.start + 1] == '/') { /* "C/ Mayor 5" */
			return (word_roles(scan->words, house.word) & ROLE_STREET_BEFORE) != 0 &&
			       finish_address(scan, house.start, house.end, found);
		}
		if (!only_marks(scan, house.start + house.word.len, next, count == 0 ? " ,.º°#n" : " .'-")) {
			return false;
		}
		house.roles = place_roles(scan, house.word);
		if (count == 0) {
			verdict = nearest_word(&house, found);
		}
		if (verdict == GO_ON) {
			verdict = name_word(&house, next, named, found);
		}
		if (verdict != GO_ON) {
			return verdict == IS_ADDRESS;
		}
		named = named || name_case(house.word, true);
		next = house.start;
	}
	return false;
}

/* ---- without a house number ---- */

/* The start of a ship's name or of a word of the military before `at`, not over its line's start; else `at`. */
static size_t military_start(const struct scan *scan, size_t at, size_t stop)
{
	size_t line = at;
	while (line > stop && scan->text.at[line - 1] == '\n') {
		line--;
	}
	for (int i = 0; i < SEGMENT_WORDS; i++) {
		struct str word;
		line = word_before(scan, line, stop, &word);
		if (line == SIZE_MAX) {
			break;
		}
		if ((word_roles(scan->words, word) & ROLE_MILITARY) != 0) {
			return line;
		}
	}
	return at;
}

/* "USS Alba\nFPO AA 68422": from the number back. */
static bool find_military(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = look_back(scan, at, CONTEXT_BYTES), end = digits_end(scan, at), state, post;
	struct str word;
	if (end - at != STATE_DIGITS) {
		return false;
	}
	state = word_before(scan, at, stop, &word);
	if (word.len != STATE_LETTERS || !is_right_before(state, word, at)) {
		return false;
	}
	post = word_before(scan, state, stop, &word);
	if (word.len != POST_LETTERS || !is_right_before(post, word, state) ||
	    (word_roles(scan->words, word) & ROLE_MILITARY) == 0) {
		return false;
	}
	*found = (struct found){ military_start(scan, post, stop), end, PII_ADDRESS };
	return true;
}

/* Whether a word may stand between the first street of a corner and the end of the second. */
static bool is_corner_word(struct str word, uint32_t roles)
{
	if ((roles & ROLE_PARTICLE) != 0) {
		return true;
	}
	return (roles & ROLE_NO_PLACE) == 0 &&
	       (name_case(word, true) || (roles & (ROLE_STREET | ROLE_STREET_BEFORE)) != 0);
}

/* "Elm Street and 5th": where the streets that start at a place end, or `at`. */
static size_t corner_end(const struct scan *scan, size_t at)
{
	size_t end = at, i = at;
	for (int count = 0; count < CORNER_WORDS && i < scan->text.len; count++) {
		struct str word = word_after(scan, i);
		uint32_t roles = word_roles(scan->words, word);
		bool number = word.len == 0; /* "12", "5th" */
		if (number ? !ascii_is_digit(scan->text.at[i]) : !is_corner_word(word, roles)) {
			break;
		}
		i += word.len;
		while (number && byte_of_word(byte_at(scan, i))) {
			i++;
		}
		end = number || name_case(word, true) || (roles & ROLE_STREET) != 0 ? i : end;
		i += byte_at(scan, i) == '.' && is_blank(byte_at(scan, i + 1));
		if (!is_blank(byte_at(scan, i))) {
			break;
		}
		i = skip_blanks(scan, i);
	}
	return end;
}

/* "the corner of Elm Street and 5th": from the first of two streets on, over capitalised words, numbers, and what joins
 * them. */
bool find_corner(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = look_back(scan, at, WORD_BYTES);
	struct str word;
	size_t before = word_before(scan, at, stop, &word);
	if (before == SIZE_MAX || word_before(scan, before, stop, &word) == SIZE_MAX ||
	    (word_roles(scan->words, word) & ROLE_CORNER) == 0) {
		return false;
	}
	*found = (struct found){ at, corner_end(scan, at), PII_ADDRESS };
	return found->end > at;
}

bool find_address(const struct scan *scan, size_t at, size_t token, struct found *found)
{
	bool behind_of = at > scan->floor + 3 && byte_before(scan, at) == ' ' && scan->text.at[at - 2] == 'f';
	if (token < at) {
		return find_british_postcode(scan, at, token, found);
	}
	return (behind_of && find_corner(scan, at, found)) || number_first(scan, at, found) ||
	       find_military(scan, at, found);
}

bool find_street(const struct scan *scan, size_t at, size_t token, struct found *found)
{
	return token == at && name_first(scan, at, found);
}
