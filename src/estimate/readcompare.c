/* comparisons.csv read back into results that hold the estimates. */
#include <config.h>

#include "base/number.h"
#include "estimate/reader.h"

#include <math.h>
#include <string.h>

static const char *const before[] = {"indicator", "category", "survey"};
static const char *const after[] = {
    "kind", "a",          "b",           "difference",    "se",  "df", "t",
    "p",    "p_adjusted", "significant", "comparability", "note"};
enum { N_BEFORE = G_N_ELEMENTS (before), N_AFTER = G_N_ELEMENTS (after) };
enum { INDICATOR, CATEGORY, SURVEY };
enum { KIND, A, B, FIRST_NUMBER, LAST_NUMBER = 8, SIGNIFICANT, COMPARABILITY, NOTE };

static bool
stale (const struct reader *r, const char *what, const char *word)
{
  return reader_stale (r, "comparisons", "gko compare", what, word);
}

/* A column behind the breakdown variables. */
static const char *
behind (const struct reader *r, size_t column)
{
  return reader_cell (r, N_BEFORE + r->results->n_dimensions + column);
}

static bool
open_columns (struct reader *r)
{
  return reader_columns_around (r, before, N_BEFORE, after, N_AFTER) ||
         stale (r, "other columns than", before[0]);
}

static bool
find_survey (const struct reader *r, const char *id, size_t *survey)
{
  size_t n = r->results->n_surveys + r->results->n_averages;
  for (*survey = 0; *survey < n; (*survey)++)
    if (strcmp (r->results->surveys[*survey].id, id) == 0)
      return true;
  return stale (r, "the study has no survey", id);
}

static bool
read_names (const struct reader *r, struct compare_row *row)
{
  const struct results *results = r->results;
  const char *id = reader_cell (r, INDICATOR), *category = reader_cell (r, CATEGORY);
  row->indicator = reader_indicator (r, id);
  if (row->indicator == results->n_indicators)
    return stale (r, "the plan has no indicator", id);
  const struct indicator_info *info = &results->indicators[row->indicator];
  row->category = reader_level (info->categories, info->n_categories, category);
  if (row->category < 0 && *category)
    return stale (r, "there is no category", category);
  while (strcmp (difference_name (row->kind), behind (r, KIND)) != 0)
    if (++row->kind == N_DIFFERENCES)
      return stale (r, "there is no comparison of kind", behind (r, KIND));
  return true;
}

/* The breakdown is the one whose variables are those with a level. */
static bool
find_breakdown (const struct reader *r, struct compare_row *row, size_t n_levels)
{
  const struct indicator_info *info = &r->results->indicators[row->indicator];
  for (size_t k = 0, at = 0; n_levels && k < info->n_by; k++) {
    size_t found = 0;
    for (size_t i = 0; i < info->by_size[k]; i++)
      found += row->level[info->by[at++]] != -1;
    if (found == n_levels && found == info->by_size[k])
      row->breakdown = k + 1;
  }
  return !n_levels || row->breakdown ||
         stale (r, "the plan has no such breakdown of", reader_cell (r, INDICATOR));
}

static bool
read_levels (const struct reader *r, struct compare_row *row, const struct dimension **compared)
{
  const struct results *results = r->results;
  size_t n_levels = 0;
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    row->level[d] = -1;
  for (size_t d = 0; d < results->n_dimensions; d++) {
    const struct dimension *dimension = &results->dimensions[d];
    const char *name = reader_cell (r, N_BEFORE + d);
    if (strcmp (name, "_T") == 0)
      continue;
    n_levels++;
    if (strcmp (name, "*") == 0) {
      *compared = dimension;
      row->level[d] = LEVEL_COMPARED;
      continue;
    }
    row->level[d] = (gint16)reader_level (dimension->levels, dimension->n_levels, name);
    if (row->level[d] < 0)
      return stale (r, "there is no category", name);
  }
  return find_breakdown (r, row, n_levels);
}

