#include <config.h>

#include "model/plan.h"

#include "base/number.h"
#include "model/field.h"
#include "model/filekind.h"
#include "model/study.h"

#include <math.h>
#include <string.h>

enum { MOST_BREAKDOWNS = 100, MOST_CROSSED = 8, MOST_QUANTILES = 20 };
enum { MOST_VERSIONS = 99999999 }; /* a date can be a version */

static const char *const keys[] = {"codebook", "standard_populations", "indicators", NULL};
static const char *const indicator_keys[] = {
    "version", "title",  "topic",   "note",        "measure", "of",   "to",
    "with",    "at",     "a",       "b",           "nets",    "base", "among",
    "answer",  "totals", "missing", "standardise", "by",      NULL};

/* What a measure takes.  `missing: include` counts those who did not answer as not having the
   property, which has no meaning where the property is an amount. */
enum need { NEVER, MAYBE, ALWAYS };
static const struct {
  const char *name;
  enum need of;
  bool include; /* `missing:` other than exclude */
} measures[] = {
    [MEASURE_PROPORTION] = {"proportion", ALWAYS, true},
    [MEASURE_MEAN] = {"mean", ALWAYS, false},
    [MEASURE_TOTAL] = {"total", ALWAYS, false},
    [MEASURE_COUNT] = {"count", MAYBE, true},
    [MEASURE_RATIO] = {"ratio", ALWAYS, false},
    [MEASURE_DISTRIBUTION] = {"distribution", ALWAYS, true},
    [MEASURE_MEDIAN] = {"median", ALWAYS, false},
    [MEASURE_QUANTILE] = {"quantile", ALWAYS, false},
    [MEASURE_VARIANCE] = {"variance", ALWAYS, false},
    [MEASURE_SD] = {"sd", ALWAYS, false},
    [MEASURE_CORRELATION] = {"correlation", ALWAYS, false},
    [MEASURE_DIFFERENCE] = {"difference", NEVER, true},
    [MEASURE_QUOTIENT] = {"quotient", NEVER, true},
    [MEASURE_SET] = {"set", ALWAYS, true},
};
G_STATIC_ASSERT (G_N_ELEMENTS (measures) == N_MEASURES);
/* Keys that only some measures have, or only some have not. */
enum { OF_TWO = 1 << MEASURE_DIFFERENCE | 1 << MEASURE_QUOTIENT };
static const struct {
  const char *key;
  unsigned measures; /* those that can have it */
  bool always;       /* and must */
} own_keys[] = {
    {"to", 1 << MEASURE_RATIO, true},
    {"with", 1 << MEASURE_CORRELATION, true},
    {"at", 1 << MEASURE_QUANTILE, true},
    {"a", OF_TWO, true},
    {"b", OF_TWO, true},
    {"nets", 1 << MEASURE_DISTRIBUTION, false},
    {"answer", 1 << MEASURE_SET, false},
    {"base", 1 << MEASURE_SET, false},
    {"totals", 1 << MEASURE_SET, false},
    {"among", ~(unsigned)OF_TWO, false},
    {"missing", ~(unsigned)(OF_TWO | 1 << MEASURE_SET), false},
};
/* The columns of estimates.csv, comparisons.csv and associations.csv: a breakdown variable becomes
   a column beside them. */
static const char *const result_columns[] = {"indicator",   "version",
                                             "measure",     "category",
                                             "survey",      "country",
                                             "year",        "n",
                                             "estimate",    "se",
                                             "ci_low",      "ci_high",
                                             "df",          "deff",
                                             "n_effective", "coverage",
                                             "population",  "status",
                                             "note",        "kind",
                                             "a",           "b",
                                             "difference",  "t",
                                             "p",           "p_adjusted",
                                             "significant", "comparability",
                                             "interval",    "deff_reference",
                                             "f",           "df1",
                                             "df2",         "test",
                                             NULL};

const char *
measure_noun (enum measure measure)
{
  return measure == MEASURE_SD ? "standard deviation" : measures[measure].name;
}

