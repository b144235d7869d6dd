/* stage_main.c - runs one stage as a filter: options, inputs, the loop over records, output, books, messages, exit
 * status. Enters: file names or standard input. Leaves: the stage's stream on standard output or -o; all else on
 * stderr. Memory: one record, and what the stage holds. A mention stream is gathered by contact: neighbouring lines of
 * one contact are one record. */
#include <stdio.h>

#include "command_frame.h"
#include "infile.h"
#include "outfile.h"
#include "rejects.h"
#include "tell.h"

/* ---- one run of one stage ---- */

struct program {
	const struct stage *stage;
	struct common_asked asked;
	struct stage_run run;
	struct book book;
	struct rejects rejects;
	struct outfile *out;
	struct buf encoded, said, urgent, print;
	struct emit emit;
	void *state;
	uint64_t records_out;
	/* the record being gathered */
	struct arena arena;
	struct record record;
	size_t mention_cap;
	struct buf raw_id; /* bytes of the id as they stand in the line: `{"contact":"` first, see same_contact */
};

static int put_out(void *to, struct record *record, struct err *err)
{
	struct program *p = to;
	int result;
	p->records_out++;
	p->book.out += record_units(record, p->stage->writes);
	if (p->out == NULL) {
		return 0;
	}
	record_encode(&p->encoded, record, p->stage->writes);
	result = outfile_write(p->out, buf_str(&p->encoded), err);
	buf_clear(&p->encoded);
	return result == 0 && p->asked.line_buffered ? outfile_flush(p->out, err) : result;
}

static int step(struct program *p, struct err *err)
{
	int result;
	p->book.in += record_units(&p->record, p->stage->reads);
	result = p->stage->step(p->state, &p->record, &p->emit, err);
	if (result < 0 && err->record[0] == '\0') {
		snprintf(err->record, sizeof err->record, "%.*s",
		         (int)(p->record.contact.id.len < 100 ? p->record.contact.id.len : 100),
		         p->record.contact.id.at != NULL ? p->record.contact.id.at : "");
	}
	p->record = (struct record){ .arena = &p->arena };
	p->mention_cap = 0;
	arena_reset(&p->arena);
	return result;
}

/* Is this line of the same contact as those gathered? Lines of our own begin with {"contact":"ID": the raw bytes are
 * compared, nothing parsed. Any other line is taken as a new contact by its raw start and compared again after parsing.
 */
static bool same_contact(struct program *p, struct str line)
{
	return p->record.mention_count > 0 && p->raw_id.len > 0 && str_starts(line, buf_str(&p->raw_id));
}

static void remember_contact(struct program *p, struct str line)
{
	static const char start[] = "{\"contact\":\"";
	size_t at = sizeof start - 1;
	buf_clear(&p->raw_id);
	if (!str_starts(line, STR("{\"contact\":\""))) {
		return;
	}
	while (at < line.len && line.at[at] != '"') {
		at += line.at[at] == '\\' ? 2 : 1;
	}
	if (at < line.len) {
		buf_add(&p->raw_id, line.at, at + 1);
	}
}

/* A line of a partial result goes to the stage as it stands. */
static int part_line(struct program *p, struct str line, struct err *err)
{
	if (p->record.mention_count > 0) {
		int result = step(p, err);
		if (result < 0) {
			return result;
		}
	}
	if (p->stage->part(p->state, line, err) < 0) {
		return 1;
	}
	p->book.in++;
	return 0;
}

static int mention_line(struct program *p, struct str line, struct err *err)
{
	struct contact contact;
	struct mention mention;
	bool same = same_contact(p, line);
	if (p->stage->part != NULL && str_starts(line, STR("{\"part\":"))) {
		return part_line(p, line, err);
	}
	int result;
	if (!same && p->record.mention_count > 0 && p->raw_id.len > 0) {
		result = step(p, err);
		if (result < 0) {
			return result;
		}
	}
	result = record_decode_mention(&contact, &mention, &p->arena, line, err);
	if (result < 0) {
		return 1;
	}
	if (p->record.mention_count > 0 && !same &&
	    !str_eq(contact.id,
	            p->record.contact.id)) { /* a foreign line order of keys: parsed once more, after the step */
		result = step(p, err);
		if (result < 0) {
			return result;
		}
		result = record_decode_mention(&contact, &mention, &p->arena, line, err);
		if (result < 0) {
			return 1;
		}
	}
	if (p->record.mention_count == 0) {
		p->record = (struct record){ .arena = &p->arena, .contact = contact };
		remember_contact(p, line);
	}
	*record_mention_add(&p->record, &p->mention_cap) = mention;
	return 0;
}

