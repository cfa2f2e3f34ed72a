#include <config.h>

#include "cmd/jobs.h"

#include "base/progress.h"
#include "harmonise/profile.h"
#include "report/table.h"

#include <sys/stat.h>

/* ---- Threads ---- */

struct pool {
  void (*work) (size_t i, void *aux);
  void *aux;
  size_t n;
  gint next;
};

static gpointer
pool_thread (gpointer p_)
{
  struct pool *p = p_;
  size_t i;
  while ((i = (size_t)g_atomic_int_add (&p->next, 1)) < p->n)
    p->work (i, p->aux);
  return NULL;
}

void
jobs_run (size_t n, int jobs, void (*work) (size_t i, void *aux), void *aux)
{
  struct pool pool = {.work = work, .aux = aux, .n = n};
  size_t threads = MIN (n, jobs > 0 ? (size_t)jobs : g_get_num_processors ());
  g_autofree GThread **thread = g_new (GThread *, threads + 1);

  /* This thread is one of them. */
  for (size_t t = 1; t < threads; t++)
    thread[t] = g_thread_new ("survey", pool_thread, &pool);
  pool_thread (&pool);
  for (size_t t = 1; t < threads; t++)
    g_thread_join (thread[t]);
}

/* ---- Ingesting ---- */

struct ingest_jobs {
  const struct project *project;
  const struct diag *settings;
  struct ingest_options options;
  struct ingest_summary *summaries;
  struct diag **diags;
  each_dataset *each;
  void *aux;
};

static void
ingest_one (size_t i, void *jobs_)
{
  struct ingest_jobs *jobs = jobs_;
  const struct project_survey *ps =
      &g_array_index (jobs->project->surveys, struct project_survey, i);
  struct ingest_options options = jobs->options;
  struct dataset *ds;

  if (ps->keep)
    options.keep = ps->keep;
  jobs->diags[i] = diag_new ();
  diag_inherit (jobs->diags[i], jobs->settings);
  diag_survey (jobs->diags[i], ps->survey->id);
  ds = crosswalk_ingest (ps->crosswalk, &options, &jobs->summaries[i], jobs->diags[i]);
  if (ds && jobs->each)
    jobs->each (ds, i, jobs->diags[i], jobs->aux);
  dataset_free (ds);
}

/* Bytes of all data files: the length of the progress bar. */
static size_t
bytes_of (const struct project *p)
{
  size_t total = 0;
  for (guint i = 0; i < p->surveys->len; i++) {
    const struct survey *s = g_array_index (p->surveys, struct project_survey, i).survey;
    for (char **file = s->source.files; file && *file; file++) {
      struct stat st;
      if (stat (*file, &st) == 0 && st.st_size > 0)
        total += (size_t)st.st_size;
    }
  }
  return total;
}

/* What shows only when all surveys have been read. */
static void
compare_surveys (const struct project *p, const struct thresholds *thresholds,
                 struct ingest_summary *summaries, struct diag *d)
{
  size_t n = p->surveys->len;
  g_autofree struct profile **profiles = g_new (struct profile *, n + 1);

  for (size_t i = 0; i < n; i++)
    profiles[i] = g_steal_pointer (&summaries[i].profile);
  profile_compare_surveys (profiles, n, thresholds, d);
  for (size_t i = 0; i < n; i++)
    profile_free (profiles[i]);
}

void
jobs_ingest (const struct project *p, const struct options *o, const char *output, const bool *keep,
             struct ingest_summary *summaries, each_dataset *each, void *aux, struct diag *d)
{
  struct progress *progress = progress_new (bytes_of (p), o->quiet);
  struct ingest_jobs jobs = {
      .project = p,
      .settings = d,
      .options = {.output = output,
                  .keep = keep,
                  .progress = progress,
                  .thresholds = p->study ? p->study->check : thresholds_usual ()},
      .summaries = summaries,
      .diags = g_new0 (struct diag *, p->surveys->len + 1),
      .each = each,
      .aux = aux};

