/* test_pseudonym.c - who is one person, and how the key is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "pseudonym.h"

struct fixture {
	char folder[64], key[96];
	struct pseudonym *pseudonym;
	struct arena arena;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct err err = ERR_INIT;
	snprintf(f->folder, sizeof f->folder, "/tmp/gripe-key.XXXXXX");
	*state = f;
	if (mkdtemp(f->folder) == NULL) {
		return -1;
	}
	snprintf(f->key, sizeof f->key, "%s/config/person.key", f->folder);
	return pseudonym_open(&f->pseudonym, f->key, "lexicons", &err);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char path[96];
	pseudonym_close(f->pseudonym);
	arena_release(&f->arena);
	unlink(f->key);
	snprintf(path, sizeof path, "%s/config", f->folder);
	rmdir(path);
	rmdir(f->folder);
	free(f);
	return 0;
}

static struct str of(struct fixture *f, const char *person)
{
	return pseudonym(f->pseudonym, &f->arena, str_from(person));
}

static void a_pseudonym_is_p_and_sixteen_hexadecimal_digits(void **state)
{
	struct str p = of(*state, "ann@example.org");
	assert_int_equal(p.len, 17);
	assert_int_equal(p.at[0], 'p');
	assert_int_equal(strspn(p.at + 1, "0123456789abcdef"), 16);
}

static void one_person_written_many_ways_is_one(void **state)
{
	static const char *const ways[] = { "ann@example.org",
		                            "ANN@Example.ORG",
		                            "Ann Lee <ann@example.org>",
		                            "\"Lee, Ann\" <ann@example.org>",
		                            "ann at example.org (Ann Lee)",
		                            "mailto:ann@example.org",
		                            " ann@example.org ",
		                            "ann AT example.org",
		                            "ann [at] example.org",
		                            "ann arroba example.org",
		                            "ann (\xC3\xA4t) example.org",
		                            "ann (at) example.org" };
	for (size_t i = 1; i < sizeof ways / sizeof *ways; i++) {
		assert_true(str_eq(of(*state, ways[0]), of(*state, ways[i])));
	}
	assert_true(str_eq(of(*state, "Ann  LEE"), of(*state, "ann lee")));
	assert_true(str_eq(of(*state, "Lee, Ann"), of(*state, "Ann Lee")));
	assert_true(str_eq(of(*state, "@AnnLee"), of(*state, "annlee")));
	assert_true(str_eq(of(*state, "JOS\xC3\x89"), of(*state, "jose\xCC\x81"))); /* composed or not */
}

static void different_people_are_different(void **state)
{
	assert_false(str_eq(of(*state, "ann@example.org"), of(*state, "bob@example.org")));
	assert_false(str_eq(of(*state, "ann@example.org"), of(*state, "ann@example.com")));
	assert_false(str_eq(of(*state, "Ann Lee"), of(*state, "Anne Lee")));
}

static void nobody_stays_nobody_and_a_pseudonym_stays_itself(void **state)
{
	struct str p = of(*state, "ann@example.org");
	assert_int_equal(of(*state, "").len, 0);
	assert_int_equal(of(*state, "  ").len, 0);
	assert_true(str_eq(p, pseudonym(((struct fixture *)*state)->pseudonym, &((struct fixture *)*state)->arena, p)));
}

static void the_key_is_made_once_and_read_by_its_owner_alone(void **state)
{
	struct fixture *f = *state;
	struct pseudonym *again;
	struct err err = ERR_INIT;
	struct stat info;
	assert_int_equal(stat(f->key, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(info.st_size, 32);
	assert_int_equal(pseudonym_open(&again, f->key, "lexicons", &err), 0);
	assert_true(str_eq(of(f, "Ann Lee"), pseudonym(again, &f->arena, STR("Ann Lee"))));
	pseudonym_close(again);
}

static void another_key_gives_other_pseudonyms(void **state)
{
	struct fixture *f = *state;
	struct pseudonym *other;
	struct err err = ERR_INIT;
	char path[96];
	snprintf(path, sizeof path, "%s/other", f->folder);
	assert_int_equal(pseudonym_open(&other, path, "lexicons", &err), 0);
	assert_false(str_eq(of(f, "Ann Lee"), pseudonym(other, &f->arena, STR("Ann Lee"))));
	pseudonym_close(other);
	unlink(path);
}

static void a_key_that_others_may_read_is_refused(void **state)
{
	struct fixture *f = *state;
	struct pseudonym *p;
	static const mode_t modes[] = { 0640, 0604, 0620, 0666 };
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct err err = ERR_INIT;
		assert_int_equal(chmod(f->key, modes[i]), 0);
		assert_int_equal(pseudonym_open(&p, f->key, "lexicons", &err), GRIPE_USAGE);
		assert_null(p);
	}
}

static void a_key_of_another_size_or_none_is_refused(void **state)
{
	struct fixture *f = *state;
	struct pseudonym *p;
	struct err err = ERR_INIT;
	assert_int_equal(truncate(f->key, 31), 0);
	assert_int_equal(pseudonym_open(&p, f->key, "lexicons", &err), GRIPE_DATA);
	assert_int_equal(truncate(f->key, 33), 0);
	assert_int_equal(pseudonym_open(&p, f->key, "lexicons", &err), GRIPE_DATA);
	assert_int_equal(pseudonym_open(&p, "/tmp", "lexicons", &err), GRIPE_DATA);
	assert_int_equal(pseudonym_open(&p, NULL, "lexicons", &err), GRIPE_USAGE);
	assert_int_equal(pseudonym_open(&p, "/dev/null/x", "lexicons", &err), GRIPE_IO);
}

/* RFC 4231's method over a known key: the construction is HMAC-SHA-256 itself, first 64 bits. Made with Python's hmac
 * module: hmac.new(bytes(range(32)), b"ann@example.org", "sha256").hexdigest()[:16] */
static void is_hmac_sha_256_of_the_normal_form(void **state)
{
	struct fixture *f = *state;
	struct pseudonym *known;
	struct err err = ERR_INIT;
	char path[96];
	FILE *file;
	snprintf(path, sizeof path, "%s/known", f->folder);
	file = fopen(path, "wb");
	assert_non_null(file);
	for (int i = 0; i < 32; i++) {
		fputc(i, file);
	}
	fclose(file);
	chmod(path, 0600);
	assert_int_equal(pseudonym_open(&known, path, "lexicons", &err), 0);
	assert_string_equal(pseudonym(known, &f->arena, STR("Ann <ANN@example.org>")).at, "p824fe6c7fa82cc7d");
	pseudonym_close(known);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_pseudonym_is_p_and_sixteen_hexadecimal_digits, setup, teardown),
		cmocka_unit_test_setup_teardown(one_person_written_many_ways_is_one, setup, teardown),
		cmocka_unit_test_setup_teardown(different_people_are_different, setup, teardown),
		cmocka_unit_test_setup_teardown(nobody_stays_nobody_and_a_pseudonym_stays_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(the_key_is_made_once_and_read_by_its_owner_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(another_key_gives_other_pseudonyms, setup, teardown),
		cmocka_unit_test_setup_teardown(a_key_that_others_may_read_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(a_key_of_another_size_or_none_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(is_hmac_sha_256_of_the_normal_form, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
