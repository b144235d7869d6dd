/* sheet_command.h - `gripe sheet`: a sample of a run for people to read, and what they found. */
#ifndef GRIPE_SHEET_COMMAND_H
#define GRIPE_SHEET_COMMAND_H

int sheet_main(int argc, char **argv, const char *lexicons);

#endif
