#include <config.h>

#include "stat/influence.h"

#include "stat/fragments.h"
#include "stat/squares.h"
#include "stat/stages.h"

#include <math.h>
#include <string.h>

/* A sum of two terms, each of which is right to some units in the last place, smaller than this
   share of the first is rounding error. */
static const double ROUNDING = 0x1p-50;
/* The same where two estimates are taken from one another. */
static const double CANCELLED = 0x1p-48;

struct influence *
influence_new (const struct design *d)
{
  struct influence *f = g_new0 (struct influence, 1);
  f->n_counts = d->n_units;
  f->count = g_new0 (guint64, f->n_counts);
  if (d->replicates) {
    f->n_units = d->replicates->n;
    f->z = g_new0 (double, f->n_units);
    f->n_patterns = d->replicates->n_patterns;
    f->met = g_new0 (guint8, f->n_patterns + 1);
    return f;
  }
  f->n_units = d->n_units;
  f->z = g_new0 (double, f->n_units);
  f->zz = d->squares ? g_new0 (double, f->n_units) : NULL;
  f->zw = d->squares && d->fragments ? g_new0 (double, f->n_units) : NULL;
  return f;
}

void
influence_free (struct influence *f)
{
  if (!f)
    return;
  g_free (f->z);
  g_free (f->zz);
  g_free (f->zw);
  g_free (f->count);
  g_free (f->met);
  g_free (f);
}

/* z of a unit; 0 where its two terms cancel but for their rounding, as they do when the whole
   domain lies in one PSU. */
static double
value (const struct totals *t, size_t unit, double alpha, double beta)
{
  double a = alpha * t->a[unit], z = a + beta * t->b[unit];
  return fabs (z) > ROUNDING * fabs (a) ? z : 0;
}

/* Sum over a unit's records of z^2, alpha^2 aa + 2 alpha beta ab + beta^2 bb, or 0 where that is
   rounding error, as it is when there is one record whose z is 0. */
static double
square_value (const struct totals *t, size_t unit, double alpha, double beta)
{
  double a = alpha * alpha * t->aa[unit], b = beta * beta * t->bb[unit];
  double zz = a + 2 * alpha * beta * t->ab[unit] + b;
  return zz > CANCELLED * (a + b) ? zz : 0;
}

/* X + Y, or 0 where the two cancel but for their rounding. */
static double
sum_of (double x, double y)
{
  return fabs (x + y) > CANCELLED * (fabs (x) + fabs (y)) ? x + y : 0;
}

static void
set_met (struct influence *f, const struct totals *t)
{
  memcpy (f->met, t->met, t->replicates->n_patterns);
  memcpy (f->count, t->count, f->n_counts * sizeof *f->count);
}

void
influence_set_form (struct influence *f, const struct totals *t, double alpha, double beta,
                    enum influence_form form)
{
  if (!t->replicates) {
    influence_set (f, t, alpha, beta);
    return;
  }
  bool share = form == INFLUENCE_SHARE;
  double all = t->sum_a / (share ? t->sum_a + t->sum_b : t->sum_b);
  for (size_t r = 0; r < f->n_units; r++) {
    double one = t->by_a[r] / (share ? t->by_a[r] + t->by_b[r] : t->by_b[r]);
    f->z[r] = isfinite (one) ? sum_of (one, -all) : one;
  }
  set_met (f, t);
}

void
influence_set (struct influence *f, const struct totals *t, double alpha, double beta)
{
  if (t->replicates) {
    for (size_t r = 0; r < f->n_units; r++)
      f->z[r] = alpha * (t->by_a[r] - t->sum_a) + beta * (t->by_b[r] - t->sum_b);
    set_met (f, t);
    return;
  }
  f->alpha = alpha;
  f->beta = beta;
  for (size_t u = 0; u < f->n_units; u++) {
    f->z[u] = value (t, u, alpha, beta);
    if (f->zz)
      f->zz[u] = square_value (t, u, alpha, beta);
    if (f->zw)
      f->zw[u] = f->zz[u] > 0 ? alpha * t->aw[u] + beta * t->bw[u] : 0;
  }
  memcpy (f->count, t->count, f->n_units * sizeof *f->count);
}

/* Where a replicate gives one estimate and not the other it gives no difference either. */
static void
add_replicates (struct influence *f, const struct influence *from, double times, size_t n_patterns)
{
  for (size_t r = 0; r < f->n_units; r++)
    f->z[r] += times * from->z[r];
  for (size_t p = 0; p < n_patterns; p++)
    f->met[p] |= from->met[p];
  for (size_t u = 0; u < f->n_counts; u++)
    f->count[u] = MAX (f->count[u], from->count[u]);
}

