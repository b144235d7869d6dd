/* suggestion.c - see suggestion.h. Enters: what was typed and, one by one, the words that there are. Leaves: the
 * nearest. The distance is the optimal string alignment (Damerau 1964; Wagner and Fischer's table, of which three rows
 * are held), because most slips of the keyboard are one letter too many, missing, wrong, or two swapped. */
#include "suggestion.h"

enum { LETTERS_AN_EDIT = 3 }; /* one edit is a slip in every three letters; more is another word */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t edit_distance(struct str a, struct str b)
{
	size_t rows[3][SUGGESTION_MOST + 1]; /* of the last two letters of a and this one */
	for (size_t j = 0; j <= b.len; j++) {
		rows[0][j] = j;
	}
	for (size_t i = 1; i <= a.len; i++) {
		size_t *now = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t other = a.at[i - 1] == b.at[j - 1] ? 0 : 1;
			now[j] = least(above[j - 1] + other, least(above[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1]) {
				now[j] = least(now[j], two_above[j - 2] + 1);
			}
		}
	}
	return rows[a.len % 3][b.len];
}

struct suggestion suggestion_for(struct str word)
{
	return (struct suggestion){ word, NULL, 1 + word.len / LETTERS_AN_EDIT };
}

void suggestion_offer(struct suggestion *suggestion, const char *word)
{
	struct str offered = str_from(word);
	size_t distance;
	if (suggestion->word.len == 0 || suggestion->word.len > SUGGESTION_MOST || offered.len > SUGGESTION_MOST) {
		return;
	}
	distance = edit_distance(suggestion->word, offered);
	/* as many edits as the word has letters would make any word of any other */
	if (distance < suggestion->distance + (suggestion->best == NULL ? 1 : 0) && distance < offered.len &&
	    distance < suggestion->word.len) {
		suggestion->best = word;
		suggestion->distance = distance;
	}
}

void suggestion_say(const struct suggestion *suggestion, struct buf *out, const char *before, const char *otherwise)
{
	if (suggestion->best != NULL) {
		buf_printf(out, "; did you mean %s%s?", before, suggestion->best);
	} else {
		buf_printf(out, "; %s", otherwise);
	}
}
