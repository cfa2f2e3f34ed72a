#include <config.h>

#include "model/filekind.h"

/* The first row that fits decides: a key that only one kind has comes before those that several
   share, so that a file with one misspelt key is still known for what it is. */
static const struct {
  const char *key;
  enum file_kind kind;
} tellers[] = {
    {"crosswalk", FILE_SURVEY},  {"survey", FILE_SURVEY},      {"surveys", FILE_STUDY},
    {"study", FILE_STUDY},       {"variables", FILE_CODEBOOK}, {"indicators", FILE_PLAN},
    {"codebook", FILE_CODEBOOK},
};

static const char *const names[] = {
    [FILE_UNKNOWN] = "something else", [FILE_CODEBOOK] = "a codebook", [FILE_SURVEY] = "a survey",
    [FILE_PLAN] = "an indicator plan", [FILE_STUDY] = "a study",
};

enum file_kind
file_kind_of (const struct yaml_node *root)
{
  for (size_t i = 0; i < G_N_ELEMENTS (tellers); i++)
    if (yaml_get (root, tellers[i].key))
      return tellers[i].kind;
  return FILE_UNKNOWN;
}

const char *
file_kind_name (enum file_kind kind)
{
  return names[kind];
}

bool
file_kind_expect (const struct yaml_doc *doc, enum file_kind wanted, struct diag *diag)
{
  enum file_kind kind = file_kind_of (doc->root);

  if (!yaml_want (doc->root, YAML_MAPPING, names[wanted], diag))
    return false;
  if (kind == wanted || kind == FILE_UNKNOWN)
    return true;
  diag_add (diag, FIND_WRONG_KIND, doc->root->place, "this file is %s, where %s is wanted",
            names[kind], names[wanted]);
  return false;
}
