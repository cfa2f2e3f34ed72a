#include <config.h>

#include "estimate/answers.h"

#include <math.h>
#include <string.h>

struct answers *
answers_new (const struct dataset *ds)
{
  struct answers *a = g_new0 (struct answers, 1);
  size_t n_variables = ds->codebook->n_variables;
  a->dataset = ds;
  a->work = expr_work_new ();
  a->state = g_new0 (guint8, ds->n + 1);
  a->among = g_new0 (guint8, ds->n + 1);
  a->reason = g_new0 (guint8, ds->n + 1);
  a->columns = g_new0 (struct expr_column, n_variables + 1);
  for (size_t v = 0; v < n_variables; v++) {
    const struct values *values = ds->variables[v];
    if (!values)
      continue;
    a->columns[v] = (struct expr_column){
        .index = values->index,
        .width = values->width,
        .number = (const double *)(void *)values->number->data,
        .text = (const char *const *)values->text->pdata,
        .reason = (const guint8 *)values->reason->data,
        .n_entries = values->number->len,
    };
  }
  return a;
}

void
answers_free (struct answers *a)
{
  if (!a)
    return;
  expr_work_free (a->work);
  g_free (a->columns);
  g_free (a->state);
  g_free (a->among);
  g_free (a->reason);
  g_free (a->y);
  g_free (a->x);
  g_free (a);
}

/* The state that a value of a condition stands for. */
static guint8
condition_state (const struct measured *m, double number, guint8 reason)
{
  if (reason == MISSING_NONE)
    return number != 0 ? ANSWER_YES : ANSWER_NO;
  if (m && m->counts[reason])
    return ANSWER_MISSING;
  return reason == MISSING_NOT_ASKED ? ANSWER_NOT_ASKED : ANSWER_SKIPPED;
}

static void
look_up (const struct expr_column *c, const guint8 *of_entry, size_t n, guint8 *out)
{
  const guint8 *narrow = c->index;
  const guint16 *middle = c->index;
  const guint32 *wide = c->index;
  if (c->width == sizeof *narrow)
    for (size_t i = 0; i < n; i++)
      out[i] = of_entry[narrow[i]];
  else if (c->width == sizeof *middle)
    for (size_t i = 0; i < n; i++)
      out[i] = of_entry[middle[i]];
  else
    for (size_t i = 0; i < n; i++)
      out[i] = of_entry[wide[i]];
}

/* A condition on one variable is worked out once an entry of its dictionary; M may be NULL. */
static void
by_entry (struct answers *a, const struct expr *e, size_t slot, const struct measured *m,
          guint8 *out)
{
  size_t n = a->columns[slot].n_entries;
  g_autofree guint32 *index = g_new (guint32, n + 1);
  g_autofree guint8 *of_entry = g_new (guint8, n + 1);
  double number[EXPR_BLOCK];
  guint8 reason[EXPR_BLOCK];
  struct expr_column kept = a->columns[slot];
  for (size_t i = 0; i < n; i++)
    index[i] = (guint32)i;
  a->columns[slot].index = index;
  a->columns[slot].width = sizeof *index;
  for (size_t first = 0; first < n; first += EXPR_BLOCK) {
    size_t some = MIN (n - first, EXPR_BLOCK);
    expr_eval (e, a->columns, first, some, number, reason, NULL, a->work);
    for (size_t i = 0; i < some; i++)
      of_entry[first + i] = condition_state (m, number[i], reason[i]);
  }
  a->columns[slot] = kept;
  look_up (&kept, of_entry, a->dataset->n, out);
}

static void
find_condition (struct answers *a, const struct expr *e, const struct measured *m, guint8 *out)
{
  size_t n_slots, n = a->dataset->n;
  const size_t *slots = expr_slots (e, &n_slots);
  if (n_slots == 1) {
    by_entry (a, e, slots[0], m, out);
    return;
  }
  struct expr_bound *bound = expr_bind (e);
  double number[EXPR_BLOCK];
  guint8 reason[EXPR_BLOCK];
  for (size_t first = 0; first < n; first += EXPR_BLOCK) {
    size_t some = MIN (n - first, EXPR_BLOCK);
    expr_bound_eval (bound, a->columns, first, some, number, reason, NULL, a->work);
    for (size_t i = 0; i < some; i++)
      out[first + i] = condition_state (m, number[i], reason[i]);
  }
  expr_bound_free (bound);
}

void
answers_condition (struct answers *a, const struct expr *e, guint8 *out)
{
  find_condition (a, e, NULL, out);
}

