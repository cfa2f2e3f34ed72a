#include <config.h>

#include "stat/totals.h"

#include <math.h>
#include <string.h>

struct totals *
totals_new (const struct design *d)
{
  struct totals *t = g_new0 (struct totals, 1);
  t->n_units = d->n_units;
  t->a = g_new0 (double, t->n_units);
  t->b = g_new0 (double, t->n_units);
  t->count = g_new0 (guint64, t->n_units);
  if (d->squares) {
    t->aa = g_new0 (double, t->n_units);
    t->ab = g_new0 (double, t->n_units);
    t->bb = g_new0 (double, t->n_units);
  }
  if (d->squares && d->fragments) {
    t->aw = g_new0 (double, t->n_units);
    t->bw = g_new0 (double, t->n_units);
  }
  if (d->replicates) {
    t->replicates = d->replicates;
    t->by_a = g_new (double, d->replicates->n);
    t->by_b = g_new (double, d->replicates->n);
    t->met = g_new (guint8, d->replicates->n_patterns + 1);
  }
  return t;
}

void
totals_free (struct totals *t)
{
  if (!t)
    return;
  g_free (t->a);
  g_free (t->b);
  g_free (t->aa);
  g_free (t->ab);
  g_free (t->bb);
  g_free (t->aw);
  g_free (t->bw);
  g_free (t->count);
  g_free (t->by_a);
  g_free (t->by_b);
  g_free (t->met);
  g_free (t);
}

/* The cells that CELL means: [first, last). */
static void
cell_range (long cell, size_t n_cells, size_t *first, size_t *last)
{
  *first = cell == CELL_ALL ? 0 : (size_t)cell;
  *last = cell == CELL_ALL ? n_cells : (size_t)cell + 1;
}

static void
clear_replicates (struct totals *t)
{
  if (!t->replicates)
    return;
  memset (t->by_a, 0, t->replicates->n * sizeof *t->by_a);
  memset (t->by_b, 0, t->replicates->n * sizeof *t->by_b);
  memset (t->met, 0, t->replicates->n_patterns);
}

/* What is not by unit: the number of records and squares of weights.  Where sums of squares are
   kept these are by unit, and the units' own go into the totals. */
static void
add_sums (struct totals *t, const struct tally *from, size_t begin, size_t end, const bool *has)
{
  struct exact ww = {0}, ww_with = {0};
  for (size_t u = 0; u < from->n_sums; u++) {
    struct exact with = {0}, without = {0};
    guint64 n = 0, n_with = 0;
    for (size_t c = begin; c < end; c++)
      for (size_t s = from->first; s < from->n_states; s++) {
        const struct tally_sums *sum = &from->sums[(u * from->n_cells + c) * from->n_states + s];
        n += sum->n;
        n_with += has[s] ? sum->n : 0;
        exact_add (has[s] ? &with : &without, sum->ww);
      }
    if (t->aa) {
      t->aa[u] = exact_to (with);
      t->ab[u] = 0; /* nobody has the property and has it not */
      t->bb[u] = exact_to (without);
      t->count[u] = n;
    }
    if (t->aw) { /* the values are 1 */
      t->aw[u] = t->aa[u];
      t->bw[u] = t->bb[u];
    }
    t->n += n;
    t->n_a += n_with;
    exact_add (&ww, with);
    exact_add (&ww, without);
    exact_add (&ww_with, with);
  }
  t->ww = exact_to (ww);
  t->ww_a = exact_to (ww_with);
}

static void
replicates_of_tally (struct totals *t, const struct tally *from, size_t begin, size_t end,
                     const bool *has)
{
  clear_replicates (t);
  for (size_t c = begin; t->replicates && c < end; c++) {
    for (size_t s = from->first; s < from->n_states; s++)
      replicate_sums_row (from->replicates, c, s, has[s] ? t->by_a : t->by_b);
    replicate_sums_met (from->replicates, c, t->met);
  }
}

/* Who has the property and who has not are disjoint: their product is nothing, and the value is 1,
   so that sums of w a^2 are sums of w. */
