/* Standardised figures: a breakdown's groups crossed with the cells of the standard. */
#include <config.h>

#include "estimate/note.h"
#include "estimate/quality.h"
#include "estimate/standard.h"
#include "estimate/words.h"
#include "stat/poststratify.h"

#include <math.h>

enum { MOST_NAMED = 5, PERCENT = 100 };

/* What there is to say of a standard in one survey. */
struct lost_standard {
  size_t figures; /* that lost cells */
  double most;    /* the share that one of them lost, */
  char *where;    /* and which it was */
};

struct lost_cells {
  struct lost_standard *of; /* [standards] */
  size_t n;
  /* Of the figure found last: */
  double share; /* of the standard, in cells without a record */
  GString *names;
  bool small;   /* some cell must not be told of */
  bool nothing; /* the standard has no share for any cell of the group */
};

struct lost_cells *
lost_cells_new (const struct indicators *in)
{
  struct lost_cells *l = g_new0 (struct lost_cells, 1);
  l->n = in->standards->len;
  l->of = g_new0 (struct lost_standard, l->n + 1);
  l->names = g_string_new (NULL);
  return l;
}

void
lost_cells_free (struct lost_cells *l)
{
  if (!l)
    return;
  for (size_t i = 0; i < l->n; i++)
    g_free (l->of[i].where);
  g_free (l->of);
  g_string_free (l->names, TRUE);
  g_free (l);
}

void
lost_cells_report (const struct work *r, struct diag *diag)
{
  for (size_t i = 0; i < r->lost->n; i++) {
    const struct lost_standard *l = &r->lost->of[i];
    const struct population *s = &g_array_index (r->in->standards, struct population, i);
    if (!l->figures)
      continue;
    diag_add (diag, FIND_LOST_CELL, (struct place){0},
              "survey \"%s\": %zu figure%s standardised to \"%s\" rest%s on a part of it, because "
              "nobody is in some of its cells; most is lost in %s: %.1f %%",
              r->dataset->survey, l->figures, l->figures == 1 ? "" : "s", s->spec->id,
              l->figures == 1 ? "s" : "", l->where, l->most * PERCENT);
  }
}

/* ---- Records --------------------------------------------------------------------------------- */

/* R's svystandardize (excluding.missing): who cannot be placed takes no part. */
void
standardise_place (struct work *r, const struct measured *m)
{
  const struct population *s = m->standard;
  const guint16 *cell = work_groups (r, s->grouping);
  size_t n_groups = indicators_grouping (r->in, s->grouping)->n_groups;
  for (size_t i = 0; cell && i < r->dataset->n; i++)
    if (r->answers->state[i] >= ANSWER_FIRST && (cell[i] == n_groups || !(s->share[cell[i]] > 0)))
      r->answers->state[i] = ANSWER_SKIPPED;
}

void
standardise_passes (struct work *r, const struct measured *m, struct pass *cells)
{
  size_t n = m->spec->n_by + 1;
  g_autofree const guint16 **group = g_new0 (const guint16 *, n + 1);
  g_autofree size_t *n_groups = g_new0 (size_t, n + 1);
  for (size_t k = 0; k < n; k++) {
    group[k] = work_groups (r, m->cells[k]);
    n_groups[k] = indicators_grouping (r->in, m->cells[k])->n_groups;
  }
  passes_make (r, m, group, n_groups, cells, n);
}

/* ---- One figure ------------------------------------------------------------------------------ */

/* The cells of a group: a run of those of the grouping. */
struct run {
  const struct grouping *g;
  size_t skip; /* variables of the breakdown, which come first */
  size_t first, n;
  const guint16 *cell; /* [records] */
};

