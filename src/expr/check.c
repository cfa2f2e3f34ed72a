#include <config.h>

#include "base/number.h"
#include "expr/tree.h"

#include <math.h>
#include <string.h>

/* ---- What sentences need ---- */

void
check_wrong (struct check *c, struct node *n, enum finding_id id, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  fault_add (c->fault, id, n->start, n->end, "%s", message);
  n->wrong = true;
}

char *
check_name (const struct check *c, const struct node *n)
{
  if (n->kind == NODE_NAME)
    return g_strdup_printf ("\"%s\"", n->text);
  g_autofree char *piece = fault_piece (c->expr->source + n->start, n->end - n->start);
  return g_strdup_printf ("`%s`", piece);
}

char *
check_written (const struct check *c, const struct node *n)
{
  return fault_piece (c->expr->source + n->start, n->end - n->start);
}

static const char *const kinds[] = {[EXPR_BOOL] = "a condition",
                                    [EXPR_NUMBER] = "a number",
                                    [EXPR_TEXT] = "a text",
                                    [EXPR_DATE] = "a date",
                                    [EXPR_CATEGORY] = "a category",
                                    [EXPR_RAW] = "a cell of the data file",
                                    [EXPR_REASON] = "a missing reason"};

const char *
check_kind (const struct node *n)
{
  return kinds[n->type];
}

/* A category to show how one is named: the code's own if there is one, else the last, which is
   "yes" more often than the first. */
const char *
check_sample (const struct variable *v, const struct node *number)
{
  if (!v || v->n_categories == 0)
    return "yes";
  for (size_t i = 0; i < v->n_categories; i++)
    if (number && number->kind == NODE_NUMBER && number->number == v->categories[i].code)
      return v->categories[i].name;
  return v->categories[v->n_categories - 1].name;
}

/* ---- What something must be ---- */

/* How something of a kind may be compared. */
static const char *const comparisons[] = {[EXPR_NUMBER] = "== 1",
                                          [EXPR_TEXT] = "== \"text\"",
                                          [EXPR_DATE] = ">= \"2018-03-31\"",
                                          [EXPR_RAW] = "== 1",
                                          [EXPR_REASON] = "== \"dont_know\""};

void
check_condition (struct check *c, struct node *n)
{
  if (n->wrong || n->type == EXPR_BOOL)
    return;
  g_autofree char *name = check_name (c, n), *written = check_written (c, n);
  if (n->type == EXPR_CATEGORY)
    check_wrong (c, n, FIND_TYPE_MISMATCH,
                 "%s is a category where a condition is needed; write %s == \"%s\"", name, written,
                 check_sample (n->variable, NULL));
  else
    check_wrong (c, n, FIND_TYPE_MISMATCH,
                 "%s is %s where a condition is needed; compare it, as in %s %s", name,
                 check_kind (n), written, comparisons[n->type]);
}

void
check_number (struct check *c, struct node *n)
{
  double value;
  if (n->wrong || n->type == EXPR_NUMBER || n->type == EXPR_RAW)
    return;
  if (n->type == EXPR_CATEGORY && n->variable->type != TYPE_NOMINAL)
    return;
  g_autofree char *name = check_name (c, n), *written = check_written (c, n);
  if (n->type == EXPR_CATEGORY)
    check_wrong (c, n, FIND_TYPE_MISMATCH,
                 "%s is nominal: its codes are names, not amounts, and nothing can be calculated "
                 "with them; write if(%s == \"%s\", 1, 0)",
                 name, written, check_sample (n->variable, NULL));
  else if (n->type == EXPR_BOOL)
    check_wrong (c, n, FIND_TYPE_MISMATCH,
                 "%s is a condition where a number is needed; count conditions with count(...), or "
                 "write if(..., 1, 0)",
                 name);
  else if (n->type == EXPR_DATE)
    check_wrong (
        c, n, FIND_TYPE_MISMATCH,
        "%s is a date where a number is needed; take year(...), years_between(..., ...) or "
        "the difference of two dates",
        name);
  else if (n->kind == NODE_TEXT && number_parse (n->text, strlen (n->text), '.', &value))
    check_wrong (c, n, FIND_TYPE_MISMATCH,
                 "\"%s\" is a text where a number is needed; write it without quotes", n->text);
  else
    check_wrong (c, n, FIND_TYPE_MISMATCH, "%s is %s where a number is needed", name,
                 check_kind (n));
}

