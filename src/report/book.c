#include <config.h>

#include "report/book.h"

#include "base/number.h"
#include "report/coverage.h"
#include "report/layout.h"
#include "report/measure.h"
#include "report/phrases.h"
#include "report/surveyname.h"

#include <string.h>

/* The sheets while they are made, with what they need of one another. */
struct maker {
  const struct results *r;
  const char *language, *colon;
  char *cover, *contents, *notes_name, *coverage; /* names of sheets */
  char **names;                                   /* [n_indicators] */
  struct notes *notes;
};

static const char *
say (const struct maker *m, enum say what)
{
  return phrase (what, m->language);
}

static void
name_sheets (struct maker *m)
{
  g_autoptr (GHashTable) used = sheet_names_new ();

  m->cover = sheet_name (used, say (m, SAY_COVER));
  m->contents = sheet_name (used, say (m, SAY_CONTENTS));
  m->notes_name = sheet_name (used, say (m, SAY_NOTES));
  m->coverage = m->r->coverage != NULL ? sheet_name (used, say (m, SAY_COVERAGE)) : NULL;
  m->names = g_new0 (char *, m->r->n_indicators + 1);
  for (size_t i = 0; i < m->r->n_indicators; i++)
    m->names[i] = sheet_name (used, m->r->indicators[i].id);
}

/* The surveys without weights or a sample, and with strata that cannot tell how they vary: what
   stands on the cover. */
static void
warn_of_samples (struct sheet *s, const struct maker *m)
{
  for (size_t i = 0; i < m->r->n_surveys; i++) {
    if (m->r->surveys[i].no_weight)
      sheet_say (s, m->r->surveys[i].id, m->colon, say (m, SAY_NO_WEIGHTS));
    if (m->r->surveys[i].opt_in)
      sheet_say (s, m->r->surveys[i].id, m->colon, say (m, SAY_OPT_IN));
    if (m->r->surveys[i].calibrated != NULL)
      sheet_say (s, m->r->surveys[i].id, m->colon, m->r->surveys[i].calibrated);
    if (m->r->surveys[i].lonely != NULL)
      sheet_say (s, m->r->surveys[i].id, m->colon, m->r->surveys[i].lonely);
  }
}

