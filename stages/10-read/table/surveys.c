/* surveys.c - questionnaires: SurveyMonkey, Qualtrics, Google Forms, Typeform, NPS tables.
 *
 * in: their exports, with one to three header rows. out: one contact for each answer in somebody's own words, with the
 * question in attrs and the score, the closed answers and the respondent beside it; chosen options are attributes, not
 * texts. Which question is free: its answers hardly repeat and have words (column_is_prose), or its header says so
 * ("please specify"). Memory: the sample of the table, one row. */
#include <stdio.h>
#include <stdlib.h>

#include "column_words.h"
#include "hash.h"
#include "json_records.h"
#include "table.h"

enum {
	FREE_MAX = 32,       /* free questions of one survey */
	QUESTION_BYTES = 160 /* of the question in attrs */
};

/* ---- tables: one contact a free answer ---- */

struct survey {
	struct table table;
	size_t free[FREE_MAX];
	size_t free_count;
	size_t status_column; /* of Qualtrics; column_count: none */
};

static bool is_free(const struct survey *survey, size_t column, size_t first, const struct column_words *words)
{
	const struct table *table = &survey->table;
	const struct column *about = &table->columns.at[column];
	struct column_stats stats;
	if (about->role != COLUMN_NONE && about->role != COLUMN_TEXT && about->role != COLUMN_ATTR &&
	    about->role != COLUMN_DROP && about->role != COLUMN_TITLE) {
		return false;
	}
	if (table->sample_count <= first ||
	    (about->role == COLUMN_DROP && about->why != NULL && strcmp(about->why, "format") == 0)) {
		return false;
	}
	column_stats_of(&stats, table->sample + first, table->sample_count - first, column, cell_words_of(words),
	                table->columns.date_words);
	return column_is_prose(&stats) ||
	       (stats.words >= 1 && column_words_weight(words, about->key, COLUMN_TEXT, NULL) >= 7 &&
	        about->role == COLUMN_TEXT);
}

static void choose_free(struct survey *survey, size_t first, const struct column_words *words)
{
	struct columns *columns = &survey->table.columns;
	size_t kept = 0;
	for (size_t i = 0; i < columns->count && survey->free_count < FREE_MAX; i++) {
		if (columns->at[i].key.len > 0 && is_free(survey, i, first, words)) {
			survey->free[survey->free_count++] = i;
			columns->at[i].role = COLUMN_TEXT;
		}
	}
	for (size_t i = 0; i < columns->attr_count; i++) {
		if (columns->at[columns->attrs[i]].role != COLUMN_TEXT) {
			columns->attrs[kept++] = columns->attrs[i];
		}
	}
	columns->attr_count = kept;
	columns->role_count[COLUMN_TITLE] = 0; /* a question, not a headline */
}

/* A respondent without an id is known by the whole row. */
static uint64_t row_hash(const struct table_row *row)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < row->count; i++) {
		hash = hash_mix(hash, hash64(row->cells[i], i));
	}
	return hash;
}

static int answers_of(struct survey *survey, const struct table_row *row, struct err *err)
{
	struct reading *reading = survey->table.reading;
	const struct columns *columns = &survey->table.columns;
	size_t given = 0;
	for (size_t i = 0; i < survey->free_count; i++) {
		size_t column = survey->free[i];
		struct contact contact;
		const char *drop;
		struct str question = columns->at[column].name,
		           answer = column < row->count
		                        ? cell_filled(cell_words_of(columns->header_words), row->cells[column])
		                        : STR_EMPTY;
		int status;
		if (answer.len == 0) {
			continue;
		}
		given++;
		columns_contact(columns, &reading->arena, row->cells, row->count, &contact, &drop);
		if (given == 1) {
			columns_said_row(&survey->table.said, row->cells, row->count, &contact);
		}
		contact.text = answer;
		if (contact.id.len > 0 && survey->free_count > 1) {
			contact.id = arena_printf(&reading->arena, "%.*s/q%zu", STR_ARGS(contact.id), column + 1);
		}
		if (contact.thread.len == 0 && survey->free_count > 1) { /* one respondent's answers belong together */
			contact.thread = columns_cell(columns, COLUMN_ID, row->cells, row->count);
			if (contact.thread.len == 0) {
				contact.thread =
				    arena_printf(&reading->arena, "r%016llx", (unsigned long long)row_hash(row));
			}
		}
		question.len = question.len > QUESTION_BYTES ? QUESTION_BYTES : question.len;
		contact_attr(&contact, &reading->arena, STR("question"), question);
		status = reading_emit(reading, &contact, err);
		if (status < 0) {
			return status;
		}
	}
	if (given == 0) { /* goes on as it is: what has no text is set aside there, with its answer */
		struct contact contact;
		const char *drop;
		columns_contact(columns, &reading->arena, row->cells, row->count, &contact, &drop);
		columns_said_row(&survey->table.said, row->cells, row->count, &contact);
		contact.text = contact.title = STR_EMPTY;
		return reading_emit(reading, &contact, err);
	}
	return 0;
}

