/* undated.c - see undated.h. In: what stands where a date is expected. Out: a note in the book and a line in what is
 * said. Memory: the first such value, cut. */
#include "undated.h"

#include "utf8.h"

void undated_count(struct reading *reading, const struct contact *contact, struct str value)
{
	size_t most = sizeof reading->undated_first - 1;
	if (value.len > 0 && contact->time.len == 0 && reading->undated++ == 0) {
		value.len = value.len > most ? utf8_floor(value, most) : value.len;
		memcpy(reading->undated_first, value.at, value.len);
	}
}

void undated_say(struct reading *reading)
{
	if (reading->undated == 0) {
		return;
	}
	book_note(reading->run->book, "time_not_read", reading->undated);
	if (reading->run->said != NULL) {
		buf_printf(reading->run->said, "gripe read: %s: the time of %llu records is no date: \"%s\"\n",
		           reading->path, (unsigned long long)reading->undated, reading->undated_first);
	}
}
