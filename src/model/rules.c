#include <config.h>

#include "model/rules.h"

#include "base/regex.h"
#include "model/field.h"
#include "model/rule.h"

#include <stdlib.h>
#include <string.h>

/* ---- Variants ---- */

static void
overlaid_free (void *node_)
{
  struct yaml_node *node = node_;
  g_free (node->keys);
  g_free (node->items);
  g_free (node);
}

static void
lay_key (struct yaml_node *node, struct yaml_node *key, struct yaml_node *item)
{
  node->keys[node->n] = key;
  node->items[node->n++] = item;
}

/* The rule as a variant has it: what the variant says, and of the rule what it leaves unsaid.  One
   that gives another source (column, value ...) says all but comparability and note anew. */
static const struct yaml_node *
lay_over (struct survey *survey, const struct yaml_node *rule, const struct yaml_node *variant)
{
  static const char *const beside[] = {"comparability", "note", "for", NULL};
  struct yaml_node *node = g_new (struct yaml_node, 1);
  bool anew = rule_has_kind (variant);

  *node = *rule;
  node->place = variant->place;
  node->n = 0;
  node->keys = g_new (struct yaml_node *, rule->n + variant->n + 1);
  node->items = g_new (struct yaml_node *, rule->n + variant->n + 1);
  for (size_t i = 0; i < variant->n; i++)
    lay_key (node, variant->keys[i], variant->items[i]);
  for (size_t i = 0; i < rule->n; i++)
    if (!yaml_get (variant, rule->keys[i]->text) && strcmp (rule->keys[i]->text, "variants") != 0 &&
        (!anew || g_strv_contains (beside, rule->keys[i]->text)))
      lay_key (node, rule->keys[i], rule->items[i]);
  g_ptr_array_add (survey->overlaid, node);
  return node;
}

static void
check_variant (const struct yaml_node *key, const struct yaml_node *variant, struct diag *diag)
{
  const struct yaml_node *again;

  if (!field_name_valid (key->text)) {
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "\"%s\" cannot name a variant: use small letters, digits and _, beginning with a "
              "letter",
              key->text);
    g_autofree char *near = field_name_near (key->text);
    diag_suggest (diag, near);
  }
  if (yaml_want (variant, YAML_MAPPING, "a variant", diag) &&
      (again = yaml_key (variant, "variants")))
    diag_add (diag, FIND_UNKNOWN_KEY, again->place, "a variant has no `variants` of its own");
}

