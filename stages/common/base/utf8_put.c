/* utf8_put.c - see utf8_put.h. */
#include "utf8_put.h"

size_t utf8_put(char *at, uint32_t c)
{
	if (c < 0x80) {
		at[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		at[0] = (char)(0xC0 | c >> 6);
		at[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) {
		c = 0xFFFD;
	}
	if (c < 0x10000) {
		at[0] = (char)(0xE0 | c >> 12);
		at[1] = (char)(0x80 | (c >> 6 & 0x3F));
		at[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	at[0] = (char)(0xF0 | c >> 18);
	at[1] = (char)(0x80 | (c >> 12 & 0x3F));
	at[2] = (char)(0x80 | (c >> 6 & 0x3F));
	at[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}
