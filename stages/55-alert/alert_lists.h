/* alert_lists.h - what tells of a mention whether its risks are meant: the words of doubt and of things that are told
 * (hypothetical.tsv), and the user's own rules. Of one language. */
#ifndef GRIPE_ALERT_LISTS_H
#define GRIPE_ALERT_LISTS_H

#include "frame.h"
#include "record.h"

struct doubt {        /* one row of hypothetical.tsv */
	double reach; /* words behind the pattern; 0: it is a sign that the contact tells of a film, a book, a game */
	double takes; /* from the severity */
	struct str except; /* kinds that it does not touch, by blanks */
};
struct rule { /* one row of --rules */
	struct str kind;
	double severity; /* 1-5; 0: it only blocks */
	struct frame_row frame;
};
struct alert_lists;

struct alert_places {                 /* where the lists' files lie */
	const char *lexicons, *rules; /* rules: NULL, there are none */
};
/* alert_lists_open - GRIPE_IO; GRIPE_DATA with file and line for a row that breaks the format. */
GRIPE_MUST_USE int alert_lists_open(struct alert_lists **lists, const struct alert_places *places, struct str lang,
                                    struct err *err);
void alert_lists_close(struct alert_lists *lists);
bool alert_lists_have_rules(const struct alert_lists *lists);

struct alert_look { /* of one mention; in the record's arena */
	struct matchable matchable;
	struct place *doubts; /* [doubt_count] entry: number for alert_lists_doubt */
	size_t doubt_count, doubt_cap;
	struct place *rules; /* [rule_count] rules that won; entry: number for alert_lists_rule */
	size_t rule_count;
};
/* alert_lists_look - tokens: of mention->text. O(text). */
void alert_lists_look(struct alert_lists *lists, struct arena *arena, const struct mention *mention,
                      const struct token *tokens, size_t token_count, struct alert_look *look);
const struct doubt *alert_lists_doubt(const struct alert_lists *lists, uint32_t number);
const struct rule *alert_lists_rule(const struct alert_lists *lists, uint32_t number);

/* alert_doubt_at - what the words before byte `at` of the mention's text take from the severity of a risk of this kind
 * that begins there: the most that one of them takes. */
double alert_doubt_at(const struct alert_lists *lists, const struct alert_look *look, size_t at, struct str kind);
enum { TOLD_MOST = 4 }; /* rows that are remembered; two are enough to know */
struct told {           /* signs that a contact tells of something made up */
	uint32_t rows[TOLD_MOST];
	size_t count;
	double takes; /* the most that one of them takes */
};
/* alert_told_add - adds the signs that stand in the mention and touch this kind; a row counts once. */
void alert_told_add(struct told *told, const struct alert_lists *lists, const struct alert_look *look, struct str kind);

#endif
