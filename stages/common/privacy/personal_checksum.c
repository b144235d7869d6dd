/* personal_checksum.c - see personal_checksum.h. */
#include "personal_checksum.h"

int weighted_sum(const char *digits, const int *weights, size_t count)
{
	int sum = 0;
	for (size_t i = 0; i < count; i++) {
		sum += digit_value(digits[i]) * weights[i];
	}
	return sum;
}

int decimal_remainder(const char *digits, size_t count, int divisor)
{
	int rest = 0;
	for (size_t i = 0; i < count; i++) {
		rest = (rest * 10 + digit_value(digits[i])) % divisor;
	}
	return rest;
}

bool is_luhn(const char *digits, size_t count)
{
	int sum = 0;
	for (size_t i = 0; i < count; i++) {
		int d = digit_value(digits[count - 1 - i]) << (i & 1);
		sum += d > 9 ? d - 9 : d;
	}
	return sum % 10 == 0;
}

/* The product in the dihedral group of order ten: rotations are 0 to 4, reflections 5 to 9. */
static int dihedral(int state, int d)
{
	if (state < 5) {
		return d < 5 ? (state + d) % 5 : 5 + (state + d - 5) % 5;
	}
	return d < 5 ? 5 + (state - 5 + 5 - d) % 5 : (state - d + 5) % 5;
}

bool is_verhoeff(const char *digits, size_t count)
{
	static const unsigned char permute[10] = { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 };
	int state = 0;
	for (size_t i = 0; i < count; i++) {
		int d = digit_value(digits[count - 1 - i]);
		for (size_t turn = 0; turn < i % 8; turn++) {
			d = permute[d];
		}
		state = dihedral(state, d);
	}
	return state == 0;
}
