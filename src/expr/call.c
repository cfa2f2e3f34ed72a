#include <config.h>

#include "expr/tree.h"

#include <math.h>
#include <string.h>

enum { MAX_DIGITS = 9 };

static enum parameter
parameter_of (const struct function *f, size_t i)
{
  enum parameter last = PARAMETER_NONE;
  for (size_t k = 0; k < G_N_ELEMENTS (f->parameters) && k <= i; k++)
    if (f->parameters[k] != PARAMETER_NONE)
      last = f->parameters[k];
  return last;
}

static bool
check_arity (struct check *c, struct node *n)
{
  const struct function *f = n->function;
  const char *bound = n->n_args < f->min_args ? "at least " : "at most ";
  size_t wanted = n->n_args < f->min_args ? f->min_args : f->max_args;

  if (n->n_args >= f->min_args && n->n_args <= f->max_args)
    return true;
  if (f->min_args == f->max_args)
    bound = "";
  check_wrong (c, n, FIND_EXPRESSION, "%s() takes %s%zu argument%s, not %zu", f->name, bound,
               wanted, wanted == 1 ? "" : "s", n->n_args);
  return false;
}

static void
check_at_least (struct check *c, struct node *n)
{
  struct node *k = n->at_least;

  if (!k)
    return;
  if (!n->function->at_least) {
    check_wrong (c, k, FIND_EXPRESSION, "%s() takes no `at_least:`; count, sum and mean do",
                 n->function->name);
    return;
  }
  if (k->kind == NODE_NUMBER && k->number == floor (k->number) && k->number >= 1 &&
      k->number <= (double)n->n_args)
    return;
  check_wrong (c, k, FIND_EXPRESSION,
               "`at_least:` takes a whole number from 1 up to the number of arguments, %zu",
               n->n_args);
}

/* ---- Literal arguments ---- */

/* A number as written, with or without a minus sign. */
static bool
literal_number (const struct node *n, double *value)
{
  bool minus = n->kind == NODE_NEGATE;
  const struct node *number = minus ? n->args[0] : n;
  *value = minus ? -number->number : number->number;
  return number->kind == NODE_NUMBER;
}

static void
check_bound (struct check *c, struct node *call, size_t i)
{
  double value, before;

  if (!literal_number (call->args[i], &value)) {
    check_wrong (c, call->args[i], FIND_EXPRESSION,
                 "the bounds of %s() are plain numbers, not calculations", call->function->name);
    return;
  }
  if (i >= 2 && literal_number (call->args[i - 1], &before) && value <= before)
    check_wrong (c, call->args[i], FIND_EXPRESSION, "the bounds of %s() must go up",
                 call->function->name);
  call->args[i]->number = value;
}

static void
check_digits (struct check *c, struct node *n)
{
  if (n->kind != NODE_NUMBER || n->number != floor (n->number) || n->number > MAX_DIGITS)
    check_wrong (c, n, FIND_EXPRESSION, "round() takes a whole number of digits from 0 to %d",
                 MAX_DIGITS);
}

static void
check_pattern (struct check *c, struct node *call, struct node *n)
{
  if (n->kind != NODE_TEXT || !regex_is_slashed (n->text)) {
    check_wrong (c, n, FIND_BAD_PATTERN,
                 "matches() takes a pattern between slashes, in quotes, such as \"/^week/i\"");
    return;
  }
  /* The pattern begins after the quote. */
  bool on_line = c->fault->text->on_line && !n->escaped;
  size_t first = on_line ? n->op_start + 1 : n->op_start;
  struct place at = fault_place (c->fault, first, n->op_end);
  call->regex = regex_new (n->text, at, on_line, c->fault->diag);
  if (!call->regex)
    c->fault->any = n->wrong = true;
}

static void
check_format (struct check *c, struct node *n)
{
  const char *fault = n->kind == NODE_TEXT
                          ? date_format_fault (n->text)
                          : "date() takes a format in quotes, such as \"%d/%m/%Y\"";
  if (fault)
    check_wrong (c, n, FIND_EXPRESSION, "%s", fault);
}

/* ---- Arguments of one kind ---- */

/* What two kinds have in common: a raw cell is read as a number beside a number, as a text beside a
   text. */
static bool
common_kind (const struct node *a, const struct node *b, enum expr_type *kind)
{
  if (a->type == b->type)
    return a->type != EXPR_CATEGORY || variable_same_categories (a->variable, b->variable);
  if (a->type == EXPR_RAW && (b->type == EXPR_NUMBER || b->type == EXPR_TEXT)) {
    *kind = b->type;
    return true;
  }
  return b->type == EXPR_RAW && (a->type == EXPR_NUMBER || a->type == EXPR_TEXT);
}

