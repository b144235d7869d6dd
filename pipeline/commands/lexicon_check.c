/* lexicon_check.c - `gripe lexicon check`: a folder of lists enters, and perhaps mentions; what is wrong leaves.
 *
 * Each language of the folder is loaded as the tagger loads it, row by row. Then rows are tried, not reasoned about:
 * examples are tagged; a pattern is written out in its own wordings, and a row that wins in none of them is
 * unreachable. Patterns of one key (words by stem, alternatives in order) say a thing twice, or two things. With
 * mentions, rows that took part in none of them are told; on a small corpus most rows do, so that alone is not wrong.
 *
 * Chosen against a comparison of patterns on paper: wildcards, stems, negations, guards and the order of claims would
 * all have to be thought of twice. Memory: the lists of the languages that the folder has. */
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "array.h"
#include "lexicon.h"
#include "lexicon_findings.h"
#include "lexicon_mentions.h"
#include "lexicon_next.h"
#include "lexicon_wording.h"
#include "utf8.h"

enum { LANGUAGES_MOST = 256 }; /* folders of languages; the shipped lists have 50 */

static const double LANGUAGE_SHARE = 0.05; /* of the mentions: with fewer, nothing is said of a language's rows */

struct checked { /* one language of the folder */
	struct lexicon_lists *lists;
	struct lexicon_wording wording;
	uint64_t mentions;         /* that were looked at */
	uint8_t *told[ALL_LISTS];  /* [rows of the list] something is wrong with it */
	uint8_t *fired[ALL_LISTS]; /* [rows of the list] in the mentions */
};
struct check {
	const struct lexicon_job *job;
	struct findings findings;
	struct checked *languages; /* [count] by name */
	size_t count;
	uint64_t mentions; /* of any language */
	struct arena scratch;
	struct buf text;
};

static struct str say(struct check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));
static struct str say(struct check *check, const char *format, ...)
{
	char text[1024]; /* a longer pattern is cut between characters */
	struct str said;
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	said = str_from(text);
	said.len = utf8_bad_at(said);
	return arena_dup(&check->findings.arena, said);
}

/* ---- the format ---- */

static void fault_tell(void *to, const struct lexicon_list *list, const struct tsv_row *row, const struct err *err)
{
	struct check *check = to;
	if (list->own) {
		findings_add(&check->findings,
		             &(struct finding){
		                 .kind = FINDING_FORMAT,
		                 .file = arena_dup(&check->findings.arena, list->file),
		                 .line = row != NULL ? row->line : err->line,
		                 .pattern = row != NULL ? arena_dup(&check->findings.arena, row->cells[0]) : STR_EMPTY,
		                 .message = say(check, "%s", err->message) });
	}
}

static void row_tell(struct check *check, struct checked *checked, struct lexicon_place place, enum finding_kind kind,
                     struct str message)
{
	const struct lexicon_list *list = &checked->lists->lists[place.family];
	const struct tsv_row *row = &list->table.rows[place.row];
	checked->told[place.family][place.row] = 1;
	if (list->own) {
		findings_add(&check->findings,
		             &(struct finding){ kind, list->file, row->line, row->cells[0], message });
	}
}

/* ---- what a row finds ---- */

static void look(struct check *check, struct checked *checked, const struct contact *contact, struct str text,
                 struct lexicon_look *found)
{
	arena_reset(&check->scratch);
	lexicon_look(checked->lists, &check->scratch, contact, text, found);
}

static bool same_row(struct lexicon_place a, struct lexicon_place b)
{
	return a.family == b.family && a.row == b.row;
}

/* A row that only blocks fires where it matches; any other row of troubles where it wins. */
static bool row_fires(struct checked *checked, struct lexicon_place place, const struct lexicon_look *found)
{
	const struct lexicon_lists *lists = checked->lists;
	for (size_t i = 0; place.family != TROUBLE && i < lists->lexicon->count; i++) {
		if (same_row(lists->places[i], place) && lists->lexicon->taken[i] > 0) {
			return true;
		}
	}
	for (size_t i = 0; place.family == TROUBLE && i < found->frame_count; i++) {
		if (same_row(lists->places[found->frames[i].entry], place)) {
			return true;
		}
	}
	for (size_t i = 0; place.family == TROUBLE && i < found->found.trouble_count; i++) {
		const struct place *match = &found->found.troubles[i];
		if (same_row(lists->places[match->entry], place) &&
		    lexicon_look_row(lists, match)->class == TROUBLE_GUARD) {
			return true;
		}
	}
	return false;
}