const char *
measure_name (enum measure measure)
{
  return measure < N_MEASURES ? measures[measure].name : "";
}

bool
measure_is_share (enum measure measure)
{
  return measure == MEASURE_PROPORTION || measure == MEASURE_DISTRIBUTION || measure == MEASURE_SET;
}

bool
measure_has_operands (enum measure measure)
{
  return measure == MEASURE_DIFFERENCE || measure == MEASURE_QUOTIENT;
}

bool
measure_is_operand (enum measure measure)
{
  return measure == MEASURE_PROPORTION || measure == MEASURE_MEAN || measure == MEASURE_RATIO;
}

static bool
id_valid (const char *text)
{
  for (const char *p = text; *p; p++)
    if (g_ascii_isupper (*p))
      return false;
  return survey_id_valid (text);
}

static void
check_id (const struct yaml_node *key, struct diag *diag)
{
  g_autofree char *near = NULL;

  if (id_valid (key->text))
    return;
  near = field_name_near (key->text);
  diag_add (
      diag, FIND_BAD_VALUE, key->place,
      "\"%s\" cannot be an indicator's id: use small letters, digits and _ - . only, beginning "
      "with a letter or digit, at most %d characters",
      key->text, FIELD_LONGEST_NAME);
  diag_suggest (diag, near);
}

/* A list of reasons that count in the denominator. */
static void
read_reasons (struct indicator *indicator, const struct yaml_node *node, struct diag *diag)
{
  struct missing_rule *rule = &indicator->missing;
  size_t n = 0, most;

  rule->kind = MISSING_LIST;
  rule->reasons = g_new0 (char *, node->n + 1);
  rule->places = g_new0 (struct place, node->n + 1);
  if (!node->n)
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "the list under `missing` is empty; write exclude for no reason");
  most = field_list_limited (node, MISSING_MAX, "the list under `missing`", diag);
  for (size_t i = 0; i < most; i++) {
    char *text = field_node_text (node->items[i], "a missing reason", diag);
    if (!text)
      continue;
    if (g_strv_contains ((const char *const *)rule->reasons, text)) {
      diag_add (diag, FIND_DUPLICATE_NAME, node->items[i]->place,
                "missing reason \"%s\" stands twice in the list", text);
      g_free (text);
      continue;
    }
    if (strcmp (text, "not_asked") == 0)
      diag_add (diag, FIND_BAD_VALUE, node->items[i]->place,
                "\"not_asked\" can never count in a denominator: nobody had the question");
    rule->places[n] = node->items[i]->text_place;
    rule->reasons[n++] = text;
  }
}

static void
read_missing (struct indicator *indicator, const struct yaml_node *node, bool allowed,
              struct diag *diag)
{
  const struct yaml_node *missing = yaml_get (node, "missing");
  g_autofree char *text = NULL;

  if (!missing)
    return;
  if (missing->kind == YAML_SEQUENCE)
    read_reasons (indicator, missing, diag);
  else if ((text = field_text (node, "missing", diag)) && strcmp (text, "include") == 0)
    indicator->missing.kind = MISSING_INCLUDE;
  else if (text && strcmp (text, "exclude") != 0)
    diag_add (diag, FIND_BAD_VALUE, missing->place,
              "`missing` cannot be \"%s\"; it is exclude, include or a list of missing reasons",
              text);
  if (!allowed && indicator->missing.kind != MISSING_EXCLUDE)
    diag_add (diag, FIND_BAD_VALUE, missing->place,
              "`missing` must be exclude for a %s: a missing amount cannot count",
              measure_noun (indicator->measure));
}

static bool
has_name (const struct breakdown *by, const char *name)
{
  for (size_t i = 0; i < by->n; i++)
    if (strcmp (by->variables[i], name) == 0)
      return true;
  return false;
}

