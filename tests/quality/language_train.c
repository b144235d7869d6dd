/* language_train.c - learns lexicons/any/language.tbl from word lists (language_corpus.py makes them). A tool for
 * whoever changes the languages; not part of the program.
 *
 *   cc -O2 -o language_train tests/quality/language_train.c -lm
 *   ./language_train WORDS_FOLDER LANG:GROUP... > lexicons/any/language.tbl
 *
 * Samples are runs of 1 to 12 words drawn from a language's word distribution (a bag of words is all that language.c
 * looks at, so drawn words train it as well as sentences do); some lose their accents, as people type. The groups of
 * letters that say most about a language are chosen first (frequency times log ratio to the mean of all languages);
 * then a softmax regression over the languages of one script is fitted by stochastic gradient descent with a falling
 * rate. Weights are written in 1/16 nat, the small ones left out. The random numbers are a fixed sequence: the same
 * lists give the same table on one machine; the table, not the training, is what the program's promises rest on. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LANGS = 64,
	GRAM_MAX = 4,
	WHOLE_MAX = 12,
	PER_LANG = 1500,
	WHOLE_PER_LANG = 500,
	TABLE = 1 << 23,
	WORD_FEATURES = 160,
	SCALE = 16,
	LEAST = 2
};
static const long SAMPLES = 6000000;

struct gram {
	char text[56];
	float share[LANGS]; /* of the language's grams, while choosing */
	int number;         /* of the chosen ones, -1: not chosen */
	int whole;
};
struct word {
	double upto; /* cumulative weight */
	int *features, count;
	int *bare_features, bare_count; /* without accents; NULL: the same */
};
static char codes[LANGS][8];
static int groups[LANGS], langs;
static struct word *words[LANGS];
static int word_counts[LANGS];
static struct gram **table;
static size_t grams;
static uint64_t state = 88172645463325252u;

static double uniform(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (double)(state >> 11) / 9007199254740992.0;
}

static struct gram *gram_of(const char *text, size_t len, int add)
{
	uint64_t h = 1469598103934665603u;
	size_t slot;
	for (size_t i = 0; i < len; i++) {
		h = (h ^ (unsigned char)text[i]) * 1099511628211u;
	}
	for (slot = (h ^ h >> 29) & (TABLE - 1); table[slot] != NULL; slot = (slot + 1) & (TABLE - 1)) {
		if (strlen(table[slot]->text) == len && memcmp(table[slot]->text, text, len) == 0) {
			return table[slot];
		}
	}
	if (!add || len >= sizeof table[slot]->text) {
		return NULL;
	}
	if (grams > TABLE / 4 * 3) {
		fprintf(stderr, "table full\n");
		exit(1);
	}
	table[slot] = calloc(1, sizeof **table);
	memcpy(table[slot]->text, text, len);
	table[slot]->number = -1;
	grams++;
	return table[slot];
}

/* Calls for each feature of the word, exactly as language.c does. */
static int features_of(const char *word, struct gram **out, int add)
{
	char padded[200];
	size_t starts[64], chars = 0, len;
	int count = 0;
	snprintf(padded, sizeof padded, "_%s_", word);
	len = strlen(padded);
	for (size_t i = 0; i < len && chars < 60; i++) {
		if (((unsigned char)padded[i] & 0xC0) != 0x80) {
			starts[chars++] = i;
		}
	}
	starts[chars] = len;
	for (size_t from = 0; from < chars; from++) {
		for (size_t n = 1; n <= GRAM_MAX && from + n <= chars; n++) {
			struct gram *g;
			if (n == 1 && (from == 0 || from + 1 == chars)) {
				continue;
			}
			g = gram_of(padded + starts[from], starts[from + n] - starts[from], add);
			if (g != NULL && count < WORD_FEATURES) {
				out[count++] = g;
			}
		}
	}
	if (chars > GRAM_MAX && chars <= WHOLE_MAX + 2) {
		struct gram *g = gram_of(padded, len, add);
		if (g != NULL && count < WORD_FEATURES) {
			g->whole = 1;
			out[count++] = g;
		}
	}
	return count;
}

