/* rejects.c - see rejects.h and reject() in stage.h. Bytes that are not UTF-8 are written repaired; the offset leads to
 * the original. */
#include "rejects.h"

#include "json_write.h"
#include "utf8.h"

enum { REJECT_BYTES = 4096 }; /* of the record that are kept: enough to see what is wrong */

int rejects_open(struct rejects *rejects, const char *path, double max_share, struct err *err)
{
	*rejects = (struct rejects){ .max_share = max_share };
	return path == NULL ? 0 : outfile_open_private(&rejects->file, path, err);
}

void reject_shape(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		buf_byte(out, byte_of_letter(c) ? 'x' : ascii_is_digit(c) ? '9' : c);
	}
}

/* Endings of file names that say what is in a file, and of nobody who he is. */
static const char *const endings[] = { "csv",  "tsv",  "json", "ndjson", "jsonl", "xml", "html", "htm", "txt", "md",
	                               "eml",  "mbox", "zip",  "tar",    "gz",    "zst", "tgz",  "bz2", "xz",  "7z",
	                               "xlsx", "ods",  "docx", "odt",    "rtf",   "vtt", "srt",  "sbv", "log", "plan" };

static bool is_ending(struct str part)
{
	size_t i = 0;
	while (i < sizeof endings / sizeof *endings && !str_eq_nocase(part, str_from(endings[i]))) {
		i++;
	}
	return i < sizeof endings / sizeof *endings;
}

/* Where the endings of a name begin; its length when it has none. */
static size_t endings_at(struct str name)
{
	size_t stop = name.len;
	for (size_t i = name.len; i-- > 0 && name.at[i] != '/';) {
		if (name.at[i] == '.') {
			if (!is_ending(str_slice(name, i + 1, stop))) {
				break;
			}
			stop = i;
		}
	}
	return stop;
}

bool reject_names_file(struct str word)
{
	return (word.len > 0 && memchr(word.at, '/', word.len) != NULL) || endings_at(word) < word.len;
}

void reject_shape_name(struct buf *out, struct str name)
{
	size_t start = 0, stop = endings_at(name);
	for (size_t i = 0; i < stop; i++) {
		start = name.at[i] == '/' ? i + 1 : start;
	}
	reject_shape(out, str_slice(name, start, stop));
	buf_str_add(out, str_slice(name, stop, name.len));
}

/* A reason, without what it quotes of the record. */
static void shape_quoted(struct buf *out, struct str why)
{
	bool quoted = false;
	for (size_t i = 0; i < why.len; i++) {
		quoted = quoted != (why.at[i] == '"');
		if (quoted && why.at[i] != '"') {
			reject_shape(out, str_slice(why, i, i + 1));
		} else {
			buf_byte(out, why.at[i]);
		}
	}
}

static int write_one(struct rejects *rejects, const char *source, uint64_t line, size_t offset, const char *why,
                     struct str bytes, struct err *err)
{
	struct buf text, clean, parts[3];
	int result;
	buf_init(&text, SIZE_MAX);
	buf_init(&clean, SIZE_MAX);
	for (size_t i = 0; i < 3; i++) {
		buf_init(&parts[i], SIZE_MAX);
	}
	utf8_repair(&clean, bytes.len > REJECT_BYTES ? str_slice(bytes, 0, utf8_floor(bytes, REJECT_BYTES)) : bytes);
	if (rejects->raw) {
		buf_text(&parts[0], source);
		buf_text(&parts[1], why);
		buf_str_add(&parts[2], buf_str(&clean));
	} else {
		reject_shape_name(&parts[0], str_from(source));
		shape_quoted(&parts[1], str_from(why));
		reject_shape(&parts[2], buf_str(&clean));
	}
	buf_byte(&text, '{');
	json_put_text(&text, "source", buf_str(&parts[0]));
	if (line > 0) {
		json_put_int(&text, "line", (int64_t)line);
	}
	if (offset != SIZE_MAX) {
		json_put_int(&text, "offset", (int64_t)offset);
	}
	json_put_text(&text, "reason", buf_str(&parts[1]));
	json_put_text(&text, "bytes", buf_str(&parts[2]));
	buf_text(&text, "}\n");
	result = outfile_write(rejects->file, buf_str(&text), err);
	for (size_t i = 0; i < 3; i++) {
		buf_release(&parts[i]);
	}
	buf_release(&text);
	buf_release(&clean);
	return result;
}

int reject(struct stage_run *run, const char *source, uint64_t line, size_t offset, const char *why, struct str bytes,
           struct err *err)
{
	struct rejects *rejects = run->rejects;
	book_drop(run->book, "rejected", 1);
	if (rejects == NULL) {
		return 0;
	}
	if (rejects->count < REJECTS_TOLD) {
		struct err place = ERR_INIT;
		err_set(&place, GRIPE_DATA, "%s", why);
		err_at(&place, source, line, offset == SIZE_MAX ? 0 : offset + 1);
		err_text(&place, rejects->told[rejects->count], sizeof rejects->told[0]);
	}
	rejects->count++;
	return rejects->file == NULL ? 0 : write_one(rejects, source, line, offset, why, bytes, err);
}

int reject_file(struct stage_run *run, const char *source, uint64_t line, const char *why, bool is_broken,
                struct err *err)
{
	struct rejects *rejects = run->rejects;
	if (rejects == NULL) {
		return 0;
	}
	rejects->bad_files += is_broken;
	return rejects->file == NULL ? 0 : write_one(rejects, source, line, SIZE_MAX, why, STR_EMPTY, err);
}

void reject_saw_file(struct stage_run *run)
{
	if (run->rejects != NULL) {
		run->rejects->files++;
	}
}

int rejects_files(const struct rejects *rejects, struct err *err)
{
	if (rejects->bad_files == 0 || (double)rejects->bad_files <= rejects->max_share * (double)rejects->files) {
		return 0;
	}
	return err_set(err, GRIPE_DATA,
	               "%llu of %llu files are broken, more than --max-rejects %g allows; the others were read",
	               (unsigned long long)rejects->bad_files, (unsigned long long)rejects->files, rejects->max_share);
}

int rejects_close(struct rejects *rejects, uint64_t seen, struct err *err)
{
	struct outfile *file = rejects->file;
	int result = 0;
	rejects->file = NULL;
	if (file != NULL) {
		result = outfile_commit(file, err);
	}
	if (result == 0 && rejects->count > 0 && (double)rejects->count > rejects->max_share * (double)seen) {
		result = err_set(err, GRIPE_DATA,
		                 "%llu of %llu records were rejected, more than --max-rejects %g allows; the first: %s",
		                 (unsigned long long)rejects->count, (unsigned long long)seen, rejects->max_share,
		                 rejects->told[0]);
	}
	return result;
}

void rejects_abort(struct rejects *rejects)
{
	outfile_abort(rejects->file);
	rejects->file = NULL;
}
