/* Surveys against each other: every comparison of independent samples is made of the rows alone. */
#include <config.h>

#include "estimate/average.h"
#include "estimate/sample.h"
#include "estimate/words.h"
#include "stat/contrast.h"
#include "stat/trend.h"

#include <math.h>
#include <string.h>

struct between {
  struct results *r;
  const struct compare_spec *spec;
  const char *language;
  const struct cell *cell; /* under work */
  struct average average;
  size_t family; /* where the family under work begins among the comparisons */
  double *p;     /* room for its p-values */
  size_t p_allocated;
};

/* ---- Verdicts -------------------------------------------------------------------------------- */

/* Is what was asked in both the same question?  Within a survey it always is. */
static bool
is_judged (const struct compare_row *row)
{
  return isfinite (row->p) && (row->kind == DIFFERENCE_GROUP || row->grade < GRADE_PARTIAL);
}

/* Adjust the p-values of the comparisons from FIRST on, and decide. */
static void
judge (struct between *w, size_t first)
{
  static const enum adjustment adjustments[] = {[COMPARE_HOLM] = ADJUST_HOLM,
                                                [COMPARE_BH] = ADJUST_BH,
                                                [COMPARE_BONFERRONI] = ADJUST_BONFERRONI,
                                                [COMPARE_NONE] = ADJUST_NONE};
  size_t n = w->r->comparisons->len - first;
  if (n == 0) /* there may be no array yet to point into */
    return;
  struct compare_row *rows = &g_array_index (w->r->comparisons, struct compare_row, first);
  if (n > w->p_allocated) {
    w->p_allocated = 2 * n;
    w->p = g_renew (double, w->p, w->p_allocated);
  }
  for (size_t i = 0; i < n; i++)
    w->p[i] = is_judged (&rows[i]) ? rows[i].p : NAN;
  contrast_adjust (w->p, n, adjustments[w->spec->adjust]);
  for (size_t i = 0; i < n; i++) {
    rows[i].p_adjusted = w->p[i];
    rows[i].verdict = isnan (w->p[i])            ? VERDICT_NONE
                      : w->p[i] < w->spec->alpha ? VERDICT_DIFFERENT
                                                 : VERDICT_SAME;
  }
}

/* "BRA-2018: partial": what keeps two surveys from being compared. */
/* A sum of weights that are no people is that of the sample: a later wave with other weights has
   not so many children more. */
static bool
sums_the_sample (const struct between *w, const struct estimate_row *row)
{
  const char *measure = w->r->indicators[row->indicator].measure;
  bool sum = strcmp (measure, measure_name (MEASURE_COUNT)) == 0 ||
             strcmp (measure, measure_name (MEASURE_TOTAL)) == 0;
  return sum && !sample_is_people (w->r->surveys[row->survey].expansion);
}

static void
add_reason (GString *note, const struct between *w, const struct estimate_row *row)
{
  const struct survey_info *survey = &w->r->surveys[row->survey];
  const char *word = survey->opt_in                ? words (PHRASE_OPT_IN, w->language)
                     : sums_the_sample (w, row)    ? words (PHRASE_NO_POPULATION, w->language)
                     : row->grade == GRADE_PARTIAL ? words (PHRASE_PARTIAL, w->language)
                     : row->grade == GRADE_NONE    ? words (PHRASE_NOT_COMPARABLE, w->language)
                                                   : NULL;
  if (word)
    g_string_append_printf (note, "%s%s: %s", note->len ? "; " : "", survey->id, word);
}

static void
add (struct between *w, enum difference_kind kind, size_t a, size_t b, struct contrast c,
     const struct estimate_row *const *behind, size_t n)
{
  const struct estimate_row *like = w->cell->like;
  struct compare_row row = {.indicator = like->indicator,
                            .breakdown = like->breakdown,
                            .category = like->category,
                            .kind = kind,
                            .survey = a,
                            .a = a,
                            .b = b,
                            .difference = c.difference,
                            .se = c.se,
                            .df = c.df,
                            .t = c.t,
                            .p = c.p,
                            .p_adjusted = NAN};
  GString *note = g_string_new (NULL);
  memcpy (row.level, like->level, sizeof row.level);
  for (size_t i = 0; i < n; i++)
    if (behind[i]) {
      row.grade = MAX (row.grade, behind[i]->grade);
      if (sums_the_sample (w, behind[i]))
        row.grade = GRADE_NONE;
      add_reason (note, w, behind[i]);
    }
  row.note = g_string_free (note, note->len == 0);
  g_array_append_val (w->r->comparisons, row);
}

