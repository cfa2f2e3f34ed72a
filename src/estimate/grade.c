#include <config.h>

#include "estimate/grade.h"

struct expr **
grade_derivations (const struct codebook *cb)
{
  struct expr_scope scope = expr_codebook_scope (cb);
  struct expr **derive = g_new0 (struct expr *, cb->n_variables + 1);
  struct diag *unheard = diag_new ();

  for (size_t v = 0; v < cb->n_variables; v++)
    if (cb->variables[v].derive.text)
      derive[v] = expr_new (&cb->variables[v].derive, &scope, unheard);
  diag_free (unheard);
  return derive;
}

void
grade_derivations_free (struct expr **derive, const struct codebook *cb)
{
  for (size_t v = 0; v < cb->n_variables; v++)
    expr_free (derive[v]);
  g_free (derive);
}

struct grading {
  const struct dataset *dataset;
  struct expr *const *derive;
  enum grade *grades;
  bool *done, *asked; /* a variable is asked until it is known not to be */
};

static void
grade_one (struct grading *g, size_t v)
{
  const struct dataset *ds = g->dataset;
  enum grade weakest = GRADE_EXACT;
  size_t n = 0;
  const size_t *slots;

  if (g->done[v])
    return;
  g->done[v] = true; /* before its sources: a circle ends here */
  g->grades[v] = (enum grade)ds->comparability[v];
  if (ds->not_asked[v] || (ds->derived[v] && !g->derive[v]))
    g->grades[v] = GRADE_NOT_ASKED;
  else if (ds->derived[v]) {
    slots = expr_slots (g->derive[v], &n);
    for (size_t i = 0; i < n; i++) {
      grade_one (g, slots[i]);
      weakest = MAX (weakest, g->grades[slots[i]]);
    }
    if (weakest == GRADE_NOT_ASKED)
      weakest = GRADE_PARTIAL;
    for (size_t i = 0; i < n; i++)
      if (g->grades[slots[i]] != GRADE_NOT_ASKED)
        weakest = MAX (weakest, g->grades[slots[i]]);
    g->grades[v] = expr_answerable (g->derive[v], g->asked) ? weakest : GRADE_NOT_ASKED;
  }
  g->asked[v] = g->grades[v] != GRADE_NOT_ASKED;
}

void
grade_variables (const struct dataset *ds, struct expr *const *derive, enum grade *grades)
{
  size_t n = ds->codebook->n_variables;
  g_autofree bool *done = g_new0 (bool, n + 1), *asked = g_new0 (bool, n + 1);
  struct grading g = {ds, derive, grades, done, asked};

  for (size_t v = 0; v < n; v++)
    asked[v] = true;
  for (size_t v = 0; v < n; v++)
    grade_one (&g, v);
}
