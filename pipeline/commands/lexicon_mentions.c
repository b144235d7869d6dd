/* lexicon_mentions.c - see lexicon_mentions.h. Memory: one contact. */
#include "lexicon_mentions.h"

#include <sys/stat.h>

#include "infile.h"

struct gathering { /* neighbouring lines of one contact */
	struct arena arena;
	struct record record;
	size_t cap;
};

static int hand_over(struct gathering *gathering, const struct lexicon_reading *reading, struct err *err)
{
	int result = gathering->record.mention_count == 0 ? 0 : reading->take(reading->to, &gathering->record, err);
	arena_reset(&gathering->arena);
	gathering->record = (struct record){ .arena = &gathering->arena };
	gathering->cap = 0;
	return result;
}

static int line_take(struct gathering *gathering, const struct lexicon_reading *reading, struct str line,
                     struct err *err)
{
	struct contact contact;
	struct mention mention;
	/* the line goes with its buffer, so its copy is what the mention borrows from */
	int result =
	    record_decode_mention(&contact, &mention, &gathering->arena, arena_dup(&gathering->arena, line), err);
	if (result == 0 && gathering->record.mention_count > 0 && !str_eq(contact.id, gathering->record.contact.id)) {
		result = hand_over(gathering, reading, err);
		if (result == 0) {
			return line_take(gathering, reading, line, err); /* the arena was emptied: once more */
		}
	}
	if (result == 0) {
		gathering->record.contact = contact;
		*record_mention_add(&gathering->record, &gathering->cap) = mention;
	}
	return result;
}

static int file_read(const char *path, const struct lexicon_reading *reading, struct err *err)
{
	struct gathering gathering = { .arena = ARENA_INIT };
	struct infile *file;
	struct lines lines;
	struct str line;
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	gathering.record.arena = &gathering.arena;
	lines_init(&lines, file);
	while ((result = lines_next(&lines, &line, err)) > 0) {
		result = str_trim(line).len == 0 ? 0 : line_take(&gathering, reading, line, err);
		if (result < 0) {
			err_at(err, path, lines.number, 0);
			break;
		}
	}
	result = result < 0 ? result : hand_over(&gathering, reading, err);
	lines_release(&lines);
	infile_close(file);
	arena_release(&gathering.arena);
	return result;
}

int lexicon_mentions_read(const struct lexicon_reading *reading, struct err *err)
{
	struct arena arena = ARENA_INIT;
	int result = 0;
	for (size_t i = 0; result == 0 && i < reading->path_count; i++) {
		struct stat info;
		const char *path = reading->paths[i];
		if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
			path = arena_printf(&arena, "%s/mentions.ndjson", path).at;
		}
		result = file_read(path, reading, err);
	}
	arena_release(&arena);
	return result;
}
