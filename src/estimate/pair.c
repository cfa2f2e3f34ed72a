/* An indicator made of two others: their difference or quotient, cell by cell. */
#include <config.h>

#include "estimate/quality.h"
#include "estimate/work.h"

#include <math.h>
#include <string.h>

enum { A, B, N_SIDES };

struct pair {
  const struct measured *m[N_SIDES];
  struct answers *answers[N_SIDES];
  struct tells *tells[N_SIDES];    /* or NULL: nothing is to be hidden */
  struct joint_side side[N_SIDES]; /* for the joint pass; borrowed from: */
  double *values[N_SIDES][2];      /* [n] */
  guint8 *inside[N_SIDES];         /* [n] */
  struct set_print domain;         /* records in either denominator */
  struct influence *influence;     /* of B */
  struct common *common;
  struct statistic statistic[N_SIDES]; /* found last */
};

struct pair_pass {
  struct pass of[N_SIDES];
  struct joint *joint;
};

static struct pair *
pair_new (const struct work *r)
{
  struct pair *p = g_new0 (struct pair, 1);
  size_t n = r->dataset->n;
  for (size_t s = 0; s < N_SIDES; s++) {
    p->answers[s] = answers_new (r->dataset);
    p->tells[s] = r->tells ? tells_new () : NULL;
    p->inside[s] = g_new0 (guint8, n + 1);
    for (size_t k = 0; k < G_N_ELEMENTS (p->values[s]); k++)
      p->values[s][k] = g_new0 (double, n + 1);
    p->side[s] = (struct joint_side){p->values[s][0], p->values[s][1], p->inside[s]};
  }
  p->influence = influence_new (r->design);
  p->common = common_new (r->design);
  return p;
}

void
pair_free (struct pair *p)
{
  if (!p)
    return;
  for (size_t s = 0; s < N_SIDES; s++) {
    answers_free (p->answers[s]);
    tells_free (p->tells[s]);
    g_free (p->inside[s]);
    for (size_t k = 0; k < G_N_ELEMENTS (p->values[s]); k++)
      g_free (p->values[s][k]);
  }
  influence_free (p->influence);
  common_free (p->common);
  g_free (p);
}

/* The work as one side sees it: everything that is found goes to its own place. */
static struct work
work_of (const struct work *r, size_t side)
{
  struct work own = *r;
  own.answers = r->pair->answers[side];
  own.tells = r->pair->tells[side];
  own.influence = side == A ? r->influence : r->pair->influence;
  return own;
}

static struct block
block_of (const struct work *r, const struct block *b, size_t side)
{
  struct block own = *b;
  own.m = r->pair->m[side];
  own.pass = &b->pass->pair->of[side];
  return own;
}

/* The two values of each record, as the tally and the moments of a side see them. */
static void
fill_side (struct pair *p, size_t side, size_t n)
{
  const struct answers *a = p->answers[side];
  const struct measured *m = p->m[side];
  bool amounts = m->spec->measure != MEASURE_PROPORTION;
  for (size_t i = 0; i < n; i++) {
    bool in = a->state[i] >= ANSWER_FIRST, yes = a->state[i] == ANSWER_YES;
    p->inside[side][i] = in;
    p->values[side][0][i] = !in ? 0 : amounts ? a->y[i] : yes;
    p->values[side][1][i] = !in ? 0 : !amounts ? !yes : m->to ? a->x[i] : 1;
  }
}

const struct variable *
pair_find (struct work *r, const struct measured *m)
{
  size_t n = r->dataset->n;
  struct set_print prints[2];
  if (!r->pair)
    r->pair = pair_new (r);
  r->pair->m[A] = m->a;
  r->pair->m[B] = m->b;
  for (size_t s = 0; s < N_SIDES; s++) {
    struct work own = work_of (r, s);
    const struct variable *missing = work_find_answers (&own, r->pair->m[s]);
    if (missing)
      return missing;
    if (own.tells)
      tells_find (&own, r->pair->m[s]);
    fill_side (r->pair, s, n);
  }
  g_autofree guint8 *either = g_new0 (guint8, n + 1);
  for (size_t i = 0; i < n; i++)
    either[i] = r->pair->inside[A][i] || r->pair->inside[B][i];
  set_prints (either, r->dataset->weight, n, G_N_ELEMENTS (prints), prints);
  r->pair->domain = prints[true];
  return NULL;
}

