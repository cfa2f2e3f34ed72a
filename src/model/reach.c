#include <config.h>

#include "model/reach.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

static void
reach_name (const struct variable *v, const char *target, bool *reached)
{
  long position = target ? variable_category (v, target) : -1;

  if (position >= 0)
    reached[position] = true;
}

static void
reach_all (const struct variable *v, bool *reached)
{
  for (size_t i = 0; i < v->n_categories; i++)
    reached[i] = true;
}

static bool
is_called (const struct category *c, const char *normal)
{
  g_autofree char *name = label_normalise (c->name);

  if (strcmp (name, normal) == 0)
    return true;
  for (size_t i = 0; i < c->label.n; i++) {
    g_autofree char *label = label_normalise (c->label.texts[i]);
    if (strcmp (label, normal) == 0)
      return true;
  }
  return false;
}

/* A code that is copied, or that the codebook's labels are looked up for. */
static bool
reach_code (const struct rule *rule, const struct variable *v, const struct source_code *code,
            struct number_marks marks, bool *reached)
{
  double number;
  bool any = false;

  if (!rule->labels) {
    long position = number_read (code->value, strlen (code->value), marks, &number) &&
                            number == floor (number) && fabs (number) < G_MAXINT
                        ? variable_category_code (v, (int)number)
                        : -1;
    if (position < 0)
      return false;
    reached[position] = true;
    return true;
  }
  const char *const texts[] = {code->value, code->label};
  for (size_t t = 0; t < G_N_ELEMENTS (texts); t++) {
    g_autofree char *normal = label_normalise (texts[t]);
    for (size_t i = 0; i < v->n_categories; i++)
      if (is_called (&v->categories[i], normal))
        any = reached[i] = true;
  }
  return any;
}

/* What a column gives without a line that names it.  A list of codes of which none is a category
   says nothing of those that are: often the missing codes alone are declared. */
static void
reach_unnamed (const struct rule *rule, const struct variable *v, const struct source_spec *source,
               const char *column, bool *reached)
{
  const struct codelist *list = codes_find (source->codes, column);
  bool any = false;

  for (size_t i = 0; list && i < list->n; i++)
    if (reach_code (rule, v, &list->codes[i], source->marks, reached))
      any = true;
  if (!any)
    reach_all (v, reached);
}

void
rule_reach (const struct rule *rule, const struct variable *v, const struct source_spec *source,
            bool *reached)
{
  memset (reached, 0, v->n_categories * sizeof *reached);
  for (size_t i = 0; i < rule->n_when; i++)
    reach_name (v, rule->when[i].target, reached);
  switch (rule->kind) {
  case RULE_VALUE:
    reach_all (v, reached);
    break;
  case RULE_CONSTANT:
    reach_name (v, rule->constant, reached);
    break;
  case RULE_COLUMN:
    for (size_t i = 0; i < rule->n_lines; i++)
      reach_name (v, rule->lines[i].target, reached);
    reach_name (v, rule->otherwise, reached);
    if (rule->labels || !rule->n_lines) {
      reach_unnamed (rule, v, source, rule->column.text, reached);
      for (size_t i = 0; i < rule->n_others; i++)
        reach_unnamed (rule, v, source, rule->others[i].text, reached);
    }
    break;
  case RULE_ABSENT:
    break;
  }
}

char *
rule_unreached (const struct rule *rule, const struct variable *v, const struct source_spec *source)
{
  g_autofree bool *reached = g_new0 (bool, v->n_categories + 1);
  g_autoptr (GString) all = g_string_new (NULL);

  if (rule->kind == RULE_ABSENT || !variable_is_categorical (v))
    return NULL;
  rule_reach (rule, v, source, reached);
  for (size_t i = 0; i < v->n_categories; i++)
    if (!reached[i])
      g_string_append_printf (all, "%s%s", all->len ? ", " : "",
                              label_in (&v->categories[i].label, NULL, v->categories[i].name));
  return all->len ? g_strdup (all->str) : NULL;
}
