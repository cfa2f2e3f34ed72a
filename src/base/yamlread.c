#include <config.h>

#include "base/number.h"
#include "base/yaml.h"

#include <math.h>
#include <string.h>

/* Whole numbers beyond this are not told apart by a double. */
static const double largest_integer = 9007199254740992.0;

static const struct yaml_node *
find_pair (const struct yaml_node *node, const char *key, bool value)
{
  if (node == NULL || node->kind != YAML_MAPPING)
    return NULL;
  for (size_t i = 0; i < node->n; i++)
    if (strcmp (node->keys[i]->text, key) == 0)
      return value ? node->items[i] : node->keys[i];
  return NULL;
}

const struct yaml_node *
yaml_get (const struct yaml_node *node, const char *key)
{
  return find_pair (node, key, true);
}

const struct yaml_node *
yaml_key (const struct yaml_node *node, const char *key)
{
  return find_pair (node, key, false);
}

bool
yaml_is_null (const struct yaml_node *node)
{
  static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};

  if (node == NULL || node->kind != YAML_SCALAR || !node->plain)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (nulls); i++)
    if (strcmp (node->text, nulls[i]) == 0)
      return true;
  return false;
}

bool
yaml_want (const struct yaml_node *node, enum yaml_kind kind, const char *what, struct diag *diag)
{
  static const char *const names[] = {"one value", "a list", "a mapping (lines of \"key: value\")"};

  if (node == NULL)
    return false;
  if (node->kind == kind && !yaml_is_null (node))
    return true;
  if (yaml_is_null (node))
    diag_add (diag, FIND_WRONG_TYPE, node->place, "%s is empty; it must be %s", what, names[kind]);
  else
    diag_add (diag, FIND_WRONG_TYPE, node->place, "%s must be %s, not %s", what, names[kind],
              names[node->kind]);
  return false;
}

static size_t
count_names (const char *const *names)
{
  size_t n = 0;
  while (names[n] != NULL)
    n++;
  return n;
}

bool
yaml_check_keys (const struct yaml_node *node, const char *what, const char *const *keys,
                 struct diag *diag)
{
  size_t n = count_names (keys);
  bool ok = true;

  for (size_t i = 0; node != NULL && node->kind == YAML_MAPPING && i < node->n; i++) {
    const struct yaml_node *key = node->keys[i];
    const char *near;

    if (g_strv_contains (keys, key->text))
      continue;
    ok = false;
    near = diag_nearest (key->text, keys, n);
    if (near != NULL) {
      diag_add (diag, FIND_UNKNOWN_KEY, key->place, "%s has no key \"%s\"", what, key->text);
      diag_suggest (diag, near);
    } else {
      g_autofree char *all = g_strjoinv (", ", (char **)keys);
      diag_add (diag, FIND_UNKNOWN_KEY, key->place, "%s has no key \"%s\"; it may have %s", what,
                key->text, all);
    }
  }
  return ok;
}

const struct yaml_node *
yaml_need (const struct yaml_node *node, const char *what, const char *key, struct diag *diag)
{
  const struct yaml_node *value = yaml_get (node, key);

  if (value == NULL && node != NULL)
    diag_add (diag, FIND_MISSING_KEY, node->place, "%s needs the key \"%s\"", what, key);
  return value;
}

const char *
yaml_text (const struct yaml_node *node, const char *what, struct diag *diag)
{
  return yaml_want (node, YAML_SCALAR, what, diag) ? node->text : NULL;
}

bool
yaml_number (const struct yaml_node *node, const char *what, double *value, struct diag *diag)
{
  if (!yaml_want (node, YAML_SCALAR, what, diag))
    return false;
  if (number_parse (node->text, node->len, '.', value))
    return true;
  diag_add (diag, FIND_WRONG_TYPE, node->place, "%s must be a number, not \"%s\"", what,
            node->text);
  return false;
}

bool
yaml_integer (const struct yaml_node *node, const char *what, long *value, struct diag *diag)
{
  double number;

  if (!yaml_want (node, YAML_SCALAR, what, diag))
    return false;
  if (number_parse (node->text, node->len, '.', &number) && number == floor (number) &&
      fabs (number) < largest_integer) {
    *value = (long)number;
    return true;
  }
  diag_add (diag, FIND_WRONG_TYPE, node->place, "%s must be a whole number, not \"%s\"", what,
            node->text);
  return false;
}

bool
yaml_bool (const struct yaml_node *node, const char *what, bool *value, struct diag *diag)
{
  static const struct {
    const char *word;
    bool value;
  } words[] = {{"yes", true}, {"no", false}, {"true", true}, {"false", false}};

  if (!yaml_want (node, YAML_SCALAR, what, diag))
    return false;
  for (size_t i = 0; node->plain && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (node->text, words[i].word) == 0) {
      *value = words[i].value;
      return true;
    }
  diag_add (diag, FIND_WRONG_TYPE, node->place, "%s must be yes or no, not \"%s\"", what,
            node->text);
  return false;
}

int
yaml_choice (const struct yaml_node *node, const char *what, const char *const *names,
             struct diag *diag)
{
  const char *text = yaml_text (node, what, diag);
  g_autofree char *all = NULL;

  if (text == NULL)
    return -1;
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (text, names[i]) == 0)
      return i;
  all = g_strjoinv (", ", (char **)names);
  diag_add (diag, FIND_BAD_VALUE, node->place, "%s cannot be \"%s\"; it is one of %s", what, text,
            all);
  diag_suggest (diag, diag_nearest (text, names, count_names (names)));
  return -1;
}

/* One end of a range; blanks around it do not count.  No text: OPEN. */
static bool
range_end (const char *text, size_t len, double open, double *value)
{
  g_autofree char *trimmed = g_strstrip (g_strndup (text, len));

  *value = open;
  return *trimmed == '\0' || number_parse (trimmed, strlen (trimmed), '.', value);
}

bool
yaml_range (const struct yaml_node *node, const char *what, double *lo, double *hi,
            struct diag *diag)
{
  const char *text = yaml_text (node, what, diag), *dots;

  if (text == NULL)
    return false;
  dots = strstr (text, "..");
  if (dots == NULL ? number_parse (text, node->len, '.', lo)
                   : range_end (text, (size_t)(dots - text), -INFINITY, lo) &&
                         range_end (dots + 2, strlen (dots + 2), INFINITY, hi) &&
                         !(isinf (*lo) && isinf (*hi))) {
    if (dots == NULL)
      *hi = *lo;
    if (*lo <= *hi)
      return true;
    diag_add (diag, FIND_BAD_VALUE, node->place, "%s is \"%s\", which ends before it begins", what,
              text);
    return false;
  }
  diag_add (diag, FIND_WRONG_TYPE, node->place,
            "%s must be a range such as 9..17, 3.. or ..5, or one number, not \"%s\"", what, text);
  return false;
}

char **
yaml_texts (const struct yaml_node *node, const char *what, struct diag *diag)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  bool ok = true;

  if (node == NULL)
    return NULL;
  if (node->kind == YAML_MAPPING) {
    yaml_want (node, YAML_SEQUENCE, what, diag);
    return NULL;
  }
  for (size_t i = 0; i < (node->kind == YAML_SCALAR ? 1 : node->n); i++) {
    const char *text = yaml_text (node->kind == YAML_SCALAR ? node : node->items[i], what, diag);
    if (text == NULL)
      ok = false;
    else
      g_ptr_array_add (texts, g_strdup (text));
  }
  if (!ok)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return (char **)g_ptr_array_steal (texts, NULL);
}
