/* test_stem_vocabulary.c - stems against Snowball's own vocabularies (voc.txt, output.txt), through the cache: twice
 * each word. Reads ../shared/data/parser-suites/snowball where it is there, else skips. The lists are of a newer
 * Snowball than libstemmer 2.2 (its French and German rules changed since): what may differ is said per language. */
#include <stdio.h>
#include <stdlib.h>

#include "token.h"

struct language {
	const char *code, *folder;
	unsigned differ_most; /* per 10,000 words */
};

static bool line_read(FILE *file, char line[256], struct str *out)
{
	if (fgets(line, 256, file) == NULL) {
		return false;
	}
	*out = str_trim(str_from(line));
	return true;
}

static void compare(const struct language *language)
{
	char path[2][160], lines[2][256];
	struct stemmer *stemmer = NULL;
	struct err err = ERR_INIT;
	struct str word, wanted;
	unsigned words = 0, wrong = 0;
	FILE *voc, *output;
	snprintf(path[0], sizeof path[0], "../shared/data/parser-suites/snowball/%s/voc.txt", language->folder);
	snprintf(path[1], sizeof path[1], "../shared/data/parser-suites/snowball/%s/output.txt", language->folder);
	voc = fopen(path[0], "r");
	output = fopen(path[1], "r");
	if (voc == NULL || output == NULL || stemmer_open(&stemmer, str_from(language->code), &err) < 0) {
		printf("skip stems of Snowball's %s vocabulary: not there\n", language->folder);
	} else {
		while (line_read(voc, lines[0], &word) && line_read(output, lines[1], &wanted)) {
			words++;
			wrong += !str_eq(stem(stemmer, word), wanted) || !str_eq(stem(stemmer, word), wanted);
		}
		printf("%s stems of Snowball's %s vocabulary: %u of %u differ\n",
		       words > 1000 && wrong * 10000 <= words * language->differ_most ? "ok" : "not ok",
		       language->folder, wrong, words);
	}
	stemmer_close(stemmer);
	if (voc != NULL) {
		fclose(voc);
	}
	if (output != NULL) {
		fclose(output);
	}
}

int main(void)
{
	static const struct language languages[] = {
		{ "en", "english", 20 }, { "fr", "french", 400 },    { "de", "german", 400 },
		{ "es", "spanish", 20 }, { "pt", "portuguese", 20 },
	};
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		compare(&languages[i]);
	}
	return 0;
}
