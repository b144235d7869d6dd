/* tables_command.h - `gripe tables`: a run as tables for spreadsheets and programs. */
#ifndef GRIPE_TABLES_COMMAND_H
#define GRIPE_TABLES_COMMAND_H

int tables_main(int argc, char **argv, const char *lexicons);

#endif
