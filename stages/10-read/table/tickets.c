/* tickets.c - tickets, chats and complaints: Zendesk, Intercom, Freshdesk, Help Scout, Jira, GitHub issues, the CFPB's
 * complaints, plain ticket tables.
 *
 * in: their exports and API pages. out: one contact a message: the ticket's own text, then its comments, all with the
 * ticket as thread; who works for the company is role agent, machines are role bot. Subjects are titles. Memory: one
 * ticket with its comments. */
#include "json_records.h"
#include "table.h"

static struct str first_of(struct str a, struct str b)
{
	return a.len > 0 ? a : b;
}

/* ---- Zendesk ---- */

static const struct json_spec zendesk_ticket_spec = {
	.roles = "text=description;title=subject|raw_subject;id=id|_id|ticket_id;time=created_at;person=requester_id|"
	         "requester.id|requester.email|submitter_id|customer_id;url=url",
	.attrs = "status;priority;type;channel=via.channel|via;tags;organization=organization_id;satisfaction="
	         "satisfaction_rating.score;product",
};
static const struct json_spec zendesk_comment_spec = {
	.roles =
	    "text=plain_body|body|html_body;id=id;time=created_at|created;person=author_id|user_id;thread=ticket_id",
	.attrs = "channel=via.channel",
};

/* API pages put people beside what they wrote: element.users[] with id and role. An internal note is an agent's, what a
 * rule sent is a program's; who a comment is by otherwise: the requester or not. */
static struct str user_role(struct json_object *users, struct str id, struct arena *arena)
{
	size_t count = json_object_is_type(users, json_type_array) ? json_object_array_length(users) : 0;
	for (size_t i = 0; i < count && id.len > 0; i++) {
		struct json_object *user = json_object_array_get_idx(users, i);
		if (str_eq(json_text(user, "id", arena), id)) {
			return json_text(user, "role", arena);
		}
	}
	return STR_EMPTY;
}

static bool is_automatic(struct str via, struct str role)
{
	return str_eq(via, STR("rule")) || str_eq(via, STR("system")) || str_eq(role, STR("system"));
}

static struct str zendesk_role(struct json_object *comment, struct json_object *element, struct str author,
                               struct str requester, struct arena *arena)
{
	struct json_object *public = json_at(comment, STR("public"));
	struct str via = json_text(comment, "via.channel", arena),
	           role = json_text(comment, "author.role|author_role|user.role", arena);
	role = role.len > 0 ? role : user_role(json_at(element, STR("users")), author, arena);
	if (is_automatic(via, role)) {
		return STR("bot");
	}
	if (role.len > 0) {
		return str_eq(role, STR("end-user")) ? STR("customer") : STR("agent");
	}
	if (json_object_is_type(public, json_type_boolean) && !json_object_get_boolean(public)) {
		return STR("agent");
	}
	if (requester.len == 0 || author.len == 0) {
		return STR_EMPTY;
	}
	return str_eq(author, requester) ? STR("customer") : STR("agent");
}

