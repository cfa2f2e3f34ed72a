#include <config.h>

#include "estimate/average.h"

#include "estimate/note.h"
#include "estimate/quality.h"
#include "estimate/words.h"
#include "estimate/work.h"
#include "stat/contrast.h"

#include <math.h>
#include <string.h>

static const char *const ids[] = {[AVERAGE_EQUAL] = "_EQUAL", [AVERAGE_POPULATION] = "_POPULATION"};
G_STATIC_ASSERT (G_N_ELEMENTS (ids) == MOST_AVERAGES);

/* ---- Cells ----------------------------------------------------------------------------------- */

static int
compare_rows (gconstpointer a_, gconstpointer b_, gpointer results)
{
  const struct estimate_row *a = *(const struct estimate_row *const *)a_;
  const struct estimate_row *b = *(const struct estimate_row *const *)b_;
  int order = results_compare_cells (results, a, b);
  if (!order)
    order = (a->category > b->category) - (a->category < b->category);
  return order ? order : (a->survey > b->survey) - (a->survey < b->survey);
}

/* Nobody in the survey gave this reason, and it counts: its share is 0.  BASE: the survey's row of
   the first category. */
static const struct estimate_row *
make_zero (struct cells *c, const struct estimate_row *base, long category)
{
  struct estimate_row *row = g_memdup (base, sizeof *row);
  row->category = category;
  row->note = NULL;
  if (row_shown (base))
    row->estimate = row->se = row->ci_low = row->ci_high = 0;
  g_ptr_array_add (c->owned, row);
  return row;
}

/* The categories of a group stand together, the variable's own before the reasons. */
static void
fill_reasons (struct cells *c, const struct results *r, size_t n_own)
{
  const struct cell *base = c->cells;
  for (size_t i = 0; i < c->n; i++) {
    struct cell *cell = &c->cells[i];
    if (results_compare_cells (r, base->like, cell->like) != 0)
      base = cell;
    for (size_t s = 0; s < c->n_surveys && cell->like->category >= (long)n_own; s++)
      if (!cell->rows[s] && base->rows[s] && base != cell) {
        cell->rows[s] = make_zero (c, base->rows[s], cell->like->category);
        cell->made[s] = true;
      }
  }
}

struct cells *
cells_new (const struct results *r, const struct measured *m)
{
  struct cells *c = g_new0 (struct cells, 1);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  c->n_surveys = r->n_surveys;
  c->owned = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < r->rows->len; i++) {
    struct estimate_row *row = &g_array_index (r->rows, struct estimate_row, i);
    if (row->indicator == m->spec->index && row->survey < r->n_surveys)
      g_ptr_array_add (rows, row);
  }
  g_ptr_array_sort_with_data (rows, compare_rows, (gpointer)r);
  c->cells = g_new0 (struct cell, rows->len + 1);
  for (guint i = 0; i < rows->len; i++) {
    const struct estimate_row *row = rows->pdata[i];
    struct cell *last = c->n ? &c->cells[c->n - 1] : NULL;
    if (!last || last->like->category != row->category ||
        results_compare_cells (r, last->like, row) != 0) {
      last = &c->cells[c->n++];
      last->like = row;
      last->rows = g_new0 (const struct estimate_row *, r->n_surveys + 1);
      last->made = g_new0 (bool, r->n_surveys + 1);
    }
    last->rows[row->survey] = row;
  }
  if (m->spec->measure == MEASURE_DISTRIBUTION)
    fill_reasons (c, r, m->variable->n_categories);
  return c;
}

void
cells_free (struct cells *c)
{
  for (size_t i = 0; i < c->n; i++) {
    g_free (c->cells[i].rows);
    g_free (c->cells[i].made);
  }
  g_free (c->cells);
  g_ptr_array_free (c->owned, TRUE);
  g_free (c);
}

/* ---- One average ----------------------------------------------------------------------------- */

bool
average_possible (enum measure measure)
{
  return measure != MEASURE_COUNT && measure != MEASURE_TOTAL;
}