void
totals_of_states (struct totals *t, const struct tally *from, long cell, const bool *has)
{
  struct exact all_with = {0}, all_without = {0}, skipped = {0};
  size_t begin, end;
  cell_range (cell, from->n_cells, &begin, &end);
  for (size_t u = 0; u < t->n_units; u++) {
    struct exact with = {0}, without = {0};
    const struct exact *w = from->w + (u * from->n_cells + begin) * from->n_states;
    for (size_t c = begin; c < end; c++, w += from->n_states) {
      for (size_t s = STATE_OUT + 1; s < from->first; s++)
        exact_add (&skipped, w[s]);
      for (size_t s = from->first; s < from->n_states; s++)
        exact_add (has[s] ? &with : &without, w[s]);
    }
    t->a[u] = exact_to (with);
    t->b[u] = exact_to (without);
    t->count[u] = t->a[u] + t->b[u] > 0;
    exact_add (&all_with, with);
    exact_add (&all_without, without);
  }
  t->skipped = exact_to (skipped);
  t->n = t->n_a = 0;
  add_sums (t, from, begin, end, has);
  replicates_of_tally (t, from, begin, end, has);
  t->sum_a = t->waa = exact_to (all_with);
  t->sum_b = t->wbb = exact_to (all_without);
  t->wab = 0;
  exact_add (&all_with, all_without);
  t->w = exact_to (all_with);
}

void
totals_of_tally (struct totals *t, const struct tally *from, long cell, size_t property)
{
  bool has[G_MAXUINT8 + 1] = {false};
  has[property] = true;
  totals_of_states (t, from, cell, has);
}

guint64
totals_count (const struct tally *from, long cell, size_t state)
{
  guint64 n = 0;
  size_t begin, end;
  cell_range (cell, from->n_cells, &begin, &end);
  for (size_t u = 0; u < from->n_sums; u++)
    for (size_t c = begin; c < end; c++)
      n += from->sums[(u * from->n_cells + c) * from->n_states + state].n;
  return n;
}

double
totals_weight (const struct tally *from, long cell, size_t state)
{
  struct exact w = {0};
  size_t begin, end;
  cell_range (cell, from->n_cells, &begin, &end);
  for (size_t u = 0; u < from->n_units; u++)
    for (size_t c = begin; c < end; c++)
      exact_add (&w, from->w[(u * from->n_cells + c) * from->n_states + state]);
  return exact_to (w);
}

void
totals_of_moments (struct totals *t, const struct moments *from, long cell)
{
  struct moments_slot all = {0};
  int y = from->y_exponent, x = from->x_exponent;
  size_t first, last;
  cell_range (cell, from->n_cells, &first, &last);
  for (size_t u = 0; u < t->n_units; u++) {
    struct moments_slot unit = {0};
    for (size_t c = first; c < last; c++)
      moments_slot_add (&unit, &from->slots[u * from->n_cells + c]);
    t->a[u] = ldexp (exact_to (unit.sum[MOMENT_WY]), y);
    t->b[u] = ldexp (exact_to (unit.sum[MOMENT_WX]), x);
    t->count[u] = unit.n;
    if (t->aa) {
      t->aa[u] = ldexp (moments_sum (&unit, MOMENT_Y2), 2 * y);
      t->ab[u] = ldexp (moments_sum (&unit, MOMENT_YX), y + x);
      t->bb[u] = ldexp (moments_sum (&unit, MOMENT_X2), 2 * x);
    }
    if (t->aw) {
      t->aw[u] = ldexp (exact_to (unit.sum[MOMENT_YW]), y);
      t->bw[u] = ldexp (exact_to (unit.sum[MOMENT_XW]), x);
    }
    moments_slot_add (&all, &unit);
  }
  clear_replicates (t);
  for (size_t c = first; t->replicates && c < last; c++) {
    replicate_sums_row (from->replicates, c, 0, t->by_a);
    replicate_sums_row (from->replicates, c, 1, t->by_b);
    replicate_sums_met (from->replicates, c, t->met);
  }
  t->n = t->n_a = all.n;
  t->w = exact_to (all.sum[MOMENT_W]);
  t->ww = t->ww_a = exact_to (all.sum[MOMENT_WW]);
  t->sum_a = ldexp (exact_to (all.sum[MOMENT_WY]), y);
  t->sum_b = ldexp (exact_to (all.sum[MOMENT_WX]), x);
  t->waa = ldexp (moments_sum (&all, MOMENT_WYY), 2 * y);
  t->wab = ldexp (moments_sum (&all, MOMENT_WYX), y + x);
  t->wbb = ldexp (moments_sum (&all, MOMENT_WXX), 2 * x);
  t->skipped = exact_to (all.sum[MOMENT_SKIPPED]);
}