static enum say
interval_phrase (const char *interval)
{
  static const struct {
    const char *name;
    enum say what;
  } phrases[] = {{"logit", SAY_LOGIT},
                 {"wilson", SAY_WILSON},
                 {"beta", SAY_BETA},
                 {"arcsine", SAY_ARCSINE},
                 {"likelihood", SAY_LIKELIHOOD}};
  for (size_t i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (g_strcmp0 (interval, phrases[i].name) == 0)
      return phrases[i].what;
  return SAY_T;
}

/* A standard without words is called by its name. */
static const char *
standard_words (const struct maker *m)
{
  static const struct {
    const char *name;
    enum say what;
  } standards[] = {
      {"mics", SAY_MICS},           {"nchs", SAY_NCHS},     {"eclac2020", SAY_ECLAC2020},
      {"eclac2023", SAY_ECLAC2023}, {"ine-cl", SAY_INE_CL}, {"pisa", SAY_PISA},
      {"none", SAY_NO_STANDARD},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (standards); i++)
    if (g_strcmp0 (m->r->standard, standards[i].name) == 0)
      return say (m, standards[i].what);
  return m->r->standard;
}

static void
say_disclosure (struct sheet *s, const struct maker *m)
{
  const struct results *r = m->r;
  enum say rule = r->min_n_zero ? SAY_BELOW_AND_ZERO : SAY_BELOW;
  g_autofree char *n = g_strdup_printf ("%ld", r->min_n);
  g_autofree char *text =
      phrase_with (r->min_n > 0 ? rule : SAY_NOTHING_HIDDEN, m->language, n, NULL);
  sheet_say (s, say (m, SAY_DISCLOSURE), m->colon, text);
}

/* What the design effects are held against, and how associations were tested: as the rows say,
   which may be older than the study file. */
static void
say_methods (struct sheet *s, const struct maker *m)
{
  static const enum say references[N_ROW_DEFFS] = {
      [ROW_DEFF_WR] = SAY_DEFF_WR, [ROW_DEFF_WOR] = SAY_DEFF_WOR};
  static const enum say tests[N_ROW_TESTS] = {[ROW_TEST_RAO_SCOTT] = SAY_TEST_RAO_SCOTT,
                                              [ROW_TEST_WALD] = SAY_TEST_WALD,
                                              [ROW_TEST_ADJUSTED_WALD] = SAY_TEST_ADJUSTED_WALD};
  bool has[N_ROW_DEFFS] = {false}, made[N_ROW_TESTS] = {false};

  for (guint i = 0; i < m->r->rows->len; i++)
    has[g_array_index (m->r->rows, struct estimate_row, i).reference] = true;
  for (guint i = 0; m->r->associations != NULL && i < m->r->associations->len; i++)
    made[g_array_index (m->r->associations, struct association_row, i).test] = true;
  for (size_t k = ROW_DEFF_NONE + 1; k < N_ROW_DEFFS; k++)
    if (has[k])
      sheet_say (s, say (m, SAY_DEFF), m->colon, say (m, references[k]));
  for (size_t k = ROW_TEST_NONE + 1; k < N_ROW_TESTS; k++)
    if (made[k])
      sheet_say (s, say (m, SAY_TESTS), m->colon, say (m, tests[k]));
}

static void
say_how (struct sheet *s, const struct maker *m)
{
  const struct results *r = m->r;
  g_autofree char *surveys = g_strdup_printf ("%zu", r->n_surveys);
  g_autofree char *indicators = g_strdup_printf ("%zu", r->n_indicators), *percent = NULL;
  g_autofree char *errors = measure_errors (r, m->language), *df = measure_df (r, m->language);
  char confidence[NUMBER_SIZE];

  number_format (r->confidence * 100, confidence);
  percent = phrase_with (SAY_PERCENT, m->language, confidence, NULL);
  sheet_line (s, LINE_HEADING, say (m, SAY_HOW), NULL);
  sheet_say (s, say (m, SAY_PROGRAM), m->colon, PACKAGE_NAME " " PACKAGE_VERSION);
  sheet_say (s, say (m, SAY_STUDY), m->colon, r->study);
  if (r->codebook != NULL)
    sheet_say (s, say (m, SAY_CODEBOOK), m->colon, r->codebook);
  if (r->variant != NULL)
    sheet_say (s, say (m, SAY_VARIANT), m->colon, r->variant);
  sheet_say (s, say (m, SAY_SURVEYS), m->colon, surveys);
  sheet_say (s, say (m, SAY_INDICATORS), m->colon, indicators);
  sheet_say (s, say (m, SAY_STANDARD_ERRORS), m->colon, errors);
  sheet_say (s, say (m, SAY_CONFIDENCE), m->colon, percent);
  sheet_say (s, say (m, SAY_INTERVALS), m->colon, say (m, interval_phrase (r->interval)));
  if (r->log_counts)
    sheet_say (s, say (m, SAY_INTERVALS), m->colon, say (m, SAY_LOG_COUNTS));
  sheet_say (s, say (m, SAY_DF), m->colon, df);
  say_methods (s, m);
  sheet_say (s, say (m, SAY_STANDARD), m->colon, standard_words (m));
  say_disclosure (s, m);
}

static struct sheet *
make_cover (const struct maker *m)
{
  struct sheet *s = sheet_new (m->cover);

  sheet_line (s, LINE_TITLE, m->r->title != NULL ? m->r->title : m->r->study, NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_WHAT), NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_CONTENTS), m->contents);
  sheet_line (s, LINE_TEXT, say (m, SAY_NOTES_BELOW), m->notes_name);
  sheet_line (s, LINE_HEADING, say (m, SAY_BEFORE), NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_OWN_UNIVERSE), NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_DIFFER), NULL);
  warn_of_samples (s, m);
  say_how (s, m);
  sheet_line (s, LINE_HEADING, say (m, SAY_MARKERS), NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_MARKER_RULE), NULL);
  for (enum marker k = 0; k < N_MARKERS; k++)
    sheet_say (s, marker_sign (k), m->colon, marker_meaning (k, m->language));
  return s;
}

static struct sheet *
make_contents (const struct maker *m)
{
  struct sheet *s = sheet_new (m->contents);
  bool topics = false;

  for (size_t i = 0; i < m->r->n_indicators; i++)
    topics |= m->r->indicators[i].topic != NULL;
  sheet_line (s, LINE_TITLE, say (m, SAY_CONTENTS), NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_ONE_TABLE), NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_COVER), m->cover);
  if (m->coverage != NULL)
    sheet_line (s, LINE_TEXT, say (m, SAY_COVERAGE_TITLE), m->coverage);
  sheet_line (s, LINE_TEXT, say (m, SAY_NOTES_BELOW), m->notes_name);
  s->table = table_new ();
  table_column (s->table, say (m, SAY_INDICATOR), false, 0);
  table_column (s->table, say (m, SAY_SHEET), false, 0);
  if (topics)
    table_column (s->table, say (m, SAY_TOPIC), false, 0);
  table_column (s->table, say (m, SAY_UNIVERSE), false, 0);
  for (size_t i = 0; i < m->r->n_indicators; i++) {
    const struct indicator_info *info = &m->r->indicators[i];
    table_link (s->table, info->title, m->names[i]);
    table_text (s->table, m->names[i]);
    if (topics)
      table_text (s->table, info->topic);
    table_text (s->table, info->universe);
  }
  return s;
}

