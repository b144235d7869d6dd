/* personal_net.c - addresses of the net: e-mail (RFC 5322's dot-atom, as far as people use it), URLs with user
 * information (RFC 3986), IPv4, IPv6 (RFC 4291) and MAC addresses. Each is found from its trigger byte by walking to
 * both sides over the bytes that may belong to it; no pattern is tried twice. */
#include "personal_part.h"

enum {
	DOMAIN_BYTES = 255, /* RFC 1035 */
	URL_BYTES = 2048,   /* longest URL that is masked whole */
	IP6_BYTES = 45,     /* eight groups, or with a dotted IPv4 at the end */
	SCHEME_BYTES = 16
};

/* A limit in bytes may fall inside of a character: its end. */
static size_t character_end(const struct scan *scan, size_t at)
{
	while (at < scan->text.len && ((unsigned char)scan->text.at[at] & 0xC0) == 0x80) {
		at++;
	}
	return at;
}

static bool in_local_part(char c)
{
	return ascii_is_alnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' || c == '&' || c == '=' ||
	       c == '~' || c == '\'';
}

/* The end of the domain at `at`: labels with dots, the last of two letters or more; SIZE_MAX when there is none. */
static size_t domain_end(const struct scan *scan, size_t at)
{
	size_t end = SIZE_MAX, label = at, i = at;
	for (; i < scan->text.len && i - at < DOMAIN_BYTES; i++) {
		char c = scan->text.at[i];
		if (c == '.' && i > label) {
			label = i + 1;
		} else if (byte_of_word(c) || (c == '-' && i > label)) {
			/* A label that could be the last: letters alone. */
			if (label > at && byte_of_letter(c) && i - label >= 1 && byte_of_letter(scan->text.at[label])) {
				end = i + 1;
			}
		} else {
			break;
		}
	}
	/* A last label that goes on after what was taken ("example.c0m") leaves no end inside of it. */
	while (end != SIZE_MAX && end < i && scan->text.at[end] != '.' && end < scan->text.len &&
	       byte_of_word(scan->text.at[end])) {
		end++;
	}
	return end == SIZE_MAX ? SIZE_MAX : character_end(scan, end);
}

bool find_email(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = at > scan->floor + LOOK_BACK ? at - LOOK_BACK : scan->floor, start = at, end;
	while (start > stop && in_local_part(scan->text.at[start - 1])) {
		start--;
	}
	while (start < at && !ascii_is_alnum(scan->text.at[start]) && scan->text.at[start] != '_') {
		start++;
	}
	end = start < at ? domain_end(scan, at + 1) : SIZE_MAX;
	if (end == SIZE_MAX) {
		return false;
	}
	*found = (struct found){ start, end, PII_EMAIL };
	return true;
}

/* The start of the local part before " at " or " (at) " that ends at `end`, as archives of lists write addresses;
 * SIZE_MAX: there is none. *sure: it was in brackets. */
static size_t spelled_local(const struct scan *scan, size_t end, bool *sure)
{
	static const char *const signs[] = { " (at) ", " at " };
	size_t stop = end > scan->floor + LOOK_BACK ? end - LOOK_BACK : scan->floor;
	for (int i = 0; i < 2; i++) {
		struct str sign = str_from(signs[i]);
		if (end > stop + sign.len && str_starts_nocase(str_slice(scan->text, end - sign.len, end), sign)) {
			size_t local = end - sign.len;
			*sure = i == 0;
			while (local > stop && in_local_part(scan->text.at[local - 1]) &&
			       (unsigned char)scan->text.at[local - 1] < 0x80) {
				local--;
			}
			while (local < end - sign.len && !ascii_is_alnum(scan->text.at[local])) {
				local++;
			}
			return end - sign.len > local + 1 ? local : SIZE_MAX;
		}
	}
	return SIZE_MAX;
}

/* "ann.lee at example.org", "<ann at example.org>", from a dot of the domain. "Look at example.org" is none: the local
 * part holds more than letters, or marks stand around that only addresses have. */
bool find_spelled_email(const struct scan *scan, size_t dot, struct found *found)
{
	size_t stop = dot > scan->floor + DOMAIN_BYTES ? dot - DOMAIN_BYTES : scan->floor, domain = dot, local, end,
	       before;
	bool sure;
	if (!ascii_is_alnum(byte_before(scan, dot)) || !ascii_is_alpha(byte_at(scan, dot + 1))) {
		return false;
	}
	while (domain > stop && (ascii_is_alnum(scan->text.at[domain - 1]) || scan->text.at[domain - 1] == '-' ||
	                         scan->text.at[domain - 1] == '.')) {
		domain--;
	}
	local = spelled_local(scan, domain, &sure);
	end = local == SIZE_MAX ? SIZE_MAX : domain_end(scan, domain);
	if (end == SIZE_MAX || end <= dot) {
		return false;
	}
	for (size_t i = local; i < domain && scan->text.at[i] != ' '; i++) {
		sure = sure || !ascii_is_alpha(scan->text.at[i]);
	}
	for (before = local; before > scan->floor && scan->text.at[before - 1] == ' '; before--) {
	}
	/* a full stop before it: a mask has taken the first part */
	sure = sure || byte_before(scan, local) == '.' || strchr("<(:[\"", byte_before(scan, before)) != NULL ||
	       strchr(">)]", byte_at(scan, end)) != NULL;
	if (!sure) {
		return false;
	}
	*found = (struct found){ local, end, PII_EMAIL };
	return true;
}

static bool ends_url(char c)
{
	return ascii_is_space(c) || c == '<' || c == '>' || c == '"' || c == '\\' || c == '\0';
}

