#include <config.h>

#include "stat/linearise.h"

#include <math.h>

/* A centred sum of squares smaller than this share of the uncentred one is rounding error. */
static const double NOISE = 0x1p-44;
/* The same for a sum of two terms, each of which is right to some units in the last place. */
static const double ROUNDING = 0x1p-50;

/* Is a record of the domain in the stratum?  The others are no part of the domain's design: R drops
   them from a subset, and so they neither count as lonely nor towards an average. */
static bool
touched (const struct design *d, const struct totals *t, size_t stratum)
{
  for (size_t u = d->first_unit[stratum]; u < d->first_unit[stratum + 1]; u++)
    if (t->count[u])
      return true;
  return false;
}

/* z of a unit; 0 where its two terms cancel but for their rounding, as they do when the whole
   domain lies in one PSU. */
static double
value (const struct totals *t, size_t unit, double alpha, double beta)
{
  double a = alpha * t->a[unit], z = a + beta * t->b[unit];
  return fabs (z) > ROUNDING * fabs (a) ? z : 0;
}

/* Sum over the stratum's PSUs of (z - mean z)^2; PSUs without a record of the domain are there
   with z = 0. */
static double
squares_of_psus (const struct design *d, const struct totals *t, size_t h)
{
  struct compensated sum = {0}, squares = {0};
  for (size_t u = d->first_unit[h]; u < d->first_unit[h + 1]; u++)
    compensated_add (&sum, t->z[u]);
  double mean = compensated_value (&sum) / (double)d->sampled[h];
  for (size_t u = d->first_unit[h]; u < d->first_unit[h + 1]; u++) {
    double z = t->z[u] - mean;
    compensated_add (&squares, z * z);
  }
  return compensated_value (&squares);
}

/* The same where each record is a PSU: the sum of squares less the square of the sum over n. */
static double
squares_of_records (const struct design *d, const struct totals *t, size_t h, double alpha,
                    double beta)
{
  double raw = alpha * alpha * t->aa[h] + 2 * alpha * beta * t->ab[h] + beta * beta * t->bb[h];
  double centred = raw - t->z[h] * t->z[h] / (double)d->sampled[h];
  return centred > NOISE * raw ? centred : 0;
}

/* Mean of z over all PSUs of the domain's strata: what `adjust` centres at.  It is 0 for a mean,
   and not for a total. */
static double
grand_mean (const struct design *d, const struct totals *t)
{
  struct compensated sum = {0};
  size_t psus = 0;
  for (size_t h = 0; h < d->n_strata; h++) {
    if (!touched (d, t, h))
      continue;
    psus += d->sampled[h];
    for (size_t u = d->first_unit[h]; u < d->first_unit[h + 1]; u++)
      compensated_add (&sum, t->z[u]);
  }
  return compensated_value (&sum) / (double)psus;
}

/* Cochran (1977), 11.9; Wolter (2007), 2.4: sum over strata of (1 - f) n / (n - 1) times the sum
   of squares between PSUs.  The lonely rules are those of R survey 4.5. */
double
linearise_variance (const struct design *d, const struct totals *t, double alpha, double beta)
{
  struct compensated variance = {0};
  size_t strata = 0, lonely = 0;
  for (size_t u = 0; u < d->n_units; u++)
    t->z[u] = value (t, u, alpha, beta);
  double centre = d->n_lonely && d->lonely == RULE_ADJUST ? grand_mean (d, t) : 0;
  for (size_t h = 0; h < d->n_strata; h++) {
    if (!touched (d, t, h))
      continue;
    strata++;
    if (design_whole (d, h))
      continue;
    double n = (double)d->sampled[h], rest = 1 - d->fraction[h];
    if (d->sampled[h] > 1) {
      double squares = d->records_are_psus ? squares_of_records (d, t, h, alpha, beta)
                                           : squares_of_psus (d, t, h);
      compensated_add (&variance, rest * n / (n - 1) * squares);
      continue;
    }
    lonely++;
    if (d->lonely == RULE_ADJUST) {
      double z = t->z[d->first_unit[h]] - centre;
      compensated_add (&variance, rest * z * z);
    }
  }
  if (lonely && (d->lonely == RULE_FAIL || (d->lonely == RULE_AVERAGE && lonely == strata)))
    return NAN;
  double v = compensated_value (&variance);
  return lonely && d->lonely == RULE_AVERAGE ? v * (double)strata / (double)(strata - lonely) : v;
}

