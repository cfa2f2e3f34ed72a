#include <config.h>

#include "model/codebook.h"

#include "model/field.h"
#include "model/filekind.h"
#include "model/variable.h"

#include <limits.h>
#include <string.h>

/* The reasons that every codebook has, with their codes and labels unless it says otherwise. */
enum { N_LANGUAGES = 4, MOST_LANGUAGES = 100 };
static const char *const reserved_languages[N_LANGUAGES] = {"en", "es", "fr", "pt"};
static const struct {
  const char *name;
  int code;
  const char *labels[N_LANGUAGES];
} reserved[] = {
    [MISSING_NOT_ASKED] = {"not_asked",
                           -94,
                           {"Not asked in this survey", "No preguntado en esta encuesta",
                            "Question absente de cette enquête", "Não perguntado nesta pesquisa"}},
    [MISSING_NOT_APPLICABLE] = {"not_applicable",
                                -96,
                                {"Not applicable", "No aplica", "Sans objet", "Não se aplica"}},
    [MISSING_INVALID] = {"invalid",
                         -95,
                         {"Invalid value", "Valor no válido", "Valeur non valide",
                          "Valor inválido"}},
    [MISSING_BLANK] = {"blank",
                       -99,
                       {"Left blank", "En blanco", "Laissé en blanc", "Deixado em branco"}},
};

static const char *const keys[] = {"codebook", "version",   "title",  "languages",
                                   "missing",  "variables", "checks", NULL};
static const char *const reason_keys[] = {"code", "label", NULL};

static void
read_languages (struct codebook *codebook, const struct yaml_node *node, struct diag *diag)
{
  GPtrArray *languages = g_ptr_array_new ();
  size_t n = field_list_limited (node, MOST_LANGUAGES, "`languages`", diag);

  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = field_list_at (node, i);
    const char *text = yaml_text (item, "a language", diag);
    if (!text)
      continue;
    if (!label_language_valid (text)) {
      diag_add (diag, FIND_BAD_VALUE, item->place,
                "\"%s\" is not a language; write a code such as en, es or pt-BR", text);
      continue;
    }
    if (g_ptr_array_find_with_equal_func (languages, text, g_str_equal, NULL))
      diag_add (diag, FIND_DUPLICATE_NAME, item->place, "language \"%s\" stands twice in the list",
                text);
    else
      g_ptr_array_add (languages, g_strdup (text));
  }
  if (node && node->kind == YAML_SEQUENCE && !node->n)
    diag_add (diag, FIND_BAD_VALUE, node->place, "`languages` is empty");
  if (!languages->len)
    g_ptr_array_add (languages, g_strdup (reserved_languages[0]));
  g_ptr_array_add (languages, NULL);
  codebook->languages = (char **)g_ptr_array_free (languages, FALSE);
}

/* In the codebook's languages as far as they are known here, in their order; else in English. */
static void
default_label (struct label *label, unsigned reason, char *const *languages)
{
  for (size_t i = 0; languages[i]; i++)
    for (size_t l = 0; l < N_LANGUAGES; l++)
      if (strcmp (languages[i], reserved_languages[l]) == 0)
        label_add (label, languages[i], reserved[reason].labels[l]);
  if (!label->n)
    label_add (label, reserved_languages[0], reserved[reason].labels[0]);
}

static void
check_reason_name (const struct yaml_node *key, struct diag *diag)
{
  g_autofree char *near = NULL;

  if (field_name_valid (key->text))
    return;
  near = field_name_near (key->text);
  diag_add (diag, FIND_BAD_VALUE, key->place,
            "\"%s\" cannot be a missing reason's name: use small letters, digits and _ only, "
            "beginning with a letter, at most %d characters",
            key->text, FIELD_LONGEST_NAME);
  diag_suggest (diag, near);
}

/* A code of 0 marks a reason whose code could not be read. */
static void
read_reason_code (struct missing_reason *reason, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *code = yaml_get (node, "code");
  long read;

  if (!code)
    return;
  reason->code = 0;
  reason->place = code->place;
  if (!yaml_integer (code, "`code`", &read, diag))
    return;
  if (read >= 0 || read < INT_MIN) {
    g_autofree char *negative = read > 0 && read <= INT_MAX ? g_strdup_printf ("-%ld", read) : NULL;
    diag_add (diag, FIND_BAD_VALUE, code->place,
              read >= 0 ? "code %ld of \"%s\" must be negative, so that it is never a valid value"
                        : "code %ld of \"%s\" is too small",
              read, reason->name);
    diag_suggest (diag, negative);
    return;
  }
  reason->code = (int)read;
}