/* "scheme://user:password@host/…": masked whole, up to white space. A URL without a user is no personal data. */
bool find_url(const struct scan *scan, size_t at, struct found *found)
{
	size_t start = at, end = at + 3, stop = at > scan->floor + SCHEME_BYTES ? at - SCHEME_BYTES : scan->floor,
	       authority = 0;
	if (byte_at(scan, at + 1) != '/' || byte_at(scan, at + 2) != '/' || end > scan->text.len) {
		return false;
	}
	while (start > stop && ascii_is_alnum(scan->text.at[start - 1])) {
		start--;
	}
	for (; end < scan->text.len && end - start < URL_BYTES && !ends_url(scan->text.at[end]); end++) {
		char c = scan->text.at[end];
		if (authority == 0 && (c == '/' || c == '?' || c == '#')) {
			return false;
		}
		if (authority == 0 && c == '@' && end > at + 3) {
			authority = end + 1;
		}
	}
	end = character_end(scan, end);
	while (end > authority && strchr(".,;:!?)'", scan->text.at[end - 1]) != NULL) {
		end--;
	}
	if (start == at || authority == 0 || end <= authority) {
		return false;
	}
	*found = (struct found){ start, end, PII_URL };
	return true;
}

bool find_ip4(const struct scan *scan, size_t at, struct found *found)
{
	size_t i = at;
	char before = byte_before(scan, at);
	if (byte_of_word(before) || before == '.' || before == '-' || before == '_') {
		return false;
	}
	for (int part = 0; part < 4; part++) {
		int value = 0, digits = 0;
		for (; digits < 4 && ascii_is_digit(byte_at(scan, i)); i++, digits++) {
			value = value * 10 + (scan->text.at[i] - '0');
		}
		if (digits == 0 || digits > 3 || value > 255 || (part < 3 && byte_at(scan, i) != '.')) {
			return false;
		}
		i += part < 3;
	}
	if (byte_of_word(byte_at(scan, i)) || byte_at(scan, i) == '-' ||
	    (byte_at(scan, i) == '.' && ascii_is_digit(byte_at(scan, i + 1)))) {
		return false;
	}
	*found = (struct found){ at, i, PII_IP };
	return true;
}

static bool is_mac_at(const struct scan *scan, size_t at, char separator, size_t digits, size_t groups, size_t *end)
{
	for (size_t group = 0; group < groups; group++) {
		for (size_t i = 0; i < digits; i++, at++) {
			if (!is_hex_digit(byte_at(scan, at))) {
				return false;
			}
		}
		if (group + 1 < groups && byte_at(scan, at++) != separator) {
			return false;
		}
	}
	*end = at;
	return !byte_of_word(byte_at(scan, at)) &&
	       !(byte_at(scan, at) == separator && is_hex_digit(byte_at(scan, at + 1)));
}

bool find_mac(const struct scan *scan, size_t token, struct found *found)
{
	char before = byte_before(scan, token), third = byte_at(scan, token + 2);
	size_t end;
	if (third != ':' && third != '-' && byte_at(scan, token + 4) != '.') {
		return false;
	}
	if (before == ':' || before == '-' || before == '.' ||
	    !((third == ':' || third == '-') ? is_mac_at(scan, token, third, 2, 6, &end)
	                                     : is_mac_at(scan, token, '.', 4, 3, &end))) {
		return false;
	}
	*found = (struct found){ token, end, PII_MAC };
	return true;
}

/* Eight groups of one to four hexadecimal digits, or fewer around one "::"; a dotted IPv4 may stand for the last two.
 * At least one digit and three groups or one of three digits, so that "std::a" and times are none. */
static bool is_ip6(struct str s)
{
	size_t groups = 0, digits = 0, longest = 0, run = 0;
	bool gap = false;
	for (size_t i = 0; i < s.len; i++) {
		if (is_hex_digit(s.at[i])) {
			digits += ascii_is_digit(s.at[i]);
			groups += run == 0;
			if (++run > 4) {
				return false;
			}
			longest = run > longest ? run : longest;
		} else { /* ':' */
			if (i + 1 < s.len && s.at[i + 1] == ':') {
				if (gap || (i + 2 < s.len && s.at[i + 2] == ':')) {
					return false;
				}
				gap = true;
				i++;
			} else if (i == 0 || i + 1 == s.len) {
				return false;
			}
			run = 0;
		}
	}
	return digits > 0 && (gap ? groups >= 2 && groups <= 7 && longest >= 3 : groups == 8);
}

bool find_ip6_or_mac(const struct scan *scan, size_t at, struct found *found)
{
	size_t start = at, end = at, stop = at > scan->floor + IP6_BYTES ? at - IP6_BYTES : scan->floor;
	while (start > stop && (is_hex_digit(scan->text.at[start - 1]) || scan->text.at[start - 1] == ':')) {
		start--;
	}
	if (byte_of_word(byte_before(scan, start))) {
		return false;
	}
	while (end < scan->text.len && end - start < IP6_BYTES &&
	       (is_hex_digit(scan->text.at[end]) || scan->text.at[end] == ':')) {
		end++;
	}
	while (end > start && scan->text.at[end - 1] == ':' && !(end - start > 2 && scan->text.at[end - 2] == ':')) {
		end--; /* a colon of the sentence */
	}
	if (end == start || end <= at || byte_of_word(byte_at(scan, end))) {
		return false;
	}
	if (is_mac_at(scan, start, ':', 2, 6, &found->end) && found->end >= end) {
		found->start = start;
		found->kind = PII_MAC;
		return true;
	}
	if (!is_ip6(str_slice(scan->text, start, end))) {
		return false;
	}
	*found = (struct found){ start, end, PII_IP };
	return true;
}
