#include <config.h>

#include "harmonise/diffpart.h"

#include <string.h>

/* With what holds when a key is not said. */
static const struct key_rule heading_keys[] = {
    {"survey", NULL, 0},
    {"country", NULL, 0},
    {"year", NULL, KEY_NUMBER},
    {"codebook", NULL, 0},
    {"title", NULL, KEY_ELSEWHERE},
    {"source", NULL, KEY_ELSEWHERE},
    {"design", NULL, KEY_ELSEWHERE},
    {"crosswalk", NULL, KEY_ELSEWHERE},
};
static const struct key_rule source_keys[] = {
    {"file", NULL, KEY_ELSEWHERE},
    {"files", NULL, KEY_ELSEWHERE},
    {"decimal", ".", 0},
    {"header_rows", "1", KEY_NUMBER},
    {"names_row", "1", KEY_NUMBER},
    {"skip_rows", "0", KEY_NUMBER},
    {"missing", "", KEY_SET},
    {"encoding", "utf-8", 0},
    {"codes", NULL, KEY_WORDING},
};
static const struct key_rule design_keys[] = {
    {"weight", NULL, KEY_ELSEWHERE},
    {"strata", NULL, KEY_SET},
    {"lonely_psu", "fail", 0},
    {"population", NULL, KEY_NUMBER},
};

/* File names as they stand: two versions of a survey may lie in different folders. */
static char *
files_of (const struct yaml_node *source, struct place *at)
{
  const struct yaml_node *node = yaml_get (source, "file");
  GString *list = g_string_new (NULL);

  if (!node)
    node = yaml_get (source, "files");
  if (node)
    *at = node->place;
  if (node && node->kind == YAML_SCALAR)
    g_string_append (list, node->text);
  for (size_t i = 0; node && node->kind == YAML_SEQUENCE && i < node->n; i++)
    g_string_append_printf (list, "%s%s", i ? ", " : "", node->items[i]->text);
  return g_string_free (list, FALSE);
}

static void
diff_sources (struct changes *changes, const struct yaml_node *old, const struct yaml_node *new)
{
  struct differ d = {changes, "source", CHANGE_MEANING, EFFECT_NONE};
  struct place old_at = {0}, new_at = {0};
  g_autofree char *before = files_of (old, &old_at), *after = files_of (new, &new_at);

  differ_texts (&d, "file", before, old_at, after, new_at);
  differ_mappings (&d, "", old, new, source_keys, G_N_ELEMENTS (source_keys));
}

static const char *
weight_of (const struct survey *s)
{
  return s->design.no_weight ? "(none)" : s->design.weight.text;
}

static void
diff_designs (struct changes *changes, const struct survey *old, const struct survey *new)
{
  struct differ d = {changes, "design", CHANGE_MEANING, EFFECT_NONE};
  const struct yaml_node *a = yaml_get (old->doc->root, "design");
  const struct yaml_node *b = yaml_get (new->doc->root, "design");
  const struct yaml_node *old_at = yaml_key (a, "weight"), *new_at = yaml_key (b, "weight");

  differ_texts (&d, "weight", weight_of (old), old_at ? old_at->place : old->design.place,
                weight_of (new), new_at ? new_at->place : new->design.place);
  differ_mappings (&d, "", a, b, design_keys, G_N_ELEMENTS (design_keys));
}

static struct place
title_place (const struct survey *s)
{
  const struct yaml_node *key = yaml_key (s->doc->root, "title");
  return key ? key->place : (struct place){0};
}

void
diff_surveys (struct changes *changes, const struct survey *old,
              const struct codebook *old_codebook, const struct survey *new,
              const struct codebook *new_codebook)
{
  struct differ d = {changes, "survey", CHANGE_MEANING, EFFECT_NONE}, wording = d;
  const struct diff_survey a = {old, old_codebook}, b = {new, new_codebook};

  wording.level = CHANGE_WORDING;
  differ_mappings (&d, "", old->doc->root, new->doc->root, heading_keys,
                   G_N_ELEMENTS (heading_keys));
  differ_labels (&wording, "title", &old->title, title_place (old), &new->title, title_place (new));
  diff_sources (changes, yaml_get (old->doc->root, "source"), yaml_get (new->doc->root, "source"));
  diff_designs (changes, old, new);
  for (size_t i = 0; i < old->n_rules; i++)
    differ_rules (changes, old->rules[i].variable, &a, &b);
  for (size_t i = 0; i < new->n_rules; i++)
    if (!survey_rule (old, new->rules[i].variable))
      differ_rules (changes, new->rules[i].variable, &a, &b);
}
