/* store_told.c - see store_told.h. */
#include "store_told.h"

#include "store_sql.h"

int store_is_told(struct store *store, struct str person, struct str about, bool *told, struct err *err)
{
	int64_t one = 0;
	int result =
	    store_number(store, &one, err, "SELECT 1 FROM told WHERE person = ?1 AND about = ?2", "tt", person, about);
	*told = one == 1;
	return result < 0 ? result : 0;
}

int store_tell(struct store *store, struct str person, struct str about, int64_t day, struct err *err)
{
	return store_do(store, err, "INSERT INTO told(person, about, day) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING",
	                "tti", person, about, day);
}
