/* theme_model.c - see theme_model.h. model.bin is a head (magic, version, size, checksum, places of the sections) and
 * its sections, each aligned to 64 bytes, in the byte order of every machine we know (little-endian; the magic number
 * tells others). Strings are {offset, length} into one section. It is mapped, not read: opening costs one pass for the
 * checksum and the checks (10 ms for 15,000 mentions), and threads share one copy. What is too variable for columns
 * (labels, terms, quotes) stands in themes.tsv, where people may edit it; the theme's id joins the two. */
#include "theme_model.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "hash.h"
#include "leftover.h"
#include "model_folder.h"
#include "outfile.h"
#include "tsv.h"

enum section {
	SECTION_NUMBERS,
	SECTION_STRINGS,
	SECTION_MEAN,
	SECTION_FEATURE_KEYS,
	SECTION_FEATURE_SLOTS,
	SECTION_FEATURE_IDF,
	SECTION_FEATURE_FAMILIAR,
	SECTION_BASIS_SCALE,
	SECTION_BASIS,
	SECTION_VECTORS,
	SECTION_AROUND,
	SECTION_MEMBER_THEME,
	SECTION_MEMBER_SUB,
	SECTION_MEMBER_RUNNER_UP,
	SECTION_MEMBER_WEIGHT,
	SECTION_MEMBER_KEYS,
	SECTION_KEY_SLOTS,
	SECTION_MEMBER_PLACE,
	SECTION_MEMBER_CONTACT,
	SECTION_MEMBER_TEXT,
	SECTION_GROUP_START,
	SECTION_GROUP_VECTORS,
	SECTION_CELL_START,
	SECTION_CELL_VECTORS,
	SECTION_THEME_VECTORS,
	SECTION_SUB_VECTORS,
	SECTION_ENTRIES,
	SECTION_PINS,
	SECTIONS
};

enum {
	SPREAD_SEMANTIC = 1, /* bits of spread_flags */
	SPREAD_CLEAN = 2,    /* absent in models learnt before there were two pairs of cuts: those keep the narrower */
	ALIGN = 64,
	MODEL_MEMBERS_MAX = 1 << 24,
	VECTOR_SQUARE_MAX =
	    (1 << 30) + (1 << 22) /* 32767 squared and what rounding adds; two such vectors' dot stays below 2^31 */
};

struct place {
	uint64_t offset, bytes;
};

struct head {
	char magic[8]; /* "GRIPEMDL" */
	uint32_t version, sections;
	uint64_t bytes;    /* of the file */
	uint64_t checksum; /* of everything behind the head */
	struct place places[SECTIONS];
};

struct ref { /* a string */
	uint32_t offset, length;
};

struct entry { /* a theme or sub-theme */
	struct ref id;
	int32_t parent;
	uint32_t pinned;
	uint64_t size;
};

struct pin { /* a rule */
	uint32_t theme;
	struct ref pattern;
};

struct numbers {
	uint64_t semantic, lexical, dim, stride, feature_count, slot_count, n, key_slot_count, groups, cells,
	    theme_count, sub_count, pin_count;
	uint64_t table_print, contacts, seen, spread_flags;
	double context, mean_length, rarest, resolution, cut, typical;
	struct theme_spread near, familiar, surroundings;
	struct ref lang, grain;
};

struct theme_mapping {
	void *map;
	size_t bytes;
	struct arena arena;
	const struct ref *contacts, *texts; /* [n] */
	const char *strings;
	size_t string_bytes;
};

static struct str string_at(const struct theme_mapping *mapping, struct ref ref)
{
	return (struct str){ mapping->strings + ref.offset, ref.length };
}

/* ---- writing ---- */

struct writer {
	struct buf strings, file;
	struct head head;
};

static struct ref add_string(struct writer *writer, struct str s)
{
	struct ref ref = { (uint32_t)writer->strings.len, (uint32_t)s.len };
	buf_str_add(&writer->strings, s);
	return ref;
}

static void add_section(struct writer *writer, enum section section, const void *bytes, size_t count, size_t size)
{
	static const char zeros[ALIGN];
	buf_add(&writer->file, zeros, (ALIGN - writer->file.len % ALIGN) % ALIGN);
	writer->head.places[section] = (struct place){ writer->file.len, count * size };
	buf_add(&writer->file, bytes != NULL ? bytes : zeros, count * size);
}

