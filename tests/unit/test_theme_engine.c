/* Learning and assigning as a whole, through the stages' own descriptors; small invented corpora, and the corpus of
 * tests/reference/theme. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "book.h"
#include "cmocka_all.h"
#include "common_options.h"
#include "infile.h"
#include "stage.h"
#include "theme_assign.h"
#include "theme_birth.h"
#include "theme_numbers.h"
#include "theme_sample.h"
#include "theme_vote.h"

extern const struct stage stage_learn;

struct fixture {
	char folder[64];
	struct arena arena;
};

static int make_folder(void **state)
{
	struct fixture *fixture = memory_alloc(sizeof *fixture);
	snprintf(fixture->folder, sizeof fixture->folder, "/tmp/gripe-theme-XXXXXX");
	*state = fixture;
	return mkdtemp(fixture->folder) == NULL;
}

static int remove_folder(void **state)
{
	struct fixture *fixture = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", fixture->folder);
	arena_release(&fixture->arena);
	(void)!system(command);
	free(fixture);
	return 0;
}

static struct str path_in(struct fixture *fixture, const char *name)
{
	return arena_printf(&fixture->arena, "%s/%s", fixture->folder, name);
}

struct line {
	const char *text, *lang;
};

/* Learns from one-mention contacts into FOLDER/name, in the given order, or backwards and with three threads; returns
 * the stage's result. */
static int learn_lines(struct fixture *fixture, const char *name, const struct line *lines, size_t n, bool backwards,
                       char *const *more)
{
	struct err err = ERR_INIT;
	struct book book = { 0 };
	char *argv[16] = { (char *)"learn" }, **paths;
	int argc = 1, status;
	size_t path_count;
	struct options *options;
	struct stage_run run = { .stage = &stage_learn,
		                 .lexicons = "lexicons",
		                 .threads = backwards ? 3 : 1,
		                 .verbose = -1,
		                 .book = &book };
	void *stage;
	for (; more != NULL && *more != NULL; more++) {
		argv[argc++] = *more;
	}
	assert_int_equal(
	    options_parse(&options, stage_learn.options, common_options, argc, argv, &paths, &path_count, &err), 0);
	run.options = options;
	run.output = path_in(fixture, name).at;
	run.input_name = "-";
	status = stage_learn.open(&run, &stage, &err);
	for (size_t i = 0; status == 0 && i < n; i++) {
		struct arena arena = ARENA_INIT;
		size_t at = backwards ? n - 1 - i : i;
		struct mention mention = { .text = str_from(lines[at].text) };
		struct record record = { .arena = &arena, .mentions = &mention, .mention_count = 1 };
		record.contact.id = arena_printf(&arena, "c%05zu", at);
		record.contact.lang = str_from(lines[at].lang);
		status = stage_learn.step(stage, &record, NULL, &err);
		arena_release(&arena);
	}
	if (status == 0) {
		status = stage_learn.finish(stage, NULL, &err);
	}
	if (status < 0 && err.message[0] == '\0') {
		status = -100; /* an error without words is a mistake of ours */
	}
	stage_learn.close(stage);
	options_free(options);
	return status;
}

static struct theme_model *open_model(struct fixture *fixture, const char *name)
{
	struct err err = ERR_INIT;
	struct theme_model *model;
	int status = theme_model_open(&model, path_in(fixture, name).at, &err);
	if (status < 0) {
		print_message("%s\n", err.message);
	}
	assert_int_equal(status, 0);
	return model;
}

static struct line *corpus(struct fixture *fixture, size_t *n)
{
	struct tsv tsv = numbers_table(&fixture->arena, "corpus.tsv");
	struct line *lines = arena_array(&fixture->arena, tsv.row_count, sizeof *lines);
	for (size_t i = 0; i < tsv.row_count; i++) {
		lines[i] = (struct line){ arena_dup(&fixture->arena, tsv.rows[i].cells[1]).at, "en" };
	}
	*n = tsv.row_count;
	return lines;
}

