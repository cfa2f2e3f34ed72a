/* All rows of one survey: the plan times the dataset. */
#include <config.h>

#include "estimate/answers.h"
#include "estimate/groups.h"
#include "estimate/note.h"
#include "estimate/quality.h"
#include "stat/interval.h"
#include "stat/linearise.h"

#include <math.h>

/* One survey under work.  Groups of a breakdown are found when first needed and serve all
   indicators. */
struct run {
  const struct indicators *in;
  const struct dataset *dataset;
  size_t survey;
  GArray *rows;
  struct design *design;
  struct totals *totals;
  struct answers *answers;
  guint16 **groups;                /* [groupings] */
  const struct variable **missing; /* [groupings] a variable that was not asked */
};

/* What one pass over the records gave: one of the two. */
struct pass {
  struct tally *tally;
  struct moments *moments;
};

/* Where rows come from and go to: a breakdown of an indicator; GROUPING NULL: the total. */
struct block {
  const struct measured *m;
  size_t breakdown;
  const struct grouping *grouping;
  const struct pass *pass;
  const char *note; /* what all rows share, or NULL */
  const bool *met;  /* [categories] of a distribution: is it anywhere in the survey? */
  size_t n_categories;
};

static struct design *
design_of (const struct dataset *ds)
{
  static const enum lonely_rule rules[] = {[LONELY_FAIL] = RULE_FAIL,
                                           [LONELY_CERTAINTY] = RULE_CERTAINTY,
                                           [LONELY_ADJUST] = RULE_ADJUST,
                                           [LONELY_AVERAGE] = RULE_AVERAGE};
  return design_new (&(struct design_input){
      .n = ds->n,
      .weight = ds->weight,
      .stratum = ds->stratum,
      .psu = ds->psu,
      .n_strata = ds->n_strata,
      .n_psus = ds->n_psus,
      .fpc = ds->fpc,
      .lonely = rules[ds->lonely_psu],
  });
}

/* ---- one row -------------------------------------------------------------------------------- */

