/* Expressions evaluated record by record by a plain walk over a tree, written from the description
   of the language and not from the program: what the program is compared with. */
#ifndef EXPR_NAIVE_H
#define EXPR_NAIVE_H
#include "expr-fixture.h"

#include <math.h>

enum { N_RECORDS = 2600, MAX_ENTRIES = 2500, MAX_ARGS = 4 };

/* ---- Columns ---- */

struct column {
  double number[MAX_ENTRIES];
  guint8 reason[MAX_ENTRIES];
  const char *text[MAX_ENTRIES];
  void *index;
  size_t n_entries;
  unsigned width;
};

struct world {
  GRand *rand;
  const struct codebook *cb;
  bool national;
  struct column columns[FIXTURE_SLOTS];
  size_t n_columns;
};

static inline int
below (struct world *w, int n)
{
  return g_rand_int_range (w->rand, 0, n);
}

static const double numbers[] = {-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 7, 12, 2.675, 1e308};
static const char *const texts[] = {
    "a",        "A",    "b",   "1", "01",    "1.0", "2",          "-0.5",     "\u00c7a",
    "\u00e7A ", "x  y", "X Y", "",  "1e999", "1,5", "29/02/2004", "1/3/2004", "31/04/2004"};

static inline size_t
entry_at (const struct column *c, size_t record)
{
  switch (c->width) {
  case 1:
    return ((const guint8 *)c->index)[record];
  case 2:
    return ((const guint16 *)c->index)[record];
  default:
    return ((const guint32 *)c->index)[record];
  }
}

static inline void
fill_index (struct world *w, struct column *c)
{
  c->index = g_malloc (N_RECORDS * c->width);
  for (size_t i = 0; i < N_RECORDS; i++) {
    guint32 e = (guint32)below (w, (int)c->n_entries);
    if (c->width == 1)
      ((guint8 *)c->index)[i] = (guint8)e;
    else if (c->width == 2)
      ((guint16 *)c->index)[i] = (guint16)e;
    else
      ((guint32 *)c->index)[i] = e;
  }
}

static inline void
fill_column (struct world *w, size_t slot)
{
  struct column *c = &w->columns[slot];
  const struct variable *v = w->national ? NULL : &w->cb->variables[slot];
  int share_missing = below (w, 4);

  c->n_entries = (size_t)(1 + below (w, below (w, 2) ? 12 : MAX_ENTRIES));
  c->width = c->n_entries > 256 || below (w, 3) == 0 ? (below (w, 2) ? 2 : 4) : 1;
  for (size_t e = 0; e < c->n_entries; e++) {
    c->number[e] = NAN;
    c->text[e] = NULL;
    c->reason[e] = MISSING_NONE;
    if (below (w, 8) < share_missing)
      c->reason[e] = (guint8)(1 + below (w, (int)w->cb->n_missing - 1));
    else if (!v || v->type == TYPE_TEXT)
      c->text[e] = texts[below (w, G_N_ELEMENTS (texts))];
    else if (v->n_categories > 0)
      c->number[e] = v->categories[below (w, (int)v->n_categories)].code;
    else if (v->type == TYPE_DATE)
      c->number[e] = 12000 + below (w, 900);
    else
      c->number[e] = numbers[below (w, G_N_ELEMENTS (numbers))];
  }
  fill_index (w, c);
}

/* ---- Values and what the language says of them ---- */

struct value {
  guint8 reason;
  double number;
  const char *text;
};

static inline struct value
missing_value (guint8 reason)
{
  return (struct value){.reason = reason};
}

static inline struct value
number_value (double number)
{
  return isfinite (number) ? (struct value){.number = number + 0.0}
                           : missing_value (MISSING_INVALID);
}

static inline struct value
truth_value (bool truth)
{
  return (struct value){.number = truth};
}

static inline bool
text_number (const char *text, double *number)
{
  char *end;
  *number = g_ascii_strtod (text, &end);
  return *text && !*end && isfinite (*number);
}

/* A raw cell where a number is needed. */
static inline struct value
as_number (struct value v)
{
  double number;
  if (v.reason != MISSING_NONE || !v.text)
    return v;
  return text_number (v.text, &number) ? number_value (number) : missing_value (MISSING_INVALID);
}

static inline bool
same_text (const char *a, const char *b)
{
  g_autofree char *x = label_normalise (a), *y = label_normalise (b);
  return strcmp (x, y) == 0;
}

/* ---- Trees ---- */

enum what {
  NAME,
  LITERAL,
  CATEGORY_LITERAL,
  DATE_LITERAL,
  TEXT_LITERAL,
  ARITHMETIC, /* sign: + - * / */
  NEGATE,
  COMPARE, /* which: == != < <= > >= */
  COMPARE_TEXT,
  COMPARE_RAW_NUMBER,
  COMPARE_RAWS,
  IN,
  IN_TEXTS,
  NOT,
  AND,
  OR,
  IF,
  COUNT,
  SUM,
  MEAN,
  ANY,
  ALL,
  MIN_OF,
  MAX_OF,
  COALESCE,
  CUT,
  MISSING,
  REASON_IS,
  ROUND,
  FLOOR,
  ABS,
  LOG,
  EXP,
  YEAR,
  MONTHS,
  YEARS,
  DAYS,
  READ_DATE,
  MATCHES
};