static void
find_categories (struct answers *a, const struct measured *m)
{
  unsigned reasons[MISSING_MAX];
  size_t n_reasons, n_missing = a->dataset->codebook->n_missing;
  size_t n_categories = m->variable->n_categories;
  const struct expr_column *c = &a->columns[m->variable->index];
  g_autofree guint8 *of_entry = g_new (guint8, c->n_entries + 1);
  a->n_states = ANSWER_FIRST + measured_categories (m, n_missing, reasons, &n_reasons);
  for (size_t e = 0; e < c->n_entries; e++) {
    guint8 reason = c->reason[e];
    if (reason == MISSING_NONE)
      of_entry[e] = (guint8)(ANSWER_FIRST + e);
    else
      of_entry[e] = reason == MISSING_NOT_ASKED ? ANSWER_NOT_ASKED : ANSWER_SKIPPED;
    for (size_t r = 0; r < n_reasons; r++)
      if (reasons[r] == reason)
        of_entry[e] = (guint8)(ANSWER_FIRST + n_categories + r);
  }
  look_up (c, of_entry, a->dataset->n, a->state);
}

static void
find_numbers (struct answers *a, const struct expr *e, double *out)
{
  struct expr_bound *bound = expr_bind (e);
  size_t n = a->dataset->n;
  for (size_t first = 0; first < n; first += EXPR_BLOCK)
    expr_bound_eval (bound, a->columns, first, MIN (n - first, EXPR_BLOCK), out + first,
                     a->reason + first, NULL, a->work);
  expr_bound_free (bound);
}

/* The middle of a variable's range: a number near its mean that does not depend on the data. */
static double
middle (const struct measured *m)
{
  const struct variable *v = m->variable;
  if (m->spec->measure != MEASURE_MEAN || !v || !v->has_range || !isfinite (v->lo) ||
      !isfinite (v->hi))
    return 0;
  return floor (v->lo / 2 + v->hi / 2);
}

static void
find_amounts (struct answers *a, const struct measured *m)
{
  size_t n = a->dataset->n;
  if (!a->y)
    a->y = g_new0 (double, n + 1);
  if (!a->x)
    a->x = g_new0 (double, n + 1);
  find_numbers (a, m->of, a->y);
  a->shift = middle (m);
  for (size_t i = 0; i < n; i++) {
    a->state[i] = condition_state (NULL, 1, a->reason[i]);
    a->y[i] -= a->shift;
  }
  if (!m->to)
    return;
  find_numbers (a, m->to, a->x);
  for (size_t i = 0; i < n; i++)
    if (a->state[i] == ANSWER_FIRST)
      a->state[i] = condition_state (NULL, 1, a->reason[i]);
}

/* Values that lie much closer together than to 0, such as years or seconds since 1970, would
   cancel in all that follows: their middle is taken from them.  Returns what was taken.  It depends
   on the values alone, not on their order, and values that are spread more keep their digits. */
static double
take_middle (const struct answers *a, double *values)
{
  const double close = 0x1p-3;
  double least = INFINITY, most = -INFINITY;
  for (size_t i = 0; i < a->dataset->n; i++)
    if (a->state[i] == ANSWER_FIRST) {
      least = fmin (least, values[i]);
      most = fmax (most, values[i]);
    }
  double taken = least / 2 + most / 2;
  if (!(most > least && most - least < close * fabs (taken)))
    return 0;
  for (size_t i = 0; i < a->dataset->n; i++)
    values[i] -= taken;
  return taken;
}

/* Of what does not depend on where 0 lies, but for the mean, which gets it back. */
static void
centre_amounts (struct answers *a, enum measure measure)
{
  if (measure == MEASURE_MEAN || measure == MEASURE_VARIANCE || measure == MEASURE_SD ||
      measure == MEASURE_CORRELATION)
    a->shift += take_middle (a, a->y);
  if (measure == MEASURE_CORRELATION)
    take_middle (a, a->x);
}

/* Keep those for whom `among` is true; missing is not true. */
static void
apply_among (struct answers *a)
{
  for (size_t i = 0; i < a->dataset->n; i++)
    a->state[i] = a->among[i] == ANSWER_YES ? a->state[i] : ANSWER_OUT;
}

static bool
nobody_asked (const struct answers *a)
{
  bool found = false;
  for (size_t i = 0; i < a->dataset->n; i++) {
    if (a->state[i] != ANSWER_OUT && a->state[i] != ANSWER_NOT_ASKED)
      return false;
    found |= a->state[i] == ANSWER_NOT_ASKED;
  }
  return found;
}

void
answers_find (struct answers *a, const struct measured *m)
{
  size_t n = a->dataset->n;
  a->n_states = ANSWER_MISSING + (m->spec->missing.kind == MISSING_EXCLUDE ? 0 : 1);
  if (m->spec->measure == MEASURE_DISTRIBUTION)
    find_categories (a, m);
  else if (!m->of)
    memset (a->state, ANSWER_YES, n);
  else if (expr_type (m->of) == EXPR_BOOL)
    find_condition (a, m->of, m, a->state);
  else
    find_amounts (a, m);
  if (m->among) {
    find_condition (a, m->among, NULL, a->among);
    apply_among (a);
  }
  if (m->of && m->spec->measure != MEASURE_DISTRIBUTION && expr_type (m->of) != EXPR_BOOL)
    centre_amounts (a, m->spec->measure);
  a->nobody_asked = nobody_asked (a);
}
