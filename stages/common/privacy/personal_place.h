/* personal_place.h - what an address consists of besides its street: house numbers, units, postcodes, towns. Shared by
 * personal_place.c, which finds their ends, and personal_street.c, which finds where an address begins. */
#ifndef GRIPE_PERSONAL_PLACE_H
#define GRIPE_PERSONAL_PLACE_H

#include "personal_part.h"

enum {
	HOUSE_DIGITS = 6, /* most digits of a house number (6750, 62314) */
	SEGMENT_WORDS = 3 /* "New York City": words of a town or country */
};

/* No word of a street's or a town's name. */
#define ROLE_NO_PLACE (ROLE_NOT_NAME | ROLE_GREETING | ROLE_CLOSING | ROLE_MONTH | ROLE_VERSION | ROLE_PHONE)

/* house_end - of "12", "12a", "12-14", "12/3" at a place; SIZE_MAX: no house number stands there. */
size_t house_end(const struct scan *scan, size_t at);
/* unit_end - of "Apt. 12", "Suite 838 B", "# 5" behind a street, and of ", Box 9168"; `at` when there is none. */
size_t unit_end(const struct scan *scan, size_t at);
/* skip_between - the place behind blanks, marks and one end of line, with what quoted lines begin with. */
size_t skip_between(const struct scan *scan, size_t at);
/* written_as_name - capitalised, or in capitals; in a text without capitals, any word is. */
bool written_as_name(const struct scan *scan, struct str word);
/* finish_address - found[start..) from a street that ends at `end`, over units, postcode, town and region behind it;
 * true. */
bool finish_address(const struct scan *scan, size_t start, size_t end, struct found *found);
/* find_british_postcode - "SW1A 1AA" from its first digit. */
bool find_british_postcode(const struct scan *scan, size_t at, size_t token, struct found *found);

#endif
