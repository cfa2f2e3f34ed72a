#include <config.h>

#include "stat/trend.h"

#include <math.h>

size_t
trend_years (const struct trend_point *p, size_t n)
{
  size_t years = 0;
  for (size_t i = 0; i < n; i++) {
    size_t before = 0;
    while (before < i && p[before].x != p[i].x)
      before++;
    years += before == i;
  }
  return years;
}

/* Sum c y with c = (x - mean x) / sum (x - mean x)^2: the linear polynomial contrast, in units of
   x; of samples that do not depend on each other its variance is sum c^2 V. */
struct contrast
trend_line (const struct trend_point *p, size_t n)
{
  g_autofree double *variance = g_new (double, n + 1);
  g_autofree double *df = g_new (double, n + 1);
  double mean = 0, squares = 0, slope = 0, sum = 0;
  for (size_t i = 0; i < n; i++)
    mean += p[i].x / (double)n;
  for (size_t i = 0; i < n; i++)
    squares += (p[i].x - mean) * (p[i].x - mean);
  for (size_t i = 0; i < n; i++) {
    double c = (p[i].x - mean) / squares;
    slope += c * p[i].y;
    sum += variance[i] = c * c * p[i].variance;
    df[i] = c != 0 ? p[i].df : NAN; /* the year in the middle has no part in the slope */
  }
  return contrast_test (slope, sum, contrast_satterthwaite (variance, df, n));
}