void
check_date (struct check *c, struct node *n)
{
  if (n->wrong || n->type == EXPR_DATE)
    return;
  if (n->kind == NODE_TEXT) {
    check_cast (c, n, &(struct node){.kind = NODE_NAME, .type = EXPR_DATE});
    return;
  }
  g_autofree char *name = check_name (c, n), *written = check_written (c, n);
  if (n->type == EXPR_RAW || n->type == EXPR_TEXT)
    check_wrong (
        c, n, FIND_TYPE_MISMATCH,
        "%s is %s where a date is needed; say how it is written, as in date(%s, \"%%d/%%m/%%Y\")",
        name, check_kind (n), written);
  else
    check_wrong (c, n, FIND_TYPE_MISMATCH,
                 "%s is %s where a date is needed; a date is written \"2018-03-31\"", name,
                 check_kind (n));
}

void
check_string (struct check *c, struct node *n, const char *what)
{
  if (n->wrong || n->type == EXPR_TEXT || n->type == EXPR_RAW)
    return;
  g_autofree char *name = check_name (c, n);
  check_wrong (c, n, FIND_TYPE_MISMATCH, "%s is %s; %s reads texts and cells of the data file",
               name, check_kind (n), what);
}

/* ---- Nodes ---- */

/* Where a literal stands among its like; NaN for what is known only with the data. */
static double
literal_rank (const struct node *n)
{
  if (n->kind == NODE_NEGATE)
    return -literal_rank (n->args[0]);
  if (n->kind == NODE_TEXT && n->type == EXPR_CATEGORY)
    return (double)variable_category (n->variable, n->text);
  return n->kind == NODE_NUMBER || n->kind == NODE_TEXT ? n->number : (double)NAN;
}

static void
check_in (struct check *c, struct node *n)
{
  struct node *x = n->args[0];

  for (size_t i = 1; i < n->n_args; i++) {
    struct node *item = n->args[i];
    if (item->kind != NODE_RANGE) {
      check_pair (c, item, x, item, false);
      continue;
    }
    struct node *lo = item->args[0], *hi = item->args[1];
    check_pair (c, item, x, lo, true);
    if (!item->wrong)
      check_pair (c, item, x, hi, true);
    if (!item->wrong && literal_rank (lo) > literal_rank (hi))
      check_wrong (c, item, FIND_EXPRESSION,
                   "this range is empty: its first end is above its last");
  }
}

static bool
find_variable (struct check *c, const struct node *n, struct expr_name *found)
{
  *found = (struct expr_name){0};
  return n->kind == NODE_NAME && c->scope->lookup (c->scope->aux, n->text, found);
}

/* What people write for things that have no name here. */
static const struct {
  const char *name, *write;
} foreign_names[] = {
    {"NA", "missing(x) asks whether x is missing"},
    {"NULL", "missing(x) asks whether x is missing"},
    {"NaN", "missing(x) asks whether x is missing"},
    {"SYSMIS", "missing(x) asks whether x is missing"},
    {"true", "a condition is true by itself, and a category is written in quotes, \"yes\""},
    {"false", "a condition is denied with `not`, and a category is written in quotes, \"no\""}};

static void
check_variable (struct check *c, struct node *n)
{
  struct expr_name found;

  if (find_variable (c, n, &found)) {
    n->type = found.type;
    n->variable = found.variable;
    n->slot = found.slot;
    n->n_slots = 1;
    if (found.type == EXPR_CATEGORY && !found.variable)
      check_wrong (c, n, FIND_UNKNOWN_VARIABLE, "\"%s\" has no categories", n->text);
    return;
  }
  if (function_find (n->text)) {
    check_wrong (c, n, FIND_UNKNOWN_NAME,
                 "\"%s\" is a function and needs its arguments in parentheses", n->text);
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (foreign_names); i++)
    if (g_ascii_strcasecmp (n->text, foreign_names[i].name) == 0) {
      check_wrong (c, n, FIND_UNKNOWN_NAME, "there is no variable or column \"%s\"; %s", n->text,
                   foreign_names[i].write);
      return;
    }
  const char *near = c->scope->near ? c->scope->near (c->scope->aux, n->text) : NULL;
  check_wrong (c, n, FIND_UNKNOWN_NAME, "there is no variable or column \"%s\"%s", n->text,
               near ? "" : "; a text is written in quotes");
  diag_suggest (c->fault->diag, near);
}

