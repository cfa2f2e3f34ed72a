/* Confidence limits. */
#ifndef STAT_INTERVAL_H
#define STAT_INTERVAL_H
#include <glib.h>

/* NaN where there are none. */
struct limits {
  double lo, hi;
};

/* Keep GSL from ending the program over an error; once, before any thread. */
void interval_start (void);

/* The t quantile of a two-sided interval; NaN where DF is not positive.  CONFIDENCE: 0.95. */
double interval_quantile (double confidence, double df);
/* estimate -+ t se. */
struct limits interval_t (double estimate, double se, double t);
/* Of a proportion, on the logit scale; with EDGE_N and CONFIDENCE for proportions of 0 and 1, where
   that scale ends: the exact binomial limits of EDGE_N independent records. */
struct limits interval_logit (double p, double se, double t, double edge_n, double confidence);
#endif
