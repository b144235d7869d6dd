/* personal_candidate.h - digits in groups, as numbers of people are written, and what tells them from dates, amounts
 * and other numbers. */
#ifndef GRIPE_PERSONAL_CANDIDATE_H
#define GRIPE_PERSONAL_CANDIDATE_H

#include "personal_part.h"

enum {
	GROUPS_MOST = 12,     /* groups of digits in one candidate */
	CANDIDATE_DIGITS = 24 /* digits in it at the most: a number of a person has fewer */
};

struct candidate {
	char digits[CANDIDATE_DIGITS + 1]; /* of all groups, a NUL behind */
	size_t count;                      /* of digits */
	size_t groups;                     /* 0: it is no number that a person has */
	size_t size[GROUPS_MOST];          /* digits of each */
	size_t end[GROUPS_MOST];           /* byte offset behind each */
	char between[GROUPS_MOST];         /* the mark before each, '(' and ')' rather than a blank; [0] is '(' or 0 */
	bool plus;                         /* a '+' stands before it */
	size_t start;                      /* with its '+' and brackets */
};

/* candidate_read - the groups from the digit at a place on. */
void candidate_read(const struct scan *scan, size_t at, struct candidate *c);
/* is_date_like - whether its first groups are a date: "01.02.2024", "2024-02-01", "1/2/24", also with a time behind. */
bool is_date_like(const struct candidate *c, size_t groups);
/* is_thousands - "12 500 000", "1.250.000": all groups but the first of three digits, the same mark between. */
bool is_thousands(const struct candidate *c, size_t groups);
/* same_marks - whether the same mark stands before the groups from `first` on. */
bool same_marks(const struct candidate *c, size_t first, size_t groups);
/* is_amount - whether a currency sign, a percent sign or decimals stand beside text[start..end). */
bool is_amount(const struct scan *scan, size_t start, size_t end);
/* find_phone - personal_phone.c: a telephone number at the front of a candidate. */
bool find_phone(const struct scan *scan, const struct candidate *c, uint32_t context, struct found *found);

#endif