static void counts_clear(struct checked *checked)
{
	const struct signal_lexicon *lexicon = checked->lists->lexicon;
	memset(lexicon->taken, 0, (lexicon->count + 1) * sizeof *lexicon->taken);
}

static bool fires_in(struct check *check, struct checked *checked, struct lexicon_place place,
                     const struct contact *contact, struct str text)
{
	struct lexicon_look found;
	counts_clear(checked);
	look(check, checked, contact, text, &found);
	return row_fires(checked, place, &found);
}

static const struct tsv_row *row_of(const struct checked *checked, struct lexicon_place place)
{
	return &checked->lists->lists[place.family].table.rows[place.row];
}

/* ---- patterns that say something twice ---- */

/* Lists in which one phrase has one value; in the others it may be two things at once. */
static bool one_value(enum family family)
{
	return family == SENTIMENT || family == NEGATION || family == INTENSIFIER || family == TRUST ||
	       family == TROUBLE || family == THING;
}

static struct str value_of(const struct checked *checked, struct lexicon_place place)
{
	const struct tsv_row *row = row_of(checked, place);
	return place.family == THING ? row->cells[0] : row->cells[1];
}

static void twice_tell(struct check *check, struct checked *checked, struct lexicon_place first,
                       struct lexicon_place place, struct str pattern)
{
	const struct tsv_row *earlier = row_of(checked, first);
	struct str value = value_of(checked, first), other = value_of(checked, place);
	bool guards = str_eq(value, GUARD) || str_eq(other, GUARD);
	if (same_row(first, place)) {
		return; /* words of one thing */
	}
	if (str_eq(value, other)) {
		row_tell(check, checked, place, FINDING_DUPLICATE,
		         say(check, "line %llu has it: %.*s", (unsigned long long)earlier->line,
		             STR_ARGS(earlier->cells[0])));
	} else if (guards || one_value(place.family)) {
		row_tell(check, checked, place, FINDING_CONFLICT,
		         say(check, "“%.*s” is %.*s here, in line %llu %.*s", STR_ARGS(pattern), STR_ARGS(other),
		             (unsigned long long)earlier->line, STR_ARGS(value)));
	}
}

struct keys { /* of one language's patterns */
	struct intern names;
	uint32_t *entries; /* [names.count] the first entry of each */
	size_t cap;
};

static void key_take(struct check *check, struct checked *checked, struct keys *keys, uint32_t entry,
                     struct str pattern)
{
	struct lexicon_place place = checked->lists->places[entry];
	size_t before = keys->names.count;
	struct buf name;
	uint32_t number;
	buf_init(&name, SIZE_MAX);
	lexicon_wording_key(checked->lists->lexicon->stemmer, pattern, &check->text);
	buf_printf(&name, "%d%s", (int)place.family, check->text.at);
	number = intern_add(&keys->names, buf_str(&name));
	buf_release(&name);
	keys->entries = array_room(keys->entries, number, &keys->cap, sizeof *keys->entries, 1024);
	if (keys->names.count > before) {
		keys->entries[number] = entry;
	} else {
		twice_tell(check, checked, checked->lists->places[keys->entries[number]], place, pattern);
	}
}

/* ---- patterns that never win ---- */

