/* What stands together in the questionnaire stands together in the file: items of one question, and
   questions that follow each other. */
#include <config.h>

#include "suggest/guess.h"

#include <string.h>

/* What is added to a score, as a share of what it lacks: for a pair that stands in the places
   beside a sure one, and for one of the items of two questions that belong together. */
static const double NEIGHBOUR = 0.07, ITEM = 0.2;
/* What is left of a score for an item that is another question's; how well, on average, and by how
   many items that other one must have found it. */
static const double ANOTHERS = 0.7, FOUND_WELL = 0.35;
enum { FEWEST_ITEMS = 3 };
static const double WORTH_A_LOOK = GUESS_WORTH_A_LOOK;

/* The unit that is best for V while V is best for it, or -1. */
static long
mutual_best (const struct guess *g, size_t v)
{
  size_t n_u = g->units->len, best = 0;
  for (size_t u = 1; u < n_u; u++)
    if (guess_evidence (g, v, u)->score > guess_evidence (g, v, best)->score)
      best = u;
  if (n_u == 0 || guess_evidence (g, v, best)->score < WORTH_A_LOOK)
    return -1;
  for (size_t w = 0; w < g->codebook->n_variables; w++)
    if (guess_evidence (g, w, best)->score > guess_evidence (g, v, best)->score)
      return -1;
  return (long)best;
}

/* A question that stands beside another one in the questionnaire mostly does so in the file. */
static void
weigh_neighbours (struct guess *g)
{
  size_t n_v = g->codebook->n_variables, n_u = g->units->len;
  g_autofree long *anchor = g_new (long, n_v + 1);

  for (size_t v = 0; v < n_v; v++)
    anchor[v] = mutual_best (g, v);
  for (size_t v = 0; v < n_v; v++)
    for (int side = -1; side <= 1; side += 2) {
      size_t other = v + (size_t)side; /* wraps below zero, beyond N_V */
      if (other >= n_v || anchor[other] < 0)
        continue;
      for (int way = -1; way <= 1; way += 2) {
        size_t u = (size_t)(anchor[other] + way);
        if (u >= n_u || guess_evidence (g, v, u)->score < WORTH_A_LOOK)
          continue;
        struct evidence *e = guess_evidence (g, v, u);
        e->score += (way == -side ? NEIGHBOUR : NEIGHBOUR / 2) * (1 - e->score);
      }
    }
}

/* ---- Items of one question ---- */

/* Names in groups: those of one stem, in order. */
struct groups {
  GHashTable *by_stem; /* stem -> its number + 1 */
  GArray *size;        /* size_t, by number */
  size_t *of;          /* by member: its group */
};

static void
group_add (struct groups *groups, size_t member, char *stem /* taken over */)
{
  size_t n = GPOINTER_TO_SIZE (g_hash_table_lookup (groups->by_stem, stem));
  if (n == 0) {
    size_t none = 0;
    g_array_append_val (groups->size, none);
    n = groups->size->len;
    g_hash_table_insert (groups->by_stem, stem, GSIZE_TO_POINTER (n));
  } else
    g_free (stem);
  g_array_index (groups->size, size_t, n - 1)++;
  groups->of[member] = n - 1;
}

static struct groups
groups_new (size_t members)
{
  return (struct groups){g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         g_array_new (FALSE, FALSE, sizeof (size_t)), g_new (size_t, members + 1)};
}

static void
groups_clear (struct groups *groups)
{
  g_hash_table_unref (groups->by_stem);
  g_array_free (groups->size, TRUE);
  g_free (groups->of);
}

/* `device_phone` and `device_tv` are of one group, with their module. */
static char *
stem_of_variable (const struct variable *v)
{
  const char *underscore = strchr (v->name, '_');
  int n = underscore ? (int)(underscore - v->name) + 1 : (int)strlen (v->name);
  return g_strdup_printf ("%s %.*s", v->module, n, v->name);
}

/* `QC113_A`, `where/home`, `Where [at home]`: what stands before the last mark; the answers of one
   column are a group too. */
