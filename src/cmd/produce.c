#include <config.h>

#include "cmd/produce.h"

#include "cmd/jobs.h"
#include "report/coverage.h"
#include "report/report.h"

#include <string.h>

static const char ESTIMATES[] = "estimates.csv", COVERAGE[] = "coverage.csv";
static const char QUALITY[] = "quality.csv", DESIGNS[] = "designs.csv";
static const char ESTIMATES_SETTINGS[] = "estimates-settings.csv";
static const char COMPARISONS_SETTINGS[] = "comparisons-settings.csv";
static const char COMPARISONS[] = "comparisons.csv", ASSOCIATIONS[] = "associations.csv";

static const struct survey **
surveys_of (const struct project *p)
{
  const struct survey **surveys = g_new (const struct survey *, p->surveys->len + 1);
  for (guint i = 0; i < p->surveys->len; i++)
    surveys[i] = g_array_index (p->surveys, struct project_survey, i).survey;
  return surveys;
}

void
produce_check_ages (const struct project *p, const struct survey_part *parts, struct diag *d)
{
  g_autofree const struct survey **surveys = surveys_of (p);
  indicators_check_ages (p->indicators, surveys, parts, p->surveys->len, d);
}

struct results *
produce_frame (const struct project *p, const char *language)
{
  g_autofree const struct survey **surveys = surveys_of (p);
  struct results *r = results_new (p->indicators, surveys, p->surveys->len, language);
  results_set_variant (r, p->variant);
  return r;
}

/* ---- From harmonised files ------------------------------------------------------------------- */

struct estimate_jobs {
  const struct project *project;
  const struct diag *settings;
  const char *output;
  const bool *keep;
  struct survey_part *parts; /* [surveys] */
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
    indicators_survey (jobs->project->indicators, ds, i, &jobs->parts[i], jobs->diags[i]);
  dataset_free (ds);
}

struct results *
produce_results (const struct project *p, const struct options *o, const char *output,
                 struct diag *d)
{
  size_t n = p->surveys->len;
  g_autofree bool *keep = g_new0 (bool, p->codebook->n_variables + 1);
  g_autofree struct survey_part *parts = g_new (struct survey_part, n + 1);
  g_autofree struct diag **diags = g_new0 (struct diag *, n + 1);
  struct estimate_jobs jobs = {p, d, output, keep, parts, diags};
  struct results *results = produce_frame (p, o->language);

  project_needs (p, keep);
  for (size_t i = 0; i < n; i++)
    survey_part_init (&parts[i]);
  jobs_run (n, o->jobs, estimate_one, &jobs);
  for (size_t i = 0; i < n; i++) {
    diag_join (d, diags[i]);
    diag_free (diags[i]);
  }
  produce_check_ages (p, parts, d);
  results_finish (results, p->indicators, parts, n);
  return results;
}

char *
produce_estimates_path (const char *output)
{
  return g_build_filename (output, ESTIMATES, NULL);
}

/* Figures are read only when they were made with the settings of today. */
static bool
read_with_settings (struct results *results, const char *output, const char *file,
                    const char *settings, unsigned decides,
                    bool (*read) (struct results *, const char *, struct diag *), struct diag *d)
{
  g_autofree char *path = g_build_filename (output, file, NULL);
  g_autofree char *beside = g_build_filename (output, settings, NULL);
  bool there = g_file_test (path, G_FILE_TEST_EXISTS);

  return (!there || results_check_settings (results, decides, beside, d)) &&
         read (results, path, d);
}

bool
produce_read_estimates (struct results *results, const char *output, struct diag *d)
{
  return read_with_settings (results, output, ESTIMATES, ESTIMATES_SETTINGS, SETTING_OF_ESTIMATES,
                             results_read, d);
}

bool
produce_read (const struct project *p, struct results *results, const char *output, struct diag *d)
{
  g_autofree char *designs = g_build_filename (output, DESIGNS, NULL);
  g_autofree char *associations = g_build_filename (output, ASSOCIATIONS, NULL);
  const struct compare_spec *compare = &p->study->compare;

  return produce_read_estimates (results, output, d) &&
         results_read_designs (results, designs, d) &&
         (!compare->there ||
          (read_with_settings (results, output, COMPARISONS, COMPARISONS_SETTINGS,
                               SETTING_OF_COMPARISONS, results_read_comparisons, d) &&
           results_read_associations (results, compare->groups, associations, d)));
}

static void
say_written (const struct options *o, const char *path, bool written)
{
  if (written && !o->quiet)
    printf ("%s %s\n", o->dry_run ? "would write" : "wrote", path);
}

/* Last: while old settings stand beside new figures nothing is made of these. */
static void
produce_settings (const struct results *results, const struct options *o, const char *output,
                  unsigned decides, struct diag *d)
{
  bool compares = decides == SETTING_OF_COMPARISONS;
  g_autofree char *path =
      g_build_filename (output, compares ? COMPARISONS_SETTINGS : ESTIMATES_SETTINGS, NULL);
  say_written (o, path, o->dry_run || report_settings (results, decides, path, d));
}

