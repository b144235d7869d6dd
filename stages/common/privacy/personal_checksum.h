/* personal_checksum.h - sums over digits that tell identity and card numbers from others. All take ASCII digits. */
#ifndef GRIPE_PERSONAL_CHECKSUM_H
#define GRIPE_PERSONAL_CHECKSUM_H

#include <stdbool.h>
#include <stddef.h>

static inline int digit_value(char c)
{
	return c - '0';
}
/* The number of two digits. */
static inline int two_digits(const char *digits)
{
	return digit_value(digits[0]) * 10 + digit_value(digits[1]);
}
/* digits[count] times weights[count], added up. */
int weighted_sum(const char *digits, const int *weights, size_t count);
/* The remainder of a decimal number of any length. */
int decimal_remainder(const char *digits, size_t count, int divisor);
/* Luhn 1954, over digits[count] of which the last is the check. */
bool is_luhn(const char *digits, size_t count);
/* Verhoeff 1969, likewise: the dihedral group of order ten and a permutation of period eight. */
bool is_verhoeff(const char *digits, size_t count);

#endif