enum kind { CONDITION, NUMBER, ORDINAL, DATE, STRING };

struct tree {
  enum what what;
  int which, at_least;
  size_t slot;
  const struct variable *variable; /* of what it gives, or of a name */
  double number, lo, hi;
  const char *text;
  struct tree *args[MAX_ARGS];
  int n;
};

static inline struct value eval (struct world *, const struct tree *, size_t record);

static const char *const comparison_signs[] = {"==", "!=", "<", "<=", ">", ">="};

static inline bool
compare_numbers (int which, double a, double b)
{
  switch (which) {
  case 0:
    return a == b;
  case 1:
    return a != b;
  case 2:
    return a < b;
  case 3:
    return a <= b;
  case 4:
    return a > b;
  default:
    return a >= b;
  }
}

/* Categories compare by their place. */
static inline double
rank (const struct tree *t, struct value v)
{
  return t->variable ? (double)variable_category_code (t->variable, (int)v.number) : v.number;
}

static inline struct value
eval_compare (struct world *w, const struct tree *t, size_t record)
{
  struct value a = eval (w, t->args[0], record), b = eval (w, t->args[1], record);
  double x, y;

  if (t->what == COMPARE)
    a = as_number (a), b = as_number (b);
  if (a.reason || b.reason)
    return missing_value (a.reason ? a.reason : b.reason);
  if (t->what == COMPARE)
    return truth_value (compare_numbers (t->which, rank (t->args[0], a), rank (t->args[1], b)));
  if (t->what == COMPARE_TEXT)
    return truth_value (same_text (a.text, b.text) == (t->which == 0));
  bool x_number = text_number (a.text, &x), y_number = true;
  if (b.text)
    y_number = text_number (b.text, &y);
  else
    y = b.number;
  if (x_number && y_number)
    return truth_value (compare_numbers (t->which, x, y));
  if (t->which >= 2)
    return missing_value (MISSING_INVALID);
  bool equal = t->what == COMPARE_RAWS && same_text (a.text, b.text);
  return truth_value (equal == (t->which == 0));
}

/* x in (lo..hi, args[1], ...): true if one is, else missing if one is, else false. */
static inline struct value
eval_in (struct world *w, const struct tree *t, size_t record)
{
  struct value x = eval (w, t->args[0], record), result;
  double number;

  if (x.reason)
    return x;
  bool cell = t->what == IN && x.text;
  if (!cell)
    number = x.number;
  else if (!text_number (x.text, &number))
    number = NAN;
  result = truth_value (t->what == IN && t->lo <= number && number <= t->hi);
  for (int i = 1; i < t->n; i++) {
    struct value item = eval (w, t->args[i], record);
    bool equal = !item.reason &&
                 (t->what == IN_TEXTS ? same_text (x.text, item.text) : number == item.number);
    if (equal)
      result = truth_value (true);
    else if (item.reason && !result.reason && result.number == 0)
      result = item;
  }
  return result;
}

/* and, or, any, all. */
static inline struct value
eval_joined (struct world *w, const struct tree *t, size_t record, bool decisive)
{
  struct value first = {0};
  for (int i = 0; i < t->n; i++) {
    struct value v = eval (w, t->args[i], record);
    if (!v.reason && (v.number != 0) == decisive)
      return truth_value (decisive);
    if (v.reason && !first.reason)
      first = v;
  }
  return first.reason ? first : truth_value (!decisive);
}

static inline struct value
eval_total (struct world *w, const struct tree *t, size_t record)
{
  double total = 0, valid = 0;
  guint8 first = MISSING_NONE;
  for (int i = 0; i < t->n; i++) {
    struct value v = as_number (eval (w, t->args[i], record));
    if (v.reason && !first)
      first = v.reason;
    else if (!v.reason) {
      total += v.number;
      valid++;
    }
  }
  if (valid < (t->at_least ? t->at_least : t->n))
    return missing_value (first);
  return number_value (t->what == MEAN ? total / valid : total);
}

static inline struct value
eval_extreme (struct world *w, const struct tree *t, size_t record)
{
  struct value best = {0};
  for (int i = 0; i < t->n; i++) {
    struct value v = as_number (eval (w, t->args[i], record));
    if (v.reason)
      return v;
    if (i == 0 || (t->what == MIN_OF ? v.number < best.number : v.number > best.number))
      best = v;
  }
  return best;
}

/* A category of another variable as the code that VARIABLE has for it. */
static inline struct value
as_code_of (const struct variable *variable, const struct tree *from, struct value v)
{
  if (!v.reason && variable)
    v.number = variable->categories[variable_category_code (from->variable, (int)v.number)].code;
  return v;
}

static inline struct value
eval_coalesce (struct world *w, const struct tree *t, size_t record)
{
  struct value first = {0};
  for (int i = 0; i < t->n; i++) {
    struct value v = eval (w, t->args[i], record);
    if (!v.reason)
      return as_code_of (t->variable, t->args[i], v);
    if (i == 0)
      first = v;
  }
  return first;
}

