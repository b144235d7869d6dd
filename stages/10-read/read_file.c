/* read_file.c - see read_file.h.
 *
 * in: paths. out: contacts, by the format of each file. Each input is opened, decoded when a byte order mark says so,
 * looked at (INFILE_PEEK bytes), and given to the format that is most sure of it, or to the one that --format names.
 * What a format does not know of its own charset is decoded before it is parsed (charset_stream.h). The format calls
 * reading_emit for each contact; what it cannot use goes to reading_reject, with its place. One bad file among others
 * is set aside: the run goes on, the book counts it, the summary names it. Chosen against: file endings as the first
 * test; half of what people send is misnamed. Memory: what the format holds. */
#include "read_file.h"

#include "inputs.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>

#include "charset_double.h"
#include "columns.h"
#include "file_kinds.h"
#include "office.h"
#include "table.h"
#include "walk.h"

enum {
	SURE_ENOUGH = 10,       /* of 100: below it a format's claim is a guess at random bytes */
	SURE_BY_STRUCTURE = 85, /* what has been seen inside, not a file name: enough to read what looks binary */
	BINARY_BYTES = 8192,    /* looked at for control characters */
	FILES_NAMED = 20,       /* in the summary, one by one */
	FEW = 10                /* contacts of so many records are said to be few */
};

/* One file and where it comes from. */
struct input {
	struct infile *file;
	const char *path;
	const char *again; /* path by which it can be opened once more, or NULL */
	bool among_others; /* a member of a folder or an archive */
};

static int put_on(void *to, struct record *record, struct err *err)
{
	struct read_files *files = to;
	int status = emit_put(files->to, record, err);
	files->put_failed = files->put_failed || status < 0;
	files->contacts += status >= 0;
	return status;
}

void read_files_init(struct read_files *files, struct stage_run *run)
{
	*files = (struct read_files){ .run = run, .first = ERR_INIT };
	files->judge.lexicons = run->lexicons;
	buf_init(&files->explain, SIZE_MAX);
}

void read_files_release(struct read_files *files)
{
	read_words_close(files->words);
	charset_judge_release(&files->judge);
	buf_release(&files->explain);
}

/* ---- what the summary says of files ---- */

/* Whether one more file may be named; the others are counted. */
static bool may_name(struct read_files *files)
{
	return files->run->said != NULL && files->named++ < FILES_NAMED;
}

static void say_others(const struct read_files *files)
{
	if (files->run->said != NULL && files->named > FILES_NAMED) {
		buf_printf(files->run->said, "gripe read: … and %llu more files are named in the rejects\n",
		           (unsigned long long)(files->named - FILES_NAMED));
	}
}

/* The run goes on without the file, or without the rest of it. */
static int set_aside(struct read_files *files, const char *path, const struct err *why, struct err *err)
{
	struct err place = *why;
	char text[ERR_TEXT_BYTES];
	err_at(&place, path, 0, 0);
	err_text(&place, text, sizeof text);
	if (files->first.code == GRIPE_OK) {
		files->first = place;
	}
	book_note(files->run->book, "files_set_aside", 1);
	if (may_name(files)) {
		buf_printf(files->run->said, "gripe read: set aside: %s\n", text);
	}
	return reject_file(files->run, path, place.line, place.message, !files->no_source, err);
}

/* What failed is the file's own fault, and others are there to go on with. */
static bool is_survivable(const struct read_files *files, const struct input *input, int status)
{
	return (input->among_others || (files->several && files->no_source)) && !files->put_failed &&
	       (status == GRIPE_DATA || status == GRIPE_IO);
}

static int fail(struct read_files *files, const struct input *input, int status, struct err *err)
{
	err_at(err, input->path, 0, 0);
	if (is_survivable(files, input, status)) {
		struct err why = *err;
		*err = (struct err)ERR_INIT;
		return set_aside(files, input->path, &why, err);
	}
	return status;
}