static void add_refs(struct writer *writer, enum section section, const struct str *strings, size_t n)
{
	struct ref *refs = memory_array(n + 1, sizeof *refs);
	for (size_t i = 0; i < n; i++) {
		refs[i] = add_string(writer, strings[i]);
	}
	add_section(writer, section, refs, n, sizeof *refs);
	free(refs);
}

static void add_entries(struct writer *writer, const struct theme_model *model)
{
	size_t all = model->theme_count + model->sub_count;
	struct entry *entries = memory_array(all + 1, sizeof *entries);
	for (size_t i = 0; i < all; i++) {
		const struct theme_entry *from =
		    i < model->theme_count ? &model->themes[i] : &model->subs[i - model->theme_count];
		entries[i] = (struct entry){ add_string(writer, from->id), from->parent, from->pinned, from->size };
	}
	add_section(writer, SECTION_ENTRIES, entries, all, sizeof *entries);
	free(entries);
}

static void add_pins(struct writer *writer, const struct theme_model *model)
{
	struct pin *pins = memory_array(model->pin_count + 1, sizeof *pins);
	for (size_t p = 0; p < model->pin_count; p++) {
		pins[p] = (struct pin){ model->pins[p].theme, add_string(writer, model->pins[p].pattern) };
	}
	add_section(writer, SECTION_PINS, pins, model->pin_count, sizeof *pins);
	free(pins);
}

static void add_numbers(struct writer *writer, const struct theme_model *model)
{
	const struct theme_frame *frame = &model->frame;
	struct numbers numbers = { frame->semantic,
		                   frame->lexical,
		                   frame->dim,
		                   frame->stride,
		                   frame->feature_count,
		                   frame->slot_count,
		                   model->n,
		                   model->key_slot_count,
		                   model->groups,
		                   model->cells,
		                   model->theme_count,
		                   model->sub_count,
		                   model->pin_count,
		                   model->table_print,
		                   model->contacts,
		                   model->seen,
		                   (model->spread.semantic ? SPREAD_SEMANTIC : 0U) |
		                       (model->spread.clean ? SPREAD_CLEAN : 0U),
		                   frame->context,
		                   frame->mean_length,
		                   frame->rarest,
		                   model->grain.resolution,
		                   model->grain.cut,
		                   model->typical,
		                   model->spread.near,
		                   model->spread.familiar,
		                   model->spread.surroundings,
		                   { 0, 0 },
		                   { 0, 0 } };
	numbers.lang = add_string(writer, model->lang);
	numbers.grain = add_string(writer, str_from(model->grain.name));
	add_section(writer, SECTION_NUMBERS, &numbers, 1, sizeof numbers);
}

static void write_file(struct writer *writer, const struct theme_model *model)
{
	const struct theme_frame *frame = &model->frame;
	buf_add(&writer->file, &writer->head, sizeof writer->head); /* its place; filled in at the end */
	add_numbers(writer, model);
	add_section(writer, SECTION_MEAN, frame->mean, frame->semantic, sizeof *frame->mean);
	add_section(writer, SECTION_FEATURE_KEYS, frame->feature_keys, frame->feature_count,
	            sizeof *frame->feature_keys);
	add_section(writer, SECTION_FEATURE_SLOTS, frame->feature_slots, frame->slot_count,
	            sizeof *frame->feature_slots);
	add_section(writer, SECTION_FEATURE_IDF, frame->feature_idf, frame->feature_count, sizeof *frame->feature_idf);
	add_section(writer, SECTION_FEATURE_FAMILIAR, frame->feature_familiar, frame->feature_count,
	            sizeof *frame->feature_familiar);
	add_section(writer, SECTION_BASIS_SCALE, frame->basis_scale, frame->feature_count, sizeof *frame->basis_scale);
	add_section(writer, SECTION_BASIS, frame->basis, frame->feature_count * frame->lexical, sizeof *frame->basis);
	add_section(writer, SECTION_VECTORS, model->vectors, model->n * frame->stride, sizeof *model->vectors);
	add_section(writer, SECTION_AROUND, model->around, model->n, sizeof *model->around);
	add_section(writer, SECTION_MEMBER_THEME, model->theme, model->n, sizeof *model->theme);
	add_section(writer, SECTION_MEMBER_SUB, model->sub, model->n, sizeof *model->sub);
	add_section(writer, SECTION_MEMBER_RUNNER_UP, model->runner_up, model->n, sizeof *model->runner_up);
	add_section(writer, SECTION_MEMBER_WEIGHT, model->weight, model->n, sizeof *model->weight);
	add_section(writer, SECTION_MEMBER_KEYS, model->keys, model->n, sizeof *model->keys);
	add_section(writer, SECTION_KEY_SLOTS, model->key_slots, model->key_slot_count, sizeof *model->key_slots);
	add_section(writer, SECTION_MEMBER_PLACE, model->member_place, model->n, sizeof *model->member_place);
	add_refs(writer, SECTION_MEMBER_CONTACT, model->member_contact, model->n);
	add_refs(writer, SECTION_MEMBER_TEXT, model->member_text, model->n);
	add_section(writer, SECTION_GROUP_START, model->group_start, model->groups + 1, sizeof *model->group_start);
	add_section(writer, SECTION_GROUP_VECTORS, model->group_vectors, model->groups * frame->stride,
	            sizeof *model->group_vectors);
	add_section(writer, SECTION_CELL_START, model->cell_start, model->cells + 1, sizeof *model->cell_start);
	add_section(writer, SECTION_CELL_VECTORS, model->cell_vectors, model->cells * frame->stride,
	            sizeof *model->cell_vectors);
	add_section(writer, SECTION_THEME_VECTORS, model->theme_vectors, model->theme_count * frame->stride,
	            sizeof *model->theme_vectors);
	add_section(writer, SECTION_SUB_VECTORS, model->sub_vectors, model->sub_count * frame->stride,
	            sizeof *model->sub_vectors);
	add_entries(writer, model);
	add_pins(writer, model);
	add_section(writer, SECTION_STRINGS, writer->strings.at, writer->strings.len, 1);
	memcpy(writer->head.magic, "GRIPEMDL", 8);
	writer->head.version = THEME_MODEL_VERSION;
	writer->head.sections = SECTIONS;
	writer->head.bytes = writer->file.len;
	writer->head.checksum =
	    hash64((struct str){ writer->file.at + sizeof writer->head, writer->file.len - sizeof writer->head },
	           THEME_MODEL_VERSION);
	memcpy(writer->file.at, &writer->head, sizeof writer->head);
}

