/* reply.c - see reply.h.
 *
 * What enters: the text of a contact as lines (HTML is lines already: blockquotes stand as "> "). What leaves: the
 * lines that its writer wrote. Method: one pass down the lines, each of which may open a quotation: a line with '>', an
 * attribution ("On …, Ann wrote:", which may be wrapped over WRAP_LINES lines), a separator
 * ("-----Original Message-----"), a block of headers ("From: / Sent: / To: / Subject:"). When '>' lines follow the
 * opener, they alone are the quotation and what comes after them is the writer's again (answers between or below quotes
 * are kept); without them everything down to the end is quoted. A forwarded message is what the writer wants read, so
 * it stops the search. Then list footers and the signature are cut from the end of what is left (signature.c). The
 * rules were written from how mail programs behave, and are measured on talon's and GitHub's own test mails
 * (tests/quality/clean.sh). Chosen against: a classifier of lines. It would need labelled mails in every language, and
 * could not say why a line went. Never the whole: a text of which nothing would be left is kept as it is. Memory: two
 * words a line. */
#include "reply.h"

#include <stdlib.h>

#include "array.h"
#include "reply_rules.h"
#include "signature.h"

enum {
	WRAP_LINES = 5, /* lines an attribution is wrapped over, empty ones counted; one mail program puts an empty line
	                   inside */
	WRAP_BYTES = 500,      /* of the joined lines */
	HEADER_LINES = 16,     /* a block of headers with wrapped recipients */
	LOOSE_LINES = 2,       /* of these in a row that are no header */
	NOTICE_LINES = 40,     /* of legal notices in two languages with a company's register data */
	FOOTER_LINES = 12,     /* of a mailing list's footer below its rule */
	RULE_BYTES = 20,       /* "____" of a list footer or above a header block is at least this long */
	HEADER_RULE_BYTES = 5, /* the same right above headers */
	TITLED_BYTES = 100,    /* a rule with words in it */
	DATE_LINE_BYTES = 40,  /* a line that holds no more than an opening word and a date */
	SINGLE_DEPTH = 2,      /* a lone line with more '>' than this quotes nobody */
	MARK_LETTERS = 8,      /* of a name before '>' as a quote mark */
	MARK_SIGNS = 3,
	WRAP_LEAST = 60,  /* bytes of a quoted line that a mail program broke in two, at least */
	WRAP_MOST = 72,   /* the same with the first word behind the break */
	LINES_FIRST = 64, /* room for so many at first */
};

struct line {
	struct str text;
	bool dropped;
};

struct reply {
	struct reply_rules *rules;
	struct str mark; /* what this mail puts before quoted lines besides '>': "|", "AL>"; empty: nothing */
	struct line *lines;
	size_t count, cap;
	struct str *kept; /* kept[kept_cap]: as many as there are lines */
	size_t kept_cap;
};

int reply_open(struct reply **out, const char *lexicons, struct err *err)
{
	struct reply *reply = memory_alloc(sizeof *reply);
	int result = reply_rules_open(&reply->rules, lexicons, err);
	if (result < 0) {
		free(reply);
		return result;
	}
	*out = reply;
	return 0;
}

void reply_close(struct reply *reply)
{
	if (reply == NULL) {
		return;
	}
	reply_rules_close(reply->rules);
	free(reply->lines);
	free(reply->kept);
	free(reply);
}

static void split_lines(struct reply *reply, struct str text)
{
	reply->count = 0;
	reply->mark = STR_EMPTY;
	while (text.at != NULL) {
		struct str rest;
		reply->lines = array_room(reply->lines, reply->count, &reply->cap, sizeof *reply->lines, LINES_FIRST);
		reply->lines[reply->count++] = (struct line){ str_cut(text, '\n', &rest), false };
		text = rest;
	}
}

static bool blank(const struct reply *reply, size_t at)
{
	return str_trim(reply->lines[at].text).len == 0;
}

static size_t skip_blank(const struct reply *reply, size_t at)
{
	while (at < reply->count && blank(reply, at)) {
		at++;
	}
	return at;
}

/* What follows the '>' of ">:(" and ">_<"; ">---" and ">..." are quoted. */
static bool smile(struct str rest)
{
	if (rest.len == 0 || rest.len > 3 || memchr(":;_.=-<(/", rest.at[0], 9) == NULL) {
		return false;
	}
	for (size_t i = 1; i < rest.len; i++) {
		if (rest.at[i] != rest.at[0]) {
			return true;
		}
	}
	return rest.len == 1;
}

