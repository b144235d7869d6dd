/* terminal.c - see terminal.h. The pager's process is made early, and waits until its pipe has text or is closed: so
 * that whether it is wanted can be decided late, from inside of a sandbox in which nothing can be started. */
#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "outfile.h"

enum { WIDTH_USUAL = 80, HEIGHT_USUAL = 24, PAGE_WIDEST = 120 /* columns: longer lines are read badly */ };

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && value[0] != '\0';
}

static void size_find(struct terminal *terminal)
{
	struct winsize size = { 0 };
	terminal->width = WIDTH_USUAL;
	terminal->height = HEIGHT_USUAL;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
		terminal->width = size.ws_col < PAGE_WIDEST ? size.ws_col : PAGE_WIDEST;
		terminal->height = size.ws_row;
	}
}

/* Waits for text on its standard input, then becomes the pager. */
static void become_pager(const char *command)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	while (poll(&input, 1, -1) < 0 && errno == EINTR) {
	}
	if ((input.revents & POLLIN) != 0) {
		setenv("LESS", "FRX", 0); /* colours pass, and the screen stays as it was */
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	}
	_exit(0);
}

static void pager_start(struct terminal *terminal)
{
	const char *asked = getenv("PAGER"), *command = asked != NULL ? asked : "less";
	int ends[2];
	if (command[0] == '\0' || strcmp(command, "cat") == 0 || pipe(ends) != 0) {
		return;
	}
	terminal->pager = fork();
	if (terminal->pager == 0) {
		dup2(ends[0], STDIN_FILENO);
		close(ends[0]);
		close(ends[1]);
		become_pager(command);
	}
	close(ends[0]);
	if (terminal->pager < 0) {
		close(ends[1]);
		terminal->pager = 0;
		return;
	}
	terminal->to_pager = ends[1];
}

void terminal_open(struct terminal *terminal)
{
	*terminal = (struct terminal){ .is = isatty(STDOUT_FILENO) == 1 };
	if (terminal->is) {
		const char *kind = getenv("TERM");
		size_find(terminal);
		terminal->colour = !is_set("NO_COLOR") && kind != NULL && strcmp(kind, "dumb") != 0;
		pager_start(terminal);
	}
}

void terminal_close(struct terminal *terminal)
{
	if (terminal->pager > 0) {
		close(terminal->to_pager);
		while (waitpid(terminal->pager, NULL, 0) < 0 && errno == EINTR) {
		}
		terminal->pager = 0;
	}
}

static bool is_long(const struct terminal *terminal, struct str text)
{
	int lines = 0;
	for (size_t i = 0; i < text.len && lines <= terminal->height; i++) {
		lines += text.at[i] == '\n';
	}
	return lines >= terminal->height;
}

/* All of it, or until the pager is left. */
static void give(int to, struct str text)
{
	while (text.len > 0) {
		ssize_t done = write(to, text.at, text.len);
		if (done < 0 && errno != EINTR) {
			return;
		}
		text = str_slice(text, done > 0 ? (size_t)done : 0, text.len);
	}
}

int terminal_show(struct terminal *terminal, struct str text, struct err *err)
{
	if (terminal->pager > 0 && is_long(terminal, text)) {
		signal(SIGPIPE, SIG_IGN); /* all else is done by now */
		give(terminal->to_pager, text);
		terminal_close(terminal);
		return 0;
	}
	terminal_close(terminal);
	return outfile_save(NULL, text, err);
}
