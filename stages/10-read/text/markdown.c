/* markdown.c - notes in Markdown, and pages of a mailing list's archive in Markdown.
 *
 * markdown: a front matter's title and date are taken; headings of the level that comes back most often cut the file
 * into notes, title = heading. Without headings that come back: three or more list items at the left edge are a note
 * each; else the file is one note. Fences keep their text; what stands in a fence is never a heading. list_markdown:
 * archives that print a mail as a page: "From: …<br>", "Message ID: …", "Raw Date: …" and the mail's text in a fence.
 * The headers and the fenced text are given to the mail reader (mail.h), so that threads, people and dates are those of
 * mail. Memory: one file. */
#include "charset.h"
#include "dates.h"
#include "format.h"
#include "mail.h"

struct page {
	struct reading *reading;
	struct buf all;         /* valid UTF-8 */
	struct str title, date; /* of the front matter */
	size_t start;           /* behind it */
};

static int load(struct page *page, struct reading *reading, struct err *err)
{
	struct buf bytes;
	const char *note;
	int result;
	memset(page, 0, sizeof *page);
	page->reading = reading;
	buf_init(&page->all, SIZE_MAX);
	buf_init(&bytes, DOCUMENT_LIMIT);
	result = infile_all(reading->file, &bytes, err);
	charset_field(&page->all, buf_str(&bytes), reading->run->book, &note);
	buf_release(&bytes);
	return result;
}

static struct str line_at(struct str s, size_t at)
{
	return str_slice(s, at, str_find(s, STR("\n"), at));
}

/* "title: >" takes the next line; quotes around a value go. */
static struct str yaml_value(struct str s, size_t line_end, struct str value)
{
	value = str_trim(value);
	if (str_eq(value, STR(">")) || str_eq(value, STR("|")) || str_eq(value, STR(">-"))) {
		value = line_end < s.len ? str_trim(line_at(s, line_end + 1)) : STR_EMPTY;
	}
	if (value.len >= 2 && (value.at[0] == '"' || value.at[0] == '\'') && value.at[value.len - 1] == value.at[0]) {
		value = str_slice(value, 1, value.len - 1);
	}
	return value;
}

static void front_matter(struct page *page)
{
	struct str s = buf_str(&page->all);
	size_t at = 4;
	if (!str_starts(s, STR("---\n"))) {
		return;
	}
	while (at < s.len) {
		struct str line = line_at(s, at);
		size_t end = at + line.len;
		if (str_eq(str_trim(line), STR("---"))) {
			page->start = end < s.len ? end + 1 : end;
			return;
		}
		if (str_starts_nocase(line, STR("title:"))) {
			page->title = yaml_value(s, end, str_slice(line, 6, line.len));
		} else if (str_starts_nocase(line, STR("date:"))) {
			page->date = yaml_value(s, end, str_slice(line, 5, line.len));
		}
		at = end + 1;
	}
	page->title = page->date = STR_EMPTY; /* never closed: a rule, no front matter */
}

