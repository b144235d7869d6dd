/* command_frame.h - the frame of a command that is no stage: options parsed, -h answered, a message on failure, the
 * exit status. stage_main is the same for a stage. */
#ifndef GRIPE_COMMAND_FRAME_H
#define GRIPE_COMMAND_FRAME_H

#include "common_options.h"

struct command_call { /* what the command was called with */
	const struct options *options;
	char **paths;
	size_t path_count;
	const char *lexicons; /* folder to use without --lexicons */
	const void *context;  /* the frame's */
};

struct command_frame {
	const char *name;
	const char *usage; /* what -h prints before the options; ends with a newline */
	/* parsed: its own and those it takes for others; shown: those that -h lists, with the common ones behind them
	 * (NULL: none, nor those). Both end with a zeroed entry; parsed may be NULL. */
	const struct option_spec *parsed, *shown;
	int (*work)(const struct command_call *call, struct err *err);
	const void *context; /* handed to work; may be NULL */
};

/* command_run - prints messages, returns the exit status. */
int command_run(const struct command_frame *frame, int argc, char **argv, const char *lexicons);
/* command_told - answers -h and --version, which come before all else. help: writes what -h prints of `of`. Returns 1
 * when one of them was given and is answered, 0 when none was. GRIPE_IO. */
GRIPE_MUST_USE int command_told(const struct options *options, void (*help)(const void *of, struct buf *out),
                                const void *of, struct err *err);
/* command_status - the exit status of a result, and its message on standard error: "gripe NAME: what and why". name:
 * "" for the program itself. */
int command_status(const char *name, int result, const struct err *err);

#endif
