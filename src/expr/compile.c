#include <config.h>

#include "base/number.h"
#include "expr/program.h"

#include <math.h>
#include <string.h>

struct compiler {
  struct program *p;
  bool in_table;
};

static void gen (struct compiler *, const struct node *, enum form, unsigned dst);

static struct instr *
emit (struct compiler *g, enum op op, unsigned dst, unsigned a, unsigned b)
{
  struct instr in = {.op = op, .dst = dst, .a = a, .b = b};
  unsigned highest = MAX (dst, MAX (a, b));
  g->p->n_regs = MAX (g->p->n_regs, highest + 1);
  g_array_append_val (g->p->instrs, in);
  return &g_array_index (g->p->instrs, struct instr, g->p->instrs->len - 1);
}

static void *
own (struct compiler *g, void *memory)
{
  g_ptr_array_add (g->p->owned, memory);
  return memory;
}

/* ---- Leaves ---- */

/* Codes further apart than this are looked for one by one. */
enum { MAX_CODE_SPAN = 4096 };

static const struct code_map *
code_map (struct compiler *g, const struct variable *v)
{
  int lo = 0, hi = -1;
  for (size_t i = 0; i < v->n_categories; i++) {
    int code = v->categories[i].code;
    lo = i == 0 ? code : MIN (lo, code);
    hi = i == 0 ? code : MAX (hi, code);
  }
  size_t span = (size_t)((gint64)hi - lo + 1);
  size_t n = span <= MAX_CODE_SPAN ? span : 0;
  struct code_map *map = own (g, g_malloc (sizeof *map + n * sizeof map->at[0]));
  map->variable = v;
  map->lo = lo;
  map->n = n;
  for (size_t i = 0; i < n; i++)
    map->at[i] = -1;
  for (size_t i = v->n_categories; n > 0 && i-- > 0;)
    map->at[v->categories[i].code - lo] = (gint32)i;
  return map;
}

static void
emit_map (struct compiler *g, enum op op, const struct variable *v, unsigned reg)
{
  const struct code_map *map = code_map (g, v);
  emit (g, op, reg, reg, reg)->data = map;
}

static void
gen_literal (struct compiler *g, const struct node *n, enum form form, unsigned dst)
{
  if (n->kind == NODE_TEXT && n->type == EXPR_REASON)
    emit (g, OP_CONST_BYTE, dst, dst, dst)->number = n->number;
  else if (n->kind == NODE_NUMBER || n->type == EXPR_CATEGORY || n->type == EXPR_DATE) {
    emit (g, OP_CONST_NUMBER, dst, dst, dst)->number = n->number;
    if (form == FORM_POSITION)
      emit_map (g, OP_POSITION, n->variable, dst);
  } else {
    double number;
    if (!number_read (n->text, strlen (n->text), g->p->marks, &number))
      number = NAN;
    struct instr *in = emit (g, OP_CONST_TEXT, dst, dst, dst);
    in->number = number;
    in->data = n->text;
    if (form == FORM_NUMBER || form == FORM_SOFT) {
      in->op = OP_CONST_NUMBER;
      if (form == FORM_NUMBER)
        emit (g, OP_HARDEN, dst, dst, dst);
    }
  }
}

static void
gen_name (struct compiler *g, const struct node *n, enum form form, unsigned dst)
{
  bool raw = n->type == EXPR_RAW;
  enum op op = form == FORM_TEXT  ? OP_LOAD_TEXT
               : form == FORM_RAW ? (raw ? OP_LOAD_RAW : OP_LOAD_TEXT)
               : raw              ? OP_LOAD_SOFT
                                  : OP_LOAD_NUMBER;
  emit (g, op, dst, dst, dst)->slot = n->slot;
  if (raw && form == FORM_NUMBER)
    emit (g, OP_HARDEN, dst, dst, dst);
  if (form == FORM_POSITION)
    emit_map (g, OP_POSITION, n->variable, dst);
  if (form == FORM_TRUTH)
    emit (g, OP_TRUTH, dst, dst, dst);
}

/* ---- Comparison ---- */

/* In what form A is compared with B. */
static enum form
side_form (const struct node *a, const struct node *b, bool order)
{
  switch (a->type) {
  case EXPR_CATEGORY:
    return FORM_POSITION;
  case EXPR_REASON:
    return FORM_REASON;
  case EXPR_TEXT:
    return FORM_TEXT;
  case EXPR_RAW:
    if (b->type == EXPR_TEXT)
      return FORM_TEXT;
    return b->type == EXPR_RAW && !order ? FORM_RAW : FORM_SOFT;
  default:
    return FORM_NUMBER;
  }
}

