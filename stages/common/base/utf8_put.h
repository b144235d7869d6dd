/* utf8_put.h - one code point to UTF-8: apart from utf8.h, because buf.c writes code points and utf8.c writes into a
 * buf. */
#ifndef GRIPE_UTF8_PUT_H
#define GRIPE_UTF8_PUT_H

#include <stddef.h>
#include <stdint.h>

enum { UTF8_BYTES = 4 }; /* of one code point, at most */
/* utf8_put - writes UTF-8 of one code point to at[UTF8_BYTES], without a NUL; its length. Surrogates and what is beyond
 * U+10FFFF become U+FFFD. */
size_t utf8_put(char *at, uint32_t codepoint);

#endif
