/* The flat program of an expression, for this room alone: a row of block operations over registers.

   A register holds a value for each record of a block.  Its BYTE is the missing reason beside a
   NUMBER or a TEXT; of a truth value it is all there is: 0 false, 1 true, r + 1 missing for reason
   r.  Where BYTE says missing, NUMBER is 0 and TEXT is NULL.  */
#ifndef EXPR_PROGRAM_H
#define EXPR_PROGRAM_H
#include "expr/tree.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* In what form a value is wanted. */
enum form {
  FORM_TRUTH,
  FORM_NUMBER,   /* finite */
  FORM_SOFT,     /* a raw cell that is no number is NaN, not missing */
  FORM_POSITION, /* of a category in the codebook */
  FORM_TEXT,
  FORM_RAW,   /* text, and number as FORM_SOFT */
  FORM_REASON /* the reason itself in BYTE, 0 where there is none; never missing */
};

enum op {
  OP_TABLE, /* first, and no kernel: see below */
  OP_CONST_NUMBER,
  OP_CONST_TEXT,
  OP_CONST_BYTE,
  OP_LOAD_NUMBER,
  OP_LOAD_SOFT,
  OP_LOAD_TEXT,
  OP_LOAD_RAW,
  OP_TRUTH,    /* a number that is not 0 */
  OP_HARDEN,   /* NaN becomes MISSING_INVALID */
  OP_POSITION, /* of a code */
  OP_CODE,     /* of a position */
  OP_NEGATE,
  OP_ADD,
  OP_SUBTRACT,
  OP_MULTIPLY,
  OP_DIVIDE,
  OP_EQ,
  OP_NE,
  OP_LT,
  OP_LE,
  OP_GT,
  OP_GE,
  OP_RANGE,
  OP_TEXT_EQ,
  OP_TEXT_IS, /* with a text that is normalised already */
  OP_RAW_EQ,
  OP_REASON_EQ,
  OP_NOT,
  OP_AND,
  OP_OR,
  OP_IS_MISSING,
  OP_IS_MISSING_TRUTH,
  OP_REASON_TRUTH, /* a truth value's reason; of other forms BYTE is it already */
  OP_IF_TRUTH,
  OP_IF_NUMBER,
  OP_IF_TEXT,
  OP_COALESCE_TRUTH,
  OP_COALESCE_NUMBER,
  OP_COALESCE_TEXT,
  OP_START,
  OP_COUNT,
  OP_SUM,
  OP_END_SUM,
  OP_END_MEAN,
  OP_MIN,
  OP_MAX,
  OP_CUT,
  OP_YEAR,
  OP_MONTHS,
  OP_YEARS,
  OP_DATE,
  OP_MATCHES,
  OP_ROUND,
  OP_FLOOR,
  OP_ABS,
  OP_LOG,
  OP_EXP,
  N_OPS
};

/* DST = OP (A, B, C).  An OP_TABLE stands before the instructions that compute, from the column
   SLOT alone, the same register: with a table filled from the column's dictionary it looks the
   values up and they are skipped; without one they run. */
struct instr {
  enum op op;
  unsigned dst, a, b, c;
  size_t slot;
  size_t count; /* OP_TABLE: instructions to skip; OP_CUT: bounds; OP_END_*: arguments needed;
                   OP_ROUND: digits */
  size_t table; /* OP_TABLE: its number */
  bool bytes;   /* OP_TABLE: of truth values or reasons, not of numbers */
  double number;
  const void *data; /* a text, map, format, pattern or bounds, of the program or the tree */
};

/* Codes and positions of a variable's categories. */
struct code_map {
  const struct variable *variable;
  int lo;
  size_t n;    /* codes lo .. lo + n - 1 */
  gint32 at[]; /* position, -1 where there is none */
};

struct program {
  GArray *instrs;
  GPtrArray *owned;
  GArray *tables; /* size_t: where each OP_TABLE stands */
  unsigned n_regs;
  enum form form; /* of the result, in register 0 */
  struct number_marks marks;
};

struct program *program_new (const struct expr *);
void program_free (struct program *);

struct reg {
  double *number;
  guint8 *byte;
  const char **text;
};

/* Choosing without a branch: whether a record's value is missing is chance to the processor, and a
   branch foretold wrongly costs more than all the rest. */
static inline guint8
byte_if (bool condition, guint8 byte)
{
  return (guint8)(byte & -(int)condition);
}

/* A, B or, where neither condition holds, 0. */
static inline double
number_choice (bool for_a, double a, bool for_b, double b)
{
  guint64 x, y;
  memcpy (&x, &a, sizeof x);
  memcpy (&y, &b, sizeof y);
  x = (x & -(guint64)for_a) | (y & -(guint64)for_b);
  memcpy (&a, &x, sizeof a);
  return a;
}

/* The reason A, or B where A is none. */
static inline guint8
first_reason (guint8 a, guint8 b)
{
  return a | byte_if (a == MISSING_NONE, b);
}

/* A truth value: HOLDS, or missing for REASON. */
static inline guint8
truth_of (guint8 reason, bool holds)
{
  return (guint8)((reason + (reason != MISSING_NONE)) | byte_if (reason == MISSING_NONE, holds));
}

/* Why a truth value is missing; none where it is not. */
static inline guint8
truth_reason (guint8 byte)
{
  return byte_if (byte > 1, (guint8)(byte - 1));
}

/* Set a number, or why it is missing; one that is not finite is MISSING_INVALID. */
static inline void
set_number (struct reg *d, size_t i, double number, guint8 reason)
{
  guint8 r = first_reason (reason, byte_if (!(fabs (number) <= DBL_MAX), MISSING_INVALID));
  d->number[i] = number_choice (r == MISSING_NONE, number + 0.0, false, 0); /* no minus zero */
  d->byte[i] = r;
}

/* What a kernel works on: N records from FIRST; ENTRIES: the records are the dictionary's entries.
 */
struct block {
  struct reg *regs;
  const struct expr_column *columns;
  size_t first, n;
  bool entries;
  struct number_marks marks;
};
typedef void kernel_function (const struct block *, const struct instr *);
/* By op; NULL for OP_TABLE.  Those of functions are in a file of their own. */
kernel_function *kernel_find (enum op);
kernel_function *kernel_of_function (enum op);
/* Values of a table for the block: NUMBER (or NULL) and BYTE by entry, into REG. */
void kernel_lookup (const struct block *, const struct expr_column *, const double *number,
                    const guint8 *byte, struct reg *);
#endif
