/* read.c - the first stage: files of any format in, contacts out.
 *
 * in: files, folders, archives, standard input; gzip and zstd undone. out: contacts, valid UTF-8, times in UTC.
 * Each input is opened, decoded when a byte order mark says so, looked at (INFILE_PEEK bytes), and given to the format
 * that is most sure of it, or to the one that --format names. The format calls reading_emit for each contact; what it
 * cannot use goes to reading_reject, with its place. Memory: what the format holds, O(1) for all that stream. Chosen
 * against: file endings as the first test; half of what people send is misnamed. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "buf.h"
#include "charset.h"
#include "columns.h"
#include "inputs.h"
#include "table.h"
#include "walk.h"

enum {
	SURE_ENOUGH = 10,       /* of 100: below it a format's claim is a guess at random bytes */
	SURE_BY_STRUCTURE = 85, /* what has been seen inside, not a file name: enough to read what looks binary */
	BINARY_BYTES = 8192,    /* looked at for control characters */
	SWELL_MOST = 1 << 30,
	UNPACKED_MB = INFILE_UNPACKED_MOST >> 20,
	UNPACKED_MOST_MB = 1 << 30
};

struct read_asked { /* options */
	const char *format, *map, *source, *channel;
	bool lists_formats, explains, day_first, month_first;
	int64_t max_swell, max_unpacked_mb;
};

struct reader {
	struct stage_run *run;
	struct read_words *words;
	struct column_map map;
	struct arena arena; /* the map's strings */
	const struct format *forced;
	struct read_asked asked;
	enum date_order date_order;
	struct buf explain;
	const struct emit *emit;
	uint64_t visited; /* files of folders and archives */
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
	{ "channel", 0, "NAME", "channel of all contacts: review social email chat call ticket survey forum",
	  OPTION_TEXT(struct read_asked, channel, NULL) },
	{ "day-first", 0, NULL, "03/04/2025 is the 3rd of April (default: told by the column's values)",
	  OPTION_FLAG(struct read_asked, day_first) },
	{ "month-first", 0, NULL, "03/04/2025 is March 4th", OPTION_FLAG(struct read_asked, month_first) },
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

static int take_options(struct reader *reader, struct err *err)
{
	const struct read_asked *asked = &reader->asked;
	if (asked->day_first && asked->month_first) {
		return err_set(err, GRIPE_USAGE, "--day-first and --month-first exclude each other");
	}
	reader->date_order = asked->day_first     ? DATE_DAY_FIRST
	                     : asked->month_first ? DATE_MONTH_FIRST
	                                          : DATE_ORDER_UNKNOWN;
	if (asked->format != NULL && (reader->forced = format_named(asked->format)) == NULL) {
		return err_set(err, GRIPE_USAGE, "--format: no format \"%s\" (--list-formats lists them)",
		               asked->format);
	}
	if (asked->map != NULL) {
		int status = column_map_parse(&reader->map, &reader->arena, asked->map, err);
		if (status != 0) {
			return status;
		}
	}
	return channel_known(asked->channel, err);
}

static void read_close(void *state)
{
	struct reader *reader = state;
	if (reader != NULL) {
		read_words_close(reader->words);
		arena_release(&reader->arena);
		buf_release(&reader->explain);
		free(reader);
	}
}

static int read_open(struct stage_run *run, void **state, struct err *err)
{
	struct reader *reader = memory_alloc(sizeof *reader);
	int status;
	reader->run = run;
	buf_init(&reader->explain, SIZE_MAX);
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
		status = read_words_open(&reader->words, run, err);
	}
	return status;
}

/* ---- inputs ---- */

/* Control characters that no text has, more than one in fifty among the first bytes. A stray NUL is a text with a NUL.
 */
static bool is_binary(struct str ahead)
{
	size_t odd = 0, len = ahead.len < BINARY_BYTES ? ahead.len : BINARY_BYTES;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)ahead.at[i];
		odd += c < 0x09 || (c > 0x0d && c < 0x20 && c != 0x1b) || c == 0x7f;
	}
	return odd > 1 && odd * 50 > len;
}

static const struct format *detect(const struct reader *reader, struct str ahead, const char *path, int *sure)
{
	const struct format *best = NULL, *format;
	struct table_header header;
	struct glance first = { .ahead = ahead, .path = path, .header = &header, .words = reader->words };
	*sure = SURE_ENOUGH - 1;
	table_header_open(&header, ahead);
	for (size_t i = 0; (format = format_nth(i)) != NULL; i++) {
		int claim = format->detect(&first);
		if (claim > *sure) {
			*sure = claim;
			best = format;
		}
	}
	table_header_close(&header);
	return best;
}

/* What cannot be told: alone, it is an error; among others in a folder or archive, it is set aside with its name. */
static int unknown_input(struct reader *reader, const char *path, bool among_others, const char *why, struct err *err)
{
	if (among_others) {
		return reject(reader->run, path, 0, SIZE_MAX, why, STR_EMPTY, err);
	}
	err_set(err, GRIPE_DATA, "%s", why);
	err_at(err, path, 0, 0);
	return GRIPE_DATA;
}

