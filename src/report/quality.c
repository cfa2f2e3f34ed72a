#include <config.h>

#include "base/csvout.h"
#include "report/report.h"

static const char total[] = "_T";

/* Is it a figure that may be spoken of, and do the standards differ over it? */
static bool
differs (const struct estimate_row *row)
{
  bool judged = row->status <= STATUS_SUPPRESSED, differ = false;
  if (row->status == STATUS_SUPPRESSED && row->reason == REASON_DISCLOSURE)
    return false;
  for (size_t i = 1; i < ROW_STANDARDS; i++)
    differ |= row->verdict[i] != row->verdict[0];
  return judged && differ;
}

static void
write_header (struct csvout *out, const struct results *r)
{
  static const char *const before[] = {"indicator", "measure", "category", "survey"};
  for (size_t i = 0; i < G_N_ELEMENTS (before); i++)
    csvout_text (out, before[i]);
  for (size_t d = 0; d < r->n_dimensions; d++)
    csvout_text (out, r->dimensions[d].name);
  csvout_text (out, "n");
  csvout_text (out, "status");
  for (size_t i = 0; i < ROW_STANDARDS; i++)
    csvout_text (out, r->standards[i]);
  csvout_end (out);
}

/* No estimate: one that its own standard suppresses must not be found here. */
static void
write_row (struct csvout *out, const struct results *r, const struct estimate_row *row)
{
  const struct indicator_info *indicator = &r->indicators[row->indicator];
  csvout_text (out, indicator->id);
  csvout_text (out, indicator->measure);
  csvout_text (out, row->category >= 0 ? indicator->categories[row->category].name : NULL);
  csvout_text (out, r->surveys[row->survey].id);
  for (size_t d = 0; d < r->n_dimensions; d++)
    csvout_text (out, row->level[d] >= 0 ? r->dimensions[d].levels[row->level[d]].name : total);
  csvout_count (out, row->n);
  csvout_text (out, row_status_name (row->status));
  for (size_t i = 0; i < ROW_STANDARDS; i++)
    csvout_text (out, row_status_name (row->verdict[i]));
  csvout_end (out);
}

bool
report_quality (const struct results *r, const char *path, struct diag *diag)
{
  struct outfile *file = outfile_open (path, OUTFILE_PUBLIC, diag);
  struct csvout out;

  if (file == NULL)
    return false;
  csvout_init (&out, file);
  write_header (&out, r);
  for (guint i = 0; i < r->rows->len; i++) {
    const struct estimate_row *row = &g_array_index (r->rows, struct estimate_row, i);
    if (differs (row))
      write_row (&out, r, row);
  }
  return outfile_close (file, diag);
}