static struct run
run_of (struct work *r, const struct block *b, long cell)
{
  const struct measured *m = b->m;
  size_t grouping = m->cells[b->grouping ? b->breakdown - 1 : m->spec->n_by];
  struct run run = {.g = indicators_grouping (r->in, grouping),
                    .skip = b->grouping ? b->grouping->n : 0,
                    .cell = work_groups (r, grouping)};
  run.n = run.g->n_groups / (b->grouping ? b->grouping->n_groups : 1);
  run.first = cell == CELL_ALL ? 0 : (size_t)cell * run.n;
  return run;
}

/* Records of a cell in the denominator. */
static guint64
records_in (const struct pass *pass, size_t cell)
{
  guint64 n = 0;
  for (size_t s = ANSWER_FIRST; pass->tally && s < pass->tally->n_states; s++)
    n += totals_count (pass->tally, (long)cell, s);
  for (size_t u = 0; pass->moments && u < pass->moments->n_units; u++)
    n += pass->moments->slots[u * pass->moments->n_cells + cell].n;
  return n;
}

static void
name_lost (struct work *r, const struct run *run, size_t cell, size_t n)
{
  GString *names = r->lost->names;
  const char *language = r->in->codebook->languages[0];
  if (n >= MOST_NAMED) {
    g_string_append (names, n == MOST_NAMED ? ", ..." : "");
    return;
  }
  g_string_append (names, n ? ", " : "");
  for (size_t k = run->skip; k < run->g->n; k++) {
    const struct category *c = &run->g->variables[k]->categories[grouping_level (run->g, cell, k)];
    g_string_append_printf (names, "%s%s", k > run->skip ? " × " : "",
                            label_in (&c->label, language, c->name));
  }
}

/* SHARE [run->n]: of the cells that have a record, adding up to 1; 0 of the others.  What is lost
   is noted. */
static void
find_shares (struct work *r, const struct block *b, const struct run *run, double *share)
{
  double all = 0, kept = 0;
  size_t n_lost = 0;
  g_string_truncate (r->lost->names, 0);
  for (size_t i = 0; i < run->n; i++) {
    double p = standard_share (r->in, b->m->standard, run->g, run->first + i);
    all += p;
    if (!(p > 0))
      continue;
    if (records_in (b->cells, run->first + i) > 0)
      kept += share[i] = p;
    else
      name_lost (r, run, run->first + i, n_lost++);
  }
  r->lost->nothing = !(all > 0);
  r->lost->share = n_lost ? (all - kept) / all : 0;
  for (size_t i = 0; i < run->n; i++)
    share[i] /= kept > 0 ? kept : 1;
}

static struct statistic
statistic_of_cell (const struct work *r, const struct block *b, size_t cell, size_t category)
{
  struct poststrata *p = r->poststrata;
  if (b->cells->moments) {
    totals_of_moments (p->totals, b->cells->moments, (long)cell);
    return statistic_mean (r->design, p->totals, r->answers->shift, p->influence);
  }
  pass_totals (p->totals, b, b->cells->tally, (long)cell, category);
  return statistic_proportion (r->design, p->totals, p->influence);
}

/* Amounts of 0 and 1 are shares by another name: how many have 1. */
static size_t
count_yes (const struct work *r, const struct run *run, size_t cell, const guint8 *yes)
{
  size_t n = 0;
  for (size_t i = 0; i < r->dataset->n; i++)
    n += run->cell[i] == cell && yes[i] == ANSWER_YES && r->dataset->weight[i] > 0;
  return n;
}

/* Would somebody who knows the figure and the other cells find out a small count in this one?  As
   of a row: few records, few with the property or few without it. */
static bool
is_small (const struct work *r, const struct block *b, const struct run *run, size_t cell,
          const struct statistic *s)
{
  struct disclosure_rule rule = indicators_disclosure (r->in);
  const guint8 *yes = b->cells->moments ? tells_yes (r->tells) : NULL;
  size_t few = (size_t)rule.min_n, n_with = yes ? count_yes (r, run, cell, yes) : s->n_with;
  size_t without = s->n - n_with;
  if (s->n < few)
    return true;
  if (b->cells->moments && !yes)
    return false;
  return (n_with < few && (n_with > 0 || rule.zero)) ||
         (without < few && (without > 0 || rule.zero));
}

