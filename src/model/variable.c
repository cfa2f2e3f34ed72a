#include <config.h>

#include "model/variable.h"

#include "base/number.h"
#include "model/field.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* Far more than any list of occupations or municipalities has. */
enum { MOST_CATEGORIES = 10000 };

static const char *const type_names[] = {"binary", "nominal", "ordinal", "integer",
                                         "number", "date",    "text",    NULL};
static const char *const tier_names[] = {"core", "optional", "adaptable", NULL};

/* What a type takes besides its label. */
static const struct {
  bool categories, range;
} takes[] = {
    [TYPE_BINARY] = {true, false},  [TYPE_NOMINAL] = {true, false}, [TYPE_ORDINAL] = {true, false},
    [TYPE_INTEGER] = {false, true}, [TYPE_NUMBER] = {false, true},  [TYPE_DATE] = {false, true},
    [TYPE_TEXT] = {false, false},
};

static const char *const keys[] = {"label", "question",   "module",   "tier",   "type",     "unit",
                                   "range", "categories", "asked_if", "derive", "excludes", NULL};
static const char *const category_keys[] = {"name", "label", NULL};

/* Names that would be read as something else in an expression or in a file's header. */
static const char *const expression_words[] = {
    "abs",
    "all",
    "and",
    "any",
    "coalesce",
    "count",
    "cut",
    "date",
    "exp",
    "floor",
    "if",
    "in",
    "log",
    "matches",
    "max",
    "mean",
    "min",
    "missing",
    "months_between",
    "not",
    "or",
    "reason",
    "round",
    "sum",
    "year",
    "years_between",
};
static const char *const design_columns[] = {"survey",  "country", "year", "id",  "weight",
                                             "stratum", "psu",     "ssu",  "fpc", "fpc2"};
/* What stands for "all" in the breakdown columns of the results. */
static const char all[] = "_T";

const char *
variable_type_name (enum variable_type type)
{
  return type_names[type];
}

const char *
tier_name (enum tier tier)
{
  return tier_names[tier];
}

bool
variable_is_categorical (const struct variable *variable)
{
  return takes[variable->type].categories;
}

long
variable_category (const struct variable *variable, const char *name)
{
  for (size_t i = 0; i < variable->n_categories; i++)
    if (strcmp (variable->categories[i].name, name) == 0)
      return (long)i;
  return -1;
}

long
variable_category_code (const struct variable *variable, int code)
{
  for (size_t i = 0; i < variable->n_categories; i++)
    if (variable->categories[i].code == code)
      return (long)i;
  return -1;
}

const char *
variable_near (const struct variable *variable, const struct codebook *codebook, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (size_t i = 0; i < variable->n_categories; i++)
    g_ptr_array_add (names, variable->categories[i].name);
  for (size_t i = MISSING_NOT_ASKED; i < codebook->n_missing; i++)
    g_ptr_array_add (names, codebook->missing[i].name);
  return diag_nearest (name, (const char *const *)names->pdata, names->len);
}

/* Of all the reserved words only `rep1`, `rep2` ... (replicate weights) and `margin1` ... (columns
   of margins) are too many for a table. */
static bool
is_numbered (const char *name)
{
  static const char *const stems[] = {"rep", "margin"};
  for (size_t i = 0; i < G_N_ELEMENTS (stems); i++) {
    const char *number = name + strlen (stems[i]);
    if (g_str_has_prefix (name, stems[i]) && *number && !number[strspn (number, "0123456789")])
      return true;
  }
  return false;
}

static bool
among (const char *word, const char *const *words, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp (words[i], word) == 0)
      return true;
  return false;
}

