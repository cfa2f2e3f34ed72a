#include <config.h>

#include "harmonise/crosswalk.h"

#include "harmonise/prove.h"
#include "harmonise/pseudonym.h"
#include "model/calibratespec.h"
#include "model/replicates.h"

#include <string.h>

/* ---- Source columns ---- */

static size_t
need_column (struct crosswalk *cw, const char *name, struct place place, bool in_expression)
{
  struct needed_column c = {.place = place, .in_expression = in_expression};
  for (guint i = 0; i < cw->columns->len; i++) {
    struct needed_column *old = &g_array_index (cw->columns, struct needed_column, i);
    if (strcmp (old->name, name) == 0) {
      old->in_expression |= in_expression;
      return i;
    }
  }
  c.name = g_strdup (name);
  g_array_append_val (cw->columns, c);
  return cw->columns->len - 1;
}

static size_t
need_ref (struct crosswalk *cw, const struct column_ref *ref)
{
  return ref->text ? need_column (cw, ref->text, ref->place, false) : NO_SLOT;
}

static void
column_clear (void *c)
{
  g_free (((struct needed_column *)c)->name);
}

/* Which columns there are is known only with the file: every name is taken here, and looked for in
   the header by the run. */
struct column_scope {
  struct crosswalk *crosswalk;
  struct place place; /* of the expression */
};

static bool
lookup_column (void *aux, const char *name, struct expr_name *found)
{
  struct column_scope *scope = aux;
  found->slot = need_column (scope->crosswalk, name, scope->place, true);
  found->type = EXPR_RAW;
  found->variable = NULL;
  return true;
}

struct expr *
crosswalk_column_expr (struct crosswalk *cw, const struct expr_text *text, struct diag *d)
{
  struct column_scope aux = {cw, text->place};
  struct expr_scope scope = {.lookup = lookup_column,
                             .aux = &aux,
                             .codebook = cw->codebook,
                             .marks = cw->survey->source.marks};
  return expr_new (text, &scope, d);
}

/* The slot of a rule's columns: one column's own, or that of their join, behind all columns; as
   there may be more columns to come it is only counted from the last one until settle_joins. */
static size_t
need_rule_columns (struct crosswalk *cw, const struct rule *rule)
{
  struct join join = {.n = rule->n_others + 1};
  size_t first = need_ref (cw, &rule->column);

  if (rule->n_others == 0)
    return first;
  join.slots = g_new (size_t, join.n);
  join.slots[0] = first;
  for (size_t i = 0; i < rule->n_others; i++)
    join.slots[i + 1] = need_ref (cw, &rule->others[i]);
  g_array_append_val (cw->joins, join);
  return cw->joins->len - 1;
}

static void
settle_joins (struct crosswalk *cw)
{
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    struct mapping *m = &cw->mappings[v];
    if (m->kind == MAPPING_COLUMN && m->rule->n_others > 0)
      m->column += cw->columns->len;
  }
}

/* All rules for one split column know the same answers, so that "Tablet, such as iPad" is one for
   the rule of another device, too. */
static void
share_answers (struct crosswalk *cw)
{
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    struct mapping *m = &cw->mappings[v];
    if (m->kind != MAPPING_COLUMN || !m->recode || !m->rule->split)
      continue;
    const struct codelist *list = codes_find (cw->survey->source.codes, m->rule->column.text);
    if (list)
      recode_know_codes (m->recode, list);
    for (size_t k = 0; k < cw->codebook->n_variables; k++) {
      const struct mapping *other = &cw->mappings[k];
      if (other->kind == MAPPING_COLUMN && other->column == m->column)
        recode_know_answers (m->recode, other->rule);
    }
  }
}

static void
join_clear (void *j)
{
  g_free (((struct join *)j)->slots);
}

/* ---- Rules ---- */

/* Can a variable of this type take what an expression gives? */
static bool
result_fits (const struct variable *v, const struct expr *e, const struct expr_text *text,
             struct diag *d)
{
  enum expr_type t = expr_type (e);
  bool fits;

  switch (v->type) {
  case TYPE_TEXT:
    fits = t == EXPR_TEXT || t == EXPR_RAW;
    break;
  case TYPE_DATE:
    fits = t == EXPR_DATE || t == EXPR_RAW;
    break;
  case TYPE_BINARY:
  case TYPE_NOMINAL:
  case TYPE_ORDINAL:
    fits = t != EXPR_DATE && t != EXPR_REASON;
    break;
  default:
    fits = t == EXPR_NUMBER || t == EXPR_BOOL || t == EXPR_RAW;
    break;
  }
  if (!fits || (t == EXPR_BOOL && variable_is_categorical (v) && v->type != TYPE_BINARY)) {
    diag_add (d, FIND_TYPE_MISMATCH, text->place,
              "the expression does not give what \"%s\" (%s) can hold", v->name,
              variable_type_name (v->type));
    diag_note (d, v->place, "\"%s\" is declared here", v->name);
    return false;
  }
  return true;
}

