/* What the rows of an indicator tell of small counts, noted for disclosure.h. */
#include <config.h>

#include "estimate/work.h"

#include <string.h>

/* What there is to know of an indicator's records. */
struct tells {
  struct set_print prints[G_MAXUINT8 + 1];
  struct set_print domain;
  guint8 *yes; /* [n] of amounts of 0 and 1: ANSWER_YES where it is 1; else NULL */
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
  g_free (t->yes);
  g_free (t);
}

const guint8 *
tells_yes (const struct tells *t)
{
  return t ? t->yes : NULL;
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
is_binary (const struct answers *a)
{
  size_t i = 0;
  while (i < a->dataset->n &&
         (a->state[i] != ANSWER_FIRST || a->y[i] + a->shift == 0 || a->y[i] + a->shift == 1))
    i++;
  return i == a->dataset->n;
}

void
tells_find (struct tells *t, const struct answers *a, const struct measured *m)
{
  size_t n = a->dataset->n;
  const guint8 *state = a->state;
  g_clear_pointer (&t->yes, g_free);
  if (is_amount (m) && is_binary (a)) {
    t->yes = g_new (guint8, n + 1);
    memcpy (t->yes, a->state, n);
    for (size_t i = 0; i < n; i++)
      if (a->state[i] == ANSWER_FIRST)
        t->yes[i] = a->y[i] + a->shift == 1 ? ANSWER_YES : ANSWER_NO;
    state = t->yes;
  }
  set_prints (state, a->dataset->weight, n, G_N_ELEMENTS (t->prints), t->prints);
  t->domain = (struct set_print){0};
  for (size_t s = ANSWER_FIRST; s < G_N_ELEMENTS (t->prints); s++)
    t->domain = set_print_add (t->domain, t->prints[s]);
}

static size_t
count_yes (const struct work *r, const struct block *b, long cell)
{
  const guint16 *group =
      cell != CELL_ALL && b->grouping ? r->groups[b->m->groupings[b->breakdown - 1]] : NULL;
  size_t n = 0;
  for (size_t i = 0; i < r->dataset->n; i++)
    n += r->tells->yes[i] == ANSWER_YES && r->dataset->weight[i] > 0 &&
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
  note.property = t->prints[ANSWER_FIRST + category];
  /* How many children there are is no answer of theirs. */
  note.has_property = is_amount (b->m) ? t->yes != NULL : b->m->of != NULL;
  if (t->yes)
    note.n_with = count_yes (r, b, cell);
  disclosure_note (r->disclosure, &note);
}
