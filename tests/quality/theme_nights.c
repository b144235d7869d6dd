/* theme_nights - births over simulated nights: theme_nights MODEL < mentions of contacts with ids "NIGHT/LABEL/number",
 * nights rising (from `gripe split`). Prints a line a birth: night, size, share of the group's commonest label, that
 * label, text of the medoid. Built by theme_nights.sh. */
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "infile.h"
#include "record.h"
#include "theme_assign.h"
#include "theme_birth.h"

struct pooled {
	long night;
	char label[96];
	char text[160];
	bool reported;
};

struct nights {
	struct theme_assigner *assigner;
	const struct theme_model *model;
	struct pooled *pool;
	int16_t *vectors;
	size_t count;
};

static void close_night(struct nights *nights, long night)
{
	struct arena arena = ARENA_INIT;
	struct theme_birth *births;
	bool *reported = arena_array(&arena, nights->count + 1, sizeof *reported);
	size_t stride = nights->model->frame.stride, kept = 0, born;
	for (size_t i = 0; i < nights->count; i++) {
		reported[i] = nights->pool[i].reported;
	}
	born = theme_births(nights->model, nights->vectors, nights->count, reported, 1, &arena, &births);
	for (size_t b = 0; b < born; b++) {
		size_t most = 0, first = 0;
		for (size_t i = 0; i < births[b].member_count; i++) {
			size_t same = 0;
			for (size_t j = 0; j < births[b].member_count; j++) {
				same += strcmp(nights->pool[births[b].members[i]].label,
				               nights->pool[births[b].members[j]].label) == 0;
			}
			if (same > most) {
				most = same;
				first = births[b].members[i];
			}
		}
		printf("%ld\t%zu\t%.2f\t%s\t%s\n", night, births[b].member_count,
		       (double)most / (double)births[b].member_count, nights->pool[first].label,
		       nights->pool[births[b].medoid].text);
	}
	for (size_t i = 0; i < nights->count; i++) {
		nights->pool[i].reported = reported[i];
	}
	for (size_t i = 0; i < nights->count; i++) { /* the next night's pool: the last five nights with it */
		if (nights->pool[i].night > night + 1 - THEME_BIRTH_NIGHTS) {
			nights->pool[kept] = nights->pool[i];
			memmove(nights->vectors + kept++ * stride, nights->vectors + i * stride,
			        stride * sizeof(int16_t));
		}
	}
	nights->count = kept;
	arena_release(&arena);
}

static void take(struct nights *nights, struct str id, struct str *texts, size_t count)
{
	struct arena arena = ARENA_INIT;
	size_t stride = nights->model->frame.stride;
	struct str label, number;
	long night = strtol(id.at, NULL, 10);
	str_cut(id, '/', &label);
	label = str_cut(label, '/', &number);
	nights->pool = memory_grow(nights->pool, nights->count + count, sizeof *nights->pool);
	nights->vectors = memory_grow(nights->vectors, (nights->count + count) * stride, sizeof *nights->vectors);
	theme_vectors_contact(nights->assigner, &arena, STR("en"), texts, count,
	                      nights->vectors + nights->count * stride);
	for (size_t i = 0; i < count; i++) {
		struct pooled *pooled = &nights->pool[nights->count++];
		*pooled = (struct pooled){ .night = night };
		snprintf(pooled->label, sizeof pooled->label, "%.*s", STR_ARGS(label));
		snprintf(pooled->text, sizeof pooled->text, "%.*s", STR_ARGS(texts[i]));
	}
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct theme_model *model;
	struct nights nights = { 0 };
	struct infile *file;
	struct lines lines;
	struct str line, texts[256], id = STR_EMPTY;
	struct arena arena = ARENA_INIT;
	size_t count = 0;
	long night = 0;
	if (argc != 3 || theme_model_open(&model, argv[1], &err) < 0 ||
	    theme_assigner_open(&nights.assigner, model, argv[2], &err) < 0 || infile_open(&file, "-", &err) < 0) {
		fprintf(stderr, "theme_nights MODEL LEXICONS: %s\n", err.message);
		return 2;
	}
	nights.model = model;
	lines_init(&lines, file);
	for (int more = 1; more > 0;) {
		struct contact contact;
		struct mention mention;
		more = lines_next(&lines, &line, &err);
		if (more > 0 && record_decode_mention(&contact, &mention, &arena, arena_dup(&arena, line), &err) < 0) {
			return 3;
		}
		if (count > 0 && (more <= 0 || !str_eq(contact.id, id))) {
			long here = strtol(id.at, NULL, 10);
			while (night < here) {
				close_night(&nights, night++);
			}
			take(&nights, id, texts, count);
			count = 0;
		}
		if (more > 0) {
			id = contact.id;
			texts[count] = mention.text;
			count += count < 255;
		}
	}
	close_night(&nights, night);
	lines_release(&lines);
	infile_close(file);
	free(nights.pool);
	free(nights.vectors);
	theme_assigner_close(nights.assigner);
	theme_model_close(model);
	arena_release(&arena);
	return 0;
}
