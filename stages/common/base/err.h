/* err.h - what went wrong, where, and in which record; the one error value of the project.
 *
 * Every function that can fail returns 0 or a positive result on success and a negative `enum gripe_code` on failure,
 * and takes `struct err *` as its last parameter. The error is untouched on success. The deepest place sets it with
 * err_set; callers add where they were on the way up with err_wrap. Only a program's main prints it, once. */
#ifndef GRIPE_ERR_H
#define GRIPE_ERR_H

#include <stddef.h>
#include <stdint.h>

#define GRIPE_MUST_USE __attribute__((warn_unused_result))
#define GRIPE_PRINTF(text, args) __attribute__((format(printf, text, args)))

/* Exit status of a program is the code's absolute value: 0 done, 1 found something, 2 usage, 3 bad data, 4 I/O, 75
 * busy. */
enum gripe_code {
	GRIPE_OK = 0,
	GRIPE_FOUND = -1, /* not a failure: an alert was raised, a gate was not passed */
	GRIPE_USAGE = -2,
	GRIPE_DATA = -3,
	GRIPE_IO = -4,
	GRIPE_BUSY = -75
};

struct err {
	enum gripe_code code;
	char source[512];  /* file or stream name, or "" */
	uint64_t line;     /* 1-based, 0 = not known */
	uint64_t offset;   /* byte offset + 1, 0 = not known; printed only where there is no line */
	char record[128];  /* record id, or "" */
	char message[768]; /* what and why, without the place */
};

#define ERR_INIT                                                                                                       \
	{                                                                                                              \
		GRIPE_OK, "", 0, 0, "", ""                                                                             \
	}

/* err_set - fills err with code and message and returns code. err may be NULL. */
int err_set(struct err *err, enum gripe_code code, const char *format, ...) GRIPE_PRINTF(3, 4);

/* err_at - gives err a place: source may be NULL (kept), line and offset 0 (kept). A place that is already known stays.
 */
void err_at(struct err *err, const char *source, uint64_t line, uint64_t offset);

/* err_wrap - puts "TEXT: " before the message; returns err->code, so that `return err_wrap(err, "…")` reads well. */
int err_wrap(struct err *err, const char *format, ...) GRIPE_PRINTF(2, 3);

/* err_errno - err_set with GRIPE_IO and the text of errno behind the message. */
int err_errno(struct err *err, const char *format, ...) GRIPE_PRINTF(2, 3);

enum { ERR_TEXT_BYTES = sizeof(struct err) }; /* room for any text of err_text: all its parts and their signs */
/* err_text - "reviews.csv:812: quote not closed" into out (cap bytes, always NUL-terminated). Control characters become
 * '?'. */
void err_text(const struct err *err, char *out, size_t cap);

#endif