static void
read_reason (struct codebook *codebook, const struct yaml_node *key, const struct yaml_node *node,
             struct diag *diag)
{
  unsigned number = codebook_missing (codebook, key->text);
  g_autofree char *what = g_strdup_printf ("the label of \"%s\"", key->text);
  g_autofree char *named = g_strdup_printf ("missing reason \"%s\"", key->text);
  struct missing_reason *reason;

  if (number == MISSING_NONE) {
    check_reason_name (key, diag);
    if (codebook->n_missing == MISSING_MAX) {
      diag_add (diag, FIND_BAD_VALUE, key->place,
                "\"%s\" is one missing reason too many; %d are possible", key->text,
                MISSING_MAX - MISSING_FIRST_OWN);
      return;
    }
    number = (unsigned)codebook->n_missing++;
    codebook->missing[number].name = g_strdup (key->text);
  }
  reason = &codebook->missing[number];
  reason->place = key->place;
  if (!yaml_want (node, YAML_MAPPING, named, diag))
    return;
  yaml_check_keys (node, named, reason_keys, diag);
  if (number >= MISSING_FIRST_OWN)
    yaml_need (node, named, "code", diag);
  read_reason_code (reason, node, diag);
  if (yaml_get (node, "label")) {
    label_clear (&reason->label);
    label_read (&reason->label, yaml_get (node, "label"), what, codebook->languages, diag);
  }
}

static void
check_codes (const struct codebook *codebook, struct diag *diag)
{
  for (size_t j = MISSING_NOT_ASKED; j < codebook->n_missing; j++)
    for (size_t i = MISSING_NOT_ASKED; i < j; i++) {
      const struct missing_reason *a = &codebook->missing[i], *b = &codebook->missing[j];
      if (!a->code || a->code != b->code)
        continue;
      if (a->place.source && !b->place.source) { /* point at what the codebook's author wrote */
        const struct missing_reason *swap = a;
        a = b;
        b = swap;
      }
      diag_add (
          diag, FIND_DUPLICATE_NAME, b->place,
          a->place.source
              ? "code %d is that of \"%s\" and of \"%s\"; each missing reason needs its own"
              : "code %d is that of \"%s\", which every codebook has, and of \"%s\"; each missing "
                "reason needs its own",
          b->code, a->name, b->name);
      if (a->place.source)
        diag_note (diag, a->place, "the first one is here");
      break;
    }
}

static void
read_missing (struct codebook *codebook, const struct yaml_node *node, struct diag *diag)
{
  codebook->missing = g_new0 (struct missing_reason, MISSING_MAX);
  codebook->n_missing = MISSING_FIRST_OWN;
  for (unsigned i = MISSING_NOT_ASKED; i < MISSING_FIRST_OWN; i++) {
    codebook->missing[i].name = g_strdup (reserved[i].name);
    codebook->missing[i].code = reserved[i].code;
    default_label (&codebook->missing[i].label, i, codebook->languages);
  }
  if (!node || !yaml_want (node, YAML_MAPPING, "`missing`", diag))
    return;
  for (size_t i = 0; i < node->n; i++)
    read_reason (codebook, node->keys[i], node->items[i], diag);
  check_codes (codebook, diag);
}

static void
read_variables (struct codebook *codebook, const struct yaml_node *node, struct diag *diag)
{
  if (!node || !yaml_want (node, YAML_MAPPING, "`variables`", diag))
    return;
  if (!node->n)
    diag_add (diag, FIND_BAD_VALUE, node->place, "`variables` is empty");
  codebook->variables = g_new0 (struct variable, node->n);
  for (size_t i = 0; i < node->n; i++) {
    struct variable *variable = &codebook->variables[codebook->n_variables];
    variable_read (variable, node->keys[i], node->items[i], codebook, diag);
    variable->index = codebook->n_variables++;
    g_hash_table_insert (codebook->by_name, variable->name, variable);
  }
}

