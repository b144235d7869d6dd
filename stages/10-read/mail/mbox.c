/* mbox.c - see mbox.h; and the formats mbox and eml.
 *
 * There are four dialects (o, rd, cl, cl2) and no mark that tells them. A mail starts at a line "From " that is
 * followed by a header line and either ends in a date as mail programs write one or is "From -" (Mozilla), or stands
 * behind an empty line and is "From " and one word with '@' (Gmail's exports). So "From these two files" and "From
 * Russia with love" between empty lines stay text. A Content-Length (cl, cl2) is obeyed where a mail, or the end,
 * stands exactly there (give or take the newlines between mails), and else ignored: it is wrong as often as not, after
 * any change of line ends. ">From " is undone by one ">", but for mails whose Content-Length held, since cl2 does not
 * quote. The file is read in pieces of 64 KiB into one buffer that holds the current mail; a Content-Length above
 * MBOX_TRUST is not waited for. */
#include "mbox.h"

#include <stdlib.h>

#include "charset.h"
#include "format.h"
#include "mail.h"
#include "mail_head.h"
#include "option.h"

enum {
	PIECE = 64 * 1024,
	MBOX_TRUST =
	    8 * 1024 *
	    1024, /* bytes; attachments above are rare, and a wrong length must not make the whole file one buffer */
	LINE_AHEAD = 1000 /* bytes of a "From " line or a header's name looked at */
};

void mbox_init(struct mbox *mbox, struct infile *file, const struct dates *dates)
{
	*mbox = (struct mbox){ .file = file, .dates = dates };
	buf_init(&mbox->held, DOCUMENT_LIMIT);
	buf_init(&mbox->unquoted, DOCUMENT_LIMIT);
}

void mbox_release(struct mbox *mbox)
{
	buf_release(&mbox->held);
	buf_release(&mbox->unquoted);
}

bool mbox_bare_line(struct str line)
{
	return str_starts(line, STR("From ")) && str_trim(str_slice(line, 5, line.len)).len == 0;
}

int mbox_from_line(const struct dates *dates, struct str line)
{
	struct str rest, more;
	int64_t seconds;
	if (!str_starts(line, STR("From ")) || line.len > LINE_AHEAD) {
		return 0;
	}
	rest = str_trim(str_slice(line, 5, line.len));
	(void)str_cut(rest, ' ', &more);
	if (more.at == NULL) {
		return str_eq(rest, STR("-")) ? 2 : rest.len > 0 && memchr(rest.at, '@', rest.len) != NULL ? 1 : 0;
	}
	/* a time of day and a date behind the address; the address may be of several words ("felix at example.org") */
	if (memchr(more.at, ':', more.len) != NULL && date_read_mail(dates, more, &seconds) != DATE_NONE) {
		return 2;
	}
	return 0;
}

static int fill(struct mbox *mbox, struct err *err)
{
	int64_t n;
	if (mbox->start > PIECE * 4 &&
	    mbox->start * 2 > mbox->held.len) { /* room in front: each byte is moved at most once per halving */
		memmove(mbox->held.at, mbox->held.at + mbox->start, mbox->held.len - mbox->start);
		mbox->held.len -= mbox->start;
		mbox->held.at[mbox->held.len] = '\0';
		mbox->base += mbox->start;
		mbox->start = 0;
	}
	if (!buf_reserve(&mbox->held, PIECE)) {
		err_set(err, GRIPE_DATA, "a mail is longer than %zu bytes", DOCUMENT_LIMIT);
		err_at(err, infile_name(mbox->file), 0, mbox->base + mbox->start + 1);
		return GRIPE_DATA;
	}
	n = infile_read(mbox->file, mbox->held.at + mbox->held.len, PIECE, err);
	if (n < 0) {
		return (int)n;
	}
	mbox->end = n == 0;
	mbox->held.len += (size_t)n;
	mbox->held.at[mbox->held.len] = '\0';
	return 0;
}

