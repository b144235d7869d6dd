/* test_vault.c - who is behind a pseudonym: kept once, in its longest form, for its owner alone; gone without a trace.
 */
#include "cmocka_all.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vault.h"

struct fixture {
	char folder[64], path[96];
	struct err err;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	snprintf(f->folder, sizeof f->folder, "/tmp/gripe-vaultXXXXXX");
	*state = f;
	if (mkdtemp(f->folder) == NULL) {
		return -1;
	}
	snprintf(f->path, sizeof f->path, "%s/vault.db", f->folder);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", f->folder);
	free(f);
	return system(command);
}

static void keep(struct fixture *f, const char *const *said, size_t count, size_t from, size_t step)
{
	struct vault_seen seen;
	vault_seen_init(&seen);
	for (size_t i = 0; i < count; i++) {
		const char *one = said[(from + i * step) % count];
		vault_seen_add(&seen, &(struct vault_person){ STR("p1"), STR("ann@example.org"), str_from(one) });
	}
	vault_seen_add(&seen, &(struct vault_person){ STR("p2"), STR("bob"), STR("@Bob") });
	assert_int_equal(vault_keep(&seen, f->path, &f->err), 0);
	vault_seen_release(&seen);
}

static void holds(struct fixture *f, const char *person, const char *address, const char *said)
{
	struct arena arena = ARENA_INIT;
	struct vault_person found;
	struct vault *vault;
	assert_int_equal(vault_open(&vault, f->path, false, &f->err), 0);
	assert_int_equal(vault_find(vault, str_from(person), &arena, &found, &f->err), address != NULL);
	if (address != NULL) {
		assert_true(str_eq(found.address, str_from(address)) && str_eq(found.said, str_from(said)));
	}
	vault_close(vault);
	arena_release(&arena);
}

static void the_longest_form_stays_in_whatever_order_and_run_it_comes(void **state)
{
	static const char *const said[] = { "ann@example.org", "Ann Lee <ann@example.org>",
		                            "Ann \xC3\xA9 <ann@example.org>", "\"Ann\" <ann@example.org>",
		                            "Ann Kee <ann@example.org>" };
	enum { COUNT = sizeof said / sizeof *said };
	struct fixture *f = *state;
	for (size_t from = 0; from < COUNT; from++) {
		for (size_t step = 1; step < COUNT; step++) {
			unlink(f->path);
			keep(f, &said[from], 1, 0, 1); /* another run before it */
			keep(f, said, COUNT, from, step);
			holds(f, "p1", "ann@example.org", "Ann Kee <ann@example.org>");
		}
	}
	holds(f, "p2", "bob", "@Bob");
	holds(f, "p3", NULL, NULL);
}

static void it_is_its_owners_alone_from_its_first_byte_on(void **state)
{
	struct fixture *f = *state;
	struct vault *vault;
	struct stat info;
	mode_t mask = umask(0);
	assert_int_equal(vault_open(&vault, f->path, true, &f->err), 0);
	umask(mask);
	vault_close(vault);
	assert_int_equal(stat(f->path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	assert_int_equal(chmod(f->path, 0604), 0);
	assert_int_equal(vault_open(&vault, f->path, true, &f->err), GRIPE_USAGE);
	assert_null(vault);
}

static void what_is_no_vault_is_refused_and_left_alone(void **state)
{
	struct fixture *f = *state;
	struct vault *vault;
	int fd = open(f->path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(vault_open(&vault, "/nowhere/vault.db", true, &f->err), GRIPE_IO);
	assert_int_equal(write(fd, "a letter to somebody", 20), 20);
	assert_int_equal(close(fd), 0);
	f->err.code = GRIPE_OK;
	assert_int_equal(vault_open(&vault, f->path, true, &f->err), GRIPE_DATA);
	assert_int_equal(vault_open(&vault, f->folder, true, &f->err), GRIPE_IO);
}

/* Is the text anywhere in the file's bytes? */
static bool in_file(const struct fixture *f, const char *text)
{
	char command[192];
	snprintf(command, sizeof command, "grep -qaF '%s' %s", text, f->path);
	return system(command) == 0;
}

static void of_who_is_removed_no_byte_is_left(void **state)
{
	static const char *const said[] = { "Ann Lee <ann@example.org>" };
	struct fixture *f = *state;
	struct vault *vault;
	keep(f, said, 1, 0, 1);
	assert_true(in_file(f, "Ann Lee"));
	assert_int_equal(vault_open(&vault, f->path, false, &f->err), 0);
	assert_int_equal(vault_begin(vault, &f->err), 0);
	assert_int_equal(vault_remove(vault, STR("p1"), &f->err), 1);
	assert_int_equal(vault_remove(vault, STR("p1"), &f->err), 0);
	assert_int_equal(vault_commit(vault, &f->err), 0);
	assert_int_equal(vault_scrub(vault, &f->err), 0);
	vault_close(vault);
	assert_false(in_file(f, "Ann Lee"));
	assert_false(in_file(f, "ann@example.org"));
	assert_true(in_file(f, "@Bob"));
	holds(f, "p1", NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_longest_form_stays_in_whatever_order_and_run_it_comes, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(it_is_its_owners_alone_from_its_first_byte_on, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_vault_is_refused_and_left_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(of_who_is_removed_no_byte_is_left, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
