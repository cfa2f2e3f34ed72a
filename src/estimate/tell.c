/* What the rows of an indicator tell of small counts, noted for disclosure.h. */
#include <config.h>

#include "estimate/work.h"

#include <string.h>

/* What there is to know of an indicator's records. */
struct tells {
  struct set_print prints[G_MAXUINT8 + 1];
  struct set_print domain;
  /* Of amounts of 0 and 1: [n] states ANSWER_FIRST ..., and of how many of these, each a property,
     a figure tells; else NULL and 0. */
  guint8 *part;
  size_t n_parts;
};

struct tells *
tells_new (void)
{
  return g_new0 (struct tells, 1);
}

void
tells_free (struct tells *t)
{
  if (!t)
    return;
  g_free (t->part);
  g_free (t);
}

const guint8 *
tells_yes (const struct tells *t)
{
  return t ? t->part : NULL;
}

static bool
is_amount (const struct measured *m)
{
  enum measure measure = m->spec->measure;
  return measure != MEASURE_PROPORTION && measure != MEASURE_COUNT &&
         measure != MEASURE_DISTRIBUTION;
}

/* The mean of a variable that is 0 or 1 is a share by another name. */
static bool
is_binary (const struct answers *a, const double *value, double shift)
{
  size_t i = 0;
  while (i < a->dataset->n &&
         (a->state[i] != ANSWER_FIRST || value[i] + shift == 0 || value[i] + shift == 1))
    i++;
  return i == a->dataset->n;
}

/* The correlation of two such variables tells, with their means, of each of the four crossings;
   that of one with an amount of those who are 1. */
static void
find_parts (struct tells *t, const struct answers *a, const struct measured *m)
{
  bool y = is_binary (a, a->y, a->shift);
  bool x = m->spec->measure == MEASURE_CORRELATION && is_binary (a, a->x, 0);
  size_t n = a->dataset->n;
  if (!y && !x)
    return;
  t->n_parts = y && x ? 4 : 1;
  t->part = g_new (guint8, n + 1);
  memcpy (t->part, a->state, n);
  for (size_t i = 0; i < n; i++) {
    if (a->state[i] != ANSWER_FIRST)
      continue;
    size_t part = y && a->y[i] + a->shift != 1;
    if (x)
      part = 2 * part + (a->x[i] != 1);
    t->part[i] = (guint8)(ANSWER_FIRST + part);
  }
}

void
tells_find (struct tells *t, const struct answers *a, const struct measured *m)
{
  g_clear_pointer (&t->part, g_free);
  t->n_parts = 0;
  if (is_amount (m))
    find_parts (t, a, m);
  set_prints (t->part ? t->part : a->state, a->dataset->weight, a->dataset->n,
              G_N_ELEMENTS (t->prints), t->prints);
  t->domain = (struct set_print){0};
  for (size_t s = ANSWER_FIRST; s < G_N_ELEMENTS (t->prints); s++)
    t->domain = set_print_add (t->domain, t->prints[s]);
}

static size_t
count_part (const struct work *r, const struct block *b, long cell, size_t part)
{
  const guint16 *group =
      cell != CELL_ALL && b->grouping ? r->groups[b->m->groupings[b->breakdown - 1]] : NULL;
  size_t n = 0;
  for (size_t i = 0; i < r->dataset->n; i++)
    n += r->tells->part[i] == ANSWER_FIRST + part && r->dataset->weight[i] > 0 &&
         (!group || group[i] == (size_t)cell);
  return n;
}

void
tells_note (struct work *r, const struct block *b, long cell, size_t category,
            const struct statistic *s)
{
  const struct tells *t = r->tells;
  struct disclosed note = {
      .row = r->rows->len - 1, .domain = t->domain, .n = s->n, .n_with = s->n_with};
  note.apart = b->m->spec->measure == MEASURE_QUANTILE;
  if (!is_amount (b->m)) {
    note.property = t->prints[ANSWER_FIRST + category];
    /* How many children there are is no answer of theirs. */
    note.has_property = b->m->of != NULL;
    disclosure_note (r->disclosure, &note);
    return;
  }
  for (size_t part = 0; part < MAX (t->n_parts, 1); part++) {
    note.property = t->prints[ANSWER_FIRST + part];
    note.has_property = t->part != NULL;
    if (t->part)
      note.n_with = count_part (r, b, cell, part);
    disclosure_note (r->disclosure, &note);
  }
}