/* Number of '>' at the front, blanks between them allowed; 0 for ">:(" and ">_<". *rest: what follows. */
static size_t quote_depth(struct str line, struct str *rest)
{
	size_t at = 0, depth = 0, end = 0;
	while (at < line.len && at - end <= 4 && (line.at[at] == '>' || line.at[at] == ' ' || line.at[at] == '\t')) {
		depth += line.at[at] == '>';
		end = line.at[at] == '>' ? at + 1 : end;
		at++;
	}
	*rest = str_slice(line, end, line.len);
	return depth == 1 && smile(*rest) ? 0 : depth;
}

static bool quoted(const struct reply *reply, size_t at)
{
	struct str rest;
	if (at >= reply->count) {
		return false;
	}
	return quote_depth(reply->lines[at].text, &rest) > 0 ||
	       (reply->mark.len > 0 && str_starts(str_trim(reply->lines[at].text), reply->mark));
}

/* A quote mark at the front of text that is not a bare '>': up to MARK_LETTERS letters and a sign ("AL>", "|", "|>",
 * "--]"); empty: none. */
static struct str mark_of(struct str text)
{
	size_t n = 0;
	while (n < text.len && n < MARK_LETTERS && ascii_is_alpha(text.at[n])) {
		n++;
	}
	if (n < text.len && n > 0 && text.at[n] == '>') {
		return str_slice(text, 0, n + 1);
	}
	for (n = 0; n < text.len && n < MARK_SIGNS && memchr("|>]}-:", text.at[n], 6) != NULL;) {
		n++;
	}
	return n > 0 && memchr("|>]}", text.at[n - 1], 4) != NULL && text.at[0] != '>' ? str_slice(text, 0, n)
	                                                                               : STR_EMPTY;
}

/* The two lines behind an opener that ended before `at` begin with the same mark: then that is this mail's. */
static void learn_mark(struct reply *reply, size_t at)
{
	size_t first = skip_blank(reply, at), second = skip_blank(reply, first + 1);
	if (second < reply->count) {
		struct str mark = mark_of(str_trim(reply->lines[first].text));
		if (mark.len > 0 && str_starts(str_trim(reply->lines[second].text), mark)) {
			reply->mark = mark;
		}
	}
}

/* "From: Ann <ann@example.org>" alone above a quote is all the head that some programs leave. */
static bool lone_sender(const struct reply *reply, size_t at)
{
	struct str value;
	return reply_header(reply->rules, reply->lines[at].text, &value) == HEADER_FROM &&
	       str_find(value, STR("@"), 0) < value.len;
}

static void drop(struct reply *reply, size_t from, size_t to, struct reply_cut *cut)
{
	for (size_t i = from; i < to; i++) {
		cut->quoted += !reply->lines[i].dropped;
		reply->lines[i].dropped = true;
	}
}

/* Would the first word of text have made the quoted line above too long? Then text can be its end, which a mail program
 * put on a line of its own without a '>'; where the line above closes a sentence, or text begins with a capital, it is
 * an answer. */
static bool wrapped_off(struct str text, struct str above)
{
	size_t word = 0;
	while (word < text.len && !ascii_is_space(text.at[word])) {
		word++;
	}
	return text.len > 0 && text.at[0] >= 'a' && text.at[0] <= 'z' && above.len >= WRAP_LEAST &&
	       above.len + word >= WRAP_MOST &&
	       (ascii_is_alpha(above.at[above.len - 1]) || above.at[above.len - 1] == ',');
}

/* A line between two quoted ones that the writer's mail program broke off: a link, the rest of an open bracket, or the
 * last words of a long line. */
static bool broken_off(const struct reply *reply, size_t at)
{
	struct str text = str_trim(reply->lines[at].text), above = reply->lines[at - 1].text;
	size_t open = 0, closed = 0;
	if (!quoted(reply, at + 1)) {
		return false;
	}
	for (size_t i = 1; i < above.len; i++) {
		open += above.at[i] == '(' || above.at[i] == '<';
		closed += above.at[i] == ')' || (i > 2 && above.at[i] == '>');
	}
	return wrapped_off(text, str_trim(above)) || str_starts(text, STR("(http")) || str_starts(text, STR("<http")) ||
	       (open > closed && str_find(above, STR("://"), 0) < above.len);
}