/* A ticket, its satisfaction comment, and its comments: the first comment is the description once more. */
static int zendesk_record(struct reading *reading, struct json_object *record, struct json_object *element,
                          struct err *err)
{
	struct json_object *comments = json_at(record, STR("comments"));
	struct contact contact;
	struct arena keep = ARENA_INIT; /* reading_emit resets the reading's own */
	struct str ticket = arena_dup(&keep, json_text(record, "id|_id|ticket_id", &keep)),
	           requester = json_text(record, "requester_id|requester.id|requester.email", &keep);
	struct str description = json_text(record, "description", &keep);
	bool is_comment = description.len == 0 && json_at(record, STR("subject")) == NULL &&
	                  json_text(record, "body|plain_body|html_body", &keep).len > 0;
	int status;
	json_contact(reading, is_comment ? &zendesk_comment_spec : &zendesk_ticket_spec, record, &contact);
	if (is_comment) {
		contact.role = zendesk_role(record, element, contact.person, STR_EMPTY, &reading->arena);
	} else {
		contact.thread = ticket;
	}
	status = reading_emit(reading, &contact, err);
	for (size_t i = 0;
	     status >= 0 && json_object_is_type(comments, json_type_array) && i < json_object_array_length(comments);
	     i++) {
		struct json_object *comment = json_object_array_get_idx(comments, i);
		struct str author, id;
		json_contact(reading, &zendesk_comment_spec, comment, &contact);
		if (i == 0 && str_eq(str_trim(contact.text), str_trim(description))) {
			arena_reset(&reading->arena);
			continue;
		}
		author = json_text(comment, "author_id|author.id|author.email|user_id", &keep);
		id = contact.id;
		contact.id = arena_printf(&reading->arena, "%.*s/%.*s", STR_ARGS(ticket),
		                          STR_ARGS(first_of(id, arena_printf(&reading->arena, "%zu", i + 1))));
		contact.thread = ticket;
		contact.role = zendesk_role(comment, element, author, requester, &reading->arena);
		status = reading_emit(reading, &contact, err);
	}
	arena_release(&keep);
	return status;
}

static int zendesk_detect(const struct glance *first)
{
	struct str ahead = first->ahead;
	if (!json_looks(ahead)) {
		return 0;
	}
	if (json_has_keys(
	        ahead, "subject|raw_subject;description;requester_id|submitter_id|requester|assignee_id|ticket_id")) {
		return json_has_key(ahead, STR("description_text")) ? 0 : 91;
	}
	return json_has_keys(ahead, "author_id;body|plain_body|html_body;public") ? 90 : 0;
}

static const struct json_spec zendesk_spec = { .items = "tickets|comments|results|data.tickets|records|rows",
	                                       .wrap = "ticket",
	                                       .record = zendesk_record };
const struct format format_zendesk = { "zendesk",
	                               "JSON or NDJSON of Zendesk: tickets with subject, description, requester_id; "
	                               "comments with author_id, body, public",
	                               zendesk_detect,
	                               json_spec_parse,
	                               "ticket",
	                               &zendesk_spec };

/* Internal notes are agents'. */
static void zendesk_comment_fix(struct contact *contact, const struct str *cells, size_t count,
                                const struct columns *columns, struct arena *arena, const char **drop)
{
	size_t public = column_names_find(columns->at, columns->count, STR("public"));
	(void)arena, (void)drop;
	if (public < count &&
	    (str_eq_nocase(str_trim(cells[public]), STR("false")) || str_eq(str_trim(cells[public]), STR("0")))) {
		contact->role = STR("agent");
	}
}

TABLE_FORMAT(format_zendesk_comments, "zendesk-comments", "ticket",
             "CSV of Zendesk ticket comments from a warehouse: ticket_id, user_id, body, public",
             .needs = "ticket id;body|plain body;public;user id|author id",
             .roles = "text=plain body|body;id=id;time=created at|created;thread=ticket id;person=user id|author "
                      "id;role=author role|user role|role;attr=public",
             .exact = true, .others = "facebook comment|tweet|voice comment", .fix = zendesk_comment_fix);

TABLE_FORMAT(format_zendesk_csv, "zendesk-csv", "ticket",
             "CSV of Zendesk tickets: requester_id or Requester, subject, description",
             .needs = "requester id|requester|requester email;subject;description|status",
             .roles = "text=description;title=subject|raw subject;id=id|ticket id;time=created "
                      "at|created|requested|requested at|created date;person=requester id|requester "
                      "email|requester;thread=id|ticket id;"
                      "url=url;attr=status|priority|type|via channel|tags|group id|organization id",
             .others =
                 "assignee|assignee id|assignee email|submitter|submitter id|summation column|requester|requester "
                 "email|requester id|updated|satisfaction comment",
             .exact = true);

