/* charset_stream.c - see charset_stream.h.
 *
 * In: bytes. Out: UTF-8 by ICU's converters, or the bytes as they are. A stream without a mark is decided where its
 * first byte beyond ASCII stands: what came before reads the same in every charset here, so a table of a gigabyte needs
 * no second pass, and a pipe none either. The sample grows until it has shown ODD_ENOUGH such bytes or is SAMPLE_MOST
 * long. Memory: two buffers of 64 KiB, and the sample. */
#include "charset_stream.h"

#include <stdlib.h>
#include <unicode/ucnv.h>

#include "arena.h"
#include "buf.h"
#include "charset.h"
#include "charset_guess.h"
#include "eight.h"
#include "language.h"
#include "utf8.h"

enum {
	PIECE = 64 * 1024,
	SAMPLE_LEAST = 256 * 1024, /* bytes from the first odd piece on, where there are as many */
	SAMPLE_MOST = 4 << 20,
	ODD_ENOUGH = 2000, /* bytes beyond ASCII that are not UTF-8 */
	MIXED = 2,         /* valid sequences of UTF-8 twice over: so many against each stray byte are no chance */
	SURE_LEAST = 30,   /* confidence under which nothing is believed but windows-1252, field by field */
	RARE_SURE = 50     /* confidence from which a charset of DOS or Mac is believed */
};

struct charset_stream {
	struct infile *file; /* borrowed */
	struct charset_judge *judge;
	struct charset_found *found;
	struct buf held; /* read for the sample, not given yet */
	size_t held_at;
	UConverter *from, *to; /* NULL: bytes as they are */
	UChar pivot[4096], *pivot_read, *pivot_write;
	char bytes[PIECE];
	const char *at, *end;
	bool decided, started, ended, flushed;
};

/* ---- bytes through ---- */

/* What is held first, then the file. */
static int64_t read_on(struct charset_stream *stream, void *to, size_t cap, struct err *err)
{
	size_t some = stream->held.len - stream->held_at;
	if (some == 0) {
		return infile_read(stream->file, to, cap, err);
	}
	some = some < cap ? some : cap;
	memcpy(to, stream->held.at + stream->held_at, some);
	stream->held_at += some;
	if (stream->held_at == stream->held.len) {
		buf_release(&stream->held);
		buf_init(&stream->held, SIZE_MAX);
		stream->held_at = 0;
	}
	return (int64_t)some;
}

static int64_t pull_converted(struct charset_stream *stream, char *to, size_t cap, struct err *err)
{
	char *target = to;
	while (!stream->flushed && target == to) {
		UErrorCode status = U_ZERO_ERROR;
		UBool reset = !stream->started;
		if (stream->at == stream->end && !stream->ended) {
			int64_t n = read_on(stream, stream->bytes, sizeof stream->bytes, err);
			if (n < 0) {
				return n;
			}
			stream->ended = n == 0;
			stream->at = stream->bytes;
			stream->end = stream->bytes + n;
		}
		if (!stream->started) {
			stream->pivot_read = stream->pivot_write = stream->pivot;
			stream->started = true;
		}
		ucnv_convertEx(stream->to, stream->from, &target, to + cap, &stream->at, stream->end, stream->pivot,
		               &stream->pivot_read, &stream->pivot_write,
		               stream->pivot + sizeof stream->pivot / sizeof *stream->pivot, reset, stream->ended,
		               &status);
		stream->flushed = stream->ended && status != U_BUFFER_OVERFLOW_ERROR;
	}
	return target - to;
}

static int convert_from(struct charset_stream *stream, const char *charset, struct err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	stream->from = ucnv_open(charset, &status);
	stream->to = ucnv_open("UTF-8", &status);
	return U_FAILURE(status) ? err_set(err, GRIPE_DATA, "%s: ICU has no such charset", charset) : 0;
}

static void stream_release(void *from)
{
	struct charset_stream *stream = from;
	ucnv_close(stream->from);
	ucnv_close(stream->to);
	buf_release(&stream->held);
	free(stream);
}

/* ---- which charset ---- */

static bool has_wide(struct str bytes)
{
	size_t i = 0;
	for (; i + 8 <= bytes.len; i += 8) {
		if (eight_wide(eight_load(bytes.at + i)) != 0) {
			return true;
		}
	}
	for (; i < bytes.len && (unsigned char)bytes.at[i] < 0x80; i++) {
	}
	return i < bytes.len;
}

/* Sequences of valid UTF-8, and bytes that are in none. */
static void count_odd(struct str bytes, size_t *valid, size_t *odd)
{
	size_t at = 0;
	*valid = *odd = 0;
	while (at < bytes.len) {
		size_t start = at;
		if ((unsigned char)bytes.at[at] < 0x80) {
			at++;
		} else if (utf8_next(bytes, &at) == UTF8_BAD) {
			*odd += start + 4 <= bytes.len; /* what the sample's end cuts is none */
		} else {
			(*valid)++;
		}
	}
}

/* More of the file into held, until the sample has shown enough. */
static int take_sample(struct charset_stream *stream, size_t *valid, size_t *odd, struct err *err)
{
	for (;;) {
		size_t want = stream->held.len < SAMPLE_LEAST ? SAMPLE_LEAST : stream->held.len * 2;
		while (stream->held.len < want) {
			int64_t n;
			buf_reserve(&stream->held, PIECE);
			n = infile_read(stream->file, stream->held.at + stream->held.len, PIECE, err);
			if (n < 0) {
				return (int)n;
			}
			if (n == 0) {
				count_odd(buf_str(&stream->held), valid, odd);
				return 0;
			}
			stream->held.len += (size_t)n;
			stream->held.at[stream->held.len] = '\0';
		}
		count_odd(buf_str(&stream->held), valid, odd);
		if (*odd >= ODD_ENOUGH || *valid >= ODD_ENOUGH || stream->held.len >= SAMPLE_MOST) {
			return 0;
		}
	}
}

