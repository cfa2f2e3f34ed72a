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
    {"checks", NULL, KEY_WORDING},
};
/* What a preset may set is compared as it is in force, whoever says it. */
static const struct key_rule source_keys[] = {
    {"file", NULL, KEY_ELSEWHERE},      {"files", NULL, KEY_ELSEWHERE},
    {"delimiter", NULL, KEY_ELSEWHERE}, {"decimal", NULL, KEY_ELSEWHERE},
    {"missing", NULL, KEY_ELSEWHERE},   {"header_rows", NULL, KEY_ELSEWHERE},
    {"names_row", NULL, KEY_ELSEWHERE}, {"skip_rows", "0", KEY_NUMBER},
    {"encoding", "found out", 0},       {"codes", NULL, KEY_WORDING},
};
static const struct key_rule design_keys[] = {
    {"weight", NULL, KEY_ELSEWHERE}, {"sample", NULL, KEY_ELSEWHERE},  {"strata", NULL, KEY_SET},
    {"lonely_psu", "fail", 0},       {"population", NULL, KEY_NUMBER},
};

/* The place of a key, where it is said. */
static struct place
place_of (const struct yaml_node *map, const char *key)
{
  const struct yaml_node *node = yaml_key (map, key);
  return node ? node->place : (struct place){0};
}

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

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The facts of a source that a preset can set, each as a text. */
enum fact { FACT_DELIMITER, FACT_DECIMAL, FACT_HEADER_ROWS, FACT_NAMES_ROW, FACT_MISSING, N_FACTS };
static const char *const fact_keys[N_FACTS] = {"delimiter", "decimal", "header_rows", "names_row",
                                               "missing"};

static char *
missing_of (const struct source_spec *spec)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (char **t = spec->missing; t && *t; t++)
    if (**t)
      g_ptr_array_add (texts, *t);
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (", ", (char **)texts->pdata);
}

static char *
fact_of (const struct source_spec *spec, enum fact fact)
{
  switch (fact) {
  case FACT_DELIMITER:
    return spec->delimiter ? g_strdup_printf ("%c", spec->delimiter) : NULL;
  case FACT_DECIMAL:
    return g_strdup_printf ("%c", spec->marks.decimal);
  case FACT_HEADER_ROWS:
    return g_strdup_printf ("%ld", spec->header_rows);
  case FACT_NAMES_ROW:
    return spec->names_joined ? g_strdup ("joined") : g_strdup_printf ("%ld", spec->names_row);
  default:
    return missing_of (spec);
  }
}

static void
diff_sources (struct changes *changes, const struct survey *old, const struct survey *new)
{
  struct differ d = {changes, "source", CHANGE_MEANING, EFFECT_NONE};
  const struct yaml_node *a = yaml_get (old->doc->root, "source");
  const struct yaml_node *b = yaml_get (new->doc->root, "source");
  struct place old_at = {0}, new_at = {0};
  g_autofree char *before = files_of (a, &old_at), *after = files_of (b, &new_at);

  differ_texts (&d, "file", before, old_at, after, new_at);
  for (enum fact f = 0; f < N_FACTS; f++) {
    g_autofree char *was = fact_of (&old->source, f), *is = fact_of (&new->source, f);
    differ_texts (&d, fact_keys[f], was, place_of (a, fact_keys[f]), is,
                  place_of (b, fact_keys[f]));
  }
  differ_mappings (&d, "", a, b, source_keys, G_N_ELEMENTS (source_keys));
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

  differ_texts (&d, "weight", weight_of (old), place_of (a, "weight"), weight_of (new),
                place_of (b, "weight"));
  differ_texts (&d, "sample", old->design.opt_in ? "opt-in" : "probability", place_of (a, "sample"),
                new->design.opt_in ? "opt-in" : "probability", place_of (b, "sample"));
  differ_mappings (&d, "", a, b, design_keys, G_N_ELEMENTS (design_keys));
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
  differ_labels (&wording, "title", &old->title, place_of (old->doc->root, "title"), &new->title,
                 place_of (new->doc->root, "title"));
  diff_sources (changes, old, new);
  diff_designs (changes, old, new);
  for (size_t i = 0; i < old->n_rules; i++)
    differ_rules (changes, old->rules[i].variable, &a, &b);
  for (size_t i = 0; i < new->n_rules; i++)
    if (!survey_rule (old, new->rules[i].variable))
      differ_rules (changes, new->rules[i].variable, &a, &b);
}
