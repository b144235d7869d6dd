/* ending.c - see ending.h. The handler calls what signal-safety(7) allows and nothing else. */
#include "ending.h"

#include <glib.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "leftover.h"

static const struct {
	int number;
	const char *says; /* NULL: nothing */
} endings[] = {
	{ SIGINT, "gripe: interrupted: what was begun is removed, what was kept before is as it was\n" },
	{ SIGTERM, "gripe: told to stop: what was begun is removed, what was kept before is as it was\n" },
	{ SIGHUP, "gripe: hung up: what was begun is removed, what was kept before is as it was\n" },
	{ SIGXCPU, "gripe: out of processor time: what was begun is removed, what was kept before is as it was\n" },
	{ SIGPIPE, NULL },
};

/* Runs with the other signals of the table blocked; the one that came is let through again at the end, when its default
 * action ends the process. */
static void end_early(int number)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t only;
	leftover_remove_all();
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (endings[i].number == number && endings[i].says != NULL) {
			ssize_t ignored = write(STDERR_FILENO, endings[i].says, strlen(endings[i].says));
			(void)ignored;
		}
	}
	sigaction(number, &usual, NULL);
	sigemptyset(&only);
	sigaddset(&only, number);
	raise(number);
	pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

static void glib_exhausted(const char *domain, GLogLevelFlags level, const char *message, void *unused)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)unused;
	memory_exhausted(0);
}

void ending_watch(void)
{
	struct sigaction early = { .sa_handler = end_early }, ignore = { .sa_handler = SIG_IGN }, before;
	g_log_set_handler("GLib", G_LOG_LEVEL_ERROR | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION, glib_exhausted, NULL);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		sigaddset(&early.sa_mask, endings[i].number);
	}
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		int number = endings[i].number;
		if (sigaction(number, NULL, &before) == 0 && (before.sa_handler != SIG_IGN || number == SIGPIPE)) {
			sigaction(number, &early, NULL);
		}
	}
	sigaction(SIGXFSZ, &ignore, NULL);
}