static void add_list(struct buf *out, const struct str *list, size_t count, const char *between)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			buf_text(out, between);
		}
		tsv_cell_add(out, list[i]);
	}
}

static void add_row(struct buf *out, const struct theme_model *model, const struct theme_entry *entry, uint64_t whole)
{
	tsv_cell_add(out, entry->id);
	buf_byte(out, '\t');
	if (entry->parent >= 0) {
		tsv_cell_add(out, model->themes[entry->parent].id);
	}
	buf_byte(out, '\t');
	tsv_cell_add(out, entry->label);
	buf_byte(out, '\t');
	buf_integer(out, (int64_t)entry->size);
	buf_byte(out, '\t');
	buf_fixed(out, whole > 0 ? 100.0 * (double)entry->size / (double)whole : 0, 1);
	buf_byte(out, '\t');
	add_list(out, entry->terms, entry->term_count, ", ");
	buf_byte(out, '\t');
	add_list(out, entry->quotes, entry->quote_count, " ");
	buf_byte(out, '\n');
}

bool theme_model_stories(const struct theme_model *model)
{
	return model->frame.context >= 1;
}

static void write_table(struct buf *out, const struct theme_model *model)
{
	uint64_t whole = 0;
	for (size_t i = 0; i < model->n; i++) {
		whole += model->weight[i];
	}
	buf_printf(out,
	           "# %zu themes, %zu sub-themes, grain: %s%s. Labels may be edited here; ids stay over relearning.\n",
	           model->theme_count, model->sub_count, model->grain.name,
	           theme_model_stories(model) ? ", each contact one story" : "");
	buf_text(out, "# id\tparent\tlabel\tmentions in the sample\t% of it\tterms\tquotes (contact#n)\n");
	for (size_t t = 0; t < model->theme_count; t++) {
		add_row(out, model, &model->themes[t], whole);
		for (size_t s = 0; s < model->sub_count; s++) {
			if (model->subs[s].parent == (int32_t)t) {
				add_row(out, model, &model->subs[s], whole);
			}
		}
	}
}

