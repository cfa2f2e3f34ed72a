#include <config.h>

#include "stat/design.h"

#include "stat/fragments.h"

#include <math.h>
#include <string.h>

/* R survey's bound: a stratum with less than this left to sample is taken whole. */
static const double WHOLE = 1e-7;

static guint32
psu_of (const struct design_input *in, size_t record)
{
  if (in->psu)
    return in->psu[record];
  return in->stratum ? in->stratum[record] : 0;
}

/* Later stages count only where the first one has a sampling fraction. */
static bool
has_second (const struct design_input *in)
{
  return in->psu && in->fpc && (in->ssu || in->fpc2);
}

static guint32
unit_of (const struct design_input *in, size_t record)
{
  return has_second (in) && in->ssu ? in->ssu[record] : psu_of (in, record);
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
}

/* In the order of the records, which is settled now. */
static void
order_weights (struct design *d)
{
  d->w = g_new (struct exact, d->n_weighted);
  d->ww = g_new (struct exact, d->n_weighted);
  for (size_t i = 0; i < d->n_weighted; i++) {
    double w = d->weight[d->order[i]];
    d->w[i] = exact_from (w);
    d->ww[i] = exact_from (w * w);
  }
}

/* Which PSUs a stratum has, and how many PSUs were sampled in it: those without weight too. */
static void
count_strata (struct design *d, const struct design_input *in)
{
  g_autofree bool *met = g_new0 (bool, MAX (d->n_strata, in->n_psus) + 1);
  d->first_psu = g_new0 (size_t, d->n_strata + 1);
  d->sampled = g_new0 (size_t, d->n_strata);
  for (size_t i = 0; i < d->n; i++) {
    size_t h = in->stratum ? in->stratum[i] : 0, psu = psu_of (in, i);
    d->sampled[h] += d->records_are_psus || !met[psu];
    d->first_psu[h + 1] += !d->records_are_psus && !met[psu];
    met[psu] = true;
  }
  for (size_t h = 0; h < d->n_strata; h++)
    d->first_psu[h + 1] += d->first_psu[h] + d->records_are_psus;
}

/* The rule of R's svydesign: one value above 1 makes all of them numbers of units.  [n]; without
   FPC 0. */
static double *
fractions_of (const size_t *sampled, const double *fpc, size_t n)
{
  double *fraction = g_new0 (double, n + 1);
  bool counts = false;
  for (size_t i = 0; fpc && i < n; i++)
    counts = counts || fpc[i] > 1;
  for (size_t i = 0; fpc && i < n; i++)
    fraction[i] = fmin (1, counts ? (double)sampled[i] / fpc[i] : fpc[i]);
  return fraction;
}

/* Which units a PSU has, and how many were sampled in it. */
static void
set_second (struct design *d, const struct design_input *in)
{
  struct second_stage *s = g_new0 (struct second_stage, 1);
  g_autofree bool *met = g_new0 (bool, d->n_units + 1);
  s->n_psus = in->n_psus;
  s->first_unit = g_new0 (size_t, s->n_psus + 1);
  s->sampled = g_new0 (size_t, s->n_psus + 1);
  for (size_t i = 0; i < d->n; i++) {
    size_t psu = in->psu[i], unit = unit_of (in, i);
    s->sampled[psu] += d->squares || !met[unit];
    s->first_unit[psu + 1] += !met[unit];
    met[unit] = true;
  }
  for (size_t psu = 0; psu < s->n_psus; psu++)
    s->first_unit[psu + 1] += s->first_unit[psu];
  s->fraction = fractions_of (s->sampled, in->fpc2, s->n_psus);
  for (size_t psu = 0; psu < s->n_psus; psu++)
    s->n_lonely += s->sampled[psu] == 1 && !second_stage_whole (s, psu);
  d->second = s;
}

/* As R's degf: only PSUs and strata with a positive weight count. */
static void
count_df (struct design *d)
{
  size_t psus = 0, strata = 0;
  for (size_t h = 0; h < d->n_strata; h++) {
    size_t before = psus;
    for (size_t psu = d->first_psu[h]; psu < d->first_psu[h + 1]; psu++) {
      size_t begin = design_first_unit (d, psu), end = design_first_unit (d, psu + 1);
      size_t weighted = d->unit_start[end] - d->unit_start[begin];
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
  d->squares = d->records_are_psus || (has_second (in) && !in->ssu);
  d->n_units = has_second (in) && in->ssu ? in->n_ssus : in->psu ? in->n_psus : d->n_strata;
  d->lonely = in->lonely;
  sort_records (d, in);
  scale_weights (d, in);
  count_strata (d, in);
  d->fraction = fractions_of (d->sampled, in->fpc, d->n_strata);
  if (has_second (in))
    set_second (d, in);
  for (size_t h = 0; h < d->n_strata; h++)
    d->n_lonely += design_lonely (d, h);
  if (in->calibration)
    d->fragments = fragments_new (d, in->calibration);
  order_weights (d);
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
  if (d->second) {
    g_free (d->second->first_unit);
    g_free (d->second->sampled);
    g_free (d->second->fraction);
    g_free (d->second);
  }
  fragments_free (d->fragments);
  g_free (d->first_psu);
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

bool
second_stage_whole (const struct second_stage *s, size_t psu)
{
  return 1 - s->fraction[psu] < WHOLE;
}

double
design_unscale (const struct design *d, double sum)
{
  return ldexp (sum, d->exponent);
}