static bool is_fence(struct str line)
{
	line = str_trim(line);
	return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

/* 1-6 for "## Title", else 0. */
static size_t heading_level(struct str line)
{
	size_t level = 0;
	while (level < line.len && line.at[level] == '#') {
		level++;
	}
	return level > 0 && level <= 6 && level < line.len && line.at[level] == ' ' ? level : 0;
}

static bool is_item(struct str line)
{
	size_t i = 0;
	if (line.len > 2 && strchr("-*+", line.at[0]) != NULL && line.at[1] == ' ') {
		return true;
	}
	while (i < line.len && ascii_is_digit(line.at[i])) {
		i++;
	}
	return i > 0 && i + 1 < line.len && (line.at[i] == '.' || line.at[i] == ')') && line.at[i + 1] == ' ';
}

/* The level that cuts: the one that comes back most often, the higher on ties; 0: none comes back. *items: list items
 * at the left edge outside of fences. */
static size_t cutting_level(const struct page *page, size_t *items, size_t *others)
{
	struct str s = buf_str(&page->all);
	size_t counts[7] = { 0 }, best = 0;
	bool fenced = false;
	*items = *others = 0;
	for (size_t at = page->start; at < s.len; at = str_find(s, STR("\n"), at) + 1) {
		struct str line = line_at(s, at);
		if (is_fence(line)) {
			fenced = !fenced;
		} else if (!fenced && heading_level(line) > 0) {
			counts[heading_level(line)]++;
		} else if (!fenced && is_item(line)) {
			(*items)++;
		} else if (line.len > 0 && line.at[0] != ' ' && line.at[0] != '\t') {
			(*others)++;
		}
	}
	for (size_t level = 1; level <= 6; level++) {
		if (counts[level] >= 2 && counts[level] > counts[best == 0 ? 0 : best]) {
			best = level;
		}
	}
	return best;
}

static int emit(struct page *page, struct str title, struct str text, struct err *err)
{
	struct contact contact = { .copies = 1, .title = str_trim(title), .text = str_trim(text) };
	if (contact.text.len == 0) {
		return 0;
	}
	if (contact.title.len == 0) {
		contact.title = page->title;
	}
	contact.time = reading_time(page->reading, &contact, page->date);
	return reading_emit(page->reading, &contact, err);
}

static struct str heading_text(struct str line)
{
	while (line.len > 0 && line.at[0] == '#') {
		line = str_slice(line, 1, line.len);
	}
	while (line.len > 0 && (line.at[line.len - 1] == '#' || line.at[line.len - 1] == ' ')) {
		line.len--;
	}
	return str_trim(line);
}

/* A heading above the cutting level ends a note and is none; a fence of code hides both. */
static bool cuts_here(struct str line, size_t heading, size_t level, bool by_items, bool fenced)
{
	return (heading > 0 && heading <= level) || (by_items && !fenced && (heading > 0 || is_item(line)));
}

static int cut(struct page *page, size_t level, bool by_items, struct err *err)
{
	struct str s = buf_str(&page->all), title = STR_EMPTY;
	size_t from = page->start;
	bool fenced = false;
	int result = 0;
	for (size_t at = page->start, next; at < s.len && result >= 0; at = next) {
		struct str line = line_at(s, at);
		size_t heading = fenced ? 0 : heading_level(line);
		next = at + line.len + 1;
		fenced = is_fence(line) ? !fenced : fenced;
		if (!cuts_here(line, heading, level, by_items, fenced)) {
			continue;
		}
		result = emit(page, title, str_slice(s, from, at), err);
		if (heading > 0) {
			title = heading_text(line);
			from = next < s.len ? next : s.len;
		} else { /* an item: behind its sign */
			from = at + str_find(line, STR(" "), 0) + 1;
		}
	}
	return result < 0 ? result : emit(page, title, str_slice(s, from, s.len), err);
}

static int parse_markdown(struct reading *reading, struct err *err)
{
	struct page page;
	size_t items, others, level;
	int result = load(&page, reading, err);
	front_matter(&page);
	level = cutting_level(&page, &items, &others);
	if (reading->explain != NULL) {
		buf_printf(reading->explain,
		           level > 0                      ? "  a note per heading of level %zu\n"
		           : items >= 3 && items > others ? "  a note per list item\n"
		                                          : "  one note\n",
		           level);
	} else if (result >= 0) {
		result = cut(&page, level, level == 0 && items >= 3 && items > others, err);
	}
	buf_release(&page.all);
	return result;
}

static struct str first_bytes(struct str ahead)
{
	size_t bom;
	(void)charset_bom(ahead, &bom);
	return str_slice(ahead, bom, ahead.len < 8192 ? ahead.len : 8192);
}

static int detect_markdown(const struct glance *first)
{
	struct str s = first_bytes(first->ahead), name = str_from(first->path);
	size_t headings = 0;
	if (memchr(s.at, '\0', s.len) != NULL) {
		return 0;
	}
	for (size_t at = 0; at < s.len; at = str_find(s, STR("\n"), at) + 1) {
		headings += heading_level(line_at(s, at)) > 0;
	}
	if (str_ends_nocase(name, STR(".md")) || str_ends_nocase(name, STR(".markdown"))) {
		return 70;
	}
	return headings < 2                         ? 0
	       : str_ends_nocase(name, STR(".txt")) ? 20
	                                            : 40; /* in a .txt, "# " is as often a comment */
}

/* ---- pages of a list's archive ---- */

/* The value behind "Name: " at a line's start, with Markdown's backslashes and "<br>" taken off. */
static struct str header_value(struct arena *arena, struct str s, const char *name)
{
	for (size_t at = 0; at < s.len; at = str_find(s, STR("\n"), at) + 1) {
		struct str line = line_at(s, at), value;
		char *to;
		size_t len = 0;
		if (!str_starts_nocase(line, str_from(name))) {
			continue;
		}
		value = str_trim(str_slice(line, strlen(name), line.len));
		if (str_ends(value, STR("<br>"))) {
			value = str_trim(str_slice(value, 0, value.len - 4));
		}
		to = arena_alloc(arena, value.len + 1);
		for (size_t i = 0; i < value.len; i++) {
			if (value.at[i] != '\\' || (i + 1 < value.len && value.at[i + 1] == '\\')) {
				to[len++] = value.at[i];
			}
		}
		return (struct str){ to, len };
	}
	return STR_EMPTY;
}

static struct str fenced_text(struct str s)
{
	size_t open = str_find(s, STR("\n```"), 0), from, close;
	struct str text;
	if (open == s.len) {
		return STR_EMPTY;
	}
	from = str_find(s, STR("\n"), open + 1);
	close = from;
	/* the last fence: the mail may hold fences of its own */
	for (size_t at = from; at < s.len; at = str_find(s, STR("\n```"), at + 1)) {
		close = at > from ? at : close;
	}
	text = str_trim(str_slice(s, from, close));
	if (str_starts(text, STR("{% raw"))) {
		size_t end = str_find(text, STR("%}"), 0);
		text = end < text.len ? str_slice(text, end + 2, text.len) : text;
	}
	if (str_ends(text, STR("{% endraw %}"))) {
		text.len -= strlen("{% endraw %}");
	}
	return text;
}

/* "2012-03-12 - [list] Subject" as title: the date goes. */
static struct str without_date(struct str title)
{
	size_t i = 0;
	while (i < title.len && (ascii_is_digit(title.at[i]) || title.at[i] == '-')) {
		i++;
	}
	return i >= 8 && str_starts(str_slice(title, i, title.len), STR(" - ")) ? str_slice(title, i + 3, title.len)
	                                                                        : title;
}

static int read_page(struct page *page, struct mail_reader *mails, struct err *err)
{
	struct str s = buf_str(&page->all), value;
	struct arena arena = ARENA_INIT;
	struct buf mail;
	int result;
	static const struct {
		const char *in_page, *in_mail;
	} names[] = { { "From:", "From" },
		      { "Message ID:", "Message-ID" },
		      { "Message-ID:", "Message-ID" },
		      { "Reply To:", "In-Reply-To" },
		      { "In-Reply-To:", "In-Reply-To" },
		      { "Raw Date:", "Date" } };
	buf_init(&mail, SIZE_MAX);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		value = header_value(&arena, s, names[i].in_page);
		if (value.len > 0 && !str_eq(value, STR("_N/A_"))) {
			buf_printf(&mail, "%s: %.*s\n", names[i].in_mail, STR_ARGS(value));
		}
	}
	value = header_value(&arena, s, "UTC Datetime:");
	if (value.len == 0) {
		value = header_value(&arena, s, "Date:");
	}
	if (value.len > 0 && header_value(&arena, s, "Raw Date:").len == 0) {
		buf_printf(&mail, "Date: %.*s\n", STR_ARGS(value));
	}
	value = page->title.len > 0 ? page->title : header_value(&arena, s, "# ");
	buf_printf(&mail, "Subject: %.*s\nContent-Type: text/plain; charset=utf-8\n\n", STR_ARGS(without_date(value)));
	buf_str_add(&mail, fenced_text(s));
	result = mail_read(mails, buf_str(&mail), STR_EMPTY, 0, err);
	buf_release(&mail);
	arena_release(&arena);
	return result;
}