/* The line behind the quoted lines from `at` on, empty ones and ends of broken lines between; *lines: how many are
 * quoted. */
static size_t quotes_end(const struct reply *reply, size_t at, size_t *lines)
{
	*lines = 0;
	while (at < reply->count) {
		size_t next = skip_blank(reply, at);
		if (quoted(reply, next) && (next == at || *lines > 0)) {
			++*lines;
			at = next + 1;
		} else if (next == at && *lines > 0 && broken_off(reply, at)) {
			at++;
		} else {
			break;
		}
	}
	return at;
}

/* Drops the run of quoted lines that begins at `at`; returns the line behind it and behind the empty lines that follow
 * it. */
static size_t drop_run(struct reply *reply, size_t at, bool announced, struct reply_cut *cut)
{
	struct str rest;
	size_t lines, next, end = quotes_end(reply, at, &lines), depth = quote_depth(reply->lines[at].text, &rest);
	if (!announced && lines == 1 && depth > SINGLE_DEPTH && str_trim(rest).len > 0) {
		return at + 1;
	}
	next = skip_blank(reply, end);
	drop(reply, at, next, cut);
	return next;
}

static bool rule_line(struct str line, size_t least)
{
	struct str text = str_trim(line);
	size_t n = 0;
	while (n < text.len && (text.at[n] == '_' || text.at[n] == '-' || text.at[n] == '=' || text.at[n] == '*')) {
		n++;
	}
	return n == text.len && n >= least;
}

/* What the lines of a block of headers say. */
struct head {
	unsigned kinds;    /* bits of enum header_kind */
	size_t headers;    /* without copies */
	size_t loose, end; /* lines that are no header, in a row; the line behind the last header */
	bool address;      /* one holds an address */
	bool dated;        /* "Sent:" or "Date:" holds a date */
};

/* Takes a line into a block that starts at `start`; false: it does not belong to it. */
static bool take_header(const struct reply *reply, struct head *head, size_t start, size_t at)
{
	struct str line = reply->lines[at].text, value;
	enum header_kind kind;
	if (blank(reply, at)) {
		return false;
	}
	kind = reply_header(reply->rules, line, &value);
	if (kind == HEADER_NONE) {
		if (at == start || ++head->loose > LOOSE_LINES) {
			return false;
		}
		value = line;
	} else {
		head->loose = 0;
		head->headers += (kind & HEADER_COPY) == 0;
		head->end = at + 1;
		head->kinds |= (unsigned)kind;
		head->dated = head->dated || ((kind & (HEADER_SENT | HEADER_DATE)) != 0 && reply_date(value));
	}
	head->address = head->address || str_find(value, STR("@"), 0) < value.len;
	return true;
}

/* A form has "Date:" and "Subject:" too; without a sender it takes a receiver to be a mail's. "From: London / To: Paris
 * / Date: 3 May" is a customer's list; mail programs write an address, or a time with what only mails have. */
static bool is_mail_head(const struct head *head)
{
	bool from = (head->kinds & HEADER_FROM) != 0, to = (head->kinds & HEADER_TO) != 0,
	     time = (head->kinds & (HEADER_SENT | HEADER_DATE)) != 0,
	     mails_only = (head->kinds & (HEADER_SENT | HEADER_SUBJECT)) != 0;
	if (head->headers < 2 || !(from || (time && to))) {
		return false;
	}
	return head->address || (head->headers >= 3 && head->dated && mails_only);
}

/* A block of headers at `at`: the line behind it, or `at` when there is none. */
static size_t header_block(const struct reply *reply, size_t at)
{
	struct head head = { .end = at };
	for (size_t i = at; i < reply->count && i < at + HEADER_LINES && take_header(reply, &head, at, i); i++) {
	}
	return is_mail_head(&head) ? head.end : at;
}

/* "---- Any words ----": above headers it can only be what a mail program calls them in some language. */
static bool titled_rule(struct str line)
{
	struct str text = str_trim(line);
	return str_starts(text, STR("---")) && str_ends(text, STR("---")) && text.len <= TITLED_BYTES;
}