/* The same cells whatever the order? */
static bool
same_cells (const struct breakdown *a, const struct breakdown *b)
{
  if (a->n != b->n)
    return false;
  for (size_t i = 0; i < a->n; i++)
    if (!has_name (b, a->variables[i]))
      return false;
  return true;
}

static void
clear_breakdown (struct breakdown *by)
{
  g_strfreev (by->variables);
  g_free (by->places);
  *by = (struct breakdown){0};
}

/* One name, or a list of names that are crossed. */
static void
read_breakdown (struct breakdown *by, const struct yaml_node *node, struct diag *diag)
{
  size_t n;

  by->variables = g_new0 (char *, field_list_n (node) + 1);
  by->places = g_new0 (struct place, field_list_n (node) + 1);
  if (!field_list_n (node))
    diag_add (diag, FIND_BAD_VALUE, node->place, "a breakdown without a variable");
  n = field_list_limited (node, MOST_CROSSED, "a breakdown", diag);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = field_list_at (node, i);
    char *name = field_node_text (item, "a breakdown variable", diag);
    if (!name)
      continue;
    if (has_name (by, name)) {
      diag_add (diag, FIND_DUPLICATE_NAME, item->place, "\"%s\" is crossed with itself", name);
      g_free (name);
      continue;
    }
    if (g_strv_contains (result_columns, name))
      diag_add (diag, FIND_BAD_VALUE, item->place,
                "\"%s\" cannot break down: the results have a column of that name", name);
    by->places[by->n] = item->text_place;
    by->variables[by->n++] = name;
  }
}

static void
read_by (struct indicator *indicator, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *list = yaml_get (node, "by");
  size_t n;

  if (!list)
    return;
  if (list->kind == YAML_MAPPING) {
    yaml_want (list, YAML_SEQUENCE, "`by`", diag);
    return;
  }
  indicator->by = g_new0 (struct breakdown, field_list_n (list) + 1);
  n = field_list_limited (list, MOST_BREAKDOWNS, "`by`", diag);
  for (size_t i = 0; i < n; i++) {
    struct breakdown *by = &indicator->by[indicator->n_by];
    const struct yaml_node *item = field_list_at (list, i);
    bool twice = false;
    read_breakdown (by, item, diag);
    for (size_t k = 0; by->n && k < indicator->n_by; k++)
      twice = twice || same_cells (by, &indicator->by[k]);
    if (twice)
      diag_add (diag, FIND_DUPLICATE_NAME, item->place,
                "this breakdown stands twice under `by` of \"%s\"", indicator->id);
    if (twice || !by->n)
      clear_breakdown (by);
    else
      indicator->n_by++;
  }
}

double
quantile_percent (double at)
{
  const double decimals = 1e6, percent = 100;
  return round (at * percent * decimals) / decimals;
}

char *
quantile_name (double at)
{
  char digits[NUMBER_SIZE];
  number_format (quantile_percent (at), digits);
  return g_strconcat ("p", digits, NULL);
}

static bool
has_quantile (const struct indicator *indicator, double at)
{
  for (size_t i = 0; i < indicator->n_at; i++)
    if (quantile_percent (indicator->at[i]) == quantile_percent (at))
      return true;
  return false;
}

/* Shares of 1 between 0 and 1, in the order in which they are to be shown. */
static void
read_at (struct indicator *indicator, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *list = yaml_get (node, "at");
  size_t n;

  if (!list)
    return;
  if (list->kind == YAML_MAPPING || !field_list_n (list)) {
    diag_add (diag, FIND_BAD_VALUE, list->place,
              "`at` must be a number between 0 and 1, or a list of them: 0.5 is the median");
    return;
  }
  indicator->at = g_new0 (double, field_list_n (list));
  n = field_list_limited (list, MOST_QUANTILES, "`at`", diag);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = field_list_at (list, i);
    double at;
    if (!yaml_number (item, "`at`", &at, diag))
      continue;
    if (!(quantile_percent (at) > 0 && quantile_percent (at) < 100))
      diag_add (diag, FIND_BAD_VALUE, item->place,
                "`at` is %s, but a quantile lies between 0 and 1; write 0.25 for the first quarter",
                item->text);
    else if (has_quantile (indicator, at))
      diag_add (diag, FIND_DUPLICATE_NAME, item->place, "the quantile at %s stands twice",
                item->text);
    else
      indicator->at[indicator->n_at++] = at;
  }
}

