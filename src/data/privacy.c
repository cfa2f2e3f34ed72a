#include <config.h>

#include "data/privacy.h"

#include "model/calibratespec.h"

#include <string.h>

/* The columns of the design that a harmonised file may have, and by which a child could be known.
 */
static const struct {
  const char *name;
  long column;
} design_columns[] = {{"stratum", PRIVACY_STRATUM}, {"psu", PRIVACY_PSU}, {"ssu", PRIVACY_SSU}};

bool
privacy_column (const struct codebook *cb, const char *name, long *column)
{
  const struct variable *v = codebook_find (cb, name);

  if (v)
    *column = (long)v->index;
  for (size_t i = 0; !v && i < G_N_ELEMENTS (design_columns); i++)
    if (strcmp (design_columns[i].name, name) == 0) {
      *column = design_columns[i].column;
      return true;
    }
  size_t margin = v ? 0 : calibrate_column_number (name);
  if (margin > 0)
    *column = PRIVACY_MARGIN - (long)margin + 1;
  return v != NULL || margin > 0;
}

const char *
privacy_near (const struct codebook *cb, const char *name)
{
  const char *near = codebook_near (cb, name);
  const char *names[G_N_ELEMENTS (design_columns)];

  for (size_t i = 0; i < G_N_ELEMENTS (design_columns); i++)
    names[i] = design_columns[i].name;
  return near ? near : diag_nearest (name, names, G_N_ELEMENTS (design_columns));
}

/* ---- Groups of records ---- */

/* Records that are alike so far have one number, given in the order in which they were met. */
struct grouping {
  guint32 *group; /* [records] */
  size_t n;       /* groups */
};

static struct grouping
grouping_new (size_t records)
{
  return (struct grouping){g_new0 (guint32, records + 1), records > 0};
}

/* What one column says of the records; NULL: nothing.  VALUES for a variable, else numbers of the
   design. */
static guint32
code_at (const struct dataset *ds, long column, size_t record)
{
  if (column == PRIVACY_STRATUM)
    return ds->stratum ? ds->stratum[record] : 0;
  if (column == PRIVACY_PSU)
    return ds->psu ? ds->psu[record] : 0;
  if (column == PRIVACY_SSU)
    return ds->ssu ? ds->ssu[record] : 0;
  if (column <= PRIVACY_MARGIN) {
    size_t n = ds->calibrate ? ds->calibrate->n_columns : 0, k = (size_t)(PRIVACY_MARGIN - column);
    return k < n ? ds->margin[record * n + k] : 0;
  }
  const struct values *v = ds->variables[column];
  return v ? values_at (v, record) : 0;
}

/* Number the pairs of A and B. */
static struct grouping
cross (const struct grouping *a, const struct grouping *b, size_t records)
{
  struct grouping out = grouping_new (records);
  g_autofree guint64 *pair = g_new (guint64, records + 1);
  GHashTable *known = g_hash_table_new (g_int64_hash, g_int64_equal);

  out.n = 0;
  for (size_t i = 0; i < records; i++) {
    pair[i] = (guint64)a->group[i] * b->n + b->group[i];
    gpointer found = g_hash_table_lookup (known, &pair[i]);
    if (!found) {
      found = GUINT_TO_POINTER (++out.n);
      g_hash_table_insert (known, &pair[i], found);
    }
    out.group[i] = GPOINTER_TO_UINT (found) - 1;
  }
  g_hash_table_destroy (known);
  return out;
}

static struct grouping
by_column (const struct dataset *ds, long column)
{
  struct grouping codes = grouping_new (ds->n), all = grouping_new (ds->n), out;

  for (size_t i = 0; i < ds->n; i++) {
    codes.group[i] = code_at (ds, column, i);
    codes.n = MAX (codes.n, (size_t)codes.group[i] + 1);
  }
  out = cross (&all, &codes, ds->n);
  g_free (codes.group);
  g_free (all.group);
  return out;
}

/* How many records each group has. */
static size_t *
sizes (const struct grouping *g, size_t records)
{
  size_t *size = g_new0 (size_t, g->n + 1);
  for (size_t i = 0; i < records; i++)
    size[g->group[i]]++;
  return size;
}

static size_t
count_unique (const struct grouping *g, size_t records)
{
  g_autofree size_t *size = sizes (g, records);
  size_t n = 0;
  for (size_t i = 0; i < g->n; i++)
    n += size[i] == 1;
  return n;
}

/* ---- The report ---- */

static void
count_whole (struct privacy *p, const struct grouping *g, size_t k)
{
  g_autofree size_t *size = sizes (g, p->records);

  p->combinations = g->n;
  for (size_t i = 0; i < g->n; i++) {
    p->unique += size[i] == 1;
    p->below += size[i] < k ? size[i] : 0;
    p->smallest = i == 0 ? size[i] : MIN (p->smallest, size[i]);
  }
}

/* All columns but one are those before it and those behind it: with the groups of each beginning at
   hand, one walk back from the end is enough. */
struct privacy *
privacy_new (const struct dataset *ds, const long *columns, size_t n, size_t k)
{
  struct privacy *p = g_new0 (struct privacy, 1);
  g_autofree struct grouping *before = g_new (struct grouping, n + 1);
  g_autofree struct grouping *own = g_new (struct grouping, n + 1);
  struct grouping behind = grouping_new (ds->n), next;

  p->records = ds->n;
  p->unique_without = g_new0 (size_t, n + 1);
  p->constant = g_new0 (bool, n + 1);
  before[0] = grouping_new (ds->n);
  for (size_t i = 0; i < n; i++) {
    own[i] = by_column (ds, columns[i]);
    before[i + 1] = cross (&before[i], &own[i], ds->n);
    p->constant[i] = own[i].n <= 1;
  }
  count_whole (p, &before[n], k);
  for (size_t i = n; i-- > 0;) {
    next = cross (&before[i], &behind, ds->n);
    p->unique_without[i] = count_unique (&next, ds->n);
    g_free (next.group);
    next = cross (&own[i], &behind, ds->n);
    g_free (behind.group);
    behind = next;
  }
  for (size_t i = 0; i <= n; i++) {
    g_free (before[i].group);
    if (i < n)
      g_free (own[i].group);
  }
  g_free (behind.group);
  return p;
}

void
privacy_free (struct privacy *p)
{
  if (!p)
    return;
  g_free (p->unique_without);
  g_free (p->constant);
  g_free (p);
}

void
privacy_find (const struct privacy *p, const char *const *names, size_t n, struct place place,
              struct diag *d)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GString) subject = g_string_new (NULL);
  g_autofree char *without = NULL;
  size_t best = 0;

  if (p->unique == 0)
    return;
  for (size_t i = 0; i < n; i++) {
    g_string_append_printf (all, "%s\"%s\"", i == 0 ? "" : i + 1 < n ? ", " : " and ", names[i]);
    g_string_append_printf (subject, "%s%s", i == 0 ? "" : ", ", names[i]);
    if (p->unique_without[i] < p->unique_without[best])
      best = i;
  }
  if (n > 1 && p->unique_without[best] == 0)
    without = g_strdup_printf (" (none without \"%s\")", names[best]);
  else if (n > 1)
    without = g_strdup_printf (" (%zu without \"%s\")", p->unique_without[best], names[best]);
  diag_add (d, FIND_UNIQUE_RECORDS, place,
            "%zu of %zu records %s like no other in %s%s; before anybody is given the records, "
            "make the groups wider or leave columns out",
            p->unique, p->records, p->unique == 1 ? "is" : "are", all->str, without ? without : "");
  diag_measure (d, subject->str, p->unique, p->records);
}
