/* A stranger's specification, read as each of the four kinds it may be. */
#include <config.h>

#include "harmonise/change.h"
#include "harmonise/explain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The findings of each reading are printed too: their places must lie within the text. */
static void
print (const struct diag *d)
{
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream (&text, &size);

  if (out) {
    diag_print (d, out, true);
    fclose (out);
  }
  free (text);
}

/* A codebook to explain surveys with. */
static struct codebook *
codebook_new (void)
{
  static const char text[] = "codebook: c\nversion: 1\ntitle: t\nvariables:\n"
                             "  age: {label: A, type: integer, range: 1..}\n"
                             "  sex: {label: S, type: nominal, categories: {1: boy, 2: girl}}\n"
                             "  use: {label: U, type: binary, derive: age > 3, categories: {0: "
                             "\"no\", 1: \"yes\"}}\n";
  struct diag *d = diag_new ();
  struct codebook *cb = codebook_parse (source_from_text ("c.yaml", text, strlen (text), d), d);

  diag_free (d);
  return cb;
}

/* Whatever was read can be explained, and does not differ from itself. */
static void
use_survey (const struct survey *s, struct codebook *cb, struct changes *changes)
{
  static const char *const languages[] = {"en", "es", "fr", "pt"};

  for (size_t v = 0; v < cb->n_variables; v++)
    g_free (explain_variable (s, cb, &cb->variables[v], languages[v % G_N_ELEMENTS (languages)]));
  diff_surveys (changes, s, cb, s, cb);
  diff_surveys (changes, s, NULL, s, NULL);
}

/* Only what has no errors is compared. */
static struct survey *
read_survey (struct source *source, struct diag *d, struct changes *changes)
{
  struct survey *s = survey_parse (source, d);
  struct codebook *cb = codebook_new ();

  if (s && diag_count (d, SEVERITY_ERROR) == 0)
    use_survey (s, cb, changes);
  codebook_free (cb);
  return s;
}

static struct codebook *
read_codebook (struct source *source, struct diag *d, struct changes *changes)
{
  struct codebook *cb = codebook_parse (source, d);
  if (cb && diag_count (d, SEVERITY_ERROR) == 0)
    diff_codebooks (changes, cb, cb);
  return cb;
}

static struct plan *
read_plan (struct source *source, struct diag *d, struct changes *changes)
{
  struct plan *plan = plan_parse (source, d);
  if (plan && diag_count (d, SEVERITY_ERROR) == 0)
    diff_plans (changes, plan, plan);
  return plan;
}

static struct study *
read_study (struct source *source, struct diag *d, struct changes *changes)
{
  struct study *study = study_parse (source, d);
  if (study && diag_count (d, SEVERITY_ERROR) == 0)
    diff_studies (changes, study, study);
  return study;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (int kind = FILE_CODEBOOK; kind <= FILE_STUDY; kind++) {
    struct diag *d = diag_new ();
    struct changes *changes = changes_new ();
    struct source *source = source_from_text ("fuzz.yaml", (const char *)data, size, d);

    if (kind == FILE_CODEBOOK)
      codebook_free (read_codebook (source, d, changes));
    else if (kind == FILE_SURVEY)
      survey_free (read_survey (source, d, changes));
    else if (kind == FILE_PLAN)
      plan_free (read_plan (source, d, changes));
    else
      study_free (read_study (source, d, changes));
    if (changes_n (changes) > 0)
      abort (); /* it differs from itself */
    changes_free (changes);
    print (d);
    diag_free (d);
  }
  return 0;
}
