/* read.c - the first stage: files of any format in, contacts out.
 *
 * in: files, folders, archives, standard input; gzip and zstd undone. out: contacts, valid UTF-8, times in UTC.
 * Here are the options and the stage; read_file.c is what happens to one input. Memory: what the format holds, O(1) for
 * all that stream. */
#include <stdlib.h>

#include "charset.h"
#include "chats.h"
#include "columns.h"
#include "read_file.h"
#include "slack_names.h"

struct read_asked { /* options */
	const char *format, *map, *source, *channel, *charset;
	bool lists_formats, explains, day_first, month_first, allows_empty;
	int64_t join_seconds;
	int64_t max_swell, max_unpacked_mb;
};

enum { SWELL_MOST = 1 << 30, UNPACKED_MB = INFILE_UNPACKED_MOST >> 20, UNPACKED_MOST_MB = 1 << 30 };

struct reader {
	struct read_files files;
	struct column_map map;
	struct arena arena; /* the map's strings */
	struct read_asked asked;
	char charset[CHARSET_NAME];
};

static const struct option_spec read_options[] = {
	{ "format", 'f', "NAME", "read as NAME, one of --list-formats (default: found out)",
	  OPTION_TEXT(struct read_asked, format, NULL) },
	{ "list-formats", 0, NULL, "list the formats and what each is known by",
	  OPTION_FLAG(struct read_asked, lists_formats) },
	{ "map", 'm', "FIELD=COL,...",
	  "say which column is text, id, time, score, person, thread, title, role, lang, url, attr, drop",
	  OPTION_TEXT(struct read_asked, map, NULL) },
	{ "explain", 0, NULL,
	  "say on standard error which format was found and what each column was taken for, and read nothing",
	  OPTION_FLAG(struct read_asked, explains) },
	{ "source", 0, "NAME", "source of all contacts (default: the format's name)",
	  OPTION_TEXT(struct read_asked, source, NULL) },
	{ "charset", 0, "NAME",
	  "charset of files without a mark, as ICU knows it (default: auto, told by the letters of each file)",
	  OPTION_TEXT(struct read_asked, charset, NULL) },
	{ "channel", 0, "NAME", "channel of all contacts: review social email chat call ticket survey forum",
	  OPTION_TEXT(struct read_asked, channel, NULL) },
	{ "day-first", 0, NULL, "03/04/2025 is the 3rd of April (default: told by the column's values)",
	  OPTION_FLAG(struct read_asked, day_first) },
	{ "month-first", 0, NULL, "03/04/2025 is March 4th", OPTION_FLAG(struct read_asked, month_first) },
	{ "allow-empty", 0, NULL, "an empty file, or a folder without files, is an input without records",
	  OPTION_FLAG(struct read_asked, allows_empty) },
	{ "join-messages", 0, "SECONDS",
	  "messages of a chat that one person sends within so many seconds are one contact (default 59; 0: none are)",
	  OPTION_WHOLE(struct read_asked, join_seconds, 0, 86400, CHAT_JOIN_SECONDS) },
	{ "max-swell", 0, "N", "refuse a packed file that unpacks to more than N times its size (default 200)",
	  OPTION_WHOLE(struct read_asked, max_swell, 1, SWELL_MOST, INFILE_SWELL_RATIO) },
	{ "max-unpacked", 0, "MB", "refuse one that unpacks to more than so many megabytes (default 65536)",
	  OPTION_WHOLE(struct read_asked, max_unpacked_mb, 1, UNPACKED_MOST_MB, UNPACKED_MB) },
	{ 0 },
};

/* ---- options ---- */

static const struct format *format_named(const char *name)
{
	const struct format *format;
	for (size_t i = 0; (format = format_nth(i)) != NULL; i++) {
		if (strcmp(format->name, name) == 0) {
			return format;
		}
	}
	return NULL;
}

static void list_formats(struct buf *out)
{
	const struct format *format;
	for (size_t i = 0; (format = format_nth(i)) != NULL; i++) {
		buf_printf(out, "%-20s %s\n", format->name, format->looks_for);
	}
}