/* The rule that some programs draw above the headers belongs to them. */
static size_t with_rule_above(const struct reply *reply, size_t at)
{
	size_t above = at;
	while (above > 0 && blank(reply, above - 1)) {
		above--;
	}
	return above > 0 && (rule_line(reply->lines[above - 1].text, HEADER_RULE_BYTES) ||
	                     titled_rule(reply->lines[above - 1].text))
	           ? above - 1
	           : at;
}

static bool forward_above(const struct reply *reply, size_t at)
{
	while (at > 0 && blank(reply, at - 1)) {
		at--;
	}
	return at > 0 && reply_forward(reply->rules, reply->lines[at - 1].text);
}

/* Joins lines [from, to] by blanks into buffer; length, or 0 when it is too long or a sentence ends inside. */
static size_t join(const struct reply *reply, size_t from, size_t to, char buffer[WRAP_BYTES])
{
	size_t len = 0;
	for (size_t i = from; i <= to; i++) {
		struct str text = str_trim(reply->lines[i].text), inner;
		if (i == to && quote_depth(text, &inner) > 0) {
			text = str_trim(inner); /* "> wrote:" where an address was broken before its '>' */
		}
		if (len + text.len + 1 > WRAP_BYTES ||
		    (i < to && text.len > 0 && memchr("!?", text.at[text.len - 1], 2) != NULL)) {
			return 0;
		}
		if (text.len > 0) {
			memcpy(buffer + len, text.at, text.len);
			len += text.len;
			buffer[len++] = ' ';
		}
	}
	return len > 0 ? len - 1 : 0;
}

static bool stands_alone(const struct reply *reply, size_t at)
{
	return (at == 0 || blank(reply, at - 1)) && (at + 1 == reply->count || blank(reply, at + 1));
}

/* Can an attribution end at this line? Cheap: looked at for every line. */
static bool may_end(const struct reply *reply, size_t at, bool quote_follows)
{
	struct str text = str_trim(reply->lines[at].text);
	char last = text.len > 0 ? text.at[text.len - 1] : '\0';
	return last == ':' || (last == '-' && text.len > 3 && text.at[text.len - 2] == '-' && !rule_line(text, 2)) ||
	       str_ends(text, STR("\xEF\xBC\x9A")) || (quote_follows && text.len > 0) ||
	       (stands_alone(reply, at) && memchr(text.at, '@', text.len) != NULL);
}

/* Does the line above a joined attribution belong to it too ("On 3 May 2024," over "at 9:12, Ann wrote:")? Only when it
 * holds a date of its own: "In the app" over "On 3 May …" is a sentence. */
static bool goes_on_above(const struct reply *reply, size_t first)
{
	struct str above =
	    first > 0 && !reply->lines[first - 1].dropped ? str_trim(reply->lines[first - 1].text) : STR_EMPTY;
	return above.len > 0 && above.len <= DATE_LINE_BYTES && memchr(".!?:", above.at[above.len - 1], 4) == NULL &&
	       reply_date(above);
}

/* Whether lines [from, at] are an attribution, joined by blanks. paragraph: they are a whole one. */
static bool is_joined(const struct reply *reply, size_t from, size_t at, bool quote_follows, bool paragraph)
{
	char buffer[WRAP_BYTES];
	size_t own, len = blank(reply, from) ? 0 : join(reply, from, at, buffer);
	return len > 0 && reply_attribution(reply->rules, (struct str){ buffer, len }, quote_follows,
	                                    paragraph ? REACH_PARAGRAPH : REACH_JOINED, &own);
}

/* Whether a line above the first one of an attribution (SIZE_MAX: none yet) that ends at line `at` may belong to it. */
static bool may_begin(const struct reply *reply, size_t from, size_t at, size_t first)
{
	return !reply->lines[from].dropped && !(from < at && quoted(reply, from)) &&
	       (first == SIZE_MAX || goes_on_above(reply, first));
}

static bool begins_paragraph(const struct reply *reply, size_t at)
{
	return at == 0 || reply->lines[at - 1].dropped || blank(reply, at - 1);
}

/* An attribution of several lines that ends at line `at`: its first line, or SIZE_MAX. */
static size_t joined_start(const struct reply *reply, size_t at, bool quote_follows)
{
	size_t blanks = 0, found = SIZE_MAX;
	for (size_t back = 0; back < WRAP_LINES && back <= at; back++) {
		size_t from = at - back;
		if (!may_begin(reply, from, at, found)) {
			break;
		}
		blanks += blank(reply, from);
		if (blanks > 1) {
			break;
		}
		if (is_joined(reply, from, at, quote_follows,
		              back > 0 && blanks == 0 && begins_paragraph(reply, from))) {
			found = from;
		}
	}
	return found;
}

