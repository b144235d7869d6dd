/* cmocka_all.h - cmocka with the headers that it wants before itself. */
#ifndef CMOCKA_ALL_H
#define CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "str.h"

#define assert_str(got, wanted)                                                                                        \
	do {                                                                                                           \
		struct str got_ = (got);                                                                               \
		assert_int_equal(got_.len, strlen(wanted));                                                            \
		assert_memory_equal(got_.at != NULL ? got_.at : "", wanted, got_.len);                                 \
	} while (0)

#endif
