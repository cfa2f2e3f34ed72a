#include <config.h>

#include "base/progress.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BAR_WIDTH = 30 };

static const gint64 redraw_after = G_USEC_PER_SEC / 10;

struct progress {
  size_t total, done;
  gint64 started, drawn; /* microseconds */
  GMutex lock;
};

/* Can the line be drawn over?  Not in a file, a pipe or a terminal that says it is a printer. */
static bool
is_terminal (void)
{
  const char *term = g_getenv ("TERM");
  return isatty (STDERR_FILENO) && term != NULL && strcmp (term, "dumb") != 0;
}

struct progress *
progress_new (size_t total, bool quiet)
{
  struct progress *p;

  if (quiet || total == 0 || !is_terminal ())
    return NULL;
  p = g_new0 (struct progress, 1);
  p->total = total;
  p->started = p->drawn = g_get_monotonic_time ();
  g_mutex_init (&p->lock);
  return p;
}

static void
draw (const struct progress *p, gint64 now)
{
  double share = MIN ((double)p->done / (double)p->total, 1.0);
  double seconds = (double)(now - p->started) / G_USEC_PER_SEC;
  int full = (int)(share * BAR_WIDTH);
  char bar[BAR_WIDTH + 1];

  memset (bar, ' ', BAR_WIDTH);
  memset (bar, '=', (size_t)full);
  bar[BAR_WIDTH] = '\0';
  fprintf (stderr, "\r[%s] %3d %%", bar, (int)(share * 100));
  if (share > 0 && share < 1)
    fprintf (stderr, ", about %.0f s left", seconds / share - seconds);
  fputs ("\033[K", stderr);
  fflush (stderr);
}

void
progress_add (struct progress *p, size_t done)
{
  gint64 now;

  if (p == NULL)
    return;
  g_mutex_lock (&p->lock);
  p->done += done;
  now = g_get_monotonic_time ();
  if (now - p->drawn >= redraw_after) {
    p->drawn = now;
    draw (p, now);
  }
  g_mutex_unlock (&p->lock);
}

void
progress_free (struct progress *p)
{
  if (p == NULL)
    return;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
  g_mutex_clear (&p->lock);
  g_free (p);
}
