#include <config.h>

#include "model/field.h"

#include <string.h>

char *
field_node_text (const struct yaml_node *node, const char *what, struct diag *diag)
{
  const char *text = yaml_is_null (node) ? "" : yaml_text (node, what, diag);

  if (!text)
    return NULL;
  if (!text[strspn (text, " \t\r\n")]) {
    diag_add (diag, FIND_BAD_VALUE, node->place, "%s is empty", what);
    return NULL;
  }
  return g_strdup (text);
}

char *
field_text (const struct yaml_node *map, const char *key, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, key);
  g_autofree char *what = g_strdup_printf ("`%s`", key);

  return node ? field_node_text (node, what, diag) : NULL;
}

char *
field_id (const struct yaml_node *map, const char *key, struct diag *diag)
{
  char *text = field_text (map, key, diag);

  if (text && !survey_id_valid (text))
    diag_add (diag, FIND_BAD_VALUE, yaml_get (map, key)->place,
              "\"%s\" cannot be an id: use letters, digits and _ - . only, beginning with a letter "
              "or digit, at most %d characters",
              text, FIELD_LONGEST_NAME);
  return text;
}

size_t
field_list_n (const struct yaml_node *node)
{
  return !node ? 0 : node->kind == YAML_SEQUENCE ? node->n : 1;
}

const struct yaml_node *
field_list_at (const struct yaml_node *node, size_t i)
{
  return node->kind == YAML_SEQUENCE ? node->items[i] : node;
}

/* Lists in which each item is compared with all others have a limit far above any real one, so that
   a hostile file cannot keep the machine busy. */
size_t
field_list_limited (const struct yaml_node *node, size_t most, const char *what, struct diag *diag)
{
  size_t n = field_list_n (node);

  if (n > most)
    diag_add (diag, FIND_BAD_VALUE, field_list_at (node, most)->place,
              "%s has %zu items; at most %zu are possible", what, n, most);
  return MIN (n, most);
}

bool
field_integer (const struct yaml_node *map, const char *key, long lo, long hi, long *value,
               struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, key);
  g_autofree char *what = g_strdup_printf ("`%s`", key);
  long read;

  if (!node)
    return true;
  if (!yaml_integer (node, what, &read, diag))
    return false;
  if (read < lo || read > hi) {
    diag_add (diag, FIND_BAD_VALUE, node->place, "%s is %ld, but must lie between %ld and %ld",
              what, read, lo, hi);
    return false;
  }
  *value = read;
  return true;
}

bool
field_choice (const struct yaml_node *map, const char *key, const char *const *names, int *value,
              struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, key);
  g_autofree char *what = g_strdup_printf ("`%s`", key);
  int read;

  if (!node)
    return true;
  if ((read = yaml_choice (node, what, names, diag)) < 0)
    return false;
  *value = read;
  return true;
}

bool
field_choice_later (const struct yaml_node *map, const char *key, const char *const *names,
                    const char *const *later, int *value, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, key);

  if (!node || node->kind != YAML_SCALAR || !g_strv_contains (later, node->text))
    return field_choice (map, key, names, value, diag);
  diag_add (diag, FIND_NOT_AVAILABLE, node->place, "`%s: %s` is not available in this version", key,
            node->text);
  return false;
}

void
field_expr (const struct yaml_node *map, const char *key, struct expr_text *expr, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, key);

  if (node && (expr->text = field_text (map, key, diag))) {
    expr->place = node->text_place;
    expr->on_line = node->literal;
  }
}

void
field_expr_clear (struct expr_text *expr)
{
  g_free (expr->text);
  *expr = (struct expr_text){0};
}

void
field_column (const struct yaml_node *map, const char *key, struct column_ref *column,
              struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, key);

  if (node && (column->text = field_text (map, key, diag)))
    column->place = node->text_place;
}

bool
field_later (const struct yaml_node *map, const char *const *keys, struct diag *diag)
{
  bool none = true;

  for (size_t i = 0; keys[i]; i++) {
    const struct yaml_node *key = yaml_key (map, keys[i]);
    if (key) {
      diag_add (diag, FIND_NOT_AVAILABLE, key->place, "`%s` is not available in this version",
                keys[i]);
      none = false;
    }
  }
  return none;
}

bool
field_name_valid (const char *text)
{
  size_t n = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_");

  return g_ascii_islower (text[0]) && !text[n] && n <= FIELD_LONGEST_NAME;
}

char *
field_name_near (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  g_autoptr (GString) near = g_string_new (NULL);

  for (const char *p = ascii; *p; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (near, g_ascii_tolower (*p));
    else if (near->len && near->str[near->len - 1] != '_')
      g_string_append_c (near, '_');
  if (near->len && near->str[near->len - 1] == '_')
    g_string_truncate (near, near->len - 1);
  return field_name_valid (near->str) ? g_strdup (near->str) : NULL;
}
