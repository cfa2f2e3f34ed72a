#include <config.h>

#include "base/progress.h"
#include "unit.h"

#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 4, STEPS = 1000 };

static gpointer
work (gpointer data)
{
  for (int i = 0; i < STEPS; i++)
    progress_add (data, 1);
  return NULL;
}

/* Draw on whatever standard error is. */
static void
draw_some (void)
{
  struct progress *p = progress_new (THREADS * STEPS * 2, false);
  GThread *threads[THREADS];

  for (size_t i = 0; i < THREADS; i++)
    threads[i] = g_thread_new (NULL, work, p);
  for (size_t i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
  g_usleep (G_USEC_PER_SEC / 5); /* longer than between two drawings */
  progress_add (p, 0);
  progress_free (p);
}

/* What DRAW writes when standard error is FD, read from READ_FD. */
static char *
drawn_on (int fd, int read_fd, void (*draw) (void))
{
  static const char end = '\n';
  GString *text = g_string_new (NULL);
  int saved = dup (STDERR_FILENO);
  char c;

  dup2 (fd, STDERR_FILENO);
  draw ();
  if (write (STDERR_FILENO, &end, 1) != 1)
    abort ();
  dup2 (saved, STDERR_FILENO);
  close (saved);
  while (read (read_fd, &c, 1) == 1 && c != end)
    g_string_append_c (text, c);
  return g_string_free (text, FALSE);
}

int
main (void)
{
  struct unit u = {0};
  int master = posix_openpt (O_RDWR | O_NOCTTY), slave, ends[2];
  g_autofree char *terminal = NULL, *piped = NULL, *dumb = NULL;

  CHECK (&u, pipe (ends) == 0);
  g_setenv ("TERM", "xterm", TRUE);
  piped = drawn_on (ends[1], ends[0], draw_some);
  CHECK (&u, strcmp (piped, "") == 0);
  CHECK (&u, progress_new (100, true) == NULL);
  progress_add (NULL, 1);
  progress_free (NULL);
  if (master < 0 || grantpt (master) != 0 || unlockpt (master) != 0 ||
      (slave = open (ptsname (master), O_RDWR | O_NOCTTY)) < 0) {
    puts ("no pseudo-terminal here: the bar itself is not looked at");
    return unit_report (&u);
  }
  terminal = drawn_on (slave, master, draw_some);
  CHECK (&u, strstr (terminal, "\r[===============               ]  50 %") != NULL);
  CHECK (&u, g_str_has_suffix (terminal, "\r\033[K\r")); /* wiped; the terminal adds the last \r */
  g_setenv ("TERM", "dumb", TRUE);
  dumb = drawn_on (slave, master, draw_some);
  CHECK (&u, strcmp (dumb, "\r") == 0);
  return unit_report (&u);
}
