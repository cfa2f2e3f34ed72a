#include <config.h>

#include "estimate/indicator.h"

#include <string.h>

static const double USUAL_CONFIDENCE = 0.95;

double
indicators_confidence (const struct indicators *in)
{
  return in->study ? in->study->confidence : USUAL_CONFIDENCE;
}

enum interval_kind
indicators_interval (const struct indicators *in)
{
  return in->study ? in->study->interval : INTERVAL_LOGIT;
}

enum amount_interval
indicators_amounts (const struct indicators *in)
{
  return in->study ? in->study->amounts : AMOUNTS_T;
}

enum df_kind
indicators_df (const struct indicators *in)
{
  return in->study ? in->study->df : DF_DOMAIN;
}

enum deff_kind
indicators_deff (const struct indicators *in)
{
  return in->study ? in->study->deff : DEFF_WR;
}

enum quantile_kind
indicators_quantiles (const struct indicators *in)
{
  return in->study ? in->study->quantiles : QUANTILES_MATH;
}

enum standard
indicators_standard (const struct indicators *in)
{
  return in->study ? in->study->standard : STANDARD_MICS;
}

struct disclosure_rule
indicators_disclosure (const struct indicators *in)
{
  return in->study ? in->study->disclosure : (struct disclosure_rule){0};
}

const struct grouping *
indicators_grouping (const struct indicators *in, size_t i)
{
  return &g_array_index (in->groupings, struct grouping, i);
}

size_t
indicators_dimension (const struct indicators *in, const struct variable *v)
{
  size_t i = 0;
  while (in->dimensions->pdata[i] != v)
    i++;
  return i;
}

size_t
grouping_level (const struct grouping *g, size_t group, size_t k)
{
  for (size_t i = g->n; --i > k;)
    group /= g->variables[i]->n_categories;
  return group % g->variables[k]->n_categories;
}

size_t
measured_categories (const struct measured *m, size_t n_missing, unsigned *reasons,
                     size_t *n_reasons)
{
  size_t n = 0;
  if (n_reasons)
    *n_reasons = 0;
  if (m->spec->measure != MEASURE_DISTRIBUTION)
    return measured_own_categories (m);
  for (unsigned r = MISSING_NONE + 1; r < n_missing; r++)
    if (m->counts[r]) {
      if (reasons)
        reasons[n] = r;
      n++;
    }
  if (n_reasons)
    *n_reasons = n;
  return measured_own_categories (m) + n;
}

size_t
measured_own_categories (const struct measured *m)
{
  if (m->spec->measure == MEASURE_QUANTILE)
    return m->spec->n_at;
  return m->spec->measure == MEASURE_DISTRIBUTION ? m->variable->n_categories : 0;
}

/* ---- checking ------------------------------------------------------------------------------- */

static bool
is_number (enum kind kind)
{
  return kind == KIND_AMOUNT || kind == KIND_NUMBER;
}

struct expr *
indicator_read (const struct indicators *in, const struct indicator *spec, const char *key,
                const struct expr_text *text, enum kind kind, struct diag *diag)
{
  struct expr_scope scope = expr_codebook_scope (in->codebook);
  struct expr *e = expr_new (text, &scope, diag);
  if (!e)
    return NULL;
  enum expr_type type = expr_type (e);
  const struct variable *v = type == EXPR_CATEGORY ? expr_variable (e) : NULL;
  const char *measure = measure_noun (spec->measure);
  size_t before = diag_size (diag);
  if (kind == KIND_BOOL && type != EXPR_BOOL) {
    diag_add (diag, FIND_TYPE_MISMATCH, text->place,
              "`%s` of \"%s\" must be a condition that is true or false for each record", key,
              spec->id);
    if (v && v->n_categories)
      diag_note (diag, v->place, "name a category, as in %s == \"%s\"", v->name,
                 v->categories[v->n_categories - 1].name);
  } else if (is_number (kind) && type == EXPR_BOOL) {
    diag_add (diag, FIND_TYPE_MISMATCH, text->place,
              "`%s` of \"%s\" is a condition, and a %s needs a number; the share of records for "
              "which it is true is measure: proportion, their number measure: count",
              key, spec->id, measure);
  } else if (is_number (kind) && v && v->type == TYPE_NOMINAL) {
    diag_add (diag, FIND_TYPE_MISMATCH, text->place,
              "`%s` of \"%s\" is nominal: its codes have no order, and a %s of them no meaning; "
              "perhaps measure: distribution",
              key, spec->id, measure);
  } else if (kind == KIND_NUMBER && v) {
    diag_add (
        diag, FIND_TYPE_MISMATCH, text->place,
        "`%s` of \"%s\" is %s: its codes count categories, not amounts, and a %s would lie on "
        "one of them with limits that jump by whole categories; perhaps measure: distribution",
        key, spec->id, variable_type_name (v->type), measure);
  } else if (is_number (kind) && type != EXPR_NUMBER && !v) {
    diag_add (diag, FIND_TYPE_MISMATCH, text->place, "`%s` of \"%s\" must be a number for a %s",
              key, spec->id, measure);
  }
  if (diag_size (diag) == before)
    return e;
  expr_free (e);
  return NULL;
}

struct expr *
indicator_condition (const struct indicators *in, const struct indicator *spec,
                     const struct expr_text *text, struct diag *diag)
{
  return indicator_read (in, spec, "of", text, KIND_BOOL, diag);
}

size_t
indicators_enter (struct indicators *in, const struct variable *const *variables, size_t n,
                  size_t n_groups)
{
  for (guint i = 0; i < in->groupings->len; i++) {
    const struct grouping *g = indicators_grouping (in, i);
    if (g->n == n && memcmp (g->variables, variables, n * sizeof *variables) == 0)
      return i;
  }
  struct grouping g = {g_new (const struct variable *, n), n, n_groups};
  memcpy (g.variables, variables, n * sizeof *variables);
  g_array_append_val (in->groupings, g);
  return in->groupings->len - 1;
}