/* actor_id: "agent:403969141094", "end_user:…", "trigger:…" */
static void zendesk_chat_fix(struct contact *contact, const struct str *cells, size_t count,
                             const struct columns *columns, struct arena *arena, const char **drop)
{
	(void)cells, (void)count, (void)columns, (void)arena, (void)drop;
	contact->role = str_starts(contact->person, STR("agent")) ? STR("agent")
	                : str_starts(contact->person, STR("trigger")) || str_starts(contact->person, STR("system"))
	                    ? STR("bot")
	                    : STR("customer");
}

TABLE_FORMAT(format_zendesk_chat, "zendesk-chat", "chat",
             "CSV of Zendesk chat events from a warehouse: chat_id, actor_id, message",
             .needs = "chat id;actor id;message",
             .roles = "text=message;time=created at;thread=chat id;person=actor id;attr=type|status", .exact = true,
             .fix = zendesk_chat_fix);

/* ---- Intercom ---- */

static struct str intercom_role(struct str type)
{
	return str_eq(type, STR("bot"))                                  ? STR("bot")
	       : str_eq(type, STR("admin")) || str_eq(type, STR("team")) ? STR("agent")
	       : type.len > 0                                            ? STR("customer")
	                                                                 : STR_EMPTY;
}

static const struct json_spec intercom_part_spec = {
	.roles = "text=body;title=subject;id=id;time=created_at;person=author.email|author.id;thread=conversation_id",
	.attrs = "part_type;delivered_as",
};

static int intercom_message(struct reading *reading, struct json_object *message, struct str thread, struct str time,
                            struct err *err)
{
	struct contact contact;
	struct str role = intercom_role(json_text(message, "author.type", &reading->arena));
	json_contact(reading, &intercom_part_spec, message, &contact);
	contact.role = json_object_get_boolean(json_at(message, STR("author.from_ai_agent"))) ? STR("bot") : role;
	contact.thread = first_of(contact.thread, thread);
	contact.time = first_of(contact.time, reading_time(reading, &contact, time));
	return reading_emit(reading, &contact, err);
}

static int intercom_record(struct reading *reading, struct json_object *record, struct json_object *element,
                           struct err *err)
{
	struct json_object *source = json_at(record, STR("source")),
	                   *parts = json_at(record, STR("conversation_parts.conversation_parts"));
	struct arena keep = ARENA_INIT;
	struct str thread = json_text(record, "id", &keep), time = json_text(record, "created_at", &keep);
	int status = 0;
	(void)element;
	parts = json_object_is_type(parts, json_type_array) ? parts : json_at(record, STR("conversation_parts"));
	if (json_object_is_type(source, json_type_object)) {
		status = intercom_message(reading, source, thread, time, err);
	} else {
		status = intercom_message(reading, record, STR_EMPTY, time, err);
	}
	for (size_t i = 0;
	     status >= 0 && json_object_is_type(parts, json_type_array) && i < json_object_array_length(parts); i++) {
		status = intercom_message(reading, json_object_array_get_idx(parts, i), thread, STR_EMPTY, err);
	}
	arena_release(&keep);
	return status;
}

static int intercom_detect(const struct glance *first)
{
	struct str ahead = first->ahead;
	if (!json_looks(ahead)) {
		return 0;
	}
	return json_has_keys(ahead, "source;delivered_as;author") || json_has_keys(ahead, "conversation_parts;source")
	           ? 94
	       : json_has_keys(ahead, "part_type;author;body") ? 93
	                                                       : 0;
}

static const struct json_spec intercom_spec = { .items = "conversations",
	                                        .wrap = "data|conversation",
	                                        .record = intercom_record };
const struct format format_intercom = {
	"intercom",      "JSON or NDJSON of Intercom: conversations with source.body and conversation_parts",
	intercom_detect, json_spec_parse,
	"chat",          &intercom_spec
};

/* ---- Freshdesk, Help Scout ---- */

/* incoming says it; private notes are agents'; without both, the requester is the customer and others may be anybody.
 */
