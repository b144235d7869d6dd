/* roll_up.c - see roll_up.h. Enters: contacts, and their assigned mentions in the same order (as the splitter left
 * them; a contact may have none). Leaves: contact lines with issues, theme, themes and unassigned. Holds one contact
 * and its mentions. */
#include "roll_up.h"

#include <stdlib.h>

#include "command_frame.h"
#include "infile.h"
#include "json_write.h"
#include "outfile.h"

static int by_id(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct str issue_of(const struct mention *mention)
{
	return mention->issue;
}

static struct str theme_of(const struct mention *mention)
{
	return mention->theme;
}

/* The distinct ids that a record's mentions have, by id, as a list; empty ones are none. */
static void id_list(struct buf *out, const char *name, const struct record *record,
                    struct str (*id_of)(const struct mention *mention))
{
	size_t n = record->mention_count;
	struct str *ids = memory_array(n + 1, sizeof *ids);
	for (size_t i = 0; i < n; i++) {
		ids[i] = id_of(&record->mentions[i]);
	}
	qsort(ids, n, sizeof *ids, by_id);
	json_put_open(out, name, '[');
	for (size_t i = 0; i < n; i++) {
		if (ids[i].len > 0 && (i == 0 || !str_eq(ids[i], ids[i - 1]))) {
			json_put_item(out, ids[i]);
		}
	}
	buf_byte(out, ']');
	free(ids);
}

/* The reason that most mentions give. */
static struct str main_reason(const struct record *record)
{
	struct str best = STR("no_mention");
	size_t best_count = 0;
	for (size_t i = 0; i < record->mention_count; i++) {
		struct str reason = record->mentions[i].unassigned;
		size_t count = 0;
		for (size_t j = 0; j < record->mention_count; j++) {
			count += str_eq(record->mentions[j].unassigned, reason);
		}
		if (reason.len > 0 && (count > best_count || (count == best_count && str_cmp(reason, best) < 0))) {
			best = reason;
			best_count = count;
		}
	}
	return best;
}

void roll_up_encode(struct buf *out, const struct record *record)
{
	const struct mention *primary = NULL;
	for (size_t i = 0; i < record->mention_count; i++) {
		const struct mention *m = &record->mentions[i];
		if (m->theme.len > 0 && (primary == NULL || m->fit > primary->fit)) {
			primary = m;
		}
	}
	record_encode(out, record, SHAPE_CONTACTS);
	out->len -= STR("}\n").len; /* the line is open again for more members */
	id_list(out, "issues", record, issue_of);
	if (primary != NULL) {
		json_put_text(out, "theme", primary->theme);
	} else {
		json_put_null(out, "theme");
	}
	id_list(out, "themes", record, theme_of);
	if (primary == NULL) {
		json_put_text(out, "unassigned", main_reason(record));
	}
	buf_text(out, "}\n");
}

/* ---- the command ---- */

struct side { /* one of the two inputs */
	struct infile *file;
	struct lines lines;
	struct str line;
	int more;
};

struct merge {
	struct side contacts, mentions;
	struct arena arena, ahead_arena;
	struct contact ahead_contact; /* the next mention, already decoded into ahead_arena */
	struct mention ahead;
	bool has_ahead;
	struct outfile *out;
};

static int side_open(struct side *side, const char *path, struct err *err)
{
	int result = infile_open(&side->file, path, err);
	if (result == 0) {
		lines_init(&side->lines, side->file);
	}
	return result;
}

static void side_close(struct side *side)
{
	if (side->file != NULL) {
		lines_release(&side->lines);
		infile_close(side->file);
	}
}

static int next_mention(struct merge *m, struct err *err)
{
	arena_reset(&m->ahead_arena);
	m->has_ahead = false;
	m->mentions.more = lines_next(&m->mentions.lines, &m->mentions.line, err);
	if (m->mentions.more <= 0) {
		return m->mentions.more;
	}
	m->has_ahead = true;
	if (record_decode_mention(&m->ahead_contact, &m->ahead, &m->ahead_arena, m->mentions.line, err) < 0) {
		err_at(err, infile_name(m->mentions.file), m->mentions.lines.number, 0);
		return GRIPE_DATA;
	}
	return 0;
}

static int gather(struct merge *m, struct record *record, struct err *err)
{
	size_t cap = 0;
	while (m->has_ahead && str_eq(m->ahead_contact.id, record->contact.id)) {
		struct mention *to;
		to = record_mention_add(record, &cap);
		*to = m->ahead;
		to->issue = arena_dup(&m->arena, to->issue);
		to->theme = arena_dup(&m->arena, to->theme);
		to->unassigned = arena_dup(&m->arena, to->unassigned);
		int result = next_mention(m, err);
		if (result < 0) {
			return result;
		}
	}
	return 0;
}

static int merge_all(struct merge *m, struct err *err)
{
	struct buf line;
	int result = next_mention(m, err);
	buf_init(&line, SIZE_MAX);
	while (result == 0 && (m->contacts.more = lines_next(&m->contacts.lines, &m->contacts.line, err)) != 0) {
		struct record record;
		arena_reset(&m->arena);
		if (m->contacts.more < 0 || record_decode_contact(&record, &m->arena, m->contacts.line, err) < 0) {
			err_at(err, infile_name(m->contacts.file), m->contacts.lines.number, 0);
			result = err->code;
			break;
		}
		result = gather(m, &record, err);
		if (result == 0) {
			roll_up_encode(&line, &record);
			result = outfile_write(m->out, buf_str(&line), err);
			buf_clear(&line);
		}
	}
	buf_release(&line);
	if (result == 0 && m->has_ahead) {
		result = err_set(err, GRIPE_DATA,
		                 "the mention of contact \"%.*s\" has no contact at this place: both files must have "
		                 "the order that gripe split left",
		                 STR_ARGS(m->ahead_contact.id));
		err_at(err, infile_name(m->mentions.file), m->mentions.lines.number, 0);
	}
	return result;
}

static int join_files(const struct command_call *call, struct err *err)
{
	struct merge m = { .arena = ARENA_INIT };
	int result;
	if (call->path_count != 2) {
		return err_set(err, GRIPE_USAGE, "two files are wanted: CONTACTS MENTIONS");
	}
	result = side_open(&m.contacts, call->paths[0], err);
	if (result == 0) {
		result = side_open(&m.mentions, call->paths[1], err);
	}
	if (result == 0) {
		result = outfile_open(&m.out, option_text(call->options, "output", NULL), err);
	}
	if (result == 0) {
		result = merge_all(&m, err);
		if (result == 0) {
			result = outfile_commit(m.out, err);
		} else {
			outfile_abort(m.out);
		}
	}
	side_close(&m.contacts);
	side_close(&m.mentions);
	arena_release(&m.arena);
	arena_release(&m.ahead_arena);
	return result;
}

int contacts_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "contacts",
		.usage = "gripe contacts - each contact with the issues and themes that its mentions were given\n\n"
		         "usage: gripe contacts [-o FILE] CONTACTS MENTIONS\n\n"
		         "CONTACTS is what gripe split read, MENTIONS what gripe assign wrote of it; "
		         "either may be - (standard input).\n",
		.work = join_files,
	};
	return command_run(&frame, argc, argv, lexicons);
}