static bool same_file(struct fixture *fixture, const char *a, const char *b)
{
	char command[400];
	snprintf(command, sizeof command, "cmp -s %s/%s %s/%s", fixture->folder, a, fixture->folder, b);
	return system(command) == 0;
}

static void the_order_of_the_input_and_the_number_of_threads_change_no_byte(void **state)
{
	struct fixture *fixture = *state;
	size_t n;
	struct line *lines = corpus(fixture, &n);
	char *small[] = { (char *)"--sample", (char *)"200", NULL };
	assert_int_equal(learn_lines(fixture, "a", lines, n, false, NULL), 0);
	assert_int_equal(learn_lines(fixture, "b", lines, n, true, NULL), 0);
	assert_true(same_file(fixture, "a/model.bin", "b/model.bin") &&
	            same_file(fixture, "a/themes.tsv", "b/themes.tsv"));
	assert_int_equal(learn_lines(fixture, "c", lines, n, false, small), 0);
	assert_int_equal(learn_lines(fixture, "d", lines, n, true, small), 0);
	assert_true(same_file(fixture, "c/model.bin", "d/model.bin"));
	assert_false(same_file(fixture, "a/model.bin", "c/model.bin"));
}

/* Adjusted Rand index over pairs is long; here: pairs together in both, over pairs together in either. */
static void groups_the_corpus_like_the_reference_program(void **state)
{
	struct fixture *fixture = *state;
	size_t n, both = 0, either = 0;
	struct line *lines = corpus(fixture, &n);
	struct tsv wanted = numbers_table(&fixture->arena, "themes.tsv");
	struct theme_model *model;
	int32_t *theme = arena_array(&fixture->arena, n, sizeof *theme);
	assert_int_equal(learn_lines(fixture, "a", lines, n, false, NULL), 0);
	model = open_model(fixture, "a");
	assert_true(model->theme_count >= 8 && model->theme_count <= 16);
	for (size_t m = 0; m < model->n; m++) {
		theme[strtoul(theme_model_contact(model, m).at + 1, NULL, 10)] = model->theme[m];
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++) {
			bool a = theme[i] >= 0 && theme[i] == theme[j];
			bool b = cell_number(&wanted.rows[i], 1) >= 0 &&
			         str_eq(wanted.rows[i].cells[1], wanted.rows[j].cells[1]);
			both += a && b;
			either += a || b;
		}
	}
	assert_true((double)both / (double)either > .75);
	theme_model_close(model);
}

static void assigns_what_it_learned_from_and_what_it_never_saw(void **state)
{
	struct fixture *fixture = *state;
	struct err err = ERR_INIT;
	size_t n;
	struct line *lines = corpus(fixture, &n);
	struct theme_model *model;
	struct theme_assigner *assigner;
	struct str texts[3] = { STR("the brake does not grip at all and squeals"), STR("the brakes squeal"),
		                STR("!!!") };
	struct theme_answer answers[3], again[3];
	assert_int_equal(learn_lines(fixture, "a", lines, n, false, NULL), 0);
	model = open_model(fixture, "a");
	assert_int_equal(theme_assigner_open(&assigner, model, "lexicons", &err), 0);
	for (size_t m = 0; m < model->n; m += 7) {
		struct str text = theme_model_text(model, m);
		theme_answer_contact(assigner, &fixture->arena, STR("en"), &text, 1, answers);
		assert_int_equal(answers[0].member, m);
		assert_int_equal(answers[0].theme, model->theme[m]);
		assert_true(answers[0].near_count == THEME_NEIGHBOURS && answers[0].near[0].member != m);
	}
	theme_answer_contact(assigner, &fixture->arena, STR("en"), texts, 3, answers);
	theme_answer_contact(assigner, &fixture->arena, STR_EMPTY, texts, 3, again);
	assert_true(answers[0].theme >= 0 && answers[0].theme == answers[1].theme &&
	            answers[0].theme == again[0].theme);
	assert_true(answers[0].fit > .3 && answers[0].fit <= 1);
	assert_string_equal(answers[2].reason, "too_short");
	theme_answer_contact(assigner, &fixture->arena, STR("fr"), texts, 1,
	                     answers); /* a mistaken language: the sample knows the words */
	assert_null(answers[0].reason);
	assert_int_equal(answers[0].theme, again[0].theme);
	texts[0] = STR("le frein ne tient plus du tout");
	theme_answer_contact(assigner, &fixture->arena, STR("fr"), texts, 1, answers);
	assert_string_equal(answers[0].reason, "language");
	theme_assigner_close(assigner);
	theme_model_close(model);
}

