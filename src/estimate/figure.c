/* From what a pass left to rows: statistics, limits, status. */
#include <config.h>

#include "estimate/ages.h"
#include "estimate/note.h"
#include "estimate/quality.h"
#include "estimate/standard.h"
#include "estimate/words.h"
#include "stat/interval.h"

#include <math.h>

struct estimate_row
figure_row (const struct work *r, const struct block *b, size_t group, long category)
{
  struct estimate_row row = {.indicator = b->m->spec->index,
                             .survey = r->survey,
                             .breakdown = b->breakdown,
                             .category = category,
                             .grade = b->grade,
                             .df = NAN,
                             .population = NAN,
                             .coverage = NAN};
  quality_blank (&row);
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    row.level[d] = -1;
  for (size_t k = 0; b->grouping && k < b->grouping->n; k++)
    row.level[indicators_dimension (r->in, b->grouping->variables[k])] =
        (gint16)grouping_level (b->grouping, group, k);
  return row;
}

static struct statistic
plain_statistic (const struct work *r, const struct block *b, long cell, size_t category)
{
  enum measure measure = b->m->spec->measure;
  size_t at = cell == CELL_ALL ? 0 : (size_t)cell;
  if (b->pass->pair)
    return pair_statistic (r, b, cell);
  if (b->pass->quantiles)
    return quantile_pass_statistic (r, b->pass->quantiles, at, category);
  if (b->pass->spread)
    return spread_statistic (r->design, b->pass->spread, at, r->totals, r->influence);
  if (b->pass->moments) {
    totals_of_moments (r->totals, b->pass->moments, cell);
    if (measure == MEASURE_MEAN)
      return statistic_mean (r->design, r->totals, r->answers->shift, r->influence);
    return measure == MEASURE_RATIO ? statistic_ratio (r->design, r->totals, r->influence)
                                    : statistic_total (r->design, r->totals, r->influence);
  }
  if (b->pass->items)
    totals_of_tally (r->totals, b->pass->items[category], cell, ANSWER_YES);
  else
    pass_totals (r->totals, b, b->pass->tally, cell, category);
  return measure == MEASURE_COUNT ? statistic_count (r->design, r->totals, r->influence)
                                  : statistic_proportion (r->design, r->totals, r->influence);
}

struct statistic
figure_statistic (struct work *r, const struct block *b, long cell, size_t category)
{
  struct statistic s = plain_statistic (r, b, cell, category);
  if (b->cells)
    s = standardise (r, b, cell, category, &s);
  s.deff_wor = statistic_deff_wor (&s, s.population * r->expansion);
  return s;
}

/* Weighted share of the universe with a valid answer; the cell's totals are those last found. */
static double
coverage_of (const struct work *r, const struct block *b, long cell)
{
  const struct tally *tally = b->pass->tally;
  if (b->pass->pair)
    return NAN; /* it would be that of two universes */
  double universe = r->totals->w + r->totals->skipped, valid = r->totals->w;
  size_t n_valid = b->m->spec->measure == MEASURE_DISTRIBUTION ? b->m->variable->n_categories
                                                               : ANSWER_NO - ANSWER_FIRST + 1;
  for (size_t s = ANSWER_FIRST + n_valid; tally && s < tally->n_states; s++)
    valid -= totals_weight (tally, cell, s);
  return valid / universe;
}

/* By which method the row's limits are made. */
static enum row_interval
interval_of (const struct work *r, const struct block *b, const struct statistic *s)
{
  enum measure measure = b->m->spec->measure;
  bool amount = measure == MEASURE_COUNT || measure == MEASURE_TOTAL;

  if (measure_is_share (measure))
    return limits_interval (r->in, s->estimate);
  if (s->own_limits)
    return ROW_INTERVAL_WOODRUFF;
  if (measure == MEASURE_CORRELATION)
    return ROW_INTERVAL_FISHER;
  return amount && indicators_amounts (r->in) == AMOUNTS_LOG && s->estimate > 0 ? ROW_INTERVAL_LOG
                                                                                : ROW_INTERVAL_T;
}

static struct limits
limits_of (const struct work *r, const struct block *b, const struct statistic *s, double df,
           enum row_interval interval)
{
  double confidence = indicators_confidence (r->in), t = interval_quantile (confidence, df);

  if (s->own_limits)
    return (struct limits){s->lo, s->hi};
  if (interval == ROW_INTERVAL_FISHER)
    return interval_fisher (s->estimate, s->se, t);
  if (measure_is_share (b->m->spec->measure))
    return interval_proportion (
        limits_method (r->in),
        &(struct proportion){
            .p = s->estimate, .se = s->se, .df = df, .n = (double)s->n, .edge_n = s->n_kish},
        confidence);
  return interval == ROW_INTERVAL_LOG ? interval_log (s->estimate, s->se, t)
                                      : interval_t (s->estimate, s->se, t);
}

