/* post_markdown.c - see post_print.h. Markdown as CommonMark has it, read by Hugo (Goldmark) and Jekyll (kramdown),
 * which make links of bare addresses and run templates in a page: a customer's {{…}} and {%…%}, www. and http:// are
 * written with character references, which show as what they stand for and are neither. */
#include "plain_text.h"
#include "post_print.h"
#include "timestamp.h"

enum { SLUG_MOST = 40 /* bytes of a team in a file's name */ };

/* Offset of the point or bracket that would make the text's first word the number of a list; SIZE_MAX: none does. */
static size_t list_mark(struct str text)
{
	size_t digits = 0;
	while (digits < text.len && ascii_is_digit(text.at[digits])) {
		digits++;
	}
	bool marks = digits > 0 && digits < text.len && (text.at[digits] == '.' || text.at[digits] == ')');
	return marks ? digits : SIZE_MAX;
}

static bool begins_link(struct str text, size_t at)
{
	switch (text.at[at]) {
	case '@': return true;
	case ':': return at + 1 < text.len && text.at[at + 1] == '/';
	case '.': return at >= 3 && str_eq_nocase(str_slice(text, at - 3, at), STR("www"));
	default: return false;
	}
}

/* Every sign that Markdown, HTML or a template could read, as a reference. opens: the text stands at the beginning of a
 * line, where a dash or a number would begin a list. */
static void escaped(struct buf *out, struct str text, bool opens)
{
	static const char always[] = "\\`*_[]<>&|~{}$";
	struct buf plain;
	buf_init(&plain, SIZE_MAX);
	plain_text(&plain, text);
	size_t mark = opens ? list_mark(buf_str(&plain)) : SIZE_MAX;
	for (size_t i = 0; i < plain.len; i++) {
		char c = plain.at[i];
		bool dash = opens && i == 0 && strchr("+-=#:", c) != NULL;
		if (strchr(always, c) != NULL || dash || i == mark || begins_link(buf_str(&plain), i)) {
			buf_printf(out, "&#%d;", (unsigned char)c);
		} else {
			buf_byte(out, c);
		}
	}
	buf_release(&plain);
}

static void runs_print(struct buf *out, const struct text_run *runs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *mark = runs[i].style == RUN_STRONG ? "**" : runs[i].style == RUN_LABEL ? "*" : "";
		bool joined = i > 0 && runs[i - 1].style == runs[i].style,
		     goes_on = i + 1 < count && runs[i + 1].style == runs[i].style;
		buf_text(out, joined ? "" : mark);
		escaped(out, runs[i].text, i == 0);
		buf_text(out, goes_on ? "" : mark);
	}
}

static void block_print(struct buf *out, const struct post *post, const struct text_block *block)
{
	const struct post_chart *chart = block->kind == BLOCK_CHART ? &post->doc.charts[block->chart] : NULL;
	switch (block->kind) {
	case BLOCK_HEADING: buf_text(out, "## "); break;
	case BLOCK_ITEM: buf_text(out, "- "); break;
	case BLOCK_QUOTE: buf_text(out, "> "); break;
	default: break;
	}
	if (chart != NULL) {
		buf_text(out, "![");
		escaped(out, chart->alt, false);
		buf_printf(out, "](%.*s-%.*s.svg)", STR_ARGS(post_name(post)), STR_ARGS(chart->name));
	}
	runs_print(out, block->runs, block->count);
	if (block->source.len > 0) {
		buf_text(out, " (");
		escaped(out, block->source, false);
		buf_byte(out, ')');
	}
	buf_byte(out, '\n');
}

static void body(struct buf *out, const struct post *post, bool charts)
{
	for (size_t i = 0; i < post->doc.block_count; i++) {
		const struct text_block *block = &post->doc.blocks[i];
		bool follows = i > 0 && block->kind == BLOCK_ITEM && post->doc.blocks[i - 1].kind == BLOCK_ITEM;
		if (block->kind == BLOCK_CHART && !charts) {
			continue;
		}
		buf_text(out, follows || out->len == 0 ? "" : "\n");
		block_print(out, post, block);
	}
}

