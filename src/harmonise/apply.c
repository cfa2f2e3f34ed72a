#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"

#include <math.h>
#include <string.h>

/* ---- Source columns ---- */

/* New dictionary entries of a column that expressions read: as number, as text, or why missing. */
static void
extend_column (struct run *run, struct source_column *c)
{
  for (guint32 e = c->number->len; e < dict_size (c->dict); e++) {
    const struct dict_entry *entry = dict_at (c->dict, e);
    bool empty = run_is_empty (run, entry);
    guint8 reason = empty ? MISSING_BLANK : MISSING_NONE;
    double number;
    if (empty ||
        !number_read (entry->text, entry->len, run->crosswalk->survey->source.marks, &number))
      number = NAN;
    g_array_append_val (c->number, number);
    g_array_append_val (c->reason, reason);
    g_ptr_array_add (c->text, (void *)entry->text);
  }
}

static void
view_columns (struct run *run)
{
  bool whole = run->n == run->block.n;
  run_gates (run);
  for (guint s = 0; s < run->crosswalk->columns->len; s++) {
    struct source_column *c = &run->columns[s];
    const guint32 *cell = run->block.cell + c->slot * DATAIN_BLOCK;
    if (!whole || c->gate) {
      guint32 *copy = run->scratch + (size_t)s * DATAIN_BLOCK;
      for (size_t i = 0; i < run->n; i++)
        copy[i] = cell[run->row[i]];
      if (c->gate)
        run_close (run, c, copy);
      cell = copy;
    }
    c->cell = cell;
    if (!c->in_expression)
      continue;
    extend_column (run, c);
    run->column_views[s] = (struct expr_column){.index = cell,
                                                .width = sizeof *cell,
                                                .number = (const double *)c->number->data,
                                                .text = (const char *const *)c->text->pdata,
                                                .reason = (const guint8 *)c->reason->data,
                                                .n_entries = c->number->len};
  }
  run_fill_joins (run);
}

/* ---- Variables ---- */

static void
view_field (struct run *run, size_t v)
{
  const struct field *f = &run->fields[v];
  if (!f->viewed)
    return;
  run->field_views[v] = (struct expr_column){.index = f->entry,
                                             .width = sizeof *f->entry,
                                             .number = (const double *)f->values->number->data,
                                             .text = (const char *const *)f->values->text->pdata,
                                             .reason = (const guint8 *)f->values->reason->data,
                                             .n_entries = f->values->number->len};
}

static unsigned
reason_of (const struct field *f, guint32 entry)
{
  return g_array_index (f->values->reason, guint8, entry);
}

/* Where a source value goes; a question that was not answered is blank, whatever an empty cell
   means beside others that are not. */
static struct mapped
map_entry (struct run *run, const struct mapping *m, struct field *f, const struct dict_entry *e)
{
  if (!run_is_unanswered (e))
    return recode_map (m->recode, f->values, e->text, run->diag);
  return (struct mapped){.entry = values_reason (f->values, MISSING_BLANK),
                         .line = m->rule->place.line,
                         .outcome = OUTCOME_MAPPED};
}

static void
map_column (struct run *run, const struct mapping *m, struct field *f)
{
  const struct source_column *c = &run->columns[m->column];

  for (guint32 e = f->map->len; e < dict_size (c->dict); e++) {
    struct mapped mapped = map_entry (run, m, f, dict_at (c->dict, e));
    g_array_append_val (f->map, mapped);
    g_array_append_val (f->to, mapped.entry);
  }
  if (f->plain) {
    run_map_and_weigh (run, f, c->cell);
    return;
  }
  const guint32 *to = (const guint32 *)f->to->data;
  for (size_t i = 0; i < run->n; i++)
    f->entry[i] = to[c->cell[i]];
}

/* What an expression gave for record I, as an entry. */
static guint32
result_entry (struct run *run, const struct mapping *m, struct field *f, size_t i)
{
  enum outcome outcome = OUTCOME_MAPPED;
  enum expr_type type = expr_type (m->value);
  guint32 entry;

  if (run->reason[i] != MISSING_NONE) {
    /* Of a derived value the reason is that of its sources, which has been told. */
    if (run->reason[i] == MISSING_INVALID && m->kind == MAPPING_VALUE)
      tally_of_add (&f->bad[OUTCOME_NOT_COMPUTED], run, run->row[i]);
    return values_reason (f->values, run->reason[i]);
  }
  if (type == EXPR_RAW) {
    struct mapped mapped = recode_map (m->recode, f->values, run->text[i], run->diag);
    outcome = mapped.outcome;
    entry = mapped.entry;
  } else if (type == EXPR_TEXT)
    entry = recode_text (m->variable, run->crosswalk->codebook, f->values, run->text[i], &outcome);
  else
    entry = recode_number (m->variable, f->values, run->number[i], &outcome);
  if (outcome != OUTCOME_MAPPED)
    tally_of_add (&f->bad[outcome], run, run->row[i]);
  return entry;
}