static int save_folder(const struct theme_model *model, const char *beside, const char *folder, struct err *err)
{
	struct writer writer = { 0 };
	struct buf table;
	char path[4200];
	int status;
	buf_init(&writer.strings, UINT32_MAX);
	buf_init(&writer.file, SIZE_MAX);
	buf_init(&table, SIZE_MAX);
	write_file(&writer, model);
	write_table(&table, model);
	status = buf_check(&writer.strings, "the text of the sample", err);
	snprintf(path, sizeof path, "%s/model.bin", beside);
	if (status == 0) {
		status = outfile_save(path, buf_str(&writer.file), err);
	}
	snprintf(path, sizeof path, "%s/themes.tsv", beside);
	if (status == 0) {
		status = outfile_save(path, buf_str(&table), err);
	}
	for (size_t i = 0; status == 0 && i < model->extra_count; i++) {
		snprintf(path, sizeof path, "%s/%s", beside, model->extras[i].name);
		status = outfile_save(path, model->extras[i].text, err);
	}
	if (status == 0) {
		status = model_folder_place(beside, folder, err);
	}
	buf_release(&writer.strings);
	buf_release(&writer.file);
	buf_release(&table);
	return status;
}

int theme_model_save(const struct theme_model *model, const char *folder, struct err *err)
{
	char name[4096], beside[4160];
	size_t len = strlen(folder);
	int status;
	while (len > 1 && folder[len - 1] == '/') {
		len--;
	}
	if (len == 0 || len >= sizeof name) {
		return err_set(err, GRIPE_USAGE, "the model's folder needs a name of at most %zu bytes",
		               sizeof name - 1);
	}
	memcpy(name, folder, len);
	name[len] = '\0';
	status = model_folder_check(name, err);
	if (status < 0) {
		return status;
	}
	snprintf(beside, sizeof beside, "%s.new.%ld", name, (long)getpid());
	leftover_add(beside); /* before it is there, so that no signal comes between */
	status = mkdir(beside, 0777) == 0 ? save_folder(model, beside, name, err)
	                                  : err_errno(err, "cannot make the folder %s", beside);
	if (status < 0) {
		model_folder_remove(beside);
	}
	leftover_drop(beside);
	return status;
}

/* ---- opening ---- */

struct opening {
	const char *bytes;
	const struct head *head;
	struct theme_model *model;
	struct theme_mapping *mapping;
	struct err *err;
};

/* The section's bytes when it holds exactly count * size of them, else NULL with err set. */
static const void *section(struct opening *opening, enum section which, uint64_t count, size_t size)
{
	const struct place *place = &opening->head->places[which];
	if (opening->err->code != GRIPE_OK) {
		return NULL;
	}
	if (count > opening->head->bytes / size || place->bytes != count * size || place->offset % ALIGN != 0 ||
	    place->offset > opening->head->bytes || place->bytes > opening->head->bytes - place->offset) {
		err_set(opening->err, GRIPE_DATA, "damaged model: section %d does not fit", (int)which);
		return NULL;
	}
	return opening->bytes + place->offset;
}

static int bad(struct opening *opening, const char *what)
{
	return err_set(opening->err, GRIPE_DATA, "damaged model: %s", what);
}

static bool slots_fit(const uint32_t *slots, size_t slot_count, size_t count)
{
	size_t used = 0;
	for (size_t i = 0; i < slot_count; i++) {
		if (slots[i] > count) {
			return false;
		}
		used += slots[i] != 0;
	}
	return slot_count >= 1 && (slot_count & (slot_count - 1)) == 0 && used < slot_count;
}

/* start[count + 1] rises from 0 to whole. */
static bool starts_fit(const uint32_t *start, size_t count, size_t whole)
{
	for (size_t i = 0; i < count; i++) {
		if (start[i] > start[i + 1]) {
			return false;
		}
	}
	return start[0] == 0 && start[count] == whole;
}

static bool indices_fit(const int32_t *values, size_t n, size_t count)
{
	for (size_t i = 0; i < n; i++) {
		if (values[i] < -1 || values[i] >= (int64_t)count) {
			return false;
		}
	}
	return true;
}

static bool refs_fit(const struct theme_mapping *mapping, const struct ref *refs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (refs[i].offset > mapping->string_bytes || refs[i].length > mapping->string_bytes - refs[i].offset) {
			return false;
		}
	}
	return true;
}

/* int16 vectors of more than unit length would overflow their dot products. */
static bool vectors_fit(const int16_t *vectors, size_t n, size_t stride)
{
	for (size_t i = 0; i < n; i++) {
		int64_t square = 0;
		for (size_t k = 0; k < stride; k++) {
			square += (int32_t)vectors[i * stride + k] * vectors[i * stride + k];
		}
		if (square > VECTOR_SQUARE_MAX) {
			return false;
		}
	}
	return true;
}

static bool floats_fit(const float *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!isfinite(values[i]) || fabsf(values[i]) > 1e6F) {
			return false;
		}
	}
	return true;
}

