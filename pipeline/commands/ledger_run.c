/* ledger_run.c - see ledger_suggest.h: the issues of a run as suggestions look at them. What a mention says of its
 * issue is the evidence that tagging found for the issue's class. Memory: 24 bytes for each issue of a contact, and the
 * distinct evidence. */
#include <stdlib.h>
#include <unistd.h>

#include "array.h"
#include "ledger_apply.h"
#include "ledger_labels.h"
#include "ledger_suggest.h"
#include "ledger_walk.h"

/* The stems of a text that say something, as many as a name may have. */
static int words_read(struct run_issues *issues, const struct spoken *spoken, struct run_words *out, struct err *err)
{
	struct stems stems;
	int result = content_stems(&issues->words, spoken, &stems, err);
	out->count = 0;
	for (size_t s = 0; result == 0 && s < stems.count && s < RUN_WORDS; s++) {
		out->list[out->count++] = stems.list[s];
	}
	return result;
}

/* An issue of the table of pain that may be merged or named: by the model, else by its class. */
static bool in_pain(const struct run_issues *issues, struct str id, int class)
{
	struct str table = label_of(&issues->labels, id).table;
	return class >= 0 && !issue_is_rest(id) && ledger_last(issues->ledger, LEDGER_MUTE, id) == NULL &&
	       (table.len > 0 ? str_eq(table, STR("pain")) : class_is(issues->ontology, class, CLASS_TROUBLE));
}

static int issue_add(struct run_issues *issues, struct str id, struct str lang, uint32_t *number, struct err *err)
{
	enum { FIRST = 64 };
	size_t known = issues->ids.count;
	struct run_issue *issue;
	*number = intern_add(&issues->ids, id);
	issues->list = array_room(issues->list, *number, &issues->cap, sizeof *issues->list, FIRST);
	issue = &issues->list[*number];
	if (issues->ids.count == known) {
		return 0;
	}
	*issue = (struct run_issue){ .id = arena_dup(&issues->arena, id) };
	intern_init(&issue->phrases);
	issue->class = ontology_find(issues->ontology, str_cut(issue->id, '.', &issue->thing));
	issue->class = in_pain(issues, issue->id, issue->class) ? issue->class : -1;
	issue->label = label_of(&issues->labels, issue->id).text;
	const struct spoken label = { issue->label, lang, &issues->arena };
	return words_read(issues, &label, &issue->words, err);
}

/* A name stands on one line, however it was written. */
static struct str one_line(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++) {
		copy[i] = ascii_is_space(text.at[i]) ? ' ' : text.at[i];
	}
	return (struct str){ copy, text.len };
}

static void phrase_add(struct run_issues *issues, struct run_issue *issue, struct str text, uint64_t contact,
                       uint64_t weight)
{
	enum { FIRST = 8 };
	struct token *tokens;
	struct buf folded;
	size_t known = issue->phrases.count,
	       count = tokenize(issues->words.tokenizer, &issues->scratch, text, STR_EMPTY, &tokens);
	buf_init(&folded, SIZE_MAX);
	for (size_t t = 0; t < count; t++) {
		buf_text(&folded, t > 0 ? " " : "");
		buf_str_add(&folded, tokens[t].word);
	}
	uint32_t number = intern_add(&issue->phrases, buf_str(&folded));
	issue->said = array_room(issue->said, number, &issue->said_cap, sizeof *issue->said, FIRST);
	struct run_phrase *phrase = &issue->said[number];
	if (issue->phrases.count > known) {
		*phrase = (struct run_phrase){ .text = one_line(&issues->arena, text), .words = count };
	} else if (str_cmp(text, phrase->text) > 0) { /* small letters stand behind capitals */
		phrase->text = one_line(&issues->arena, text);
	}
	phrase->contacts += phrase->seen != contact ? weight : 0;
	phrase->seen = contact;
	buf_release(&folded);
	arena_reset(&issues->scratch);
}

