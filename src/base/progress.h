/* A progress bar on stderr, only when that is a terminal. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H
#include <stdbool.h>
#include <stddef.h>

struct progress;

/* TOTAL: units of work (bytes); QUIET: never draw.  Draws at most ten times a second. */
struct progress *progress_new (size_t total, bool quiet);
/* More work done; safe from several threads.  P may be NULL. */
void progress_add (struct progress *, size_t done);
/* Wipe the line and free. */
void progress_free (struct progress *);
#endif