/* `of` and `to` as the measure wants them. */
static void
check_need (const struct indicator *indicator, const struct yaml_node *node, const char *key,
            enum need need, struct diag *diag)
{
  const struct yaml_node *given = yaml_key (node, key);

  if (need == ALWAYS && !given)
    diag_add (diag, FIND_MISSING_KEY, indicator->place, "\"%s\" is a %s and needs `%s`",
              indicator->id, measure_noun (indicator->measure), key);
  else if (need == NEVER && given)
    diag_add (diag, FIND_BAD_VALUE, given->place, "\"%s\" is a %s, which has no `%s`",
              indicator->id, measure_noun (indicator->measure), key);
}

/* The keys that belong to some measures alone. */
static void
check_own_keys (const struct indicator *indicator, const struct yaml_node *node, struct diag *diag)
{
  for (size_t i = 0; i < G_N_ELEMENTS (own_keys); i++) {
    bool can = own_keys[i].measures >> indicator->measure & 1;
    check_need (indicator, node, own_keys[i].key,
                !can                 ? NEVER
                : own_keys[i].always ? ALWAYS
                                     : MAYBE,
                diag);
  }
}

/* False after a finding; the measure is then none, so that nobody expects anything of it. */
static bool
read_measure (struct indicator *indicator, const struct yaml_node *node, const char *what,
              struct diag *diag)
{
  const char *names[N_MEASURES + 1] = {NULL};
  int measure = N_MEASURES;

  for (size_t i = 0; i < N_MEASURES; i++)
    names[i] = measures[i].name;
  if (!yaml_need (node, what, "measure", diag) ||
      !field_choice (node, "measure", names, &measure, diag))
    return false;
  indicator->measure = (enum measure)measure;
  return true;
}

static void
read_indicator (struct indicator *indicator, const struct yaml_node *key,
                const struct yaml_node *node, struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("indicator \"%s\"", key->text);
  g_autofree char *title = g_strdup_printf ("the title of \"%s\"", key->text);
  bool known;

  *indicator = (struct indicator){
      .id = g_strdup (key->text), .version = 1, .measure = N_MEASURES, .place = key->place};
  check_id (key, diag);
  if (!yaml_want (node, YAML_MAPPING, what, diag))
    return;
  yaml_check_keys (node, what, indicator_keys, diag);
  field_integer (node, "version", 1, MOST_VERSIONS, &indicator->version, diag);
  label_read (&indicator->title, yaml_get (node, "title"), title, NULL, diag);
  indicator->topic = field_text (node, "topic", diag);
  indicator->note = field_text (node, "note", diag);
  known = read_measure (indicator, node, what, diag);
  if (indicator->measure == MEASURE_SET)
    itemset_read (&indicator->set, node, diag);
  else
    field_expr (node, "of", &indicator->of, diag);
  field_expr (node, "to", &indicator->to, diag);
  field_expr (node, "with", &indicator->with, diag);
  read_at (indicator, node, diag);
  field_expr (node, "among", &indicator->among, diag);
  operand_read (&indicator->a, node, "a", diag);
  operand_read (&indicator->b, node, "b", diag);
  nets_read (&indicator->nets, node, diag);
  if (known) {
    check_need (indicator, node, "of", measures[indicator->measure].of, diag);
    check_own_keys (indicator, node, diag);
  }
  read_missing (indicator, node, !known || measures[indicator->measure].include, diag);
  if ((indicator->standardise = field_text (node, "standardise", diag)))
    indicator->standardise_place = yaml_get (node, "standardise")->text_place;
  read_by (indicator, node, diag);
}

