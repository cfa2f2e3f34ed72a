/* designs.csv: what the samples hold. */
#include <config.h>

#include "base/csvout.h"
#include "report/report.h"

#include <math.h>

/* An empty cell where there are no units of the kind. */
static void
write_count (struct csvout *out, size_t count, bool there)
{
  if (there)
    csvout_count (out, count);
  else
    csvout_text (out, NULL);
}

bool
report_designs (const struct results *r, const char *path, struct diag *diag)
{
  struct outfile *file = outfile_open (path, OUTFILE_PUBLIC, diag);
  struct csvout out;

  if (file == NULL)
    return false;
  csvout_init (&out, file);
  for (size_t c = 0; row_design_columns[c] != NULL; c++)
    csvout_text (&out, row_design_columns[c]);
  csvout_end (&out);
  for (size_t i = 0; i < r->n_surveys; i++) {
    const struct sample_size *size = &r->surveys[i].size;
    if (size->strata == 0)
      continue;
    csvout_text (&out, r->surveys[i].id);
    csvout_count (&out, size->strata);
    write_count (&out, size->psus, size->psus > 0);
    write_count (&out, size->units, size->units > 0);
    csvout_count (&out, size->lonely);
    write_count (&out, size->lonely_units, size->units > 0);
    csvout_text (&out, size->rule_name);
    csvout_text (&out, size->calibration);
    csvout_number (&out, size->calibration ? size->factor[0] : (double)NAN);
    csvout_number (&out, size->calibration ? size->factor[1] : (double)NAN);
    csvout_end (&out);
  }
  return outfile_close (file, diag);
}
