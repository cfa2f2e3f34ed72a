/* Groups of one survey against each other, with the covariance that shared PSUs make. */
#include <config.h>

#include "estimate/standard.h"
#include "estimate/words.h"
#include "stat/chisq.h"
#include "stat/contrast.h"

#include <math.h>
#include <string.h>

/* Degrees of freedom of a test of all levels: the work grows with their square. */
enum { MOST_INTERACTIONS = 60 };

static bool
is_wanted (const struct indicators *in, const char *variable)
{
  return g_strv_contains ((const char *const *)in->study->compare.groups, variable);
}

/* ---- Differences ----------------------------------------------------------------------------- */

/* One statistic a level, and its influence. */
struct level_set {
  size_t n;
  struct statistic *statistic;
  struct influence **influence;
};

/* The degrees of freedom are those of both groups together. */
static struct contrast
contrast_of (const struct work *r, const struct level_set *set, size_t a, size_t b)
{
  struct influence *f = influence_new (r->design);
  influence_add (f, set->influence[a], 1);
  influence_add (f, set->influence[b], -1);
  double variance = influence_variance (r->design, f);
  double df = indicators_df (r->in) == DF_DOMAIN ? (double)influence_df (r->design, f)
                                                 : (double)r->design->df;
  influence_free (f);
  return contrast_test (set->statistic[a].estimate - set->statistic[b].estimate, variance, df);
}

static void
add_pair (struct work *r, const struct estimate_row *like, size_t dimension,
          const struct level_set *set, size_t a, size_t b)
{
  struct contrast c = contrast_of (r, set, a, b);
  struct compare_row row = {.indicator = like->indicator,
                            .breakdown = like->breakdown,
                            .category = like->category,
                            .kind = DIFFERENCE_GROUP,
                            .survey = r->survey,
                            .a = a,
                            .b = b,
                            .difference = c.difference,
                            .se = c.se,
                            .df = c.df,
                            .t = c.t,
                            .p = c.p,
                            .p_adjusted = NAN,
                            .grade = like->grade};
  memcpy (row.level, like->level, sizeof row.level);
  row.level[dimension] = LEVEL_COMPARED;
  if (r->dataset->opt_in)
    row.se = row.df = row.t = row.p = NAN;
  g_array_append_val (r->differences, row);
}

/* Groups FIRST, FIRST + STEP ...: those that differ in variable K of the breakdown alone. */
static void
compare_levels (struct work *r, const struct block *b, size_t k, size_t first, size_t step,
                long category)
{
  const struct variable *v = b->grouping->variables[k];
  size_t n = v->n_categories, dimension = indicators_dimension (r->in, v);
  struct level_set set = {n, g_new0 (struct statistic, n + 1), g_new0 (struct influence *, n + 1)};
  struct influence *own = r->influence;
  struct estimate_row like = figure_row (r, b, first, category);
  for (size_t l = 0; l < n; l++) {
    r->influence = set.influence[l] = influence_new (r->design);
    set.statistic[l] =
        figure_statistic (r, b, (long)(first + l * step), category < 0 ? 0 : (size_t)category);
  }
  r->influence = own;
  for (size_t x = 0; x < n; x++)
    for (size_t y = x + 1; y < n; y++)
      if (isfinite (set.statistic[x].estimate) && isfinite (set.statistic[y].estimate))
        add_pair (r, &like, dimension, &set, x, y);
  for (size_t l = 0; l < n; l++)
    influence_free (set.influence[l]);
  g_free (set.statistic);
  g_free (set.influence);
}

/* ---- Associations ---------------------------------------------------------------------------- */

/* Which groups are shown in all categories, by the rows of the block, which were added last;
 *HIDDEN: how many rows are not. */
static bool *
find_shown (const struct work *r, const struct block *b, size_t *hidden)
{
  size_t dimension = indicators_dimension (r->in, b->grouping->variables[0]);
  bool *shown = g_new0 (bool, b->grouping->n_groups + 1);
  for (size_t group = 0; group < b->grouping->n_groups; group++)
    shown[group] = true;
  *hidden = 0;
  for (guint i = r->rows->len; i-- > 0;) {
    const struct estimate_row *row = &g_array_index (r->rows, struct estimate_row, i);
    if (row->indicator != b->m->spec->index || row->breakdown != b->breakdown)
      break;
    if (!row_shown (row))
      shown[row->level[dimension]] = false;
    *hidden += row->status == STATUS_SUPPRESSED;
  }
  return shown;
}

/* The same of the sums by replicate, N states of the shown cells. */
static void
fill_replicates (struct replicate_sums *to, const struct replicate_sums *from, const bool *shown,
                 size_t n)
{
  for (size_t cell = 0; to && cell < to->n_cells; cell++) {
    for (size_t s = ANSWER_FIRST; shown[cell] && s < from->n_rows; s++) {
      const double *source = from->sum + (cell * from->n_rows + s) * from->of->n;
      double *sum = to->sum + (cell * to->n_rows + MIN (s, n - 1)) * to->of->n;
      for (size_t r = 0; r < to->of->n; r++)
        sum[r] += source[r];
    }
    if (shown[cell])
      memcpy (to->met + cell * to->of->n_patterns, from->met + cell * to->of->n_patterns,
              to->of->n_patterns);
  }
}