static struct str line_at(const struct mbox *mbox, size_t at)
{
	const char *from = mbox->held.at + at, *end = memchr(from, '\n', mbox->held.len - at);
	size_t len = end == NULL ? mbox->held.len - at : (size_t)(end - from);
	if (len > 0 && from[len - 1] == '\r') {
		len--;
	}
	return (struct str){ from, len };
}

static bool is_header_line(struct str line)
{
	return mail_header_name(str_slice(line, 0, line.len < LINE_AHEAD ? line.len : LINE_AHEAD)) > 0 ||
	       str_starts(line, STR(">From "));
}

/* git's patches stand in mails as attachments, each under a From line with this date; they are mails of their own only
 * in a file of such. */
static bool is_patch_line(struct str line)
{
	return str_ends(line, STR(" Mon Sep 17 00:00:00 2001"));
}

/* Whether a mail starts at held[at], where a line starts; empty_before: the line before is empty, or there is none. */
static bool mail_starts(const struct mbox *mbox, size_t at, bool empty_before)
{
	struct str line = line_at(mbox, at);
	int kind = mbox->bare && mbox_bare_line(line) ? 2 : mbox_from_line(mbox->dates, line);
	const char *next;
	if (kind == 0 || (kind == 1 && !empty_before) || (is_patch_line(line) && !mbox->of_patches)) {
		return false;
	}
	next = memchr(mbox->held.at + at, '\n', mbox->held.len - at);
	if (next == NULL) {
		return kind == 2 && empty_before;
	}
	at = (size_t)(next - mbox->held.at) + 1;
	return at == mbox->held.len ? kind == 2 && empty_before : is_header_line(line_at(mbox, at));
}

/* The Content-Length among the headers held[from, end), or -1. */
static int64_t content_length(const struct mbox *mbox, size_t from, size_t end)
{
	struct str headers = { mbox->held.at + from, end - from };
	size_t at = 0;
	int64_t value = 0;
	for (;;) {
		at = str_find_nocase(headers, STR("content-length:"), at);
		if (at == headers.len) {
			return -1;
		}
		if (at == 0 || headers.at[at - 1] == '\n') {
			break;
		}
		at++;
	}
	for (at += 15; at < headers.len && headers.at[at] == ' '; at++) {
	}
	if (at == headers.len || !ascii_is_digit(headers.at[at])) {
		return -1;
	}
	for (; at < headers.len && ascii_is_digit(headers.at[at]); at++) {
		value = value * 10 + (headers.at[at] - '0');
		if (value > MBOX_TRUST) {
			return -1;
		}
	}
	return value;
}

/* Where the mail ends that Content-Length says ends at `at`: exactly there, or up to three newlines behind, stands the
 * next mail or the end. SIZE_MAX: it lies. */
static size_t trusted_end(const struct mbox *mbox, size_t at)
{
	size_t most = at + 6;
	for (; at <= mbox->held.len && at <= most; at++) {
		if (at == mbox->held.len) {
			return mbox->end ? at : SIZE_MAX;
		}
		if (mbox->held.at[at] == 'F' && (at == 0 || mbox->held.at[at - 1] == '\n') &&
		    mail_starts(mbox, at, true)) {
			return at;
		}
		if (mbox->held.at[at] != '\n' && mbox->held.at[at] != '\r') {
			return SIZE_MAX;
		}
	}
	return SIZE_MAX;
}

/* Everything of `want` bytes behind start is held, or the stream is at its end. */
static int hold(struct mbox *mbox, size_t want, struct err *err)
{
	int result = 0;
	while (result >= 0 && !mbox->end && mbox->held.len - mbox->start < want) {
		result = fill(mbox, err);
	}
	return result;
}

/* Moves *at, which is relative to start because fill moves the buffer, behind the next line end; *whole: false at the
 * end of the stream without one. A long line is looked at once, not once per piece. */
static int pass_line(struct mbox *mbox, size_t *at, bool *whole, struct err *err)
{
	size_t searched = *at;
	for (;;) {
		const char *from = mbox->held.at + mbox->start + searched;
		const char *newline = memchr(from, '\n', mbox->held.len - mbox->start - searched);
		int result;
		*whole = newline != NULL;
		if (newline != NULL) {
			*at = searched + (size_t)(newline - from) + 1;
			return 0;
		}
		searched = mbox->held.len - mbox->start;
		if (mbox->end) {
			*at = searched;
			return 0;
		}
		result = fill(mbox, err);
		if (result < 0) {
			return result;
		}
	}
}

