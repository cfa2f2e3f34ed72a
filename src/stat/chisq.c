#include <config.h>

#include "stat/chisq.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

/* The cells that are left, one after the other, rows first. */
struct cells {
  const struct design *design;
  const struct tally *tally;
  size_t n_rows, n_columns, n; /* n = n_rows * n_columns */
  size_t *at;                  /* [n] cell * n_states + state of the tally */
  double *share;               /* [n] of the weight of all of them */
  double weight, records;      /* of all of them */
  struct influence *influence; /* room for one combination */
  double *by;                  /* [n][replicates] share in each replicate; or NULL */
};

/* Below this reciprocal condition number fewer than six digits of a solution mean anything, and of
   the exactly singular nothing does. */
static const double LEAST_CONDITION = 1e-10;

/* ---- The table ------------------------------------------------------------------------------ */

static double
weight_at (const struct tally *t, size_t at)
{
  struct exact w = {0};
  for (size_t u = 0; u < t->n_units; u++)
    exact_add (&w, t->w[u * t->n_cells * t->n_states + at]);
  return exact_to (w);
}

static guint64
records_at (const struct tally *t, size_t at)
{
  guint64 n = 0;
  for (size_t u = 0; u < t->n_sums; u++)
    n += t->sums[u * t->n_cells * t->n_states + at].n;
  return n;
}

/* Which of the N rows (or columns) have a weight?  STEP from one to the next, ACROSS along it. */
static size_t
find_used (const struct chisq_table *table, size_t n, size_t step, size_t n_across, size_t across,
           size_t *used)
{
  size_t first = table->first_cell * table->tally->n_states + table->first_state, n_used = 0;
  for (size_t i = 0; i < n; i++) {
    double weight = 0;
    for (size_t k = 0; k < n_across; k++)
      weight += weight_at (table->tally, first + i * step + k * across);
    if (weight > 0)
      used[n_used++] = i;
  }
  return n_used;
}

/* Each replicate's weights of the cells, and whose records they rest on: as shares of the
   replicate's own sum or, with TOTALS, of that of the full sample. */
static void
fill_replicates (struct cells *c, bool totals)
{
  size_t n = c->influence->n_units, n_states = c->tally->n_states;
  g_autofree double *all = g_new0 (double, n + 1);
  c->by = g_new0 (double, c->n *n + 1);
  for (size_t i = 0; i < c->n; i++) {
    size_t cell = c->at[i] / n_states;
    replicate_sums_row (c->tally->replicates, cell, c->at[i] % n_states, c->by + i * n);
    replicate_sums_met (c->tally->replicates, cell, c->influence->met);
    for (size_t r = 0; r < n; r++)
      all[r] += c->by[i * n + r];
  }
  for (size_t i = 0; i < c->n; i++)
    for (size_t r = 0; r < n; r++)
      c->by[i * n + r] /= totals ? c->weight : all[r];
}

static void
open_cells (struct cells *c, const struct design *d, const struct chisq_table *table, bool totals)
{
  size_t n_states = table->tally->n_states;
  size_t first = table->first_cell * n_states + table->first_state;
  g_autofree size_t *row = g_new (size_t, table->n_rows + 1);
  g_autofree size_t *column = g_new (size_t, table->n_columns + 1);

  *c = (struct cells){.design = d, .tally = table->tally};
  c->n_rows = find_used (table, table->n_rows, n_states, table->n_columns, 1, row);
  c->n_columns = find_used (table, table->n_columns, 1, table->n_rows, n_states, column);
  c->n = c->n_rows * c->n_columns;
  c->at = g_new (size_t, c->n + 1);
  c->share = g_new (double, c->n + 1);
  c->influence = influence_new (d);
  for (size_t i = 0; i < c->n; i++) {
    c->at[i] = first + row[i / c->n_columns] * n_states + column[i % c->n_columns];
    c->share[i] = weight_at (c->tally, c->at[i]);
    c->weight += c->share[i];
    c->records += (double)records_at (c->tally, c->at[i]);
  }
  for (size_t i = 0; i < c->n; i++)
    c->share[i] /= c->weight;
  if (d->replicates)
    fill_replicates (c, totals);
}

static void
close_cells (struct cells *c)
{
  g_free (c->at);
  g_free (c->share);
  g_free (c->by);
  influence_free (c->influence);
}

/* ---- Variances of combinations of cells ----------------------------------------------------- */

static double
variance_by_replicate (const struct cells *c, const double *factor)
{
  struct influence *f = c->influence;
  for (size_t r = 0; r < f->n_units; r++) {
    f->z[r] = 0;
    for (size_t i = 0; i < c->n; i++)
      f->z[r] += factor[i] * (c->by[i * f->n_units + r] - c->share[i]);
  }
  return influence_variance (c->design, f);
}