/* Latin letters with accents without them; 0 when nothing changed. */
static int without_accents(const char *word, char *out)
{
	static const char *const pairs[] = { "áa", "àa", "âa", "ãa", "äa", "åa", "ăa", "ąa", "āa", "ćc", "čc", "çc",
		                             "ďd", "đd", "ée", "èe", "êe", "ëe", "ěe", "ęe", "ēe", "ėe", "ğg", "ģg",
		                             "íi", "ìi", "îi", "ïi", "īi", "įi", "ıi", "ķk", "ļl", "łl", "ľl", "ñn",
		                             "ńn", "ňn", "ņn", "óo", "òo", "ôo", "õo", "öo", "őo", "øo", "ŕr", "řr",
		                             "śs", "šs", "şs", "șs", "ťt", "țt", "ţt", "úu", "ùu", "ûu", "üu", "űu",
		                             "ůu", "ūu", "ųu", "ýy", "źz", "žz", "żz" };
	int changed = 0;
	while (*word != '\0') {
		size_t i = 0;
		for (i = 0; i < sizeof pairs / sizeof *pairs; i++) {
			if (strncmp(word, pairs[i], 2) == 0) {
				break;
			}
		}
		if ((unsigned char)*word >= 0xC3 && (unsigned char)*word <= 0xC8 && i < sizeof pairs / sizeof *pairs) {
			*out++ = pairs[i][2];
			word += 2;
			changed = 1;
		} else {
			*out++ = *word++;
		}
	}
	*out = '\0';
	return changed;
}

static void read_words(const char *folder, int lang, int pass)
{
	char path[600], word[200];
	double weight, sum = 0;
	int count = 0;
	FILE *f;
	snprintf(path, sizeof path, "%s/%s.txt", folder, codes[lang]);
	f = fopen(path, "r");
	if (f == NULL) {
		perror(path);
		exit(1);
	}
	while (fscanf(f, "%150s %lf", word, &weight) == 2) {
		struct gram *features[WORD_FEATURES];
		char bare[200];
		int n = features_of(word, features, pass == 0);
		if (pass == 0) {
			for (int i = 0; i < n; i++) {
				features[i]->share[lang] += (float)weight;
			}
			continue;
		}
		words[lang] = realloc(words[lang], sizeof **words * (size_t)(count + 1));
		struct word *w = &words[lang][count++];
		*w = (struct word){ sum += weight, malloc(sizeof(int) * WORD_FEATURES), 0, NULL, 0 };
		for (int i = 0; i < n; i++) {
			if (features[i]->number >= 0) {
				w->features[w->count++] = features[i]->number;
			}
		}
		w->features = realloc(w->features, sizeof(int) * (size_t)(w->count + 1));
		if (without_accents(word, bare)) {
			n = features_of(bare, features, 0);
			w->bare_features = malloc(sizeof(int) * (size_t)(n + 1));
			for (int i = 0; i < n; i++) {
				if (features[i]->number >= 0) {
					w->bare_features[w->bare_count++] = features[i]->number;
				}
			}
		}
	}
	word_counts[lang] = count;
	fclose(f);
}

static int sort_lang;
static double value(const struct gram *g)
{
	double mean = 1e-7;
	for (int l = 0; l < langs; l++) {
		mean += groups[l] == groups[sort_lang] ? g->share[l] / langs : 0;
	}
	return g->share[sort_lang] > 0 ? g->share[sort_lang] * log(g->share[sort_lang] / mean) : 0;
}
static int by_value(const void *a, const void *b)
{
	const struct gram *x = *(struct gram *const *)a, *y = *(struct gram *const *)b;
	double vx = value(x), vy = value(y);
	return vx != vy ? (vx > vy ? -1 : 1) : strcmp(x->text, y->text);
}

static int choose(struct gram **chosen)
{
	struct gram **mine = malloc(sizeof *mine * grams);
	int count = 0;
	for (sort_lang = 0; sort_lang < langs; sort_lang++) {
		size_t n = 0;
		int wholes = 0, parts = 0;
		for (size_t i = 0; i < TABLE; i++) {
			if (table[i] != NULL && table[i]->share[sort_lang] > 2e-5f) {
				mine[n++] = table[i];
			}
		}
		qsort(mine, n, sizeof *mine, by_value);
		for (size_t i = 0; i < n; i++) {
			int *quota = mine[i]->whole ? &wholes : &parts;
			if (*quota >= (mine[i]->whole ? WHOLE_PER_LANG : PER_LANG)) {
				continue;
			}
			(*quota)++;
			if (mine[i]->number < 0) {
				mine[i]->number = count;
				chosen[count++] = mine[i];
			}
		}
	}
	free(mine);
	return count;
}

