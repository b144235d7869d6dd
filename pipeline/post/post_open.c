/* post_open.c - see post.h: which issues a post is about, and the order in which it is put together. */
#include <unistd.h>

#include "plain_text.h"
#include "post.h"
#include "record.h"
#include "timestamp.h"

static struct post_quote first_quote(json_object *line)
{
	json_object *quotes = json_member(line, "quotes", json_type_array),
	            *quote = json_list(quotes) > 0 ? json_object_array_get_idx(quotes, 0) : NULL,
	            *span = json_member(quote, "span", json_type_array);
	struct post_quote out = { .contact = json_text_of(quote, "contact"), .text = json_text_of(quote, "text") };
	if (json_list(span) == 2) {
		out.start = (size_t)json_object_get_int64(json_object_array_get_idx(span, 0));
		out.end = (size_t)json_object_get_int64(json_object_array_get_idx(span, 1));
	}
	return out;
}

static void issues_choose(struct post *post)
{
	const struct run_lines *lines = post->run.leading;
	post->issues = arena_array(&post->run.arena, lines->count + 1, sizeof *post->issues);
	post->pain = arena_array(&post->run.arena, lines->count + 1, sizeof *post->pain);
	for (size_t i = 0; i < lines->count; i++) {
		json_object *line = lines->list[i];
		struct str id = run_id(line), table = json_text_of(line, "table");
		bool pain = str_eq(table, STR("pain"));
		if (pain || str_eq(table, STR("muted"))) {
			post->pain[post->pain_count++] = id;
		}
		if (pain && !issue_is_rest(id)) {
			post->issues[post->issue_count++] =
			    (struct post_issue){ .line = line,
				                 .line_number = i + 1,
				                 .id = id,
				                 .label = text_clipped(&post->run.arena, json_text_of(line, "label")),
				                 .quote = first_quote(line) };
		}
	}
	post->named = post->issue_count < POST_NAMED ? post->issue_count : POST_NAMED;
}

/* A team that owns none of the issues gets a post that says so; without any owner nobody could get one. */
static int team_check(const struct post *post, struct err *err)
{
	bool owned = post->asked.team == NULL;
	for (size_t i = 0; i < post->issue_count && !owned; i++) {
		owned = json_text_of(post->issues[i].line, "owner").len > 0;
	}
	return owned ? 0
	             : err_set(err, GRIPE_USAGE,
	                       "no issue has an owner: gripe run --owners FILE, or a ledger, says who owns what");
}

/* The day of the post: --date, else that of the newest contact; 1 January 1970 where no contact has a date. */
static int day_choose(struct post *post, struct err *err)
{
	int64_t seconds = 0;
	if (post->asked.date == NULL) {
		post->day = post->dated ? post->last_day : 0;
		return 0;
	}
	if (!timestamp_parse(str_from(post->asked.date), &seconds)) {
		return err_set(err, GRIPE_USAGE, "--date takes a day like 2025-03-01, not \"%.40s\"", post->asked.date);
	}
	post->day = timestamp_day(seconds);
	return 0;
}

/* Which issues the run before could have found: those that it has a line of, and those of its model; all, where neither
 * run learnt one of its own. */
static int before_open(struct post *post, struct err *err)
{
	struct arena *arena = &post->run.arena;
	const char *own = arena_printf(arena, "%s/model/issues.tsv", post->run.folder).at,
	           *models = arena_printf(arena, "%s/model/issues.tsv", post->asked.before).at;
	struct tsv rows = { NULL, 0 };
	int result = run_read_open(&post->before.run, post->asked.before, err);
	bool learnt = access(models, F_OK) == 0, neither = !learnt && access(own, F_OK) != 0;
	post->before.there = true;
	if (result == 0 && learnt) {
		result = tsv_load(&rows, arena, models, 1, err);
	}
	for (size_t i = 0; i < post->issue_count && result == 0; i++) {
		struct post_issue *issue = &post->issues[i];
		issue->known_before = neither || run_line_of(&post->before.run, issue->id) != NULL;
		for (size_t r = 0; r < rows.row_count && !issue->known_before; r++) {
			issue->known_before = str_eq(rows.rows[r].cells[0], issue->id);
		}
	}
	return result;
}

int post_open(struct post *post, const char *run, const char *lexicons, struct err *err)
{
	int result;
	struct buf *const tables[] = { &post->counted, &post->changes, &post->issues_csv, &post->trend_csv };
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		buf_init(tables[i], SIZE_MAX);
	}
	result = run_read_open(&post->run, run, err);
	if (result < 0) {
		return result;
	}
	post->file = post->run.leading == &post->run.issues ? "issues.ndjson" : "themes.ndjson";
	post->doc =
	    (struct post_doc){ .arena = &post->run.arena, .words = &post->words, .lang = str_from(post->asked.lang) };
	result = post_words_open(&post->words, &post->run.arena, lexicons, post->asked.lang, err);
	if (result == 0) {
		result = read_marks_load(&post->marks, &post->run.arena,
		                         arena_printf(&post->run.arena, "%s/" READ_MARKS_FILE, run).at, err);
	}
	issues_choose(post);
	result = result == 0 ? team_check(post, err) : result;
	if (result == 0 && post->asked.before != NULL) {
		result = before_open(post, err);
	}
	result = result == 0 ? post_count(post, err) : result;
	result = result == 0 ? day_choose(post, err) : result;
	if (result == 0) {
		post_changes(post);
		result = post_ships(post, err);
	}
	return result;
}

void post_release(struct post *post)
{
	buf_release(&post->counted);
	buf_release(&post->changes);
	buf_release(&post->issues_csv);
	buf_release(&post->trend_csv);
	if (post->before.there) {
		run_read_release(&post->before.run);
	}
	run_read_release(&post->run);
}