/* The audit keeps apart, for each source value, which condition decided. */
enum { WHEN_MAX = 32 };

static bool
compile_when (struct crosswalk *cw, struct mapping *m, struct diag *d)
{
  bool ok = m->rule->n_when <= WHEN_MAX;
  if (!ok)
    diag_add (d, FIND_BAD_VALUE, m->rule->place,
              "\"%s\" has %zu conditions under `when`, at most %d are allowed", m->variable->name,
              m->rule->n_when, WHEN_MAX);
  m->when = g_new0 (struct compiled_when, m->rule->n_when + 1);
  m->n_when = m->rule->n_when;
  for (size_t i = 0; i < m->n_when; i++) {
    const struct when_clause *w = &m->rule->when[i];
    m->when[i].line = w->target_place.line;
    m->when[i].condition = crosswalk_column_expr (cw, &w->condition, d);
    if (m->when[i].condition && expr_type (m->when[i].condition) != EXPR_BOOL) {
      diag_add (d, FIND_TYPE_MISMATCH, w->condition.place,
                "a condition must be true or false, as in: T12_A == 98");
      ok = false;
    }
    if (!target_read (&m->when[i].target, w->target, m->variable, cw->codebook, w->target_place,
                      d) ||
        !m->when[i].condition)
      ok = false;
  }
  return ok;
}

/* What is known of the codes of a rule's columns.  Of several, which one a cell comes from is not
   known, and so what one of them declares missing is missing. */
static const struct codelist *
codes_together (struct crosswalk *cw, const struct rule *rule, const char *const *names, size_t n,
                struct diag *d)
{
  const struct codelist *first = NULL;
  struct codelist *all = NULL;
  for (size_t i = 0; i < n; i++) {
    const struct codelist *codes = codes_find (cw->survey->source.codes, names[i]);
    if (n == 1 || !codes)
      first = codes;
    else if (!all)
      all = codes_enter (cw->own_codes, rule->variable, rule->place, d);
    if (all && codes)
      codelist_merge (all, codes, d);
  }
  return all ? all : first;
}

static const struct codelist *
codes_of_rule (struct crosswalk *cw, const struct rule *rule, struct diag *d)
{
  g_autofree const char **names = g_new (const char *, rule->n_others + 1);
  names[0] = rule->column.text;
  for (size_t i = 0; i < rule->n_others; i++)
    names[i + 1] = rule->others[i].text;
  return codes_together (cw, rule, names, rule->n_others + 1, d);
}

static const struct codelist *
codes_of_value (struct crosswalk *cw, const struct rule *rule, const struct expr *value,
                struct diag *d)
{
  size_t n;
  const size_t *slots = expr_slots (value, &n);
  g_autofree const char **names = g_new (const char *, n + 1);
  for (size_t i = 0; i < n; i++)
    names[i] = g_array_index (cw->columns, struct needed_column, slots[i]).name;
  return codes_together (cw, rule, names, n, d);
}

static bool
compile_rule (struct crosswalk *cw, struct mapping *m, const struct rule *rule, struct diag *d)
{
  bool ok = true;
  m->rule = rule;
  switch (rule->kind) {
  case RULE_ABSENT:
    m->kind = MAPPING_ABSENT;
    return true;
  case RULE_COLUMN:
    m->kind = MAPPING_COLUMN;
    m->column = need_rule_columns (cw, rule);
    m->source = rule_columns (rule);
    m->recode = recode_new (rule, m->variable, cw->codebook, &cw->survey->source,
                            codes_of_rule (cw, rule, d), d);
    ok = m->recode != NULL;
    break;
  case RULE_VALUE:
    m->kind = MAPPING_VALUE;
    m->value = crosswalk_column_expr (cw, &rule->value, d);
    ok = m->value && result_fits (m->variable, m->value, &rule->value, d);
    /* Cells that an expression passes on are copied as a rule without lines copies them. */
    if (ok && expr_type (m->value) == EXPR_RAW)
      m->recode = recode_new (rule, m->variable, cw->codebook, &cw->survey->source,
                              codes_of_value (cw, rule, m->value, d), d);
    break;
  case RULE_CONSTANT:
    m->kind = MAPPING_CONSTANT;
    return target_read (&m->constant, rule->constant, m->variable, cw->codebook,
                        rule->constant_place, d);
  }
  return compile_when (cw, m, d) && ok;
}

