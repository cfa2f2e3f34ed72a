/* The factors F (x' lambda) with X' D F = T, D the weights by class.

   Newton's steps solve X' D F' X delta = T - X' D F, by a QR decomposition with pivoting of the
   square root of D F' times X: columns that depend on others (each margin adds up to the same
   people) are left out.  A step that does not bring the totals nearer is halved.

   Weights are taken times one number first, so that they add up to the population; that changes
   nothing without bounds, and gives them a meaning for weights of any scale. */
#include <config.h>

#include "stat/calibrate.h"

#include "stat/exact.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_permute_vector.h>
#include <math.h>
#include <string.h>

enum { MOST_STEPS = 100, MOST_HALVINGS = 40 };

/* Totals are met when none is off by more than this part of it; steps go on while they help. */
static const double MET = 1e-9;
/* What is left of a column beside the others, as a part of the largest, when it depends on them. */
static const double DEPENDENT = 1e-10;
/* A factor at this distance from the least is none. */
static const double LEAST_FACTOR = 1e-9;

struct solving {
  const struct calibration_input *in;
  double *weight; /* [n_classes] as parts of their sum */
  double *total;  /* [n_columns] as parts of the population */
  gsl_vector *lambda, *step, *misfit;
  double *factor, *slope; /* [n_classes] */
};

/* ---- Decomposition ---- */

/* A becomes its decomposition; its rank.  Q, R in A, TAU, PERMUTATION as GSL has them. */
static size_t
decompose (gsl_matrix *a, gsl_vector *tau, gsl_permutation *permutation)
{
  int sign;
  gsl_vector *norm = gsl_vector_alloc (a->size2);
  gsl_linalg_QRPT_decomp (a, tau, permutation, &sign, norm);
  gsl_vector_free (norm);
  size_t rank = 0, most = MIN (a->size1, a->size2);
  double largest = fabs (gsl_matrix_get (a, 0, 0));
  while (rank < most && fabs (gsl_matrix_get (a, rank, rank)) > DEPENDENT * largest)
    rank++;
  return rank;
}

static double
sum_of (const double *weight, size_t n)
{
  struct compensated sum = {0};
  for (size_t c = 0; c < n; c++)
    compensated_add (&sum, weight[c]);
  return compensated_value (&sum);
}

/* Rows of X times the root of WEIGHT. */
static gsl_matrix *
rooted (const struct calibration_input *in, const double *weight)
{
  gsl_matrix *a = gsl_matrix_alloc (in->n_classes, in->n_columns);
  for (size_t c = 0; c < in->n_classes; c++) {
    double root = sqrt (weight[c]);
    for (size_t j = 0; j < in->n_columns; j++)
      gsl_matrix_set (a, c, j, root * in->x[c * in->n_columns + j]);
  }
  return a;
}

/* (A' A) STEP = MISFIT, for the columns of A that do not depend on others; 0 for those that do. */
static bool
find_step (const struct solving *s)
{
  size_t n = s->in->n_columns;
  g_autofree double *weight = g_new (double, s->in->n_classes + 1);
  for (size_t c = 0; c < s->in->n_classes; c++)
    weight[c] = s->weight[c] * s->slope[c];
  gsl_matrix *a = rooted (s->in, weight);
  gsl_vector *tau = gsl_vector_alloc (MIN (s->in->n_classes, n)), *y = gsl_vector_alloc (n);
  gsl_permutation *permutation = gsl_permutation_alloc (n);
  size_t rank = decompose (a, tau, permutation);
  if (rank > 0) {
    gsl_vector_memcpy (y, s->misfit);
    gsl_permute_vector (permutation, y);
    gsl_matrix_view r = gsl_matrix_submatrix (a, 0, 0, rank, rank);
    gsl_vector_view head = gsl_vector_subvector (y, 0, rank);
    gsl_blas_dtrsv (CblasUpper, CblasTrans, CblasNonUnit, &r.matrix, &head.vector);
    gsl_blas_dtrsv (CblasUpper, CblasNoTrans, CblasNonUnit, &r.matrix, &head.vector);
    for (size_t j = rank; j < n; j++)
      gsl_vector_set (y, j, 0);
    gsl_permute_vector_inverse (permutation, y);
    gsl_vector_memcpy (s->step, y);
  }
  gsl_matrix_free (a);
  gsl_vector_free (tau);
  gsl_vector_free (y);
  gsl_permutation_free (permutation);
  return rank > 0;
}

