#include <config.h>

#include "harmonise/profile.h"

#include "base/number.h"
#include "harmonise/crosswalk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Standard errors that a difference must have; so many leave room for clustered samples. */
static const double CHANCE = 3;
/* Fewer items are no grid, and one other survey is no standard (but for a country's own). */
enum { LEAST_ITEMS = 3, LEAST_SURVEYS = 2 };
/* Surveys that a sentence names. */
enum { NAMED = 6 };

struct profile *
profile_new (const struct crosswalk *cw)
{
  struct profile *p = g_new (struct profile, 1);

  p->crosswalk = cw;
  p->items = g_new0 (struct profile_item, cw->codebook->n_variables + 1);
  return p;
}

void
profile_free (struct profile *p)
{
  if (!p)
    return;
  g_free (p->items);
  g_free (p);
}

/* ---- Shares ---- */

/* A share of the records that were asked. */
struct share {
  double value;
  size_t n, of;
};

static struct share
share_of (const struct profile_item *item, size_t reason, size_t n_reasons)
{
  struct share s = {.n = item->n[reason]};

  for (size_t r = 0; r < n_reasons; r++)
    if (r != MISSING_NOT_ASKED && r != MISSING_NOT_APPLICABLE)
      s.of += item->n[r];
  s.value = s.of > 0 ? (double)s.n / (double)s.of : 0;
  return s;
}

static bool
is_compared (size_t reason)
{
  return reason != MISSING_NONE && reason != MISSING_NOT_ASKED && reason != MISSING_NOT_APPLICABLE;
}

static int
compare_shares (const void *a_, const void *b_)
{
  const struct share *a = a_, *b = b_;
  if (a->value != b->value)
    return a->value < b->value ? -1 : 1;
  return a->of < b->of ? -1 : a->of > b->of;
}

/* Of the middle one or two of OTHERS (sorted here) that which is nearer to VALUE; VALUE itself
   where it lies between two. */
static struct share
nearest_median (double value, GArray *others)
{
  qsort (others->data, others->len, sizeof (struct share), compare_shares);
  struct share low = g_array_index (others, struct share, (others->len - 1) / 2);
  struct share high = g_array_index (others, struct share, others->len / 2);

  if (value > high.value)
    return high;
  if (value >= low.value)
    low.value = value;
  return low;
}

static bool
jumps (const struct share *s, const struct share *median, double threshold, bool up)
{
  double difference = s->value - median->value, q = (s->value + median->value) / 2;
  double error = sqrt (q * (1 - q) * (1 / (double)s->of + 1 / (double)median->of));

  return (up ? difference : fabs (difference)) > threshold && fabs (difference) > CHANCE * error;
}

/* "31 %"; with a decimal where the two that are compared are near. */
static char *
percent (double share, double difference)
{
  static const double near = 0.05;
  char number[NUMBER_SIZE];

  number_fixed (100 * share, fabs (difference) < near ? 1 : 0, number);
  return g_strdup_printf ("%s %%", number);
}

/* ---- In a grid ---- */

/* The part of a column's name that the items of a grid share: before the last _, [, / or .; else
   before a letter behind a digit (q5b) or a number behind a word or another letter (item3, q5b1;
   but not Q3, which is a question of its own).  NULL if there is none; g_free. */
static char *
stem_of (const char *column)
{
  static const char separators[] = "_[/.";
  size_t n = strlen (column), end = n;

  while (end > 0 && !strchr (separators, column[end - 1]))
    end--;
  if (end > 1)
    return g_strndup (column, end);
  if (n > 1 && g_ascii_isalpha (column[n - 1]) && g_ascii_isdigit (column[n - 2]))
    return g_strndup (column, n - 1);
  for (end = n; end > 0 && g_ascii_isdigit (column[end - 1]);)
    end--;
  return end > 1 && end < n ? g_strndup (column, end) : NULL;
}

