/* writer_html.c - a page as one HTML file: its style and its chart are inside, nothing is fetched. */
#include "chart_pareto.h"
#include "figures_text.h"
#include "writer.h"

enum { CHART_BARS = 15 }; /* more bars than this cannot be told apart on a page */

static void begin(struct buf *out, struct str title)
{
	buf_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	              "'unsafe-inline'\">\n<title>");
	escape_xml(out, title);
	buf_text(out,
	         "</title>\n<style>\n"
	         ":root{color-scheme:light "
	         "dark;--ink:#1c2330;--soft:#5a6475;--line:#d9dee7;--bar:#3b6fb6;--mark:#c8553d;--paper:#fff;--tint:#"
	         "f5f7fa}\n"
	         "@media "
	         "(prefers-color-scheme:dark){:root{--ink:#e8ebf0;--soft:#a3adbd;--line:#39414f;--bar:#7aa7e0;--mark:#"
	         "e58a74;--paper:#161a21;--tint:#1f252e}}\n"
	         "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,\"Segoe "
	         "UI\",Roboto,sans-serif}\n"
	         "main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}\n"
	         "h1{font-size:1.7rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.3rem;margin:2.5rem 0 "
	         ".6rem}h3{font-size:1.08rem;margin:1.8rem 0 .4rem}\n"
	         "p{margin:.5rem 0}ul{margin:.5rem 0;padding-left:1.3rem}\n"
	         "blockquote{margin:.5rem 0;padding:.35rem .9rem;border-left:3px solid "
	         "var(--bar);background:var(--tint);overflow-wrap:anywhere}\n"
	         "blockquote cite{display:block;font-style:normal;font-size:.8rem;color:var(--soft)}\n"
	         ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.93rem}\n"
	         "th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid "
	         "var(--line)}th{color:var(--soft);font-weight:600}\n"
	         "th.n,td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
	         "svg{width:100%;height:auto;margin:1rem 0}svg text{fill:var(--ink);font:13px system-ui,sans-serif}svg "
	         ".soft{fill:var(--soft)}\n"
	         "svg .bar{fill:var(--bar)}svg .line{fill:none;stroke:var(--mark);stroke-width:2}svg "
	         ".dot{fill:var(--mark)}\n"
	         "svg .axis{stroke:var(--line)}svg .range{stroke:var(--ink);stroke-width:1.2}\n"
	         "@media print{body{font-size:12px}main{padding:0}}\n"
	         "</style>\n</head>\n<body>\n<main>\n");
}

static void end(struct buf *out)
{
	buf_text(out, "</main>\n</body>\n</html>\n");
}

static void heading(struct buf *out, int level, struct str text)
{
	buf_printf(out, "<h%d>", level);
	escape_xml(out, text);
	buf_printf(out, "</h%d>\n", level);
}

static void paragraph(struct buf *out, struct str text)
{
	buf_text(out, "<p>");
	escape_xml(out, text);
	buf_text(out, "</p>\n");
}

static void quote(struct buf *out, struct str text, struct str source)
{
	buf_text(out, "<blockquote>");
	escape_xml(out, text);
	buf_text(out, "<cite>");
	escape_xml(out, source);
	buf_text(out, "</cite></blockquote>\n");
}

static void list_begin(struct buf *out)
{
	buf_text(out, "<ul>\n");
}

static void list_item(struct buf *out, struct str text)
{
	buf_text(out, "<li>");
	escape_xml(out, text);
	buf_text(out, "</li>\n");
}

static void list_end(struct buf *out)
{
	buf_text(out, "</ul>\n");
}

static void cell(struct buf *out, const char *tag, const struct column *column, struct str text)
{
	buf_printf(out, column->right ? "<%s class=\"n\">" : "<%s>", tag);
	escape_xml(out, text);
	buf_printf(out, "</%s>", tag);
}

static void table_begin(struct buf *out, const struct column *columns, size_t count)
{
	buf_text(out, "<div class=\"wide\"><table>\n<thead><tr>");
	for (size_t i = 0; i < count; i++) {
		cell(out, "th", &columns[i], columns[i].heading);
	}
	buf_text(out, "</tr>\n</thead>\n<tbody>\n");
}

static void table_row(struct buf *out, const struct column *columns, const struct str *cells, size_t count)
{
	buf_text(out, "<tr>");
	for (size_t i = 0; i < count; i++) {
		cell(out, "td", &columns[i], cells[i]);
	}
	buf_text(out, "</tr>\n");
}

static void table_end(struct buf *out)
{
	buf_text(out, "</tbody>\n</table></div>\n");
}

static void chart(struct buf *out, const struct view *view)
{
	chart_pareto(out, view, CHART_BARS, false);
}

const struct writer writer_html = { begin,     end,      heading,     paragraph, quote,     list_begin,
	                            list_item, list_end, table_begin, table_row, table_end, chart };