/* Variance of sum over cells of FACTOR times the weight in the cell, in units of the weight of all:
   of shares where the mean of FACTOR over records is 0, else of totals. */
static double
variance_of (const struct cells *c, const double *factor)
{
  struct influence *f = c->influence;
  if (c->by)
    return variance_by_replicate (c, factor);
  size_t block = c->tally->n_cells * c->tally->n_states;
  for (size_t u = 0; u < f->n_units; u++) {
    f->z[u] = 0;
    f->count[u] = 0;
    if (f->zz)
      f->zz[u] = 0;
    if (f->zw)
      f->zw[u] = 0;
    for (size_t i = 0; i < c->n; i++) {
      size_t at = u * block + c->at[i];
      double w = exact_to (c->tally->w[at]), scale = factor[i] / c->weight;
      f->z[u] += scale * w;
      if (f->zz) {
        double ww = exact_to (c->tally->sums[at].ww);
        f->zz[u] += scale * scale * ww;
        if (f->zw)
          f->zw[u] += scale * ww;
        f->count[u] += c->tally->sums[at].n;
      } else
        f->count[u] |= w > 0;
    }
  }
  return influence_variance (c->design, f);
}

/* Helmert's contrasts: column K of an orthonormal basis of what sums to 0. */
static double
contrast (size_t i, size_t k)
{
  double size = (double)(k + 1) * (double)(k + 2);
  if (i > k + 1)
    return 0;
  return i == k + 1 ? -(double)(k + 1) / sqrt (size) : 1 / sqrt (size);
}

/* Interaction K of the table: a column of a basis of what is left when the main effects are taken
   out of it. */
static void
interaction (const struct cells *c, size_t k, double *out)
{
  size_t a = k / (c->n_columns - 1), b = k % (c->n_columns - 1);
  for (size_t i = 0; i < c->n; i++)
    out[i] = contrast (i / c->n_columns, a) * contrast (i % c->n_columns, b);
}

/* The covariances of Q combinations, FACTOR [q][cells], into V.  A covariance is half of what the
   variance of a sum is above the sum of the variances. */
static void
fill_covariance (const struct cells *c, size_t q, const double *factor, gsl_matrix *v)
{
  g_autofree double *sum = g_new (double, c->n + 1);
  for (size_t k = 0; k < q; k++)
    gsl_matrix_set (v, k, k, variance_of (c, factor + k * c->n));
  for (size_t k = 0; k < q; k++)
    for (size_t l = 0; l < k; l++) {
      for (size_t i = 0; i < c->n; i++)
        sum[i] = factor[k * c->n + i] + factor[l * c->n + i];
      double both = variance_of (c, sum);
      double half = (both - gsl_matrix_get (v, l, l)) / 2 - gsl_matrix_get (v, k, k) / 2;
      gsl_matrix_set (v, k, l, half);
      gsl_matrix_set (v, l, k, half);
    }
}

/* Take from FACTOR its mean over records.  Of a column of C over D it is 0 where no cell is empty,
   and the column's sum over the cells that are not empty where one is. */
static void
centre (const struct cells *c, double *factor)
{
  double mean = 0;
  for (size_t i = 0; i < c->n; i++)
    mean += c->share[i] * factor[i];
  for (size_t i = 0; i < c->n; i++)
    factor[i] -= mean;
}

/* C' D^-1 V D^-1 C (OBSERVED) and C' D^-1 C / n (EXPECTED), D = diag (share), 1 / 0 being 0 as in
   R. */
static void
fill_forms (const struct cells *c, size_t q, gsl_matrix *observed, gsl_matrix *expected)
{
  g_autofree double *columns = g_new (double, q * c->n + 1);
  g_autofree double *over = g_new (double, q * c->n + 1);
  for (size_t k = 0; k < q; k++) {
    interaction (c, k, columns + k * c->n);
    for (size_t i = 0; i < c->n; i++)
      over[k * c->n + i] = c->share[i] > 0 ? columns[k * c->n + i] / c->share[i] : 0;
  }
  for (size_t k = 0; k < q; k++)
    for (size_t l = 0; l < q; l++) {
      double form = 0;
      for (size_t i = 0; i < c->n; i++)
        form += columns[k * c->n + i] * over[l * c->n + i] / c->records;
      gsl_matrix_set (expected, k, l, form);
    }
  for (size_t k = 0; k < q; k++)
    centre (c, over + k * c->n);
  fill_covariance (c, q, over, observed);
}