static bool
compile_rules (struct crosswalk *cw, struct diag *d)
{
  const struct survey *s = cw->survey;
  bool ok = true;

  for (size_t i = 0; i < s->n_rules; i++) {
    const struct rule *rule = &s->rules[i];
    const struct variable *v = codebook_find (cw->codebook, rule->variable);
    if (!v) {
      diag_add (d, FIND_UNKNOWN_VARIABLE, rule->place, "the codebook \"%s\" has no variable \"%s\"",
                cw->codebook->id, rule->variable);
      diag_suggest (d, codebook_near (cw->codebook, rule->variable));
      ok = false;
    } else if (!compile_rule (cw, &cw->mappings[v->index], rule, d))
      ok = false;
  }
  return ok;
}

/* ---- The codebook's own expressions ---- */

static bool
compile_own (const struct codebook *cb, struct expr **derive, struct expr **asked_if,
             struct diag *d)
{
  struct expr_scope scope = expr_codebook_scope (cb);
  bool ok = true;

  for (size_t i = 0; i < cb->n_variables; i++) {
    const struct variable *v = &cb->variables[i];
    if (v->derive.text) {
      derive[i] = expr_new (&v->derive, &scope, d);
      if (!derive[i] || !result_fits (v, derive[i], &v->derive, d))
        ok = false;
    }
    if (v->asked_if.text) {
      asked_if[i] = expr_new (&v->asked_if, &scope, d);
      if (asked_if[i] && expr_type (asked_if[i]) != EXPR_BOOL)
        diag_add (d, FIND_TYPE_MISMATCH, v->asked_if.place,
                  "asked_if must be true or false, as in: internet_use == \"yes\"");
      if (!asked_if[i] || expr_type (asked_if[i]) != EXPR_BOOL)
        ok = false;
    }
  }
  return ok;
}

bool
crosswalk_check_codebook (const struct codebook *cb, struct diag *d)
{
  struct expr **derive = g_new0 (struct expr *, cb->n_variables + 1);
  struct expr **asked_if = g_new0 (struct expr *, cb->n_variables + 1);
  size_t *order = g_new (size_t, cb->n_variables + 1);
  size_t before = diag_count (d, SEVERITY_ERROR);
  bool ok = compile_own (cb, derive, asked_if, d);

  order_by_need (cb, derive, false, order, d);
  order_by_need (cb, asked_if, true, order, d);
  for (size_t i = 0; i < cb->n_variables; i++) {
    expr_free (derive[i]);
    expr_free (asked_if[i]);
  }
  g_free (derive);
  g_free (asked_if);
  g_free (order);
  ok = contradictions_check_codebook (cb, d) && ok;
  return ok && diag_count (d, SEVERITY_ERROR) == before;
}

/* ---- The whole ---- */

static void
mark_late (struct crosswalk *cw)
{
  for (size_t k = 0; k < cw->n_asked; k++) {
    struct mapping *m = &cw->mappings[cw->asked_order[k]];
    size_t n;
    const size_t *slots = expr_slots (m->asked_if, &n);
    for (size_t i = 0; i < n; i++) {
      const struct mapping *needed = &cw->mappings[slots[i]];
      m->late = m->late || needed->late || needed->kind == MAPPING_DERIVED;
    }
  }
}

/* Codebook expressions go to the mappings; a rule for a derived variable stands in its place, so
   that a survey with age bands alone can still give them. */
static bool
compile_codebook (struct crosswalk *cw)
{
  const struct codebook *cb = cw->codebook;
  struct expr **derive = g_new0 (struct expr *, cb->n_variables + 1);
  struct expr **asked_if = g_new0 (struct expr *, cb->n_variables + 1);
  /* Findings in the codebook are told by whoever checks it, once and not for each survey. */
  struct diag *quiet = diag_new ();
  bool ok = compile_own (cb, derive, asked_if, quiet);

  for (size_t i = 0; i < cb->n_variables; i++) {
    struct mapping *m = &cw->mappings[i];
    m->asked_if = asked_if[i];
    if (derive[i] && !m->rule) {
      m->kind = MAPPING_DERIVED;
      m->value = derive[i];
    } else {
      expr_free (derive[i]);
      derive[i] = NULL;
    }
  }
  cw->derived_order = g_new (size_t, cb->n_variables + 1);
  cw->asked_order = g_new (size_t, cb->n_variables + 1);
  cw->n_derived = order_by_need (cb, derive, false, cw->derived_order, quiet);
  cw->n_asked = order_by_need (cb, asked_if, true, cw->asked_order, quiet);
  mark_late (cw);
  ok = ok && diag_count (quiet, SEVERITY_ERROR) == 0;
  diag_free (quiet);
  g_free (derive);
  g_free (asked_if);
  return ok;
}