/* Whether the line held from `from` to `end`, both relative to start, is empty. */
static bool is_empty_line(const struct mbox *mbox, size_t from, size_t end)
{
	const char *line = mbox->held.at + mbox->start + from;
	return end - from == 1 || (end - from == 2 && line[0] == '\r');
}

/* Where the mail ends whose text starts at `text` and whose headers say how long it is; SIZE_MAX: they do not, or they
 * lie. All relative to start. */
static int counted_end(struct mbox *mbox, size_t head, size_t text, size_t *end, struct err *err)
{
	int64_t said = content_length(mbox, mbox->start + head, mbox->start + text);
	int result;
	*end = SIZE_MAX;
	if (said < 0) {
		return 0;
	}
	result = hold(mbox, text + (size_t)said + 2 * LINE_AHEAD, err);
	if (result >= 0 && mbox->start + text + (size_t)said <= mbox->held.len) {
		size_t at = trusted_end(mbox, mbox->start + text + (size_t)said);
		*end = at == SIZE_MAX ? SIZE_MAX : at - mbox->start;
	}
	return result;
}

/* Whether the next mail starts at `at`; *starts. empty_before: the line before is empty. */
static int next_starts(struct mbox *mbox, size_t at, bool empty_before, bool *starts, struct err *err)
{
	struct str sign = STR("From ");
	int result = hold(mbox, at + sign.len, err);
	*starts = false;
	if (result >= 0 && mbox->start + at + sign.len <= mbox->held.len &&
	    memcmp(mbox->held.at + mbox->start + at, sign.at, sign.len) == 0) {
		result = hold(mbox, at + 2 * LINE_AHEAD, err);
		*starts = result >= 0 && mail_starts(mbox, mbox->start + at, empty_before);
	}
	return result;
}

/* The end of the mail that starts at mbox->start and whose headers are behind `head` bytes: *length from start.
 * *counted: Content-Length held. */
static int find_end(struct mbox *mbox, size_t head, size_t *length, bool *counted, struct err *err)
{
	size_t at = head;
	bool in_headers = true, ends = false;
	*counted = false;
	while (!ends) {
		size_t line_start = at, end = SIZE_MAX;
		bool whole, empty;
		int result = pass_line(mbox, &at, &whole, err);
		if (result < 0 || !whole) {
			*length = at;
			return result;
		}
		empty = is_empty_line(mbox, line_start, at);
		if (in_headers && empty) {
			in_headers = false;
			result = counted_end(mbox, head, at, &end, err);
			if (result < 0 || end != SIZE_MAX) {
				*counted = result >= 0;
				*length = end;
				return result;
			}
		}
		result = next_starts(mbox, at, empty, &ends, err);
		if (result < 0) {
			return result;
		}
	}
	*length = at;
	return 0;
}

/* One ">" off each ">From " (o) and ">>From " (rd). */
static struct str unquote(struct mbox *mbox, struct str bytes)
{
	size_t at = 0, from = 0;
	struct str needle = STR("\n>");
	bool any = false;
	for (;;) {
		size_t hit = str_find(bytes, needle, at), mark;
		if (hit == bytes.len) {
			break;
		}
		for (mark = hit + 1; mark < bytes.len && bytes.at[mark] == '>'; mark++) {
		}
		at = mark;
		if (str_starts(str_slice(bytes, mark, bytes.len), STR("From "))) {
			if (!any) {
				buf_clear(&mbox->unquoted);
				any = true;
			}
			buf_add(&mbox->unquoted, bytes.at + from, hit + 1 - from);
			from = hit + 2;
		}
	}
	if (!any) {
		return bytes;
	}
	buf_add(&mbox->unquoted, bytes.at + from, bytes.len - from);
	return buf_str(&mbox->unquoted);
}