/* An attribution that ends at line `at`: true, with the first line of it in *first and bytes of that line that are the
 * writer's own in *own. */
static bool attribution_at(const struct reply *reply, size_t at, size_t *first, size_t *own)
{
	char buffer[WRAP_BYTES];
	bool quote_follows = quoted(reply, skip_blank(reply, at + 1));
	size_t start, len;
	*own = 0;
	if (stands_alone(reply, at) && reply_stamp(reply->lines[at].text)) {
		*first = at;
		return true;
	}
	if (!may_end(reply, at, quote_follows)) {
		return false;
	}
	start = quote_follows && lone_sender(reply, at) ? at : joined_start(reply, at, quote_follows);
	if (start != SIZE_MAX) {
		*first = start;
		return true;
	}
	len = join(reply, at, at, buffer);
	*first = at;
	if (len == 0 || !reply_attribution(reply->rules, (struct str){ buffer, len }, quote_follows, REACH_LINE, own)) {
		return false;
	}
	if (quoted(reply, at)) {
		*own = 0; /* what stands before it in the line is quoted too */
	}
	return true;
}

/* What an opener that ended before `at` announces: '>' lines (then the search goes on behind them) or all the rest. */
static size_t drop_announced(struct reply *reply, size_t at, struct reply_cut *cut)
{
	size_t next = skip_blank(reply, at);
	if (quoted(reply, next)) {
		drop(reply, at, next, cut);
		return drop_run(reply, next, true, cut);
	}
	drop(reply, at, reply->count, cut);
	return reply->count;
}

/* Is there a line above `at` that is neither empty nor dropped? */
static bool own_above(const struct reply *reply, size_t at)
{
	while (at > 0) {
		at--;
		if (!reply->lines[at].dropped && !blank(reply, at)) {
			return true;
		}
	}
	return false;
}

/* An opener in lines [first, end) goes, with what it announces; returns where the search goes on. Without a word of the
 * writer's above and a '>' below, it is the head of what was pasted or sent on: the head alone goes. */
static size_t drop_opened(struct reply *reply, size_t first, size_t end, struct reply_cut *cut)
{
	bool pasted;
	learn_mark(reply, end);
	pasted = !quoted(reply, skip_blank(reply, end)) && !own_above(reply, first);
	drop(reply, first, end, cut);
	return pasted ? end : drop_announced(reply, end, cut);
}

/* The head of a forwarded message at `at` goes when nothing of the writer's stands above it: what is left is the
 * message. */
static void drop_forward_head(struct reply *reply, size_t at, struct reply_cut *cut)
{
	size_t next = skip_blank(reply, at + 1), end = next < reply->count ? header_block(reply, next) : next;
	if (!own_above(reply, at) && !quoted(reply, next) && skip_blank(reply, end) < reply->count) {
		drop(reply, at, end > next ? end : at + 1, cut);
	}
}

static void drop_quotes(struct reply *reply, struct reply_cut *cut)
{
	size_t at = 0, first, own, end;
	while (at < reply->count) {
		if (blank(reply, at)) {
			at++;
			continue;
		}
		if (reply_forward(reply->rules, reply->lines[at].text)) {
			drop_forward_head(reply, at, cut);
			return;
		}
		if (attribution_at(reply, at, &first, &own)) {
			if (own > 0 && str_says(str_slice(str_trim(reply->lines[first].text), 0, own))) {
				size_t lead =
				    (size_t)(str_trim(reply->lines[first].text).at - reply->lines[first].text.at);
				reply->lines[first].text.len = lead + own;
				first++;
			}
			at = drop_opened(reply, first, at + 1, cut);
			continue;
		}
		if (quoted(reply, at)) {
			at = drop_run(reply, at, false, cut);
			continue;
		}
		end = header_block(reply, at);
		if (end > at || reply_original(reply->rules, reply->lines[at].text)) {
			if (forward_above(reply, at)) {
				return;
			}
			first = end > at ? with_rule_above(reply, at) : at;
			at = drop_opened(reply, first, end > at ? end : at + 1, cut);
			continue;
		}
		at++;
	}
}

