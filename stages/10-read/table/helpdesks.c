/* helpdesks.c - tables of help desks by their documented columns: Gorgias, HubSpot, Salesforce, Front, Kustomer, Dixa,
 * Re:amaze, Intercom.
 *
 * in: their CSV exports (tests/quality/exporters.md names the page of each). out: one contact a row: the customer's
 * first words are the text, the subject the title, and who is the customer the person. What agents wrote, and who they
 * are, is neither text nor attribute. Where a row is one message, its direction says who wrote it. Memory: one row. */
#include "table.h"

/* The first cell that is filled under one of the names; empty without one. */
static struct str cell_under(const struct columns *columns, const struct str *cells, size_t count, const char *names)
{
	struct str rest = str_from(names);
	while (rest.at != NULL) {
		size_t at = column_names_find(columns->at, columns->count, str_cut(rest, '|', &rest));
		if (at < count && str_trim(cells[at]).len > 0) {
			return str_trim(cells[at]);
		}
	}
	return STR_EMPTY;
}

static bool goes_out(struct str direction)
{
	return str_starts_nocase(direction, STR("out")) || str_eq_nocase(direction, STR("sent"));
}

/* One message a row: the contact's name stands in every row, whoever wrote it. */
static void direction_fix(struct contact *contact, const struct str *cells, size_t count, const struct columns *columns,
                          struct arena *arena, const char **drop)
{
	struct str direction = cell_under(columns, cells, count, "direction|message direction");
	(void)arena, (void)drop;
	if (direction.len == 0) {
		return;
	}
	contact->role = goes_out(direction) ? STR("agent") : STR("customer");
	if (goes_out(direction)) {
		contact->person = cell_under(columns, cells, count, "author email|author name|author|assignee|from");
	}
}

#define STAFF                                                                                                          \
	"assignee name|assignee email|assignee|assigned to|assigned user|agent|agent name|agent email|owner|owner "    \
	"name|"                                                                                                        \
	"staff|assigned agent|assigned teams|assigned users|"

TABLE_FORMAT(
    format_gorgias, "gorgias", "ticket", "CSV of Gorgias: Ticket id, First message, Customer email, Initial channel",
    .needs =
        "ticket id|id;first message|first message body|first message from customer|first customer message;customer "
        "email|customer name|initial channel|customer id",
    .roles =
        "text=first message|first message from customer|first customer message|first message body;title=subject|ticket "
        "subject;id=ticket id|id;thread=ticket id|id;"
        "time=creation date|ticket created datetime|created datetime|created date|created at;person=customer "
        "email|customer name|customer id;"
        "score=survey score|satisfaction score|csat score;lang=language|ticket language;"
        "attr=initial channel|ticket channel|channel|status|ticket status|priority|tags|ticket tags|integration",
    .others = STAFF "last message|last message body|last message from agent|last message datetime|closed by|customer "
                    "name|customer email|customer id|survey comment",
    .scale = "csat", .exact = true, .certainty = 95);

TABLE_FORMAT(format_hubspot, "hubspot", "ticket",
             "CSV of HubSpot: Ticket ID, Ticket name, Ticket description, Associated Contact",
             .needs = "ticket name;ticket id|record id|ticket description;pipeline|ticket status|ticket owner|ticket "
                      "description",
             .roles = "text=ticket description|description|content;title=ticket name;id=ticket id|record "
                      "id;thread=ticket id|record id;"
                      "time=create date|created date|created at;person=associated contact primary|associated "
                      "contact|associated contacts|contact email|associated contact ids primary|associated contact ids;"
                      "attr=pipeline|ticket status|priority|source|category|resolution",
             .others = STAFF
             "ticket owner|hubspot owner|hubspot team|associated contact|associated contacts|associated "
             "contact ids|associated company|associated company ids|associated company primary|"
             "associated company ids primary|associated contact primary|associated contact ids "
             "primary|associated note|last message received date|created by user id|updated by user id",
             .exact = true, .certainty = 95);

