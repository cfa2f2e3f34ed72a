#include <config.h>

#include "model/itemset.h"

#include "model/field.h"

#include <string.h>

enum { MOST_ITEMS = 100 };

const char ITEMSET_ANY[] = "any_of", ITEMSET_NONE[] = "none_of";
static const char USUAL_ANSWER[] = "yes";

static const char *const item_keys[] = {"title", "of", NULL};

static char *
title_words (const char *name)
{
  return g_strdup_printf ("the title of item \"%s\"", name);
}

static bool
is_taken (const struct itemset *set, const char *name)
{
  for (size_t i = 0; i < set->n; i++)
    if (strcmp (set->items[i].name, name) == 0)
      return true;
  return false;
}

/* The rows of all items and of the totals need names of their own. */
static bool
name_fits (const struct itemset *set, const char *name, struct place place, struct diag *diag)
{
  g_autofree char *near = NULL;
  if (!field_name_valid (name)) {
    near = field_name_near (name);
    diag_add (diag, FIND_BAD_VALUE, place,
              "\"%s\" cannot name an item: use small letters, digits and _ only, beginning with a "
              "letter, at most %d characters",
              name, FIELD_LONGEST_NAME);
    diag_suggest (diag, near);
  } else if (strcmp (name, ITEMSET_ANY) == 0 || strcmp (name, ITEMSET_NONE) == 0)
    diag_add (diag, FIND_DUPLICATE_NAME, place,
              "an item cannot be called \"%s\": `totals: yes` adds a row of that name", name);
  else if (is_taken (set, name))
    diag_add (diag, FIND_DUPLICATE_NAME, place, "item \"%s\" stands twice in the set", name);
  else
    return true;
  return false;
}

/* `name == "answer"`. */
static char *
condition_of (const char *name, const char *answer)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, "%s == \"", name);
  for (const char *p = answer; *p; p++)
    g_string_append_printf (text, "%s%c", *p == '"' || *p == '\\' ? "\\" : "", *p);
  g_string_append_c (text, '"');
  return g_string_free (text, FALSE);
}

/* A list of variables, each with the same answer. */
static void
read_variables (struct itemset *set, const struct yaml_node *list, const char *answer, size_t most,
                struct diag *diag)
{
  for (size_t i = 0; i < most; i++) {
    const struct yaml_node *node = list->items[i];
    g_autofree char *name = field_node_text (node, "an item", diag);
    if (!name)
      continue;
    if (!field_name_valid (name) && strpbrk (name, "=<>()\" ")) {
      diag_add (diag, FIND_BAD_VALUE, node->place,
                "in a list each item is the name of a variable; give conditions names, as in `of: "
                "{name: condition}`");
      continue;
    }
    if (!name_fits (set, name, node->text_place, diag))
      continue;
    set->items[set->n++] =
        (struct item){.name = g_strdup (name),
                      .is_variable = true,
                      .of = {.text = condition_of (name, answer), .place = node->text_place},
                      .place = node->text_place};
  }
}

static void
read_condition (struct item *item, const struct yaml_node *key, const struct yaml_node *node,
                struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("item \"%s\"", key->text);
  g_autofree char *title = title_words (key->text);

  *item = (struct item){.name = g_strdup (key->text), .place = key->place};
  if (node->kind == YAML_MAPPING) {
    yaml_check_keys (node, what, item_keys, diag);
    label_read (&item->title, yaml_get (node, "title"), title, NULL, diag);
    if (yaml_need (node, what, "of", diag))
      field_expr (node, "of", &item->of, diag);
  } else if ((item->of.text = field_node_text (node, what, diag))) {
    item->of.place = node->text_place;
    item->of.on_line = node->literal;
  }
}

static void
read_items (struct itemset *set, const struct yaml_node *of, const char *answer, struct diag *diag)
{
  size_t most = MIN (of->n, MOST_ITEMS);

  if (of->kind == YAML_SCALAR) {
    diag_add (diag, FIND_WRONG_TYPE, of->place,
              "`of` of a set must be a list of variables, or a mapping of names to conditions, not "
              "one value");
    return;
  }
  if (of->n > MOST_ITEMS)
    diag_add (diag, FIND_BAD_VALUE, of->items[MOST_ITEMS]->place,
              "`of` has %zu items; at most %d are possible", of->n, MOST_ITEMS);
  if (of->n < 2)
    diag_add (diag, FIND_BAD_VALUE, of->place,
              "a set needs two items or more; of one, write `measure: proportion`");
  set->items = g_new0 (struct item, most + 1);
  if (of->kind == YAML_SEQUENCE) {
    read_variables (set, of, answer, most, diag);
    return;
  }
  for (size_t i = 0; i < most; i++)
    if (name_fits (set, of->keys[i]->text, of->keys[i]->place, diag)) {
      read_condition (&set->items[set->n], of->keys[i], of->items[i], diag);
      set->n++;
    }
}

void
itemset_read (struct itemset *set, const struct yaml_node *map, struct diag *diag)
{
  static const char *const bases[] = {"any", "all", NULL};
  const struct yaml_node *of = yaml_get (map, "of"), *totals = yaml_get (map, "totals");
  const struct yaml_node *key = yaml_key (map, "answer");
  g_autofree char *answer = field_text (map, "answer", diag);
  int base = 0;

  if (key && of && of->kind == YAML_MAPPING)
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "`answer` goes with a list of variables; here each item has a condition of its own");
  if (of)
    read_items (set, of, answer ? answer : USUAL_ANSWER, diag);
  field_choice (map, "base", bases, &base, diag);
  set->all = base != 0;
  if (totals)
    yaml_bool (totals, "`totals`", &set->totals, diag);
}

void
itemset_clear (struct itemset *set)
{
  for (size_t i = 0; i < set->n; i++) {
    g_free (set->items[i].name);
    label_clear (&set->items[i].title);
    field_expr_clear (&set->items[i].of);
  }
  g_free (set->items);
  *set = (struct itemset){0};
}