static void
clear_indicator (struct indicator *indicator)
{
  for (size_t i = 0; i < indicator->n_by; i++)
    clear_breakdown (&indicator->by[i]);
  g_free (indicator->by);
  g_free (indicator->id);
  g_free (indicator->topic);
  g_free (indicator->note);
  g_free (indicator->standardise);
  label_clear (&indicator->title);
  field_expr_clear (&indicator->of);
  field_expr_clear (&indicator->to);
  field_expr_clear (&indicator->with);
  g_free (indicator->at);
  field_expr_clear (&indicator->among);
  operand_clear (&indicator->a);
  operand_clear (&indicator->b);
  nets_clear (&indicator->nets);
  itemset_clear (&indicator->set);
  g_strfreev (indicator->missing.reasons);
  g_free (indicator->missing.places);
}

static struct plan *
read_doc (struct yaml_doc *doc, struct diag *diag)
{
  struct plan *plan;
  const struct yaml_node *list;
  g_autofree char *codebook = NULL;

  if (!doc)
    return NULL;
  if (!file_kind_expect (doc, FILE_PLAN, diag)) {
    yaml_free (doc);
    return NULL;
  }
  plan = g_new0 (struct plan, 1);
  plan->doc = doc;
  plan->path = g_strdup (doc->source->name);
  yaml_check_keys (doc->root, "an indicator plan", keys, diag);
  if ((codebook = field_text (doc->root, "codebook", diag)))
    plan->codebook_path = study_resolve (plan->path, codebook);
  standard_specs_read (&plan->standards, yaml_get (doc->root, "standard_populations"), diag);
  list = yaml_need (doc->root, "an indicator plan", "indicators", diag);
  if (!list || !yaml_want (list, YAML_MAPPING, "`indicators`", diag))
    return plan;
  if (!list->n)
    diag_add (diag, FIND_BAD_VALUE, list->place, "`indicators` is empty");
  plan->indicators = g_new0 (struct indicator, list->n);
  for (size_t i = 0; i < list->n; i++) {
    read_indicator (&plan->indicators[i], list->keys[i], list->items[i], diag);
    plan->indicators[i].index = i;
  }
  plan->n_indicators = list->n;
  operands_check (plan, diag);
  return plan;
}

struct plan *
plan_read (const char *path, struct diag *diag)
{
  return read_doc (yaml_read (path, diag), diag);
}

struct plan *
plan_parse (struct source *source, struct diag *diag)
{
  return read_doc (source ? yaml_parse (source, diag) : NULL, diag);
}

const struct indicator *
plan_find (const struct plan *plan, const char *id)
{
  for (size_t i = 0; id && i < plan->n_indicators; i++)
    if (strcmp (plan->indicators[i].id, id) == 0)
      return &plan->indicators[i];
  return NULL;
}

bool
plan_check_languages (const struct plan *plan, char *const *languages, struct diag *diag)
{
  const struct yaml_node *list = yaml_get (plan->doc->root, "indicators");
  bool good = label_check_titles (list, "", languages, diag);

  for (size_t i = 0; i < plan->n_indicators; i++) {
    good = label_check_titles (yaml_get (list->items[i], "nets"), "net ", languages, diag) && good;
    if (plan->indicators[i].measure == MEASURE_SET)
      good = label_check_titles (yaml_get (list->items[i], "of"), "item ", languages, diag) && good;
  }
  return label_check_titles (yaml_get (plan->doc->root, "standard_populations"), "the standard ",
                             languages, diag) &&
         good;
}

void
plan_free (struct plan *plan)
{
  if (!plan)
    return;
  for (size_t i = 0; i < plan->n_indicators; i++)
    clear_indicator (&plan->indicators[i]);
  g_free (plan->indicators);
  standard_specs_clear (&plan->standards);
  g_free (plan->path);
  g_free (plan->codebook_path);
  yaml_free (plan->doc);
  g_free (plan);
}
