/* terminal.h - the page on a terminal: how wide it is, whether it shows colours, and a pager for what is longer than
 * it. */
#ifndef GRIPE_TERMINAL_H
#define GRIPE_TERMINAL_H

#include <sys/types.h>

#include "err.h"
#include "str.h"

struct terminal {
	bool is;           /* standard output is one */
	bool colour;       /* it shows colours: unless NO_COLOR is set, or TERM is dumb */
	int width, height; /* columns and lines */
	pid_t pager;       /* a process that waits for text; 0: none */
	int to_pager;      /* where it reads */
};

/* terminal_open - looks at standard output; where it is a terminal, a process is made that will become $PAGER (less
 * where it is not set) once it is given text. To be called before the sandbox, which starts no programs. */
void terminal_open(struct terminal *terminal);
/* terminal_show - the text: through the pager when it has more lines than the terminal, else as it is. GRIPE_IO. A
 * pager that is left early is no failure. */
GRIPE_MUST_USE int terminal_show(struct terminal *terminal, struct str text, struct err *err);
/* terminal_close - the waiting process ends; after terminal_show nothing is left to do. */
void terminal_close(struct terminal *terminal);

#endif
