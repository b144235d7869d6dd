/* sheet_command.c - see sheet_command.h. Drawing writes a CSV; scoring prints a table and leaves read.tsv in the run
 * folder, where the page and the post find it. */
#include "sheet_command.h"

#include "command_frame.h"
#include "outfile.h"
#include "read_marks.h"
#include "sheet.h"
#include "tell.h"

const struct option_spec sheet_options[] = {
	{ "score", 0, "SHEET", "what was ticked in SHEET: purity and share of each issue",
	  OPTION_TEXT(struct sheet_asked, score, NULL) },
	{ "second", 0, "SHEET", "with --score: the same sheet as another person ticked it; also how far both agree",
	  OPTION_TEXT(struct sheet_asked, second, NULL) },
	{ "issues", 0, "N", "draw of the first N issues (default 10)",
	  OPTION_WHOLE(struct sheet_asked, issues, 1, 1000, 10) },
	{ "mentions", 0, "N", "draw N mentions of each (default 15)",
	  OPTION_WHOLE(struct sheet_asked, mentions, 1, 1000, 15) },
	{ "contacts", 0, "N", "draw N contacts with a problem that are in no issue (default 30)",
	  OPTION_WHOLE(struct sheet_asked, contacts, 0, 10000, 30) },
	{ "excel", 0, NULL, "a byte order mark first, so that a spreadsheet reads it as UTF-8",
	  OPTION_FLAG(struct sheet_asked, excel) },
	{ 0 },
};

static const char usage[] =
    "gripe sheet - a sample of a run for people to read, and what they found\n\n"
    "usage: gripe sheet [OPTION]... RUN\n"
    "       gripe sheet --score SHEET [--second SHEET] RUN\n\n"
    "Tick in the column \"fits\" whether each text is of the issue of its row (yes or no), and name the issue that it "
    "is of "
    "else, if you know one.\nOf a text without an issue tick whether it is right that it has none.\n\n";

static int take(struct sheet *sheet, const char *path, const struct run_read *run, const char *lexicons,
                struct err *err)
{
	struct infile *file = NULL;
	int result = path != NULL ? infile_open(&file, path, err) : 1;
	if (result != 0) {
		return result < 0 ? result : 0;
	}
	result = sheet_read(sheet, file, run, lexicons, err);
	infile_close(file);
	return result;
}

static int score(const struct sheet_asked *asked, struct run_read *run, const struct stage_run *common, struct err *err)
{
	struct sheet sheet;
	struct buf table, marks;
	struct str path = arena_printf(&run->arena, "%s/" READ_MARKS_FILE, run->folder);
	int64_t unknown = 0;
	sheet_init(&sheet);
	buf_init(&table, SIZE_MAX);
	buf_init(&marks, SIZE_MAX);
	int result = take(&sheet, asked->score, run, common->lexicons, err);
	result = result == 0 ? take(&sheet, asked->second, run, common->lexicons, err) : result;
	if (result == 0) {
		unknown = sheet_check(&sheet, run, err);
		result = unknown < 0 ? (int)unknown : 0;
	}
	if (result == 0) {
		sheet_score(&table, &marks, &sheet, run);
		result = outfile_save(common->output, buf_str(&table), err);
	}
	if (result == 0 && unknown > 0 && common->verbose >= 0) {
		buf_clear(&table);
		buf_printf(&table,
		           "gripe sheet: %lld rows are not counted: the run has no such mention of that issue\n",
		           (long long)unknown);
		tell(buf_str(&table));
	}
	result = result == 0 ? outfile_save(path.at, buf_str(&marks), err) : result;
	buf_release(&table);
	buf_release(&marks);
	sheet_release(&sheet);
	return result;
}

static int draw(const struct sheet_asked *asked, struct run_read *run, const struct stage_run *common, struct err *err)
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	int result = sheet_draw(&out, run, asked, common->seed, err);
	result = result == 0 ? outfile_save(common->output, buf_str(&out), err) : result;
	buf_release(&out);
	return result;
}

static int sheet_work(const struct command_call *call, struct err *err)
{
	struct sheet_asked asked;
	struct stage_run run = { .book = NULL };
	struct common_asked common;
	struct run_read read;
	int result = options_fill(call->options, sheet_options, &asked, err);
	result = result == 0 ? run_from_options(&run, &common, call->options, call->lexicons, err) : result;
	if (result == 0 && call->path_count != 1) {
		result = err_set(err, GRIPE_USAGE, "one run folder is wanted: gripe sheet RUN");
	}
	if (result == 0 && asked.second != NULL && asked.score == NULL) {
		result = err_set(err, GRIPE_USAGE, "--second wants --score: the sheet of the first reader");
	}
	if (result < 0) {
		return result;
	}
	result = run_read_open(&read, call->paths[0], err);
	if (result == 0) {
		result = (asked.score != NULL ? score : draw)(&asked, &read, &run, err);
	}
	run_read_release(&read);
	return result;
}

int sheet_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "sheet", .usage = usage, .parsed = sheet_options, .shown = sheet_options, .work = sheet_work
	};
	return command_run(&frame, argc, argv, lexicons);
}
