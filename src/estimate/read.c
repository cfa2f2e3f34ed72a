/* estimates.csv read back into a frame of results. */
#include <config.h>

#include "base/number.h"
#include "estimate/average.h"
#include "estimate/reader.h"

#include <math.h>
#include <string.h>

/* The columns, but for the breakdown variables, which stand between the two. */
static const char *const before[] = {"indicator", "version", "measure", "category",
                                     "survey",    "country", "year"};
static const char *const after[] = {
    "n",           "estimate",   "se",       "ci_low", "ci_high", "df",       "deff",
    "n_effective", "population", "coverage", "status", "note",    "interval", "deff_reference"};
enum { N_BEFORE = G_N_ELEMENTS (before), N_AFTER = G_N_ELEMENTS (after) };
enum { INDICATOR, VERSION, MEASURE, CATEGORY, SURVEY };
enum { COUNT, FIRST_NUMBER, LAST_NUMBER = 9, STATUS, NOTE, INTERVAL, REFERENCE };

/* Whole numbers up to here are exact. */
static const double MOST_RECORDS = 0x1p53;

/* The level of all groups together. */
static const char ALL[] = "_T";

static bool
stale (const struct reader *r, const char *what, const char *word)
{
  return reader_stale (r, "estimates", "gko estimate", what, word);
}

static const char *
cell (const struct reader *r, size_t column)
{
  return reader_cell (r, column);
}

static const char *
column_name (const struct results *results, size_t column)
{
  if (column < N_BEFORE)
    return before[column];
  column -= N_BEFORE;
  return column < results->n_dimensions ? results->dimensions[column].name
                                        : after[column - results->n_dimensions];
}

static bool
open_columns (struct reader *r)
{
  size_t n = N_BEFORE + r->results->n_dimensions + N_AFTER;
  g_autofree const char **names = g_new (const char *, n);
  for (size_t c = 0; c < n; c++)
    names[c] = column_name (r->results, c);
  const char *wrong = NULL;
  if (reader_columns (r, names, n, &wrong))
    return true;
  return stale (r, wrong ? "unexpected column" : "there is no column",
                wrong ? wrong : names[MIN (csvin_n_columns (r->csv), n - 1)]);
}

static bool
read_names (const struct reader *r, struct estimate_row *row)
{
  const struct results *results = r->results;
  const char *id = cell (r, INDICATOR), *survey = cell (r, SURVEY);
  row->indicator = reader_indicator (r, id);
  if (row->indicator == results->n_indicators)
    return stale (r, "the plan has no indicator", id);
  const struct indicator_info *info = &results->indicators[row->indicator];
  g_autofree char *version = g_strdup_printf ("%ld", info->version);
  if (strcmp (cell (r, VERSION), version) != 0 || strcmp (cell (r, MEASURE), info->measure) != 0)
    return stale (r, "the plan has another version of", id);
  size_t n_surveys = results->n_surveys + results->n_averages;
  while (row->survey < n_surveys && strcmp (results->surveys[row->survey].id, survey) != 0)
    row->survey++;
  if (row->survey == n_surveys)
    return stale (r, "the study has no survey", survey);
  row->category = reader_level (info->categories, info->n_categories, cell (r, CATEGORY));
  if (row->category < 0 && *cell (r, CATEGORY))
    return stale (r, "there is no category", cell (r, CATEGORY));
  return true;
}

/* The breakdown is the one whose variables are those with a level. */
static bool
read_levels (const struct reader *r, struct estimate_row *row)
{
  const struct results *results = r->results;
  const struct indicator_info *info = &results->indicators[row->indicator];
  size_t n_levels = 0, at = 0;
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    row->level[d] = -1;
  for (size_t d = 0; d < results->n_dimensions; d++) {
    const char *name = cell (r, N_BEFORE + d);
    if (strcmp (name, ALL) == 0)
      continue;
    row->level[d] =
        (gint16)reader_level (results->dimensions[d].levels, results->dimensions[d].n_levels, name);
    if (row->level[d] < 0)
      return stale (r, "there is no category", name);
    n_levels++;
  }
  for (size_t k = 0; n_levels && k < info->n_by; k++) {
    size_t found = 0;
    for (size_t i = 0; i < info->by_size[k]; i++)
      found += row->level[info->by[at++]] >= 0;
    if (found == n_levels && found == info->by_size[k])
      row->breakdown = k + 1;
  }
  return !n_levels || row->breakdown ||
         stale (r, "the plan has no such breakdown of", cell (r, INDICATOR));
}

