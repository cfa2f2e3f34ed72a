#include <config.h>

#include "estimate/quantilepass.h"

#include "estimate/note.h"
#include "estimate/quality.h"
#include "estimate/words.h"
#include "estimate/work.h"

#include <math.h>

static const double MEDIAN[] = {0.5};

enum quantile_rule
quantile_pass_rule (const struct indicators *in)
{
  static const enum quantile_rule rules[N_QUANTILE_KINDS] = {
      [QUANTILES_MATH] = QUANTILE_MATH, [QUANTILES_HF7] = QUANTILE_HF7};
  return rules[indicators_quantiles (in)];
}

/* Who is at or below the quantile of their cell at P: a share, with a design's variance. */
static struct tally *
count_below (const struct work *r, const struct quantiles *q, double p, const guint16 *group,
             size_t n_cells)
{
  const struct answers *a = r->answers;
  size_t n = a->dataset->n;
  struct tally *tally = tally_new (r->design, n_cells, ANSWER_NO + 1, ANSWER_FIRST);
  g_autofree double *limit = g_new (double, n_cells);
  g_autofree guint8 *state = g_new (guint8, n + 1);
  for (size_t cell = 0; cell < n_cells; cell++)
    limit[cell] = quantiles_at (q, cell, p);
  for (size_t i = 0; i < n; i++) {
    state[i] = a->state[i];
    if (state[i] == ANSWER_FIRST && !(a->y[i] <= limit[group ? group[i] : 0]))
      state[i] = ANSWER_NO;
  }
  tally_add (tally, r->design, group, state);
  return tally;
}

struct quantile_pass *
quantile_pass_new (const struct work *r, const struct measured *m, const struct ranking *ranking,
                   const guint16 *group, size_t n_cells)
{
  struct quantile_pass *pass = g_new0 (struct quantile_pass, 1);
  bool median = m->spec->measure == MEASURE_MEDIAN;
  pass->at = median ? MEDIAN : m->spec->at;
  pass->n_at = median ? G_N_ELEMENTS (MEDIAN) : m->spec->n_at;
  pass->quantiles =
      quantiles_new (r->design, ranking, r->answers->y, group, n_cells, quantile_pass_rule (r->in));
  pass->below = g_new0 (struct tally *, pass->n_at + 1);
  for (size_t k = 0; k < pass->n_at; k++)
    pass->below[k] = count_below (r, pass->quantiles, pass->at[k], group, n_cells);
  return pass;
}

void
quantile_pass_free (struct quantile_pass *pass)
{
  if (!pass)
    return;
  for (size_t k = 0; k < pass->n_at; k++)
    tally_free (pass->below[k]);
  g_free (pass->below);
  quantiles_free (pass->quantiles);
  g_free (pass);
}

struct statistic
quantile_pass_statistic (const struct work *r, const struct quantile_pass *pass, size_t cell,
                         size_t k)
{
  totals_of_tally (r->totals, pass->below[k], (long)cell, ANSWER_YES);
  struct statistic share = statistic_proportion (r->design, r->totals, r->influence);
  double t = interval_quantile (indicators_confidence (r->in), limits_df (r, &share));
  return statistic_quantile (pass->quantiles, cell, pass->at[k], &share, t, r->influence);
}

/* ---- Rows ---- */

static void
add_note (const struct work *r, struct estimate_row *row, enum phrase phrase)
{
  row->note = words_more (row->note, words (phrase, r->in->codebook->languages[0]));
}

/* That there are no replicates, or that a stratum has one PSU, is told for all measures. */
static void
say_why (const struct work *r, const struct statistic *s, struct estimate_row *row)
{
  if (r->design->refused || s->lonely || r->dataset->opt_in || isfinite (row->se))
    return;
  add_note (r, row, row->df > 0 ? PHRASE_NO_LIMITS : PHRASE_NO_INTERVAL);
}

/* A quantile and its limits are values that somebody has: near the end of a small group, of one
   whom people know. */
void
quantile_pass_finish (const struct work *r, const struct statistic *s, struct estimate_row *row)
{
  size_t least = r->disclosure ? (size_t)indicators_disclosure (r->in).min_n : 0;
  if (!s->own_limits || !row_shown (row))
    return;
  if (s->side < least) {
    row->status = STATUS_SUPPRESSED;
    row->reason = REASON_DISCLOSURE;
    quality_blank (row);
  } else if (isfinite (row->se) && s->limit_side < least) {
    row->se = NAN;
    limits_set (row, (struct limits){NAN, NAN}, ROW_INTERVAL_NONE);
    add_note (r, row, PHRASE_HIDDEN_LIMITS);
  } else
    say_why (r, s, row);
}
