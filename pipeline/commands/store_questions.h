/* store_questions.h - questions to a store: which issues and themes there are, one of them, how it moves, how the store
 * stands. */
#ifndef GRIPE_STORE_QUESTIONS_H
#define GRIPE_STORE_QUESTIONS_H

int theme_main(int argc, char **argv, const char *lexicons);
int trend_main(int argc, char **argv, const char *lexicons);
int status_main(int argc, char **argv, const char *lexicons);

#endif