/* One line of the notes. */
static void
add_note (struct table *t, const struct maker *m, size_t number, const char *survey, enum say about,
          const char *indicators, const char *text)
{
  g_autofree char *digits = g_strdup_printf ("%zu", number);
  g_autofree char *sign = phrase_with (SAY_NOTE, m->language, digits, NULL);
  g_autofree char *bracketed = g_strdup_printf ("[%s]", sign);

  table_text (t, bracketed);
  table_text (t, survey);
  table_text (t, say (m, about));
  table_text (t, indicators);
  table_text (t, text);
}

static char *
indicators_of (const struct maker *m, const struct note *note)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < note->indicators->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            m->r->indicators[g_array_index (note->indicators, size_t, i)].id);
  return g_string_free (list, FALSE);
}

/* "TITLE. strata A, PSUs B, weights C. strata: 16; PSUs: 53" */
static char *
design_of (const struct survey_info *survey)
{
  const char *const parts[] = {survey->title, survey->design, survey->sample, survey->lonely};
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i])
      g_string_append_printf (text, "%s%s", text->len > 0 ? ". " : "", parts[i]);
  return g_string_free (text, FALSE);
}

/* What indicators refer to comes first, under the numbers they use; then each survey's design. */
static struct sheet *
make_notes (const struct maker *m)
{
  static const enum say headers[] = {SAY_NOTES, SAY_SURVEY, SAY_ABOUT, SAY_INDICATORS, SAY_TEXT};
  struct sheet *s = sheet_new (m->notes_name);
  size_t number = 1;

  sheet_line (s, LINE_TITLE, say (m, SAY_NOTES_BELOW), NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_ONE_TABLE), NULL);
  sheet_line (s, LINE_TEXT, say (m, SAY_BACK), m->contents);
  s->table = table_new ();
  for (size_t c = 0; c < G_N_ELEMENTS (headers); c++)
    table_column (s->table, say (m, headers[c]), false, 0);
  for (; number <= notes_count (m->notes); number++) {
    const struct note *note = notes_at (m->notes, number);
    g_autofree char *indicators = indicators_of (m, note);
    add_note (s->table, m, number, survey_name (m->r, note->survey), SAY_COMPARABILITY, indicators,
              note->text);
  }
  for (size_t i = 0; i < m->r->n_surveys + m->r->n_averages; i++) {
    const struct survey_info *survey = &m->r->surveys[i];
    g_autofree char *design = design_of (survey);
    add_note (s->table, m, number++, survey_name (m->r, i), SAY_DESIGN, say (m, SAY_ALL), design);
    if (survey->no_weight)
      add_note (s->table, m, number++, survey->id, SAY_WEIGHTS, say (m, SAY_ALL),
                say (m, SAY_NO_WEIGHTS));
    if (survey->opt_in)
      add_note (s->table, m, number++, survey->id, SAY_DESIGN, say (m, SAY_ALL),
                say (m, SAY_OPT_IN));
  }
  return s;
}

static void
sheet_destroy (void *data)
{
  sheet_free (data);
}

GPtrArray *
book_new (const struct results *r)
{
  struct maker m = {.r = r, .language = r->language};
  GPtrArray *sheets = g_ptr_array_new_with_free_func (sheet_destroy);

  m.colon = phrase (SAY_COLON, m.language);
  m.notes = notes_new ();
  name_sheets (&m);
  g_ptr_array_add (sheets, make_cover (&m));
  g_ptr_array_add (sheets, make_contents (&m));
  if (r->coverage != NULL)
    g_ptr_array_add (sheets, coverage_sheet (r->coverage, m.coverage, m.contents));
  for (size_t i = 0; i < r->n_indicators; i++)
    g_ptr_array_add (sheets,
                     layout_indicator (r, i, m.names[i], m.contents, m.notes_name, m.notes));
  g_ptr_array_add (sheets, make_notes (&m));
  notes_free (m.notes);
  g_strfreev (m.names);
  g_free (m.cover);
  g_free (m.contents);
  g_free (m.notes_name);
  g_free (m.coverage);
  return sheets;
}