static size_t gather_kept(struct reply *reply)
{
	size_t count = 0;
	if (reply->kept_cap < reply->cap) {
		reply->kept_cap = reply->cap;
		reply->kept = memory_grow(reply->kept, reply->kept_cap, sizeof *reply->kept);
	}
	for (size_t i = 0; i < reply->count; i++) {
		if (!reply->lines[i].dropped) {
			reply->kept[count++] = reply->lines[i].text;
		}
	}
	return count;
}

/* Does one of the kept lines [from, to) say that it is a footer? */
static bool says_footer(const struct reply *reply, size_t from, size_t to)
{
	for (size_t at = from; at < to; at++) {
		if (reply_footer(reply->rules, reply->kept[at])) {
			return true;
		}
	}
	return false;
}

/* A mailing list's footer: a long rule, below it at most FOOTER_LINES lines to the end of which one says so; or last
 * lines that say so without a rule. Lines to keep. */
static size_t footer_start(const struct reply *reply, size_t count)
{
	size_t seen = 0, keep = count;
	for (size_t at = count; at-- > 0 && seen <= FOOTER_LINES;) {
		struct str text = str_trim(reply->kept[at]);
		if (text.len == 0) {
			continue;
		}
		seen++;
		if ((rule_line(text, RULE_BYTES) && (seen == 1 || says_footer(reply, at + 1, keep))) ||
		    (seen == 1 && reply_footer(reply->rules, text))) {
			keep = at;
			seen = 0;
		}
	}
	return keep;
}

static size_t first_paragraph_end(const struct reply *reply, size_t count)
{
	size_t at = 0;
	while (at < count && !str_says(reply->kept[at])) {
		at++;
	}
	while (at < count && str_says(reply->kept[at])) {
		at++;
	}
	return at;
}

/* Where the legal notice of the last NOTICE_LINES lines begins: the first line of the paragraph in which one says so;
 * never the first paragraph. Lines to keep. */
static size_t notice_start(const struct reply *reply, size_t count)
{
	size_t first = first_paragraph_end(reply, count), keep = count, seen = 0;
	for (size_t at = count; at-- > first && seen <= NOTICE_LINES;) {
		seen += reply->kept[at].len > 0;
		keep = reply_disclaimer(reply->rules, reply->kept[at]) ? at : keep;
	}
	while (keep < count && keep > first && str_says(reply->kept[keep - 1])) {
		keep--;
	}
	return keep;
}

static struct str join_kept(const struct reply *reply, struct arena *arena, size_t count)
{
	size_t len = 0;
	char *out;
	for (size_t i = 0; i < count; i++) {
		len += reply->kept[i].len + 1;
	}
	out = arena_alloc(arena, len + 1);
	len = 0;
	for (size_t i = 0; i < count; i++) {
		if (reply->kept[i].len > 0) {
			memcpy(out + len, reply->kept[i].at, reply->kept[i].len);
			len += reply->kept[i].len;
		}
		out[len++] = '\n';
	}
	return str_trim((struct str){ out, len });
}

void reply_strip(struct reply *reply, struct arena *arena, const struct reply_mail *mail, struct str *own,
                 struct reply_cut *cut)
{
	size_t count, keep;
	*cut = (struct reply_cut){ 0, 0, 0, false };
	*own = mail->text;
	if (mail->text.len == 0 || memchr(mail->text.at, '\n', mail->text.len) == NULL) {
		return;
	}
	split_lines(reply, mail->text);
	if ((mail->parts & REPLY_QUOTES) != 0) {
		drop_quotes(reply, cut);
	}
	count = gather_kept(reply);
	if ((mail->parts & REPLY_FOOTERS) != 0) {
		keep = notice_start(reply, footer_start(reply, count));
		cut->footer = count - keep;
		count = keep;
	}
	if ((mail->parts & REPLY_SIGNATURES) != 0) {
		keep = signature_start(reply->rules, reply->kept, count, mail->sender);
		for (size_t i = keep; i < count; i++) {
			cut->signature += str_trim(reply->kept[i]).len > 0;
		}
		count = keep;
	}
	if (cut->quoted + cut->footer + cut->signature == 0) {
		return;
	}
	*own = join_kept(reply, arena, count);
	if (own->len == 0) {
		*own = mail->text;
		*cut = (struct reply_cut){ 0, 0, 0, true };
	}
}
