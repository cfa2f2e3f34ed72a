#include <config.h>

#include "model/crossing.h"

#include "model/field.h"

#include <math.h>
#include <string.h>

void
crossing_read_by (struct crossing *c, const struct crossing_words *w, const struct yaml_node *list,
                  struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("`%s` of %s", w->by, w->of);
  size_t n = field_list_limited (list, CROSSING_MOST_BY, what, diag);

  c->by = g_new0 (char *, n + 1);
  c->by_places = g_new0 (struct place, n + 1);
  if (list && !n)
    diag_add (diag, FIND_BAD_VALUE, list->place, "%s is by no variable", w->of);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = field_list_at (list, i);
    char *name = field_node_text (item, w->variable, diag);
    if (name && g_strv_contains ((const char *const *)c->by, name)) {
      diag_add (diag, FIND_DUPLICATE_NAME, item->place, "\"%s\" stands twice under `%s`", name,
                w->by);
      g_clear_pointer (&name, g_free);
    }
    if (!name)
      continue;
    c->by_places[c->n_by] = item->text_place;
    c->by[c->n_by++] = name;
  }
}

static void
add_cell (struct crossing *c, const struct crossing_words *w, const struct yaml_node *const *path,
          const struct yaml_node *node, GArray *cells, struct diag *diag)
{
  struct crossing_cell *cell;
  double number;

  if (!yaml_number (node, w->number, &number, diag))
    return;
  if (!(number > 0) || !isfinite (number)) {
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "%s is %s, but must be more than 0; leave out a category that %s has nobody of",
              w->number, node->text, w->nobody);
    return;
  }
  g_array_set_size (cells, cells->len + 1);
  cell = &g_array_index (cells, struct crossing_cell, cells->len - 1);
  *cell = (struct crossing_cell){g_new0 (char *, c->n_by + 1), g_new0 (struct place, c->n_by + 1),
                                 number, node->place};
  for (size_t k = 0; k < c->n_by; k++) {
    cell->categories[k] = g_strdup (path[k]->text);
    cell->places[k] = path[k]->place;
  }
}

static void
read_level (struct crossing *c, const struct crossing_words *w, const struct yaml_node **path,
            size_t depth, const struct yaml_node *node, GArray *cells, struct diag *diag)
{
  g_autofree char *what = NULL;

  if (depth == c->n_by) {
    add_cell (c, w, path, node, cells, diag);
    return;
  }
  what = g_strdup_printf ("%s by %s", w->numbers, c->by[depth]);
  if (!yaml_want (node, YAML_MAPPING, what, diag))
    return;
  if (!node->n)
    diag_add (diag, FIND_BAD_VALUE, node->place, "%s are empty", what);
  for (size_t i = 0; i < node->n && cells->len <= CROSSING_MOST_CELLS; i++) {
    path[depth] = node->keys[i];
    read_level (c, w, path, depth + 1, node->items[i], cells, diag);
  }
}

void
crossing_read_cells (struct crossing *c, const struct crossing_words *w,
                     const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *path[CROSSING_MOST_BY + 1] = {NULL};
  GArray *cells;

  if (!node || !c->n_by)
    return;
  cells = g_array_new (FALSE, FALSE, sizeof (struct crossing_cell));
  read_level (c, w, path, 0, node, cells, diag);
  if (cells->len > CROSSING_MOST_CELLS)
    diag_add (diag, FIND_BAD_VALUE, node->place, "%s has more than %d %s", w->of,
              CROSSING_MOST_CELLS, w->many);
  c->n_cells = cells->len;
  c->cells = (struct crossing_cell *)(void *)g_array_free (cells, FALSE);
}

void
crossing_clear (struct crossing *c)
{
  for (size_t i = 0; i < c->n_cells; i++) {
    g_strfreev (c->cells[i].categories);
    g_free (c->cells[i].places);
  }
  g_free (c->cells);
  g_strfreev (c->by);
  g_free (c->by_places);
  *c = (struct crossing){0};
}
