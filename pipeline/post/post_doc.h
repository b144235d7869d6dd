/* post_doc.h - a post before it is printed: a title and blocks of runs of text, and beside them every figure that
 * stands in it, with what it is a figure of, so that the gate can make it again.
 *
 * Words of ours come from sentences (post_words.h); texts of others (labels, quotes, names) are runs marked as foreign.
 * Both are plain text: a printer (post_markdown.c, post_html.c) escapes them for its format. */
#ifndef GRIPE_POST_DOC_H
#define GRIPE_POST_DOC_H

#include "post_words.h"

/* What a figure is of; `id` is an issue's where it needs one. The first of them are made again from the tables. */
enum figure_of {
	FIGURE_CONTACTS,     /* all contacts */
	FIGURE_COUNTED,      /* those with a problem, a request or a question */
	FIGURE_PEOPLE,       /* who wrote them */
	FIGURE_UNPLACED,     /* counted, and in no issue of pain */
	FIGURE_UNION,        /* share of the counted that name one of the headline's issues */
	FIGURE_NAMED,        /* contacts that name the issue */
	FIGURE_SHARE,        /* the same as a share of the counted */
	FIGURE_NAMERS,       /* people who name it */
	FIGURE_ALONE,        /* contacts that name it and no other issue */
	FIGURE_RECENT,       /* contacts that name it now */
	FIGURE_RECENT_OF,    /* all contacts now */
	FIGURE_RECENT_SHARE, /* the first over the second */
	FIGURE_BEFORE,       /* contacts that named it before */
	FIGURE_BEFORE_OF,
	FIGURE_BEFORE_SHARE,
	FIGURE_RATIO,       /* of the two shares */
	FIGURE_ON_DAY,      /* contacts that name it in the days up to `day`, so many as `days` */
	FIGURE_RATE,        /* contacts that name it for each 1,000 in the days from `day` on, so many as `days` */
	FIGURE_RATES_RATIO, /* of two such rates: the days from `day` on, and as many as `days_before` before `before`
	                     */
	/* Made again from something else: */
	FIGURE_ALERTS, /* lines of alerts.ndjson */
	FIGURE_READ,   /* mentions read, by read.tsv */
	FIGURE_FIT,    /* of these, those that fit */
	FIGURE_LISTED  /* how many things the post itself lists: `again` says it */
};
enum figure_bound { BOUND_NONE, BOUND_LOW, BOUND_HIGH }; /* the end of an interval: it must lie around its figure */

struct figure {
	enum figure_of of;
	enum figure_bound bound;
	struct str id;
	double stated;         /* as the run's files have it */
	double again;          /* of FIGURE_ALERTS and those behind it */
	int64_t day, before;   /* of those over days */
	int days, days_before; /* lengths */
	const char *file;      /* where it was read: "issues.ndjson" */
	uint64_t line;         /* in that file; 0: not known */
	struct str shown;      /* as it is printed */
};

enum run_style { RUN_PLAIN, RUN_STRONG, RUN_LABEL };
struct text_run {
	enum run_style style;
	bool foreign; /* a customer's or an owner's words */
	struct str text;
};

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_ITEM, BLOCK_QUOTE, BLOCK_CHART };
struct text_block {
	enum block_kind kind;
	struct text_run *runs; /* runs[count] */
	size_t count, cap;
	struct str source; /* of a quote: when and by which channel */
	size_t chart;      /* number of the chart */
};

struct post_chart {
	struct str name;       /* "issues"; part of its file's name */
	struct str title, alt; /* texts */
	struct str svg;        /* a whole file */
};

struct post_doc {
	struct arena *arena; /* borrowed; holds all of it */
	const struct post_words *words;
	struct str lang;
	struct text_run *title;
	size_t title_count, title_cap;
	struct text_block *blocks;
	size_t block_count, block_cap;
	struct figure *figures;
	size_t figure_count, figure_cap;
	struct post_chart *charts;
	size_t chart_count, chart_cap;
};

/* What fills a place of a sentence. POINTS: a share without its sign; TIMES: a ratio with its own. */
enum arg_kind {
	ARG_TEXT,
	ARG_PLAIN,
	ARG_OURS,
	ARG_COUNT,
	ARG_SHARE,
	ARG_POINTS,
	ARG_TIMES,
	ARG_RATIO,
	ARG_RATE,
	ARG_DAY
};
struct post_arg {
	const char *name; /* of the place */
	enum arg_kind kind;
	struct str text; /* ARG_TEXT: foreign, and set apart; ARG_PLAIN: foreign; ARG_OURS: of the list, or asked for */
	int64_t day;     /* ARG_DAY */
	struct figure figure; /* the others */
};
#define POST_ARGS_MOST 8
struct post_args {
	struct post_arg list[POST_ARGS_MOST];
	size_t count;
};
/* Each adds one; more than POST_ARGS_MOST is a mistake of ours. */
void arg_text(struct post_args *args, const char *name, struct str text);
void arg_plain(struct post_args *args, const char *name, struct str text);
void arg_ours(struct post_args *args, const char *name, struct str text);
void arg_day(struct post_args *args, const char *name, int64_t day);
void arg_figure(struct post_args *args, const char *name, enum arg_kind kind, const struct figure *figure);

/* doc_block - a new block, to be said into. doc_say - the sentence under key into the last block, in this style, with a
 * blank before it where the block has text; its labels are runs of their own. KEY.one where the place "n" is 1. Every
 * figure of args that the sentence prints is kept. */
struct text_block *doc_block(struct post_doc *doc, enum block_kind kind);
void doc_say(struct post_doc *doc, enum run_style style, const char *key, const struct post_args *args);
/* doc_foreign - a text of others into the last block. */
void doc_foreign(struct post_doc *doc, enum run_style style, struct str text);
/* doc_title - the same as doc_say, into the title. */
void doc_title(struct post_doc *doc, const char *key, const struct post_args *args);
/* runs_text - the text of runs alone, appended. */
void runs_text(struct buf *out, const struct text_run *runs, size_t count);
/* doc_text - a sentence as text alone, in the doc's arena; its figures are kept. */
struct str doc_text(struct post_doc *doc, const char *key, const struct post_args *args);

#endif