static bool
is_order (enum node_kind kind)
{
  return kind != NODE_EQ && kind != NODE_NE;
}

/* OUT = A (in register A_REG) KIND B; B goes to the register B_REG. */
static void
gen_pair (struct compiler *g, enum node_kind kind, const struct node *a, unsigned a_reg,
          const struct node *b, unsigned b_reg, unsigned out)
{
  enum form form = side_form (b, a, is_order (kind));
  enum op op = OP_EQ + (kind - NODE_EQ);

  if (form == FORM_TEXT && b->kind == NODE_TEXT) {
    struct instr *in = emit (g, OP_TEXT_IS, out, a_reg, a_reg);
    in->data = own (g, label_normalise (b->text));
  } else {
    gen (g, b, form, b_reg);
    if (form == FORM_TEXT)
      op = OP_TEXT_EQ;
    else if (form == FORM_REASON)
      op = OP_REASON_EQ;
    else if (form == FORM_RAW)
      op = OP_RAW_EQ;
    emit (g, op, out, a_reg, b_reg);
    if (op == OP_EQ + (kind - NODE_EQ))
      return;
  }
  if (kind == NODE_NE)
    emit (g, OP_NOT, out, out, out);
}

static void
gen_comparison (struct compiler *g, const struct node *n, unsigned dst)
{
  static const enum node_kind turned[] = {
      [NODE_EQ - NODE_EQ] = NODE_EQ, [NODE_NE - NODE_EQ] = NODE_NE, [NODE_LT - NODE_EQ] = NODE_GT,
      [NODE_LE - NODE_EQ] = NODE_GE, [NODE_GT - NODE_EQ] = NODE_LT, [NODE_GE - NODE_EQ] = NODE_LE};
  const struct node *a = n->args[0], *b = n->args[1];
  enum node_kind kind = n->kind;

  if (a->kind == NODE_TEXT) {
    const struct node *swap = a;
    a = b;
    b = swap;
    kind = turned[kind - NODE_EQ];
  }
  gen (g, a, side_form (a, b, is_order (kind)), dst);
  gen_pair (g, kind, a, dst, b, dst + 1, dst);
}

static void
gen_in (struct compiler *g, const struct node *n, unsigned dst)
{
  const struct node *x = n->args[0];

  emit (g, OP_CONST_BYTE, dst, dst, dst)->number = 0;
  gen (g, x, x->type == EXPR_RAW ? FORM_RAW : side_form (x, x, false), dst + 1);
  for (size_t i = 1; i < n->n_args; i++) {
    const struct node *item = n->args[i];
    if (item->kind == NODE_RANGE) {
      enum form form = x->type == EXPR_CATEGORY ? FORM_POSITION : FORM_NUMBER;
      gen (g, item->args[0], form, dst + 2);
      gen (g, item->args[1], form, dst + 3);
      emit (g, OP_RANGE, dst + 2, dst + 1, dst + 2)->c = dst + 3;
    } else
      gen_pair (g, NODE_EQ, x, dst + 1, item, dst + 2, dst + 2);
    emit (g, OP_OR, dst, dst, dst + 2);
  }
}

/* ---- Functions ---- */

static enum form
natural_form (const struct node *n)
{
  switch (n->type) {
  case EXPR_BOOL:
    return FORM_TRUTH;
  case EXPR_TEXT:
  case EXPR_RAW:
    return FORM_TEXT;
  case EXPR_REASON:
    return FORM_REASON;
  default:
    return FORM_NUMBER;
  }
}

/* The arguments of if and coalesce: categories by position, since variables with the same
   categories may have other codes. */
static enum form
alike_form (const struct node *call, enum form form)
{
  return call->type == EXPR_CATEGORY ? FORM_POSITION : form;
}

enum variant { VARIANT_TRUTH, VARIANT_NUMBER, VARIANT_TEXT };

static enum variant
variant_of (enum form form)
{
  return form == FORM_TRUTH                      ? VARIANT_TRUTH
         : form == FORM_TEXT || form == FORM_RAW ? VARIANT_TEXT
                                                 : VARIANT_NUMBER;
}

