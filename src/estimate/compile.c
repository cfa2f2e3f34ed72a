/* The plan checked against the codebook, each indicator with what the study asks of all. */
#include <config.h>

#include "estimate/ages.h"
#include "estimate/grade.h"
#include "estimate/parts.h"
#include "estimate/standard.h"
#include "stat/interval.h"

#include <string.h>

/* Levels that are compared with each other: the work grows with the square of their number. */
enum { MOST_LEVELS = 26 };

static const enum kind kinds[] = {
    [MEASURE_PROPORTION] = KIND_BOOL,
    [MEASURE_COUNT] = KIND_BOOL,
    [MEASURE_MEAN] = KIND_AMOUNT,
    [MEASURE_TOTAL] = KIND_AMOUNT,
    [MEASURE_RATIO] = KIND_AMOUNT,
    [MEASURE_DISTRIBUTION] = KIND_CATEGORIES,
    [MEASURE_MEDIAN] = KIND_NUMBER,
    [MEASURE_QUANTILE] = KIND_NUMBER,
    [MEASURE_VARIANCE] = KIND_AMOUNT,
    [MEASURE_SD] = KIND_AMOUNT,
    [MEASURE_CORRELATION] = KIND_AMOUNT,
    [MEASURE_DIFFERENCE] = KIND_PARTS,
    [MEASURE_QUOTIENT] = KIND_PARTS,
    [MEASURE_SET] = KIND_PARTS,
    [N_MEASURES] = KIND_NONE,
};

/* A variable by itself: the expression is its name and nothing else. */
static const struct variable *
bare_variable (const struct codebook *cb, const struct expr_text *text)
{
  g_autofree char *name = g_strdup (text->text);
  return codebook_find (cb, g_strstrip (name));
}

static bool
check_distribution (const struct indicators *in, struct measured *m, struct diag *diag)
{
  const struct expr_text *of = &m->spec->of;
  if (m->variable && variable_is_categorical (m->variable) &&
      m->variable->n_categories > MAX_CATEGORIES) {
    diag_add (diag, FIND_NOT_AVAILABLE, of->place,
              "a distribution can have %d categories at most, and \"%s\" has %zu", MAX_CATEGORIES,
              m->variable->name, m->variable->n_categories);
    return false;
  }
  if (m->variable && variable_is_categorical (m->variable))
    return true;
  diag_add (
      diag, FIND_TYPE_MISMATCH, of->place,
      "`of` of \"%s\" must be the name of a variable with categories, and nothing else, for a "
      "distribution",
      m->spec->id);
  if (!m->variable)
    diag_suggest (diag, codebook_near (in->codebook, of->text));
  return false;
}

static bool
read_reasons (const struct indicators *in, struct measured *m, struct diag *diag)
{
  const struct missing_rule *rule = &m->spec->missing;
  bool ok = true;
  if (rule->kind == MISSING_INCLUDE)
    for (unsigned r = MISSING_NONE + 1; r < in->codebook->n_missing; r++)
      m->counts[r] = r != MISSING_NOT_ASKED;
  for (size_t i = 0; rule->kind == MISSING_LIST && rule->reasons[i]; i++) {
    unsigned reason = codebook_missing (in->codebook, rule->reasons[i]);
    if (reason == MISSING_NONE) {
      g_autofree const char **names = g_new (const char *, in->codebook->n_missing);
      for (size_t r = 1; r < in->codebook->n_missing; r++)
        names[r - 1] = in->codebook->missing[r].name;
      diag_add (diag, FIND_UNKNOWN_CATEGORY, rule->places[i],
                "the codebook has no missing reason \"%s\"", rule->reasons[i]);
      diag_suggest (diag, diag_nearest (rule->reasons[i], names, in->codebook->n_missing - 1));
      ok = false;
    } else if (reason != MISSING_NOT_ASKED) {
      m->counts[reason] = true;
    }
  }
  return ok;
}

