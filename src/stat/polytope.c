#include <config.h>

#include "stat/polytope.h"

#include <math.h>
#include <string.h>

/* Coefficients are -1, 0 and 1 at first and stay small; counts are below 2^40. */
static const double EPSILON = 1e-9;

/* Steps are allowed in proportion to the size; Bland's rule keeps the walk from going round. */
enum { STEPS = 50 };

/* Solve row AT for variable V. */
static void
pivot (struct polytope *p, size_t at, size_t v)
{
  double *row = p->a + at * p->n, by = row[v];
  for (size_t j = 0; j < p->n; j++)
    row[j] /= by;
  row[v] = 1;
  for (size_t i = 0; i < p->n_rows; i++) {
    double *other = p->a + i * p->n, times = other[v];
    p->work++;
    if (i == at || times == 0)
      continue;
    p->work += p->n;
    for (size_t j = 0; j < p->n; j++)
      if (row[j] != 0) {
        other[j] -= times * row[j];
        if (fabs (other[j]) < EPSILON)
          other[j] = 0;
      }
    other[v] = 0;
  }
}

/* Gauss and Jordan; rows that follow from others fall out. */
static void
solve (struct polytope *p)
{
  size_t kept = 0;
  for (size_t i = 0; i < p->n_rows; i++) {
    double *row = p->a + i * p->n;
    size_t best = p->n;
    memmove (p->a + kept * p->n, row, p->n * sizeof *row);
    row = p->a + kept * p->n;
    for (size_t k = 0; k < kept; k++) {
      double times = row[p->basic[k]];
      p->work += times != 0 ? p->n : 1;
      const double *solved = p->a + k * p->n;
      for (size_t j = 0; times != 0 && j < p->n; j++)
        row[j] -= times * solved[j];
    }
    for (size_t j = 0; j < p->n; j++)
      if (fabs (row[j]) > EPSILON && (best == p->n || fabs (row[j]) > fabs (row[best])))
        best = j;
    if (best == p->n)
      continue;
    size_t rows = p->n_rows;
    p->basic[kept] = best;
    p->in_basis[best] = true;
    p->n_rows = kept + 1;
    pivot (p, kept++, best);
    p->n_rows = rows;
  }
  p->n_rows = kept;
}

static double *
copy (const double *x, size_t n)
{
  double *to = g_new (double, n + 1);
  memcpy (to, x, n * sizeof *x);
  return to;
}

struct polytope *
polytope_new (double *a, size_t n_rows, const double *x, size_t n)
{
  struct polytope *p = g_new0 (struct polytope, 1);
  p->n = n;
  p->n_rows = n_rows;
  p->a = a;
  p->x = copy (x, n);
  p->lo = copy (x, n);
  p->hi = copy (x, n);
  p->basic = g_new0 (size_t, n_rows + 1);
  p->in_basis = g_new0 (bool, n + 1);
  solve (p);
  return p;
}

void
polytope_free (struct polytope *p)
{
  if (!p)
    return;
  g_free (p->a);
  g_free (p->x);
  g_free (p->lo);
  g_free (p->hi);
  g_free (p->basic);
  g_free (p->in_basis);
  g_free (p);
}

/* How much variable J can change in DIRECTION (1 or -1) before a basic one comes to 0, which *ROW
   names (n_rows: none), or J does. */
static double
room (const struct polytope *p, size_t j, double direction, size_t *row)
{
  double most = direction < 0 ? p->x[j] : INFINITY;
  *row = p->n_rows;
  for (size_t i = 0; i < p->n_rows; i++) {
    double falls = p->a[i * p->n + j] * direction;
    if (falls <= EPSILON)
      continue;
    double here = p->x[p->basic[i]] / falls;
    bool lower = *row < p->n_rows && p->basic[i] < p->basic[*row];
    if (here < most - EPSILON || (here <= most + EPSILON && lower)) {
      most = fmin (most, here);
      *row = i;
    }
  }
  return most;
}

static void
move (struct polytope *p, size_t j, double by)
{
  p->x[j] = fmax (p->x[j] + by, 0);
  for (size_t i = 0; i < p->n_rows; i++) {
    size_t b = p->basic[i];
    double x = p->x[b] - p->a[i * p->n + j] * by;
    p->x[b] = x > EPSILON ? x : 0;
    p->lo[b] = fmin (p->lo[b], p->x[b]);
    p->hi[b] = fmax (p->hi[b], p->x[b]);
  }
  p->lo[j] = fmin (p->lo[j], p->x[j]);
  p->hi[j] = fmax (p->hi[j], p->x[j]);
}

/* The row that is solved for V, or n_rows. */
static size_t
row_of (const struct polytope *p, size_t v)
{
  size_t i = 0;
  while (i < p->n_rows && p->basic[i] != v)
    i++;
  return i;
}

/* The first variable whose change in *DIRECTION takes V in direction SIGN, or n. */
static size_t
choose (const struct polytope *p, size_t v, double sign, double *direction)
{
  size_t row = row_of (p, v);
  if (row == p->n_rows) {
    *direction = sign;
    return sign > 0 || p->x[v] > EPSILON ? v : p->n;
  }
  for (size_t j = 0; j < p->n; j++) {
    double gain = -p->a[row * p->n + j] * sign;
    if (p->in_basis[j] || fabs (gain) <= EPSILON || (gain < 0 && p->x[j] <= EPSILON))
      continue;
    *direction = gain > 0 ? 1 : -1;
    return j;
  }
  return p->n;
}

static double
walk (struct polytope *p, size_t v, double sign, double goal)
{
  size_t steps = STEPS * (p->n + p->n_rows + 1);
  while (steps-- > 0) {
    double direction = 1;
    if ((p->x[v] - goal) * sign >= 0)
      return p->x[v];
    size_t j = choose (p, v, sign, &direction), row;
    if (j == p->n)
      return p->x[v];
    double by = room (p, j, direction, &row);
    if (isinf (by)) { /* as far as anybody asks */
      p->hi[v] = sign > 0 ? INFINITY : p->hi[v];
      return sign * INFINITY;
    }
    move (p, j, direction * by);
    if (row < p->n_rows) {
      p->in_basis[p->basic[row]] = false;
      p->x[p->basic[row]] = 0;
      p->in_basis[j] = true;
      p->basic[row] = j;
      pivot (p, row, j);
    }
  }
  return NAN;
}

double
polytope_most (struct polytope *p, size_t v, double goal)
{
  return walk (p, v, 1, goal);
}

double
polytope_least (struct polytope *p, size_t v, double goal)
{
  return walk (p, v, -1, goal);
}