/* The tally of the groups that are shown.  A proportion's states from ANSWER_NO on are one answer:
   not to have the property. */
static struct tally *
make_table (const struct work *r, const struct block *b, const bool *shown)
{
  const struct tally *t = b->pass->tally;
  size_t n = b->n_categories ? t->n_states : ANSWER_NO + 1, n_cells = b->grouping->n_groups;
  struct tally *table = tally_new (r->design, n_cells, n, ANSWER_FIRST);
  for (size_t unit = 0; unit < t->n_units; unit++)
    for (size_t cell = 0; cell < n_cells; cell++)
      for (size_t s = ANSWER_FIRST; shown[cell] && s < t->n_states; s++) {
        size_t from = (unit * t->n_cells + cell) * t->n_states + s;
        size_t to = (unit * n_cells + cell) * n + MIN (s, n - 1);
        exact_add (&table->w[to], t->w[from]);
        if (unit >= t->n_sums)
          continue;
        table->sums[to].n += t->sums[from].n;
        exact_add (&table->sums[to].ww, t->sums[from].ww);
      }
  fill_replicates (table->replicates, t->replicates, shown, n);
  return table;
}

/* Of the table of a block: the test, or what is to be said instead. */
static void
test_table (const struct work *r, const struct chisq_table *table, struct association_row *row)
{
  static const enum chisq_method methods[N_COMPARE_TESTS] = {[TEST_RAO_SCOTT] = CHISQ_RAO_SCOTT,
                                                             [TEST_WALD] = CHISQ_WALD,
                                                             [TEST_ADJUSTED_WALD] =
                                                                 CHISQ_ADJUSTED_WALD};
  static const enum row_test names[N_COMPARE_TESTS] = {[TEST_RAO_SCOTT] = ROW_TEST_RAO_SCOTT,
                                                       [TEST_WALD] = ROW_TEST_WALD,
                                                       [TEST_ADJUSTED_WALD] =
                                                           ROW_TEST_ADJUSTED_WALD};
  static const enum phrase lacks[] = {[CHISQ_LACKS_ROWS] = PHRASE_TEST_GROUPS,
                                      [CHISQ_LACKS_COLUMNS] = PHRASE_TEST_ANSWERS,
                                      [CHISQ_LACKS_VARIANCE] = PHRASE_TEST_VARIANCE,
                                      [CHISQ_LACKS_DF] = PHRASE_TEST_DF,
                                      [CHISQ_LACKS_INVERSE] = PHRASE_TEST_SINGULAR};
  enum compare_test test = r->in->study->compare.test;
  struct chisq c = chisq_test (methods[test], r->design, table);
  row->f = c.f;
  row->df1 = c.df1;
  row->df2 = c.df2;
  row->p = c.p;
  if (c.lacks == CHISQ_LACKS_NOTHING)
    row->test = names[test];
  else
    row->note = g_strdup (words (lacks[c.lacks], r->in->codebook->languages[0]));
}

static void
add_association (struct work *r, const struct block *b)
{
  struct association_row row = {.indicator = b->m->spec->index,
                                .breakdown = b->breakdown,
                                .survey = r->survey,
                                .f = NAN,
                                .df1 = NAN,
                                .df2 = NAN,
                                .p = NAN};
  const char *language = r->in->codebook->languages[0];
  g_autofree bool *shown = find_shown (r, b, &row.hidden);
  struct tally *tally = make_table (r, b, shown);
  struct chisq_table table = {.tally = tally,
                              .n_rows = b->grouping->n_groups,
                              .first_state = ANSWER_FIRST,
                              .n_columns = tally->n_states - ANSWER_FIRST};
  /* The test is one of counts, which are not standardised. */
  if (r->dataset->opt_in)
    row.note = g_strdup (words (PHRASE_OPT_IN, language));
  else if (b->cells)
    row.note = g_strdup (words (PHRASE_TEST_STANDARDISED, language));
  else if ((table.n_rows - 1) * (table.n_columns - 1) > MOST_INTERACTIONS)
    row.note = g_strdup (words (PHRASE_TEST_LARGE, language));
  else
    test_table (r, &table, &row);
  tally_free (tally);
  g_array_append_val (r->associations, row);
}

void
within_compare (struct work *r, const struct block *b)
{
  const struct grouping *g = b->grouping;
  enum measure measure = b->m->spec->measure;
  size_t step = g->n_groups;
  for (size_t k = 0; k < g->n; k++) {
    size_t levels = g->variables[k]->n_categories, block = step;
    step /= levels;
    if (!is_wanted (r->in, g->variables[k]->name))
      continue;
    for (size_t start = 0; start < g->n_groups; start += block)
      for (size_t first = start; first < start + step; first++)
        for (size_t c = 0; c < MAX (b->n_categories, 1); c++)
          if (!b->n_categories || b->met[c])
            compare_levels (r, b, k, first, step, b->n_categories ? (long)c : -1);
    if (g->n == 1 && (measure == MEASURE_PROPORTION || measure == MEASURE_DISTRIBUTION))
      add_association (r, b);
  }
}