static struct estimate_row
new_row (const struct run *r, const struct block *b, size_t group, long category)
{
  struct estimate_row row = {.indicator = b->m->spec->index,
                             .survey = r->survey,
                             .breakdown = b->breakdown,
                             .category = category,
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

static bool
is_share (const struct measured *m)
{
  return m->spec->measure == MEASURE_PROPORTION || m->spec->measure == MEASURE_DISTRIBUTION;
}

static struct statistic
statistic_of (const struct run *r, const struct block *b, long cell, size_t category)
{
  enum measure measure = b->m->spec->measure;
  if (b->pass->moments) {
    totals_of_moments (r->totals, b->pass->moments, cell);
    if (measure == MEASURE_MEAN)
      return statistic_mean (r->design, r->totals, r->answers->shift);
    return measure == MEASURE_RATIO ? statistic_ratio (r->design, r->totals)
                                    : statistic_total (r->design, r->totals);
  }
  totals_of_tally (r->totals, b->pass->tally, cell, ANSWER_FIRST + category);
  return measure == MEASURE_COUNT ? statistic_count (r->design, r->totals)
                                  : statistic_proportion (r->design, r->totals);
}

/* Weighted share of the universe with a valid answer; the cell's totals are those last found. */
static double
coverage_of (const struct run *r, const struct block *b, long cell)
{
  const struct tally *tally = b->pass->tally;
  double universe = r->totals->w + r->totals->skipped, valid = r->totals->w;
  size_t n_valid = b->m->spec->measure == MEASURE_DISTRIBUTION ? b->m->variable->n_categories
                                                               : ANSWER_NO - ANSWER_FIRST + 1;
  for (size_t s = ANSWER_FIRST + n_valid; tally && s < tally->n_states; s++)
    valid -= totals_weight (tally, cell, s);
  return valid / universe;
}

static struct limits
limits_of (const struct run *r, const struct block *b, const struct statistic *s, double df)
{
  static const enum interval_method methods[N_INTERVALS] = {[INTERVAL_LOGIT] = METHOD_LOGIT,
                                                            [INTERVAL_T] = METHOD_T,
                                                            [INTERVAL_WILSON] = METHOD_WILSON,
                                                            [INTERVAL_BETA] = METHOD_BETA,
                                                            [INTERVAL_ARCSINE] = METHOD_ARCSINE};
  double confidence = indicators_confidence (r->in), t = interval_quantile (confidence, df);
  enum measure measure = b->m->spec->measure;

  if (is_share (b->m))
    return interval_proportion (
        methods[indicators_interval (r->in)],
        &(struct proportion){
            .p = s->estimate, .se = s->se, .df = df, .n = (double)s->n, .edge_n = s->n_kish},
        confidence);
  if (indicators_amounts (r->in) == AMOUNTS_LOG && s->estimate > 0 &&
      (measure == MEASURE_COUNT || measure == MEASURE_TOTAL))
    return interval_log (s->estimate, s->se, t);
  return interval_t (s->estimate, s->se, t);
}

static void
fill_row (const struct run *r, const struct block *b, const struct statistic *s,
          struct estimate_row *row)
{
  row->n = s->n;
  row->population = s->population;
  if (isfinite (s->estimate)) {
    row->estimate = s->estimate;
    row->se = s->se;
    row->df = indicators_df (r->in) == DF_DOMAIN ? (double)s->df : (double)r->design->df;
    row->deff = s->deff;
    row->n_effective = s->deff > 0 ? (double)s->n / s->deff : NAN;
    struct limits limits = limits_of (r, b, s, row->df);
    row->ci_low = limits.lo;
    row->ci_high = limits.hi;
  }
  row->note =
      note_of_estimate (r->in, b->note, s->lonely, isfinite (row->se) && !isfinite (row->ci_low));
  quality_decide (row, indicators_standard (r->in));
}

/* ---- one breakdown -------------------------------------------------------------------------- */

/* The rows of one cell: one, or one a category. */
static void
add_cell (struct run *r, const struct block *b, size_t group, long cell)
{
  for (size_t c = 0; c < MAX (b->n_categories, 1); c++) {
    if (b->n_categories && !b->met[c])
      continue;
    struct estimate_row row = new_row (r, b, group, b->n_categories ? (long)c : -1);
    struct statistic s = statistic_of (r, b, cell, c);
    row.coverage = coverage_of (r, b, cell);
    fill_row (r, b, &s, &row);
    g_array_append_val (r->rows, row);
  }
}

/* The rows of a total or breakdown that the survey cannot give; of a distribution those of the
   variable's own categories. */
static void
add_not_asked (struct run *r, const struct block *b, const struct variable *missing)
{
  size_t n_groups = b->grouping ? b->grouping->n_groups : 1;
  size_t n_categories =
      b->m->spec->measure == MEASURE_DISTRIBUTION ? b->m->variable->n_categories : 0;
  for (size_t group = 0; group < n_groups; group++)
    for (size_t c = 0; c < MAX (n_categories, 1); c++) {
      struct estimate_row row = new_row (r, b, group, n_categories ? (long)c : -1);
      row.status = STATUS_NOT_ASKED;
      row.note = note_not_asked (r->in, r->dataset, missing);
      g_array_append_val (r->rows, row);
    }
}

static struct pass
pass_of_amounts (const struct run *r, const struct measured *m, const guint16 *group,
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

/* A pass for each of N breakdowns; GROUP [n] their groups, NULL for the total or where the survey
   did not ask: there is no pass then, unless there is no other. */
static void
make_passes (const struct run *r, const struct measured *m, const guint16 *const *group,
             const size_t *n_groups, struct pass *passes, size_t n)
{
  enum measure measure = m->spec->measure;
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

static void
pass_clear (struct pass *pass)
{
  tally_free (pass->tally);
  moments_free (pass->moments);
  *pass = (struct pass){0};
}

static const guint16 *
groups_of (struct run *r, size_t grouping)
{
  if (!r->groups[grouping] && !r->missing[grouping])
    r->groups[grouping] =
        groups_new (indicators_grouping (r->in, grouping), r->dataset, &r->missing[grouping]);
  return r->groups[grouping];
}

/* ---- one indicator -------------------------------------------------------------------------- */

/* A variable of the expression that the survey did not ask, or NULL. */
static const struct variable *
not_asked_in (const struct run *r, const struct expr *e)
{
  size_t n = 0;
  const size_t *slots = e ? expr_slots (e, &n) : NULL;
  for (size_t i = 0; i < n; i++) {
    const struct variable *v = &r->in->codebook->variables[slots[i]];
    if (groups_not_asked (r->dataset, v))
      return v;
  }
  return NULL;
}

/* What the survey cannot answer, or NULL.  Where every variable was asked and still nobody was
   asked all of them, the first one stands for them. */
static const struct variable *
find_answers (struct run *r, const struct measured *m)
{
  const struct expr *all[] = {m->of, m->to, m->among};
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++) {
    const struct variable *v = not_asked_in (r, all[i]);
    if (v)
      return v;
  }
  answers_find (r->answers, m);
  size_t n = 0;
  const size_t *slots = m->of ? expr_slots (m->of, &n) : NULL;
  return r->answers->nobody_asked && n ? &r->in->codebook->variables[slots[0]] : NULL;
}

/* Reasons become categories where they are met; the variable's own categories are always there. */
static bool *
find_met (const struct block *b)
{
  bool *met = g_new0 (bool, b->n_categories + 1);
  if (!b->n_categories)
    return met;
  for (size_t c = 0; c < b->n_categories; c++)
    met[c] = c < b->m->variable->n_categories ||
             totals_count (b->pass->tally, CELL_ALL, ANSWER_FIRST + c) > 0;
  return met;
}

/* The total comes out of the first breakdown's tally: its groups and those without a group. */
static void
add_total (struct run *r, const struct block *shared, const struct pass *pass)
{
  struct block b = *shared;
  g_autofree char *note = note_of_breakdown (r->in, b.m, NULL, r->dataset);
  b.pass = pass;
  b.note = note;
  add_cell (r, &b, 0, CELL_ALL);
}

static void
add_breakdown (struct run *r, const struct block *shared, size_t k, const struct pass *pass)
{
  struct block b = *shared;
  b.breakdown = k + 1;
  b.grouping = indicators_grouping (r->in, b.m->groupings[k]);
  if (!pass->tally && !pass->moments) {
    add_not_asked (r, &b, r->missing[b.m->groupings[k]]);
    return;
  }
  g_autofree char *note = note_of_breakdown (r->in, b.m, b.grouping, r->dataset);
  b.pass = pass;
  b.note = note;
  for (size_t group = 0; group < b.grouping->n_groups; group++)
    add_cell (r, &b, group, (long)group);
}

static void
add_indicator (struct run *r, const struct measured *m)
{
  struct block b = {.m = m};
  size_t n_by = m->spec->n_by;
  const struct variable *missing = find_answers (r, m);
  if (missing) {
    add_not_asked (r, &b, missing);
    return;
  }
  b.n_categories = measured_categories (m, r->in->codebook->n_missing, NULL, NULL);
  g_autofree struct pass *passes = g_new0 (struct pass, n_by + 1);
  g_autofree const guint16 **group = g_new0 (const guint16 *, n_by + 1);
  g_autofree size_t *n_groups = g_new0 (size_t, n_by + 1);
  for (size_t k = 0; k < n_by; k++) {
    group[k] = groups_of (r, m->groupings[k]);
    n_groups[k] = indicators_grouping (r->in, m->groupings[k])->n_groups;
  }
  make_passes (r, m, group, n_groups, passes, n_by);
  const struct pass *first = passes;
  while (!first->tally && !first->moments)
    first++;
  b.pass = first;
  g_autofree bool *met = find_met (&b);
  b.met = met;
  add_total (r, &b, first);
  for (size_t k = 0; k < n_by; k++)
    add_breakdown (r, &b, k, &passes[k]);
  for (size_t k = 0; k <= n_by; k++)
    pass_clear (&passes[k]);
}

static void
report_lonely (const struct run *r, struct diag *diag)
{
  const struct design *d = r->design;
  if (!d->n_lonely || d->lonely != RULE_FAIL)
    return;
  diag_add (
      diag, FIND_LONELY_PSU, (struct place){0},
      "survey \"%s\": %zu of %zu strata have only one %s, and estimates that rest on them get "
      "no standard error; say in the survey file, under `design`, what to do: `lonely_psu: "
      "certainty`, `adjust` or `average`",
      r->dataset->survey, d->n_lonely, d->n_strata, d->records_are_psus ? "record" : "PSU");
}

void
indicators_estimate (const struct indicators *in, const struct dataset *ds, size_t survey,
                     GArray *rows, struct diag *diag)
{
  struct run r = {.in = in, .dataset = ds, .survey = survey, .rows = rows};
  r.design = design_of (ds);
  r.totals = totals_new (r.design);
  r.answers = answers_new (ds);
  r.groups = g_new0 (guint16 *, in->groupings->len + 1);
  r.missing = g_new0 (const struct variable *, in->groupings->len + 1);
  report_lonely (&r, diag);
  for (size_t i = 0; i < in->plan->n_indicators; i++)
    add_indicator (&r, &in->items[i]);
  for (guint i = 0; i < in->groupings->len; i++)
    g_free (r.groups[i]);
  g_free (r.groups);
  g_free (r.missing);
  answers_free (r.answers);
  totals_free (r.totals);
  design_free (r.design);
}
