#include <config.h>

#include "expr/program.h"

/* Kernels of functions: several arguments at once, and one number or text each. */

static struct reg *
reg (const struct block *b, unsigned i)
{
  return &b->regs[i];
}

/* ---- count, sum, mean ---- */

/* DST is the total so far and the reason of the first missing argument; A counts valid ones. */
static void
start (const struct block *b, const struct instr *in)
{
  struct reg *d = reg (b, in->dst), *valid = reg (b, in->b);
  memset (d->number, 0, b->n * sizeof *d->number);
  memset (d->byte, MISSING_NONE, b->n);
  memset (valid->number, 0, b->n * sizeof *valid->number);
}

static void
count (const struct block *b, const struct instr *in)
{
  const guint8 *x = reg (b, in->b)->byte;
  struct reg *d = reg (b, in->dst), *valid = reg (b, in->a);
  for (size_t i = 0; i < b->n; i++) {
    d->number[i] += x[i] == 1;
    valid->number[i] += x[i] <= 1;
    d->byte[i] = first_reason (d->byte[i], truth_reason (x[i]));
  }
}

static void
sum (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->b);
  struct reg *d = reg (b, in->dst), *valid = reg (b, in->a);
  for (size_t i = 0; i < b->n; i++) {
    d->number[i] += x->number[i]; /* 0 where it is missing */
    valid->number[i] += x->byte[i] == MISSING_NONE;
    d->byte[i] = first_reason (d->byte[i], x->byte[i]);
  }
}

/* Fewer valid arguments than COUNT: some was missing, and DST has the reason of the first. */
static void
end_total (const struct block *b, const struct instr *in)
{
  const struct reg *valid = reg (b, in->b);
  double needed = (double)in->count;
  bool mean = in->op == OP_END_MEAN;
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    double total = mean ? d->number[i] / valid->number[i] : d->number[i];
    set_number (d, i, total, byte_if (valid->number[i] < needed, d->byte[i]));
  }
}

/* ---- min, max, months_between, years_between ---- */

static void
min (const struct block *b, const struct instr *in)
{
  const struct reg *y = reg (b, in->b);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    set_number (d, i, MIN (d->number[i], y->number[i]), first_reason (d->byte[i], y->byte[i]));
}

static void
max (const struct block *b, const struct instr *in)
{
  const struct reg *y = reg (b, in->b);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    set_number (d, i, MAX (d->number[i], y->number[i]), first_reason (d->byte[i], y->byte[i]));
}

static void
between (const struct block *b, const struct instr *in)
{
  double (*whole) (struct civil, struct civil) =
      in->op == OP_YEARS ? date_years_between : date_months_between;
  const struct reg *y = reg (b, in->b);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    struct civil from, to;
    bool dates = date_civil (d->number[i], &from) && date_civil (y->number[i], &to);
    set_number (d, i, dates ? whole (from, to) : (double)NAN,
                first_reason (d->byte[i], y->byte[i]));
  }
}

/* ---- One number ---- */

/* Intervals closed below: bound[k - 1] <= x < bound[k] is k. */
static double
cut_of (double x, const double *bound, size_t n)
{
  if (!(x >= bound[0] && x < bound[n - 1]))
    return NAN;
  size_t lo = 0, hi = n - 1; /* bound[lo] <= x < bound[hi] */
  while (hi - lo > 1) {
    size_t middle = lo + (hi - lo) / 2;
    if (x >= bound[middle])
      lo = middle;
    else
      hi = middle;
  }
  return (double)hi;
}

static double
year_of (double days)
{
  struct civil c;
  return date_civil (days, &c) ? c.year : (double)NAN;
}

static void
one_number (const struct block *b, const struct instr *in)
{
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    double x = d->number[i];
    if (d->byte[i] != MISSING_NONE)
      continue;
    switch (in->op) {
    case OP_CUT:
      x = cut_of (x, in->data, in->count);
      break;
    case OP_YEAR:
      x = year_of (x);
      break;
    case OP_ROUND:
      x = expr_round (x, (int)in->count);
      break;
    case OP_FLOOR:
      x = floor (x);
      break;
    case OP_ABS:
      x = fabs (x);
      break;
    case OP_LOG:
      x = log (x);
      break;
    default: /* OP_EXP */
      x = exp (x);
      break;
    }
    set_number (d, i, x, MISSING_NONE);
  }
}

/* ---- One text ---- */

static void
date (const struct block *b, const struct instr *in)
{
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    double days = NAN;
    if (d->byte[i] == MISSING_NONE && !date_read (d->text[i], in->data, &days))
      days = NAN;
    set_number (d, i, days, d->byte[i]);
  }
}

/* A pattern that gives up has not said no. */
static void
matches (const struct block *b, const struct instr *in)
{
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    guint8 missing = d->byte[i];
    bool yes = false;
    if (missing == MISSING_NONE) {
      enum regex_result result = regex_match (in->data, d->text[i], strlen (d->text[i]));
      yes = result == REGEX_YES;
      missing = byte_if (result == REGEX_LIMIT, MISSING_INVALID);
    }
    d->byte[i] = truth_of (missing, yes);
  }
}

static kernel_function *const kernels[N_OPS] = {
    [OP_START] = start,       [OP_COUNT] = count,        [OP_SUM] = sum,
    [OP_END_SUM] = end_total, [OP_END_MEAN] = end_total, [OP_MIN] = min,
    [OP_MAX] = max,           [OP_MONTHS] = between,     [OP_YEARS] = between,
    [OP_CUT] = one_number,    [OP_YEAR] = one_number,    [OP_ROUND] = one_number,
    [OP_FLOOR] = one_number,  [OP_ABS] = one_number,     [OP_LOG] = one_number,
    [OP_EXP] = one_number,    [OP_DATE] = date,          [OP_MATCHES] = matches};

kernel_function *
kernel_of_function (enum op op)
{
  return kernels[op];
}
