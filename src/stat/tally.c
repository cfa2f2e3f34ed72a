#include <config.h>

#include "stat/tally.h"

struct tally *
tally_new (const struct design *d, size_t n_cells, size_t n_states, size_t first)
{
  struct tally *t = g_new0 (struct tally, 1);
  t->n_units = d->n_units;
  t->n_cells = n_cells;
  t->n_states = n_states;
  t->first = first;
  t->n_sums = d->squares ? d->n_units : 1;
  t->w = g_new0 (struct exact, t->n_units * n_cells * n_states);
  t->sums = g_new0 (struct tally_sums, t->n_sums * n_cells * n_states);
  t->replicates = replicate_sums_new (d->replicates, n_cells, n_states);
  return t;
}

void
tally_free (struct tally *t)
{
  if (!t)
    return;
  g_free (t->w);
  g_free (t->sums);
  replicate_sums_free (t->replicates);
  g_free (t);
}

/* This loop is where the time of an estimate goes.  Records come unit by unit, so that what is
   written to stays in the nearest cache. */
static void
add_unit (struct tally *t, const struct design *d, size_t u, const guint16 *cell,
          const guint8 *state)
{
  size_t n_states = t->n_states, block = t->n_cells * n_states;
  struct exact *unit = t->w + u * block;
  struct tally_sums *sums = t->sums + (t->n_sums > 1 ? u * block : 0);
  const struct exact *w = d->w, *ww = d->ww;
  const guint32 *order = d->order;
  for (size_t i = d->unit_start[u], end = d->unit_start[u + 1]; i < end; i++) {
    size_t record = order[i];
    size_t at = state[record] + (cell ? cell[record] * n_states : 0);
    exact_add (&unit[at], w[i]);
    exact_add (&sums[at].ww, ww[i]);
    sums[at].n++;
  }
}

/* All records: one without a weight may have some in replicates. */
static void
add_replicates (struct tally *const *tallies, const guint16 *const *cell, size_t n,
                const struct design *d, const guint8 *state)
{
  for (size_t i = 0; i < d->n; i++)
    for (size_t k = 0; k < n; k++)
      if (state[i] >= tallies[k]->first)
        replicate_sums_add (tallies[k]->replicates, cell[k] ? cell[k][i] : 0, state[i], i);
}

/* A unit's weights are read once for all breakdowns. */
void
tally_add_all (struct tally *const *tallies, const guint16 *const *cell, size_t n,
               const struct design *d, const guint8 *state)
{
  for (size_t u = 0; u < d->n_units; u++)
    for (size_t k = 0; k < n; k++)
      add_unit (tallies[k], d, u, cell[k], state);
  if (d->replicates)
    add_replicates (tallies, cell, n, d, state);
}

void
tally_add (struct tally *t, const struct design *d, const guint16 *cell, const guint8 *state)
{
  tally_add_all (&t, &cell, 1, d, state);
}

void
tally_merge (struct tally *t, const struct tally *from)
{
  g_assert (t->n_units == from->n_units && t->n_cells == from->n_cells &&
            t->n_states == from->n_states && t->first == from->first && t->n_sums == from->n_sums);
  for (size_t i = 0; i < t->n_units * t->n_cells * t->n_states; i++)
    exact_add (&t->w[i], from->w[i]);
  for (size_t i = 0; i < t->n_sums * t->n_cells * t->n_states; i++) {
    t->sums[i].n += from->sums[i].n;
    exact_add (&t->sums[i].ww, from->sums[i].ww);
  }
  replicate_sums_merge (t->replicates, from->replicates);
}