static bool
read_breakdown (struct indicators *in, struct measured *m, size_t k, struct diag *diag)
{
  const struct breakdown *by = &m->spec->by[k];
  g_autofree const struct variable **variables = g_new0 (const struct variable *, by->n + 1);
  size_t n_groups = 1;
  bool ok = by->n > 0;
  for (size_t i = 0; i < by->n; i++) {
    variables[i] = codebook_with_categories (in->codebook, by->variables[i], by->places[i], NULL,
                                             "break down a table", diag);
    for (size_t j = 0; j < i && variables[i]; j++)
      ok = ok && variables[j] != variables[i];
    ok = ok && variables[i];
    if (ok)
      n_groups = MIN (n_groups * variables[i]->n_categories, MAX_GROUPS + 1);
  }
  if (!ok)
    return false;
  if (n_groups > MAX_GROUPS) {
    diag_add (diag, FIND_NOT_AVAILABLE, by->places[0],
              "this breakdown has more than %d groups; cross fewer variables", MAX_GROUPS);
    return false;
  }
  bool known = m->variable || m->spec->measure != MEASURE_DISTRIBUTION;
  size_t n_rows = (known ? measured_own_categories (m) : 0) + m->spec->nets.n + m->spec->set.n;
  if (n_groups * n_rows > MAX_FIGURES) {
    diag_add (diag, FIND_NOT_AVAILABLE, by->places[0],
              "this breakdown of a %s has more than %d figures; cross fewer variables",
              measure_noun (m->spec->measure), MAX_FIGURES);
    return false;
  }
  m->groupings[k] = indicators_enter (in, variables, by->n, n_groups);
  for (size_t i = 0; i < by->n; i++)
    if (!g_ptr_array_find (in->dimensions, variables[i], NULL))
      g_ptr_array_add (in->dimensions, (gpointer)variables[i]);
  return true;
}

/* Everything that is wrong with one indicator is told; what plan_read has told is not told again.
 */
static bool
read_indicator (struct indicators *in, struct measured *m, struct diag *diag)
{
  const struct indicator *spec = m->spec;
  enum kind kind = kinds[spec->measure];
  bool ok = kind != KIND_NONE;
  if (spec->of.text)
    m->variable = bare_variable (in->codebook, &spec->of);
  if (spec->of.text && kind == KIND_CATEGORIES && !check_distribution (in, m, diag))
    ok = false;
  else if (spec->of.text && kind != KIND_NONE)
    ok = (m->of = indicator_read (in, spec, "of", &spec->of, kind, diag)) && ok;
  else
    ok = ok && (spec->measure == MEASURE_COUNT || kind == KIND_PARTS);
  if (spec->measure == MEASURE_RATIO)
    ok = spec->to.text && (m->to = indicator_read (in, spec, "to", &spec->to, kind, diag)) && ok;
  if (spec->measure == MEASURE_CORRELATION)
    ok = spec->with.text && (m->to = indicator_read (in, spec, "with", &spec->with, kind, diag)) &&
         ok;
  if (spec->among.text)
    ok = (m->among = indicator_read (in, spec, "among", &spec->among, KIND_BOOL, diag)) && ok;
  if (in->ages && !measure_has_operands (spec->measure) && (m->among || !spec->among.text)) {
    expr_free (m->among);
    ok = (m->among = ages_join (in, &spec->among, diag)) && ok;
  }
  ok = read_reasons (in, m, diag) && ok;
  ok = parts_read (in, m, diag) && ok;
  m->groupings = g_new0 (size_t, spec->n_by + 1);
  for (size_t k = 0; k < spec->n_by; k++)
    ok = read_breakdown (in, m, k, diag) && ok;
  return standard_choose (in, m, diag) && ok;
}

/* Where a plan first breaks down by a variable. */
static struct place
first_place (const struct plan *plan, const char *variable)
{
  for (size_t i = 0; i < plan->n_indicators; i++)
    for (size_t k = 0; k < plan->indicators[i].n_by; k++) {
      const struct breakdown *by = &plan->indicators[i].by[k];
      for (size_t v = 0; v < by->n; v++)
        if (strcmp (by->variables[v], variable) == 0)
          return by->places[v];
    }
  return (struct place){.file = plan->path};
}

