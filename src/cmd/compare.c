#include <config.h>

#include "cmd/produce.h"

static void
compare_project (const struct project *p, const struct options *o, struct diag *d)
{
  g_autofree char *output = project_output (p, o->output);
  struct results *results = produce_results (p, o, output, d);

  if (!o->quiet)
    produce_summary (results);
  if (results->rows->len > 0)
    produce_comparisons (results, o, output, d);
  results_free (results);
}

bool
cmd_compare (const struct options *o, struct diag *d)
{
  struct project *p;

  if (!o->operands[0] || o->operands[1])
    return cmd_usage ("compare", "name one study file");
  p = project_new (o->variant);
  if (project_add_study (p, o->operands[0], d)) {
    if (p->study->compare.there)
      compare_project (p, o, d);
    else
      diag_add (d, FIND_MISSING_KEY, (struct place){.file = p->study->path},
                "the study does not say what to compare: write `compare`, with `pairs: surveys`, "
                "`average: yes`, `groups` or `waves: yes`");
  }
  project_free (p);
  return true;
}
