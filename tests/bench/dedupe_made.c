/* dedupe_made.c - made contacts as NDJSON: of every ten, seven with a text of their own, two that repeat an earlier one
 * with one word changed, one of a thousand campaign texts. Ids are unique and in no order; times over sixty days.
 * Compiled by dedupe.sh. usage: dedupe_made COUNT SEED */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const words[] = {
	"app",       "crash",   "login",  "refund", "late",   "rude",    "slow",  "broken", "never",   "again",
	"parcel",    "driver",  "screen", "update", "charge", "card",    "twice", "help",   "waiting", "phone",
	"agent",     "order",   "wrong",  "size",   "color",  "battery", "sound", "video",  "freeze",  "since",
	"yesterday", "week",    "month",  "money",  "back",   "please",  "fix",   "this",   "because", "my",
	"the",       "was",     "not",    "is",     "and",    "with",    "for",   "after",  "when",    "they",
	"said",      "would",   "come",   "but",    "nobody", "came",    "then",  "still",  "no",      "answer",
	"from",      "support", "team",   "email"
};
enum { WORDS = sizeof words / sizeof *words };

static uint64_t mix(uint64_t x)
{
	x += 0x9E3779B97F4A7C15u;
	x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
	x = (x ^ x >> 27) * 0x94D049BB133111EBu;
	return x ^ x >> 31;
}

/* Half of the words are the common ones above, the rest names of things: of RARE, those with low numbers more often. */
static void print_word(int space, uint64_t draw)
{
	enum { RARE = 20000 };
	if (draw & 1) {
		printf("%s%s", space ? " " : "", words[draw / 2 % WORDS]);
	} else {
		printf("%sthing%u", space ? " " : "", (unsigned)(draw / 2 % (1 + draw / 65536 % RARE)));
	}
}

/* The text of a number: always the same. `changed`: one of its words is another one. */
static void print_text(uint64_t number, uint64_t changed)
{
	uint64_t state = mix(number), count = 8 + state % 25;
	for (uint64_t w = 0; w < count; w++) {
		state = mix(state);
		if (changed != 0 && w == changed % count) {
			printf("%s%s%u", w > 0 ? " " : "", words[changed % WORDS], (unsigned)(changed % 1000));
		} else {
			print_word(w > 0, mix(state));
		}
	}
}

int main(int argc, char **argv)
{
	uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000,
	         seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	for (uint64_t i = 0; i < count; i++) {
		uint64_t draw = mix(seed * count + i), kind = draw % 10, day = draw / 16 % 60;
		printf("{\"id\":\"c%016llx\",\"source\":\"made\",\"channel\":\"review\",\"time\":\"2025-%02u-%02uT%02u:"
		       "%02u:%02uZ\",\"person\":\"p%06llu\",\"text\":\"",
		       (unsigned long long)mix(i ^ seed << 40), (unsigned)(1 + day / 30), (unsigned)(1 + day % 28),
		       (unsigned)(draw / 1024 % 24), (unsigned)(draw / 65536 % 60), (unsigned)(draw / 4194304 % 60),
		       (unsigned long long)(draw >> 40) % 1000000);
		if (kind < 7) {
			print_text(1000 + i, 0);
		} else if (kind < 9) {
			print_text(1000 + draw / 16 % (i + 1), draw >> 8 | 1);
		} else {
			print_text(draw / 16 % 1000, 0);
		}
		printf("\"}\n");
	}
	return ferror(stdout) || fflush(stdout) != 0;
}