static bool
check_dimensions (const struct indicators *in, struct diag *diag)
{
  if (in->dimensions->len <= ROW_DIMENSIONS)
    return true;
  const struct variable *v = in->dimensions->pdata[ROW_DIMENSIONS];
  diag_add (
      diag, FIND_NOT_AVAILABLE, first_place (in->plan, v->name),
      "the plan breaks down by %u variables; at most %d are possible, and \"%s\" is one too many",
      in->dimensions->len, ROW_DIMENSIONS, v->name);
  return false;
}

static bool
check_group (const struct indicators *in, const char *name, struct place place, struct diag *diag)
{
  for (guint d = 0; d < in->dimensions->len; d++) {
    const struct variable *v = in->dimensions->pdata[d];
    if (strcmp (v->name, name) != 0)
      continue;
    if (v->n_categories <= MOST_LEVELS)
      return true;
    diag_add (diag, FIND_BAD_VALUE, place,
              "\"%s\" has %zu categories; at most %d can be compared with each other", name,
              v->n_categories, MOST_LEVELS);
    return false;
  }
  g_autofree const char **names = g_new (const char *, in->dimensions->len + 1);
  for (guint d = 0; d < in->dimensions->len; d++)
    names[d] = ((const struct variable *)in->dimensions->pdata[d])->name;
  diag_add (diag, FIND_UNKNOWN_VARIABLE, place,
            "the plan breaks nothing down by \"%s\", so its groups cannot be compared; "
            "write it under `by` of an indicator",
            name);
  diag_suggest (diag, diag_nearest (name, names, in->dimensions->len));
  return false;
}

/* Does the study compare what there is to compare? */
static bool
check_groups (const struct indicators *in, struct diag *diag)
{
  bool ok = true;
  char **groups = in->study ? in->study->compare.groups : NULL;
  for (size_t i = 0; groups && groups[i]; i++)
    ok = check_group (in, groups[i], in->study->compare.group_places[i], diag) && ok;
  return ok;
}

struct indicators *
indicators_new (const struct codebook *cb, const struct plan *plan, const struct study *study,
                struct diag *diag)
{
  struct indicators *in = g_new0 (struct indicators, 1);
  bool ok = true;
  interval_start ();
  in->codebook = cb;
  in->plan = plan;
  in->study = study;
  in->groupings = g_array_new (FALSE, FALSE, sizeof (struct grouping));
  in->dimensions = g_ptr_array_new ();
  in->derive = grade_derivations (cb);
  ok = ages_read (in, diag) && ok;
  ok = standards_read (in, diag) && ok;
  in->items = g_new0 (struct measured, plan->n_indicators + 1);
  for (size_t i = 0; i < plan->n_indicators; i++) {
    in->items[i].spec = &plan->indicators[i];
    ok = read_indicator (in, &in->items[i], diag) && ok;
  }
  ok = standards_apart (in, diag) && ok;
  ok = check_dimensions (in, diag) && ok;
  ok = check_groups (in, diag) && ok;
  if (ok)
    return in;
  indicators_free (in);
  return NULL;
}

void
indicators_free (struct indicators *in)
{
  if (!in)
    return;
  for (size_t i = 0; i < in->plan->n_indicators; i++) {
    expr_free (in->items[i].of);
    expr_free (in->items[i].to);
    expr_free (in->items[i].among);
    parts_clear (&in->items[i]);
    g_free (in->items[i].groupings);
    g_free (in->items[i].cells);
  }
  g_free (in->items);
  standards_free (in);
  ages_free (in->ages);
  grade_derivations_free (in->derive, in->codebook);
  for (guint i = 0; i < in->groupings->len; i++)
    g_free (g_array_index (in->groupings, struct grouping, i).variables);
  g_array_free (in->groupings, TRUE);
  g_ptr_array_free (in->dimensions, TRUE);
  g_free (in);
}

void
indicators_needs (const struct indicators *in, bool *keep)
{
  for (size_t i = 0; i < in->plan->n_indicators; i++)
    parts_mark (&in->items[i], keep);
  for (guint i = 0; i < in->groupings->len; i++)
    for (size_t k = 0; k < indicators_grouping (in, i)->n; k++)
      keep[indicators_grouping (in, i)->variables[k]->index] = true;
}
