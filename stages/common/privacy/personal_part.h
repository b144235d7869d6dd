/* personal_part.h - what the files personal*.c share: kinds, the words that decide, the text being scanned, and what
 * was found in it.
 *
 * A finder is called at a trigger byte and says whether a piece of personal data stands there, and where it starts and
 * ends. Rules for all finders: nothing before scan->floor is looked at (it ends the last piece that was masked, or a
 * placeholder), and look-backs are bounded by constants, so that the whole pass is linear and a second pass sees the
 * same surroundings as the first. */
#ifndef GRIPE_PERSONAL_PART_H
#define GRIPE_PERSONAL_PART_H

#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "hash.h"
#include "language_rows.h"
#include "str.h"

enum personal_kind {
	PII_EMAIL,
	PII_PHONE,
	PII_CARD,
	PII_IBAN,
	PII_ID,
	PII_IP,
	PII_MAC,
	PII_URL,
	PII_ADDRESS,
	PII_NUMBER,
	PII_NAME,
	PII_HANDLE,
	PII_DATE,
	PII_FILE,
	PII_KINDS
};

/* Roles of words, from lexicons/LANG/personal_words.tsv. */
enum word_role {
	ROLE_PHONE = 1 << 0,       /* "call", "fax": a number behind it is a phone number */
	ROLE_PHONE_AFTER = 1 << 1, /* "office", "mobile": so is one right before it */
	ROLE_CARD = 1 << 2,        /* "card", "visa" */
	ROLE_ID = 1 << 3,          /* "passport", "licence" */
	ROLE_NUMBER = 1 << 4,      /* "order", "account", "invoice" */
	ROLE_LINK = 1 << 5,        /* "number", "no", "is": may stand between such a word and its number */
	ROLE_POSTCODE = 1 << 6,    /* "zip", "postcode": a number behind it is no phone number */
	ROLE_VERSION = 1 << 7,     /* "version", "build": four dotted numbers behind it are no IP address */
	ROLE_STREET = 1 << 8,      /* "street": closes the name of a street */
	ROLE_STREET_BEFORE =
	    1 << 9, /* "rue", "calle": opens it; one of a single letter with a slash behind it alone ("C/ Mayor") */
	ROLE_STREET_END = 1 << 10, /* "straße": glued to its name */
	ROLE_PARTICLE = 1 << 11,   /* "de", "von": lower-case words inside of names */
	ROLE_UNIT = 1 << 12,       /* "apartment", "suite" */
	ROLE_BOX = 1 << 13,        /* "box", "postfach": post office boxes */
	ROLE_TITLE = 1 << 14,      /* "mr", "frau": a name follows */
	ROLE_NOT_NAME = 1 << 15,   /* "team", "all": what greetings say besides names */
	ROLE_COMMON = 1 << 16,     /* "mark", "grace": names that are ordinary words as well */
	ROLE_GREETING = 1 << 17,   /* this and the next three: phrases, of one or more words */
	ROLE_CLOSING = 1 << 18,
	ROLE_INTRODUCTION = 1 << 19, /* "my name is" */
	ROLE_FIELD = 1 << 20,        /* "name": of a form, with a colon behind it */
	ROLE_GIVEN = 1 << 21,        /* given names, from lexicons/any/given_names.tsv, person_names.tsv */
	ROLE_FAMILY = 1 << 22,       /* family names, from lexicons/any/family_names.tsv, person_names.tsv */
	ROLE_EITHER = 1 << 23,       /* names that are words as well; with one of the two before, a rarer name */
	ROLE_COMPANY = 1 << 24,      /* "inc", "county": behind a name, it is a company's or a place's */
	ROLE_ADDRESS = 1 << 25,      /* "address", "lives": an address follows */
	ROLE_CORNER = 1 << 26,       /* "corner": "the corner of Elm Street and Main" */
	ROLE_MILITARY = 1 << 27,     /* "apo": in the place of a town; "psc", "uss": before its box */
	ROLE_MONTH = 1 << 28,        /* "march", "monday", "pro": between two numbers it is no street */
	ROLE_PLACE = 1 << 29,        /* "new": opens the name of a town, though it is another word as well */
	ROLE_POST = 1 << 30          /* "po": before the word of a post office box */
};
/* "ext": behind a telephone number; kept in a list of its own, so it has no bit but two that no word has together */
#define ROLE_EXTENSION ((uint32_t)ROLE_STREET_END | ROLE_PHONE_AFTER)
enum { PHRASE_ROLES = 4 };
#define ROLE_BIRTH (UINT32_C(1) << 31) /* "born", "dob": a date behind it is one of birth */
#define ROLE_PHRASES (ROLE_GREETING | ROLE_CLOSING | ROLE_INTRODUCTION | ROLE_FIELD)
/* Those of which the nearest before a number says what it is. */
#define ROLE_CONTEXT (ROLE_PHONE | ROLE_CARD | ROLE_ID | ROLE_NUMBER | ROLE_POSTCODE | ROLE_VERSION)

