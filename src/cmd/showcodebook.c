#include <config.h>

#include "base/number.h"
#include "cmd/show.h"

#include <math.h>

static void
range_text (const struct variable *v, char *out, size_t size)
{
  char lo[NUMBER_SIZE] = "", hi[NUMBER_SIZE] = "";
  if (isfinite (v->lo))
    number_format (v->lo, lo);
  if (isfinite (v->hi))
    number_format (v->hi, hi);
  g_snprintf (out, size, "%s..%s", lo, hi);
}

static void
show_variable (const struct variable *v, const char *language)
{
  char range[2 * NUMBER_SIZE + 2];

  printf ("%s: %s\n", v->name, label_in (&v->label, language, v->name));
  show_line ("question", label_in (&v->question, language, NULL));
  show_line ("module", v->module);
  show_line ("tier", tier_name (v->tier));
  show_line ("type", variable_type_name (v->type));
  show_line ("unit", v->unit);
  if (v->has_range) {
    range_text (v, range, sizeof range);
    show_line ("range", range);
  }
  show_line ("asked if", v->asked_if.text);
  show_line ("derived as", v->derive.text);
  for (size_t i = 0; i < v->n_categories; i++) {
    const struct category *c = &v->categories[i];
    printf ("  %12d %s: %s\n", c->code, c->name, label_in (&c->label, language, c->name));
  }
}

bool
show_codebook (const struct options *o, struct project *p, const char *file, const char *word,
               struct diag *d)
{
  struct codebook *cb = project_codebook (p, file, d);
  static const char *const headers[] = {"variable", "type", "module", "tier", "label"};
  struct table *t;
  const struct variable *only = NULL;
  size_t found = 0;
  g_autofree char *normal = word ? label_normalise (word) : NULL;

  if (!cb)
    return true;
  if (!show_language_known (o, cb))
    return false;
  t = table_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (headers); i++)
    table_column (t, headers[i], false, -1);
  for (size_t i = 0; i < cb->n_variables; i++) {
    const struct variable *v = &cb->variables[i];
    if (!show_variable_holds (v, normal))
      continue;
    found++;
    only = v;
    table_text (t, v->name);
    table_text (t, variable_type_name (v->type));
    table_text (t, v->module);
    table_text (t, tier_name (v->tier));
    table_text (t, label_in (&v->label, o->language, v->name));
  }
  if (word && codebook_find (cb, word)) {
    only = codebook_find (cb, word);
    found = 1;
  }
  if (word && found == 1 && !o->csv) {
    show_variable (only, o->language);
    table_free (t);
  } else
    show_table (o, t, cb->id, word, d);
  return true;
}
