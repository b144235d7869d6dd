/* read_words.c - see read_words.h. */
#include "read_words.h"

#include <stdlib.h>

/* A list that no language has is named wrongly, or the folder is not the one that was meant: said, and nothing stops.
 */
static void say_missing(struct stage_run *run, const char *list, size_t files, const char *without)
{
	if (files == 0 && run->said != NULL && !run->rehearsal) {
		buf_printf(run->said, "gripe read: no language in %s has %s: %s\n", run->lexicons, list, without);
	}
}

int read_words_open(struct read_words **out, struct stage_run *run, struct err *err)
{
	struct read_words *words = memory_alloc(sizeof *words);
	int status = column_words_open(&words->columns, run->lexicons, err);
	if (status == 0) {
		status = dates_open(&words->dates, run->lexicons, run->now, err);
	}
	if (status == 0) {
		status = subject_words_open(&words->subject, run->lexicons, err);
	}
	if (status == 0) {
		status = language_rows_open(&words->calls, &words->arena, run->lexicons, "call.tsv", 2, err);
	}
	if (status == 0) {
		status = language_rows_open(&words->exports, &words->arena, run->lexicons, "export.tsv", 2, err);
	}
	if (status != 0) {
		read_words_close(words);
		return status;
	}
	say_missing(run, "columns.tsv", words->columns->files, "columns are told by their content alone");
	say_missing(run, "dates.tsv", words->dates->files, "months and time zones are not known by name");
	say_missing(run, "mail.tsv", words->subject.mail.files, "replies and automatic mails are not known by words");
	say_missing(run, "call.tsv", words->calls.files, "the parts of speakers are not known by words");
	say_missing(run, "export.tsv", words->exports.files, "what programs write into exports is not known by words");
	*out = words;
	return 0;
}

void read_words_close(struct read_words *words)
{
	if (words != NULL) {
		column_words_close(words->columns);
		dates_close(words->dates);
		subject_words_close(&words->subject);
		arena_release(&words->arena);
		free(words);
	}
}