/* A text in YAML's double quotes. */
static void yaml(struct buf *out, struct str text)
{
	struct buf plain;
	buf_init(&plain, SIZE_MAX);
	plain_text(&plain, text);
	buf_byte(out, '"');
	for (size_t i = 0; i < plain.len; i++) {
		if (plain.at[i] == '"' || plain.at[i] == '\\') {
			buf_byte(out, '\\');
		}
		buf_byte(out, plain.at[i]);
	}
	buf_byte(out, '"');
	buf_release(&plain);
}

struct str post_day_text(const struct post *post, int64_t day)
{
	int year, month, day_of_month;
	timestamp_civil(day, &year, &month, &day_of_month);
	return arena_printf(post->doc.arena, "%04d-%02d-%02d", year, month, day_of_month);
}

/* A team's name as part of a file's: ASCII letters and digits in lower case, all else as one dash. */
static void slug(struct buf *out, struct str text)
{
	size_t start = out->len;
	for (size_t i = 0; i < text.len && out->len - start < SLUG_MOST; i++) {
		if (ascii_is_alnum(text.at[i])) {
			buf_byte(out, ascii_lower(text.at[i]));
		} else if (out->len > start && out->at[out->len - 1] != '-') {
			buf_byte(out, '-');
		}
	}
}

struct str post_name(const struct post *post)
{
	struct str day = post_day_text(post, post->day), name;
	struct buf team;
	buf_init(&team, SIZE_MAX);
	if (post->asked.team != NULL) {
		buf_byte(&team, '-');
		slug(&team, str_from(post->asked.team));
	}
	name = arena_printf(post->doc.arena, "%.*s-issues%s", STR_ARGS(day), team.at);
	buf_release(&team);
	return name;
}

static struct str text_of(const struct post *post, const struct text_run *runs, size_t count)
{
	struct buf text, plain;
	struct str out;
	buf_init(&text, SIZE_MAX);
	buf_init(&plain, SIZE_MAX);
	runs_text(&text, runs, count);
	plain_text(&plain, buf_str(&text));
	out = arena_dup(post->doc.arena, buf_str(&plain));
	buf_release(&text);
	buf_release(&plain);
	return out;
}

struct str post_title(const struct post *post)
{
	return text_of(post, post->doc.title, post->doc.title_count);
}

struct str post_description(const struct post *post)
{
	const struct text_block *first = post->doc.block_count > 0 ? &post->doc.blocks[0] : NULL;
	size_t strong = 0; /* the finding alone, where it is marked */
	while (first != NULL && strong < first->count && first->runs[strong].style == RUN_STRONG) {
		strong++;
	}
	return first == NULL ? STR_EMPTY : text_of(post, first->runs, strong > 0 ? strong : first->count);
}

static void front_matter(struct buf *out, const struct post *post)
{
	buf_text(out, "---\ntitle: ");
	yaml(out, post_title(post));
	buf_printf(out, "\ndate: %.*s\ndescription: ", STR_ARGS(post_day_text(post, post->day)));
	yaml(out, post_description(post));
	buf_printf(out, "\nlang: %.*s\n", STR_ARGS(post->doc.lang));
	if (post->dated) {
		buf_printf(out, "period: {from: %.*s, to: %.*s}\n", STR_ARGS(post_day_text(post, post->first_day)),
		           STR_ARGS(post_day_text(post, post->last_day)));
	}
	if (post->asked.team != NULL) {
		buf_text(out, "team: ");
		yaml(out, str_from(post->asked.team));
		buf_byte(out, '\n');
	}
	buf_text(out, "---\n\n");
}

void post_markdown_body(struct buf *out, const struct post *post)
{
	body(out, post, false);
}

void post_markdown(struct buf *out, const struct post *post)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	front_matter(out, post);
	body(&text, post, true);
	buf_str_add(out, buf_str(&text));
	buf_release(&text);
}
