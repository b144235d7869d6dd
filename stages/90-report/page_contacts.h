/* page_contacts.h - what the HTML page shows of contacts: those that it quotes in full, and of each issue more
 * mentions, drawn by the hash of their wording. Read from the records of the run, in one pass each. */
#ifndef GRIPE_PAGE_CONTACTS_H
#define GRIPE_PAGE_CONTACTS_H

#include "hash.h"
#include "view.h"

enum {
	CONTACT_BYTES = 4000, /* of a contact's text on the page: a long mail is not read there */
	CONTACTS_MOST = 400,  /* quoted ones on a page */
	MORE_OF_ISSUE = 40,   /* mentions more of an issue, where few issues are shown */
	MORE_OF_ALL = 1200    /* and in all: the page stays a few hundred kilobytes */
};

struct page_contact {
	struct str id, title, text, time, channel, scale;
	double score;
	bool cut; /* the text goes on */
};

struct page_mention {
	struct str contact, text, time, channel, scale, attrs; /* attrs: "airline=Delta|plan=gift" */
	double score;
	uint64_t order; /* hash of its wording */
};

struct page_mentions { /* of one issue, by order */
	struct page_mention *list;
	size_t count, cap;
};

struct page_contacts {
	struct arena arena;
	struct intern wanted;       /* ids */
	struct page_contact *list;  /* list[wanted.count]; text empty: not found */
	struct intern issues;       /* ids of issues whose mentions are drawn */
	struct page_mentions *more; /* more[issues.count] */
	size_t most;                /* of each issue */
};

void page_contacts_init(struct page_contacts *contacts);
void page_contacts_release(struct page_contacts *contacts);
/* page_contacts_want - the quotes of the view, first those of the first `top` issues. Once. */
void page_contacts_want(struct page_contacts *contacts, const struct view *view, size_t top);
/* page_contacts_read - the contacts; page_mentions_read - the mentions, of files of records. GRIPE_IO; GRIPE_DATA with
 * the line. */
GRIPE_MUST_USE int page_contacts_read(struct page_contacts *contacts, const char *path, struct err *err);
GRIPE_MUST_USE int page_mentions_read(struct page_contacts *contacts, const char *path, struct err *err);
/* page_contacts_find - in full; NULL: not known. page_mentions_of - of an issue; NULL: none are known. */
const struct page_contact *page_contacts_find(const struct page_contacts *contacts, struct str id);
const struct page_mentions *page_mentions_of(const struct page_contacts *contacts, struct str issue);

#endif
