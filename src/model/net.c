#include <config.h>

#include "model/net.h"

#include "model/field.h"

#include <string.h>

enum { MOST_NETS = 50, MOST_OF_A_NET = 200 };

static const char *const keys[] = {"title", "of", NULL};

static char *
title_words (const char *id)
{
  return g_strdup_printf ("the title of net \"%s\"", id);
}

static void
read_categories (struct net *net, const struct yaml_node *list, const char *what, struct diag *diag)
{
  size_t most = field_list_limited (list, MOST_OF_A_NET, what, diag);
  bool told = false;

  net->of = g_new0 (char *, most + 1);
  net->places = g_new0 (struct place, most + 1);
  for (size_t i = 0; i < most; i++) {
    const struct yaml_node *item = field_list_at (list, i);
    char *name = field_node_text (item, "a category of a net", diag);
    if (!name) {
      told = true;
      continue;
    }
    if (g_strv_contains ((const char *const *)net->of, name)) {
      diag_add (diag, FIND_DUPLICATE_NAME, item->place, "category \"%s\" stands twice in %s", name,
                what);
      g_free (name);
      told = true;
      continue;
    }
    net->places[net->n] = item->text_place;
    net->of[net->n++] = name;
  }
  if (net->n < 2 && !told)
    diag_add (diag, FIND_BAD_VALUE, list->place,
              "%s has %s; a net takes two categories or more together", what,
              net->n ? "one category" : "no category");
}

static void
read_net (struct net *net, const struct yaml_node *key, const struct yaml_node *node,
          struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("net \"%s\"", key->text);
  g_autofree char *title = title_words (key->text);
  g_autofree char *near = NULL;
  const struct yaml_node *of;

  net->id = g_strdup (key->text);
  net->place = key->place;
  if (!field_name_valid (key->text)) {
    near = field_name_near (key->text);
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "\"%s\" cannot name a net: use small letters, digits and _ only, beginning with a "
              "letter, at most %d characters",
              key->text, FIELD_LONGEST_NAME);
    diag_suggest (diag, near);
  }
  if (!yaml_want (node, YAML_MAPPING, what, diag))
    return;
  yaml_check_keys (node, what, keys, diag);
  label_read (&net->title, yaml_get (node, "title"), title, NULL, diag);
  of = yaml_need (node, what, "of", diag);
  if (of && (of->kind == YAML_SEQUENCE || yaml_want (of, YAML_SEQUENCE, "`of`", diag)))
    read_categories (net, of, what, diag);
}

void
nets_read (struct nets *nets, const struct yaml_node *map, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, "nets");

  if (!node || !yaml_want (node, YAML_MAPPING, "`nets`", diag))
    return;
  if (node->n > MOST_NETS)
    diag_add (diag, FIND_BAD_VALUE, node->keys[MOST_NETS]->place,
              "`nets` has %zu items; at most %d are possible", node->n, MOST_NETS);
  nets->n = MIN (node->n, MOST_NETS);
  nets->items = g_new0 (struct net, nets->n + 1);
  for (size_t i = 0; i < nets->n; i++)
    read_net (&nets->items[i], node->keys[i], node->items[i], diag);
}

void
nets_clear (struct nets *nets)
{
  for (size_t i = 0; i < nets->n; i++) {
    g_free (nets->items[i].id);
    label_clear (&nets->items[i].title);
    g_strfreev (nets->items[i].of);
    g_free (nets->items[i].places);
  }
  g_free (nets->items);
  *nets = (struct nets){0};
}
