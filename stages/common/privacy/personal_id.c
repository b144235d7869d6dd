/* personal_id.c - national identity, tax and social security numbers of some thirty countries, by shape and checksum.
 *
 * Shapes: 'd' a digit, 'a' a letter, 'x' a digit or letter, '~' one space, dash or dot, or nothing, '_' a space (a
 * no-break one too); any other byte is itself. The checksums are those that each issuing authority publishes; the names
 * used in the table are theirs (ISO 7064, Luhn and Verhoeff are the general ones). A shape that many ordinary numbers
 * have (nine bare digits) counts only behind a word that says so ("passport", "SSN"): those rows have `context`. With
 * such a word, any run of five digits or more is taken, with or without a checksum: a mistyped number is as personal as
 * a right one. */
#include <string.h>

#include "personal_checksum.h"
#include "personal_part.h"

enum {
	SHAPE_DIGITS = 7,         /* fewest digits of a shape that starts with one */
	SHAPE_DIGITS_LETTERS = 4, /* the same of a shape that starts with letters */
	SHAPE_LETTERS = 6,        /* most letters that a shape starts with */
	ID_BYTES = 24,            /* longest compact form */
	CONTEXT_ID_DIGITS = 5,    /* fewest digits of a number that a word before it makes an identity number */
	CONTEXT_ID_BYTES = 20
};

static bool all_same(const char *digits, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (digits[i] != digits[0]) {
			return false;
		}
	}
	return true;
}

static bool is_date(int month, int day)
{
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool us_ssn(const char *s)
{
	return memcmp(s, "000", 3) != 0 && memcmp(s, "666", 3) != 0 && memcmp(s + 3, "00", 2) != 0 &&
	       memcmp(s + 5, "0000", 4) != 0;
}

static bool uk_nino(const char *s)
{
	static const char *const unused[] = { "BG", "GB", "NK", "KN", "TN", "NT", "ZZ" };
	for (size_t i = 0; i < sizeof unused / sizeof *unused; i++) {
		if (memcmp(s, unused[i], 2) == 0) {
			return false;
		}
	}
	return strchr("DFIQUV", s[0]) == NULL && strchr("DFIQUVO", s[1]) == NULL && s[8] >= 'A' && s[8] <= 'D';
}

static bool uk_nhs(const char *s)
{
	static const int weights[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2 };
	return (11 - weighted_sum(s, weights, 9) % 11) % 11 == digit_value(s[9]);
}

/* Corsica's 2A and 2B count as 19 and 18. */
static bool fr_nir(const char *s)
{
	char digits[13];
	memcpy(digits, s, sizeof digits);
	if (s[6] == 'A' || s[6] == 'B') {
		digits[5] = '1';
		digits[6] = s[6] == 'A' ? '9' : '8';
	}
	for (size_t i = 0; i < 15; i++) {
		if (i != 6 && !ascii_is_digit(s[i])) {
			return false;
		}
	}
	return ascii_is_digit(digits[6]) && strchr("12378", s[0]) != NULL && two_digits(s + 3) >= 1 &&
	       97 - decimal_remainder(digits, 13, 97) == two_digits(s + 13);
}

/* ISO 7064 MOD 11,10. */
static bool de_tax(const char *s)
{
	int product = 10;
	for (size_t i = 0; i < 10; i++) {
		int sum = (digit_value(s[i]) + product) % 10;
		product = (sum == 0 ? 10 : sum) * 2 % 11;
	}
	return s[0] != '0' && (11 - product) % 10 == digit_value(s[10]);
}

static bool de_pension(const char *s)
{
	static const int weights[] = { 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1 };
	char digits[12];
	int letter = s[8] - 'A' + 1, sum = 0;
	memcpy(digits, s, 8);
	digits[8] = (char)('0' + letter / 10);
	digits[9] = (char)('0' + letter % 10);
	memcpy(digits + 10, s + 9, 2);
	for (size_t i = 0; i < 12; i++) {
		int product = digit_value(digits[i]) * weights[i];
		sum += product / 10 + product % 10;
	}
	return is_date(two_digits(s + 4), two_digits(s + 2) % 50) && sum % 10 == digit_value(s[11]);
}

static bool spanish_letter(int number, char letter)
{
	return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] == letter;
}
static bool es_dni(const char *s)
{
	return spanish_letter(decimal_remainder(s, 8, 23), s[8]);
}
static bool es_nie(const char *s)
{
	char digits[8];
	memcpy(digits, s, 8);
	digits[0] = (char)('0' + (s[0] - 'X'));
	return s[0] >= 'X' && s[0] <= 'Z' && spanish_letter(decimal_remainder(digits, 8, 23), s[8]);
}