static void
check_name (const struct yaml_node *key, struct diag *diag)
{
  if (!field_name_valid (key->text)) {
    g_autofree char *near = field_name_near (key->text);
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "\"%s\" cannot be a variable's name: use small letters, digits and _ only, beginning "
              "with a letter, at most %d characters",
              key->text, FIELD_LONGEST_NAME);
    diag_suggest (diag, near);
  } else if (among (key->text, expression_words, G_N_ELEMENTS (expression_words)))
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "\"%s\" is a word of the expression language and cannot be a variable's name",
              key->text);
  else if (among (key->text, design_columns, G_N_ELEMENTS (design_columns)) ||
           is_numbered (key->text))
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "\"%s\" is a design column of every harmonised file and cannot be a variable's name",
              key->text);
}

/* A name is compared without regard to case here: "Yes" and "yes" side by side are a slip.  NAMES
   holds those met so far: normalised name -> struct yaml_node *. */
static void
check_category_name (const struct variable *variable, const struct category *category,
                     const struct yaml_node *node, const struct codebook *codebook,
                     GHashTable *names, struct diag *diag)
{
  char *folded = label_normalise (category->name);
  const struct yaml_node *first = g_hash_table_lookup (names, folded);
  unsigned reason = codebook_missing (codebook, category->name);

  if (g_ascii_isspace (category->name[0]) || g_str_has_suffix (category->name, " ") ||
      strpbrk (category->name, "\t\r\n"))
    diag_add (
        diag, FIND_BAD_VALUE, node->place,
        "the name of category %d of \"%s\" begins or ends with a blank, or holds a tab or line "
        "end",
        category->code, variable->name);
  if (strcmp (category->name, all) == 0)
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "\"%s\" stands for all in the results and cannot be a category's name", all);
  if (reason != MISSING_NONE) {
    diag_add (diag, FIND_DUPLICATE_NAME, node->place,
              "category \"%s\" of \"%s\" has the name of a missing reason", category->name,
              variable->name);
    if (codebook->missing[reason].place.source)
      diag_note (diag, codebook->missing[reason].place, "the missing reason is declared here");
  }
  if (first) {
    diag_add (diag, FIND_DUPLICATE_NAME, node->place,
              "two categories of \"%s\" have the name \"%s\"", variable->name, category->name);
    diag_note (diag, first->place, "the first one is here");
    g_free (folded);
  } else
    g_hash_table_insert (names, folded, (gpointer)node);
}

static bool
read_code (const struct variable *variable, const struct yaml_node *key, int *code,
           struct diag *diag)
{
  long read, position;

  if (!yaml_integer (key, "a category's code", &read, diag))
    return false;
  if (read < 0 || read > INT_MAX) {
    diag_add (diag, FIND_BAD_VALUE, key->place,
              read < 0 ? "category code %ld of \"%s\" is negative; negative codes are for the "
                         "reasons under `missing`"
                       : "category code %ld of \"%s\" is too large",
              read, variable->name);
    return false;
  }
  *code = (int)read;
  position = variable_category_code (variable, *code);
  if (position >= 0) {
    diag_add (diag, FIND_DUPLICATE_NAME, key->place, "two categories of \"%s\" have the code %d",
              variable->name, *code);
    diag_note (diag, variable->categories[position].place, "the first one is here");
  }
  return position < 0;
}

/* `code: {name: ..., label: ...}` or `code: text`.  A category that has no usable code or name is
   left out, so that those that are kept can be trusted to have both. */
static void
read_category (struct variable *variable, const struct yaml_node *key, const struct yaml_node *node,
               const struct codebook *codebook, GHashTable *names, struct diag *diag)
{
  g_autofree char *named = g_strdup_printf ("category %s of \"%s\"", key->text, variable->name);
  struct category category = {.place = key->place};
  const struct yaml_node *name = node;

  if (node->kind == YAML_MAPPING) {
    yaml_check_keys (node, named, category_keys, diag);
    if (!(name = yaml_need (node, named, "name", diag)))
      return;
  }
  if (!read_code (variable, key, &category.code, diag) ||
      !(category.name = field_node_text (name, "a category's name", diag)))
    return;
  check_category_name (variable, &category, name, codebook, names, diag);
  if (node->kind == YAML_MAPPING) {
    g_autofree char *what =
        g_strdup_printf ("the label of \"%s\" in \"%s\"", category.name, variable->name);
    label_read (&category.label, yaml_get (node, "label"), what, codebook->languages, diag);
  } else
    label_add (&category.label, codebook->languages[0], category.name);
  variable->categories[variable->n_categories++] = category;
}