/* bytes: of the file. Nothing of which there are more than bytes can be in it; with that, no product of a count and a
 * vector's length goes round. */
/* Nothing of which there are more than the file has bytes. */
static bool counts_fit(const struct numbers *v, uint64_t bytes)
{
	return bytes < UINT64_C(1) << 48 && v->theme_count <= bytes && v->sub_count <= bytes && v->pin_count <= bytes &&
	       v->feature_count <= bytes && v->slot_count <= bytes && v->key_slot_count <= bytes;
}

static bool dimensions_fit(const struct numbers *v)
{
	return v->semantic <= THEME_SEMANTIC_MAX && v->lexical <= THEME_LEXICAL && v->dim == v->semantic + v->lexical &&
	       v->stride >= v->dim && v->stride % 32 == 0 && v->stride <= THEME_SEMANTIC_MAX + THEME_LEXICAL + 32;
}

static bool groups_fit(const struct numbers *v)
{
	return v->n <= MODEL_MEMBERS_MAX && v->cells <= v->n && v->groups <= v->cells &&
	       v->theme_count <= v->n + v->pin_count && v->sub_count <= v->n + v->pin_count;
}

static bool numbers_fit(const struct numbers *v, uint64_t bytes)
{
	return counts_fit(v, bytes) && dimensions_fit(v) && groups_fit(v) && isfinite(v->context) &&
	       isfinite(v->mean_length) && isfinite(v->rarest);
}

static void map_sections(struct opening *opening, const struct numbers *v)
{
	struct theme_model *model = opening->model;
	struct theme_frame *frame = &model->frame;
	frame->mean = section(opening, SECTION_MEAN, v->semantic, sizeof *frame->mean);
	frame->feature_keys = section(opening, SECTION_FEATURE_KEYS, v->feature_count, sizeof *frame->feature_keys);
	frame->feature_slots = section(opening, SECTION_FEATURE_SLOTS, v->slot_count, sizeof *frame->feature_slots);
	frame->feature_idf = section(opening, SECTION_FEATURE_IDF, v->feature_count, sizeof *frame->feature_idf);
	frame->feature_familiar =
	    section(opening, SECTION_FEATURE_FAMILIAR, v->feature_count, sizeof *frame->feature_familiar);
	frame->basis_scale = section(opening, SECTION_BASIS_SCALE, v->feature_count, sizeof *frame->basis_scale);
	frame->basis = section(opening, SECTION_BASIS, v->feature_count * v->lexical, sizeof *frame->basis);
	model->vectors = section(opening, SECTION_VECTORS, v->n * v->stride, sizeof *model->vectors);
	model->around = section(opening, SECTION_AROUND, v->n, sizeof *model->around);
	model->theme = section(opening, SECTION_MEMBER_THEME, v->n, sizeof *model->theme);
	model->sub = section(opening, SECTION_MEMBER_SUB, v->n, sizeof *model->sub);
	model->runner_up = section(opening, SECTION_MEMBER_RUNNER_UP, v->n, sizeof *model->runner_up);
	model->weight = section(opening, SECTION_MEMBER_WEIGHT, v->n, sizeof *model->weight);
	model->keys = section(opening, SECTION_MEMBER_KEYS, v->n, sizeof *model->keys);
	model->key_slots = section(opening, SECTION_KEY_SLOTS, v->key_slot_count, sizeof *model->key_slots);
	model->member_place = section(opening, SECTION_MEMBER_PLACE, v->n, sizeof *model->member_place);
	opening->mapping->contacts = section(opening, SECTION_MEMBER_CONTACT, v->n, sizeof(struct ref));
	opening->mapping->texts = section(opening, SECTION_MEMBER_TEXT, v->n, sizeof(struct ref));
	model->group_start = section(opening, SECTION_GROUP_START, v->groups + 1, sizeof *model->group_start);
	model->group_vectors =
	    section(opening, SECTION_GROUP_VECTORS, v->groups * v->stride, sizeof *model->group_vectors);
	model->cell_start = section(opening, SECTION_CELL_START, v->cells + 1, sizeof *model->cell_start);
	model->cell_vectors = section(opening, SECTION_CELL_VECTORS, v->cells * v->stride, sizeof *model->cell_vectors);
	model->theme_vectors =
	    section(opening, SECTION_THEME_VECTORS, v->theme_count * v->stride, sizeof *model->theme_vectors);
	model->sub_vectors =
	    section(opening, SECTION_SUB_VECTORS, v->sub_count * v->stride, sizeof *model->sub_vectors);
}

