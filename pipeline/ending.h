/* ending.h - how the process ends before its time: by a signal, or because a library's memory is out. */
#ifndef GRIPE_ENDING_H
#define GRIPE_ENDING_H

/* ending_watch - called once, first thing in main. From then on SIGINT, SIGTERM, SIGHUP and SIGXCPU say one line,
 * remove what is temporary (leftover.h) and end the process as the signal would have; SIGPIPE does so in silence;
 * signals that the parent had us ignore stay ignored, but SIGPIPE. SIGXFSZ is ignored: a file over the limit is a
 * failed write, with its name. GLib, which aborts when its memory is out, ends as memory_exhausted does (with glibc,
 * allocation.c sees to it for all libraries). */
void ending_watch(void);

#endif