/* The words that say the class of the issue, in the mention. */
static struct str evidence_of(const struct mention *mention, struct str class)
{
	for (size_t i = 0; i < mention->trouble_count; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		if (str_eq(trouble->class, class) && trouble->span.start >= mention->span.start &&
		    trouble->span.end <= mention->span.end && trouble->span.start < trouble->span.end &&
		    trouble->span.end - mention->span.start <= mention->text.len) {
			return str_slice(mention->text, trouble->span.start - mention->span.start,
			                 trouble->span.end - mention->span.start);
		}
	}
	return STR_EMPTY;
}

static bool holds_word(const struct run_words *label, const struct run_words *words)
{
	for (size_t w = 0; w < words->count; w++) {
		for (size_t i = 0; i < label->count; i++) {
			if (str_eq(words->list[w], label->list[i])) {
				return true;
			}
		}
	}
	return false;
}

static int mention_count(struct run_issues *issues, uint32_t number, const struct record *record, uint64_t contact,
                         struct err *err)
{
	enum { NAMINGS = 1024 };
	const struct mention *mention = &record->mentions[0];
	const struct spoken said = { mention->text, language_named(record->contact.lang), &issues->scratch };
	struct run_issue *issue = &issues->list[number];
	struct run_words words;
	struct str evidence = evidence_of(mention, ledger_class(ledger_unedited(mention).issue));
	uint64_t weight = contact_weight(&record->contact);
	int result = words_read(issues, &said, &words, err);
	issue->mentions++;
	issue->named += holds_word(&issue->words, &words);
	arena_reset(&issues->scratch);
	if (evidence.len > 0) {
		phrase_add(issues, issue, evidence, contact, weight);
	}
	if (issue->seen != contact) {
		issue->seen = contact;
		issue->contacts += weight;
		issues->namings = array_room(issues->namings, issues->naming_count, &issues->naming_cap,
		                             sizeof *issues->namings, NAMINGS);
		issues->namings[issues->naming_count++] = (struct run_naming){ contact, weight, number };
	}
	return result;
}

static int take_mention(void *to, struct record *record, uint64_t contact, struct err *err)
{
	struct run_issues *issues = to;
	struct str id = record->mentions[0].issue;
	uint32_t number;
	int result = id.len > 0 ? issue_add(issues, id, language_named(record->contact.lang), &number, err) : 0;
	if (id.len == 0 || result < 0 || issues->list[number].class < 0) {
		return result;
	}
	return mention_count(issues, number, record, contact, err);
}

int run_issues_read(struct run_issues *issues, const char *run, const char *lexicons, struct err *err)
{
	const struct ledger_visit visit = { take_mention, issues };
	struct str ledger, mentions;
	int result;
	*issues = (struct run_issues){ .arena = ARENA_INIT, .scratch = ARENA_INIT };
	intern_init(&issues->ids);
	labels_init(&issues->labels);
	ledger = arena_printf(&issues->arena, "%s/ledger.tsv", run);
	mentions = arena_printf(&issues->arena, "%s/mentions.ndjson", run);
	result = ontology_open(&issues->ontology, lexicons, err);
	if (result == 0) {
		result = tsv_lexicon(&issues->lists, &issues->arena, lexicons, "any", "trouble_things.tsv", 2, err);
	}
	if (result == 0) {
		result = ledger_labels(&issues->labels, run, err);
	}
	if (result == 0 && access(ledger.at, F_OK) == 0) {
		result = ledger_open(&issues->ledger, ledger.at, err);
		issues->labels.ledger = issues->ledger;
	}
	result = result == 0 ? content_words_open(&issues->words, lexicons, err) : result;
	return result == 0 ? ledger_walk(mentions.at, &visit, err) : result;
}

void run_issues_release(struct run_issues *issues)
{
	for (size_t i = 0; i < issues->ids.count; i++) {
		intern_release(&issues->list[i].phrases);
		free(issues->list[i].said);
	}
	free(issues->list);
	free(issues->namings);
	intern_release(&issues->ids);
	labels_release(&issues->labels);
	ledger_close(issues->ledger);
	ontology_close(issues->ontology);
	content_words_release(&issues->words);
	arena_release(&issues->scratch);
	arena_release(&issues->arena);
}
