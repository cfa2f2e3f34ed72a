#include <config.h>

#include "stat/exact.h"

#include <math.h>

enum { WORD_BITS = 64 };
/* The grid, the upper word in it, and one word over the other. */
static const double GRID = 0x1p-90, UPPER = 0x1p-26, WORD = 0x1p64;

static struct exact
negate (struct exact x)
{
  x.lo = ~x.lo + 1;
  x.hi = ~x.hi + (x.lo == 0);
  return x;
}

/* Both halves are exact in double: products with powers of two, and the difference of two numbers
   that share their leading bits. */
struct exact
exact_from (double value)
{
  double steps = fabs (value) / GRID;
  struct exact x = {.hi = (guint64)(steps / WORD)};
  x.lo = (guint64)(steps - (double)x.hi * WORD);
  return value < 0 ? negate (x) : x;
}

static unsigned
leading_zeros (guint64 word)
{
#ifdef __GNUC__
  return (unsigned)__builtin_clzll (word);
#else
  unsigned n = 0;
  for (unsigned step = WORD_BITS / 2; step; step /= 2)
    if (word >> (WORD_BITS - step) == 0) {
      n += step;
      word <<= step;
    }
  return n;
#endif
}

/* The leading 64 bits, with a last bit that stands for everything below, round to the same double
   as the whole number does. */
double
exact_round (struct exact x)
{
  bool negative = x.hi >> (WORD_BITS - 1);
  double value;
  if (negative)
    x = negate (x);
  if (x.hi == 0) {
    value = (double)x.lo * GRID;
  } else {
    unsigned shift = leading_zeros (x.hi);
    guint64 top = shift ? x.hi << shift | x.lo >> (WORD_BITS - shift) : x.hi;
    top |= (x.lo << shift) != 0;
    value = (double)top * UPPER / (double)((guint64)1 << shift);
  }
  return negative ? -value : value;
}
