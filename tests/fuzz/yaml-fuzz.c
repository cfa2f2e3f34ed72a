/* Any bytes as a specification: read, walked, every value read as everything, findings printed. */
#include <config.h>

#include "base/yaml.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_scalar (const struct yaml_node *node, struct diag *diag)
{
  static const char *const words[] = {"mean", "proportion", NULL};
  double lo, hi;
  long whole;
  bool truth;

  yaml_number (node, "x", &lo, diag);
  yaml_integer (node, "x", &whole, diag);
  yaml_bool (node, "x", &truth, diag);
  yaml_range (node, "x", &lo, &hi, diag);
  yaml_choice (node, "x", words, diag);
  if (node->literal && node->len > 0) {
    size_t len;
    const char *line = source_line (node->text_place.source, node->text_place.line, &len);
    const char *at = g_utf8_offset_to_pointer (line, (glong)node->text_place.column - 1);
    /* What `literal` promises: the text stands there. */
    if (*at != *node->text)
      abort ();
  }
}

static void
walk (const struct yaml_node *node, struct diag *diag)
{
  static const char *const keys[] = {"label", "type", NULL};

  if (node->kind == YAML_SCALAR)
    read_scalar (node, diag);
  yaml_check_keys (node, "a thing", keys, diag);
  g_strfreev (yaml_texts (node, "x", diag));
  for (size_t i = 0; i < node->n; i++) {
    if (node->keys != NULL && yaml_get (node, node->keys[i]->text) != node->items[i])
      abort ();
    walk (node->items[i], diag);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct diag *diag = diag_new ();
  struct source *source = source_from_text ("fuzz.yaml", (const char *)data, size, diag);
  struct yaml_doc *doc = source != NULL ? yaml_parse (source, diag) : NULL;
  FILE *nowhere = fopen ("/dev/null", "w");
  g_autoptr (GString) log = g_string_new (NULL);

  if (doc == NULL && diag_count (diag, SEVERITY_ERROR) == 0)
    abort (); /* nobody would know why */
  if (doc != NULL)
    walk (doc->root, diag);
  if (nowhere != NULL) {
    diag_print (diag, nowhere, true);
    fclose (nowhere);
  }
  diag_log (diag, log);
  yaml_free (doc);
  diag_free (diag);
  return 0;
}