static void
read_categories (struct variable *variable, const struct yaml_node *node,
                 const struct codebook *codebook, struct diag *diag)
{
  const struct yaml_node *list = yaml_get (node, "categories");
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!list) {
    if (variable_is_categorical (variable))
      diag_add (diag, FIND_MISSING_KEY, variable->place, "\"%s\" is %s and needs `categories`",
                variable->name, type_names[variable->type]);
    return;
  }
  if (!variable_is_categorical (variable)) {
    diag_add (diag, FIND_BAD_VALUE, yaml_key (node, "categories")->place,
              "\"%s\" is of type %s, which has no categories; only binary, nominal and ordinal "
              "variables have them",
              variable->name, type_names[variable->type]);
    return;
  }
  if (!yaml_want (list, YAML_MAPPING, "`categories`", diag))
    return;
  if (list->n > MOST_CATEGORIES)
    diag_add (diag, FIND_BAD_VALUE, list->keys[MOST_CATEGORIES]->place,
              "\"%s\" has %zu categories; at most %d are possible", variable->name, list->n,
              MOST_CATEGORIES);
  variable->categories = g_new0 (struct category, list->n);
  for (size_t i = 0; i < MIN (list->n, MOST_CATEGORIES); i++)
    read_category (variable, list->keys[i], list->items[i], codebook, names, diag);
  if (variable->type == TYPE_BINARY && list->n != 2)
    diag_add (diag, FIND_BAD_VALUE, list->place,
              "\"%s\" is binary and needs exactly two categories, not %zu", variable->name,
              list->n);
  else if (list->n == 0)
    diag_add (diag, FIND_BAD_VALUE, list->place, "\"%s\" has no category", variable->name);
}