/* ---- Factors ---- */

static double
clip (double value, double lo, double hi, double *slope)
{
  if (value > lo && value < hi)
    return value;
  *slope = 0;
  return value >= hi ? hi : lo;
}

/* F and its slope at U.  Logit: Deville and Sarndal (1992), case 6. */
static double
factor_at (const struct calibration_input *in, double u, double *slope)
{
  double lo = in->lo, hi = in->hi;
  if (in->method == CALIBRATION_LINEAR) {
    *slope = 1;
    return lo > 0 || hi < INFINITY ? clip (1 + u, lo, hi, slope) : 1 + u;
  }
  if (in->method == CALIBRATION_RAKING) {
    *slope = exp (u);
    return clip (*slope, lo, hi, slope);
  }
  double steep = (hi - lo) / ((1 - lo) * (hi - 1)), e = exp (-fabs (steep * u));
  double f = u < 0 ? (lo * (hi - 1) + hi * (1 - lo) * e) / (hi - 1 + (1 - lo) * e)
                   : (lo * (hi - 1) * e + hi * (1 - lo)) / ((hi - 1) * e + 1 - lo);
  *slope = steep * (f - lo) * (hi - f) / (hi - lo);
  return f;
}

/* Factors at LAMBDA, and what is missing to the totals.  The largest miss, as a part of its total
   (or of the population's hundredth, where that is more), at COLUMN; NaN where a number is none. */
static double
find_misfit (const struct solving *s, const gsl_vector *lambda, size_t *column)
{
  const struct calibration_input *in = s->in;
  static const double SMALL = 0.01;
  g_autofree struct compensated *sum = g_new0 (struct compensated, in->n_columns + 1);
  for (size_t c = 0; c < in->n_classes; c++) {
    const double *x = in->x + c * in->n_columns;
    double u = 0;
    for (size_t j = 0; j < in->n_columns; j++)
      u += x[j] * gsl_vector_get (lambda, j);
    s->factor[c] = factor_at (in, u, &s->slope[c]);
    for (size_t j = 0; j < in->n_columns; j++)
      compensated_add (&sum[j], s->weight[c] * s->factor[c] * x[j]);
  }
  double worst = 0;
  for (size_t j = 0; j < in->n_columns; j++) {
    double miss = s->total[j] - compensated_value (&sum[j]);
    double part = fabs (miss) / fmax (fabs (s->total[j]), SMALL);
    gsl_vector_set (s->misfit, j, miss);
    if (!isfinite (part))
      return NAN;
    if (part > worst) {
      worst = part;
      *column = j;
    }
  }
  return worst;
}

/* Go STEP, or as large a part of it as brings the totals nearer; false if none does. */
static bool
go (const struct solving *s, double *worst, size_t *column)
{
  double before = *worst;
  gsl_vector *from = gsl_vector_alloc (s->lambda->size);
  gsl_vector_memcpy (from, s->lambda);
  bool nearer = false;
  for (int k = 0; k < MOST_HALVINGS && !nearer; k++) {
    gsl_vector_memcpy (s->lambda, from);
    gsl_blas_daxpy (ldexp (1, -k), s->step, s->lambda);
    *worst = find_misfit (s, s->lambda, column);
    nearer = *worst < before;
    if (before <= MET)
      break; /* what is left is rounding */
  }
  if (!nearer) {
    gsl_vector_memcpy (s->lambda, from);
    *worst = find_misfit (s, from, column);
  }
  gsl_vector_free (from);
  return nearer;
}

static void
solving_init (struct solving *s, const struct calibration_input *in, const double *weight,
              double sum, double *factor)
{
  *s = (struct solving){.in = in, .factor = factor};
  s->weight = g_new (double, in->n_classes + 1);
  s->slope = g_new (double, in->n_classes + 1);
  s->total = g_new (double, in->n_columns + 1);
  s->lambda = gsl_vector_calloc (in->n_columns);
  s->step = gsl_vector_calloc (in->n_columns);
  s->misfit = gsl_vector_calloc (in->n_columns);
  for (size_t c = 0; c < in->n_classes; c++)
    s->weight[c] = weight[c] / sum;
  for (size_t j = 0; j < in->n_columns; j++)
    s->total[j] = in->total[j] / in->size;
}

static void
solving_clear (struct solving *s)
{
  g_free (s->weight);
  g_free (s->slope);
  g_free (s->total);
  gsl_vector_free (s->lambda);
  gsl_vector_free (s->step);
  gsl_vector_free (s->misfit);
}

