/* designs.csv read back into results that hold the estimates. */
#include <config.h>

#include "base/number.h"
#include "estimate/reader.h"
#include "model/calibratespec.h"

#include <math.h>
#include <string.h>

enum {
  SURVEY,
  STRATA,
  PSUS,
  UNITS,
  LONELY,
  LONELY_UNITS,
  RULE,
  CALIBRATION,
  FACTOR_LOW,
  FACTOR_HIGH,
  N_COLUMNS
};

static bool
stale (const struct reader *r, const char *what, const char *word)
{
  return reader_stale (r, "designs", "gko estimate", what, word);
}

/* A count; an empty cell is 0. */
static bool
read_count (const struct reader *r, size_t column, size_t *count)
{
  static const double MOST = 1e15;
  const char *text = reader_cell (r, column);
  double value = 0;
  if (*text && (!number_parse (text, strlen (text), '.', &value) || value < 0 || value > MOST ||
                value != floor (value)))
    return stale (r, "not a number of units:", text);
  *count = (size_t)value;
  return true;
}

/* The method and its factors; none where the cell is empty. */
static bool
read_calibration (const struct reader *r, struct sample_size *size)
{
  const char *method = reader_cell (r, CALIBRATION);
  if (!*method)
    return true;
  for (int m = CALIBRATE_RAKING; m <= CALIBRATE_LOGIT; m++)
    if (strcmp (method, calibrate_method_name ((enum calibrate_method)m)) == 0)
      size->calibration = calibrate_method_name ((enum calibrate_method)m);
  if (!size->calibration)
    return stale (r, "there is no method", method);
  for (size_t k = 0; k < G_N_ELEMENTS (size->factor); k++) {
    const char *text = reader_cell (r, FACTOR_LOW + k);
    if (!number_parse (text, strlen (text), '.', &size->factor[k]))
      return stale (r, "not a factor:", text);
  }
  return true;
}

static bool
read_row (const struct reader *r)
{
  struct sample_size size = {0};
  const char *id = reader_cell (r, SURVEY), *rule = reader_cell (r, RULE);
  size_t survey = 0;
  while (survey < r->results->n_surveys && strcmp (r->results->surveys[survey].id, id) != 0)
    survey++;
  if (survey == r->results->n_surveys)
    return stale (r, "the study has no survey", id);
  if (!read_count (r, STRATA, &size.strata) || !read_count (r, PSUS, &size.psus) ||
      !read_count (r, UNITS, &size.units) || !read_count (r, LONELY, &size.lonely) ||
      !read_count (r, LONELY_UNITS, &size.lonely_units))
    return false;
  while (strcmp (lonely_psu_name ((enum lonely_psu)size.rule), rule) != 0)
    if (size.rule++ == LONELY_AVERAGE)
      return stale (r, "there is no rule", rule);
  size.rule_name = lonely_psu_name ((enum lonely_psu)size.rule);
  if (!read_calibration (r, &size))
    return false;
  results_set_size (r->results, survey, &size);
  return true;
}

static bool
open_columns (struct reader *r)
{
  const char *wrong;
  return reader_columns (r, row_design_columns, N_COLUMNS, &wrong) ||
         stale (r, wrong ? "there is a column" : "it lacks the column",
                wrong ? wrong : row_design_columns[N_COLUMNS - 1]);
}

bool
results_read_designs (struct results *results, const char *path, struct diag *diag)
{
  struct reader r = {.results = results, .path = path, .diag = diag};
  return !g_file_test (path, G_FILE_TEST_EXISTS) || reader_read (&r, open_columns, read_row);
}
