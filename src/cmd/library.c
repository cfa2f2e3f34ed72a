#include <config.h>

#include "cmd/library.h"

#include "data/dictionary.h"
#include "model/calibratespec.h"

#include <string.h>

struct project *
project_new (const char *variant)
{
  struct project *p = g_new0 (struct project, 1);
  p->variant = variant;
  p->variants = g_ptr_array_new_with_free_func (g_free);
  p->codebooks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  p->surveys = g_array_new (FALSE, TRUE, sizeof (struct project_survey));
  return p;
}

void
project_free (struct project *p)
{
  GHashTableIter i;
  gpointer codebook;

  indicators_free (p->indicators);
  for (guint s = 0; s < p->surveys->len; s++) {
    struct project_survey *ps = &g_array_index (p->surveys, struct project_survey, s);
    crosswalk_free (ps->crosswalk);
    survey_free (ps->survey);
    g_free (ps->keep);
  }
  g_array_free (p->surveys, TRUE);
  g_ptr_array_free (p->variants, TRUE);
  plan_free (p->plan);
  study_free (p->study);
  g_hash_table_iter_init (&i, p->codebooks);
  while (g_hash_table_iter_next (&i, NULL, &codebook))
    codebook_free (codebook);
  g_hash_table_destroy (p->codebooks);
  g_free (p);
}

struct codebook *
project_codebook (struct project *p, const char *path, struct diag *d)
{
  char *canonical = g_canonicalize_filename (path, NULL);
  struct codebook *cb;
  gpointer known;
  size_t before = diag_count (d, SEVERITY_ERROR);

  if (g_hash_table_lookup_extended (p->codebooks, canonical, NULL, &known)) {
    g_free (canonical);
    return known;
  }
  cb = codebook_read (path, d);
  if (cb)
    crosswalk_check_codebook (cb, d);
  if (cb && diag_count (d, SEVERITY_ERROR) > before) {
    codebook_free (cb);
    cb = NULL;
  }
  g_hash_table_insert (p->codebooks, canonical, cb);
  return cb;
}

/* A survey must not have the id of another, and not another codebook than the study. */
static bool
survey_belongs (struct project *p, const struct survey *s, const struct codebook *cb,
                struct diag *d)
{
  for (guint i = 0; i < p->surveys->len; i++) {
    const struct survey *const pair[] = {
        g_array_index (p->surveys, struct project_survey, i).survey, s};
    if (!study_check_surveys (pair, G_N_ELEMENTS (pair), d))
      return false;
  }
  if (p->study && p->codebook && cb != p->codebook) {
    diag_add (
        d, FIND_BAD_VALUE, s->codebook_place,
        "the survey is for another codebook than the study, which has \"%s\"; name one file in "
        "both",
        p->study->codebook_path);
    return false;
  }
  return true;
}

/* Prove a survey in the form of a variant: what is wrong in it alone is told. */
static void
check_variant (const struct project_survey *ps, const char *variant, struct diag *d)
{
  struct diag *own = diag_new ();
  struct survey *survey;

  diag_inherit (own, d);
  survey = survey_read_variant (ps->survey->path, variant, own);
  if (survey && diag_count (own, SEVERITY_ERROR) == 0) {
    dictionary_load (survey, own);
    crosswalk_free (crosswalk_new (survey, ps->codebook, own));
  }
  /* What is wrong without the variant too has been told. */
  diag_join_new (d, own);
  diag_free (own);
  survey_free (survey);
}

bool
project_add_survey (struct project *p, const char *path, struct diag *d)
{
  size_t before = diag_count (d, SEVERITY_ERROR);
  struct project_survey ps = {.survey = survey_read_variant (path, p->variant, d)};

  for (char **v = ps.survey ? ps.survey->variants : NULL; v && *v; v++)
    g_ptr_array_add (p->variants, g_strdup (*v));
  if (ps.survey && ps.survey->id && ps.survey->codebook_path) {
    ps.codebook = project_codebook (p, ps.survey->codebook_path, d);
    if (ps.codebook && survey_belongs (p, ps.survey, ps.codebook, d)) {
      if (p->reads_data)
        dictionary_load (ps.survey, d);
      ps.crosswalk = crosswalk_new (ps.survey, ps.codebook, d);
    }
    if (ps.crosswalk && p->reads_data)
      crosswalk_check_key (ps.crosswalk, d);
  }
  if (ps.crosswalk && diag_count (d, SEVERITY_ERROR) == before) {
    for (char **v = ps.survey->variants; p->prove_variants && *v; v++)
      check_variant (&ps, *v, d);
    g_array_append_val (p->surveys, ps);
    return true;
  }
  crosswalk_free (ps.crosswalk);
  survey_free (ps.survey);
  return false;
}

bool
project_add_plan (struct project *p, const char *path, struct diag *d)
{
  size_t before = diag_count (d, SEVERITY_ERROR);

  /* Of several plans each is checked against its own codebook; a study's plan is for the study's.
   */
  indicators_free (p->indicators);
  p->indicators = NULL;
  plan_free (p->plan);
  p->plan = plan_read (path, d);
  if (!p->study)
    p->codebook = NULL;
  if (!p->plan)
    return false;
  if (!p->study && p->plan->codebook_path)
    p->codebook = project_codebook (p, p->plan->codebook_path, d);
  if (p->codebook && diag_count (d, SEVERITY_ERROR) == before)
    plan_check_languages (p->plan, p->codebook->languages, d);
  if (p->codebook)
    p->indicators = indicators_new (p->codebook, p->plan, p->study, d);
  return diag_count (d, SEVERITY_ERROR) == before;
}

bool
project_add_study (struct project *p, const char *path, struct diag *d)
{
  size_t before = diag_count (d, SEVERITY_ERROR);

  p->study = study_read (path, d);
  if (!p->study || !p->study->codebook_path || !p->study->plan_path)
    return false;
  p->codebook = project_codebook (p, p->study->codebook_path, d);
  if (!p->codebook)
    return false;
  if (diag_count (d, SEVERITY_ERROR) == before)
    study_check_languages (p->study, p->codebook->languages, d);
  project_add_plan (p, p->study->plan_path, d);
  bool ok = diag_count (d, SEVERITY_ERROR) == before && p->indicators;
  for (char **s = p->study->survey_paths; s && *s; s++)
    project_add_survey (p, *s, d);
  return project_has_variant (p, d) && ok && p->surveys->len > 0;
}

bool
project_has_variant (const struct project *p, struct diag *d)
{
  const char *const *names = (const char *const *)p->variants->pdata;

  for (guint i = 0; p->variant && i < p->variants->len; i++)
    if (strcmp (names[i], p->variant) == 0)
      return true;
  if (!p->variant)
    return true;
  diag_add (d, FIND_NO_VARIANT, (struct place){.file = p->study ? p->study->path : NULL},
            "no rule has a variant \"%s\"", p->variant);
  diag_suggest (d, diag_nearest (p->variant, names, p->variants->len));
  return false;
}

void
project_needs (const struct project *p, bool *keep)
{
  indicators_needs (p->indicators, keep);
  for (guint i = 0; i < p->surveys->len; i++)
    calibrate_spec_needs (
        g_array_index (p->surveys, struct project_survey, i).survey->design.calibrate, p->codebook,
        keep);
}

char *
project_output (const struct project *p, const char *option)
{
  const char *output = p->study && p->study->output ? p->study->output : "out";

  if (option)
    return g_strdup (option);
  return p->variant ? g_build_filename (output, "variants", p->variant, NULL) : g_strdup (output);
}
