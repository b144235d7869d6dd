/* post_charts.c - the charts of a post, each an SVG of its own: the first issues as bars of their shares with
 * intervals, and the periods of up to two issues that changed as columns. Bars begin at 0, the axis fits the longest
 * interval; text is 13 pixels at a width of 640 and the colours are those of the page, so a chart reads alone in any
 * blog. Every figure drawn is one that the table beside it holds. */
#include <math.h>

#include "escape.h"
#include "plain_text.h"
#include "post.h"
#include "utf8.h"

enum {
	WIDTH = 640,
	LABELS = 216, /* pixels for names, right of which bars begin */
	FIGURES = 64, /* for a figure behind the longest interval */
	ROW = 28,
	TOP = 8,
	LABEL_CHARS = 30, /* of 13 pixels, in LABELS */
	BARS = 10,
	COLUMN_CHARTS = 2,
	COLUMNS_HEIGHT = 96,
	COLUMNS_BOTTOM = 24,
	CHARTS_FIRST = 4
};

static void coordinate(struct buf *out, const char *name, double value)
{
	buf_printf(out, " %s=\"", name);
	buf_fixed(out, value, 1);
	buf_byte(out, '"');
}

static void shown(struct buf *out, struct str text)
{
	struct buf plain;
	buf_init(&plain, SIZE_MAX);
	plain_text(&plain, text);
	escape_xml(out, buf_str(&plain));
	buf_release(&plain);
}

