#include <config.h>

#include "model/checks.h"

#include "model/codebook.h"
#include "model/field.h"

#include <string.h>

static const char *const keys[] = {"if", "say", NULL};

/* Far more than a questionnaire has; so many excluded ones fit into an expression. */
enum { MOST_CHECKS = 1000, MOST_EXCLUDED = 40 };

static void
append (struct checks *checks, struct check_spec *check)
{
  checks->items = g_renew (struct check_spec, checks->items, checks->n + 1);
  checks->items[checks->n++] = *check;
}

static void
clear (struct check_spec *check)
{
  field_expr_clear (&check->condition);
  g_free (check->say);
}

void
checks_read (struct checks *checks, const struct yaml_node *node, struct diag *diag)
{
  static const char what[] = "an item of `checks`";
  size_t n;

  if (!node || !yaml_want (node, YAML_SEQUENCE, "`checks`", diag))
    return;
  n = field_list_limited (node, MOST_CHECKS, "`checks`", diag);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = node->items[i];
    struct check_spec check = {.place = item->place};
    if (!yaml_want (item, YAML_MAPPING, what, diag))
      continue;
    yaml_check_keys (item, what, keys, diag);
    if (yaml_need (item, what, "if", diag))
      field_expr (item, "if", &check.condition, diag);
    if (yaml_need (item, what, "say", diag))
      check.say = field_text (item, "say", diag);
    if (check.condition.text && check.say)
      append (checks, &check);
    else
      clear (&check);
  }
}

/* ---- excludes ---- */

/* The category that a tick is: code 1 of a yes or no in which 0 is no; NULL if it is none, or its
   name cannot stand in an expression. */
static const char *
ticked (const struct variable *v)
{
  long yes = variable_category_code (v, 1);

  return v->type == TYPE_BINARY && yes >= 0 && variable_category_code (v, 0) >= 0 &&
                 !strpbrk (v->categories[yes].name, "\"\\")
             ? v->categories[yes].name
             : NULL;
}

static bool
check_ticked (const struct variable *v, const struct yaml_node *node, struct diag *diag)
{
  if (ticked (v))
    return true;
  diag_add (diag, FIND_BAD_VALUE, node->place,
            "`excludes` is for yes or no: \"%s\" must be binary with the codes 0 and 1", v->name);
  diag_note (diag, v->place, "\"%s\" is declared here", v->name);
  return false;
}

static const struct variable *
excluded (const struct codebook *cb, const struct variable *self, const struct yaml_node *node,
          struct diag *diag)
{
  const char *name = yaml_text (node, "a variable of `excludes`", diag);
  const struct variable *v = name ? codebook_find (cb, name) : NULL;

  if (name && !v) {
    diag_add (diag, FIND_UNKNOWN_VARIABLE, node->place, "the codebook has no variable \"%s\"",
              name);
    diag_suggest (diag, codebook_near (cb, name));
  } else if (v == self && v) {
    diag_add (diag, FIND_BAD_VALUE, node->place, "\"%s\" cannot exclude itself", name);
    return NULL;
  }
  return v && check_ticked (v, node, diag) ? v : NULL;
}

/* told_nobody == "yes" and any(told_parent == "yes", ...) */
static void
add_exclusion (struct checks *checks, const struct codebook *cb, const struct variable *v,
               const struct yaml_node *list, struct diag *diag)
{
  g_autoptr (GString) text = g_string_new (NULL);
  size_t n = field_list_limited (list, MOST_EXCLUDED, "`excludes`", diag), known = 0;
  struct check_spec check = {.place = list->place, .variable = v->name};

  if (!check_ticked (v, list, diag))
    return;
  if (field_list_n (list) == 0)
    diag_add (diag, FIND_BAD_VALUE, list->place, "`excludes` is empty");
  g_string_append_printf (text, "%s == \"%s\" and any(", v->name, ticked (v));
  for (size_t i = 0; i < n; i++) {
    const struct variable *other = excluded (cb, v, field_list_at (list, i), diag);
    if (other)
      g_string_append_printf (text, "%s%s == \"%s\"", known++ ? ", " : "", other->name,
                              ticked (other));
  }
  g_string_append_c (text, ')');
  if (known == 0)
    return;
  check.condition = (struct expr_text){.text = g_strdup (text->str), .place = list->place};
  check.say = g_strdup_printf ("\"%s\" stands beside an answer that it excludes", v->name);
  append (checks, &check);
}

void
checks_add_exclusions (struct checks *checks, const struct codebook *cb, struct diag *diag)
{
  const struct yaml_node *variables = yaml_get (cb->doc->root, "variables");

  for (size_t i = 0; i < cb->n_variables; i++) {
    const struct yaml_node *list = yaml_get (variables->items[i], "excludes");
    if (list)
      add_exclusion (checks, cb, &cb->variables[i], list, diag);
  }
}

void
checks_clear (struct checks *checks)
{
  for (size_t i = 0; i < checks->n; i++)
    clear (&checks->items[i]);
  g_free (checks->items);
  *checks = (struct checks){0};
}
