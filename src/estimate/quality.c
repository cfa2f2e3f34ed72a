#include <config.h>

#include "estimate/quality.h"

#include "stat/interval.h"

#include <math.h>

static enum row_status
worse (enum row_status a, enum row_status b)
{
  return a > b ? a : b;
}

/* Coefficient of variation; NaN without a standard error, infinite at 0. */
static double
cv_of (const struct statistic *s)
{
  return s->se > 0 ? s->se / fabs (s->estimate) : s->se;
}

/* As Kish (1965) defines it, whom CEPAL's handbook follows: without replacement; R's calidad has
   deff = TRUE.  Weights that are no people leave that with replacement. */
static double
design_effect (const struct statistic *s)
{
  return s->deff_wor > 0 ? s->deff_wor : s->deff;
}

/* n over the design effect; where all records are alike it takes in the unequal weights alone. */
static double
effective_size (const struct statistic *s)
{
  double deff = design_effect (s);
  return deff > 0 ? (double)s->n / deff : s->n_kish;
}

/* The CV of -ln p, or of -ln (1 - p), as R's calidad has it. */
static double
log_cv (const struct statistic *s)
{
  double p = s->estimate;
  return s->se > 0 ? cv_of (s) / -(p < 0.5 ? log (p) : log1p (-p)) : s->se;
}

/* ---- Standards.  Each has an estimate before it, and where the standard looks at standard errors,
        one of those. ------------------------------------------------------------------------ */

/* MICS and DHS: fewer than 25 unweighted cases, no figure; 25 to 49, a figure in parentheses. */
static enum row_status
mics (enum measure measure, const struct statistic *s)
{
  const size_t show = 25, trust = 50;
  (void)measure;
  return s->n < show ? STATUS_SUPPRESSED : s->n < trust ? STATUS_LOW : STATUS_OK;
}

/* Parker et al. (2017), Vital and Health Statistics 2(175), as surveytable has it: the effective
   sample size without the correction for degrees of freedom, which is in the limits. */
static enum row_status
nchs_share (const struct statistic *s)
{
  const double least_n = 30, narrow = 0.05, wide = 0.30, relative = 1.30;
  double p = s->estimate, n = (double)s->n, effective = n, width = 0;
  bool edge = s->n_with == 0 || s->n_with == s->n;
  if (!edge) {
    struct limits limits =
        interval_nchs (&(struct proportion){.p = p, .se = s->se, .df = (double)s->df, .n = n});
    width = limits.hi - limits.lo;
    effective = s->se > 0 ? fmin (n, p * (1 - p) / (s->se * s->se)) : n;
  }
  if (effective < least_n)
    return STATUS_SUPPRESSED;
  if (!(width <= narrow) && !(width < wide && width <= relative * p))
    return STATUS_SUPPRESSED;
  return edge ? STATUS_LOW : STATUS_OK;
}

/* Parker et al. (2023), Vital and Health Statistics 2(200): N records with the property, over
   Kish's effect of their weights; the interval on the log scale. */
static enum row_status
nchs_count (const struct statistic *s)
{
  const double confidence = 0.95, least_n = 10, relative = 1.60, least_df = 0.1;
  double n = s->n_with_kish, t = interval_quantile (confidence, fmax (n - 1, least_df));
  struct limits limits = interval_log (s->estimate, s->se, t);
  if (!(n >= least_n) || !(limits.hi - limits.lo <= relative * s->estimate))
    return STATUS_SUPPRESSED;
  return STATUS_OK;
}

/* The older rule of the house, for means, totals of amounts and ratios. */
static enum row_status
nchs_amount (const struct statistic *s)
{
  const size_t least_n = 30;
  const double most_cv = 0.30;
  if (s->n < least_n)
    return STATUS_SUPPRESSED;
  return cv_of (s) < most_cv ? STATUS_OK : STATUS_LOW;
}

static enum row_status
nchs (enum measure measure, const struct statistic *s)
{
  const long least_df = 8; /* below it a statistician is to look at the figure */
  enum row_status status = measure_is_share (measure) ? nchs_share (s)
                           : measure == MEASURE_COUNT ? nchs_count (s)
                                                      : nchs_amount (s);
  return worse (status, s->df < least_df ? STATUS_LOW : STATUS_OK);
}

/* CEPAL (2020), Criterios de calidad en la estimacion de indicadores. */
static enum row_status
eclac2020 (enum measure measure, const struct statistic *s)
{
  const size_t least_n = 100, least_with = 50;
  const double least_effective = 140, most_log_cv = 0.175, most_cv = 0.20;
  const long least_df = 9;
  if (s->n < least_n || s->n_with < least_with || !(effective_size (s) >= least_effective))
    return STATUS_SUPPRESSED;
  if (measure_is_share (measure) && !(log_cv (s) <= most_log_cv))
    return STATUS_SUPPRESSED;
  return s->df >= least_df && cv_of (s) < most_cv ? STATUS_OK : STATUS_LOW;
}

