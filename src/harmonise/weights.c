#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Weights whose mean is so near to 1 have been divided by their mean. */
static const double MEAN_ONE = 0.01;
/* Of fewer the mean says nothing. */
enum { LEAST_RECORDS = 30 };
/* A finite population correction so near to 1 says that all PSUs of the stratum were taken. */
static const double WHOLE = 1e-7;

/* ---- What the weights are like ---- */

/* Of those above 0. */
static struct weight_facts
facts_of (const double *weight, size_t n)
{
  struct weight_facts w = {.least = INFINITY};
  double squares = 0;

  for (size_t i = 0; i < n; i++)
    if (weight[i] > 0) {
      w.n++;
      w.sum += weight[i];
      w.least = MIN (w.least, weight[i]);
      w.most = MAX (w.most, weight[i]);
    }
  if (w.n == 0)
    return (struct weight_facts){0};
  /* As parts of the largest, so that no square can be too large. */
  for (size_t i = 0; i < n; i++)
    squares += weight[i] / w.most * (weight[i] / w.most);
  w.kish = (double)w.n * squares / (w.sum / w.most * (w.sum / w.most));
  return w;
}

static int
compare_numbers (const void *a_, const void *b_)
{
  const double *a = a_, *b = b_;
  return *a < *b ? -1 : *a > *b;
}

static double
median_of (const double *weight, size_t n)
{
  g_autofree double *sorted = g_new (double, n + 1);
  size_t k = 0;

  for (size_t i = 0; i < n; i++)
    if (weight[i] > 0)
      sorted[k++] = weight[i];
  qsort (sorted, k, sizeof *sorted, compare_numbers);
  return k % 2 ? sorted[k / 2] : (sorted[k / 2 - 1] + sorted[k / 2]) / 2;
}

/* Most files have no such weight, and that is seen without sorting: half of the weights lie at or
   below the median. */
static void
find_range (struct run *run, const struct weight_facts *w, const double *weight, size_t n)
{
  double most = run->options->thresholds.weight_range, median;
  size_t small = 0, large = 0;
  char times[NUMBER_SIZE];

  for (size_t i = 0; i < n; i++)
    small += weight[i] > 0 && weight[i] < w->most / most;
  if (2 * small < w->n || (median = median_of (weight, n)) * most >= w->most)
    return;
  for (size_t i = 0; i < n; i++)
    large += weight[i] / median > most;
  number_fixed (w->most / median, 0, times);
  g_autofree char *records = run_records (large);
  diag_add (run->diag, FIND_WEIGHT_RANGE, run->crosswalk->survey->design.weight.place,
            "the largest weight is %s times the median one (%s above %g times): a typing error, or "
            "a weight that should have been trimmed?",
            times, records, most);
  diag_measure (run->diag, run->crosswalk->survey->design.weight.text, large, n);
}

static void
find_kish (struct run *run, const struct weight_facts *w)
{
  const struct column_ref *column = &run->crosswalk->survey->design.weight;
  char kish[NUMBER_SIZE], left[NUMBER_SIZE];

  if (w->kish <= run->options->thresholds.kish)
    return;
  number_fixed (w->kish, 1, kish);
  number_fixed ((double)w->n / w->kish, 0, left);
  diag_add (
      run->diag, FIND_WEIGHT_KISH, column->place,
      "the weights are so uneven (Kish's factor is %s) that %zu records tell about as much as "
      "%s with equal weights would: look for a few very large ones, and whether the column is a "
      "product of several weights",
      kish, w->n, left);
  diag_measure (run->diag, column->text, 0, 0);
}

static bool
fits_population (const struct run *run, double sum)
{
  double population = run->crosswalk->survey->design.population;
  return fabs (sum / population - 1) <= run->options->thresholds.population;
}

static void
find_sum (struct run *run, double weight_sum)
{
  const struct design_spec *ds = &run->crosswalk->survey->design;
  char sum[NUMBER_SIZE], population[NUMBER_SIZE];

  if (isnan (ds->population) || ds->population <= 0 || ds->calibrate ||
      fits_population (run, weight_sum))
    return;
  number_format (round (weight_sum), sum);
  number_format (ds->population, population);
  diag_add (run->diag, FIND_WEIGHT_SUM, ds->population_place,
            "the weights add up to %s, not to the population of %s; correct `population`, or name "
            "the weight that adds up to it",
            sum, population);
  diag_measure (run->diag, ds->weight.text ? ds->weight.text : "weight", 0, 0);
}

/* Whoever declares the number of records as the population knows of it. */
static void
find_mean_one (struct run *run, const struct weight_facts *w)
{
  const struct column_ref *column = &run->crosswalk->survey->design.weight;
  double mean = w->sum / (double)w->n;
  char text[NUMBER_SIZE];

  if (run->crosswalk->survey->design.calibrate) /* they will be something else */
    return;
  if (w->n < LEAST_RECORDS || fabs (mean - 1) > MEAN_ONE || fits_population (run, w->sum))
    return;
  number_fixed (mean, 3, text);
  diag_add (
      run->diag, FIND_WEIGHT_MEAN_ONE, column->place,
      "these look like mean-1 weights (their mean is %s): proportions and means are right, but "
      "totals and counts are of the sample, not of children; take the weights that add up to "
      "the population if there are such",
      text);
  diag_measure (run->diag, column->text, 0, 0);
}