static char *
stem_of_unit (const struct guess_unit *u)
{
  size_t n = strlen (u->column->name);
  if (u->part >= 0)
    return g_strdup (u->column->name);
  while (n > 0 && !strchr ("_/[.:- ", u->column->name[n - 1]))
    n--;
  return n > 0 ? g_strndup (u->column->name, n) : g_strdup (u->column->name);
}

/* How well the items of a question of the codebook are found, on average, among those of each
   question of the file. */
static void
weigh_group (const struct guess *g, const struct groups *variables, size_t group,
             const struct groups *units, double *sum)
{
  g_autofree double *best = g_new (double, units->size->len + 1);

  for (size_t v = 0; v < g->codebook->n_variables; v++) {
    if (variables->of[v] != group)
      continue;
    for (guint k = 0; k < units->size->len; k++)
      best[k] = 0;
    for (guint u = 0; u < g->units->len; u++)
      best[units->of[u]] = MAX (best[units->of[u]], guess_evidence (g, v, u)->score);
    for (guint k = 0; k < units->size->len; k++)
      sum[k] += best[k];
  }
}

/* What a question of the codebook found: the question of the file that fits best, and how well. */
struct find {
  size_t group;
  double mean;
};

/* Items found there are lifted.  Where one question alone has found it, and has found it well, it
   is less likely that its items are anything else. */
static void
lift_group (struct guess *g, const struct groups *variables, size_t group,
            const struct groups *units, const struct find *find, bool alone)
{
  for (size_t v = 0; v < g->codebook->n_variables; v++)
    for (guint u = 0; u < g->units->len; u++) {
      struct evidence *e = guess_evidence (g, v, u);
      if (units->of[u] != find->group || e->score < WORTH_A_LOOK)
        continue;
      if (variables->of[v] == group)
        e->score += ITEM * (1 - e->score);
      else if (alone && find->mean >= FOUND_WELL)
        e->score *= ANOTHERS;
    }
}

static struct find
find_group (const struct guess *g, const struct groups *variables, size_t group,
            const struct groups *units)
{
  g_autofree double *sum = g_new0 (double, units->size->len + 1);
  size_t n = g_array_index (variables->size, size_t, group), best = 0;

  if (n < 2 || units->size->len == 0)
    return (struct find){G_MAXSIZE, 0};
  weigh_group (g, variables, group, units, sum);
  for (guint i = 1; i < units->size->len; i++)
    if (sum[i] > sum[best])
      best = i;
  if (g_array_index (units->size, size_t, best) < 2)
    return (struct find){G_MAXSIZE, 0};
  return (struct find){best, n < FEWEST_ITEMS ? 0 : sum[best] / (double)n};
}

static void
lift_groups (struct guess *g, const struct groups *variables, const struct groups *units)
{
  g_autofree struct find *finds = g_new (struct find, variables->size->len + 1);
  g_autofree size_t *finders = g_new0 (size_t, units->size->len + 1);

  for (guint k = 0; k < variables->size->len; k++) {
    finds[k] = find_group (g, variables, k, units);
    if (finds[k].group != G_MAXSIZE)
      finders[finds[k].group]++;
  }
  for (guint k = 0; k < variables->size->len; k++)
    if (finds[k].group != G_MAXSIZE)
      lift_group (g, variables, k, units, &finds[k], finders[finds[k].group] == 1);
}

static void
weigh_items (struct guess *g)
{
  struct groups variables = groups_new (g->codebook->n_variables);
  struct groups units = groups_new (g->units->len);

  for (size_t v = 0; v < g->codebook->n_variables; v++)
    group_add (&variables, v, stem_of_variable (&g->codebook->variables[v]));
  for (guint u = 0; u < g->units->len; u++)
    group_add (&units, u, stem_of_unit (&g_array_index (g->units, struct guess_unit, u)));
  lift_groups (g, &variables, &units);
  g->variable_group = g_steal_pointer (&variables.of);
  g->unit_group = g_steal_pointer (&units.of);
  groups_clear (&variables);
  groups_clear (&units);
}

void
suggest_neighbours (struct guess *g)
{
  weigh_items (g);
  weigh_neighbours (g);
}
