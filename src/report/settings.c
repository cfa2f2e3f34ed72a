/* estimates-settings.csv and comparisons-settings.csv: what the figures beside them were made with.
 */
#include <config.h>

#include "base/csvout.h"
#include "report/report.h"

bool
report_settings (const struct results *r, unsigned decides, const char *path, struct diag *diag)
{
  struct outfile *file = outfile_open (path, OUTFILE_PUBLIC, diag);
  struct csvout out;

  if (file == NULL)
    return false;
  csvout_init (&out, file);
  for (size_t c = 0; row_setting_columns[c] != NULL; c++)
    csvout_text (&out, row_setting_columns[c]);
  csvout_end (&out);
  for (guint i = 0; i < r->settings->len; i++) {
    const struct setting *s = &g_array_index (r->settings, struct setting, i);
    if (!(s->decides & decides))
      continue;
    csvout_text (&out, s->of);
    csvout_text (&out, s->id);
    csvout_text (&out, s->name);
    csvout_text (&out, s->value);
    csvout_end (&out);
  }
  return outfile_close (file, diag);
}
