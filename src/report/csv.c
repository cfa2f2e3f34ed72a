#include <config.h>

#include "base/csvout.h"
#include "report/report.h"
#include "report/table.h"

#include <math.h>

static const char total[] = "_T"; /* SDMX's word for all categories together */

static const char *const columns_before[] = {"indicator", "version", "measure", "category",
                                             "survey",    "country", "year"};
static const char *const columns_behind[] = {
    "n",           "estimate",   "se",       "ci_low", "ci_high", "df",       "deff",
    "n_effective", "population", "coverage", "status", "note",    "interval", "deff_reference"};

static void
write_header (struct csvout *out, const struct results *r)
{
  for (size_t i = 0; i < G_N_ELEMENTS (columns_before); i++)
    csvout_text (out, columns_before[i]);
  for (size_t d = 0; d < r->n_dimensions; d++)
    csvout_text (out, r->dimensions[d].name);
  for (size_t i = 0; i < G_N_ELEMENTS (columns_behind); i++)
    csvout_text (out, columns_behind[i]);
  csvout_end (out);
}

/* The note says first that it is not for want of precision that there is no figure. */
static void
write_note (struct csvout *out, const struct estimate_row *row)
{
  bool mark = row->status == STATUS_SUPPRESSED && row->reason == REASON_DISCLOSURE;
  g_autofree char *note =
      mark && row->note ? g_strconcat (ROW_DISCLOSURE, ROW_SEPARATOR, row->note, NULL) : NULL;
  csvout_text (out, note ? note : mark ? ROW_DISCLOSURE : row->note);
}

static void
write_row (struct csvout *out, const struct results *r, const struct estimate_row *row)
{
  const struct indicator_info *indicator = &r->indicators[row->indicator];
  const struct survey_info *survey = &r->surveys[row->survey];
  bool hidden = row->status == STATUS_SUPPRESSED;

  csvout_text (out, indicator->id);
  csvout_number (out, (double)indicator->version);
  csvout_text (out, indicator->measure);
  csvout_text (out, row->category >= 0 ? indicator->categories[row->category].name : NULL);
  csvout_text (out, survey->id);
  csvout_text (out, survey->country);
  csvout_number (out, survey->year ? (double)survey->year : NAN); /* averages have none */
  for (size_t d = 0; d < r->n_dimensions; d++)
    csvout_text (out, row->level[d] >= 0 ? r->dimensions[d].levels[row->level[d]].name : total);
  if (row->n_hidden)
    csvout_text (out, NULL);
  else
    csvout_count (out, row->n);
  /* What is suppressed stays so here, whatever the row still holds. */
  csvout_number (out, hidden ? NAN : row->estimate);
  csvout_number (out, hidden ? NAN : row->se);
  csvout_number (out, hidden ? NAN : row->ci_low);
  csvout_number (out, hidden ? NAN : row->ci_high);
  csvout_number (out, row->df);
  csvout_number (out, hidden ? NAN : row->deff);
  csvout_number (out, hidden ? NAN : row->n_effective);
  csvout_number (out, row->population);
  csvout_number (out, row->coverage);
  csvout_text (out, row_status_name (row->status));
  write_note (out, row);
  csvout_text (out, hidden ? NULL : row_interval_name (row->interval));
  csvout_text (out, hidden ? NULL : row_deff_name (row->reference));
  csvout_end (out);
}

bool
report_csv (const struct results *r, const char *path, struct diag *diag)
{
  struct outfile *file = outfile_open (path, OUTFILE_PUBLIC, diag);
  struct csvout out;

  if (file == NULL)
    return false;
  csvout_init (&out, file);
  write_header (&out, r);
  for (guint i = 0; i < r->rows->len; i++)
    write_row (&out, r, &g_array_index (r->rows, struct estimate_row, i));
  return outfile_close (file, diag);
}

static void
write_cell (struct csvout *out, const struct cell *cell)
{
  if (cell->kind == CELL_NUMBER)
    csvout_number (out, cell->number);
  else
    csvout_text (out, cell->kind == CELL_TEXT ? cell->text : NULL);
}

bool
csv_table (const struct table *t, const char *path, struct diag *diag)
{
  struct outfile *file =
      path != NULL ? outfile_open (path, OUTFILE_PUBLIC, diag) : outfile_standard (diag);
  struct csvout out;

  if (file == NULL)
    return false;
  csvout_init (&out, file);
  for (size_t c = 0; c < table_width (t); c++)
    csvout_text (&out, table_column_at (t, c)->header);
  csvout_end (&out);
  for (size_t r = 0; r < table_rows (t); r++) {
    for (size_t c = 0; c < table_width (t); c++)
      write_cell (&out, table_cell (t, r, c));
    csvout_end (&out);
  }
  return outfile_close (file, diag);
}
