/* The whole of the unit test harness: count checks, name the ones that fail. */
#ifndef UNIT_H
#define UNIT_H
#include <math.h>
#include <stdio.h>

struct unit {
  int run, failed;
};

#define CHECK(u, cond)                                                                             \
  ((void)((u)->run++, (cond) || ((u)->failed++, fprintf (stderr, "%s:%d: not so: %s\n", __FILE__,  \
                                                         __LINE__, #cond))))
/* Relative agreement to TOL (absolute where EXPECTED is 0); NaN agrees with NaN. */
#define CHECK_NEAR(u, value, expected, tol)                                                        \
  unit_near ((u), (value), (expected), (tol), #value, __FILE__, __LINE__)

static inline void
unit_near (struct unit *u, double value, double expected, double tol, const char *what,
           const char *file, int line)
{
  double scale = expected != 0 ? fabs (expected) : 1;
  u->run++;
  if ((isnan (value) && isnan (expected)) || fabs (value - expected) <= tol * scale)
    return;
  u->failed++;
  fprintf (stderr, "%s:%d: %s is %.17g, expected %.17g\n", file, line, what, value, expected);
}

static inline int
unit_report (const struct unit *u)
{
  printf ("%d passed, %d failed\n", u->run - u->failed, u->failed);
  return u->failed != 0;
}
#endif
