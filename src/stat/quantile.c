#include <config.h>

#include "stat/quantile.h"

#include <math.h>
#include <string.h>

/* A sum of weights that falls short of its aim by less than this share of all weights has reached
   it: weights and shares are decimal numbers that a double does not hold exactly (ten weights of
   0.1 reach 0.3 with the third), and no real weight is so small beside the others. */
static const double SHORT = 0x1p-48;

/* ---- Order ---- */

enum { DIGIT_BITS = 8, DIGITS = 64 / DIGIT_BITS, VALUES = 1 << DIGIT_BITS };

struct item {
  guint64 key;
  guint32 record;
};

/* A whole number that is in the order of the doubles: the bits of negative ones run the other way.
   0 and -0 are one value. */
static guint64
key_of (double value)
{
  const guint64 sign = (guint64)1 << 63;
  guint64 bits;
  value += 0.0;
  memcpy (&bits, &value, sizeof bits);
  return bits & sign ? ~bits : bits | sign;
}

/* Radix sort from the last digit on; a digit that all have in common is passed over, as most are of
   whole numbers.  Items with one key stay as they were.  The result lies in *ITEMS. */
static void
sort_items (struct item **items, struct item **spare, size_t n)
{
  g_autofree size_t *counts = g_new0 (size_t, DIGITS * VALUES);
  for (size_t i = 0; i < n; i++)
    for (size_t d = 0; d < DIGITS; d++)
      counts[d * VALUES + ((*items)[i].key >> (d * DIGIT_BITS)) % VALUES]++;
  for (size_t d = 0; n && d < DIGITS; d++) {
    size_t *count = counts + d * VALUES, at = 0;
    if (count[((*items)[0].key >> (d * DIGIT_BITS)) % VALUES] == n)
      continue;
    for (size_t v = 0; v < VALUES; v++) {
      size_t here = count[v];
      count[v] = at;
      at += here;
    }
    for (size_t i = 0; i < n; i++)
      (*spare)[count[((*items)[i].key >> (d * DIGIT_BITS)) % VALUES]++] = (*items)[i];
    struct item *sorted = *spare;
    *spare = *items;
    *items = sorted;
  }
}

struct ranking *
ranking_new (const struct design *d, const double *value, const guint8 *state,
             enum quantile_rule rule)
{
  struct ranking *ranking = g_new0 (struct ranking, 1);
  struct item *items = g_new (struct item, d->n_weighted + 1);
  struct item *spare = g_new (struct item, d->n_weighted + 1);
  size_t n = 0;
  for (size_t i = 0; i < d->n_weighted; i++)
    if (state[d->order[i]] == STATE_VALID)
      items[n++].record = d->order[i];
  if (rule == QUANTILE_HF7) {
    for (size_t i = 0; i < n; i++)
      items[i].key = key_of (d->weight[items[i].record]);
    sort_items (&items, &spare, n);
  }
  for (size_t i = 0; i < n; i++)
    items[i].key = key_of (value[items[i].record]);
  sort_items (&items, &spare, n);
  ranking->n = n;
  ranking->record = g_new (guint32, n + 1);
  for (size_t i = 0; i < n; i++)
    ranking->record[i] = items[i].record;
  g_free (items);
  g_free (spare);
  return ranking;
}

void
ranking_free (struct ranking *ranking)
{
  if (!ranking)
    return;
  g_free (ranking->record);
  g_free (ranking);
}

/* ---- Cells ---- */

struct quantiles *
quantiles_new (const struct design *d, const struct ranking *ranking, const double *value,
               const guint16 *cell, size_t n_cells, enum quantile_rule rule)
{
  struct quantiles *q = g_new0 (struct quantiles, 1);
  g_autofree size_t *next = g_new0 (size_t, n_cells + 1);
  g_autofree struct exact *sum = g_new0 (struct exact, n_cells + 1);
  q->rule = rule;
  q->start = g_new0 (size_t, n_cells + 1);
  q->value = g_new (double, ranking->n + 1);
  q->sum = g_new (double, ranking->n + 1);
  for (size_t i = 0; i < ranking->n; i++)
    q->start[(cell ? cell[ranking->record[i]] : 0) + 1]++;
  for (size_t c = 0; c < n_cells; c++) {
    q->start[c + 1] += q->start[c];
    next[c] = q->start[c];
  }
  for (size_t i = 0; i < ranking->n; i++) {
    size_t record = ranking->record[i], c = cell ? cell[record] : 0, at = next[c]++;
    exact_add (&sum[c], exact_from (d->weight[record]));
    q->value[at] = value[record] + 0.0;
    q->sum[at] = exact_to (sum[c]);
  }
  return q;
}

