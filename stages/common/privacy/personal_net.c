/* personal_net.c - addresses of the net: e-mail (RFC 5322's dot-atom, as far as people use it), URLs with user
 * information (RFC 3986), IPv4, IPv6 (RFC 4291) and MAC addresses. Each is found from its trigger byte by walking to
 * both sides over the bytes that may belong to it; no pattern is tried twice. */
#include "personal_part.h"

enum {
	DOMAIN_BYTES = 255, /* RFC 1035 */
	URL_BYTES = 2048,   /* longest URL that is masked whole */
	IP6_BYTES = 45,     /* eight groups, or with a dotted IPv4 at the end */
	IP6_GROUPS = 8,
	IP6_GROUP = 4, /* digits of a group */
	IP4_PARTS = 4,
	OCTET_DIGITS = 3,
	SCHEME_BYTES = 16,
	HANDLE_BYTES = 64,
	HANDLE_LEAST = 2, /* bytes: "@5" is a price */
	FILE_BYTES = 120, /* of a file's name before its ending */
	ENDING_BYTES = 4
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

/* A byte that may stand in a label of a domain, which starts at a place; inside: not first. */
static bool in_label(char c, bool inside)
{
	return byte_of_word(c) || (c == '-' && inside);
}

/* The end of the domain at `at`: labels with dots, the last of two letters or more; SIZE_MAX when there is none. */
static size_t domain_end(const struct scan *scan, size_t at)
{
	size_t end = SIZE_MAX, label = at, i = at;
	for (; i < scan->text.len && i - at < DOMAIN_BYTES; i++) {
		char c = scan->text.at[i];
		if (c == '.' && i > label) {
			label = i + 1;
		} else if (!in_label(c, i > label)) {
			break;
		} else if (label > at && i > label && byte_of_letter(c) && byte_of_letter(scan->text.at[label])) {
			end = i + 1; /* a label that could be the last: letters alone */
		}
	}
	if (end == SIZE_MAX) {
		return SIZE_MAX;
	}
	/* A last label that goes on after what was taken ("example.c0m") leaves no end inside of it. */
	while (end < i && byte_of_word(scan->text.at[end])) {
		end++;
	}
	return character_end(scan, end);
}

bool find_email(const struct scan *scan, size_t at, struct found *found)
{
	size_t stop = look_back(scan, at, LOOK_BACK), start = at, end;
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

/* Where one of the signs that ends at `end` starts, not before `stop`; SIZE_MAX: none does. */
static size_t sign_start(const struct scan *scan, const struct word_forms *signs, size_t end, size_t stop)
{
	for (size_t i = 0; i < signs->count; i++) {
		size_t len = signs->at[i].len;
		if (end > stop + len && str_starts_nocase(str_slice(scan->text, end - len, end), signs->at[i])) {
			return end - len;
		}
	}
	return SIZE_MAX;
}

/* The start of a wide "@" (U+FF20, U+FE6B), as keyboards of East Asia write it, that ends at `end`; SIZE_MAX: none
 * does. */
static size_t wide_sign_start(const struct scan *scan, size_t end, size_t stop)
{
	static const char *const wide[] = { "\xEF\xBC\xA0", "\xEF\xB9\xAB" };
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		if (end > stop + 3 && memcmp(scan->text.at + end - 3, wide[i], 3) == 0) {
			return end - 3;
		}
	}
	return SIZE_MAX;
}

/* The start of the local part before a wide sign, " at " or " (at) " that ends at `end`, as archives of lists write
 * addresses; SIZE_MAX: there is none. *sure: it was wide or in brackets. */
static size_t spelled_local(const struct scan *scan, size_t end, bool *sure)
{
	size_t stop = look_back(scan, end, LOOK_BACK), sign, local;
	sign = wide_sign_start(scan, end, stop);
	sign = sign != SIZE_MAX ? sign : sign_start(scan, &scan->words->signs_bracketed, end, stop);
	*sure = sign != SIZE_MAX;
	sign = *sure ? sign : sign_start(scan, &scan->words->signs_bare, end, stop);
	if (sign == SIZE_MAX) {
		return SIZE_MAX;
	}
	for (local = sign;
	     local > stop && in_local_part(scan->text.at[local - 1]) && (unsigned char)scan->text.at[local - 1] < 0x80;
	     local--) {
	}
	while (local < sign && !ascii_is_alnum(scan->text.at[local])) {
		local++;
	}
	return sign > local + 1 ? local : SIZE_MAX;
}

/* The start of the domain around a dot; SIZE_MAX: no letters or digits stand on both sides of it. */
static size_t domain_start(const struct scan *scan, size_t dot)
{
	size_t stop = look_back(scan, dot, DOMAIN_BYTES), start = dot;
	if (!ascii_is_alnum(byte_before(scan, dot)) || !ascii_is_alpha(byte_at(scan, dot + 1))) {
		return SIZE_MAX;
	}
	while (start > stop && (ascii_is_alnum(scan->text.at[start - 1]) || scan->text.at[start - 1] == '-' ||
	                        scan->text.at[start - 1] == '.')) {
		start--;
	}
	return start;
}

/* Whether a local part holds more than letters, or marks stand around text[local..end) that only addresses have. */
static bool looks_spelled(const struct scan *scan, size_t local, size_t end)
{
	size_t before = local;
	for (size_t i = local; scan->text.at[i] != ' '; i++) { /* a blank stands before its sign */
		if (!ascii_is_alpha(scan->text.at[i])) {
			return true;
		}
	}
	while (byte_before(scan, before) == ' ' && before > scan->floor) {
		before--;
	}
	/* a full stop before it: a mask has taken the first part */
	return byte_before(scan, local) == '.' || strchr("<(:[\"", byte_before(scan, before)) != NULL ||
	       strchr(">)]", byte_at(scan, end)) != NULL;
}

/* "ann.lee at example.org", "<ann at example.org>", from a dot of the domain. "Look at example.org" is none. */
bool find_spelled_email(const struct scan *scan, size_t dot, struct found *found)
{
	size_t domain = domain_start(scan, dot), local, end;
	bool sure;
	if (domain == SIZE_MAX) {
		return false;
	}
	local = spelled_local(scan, domain, &sure);
	end = local == SIZE_MAX ? SIZE_MAX : domain_end(scan, domain);
	if (end == SIZE_MAX || end <= dot || !(sure || looks_spelled(scan, local, end))) {
		return false;
	}
	*found = (struct found){ local, end, PII_EMAIL };
	return true;
}

static bool ends_url(char c)
{
	return ascii_is_space(c) || c == '<' || c == '>' || c == '"' || c == '\\' || c == '\0';
}

/* The letters and digits of a scheme before a place: their start. */
static size_t scheme_start(const struct scan *scan, size_t at)
{
	size_t start = at, stop = look_back(scan, at, SCHEME_BYTES);
	while (start > stop && ascii_is_alnum(scan->text.at[start - 1])) {
		start--;
	}
	return start;
}

/* Behind the "@" of a user that begins at a place; SIZE_MAX: there is none before the path, or before `stop`. */
static size_t host_start(const struct scan *scan, size_t user, size_t stop)
{
	for (size_t i = user; i < stop && !ends_url(scan->text.at[i]) && strchr("/?#", scan->text.at[i]) == NULL; i++) {
		if (scan->text.at[i] == '@' && i > user) {
			return i + 1;
		}
	}
	return SIZE_MAX;
}

/* The end of a URL from `at` on, without the marks of the sentence behind it. */
static size_t url_end(const struct scan *scan, size_t at, size_t stop)
{
	size_t end = at;
	while (end < stop && !ends_url(scan->text.at[end])) {
		end++;
	}
	end = character_end(scan, end);
	while (end > at && strchr(".,;:!?)'*_]", scan->text.at[end - 1]) != NULL) {
		end--;
	}
	return end;
}

/* "scheme://user:password@host/path", "scheme://host/path": masked whole, up to white space. A host alone is nobody's.
 */
bool find_url(const struct scan *scan, size_t at, struct found *found)
{
	size_t start, user = at + 3, end, stop, path;
	if (byte_at(scan, at + 1) != '/' || byte_at(scan, at + 2) != '/' || user > scan->text.len) {
		return false;
	}
	start = scheme_start(scan, at);
	stop = start + URL_BYTES < scan->text.len ? start + URL_BYTES : scan->text.len;
	end = url_end(scan, user, stop);
	for (path = user; path < end && strchr("/?#", scan->text.at[path]) == NULL; path++) {
	}
	*found = (struct found){ start, end, PII_URL };
	return start < at && end > user && (path + 1 < end || host_start(scan, user, stop) != SIZE_MAX);
}

bool find_link(const struct scan *scan, size_t dot, struct found *found)
{
	size_t start = domain_start(scan, dot), host, stop, end;
	if (start == SIZE_MAX || byte_before(scan, start) == '@' || byte_of_word(byte_before(scan, start))) {
		return false;
	}
	host = domain_end(scan, start);
	if (host == SIZE_MAX || host <= dot || byte_at(scan, host) != '/') {
		return false;
	}
	stop = start + URL_BYTES < scan->text.len ? start + URL_BYTES : scan->text.len;
	end = url_end(scan, host, stop);
	*found = (struct found){ start, end, PII_URL };
	return end > host + 1;
}

static bool in_handle(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '.';
}

static bool is_kept(const struct scan *scan, struct str handle)
{
	size_t i = 0;
	while (i < scan->handle_count && !str_eq_nocase(scan->handles[i], handle)) {
		i++;
	}
	return i < scan->handle_count;
}

bool find_handle(const struct scan *scan, size_t at, struct found *found)
{
	size_t end = at + 1;
	if (byte_of_word(byte_before(scan, at)) || strchr("./@", byte_before(scan, at)) != NULL) {
		return false;
	}
	while (in_handle(byte_at(scan, end)) && end < at + HANDLE_BYTES) {
		end++;
	}
	while (end > at + 1 && scan->text.at[end - 1] == '.') {
		end--;
	}
	*found = (struct found){ at, end, PII_HANDLE };
	return end > at + HANDLE_LEAST && !is_kept(scan, str_slice(scan->text, at + 1, end));
}

static bool in_file_name(char c)
{
	return byte_of_word(c) || (c != '\0' && strchr("._-%+~()", c) != NULL);
}

bool find_file(const struct scan *scan, size_t dot, struct found *found)
{
	static const char *const endings[] = { "pdf", "doc",  "docx", "xls",  "xlsx", "ppt",  "pptx", "png",
		                               "jpg", "jpeg", "gif",  "heic", "tif",  "tiff", "bmp",  "mp3",
		                               "mp4", "mov",  "wav",  "m4a",  "zip",  "rar",  "eml",  "msg",
		                               "vcf", "ics",  "odt",  "ods",  "rtf",  "webp", "avi",  "webm" };
	size_t start = dot, end = dot + 1, stop = look_back(scan, dot, FILE_BYTES), i = 0;
	struct str ending;
	while (ascii_is_alnum(byte_at(scan, end)) && end < dot + 1 + ENDING_BYTES) {
		end++;
	}
	ending = str_slice(scan->text, dot + 1, end);
	while (i < sizeof endings / sizeof *endings && !str_eq_nocase(ending, str_from(endings[i]))) {
		i++;
	}
	if (i == sizeof endings / sizeof *endings || byte_of_word(byte_at(scan, end))) {
		return false;
	}
	while (start > stop && in_file_name(scan->text.at[start - 1])) {
		start--;
	}
	while (start < dot && scan->text.at[start] == '(') {
		start++;
	}
	*found = (struct found){ start, end, PII_FILE };
	return start < dot;
}

/* A number of up to three digits that is below 256 at a place: its end, or SIZE_MAX. */
static size_t octet_end(const struct scan *scan, size_t at)
{
	int value = 0;
	size_t i = at;
	for (; i < at + OCTET_DIGITS && ascii_is_digit(byte_at(scan, i)); i++) {
		value = value * 10 + (scan->text.at[i] - '0');
	}
	return i == at || value > 255 || ascii_is_digit(byte_at(scan, i)) ? SIZE_MAX : i;
}

bool find_ip4(const struct scan *scan, size_t at, struct found *found)
{
	size_t i = at;
	char before = byte_before(scan, at), after;
	if (byte_of_word(before) || before == '.' || before == '-' || before == '_') {
		return false;
	}
	for (int part = 0; part < IP4_PARTS; part++) {
		if (part > 0 && byte_at(scan, i++) != '.') {
			return false;
		}
		i = octet_end(scan, i);
		if (i == SIZE_MAX) {
			return false;
		}
	}
	after = byte_at(scan, i);
	if (byte_of_word(after) || after == '-' || (after == '.' && ascii_is_digit(byte_at(scan, i + 1)))) {
		return false;
	}
	*found = (struct found){ at, i, PII_IP };
	return true;
}

/* Ways of writing a MAC address. */
struct mac_form {
	char separator;
	size_t digits, groups;
};

static bool is_mac_at(const struct scan *scan, size_t at, struct mac_form form, size_t *end)
{
	for (size_t group = 0; group < form.groups; group++) {
		if (group > 0 && byte_at(scan, at++) != form.separator) {
			return false;
		}
		for (size_t i = 0; i < form.digits; i++, at++) {
			if (!is_hex_digit(byte_at(scan, at))) {
				return false;
			}
		}
	}
	*end = at;
	return !byte_of_word(byte_at(scan, at)) &&
	       !(byte_at(scan, at) == form.separator && is_hex_digit(byte_at(scan, at + 1)));
}

bool find_mac(const struct scan *scan, size_t token, struct found *found)
{
	char before = byte_before(scan, token), third = byte_at(scan, token + 2);
	struct mac_form form = { '.', 4, 3 }; /* "001a.2b3c.4d5e" */
	size_t end;
	if (third == ':' || third == '-') {
		form = (struct mac_form){ third, 2, 6 }; /* "00:1A:2B:3C:4D:5E" */
	} else if (byte_at(scan, token + 4) != '.') {
		return false;
	}
	if (before == ':' || before == '-' || before == '.' || !is_mac_at(scan, token, form, &end)) {
		return false;
	}
	*found = (struct found){ token, end, PII_MAC };
	return true;
}

/* The groups of what may be an IPv6 address. */
struct ip6 {
	size_t groups, run, longest; /* hexadecimal digits of the group that is read, and of the longest */
	size_t digits;               /* decimal ones in all */
	bool gap;                    /* "::" */
};

static bool take_hex(struct ip6 *ip, char c)
{
	ip->digits += ascii_is_digit(c);
	ip->groups += ip->run == 0;
	ip->run++;
	ip->longest = ip->run > ip->longest ? ip->run : ip->longest;
	return ip->run <= IP6_GROUP;
}

/* Takes the one or two colons at s[i]; their number, 0: they are not those of an address. */
static size_t take_colons(struct ip6 *ip, struct str s, size_t i)
{
	size_t colons = 1;
	ip->run = 0;
	while (i + colons < s.len && s.at[i + colons] == ':') {
		colons++;
	}
	if (colons == 1) {
		return i > 0 && i + 1 < s.len;
	}
	if (colons > 2 || ip->gap) {
		return 0;
	}
	ip->gap = true;
	return colons;
}

/* Eight groups of one to four hexadecimal digits, or fewer around one "::". At least one digit and three groups or one
 * of three digits, so that "std::a" and times are none. */
static bool is_ip6(struct str s)
{
	struct ip6 ip = { 0 };
	for (size_t i = 0, bytes; i < s.len; i += bytes) {
		bytes = is_hex_digit(s.at[i]) ? take_hex(&ip, s.at[i]) : take_colons(&ip, s, i);
		if (bytes == 0) {
			return false;
		}
	}
	if (ip.digits == 0) {
		return false;
	}
	return ip.gap ? ip.groups >= 2 && ip.groups < IP6_GROUPS && ip.longest >= 3 : ip.groups == IP6_GROUPS;
}

static bool in_ip6(char c)
{
	return is_hex_digit(c) || c == ':';
}

/* Where the run of hexadecimal digits and colons that starts at a place ends, without a colon of the sentence. */
static size_t ip6_end(const struct scan *scan, size_t start)
{
	size_t end = start;
	while (end < scan->text.len && end - start < IP6_BYTES && in_ip6(scan->text.at[end])) {
		end++;
	}
	while (end > start && scan->text.at[end - 1] == ':' && !(end - start > 2 && scan->text.at[end - 2] == ':')) {
		end--;
	}
	return end;
}

bool find_ip6_or_mac(const struct scan *scan, size_t at, struct found *found)
{
	static const struct mac_form mac = { ':', 2, 6 };
	size_t start = at, end, stop = look_back(scan, at, IP6_BYTES), mac_end;
	while (start > stop && in_ip6(scan->text.at[start - 1])) {
		start--;
	}
	if (byte_of_word(byte_before(scan, start))) {
		return false;
	}
	end = ip6_end(scan, start);
	if (end <= at || byte_of_word(byte_at(scan, end))) {
		return false;
	}
	if (is_mac_at(scan, start, mac, &mac_end) && mac_end >= end) {
		*found = (struct found){ start, mac_end, PII_MAC };
		return true;
	}
	*found = (struct found){ start, end, PII_IP };
	return is_ip6(str_slice(scan->text, start, end));
}