static void
gen_choice (struct compiler *g, const struct node *n, enum form form, unsigned dst)
{
  enum form inner = alike_form (n, form);
  enum variant variant = variant_of (inner);

  if (n->function->id == FUNCTION_IF) {
    gen (g, n->args[0], FORM_TRUTH, dst);
    gen (g, n->args[1], inner, dst + 1);
    gen (g, n->args[2], inner, dst + 2);
    emit (g, OP_IF_TRUTH + variant, dst, dst, dst + 1)->c = dst + 2;
  } else {
    gen (g, n->args[0], inner, dst);
    for (size_t i = 1; i < n->n_args; i++) {
      gen (g, n->args[i], inner, dst + 1);
      emit (g, OP_COALESCE_TRUTH + variant, dst, dst, dst + 1);
    }
  }
  if (n->type == EXPR_CATEGORY && form != FORM_POSITION)
    emit_map (g, OP_CODE, n->variable, dst);
}

/* count, sum, mean: the total in DST, how many arguments are valid in the register after it. */
static void
gen_total (struct compiler *g, const struct node *n, unsigned dst)
{
  bool count = n->function->id == FUNCTION_COUNT;

  emit (g, OP_START, dst, dst, dst + 1);
  for (size_t i = 0; i < n->n_args; i++) {
    gen (g, n->args[i], count ? FORM_TRUTH : FORM_NUMBER, dst + 2);
    emit (g, count ? OP_COUNT : OP_SUM, dst, dst + 1, dst + 2);
  }
  enum op end = n->function->id == FUNCTION_MEAN ? OP_END_MEAN : OP_END_SUM;
  emit (g, end, dst, dst, dst + 1)->count = n->at_least ? (size_t)n->at_least->number : n->n_args;
}

/* The arguments in FORM, joined two by two. */
static void
gen_joined (struct compiler *g, const struct node *n, enum form form, enum op op, unsigned dst)
{
  gen (g, n->args[0], form, dst);
  for (size_t i = 1; i < n->n_args; i++) {
    gen (g, n->args[i], form, dst + 1);
    emit (g, op, dst, dst, dst + 1);
  }
}

static const void *
bounds (struct compiler *g, const struct node *n)
{
  double *bound = own (g, g_new (double, n->n_args));
  for (size_t i = 1; i < n->n_args; i++)
    bound[i - 1] = n->args[i]->number;
  return bound;
}

/* Functions of one argument in one form. */
static void
gen_unary (struct compiler *g, const struct node *n, unsigned dst)
{
  static const struct {
    enum function_id id;
    enum form form;
    enum op op;
  } unary[] = {{FUNCTION_ABS, FORM_NUMBER, OP_ABS},       {FUNCTION_CUT, FORM_NUMBER, OP_CUT},
               {FUNCTION_DATE, FORM_TEXT, OP_DATE},       {FUNCTION_EXP, FORM_NUMBER, OP_EXP},
               {FUNCTION_FLOOR, FORM_NUMBER, OP_FLOOR},   {FUNCTION_LOG, FORM_NUMBER, OP_LOG},
               {FUNCTION_MATCHES, FORM_TEXT, OP_MATCHES}, {FUNCTION_ROUND, FORM_NUMBER, OP_ROUND},
               {FUNCTION_YEAR, FORM_NUMBER, OP_YEAR}};
  enum function_id id = n->function->id;
  size_t i = 0;

  while (unary[i].id != id)
    i++;
  gen (g, n->args[0], unary[i].form, dst);
  struct instr *in = emit (g, unary[i].op, dst, dst, dst);
  if (id == FUNCTION_CUT) {
    in->count = n->n_args - 1;
    in->data = bounds (g, n);
  } else if (id == FUNCTION_DATE)
    in->data = n->args[1]->text;
  else if (id == FUNCTION_MATCHES)
    in->data = n->regex;
  else if (id == FUNCTION_ROUND)
    in->count = n->n_args == 2 ? (size_t)n->args[1]->number : 0;
}