/* What stands in its place, for the message; empty: nothing does. */
static struct str winner(struct check *check, struct checked *checked, uint32_t its_entry, struct str pattern,
                         const struct lexicon_look *found)
{
	struct lexicon_place place = checked->lists->places[its_entry];
	const struct lexicon_lists *lists = checked->lists;
	uint32_t entry = UINT32_MAX;
	if (place.family == TROUBLE) {
		for (size_t i = 0; i < found->found.trouble_count && entry == UINT32_MAX; i++) {
			struct lexicon_place other = lists->places[found->found.troubles[i].entry];
			entry = same_row(other, place) || !row_fires(checked, other, found)
			            ? UINT32_MAX
			            : found->found.troubles[i].entry;
		}
	}
	for (uint32_t i = 0; place.family != TROUBLE && i < lists->lexicon->count && entry == UINT32_MAX; i++) {
		entry = lists->places[i].family == place.family && lists->lexicon->taken[i] > 0 ? i : UINT32_MAX;
	}
	if (entry == UINT32_MAX) {
		return say(check, "it matches none of its own wordings: “%.*s”", STR_ARGS(pattern));
	}
	const struct tsv_row *row = row_of(checked, lists->places[entry]);
	return say(check, "line %llu always stands in the place of “%.*s”: %.*s", (unsigned long long)row->line,
	           STR_ARGS(pattern), STR_ARGS(row->cells[0]));
}

/* Whether the row wins in any of its own wordings; *found: what stood in the last that was tried. */
static bool wins_somewhere(struct check *check, struct checked *checked, uint32_t entry, struct str pattern,
                           struct lexicon_look *found)
{
	struct lexicon_place place = checked->lists->places[entry];
	size_t count = lexicon_wordings(pattern);
	for (size_t i = 0; i < count; i++) {
		lexicon_wording_text(&checked->wording, pattern, i, &check->text);
		counts_clear(checked);
		look(check, checked, NULL, buf_str(&check->text), found);
		if (place.family < LISTS ? checked->lists->lexicon->taken[entry] > 0
		                         : row_fires(checked, place, found)) {
			return true;
		}
	}
	return false;
}

static void wordings_try(struct check *check, struct checked *checked, uint32_t entry, struct str pattern)
{
	struct lexicon_look found;
	if (!wins_somewhere(check, checked, entry, pattern, &found)) {
		struct lexicon_place place = checked->lists->places[entry];
		row_tell(check, checked, place, FINDING_UNREACHABLE, winner(check, checked, entry, pattern, &found));
	}
}

/* ---- examples ---- */

static bool is_topic(const struct checked *checked, uint32_t entry)
{
	const struct place place = { entry, 0, 0 };
	return checked->lists->lexicon->entries[entry].family == TROUBLE &&
	       lexicon_look_row(checked->lists, &place)->topic;
}

static bool blocks(const struct checked *checked, struct lexicon_place place)
{
	return (place.family == TROUBLE || place.family == RISK) && str_eq(row_of(checked, place)->cells[1], GUARD);
}

/* Lists whose rows have two examples, and the cell of the first. */
static bool has_examples(enum family family)
{
	return family >= LISTS || family == RISK;
}

static size_t example_cell(enum family family)
{
	return family == RISK ? 4 : 3;
}

/* Of troubles, things and risks: a sentence where the row must fire, one where it must not. */
static void examples_try(struct check *check, struct checked *checked, uint32_t entry)
{
	static const struct contact anybody = { .copies = 1 };
	struct lexicon_place place = checked->lists->places[entry];
	const struct tsv_row *row = row_of(checked, place);
	size_t cell = example_cell(place.family);
	struct str must = row->cells[cell], must_not = row->cells[cell + 1];
	if (must.len == 0 || must_not.len == 0) {
		row_tell(check, checked, place, FINDING_FORMAT,
		         say(check, "no sentence in which it must%s fire", must.len == 0 ? "" : " not"));
	} else if (!fires_in(check, checked, place, is_topic(checked, entry) ? NULL : &anybody, must)) {
		struct lexicon_look found;
		bool never = place.family == TROUBLE && !wins_somewhere(check, checked, entry, row->cells[0], &found);
		row_tell(check, checked, place, never ? FINDING_UNREACHABLE : FINDING_EXAMPLE,
		         never ? winner(check, checked, entry, row->cells[0], &found)
		               : say(check, "does not fire in: %.*s", STR_ARGS(must)));
	} else if (fires_in(check, checked, place, &anybody, must_not)) {
		row_tell(check, checked, place, FINDING_EXAMPLE,
		         say(check, "fires where it must not: %.*s", STR_ARGS(must_not)));
	}
}

