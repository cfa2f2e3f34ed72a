#include <config.h>

#include "cmd/produce.h"

static void
report_project (const struct project *p, const struct options *o, struct diag *d)
{
  g_autofree char *output = project_output (p, o->output);
  struct results *results = produce_frame (p, o->language);

  if (produce_read (p, results, output, d)) {
    if (!o->quiet)
      produce_summary (results);
    produce_reports (p, results, o, output, d);
  }
  results_free (results);
}

bool
cmd_report (const struct options *o, struct diag *d)
{
  struct project *p;

  if (!o->operands[0] || o->operands[1])
    return cmd_usage ("report", "name one study file");
  p = project_new (o->variant);
  if (project_add_study (p, o->operands[0], d))
    report_project (p, o, d);
  project_free (p);
  return true;
}
