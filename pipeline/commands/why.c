/* why.c - `gripe why`: finds the mentions that are asked about, asks the model, prints.
 *
 * A contact's mentions come from MENTIONS.ndjson (as split, stem, tag or assign write them), from a run folder, or,
 * without either, from the model's sample, which may hold only some of them and knows no score; a text given by hand is
 * split as any contact's. What is not tagged yet is tagged. A mention's answer depends on the contact it stands in, so
 * all of the contact's mentions are answered even when one is asked for (ID#N). Memory: the model is mapped; one
 * contact. */
#include "why.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command_frame.h"
#include "infile.h"
#include "outfile.h"
#include "stage_table.h"

struct why_asked { /* options */
	const char *model, *run, *text, *lang, *ledger;
	bool json;
};

const struct option_spec why_options[] = {
	{ "model", 'm', "DIR", "the model folder that learning wrote", OPTION_TEXT(struct why_asked, model, NULL) },
	{ "run", 0, "DIR", "a run folder: its model, and its mentions to look the contact up in",
	  OPTION_TEXT(struct why_asked, run, NULL) },
	{ "text", 't', "TEXT", "ask about this text instead of a contact", OPTION_TEXT(struct why_asked, text, NULL) },
	{ "lang", 0, "LANG", "language of the text (default: the model's)", OPTION_TEXT(struct why_asked, lang, "") },
	{ "ledger", 0, "FILE", "the ledger whose edits count (default: the run folder's ledger.tsv, where it has one)",
	  OPTION_TEXT(struct why_asked, ledger, NULL) },
	{ "json", 0, NULL, "one JSON object instead of text", OPTION_FLAG(struct why_asked, json) },
	{ 0 },
};

static const char usage[] =
    "gripe why - what a contact states and matched, and how strongly; or why it has no issue\n\n"
    "usage: gripe why --run DIR ID\n"
    "       gripe why --model DIR ID [MENTIONS.ndjson]\n"
    "       gripe why --model DIR --text TEXT\n\n"
    "ID is a contact's id; ID#N asks about one of its mentions. It prints what each mention "
    "states and what found that, the thing and the issue or why\n"
    "there is none; its theme, the runner-up and the margin of the votes, the words with "
    "their weights, and the nearest mentions of the sample.\n\n";

struct gathered { /* the mentions under question, in an arena */
	struct record record;
	size_t cap;
};

static struct mention *gather(struct gathered *to, const struct mention *mention)
{
	struct mention *added = record_mention_add(&to->record, &to->cap);
	*added = *mention;
	return added;
}

/* A record that does not live on: copied; the contact's fields are those of the last. */
static void gather_record(struct gathered *to, const struct record *from)
{
	struct record copy;
	record_dup(&copy, to->record.arena, from);
	to->record.contact = copy.contact;
	for (size_t i = 0; i < copy.mention_count; i++) {
		(void)gather(to, &copy.mentions[i]);
	}
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
			struct record one = { .contact = contact, .mentions = &mention, .mention_count = 1 };
			gather_record(to, &one);
		}
	}
	lines_release(&lines);
	infile_close(file);
	arena_release(&scratch);
	return result;
}

/* The sample stores its members cell by cell: put a contact's mentions back in order (few: insertion). It knows no
 * place in the contact, so spans are of the mention's own text. */
static void from_model(struct gathered *to, const struct theme_model *model, struct str id)
{
	for (size_t m = 0; m < model->n; m++) {
		if (str_eq(theme_model_contact(model, m), id)) {
			struct str text = theme_model_text(model, m);
			struct mention mention = { .n = theme_model_place(model, m),
				                   .span = { 0, (uint32_t)text.len },
				                   .text = text };
			struct mention *at = gather(to, &mention);
			for (; at > to->record.mentions && at[-1].n > at->n; at--) {
				mention = at[-1];
				at[-1] = *at;
				*at = mention;
			}
		}
	}
	to->record.contact = (struct contact){ .id = id, .lang = model->lang, .copies = 1 };
}

static int take_mentions(void *to, struct record *record, struct err *err)
{
	(void)err;
	gather_record(to, record);
	return 0;
}

