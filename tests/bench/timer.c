/* timer FILE COMMAND...: run the command, its output thrown away, and add a line to FILE: seconds
   of processor time, seconds on the clock, KiB of memory at the most.  The command's exit status is
   handed on. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FAILED = 127 };

static double
seconds (const struct timeval *t)
{
  return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

static double
now (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main (int argc, char **argv)
{
  if (argc < 3) {
    fputs ("usage: timer FILE COMMAND...\n", stderr);
    return 2;
  }
  double start = now ();
  pid_t child = fork ();
  if (child == 0) {
    int nowhere = open ("/dev/null", O_WRONLY);
    dup2 (nowhere, STDOUT_FILENO);
    execvp (argv[2], argv + 2);
    fprintf (stderr, "timer: %s: %s\n", argv[2], strerror (errno));
    _exit (FAILED);
  }
  int status;
  struct rusage used;
  if (child < 0 || wait4 (child, &status, 0, &used) != child) {
    perror ("timer");
    return FAILED;
  }
  double clock = now () - start;
  FILE *out = fopen (argv[1], "a");
  if (!out) {
    perror (argv[1]);
    return FAILED;
  }
  fprintf (out, "%.4f %.4f %ld\n", seconds (&used.ru_utime) + seconds (&used.ru_stime), clock,
           used.ru_maxrss);
  fclose (out);
  return WIFEXITED (status) ? WEXITSTATUS (status) : FAILED;
}
