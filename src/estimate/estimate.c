/* All rows of one survey: the plan times the dataset. */
#include <config.h>

#include "estimate/ages.h"
#include "estimate/calibration.h"
#include "estimate/grade.h"
#include "estimate/groups.h"
#include "estimate/note.h"
#include "estimate/parts.h"
#include "estimate/quality.h"
#include "estimate/sample.h"
#include "estimate/standard.h"
#include "model/calibratespec.h"
#include "stat/poststratify.h"

#include <math.h>

/* ---- one breakdown -------------------------------------------------------------------------- */

/* The rows of a total or breakdown that the survey cannot give; of a distribution none for reasons.
 */
static void
add_not_asked (struct work *r, const struct block *b, const struct variable *missing)
{
  size_t n_groups = b->grouping ? b->grouping->n_groups : 1, n_missing = r->in->codebook->n_missing;
  size_t n_rows = measured_rows (b->m, n_missing), net = measured_first_net (b->m, n_missing);
  size_t own = b->m->items ? n_rows : measured_own_categories (b->m);
  for (size_t group = 0; group < n_groups; group++)
    for (size_t c = 0; c < MAX (n_rows, 1); c++)
      if (!n_rows || c < own || c >= net)
        figure_add_lacking (r, b, group, n_rows ? (long)c : -1, missing);
}

/* ---- one indicator -------------------------------------------------------------------------- */

/* Reasons become categories where they are met; the variable's own categories and nets are always
   there, and of a set the items that the survey has. */
static bool *
find_met (const struct block *b)
{
  bool *met = g_new0 (bool, b->n_categories + 1);
  if (!b->n_categories)
    return met;
  size_t net = b->n_categories - b->m->spec->nets.n;
  for (size_t c = 0; c < b->n_categories; c++)
    met[c] = b->pass->items ? b->pass->items[c] != NULL
                            : c < measured_own_categories (b->m) || c >= net ||
                                  totals_count (b->pass->tally, CELL_ALL, ANSWER_FIRST + c) > 0;
  return met;
}

/* Where sums of cells add up, the total comes out of the first breakdown's tally: its groups and
   those without a group. */
static void
add_total (struct work *r, const struct block *shared, const struct pass *pass)
{
  struct block b = *shared;
  g_autofree char *note = note_of_breakdown (r->in, b.m, NULL, r->dataset);
  b.pass = pass;
  b.note = note;
  b.grade = note_grade (r->in, b.m, NULL, r->grades);
  figure_add_cell (r, &b, 0, CELL_ALL);
}

static void
add_breakdown (struct work *r, const struct block *shared, size_t k, const struct pass *pass)
{
  struct block b = *shared;
  b.breakdown = k + 1;
  b.grouping = indicators_grouping (r->in, b.m->groupings[k]);
  if (!pass_is_there (pass)) {
    add_not_asked (r, &b, r->missing[b.m->groupings[k]]);
    return;
  }
  g_autofree char *note = note_of_breakdown (r->in, b.m, b.grouping, r->dataset);
  b.pass = pass;
  b.group = r->groups[b.m->groupings[k]];
  b.note = note;
  b.grade = note_grade (r->in, b.m, b.grouping, r->grades);
  guint first = r->rows->len;
  for (size_t group = 0; group < b.grouping->n_groups; group++)
    figure_add_cell (r, &b, group, (long)group);
  struct estimate_row *rows = &g_array_index (r->rows, struct estimate_row, first);
  if (quality_table_fails (indicators_standard (r->in), rows, r->rows->len - first))
    note_table (r->in, rows, r->rows->len - first);
  if (r->differences)
    within_compare (r, &b);
}

/* With a standard the passes over its cells, else NULL. */
static struct pass *
cells_of (struct work *r, const struct measured *m)
{
  if (!m->standard)
    return NULL;
  struct pass *cells = g_new0 (struct pass, m->spec->n_by + 2);
  standardise_passes (r, m, cells);
  return cells;
}

static void
add_indicator (struct work *r, const struct measured *m)
{
  struct block b = {.m = m};
  size_t n_by = m->spec->n_by;
  const struct variable *missing = r->refused ? NULL : work_find_answers (r, m);
  if (missing || r->refused) {
    add_not_asked (r, &b, missing);
    return;
  }
  if (m->standard)
    standardise_place (r, m);
  if (r->tells && !m->a)
    tells_find (r, m);
  b.n_categories = measured_rows (m, r->in->codebook->n_missing);
  g_autofree struct pass *passes = g_new0 (struct pass, n_by + 1);
  g_autofree const guint16 **group = g_new0 (const guint16 *, n_by + 1);
  g_autofree size_t *n_groups = g_new0 (size_t, n_by + 1);
  for (size_t k = 0; k < n_by; k++) {
    group[k] = work_groups (r, m->groupings[k]);
    n_groups[k] = indicators_grouping (r->in, m->groupings[k])->n_groups;
  }
  passes_make (r, m, group, n_groups, passes, n_by);
  const struct pass *first = pass_of_total (passes, n_by);
  b.pass = first;
  g_autofree bool *met = find_met (&b);
  b.met = met;
  g_autofree struct pass *cells = cells_of (r, m);
  b.cells = cells ? &cells[n_by] : NULL;
  add_total (r, &b, first);
  for (size_t k = 0; k < n_by; k++) {
    b.cells = cells ? &cells[k] : NULL;
    add_breakdown (r, &b, k, &passes[k]);
  }
  for (size_t k = 0; k <= n_by; k++) {
    pass_clear (&passes[k]);
    if (cells)
      pass_clear (&cells[k]);
  }
}