struct weight_facts
run_weights (struct run *run)
{
  const double *weight = (const double *)run->design.weight->data;
  size_t n = run->design.weight->len;
  struct weight_facts w = facts_of (weight, n);

  find_sum (run, w.sum);
  if (run->crosswalk->weight == NO_SLOT || w.n == 0)
    return w;
  find_mean_one (run, &w);
  find_kish (run, &w);
  find_range (run, &w, weight, n);
  return w;
}

/* ---- PSUs with one second-stage unit ---- */

/* How many units each PSU has; records where each is a unit. */
static size_t *
count_units (const struct dataset *ds)
{
  size_t *units = g_new0 (size_t, ds->n_psus + 1);
  g_autofree bool *seen = g_new0 (bool, ds->n_ssus + 1);
  for (size_t i = 0; i < ds->n; i++) {
    units[ds->psu[i]] += !ds->ssu || !seen[ds->ssu[i]];
    if (ds->ssu)
      seen[ds->ssu[i]] = true;
  }
  return units;
}

/* Only where the stage has a part in variances, and the rule leaves none. */
static void
find_units (struct run *run, struct dataset *ds, struct design_facts *facts)
{
  bool matters = ds->lonely_psu == LONELY_FAIL || ds->lonely_psu == LONELY_AVERAGE;
  size_t records = 0;
  if (!ds->psu || !(ds->ssu || ds->fpc2))
    return;
  g_autofree size_t *units = count_units (ds);
  g_autofree bool *lonely = g_new0 (bool, ds->n_psus + 1);
  facts->units = ds->ssu ? ds->n_ssus : ds->n;
  for (size_t psu = 0; psu < ds->n_psus; psu++) {
    lonely[psu] = units[psu] == 1 && !(ds->fpc2 && fabs (ds->fpc2[psu] - 1) < WHOLE);
    facts->lonely_units += lonely[psu];
  }
  if (facts->lonely_units == 0 || !matters || !ds->fpc || ds->opt_in || ds->replicates)
    return;
  for (size_t i = 0; i < ds->n; i++)
    records += lonely[ds->psu[i]];
  diag_add (run->diag, FIND_LONELY_UNIT, run->crosswalk->survey->design.place,
            "%zu of %zu PSUs %s only one of their %s in the sample, and estimates that rest on "
            "them get no standard error; say here what to do: `lonely_psu: certainty` or `adjust`",
            facts->lonely_units, ds->n_psus, facts->lonely_units == 1 ? "has" : "have",
            ds->ssu ? "second-stage units" : "children");
  diag_measure (run->diag, "psu", records, ds->n);
  ds->lonely_told = true;
}

/* ---- Strata with one PSU ---- */

static bool
is_lonely (const struct dataset *ds, size_t stratum, size_t n_psus)
{
  return n_psus == 1 && !(ds->fpc && fabs (ds->fpc[stratum] - 1) < WHOLE);
}

struct design_facts
run_strata (struct run *run, struct dataset *ds)
{
  struct design_facts facts = {.strata = ds->n_strata, .psus = ds->psu ? ds->n_psus : ds->n};
  g_autofree size_t *n_psus = g_new0 (size_t, ds->n_strata + 1);
  g_autofree bool *seen = g_new0 (bool, ds->n_psus + 1);
  size_t records = 0;

  for (size_t i = 0; i < ds->n; i++) {
    if (ds->psu && seen[ds->psu[i]])
      continue;
    if (ds->psu)
      seen[ds->psu[i]] = true;
    n_psus[ds->stratum[i]]++;
  }
  for (size_t h = 0; h < ds->n_strata; h++)
    facts.lonely += is_lonely (ds, h, n_psus[h]);
  find_units (run, ds, &facts);
  /* Of replicates whoever makes them says what is wrong; supplied ones do not mind. */
  if (facts.lonely == 0 || ds->lonely_psu != LONELY_FAIL || ds->opt_in || ds->replicates)
    return facts;
  for (size_t i = 0; i < ds->n; i++)
    records += is_lonely (ds, ds->stratum[i], n_psus[ds->stratum[i]]);
  diag_add (run->diag, FIND_LONELY_PSU, run->crosswalk->survey->design.place,
            "%zu of %zu strata %s only one %s, and estimates that rest on them get no standard "
            "error; say here what to do: `lonely_psu: certainty`, `adjust` or `average`",
            facts.lonely, facts.strata, facts.lonely == 1 ? "has" : "have",
            ds->psu ? "PSU" : "record");
  diag_measure (run->diag, "stratum", records, ds->n);
  ds->lonely_told = true;
  return facts;
}
