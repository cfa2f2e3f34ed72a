/* The items of a set under work: who has each of them, on one base. */
#include <config.h>

#include "estimate/parts.h"
#include "estimate/work.h"

#include <string.h>

void
items_free (struct items *items)
{
  if (!items)
    return;
  for (size_t k = 0; k < items->n; k++)
    g_free (items->state[k]);
  g_free (items->state);
  g_free (items->lacking);
  g_free (items);
}

static struct items *
items_new (const struct measured *m, size_t n_missing)
{
  struct items *items = g_new0 (struct items, 1);
  items->n = measured_rows (m, n_missing);
  items->n_own = m->spec->set.n;
  items->all = m->spec->set.all;
  items->state = g_new0 (guint8 *, items->n + 1);
  items->lacking = g_new0 (const struct variable *, items->n + 1);
  return items;
}

/* Is not_asked all that the universe says to an item? */
static bool
nobody_asked (const guint8 *state, const guint8 *among, size_t n)
{
  bool found = false;
  for (size_t i = 0; i < n; i++) {
    if (among && among[i] != ANSWER_YES)
      continue;
    if (state[i] != ANSWER_NOT_ASKED)
      return false;
    found = true;
  }
  return found;
}

/* The answers to each item that the survey has; for the others the variable that lacks. */
static void
find_own (struct work *r, const struct measured *m, struct items *items, const guint8 *among)
{
  size_t n = r->dataset->n;
  for (size_t k = 0; k < items->n_own; k++) {
    items->lacking[k] = work_not_asked (r, m->items[k]);
    if (items->lacking[k])
      continue;
    size_t n_slots;
    const size_t *slots = expr_slots (m->items[k], &n_slots);
    items->state[k] = g_new0 (guint8, n + 1);
    answers_condition (r->answers, m->items[k], items->state[k]);
    if (n_slots && nobody_asked (items->state[k], among, n)) {
      items->lacking[k] = &r->in->codebook->variables[slots[0]];
      g_clear_pointer (&items->state[k], g_free);
    }
  }
}

/* What record I is to the whole set: ANSWER_YES where it is in the base, else why it is not.  Who
   was not asked an item of those that the survey has cannot be counted as not having it. */
static guint8
base_of (const struct items *items, const guint8 *among, size_t i)
{
  size_t asked = 0, valid = 0;
  bool not_asked = false;
  if (among && among[i] != ANSWER_YES)
    return ANSWER_OUT;
  for (size_t k = 0; k < items->n_own; k++) {
    if (!items->state[k])
      continue;
    asked++;
    valid += items->state[k][i] >= ANSWER_FIRST;
    not_asked |= items->state[k][i] == ANSWER_NOT_ASKED;
  }
  if (not_asked)
    return ANSWER_NOT_ASKED;
  return valid && (!items->all || valid == asked) ? ANSWER_YES : ANSWER_SKIPPED;
}

/* Put all items on the base; within it who does not say yes to an item has not got it. */
static void
apply_base (struct items *items, const guint8 *among, size_t n)
{
  guint8 *any = items->n > items->n_own ? items->state[items->n_own] : NULL;
  guint8 *none = any ? items->state[items->n_own + 1] : NULL;
  for (size_t i = 0; i < n; i++) {
    guint8 base = base_of (items, among, i);
    bool has_any = false;
    for (size_t k = 0; k < items->n_own; k++) {
      if (!items->state[k])
        continue;
      bool yes = items->state[k][i] == ANSWER_YES;
      has_any |= yes;
      items->state[k][i] = base != ANSWER_YES ? base : yes ? ANSWER_YES : ANSWER_NO;
    }
    if (any) {
      any[i] = base != ANSWER_YES ? base : has_any ? ANSWER_YES : ANSWER_NO;
      none[i] = base != ANSWER_YES ? base : has_any ? ANSWER_NO : ANSWER_YES;
    }
  }
}

/* Any and none of the items mean another thing where an item lacks. */
static void
find_totals (struct items *items, const struct variable *lacking, size_t n)
{
  for (size_t k = items->n_own; k < items->n; k++) {
    items->lacking[k] = lacking;
    items->state[k] = lacking ? NULL : g_new0 (guint8, n + 1);
  }
}

const struct variable *
items_find (struct work *r, const struct measured *m)
{
  const struct variable *lacking = work_not_asked (r, m->among);
  g_autofree guint8 *among = NULL;
  size_t n = r->dataset->n, n_asked = 0;
  if (lacking)
    return lacking;
  if (m->among) {
    among = g_new0 (guint8, n + 1);
    answers_condition (r->answers, m->among, among);
  }
  items_free (r->items);
  r->items = items_new (m, r->in->codebook->n_missing);
  find_own (r, m, r->items, among);
  for (size_t k = r->items->n_own; k-- > 0;) {
    n_asked += r->items->state[k] != NULL;
    lacking = r->items->lacking[k] ? r->items->lacking[k] : lacking;
  }
  if (!n_asked)
    return lacking;
  find_totals (r->items, lacking, n);
  apply_base (r->items, among, n);
  return NULL;
}

void
items_passes (const struct work *r, const guint16 *const *group, const size_t *n_groups,
              struct pass *passes, size_t n)
{
  const struct items *items = r->items;
  g_autofree struct tally **tallies = g_new (struct tally *, n + 1);
  g_autofree const guint16 **cells = g_new (const guint16 *, n + 1);
  for (size_t row = 0; row < items->n; row++) {
    size_t n_passes = 0;
    for (size_t k = 0; items->state[row] && k <= n; k++) {
      const guint16 *g = k < n ? group[k] : NULL;
      if (!g && (k < n || n_passes))
        continue;
      if (!passes[k].items) {
        passes[k].items = g_new0 (struct tally *, items->n + 1);
        passes[k].n_items = items->n;
      }
      tallies[n_passes] = passes[k].items[row] =
          tally_new (r->design, g ? n_groups[k] + 1 : 1, ANSWER_MISSING, ANSWER_FIRST);
      cells[n_passes++] = g;
    }
    if (n_passes)
      tally_add_all (tallies, cells, n_passes, r->design, items->state[row]);
  }
}
