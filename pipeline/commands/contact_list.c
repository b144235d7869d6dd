/* contact_list.c - see ask.h. The file is put in place before the store says that they were told: a list that is lost
 * with the machine is made again, people are not forgotten for a list that nobody has. */
#include <csv.h>
#include <stdlib.h>

#include "ask.h"
#include "outfile.h"
#include "store_told.h"
#include "vault.h"

struct listing {
	const struct contact_list *list;
	struct store *store;
	struct vault *vault;
	struct arena arena;
	struct buf csv;
	struct str *told; /* told[count]: pseudonyms of who is listed */
	size_t count;
	uint64_t before, unknown, nobody; /* told before; not in the vault; contacts without a person */
};

/* A cell; what a spreadsheet would take for a formula begins with an apostrophe. */
static void put_cell(struct buf *out, struct str text, bool last)
{
	struct buf plain;
	size_t wanted, from = out->len;
	buf_init(&plain, SIZE_MAX);
	buf_text(&plain, text.len > 0 && strchr("=+-@\t\r", text.at[0]) != NULL ? "'" : "");
	buf_str_add(&plain, text);
	wanted = csv_write(NULL, 0, plain.at, plain.len);
	for (size_t i = 0; i < wanted; i++) {
		buf_byte(out, 0);
	}
	(void)csv_write(out->at + from, wanted, plain.at, plain.len);
	buf_byte(out, last ? '\n' : ',');
	buf_release(&plain);
}

static void put_day(struct buf *out, int64_t time)
{
	struct buf day;
	buf_init(&day, SIZE_MAX);
	ask_day(&day, time);
	put_cell(out, buf_str(&day), false);
	buf_release(&day);
}

static void put_person(struct buf *out, const struct ask_person *person, const struct vault_person *known)
{
	struct buf cells;
	put_cell(out, known->address, false);
	put_cell(out, known->said, false);
	put_cell(out, known->person, false);
	buf_init(&cells, SIZE_MAX);
	buf_printf(&cells, "%llu", (unsigned long long)person->contacts);
	put_cell(out, buf_str(&cells), false);
	put_day(out, person->first);
	put_day(out, person->last);
	buf_clear(&cells);
	for (size_t i = 0; i < person->channel_count; i++) {
		buf_text(&cells, i > 0 ? " " : "");
		buf_str_add(&cells, person->channels[i]);
	}
	put_cell(out, buf_str(&cells), false);
	put_cell(out, person->text, true);
	buf_release(&cells);
}

static int list_person(struct listing *listing, const struct ask_person *person, struct err *err)
{
	struct vault_person known;
	bool told = false;
	int result;
	if (person->person.len == 0) {
		listing->nobody++;
		return 0;
	}
	result = store_is_told(listing->store, person->person, listing->list->about, &told, err);
	if (result < 0 || (told && !listing->list->again)) {
		listing->before += result == 0;
		return result;
	}
	result = vault_find(listing->vault, person->person, &listing->arena, &known, err);
	if (result == 1) {
		put_person(&listing->csv, person, &known);
		listing->told[listing->count++] = person->person;
	}
	listing->unknown += result == 0;
	return result < 0 ? result : 0;
}

static int tell_all(struct listing *listing, struct err *err)
{
	int result = 0;
	for (size_t i = 0; i < listing->count && result == 0; i++) {
		result = store_tell(listing->store, listing->told[i], listing->list->about, listing->list->day, err);
	}
	return result;
}

static int list_save(const struct listing *listing, struct err *err)
{
	struct outfile *file = NULL;
	int result = outfile_open_private(&file, listing->list->path, err);
	if (result < 0) {
		return result;
	}
	result = outfile_write(file, buf_str(&listing->csv), err);
	if (result < 0) {
		outfile_abort(file);
		return result;
	}
	return outfile_commit(file, err);
}

/* Within one transaction of the store, so that two lists at once do not have the same people. */
static int list_all(struct listing *listing, const struct ask_people *people, struct err *err)
{
	int result = store_begin(listing->store, err);
	buf_text(&listing->csv, "address,said,person,contacts,first,last,channels,text\n");
	for (size_t i = 0; i < people->count && result == 0; i++) {
		result = list_person(listing, &people->list[i], err);
	}
	result = result == 0 ? tell_all(listing, err) : result;
	result = result == 0 ? list_save(listing, err) : result;
	if (result < 0) {
		store_roll_back(listing->store);
		return result;
	}
	return store_commit(listing->store, err);
}

static void say(const struct listing *listing, struct buf *said)
{
	buf_printf(said, "gripe ask: %zu listed in %s", listing->count, listing->list->path);
	if (listing->before > 0) {
		buf_printf(said, "; %llu told before (--again lists them)", (unsigned long long)listing->before);
	}
	if (listing->unknown > 0) {
		buf_printf(said, "; %llu not in the vault", (unsigned long long)listing->unknown);
	}
	if (listing->nobody > 0) {
		buf_printf(said, "; %llu contact%s not who wrote", (unsigned long long)listing->nobody,
		           listing->nobody == 1 ? " says" : "s say");
	}
	buf_byte(said, '\n');
}

int contact_list(const struct contact_list *list, struct store *store, const struct ask_people *people,
                 struct buf *said, struct err *err)
{
	struct listing listing = { .list = list, .store = store, .arena = ARENA_INIT };
	int result = vault_open(&listing.vault, list->vault, false, err);
	if (result < 0) {
		return result;
	}
	buf_init(&listing.csv, SIZE_MAX);
	listing.told = memory_array(people->count + 1, sizeof *listing.told);
	result = list_all(&listing, people, err);
	if (result == 0) {
		say(&listing, said);
	}
	vault_close(listing.vault);
	free(listing.told);
	buf_release(&listing.csv);
	arena_release(&listing.arena);
	return result;
}
