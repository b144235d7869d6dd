/* report.c - stage 90-report. Enters: the stream of themes, the summary of the ranking (--summary), the books of the
 * stages (--funnel). Leaves: the one page on its output (Markdown, or HTML with --format html), and with --dir the
 * files index.html, page.md, pareto.svg, themes.csv. Holds the themes. */
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "chart_pareto.h"
#include "outfile.h"
#include "page.h"
#include "tables_csv.h"

enum {
	TOP_DEFAULT = 10,
	TOP_MOST = 1000,             /* issues shown one by one: nobody reads more */
	CHART_BARS = 2 * TOP_DEFAULT /* of the chart in a file of its own, where there is room */
};

static const char *const formats[] = { "md", "html", NULL };

struct report_asked { /* options */
	const char *dir, *summary, *funnel, *births, *title;
	int format;  /* index into formats */
	int64_t top; /* issues that are shown one by one */
};

struct report {
	struct stage_run *run;
	struct view view;
	const struct writer *writer;
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
	{ "dir", 0, "DIR", "also write index.html, page.md, pareto.svg and themes.csv to DIR",
	  OPTION_TEXT(struct report_asked, dir, NULL) },
	{ "format", 0, "FORMAT", "of the page on the output: md or html (default md)",
	  OPTION_CHOICE(struct report_asked, format, formats, 0) },
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
	result = options_fill(run->options, options, &r->asked, err);
	r->writer = r->asked.format == 0 ? &writer_markdown : &writer_html;
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

static int save_files(const struct report *r, struct err *err)
{
	struct buf text;
	int result;
	if (mkdir(r->asked.dir, 0777) != 0 && errno != EEXIST) {
		err_errno(err, "cannot be made");
		err_at(err, r->asked.dir, 0, 0);
		return GRIPE_IO;
	}
	buf_init(&text, SIZE_MAX);
	page_write(&text, &(struct page){ &r->view, &writer_html, (size_t)r->asked.top, str_from(r->asked.title) });
	result = save(r, "index.html", &text, err);
	if (result == 0) {
		buf_clear(&text);
		page_write(&text, &(struct page){ &r->view, &writer_markdown, (size_t)r->asked.top,
		                                  str_from(r->asked.title) });
		result = save(r, "page.md", &text, err);
	}
	if (result == 0) {
		buf_clear(&text);
		chart_pareto(&text, &r->view, CHART_BARS, true);
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

static int report_finish(void *state, const struct emit *emit, struct err *err)
{
	struct report *r = state;
	struct buf text;
	struct record record = { .arena = &r->view.arena };
	int result = r->asked.summary != NULL ? view_summary(&r->view, r->asked.summary, err) : 0;
	if (result == 0 && r->asked.births != NULL) {
		result = view_births(&r->view, r->asked.births, err);
	}
	if (result == 0 && r->asked.funnel != NULL) {
		result = view_funnel(&r->view, r->asked.funnel, err);
	}
	view_close(&r->view);
	if (result == 0 && r->asked.dir != NULL) {
		result = save_files(r, err);
	}
	if (result < 0) {
		return result;
	}
	buf_init(&text, SIZE_MAX);
	page_write(&text, &(struct page){ &r->view, r->writer, (size_t)r->asked.top, str_from(r->asked.title) });
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