/* The file is whole, but nothing that read reads. */
GRIPE_PRINTF(3, 4)
static int no_source(struct read_files *files, struct err *err, const char *format, ...)
{
	char why[sizeof err->message];
	va_list args;
	va_start(args, format);
	vsnprintf(why, sizeof why, format, args);
	va_end(args);
	files->no_source = true;
	return err_set(err, GRIPE_DATA, "%s", why);
}

/* A file that gave nothing, or few contacts for its records, with what became of the others. */
static void say_few(struct read_files *files, const struct reading *reading, const struct book *before)
{
	const struct book *book = files->run->book;
	uint64_t dropped = book_dropped(book, NULL) - book_dropped(before, NULL);
	if (reading->explain != NULL || reading->contacts * FEW >= dropped + reading->contacts) {
		return;
	}
	if (!may_name(files)) {
		return;
	}
	buf_printf(files->run->said, "gripe read: %s: %llu of %llu records became contacts:", reading->path,
	           (unsigned long long)reading->contacts, (unsigned long long)(dropped + reading->contacts));
	for (size_t i = 0, said = 0; i < BOOK_LINES && book->dropped[i].name[0] != '\0'; i++) {
		uint64_t more = book->dropped[i].count - book_dropped(before, book->dropped[i].name);
		if (more > 0) {
			buf_printf(files->run->said, "%s %llu %s", said++ > 0 ? "," : "", (unsigned long long)more,
			           book->dropped[i].name);
		}
	}
	buf_byte(files->run->said, '\n');
}

static void say_charset(struct read_files *files, const char *path, const struct charset_found *found)
{
	char note[sizeof files->run->book->notes[0].name];
	size_t at = 0;
	if (found->name == NULL) {
		return;
	}
	snprintf(note, sizeof note, "file_charset_%s", found->name);
	for (; note[at] != '\0'; at++) {
		note[at] = note[at] == '-' ? '_' : ascii_lower(note[at]);
	}
	book_note(files->run->book, note, 1);
	if (found->confidence == CHARSET_ASKED || !may_name(files)) {
		return;
	}
	buf_printf(
	    files->run->said,
	    "gripe read: %s: not UTF-8, read as %s by its letters, confidence %d of 100 (--charset says another)\n",
	    path, found->name, found->confidence);
}

/* ---- one file ---- */

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