static bool is_rare(const char *name)
{
	return strncmp(name, "IBM", 3) == 0 || strncmp(name, "mac", 3) == 0 || strncmp(name, "x-mac", 5) == 0;
}

static int guess_sample(struct charset_stream *stream, struct err *err)
{
	struct charset_judge *judge = stream->judge;
	struct charset_guess guess;
	if (judge->letters == NULL && judge->lexicons != NULL) {
		int status = language_open(&judge->letters, judge->lexicons, err);
		if (status < 0) {
			return status;
		}
	}
	charset_guess(&guess, buf_str(&stream->held), judge->letters);
	if (guess.confidence < (is_rare(guess.name) ? RARE_SURE : SURE_LEAST)) {
		guess = (struct charset_guess){ "windows-1252", 0 };
	}
	*stream->found = (struct charset_found){ guess.name, guess.confidence };
	return strcmp(guess.name, "windows-1252") == 0 ? 0 : convert_from(stream, guess.name, err);
}

/* The first piece that is not all ASCII: it and what follows are looked at. */
static int decide(struct charset_stream *stream, struct err *err)
{
	size_t valid, odd;
	int status = take_sample(stream, &valid, &odd, err);
	stream->decided = true;
	if (status < 0) {
		return status;
	}
	if (charset_is_iso2022jp(buf_str(&stream->held))) {
		*stream->found = (struct charset_found){ "ISO-2022-JP", 100 };
		return convert_from(stream, "ISO-2022-JP", err);
	}
	return odd == 0 || valid * MIXED >= odd ? 0 : guess_sample(stream, err);
}

static int64_t pull(void *from, void *to, size_t cap, struct err *err)
{
	struct charset_stream *stream = from;
	if (!stream->decided) {
		int64_t n = infile_read(stream->file, to, cap, err);
		struct str piece = { to, n > 0 ? (size_t)n : 0 };
		int status;
		if (n <= 0 || (!has_wide(piece) && !charset_is_iso2022jp(piece))) {
			return n;
		}
		buf_str_add(&stream->held, piece);
		status = decide(stream, err);
		if (status < 0) {
			return status;
		}
	}
	return stream->from != NULL ? pull_converted(stream, to, cap, err) : read_on(stream, to, cap, err);
}

/* ---- opening ---- */

static int open_stream(struct infile **out, struct charset_stream *stream, struct err *err)
{
	int result = infile_callback(out, infile_name(stream->file), pull, stream, err);
	if (result < 0) {
		stream_release(stream);
		return result;
	}
	infile_on_close(*out, stream_release, stream);
	return 0;
}

static struct charset_stream *stream_new(struct infile *file)
{
	struct charset_stream *stream = memory_alloc(sizeof *stream);
	stream->file = file;
	stream->at = stream->end = stream->bytes;
	buf_init(&stream->held, SIZE_MAX);
	return stream;
}

/* UTF-16 without a mark: text that people write has most of its high bytes zero, or (beyond Latin) at least its blanks
 * and line ends are U+0020, U+000A. Asked of the first 4 KiB: NULs at one parity only, at least one in sixteen units of
 * it. */
static const char *utf16_without_mark(struct str ahead)
{
	size_t n = ahead.len < 4096 ? ahead.len & ~(size_t)1 : 4096, zeros[2] = { 0, 0 };
	for (size_t i = 0; i < n; i++) {
		zeros[i & 1] += ahead.at[i] == '\0';
	}
	if (n >= 4 && zeros[0] * 50 < zeros[1] && zeros[1] * 32 >= n) {
		return "UTF-16LE";
	}
	return n >= 4 && zeros[1] * 50 < zeros[0] && zeros[0] * 32 >= n ? "UTF-16BE" : NULL;
}

bool charset_is_marked(struct str ahead)
{
	size_t mark;
	return charset_bom(ahead, &mark) != NULL || utf16_without_mark(ahead) != NULL;
}

int charset_stream(struct infile **out, struct infile *file, struct book *book, struct err *err)
{
	struct charset_stream *stream;
	struct str ahead;
	size_t mark = 0;
	const char *charset;
	char skipped[4];
	int result = infile_peek(file, &ahead, err);
	if (result < 0) {
		return result;
	}
	charset = charset_bom(ahead, &mark);
	if (charset == NULL) {
		charset = utf16_without_mark(ahead);
	}
	if (mark > 0 && infile_read(file, skipped, mark, err) < 0) { /* at least mark bytes are in the look-ahead */
		return GRIPE_IO;
	}
	stream = stream_new(file);
	stream->decided = true;
	if (charset != NULL && strcmp(charset, "UTF-8") != 0) {
		result = convert_from(stream, charset, err);
		if (result < 0) {
			stream_release(stream);
			return result;
		}
		if (book != NULL) {
			book_note(book, "charset_converted", 1);
		}
	}
	return open_stream(out, stream, err);
}

int charset_decode(struct infile **out, struct infile *file, struct charset_judge *judge, struct charset_found *found,
                   struct err *err)
{
	struct charset_stream *stream = stream_new(file);
	*found = (struct charset_found){ NULL, 0 };
	stream->judge = judge;
	stream->found = found;
	if (judge->asked != NULL) {
		int result = convert_from(stream, judge->asked, err);
		stream->decided = true;
		*found = (struct charset_found){ judge->asked, CHARSET_ASKED };
		if (result < 0) {
			stream_release(stream);
			return result;
		}
	}
	return open_stream(out, stream, err);
}

void charset_judge_release(struct charset_judge *judge)
{
	language_close(judge->letters);
	judge->letters = NULL;
}
