/* lexicon_suggest.c - `gripe lexicon suggest`: mentions enter, rows for lists leave, for a person to accept. */
#include "json_write.h"
#include "lexicon_mine.h"
#include "lexicon_scores.h"
#include "lexicon_things.h"

enum { PRECISION_DIGITS = 2, ODDS_DIGITS = 1, GAIN_DIGITS = 1, WEIGHT_DIGITS = 1 };

static void cell_add(struct buf *out, struct str cell)
{
	tsv_cell_add(out, cell);
	buf_byte(out, '\t');
}

static void fixed_add(struct buf *out, double value, int digits, char behind)
{
	buf_fixed(out, value, digits);
	buf_byte(out, behind);
}

static void troubles_tsv(const struct lexicon_corpus *corpus, const struct mined_rows *rows, struct buf *out)
{
	const struct ontology *ontology = troubles_ontology(corpus->lists->troubles);
	buf_printf(out,
	           "# %.*s/trouble.tsv: pattern\tclass\tflags\tfires in\tnot in\tcontacts\tnew\tpeople\tprecision\t"
	           "log-odds\tgain\n",
	           STR_ARGS(corpus->lang));
	for (size_t i = 0; i < rows->count; i++) {
		const struct mined *row = &rows->at[i];
		cell_add(out, row->pattern);
		cell_add(out, ontology->classes[row->class].name);
		cell_add(out, row->topic ? STR("topic") : STR_EMPTY);
		cell_add(out, row->must);
		cell_add(out, row->must_not);
		buf_printf(out, "%llu\t%llu\t%llu\t", (unsigned long long)row->contacts, (unsigned long long)row->fresh,
		           (unsigned long long)row->people);
		fixed_add(out, row->precision, PRECISION_DIGITS, '\t');
		fixed_add(out, row->odds, ODDS_DIGITS, '\t');
		fixed_add(out, (double)row->gain / 1000, GAIN_DIGITS, '\n');
	}
}

static void things_tsv(const struct lexicon_corpus *corpus, const struct found_things *things, struct buf *out)
{
	buf_printf(out,
	           "# %.*s/thing.tsv: id\tname\twords\tstands in\tnot in\tcontacts\ttroubles\tclass\tof it\tlog-odds\n",
	           STR_ARGS(corpus->lang));
	for (size_t i = 0; i < things->count; i++) {
		const struct found_thing *thing = &things->at[i];
		cell_add(out, thing->id);
		cell_add(out, thing->name);
		cell_add(out, thing->name);
		cell_add(out, thing->must);
		cell_add(out, thing->must_not);
		buf_printf(out, "%llu\t%llu\t%.*s\t%llu\t", (unsigned long long)thing->contacts,
		           (unsigned long long)thing->troubles, STR_ARGS(thing->class),
		           (unsigned long long)thing->most);
		fixed_add(out, thing->odds, ODDS_DIGITS, '\n');
	}
}

static void scores_tsv(const struct lexicon_corpus *corpus, const struct scored_rows *rows, struct buf *out)
{
	buf_printf(out, "# %.*s/sentiment.tsv: pattern\tweight\tlow\thigh\tlog-odds\tnear\tstands in\n",
	           STR_ARGS(corpus->lang));
	for (size_t i = 0; i < rows->count; i++) {
		const struct scored *row = &rows->at[i];
		cell_add(out, row->pattern);
		fixed_add(out, row->weight, WEIGHT_DIGITS, '\t');
		buf_printf(out, "%llu\t%llu\t", (unsigned long long)row->low, (unsigned long long)row->high);
		fixed_add(out, row->odds, ODDS_DIGITS, '\t');
		cell_add(out, row->nearest);
		tsv_cell_add(out, row->example);
		buf_byte(out, '\n');
	}
}