/* ---- Identifiers ---- */

/* Does anything but the id read the column SLOT? */
static bool
is_read (const struct crosswalk *cw, size_t slot)
{
  bool read = g_array_index (cw->columns, struct needed_column, slot).in_expression ||
              slot == cw->weight || slot == cw->psu || slot == cw->ssu || slot == cw->fpc ||
              slot == cw->fpc2;
  for (size_t i = 0; i < cw->survey->design.n_strata; i++)
    read = read || slot == cw->strata[i];
  for (size_t i = 0; i < cw->n_margins; i++)
    read = read || slot == cw->margins[i];
  for (size_t i = 0; i < cw->codebook->n_variables; i++)
    read = read || (cw->mappings[i].kind == MAPPING_COLUMN && cw->mappings[i].column == slot);
  for (guint i = 0; i < cw->joins->len; i++) {
    const struct join *join = &g_array_index (cw->joins, struct join, i);
    for (size_t k = 0; k < join->n; k++)
      read = read || join->slots[k] == slot;
  }
  return read;
}

static bool
refuse_identifier (const struct crosswalk *cw, const char *name, struct place place, struct diag *d)
{
  diag_add (d, FIND_IDENTIFIER_COLUMN, place,
            "\"%s\" tells who or where somebody is (preset %s), and nothing may read it; take it "
            "out here, and out of the data file",
            name, cw->survey->source.preset->name);
  return false;
}

/* Names, addresses and places stay outside.  A tool's own name for a person is good for an id and
   for nothing else. */
static bool
check_identifiers (const struct crosswalk *cw, struct diag *d)
{
  const struct preset *preset = cw->survey->source.preset;
  bool ok = true;

  for (guint s = 0; s < cw->columns->len; s++) {
    const struct needed_column *c = &g_array_index (cw->columns, struct needed_column, s);
    enum column_privacy privacy = preset_identifier (preset, c->name);
    if (privacy == COLUMN_PSEUDONYM && s == cw->id && !is_read (cw, s)) {
      if (!cw->survey->design.hash_id)
        diag_add (
            d, FIND_PSEUDONYM_ID, c->place,
            "\"%s\" is the tool's own name for a person: with it the answers can be traced to "
            "the child by whoever can open the tool; write `hash: yes` beside it, or leave `id` "
            "out, and records are numbered",
            c->name);
    } else if (privacy != COLUMN_FREE)
      ok = refuse_identifier (cw, c->name, c->place, d);
  }
  const struct replicate_spec *replicates = cw->survey->design.replicates;
  for (size_t k = 0; replicates && k < replicates->n; k++)
    if (preset_identifier (preset, replicates->columns[k].text) != COLUMN_FREE)
      ok = refuse_identifier (cw, replicates->columns[k].text, replicates->columns[k].place, d);
  return ok;
}

/* Up to so many variables without a rule are a finding each; of more the first ones are named. */
enum { FEW_WITHOUT_RULE = 3, NAMED_WITHOUT_RULE = 12 };

static void
report_without_rule (const struct crosswalk *cw, struct diag *d)
{
  struct place at = cw->survey->id_place;
  g_autoptr (GPtrArray) without = g_ptr_array_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  for (size_t i = 0; i < cw->codebook->n_variables; i++) {
    const struct mapping *m = &cw->mappings[i];
    if (!m->rule && m->kind != MAPPING_DERIVED)
      g_ptr_array_add (without, (gpointer)m->variable);
  }
  for (guint i = 0; i < without->len; i++) {
    const struct variable *v = without->pdata[i];
    if (without->len <= FEW_WITHOUT_RULE) {
      diag_add (d, FIND_NO_RULE, at,
                "no rule for \"%s\": it counts as not asked; write one, or `absent: why`", v->name);
      diag_note (d, v->place, "\"%s\" is declared here", v->name);
    } else if (i < NAMED_WITHOUT_RULE)
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", v->name);
  }
  if (without->len > NAMED_WITHOUT_RULE)
    g_string_append_printf (names, " and %u more", without->len - NAMED_WITHOUT_RULE);
  if (names->len > 0)
    diag_add (d, FIND_NO_RULE, at,
              "%u of %zu variables have no rule and count as not asked; write rules, or `absent: "
              "why`: %s",
              without->len, cw->codebook->n_variables, names->str);
}

