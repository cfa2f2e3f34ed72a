/* Weighted quantiles of groups, and their standard errors by Woodruff's method. */
#ifndef STAT_QUANTILE_H
#define STAT_QUANTILE_H
#include "stat/linearise.h"

/* MATH: the smallest value that a share P of the weights reaches or stays below, R's qrule "math".
   HF7: between two values by the seventh rule of Hyndman and Fan (1996), R's "hf7"; records with
   the same value are taken in the order of their weights. */
enum quantile_rule { QUANTILE_MATH, QUANTILE_HF7 };

/* The valid records with a weight in the order of their values, and for HF7 of their weights. */
struct ranking {
  guint32 *record; /* [n] */
  size_t n;
};
struct ranking *ranking_new (const struct design *, const double *value, const guint8 *state,
                             enum quantile_rule);
void ranking_free (struct ranking *);

/* The same by cell, with the sums of their weights up to each record: exact, and then rounded once,
   so that no order of the records makes a difference. */
struct quantiles {
  enum quantile_rule rule;
  size_t *start; /* [n_cells + 1] into the others */
  double *value, *sum;
};
/* CELL [n records], or NULL: all in cell 0. */
struct quantiles *quantiles_new (const struct design *, const struct ranking *, const double *value,
                                 const guint16 *cell, size_t n_cells, enum quantile_rule);
void quantiles_free (struct quantiles *);
/* The quantile of a cell at P, 0 .. 1; NaN where nobody is in it. */
double quantiles_at (const struct quantiles *, size_t cell, double p);
/* How many records of a cell lie at X or below it, or at X or above it: the fewer of the two. */
size_t quantiles_side (const struct quantiles *, size_t cell, double x);

/* The quantile at P of a cell.  SHARE is the share of those at or below it (the estimate at P), as
   statistic_proportion gives it, and INFLUENCE that share's: it becomes the quantile's.  T: of the
   interval.  The result has limits of its own; its design effect is that of the share. */
struct statistic statistic_quantile (const struct quantiles *, size_t cell, double p,
                                     const struct statistic *share, double t, struct influence *);
#endif
