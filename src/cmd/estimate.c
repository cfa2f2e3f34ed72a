#include <config.h>

#include "cmd/jobs.h"
#include "cmd/produce.h"

struct estimate_jobs {
  const struct project *project;
  const struct diag *settings;
  const char *output;
  const bool *keep;
  GArray **rows; /* [surveys] */
  struct diag **diags;
};

static void
estimate_one (size_t i, void *jobs_)
{
  struct estimate_jobs *jobs = jobs_;
  const struct project_survey *ps =
      &g_array_index (jobs->project->surveys, struct project_survey, i);
  g_autofree char *path = harmonise_path (jobs->output, "harmonised", ps->survey->id, ".csv");
  struct dataset *ds;

  jobs->diags[i] = diag_new ();
  diag_inherit (jobs->diags[i], jobs->settings);
  ds = dataset_read (path, jobs->project->codebook, ps->survey, jobs->keep, jobs->diags[i]);
  if (ds)
    indicators_estimate (jobs->project->indicators, ds, i, jobs->rows[i], jobs->diags[i]);
  dataset_free (ds);
}

static void
estimate_project (const struct project *p, const struct options *o, struct diag *d)
{
  g_autofree char *output = project_output (p, o->output);
  g_autofree bool *keep = g_new0 (bool, p->codebook->n_variables + 1);
  struct estimate_jobs jobs = {.project = p, .settings = d, .output = output, .keep = keep};
  struct results *results = produce_frame (p, o->language);

  indicators_needs (p->indicators, keep);
  jobs.rows = g_new (GArray *, p->surveys->len + 1);
  jobs.diags = g_new0 (struct diag *, p->surveys->len + 1);
  for (guint i = 0; i < p->surveys->len; i++)
    jobs.rows[i] = g_array_new (FALSE, FALSE, sizeof (struct estimate_row));
  jobs_run (p->surveys->len, o->jobs, estimate_one, &jobs);
  for (guint i = 0; i < p->surveys->len; i++) {
    results_add (results, jobs.rows[i]);
    diag_join (d, jobs.diags[i]);
    diag_free (jobs.diags[i]);
  }
  g_free (jobs.rows);
  g_free (jobs.diags);
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
