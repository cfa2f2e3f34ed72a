#include <config.h>

#include "cmd/evidence.h"
#include "cmd/jobs.h"

bool
cmd_ingest (const struct options *o, struct diag *d)
{
  struct project *p;
  g_autofree struct ingest_summary *summaries = NULL;
  g_autofree char *output = NULL;

  if (!o->operands[0])
    return cmd_usage ("ingest", "name one or more survey files");
  p = project_new (o->variant);
  p->reads_data = true;
  for (char **path = o->operands; *path; path++)
    project_add_survey (p, *path, d);
  if (project_has_variant (p, d)) {
    output = project_output (p, o->output);
    summaries = g_new0 (struct ingest_summary, p->surveys->len + 1);
    jobs_ingest (p, o, o->dry_run ? NULL : output, NULL, summaries, NULL, NULL, d);
    if (!o->quiet)
      jobs_print_summary (p, o, summaries);
    if (p->surveys->len > 0)
      evidence_tell (o, output, d);
  }
  project_free (p);
  return true;
}
