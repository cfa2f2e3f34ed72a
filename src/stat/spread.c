/* The variance of a cell is n / (n - 1) times the mean of u = (y - mean)^2, and the mean's own
   error makes no difference to first order: so the linearised variance of that mean is the
   linearised variance of the variance (R's svyvar).  Of a correlation r, u = zy zx - r (zy^2 +
   zx^2) / 2 with zy and zx the deviations in units of the standard deviations is the linearised
   value (the delta method over R's svyvar of both), a mean of 0.  Passes: means,
   then deviations, then u. */
#include <config.h>

#include "stat/spread.h"

#include <math.h>
#include <string.h>

/* Rows of the replicates: weights, and times deviations and their products. */
enum { ROW_W, ROW_Y, ROW_YY, ROW_X, ROW_XX, ROW_YX, N_ROWS };

/* Second moments of a cell about its mean. */
struct seconds {
  double yy, xx, yx;
};

struct spread {
  enum spread_kind kind;
  struct moments *of_u;        /* of 2^-exponent u */
  int *exponent;               /* [n_cells] */
  struct seconds *seconds;     /* [n_cells] */
  struct replicate_sums *sums; /* or NULL */
};

/* A column, its means by cell, and whether all values of a cell are alike: their mean is then just
   that, not a sum of roundings, and nothing varies. */
struct column {
  const double *value;
  double *mean;
  bool *met, *varies;
  double *deviation; /* [n records] */
};

/* ---- Passes ---- */

static size_t
cell_of (const struct spread_input *in, size_t record)
{
  return in->cell ? in->cell[record] : 0;
}

static struct moments *
moments_of (const struct design *d, const struct spread_input *in, const double *y, const double *x)
{
  struct moments *m = moments_new (d, in->n_cells, moments_exponent (y, in->state, d->n),
                                   x ? moments_exponent (x, in->state, d->n) : 1);
  moments_add (m, d, &(struct moments_input){.y = y, .x = x, .cell = in->cell, .state = in->state});
  return m;
}

static void
column_init (struct column *c, const struct design *d, const struct spread_input *in,
             const double *value)
{
  *c = (struct column){.value = value,
                       .mean = g_new0 (double, in->n_cells + 1),
                       .met = g_new0 (bool, in->n_cells + 1),
                       .varies = g_new0 (bool, in->n_cells + 1),
                       .deviation = g_new0 (double, d->n + 1)};
  for (size_t i = 0; i < d->n_weighted; i++) {
    size_t record = d->order[i], cell = cell_of (in, record);
    if (in->state[record] != STATE_VALID)
      continue;
    if (!c->met[cell])
      c->mean[cell] = value[record];
    else if (value[record] < c->mean[cell] || value[record] > c->mean[cell])
      c->varies[cell] = true;
    c->met[cell] = true;
  }
}

static void
column_centre (struct column *c, const struct design *d, const struct spread_input *in)
{
  for (size_t i = 0; i < d->n; i++)
    if (in->state[i] == STATE_VALID)
      c->deviation[i] = c->value[i] - c->mean[cell_of (in, i)];
}

static void
column_clear (struct column *c)
{
  g_free (c->mean);
  g_free (c->met);
  g_free (c->varies);
  g_free (c->deviation);
}

static void
find_means (const struct design *d, const struct spread_input *in, struct totals *t,
            struct column *y, struct column *x)
{
  struct moments *m = moments_of (d, in, in->y, x ? in->x : NULL);
  for (size_t cell = 0; cell < in->n_cells; cell++) {
    totals_of_moments (t, m, (long)cell);
    if (y->varies[cell])
      y->mean[cell] = t->sum_a / t->w;
    if (x && x->varies[cell])
      x->mean[cell] = t->sum_b / t->w;
  }
  moments_free (m);
}

/* Of two columns; of one they are the mean of u. */
static void
find_seconds (const struct design *d, const struct spread_input *in, struct totals *t,
              const double *y, const double *x, struct seconds *seconds)
{
  struct moments *m = moments_of (d, in, y, x);
  for (size_t cell = 0; cell < in->n_cells; cell++) {
    totals_of_moments (t, m, (long)cell);
    seconds[cell] = (struct seconds){t->waa / t->w, t->wbb / t->w, t->wab / t->w};
  }
  moments_free (m);
}

