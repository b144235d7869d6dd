/* why.c - `gripe why`: finds the mentions that are asked about, asks the model, prints.
 *
 * A contact's mentions come from MENTIONS.ndjson (as split, stem, tag or assign write them), from a run folder, or,
 * without either, from the model's sample, which may hold only some of them; a text given by hand is split as any
 * contact's. A mention's answer depends on the contact it stands in, so all of the contact's mentions are answered even
 * when one is asked for (ID#N). Memory: the model is mapped; one contact. */
#include "why.h"

#include <stdio.h>
#include <stdlib.h>

#include "common_options.h"
#include "infile.h"
#include "outfile.h"
#include "stage_table.h"

static const struct option_spec why_options[] = {
	{ "model", 'm', "DIR", "the model folder that learning wrote" },
	{ "run", 0, "DIR", "a run folder: its model, and its mentions to look the contact up in" },
	{ "text", 't', "TEXT", "ask about this text instead of a contact" },
	{ "lang", 0, "LANG", "language of the text (default: the model's)" },
	{ "json", 0, NULL, "one JSON object instead of text" },
	{ NULL, 0, NULL, NULL },
};

static const char usage[] = "gripe why - what a contact matched, and how strongly; or why it has no theme\n\n"
                            "usage: gripe why --run DIR ID\n"
                            "       gripe why --model DIR ID [MENTIONS.ndjson]\n"
                            "       gripe why --model DIR --text TEXT\n\n"
                            "ID is a contact's id; ID#N asks about one of its mentions. It prints each mention's "
                            "theme, the runner-up and the margin of the votes,\n"
                            "the words with their weights, and the nearest mentions of the sample; for a mention "
                            "without a theme, the reason.\n\n";

struct gathered { /* the mentions under question, in an arena */
	struct arena *arena;
	struct str lang;
	struct str *texts;
	uint32_t *places;
	size_t count, cap;
};

static void gather(struct gathered *to, struct str text, uint32_t place)
{
	if (to->count == to->cap) {
		to->cap = to->cap == 0 ? 16 : to->cap * 2;
		to->texts = memory_grow(to->texts, to->cap, sizeof *to->texts);
		to->places = memory_grow(to->places, to->cap, sizeof *to->places);
	}
	to->texts[to->count] = arena_dup(to->arena, text);
	to->places[to->count++] = place;
}

static int from_file(struct gathered *to, const char *path, struct str id, struct err *err)
{
	struct infile *file;
	struct lines lines;
	struct arena scratch = ARENA_INIT;
	struct str line;
	bool plain = id.len > 0;
	int result = infile_open(&file, path, err);
	for (size_t i = 0; i < id.len; i++) {
		plain = plain && (ascii_is_alpha(id.at[i]) || ascii_is_digit(id.at[i]) || id.at[i] == '-' ||
		                  id.at[i] == '_' || id.at[i] == '.');
	} /* anything else may stand escaped in JSON */
	if (result < 0) {
		return result;
	}
	lines_init(&lines, file);
	while ((result = lines_next(&lines, &line, err)) > 0) {
		struct contact contact;
		struct mention mention;
		if (plain && str_find(line, id, 0) == line.len) {
			continue; /* most lines are of other contacts, and decoding costs most of the time */
		}
		arena_reset(&scratch);
		result = record_decode_mention(&contact, &mention, &scratch, line, err);
		if (result < 0) {
			err_at(err, path, lines.number, 0);
			break;
		}
		if (str_eq(contact.id, id)) {
			gather(to, mention.text, mention.n);
			to->lang = arena_dup(to->arena, contact.lang);
		}
	}
	lines_release(&lines);
	infile_close(file);
	arena_release(&scratch);
	return result;
}