static int contact_line(struct program *p, struct str line, struct err *err)
{
	if (record_decode_contact(&p->record, &p->arena, line, err) < 0) {
		p->record = (struct record){ .arena = &p->arena };
		arena_reset(&p->arena);
		return 1;
	}
	return 0;
}

/* One line of input. A bad one is rejected, and 0 returned. */
static int feed_line(struct program *p, const struct lines *lines, struct str line, struct err *err)
{
	struct err why = ERR_INIT;
	const char *name = infile_name(lines->file);
	int result;
	if (str_trim(line).len == 0) {
		return 0;
	}
	switch (p->stage->reads) {
	case SHAPE_MENTIONS: result = mention_line(p, line, &why); break;
	case SHAPE_CONTACTS: result = contact_line(p, line, &why); break;
	default: p->record = (struct record){ .arena = &p->arena, .json = arena_dup(&p->arena, line) }; result = 0;
	}
	if (result < 0) {
		*err = why;
		return result;
	}
	if (result > 0) {
		p->book.in++;
		return reject(&p->run, name, lines->number, SIZE_MAX, why.message, line, err);
	}
	p->record.line = lines->number;
	return p->stage->reads == SHAPE_MENTIONS ? 0 : step(p, err);
}

static int feed_file(struct program *p, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	int result = infile_open(&file, path, err), more;
	if (result < 0) {
		return result;
	}
	p->run.input_name = infile_name(file);
	lines_init(&lines, file);
	while (result == 0 && (more = lines_next(&lines, &line, err)) != 0) {
		result = more < 0 ? more : feed_line(p, &lines, line, err);
	}
	if (result == 0 && p->record.mention_count > 0) {
		result = step(p, err);
	}
	lines_release(&lines);
	infile_close(file);
	return result;
}

static int feed_all(struct program *p, char **paths, size_t path_count, struct err *err)
{
	static char standard[] = "-";
	char *only[] = { standard };
	int result = 0;
	if (path_count == 0) {
		paths = only;
		path_count = 1;
	}
	if (p->stage->produce != NULL) {
		result = p->stage->produce(p->state, paths, path_count, &p->emit, err);
		p->book.in = p->records_out + book_dropped(&p->book, NULL);
		return result;
	}
	for (size_t i = 0; i < path_count && result == 0; i++) {
		result = feed_file(p, paths[i], err);
	}
	return result;
}

/* What went on: for a filter, what it emitted; for what collects or reports, all that it did not set aside. */
static void close_book(struct program *p)
{
	enum shape reads = p->stage->reads, writes = p->stage->writes;
	if (p->stage->produce != NULL ||
	    (reads == SHAPE_CONTACTS && (writes == SHAPE_CONTACTS || writes == SHAPE_MENTIONS))) {
		p->book.kept = p->records_out;
	} else if (reads == writes) {
		p->book.kept = p->book.out;
	} else {
		p->book.kept = p->book.in - book_dropped(&p->book, NULL);
	}
}

static int save_book(struct program *p, struct err *err)
{
	const char *path = p->asked.books;
	struct buf text;
	int result;
	if (path == NULL) {
		return 0;
	}
	buf_init(&text, SIZE_MAX);
	book_json(&p->book, p->stage->name, p->stage->funnel, &text);
	buf_byte(&text, '\n');
	result = outfile_save(path, buf_str(&text), err);
	buf_release(&text);
	return result;
}

static void tell_summary(struct program *p)
{
	struct buf text;
	if (p->run.verbose < 0) {
		tell(buf_str(&p->urgent));
		return;
	}
	buf_init(&text, SIZE_MAX);
	for (uint64_t i = 0; i < p->rejects.count && i < REJECTS_TOLD; i++) {
		buf_printf(&text, "gripe %s: rejected: %s\n", p->stage->name, p->rejects.told[i]);
	}
	if (p->rejects.count > REJECTS_TOLD) {
		buf_printf(&text, "gripe %s: … and %llu more rejected (--rejects FILE keeps them)\n", p->stage->name,
		           (unsigned long long)(p->rejects.count - REJECTS_TOLD));
	}
	buf_printf(&text, "gripe %s: ", p->stage->name);
	book_sentence(&p->book, &text);
	if (p->stage->writes != p->stage->reads && p->stage->writes != SHAPE_NOTHING &&
	    p->stage->writes != SHAPE_TEXT && p->stage->produce == NULL) {
		buf_printf(&text, ", %llu %s", (unsigned long long)p->book.out, shape_name(p->stage->writes));
	}
	buf_byte(&text, '\n');
	buf_str_add(&text, buf_str(&p->said));
	buf_str_add(&text, buf_str(&p->urgent));
	tell(buf_str(&text));
	buf_release(&text);
}