/* Qualtrics: previews (1, "Survey Preview") and spam (8, "Spam") are nobody's answers. */
static bool is_preview(const struct survey *survey, const struct table_row *row)
{
	struct str status;
	if (survey->status_column >= row->count) {
		return false;
	}
	status = str_trim(row->cells[survey->status_column]);
	return str_eq(status, STR("1")) || str_eq(status, STR("Survey Preview")) || str_eq(status, STR("8")) ||
	       str_eq(status, STR("Spam"));
}

static int survey_rows(struct survey *survey, size_t header_rows, struct err *err)
{
	struct reading *reading = survey->table.reading;
	int status = table_start(&survey->table, header_rows - (survey->table.has_header ? 1 : 0), err);
	columns_said_watch(&survey->table.said, reading, &survey->table.columns);
	while (status == 0) {
		struct table_row row;
		bool whole;
		int more = table_next(&survey->table, &row, &whole, err);
		if (more <= 0) {
			return more;
		}
		if (is_preview(survey, &row)) {
			book_drop(reading->run->book, "preview", 1);
			continue;
		}
		status = answers_of(survey, &row, err);
	}
	return status;
}

/* The names of the columns stand in `names`, and the answers begin header_rows behind the first row. */
static int survey_run(struct survey *survey, struct str *names, size_t header_rows, const struct table_spec *spec,
                      struct err *err)
{
	struct table *table = &survey->table;
	struct reading *reading = table->reading;
	size_t first = table->header + header_rows;
	int status;
	table->names = names;
	table->has_header = true;
	status = table_guess(table, spec, first, err);
	if (status != 0) {
		return status;
	}
	survey->status_column =
	    spec != NULL && spec->needs[0] == 'q'
	        ? column_names_find(table->columns.at, table->column_count, STR("status|response type"))
	        : table->column_count;
	if (reading->map != NULL && table->columns.role_count[COLUMN_TEXT] > 0) { /* --map says which questions */
		for (size_t i = 0; i < table->columns.role_count[COLUMN_TEXT]; i++) {
			survey->free[survey->free_count++] = table->columns.by_role[COLUMN_TEXT][i];
		}
	} else {
		choose_free(survey, first, reading->words->columns);
	}
	if (reading->explain != NULL) {
		columns_explain(&table->columns, reading->explain);
		return 0;
	}
	if (survey->free_count == 0) {
		reading_without_text(reading, &table->columns);
	}
	status = survey_rows(survey, header_rows, err);
	columns_said_tell(&table->said);
	return status;
}

static struct str cell_of(const struct table *table, size_t row, size_t column)
{
	return row < table->sample_count && column < table->sample[row].count
	           ? str_trim(table->sample[row].cells[column])
	           : STR_EMPTY;
}

/* ---- SurveyMonkey ---- */