static void take_numbers(struct theme_model *model, const struct numbers *v)
{
	struct theme_frame *frame = &model->frame;
	frame->semantic = v->semantic;
	frame->lexical = v->lexical;
	frame->dim = v->dim;
	frame->stride = v->stride;
	frame->context = v->context;
	frame->mean_length = v->mean_length;
	frame->feature_count = v->feature_count;
	frame->slot_count = v->slot_count;
	frame->rarest = v->rarest;
	model->n = v->n;
	model->key_slot_count = v->key_slot_count;
	model->groups = v->groups;
	model->cells = v->cells;
	model->theme_count = v->theme_count;
	model->sub_count = v->sub_count;
	model->pin_count = v->pin_count;
	model->table_print = v->table_print;
	model->contacts = v->contacts;
	model->seen = v->seen;
	model->spread = (struct theme_measures_spread){ v->near, v->familiar, v->surroundings,
		                                        (v->spread_flags & SPREAD_SEMANTIC) != 0,
		                                        (v->spread_flags & SPREAD_CLEAN) != 0 };
	model->typical = v->typical;
	model->grain.resolution = v->resolution;
	model->grain.cut = v->cut;
}

static bool tables_inside(const struct opening *opening)
{
	const struct theme_model *model = opening->model;
	return slots_fit(model->frame.feature_slots, model->frame.slot_count, model->frame.feature_count) &&
	       slots_fit(model->key_slots, model->key_slot_count, model->n);
}

static bool themes_exist(const struct opening *opening)
{
	const struct theme_model *model = opening->model;
	return indices_fit(model->theme, model->n, model->theme_count) &&
	       indices_fit(model->runner_up, model->n, model->theme_count) &&
	       indices_fit(model->sub, model->n, model->sub_count);
}

static bool cells_cover(const struct opening *opening)
{
	const struct theme_model *model = opening->model;
	return starts_fit(model->cell_start, model->cells, model->n) &&
	       starts_fit(model->group_start, model->groups, model->cells);
}

static bool texts_inside(const struct opening *opening)
{
	const struct theme_mapping *mapping = opening->mapping;
	return refs_fit(mapping, mapping->contacts, opening->model->n) &&
	       refs_fit(mapping, mapping->texts, opening->model->n);
}

static bool numbers_possible(const struct opening *opening)
{
	const struct theme_model *model = opening->model;
	return floats_fit(model->frame.mean, model->frame.semantic) &&
	       floats_fit(model->frame.feature_idf, model->frame.feature_count) &&
	       floats_fit(model->frame.feature_familiar, model->frame.feature_count) &&
	       floats_fit(model->frame.basis_scale, model->frame.feature_count) && floats_fit(model->around, model->n);
}

static bool vectors_short(const struct opening *opening)
{
	const struct theme_model *model = opening->model;
	return vectors_fit(model->vectors, model->n, model->frame.stride) &&
	       vectors_fit(model->group_vectors, model->groups, model->frame.stride) &&
	       vectors_fit(model->cell_vectors, model->cells, model->frame.stride) &&
	       vectors_fit(model->theme_vectors, model->theme_count, model->frame.stride) &&
	       vectors_fit(model->sub_vectors, model->sub_count, model->frame.stride);
}

static int check_indices(struct opening *opening)
{
	static const struct {
		bool (*holds)(const struct opening *opening);
		const char *fault;
	} checks[] = {
		{ tables_inside, "a hash table points outside" }, { themes_exist, "a mention's theme does not exist" },
		{ cells_cover, "cells do not cover the sample" }, { texts_inside, "a text lies outside" },
		{ numbers_possible, "a number is not possible" }, { vectors_short, "a vector is longer than 1" },
	};
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		if (!checks[i].holds(opening)) {
			return bad(opening, checks[i].fault);
		}
	}
	return 0;
}

static int take_entries(struct opening *opening)
{
	struct theme_model *model = opening->model;
	size_t all = model->theme_count + model->sub_count;
	const struct entry *entries = section(opening, SECTION_ENTRIES, all, sizeof *entries);
	struct theme_entry *out;
	if (entries == NULL) {
		return opening->err->code;
	}
	out = arena_array(&opening->mapping->arena, all + 1, sizeof *out);
	for (size_t i = 0; i < all; i++) {
		bool sub = i >= model->theme_count;
		if (!refs_fit(opening->mapping, &entries[i].id, 1) || entries[i].parent < -1 ||
		    entries[i].parent >= (int64_t)model->theme_count || sub != (entries[i].parent >= 0)) {
			return bad(opening, "a theme's entry is not possible");
		}
		out[i].id = string_at(opening->mapping, entries[i].id);
		out[i].label = out[i].id;
		out[i].parent = entries[i].parent;
		out[i].size = entries[i].size;
		out[i].pinned = entries[i].pinned != 0;
	}
	model->themes = out;
	model->subs = out + model->theme_count;
	return 0;
}

