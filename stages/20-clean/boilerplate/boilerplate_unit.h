/* boilerplate_unit.h - what is counted and cut as one: lines, labels at their front, sentences of long lines; their
 * folded form, and what their shape says. */
#ifndef GRIPE_BOILERPLATE_UNIT_H
#define GRIPE_BOILERPLATE_UNIT_H

#include "buf.h"
#include "str.h"

enum {
	UNIT_LINE =
	    120, /* bytes; a longer line is prose that a mail program did not wrap, its sentences are units too */
	UNIT_PARAGRAPH = 1000, /* bytes; a longer line is no unit as a whole */
	SENTENCE_WORDS = 6,    /* a sentence of fewer is no unit: people do share those ("it does not work") */
	VALUE_WORDS = 2        /* words of a value that needs no look at it: "Windows 10", "yes" */
};

/* What the characters of a line say about who wrote it. */
enum unit_shape {
	UNIT_PROSE,
	UNIT_VALUE, /* what stands in a field: at most VALUE_WORDS words, or numbers, versions and paths with few plain
	               words among them */
	UNIT_HEADING, /* marked as one: "## Steps", "**Version**", or a colon or question mark at its end */
	UNIT_ROW      /* has cells, and no more plain words than a value */
};

/* boilerplate_fold - *out: ASCII lower case, runs of blanks as one, runs of digits as one 0, marks of headings and
 * emphasis (# * _ > - =) and tags at both ends gone. */
void boilerplate_fold(struct buf *out, struct str unit);
/* boilerplate_fold_front - the first bytes of that, `most` at most. */
void boilerplate_fold_front(struct buf *out, struct str unit, size_t most);

/* boilerplate_edge - is c a blank or such a mark? */
bool boilerplate_edge(char c);

/* boilerplate_trim - unit without such marks and tags at both ends. */
struct str boilerplate_trim(struct str unit);

/* boilerplate_sentence - where the sentence that begins at `at` ends: behind its mark and the blanks after it, or
 * line.len. */
size_t boilerplate_sentence(struct str line, size_t at);

/* boilerplate_label - the label at the front of line: "OS: Windows", "OS:", "OpenCV => 4.5", "Platform =Linux",
 * "|CPUs|8|", "How often? Always" (but not "How often?"), without a note in brackets behind it ("Version (or
 * commit): 1.2"). False: none within UNIT_LINE bytes. *value: what stands behind it, without blanks and marks at its
 * front; may be empty. */
bool boilerplate_label(struct str line, struct str *label, struct str *value);

/* boilerplate_front - what a site puts before a text of one line: "Trip Verified | It was late" has it before a bar
 * with a blank before it, within UNIT_LINE bytes; *rest: what follows the bar. False: none is there, or nothing
 * follows. */
bool boilerplate_front(struct str line, struct str *front, struct str *rest);

/* boilerplate_shape - of a line that is not empty. boilerplate_value - may it be the value of a field? */
enum unit_shape boilerplate_shape(struct str line);
bool boilerplate_value(struct str line);

/* boilerplate_fence - does a line (trimmed) begin with three backquotes, and hold no more of them? boilerplate_code -
 * such a line stands above `rest`: does code begin there? So when the next one in rest closes it: has nothing behind
 * its backquotes, as the first of a block often has ("```shell"). O(bytes up to it). */
bool boilerplate_fence(struct str line);
bool boilerplate_code(struct str rest);

/* boilerplate_machine - is a line (trimmed) a program's output, by its looks: no two plain words at its front, and most
 * of it in words that hold more than letters (paths, numbers, flags), or columns? Lines of people look so too ("Order
 * 4711, 3 May"); runs of such lines do not. */
bool boilerplate_machine(struct str line);

/* boilerplate_drawn - what a program drew whose shape alone says so. line: trimmed, not empty. */
enum unit_drawn {
	UNIT_WRITTEN, /* none of these */
	UNIT_RULE,
	UNIT_TICKET_ROW, /* "Reporter: ann | Owner: bob" */
	UNIT_MARKUP      /* a ticked box, or tags with nothing between them */
};
enum unit_drawn boilerplate_drawn(struct str line);

#endif