static void tiny_and_odd_corpora_never_crash(void **state)
{
	struct fixture *fixture = *state;
	static const struct line one[] = { { "the app crashes", "en" } };
	static const struct line same[] = {
		{ "late again", "en" }, { "late again", "en" }, { "late again", "en" }, { "Late, again!", "en" }
	};
	static const struct line five[] = { { "late again", "en" },
		                            { "my order was late", "en" },
		                            { "delivery late", "en" },
		                            { "love the colours", "en" },
		                            { "nice colour", "" } };
	static const struct line none[] = { { "!!!", "en" }, { "...", "" } };
	static const struct line signs[] = { { "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", "ja" },
		                             { "\xE6\x97\xA5", "ja" } };
	static const struct {
		const struct line *lines;
		size_t n;
	} cases[] = { { one, 1 }, { same, 4 }, { five, 5 }, { none, 2 }, { signs, 2 }, { one, 0 } };
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct err err = ERR_INIT;
		struct theme_model *model;
		struct theme_assigner *assigner;
		struct theme_answer answer;
		struct str text = STR("late again, the app crashes");
		assert_int_equal(learn_lines(fixture, "tiny", cases[c].lines, cases[c].n, false, NULL), 0);
		model = open_model(fixture, "tiny");
		assert_true(model->theme_count <= cases[c].n);
		assert_int_equal(theme_assigner_open(&assigner, model, "lexicons", &err), 0);
		theme_answer_contact(assigner, &fixture->arena, STR_EMPTY, &text, 1, &answer);
		assert_true(answer.theme >= 0 || answer.reason != NULL);
		theme_assigner_close(assigner);
		theme_model_close(model);
	}
}

static void the_commonest_language_learns_and_one_without_a_table_learns_too(void **state)
{
	struct fixture *fixture = *state;
	static const char *const french[] = { "la livraison est en retard",
		                              "livraison tr\xC3\xA8s en retard",
		                              "le colis arrive en retard",
		                              "toujours pas de colis",
		                              "le produit est de bonne qualit\xC3\xA9",
		                              "produit de qualit\xC3\xA9",
		                              "bonne qualit\xC3\xA9, je recommande",
		                              "qualit\xC3\xA9 du produit parfaite" };
	struct line lines[10];
	struct theme_model *model;
	for (size_t i = 0; i < 8; i++) {
		lines[i] = (struct line){ french[i], "sv" };
	}
	lines[8] = (struct line){ "an English line", "en" };
	lines[9] = (struct line){ "le colis est en retard", "" };
	assert_int_equal(learn_lines(fixture, "sv", lines, 10, false, NULL), 0);
	model = open_model(fixture, "sv");
	assert_str(model->lang, "sv");
	assert_int_equal(model->n, 9);
	assert_int_equal(model->frame.semantic, 0);
	assert_true(model->table_print == 0 && model->theme_count >= 1);
	theme_model_close(model);
}

static void the_grain_is_chosen_and_named(void **state)
{
	struct fixture *fixture = *state;
	size_t n, counts[3];
	struct line *lines = corpus(fixture, &n);
	char *options[][3] = { { (char *)"--coarse", NULL },
		               { (char *)"--fine", NULL },
		               { (char *)"--themes", (char *)"5", NULL } };
	static const char *const names[] = { "coarse", "fine", "themes 5" };
	for (size_t i = 0; i < 3; i++) {
		struct theme_model *model;
		assert_int_equal(learn_lines(fixture, "grain", lines, n, false, options[i]), 0);
		model = open_model(fixture, "grain");
		counts[i] = model->theme_count;
		assert_string_equal(model->grain.name, names[i]);
		for (size_t s = 0; s < model->sub_count; s++) {
			assert_true(model->subs[s].parent >= 0 &&
			            model->subs[s].size <= model->themes[model->subs[s].parent].size);
		}
		theme_model_close(model);
	}
	assert_true(counts[0] < counts[1]);
	assert_int_equal(counts[2], 5);
	{
		char *both[] = { (char *)"--coarse", (char *)"--fine", NULL };
		assert_int_equal(learn_lines(fixture, "grain", lines, n, false, both), GRIPE_USAGE);
	}
}

