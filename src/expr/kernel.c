#include <config.h>

#include "base/number.h"
#include "expr/program.h"

/* One function an operation, one loop a function.  The loops are kept free of branches where that
   lets the compiler do several records at once. */

static struct reg *
reg (const struct block *b, unsigned i)
{
  return &b->regs[i];
}

/* ---- Constants ---- */

static void
const_number (const struct block *b, const struct instr *in)
{
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    d->number[i] = in->number;
  memset (d->byte, MISSING_NONE, b->n);
}

static void
const_text (const struct block *b, const struct instr *in)
{
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    d->text[i] = in->data;
  const_number (b, in);
}

static void
const_byte (const struct block *b, const struct instr *in)
{
  memset (reg (b, in->dst)->byte, (int)in->number, b->n);
}

/* ---- Columns ---- */

static inline size_t
entry_of (const struct block *b, const struct expr_column *c, size_t i)
{
  i += b->first;
  if (b->entries)
    return i;
  switch (c->width) {
  case sizeof (guint8):
    return ((const guint8 *)c->index)[i];
  case sizeof (guint16):
    return ((const guint16 *)c->index)[i];
  default:
    return ((const guint32 *)c->index)[i];
  }
}

static void
load_number (const struct block *b, const struct instr *in)
{
  const struct expr_column *c = &b->columns[in->slot];
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    size_t e = entry_of (b, c, i);
    set_number (d, i, c->number[e], c->reason[e]);
  }
}

static void
load_soft (const struct block *b, const struct instr *in)
{
  const struct expr_column *c = &b->columns[in->slot];
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    size_t e = entry_of (b, c, i);
    double value = 0;
    d->byte[i] = c->reason[e];
    if (c->reason[e] != MISSING_NONE)
      value = 0;
    else if (c->number)
      value = c->number[e];
    else if (!c->text[e] || !number_read (c->text[e], strlen (c->text[e]), b->marks, &value))
      value = NAN;
    d->number[i] = value;
  }
}

static void
load_text (const struct block *b, const struct instr *in)
{
  const struct expr_column *c = &b->columns[in->slot];
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    size_t e = entry_of (b, c, i);
    guint8 r = first_reason (c->reason[e], c->text[e] ? MISSING_NONE : MISSING_INVALID);
    d->byte[i] = r;
    d->text[i] = r == MISSING_NONE ? c->text[e] : NULL;
  }
}

static void
load_raw (const struct block *b, const struct instr *in)
{
  load_soft (b, in);
  load_text (b, in);
}

/* ---- Other forms ---- */

static void
truth (const struct block *b, const struct instr *in)
{
  const struct reg *a = reg (b, in->a);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    d->byte[i] = truth_of (a->byte[i], a->number[i] != 0);
}

static void
harden (const struct block *b, const struct instr *in)
{
  const struct reg *a = reg (b, in->a);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    set_number (d, i, a->number[i], a->byte[i]);
}

static double
code_position (const struct code_map *map, double code)
{
  if (map->n == 0)
    return (double)variable_category_code (map->variable, (int)code);
  double at = code - map->lo;
  return at >= 0 && at < (double)map->n ? map->at[(size_t)at] : -1;
}

static void
position (const struct block *b, const struct instr *in)
{
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    bool known = d->byte[i] == MISSING_NONE && d->number[i] >= G_MININT && d->number[i] <= G_MAXINT;
    double at = known ? code_position (in->data, d->number[i]) : -1;
    set_number (d, i, at >= 0 ? at : NAN, d->byte[i]);
  }
}

static void
code (const struct block *b, const struct instr *in)
{
  const struct code_map *map = in->data;
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    if (d->byte[i] == MISSING_NONE)
      d->number[i] = map->variable->categories[(size_t)d->number[i]].code;
}

/* ---- Arithmetic ---- */

static void
negate (const struct block *b, const struct instr *in)
{
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    d->number[i] = 0 - d->number[i]; /* no minus zero */
}

static void
add (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *y = reg (b, in->b);
  for (size_t i = 0; i < b->n; i++)
    set_number (reg (b, in->dst), i, x->number[i] + y->number[i],
                first_reason (x->byte[i], y->byte[i]));
}

static void
subtract (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *y = reg (b, in->b);
  for (size_t i = 0; i < b->n; i++)
    set_number (reg (b, in->dst), i, x->number[i] - y->number[i],
                first_reason (x->byte[i], y->byte[i]));
}