enum {
	WORD_BYTES = 48,    /* longest word or phrase of the lexicons, folded */
	CONTEXT_WORDS = 6,  /* how far before a number a word still says what it is */
	CONTEXT_BYTES = 72, /* the same in bytes, which bounds the look-back */
	NAME_WORDS = 4,     /* "Maria del Carmen Ruiz" */
	NAME_BYTES = 24,    /* longest word of a name */
	KNOWN_PARTS = 16, /* words of names that are looked for: of the known person, and of those found in the text */
	TAIL_BYTES = 4,   /* of a phrase, by which introductions lie in order */
	SHORT_BYTES = 8,  /* of a word that fits into a number */
	LOOK_BACK = 256 /* bytes before a trigger that belong to it, at the most (local part of an address; a street) */
};

struct phrase {
	struct str text; /* folded */
	uint32_t role;
	char tail[TAIL_BYTES]; /* its last bytes, blanks before a shorter one */
};

/* Of what a question is about: words of these roles pass (personal_words.c says which), and few others. */
enum word_filter {
	FILTER_ALL,
	FILTER_NAME,
	FILTER_CONTEXT,
	FILTER_PLACE,
	FILTER_INTRODUCTION,
	FILTER_TELLING /* what the next words depend on */,
	WORD_FILTERS
};

/* A set of words: a bit for the hash of length, first three letters and last one. Most words of a text are turned away
 * here, before they are folded and looked up. */
enum {
	SIEVE_BITS = 18,    /* of all words, and of names: some seventy thousand */
	SIEVE_BITS_FEW = 13 /* of those with some hundred: so that all of them lie in the nearest cache */
};
struct sieve {
	uint64_t bits[1 << (SIEVE_BITS - 6)];
};

struct words {
	struct arena arena;
	struct intern intern; /* folded words */
	uint32_t *roles;      /* roles[intern.count] */
	size_t role_cap;
	struct sieve sieves[WORD_FILTERS];
	struct short_words {    /* those of ASCII letters that fit into a number, open addressing: what the rest of the
		                   table says of them in one look */
		uint64_t *keys; /* keys[mask + 1], 0 = free */
		uint32_t *roles;
		uint64_t mask;
	} shorts;
	struct phrase *phrases; /* by role, first byte (introductions: their tail), longest first, then by bytes */
	size_t phrase_count, phrase_cap;
	struct phrase_range {
		size_t start, end;
	} phrase_ranges[PHRASE_ROLES], phrase_letters[PHRASE_ROLES][128]; /* of each role, in the order of its bit; and
	                                                                     of its phrases with an ASCII first byte */
	struct endings {
		struct str *at; /* folded */
		size_t count, cap;
		uint32_t last[32]; /* by last letter: bit n is set for those whose last letter but one is n */
	} streets /* "strasse" */, families /* "sson" */;
	struct word_forms extensions; /* "ext" */
	size_t extension_cap;
	/* what archives of lists write for "@": " (at) ", then " at " */
	struct word_forms signs_bracketed, signs_bare;
};