static int parse_list_markdown(struct reading *reading, struct err *err)
{
	struct page page;
	int result;
	if (reading->explain != NULL) {
		return 0;
	}
	result = load(&page, reading, err);
	if (result >= 0) {
		struct mail_reader *mails = mail_open(reading);
		front_matter(&page);
		result = read_page(&page, mails, err);
		mail_close(mails);
	}
	buf_release(&page.all);
	return result;
}

static int detect_list_markdown(const struct glance *first)
{
	struct str s = first_bytes(first->ahead);
	if (str_find(s, STR("\nFrom: "), 0) == s.len || str_find(s, STR("\n```"), 0) == s.len) {
		return 0;
	}
	return str_find(s, STR("\nMessage ID:"), 0) < s.len || str_find(s, STR("\nMessage-ID:"), 0) < s.len ? 95 : 0;
}

const struct format format_markdown = { .name = "markdown",
	                                .looks_for =
	                                    "Markdown (.md, headings): a note per heading, per list item, or one",
	                                .detect = detect_markdown,
	                                .parse = parse_markdown,
	                                .channel = NULL };
const struct format format_list_markdown = {
	.name = "list-markdown",
	.looks_for = "a mail as a Markdown page: \"From:\", \"Message ID:\" and the text in a fence",
	.detect = detect_list_markdown,
	.parse = parse_list_markdown,
	.channel = "email"
};
