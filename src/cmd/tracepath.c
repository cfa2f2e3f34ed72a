/* The variables that a figure rests on, down to the source codes, and the files. */
#include <config.h>

#include "cmd/produce.h"
#include "cmd/trace.h"
#include "estimate/trace.h"
#include "harmonise/explain.h"
#include "harmonise/trail.h"
#include "report/table.h"

#include <stdlib.h>

/* ---- Variables ---- */

static const struct {
  enum trace_role role;
  const char *words;
} role_words[] = {
    {TRACE_MEASURED, "it is measured"},
    {TRACE_BESIDE, "it is what is divided by"},
    {TRACE_UNIVERSE, "it decides who is in the universe"},
    {TRACE_GROUP, "it makes the groups"},
    {TRACE_STANDARD, "it makes the cells of the standard"},
    {TRACE_SOURCE, "another variable is derived from it"},
    {TRACE_ROUTING, "it decides who is asked"},
};

static void
print_roles (unsigned roles)
{
  g_autoptr (GString) list = g_string_new (NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (role_words); i++)
    if (roles & (unsigned)role_words[i].role)
      g_string_append_printf (list, "%s%s", list->len ? "; " : "", role_words[i].words);
  printf ("  Its part: %s.\n", list->str);
}

static void
step_value (struct table *t, const struct trail_step *step)
{
  g_autofree char *several =
      g_strdup_printf ("(several answers at once, %zu different)", step->different);
  g_autofree char *others =
      g_strdup_printf ("(%zu other value%s)", step->different, step->different == 1 ? "" : "s");
  g_autofree char *spelt =
      step->different > 1 ? g_strdup_printf ("%s (%zu spellings)", step->value, step->different)
                          : g_strdup (step->value);
  const char *const words[] = {[STEP_CODE] = spelt,
                               [STEP_EMPTY] = "(empty)",
                               [STEP_SEVERAL] = several,
                               [STEP_OTHERS] = others,
                               [STEP_NO_CELL] = NULL};
  table_text (t, words[step->kind]);
}

static struct table *
table_of (GArray *steps)
{
  static const char *const headers[] = {"line", "column", "source", "becomes", "records"};
  struct table *t = table_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (headers); i++)
    table_column (t, headers[i], i == 0 || i + 1 == G_N_ELEMENTS (headers), -1);
  for (guint i = 0; i < steps->len; i++) {
    const struct trail_step *step = &g_array_index (steps, struct trail_step, i);
    table_number (t, (double)step->line);
    table_text (t, step->column);
    step_value (t, step);
    table_text (t, step->target ? step->target : "(a value)");
    if (step->hidden)
      table_text (t, "hidden");
    else
      table_number (t, (double)step->n);
  }
  return t;
}

/* The table, set in from the left. */
static void
print_table (const struct table *t)
{
  char *text = NULL;
  size_t size;
  FILE *memory = open_memstream (&text, &size);
  if (!memory)
    return;
  text_table (memory, t);
  fclose (memory);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (char **line = lines; *line; line++)
    printf ("    %s\n", *line);
  free (text);
}

/* Counts are of the whole survey: those of a group would tell of its children. */
static void
print_steps (const struct traced *t, const struct trail *trail, const struct variable *v)
{
  GArray *steps = trail_steps (trail, traced_survey (t)->survey, t->project->codebook, v,
                               t->project->study->disclosure);
  if (steps->len > 0) {
    struct table *table = table_of (steps);
    puts ("  In the whole survey:");
    print_table (table);
    table_free (table);
  }
  g_array_free (steps, TRUE);
}

/* A rule of the crosswalk says itself where it stands. */
static void
print_derivation (const struct traced *t, const struct variable *v)
{
  if (v->derive.text && !survey_rule (traced_survey (t)->survey, v->name))
    printf ("  The codebook says so in %s, line %zu.\n", t->project->codebook->path,
            v->derive.place.line);
}

static void
print_variable (const struct traced *t, const struct trail *trail, const struct variable *v,
                unsigned roles)
{
  g_autofree char *words =
      explain_variable (traced_survey (t)->survey, t->project->codebook, v, t->language);

  putchar ('\n');
  fputs (words, stdout);
  print_derivation (t, v);
  print_roles (roles);
  if (trail)
    print_steps (t, trail, v);
}

void
trace_path (const struct traced *t, struct diag *d)
{
  const struct codebook *cb = t->project->codebook;
  const struct survey *s = traced_survey (t)->survey;
  g_autofree unsigned *roles = g_new0 (unsigned, cb->n_variables + 1);
  g_autofree char *path = harmonise_path (t->output, "audit", s->id, ".csv");
  struct trail *trail = t->withheld ? NULL : trail_read (path, d);

  trace_roles (t->project->indicators, t->indicator, t->breakdown, s, roles);
  puts ("\nWhat it rests on");
  if (t->withheld)
    puts ("  Figures are suppressed that counts could give away: no records are counted here.");
  for (size_t v = 0; v < cb->n_variables; v++)
    if (roles[v])
      print_variable (t, trail, &cb->variables[v], roles[v]);
  trail_free (trail);
}

/* ---- Files ---- */

enum { CHUNK = 65536 };

/* Size and checksum; g_free.  NULL when it cannot be read: errno says why. */
static char *
file_facts (const char *path)
{
  g_autofree guchar *bytes = g_malloc (CHUNK);
  GChecksum *sum;
  size_t size = 0, n;
  char *facts = NULL;
  FILE *file = g_file_test (path, G_FILE_TEST_IS_DIR) ? NULL : fopen (path, "rb");

  if (!file)
    return NULL;
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  while ((n = fread (bytes, 1, CHUNK, file)) > 0) {
    g_checksum_update (sum, bytes, (gssize)n);
    size += n;
  }
  if (!ferror (file))
    facts = g_strdup_printf ("%zu bytes, SHA-256 %s", size, g_checksum_get_string (sum));
  fclose (file);
  g_checksum_free (sum);
  return facts;
}

/* A file that is away is no fault: who has the harmonised files need not have the national one. */
static void
print_file (const char *head, const char *path)
{
  g_autofree char *facts = path ? file_facts (path) : NULL;
  trace_line (head, path);
  if (path)
    trace_line ("", facts ? facts : "not here");
}

void
trace_files (const struct traced *t)
{
  const struct survey *s = traced_survey (t)->survey;
  g_autofree char *estimates = produce_estimates_path (t->output);
  g_autofree char *audit = harmonise_path (t->output, "audit", s->id, ".csv");
  g_autofree char *harmonised = harmonise_path (t->output, "harmonised", s->id, ".csv");

  puts ("\nThe files, as they are now");
  for (char **file = s->source.files; file && *file; file++)
    print_file (file == s->source.files ? "data" : "", *file);
  print_file ("dictionary", s->source.dictionary);
  print_file ("survey", s->path);
  print_file ("codebook", t->project->codebook->path);
  print_file ("plan", t->project->plan->path);
  print_file ("study", t->project->study->path);
  print_file ("harmonised", harmonised);
  print_file ("audit", audit);
  print_file ("estimates", estimates);
}
