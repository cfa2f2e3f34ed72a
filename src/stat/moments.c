#include <config.h>

#include "stat/tally.h"

#include <math.h>

enum { ROW_Y, ROW_X, N_ROWS }; /* of the replicates */

int
moments_exponent (const double *values, const guint8 *state, size_t n)
{
  double largest = 0;
  for (size_t i = 0; i < n; i++)
    if (state[i] == STATE_VALID)
      largest = fmax (largest, fabs (values[i]));
  int exponent;
  (void)frexp (largest, &exponent);
  return exponent;
}

struct moments *
moments_new (const struct design *d, size_t n_cells, int y_exponent, int x_exponent)
{
  struct moments *m = g_new0 (struct moments, 1);
  m->n_units = d->n_units;
  m->n_cells = n_cells;
  m->n_kept = d->fragments ? N_MOMENTS : MOMENT_YW;
  m->y_exponent = y_exponent;
  m->x_exponent = x_exponent;
  m->slots = g_new0 (struct moments_slot, m->n_units * n_cells);
  m->replicates = replicate_sums_new (d->replicates, n_cells, N_ROWS);
  return m;
}

void
moments_free (struct moments *m)
{
  if (!m)
    return;
  g_free (m->slots);
  replicate_sums_free (m->replicates);
  g_free (m);
}

/* A term of this size or more has all its digits on the grid. */
static const double WHOLE = 0x1p-37;
enum { BELOW_BITS = 60 }; /* so much finer is the grid of what falls below */

/* Beside the square of a value that lies far off, such as a missing code that was left in, those of
   other groups are so small that the grid would cut most of their digits off. */
static void
add_below (struct moments_slot *slot, const double terms[static N_MOMENTS])
{
  for (size_t k = 0; k < N_SQUARES; k++) {
    double term = terms[FIRST_SQUARE + k];
    if (fabs (term) >= WHOLE)
      continue;
    double rest = term - exact_to (exact_from (term));
    if (rest < 0 || rest > 0)
      exact_add (&slot->below[k], exact_from (ldexp (rest, BELOW_BITS)));
  }
}

double
moments_sum (const struct moments_slot *slot, enum moment k)
{
  double sum = exact_to (slot->sum[k]);
  bool square = k >= MOMENT_WYY && k <= MOMENT_X2;
  return square ? sum + ldexp (exact_to (slot->below[k - MOMENT_WYY]), -BELOW_BITS) : sum;
}

/* Each product is rounded once, from the record's own values, and then summed exactly: the sum is
   the same whatever records come before or after. */
static void
add_valid (struct moments_slot *slot, size_t n_kept, double w, double y, double x)
{
  double wy = w * y, wx = w * x;
  const double terms[N_MOMENTS] = {
      [MOMENT_WY] = wy,      [MOMENT_WX] = wx,      [MOMENT_WYY] = wy * y, [MOMENT_WYX] = wx * y,
      [MOMENT_WXX] = wx * x, [MOMENT_Y2] = wy * wy, [MOMENT_YX] = wy * wx, [MOMENT_X2] = wx * wx,
      [MOMENT_YW] = w * wy,  [MOMENT_XW] = w * wx,
  };
  for (size_t k = MOMENT_WY; k < n_kept; k++)
    exact_add (&slot->sum[k], exact_from (terms[k]));
  add_below (slot, terms);
}

static void
add_replicates (struct moments *m, const struct design *d, const struct moments_input *in)
{
  for (size_t i = 0; i < d->n; i++) {
    size_t cell = in->cell ? in->cell[i] : 0;
    if (in->state[i] != STATE_VALID)
      continue;
    replicate_sums_add_times (m->replicates, cell, ROW_Y, i, in->y[i]);
    if (in->x)
      replicate_sums_add_times (m->replicates, cell, ROW_X, i, in->x[i]);
    else
      replicate_sums_add (m->replicates, cell, ROW_X, i);
  }
}

void
moments_add (struct moments *m, const struct design *d, const struct moments_input *in)
{
  for (size_t u = 0; u < m->n_units; u++)
    for (size_t i = d->unit_start[u]; i < d->unit_start[u + 1]; i++) {
      size_t record = d->order[i];
      struct moments_slot *slot = m->slots + u * m->n_cells + (in->cell ? in->cell[record] : 0);
      struct exact w = d->w[i];
      if (in->state[record] != STATE_OUT && in->state[record] != STATE_VALID)
        exact_add (&slot->sum[MOMENT_SKIPPED], w);
      if (in->state[record] != STATE_VALID)
        continue;
      slot->n++;
      exact_add (&slot->sum[MOMENT_W], w);
      exact_add (&slot->sum[MOMENT_WW], d->ww[i]);
      add_valid (slot, m->n_kept, d->weight[record], ldexp (in->y[record], -m->y_exponent),
                 ldexp (in->x ? in->x[record] : 1, -m->x_exponent));
    }
  if (m->replicates)
    add_replicates (m, d, in);
}

void
moments_slot_add (struct moments_slot *to, const struct moments_slot *from)
{
  to->n += from->n;
  for (size_t k = 0; k < N_MOMENTS; k++)
    exact_add (&to->sum[k], from->sum[k]);
  for (size_t k = 0; k < N_SQUARES; k++)
    exact_add (&to->below[k], from->below[k]);
}

void
moments_merge (struct moments *m, const struct moments *from)
{
  g_assert (m->n_units == from->n_units && m->n_cells == from->n_cells &&
            m->y_exponent == from->y_exponent && m->x_exponent == from->x_exponent);
  for (size_t i = 0; i < m->n_units * m->n_cells; i++)
    moments_slot_add (&m->slots[i], &from->slots[i]);
  replicate_sums_merge (m->replicates, from->replicates);
}
