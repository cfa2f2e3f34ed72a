/* What the rows of an indicator tell of small counts, noted for disclosure.h. */
#include <config.h>

#include "estimate/overlap.h"
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
  struct set_print *items;       /* of a set: who has each; else NULL */
  const struct overlap *overlap; /* of its items; the survey's disclosure owns it */
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
  g_free (t->items);
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
         measure != MEASURE_DISTRIBUTION && measure != MEASURE_SET;
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

/* A category that nobody in the survey has is a set of its own: were it nothing, the set of those
   who have it not would be another category's by chance, and that is what nobody is to know. */
static void
mark_empty (struct tells *t, const struct measured *m)
{
  const guint64 step = G_GUINT64_CONSTANT (0x9E3779B97F4A7C15), other = 0x5DEECE66D;
  for (size_t c = 0; c < m->variable->n_categories; c++) {
    struct set_print *print = &t->prints[ANSWER_FIRST + c];
    guint64 one = set_print_mix ((m->spec->index * MAX_CATEGORIES + c + 1) * step);
    if (set_print_empty (*print))
      *print = (struct set_print){~one, set_print_mix (one + other)};
  }
}

/* All items that the survey has share a denominator.  How they cross is to be taken over. */
static struct overlap *
find_items (struct tells *t, const struct items *items, const double *weight, size_t n)
{
  g_autofree const guint8 **own = g_new0 (const guint8 *, items->n_own + 1);
  size_t n_own = 0;
  t->items = g_new0 (struct set_print, items->n + 1);
  for (size_t k = 0; k < items->n; k++) {
    struct set_print prints[ANSWER_NO + 1];
    if (!items->state[k])
      continue;
    set_prints (items->state[k], weight, n, G_N_ELEMENTS (prints), prints);
    t->items[k] = prints[ANSWER_YES];
    t->domain = set_print_add (prints[ANSWER_YES], prints[ANSWER_NO]);
    if (k < items->n_own)
      own[n_own++] = items->state[k];
  }
  struct overlap *x = overlap_new (own, n_own, weight, n);
  if (items->n > items->n_own && items->state[items->n_own]) {
    struct set_print any = overlap_any (x);
    t->items[items->n_own] = any;
    t->items[items->n_own + 1] = set_print_less (t->domain, any);
  }
  return x;
}

void
tells_find (struct work *r, const struct measured *m)
{
  struct tells *t = r->tells;
  const struct answers *a = r->answers;
  size_t n = a->dataset->n;
  g_clear_pointer (&t->part, g_free);
  g_clear_pointer (&t->items, g_free);
  t->n_parts = 0;
  if (m->items) {
    struct overlap *x = find_items (t, r->items, a->dataset->weight, n);
    disclosure_keep (r->disclosure, x);
    t->overlap = x;
    return;
  }
  if (is_amount (m))
    find_parts (t, a, m);
  set_prints (t->part ? t->part : a->state, a->dataset->weight, n, G_N_ELEMENTS (t->prints),
              t->prints);
  t->domain = (struct set_print){0};
  for (size_t s = ANSWER_FIRST; s < G_N_ELEMENTS (t->prints); s++)
    t->domain = set_print_add (t->domain, t->prints[s]);
  if (m->spec->measure == MEASURE_DISTRIBUTION)
    mark_empty (t, m);
}

static size_t
count_part (const struct work *r, const struct block *b, long cell, size_t part)
{
  const guint16 *group = cell != CELL_ALL ? b->group : NULL;
  size_t n = 0;
  for (size_t i = 0; i < r->dataset->n; i++)
    n += r->tells->part[i] == ANSWER_FIRST + part && r->dataset->weight[i] > 0 &&
         (!group || group[i] == (size_t)cell);
  return n;
}

/* Is CATEGORY the first item that the survey has? */
static bool
is_first (const struct items *items, size_t category)
{
  size_t k = 0;
  while (k < category && !items->state[k])
    k++;
  return k == category;
}

/* What the row of CATEGORY has to do with the others of its group. */
static void
relate (struct disclosed *note, const struct tells *t, const struct block *b, size_t category)
{
  size_t first_net = b->n_categories - b->m->spec->nets.n;
  if (t->items) {
    note->property = t->items[category];
    note->kind = category < b->m->spec->set.n    ? DISCLOSED_ITEM
                 : category == b->m->spec->set.n ? DISCLOSED_ANY
                                                 : DISCLOSED_ALONE;
    return;
  }
  if (!b->n_categories) {
    note->property = t->prints[ANSWER_FIRST + category];
    return;
  }
  const struct measured_net *net = category < first_net ? NULL : &b->m->nets[category - first_net];
  note->kind = net ? DISCLOSED_NET : DISCLOSED_PART;
  note->of = net ? net->of : NULL;
  note->n_of = net ? net->n : 0;
  for (size_t c = 0; c < first_net; c++) {
    bool has = net ? c < b->m->variable->n_categories && net->has[c] : c == category;
    struct set_print *to = has ? &note->property : &note->rest;
    *to = set_print_add (*to, t->prints[ANSWER_FIRST + c]);
  }
}

void
tells_note (struct work *r, const struct block *b, long cell, size_t category,
            const struct statistic *s)
{
  const struct tells *t = r->tells;
  if (b->pass->pair) {
    pair_note (r, b, cell, s);
    return;
  }
  struct disclosed note = {
      .row = r->rows->len - 1, .domain = t->domain, .n = s->n, .n_with = s->n_with};
  note.apart = b->m->spec->measure == MEASURE_QUANTILE;
  if (!is_amount (b->m)) {
    relate (&note, t, b, category);
    /* How many children there are is no answer of theirs. */
    note.has_property = b->m->of || b->m->items;
    if (t->items && is_first (r->items, category)) {
      note.overlap = t->overlap;
      note.counts = overlap_count (t->overlap, cell != CELL_ALL ? b->group : NULL, (size_t)cell);
    }
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
