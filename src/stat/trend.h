/* A line through figures of different years. */
#ifndef STAT_TREND_H
#define STAT_TREND_H
#include "stat/contrast.h"

/* A figure Y at X (a year), from a sample of its own. */
struct trend_point {
  double x, y, variance, df;
};

/* How many different X are there? */
size_t trend_years (const struct trend_point *, size_t n);
/* The slope of the least squares line, as a contrast of the figures: all count the same, whatever
   their variances, and the variance is that of the sum.  NaN where all X are the same. */
struct contrast trend_line (const struct trend_point *, size_t n);
#endif
