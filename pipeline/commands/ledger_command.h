/* ledger_command.h - `gripe ledger check|apply|suggest`: what people decided, held against a run. */
#ifndef GRIPE_LEDGER_COMMAND_H
#define GRIPE_LEDGER_COMMAND_H

int ledger_main(int argc, char **argv, const char *lexicons);

#endif