static void
report_lonely (const struct work *r, struct diag *diag)
{
  const struct design *d = r->design;
  if (r->dataset->opt_in || r->dataset->lonely_told)
    return;
  if (d->second && d->second->n_lonely && (d->lonely == RULE_FAIL || d->lonely == RULE_AVERAGE)) {
    diag_add (
        diag, FIND_LONELY_UNIT, (struct place){0},
        "survey \"%s\": %zu of %zu PSUs have only one of their %s in the sample, and estimates "
        "that rest on them get no standard error; say in the survey file, under `design`, what "
        "to do: `lonely_psu: certainty` or `adjust`",
        r->dataset->survey, d->second->n_lonely, d->second->n_psus,
        d->squares ? "children" : "second-stage units");
    diag_measure (diag, "psu", 0, 0);
  }
  if (!d->n_lonely || d->lonely != RULE_FAIL)
    return;
  diag_add (
      diag, FIND_LONELY_PSU, (struct place){0},
      "survey \"%s\": %zu of %zu strata have only one %s, and estimates that rest on them get "
      "no standard error; say in the survey file, under `design`, what to do: `lonely_psu: "
      "certainty`, `adjust` or `average`",
      r->dataset->survey, d->n_lonely, d->n_strata, d->records_are_psus ? "record" : "PSU");
  diag_measure (diag, "stratum", 0, 0);
}

void
survey_part_init (struct survey_part *part)
{
  *part = (struct survey_part){
      .rows = g_array_new (FALSE, FALSE, sizeof (struct estimate_row)),
      .differences = g_array_new (FALSE, FALSE, sizeof (struct compare_row)),
      .associations = g_array_new (FALSE, FALSE, sizeof (struct association_row)),
      .expansion = NAN};
}

/* Why the survey cannot support the study's range of ages; NULL where it can. */
static char *
find_ages (const struct indicators *in, const struct dataset *ds, const enum grade *grades,
           struct survey_part *part)
{
  if (!in->ages)
    return NULL;
  ages_find (in, ds, grades, &part->ages);
  return part->ages.fits ? NULL : ages_refusal (in, &part->ages);
}

void
indicators_survey (const struct indicators *in, const struct dataset *ds, size_t survey,
                   struct survey_part *part, struct diag *diag)
{
  struct work r = {.in = in, .dataset = ds, .survey = survey, .rows = part->rows};
  g_autofree enum grade *grades = g_new0 (enum grade, in->codebook->n_variables + 1);
  grade_variables (ds, in->derive, grades);
  r.grades = grades;
  if (in->study && in->study->compare.there) {
    r.differences = part->differences;
    r.associations = part->associations;
  }
  r.expansion = part->expansion = sample_expansion (ds);
  g_autofree char *refused = find_ages (in, ds, grades, part);
  r.refused = refused;
  r.design = sample_design (ds, NULL, NULL);
  part->size = sample_size_of (ds, r.design);
  replicates_attach (r.design, ds, diag);
  g_autofree char *uncalibrated = NULL;
  r.design = calibration_apply (r.design, ds, &part->size, in->codebook->languages[0],
                                &uncalibrated, diag);
  if (uncalibrated && !refused)
    r.refused = uncalibrated;
  r.totals = totals_new (r.design);
  r.influence = influence_new (r.design);
  r.answers = answers_new (ds);
  r.poststrata = poststrata_new (r.design);
  r.lost = lost_cells_new (in);
  r.groups = g_new0 (guint16 *, in->groupings->len + 1);
  r.missing = g_new0 (const struct variable *, in->groupings->len + 1);
  if (indicators_disclosure (in).min_n > 0) {
    r.disclosure = disclosure_new (indicators_disclosure (in));
    r.tells = tells_new ();
  }
  report_lonely (&r, diag);
  for (size_t i = 0; i < in->plan->n_indicators; i++)
    add_indicator (&r, &in->items[i]);
  lost_cells_report (&r, diag);
  if (r.disclosure) {
    disclosure_protect (r.disclosure, part->rows, false);
    disclosure_prove (r.disclosure, part->rows, ds->survey, diag);
  }
  for (guint i = 0; i < in->groupings->len; i++)
    g_free (r.groups[i]);
  g_free (r.groups);
  g_free (r.missing);
  answers_free (r.answers);
  pair_free (r.pair);
  items_free (r.items);
  disclosure_free (r.disclosure);
  tells_free (r.tells);
  totals_free (r.totals);
  poststrata_free (r.poststrata);
  lost_cells_free (r.lost);
  influence_free (r.influence);
  design_free (r.design);
}

void
indicators_estimate (const struct indicators *in, const struct dataset *ds, size_t survey,
                     GArray *rows, struct diag *diag)
{
  struct survey_part part = {.rows = rows};
  indicators_survey (in, ds, survey, &part, diag);
}
