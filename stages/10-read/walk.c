/* walk.c - see walk.h.
 *
 * Folders: entries sorted by the bytes of their full path, so that every machine reads in the same order; links to
 * folders are not followed, so there are no rings, and the visitor is told of them. In a Maildir "tmp" is left out
 * (mails that are not there yet), and folders whose name starts with a dot are read when they are Maildirs themselves
 * (Maildir++). Archives: libarchive, streaming, members in the order of the archive (sorting them would mean to hold
 * them). What a stranger's archive may do to us is bounded: its members together, with those of archives in it
 * (infile_unpacked), archives within archives (ARCHIVE_DEPTH), their number (MEMBER_LIMIT). bzip2 and xz, which
 * infile does not undo, are archives of one member here. 7z needs to jump about in the file and is held in memory. */
#include "walk.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "array.h"
#include "buf.h"

enum {
	ENTRIES_FIRST = 64,        /* of a folder: room to begin with */
	FOLDER_DEPTH = 256,        /* folders within folders */
	ARCHIVE_DEPTH = 4,         /* archives within archives */
	MEMBER_LIMIT = 10000000,   /* members of one archive */
	ARCHIVE_PIECE = 64 * 1024, /* bytes given to libarchive at a time */
	HELD_LIMIT = 1 << 30       /* bytes of an archive that cannot be streamed */
};

