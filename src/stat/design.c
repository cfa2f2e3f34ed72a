#include <config.h>

#include "stat/design.h"

#include <math.h>
#include <string.h>

/* R survey's bound: a stratum with less than this left to sample is taken whole. */
static const double WHOLE = 1e-7;

static guint32
unit_of (const struct design_input *in, size_t record)
{
  if (in->psu)
    return in->psu[record];
  return in->stratum ? in->stratum[record] : 0;
}

/* Records by unit: a counting sort, so that records of one unit stay in file order. */
static void
sort_records (struct design *d, const struct design_input *in)
{
  d->unit_start = g_new0 (size_t, d->n_units + 1);
  for (size_t i = 0; i < d->n; i++)
    d->unit_start[unit_of (in, i) + 1] += in->weight[i] > 0;
  for (size_t u = 0; u < d->n_units; u++)
    d->unit_start[u + 1] += d->unit_start[u];
  d->n_weighted = d->unit_start[d->n_units];
  d->order = g_new (guint32, d->n_weighted);
  g_autofree size_t *next = g_new (size_t, d->n_units + 1);
  memcpy (next, d->unit_start, (d->n_units + 1) * sizeof *next);
  for (size_t i = 0; i < d->n; i++)
    if (in->weight[i] > 0)
      d->order[next[unit_of (in, i)]++] = (guint32)i;
}

/* Largest weight < 2^exponent. */
static void
scale_weights (struct design *d, const struct design_input *in)
{
  double largest = 0;
  for (size_t i = 0; i < d->n; i++)
    largest = fmax (largest, in->weight[i]);
  (void)frexp (largest, &d->exponent);
  d->weight = g_new (double, d->n);
  for (size_t i = 0; i < d->n; i++)
    d->weight[i] = ldexp (in->weight[i], -d->exponent);
  d->w = g_new (struct exact, d->n_weighted);
  d->ww = g_new (struct exact, d->n_weighted);
  for (size_t i = 0; i < d->n_weighted; i++) {
    double w = d->weight[d->order[i]];
    d->w[i] = exact_from (w);
    d->ww[i] = exact_from (w * w);
  }
}

/* Which units a stratum has, and how many PSUs were sampled in it: those without weight too. */
static void
count_strata (struct design *d, const struct design_input *in)
{
  g_autofree bool *met = g_new0 (bool, d->n_units + 1);
  d->first_unit = g_new0 (size_t, d->n_strata + 1);
  d->sampled = g_new0 (size_t, d->n_strata);
  for (size_t i = 0; i < d->n; i++) {
    size_t h = in->stratum ? in->stratum[i] : 0, u = unit_of (in, i);
    d->sampled[h] += d->records_are_psus || !met[u];
    d->first_unit[h + 1] += !d->records_are_psus && !met[u];
    met[u] = true;
  }
  for (size_t h = 0; h < d->n_strata; h++)
    d->first_unit[h + 1] += d->first_unit[h] + d->records_are_psus;
}

/* The rule of R's svydesign: one value above 1 makes all of them numbers of PSUs. */
static void
set_fractions (struct design *d, const double *fpc)
{
  d->fraction = g_new0 (double, d->n_strata);
  bool counts = false;
  for (size_t h = 0; fpc && h < d->n_strata; h++)
    counts = counts || fpc[h] > 1;
  for (size_t h = 0; fpc && h < d->n_strata; h++)
    d->fraction[h] = fmin (1, counts ? (double)d->sampled[h] / fpc[h] : fpc[h]);
}

/* As R's degf: only PSUs and strata with a positive weight count. */
static void
count_df (struct design *d)
{
  size_t psus = 0, strata = 0;
  for (size_t h = 0; h < d->n_strata; h++) {
    size_t before = psus;
    for (size_t u = d->first_unit[h]; u < d->first_unit[h + 1]; u++) {
      size_t weighted = d->unit_start[u + 1] - d->unit_start[u];
      psus += d->records_are_psus ? weighted : weighted > 0;
    }
    strata += psus > before;
  }
  d->df = psus - strata;
}

struct design *
design_new (const struct design_input *in)
{
  struct design *d = g_new0 (struct design, 1);
  d->n = in->n;
  d->n_strata = in->stratum ? in->n_strata : 1;
  d->records_are_psus = !in->psu;
  d->n_units = in->psu ? in->n_psus : d->n_strata;
  d->lonely = in->lonely;
  sort_records (d, in);
  scale_weights (d, in);
  count_strata (d, in);
  set_fractions (d, in->fpc);
  for (size_t h = 0; h < d->n_strata; h++)
    d->n_lonely += design_lonely (d, h);
  count_df (d);
  return d;
}

void
design_free (struct design *d)
{
  if (!d)
    return;
  replicates_free (d->replicates);
  g_free (d->order);
  g_free (d->unit_start);
  g_free (d->first_unit);
  g_free (d->sampled);
  g_free (d->fraction);
  g_free (d->weight);
  g_free (d->w);
  g_free (d->ww);
  g_free (d);
}

void
design_replicate (struct design *d, struct replicates *replicates)
{
  replicates_free (d->replicates);
  d->replicates = replicates;
  replicates->scale = ldexp (1, -d->exponent);
  d->df = MAX (replicates->rank, 1) - 1;
  d->n_lonely = 0;
}

void
design_refuse (struct design *d)
{
  d->refused = true;
  d->n_lonely = 0;
}

bool
design_whole (const struct design *d, size_t stratum)
{
  return 1 - d->fraction[stratum] < WHOLE;
}

bool
design_lonely (const struct design *d, size_t stratum)
{
  return d->sampled[stratum] == 1 && !design_whole (d, stratum);
}

double
design_unscale (const struct design *d, double sum)
{
  return ldexp (sum, d->exponent);
}
