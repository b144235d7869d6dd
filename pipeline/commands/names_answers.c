/* names_answers.c - see names.h: answers come from any program, so each line is held to JSON's standard first. */
#include <json-c/json.h>
#include <stdlib.h>

#include "array.h"
#include "json_scan.h"
#include "names.h"
#include "run_lines.h"
#include "utf8.h"

void answers_refuse(struct answers *answers, uint64_t line, struct str what)
{
	buf_printf(answers->said, "%s:%llu: %.*s\n", answers->path, (unsigned long long)line, STR_ARGS(what));
	answers->bad++;
}

/* On one line, and nothing that steers a terminal. */
static struct str plain(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++) {
		copy[i] = (unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F ? ' ' : text.at[i];
	}
	return str_trim((struct str){ copy, text.len });
}

/* A member that is a text, without white space around it; false: it has another type. Missing, null: empty. */
static bool text_member(struct answers *answers, json_object *from, const char *name, struct str *to)
{
	json_object *value = NULL;
	if (!json_object_object_get_ex(from, name, &value) || value == NULL) {
		return true;
	}
	if (!json_object_is_type(value, json_type_string)) {
		return false;
	}
	*to = plain(&answers->arena,
	            (struct str){ json_object_get_string(value), (size_t)json_object_get_string_len(value) });
	return true;
}

/* true, false, or why. */
static bool mixed_member(struct answers *answers, json_object *from, struct answer *answer)
{
	json_object *value = NULL;
	if (json_object_object_get_ex(from, "mixed", &value) && json_object_is_type(value, json_type_boolean)) {
		answer->is_mixed = json_object_get_boolean(value);
		return true;
	}
	bool good = text_member(answers, from, "mixed", &answer->mixed);
	answer->is_mixed = answer->mixed.len > 0;
	return good;
}

static const char *answer_read(struct answers *answers, json_object *root, struct answer *answer)
{
	const struct {
		const char *name;
		struct str *to;
	} texts[] = { { "theme", &answer->theme },
		      { "card", &answer->card },
		      { "label", &answer->label },
		      { "merge_into", &answer->merge_into },
		      { "next_step", &answer->next_step } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!text_member(answers, root, texts[i].name, texts[i].to)) {
			return arena_printf(&answers->arena, "\"%s\" is no text", texts[i].name).at;
		}
	}
	if (!mixed_member(answers, root, answer)) {
		return "\"mixed\" is true, false or a text that says why";
	}
	return answer->theme.len == 0 ? "\"theme\" is missing: the id that the card has" : NULL;
}

/* One line as an object; NULL: it is none, and *why. */
static json_object *object_of(struct str line, const char **why)
{
	json_object *root;
	if (utf8_bad_at(line) != line.len || line.len > INT32_MAX) {
		*why = "not UTF-8";
		return NULL;
	}
	if (json_check(line, why) != 0) {
		return NULL;
	}
	root = json_tokener_parse(line.at);
	if (!json_object_is_type(root, json_type_object)) {
		json_object_put(root);
		*why = "not an object";
		return NULL;
	}
	return root;
}

static int answer_line(void *to, struct str line, uint64_t number, struct err *err)
{
	enum { FIRST = 64 };
	struct answers *answers = to;
	struct answer answer = { .line = number };
	const char *why = NULL;
	json_object *root;
	(void)err;
	if (str_trim(line).len == 0) {
		return 0;
	}
	root = object_of(arena_dup(&answers->arena, line), &why);
	why = root != NULL ? answer_read(answers, root, &answer) : why;
	json_object_put(root);
	if (why != NULL) {
		answers_refuse(answers, number, arena_printf(&answers->arena, "no answer to a card: %s", why));
		return 0;
	}
	answers->list = array_room(answers->list, answers->count, &answers->cap, sizeof *answers->list, FIRST);
	answers->list[answers->count++] = answer;
	return 0;
}

int answers_read(struct answers *answers, const char *path, struct buf *said, struct err *err)
{
	*answers = (struct answers){ .arena = ARENA_INIT, .said = said, .path = path };
	return run_lines(path, &(struct run_lines){ answer_line, answers }, err);
}

void answers_release(struct answers *answers)
{
	free(answers->list);
	arena_release(&answers->arena);
}
