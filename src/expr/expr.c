#include <config.h>

#include "expr/program.h"

#include <string.h>

static void
node_free (void *node)
{
  struct node *n = node;
  g_free (n->args);
  g_free (n->text);
  regex_free (n->regex);
  g_free (n);
}

void
expr_free (struct expr *e)
{
  if (!e)
    return;
  program_free (e->program);
  g_ptr_array_unref (e->nodes);
  g_array_unref (e->slots);
  g_free (e->source);
  g_free (e);
}

/* What makes reading pointless. */
static bool
readable (const char *source, struct fault *f)
{
  if (!g_utf8_validate (source, -1, NULL)) {
    f->any = true;
    diag_add (f->diag, FIND_EXPRESSION, f->text->place, "the expression is not UTF-8 text");
    return false;
  }
  if (strlen (source) > EXPR_MAX_BYTES) {
    f->any = true;
    diag_add (
        f->diag, FIND_EXPRESSION, f->text->place,
        "an expression has at most %d bytes, this one has %zu; divide it over several variables",
        EXPR_MAX_BYTES, strlen (source));
    return false;
  }
  return true;
}

/* Read but not yet checked; NULL after findings. */
static struct expr *
parse_text (const struct expr_text *text, struct fault *fault)
{
  struct expr *e = g_new0 (struct expr, 1);

  e->source = g_strdup (text->text ? text->text : "");
  e->nodes = g_ptr_array_new_with_free_func (node_free);
  e->slots = g_array_new (FALSE, FALSE, sizeof (size_t));
  if (readable (e->source, fault) && expr_parse (e, fault))
    return e;
  expr_free (e);
  return NULL;
}

struct expr *
expr_parsed (const struct expr_text *text, struct diag *diag)
{
  struct fault fault = {.text = text, .diag = diag};
  return parse_text (text, &fault);
}

struct expr *
expr_new (const struct expr_text *text, const struct expr_scope *scope, struct diag *diag)
{
  struct expr_text read = *text;
  struct fault fault = {.text = &read, .diag = diag};
  struct expr *e;

  if (!read.text)
    read.text = (char *)"";
  e = parse_text (&read, &fault);
  if (!e)
    return NULL;
  e->codebook = scope->codebook;
  e->marks = scope->marks;
  if (expr_check (e, scope, &fault)) {
    e->program = program_new (e);
    return e;
  }
  expr_free (e);
  return NULL;
}

enum expr_type
expr_type (const struct expr *e)
{
  return e->root->type;
}

const struct variable *
expr_variable (const struct expr *e)
{
  return e->root->type == EXPR_CATEGORY ? e->root->variable : NULL;
}

const size_t *
expr_slots (const struct expr *e, size_t *n)
{
  *n = e->slots->len;
  return (const size_t *)e->slots->data;
}

/* ---- The scope of a codebook ---- */

static const enum expr_type types[] = {
    [TYPE_BINARY] = EXPR_CATEGORY, [TYPE_NOMINAL] = EXPR_CATEGORY, [TYPE_ORDINAL] = EXPR_CATEGORY,
    [TYPE_INTEGER] = EXPR_NUMBER,  [TYPE_NUMBER] = EXPR_NUMBER,    [TYPE_DATE] = EXPR_DATE,
    [TYPE_TEXT] = EXPR_TEXT};

static bool
lookup_variable (void *codebook, const char *name, struct expr_name *found)
{
  const struct variable *v = codebook_find (codebook, name);
  if (v)
    *found = (struct expr_name){.slot = v->index, .type = types[v->type], .variable = v};
  return v != NULL;
}

static const char *
near_variable (void *codebook, const char *name)
{
  return codebook_near (codebook, name);
}

struct expr_scope
expr_codebook_scope (const struct codebook *cb)
{
  /* Only read, through functions that take it as const. */
  return (struct expr_scope){.lookup = lookup_variable,
                             .near = near_variable,
                             .aux = (void *)cb,
                             .codebook = cb,
                             .marks = {.decimal = '.'}};
}