static void
multiply (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *y = reg (b, in->b);
  for (size_t i = 0; i < b->n; i++)
    set_number (reg (b, in->dst), i, x->number[i] * y->number[i],
                first_reason (x->byte[i], y->byte[i]));
}

static void
divide (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *y = reg (b, in->b);
  for (size_t i = 0; i < b->n; i++)
    set_number (reg (b, in->dst), i, x->number[i] / y->number[i],
                first_reason (x->byte[i], y->byte[i]));
}

/* ---- Comparison ---- */

/* How two numbers stand to each other; neither if one is NaN, a cell that is no number.  Less and
   greater then make no sense: MISSING_INVALID. */
enum { IS_LESS = 1, IS_EQUAL = 2, IS_GREATER = 4, IS_NEITHER = 8 };

static const struct {
  guint8 accepted, reason_of_nan;
} comparisons[] = {[OP_EQ - OP_EQ] = {IS_EQUAL, MISSING_NONE},
                   [OP_NE - OP_EQ] = {IS_LESS | IS_GREATER | IS_NEITHER, MISSING_NONE},
                   [OP_LT - OP_EQ] = {IS_LESS, MISSING_INVALID},
                   [OP_LE - OP_EQ] = {IS_LESS | IS_EQUAL, MISSING_INVALID},
                   [OP_GT - OP_EQ] = {IS_GREATER, MISSING_INVALID},
                   [OP_GE - OP_EQ] = {IS_GREATER | IS_EQUAL, MISSING_INVALID}};

static void
compare (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *y = reg (b, in->b);
  guint8 accepted = comparisons[in->op - OP_EQ].accepted;
  guint8 reason_of_nan = comparisons[in->op - OP_EQ].reason_of_nan;
  struct reg *d = reg (b, in->dst);

  for (size_t i = 0; i < b->n; i++) {
    double p = x->number[i], q = y->number[i];
    int stand = (p < q) * IS_LESS | (p == q) * IS_EQUAL | (p > q) * IS_GREATER;
    stand |= (stand == 0) * IS_NEITHER;
    guint8 r = first_reason (x->byte[i], y->byte[i]);
    r = first_reason (r, byte_if (stand == IS_NEITHER, reason_of_nan));
    d->byte[i] = truth_of (r, (stand & accepted) != 0);
  }
}

/* Both ends belong to it; a cell that is no number is in no range. */
static void
range (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *lo = reg (b, in->b), *hi = reg (b, in->c);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    guint8 r = first_reason (first_reason (x->byte[i], lo->byte[i]), hi->byte[i]);
    bool within = (lo->number[i] <= x->number[i]) & (x->number[i] <= hi->number[i]);
    d->byte[i] = truth_of (r, within);
  }
}

static bool
same_text (const char *a, const char *b)
{
  if (strcmp (a, b) == 0)
    return true;
  g_autofree char *x = label_normalise (a), *y = label_normalise (b);
  return strcmp (x, y) == 0;
}

static void
text_equal (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *y = reg (b, in->b);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    guint8 r = first_reason (x->byte[i], y->byte[i]);
    d->byte[i] = truth_of (r, r == MISSING_NONE && same_text (x->text[i], y->text[i]));
  }
}

static bool
is_text (const char *text, const char *normalised)
{
  g_autofree char *own = label_normalise (text);
  return strcmp (own, normalised) == 0;
}

static void
text_is (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    guint8 r = x->byte[i];
    d->byte[i] = truth_of (r, r == MISSING_NONE && is_text (x->text[i], in->data));
  }
}

static bool
same_cell (const struct reg *x, const struct reg *y, size_t i)
{
  if (isnan (x->number[i]) || isnan (y->number[i]))
    return same_text (x->text[i], y->text[i]);
  return x->number[i] == y->number[i];
}

static void
raw_equal (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *y = reg (b, in->b);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    guint8 r = first_reason (x->byte[i], y->byte[i]);
    d->byte[i] = truth_of (r, r == MISSING_NONE && same_cell (x, y, i));
  }
}

static void
reason_equal (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->a), *y = reg (b, in->b);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    d->byte[i] = x->byte[i] == y->byte[i] && x->byte[i] != MISSING_NONE;
}