static int take_pins(struct opening *opening)
{
	struct theme_model *model = opening->model;
	const struct pin *pins = section(opening, SECTION_PINS, model->pin_count, sizeof *pins);
	struct theme_pin *out;
	if (pins == NULL) {
		return opening->err->code;
	}
	out = arena_array(&opening->mapping->arena, model->pin_count + 1, sizeof *out);
	for (size_t p = 0; p < model->pin_count; p++) {
		if (pins[p].theme >= model->theme_count || !refs_fit(opening->mapping, &pins[p].pattern, 1)) {
			return bad(opening, "a rule points outside");
		}
		out[p] = (struct theme_pin){ pins[p].theme, string_at(opening->mapping, pins[p].pattern) };
	}
	model->pins = out;
	return 0;
}

static int take_head(struct opening *opening, size_t bytes)
{
	if (bytes < sizeof(struct head) || memcmp(opening->bytes, "GRIPEMDL", 8) != 0) {
		return err_set(opening->err, GRIPE_DATA, "not a model of gripe (or cut off)");
	}
	if (opening->head->version != THEME_MODEL_VERSION) {
		return err_set(
		    opening->err, GRIPE_DATA,
		    "model version %u; this program reads version %d: learn it again, or use the program that wrote it",
		    (unsigned)opening->head->version, (int)THEME_MODEL_VERSION);
	}
	if (opening->head->sections != SECTIONS || opening->head->bytes != bytes) {
		return err_set(opening->err, GRIPE_DATA, "damaged model: %zu bytes, %llu expected", bytes,
		               (unsigned long long)opening->head->bytes);
	}
	if (hash64((struct str){ opening->bytes + sizeof(struct head), bytes - sizeof(struct head) },
	           THEME_MODEL_VERSION) != opening->head->checksum) {
		return err_set(opening->err, GRIPE_DATA, "damaged model: the checksum is wrong");
	}
	return 0;
}

static int take_file(struct opening *opening, size_t bytes)
{
	const struct numbers *numbers;
	int status = take_head(opening, bytes);
	if (status < 0) {
		return status;
	}
	opening->mapping->string_bytes = opening->head->places[SECTION_STRINGS].bytes;
	opening->mapping->strings = section(opening, SECTION_STRINGS, opening->mapping->string_bytes, 1);
	numbers = section(opening, SECTION_NUMBERS, 1, sizeof *numbers);
	if (opening->err->code != GRIPE_OK) {
		return opening->err->code;
	}
	if (!numbers_fit(numbers, bytes) || !refs_fit(opening->mapping, &numbers->lang, 1) ||
	    !refs_fit(opening->mapping, &numbers->grain, 1)) {
		return bad(opening, "its sizes are not possible");
	}
	take_numbers(opening->model, numbers);
	opening->model->lang = string_at(opening->mapping, numbers->lang);
	snprintf(opening->model->grain.name, sizeof opening->model->grain.name, "%.*s",
	         STR_ARGS(string_at(opening->mapping, numbers->grain)));
	map_sections(opening, numbers);
	if (opening->err->code != GRIPE_OK) {
		return opening->err->code;
	}
	status = check_indices(opening);
	if (status == 0) {
		status = take_entries(opening);
	}
	return status < 0 ? status : take_pins(opening);
}

static size_t split_list(struct arena *arena, struct str cell, struct str between, struct str **list)
{
	size_t count = 0, cap = 1;
	for (size_t i = 0; i < cell.len; i++) {
		cap += cell.at[i] == between.at[0];
	}
	*list = arena_array(arena, cap, sizeof **list);
	while (cell.len > 0) {
		size_t end = str_find(cell, between, 0);
		(*list)[count++] = str_slice(cell, 0, end);
		cell = end + between.len <= cell.len ? str_slice(cell, end + between.len, cell.len) : STR_EMPTY;
	}
	return count;
}