void
pair_passes (const struct work *r, const guint16 *const *group, const size_t *n_groups,
             struct pass *passes, size_t n)
{
  g_autofree struct pass *of_a = g_new0 (struct pass, n + 1), *of_b = g_new0 (struct pass, n + 1);
  struct pass *const of[N_SIDES] = {of_a, of_b};
  for (size_t s = 0; s < N_SIDES; s++) {
    struct work own = work_of (r, s);
    passes_make (&own, r->pair->m[s], group, n_groups, of[s], n);
  }
  for (size_t k = 0; k <= n; k++) {
    const guint16 *g = k < n ? group[k] : NULL;
    if (!pass_is_there (&of[A][k]))
      continue;
    passes[k].pair = g_new0 (struct pair_pass, 1);
    for (size_t s = 0; s < N_SIDES; s++)
      passes[k].pair->of[s] = of[s][k];
    passes[k].pair->joint = joint_new (r->design, g ? n_groups[k] + 1 : 1, r->pair->side, g);
  }
}

void
pair_pass_free (struct pair_pass *pass)
{
  if (!pass)
    return;
  for (size_t s = 0; s < N_SIDES; s++)
    pass_clear (&pass->of[s]);
  joint_free (pass->joint);
  g_free (pass);
}

struct statistic
pair_statistic (const struct work *r, const struct block *b, long cell)
{
  struct pair *p = r->pair;
  for (size_t s = 0; s < N_SIDES; s++) {
    struct work own = work_of (r, s);
    struct block block = block_of (r, b, s);
    p->statistic[s] = figure_statistic (&own, &block, cell, 0);
  }
  common_of_joint (p->common, b->pass->pair->joint, cell);
  return statistic_pair (
      r->design, &p->statistic[A], &p->statistic[B], p->common, r->influence, p->influence,
      b->m->spec->measure == MEASURE_QUOTIENT ? INFLUENCE_QUOTIENT : INFLUENCE_DIFFERENCE);
}

/* What can be said of the weaker of the two can be said of both; a coefficient of variation says
   nothing of a difference that may be 0. */
static enum row_status
verdict_of (const struct work *r, enum standard standard)
{
  const struct pair *p = r->pair;
  enum row_status worst = STATUS_OK;
  for (size_t s = 0; s < N_SIDES; s++) {
    struct statistic judged = p->statistic[s];
    if (r->dataset->opt_in)
      judged.se = judged.deff = judged.deff_wor = NAN;
    worst = MAX (worst, quality_verdict (standard, p->m[s]->spec->measure, &judged));
  }
  return worst;
}

void
pair_decide (const struct work *r, struct estimate_row *row)
{
  bool there = isfinite (row->estimate), all = r->in->study && r->in->study->compare_standards;
  row->status = there ? verdict_of (r, indicators_standard (r->in)) : STATUS_EMPTY;
  for (size_t i = 0; i < ROW_STANDARDS; i++)
    row->verdict[i] = all && there ? verdict_of (r, (enum standard)i) : row->status;
  row->reason = REASON_PRECISION;
  if (row->status == STATUS_EMPTY || row->status == STATUS_SUPPRESSED)
    quality_blank (row);
}

/* The row tells what both of its figures tell, and how many are in either denominator. */
void
pair_note (struct work *r, const struct block *b, long cell, const struct statistic *s)
{
  for (size_t side = 0; side < N_SIDES; side++) {
    struct work own = work_of (r, side);
    struct block block = block_of (r, b, side);
    tells_note (&own, &block, cell, 0, &r->pair->statistic[side]);
  }
  disclosure_note (r->disclosure, &(struct disclosed){.row = r->rows->len - 1,
                                                      .domain = r->pair->domain,
                                                      .n = s->n,
                                                      .n_with = s->n});
}
