/* Sums that do not depend on order.

   A number in (-1, 1) is put on a grid of 2^-90 and added as a 128-bit integer, so that a sum is
   the same to the last bit however its parts were ordered, split and joined.  Callers scale by a
   power of two first (design.h).  2^36 numbers can be added before the integer can overflow. */
#ifndef STAT_EXACT_H
#define STAT_EXACT_H
#include <glib.h>
#include <stdbool.h>

enum { EXACT_BITS = 90 }; /* of the grid */

/* Two's complement, in grid steps. */
struct exact {
  guint64 lo, hi;
};

/* VALUE: |VALUE| <= 1; what lies below the grid is cut off. */
struct exact exact_from (double value);
/* The nearest double, to even on a tie. */
double exact_round (struct exact);

/* The same; fast for what sums of weights are most often. */
static inline double
exact_to (struct exact x)
{
  enum { HALF = 32, ENOUGH = 22 }; /* with so many bits above, 64 are more than a double has */
  if (x.hi >> ENOUGH == 0 || x.hi >> (HALF - 1) != 0)
    return exact_round (x);
  guint64 top = x.hi << HALF | x.lo >> HALF | ((x.lo << HALF) != 0);
  return (double)(gint64)top * 0x1p-58;
}

static inline void
exact_add (struct exact *sum, struct exact term)
{
  guint64 lo = sum->lo + term.lo;
  sum->hi += term.hi + (lo < term.lo);
  sum->lo = lo;
}

static inline bool
exact_equal (struct exact a, struct exact b)
{
  return a.lo == b.lo && a.hi == b.hi;
}

/* A sum of doubles whose rounding errors (Neumaier 1974, in Knuth's form without a branch) are
   summed beside it; for sums whose order is fixed. */
struct compensated {
  double sum, error;
};

static inline void
compensated_add (struct compensated *c, double term)
{
  double sum = c->sum + term, part = sum - c->sum;
  c->error += (c->sum - (sum - part)) + (term - part);
  c->sum = sum;
}

static inline double
compensated_value (const struct compensated *c)
{
  return c->sum + c->error;
}
#endif