/* ---- Kinds ----------------------------------------------------------------------------------- */

/* The row of a survey that takes part: what is hidden, or was made, does not. */
static const struct estimate_row *
row_of (const struct between *w, size_t survey)
{
  const struct estimate_row *row = w->cell->rows[survey];
  return row && row_shown (row) && !w->cell->made[survey] ? row : NULL;
}

static void
add_pair (struct between *w, enum difference_kind kind, const struct estimate_row *a,
          const struct estimate_row *b)
{
  const struct estimate_row *const both[] = {a, b};
  const double variance[] = {a->se * a->se, b->se * b->se}, df[] = {a->df, b->df};
  add (w, kind, a->survey, b->survey,
       contrast_test (a->estimate - b->estimate, variance[0] + variance[1],
                      contrast_satterthwaite (variance, df, G_N_ELEMENTS (both))),
       both, G_N_ELEMENTS (both));
}

static void
compare_pairs (struct between *w)
{
  size_t first = w->r->comparisons->len;
  for (size_t a = 0; a < w->r->n_surveys; a++)
    for (size_t b = a + 1; row_of (w, a) && b < w->r->n_surveys; b++)
      if (row_of (w, b))
        add_pair (w, DIFFERENCE_SURVEY, row_of (w, a), row_of (w, b));
  judge (w, first);
}

/* theta_c - sum a_j theta_j = (1 - a_c) theta_c - sum over the others of a_j theta_j. */
static void
compare_average (struct between *w, size_t which)
{
  const struct average *a = &w->average;
  size_t first = w->r->comparisons->len, n = w->r->n_surveys;
  g_autofree double *parts = g_new0 (double, n + 1);
  average_find (&w->average, w->r, w->cell, which);
  for (size_t c = 0; a->n > 1 && c < n; c++) {
    double variance = 0;
    if (!a->row[c] || w->cell->made[c])
      continue;
    for (size_t j = 0; j < n; j++) {
      double factor = j == c ? 1 - a->weight[j] : a->weight[j];
      variance += parts[j] = factor * factor * a->variance[j];
    }
    add (w, DIFFERENCE_AVERAGE, c, which,
         contrast_test (a->row[c]->estimate - a->estimate, variance,
                        contrast_satterthwaite (parts, a->df, n)),
         a->row, n);
  }
  judge (w, first);
}

static bool
same_country (const struct between *w, size_t a, size_t b)
{
  return strcmp (w->r->surveys[a].country, w->r->surveys[b].country) == 0;
}

static void
compare_waves (struct between *w)
{
  size_t first = w->r->comparisons->len, n = w->r->n_surveys;
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b < n; b++)
      if (w->r->surveys[a].year > w->r->surveys[b].year && same_country (w, a, b) &&
          row_of (w, a) && row_of (w, b))
        add_pair (w, DIFFERENCE_WAVE, row_of (w, a), row_of (w, b));
  judge (w, first);
}

/* The surveys of the country of the FIRST one. */
static void
add_trend (struct between *w, size_t first)
{
  size_t n = w->r->n_surveys, n_waves = 0, from = first, to = first;
  g_autofree struct trend_point *points = g_new0 (struct trend_point, n + 1);
  g_autofree const struct estimate_row **rows = g_new0 (const struct estimate_row *, n + 1);
  for (size_t s = first; s < n; s++) {
    const struct estimate_row *row = row_of (w, s);
    if (!row || !same_country (w, first, s))
      continue;
    points[n_waves] = (struct trend_point){.x = (double)w->r->surveys[s].year,
                                           .y = row->estimate,
                                           .variance = row->se * row->se,
                                           .df = row->df};
    rows[n_waves++] = row;
    from = w->r->surveys[s].year < w->r->surveys[from].year ? s : from;
    to = w->r->surveys[s].year > w->r->surveys[to].year ? s : to;
  }
  if (trend_years (points, n_waves) > 2)
    add (w, DIFFERENCE_TREND, to, from, trend_line (points, n_waves), rows, n_waves);
}

static void
compare_trends (struct between *w)
{
  size_t first = w->r->comparisons->len;
  for (size_t s = 0; s < w->r->n_surveys; s++) {
    bool done = false;
    for (size_t before = 0; before < s; before++)
      done |= row_of (w, before) && same_country (w, before, s);
    if (row_of (w, s) && !done)
      add_trend (w, s);
  }
  judge (w, first);
}