void
average_init (struct average *a, const struct results *r)
{
  *a = (struct average){.n_surveys = r->n_surveys,
                        .weight = g_new0 (double, r->n_surveys + 1),
                        .variance = g_new0 (double, r->n_surveys + 1),
                        .df = g_new0 (double, r->n_surveys + 1),
                        .row = g_new0 (const struct estimate_row *, r->n_surveys + 1)};
}

void
average_clear (struct average *a)
{
  g_free (a->weight);
  g_free (a->variance);
  g_free (a->df);
  g_free (a->row);
}

static enum average_kind
kind_of (const struct results *r, size_t which)
{
  return strcmp (r->surveys[which].id, ids[AVERAGE_POPULATION]) == 0 ? AVERAGE_POPULATION
                                                                     : AVERAGE_EQUAL;
}

/* Why a survey is no part of an average; N_PHRASES where it is one.  What is suppressed stays out,
   for it could be worked out of an average and the others. */
static enum phrase
reason_against (const struct results *r, const struct cell *cell, size_t survey,
                enum average_kind kind)
{
  const struct survey_info *info = &r->surveys[survey];
  const struct estimate_row *row = cell->rows[survey];
  if (info->superseded)
    return PHRASE_OLDER;
  if (info->unread)
    return PHRASE_UNREAD;
  if (info->other_ages)
    return PHRASE_OTHER_AGES;
  if (!row || row->status == STATUS_NOT_ASKED)
    return PHRASE_NOT_ASKED;
  if (info->opt_in)
    return PHRASE_OPT_IN;
  if (row->status == STATUS_SUPPRESSED)
    return PHRASE_SUPPRESSED;
  if (!row_shown (row))
    return PHRASE_NOBODY;
  if (kind == AVERAGE_POPULATION && !(row->population * info->expansion > 0))
    return PHRASE_NO_POPULATION;
  return N_PHRASES;
}

void
average_find (struct average *a, const struct results *r, const struct cell *cell, size_t which)
{
  enum average_kind kind = kind_of (r, which);
  double sum = 0;
  a->n = 0;
  for (size_t s = 0; s < r->n_surveys; s++) {
    const struct estimate_row *row = cell->rows[s];
    bool in = reason_against (r, cell, s, kind) == N_PHRASES;
    a->n += in;
    a->row[s] = in ? row : NULL;
    a->variance[s] = in ? row->se * row->se : 0;
    a->df[s] = in ? row->df : NAN;
    a->weight[s] = !in ? 0 : kind == AVERAGE_EQUAL ? 1 : row->population * r->surveys[s].expansion;
    sum += a->weight[s];
  }
  a->estimate = a->n ? 0 : NAN;
  for (size_t s = 0; s < r->n_surveys; s++) {
    a->weight[s] /= a->n ? sum : 1;
    if (a->row[s])
      a->estimate += a->weight[s] * a->row[s]->estimate;
  }
}

/* ---- Its row --------------------------------------------------------------------------------- */

/* "average of A, B | left out: C (not asked)". */
static char *
note_of (const struct results *r, const struct cell *cell, const struct average *a, size_t which,
         const char *language)
{
  g_autoptr (GString) in = g_string_new (NULL), out = g_string_new (NULL);
  GString *note = g_string_new (NULL);
  for (size_t s = 0; s < r->n_surveys; s++)
    if (a->row[s])
      g_string_append_printf (in, "%s%s", in->len ? ", " : "", r->surveys[s].id);
    else
      g_string_append_printf (out, "%s%s (%s)", out->len ? ", " : "", r->surveys[s].id,
                              words (reason_against (r, cell, s, kind_of (r, which)), language));
  if (in->len)
    g_string_append_printf (note, "%s %s", words (PHRASE_OF, language), in->str);
  if (out->len)
    g_string_append_printf (note, "%s%s: %s", note->len ? " | " : "",
                            words (PHRASE_LEFT_OUT, language), out->str);
  return g_string_free (note, FALSE);
}

/* At 0 and 1 no standard error tells of the samples: there the parts' own limits are averaged,
   which makes the interval wider than need be. */