/* Days since 1970-01-01 of YYYY-MM-DD. */
static bool
parse_date (const char *text, size_t len, double *days)
{
  static const char shape[] = "dddd-dd-dd";
  unsigned part[3] = {0};
  GDate date, epoch;

  if (len != sizeof shape - 1)
    return false;
  for (size_t i = 0, p = 0; i < len; i++)
    if (shape[i] == '-' ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return false;
    else if (shape[i] == '-')
      p++;
    else
      part[p] = part[p] * 10 + (unsigned)(text[i] - '0');
  if (!part[0] || !g_date_valid_dmy ((GDateDay)part[2], (GDateMonth)part[1], (GDateYear)part[0]))
    return false;
  g_date_clear (&date, 1);
  g_date_clear (&epoch, 1);
  g_date_set_dmy (&date, (GDateDay)part[2], (GDateMonth)part[1], (GDateYear)part[0]);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  *days = (double)g_date_get_julian (&date) - (double)g_date_get_julian (&epoch);
  return true;
}

static bool
read_date_range (const struct yaml_node *node, double *lo, double *hi, struct diag *diag)
{
  const char *text = yaml_text (node, "`range`", diag), *dots;

  if (!text)
    return false;
  *lo = -INFINITY;
  *hi = INFINITY;
  dots = strstr (text, "..");
  if (dots && strlen (text) > 2 && (dots == text || parse_date (text, (size_t)(dots - text), lo)) &&
      (!dots[2] || parse_date (dots + 2, strlen (dots + 2), hi))) {
    if (*lo <= *hi)
      return true;
    diag_add (diag, FIND_BAD_VALUE, node->place, "`range` is \"%s\", which ends before it begins",
              text);
    return false;
  }
  diag_add (
      diag, FIND_BAD_VALUE, node->place,
      "\"%s\" is not a range of dates; write 2000-01-31..2019-12-31, with either end left out "
      "where it is open",
      text);
  return false;
}

/* A valid value that looks like a missing code would be taken for one when the file is read. */
static void
check_range (const struct variable *variable, const struct yaml_node *node,
             const struct codebook *codebook, struct diag *diag)
{
  for (size_t i = MISSING_NOT_ASKED; variable->type != TYPE_DATE && i < codebook->n_missing; i++) {
    const struct missing_reason *reason = &codebook->missing[i];
    if (reason->code < 0 && variable->lo <= reason->code && reason->code <= variable->hi) {
      diag_add (
          diag, FIND_BAD_VALUE, node->place,
          "the range of \"%s\" holds %d, the code of the missing reason \"%s\"; make the range "
          "narrower, or give the reason another code under `missing`",
          variable->name, reason->code, reason->name);
      if (reason->place.source)
        diag_note (diag, reason->place, "the missing reason is declared here");
      return;
    }
  }
}

static void
read_range (struct variable *variable, const struct yaml_node *node,
            const struct codebook *codebook, struct diag *diag)
{
  const struct yaml_node *range = yaml_get (node, "range");

  if (!range)
    return;
  if (!takes[variable->type].range)
    diag_add (diag, FIND_BAD_VALUE, yaml_key (node, "range")->place,
              "\"%s\" is of type %s, which has no range; only integer, number and date variables "
              "have one",
              variable->name, type_names[variable->type]);
  else if (variable->type == TYPE_DATE
               ? read_date_range (range, &variable->lo, &variable->hi, diag)
               : yaml_range (range, "`range`", &variable->lo, &variable->hi, diag)) {
    variable->has_range = true;
    check_range (variable, range, codebook, diag);
  }
}

static void
read_labels (struct variable *variable, const struct yaml_node *node,
             const struct codebook *codebook, struct diag *diag)
{
  g_autofree char *label = g_strdup_printf ("the label of \"%s\"", variable->name);
  g_autofree char *question = g_strdup_printf ("the question of \"%s\"", variable->name);

  label_read (&variable->label, yaml_get (node, "label"), label, codebook->languages, diag);
  label_read (&variable->question, yaml_get (node, "question"), question, codebook->languages,
              diag);
}

void
variable_read (struct variable *variable, const struct yaml_node *key, const struct yaml_node *node,
               const struct codebook *codebook, struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("variable \"%s\"", key->text);
  int type = -1, tier = TIER_CORE;

  *variable = (struct variable){.name = g_strdup (key->text),
                                .type = TYPE_TEXT,
                                .place = key->place,
                                .lo = -INFINITY,
                                .hi = INFINITY};
  check_name (key, diag);
  if (!yaml_want (node, YAML_MAPPING, what, diag)) {
    variable->module = g_strdup ("");
    return;
  }
  yaml_check_keys (node, what, keys, diag);
  read_labels (variable, node, codebook, diag);
  if (!(variable->module = field_text (node, "module", diag)))
    variable->module = g_strdup ("");
  variable->unit = field_text (node, "unit", diag);
  field_choice (node, "tier", tier_names, &tier, diag);
  variable->tier = (enum tier)tier;
  field_expr (node, "asked_if", &variable->asked_if, diag);
  field_expr (node, "derive", &variable->derive, diag);
  if (yaml_need (node, what, "type", diag))
    field_choice (node, "type", type_names, &type, diag);
  if (type >= 0)
    variable->type = (enum variable_type)type;
  else if (yaml_get (node, "categories")) /* guessed, so that nothing is said twice */
    variable->type = TYPE_NOMINAL;
  read_categories (variable, node, codebook, diag);
  if (type >= 0)
    read_range (variable, node, codebook, diag);
}

void
variable_clear (struct variable *variable)
{
  for (size_t i = 0; i < variable->n_categories; i++) {
    g_free (variable->categories[i].name);
    label_clear (&variable->categories[i].label);
  }
  g_free (variable->categories);
  g_free (variable->name);
  g_free (variable->module);
  g_free (variable->unit);
  label_clear (&variable->label);
  label_clear (&variable->question);
  field_expr_clear (&variable->asked_if);
  field_expr_clear (&variable->derive);
}
