#include <config.h>

#include "harmonise/assign.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>

/* Columns are the things and, after them, as many nothings, which gain 0, as there are rows: so
   that everybody can be given one.  Both count from 1; row and column 0 stand for none.  */
struct assignment {
  const double *gain;
  size_t m, columns;
  double *of_row, *of_column; /* the potentials */
  size_t *row;                /* that has the column */
  size_t *before;             /* the column before it on the path */
  double *distance;
  bool *done;
};

static double
cost (const struct assignment *a, size_t row, size_t column)
{
  return column <= a->m ? -a->gain[(row - 1) * a->m + column - 1] : 0;
}

/* Go on from COLUMN, which a row has: the nearest column that is not done yet. */
static size_t
step (struct assignment *a, size_t column)
{
  size_t row = a->row[column], nearest = 0;
  double least = INFINITY;

  a->done[column] = true;
  for (size_t k = 1; k <= a->columns; k++) {
    if (a->done[k])
      continue;
    double d = cost (a, row, k) - a->of_row[row] - a->of_column[k];
    if (d < a->distance[k]) {
      a->distance[k] = d;
      a->before[k] = column;
    }
    if (a->distance[k] < least) {
      least = a->distance[k];
      nearest = k;
    }
  }
  for (size_t k = 0; k <= a->columns; k++)
    if (a->done[k]) {
      a->of_row[a->row[k]] += least;
      a->of_column[k] -= least;
    } else
      a->distance[k] -= least;
  return nearest;
}

/* Give ROW a column; others on the way get another one for theirs. */
static void
give (struct assignment *a, size_t row)
{
  size_t column = 0;

  for (size_t k = 0; k <= a->columns; k++) {
    a->distance[k] = INFINITY;
    a->done[k] = false;
  }
  a->row[0] = row;
  do
    column = step (a, column);
  while (a->row[column] != 0);
  while (column != 0) {
    size_t before = a->before[column];
    a->row[column] = a->row[before];
    column = before;
  }
}

void
assign_best (const double *gain, size_t n, size_t m, long *taken)
{
  size_t columns = m + n;
  g_autofree double *of_row = g_new0 (double, n + 1), *of_column = g_new0 (double, columns + 1);
  g_autofree double *distance = g_new (double, columns + 1);
  g_autofree size_t *row = g_new0 (size_t, columns + 1), *before = g_new0 (size_t, columns + 1);
  g_autofree bool *done = g_new (bool, columns + 1);
  struct assignment a = {gain, m, columns, of_row, of_column, row, before, distance, done};

  for (size_t i = 1; i <= n; i++)
    give (&a, i);
  for (size_t i = 0; i < n; i++)
    taken[i] = -1;
  for (size_t k = 1; k <= m; k++)
    if (row[k] != 0 && gain[(row[k] - 1) * m + k - 1] > 0)
      taken[row[k] - 1] = (long)k - 1;
}