/* Below this reciprocal condition number a matrix is singular but for its rounding. */
static const double SINGULAR = 0x1p-44;
/* Design effects whose sum is below are of variances that are 0 but for their rounding, as where
   the margins of a calibration fix the table. */
static const double NO_VARIANCE = 0x1p-32;

/* EXPECTED, decomposed, can be inverted: with many empty cells it cannot. */
static bool
is_regular (const gsl_matrix *decomposed)
{
  double condition = 0;
  gsl_vector *room = gsl_vector_alloc (3 * decomposed->size1); /* as much as GSL wants */
  bool known = gsl_linalg_cholesky_rcond (decomposed, &condition, room) == 0;
  gsl_vector_free (room);
  return known && condition > SINGULAR;
}

/* Traces of DELTA = EXPECTED^-1 OBSERVED and of its square.  False where it cannot be computed. */
static bool
find_traces (gsl_matrix *observed, gsl_matrix *expected, double *trace, double *square)
{
  size_t q = observed->size1;
  if (gsl_linalg_cholesky_decomp1 (expected) != 0 || !is_regular (expected))
    return false;
  for (size_t k = 0; k < q; k++) {
    gsl_vector_view column = gsl_matrix_column (observed, k);
    gsl_linalg_cholesky_svx (expected, &column.vector);
  }
  *trace = *square = 0;
  for (size_t k = 0; k < q; k++) {
    *trace += gsl_matrix_get (observed, k, k);
    for (size_t l = 0; l < q; l++)
      *square += gsl_matrix_get (observed, k, l) * gsl_matrix_get (observed, l, k);
  }
  return isfinite (*trace) && isfinite (*square) && *trace > NO_VARIANCE && *square > 0;
}

/* ---- Rao and Scott -------------------------------------------------------------------------- */

/* The shares of rows and columns. */
static void
find_margins (const struct cells *c, double *row, double *column)
{
  for (size_t i = 0; i < c->n; i++) {
    row[i / c->n_columns] += c->share[i];
    column[i % c->n_columns] += c->share[i];
  }
}

/* Pearson's statistic of the shares, as if they came from so many independent records. */
static double
pearson (const struct cells *c)
{
  g_autofree double *row = g_new0 (double, c->n_rows + 1);
  g_autofree double *column = g_new0 (double, c->n_columns + 1);
  double sum = 0;
  find_margins (c, row, column);
  for (size_t i = 0; i < c->n; i++) {
    double expected = row[i / c->n_columns] * column[i % c->n_columns];
    sum += (c->share[i] - expected) * (c->share[i] - expected) / expected;
  }
  return sum * c->records;
}

static struct chisq
no_test (enum chisq_lack lacks)
{
  return (struct chisq){NAN, NAN, NAN, NAN, lacks};
}

static struct chisq
test_of (double f, double df1, double df2)
{
  return (struct chisq){f, df1, df2, gsl_cdf_fdist_Q (f, df1, df2), CHISQ_LACKS_NOTHING};
}

/* Rao and Scott (1984), the second-order correction with an F distribution as in Thomas and Rao
   (1987). */
static struct chisq
rao_scott (const struct cells *c, size_t q)
{
  gsl_matrix *observed = gsl_matrix_alloc (q, q), *expected = gsl_matrix_alloc (q, q);
  double trace, square;

  fill_forms (c, q, observed, expected);
  double df = (double)influence_df (c->design, c->influence);
  bool there = find_traces (observed, expected, &trace, &square);
  gsl_matrix_free (observed);
  gsl_matrix_free (expected);
  if (!there)
    return no_test (CHISQ_LACKS_VARIANCE);
  if (!(df > 0))
    return no_test (CHISQ_LACKS_DF);
  double df1 = trace * trace / square;
  return test_of (pearson (c) / trace, df1, df1 * df);
}

/* ---- Wald ----------------------------------------------------------------------------------- */

/* Contrast K of the cells less the products of their margins over the sum of all, to first order:
   what each cell's weight is taken times (FACTOR, the Jacobian's row).  With c the contrast, p and
   p' the margins' shares, it is c_ij - sum_b c_ib p'_b - sum_a c_aj p_a + sum_ab c_ab p_a p'_b.
   Returns the contrast itself, in units of the sum of all. */
