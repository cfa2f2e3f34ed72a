#include <config.h>

#include "cmd/evidence.h"
#include "cmd/jobs.h"
#include "cmd/privacy.h"
#include "cmd/produce.h"

#include <string.h>

/* What is looked for in the data beyond what ingesting them finds. */
struct look {
  const struct indicators *ages; /* of a study, whose ages are asked for; or NULL */
  struct survey_part *parts;     /* [surveys] their ages */
  struct privacy_check *privacy;
};

static void
look_at (const struct dataset *ds, size_t survey, struct diag *d, void *aux)
{
  struct look *look = aux;

  if (look->ages)
    indicators_find_ages (look->ages, ds, &look->parts[survey].ages);
  if (look->privacy->names)
    privacy_check_survey (ds, survey, d, look->privacy);
}

/* Which surveys cannot support the study's range of ages, by the specifications alone. */
static void
foresee_ages (const struct project *p, struct diag *d)
{
  g_autofree struct survey_part *parts = g_new0 (struct survey_part, p->surveys->len + 1);

  for (guint i = 0; i < p->surveys->len; i++)
    indicators_foresee_ages (
        p->indicators, g_array_index (p->surveys, struct project_survey, i).survey, &parts[i].ages);
  produce_check_ages (p, parts, d);
}

/* Read the data of all surveys and only look. */
static void
check_data (struct project *p, const struct options *o, struct privacy_check *privacy,
            struct diag *d)
{
  g_autofree struct ingest_summary *summaries = g_new0 (struct ingest_summary, p->surveys->len + 1);
  g_autofree struct survey_part *parts = g_new0 (struct survey_part, p->surveys->len + 1);
  struct look look = {p->study && o->data ? p->indicators : NULL, parts, privacy};
  g_autofree bool *keep = look.ages ? g_new0 (bool, p->codebook->n_variables + 1) : NULL;

  if (p->study && p->indicators && !o->data)
    foresee_ages (p, d);
  if (p->surveys->len == 0 || (!o->data && !privacy->names))
    return;
  if (keep)
    indicators_needs_ages (p->indicators, keep);
  if (privacy->names)
    privacy_check_begin (privacy, p, keep);
  jobs_ingest (p, o, NULL, keep, summaries, keep || privacy->names ? look_at : NULL, &look, d);
  if (look.ages)
    produce_check_ages (p, parts, d);
  if (o->data && !o->quiet)
    jobs_print_summary (p, o, summaries);
  if (privacy->names)
    privacy_check_end (privacy, o->quiet);
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

static struct project *
new_project (const struct options *o)
{
  struct project *p = project_new (o->variant);
  p->prove_variants = true;
  p->reads_data = true;
  return p;
}

/* All files.  False when the command line is wrong. */
static bool
check_files (struct project *loose, const struct options *o, struct privacy_check *privacy,
             struct diag *d)
{
  bool ok = true, to_read = false;

  for (char **path = o->operands; ok && *path; path++) {
    size_t errors = diag_count (d, SEVERITY_ERROR), warnings = diag_count (d, SEVERITY_WARNING);
    struct project *own = new_project (o);
    const char *kind = check_file (loose, own, *path, d);
    to_read = to_read || !kind || strcmp (kind, "survey") == 0 || strcmp (kind, "study") == 0;
    ok = privacy_check_names (privacy, own) && privacy_check_names (privacy, loose);
    if (ok)
      check_data (own, o, privacy, d);
    project_free (own);
    errors = diag_count (d, SEVERITY_ERROR) - errors;
    warnings = diag_count (d, SEVERITY_WARNING) - warnings - errors;
    if (ok && kind && !o->quiet)
      printf ("%s: %s, %zu error%s, %zu warning%s\n", *path, kind, errors, errors == 1 ? "" : "s",
              warnings, warnings == 1 ? "" : "s");
  }
  if (ok && privacy->names && !to_read)
    return cmd_usage ("check", "--privacy is for surveys and studies");
  if (ok && loose->surveys->len > 0 && project_has_variant (loose, d))
    check_data (loose, o, privacy, d);
  return ok;
}

/* Surveys, plans and codebooks share one project, so that a codebook is read and spoken of once; a
   study has its own. */
bool
cmd_check (const struct options *o, struct diag *d)
{
  struct privacy_check privacy;
  bool ok;

  if (!o->operands[0])
    return cmd_usage ("check", "name one or more codebooks, surveys, plans or studies");
  if (o->output && !o->data)
    return cmd_usage ("check", "-o goes with --data: the findings about the data are written");
  ok = privacy_check_init (&privacy, o);
  if (ok) {
    struct project *loose = new_project (o);
    ok = check_files (loose, o, &privacy, d);
    project_free (loose);
  }
  if (ok && o->data)
    evidence_tell (o, o->output, d);
  privacy_check_clear (&privacy);
  return ok;
}