void
produce_estimates (const struct results *results, const struct options *o, const char *output,
                   struct diag *d)
{
  g_autofree char *path = g_build_filename (output, ESTIMATES, NULL);
  g_autofree char *designs = g_build_filename (output, DESIGNS, NULL);
  say_written (o, path, o->dry_run || report_csv (results, path, d));
  say_written (o, designs, o->dry_run || report_designs (results, designs, d));
  produce_settings (results, o, output, SETTING_OF_ESTIMATES, d);
}

static void
produce_coverage (const struct results *results, const struct options *o, const char *output,
                  struct diag *d)
{
  g_autofree char *path = g_build_filename (output, COVERAGE, NULL);
  struct table *t = coverage_csv_table (results->coverage, NULL);
  say_written (o, path, o->dry_run || csv_table (t, path, d));
  table_free (t);
}

void
produce_quality (const struct project *p, const struct results *results, const struct options *o,
                 const char *output, struct diag *d)
{
  g_autofree char *path = g_build_filename (output, QUALITY, NULL);
  if (p->study->compare_standards)
    say_written (o, path, o->dry_run || report_quality (results, path, d));
}

void
produce_comparisons (const struct results *results, const struct options *o, const char *output,
                     struct diag *d)
{
  g_autofree char *comparisons = g_build_filename (output, COMPARISONS, NULL);
  g_autofree char *associations = g_build_filename (output, ASSOCIATIONS, NULL);
  say_written (o, comparisons, o->dry_run || report_comparisons (results, comparisons, d));
  if (results->associations->len > 0)
    say_written (o, associations, o->dry_run || report_associations (results, associations, d));
  produce_settings (results, o, output, SETTING_OF_COMPARISONS, d);
}

void
produce_reports (const struct project *p, const struct results *results, const struct options *o,
                 const char *output, struct diag *d)
{
  static const char *const formats[] = {[REPORT_XLSX] = "xlsx", [REPORT_CSV] = "csv"};

  produce_coverage (results, o, output, d);
  for (size_t i = 0; i < p->study->n_reports; i++) {
    const struct report_spec *spec = &p->study->reports[i];
    const struct renderer *renderer = renderer_find (formats[spec->format]);
    const char *file = spec->file ? spec->file : renderer->file;
    g_autofree char *path = g_build_filename (output, file, NULL);
    struct results *own = produce_frame (p, o->language ? o->language : spec->language);
    /* The estimates have been written under their own name already. */
    if (strcmp (file, ESTIMATES) != 0) {
      results_share (own, results);
      say_written (o, path, o->dry_run || renderer->write (own, path, d));
    }
    results_free (own);
  }
}

/* "120 comparisons: 14 significant, 76 not significant, 30 not judged". */
static void
produce_verdicts (const struct results *results)
{
  static const char *const words[] = {[VERDICT_NONE] = "not judged",
                                      [VERDICT_SAME] = "not significant",
                                      [VERDICT_DIFFERENT] = "significant"};
  size_t n[VERDICT_DIFFERENT + 1] = {0};
  const char *comma = ": ";
  for (guint i = 0; i < results->comparisons->len; i++)
    n[g_array_index (results->comparisons, struct compare_row, i).verdict]++;
  printf ("%u comparison%s", results->comparisons->len, results->comparisons->len == 1 ? "" : "s");
  for (size_t v = G_N_ELEMENTS (n); v-- > 0;)
    if (n[v] > 0) {
      printf ("%s%zu %s", comma, n[v], words[v]);
      comma = ", ";
    }
  putchar ('\n');
}

/* "10 associations: 8 tested (rao-scott), 2 not tested". */
static void
produce_tests (const struct results *results)
{
  size_t n[N_ROW_TESTS] = {0};
  const char *comma = ": ";
  for (guint i = 0; i < results->associations->len; i++)
    n[g_array_index (results->associations, struct association_row, i).test]++;
  printf ("%u association%s", results->associations->len,
          results->associations->len == 1 ? "" : "s");
  for (size_t t = ROW_TEST_NONE + 1; t < N_ROW_TESTS; t++)
    if (n[t] > 0) {
      printf ("%s%zu tested (%s)", comma, n[t], row_test_name ((enum row_test)t));
      comma = ", ";
    }
  if (n[ROW_TEST_NONE] > 0)
    printf ("%s%zu not tested", comma, n[ROW_TEST_NONE]);
  putchar ('\n');
}

void
produce_summary (const struct results *results)
{
  size_t n[STATUS_EMPTY + 1] = {0};
  const char *comma = ": ";
  for (guint i = 0; i < results->rows->len; i++)
    n[g_array_index (results->rows, struct estimate_row, i).status]++;
  printf ("%zu survey%s, %zu indicator%s, %u estimate%s", results->n_surveys,
          results->n_surveys == 1 ? "" : "s", results->n_indicators,
          results->n_indicators == 1 ? "" : "s", results->rows->len,
          results->rows->len == 1 ? "" : "s");
  for (size_t s = 0; s <= STATUS_EMPTY; s++)
    if (n[s] > 0) {
      printf ("%s%zu %s", comma, n[s], row_status_name ((enum row_status)s));
      comma = ", ";
    }
  putchar ('\n');
  if (results->comparisons->len > 0)
    produce_verdicts (results);
  if (results->associations->len > 0)
    produce_tests (results);
}
