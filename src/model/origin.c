#include <config.h>

#include "model/origin.h"

#include "model/calibratespec.h"

#include <string.h>

static const char *const names[N_ORIGIN_PARTS] = {"source", "design", "crosswalk", "codebook"};

/* Keys that say nothing of the data. */
static const char *const rule_words[] = {"note", "comparability", NULL};
static const char *const variable_words[] = {"label", "question", "module", "tier", "unit", NULL};

static const char *const id_words[] = {"key", NULL}; /* a place of this machine */
static const char *const design_keys[] = {"weight", "strata", "psu", "ssu", "fpc", NULL};
static const char *const replicate_keys[] = {"columns", "values", NULL};

const char *
origin_name (enum origin_part part)
{
  return names[part];
}

/* Lengths before texts: no two trees are written alike. */
static void
put_text (GString *out, const char *text)
{
  g_string_append_printf (out, "%zu:%s", strlen (text), text);
}

static void
put_node (GString *out, const struct yaml_node *node)
{
  if (!node) {
    g_string_append_c (out, '-');
    return;
  }
  if (node->kind == YAML_SCALAR) {
    put_text (out, node->text);
    return;
  }
  g_string_append_printf (out, "%c%zu", node->kind == YAML_MAPPING ? '{' : '[', node->n);
  for (size_t i = 0; i < node->n; i++) {
    if (node->kind == YAML_MAPPING)
      put_text (out, node->keys[i]->text);
    put_node (out, node->items[i]);
  }
  g_string_append_c (out, '}');
}

/* A mapping of which some keys do not count. */
static void
put_without (GString *out, const struct yaml_node *node, const char *const *words)
{
  if (!node || node->kind != YAML_MAPPING) {
    put_node (out, node);
    return;
  }
  for (size_t i = 0; i < node->n; i++)
    if (!g_strv_contains (words, node->keys[i]->text)) {
      put_text (out, node->keys[i]->text);
      put_node (out, node->items[i]);
    }
  g_string_append_c (out, '}');
}

/* Why a variable is absent is a note, too. */
static void
put_rule (GString *out, const struct yaml_node *node)
{
  if (yaml_get (node, "absent"))
    g_string_append (out, "absent");
  else
    put_without (out, node, rule_words);
}

static void
put_crosswalk (GString *out, const struct yaml_node *node)
{
  for (size_t i = 0; node && node->kind == YAML_MAPPING && i < node->n; i++) {
    put_text (out, node->keys[i]->text);
    put_rule (out, node->items[i]);
  }
}

static void
put_design (GString *out, const struct survey *s)
{
  const struct yaml_node *design = yaml_get (s->doc->root, "design");
  const struct yaml_node *replicates = yaml_get (design, "replicates");
  put_without (out, yaml_get (design, "id"), id_words);
  for (size_t i = 0; design_keys[i]; i++)
    put_node (out, yaml_get (design, design_keys[i]));
  for (size_t i = 0; replicate_keys[i]; i++)
    put_node (out, yaml_get (replicates, replicate_keys[i]));
  for (size_t i = 0; s->design.calibrate && i < s->design.calibrate->n_columns; i++)
    put_text (out, s->design.calibrate->columns[i].text);
}

static void
put_codebook (GString *out, const struct codebook *cb)
{
  const struct yaml_node *variables = yaml_get (cb->doc->root, "variables");
  put_node (out, yaml_get (cb->doc->root, "missing"));
  for (size_t i = 0; variables && variables->kind == YAML_MAPPING && i < variables->n; i++) {
    put_text (out, variables->keys[i]->text);
    put_without (out, variables->items[i], variable_words);
  }
}

char *
origin_hash (enum origin_part part, const struct survey *s, const struct codebook *cb)
{
  g_autoptr (GString) out = g_string_new (NULL);
  switch (part) {
  case ORIGIN_SOURCE:
    put_node (out, yaml_get (s->doc->root, "source"));
    break;
  case ORIGIN_DESIGN:
    put_design (out, s);
    break;
  case ORIGIN_CROSSWALK:
    put_text (out, s->variant ? s->variant : "");
    put_crosswalk (out, yaml_get (s->doc->root, "crosswalk"));
    break;
  default:
    put_codebook (out, cb);
  }
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)out->str, out->len);
}