static void
need_margins (struct crosswalk *cw)
{
  const struct calibrate_spec *spec = cw->survey->design.calibrate;
  cw->n_margins = spec ? spec->n_columns : 0;
  cw->margins = g_new0 (size_t, cw->n_margins + 1);
  for (size_t i = 0; i < cw->n_margins; i++)
    cw->margins[i] = need_ref (cw, &spec->columns[i]);
}

/* A variable that the survey says it does not have cannot be a margin. */
static bool
margins_asked (const struct crosswalk *cw, struct diag *d)
{
  const struct calibrate_spec *spec = cw->survey->design.calibrate;
  bool ok = true;
  for (size_t i = 0; spec && i < spec->n_margins; i++) {
    const struct margin *m = &spec->margins[i];
    for (size_t k = 0; !m->columns && k < m->crossing.n_by; k++) {
      const struct rule *rule = survey_rule (cw->survey, m->crossing.by[k]);
      if (!rule || rule->kind != RULE_ABSENT)
        continue;
      diag_add (
          d, FIND_CALIBRATION, m->crossing.by_places[k],
          "the weights cannot be calibrated to \"%s\", which this survey does not have; leave "
          "the margin out, or name a column of the file under `columns`",
          rule->variable);
      diag_note (d, rule->place, "it is said to be absent here");
      ok = false;
    }
  }
  return ok;
}

struct crosswalk *
crosswalk_new (const struct survey *s, const struct codebook *cb, struct diag *d)
{
  struct crosswalk *cw = g_new0 (struct crosswalk, 1);
  bool ok = true;

  cw->survey = s;
  cw->codebook = cb;
  cw->mappings = g_new0 (struct mapping, cb->n_variables + 1);
  cw->columns = g_array_new (FALSE, FALSE, sizeof (struct needed_column));
  g_array_set_clear_func (cw->columns, column_clear);
  cw->joins = g_array_new (FALSE, FALSE, sizeof (struct join));
  g_array_set_clear_func (cw->joins, join_clear);
  for (size_t i = 0; i < cb->n_variables; i++)
    cw->mappings[i].variable = &cb->variables[i];
  cw->id = need_ref (cw, &s->design.id);
  cw->weight = need_ref (cw, &s->design.weight);
  cw->psu = need_ref (cw, &s->design.psu);
  cw->ssu = need_ref (cw, &s->design.ssu);
  cw->fpc = need_ref (cw, &s->design.fpc);
  cw->fpc2 = need_ref (cw, &s->design.fpc2);
  cw->own_codes = codes_new ();
  cw->strata = g_new0 (size_t, s->design.n_strata + 1);
  for (size_t i = 0; i < s->design.n_strata; i++)
    cw->strata[i] = need_ref (cw, &s->design.strata[i]);
  need_margins (cw);
  if (!calibrate_spec_check (s->design.calibrate, cb, d) || !margins_asked (cw, d))
    ok = false;
  if (!compile_rules (cw, d))
    ok = false;
  if (!contradictions_compile (cw, d))
    ok = false;
  settle_joins (cw);
  share_answers (cw);
  if (!compile_codebook (cw))
    ok = false;
  if (!check_identifiers (cw, d))
    ok = false;
  report_without_rule (cw, d);
  bool proved = ok && prove_crosswalk (cw, d), hidden = ok && pseudonyms_hold (cw, d);
  if (proved && hidden)
    return cw;
  crosswalk_free (cw);
  return NULL;
}

void
crosswalk_free (struct crosswalk *cw)
{
  if (!cw)
    return;
  for (size_t i = 0; i < cw->codebook->n_variables; i++) {
    struct mapping *m = &cw->mappings[i];
    g_free (m->source);
    recode_free (m->recode);
    expr_free (m->value);
    expr_free (m->asked_if);
    for (size_t j = 0; j < m->n_when; j++)
      expr_free (m->when[j].condition);
    g_free (m->when);
  }
  contradictions_clear (cw);
  g_free (cw->mappings);
  g_array_free (cw->columns, TRUE);
  g_array_free (cw->joins, TRUE);
  codes_free (cw->own_codes);
  g_free (cw->strata);
  g_free (cw->margins);
  g_free (cw->derived_order);
  g_free (cw->asked_order);
  g_free (cw);
}