void
quantiles_free (struct quantiles *q)
{
  if (!q)
    return;
  g_free (q->start);
  g_free (q->value);
  g_free (q->sum);
  g_free (q);
}

/* The first of FROM .. TO - 1 whose number is at least AIM, or above it; numbers ascend. */
static size_t
first_at (const double *numbers, size_t from, size_t to, double aim, bool above)
{
  while (from < to) {
    size_t middle = from + (to - from) / 2;
    if (above ? numbers[middle] > aim : numbers[middle] >= aim)
      to = middle;
    else
      from = middle + 1;
  }
  return from;
}

/* R's qrule "math", but for one thing: where not even the first weight falls short of P of all, R
   takes the second value. */
static double
by_math (const struct quantiles *q, size_t from, size_t to, double p)
{
  double all = q->sum[to - 1];
  size_t at = first_at (q->sum, from, to, p * all - SHORT * all, false);
  return q->value[MIN (at, to - 1)];
}

/* Record k stands at the sum of the weights before it, over that before the last one. */
static double
by_hf7 (const struct quantiles *q, size_t from, size_t to, double p)
{
  size_t last = to - 1;
  if (last == from || !(p > 0))
    return q->value[from];
  if (p >= 1)
    return q->value[last];
  /* Sum number k - 1 is where record k stands. */
  double aim = p * q->sum[last - 1];
  size_t above = first_at (q->sum, from, last - 1, aim, true);
  double lower = above > from ? q->sum[above - 1] : 0;
  double part = (aim - lower) / (q->sum[above] - lower);
  return q->value[above] + (q->value[above + 1] - q->value[above]) * part;
}

double
quantiles_at (const struct quantiles *q, size_t cell, double p)
{
  size_t from = q->start[cell], to = q->start[cell + 1];
  if (from == to || isnan (p))
    return NAN;
  return q->rule == QUANTILE_HF7 ? by_hf7 (q, from, to, p) : by_math (q, from, to, p);
}

size_t
quantiles_side (const struct quantiles *q, size_t cell, double x)
{
  size_t from = q->start[cell], to = q->start[cell + 1];
  size_t below = first_at (q->value, from, to, x, true) - from;
  size_t above = to - first_at (q->value, from, to, x, false);
  return MIN (below, above);
}

/* ---- Standard errors ---- */

/* A limit of the share that is no share has no quantile (R's svyquantile). */
static double
limit_at (const struct quantiles *q, size_t cell, double p)
{
  return p >= 0 && p <= 1 ? quantiles_at (q, cell, p) : NAN;
}

/* Woodruff (1952): the limits of the share at or below the quantile, inverted by the rule that gave
   the quantile; the standard error is their distance over 2 t.  A larger share at or below a fixed
   value means that the quantile lies lower: z of the quantile is that of the share, turned round
   and scaled to this standard error (Francisco and Fuller 1991 have a density in place of the
   scale). */
struct statistic
statistic_quantile (const struct quantiles *q, size_t cell, double p, const struct statistic *share,
                    double t, struct influence *f)
{
  struct statistic s = *share;
  double lo = limit_at (q, cell, share->estimate - t * share->se);
  double hi = limit_at (q, cell, share->estimate + t * share->se);
  bool there = isfinite (lo) && isfinite (hi);
  s.estimate = quantiles_at (q, cell, p);
  s.n_with = s.n;
  s.n_with_kish = s.n_kish;
  s.own_limits = true;
  s.lo = there ? lo : NAN;
  s.hi = there ? hi : NAN;
  s.se = there ? (hi - lo) / (2 * t) : NAN;
  s.side = isnan (s.estimate) ? 0 : quantiles_side (q, cell, s.estimate);
  s.limit_side = there ? MIN (quantiles_side (q, cell, lo), quantiles_side (q, cell, hi)) : 0;
  influence_scale (f, share->se > 0 ? -s.se / share->se : there ? 0 : NAN);
  return s;
}