static void begin(struct buf *out, double height, struct str title, struct str unit)
{
	buf_printf(out,
	           "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" width=\"%d\" height=\"%.0f\" "
	           "role=\"img\" font-family=\"sans-serif\" font-size=\"13\">\n<title>",
	           WIDTH, height, WIDTH, height);
	shown(out, title);
	buf_text(out, "</title>\n<desc>");
	shown(out, unit);
	buf_text(out, "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
}

static void text_at(struct buf *out, double x, double y, const char *anchor, struct str text)
{
	buf_printf(out, "<text fill=\"#15212b\" text-anchor=\"%s\"", anchor);
	coordinate(out, "x", x);
	coordinate(out, "y", y);
	buf_byte(out, '>');
	shown(out, text);
	buf_text(out, "</text>\n");
}

static void box(struct buf *out, double x, double y, double width, double height)
{
	buf_text(out, "<rect fill=\"#2a6496\"");
	coordinate(out, "x", x);
	coordinate(out, "y", y);
	coordinate(out, "width", width);
	coordinate(out, "height", height);
	buf_text(out, "/>\n");
}

/* A name that fits, cut between characters. */
static void short_name(struct buf *out, struct str name)
{
	size_t at = 0, chars = 0;
	while (at < name.len && chars < LABEL_CHARS) {
		(void)utf8_next(name, &at);
		chars++;
	}
	buf_add(out, name.at, at);
	buf_text(out, at < name.len ? "…" : "");
}

static struct post_chart *chart_add(struct post_doc *doc)
{
	if (doc->charts == NULL) {
		doc->chart_cap = CHARTS_FIRST;
		doc->charts = arena_array(doc->arena, doc->chart_cap, sizeof *doc->charts);
	}
	return doc->chart_count < doc->chart_cap ? &doc->charts[doc->chart_count++] : NULL;
}

struct bars {
	const struct post_issue *issues[BARS];
	size_t count;
	double most; /* share of 1: the longest interval or bar */
};

static void bars_choose(const struct post *post, struct bars *bars)
{
	for (size_t i = 0; i < post->issue_count && bars->count < BARS; i++) {
		const struct post_issue *issue = &post->issues[i];
		double share = json_number_of(issue->line, "share", 0),
		       high = json_number_of(issue->line, "share_high", 0);
		if (!post_tells(post, issue) ||
		    json_number_of(issue->line, "people", 0) < (double)post->asked.min_people) {
			continue;
		}
		bars->issues[bars->count++] = issue;
		bars->most = fmax(bars->most, fmax(share, high));
	}
}

static void bar(struct buf *out, const struct post *post, const struct post_issue *issue, double y, double unit)
{
	double share = json_number_of(issue->line, "share", 0), low = json_number_of(issue->line, "share_low", share),
	       high = json_number_of(issue->line, "share_high", share);
	struct buf text;
	buf_init(&text, SIZE_MAX);
	short_name(&text, issue->label);
	text_at(out, LABELS - 8, y + 18, "end", buf_str(&text));
	box(out, LABELS, y + 6, share * unit, ROW - 12);
	buf_text(out, "<path stroke=\"#15212b\" fill=\"none\" d=\"M");
	buf_fixed(out, LABELS + low * unit, 1);
	buf_printf(out, " %.0fH", y + ROW / 2);
	buf_fixed(out, LABELS + high * unit, 1);
	buf_text(out, "\"/>\n");
	buf_clear(&text);
	post_word_share(&text, &post->words, share);
	text_at(out, LABELS + fmax(share, high) * unit + 6, y + 18, "start", buf_str(&text));
	buf_release(&text);
}

static void bars_chart(struct post *post)
{
	struct bars bars = { .count = 0 };
	struct post_args args = { .count = 0 };
	struct figure counted = { .of = FIGURE_COUNTED,
		                  .stated = json_number_of(post->run.summary, "counted", 0),
		                  .file = "summary.json" };
	struct buf svg, alt;
	bars_choose(post, &bars);
	if (bars.count == 0 || bars.most <= 0) {
		return;
	}
	struct post_chart *chart = chart_add(&post->doc);
	double unit = (WIDTH - LABELS - FIGURES) / bars.most;
	arg_figure(&args, "counted", ARG_COUNT, &counted);
	chart->name = STR("issues");
	chart->title = doc_text(&post->doc, "chart_issues", &args);
	buf_init(&svg, SIZE_MAX);
	buf_init(&alt, SIZE_MAX);
	buf_str_add(&alt, chart->title);
	buf_byte(&alt, ':');
	begin(&svg, TOP + (double)bars.count * ROW + TOP, chart->title, post_word(&post->words, "chart_issues_unit"));
	for (size_t i = 0; i < bars.count; i++) {
		bar(&svg, post, bars.issues[i], TOP + (double)i * ROW, unit);
		buf_text(&alt, i > 0 ? ", " : " ");
		buf_str_add(&alt, bars.issues[i]->label);
		buf_byte(&alt, ' ');
		post_word_share(&alt, &post->words, json_number_of(bars.issues[i]->line, "share", 0));
	}
	buf_text(&svg, "</svg>\n");
	chart->svg = arena_dup(post->doc.arena, buf_str(&svg));
	chart->alt = arena_dup(post->doc.arena, buf_str(&alt));
	buf_release(&svg);
	buf_release(&alt);
}

static void columns(struct buf *svg, json_object *counts)
{
	size_t count = json_list(counts);
	double most = 1, width = (double)(WIDTH - 2 * TOP) / (double)count;
	for (size_t i = 0; i < count; i++) {
		most = fmax(most, json_object_get_double(json_object_array_get_idx(counts, i)));
	}
	for (size_t i = 0; i < count; i++) {
		double of = json_object_get_double(json_object_array_get_idx(counts, i)),
		       height = of / most * COLUMNS_HEIGHT;
		box(svg, TOP + (double)i * width, TOP + COLUMNS_HEIGHT - height, width * 0.8, height);
	}
}

static void trend_chart(struct post *post, const struct post_issue *issue, const char *name)
{
	json_object *trend = json_member(issue->line, "trend", json_type_object),
	            *counts = json_member(trend, "counts", json_type_array);
	struct str period = json_text_of(trend, "period"), from = json_text_of(trend, "from");
	struct post_args args = { .count = 0 };
	struct buf svg, key;
	if (json_list(counts) < 2) {
		return;
	}
	struct post_chart *chart = chart_add(&post->doc);
	buf_init(&svg, SIZE_MAX);
	buf_init(&key, SIZE_MAX);
	buf_printf(&key, "period.%.*s", STR_ARGS(period));
	arg_text(&args, "label", issue->label);
	arg_ours(&args, "period", post_word(&post->words, key.at));
	chart->name = str_from(name);
	chart->title = doc_text(&post->doc, "chart_trend", &args);
	chart->alt = chart->title;
	begin(&svg, TOP + COLUMNS_HEIGHT + COLUMNS_BOTTOM, chart->title, post_word(&post->words, "chart_trend_unit"));
	columns(&svg, counts);
	text_at(&svg, TOP, TOP + COLUMNS_HEIGHT + COLUMNS_BOTTOM - 6, "start", from);
	text_at(&svg, WIDTH - TOP, TOP + COLUMNS_HEIGHT + COLUMNS_BOTTOM - 6, "end", chart->title);
	buf_text(&svg, "</svg>\n");
	chart->svg = arena_dup(post->doc.arena, buf_str(&svg));
	buf_release(&svg);
	buf_release(&key);
}

void post_charts(struct post *post)
{
	static const char *const names[COLUMN_CHARTS] = { "trend-1", "trend-2" };
	size_t drawn = 0;
	bars_chart(post);
	for (size_t i = 0; i < post->issue_count && drawn < COLUMN_CHARTS; i++) {
		enum change_state state = post->issues[i].state;
		if (post_tells(post, &post->issues[i]) && (state == CHANGE_NEW || state == CHANGE_RISING ||
		                                           state == CHANGE_FALLING || state == CHANGE_GONE)) {
			trend_chart(post, &post->issues[i], names[drawn++]);
		}
	}
}
