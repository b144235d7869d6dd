/* post.c - see post.h: what is asked of a post's issues. */
#include "post.h"

const char *const change_names[CHANGE_STATES] = { "unknown", "new", "rising", "steady", "falling", "gone" };

bool post_is_pain(const struct post *post, struct str id)
{
	for (size_t i = 0; i < post->pain_count; i++) {
		if (str_eq(post->pain[i], id)) {
			return true;
		}
	}
	return false;
}

bool post_ships_issue(const struct post *post, struct str id)
{
	return post_is_pain(post, id) &&
	       json_number_of(run_line_of(&post->run, id), "people", 0) >= (double)post->asked.min_people;
}

bool post_tells(const struct post *post, const struct post_issue *issue)
{
	return post->asked.team == NULL ||
	       str_eq_nocase(json_text_of(issue->line, "owner"), str_from(post->asked.team));
}
