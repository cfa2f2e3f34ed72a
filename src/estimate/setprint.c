#include <config.h>

#include "estimate/setprint.h"

#include <string.h>

struct set_print
set_print_add (struct set_print a, struct set_print b)
{
  return (struct set_print){a.lo + b.lo, a.hi + b.hi};
}

struct set_print
set_print_less (struct set_print a, struct set_print b)
{
  return (struct set_print){a.lo - b.lo, a.hi - b.hi};
}

bool
set_print_empty (struct set_print set)
{
  return set.lo == 0 && set.hi == 0;
}

/* Steele, Lea and Flood (2014): a number without likeness to its neighbours. */
guint64
set_print_mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

struct set_print
set_print_record (size_t i)
{
  const guint64 step = G_GUINT64_CONSTANT (0x9E3779B97F4A7C15), other = 0x5DEECE66D;
  guint64 one = set_print_mix ((i + 1) * step);
  return (struct set_print){one, set_print_mix (one + other)};
}

bool
set_print_same (struct set_print a, struct set_print b)
{
  return a.lo == b.lo && a.hi == b.hi;
}

void
set_prints (const guint8 *state, const double *weight, size_t n, size_t n_states,
            struct set_print *prints)
{
  memset (prints, 0, n_states * sizeof *prints);
  for (size_t i = 0; i < n; i++)
    if (weight[i] > 0)
      prints[state[i]] = set_print_add (prints[state[i]], set_print_record (i));
}
