/* page_texts.h - the sentences and cells of the page as plain text, the same for every format. Each adds to out;
 * nothing where there is nothing to say. */
#ifndef GRIPE_PAGE_TEXTS_H
#define GRIPE_PAGE_TEXTS_H

#include "page_parts.h"

/* headline_composed - is all known that the headline is made of? Else headline_plain is the summary's own sentence, or
 * says that there is none. headline_names - the names of the five. headline_finding - "5 issues are named in 48 % of
 * the 126 contacts with a problem"; headline_interval - "(39–58 %)". headline_plain - all of it. */
bool headline_composed(const struct page *page);
void headline_names(struct buf *out, const struct page *page);
void headline_finding(struct buf *out, const struct page *page);
void headline_interval(struct buf *out, const struct page *page);
void headline_plain(struct buf *out, const struct page *page);

/* kick_text - "155 contacts from 144 people, 2 Mar – 30 Apr 2025". */
void kick_text(struct buf *out, const struct page *page);
/* denominator_text - where the contacts are, in one line. place_text - one of them, "60 in the five"; false when it
 * has none. */
void denominator_text(struct buf *out, const struct page *page);
bool place_text(struct buf *out, const struct page *page, enum share_of place);
/* scores_text - the scores of the run. notes_text - a flood by one person, what it cost, few issues. */
void scores_text(struct buf *out, const struct page *page);
void notes_text(struct buf *out, const struct page *page);

/* volume_title, volume_text - what is unusual, else what it is; the figures in a sentence. volume_period - the days of
 * a period. volume_note - "×2.1", for an unusual one. */
void volume_title(struct buf *out, const struct page *page);
void volume_text(struct buf *out, const struct page *page);
void volume_period(struct buf *out, const struct page *page, size_t period);
void volume_note(struct buf *out, const struct page *page, size_t period);

/* movement_text - "▲ 3.1 → 6.8 % since 21 Feb"; movement_shares - without the arrow; arrow_sign - "▲". */
void movement_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void movement_shares(struct buf *out, const struct page *page, const struct movement *move);
const char *arrow_sign(enum arrow arrow);

/* share_text - "15 %"; range_text - "9.3–22 %", or that they are too few. people_text - "19 people". meta_text - kind,
 * cost and owner. share_of_text - what its share is of. */
void range_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void people_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void meta_text(struct buf *out, const struct page *page, const struct view_theme *theme);
/* money_text - "69 EUR". */
void money_text(struct buf *out, const struct page *page, double amount);
/* quote_source - "22 Feb 2015, review, stars5: 2 · c1"; why: the reason why it was taken comes first; id: it ends with
 * the contact's id. */
struct source_parts {
	bool why, id;
};
void quote_source(struct buf *out, const struct page *page, const struct view_quote *quote, struct source_parts parts);
/* name_text - a name of the records ("sign_up", "late_fee") in the page's words: of its group, else as it stands. */
void name_text(struct buf *out, const struct page *page, const char *group, struct str name);

/* What changed: is it worth a line? change_text - that line. changed_since - what it is compared with. */
bool change_shows(const struct view_theme *theme);
void change_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void changed_since(struct buf *out, const struct page *page);
/* unusual_text - what the last night had more of than its past explains; births_text - topics that the model does not
 * know yet. */
void unusual_text(struct buf *out, const struct page *page);
void births_text(struct buf *out, const struct page *page);
/* alerts_text - "45 contacts to read, 10 of the gravest kind: injury 9 …". */
void alerts_text(struct buf *out, const struct page *page);
/* unowned_text - the first issues that nobody owns; nothing when nobody owns any. */
void unowned_text(struct buf *out, const struct page *page);
/* action_text - what was done about an issue, and whether it helped. */
void action_text(struct buf *out, const struct page *page, const struct field_value *action);

/* Of one issue: how big it is and what it costs; what it is about; its sub-themes; what would go with it; what to do.
 */
void facts_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void topics_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void words_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void subs_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void fixed_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void step_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void family_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void edits_text(struct buf *out, const struct page *page, const struct view_theme *theme);
void share_of_text(struct buf *out, const struct page *page, const struct view_theme *theme);

/* What the numbers rest on, a paragraph a call: 0, 1, …; false when there are no more. One may be empty. */
bool rest_text(struct buf *out, const struct page *page, size_t which);

#endif
