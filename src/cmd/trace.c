#include <config.h>

#include "cmd/trace.h"

#include "base/display.h"
#include "cmd/produce.h"

#include <string.h>

const struct project_survey *
traced_survey (const struct traced *t)
{
  return &g_array_index (t->project->surveys, struct project_survey, t->survey);
}

void
trace_line (const char *head, const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  if (!text || !*text)
    return;
  display_text (shown, text);
  printf ("  %-12s %s\n", head, shown->str);
}

/* ---- Which estimate ---- */

static bool
not_found (struct diag *d, const char *file, const char *word, GPtrArray *names, const char *what)
{
  diag_add (d, FIND_NO_ESTIMATE, (struct place){.file = file}, "%s \"%s\"", what, word);
  diag_suggest (d, diag_nearest (word, (const char *const *)names->pdata, names->len));
  return false;
}

static bool
find_indicator (struct traced *t, const char *word, struct diag *d)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (size_t i = 0; i < t->results->n_indicators; i++) {
    g_ptr_array_add (names, t->results->indicators[i].id);
    t->indicator = i;
    if (strcmp (t->results->indicators[i].id, word) == 0)
      return true;
  }
  return not_found (d, t->project->plan->path, word, names, "the plan has no indicator");
}

static bool
find_survey (struct traced *t, const char *word, struct diag *d)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (size_t i = 0; i < t->results->n_surveys; i++) {
    g_ptr_array_add (names, t->results->surveys[i].id);
    t->survey = i;
    if (strcmp (t->results->surveys[i].id, word) == 0)
      return true;
  }
  return not_found (d, t->project->study->path, word, names, "the study has no survey");
}

static bool
find_dimension (const struct traced *t, const char *word, size_t *dimension, struct diag *d)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (size_t i = 0; i < t->results->n_dimensions; i++) {
    g_ptr_array_add (names, t->results->dimensions[i].name);
    *dimension = i;
    if (strcmp (t->results->dimensions[i].name, word) == 0)
      return true;
  }
  return not_found (d, t->project->plan->path, word, names, "no indicator is broken down by");
}

static bool
find_level (const struct traced *t, size_t dimension, const char *word, gint16 *level,
            struct diag *d)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const struct dimension *of = &t->results->dimensions[dimension];
  g_autofree char *what = g_strdup_printf ("%s has no category", of->name);
  for (size_t i = 0; i < of->n_levels; i++) {
    g_ptr_array_add (names, of->levels[i].name);
    *level = (gint16)i;
    if (strcmp (of->levels[i].name, word) == 0)
      return true;
  }
  return not_found (d, t->project->codebook->path, word, names, what);
}

/* LEVEL: [dimensions], -1 where nothing is said of one. */
static bool
find_group (const struct traced *t, char *const *words, gint16 *level, struct diag *d)
{
  for (size_t i = 0; i < ROW_DIMENSIONS; i++)
    level[i] = -1;
  for (; *words; words++) {
    g_auto (GStrv) pair = g_strsplit (*words, "=", 2);
    size_t dimension = 0;
    if (!find_dimension (t, pair[0], &dimension, d) ||
        !find_level (t, dimension, pair[1], &level[dimension], d))
      return false;
  }
  return true;
}

/* "sex, sex x age_group", for somebody who asked for another one; or NULL. */
static char *
breakdowns_words (const struct traced *t)
{
  const struct indicator *spec = &t->project->plan->indicators[t->indicator];
  g_autoptr (GString) list = g_string_new (NULL);
  for (size_t k = 0; k < spec->n_by; k++) {
    g_autofree char *crossed = g_strjoinv (" x ", spec->by[k].variables);
    g_string_append_printf (list, "%s%s", k ? ", " : "", crossed);
  }
  return list->len ? g_strdup (list->str) : NULL;
}

/* There is no row of the group: the survey has no figure at all, or there is no such breakdown. */
static bool
no_rows (const struct traced *t, bool not_asked, struct diag *d)
{
  const char *indicator = t->results->indicators[t->indicator].id;
  g_autofree char *list = breakdowns_words (t);

  if (not_asked)
    diag_add (d, FIND_NO_ESTIMATE, (struct place){.file = traced_survey (t)->survey->path},
              "the survey did not ask what \"%s\" needs, and so there is no figure of any group; "
              "trace it without a group to see why",
              indicator);
  else
    diag_add (d, FIND_NO_ESTIMATE, (struct place){.file = t->project->plan->path},
              "\"%s\" has no such group: it is %s%s", indicator,
              list ? "broken down by " : "not broken down", list ? list : "");
  return false;
}

