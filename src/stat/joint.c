#include <config.h>

#include "stat/joint.h"

#include "stat/totals.h"

#include <math.h>

static int
exponent_of (const double *values, const guint8 *inside, size_t n)
{
  double largest = 0;
  int exponent;
  for (size_t i = 0; i < n; i++)
    if (inside[i])
      largest = fmax (largest, fabs (values[i]));
  (void)frexp (largest, &exponent);
  return exponent;
}

/* Each product is rounded once, from the record's own values, and then summed exactly. */
static void
add_products (struct joint_slot *slot, const struct joint *j, double w,
              const struct joint_side *sides, size_t record)
{
  double a[2], b[2];
  for (size_t s = 0; s < 2; s++) {
    a[s] = w * ldexp (sides[s].a[record], -j->exponent[s]);
    b[s] = w * ldexp (sides[s].b[record], -j->b_exponent[s]);
  }
  exact_add (&slot->product[JOINT_AA], exact_from (a[0] * a[1]));
  exact_add (&slot->product[JOINT_AB], exact_from (a[0] * b[1]));
  exact_add (&slot->product[JOINT_BA], exact_from (b[0] * a[1]));
  exact_add (&slot->product[JOINT_BB], exact_from (b[0] * b[1]));
}

struct joint *
joint_new (const struct design *d, size_t n_cells, const struct joint_side *sides,
           const guint16 *cell)
{
  struct joint *j = g_new0 (struct joint, 1);
  j->n_sums = d->squares ? d->n_units : 1;
  j->n_cells = n_cells;
  j->slots = g_new0 (struct joint_slot, j->n_sums * n_cells);
  for (size_t s = 0; s < 2; s++) {
    j->exponent[s] = exponent_of (sides[s].a, sides[s].inside, d->n);
    j->b_exponent[s] = exponent_of (sides[s].b, sides[s].inside, d->n);
  }
  for (size_t u = 0; u < d->n_units; u++)
    for (size_t i = d->unit_start[u]; i < d->unit_start[u + 1]; i++) {
      size_t record = d->order[i];
      struct joint_slot *slot =
          j->slots + (d->squares ? u * n_cells : 0) + (cell ? cell[record] : 0);
      if (!sides[0].inside[record] || !sides[1].inside[record])
        continue;
      slot->n++;
      exact_add (&slot->w, d->w[i]);
      if (d->squares)
        add_products (slot, j, d->weight[record], sides, record);
    }
  return j;
}

void
joint_free (struct joint *j)
{
  if (!j)
    return;
  g_free (j->slots);
  g_free (j);
}

struct common *
common_new (const struct design *d)
{
  struct common *c = g_new0 (struct common, 1);
  if (!d->squares)
    return c;
  c->n_units = d->n_units;
  c->count = g_new0 (guint64, c->n_units);
  for (size_t k = 0; k < N_JOINT; k++)
    c->product[k] = g_new0 (double, c->n_units);
  return c;
}

void
common_free (struct common *c)
{
  if (!c)
    return;
  g_free (c->count);
  for (size_t k = 0; k < N_JOINT; k++)
    g_free (c->product[k]);
  g_free (c);
}

void
common_of_joint (struct common *c, const struct joint *j, long cell)
{
  const int exponents[N_JOINT] = {[JOINT_AA] = j->exponent[0] + j->exponent[1],
                                  [JOINT_AB] = j->exponent[0] + j->b_exponent[1],
                                  [JOINT_BA] = j->b_exponent[0] + j->exponent[1],
                                  [JOINT_BB] = j->b_exponent[0] + j->b_exponent[1]};
  size_t first = cell == CELL_ALL ? 0 : (size_t)cell;
  size_t last = cell == CELL_ALL ? j->n_cells : (size_t)cell + 1;
  struct exact w = {0};
  c->n = 0;
  for (size_t u = 0; u < j->n_sums; u++) {
    struct joint_slot sum = {0};
    for (size_t i = first; i < last; i++) {
      const struct joint_slot *slot = &j->slots[u * j->n_cells + i];
      sum.n += slot->n;
      exact_add (&sum.w, slot->w);
      for (size_t k = 0; k < N_JOINT; k++)
        exact_add (&sum.product[k], slot->product[k]);
    }
    c->n += sum.n;
    exact_add (&w, sum.w);
    if (!c->count)
      continue;
    c->count[u] = sum.n;
    for (size_t k = 0; k < N_JOINT; k++)
      c->product[k][u] = ldexp (exact_to (sum.product[k]), exponents[k]);
  }
  c->w = exact_to (w);
}