/* The sample stores its members cell by cell: put a contact's mentions back in order (few: insertion). */
static void from_model(struct gathered *to, const struct theme_model *model, struct str id)
{
	for (size_t m = 0; m < model->n; m++) {
		if (str_eq(theme_model_contact(model, m), id)) {
			gather(to, theme_model_text(model, m), theme_model_place(model, m));
			for (size_t i = to->count - 1; i > 0 && to->places[i - 1] > to->places[i]; i--) {
				struct str text = to->texts[i];
				uint32_t place = to->places[i];
				to->texts[i] = to->texts[i - 1];
				to->places[i] = to->places[i - 1];
				to->texts[i - 1] = text;
				to->places[i - 1] = place;
			}
		}
	}
	to->lang = model->lang;
}

static int take_mentions(void *to, struct record *record, struct err *err)
{
	(void)err;
	for (size_t i = 0; i < record->mention_count; i++) {
		gather(to, record->mentions[i].text, record->mentions[i].n);
	}
	return 0;
}

static int from_text(struct gathered *to, struct str text, struct str lang, const struct options *options,
                     const char *lexicons, struct err *err)
{
	const struct stage *split = stage_find("split");
	struct book book = { 0 };
	struct stage_run run = {
		.stage = split, .options = options, .book = &book, .threads = 1, .input_name = "--text"
	};
	struct record record = { .arena = to->arena,
		                 .contact = { .id = STR("text"), .lang = lang, .text = text, .copies = 1 } };
	struct emit emit = { take_mentions, to };
	void *state = NULL;
	int result = run_from_options(&run, options, lexicons, err);
	run.book = &book;
	if (result == 0) {
		result = split->open(&run, &state, err);
	}
	if (result == 0) {
		result = split->step(state, &record, &emit, err);
	}
	split->close(state);
	to->lang = lang;
	return result;
}

static int open_table(struct piece_table **table, const struct theme_model *model, const char *lexicons,
                      struct err *err)
{
	struct buf path;
	int result;
	buf_init(&path, SIZE_MAX);
	buf_printf(&path, "%s/%.*s/pieces.tbl", lexicons, STR_ARGS(model->lang));
	result = model->table_print == 0 ? 0 : piece_table_open(table, path.at, err);
	buf_release(&path);
	return result;
}

/* "ID#N" into id and place; an id that has '#' itself is left whole when what follows is no number. */
static struct str parse_id(const char *text, int64_t *place)
{
	struct str id = str_from(text);
	const char *mark = strrchr(text, '#');
	int64_t number;
	*place = -1;
	if (mark != NULL && mark > text && integer_parse(str_from(mark + 1), &number) && number >= 0) {
		*place = number;
		id.len = (size_t)(mark - text);
	}
	return id;
}

static int find_mentions(struct gathered *to, struct why *why, const struct options *options, char **paths,
                         size_t path_count, const char *lexicons, struct err *err)
{
	const char *run = option_text(options, "run", NULL), *text = option_text(options, "text", NULL);
	struct str lang = str_from(option_text(options, "lang", ""));
	int result = 0;
	why->only = -1;
	if (text != NULL) {
		return from_text(to, str_from(text), lang.len > 0 ? lang : why->model->lang, options, lexicons, err);
	}
	why->contact = parse_id(paths[0], &why->only);
	if (path_count > 1) {
		result = from_file(to, paths[1], why->contact, err);
	} else if (run != NULL) {
		result = from_file(to, arena_printf(to->arena, "%s/mentions.ndjson", run).at, why->contact, err);
	} else {
		from_model(to, why->model, why->contact);
	}
	if (result == 0 && to->count == 0) {
		return err_set(err, GRIPE_DATA, "no contact %.*s in %s", STR_ARGS(why->contact),
		               path_count > 1 ? paths[1]
		               : run != NULL  ? "the run's mentions"
		                              : "the model's sample; name the file of mentions");
	}
	for (size_t i = 0; i < to->count && why->only >= 0; i++) {
		if (to->places[i] == why->only) {
			return result;
		}
	}
	return result < 0 || why->only < 0 ? result
	                                   : err_set(err, GRIPE_DATA, "contact %.*s has no mention %lld",
	                                             STR_ARGS(why->contact), (long long)why->only);
}

