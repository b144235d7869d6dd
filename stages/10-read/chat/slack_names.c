/* slack_names.c - see slack_names.h.
 *
 * In: a file of messages by its path. Out: names by id. The list stands two folders up, and in an archive often behind
 * the messages, so the archive is walked once more for it; nothing but the list is decoded to the end. Memory: the
 * names, and one users.json. */
#include "slack_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "array.h"
#include "hash.h"
#include "json_stream.h"
#include "walk.h"

enum { LIST_LIMIT = 256 << 20 /* bytes of one users.json */ };

struct slack_names {
	struct intern ids;
	struct str *names; /* names[ids.count], in arena */
	size_t cap;
	struct arena arena;
	struct buf found_at; /* the export whose list was looked for last */
};

struct slack_names *slack_names_open(void)
{
	struct slack_names *names = memory_alloc(sizeof *names);
	intern_init(&names->ids);
	buf_init(&names->found_at, SIZE_MAX);
	return names;
}

void slack_names_close(struct slack_names *names)
{
	if (names != NULL) {
		intern_release(&names->ids);
		free(names->names);
		arena_release(&names->arena);
		buf_release(&names->found_at);
		free(names);
	}
}

static void add_user(struct slack_names *names, struct json_object *user)
{
	struct str id = json_text(user, "id", &names->arena), name;
	name = json_text(user, "profile.real_name|real_name|profile.display_name|name", &names->arena);
	if (id.len > 0 && name.len > 0) {
		size_t known = names->ids.count;
		uint32_t number = intern_add(&names->ids, id);
		if (number == known) {
			names->names = array_room(names->names, number, &names->cap, sizeof *names->names, 64);
		}
		names->names[number] = arena_dup(&names->arena, name);
	}
}

struct str slack_names_of(const struct slack_names *names, struct str id)
{
	uint32_t number = names == NULL ? INTERN_NONE : intern_find(&names->ids, id);
	return number == INTERN_NONE ? id : names->names[number];
}

static int add_list(struct slack_names *names, struct infile *file, struct err *err)
{
	struct buf bytes;
	struct json_object *list;
	int status;
	buf_init(&bytes, LIST_LIMIT);
	status = infile_all(file, &bytes, err);
	list = status < 0 ? NULL : json_tokener_parse(bytes.at);
	if (json_object_is_type(list, json_type_array)) { /* a broken list is a reject where it is read as a file */
		for (size_t i = 0; i < json_object_array_length(list); i++) {
			add_user(names, json_object_array_get_idx(list, i));
		}
	}
	json_object_put(list);
	buf_release(&bytes);
	return status < 0 ? status : 0;
}

static int visit_member(void *to, struct infile *file, const char *path, struct err *err)
{
	struct str name = str_from(path);
	return str_ends(name, STR("/users.json")) || str_ends(name, STR("!users.json")) ? add_list(to, file, err) : 0;
}

/* What cannot be opened there is said where it is read as a file. */
static int pass_over(void *to, const char *path, int status, struct err *err)
{
	(void)to, (void)path, (void)status, (void)err;
	return 0;
}

static bool is_file(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

/* Up to the sign between an archive and its member, or so many folders up. */
static struct str export_of(struct str path, size_t folders, bool *archive)
{
	size_t mark = str_find(path, STR("!"), 0), slashes = 0, end = path.len;
	*archive = mark < path.len;
	if (*archive) {
		return str_slice(path, 0, mark);
	}
	while (end > 0 && slashes < folders) {
		end--;
		slashes += path.at[end] == '/';
	}
	return slashes == folders ? str_slice(path, 0, end) : STR(".");
}

/* True when names of another export were held; they are forgotten, because ids mean others there. */
static bool turn_to(struct slack_names *names, struct str export)
{
	if (names->found_at.len > 0 && str_eq(buf_str(&names->found_at), export)) {
		return false;
	}
	buf_clear(&names->found_at);
	buf_str_add(&names->found_at, export);
	intern_release(&names->ids);
	intern_init(&names->ids);
	arena_reset(&names->arena);
	return true;
}

void slack_names_add(struct slack_names *names, const char *path, struct json_object *user)
{
	bool archive;
	(void)turn_to(names, export_of(str_from(path), 1, &archive));
	add_user(names, user);
}

int slack_names_find(struct slack_names *names, const char *path, struct err *err)
{
	struct walk_visit each = { visit_member, pass_over, names };
	struct infile *file;
	struct buf list;
	bool archive;
	struct str export = export_of(str_from(path), 2, &archive);
	int status = 0;
	if (!turn_to(names, export)) {
		return 0;
	}
	buf_init(&list, SIZE_MAX);
	buf_printf(&list, "%.*s%s", STR_ARGS(export), archive ? "" : "/users.json");
	if (is_file(list.at)) {
		status = infile_open(&file, list.at, err);
		if (status >= 0) {
			status = archive ? walk_archive(file, list.at, 0, &each, err) : add_list(names, file, err);
			infile_close(file);
		}
	}
	buf_release(&list);
	return status;
}