static void a_rule_claims_its_mentions_before_discovery(void **state)
{
	struct fixture *fixture = *state;
	struct err err = ERR_INIT;
	size_t n, pinned = 0;
	struct line *lines = corpus(fixture, &n);
	struct str ledger = path_in(fixture, "ledger.tsv"), text = STR("Dirty saddles!"),
	           other = STR("the front brake does not grip");
	char *options[] = { (char *)"--pin", NULL, NULL };
	FILE *file = fopen(ledger.at, "w");
	struct theme_model *model;
	struct theme_assigner *assigner;
	struct theme_answer answer;
	options[1] = (char *)(uintptr_t)ledger.at;
	assert_non_null(file);
	fputs(
	    "rename\tt1\tsomething else\npin\tComfort of the seat\tsaddle\npin\tComfort of the seat\tseat|chair post\n",
	    file);
	fclose(file);
	assert_int_equal(learn_lines(fixture, "pin", lines, n, false, options), 0);
	model = open_model(fixture, "pin");
	assert_int_equal(theme_assigner_open(&assigner, model, "lexicons", &err), 0);
	for (size_t t = 0; t < model->theme_count; t++) {
		pinned += model->themes[t].pinned;
		if (model->themes[t].pinned) {
			assert_str(model->themes[t].label, "Comfort of the seat");
		}
	}
	assert_int_equal(pinned, 1);
	for (size_t m = 0; m < model->n; m++) {
		struct str words = theme_model_text(model, m);
		bool claimed =
		    str_find(words, STR("saddle"), 0) < words.len || str_find(words, STR("seat post"), 0) < words.len;
		assert_int_equal(claimed, model->theme[m] >= 0 && model->themes[model->theme[m]].pinned);
	}
	theme_answer_contact(assigner, &fixture->arena, STR("en"), &text, 1, &answer);
	assert_true(answer.theme >= 0 && model->themes[answer.theme].pinned);
	theme_answer_contact(assigner, &fixture->arena, STR("en"), &other, 1, &answer);
	assert_true(answer.theme >= 0 && !model->themes[answer.theme].pinned);
	theme_assigner_close(assigner);
	theme_model_close(model);
}

static void relearning_keeps_ids_and_edited_names(void **state)
{
	struct fixture *fixture = *state;
	size_t n, kept = 0;
	struct line *lines = corpus(fixture, &n);
	struct theme_model *old, *new;
	struct str from = path_in(fixture, "old");
	char command[400], *options[] = { (char *)"--from", NULL, NULL };
	options[1] = (char *)(uintptr_t)from.at;
	assert_int_equal(learn_lines(fixture, "old", lines, n * 9 / 10, false, NULL), 0);
	old = open_model(fixture, "old");
	snprintf(command, sizeof command, "sed -i '/^%.*s\t/s/\t\t[^\t]*/\t\tNamed by Ann/' %s/old/themes.tsv",
	         STR_ARGS(old->themes[0].id), fixture->folder);
	assert_int_equal(system(command), 0);
	assert_int_equal(learn_lines(fixture, "new", lines, n, false, options), 0);
	new = open_model(fixture, "new");
	for (size_t t = 0; t < new->theme_count; t++) {
		for (size_t o = 0; o < old->theme_count; o++) {
			kept += str_eq(new->themes[t].id, old->themes[o].id);
			if (str_eq(new->themes[t].id, old->themes[0].id)) {
				assert_str(new->themes[t].label, "Named by Ann");
			}
		}
		for (size_t u = 0; u < t; u++) {
			assert_false(str_eq(new->themes[t].id, new->themes[u].id));
		}
	}
	assert_true(kept * 10 >= old->theme_count * 8);
	theme_model_close(old);
	theme_model_close(new);
}

