/* model.bin: damage past the checksum. The bytes' checksum is put right first, so that the checks behind it are
 * reached; an accepted model must be usable. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "theme_assign.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { CHECKSUM_AT = 24, HEAD_MIN = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct theme_model *model;
	struct theme_assigner *assigner;
	struct err err = ERR_INIT;
	char *copy = aligned_alloc(64, len / 64 * 64 + 64);
	if (copy == NULL || len < HEAD_MIN) {
		free(copy);
		return 0;
	}
	memcpy(copy, bytes, len);
	{
		uint64_t size = len, sum;
		size_t head = theme_model_head_bytes();
		memcpy(copy + 16, &size, sizeof size);
		sum = hash64((struct str){ copy + (head < len ? head : len), len - (head < len ? head : len) },
		             THEME_MODEL_VERSION);
		memcpy(copy + CHECKSUM_AT, &sum, sizeof sum);
	}
	if (theme_model_memory(&model, (struct str){ copy, len }, &err) == 0) {
		for (size_t i = 0; i < model->n; i++) {
			(void)theme_model_contact(model, i);
			(void)theme_model_text(model, i);
		}
		if (model->table_print == 0 && theme_assigner_open(&assigner, model, "lexicons", &err) == 0) {
			struct arena arena = ARENA_INIT;
			struct str texts[2] = { STR("livraison en retard"), STR("le produit est de bonne qualite") };
			struct theme_answer answers[2];
			theme_answer_contact(assigner, &arena, STR_EMPTY, texts, 2, answers);
			theme_assigner_close(assigner);
			arena_release(&arena);
		}
		theme_model_close(model);
	}
	free(copy);
	return 0;
}