/* Row 2 holds "Response", "Open-Ended Response" or an option's text below a question that goes on to the right. */
static bool has_subheader(const struct table *table)
{
	size_t blank = 0;
	bool response = false;
	for (size_t i = 0; i < table->column_count; i++) {
		blank += cell_of(table, table->header, i).len == 0;
		response = response || str_eq(cell_of(table, table->header + 1, i), STR("Response")) ||
		           str_eq(cell_of(table, table->header + 1, i), STR("Open-Ended Response"));
	}
	return cell_of(table, table->header + 1, 0).len == 0 && (response || blank > 1);
}

static const struct table_spec surveymonkey_spec = {
	.needs = "respondent id",
	.roles = "id=respondent id;time=start date|date created|end date;person=email address|email;drop=collector "
	         "id|ip address|end date|first name|last name|custom data 1",
	.others = "collector id|ip address|ipaddress|end date|first name|last name|custom data 1",
	.certainty = 92,
};

static int surveymonkey_detect(const struct glance *first)
{
	return table_detect(&surveymonkey_spec, first);
}

static int surveymonkey_parse(struct reading *reading, struct err *err)
{
	struct survey survey = { .free_count = 0 };
	int status = table_open(&survey.table, reading, err);
	if (status == 0) {
		struct table *table = &survey.table;
		struct str *names, question = STR_EMPTY;
		size_t header_rows;
		table->header = 0;
		table->column_count = table->sample[0].count;
		names = arena_array(&table->arena, table->column_count + 1, sizeof *names);
		header_rows = has_subheader(table) ? 2 : 1;
		for (size_t i = 0; i < table->column_count; i++) {
			struct str over = cell_of(table, 0, i),
			           under = header_rows == 2 ? cell_of(table, 1, i) : STR_EMPTY;
			question = over.len > 0 ? over : question;
			names[i] =
			    under.len == 0 || str_eq(under, STR("Response")) ||
			            str_eq(under, STR("Open-Ended Response"))
			        ? question
			        : arena_printf(&table->arena, "%.*s - %.*s", STR_ARGS(question), STR_ARGS(under));
		}
		status = survey_run(&survey, names, header_rows, &surveymonkey_spec, err);
	}
	table_close(&survey.table);
	return status;
}
const struct format format_surveymonkey = {
	"surveymonkey",
	"CSV of SurveyMonkey: RespondentID, questions as headers, one or two header rows",
	surveymonkey_detect,
	surveymonkey_parse,
	"survey",
	NULL
};

/* ---- Qualtrics ---- */

static const struct table_spec qualtrics_spec = {
	.needs = "q",
	.roles = "id=response id;time=recorded date|end date|start date;person=recipient email|email address|external "
	         "reference|external data reference;lang=user language",
	.others = "start date|end date|status|ip address|progress|duration in seconds|finished|recorded date|recipient "
	          "last name|recipient first name|location latitude|"
	          "location longitude|location accuracy|distribution channel|response set|name|response type|ipaddress",
};

static int qualtrics_detect(const struct glance *first)
{
	struct str ahead = first->ahead;
	static const struct table_spec now = { .needs = "response id;recorded date|start date;ip address|status",
		                               .certainty = 93 };
	struct str head = str_slice(ahead, 0, ahead.len < 64 * 1024 ? ahead.len : 64 * 1024);
	if (str_find(head, STR("\"\"ImportId\"\""), 0) < head.len && table_detect(&now, first) > 0) {
		return 97;
	}
	/* legacy: V1,V2,… over ResponseID,ResponseSet,… */
	if (str_starts(ahead, STR("V1,V2,V3")) || str_starts(ahead, STR("\"V1\",\"V2\""))) {
		return str_find(head, STR("ResponseID"), 0) < head.len ||
		               str_find(head, STR("ResponseSet"), 0) < head.len
		           ? 95
		           : 0;
	}
	return table_detect(&now, first);
}

/* "Q1", "V12": the name of a column says nothing. */
static bool is_code(struct str name)
{
	return name.len >= 2 && (name.at[0] == 'Q' || name.at[0] == 'V') && ascii_is_digit(name.at[1]);
}

