/* The factors F (x' lambda) with X' D F = T, D the weights by class.

   Newton's steps solve X' D F' X delta = T - X' D F, by a QR decomposition with pivoting of the
   square root of D F' times X: columns that depend on others (each margin adds up to the same
   people) are left out.  Columns have the length 1 first, so that a category with little weight is
   not taken for one that depends on others.  A step that does not bring the totals nearer is
   halved.

   Where bounds have cut off the factors of whole categories F' says nothing of these, and Newton's
   steps end before there are totals.  The equations are the gradient of a convex function, X' D G -
   T' lambda with G the integral of F; from there steps with a multiple of the unit matrix added to
   X' D F' X go down it (Levenberg 1944) and end at its least value, if there is one.

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

enum { MOST_STEPS = 400, MOST_HALVINGS = 10, MOST_DAMPINGS = 60 };

/* Totals are met when none is off by more than this part of it; steps go on while they help. */
static const double MET = 1e-9;
/* What is left of a column beside the others, as a part of the largest, when it depends on them. */
static const double DEPENDENT = 1e-10;
/* A step's part k of 1 is to bring the totals nearer by this part of k. */
static const double PROGRESS = 0.1;
/* A factor at this distance from the least is none. */
static const double LEAST_FACTOR = 1e-9;

struct solving {
  const struct calibration_input *in;
  double *weight; /* [n_classes] as parts of their sum */
  double *length; /* [n_columns] what columns were divided by */
  double *x;      /* as in IN, divided */
  double *total;  /* [n_columns] as parts of the population, divided */
  double damping; /* of the last step that had one */
  double off;     /* the largest miss as a part of its total, or of what the sample has of it */
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

/* Columns of X times the root of WEIGHT have this length, which is not 0. */
static double *
lengths (const struct calibration_input *in, const double *weight)
{
  double *length = g_new (double, in->n_columns + 1);
  for (size_t j = 0; j < in->n_columns; j++) {
    double sum = 0;
    for (size_t c = 0; c < in->n_classes; c++)
      sum += weight[c] * in->x[c * in->n_columns + j] * in->x[c * in->n_columns + j];
    length[j] = sum > 0 ? sqrt (sum) : 1;
  }
  return length;
}

/* X with its columns divided by LENGTH. */
static double *
divided (const struct calibration_input *in, const double *length)
{
  double *x = g_new (double, in->n_classes * in->n_columns + 1);
  for (size_t i = 0; i < in->n_classes * in->n_columns; i++)
    x[i] = in->x[i] / length[i % in->n_columns];
  return x;
}

/* Rows of X times the root of WEIGHT; with damping as many below them as there are columns, of the
   unit matrix times its root. */
static gsl_matrix *
rooted (const struct calibration_input *in, const double *x, const double *weight, double damping)
{
  size_t n = in->n_columns;
  gsl_matrix *a = gsl_matrix_calloc (in->n_classes + (damping > 0 ? n : 0), n);
  for (size_t c = 0; c < in->n_classes; c++) {
    double root = sqrt (weight[c]);
    for (size_t j = 0; j < n; j++)
      gsl_matrix_set (a, c, j, root * x[c * n + j]);
  }
  for (size_t j = 0; damping > 0 && j < n; j++)
    gsl_matrix_set (a, in->n_classes + j, j, sqrt (damping));
  return a;
}

/* (A' A) STEP = MISFIT, for the columns of A that do not depend on others; 0 for those that do. */
static bool
find_step (const struct solving *s, double damping)
{
  size_t n = s->in->n_columns;
  g_autofree double *weight = g_new (double, s->in->n_classes + 1);
  for (size_t c = 0; c < s->in->n_classes; c++)
    weight[c] = s->weight[c] * s->slope[c];
  gsl_matrix *a = rooted (s->in, s->x, weight, damping);
  gsl_vector *tau = gsl_vector_alloc (MIN (a->size1, n)), *y = gsl_vector_alloc (n);
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

/* Factors at LAMBDA, and what is missing to the totals; OFF, which steps are to make less.  The
   largest miss, as a part of its total (or of the population's hundredth, where that is more), at
   COLUMN; NaN where a number is none. */
static double
find_misfit (struct solving *s, const gsl_vector *lambda, size_t *column)
{
  const struct calibration_input *in = s->in;
  static const double SMALL = 0.01;
  g_autofree struct compensated *sum = g_new0 (struct compensated, in->n_columns + 1);
  for (size_t c = 0; c < in->n_classes; c++) {
    const double *x = s->x + c * in->n_columns;
    double u = 0;
    for (size_t j = 0; j < in->n_columns; j++)
      u += x[j] * gsl_vector_get (lambda, j);
    s->factor[c] = factor_at (in, u, &s->slope[c]);
    for (size_t j = 0; j < in->n_columns; j++)
      compensated_add (&sum[j], s->weight[c] * s->factor[c] * x[j]);
  }
  double worst = 0;
  s->off = 0;
  for (size_t j = 0; j < in->n_columns; j++) {
    double miss = s->total[j] - compensated_value (&sum[j]);
    double part = fabs (miss) / fmax (fabs (s->total[j]), SMALL / s->length[j]);
    gsl_vector_set (s->misfit, j, miss);
    s->off = fmax (s->off, fabs (miss) / fmax (fabs (s->total[j]), s->length[j]));
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
go (struct solving *s, double *worst, size_t *column)
{
  double before = s->off;
  bool met = *worst <= MET;
  gsl_vector *from = gsl_vector_alloc (s->lambda->size);
  gsl_vector_memcpy (from, s->lambda);
  bool nearer = false;
  for (int k = 0; k < MOST_HALVINGS && !nearer; k++) {
    gsl_vector_memcpy (s->lambda, from);
    gsl_blas_daxpy (ldexp (1, -k), s->step, s->lambda);
    *worst = find_misfit (s, s->lambda, column);
    nearer = isfinite (*worst) && s->off < before * (met ? 1 : 1 - PROGRESS * ldexp (1, -k));
    if (met)
      break; /* what is left is rounding */
  }
  if (!nearer) {
    gsl_vector_memcpy (s->lambda, from);
    *worst = find_misfit (s, from, column);
  }
  gsl_vector_free (from);
  return nearer;
}

/* Go a damped step down the convex function: what is missing after it does not point back. */
static bool
go_damped (struct solving *s, double *worst, size_t *column)
{
  static const double LESS = 0.1, MORE = 4, LEAST = 1e-14;
  gsl_vector *from = gsl_vector_alloc (s->lambda->size);
  gsl_vector_memcpy (from, s->lambda);
  double before = s->off;
  bool down = false;
  for (int k = 0; k < MOST_DAMPINGS && !down; k++) {
    double along = NAN;
    find_misfit (s, from, column);
    if (find_step (s, s->damping)) {
      gsl_vector_memcpy (s->lambda, from);
      gsl_blas_daxpy (1, s->step, s->lambda);
      *worst = find_misfit (s, s->lambda, column);
      gsl_blas_ddot (s->misfit, s->step, &along);
    }
    down = isfinite (*worst) && (along >= 0 || s->off < before / 2);
    s->damping *= down ? LESS : MORE;
  }
  s->damping = fmax (s->damping, LEAST);
  if (!down) {
    gsl_vector_memcpy (s->lambda, from);
    *worst = find_misfit (s, from, column);
  }
  gsl_vector_free (from);
  return down;
}

/* No factors between the bounds have the totals where T' lambda is more than the largest X' D F
   lambda that they allow (Farkas): where there are none lambda goes off and comes to such a place.
 */
static bool
proves_none (const struct solving *s)
{
  const struct calibration_input *in = s->in;
  static const double MORE = 1e-9;
  bool free = in->method == CALIBRATION_LINEAR && !(in->lo > 0) && !(in->hi < INFINITY);
  struct compensated most = {0};
  double size = 0, wanted = 0;
  for (size_t j = 0; j < in->n_columns; j++)
    wanted += s->total[j] * gsl_vector_get (s->lambda, j);
  for (size_t c = 0; c < in->n_classes && !free; c++) {
    double u = 0;
    for (size_t j = 0; j < in->n_columns; j++)
      u += s->x[c * in->n_columns + j] * gsl_vector_get (s->lambda, j);
    double bound = u > 0 ? in->hi : in->lo, term = bound > 0 ? s->weight[c] * bound * u : 0;
    compensated_add (&most, term);
    size += fabs (term);
  }
  return !free && isfinite (size) &&
         wanted - compensated_value (&most) > MORE * (size + fabs (wanted));
}

static void
solving_init (struct solving *s, const struct calibration_input *in, const double *weight,
              double sum, double *factor)
{
  static const double DAMPING = 1e-3;
  *s = (struct solving){.in = in, .factor = factor, .damping = DAMPING};
  s->weight = g_new (double, in->n_classes + 1);
  s->slope = g_new (double, in->n_classes + 1);
  s->total = g_new (double, in->n_columns + 1);
  s->lambda = gsl_vector_calloc (in->n_columns);
  s->step = gsl_vector_calloc (in->n_columns);
  s->misfit = gsl_vector_calloc (in->n_columns);
  for (size_t c = 0; c < in->n_classes; c++)
    s->weight[c] = weight[c] / sum;
  s->length = lengths (in, s->weight);
  s->x = divided (in, s->length);
  for (size_t j = 0; j < in->n_columns; j++)
    s->total[j] = in->total[j] / in->size / s->length[j];
}

static void
solving_clear (struct solving *s)
{
  g_free (s->weight);
  g_free (s->length);
  g_free (s->x);
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

/* Of the columns that class C is in, the one whose total is least for what the sample has of it. */
static size_t
find_least (const struct calibration_input *in, const double *weight, double all, size_t c)
{
  size_t found = in->n_columns - 1;
  double least = INFINITY;
  for (size_t j = 0; j < in->n_columns; j++) {
    double sample = 0;
    for (size_t k = 0; k < in->n_classes; k++)
      sample += weight[k] / all * in->x[k * in->n_columns + j];
    double part = in->total[j] / in->size / sample;
    if (in->x[c * in->n_columns + j] > 0 && in->total[j] > 0 && part < least) {
      least = part;
      found = j;
    }
  }
  return found;
}

enum calibration_fault
calibrate (const struct calibration_input *in, const double *weight, double *factor, size_t *column)
{
  struct solving s;
  *column = 0;
  for (size_t c = 0; c < in->n_classes; c++)
    if (!(weight[c] >= 0))
      return CALIBRATION_NOWHERE;
  size_t empty = find_empty (in, weight);
  if (empty < in->n_columns) {
    *column = empty;
    return CALIBRATION_EMPTY;
  }
  double all = sum_of (weight, in->n_classes);
  solving_init (&s, in, weight, all, factor);
  double worst = find_misfit (&s, s.lambda, column);
  bool newton = true;
  for (int k = 0; k < MOST_STEPS && worst > 0; k++) {
    newton = newton || worst <= MET;
    if (newton && find_step (&s, 0) && go (&s, &worst, column))
      continue;
    newton = false;
    if (worst <= MET || !go_damped (&s, &worst, column) || (worst > MET && proves_none (&s)))
      break;
  }
  solving_clear (&s);
  if (!(worst <= MET))
    return CALIBRATION_NOWHERE;
  enum calibration_fault fault = CALIBRATION_DONE;
  for (size_t c = 0; c < in->n_classes; c++) {
    if (weight[c] > 0 && !(factor[c] > LEAST_FACTOR)) {
      *column = find_least (in, weight, all, c);
      fault = in->method == CALIBRATION_LINEAR ? CALIBRATION_NEGATIVE : CALIBRATION_NOWHERE;
    }
    factor[c] *= in->size / all;
  }
  return fault;
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
  g_autofree double *length = lengths (in, part), *x = divided (in, length);
  gsl_matrix *a = rooted (in, x, part, 0);
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