static inline int
month_number (GDate *date, double days)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32)(days + 719163));
  return g_date_get_year (date) * 12 + (int)g_date_get_month (date);
}

/* Count months up one by one. */
static inline double
count_months (double from, double to)
{
  GDate a, b;
  int month = month_number (&a, from), last = month_number (&b, to), n = 0;
  if (to < from)
    return -count_months (to, from);
  while (month + n + 1 < last ||
         (month + n + 1 == last && g_date_get_day (&a) <= g_date_get_day (&b)))
    n++;
  return n;
}

static inline struct value
eval_date (struct world *w, const struct tree *t, size_t record)
{
  struct value a = eval (w, t->args[0], record), b = {0};
  if (t->n > 1)
    b = eval (w, t->args[1], record);
  if (a.reason || b.reason)
    return missing_value (a.reason ? a.reason : b.reason);
  if (t->what == DAYS)
    return number_value (a.number - b.number);
  if (t->what == MONTHS)
    return number_value (count_months (a.number, b.number));
  if (t->what == YEARS) {
    double years = floor (fabs (count_months (a.number, b.number)) / 12);
    return number_value (b.number < a.number ? -years : years);
  }
  if (t->what == YEAR) {
    GDate date;
    return number_value ((month_number (&date, a.number) - 1) / 12);
  }
  /* The only dates among the texts. */
  return strcmp (a.text, "29/02/2004") == 0 ? number_value (12477)
         : strcmp (a.text, "1/3/2004") == 0 ? number_value (12478)
                                            : missing_value (MISSING_INVALID);
}

static inline struct value
eval_number (struct world *w, const struct tree *t, size_t record)
{
  struct value a = as_number (eval (w, t->args[0], record)), b = {0};
  if (t->n > 1)
    b = as_number (eval (w, t->args[1], record));
  if (a.reason || b.reason)
    return missing_value (a.reason ? a.reason : b.reason);
  switch (t->what) {
  case ARITHMETIC:
    return number_value (t->which == 0   ? a.number + b.number
                         : t->which == 1 ? a.number - b.number
                         : t->which == 2 ? a.number * b.number
                                         : a.number / b.number);
  case NEGATE:
    return number_value (-a.number);
  case CUT: /* bounds -1, 0.5, 3 */
    return a.number < -1 || a.number >= 3 ? missing_value (MISSING_INVALID)
                                          : number_value (a.number < 0.5 ? 1 : 2);
  case ROUND:
    return number_value (round (a.number));
  case FLOOR:
    return number_value (floor (a.number));
  case ABS:
    return number_value (fabs (a.number));
  case LOG:
    return number_value (log (a.number));
  default:
    return number_value (exp (a.number));
  }
}

static inline struct value
eval_name (struct world *w, const struct tree *t, size_t record)
{
  const struct column *c = &w->columns[t->slot];
  size_t e = entry_at (c, record);
  if (c->reason[e] != MISSING_NONE)
    return missing_value (c->reason[e]);
  return (struct value){.number = isnan (c->number[e]) ? 0 : c->number[e], .text = c->text[e]};
}

static inline struct value
eval (struct world *w, const struct tree *t, size_t record)
{
  struct value a;

  switch (t->what) {
  case NAME:
    return eval_name (w, t, record);
  case LITERAL:
  case CATEGORY_LITERAL:
  case DATE_LITERAL:
    return number_value (t->number);
  case TEXT_LITERAL:
    return (struct value){.text = t->text};
  case COMPARE:
  case COMPARE_TEXT:
  case COMPARE_RAW_NUMBER:
  case COMPARE_RAWS:
    return eval_compare (w, t, record);
  case IN:
  case IN_TEXTS:
    return eval_in (w, t, record);
  case NOT:
    a = eval (w, t->args[0], record);
    return a.reason ? a : truth_value (a.number == 0);
  case AND:
  case ALL:
    return eval_joined (w, t, record, false);
  case OR:
  case ANY:
    return eval_joined (w, t, record, true);
  case IF:
    a = eval (w, t->args[0], record);
    if (a.reason)
      return a;
    return as_code_of (t->variable, t->args[a.number != 0 ? 1 : 2],
                       eval (w, t->args[a.number != 0 ? 1 : 2], record));
  case COUNT:
  case SUM:
  case MEAN:
    return eval_total (w, t, record);
  case MIN_OF:
  case MAX_OF:
    return eval_extreme (w, t, record);
  case COALESCE:
    return eval_coalesce (w, t, record);
  case MISSING:
    return truth_value (eval (w, t->args[0], record).reason != MISSING_NONE);
  case REASON_IS:
    a = eval (w, t->args[0], record);
    return truth_value ((a.reason == MISSING_INVALID) == (t->which == 0));
  case MATCHES:
    a = eval (w, t->args[0], record);
    return a.reason ? a : truth_value (strpbrk (a.text, "aA1") != NULL);
  case YEAR:
  case MONTHS:
  case YEARS:
  case DAYS:
  case READ_DATE:
    return eval_date (w, t, record);
  default:
    return eval_number (w, t, record);
  }
}
#endif
