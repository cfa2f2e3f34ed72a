#include <config.h>

#include "model/codes.h"

#include "base/number.h"
#include "base/regex.h"
#include "model/label.h"

#include <math.h>
#include <string.h>

/* So many whole numbers a range in a list of codes may stand for. */
enum { MOST_OF_A_RANGE = 1000 };

struct codes {
  GPtrArray *lists;      /* struct codelist * */
  GPtrArray *patterns;   /* struct regex * of the list, NULL for a name */
  GHashTable *by_name;   /* exact name -> list */
  GHashTable *by_normal; /* after label_normalise -> list */
};

static void
codelist_free (void *list_)
{
  struct codelist *list = list_;
  for (size_t i = 0; i < list->n; i++) {
    g_free (list->codes[i].value);
    g_free (list->codes[i].label);
  }
  g_hash_table_destroy (list->by_text);
  g_free (list->codes);
  g_free (list->missing);
  g_free (list->column);
  g_free (list->label);
  g_free (list);
}

static void
pattern_free (void *pattern)
{
  regex_free (pattern);
}

struct codes *
codes_new (void)
{
  struct codes *codes = g_new (struct codes, 1);
  codes->lists = g_ptr_array_new_with_free_func (codelist_free);
  codes->patterns = g_ptr_array_new_with_free_func (pattern_free);
  codes->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  codes->by_normal = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return codes;
}

void
codes_free (struct codes *codes)
{
  if (!codes)
    return;
  g_hash_table_destroy (codes->by_name);
  g_hash_table_destroy (codes->by_normal);
  g_ptr_array_free (codes->lists, TRUE);
  g_ptr_array_free (codes->patterns, TRUE);
  g_free (codes);
}

size_t
codes_n (const struct codes *codes)
{
  return codes->lists->len;
}

const struct codelist *
codes_at (const struct codes *codes, size_t i)
{
  return g_ptr_array_index (codes->lists, i);
}

struct codelist *
codes_enter (struct codes *codes, const char *column, struct place place, struct diag *diag)
{
  struct codelist *list = g_hash_table_lookup (codes->by_name, column);
  struct regex *pattern = NULL;

  if (list)
    return list;
  if (regex_is_slashed (column) && !(pattern = regex_new (column, place, false, diag)))
    return NULL;
  list = g_new0 (struct codelist, 1);
  list->column = g_strdup (column);
  list->label = g_strdup ("");
  list->place = place;
  list->by_text = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (codes->lists, list);
  g_ptr_array_add (codes->patterns, pattern);
  g_hash_table_insert (codes->by_name, list->column, list);
  if (!pattern) {
    char *normal = label_normalise (column);
    if (g_hash_table_contains (codes->by_normal, normal))
      g_free (normal);
    else
      g_hash_table_insert (codes->by_normal, normal, list);
  }
  return list;
}

static struct source_code *
find_text (const struct codelist *list, const char *text)
{
  size_t found = GPOINTER_TO_SIZE (g_hash_table_lookup (list->by_text, text));
  return found ? &list->codes[found - 1] : NULL;
}

void
codelist_add (struct codelist *list, const char *value, const char *label, bool missing,
              struct place place, struct diag *diag)
{
  const struct source_code *old = find_text (list, value);

  if (old) {
    if (strcmp (old->label, label ? label : "") != 0) {
      diag_add (diag, FIND_DUPLICATE_NAME, place, "code %s of column \"%s\" has two labels", value,
                list->column);
      diag_note (diag, old->place, "the first one is here");
    }
    return;
  }
  if (list->n == list->capacity) {
    list->capacity = MAX (8, 2 * list->capacity);
    list->codes = g_renew (struct source_code, list->codes, list->capacity);
  }
  list->codes[list->n++] =
      (struct source_code){g_strdup (value), g_strdup (label ? label : ""), missing, place};
  g_hash_table_insert (list->by_text, list->codes[list->n - 1].value, GSIZE_TO_POINTER (list->n));
}

void
codelist_set_label (struct codelist *list, const char *label)
{
  if (*list->label)
    return;
  g_free (list->label);
  list->label = g_strdup (label);
}

/* Codes are written with a point, or with the mark of the data. */
static bool
code_number (const char *text, struct number_marks marks, double *number)
{
  size_t len = strlen (text);
  return number_read (text, len, marks, number) || number_parse (text, len, '.', number);
}

void
codelist_add_missing (struct codelist *list, double lo, double hi)
{
  double number;
  list->missing = g_renew (struct code_span, list->missing, list->n_missing + 1);
  list->missing[list->n_missing++] = (struct code_span){lo, hi};
  for (size_t i = 0; i < list->n; i++)
    if (code_number (list->codes[i].value, (struct number_marks){.decimal = '.'}, &number) &&
        number >= lo && number <= hi)
      list->codes[i].missing = true;
}

void
codelist_merge (struct codelist *into, const struct codelist *from, struct diag *diag)
{
  codelist_set_label (into, from->label);
  into->tags = into->tags || from->tags;
  for (size_t i = 0; i < from->n; i++) {
    const struct source_code *code = &from->codes[i];
    struct source_code *known = (struct source_code *)codelist_find (
        into, code->value, (struct number_marks){.decimal = '.'});
    if (!known) {
      codelist_add (into, code->value, code->label, code->missing, code->place, diag);
      continue;
    }
    known->missing = known->missing || code->missing;
    if (!*known->label) {
      g_free (known->label);
      known->label = g_strdup (code->label);
    }
  }
  for (size_t i = 0; i < from->n_missing; i++)
    codelist_add_missing (into, from->missing[i].lo, from->missing[i].hi);
}

