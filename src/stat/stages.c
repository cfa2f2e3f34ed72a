#include <config.h>

#include "stat/stages.h"

#include "stat/squares.h"

#include <math.h>

/* A sum smaller than this share of that of its terms' sizes is rounding error. */
static const double ROUNDING = 0x1p-50;

bool
stages_gather (const struct design *d, const struct influence *f, struct influence *by_psu)
{
  const struct second_stage *s = d->second;
  if (!s || d->squares)
    return false;
  *by_psu = (struct influence){.n_units = s->n_psus, .n_counts = s->n_psus};
  by_psu->z = g_new0 (double, s->n_psus + 1);
  by_psu->count = g_new0 (guint64, s->n_psus + 1);
  for (size_t psu = 0; psu < s->n_psus; psu++) {
    struct compensated sum = {0}, size = {0};
    for (size_t u = s->first_unit[psu]; u < s->first_unit[psu + 1]; u++) {
      by_psu->count[psu] += f->count[u];
      if (d->replicates)
        continue; /* Z is by replicate */
      compensated_add (&sum, f->z[u]);
      compensated_add (&size, fabs (f->z[u]));
    }
    double z = compensated_value (&sum);
    by_psu->z[psu] = fabs (z) > ROUNDING * compensated_value (&size) ? z : 0;
  }
  return true;
}

void
stages_clear (struct influence *by_psu)
{
  g_free (by_psu->z);
  g_free (by_psu->count);
}

/* Units without a record of the domain are there with z = 0. */
static double
squares_of (const struct second_stage *s, const struct influence *f, size_t psu)
{
  size_t first = s->first_unit[psu];
  return f->zz ? squares_of_records (f->zz[psu], f->z[psu], s->sampled[psu])
               : squares_of_units (f->z + first, s->first_unit[psu + 1] - first, s->sampled[psu]);
}

static bool
touched (const struct second_stage *s, const struct influence *f, size_t psu)
{
  for (size_t u = s->first_unit[psu]; u < s->first_unit[psu + 1]; u++)
    if (f->count[u])
      return true;
  return false;
}

/* Cochran (1977), 10 and 11; Särndal, Swensson and Wretman (1992), 4.3: sum over PSUs of f_h (1 -
   f) n / (n - 1) times the sum of squares between the PSU's units.  f_h is there because the first
   stage's sum of squares has the rest of the second stage's variance in it already.

   A PSU with one unit, as in R survey 4.5: its mean is that unit, so that `adjust` adds nothing,
   and it has no other strata that `average` could take. */
double
stages_variance (const struct design *d, const struct influence *f)
{
  const struct second_stage *s = d->second;
  struct compensated variance = {0};
  for (size_t h = 0; h < d->n_strata; h++)
    for (size_t psu = d->first_psu[h]; psu < d->first_psu[h + 1]; psu++) {
      if (second_stage_whole (s, psu) || !touched (s, f, psu))
        continue;
      if (s->sampled[psu] == 1) {
        if (d->lonely == RULE_FAIL || d->lonely == RULE_AVERAGE)
          return NAN;
        continue;
      }
      double n = (double)s->sampled[psu], rest = 1 - s->fraction[psu];
      double squares = squares_of (s, f, psu);
      compensated_add (&variance, d->fraction[h] * rest * n / (n - 1) * squares);
    }
  return compensated_value (&variance);
}
