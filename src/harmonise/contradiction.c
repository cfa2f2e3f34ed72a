/* Records that say what cannot be: the checks of the survey and the codebook, and answers that must
   stand alone in a cell.  */
#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"

#include <string.h>

/* ---- Compiling ---- */

static struct expr *
condition_of (const struct check_spec *spec, struct expr *condition, struct diag *d)
{
  if (!condition || expr_type (condition) == EXPR_BOOL)
    return condition;
  diag_add (d, FIND_TYPE_MISMATCH, spec->condition.place,
            "a check must be true or false, as in: age < 12 and has_children == \"yes\"");
  expr_free (condition);
  return NULL;
}

/* Whom a check is about, when it does not say so: what it names first. */
static const char *
subject_of (const struct crosswalk *cw, const struct compiled_check *check)
{
  size_t n;
  const size_t *slots = expr_slots (check->condition, &n);

  if (check->spec->variable)
    return check->spec->variable;
  if (n == 0)
    return NULL;
  return check->over_columns ? g_array_index (cw->columns, struct needed_column, slots[0]).name
                             : cw->codebook->variables[slots[0]].name;
}

static bool
compile (struct crosswalk *cw, const struct checks *checks, bool over_columns, struct diag *d)
{
  struct expr_scope scope = expr_codebook_scope (cw->codebook);
  bool ok = true;

  cw->checks = g_renew (struct compiled_check, cw->checks, cw->n_checks + checks->n + 1);
  for (size_t i = 0; i < checks->n; i++) {
    const struct check_spec *spec = &checks->items[i];
    struct compiled_check *check = &cw->checks[cw->n_checks];
    *check = (struct compiled_check){.spec = spec, .over_columns = over_columns};
    check->condition = condition_of (spec,
                                     over_columns ? crosswalk_column_expr (cw, &spec->condition, d)
                                                  : expr_new (&spec->condition, &scope, d),
                                     d);
    ok = ok && check->condition;
    cw->n_checks += check->condition != NULL;
  }
  return ok;
}

bool
contradictions_compile (struct crosswalk *cw, struct diag *d)
{
  /* Findings in the codebook are told by whoever checks it, once and not for each survey. */
  struct diag *quiet = diag_new ();
  bool ok = compile (cw, &cw->survey->checks, true, d);

  ok = compile (cw, &cw->codebook->checks, false, quiet) && ok;
  diag_free (quiet);
  return ok;
}

bool
contradictions_check_codebook (const struct codebook *cb, struct diag *d)
{
  struct expr_scope scope = expr_codebook_scope (cb);
  bool ok = true;

  for (size_t i = 0; i < cb->checks.n; i++) {
    const struct check_spec *spec = &cb->checks.items[i];
    struct expr *e = condition_of (spec, expr_new (&spec->condition, &scope, d), d);
    ok = ok && e;
    expr_free (e);
  }
  return ok;
}

void
contradictions_clear (struct crosswalk *cw)
{
  for (size_t i = 0; i < cw->n_checks; i++)
    expr_free (cw->checks[i].condition);
  g_free (cw->checks);
}

/* ---- Records ---- */

void
run_begin_contradictions (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;

  run->checked = g_new0 (struct checked, cw->n_checks + 1);
  for (size_t k = 0; k < cw->n_checks; k++) {
    size_t n;
    const size_t *slots = expr_slots (cw->checks[k].condition, &n);
    run->checked[k].condition = expr_bind (cw->checks[k].condition);
    for (size_t i = 0; i < n && !cw->checks[k].over_columns; i++)
      run->fields[slots[i]].viewed = true;
  }
}

void
run_end_contradictions (struct run *run)
{
  for (size_t k = 0; k < run->crosswalk->n_checks; k++)
    expr_bound_free (run->checked[k].condition);
  g_free (run->checked);
}

void
run_contradictions (struct run *run)
{
  for (size_t k = 0; k < run->crosswalk->n_checks; k++) {
    struct checked *c = &run->checked[k];
    expr_bound_eval (c->condition,
                     run->crosswalk->checks[k].over_columns ? run->column_views : run->field_views,
                     0, run->n, run->number, run->reason, NULL, run->work);
    for (size_t i = 0; i < run->n; i++)
      if (run->reason[i] == MISSING_NONE && run->number[i] != 0)
        tally_of_add (&c->found, run, run->row[i]);
  }
}

/* ---- Answers that stand alone ---- */

static bool
is_match (const struct recode_match *m, const char *part, struct number_marks marks)
{
  double number;

  if (m->kind == MATCH_TEXT) {
    g_autofree char *a = label_normalise (m->text), *b = label_normalise (part);
    return strcmp (a, b) == 0;
  }
  return number_read (part, strlen (part), marks, &number) && number >= m->lo && number <= m->hi;
}

/* Is one of the answers in the cell the one that M takes, and another one not? */
static bool
is_beside (char *const *parts, const struct recode_match *m, struct number_marks marks)
{
  bool alone = false, other = false;

  for (; *parts; parts++)
    if (is_match (m, *parts, marks))
      alone = true;
    else
      other = true;
  return alone && other;
}

static void
find_alone (struct run *run, const struct mapping *m)
{
  const struct rule *rule = m->rule;
  const struct dict *dict = run->columns[m->column].dict;
  struct number_marks marks = run->crosswalk->survey->source.marks;
  struct tally_of t = {0};
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint32 e = 0; e < dict_size (dict); e++) {
    const struct dict_entry *entry = dict_at (dict, e);
    bool found = false;
    if (entry->count == 0 || run_is_empty (run, entry))
      continue;
    g_auto (GStrv) parts = recode_parts (m->recode, entry->text);
    for (size_t i = 0; i < rule->n_alone; i++)
      found = found || is_beside (parts, &rule->alone[i], marks);
    if (found && t.n == 0) {
      t.file = entry->first_file;
      t.line = entry->first_line;
    }
    t.n += found ? entry->count : 0;
  }
  if (t.n == 0)
    return;
  for (size_t i = 0; i < rule->n_alone; i++)
    g_string_append_printf (names, "%s\"%s\"", i ? " or " : "", rule->alone[i].text);
  g_autofree char *records = run_records (t.n);
  diag_add (run->diag, FIND_CONTRADICTION, (struct place){.file = t.file, .line = t.line},
            "%s of column \"%s\" must stand alone, and stands beside other answers (%s, the first "
            "here); nothing was changed",
            names->str, m->source, records);
  diag_measure (run->diag, m->variable->name, t.n, run->n_harmonised);
  diag_note (run->diag, rule->alone[0].place, "`alone` says so here");
}

/* ---- Findings ---- */

void
run_contradiction_findings (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;

  for (size_t k = 0; k < cw->n_checks; k++) {
    const struct check_spec *spec = cw->checks[k].spec;
    const struct tally_of *t = &run->checked[k].found;
    if (t->n == 0)
      continue;
    g_autofree char *records = run_records (t->n);
    diag_add (run->diag, FIND_CONTRADICTION, (struct place){.file = t->file, .line = t->line},
              "%s (%s, the first here); nothing was changed", spec->say, records);
    diag_measure (run->diag, subject_of (cw, &cw->checks[k]), t->n, run->n_harmonised);
    diag_note (run->diag, spec->place, "it is checked here");
  }
  for (size_t v = 0; v < cw->codebook->n_variables; v++)
    if (cw->mappings[v].kind == MAPPING_COLUMN && cw->mappings[v].rule->n_alone > 0)
      find_alone (run, &cw->mappings[v]);
}