void
influence_add (struct influence *f, const struct influence *from, double times)
{
  if (f->met) {
    add_replicates (f, from, times, f->n_patterns);
    return;
  }
  for (size_t u = 0; u < f->n_units; u++) {
    f->z[u] += times * from->z[u];
    if (f->zw)
      f->zw[u] += times * from->zw[u];
    if (f->zz) {
      f->zz[u] += times * times * from->zz[u];
      f->count[u] += from->count[u];
    } else
      f->count[u] = f->count[u] || from->count[u];
  }
}

void
influence_scale (struct influence *f, double times)
{
  for (size_t u = 0; u < f->n_units; u++) {
    f->z[u] *= times;
    if (f->zz)
      f->zz[u] *= times * times;
    if (f->zw)
      f->zw[u] *= times;
  }
}

/* Records in both denominators count once; where a unit is a PSU, it is there or not. */
static void
join_counts (struct influence *f, const struct influence *from, const struct common *common)
{
  for (size_t u = 0; u < f->n_counts; u++)
    f->count[u] = common->count ? f->count[u] + from->count[u] - common->count[u]
                                : f->count[u] || from->count[u];
}

/* The estimate of A is alpha a + beta b, that of B alpha' a' + beta' b': the sum over records of
   (z + times z')^2 takes four sums of products beside those of each. */
static void
pair_linear (struct influence *f, const struct influence *from, const struct common *common,
             double times, double scale)
{
  for (size_t u = 0; u < f->n_units; u++) {
    f->z[u] = scale * sum_of (f->z[u], times * from->z[u]);
    if (f->zw)
      f->zw[u] = scale * (f->zw[u] + times * from->zw[u]);
    if (!f->zz)
      continue;
    double both = f->alpha * (from->alpha * common->product[JOINT_AA][u] +
                              from->beta * common->product[JOINT_AB][u]) +
                  f->beta * (from->alpha * common->product[JOINT_BA][u] +
                             from->beta * common->product[JOINT_BB][u]);
    double squares = f->zz[u] + times * times * from->zz[u];
    if (!(f->zz[u] > 0) || !(from->zz[u] > 0))
      both = 0; /* all that is in it is rounding */
    f->zz[u] = scale * scale * fmax (0, sum_of (squares, 2 * times * both));
  }
}

void
influence_pair (struct influence *f, const struct influence *from, const struct common *common,
                double a, double b, enum influence_pair kind)
{
  bool quotient = kind == INFLUENCE_QUOTIENT;
  join_counts (f, from, common);
  if (!f->met) {
    pair_linear (f, from, common, quotient ? -a / b : -1, quotient ? 1 / b : 1);
    return;
  }
  for (size_t r = 0; r < f->n_units; r++)
    f->z[r] = quotient ? (a + f->z[r]) / (b + from->z[r]) - a / b : f->z[r] - from->z[r];
  for (size_t p = 0; p < f->n_patterns; p++)
    f->met[p] |= from->met[p];
}

/* Is a record of the domain in the stratum?  The others are no part of the domain's design: R drops
   them from a subset, and so they neither count as lonely nor towards an average. */
static bool
touched (const struct design *d, const struct influence *f, size_t stratum)
{
  for (size_t u = d->first_psu[stratum]; u < d->first_psu[stratum + 1]; u++)
    if (f->count[u])
      return true;
  return false;
}

/* PSUs without a record of the domain are there with z = 0. */
static double
squares_of (const struct design *d, const struct influence *f, size_t h)
{
  size_t first = d->first_psu[h];
  return d->records_are_psus
             ? squares_of_records (f->zz[h], f->z[h], d->sampled[h])
             : squares_of_units (f->z + first, d->first_psu[h + 1] - first, d->sampled[h]);
}

/* Mean of z over all PSUs of the domain's strata: what `adjust` centres at.  It is 0 for a mean,
   and not for a total. */
static double
grand_mean (const struct design *d, const struct influence *f)
{
  struct compensated sum = {0};
  size_t psus = 0;
  for (size_t h = 0; h < d->n_strata; h++) {
    if (!touched (d, f, h))
      continue;
    psus += d->sampled[h];
    for (size_t u = d->first_psu[h]; u < d->first_psu[h + 1]; u++)
      compensated_add (&sum, f->z[u]);
  }
  return compensated_value (&sum) / (double)psus;
}

/* Cochran (1977), 11.9; Wolter (2007), 2.4: sum over strata of (1 - f) n / (n - 1) times the sum
   of squares between PSUs.  The lonely rules are those of R survey 4.5. */