static struct str freshdesk_role(struct json_object *message, struct str author, struct str requester)
{
	struct json_object *incoming = json_at(message, STR("incoming"));
	if (incoming != NULL) {
		return json_object_get_boolean(incoming) ? STR("customer") : STR("agent");
	}
	if (json_object_get_boolean(json_at(message, STR("private")))) {
		return STR("agent");
	}
	return author.len > 0 && str_eq(author, requester) ? STR("customer") : STR_EMPTY;
}

static int freshdesk_record(struct reading *reading, struct json_object *record, struct json_object *element,
                            struct err *err)
{
	static const struct json_spec ticket = {
		.roles = "text=description_text|description;title=subject;id=id|display_id;time=created_at;person="
		         "requester_id|requester.email|requester.id",
		.attrs = "status=status_name|status;priority=priority_name|priority;type=ticket_type|type;source="
		         "source_name|source;tags",
	};
	static const struct json_spec note = { .roles = "text=body_text|body;id=id;time=created_at;person=user_id" };
	struct json_object *notes = json_at(record, STR("conversations"));
	struct arena keep = ARENA_INIT;
	struct str id = json_text(record, "id|display_id", &keep),
	           requester = json_text(record, "requester_id|requester.id", &keep);
	struct contact contact;
	int status;
	(void)element;
	json_contact(reading, &ticket, record, &contact);
	contact.thread = id;
	notes = json_object_is_type(notes, json_type_array) ? notes : json_at(record, STR("notes"));
	status = reading_emit(reading, &contact, err);
	for (size_t i = 0;
	     status >= 0 && json_object_is_type(notes, json_type_array) && i < json_object_array_length(notes); i++) {
		struct json_object *message = json_object_array_get_idx(notes, i);
		json_contact(reading, &note, message, &contact);
		contact.role = freshdesk_role(message, contact.person, requester);
		contact.thread = id;
		status = reading_emit(reading, &contact, err);
	}
	arena_release(&keep);
	return status;
}

JSON_FORMAT(format_freshdesk, "freshdesk", "ticket",
            "JSON of Freshdesk: tickets with subject, description_text, requester_id, conversations",
            .needs = "description_text|body_text|helpdesk_ticket;subject|body_text;requester_id|user_id|requester",
            .certainty = 93, .items = "tickets|results", .wrap = "helpdesk_ticket|ticket", .record = freshdesk_record);

TABLE_FORMAT(format_freshdesk_csv, "freshdesk-csv", "ticket",
             "CSV of Freshdesk: Ticket ID, Subject, Agent, Group, Created time",
             .needs = "ticket id;subject;agent|agent name;created time|created at",
             .roles = "text=description|description text;title=subject;id=ticket id;time=created time|created "
                      "at;person=email|contact id|full name|requester email;"
                      "attr=status|priority|type|source|group|tags|product|survey result",
             .exact = true, .others = "agent|agent name");

static int helpscout_record(struct reading *reading, struct json_object *record, struct json_object *element,
                            struct err *err)
{
	static const struct json_spec thread_spec = {
		.roles = "text=body|text;id=id;time=createdAt;person=createdBy.email|createdBy.id|customer.email",
	};
	static const struct json_spec preview_spec = {
		.roles = "text=preview;title=subject;id=id|number;time=createdAt;person=primaryCustomer.email|customer."
		         "email|primaryCustomer.id",
		.attrs = "status;tags",
	};
	struct json_object *threads = json_at(record, STR("_embedded.threads"));
	struct arena keep = ARENA_INIT;
	struct str id = json_text(record, "id|number", &keep), subject = json_text(record, "subject", &keep);
	struct contact contact;
	int status = 0;
	(void)element;
	threads = json_object_is_type(threads, json_type_array) ? threads : json_at(record, STR("threads"));
	if (!json_object_is_type(threads, json_type_array) || json_object_array_length(threads) == 0) {
		json_contact(reading, &preview_spec, record, &contact);
		contact.thread = id;
		status = reading_emit(reading, &contact, err);
	} else {
		for (size_t i = 0; status >= 0 && i < json_object_array_length(threads); i++) {
			struct json_object *message = json_object_array_get_idx(threads, i);
			struct str type = json_text(message, "type", &keep),
			           by = json_text(message, "createdBy.type", &keep);
			if (str_eq(type, STR("note")) || str_eq(type, STR("lineitem"))) {
				book_drop(reading->run->book, "system_event", 1);
				continue;
			}
			json_contact(reading, &thread_spec, message, &contact);
			contact.title = subject;
			contact.thread = id;
			by = by.len > 0 ? by : json_text(message, "source.via|customer.type", &keep);
			contact.role = str_eq(type, STR("customer")) || str_eq(by, STR("customer")) ? STR("customer")
			               : by.len > 0 || type.len > 0                                 ? STR("agent")
			                                                                            : STR_EMPTY;
			status = reading_emit(reading, &contact, err);
		}
	}
	arena_release(&keep);
	return status;
}