TABLE_FORMAT(
    format_salesforce, "salesforce", "ticket",
    "CSV of Salesforce cases: Case Number, Subject, Description, Contact Name, Case Owner",
    .needs = "case number|case id;subject|description;case owner|date time opened|case origin|contact name|web "
             "email|supplied email|contact id|owner id",
    .roles = "text=description|case description;title=subject;id=case number|case id|id;thread=case "
             "number|case id;"
             "time=date time opened|opened date|date opened|created date;person=contact email|web "
             "email|supplied email|contact name|supplied name|web name|contact id|account name|account id;"
             "attr=status|case origin|origin|priority|type|case reason|reason|product",
    .others = STAFF "case owner|case owner alias|owner id|created by|created by id|last modified by|last "
                    "modified by id|case comments|comments|internal comments|comment body|contact phone|contact "
                    "name|contact id|contact email|account name|account id|supplied name|supplied email|"
                    "supplied phone|web name|web email|id",
    .exact = true, .certainty = 95);

TABLE_FORMAT(
    format_helpscout_csv, "helpscout-csv", "ticket",
    "CSV of Help Scout: Number, Subject, Customer Email, First Message or Preview",
    .needs = "number|conversation id|conversation number;subject;customer email|customer name|customer;assigned to|"
             "assigned|mailbox|mailbox name|last reply|closed at",
    .roles = "text=first message|message|body|preview;title=subject;id=number|conversation number|conversation "
             "id;time=created at|created|date created;person=customer email|customer name|customer;"
             "attr=status|tags|mailbox|mailbox name|type|rating",
    .others = STAFF "assigned|last reply|closed by|rating comments|customer name|customer email|customer",
    .exact = true, .certainty = 92);

TABLE_FORMAT(format_servicenow, "servicenow", "ticket",
             "CSV of ServiceNow: number, short_description, description, caller_id, opened_at",
             .needs = "number;short description;caller id|caller|opened by|opened at|sys created on|assignment group",
             .roles = "text=description;title=short description;id=number;time=opened at|opened|sys "
                      "created on|created;person=caller id|caller|opened by|requested for;"
                      "attr=state|priority|category|subcategory|contact type|impact|urgency",
             .others = STAFF
             "opened by|closed by|resolved by|assignment group|close notes|comments|work notes|comments "
             "and work notes|additional comments|caller|caller id|requested for|resolution notes",
             .exact = true, .certainty = 93);

TABLE_FORMAT(format_front, "front", "email",
             "CSV of Front's analytics: Message ID, Conversation ID, Direction, Extract, Contact handle",
             .needs =
                 "message id|message api id;conversation id|conversation api id;extract|body|text;direction|contact "
                 "handle|contact name",
             .roles = "text=body|text|extract;title=subject;id=message api id|message id;thread=conversation api "
                      "id|conversation id;time=message date|date|created at;"
                      "person=contact handle|contact name|from;attr=inbox|tags|status",
             .others = STAFF "attributed to|author|from|to|cc|bcc|contact name|contact handle|account names",
             .exact = true, .certainty = 94, .fix = direction_fix);

TABLE_FORMAT(format_kustomer, "kustomer", "ticket",
             "CSV of Kustomer: conversations with Preview and Channels, or messages with Direction and Preview",
             .needs = "preview|first message preview;channels|channel|direction;message count|queue name|conversation "
                      "id|conversation|snooze status|direction type",
             .roles = "text=body|preview|first message preview;title=subject|name;id=id|message id;thread=conversation "
                      "id|conversation|id;time=created at|sent at|first message in sent at;"
                      "person=customer email|customer name|customer id|customer;lang=default language|language;"
                      "score=satisfaction rating|satisfaction;attr=channels|channel|status|queue name|tags|priority",
             .others = STAFF "created by|modified by|assigned users name|first done created by|last done created by|"
                             "customer name|customer email|customer id|customer",
             .scale = "csat", .exact = true, .certainty = 93, .fix = direction_fix);