/* Characters at odd places have values of their own, those at even places their rank. */
static bool it_fiscal(const char *s)
{
	static const int odd[26] = { 1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
		                     20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23 };
	int sum = 0;
	for (size_t i = 0; i < 15; i++) {
		int rank = ascii_is_digit(s[i]) ? digit_value(s[i]) : s[i] - 'A';
		sum += i % 2 == 0 ? odd[rank] : rank;
	}
	return 'A' + sum % 26 == s[15];
}

static bool pt_nif(const char *s)
{
	static const int weights[] = { 9, 8, 7, 6, 5, 4, 3, 2 };
	int check = 11 - weighted_sum(s, weights, 8) % 11;
	return (check >= 10 ? 0 : check) == digit_value(s[8]);
}

static bool br_digits(const char *s, size_t count, const int *weights)
{
	int rest = weighted_sum(s, weights, count) % 11;
	return (rest < 2 ? 0 : 11 - rest) == digit_value(s[count]);
}
static bool br_cpf(const char *s)
{
	static const int weights[] = { 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 };
	return !all_same(s, 11) && br_digits(s, 9, weights + 1) && br_digits(s, 10, weights);
}
static bool br_cnpj(const char *s)
{
	static const int weights[] = { 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2 };
	return !all_same(s, 14) && br_digits(s, 12, weights + 1) && br_digits(s, 13, weights);
}

static bool in_aadhaar(const char *s)
{
	return s[0] >= '2' && is_verhoeff(s, 12);
}
static bool in_pan(const char *s)
{
	return strchr("ABCFGHJLPT", s[3]) != NULL;
}

static bool nl_bsn(const char *s)
{
	static const int weights[] = { 9, 8, 7, 6, 5, 4, 3, 2, -1 };
	return !all_same(s, 9) && weighted_sum(s, weights, 9) % 11 == 0;
}

/* Those born from 2000 on have a 2 put before. */
static bool be_national(const char *s)
{
	char later[10] = { '2' };
	memcpy(later + 1, s, 9);
	return two_digits(s + 2) <= 12 && two_digits(s + 4) <= 31 &&
	       (97 - decimal_remainder(s, 9, 97) == two_digits(s + 9) ||
	        97 - decimal_remainder(later, 10, 97) == two_digits(s + 9));
}

static bool pl_pesel(const char *s)
{
	static const int weights[] = { 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1 };
	return is_date(two_digits(s + 2) % 20, two_digits(s + 4)) && weighted_sum(s, weights, 11) % 10 == 0;
}

static bool se_person(const char *s)
{
	return is_date(two_digits(s + 2), two_digits(s + 4) % 60) && is_luhn(s, 10);
}
static bool se_person_century(const char *s)
{
	return se_person(s + 2);
}
static bool dk_cpr(const char *s)
{
	return is_date(two_digits(s + 2), two_digits(s));
}

static bool fi_hetu(const char *s)
{
	char digits[9];
	memcpy(digits, s, 6);
	memcpy(digits + 6, s + 6, 3);
	return is_date(two_digits(s + 2), two_digits(s)) &&
	       "0123456789ABCDEFHJKLMNPRSTUVWXY"[decimal_remainder(digits, 9, 31)] == s[9];
}

