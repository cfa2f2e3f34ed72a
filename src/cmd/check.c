#include <config.h>

#include "cmd/jobs.h"

/* Read the data of all surveys and only look. */
static void
check_data (const struct project *p, const struct options *o, struct diag *d)
{
  g_autofree struct ingest_summary *summaries = g_new0 (struct ingest_summary, p->surveys->len + 1);
  jobs_ingest (p, o, NULL, NULL, summaries, NULL, NULL, d);
  if (!o->quiet)
    jobs_print_summary (p, o, summaries);
}

/* One file; what it is, in a word, or NULL when it cannot be told. */
static const char *
check_file (struct project *p, struct project *own, const char *path, struct diag *d)
{
  switch (study_file_kind (path, d)) {
  case FILE_CODEBOOK:
    project_codebook (p, path, d);
    return "codebook";
  case FILE_SURVEY:
    project_add_survey (p, path, d);
    return "survey";
  case FILE_PLAN:
    project_add_plan (p, path, d);
    return p->plan && !p->plan->codebook_path
               ? "indicator plan (it names no codebook: its expressions were not checked)"
               : "indicator plan";
  case FILE_STUDY:
    project_add_study (own, path, d);
    return "study";
  case FILE_UNKNOWN:
    break;
  }
  return NULL;
}

/* Surveys, plans and codebooks share one project, so that a codebook is read and spoken of once; a
   study has its own. */
bool
cmd_check (const struct options *o, struct diag *d)
{
  struct project *loose;

  if (!o->operands[0])
    return cmd_usage ("check", "name one or more codebooks, surveys, plans or studies");
  loose = project_new (o->variant);
  loose->prove_variants = true;
  for (char **path = o->operands; *path; path++) {
    size_t errors = diag_count (d, SEVERITY_ERROR), warnings = diag_count (d, SEVERITY_WARNING);
    struct project *own = project_new (o->variant);
    own->prove_variants = true;
    const char *kind = check_file (loose, own, *path, d);
    if (o->data && own->surveys->len > 0)
      check_data (own, o, d);
    project_free (own);
    errors = diag_count (d, SEVERITY_ERROR) - errors;
    warnings = diag_count (d, SEVERITY_WARNING) - warnings - errors;
    if (kind && !o->quiet)
      printf ("%s: %s, %zu error%s, %zu warning%s\n", *path, kind, errors, errors == 1 ? "" : "s",
              warnings, warnings == 1 ? "" : "s");
  }
  if (loose->surveys->len > 0 && project_has_variant (loose, d) && o->data)
    check_data (loose, o, d);
  project_free (loose);
  return true;
}
