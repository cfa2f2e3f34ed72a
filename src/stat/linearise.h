/* Estimates and their variances by Taylor linearisation, for domains of the full design. */
#ifndef STAT_LINEARISE_H
#define STAT_LINEARISE_H
#include "stat/totals.h"

/* NaN where there is none. */
struct statistic {
  double estimate, se;
  double deff;       /* variance over that of a simple random sample with replacement of the n */
  double n_kish;     /* n over Kish's effect of unequal weights */
  double population; /* sum of the domain's weights */
  size_t n;
  long df;     /* PSUs less strata of the domain; may be 0 or less */
  bool lonely; /* se is missing because of a stratum with one PSU */
};

/* Sum of weights with the property over that of the domain. */
struct statistic statistic_proportion (const struct design *, const struct totals *);
/* Sum of weights with the property. */
struct statistic statistic_count (const struct design *, const struct totals *);
/* Mean of y + SHIFT: a shift near the mean, fixed before the data are seen, keeps digits. */
struct statistic statistic_mean (const struct design *, const struct totals *, double shift);
/* Sum of y over that of x. */
struct statistic statistic_ratio (const struct design *, const struct totals *);
/* Sum of y. */
struct statistic statistic_total (const struct design *, const struct totals *);

/* Variance of the total of z = alpha a + beta b, in scaled weights; NaN where it has none. */
double linearise_variance (const struct design *, const struct totals *, double alpha, double beta);
/* PSUs with a record of the domain less strata with one. */
long linearise_df (const struct design *, const struct totals *);
#endif