int mbox_next(struct mbox *mbox, struct mbox_mail *mail, struct err *err)
{
	size_t length, head = 0;
	struct str line;
	bool counted;
	int result = hold(mbox, 2 * LINE_AHEAD, err);
	if (result < 0) {
		return result;
	}
	while (mbox->start < mbox->held.len &&
	       (mbox->held.at[mbox->start] == '\n' || mbox->held.at[mbox->start] == '\r')) {
		mbox->start++; /* empty lines between mails */
		result = hold(mbox, 2 * LINE_AHEAD, err);
		if (result < 0) {
			return result;
		}
	}
	if (mbox->start == mbox->held.len) {
		return 0;
	}
	line = line_at(mbox, mbox->start);
	mbox->bare = mbox->bare || (mbox->base + mbox->start == 0 && mbox_bare_line(line));
	if (mbox_from_line(mbox->dates, line) != 0 || (mbox->bare && mbox_bare_line(line))) {
		const char *newline = memchr(mbox->held.at + mbox->start, '\n', mbox->held.len - mbox->start);
		mbox->of_patches = is_patch_line(line);
		head = newline == NULL ? mbox->held.len - mbox->start
		                       : (size_t)(newline - mbox->held.at) + 1 - mbox->start;
	} else {
		line.len = 0;
	}
	result = find_end(mbox, head, &length, &counted, err);
	if (result < 0) {
		return result;
	}
	mail->envelope = (struct str){ mbox->held.at + mbox->start, line.len };
	mail->bytes = (struct str){ mbox->held.at + mbox->start + head, length - head };
	mail->offset = mbox->base + mbox->start;
	mail->bytes_offset = mail->offset + head;
	if (!counted) {
		mail->bytes = unquote(mbox, mail->bytes);
	}
	mbox->start += length;
	return 1;
}

static struct str without_bom(struct str ahead)
{
	size_t bom;
	(void)charset_bom(ahead, &bom);
	return str_slice(ahead, bom, ahead.len);
}

/* Old Macs' bare CR: such a file is one mail for us unless it is turned; mbox files of them are turned in parse. */
static struct str first_line(struct str ahead, struct str *rest)
{
	size_t end = 0;
	while (end < ahead.len && ahead.at[end] != '\n' && ahead.at[end] != '\r') {
		end++;
	}
	*rest = str_slice(ahead, end, ahead.len);
	while (rest->len > 0 && (rest->at[0] == '\r' || rest->at[0] == '\n')) {
		*rest = str_slice(*rest, 1, rest->len);
	}
	return str_slice(ahead, 0, end);
}

/* In a Maildir ("cur/", "new/") every file is a mail. */
static bool in_maildir(const char *path)
{
	struct str s = str_from(path);
	for (size_t i = s.len; i > 0; i--) {
		if (s.at[i - 1] == '/') {
			s = str_slice(s, 0, i);
			return str_ends(s, STR("/cur/")) || str_ends(s, STR("/new/")) || str_eq(s, STR("cur/")) ||
			       str_eq(s, STR("new/"));
		}
	}
	return false;
}

static bool is_one_mail(const char *path)
{
	return str_ends_nocase(str_from(path), STR(".eml")) || in_maildir(path);
}

static int detect_mbox(const struct glance *first)
{
	struct str text = without_bom(first->ahead), rest, line;
	int kind;
	if (is_one_mail(first->path)) { /* whatever its first line */
		return 0;
	}
	while (text.len > 0 && (text.at[0] == '\n' || text.at[0] == '\r')) {
		text = str_slice(text, 1, text.len);
	}
	line = first_line(text, &rest);
	kind = mbox_bare_line(line) ? 1 : mbox_from_line(first->words->dates, line);
	if (kind == 0 || !is_header_line(first_line(rest, &rest))) {
		return str_ends_nocase(str_from(first->path), STR(".mbox")) && mail_looks(text) > 0 ? 60 : 0;
	}
	return kind == 2 ? 98 : 95;
}

