/* What a cell of a tally says of one estimate: two totals by unit, as doubles.

   Every estimate here is a function of two totals, and its linearised value z = alpha a + beta b.
   Of a proportion, a is who has the property and b who has not; of a mean or ratio, y and x. */
#ifndef STAT_TOTALS_H
#define STAT_TOTALS_H
#include "stat/tally.h"

/* Weights scaled as the design's, values in their own unit.  The domain is the denominator. */
struct totals {
  size_t n_units;
  double *a, *b;        /* [n_units] */
  double *aa, *ab, *bb; /* [n_units] sums over records of squares and products, where the design
                           keeps them; else NULL */
  double *aw, *bw;      /* [n_units] the same of products with the weight, of calibrated ones */
  guint64 *count;       /* [n_units] records of the domain with a positive weight; where no sums of
                           squares are kept, whether there is one */
  guint64 n;            /* their number, */
  double w, ww;         /* and their sums of weights and squared weights */
  guint64 n_a;          /* of them those with the property (of amounts: all), */
  double ww_a;          /* and their sum of squared weights */
  double skipped;       /* weight of the universe outside the domain */
  double sum_a, sum_b;
  double waa, wab, wbb; /* sums over persons of w a^2, w a b, w b^2 */
  /* Of a design with replicates, else NULL. */
  const struct replicates *replicates;
  double *by_a, *by_b; /* [replicates->n] sum_a and sum_b of each replicate */
  guint8 *met;         /* [replicates->n_patterns] with a record of the domain */
};

/* Which cell: an index, or all of them together. */
enum { CELL_ALL = -1 };

struct totals *totals_new (const struct design *);
void totals_free (struct totals *);
/* From a tally: of its domain, PROPERTY is the state that has the property. */
void totals_of_tally (struct totals *, const struct tally *, long cell, size_t property);
/* The same of several states together: HAS [n_states] says which have the property. */
void totals_of_states (struct totals *, const struct tally *, long cell, const bool *has);
void totals_of_moments (struct totals *, const struct moments *, long cell);

/* How many records of a cell are in a state, and their weight. */
guint64 totals_count (const struct tally *, long cell, size_t state);
double totals_weight (const struct tally *, long cell, size_t state);
#endif