static int parse_with(struct reader *reader, struct infile *file, const char *path, const char *again,
                      const struct format *format, int sure, bool among_others, struct err *err)
{
	struct reading reading = { .run = reader->run,
		                   .file = file,
		                   .path = path,
		                   .arena = ARENA_INIT,
		                   .emit = reader->emit,
		                   .format = format,
		                   .words = reader->words,
		                   .date_order = (int)reader->date_order,
		                   .source = reader->asked.source,
		                   .channel = reader->asked.channel,
		                   .again = again };
	int status;
	reading.map = reader->map.count > 0 ? &reader->map : NULL;
	if (reader->asked.explains) {
		reading.explain = &reader->explain;
		buf_printf(&reader->explain, "%s: %s (%s)\n", path, format->name,
		           sure < 0     ? "--format"
		           : sure >= 90 ? "certain"
		           : sure >= 50 ? "likely"
		                        : "a guess");
	}
	reader->run->input_name = path;
	status = format->parse(&reading, err);
	arena_release(&reading.arena);
	if (status == GRIPE_DATA && among_others && reading.contacts == 0 &&
	    reading.rejects == 0) { /* it gave nothing: one of many that is no source */
		struct err why = *err;
		return unknown_input(reader, path, true, why.message, err);
	}
	if (status < 0) {
		err_at(err, path, 0, 0);
		return status;
	}
	if (reader->run->verbose > 0 && reader->run->said != NULL) {
		buf_printf(reader->run->said, "gripe read: %s: %s, %llu contacts, %llu rejected\n", path, format->name,
		           (unsigned long long)reading.contacts, (unsigned long long)reading.rejects);
	}
	return 0;
}

static int read_decoded(struct reader *reader, struct infile *text, const char *path, const char *again,
                        bool among_others, struct err *err)
{
	struct str ahead;
	const struct format *format = reader->forced;
	int sure = -1, status = infile_peek(text, &ahead, err);
	if (status < 0) {
		err_at(err, path, 0, 0);
		return status;
	}
	if (ahead.len == 0) {
		return unknown_input(reader, path, among_others, "the file is empty", err);
	}
	if (format == NULL) {
		format = detect(reader, ahead, path, &sure);
		if (format != NULL && sure < SURE_BY_STRUCTURE && is_binary(ahead)) {
			return unknown_input(reader, path, among_others, "a binary file, of no known format", err);
		}
	}
	if (format == NULL) {
		return unknown_input(reader, path, among_others,
		                     "no known format (gripe read --list-formats lists them, --format NAME forces one)",
		                     err);
	}
	return parse_with(reader, text, path, again, format, sure, among_others, err);
}

static int read_open_file(struct reader *reader, struct infile *file, const char *path, const char *again,
                          bool among_others, struct err *err);

static int visit(void *to, struct infile *file, const char *path, struct err *err)
{
	((struct reader *)to)->visited++;
	return read_open_file(to, file, path, NULL, true, err);
}

static int read_told_apart(struct reader *reader, struct infile *file, const char *path, const char *again,
                           bool among_others, struct err *err)
{
	struct str ahead;
	struct infile *text = NULL;
	int status = infile_peek(file, &ahead, err);
	if (status < 0) {
		err_at(err, path, 0, 0);
		return status;
	}
	if (walk_is_archive(ahead, path)) {
		struct walk_visit each = { visit, reader };
		return walk_archive(file, path, &each, err);
	}
	status = charset_stream(&text, file, reader->run->book, err);
	if (status < 0) {
		err_at(err, path, 0, 0);
		return status;
	}
	status = read_decoded(reader, text, path, again, among_others, err);
	infile_close(text);
	return status;
}

/* The same, its bytes hashed on the way for who asks what was read. */
static int read_open_file(struct reader *reader, struct infile *file, const char *path, const char *again,
                          bool among_others, struct err *err)
{
	struct input_hash *hash = inputs_begin(reader->run->inputs, file);
	infile_limits(file, (uint64_t)reader->asked.max_unpacked_mb << 20, (uint64_t)reader->asked.max_swell);
	struct err later = ERR_INIT;
	int status = read_told_apart(reader, file, path, again, among_others, err);
	int ended = inputs_end(reader->run->inputs, hash, file, &later);
	if (status >= 0 && ended < 0) {
		*err = later;
		status = ended;
	}
	return status;
}

static bool is_regular(const char *path)
{
	struct stat about;
	return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static int read_path(struct reader *reader, const char *path, struct err *err)
{
	struct infile *file = NULL;
	int status;
	if (strcmp(path, "-") != 0 && walk_is_folder(path)) {
		struct walk_visit each = { visit, reader };
		uint64_t before = reader->visited;
		status = walk_folder(path, &each, err);
		if (status == 0 && reader->visited == before) {
			status = err_set(err, GRIPE_DATA, "a folder without files");
			err_at(err, path, 0, 0);
		}
		return status;
	}
	status = infile_open(&file, path, err);
	if (status != 0) {
		return status;
	}
	status = read_open_file(reader, file, infile_name(file), is_regular(path) ? path : NULL, false, err);
	infile_close(file);
	return status;
}

static void say_notes(const struct reader *reader)
{
	const struct book *book = reader->run->book;
	size_t said = 0;
	for (size_t i = 0; reader->run->said != NULL && i < BOOK_LINES && book->notes[i].name[0] != '\0'; i++) {
		buf_printf(reader->run->said, "%s%llu %s", said++ == 0 ? "gripe read: repaired or noted: " : ", ",
		           (unsigned long long)book->notes[i].count, book->notes[i].name);
	}
	if (said > 0) {
		buf_byte(reader->run->said, '\n');
	}
}

static int read_produce(void *state, char *const *paths, size_t path_count, const struct emit *emit, struct err *err)
{
	struct reader *reader = state;
	int status = 0;
	reader->emit = emit;
	for (size_t i = 0; i < path_count && status == 0; i++) {
		status = read_path(reader, paths[i], err);
	}
	if (status == 0 && reader->asked.explains && reader->run->said != NULL) {
		buf_str_add(reader->run->said, buf_str(&reader->explain));
	}
	if (status == 0) {
		say_notes(reader);
	}
	return status;
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