/* A text given by hand is split by the stage that splits, with its defaults. */
static int from_text(struct gathered *to, struct str text, struct str lang, const struct stage_run *common,
                     struct err *err)
{
	const struct stage *split = stage_find("split");
	struct book book = { 0 };
	struct stage_run run = *common;
	struct record record = { .arena = to->record.arena,
		                 .contact = { .id = STR("text"), .lang = lang, .text = text, .copies = 1 } };
	struct emit emit = { take_mentions, to };
	void *state = NULL;
	int result;
	run.stage = split;
	run.book = &book;
	run.input_name = "--text";
	result = split->open(&run, &state, err);
	if (result == 0) {
		result = split->step(state, &record, &emit, err);
	}
	split->close(state);
	to->record.contact = record.contact;
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

/* What the command was asked, and where its parts stand. */
struct question {
	const struct command_call *call;
	struct why_asked asked;
	struct stage_run run; /* of the common options */
	struct gathered gathered;
	struct why why;
};

static bool place_gathered(const struct gathered *gathered, int64_t place)
{
	for (size_t i = 0; i < gathered->record.mention_count; i++) {
		if (gathered->record.mentions[i].n == place) {
			return true;
		}
	}
	return false;
}

static int find_contact(struct question *q, struct err *err)
{
	const struct command_call *call = q->call;
	struct gathered *to = &q->gathered;
	struct str id = parse_id(call->paths[0], &q->why.only);
	int result = 0;
	q->why.contact = id;
	if (call->path_count > 1) {
		result = from_file(to, call->paths[1], id, err);
	} else if (q->asked.run != NULL) {
		result = from_file(to, arena_printf(to->record.arena, "%s/mentions.ndjson", q->asked.run).at, id, err);
	} else {
		from_model(to, q->why.model, id);
	}
	if (result == 0 && to->record.mention_count == 0) {
		return err_set(err, GRIPE_DATA, "no contact %.*s in %s", STR_ARGS(id),
		               call->path_count > 1   ? call->paths[1]
		               : q->asked.run != NULL ? "the run's mentions"
		                                      : "the model's sample; name the file of mentions");
	}
	if (result == 0 && q->why.only >= 0 && !place_gathered(to, q->why.only)) {
		return err_set(err, GRIPE_DATA, "contact %.*s has no mention %lld", STR_ARGS(id),
		               (long long)q->why.only);
	}
	return result;
}

static int find_mentions(struct question *q, struct err *err)
{
	struct str lang = str_from(q->asked.lang);
	if (q->asked.text == NULL) {
		return find_contact(q, err);
	}
	return from_text(&q->gathered, str_from(q->asked.text), lang.len > 0 ? lang : q->why.model->lang, &q->run, err);
}

/* What answers, open as long as the answer lives. */
struct answering {
	struct theme_model *model;
	struct piece_table *table;
	struct theme_assigner *assigner;
	struct why_issues *issues;
	struct why_ledger *ledger; /* NULL: none */
};

static void ask_themes(struct question *q, struct theme_assigner *assigner, struct theme_answer *answers)
{
	struct record *record = &q->gathered.record;
	struct str *texts = arena_array(record->arena, record->mention_count + 1, sizeof *texts);
	for (size_t i = 0; i < record->mention_count; i++) {
		texts[i] = record->mentions[i].text;
	}
	theme_answer_contact(assigner, record->arena, record->contact.lang, texts, record->mention_count, answers);
}

/* What the ledger makes of the model's answers: the mentions get them, and then its edits. */
static int edit_answers(struct question *q, const struct answering *by, const struct why_issue *issues,
                        const struct theme_answer *answers, struct err *err)
{
	struct record *record = &q->gathered.record;
	if (by->ledger == NULL) {
		return 0;
	}
	by->ledger->issues = why_issues_model(by->issues);
	by->ledger->themes = by->model;
	for (size_t i = 0; i < record->mention_count; i++) {
		struct mention *mention = &record->mentions[i];
		mention->edit = NULL;
		mention->states = issues[i].read != NULL ? issues[i].read->states : STR_EMPTY;
		mention->issue = why_issue_id(&issues[i]);
		mention->theme = answers[i].theme >= 0 ? by->model->themes[answers[i].theme].id : STR_EMPTY;
		mention->unassigned = answers[i].theme >= 0 ? STR_EMPTY : str_from(answers[i].reason);
	}
	return ledger_apply(by->ledger->rules, record, err);
}

static int answer(struct question *q, const struct answering *by, struct err *err)
{
	struct record *record = &q->gathered.record;
	struct theme_answer *answers = arena_array(record->arena, record->mention_count + 1, sizeof *answers);
	struct why_issue *issues = arena_array(record->arena, record->mention_count + 1, sizeof *issues);
	struct buf out;
	int result = why_issues_answer(by->issues, record, issues, err);
	if (result < 0) {
		return result;
	}
	ask_themes(q, by->assigner, answers);
	result = edit_answers(q, by, issues, answers, err);
	if (result < 0) {
		return result;
	}
	q->why.ledger = by->ledger;
	q->why.record = record;
	q->why.answers = answers;
	q->why.issues = by->issues;
	q->why.issue_answers = issues;
	buf_init(&out, SIZE_MAX);
	if (q->asked.json) {
		why_json(&q->why, &out);
	} else {
		why_text(&q->why, &out);
	}
	result = outfile_save(q->run.output, buf_str(&out), err);
	buf_release(&out);
	return result;
}

/* The ledger that was named, else the one that the run was made with; NULL: neither. */
static const char *ledger_path(const struct question *q)
{
	const char *kept;
	if (q->asked.ledger != NULL || q->asked.run == NULL) {
		return q->asked.ledger;
	}
	kept = arena_printf(q->gathered.record.arena, "%s/ledger.tsv", q->asked.run).at;
	return access(kept, F_OK) == 0 ? kept : NULL;
}

static int ask_model(struct question *q, const char *folder, struct err *err)
{
	struct answering by = { .model = NULL };
	int result = theme_model_open(&by.model, folder, err);
	q->why.model = by.model;
	if (result >= 0) {
		result = find_mentions(q, err);
	}
	if (result >= 0) {
		result = open_table(&by.table, by.model, q->run.lexicons, err);
		q->why.table = by.table;
	}
	if (result >= 0) {
		result = theme_assigner_open(&by.assigner, by.model, q->run.lexicons, err);
	}
	if (result >= 0) {
		result = why_issues_open(&by.issues, folder, q->run.lexicons, err);
	}
	if (result >= 0) {
		result = why_ledger_open(&by.ledger, ledger_path(q), err);
	}
	if (result >= 0) {
		result = answer(q, &by, err);
	}
	why_ledger_close(by.ledger);
	why_issues_close(by.issues);
	theme_assigner_close(by.assigner);
	piece_table_close(by.table);
	theme_model_close(by.model);
	return result;
}

static int why_work(const struct command_call *call, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct question q = { .call = call, .gathered = { .record = { .arena = &arena } }, .why = { .only = -1 } };
	struct common_asked common;
	const char *folder;
	int result = options_fill(call->options, why_options, &q.asked, err);
	if (result == 0) {
		result = run_from_options(&q.run, &common, call->options, call->lexicons, err);
	}
	if (result < 0) {
		return result;
	}
	if (q.asked.model == NULL && q.asked.run == NULL) {
		return err_set(err, GRIPE_USAGE, "which model? --model DIR or --run DIR");
	}
	if (q.asked.text != NULL ? call->path_count > 0 : call->path_count < 1 || call->path_count > 2) {
		return err_set(err, GRIPE_USAGE, "one ID is wanted, and at most one file of mentions; or --text TEXT");
	}
	folder = q.asked.model != NULL ? q.asked.model : arena_printf(&arena, "%s/model", q.asked.run).at;
	result = ask_model(&q, folder, err);
	arena_release(&arena);
	return result;
}

int why_main(int argc, char **argv, const char *lexicons)
{
	static const struct command_frame frame = {
		.name = "why", .usage = usage, .parsed = why_options, .shown = why_options, .work = why_work
	};
	return command_run(&frame, argc, argv, lexicons);
}