/* The technical ids stand in row 1 (legacy: in row 2 for V1…), the questions in row 2. */
static int qualtrics_parse(struct reading *reading, struct err *err)
{
	struct survey survey = { .free_count = 0 };
	int status = table_open(&survey.table, reading, err);
	if (status == 0) {
		struct table *table = &survey.table;
		struct str *names;
		size_t header_rows = 2;
		table->header = 0;
		table->column_count = table->sample[0].count;
		names = arena_array(&table->arena, table->column_count + 1, sizeof *names);
		for (size_t i = 0; i < table->column_count; i++) {
			struct str code = cell_of(table, 0, i), question = cell_of(table, 1, i),
			           import = cell_of(table, 2, i);
			header_rows = str_starts(import, STR("{\"ImportId\"")) ? 3 : header_rows;
			names[i] = is_code(code) && question.len > 0 ? question : code;
		}
		status = survey_run(&survey, names, header_rows, &qualtrics_spec, err);
	}
	table_close(&survey.table);
	return status;
}
const struct format format_qualtrics = {
	"qualtrics",
	"CSV of Qualtrics: ResponseId, three header rows with ImportId; or the legacy V1, V2, … with two",
	qualtrics_detect,
	qualtrics_parse,
	"survey",
	NULL
};

/* ---- Google Forms ---- */

static const struct table_spec forms_spec = { .needs = "timestamp",
	                                      .roles = "time=timestamp;person=email address|username|email" };

/* "Timestamp" (in the form's language: rows form_time of cells.tsv) first, then questions. */
static int forms_detect(const struct glance *first)
{
	const struct cell_words *words = cell_words_of(first->words->columns);
	struct str rest, line = str_cut(first->ahead, '\n', &rest);
	size_t questions = 0, cells = 1, stamp;
	line = str_starts(line, STR("\"")) ? str_slice(line, 1, line.len) : line;
	stamp = language_rows_starts(&words->rows, "form_time", line);
	if (stamp == 0 || stamp == line.len || (line.at[stamp] != ',' && line.at[stamp] != '"')) {
		return 0;
	}
	for (size_t i = 0; i < line.len; i++) {
		questions += line.at[i] == '?';
		cells += line.at[i] == ',';
	}
	return questions > 0 ? 93 : cells > 2 ? 60 : 0;
}

static int forms_parse(struct reading *reading, struct err *err)
{
	struct survey survey = { .free_count = 0 };
	int status = table_open(&survey.table, reading, err);
	if (status == 0) {
		survey.table.header = 0;
		survey.table.column_count = survey.table.sample[0].count;
		status = survey_run(&survey, survey.table.sample[0].cells, 1, &forms_spec, err);
	}
	table_close(&survey.table);
	return status;
}
const struct format format_google_forms = { "google-forms", "CSV of Google Forms: Timestamp, then a question a column",
	                                    forms_detect,   forms_parse,
	                                    "survey",       NULL };

/* ---- Typeform ---- */

static struct str question_title(struct json_object *element, struct str field, struct arena *arena)
{
	struct json_object *fields = json_at(element, STR("definition.fields"));
	fields = fields != NULL ? fields : json_at(element, STR("form_response.definition.fields"));
	for (size_t i = 0; json_object_is_type(fields, json_type_array) && i < json_object_array_length(fields); i++) {
		struct json_object *one = json_object_array_get_idx(fields, i);
		if (str_eq(json_text(one, "id", arena), field)) {
			return json_text(one, "title", arena);
		}
	}
	return STR_EMPTY;
}

static bool answer_is_words(struct json_object *answer, struct arena *arena)
{
	return str_eq(json_text(answer, "type", arena), STR("text"));
}

