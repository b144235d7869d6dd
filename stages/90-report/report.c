/* report.c - stage 90-report. Enters: the stream of themes, the summary of the ranking (--summary), the books of the
 * stages (--funnel). Leaves: the one page on its output (Markdown, or HTML with --format html), and with --dir the
 * files index.html, page.md, pareto.svg, themes.csv. Holds the themes. */
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "chart_pareto.h"
#include "html_document.h"
#include "outfile.h"
#include "page_parts.h"
#include "tables_csv.h"

enum {
	TOP_DEFAULT = 10,
	TOP_MOST = 1000, /* issues shown one by one: nobody reads more */
	WIDTH_DEFAULT = 80,
	WIDTH_MOST = 400,            /* columns: no line is read that is longer */
	CHART_BARS = 2 * TOP_DEFAULT /* of the chart in a file of its own, where there is room */
};

enum format { FORMAT_MARKDOWN, FORMAT_HTML, FORMAT_TERMINAL };
static const char *const formats[] = { "md", "html", "terminal", NULL };

struct report_asked { /* options */
	const char *dir, *summary, *funnel, *births, *title, *alerts, *contacts, *mentions, *page_lang;
	int format;         /* enum format */
	int64_t top, width; /* issues that are shown one by one; columns of a terminal */
	bool colour;
};

struct report {
	struct stage_run *run;
	struct view view;
	struct facts facts;
	struct words words;
	struct page_contacts contacts;
	struct report_asked asked;
};

static const struct option_spec options[] = {
	{ "summary", 0, "FILE", "totals and headline, as the ranking wrote them",
	  OPTION_TEXT(struct report_asked, summary, NULL) },
	{ "births", 0, "FILE",
	  "topics that arose since the model was learnt (births.ndjson of a run); it may be missing",
	  OPTION_TEXT(struct report_asked, births, NULL) },
	{ "funnel", 0, "DIR", "folder with the books of the stages, for what was set aside",
	  OPTION_TEXT(struct report_asked, funnel, NULL) },
	{ "alerts", 0, "FILE", "what has to be read at once, as the alert stage wrote it",
	  OPTION_TEXT(struct report_asked, alerts, NULL) },
	{ "contacts", 0, "FILE", "the run's contacts, which the HTML page shows in full where it quotes them",
	  OPTION_TEXT(struct report_asked, contacts, NULL) },
	{ "mentions", 0, "FILE", "the run's mentions, of which the HTML page draws more quotes",
	  OPTION_TEXT(struct report_asked, mentions, NULL) },
	{ "page-lang", 0, "LANG", "language of the page (default: that of most contacts, else en)",
	  OPTION_TEXT(struct report_asked, page_lang, NULL) },
	{ "dir", 0, "DIR", "also write index.html, page.md, pareto.svg and themes.csv to DIR",
	  OPTION_TEXT(struct report_asked, dir, NULL) },
	{ "format", 0, "FORMAT", "of the page on the output: md, html or terminal (default md)",
	  OPTION_CHOICE(struct report_asked, format, formats, 0) },
	{ "width", 0, "COLUMNS", "of the terminal (default 80)",
	  OPTION_WHOLE(struct report_asked, width, 40, WIDTH_MOST, WIDTH_DEFAULT) },
	{ "colour", 0, NULL, "the terminal shows colours", OPTION_FLAG(struct report_asked, colour) },
	{ "top", 0, "N", "show the N biggest issues one by one (default 10)",
	  OPTION_WHOLE(struct report_asked, top, 1, TOP_MOST, TOP_DEFAULT) },
	{ "title", 0, "TEXT", "title of the HTML page (default: the headline)",
	  OPTION_TEXT(struct report_asked, title, "") },
	{ 0 },
};

static int report_open(struct stage_run *run, void **state, struct err *err)
{
	struct report *r = memory_alloc(sizeof *r);
	int result;
	*state = r;
	r->run = run;
	view_init(&r->view);
	words_init(&r->words);
	page_contacts_init(&r->contacts);
	result = options_fill(run->options, options, &r->asked, err);
	return result;
}

static int report_step(void *state, struct record *record, const struct emit *emit, struct err *err)
{
	struct report *r = state;
	struct err why = ERR_INIT;
	(void)emit;
	if (view_add(&r->view, record->json, &why) < 0) {
		return reject(r->run, r->run->input_name, record->line, SIZE_MAX, why.message, record->json, err);
	}
	return 0;
}

