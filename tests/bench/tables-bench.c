/* tables-bench STUDY.yaml OUTPUT [REPEATS]: what the tables of a study take, and its averages and
   comparisons, from harmonised data in memory (those that `gko ingest` left below OUTPUT), on one
   thread, beside what libcsv alone takes to parse the surveys' files: see libcsv-bare.  Prints the
   best of REPEATS, in seconds of processor time. */
#include <config.h>

#include "estimate/results.h"
#include "harmonise/harmonise.h"
#include "model/calibratespec.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct bench {
  struct study *study;
  struct codebook *codebook;
  struct plan *plan;
  struct indicators *indicators;
  GPtrArray *surveys, *datasets;
};

static bool
open_bench (struct bench *b, const char *study, const char *output, struct diag *diag)
{
  g_autofree bool *keep = NULL;
  b->study = study_read (study, diag);
  if (!b->study || !(b->codebook = codebook_read (b->study->codebook_path, diag)) ||
      !(b->plan = plan_read (b->study->plan_path, diag)) ||
      !(b->indicators = indicators_new (b->codebook, b->plan, b->study, diag)))
    return false;
  keep = g_new0 (bool, b->codebook->n_variables + 1);
  indicators_needs (b->indicators, keep);
  for (char **path = b->study->survey_paths; *path; path++) {
    struct survey *s = survey_read (*path, diag);
    if (!s)
      return false;
    g_ptr_array_add (b->surveys, s);
    calibrate_spec_needs (s->design.calibrate, b->codebook, keep);
    g_autofree char *file = harmonise_path (output, "harmonised", s->id, ".csv");
    struct dataset *ds = dataset_read (file, b->codebook, s, keep, diag);
    if (!ds)
      return false;
    g_ptr_array_add (b->datasets, ds);
  }
  return true;
}

/* All tables once; returns the seconds of processor time. */
static double
run (const struct bench *b, size_t *n_rows, size_t *n_comparisons, struct diag *diag)
{
  g_autofree struct survey_part *parts = g_new (struct survey_part, b->datasets->len + 1);
  clock_t start = clock ();
  struct results *r = results_new (b->indicators, (const struct survey *const *)b->surveys->pdata,
                                   b->surveys->len, NULL);
  for (guint s = 0; s < b->datasets->len; s++) {
    survey_part_init (&parts[s]);
    indicators_survey (b->indicators, b->datasets->pdata[s], s, &parts[s], diag);
  }
  results_finish (r, b->indicators, parts, b->datasets->len);
  *n_comparisons = r->comparisons->len;
  *n_rows = r->rows->len;
  double seconds = (double)(clock () - start) / CLOCKS_PER_SEC;
  results_free (r);
  return seconds;
}

int
main (int argc, char **argv)
{
  struct bench b = {.surveys = g_ptr_array_new (), .datasets = g_ptr_array_new ()};
  struct diag *diag = diag_new ();
  enum { REPEATS = 10, DECIMAL = 10 };
  long repeats = argc > 3 ? strtol (argv[3], NULL, DECIMAL) : REPEATS;
  double best = G_MAXDOUBLE;
  size_t n_rows = 0, n_comparisons = 0;
  if (argc < 3) {
    fputs ("usage: tables-bench STUDY.yaml OUTPUT [REPEATS]\n", stderr);
    return 2;
  }
  bool ok = open_bench (&b, argv[1], argv[2], diag);
  for (long i = 0; ok && i < repeats; i++)
    best = MIN (best, run (&b, &n_rows, &n_comparisons, diag));
  diag_print (diag, stderr, false);
  int status = ok ? diag_status (diag) : 1;
  if (ok)
    printf ("%zu estimates, %.6f seconds, %zu comparisons\n", n_rows, best, n_comparisons);
  for (guint i = 0; i < b.datasets->len; i++)
    dataset_free (b.datasets->pdata[i]);
  for (guint i = 0; i < b.surveys->len; i++)
    survey_free (b.surveys->pdata[i]);
  g_ptr_array_unref (b.datasets);
  g_ptr_array_unref (b.surveys);
  indicators_free (b.indicators);
  plan_free (b.plan);
  study_free (b.study);
  codebook_free (b.codebook);
  diag_free (diag);
  return status;
}
