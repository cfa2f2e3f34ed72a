#include <config.h>

#include "stat/exact.h"

#include <string.h>

enum { WORD_BITS = 64 };
/* The lowest bit, and the lowest of the upper word. */
static const double GRID = 0x1p-90, UPPER = 0x1p-26;

static struct exact
negate (struct exact x)
{
  x.lo = ~x.lo + 1;
  x.hi = ~x.hi + (x.lo == 0);
  return x;
}

/* An IEEE 754 double is its mantissa, a whole number, times a power of two: the mantissa is moved
   to its place on the grid, and what falls off below is lost. */
struct exact
exact_from (double value)
{
  enum { MANTISSA = 52, EXPONENTS = 0x7ff, BIAS = 1075 };
  guint64 bits;
  memcpy (&bits, &value, sizeof bits);
  int exponent = (int)(bits >> MANTISSA & EXPONENTS), shift = exponent - BIAS + EXACT_BITS;
  guint64 mantissa = (bits & (((guint64)1 << MANTISSA) - 1)) | (guint64)(exponent > 0) << MANTISSA;
  struct exact x = {0};
  if (shift > 0)
    x = (struct exact){.lo = mantissa << shift, .hi = mantissa >> (WORD_BITS - shift)};
  else if (shift > -WORD_BITS)
    x.lo = mantissa >> -shift;
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