/* Evaluate a variable's expression.  A second pass only lets missing values take their final
 * reason. */
static void
evaluate (struct run *run, size_t v, bool again)
{
  const struct mapping *m = &run->crosswalk->mappings[v];
  struct field *f = &run->fields[v];
  const struct expr_column *views = m->kind == MAPPING_VALUE ? run->column_views : run->field_views;

  expr_bound_eval (f->value, views, 0, run->n, run->number, run->reason, run->text, run->work);
  for (size_t i = 0; i < run->n; i++) {
    if (!again)
      f->entry[i] = result_entry (run, m, f, i);
    else if (reason_of (f, f->entry[i]) != MISSING_NONE && run->reason[i] != MISSING_NONE)
      f->entry[i] = values_reason (f->values, run->reason[i]);
  }
}

static void
fill_constant (struct run *run, const struct mapping *m, struct field *f)
{
  guint32 entry = target_entry (&m->constant, f->values);

  for (size_t i = 0; i < run->n; i++)
    f->entry[i] = entry;
}

/* The first clause whose condition holds decides. */
static void
apply_when (struct run *run, const struct mapping *m, struct field *f)
{
  memset (f->branch, 0, run->n);
  for (size_t k = m->n_when; k-- > 0;) {
    expr_bound_eval (f->when[k], run->column_views, 0, run->n, run->number, run->reason, NULL,
                     run->work);
    guint32 entry = target_entry (&m->when[k].target, f->values);
    for (size_t i = 0; i < run->n; i++)
      if (run->reason[i] == MISSING_NONE && run->number[i] != 0) {
        f->entry[i] = entry;
        f->branch[i] = (guint8)(k + 1);
      }
  }
}

/* asked_if false, or itself not applicable, makes a missing value not applicable; an answer stays
   and is a routing finding.  A variable that the survey did not ask stays not asked. */
static void
apply_asked_if (struct run *run, size_t v)
{
  const struct mapping *m = &run->crosswalk->mappings[v];
  struct field *f = &run->fields[v];
  guint32 not_applicable = values_reason (f->values, MISSING_NOT_APPLICABLE);

  if (m->kind == MAPPING_ABSENT)
    return;
  expr_bound_eval (f->asked_if, run->field_views, 0, run->n, run->number, run->reason, NULL,
                   run->work);
  for (size_t i = 0; i < run->n; i++) {
    bool known = run->reason[i] == MISSING_NONE;
    bool asked = known && run->number[i] != 0;
    bool passed = (known && !asked) || run->reason[i] == MISSING_NOT_APPLICABLE;
    unsigned reason = reason_of (f, f->entry[i]);
    f->routed[i] = false;
    if (passed && reason == MISSING_NONE)
      tally_of_add (&f->answered, run, run->row[i]);
    else if (passed && reason != MISSING_NOT_APPLICABLE && reason != MISSING_NOT_ASKED) {
      f->entry[i] = not_applicable;
      f->routed[i] = true;
    } else if (asked && reason == MISSING_NOT_APPLICABLE && m->kind != MAPPING_DERIVED)
      tally_of_add (&f->skipped, run, run->row[i]);
  }
}

/* asked_if of the variables that are LATE or not, and the reasons of derived values after it. */
static void
route (struct run *run, bool late)
{
  const struct crosswalk *cw = run->crosswalk;
  bool any = false;

  for (size_t k = 0; k < cw->n_asked; k++)
    if (cw->mappings[cw->asked_order[k]].late == late) {
      apply_asked_if (run, cw->asked_order[k]);
      any = true;
    }
  for (size_t k = 0; any && k < cw->n_derived; k++)
    if (!cw->mappings[cw->derived_order[k]].asked_if)
      evaluate (run, cw->derived_order[k], true);
}

void
run_fields (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;

  view_columns (run);
  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    struct field *f = &run->fields[v];
    if (m->kind == MAPPING_COLUMN)
      map_column (run, m, f);
    else if (m->kind == MAPPING_VALUE)
      evaluate (run, v, false);
    else if (m->kind == MAPPING_CONSTANT)
      fill_constant (run, m, f);
    if (m->n_when > 0)
      apply_when (run, m, f);
    view_field (run, v);
  }
  for (size_t k = 0; k < cw->n_derived; k++) {
    evaluate (run, cw->derived_order[k], false);
    view_field (run, cw->derived_order[k]);
  }
  /* Routing gives missing values their reasons, derived ones take them over, and what is asked
     because of a derived value comes last. */
  route (run, false);
  route (run, true);
}