/* ---- one language ---- */

/* The pattern of an entry: its row's first cell, or the word of a thing that brought it. */
static struct str pattern_of(const struct checked *checked, uint32_t entry)
{
	struct lexicon_place place = checked->lists->places[entry];
	struct str words = row_of(checked, place)->cells[place.family == THING ? 2 : 0], word = words, rest = words;
	if (place.family != THING) {
		return words;
	}
	for (uint32_t i = entry; rest.at != NULL; i--) {
		do {
			word = str_trim(str_cut(rest, ',', &rest));
		} while (word.len == 0 && rest.at != NULL);
		if (i == 0 || !same_row(checked->lists->places[i - 1], place)) {
			break;
		}
	}
	return word;
}

static void entries_check(struct check *check, struct checked *checked)
{
	const struct lexicon_lists *lists = checked->lists;
	struct keys keys = { .entries = NULL };
	intern_init(&keys.names);
	for (uint32_t entry = 0; entry < lists->lexicon->count; entry++) {
		struct lexicon_place place = lists->places[entry];
		struct str pattern = pattern_of(checked, entry);
		bool guard = blocks(checked, place), with_examples = has_examples(place.family) && !guard;
		bool first = entry == 0 || !same_row(lists->places[entry - 1], place);
		key_take(check, checked, &keys, entry, pattern);
		if (!lists->lists[place.family].own || checked->told[place.family][place.row] != 0) {
			continue;
		}
		if (with_examples && first) {
			examples_try(check, checked, entry);
		}
		/* the example of a trouble or a risk has shown it already */
		if (checked->told[place.family][place.row] == 0 &&
		    (!has_examples(place.family) || place.family == THING || guard)) {
			wordings_try(check, checked, entry, pattern);
		}
	}
	intern_release(&keys.names);
	free(keys.entries);
}

static void lists_count(struct check *check, struct checked *checked)
{
	for (int family = 0; family < ALL_LISTS; family++) {
		const struct lexicon_list *list = &checked->lists->lists[family];
		checked->told[family] = memory_array(list->table.row_count + 1, 1);
		checked->fired[family] = memory_array(list->table.row_count + 1, 1);
		check->findings.rows += list->own ? list->table.row_count : 0;
	}
}

static void languages_close(struct check *check)
{
	for (size_t i = 0; i < check->count; i++) {
		struct checked *checked = &check->languages[i];
		for (int family = 0; family < ALL_LISTS; family++) {
			free(checked->told[family]);
			free(checked->fired[family]);
		}
		if (checked->lists->lexicon != NULL) {
			free(checked->lists->lexicon->taken);
		}
		lexicon_lists_close(checked->lists);
	}
	free(check->languages);
}

static int language_check(struct check *check, const char *name, struct err *err)
{
	struct lexicon_folders folders = { check->job->paths[0], check->job->lexicons };
	struct lexicon_faults faults = { fault_tell, check };
	struct checked *checked = &check->languages[check->count];
	struct signal_lexicon *lexicon;
	int result = lexicon_lists_open(&checked->lists, &folders, str_from(name), &faults, err);
	if (result < 0) {
		return result;
	}
	check->count++;
	lexicon = checked->lists->lexicon;
	lexicon->taken = memory_array(lexicon->count + 1, sizeof *lexicon->taken);
	checked->wording = lexicon_wording_of(checked->lists);
	lists_count(check, checked);
	entries_check(check, checked);
	counts_clear(checked);
	return 0;
}

/* ---- the folder ---- */

struct names { /* of a folder, in byte order */
	struct str *at;
	size_t count, cap;
};

static int by_name(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

static int names_read(struct names *names, struct arena *arena, const char *path, struct err *err)
{
	struct dirent *entry;
	DIR *folder = opendir(path);
	*names = (struct names){ .at = NULL };
	if (folder == NULL) {
		return err_errno(err, "%s: cannot be opened", path);
	}
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] != '.') {
			names->at =
			    array_room_arena(arena, names->at, names->count, &names->cap, sizeof *names->at, 64);
			names->at[names->count++] = arena_dup(arena, str_from(entry->d_name));
		}
	}
	closedir(folder);
	if (names->count > 0) {
		qsort(names->at, names->count, sizeof *names->at, by_name);
	}
	return 0;
}

