/* boilerplate_unit.c - see boilerplate_unit.h. */
#include "boilerplate_unit.h"

bool boilerplate_edge(char c)
{
	return ascii_is_space(c) || c == '#' || c == '*' || c == '_' || c == '>' || c == '-' || c == '=' || c == ':';
}

void boilerplate_fold(struct buf *out, struct str unit)
{
	bool gap = false;
	buf_clear(out);
	while (unit.len > 0 && boilerplate_edge(unit.at[0])) {
		unit = str_slice(unit, 1, unit.len);
	}
	while (unit.len > 0 && boilerplate_edge(unit.at[unit.len - 1])) {
		unit.len--;
	}
	for (size_t i = 0; i < unit.len; i++) {
		char c = unit.at[i];
		if (ascii_is_space(c)) {
			gap = true;
			continue;
		}
		if (gap) {
			buf_byte(out, ' ');
			gap = false;
		}
		if (ascii_is_digit(c)) {
			if (out->len == 0 || out->at[out->len - 1] != '0') {
				buf_byte(out, '0');
			}
		} else {
			buf_byte(out, ascii_lower(c));
		}
	}
}

size_t boilerplate_sentence(struct str line, size_t at)
{
	while (at < line.len) {
		char c = line.at[at++];
		if ((c == '.' || c == '!' || c == '?') && at < line.len && ascii_is_space(line.at[at])) {
			while (at < line.len && ascii_is_space(line.at[at])) {
				at++;
			}
			return at;
		}
	}
	return line.len;
}