/* All records through the stage; p->out is open when the stage writes. */
static int run_records(struct program *p, char **paths, size_t path_count, struct err *err)
{
	int result = p->stage->writes == SHAPE_NOTHING ? 0 : outfile_open(&p->out, p->run.output, err);
	if (result == 0) {
		result = feed_all(p, paths, path_count, err);
	}
	if (result == 0 && p->stage->finish != NULL) {
		result = p->stage->finish(p->state, &p->emit, err);
	}
	return result;
}

/* After a failure: what stands on standard output stands there, a file is not published. */
static void abandon(struct program *p)
{
	struct err ignored = ERR_INIT;
	if (p->out != NULL && p->run.output == NULL && outfile_flush(p->out, &ignored) < 0) {
		; /* the first failure is the one that is told */
	}
	outfile_abort(p->out);
	rejects_abort(&p->rejects);
}

/* result: of what came before; the first failure is the one that is told. */
static int publish(struct program *p, int result, struct err *err)
{
	struct err closing = ERR_INIT;
	int closed;
	if (p->out == NULL) {
		return result;
	}
	if (result < 0 && p->run.output != NULL) {
		outfile_abort(p->out);
		return result;
	}
	closed = outfile_commit(p->out, &closing);
	if (result == 0 && closed < 0) {
		*err = closing;
		result = closed;
	}
	return result;
}

/* The books, the rejects and the output, in an order in which nothing is published after a failure. */
static int close_all(struct program *p, struct err *err)
{
	int result;
	close_book(p);
	result = rejects_close(&p->rejects, p->book.in, err);
	if (result == 0) {
		result = book_check(&p->book, p->stage->name, err);
	}
	if (result == 0) {
		result = save_book(p, err);
	}
	return publish(p, result, err);
}

static int run_stage(struct program *p, char **paths, size_t path_count, struct err *err)
{
	int result = rejects_open(&p->rejects, p->asked.rejects, p->asked.max_rejects, err), last;
	bool prints = false;
	p->rejects.raw = p->asked.rejects_raw;
	if (result == 0) {
		result = p->stage->open(&p->run, &p->state, err);
		prints = result == 0 && p->print.len > 0;
	}
	if (prints) {
		result = outfile_save(p->run.output, buf_str(&p->print), err);
	} else if (result == 0) {
		if (path_count == 0 && p->run.verbose >= 0) {
			tell_waiting(p->stage->name);
		}
		result = run_records(p, paths, path_count, err);
	}
	if (prints || (result < 0 && result != GRIPE_FOUND)) {
		p->stage->close(p->state);
		if (prints) {
			rejects_abort(&p->rejects);
		} else {
			abandon(p);
		}
		return result;
	}
	last = close_all(p, err);
	if (last >= 0 && p->stage->keep != NULL) {
		last = p->stage->keep(p->state, err);
	}
	p->stage->close(p->state);
	tell_summary(p);
	if (last == 0 && result == 0) {
		last = rejects_files(&p->rejects, err);
	}
	return last < 0 ? last : result;
}

static void help_write(const void *of, struct buf *out)
{
	stage_help(of, out);
}

int stage_main(const struct stage *stage, int argc, char **argv, const char *lexicons)
{
	struct program p = { .stage = stage, .arena = ARENA_INIT };
	struct options *options = NULL;
	struct err err = ERR_INIT;
	char **paths = NULL;
	size_t path_count = 0;
	int result = options_parse(&options, stage->options, common_options, argc, argv, &paths, &path_count, &err);
	buf_init(&p.encoded, SIZE_MAX);
	buf_init(&p.said, SIZE_MAX);
	buf_init(&p.urgent, SIZE_MAX);
	buf_init(&p.print, SIZE_MAX);
	buf_init(&p.raw_id, SIZE_MAX);
	p.run = (struct stage_run){ .stage = stage,
		                    .book = &p.book,
		                    .rejects = &p.rejects,
		                    .said = &p.said,
		                    .urgent = &p.urgent,
		                    .print = &p.print,
		                    .input_name = "-" };
	p.emit = (struct emit){ put_out, &p };
	p.record.arena = &p.arena;
	if (result == 0) {
		result = command_told(options, help_write, stage, &err);
	}
	if (result == 0) {
		result = run_from_options(&p.run, &p.asked, options, lexicons, &err);
		if (result == 0) {
			result = run_stage(&p, paths, path_count, &err);
		}
	}
	options_free(options);
	arena_release(&p.arena);
	buf_release(&p.encoded);
	buf_release(&p.said);
	buf_release(&p.urgent);
	buf_release(&p.print);
	buf_release(&p.raw_id);
	return command_status(stage->name, result, &err);
}