static void a_damaged_or_newer_model_is_refused_with_words(void **state)
{
	struct fixture *fixture = *state;
	struct err err = ERR_INIT;
	struct theme_model *model;
	size_t n, len;
	struct line *lines = corpus(fixture, &n);
	struct infile *file;
	struct buf bytes;
	char *copy;
	assert_int_equal(learn_lines(fixture, "a", lines, n, false, NULL), 0);
	buf_init(&bytes, SIZE_MAX);
	assert_int_equal(infile_open(&file, path_in(fixture, "a/model.bin").at, &err), 0);
	assert_int_equal(infile_all(file, &bytes, &err), 0);
	infile_close(file);
	len = bytes.len;
	copy = aligned_alloc(64, (len + 63) / 64 * 64);
	for (size_t at = 0; at < len; at += 1 + len / 97) {
		memcpy(copy, bytes.at, len);
		copy[at] = (char)(copy[at] ^ 0x41);
		err = (struct err)ERR_INIT;
		assert_int_equal(theme_model_memory(&model, (struct str){ copy, len }, &err), GRIPE_DATA);
		assert_true(err.message[0] != '\0');
	}
	memcpy(copy, bytes.at, len);
	for (size_t cut = 0; cut < len; cut += 1 + len / 31) {
		assert_int_equal(theme_model_memory(&model, (struct str){ copy, cut }, &err), GRIPE_DATA);
	}
	copy[8] = 99;
	err = (struct err)ERR_INIT;
	assert_int_equal(theme_model_memory(&model, (struct str){ copy, len }, &err), GRIPE_DATA);
	assert_non_null(strstr(err.message, "version 99"));
	free(copy);
	buf_release(&bytes);
}

static void a_failed_write_leaves_the_old_model(void **state)
{
	struct fixture *fixture = *state;
	size_t n;
	struct line *lines = corpus(fixture, &n);
	assert_int_equal(learn_lines(fixture, "a", lines, n, false, NULL), 0);
	assert_int_equal(learn_lines(fixture, "b", lines, n, false, NULL), 0);
	assert_int_equal(learn_lines(fixture, "no/such/place", lines, n, false, NULL), GRIPE_IO);
	assert_int_equal(learn_lines(fixture, "a", lines, 5, false, NULL), 0); /* replaces */
	assert_false(same_file(fixture, "a/model.bin", "b/model.bin"));
}

/* The sample of a stream: the same for any order, weights exact, the smallest id stands for equal contents. */
static void the_sample_does_not_depend_on_the_order(void **state)
{
	struct theme_sample *samples[2];
	size_t count[2];
	const struct theme_pick *picks[2];
	(void)state;
	for (size_t order = 0; order < 2; order++) {
		samples[order] = theme_sample_open(50);
		for (size_t i = 0; i < 3000; i++) {
			struct arena arena = ARENA_INIT;
			size_t at = order == 0 ? i : 2999 - i, content = at % 400;
			struct mention mentions[70] = { { .text = arena_printf(&arena, "text %zu", content) } };
			struct record record = { .arena = &arena,
				                 .mentions = mentions,
				                 .mention_count = content % 5 == 0 ? 70 : 1 };
			uint64_t keys[70] = { 0 };
			record.contact.id = arena_printf(&arena, "id%05zu", at);
			record.contact.copies = (uint32_t)(at % 3);
			keys[0] = hash_mix(content, 1);
			keys[69] = hash_mix(content, 2);
			mentions[69].text = STR("the seventieth");
			theme_sample_offer(samples[order], &record, keys, content);
			arena_release(&arena);
		}
		picks[order] = theme_sample_picks(samples[order], &count[order]);
	}
	assert_int_equal(count[0], 50);
	assert_int_equal(count[1], 50);
	for (size_t i = 0; i < 50; i++) {
		uint64_t weight = 0;
		size_t content = picks[0][i].source->key;
		assert_true(picks[0][i].key == picks[1][i].key && picks[0][i].weight == picks[1][i].weight &&
		            picks[0][i].place == picks[1][i].place);
		assert_true(str_eq(picks[0][i].source->id, picks[1][i].source->id) &&
		            str_eq(picks[0][i].text, picks[1][i].text));
		for (size_t at = content; at < 3000; at += 400) {
			weight += at % 3 > 0 ? at % 3 : 1;
		}
		assert_int_equal(picks[0][i].weight, weight);
		assert_int_equal(strtoul(picks[0][i].source->id.at + 2, NULL, 10), content);
	}
	theme_sample_close(samples[0]);
	theme_sample_close(samples[1]);
}

