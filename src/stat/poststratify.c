/* Post-stratification to shares that are known; Holt and Smith (1979), JRSS A 142; R's
   svystandardize.

   Within a group the weights of cell b are taken times g = P_b N / N_b, N the sum of the group's
   weights and N_b of the cell's.  The mean is then sum P_b y_b, y_b the mean of the cell.  Its
   linearised value is w g (e - mean of e in the cell) with e = (y - estimate) / N, in which the
   estimate drops out: P_b times the linearised value of y_b.  So the influence of the figure is the
   sum of those of its cells, and whatever holds for them (strata, PSUs, FPC, replicates, of which
   each is standardised anew) holds for it. */
#include <config.h>

#include "stat/poststratify.h"

#include <math.h>
#include <string.h>

/* A difference of two sums smaller than this share of the larger is rounding error. */
static const double NOISE = 0x1p-44;

struct poststrata *
poststrata_new (const struct design *d)
{
  struct poststrata *p = g_new0 (struct poststrata, 1);
  p->totals = totals_new (d);
  p->influence = influence_new (d);
  return p;
}

void
poststrata_free (struct poststrata *p)
{
  if (!p)
    return;
  totals_free (p->totals);
  influence_free (p->influence);
  g_free (p);
}

void
poststrata_start (struct poststrata *p, struct influence *into)
{
  *p = (struct poststrata){.totals = p->totals, .influence = p->influence};
  memset (into->z, 0, into->n_units * sizeof *into->z);
  memset (into->count, 0, into->n_counts * sizeof *into->count);
  if (into->zz)
    memset (into->zz, 0, into->n_units * sizeof *into->zz);
  if (into->zw)
    memset (into->zw, 0, into->n_units * sizeof *into->zw);
  if (into->met)
    memset (into->met, 0, into->n_patterns);
}

void
poststrata_add (struct poststrata *p, struct influence *into, const struct statistic *cell,
                double share)
{
  const struct totals *t = p->totals;
  double g = share / t->w;
  influence_add (into, p->influence, share);
  p->estimate += share * cell->estimate;
  p->square += g * t->waa;
  p->weight += g * t->w;
  p->ww += g * g * t->ww;
  p->weight_with += g * (t->n_a == t->n ? t->w : t->sum_a);
  p->ww_with += g * g * t->ww_a;
}

/* Kish (1965), of the standardised weights. */
static double
kish (double n, double w, double ww)
{
  return ww > 0 ? fmin (n, w * w / ww) : NAN;
}

struct statistic
poststrata_finish (const struct poststrata *p, const struct design *d, const struct influence *f,
                   double shift, const struct statistic *plain)
{
  struct statistic s = *plain;
  bool there = plain->n > 0 && isfinite (p->estimate);
  double centred = p->estimate - shift, spread = p->square - centred * centred;
  double srs = spread > NOISE * p->square ? spread / ((double)plain->n - 1) : 0;
  double variance = there ? influence_variance (d, f) : NAN;
  s.estimate = there ? p->estimate : NAN;
  s.se = isfinite (variance) ? sqrt (variance) : NAN;
  s.deff = srs > 0 && isfinite (variance / srs) ? variance / srs : NAN;
  s.n_kish = kish ((double)plain->n, p->weight, p->ww);
  s.n_with_kish = kish ((double)plain->n_with, p->weight_with, p->ww_with);
  s.psus = influence_psus (d, f);
  s.df = influence_df (d, f);
  s.lonely = there && isnan (variance) && d->n_lonely > 0;
  s.dropped = there ? influence_dropped (d, f) : 0;
  return s;
}
