/* tables_command.c - see tables_command.h. Enters: a run folder. Leaves: one table as CSV on the output; or each as a
 * file of a folder; or all as sheets of one workbook. A workbook is made in a temporary file, because its library wants
 * a name, and then goes the way of every output: beside its place, and renamed. */
#include "tables_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command_frame.h"
#include "infile.h"
#include "leftover.h"
#include "outfile.h"
#include "table_rows.h"
#include "tell.h"
#include "xlsx_book.h"

enum tables_format { FORMAT_CSV, FORMAT_XLSX };
static const char *const formats[] = { "csv", "xlsx", NULL };

struct tables_asked { /* options */
	int format;
	bool excel;
	const char *dir;
};

const struct option_spec tables_options[] = {
	{ "format", 0, "FORMAT", "csv or xlsx: a workbook with a sheet for each table, and charts (default csv)",
	  OPTION_CHOICE(struct tables_asked, format, formats, FORMAT_CSV) },
	{ "excel", 0, NULL, "CSV for a spreadsheet: a byte order mark, and no text that it would take for a formula",
	  OPTION_FLAG(struct tables_asked, excel) },
	{ "dir", 0, "DIR", "write each table to DIR/TABLE.csv (default: one table, on standard output)",
	  OPTION_TEXT(struct tables_asked, dir, NULL) },
	{ 0 },
};

static const char usage[] =
    "gripe tables - a run as tables for spreadsheets and programs\n\n"
    "usage: gripe tables [--excel] RUN TABLE\n"
    "       gripe tables --dir DIR [--excel] RUN [TABLE]...\n"
    "       gripe tables --format xlsx -o FILE.xlsx RUN [TABLE]...\n\n"
    "TABLE is issues, trend, drivers, segments or contacts; without one, all of them. Columns: gripe-record(5).\n\n";

struct job {
	struct tables_asked asked;
	struct stage_run run;
	struct run_read read;
	const struct table_kind *kinds[16]; /* those asked for */
	size_t kind_count;
	const char *book; /* temporary file of the workbook; NULL: none was made */
};

static int kinds_choose(struct job *job, char *const *names, size_t count, struct err *err)
{
	for (const struct table_kind *kind = table_kinds; kind->name != NULL && count == 0; kind++) {
		job->kinds[job->kind_count++] = kind;
	}
	for (size_t i = 0; i < count; i++) {
		const struct table_kind *kind = table_kind_find(names[i]);
		for (size_t k = 0; k < job->kind_count && kind != NULL; k++) {
			kind = job->kinds[k] == kind ? NULL : kind;
		}
		if (kind == NULL) {
			return err_set(err, GRIPE_USAGE,
			               "\"%.40s\" is no table, or is named twice: issues, trend, drivers, segments, "
			               "contacts",
			               names[i]);
		}
		job->kinds[job->kind_count++] = kind;
	}
	return 0;
}

static int csv_save(const struct job *job, const struct table_kind *kind, const char *path, struct err *err)
{
	struct buf out;
	struct csv_sink csv = { .out = &out, .excel = job->asked.excel };
	const struct table_sink sink = csv_sink(&csv);
	int result = outfile_open(&csv.file, path, err);
	if (result < 0) {
		return result;
	}
	buf_init(&out, SIZE_MAX);
	result = table_write(kind, &job->read, &sink, err);
	result = result == 0 ? outfile_write(csv.file, buf_str(&out), err) : result;
	buf_release(&out);
	if (result < 0) {
		outfile_abort(csv.file);
		return result;
	}
	return outfile_commit(csv.file, err);
}

static int csv_all(struct job *job, struct err *err)
{
	int result = 0;
	if (job->asked.dir == NULL) {
		return job->kind_count == 1
		           ? csv_save(job, job->kinds[0], job->run.output, err)
		           : err_set(err, GRIPE_USAGE,
		                     "which table? issues, trend, drivers, segments or contacts; or all with --dir");
	}
	if (mkdir(job->asked.dir, 0777) != 0 && errno != EEXIST) {
		err_errno(err, "cannot be made");
		err_at(err, job->asked.dir, 0, 0);
		return GRIPE_IO;
	}
	for (size_t i = 0; i < job->kind_count && result == 0; i++) {
		const char *path = arena_printf(&job->read.arena, "%s/%s.csv", job->asked.dir, job->kinds[i]->name).at;
		result = csv_save(job, job->kinds[i], path, err);
	}
	return result;
}