/* The design effect that the study asks for; of a quantile it would be that of another figure. */
static void
set_deff (const struct work *r, const struct statistic *s, struct estimate_row *row)
{
  bool wor = indicators_deff (r->in) == DEFF_WOR;
  row->deff = s->own_limits ? NAN : wor ? s->deff_wor : s->deff;
  row->n_effective = row->deff > 0 ? (double)s->n / row->deff : NAN;
  row->reference = isnan (row->deff) ? ROW_DEFF_NONE : wor ? ROW_DEFF_WOR : ROW_DEFF_WR;
}

/* NOTE (or NULL), which is taken over, with why the row has no design effect though there would be
   one with replacement. */
static char *
note_deff (const struct work *r, const struct statistic *s, const struct estimate_row *row,
           char *note)
{
  enum phrase why = isnan (r->expansion) ? PHRASE_DEFF_WEIGHTS : PHRASE_DEFF_PEOPLE;
  if (r->dataset->opt_in || s->own_limits || isnan (s->deff) || isfinite (row->deff))
    return note;
  return words_more (note, words (why, r->in->codebook->languages[0]));
}

/* In one PSU of each of its strata a mean has the standard error 0 and no degrees of freedom: its
   precision is not known, whatever the rest of the sample has.  A share of 0 or 1 has exact limits.
 */
static double
df_of (const struct work *r, const struct block *b, const struct statistic *s)
{
  bool edge = measure_is_share (b->m->spec->measure) && (s->estimate <= 0 || s->estimate >= 1);
  return s->se <= 0 && s->df <= 0 && !edge ? (double)s->df : limits_df (r, s);
}

/* Standard errors tell how far samples drawn by chance differ; who chose to answer was not drawn.
 */
static void
fill_errors (const struct work *r, const struct block *b, const struct statistic *s,
             struct estimate_row *row)
{
  row->se = s->se;
  row->df = df_of (r, b, s);
  set_deff (r, s, row);
  enum row_interval interval = interval_of (r, b, s);
  limits_set (row, limits_of (r, b, s, row->df, interval), interval);
}

static void
fill_row (const struct work *r, const struct block *b, const struct statistic *s,
          struct estimate_row *row)
{
  bool opt_in = r->dataset->opt_in;
  row->n = s->n;
  row->population = s->population;
  if (isfinite (s->estimate)) {
    row->estimate = s->estimate;
    if (!opt_in)
      fill_errors (r, b, s, row);
  }
  row->note = note_of_estimate (r->in, b->note, opt_in ? 0 : s->lonely,
                                isfinite (row->se) && !isfinite (row->ci_low));
  row->note = note_deff (r, s, row, replicates_note (r, row->note, s));
  struct statistic judged = *s;
  if (opt_in)
    judged.se = judged.deff = judged.deff_wor = NAN;
  if (b->pass->pair)
    pair_decide (r, row);
  else
    quality_decide (row, indicators_standard (r->in),
                    r->in->study && r->in->study->compare_standards, b->m->spec->measure, &judged);
}

void
figure_add_lacking (struct work *r, const struct block *b, size_t group, long category,
                    const struct variable *missing)
{
  struct estimate_row row = figure_row (r, b, group, category);
  row.status = STATUS_NOT_ASKED;
  row.note = r->refused ? g_strdup (r->refused) : note_not_asked (r->in, r->dataset, missing);
  g_array_append_val (r->rows, row);
}

/* The rows of one cell: one, or one a category. */
void
figure_add_cell (struct work *r, const struct block *b, size_t group, long cell)
{
  guint first = r->rows->len;
  for (size_t c = 0; c < MAX (b->n_categories, 1); c++) {
    if (b->n_categories && !b->met[c]) {
      if (b->pass->items)
        figure_add_lacking (r, b, group, (long)c, r->items->lacking[c]);
      continue;
    }
    struct estimate_row row = figure_row (r, b, group, b->n_categories ? (long)c : -1);
    struct statistic s = figure_statistic (r, b, cell, c);
    row.coverage = coverage_of (r, b, cell);
    fill_row (r, b, &s, &row);
    quantile_pass_finish (r, &s, &row);
    row.note = ages_note (r->in, row.note, b->grouping, group);
    standardise_judge (r, b, &row);
    g_array_append_val (r->rows, row);
    if (r->disclosure)
      tells_note (r, b, cell, c, &s);
  }
  standardise_close (r, b, first);
}
