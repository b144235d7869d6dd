/* book.c - see book.h. Names are few (under BOOK_LINES); past that the last line is named "more" and collects the rest.
 */
#include "book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "book_fields.h"
#include "json_write.h"

static void count_in(struct book_line *lines, const char *name, uint64_t count)
{
	size_t i = 0;
	if (count == 0) {
		return;
	}
	while (i < BOOK_LINES - 1 && lines[i].name[0] != '\0' && strcmp(lines[i].name, name) != 0) {
		i++;
	}
	if (lines[i].name[0] == '\0') {
		size_t n = strlen(i == BOOK_LINES - 1 ? "more" : name);
		if (n >= sizeof lines[i].name) {
			n = sizeof lines[i].name - 1;
		}
		memcpy(lines[i].name, i == BOOK_LINES - 1 ? "more" : name, n);
	}
	lines[i].count += count;
}

void book_drop(struct book *book, const char *reason, uint64_t count)
{
	count_in(book->dropped, reason, count);
}

void book_note(struct book *book, const char *name, uint64_t count)
{
	count_in(book->notes, name, count);
}

void book_answer(struct book *book, const struct contact *contact)
{
	enum { ANSWER_MOST = 10 };
	char name[sizeof book->notes->name];
	int score =
	    contact->has_score && contact->score >= 0 && contact->score <= ANSWER_MOST ? (int)contact->score : -1;
	if (!contact->has_score) {
		return;
	}
	int len = snprintf(name, sizeof name, BOOK_ANSWER "%.*s_%d", STR_ARGS(contact->scale), score);
	bool kept = score >= 0 && contact->score <= score && len < (int)sizeof name;
	book_note(book, kept ? name : "answers_not_kept", 1);
}

static uint64_t count_of(const struct book_line *lines, const char *name)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < BOOK_LINES && lines[i].name[0] != '\0'; i++) {
		if (name == NULL || strcmp(lines[i].name, name) == 0) {
			sum += lines[i].count;
		}
	}
	return sum;
}

uint64_t book_dropped(const struct book *book, const char *reason)
{
	return count_of(book->dropped, reason);
}

uint64_t book_noted(const struct book *book, const char *name)
{
	return count_of(book->notes, name);
}

void book_add(struct book *book, const struct book *other)
{
	book->in += other->in;
	book->out += other->out;
	book->kept += other->kept;
	for (size_t i = 0; i < BOOK_LINES; i++) {
		if (other->dropped[i].name[0] != '\0') {
			book_drop(book, other->dropped[i].name, other->dropped[i].count);
		}
		if (other->notes[i].name[0] != '\0') {
			book_note(book, other->notes[i].name, other->notes[i].count);
		}
	}
}

int book_check(const struct book *book, const char *stage, struct err *err)
{
	uint64_t dropped = book_dropped(book, NULL);
	if (book->in == book->kept + dropped) {
		return 0;
	}
	return err_set(err, GRIPE_DATA, "the books of %s do not balance: %llu in, %llu kept, %llu set aside", stage,
	               (unsigned long long)book->in, (unsigned long long)book->kept, (unsigned long long)dropped);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct book_line *)a)->name, ((const struct book_line *)b)->name);
}

static size_t sorted(struct book_line to[BOOK_LINES], const struct book_line *from)
{
	size_t n = 0;
	memcpy(to, from, sizeof(struct book_line) * BOOK_LINES);
	while (n < BOOK_LINES && to[n].name[0] != '\0') {
		n++;
	}
	qsort(to, n, sizeof *to, by_name);
	return n;
}

void book_sentence(const struct book *book, struct buf *out)
{
	struct book_line lines[BOOK_LINES];
	size_t n = sorted(lines, book->dropped);
	buf_printf(out, "%llu read = %llu kept", (unsigned long long)book->in, (unsigned long long)book->kept);
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, " + %llu ", (unsigned long long)lines[i].count);
		for (const char *p = lines[i].name; *p != '\0'; p++) {
			buf_byte(out, *p == '_' ? ' ' : *p);
		}
	}
}

/* The lines as a JSON object, names in byte order. */
static void json_lines(struct buf *out, const struct book_line *from)
{
	struct book_line lines[BOOK_LINES];
	size_t n = sorted(lines, from);
	buf_byte(out, '{');
	for (size_t i = 0; i < n; i++) {
		json_put_key(out, str_from(lines[i].name));
		buf_integer(out, (int64_t)lines[i].count);
	}
	buf_byte(out, '}');
}

void book_json(const struct book *book, const char *stage, int funnel, struct buf *out)
{
	struct field_value values[BOOK_COUNT] = { 0 };
	struct buf dropped, notes;
	buf_init(&dropped, SIZE_MAX);
	buf_init(&notes, SIZE_MAX);
	json_lines(&dropped, book->dropped);
	json_lines(&notes, book->notes);
	set_text(values, BOOK_stage, str_from(stage));
	if (funnel > 0) {
		set_whole(values, BOOK_funnel, funnel);
	}
	set_whole(values, BOOK_in, (int64_t)book->in);
	set_whole(values, BOOK_kept, (int64_t)book->kept);
	set_whole(values, BOOK_out, (int64_t)book->out);
	set_text(values, BOOK_dropped, buf_str(&dropped));
	set_text(values, BOOK_notes, buf_str(&notes));
	fields_write(out, &book_shape, values);
	buf_release(&dropped);
	buf_release(&notes);
}