static void
gen_call (struct compiler *g, const struct node *n, enum form form, unsigned dst)
{
  enum form arg_form = natural_form (n->args[0]);
  bool truth = arg_form == FORM_TRUTH;

  switch (n->function->id) {
  case FUNCTION_IF:
  case FUNCTION_COALESCE:
    gen_choice (g, n, form, dst);
    break;
  case FUNCTION_COUNT:
  case FUNCTION_SUM:
  case FUNCTION_MEAN:
    gen_total (g, n, dst);
    break;
  case FUNCTION_ANY:
    gen_joined (g, n, FORM_TRUTH, OP_OR, dst);
    break;
  case FUNCTION_ALL:
    gen_joined (g, n, FORM_TRUTH, OP_AND, dst);
    break;
  case FUNCTION_MIN:
    gen_joined (g, n, FORM_NUMBER, OP_MIN, dst);
    break;
  case FUNCTION_MAX:
    gen_joined (g, n, FORM_NUMBER, OP_MAX, dst);
    break;
  case FUNCTION_MONTHS_BETWEEN:
    gen_joined (g, n, FORM_NUMBER, OP_MONTHS, dst);
    break;
  case FUNCTION_YEARS_BETWEEN:
    gen_joined (g, n, FORM_NUMBER, OP_YEARS, dst);
    break;
  case FUNCTION_MISSING:
    gen (g, n->args[0], arg_form, dst);
    emit (g, truth ? OP_IS_MISSING_TRUTH : OP_IS_MISSING, dst, dst, dst);
    break;
  case FUNCTION_REASON:
    gen (g, n->args[0], arg_form, dst);
    if (truth)
      emit (g, OP_REASON_TRUTH, dst, dst, dst);
    break;
  default:
    gen_unary (g, n, dst);
    break;
  }
}

/* ---- Nodes ---- */

static void
gen_plain (struct compiler *g, const struct node *n, enum form form, unsigned dst)
{
  switch (n->kind) {
  case NODE_NUMBER:
  case NODE_TEXT:
    gen_literal (g, n, form, dst);
    break;
  case NODE_NAME:
    gen_name (g, n, form, dst);
    break;
  case NODE_CALL:
    gen_call (g, n, form, dst);
    break;
  case NODE_NEGATE:
    gen (g, n->args[0], FORM_NUMBER, dst);
    emit (g, OP_NEGATE, dst, dst, dst);
    break;
  case NODE_ADD:
  case NODE_SUBTRACT:
  case NODE_MULTIPLY:
  case NODE_DIVIDE:
    gen_joined (g, n, FORM_NUMBER, OP_ADD + (n->kind - NODE_ADD), dst);
    break;
  case NODE_IN:
    gen_in (g, n, dst);
    break;
  case NODE_NOT:
    gen (g, n->args[0], FORM_TRUTH, dst);
    emit (g, OP_NOT, dst, dst, dst);
    break;
  case NODE_AND:
    gen_joined (g, n, FORM_TRUTH, OP_AND, dst);
    break;
  case NODE_OR:
    gen_joined (g, n, FORM_TRUTH, OP_OR, dst);
    break;
  default:
    gen_comparison (g, n, dst);
    break;
  }
}

static void
gen (struct compiler *g, const struct node *n, enum form form, unsigned dst)
{
  bool text = form == FORM_TEXT || form == FORM_RAW;

  /* The outermost part that reads one column has the table; none stands inside it. */
  if (g->in_table || n->n_slots != 1 || text) {
    gen_plain (g, n, form, dst);
    return;
  }
  size_t at = g->p->instrs->len, table = g->p->tables->len;
  struct instr *in = emit (g, OP_TABLE, dst, dst, dst);
  in->slot = n->slot;
  in->table = table;
  in->bytes = form == FORM_TRUTH || form == FORM_REASON;
  g_array_append_val (g->p->tables, at);
  g->in_table = true;
  gen_plain (g, n, form, dst);
  g->in_table = false;
  g_array_index (g->p->instrs, struct instr, at).count = g->p->instrs->len - at - 1;
}

struct program *
program_new (const struct expr *e)
{
  struct program *p = g_new0 (struct program, 1);
  struct compiler g = {.p = p};

  p->instrs = g_array_new (FALSE, FALSE, sizeof (struct instr));
  p->owned = g_ptr_array_new_with_free_func (g_free);
  p->tables = g_array_new (FALSE, FALSE, sizeof (size_t));
  p->marks = e->marks;
  p->form = e->root->type == EXPR_RAW ? FORM_RAW : natural_form (e->root);
  gen (&g, e->root, p->form, 0);
  return p;
}

void
program_free (struct program *p)
{
  if (!p)
    return;
  g_array_unref (p->instrs);
  g_ptr_array_unref (p->owned);
  g_array_unref (p->tables);
  g_free (p);
}