  jobs_run (p->surveys->len, o->jobs, ingest_one, &jobs);
  progress_free (progress);
  for (guint i = 0; i < p->surveys->len; i++) {
    diag_join (d, jobs.diags[i]);
    diag_free (jobs.diags[i]);
  }
  g_free (jobs.diags);
  compare_surveys (p, &jobs.options.thresholds, summaries, d);
}

/* What the weights and the strata are like, and, where a survey has one, the second stage. */
static void
print_designs (const struct project *p, const struct ingest_summary *summaries)
{
  static const struct {
    const char *name;
    int decimals;
  } heads[] = {
      {"weights above 0", 0},    {"their sum", 0},       {"least", 1}, {"largest", 1},
      {"Kish's factor", 1},      {"strata", 0},          {"PSUs", 0},  {"strata of one PSU", 0},
      {"second-stage units", 0}, {"PSUs of one unit", 0}};
  enum { OF_SECOND = 2 }; /* the last columns */
  size_t n_heads = G_N_ELEMENTS (heads) - OF_SECOND;
  struct table *t = table_new ();

  for (guint i = 0; i < p->surveys->len; i++)
    if (summaries[i].design.units > 0)
      n_heads = G_N_ELEMENTS (heads);
  table_column (t, "survey", false, -1);
  for (size_t i = 0; i < n_heads; i++)
    table_column (t, heads[i].name, true, heads[i].decimals);
  table_column (t, "they count as", false, -1);
  for (guint i = 0; i < p->surveys->len; i++) {
    const struct survey *survey = g_array_index (p->surveys, struct project_survey, i).survey;
    const struct weight_facts *w = &summaries[i].weights;
    const struct design_facts *f = &summaries[i].design;
    const double cells[G_N_ELEMENTS (heads)] = {(double)w->n,     w->sum,
                                                w->least,         w->most,
                                                w->kish,          (double)f->strata,
                                                (double)f->psus,  (double)f->lonely,
                                                (double)f->units, (double)f->lonely_units};
    bool lonely = f->lonely + f->lonely_units > 0;
    g_autofree char *unweighted = g_strdup_printf ("%s (no weights)", survey->id);
    table_text (t, survey->design.no_weight ? unweighted : survey->id);
    for (size_t c = 0; c < n_heads; c++)
      table_number (t, cells[c]);
    table_text (t, lonely ? lonely_psu_name (survey->design.lonely_psu) : NULL);
  }
  text_table (stdout, t);
  table_free (t);
}

void
jobs_print_summary (const struct project *p, const struct options *o,
                    const struct ingest_summary *summaries)
{
  static const char *const heads[] = {"records", "rejected", "harmonised", "invalid values"};
  struct table *t = table_new ();

  table_column (t, "survey", false, -1);
  for (size_t i = 0; i < G_N_ELEMENTS (heads); i++)
    table_column (t, heads[i], true, 0);
  table_column (t, "delimiter", false, -1);
  if (o->verbose) {
    table_column (t, "encoding", false, -1);
    table_column (t, "columns", true, 0);
    table_column (t, "used", true, 0);
  }
  for (guint i = 0; i < p->surveys->len; i++) {
    const struct ingest_summary *s = &summaries[i];
    char delimiter[] = {s->delimiter, 0};
    table_text (t, g_array_index (p->surveys, struct project_survey, i).survey->id);
    table_number (t, (double)s->read);
    table_number (t, (double)s->rejected);
    table_number (t, (double)s->harmonised);
    table_number (t, (double)s->invalid);
    table_text (t, s->delimiter == '\t' ? "tab" : delimiter);
    if (o->verbose) {
      table_text (t, s->encoding);
      table_number (t, (double)s->columns);
      table_number (t, (double)s->columns_kept);
    }
  }
  if (p->surveys->len > 0)
    text_table (stdout, t);
  table_free (t);
  if (o->verbose && p->surveys->len > 0) {
    putchar ('\n');
    print_designs (p, summaries);
  }
}
