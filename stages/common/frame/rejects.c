/* rejects.c - see rejects.h and reject() in stage.h. Bytes that are not UTF-8 are written repaired; the offset leads to
 * the original. */
#include "rejects.h"

#include "json_write.h"
#include "utf8.h"

enum { REJECT_BYTES = 4096 }; /* of the record that are kept: enough to see what is wrong */

int rejects_open(struct rejects *rejects, const char *path, double max_share, struct err *err)
{
	*rejects = (struct rejects){ .max_share = max_share };
	return path == NULL ? 0 : outfile_open(&rejects->file, path, err);
}

static int write_one(struct rejects *rejects, const char *source, uint64_t line, size_t offset, const char *why,
                     struct str bytes, struct err *err)
{
	struct buf text, clean;
	int result;
	buf_init(&text, SIZE_MAX);
	buf_init(&clean, SIZE_MAX);
	utf8_repair(&clean, bytes.len > REJECT_BYTES ? str_slice(bytes, 0, utf8_floor(bytes, REJECT_BYTES)) : bytes);
	buf_byte(&text, '{');
	json_put_text(&text, "source", str_from(source));
	if (line > 0) {
		json_put_int(&text, "line", (int64_t)line);
	}
	if (offset != SIZE_MAX) {
		json_put_int(&text, "offset", (int64_t)offset);
	}
	json_put_text(&text, "reason", str_from(why));
	json_put_text(&text, "bytes", buf_str(&clean));
	buf_text(&text, "}\n");
	result = outfile_write(rejects->file, buf_str(&text), err);
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
