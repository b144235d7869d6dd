/* pieces.c - clauses into mentions: fewer than SHORTEST words join the piece before (the first one joins the next),
 * more than LONGEST are cut into even parts at blanks; in scripts without blanks at ICU's words. Spans of joined pieces
 * are one span, with all that stands between. */
#include "split.h"

enum {
	SHORTEST = 3, /* words; "Very bad." alone says nothing of what */
	LONGEST = 45  /* words; more is no sentence but a page without points, and would drown in its own mean */
};

/* Places where a part may begin: after blanks, or before words when there are hardly any blanks. */
static void starts_find(const struct passage *passage, struct span span, size_t words, struct spans *starts)
{
	struct str text = str_slice(passage->text, 0, span.end);
	bool blank = true;
	for (size_t at = span.start; at < span.end;) {
		size_t len = blank_len(text, at);
		if (len == 0 && blank) {
			spans_add(starts, at, at);
		}
		blank = len > 0;
		at += len > 0 ? len : 1;
	}
	if (starts->count * 2 < words) {
		starts->count = 0;
		for (size_t i = 0, first = passage_token(passage, span.start); i < words; i++) {
			spans_add(starts, i == 0 ? span.start : passage->tokens[first + i].start, 0);
		}
	}
}

static void cut(const struct passage *passage, struct span span, size_t words, struct spans *pieces)
{
	struct spans starts = { .arena = pieces->arena };
	size_t parts, step;
	starts_find(passage, span, words, &starts);
	parts = (starts.count + LONGEST - 1) / LONGEST;
	step = (starts.count + parts - 1) / parts;
	for (size_t i = 0; i < starts.count; i += step) {
		size_t end = i + step < starts.count ? starts.at[i + step].start : span.end;
		struct span part = span_trim(passage->text, (struct span){ starts.at[i].start, (uint32_t)end });
		spans_add(pieces, part.start, part.end);
	}
}

void pieces_find(const struct passage *passage, const struct spans *clauses, struct spans *pieces)
{
	for (size_t i = 0; i < clauses->count; i++) {
		struct span clause = clauses->at[i];
		size_t words = passage_words(passage, clause);
		if (clause.start == clause.end) {
			continue;
		}
		if (words < SHORTEST && pieces->count > 0) {
			pieces->at[pieces->count - 1].end = clause.end;
		} else if (words > LONGEST) {
			cut(passage, clause, words, pieces);
		} else {
			spans_add(pieces, clause.start, clause.end);
		}
	}
	if (pieces->count > 1 && passage_words(passage, pieces->at[0]) < SHORTEST) {
		pieces->at[1].start = pieces->at[0].start;
		pieces->at++;
		pieces->count--;
		pieces->cap--;
	}
	if (pieces->count == 0) {
		spans_add(pieces, 0, passage->text.len);
	}
}