/* Labels, terms and quotes of themes.tsv onto the entries; rows of ids that the model does not have are left alone. */
static int take_table(struct theme_model *model, const char *folder, struct err *err)
{
	struct arena *arena = &model->inside->arena;
	struct intern ids;
	struct tsv tsv;
	char path[4200];
	int status;
	snprintf(path, sizeof path, "%s/themes.tsv", folder);
	status = tsv_load(&tsv, arena, path, 3, err);
	if (status < 0) {
		return status;
	}
	intern_init(&ids);
	for (size_t i = 0; i < model->theme_count + model->sub_count; i++) {
		intern_add(&ids, model->themes[i].id); /* subs stand behind themes in one array */
	}
	for (size_t r = 0; r < tsv.row_count; r++) {
		const struct tsv_row *row = &tsv.rows[r];
		uint32_t number = intern_find(&ids, row->cells[0]);
		if (number != INTERN_NONE) {
			struct theme_entry *entry = &model->themes[number];
			entry->label = row->cells[2].len > 0 ? row->cells[2] : entry->id;
			entry->term_count =
			    row->cell_count > 5 ? split_list(arena, row->cells[5], STR(", "), &entry->terms) : 0;
			entry->quote_count =
			    row->cell_count > 6 ? split_list(arena, row->cells[6], STR(" "), &entry->quotes) : 0;
		}
	}
	intern_release(&ids);
	return 0;
}

static int map_file(struct theme_mapping *mapping, const char *path, struct err *err)
{
	struct stat about;
	int status = 0, fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		return err_errno(err, "cannot open %s", path);
	}
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0) {
		status = err_set(err, GRIPE_DATA, "%s is empty or no regular file", path);
	} else {
		mapping->map = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		mapping->bytes = (size_t)about.st_size;
		if (mapping->map == MAP_FAILED) {
			mapping->map = NULL;
			status = err_errno(err, "cannot map %s", path);
		}
	}
	close(fd);
	return status;
}

size_t theme_model_head_bytes(void)
{
	return sizeof(struct head);
}

int theme_model_memory(struct theme_model **result, struct str bytes, struct err *err)
{
	struct err own = ERR_INIT;
	struct theme_model *model = memory_alloc(sizeof *model);
	struct opening opening = { bytes.at, (const struct head *)(const void *)bytes.at, model, NULL, &own };
	int status;
	*result = NULL;
	model->inside = memory_alloc(sizeof *model->inside);
	opening.mapping = model->inside;
	status = take_file(&opening, bytes.len);
	if (status < 0) {
		if (err != NULL) {
			*err = own;
		}
		theme_model_close(model);
		return status;
	}
	*result = model;
	return 0;
}

int theme_model_open(struct theme_model **result, const char *folder, struct err *err)
{
	struct theme_mapping mapping = { 0 };
	char path[4200];
	int status;
	*result = NULL;
	snprintf(path, sizeof path, "%s/model.bin", folder);
	status = map_file(&mapping, path, err);
	if (status < 0) {
		return status;
	}
	status = theme_model_memory(result, (struct str){ mapping.map, mapping.bytes }, err);
	if (status < 0) {
		munmap(mapping.map, mapping.bytes);
		err_at(err, path, 0, 0);
		return status;
	}
	(*result)->inside->map = mapping.map;
	(*result)->inside->bytes = mapping.bytes;
	status = take_table(*result, folder, err);
	if (status < 0) {
		theme_model_close(*result);
		*result = NULL;
	}
	return status;
}

void theme_model_close(struct theme_model *model)
{
	if (model != NULL) {
		if (model->inside->map != NULL) {
			munmap(model->inside->map, model->inside->bytes);
		}
		arena_release(&model->inside->arena);
		free(model->inside);
		free(model);
	}
}

struct str theme_model_contact(const struct theme_model *model, size_t member)
{
	return model->inside != NULL ? string_at(model->inside, model->inside->contacts[member])
	                             : model->member_contact[member];
}

uint32_t theme_model_place(const struct theme_model *model, size_t member)
{
	return model->member_place[member];
}

struct str theme_model_text(const struct theme_model *model, size_t member)
{
	return model->inside != NULL ? string_at(model->inside, model->inside->texts[member])
	                             : model->member_text[member];
}

int64_t theme_model_find(const struct theme_model *model, uint64_t key)
{
	size_t mask = model->key_slot_count - 1;
	if (model->key_slot_count == 0) {
		return -1;
	}
	for (size_t slot = key & mask; model->key_slots[slot] != 0; slot = (slot + 1) & mask) {
		if (model->keys[model->key_slots[slot] - 1] == key) {
			return model->key_slots[slot] - 1;
		}
	}
	return -1;
}