static const struct word *draw(int lang)
{
	double at = uniform() * words[lang][word_counts[lang] - 1].upto;
	int low = 0, high = word_counts[lang] - 1;
	while (low < high) {
		int mid = (low + high) / 2;
		if (words[lang][mid].upto < at) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	return &words[lang][low];
}

static void train(float *weights)
{
	static int features[WORD_FEATURES * 16];
	double loss = 0;
	long right = 0;
	for (long s = 0; s < SAMPLES; s++) {
		int lang = (int)(uniform() * langs), n = 0, r = (int)(uniform() * 4),
		    k = r == 0   ? 1
		        : r == 1 ? 2
		        : r == 2 ? 3 + (int)(uniform() * 3)
		                 : 6 + (int)(uniform() * 7),
		    best = -1;
		int bare = uniform() < 0.12;
		float sums[LANGS] = { 0 }, top = -1e30f, total = 0,
		      rate = 0.08f * (float)(1.0 - (double)s / (double)SAMPLES) + 0.002f;
		for (int w = 0; w < k; w++) {
			const struct word *word = draw(lang);
			int use_bare = bare && word->bare_features != NULL;
			memcpy(features + n, use_bare ? word->bare_features : word->features,
			       sizeof(int) * (size_t)(use_bare ? word->bare_count : word->count));
			n += use_bare ? word->bare_count : word->count;
		}
		for (int i = 0; i < n; i++) {
			const float *w = weights + (size_t)features[i] * LANGS;
			for (int l = 0; l < LANGS; l++) {
				sums[l] += w[l];
			}
		}
		for (int l = 0; l < langs; l++) {
			sums[l] = groups[l] == groups[lang] ? sums[l] : -1e30f;
			if (sums[l] > top) {
				top = sums[l];
				best = l;
			}
		}
		right += best == lang;
		for (int l = 0; l < langs; l++) {
			sums[l] = sums[l] > top - 60 ? expf(sums[l] - top) : 0;
			total += sums[l];
		}
		loss -= log((double)(sums[lang] / total) + 1e-12);
		rate /= 1.0f + 0.15f * (float)(k - 1); /* long runs share more features than short ones */
		for (int l = 0; l < LANGS; l++) {
			sums[l] = l < langs ? rate * ((l == lang) - sums[l] / total) : 0;
		}
		for (int i = 0; i < n; i++) {
			float *w = weights + (size_t)features[i] * LANGS;
			for (int l = 0; l < LANGS; l++) {
				w[l] += sums[l];
			}
		}
		if ((s + 1) % 500000 == 0) {
			fprintf(stderr, "%ld samples: loss %.4f, right %.4f\n", s + 1, loss / 500000,
			        (double)right / 500000);
			loss = 0;
			right = 0;
		}
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp((*(struct gram *const *)a)->text, (*(struct gram *const *)b)->text);
}

int main(int argc, char **argv)
{
	struct gram **chosen;
	float *weights;
	int count;
	table = calloc(TABLE, sizeof *table);
	for (langs = 0; langs < LANGS && langs + 2 < argc; langs++) {
		sscanf(argv[langs + 2], "%7[^:]:%d", codes[langs], &groups[langs]);
	}
	for (int l = 0; l < langs; l++) {
		read_words(argv[1], l, 0);
	}
	chosen = malloc(sizeof *chosen * grams);
	count = choose(chosen);
	fprintf(stderr, "%d languages, %zu groups of letters, %d chosen\n", langs, grams, count);
	for (int l = 0; l < langs; l++) {
		read_words(argv[1], l, 1);
	}
	weights = calloc((size_t)count * LANGS, sizeof *weights);
	train(weights);
	printf("# Weights of letter groups for telling languages apart, in 1/16 nat; \"_\" is a word's edge. Made by "
	       "tests/quality/language_train.c; do not edit by hand.\n");
	qsort(chosen, (size_t)count, sizeof *chosen, by_text);
	for (int i = 0; i < count; i++) {
		const float *w = weights + (size_t)chosen[i]->number * LANGS;
		int any = 0;
		for (int l = 0; l < langs; l++) {
			long q = lroundf(w[l] * SCALE);
			q = q > 127 ? 127 : q < -127 ? -127 : q;
			if (labs(q) >= LEAST) {
				printf("%s%s%s%ld", any ? "" : chosen[i]->text, any ? " " : "\t", codes[l], q);
				any = 1;
			}
		}
		if (any) {
			printf("\n");
		}
	}
	return 0;
}
