#include <config.h>

#include "estimate/overlap.h"

#include "estimate/answers.h"

#include <string.h>

static GBytes *
pattern_of (const guint8 *const *state, size_t n_items, size_t record)
{
  guint8 *has = g_new0 (guint8, n_items + 1);
  for (size_t k = 0; k < n_items; k++)
    has[k] = state[k][record] == ANSWER_YES;
  return g_bytes_new_take (has, n_items);
}

/* The patterns as they are met. */
static GPtrArray *
find_patterns (struct overlap *x, const guint8 *const *state, const double *weight)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  for (size_t i = 0; i < x->n_records; i++) {
    x->of[i] = G_MAXUINT32;
    if (!(weight[i] > 0) || state[0][i] < ANSWER_FIRST)
      continue;
    GBytes *pattern = pattern_of (state, x->n_items, i);
    gpointer known = g_hash_table_lookup (numbers, pattern);
    if (known) {
      g_bytes_unref (pattern);
    } else {
      g_ptr_array_add (patterns, pattern);
      known = GUINT_TO_POINTER (patterns->len);
      g_hash_table_insert (numbers, pattern, known);
    }
    x->of[i] = GPOINTER_TO_UINT (known) - 1;
  }
  return patterns;
}

struct overlap *
overlap_new (const guint8 *const *state, size_t n_items, const double *weight, size_t n_records)
{
  struct overlap *x = g_new0 (struct overlap, 1);
  x->n_items = n_items;
  x->n_records = n_records;
  x->of = g_new (guint32, n_records + 1);
  g_autoptr (GPtrArray) patterns = find_patterns (x, state, weight);
  x->n = patterns->len;
  x->has = g_new0 (guint8, x->n * n_items + 1);
  x->n_has = g_new0 (size_t, x->n + 1);
  x->prints = g_new0 (struct set_print, x->n + 1);
  for (size_t p = 0; p < x->n; p++) {
    memcpy (x->has + p * n_items, g_bytes_get_data (patterns->pdata[p], NULL), n_items);
    for (size_t k = 0; k < n_items; k++)
      x->n_has[p] += x->has[p * n_items + k];
  }
  for (size_t i = 0; i < n_records; i++)
    if (x->of[i] < x->n)
      x->prints[x->of[i]] = set_print_add (x->prints[x->of[i]], set_print_record (i));
  return x;
}

void
overlap_free (struct overlap *x)
{
  if (!x)
    return;
  g_free (x->has);
  g_free (x->n_has);
  g_free (x->prints);
  g_free (x->of);
  g_free (x);
}

size_t *
overlap_count (const struct overlap *x, const guint16 *all, size_t group)
{
  size_t *count = g_new0 (size_t, x->n + 1);
  for (size_t i = 0; i < x->n_records; i++)
    if (x->of[i] < x->n && (!all || all[i] == group))
      count[x->of[i]]++;
  return count;
}

static struct set_print
print_of (const struct overlap *x, enum overlap_event event, size_t i)
{
  struct set_print print = {0};
  for (size_t p = 0; p < x->n; p++)
    if (overlap_is_in (x, event, i, i, p))
      print = set_print_add (print, x->prints[p]);
  return print;
}

struct set_print
overlap_any (const struct overlap *x)
{
  const guint64 other = 0x5DEECE66D;
  struct set_print any = print_of (x, OVERLAP_AT_LEAST, 1);
  bool same = false;
  for (size_t i = 0; i < x->n_items; i++)
    same |= set_print_empty (print_of (x, OVERLAP_WITHOUT, i));
  if (!same || set_print_empty (any))
    return any;
  return (struct set_print){set_print_mix (any.lo + other), set_print_mix (any.hi + other)};
}

bool
overlap_is_in (const struct overlap *x, enum overlap_event event, size_t i, size_t k, size_t p)
{
  size_t n = x->n_has[p];
  if (event == OVERLAP_AT_LEAST || event == OVERLAP_JUST)
    return event == OVERLAP_JUST ? n == i : n >= i;
  bool one = x->has[p * x->n_items + i], other = x->has[p * x->n_items + k];
  const bool in[N_OVERLAP_EVENTS] = {
      [OVERLAP_BOTH] = one && other,      [OVERLAP_FIRST] = one && !other,
      [OVERLAP_SECOND] = other && !one,   [OVERLAP_EITHER] = one || other,
      [OVERLAP_NEITHER] = !one && !other, [OVERLAP_OTHERS] = !one && !other && n > 0,
      [OVERLAP_WITHOUT] = !one && n > 0,  [OVERLAP_ONLY] = one && n == 1,
      [OVERLAP_MORE] = one && n > 1};
  return in[event];
}