static void scores_json(const struct scored_rows *rows, struct buf *out)
{
	json_put_open(out, "sentiment", '[');
	for (size_t i = 0; i < rows->count; i++) {
		const struct scored *row = &rows->at[i];
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "pattern", row->pattern);
		json_put_fixed(out, "weight", row->weight, WEIGHT_DIGITS);
		json_put_int(out, "low", (int64_t)row->low);
		json_put_int(out, "high", (int64_t)row->high);
		json_put_fixed(out, "log_odds", row->odds, ODDS_DIGITS);
		json_put_filled(out, "near", row->nearest);
		json_put_text(out, "stands_in", row->example);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void troubles_json(const struct lexicon_corpus *corpus, const struct mined_rows *rows, struct buf *out)
{
	const struct ontology *ontology = troubles_ontology(corpus->lists->troubles);
	json_put_open(out, "troubles", '[');
	for (size_t i = 0; i < rows->count; i++) {
		const struct mined *row = &rows->at[i];
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "pattern", row->pattern);
		json_put_text(out, "class", ontology->classes[row->class].name);
		json_put_text(out, "flags", row->topic ? STR("topic") : STR(""));
		json_put_text(out, "fires_in", row->must);
		json_put_text(out, "not_in", row->must_not);
		json_put_int(out, "contacts", (int64_t)row->contacts);
		json_put_int(out, "new", (int64_t)row->fresh);
		json_put_int(out, "people", (int64_t)row->people);
		json_put_fixed(out, "precision", row->precision, PRECISION_DIGITS);
		json_put_fixed(out, "log_odds", row->odds, ODDS_DIGITS);
		json_put_fixed(out, "gain", (double)row->gain / 1000, GAIN_DIGITS);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void things_json(const struct found_things *things, struct buf *out)
{
	json_put_open(out, "things", '[');
	for (size_t i = 0; i < things->count; i++) {
		const struct found_thing *thing = &things->at[i];
		json_put_comma(out);
		buf_byte(out, '{');
		json_put_text(out, "id", thing->id);
		json_put_text(out, "name", thing->name);
		json_put_text(out, "stands_in", thing->must);
		json_put_text(out, "not_in", thing->must_not);
		json_put_int(out, "contacts", (int64_t)thing->contacts);
		json_put_int(out, "troubles", (int64_t)thing->troubles);
		json_put_text(out, "class", thing->class);
		json_put_int(out, "of_it", (int64_t)thing->most);
		json_put_fixed(out, "log_odds", thing->odds, ODDS_DIGITS);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static int suggest_troubles(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct buf *out,
                            struct buf *said, struct err *err)
{
	struct mined_rows rows = { .at = NULL };
	struct found_things things = { .at = NULL };
	int result = lexicon_mine(corpus, job, &rows, err);
	result = result < 0 ? result : lexicon_examples(corpus, job->lexicons, &rows, err);
	result = result < 0 ? result : lexicon_things(corpus, job, &things, err);
	if (result < 0) {
		return result;
	}
	if (job->asked.json) {
		troubles_json(corpus, &rows, out);
		things_json(&things, out);
	} else {
		troubles_tsv(corpus, &rows, out);
		things_tsv(corpus, &things, out);
	}
	buf_printf(said, "%zu contacts, language %.*s: %zu troubles, %zu things\n", corpus->count,
	           STR_ARGS(corpus->lang), rows.count, things.count);
	return 0;
}

static int suggest_sentiment(struct lexicon_corpus *corpus, const struct lexicon_job *job, struct buf *out,
                             struct buf *said, struct err *err)
{
	struct scored_rows rows = { .at = NULL };
	int result = lexicon_scores(corpus, job, &rows, err);
	if (result < 0) {
		return result;
	}
	if (job->asked.json) {
		scores_json(&rows, out);
	} else {
		scores_tsv(corpus, &rows, out);
	}
	buf_printf(said, "%llu people gave low scores, %llu high, language %.*s: %zu words\n",
	           (unsigned long long)rows.low, (unsigned long long)rows.high, STR_ARGS(corpus->lang), rows.count);
	return 0;
}

int lexicon_suggest(const struct lexicon_job *job, struct buf *out, struct buf *said, struct err *err)
{
	struct lexicon_corpus corpus;
	int result = lexicon_corpus_open(&corpus, job, err);
	if (result == 0 && job->asked.json) {
		buf_byte(out, '{');
		json_put_text(out, "lang", corpus.lang);
		json_put_int(out, "contacts", (int64_t)corpus.count);
	}
	if (result == 0) {
		result = job->asked.trouble ? suggest_troubles(&corpus, job, out, said, err)
		                            : suggest_sentiment(&corpus, job, out, said, err);
	}
	if (result == 0 && job->asked.json) {
		buf_text(out, "}\n");
	}
	lexicon_corpus_close(&corpus);
	return result;
}
