/* The matrix of variables and surveys. */
#include <config.h>

#include "estimate/grade.h"
#include "estimate/results.h"
#include "estimate/words.h"

struct maker {
  const struct codebook *codebook;
  struct expr *const *derive;
  const char *language;
};

/* "sex: close; age: not asked": the sources of a derived variable that make it less than exact. */
static char *
lacks_of (const struct maker *m, size_t v, const enum grade *grades)
{
  GString *text = g_string_new (NULL);
  size_t n = 0;
  const size_t *slots = m->derive[v] ? expr_slots (m->derive[v], &n) : NULL;

  for (size_t i = 0; i < n; i++)
    if (grades[slots[i]] != GRADE_EXACT)
      g_string_append_printf (text, "%s%s: %s", text->len ? "; " : "",
                              m->codebook->variables[slots[i]].name,
                              words (words_of_grade (grades[slots[i]]), m->language));
  return g_string_free (text, FALSE);
}

/* What the crosswalk says of a variable, and which of its categories cannot occur; or NULL. */
static char *
note_of (const struct maker *m, const struct dataset *ds, size_t v)
{
  const char *note = ds->note[v], *unreached = ds->unreached[v];

  if (!unreached)
    return g_strdup (note);
  return g_strdup_printf ("%s%s%s: %s", note ? note : "", note ? "; " : "",
                          words (PHRASE_UNREACHED, m->language), unreached);
}

static void
add_survey (const struct maker *m, struct coverage *c, size_t s, const struct survey *survey)
{
  struct dataset *ds = dataset_new (m->codebook, survey);
  g_autofree enum grade *grades = g_new0 (enum grade, c->n_variables + 1);

  grade_variables (ds, m->derive, grades);
  for (size_t v = 0; v < c->n_variables; v++) {
    struct coverage_cell *cell = &c->variables[v].cells[s];
    cell->grade = grades[v];
    if (ds->derived[v] && grades[v] != GRADE_EXACT)
      cell->note = lacks_of (m, v, grades);
    else
      cell->note = note_of (m, ds, v);
  }
  c->surveys[s] = g_strdup (survey->id);
  dataset_free (ds);
}

struct coverage *
coverage_new (const struct codebook *cb, const struct survey *const *surveys, size_t n,
              const char *language)
{
  struct coverage *c = g_new0 (struct coverage, 1);
  struct maker m = {cb, NULL, language ? language : cb->languages[0]};
  struct expr **derive = grade_derivations (cb);

  m.derive = derive;
  c->language = g_strdup (m.language);
  c->n_surveys = n;
  c->surveys = g_new0 (char *, n + 1);
  c->n_variables = cb->n_variables;
  c->variables = g_new0 (struct coverage_variable, c->n_variables + 1);
  for (size_t v = 0; v < c->n_variables; v++) {
    const struct variable *variable = &cb->variables[v];
    c->variables[v] = (struct coverage_variable){
        .name = g_strdup (variable->name),
        .label = g_strdup (label_in (&variable->label, m.language, variable->name)),
        .module = g_strdup (variable->module),
        .cells = g_new0 (struct coverage_cell, n + 1)};
  }
  for (size_t s = 0; s < n; s++)
    add_survey (&m, c, s, surveys[s]);
  grade_derivations_free (derive, cb);
  return c;
}
