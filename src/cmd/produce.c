#include <config.h>

#include "cmd/produce.h"

#include "report/coverage.h"
#include "report/report.h"

#include <string.h>

static const char ESTIMATES[] = "estimates.csv", COVERAGE[] = "coverage.csv";
static const char QUALITY[] = "quality.csv";

struct results *
produce_frame (const struct project *p, const char *language)
{
  g_autofree const struct survey **surveys = g_new (const struct survey *, p->surveys->len + 1);
  for (guint i = 0; i < p->surveys->len; i++)
    surveys[i] = g_array_index (p->surveys, struct project_survey, i).survey;
  struct results *r = results_new (p->indicators, surveys, p->surveys->len, language);
  r->variant = g_strdup (p->variant);
  return r;
}

char *
produce_estimates_path (const char *output)
{
  return g_build_filename (output, ESTIMATES, NULL);
}

static void
say_written (const struct options *o, const char *path, bool written)
{
  if (written && !o->quiet)
    printf ("%s %s\n", o->dry_run ? "would write" : "wrote", path);
}

void
produce_estimates (const struct results *results, const struct options *o, const char *output,
                   struct diag *d)
{
  g_autofree char *path = produce_estimates_path (output);
  say_written (o, path, o->dry_run || report_csv (results, path, d));
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
}
