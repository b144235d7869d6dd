/* redacted.c - see redacted.h. Authorities publish complaints in which names, dates and numbers are X. Left alone, they
 * would stand in labels and quotes; as one mask they are passed over by all later stages, and people can read the
 * sentence. Memory: the text once more where there is one. */
#include "redacted.h"

#include "buf.h"

enum {
	RUN_LEAST = 4,  /* X in a row without a separator */
	GROUP_LEAST = 2 /* X in a row beside a separator */
};

/* The end of the run of `c` (an X, or for '0' of digits) that begins at `at`. */
static size_t run_end(struct str text, size_t at, bool digits)
{
	while (at < text.len && (digits ? ascii_is_digit(text.at[at]) : text.at[at] == 'X')) {
		at++;
	}
	return at;
}

/* The end of the redaction that begins at `at`, a capital X; `at` when none does. */
static size_t redaction_end(struct str text, size_t at)
{
	size_t end = run_end(text, at, false), good = end - at >= RUN_LEAST ? end : at,
	       groups = end - at >= GROUP_LEAST, digits = 0;
	if (at > 0 && byte_of_word(text.at[at - 1])) {
		return at;
	}
	while (groups > 0 && end + 1 < text.len && (text.at[end] == '/' || text.at[end] == '-')) {
		bool number = ascii_is_digit(text.at[end + 1]);
		size_t next = run_end(text, end + 1, number);
		digits += number;
		if (next - end - 1 < GROUP_LEAST || digits > 1) {
			break;
		}
		groups++;
		end = next;
		good = end;
	}
	return good > at && good < text.len && byte_of_word(text.at[good]) ? at : good;
}

static size_t next_x(struct str text, size_t at)
{
	return str_find(text, STR("XX"), at);
}

/* "XXXX XXXX" is one name: the end of the redactions that follow the one that ends at `end`, one blank between. */
static size_t name_end(struct str text, size_t end)
{
	while (end + 1 < text.len && text.at[end] == ' ' && text.at[end + 1] == 'X') {
		size_t more = redaction_end(text, end + 1);
		if (more == end + 1) {
			break;
		}
		end = more;
	}
	return end;
}

size_t redacted_mask(struct arena *arena, struct str text, bool drop, struct str *out)
{
	struct buf kept;
	size_t count = 0, copied = 0, at = next_x(text, 0);
	*out = text;
	if (at == text.len) {
		return 0;
	}
	buf_init(&kept, SIZE_MAX);
	while (at < text.len) {
		size_t end = redaction_end(text, at);
		if (end == at) {
			at = next_x(text, run_end(text, at, false));
			continue;
		}
		end = name_end(text, end);
		buf_str_add(&kept, str_slice(text, copied, at));
		buf_text(&kept, drop ? "" : "[redacted]");
		copied = end;
		count++;
		at = next_x(text, end);
	}
	if (count > 0) {
		buf_str_add(&kept, str_slice(text, copied, text.len));
		*out = arena_dup(arena, buf_str(&kept));
	}
	buf_release(&kept);
	return count;
}