static void
add_replicates (struct replicate_sums *sums, const struct design *d, const struct spread_input *in,
                const double *y, const double *x)
{
  for (size_t i = 0; sums && i < d->n; i++) {
    size_t cell = cell_of (in, i);
    if (in->state[i] != STATE_VALID)
      continue;
    replicate_sums_add (sums, cell, ROW_W, i);
    replicate_sums_add_times (sums, cell, ROW_Y, i, y[i]);
    replicate_sums_add_times (sums, cell, ROW_YY, i, y[i] * y[i]);
    if (!x)
      continue;
    replicate_sums_add_times (sums, cell, ROW_X, i, x[i]);
    replicate_sums_add_times (sums, cell, ROW_XX, i, x[i] * x[i]);
    replicate_sums_add_times (sums, cell, ROW_YX, i, y[i] * x[i]);
  }
}

/* A second moment about the mean smaller than this share of that about another number is rounding
   error: the records of a replicate are alike, or one. */
static const double NOISE = 0x1p-44;

static double
about_mean (double square, double mean)
{
  double centred = square - mean * mean;
  return centred > NOISE * square ? centred : 0;
}

/* So near to -1 and 1, and beyond them, there is rounding alone. */
static const double NEAR_ONE = 1 - 0x1p-44;

/* With what does not vary there is none, whatever rounding leaves of the product. */
static double
correlation_of (const struct seconds *s)
{
  if (!(s->yy > 0) || !(s->xx > 0))
    return NAN;
  double r = s->yx / sqrt (s->yy * s->xx);
  return r > NEAR_ONE ? 1 : r < -NEAR_ONE ? -1 : r;
}

/* u, in place of the deviations of y. */
static void
find_u (const struct design *d, const struct spread_input *in, const struct seconds *seconds,
        double *y, const double *x)
{
  for (size_t i = 0; i < d->n; i++) {
    const struct seconds *s = &seconds[cell_of (in, i)];
    if (in->state[i] != STATE_VALID)
      continue;
    if (in->kind != SPREAD_CORRELATION) {
      y[i] *= y[i];
      continue;
    }
    double r = correlation_of (s), zy = y[i] / sqrt (s->yy), zx = x[i] / sqrt (s->xx);
    /* At -1 and 1, where zy is r zx, it is 0. */
    y[i] = fabs (r) < 1 ? zy * zx - r * (zy * zy + zx * zx) / 2 : 0;
  }
}

/* Beside squares of a cell with a value that lies far off, such as a typing error, and more so
   beside its u's, those of another cell would fall through the grid of the sums (exact.h).  So each
   cell has a unit of its own: 2^EXPONENT, which may be NULL, by which its values are divided. */
static void
scale_cells (const struct design *d, const struct spread_input *in, double *values, int *exponent)
{
  g_autofree double *largest = g_new0 (double, in->n_cells + 1);
  g_autofree int *own = g_new0 (int, in->n_cells + 1);
  for (size_t i = 0; i < d->n; i++)
    if (in->state[i] == STATE_VALID)
      largest[cell_of (in, i)] = fmax (largest[cell_of (in, i)], fabs (values[i]));
  for (size_t cell = 0; cell < in->n_cells; cell++)
    (void)frexp (largest[cell], &own[cell]);
  for (size_t i = 0; i < d->n; i++)
    if (in->state[i] == STATE_VALID)
      values[i] = ldexp (values[i], -own[cell_of (in, i)]);
  if (exponent)
    memcpy (exponent, own, in->n_cells * sizeof *own);
}

