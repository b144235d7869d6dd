/* run.h - the commands that join stages: `gripe run` and `gripe plan`. */
#ifndef GRIPE_RUN_H
#define GRIPE_RUN_H

int run_main(int argc, char **argv, const char *lexicons);
int plan_main(int argc, char **argv, const char *lexicons);

#endif