static void
check_unlike (struct check *c, struct node *call, const struct node *lead, struct node *arg)
{
  g_autofree char *x = check_name (c, lead), *y = check_name (c, arg);

  if (arg->type == EXPR_CATEGORY && lead->type == EXPR_CATEGORY)
    check_wrong (c, arg, FIND_TYPE_MISMATCH,
                 "the values of %s() must be of one kind, but %s and %s do not have the same "
                 "categories in the same order",
                 call->function->name, x, y);
  else
    check_wrong (c, arg, FIND_TYPE_MISMATCH,
                 "the values of %s() must be of one kind, but %s is %s and %s is %s",
                 call->function->name, x, check_kind (lead), y, check_kind (arg));
  call->wrong = true;
}

/* The texts among the arguments stand for what LEAD, the first other argument, is. */
static void
check_alike_texts (struct check *c, struct node *call, size_t first, const struct node *lead)
{
  for (size_t i = first; i < call->n_args; i++) {
    struct node *arg = call->args[i];
    if (arg->wrong || arg->kind != NODE_TEXT)
      continue;
    if (call->type == EXPR_NUMBER || call->type == EXPR_BOOL)
      check_unlike (c, call, lead, arg);
    else
      check_cast (c, arg, lead);
    call->wrong |= arg->wrong;
  }
}

/* The arguments from FIRST on must be of one kind, which becomes the call's. */
static void
check_alike (struct check *c, struct node *call, size_t first)
{
  struct node *lead = NULL;
  struct node common = {0};

  for (size_t i = first; i < call->n_args; i++) {
    struct node *arg = call->args[i];
    call->wrong |= arg->wrong;
    if (arg->wrong || arg->kind == NODE_TEXT)
      continue;
    if (!lead) {
      lead = arg;
      common = *arg;
    } else if (!common_kind (&common, arg, &common.type))
      check_unlike (c, call, lead, arg);
  }
  call->type = lead ? common.type : EXPR_TEXT;
  call->variable = call->type == EXPR_CATEGORY ? common.variable : NULL;
  if (lead && call->type == EXPR_REASON && !call->wrong) {
    check_wrong (c, lead, FIND_TYPE_MISMATCH,
                 "%s() cannot give a missing reason; compare reason(...) with a name",
                 call->function->name);
    call->wrong = true;
  }
  if (lead && !call->wrong)
    check_alike_texts (c, call, first, lead);
}

/* min and max: all dates, or all numbers. */
static void
check_quantities (struct check *c, struct node *call)
{
  bool dates = false;
  for (size_t i = 0; i < call->n_args; i++)
    dates |= !call->args[i]->wrong && call->args[i]->type == EXPR_DATE;
  call->type = dates ? EXPR_DATE : EXPR_NUMBER;
  for (size_t i = 0; i < call->n_args; i++)
    if (dates)
      check_date (c, call->args[i]);
    else
      check_number (c, call->args[i]);
}

/* ---- A call ---- */

static void
check_value (struct check *c, struct node *call, struct node *n)
{
  if (n->wrong || n->type != EXPR_REASON)
    return;
  check_wrong (c, n, FIND_TYPE_MISMATCH,
               "a missing reason is never missing; write %s(x) of the variable itself",
               call->function->name);
}

static void
check_argument (struct check *c, struct node *call, size_t i)
{
  struct node *arg = call->args[i];
  g_autofree char *what = g_strdup_printf ("%s()", call->function->name);

  switch (parameter_of (call->function, i)) {
  case PARAMETER_CONDITION:
    check_condition (c, arg);
    break;
  case PARAMETER_NUMBER:
    check_number (c, arg);
    break;
  case PARAMETER_VALUE:
    check_value (c, call, arg);
    break;
  case PARAMETER_STRING:
    check_string (c, arg, what);
    break;
  case PARAMETER_DATE:
    check_date (c, arg);
    break;
  case PARAMETER_BOUND:
    check_bound (c, call, i);
    break;
  case PARAMETER_DIGITS:
    check_digits (c, arg);
    break;
  case PARAMETER_PATTERN:
    check_pattern (c, call, arg);
    break;
  case PARAMETER_FORMAT:
    check_format (c, arg);
    break;
  case PARAMETER_ALIKE:
  case PARAMETER_QUANTITY: /* looked at together */
  case PARAMETER_NONE:
    break;
  }
}

void
check_call (struct check *c, struct node *n)
{
  const struct function *f = n->function = function_find (n->text);

  if (!f) {
    fault_add (c->fault, FIND_UNKNOWN_NAME, n->op_start, n->op_end, "there is no function \"%s\"",
               n->text);
    diag_suggest (c->fault->diag, function_near (n->text));
    n->wrong = true;
    return;
  }
  n->type = f->result;
  if (!check_arity (c, n))
    return;
  check_at_least (c, n);
  for (size_t i = 0; i < n->n_args; i++)
    check_argument (c, n, i);
  for (size_t i = 0; i < n->n_args; i++) {
    enum parameter p = parameter_of (f, i);
    if (p != PARAMETER_ALIKE && p != PARAMETER_QUANTITY)
      continue;
    if (p == PARAMETER_ALIKE)
      check_alike (c, n, i);
    else
      check_quantities (c, n);
    break;
  }
}