const struct codelist *
codes_find (const struct codes *codes, const char *column)
{
  const struct codelist *list = g_hash_table_lookup (codes->by_name, column);

  if (!list) {
    g_autofree char *normal = label_normalise (column);
    list = g_hash_table_lookup (codes->by_normal, normal);
  }
  for (guint i = 0; !list && i < codes->lists->len; i++) {
    const struct regex *pattern = g_ptr_array_index (codes->patterns, i);
    if (pattern && regex_match (pattern, column, strlen (column)) == REGEX_YES)
      list = g_ptr_array_index (codes->lists, i);
  }
  return list;
}

const struct source_code *
codelist_find (const struct codelist *list, const char *text, struct number_marks marks)
{
  const struct source_code *found = find_text (list, text);
  double number, code;

  if (found || !number_read (text, strlen (text), marks, &number))
    return found;
  for (size_t i = 0; i < list->n && !found; i++)
    if (code_number (list->codes[i].value, marks, &code) && code == number)
      found = &list->codes[i];
  return found;
}

bool
codelist_has_missing (const struct codelist *list)
{
  bool any = list->tags || list->n_missing > 0;
  for (size_t i = 0; i < list->n && !any; i++)
    any = list->codes[i].missing;
  return any;
}

bool
codelist_is_missing (const struct codelist *list, const char *text, struct number_marks marks)
{
  const struct source_code *code = codelist_find (list, text, marks);
  double number;

  if ((code && code->missing) ||
      (list->tags && text[0] == '.' && g_ascii_islower (text[1]) && text[2] == '\0'))
    return true;
  if (list->n_missing == 0 || !number_read (text, strlen (text), marks, &number))
    return false;
  for (size_t i = 0; i < list->n_missing; i++)
    if (number >= list->missing[i].lo && number <= list->missing[i].hi)
      return true;
  return false;
}

static void
read_item (struct codelist *list, const struct yaml_node *item, struct diag *diag)
{
  const char *text = yaml_text (item, "a code", diag);
  double lo, hi;

  if (!text)
    return;
  if (!item->plain || !strstr (text, "..")) {
    codelist_add (list, text, NULL, false, item->place, diag);
    return;
  }
  if (!yaml_range (item, "a range of codes", &lo, &hi, diag))
    return;
  if (!(hi - lo < MOST_OF_A_RANGE) || floor (lo) != lo || floor (hi) != hi) {
    diag_add (diag, FIND_BAD_VALUE, item->place,
              "a range of codes goes from one whole number to another, at most %d of them",
              (int)MOST_OF_A_RANGE);
    return;
  }
  for (double code = lo; code <= hi; code++) {
    char value[NUMBER_SIZE];
    number_format (code, value);
    codelist_add (list, value, NULL, false, item->place, diag);
  }
}

/* A range of codes has no labels; all that can be said of it is that it means missing. */
static void
read_span (struct codelist *list, const struct yaml_node *key, bool missing, struct diag *diag)
{
  double lo, hi;
  if (!yaml_range (key, "a range of codes", &lo, &hi, diag))
    return;
  if (missing)
    codelist_add_missing (list, lo, hi);
  else
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "a range of codes cannot have a label; write the codes one by one, or "
              "`%s: {missing: yes}` if all of them mean missing",
              key->text);
}

/* `code: label`, or `code: {label: ..., missing: yes}`. */
static void
read_code (struct codelist *list, const struct yaml_node *key, const struct yaml_node *item,
           struct diag *diag)
{
  static const char *const keys[] = {"label", "missing", NULL};
  const struct yaml_node *label = item, *flag = NULL;
  const char *text = "";
  bool missing = false;

  if (item->kind == YAML_MAPPING) {
    yaml_check_keys (item, "a code", keys, diag);
    label = yaml_get (item, "label");
    flag = yaml_get (item, "missing");
  }
  if (flag && !yaml_bool (flag, "`missing`", &missing, diag))
    return;
  if (label && !(text = yaml_text (label, "the label of a code", diag)))
    return;
  if (key->plain && strstr (key->text, ".."))
    read_span (list, key, missing, diag);
  else
    codelist_add (list, key->text, text, missing, key->place, diag);
}

static void
read_list (struct codelist *list, const struct yaml_node *node, struct diag *diag)
{
  if (node->kind == YAML_MAPPING)
    for (size_t i = 0; i < node->n; i++)
      read_code (list, node->keys[i], node->items[i], diag);
  else if (node->kind == YAML_SEQUENCE)
    for (size_t i = 0; i < node->n; i++)
      read_item (list, node->items[i], diag);
  else
    read_item (list, node, diag);
}

void
codes_read (struct codes *codes, const struct yaml_node *node, struct diag *diag)
{
  if (!node || !yaml_want (node, YAML_MAPPING, "`codes`", diag))
    return;
  for (size_t i = 0; i < node->n; i++) {
    struct codelist *list = codes_enter (codes, node->keys[i]->text, node->keys[i]->place, diag);
    if (list)
      read_list (list, node->items[i], diag);
  }
}
