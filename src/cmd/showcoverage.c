#include <config.h>

#include "cmd/show.h"
#include "report/coverage.h"

#include <string.h>

/* Which variables hold the word, and how many; one that is called so stands alone. */
static size_t
find_variables (const struct codebook *cb, const char *word, bool *shown, size_t *last)
{
  g_autofree char *normal = word ? label_normalise (word) : NULL;
  const struct variable *named = word ? codebook_find (cb, word) : NULL;
  size_t n = 0;

  for (size_t v = 0; v < cb->n_variables; v++) {
    shown[v] = named ? named->index == v : show_variable_holds (&cb->variables[v], normal);
    if (shown[v]) {
      *last = v;
      n++;
    }
  }
  return n;
}

static void
show_matrix (const struct options *o, const struct coverage *c, const bool *shown, struct diag *d)
{
  if (o->csv) {
    show_table (o, coverage_csv_table (c, shown), NULL, NULL, d);
    return;
  }
  show_table (o, coverage_matrix (c, shown), NULL, NULL, d);
  putchar ('\n');
  show_table (o, coverage_summary (c, shown), NULL, NULL, d);
}

bool
show_coverage (const struct options *o, struct project *p, const char *file, const char *word,
               struct diag *d)
{
  g_autofree const struct survey **surveys = NULL;
  g_autofree bool *shown = NULL;
  struct coverage *c;
  size_t n, last = 0;

  /* The plan may be wrong: it is not looked at. */
  project_add_study (p, file, d);
  if (!p->codebook)
    return true;
  if (!show_language_known (o, p->codebook))
    return false;
  if (p->surveys->len == 0)
    return true;
  surveys = g_new (const struct survey *, p->surveys->len);
  for (guint i = 0; i < p->surveys->len; i++)
    surveys[i] = g_array_index (p->surveys, struct project_survey, i).survey;
  shown = g_new0 (bool, p->codebook->n_variables + 1);
  n = find_variables (p->codebook, word, shown, &last);
  c = coverage_new (p->codebook, surveys, p->surveys->len, o->language);
  if (n == 0 && !o->csv)
    printf ("nothing in %s holds \"%s\"\n", p->codebook->id, word);
  else if (n == 1 && word && !o->csv) {
    printf ("%s: %s\n", c->variables[last].name, c->variables[last].label);
    show_table (o, coverage_of_variable (c, last), NULL, NULL, d);
  } else
    show_matrix (o, c, shown, d);
  coverage_free (c);
  return true;
}
