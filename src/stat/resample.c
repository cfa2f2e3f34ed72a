#include <config.h>

#include "stat/resample.h"

#include "stat/hadamard.h"

#include <math.h>
#include <string.h>

/* PSUs in the order of their strata: each has a number in its stratum, and records in the design's
   order.  Where each record is its own PSU, those without a weight are PSUs without records. */
struct psu {
  size_t stratum, begin, end;
};

static struct psu *
list_psus (const struct design *d, size_t *n)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (struct psu));
  for (size_t h = 0; h < d->n_strata; h++)
    for (size_t k = 0; k < d->sampled[h]; k++) {
      size_t at = d->first_psu[h] + (d->records_are_psus ? 0 : k);
      struct psu psu = {h, d->unit_start[design_first_unit (d, at)],
                        d->unit_start[design_first_unit (d, at + 1)]};
      if (d->records_are_psus) {
        psu.begin = MIN (psu.begin + k, psu.end);
        psu.end = MIN (psu.begin + 1, psu.end);
      }
      g_array_append_val (all, psu);
    }
  *n = all->len;
  return (struct psu *)(void *)g_array_free (all, FALSE);
}

/* What is being made. */
struct making {
  const struct design *d;
  const struct resample_options *options;
  struct psu *psus;
  size_t n_psus, n;    /* replicates */
  double *factor;      /* [n] of one PSU */
  double *coefficient; /* [n] */
  double *weight;      /* [records][n] */
};

static void
put_psu (struct making *m, size_t p)
{
  const struct design *d = m->d;
  for (size_t i = m->psus[p].begin; i < m->psus[p].end; i++) {
    size_t record = d->order[i];
    double weight = design_unscale (d, d->weight[record]);
    for (size_t r = 0; r < m->n; r++)
      m->weight[record * m->n + r] = weight * m->factor[r];
  }
}

static bool
begin (struct making *m, size_t n)
{
  if (m->d->n > RESAMPLE_MOST / n)
    return false;
  m->n = n;
  m->factor = g_new (double, n);
  m->coefficient = g_new (double, n);
  m->weight = g_new0 (double, m->d->n *n + 1);
  return true;
}

/* ---- Jackknife ------------------------------------------------------------------------------- */

/* Has the stratum replicates: one a PSU, or, where it has one PSU under `adjust`, one? */
static size_t
replicates_of (const struct design *d, size_t h)
{
  if (design_whole (d, h))
    return 0;
  return d->sampled[h] > 1 ? d->sampled[h] : d->lonely == RULE_ADJUST;
}

/* Those that leave out a PSU of stratum H, from replicate FIRST on. */
static void
leave_out (struct making *m, size_t h, size_t first, bool here, size_t number)
{
  const struct design *d = m->d;
  double n = (double)d->sampled[h], strata = (double)d->n_strata;
  if (d->sampled[h] == 1) { /* the stratum is left out, and the others stand for it */
    m->factor[first] = here ? 0 : strata / (strata - 1);
    m->coefficient[first] = (strata - 1) / strata;
    return;
  }
  for (size_t k = 0; k < d->sampled[h]; k++) {
    m->factor[first + k] = !here ? 1 : k == number ? 0 : n / (n - 1);
    m->coefficient[first + k] = (n - 1) / n * (1 - d->fraction[h]);
  }
}

/* As R's jknweights, with its rules for a stratum with one PSU: `average` is there all PSUs over
   those that are left out. */
static enum resample_fault
jackknife (struct making *m)
{
  const struct design *d = m->d;
  size_t n = 0, number = 0;
  for (size_t h = 0; h < d->n_strata; h++)
    n += replicates_of (d, h);
  if (n < 2)
    return RESAMPLE_NOTHING;
  if (!begin (m, n))
    return RESAMPLE_TOO_LARGE;
  for (size_t p = 0; p < m->n_psus; p++) {
    size_t own = m->psus[p].stratum, first = 0;
    number = p && m->psus[p - 1].stratum == own ? number + 1 : 0;
    for (size_t h = 0; h < d->n_strata; h++)
      if (replicates_of (d, h)) {
        leave_out (m, h, first, h == own, number);
        first += replicates_of (d, h);
      }
    put_psu (m, p);
  }
  if (d->n_lonely && d->lonely == RULE_AVERAGE)
    for (size_t r = 0; r < n; r++)
      m->coefficient[r] *= (double)m->n_psus / (double)n;
  return RESAMPLE_MADE;
}

/* ---- Half samples ---------------------------------------------------------------------------- */

/* McCarthy (1969), Fay: Dippo, Fay and Morganstein (1984).  Row h + 1 of the matrix says for
   stratum h which of its two PSUs it is. */
static enum resample_fault
halves (struct making *m)
{
  const struct design *d = m->d;
  double rho = m->options->rho;
  size_t order = hadamard_order (d->n_strata);
  if (!begin (m, order))
    return RESAMPLE_TOO_LARGE;
  g_autofree gint8 *matrix = hadamard_new (order);
  for (size_t r = 0; r < order; r++)
    m->coefficient[r] = 1 / ((double)order * (1 - rho) * (1 - rho));
  for (size_t p = 0; p < m->n_psus; p++) {
    const gint8 *row = matrix + (m->psus[p].stratum + 1) * order;
    for (size_t r = 0; r < order; r++)
      m->factor[r] = (row[r] > 0) == (p % 2 == 0) ? 2 - rho : rho;
    put_psu (m, p);
  }
  return RESAMPLE_MADE;
}

