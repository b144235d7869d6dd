/* chat_json.h - what the readers of chats in JSON share. */
#ifndef GRIPE_CHAT_JSON_H
#define GRIPE_CHAT_JSON_H

#include "chats.h"
#include "json_stream.h"

/* chat_json_says - one of the members at the paths "a.b|c" is there and is neither false, null nor an empty text. */
bool chat_json_says(struct json_object *record, const char *paths);
/* chat_json_is_one_of - value is one of "a|b". */
bool chat_json_is_one_of(struct str value, const char *names);

#endif