static int work(const struct options *options, char **paths, size_t path_count, const char *lexicons, struct err *err)
{
	const char *run = option_text(options, "run", NULL), *folder = option_text(options, "model", NULL);
	struct arena arena = ARENA_INIT;
	struct gathered gathered = { .arena = &arena };
	struct theme_model *model = NULL;
	struct piece_table *table = NULL;
	struct theme_assigner *assigner = NULL;
	struct why why = { .only = -1 };
	struct buf out;
	int result;
	buf_init(&out, SIZE_MAX);
	if (folder == NULL && run != NULL) {
		folder = arena_printf(&arena, "%s/model", run).at;
	}
	lexicons = option_text(options, "lexicons", lexicons);
	result = theme_model_open(&model, folder, err);
	why.model = model;
	if (result >= 0) {
		result = find_mentions(&gathered, &why, options, paths, path_count, lexicons, err);
	}
	if (result >= 0) {
		result = open_table(&table, model, lexicons, err);
		why.table = table;
	}
	if (result >= 0) {
		result = theme_assigner_open(&assigner, model, lexicons, err);
	}
	if (result >= 0) {
		struct theme_answer *answers = arena_array(&arena, gathered.count + 1, sizeof *answers);
		theme_answer_contact(assigner, &arena, gathered.lang, gathered.texts, gathered.count, answers);
		why.texts = gathered.texts;
		why.places = gathered.places;
		why.count = gathered.count;
		why.answers = answers;
		if (option_given(options, "json")) {
			why_json(&why, &out);
		} else {
			why_text(&why, &out);
		}
		result = outfile_save(option_text(options, "output", NULL), buf_str(&out), err);
	}
	theme_assigner_close(assigner);
	piece_table_close(table);
	theme_model_close(model);
	free(gathered.texts);
	free(gathered.places);
	arena_release(&arena);
	buf_release(&out);
	return result;
}

static void print_help(struct buf *out)
{
	buf_text(out, usage);
	for (int table = 0; table < 2; table++) {
		for (const struct option_spec *s = table == 0 ? why_options : common_options; s->name != NULL; s++) {
			char left[64];
			snprintf(left, sizeof left, "%s%.1s%s--%s%s%s", s->letter != 0 ? "-" : "",
			         s->letter != 0 ? &s->letter : "", s->letter != 0 ? ", " : "", s->name,
			         s->argument != NULL ? " " : "", s->argument != NULL ? s->argument : "");
			buf_printf(out, "  %-28s %s\n", left, s->help);
		}
		buf_byte(out, '\n');
	}
}

int why_main(int argc, char **argv, const char *lexicons)
{
	struct options *options = NULL;
	struct err err = ERR_INIT;
	char **paths = NULL;
	size_t path_count = 0;
	int result = options_parse(&options, why_options, common_options, argc, argv, &paths, &path_count, &err);
	if (result == 0 && option_given(options, "help")) {
		struct buf out;
		buf_init(&out, SIZE_MAX);
		print_help(&out);
		result = outfile_save(NULL, buf_str(&out), &err);
		buf_release(&out);
	} else if (result == 0 && !option_given(options, "model") && !option_given(options, "run")) {
		result = err_set(&err, GRIPE_USAGE, "which model? --model DIR or --run DIR");
	} else if (result == 0 && option_given(options, "text") ? path_count > 0 : path_count < 1 || path_count > 2) {
		result =
		    err_set(&err, GRIPE_USAGE, "one ID is wanted, and at most one file of mentions; or --text TEXT");
	} else if (result == 0) {
		result = work(options, paths, path_count, lexicons, &err);
	}
	options_free(options);
	if (result < 0) {
		char text[1400];
		err_text(&err, text, sizeof text);
		fprintf(stderr, "gripe why: %s\n", text);
	}
	return result < 0 ? -result : 0;
}
