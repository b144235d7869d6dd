/* trouble_reasons.c - see trouble_reasons.h. The mention is read once more: that costs microseconds, and records need
 * not carry what only a person asks for. */
#include "trouble_reasons.h"

#include "trouble_reader.h"

struct asked { /* what all troubles of a mention are explained by */
	struct troubles *troubles;
	const struct trouble_source *source;
	const struct mention *mention;
	struct place *frames;
	size_t frame_count;
	struct trouble_reading reading; /* where the reader knows the language */
};

static void row_find(const struct asked *asked, const struct trouble *trouble, struct trouble_reason *reason)
{
	const struct unit *units = asked->source->found->matchable.units;
	int class = ontology_find(troubles_ontology(asked->troubles), trouble->class);
	uint32_t base = asked->mention->span.start;
	for (size_t i = 0; i < asked->frame_count; i++) {
		const struct place *frame = &asked->frames[i];
		const struct trouble_row *row = trouble_row_of(asked->source, frame);
		if (row->class == class && base + units[frame->start].start == trouble->span.start &&
		    base + units[frame->end - 1].end == trouble->span.end) {
			reason->row = row;
			reason->file = asked->source->rows->file;
			return;
		}
	}
}

static void reader_ask(const struct asked *asked, const struct trouble *trouble, struct trouble_reason *reason)
{
	struct trouble_reader *reader = troubles_reader(asked->troubles);
	struct trouble_word words[REASON_WORDS];
	size_t class = 0, count = trouble_reader_count(reader);
	while (class < count && !str_eq(trouble_reader_class(reader, class), trouble->class)) {
		class ++;
	}
	if (class == count) {
		return;
	}
	reason->read = true;
	reason->p_milli = trouble_milli(asked->reading.p[class]);
	reason->word_count = trouble_reader_words(reader, class, words, REASON_WORDS);
	for (size_t i = 0; i < reason->word_count; i++) {
		const struct token *token = &asked->source->tokens->at[words[i].token];
		reason->words[i] =
		    (struct span){ asked->mention->span.start + token->start, asked->mention->span.start + token->end };
		reason->share_milli[i] = words[i].share_milli;
	}
}

void trouble_reasons_find(struct troubles *troubles, struct arena *arena, const struct trouble_source *source,
                          const struct mention *mention, struct trouble_reason *reasons)
{
	struct asked asked = { .troubles = troubles, .source = source, .mention = mention };
	bool read = source->reader_language != TROUBLE_UNREAD;
	asked.frame_count = troubles_frames(troubles, arena, source, &asked.frames);
	if (read) {
		trouble_reader_read(troubles_reader(troubles), source->reader_language, source->tokens->at,
		                    source->tokens->count, &asked.reading);
	}
	for (size_t i = 0; i < mention->trouble_count; i++) {
		const struct trouble *trouble = &mention->troubles[i];
		bool both = str_eq(trouble->by, STR("both"));
		reasons[i] = (struct trouble_reason){ .row = NULL };
		if (!str_eq(trouble->by, STR("reader"))) {
			row_find(&asked, trouble, &reasons[i]);
		}
		if (read && (both || str_eq(trouble->by, STR("reader")))) {
			reader_ask(&asked, trouble, &reasons[i]);
		}
	}
}