GRIPE_MUST_USE int words_open(struct words *words, const char *lexicons, struct err *err);
void words_close(struct words *words);
/* word_roles - of one word as it stands in the text; 0 when no list has it. word_roles_among: 0 as well when it is none
 * of those of the filter. */
uint32_t word_roles(const struct words *words, struct str word);
uint32_t word_roles_among(const struct words *words, struct str word, enum word_filter filter);
/* word_passes - false: it is none of the words of a filter for sure. */
bool word_passes(const struct words *words, struct str word, enum word_filter filter);
/* name_roles - of a word that may be a title or a name, without its possessive 's; 0 for most others. */
uint32_t name_roles(const struct words *words, struct str word);
/* ends_like - whether a word ends with one of the endings, behind stem bytes at least. */
bool ends_like(const struct endings *endings, struct str word, size_t stem);
/* without_possessive - "Ann's" is "Ann". */
struct str without_possessive(struct str word);
/* word_fold - lower case of one word or phrase into to[WORD_BYTES]; its length, or 0 when it does not fit. */
size_t word_fold(char *to, struct str word);

struct scan {
	const struct words *words;
	struct str text;
	size_t floor;
	size_t named; /* where the last name ends that was masked in this pass; 0: none was */
	struct str known[KNOWN_PARTS];
	size_t known_count;
	struct arena *arena;       /* the caller's, for the words of names that were found */
	const struct str *handles; /* handles[handle_count], in lower case, that stay: a product's own */
	size_t handle_count;
	bool lower; /* the text has no capital letter: names are looked for without */
};

struct found {
	size_t start, end;
	enum personal_kind kind;
};