static double
variance_between (const struct design *d, const struct influence *f)
{
  struct compensated variance = {0};
  size_t strata = 0, lonely = 0;
  double centre = d->n_lonely && d->lonely == RULE_ADJUST ? grand_mean (d, f) : 0;
  for (size_t h = 0; h < d->n_strata; h++) {
    if (!touched (d, f, h))
      continue;
    strata++;
    if (design_whole (d, h))
      continue;
    double n = (double)d->sampled[h], rest = 1 - d->fraction[h];
    if (d->sampled[h] > 1) {
      double squares = squares_of (d, f, h);
      compensated_add (&variance, rest * n / (n - 1) * squares);
      continue;
    }
    lonely++;
    if (d->lonely == RULE_ADJUST) {
      double z = f->z[d->first_psu[h]] - centre;
      compensated_add (&variance, rest * z * z);
    }
  }
  if (lonely && (d->lonely == RULE_FAIL || (d->lonely == RULE_AVERAGE && lonely == strata)))
    return NAN;
  double v = compensated_value (&variance);
  return lonely && d->lonely == RULE_AVERAGE ? v * (double)strata / (double)(strata - lonely) : v;
}

/* The first stage, of Z and COUNT by PSU. */
static double
first_variance (const struct design *d, const struct influence *f)
{
  struct influence by_psu;
  if (!stages_gather (d, f, &by_psu))
    return variance_between (d, f);
  double variance = variance_between (d, &by_psu);
  stages_clear (&by_psu);
  return variance;
}

/* Both stages, of what was drawn. */
static double
variance_of_units (const struct design *d, const struct influence *f)
{
  double variance = first_variance (d, f);
  return d->second ? variance + stages_variance (d, f) : variance;
}

double
influence_variance (const struct design *d, const struct influence *f)
{
  struct influence residual;
  if (d->refused)
    return NAN;
  if (d->replicates)
    return replicates_variance (d->replicates, f->z);
  if (!fragments_residual (d, f, &residual))
    return variance_of_units (d, f);
  double variance = variance_of_units (d, &residual);
  fragments_clear (&residual);
  return variance;
}

static int
lonely_stage (const struct design *d, const struct influence *f)
{
  if (d->n_lonely && isnan (first_variance (d, f)))
    return 1;
  return d->second && d->second->n_lonely && isnan (stages_variance (d, f)) ? 2 : 0;
}

int
influence_lonely (const struct design *d, const struct influence *f)
{
  struct influence residual;
  if (d->refused || d->replicates)
    return 0;
  if (!fragments_residual (d, f, &residual))
    return lonely_stage (d, f);
  int stage = lonely_stage (d, &residual);
  fragments_clear (&residual);
  return stage;
}

static size_t
count_psus (const struct design *d, const struct influence *f)
{
  size_t psus = 0;
  for (size_t u = 0; u < f->n_counts; u++)
    psus += d->records_are_psus ? (size_t)f->count[u] : f->count[u] > 0;
  return psus;
}

static size_t
psus_of_units (const struct design *d, const struct influence *f)
{
  struct influence by_psu;
  if (!stages_gather (d, f, &by_psu))
    return count_psus (d, f);
  size_t psus = count_psus (d, &by_psu);
  stages_clear (&by_psu);
  return psus;
}

size_t
influence_psus (const struct design *d, const struct influence *f)
{
  struct influence by_unit;
  if (!fragments_gather (d, f, &by_unit))
    return psus_of_units (d, f);
  size_t psus = psus_of_units (d, &by_unit);
  fragments_clear (&by_unit);
  return psus;
}

static long
psus_less_strata (const struct design *d, const struct influence *f)
{
  long strata = 0;
  for (size_t h = 0; h < d->n_strata; h++)
    strata += touched (d, f, h);
  return (long)count_psus (d, f) - strata;
}

static long
df_of_units (const struct design *d, const struct influence *f)
{
  struct influence by_psu;
  if (!stages_gather (d, f, &by_psu))
    return psus_less_strata (d, f);
  long df = psus_less_strata (d, &by_psu);
  stages_clear (&by_psu);
  return df;
}

long
influence_df (const struct design *d, const struct influence *f)
{
  struct influence by_unit;
  if (d->replicates)
    return replicates_df (d->replicates, f->met);
  if (!fragments_gather (d, f, &by_unit))
    return df_of_units (d, f);
  long df = df_of_units (d, &by_unit);
  fragments_clear (&by_unit);
  return df;
}

size_t
influence_dropped (const struct design *d, const struct influence *f)
{
  return d->replicates ? replicates_dropped (d->replicates, f->z) : 0;
}