/* What the items of one grid have in common, as a text; NULL: it belongs to none.  g_free. */
static char *
grid_of (const struct crosswalk *cw, const struct mapping *m)
{
  const struct variable *v = m->variable;
  const struct survey *s = cw->survey;
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *stem = NULL;

  if (m->kind != MAPPING_COLUMN)
    return NULL;
  for (size_t g = 0; g < s->n_grids && key->len == 0; g++)
    if (g_strv_contains ((const char *const *)s->grids[g].columns, m->rule->column.text))
      g_string_append_printf (key, "%zu", g);
  if (key->len == 0 && !(stem = stem_of (m->rule->column.text)))
    return NULL;
  if (stem) {
    g_autofree char *normal = label_normalise (stem);
    g_string_append_printf (key, ":%s:%d", normal, (int)v->type);
  }
  for (size_t i = 0; stem && i < v->n_categories; i++)
    g_string_append_printf (key, "\n%s", v->categories[i].name);
  g_string_append_printf (key, "\n%s", v->asked_if.text ? v->asked_if.text : "");
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static void
array_free (void *array)
{
  g_array_free (array, TRUE);
}

/* Grids: key -> GArray of size_t, variables. */
static GHashTable *
find_grids (const struct profile *p, char **keys)
{
  GHashTable *grids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, array_free);

  for (size_t v = 0; v < p->crosswalk->codebook->n_variables; v++) {
    if (!p->items[v].asked || !(keys[v] = grid_of (p->crosswalk, &p->crosswalk->mappings[v])))
      continue;
    GArray *grid = g_hash_table_lookup (grids, keys[v]);
    if (!grid) {
      grid = g_array_new (FALSE, FALSE, sizeof (size_t));
      g_hash_table_insert (grids, keys[v], grid);
    }
    g_array_append_val (grid, v);
  }
  return grids;
}

static void
compare_in_grid (const struct profile *p, size_t v, const GArray *grid, double threshold,
                 struct diag *d)
{
  const struct crosswalk *cw = p->crosswalk;
  const struct codebook *cb = cw->codebook;
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (struct share));

  for (size_t r = MISSING_NOT_ASKED; r < cb->n_missing; r++) {
    struct share s = share_of (&p->items[v], r, cb->n_missing), median;
    g_array_set_size (others, 0);
    for (guint i = 0; i < grid->len; i++) {
      size_t other = g_array_index (grid, size_t, i);
      struct share o = share_of (&p->items[other], r, cb->n_missing);
      if (other != v && o.of > 0)
        g_array_append_val (others, o);
    }
    if (!is_compared (r) || s.of == 0 || others->len + 1 < LEAST_ITEMS)
      continue;
    median = nearest_median (s.value, others);
    if (!jumps (&s, &median, threshold, false))
      continue;
    g_autofree char *is = percent (s.value, s.value - median.value);
    g_autofree char *was = percent (median.value, s.value - median.value);
    diag_add (
        d, FIND_MISSING_JUMP, cw->mappings[v].rule->place,
        "\"%s\" is %s in \"%s\" (column \"%s\"), %s (median) in the other %u items of its grid",
        cb->missing[r].name, is, cb->variables[v].name, cw->mappings[v].source, was, others->len);
    diag_measure (d, cb->variables[v].name, s.n, s.of);
  }
}

void
profile_compare_grids (const struct profile *p, const struct thresholds *t, struct diag *d)
{
  size_t n = p->crosswalk->codebook->n_variables;
  g_autofree char **keys = g_new0 (char *, n + 1);
  g_autoptr (GHashTable) grids = find_grids (p, keys);

  for (size_t v = 0; v < n; v++)
    if (keys[v])
      compare_in_grid (p, v, g_hash_table_lookup (grids, keys[v]), t->sibling_jump, d);
  g_hash_table_remove_all (grids);
  for (size_t v = 0; v < n; v++)
    g_free (keys[v]);
}

/* ---- Between surveys ---- */

