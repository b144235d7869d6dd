/* err.c - see err.h. The only place that turns errors into words. */
#include "err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void copy(char *to, size_t cap, const char *from)
{
	size_t n = strlen(from);
	if (n >= cap) {
		n = cap - 1;
	}
	memcpy(to, from, n);
	to[n] = '\0';
}

int err_set(struct err *err, enum gripe_code code, const char *format, ...)
{
	if (err != NULL) {
		va_list args;
		*err = (struct err)ERR_INIT;
		err->code = code;
		va_start(args, format);
		vsnprintf(err->message, sizeof err->message, format, args);
		va_end(args);
	}
	return code;
}

void err_at(struct err *err, const char *source, uint64_t line, uint64_t offset)
{
	if (err == NULL) {
		return;
	}
	if (source != NULL && err->source[0] == '\0') {
		copy(err->source, sizeof err->source, source);
	}
	if (err->line == 0) {
		err->line = line;
	}
	if (err->offset == 0) {
		err->offset = offset;
	}
}

int err_wrap(struct err *err, const char *format, ...)
{
	char before[256];
	char whole[sizeof err->message + sizeof before + 2];
	va_list args;
	if (err == NULL) {
		return GRIPE_DATA;
	}
	va_start(args, format);
	vsnprintf(before, sizeof before, format, args);
	va_end(args);
	snprintf(whole, sizeof whole, "%s: %s", before, err->message);
	copy(err->message, sizeof err->message, whole);
	return err->code;
}

int err_errno(struct err *err, const char *format, ...)
{
	int saved = errno;
	char what[512];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	return err_set(err, GRIPE_IO, "%s: %s", what, strerror(saved));
}

void err_text(const struct err *err, char *out, size_t cap)
{
	char place[sizeof err->source + 64] = "";
	if (err->source[0] != '\0' && err->line != 0) {
		snprintf(place, sizeof place, "%s:%llu: ", err->source, (unsigned long long)err->line);
	} else if (err->source[0] != '\0' && err->offset != 0) {
		snprintf(place, sizeof place, "%s: byte %llu: ", err->source, (unsigned long long)(err->offset - 1));
	} else if (err->source[0] != '\0') {
		snprintf(place, sizeof place, "%s: ", err->source);
	}
	snprintf(out, cap, "%s%s%s%s", place, err->message, err->record[0] != '\0' ? ", record " : "", err->record);
	for (char *p = out; *p != '\0'; p++) {
		if ((unsigned char)*p < 0x20 || *p == 0x7f) {
			*p = '?';
		}
	}
}
