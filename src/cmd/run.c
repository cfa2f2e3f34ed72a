#include <config.h>

#include "cmd/evidence.h"
#include "cmd/jobs.h"
#include "cmd/produce.h"

struct estimates {
  const struct indicators *indicators;
  struct survey_part *parts; /* [surveys] */
};

static void
estimate_one (const struct dataset *ds, size_t survey, struct diag *d, void *aux)
{
  struct estimates *e = aux;
  indicators_survey (e->indicators, ds, survey, &e->parts[survey], d);
}

/* Without a single estimate nothing is written: the findings say why, and an empty table would look
   like a result. */
static void
produce_all (const struct project *p, const struct results *results, const struct options *o,
             const char *output, struct diag *d)
{
  if (results->rows->len == 0)
    return;
  produce_estimates (results, o, output, d);
  produce_quality (p, results, o, output, d);
  if (p->study->compare.there)
    produce_comparisons (results, o, output, d);
  produce_reports (p, results, o, output, d);
}

static void
run_project (const struct project *p, const struct options *o, struct diag *d)
{
  g_autofree char *output = project_output (p, o->output);
  g_autofree bool *keep = g_new0 (bool, p->codebook->n_variables + 1);
  g_autofree struct ingest_summary *summaries = g_new0 (struct ingest_summary, p->surveys->len + 1);
  struct estimates e = {p->indicators, g_new (struct survey_part, p->surveys->len + 1)};
  struct results *results = produce_frame (p, o->language);

  project_needs (p, keep);
  for (guint i = 0; i < p->surveys->len; i++)
    survey_part_init (&e.parts[i]);
  jobs_ingest (p, o, o->dry_run ? NULL : output, keep, summaries, estimate_one, &e, d);
  produce_check_ages (p, e.parts, d);
  results_finish (results, p->indicators, e.parts, p->surveys->len);
  g_free (e.parts);
  if (!o->quiet) {
    jobs_print_summary (p, o, summaries);
    produce_summary (results);
  }
  produce_all (p, results, o, output, d);
  evidence_tell (o, output, d);
  results_free (results);
}

bool
cmd_run (const struct options *o, struct diag *d)
{
  struct project *p;

  if (!o->operands[0] || o->operands[1])
    return cmd_usage ("run", "name one study file");
  p = project_new (o->variant);
  p->reads_data = true;
  if (project_add_study (p, o->operands[0], d))
    run_project (p, o, d);
  project_free (p);
  return true;
}
