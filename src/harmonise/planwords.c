#include <config.h>

#include "harmonise/planwords.h"

#include <string.h>

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char *
plan_words_sorted (char *const *texts, size_t n, const char *glue)
{
  g_autofree char **order = g_new0 (char *, n + 1);
  if (n > 0)
    memcpy (order, texts, n * sizeof *order);
  qsort (order, n, sizeof *order, compare_texts);
  return g_strjoinv (glue, order);
}

char *
plan_words_by (const struct indicator *in)
{
  g_auto (GStrv) crossed = g_new0 (char *, in->n_by + 1);
  for (size_t i = 0; i < in->n_by; i++)
    crossed[i] = plan_words_sorted (in->by[i].variables, in->by[i].n, " x ");
  return in->n_by ? plan_words_sorted (crossed, in->n_by, ", ") : NULL;
}

char *
plan_words_missing (const struct indicator *in)
{
  if (in->missing.kind == MISSING_LIST)
    return plan_words_sorted (in->missing.reasons, g_strv_length (in->missing.reasons), ", ");
  return g_strdup (in->missing.kind == MISSING_INCLUDE ? "include" : "exclude");
}

/* The order in which they are shown means nothing. */
char *
plan_words_at (const struct indicator *in)
{
  g_auto (GStrv) names = g_new0 (char *, in->n_at + 1);
  for (size_t i = 0; i < in->n_at; i++)
    names[i] = quantile_name (in->at[i]);
  return in->n_at ? plan_words_sorted (names, in->n_at, ", ") : NULL;
}

char *
plan_words_nets (const struct indicator *in)
{
  g_auto (GStrv) all = g_new0 (char *, in->nets.n + 1);
  for (size_t i = 0; i < in->nets.n; i++) {
    const struct net *net = &in->nets.items[i];
    g_autofree char *of = plan_words_sorted (net->of, net->n, ", ");
    all[i] = g_strdup_printf ("%s: %s", net->id, of);
  }
  return in->nets.n ? plan_words_sorted (all, in->nets.n, "; ") : NULL;
}

const char *
plan_words_base (const struct indicator *in)
{
  return in->measure != MEASURE_SET ? NULL : in->set.all ? "all" : "any";
}
