/* The figure that is traced, how it is computed, and from which sample. */
#include <config.h>

#include "base/number.h"
#include "cmd/trace.h"
#include "estimate/sample.h"
#include "estimate/trace.h"

#include <math.h>

enum { DECIMALS = 6 };
static const double SCALE = 1e6, EXACT = 1e9;

/* With up to DECIMALS decimals, none that only fill up. */
static const char *
shown (double value, char buffer[static NUMBER_SIZE])
{
  if (!isfinite (value))
    return "none";
  number_format (fabs (value) < EXACT ? round (value * SCALE) / SCALE : value, buffer);
  return buffer;
}

/* ---- The figure ---- */

static void
figure_numbers (const struct estimate_row *row)
{
  char a[NUMBER_SIZE], b[NUMBER_SIZE], c[NUMBER_SIZE];
  g_autofree char *interval = NULL, *error = NULL;
  const char *reference = row_deff_name (row->reference);

  trace_line ("estimate", shown (row->estimate, a));
  error = g_strdup_printf ("%s, %s degrees of freedom, design effect %s%s%s%s", shown (row->se, a),
                           shown (row->df, b), shown (row->deff, c), *reference ? " (" : "",
                           reference, *reference ? ")" : "");
  trace_line ("std. error", error);
  interval = isfinite (row->ci_low)
                 ? g_strdup_printf ("%s to %s (%s)", shown (row->ci_low, a),
                                    shown (row->ci_high, b), row_interval_name (row->interval))
                 : g_strdup ("none");
  trace_line ("interval", interval);
}

/* How many children stand behind it: not where that is hidden, nor what could tell it. */
static void
figure_base (const struct estimate_row *row)
{
  char population[NUMBER_SIZE], coverage[NUMBER_SIZE];
  g_autofree char *base = NULL, *answered = NULL;

  if (row->status == STATUS_NOT_ASKED)
    return;
  if (row->n_hidden || (row->status == STATUS_SUPPRESSED && row->reason == REASON_DISCLOSURE)) {
    trace_line ("base", "hidden");
    return;
  }
  base = g_strdup_printf ("%zu record%s, population %s", row->n, row->n == 1 ? "" : "s",
                          shown (row->population, population));
  trace_line ("base", base);
  answered = g_strdup_printf ("%s of the universe", shown (row->coverage, coverage));
  if (row->status != STATUS_SUPPRESSED && isfinite (row->coverage))
    trace_line ("answered", answered);
}

static void
figure_status (const struct traced *t, const struct estimate_row *row)
{
  static const char *const why[] = {
      [REASON_PRECISION] = "suppressed: it is too imprecise to be shown",
      [REASON_DISCLOSURE] = "suppressed: it could tell what single children answered"};
  g_autofree char *status = NULL;

  if (row->status == STATUS_SUPPRESSED) {
    trace_line ("status", why[row->reason]);
    return;
  }
  status =
      g_strdup_printf ("%s (standard: %s)", row_status_name (row->status), t->results->standard);
  trace_line ("status", status);
}

static void
figure_row (const struct traced *t, const struct estimate_row *row)
{
  const struct indicator_info *info = &t->results->indicators[t->indicator];
  g_auto (GStrv) notes = row->note ? g_strsplit (row->note, ROW_SEPARATOR, -1) : NULL;

  if (row->category >= 0)
    trace_line ("category", info->categories[row->category].name);
  figure_status (t, row);
  if (row->status == STATUS_OK || row->status == STATUS_LOW)
    figure_numbers (row);
  figure_base (row);
  for (char **note = notes; note && *note; note++)
    trace_line (note == notes ? "notes" : "", *note);
}

/* ---- How it is made ---- */

static const char *
interval_words (const struct traced *t, enum measure measure)
{
  switch (measure) {
  case MEASURE_PROPORTION:
  case MEASURE_DISTRIBUTION:
  case MEASURE_SET:
    return t->results->interval;
  case MEASURE_COUNT:
  case MEASURE_TOTAL:
    return t->results->log_counts ? "t of the logarithm" : "t";
  case MEASURE_MEAN:
  case MEASURE_RATIO:
  case MEASURE_VARIANCE:
  case MEASURE_SD:
  case MEASURE_DIFFERENCE:
  case MEASURE_QUOTIENT:
  case N_MEASURES:
    break;
  case MEASURE_MEDIAN:
  case MEASURE_QUANTILE:
    return "Woodruff's";
  case MEASURE_CORRELATION:
    return "t of Fisher's z";
  }
  return "t";
}

static void
made_of (const char *head, const struct expr_text *text, const char *words)
{
  trace_line (head, text->text);
  trace_line ("", words);
}

