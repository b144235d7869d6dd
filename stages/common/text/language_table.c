/* language_table.c - see language_table.h. */
#include "language_table.h"

#include <stdlib.h>

#include "array.h"

enum { LANGUAGES_FIRST = 4 }; /* room at first: most runs meet one or two */

bool is_language(struct str lang)
{
	for (size_t i = 0; i < lang.len; i++) {
		if (lang.at[i] < 'a' || lang.at[i] > 'z') {
			return false;
		}
	}
	return lang.len == 2 || lang.len == 3;
}

struct str language_named(struct str lang)
{
	return is_language(lang) ? lang : LANGUAGE_FALLBACK;
}

void language_name(char name[LANGUAGE_NAME], struct str lang)
{
	lang = language_named(lang);
	memset(name, 0, LANGUAGE_NAME);
	memcpy(name, lang.at, lang.len);
}

int language_table_get(struct language_table *table, struct str lang, void **made, struct err *err)
{
	struct str name = language_named(lang);
	bool again = table->langs.count > 0 && str_eq(table->langs.names[table->last], name);
	uint32_t number = again ? table->last : intern_find(&table->langs, name);
	if (number == INTERN_NONE) {
		void *opened = NULL;
		int result = table->open(table->context, name, &opened, err);
		if (result < 0) {
			return result;
		}
		table->made =
		    array_room(table->made, table->langs.count, &table->cap, sizeof *table->made, LANGUAGES_FIRST);
		number = intern_add(&table->langs, name);
		table->made[number] = opened;
	}
	table->last = number;
	*made = table->made[number];
	return 0;
}

void language_table_release(struct language_table *table)
{
	for (size_t i = 0; i < table->langs.count; i++) {
		table->close(table->made[i]);
	}
	free(table->made);
	table->made = NULL;
	table->cap = 0;
	intern_release(&table->langs);
}