/* Counts and totals of two countries say which one is larger, no more. */
static void
compare_cell (struct between *w, const struct cell *cell, enum measure measure)
{
  w->cell = cell;
  if (average_possible (measure)) {
    if (w->spec->pairs)
      compare_pairs (w);
    for (size_t k = 0; w->spec->average && k < w->r->n_averages; k++)
      compare_average (w, w->r->n_surveys + k);
  }
  if (w->spec->waves) {
    compare_waves (w);
    compare_trends (w);
  }
}

/* ---- Groups ---------------------------------------------------------------------------------- */

/* What decides the family of a group's comparison. */
static bool
same_family (const struct compare_row *a, const struct compare_row *b)
{
  return a->survey == b->survey && a->breakdown == b->breakdown && a->category == b->category &&
         memcmp (a->level, b->level, sizeof a->level) == 0;
}

/* The row that a comparison of groups has at LEVEL; the rows are in order. */
static const struct estimate_row *
find_row (const struct results *r, const struct compare_row *like, size_t level)
{
  struct estimate_row key = {.indicator = like->indicator, .survey = like->survey};
  key.breakdown = like->breakdown;
  key.category = like->category;
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    key.level[d] = like->level[d] == LEVEL_COMPARED ? (gint16)level : like->level[d];
  return results_find (r, &key);
}

/* Has more been suppressed since than took no part in the test? */
static bool
is_overtaken (const struct results *r, const struct association_row *a)
{
  size_t hidden = 0;
  for (guint i = 0; i < r->rows->len; i++) {
    const struct estimate_row *row = &g_array_index (r->rows, struct estimate_row, i);
    hidden += row->indicator == a->indicator && row->survey == a->survey &&
              row->breakdown == a->breakdown && row->status == STATUS_SUPPRESSED;
  }
  return hidden > a->hidden;
}

/* The part keeps its own. */
static void
take_association (struct between *w, const struct association_row *from)
{
  GArray *all = w->r->associations;
  g_array_append_vals (all, from, 1);
  struct association_row *row = &g_array_index (all, struct association_row, all->len - 1);
  if (!is_overtaken (w->r, from)) {
    row->note = g_strdup (from->note);
    return;
  }
  row->note = g_strdup (words (PHRASE_TEST_HIDDEN, w->language));
  row->test = ROW_TEST_NONE;
  row->f = row->df1 = row->df2 = row->p = NAN;
}

/* Only now is it known which rows are shown. */
static void
take_groups (struct between *w, const struct survey_part *part, size_t indicator)
{
  size_t first = w->r->comparisons->len;
  for (guint i = 0; i < part->differences->len; i++) {
    struct compare_row row = g_array_index (part->differences, struct compare_row, i);
    if (row.indicator != indicator)
      continue;
    const struct estimate_row *a = find_row (w->r, &row, row.a), *b = find_row (w->r, &row, row.b);
    if (!row_shown (a) || !row_shown (b))
      continue;
    if (isnan (a->se) || isnan (b->se)) /* it may be hidden, and would show in the difference */
      row.se = row.df = row.t = row.p = NAN;
    if (w->r->comparisons->len > first &&
        !same_family (&g_array_index (w->r->comparisons, struct compare_row, first), &row)) {
      judge (w, first);
      first = w->r->comparisons->len;
    }
    g_array_append_val (w->r->comparisons, row);
  }
  judge (w, first);
  for (guint i = 0; i < part->associations->len; i++) {
    const struct association_row *row =
        &g_array_index (part->associations, struct association_row, i);
    if (row->indicator == indicator)
      take_association (w, row);
  }
}

void
between_finish (struct results *r, const struct indicators *in, const struct survey_part *parts,
                size_t n)
{
  struct between w = {.r = r, .spec = &in->study->compare, .language = in->codebook->languages[0]};
  GArray *averages = g_array_new (FALSE, FALSE, sizeof (struct estimate_row));
  average_init (&w.average, r);
  for (size_t i = 0; i < in->plan->n_indicators; i++) {
    struct cells *cells = cells_new (r, &in->items[i]);
    average_add (r, in, &in->items[i], cells, averages);
    for (size_t c = 0; w.spec->there && c < cells->n; c++)
      compare_cell (&w, &cells->cells[c], in->plan->indicators[i].measure);
    for (size_t s = 0; w.spec->there && s < n; s++)
      take_groups (&w, &parts[s], i);
    cells_free (cells);
  }
  average_clear (&w.average);
  g_free (w.p);
  results_add (r, averages);
}
