#include <config.h>

#include "base/number.h"
#include "expr/tree.h"
#include "model/label.h"

#include <string.h>

/* ---- Can it be worked out? ---- */

static bool answerable (const struct node *, const bool *asked);

static size_t
n_answerable (const struct node *n, const bool *asked)
{
  size_t count = 0;
  for (size_t i = 0; i < n->n_args; i++)
    count += answerable (n->args[i], asked);
  return count;
}

static bool
call_answerable (const struct node *n, const bool *asked)
{
  switch (n->function->id) {
  case FUNCTION_MISSING:
  case FUNCTION_REASON:
    return true;
  case FUNCTION_COALESCE:
    return n_answerable (n, asked) > 0;
  case FUNCTION_IF:
    return answerable (n->args[0], asked) &&
           (answerable (n->args[1], asked) || answerable (n->args[2], asked));
  case FUNCTION_COUNT:
  case FUNCTION_SUM:
  case FUNCTION_MEAN:
    return (double)n_answerable (n, asked) >=
           (n->at_least ? n->at_least->number : (double)n->n_args);
  default:
    return n_answerable (n, asked) == n->n_args;
  }
}

/* `and`, `or` and their kin need all their parts: with one of them never asked only one of the two
   truth values could come out, and every child who has a value would have the same. */
static bool
answerable (const struct node *n, const bool *asked)
{
  if (n->kind == NODE_NAME)
    return asked[n->slot];
  if (n->kind == NODE_CALL)
    return call_answerable (n, asked);
  return n_answerable (n, asked) == n->n_args;
}

bool
expr_answerable (const struct expr *e, const bool *asked)
{
  return answerable (e->root, asked);
}

/* ---- One spelling ---- */

static const char *const operators[] = {
    [NODE_NEGATE] = "-", [NODE_ADD] = "+",   [NODE_SUBTRACT] = "-", [NODE_MULTIPLY] = "*",
    [NODE_DIVIDE] = "/", [NODE_EQ] = "==",   [NODE_NE] = "!=",      [NODE_LT] = "<",
    [NODE_LE] = "<=",    [NODE_GT] = ">",    [NODE_GE] = ">=",      [NODE_IN] = "in",
    [NODE_RANGE] = "..", [NODE_NOT] = "not", [NODE_AND] = "and",    [NODE_OR] = "or"};

static void
spell (GString *out, const struct node *n)
{
  char number[NUMBER_SIZE];

  switch (n->kind) {
  case NODE_NUMBER:
    number_format (n->number, number);
    g_string_append (out, number);
    return;
  case NODE_TEXT: {
    g_autofree char *quoted = g_strescape (n->text, NULL);
    g_string_append_printf (out, "\"%s\"", quoted);
    return;
  }
  case NODE_NAME:
    g_string_append_printf (out, "`%s`", n->text);
    return;
  default:
    g_string_append_printf (out, "(%s", n->kind == NODE_CALL ? n->text : operators[n->kind]);
    break;
  }
  for (size_t i = 0; i < n->n_args; i++) {
    g_string_append_c (out, ' ');
    spell (out, n->args[i]);
  }
  if (n->at_least) {
    g_string_append (out, " at_least ");
    spell (out, n->at_least);
  }
  g_string_append_c (out, ')');
}

char *
expr_canonical (const char *text)
{
  struct expr_text read = {.text = (char *)text};
  struct diag *unheard = diag_new ();
  struct expr *e = expr_parsed (&read, unheard);
  GString *out = g_string_new (NULL);

  diag_free (unheard);
  if (!e)
    return g_string_free (g_string_assign (out, text), FALSE);
  spell (out, e->root);
  expr_free (e);
  return g_string_free (out, FALSE);
}
