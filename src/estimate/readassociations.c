/* associations.csv read back into results that hold the estimates. */
#include <config.h>

#include "base/number.h"
#include "estimate/reader.h"

#include <math.h>
#include <string.h>

static const char *const before[] = {"indicator", "survey"};
static const char *const after[] = {"f", "df1", "df2", "p", "test", "note"};
enum { N_BEFORE = G_N_ELEMENTS (before), N_AFTER = G_N_ELEMENTS (after) };
enum { INDICATOR, SURVEY };
enum { N_NUMBERS = 4, TEST = N_NUMBERS, NOTE };

static bool
stale (const struct reader *r, const char *what, const char *word)
{
  return reader_stale (r, "associations", "gko compare", what, word);
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
read_names (const struct reader *r, struct association_row *row)
{
  const struct results *results = r->results;
  const char *id = reader_cell (r, INDICATOR), *survey = reader_cell (r, SURVEY);
  row->indicator = reader_indicator (r, id);
  if (row->indicator == results->n_indicators)
    return stale (r, "the plan has no indicator", id);
  while (row->survey < results->n_surveys && strcmp (results->surveys[row->survey].id, survey) != 0)
    row->survey++;
  return row->survey < results->n_surveys || stale (r, "the study has no survey", survey);
}

/* The breakdown is the one by the variable with a star alone. */
static bool
read_breakdown (const struct reader *r, struct association_row *row)
{
  const struct indicator_info *info = &r->results->indicators[row->indicator];
  size_t dimension = 0;
  while (dimension < r->results->n_dimensions &&
         strcmp (reader_cell (r, N_BEFORE + dimension), "*") != 0)
    dimension++;
  for (size_t k = 0, at = 0; k < info->n_by; at += info->by_size[k++])
    if (info->by_size[k] == 1 && info->by[at] == dimension)
      row->breakdown = k + 1;
  return row->breakdown ||
         stale (r, "the plan has no such breakdown of", reader_cell (r, INDICATOR));
}

static bool
read_row (const struct reader *r)
{
  struct association_row row = {0};
  double *const numbers[N_NUMBERS] = {&row.f, &row.df1, &row.df2, &row.p};
  if (!read_names (r, &row) || !read_breakdown (r, &row))
    return false;
  for (size_t i = 0; i < N_NUMBERS; i++) {
    const char *text = behind (r, i);
    *numbers[i] = NAN;
    if (*text && !number_parse (text, strlen (text), '.', numbers[i]))
      return stale (r, "not a number:", text);
  }
  while (strcmp (row_test_name (row.test), behind (r, TEST)) != 0)
    if (++row.test == N_ROW_TESTS)
      return stale (r, "there is no test", behind (r, TEST));
  row.note = *behind (r, NOTE) ? g_strdup (behind (r, NOTE)) : NULL;
  g_array_append_val (r->results->associations, row);
  return true;
}

/* Is there a breakdown by one of the GROUPS alone of what is tested?  If not the file is none of
   this study as it stands. */
static bool
is_tested (const struct results *r, char *const *groups)
{
  static const char *const measures[] = {"proportion", "distribution", NULL};
  for (size_t i = 0; groups && i < r->n_indicators; i++) {
    const struct indicator_info *info = &r->indicators[i];
    for (size_t k = 0, at = 0; k < info->n_by; at += info->by_size[k++])
      if (info->by_size[k] == 1 && g_strv_contains (measures, info->measure) &&
          g_strv_contains ((const char *const *)groups, r->dimensions[info->by[at]].name))
        return true;
  }
  return false;
}

bool
results_read_associations (struct results *results, char *const *groups, const char *path,
                           struct diag *diag)
{
  struct reader r = {.results = results, .path = path, .diag = diag};
  return !is_tested (results, groups) || !g_file_test (path, G_FILE_TEST_EXISTS) ||
         reader_read (&r, open_columns, read_row);
}