static const struct format *detect(const struct read_files *files, struct str ahead, const char *path, int *sure)
{
	const struct format *best = NULL, *format;
	struct table_header header;
	struct glance first = { .ahead = ahead, .path = path, .header = &header, .words = files->words };
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

/* A table in which nobody wrote anything. */
static int without_text(struct read_files *files, const struct reading *reading, struct err *err)
{
	static const char says[] = "no column looks like what customers write; name one with --map text=COLUMN";
	if (!reading->has_answers) {
		return no_source(files, err, "%s: %s", says, reading->without_text);
	}
	if (files->run->said != NULL) {
		buf_printf(files->run->said, "gripe read: %s: %s: %s\n", reading->path, says, reading->without_text);
	}
	return 0;
}

static int parse_with(struct read_files *files, const struct input *input, const struct format *format, int sure,
                      struct err *err)
{
	struct reading reading = { .run = files->run,
		                   .file = input->file,
		                   .path = input->path,
		                   .arena = ARENA_INIT,
		                   .emit = &files->emit,
		                   .format = format,
		                   .words = files->words,
		                   .slack = files->slack,
		                   .join_seconds = files->join_seconds,
		                   .map = files->map,
		                   .date_order = (int)files->date_order,
		                   .source = files->source,
		                   .channel = files->channel,
		                   .again = input->again,
		                   .judge = format_has_own_charset(format) ? NULL : &files->judge };
	struct book before = *files->run->book;
	struct str ahead;
	int status;
	if (files->explains) {
		reading.explain = &files->explain;
		buf_printf(&files->explain, "%s: %s (%s)\n", input->path, format->name,
		           sure < 0     ? "--format"
		           : sure >= 90 ? "certain"
		           : sure >= 50 ? "likely"
		                        : "a guess");
	}
	files->run->input_name = input->path;
	status = infile_peek(input->file, &ahead, err);
	if (status < 0) {
		return status;
	}
	reading.is_double = !format_has_own_charset(format) && charset_is_double(ahead);
	status = format->parse(&reading, err);
	arena_release(&reading.arena);
	if (status < 0) {
		return status;
	}
	if (reading.without_text[0] != '\0' && reading.contacts == 0 && reading.explain == NULL) {
		return without_text(files, &reading, err);
	}
	say_few(files, &reading, &before);
	if (files->run->verbose > 0 && files->run->said != NULL) {
		buf_printf(files->run->said, "gripe read: %s: %s, %llu contacts, %llu rejected\n", input->path,
		           format->name, (unsigned long long)reading.contacts, (unsigned long long)reading.rejects);
	}
	return 0;
}

/* Text whose charset is found out on the way, unless it says so itself. */
static int read_text(struct read_files *files, struct input input, const struct format *format, int sure,
                     struct err *err)
{
	struct charset_found found = { NULL, 0 };
	struct infile *text = NULL;
	struct str ahead;
	int status = charset_decode(&text, input.file, &files->judge, &found, err);
	if (status < 0) {
		return status;
	}
	input.file = text;
	status = infile_peek(text, &ahead, err);
	if (status >= 0 && found.name != NULL && files->forced == NULL) { /* its words can be read only now */
		const struct format *again = detect(files, ahead, input.path, &sure);
		format = again != NULL ? again : format;
	}
	if (status >= 0) {
		status = parse_with(files, &input, format, sure, err);
	}
	say_charset(files, input.path, &found);
	infile_close(text);
	return status;
}

/* input->file has no mark any more; is_marked: it had one. */
static int read_known(struct read_files *files, const struct input *input, bool is_marked, struct err *err)
{
	struct str ahead;
	const struct format *format = files->forced;
	int sure = -1, status = infile_peek(input->file, &ahead, err);
	if (status < 0) {
		return status;
	}
	if (ahead.len == 0) {
		return files->allows_empty ? 0 : no_source(files, err, "the file is empty");
	}
	if (format == NULL) {
		const char *kind = file_kind(ahead);
		if (kind != NULL) {
			return no_source(files, err, "%s", kind);
		}
		format = detect(files, ahead, input->path, &sure);
		if (format != NULL && sure < SURE_BY_STRUCTURE && is_binary(ahead)) {
			return no_source(files, err, "a binary file, of no known format");
		}
	}
	if (format == NULL) {
		return no_source(files, err,
		                 "no known format (gripe read --list-formats lists them, --format NAME forces one)");
	}
	return format_has_own_charset(format) || is_marked ? parse_with(files, input, format, sure, err)
	                                                   : read_text(files, *input, format, sure, err);
}

static int read_input(struct read_files *files, const struct input *input, struct err *err);

static int visit(void *to, struct infile *file, const char *path, struct err *err)
{
	struct read_files *files = to;
	struct input input = { file, path, NULL, true };
	int status;
	files->visited++;
	reject_saw_file(files->run);
	files->no_source = false;
	status = read_input(files, &input, err);
	return status < 0 ? fail(files, &input, status, err) : status;
}

/* What could not be opened, or is a link that leads nowhere. */
static int visit_failed(void *to, const char *path, int status, struct err *err)
{
	struct read_files *files = to;
	struct input input = { NULL, path, NULL, true };
	reject_saw_file(files->run);
	files->no_source = status == GRIPE_DATA; /* a link, not a failure */
	return fail(files, &input, status, err);
}

static int read_told_apart(struct read_files *files, const struct input *input, struct err *err)
{
	struct walk_visit each = { visit, visit_failed, files };
	struct input text = *input;
	struct str ahead;
	int status = infile_peek(input->file, &ahead, err);
	if (status < 0) {
		return status;
	}
	if (office_is(ahead, input->path)) {
		struct office_source office = { input->file, input->path, input->again, files->run->temporary, false };
		status = office_walk(&office, &each, err);
		files->no_source = office.is_other;
		return status;
	}
	if (walk_is_archive(ahead)) {
		files->archive_depth++;
		status = walk_archive(input->file, input->path, files->archive_depth - 1, &each, err);
		files->archive_depth--;
		return status;
	}
	if (!charset_is_marked(ahead)) {
		return read_known(files, input, false, err);
	}
	status = charset_stream(&text.file, input->file, files->run->book, err);
	if (status < 0) {
		return status;
	}
	status = read_known(files, &text, true, err);
	infile_close(text.file);
	return status;
}

static bool is_regular(const char *path)
{
	struct stat about;
	return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

/* The same, its bytes hashed on the way for who asks what was read. */
static int read_input(struct read_files *files, const struct input *input, struct err *err)
{
	struct input_hash *hash = inputs_begin(files->run->inputs, input->file);
	struct err later = ERR_INIT;
	int status, ended;
	infile_limits(input->file, files->max_unpacked, files->max_swell);
	status = read_told_apart(files, input, err);
	ended = inputs_end(files->run->inputs, hash, input->file, &later);
	if (status >= 0 && ended < 0) {
		*err = later;
		status = ended;
	}
	return status;
}

static int read_folder(struct read_files *files, const char *path, struct err *err)
{
	struct walk_visit each = { visit, visit_failed, files };
	uint64_t before = files->visited;
	int status = walk_folder(path, &each, err);
	if (status == 0 && !files->allows_empty && files->visited == before && files->first.code == GRIPE_OK) {
		status = err_set(err, GRIPE_DATA, "a folder without files");
		err_at(err, path, 0, 0);
	}
	return status;
}

static int read_path(struct read_files *files, const char *path, struct err *err)
{
	struct input input = { NULL, path, is_regular(path) ? path : NULL, false };
	int status;
	if (walk_is_folder(path)) {
		return read_folder(files, path, err);
	}
	status = infile_open(&input.file, path, err);
	if (status != 0) {
		return status;
	}
	input.path = infile_name(input.file);
	files->no_source = false;
	status = read_input(files, &input, err);
	if (status < 0) {
		status = fail(files, &input, status, err);
	}
	infile_close(input.file);
	return status;
}

static void say_notes(const struct read_files *files)
{
	const struct book *book = files->run->book;
	size_t said = 0;
	for (size_t i = 0; files->run->said != NULL && i < BOOK_LINES && book->notes[i].name[0] != '\0'; i++) {
		buf_printf(files->run->said, "%s%llu %s", said++ == 0 ? "gripe read: repaired or noted: " : ", ",
		           (unsigned long long)book->notes[i].count, book->notes[i].name);
	}
	if (said > 0) {
		buf_byte(files->run->said, '\n');
	}
}

int read_files(struct read_files *files, char *const *paths, size_t path_count, const struct emit *emit,
               struct err *err)
{
	int status = 0;
	files->to = emit;
	files->emit = (struct emit){ put_on, files };
	files->several = path_count > 1;
	for (size_t i = 0; i < path_count && status == 0; i++) {
		status = read_path(files, paths[i], err);
	}
	if (status == 0 && files->explains && files->run->said != NULL) {
		buf_str_add(files->run->said, buf_str(&files->explain));
	}
	if (status == 0 && !files->explains && files->contacts == 0 && files->first.code != GRIPE_OK) {
		*err = files->first;
		return files->first.code;
	}
	if (status == 0) {
		say_others(files);
		say_notes(files);
	}
	return status;
}