/* `sex == girl`: the category is there, the quotes are not. */
static void
check_quotes (struct check *c, const struct node *x, struct node *item)
{
  struct expr_name variable, other;

  if (!find_variable (c, x, &variable) || !variable.variable || item->kind != NODE_NAME ||
      find_variable (c, item, &other) || variable_category (variable.variable, item->text) < 0)
    return;
  check_wrong (c, item, FIND_UNKNOWN_NAME, "a category is written in quotes: \"%s\"", item->text);
}

static void
check_arithmetic (struct check *c, struct node *n)
{
  struct node *a = n->args[0], *b = n->args[1];

  n->type = EXPR_NUMBER;
  if (n->kind == NODE_SUBTRACT && !a->wrong && !b->wrong &&
      (a->type == EXPR_DATE || b->type == EXPR_DATE)) {
    check_date (c, a);
    check_date (c, b);
    return;
  }
  check_number (c, a);
  check_number (c, b);
}

/* Which slots a node reads: none, one, or more than one. */
static void
merge_slots (struct node *n, const struct node *arg)
{
  if (arg->n_slots == 0)
    return;
  if (n->n_slots == 0) {
    n->n_slots = arg->n_slots;
    n->slot = arg->slot;
  } else if (arg->n_slots > 1 || arg->slot != n->slot)
    n->n_slots = 2;
}

static void
check_operator (struct check *c, struct node *n)
{
  n->type = EXPR_BOOL;
  switch (n->kind) {
  case NODE_NEGATE:
    n->type = EXPR_NUMBER;
    check_number (c, n->args[0]);
    break;
  case NODE_ADD:
  case NODE_SUBTRACT:
  case NODE_MULTIPLY:
  case NODE_DIVIDE:
    check_arithmetic (c, n);
    break;
  case NODE_EQ:
  case NODE_NE:
    check_pair (c, n, n->args[0], n->args[1], false);
    break;
  case NODE_LT:
  case NODE_LE:
  case NODE_GT:
  case NODE_GE:
    check_pair (c, n, n->args[0], n->args[1], true);
    break;
  case NODE_IN:
    check_in (c, n);
    break;
  case NODE_NOT:
  case NODE_AND:
  case NODE_OR:
    for (size_t i = 0; i < n->n_args; i++)
      check_condition (c, n->args[i]);
    break;
  default: /* NODE_RANGE: its NODE_IN looks at it */
    break;
  }
}

void
check_node (struct check *c, struct node *n)
{
  bool comparison = n->kind >= NODE_EQ && n->kind <= NODE_IN;

  for (size_t i = 1; comparison && i < n->n_args; i++)
    check_quotes (c, n->args[0], n->args[i]);
  for (size_t i = 0; i < n->n_args; i++)
    check_node (c, n->args[i]);
  switch (n->kind) {
  case NODE_NUMBER:
    n->type = EXPR_NUMBER;
    return;
  case NODE_TEXT:
    n->type = EXPR_TEXT;
    return;
  case NODE_NAME:
    if (!n->wrong)
      check_variable (c, n);
    return;
  case NODE_CALL:
    check_call (c, n);
    break;
  default:
    check_operator (c, n);
    break;
  }
  for (size_t i = 0; i < n->n_args; i++)
    merge_slots (n, n->args[i]);
}

static int
compare_slots (const void *a, const void *b)
{
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

static void
collect_slots (struct expr *e)
{
  for (guint i = 0; i < e->nodes->len; i++) {
    const struct node *n = g_ptr_array_index (e->nodes, i);
    if (n->kind == NODE_NAME && n->n_slots == 1)
      g_array_append_val (e->slots, n->slot);
  }
  g_array_sort (e->slots, compare_slots);
  guint kept = 0;
  for (guint i = 0; i < e->slots->len; i++) {
    size_t slot = g_array_index (e->slots, size_t, i);
    if (kept == 0 || g_array_index (e->slots, size_t, kept - 1) != slot)
      g_array_index (e->slots, size_t, kept++) = slot;
  }
  g_array_set_size (e->slots, kept);
}

bool
expr_check (struct expr *e, const struct expr_scope *scope, struct fault *f)
{
  struct check c = {.expr = e, .scope = scope, .fault = f};
  check_node (&c, e->root);
  if (!f->any)
    collect_slots (e);
  return !f->any;
}
