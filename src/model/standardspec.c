#include <config.h>

#include "model/standardspec.h"

#include "model/field.h"

#include <string.h>

enum { MOST_STANDARDS = 50 };

static const char *const keys[] = {"title", "by", "shares", NULL};
/* What `standardise` says of an indicator that is not to be. */
static const char none[] = "none";

static void
read_shares (struct standard_spec *s, const struct crossing_words *w, const struct yaml_node *node,
             struct diag *diag)
{
  if (!node || !s->crossing.n_by)
    return;
  if (node->kind == YAML_SCALAR && strcmp (node->text, "equal") == 0) {
    s->equal = true;
    return;
  }
  if (node->kind == YAML_MAPPING)
    crossing_read_cells (&s->crossing, w, node, diag);
  else
    diag_add (diag, FIND_WRONG_TYPE, node->place,
              "%s must be \"equal\", or have a line for each category of %s", w->numbers,
              s->crossing.by[0]);
}

static void
read_standard (struct standard_spec *s, const struct yaml_node *key, const struct yaml_node *node,
               struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("the standard \"%s\"", key->text);
  g_autofree char *title = g_strdup_printf ("the title of the standard \"%s\"", key->text);
  g_autofree char *shares = g_strdup_printf ("`shares` of \"%s\"", key->text);
  const struct crossing_words w = {.of = what,
                                   .variable = "a variable of a standard",
                                   .by = "by",
                                   .numbers = shares,
                                   .number = "a share",
                                   .many = "shares",
                                   .nobody = "the standard"};

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
  crossing_read_by (&s->crossing, &w, yaml_need (node, what, "by", diag), diag);
  read_shares (s, &w, yaml_need (node, what, "shares", diag), diag);
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
  crossing_clear (&s->crossing);
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
