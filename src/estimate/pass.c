/* Passes over the records of a survey. */
#include <config.h>

#include "estimate/work.h"

/* Sums of cells add up to those of all.  Quantiles and spreads do not: a cell's are about its own
   middle. */
enum way { TALLIED, SUMMED, RANKED, SPREAD };
static const enum way ways[N_MEASURES] = {
    [MEASURE_PROPORTION] = TALLIED, [MEASURE_MEAN] = SUMMED,
    [MEASURE_TOTAL] = SUMMED,       [MEASURE_COUNT] = TALLIED,
    [MEASURE_RATIO] = SUMMED,       [MEASURE_DISTRIBUTION] = TALLIED,
    [MEASURE_MEDIAN] = RANKED,      [MEASURE_QUANTILE] = RANKED,
    [MEASURE_VARIANCE] = SPREAD,    [MEASURE_SD] = SPREAD,
    [MEASURE_CORRELATION] = SPREAD,
};

static struct pass
pass_of_spread (const struct work *r, const struct measured *m, const guint16 *group,
                size_t n_cells)
{
  static const enum spread_kind kinds[N_MEASURES] = {[MEASURE_VARIANCE] = SPREAD_VARIANCE,
                                                     [MEASURE_SD] = SPREAD_SD,
                                                     [MEASURE_CORRELATION] = SPREAD_CORRELATION};
  const struct answers *a = r->answers;
  return (struct pass){
      .spread = spread_new (r->design, &(struct spread_input){.kind = kinds[m->spec->measure],
                                                              .y = a->y,
                                                              .x = a->x,
                                                              .cell = group,
                                                              .n_cells = n_cells,
                                                              .state = a->state})};
}

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
  enum way way = ways[m->spec->measure];
  if (m->a) {
    pair_passes (r, group, n_groups, passes, n);
    return;
  }
  if (m->items) {
    items_passes (r, group, n_groups, passes, n);
    return;
  }
  g_autofree struct tally **tallies = g_new (struct tally *, n + 1);
  g_autofree const guint16 **cells = g_new (const guint16 *, n + 1);
  struct ranking *ranking =
      way == RANKED
          ? ranking_new (r->design, r->answers->y, r->answers->state, quantile_pass_rule (r->in))
          : NULL;
  size_t n_passes = 0;
  for (size_t k = 0; k <= n; k++) {
    const guint16 *g = k < n ? group[k] : NULL;
    if (!g && (k < n || (n_passes && (way == TALLIED || way == SUMMED))))
      continue;
    size_t n_cells = g ? n_groups[k] + 1 : 1;
    if (way == SUMMED)
      passes[k] = pass_of_amounts (r, m, g, n_cells);
    else if (way == RANKED)
      passes[k].quantiles = quantile_pass_new (r, m, ranking, g, n_cells);
    else if (way == SPREAD)
      passes[k] = pass_of_spread (r, m, g, n_cells);
    else
      passes[k].tally = tally_new (r->design, n_cells, r->answers->n_states, ANSWER_FIRST);
    tallies[n_passes] = passes[k].tally;
    cells[n_passes++] = g;
  }
  ranking_free (ranking);
  if (way == TALLIED)
    tally_add_all (tallies, cells, n_passes, r->design, r->answers->state);
}

bool
pass_is_there (const struct pass *pass)
{
  return pass->tally || pass->moments || pass->quantiles || pass->spread || pass->pair ||
         pass->items;
}

const struct pass *
pass_of_total (const struct pass *passes, size_t n)
{
  const struct pass *first = passes;
  if (pass_is_there (&passes[n]))
    return &passes[n];
  while (!pass_is_there (first))
    first++;
  return first;
}

void
pass_clear (struct pass *pass)
{
  tally_free (pass->tally);
  moments_free (pass->moments);
  quantile_pass_free (pass->quantiles);
  spread_free (pass->spread);
  pair_pass_free (pass->pair);
  for (size_t i = 0; i < pass->n_items; i++)
    tally_free (pass->items[i]);
  g_free (pass->items);
  *pass = (struct pass){0};
}

void
pass_totals (struct totals *totals, const struct block *b, const struct tally *tally, long cell,
             size_t category)
{
  size_t first_net = b->n_categories - b->m->spec->nets.n;
  if (!b->m->nets || category < first_net) {
    totals_of_tally (totals, tally, cell, ANSWER_FIRST + category);
    return;
  }
  const struct measured_net *net = &b->m->nets[category - first_net];
  bool has[G_MAXUINT8 + 1] = {false};
  for (size_t i = 0; i < net->n; i++)
    has[ANSWER_FIRST + net->of[i]] = true;
  totals_of_states (totals, tally, cell, has);
}