static struct codebook *
read_doc (struct yaml_doc *doc, struct diag *diag)
{
  struct codebook *codebook;
  const struct yaml_node *root;

  if (!doc)
    return NULL;
  if (!file_kind_expect (doc, FILE_CODEBOOK, diag)) {
    yaml_free (doc);
    return NULL;
  }
  root = doc->root;
  codebook = g_new0 (struct codebook, 1);
  codebook->doc = doc;
  codebook->path = g_strdup (doc->source->name);
  codebook->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  yaml_check_keys (root, "a codebook", keys, diag);
  yaml_need (root, "a codebook", "codebook", diag);
  if (!(codebook->id = field_id (root, "codebook", diag)))
    codebook->id = g_strdup ("");
  if (!(codebook->version = field_text (root, "version", diag)))
    codebook->version = g_strdup ("");
  read_languages (codebook, yaml_get (root, "languages"), diag);
  label_read (&codebook->title, yaml_get (root, "title"), "`title`", codebook->languages, diag);
  read_missing (codebook, yaml_get (root, "missing"), diag);
  read_variables (codebook, yaml_need (root, "a codebook", "variables", diag), diag);
  checks_add_exclusions (&codebook->checks, codebook, diag);
  checks_read (&codebook->checks, yaml_get (root, "checks"), diag);
  return codebook;
}

struct codebook *
codebook_read (const char *path, struct diag *diag)
{
  return read_doc (yaml_read (path, diag), diag);
}

struct codebook *
codebook_parse (struct source *source, struct diag *diag)
{
  return read_doc (source ? yaml_parse (source, diag) : NULL, diag);
}

void
codebook_free (struct codebook *codebook)
{
  if (!codebook)
    return;
  for (size_t i = 0; i < codebook->n_variables; i++)
    variable_clear (&codebook->variables[i]);
  for (size_t i = 0; i < codebook->n_missing; i++) {
    g_free (codebook->missing[i].name);
    label_clear (&codebook->missing[i].label);
  }
  checks_clear (&codebook->checks);
  g_free (codebook->variables);
  g_free (codebook->missing);
  g_free (codebook->id);
  g_free (codebook->version);
  g_free (codebook->path);
  label_clear (&codebook->title);
  g_strfreev (codebook->languages);
  g_hash_table_destroy (codebook->by_name);
  yaml_free (codebook->doc);
  g_free (codebook);
}

bool
codebook_reason_is_said (size_t reason)
{
  return reason == MISSING_NOT_APPLICABLE || reason >= MISSING_FIRST_OWN;
}

const struct variable *
codebook_find (const struct codebook *codebook, const char *name)
{
  return g_hash_table_lookup (codebook->by_name, name);
}

const char *
codebook_near (const struct codebook *codebook, const char *name)
{
  g_autofree const char **names = g_new (const char *, codebook->n_variables + 1);

  for (size_t i = 0; i < codebook->n_variables; i++)
    names[i] = codebook->variables[i].name;
  return diag_nearest (name, names, codebook->n_variables);
}

unsigned
codebook_missing (const struct codebook *codebook, const char *name)
{
  for (unsigned i = MISSING_NOT_ASKED; i < codebook->n_missing; i++)
    if (strcmp (codebook->missing[i].name, name) == 0)
      return i;
  return MISSING_NONE;
}

unsigned
codebook_missing_code (const struct codebook *codebook, int code)
{
  for (unsigned i = MISSING_NOT_ASKED; i < codebook->n_missing; i++)
    if (codebook->missing[i].code == code)
      return i;
  return MISSING_NONE;
}

const struct variable *
codebook_with_categories (const struct codebook *codebook, const char *name, struct place place,
                          const char *hint, const char *cannot, struct diag *diag)
{
  const struct variable *v = codebook_find (codebook, name);

  if (!v) {
    diag_add (diag, FIND_UNKNOWN_VARIABLE, place, "the codebook has no variable \"%s\"%s%s", name,
              hint ? "; " : "", hint ? hint : "");
    diag_suggest (diag, codebook_near (codebook, name));
    return NULL;
  }
  if (variable_is_categorical (v) && v->n_categories)
    return v;
  diag_add (
      diag, FIND_TYPE_MISMATCH, place,
      "\"%s\" cannot %s: it is of type %s and has no categories; derive a variable with cut () "
      "in the codebook",
      name, cannot, variable_type_name (v->type));
  diag_note (diag, v->place, "\"%s\" is declared here", name);
  return NULL;
}
