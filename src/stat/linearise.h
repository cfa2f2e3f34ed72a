/* Estimates and their variances by Taylor linearisation, for domains of the full design. */
#ifndef STAT_LINEARISE_H
#define STAT_LINEARISE_H
#include "stat/influence.h"

/* NaN where there is none. */
struct statistic {
  double estimate, se;
  double deff;        /* variance over that of a simple random sample with replacement of the n */
  double deff_wor;    /* the same without replacement, where it has been asked for */
  double n_kish;      /* n over Kish's effect of unequal weights */
  double population;  /* sum of the domain's weights */
  size_t n, n_with;   /* records of the domain, and those with the property (of amounts: all) */
  double n_with_kish; /* n_with over Kish's effect among these */
  size_t psus;        /* that hold a record of the domain */
  long df;            /* PSUs less strata of the domain; may be 0 or less */
  int lonely;         /* se is missing because a stratum has one PSU (1), or a PSU one unit of the
                         second stage (2); else 0 */
  size_t dropped;     /* replicates that give no estimate and were left out */
  /* Of quantiles, whose limits are not made of the standard error: */
  bool own_limits;
  double lo, hi;
  size_t side, limit_side; /* records at the estimate or beyond it on the side where there are
                              fewer; and at a limit or beyond it */
};

/* Each fills in INFLUENCE, of which its variance is made, for what is to be made of several
   estimates.

   proportion: sum of weights with the property over that of the domain; count: sum of weights with
   the property; mean of y + SHIFT: a shift near the mean, the same for all records, keeps digits;
   ratio: sum of y over that of x; total: sum of y. */
struct statistic statistic_proportion (const struct design *, const struct totals *,
                                       struct influence *);
struct statistic statistic_count (const struct design *, const struct totals *, struct influence *);
struct statistic statistic_mean (const struct design *, const struct totals *, double shift,
                                 struct influence *);
struct statistic statistic_ratio (const struct design *, const struct totals *, struct influence *);
struct statistic statistic_total (const struct design *, const struct totals *, struct influence *);
/* A - B or A / B, each with its influence; A's becomes that of the result.  n, the population, PSUs
   and degrees of freedom are those of the records in either denominator; there is no design
   effect. */
struct statistic statistic_pair (const struct design *, const struct statistic *a,
                                 const struct statistic *b, const struct common *,
                                 struct influence *of_a, const struct influence *of_b,
                                 enum influence_pair);
/* The design effect against sampling without replacement of n out of PEOPLE, those of the domain;
   NaN where these are not more than n, or not known (NaN). */
double statistic_deff_wor (const struct statistic *, double people);
#endif