TABLE_FORMAT(format_dixa, "dixa", "ticket",
             "CSV of Dixa: messages with csid, direction, text and author, or conversations with requester and "
             "initial channel",
             .needs = "initial channel;csid|conversation id|requester email|requester id;direction|text|subject",
             .roles =
                 "text=text|message|first message|last message;title=subject;id=message id|id;thread=csid|conversation "
                 "id|id;time=created at|created;"
                 "person=requester email|author email|requester name|author name|requester id|author "
                 "id;score=rating score|rating;lang=language;attr=initial channel|queue name|tags|status",
             .others = STAFF "assignee id|author name|author email|author id|requester name|requester email|requester "
                             "id|requester phone number|from email|to email|cc|bcc",
             .scale = "csat", .exact = true, .certainty = 93, .fix = direction_fix);

TABLE_FORMAT(format_reamaze, "reamaze", "ticket",
             "CSV of Re:amaze: Conversation, Subject, Message, Customer Name, Customer Email",
             .needs = "conversation slug|slug|conversation id|conversation url;message|message body|first message|body;"
                      "customer email|customer name|author email;subject|channel|brand",
             .roles = "text=first message|message body|message|body;title=subject;id=message id|conversation slug|slug|"
                      "conversation id;thread=conversation slug|slug|conversation id;time=created at|created|date;"
                      "person=customer email|author email|customer name|author name;"
                      "role=author type|direction;attr=channel|brand|status|tags|category",
             .others = STAFF "last message|author|author name|author email|customer name|customer email", .exact = true,
             .certainty = 91);

/* The customer's columns stand in every row of a conversation, whoever wrote it. */
static void author_fix(struct contact *contact, const struct str *cells, size_t count, const struct columns *columns,
                       struct arena *arena, const char **drop)
{
	(void)arena, (void)drop;
	if (str_eq(contact->role, STR("agent")) || str_eq(contact->role, STR("bot"))) {
		contact->person = cell_under(
		    columns, cells, count,
		    "message author email|author email|message author id|author id|message author name|author name");
	}
}

TABLE_FORMAT(format_intercom_csv, "intercom-csv", "chat",
             "CSV of Intercom's conversation parts: conversation_id, author_type, body, created_at",
             .needs = "conversation id;body|message body|part body|message;author type|message author type;created "
                      "at|message created at|author id|message author id",
             .roles =
                 "text=message body|body|part body|message;title=subject;id=message id|id|part id;thread=conversation "
                 "id;time=message created at|created at;person=message author email|author email|user email|message "
                 "author id|author id|user id|message author name|author name|user name;"
                 "role=message author type|author type;attr=message type|part type|conversation "
                 "tags|tags|conversation state",
             .others = STAFF "message author name|author name|message author email|author email|message author user id|"
                             "message author companies|message author id|author id|user email|user id|user name|app "
                             "name|app id",
             .exact = true, .certainty = 94, .fix = author_fix);

TABLE_FORMAT(
    format_g2, "g2", "review",
    "CSV of G2 or Capterra: What do you like best, What do you dislike; or Pros, Cons, Overall Rating",
    .needs = "what do you like best|what do you like best about|pros;what do you dislike|what do you dislike "
             "about|cons;star rating|overall rating|rating|overall|nps score|review date|date|submitted at",
    .roles =
        "text=what do you like best|what do you like best about|likes|pros|what do you dislike|what do you dislike "
        "about|dislikes|cons|overall comments|overall|comments|general comments|review|what problems is the product "
        "solving and how is that benefiting you|recommendations to others;title=title|review title;id=review id|id;"
        "time=submitted at|review date|date published|published|date;score=star rating|overall "
        "rating|rating;"
        "person=reviewer|reviewer name|user name|name|author;url=review url|url|link;attr=product|company "
        "size|industry|user role|job title",
    .others = "vendor response|company response|response", .scale = "stars5", .exact = true, .certainty = 89,
    .several = true);

TABLE_FORMAT(format_discord_csv, "discord-csv", "chat",
             "CSV of DiscordChatExporter or Discord's data package: AuthorID, Author, Date, Content; or ID, Timestamp, "
             "Contents",
             .needs = "author id|id;content|contents;date|timestamp;attachments",
             .roles = "text=content|contents;id=id;time=date|timestamp;person=author|author id",
             .others = "attachments|reactions|author id", .exact = true, .certainty = 90);