bool walk_is_folder(const char *path)
{
	struct stat about;
	return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* ---- folders ---- */

struct entry {
	struct str path; /* a folder's ends in "/", so that "a.txt" and "a/b" stand as their full paths do */
	bool folder;
	int link_errno; /* a link to nothing: why it leads nowhere; -1: to a folder; 0: neither */
};

static int by_path(const void *a, const void *b)
{
	return str_cmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static bool has_folder(struct arena *arena, const char *path, const char *name)
{
	struct stat about;
	return stat(arena_printf(arena, "%s/%s", path, name).at, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool is_maildir(struct arena *arena, const char *path)
{
	return has_folder(arena, path, "cur") && has_folder(arena, path, "new");
}

/* Names that are passed over whatever they are: the folder itself, the one above, mails that are still arriving. */
static bool is_passed_over(const char *name, bool maildir)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || (maildir && strcmp(name, "tmp") == 0);
}

/* FOLDER/NAME, with one slash. */
static struct str path_of(struct arena *arena, const char *folder, const char *name)
{
	return arena_printf(arena, "%s%s%s", folder, str_ends(str_from(folder), STR("/")) ? "" : "/", name);
}

/* Whether the entry is visited or told of, and as what. A link counts as the file that it leads to. */
static bool wanted(struct arena *arena, struct str path, bool hidden, struct entry *entry)
{
	struct stat about;
	*entry = (struct entry){ .path = path };
	if (lstat(path.at, &about) != 0) {
		return false;
	}
	entry->folder = S_ISDIR(about.st_mode);
	if (hidden && !(entry->folder && is_maildir(arena, path.at))) {
		return false;
	}
	if (S_ISLNK(about.st_mode)) {
		entry->link_errno = stat(path.at, &about) != 0 ? errno : S_ISDIR(about.st_mode) ? -1 : 0;
		if (entry->link_errno != 0) {
			return true;
		}
	}
	entry->path = entry->folder ? arena_printf(arena, "%s/", path.at) : path;
	return entry->folder || S_ISREG(about.st_mode);
}

static int list_folder(struct arena *arena, const char *path, struct entry **entries, size_t *count, struct err *err)
{
	DIR *folder = opendir(path);
	struct dirent *found;
	size_t cap = 0;
	bool maildir = is_maildir(arena, path);
	if (folder == NULL) {
		err_errno(err, "cannot be listed");
		err_at(err, path, 0, 0);
		return GRIPE_IO;
	}
	*entries = NULL;
	*count = 0;
	while ((found = readdir(folder)) != NULL) {
		*entries = array_room(*entries, *count, &cap, sizeof **entries, ENTRIES_FIRST);
		*count +=
		    !is_passed_over(found->d_name, maildir) &&
		    wanted(arena, path_of(arena, path, found->d_name), found->d_name[0] == '.', &(*entries)[*count]);
	}
	closedir(folder);
	if (*count > 0) {
		qsort(*entries, *count, sizeof **entries, by_path);
	}
	return 0;
}

static int walk_level(const char *path, const struct walk_visit *visit, int depth, struct err *err);

static int tell(const struct walk_visit *visit, const char *path, int status, struct err *err)
{
	err_at(err, path, 0, 0);
	return visit->failed(visit->to, path, status, err);
}

static int walk_below(const char *path, const struct walk_visit *visit, int depth, struct err *err)
{
	if (depth == FOLDER_DEPTH) {
		return tell(
		    visit, path,
		    err_set(err, GRIPE_DATA, "folders within folders, more than %d deep: not read", FOLDER_DEPTH), err);
	}
	return walk_level(path, visit, depth, err);
}

static int visit_entry(const struct entry *entry, const struct walk_visit *visit, int depth, struct err *err)
{
	struct infile *file = NULL;
	const char *path = entry->path.at;
	int result;
	if (entry->link_errno != 0) {
		return tell(visit, path,
		            err_set(err, GRIPE_DATA, "a link that is not followed: %s",
		                    entry->link_errno < 0 ? "it leads to a folder" : strerror(entry->link_errno)),
		            err);
	}
	if (entry->folder) {
		return walk_below(path, visit, depth + 1, err);
	}
	result = infile_open(&file, path, err);
	if (result < 0) {
		return tell(visit, path, result, err);
	}
	result = visit->visit(visit->to, file, path, err);
	infile_close(file);
	return result;
}

static int walk_level(const char *path, const struct walk_visit *visit, int depth, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct entry *entries = NULL;
	size_t count = 0;
	int result = list_folder(&arena, path, &entries, &count, err);
	if (result < 0 && depth > 0) {
		result = tell(visit, path, result, err);
	}
	for (size_t i = 0; i < count && result >= 0; i++) {
		result = visit_entry(&entries[i], visit, depth, err);
	}
	free(entries);
	arena_release(&arena);
	return result;
}

int walk_folder(const char *path, const struct walk_visit *visit, struct err *err)
{
	return walk_level(path, visit, 0, err);
}

/* ---- archives ---- */

/* The sum that every tar header carries of its own 512 bytes, its own field counted as blanks. */
static bool is_tar(struct str ahead)
{
	unsigned long sum = 0, said = 0;
	size_t at = 148;
	if (ahead.len < 512) {
		return false;
	}
	for (size_t i = 0; i < 512; i++) {
		sum += i >= 148 && i < 156 ? ' ' : (unsigned char)ahead.at[i];
	}
	while (at < 156 && ahead.at[at] == ' ') {
		at++;
	}
	for (; at < 156 && ahead.at[at] >= '0' && ahead.at[at] <= '7'; at++) {
		said = said * 8 + (unsigned long)(ahead.at[at] - '0');
	}
	return said == sum && ahead.at[0] != '\0';
}

static bool is_compressed(struct str ahead)
{
	return str_starts(ahead, STR("BZh")) || str_starts(ahead, STR("\xFD"
	                                                              "7zXZ"));
}

static bool is_7z(struct str ahead)
{
	return str_starts(ahead, STR("7z\xBC\xAF\x27\x1C"));
}

bool walk_is_archive(struct str ahead)
{
	return str_starts(ahead, STR("PK\x03\x04")) || str_starts(ahead, STR("PK\x05\x06")) || is_7z(ahead) ||
	       is_tar(ahead) || (is_compressed(ahead) && ahead.len > 10 && (unsigned char)ahead.at[4] >= 0x30);
}

struct source {
	struct infile *file;
	struct err *err; /* of the pull under way */
	int status;
	struct err why; /* of the pull that failed: the member it failed in may have been set aside since */
	struct archive *archive;
	const char *name;
	char piece[ARCHIVE_PIECE];
};

static la_ssize_t give(struct archive *archive, void *data, const void **piece)
{
	struct source *source = data;
	int64_t n = infile_read(source->file, source->piece, sizeof source->piece, source->err);
	if (n < 0) {
		source->status = (int)n;
		source->why = *source->err;
		archive_set_error(archive, EIO, "the archive cannot be read");
		return ARCHIVE_FATAL;
	}
	*piece = source->piece;
	return (la_ssize_t)n;
}

static int archive_failed(struct source *source, const char *place, struct err *err)
{
	const char *why = archive_error_string(source->archive);
	if (source->status < 0) {
		*err = source->why;
		return source->status;
	}
	err_set(err, GRIPE_DATA, "the archive is damaged: %s", why != NULL ? why : "no reason given");
	err_at(err, place, 0, 0);
	return GRIPE_DATA;
}

static int64_t pull_member(void *from, void *to, size_t cap, struct err *err)
{
	struct source *source = from;
	la_ssize_t n;
	int result;
	source->err = err;
	n = archive_read_data(source->archive, to, cap);
	if (n < 0) {
		return archive_failed(source, source->name, err);
	}
	result = infile_unpacked(source->file, (uint64_t)n, err);
	return result < 0 ? result : (int64_t)n;
}

/* Names by the file systems of Macs, and hidden files. */
static bool is_hidden(struct str path)
{
	size_t start = 0;
	for (size_t i = 0; i < path.len; i++) {
		start = path.at[i] == '/' && i + 1 < path.len ? i + 1 : start;
	}
	return (start < path.len && path.at[start] == '.') || str_starts(path, STR("__MACOSX/"));
}

static int visit_member(struct source *source, struct archive_entry *entry, const char *path, bool raw,
                        const struct walk_visit *visit, struct err *err)
{
	const char *member = archive_entry_pathname(entry);
	struct infile *file;
	struct buf name;
	int result;
	if (member == NULL) {
		member = archive_entry_pathname_utf8(entry);
	}
	member = member == NULL ? "(unnamed)" : member;
	if ((!raw && archive_entry_filetype(entry) != AE_IFREG) || is_hidden(str_from(member))) {
		return 0;
	}
	buf_init(&name, 4096);
	if (raw) {
		buf_text(&name, path);
	} else {
		buf_printf(&name, "%s!%s", path, member);
	}
	source->name = name.at;
	result = infile_callback(&file, name.at, pull_member, source, err);
	if (result >= 0) {
		infile_inherit(file, source->file);
		result = visit->visit(visit->to, file, name.at, err);
		infile_close(file);
	}
	source->name = path;
	buf_release(&name);
	return result;
}

static int read_members(struct source *source, const char *path, const struct walk_visit *visit, struct err *err)
{
	int result = 0;
	for (uint64_t members = 0; result >= 0; members++) {
		struct archive_entry *entry;
		int status;
		source->err = err;
		status = archive_read_next_header(source->archive, &entry);
		if (status == ARCHIVE_EOF) {
			return 0;
		}
		if (status < ARCHIVE_WARN) {
			return archive_failed(source, path, err);
		}
		if (members == MEMBER_LIMIT) {
			err_set(err, GRIPE_DATA, "the archive has more than %d members", MEMBER_LIMIT);
			err_at(err, path, 0, 0);
			return GRIPE_DATA;
		}
		result = visit_member(source, entry, path, archive_format(source->archive) == ARCHIVE_FORMAT_RAW, visit,
		                      err);
	}
	return result;
}

int walk_archive(struct infile *file, const char *path, int depth, const struct walk_visit *visit, struct err *err)
{
	struct source *source;
	struct str ahead;
	struct buf held;
	int status, result = infile_peek(file, &ahead, err);
	if (result < 0) {
		return result;
	}
	if (depth >= ARCHIVE_DEPTH) {
		err_set(err, GRIPE_DATA, "archives within archives, more than %d deep", ARCHIVE_DEPTH);
		err_at(err, path, 0, 0);
		return GRIPE_DATA;
	}
	buf_init(&held, HELD_LIMIT);
	source = memory_alloc(sizeof *source);
	source->file = file;
	source->name = path;
	source->archive = archive_read_new();
	source->err = err;
	archive_read_support_format_tar(source->archive);
	archive_read_support_format_gnutar(source->archive);
	archive_read_support_format_zip(source->archive);
	if (is_compressed(ahead)) {
		archive_read_support_filter_bzip2(source->archive);
		archive_read_support_filter_xz(source->archive);
		archive_read_support_format_raw(source->archive);
	}
	if (is_7z(ahead)) {
		archive_read_support_format_7zip(source->archive);
		result = infile_all(file, &held, err);
		status = result < 0 ? ARCHIVE_FATAL : archive_read_open_memory(source->archive, held.at, held.len);
	} else {
		status = archive_read_open(source->archive, source, NULL, give, NULL);
	}
	if (result >= 0) {
		result =
		    status < ARCHIVE_WARN ? archive_failed(source, path, err) : read_members(source, path, visit, err);
	}
	archive_read_free(source->archive);
	free(source);
	buf_release(&held);
	return result;
}