/* ---- Logic: Kleene's three values ---- */

static void
logical_not (const struct block *b, const struct instr *in)
{
  guint8 *d = reg (b, in->dst)->byte;
  for (size_t i = 0; i < b->n; i++)
    d[i] ^= d[i] <= 1;
}

/* Fixed stretches of records, which a compiler can do all at once.  Registers are EXPR_BLOCK long,
   so that the last stretch may go beyond the block. */
enum { STRETCH = 16 };

static inline void
and_stretch (guint8 *restrict d, const guint8 *restrict y)
{
  for (size_t i = 0; i < STRETCH; i++) {
    guint8 first = byte_if (d[i] > 1, d[i]) | byte_if (d[i] == 1, y[i]);
    d[i] = byte_if (y[i] != 0, first);
  }
}

static inline void
or_stretch (guint8 *restrict d, const guint8 *restrict y)
{
  for (size_t i = 0; i < STRETCH; i++) {
    guint8 one = (guint8)((d[i] == 1) | (y[i] == 1));
    guint8 first = byte_if (d[i] > 1, d[i]) | byte_if (d[i] == 0, y[i]);
    d[i] = one | byte_if (one == 0, first);
  }
}

static void
logical_and (const struct block *b, const struct instr *in)
{
  for (size_t i = 0; i < b->n; i += STRETCH)
    and_stretch (reg (b, in->dst)->byte + i, reg (b, in->b)->byte + i);
}

static void
logical_or (const struct block *b, const struct instr *in)
{
  for (size_t i = 0; i < b->n; i += STRETCH)
    or_stretch (reg (b, in->dst)->byte + i, reg (b, in->b)->byte + i);
}

/* ---- Missing values ---- */

static void
is_missing (const struct block *b, const struct instr *in)
{
  guint8 *d = reg (b, in->dst)->byte;
  for (size_t i = 0; i < b->n; i++)
    d[i] = d[i] != MISSING_NONE;
}

static void
is_missing_truth (const struct block *b, const struct instr *in)
{
  guint8 *d = reg (b, in->dst)->byte;
  for (size_t i = 0; i < b->n; i++)
    d[i] = d[i] > 1;
}

static void
reason_truth (const struct block *b, const struct instr *in)
{
  guint8 *d = reg (b, in->dst)->byte;
  for (size_t i = 0; i < b->n; i++)
    d[i] = truth_reason (d[i]);
}

/* ---- Choice: DST holds the condition, B the value if it is true, C if it is false ---- */

static void
if_truth (const struct block *b, const struct instr *in)
{
  const guint8 *x = reg (b, in->b)->byte, *y = reg (b, in->c)->byte;
  guint8 *d = reg (b, in->dst)->byte;
  for (size_t i = 0; i < b->n; i++) {
    guint8 c = d[i];
    d[i] = byte_if (c > 1, c) | byte_if (c == 1, x[i]) | byte_if (c == 0, y[i]);
  }
}

static void
if_number (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->b), *y = reg (b, in->c);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    guint8 c = d->byte[i];
    d->number[i] = number_choice (c == 1, x->number[i], c == 0, y->number[i]);
    d->byte[i] = truth_reason (c) | byte_if (c == 1, x->byte[i]) | byte_if (c == 0, y->byte[i]);
  }
}

static void
if_text (const struct block *b, const struct instr *in)
{
  const struct reg *x = reg (b, in->b), *y = reg (b, in->c);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    d->text[i] = d->byte[i] > 1 ? NULL : d->byte[i] == 1 ? x->text[i] : y->text[i];
  if_number (b, in);
}

static void
coalesce_truth (const struct block *b, const struct instr *in)
{
  const guint8 *y = reg (b, in->b)->byte;
  guint8 *d = reg (b, in->dst)->byte;
  for (size_t i = 0; i < b->n; i++) {
    bool other = (d[i] > 1) & (y[i] <= 1);
    d[i] = byte_if (other, y[i]) | byte_if (!other, d[i]);
  }
}

static void
coalesce_number (const struct block *b, const struct instr *in)
{
  const struct reg *y = reg (b, in->b);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++) {
    bool other = (d->byte[i] != MISSING_NONE) & (y->byte[i] == MISSING_NONE);
    d->number[i] = number_choice (other, y->number[i], !other, d->number[i]);
    d->byte[i] = byte_if (!other, d->byte[i]);
  }
}

