/* personal_name.c - names of people: behind a greeting, in a signature, behind "my name is" or "Mrs", and those of the person whose text it is.
 *
 * What stands in the place of a name and is written like one (capitalised, at most NAME_WORDS words, none of the words that greetings say besides names) is
 * taken for one, whatever it is. In the middle of a sentence only a given name of lexicons/any/given_names.tsv is, with the capitalised words behind it: the
 * list holds those that are no everyday words, places or products. Other people's names in running text stay: that takes a model of the language. */
#include "personal_part.h"

#include "utf8.h"

enum { SIGNATURE_BYTES = 48 /* longest line that is taken for a name */ };

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

/* The words of a name that start at `at`: their end, or SIZE_MAX. Particles ("de", "von") may stand inside, an initial may have its dot. lower: any case will do.
 * A word that greetings say besides names makes the whole no name. */
static size_t name_end(const struct scan *scan, size_t at, bool lower)
{
	size_t end = SIZE_MAX, i = at;
	for (int count = 0; count < NAME_WORDS; count++) {
		struct str word = word_after(scan, i);
		uint32_t roles = word_roles(scan->words, word);
		bool particle = end != SIZE_MAX && (roles & ROLE_PARTICLE) != 0;
		if (word.len == 0 || word.len > 2 * NAME_BYTES || (roles & ROLE_TITLE) != 0) {
			break;
		}
		if ((roles & (ROLE_NOT_NAME | ROLE_GREETING | ROLE_CLOSING)) != 0) {
			return count == 0 || name_case(word, true) ? SIZE_MAX : end;
		}
		if (!name_case(word, true) && !particle && !(lower && word.len > 2)) {
			break;
		}
		i += word.len;
		if (!particle) {
			end = i;
		}
		if (word.len <= 2 && byte_at(scan, i) == '.') {
			i++;
			end = i;
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
	if (end == SIZE_MAX || !(ends_line(scan, end) || c == ',' || c == '!' || c == ':' || c == ';' || c == '.' || (c == ' ' && byte_at(scan, end + 1) == '-'))) {
		return false;
	}
	*found = (struct found){ start, end, PII_NAME };
	return true;
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
	if (end == SIZE_MAX || end - start > SIGNATURE_BYTES || !(ends_line(scan, end) || (breaks > 0 && (byte_at(scan, end) == ',' || byte_at(scan, end) == '.')))) {
		return false;
	}
	*found = (struct found){ start, end, PII_NAME };
	return true;
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
	end = name_end(scan, i, false);
	if (end == SIZE_MAX) {
		return false;
	}
	*found = (struct found){ i, end, PII_NAME };
	return true;
}

bool find_line_name(const struct scan *scan, size_t at, struct found *found)
{
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
	return ((roles & ROLE_GREETING) != 0 && greeting_name(scan, at, found)) || ((roles & ROLE_CLOSING) != 0 && closing_name(scan, at, found)) ||
	       ((roles & ROLE_FIELD) != 0 && field_name(scan, at, found));
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

/* A word of the known person's name, with those of its other words that follow. */
static bool known_name(const struct scan *scan, size_t at, struct str word, struct found *found)
{
	size_t end = at + word.len;
	if (!is_known(scan, word)) {
		return false;
	}
	for (int count = 1; count < KNOWN_PARTS && byte_at(scan, end) == ' ' && end < scan->text.len; count++) {
		struct str next = word_after(scan, end + 1);
		if (next.len == 0 || !is_known(scan, next)) {
			break;
		}
		end += 1 + next.len;
	}
	*found = (struct found){ at, end, PII_NAME };
	return true;
}

/* "Jennifer", "Jennifer Lee": a given name and what follows it like a family name. Not behind "San" and "St.", where it is a place's. */
static bool given_name(const struct scan *scan, size_t at, struct str word, struct found *found)
{
	size_t end, stop = at > scan->floor + WORD_BYTES ? at - WORD_BYTES : scan->floor;
	struct str last;
	if (!name_case(word, false) || word.len < 3 || byte_at(scan, at + word.len) == '_' || ascii_is_digit(byte_at(scan, at + word.len)) ||
	    strchr("@#/_.-\\", byte_before(scan, at)) != NULL) {
		return false;
	}
	if (word_before(scan, at, stop, &last) != SIZE_MAX && name_case(last, false) && (word_roles(scan->words, last) & ROLE_PARTICLE) != 0) {
		return false;
	}
	end = name_end(scan, at, false);
	*found = (struct found){ at, end == SIZE_MAX ? at + word.len : end, PII_NAME };
	return true;
}

bool find_name(const struct scan *scan, size_t at, struct found *found)
{
	struct str word = word_after(scan, at);
	size_t before = at, end;
	uint32_t roles;
	if (scan->known_count > 0 && known_name(scan, at, word, found)) {
		return true;
	}
	roles = word_roles_among(scan->words, word, FILTER_NAME);
	if ((roles & (ROLE_GIVEN | ROLE_COMMON)) == ROLE_GIVEN && given_name(scan, at, word, found)) {
		return true;
	}
	if ((roles & ROLE_TITLE) != 0 && name_case(word, false)) {
		size_t start = skip_titles(scan, at);
		end = start > at + word.len ? name_end(scan, start, false) : SIZE_MAX;
		if (end != SIZE_MAX && name_case(word_after(scan, start), false)) {
			*found = (struct found){ start, end, PII_NAME };
			return true;
		}
	}
	if (before > scan->floor && (scan->text.at[before - 1] == ' ' || scan->text.at[before - 1] == ':')) {
		struct str last;
		size_t stop = at > scan->floor + WORD_BYTES ? at - WORD_BYTES : scan->floor;
		if (word_before(scan, at, stop, &last) != SIZE_MAX && 
		    (word_roles_among(scan->words, last, FILTER_INTRODUCTION) & ROLE_INTRODUCTION) != 0 && phrase_before(scan, at, ROLE_INTRODUCTION) && (end = name_end(scan, at, false)) != SIZE_MAX) {
			*found = (struct found){ at, end, PII_NAME };
			return true;
		}
	}
	return false;
}

/* Words of a name that may be looked for in the text: capitalised, of three letters or more, not ordinary words. An address gives none: its local part is not
 * how people write their names. */
void known_person(struct scan *scan, struct str person)
{
	struct scan own = *scan;
	size_t at = 0;
	own.text = person;
	own.floor = 0;
	scan->known_count = 0;
	for (size_t i = 0; i < person.len; i++) {
		if (person.at[i] == '<' || person.at[i] == '(') { /* "Ann Lee <ann@…>", "ann at … (Ann Lee)" */
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
		bool address = byte_at(&own, next) == '@' || byte_before(&own, at) == '@' || byte_at(&own, next) == '_' || ascii_is_digit(byte_at(&own, next));
		if (word.len >= 3 && word.len < WORD_BYTES && !address && name_case(word, false) &&
		    (word_roles(scan->words, word) & (ROLE_COMMON | ROLE_NOT_NAME | ROLE_TITLE | ROLE_PARTICLE)) == 0) {
			scan->known[scan->known_count++] = word;
		}
		at = next + (word.len == 0);
	}
}