static double
departure (const struct cells *c, size_t k, const double *row, const double *column, double *factor)
{
  g_autofree double *plain = g_new (double, c->n + 1);
  g_autofree double *by_row = g_new0 (double, c->n_rows + 1);
  g_autofree double *by_column = g_new0 (double, c->n_columns + 1);
  double all = 0, sum = 0;
  interaction (c, k, plain);
  for (size_t i = 0; i < c->n; i++) {
    size_t a = i / c->n_columns, b = i % c->n_columns;
    by_row[a] += plain[i] * column[b];
    by_column[b] += plain[i] * row[a];
    all += plain[i] * row[a] * column[b];
  }
  for (size_t i = 0; i < c->n; i++) {
    size_t a = i / c->n_columns, b = i % c->n_columns;
    factor[i] = plain[i] - by_row[a] - by_column[b] + all;
    sum += plain[i] * (c->share[i] - row[a] * column[b]);
  }
  return sum;
}

/* The variance that a combination of cells would have were all records drawn by themselves. */
static double
independent (const struct cells *c, const double *factor)
{
  double sum = 0;
  for (size_t i = 0; i < c->n; i++)
    sum += factor[i] * factor[i] * c->share[i];
  return sum / c->records;
}

/* Y' V^-1 Y, of both scaled so that the variances are 1; NaN where V cannot be inverted. */
static double
quadratic_form (gsl_matrix *v, gsl_vector *y)
{
  size_t q = y->size;
  double condition = 0, form = NAN;
  gsl_vector *scale = gsl_vector_alloc (q), *solved = gsl_vector_alloc (q);
  gsl_vector *room = gsl_vector_alloc (3 * q); /* as much as GSL wants */
  for (size_t k = 0; k < q; k++)
    gsl_vector_set (scale, k, 1 / sqrt (gsl_matrix_get (v, k, k)));
  gsl_vector_mul (y, scale);
  for (size_t k = 0; k < q; k++)
    for (size_t l = 0; l < q; l++)
      gsl_matrix_set (v, k, l,
                      gsl_matrix_get (v, k, l) * gsl_vector_get (scale, k) *
                          gsl_vector_get (scale, l));
  if (gsl_linalg_cholesky_decomp1 (v) == 0 &&
      gsl_linalg_cholesky_rcond (v, &condition, room) == 0 && condition > LEAST_CONDITION &&
      gsl_linalg_cholesky_solve (v, y, solved) == 0)
    gsl_blas_ddot (y, solved, &form);
  gsl_vector_free (scale);
  gsl_vector_free (solved);
  gsl_vector_free (room);
  return form;
}

/* Koch, Freeman and Freeman (1975); Thomas and Rao (1987) for the adjustment.  The statistic is the
   same whatever the basis of the interactions; totals vary here, not shares, as in R and Stata. */
static struct chisq
wald (const struct cells *c, size_t q, bool adjusted)
{
  g_autofree double *row = g_new0 (double, c->n_rows + 1);
  g_autofree double *column = g_new0 (double, c->n_columns + 1);
  g_autofree double *factor = g_new (double, q * c->n + 1);
  gsl_matrix *v = gsl_matrix_alloc (q, q);
  gsl_vector *y = gsl_vector_alloc (q);
  double n = (double)q, variance = 0;

  find_margins (c, row, column);
  for (size_t k = 0; k < q; k++)
    gsl_vector_set (y, k, departure (c, k, row, column, factor + k * c->n));
  fill_covariance (c, q, factor, v);
  for (size_t k = 0; k < q; k++)
    variance += gsl_matrix_get (v, k, k) / independent (c, factor + k * c->n);
  double df = (double)influence_df (c->design, c->influence), df2 = adjusted ? df - n + 1 : df;
  double form = quadratic_form (v, y);
  gsl_matrix_free (v);
  gsl_vector_free (y);
  if (!(variance > NO_VARIANCE))
    return no_test (CHISQ_LACKS_VARIANCE);
  /* As many PSUs less strata are as many dimensions of the covariance. */
  if (!(df2 > 0) || (isnan (form) && n > df))
    return no_test (CHISQ_LACKS_DF);
  if (isnan (form))
    return no_test (CHISQ_LACKS_INVERSE);
  return test_of (form / n * (adjusted ? df2 / df : 1), n, df2);
}

/* ---- The test ------------------------------------------------------------------------------- */

struct chisq
chisq_test (enum chisq_method method, const struct design *d, const struct chisq_table *table)
{
  struct cells c;
  struct chisq result;
  open_cells (&c, d, table, method != CHISQ_RAO_SCOTT);
  size_t q = c.n_rows > 1 && c.n_columns > 1 ? (c.n_rows - 1) * (c.n_columns - 1) : 0;
  if (q == 0)
    result = no_test (c.n_rows > 1 ? CHISQ_LACKS_COLUMNS : CHISQ_LACKS_ROWS);
  else
    result =
        method == CHISQ_RAO_SCOTT ? rao_scott (&c, q) : wald (&c, q, method == CHISQ_ADJUSTED_WALD);
  close_cells (&c);
  return result;
}