static bool
is_wave (const struct profile *p, const struct profile *other)
{
  return strcmp (p->crosswalk->survey->country, other->crosswalk->survey->country) == 0;
}

/* The surveys that variable V of P is compared with: its country's, else all.  */
static GPtrArray *
find_others (struct profile *const *profiles, size_t n, const struct profile *p, size_t v,
             bool waves)
{
  GPtrArray *others = g_ptr_array_new ();

  for (size_t i = 0; i < n; i++) {
    struct profile *o = profiles[i];
    if (!o || o == p || o->crosswalk->codebook != p->crosswalk->codebook)
      continue;
    if (o->items[v].asked &&
        share_of (&o->items[v], MISSING_NONE, p->crosswalk->codebook->n_missing).of > 0 &&
        (!waves || is_wave (p, o)))
      g_ptr_array_add (others, o);
  }
  return others;
}

/* "the country's other wave BRA-2017", "3 other surveys (CHL-2022, MNE-2016, PRT-2018)". */
static char *
name_others (const GPtrArray *others, bool waves)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < MIN (others->len, NAMED); i++) {
    const struct profile *o = g_ptr_array_index (others, i);
    g_string_append_printf (ids, "%s%s", i ? ", " : "", o->crosswalk->survey->id);
  }
  if (others->len > NAMED)
    g_string_append (ids, ", ...");
  if (waves && others->len == 1)
    return g_strdup_printf ("in the country's other wave %s", ids->str);
  return g_strdup_printf ("(median) in %s%u other %s (%s)", waves ? "the country's " : "",
                          others->len, waves ? "waves" : "surveys", ids->str);
}

static void
compare_with (const struct profile *p, size_t v, const GPtrArray *others, bool waves,
              double threshold, struct diag *d)
{
  const struct crosswalk *cw = p->crosswalk;
  const struct codebook *cb = cw->codebook;
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (struct share));

  for (size_t r = MISSING_NOT_ASKED; r < cb->n_missing; r++) {
    struct share s = share_of (&p->items[v], r, cb->n_missing), median;
    if (!is_compared (r) || s.of == 0)
      continue;
    g_array_set_size (shares, 0);
    for (guint i = 0; i < others->len; i++) {
      const struct profile *o = g_ptr_array_index (others, i);
      struct share share = share_of (&o->items[v], r, cb->n_missing);
      g_array_append_val (shares, share);
    }
    median = nearest_median (s.value, shares);
    if (!jumps (&s, &median, threshold, true))
      continue;
    g_autofree char *is = percent (s.value, s.value - median.value);
    g_autofree char *was = percent (median.value, s.value - median.value);
    g_autofree char *where = name_others (others, waves);
    diag_add (d, FIND_MISSING_JUMP, cw->mappings[v].rule->place, "\"%s\" is %s in \"%s\", %s %s",
              cb->missing[r].name, is, cb->variables[v].name, was, where);
    diag_measure (d, cb->variables[v].name, s.n, s.of);
  }
}

void
profile_compare_surveys (struct profile *const *profiles, size_t n, const struct thresholds *t,
                         struct diag *d)
{
  for (size_t i = 0; i < n; i++) {
    const struct profile *p = profiles[i];
    size_t n_variables = p ? p->crosswalk->codebook->n_variables : 0;
    diag_survey (d, p ? p->crosswalk->survey->id : NULL);
    for (size_t v = 0; v < n_variables; v++) {
      bool waves = true;
      if (!p->items[v].asked)
        continue;
      g_autoptr (GPtrArray) others = find_others (profiles, n, p, v, true);
      if (others->len == 0) {
        waves = false;
        g_ptr_array_unref (others);
        others = find_others (profiles, n, p, v, false);
      }
      if (others->len >= (waves ? 1 : LEAST_SURVEYS))
        compare_with (p, v, others, waves, t->survey_jump, d);
    }
  }
  diag_survey (d, NULL);
}
