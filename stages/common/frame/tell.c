/* tell.c - see tell.h. A terminal takes commands from ESC, from U+0080 to U+009F, and, when it does not speak UTF-8,
 * from the bytes 80 to 9F alone; marks of direction show a name as another (Boucher & Anderson 2021, "Trojan Source").
 */
#include "tell.h"

#include <stdio.h>
#include <unistd.h>

#include "utf8.h"

static bool steers(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f) || c == 0x200e || c == 0x200f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == UTF8_BAD;
}

void tell_plain(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		if (steers(utf8_next(text, &at))) {
			buf_byte(out, '?');
		} else {
			buf_add(out, text.at + start, at - start);
		}
	}
}

void tell(struct str text)
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	tell_plain(&out, text);
	fputs(out.at, stderr);
	buf_release(&out);
}

void tell_waiting(const char *name)
{
	struct buf line;
	if (isatty(STDIN_FILENO) != 1) {
		return;
	}
	buf_init(&line, SIZE_MAX);
	buf_printf(&line,
	           "gripe %s: no file is named, so this terminal is read: type or paste, and end with Ctrl-D; or gripe "
	           "%s FILE...\n",
	           name, name);
	tell(buf_str(&line));
	buf_release(&line);
}