/* A column with a total in which nobody has a weight; or N_COLUMNS. */
static size_t
find_empty (const struct calibration_input *in, const double *weight)
{
  for (size_t j = 0; j < in->n_columns; j++) {
    bool there = in->total[j] == 0;
    for (size_t c = 0; c < in->n_classes && !there; c++)
      there = weight[c] > 0 && in->x[c * in->n_columns + j] != 0;
    if (!there)
      return j;
  }
  return in->n_columns;
}

enum calibration_fault
calibrate (const struct calibration_input *in, const double *weight, double *factor, size_t *column)
{
  struct solving s;
  *column = 0;
  for (size_t c = 0; c < in->n_classes; c++)
    if (!(weight[c] >= 0))
      return CALIBRATION_NEGATIVE;
  size_t empty = find_empty (in, weight);
  if (empty < in->n_columns) {
    *column = empty;
    return CALIBRATION_EMPTY;
  }
  double all = sum_of (weight, in->n_classes);
  solving_init (&s, in, weight, all, factor);
  double worst = find_misfit (&s, s.lambda, column);
  for (int k = 0; k < MOST_STEPS && worst > 0 && find_step (&s); k++)
    if (!go (&s, &worst, column))
      break;
  solving_clear (&s);
  if (!(worst <= MET))
    return CALIBRATION_NOWHERE;
  for (size_t c = 0; c < in->n_classes; c++) {
    if (weight[c] > 0 && !(factor[c] > LEAST_FACTOR))
      return CALIBRATION_NEGATIVE;
    factor[c] *= in->size / all;
  }
  return CALIBRATION_DONE;
}

/* ---- For variances ---- */

struct calibration *
calibration_new (const struct calibration_input *in, const double *weight, guint32 *class,
                 double *factor)
{
  struct calibration *c = g_new0 (struct calibration, 1);
  size_t n = in->n_classes;
  *c = (struct calibration){.n_classes = n, .class = class, .factor = factor};
  g_autofree double *part = g_new (double, n + 1);
  c->size = sum_of (weight, n);
  c->root = g_new (double, n + 1);
  for (size_t i = 0; i < n; i++) {
    part[i] = weight[i] / c->size;
    c->root[i] = sqrt (part[i]);
  }
  gsl_matrix *a = rooted (in, part);
  gsl_vector *tau = gsl_vector_alloc (MIN (n, in->n_columns)), *unit = gsl_vector_alloc (n);
  gsl_permutation *permutation = gsl_permutation_alloc (in->n_columns);
  c->rank = decompose (a, tau, permutation);
  c->basis = g_new (double, n * c->rank + 1);
  for (size_t k = 0; k < c->rank; k++) {
    gsl_vector_set_basis (unit, k);
    gsl_linalg_QR_Qvec (a, tau, unit);
    for (size_t i = 0; i < n; i++)
      c->basis[i * c->rank + k] = gsl_vector_get (unit, i);
  }
  gsl_matrix_free (a);
  gsl_vector_free (tau);
  gsl_vector_free (unit);
  gsl_permutation_free (permutation);
  return c;
}

void
calibration_free (struct calibration *c)
{
  if (!c)
    return;
  g_free (c->class);
  g_free (c->factor);
  g_free (c->root);
  g_free (c->basis);
  g_free (c);
}

/* B = (X' D X)^- X' s with s the sums of z over factors (of e over the weights before), and then x'
   B: with D^1/2 X = Q R that is D^-1/2 Q Q' D^-1/2 s. */
void
calibration_known (const struct calibration *c, const double *z, double *known)
{
  g_autofree struct compensated *along = g_new0 (struct compensated, c->rank + 1);
  for (size_t i = 0; i < c->n_classes; i++) {
    double s = c->root[i] > 0 ? z[i] / c->factor[i] / c->root[i] : 0;
    for (size_t k = 0; s != 0 && k < c->rank; k++)
      compensated_add (&along[k], c->basis[i * c->rank + k] * s);
  }
  for (size_t i = 0; i < c->n_classes; i++) {
    struct compensated sum = {0};
    for (size_t k = 0; k < c->rank; k++)
      compensated_add (&sum, c->basis[i * c->rank + k] * compensated_value (&along[k]));
    known[i] = c->root[i] > 0 ? compensated_value (&sum) / c->root[i] / c->size : 0;
  }
}