static bool
read_numbers (const struct reader *r, struct estimate_row *row)
{
  size_t base = N_BEFORE + r->results->n_dimensions;
  double n;
  double *const numbers[] = {&row->estimate,    &row->se,         &row->ci_low,
                             &row->ci_high,     &row->df,         &row->deff,
                             &row->n_effective, &row->population, &row->coverage};
  const char *text = cell (r, base + COUNT);
  row->n_hidden = !*text;
  if (row->n_hidden)
    n = 0;
  else if (!number_parse (text, strlen (text), '.', &n) || n < 0 || n > MOST_RECORDS ||
           n != floor (n))
    return stale (r, "not a number of records:", text);
  row->n = (size_t)n;
  for (size_t i = FIRST_NUMBER; i <= LAST_NUMBER; i++) {
    text = cell (r, base + i);
    *numbers[i - FIRST_NUMBER] = NAN;
    if (*text && !number_parse (text, strlen (text), '.', numbers[i - FIRST_NUMBER]))
      return stale (r, "not a number:", text);
  }
  const char *status = cell (r, base + STATUS);
  while (strcmp (row_status_name (row->status), status) != 0)
    if (row->status++ == STATUS_EMPTY)
      return stale (r, "there is no status", status);
  const char *interval = cell (r, base + INTERVAL);
  while (strcmp (row_interval_name (row->interval), interval) != 0)
    if (++row->interval == N_ROW_INTERVALS)
      return stale (r, "there is no interval", interval);
  const char *reference = cell (r, base + REFERENCE);
  while (strcmp (row_deff_name (row->reference), reference) != 0)
    if (++row->reference == N_ROW_DEFFS)
      return stale (r, "there is no reference of a design effect", reference);
  return true;
}

/* The rest of the note behind the word that says why a row is suppressed. */
static const char *
read_reason (struct estimate_row *row, const char *note)
{
  size_t len = strlen (ROW_DISCLOSURE);
  if (row->status != STATUS_SUPPRESSED || strncmp (note, ROW_DISCLOSURE, len) != 0)
    return note;
  bool more = g_str_has_prefix (note + len, ROW_SEPARATOR);
  if (!more && note[len])
    return note;
  row->reason = REASON_DISCLOSURE;
  return note + len + (more ? strlen (ROW_SEPARATOR) : 0);
}

/* What is standardised says so first; other figures are not to be dressed as such. */
static bool
check_standard (const struct reader *r, const struct estimate_row *row)
{
  const struct indicator_info *info = &r->results->indicators[row->indicator];
  size_t len = info->standard_note ? strlen (info->standard_note) : 0;
  const char *note = row->note ? row->note : "";
  if (!len || !row_shown (row) ||
      (strncmp (note, info->standard_note, len) == 0 &&
       (!note[len] || g_str_has_prefix (note + len, ROW_SEPARATOR))))
    return true;
  return stale (r, "not standardised as the plan says:", info->id);
}

static bool
read_row (const struct reader *r)
{
  struct estimate_row row = {0};
  if (!read_names (r, &row) || !read_levels (r, &row) || !read_numbers (r, &row))
    return false;
  if (row.n_hidden && row.status != STATUS_SUPPRESSED)
    return stale (r, "not a number of records:", "");
  const char *note = read_reason (&row, cell (r, N_BEFORE + r->results->n_dimensions + NOTE));
  row.note = *note ? g_strdup (note) : NULL;
  g_array_append_val (r->rows, row);
  return check_standard (r, &row);
}

static bool
is_averaged (const struct indicator_info *info)
{
  for (enum measure m = 0; m < N_MEASURES; m++)
    if (average_possible (m) && strcmp (measure_name (m), info->measure) == 0)
      return true;
  return false;
}

/* Every indicator must be there for every survey and average. */
static bool
check_complete (const struct reader *r)
{
  const struct results *results = r->results;
  size_t n = results->n_surveys + results->n_averages;
  g_autofree bool *seen = g_new0 (bool, results->n_indicators *n + 1);
  for (guint i = 0; i < r->rows->len; i++) {
    const struct estimate_row *row = &g_array_index (r->rows, struct estimate_row, i);
    seen[row->indicator * n + row->survey] = true;
  }
  for (size_t i = 0; i < results->n_indicators; i++)
    for (size_t s = 0; s < n; s++)
      if (!seen[i * n + s] && (s < results->n_surveys || is_averaged (&results->indicators[i]))) {
        g_autofree char *pair =
            g_strdup_printf ("%s, %s", results->indicators[i].id, results->surveys[s].id);
        return stale (r, "nothing of", pair);
      }
  return true;
}

bool
results_read (struct results *results, const char *path, struct diag *diag)
{
  struct reader r = {.results = results, .path = path, .diag = diag};
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    diag_add (diag, FIND_NOT_INGESTED, (struct place){.file = path},
              "there are no estimates yet: run \"gko estimate\" or \"gko run\" first");
    return false;
  }
  r.rows = g_array_new (FALSE, FALSE, sizeof (struct estimate_row));
  if (reader_read (&r, open_columns, read_row) && check_complete (&r)) {
    results_add (results, r.rows);
    return true;
  }
  for (guint i = 0; i < r.rows->len; i++)
    g_free (g_array_index (r.rows, struct estimate_row, i).note);
  g_array_free (r.rows, TRUE);
  return false;
}