struct statistic
standardise (struct work *r, const struct block *b, long cell, size_t category,
             const struct statistic *plain)
{
  struct run run = run_of (r, b, cell);
  g_autofree double *share = g_new0 (double, run.n + 1);
  double shift = b->cells->moments ? r->answers->shift : 0;
  size_t n = 0;
  bool small = false;
  find_shares (r, b, &run, share);
  poststrata_start (r->poststrata, r->influence);
  for (size_t i = 0; i < run.n; i++) {
    if (!(share[i] > 0))
      continue;
    struct statistic s = statistic_of_cell (r, b, run.first + i, category);
    poststrata_add (r->poststrata, r->influence, &s, share[i]);
    n++;
    small = small || (r->disclosure && is_small (r, b, &run, run.first + i, &s));
  }
  r->lost->small = small && n > 1; /* a single cell is the group itself */
  struct statistic s = poststrata_finish (r->poststrata, r->design, r->influence, shift, plain);
  /* The shares add up to 1 but for their rounding; where all are alike there is none. */
  if (b->cells->tally && (plain->n_with == 0 || plain->n_with == plain->n))
    s.estimate = plain->estimate;
  return s;
}

/* ---- Its row --------------------------------------------------------------------------------- */

static void
note_lost (struct work *r, const struct block *b, const struct estimate_row *row)
{
  struct lost_cells *l = r->lost;
  size_t number = (size_t)(b->m->standard - (struct population *)(void *)r->in->standards->data);
  struct lost_standard *s = &l->of[number];
  GString *where;
  if (row->category <= 0)
    s->figures++;
  if (l->share <= s->most)
    return;
  s->most = l->share;
  g_free (s->where);
  where = g_string_new (b->m->spec->id);
  for (size_t k = 0; b->grouping && k < b->grouping->n; k++) {
    const struct variable *v = b->grouping->variables[k];
    gint16 level = row->level[indicators_dimension (r->in, v)];
    g_string_append_printf (where, "%s%s=%s", k ? ", " : " of ", v->name,
                            v->categories[level].name);
  }
  s->where = g_string_free (where, FALSE);
}

static void
suppress (struct estimate_row *row)
{
  row->status = STATUS_SUPPRESSED;
  row->reason = REASON_DISCLOSURE;
  row->coverage = NAN;
  quality_blank (row);
}

void
standardise_judge (struct work *r, const struct block *b, struct estimate_row *row)
{
  if (b->cells && r->lost->nothing)
    row->note = words_more (row->note, words (PHRASE_NO_SHARE, r->in->codebook->languages[0]));
  if (!b->cells || row->status == STATUS_EMPTY)
    return;
  if (r->lost->share > 0) {
    row->note = note_of_lost (r->in, row->note, r->lost->names->str, r->lost->share);
    note_lost (r, b, row);
    row->status = MAX (row->status, STATUS_LOW);
    for (size_t i = 0; i < ROW_STANDARDS; i++)
      row->verdict[i] = MAX (row->verdict[i], STATUS_LOW);
  }
  if (r->lost->small && row_shown (row))
    suppress (row);
}

void
standardise_close (struct work *r, const struct block *b, guint first)
{
  bool small = false;
  for (guint i = first; b->cells && i < r->rows->len; i++) {
    const struct estimate_row *row = &g_array_index (r->rows, struct estimate_row, i);
    small = small || (row->status == STATUS_SUPPRESSED && row->reason == REASON_DISCLOSURE);
  }
  for (guint i = first; small && i < r->rows->len; i++) {
    struct estimate_row *row = &g_array_index (r->rows, struct estimate_row, i);
    if (row_shown (row))
      suppress (row);
  }
}