static void
coalesce_text (const struct block *b, const struct instr *in)
{
  const struct reg *y = reg (b, in->b);
  struct reg *d = reg (b, in->dst);
  for (size_t i = 0; i < b->n; i++)
    if (d->byte[i] != MISSING_NONE)
      d->text[i] = y->text[i];
  coalesce_number (b, in);
}

/* ---- The table ---- */

static kernel_function *const kernels[N_OPS] = {[OP_CONST_NUMBER] = const_number,
                                                [OP_CONST_TEXT] = const_text,
                                                [OP_CONST_BYTE] = const_byte,
                                                [OP_LOAD_NUMBER] = load_number,
                                                [OP_LOAD_SOFT] = load_soft,
                                                [OP_LOAD_TEXT] = load_text,
                                                [OP_LOAD_RAW] = load_raw,
                                                [OP_TRUTH] = truth,
                                                [OP_HARDEN] = harden,
                                                [OP_POSITION] = position,
                                                [OP_CODE] = code,
                                                [OP_NEGATE] = negate,
                                                [OP_ADD] = add,
                                                [OP_SUBTRACT] = subtract,
                                                [OP_MULTIPLY] = multiply,
                                                [OP_DIVIDE] = divide,
                                                [OP_EQ] = compare,
                                                [OP_NE] = compare,
                                                [OP_LT] = compare,
                                                [OP_LE] = compare,
                                                [OP_GT] = compare,
                                                [OP_GE] = compare,
                                                [OP_RANGE] = range,
                                                [OP_TEXT_EQ] = text_equal,
                                                [OP_TEXT_IS] = text_is,
                                                [OP_RAW_EQ] = raw_equal,
                                                [OP_REASON_EQ] = reason_equal,
                                                [OP_NOT] = logical_not,
                                                [OP_AND] = logical_and,
                                                [OP_OR] = logical_or,
                                                [OP_IS_MISSING] = is_missing,
                                                [OP_IS_MISSING_TRUTH] = is_missing_truth,
                                                [OP_REASON_TRUTH] = reason_truth,
                                                [OP_IF_TRUTH] = if_truth,
                                                [OP_IF_NUMBER] = if_number,
                                                [OP_IF_TEXT] = if_text,
                                                [OP_COALESCE_TRUTH] = coalesce_truth,
                                                [OP_COALESCE_NUMBER] = coalesce_number,
                                                [OP_COALESCE_TEXT] = coalesce_text};

kernel_function *
kernel_find (enum op op)
{
  return kernels[op] ? kernels[op] : kernel_of_function (op);
}

/* ---- Tables ---- */

/* The most frequent work of all: a loop of its own for each width of the index. */

static void
look_up_1 (const guint8 *index, size_t n, const double *number, const guint8 *byte, struct reg *d)
{
  guint8 *bytes = d->byte;
  double *numbers = d->number;
  for (size_t i = 0; i < n; i++)
    bytes[i] = byte[index[i]];
  for (size_t i = 0; number && i < n; i++)
    numbers[i] = number[index[i]];
}

static void
look_up_2 (const guint16 *index, size_t n, const double *number, const guint8 *byte, struct reg *d)
{
  guint8 *bytes = d->byte;
  double *numbers = d->number;
  for (size_t i = 0; i < n; i++)
    bytes[i] = byte[index[i]];
  for (size_t i = 0; number && i < n; i++)
    numbers[i] = number[index[i]];
}

static void
look_up_4 (const guint32 *index, size_t n, const double *number, const guint8 *byte, struct reg *d)
{
  guint8 *bytes = d->byte;
  double *numbers = d->number;
  for (size_t i = 0; i < n; i++)
    bytes[i] = byte[index[i]];
  for (size_t i = 0; number && i < n; i++)
    numbers[i] = number[index[i]];
}

void
kernel_lookup (const struct block *b, const struct expr_column *c, const double *number,
               const guint8 *byte, struct reg *d)
{
  if (c->width == sizeof (guint8))
    look_up_1 ((const guint8 *)c->index + b->first, b->n, number, byte, d);
  else if (c->width == sizeof (guint16))
    look_up_2 ((const guint16 *)c->index + b->first, b->n, number, byte, d);
  else
    look_up_4 ((const guint32 *)c->index + b->first, b->n, number, byte, d);
}