static inline bool ascii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}
static inline bool ascii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}
static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}
static inline bool is_hex_digit(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
/* The byte at a place, ' ' beyond the text's end; the byte before a place, ' ' at its floor. */
static inline char byte_at(const struct scan *scan, size_t at)
{
	return at < scan->text.len ? scan->text.at[at] : ' ';
}
static inline char byte_before(const struct scan *scan, size_t at)
{
	return at > scan->floor ? scan->text.at[at - 1] : ' ';
}
/* How far to look back from a place: so many bytes, not beyond the floor. */
static inline size_t look_back(const struct scan *scan, size_t at, size_t bytes)
{
	return at > scan->floor + bytes ? at - bytes : scan->floor;
}
/* Where a word of the scanned text ends, an empty one too. */
static inline size_t word_end(const struct scan *scan, struct str word)
{
	return (size_t)(word.at - scan->text.at) + word.len;
}
static inline size_t skip_blanks(const struct scan *scan, size_t at)
{
	while (at < scan->text.len && is_blank(scan->text.at[at])) {
		at++;
	}
	return at;
}
/* The bytes of a no-break space at a place; 0: none is there. */
static inline size_t no_break_space(const struct scan *scan, size_t at)
{
	return byte_at(scan, at) == '\xC2' && byte_at(scan, at + 1) == '\xA0' ? 2 : 0;
}
static inline size_t digits_end(const struct scan *scan, size_t at)
{
	while (at < scan->text.len && ascii_is_digit(scan->text.at[at])) {
		at++;
	}
	return at;
}

/* word_before - the word that ends at or before `at` behind spaces and punctuation, not beyond `stop`; its start, or
 * SIZE_MAX. */
size_t word_before(const struct scan *scan, size_t at, size_t stop, struct str *word);
/* word_after - the word that starts at `at`: letters, and inside of them ' ’ . - followed by a letter; empty when there
 * is none. */
struct str word_after(const struct scan *scan, size_t at);
/* name_case - an upper-case letter and then a lower-case one (or an initial, or "O'Neil"); all_caps: "SMITH" counts as
 * well. */
bool name_case(struct str word, bool all_caps);
/* phrase_at - the end of the longest phrase of a role that stands at a place, whole words; SIZE_MAX: none. */
size_t phrase_at(const struct scan *scan, size_t at, uint32_t role);
/* introduction_before - whether "my name is" or the like ends before a place, spaces and a colon between. */
bool introduction_before(const struct scan *scan, size_t at);

/* context_before - the nearest role of ROLE_CONTEXT before `at`, 0 when there is none near. *linked: only linking
 * words, "#" and ":" stand between; linked_only: nothing else matters. */
uint32_t context_before(const struct scan *scan, size_t at, bool linked_only, bool *linked);

/* personal_net.c: at '@'; at ':'; at a digit (token: start of its run of letters and digits). */
bool find_email(const struct scan *scan, size_t at, struct found *found);
bool find_spelled_email(const struct scan *scan, size_t dot, struct found *found);
bool find_url(const struct scan *scan, size_t at, struct found *found);
/* A link with more than its host ("https://example.org/ann?token=1", "example.org/ann", from a dot of the host): what
 * leads somewhere leads to somebody. */
bool find_link(const struct scan *scan, size_t dot, struct found *found);
/* "@ann_lee7", unless it is one of those that are kept. */
bool find_handle(const struct scan *scan, size_t at, struct found *found);
/* "ann_lee_cv.pdf": the name of a document, picture or recording, from the full stop before its ending. */
bool find_file(const struct scan *scan, size_t dot, struct found *found);
/* personal_birth.c: a date of birth, from its first digit. */
bool find_birth(const struct scan *scan, size_t at, struct found *found);
bool find_ip6_or_mac(const struct scan *scan, size_t at, struct found *found);
bool find_ip4(const struct scan *scan, size_t at, struct found *found);
bool find_mac(const struct scan *scan, size_t token, struct found *found);
/* personal_id.c: national identity numbers; at the start of a token. Strong ones first, those that need a word of
 * context with `context`. */
bool find_id(const struct scan *scan, size_t token, uint32_t context, bool linked, struct found *found);
/* personal_number.c: IBAN at a token's start; card, phone, order and account numbers at a digit. */
bool find_iban(const struct scan *scan, size_t token, struct found *found);
bool find_number(const struct scan *scan, size_t at, size_t token, uint32_t context, struct found *found);
/* personal_candidate.c: candidate_digits - digits in groups from `at` on, with up to three other bytes between them,
 * counted up to `enough`.
 */
enum {
	CANDIDATE_ENOUGH = 3, /* fewer are no number of a person */
	CANDIDATE_SOME = 5    /* fewer are no telephone, card or identity number */
};
size_t candidate_digits(const struct scan *scan, size_t at, size_t enough);
/* personal_street.c: street addresses that start with a digit, British postcodes, and towns of the military ("APO AE
 * 09012") from their number; those that have their first digit behind the street; "the corner of Elm St and 5th". */
bool find_address(const struct scan *scan, size_t at, size_t token, struct found *found);
bool find_street(const struct scan *scan, size_t at, size_t token, struct found *found);
bool find_corner(const struct scan *scan, size_t at, struct found *found);
/* personal_place.c: find_postcode - a number that a word right before says to be one: "my zip code is 12345". */
bool find_postcode(const struct scan *scan, size_t at, struct found *found);
/* personal_name.c: at the start of a line; at a capital letter. */
bool find_line_name(const struct scan *scan, size_t at, struct found *found);
bool find_name(const struct scan *scan, size_t at, struct found *found);
/* learn_name - of a name that has a sure word, the others are looked for from now on; of one without, the whole, if it
 * has several words. */
void learn_name(struct scan *scan, struct str name);
/* known_person - the words of the person's field that may be looked for. */
void known_person(struct scan *scan, struct str person);

#endif
