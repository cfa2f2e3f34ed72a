#include <config.h>

#include "estimate/attack.h"

#include "stat/polytope.h"

#include <math.h>

/* Propagation goes on for so many rounds: a bound that still creeps is left to the second attack.
 */
enum { ROUNDS = 40 };
/* Doubles in the matrix of the second attack, without inner equations and with them. */
static const size_t LARGEST[] = {
    [ATTACK_ALWAYS] = (size_t)1 << 23, [ATTACK_INNER] = (size_t)1 << 20};
/* No cell. */
static const size_t NOWHERE = (size_t)-1;
/* Bounds are whole numbers; those of the second attack are computed. */
static const double ROUNDING = 1e-6;

struct attack *
attack_new (void)
{
  struct attack *a = g_new0 (struct attack, 1);
  a->cells = g_array_new (FALSE, TRUE, sizeof (struct attack_cell));
  a->sums = g_array_new (FALSE, TRUE, sizeof (struct attack_sum));
  a->parts = g_array_new (FALSE, TRUE, sizeof (size_t));
  return a;
}

void
attack_free (struct attack *a)
{
  if (!a)
    return;
  g_array_free (a->cells, TRUE);
  g_array_free (a->sums, TRUE);
  g_array_free (a->parts, TRUE);
  g_free (a);
}

struct attack_cell *
attack_at (const struct attack *a, size_t cell)
{
  return &g_array_index (a->cells, struct attack_cell, cell);
}

size_t
attack_cell (struct attack *a, size_t count)
{
  struct attack_cell cell = {.count = count};
  g_array_append_val (a->cells, cell);
  return a->cells->len - 1;
}

void
attack_sum (struct attack *a, size_t whole, const size_t *parts, size_t n)
{
  attack_sum_for (a, ATTACK_ALWAYS, whole, parts, n);
}

void
attack_sum_for (struct attack *a, enum attack_use use, size_t whole, const size_t *parts, size_t n)
{
  struct attack_sum sum = {.use = use, .whole = whole, .first = a->parts->len, .n = n};
  sum.rest = (double)attack_at (a, whole)->count;
  for (size_t i = 0; i < n; i++)
    sum.rest -= (double)attack_at (a, parts[i])->count;
  g_array_append_vals (a->parts, parts, (guint)n);
  g_array_append_val (a->sums, sum);
}

void
attack_least (struct attack *a, size_t whole, const size_t *parts, size_t n)
{
  attack_sum_for (a, ATTACK_BOUNDS, whole, parts, n);
  struct attack_sum *sum = &g_array_index (a->sums, struct attack_sum, a->sums->len - 1);
  sum->least = true;
  sum->rest = 0;
}

static bool
wide (double lo, double hi, size_t width)
{
  return floor (hi + ROUNDING) - ceil (lo - ROUNDING) >= (double)width;
}

bool
attack_found (const struct attack_cell *c, size_t width)
{
  return c->sensitive && !wide (c->lo, c->hi, width);
}

static size_t
part_of (const struct attack *a, const struct attack_sum *s, size_t i)
{
  return g_array_index (a->parts, size_t, s->first + i);
}

/* ---- Propagation ---------------------------------------------------------------------------- */

static bool
narrow (struct attack_cell *c, double lo, double hi)
{
  bool changed = lo > c->lo || hi < c->hi;
  c->lo = fmax (c->lo, lo);
  c->hi = fmin (c->hi, hi);
  return changed;
}

/* The sum of bounds without one of them, where some may be infinite. */
static double
without (double sum, size_t infinite, double own)
{
  if (infinite > (isinf (own) ? 1 : 0))
    return INFINITY;
  return isinf (own) ? sum : sum - own;
}

