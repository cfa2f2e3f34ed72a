#include <config.h>

#include "harmonise/diffpart.h"

#include "base/number.h"
#include "expr/expr.h"

#include <string.h>

static void
add (const struct differ *d, const char *what, const char *old, struct place old_at,
     const char *new, struct place new_at)
{
  struct change c = {.subject = (char *)d->subject,
                     .what = (char *)what,
                     .old = (char *)old,
                     .new = (char *)new,
                     .old_line = old_at.line,
                     .new_line = new_at.line,
                     .level = d->level,
                     .effect = d->effect};
  changes_add (d->changes, &c);
}

void
differ_texts (const struct differ *d, const char *what, const char *old, struct place old_at,
              const char *new, struct place new_at)
{
  if (g_strcmp0 (old, new) != 0)
    add (d, what, old, old_at, new, new_at);
}

void
differ_exprs (const struct differ *d, const char *what, const struct expr_text *old,
              const struct expr_text *new)
{
  g_autofree char *a = old->text ? expr_canonical (old->text) : NULL;
  g_autofree char *b = new->text ? expr_canonical (new->text) : NULL;

  if (g_strcmp0 (a, b) != 0)
    add (d, what, old->text, old->place, new->text, new->place);
}

static const char *
text_in (const struct label *label, const char *language)
{
  return label_has (label, language) ? label_in (label, language, NULL) : NULL;
}

void
differ_labels (const struct differ *d, const char *what, const struct label *old,
               struct place old_at, const struct label *new, struct place new_at)
{
  const struct label *both[] = {old, new};

  for (size_t k = 0; k < G_N_ELEMENTS (both); k++)
    for (size_t i = 0; i < both[k]->n; i++) {
      const char *language = both[k]->languages[i];
      g_autofree char *named =
          *language ? g_strdup_printf ("%s (%s)", what, language) : g_strdup (what);
      if (k == 0 || !label_has (old, language))
        differ_texts (d, named, text_in (old, language), old_at, text_in (new, language), new_at);
    }
}

/* ---- Keys of mappings ---- */

static char *
scalar_words (const struct yaml_node *node, unsigned how)
{
  char number[NUMBER_SIZE];
  double value;

  if (yaml_is_null (node))
    return NULL;
  if ((how & KEY_NUMBER) && number_parse (node->text, node->len, '.', &value)) {
    number_format (value, number);
    return g_strdup (number);
  }
  return g_strdup (node->text);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static char *node_words (const struct yaml_node *, unsigned how);

/* "a, b": a list of one is the same as what it holds. */
static char *
list_words (const struct yaml_node *node, unsigned how)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  GString *list = g_string_new (NULL);

  for (size_t i = 0; i < node->n; i++) {
    char *words = node_words (node->items[i], how);
    if (!words || ((how & KEY_SET) && !*words))
      g_free (words);
    else
      g_ptr_array_add (items, words);
  }
  if (how & KEY_SET)
    g_ptr_array_sort (items, compare_texts);
  for (guint i = 0; i < items->len; i++) {
    const char *item = items->pdata[i];
    if (!(how & KEY_SET) || i == 0 || strcmp (item, items->pdata[i - 1]) != 0)
      g_string_append_printf (list, "%s%s", list->len ? ", " : "", item);
  }
  return g_string_free (list, FALSE);
}

static char *
mapping_words (const struct yaml_node *node, unsigned how)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (size_t i = 0; i < node->n; i++) {
    g_autofree char *value = node_words (node->items[i], how);
    g_ptr_array_add (items, g_strdup_printf ("%s: %s", node->keys[i]->text, value ? value : ""));
  }
  g_ptr_array_sort (items, compare_texts);
  g_ptr_array_add (items, NULL);
  g_autofree char *joined = g_strjoinv (", ", (char **)items->pdata);
  return g_strdup_printf ("{%s}", joined);
}

/* A value on one line, the same however it is written. */
static char *
node_words (const struct yaml_node *node, unsigned how)
{
  switch (node->kind) {
  case YAML_SEQUENCE:
    return list_words (node, how);
  case YAML_MAPPING:
    return mapping_words (node, how);
  case YAML_SCALAR:
    break;
  }
  return scalar_words (node, how);
}

static const struct key_rule *
find_rule (const char *key, const struct key_rule *rules, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp (rules[i].key, key) == 0)
      return &rules[i];
  return NULL;
}

static struct place
place_of (const struct yaml_node *map, const char *key)
{
  const struct yaml_node *node = yaml_key (map, key);
  return node ? node->place : (struct place){0};
}

static void
differ_key (const struct differ *d, const char *prefix, const char *key,
            const struct yaml_node *old_map, const struct yaml_node *new_map,
            const struct key_rule *rules, size_t n)
{
  const struct key_rule *rule = find_rule (key, rules, n);
  unsigned how = rule ? rule->how : 0;
  const struct yaml_node *old = yaml_get (old_map, key), *new = yaml_get (new_map, key);
  g_autofree char *what = g_strconcat (prefix, key, NULL);
  bool maps = (!old || old->kind == YAML_MAPPING) && (!new || new->kind == YAML_MAPPING);
  struct differ own = *d;

  if (how & KEY_ELSEWHERE)
    return;
  if (how & KEY_WORDING)
    own.level = CHANGE_WORDING;
  if (maps) {
    g_autofree char *deeper = g_strconcat (what, ": ", NULL);
    differ_mappings (&own, deeper, old, new, rules, n);
    return;
  }
  g_autofree char *a = old ? node_words (old, how) : NULL;
  g_autofree char *b = new ? node_words (new, how) : NULL;
  const char *usual = rule ? rule->usual : NULL;
  /* A key that is not said, and one that says what holds anyway, are the same. */
  if (g_strcmp0 (a ? a : usual, b ? b : usual) != 0)
    differ_texts (&own, what, a ? a : usual, place_of (old_map, key), b ? b : usual,
                  place_of (new_map, key));
}

void
differ_mappings (const struct differ *d, const char *prefix, const struct yaml_node *old,
                 const struct yaml_node *new, const struct key_rule *rules, size_t n)
{
  const struct yaml_node *both[] = {old, new};

  for (size_t k = 0; k < G_N_ELEMENTS (both); k++)
    for (size_t i = 0; both[k] && both[k]->kind == YAML_MAPPING && i < both[k]->n; i++) {
      const char *key = both[k]->keys[i]->text;
      if (k == 0 || !yaml_get (old, key))
        differ_key (d, prefix, key, old, new, rules, n);
    }
}