static bool is_listed(const struct names *names, struct str name)
{
	return names->count > 0 && bsearch(&name, names->at, names->count, sizeof name, by_name) != NULL;
}

/* Names of files that any language of the lists that came with the program has. */
static int known_files(struct check *check, struct names *known, struct err *err)
{
	struct arena *arena = &check->findings.arena;
	struct names languages, files;
	int result = names_read(&languages, arena, check->job->lexicons, err);
	*known = (struct names){ .at = NULL };
	for (size_t i = 0; result == 0 && i < languages.count; i++) {
		struct err none = ERR_INIT; /* a file beside the languages */
		if (names_read(&files, arena, arena_printf(arena, "%s/%s", check->job->lexicons, languages.at[i].at).at,
		               &none) < 0) {
			continue;
		}
		for (size_t f = 0; f < files.count; f++) {
			known->at =
			    array_room_arena(arena, known->at, known->count, &known->cap, sizeof *known->at, 256);
			known->at[known->count++] = files.at[f];
		}
	}
	if (known->count > 0) {
		qsort(known->at, known->count, sizeof *known->at, by_name);
	}
	return result;
}

static bool is_of_the_tagger(struct arena *arena, struct str name)
{
	for (int family = 0; family < ALL_LISTS; family++) {
		if (str_eq(name, str_from(lexicon_list_name(arena, (enum family)family)))) {
			return true;
		}
	}
	return false;
}

/* A file of a language's folder: is it read by anybody, and, where the tagger does not look at it, is it a table. */
static void file_check(struct check *check, struct str language, struct str name, const struct names *known)
{
	struct arena *arena = &check->findings.arena;
	struct finding finding = { .file =
		                       arena_printf(arena, "%s/%s/%s", check->job->paths[0], language.at, name.at) };
	struct err err = ERR_INIT;
	struct tsv table = { NULL, 0 };
	check->findings.files++;
	if (!is_listed(known, name)) {
		finding.kind = FINDING_UNKNOWN;
		finding.message = STR("no list is called so: nothing reads it");
		findings_add(&check->findings, &finding);
	} else if (str_ends(name, STR(".tsv")) && (str_eq(language, STR("any")) || !is_of_the_tagger(arena, name))) {
		if (tsv_load(&table, arena, finding.file.at, 1, &err) < 0) {
			finding.line = err.line;
			finding.message = say(check, "%s", err.message);
			findings_add(&check->findings, &finding);
		}
		check->findings.rows += table.row_count;
	}
}

