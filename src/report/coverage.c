#include <config.h>

#include "report/coverage.h"

#include "report/phrases.h"

static const enum say grades[N_GRADES] = {
    [GRADE_EXACT] = SAY_EXACT,
    [GRADE_CLOSE] = SAY_CLOSE,
    [GRADE_PARTIAL] = SAY_PARTIAL,
    [GRADE_NONE] = SAY_NONE,
    [GRADE_NOT_ASKED] = SAY_GRADE_NOT_ASKED,
};

static bool
is_shown (const bool *shown, size_t variable)
{
  return shown == NULL || shown[variable];
}

/* In how many surveys is it asked? */
static size_t
times_asked (const struct coverage *c, size_t variable)
{
  size_t n = 0;
  for (size_t s = 0; s < c->n_surveys; s++)
    n += c->variables[variable].cells[s].grade != GRADE_NOT_ASKED;
  return n;
}

static size_t
n_of_grade (const struct coverage *c, size_t survey, enum grade grade, const bool *shown)
{
  size_t n = 0;
  for (size_t v = 0; v < c->n_variables; v++)
    n += is_shown (shown, v) && c->variables[v].cells[survey].grade == grade;
  return n;
}

struct table *
coverage_summary (const struct coverage *c, const bool *shown)
{
  struct table *t = table_new ();

  table_column (t, phrase (SAY_SURVEY, c->language), false, 0);
  for (enum grade g = 0; g < N_GRADES; g++)
    table_column (t, phrase (grades[g], c->language), true, 0);
  for (size_t s = 0; s < c->n_surveys; s++) {
    table_text (t, c->surveys[s]);
    for (enum grade g = 0; g < N_GRADES; g++)
      table_number (t, (double)n_of_grade (c, s, g, shown));
  }
  return t;
}

struct table *
coverage_of_variable (const struct coverage *c, size_t variable)
{
  const struct coverage_variable *v = &c->variables[variable];
  struct table *t = table_new ();

  table_column (t, phrase (SAY_SURVEY, c->language), false, 0);
  table_column (t, phrase (SAY_GRADE, c->language), false, 0);
  table_column (t, phrase (SAY_NOTES, c->language), false, 0);
  for (size_t s = 0; s < c->n_surveys; s++) {
    table_text (t, c->surveys[s]);
    table_text (t, phrase (grades[v->cells[s].grade], c->language));
    table_text (t, v->cells[s].note);
  }
  return t;
}

/* "BRA-2018: three points where the codebook has four | CHL-2022: ..." */
static char *
notes_of (const struct coverage *c, size_t variable)
{
  GString *text = g_string_new (NULL);

  for (size_t s = 0; s < c->n_surveys; s++) {
    const char *note = c->variables[variable].cells[s].note;
    if (note != NULL)
      g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? " | " : "", c->surveys[s],
                              phrase (SAY_COLON, c->language), note);
  }
  return g_string_free (text, FALSE);
}

static void
add_notes (struct table *t, const struct coverage *c, size_t variable)
{
  g_autofree char *notes = notes_of (c, variable);
  table_text (t, *notes != '\0' ? notes : NULL);
}

/* What stands beside the grades: WIDE has room for labels and notes.  With MACHINE all words but
   labels and notes are those of files. */
static struct table *
make_matrix (const struct coverage *c, const bool *shown, bool wide, bool machine)
{
  const char *language = c->language;
  struct table *t = table_new ();

  table_column (t, machine ? "module" : phrase (SAY_MODULE, language), false, 0);
  table_column (t, machine ? "variable" : phrase (SAY_VARIABLE, language), false, 0);
  if (wide)
    table_column (t, machine ? "label" : phrase (SAY_LABEL, language), false, 0);
  for (size_t s = 0; s < c->n_surveys; s++)
    table_column (t, c->surveys[s], false, 0);
  table_column (t, machine ? "surveys" : phrase (SAY_SURVEYS, language), true, 0);
  if (wide)
    table_column (t, machine ? "notes" : phrase (SAY_NOTES, language), false, 0);
  for (size_t v = 0; v < c->n_variables; v++) {
    const struct coverage_variable *variable = &c->variables[v];
    if (!is_shown (shown, v))
      continue;
    table_text (t, *variable->module != '\0' ? variable->module : NULL);
    table_text (t, variable->name);
    if (wide)
      table_text (t, variable->label);
    for (size_t s = 0; s < c->n_surveys; s++) {
      enum grade grade = variable->cells[s].grade;
      table_text (t, machine ? grade_name (grade) : phrase (grades[grade], language));
    }
    table_number (t, (double)times_asked (c, v));
    if (wide)
      add_notes (t, c, v);
  }
  return t;
}

struct table *
coverage_matrix (const struct coverage *c, const bool *shown)
{
  return make_matrix (c, shown, false, false);
}

struct table *
coverage_csv_table (const struct coverage *c, const bool *shown)
{
  return make_matrix (c, shown, true, true);
}

/* "BRA-2018: 80 exact, 12 close, ..." */
static void
say_summary (struct sheet *s, const struct coverage *c, size_t survey)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (enum grade g = 0; g < N_GRADES; g++)
    g_string_append_printf (text, "%s%zu %s", g > 0 ? ", " : "", n_of_grade (c, survey, g, NULL),
                            phrase (grades[g], c->language));
  sheet_say (s, c->surveys[survey], phrase (SAY_COLON, c->language), text->str);
}

struct sheet *
coverage_sheet (const struct coverage *c, const char *name, const char *contents)
{
  struct sheet *s = sheet_new (name);
  const char *language = c->language, *colon = phrase (SAY_COLON, language);

  sheet_line (s, LINE_TITLE, phrase (SAY_COVERAGE_TITLE, language), NULL);
  sheet_line (s, LINE_TEXT, phrase (SAY_ONE_TABLE, language), NULL);
  sheet_line (s, LINE_TEXT, phrase (SAY_BACK, language), contents);
  sheet_say (s, phrase (SAY_EXACT, language), colon, phrase (SAY_EXACT_MEANS, language));
  sheet_say (s, phrase (SAY_CLOSE, language), colon, phrase (SAY_CLOSE_MEANS, language));
  sheet_say (s, phrase (SAY_PARTIAL, language), colon, phrase (SAY_PARTIAL_MEANS, language));
  sheet_say (s, phrase (SAY_NONE, language), colon, phrase (SAY_NONE_MEANS, language));
  sheet_say (s, phrase (SAY_GRADE_NOT_ASKED, language), colon,
             phrase (SAY_NOT_ASKED_MEANS, language));
  sheet_line (s, LINE_TEXT, phrase (SAY_WEAKEST, language), NULL);
  for (size_t i = 0; i < c->n_surveys; i++)
    say_summary (s, c, i);
  s->table = make_matrix (c, NULL, true, false);
  return s;
}