JSON_FORMAT(format_helpscout, "helpscout", "ticket",
            "JSON of Help Scout: conversations with primaryCustomer and threads",
            .needs = "primaryCustomer|mailboxId;subject;threads|preview", .certainty = 93,
            .items = "_embedded.conversations|conversations|items", .record = helpscout_record);

/* ---- Jira, GitHub ---- */

TABLE_FORMAT(
    format_jira, "jira", "ticket", "CSV of Jira: Summary, Issue key, Reporter, Created, Description",
    .needs = "issue key;summary;status|issue type|reporter",
    .roles = "text=description;title=summary;id=issue key;time=created;person=reporter|creator;thread=issue key;"
             "attr=status|priority|issue type|project key|project name|resolution|labels|component s|affects version "
             "s|fix version s",
    .others = "comment|comments|assignee|watchers|attachment|log work|assignee id|reporter id|creator id|creator",
    .exact = true);

static bool is_of_project(struct str standing)
{
	return str_eq(standing, STR("OWNER")) || str_eq(standing, STR("MEMBER")) ||
	       str_eq(standing, STR("COLLABORATOR"));
}

static void github_fix(struct contact *contact, struct json_object *record, struct reading *reading, const char **drop)
{
	struct str kind = json_text(record, "user.type|author.type", &reading->arena),
	           standing = json_text(record, "author_association|authorAssociation", &reading->arena);
	bool comment = json_at(record, STR("issue_url")) != NULL || json_at(record, STR("title")) == NULL;
	(void)drop;
	bool app =
	    json_object_get_boolean(json_at(record, STR("author.is_bot"))) || str_starts(contact->person, STR("app/"));
	if (app || str_eq(kind, STR("Bot")) || str_ends(contact->person, STR("[bot]"))) {
		contact->role = STR("bot");
	} else if (comment && is_of_project(standing)) {
		contact->role = STR("agent");
	}
	if (contact->thread.len == 0) {
		contact->thread = contact->url;
	}
}

static int github_record(struct reading *reading, struct json_object *record, struct json_object *element,
                         struct err *err)
{
	static const struct json_spec spec = {
		.roles = "text=body;title=title;id=node_id|id|number;time=created_at|createdAt;person=user.login|"
		         "author.login|author;url=html_url|url;thread=issue_url|html_url|url",
		.attrs = "state;number;repository=repository.full_name|repo;milestone=milestone.title",
		.fix = github_fix,
	};
	struct json_object *labels = json_at(record, STR("labels")), *comments = json_at(record, STR("comments"));
	struct arena keep = ARENA_INIT;
	struct str url = arena_dup(&keep, json_text(record, "html_url|url", &keep));
	struct contact contact;
	const char *drop = NULL;
	int status;
	(void)element;
	json_contact(reading, &spec, record, &contact);
	github_fix(&contact, record, reading, &drop);
	for (size_t i = 0;
	     json_object_is_type(labels, json_type_array) && i < json_object_array_length(labels) && i < 1; i++) {
		struct json_object *label = json_object_array_get_idx(labels, i);
		json_attr(reading, &contact, "label",
		          json_object_is_type(label, json_type_object) ? json_text(label, "name", &reading->arena)
		                                                       : json_scalar(label, &reading->arena));
	}
	status = reading_emit(reading, &contact, err);
	for (size_t i = 0;
	     status >= 0 && json_object_is_type(comments, json_type_array) && i < json_object_array_length(comments);
	     i++) {
		struct json_object *comment = json_object_array_get_idx(comments, i);
		json_contact(reading, &spec, comment, &contact);
		github_fix(&contact, comment, reading, &drop);
		contact.thread = url;
		status = reading_emit(reading, &contact, err);
	}
	arena_release(&keep);
	return status;
}