static bool no_birth(const char *s)
{
	static const int first[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2, 1 }, second[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
	return is_date(two_digits(s + 2) % 40, two_digits(s) % 40) && weighted_sum(s, first, 10) % 11 == 0 &&
	       weighted_sum(s, second, 11) % 11 == 0;
}

static bool ch_ahv(const char *s)
{
	static const int weights[] = { 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1 };
	return memcmp(s, "756", 3) == 0 && weighted_sum(s, weights, 13) % 10 == 0;
}

static bool ie_pps(const char *s)
{
	static const int weights[] = { 8, 7, 6, 5, 4, 3, 2 };
	return "WABCDEFGHIJKLMNOPQRSTUV"[weighted_sum(s, weights, 7) % 23] == s[7];
}

static bool ca_sin(const char *s)
{
	return s[0] != '0' && s[0] != '8' && is_luhn(s, 9);
}

static bool au_tfn(const char *s)
{
	static const int weights[] = { 1, 4, 3, 7, 5, 8, 6, 9, 10 };
	return weighted_sum(s, weights, 9) % 11 == 0;
}

static bool mx_curp(const char *s)
{
	return is_date(two_digits(s + 6), two_digits(s + 8)) && strchr("HMX", s[10]) != NULL;
}

/* ISO 7064 MOD 11-2. */
static bool cn_resident(const char *s)
{
	int rest = 0;
	for (size_t i = 0; i < 17; i++) {
		if (!ascii_is_digit(s[i])) {
			return false;
		}
		rest = (rest + digit_value(s[i])) * 2 % 11;
	}
	return is_date(two_digits(s + 10), two_digits(s + 12)) && "0123456789X"[(12 - rest) % 11] == s[17];
}

static bool kr_resident(const char *s)
{
	return is_date(two_digits(s + 2), two_digits(s + 4)) && s[6] >= '1' && s[6] <= '8';
}

static bool jp_number(const char *s)
{
	static const int weights[] = { 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
	int rest = weighted_sum(s, weights, 11) % 11;
	return (rest <= 1 ? 0 : 11 - rest) == digit_value(s[11]);
}

static bool sg_nric(const char *s)
{
	static const int weights[] = { 2, 7, 6, 5, 4, 3, 2 };
	static const struct {
		char series;
		int more;            /* what the series adds to the sum */
		const char *letters; /* by the sum's rest */
	} all[] = { { 'S', 0, "JZIHGFEDCBA" },
		    { 'T', 4, "JZIHGFEDCBA" },
		    { 'F', 0, "XWUTRQPNMLK" },
		    { 'G', 4, "XWUTRQPNMLK" },
		    { 'M', 3, "XWUTRQPNJLK" } };
	int sum = weighted_sum(s + 1, weights, 7);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (all[i].series == s[0]) {
			return all[i].letters[(sum + all[i].more) % 11] == s[8];
		}
	}
	return false;
}

static bool za_identity(const char *s)
{
	return is_date(two_digits(s + 2), two_digits(s + 4)) && s[10] <= '2' && is_luhn(s, 13);
}

static bool tr_identity(const char *s)
{
	static const int tenth[] = { 7, -1, 7, -1, 7, -1, 7, -1, 7 };
	int sum = 0;
	for (size_t i = 0; i < 10; i++) {
		sum += digit_value(s[i]);
	}
	return s[0] != '0' && (weighted_sum(s, tenth, 9) % 10 + 10) % 10 == digit_value(s[9]) &&
	       sum % 10 == digit_value(s[10]);
}

static bool cl_rut(const char *s)
{
	static const int weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
	return "0K987654321"[weighted_sum(s, weights, 8) % 11] == s[8];
}

static bool ar_cuit(const char *s)
{
	static const int weights[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
	int check = 11 - weighted_sum(s, weights, 10) % 11;
	return (check == 11 ? 0 : check == 10 ? 9 : check) == digit_value(s[10]);
}

static bool ro_cnp(const char *s)
{
	static const int weights[] = { 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9 };
	int rest = weighted_sum(s, weights, 12) % 11;
	return s[0] != '0' && is_date(two_digits(s + 3), two_digits(s + 5)) &&
	       (rest == 10 ? 1 : rest) == digit_value(s[12]);
}

static bool cz_birth(const char *s)
{
	return is_date(two_digits(s + 2) % 50, two_digits(s + 4)) &&
	       (decimal_remainder(s, 10, 11) == 0 || (decimal_remainder(s, 9, 11) == 10 && s[9] == '0'));
}

static bool bg_egn(const char *s)
{
	static const int weights[] = { 2, 4, 8, 5, 10, 9, 7, 3, 6 };
	return weighted_sum(s, weights, 9) % 11 % 10 == digit_value(s[9]);
}

static bool hk_identity(const char *s)
{
	static const int weights[] = { 7, 6, 5, 4, 3, 2 };
	int sum = 9 * 36 + 8 * (s[0] - 'A' + 10) + weighted_sum(s + 1, weights, 6), rest = sum % 11;
	return (s[7] == 'A' ? 10 : ascii_is_digit(s[7]) ? digit_value(s[7]) : -1) == (11 - rest) % 11;
}

static bool tw_identity(const char *s)
{
	static const int letters[26] = { 10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
		                         22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33 };
	static const int weights[] = { 8, 7, 6, 5, 4, 3, 2, 1, 1 };
	int letter = letters[s[0] - 'A'];
	return (s[1] == '1' || s[1] == '2' || s[1] == '8' || s[1] == '9') &&
	       (letter / 10 + letter % 10 * 9 + weighted_sum(s + 1, weights, 9)) % 10 == 0;
}

static const struct id_shape {
	const char *name, *shape;
	size_t lead; /* how many of its first sort the shape starts with, at least */
	bool exact;  /* no more than these either */
	bool (*check)(const char *compact);
	bool context;
} id_shapes[] = {
	{ "US social security", "ddd-dd-dddd", 3, true, us_ssn, false },
	{ "US social security", "ddd~dd~dddd", 3, false, us_ssn, true },
	{ "GB national insurance", "aa~dd~dd~dd~a", 2, false, uk_nino, false },
	{ "GB health service", "ddd~ddd~dddd", 3, false, uk_nhs, true },
	{ "FR registration", "d~dd~dd~dx~ddd~ddd~dd", 1, false, fr_nir, false },
	{ "DE tax", "dd_ddd_ddd_ddd", 2, true, de_tax, false },
	{ "DE tax", "ddddddddddd", 11, true, de_tax, true },
	{ "DE pension", "dd~dddddd~a~ddd", 2, false, de_pension, false },
	{ "ES identity", "dddddddd~a", 8, false, es_dni, false },
	{ "ES foreigner", "a~ddddddd~a", 1, false, es_nie, false },
	{ "IT fiscal code", "aaaaaaddaddaddda", 6, true, it_fiscal, false },
	{ "PT tax", "ddd~ddd~ddd", 3, false, pt_nif, true },
	{ "BR person", "ddd.ddd.ddd-dd", 3, true, br_cpf, false },
	{ "BR person", "ddddddddddd", 11, true, br_cpf, true },
	{ "BR company", "dd.ddd.ddd/dddd-dd", 2, true, br_cnpj, false },
	{ "IN Aadhaar", "dddd_dddd_dddd", 4, true, in_aadhaar, false },
	{ "IN Aadhaar", "dddd~dddd~dddd", 4, false, in_aadhaar, true },
	{ "IN account", "aaaaadddda", 5, true, in_pan, false },
	{ "NL citizen", "dddd~dd~ddd", 4, false, nl_bsn, true },
	{ "BE national", "dd.dd.dd-ddd.dd", 2, true, be_national, false },
	{ "BE national", "ddddddddddd", 11, true, be_national, true },
	{ "PL PESEL", "ddddddddddd", 11, true, pl_pesel, true },
	{ "SE person", "dddddd-dddd", 6, true, se_person, false },
	{ "SE person", "dddddddd-dddd", 8, true, se_person_century, false },
	{ "DK person", "dddddd-dddd", 6, true, dk_cpr, false },
	{ "FI person", "dddddd-dddx", 6, true, fi_hetu, false },
	{ "NO birth", "dddddd~ddddd", 6, false, no_birth, false },
	{ "CH insurance", "ddd.dddd.dddd.dd", 3, true, ch_ahv, false },
	{ "CH insurance", "ddddddddddddd", 13, true, ch_ahv, false },
	{ "IE public service", "ddddddda", 7, true, ie_pps, true },
	{ "CA social insurance", "ddd-ddd-ddd", 3, true, ca_sin, false },
	{ "CA social insurance", "ddd~ddd~ddd", 3, false, ca_sin, true },
	{ "AU tax", "ddd~ddd~ddd", 3, false, au_tfn, true },
	{ "MX CURP", "aaaaddddddaaaaaaxd", 4, true, mx_curp, false },
	{ "CN resident", "dddddddddddddddddx", 17, false, cn_resident, false },
	{ "KR resident", "dddddd-ddddddd", 6, true, kr_resident, false },
	{ "JP individual", "dddd~dddd~dddd", 4, false, jp_number, true },
	{ "SG identity", "addddddda", 1, true, sg_nric, false },
	{ "ZA identity", "ddddddddddddd", 13, true, za_identity, false },
	{ "TR identity", "ddddddddddd", 11, true, tr_identity, true },
	{ "CL taxpayer", "dd.ddd.ddd-x", 2, true, cl_rut, false },
	{ "CL taxpayer", "dddddddd-x", 8, true, cl_rut, true },
	{ "AR taxpayer", "dd-dddddddd-d", 2, true, ar_cuit, false },
	{ "RO person", "ddddddddddddd", 13, true, ro_cnp, false },
	{ "CZ and SK birth", "dddddd/dddd", 6, true, cz_birth, false },
	{ "BG civil", "dddddddddd", 10, true, bg_egn, true },
	{ "HK identity", "adddddd(x)", 1, true, hk_identity, false },
	{ "TW identity", "addddddddd", 1, true, tw_identity, false },
};

/* The bytes of a blank (also one that breaks no line), and of any separator; 0: none is there. */
static size_t blank_bytes(const struct scan *scan, size_t at)
{
	return at < scan->text.len && scan->text.at[at] == ' ' ? 1 : no_break_space(scan, at);
}
static size_t separator_bytes(const struct scan *scan, size_t at)
{
	return byte_at(scan, at) == '-' || byte_at(scan, at) == '.' ? 1 : blank_bytes(scan, at);
}

/* Whether a byte is of the sort that a sign of a shape stands for: part of the number itself. */
static bool is_of_sort(char c, char sign)
{
	return sign == 'd' ? ascii_is_digit(c) : sign == 'a' ? ascii_is_alpha(c) : ascii_is_alnum(c);
}

/* The compact form (letters in upper case) into id[ID_BYTES]; the end, or SIZE_MAX. */
static size_t match_shape(const struct scan *scan, size_t at, const char *shape, char *id)
{
	size_t len = 0, bytes;
	for (; *shape != '\0'; shape++) {
		if (strchr("dax", *shape) != NULL) {
			if (!is_of_sort(byte_at(scan, at), *shape)) {
				return SIZE_MAX;
			}
			id[len++] = ascii_upper(scan->text.at[at]);
			bytes = 1;
		} else if (*shape == '~') {
			at += separator_bytes(scan, at);
			continue;
		} else {
			bytes =
			    *shape == '_' ? blank_bytes(scan, at) : at < scan->text.len && scan->text.at[at] == *shape;
		}
		if (bytes == 0) {
			return SIZE_MAX;
		}
		at += bytes;
	}
	id[len] = '\0';
	return at;
}

static bool stands_alone(const struct scan *scan, size_t start, size_t end)
{
	char before = byte_before(scan, start), after = byte_at(scan, end);
	bool joined_before = (before == '-' || before == '.' || before == '/') && start > scan->floor + 1 &&
	                     ascii_is_alnum(scan->text.at[start - 2]);
	bool joined_after = (after == '-' || after == '.' || after == '/') && ascii_is_alnum(byte_at(scan, end + 1));
	return !ascii_is_alnum(before) && before != '_' && !joined_before && !ascii_is_alnum(after) && after != '_' &&
	       !joined_after;
}

/* A number of any shape behind "passport" or "licence": letters, digits and dashes in one piece. */
static bool context_id(const struct scan *scan, size_t token, struct found *found)
{
	size_t end = token, digits = 0;
	for (; end < scan->text.len && end - token < CONTEXT_ID_BYTES; end++) {
		char c = scan->text.at[end];
		if (!ascii_is_alnum(c) && !(c == '-' && end > token && ascii_is_alnum(byte_at(scan, end + 1)))) {
			break;
		}
		digits += ascii_is_digit(c);
	}
	if (digits < CONTEXT_ID_DIGITS || !stands_alone(scan, token, end)) {
		return false;
	}
	*found = (struct found){ token, end, PII_ID };
	return true;
}

/* A shape fits, and its checksum where it has one. */
static bool shaped_id(const struct scan *scan, size_t token, uint32_t context, struct found *found)
{
	char id[ID_BYTES];
	bool digit = ascii_is_digit(scan->text.at[token]);
	size_t run = token;
	while (digit ? ascii_is_digit(byte_at(scan, run)) : ascii_is_alpha(byte_at(scan, run))) {
		run++;
	}
	run -= token;
	for (size_t i = 0; i < sizeof id_shapes / sizeof *id_shapes; i++) {
		const struct id_shape *shape = &id_shapes[i];
		size_t end;
		if ((shape->shape[0] == 'd') != digit || run < shape->lead || (shape->exact && run > shape->lead) ||
		    (shape->context && (context & ROLE_ID) == 0)) {
			continue;
		}
		end = match_shape(scan, token, shape->shape, id);
		if (end != SIZE_MAX && shape->check(id) && stands_alone(scan, token, end)) {
			*found = (struct found){ token, end, PII_ID };
			return true;
		}
	}
	return false;
}

bool find_id(const struct scan *scan, size_t token, uint32_t context, bool linked, struct found *found)
{
	size_t least = ascii_is_digit(scan->text.at[token]) ? SHAPE_DIGITS : SHAPE_DIGITS_LETTERS, at = token;
	for (; at < token + SHAPE_LETTERS && ascii_is_alpha(byte_at(scan, at)); at++) {
	}
	if (candidate_digits(scan, at, least) >= least && shaped_id(scan, token, context, found)) {
		return true;
	}
	return (context & ROLE_ID) != 0 && linked && context_id(scan, token, found);
}
