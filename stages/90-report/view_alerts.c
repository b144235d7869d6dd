/* view_alerts.c - the file of alerts (view.h): an object a line. A contact with several counts once, by its gravest. */
#include <stdlib.h>

#include "array.h"
#include "hash.h"
#include "infile.h"
#include "member.h"

enum { ALERTS_FIRST = 32 };

static struct str text_at(struct view *view, json_object *from, const char *name)
{
	json_object *value = NULL;
	bool there = json_object_object_get_ex(from, name, &value) && json_object_is_type(value, json_type_string);
	return there ? member_text_of(view, value) : STR_EMPTY;
}

static int add_alert(struct view *view, struct str line, size_t number, struct err *err)
{
	struct view_alerts *alerts = &view->alerts;
	json_object *root = NULL, *severity = NULL;
	int result = member_parse(&root, line, err);
	if (result < 0) {
		return result;
	}
	alerts->list = array_room_arena(&view->arena, alerts->list, alerts->count, &alerts->cap, sizeof *alerts->list,
	                                ALERTS_FIRST);
	json_object_object_get_ex(root, "severity", &severity);
	alerts->list[alerts->count++] = (struct view_alert){ .contact = text_at(view, root, "contact"),
		                                             .risk = text_at(view, root, "risk"),
		                                             .text = text_at(view, root, "text"),
		                                             .time = text_at(view, root, "time"),
		                                             .channel = text_at(view, root, "channel"),
		                                             .severity = json_object_get_double(severity),
		                                             .line = number };
	json_object_put(root);
	return 0;
}

static int alert_order(const void *a, const void *b)
{
	const struct view_alert *x = a, *y = b;
	if (x->severity != y->severity) {
		return x->severity > y->severity ? -1 : 1;
	}
	return x->line < y->line ? -1 : x->line > y->line;
}

static int count_order(const void *a, const void *b)
{
	const struct view_count *x = a, *y = b;
	if (x->count != y->count) {
		return x->count > y->count ? -1 : 1;
	}
	return str_cmp(x->name, y->name);
}

static void risk_add(struct view *view, struct str risk)
{
	struct view_counts *risks = &view->alerts.risks;
	for (size_t i = 0; i < risks->count; i++) {
		if (str_eq(risks->list[i].name, risk)) {
			risks->list[i].count++;
			return;
		}
	}
	*counts_add(view, risks) = (struct view_count){ risk, 1 };
}

/* The list is in order: a contact's gravest alert comes first. */
static void sum_up(struct view *view)
{
	struct view_alerts *alerts = &view->alerts;
	struct intern contacts;
	intern_init(&contacts);
	for (size_t i = 0; i < alerts->count; i++) {
		size_t before = contacts.count;
		intern_add(&contacts, alerts->list[i].contact);
		alerts->gravest += contacts.count > before && alerts->list[i].severity >= ALERT_GRAVEST;
		risk_add(view, alerts->list[i].risk);
	}
	alerts->contacts = contacts.count;
	if (alerts->risks.count > 0) {
		qsort(alerts->risks.list, alerts->risks.count, sizeof *alerts->risks.list, count_order);
	}
	intern_release(&contacts);
}

int view_alerts(struct view *view, const char *path, struct err *err)
{
	struct infile *file = NULL;
	struct lines lines;
	struct str line;
	int result = infile_open(&file, path, err);
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while ((result = lines_next(&lines, &line, err)) == 1) {
		if (str_trim(line).len > 0) {
			result = add_alert(view, line, lines.number, err);
			if (result < 0) {
				err_at(err, path, lines.number, 0);
				break;
			}
		}
	}
	lines_release(&lines);
	infile_close(file);
	if (result == 0) {
		view->alerts.known = true;
		if (view->alerts.count > 0) {
			qsort(view->alerts.list, view->alerts.count, sizeof *view->alerts.list, alert_order);
		}
		sum_up(view);
	}
	return result;
}
