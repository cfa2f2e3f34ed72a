#include <config.h>

#include "model/standardspec.h"

#include "model/field.h"

#include <math.h>
#include <string.h>

enum { MOST_STANDARDS = 50, MOST_VARIABLES = 4, MOST_CELLS = 1000 };

static const char *const keys[] = {"title", "by", "shares", NULL};
/* What `standardise` says of an indicator that is not to be. */
static const char none[] = "none";

static void
read_by (struct standard_spec *s, const struct yaml_node *list, struct diag *diag)
{
  size_t n = field_list_limited (list, MOST_VARIABLES, "`by` of a standard", diag);

  s->by = g_new0 (char *, n + 1);
  s->by_places = g_new0 (struct place, n + 1);
  if (list && !n)
    diag_add (diag, FIND_BAD_VALUE, list->place, "the standard \"%s\" is by no variable", s->id);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = field_list_at (list, i);
    char *name = field_node_text (item, "a variable of a standard", diag);
    if (name && g_strv_contains ((const char *const *)s->by, name)) {
      diag_add (diag, FIND_DUPLICATE_NAME, item->place, "\"%s\" stands twice under `by`", name);
      g_clear_pointer (&name, g_free);
    }
    if (!name)
      continue;
    s->by_places[s->n_by] = item->text_place;
    s->by[s->n_by++] = name;
  }
}

static void
add_cell (struct standard_spec *s, const struct yaml_node *const *path,
          const struct yaml_node *node, GArray *cells, struct diag *diag)
{
  struct standard_cell *cell;
  double share;

  if (!yaml_number (node, "a share", &share, diag))
    return;
  if (!(share > 0) || !isfinite (share)) {
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "a share is %s, but must be more than 0; leave out a category that the standard has "
              "nobody of",
              node->text);
    return;
  }
  g_array_set_size (cells, cells->len + 1);
  cell = &g_array_index (cells, struct standard_cell, cells->len - 1);
  *cell = (struct standard_cell){g_new0 (char *, s->n_by + 1), g_new0 (struct place, s->n_by + 1),
                                 share, node->place};
  for (size_t k = 0; k < s->n_by; k++) {
    cell->categories[k] = g_strdup (path[k]->text);
    cell->places[k] = path[k]->place;
  }
}

/* The categories of the first variable, below each those of the second, and so on. */
static void
read_level (struct standard_spec *s, const struct yaml_node **path, size_t depth,
            const struct yaml_node *node, GArray *cells, struct diag *diag)
{
  g_autofree char *what = NULL;

  if (depth == s->n_by) {
    add_cell (s, path, node, cells, diag);
    return;
  }
  what = g_strdup_printf ("`shares` of \"%s\" by %s", s->id, s->by[depth]);
  if (!yaml_want (node, YAML_MAPPING, what, diag))
    return;
  if (!node->n)
    diag_add (diag, FIND_BAD_VALUE, node->place, "%s are empty", what);
  for (size_t i = 0; i < node->n && cells->len <= MOST_CELLS; i++) {
    path[depth] = node->keys[i];
    read_level (s, path, depth + 1, node->items[i], cells, diag);
  }
}

static void
read_shares (struct standard_spec *s, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *path[MOST_VARIABLES + 1] = {NULL};
  GArray *cells;

  if (!node || !s->n_by)
    return;
  if (node->kind == YAML_SCALAR && strcmp (node->text, "equal") == 0) {
    s->equal = true;
    return;
  }
  if (node->kind != YAML_MAPPING) {
    diag_add (diag, FIND_WRONG_TYPE, node->place,
              "`shares` of \"%s\" must be \"equal\", or have a line for each category of %s", s->id,
              s->by[0]);
    return;
  }
  cells = g_array_new (FALSE, FALSE, sizeof (struct standard_cell));
  read_level (s, path, 0, node, cells, diag);
  if (cells->len > MOST_CELLS)
    diag_add (diag, FIND_BAD_VALUE, node->place, "the standard \"%s\" has more than %d shares",
              s->id, MOST_CELLS);
  s->n_cells = cells->len;
  s->cells = (struct standard_cell *)(void *)g_array_free (cells, FALSE);
}

static void
read_standard (struct standard_spec *s, const struct yaml_node *key, const struct yaml_node *node,
               struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("the standard \"%s\"", key->text);
  g_autofree char *title = g_strdup_printf ("the title of the standard \"%s\"", key->text);

  *s = (struct standard_spec){.id = g_strdup (key->text), .place = key->place};
  if (!survey_id_valid (key->text) || strcmp (key->text, none) == 0)
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "\"%s\" cannot be the name of a standard: use letters, digits and _ - . only, "
              "beginning with a letter or digit, at most %d characters, and not \"%s\"",
              key->text, FIELD_LONGEST_NAME, none);
  if (!yaml_want (node, YAML_MAPPING, what, diag))
    return;
  yaml_check_keys (node, what, keys, diag);
  label_read (&s->title, yaml_get (node, "title"), title, NULL, diag);
  read_by (s, yaml_need (node, what, "by", diag), diag);
  read_shares (s, yaml_need (node, what, "shares", diag), diag);
}

void
standard_specs_read (struct standard_specs *specs, const struct yaml_node *node, struct diag *diag)
{
  *specs = (struct standard_specs){0};
  if (!node || !yaml_want (node, YAML_MAPPING, "`standard_populations`", diag))
    return;
  if (node->n > MOST_STANDARDS)
    diag_add (diag, FIND_BAD_VALUE, node->keys[MOST_STANDARDS]->place,
              "`standard_populations` has %zu items; at most %d are possible", node->n,
              MOST_STANDARDS);
  specs->n = MIN (node->n, MOST_STANDARDS);
  specs->items = g_new0 (struct standard_spec, specs->n + 1);
  for (size_t i = 0; i < specs->n; i++)
    read_standard (&specs->items[i], node->keys[i], node->items[i], diag);
}

static void
clear_standard (struct standard_spec *s)
{
  for (size_t c = 0; c < s->n_cells; c++) {
    g_strfreev (s->cells[c].categories);
    g_free (s->cells[c].places);
  }
  g_free (s->cells);
  g_strfreev (s->by);
  g_free (s->by_places);
  g_free (s->id);
  label_clear (&s->title);
}

void
standard_specs_clear (struct standard_specs *specs)
{
  for (size_t i = 0; i < specs->n; i++)
    clear_standard (&specs->items[i]);
  g_free (specs->items);
  *specs = (struct standard_specs){0};
}

const struct standard_spec *
standard_specs_find (const struct standard_specs *specs, const char *id)
{
  for (size_t i = 0; i < specs->n; i++)
    if (strcmp (specs->items[i].id, id) == 0)
      return &specs->items[i];
  return NULL;
}

const char *
standard_specs_near (const struct standard_specs *specs, const char *id)
{
  g_autofree const char **names = g_new (const char *, specs->n + 1);

  for (size_t i = 0; i < specs->n; i++)
    names[i] = specs->items[i].id;
  return diag_nearest (id, names, specs->n);
}
