/* why_issue.c - see why_issue.h. */
#include "why_issue.h"

#include <stdlib.h>

struct why_issues {
	struct tagger *tagger;
	struct issue_model *model; /* NULL: it has none */
	struct issue_assigner *assigner;
};

int why_issues_open(struct why_issues **out, const char *folder, const char *lexicons, struct err *err)
{
	struct why_issues *issues = memory_alloc(sizeof *issues);
	int result = tagger_open(&issues->tagger, lexicons, true, err);
	result = result == 0 ? issue_model_open(&issues->model, folder, lexicons, err) : result;
	if (result == 0 && issues->model != NULL) {
		result = issue_assigner_open(&issues->assigner, issues->model, lexicons, err);
	}
	if (result < 0) {
		why_issues_close(issues);
		return result;
	}
	*out = issues;
	return 0;
}

void why_issues_close(struct why_issues *issues)
{
	if (issues != NULL) {
		issue_assigner_close(issues->assigner);
		issue_model_close(issues->model);
		tagger_close(issues->tagger);
		free(issues);
	}
}

const struct issue_model *why_issues_model(const struct why_issues *issues)
{
	return issues->model;
}

static bool is_tagged(const struct record *record)
{
	for (size_t i = 0; i < record->mention_count; i++) {
		if (record->mentions[i].trouble_count > 0 || record->mentions[i].signal_count > 0) {
			return true;
		}
	}
	return false;
}

/* What tagging found, with what this corpus makes of it. */
static int troubles_tell(struct why_issues *issues, const struct record *record, const struct mention *mention,
                         struct why_issue *answer, struct err *err)
{
	size_t count = mention->trouble_count;
	struct trouble_reason *reasons = arena_array(record->arena, count + 1, sizeof *reasons);
	struct issue_weighed weighed[MENTION_TROUBLES];
	size_t known = issues->model != NULL ? issue_weigh(issues->model, mention, weighed) : 0;
	int result = tagger_reasons(issues->tagger, record, mention, reasons, err);
	answer->trouble_count = count;
	answer->troubles = arena_array(record->arena, count + 1, sizeof *answer->troubles);
	for (size_t i = 0; i < count; i++) {
		answer->troubles[i] =
		    (struct why_trouble){ &mention->troubles[i], mention->troubles[i].p_milli, reasons[i] };
	}
	for (size_t i = 0; i < known; i++) {
		answer->troubles[weighed[i].trouble].p_milli = weighed[i].p_milli;
	}
	return result;
}

static int by_score(const void *left, const void *right)
{
	const struct why_thing *a = left, *b = right;
	int brand = (a->roles & THING_BRAND) != 0, other = (b->roles & THING_BRAND) != 0;
	if (brand != other) {
		return brand - other;
	}
	return a->score != b->score ? (a->score > b->score ? -1 : 1) : str_cmp(a->thing->id, b->thing->id);
}

static void things_tell(const struct issue_model *model, const struct thing_list *things,
                        const struct issue_mention *read, size_t which, struct why_stated *to)
{
	for (size_t i = 0; i < read->near_count[which]; i++) {
		struct why_thing *thing = &to->things[to->thing_count++];
		const struct issue_thing *known;
		thing->thing = things_at(things, read->near[which][i].thing);
		thing->distance = read->near[which][i].distance;
		known = issue_model_thing_find(model, thing->thing->id);
		thing->roles = known != NULL ? known->roles : 0;
		(void)issue_thing_score(model, thing->thing, to->stated, thing->distance, &thing->score);
	}
	qsort(to->things, to->thing_count, sizeof *to->things, by_score);
}

static void stated_tell(const struct issue_model *model, const struct thing_list *things,
                        const struct issue_mention *read, size_t which, struct why_stated *to)
{
	int64_t pair;
	*to = (struct why_stated){ .stated = &read->stated[which], .home_class = read->stated[which].class };
	things_tell(model, things, read, which, to);
	to->home_thing = read->thing[which] != NULL ? read->thing[which]->id : THING_NONE;
	ontology_home(model->ontology, &to->home_class, &to->home_thing);
	pair = issue_model_pair_find(model, to->home_class, to->home_thing);
	to->contacts = pair >= 0 ? model->pairs[pair].contacts : 0;
	if (read->issue[which] >= 0) {
		to->issue = &model->issues[read->issue[which]];
	} else if (read->set_aside[which]) {
		to->code = "narrative";
	} else {
		to->code = model->ontology->classes[to->home_class].mode == CLASS_NONE ? "heads_none" : "below_floor";
	}
}

static const char *code_of(const struct issue_mention *read)
{
	static const char *const codes[] = {
		[DOUBT_NONE] = "heads_none",     [DOUBT_NOTHING] = "no_trouble", [DOUBT_SCORE] = "top_score",
		[DOUBT_SHORT] = "one_word",      [DOUBT_GOOD] = "good_mood",     [DOUBT_UNSURE] = "not_sure",
		[DOUBT_SENSE] = "another_sense",
	};
	return str_eq(read->states, STR("praise")) ? "praise" : codes[read->doubt];
}

static int model_tell(struct why_issues *issues, struct record *record, struct why_issue *answers, struct err *err)
{
	struct issue_mention *read = arena_array(record->arena, record->mention_count + 1, sizeof *read);
	struct thing_list *things = NULL;
	int result = issue_read(issues->assigner, record->arena, record, read, err);
	result = result == 0 ? issue_place(issues->assigner, record->arena, record, read, err) : result;
	result = result == 0 ? issue_things(issues->assigner, record->contact.lang, &things, err) : result;
	for (size_t i = 0; result == 0 && i < record->mention_count; i++) {
		answers[i].read = &read[i];
		answers[i].stated_count = read[i].stated_count;
		answers[i].code = read[i].stated_count == 0 ? code_of(&read[i]) : NULL;
		for (size_t k = 0; k < read[i].stated_count; k++) {
			stated_tell(issues->model, things, &read[i], k, &answers[i].stated[k]);
		}
	}
	return result;
}

int why_issues_answer(struct why_issues *issues, struct record *record, struct why_issue *answers, struct err *err)
{
	bool says;
	int result = is_tagged(record) ? 0 : tagger_record(issues->tagger, record, &says, err);
	for (size_t i = 0; result == 0 && i < record->mention_count; i++) {
		answers[i] = (struct why_issue){ .read = NULL };
		result = troubles_tell(issues, record, &record->mentions[i], &answers[i], err);
	}
	if (result == 0 && issues->model != NULL) {
		result = model_tell(issues, record, answers, err);
	}
	return result;
}

struct str why_issue_id(const struct why_issue *answer)
{
	for (size_t k = 0; k < answer->stated_count; k++) {
		if (answer->stated[k].issue != NULL) {
			return answer->stated[k].issue->id;
		}
	}
	return STR_EMPTY;
}
