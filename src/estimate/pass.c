/* Passes over the records of a survey. */
#include <config.h>

#include "estimate/work.h"

static struct pass
pass_of_amounts (const struct work *r, const struct measured *m, const guint16 *group,
                 size_t n_cells)
{
  const struct answers *a = r->answers;
  struct pass pass = {
      .moments = moments_new (r->design, n_cells, moments_exponent (a->y, a->state, a->dataset->n),
                              m->to ? moments_exponent (a->x, a->state, a->dataset->n) : 1)};
  moments_add (pass.moments, r->design,
               &(struct moments_input){
                   .y = a->y, .x = m->to ? a->x : NULL, .cell = group, .state = a->state});
  return pass;
}

void
passes_make (const struct work *r, const struct measured *m, const guint16 *const *group,
             const size_t *n_groups, struct pass *passes, size_t n)
{
  enum measure measure = m->spec->measure;
  if (m->a) {
    pair_passes (r, group, n_groups, passes, n);
    return;
  }
  if (m->items) {
    items_passes (r, group, n_groups, passes, n);
    return;
  }
  bool amounts = measure == MEASURE_MEAN || measure == MEASURE_TOTAL || measure == MEASURE_RATIO;
  g_autofree struct tally **tallies = g_new (struct tally *, n + 1);
  g_autofree const guint16 **cells = g_new (const guint16 *, n + 1);
  size_t n_passes = 0;
  for (size_t k = 0; k <= n; k++) {
    const guint16 *g = k < n ? group[k] : NULL;
    if (!g && (k < n || n_passes))
      continue;
    size_t n_cells = g ? n_groups[k] + 1 : 1;
    if (amounts)
      passes[k] = pass_of_amounts (r, m, g, n_cells);
    else
      passes[k].tally = tally_new (r->design, n_cells, r->answers->n_states, ANSWER_FIRST);
    tallies[n_passes] = passes[k].tally;
    cells[n_passes++] = g;
  }
  if (!amounts)
    tally_add_all (tallies, cells, n_passes, r->design, r->answers->state);
}

void
pass_clear (struct pass *pass)
{
  tally_free (pass->tally);
  moments_free (pass->moments);
  pair_pass_free (pass->pair);
  for (size_t i = 0; i < pass->n_items; i++)
    tally_free (pass->items[i]);
  g_free (pass->items);
  *pass = (struct pass){0};
}

bool
pass_is_there (const struct pass *pass)
{
  return pass->tally || pass->moments || pass->pair || pass->items;
}