static int channel_known(const char *channel, struct err *err)
{
	static const char *const channels[] = {
		"review", "social", "email", "chat", "call", "ticket", "survey", "forum"
	};
	for (size_t i = 0; channel != NULL && i < sizeof channels / sizeof *channels; i++) {
		if (strcmp(channel, channels[i]) == 0) {
			return 0;
		}
	}
	return channel == NULL
	           ? 0
	           : err_set(err, GRIPE_USAGE,
	                     "--channel takes review, social, email, chat, call, ticket, survey or forum, not \"%s\"",
	                     channel);
}

static int take_charset(struct reader *reader, struct err *err)
{
	const char *asked = reader->asked.charset;
	if (asked == NULL || strcmp(asked, "auto") == 0) {
		return 0;
	}
	if (!charset_resolve(asked, reader->charset)) {
		return err_set(err, GRIPE_USAGE,
		               "--charset: ICU knows no charset \"%s\" (windows-1251, Shift_JIS, macintosh … or auto)",
		               asked);
	}
	reader->files.judge.asked = reader->charset;
	return 0;
}

static int take_options(struct reader *reader, struct err *err)
{
	const struct read_asked *asked = &reader->asked;
	struct read_files *files = &reader->files;
	int status;
	if (asked->day_first && asked->month_first) {
		return err_set(err, GRIPE_USAGE, "--day-first and --month-first exclude each other");
	}
	files->date_order = asked->day_first     ? DATE_DAY_FIRST
	                    : asked->month_first ? DATE_MONTH_FIRST
	                                         : DATE_ORDER_UNKNOWN;
	files->join_seconds = (int)asked->join_seconds;
	files->source = asked->source;
	files->max_swell = (uint64_t)asked->max_swell;
	files->max_unpacked = (uint64_t)asked->max_unpacked_mb << 20;
	files->channel = asked->channel;
	files->explains = asked->explains;
	files->allows_empty = asked->allows_empty;
	if (asked->format != NULL && (files->forced = format_named(asked->format)) == NULL) {
		return err_set(err, GRIPE_USAGE, "--format: no format \"%s\" (--list-formats lists them)",
		               asked->format);
	}
	if (asked->map != NULL) {
		status = column_map_parse(&reader->map, &reader->arena, asked->map, err);
		if (status != 0) {
			return status;
		}
		files->map = reader->map.count > 0 ? &reader->map : NULL;
	}
	status = take_charset(reader, err);
	return status != 0 ? status : channel_known(asked->channel, err);
}

static void read_close(void *state)
{
	struct reader *reader = state;
	if (reader != NULL) {
		slack_names_close(reader->files.slack);
		read_files_release(&reader->files);
		arena_release(&reader->arena);
		free(reader);
	}
}

static int read_open(struct stage_run *run, void **state, struct err *err)
{
	struct reader *reader = memory_alloc(sizeof *reader);
	int status;
	read_files_init(&reader->files, run);
	reader->files.slack = slack_names_open();
	*state = reader;
	status = options_fill(run->options, read_options, &reader->asked, err);
	if (status < 0) {
		return status;
	}
	if (reader->asked.lists_formats && run->print != NULL) {
		list_formats(run->print);
		return 0;
	}
	status = take_options(reader, err);
	if (status == 0) {
		status = read_words_open(&reader->files.words, run, err);
	}
	return status;
}

static int read_produce(void *state, char *const *paths, size_t path_count, const struct emit *emit, struct err *err)
{
	struct reader *reader = state;
	return read_files(&reader->files, paths, path_count, emit, err);
}

const struct stage stage_read = {
	.name = "read",
	.summary = "contacts from files of any known format",
	.reads = SHAPE_NOTHING,
	.writes = SHAPE_CONTACTS,
	.funnel = 10,
	.holds = "O(1)",
	.options = read_options,
	.open = read_open,
	.close = read_close,
	.produce = read_produce,
};