/* What is compared: surveys, or levels of a dimension within one. */
static bool
read_sides (const struct reader *r, struct compare_row *row, const struct dimension *compared)
{
  const char *a = behind (r, A), *b = behind (r, B);
  if ((row->kind == DIFFERENCE_GROUP) != (compared != NULL))
    return stale (r, "the plan has no such breakdown of", reader_cell (r, INDICATOR));
  if (!compared)
    return find_survey (r, a, &row->a) && find_survey (r, b, &row->b);
  long level_a = reader_level (compared->levels, compared->n_levels, a);
  long level_b = reader_level (compared->levels, compared->n_levels, b);
  if (level_a < 0 || level_b < 0)
    return stale (r, "there is no category", level_a < 0 ? a : b);
  row->a = (size_t)level_a;
  row->b = (size_t)level_b;
  return find_survey (r, reader_cell (r, SURVEY), &row->survey);
}

static bool
read_numbers (const struct reader *r, struct compare_row *row)
{
  double *const numbers[] = {&row->difference, &row->se, &row->df,
                             &row->t,          &row->p,  &row->p_adjusted};
  for (size_t i = FIRST_NUMBER; i <= LAST_NUMBER; i++) {
    const char *text = behind (r, i);
    *numbers[i - FIRST_NUMBER] = NAN;
    if (*text && !number_parse (text, strlen (text), '.', numbers[i - FIRST_NUMBER]))
      return stale (r, "not a number:", text);
  }
  const char *word = behind (r, SIGNIFICANT), *grade = behind (r, COMPARABILITY);
  row->verdict = strcmp (word, "yes") == 0  ? VERDICT_DIFFERENT
                 : strcmp (word, "no") == 0 ? VERDICT_SAME
                                            : VERDICT_NONE;
  while (strcmp (grade_name (row->grade), grade) != 0)
    if (++row->grade == N_GRADES)
      return stale (r, "there is no comparability", grade);
  return true;
}

static const struct estimate_row *
find_side (const struct results *results, const struct compare_row *row, size_t side)
{
  bool group = row->kind == DIFFERENCE_GROUP;
  struct estimate_row key = {.indicator = row->indicator,
                             .survey = group ? row->survey : side,
                             .breakdown = row->breakdown,
                             .category = row->category};
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    key.level[d] = row->level[d] == LEVEL_COMPARED ? (gint16)side : row->level[d];
  return results_find (results, &key);
}

/* A difference is that of the two estimates, to the last digit, or one of the files is older. */
static bool
check_estimates (const struct reader *r, const struct compare_row *row)
{
  const struct estimate_row *a = find_side (r->results, row, row->a);
  const struct estimate_row *b = find_side (r->results, row, row->b);
  bool same = row_shown (a) && row_shown (b) &&
              (row->kind == DIFFERENCE_TREND || a->estimate - b->estimate == row->difference);
  return same || stale (r, "the estimates are others now for", reader_cell (r, INDICATOR));
}

static bool
read_row (const struct reader *r)
{
  struct compare_row row = {0};
  const struct dimension *compared = NULL;
  if (!read_names (r, &row) || !read_levels (r, &row, &compared) ||
      !read_sides (r, &row, compared) || !read_numbers (r, &row) || !check_estimates (r, &row))
    return false;
  if (row.kind != DIFFERENCE_GROUP)
    row.survey = row.a;
  row.note = *behind (r, NOTE) ? g_strdup (behind (r, NOTE)) : NULL;
  g_array_append_val (r->results->comparisons, row);
  return true;
}

bool
results_read_comparisons (struct results *results, const char *path, struct diag *diag)
{
  struct reader r = {.results = results, .path = path, .diag = diag};
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    diag_add (diag, FIND_NOT_INGESTED, (struct place){.file = path},
              "there are no comparisons yet: run \"gko compare\" or \"gko run\" first");
    return false;
  }
  return reader_read (&r, open_columns, read_row);
}