/* CEPAL (2023): no domain is taken as planned, and few degrees of freedom as justified. */
static enum row_status
eclac2023 (enum measure measure, const struct statistic *s)
{
  const size_t few = 30, enough = 50;
  const double least_deff = 1, least_effective = 60, most_log_cv = 0.175, good_cv = 0.20,
               most_cv = 0.30;
  const long least_df = 9;
  bool good;
  if (!(design_effect (s) >= least_deff) || effective_size (s) < least_effective ||
      s->df < least_df || s->n_with < few)
    return STATUS_SUPPRESSED;
  if (measure_is_share (measure)) {
    good = log_cv (s) <= most_log_cv;
    if (!good && s->estimate < 0.5)
      return STATUS_SUPPRESSED;
  } else {
    good = cv_of (s) <= good_cv;
    if (!(cv_of (s) <= most_cv))
      return STATUS_SUPPRESSED;
  }
  return good && s->n_with >= enough ? STATUS_OK : STATUS_LOW;
}

/* INE Chile (2020), Estandar para la evaluacion de la calidad de las estimaciones. */
static enum row_status
ine_cl (enum measure measure, const struct statistic *s)
{
  const size_t least_n = 60;
  const long least_df = 9;
  const double good_cv = 0.15, most_cv = 0.30, power = 2. / 3, divisor = 9;
  if (s->n < least_n || s->df < least_df)
    return STATUS_SUPPRESSED;
  if (measure_is_share (measure)) {
    double p = s->estimate;
    return s->se <= pow (fmin (p, 1 - p), power) / divisor ? STATUS_OK : STATUS_LOW;
  }
  double cv = cv_of (s);
  return cv <= good_cv ? STATUS_OK : cv <= most_cv ? STATUS_LOW : STATUS_SUPPRESSED;
}

/* OECD, PISA: 30 students in 5 schools. */
static enum row_status
pisa (enum measure measure, const struct statistic *s)
{
  const size_t least_n = 30, least_psus = 5;
  (void)measure;
  return s->n < least_n || s->psus < least_psus ? STATUS_SUPPRESSED : STATUS_OK;
}

static enum row_status
none (enum measure measure, const struct statistic *s)
{
  (void)measure;
  (void)s;
  return STATUS_OK;
}

static const struct {
  enum row_status (*judge) (enum measure, const struct statistic *);
  size_t least_n; /* below this a standard that needs standard errors shows nothing */
  bool needs_se, whole_tables;
} standards[] = {
    [STANDARD_MICS] = {mics, 0, false, false},
    [STANDARD_NCHS] = {nchs, 30, true, false},
    [STANDARD_ECLAC2020] = {eclac2020, 100, true, false},
    [STANDARD_ECLAC2023] = {eclac2023, 60, true, false},
    [STANDARD_INE_CL] = {ine_cl, 60, true, true},
    [STANDARD_PISA] = {pisa, 0, false, false},
    [STANDARD_NONE] = {none, 0, false, false},
};
G_STATIC_ASSERT (G_N_ELEMENTS (standards) == N_STANDARDS);
G_STATIC_ASSERT ((int)ROW_STANDARDS == (int)STANDARD_NONE);

enum row_status
quality_verdict (enum standard standard, enum measure measure, const struct statistic *s)
{
  if (!isfinite (s->estimate))
    return STATUS_EMPTY;
  if (standards[standard].needs_se && !isfinite (s->se))
    return s->n < standards[standard].least_n ? STATUS_SUPPRESSED : STATUS_LOW;
  struct statistic judged = *s;
  /* Relative to an estimate that tells most where it is 0 no standard error is large or small. */
  if (measure == MEASURE_CORRELATION)
    judged.se = 0;
  return standards[standard].judge (measure, &judged);
}

/* The design effect goes too: that there is none tells of a small group that all in it are alike.
 */
void
quality_blank (struct estimate_row *row)
{
  row->interval = ROW_INTERVAL_NONE;
  row->reference = ROW_DEFF_NONE;
  row->estimate = row->se = row->ci_low = row->ci_high = NAN;
  row->deff = row->n_effective = NAN;
}

void
quality_decide (struct estimate_row *row, enum standard standard, bool all, enum measure measure,
                const struct statistic *s)
{
  row->status = quality_verdict (standard, measure, s);
  for (size_t i = 0; i < ROW_STANDARDS; i++)
    row->verdict[i] = all ? quality_verdict ((enum standard)i, measure, s) : row->status;
  row->reason = REASON_PRECISION;
  if (row->status == STATUS_EMPTY || row->status == STATUS_SUPPRESSED)
    quality_blank (row);
}

bool
quality_table_fails (enum standard standard, const struct estimate_row *rows, size_t n)
{
  size_t judged = 0, reliable = 0;
  for (size_t i = 0; i < n; i++) {
    judged += rows[i].status <= STATUS_SUPPRESSED;
    reliable += rows[i].status == STATUS_OK;
  }
  return standards[standard].whole_tables && 2 * reliable < judged;
}

enum row_status
quality_of_average (const struct estimate_row *const *parts, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (parts[i] && parts[i]->status == STATUS_LOW)
      return STATUS_LOW;
  return STATUS_OK;
}
