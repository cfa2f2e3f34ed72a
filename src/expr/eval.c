#include <config.h>

#include "expr/program.h"

/* ---- Scratch memory ---- */

struct expr_work {
  struct reg *regs;
  unsigned n;
};

struct expr_work *
expr_work_new (void)
{
  return g_new0 (struct expr_work, 1);
}

void
expr_work_free (struct expr_work *w)
{
  if (!w)
    return;
  for (unsigned i = 0; i < w->n; i++) {
    g_free (w->regs[i].number);
    g_free (w->regs[i].byte);
    g_free (w->regs[i].text);
  }
  g_free (w->regs);
  g_free (w);
}

static void
work_reserve (struct expr_work *w, unsigned n)
{
  if (n <= w->n)
    return;
  w->regs = g_renew (struct reg, w->regs, n);
  for (unsigned i = w->n; i < n; i++)
    w->regs[i] = (struct reg){.number = g_new0 (double, EXPR_BLOCK),
                              .byte = g_new0 (guint8, EXPR_BLOCK),
                              .text = g_new0 (const char *, EXPR_BLOCK)};
  w->n = n;
}

/* ---- Tables ---- */

/* What a part of the expression gives for each entry of its column's dictionary. */
struct table {
  double *number; /* or NULL, of truth values */
  guint8 *byte;
  size_t n;
};

struct expr_bound {
  const struct expr *expr;
  struct table *tables;
};

/* Larger dictionaries are of values that hardly repeat: a table would only cost cache. */
enum { MAX_TABLE = 65536 };

static const struct instr *
instr_at (const struct program *p, size_t i)
{
  return &g_array_index (p->instrs, struct instr, i);
}

/* Run the instructions FROM .. TO - 1; TABLES may be NULL. */
static void
run (const struct program *p, size_t from, size_t to, const struct block *b,
     const struct table *tables)
{
  for (size_t i = from; i < to; i++) {
    const struct instr *in = instr_at (p, i);
    if (in->op != OP_TABLE) {
      kernel_find (in->op) (b, in);
      continue;
    }
    const struct expr_column *c = &b->columns[in->slot];
    const struct table *t = tables ? &tables[in->table] : NULL;
    if (!t || t->n < c->n_entries)
      continue;
    kernel_lookup (b, c, t->number, t->byte, &b->regs[in->dst]);
    i += in->count;
  }
}

/* Evaluate what table K has not yet of its column's dictionary. */
static void
fill_table (struct expr_bound *bound, size_t k, const struct expr_column *columns,
            struct expr_work *w)
{
  const struct program *p = bound->expr->program;
  size_t at = g_array_index (p->tables, size_t, k);
  const struct instr *in = instr_at (p, at);
  struct table *t = &bound->tables[k];
  size_t n = columns[in->slot].n_entries;

  if (t->n >= n || n > MAX_TABLE)
    return;
  t->byte = g_renew (guint8, t->byte, n);
  if (!in->bytes)
    t->number = g_renew (double, t->number, n);
  while (t->n < n) {
    struct block b = {.regs = w->regs,
                      .columns = columns,
                      .first = t->n,
                      .n = MIN (EXPR_BLOCK, n - t->n),
                      .entries = true,
                      .marks = p->marks};
    run (p, at + 1, at + 1 + in->count, &b, NULL);
    const struct reg *result = &w->regs[in->dst];
    memcpy (t->byte + t->n, result->byte, b.n);
    if (!in->bytes)
      memcpy (t->number + t->n, result->number, b.n * sizeof *t->number);
    t->n += b.n;
  }
}

struct expr_bound *
expr_bind (const struct expr *e)
{
  struct expr_bound *bound = g_new0 (struct expr_bound, 1);
  bound->expr = e;
  bound->tables = g_new0 (struct table, e->program->tables->len);
  return bound;
}

void
expr_bound_free (struct expr_bound *bound)
{
  if (!bound)
    return;
  for (size_t k = 0; k < bound->expr->program->tables->len; k++) {
    g_free (bound->tables[k].number);
    g_free (bound->tables[k].byte);
  }
  g_free (bound->tables);
  g_free (bound);
}

/* ---- Evaluation ---- */

/* Register 0 as the caller wants it. */
static void
give (const struct reg *result, enum form form, size_t n, double *number, guint8 *reason,
      const char **text)
{
  const guint8 *byte = result->byte;

  switch (form) {
  case FORM_TRUTH:
    for (size_t i = 0; i < n; i++) {
      number[i] = byte[i] == 1;
      reason[i] = truth_reason (byte[i]);
    }
    return;
  case FORM_REASON:
    for (size_t i = 0; i < n; i++)
      number[i] = byte[i];
    memset (reason, MISSING_NONE, n);
    return;
  case FORM_TEXT:
    memset (number, 0, n * sizeof *number);
    break;
  default:
    memcpy (number, result->number, n * sizeof *number);
    break;
  }
  memcpy (reason, byte, n);
  if (text && (form == FORM_TEXT || form == FORM_RAW))
    memcpy (text, result->text, n * sizeof *text);
}

static void
evaluate (const struct program *p, const struct table *tables, const struct expr_column *columns,
          size_t first, size_t n, struct expr_work *w)
{
  struct block b = {.regs = w->regs, .columns = columns, .first = first, .n = n, .marks = p->marks};
  run (p, 0, p->instrs->len, &b, tables);
}

void
expr_eval (const struct expr *e, const struct expr_column *columns, size_t first, size_t n,
           double *number, guint8 *reason, const char **text, struct expr_work *w)
{
  const struct program *p = e->program;
  g_return_if_fail (n <= EXPR_BLOCK);
  work_reserve (w, p->n_regs);
  evaluate (p, NULL, columns, first, n, w);
  give (w->regs, p->form, n, number, reason, text);
}

void
expr_bound_eval (struct expr_bound *bound, const struct expr_column *columns, size_t first,
                 size_t n, double *number, guint8 *reason, const char **text, struct expr_work *w)
{
  const struct program *p = bound->expr->program;
  g_return_if_fail (n <= EXPR_BLOCK);
  work_reserve (w, p->n_regs);
  for (size_t k = 0; k < p->tables->len; k++)
    fill_table (bound, k, columns, w);
  evaluate (p, bound->tables, columns, first, n, w);
  give (w->regs, p->form, n, number, reason, text);
}