static bool
propagate_sum (struct attack *a, const struct attack_sum *s)
{
  struct attack_cell *whole = attack_at (a, s->whole);
  double lo = s->rest, hi = s->rest;
  size_t infinite = s->least ? 1 : 0;
  for (size_t i = 0; i < s->n; i++) {
    const struct attack_cell *c = attack_at (a, part_of (a, s, i));
    lo += c->lo;
    hi += isinf (c->hi) ? 0 : c->hi;
    infinite += isinf (c->hi) ? 1 : 0;
  }
  bool changed = narrow (whole, lo, infinite ? INFINITY : hi);
  for (size_t i = 0; i < s->n; i++) {
    struct attack_cell *c = attack_at (a, part_of (a, s, i));
    double own_lo = c->lo, own_hi = c->hi;
    changed |= narrow (c, whole->lo - without (hi, infinite, own_hi), whole->hi - (lo - own_lo));
    lo += c->lo - own_lo;
    hi += isinf (c->hi) ? 0 : c->hi;
    hi -= isinf (own_hi) ? 0 : own_hi;
    infinite -= isinf (own_hi) && !isinf (c->hi) ? 1 : 0;
  }
  return changed;
}

static void
propagate (struct attack *a)
{
  bool changed = true;
  for (guint i = 0; i < a->cells->len; i++) {
    struct attack_cell *c = attack_at (a, i);
    c->lo = c->known ? (double)c->count : 0;
    c->hi = c->known ? (double)c->count : INFINITY;
  }
  for (int round = 0; changed && round < ROUNDS; round++) {
    changed = false;
    a->work += a->parts->len;
    for (guint i = 0; i < a->sums->len; i++)
      changed |= propagate_sum (a, &g_array_index (a->sums, struct attack_sum, i));
  }
}

/* ---- All equations at once ------------------------------------------------------------------ */

static bool
open_cell (const struct attack *a, size_t cell)
{
  const struct attack_cell *c = attack_at (a, cell);
  return c->hi > c->lo;
}

static size_t
root (size_t *parent, size_t i)
{
  while (parent[i] != i)
    i = parent[i] = parent[parent[i]];
  return i;
}

/* The cells and equations that hang together. */
struct component {
  GArray *cells, *sums; /* guint: numbers */
  enum attack_use most; /* of its equations */
};

/* Cells whose count is not known hang together when they stand in one equation, of those that are
   used up to MOST. */
static size_t *
join (const struct attack *a, enum attack_use most)
{
  size_t *parent = g_new (size_t, a->cells->len + 1);
  for (size_t i = 0; i < a->cells->len; i++)
    parent[i] = i;
  for (guint k = 0; k < a->sums->len; k++) {
    const struct attack_sum *s = &g_array_index (a->sums, struct attack_sum, k);
    size_t first = open_cell (a, s->whole) ? s->whole : NOWHERE;
    for (size_t i = 0; s->use <= most && i < s->n; i++) {
      size_t cell = part_of (a, s, i);
      if (!open_cell (a, cell))
        continue;
      if (first == NOWHERE)
        first = cell;
      parent[root (parent, cell)] = root (parent, first);
    }
  }
  return parent;
}

/* The root of the open cells of an equation, or NOWHERE. */
static size_t
sum_root (const struct attack *a, size_t *parent, const struct attack_sum *s)
{
  if (open_cell (a, s->whole))
    return root (parent, s->whole);
  for (size_t i = 0; i < s->n; i++)
    if (open_cell (a, part_of (a, s, i)))
      return root (parent, part_of (a, s, i));
  return NOWHERE;
}

static struct polytope *
polytope_of (const struct attack *a, const struct component *c, size_t *column)
{
  size_t n = c->cells->len;
  double *matrix = g_new0 (double, (size_t)c->sums->len *n + 1);
  g_autofree double *x = g_new (double, n + 1);
  for (guint i = 0; i < n; i++) {
    guint cell = g_array_index (c->cells, guint, i);
    column[cell] = i;
    x[i] = (double)attack_at (a, cell)->count;
  }
  for (guint k = 0; k < c->sums->len; k++) {
    const struct attack_sum *s =
        &g_array_index (a->sums, struct attack_sum, g_array_index (c->sums, guint, k));
    double *row = matrix + (size_t)k * n;
    if (open_cell (a, s->whole))
      row[column[s->whole]] = 1;
    for (size_t i = 0; i < s->n; i++)
      if (open_cell (a, part_of (a, s, i)))
        row[column[part_of (a, s, i)]] -= 1;
  }
  return polytope_new (matrix, c->sums->len, x, n);
}