static int book_fill(struct job *job, struct xlsx_book *book, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < job->kind_count && result == 0; i++) {
		const struct table_sink sink = xlsx_sheet(book, job->kinds[i]->name);
		result = table_write(job->kinds[i], &job->read, &sink, err);
	}
	if (result < 0) {
		xlsx_book_drop(book);
		return result;
	}
	xlsx_charts(book);
	if (xlsx_cut_count(book) > 0 && job->run.verbose >= 0) {
		struct buf line;
		buf_init(&line, SIZE_MAX);
		buf_printf(&line, "gripe tables: %llu texts are longer than a cell and end in an ellipsis\n",
		           (unsigned long long)xlsx_cut_count(book));
		tell(buf_str(&line));
		buf_release(&line);
	}
	return xlsx_book_close(book, err);
}

static int book_copy(const char *from, const char *to, struct err *err)
{
	enum { PIECE = 1 << 16 };
	struct infile *file = NULL;
	struct outfile *out = NULL;
	char *piece = memory_alloc(PIECE);
	int64_t got = 0;
	int result = infile_open(&file, from, err);
	result = result == 0 ? outfile_open(&out, to, err) : result;
	while (result == 0 && (got = infile_read(file, piece, PIECE, err)) > 0) {
		result = outfile_write(out, (struct str){ piece, (size_t)got }, err);
	}
	result = got < 0 ? (int)got : result;
	if (result == 0) {
		result = outfile_commit(out, err);
	} else {
		outfile_abort(out);
	}
	infile_close(file);
	free(piece);
	return result;
}

static int book_all(struct job *job, struct err *err)
{
	struct xlsx_book *book = NULL;
	struct str name = arena_printf(&job->read.arena, "%s/gripe-book.XXXXXX", job->run.temporary);
	char *path = memory_alloc(name.len + 1);
	memcpy(path, name.at, name.len);
	int file = mkstemp(path), result = 0;
	if (file < 0) {
		result = err_errno(err, "%s: a workbook cannot be begun", job->run.temporary);
		free(path);
		return result;
	}
	close(file);
	leftover_add(path);
	result = xlsx_book_open(&book, path, job->run.temporary, err);
	if (result == 0) {
		result = book_fill(job, book, err);
	}
	result = result == 0 ? book_copy(path, job->run.output, err) : result;
	leftover_drop(path);
	unlink(path);
	free(path);
	return result;
}

static int asked_check(const struct job *job, struct err *err)
{
	if (job->asked.format == FORMAT_XLSX && (job->asked.excel || job->asked.dir != NULL)) {
		return err_set(err, GRIPE_USAGE, "--excel and --dir are for CSV: a workbook is one file, by -o FILE");
	}
	if (job->asked.format == FORMAT_XLSX && job->run.output == NULL && isatty(STDOUT_FILENO)) {
		return err_set(err, GRIPE_USAGE, "a workbook is nothing for a terminal: -o FILE.xlsx");
	}
	return 0;
}

static int tables_work(const struct command_call *call, struct err *err)
{
	struct job job = { .kind_count = 0 };
	struct common_asked common;
	int result = options_fill(call->options, tables_options, &job.asked, err);
	result = result == 0 ? run_from_options(&job.run, &common, call->options, call->lexicons, err) : result;
	if (result == 0 && call->path_count == 0) {
		result = err_set(err, GRIPE_USAGE, "a run folder is wanted: gripe tables RUN TABLE");
	}
	result = result == 0 ? asked_check(&job, err) : result;
	result = result == 0 ? kinds_choose(&job, call->paths + 1, call->path_count - 1, err) : result;
	if (result < 0) {
		return result;
	}
	result = run_read_open(&job.read, call->paths[0], err);
	if (result == 0) {
		result = (job.asked.format == FORMAT_XLSX ? book_all : csv_all)(&job, err);
	}
	run_read_release(&job.read);
	return result;
}

int tables_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "tables", .usage = usage, .parsed = tables_options, .shown = tables_options, .work = tables_work
	};
	return command_run(&frame, argc, argv, lexicons);
}