/* Score and closed answers of the response. */
static void typeform_beside(struct reading *reading, struct contact *contact, struct json_object *answers)
{
	struct arena *arena = &reading->arena;
	for (size_t i = 0; i < json_object_array_length(answers); i++) {
		struct json_object *answer = json_object_array_get_idx(answers, i);
		struct str kind = json_text(answer, "type", arena), field = json_text(answer, "field.type", arena),
		           value;
		double top;
		value = json_text(answer, "choice.label|choices.labels|boolean|number|email|date|phone_number", arena);
		if (str_eq(kind, STR("number")) && !contact->has_score &&
		    (str_eq(field, STR("opinion_scale")) || str_eq(field, STR("rating")) ||
		     str_eq(field, STR("nps")))) {
			contact->has_score =
			    cell_score(cell_words_of(reading->words->columns), value, &contact->score, &top);
			contact->scale = str_eq(field, STR("nps"))                             ? STR("nps")
			                 : str_eq(field, STR("rating")) && contact->score <= 5 ? STR("stars5")
			                                                                       : STR("points10");
		} else if (str_eq(kind, STR("email"))) {
			contact->person = value;
		} else if (value.len > 0 && !answer_is_words(answer, arena)) {
			json_attr(reading, contact,
			          column_key(arena, json_text(answer, "field.ref|field.id", arena)).at, value);
		}
	}
}

static int typeform_record(struct reading *reading, struct json_object *record, struct json_object *element,
                           struct err *err)
{
	static const struct json_spec spec = { .roles = "id=response_id|token|landing_id;time=submitted_at|landed_at" };
	struct json_object *answers = json_at(record, STR("answers"));
	size_t given = 0;
	for (size_t i = 0; json_object_is_type(answers, json_type_array) && i < json_object_array_length(answers);
	     i++) {
		struct json_object *answer = json_object_array_get_idx(answers, i);
		struct contact contact;
		struct str field, question;
		int status;
		if (!answer_is_words(answer, &reading->arena)) {
			continue;
		}
		json_contact(reading, &spec, record, &contact);
		typeform_beside(reading, &contact, answers);
		field = json_text(answer, "field.id|field.ref", &reading->arena);
		question = question_title(element, field, &reading->arena);
		contact.text = json_text(answer, "text", &reading->arena);
		contact.thread = contact.id;
		contact.id = arena_printf(&reading->arena, "%.*s/%.*s", STR_ARGS(contact.id), STR_ARGS(field));
		question = question.len > 0 ? question : field;
		question.len = question.len > QUESTION_BYTES ? QUESTION_BYTES : question.len;
		contact_attr(&contact, &reading->arena, STR("question"), question);
		given++;
		status = reading_emit(reading, &contact, err);
		if (status < 0) {
			return status;
		}
	}
	if (given == 0) {
		book_drop(reading->run->book, "no_text", 1);
		arena_reset(&reading->arena);
	}
	return 0;
}

JSON_FORMAT(format_typeform, "typeform", "survey",
            "JSON or NDJSON of Typeform responses: answers with field and type, submitted_at",
            .needs = "answers|landing_id;submitted_at|landed_at;response_id|token|form_response", .items = "items",
            .wrap = "data|form_response", .record = typeform_record, .certainty = 94);

/* ---- NPS ---- */

TABLE_FORMAT(
    format_nps, "nps", "survey", "CSV of NPS answers (Delighted and others): Score or nps with Comment or its like",
    .needs = "nps|nps score|net promoter score|score|how likely are you to recommend*|how likely is it that you*|"
             "how likely would you be to recommend*|how likely would you recommend*|how likely are you to "
             "refer*|likelihood to recommend;"
             "comment|comments|verbatim|explication|feedback|reason|response text|what is the *|why*|reason "
             "for*|what was the *;"
             "nps|nps score|net promoter score|permalink|person id|survey id|response date|how likely are you "
             "to recommend*|how likely is it that you*|how likely would you be to recommend*|how likely would "
             "you recommend*|how likely are you to refer*|likelihood to recommend",
    .roles = "text=comment|comments|verbatim|explication|feedback|reason|response text|what is the *|what was "
             "the *|why*|reason for*;"
             "score=nps|nps score|net promoter score|how likely*|likelihood to recommend|score;"
             "id=response id|survey response id|id;time=response date|created "
             "at|created|date|timestamp|survey date;person=email|customer email|person id|customer id|name",
    .others = "permalink|first name|last name", .scale = "nps", .several = true);