/* A walk that was given up has proved nothing, and counts as found. */
static void
reach (struct attack_cell *c, struct polytope *p, size_t v, size_t width)
{
  double goal = (double)width;
  if (!wide (p->lo[v], p->hi[v], width))
    polytope_most (p, v, ceil (p->lo[v]) + goal);
  if (!wide (p->lo[v], p->hi[v], width))
    polytope_least (p, v, floor (p->hi[v]) - goal);
  if (isinf (p->hi[v]) || wide (p->lo[v], p->hi[v], width)) /* as far as anybody asks */
    return;
  c->lo = fmax (c->lo, p->lo[v]);
  c->hi = fmin (c->hi, p->hi[v]);
}

static void
solve (struct attack *a, const struct component *c, size_t *column, size_t width)
{
  size_t size = (size_t)c->cells->len * c->sums->len;
  bool any = false;
  for (guint i = 0; !any && i < c->cells->len; i++) {
    const struct attack_cell *cell = attack_at (a, g_array_index (c->cells, guint, i));
    any = cell->sensitive && !attack_found (cell, width);
  }
  if (!any || !size || size > LARGEST[c->most])
    return;
  struct polytope *p = polytope_of (a, c, column);
  for (guint i = 0; i < c->cells->len; i++) {
    struct attack_cell *cell = attack_at (a, g_array_index (c->cells, guint, i));
    if (cell->sensitive && !attack_found (cell, width))
      reach (cell, p, i, width);
  }
  a->work += p->work;
  polytope_free (p);
}

static void
component_clear (void *c_)
{
  struct component *c = c_;
  g_array_free (c->cells, TRUE);
  g_array_free (c->sums, TRUE);
}

static struct component *
component_at (GArray *components, size_t *number, size_t of)
{
  if (number[of] == NOWHERE) {
    struct component c = {g_array_new (FALSE, FALSE, sizeof (guint)),
                          g_array_new (FALSE, FALSE, sizeof (guint)), ATTACK_ALWAYS};
    number[of] = components->len;
    g_array_append_val (components, c);
  }
  return &g_array_index (components, struct component, number[of]);
}

/* What hangs together by the equations up to MOST; of those that hang together without the last of
   these as well the attack has been run. */
static void
solve_all (struct attack *a, enum attack_use most, size_t width)
{
  g_autofree size_t *parent = join (a, most);
  g_autofree size_t *number = g_new (size_t, a->cells->len + 1);
  GArray *components = g_array_new (FALSE, FALSE, sizeof (struct component));
  g_array_set_clear_func (components, component_clear);
  for (guint i = 0; i < a->cells->len; i++)
    number[i] = NOWHERE;
  for (guint i = 0; i < a->cells->len; i++)
    if (open_cell (a, i))
      g_array_append_val (component_at (components, number, root (parent, i))->cells, i);
  for (guint k = 0; k < a->sums->len; k++) {
    const struct attack_sum *s = &g_array_index (a->sums, struct attack_sum, k);
    size_t of = s->use <= most ? sum_root (a, parent, s) : NOWHERE;
    if (of == NOWHERE)
      continue;
    struct component *c = component_at (components, number, of);
    c->most = MAX (c->most, s->use);
    g_array_append_val (c->sums, k);
  }
  for (guint i = 0; i < components->len; i++) { /* the numbers are done with */
    const struct component *c = &g_array_index (components, struct component, i);
    if (c->most == most)
      solve (a, c, number, width);
  }
  g_array_free (components, TRUE);
}

size_t
attack_run (struct attack *a, size_t width)
{
  size_t found = 0;
  propagate (a);
  solve_all (a, ATTACK_ALWAYS, width);
  solve_all (a, ATTACK_INNER, width);
  for (guint i = 0; i < a->cells->len; i++)
    found += attack_found (attack_at (a, i), width);
  return found;
}