JSON_FORMAT(format_github, "github", "ticket",
            "JSON of GitHub issues and comments: number, title, body, user.login, html_url",
            .needs = "body;html_url|number|url;login|author_association|author;created_at|createdAt;title|issue_url",
            .certainty = 89, .items = "items|issues", .record = github_record);

TABLE_FORMAT(
    format_github_csv, "github-csv", "ticket", "CSV of GitHub issues: repo or html_url, title, body, created_at",
    .needs = "title;body;repo|repository|html url|issue url|repository url;created at|label|labels|state|number",
    .roles = "text=body;title=title;id=id|number;time=created at;person=user login|user|author;url=html url|url|issue "
             "url;attr=repo|repository|label|labels|state",
    .exact = true);

/* ---- CFPB ---- */

#define CFPB_TEXT "complaint_what_happened|consumer_complaint_narrative|consumer_narrative|Consumer complaint narrative"
JSON_FORMAT(format_cfpb_json, "cfpb-json", "ticket",
            "JSON or NDJSON of the CFPB's complaints: complaint_what_happened, product, issue",
            .needs = "complaint_what_happened|consumer_complaint_narrative|consumer_narrative;product;issue;complaint_"
                     "id|public_id|date_received",
            .roles = "text=" CFPB_TEXT ";id=complaint_id|public_id;time=date_received",
            .attrs = "product;sub_product;issue;sub_issue;company;state;zip_code;tags=tags|tag;submitted_via;company_"
                     "response=company_response|company_response_to_consumer;"
                     "timely=timely|timely_response;consumer_disputed",
            .wrap = "_source", .items = "hits.hits|data|complaints", .certainty = 95);

TABLE_FORMAT(format_cfpb, "cfpb", "ticket",
             "CSV of the CFPB's complaints, intake and public spellings: Date received, Product, Issue, Company",
             .needs = "date received;product;issue;date sent to company;state",
             .roles = "text=consumer complaint narrative|consumer narrative|complaint what happened;id=complaint "
                      "id|public id;time=date received;"
                      "attr=product|sub product|issue|sub issue|company|state|zip code|tags|tag|submitted via|company "
                      "response to consumer|timely response|consumer disputed|event tag",
             .others = "company public response|consumer consent provided|consent status|date sent to company",
             .exact = true, .certainty = 96);

/* ---- plain ticket tables ---- */

TABLE_FORMAT(
    format_tickets_csv, "tickets", "ticket",
    "CSV of tickets: Ticket ID and Ticket Description, or description with ticket type and priority",
    .needs = "ticket id|ticket number|ticket|case number|case id;ticket description|description|issue "
             "description|ticket body|body|message|complaint",
    .roles = "text=ticket description|issue description|ticket body|description|body|message|complaint;title=ticket "
             "subject|subject;id=ticket id|ticket number|case number|case id|ticket;"
             "person=customer email|customer id|customer name|requester email|requester|contact email|contact "
             "name|email;score=customer satisfaction "
             "rating|satisfaction rating|csat;"
             "time=created at|created|created date|date of contact|ticket creation date|opened at|opened|date",
    .others = "resolution|agent response|response|answer|agent|agent name|ticket owner|owner|assigned to|assignee|"
              "contact name|comments|phone",
    .scale = "csat", .certainty = 80);