static bool
find_rows (struct traced *t, const gint16 *level, struct diag *d)
{
  bool not_asked = false;

  for (guint i = 0; i < t->results->rows->len; i++) {
    const struct estimate_row *row = &g_array_index (t->results->rows, struct estimate_row, i);
    if (row->indicator != t->indicator || row->survey != t->survey)
      continue;
    not_asked |= row->breakdown == 0 && row->status == STATUS_NOT_ASKED;
    /* What hides one figure could be undone by a count that stands beside another. */
    t->withheld |= row->status == STATUS_SUPPRESSED && row->reason == REASON_DISCLOSURE;
    if (memcmp (row->level, level, t->results->n_dimensions * sizeof *level) != 0)
      continue;
    t->breakdown = row->breakdown;
    t->withheld |= row->status == STATUS_SUPPRESSED;
    g_ptr_array_add (t->rows, (void *)row);
  }
  return t->rows->len > 0 || no_rows (t, not_asked, d);
}

/* ---- The verb ---- */

static void
trace_title (const struct traced *t, const gint16 *level)
{
  const struct indicator_info *info = &t->results->indicators[t->indicator];
  const struct survey_info *survey = &t->results->surveys[t->survey];
  g_autofree char *of = g_strdup_printf ("%s%s%s", survey->id, survey->title ? ": " : "",
                                         survey->title ? survey->title : "");
  g_autoptr (GString) group = g_string_new (NULL);

  printf ("%s (version %ld): %s\n", info->id, info->version, info->title);
  trace_line ("survey", of);
  for (size_t i = 0; i < t->results->n_dimensions; i++)
    if (level[i] >= 0)
      g_string_append_printf (group, "%s%s=%s", group->len ? ", " : "",
                              t->results->dimensions[i].name,
                              t->results->dimensions[i].levels[level[i]].name);
  trace_line ("group", group->len ? group->str : "all together");
}

static void
trace_estimate (struct traced *t, char *const *operands, struct diag *d)
{
  gint16 level[ROW_DIMENSIONS];

  if (!find_indicator (t, operands[1], d) || !find_survey (t, operands[2], d) ||
      !find_group (t, operands + 3, level, d) || !find_rows (t, level, d))
    return;
  trace_title (t, level);
  trace_figure (t, d);
  trace_path (t, d);
  trace_files (t);
}

/* False after a sentence: another language would silently show another one. */
static bool
language_known (const struct options *o, const struct codebook *cb)
{
  g_autofree char *list = NULL, *sentence = NULL;
  if (!o->language || g_strv_contains ((const char *const *)cb->languages, o->language))
    return true;
  list = g_strjoinv (", ", cb->languages);
  sentence = g_strdup_printf ("--language %s: the codebook has %s", o->language, list);
  return cmd_usage ("trace", sentence);
}

static void
trace_project (const struct project *p, const struct options *o, struct diag *d)
{
  g_autofree char *output = project_output (p, o->output);
  struct results *results = produce_frame (p, o->language);
  struct traced t = {.project = p,
                     .results = results,
                     .output = output,
                     .language = o->language ? o->language : p->codebook->languages[0],
                     .rows = g_ptr_array_new ()};

  if (produce_read_estimates (results, output, d))
    trace_estimate (&t, o->operands, d);
  g_ptr_array_free (t.rows, TRUE);
  results_free (results);
}

bool
cmd_trace (const struct options *o, struct diag *d)
{
  struct project *p;
  bool ok = true;

  if (g_strv_length (o->operands) < 3)
    return cmd_usage ("trace", "name a study file, an indicator and a survey, and for a group of "
                               "children VARIABLE=CATEGORY");
  for (char **word = o->operands + 3; *word; word++)
    if (!strchr (*word, '='))
      return cmd_usage ("trace", "a group of children is said as VARIABLE=CATEGORY");
  p = project_new (o->variant);
  if (project_add_study (p, o->operands[0], d) && (ok = language_known (o, p->codebook)))
    trace_project (p, o, d);
  project_free (p);
  return ok;
}