/* ---- Bootstrap ------------------------------------------------------------------------------- */

/* SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine. */
static guint64
next_random (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/* One of 0 .. N - 1, each as likely: what is above a multiple of N is drawn again. */
static size_t
draw (guint64 *state, guint64 n)
{
  guint64 limit = G_MAXUINT64 - G_MAXUINT64 % n, z;
  do
    z = next_random (state);
  while (z >= limit);
  return (size_t)(z % n);
}

/* How often each PSU of the stratum was drawn, in each replicate: COUNT [sampled][n]. */
static void
draw_stratum (struct making *m, size_t h, guint64 *state, guint32 *count)
{
  size_t n = m->d->sampled[h];
  memset (count, 0, n * m->n * sizeof *count);
  for (size_t r = 0; r < m->n; r++)
    for (size_t k = 0; k + 1 < n; k++)
      count[draw (state, n) * m->n + r]++;
}

/* A stratum with one PSU is the same in all replicates.  `average`: all strata over those that are
   not. */
static enum resample_fault
bootstrap (struct making *m)
{
  const struct design *d = m->d;
  guint64 state = m->options->seed;
  size_t most = 0, p = 0, drawn = 0;
  if (!begin (m, m->options->number))
    return RESAMPLE_TOO_LARGE;
  for (size_t h = 0; h < d->n_strata; h++)
    most = MAX (most, d->sampled[h]);
  if (most > RESAMPLE_MOST / m->n)
    return RESAMPLE_TOO_LARGE;
  g_autofree guint32 *count = g_new (guint32, most * m->n + 1);
  for (size_t h = 0; h < d->n_strata; h++) {
    double n = (double)d->sampled[h];
    bool same = d->sampled[h] == 1;
    drawn += !same;
    if (!same)
      draw_stratum (m, h, &state, count);
    for (size_t k = 0; k < d->sampled[h]; k++, p++) {
      for (size_t r = 0; r < m->n; r++)
        m->factor[r] = same ? 1 : n / (n - 1) * (double)count[k * m->n + r];
      put_psu (m, p);
    }
  }
  if (!drawn)
    return RESAMPLE_NOTHING;
  double average = d->lonely == RULE_AVERAGE ? (double)d->n_strata / (double)drawn : 1;
  for (size_t r = 0; r < m->n; r++)
    m->coefficient[r] = average / ((double)m->n - 1);
  return RESAMPLE_MADE;
}

/* ---- All ------------------------------------------------------------------------------------- */

static enum resample_fault
check (const struct design *d, enum resampling kind, size_t *strata)
{
  *strata = 0;
  if (kind == RESAMPLE_HALVES) {
    for (size_t h = 0; h < d->n_strata; h++)
      *strata += d->sampled[h] != 2;
    return *strata ? RESAMPLE_NOT_PAIRS : RESAMPLE_MADE;
  }
  enum resample_fault fault = RESAMPLE_MADE;
  if (d->n_lonely && d->lonely == RULE_FAIL)
    fault = RESAMPLE_LONELY;
  else if (d->n_lonely && d->lonely == RULE_ADJUST && kind == RESAMPLE_BOOTSTRAP)
    fault = RESAMPLE_NO_ADJUST;
  *strata = fault == RESAMPLE_MADE ? 0 : d->n_lonely;
  return fault;
}

struct replicates *
resample (const struct design *d, const struct resample_options *options,
          enum resample_fault *fault, size_t *strata)
{
  struct making m = {.d = d, .options = options};
  *fault = check (d, options->kind, strata);
  if (*fault != RESAMPLE_MADE)
    return NULL;
  m.psus = list_psus (d, &m.n_psus);
  *fault = options->kind == RESAMPLE_JACKKNIFE ? jackknife (&m)
           : options->kind == RESAMPLE_HALVES  ? halves (&m)
                                               : bootstrap (&m);
  g_free (m.psus);
  g_free (m.factor);
  if (*fault == RESAMPLE_MADE)
    return replicates_new (m.n, d->n, NULL, m.weight, m.coefficient, options->mse);
  g_free (m.coefficient);
  g_free (m.weight);
  return NULL;
}

size_t
resample_jackknife_scales (const struct design *d, const double *weight, size_t n,
                           double *coefficient)
{
  size_t n_psus, wrong = 0;
  g_autofree struct psu *psus = list_psus (d, &n_psus);
  g_autofree size_t *left_out = g_new0 (size_t, n + 1);
  for (size_t p = 0; p < n_psus; p++) {
    size_t h = psus[p].stratum;
    double size = (double)d->sampled[h];
    for (size_t r = 0; r < n && psus[p].begin < psus[p].end; r++) {
      bool out = true;
      for (size_t i = psus[p].begin; out && i < psus[p].end; i++)
        out = weight[d->order[i] * n + r] == 0;
      if (out)
        coefficient[r] = (size - 1) / size * (1 - d->fraction[h]);
      left_out[r] += out;
    }
  }
  for (size_t r = 0; r < n; r++)
    wrong += left_out[r] != 1;
  return wrong;
}