static void
set_limits (const struct indicators *in, const struct measured *m, const struct average *a,
            struct estimate_row *row)
{
  double confidence = indicators_confidence (in);
  bool share = measure_is_share (m->spec->measure);
  enum row_interval interval = share ? limits_interval (in, row->estimate) : ROW_INTERVAL_T;
  struct limits limits =
      interval_t (row->estimate, row->se, interval_quantile (confidence, row->df));
  if (share && (row->estimate <= 0 || row->se <= 0)) {
    interval = ROW_INTERVAL_PARTS;
    limits = (struct limits){0, 0};
    for (size_t s = 0; s < a->n_surveys; s++)
      if (a->row[s]) {
        limits.lo += a->weight[s] * a->row[s]->ci_low;
        limits.hi += a->weight[s] * a->row[s]->ci_high;
      }
  } else if (m->spec->measure == MEASURE_CORRELATION) {
    interval = ROW_INTERVAL_FISHER;
    limits = interval_fisher (row->estimate, row->se, interval_quantile (confidence, row->df));
  } else if (share)
    limits = interval_proportion (limits_method (in),
                                  &(struct proportion){.p = row->estimate,
                                                       .se = row->se,
                                                       .df = row->df,
                                                       .n = (double)row->n,
                                                       .edge_n = (double)row->n},
                                  confidence);
  limits_set (row, limits, interval);
}

/* Where no survey gives the figure: for what reason does none? */
static enum row_status
status_without (const struct results *r, const struct cell *cell)
{
  enum row_status status = STATUS_NOT_ASKED;
  for (size_t s = 0; s < r->n_surveys; s++) {
    const struct estimate_row *row = cell->rows[s];
    if (row && row->status == STATUS_SUPPRESSED)
      return STATUS_SUPPRESSED;
    if (row && row->status != STATUS_NOT_ASKED)
      status = STATUS_EMPTY;
  }
  return status;
}

static void
fill_row (const struct results *r, const struct indicators *in, const struct measured *m,
          const struct average *a, size_t which, struct estimate_row *row)
{
  g_autofree double *parts = g_new0 (double, r->n_surveys + 1);
  double variance = 0, population = 0;
  for (size_t s = 0; s < r->n_surveys; s++) {
    if (!a->row[s])
      continue;
    row->n += a->row[s]->n;
    row->grade = MAX (row->grade, a->row[s]->grade);
    variance += parts[s] = a->weight[s] * a->weight[s] * a->variance[s];
    population += a->row[s]->population * r->surveys[s].expansion;
  }
  row->estimate = a->estimate;
  row->se = sqrt (variance);
  row->df = contrast_satterthwaite (parts, a->df, r->n_surveys);
  row->population = kind_of (r, which) == AVERAGE_POPULATION ? population : NAN;
  row->status = quality_of_average (a->row, r->n_surveys);
  if (isfinite (row->se))
    set_limits (in, m, a, row);
}

void
average_add (const struct results *r, const struct indicators *in, const struct measured *m,
             const struct cells *cells, GArray *rows)
{
  const char *language = in->codebook->languages[0];
  struct average a;
  if (!average_possible (m->spec->measure))
    return;
  average_init (&a, r);
  for (size_t k = r->n_surveys; k < r->n_surveys + r->n_averages; k++)
    for (size_t i = 0; i < cells->n; i++) {
      const struct cell *cell = &cells->cells[i];
      struct estimate_row row = {.indicator = cell->like->indicator,
                                 .survey = k,
                                 .breakdown = cell->like->breakdown,
                                 .category = cell->like->category,
                                 .df = NAN,
                                 .population = NAN,
                                 .coverage = NAN};
      memcpy (row.level, cell->like->level, sizeof row.level);
      quality_blank (&row);
      average_find (&a, r, cell, k);
      if (a.n)
        fill_row (r, in, m, &a, k, &row);
      else
        row.status = status_without (r, cell);
      row.note = note_of_standard (in, m, note_of (r, cell, &a, k, language));
      g_array_append_val (rows, row);
    }
  average_clear (&a);
}

struct survey_info
average_info (enum average_kind kind, const char *language)
{
  return (struct survey_info){
      .id = g_strdup (ids[kind]),
      .title =
          g_strdup (words (kind == AVERAGE_EQUAL ? PHRASE_EQUAL : PHRASE_POPULATION, language)),
      .expansion = NAN};
}