struct spread *
spread_new (const struct design *d, const struct spread_input *in)
{
  struct spread *s = g_new0 (struct spread, 1);
  struct totals *t = totals_new (d);
  struct column y, x;
  bool two = in->kind == SPREAD_CORRELATION;
  s->kind = in->kind;
  s->seconds = g_new0 (struct seconds, in->n_cells + 1);
  s->exponent = g_new0 (int, in->n_cells + 1);
  s->sums = replicate_sums_new (d->replicates, in->n_cells, N_ROWS);
  column_init (&y, d, in, in->y);
  if (two)
    column_init (&x, d, in, in->x);
  find_means (d, in, t, &y, two ? &x : NULL);
  column_centre (&y, d, in);
  if (two) {
    column_centre (&x, d, in);
    scale_cells (d, in, y.deviation, NULL); /* a correlation has no unit */
    scale_cells (d, in, x.deviation, NULL);
  }
  const double *dx = two ? x.deviation : NULL;
  if (two)
    find_seconds (d, in, t, y.deviation, dx, s->seconds);
  add_replicates (s->sums, d, in, y.deviation, dx);
  find_u (d, in, s->seconds, y.deviation, dx);
  scale_cells (d, in, y.deviation, s->exponent);
  s->of_u = moments_of (d, in, y.deviation, NULL);
  for (size_t cell = 0; !two && cell < in->n_cells; cell++) {
    totals_of_moments (t, s->of_u, (long)cell);
    s->seconds[cell].yy = ldexp (t->sum_a / t->w, s->exponent[cell]);
  }
  column_clear (&y);
  if (two)
    column_clear (&x);
  totals_free (t);
  return s;
}

void
spread_free (struct spread *s)
{
  if (!s)
    return;
  moments_free (s->of_u);
  replicate_sums_free (s->sums);
  g_free (s->seconds);
  g_free (s->exponent);
  g_free (s);
}

/* ---- Estimates ---- */

/* FACTOR: n / (n - 1). */
static double
estimate_of (enum spread_kind kind, const struct seconds *s, double factor)
{
  if (kind == SPREAD_CORRELATION)
    return correlation_of (s);
  return kind == SPREAD_SD ? sqrt (s->yy * factor) : s->yy * factor;
}

/* Every replicate makes the estimate again, about its own mean; n stays that of the sample. */
static void
remake (const struct spread *s, const struct design *d, size_t cell, double factor,
        struct influence *f)
{
  size_t n = d->replicates->n;
  g_autofree double *rows = g_new0 (double, N_ROWS *n);
  double whole = estimate_of (s->kind, &s->seconds[cell], factor);
  for (size_t k = 0; k < N_ROWS; k++)
    replicate_sums_row (s->sums, cell, k, rows + k * n);
  for (size_t r = 0; r < n; r++) {
    double w = rows[ROW_W * n + r], y = rows[ROW_Y * n + r] / w, x = rows[ROW_X * n + r] / w;
    struct seconds seconds = {about_mean (rows[ROW_YY * n + r] / w, y),
                              about_mean (rows[ROW_XX * n + r] / w, x),
                              rows[ROW_YX * n + r] / w - y * x};
    double from_whole = w > 0 ? estimate_of (s->kind, &seconds, factor) - whole : NAN;
    f->z[r] = fabs (from_whole) <= NOISE * fabs (whole) ? 0 : from_whole;
  }
}

/* What the estimate is to first order times the mean of u. */
static double
slope_of (enum spread_kind kind, double estimate, double factor)
{
  if (kind == SPREAD_CORRELATION)
    return 1;
  if (kind == SPREAD_VARIANCE)
    return factor;
  return estimate > 0 ? factor / (2 * estimate) : 0;
}

struct statistic
spread_statistic (const struct design *d, const struct spread *s, size_t cell, struct totals *t,
                  struct influence *f)
{
  totals_of_moments (t, s->of_u, (long)cell);
  struct statistic found = statistic_mean (d, t, 0, f);
  double n = (double)t->n, factor = n / (n - 1);
  double estimate = t->n > 1 ? estimate_of (s->kind, &s->seconds[cell], factor) : NAN;
  double slope = ldexp (slope_of (s->kind, estimate, factor), s->exponent[cell]);
  double se = found.se * slope;
  if (!isfinite (estimate)) {
    influence_scale (f, NAN);
    found.estimate = found.se = found.deff = NAN;
    found.lonely = false;
    found.dropped = 0;
    return found;
  }
  found.estimate = estimate;
  influence_scale (f, slope);
  if (d->replicates && !d->refused) {
    remake (s, d, cell, factor, f);
    double variance = influence_variance (d, f);
    found.deff *= variance / (se * se);
    found.dropped = influence_dropped (d, f);
    se = isfinite (variance) ? sqrt (variance) : NAN;
  }
  found.se = se;
  if (!isfinite (found.deff))
    found.deff = NAN;
  return found;
}
