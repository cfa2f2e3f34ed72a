#include <config.h>

#include "cmd/produce.h"

static void
estimate_project (const struct project *p, const struct options *o, struct diag *d)
{
  g_autofree char *output = project_output (p, o->output);
  struct results *results = produce_results (p, o, output, d);

  if (!o->quiet)
    produce_summary (results);
  if (results->rows->len > 0) {
    produce_estimates (results, o, output, d);
    produce_quality (p, results, o, output, d);
  }
  results_free (results);
}

bool
cmd_estimate (const struct options *o, struct diag *d)
{
  struct project *p;

  if (!o->operands[0] || o->operands[1])
    return cmd_usage ("estimate", "name one study file");
  p = project_new (o->variant);
  if (project_add_study (p, o->operands[0], d))
    estimate_project (p, o, d);
  project_free (p);
  return true;
}