static bool is_folder(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int folder_check(struct check *check, struct err *err)
{
	struct arena *arena = &check->findings.arena;
	const char *folder = check->job->paths[0];
	struct names languages, files, known = { .at = NULL };
	int result = names_read(&languages, arena, folder, err);
	result = result < 0 ? result : known_files(check, &known, err);
	for (size_t i = 0; result == 0 && i < languages.count && check->count < LANGUAGES_MOST; i++) {
		const char *name = languages.at[i].at, *path = arena_printf(arena, "%s/%s", folder, name).at;
		if (!is_language(languages.at[i]) || !is_folder(path)) {
			continue;
		}
		result = names_read(&files, arena, path, err);
		for (size_t f = 0; result == 0 && f < files.count; f++) {
			file_check(check, languages.at[i], files.at[f], &known);
		}
		if (result == 0 && strcmp(name, "any") != 0) {
			result = language_check(check, name, err);
		}
	}
	if (result == 0) {
		result = lexicon_next_check(&check->findings, &(struct lexicon_folders){ folder, check->job->lexicons },
		                            err);
	}
	if (result == 0 && check->findings.files == 0) {
		return err_set(err, GRIPE_DATA,
		               "%s: no lists: a folder with a folder for each language is wanted (en/trouble.tsv)",
		               folder);
	}
	return result;
}

/* ---- rows that never fired ---- */

static struct checked *language_of(struct check *check, struct str lang)
{
	for (size_t i = 0; i < check->count; i++) {
		if (str_eq(check->languages[i].lists->lang, lang)) {
			return &check->languages[i];
		}
	}
	return NULL;
}

static int mentions_take(void *to, struct record *record, struct err *err)
{
	struct check *check = to;
	struct checked *checked = language_of(check, language_named(record->contact.lang));
	struct lexicon_look found;
	(void)err;
	check->mentions += record->mention_count;
	if (checked != NULL) {
		checked->mentions += record->mention_count;
	}
	for (size_t i = 0; checked != NULL && i < record->mention_count; i++) {
		look(check, checked, &record->contact, record->mentions[i].text, &found);
		for (size_t f = 0; f < found.frame_count; f++) {
			checked->fired[TROUBLE][checked->lists->places[found.frames[f].entry].row] = 1;
		}
	}
	return 0;
}

/* taken counts matches of troubles, too; of those only rows that block count by it. */
static void fired_gather(struct checked *checked)
{
	const struct lexicon_lists *lists = checked->lists;
	for (uint32_t entry = 0; entry < lists->lexicon->count; entry++) {
		struct lexicon_place place = lists->places[entry];
		if (lists->lexicon->taken[entry] > 0 && (place.family != TROUBLE || blocks(checked, place))) {
			checked->fired[place.family][place.row] = 1;
		}
	}
}

static void never_fired_tell(struct check *check, struct checked *checked)
{
	for (int family = 0; family < ALL_LISTS; family++) {
		const struct lexicon_list *list = &checked->lists->lists[family];
		for (uint32_t row = 0; row < list->table.row_count; row++) {
			if (checked->fired[family][row] == 0 && checked->told[family][row] == 0) {
				row_tell(check, checked, (struct lexicon_place){ (enum family)family, row },
				         FINDING_NEVER_FIRED, STR("in none of the mentions"));
			}
		}
	}
}

static int mentions_check(struct check *check, struct err *err)
{
	const struct lexicon_job *job = check->job;
	struct lexicon_reading reading = { job->paths + 1, job->path_count - 1, mentions_take, check };
	int result = lexicon_mentions_read(&reading, err);
	for (size_t i = 0; result == 0 && i < check->count; i++) {
		if ((double)check->languages[i].mentions >= LANGUAGE_SHARE * (double)check->mentions) {
			fired_gather(&check->languages[i]);
			never_fired_tell(check, &check->languages[i]);
		}
	}
	return result;
}

static void show(struct check *check, struct buf *out, struct buf *said)
{
	const struct findings *findings = &check->findings;
	size_t wrong = findings_wrong(findings);
	if (check->job->asked.json) {
		findings_json(findings, out);
	} else if (check->job->columns) {
		findings_table(findings, out);
	} else {
		findings_tsv(findings, out);
	}
	buf_printf(said, "%zu %s, %zu rows: %zu wrong", findings->files, findings->files == 1 ? "file" : "files",
	           findings->rows, wrong);
	if (check->job->path_count > 1) {
		buf_printf(said, ", %zu never fired", findings->count - wrong);
	}
	buf_byte(said, '\n');
}

int lexicon_check(const struct lexicon_job *job, struct buf *out, struct buf *said, struct err *err)
{
	struct check check = { .job = job };
	int result;
	if (job->path_count == 0) {
		return err_set(err, GRIPE_USAGE, "which lists? gripe lexicon check DIR [RUN|FILE]...");
	}
	check.languages = memory_array(LANGUAGES_MOST, sizeof *check.languages);
	buf_init(&check.text, SIZE_MAX);
	result = folder_check(&check, err);
	if (result == 0 && job->path_count > 1) {
		result = mentions_check(&check, err);
	}
	if (result == 0) {
		findings_sort(&check.findings);
		show(&check, out, said);
		result = findings_wrong(&check.findings) > 0 ? 1 : 0;
	}
	languages_close(&check);
	buf_release(&check.text);
	arena_release(&check.scratch);
	findings_release(&check.findings);
	return result;
}