long
linearise_df (const struct design *d, const struct totals *t)
{
  long psus = 0, strata = 0;
  for (size_t h = 0; h < d->n_strata; h++) {
    strata += touched (d, t, h);
    for (size_t u = d->first_unit[h]; u < d->first_unit[h + 1]; u++)
      psus += d->records_are_psus ? (long)t->count[u] : t->count[u] > 0;
  }
  return psus - strata;
}

/* What all estimates have in common.  SRS: the variance of a simple random sample with replacement
   of as many records; a design effect against 0 is none. */
static struct statistic
finish (const struct design *d, const struct totals *t, double estimate, double variance,
        double srs)
{
  double n = (double)t->n;
  return (struct statistic){
      .estimate = isfinite (estimate) ? estimate : NAN,
      .se = isfinite (estimate) && isfinite (variance) ? sqrt (variance) : NAN,
      .deff = srs > 0 && isfinite (variance / srs) ? variance / srs : NAN,
      .n_kish = t->ww > 0 ? fmin (n, t->w * t->w / t->ww) : NAN,
      .population = design_unscale (d, t->w),
      .n = t->n,
      .df = linearise_df (d, t),
      .lonely = isfinite (estimate) && isnan (variance) && d->n_lonely > 0,
  };
}

/* S^2 / n = sum w (y - p)^2 / sum w / (n - 1) = p (1 - p) / (n - 1).
   z = (y - p x) / sum w x, with x = y + (what has not the property): written so that nothing
   cancels when p is near 1. */
struct statistic
statistic_proportion (const struct design *d, const struct totals *t)
{
  double p = t->sum_a / t->w, q = t->sum_b / t->w;
  double variance = t->n ? linearise_variance (d, t, q / t->w, -p / t->w) : NAN;
  return finish (d, t, t->n ? p : NAN, variance, p * q / ((double)t->n - 1));
}

/* The reference is that of R's svytotal: the domain's size is taken as known. */
struct statistic
statistic_count (const struct design *d, const struct totals *t)
{
  double p = t->sum_a / t->w, q = t->sum_b / t->w;
  double scale = design_unscale (d, 1);
  double variance = t->n ? linearise_variance (d, t, 1, 0) : NAN;
  double srs = t->w * t->w * p * q / ((double)t->n - 1);
  return finish (d, t, t->n ? t->sum_a * scale : NAN, variance * scale * scale,
                 srs * scale * scale);
}

/* sum w (a - r b)^2, or 0 where that is rounding error. */
static double
residual_squares (const struct totals *t, double r)
{
  double squares = t->waa - 2 * r * t->wab + r * r * t->wbb;
  return squares > NOISE * t->waa ? squares : 0;
}

struct statistic
statistic_ratio (const struct design *d, const struct totals *t)
{
  double r = t->sum_a / t->sum_b;
  bool there = t->n && isfinite (r);
  double variance = there ? linearise_variance (d, t, 1 / t->sum_b, -r / t->sum_b) : NAN;
  double srs = t->w * residual_squares (t, r) / (t->sum_b * t->sum_b) / ((double)t->n - 1);
  return finish (d, t, there ? r : NAN, variance, srs);
}

/* The ratio to x = 1. */
struct statistic
statistic_mean (const struct design *d, const struct totals *t, double shift)
{
  struct statistic s = statistic_ratio (d, t);
  s.estimate += shift;
  return s;
}

struct statistic
statistic_total (const struct design *d, const struct totals *t)
{
  double scale = design_unscale (d, 1);
  double variance = t->n ? linearise_variance (d, t, 1, 0) : NAN;
  double mean = t->sum_a / t->w;
  double squares = t->waa - mean * t->sum_a;
  double srs = squares > NOISE * t->waa ? t->w * squares / ((double)t->n - 1) : 0;
  return finish (d, t, t->n ? t->sum_a * scale : NAN, variance * scale * scale,
                 srs * scale * scale);
}