static int save(const struct report *r, const char *name, const struct buf *text, struct err *err)
{
	char path[4200];
	snprintf(path, sizeof path, "%s/%s", r->asked.dir, name);
	return outfile_save(path, buf_str(text), err);
}

static struct page page_of(const struct report *r, struct writer *writer)
{
	return (struct page){ &r->view, &r->facts, &r->words, writer, (size_t)r->asked.top };
}

static void page_in(struct buf *out, const struct report *r, enum format format)
{
	struct writer writer;
	struct page page;
	if (format == FORMAT_HTML) {
		page = page_of(r, NULL);
		html_document(out, &page, &r->contacts, str_from(r->asked.title));
		return;
	}
	writer_init(&writer, format == FORMAT_TERMINAL ? &writer_terminal : &writer_markdown, out);
	writer.width = (int)r->asked.width;
	writer.colour = r->asked.colour;
	page = page_of(r, &writer);
	page_write(&page);
	writer_release(&writer);
}

static int save_files(const struct report *r, struct err *err)
{
	const struct page page = page_of(r, NULL);
	struct buf text;
	int result;
	if (mkdir(r->asked.dir, 0777) != 0 && errno != EEXIST) {
		err_errno(err, "cannot be made");
		err_at(err, r->asked.dir, 0, 0);
		return GRIPE_IO;
	}
	buf_init(&text, SIZE_MAX);
	page_in(&text, r, FORMAT_HTML);
	result = save(r, "index.html", &text, err);
	if (result == 0) {
		buf_clear(&text);
		page_in(&text, r, FORMAT_MARKDOWN);
		result = save(r, "page.md", &text, err);
	}
	if (result == 0) {
		buf_clear(&text);
		chart_pareto(&text, &page, CHART_BARS);
		result = text.len > 0 ? save(r, "pareto.svg", &text, err) : 0;
	}
	if (result == 0) {
		buf_clear(&text);
		tables_csv(&text, &r->view);
		result = save(r, "themes.csv", &text, err);
	}
	buf_release(&text);
	return result;
}

/* All that stands beside the stream; the records only where an HTML page is made of them. */
static int read_beside(struct report *r, struct err *err)
{
	const struct report_asked *asked = &r->asked;
	bool html = asked->format == FORMAT_HTML || asked->dir != NULL;
	int result = asked->summary != NULL ? view_summary(&r->view, asked->summary, err) : 0;
	if (result == 0 && asked->births != NULL) {
		result = view_births(&r->view, asked->births, err);
	}
	if (result == 0 && asked->funnel != NULL) {
		result = view_funnel(&r->view, asked->funnel, err);
	}
	if (result == 0 && asked->alerts != NULL) {
		result = view_alerts(&r->view, asked->alerts, err);
	}
	view_close(&r->view);
	page_contacts_want(&r->contacts, &r->view, (size_t)asked->top);
	if (result == 0 && html && asked->contacts != NULL) {
		result = page_contacts_read(&r->contacts, asked->contacts, err);
	}
	if (result == 0 && html && asked->mentions != NULL) {
		result = page_mentions_read(&r->contacts, asked->mentions, err);
	}
	return result;
}

static int report_finish(void *state, const struct emit *emit, struct err *err)
{
	struct report *r = state;
	struct buf text;
	struct record record = { .arena = &r->view.arena };
	int result = read_beside(r, err);
	if (result == 0) {
		struct str lang =
		    r->asked.page_lang != NULL ? str_from(r->asked.page_lang) : r->view.summary[SUMMARY_lang].text;
		result = words_load(&r->words, r->run->lexicons, lang, err);
	}
	facts_find(&r->facts, &r->view);
	if (result == 0 && r->asked.dir != NULL) {
		result = save_files(r, err);
	}
	if (result < 0) {
		return result;
	}
	buf_init(&text, SIZE_MAX);
	page_in(&text, r, (enum format)r->asked.format);
	record.json = buf_str(&text);
	result = emit_put(emit, &record, err);
	buf_release(&text);
	return result;
}

static void report_close(void *state)
{
	struct report *r = state;
	if (r != NULL) {
		view_release(&r->view);
		words_release(&r->words);
		page_contacts_release(&r->contacts);
		free(r);
	}
}

const struct stage stage_report = {
	.name = "report",
	.summary = "issues and themes into the one page, as Markdown and HTML, with its chart and tables",
	.reads = SHAPE_THEMES,
	.writes = SHAPE_TEXT,
	.holds = "the themes",
	.options = options,
	.open = report_open,
	.step = report_step,
	.finish = report_finish,
	.close = report_close,
};