static int64_t pull_turned(void *from, void *to, size_t cap, struct err *err)
{
	int64_t n = infile_read(from, to, cap, err);
	for (int64_t i = 0; i < n; i++) {
		((char *)to)[i] = ((char *)to)[i] == '\r' ? '\n' : ((char *)to)[i];
	}
	return n;
}

static int read_mbox(struct reading *reading, struct infile *file, struct err *err)
{
	struct mail_reader *reader = mail_open(reading);
	struct mbox mbox;
	struct mbox_mail mail;
	int result = 0;
	mbox_init(&mbox, file, reading->words->dates);
	while (result >= 0 && (result = mbox_next(&mbox, &mail, err)) > 0) {
		result = mail_read(reader, mail.bytes, mail.envelope, mail.offset, err);
	}
	mbox_release(&mbox);
	mail_close(reader);
	return result;
}

static int parse_mbox(struct reading *reading, struct err *err)
{
	struct str ahead;
	struct infile *turned;
	int result = infile_peek(reading->file, &ahead, err);
	if (result < 0) {
		return result;
	}
	if (ahead.len == 0 || memchr(ahead.at, '\n', ahead.len) != NULL || memchr(ahead.at, '\r', ahead.len) == NULL) {
		return read_mbox(reading, reading->file, err);
	}
	result = infile_callback(&turned, infile_name(reading->file), pull_turned, reading->file, err);
	if (result < 0) {
		return result;
	}
	result = read_mbox(reading, turned, err);
	infile_close(turned);
	return result;
}

/* Apple Mail's .emlx: the number of the mail's bytes stands alone on the first line, and a property list behind the
 * mail. The mail in it; s itself when it is none. more: s is the beginning of the file alone. */
static struct str inside_emlx(struct str s, bool more)
{
	enum { DIGITS_MOST = 12 };
	struct str rest, line = first_line(s, &rest);
	int64_t length;
	line = str_trim(line);
	if (line.len == 0 || line.len > DIGITS_MOST || !ascii_is_digit(line.at[0]) || !integer_parse(line, &length) ||
	    length <= 0 || ((uint64_t)length > rest.len && !more)) {
		return s;
	}
	return str_slice(rest, 0, (uint64_t)length < rest.len ? (size_t)length : rest.len);
}

static int detect_eml(const struct glance *first)
{
	struct str text = inside_emlx(without_bom(first->ahead), true), name = str_from(first->path);
	int known = mail_looks(text);
	bool named = is_one_mail(first->path);
	if (named) {
		return known > 0 ? 97 : 50;
	}
	return known >= 3 ? 92 : known == 2 ? 85 : known == 1 ? (str_ends_nocase(name, STR(".msg")) ? 70 : 30) : 0;
}

static int parse_eml(struct reading *reading, struct err *err)
{
	struct mail_reader *reader = mail_open(reading);
	struct buf bytes;
	int result;
	buf_init(&bytes, DOCUMENT_LIMIT);
	result = infile_all(reading->file, &bytes, err);
	if (result >= 0) {
		struct str envelope = STR_EMPTY, all = buf_str(&bytes), rest;
		size_t at = 0;
		while (at < all.len && (all.at[at] == '\n' || all.at[at] == '\r')) {
			at++;
		}
		all = inside_emlx(str_slice(all, at, all.len), false);
		if (mbox_from_line(reading->words->dates, first_line(all, &rest)) != 0) {
			envelope = first_line(all, &rest);
			all = rest;
		}
		result = mail_read(reader, all, envelope, 0, err);
	}
	buf_release(&bytes);
	mail_close(reader);
	return result;
}

const struct format format_mbox = {
	.name = "mbox",
	.looks_for = "a line \"From \" with an address and a date, then mail headers; several mails in one file",
	.detect = detect_mbox,
	.parse = parse_mbox,
	.channel = "email"
};
const struct format format_eml = {
	.name = "eml",
	.looks_for = "mail headers (From, Date, Subject, Received …) from the first line on; a file of a Maildir, "
	             "Apple Mail's .emlx",
	.detect = detect_eml,
	.parse = parse_eml,
	.channel = "email"
};
