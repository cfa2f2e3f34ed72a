#include <config.h>

#include "expr/tree.h"

#include <string.h>

/* Recursive descent, one function a level of binding: or, and, not, comparison, sum, term, sign,
   atom.  A function that meets a fault reports it and returns NULL, and so do those above it. */

struct parser {
  struct expr *expr;
  struct fault *fault;
  struct token token; /* the next one */
  size_t last_end;    /* where the one before ended */
  unsigned depth;
};

static struct node *parse_or (struct parser *);

static void
advance (struct parser *p)
{
  p->last_end = p->token.end;
  g_clear_pointer (&p->token.text, g_free);
  p->token = token_read (p->expr->source, p->token.end, p->fault);
}

static struct node *
new_node (struct parser *p, enum node_kind kind, size_t start, size_t end)
{
  struct node *n = g_new0 (struct node, 1);
  n->kind = kind;
  n->start = n->op_start = start;
  n->end = n->op_end = end;
  g_ptr_array_add (p->expr->nodes, n);
  return n;
}

static void
add_arg (struct node *n, struct node *arg)
{
  n->args = g_renew (struct node *, n->args, n->n_args + 1);
  n->args[n->n_args++] = arg;
}

static struct node *
new_binary (struct parser *p, enum node_kind kind, const struct token *op, struct node *a,
            struct node *b)
{
  struct node *n = new_node (p, kind, a->start, b->end);
  n->op_start = op->start;
  n->op_end = op->end;
  add_arg (n, a);
  add_arg (n, b);
  return n;
}

static bool
deeper (struct parser *p)
{
  if (++p->depth <= EXPR_MAX_DEPTH)
    return true;
  fault_add (p->fault, FIND_EXPRESSION, p->token.start, p->token.end,
             "an expression goes at most %d levels deep; divide this one over several variables",
             EXPR_MAX_DEPTH);
  return false;
}

/* Words that people used to other languages write, and what stands here for them. */
static const struct {
  const char *word, *write;
} foreign_words[] = {{"AND", "write `and`"},
                     {"OR", "write `or`"},
                     {"NOT", "write `not`"},
                     {"IN", "write `in`"},
                     {"EQ", "write `==`"},
                     {"NE", "write `!=`"},
                     {"LT", "write `<`"},
                     {"LE", "write `<=`"},
                     {"GT", "write `>`"},
                     {"GE", "write `>=`"},
                     {"IS", "write `==`"},
                     {"BETWEEN", "write `in (1..5)`"},
                     {"XOR", "write `(a and not b) or (b and not a)`"}};

/* What stands at the next token cannot stand there. */
static void
unexpected (struct parser *p, const char *expected)
{
  const struct token *t = &p->token;
  const char *source = p->expr->source;

  if (t->kind == TOKEN_FAULT)
    return;
  if (t->kind == TOKEN_END) {
    fault_add (p->fault, FIND_EXPRESSION, t->start, t->end,
               "the expression ends where %s is expected", expected);
    return;
  }
  for (size_t i = 0; t->kind == TOKEN_NAME && i < G_N_ELEMENTS (foreign_words); i++)
    if (g_ascii_strcasecmp (t->text, foreign_words[i].word) == 0) {
      fault_add (p->fault, FIND_EXPRESSION, t->start, t->end, "`%s` has no meaning here; %s",
                 t->text, foreign_words[i].write);
      return;
    }
  if (t->kind == TOKEN_NOT) {
    fault_add (p->fault, FIND_EXPRESSION, t->start, t->end,
               "`not` is written before what it negates, as in `not x in (1, 2)`");
    return;
  }
  if (t->kind == TOKEN_COMMA && t->start > 0 && g_ascii_isdigit (source[t->start - 1]) &&
      g_ascii_isdigit (source[t->end])) {
    fault_add (p->fault, FIND_EXPRESSION, t->start, t->end,
               "a number is written with a point here, as in 0.5");
    return;
  }
  g_autofree char *piece = fault_piece (source + t->start, t->end - t->start);
  fault_add (p->fault, FIND_EXPRESSION, t->start, t->end, "`%s` stands where %s is expected", piece,
             expected);
}

static bool
close_paren (struct parser *p, size_t open, const char *expected)
{
  if (p->token.kind == TOKEN_CLOSE) {
    advance (p);
    return true;
  }
  if (p->token.kind == TOKEN_END)
    fault_add (p->fault, FIND_EXPRESSION, open, open + 1,
               "the parenthesis that opens here is never closed");
  else if (p->token.kind == TOKEN_DOTS)
    fault_add (p->fault, FIND_EXPRESSION, p->token.start, p->token.end,
               "a range such as 3..5 stands only in the list of an `in`");
  else
    unexpected (p, expected);
  return false;
}