/* The rule to be read: as the survey's variant has it, where it has one. */
static const struct yaml_node *
choose (struct survey *survey, const struct yaml_node *rule, GHashTable *names, struct diag *diag)
{
  const struct yaml_node *variants = yaml_get (rule, "variants"), *chosen;

  if (!variants || !yaml_want (variants, YAML_MAPPING, "`variants`", diag))
    return rule;
  for (size_t i = 0; i < variants->n; i++) {
    check_variant (variants->keys[i], variants->items[i], diag);
    g_hash_table_add (names, variants->keys[i]->text);
  }
  chosen = survey->variant ? yaml_get (variants, survey->variant) : NULL;
  return chosen && chosen->kind == YAML_MAPPING ? lay_over (survey, rule, chosen) : rule;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static char **
sorted_names (GHashTable *names)
{
  guint n;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (names, &n);
  char **sorted = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    sorted[i] = g_strdup (keys[i]);
  qsort (sorted, n, sizeof *sorted, compare_names);
  return sorted;
}

/* ---- Rules ---- */

static void
add_rule (GArray *rules, const struct rule_head *head, const struct yaml_node *node,
          struct diag *diag)
{
  struct rule rule;
  bool twice = false;

  for (guint i = 0; i < rules->len && !twice; i++) {
    const struct rule *old = &g_array_index (rules, struct rule, i);
    if (strcmp (old->variable, head->variable) != 0)
      continue;
    diag_add (diag, FIND_DUPLICATE_NAME, head->place, "\"%s\" has two rules", head->variable);
    diag_note (diag, old->place, "the first one is here");
    twice = true;
  }
  if (twice)
    return;
  rule_read (&rule, head, node, diag);
  g_array_append_val (rules, rule);
}

/* ---- Grids ---- */

/* The columns that a grid's pattern takes, to be held against the header. */
static void
add_grid (GArray *grids, const struct yaml_node *node, const GArray *rules, guint first)
{
  const struct yaml_node *column = yaml_get (node, "column");
  struct grid grid = {0};
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (!column || column->kind != YAML_SCALAR || !regex_is_slashed (column->text))
    return;
  for (guint i = first; i < rules->len; i++) {
    const char *name = g_array_index (rules, struct rule, i).column.text;
    if (name)
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_add (names, NULL);
  grid.pattern = g_strdup (column->text);
  grid.place = column->place;
  grid.columns = (char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
  g_array_append_val (grids, grid);
}

static bool
refers_to_part (const struct yaml_node *node)
{
  const struct yaml_node *column = yaml_get (node, "column");
  return column && column->kind == YAML_SCALAR &&
         (regex_is_slashed (column->text) || strstr (column->text, "$1"));
}

/* `for: {A: excess_eating, B: excess_bothered}`: a rule for each; or a list of variables, where
   there is no part to tell them apart. */
static void
read_grid (const struct survey *survey, const struct yaml_node *node, GArray *rules, GArray *grids,
           struct diag *diag)
{
  const struct yaml_node *parts = yaml_get (node, "for");
  guint first = rules->len;

  if (parts->kind == YAML_SCALAR || parts->n == 0) {
    diag_add (diag, FIND_BAD_VALUE, parts->place,
              "`for` says which part of the columns' names goes to which variable, as in "
              "{A: excess_eating, B: excess_bothered}");
    return;
  }
  if (parts->kind == YAML_SEQUENCE && refers_to_part (node)) {
    diag_add (diag, FIND_BAD_VALUE, parts->place,
              "`for` is a list here; say for each variable which part of the columns' names it "
              "is, as in {A: excess_eating, B: excess_bothered}");
    return;
  }
  for (size_t i = 0; i < parts->n; i++) {
    const struct yaml_node *item = parts->items[i];
    const char *variable = yaml_text (item, "a variable under `for`", diag);
    struct rule_head head = {variable, item->place,
                             parts->kind == YAML_MAPPING ? parts->keys[i]->text : NULL,
                             survey->source.preset};
    if (variable)
      add_rule (rules, &head, node, diag);
  }
  add_grid (grids, node, rules, first);
}

/* ---- The whole ---- */

void
rules_read (struct survey *survey, const struct yaml_node *node, struct diag *diag)
{
  GArray *rules = g_array_new (FALSE, FALSE, sizeof (struct rule));
  GArray *grids = g_array_new (FALSE, FALSE, sizeof (struct grid));
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  survey->overlaid = g_ptr_array_new_with_free_func (overlaid_free);
  if (!node || !yaml_want (node, YAML_MAPPING, "`crosswalk`", diag))
    node = NULL;
  for (size_t i = 0; node && i < node->n; i++) {
    const struct yaml_node *rule = choose (survey, node->items[i], names, diag);
    struct rule_head head = {node->keys[i]->text, node->keys[i]->place, NULL,
                             survey->source.preset};
    if (yaml_get (rule, "for"))
      read_grid (survey, rule, rules, grids, diag);
    else
      add_rule (rules, &head, rule, diag);
  }
  survey->variants = sorted_names (names);
  survey->n_rules = rules->len;
  survey->rules = (struct rule *)(void *)g_array_free (rules, FALSE);
  survey->n_grids = grids->len;
  survey->grids = (struct grid *)(void *)g_array_free (grids, FALSE);
}

void
rules_clear (struct survey *survey)
{
  for (size_t i = 0; i < survey->n_rules; i++)
    rule_clear (&survey->rules[i]);
  for (size_t i = 0; i < survey->n_grids; i++) {
    g_free (survey->grids[i].pattern);
    g_strfreev (survey->grids[i].columns);
  }
  g_free (survey->rules);
  g_free (survey->grids);
  g_strfreev (survey->variants);
  g_free (survey->variant);
  if (survey->overlaid)
    g_ptr_array_free (survey->overlaid, TRUE);
}
