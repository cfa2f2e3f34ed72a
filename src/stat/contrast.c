#include <config.h>

#include "stat/contrast.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

struct contrast
contrast_test (double difference, double variance, double df)
{
  struct contrast c = {difference, sqrt (variance), df, NAN, NAN};
  c.t = difference / c.se;
  if (!isfinite (c.t))
    c.t = NAN;
  else if (df > 0)
    c.p = 2 * gsl_cdf_tdist_Q (fabs (c.t), df);
  return c;
}

/* Satterthwaite (1946), Biometrics Bulletin 2. */
double
contrast_satterthwaite (const double *variance, const double *df, size_t n)
{
  double sum = 0, squares = 0;
  for (size_t i = 0; i < n; i++) {
    if (variance[i] == 0 && !(df[i] <= 0))
      continue;
    sum += variance[i];
    squares += df[i] > 0 ? variance[i] * variance[i] / df[i] : NAN;
  }
  return squares > 0 ? sum * sum / squares : NAN;
}

/* ---- Many tests at once ---------------------------------------------------------------------- */

struct ranked {
  double p;
  size_t at;
};

static int
compare_ranked (const void *a_, const void *b_)
{
  const struct ranked *a = a_, *b = b_;
  if (a->p != b->p)
    return a->p < b->p ? -1 : 1;
  return (a->at > b->at) - (a->at < b->at);
}

/* Holm (1979): from the smallest on, times as many as are left, never below the one before. */
static void
holm (struct ranked *r, size_t n)
{
  double floor = 0;
  for (size_t i = 0; i < n; i++)
    r[i].p = floor = fmax (floor, fmin (1, r[i].p * (double)(n - i)));
}

/* Benjamini and Hochberg (1995): from the largest down, times n over its rank, never above the one
   before. */
static void
benjamini_hochberg (struct ranked *r, size_t n)
{
  double ceiling = 1;
  for (size_t i = n; i-- > 0;)
    r[i].p = ceiling = fmin (ceiling, r[i].p * (double)n / (double)(i + 1));
}

void
contrast_adjust (double *p, size_t n, enum adjustment adjustment)
{
  g_autofree struct ranked *ranked = g_new (struct ranked, n + 1);
  size_t n_ranked = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan (p[i]))
      ranked[n_ranked++] = (struct ranked){p[i], i};
  qsort (ranked, n_ranked, sizeof *ranked, compare_ranked);
  switch (adjustment) {
  case ADJUST_NONE:
    break;
  case ADJUST_BONFERRONI:
    for (size_t i = 0; i < n_ranked; i++)
      ranked[i].p = fmin (1, ranked[i].p * (double)n_ranked);
    break;
  case ADJUST_HOLM:
    holm (ranked, n_ranked);
    break;
  case ADJUST_BH:
    benjamini_hochberg (ranked, n_ranked);
    break;
  }
  for (size_t i = 0; i < n_ranked; i++)
    p[ranked[i].at] = ranked[i].p;
}