/* ---- Atoms ---- */

static bool
parse_argument (struct parser *p, struct node *call)
{
  struct node *arg;

  if (call->at_least) {
    fault_add (p->fault, FIND_EXPRESSION, p->token.start, p->token.end,
               "`at_least:` is the last argument");
    return false;
  }
  if (!(arg = parse_or (p)))
    return false;
  if (p->token.kind != TOKEN_COLON) {
    add_arg (call, arg);
    return true;
  }
  if (arg->kind != NODE_NAME || strcmp (arg->text, "at_least") != 0) {
    fault_add (p->fault, FIND_EXPRESSION, p->token.start, p->token.end,
               "only `at_least` takes a colon, as in `count(a, b, at_least: 1)`");
    return false;
  }
  advance (p);
  return (call->at_least = parse_or (p)) != NULL;
}

static struct node *
parse_call (struct parser *p, struct token *name)
{
  size_t open = p->token.start;
  struct node *call = new_node (p, NODE_CALL, name->start, name->end);

  call->text = g_steal_pointer (&name->text);
  if (!deeper (p))
    return NULL;
  do {
    advance (p);
    if (call->n_args == 0 && p->token.kind == TOKEN_CLOSE)
      break; /* no argument at all: the check knows how many are needed */
    if (!parse_argument (p, call))
      return NULL;
  } while (p->token.kind == TOKEN_COMMA);
  if (!close_paren (p, open, "`,` or `)`"))
    return NULL;
  p->depth--;
  call->end = p->last_end;
  return call;
}

static struct node *
parse_atom (struct parser *p)
{
  struct token t = p->token;
  struct node *n;

  switch (t.kind) {
  case TOKEN_NUMBER:
    n = new_node (p, NODE_NUMBER, t.start, t.end);
    n->number = t.number;
    advance (p);
    return n;
  case TOKEN_TEXT:
    n = new_node (p, NODE_TEXT, t.start, t.end);
    n->text = g_steal_pointer (&p->token.text);
    n->escaped = t.escaped;
    advance (p);
    return n;
  case TOKEN_NAME:
  case TOKEN_QUOTED_NAME:
    t.text = g_steal_pointer (&p->token.text);
    advance (p);
    if (t.kind == TOKEN_NAME && p->token.kind == TOKEN_OPEN) {
      n = parse_call (p, &t);
      g_free (t.text);
      return n;
    }
    n = new_node (p, NODE_NAME, t.start, t.end);
    n->text = t.text;
    return n;
  case TOKEN_OPEN:
    if (!deeper (p))
      return NULL;
    advance (p);
    n = parse_or (p);
    if (!n || !close_paren (p, t.start, "an operator or `)`"))
      return NULL;
    p->depth--;
    n->start = t.start;
    n->end = p->last_end;
    return n;
  default:
    unexpected (p, "a value");
    return NULL;
  }
}

/* ---- Arithmetic ---- */

static struct node *
parse_sign (struct parser *p)
{
  struct token op = p->token;
  if (op.kind != TOKEN_MINUS)
    return parse_atom (p);
  if (!deeper (p))
    return NULL;
  advance (p);
  struct node *arg = parse_sign (p);
  if (!arg)
    return NULL;
  p->depth--;
  struct node *n = new_node (p, NODE_NEGATE, op.start, arg->end);
  n->op_end = op.end;
  add_arg (n, arg);
  return n;
}

static struct node *
parse_term (struct parser *p)
{
  struct node *a = parse_sign (p);
  while (a && (p->token.kind == TOKEN_TIMES || p->token.kind == TOKEN_OVER)) {
    struct token op = p->token;
    advance (p);
    struct node *b = parse_sign (p);
    enum node_kind kind = op.kind == TOKEN_TIMES ? NODE_MULTIPLY : NODE_DIVIDE;
    a = b ? new_binary (p, kind, &op, a, b) : NULL;
  }
  return a;
}

static struct node *
parse_sum (struct parser *p)
{
  struct node *a = parse_term (p);
  while (a && (p->token.kind == TOKEN_PLUS || p->token.kind == TOKEN_MINUS)) {
    struct token op = p->token;
    advance (p);
    struct node *b = parse_term (p);
    enum node_kind kind = op.kind == TOKEN_PLUS ? NODE_ADD : NODE_SUBTRACT;
    a = b ? new_binary (p, kind, &op, a, b) : NULL;
  }
  return a;
}