static void
made_of_net (const struct net *net)
{
  g_autofree char *of = g_strjoinv (", ", net->of);
  g_autofree char *line = g_strdup_printf ("%s: %s", net->id, of);
  trace_line ("net", line);
}

static void
made_of_item (const struct item *item)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", item->name, item->of.text);
  trace_line ("item", line);
}

static void
how_made (const struct traced *t)
{
  const struct indicator *spec = &t->project->plan->indicators[t->indicator];
  const struct indicator_info *info = &t->results->indicators[t->indicator];
  g_autofree char *measure =
      g_strdup_printf ("%s: %s", info->measure, trace_formula (spec->measure));
  g_autofree char *of = trace_of_words (t->project->indicators, t->indicator, t->language);
  g_autofree char *to = trace_to_words (t->project->indicators, t->indicator, t->language);
  g_autofree char *place =
      g_strdup_printf ("%s, line %zu", t->project->plan->path, spec->place.line);

  puts ("\nHow it is made");
  trace_line ("indicator", place);
  trace_line ("measure", measure);
  trace_line ("a", spec->a.id);
  trace_line ("b", spec->b.id);
  made_of ("of", &spec->of, of);
  for (size_t i = 0; i < spec->set.n; i++)
    made_of_item (&spec->set.items[i]);
  for (size_t i = 0; i < spec->nets.n; i++)
    made_of_net (&spec->nets.items[i]);
  made_of (spec->with.text ? "with" : "to", spec->with.text ? &spec->with : &spec->to, to);
  trace_line ("among", spec->among.text);
  trace_line ("universe", info->universe);
  trace_line ("missing", info->missing_rule);
  trace_line ("standard", info->standard);
  if (info->standard)
    trace_line ("", "the figure of each of its cells, times the cell's share of the standard, "
                    "added up");
  trace_line ("note", info->note);
}

/* ---- The sample ---- */

static void
sample_sizes (const struct dataset *ds)
{
  g_autofree char *psus = ds->psu ? g_strdup_printf ("%zu PSUs", ds->n_psus) : g_strdup ("no PSUs");
  g_autofree char *sizes = g_strdup_printf ("%zu records, %zu strat%s, %s", ds->n, ds->n_strata,
                                            ds->n_strata == 1 ? "um" : "a", psus);
  const struct sample_size size = sample_size_of (ds, NULL);
  g_autofree char *lonely = sample_lonely_words (&size, "en");
  g_autofree char *all = ds->ssu ? g_strdup_printf ("%s, %zu second-stage units", sizes, ds->n_ssus)
                                 : g_strdup (sizes);
  trace_line ("sample", all);
  trace_line ("lonely", lonely);
}

static const char *
errors_words (const struct survey *s)
{
  if (s->design.opt_in)
    return "none: there is no probability sample";
  if (s->design.replicates)
    return "from the figures that the replicate weights give";
  if (s->design.fpc.text && (s->design.ssu.text || s->design.fpc2.text))
    return "linearised, from the differences between the PSUs of a stratum and the units of a PSU";
  return s->design.psu.text ? "linearised, from the differences between the PSUs of a stratum"
                            : "linearised, from the differences between the records of a stratum";
}

/* What calibration does to them. */
static const char *
calibration_words (const struct survey *s)
{
  if (!s->design.calibrate || s->design.opt_in)
    return "";
  return s->design.replicates ? ", each calibrated to the known totals"
                              : ", in what the known totals do not explain";
}

static void
sample (const struct traced *t, struct diag *d)
{
  const struct survey *s = traced_survey (t)->survey;
  const struct survey_info *info = &t->results->surveys[t->survey];
  g_autofree char *path = harmonise_path (t->output, "harmonised", s->id, ".csv");
  g_autofree bool *keep = g_new0 (bool, t->project->codebook->n_variables + 1);
  struct dataset *ds = dataset_read (path, t->project->codebook, s, keep, d);
  char level[NUMBER_SIZE];
  g_autofree char *interval = NULL;

  puts ("\nFrom which sample");
  if (ds)
    sample_sizes (ds);
  dataset_free (ds);
  trace_line ("design", info->design);
  g_autofree char *errors = g_strconcat (errors_words (s), calibration_words (s), NULL);
  trace_line ("errors", errors);
  number_format (t->results->confidence, level);
  interval =
      g_strdup_printf ("%s, level %s, degrees of freedom of the %s",
                       interval_words (t, t->project->plan->indicators[t->indicator].measure),
                       level, t->results->df_rule);
  if (!info->opt_in)
    trace_line ("interval", interval);
}

void
trace_figure (const struct traced *t, struct diag *d)
{
  puts ("\nThe figure");
  for (guint i = 0; i < t->rows->len; i++) {
    if (i > 0)
      putchar ('\n');
    figure_row (t, g_ptr_array_index (t->rows, i));
  }
  how_made (t);
  sample (t, d);
}
