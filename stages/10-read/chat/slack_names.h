/* slack_names.h - who is behind the ids of a Slack export: its users.json, which stands beside the folders of messages.
 */
#ifndef GRIPE_SLACK_NAMES_H
#define GRIPE_SLACK_NAMES_H

#include <json-c/json.h>

#include "format.h"

struct slack_names; /* of the export in hand */

struct slack_names *slack_names_open(void);
void slack_names_close(struct slack_names *names); /* NULL allowed */

/* slack_names_add - one element of the users.json at path. Names of another export are forgotten. */
void slack_names_add(struct slack_names *names, const char *path, struct json_object *user);

/* slack_names_find - the users.json of the export in which reading->path stands ("EXPORT/channel/2024-01-02.json", also
 * within an archive) is read, once. An export without one is none of a fault. What fails on the way is GRIPE_DATA. */
GRIPE_MUST_USE int slack_names_find(struct slack_names *names, const char *path, struct err *err);

/* slack_names_of - the name behind an id, or the id. Borrowed. */
struct str slack_names_of(const struct slack_names *names, struct str id);

#endif