static void neighbours_vote_by_squared_similarity_and_outsiders_do_not(void **state)
{
	static const int32_t theme[] = { 0, 1, 1, -1, 0 }, sub[] = { 0, 1, 2, -1, 0 };
	double theme_votes[2] = { 0 }, sub_votes[3] = { 0 };
	struct theme_ballot ballot = { theme, sub, 2, 3, theme_votes, sub_votes };
	struct theme_near near[] = {
		{ 1000000000, 3 }, { 900000000, 0 }, { 700000000, 1 }, { 690000000, 2 }, { -5, 4 }
	};
	struct theme_vote vote = theme_vote(&ballot, near, 5);
	(void)state;
	assert_int_equal(vote.theme, 1); /* .49 + .4761 > .81, in units of 1e18 / 2^60 */
	assert_int_equal(vote.sub, 1);
	assert_int_equal(vote.runner_up, 0);
	assert_true(vote.won > vote.second && vote.won + vote.second > .999);
	assert_true(theme_votes[0] == 0 && theme_votes[1] == 0 && sub_votes[1] == 0);
	assert_int_equal(theme_vote(&ballot, near, 1).theme, -1);
}

static void politeness_alone_is_phatic(void **state)
{
	static const struct {
		const char *text;
		bool phatic;
	} cases[] = {
		{ "I look forward to your prompt response", true },
		{ "Please resolve this issue soon, thank you", true },
		{ "Thanks", true },
		{ "please resolve the printer issue", false },
		{ "no response, thanks", false }, /* a negation says something */
		{ "quick response", false },      /* what may stand beside politeness is not politeness */
	};
	struct theme_language language = { STR("en"), NULL, "lexicons" };
	struct theme_reader *reader;
	struct arena arena = ARENA_INIT;
	struct err err = { 0 };
	(void)state;
	assert_int_equal(theme_reader_open(&reader, &language, &err), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct theme_words words;
		theme_read(reader, &arena, str_from(cases[i].text), STR_EMPTY, &words);
		assert_int_equal(words.phatic, cases[i].phatic);
	}
	theme_reader_close(reader);
	arena_release(&arena);
}

/* Ten communities of ten; every tenth mention is an outsider, spread or together. */
static void strangers_are_a_mass_when_many_or_together(void **state)
{
	uint32_t community[100];
	bool spread[100] = { false }, together[100] = { false }, nobody[100] = { false };
	struct theme_strangers found = { spread, community, 100, 10, 3 };
	(void)state;
	for (size_t i = 0; i < 100; i++) {
		community[i] = (uint32_t)(i / 10);
		spread[i] = i % 10 == 0;
		together[i] = i < 10;
	}
	assert_false(theme_off_topic_mass(&found));
	found.strange = 4;
	assert_true(theme_off_topic_mass(&found));
	found = (struct theme_strangers){ together, community, 100, 10, 0 };
	assert_true(theme_off_topic_mass(&found));
	found = (struct theme_strangers){ nobody, community, 100, 10, 50 };
	assert_false(theme_off_topic_mass(&found));
	found = (struct theme_strangers){ nobody, community, 0, 0, 0 };
	assert_false(theme_off_topic_mass(&found));
}