/* ---- Comparison ---- */

static struct node *
parse_item (struct parser *p)
{
  struct node *lo = parse_sum (p);
  if (!lo || p->token.kind != TOKEN_DOTS)
    return lo;
  struct token op = p->token;
  advance (p);
  struct node *hi = parse_sum (p);
  return hi ? new_binary (p, NODE_RANGE, &op, lo, hi) : NULL;
}

static struct node *
parse_list (struct parser *p, struct node *x)
{
  struct node *n = new_node (p, NODE_IN, x->start, p->token.end);
  size_t open;

  n->op_start = p->token.start;
  add_arg (n, x);
  advance (p);
  open = p->token.start;
  if (p->token.kind != TOKEN_OPEN) {
    unexpected (p, "a list in parentheses, such as `(1, 2, 5..9)`,");
    return NULL;
  }
  if (!deeper (p))
    return NULL;
  do {
    advance (p);
    struct node *item = parse_item (p);
    if (!item)
      return NULL;
    add_arg (n, item);
  } while (p->token.kind == TOKEN_COMMA);
  if (!close_paren (p, open, "`,` or `)`"))
    return NULL;
  p->depth--;
  n->end = p->last_end;
  return n;
}

static bool
is_comparison (enum token_kind kind)
{
  return kind >= TOKEN_EQ && kind <= TOKEN_GE;
}

static struct node *
parse_comparison (struct parser *p)
{
  struct node *a = parse_sum (p);
  if (!a)
    return NULL;
  if (p->token.kind == TOKEN_IN)
    a = parse_list (p, a);
  else if (is_comparison (p->token.kind)) {
    struct token op = p->token;
    advance (p);
    struct node *b = parse_sum (p);
    a = b ? new_binary (p, NODE_EQ + (op.kind - TOKEN_EQ), &op, a, b) : NULL;
  } else
    return a;
  if (a && (is_comparison (p->token.kind) || p->token.kind == TOKEN_IN)) {
    fault_add (p->fault, FIND_EXPRESSION, p->token.start, p->token.end,
               "comparisons do not chain; write `a < b and b < c`");
    return NULL;
  }
  return a;
}

/* ---- Logic ---- */

static struct node *
parse_not (struct parser *p)
{
  struct token op = p->token;
  if (op.kind != TOKEN_NOT)
    return parse_comparison (p);
  if (!deeper (p))
    return NULL;
  advance (p);
  struct node *arg = parse_not (p);
  if (!arg)
    return NULL;
  p->depth--;
  struct node *n = new_node (p, NODE_NOT, op.start, arg->end);
  n->op_end = op.end;
  add_arg (n, arg);
  return n;
}

/* `a and b and c` is one node with three arguments. */
static struct node *
parse_joined (struct parser *p, enum token_kind token, enum node_kind kind,
              struct node *(*part) (struct parser *))
{
  struct node *first = part (p), *n = first;

  if (!n)
    return NULL;
  while (p->token.kind == token) {
    advance (p);
    struct node *arg = part (p);
    if (!arg)
      return NULL;
    if (n == first) {
      n = new_node (p, kind, first->start, arg->end);
      add_arg (n, first);
    }
    add_arg (n, arg);
    n->end = arg->end;
  }
  return n;
}

static struct node *
parse_and (struct parser *p)
{
  return parse_joined (p, TOKEN_AND, NODE_AND, parse_not);
}

static struct node *
parse_or (struct parser *p)
{
  return parse_joined (p, TOKEN_OR, NODE_OR, parse_and);
}

bool
expr_parse (struct expr *e, struct fault *f)
{
  struct parser p = {.expr = e, .fault = f};

  p.token = token_read (e->source, 0, f);
  if (p.token.kind == TOKEN_END)
    fault_add (f, FIND_EXPRESSION, 0, 0, "the expression is empty");
  else if ((e->root = parse_or (&p)) && p.token.kind == TOKEN_CLOSE)
    fault_add (f, FIND_EXPRESSION, p.token.start, p.token.end, "this parenthesis was never opened");
  else if (e->root && p.token.kind == TOKEN_DOTS)
    fault_add (f, FIND_EXPRESSION, p.token.start, p.token.end,
               "a range such as 3..5 stands only in the list of an `in`");
  else if (e->root && p.token.kind != TOKEN_END)
    unexpected (&p, "an operator");
  g_free (p.token.text);
  return e->root && !f->any;
}