static void without_a_mass_a_rare_wording_is_no_outsider(void **state)
{
	struct theme_spread unit = { 1, 1 / 1.4826 };
	struct theme_measures_spread spread = { unit, unit, unit, true, false };
	struct theme_measures alone = { .6, 0, 0 }, foreign = { .9, -2, -2 }, nothing = { .4, -2, -2 };
	(void)state;
	assert_true(theme_is_outsider(&spread, &alone) && theme_is_outsider(&spread, &foreign));
	spread.clean = true;
	assert_false(theme_is_outsider(&spread, &alone) || theme_is_outsider(&spread, &foreign));
	assert_true(theme_is_outsider(&spread, &nothing));
}

static void a_new_topic_is_born_once_and_old_topics_are_not(void **state)
{
	struct fixture *fixture = *state;
	static const char *const born[] = { "the rain cover leaks",
		                            "rain cover leaks water",
		                            "my rain cover is leaking",
		                            "leaking rain cover on the basket",
		                            "rain cover tore and leaks",
		                            "the cover lets rain in",
		                            "rain came through the cover",
		                            "the rain cover is leaking again",
		                            "leaky rain cover",
		                            "water leaks through the rain cover",
		                            "rain cover leaks on my bag",
		                            "that rain cover leaks",
		                            "rain cover soaked and leaking",
		                            "the rain cover does not keep rain out" };
	struct err err = ERR_INIT;
	size_t n, stride, count = 0;
	struct line *lines = corpus(fixture, &n);
	struct theme_model *model;
	struct theme_assigner *assigner;
	struct theme_birth *births;
	int16_t *pool;
	bool reported[64] = { false };
	assert_int_equal(learn_lines(fixture, "a", lines, n, false, NULL), 0);
	model = open_model(fixture, "a");
	assert_int_equal(theme_assigner_open(&assigner, model, "lexicons", &err), 0);
	stride = model->frame.stride;
	pool = arena_array(&fixture->arena, 64 * stride, sizeof *pool);
	for (size_t i = 0; i < 24; i++, count++) { /* old topics, in new words */
		struct str text = arena_printf(&fixture->arena, "%s, as always", lines[i * 13].text);
		theme_vectors_contact(assigner, &fixture->arena, STR("en"), &text, 1, pool + count * stride);
	}
	assert_int_equal(theme_births(model, pool, count, reported, 1, &fixture->arena, &births), 0);
	for (size_t i = 0; i < sizeof born / sizeof *born; i++, count++) {
		struct str text = str_from(born[i]);
		theme_vectors_contact(assigner, &fixture->arena, STR("en"), &text, 1, pool + count * stride);
	}
	assert_int_equal(theme_births(model, pool, count, reported, 1, &fixture->arena, &births), 1);
	assert_true(births[0].member_count >= 6 && births[0].members[0] >= 24 && births[0].medoid >= 24);
	assert_int_equal(theme_births(model, pool, count, reported, 2, &fixture->arena, &births), 0);
	theme_assigner_close(assigner);
	theme_model_close(model);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(the_order_of_the_input_and_the_number_of_threads_change_no_byte),
		IN_A_FOLDER(groups_the_corpus_like_the_reference_program),
		IN_A_FOLDER(assigns_what_it_learned_from_and_what_it_never_saw),
		IN_A_FOLDER(tiny_and_odd_corpora_never_crash),
		IN_A_FOLDER(the_commonest_language_learns_and_one_without_a_table_learns_too),
		IN_A_FOLDER(the_grain_is_chosen_and_named),
		IN_A_FOLDER(a_rule_claims_its_mentions_before_discovery),
		IN_A_FOLDER(relearning_keeps_ids_and_edited_names),
		IN_A_FOLDER(a_damaged_or_newer_model_is_refused_with_words),
		IN_A_FOLDER(a_failed_write_leaves_the_old_model),
		cmocka_unit_test(the_sample_does_not_depend_on_the_order),
		cmocka_unit_test(neighbours_vote_by_squared_similarity_and_outsiders_do_not),
		cmocka_unit_test(politeness_alone_is_phatic),
		cmocka_unit_test(strangers_are_a_mass_when_many_or_together),
		cmocka_unit_test(without_a_mass_a_rare_wording_is_no_outsider),
		IN_A_FOLDER(a_new_topic_is_born_once_and_old_topics_are_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
